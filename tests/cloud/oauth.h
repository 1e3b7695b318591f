/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "call.h"

G_BEGIN_DECLS

/* Sign-in: the page in the browser, the token endpoint, revocation, user info. FALSE: no address of these. */
gboolean oauth_handle (Call *call);

/* The page that asks, and what it answers to (consent.c). */
void consent_show (Call *call);
void consent_decide (Call *call);

/* (nullable): a member of a form that was posted. Returns: (transfer full) */
GHashTable *oauth_read_form (Call *call);

G_END_DECLS
