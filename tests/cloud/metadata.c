/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sheets.h"

#include <string.h>

#include "identity.h"

/* Storage for keys and values, in characters: for the spreadsheet, and for each of its tabs. */
#define STORAGE_CHARS 30000
/* 20,000 were seen to be taken and 100,000 to be refused. */
#define MAX_VALUE_CHARS 50000

typedef enum
{
  AT_SPREADSHEET,
  AT_SHEET,
  AT_ROW,
  AT_COLUMN,
} Where;

static const char *const where_names[] = { "SPREADSHEET", "SHEET", "ROW", "COLUMN" };

/* A tag with the place where it hangs now. */
typedef struct
{
  Tag *tag;
  GPtrArray *holder;
  Where where;
  Tab *tab;     /* (nullable): of AT_SPREADSHEET */
  gint64 index; /* of the row or column */
} Found;

static void
add_tags (GArray *found, GPtrArray *tags, Where where, Tab *tab, gint64 index)
{
  for (guint i = 0; i < tags->len; i++)
    {
      Found entry = { g_ptr_array_index (tags, i), tags, where, tab, index };

      g_array_append_val (found, entry);
    }
}

/* (element-type Found): every tag of the file */
static GArray *
collect (Book *book)
{
  GArray *found = g_array_new (FALSE, FALSE, sizeof (Found));

  add_tags (found, book->tags, AT_SPREADSHEET, NULL, 0);
  for (guint i = 0; i < book->tabs->len; i++)
    {
      Tab *tab = g_ptr_array_index (book->tabs, i);

      add_tags (found, tab->tags, AT_SHEET, tab, 0);
      for (guint j = 0; j < tab->rows->len; j++)
        add_tags (found, ((Line *) g_ptr_array_index (tab->rows, j))->tags, AT_ROW, tab, j);
      for (guint j = 0; j < tab->columns->len; j++)
        add_tags (found, ((Line *) g_ptr_array_index (tab->columns, j))->tags, AT_COLUMN, tab, j);
    }
  return found;
}

/* ---- Lookups ---- */

static gboolean
is_at (const Found *found, JsonObject *location, gboolean intersects)
{
  JsonObject *range = json_object_has_member (location, "dimensionRange")
                        ? json_object_get_object_member (location, "dimensionRange")
                        : NULL;

  if (json_object_get_boolean_member_with_default (location, "spreadsheet", FALSE))
    return intersects || found->where == AT_SPREADSHEET;
  if (range == NULL)
    return found->tab != NULL && found->tab->id == json_object_get_int_member_with_default (location, "sheetId", 0)
           && (intersects || found->where == AT_SHEET);
  return found->tab != NULL && found->tab->id == json_object_get_int_member_with_default (range, "sheetId", 0)
         && found->where == (g_strcmp0 (call_get_text (range, "dimension"), "COLUMNS") == 0 ? AT_COLUMN : AT_ROW)
         && found->index >= json_object_get_int_member_with_default (range, "startIndex", 0)
         && found->index < json_object_get_int_member_with_default (range, "endIndex", G_MAXINT);
}

/* PROJECT tags are seen by their own project only, which is the one that all callers here belong to. */
static gboolean
matches (const Found *found, JsonObject *lookup)
{
  const char *key = call_get_text (lookup, "metadataKey"), *value = call_get_text (lookup, "metadataValue");
  const char *visibility = call_get_text (lookup, "visibility"), *where = call_get_text (lookup, "locationType");

  if (json_object_has_member (lookup, "metadataId")
      && json_object_get_int_member (lookup, "metadataId") != found->tag->id)
    return FALSE;
  if (key != NULL && !g_str_equal (key, found->tag->key))
    return FALSE;
  if (value != NULL && g_strcmp0 (value, found->tag->value) != 0)
    return FALSE;
  if (visibility != NULL && g_str_equal (visibility, "DOCUMENT") != found->tag->is_shared)
    return FALSE;
  if (where != NULL && !g_str_equal (where, where_names[found->where]))
    return FALSE;
  return !json_object_has_member (lookup, "metadataLocation")
         || is_at (found, json_object_get_object_member (lookup, "metadataLocation"),
                   g_strcmp0 (call_get_text (lookup, "locationMatchingStrategy"), "INTERSECTING_LOCATION") == 0);
}

static gboolean
check_filter (Call *call, JsonObject *filter)
{
  guint n = json_object_has_member (filter, "developerMetadataLookup") + json_object_has_member (filter, "a1Range")
            + json_object_has_member (filter, "gridRange");

  return n == 1 || call_refuse (call, "Invalid dataFilter: exactly one of developerMetadataLookup, a1Range, gridRange");
}

/* (element-type Found) (nullable): what a filter's lookup means; NULL: refused */
static GArray *
look_up (Call *call, Book *book, JsonObject *filter)
{
  g_autoptr(GArray) found = NULL;
  JsonObject *lookup;

  if (!check_filter (call, filter))
    return NULL;
  if (!json_object_has_member (filter, "developerMetadataLookup"))
    {
      call_refuse (call, "Only developerMetadataLookup is understood here");
      return NULL;
    }
  lookup = json_object_get_object_member (filter, "developerMetadataLookup");
  found = collect (book);
  for (guint i = found->len; i-- > 0;)
    if (!matches (&g_array_index (found, Found, i), lookup))
      g_array_remove_index (found, i);
  return g_steal_pointer (&found);
}

static Place
find_place (const Found *found)
{
  Tab *tab = found->tab;

  if (found->where == AT_ROW)
    return (Place){ tab, { found->index, found->index + 1, 0, tab->columns->len } };
  if (found->where == AT_COLUMN)
    return (Place){ tab, { 0, tab->rows->len, found->index, found->index + 1 } };
  return (Place){ tab, { 0, tab->rows->len, 0, tab->columns->len } };
}

GArray *
metadata_locate (Call *call, Book *book, JsonObject *filter)
{
  g_autoptr(GArray) places = g_array_new (FALSE, FALSE, sizeof (Place));
  g_autoptr(GArray) found = NULL;
  Place place;

  if (!check_filter (call, filter))
    return NULL;
  if (json_object_has_member (filter, "a1Range"))
    {
      if (!book_locate (call, book, json_object_get_string_member (filter, "a1Range"), &place))
        return NULL;
      g_array_append_val (places, place);
      return g_steal_pointer (&places);
    }
  if (json_object_has_member (filter, "gridRange"))
    {
      if (!sheets_read_area (call, book, json_object_get_object_member (filter, "gridRange"), "dataFilter", 0,
                             &place.tab, &place.area))
        return NULL;
      g_array_append_val (places, place);
      return g_steal_pointer (&places);
    }
  found = look_up (call, book, filter);
  for (guint i = 0; found != NULL && i < found->len; i++)
    if (g_array_index (found, Found, i).tab != NULL)
      {
        place = find_place (&g_array_index (found, Found, i));
        g_array_append_val (places, place);
      }
  return found != NULL ? g_steal_pointer (&places) : NULL;
}

/* ---- Answers ---- */

static JsonObject *
describe (const Found *found)
{
  JsonObject *object = json_object_new ();
  JsonObject *location = json_object_new ();

  json_object_set_int_member (object, "metadataId", found->tag->id);
  json_object_set_string_member (object, "metadataKey", found->tag->key);
  if (found->tag->value != NULL)
    json_object_set_string_member (object, "metadataValue", found->tag->value);
  json_object_set_string_member (location, "locationType", where_names[found->where]);
  if (found->where == AT_SPREADSHEET)
    json_object_set_boolean_member (location, "spreadsheet", TRUE);
  else if (found->where == AT_SHEET)
    json_object_set_int_member (location, "sheetId", found->tab->id);
  else
    {
      JsonObject *range = json_object_new ();

      json_object_set_int_member (range, "sheetId", found->tab->id);
      json_object_set_string_member (range, "dimension", found->where == AT_ROW ? "ROWS" : "COLUMNS");
      json_object_set_int_member (range, "startIndex", found->index);
      json_object_set_int_member (range, "endIndex", found->index + 1);
      json_object_set_object_member (location, "dimensionRange", range);
    }
  json_object_set_object_member (object, "location", location);
  json_object_set_string_member (object, "visibility", found->tag->is_shared ? "DOCUMENT" : "PROJECT");
  return object;
}

void
metadata_get (Call *call, Book *book, const char *id)
{
  g_autoptr(GArray) found = collect (book);

  for (guint i = 0; i < found->len; i++)
    {
      g_autofree char *text = g_strdup_printf ("%d", g_array_index (found, Found, i).tag->id);

      if (g_str_equal (text, id))
        {
          call_answer_object (call, describe (&g_array_index (found, Found, i)));
          return;
        }
    }
  call_not_found (call, id);
}

void
metadata_search (Call *call, Book *book)
{
  JsonObject *answer;
  JsonArray *filters, *matched;
  g_autoptr(GHashTable) seen = g_hash_table_new (NULL, NULL);

  if (!call_read_body (call, "SearchMetadata"))
    return;
  filters = json_object_has_member (call_get_object (call), "dataFilters")
              ? json_object_get_array_member (call_get_object (call), "dataFilters")
              : NULL;
  matched = json_array_new ();
  for (guint i = 0; filters != NULL && i < json_array_get_length (filters); i++)
    {
      JsonObject *filter = json_array_get_object_element (filters, i);
      g_autoptr(GArray) found = look_up (call, book, filter);

      if (found == NULL)
        {
          json_array_unref (matched);
          return;
        }
      for (guint j = 0; j < found->len; j++)
        {
          const Found *entry = &g_array_index (found, Found, j);
          JsonObject *object;
          JsonArray *given;

          if (!g_hash_table_add (seen, entry->tag))
            continue;
          object = json_object_new ();
          given = json_array_new ();
          json_object_set_object_member (object, "developerMetadata", describe (entry));
          json_array_add_object_element (given, json_object_ref (filter));
          json_object_set_array_member (object, "dataFilters", given);
          json_array_add_object_element (matched, object);
        }
    }
  answer = json_object_new ();
  if (json_array_get_length (matched) > 0)
    json_object_set_array_member (answer, "matchedDeveloperMetadata", matched);
  else
    json_array_unref (matched);
  call_answer_object (call, answer);
}

/* ---- Making, changing, deleting ---- */

static gboolean
read_location (Call *call, Book *book, JsonObject *location, guint index, Found *found)
{
  static const char *const name = "createDeveloperMetadata";
  JsonObject *range;

  if (location == NULL)
    return call_refuse (call, "Invalid requests[%u].%s: a location is required", index, name);
  if (json_object_get_boolean_member_with_default (location, "spreadsheet", FALSE))
    {
      *found = (Found){ NULL, book->tags, AT_SPREADSHEET, NULL, 0 };
      return TRUE;
    }
  range = json_object_has_member (location, "dimensionRange")
            ? json_object_get_object_member (location, "dimensionRange")
            : NULL;
  found->tab =
    book_find_tab (book, json_object_get_int_member_with_default (range != NULL ? range : location, "sheetId", 0));
  if (found->tab == NULL)
    return call_refuse (call, "Invalid requests[%u].%s: No grid with that id", index, name);
  if (range == NULL)
    {
      found->holder = found->tab->tags;
      found->where = AT_SHEET;
    }
  else
    {
      gboolean is_columns = g_strcmp0 (call_get_text (range, "dimension"), "COLUMNS") == 0;
      GPtrArray *lines = is_columns ? found->tab->columns : found->tab->rows;
      gint64 start = json_object_get_int_member_with_default (range, "startIndex", 0);

      if (json_object_get_int_member_with_default (range, "endIndex", -1) != start + 1)
        return call_refuse (call, "Invalid requests[%u].%s: the range must be exactly one row or column", index, name);
      if (start < 0 || start >= lines->len)
        return call_refuse (call, "Invalid requests[%u].%s: range exceeds grid limits", index, name);
      found->holder = ((Line *) g_ptr_array_index (lines, start))->tags;
      found->where = is_columns ? AT_COLUMN : AT_ROW;
      found->index = start;
    }
  return TRUE;
}

static gsize
count_storage (GArray *all, Tab *tab)
{
  gsize chars = 0;

  for (guint i = 0; i < all->len; i++)
    {
      const Found *found = &g_array_index (all, Found, i);

      if (found->tab == tab)
        chars +=
          g_utf8_strlen (found->tag->key, -1) + (found->tag->value != NULL ? g_utf8_strlen (found->tag->value, -1) : 0);
    }
  return chars;
}

gboolean
metadata_create (Call *call, Book *book, JsonObject *body, guint index, JsonObject *reply)
{
  JsonObject *metadata = json_object_get_object_member (body, "developerMetadata");
  const char *key = call_get_text (metadata, "metadataKey"), *value = call_get_text (metadata, "metadataValue");
  const char *visibility = call_get_text (metadata, "visibility");
  gint64 id = json_object_get_int_member_with_default (metadata, "metadataId", 0);
  g_autoptr(GArray) all = collect (book);
  JsonObject *answer;
  Found found = { 0 };

  if (key == NULL || *key == '\0' || visibility == NULL)
    return call_refuse (call, "Invalid requests[%u].createDeveloperMetadata: key and visibility are required", index);
  if (!read_location (
        call, book,
        json_object_has_member (metadata, "location") ? json_object_get_object_member (metadata, "location") : NULL,
        index, &found))
    return FALSE;
  if (id < 0 || id > G_MAXINT32)
    return call_refuse (call, "Invalid requests[%u].createDeveloperMetadata: metadataId must be positive", index);
  for (guint i = 0; i < all->len; i++)
    if (g_array_index (all, Found, i).tag->id == id)
      return call_refuse (call,
                          "Invalid requests[%u].createDeveloperMetadata: DeveloperMetadata with ID %" G_GINT64_FORMAT
                          " already exists",
                          index, id);
  while (id == 0)
    id = g_random_int_range (1, G_MAXINT32);
  if ((value != NULL && g_utf8_strlen (value, -1) > MAX_VALUE_CHARS)
      || count_storage (all, found.tab) + g_utf8_strlen (key, -1) + (value != NULL ? g_utf8_strlen (value, -1) : 0)
           > STORAGE_CHARS)
    return call_refuse (
      call,
      "Invalid requests[%u].createDeveloperMetadata: Adding this metadata would exceed the allowed storage "
      "limit.",
      index);
  found.tag = tag_new (id, key, value, call->cloud->identity->client_id, g_str_equal (visibility, "DOCUMENT"));
  g_ptr_array_add (found.holder, found.tag);
  answer = json_object_new ();
  json_object_set_object_member (answer, "developerMetadata", describe (&found));
  json_object_set_object_member (reply, "createDeveloperMetadata", answer);
  return TRUE;
}

gboolean
metadata_update (Call *call, Book *book, JsonObject *body, guint index, JsonObject *reply)
{
  JsonArray *filters = json_object_get_array_member (body, "dataFilters");
  JsonObject *metadata = json_object_get_object_member (body, "developerMetadata");
  JsonArray *changed = json_array_new ();
  JsonObject *answer;

  for (guint i = 0; i < json_array_get_length (filters); i++)
    {
      g_autoptr(GArray) found = look_up (call, book, json_array_get_object_element (filters, i));

      if (found == NULL)
        {
          json_array_unref (changed);
          return FALSE;
        }
      for (guint j = 0; j < found->len; j++)
        {
          Tag *tag = g_array_index (found, Found, j).tag;

          if (strstr (call_get_text (body, "fields"), "metadataValue") != NULL
              || g_str_equal (call_get_text (body, "fields"), "*"))
            {
              g_free (tag->value);
              tag->value = g_strdup (call_get_text (metadata, "metadataValue"));
            }
          json_array_add_object_element (changed, describe (&g_array_index (found, Found, j)));
        }
    }
  answer = json_object_new ();
  json_object_set_array_member (answer, "developerMetadata", changed);
  json_object_set_object_member (reply, "updateDeveloperMetadata", answer);
  return TRUE;
}

gboolean
metadata_delete (Call *call, Book *book, JsonObject *body, guint index, JsonObject *reply)
{
  g_autoptr(GArray) found = look_up (call, book, json_object_get_object_member (body, "dataFilter"));
  JsonArray *deleted;
  JsonObject *answer;

  if (found == NULL)
    return FALSE;
  deleted = json_array_new ();
  for (guint i = 0; i < found->len; i++)
    json_array_add_object_element (deleted, describe (&g_array_index (found, Found, i)));
  for (guint i = 0; i < found->len; i++)
    g_ptr_array_remove (g_array_index (found, Found, i).holder, g_array_index (found, Found, i).tag);
  answer = json_object_new ();
  json_object_set_array_member (answer, "deletedDeveloperMetadata", deleted);
  json_object_set_object_member (reply, "deleteDeveloperMetadata", answer);
  return TRUE;
}
