/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ask.h"

#include <string.h>

static const char *const secret_names[] = {
  "access_token",    "client_secret", "fb_exchange_token",
  "input_token",     "code",          "code_verifier",
  "appsecret_proof", "batch",         NULL,
};

/* ---- Parameters ---- */

static gboolean
add_param (Ask *ask, char *name, char *value, const char *where)
{
  if (g_hash_table_contains (ask->params, name))
    {
      ask_violate (ask, "“%s” is given twice", name);
      ask_fail (ask, 100, 0, "(#100) Parameter %s was given more than once", name);
      g_free (name);
      g_free (value);
      return FALSE;
    }
  if (!g_utf8_validate (value, -1, NULL))
    {
      ask_violate (ask, "“%s” in the %s is not UTF-8", name, where);
      ask_fail (ask, 100, 0, "(#100) Param %s must be a valid UTF-8 string", name);
      g_free (name);
      g_free (value);
      return FALSE;
    }
  g_hash_table_insert (ask->params, name, value);
  return TRUE;
}

/* NULL where a percent sign is not followed by two digits, or a byte is 0. */
static char *
decode (const char *text)
{
  GString *decoded = g_string_new (NULL);

  for (const char *at = text; *at != '\0'; at++)
    if (*at == '+')
      g_string_append_c (decoded, ' ');
    else if (*at != '%')
      g_string_append_c (decoded, *at);
    else
      {
        int high = g_ascii_xdigit_value (at[1]), low = high >= 0 ? g_ascii_xdigit_value (at[2]) : -1;

        if (low < 0 || (high == 0 && low == 0))
          {
            g_string_free (decoded, TRUE);
            return NULL;
          }
        g_string_append_c (decoded, high * 16 + low);
        at += 2;
      }
  return g_string_free (decoded, FALSE);
}

gboolean
body_add_query (Ask *ask, const char *query, const char *where)
{
  g_auto(GStrv) pairs = g_strsplit (query != NULL ? query : "", "&", -1);

  for (char **pair = pairs; *pair != NULL; pair++)
    {
      char *equals = strchr (*pair, '=');
      g_autofree char *name = NULL;
      g_autofree char *value = NULL;

      if (**pair == '\0')
        continue;
      if (equals != NULL)
        *equals = '\0';
      name = decode (*pair);
      value = decode (equals != NULL ? equals + 1 : "");
      if (name == NULL || value == NULL)
        {
          ask_violate (ask, "The %s is not percent-encoded as it should be", where);
          return ask_fail (ask, 100, 0, "Invalid parameter");
        }
      if (!add_param (ask, g_steal_pointer (&name), g_steal_pointer (&value), where))
        return FALSE;
    }
  return TRUE;
}

/* ---- Multipart ---- */

typedef struct
{
  char *name;         /* (nullable) */
  char *file_name;    /* (nullable) */
  char *content_type; /* (nullable) */
  gboolean has_extended_name;
} PartHead;

static void
part_head_clear (PartHead *head)
{
  g_free (head->name);
  g_free (head->file_name);
  g_free (head->content_type);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PartHead, part_head_clear)

/* One parameter of Content-Disposition: name="…". Moves *@at behind it; FALSE: cannot be read. */
static gboolean
read_disposition_param (const char **at, PartHead *head)
{
  g_autofree char *name = NULL;
  g_autoptr(GString) value = g_string_new (NULL);
  const char *end = strchr (*at, '=');

  if (end == NULL)
    return FALSE;
  name = g_strstrip (g_strndup (*at, end - *at));
  *at = end + 1;
  if (g_str_equal (name, "filename*"))
    {
      head->has_extended_name = TRUE;
      *at += strcspn (*at, ";");
      return TRUE;
    }
  if (**at != '"')
    return FALSE;
  for ((*at)++; **at != '"'; (*at)++)
    {
      if (**at == '\0')
        return FALSE;
      if (**at == '\\' && ((*at)[1] == '"' || (*at)[1] == '\\'))
        (*at)++;
      g_string_append_c (value, **at);
    }
  (*at)++;
  if (g_str_equal (name, "name") && head->name == NULL)
    head->name = g_strdup (value->str);
  else if (g_str_equal (name, "filename") && head->file_name == NULL)
    head->file_name = g_strdup (value->str);
  else
    return FALSE;
  return TRUE;
}

static gboolean
read_disposition (const char *text, PartHead *head)
{
  if (!g_str_has_prefix (text, "form-data"))
    return FALSE;
  for (text += strlen ("form-data"); *text != '\0';)
    {
      text += strspn (text, " ");
      if (*text == '\0')
        break;
      if (*text != ';')
        return FALSE;
      text += 1 + strspn (text + 1, " ");
      if (!read_disposition_param (&text, head))
        return FALSE;
    }
  return head->name != NULL;
}

/* Returns: (nullable): what is wrong */
static const char *
read_part_head (const char *text, gsize length, PartHead *head)
{
  g_autofree char *copy = g_strndup (text, length);
  g_auto(GStrv) lines = g_strsplit (copy, "\r\n", -1);

  if (strlen (copy) != length)
    return "a part's head has a byte of 0";
  for (char **line = lines; *line != NULL; line++)
    {
      char *colon = strchr (*line, ':');

      if (colon == NULL || strpbrk (*line, "\r\n") != NULL)
        return "a part's head has a line without colon, or one that does not end with CR and LF";
      *colon = '\0';
      if (g_ascii_strcasecmp (*line, "Content-Disposition") == 0 && !read_disposition (g_strstrip (colon + 1), head))
        return "a part's Content-Disposition cannot be read";
      if (g_ascii_strcasecmp (*line, "Content-Type") == 0)
        head->content_type = g_strdup (g_strstrip (colon + 1));
    }
  return head->name != NULL ? NULL : "a part has no name";
}

static const char *
take_part (Ask *ask, PartHead *head, const char *data, gsize length)
{
  if (head->file_name != NULL)
    {
      Part *part = g_new0 (Part, 1);

      *part = (Part){ g_steal_pointer (&head->name), g_steal_pointer (&head->file_name),
                      g_steal_pointer (&head->content_type), g_bytes_new (data, length) };
      g_ptr_array_add (ask->parts, part);
      return NULL;
    }
  /* RFC 7578 forbids filename*: what has nothing else is no file */
  if (head->has_extended_name)
    {
      ask_violate (ask, "Part “%s” has a filename* alone", head->name);
      return NULL;
    }
  if (memchr (data, '\0', length) != NULL)
    return "a part without file name is no text";
  add_param (ask, g_steal_pointer (&head->name), g_strndup (data, length), "body");
  return NULL;
}

/* Returns: (nullable): what is wrong */
static const char *
read_parts (Ask *ask, const char *data, gsize length, const char *boundary)
{
  g_autofree char *first = g_strconcat ("--", boundary, "\r\n", NULL);
  g_autofree char *between = g_strconcat ("\r\n--", boundary, NULL);
  const char *end = data + length, *at = data + strlen (first);

  if (length < strlen (first) || memcmp (data, first, strlen (first)) != 0)
    return "the body does not begin with its boundary";
  while (ask->status == 0)
    {
      g_auto(PartHead) head = { 0 };
      const char *blank = memmem (at, end - at, "\r\n\r\n", 4);
      const char *next, *fault;

      if (blank == NULL)
        return "a part's head has no end";
      fault = read_part_head (at, blank - at, &head);
      if (fault != NULL)
        return fault;
      at = blank + 4;
      next = memmem (at, end - at, between, strlen (between));
      if (next == NULL)
        return "the last boundary is missing";
      fault = take_part (ask, &head, at, next - at);
      if (fault != NULL)
        return fault;
      at = next + strlen (between);
      if (end - at >= 2 && memcmp (at, "--", 2) == 0)
        return at + 2 == end || (at + 4 == end && memcmp (at + 2, "\r\n", 2) == 0)
                 ? NULL
                 : "there is more behind the last boundary";
      if (end - at < 2 || memcmp (at, "\r\n", 2) != 0)
        return "a boundary does not end its line";
      at += 2;
    }
  return NULL;
}

/* ---- Bodies ---- */

static gboolean
refuse_body (Ask *ask, const char *why)
{
  ask_violate (ask, "The body cannot be read: %s", why);
  return ask_fail (ask, 100, 0, "Malformed request body: %s", why);
}

static gboolean
read_json (Ask *ask, GBytes *bytes)
{
  g_autoptr(JsonParser) parser = json_parser_new ();
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  if (!json_parser_load_from_data (parser, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), NULL)
      || json_parser_get_root (parser) == NULL || !JSON_NODE_HOLDS_OBJECT (json_parser_get_root (parser)))
    return refuse_body (ask, "no object of JSON");
  json_object_iter_init (&iter, json_node_get_object (json_parser_get_root (parser)));
  while (json_object_iter_next (&iter, &name, &node))
    {
      char *text =
        json_node_get_value_type (node) == G_TYPE_STRING ? json_node_dup_string (node) : json_to_string (node, FALSE);

      if (!add_param (ask, g_strdup (name), text, "body"))
        return FALSE;
    }
  return TRUE;
}

gboolean
body_read (Ask *ask)
{
  SoupServerMessage *message = ask->call->message;
  g_autoptr(GHashTable) attributes = NULL;
  const char *type =
    soup_message_headers_get_content_type (soup_server_message_get_request_headers (message), &attributes);
  g_autoptr(GBytes) bytes = soup_message_body_flatten (soup_server_message_get_request_body (message));
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  if (!body_add_query (ask, g_uri_get_query (soup_server_message_get_uri (message)), "query"))
    return FALSE;
  if (length == 0)
    return TRUE;
  if (g_str_equal (ask->method, "GET"))
    return refuse_body (ask, "GET has none");
  if (g_strcmp0 (type, "application/x-www-form-urlencoded") == 0)
    {
      g_autofree char *text = g_strndup (data, length);

      if (strlen (text) != length)
        return refuse_body (ask, "a byte of 0");
      return body_add_query (ask, text, "body");
    }
  if (g_strcmp0 (type, "application/json") == 0)
    return read_json (ask, bytes);
  if (g_strcmp0 (type, "multipart/form-data") == 0)
    {
      const char *boundary = g_hash_table_lookup (attributes, "boundary");
      const char *fault = boundary == NULL || *boundary == '\0' || strlen (boundary) > 70
                            ? "multipart without a good boundary"
                            : read_parts (ask, data, length, boundary);

      return fault != NULL ? refuse_body (ask, fault) : ask->status == 0;
    }
  return refuse_body (ask, type != NULL ? type : "without a content type");
}

/* ---- For the journal ---- */

JsonNode *
body_describe (Ask *ask)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  JsonArray *parts = json_array_new ();
  GHashTableIter iter;
  gpointer name, value;

  g_hash_table_iter_init (&iter, ask->params);
  while (g_hash_table_iter_next (&iter, &name, &value))
    json_object_set_string_member (object, name, g_strv_contains (secret_names, name) ? "***" : value);
  for (guint i = 0; i < ask->parts->len; i++)
    {
      const Part *part = g_ptr_array_index (ask->parts, i);
      JsonObject *entry = json_object_new ();
      g_autofree char *hash = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, part->bytes);

      json_object_set_string_member (entry, "name", part->name);
      json_object_set_string_member (entry, "fileName", part->file_name);
      json_object_set_string_member (entry, "contentType", part->content_type != NULL ? part->content_type : "");
      json_object_set_int_member (entry, "bytes", g_bytes_get_size (part->bytes));
      json_object_set_string_member (entry, "sha256", hash);
      json_array_add_object_element (parts, entry);
    }
  json_object_set_array_member (object, "parts", parts);
  json_node_take_object (node, object);
  return node;
}
