/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-graph-call-private.h"

#include <string.h>

#define MAX_PAGES_OF_PERSON 1000
#define MAX_TOKEN_BYTES 16384

/* ---- Who ---- */

static gpointer
read_identity (JsonObject *root, AutosellGraphCall *call G_GNUC_UNUSED, GError **error)
{
  AutosellGraphIdentity *identity;
  char *id = autosell_graph_read_id (root, "id");

  if (id == NULL)
    {
      autosell_graph_set_unexpected (error, FALSE, "id");
      return NULL;
    }
  identity = g_new0 (AutosellGraphIdentity, 1);
  identity->id = id;
  identity->name = g_strdup (autosell_json_string (root, "name"));
  if (identity->name == NULL)
    identity->name = g_strdup (id);
  return identity;
}

void
autosell_graph_me_async (AutosellGraph *self, const AutosellGraphAccess *access, GCancellable *cancellable,
                         GAsyncReadyCallback callback, gpointer user_data)
{
  AutosellGraphCall *call = autosell_graph_call_new (self, access, AUTOSELL_HTTP_SAFE, "GET", "me", NULL);

  autosell_graph_call_add (call, "fields", "id,name");
  autosell_graph_run (self, call, autosell_graph_me_async, read_identity, (GDestroyNotify) autosell_graph_identity_free,
                      cancellable, callback, user_data);
}

AutosellGraphIdentity *
autosell_graph_me_finish (AutosellGraph *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* ---- Pages ---- */

static const char *
get_token (JsonObject *object)
{
  const char *token = autosell_json_string (object, "access_token");

  return token != NULL && *token != '\0' && strlen (token) <= MAX_TOKEN_BYTES ? token : NULL;
}

static gpointer
read_page (JsonObject *object)
{
  g_autofree char *id = autosell_graph_read_id (object, "id");
  AutosellGraphPage *page;

  if (id == NULL)
    return NULL;
  page = g_new0 (AutosellGraphPage, 1);
  page->name = g_strdup (autosell_json_string (object, "name"));
  if (page->name == NULL)
    page->name = g_strdup (id);
  page->id = g_steal_pointer (&id);
  page->category = g_strdup (autosell_json_string (object, "category"));
  page->tasks = autosell_graph_read_strv (object, "tasks");
  page->token = g_strdup (get_token (object));
  return page;
}

static AutosellGraphCall *
make_pages_call (AutosellGraph *self, gpointer access)
{
  AutosellGraphCall *call = autosell_graph_call_new (self, access, AUTOSELL_HTTP_SAFE, "GET", "me/accounts", NULL);

  autosell_graph_call_add (call, "fields", "id,name,category,tasks,access_token");
  autosell_graph_call_add_int (call, "limit", 100);
  return call;
}

void
autosell_graph_list_pages_async (AutosellGraph *self, const AutosellGraphAccess *access, GCancellable *cancellable,
                                 GAsyncReadyCallback callback, gpointer user_data)
{
  autosell_graph_list_async (
    self, make_pages_call, autosell_graph_access_copy (access), (GDestroyNotify) autosell_graph_access_free, read_page,
    (GDestroyNotify) autosell_graph_page_free, MAX_PAGES_OF_PERSON, cancellable, callback, user_data);
}

GPtrArray *
autosell_graph_list_pages_finish (AutosellGraph *self, GAsyncResult *result, GError **error)
{
  return autosell_graph_list_finish (self, result, NULL, error);
}

/* ---- What a token is ---- */

static gpointer
read_token_info (JsonObject *root, AutosellGraphCall *call G_GNUC_UNUSED, GError **error)
{
  JsonObject *object = autosell_json_object (root, "data");
  JsonObject *failure = autosell_json_object (object, "error");
  AutosellGraphTokenInfo *info;

  if (object == NULL)
    {
      autosell_graph_set_unexpected (error, FALSE, "data");
      return NULL;
    }
  info = g_new0 (AutosellGraphTokenInfo, 1);
  info->app_id = autosell_graph_read_id (object, "app_id");
  info->application = g_strdup (autosell_json_string (object, "application"));
  info->type = g_strdup (autosell_json_string (object, "type"));
  info->user_id = autosell_graph_read_id (object, "user_id");
  info->profile_id = autosell_graph_read_id (object, "profile_id");
  info->is_valid = autosell_json_bool (object, "is_valid");
  info->issued_s = autosell_graph_read_time (object, "issued_at");
  info->expires_s = autosell_graph_read_time (object, "expires_at");
  info->data_access_expires_s = autosell_graph_read_time (object, "data_access_expires_at");
  info->scopes = autosell_graph_read_strv (object, "scopes");
  info->error_code = CLAMP (autosell_json_int (failure, "code", 0), 0, G_MAXINT);
  info->error_subcode = CLAMP (autosell_json_int (failure, "subcode", 0), 0, G_MAXINT);
  return info;
}

void
autosell_graph_debug_token_async (AutosellGraph *self, const AutosellGraphAccess *access, GCancellable *cancellable,
                                  GAsyncReadyCallback callback, gpointer user_data)
{
  gboolean is_app = access->app_id != NULL && access->app_secret != NULL;
  /* The app's own token is its id and its secret, and takes no proof. */
  g_autofree char *unproved = is_app ? g_strconcat (access->app_id, "|", access->app_secret, NULL) : NULL;
  g_autoptr(AutosellGraphAccess) asker =
    is_app ? autosell_graph_access_new (unproved, access->app_id, NULL) : autosell_graph_access_copy (access);
  AutosellGraphCall *call = autosell_graph_call_new (self, asker, AUTOSELL_HTTP_SAFE, "GET", "debug_token", NULL);

  if (unproved != NULL)
    explicit_bzero (unproved, strlen (unproved));
  autosell_graph_call_add (call, "input_token", access->token);
  autosell_graph_run (self, call, autosell_graph_debug_token_async, read_token_info,
                      (GDestroyNotify) autosell_graph_token_info_free, cancellable, callback, user_data);
}

AutosellGraphTokenInfo *
autosell_graph_debug_token_finish (AutosellGraph *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static gpointer
read_permissions (JsonObject *root, AutosellGraphCall *call G_GNUC_UNUSED, GError **error)
{
  JsonArray *array = autosell_json_array (root, "data");
  g_autoptr(GStrvBuilder) granted = g_strv_builder_new (), declined = g_strv_builder_new ();
  AutosellGraphPermissions *permissions;

  if (array == NULL)
    {
      autosell_graph_set_unexpected (error, FALSE, "data");
      return NULL;
    }
  for (guint i = 0; i < autosell_json_length (array); i++)
    {
      JsonObject *object = autosell_json_element (array, i);
      const char *name = autosell_json_string (object, "permission");

      if (name != NULL)
        g_strv_builder_add (g_strcmp0 (autosell_json_string (object, "status"), "granted") == 0 ? granted : declined,
                            name);
    }
  permissions = g_new0 (AutosellGraphPermissions, 1);
  permissions->granted = g_strv_builder_end (granted);
  permissions->declined = g_strv_builder_end (declined);
  return permissions;
}

void
autosell_graph_permissions_async (AutosellGraph *self, const AutosellGraphAccess *access, GCancellable *cancellable,
                                  GAsyncReadyCallback callback, gpointer user_data)
{
  AutosellGraphCall *call = autosell_graph_call_new (self, access, AUTOSELL_HTTP_SAFE, "GET", "me/permissions", NULL);

  autosell_graph_run (self, call, autosell_graph_permissions_async, read_permissions,
                      (GDestroyNotify) autosell_graph_permissions_free, cancellable, callback, user_data);
}

AutosellGraphPermissions *
autosell_graph_permissions_finish (AutosellGraph *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* ---- Ending it ---- */

static void
revoked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(GTask) task = data;
  GError *error = NULL;

  if (autosell_graph_call_send_finish (AUTOSELL_GRAPH (source), result, &error) != NULL
      || g_error_matches (error, AUTOSELL_GRAPH_ERROR, AUTOSELL_GRAPH_ERROR_TOKEN))
    {
      g_clear_error (&error);
      g_task_return_boolean (task, TRUE);
    }
  else
    g_task_return_error (task, error);
}

void
autosell_graph_revoke_async (AutosellGraph *self, const AutosellGraphAccess *access, const char *user_id,
                             GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autofree char *path = autosell_graph_make_path ("%s/permissions", user_id);
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  AutosellGraphCall *call = autosell_graph_call_new (self, access, AUTOSELL_HTTP_SAME_EFFECT, "DELETE", path, NULL);

  g_task_set_source_tag (task, autosell_graph_revoke_async);
  autosell_graph_call_send_async (call, autosell_graph_read_success, NULL, cancellable, revoked_cb, task);
}

gboolean
autosell_graph_revoke_finish (AutosellGraph *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* ---- Tokens ---- */

static gpointer
read_token (JsonObject *root, AutosellGraphCall *call, GError **error)
{
  const char *text = get_token (root);
  gint64 expires_in_s = autosell_json_number (root, "expires_in", 0);
  AutosellGraphToken *token;

  if (text == NULL)
    {
      autosell_graph_set_unexpected (error, autosell_graph_call_is_write (call), "token");
      return NULL;
    }
  token = g_new0 (AutosellGraphToken, 1);
  token->token = g_strdup (text);
  token->expires_s = expires_in_s > 0 ? g_get_real_time () / G_USEC_PER_SEC + expires_in_s : 0;
  return token;
}

static void
exchange (AutosellGraph *self, AutosellGraphCall *call, gpointer tag, GCancellable *cancellable,
          GAsyncReadyCallback callback, gpointer user_data)
{
  autosell_graph_run (self, call, tag, read_token, (GDestroyNotify) autosell_graph_token_free, cancellable, callback,
                      user_data);
}

void
autosell_graph_exchange_code_async (AutosellGraph *self, const char *app_id, const char *app_secret,
                                    const char *redirect_uri, const char *code, GCancellable *cancellable,
                                    GAsyncReadyCallback callback, gpointer user_data)
{
  /* A code works once: where the answer is lost, the sign-in begins again. */
  AutosellGraphCall *call = autosell_graph_call_new (self, NULL, AUTOSELL_HTTP_ONCE, "GET", "oauth/access_token", NULL);

  autosell_graph_call_add (call, "client_id", app_id);
  autosell_graph_call_add (call, "redirect_uri", redirect_uri);
  autosell_graph_call_add (call, "client_secret", app_secret);
  autosell_graph_call_add (call, "code", code);
  exchange (self, call, autosell_graph_exchange_code_async, cancellable, callback, user_data);
}

void
autosell_graph_exchange_long_async (AutosellGraph *self, const char *app_id, const char *app_secret, const char *token,
                                    GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  AutosellGraphCall *call = autosell_graph_call_new (self, NULL, AUTOSELL_HTTP_SAFE, "GET", "oauth/access_token", NULL);

  autosell_graph_call_add (call, "grant_type", "fb_exchange_token");
  autosell_graph_call_add (call, "client_id", app_id);
  autosell_graph_call_add (call, "client_secret", app_secret);
  autosell_graph_call_add (call, "fb_exchange_token", token);
  exchange (self, call, autosell_graph_exchange_long_async, cancellable, callback, user_data);
}

AutosellGraphToken *
autosell_graph_exchange_finish (AutosellGraph *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
