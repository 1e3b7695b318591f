/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-graph.h"

#include "autosell-graph-error-private.h"

struct _AutosellGraph
{
  GObject parent_instance;
  AutosellHttp *http;            /* owned */
  AutosellEndpoints *endpoints;  /* owned */
  char *version;                 /* owned */
  AutosellGraphUsage *usage;     /* owned */
  gint64 clock_skew_s;
};

G_DEFINE_FINAL_TYPE (AutosellGraph, autosell_graph, G_TYPE_OBJECT)

/* Calls follow with the next change: until then each says so. */
static void
refuse (AutosellGraph *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr(GTask) task = g_task_new (self, NULL, callback, user_data);
  GError *error = NULL;

  autosell_graph_set_error (&error, AUTOSELL_GRAPH_ERROR_OUR_BUG, "not written yet");
  g_task_return_error (task, error);
}

void
autosell_graph_upload_photo_async (AutosellGraph *self, const AutosellGraphAccess *access G_GNUC_UNUSED, const char *page_id G_GNUC_UNUSED, GBytes *jpeg G_GNUC_UNUSED, gboolean is_temporary G_GNUC_UNUSED, const char *alt_text G_GNUC_UNUSED, GCancellable *cancellable G_GNUC_UNUSED, GAsyncReadyCallback callback, gpointer user_data)
{
  refuse (self, callback, user_data);
}

char *
autosell_graph_upload_photo_finish (AutosellGraph *self G_GNUC_UNUSED, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
autosell_graph_create_post_async (AutosellGraph *self, const AutosellGraphAccess *access G_GNUC_UNUSED, const char *page_id G_GNUC_UNUSED, const char *message G_GNUC_UNUSED, const char *const *photo_ids G_GNUC_UNUSED, gint64 scheduled_s G_GNUC_UNUSED, GCancellable *cancellable G_GNUC_UNUSED, GAsyncReadyCallback callback, gpointer user_data)
{
  refuse (self, callback, user_data);
}

char *
autosell_graph_create_post_finish (AutosellGraph *self G_GNUC_UNUSED, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
autosell_graph_list_posts_async (AutosellGraph *self, const AutosellGraphAccess *access G_GNUC_UNUSED, const char *page_id G_GNUC_UNUSED, AutosellGraphList list G_GNUC_UNUSED, gint64 since_s G_GNUC_UNUSED, guint max_posts G_GNUC_UNUSED, GCancellable *cancellable G_GNUC_UNUSED, GAsyncReadyCallback callback, gpointer user_data)
{
  refuse (self, callback, user_data);
}

GPtrArray *
autosell_graph_list_posts_finish (AutosellGraph *self G_GNUC_UNUSED, GAsyncResult *result, gboolean *is_complete G_GNUC_UNUSED, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
autosell_graph_read_post_async (AutosellGraph *self, const AutosellGraphAccess *access G_GNUC_UNUSED, const char *post_id G_GNUC_UNUSED, GCancellable *cancellable G_GNUC_UNUSED, GAsyncReadyCallback callback, gpointer user_data)
{
  refuse (self, callback, user_data);
}

AutosellGraphPost *
autosell_graph_read_post_finish (AutosellGraph *self G_GNUC_UNUSED, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
autosell_graph_edit_post_async (AutosellGraph *self, const AutosellGraphAccess *access G_GNUC_UNUSED, const char *post_id G_GNUC_UNUSED, const AutosellGraphEdit *edit G_GNUC_UNUSED, GCancellable *cancellable G_GNUC_UNUSED, GAsyncReadyCallback callback, gpointer user_data)
{
  refuse (self, callback, user_data);
}

gboolean
autosell_graph_edit_post_finish (AutosellGraph *self G_GNUC_UNUSED, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
autosell_graph_delete_object_async (AutosellGraph *self, const AutosellGraphAccess *access G_GNUC_UNUSED, const char *id G_GNUC_UNUSED, GCancellable *cancellable G_GNUC_UNUSED, GAsyncReadyCallback callback, gpointer user_data)
{
  refuse (self, callback, user_data);
}

gboolean
autosell_graph_delete_object_finish (AutosellGraph *self G_GNUC_UNUSED, GAsyncResult *result, gboolean *was_gone G_GNUC_UNUSED, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
autosell_graph_comment_async (AutosellGraph *self, const AutosellGraphAccess *access G_GNUC_UNUSED, const char *post_id G_GNUC_UNUSED, const char *message G_GNUC_UNUSED, GCancellable *cancellable G_GNUC_UNUSED, GAsyncReadyCallback callback, gpointer user_data)
{
  refuse (self, callback, user_data);
}

char *
autosell_graph_comment_finish (AutosellGraph *self G_GNUC_UNUSED, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
autosell_graph_read_counters_async (AutosellGraph *self, const AutosellGraphAccess *access G_GNUC_UNUSED, const char *const *post_ids G_GNUC_UNUSED, gboolean is_partial G_GNUC_UNUSED, GCancellable *cancellable G_GNUC_UNUSED, GAsyncReadyCallback callback, gpointer user_data)
{
  refuse (self, callback, user_data);
}

GPtrArray *
autosell_graph_read_counters_finish (AutosellGraph *self G_GNUC_UNUSED, GAsyncResult *result, gboolean *is_partial G_GNUC_UNUSED, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
autosell_graph_read_insights_async (AutosellGraph *self, const AutosellGraphAccess *access G_GNUC_UNUSED, const char *object_id G_GNUC_UNUSED, const char *const *metrics G_GNUC_UNUSED, const char *period G_GNUC_UNUSED, GCancellable *cancellable G_GNUC_UNUSED, GAsyncReadyCallback callback, gpointer user_data)
{
  refuse (self, callback, user_data);
}

GPtrArray *
autosell_graph_read_insights_finish (AutosellGraph *self G_GNUC_UNUSED, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
autosell_graph_me_async (AutosellGraph *self, const AutosellGraphAccess *access G_GNUC_UNUSED, GCancellable *cancellable G_GNUC_UNUSED, GAsyncReadyCallback callback, gpointer user_data)
{
  refuse (self, callback, user_data);
}

AutosellGraphIdentity *
autosell_graph_me_finish (AutosellGraph *self G_GNUC_UNUSED, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
autosell_graph_list_pages_async (AutosellGraph *self, const AutosellGraphAccess *access G_GNUC_UNUSED, GCancellable *cancellable G_GNUC_UNUSED, GAsyncReadyCallback callback, gpointer user_data)
{
  refuse (self, callback, user_data);
}

GPtrArray *
autosell_graph_list_pages_finish (AutosellGraph *self G_GNUC_UNUSED, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
autosell_graph_debug_token_async (AutosellGraph *self, const AutosellGraphAccess *access G_GNUC_UNUSED, GCancellable *cancellable G_GNUC_UNUSED, GAsyncReadyCallback callback, gpointer user_data)
{
  refuse (self, callback, user_data);
}

AutosellGraphTokenInfo *
autosell_graph_debug_token_finish (AutosellGraph *self G_GNUC_UNUSED, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
autosell_graph_permissions_async (AutosellGraph *self, const AutosellGraphAccess *access G_GNUC_UNUSED, GCancellable *cancellable G_GNUC_UNUSED, GAsyncReadyCallback callback, gpointer user_data)
{
  refuse (self, callback, user_data);
}

AutosellGraphPermissions *
autosell_graph_permissions_finish (AutosellGraph *self G_GNUC_UNUSED, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
autosell_graph_revoke_async (AutosellGraph *self, const AutosellGraphAccess *access G_GNUC_UNUSED, const char *user_id G_GNUC_UNUSED, GCancellable *cancellable G_GNUC_UNUSED, GAsyncReadyCallback callback, gpointer user_data)
{
  refuse (self, callback, user_data);
}

gboolean
autosell_graph_revoke_finish (AutosellGraph *self G_GNUC_UNUSED, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
autosell_graph_exchange_code_async (AutosellGraph *self, const char *app_id G_GNUC_UNUSED, const char *app_secret G_GNUC_UNUSED, const char *redirect_uri G_GNUC_UNUSED, const char *code G_GNUC_UNUSED, GCancellable *cancellable G_GNUC_UNUSED, GAsyncReadyCallback callback, gpointer user_data)
{
  refuse (self, callback, user_data);
}

void
autosell_graph_exchange_long_async (AutosellGraph *self, const char *app_id G_GNUC_UNUSED, const char *app_secret G_GNUC_UNUSED, const char *token G_GNUC_UNUSED, GCancellable *cancellable G_GNUC_UNUSED, GAsyncReadyCallback callback, gpointer user_data)
{
  refuse (self, callback, user_data);
}

AutosellGraphToken *
autosell_graph_exchange_finish (AutosellGraph *self G_GNUC_UNUSED, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* ---- The object ---- */

AutosellHttp *
autosell_graph_get_http (AutosellGraph *self)
{
  return self->http;
}

AutosellEndpoints *
autosell_graph_get_endpoints (AutosellGraph *self)
{
  return self->endpoints;
}

void
autosell_graph_set_version (AutosellGraph *self, const char *version)
{
  char *copy = g_strdup (version);

  g_free (self->version);
  self->version = copy;
}

const char *
autosell_graph_get_version (AutosellGraph *self)
{
  return self->version;
}

AutosellGraphUsage *
autosell_graph_get_usage (AutosellGraph *self)
{
  return self->usage;
}

gint64
autosell_graph_get_clock_skew_s (AutosellGraph *self)
{
  return self->clock_skew_s;
}

static void
autosell_graph_finalize (GObject *object)
{
  AutosellGraph *self = AUTOSELL_GRAPH (object);

  g_object_unref (self->http);
  autosell_endpoints_unref (self->endpoints);
  g_free (self->version);
  autosell_graph_usage_free (self->usage);
  G_OBJECT_CLASS (autosell_graph_parent_class)->finalize (object);
}

static void
autosell_graph_class_init (AutosellGraphClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = autosell_graph_finalize;
}

static void
autosell_graph_init (AutosellGraph *self)
{
  self->version = g_strdup (AUTOSELL_GRAPH_DEFAULT_VERSION);
  self->usage = autosell_graph_usage_new ();
}

AutosellGraph *
autosell_graph_new (AutosellHttp *http, AutosellEndpoints *endpoints)
{
  AutosellGraph *self = g_object_new (AUTOSELL_TYPE_GRAPH, NULL);

  self->http = g_object_ref (http);
  self->endpoints = autosell_endpoints_ref (endpoints);
  /* A post of ten photos is eleven writes, and three Pages may have the same hour; Facebook's own quotas are in graph-usage. */
  autosell_http_set_budget (http, AUTOSELL_GRAPH_SERVICE, 120, 120);
  return self;
}
