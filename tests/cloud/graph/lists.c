/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "methods.h"

#include <string.h>

#include "fields.h"

#define DEFAULT_LIMIT 25
#define MAX_LIMIT 100

/* ---- Cursors: the id of a row in base 64; those behind a page that is empty on purpose begin with its number ---- */

static char *
make_cursor (const char *id, guint n_empty)
{
  g_autofree char *text = g_strdup_printf ("%u:%s", n_empty, id);

  return g_base64_encode ((const guchar *) text, strlen (text));
}

/* FALSE: no cursor of ours. *@id: (transfer full) */
static gboolean
read_cursor (const char *cursor, char **id, guint *n_empty)
{
  gsize length = 0;
  g_autofree guchar *data = g_base64_decode (cursor, &length);
  g_autofree char *text = g_strndup ((const char *) data, length);
  char *colon = strchr (text, ':');

  if (colon == NULL)
    return FALSE;
  *n_empty = g_ascii_strtoull (text, NULL, 10);
  *id = g_strdup (colon + 1);
  return TRUE;
}

static int
find_row (GPtrArray *records, const char *id)
{
  for (guint i = 0; i < records->len; i++)
    if (g_strcmp0 (rec_text (g_ptr_array_index (records, i), "id"), id) == 0)
      return i;
  return -1;
}

typedef struct
{
  guint first, end; /* rows of this page */
  guint n_empty;    /* this page is empty on purpose, the so-and-so-many-th */
} Slice;

static gboolean
read_limit (Ask *ask, guint *limit)
{
  gint64 wanted = ask_get_int (ask, "limit", DEFAULT_LIMIT), most = quirk_int (ask->graph, "page_size");

  if (wanted < 0 || wanted > MAX_LIMIT)
    {
      ask_violate (ask, "limit is at most %d", MAX_LIMIT);
      return ask_fail (ask, 100, 0, "(#100) limit must be between 0 and %d", MAX_LIMIT);
    }
  *limit = most != 0 ? MIN (wanted, most) : wanted;
  return TRUE;
}

static gboolean
find_slice (Ask *ask, GPtrArray *records, Slice *slice)
{
  const char *after = ask_get (ask, "after"), *before = ask_get (ask, "before");
  g_autofree char *id = NULL;
  guint limit = 0, n_empty = 0;
  int row;

  if (!read_limit (ask, &limit))
    return FALSE;
  *slice = (Slice){ 0, MIN (limit, records->len), 0 };
  if (after == NULL && before == NULL)
    return TRUE;
  if (!read_cursor (after != NULL ? after : before, &id, &n_empty))
    return ask_fail (ask, 100, 0, "(#100) Invalid cursors values");
  row = find_row (records, id);
  if (before != NULL)
    *slice = (Slice){ row > (int) limit ? row - limit : 0, MAX (row, 0), 0 };
  else if (n_empty < (guint) quirk_int (ask->graph, "empty_pages"))
    *slice = (Slice){ row + 1, row + 1, n_empty + 1 };
  else
    *slice = (Slice){ row + 1, MIN (row + 1 + limit, records->len), 0 };
  return TRUE;
}

/* The address of the next page has the token in it, as Meta's has. */
static char *
make_next (Ask *ask, const char *after)
{
  g_autofree char *path = g_strjoinv ("/", ask->path);
  GString *url = g_string_new (ask->graph->cloud->base);
  GHashTableIter iter;
  gpointer name, value;

  g_string_append_printf (url, "/graph/%s/%s?access_token=%s", ask->version, path, ask->token_text);
  g_hash_table_iter_init (&iter, ask->params);
  while (g_hash_table_iter_next (&iter, &name, &value))
    if (!g_str_equal (name, "after") && !g_str_equal (name, "before") && !g_str_equal (name, "access_token"))
      {
        g_autofree char *escaped = g_uri_escape_string (value, NULL, FALSE);

        g_string_append_printf (url, "&%s=%s", (char *) name, escaped);
      }
  g_string_append_printf (url, "&after=%s", after);
  return g_string_free (url, FALSE);
}

static void
add_paging (Ask *ask, JsonObject *answer, GPtrArray *records, const Slice *slice)
{
  /* An empty page on purpose points back at the row before it */
  guint last = slice->end > slice->first ? slice->end - 1 : slice->first - 1;
  guint first = slice->end > slice->first ? slice->first : last;
  JsonObject *paging, *cursors;
  g_autofree char *before = NULL, *after = NULL, *next = NULL;

  if (slice->first == slice->end && slice->n_empty == 0)
    return;
  paging = json_object_new ();
  cursors = json_object_new ();
  before = make_cursor (rec_text (g_ptr_array_index (records, first), "id"), 0);
  after = make_cursor (rec_text (g_ptr_array_index (records, last), "id"), slice->n_empty);
  json_object_set_string_member (cursors, "before", before);
  json_object_set_string_member (cursors, "after", after);
  json_object_set_object_member (paging, "cursors", cursors);
  if (slice->end < records->len)
    {
      next = make_next (ask, after);
      json_object_set_string_member (paging, "next", next);
    }
  json_object_set_object_member (answer, "paging", paging);
}

void
lists_answer (Ask *ask, Kind kind, GPtrArray *records)
{
  g_autoptr(GPtrArray) fields = NULL;
  g_autoptr(JsonObject) answer = json_object_new ();
  JsonArray *data = json_array_new ();
  Slice slice;

  json_object_set_array_member (answer, "data", data);
  if (!node_read_fields (ask, &fields) || !find_slice (ask, records, &slice))
    return;
  for (guint i = slice.first; i < slice.end; i++)
    {
      JsonObject *node = node_make (ask, kind, g_ptr_array_index (records, i), fields);

      if (node == NULL)
        return;
      json_array_add_object_element (data, node);
    }
  add_paging (ask, answer, records, &slice);
  if (ask_get (ask, "summary") != NULL)
    {
      JsonObject *summary = json_object_new ();

      json_object_set_string_member (summary, "order", "ranked");
      json_object_set_int_member (summary, "total_count", records->len);
      json_object_set_boolean_member (summary, "can_comment", TRUE);
      json_object_set_object_member (answer, "summary", summary);
    }
  ask_answer (ask, g_steal_pointer (&answer));
}

/* ---- Lists of posts ---- */

static int
compare_newest (gconstpointer a, gconstpointer b)
{
  Record *one = *(Record **) a, *two = *(Record **) b;
  gint64 one_s = rec_int (one, "created_s"), two_s = rec_int (two, "created_s");

  return one_s != two_s ? (one_s < two_s ? 1 : -1) : -g_strcmp0 (rec_text (one, "id"), rec_text (two, "id"));
}

static int
compare_soonest (gconstpointer a, gconstpointer b)
{
  Record *one = *(Record **) a, *two = *(Record **) b;
  gint64 one_s = rec_int (one, "scheduled_s"), two_s = rec_int (two, "scheduled_s");

  return one_s != two_s ? (one_s > two_s ? 1 : -1) : g_strcmp0 (rec_text (one, "id"), rec_text (two, "id"));
}

typedef enum
{
  SHOW_PUBLISHED = 1 << 0,
  SHOW_WAITING = 1 << 1,
  SHOW_OTHER_UNPUBLISHED = 1 << 2,
} Show;

static Show
get_state (Record *post)
{
  return rec_flag (post, "published")         ? SHOW_PUBLISHED
         : rec_int (post, "scheduled_s") != 0 ? SHOW_WAITING
                                              : SHOW_OTHER_UNPUBLISHED;
}

static gint64
read_time (Ask *ask, const char *name, gint64 otherwise)
{
  const char *text = ask_get (ask, name);
  g_autoptr(GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr(GDateTime) time = text != NULL ? g_date_time_new_from_iso8601 (text, utc) : NULL;

  return time != NULL ? g_date_time_to_unix (time) : ask_get_int (ask, name, otherwise);
}

/* What is not published is shown only to the app that made it. */
static void
list_posts (Ask *ask, Show show, GCompareFunc compare)
{
  g_autoptr(GPtrArray) all = graph_list (ask->graph, KIND_POSTS);
  g_autoptr(GPtrArray) shown = g_ptr_array_new ();
  gint64 since_s = read_time (ask, "since", G_MININT64), until_s = read_time (ask, "until", G_MAXINT64);
  gint64 now_s = graph_now_s (ask->graph);

  for (guint i = 0; i < all->len; i++)
    {
      Record *post = g_ptr_array_index (all, i);
      gint64 created_s = rec_int (post, "created_s");

      if (!rec_flag (post, "deleted") && (get_state (post) & show) != 0
          && g_strcmp0 (rec_text (post, "page"), rec_text (ask->node, "id")) == 0 && rec_int (post, "listed_s") <= now_s
          && created_s >= since_s && created_s <= until_s
          && (get_state (post) == SHOW_PUBLISHED || g_strcmp0 (rec_text (post, "app"), rec_text (ask->app, "id")) == 0))
        g_ptr_array_add (shown, post);
    }
  g_ptr_array_sort (shown, compare);
  lists_answer (ask, KIND_POSTS, shown);
}

void
lists_published (Ask *ask)
{
  list_posts (ask, SHOW_PUBLISHED, compare_newest);
}

void
lists_feed (Ask *ask)
{
  list_posts (ask, SHOW_PUBLISHED | SHOW_WAITING | SHOW_OTHER_UNPUBLISHED, compare_newest);
}

void
lists_scheduled (Ask *ask)
{
  list_posts (ask, SHOW_WAITING, compare_soonest);
}

/* ---- The Pages of a person ---- */

void
lists_accounts (Ask *ask)
{
  Record *grant = token_get_grant (ask->graph, rec_text (ask->app, "id"), rec_text (ask->person, "id"));
  g_autoptr(GPtrArray) all = graph_list (ask->graph, KIND_PAGES);
  g_autoptr(GPtrArray) own = g_ptr_array_new ();

  for (guint i = 0; i < all->len; i++)
    {
      Record *page = g_ptr_array_index (all, i);

      if (rec_list_has (grant, "pages", rec_text (page, "id"))
          && json_object_has_member (json_object_get_object_member (page, "roles"), rec_text (ask->person, "id"))
          && (!rec_flag (page, "business") || ask_has_scope (ask, "business_management")))
        g_ptr_array_add (own, page);
    }
  if (ask_get (ask, "fields") == NULL)
    g_hash_table_insert (ask->params, g_strdup ("fields"), g_strdup ("access_token,category,name,id,tasks"));
  lists_answer (ask, KIND_PAGES, own);
}
