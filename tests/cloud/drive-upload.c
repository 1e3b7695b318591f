/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "drive.h"

#include <stdio.h>
#include <string.h>

#include "identity.h"

#define CHUNK_UNIT (256 * 1024)
#define LIFE_S (7 * 24 * 3600)

/* Uploads: whole, with metadata, and resumable. A session dies with this process, as real ones do now and then. */
typedef struct
{
  JsonObject *given; /* members of the File */
  char *update;      /* (nullable): the file whose content it is to be */
  char *mime_type;
  char *done; /* (nullable): the file that it became */
  Person *person;
  Token *token;
  gint64 total; /* -1: not said yet */
  gint64 started_s;
  GByteArray *received;
} Upload;

void
drive_upload_free (gpointer data)
{
  Upload *upload = data;

  json_object_unref (upload->given);
  g_free (upload->update);
  g_free (upload->mime_type);
  g_free (upload->done);
  g_byte_array_unref (upload->received);
  g_free (upload);
}

static SoupMessageHeaders *
get_headers (Call *call)
{
  return soup_server_message_get_request_headers (call->message);
}

/* ---- The end of each kind ---- */

/* (nullable): the call has been refused. */
static DriveFile *
finish (Call *call, JsonObject *given, const char *update, const char *mime_type, GBytes *bytes)
{
  JsonArray *parents =
    json_object_has_member (given, "parents") ? json_object_get_array_member (given, "parents") : NULL;
  const char *parent =
    parents != NULL && json_array_get_length (parents) > 0 ? json_array_get_string_element (parents, 0) : NULL;
  DriveFile *file;

  if (!drive_check_room (call, parent, g_bytes_get_size (bytes)))
    return NULL;
  file = update != NULL ? drive_take (call, update) : drive_create (call, given, mime_type);
  if (file == NULL || (update != NULL && !drive_may_change (call, file)))
    return NULL;
  drive_set_content (call->cloud, file, bytes);
  if (update != NULL)
    drive_change (call, file, given);
  cloud_touch (call->cloud);
  return file;
}

/* ---- Multipart ---- */

static gboolean
read_object (Call *call, const char *data, gsize size, JsonObject **given)
{
  g_autoptr(JsonParser) parser = json_parser_new ();

  if (size == 0)
    *given = json_object_new ();
  else if (json_parser_load_from_data (parser, data, size, NULL) && json_parser_get_root (parser) != NULL
           && JSON_NODE_HOLDS_OBJECT (json_parser_get_root (parser)))
    *given = json_object_ref (json_node_get_object (json_parser_get_root (parser)));
  else
    return call_refuse (call, "Parse Error");
  return TRUE;
}

static void
upload_multipart (Call *call, const char *update)
{
  g_autoptr(GBytes) body = soup_message_body_flatten (soup_server_message_get_request_body (call->message));
  g_autoptr(SoupMultipart) parts = soup_multipart_new_from_message (get_headers (call), body);
  g_autoptr(JsonObject) given = NULL;
  SoupMessageHeaders *headers;
  GBytes *part;
  const char *type;
  DriveFile *file;

  if (parts == NULL || soup_multipart_get_length (parts) != 2)
    {
      call_refuse (call, "Missing end boundary in multipart body.");
      return;
    }
  soup_multipart_get_part (parts, 0, &headers, &part);
  if (!read_object (call, g_bytes_get_data (part, NULL), g_bytes_get_size (part), &given))
    return;
  soup_multipart_get_part (parts, 1, &headers, &part);
  type = soup_message_headers_get_content_type (headers, NULL);
  file = finish (call, given, update, type != NULL ? type : "application/octet-stream", part);
  if (file != NULL)
    drive_answer (call, file);
}

/* ---- Resumable ---- */

static void
start (Call *call, const char *update)
{
  g_autoptr(GBytes) body = soup_message_body_flatten (soup_server_message_get_request_body (call->message));
  const char *type = soup_message_headers_get_one (get_headers (call), "X-Upload-Content-Type");
  const char *total = soup_message_headers_get_one (get_headers (call), "X-Upload-Content-Length");
  g_autoptr(JsonObject) given = NULL;
  g_autofree char *id = drive_make_id ();
  /* What was asked of the answer holds for the last one of the session. */
  g_autofree char *fields =
    call_get (call, "fields") != NULL ? g_uri_escape_string (call_get (call, "fields"), NULL, FALSE) : NULL;
  g_autofree char *location =
    g_strdup_printf ("%s/upload/drive/v3/files?uploadType=resumable%s%s%s&upload_id=%s", call->cloud->base,
                     fields != NULL ? "&fields=" : "", fields != NULL ? fields : "",
                     call_get_bool (call, "supportsAllDrives") ? "&supportsAllDrives=true" : "", id);
  const char *wanted;
  Upload *upload;

  if (!call_read_body (call, "File")
      || !read_object (call, g_bytes_get_data (body, NULL), g_bytes_get_size (body), &given)
      || !drive_check_given (call, given))
    return;
  wanted = call_get_text (given, "id");
  if (update == NULL && wanted != NULL && !g_hash_table_contains (call->cloud->drive->promised, wanted))
    {
      if (drive_find (call->cloud->drive, wanted) != NULL)
        call_fail (call, 409, "ALREADY_EXISTS", "fileIdInUse", "A file already exists with the provided ID.");
      else
        call_refuse (call, "The provided file ID is not usable.");
      return;
    }
  if ((update != NULL && drive_take (call, update) == NULL)
      || !drive_check_room (call, NULL, total != NULL ? g_ascii_strtoll (total, NULL, 10) : 0))
    return;
  upload = g_new0 (Upload, 1);
  upload->given = g_steal_pointer (&given);
  upload->update = g_strdup (update);
  upload->mime_type = g_strdup (type != NULL ? type : "application/octet-stream");
  upload->person = call->person;
  upload->token = call->token;
  upload->total = total != NULL ? g_ascii_strtoll (total, NULL, 10) : -1;
  upload->started_s = cloud_now_s (call->cloud);
  upload->received = g_byte_array_new ();
  g_hash_table_insert (call->cloud->drive->uploads, g_strdup (id), upload);
  soup_message_headers_replace (soup_server_message_get_response_headers (call->message), "Location", location);
  soup_message_headers_replace (soup_server_message_get_response_headers (call->message), "X-GUploader-UploadID", id);
  call_answer_text (call, 200, "text/plain", "");
}

/* 308 is no redirect here. Nothing received: no Range. */
static void
tell_received (Call *call, const Upload *upload)
{
  if (upload->received->len > 0)
    {
      g_autofree char *range = g_strdup_printf ("bytes=0-%u", upload->received->len - 1);

      soup_message_headers_replace (soup_server_message_get_response_headers (call->message), "Range", range);
    }
  call_answer_text (call, 308, "text/plain", "");
}

static void
complete (Call *call, Upload *upload)
{
  g_autoptr(GBytes) bytes = g_bytes_new (upload->received->data, upload->received->len);
  DriveFile *file;

  call->person = upload->person;
  call->token = upload->token;
  file = finish (call, upload->given, upload->update, upload->mime_type, bytes);
  if (file == NULL)
    return;
  upload->done = g_strdup (file->id);
  g_byte_array_set_size (upload->received, 0);
  drive_answer (call, file);
}

/* How much of a chunk the server keeps; never a part of 256 KiB unless the connection broke. */
static gsize
choose_kept (Call *call, gsize size, gboolean is_last)
{
  if (call->keep >= 0)
    return MIN ((gsize) call->keep, size);
  if (call->cloud->quirks.short_chunks == 0 || is_last)
    return size;
  call->cloud->quirks.short_chunks--;
  return size / 2 / CHUNK_UNIT * CHUNK_UNIT;
}

static void
take_chunk (Call *call, Upload *upload, gint64 first, gint64 last, gint64 total, GBytes *body)
{
  gsize size = g_bytes_get_size (body);
  gboolean is_last = total >= 0 && last + 1 == total;
  gsize kept;

  if (last - first + 1 != (gint64) size)
    call_refuse (call, "Content-Range header does not match the length of the body");
  else if (first != upload->received->len)
    call_refuse (call,
                 "Invalid request. According to the Content-Range header, the upload offset is %" G_GINT64_FORMAT
                 " byte(s), and %u byte(s) were received.",
                 first, upload->received->len);
  else if (upload->total >= 0 && total >= 0 && total != upload->total)
    call_refuse (call, "The total size differs from what was announced.");
  else if (!is_last && size % CHUNK_UNIT != 0)
    call_refuse (call, "Invalid chunk size: it must be a multiple of 256 KiB");
  else
    {
      kept = choose_kept (call, size, is_last);
      g_byte_array_append (upload->received, g_bytes_get_data (body, NULL), kept);
      if (total >= 0 && (gint64) upload->received->len == total)
        complete (call, upload);
      else
        tell_received (call, upload);
    }
}

static void
go_on (Call *call, Upload *upload)
{
  g_autoptr(GBytes) body = soup_message_body_flatten (soup_server_message_get_request_body (call->message));
  const char *range = soup_message_headers_get_one (get_headers (call), "Content-Range");
  gint64 first = 0, last = (gint64) g_bytes_get_size (body) - 1, total = last + 1;
  char total_text[32] = "";
  DriveFile *file = upload->done != NULL ? drive_find (call->cloud->drive, upload->done) : NULL;

  if (g_bytes_get_size (body) == 0 && soup_message_headers_get_one (get_headers (call), "Content-Length") == NULL)
    call_answer_text (call, 411, "text/html; charset=UTF-8",
                      "<!DOCTYPE html><title>Error 411 (Length Required)!!1</title>");
  else if (file != NULL)
    {
      call->person = upload->person;
      call->token = upload->token;
      drive_answer (call, file);
    }
  else if (range != NULL && g_str_has_prefix (range, "bytes */"))
    {
      if (upload->total >= 0 && !g_str_equal (range + 8, "*") && g_ascii_strtoll (range + 8, NULL, 10) != upload->total)
        call_refuse (call, "The total size differs from what was announced.");
      else
        tell_received (call, upload);
    }
  else if (range != NULL
           && sscanf (range, "bytes %" G_GINT64_FORMAT "-%" G_GINT64_FORMAT "/%31s", &first, &last, total_text) != 3)
    call_refuse (call, "Failed to parse Content-Range header.");
  else
    {
      if (range != NULL)
        total = g_str_equal (total_text, "*") ? -1 : g_ascii_strtoll (total_text, NULL, 10);
      take_chunk (call, upload, first, last, total, body);
    }
}

static void
use_session (Call *call, const char *id)
{
  Upload *upload = g_hash_table_lookup (call->cloud->drive->uploads, id);

  if (upload == NULL || upload->started_s + LIFE_S < cloud_now_s (call->cloud))
    call_fail (call, 404, "NOT_FOUND", "notFound", "File not found: upload session.");
  else
    go_on (call, upload);
}

static void
upload_media (Call *call, const char *update)
{
  g_autoptr(GBytes) body = soup_message_body_flatten (soup_server_message_get_request_body (call->message));
  g_autoptr(JsonObject) given = json_object_new ();
  const char *type = soup_message_headers_get_content_type (get_headers (call), NULL);
  DriveFile *file = finish (call, given, update, type != NULL ? type : "application/octet-stream", body);

  if (file != NULL)
    drive_answer (call, file);
}

gboolean
drive_handle_upload (Call *call)
{
  const char *type = call_get (call, "uploadType"), *session = call_get (call, "upload_id");
  guint n = g_strv_length (call->path);
  const char *update = n == 5 ? call->path[4] : NULL;
  gboolean is_post = g_str_equal (call->method, "POST"), is_patch = g_str_equal (call->method, "PATCH");

  call_know_query (call, "uploadType", "upload_id", "supportsAllDrives", NULL);
  if (n > 5 || !g_str_equal (call->path[3], "files"))
    return FALSE;
  if (session != NULL && (is_post || g_str_equal (call->method, "PUT")))
    use_session (call, session);
  else if (!(is_post && update == NULL) && !(is_patch && update != NULL))
    return FALSE;
  else if (g_strcmp0 (type, "resumable") == 0)
    start (call, update);
  else if (g_strcmp0 (type, "multipart") == 0)
    upload_multipart (call, update);
  else if (g_strcmp0 (type, "media") == 0)
    upload_media (call, update);
  else
    call_refuse (call, "Invalid Upload Request");
  return TRUE;
}
