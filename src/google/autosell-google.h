/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-google-account.h"
#include "autosell-keyring.h"
#include "autosell-store.h"

G_BEGIN_DECLS

/* Google, as this dealership uses it: the client of its own Cloud project, and the accounts that are signed in on this
 * PC.
 *
 *   google-account   one account and the way to call with it
 *   sheets           Sheets v4: sheet-info, sheet-grid (what is read), sheet-batch (what is changed together)
 *   drive-files      Drive v3: a file's version, who is signed in
 *   google           this: sign-in and sign-out, the list of accounts, where all of it is kept
 *
 * Clients are typed and without policy: when to call, and what to do about an answer, is src/sync's. Secrets (the
 * client's and each account's refresh token) are in the keyring; that there is an account, its e-mail, what it may and
 * when it was signed in are settings of the store.
 *
 * A GListModel of AutosellGoogleAccount. */
#define AUTOSELL_TYPE_GOOGLE (autosell_google_get_type ())
G_DECLARE_FINAL_TYPE (AutosellGoogle, autosell_google, AUTOSELL, GOOGLE, GObject)

/* Settings of the store. */
#define AUTOSELL_SETTING_GOOGLE_CLIENT_ID "google.client-id"
#define AUTOSELL_SETTING_GOOGLE_ACCOUNTS "google.accounts"

/* Scopes in full. */
#define AUTOSELL_GOOGLE_SCOPE_FILE "https://www.googleapis.com/auth/drive.file"
#define AUTOSELL_GOOGLE_SCOPE_SHEETS "https://www.googleapis.com/auth/spreadsheets"
/* To look at all files and change none of them. */
#define AUTOSELL_GOOGLE_SCOPE_LOOK "https://www.googleapis.com/auth/drive.readonly"

AutosellGoogle *autosell_google_new (AutosellStore *store, AutosellHttp *http, AutosellEndpoints *endpoints,
                                     AutosellKeyring *keyring);

/* Reads what is kept. To be done once, before anything else; the list fills. */
void autosell_google_load_async (AutosellGoogle *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                                 gpointer user_data);
gboolean autosell_google_load_finish (AutosellGoogle *self, GAsyncResult *result, GError **error);
gboolean autosell_google_is_loaded (AutosellGoogle *self);

AutosellKeyring *autosell_google_get_keyring (AutosellGoogle *self);
AutosellHttp *autosell_google_get_http (AutosellGoogle *self);
AutosellEndpoints *autosell_google_get_endpoints (AutosellGoogle *self);

/* ---- The client of the Cloud project ---- */

/* (nullable): what the person has entered, else what the program was built with */
const char *autosell_google_get_client_id (AutosellGoogle *self);
gboolean autosell_google_has_client (AutosellGoogle *self);
/* TRUE where it is the one that the program was built with. */
gboolean autosell_google_has_built_in_client (AutosellGoogle *self);
/* @id, @secret: (nullable): NULL goes back to the built-in one. Accounts of another client have to sign in again. Emits
 * ::client-changed. */
void autosell_google_set_client_async (AutosellGoogle *self, const char *id, const char *secret,
                                       GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean autosell_google_set_client_finish (AutosellGoogle *self, GAsyncResult *result, GError **error);
/* Whether @id has the form of a client id, and @secret of a client secret, to tell a person of a slip. */
gboolean autosell_google_is_client_id (const char *id);
gboolean autosell_google_is_client_secret (const char *secret);
/* Of the file that Google offers for download where a client of the type “Desktop app” is made.
 * @id, @secret: (out) (transfer full): autosell_secret_free() */
gboolean autosell_google_parse_client (const char *json, char **id, char **secret);

/* ---- Accounts ---- */

/* (nullable) (transfer none) */
AutosellGoogleAccount *autosell_google_find_account (AutosellGoogle *self, const char *id_or_email);

typedef enum
{
  AUTOSELL_GOOGLE_SIGN_IN_PICK, /* drive.file, and Google's picker to choose a spreadsheet: the ordinary way */
  /* Any spreadsheet by its address, and photos that people put into the cars' folders, which may be left out in the
   * browser: for owners of a Workspace */
  AUTOSELL_GOOGLE_SIGN_IN_WIDE,
  /* Google's picker to choose photos: the account is for these alone, is in no list and is not kept, since it may do
   * less than the one that is */
  AUTOSELL_GOOGLE_SIGN_IN_PICK_PHOTOS,
} AutosellGoogleSignIn;

/* @login_hint: (nullable): the e-mail of whom to sign in again
 * Fails as autosell_oauth_sign_in_async() does, and with _SCOPE where the person unticked what is needed. */
void autosell_google_sign_in_async (AutosellGoogle *self, AutosellGoogleSignIn how, const char *login_hint,
                                    guint timeout_s, AutosellOAuthOpenBrowser open, gpointer open_data,
                                    GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* @picked_file_ids: (out) (optional) (nullable): what was chosen in the picker
 * Returns: (transfer full) */
AutosellGoogleAccount *autosell_google_sign_in_finish (AutosellGoogle *self, GAsyncResult *result,
                                                       GStrv *picked_file_ids, GError **error);

/* What was chosen in the picker with this account on this PC, the latest first.
 * ::picked-changed tells of more. Returns: (transfer full) */
GStrv autosell_google_dup_picked (AutosellGoogle *self, AutosellGoogleAccount *account);
/* One of them is gone, or may not be seen any more. */
void autosell_google_forget_picked (AutosellGoogle *self, AutosellGoogleAccount *account, const char *file_id);

/* Forgets the account on this PC and, with @revokes, has Google end all that the person granted to this client: on
 * every PC. Where the network is down it is forgotten here all the same; @was_revoked tells. */
void autosell_google_sign_out_async (AutosellGoogle *self, AutosellGoogleAccount *account, gboolean revokes,
                                     GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean autosell_google_sign_out_finish (AutosellGoogle *self, GAsyncResult *result, gboolean *was_revoked,
                                          GError **error);

G_END_DECLS
