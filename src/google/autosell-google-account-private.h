/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-google-account.h"

G_BEGIN_DECLS

/* The same person signed in again. */
void autosell_google_account_renew (AutosellGoogleAccount *self, const char *email, const char *const *scopes,
                                    gint64 signed_in_us, AutosellOAuthSession *session);
/* UTC; 0 while signed in */
gint64 autosell_google_account_get_signed_out_us (AutosellGoogleAccount *self);
void autosell_google_account_set_signed_out_us (AutosellGoogleAccount *self, gint64 signed_out_us);

G_END_DECLS
