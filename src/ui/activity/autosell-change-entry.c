/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-change-entry.h"
#include "autosell-format.h"

#include <glib/gi18n.h>

/* More is summed up in the last line: an import has thousands. */
#define MAX_LINES 6

struct _AutosellChangeEntry
{
  GObject parent_instance;
  gint64 change;
  AutosellAction action;
  gboolean is_undone;
  char *summary; /* owned */
  char *byline;  /* owned */
  char *details; /* owned */
};

G_DEFINE_FINAL_TYPE (AutosellChangeEntry, autosell_change_entry, G_TYPE_OBJECT)

static void
autosell_change_entry_finalize (GObject *object)
{
  AutosellChangeEntry *self = AUTOSELL_CHANGE_ENTRY (object);

  g_free (self->summary);
  g_free (self->byline);
  g_free (self->details);
  G_OBJECT_CLASS (autosell_change_entry_parent_class)->finalize (object);
}

static void
autosell_change_entry_class_init (AutosellChangeEntryClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = autosell_change_entry_finalize;
}

static void
autosell_change_entry_init (AutosellChangeEntry *self G_GNUC_UNUSED)
{
}

/* Returns: (nullable): NULL for the window itself, which goes without saying */
static const char *
get_origin_label (const char *origin)
{
  if (origin == NULL || g_str_equal (origin, "window"))
    return NULL;
  if (g_strcmp0 (origin, "cli") == 0)
    return C_ ("origin of a change", "on the command line");
  if (g_strcmp0 (origin, "import") == 0)
    return C_ ("origin of a change", "by an import");
  if (g_strcmp0 (origin, "sheet") == 0)
    return C_ ("origin of a change", "in the sheet");
  return origin;
}

static char *
dup_shown (const AutosellValue *value, AutosellField field, gboolean is_field)
{
  g_autofree char *text = is_field ? autosell_value_to_display (value, field) : g_strdup (value->text);

  return text == NULL || *text == '\0' ? g_strdup ("—") : g_steal_pointer (&text);
}

/* Returns: (transfer full) (nullable): the line of one event, NULL where the summary says it all */
static char *
dup_line (AutosellEvent *event, gboolean names_car)
{
  AutosellField field = AUTOSELL_N_FIELDS;
  gboolean is_field = autosell_event_get_field (event, &field);
  const char *label = is_field ? autosell_field_get_label (field) : autosell_event_get_extra_name (event);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  if (autosell_event_get_kind (event) == AUTOSELL_EVENT_PHOTOS
      || autosell_event_get_kind (event) == AUTOSELL_EVENT_LISTING)
    {
      after = autosell_event_get_kind (event) == AUTOSELL_EVENT_PHOTOS ? autosell_event_dup_photo_text (event)
                                                                       : autosell_event_dup_listing_text (event);
      return names_car ? g_strdup_printf ("%s · %s", autosell_event_get_vehicle_title (event), after)
                       : g_steal_pointer (&after);
    }
  if (autosell_event_get_kind (event) != AUTOSELL_EVENT_SET)
    return names_car ? g_strdup (autosell_event_get_vehicle_title (event)) : NULL;
  before = dup_shown (autosell_event_get_before (event), field, is_field);
  after = dup_shown (autosell_event_get_after (event), field, is_field);
  if (names_car)
    /* Translators: car · field: value before → value after */
    return g_strdup_printf (_("%s · %s: %s → %s"), autosell_event_get_vehicle_title (event), label, before, after);
  /* Translators: field: value before → value after */
  return g_strdup_printf (_("%s: %s → %s"), label, before, after);
}

static char *
dup_details (GPtrArray *events, guint first, guint n, gboolean names_cars)
{
  g_autoptr(GString) text = g_string_new (NULL);
  guint n_lines = 0;

  /* newest first is for changes; what happened within one reads from its beginning */
  for (guint i = first + n; i > first; i--)
    {
      g_autofree char *line = dup_line (events->pdata[i - 1], names_cars);

      if (line == NULL || n_lines++ >= MAX_LINES)
        continue;
      g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", line);
    }
  if (n_lines > MAX_LINES)
    {
      g_string_append_c (text, '\n');
      g_string_append_printf (text, ngettext ("and %u more", "and %u more", n_lines - MAX_LINES), n_lines - MAX_LINES);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
dup_byline (AutosellEvent *event)
{
  g_autofree char *when = autosell_format_instant (autosell_event_get_time (event));
  const char *who = autosell_event_get_who (event);
  const char *origin = get_origin_label (autosell_event_get_origin (event));
  const char *reason = autosell_event_get_reason (event);
  GString *line = g_string_new (NULL);

  g_string_append_printf (line, "%s, %s", who, when);
  if (origin != NULL)
    g_string_append_printf (line, ", %s", origin);
  if (reason != NULL && *reason != '\0')
    {
      g_string_append (line, " · ");
      g_string_append_printf (line, _("“%s”"), reason);
    }
  return g_string_free (line, FALSE);
}

static AutosellChangeEntry *
make_entry (GPtrArray *events, guint first, guint n)
{
  AutosellChangeEntry *self = g_object_new (AUTOSELL_TYPE_CHANGE_ENTRY, NULL);
  AutosellEvent *event = events->pdata[first];
  g_autoptr(GHashTable) cars = g_hash_table_new (g_str_hash, g_str_equal);
  AutosellUndoStep step = { 0 };

  for (guint i = first; i < first + n; i++)
    {
      g_hash_table_add (cars, (char *) autosell_event_get_vehicle_id (events->pdata[i]));
      step.n_photos += autosell_event_get_n_photos (events->pdata[i]);
    }
  self->change = autosell_event_get_change (event);
  self->action = autosell_event_get_action (event);
  self->is_undone = autosell_event_is_undone (event);
  step.change = self->change;
  step.action = self->action;
  step.n_vehicles = g_hash_table_size (cars);
  step.time_us = autosell_event_get_time (event);
  step.vehicle_title = step.n_vehicles == 1 ? (char *) autosell_event_get_vehicle_title (event) : NULL;
  self->summary = autosell_undo_step_dup_label (&step);
  self->byline = dup_byline (event);
  self->details = dup_details (events, first, n, step.n_vehicles > 1);
  return self;
}

GPtrArray *
autosell_change_entries_new (GPtrArray *events, gboolean is_cut)
{
  GPtrArray *entries = g_ptr_array_new_with_free_func (g_object_unref);
  guint n;

  for (guint first = 0; first < events->len; first += n)
    {
      gint64 change = autosell_event_get_change (events->pdata[first]);

      for (n = 1; first + n < events->len && autosell_event_get_change (events->pdata[first + n]) == change; n++)
        continue;
      if (is_cut && first + n == events->len && entries->len > 0)
        break;
      g_ptr_array_add (entries, make_entry (events, first, n));
    }
  return entries;
}

gint64
autosell_change_entry_get_change (AutosellChangeEntry *self)
{
  return self->change;
}

gboolean
autosell_change_entry_is_undone (AutosellChangeEntry *self)
{
  return self->is_undone;
}

gboolean
autosell_change_entry_can_undo (AutosellChangeEntry *self)
{
  return !self->is_undone && self->action != AUTOSELL_ACTION_UNDO && self->action != AUTOSELL_ACTION_REDO;
}

const char *
autosell_change_entry_get_summary (AutosellChangeEntry *self)
{
  return self->summary;
}

const char *
autosell_change_entry_get_byline (AutosellChangeEntry *self)
{
  return self->byline;
}

const char *
autosell_change_entry_get_details (AutosellChangeEntry *self)
{
  return self->details;
}
