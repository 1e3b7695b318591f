/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-event-private.h"
#include "autosell-marketplace-private.h"
#include "autosell-photo-board.h"
#include "autosell-vehicle-sql.h"
#include "autosell-writer.h"

/* Undo walks a change's events backwards and puts each value back, provided that it is still the one which the change
 * left: what somebody changed since is theirs, is left alone, and is counted as skipped. Redo walks forwards. */

typedef struct
{
  gint64 key;
  AutosellEventKind kind;
  char *field; /* owned, nullable */
  AutosellValue before;
  AutosellValue after;
} Step;

static void
step_clear (gpointer data)
{
  Step *step = data;

  g_free (step->field);
  autosell_value_clear (&step->before);
  autosell_value_clear (&step->after);
}

/* All at once: the same table is written while they are worked off. */
static GArray *
load_steps (AutosellConnection *connection, gint64 change, gboolean is_redo, GError **error)
{
  g_autoptr(GArray) steps = g_array_new (FALSE, TRUE, sizeof (Step));
  g_autoptr(GError) local_error = NULL;
  sqlite3_stmt *stmt;

  g_array_set_clear_func (steps, step_clear);
  stmt = autosell_connection_prepare (connection,
                                      is_redo ? "SELECT vehicle_pk, kind, field, before, before_raw, after, after_raw "
                                                "FROM vehicle_event WHERE change_id = ? ORDER BY seq"
                                              : "SELECT vehicle_pk, kind, field, before, before_raw, after, after_raw "
                                                "FROM vehicle_event WHERE change_id = ? ORDER BY seq DESC",
                                      error);
  if (stmt == NULL)
    return NULL;
  sqlite3_bind_int64 (stmt, 1, change);
  while (autosell_statement_next (stmt, &local_error))
    {
      Step step = { sqlite3_column_int64 (stmt, 0), sqlite3_column_int (stmt, 1),
                    g_strdup (autosell_column_text (stmt, 2)), AUTOSELL_VALUE_INIT, AUTOSELL_VALUE_INIT };

      autosell_event_read_value (stmt, 3, step.field, &step.before);
      autosell_event_read_value (stmt, 5, step.field, &step.after);
      g_array_append_val (steps, step);
    }
  return autosell_pass_error (g_steal_pointer (&local_error), error) ? g_steal_pointer (&steps) : NULL;
}

/* The car that is being worked on. Its fields are put back together: one at a time, a car would be written, and its
 * words taken out of the search index and put in again, for each of them. */
typedef struct
{
  AutosellVehicle *vehicle; /* owned, nullable */
  AutosellVehicle *values;  /* owned, nullable: what @fields will be */
  guint64 fields;           /* 1 << field */
} Pending;

static gboolean
pending_write (Pending *self, AutosellWriter *writer, GError **error)
{
  gboolean done = self->fields == 0 || autosell_writer_set (writer, self->vehicle, self->values, self->fields, error);

  g_clear_object (&self->values);
  self->fields = 0;
  return done;
}

static void
pending_clear (Pending *self)
{
  g_clear_object (&self->values);
  g_clear_object (&self->vehicle);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Pending, pending_clear)

static gboolean
revert_set (AutosellWriter *writer, Pending *pending, const Step *step, gboolean is_redo, GError **error)
{
  AutosellVehicle *vehicle = pending->vehicle;
  const AutosellValue *expected = is_redo ? &step->before : &step->after;
  const AutosellValue *wanted = is_redo ? &step->after : &step->before;
  AutosellField field;

  /* A field that comes a second time is compared with what the first made of it */
  if (autosell_event_find_field (step->field, &field) && (pending->fields & (G_GUINT64_CONSTANT (1) << field))
      && !pending_write (pending, writer, error))
    return FALSE;
  if (g_str_has_prefix (step->field, AUTOSELL_EXTRA_PREFIX))
    {
      const char *name = step->field + strlen (AUTOSELL_EXTRA_PREFIX);

      if (g_strcmp0 (autosell_vehicle_get_extra (vehicle, name), expected->text) == 0)
        return autosell_writer_set_extra (writer, vehicle, name, wanted->text, error);
    }
  else if (autosell_event_find_field (step->field, &field)
           && autosell_value_equal (autosell_vehicle_get_value (vehicle, field), expected))
    {
      if (pending->values == NULL)
        pending->values = autosell_vehicle_new ();
      autosell_vehicle_set_value (pending->values, field, wanted);
      pending->fields |= G_GUINT64_CONSTANT (1) << field;
      return TRUE;
    }
  writer->n_skipped++;
  return TRUE;
}

/* The days and the address go together: they are put back as one, unless somebody has said otherwise since. */
static gboolean
revert_listing (AutosellWriter *writer, const Step *step, gboolean is_redo, GError **error)
{
  const char *expected = is_redo ? step->before.text : step->after.text;
  const char *wanted = is_redo ? step->after.text : step->before.text;
  AutosellListing listing = AUTOSELL_LISTING_INIT;
  gboolean done = autosell_listing_sql_load (writer->connection, step->key, &listing, error);
  g_autofree char *now = autosell_listing_to_text (&listing);

  autosell_listing_clear (&listing);
  if (done && g_strcmp0 (now, expected != NULL ? expected : "") == 0)
    return autosell_writer_set_listing (writer, step->key, wanted != NULL ? wanted : "", error);
  writer->n_skipped += done;
  return done;
}

static gboolean
revert_step (AutosellWriter *writer, Pending *pending, const Step *step, gboolean is_redo, GError **error)
{
  AutosellVehicle *vehicle = pending->vehicle;

  if (step->kind != AUTOSELL_EVENT_SET && !pending_write (pending, writer, error))
    return FALSE;
  switch (step->kind)
    {
    case AUTOSELL_EVENT_CREATED:
    case AUTOSELL_EVENT_RESTORED:
      return autosell_writer_set_deleted (writer, vehicle, !is_redo, error);
    case AUTOSELL_EVENT_DELETED:
      return autosell_writer_set_deleted (writer, vehicle, is_redo, error);
    case AUTOSELL_EVENT_LISTING:
      return revert_listing (writer, step, is_redo, error);
    case AUTOSELL_EVENT_SET:
    case AUTOSELL_EVENT_PHOTOS:
    default:
      return revert_set (writer, pending, step, is_redo, error);
    }
}

static gboolean
set_state (AutosellWriter *writer, gint64 change, const char *state, GError **error)
{
  sqlite3_stmt *stmt =
    autosell_connection_prepare (writer->connection, "UPDATE change SET state = ?, undone_by = ? WHERE id = ?", error);

  if (stmt == NULL)
    return FALSE;
  autosell_bind_text (stmt, 1, state);
  if (writer->change != 0)
    sqlite3_bind_int64 (stmt, 2, writer->change);
  sqlite3_bind_int64 (stmt, 3, change);
  return autosell_statement_run (stmt, error);
}

/* What the change had decided is undecided again, and with redo decided: both bear its time. */
static gboolean
set_conflicts (AutosellWriter *writer, gint64 change, gboolean is_redo, GError **error)
{
  sqlite3_stmt *stmt =
    autosell_connection_prepare (writer->connection,
                                 "UPDATE conflict SET state = ?1 WHERE decided_at = (SELECT at FROM change "
                                 "WHERE id = ?2) AND (state = 'open') = (?1 <> 'open')",
                                 error);

  if (stmt == NULL)
    return FALSE;
  autosell_bind_text (stmt, 1, is_redo ? "turned" : "open");
  sqlite3_bind_int64 (stmt, 2, change);
  return autosell_statement_run (stmt, error);
}

gboolean
autosell_writer_revert (AutosellWriter *writer, gint64 change, gboolean is_redo, GError **error)
{
  g_autoptr(GArray) steps = load_steps (writer->connection, change, is_redo, error);
  g_autoptr(AutosellPhotoBoard) board = autosell_photo_board_new (writer);
  g_auto(Pending) pending = { 0 };

  if (steps == NULL)
    return FALSE;
  writer->reverts = change;
  for (guint i = 0; i < steps->len; i++)
    {
      const Step *step = &g_array_index (steps, Step, i);

      /* A photo that went from one car to another is in two events: they are taken back together */
      if (step->kind == AUTOSELL_EVENT_PHOTOS)
        {
          autosell_photo_board_take_event (board, step->key, is_redo ? step->before.text : step->after.text,
                                           is_redo ? step->after.text : step->before.text);
          continue;
        }
      /* Steps of one car come together: it is loaded once */
      if (pending.vehicle == NULL || autosell_vehicle_get_key (pending.vehicle) != step->key)
        {
          if (!pending_write (&pending, writer, error))
            return FALSE;
          g_clear_object (&pending.vehicle);
          pending.vehicle = autosell_vehicle_sql_load (writer->connection, step->key, error);
        }
      if (pending.vehicle == NULL || !revert_step (writer, &pending, step, is_redo, error))
        return FALSE;
    }
  if (!pending_write (&pending, writer, error) || !autosell_photo_board_revert (board, error)
      || !autosell_photo_board_write (board, NULL, error) || !set_conflicts (writer, change, is_redo, error))
    return FALSE;
  return set_state (writer, change, is_redo ? "done" : "undone", error);
}
