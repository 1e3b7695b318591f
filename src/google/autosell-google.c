/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-google.h"

#include <string.h>

#include "autosell-drive-files.h"
#include "autosell-google-account-private.h"
#include "autosell-google-json.h"

#define KIND_CLIENT "google-client"
#define KIND_ACCOUNT "google-account"
#define MIME_SHEET "application/vnd.google-apps.spreadsheet"
#define MIME_PHOTOS "image/jpeg,image/png,image/webp,image/heic,image/heif,image/avif,image/tiff"
#define CLIENT_FILE_MAX_BYTES 65536
#define CLIENT_SUFFIX ".apps.googleusercontent.com"

struct _AutosellGoogle
{
  GObject parent_instance;
  AutosellStore *store;         /* owned */
  AutosellHttp *http;           /* owned */
  AutosellEndpoints *endpoints; /* owned */
  AutosellKeyring *keyring;     /* owned */
  GListStore *accounts;         /* owned (element-type AutosellGoogleAccount) */
  AutosellOAuthClient *client;  /* owned, nullable */
  gboolean is_built_in;
  gboolean is_loaded;
};

enum
{
  SIGNAL_CLIENT_CHANGED,
  SIGNAL_PICKED_CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void list_model_init (GListModelInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AutosellGoogle, autosell_google, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

/* ---- The list ---- */

static GType
get_item_type (GListModel *model G_GNUC_UNUSED)
{
  return AUTOSELL_TYPE_GOOGLE_ACCOUNT;
}

static guint
get_n_items (GListModel *model)
{
  return g_list_model_get_n_items (G_LIST_MODEL (AUTOSELL_GOOGLE (model)->accounts));
}

static gpointer
get_item (GListModel *model, guint position)
{
  return g_list_model_get_item (G_LIST_MODEL (AUTOSELL_GOOGLE (model)->accounts), position);
}

static void
list_model_init (GListModelInterface *interface)
{
  interface->get_item_type = get_item_type;
  interface->get_n_items = get_n_items;
  interface->get_item = get_item;
}

static void
items_changed_cb (AutosellGoogle *self, guint position, guint removed, guint added)
{
  g_list_model_items_changed (G_LIST_MODEL (self), position, removed, added);
}

AutosellGoogleAccount *
autosell_google_find_account (AutosellGoogle *self, const char *id_or_email)
{
  for (guint i = 0; i < get_n_items (G_LIST_MODEL (self)); i++)
    {
      g_autoptr(AutosellGoogleAccount) account = get_item (G_LIST_MODEL (self), i);

      if (g_str_equal (autosell_google_account_get_id (account), id_or_email)
          || g_ascii_strcasecmp (autosell_google_account_get_email (account), id_or_email) == 0)
        return account; /* the list keeps it */
    }
  return NULL;
}

/* ---- What is kept of the accounts, beside their secrets ---- */

static void
save_accounts (AutosellGoogle *self)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  g_autofree char *text = NULL;

  json_builder_begin_array (builder);
  for (guint i = 0; i < get_n_items (G_LIST_MODEL (self)); i++)
    {
      g_autoptr(AutosellGoogleAccount) account = get_item (G_LIST_MODEL (self), i);

      json_builder_begin_object (builder);
      json_builder_set_member_name (builder, "id");
      json_builder_add_string_value (builder, autosell_google_account_get_id (account));
      json_builder_set_member_name (builder, "email");
      json_builder_add_string_value (builder, autosell_google_account_get_email (account));
      json_builder_set_member_name (builder, "scopes");
      json_builder_begin_array (builder);
      for (const char *const *scope = autosell_google_account_get_scopes (account); *scope != NULL; scope++)
        json_builder_add_string_value (builder, *scope);
      json_builder_end_array (builder);
      json_builder_set_member_name (builder, "signed_in");
      json_builder_add_int_value (builder, autosell_google_account_get_signed_in_us (account));
      json_builder_set_member_name (builder, "signed_out");
      json_builder_add_int_value (builder, autosell_google_account_get_signed_out_us (account));
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  text = autosell_google_json_text (builder);
  autosell_store_set_setting (self->store, AUTOSELL_SETTING_GOOGLE_ACCOUNTS, g_str_equal (text, "[]") ? NULL : text);
}

static void
account_state_cb (AutosellGoogleAccount *account, GParamSpec *pspec G_GNUC_UNUSED, AutosellGoogle *self)
{
  if (autosell_google_account_get_state (account) == AUTOSELL_GOOGLE_SIGNED_OUT)
    autosell_keyring_forget_async (self->keyring, KIND_ACCOUNT, autosell_google_account_get_id (account), NULL, NULL,
                                   NULL);
  save_accounts (self);
}

static void
keep_refresh_token (AutosellGoogle *self, AutosellGoogleAccount *account, GCancellable *cancellable,
                    GAsyncReadyCallback callback, gpointer user_data)
{
  g_autofree char *label =
    g_strdup_printf ("Autosell Manager: Google, %s", autosell_google_account_get_email (account));
  AutosellOAuthSession *session = autosell_google_account_get_session (account);

  autosell_keyring_store_async (self->keyring, KIND_ACCOUNT, autosell_google_account_get_id (account), label,
                                autosell_oauth_session_get_refresh_token (session), cancellable, callback, user_data);
}

static void
refresh_token_changed_cb (AutosellOAuthSession *session, AutosellGoogle *self)
{
  for (guint i = 0; i < get_n_items (G_LIST_MODEL (self)); i++)
    {
      g_autoptr(AutosellGoogleAccount) account = get_item (G_LIST_MODEL (self), i);

      if (autosell_google_account_get_session (account) == session)
        keep_refresh_token (self, account, NULL, NULL, NULL);
    }
}

static AutosellOAuthSession *
make_session (AutosellGoogle *self, const char *refresh_token)
{
  g_autoptr(AutosellOAuthClient) none = autosell_oauth_client_new ("", "");
  AutosellOAuthSession *session =
    autosell_oauth_session_new (self->http, self->endpoints, self->client != NULL ? self->client : none, refresh_token);

  g_signal_connect_object (session, "refresh-token-changed", G_CALLBACK (refresh_token_changed_cb), self, 0);
  return session;
}

static void
add_account (AutosellGoogle *self, AutosellGoogleAccount *account)
{
  g_signal_connect_object (account, "notify::state", G_CALLBACK (account_state_cb), self, 0);
  g_list_store_append (self->accounts, account);
}

/* ---- Loading ---- */

typedef struct
{
  JsonNode *root;  /* owned, nullable */
  JsonArray *list; /* of it, nullable */
  guint next;
  char *client_id; /* owned, nullable */
} Loading;

static void
loading_free (gpointer data)
{
  Loading *loading = data;

  g_clear_pointer (&loading->root, json_node_unref);
  g_free (loading->client_id);
  g_free (loading);
}

static void load_next (GTask *task);

/* Nobody ended its sign-in: its secret could not be had, as from a keyring that was not unlocked. */
static gboolean
lacks_token (AutosellGoogleAccount *account)
{
  return autosell_google_account_get_state (account) == AUTOSELL_GOOGLE_SIGNED_OUT
         && autosell_google_account_get_signed_out_us (account) == 0;
}

static void
token_found_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  AutosellGoogle *self = g_task_get_source_object (task);
  Loading *loading = g_task_get_task_data (task);
  JsonObject *entry = autosell_google_json_element (loading->list, loading->next++);
  GError *error = NULL;
  AutosellSecret *token = autosell_keyring_lookup_finish (AUTOSELL_KEYRING (source), result, &error);
  JsonArray *list = autosell_google_json_array (entry, "scopes");
  g_autoptr(GStrvBuilder) scopes = g_strv_builder_new ();
  g_auto(GStrv) strv = NULL;
  g_autoptr(AutosellOAuthSession) session = NULL;
  g_autoptr(AutosellGoogleAccount) account = NULL;

  if (error != NULL)
    {
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }
  account = autosell_google_find_account (self, autosell_google_json_string (entry, "id"));
  if (account != NULL)
    g_object_ref (account);
  /* Several ask at the start, each for itself: another may have found this one meanwhile. */
  if (account != NULL && (token == NULL || !lacks_token (account)))
    {
      autosell_secret_free (token);
      load_next (task);
      return;
    }
  for (guint i = 0; i < autosell_google_json_length (list); i++)
    {
      const char *scope = json_array_get_string_element (list, i);

      if (scope != NULL)
        g_strv_builder_add (scopes, scope);
    }
  strv = g_strv_builder_end (scopes);
  /* One that Google ended may still lie in the keyring, where the program stopped before it was taken out. */
  session = make_session (self, autosell_google_json_int (entry, "signed_out", 0) == 0 ? token : NULL);
  autosell_secret_free (token);
  if (account != NULL)
    {
      autosell_google_account_renew (account, autosell_google_account_get_email (account), (const char *const *) strv,
                                     autosell_google_json_int (entry, "signed_in", 0), session);
      load_next (task);
      return;
    }
  account = autosell_google_account_new (
    autosell_google_json_string (entry, "id"), autosell_google_json_string (entry, "email"), (const char *const *) strv,
    autosell_google_json_int (entry, "signed_in", 0), self->http, self->endpoints, session);
  autosell_google_account_set_signed_out_us (account, autosell_google_json_int (entry, "signed_out", 0));
  add_account (self, account);
  load_next (task);
}

/* Takes @task. */
static void
load_next (GTask *task)
{
  AutosellGoogle *self = g_task_get_source_object (task);
  Loading *loading = g_task_get_task_data (task);

  for (; loading->next < autosell_google_json_length (loading->list); loading->next++)
    {
      JsonObject *entry = autosell_google_json_element (loading->list, loading->next);
      const char *id = autosell_google_json_string (entry, "id");
      AutosellGoogleAccount *account;

      if (id == NULL || autosell_google_json_string (entry, "email") == NULL)
        continue;
      account = autosell_google_find_account (self, id);
      if (account != NULL && !lacks_token (account))
        continue;
      autosell_keyring_lookup_async (self->keyring, KIND_ACCOUNT, id, g_task_get_cancellable (task), token_found_cb,
                                     task);
      return;
    }
  self->is_loaded = TRUE;
  g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

static void
take_client (AutosellGoogle *self, const char *id, const char *secret)
{
  g_clear_pointer (&self->client, autosell_oauth_client_free);
  self->is_built_in = id == NULL;
  if (id != NULL)
    self->client = autosell_oauth_client_new (id, secret);
  else if (*GOOGLE_CLIENT_ID != '\0')
    self->client = autosell_oauth_client_new (GOOGLE_CLIENT_ID, GOOGLE_CLIENT_SECRET);
}

static void
secret_found_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  AutosellGoogle *self = g_task_get_source_object (task);
  Loading *loading = g_task_get_task_data (task);
  GError *error = NULL;
  AutosellSecret *secret = autosell_keyring_lookup_finish (AUTOSELL_KEYRING (source), result, &error);

  if (error != NULL)
    {
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }
  take_client (self, loading->client_id, secret != NULL ? secret : "");
  autosell_secret_free (secret);
  load_next (task);
}

void
autosell_google_load_async (AutosellGoogle *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                            gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Loading *loading = g_new0 (Loading, 1);
  g_autofree char *text = autosell_store_get_setting (self->store, AUTOSELL_SETTING_GOOGLE_ACCOUNTS);

  g_task_set_source_tag (task, autosell_google_load_async);
  g_task_set_task_data (task, loading, loading_free);
  loading->root = text != NULL ? json_from_string (text, NULL) : NULL;
  if (loading->root != NULL && JSON_NODE_HOLDS_ARRAY (loading->root))
    loading->list = json_node_get_array (loading->root);
  loading->client_id = autosell_store_get_setting (self->store, AUTOSELL_SETTING_GOOGLE_CLIENT_ID);
  if (loading->client_id != NULL)
    autosell_keyring_lookup_async (self->keyring, KIND_CLIENT, loading->client_id, cancellable, secret_found_cb, task);
  else
    {
      take_client (self, NULL, NULL);
      load_next (task);
    }
}

gboolean
autosell_google_load_finish (AutosellGoogle *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
reloaded_cb (GObject *source, GAsyncResult *result, gpointer data G_GNUC_UNUSED)
{
  AutosellGoogle *self = AUTOSELL_GOOGLE (source);

  if (!autosell_google_load_finish (self, result, NULL))
    return;
  g_signal_emit (self, signals[SIGNAL_CLIENT_CHANGED], 0);
  g_list_model_items_changed (G_LIST_MODEL (self), 0, get_n_items (G_LIST_MODEL (self)),
                              get_n_items (G_LIST_MODEL (self)));
}

/* A keyring that was closed at the start and is open now has what was missed then. */
static void
keyring_state_cb (AutosellGoogle *self)
{
  gboolean is_short = self->client != NULL && *self->client->secret == '\0';

  if (!self->is_loaded || autosell_keyring_get_state (self->keyring) != AUTOSELL_KEYRING_KEPT)
    return;
  for (guint i = 0; i < get_n_items (G_LIST_MODEL (self)) && !is_short; i++)
    {
      g_autoptr(AutosellGoogleAccount) account = get_item (G_LIST_MODEL (self), i);

      is_short = lacks_token (account);
    }
  if (is_short)
    autosell_google_load_async (self, NULL, reloaded_cb, NULL);
}

/* ---- The client ---- */

const char *
autosell_google_get_client_id (AutosellGoogle *self)
{
  return self->client != NULL ? self->client->id : NULL;
}

gboolean
autosell_google_has_client (AutosellGoogle *self)
{
  return self->client != NULL && *self->client->id != '\0' && *self->client->secret != '\0';
}

gboolean
autosell_google_has_built_in_client (AutosellGoogle *self)
{
  return self->is_built_in && autosell_google_has_client (self);
}

gboolean
autosell_google_is_client_id (const char *id)
{
  return g_ascii_isdigit (*id) && g_str_has_suffix (id, CLIENT_SUFFIX) && strlen (id) > strlen (CLIENT_SUFFIX) + 2
         && strpbrk (id, " \t\r\n\"'") == NULL;
}

gboolean
autosell_google_is_client_secret (const char *secret)
{
  /* Older ones have no prefix. */
  return strlen (secret) >= 16 && strpbrk (secret, " \t\r\n\"'") == NULL && strchr (secret, '@') == NULL
         && !g_str_has_suffix (secret, CLIENT_SUFFIX);
}

gboolean
autosell_google_parse_client (const char *json, char **id, char **secret)
{
  g_autoptr(JsonNode) root = strlen (json) <= CLIENT_FILE_MAX_BYTES ? autosell_json_parse (json, -1) : NULL;
  JsonObject *installed = autosell_google_json_object (autosell_google_json_root (root), "installed");
  const char *found_id = autosell_google_json_string (installed, "client_id");
  const char *found_secret = autosell_google_json_string (installed, "client_secret");

  if (found_id == NULL || found_secret == NULL)
    return FALSE;
  *id = g_strdup (found_id);
  *secret = g_strdup (found_secret);
  return TRUE;
}

static void
client_kept_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(GTask) task = data;
  AutosellGoogle *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (!autosell_keyring_store_finish (AUTOSELL_KEYRING (source), result, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  g_signal_emit (self, signals[SIGNAL_CLIENT_CHANGED], 0);
  g_task_return_boolean (task, TRUE);
}

void
autosell_google_set_client_async (AutosellGoogle *self, const char *id, const char *secret, GCancellable *cancellable,
                                  GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  g_autofree char *old = autosell_store_get_setting (self->store, AUTOSELL_SETTING_GOOGLE_CLIENT_ID);

  g_return_if_fail ((id == NULL) == (secret == NULL));

  g_task_set_source_tag (task, autosell_google_set_client_async);
  if (old != NULL && g_strcmp0 (old, id) != 0)
    autosell_keyring_forget_async (self->keyring, KIND_CLIENT, old, NULL, NULL, NULL);
  take_client (self, id, secret);
  autosell_store_set_setting (self->store, AUTOSELL_SETTING_GOOGLE_CLIENT_ID, id);
  if (id != NULL)
    autosell_keyring_store_async (self->keyring, KIND_CLIENT, id, "Autosell Manager: Google Cloud", secret, cancellable,
                                  client_kept_cb, task);
  else
    {
      g_signal_emit (self, signals[SIGNAL_CLIENT_CHANGED], 0);
      g_task_return_boolean (task, TRUE);
      g_object_unref (task);
    }
}

gboolean
autosell_google_set_client_finish (AutosellGoogle *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* ---- What was picked ---- */

#define SETTING_PICKED "google.picked."
#define PICKED_MAX 20

GStrv
autosell_google_dup_picked (AutosellGoogle *self, AutosellGoogleAccount *account)
{
  g_autofree char *name = g_strconcat (SETTING_PICKED, autosell_google_account_get_id (account), NULL);
  g_autofree char *ids = autosell_store_get_setting (self->store, name);

  return g_strsplit (ids != NULL ? ids : "", " ", -1);
}

/* @first: (nullable): before all others. @without: (nullable) */
static void
keep_picked (AutosellGoogle *self, AutosellGoogleAccount *account, const char *const *first, const char *without)
{
  g_autofree char *name = g_strconcat (SETTING_PICKED, autosell_google_account_get_id (account), NULL);
  g_auto(GStrv) before = autosell_google_dup_picked (self, account);
  g_autoptr(GPtrArray) ids = g_ptr_array_new ();
  g_autofree char *text = NULL;

  for (guint i = 0; first != NULL && first[i] != NULL; i++)
    g_ptr_array_add (ids, (gpointer) first[i]);
  for (guint i = 0; before[i] != NULL; i++)
    if (ids->len < PICKED_MAX && g_strcmp0 (before[i], without) != 0
        && (first == NULL || !g_strv_contains (first, before[i])))
      g_ptr_array_add (ids, before[i]);
  g_ptr_array_add (ids, NULL);
  text = g_strjoinv (" ", (char **) ids->pdata);
  autosell_store_set_setting (self->store, name, *text != '\0' ? text : NULL);
}

void
autosell_google_forget_picked (AutosellGoogle *self, AutosellGoogleAccount *account, const char *file_id)
{
  keep_picked (self, account, NULL, file_id);
}

static void
forget_all_picked (AutosellGoogle *self, AutosellGoogleAccount *account)
{
  g_autofree char *name = g_strconcat (SETTING_PICKED, autosell_google_account_get_id (account), NULL);

  autosell_store_set_setting (self->store, name, NULL);
}

/* ---- Sign-in ---- */

typedef struct
{
  AutosellGoogleSignIn how;
  AutosellOAuthTokens *tokens;    /* owned, nullable */
  AutosellOAuthSession *session;  /* owned, nullable */
  AutosellGoogleAccount *account; /* owned, nullable */
} SignIn;

static void
sign_in_free (gpointer data)
{
  SignIn *sign_in = data;

  g_clear_pointer (&sign_in->tokens, autosell_oauth_tokens_free);
  g_clear_object (&sign_in->session);
  g_clear_object (&sign_in->account);
  g_free (sign_in);
}

static void
token_kept_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(GTask) task = data;
  AutosellGoogle *self = g_task_get_source_object (task);
  SignIn *sign_in = g_task_get_task_data (task);
  GError *error = NULL;

  if (!autosell_keyring_store_finish (AUTOSELL_KEYRING (source), result, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  save_accounts (self);
  if (sign_in->tokens->picked_file_ids != NULL)
    {
      keep_picked (self, sign_in->account, (const char *const *) sign_in->tokens->picked_file_ids, NULL);
      g_signal_emit (self, signals[SIGNAL_PICKED_CHANGED], 0);
    }
  g_task_return_pointer (task, g_object_ref (sign_in->account), g_object_unref);
}

static void
who_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  AutosellGoogle *self = g_task_get_source_object (task);
  SignIn *sign_in = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr(AutosellDriveAbout) about =
    autosell_drive_files_about_finish (AUTOSELL_DRIVE_FILES (source), result, &error);
  const char *const *scopes = (const char *const *) sign_in->tokens->scopes;
  gint64 now_us = g_get_real_time ();
  AutosellGoogleAccount *known;

  if (about == NULL)
    {
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }
  known = autosell_google_find_account (self, about->permission_id);
  if (known != NULL)
    {
      sign_in->account = g_object_ref (known);
      autosell_google_account_renew (known, about->email, scopes, now_us, sign_in->session);
    }
  else
    {
      sign_in->account = autosell_google_account_new (about->permission_id, about->email, scopes, now_us, self->http,
                                                      self->endpoints, sign_in->session);
      add_account (self, sign_in->account);
    }
  keep_refresh_token (self, sign_in->account, g_task_get_cancellable (task), token_kept_cb, task);
}

/* What is needed, and was not given. (nullable) */
static const char *
get_missing_scope (const SignIn *sign_in)
{
  if (!autosell_oauth_tokens_have_scope (sign_in->tokens, "drive.file"))
    return "drive.file";
  if (sign_in->how == AUTOSELL_GOOGLE_SIGN_IN_WIDE
      && !autosell_oauth_tokens_have_scope (sign_in->tokens, "spreadsheets"))
    return "spreadsheets";
  return NULL;
}

static void
signed_in_cb (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  AutosellGoogle *self = g_task_get_source_object (task);
  SignIn *sign_in = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr(AutosellGoogleAccount) somebody = NULL;
  g_autoptr(AutosellDriveFiles) drive = NULL;

  sign_in->tokens = autosell_oauth_sign_in_finish (result, &error);
  if (sign_in->tokens != NULL && get_missing_scope (sign_in) != NULL)
    autosell_net_set_error (&error, AUTOSELL_NET_ERROR_SCOPE, 0, get_missing_scope (sign_in), FALSE,
                            "sign-in: not granted");
  else if (sign_in->tokens != NULL && sign_in->tokens->refresh_token == NULL)
    autosell_net_set_error (&error, AUTOSELL_NET_ERROR_UNEXPECTED, 0, NULL, FALSE, "sign-in: no refresh token");
  if (error != NULL)
    {
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }
  sign_in->session = make_session (self, NULL);
  autosell_oauth_session_set_tokens (sign_in->session, sign_in->tokens);
  if (sign_in->how == AUTOSELL_GOOGLE_SIGN_IN_PICK_PHOTOS)
    {
      g_task_return_pointer (task,
                             autosell_google_account_new ("", "", (const char *const *) sign_in->tokens->scopes, 0,
                                                          self->http, self->endpoints, sign_in->session),
                             g_object_unref);
      g_object_unref (task);
      return;
    }
  /* With drive.file alone only Drive tells who it was. */
  somebody = autosell_google_account_new ("", "", (const char *const *) sign_in->tokens->scopes, 0, self->http,
                                          self->endpoints, sign_in->session);
  drive = autosell_drive_files_new (somebody);
  autosell_drive_files_about_async (drive, g_task_get_cancellable (task), who_cb, task);
}

void
autosell_google_sign_in_async (AutosellGoogle *self, AutosellGoogleSignIn how, const char *login_hint, guint timeout_s,
                               AutosellOAuthOpenBrowser open, gpointer open_data, GCancellable *cancellable,
                               GAsyncReadyCallback callback, gpointer user_data)
{
  static const char *const file_alone[] = { AUTOSELL_GOOGLE_SCOPE_FILE, NULL };
  static const char *const wide[] = { AUTOSELL_GOOGLE_SCOPE_FILE, AUTOSELL_GOOGLE_SCOPE_SHEETS,
                                      AUTOSELL_GOOGLE_SCOPE_LOOK, NULL };
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  SignIn *sign_in = g_new0 (SignIn, 1);
  const AutosellOAuthRequest request = {
    .scopes = how == AUTOSELL_GOOGLE_SIGN_IN_WIDE ? wide : file_alone,
    .login_hint = login_hint,
    .asks_account = login_hint == NULL,
    .asks_consent = TRUE,
    .uses_picker = how != AUTOSELL_GOOGLE_SIGN_IN_WIDE,
    .picker_mime_types = how == AUTOSELL_GOOGLE_SIGN_IN_PICK_PHOTOS ? MIME_PHOTOS : MIME_SHEET,
    .picker_takes_several = how == AUTOSELL_GOOGLE_SIGN_IN_PICK_PHOTOS,
    .timeout_s = timeout_s,
  };
  GError *error = NULL;

  g_task_set_source_tag (task, autosell_google_sign_in_async);
  g_task_set_check_cancellable (task, FALSE);
  sign_in->how = how;
  g_task_set_task_data (task, sign_in, sign_in_free);
  if (!autosell_google_has_client (self))
    {
      autosell_net_set_error (&error, AUTOSELL_NET_ERROR_CLIENT, 0, "no-client", FALSE, "sign-in: no client");
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }
  autosell_oauth_sign_in_async (self->http, self->endpoints, self->client, &request, open, open_data, cancellable,
                                signed_in_cb, task);
}

AutosellGoogleAccount *
autosell_google_sign_in_finish (AutosellGoogle *self, GAsyncResult *result, GStrv *picked_file_ids, GError **error)
{
  SignIn *sign_in;
  AutosellGoogleAccount *account;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  sign_in = g_task_get_task_data (G_TASK (result));
  account = g_task_propagate_pointer (G_TASK (result), error);
  if (picked_file_ids != NULL)
    *picked_file_ids = account != NULL ? g_steal_pointer (&sign_in->tokens->picked_file_ids) : NULL;
  return account;
}

/* ---- Sign-out ---- */

typedef struct
{
  AutosellGoogleAccount *account; /* owned */
  gboolean was_revoked;
} SignOut;

static void
sign_out_free (gpointer data)
{
  g_object_unref (((SignOut *) data)->account);
  g_free (data);
}

static void
forgotten_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(GTask) task = data;
  GError *error = NULL;

  if (autosell_keyring_forget_finish (AUTOSELL_KEYRING (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
forget (GTask *task)
{
  AutosellGoogle *self = g_task_get_source_object (task);
  SignOut *sign_out = g_task_get_task_data (task);
  guint position;

  g_signal_handlers_disconnect_by_func (sign_out->account, account_state_cb, self);
  if (g_list_store_find (self->accounts, sign_out->account, &position))
    g_list_store_remove (self->accounts, position);
  save_accounts (self);
  forget_all_picked (self, sign_out->account);
  autosell_keyring_forget_async (self->keyring, KIND_ACCOUNT, autosell_google_account_get_id (sign_out->account),
                                 g_task_get_cancellable (task), forgotten_cb, task);
}

static void
revoked_cb (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  SignOut *sign_out = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;

  sign_out->was_revoked = autosell_oauth_revoke_finish (result, &error);
  if (error != NULL)
    g_message ("The sign-in could not be revoked: %s", error->message);
  forget (task);
}

void
autosell_google_sign_out_async (AutosellGoogle *self, AutosellGoogleAccount *account, gboolean revokes,
                                GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  SignOut *sign_out = g_new0 (SignOut, 1);
  const char *token = autosell_oauth_session_get_refresh_token (autosell_google_account_get_session (account));

  g_task_set_source_tag (task, autosell_google_sign_out_async);
  sign_out->account = g_object_ref (account);
  g_task_set_task_data (task, sign_out, sign_out_free);
  if (revokes && token != NULL)
    autosell_oauth_revoke_async (self->http, self->endpoints, token, cancellable, revoked_cb, task);
  else
    forget (task);
}

gboolean
autosell_google_sign_out_finish (AutosellGoogle *self, GAsyncResult *result, gboolean *was_revoked, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  if (was_revoked != NULL)
    *was_revoked = ((SignOut *) g_task_get_task_data (G_TASK (result)))->was_revoked;
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* ---- The object ---- */

gboolean
autosell_google_is_loaded (AutosellGoogle *self)
{
  return self->is_loaded;
}

AutosellKeyring *
autosell_google_get_keyring (AutosellGoogle *self)
{
  return self->keyring;
}

AutosellHttp *
autosell_google_get_http (AutosellGoogle *self)
{
  return self->http;
}

AutosellEndpoints *
autosell_google_get_endpoints (AutosellGoogle *self)
{
  return self->endpoints;
}

static void
autosell_google_finalize (GObject *object)
{
  AutosellGoogle *self = AUTOSELL_GOOGLE (object);

  g_object_unref (self->store);
  g_object_unref (self->http);
  autosell_endpoints_unref (self->endpoints);
  g_object_unref (self->keyring);
  g_object_unref (self->accounts);
  g_clear_pointer (&self->client, autosell_oauth_client_free);
  G_OBJECT_CLASS (autosell_google_parent_class)->finalize (object);
}

static void
autosell_google_class_init (AutosellGoogleClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = autosell_google_finalize;
  signals[SIGNAL_CLIENT_CHANGED] =
    g_signal_new ("client-changed", AUTOSELL_TYPE_GOOGLE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_PICKED_CHANGED] =
    g_signal_new ("picked-changed", AUTOSELL_TYPE_GOOGLE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
autosell_google_init (AutosellGoogle *self)
{
  self->accounts = g_list_store_new (AUTOSELL_TYPE_GOOGLE_ACCOUNT);
  g_signal_connect_swapped (self->accounts, "items-changed", G_CALLBACK (items_changed_cb), self);
}

AutosellGoogle *
autosell_google_new (AutosellStore *store, AutosellHttp *http, AutosellEndpoints *endpoints, AutosellKeyring *keyring)
{
  AutosellGoogle *self = g_object_new (AUTOSELL_TYPE_GOOGLE, NULL);

  self->store = g_object_ref (store);
  self->http = g_object_ref (http);
  self->endpoints = autosell_endpoints_ref (endpoints);
  self->keyring = g_object_ref (keyring);
  g_signal_connect_object (keyring, "notify::state", G_CALLBACK (keyring_state_cb), self, G_CONNECT_SWAPPED);
  return self;
}
