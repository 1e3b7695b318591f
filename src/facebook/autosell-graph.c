/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-graph.h"

#include <string.h>

#include "autosell-graph-call-private.h"

#define MAX_POSTS 1000
#define POSTS_A_PAGE 100
#define LIST_FIELDS "id,message,created_time,updated_time,permalink_url,is_published,is_hidden,scheduled_publish_time"
#define POST_FIELDS LIST_FIELDS ",attachments{media_type,subattachments}"

struct _AutosellGraph
{
  GObject parent_instance;
  AutosellHttp *http;           /* owned */
  AutosellEndpoints *endpoints; /* owned */
  char *version;                /* owned */
  char *served_version;         /* owned, nullable: another than was asked for */
  AutosellGraphUsage *usage;    /* owned */
  gint64 clock_skew_s;
  guint timeout_ms; /* 0: each call's own */
};

G_DEFINE_FINAL_TYPE (AutosellGraph, autosell_graph, G_TYPE_OBJECT)

/* ---- Photos ---- */

void
autosell_graph_upload_photo_async (AutosellGraph *self, const AutosellGraphAccess *access, const char *page_id,
                                   GBytes *jpeg, gboolean is_temporary, const char *alt_text, GCancellable *cancellable,
                                   GAsyncReadyCallback callback, gpointer user_data)
{
  g_autofree char *path = autosell_graph_make_path ("%s/photos", page_id);
  /* One too many is seen by nobody and vanishes. */
  AutosellGraphCall *call = autosell_graph_call_new (self, access, AUTOSELL_HTTP_SAME_EFFECT, "POST", path, page_id);

  autosell_graph_call_add (call, "published", "false");
  if (is_temporary)
    autosell_graph_call_add (call, "temporary", "true");
  if (alt_text != NULL)
    autosell_graph_call_add (call, "alt_text_custom", alt_text);
  autosell_graph_call_set_file (call, "source", "01.jpg", "image/jpeg", jpeg);
  autosell_graph_run (self, call, autosell_graph_upload_photo_async, autosell_graph_read_new_id, g_free, cancellable,
                      callback, user_data);
}

char *
autosell_graph_upload_photo_finish (AutosellGraph *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* ---- Writing posts ---- */

/* Of each photo one field with JSON as its text: the form that the documentation has. */
static void
add_photos (AutosellGraphCall *call, const char *const *photo_ids)
{
  for (guint i = 0; photo_ids != NULL && photo_ids[i] != NULL; i++)
    {
      g_autofree char *name = g_strdup_printf ("attached_media[%u]", i);
      g_autoptr(JsonBuilder) builder = json_builder_new_immutable ();
      g_autofree char *value = NULL;

      json_builder_begin_object (builder);
      json_builder_set_member_name (builder, "media_fbid");
      json_builder_add_string_value (builder, photo_ids[i]);
      json_builder_end_object (builder);
      value = autosell_json_text (builder);
      autosell_graph_call_add (call, name, value);
    }
}

void
autosell_graph_create_post_async (AutosellGraph *self, const AutosellGraphAccess *access, const char *page_id,
                                  const char *message, const char *const *photo_ids, gint64 scheduled_s,
                                  GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autofree char *path = autosell_graph_make_path ("%s/feed", page_id);
  AutosellGraphCall *call = autosell_graph_call_new (self, access, AUTOSELL_HTTP_ONCE, "POST", path, page_id);

  autosell_graph_call_add (call, "message", message);
  add_photos (call, photo_ids);
  autosell_graph_call_add (call, "published", scheduled_s > 0 ? "false" : "true");
  if (scheduled_s > 0)
    {
      autosell_graph_call_add_int (call, "scheduled_publish_time", scheduled_s);
      autosell_graph_call_add (call, "unpublished_content_type", "SCHEDULED");
    }
  autosell_graph_run (self, call, autosell_graph_create_post_async, autosell_graph_read_new_id, g_free, cancellable,
                      callback, user_data);
}

char *
autosell_graph_create_post_finish (AutosellGraph *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static AutosellGraphCall *
new_object_call (AutosellGraph *self, const AutosellGraphAccess *access, AutosellHttpRepeat repeat, const char *method,
                 const char *path_format, const char *id)
{
  g_autofree char *path = autosell_graph_make_path (path_format, id);
  /* The part before the _ is the Page; of a photo's id it is no Page, and harms nothing. */
  g_autofree char *page_id = strchr (id, '_') != NULL ? autosell_graph_dup_page_id (id) : NULL;

  return autosell_graph_call_new (self, access, repeat, method, path, page_id);
}

static void
succeeded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(GTask) task = data;
  GError *error = NULL;

  if (autosell_graph_call_send_finish (AUTOSELL_GRAPH (source), result, &error) == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

void
autosell_graph_edit_post_async (AutosellGraph *self, const AutosellGraphAccess *access, const char *post_id,
                                const AutosellGraphEdit *edit, GCancellable *cancellable, GAsyncReadyCallback callback,
                                gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  AutosellGraphCall *call = new_object_call (self, access, AUTOSELL_HTTP_ONCE, "POST", "%s", post_id);

  g_task_set_source_tag (task, autosell_graph_edit_post_async);
  g_task_set_check_cancellable (task, FALSE);
  if (edit->mask & AUTOSELL_GRAPH_EDIT_MESSAGE)
    autosell_graph_call_add (call, "message", edit->message);
  if (edit->mask & AUTOSELL_GRAPH_EDIT_HIDDEN)
    autosell_graph_call_add (call, "is_hidden", edit->is_hidden ? "true" : "false");
  if (edit->mask & AUTOSELL_GRAPH_EDIT_PUBLISH_NOW)
    autosell_graph_call_add (call, "is_published", "true");
  if (edit->mask & AUTOSELL_GRAPH_EDIT_SCHEDULED)
    autosell_graph_call_add_int (call, "scheduled_publish_time", edit->scheduled_s);
  autosell_graph_call_send_async (call, autosell_graph_read_success, NULL, cancellable, succeeded_cb, task);
}

gboolean
autosell_graph_edit_post_finish (AutosellGraph *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
deleted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(GTask) task = data;
  GError *error = NULL;
  gboolean was_deleted = autosell_graph_call_send_finish (AUTOSELL_GRAPH (source), result, &error) != NULL;

  if (!was_deleted && !g_error_matches (error, AUTOSELL_GRAPH_ERROR, AUTOSELL_GRAPH_ERROR_GONE))
    {
      g_task_return_error (task, error);
      return;
    }
  g_clear_error (&error);
  g_task_set_task_data (task, GINT_TO_POINTER (!was_deleted), NULL);
  g_task_return_boolean (task, TRUE);
}

void
autosell_graph_delete_object_async (AutosellGraph *self, const AutosellGraphAccess *access, const char *id,
                                    GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  AutosellGraphCall *call = new_object_call (self, access, AUTOSELL_HTTP_SAME_EFFECT, "DELETE", "%s", id);

  g_task_set_source_tag (task, autosell_graph_delete_object_async);
  g_task_set_check_cancellable (task, FALSE);
  autosell_graph_call_send_async (call, autosell_graph_read_success, NULL, cancellable, deleted_cb, task);
}

gboolean
autosell_graph_delete_object_finish (AutosellGraph *self, GAsyncResult *result, gboolean *was_gone, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  if (was_gone != NULL)
    *was_gone = GPOINTER_TO_INT (g_task_get_task_data (G_TASK (result)));
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
autosell_graph_comment_async (AutosellGraph *self, const AutosellGraphAccess *access, const char *post_id,
                              const char *message, GCancellable *cancellable, GAsyncReadyCallback callback,
                              gpointer user_data)
{
  AutosellGraphCall *call = new_object_call (self, access, AUTOSELL_HTTP_ONCE, "POST", "%s/comments", post_id);

  autosell_graph_call_add (call, "message", message);
  autosell_graph_run (self, call, autosell_graph_comment_async, autosell_graph_read_new_id, g_free, cancellable,
                      callback, user_data);
}

char *
autosell_graph_comment_finish (AutosellGraph *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* ---- Reading posts ---- */

/* Facebook may tell fewer than were attached. */
static int
count_photos (JsonObject *post)
{
  JsonArray *attachments = autosell_json_array (autosell_json_object (post, "attachments"), "data");
  int n_photos = 0;

  for (guint i = 0; i < autosell_json_length (attachments); i++)
    {
      JsonObject *attachment = autosell_json_element (attachments, i);
      JsonArray *parts = autosell_json_array (autosell_json_object (attachment, "subattachments"), "data");

      if (parts != NULL)
        n_photos += autosell_json_length (parts);
      else if (g_strcmp0 (autosell_json_string (attachment, "media_type"), "photo") == 0)
        n_photos++;
    }
  return n_photos;
}

static gpointer
read_post_object (JsonObject *object)
{
  g_autofree char *id = autosell_graph_read_id (object, "id");
  AutosellGraphPost *post;

  if (id == NULL)
    return NULL;
  post = g_new0 (AutosellGraphPost, 1);
  post->message = g_strdup (autosell_json_string (object, "message"));
  post->created_s = autosell_graph_read_time (object, "created_time");
  post->updated_s = autosell_graph_read_time (object, "updated_time");
  post->scheduled_s = autosell_graph_read_time (object, "scheduled_publish_time");
  post->is_published = autosell_json_bool (object, "is_published");
  post->is_hidden = autosell_json_bool (object, "is_hidden");
  post->permalink = g_strdup (autosell_json_string (object, "permalink_url"));
  /* It is opened by a click: by whatever program there is for its scheme */
  if (post->permalink == NULL || !autosell_endpoints_is_safe (post->permalink))
    g_clear_pointer (&post->permalink, g_free);
  if (post->permalink == NULL)
    post->permalink = g_strconcat ("https://www.facebook.com/", id, NULL);
  post->n_photos = -1;
  post->id = g_steal_pointer (&id);
  return post;
}

static gpointer
read_post (JsonObject *root, AutosellGraphCall *call G_GNUC_UNUSED, GError **error)
{
  AutosellGraphPost *post = read_post_object (root);

  if (post == NULL)
    autosell_graph_set_unexpected (error, FALSE, "id");
  else
    post->n_photos = count_photos (root);
  return post;
}

void
autosell_graph_read_post_async (AutosellGraph *self, const AutosellGraphAccess *access, const char *post_id,
                                GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  AutosellGraphCall *call = new_object_call (self, access, AUTOSELL_HTTP_SAFE, "GET", "%s", post_id);

  autosell_graph_call_add (call, "fields", POST_FIELDS);
  autosell_graph_run (self, call, autosell_graph_read_post_async, read_post, (GDestroyNotify) autosell_graph_post_free,
                      cancellable, callback, user_data);
}

AutosellGraphPost *
autosell_graph_read_post_finish (AutosellGraph *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

typedef struct
{
  AutosellGraphAccess *access; /* owned */
  char *page_id;               /* owned */
  AutosellGraphList list;
  gint64 since_s;
  guint limit;
} PostList;

static void
post_list_free (gpointer data)
{
  PostList *self = data;

  autosell_graph_access_free (self->access);
  g_free (self->page_id);
  g_free (self);
}

static AutosellGraphCall *
make_posts_call (AutosellGraph *self, gpointer data)
{
  const PostList *list = data;
  gboolean is_published = list->list == AUTOSELL_GRAPH_PUBLISHED;
  g_autofree char *path =
    autosell_graph_make_path (is_published ? "%s/published_posts" : "%s/scheduled_posts", list->page_id);
  AutosellGraphCall *call =
    autosell_graph_call_new (self, list->access, AUTOSELL_HTTP_SAFE, "GET", path, list->page_id);

  autosell_graph_call_add (call, "fields", LIST_FIELDS);
  if (is_published && list->since_s > 0)
    autosell_graph_call_add_int (call, "since", list->since_s);
  autosell_graph_call_add_int (call, "limit", list->limit);
  return call;
}

void
autosell_graph_list_posts_async (AutosellGraph *self, const AutosellGraphAccess *access, const char *page_id,
                                 AutosellGraphList list, gint64 since_s, guint max_posts, GCancellable *cancellable,
                                 GAsyncReadyCallback callback, gpointer user_data)
{
  PostList *data = g_new0 (PostList, 1);

  data->access = autosell_graph_access_copy (access);
  data->page_id = g_strdup (page_id);
  data->list = list;
  data->since_s = since_s;
  data->limit = CLAMP (max_posts, 1, POSTS_A_PAGE);
  autosell_graph_list_async (self, make_posts_call, data, post_list_free, read_post_object,
                             (GDestroyNotify) autosell_graph_post_free, CLAMP (max_posts, 1, MAX_POSTS), cancellable,
                             callback, user_data);
}

GPtrArray *
autosell_graph_list_posts_finish (AutosellGraph *self, GAsyncResult *result, gboolean *is_complete, GError **error)
{
  return autosell_graph_list_finish (self, result, is_complete, error);
}

/* ---- What answers say beside their body ---- */

void
autosell_graph_note_answer (AutosellGraph *self, const char *app_id, const char *page_id, const char *app_usage,
                            const char *page_usage, const char *business_usage, gint64 date_s, const char *version,
                            const GError *error)
{
  gint64 now_s = g_get_real_time () / G_USEC_PER_SEC;

  autosell_graph_usage_note (self->usage, app_id, page_id, app_usage, page_usage, business_usage, now_s);
  if (error != NULL)
    autosell_graph_usage_note_error (self->usage, app_id, page_id, error, now_s);
  if (date_s > 0)
    self->clock_skew_s = date_s - now_s;
  /* A version that has ended is served by a newer one without a word. */
  if (version != NULL && !g_str_equal (version, self->version) && g_strcmp0 (version, self->served_version) != 0)
    {
      g_message ("Facebook answered as %.20s and not as %s", version, self->version);
      g_free (self->served_version);
      self->served_version = g_strdup (version);
    }
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

void
autosell_graph_set_timeout (AutosellGraph *self, guint timeout_ms)
{
  self->timeout_ms = timeout_ms;
}

guint
autosell_graph_get_timeout_ms (AutosellGraph *self)
{
  return self->timeout_ms;
}

static void
autosell_graph_finalize (GObject *object)
{
  AutosellGraph *self = AUTOSELL_GRAPH (object);

  g_object_unref (self->http);
  autosell_endpoints_unref (self->endpoints);
  g_free (self->version);
  g_free (self->served_version);
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
  /* A post of ten photos is eleven writes, and three Pages may have the same hour; Facebook's own quotas are in
   * graph-usage. */
  autosell_http_set_budget (http, AUTOSELL_GRAPH_SERVICE, 120, 120);
  return self;
}
