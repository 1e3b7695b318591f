/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-graph-connection-private.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "autosell-graph-error-private.h"

/* From a token to who it is, what it may, and the Pages that it reaches. */

#define MIN_TOKEN_BYTES 20
#define MAX_TOKEN_BYTES 2048

const char *const autosell_graph_permissions_asked[] = {
  "pages_show_list",
  "pages_read_engagement",
  "pages_manage_posts",
  "pages_read_user_content",
  "pages_manage_engagement",
  "read_insights",
  NULL,
};

void
autosell_graph_connection_free (AutosellGraphConnection *self)
{
  if (self == NULL)
    return;
  g_free (self->app_id);
  autosell_graph_identity_free (self->person);
  autosell_graph_token_free (self->token);
  g_ptr_array_unref (self->pages);
  g_strfreev (self->granted);
  g_strfreev (self->missing);
  g_free (self);
}

/* ---- What is missing ---- */

static gboolean
lacks (const AutosellGraphConnection *self, const char *permission)
{
  return self->missing != NULL && g_strv_contains ((const char *const *) self->missing, permission);
}

gboolean
autosell_graph_connection_may_publish (const AutosellGraphConnection *self, const AutosellGraphPage *page)
{
  for (guint i = 0; i < AUTOSELL_GRAPH_N_NEEDED_PERMISSIONS; i++)
    if (lacks (self, autosell_graph_permissions_asked[i]))
      return FALSE;
  /* Of a Page's token that was pasted nobody tells the tasks. */
  return page->token != NULL && (page->tasks == NULL || autosell_graph_page_has_task (page, "CREATE_CONTENT"));
}

/* “publish, change and remove posts, see reach and clicks” */
static char *
dup_missing (const AutosellGraphConnection *self)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; self->missing[i] != NULL; i++)
    {
      const char *one = autosell_graph_permission_get_text (self->missing[i]);

      g_string_append_printf (text, "%s%s", i > 0 ? "; " : "", one != NULL ? one : self->missing[i]);
    }
  return g_string_free (text, FALSE);
}

char *
autosell_graph_connection_dup_problem (const AutosellGraphConnection *self)
{
  if (self->missing != NULL && self->missing[0] != NULL)
    {
      g_autofree char *missing = dup_missing (self);

      return g_strdup_printf (/* Translators: %s is such as “publish, change and remove posts; see reach and clicks” */
                              _("These permissions are missing on Facebook: %s. Connect again and leave everything "
                                "ticked."),
                              missing);
    }
  if (self->pages->len == 0)
    return g_strdup (
      _("No Page came along. Connect again and tick the dealership’s Page; whoever connects has to manage it."));
  for (guint i = 0; i < self->pages->len; i++)
    {
      const AutosellGraphPage *page = g_ptr_array_index (self->pages, i);

      if (!autosell_graph_connection_may_publish (self, page))
        return g_strdup_printf (
          _("This person may not publish on “%s”. Ask who manages the Page for full access, then connect "
            "again."),
          page->name);
    }
  return NULL;
}

/* ---- Step by step ---- */

typedef struct
{
  AutosellGraph *graph; /* owned */
  char *token;          /* secret */
  gint64 expires_s;
  char *app_id;     /* owned, nullable */
  char *app_secret; /* secret, nullable */
  gboolean is_pasted;
  AutosellGraphIdentity *me;           /* owned, nullable */
  AutosellGraphTokenInfo *info;        /* owned, nullable */
  AutosellGraphConnection *connection; /* owned, nullable */
} Connecting;

static void
connecting_free (gpointer data)
{
  Connecting *self = data;

  g_object_unref (self->graph);
  autosell_secret_free (self->token);
  g_free (self->app_id);
  autosell_secret_free (self->app_secret);
  autosell_graph_identity_free (self->me);
  autosell_graph_token_info_free (self->info);
  autosell_graph_connection_free (self->connection);
  g_free (self);
}

static AutosellGraphAccess *
make_access (const Connecting *self)
{
  return autosell_graph_access_new (self->token, self->app_id, self->app_secret);
}

/* What was asked for and is not among @granted. */
static GStrv
find_missing (const char *const *granted)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; autosell_graph_permissions_asked[i] != NULL; i++)
    if (!g_strv_contains (granted, autosell_graph_permissions_asked[i]))
      g_strv_builder_add (builder, autosell_graph_permissions_asked[i]);
  return g_strv_builder_end (builder);
}

/* @granted: (transfer full) */
static void
take_granted (AutosellGraphConnection *connection, GStrv granted)
{
  g_strfreev (connection->granted);
  g_strfreev (connection->missing);
  connection->granted = granted;
  connection->missing = find_missing ((const char *const *) granted);
}

/* Takes @task. */
static void
finish (GTask *task)
{
  Connecting *self = g_task_get_task_data (task);

  g_task_return_pointer (task, g_steal_pointer (&self->connection), (GDestroyNotify) autosell_graph_connection_free);
  g_object_unref (task);
}

/* A Page's own token: it is all that there is. Takes @task. */
static void
finish_as_page (GTask *task)
{
  Connecting *self = g_task_get_task_data (task);
  AutosellGraphPage *page = g_new0 (AutosellGraphPage, 1);

  page->id = g_strdup (self->me->id);
  page->name = g_strdup (self->me->name);
  page->token = g_strdup (self->token);
  g_ptr_array_add (self->connection->pages, page);
  finish (task);
}

static void
finish_as_person (GTask *task, GPtrArray *pages)
{
  Connecting *self = g_task_get_task_data (task);
  AutosellGraphToken *token = g_new0 (AutosellGraphToken, 1);

  token->token = g_strdup (self->token);
  token->expires_s = self->expires_s;
  self->connection->token = token;
  self->connection->person = g_steal_pointer (&self->me);
  g_ptr_array_unref (self->connection->pages);
  self->connection->pages = g_ptr_array_ref (pages);
  finish (task);
}

/* A Page has no Pages: where nobody said what the token is, this answer does. */
static gboolean
is_page_s_answer (const GError *error)
{
  return g_error_matches (error, AUTOSELL_GRAPH_ERROR, AUTOSELL_GRAPH_ERROR_INVALID)
         || g_error_matches (error, AUTOSELL_GRAPH_ERROR, AUTOSELL_GRAPH_ERROR_GONE)
         || g_error_matches (error, AUTOSELL_GRAPH_ERROR, AUTOSELL_GRAPH_ERROR_PERMISSION)
         || g_error_matches (error, AUTOSELL_GRAPH_ERROR, AUTOSELL_GRAPH_ERROR_OUR_BUG);
}

static void
pages_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(GTask) task = data;
  Connecting *self = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) pages = autosell_graph_list_pages_finish (AUTOSELL_GRAPH (source), result, &error);

  if (pages != NULL)
    finish_as_person (g_steal_pointer (&task), pages);
  else if (self->is_pasted && (self->info == NULL || self->info->type == NULL) && is_page_s_answer (error))
    finish_as_page (g_steal_pointer (&task));
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
permissions_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(GTask) task = data;
  GCancellable *cancellable = g_task_get_cancellable (task);
  Connecting *self = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellGraphPermissions) permissions =
    autosell_graph_permissions_finish (AUTOSELL_GRAPH (source), result, &error);
  g_autoptr(AutosellGraphAccess) access = make_access (self);

  if (permissions == NULL && !(self->is_pasted && is_page_s_answer (error)))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  if (permissions != NULL)
    take_granted (self->connection, g_steal_pointer (&permissions->granted));
  autosell_graph_list_pages_async (self->graph, access, cancellable, pages_cb, g_steal_pointer (&task));
}

static void
me_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(GTask) task = data;
  GCancellable *cancellable = g_task_get_cancellable (task);
  Connecting *self = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr(AutosellGraphAccess) access = make_access (self);

  self->me = autosell_graph_me_finish (AUTOSELL_GRAPH (source), result, &error);
  if (self->me == NULL)
    g_task_return_error (task, error);
  else if (self->info != NULL && g_strcmp0 (self->info->type, "PAGE") == 0)
    finish_as_page (g_steal_pointer (&task));
  else
    autosell_graph_permissions_async (self->graph, access, cancellable, permissions_cb, g_steal_pointer (&task));
}

/* Some apps may not ask what a token is; then it shows by other answers. */
static void
debug_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(GTask) task = data;
  GCancellable *cancellable = g_task_get_cancellable (task);
  Connecting *self = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellGraphAccess) access = NULL;
  gboolean is_ours;

  self->info = autosell_graph_debug_token_finish (AUTOSELL_GRAPH (source), result, &error);
  if (error != NULL
      && (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || autosell_graph_error_is_transient (error)))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  if (self->info == NULL && self->is_pasted && self->app_secret != NULL)
    {
      /* Of another app, as a rule: it can say itself what it is. */
      g_clear_pointer (&self->app_secret, autosell_secret_free);
      access = make_access (self);
      autosell_graph_debug_token_async (self->graph, access, cancellable, debug_cb, g_steal_pointer (&task));
      return;
    }
  /* A secret that is not its app's would spoil each call. */
  is_ours = !self->is_pasted || (self->info != NULL && g_strcmp0 (self->info->app_id, self->app_id) == 0);
  if (!is_ours)
    g_clear_pointer (&self->app_secret, autosell_secret_free);
  if (self->info != NULL && self->info->app_id != NULL)
    {
      g_free (self->app_id);
      self->app_id = g_strdup (self->info->app_id);
    }
  else if (!is_ours)
    g_clear_pointer (&self->app_id, g_free);
  self->connection->app_id = g_strdup (self->app_id);
  self->connection->uses_secret = self->app_secret != NULL;
  if (self->info != NULL)
    {
      self->connection->data_access_expires_s = self->info->data_access_expires_s;
      self->expires_s = self->info->expires_s > 0 ? self->info->expires_s : self->expires_s;
      if (self->info->scopes[0] != NULL)
        take_granted (self->connection, g_strdupv (self->info->scopes));
    }
  access = make_access (self);
  autosell_graph_me_async (self->graph, access, cancellable, me_cb, g_steal_pointer (&task));
}

void
autosell_graph_connect (AutosellGraph *graph, const AutosellGraphToken *token, const char *app_id,
                        const char *app_secret, gboolean is_pasted, GTask *task)
{
  Connecting *self = g_new0 (Connecting, 1);
  g_autoptr(AutosellGraphAccess) access = NULL;

  self->graph = g_object_ref (graph);
  self->token = g_strdup (token->token);
  self->expires_s = token->expires_s;
  self->app_id = g_strdup (app_id);
  self->app_secret = g_strdup (app_secret);
  self->is_pasted = is_pasted;
  self->connection = g_new0 (AutosellGraphConnection, 1);
  self->connection->pages = g_ptr_array_new_with_free_func ((GDestroyNotify) autosell_graph_page_free);
  self->connection->missing = g_new0 (char *, 1);
  g_task_set_task_data (task, self, connecting_free);
  access = make_access (self);
  autosell_graph_debug_token_async (graph, access, g_task_get_cancellable (task), debug_cb, task);
}

/* ---- A token that was pasted ---- */

void
autosell_graph_connect_token_async (AutosellGraph *graph, const char *token, const char *app_id, const char *app_secret,
                                    GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (graph, cancellable, callback, user_data);
  AutosellGraphToken *plain = g_new0 (AutosellGraphToken, 1);
  gsize length;

  g_task_set_source_tag (task, autosell_graph_connect_token_async);
  plain->token = g_strstrip (g_strdup (token));
  length = strlen (plain->token);
  if (length < MIN_TOKEN_BYTES || length > MAX_TOKEN_BYTES
      || strspn (plain->token, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.|") != length)
    {
      GError *error = NULL;

      autosell_graph_set_error (&error, AUTOSELL_GRAPH_ERROR_PASTED, "this has not the form of a token");
      g_task_return_error (task, error);
      g_object_unref (task);
    }
  else
    autosell_graph_connect (graph, plain, app_id, app_secret, TRUE, task);
  autosell_graph_token_free (plain);
}

AutosellGraphConnection *
autosell_graph_connect_token_finish (AutosellGraph *graph, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, graph), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

gboolean
autosell_graph_is_app_id (const char *id)
{
  gsize length = strlen (id);

  return length >= 6 && length <= 25 && strspn (id, "0123456789") == length;
}

gboolean
autosell_graph_is_app_secret (const char *secret)
{
  return strlen (secret) == 32 && strspn (secret, "0123456789abcdef") == 32;
}
