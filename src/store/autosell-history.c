/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-history.h"

#include <glib/gi18n-lib.h>

#include "autosell-event-private.h"
#include "autosell-photo-board.h"
#include "autosell-text.h"
#include "autosell-vehicle-sql.h"

struct _AutosellEvent
{
  GObject parent_instance;
  AutosellEventKind kind;
  AutosellAction action;
  gint64 change;
  gint64 time_us;
  gint64 vehicle_key;
  char *who;           /* owned */
  char *origin;        /* owned */
  char *reason;        /* owned, nullable */
  char *vehicle_id;    /* owned */
  char *vehicle_title; /* owned */
  char *field_name;    /* owned, nullable */
  gboolean is_undone;
  AutosellValue before;
  AutosellValue after;
};

G_DEFINE_FINAL_TYPE (AutosellEvent, autosell_event, G_TYPE_OBJECT)

static void
autosell_event_finalize (GObject *object)
{
  AutosellEvent *self = AUTOSELL_EVENT (object);

  g_free (self->who);
  g_free (self->origin);
  g_free (self->reason);
  g_free (self->vehicle_id);
  g_free (self->vehicle_title);
  g_free (self->field_name);
  autosell_value_clear (&self->before);
  autosell_value_clear (&self->after);
  G_OBJECT_CLASS (autosell_event_parent_class)->finalize (object);
}

static void
autosell_event_class_init (AutosellEventClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = autosell_event_finalize;
}

static void
autosell_event_init (AutosellEvent *self)
{
}

AutosellEventKind
autosell_event_get_kind (AutosellEvent *self)
{
  return self->kind;
}

gint64
autosell_event_get_change (AutosellEvent *self)
{
  return self->change;
}

AutosellAction
autosell_event_get_action (AutosellEvent *self)
{
  return self->action;
}

gint64
autosell_event_get_time (AutosellEvent *self)
{
  return self->time_us;
}

const char *
autosell_event_get_who (AutosellEvent *self)
{
  return self->who;
}

const char *
autosell_event_get_origin (AutosellEvent *self)
{
  return self->origin;
}

const char *
autosell_event_get_reason (AutosellEvent *self)
{
  return self->reason;
}

const char *
autosell_event_get_vehicle_id (AutosellEvent *self)
{
  return self->vehicle_id;
}

const char *
autosell_event_get_vehicle_title (AutosellEvent *self)
{
  return self->vehicle_title;
}

gint64
autosell_event_get_vehicle_key (AutosellEvent *self)
{
  return self->vehicle_key;
}

gboolean
autosell_event_get_field (AutosellEvent *self, AutosellField *field)
{
  return autosell_event_find_field (self->field_name, field);
}

const char *
autosell_event_get_extra_name (AutosellEvent *self)
{
  if (self->field_name == NULL || !g_str_has_prefix (self->field_name, AUTOSELL_EXTRA_PREFIX))
    return NULL;
  return self->field_name + strlen (AUTOSELL_EXTRA_PREFIX);
}

const AutosellValue *
autosell_event_get_before (AutosellEvent *self)
{
  return &self->before;
}

const AutosellValue *
autosell_event_get_after (AutosellEvent *self)
{
  return &self->after;
}

gboolean
autosell_event_is_undone (AutosellEvent *self)
{
  return self->is_undone;
}

/* ---- Photos ---- */

static gboolean
is_photo_action (AutosellAction action)
{
  return action >= AUTOSELL_ACTION_ADD_PHOTOS && action <= AUTOSELL_ACTION_MOVE_PHOTOS;
}

static guint
count_photos (AutosellAction action, const char *before, const char *after)
{
  AutosellPhotoDiff diff;

  autosell_photo_diff (before, after, &diff);
  /* Of two cars, the one that gave and the one that got */
  if (action == AUTOSELL_ACTION_MOVE_PHOTOS)
    return diff.n_came;
  return MAX (MAX (diff.n_came, diff.n_gone), diff.n_turned + diff.n_cropped);
}

guint
autosell_event_get_n_photos (AutosellEvent *self)
{
  return self->kind == AUTOSELL_EVENT_PHOTOS ? count_photos (self->action, self->before.text, self->after.text) : 0;
}

static void
add_clause (GString *text, guint n, const char *format)
{
  if (n == 0)
    return;
  if (text->len > 0)
    g_string_append (text, ", ");
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  g_string_append_printf (text, format, n);
#pragma GCC diagnostic pop
}

char *
autosell_event_dup_photo_text (AutosellEvent *self)
{
  g_autoptr(GString) text = g_string_new (NULL);
  gboolean is_move = self->action == AUTOSELL_ACTION_MOVE_PHOTOS;
  AutosellPhotoDiff diff;

  autosell_photo_diff (self->before.text, self->after.text, &diff);
  add_clause (text, diff.n_came,
              is_move ? ngettext ("%u photo from another car", "%u photos from another car", diff.n_came)
                      : ngettext ("%u photo added", "%u photos added", diff.n_came));
  add_clause (text, diff.n_gone,
              is_move ? ngettext ("%u photo given to another car", "%u photos given to another car", diff.n_gone)
                      : ngettext ("%u photo removed", "%u photos removed", diff.n_gone));
  add_clause (text, diff.n_turned, ngettext ("%u photo turned", "%u photos turned", diff.n_turned));
  add_clause (text, diff.n_cropped, ngettext ("%u photo cropped", "%u photos cropped", diff.n_cropped));
  if (diff.is_reordered)
    g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", _("photos in another order"));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

char *
autosell_event_dup_listing_text (AutosellEvent *self)
{
  return autosell_listing_dup_change (self->before.text, self->after.text);
}

/* ---- Reading ---- */

gboolean
autosell_event_find_field (const char *name, AutosellField *field)
{
  for (AutosellField candidate = 0; candidate < AUTOSELL_N_FIELDS; candidate++)
    if (g_strcmp0 (name, autosell_field_get_info (candidate)->name) == 0)
      {
        *field = candidate;
        return TRUE;
      }
  return FALSE;
}

void
autosell_event_read_value (sqlite3_stmt *stmt, int column, const char *field_name, AutosellValue *value)
{
  const char *text = autosell_column_text (stmt, column);
  const char *raw = autosell_column_text (stmt, column + 1);
  AutosellField field;

  autosell_value_clear (value);
  if (raw != NULL)
    autosell_value_set_raw (value, raw);
  else if (text != NULL && autosell_event_find_field (field_name, &field) && autosell_field_is_number (field))
    autosell_value_set_number (value, g_ascii_strtoll (text, NULL, 10));
  else
    autosell_value_set_text (value, text);
}

#define EVENT_COLUMNS \
  "SELECT e.kind, e.field, e.before, e.before_raw, e.after, e.after_raw, e.change_id, e.vehicle_pk, c.at, c.who, " \
  "c.origin, c.reason, c.action, c.undone_by IS NOT NULL AND c.state <> 'done' " \
  "FROM vehicle_event e JOIN change c ON c.id = e.change_id "

static AutosellEvent *
read_event (sqlite3_stmt *stmt)
{
  AutosellEvent *self = g_object_new (AUTOSELL_TYPE_EVENT, NULL);

  self->kind = sqlite3_column_int (stmt, 0);
  self->field_name = g_strdup (autosell_column_text (stmt, 1));
  autosell_event_read_value (stmt, 2, self->field_name, &self->before);
  autosell_event_read_value (stmt, 4, self->field_name, &self->after);
  self->change = sqlite3_column_int64 (stmt, 6);
  self->vehicle_key = sqlite3_column_int64 (stmt, 7);
  self->time_us = sqlite3_column_int64 (stmt, 8);
  self->who = g_strdup (autosell_column_text (stmt, 9));
  self->origin = g_strdup (autosell_column_text (stmt, 10));
  self->reason = g_strdup (autosell_column_text (stmt, 11));
  self->action = autosell_action_from_nick (autosell_column_text (stmt, 12));
  self->is_undone = sqlite3_column_int (stmt, 13);
  return self;
}

static gboolean
name_vehicles (AutosellConnection *connection, GPtrArray *events, GError **error)
{
  g_autoptr(AutosellVehicle) vehicle = NULL;

  for (guint i = 0; i < events->len; i++)
    {
      AutosellEvent *event = g_ptr_array_index (events, i);

      if (vehicle == NULL || autosell_vehicle_get_key (vehicle) != event->vehicle_key)
        {
          g_clear_object (&vehicle);
          vehicle = autosell_vehicle_sql_load (connection, event->vehicle_key, error);
        }
      if (vehicle == NULL)
        return FALSE;
      event->vehicle_id = g_strdup (autosell_vehicle_get_id (vehicle));
      event->vehicle_title = autosell_vehicle_dup_title (vehicle);
    }
  return TRUE;
}

/* With a filter the order is made by the index of changes still, so that only as much is read as is asked for. */
#define FILTERED \
  "WHERE (?2 IS NULL OR e.vehicle_pk = ?2) AND (?3 IS NULL OR c.who = ?3) AND (?4 IS NULL OR e.vehicle_pk IN " \
  "(SELECT pk FROM vehicle WHERE autosell_fold(ifnull(stock_number, '') || ' ' || ifnull(brand, '') || ' ' || " \
  "ifnull(model, '') || ' ' || ifnull(version, '') || ' ' || ifnull(year, '') || ' ' || ifnull(colour, '')) LIKE " \
  "?4)) "

/* "mazda 2021" as "%mazda%2021%". Returns: (transfer full) (nullable): NULL where there is no word */
static char *
dup_pattern (const char *words)
{
  g_autofree char *folded = words != NULL ? autosell_text_fold (words) : NULL;
  g_auto(GStrv) parts = folded != NULL ? g_strsplit_set (folded, " %_", -1) : NULL;
  GString *pattern = g_string_new ("%");

  for (guint i = 0; parts != NULL && parts[i] != NULL; i++)
    if (parts[i][0] != '\0')
      g_string_append_printf (pattern, "%s%%", parts[i]);
  return g_string_free (pattern, pattern->len == 1);
}

GPtrArray *
autosell_event_load (AutosellConnection *connection, gint64 key, const char *who, const char *words, guint limit,
                     GError **error)
{
  g_autofree char *pattern = dup_pattern (words);
  gboolean is_filtered = who != NULL || pattern != NULL;
  g_autoptr(GPtrArray) events = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GError) local_error = NULL;
  sqlite3_stmt *stmt = autosell_connection_prepare (
    connection,
    is_filtered ? EVENT_COLUMNS FILTERED "ORDER BY e.change_id DESC, e.seq DESC LIMIT ?1"
    : key != 0  ? EVENT_COLUMNS "WHERE e.vehicle_pk = ?2 ORDER BY e.change_id DESC, e.seq DESC LIMIT ?1"
                : EVENT_COLUMNS "ORDER BY e.change_id DESC, e.seq DESC LIMIT ?1",
    error);

  if (stmt == NULL)
    return NULL;
  sqlite3_bind_int64 (stmt, 1, limit > 0 ? (gint64) limit : -1);
  if (key != 0)
    sqlite3_bind_int64 (stmt, 2, key);
  if (who != NULL)
    sqlite3_bind_text (stmt, 3, who, -1, SQLITE_TRANSIENT);
  if (pattern != NULL)
    sqlite3_bind_text (stmt, 4, pattern, -1, SQLITE_TRANSIENT);
  while (autosell_statement_next (stmt, &local_error))
    g_ptr_array_add (events, read_event (stmt));
  if (!autosell_pass_error (g_steal_pointer (&local_error), error))
    return NULL;
  return name_vehicles (connection, events, error) ? g_steal_pointer (&events) : NULL;
}

/* ---- Undo steps ---- */

void
autosell_undo_step_free (AutosellUndoStep *step)
{
  if (step == NULL)
    return;
  g_free (step->vehicle_title);
  g_free (step);
}

static gboolean
name_single_vehicle (AutosellConnection *connection, AutosellUndoStep *step, GError **error)
{
  g_autoptr(AutosellVehicle) vehicle = NULL;
  sqlite3_stmt *stmt;
  gint64 key;

  if (step->n_vehicles != 1)
    return TRUE;
  stmt =
    autosell_connection_prepare (connection, "SELECT vehicle_pk FROM vehicle_event WHERE change_id = ? LIMIT 1", error);
  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, step->change);
  if (!autosell_statement_next (stmt, NULL))
    return TRUE;
  key = sqlite3_column_int64 (stmt, 0);
  sqlite3_reset (stmt);
  vehicle = autosell_vehicle_sql_load (connection, key, error);
  if (vehicle != NULL)
    step->vehicle_title = autosell_vehicle_dup_title (vehicle);
  return vehicle != NULL;
}

gboolean
autosell_undo_step_count_photos (AutosellConnection *connection, AutosellUndoStep *step, GError **error)
{
  sqlite3_stmt *stmt;
  g_autoptr(GError) local_error = NULL;

  step->n_photos = 0;
  if (!is_photo_action (step->action))
    return TRUE;
  stmt = autosell_connection_prepare (
    connection, "SELECT before, after FROM vehicle_event WHERE change_id = ? AND kind = ?", error);
  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, step->change);
  sqlite3_bind_int (stmt, 2, AUTOSELL_EVENT_PHOTOS);
  while (autosell_statement_next (stmt, &local_error))
    step->n_photos += count_photos (step->action, autosell_column_text (stmt, 0), autosell_column_text (stmt, 1));
  return autosell_pass_error (g_steal_pointer (&local_error), error);
}

AutosellUndoStep *
autosell_undo_step_load (AutosellConnection *connection, gboolean is_redo, GError **error)
{
  g_autoptr(AutosellUndoStep) step = g_new0 (AutosellUndoStep, 1);
  g_autoptr(GError) local_error = NULL;
  /* What a remote brought is not this PC's to undo. What was undone last is redone first. */
  sqlite3_stmt *stmt =
    autosell_connection_prepare (connection,
                                 is_redo ? "SELECT id, action, n_vehicles, at FROM change "
                                           "WHERE state = 'undone' ORDER BY undone_by DESC LIMIT 1"
                                         : "SELECT id, action, n_vehicles, at FROM change WHERE state = 'done' "
                                           "AND origin IN ('window', 'cli') ORDER BY id DESC LIMIT 1",
                                 error);

  if (stmt == NULL)
    return NULL;
  if (autosell_statement_next (stmt, &local_error))
    {
      step->change = sqlite3_column_int64 (stmt, 0);
      step->action = autosell_action_from_nick (autosell_column_text (stmt, 1));
      step->n_vehicles = sqlite3_column_int64 (stmt, 2);
      step->time_us = sqlite3_column_int64 (stmt, 3);
      sqlite3_reset (stmt);
    }
  if (!autosell_pass_error (g_steal_pointer (&local_error), error))
    return NULL;
  if (step->change != 0
      && (!name_single_vehicle (connection, step, error) || !autosell_undo_step_count_photos (connection, step, error)))
    return NULL;
  return g_steal_pointer (&step);
}

/* Translators: %d photos; %s is a car, "MAZDA CX30 2021" */
static char *
label_for_photos_of_one (const AutosellUndoStep *step)
{
  const char *title = step->vehicle_title;
  int n = (int) step->n_photos;

  switch (step->action)
    {
    case AUTOSELL_ACTION_ADD_PHOTOS:
      return g_strdup_printf (ngettext ("Added %d photo to %s", "Added %d photos to %s", n), n, title);
    case AUTOSELL_ACTION_TURN_PHOTOS:
      return g_strdup_printf (ngettext ("Turned %d photo of %s", "Turned %d photos of %s", n), n, title);
    case AUTOSELL_ACTION_CROP_PHOTOS:
      return g_strdup_printf (ngettext ("Cropped %d photo of %s", "Cropped %d photos of %s", n), n, title);
    case AUTOSELL_ACTION_REPLACE_PHOTOS:
      return g_strdup_printf (ngettext ("Replaced %d photo of %s", "Replaced %d photos of %s", n), n, title);
    case AUTOSELL_ACTION_REMOVE_PHOTOS:
      return g_strdup_printf (ngettext ("Removed %d photo of %s", "Removed %d photos of %s", n), n, title);
    case AUTOSELL_ACTION_RESTORE_PHOTOS:
      return g_strdup_printf (ngettext ("Restored %d photo of %s", "Restored %d photos of %s", n), n, title);
    case AUTOSELL_ACTION_MOVE_PHOTOS:
      return g_strdup_printf (ngettext ("Moved %d photo to %s", "Moved %d photos to %s", n), n, title);
    default:
      return g_strdup_printf (_("Changed the order of the photos of %s"), title);
    }
}

/* There are two cars or more: what is counted in words are the photos. */
static char *
label_for_photos_of_many (const AutosellUndoStep *step)
{
  int n = (int) step->n_photos, n_cars = (int) step->n_vehicles;

  switch (step->action)
    {
    case AUTOSELL_ACTION_ADD_PHOTOS:
      return g_strdup_printf (ngettext ("Added %d photo to %d cars", "Added %d photos to %d cars", n), n, n_cars);
    case AUTOSELL_ACTION_MOVE_PHOTOS:
      return g_strdup_printf (ngettext ("Moved %d photo to another car", "Moved %d photos to another car", n), n);
    case AUTOSELL_ACTION_REMOVE_PHOTOS:
      return g_strdup_printf (ngettext ("Removed %d photo of %d cars", "Removed %d photos of %d cars", n), n, n_cars);
    case AUTOSELL_ACTION_RESTORE_PHOTOS:
      return g_strdup_printf (ngettext ("Restored %d photo of %d cars", "Restored %d photos of %d cars", n), n, n_cars);
    default:
      return g_strdup_printf (ngettext ("Changed the photos of %d car", "Changed the photos of %d cars", n_cars),
                              n_cars);
    }
}

static char *
label_for_one (const AutosellUndoStep *step)
{
  const char *title = step->vehicle_title;

  switch (step->action)
    {
    /* Translators: %s is a car, "MAZDA CX30 2021" */
    case AUTOSELL_ACTION_ADD:
      return g_strdup_printf (_("Added %s"), title);
    case AUTOSELL_ACTION_DELETE:
      return g_strdup_printf (_("Deleted %s"), title);
    case AUTOSELL_ACTION_RESTORE:
      return g_strdup_printf (_("Restored %s"), title);
    case AUTOSELL_ACTION_STATUS:
      return g_strdup_printf (_("Changed the status of %s"), title);
    case AUTOSELL_ACTION_SELL:
      return g_strdup_printf (_("Sold %s"), title);
    case AUTOSELL_ACTION_RESERVE:
      return g_strdup_printf (_("Reserved %s"), title);
    case AUTOSELL_ACTION_MAKE_AVAILABLE:
      return g_strdup_printf (_("Made %s available again"), title);
    case AUTOSELL_ACTION_PRICE:
      return g_strdup_printf (_("Changed the price of %s"), title);
    case AUTOSELL_ACTION_LOCATION:
      return g_strdup_printf (_("Changed the location of %s"), title);
    case AUTOSELL_ACTION_GROUP:
      return g_strdup_printf (_("Changed the group of %s"), title);
    case AUTOSELL_ACTION_REPAIR:
      return g_strdup_printf (_("Repaired %s"), title);
    case AUTOSELL_ACTION_MARKETPLACE:
      return g_strdup_printf (_("Noted the Marketplace listing of %s"), title);
    case AUTOSELL_ACTION_UNDO:
      return g_strdup_printf (_("Took back a change of %s"), title);
    case AUTOSELL_ACTION_REDO:
      return g_strdup_printf (_("Made a change of %s again"), title);
    default:
      return g_strdup_printf (_("Changed %s"), title);
    }
}

static char *
label_for_many (const AutosellUndoStep *step)
{
  int n = (int) step->n_vehicles;

  switch (step->action)
    {
    case AUTOSELL_ACTION_ADD:
      return g_strdup_printf (ngettext ("Added %d car", "Added %d cars", n), n);
    case AUTOSELL_ACTION_IMPORT:
      return g_strdup_printf (ngettext ("Imported %d car", "Imported %d cars", n), n);
    case AUTOSELL_ACTION_SAMPLE:
      return g_strdup_printf (ngettext ("Loaded %d sample car", "Loaded %d sample cars", n), n);
    case AUTOSELL_ACTION_SYNC:
      return g_strdup_printf (ngettext ("The sheet changed %d car", "The sheet changed %d cars", n), n);
    case AUTOSELL_ACTION_REMOVE_SAMPLE:
      return g_strdup_printf (ngettext ("Removed %d sample car", "Removed %d sample cars", n), n);
    case AUTOSELL_ACTION_DELETE:
      return g_strdup_printf (ngettext ("Deleted %d car", "Deleted %d cars", n), n);
    case AUTOSELL_ACTION_RESTORE:
      return g_strdup_printf (ngettext ("Restored %d car", "Restored %d cars", n), n);
    case AUTOSELL_ACTION_STATUS:
      return g_strdup_printf (ngettext ("Changed the status of %d car", "Changed the status of %d cars", n), n);
    case AUTOSELL_ACTION_SELL:
      return g_strdup_printf (ngettext ("Sold %d car", "Sold %d cars", n), n);
    case AUTOSELL_ACTION_RESERVE:
      return g_strdup_printf (ngettext ("Reserved %d car", "Reserved %d cars", n), n);
    case AUTOSELL_ACTION_MAKE_AVAILABLE:
      return g_strdup_printf (ngettext ("Made %d car available again", "Made %d cars available again", n), n);
    case AUTOSELL_ACTION_PRICE:
      return g_strdup_printf (ngettext ("Changed the price of %d car", "Changed the price of %d cars", n), n);
    case AUTOSELL_ACTION_LOCATION:
      return g_strdup_printf (ngettext ("Changed the location of %d car", "Changed the location of %d cars", n), n);
    case AUTOSELL_ACTION_GROUP:
      return g_strdup_printf (ngettext ("Changed the group of %d car", "Changed the group of %d cars", n), n);
    case AUTOSELL_ACTION_REPAIR:
      return g_strdup_printf (ngettext ("Repaired %d car", "Repaired %d cars", n), n);
    case AUTOSELL_ACTION_MARKETPLACE:
      return g_strdup_printf (
        ngettext ("Noted the Marketplace listing of %d car", "Noted the Marketplace listings of %d cars", n), n);
    case AUTOSELL_ACTION_UNDO:
      return g_strdup_printf (ngettext ("Took back a change of %d car", "Took back a change of %d cars", n), n);
    case AUTOSELL_ACTION_REDO:
      return g_strdup_printf (ngettext ("Made a change of %d car again", "Made a change of %d cars again", n), n);
    default:
      return g_strdup_printf (ngettext ("Changed %d car", "Changed %d cars", n), n);
    }
}

char *
autosell_undo_step_dup_label (const AutosellUndoStep *step)
{
  gboolean is_bulk = step->action == AUTOSELL_ACTION_IMPORT || step->action == AUTOSELL_ACTION_SAMPLE
                     || step->action == AUTOSELL_ACTION_REMOVE_SAMPLE || step->action == AUTOSELL_ACTION_SYNC;

  if (is_photo_action (step->action))
    return step->vehicle_title != NULL ? label_for_photos_of_one (step) : label_for_photos_of_many (step);
  return step->vehicle_title != NULL && !is_bulk ? label_for_one (step) : label_for_many (step);
}
