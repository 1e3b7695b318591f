/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "drive.h"

#include <string.h>

#include "identity.h"

/* q= of files.list, read anew for each file: what it does not know it refuses, as answering with all files would hide
 * it. */
typedef struct
{
  const char *at;
  Call *call;
  DriveFile *file; /* (nullable): only check */
  gboolean is_wrong;
} Query;

static gboolean read_or (Query *query);

static void
skip_blanks (Query *query)
{
  while (g_ascii_isspace (*query->at))
    query->at++;
}

static gboolean
take (Query *query, const char *token)
{
  gsize length = strlen (token);

  skip_blanks (query);
  if (strncmp (query->at, token, length) != 0)
    return FALSE;
  if (g_ascii_isalpha (token[0]) && (g_ascii_isalnum (query->at[length]) || query->at[length] == '_'))
    return FALSE;
  query->at += length;
  return TRUE;
}

static gboolean
fail (Query *query)
{
  query->is_wrong = TRUE;
  return FALSE;
}

/* '…' with \' and \\. Returns: (transfer full): "" where it cannot be read */
static char *
read_text (Query *query)
{
  GString *text = g_string_new (NULL);

  skip_blanks (query);
  if (*query->at != '\'')
    {
      fail (query);
      return g_string_free (text, FALSE);
    }
  for (query->at++; *query->at != '\0' && *query->at != '\''; query->at++)
    {
      if (*query->at == '\\')
        query->at++;
      if (*query->at == '\0')
        break;
      g_string_append_c (text, *query->at);
    }
  if (*query->at == '\'')
    query->at++;
  else
    fail (query);
  return g_string_free (text, FALSE);
}

/* Words are compared by their beginnings. */
static gboolean
contains (const char *name, const char *part)
{
  g_autofree char *folded = g_utf8_casefold (name, -1);
  g_autofree char *wanted = g_utf8_casefold (part, -1);
  const char *hit = folded;

  while ((hit = strstr (hit, wanted)) != NULL)
    {
      if (hit == folded || !g_ascii_isalnum (hit[-1]))
        return TRUE;
      hit++;
    }
  return FALSE;
}

static gboolean
read_comparison (Query *query, const char *value, gboolean may_contain)
{
  g_autofree char *text = NULL;
  gboolean is_contained = may_contain && take (query, "contains");
  gboolean is_not = !is_contained && take (query, "!=");

  if (!is_contained && !is_not && !take (query, "="))
    return fail (query);
  text = read_text (query);
  if (is_contained)
    return contains (value, text);
  return g_str_equal (value, text) != is_not;
}

static gboolean
read_boolean (Query *query, gboolean value)
{
  gboolean is_not = take (query, "!=");

  if (!is_not && !take (query, "="))
    return fail (query);
  if (take (query, "true"))
    return value != is_not;
  if (take (query, "false"))
    return value == is_not;
  return fail (query);
}

static gboolean
read_time (Query *query, gint64 value_ms)
{
  static const char *const operators[] = { "<=", ">=", "!=", "<", ">", "=" };
  g_autoptr(GDateTime) time = NULL;
  g_autoptr(GTimeZone) utc = g_time_zone_new_utc ();
  g_autofree char *text = NULL;
  gint64 ms;
  guint i;

  for (i = 0; i < G_N_ELEMENTS (operators) && !take (query, operators[i]); i++)
    ;
  text = read_text (query);
  time = g_date_time_new_from_iso8601 (text, utc);
  if (i == G_N_ELEMENTS (operators) || time == NULL)
    return fail (query);
  ms = g_date_time_to_unix (time) * 1000;
  switch (i)
    {
    case 0:
      return value_ms <= ms;
    case 1:
      return value_ms >= ms;
    case 2:
      return value_ms != ms;
    case 3:
      return value_ms < ms;
    case 4:
      return value_ms > ms;
    default:
      return value_ms == ms;
    }
}

/* has { key='a' and value='b' } */
static gboolean
read_property (Query *query)
{
  g_autofree char *key = NULL, *value = NULL;
  const char *there;

  if (!take (query, "has") || !take (query, "{") || !take (query, "key") || !take (query, "="))
    return fail (query);
  key = read_text (query);
  if (!take (query, "and") || !take (query, "value") || !take (query, "="))
    return fail (query);
  value = read_text (query);
  if (!take (query, "}"))
    return fail (query);
  there = query->file != NULL ? call_get_text (query->file->app_properties, key) : NULL;
  return g_strcmp0 (there, value) == 0;
}

static gboolean
read_member (Query *query)
{
  g_autofree char *text = read_text (query);
  const DriveFile *file = query->file;

  if (!take (query, "in"))
    return fail (query);
  if (take (query, "parents"))
    return file != NULL
           && (g_str_equal (text, "root") ? file->parent == NULL && file->drive == NULL
                                          : g_strcmp0 (file->parent, text) == 0);
  if (take (query, "owners"))
    return file != NULL && g_strcmp0 (file->owner, g_str_equal (text, "me") ? query->call->person->email : text) == 0;
  if (take (query, "writers"))
    return file != NULL && drive_file_can_write (query->call->cloud->drive, file, text);
  return fail (query);
}

static gboolean
read_term (Query *query)
{
  const DriveFile *file = query->file;

  skip_blanks (query);
  if (*query->at == '\'')
    return read_member (query);
  if (take (query, "name"))
    return read_comparison (query, file != NULL ? file->name : "", TRUE);
  if (take (query, "mimeType"))
    return read_comparison (query, file != NULL ? file->mime_type : "", TRUE);
  if (take (query, "trashed"))
    return read_boolean (query, file != NULL && drive_is_in_trash (query->call->cloud->drive, file));
  if (take (query, "sharedWithMe"))
    return read_boolean (query, file != NULL && g_strcmp0 (file->owner, query->call->person->email) != 0);
  if (take (query, "modifiedTime"))
    return read_time (query, file != NULL ? file->modified_ms : 0);
  if (take (query, "createdTime"))
    return read_time (query, file != NULL ? file->created_ms : 0);
  if (take (query, "appProperties"))
    return read_property (query);
  return fail (query);
}

static gboolean
read_not (Query *query)
{
  gboolean result;

  if (take (query, "not"))
    return !read_not (query);
  if (!take (query, "("))
    return read_term (query);
  result = read_or (query);
  if (!take (query, ")"))
    fail (query);
  return result;
}

static gboolean
read_and (Query *query)
{
  gboolean result = read_not (query);

  while (!query->is_wrong && take (query, "and"))
    result &= read_not (query);
  return result;
}

static gboolean
read_or (Query *query)
{
  gboolean result = read_and (query);

  while (!query->is_wrong && take (query, "or"))
    result |= read_and (query);
  return result;
}

gboolean
drive_query_matches (Call *call, const char *q, DriveFile *file)
{
  Query query = { q, call, file, FALSE };

  return read_or (&query) && !query.is_wrong;
}

gboolean
drive_query_check (Call *call, const char *q)
{
  Query query = { q, call, NULL, FALSE };

  read_or (&query);
  skip_blanks (&query);
  return (!query.is_wrong && *query.at == '\0') || call_refuse (call, "Invalid Value");
}
