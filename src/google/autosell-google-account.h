/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-oauth-session.h"

G_BEGIN_DECLS

/* A Google account that was signed in on this PC: who it is, what it may, and a way to call with it. AutosellGoogle
 * makes them.
 *
 * Properties that notify: state. */
#define AUTOSELL_TYPE_GOOGLE_ACCOUNT (autosell_google_account_get_type ())
G_DECLARE_FINAL_TYPE (AutosellGoogleAccount, autosell_google_account, AUTOSELL, GOOGLE_ACCOUNT, GObject)

typedef enum
{
  AUTOSELL_GOOGLE_SIGNED_IN,
  /* Google ended it (invalid_grant), or its secret is gone from the keyring: sign in again */
  AUTOSELL_GOOGLE_SIGNED_OUT,
} AutosellGoogleState;

/* Never changes for the same person. */
const char *autosell_google_account_get_id (AutosellGoogleAccount *self);
/* For people. */
const char *autosell_google_account_get_email (AutosellGoogleAccount *self);
AutosellGoogleState autosell_google_account_get_state (AutosellGoogleAccount *self);
/* As granted. */
const char *const *autosell_google_account_get_scopes (AutosellGoogleAccount *self);
/* "drive.file", "spreadsheets" … */
gboolean autosell_google_account_has_scope (AutosellGoogleAccount *self, const char *scope);
/* UTC; when the person last agreed. */
gint64 autosell_google_account_get_signed_in_us (AutosellGoogleAccount *self);
/* Google ended the sign-in about seven days after it began, as it does while a Cloud project is in testing. */
gboolean autosell_google_account_looks_like_testing (AutosellGoogleAccount *self);

AutosellEndpoints *autosell_google_account_get_endpoints (AutosellGoogleAccount *self);
AutosellHttp *autosell_google_account_get_http (AutosellGoogleAccount *self);
/* Through which the clients send. */
AutosellOAuthSession *autosell_google_account_get_session (AutosellGoogleAccount *self);

/* ---- For AutosellGoogle and tests ---- */

AutosellGoogleAccount *autosell_google_account_new (const char *id, const char *email, const char *const *scopes,
                                                    gint64 signed_in_us, AutosellHttp *http,
                                                    AutosellEndpoints *endpoints, AutosellOAuthSession *session);

G_END_DECLS
