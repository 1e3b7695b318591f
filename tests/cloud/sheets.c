/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sheets.h"

#include <string.h>

#include "quota.h"

/* POST also reads: what looks something up by a filter. */
static gboolean
is_write (Call *call, const char *verb)
{
  return g_str_equal (call->method, "PUT")
         || (g_str_equal (call->method, "POST") && strstr (verb, "GetByDataFilter") == NULL
             && strstr (verb, "getByDataFilter") == NULL && strstr (verb, "search") == NULL);
}

/* "SID:batchUpdate" to both parts; what is before is percent-decoded, a colon within it comes encoded. */
static char *
take_verb (const char *segment, char **verb)
{
  const char *colon = strrchr (segment, ':');
  g_autofree char *before = colon != NULL ? g_strndup (segment, colon - segment) : g_strdup (segment);

  *verb = g_strdup (colon != NULL ? colon + 1 : "");
  return g_uri_unescape_string (before, NULL);
}

/* A range may hold a colon that a client has not encoded: only known verbs count. */
static char *
take_range (const char *segment, char **verb)
{
  static const char *const verbs[] = { ":append", ":clear" };

  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
    if (g_str_has_suffix (segment, verbs[i]))
      {
        g_autofree char *before = g_strndup (segment, strlen (segment) - strlen (verbs[i]));

        *verb = g_strdup (verbs[i] + 1);
        return g_uri_unescape_string (before, NULL);
      }
  *verb = g_strdup ("");
  return g_uri_unescape_string (segment, NULL);
}

static gboolean
handle_range (Call *call, Book *book, const char *range, const char *verb)
{
  if (range == NULL)
    return call_refuse (call, "Unable to parse range");
  if (g_str_equal (call->method, "GET") && *verb == '\0')
    values_get (call, book, range);
  else if (g_str_equal (call->method, "PUT") && *verb == '\0')
    values_update (call, book, range);
  else if (g_str_equal (call->method, "POST") && g_str_equal (verb, "append"))
    values_append (call, book, range);
  else if (g_str_equal (call->method, "POST") && g_str_equal (verb, "clear"))
    values_clear (call, book, range);
  else
    return FALSE;
  return TRUE;
}

typedef struct
{
  const char *method;
  const char *path; /* after the id: "values", "developerMetadata", "" */
  const char *verb;
  void (*handle) (Call *call, Book *book);
} Method;

static const Method methods[] = {
  { "GET", "", "", structure_get },
  { "POST", "", "batchUpdate", batch_update },
  { "GET", "values", "batchGet", values_batch_get },
  { "POST", "values", "batchGetByDataFilter", values_batch_get_by_filter },
  { "POST", "values", "batchUpdate", values_batch_update },
  { "POST", "values", "batchUpdateByDataFilter", values_batch_update_by_filter },
  { "POST", "values", "batchClear", values_batch_clear },
  { "POST", "developerMetadata", "search", metadata_search },
};

static gboolean
fail_unknown (Call *call)
{
  call_answer_text (call, 404, "text/html; charset=UTF-8", "<!DOCTYPE html><title>Error 404 (Not Found)!!1</title>");
  return TRUE;
}

/* What stands after the id: "values:batchGet" is the resource "values" and the verb "batchGet". */
typedef struct
{
  char *id; /* (nullable) */
  char *resource;
  char *verb;
  char *item; /* (nullable): a range or an id within the resource */
} Address;

static void
address_clear (Address *address)
{
  g_free (address->id);
  g_free (address->resource);
  g_free (address->verb);
  g_free (address->item);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Address, address_clear)

static void
read_address (Call *call, guint n, Address *address)
{
  if (n == 3)
    address->id = take_verb (call->path[2], &address->verb);
  else if (n > 3)
    address->id = g_uri_unescape_string (call->path[2], NULL);
  if (n == 4)
    address->resource = take_verb (call->path[3], &address->verb);
  if (n == 5)
    {
      address->resource = g_strdup (call->path[3]);
      address->item = take_range (call->path[4], &address->verb);
    }
  if (address->resource == NULL)
    address->resource = g_strdup ("");
  if (address->verb == NULL)
    address->verb = g_strdup ("");
}

static gboolean
handle_book (Call *call, Book *book, const Address *address)
{
  for (guint i = 0; address->item == NULL && i < G_N_ELEMENTS (methods); i++)
    if (g_str_equal (methods[i].method, call->method) && g_str_equal (methods[i].path, address->resource)
        && g_str_equal (methods[i].verb, address->verb))
      {
        methods[i].handle (call, book);
        return TRUE;
      }
  if (address->item != NULL && g_str_equal (address->resource, "values"))
    return handle_range (call, book, address->item, address->verb);
  if (address->item != NULL && g_str_equal (address->resource, "developerMetadata")
      && g_str_equal (call->method, "GET"))
    {
      metadata_get (call, book, address->item);
      return TRUE;
    }
  return FALSE;
}

gboolean
sheets_handle (Call *call)
{
  guint n = g_strv_length (call->path);
  g_auto(Address) address = { 0 };
  Book *book;
  gboolean writes;

  if (n < 2 || n > 5 || !g_str_equal (call->path[0], "v4") || !g_str_equal (call->path[1], "spreadsheets"))
    return FALSE;
  call->service = CALL_SERVICE_SHEETS;
  read_address (call, n, &address);
  writes = is_write (call, address.verb);
  if (writes ? !call_check_scope (call, "spreadsheets", "drive.file", "drive", NULL)
             : !call_check_scope (call, "spreadsheets", "spreadsheets.readonly", "drive.file", "drive",
                                  "drive.readonly", NULL))
    return TRUE;
  if (!quota_take (call->cloud->quota, call, writes))
    return TRUE;
  if (address.id == NULL)
    {
      if (!g_str_equal (call->method, "POST"))
        return fail_unknown (call);
      structure_create (call);
      return TRUE;
    }
  book = book_for_call (call, address.id, writes);
  if (book != NULL && !handle_book (call, book, &address) && call->status == 0)
    fail_unknown (call);
  return TRUE;
}
