/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "control.h"

#include "book.h"
#include "colleague.h"
#include "drive.h"
#include "faults.h"
#include "graph/graph.h"
#include "identity.h"
#include "quota.h"

static const char *
get_text (JsonObject *object, const char *name, const char *otherwise)
{
  return json_object_get_string_member_with_default (object, name, otherwise);
}

static JsonArray *
get_array (JsonObject *object, const char *name)
{
  return json_object_has_member (object, name) ? json_object_get_array_member (object, name) : NULL;
}

/* ---- What can be set up ---- */

static void
type_rows (Book *book, Tab *tab, JsonArray *rows)
{
  for (guint i = 0; rows != NULL && i < json_array_get_length (rows); i++)
    {
      JsonArray *row = json_array_get_array_element (rows, i);

      for (guint j = 0; j < json_array_get_length (row); j++)
        {
          JsonNode *node = json_array_get_element (row, j);
          JsonObject *format = NULL;
          Cell *cell;

          if (JSON_NODE_HOLDS_NULL (node))
            continue;
          cell = tab_edit_cell (tab, i, j);
          if (json_node_get_value_type (node) == G_TYPE_STRING)
            value_from_typed (&cell->value, json_node_get_string (node), book->locale, &format);
          else
            value_from_json (&cell->value, node);
          cell->format = format;
        }
    }
}

static const char *
add_sheet (Cloud *cloud, JsonObject *given)
{
  const char *owner = get_text (given, "owner", "ventas@ejemplo.mx");
  JsonArray *rows = get_array (given, "rows"), *writers = get_array (given, "writers");
  guint n_rows = rows != NULL ? json_array_get_length (rows) : 0;
  DriveFile *file;
  Book *book;
  Tab *tab;

  identity_add_person (cloud->identity, owner, owner);
  file = drive_add (cloud, get_text (given, "id", NULL), get_text (given, "title", "Autos"), DRIVE_MIME_SHEET, owner);
  book = book_new (file, get_text (given, "locale", "es_MX"), get_text (given, "time_zone", "America/Mexico_City"));
  tab = book_add_tab (book, 0, get_text (given, "tab", "INVENTARIO"), MAX (1000, n_rows + 100), 26);
  tab->frozen_rows = 1;
  type_rows (book, tab, rows);
  for (guint i = 0; writers != NULL && i < json_array_get_length (writers); i++)
    {
      const char *email = json_array_get_string_element (writers, i);

      identity_add_person (cloud->identity, email, email);
      g_ptr_array_add (file->writers, g_strdup (email));
    }
  g_hash_table_insert (cloud->books, file->id, book);
  return file->id;
}

static void
set_quirks (Cloud *cloud, JsonObject *given)
{
  cloud->quirks.tags_follow_sort =
    json_object_get_boolean_member_with_default (given, "tags_follow_sort", cloud->quirks.tags_follow_sort);
  cloud->quirks.strict_dropdowns_refuse = json_object_get_boolean_member_with_default (
    given, "strict_dropdowns_refuse", cloud->quirks.strict_dropdowns_refuse);
  cloud->quirks.list_lag_ms = json_object_get_int_member_with_default (given, "list_lag_ms", cloud->quirks.list_lag_ms);
  cloud->quirks.changes_repeat =
    json_object_get_boolean_member_with_default (given, "changes_repeat", cloud->quirks.changes_repeat);
  cloud->quirks.sharing_forbidden =
    json_object_get_boolean_member_with_default (given, "sharing_forbidden", cloud->quirks.sharing_forbidden);
  cloud->quirks.endless_pages =
    json_object_get_int_member_with_default (given, "endless_pages", cloud->quirks.endless_pages);
  cloud->quirks.short_chunks =
    json_object_get_int_member_with_default (given, "short_chunks", cloud->quirks.short_chunks);
  cloud->quirks.page_size = json_object_get_int_member_with_default (given, "page_size", cloud->quirks.page_size);
  cloud->quirks.version_lag_ms =
    json_object_get_int_member_with_default (given, "version_lag_ms", cloud->quirks.version_lag_ms);
}

static void
set_identity (Cloud *cloud, JsonObject *given)
{
  Identity *identity = cloud->identity;
  const char *revoked = get_text (given, "revoke", NULL);

  identity->is_in_testing = json_object_get_boolean_member_with_default (given, "testing", identity->is_in_testing);
  identity->token_life_s = json_object_get_int_member_with_default (given, "token_life_s", identity->token_life_s);
  identity->max_grants = json_object_get_int_member_with_default (given, "max_grants", identity->max_grants);
  if (json_object_get_boolean_member_with_default (given, "expire", FALSE))
    identity_expire_tokens (identity, cloud_now_s (cloud));
  for (guint i = 0; revoked != NULL && i < identity->grants->len; i++)
    {
      Grant *grant = g_ptr_array_index (identity->grants, i);

      if (g_str_equal (grant->person->email, revoked))
        identity_revoke (identity, grant);
    }
}

static void
set_quota (Cloud *cloud, JsonObject *given)
{
  quota_set_limits (cloud->quota, json_object_get_int_member_with_default (given, "reads", 60),
                    json_object_get_int_member_with_default (given, "writes", 60));
}

static gboolean
add_faults (Cloud *cloud, JsonObject *given, GError **error)
{
  JsonArray *list = get_array (given, "faults");

  if (list == NULL)
    return faults_add (cloud->faults, given, error);
  for (guint i = 0; i < json_array_get_length (list); i++)
    if (!faults_add (cloud->faults, json_array_get_object_element (list, i), error))
      return FALSE;
  return TRUE;
}

gboolean
control_apply_scenario (Cloud *cloud, JsonObject *scenario, GError **error)
{
  JsonArray *people = get_array (scenario, "people"), *sheets = get_array (scenario, "sheets");

  for (guint i = 0; people != NULL && i < json_array_get_length (people); i++)
    {
      JsonObject *person = json_array_get_object_element (people, i);

      identity_add_person (cloud->identity, get_text (person, "email", ""), get_text (person, "name", ""));
    }
  for (guint i = 0; sheets != NULL && i < json_array_get_length (sheets); i++)
    add_sheet (cloud, json_array_get_object_element (sheets, i));
  if (json_object_has_member (scenario, "quirks"))
    set_quirks (cloud, json_object_get_object_member (scenario, "quirks"));
  if (json_object_has_member (scenario, "quota"))
    set_quota (cloud, json_object_get_object_member (scenario, "quota"));
  if (json_object_has_member (scenario, "identity"))
    set_identity (cloud, json_object_get_object_member (scenario, "identity"));
  cloud_touch (cloud);
  if (json_object_has_member (scenario, "facebook")
      && !graph_apply_scenario (cloud->graph, json_object_get_object_member (scenario, "facebook"), error))
    return FALSE;
  return !json_object_has_member (scenario, "faults") || add_faults (cloud, scenario, error);
}

/* ---- The addresses ---- */

static JsonObject *
read_object (Call *call)
{
  g_autoptr(GBytes) bytes = soup_message_body_flatten (soup_server_message_get_request_body (call->message));
  g_autoptr(JsonParser) parser = json_parser_new ();

  if (!json_parser_load_from_data (parser, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), NULL)
      || json_parser_get_root (parser) == NULL || !JSON_NODE_HOLDS_OBJECT (json_parser_get_root (parser)))
    return NULL;
  call->body = json_parser_steal_root (parser);
  return json_node_get_object (call->body);
}

static void
set_clock (Cloud *cloud, JsonObject *given)
{
  if (json_object_has_member (given, "set_s"))
    cloud->clock_offset_s += json_object_get_int_member (given, "set_s") - cloud_now_s (cloud);
  cloud->clock_offset_s += json_object_get_int_member_with_default (given, "add_s", 0);
}

static void
answer_id (Call *call, const char *id)
{
  JsonObject *answer = json_object_new ();

  json_object_set_string_member (answer, "id", id);
  call_answer_object (call, answer);
}

static void
handle_post (Call *call, const char *what, JsonObject *given)
{
  Cloud *cloud = call->cloud;
  g_autoptr(GError) error = NULL;

  if (g_str_equal (what, "faults") && !add_faults (cloud, given, &error))
    call_refuse (call, "%s", error->message);
  else if (g_str_equal (what, "act"))
    colleague_act (call, given);
  else if (g_str_equal (what, "people"))
    identity_add_person (cloud->identity, get_text (given, "email", ""), get_text (given, "name", ""));
  else if (g_str_equal (what, "sheet"))
    answer_id (call, add_sheet (cloud, given));
  else if (g_str_equal (what, "drive"))
    {
      const char *id = NULL;

      if (drive_act (call, given, &id) && id != NULL)
        answer_id (call, id);
    }
  else if (g_str_equal (what, "file-grant"))
    {
      Person *person = identity_find_person (cloud->identity, get_text (given, "email", ""));

      if (person == NULL)
        call_refuse (call, "No such person");
      else
        identity_grant_file (cloud->identity, person, get_text (given, "file", ""));
    }
  else if (g_str_equal (what, "clock"))
    set_clock (cloud, given);
  else if (g_str_equal (what, "quirks"))
    set_quirks (cloud, given);
  else if (g_str_equal (what, "quota"))
    set_quota (cloud, given);
  else if (g_str_equal (what, "identity"))
    set_identity (cloud, given);
  else if (!g_str_equal (what, "faults"))
    call_refuse (call, "There is no /control/%s", what);
  cloud_touch (cloud);
  if (call->status == 0)
    call_answer_object (call, json_object_new ());
}

static void
handle_get (Call *call, const char *what, const char *id)
{
  Book *book = id != NULL ? g_hash_table_lookup (call->cloud->books, id) : NULL;

  if (g_str_equal (what, "sheet") && book != NULL)
    call_answer (call, book_to_json (book));
  else if (g_str_equal (what, "drive"))
    drive_tell_all (call);
  else if (g_str_equal (what, "state"))
    {
      JsonObject *answer = json_object_new ();

      json_object_set_int_member (answer, "clockOffset", call->cloud->clock_offset_s);
      json_object_set_int_member (answer, "calls", call->cloud->n_calls);
      json_object_set_int_member (answer, "peakReads", quota_get_peak (call->cloud->quota, FALSE));
      json_object_set_int_member (answer, "peakWrites", quota_get_peak (call->cloud->quota, TRUE));
      call_answer_object (call, answer);
    }
  else
    call_refuse (call, "There is no /control/%s", what);
}

gboolean
control_handle (Call *call)
{
  guint n = g_strv_length (call->path);
  JsonObject *given;

  if (n < 2 || !g_str_equal (call->path[0], "control"))
    return FALSE;
  if (g_str_equal (call->path[1], "facebook"))
    graph_control (call, g_str_equal (call->method, "POST") ? read_object (call) : NULL);
  else if (g_str_equal (call->method, "GET"))
    handle_get (call, call->path[1], call->path[2]);
  else if (g_str_equal (call->method, "DELETE") && g_str_equal (call->path[1], "faults"))
    {
      faults_clear (call->cloud->faults);
      call_answer_object (call, json_object_new ());
    }
  else if (!g_str_equal (call->method, "POST") || (given = read_object (call)) == NULL)
    call_refuse (call, "An object of JSON is to be posted");
  else
    handle_post (call, call->path[1], given);
  return TRUE;
}
