/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-graph-call-private.h"

#include <string.h>

/* ---- Members ---- */

/* The year 9999: times are added to, and shown. */
#define MAX_TIME_S G_GINT64_CONSTANT (253402300799)

static gint64
check_time (gint64 time_s)
{
  return time_s > 0 && time_s <= MAX_TIME_S ? time_s : 0;
}

gint64
autosell_graph_read_time (JsonObject *object, const char *name)
{
  const char *text = autosell_json_string (object, name);
  g_autoptr(GDateTime) time = NULL;
  g_autoptr(GTimeZone) utc = NULL;

  if (text == NULL)
    return check_time (autosell_json_number (object, name, 0));
  if (*text != '\0' && strspn (text, "0123456789") == strlen (text))
    return check_time (g_ascii_strtoll (text, NULL, 10));
  utc = g_time_zone_new_utc ();
  time = g_date_time_new_from_iso8601 (text, utc);
  return time != NULL ? check_time (g_date_time_to_unix (time)) : 0;
}

char *
autosell_graph_read_id (JsonObject *object, const char *name)
{
  const char *text = autosell_json_string (object, name);
  gint64 number;

  if (text != NULL)
    return *text != '\0' ? g_strdup (text) : NULL;
  number = autosell_json_int (object, name, 0);
  return number > 0 ? g_strdup_printf ("%" G_GINT64_FORMAT, number) : NULL;
}

GStrv
autosell_graph_read_strv (JsonObject *object, const char *name)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  JsonArray *array = autosell_json_array (object, name);

  for (guint i = 0; i < autosell_json_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);

      if (json_node_get_value_type (node) == G_TYPE_STRING)
        g_strv_builder_add (builder, json_node_get_string (node));
    }
  return g_strv_builder_end (builder);
}

/* ---- Answers to writes ---- */

gpointer
autosell_graph_read_new_id (JsonObject *root, AutosellGraphCall *call, GError **error)
{
  char *id = autosell_graph_read_id (root, "id");

  if (id == NULL)
    autosell_graph_set_unexpected (error, autosell_graph_call_is_write (call), "id");
  return id;
}

gpointer
autosell_graph_read_success (JsonObject *root, AutosellGraphCall *call, GError **error)
{
  if (autosell_json_bool (root, "success"))
    return call;
  autosell_graph_set_unexpected (error, autosell_graph_call_is_write (call), "success");
  return NULL;
}

/* ---- Lists ---- */

/* An empty page may have a next one; this many in all is an end without one. */
#define MAX_PAGES 50

typedef struct
{
  AutosellGraphListCall make_call;
  gpointer data;
  GDestroyNotify destroy_data;
  AutosellGraphElementReader reader;
  GDestroyNotify destroy;
  guint max;
  GPtrArray *elements; /* owned */
  guint n_pages;
  char *after; /* owned, nullable */
  gboolean is_complete;
} Listing;

static void
listing_free (gpointer data)
{
  Listing *self = data;

  if (self->destroy_data != NULL)
    self->destroy_data (self->data);
  g_clear_pointer (&self->elements, g_ptr_array_unref);
  g_free (self->after);
  g_free (self);
}

/* What one page brought. */
typedef struct
{
  GPtrArray *elements; /* owned */
  char *after;         /* owned, nullable: of the next page */
  gboolean has_next;
} ListPage;

static void
list_page_free (gpointer data)
{
  ListPage *page = data;

  g_clear_pointer (&page->elements, g_ptr_array_unref);
  g_free (page->after);
  g_free (page);
}

static void
read_next (ListPage *page, JsonObject *root)
{
  JsonObject *paging = autosell_json_object (root, "paging");
  const char *after = autosell_json_string (autosell_json_object (paging, "cursors"), "after");

  /* “next” itself has the token in it and another's host, perhaps: it only tells that there is more. */
  page->has_next = autosell_json_string (paging, "next") != NULL;
  page->after = page->has_next && after != NULL && *after != '\0' ? g_strdup (after) : NULL;
}

static void send_page (GTask *task);

static gpointer
read_page (JsonObject *root, AutosellGraphCall *call, GError **error)
{
  const GTask *task = autosell_graph_call_get_data (call);
  const Listing *listing = g_task_get_task_data ((GTask *) task);
  JsonArray *array = autosell_json_array (root, "data");
  ListPage *page;

  if (array == NULL)
    {
      autosell_graph_set_unexpected (error, FALSE, "data");
      return NULL;
    }
  page = g_new0 (ListPage, 1);
  page->elements = g_ptr_array_new_with_free_func (listing->destroy);
  read_next (page, root);
  for (guint i = 0; i < autosell_json_length (array); i++)
    {
      JsonObject *object = autosell_json_element (array, i);
      gpointer element = object != NULL ? listing->reader (object) : NULL;

      if (element != NULL)
        g_ptr_array_add (page->elements, element);
    }
  return page;
}

static void
page_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(GTask) task = data;
  Listing *self = g_task_get_task_data (task);
  GError *error = NULL;
  ListPage *page = autosell_graph_call_send_finish (AUTOSELL_GRAPH (source), result, &error);
  gboolean has_room;

  if (page == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  g_ptr_array_extend_and_steal (self->elements, g_steal_pointer (&page->elements));
  self->n_pages++;
  has_room = self->elements->len < self->max && self->n_pages < MAX_PAGES;
  self->is_complete = !page->has_next && self->elements->len <= self->max;
  /* A page that leads to itself would never end. */
  if (page->after != NULL && has_room && g_strcmp0 (page->after, self->after) != 0)
    {
      g_free (self->after);
      self->after = g_steal_pointer (&page->after);
      list_page_free (page);
      send_page (g_steal_pointer (&task));
      return;
    }
  list_page_free (page);
  if (self->elements->len > self->max)
    g_ptr_array_set_size (self->elements, self->max);
  g_task_return_pointer (task, g_ptr_array_ref (self->elements), (GDestroyNotify) g_ptr_array_unref);
}

/* Takes @task. */
static void
send_page (GTask *task)
{
  AutosellGraph *self = g_task_get_source_object (task);
  Listing *listing = g_task_get_task_data (task);
  AutosellGraphCall *call = listing->make_call (self, listing->data);

  if (listing->after != NULL)
    autosell_graph_call_add (call, "after", listing->after);
  autosell_graph_call_set_data (call, task);
  autosell_graph_call_send_async (call, read_page, list_page_free, g_task_get_cancellable (task), page_cb, task);
}

void
autosell_graph_list_async (AutosellGraph *self, AutosellGraphListCall make_call, gpointer data,
                           GDestroyNotify destroy_data, AutosellGraphElementReader reader, GDestroyNotify destroy,
                           guint max, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Listing *listing = g_new0 (Listing, 1);

  g_task_set_source_tag (task, autosell_graph_list_async);
  g_task_set_task_data (task, listing, listing_free);
  listing->make_call = make_call;
  listing->data = data;
  listing->destroy_data = destroy_data;
  listing->reader = reader;
  listing->destroy = destroy;
  listing->max = max;
  listing->elements = g_ptr_array_new_with_free_func (destroy);
  send_page (task);
}

GPtrArray *
autosell_graph_list_finish (AutosellGraph *self, GAsyncResult *result, gboolean *is_complete, GError **error)
{
  const Listing *listing;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  listing = g_task_get_task_data (G_TASK (result));
  if (is_complete != NULL)
    *is_complete = listing->is_complete;
  return g_task_propagate_pointer (G_TASK (result), error);
}
