/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-graph-call-private.h"

#include <string.h>

#include "autosell-graph-usage-private.h"
#include "autosell-oauth.h"
#include "autosell-redact.h"

/* A photo of 4 MB takes a minute on a slow line. */
#define TIMEOUT_MS 60000
#define UPLOAD_TIMEOUT_MS 180000
/* What is not repeatable is, where it was not sent at all. */
#define MAX_ATTEMPTS 2
#define MAX_ANSWER_BYTES (8 * 1024 * 1024)

struct _AutosellGraphCall
{
  AutosellGraph *graph;         /* owned */
  AutosellHttpRequest *request; /* owned */
  gboolean is_post;
  gboolean is_write;
  char *app_id;     /* owned, nullable */
  char *page_id;    /* owned, nullable */
  GPtrArray *pairs; /* owned; of a POST: name, value, …; wiped */
  GBytes *file;     /* owned, nullable, with the three below */
  char *file_name;
  char *file_filename;
  char *file_type;
  gconstpointer data; /* unowned, nullable */
  AutosellGraphReader reader;
  GDestroyNotify destroy;
  /* Of the last answer */
  char *app_usage; /* owned, nullable, as those below */
  char *page_usage;
  char *business_usage;
  char *version;
  gint64 date_s;
};

static void
clear_answer (AutosellGraphCall *self)
{
  g_clear_pointer (&self->app_usage, g_free);
  g_clear_pointer (&self->page_usage, g_free);
  g_clear_pointer (&self->business_usage, g_free);
  g_clear_pointer (&self->version, g_free);
  self->date_s = 0;
}

/* ---- What is asked ---- */

AutosellGraphCall *
autosell_graph_call_new (AutosellGraph *self, const AutosellGraphAccess *access, AutosellHttpRepeat repeat,
                         const char *method, const char *path, const char *page_id)
{
  AutosellGraphCall *call = g_new0 (AutosellGraphCall, 1);
  const char *base = autosell_endpoints_get (autosell_graph_get_endpoints (self), AUTOSELL_ENDPOINT_GRAPH);
  g_autofree char *url = g_strconcat (base, autosell_graph_get_version (self), "/", path, NULL);

  call->graph = g_object_ref (self);
  call->request = autosell_http_request_new (AUTOSELL_GRAPH_SERVICE, repeat, method, url);
  call->is_post = g_str_equal (method, "POST");
  call->is_write = repeat != AUTOSELL_HTTP_SAFE;
  call->page_id = g_strdup (page_id);
  call->pairs = g_ptr_array_new_with_free_func ((GDestroyNotify) autosell_secret_free);
  if (access == NULL)
    return call;
  call->app_id = g_strdup (access->app_id);
  autosell_http_request_set_bearer (call->request, access->token);
  if (access->app_secret != NULL)
    {
      g_autofree char *proof = autosell_graph_make_proof (access->token, access->app_secret);

      autosell_graph_call_add (call, "appsecret_proof", proof);
    }
  return call;
}

void
autosell_graph_call_free (AutosellGraphCall *self)
{
  if (self == NULL)
    return;
  clear_answer (self);
  g_object_unref (self->graph);
  autosell_http_request_unref (self->request);
  g_free (self->app_id);
  g_free (self->page_id);
  g_ptr_array_unref (self->pairs);
  g_clear_pointer (&self->file, g_bytes_unref);
  g_free (self->file_name);
  g_free (self->file_filename);
  g_free (self->file_type);
  g_free (self);
}

void
autosell_graph_call_add (AutosellGraphCall *self, const char *name, const char *value)
{
  if (!self->is_post)
    {
      autosell_http_request_add_query (self->request, name, value);
      return;
    }
  g_ptr_array_add (self->pairs, g_strdup (name));
  g_ptr_array_add (self->pairs, g_strdup (value));
}

void
autosell_graph_call_add_int (AutosellGraphCall *self, const char *name, gint64 value)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, value);

  autosell_graph_call_add (self, name, text);
}

void
autosell_graph_call_set_file (AutosellGraphCall *self, const char *name, const char *filename, const char *content_type,
                              GBytes *bytes)
{
  self->file = g_bytes_ref (bytes);
  self->file_name = g_strdup (name);
  self->file_filename = g_strdup (filename);
  self->file_type = g_strdup (content_type);
}

void
autosell_graph_call_set_data (AutosellGraphCall *self, gconstpointer data)
{
  self->data = data;
}

gconstpointer
autosell_graph_call_get_data (AutosellGraphCall *self)
{
  return self->data;
}

gboolean
autosell_graph_call_is_write (AutosellGraphCall *self)
{
  return self->is_write;
}

static void
append (GByteArray *body, const char *text)
{
  g_byte_array_append (body, (const guint8 *) text, strlen (text));
}

/* RFC 7578: names and file names are ours and ASCII; a value is bytes as they are. */
static void
set_multipart (AutosellGraphCall *self)
{
  g_autofree char *random = autosell_oauth_make_random ();
  g_autofree char *delimiter = g_strconcat ("--autosell-", random, NULL);
  g_autofree char *type = g_strconcat ("multipart/form-data; boundary=", delimiter + 2, NULL);
  g_autofree char *head = g_strdup_printf ("%s\r\nContent-Disposition: form-data; name=\"%s\"; filename=\"%s\"\r\n"
                                           "Content-Type: %s\r\n\r\n",
                                           delimiter, self->file_name, self->file_filename, self->file_type);
  GByteArray *body = g_byte_array_sized_new (g_bytes_get_size (self->file) + 4096);
  g_autoptr(GBytes) bytes = NULL;

  for (guint i = 0; i + 1 < self->pairs->len; i += 2)
    {
      append (body, delimiter);
      append (body, "\r\nContent-Disposition: form-data; name=\"");
      append (body, g_ptr_array_index (self->pairs, i));
      append (body, "\"\r\n\r\n");
      append (body, g_ptr_array_index (self->pairs, i + 1));
      append (body, "\r\n");
    }
  append (body, head);
  g_byte_array_append (body, g_bytes_get_data (self->file, NULL), g_bytes_get_size (self->file));
  append (body, "\r\n");
  append (body, delimiter);
  append (body, "--\r\n");
  bytes = g_byte_array_free_to_bytes (body);
  autosell_http_request_set_body (self->request, type, bytes);
}

static void
set_body (AutosellGraphCall *self)
{
  if (!self->is_post)
    return;
  if (self->file != NULL)
    {
      set_multipart (self);
      return;
    }
  g_ptr_array_add (self->pairs, NULL);
  autosell_http_request_set_form (self->request, (const char *const *) self->pairs->pdata);
}

/* ---- What is answered ---- */

static void
note_headers (AutosellGraphCall *self, AutosellHttpAnswer *answer)
{
  clear_answer (self);
  self->app_usage = g_strdup (autosell_http_answer_get_header (answer, "X-App-Usage"));
  self->page_usage = g_strdup (autosell_http_answer_get_header (answer, "X-Page-Usage"));
  self->business_usage = g_strdup (autosell_http_answer_get_header (answer, "X-Business-Use-Case-Usage"));
  self->version = g_strdup (autosell_http_answer_get_header (answer, "facebook-api-version"));
  self->date_s = autosell_http_answer_get_date_s (answer);
}

/* By the body: an object with “error” is a failure under any status, and whatever is no object comes from something in
 * between. */
static gboolean
judge (AutosellHttpAnswer *answer, JsonNode *root, gpointer data, gboolean *is_worth_another, GError **error)
{
  AutosellGraphCall *self = data;
  AutosellGraphCallFacts facts = { .status = autosell_http_answer_get_status (answer), .is_write = self->is_write };
  JsonObject *object = autosell_json_root (root);
  g_autoptr(GError) local = NULL;

  note_headers (self, answer);
  if (object != NULL && !json_object_has_member (object, "error") && facts.status >= 200 && facts.status < 300)
    return TRUE;
  facts.regain_minutes = autosell_graph_usage_read_regain_minutes (self->business_usage);
  if (object == NULL)
    autosell_graph_set_error_of_garbage (&local, &facts);
  else
    autosell_graph_set_error_of_answer (&local, &facts, autosell_json_object (object, "error"));
  *is_worth_another = g_error_matches (local, AUTOSELL_GRAPH_ERROR, AUTOSELL_GRAPH_ERROR_TRANSIENT);
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static gpointer
read_root (JsonNode *root, gpointer data, GError **error)
{
  AutosellGraphCall *self = data;

  return self->reader (autosell_json_root (root), self, error);
}

static void
note_answer (AutosellGraphCall *self, const GError *error)
{
  autosell_graph_note_answer (self->graph, self->app_id, self->page_id, self->app_usage, self->page_usage,
                              self->business_usage, self->date_s, self->version, error);
}

static void
sent_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(GTask) task = data;
  AutosellGraphCall *self = g_task_get_task_data (task);
  g_autoptr(GError) cause = NULL;
  g_autoptr(AutosellHttpAnswer) answer = autosell_http_send_finish (AUTOSELL_HTTP (source), result, &cause);

  if (answer == NULL)
    {
      GError *error = autosell_graph_error_of_net (cause);

      note_answer (self, error);
      g_task_return_error (task, error);
      return;
    }
  note_answer (self, NULL);
  g_task_return_pointer (task, autosell_http_answer_steal (answer), self->destroy);
}

void
autosell_graph_call_send_async (AutosellGraphCall *call, AutosellGraphReader reader, GDestroyNotify destroy,
                                GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  AutosellGraph *self = call->graph;
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  guint timeout_ms = autosell_graph_get_timeout_ms (self);

  g_task_set_source_tag (task, autosell_graph_call_send_async);
  g_task_set_check_cancellable (task, FALSE); /* what was answered is not to be lost */
  call->reader = reader;
  call->destroy = destroy;
  set_body (call);
  autosell_http_request_set_timeout (call->request, timeout_ms > 0       ? timeout_ms
                                                    : call->file != NULL ? UPLOAD_TIMEOUT_MS
                                                                         : TIMEOUT_MS);
  autosell_http_request_set_max_attempts (call->request, MAX_ATTEMPTS);
  autosell_http_request_set_max_bytes (call->request, MAX_ANSWER_BYTES);
  autosell_http_request_set_judge (call->request, judge);
  autosell_http_request_set_reader (call->request, read_root, call, NULL, destroy);
  g_task_set_task_data (task, call, (GDestroyNotify) autosell_graph_call_free);
  autosell_http_send_async (autosell_graph_get_http (self), call->request, cancellable, sent_cb, task);
}

gpointer
autosell_graph_call_send_finish (AutosellGraph *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
run_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(GTask) task = data;
  GError *error = NULL;
  gpointer made = autosell_graph_call_send_finish (AUTOSELL_GRAPH (source), result, &error);

  if (made == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, made, g_task_get_task_data (task));
}

void
autosell_graph_run (AutosellGraph *self, AutosellGraphCall *call, gpointer tag, AutosellGraphReader reader,
                    GDestroyNotify destroy, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, tag);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, destroy, NULL);
  autosell_graph_call_send_async (call, reader, destroy, cancellable, run_cb, task);
}

/* ---- Ids and paths ---- */

char *
autosell_graph_dup_page_id (const char *object_id)
{
  return g_strndup (object_id, strcspn (object_id, "_"));
}

char *
autosell_graph_make_path (const char *format, const char *id)
{
  g_autofree char *escaped = g_uri_escape_string (id, NULL, FALSE);
  const char *end = strstr (format, "%s");

  return g_strdup_printf ("%.*s%s%s", (int) (end - format), format, escaped, end + strlen ("%s"));
}
