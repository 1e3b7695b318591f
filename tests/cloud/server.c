/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cloud.h"

#include <string.h>

#include "book.h"
#include "call.h"
#include "colleague.h"
#include "control.h"
#include "drive.h"
#include "faults.h"
#include "graph/graph.h"
#include "identity.h"
#include "journal.h"
#include "mask.h"
#include "oauth.h"
#include "page.h"
#include "quota.h"
#include "sheets.h"

#define QUIET_BEFORE_SAVE_MS 300

gint64
cloud_now_s (Cloud *cloud)
{
  return g_get_real_time () / G_USEC_PER_SEC + cloud->clock_offset_s;
}

/* ---- State on disk ---- */

static void
write_json (Cloud *cloud, const char *name, JsonNode *node)
{
  g_autofree char *path = g_build_filename (cloud->state_dir, name, NULL);
  g_autofree char *text = json_to_string (node, FALSE);
  g_autoptr(GError) error = NULL;

  if (!g_file_set_contents (path, text, -1, &error))
    g_warning ("%s", error->message);
}

static void
save_graph (Cloud *cloud)
{
  g_autoptr(JsonNode) node = json_node_new (JSON_NODE_OBJECT);

  json_node_take_object (node, graph_to_json (cloud->graph));
  write_json (cloud, "graph.json", node);
}

void
cloud_save (Cloud *cloud)
{
  g_autoptr(JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *state = json_object_new ();
  GHashTableIter iter;
  gpointer id, book;

  json_object_set_object_member (state, "identity", identity_to_json (cloud->identity));
  json_object_set_object_member (state, "drive", drive_to_json (cloud->drive));
  json_object_set_int_member (state, "clock_offset_s", cloud->clock_offset_s);
  json_node_take_object (node, state);
  write_json (cloud, "state.json", node);
  save_graph (cloud);
  g_hash_table_iter_init (&iter, cloud->books);
  while (g_hash_table_iter_next (&iter, &id, &book))
    {
      g_autoptr(JsonNode) tabs = book_to_json (book);
      g_autofree char *name = g_strconcat ("book-", id, ".json", NULL);

      write_json (cloud, name, tabs);
    }
}

static gboolean
save_cb (gpointer user_data)
{
  Cloud *cloud = user_data;

  cloud->save_source = 0;
  cloud_save (cloud);
  return G_SOURCE_REMOVE;
}

void
cloud_touch (Cloud *cloud)
{
  g_clear_handle_id (&cloud->save_source, g_source_remove);
  cloud->save_source = g_timeout_add (QUIET_BEFORE_SAVE_MS, save_cb, cloud);
}

static JsonNode *
read_json (Cloud *cloud, const char *name)
{
  g_autofree char *path = g_build_filename (cloud->state_dir, name, NULL);
  g_autoptr(JsonParser) parser = json_parser_new ();

  return json_parser_load_from_file (parser, path, NULL) ? json_parser_steal_root (parser) : NULL;
}

static void
load (Cloud *cloud)
{
  g_autoptr(JsonNode) node = read_json (cloud, "state.json");
  JsonObject *state = node != NULL ? json_node_get_object (node) : NULL;
  GPtrArray *files;

  if (state == NULL)
    return;
  identity_load (cloud->identity, json_object_get_object_member (state, "identity"));
  drive_load (cloud->drive, json_object_get_object_member (state, "drive"));
  cloud->clock_offset_s = json_object_get_int_member_with_default (state, "clock_offset_s", 0);
  files = drive_get_files (cloud->drive);
  for (guint i = 0; i < files->len; i++)
    {
      DriveFile *file = g_ptr_array_index (files, i);
      g_autofree char *name = g_strconcat ("book-", file->id, ".json", NULL);
      g_autoptr(JsonNode) tabs = read_json (cloud, name);

      if (tabs != NULL)
        g_hash_table_insert (cloud->books, file->id, book_from_json (file, tabs));
    }
}

/* When the address is known: apps name it. */
static void
load_graph (Cloud *cloud)
{
  g_autoptr(JsonNode) node = read_json (cloud, "graph.json");

  graph_load (cloud->graph, node != NULL ? json_node_get_object (node) : NULL);
}

/* ---- Answering ---- */

static GBytes *
zip (GBytes *plain)
{
  g_autoptr(GZlibCompressor) compressor = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 6);
  g_autoptr(GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr(GOutputStream) stream = g_converter_output_stream_new (memory, G_CONVERTER (compressor));

  g_output_stream_write_all (stream, g_bytes_get_data (plain, NULL), g_bytes_get_size (plain), NULL, NULL, NULL);
  g_output_stream_close (stream, NULL, NULL);
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
}

/* gzip only where both headers say so, as Google asks for it. */
static gboolean
wants_gzip (Call *call)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (call->message);
  const char *agent = soup_message_headers_get_one (headers, "User-Agent");
  const char *accepted = soup_message_headers_get_list (headers, "Accept-Encoding");

  return agent != NULL && strstr (agent, "gzip") != NULL && accepted != NULL && strstr (accepted, "gzip") != NULL;
}

/* fields= is honoured for what went well. FALSE: it cannot be read, and the call is refused */
static void
apply_mask (Call *call)
{
  const char *fields = call_get (call, "fields");
  g_autoptr(Mask) mask = NULL;

  if (fields == NULL || *fields == '\0' || call->status >= 300 || call->answer == NULL
      || call->service == CALL_SERVICE_OTHER || call->service == CALL_SERVICE_GRAPH)
    return;
  mask = mask_parse (fields);
  if (mask == NULL)
    call_refuse (call, "Request contains an invalid argument. Invalid field selection %s", fields);
  else
    mask_apply (mask, call->answer);
}

static GBytes *
make_body (Call *call)
{
  if (call->bytes != NULL)
    return g_bytes_ref (call->bytes);
  if (call->answer != NULL)
    {
      /* Compact and pretty-printed answers take turns: clients must not care */
      char *text = json_to_string (call->answer, call->cloud->n_calls % 2 == 0);

      return g_bytes_new_take (text, strlen (text));
    }
  return g_bytes_new (NULL, 0);
}

/* Breaks off in the middle of the answer, with what a server would have sent until then. */
static void
cut (Call *call, FaultCut where, GBytes *body)
{
  g_autoptr(GIOStream) stream = soup_server_message_steal_connection (call->message);
  GOutputStream *output = g_io_stream_get_output_stream (stream);
  g_autofree char *headers = g_strdup_printf (
    "HTTP/1.1 %u OK\r\nContent-Type: application/json; charset=UTF-8\r\nContent-Length: %" G_GSIZE_FORMAT "\r\n\r\n",
    call->status, g_bytes_get_size (body));

  if (where == FAULT_CUT_HEADERS)
    g_output_stream_write_all (output, headers, strlen (headers) / 2, NULL, NULL, NULL);
  if (where == FAULT_CUT_BODY)
    {
      g_output_stream_write_all (output, headers, strlen (headers), NULL, NULL, NULL);
      g_output_stream_write_all (output, g_bytes_get_data (body, NULL), g_bytes_get_size (body) / 2, NULL, NULL, NULL);
    }
  g_io_stream_close (stream, NULL, NULL);
}

/* What is packed already is not packed again. */
static gboolean
is_picture (Call *call)
{
  return call->content_type != NULL && g_str_has_prefix (call->content_type, "image/");
}

/* ---- In pieces ---- */

typedef struct
{
  SoupServerMessage *message;
  GBytes *body;
  gsize sent;
} Drip;

static void
drip_free (Drip *drip)
{
  g_object_unref (drip->message);
  g_bytes_unref (drip->body);
  g_free (drip);
}

static gboolean
drip_cb (gpointer user_data)
{
  Drip *drip = user_data;
  SoupMessageBody *body = soup_server_message_get_response_body (drip->message);
  gsize all = g_bytes_get_size (drip->body), n = MIN (all - drip->sent, all / 8 + 1);
  g_autoptr(GBytes) piece = g_bytes_new_from_bytes (drip->body, drip->sent, n);

  drip->sent += n;
  if (n > 0)
    soup_message_body_append_bytes (body, piece);
  else
    soup_message_body_complete (body);
  soup_server_message_unpause (drip->message);
  return n > 0;
}

static void
drip (Call *call, guint pause_ms, GBytes *body)
{
  Drip *drip = g_new (Drip, 1);

  *drip = (Drip){ g_object_ref (call->message), g_bytes_ref (body), 0 };
  soup_message_headers_set_encoding (soup_server_message_get_response_headers (call->message), SOUP_ENCODING_CHUNKED);
  g_timeout_add_full (G_PRIORITY_DEFAULT, pause_ms, drip_cb, drip, (GDestroyNotify) drip_free);
}

static void
answer (Call *call, const Fault *fault)
{
  g_autoptr(GBytes) body = NULL;
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (call->message);

  apply_mask (call);
  if (call->status == 0)
    call_answer_text (call, 404, "text/html; charset=UTF-8", "<!DOCTYPE html><title>Error 404 (Not Found)!!1</title>");
  body = make_body (call);
  if (fault != NULL)
    {
      GBytes *shaped = fault_shape_body (fault, body);

      g_bytes_unref (body);
      body = shaped;
    }
  journal_write (call->cloud->journal, call, fault != NULL ? fault->text : NULL, g_bytes_get_size (body));
  if (fault != NULL && (fault->cut != FAULT_CUT_NONE || fault->keep >= 0))
    {
      cut (call, fault->cut, body);
      return;
    }
  soup_server_message_set_status (call->message, call->status, NULL);
  if (wants_gzip (call) && call->status != 308 && !is_picture (call) && g_bytes_get_size (body) > 0)
    {
      GBytes *zipped = zip (body);

      g_bytes_unref (body);
      body = zipped;
      soup_message_headers_replace (headers, "Content-Encoding", "gzip");
    }
  soup_message_headers_replace (headers, "Content-Type",
                                call->content_type != NULL ? call->content_type : "application/json; charset=UTF-8");
  if (fault != NULL && fault->drip_ms > 0)
    drip (call, fault->drip_ms, body);
  else if (g_bytes_get_size (body) > 0)
    soup_message_body_append_bytes (soup_server_message_get_response_body (call->message), body);
}

static void
dispatch (Call *call)
{
  if (!oauth_handle (call) && !sheets_handle (call) && !drive_handle (call) && !graph_handle (call)
      && !wall_handle (call))
    page_handle (call);
}

/* Which service's form an error has, before a handler has seen the call. */
static CallService
guess_service (Call *call)
{
  if (g_strcmp0 (call->path[0], "v4") == 0)
    return CALL_SERVICE_SHEETS;
  if (g_strcmp0 (call->path[0], "drive") == 0 || g_strcmp0 (call->path[0], "upload") == 0)
    return CALL_SERVICE_DRIVE;
  return g_strcmp0 (call->path[0], "graph") == 0 ? CALL_SERVICE_GRAPH : CALL_SERVICE_OTHER;
}

typedef struct
{
  Call *call;
  const Fault *fault;
} Late;

static gboolean
answer_late_cb (gpointer user_data)
{
  Late *late = user_data;

  answer (late->call, late->fault);
  if (late->fault->cut == FAULT_CUT_NONE && late->fault->keep < 0)
    soup_server_message_unpause (late->call->message);
  call_free (late->call);
  g_free (late);
  return G_SOURCE_REMOVE;
}

static const Fault *
apply_fault (Call *call)
{
  const Fault *fault = faults_take (call->cloud->faults, call);

  if (fault == NULL)
    return NULL;
  if (fault->expires)
    identity_expire_tokens (call->cloud->identity, cloud_now_s (call->cloud));
  if (fault->revokes)
    for (guint i = 0; i < call->cloud->identity->grants->len; i++)
      identity_revoke (call->cloud->identity, g_ptr_array_index (call->cloud->identity->grants, i));
  call->keep = fault->keep;
  if (fault->act != NULL
      && !(json_object_has_member (fault->act, "file") ? drive_act (call, fault->act, NULL)
                                                       : colleague_act (call, fault->act)))
    g_warning ("A colleague could not do what the scenario says: %s", fault->text);
  return fault;
}

/* The head of a request is here, its body is not. */
static void
early_cb (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query, gpointer user_data)
{
  Cloud *cloud = user_data;
  g_autoptr(GIOStream) stream = NULL;

  if (!faults_take_reading (cloud->faults, soup_server_message_get_method (message), *path == '/' ? path + 1 : path))
    return;
  cloud->n_calls++;
  stream = soup_server_message_steal_connection (message);
  g_io_stream_close (stream, NULL, NULL);
}

static void
request_cb (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query, gpointer user_data)
{
  Cloud *cloud = user_data;
  Call *call = call_new (cloud, message);
  const Fault *fault = NULL;

  cloud->n_calls++;
  if (control_handle (call))
    {
      cloud->n_calls--;
      answer (call, NULL);
      call_free (call);
      return;
    }
  call->service = guess_service (call);
  fault = apply_fault (call);
  /* What is cut or refused before its effect is not looked at */
  if (fault == NULL || fault->is_after || fault->keep >= 0
      || (fault->status == 0 && fault->error == NULL && fault->location == NULL && fault->cut == FAULT_CUT_NONE))
    dispatch (call);
  else if (call->service == CALL_SERVICE_GRAPH)
    graph_describe (call);
  if (fault != NULL)
    fault_answer (fault, call);
  if (fault != NULL && fault->delay_ms > 0)
    {
      Late *late = g_new (Late, 1);

      *late = (Late){ call, fault };
      soup_server_message_pause (message);
      g_timeout_add (fault->delay_ms, answer_late_cb, late);
      return;
    }
  answer (call, fault);
  call_free (call);
}

/* ---- From start to end ---- */

Cloud *
cloud_new (const char *state_dir, guint16 port, GError **error)
{
  g_autoptr(Cloud) cloud = g_new0 (Cloud, 1);
  g_autoptr(GSList) uris = NULL;

  cloud->state_dir = g_strdup (state_dir);
  cloud->faults = faults_new ();
  cloud->identity = identity_new ();
  cloud->quota = quota_new ();
  cloud->drive = drive_new ();
  cloud->graph = graph_new (cloud);
  cloud->books = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) book_free);
  cloud->journal = journal_new (state_dir, error);
  if (cloud->journal == NULL)
    return NULL;
  load (cloud);
  cloud->server = soup_server_new ("server-header", "ESF", NULL);
  soup_server_add_early_handler (cloud->server, NULL, early_cb, cloud, NULL);
  soup_server_add_handler (cloud->server, NULL, request_cb, cloud, NULL);
  if (!soup_server_listen_local (cloud->server, port, SOUP_SERVER_LISTEN_IPV4_ONLY, error))
    return NULL;
  uris = soup_server_get_uris (cloud->server);
  cloud->base = g_strdup_printf ("http://127.0.0.1:%d", g_uri_get_port (uris->data));
  g_slist_foreach (uris, (GFunc) (void *) g_uri_unref, NULL);
  load_graph (cloud);
  return g_steal_pointer (&cloud);
}

void
cloud_free (Cloud *cloud)
{
  if (cloud->save_source != 0)
    {
      g_source_remove (cloud->save_source);
      cloud_save (cloud);
    }
  g_clear_object (&cloud->server);
  g_hash_table_unref (cloud->books);
  drive_free (cloud->drive);
  graph_free (cloud->graph);
  quota_free (cloud->quota);
  identity_free (cloud->identity);
  faults_free (cloud->faults);
  g_clear_pointer (&cloud->journal, journal_free);
  g_free (cloud->base);
  g_free (cloud->state_dir);
  g_free (cloud);
}
