/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-inventory-page-private.h"

/* An answer takes a few milliseconds, and a letter that is painted before it makes it wait for the next frame, 16 ms
 * later. So the frame is held back for that time, or as long as this. The source that does it has the priority of
 * events and answers, which are served as before, and is ahead of the frame, which is due right after the events when
 * there was input. */
#define HOLD_US 12000
#define HOLD_STEP_US 250

static gboolean
hold_frame_cb (gpointer data)
{
  AutosellInventoryPage *self = data;

  if (autosell_vehicle_list_is_loading (self->list) && g_get_monotonic_time () - self->asked_us < HOLD_US)
    {
      g_usleep (HOLD_STEP_US);
      return G_SOURCE_CONTINUE;
    }
  self->hold_source = 0;
  return G_SOURCE_REMOVE;
}

static void
hold_frame (AutosellInventoryPage *self)
{
  self->asked_us = g_get_monotonic_time ();
  if (self->hold_source == 0)
    self->hold_source = g_idle_add_full (GDK_PRIORITY_EVENTS, hold_frame_cb, self, NULL);
}

char *
autosell_inventory_page_dup_question (AutosellInventoryPage *self, const char *text)
{
  return self->is_bin ? g_strconcat ("is:deleted ", text, NULL) : g_strdup (text);
}

/* Offsets of an error are told in what the person typed. */
static void
set_search_error (AutosellInventoryPage *self, const GError *error, guint start, guint end)
{
  guint shift = self->is_bin ? strlen ("is:deleted ") : 0;

  self->has_error = error != NULL;
  if (error != NULL)
    {
      self->error_start = start > shift ? start - shift : 0;
      self->error_end = end > shift ? end - shift : 0;
      gtk_label_set_text (self->error_label, error->message);
    }
  gtk_widget_set_visible (self->error_bar, error != NULL);
  g_signal_emit_by_name (self, "search-changed");
}

/* What is left of a text without its part from @start to @end, in characters. Returns: (transfer full) */
static char *
dup_without (const char *text, guint start, guint end)
{
  const char *from = g_utf8_offset_to_pointer (text, start);
  const char *to = g_utf8_offset_to_pointer (text, end);

  return g_strdup_printf ("%.*s %s", (int) (from - text), text, to);
}

/* “brand:” at the end is being typed, and no mistake yet. */
static gboolean
is_unfinished (const GError *error, const char *question, guint end)
{
  return g_error_matches (error, AUTOSELL_QUERY_ERROR, AUTOSELL_QUERY_ERROR_EMPTY_VALUE)
         && end >= g_utf8_strlen (question, -1);
}

#define MAX_FAULTS 8

/* The query of @text, or where that is not understood of what is left without the terms at fault: while somebody types
 * “mazda price:200000” the cars of “mazda” stay in sight. NULL where nothing can be made of it.
 * @understood: (out): what it is the query of */
static AutosellQuery *
parse_search (AutosellInventoryPage *self, const char *text, char **understood)
{
  g_autofree char *rest = g_strdup (text);

  for (guint i = 0; i <= MAX_FAULTS; i++)
    {
      g_autofree char *question = autosell_inventory_page_dup_question (self, rest);
      g_autoptr(GError) error = NULL;
      AutosellQuery *query;
      guint start = 0, end = 0, length, shift = strlen (question) - strlen (rest);
      char *shorter;

      query = autosell_query_parse (question, &start, &end, &error);
      if (i == 0)
        set_search_error (self, is_unfinished (error, question, end) ? NULL : error, start, end);
      if (query != NULL)
        {
          *understood = g_strstrip (g_steal_pointer (&rest));
          return query;
        }
      length = g_utf8_strlen (rest, -1);
      start = MIN (start > shift ? start - shift : 0, length);
      end = CLAMP (end > shift ? end - shift : 0, start, length);
      if (start == end)
        return NULL;
      shorter = dup_without (rest, start, end);
      g_free (rest);
      rest = shorter;
    }
  return NULL;
}

void
autosell_inventory_page_set_search (AutosellInventoryPage *self, const char *text)
{
  g_autofree char *understood = NULL;
  g_autoptr(AutosellQuery) query = parse_search (self, text, &understood);

  autosell_filter_bar_set_text (self->filter_bar, text);
  self->asked_length = g_utf8_strlen (text, -1);
  if (query == NULL)
    {
      /* The answer is the reason; it is painted with the next frame. */
      self->painting_length = self->asked_length;
      gtk_widget_queue_draw (GTK_WIDGET (self));
      return;
    }
  g_free (self->text);
  self->text = g_steal_pointer (&understood);
  if (self->list == NULL)
    return;
  autosell_vehicle_view_expect_new_rows (self->view);
  autosell_vehicle_list_set_query (self->list, query);
  hold_frame (self);
}

const char *
autosell_inventory_page_get_search (AutosellInventoryPage *self)
{
  return self->text;
}

gboolean
autosell_inventory_page_get_search_error (AutosellInventoryPage *self, guint *start, guint *end)
{
  *start = self->error_start;
  *end = self->error_end;
  return self->has_error;
}
