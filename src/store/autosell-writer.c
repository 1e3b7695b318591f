/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-writer.h"

#include "autosell-change-set-private.h"
#include "autosell-event-private.h"
#include "autosell-marketplace-private.h"
#include "autosell-vehicle-sql.h"

#define FIELD_BIT(field) (G_GUINT64_CONSTANT (1) << (field))

void
autosell_commit_result_free (AutosellCommitResult *result)
{
  if (result == NULL)
    return;
  g_array_unref (result->keys);
  g_clear_pointer (&result->copy, autosell_safety_copy_free);
  g_free (result);
}

gboolean
autosell_writer_begin (AutosellWriter *self, AutosellConnection *connection, AutosellAction action, const char *who,
                       const char *origin, const char *reason, GError **error)
{
  gint64 last;

  if (!autosell_connection_begin (connection, error))
    return FALSE;
  *self = (AutosellWriter){
    .connection = connection,
    .action = action,
    .who = who,
    .origin = origin,
    .reason = reason,
    .now_us = g_get_real_time (),
    .keys = g_array_new (FALSE, FALSE, sizeof (gint64)),
  };
  /* A clock that was set back must not put a change before the one it follows */
  last = autosell_connection_get_int (connection, "SELECT at FROM change ORDER BY id DESC LIMIT 1", 0);
  self->now_us = MAX (self->now_us, last + 1);
  return TRUE;
}

/* What was undone can be redone until something new is done. */
static gboolean
forget_redo (AutosellWriter *self, GError **error)
{
  sqlite3_stmt *stmt;

  /* What comes from the sheet is nothing that the person has done. */
  if (self->action == AUTOSELL_ACTION_UNDO || self->action == AUTOSELL_ACTION_REDO
      || self->action == AUTOSELL_ACTION_SYNC)
    return TRUE;
  stmt =
    autosell_connection_prepare (self->connection, "UPDATE change SET state = 'final' WHERE state = 'undone'", error);
  return stmt != NULL && autosell_statement_run (stmt, error);
}

static gboolean
open_change (AutosellWriter *self, GError **error)
{
  gboolean is_revert = self->action == AUTOSELL_ACTION_UNDO || self->action == AUTOSELL_ACTION_REDO;
  sqlite3_stmt *stmt;
  gboolean done;

  if (self->change != 0)
    return TRUE;
  if (!forget_redo (self, error))
    return FALSE;
  stmt = autosell_connection_prepare (self->connection,
                                      "INSERT INTO change (at, who, origin, action, reason, state, reverts) "
                                      "VALUES (?, ?, ?, ?, ?, ?, ?)",
                                      error);
  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, self->now_us);
  autosell_bind_text (stmt, 2, self->who);
  autosell_bind_text (stmt, 3, self->origin);
  autosell_bind_text (stmt, 4, autosell_action_to_nick (self->action));
  autosell_bind_text (stmt, 5, self->reason);
  autosell_bind_text (stmt, 6, is_revert ? "final" : "done");
  if (self->reverts != 0)
    sqlite3_bind_int64 (stmt, 7, self->reverts);
  done = autosell_statement_run (stmt, error);
  sqlite3_clear_bindings (stmt);
  self->change = sqlite3_last_insert_rowid (self->connection->db);
  return done;
}

static void
touch (AutosellWriter *self, gint64 key)
{
  if (self->last_key != key)
    g_array_append_val (self->keys, key);
  self->last_key = key;
}

static void
bind_event_value (sqlite3_stmt *stmt, int index, AutosellField field, const AutosellValue *value)
{
  if (value == NULL)
    return;
  if (value->state == AUTOSELL_VALUE_RAW)
    sqlite3_bind_text (stmt, index + 1, value->text, -1, SQLITE_TRANSIENT);
  else if (value->state == AUTOSELL_VALUE_KNOWN && autosell_field_is_number (field))
    sqlite3_bind_text (stmt, index, g_strdup_printf ("%" G_GINT64_FORMAT, value->number), -1, g_free);
  else if (value->state == AUTOSELL_VALUE_KNOWN)
    sqlite3_bind_text (stmt, index, value->text, -1, SQLITE_TRANSIENT);
}

/* @field_name: (nullable); @before, @after: (nullable) */
static gboolean
write_event (AutosellWriter *self, gint64 key, AutosellEventKind kind, const char *field_name, AutosellField field,
             const AutosellValue *before, const AutosellValue *after, GError **error)
{
  sqlite3_stmt *stmt;

  if (!open_change (self, error))
    return FALSE;
  stmt = autosell_connection_prepare (self->connection,
                                      "INSERT INTO vehicle_event (change_id, seq, vehicle_pk, kind, field, before, "
                                      "before_raw, after, after_raw) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                                      error);
  if (stmt == NULL)
    return FALSE;
  touch (self, key);
  sqlite3_bind_int64 (stmt, 1, self->change);
  sqlite3_bind_int64 (stmt, 2, self->seq++);
  sqlite3_bind_int64 (stmt, 3, key);
  sqlite3_bind_int (stmt, 4, kind);
  if (field_name != NULL)
    sqlite3_bind_text (stmt, 5, field_name, -1, SQLITE_TRANSIENT);
  bind_event_value (stmt, 6, field, before);
  bind_event_value (stmt, 8, field, after);
  return autosell_statement_run (stmt, error);
}

static gboolean
write_status_history (AutosellWriter *self, AutosellVehicle *vehicle, GError **error)
{
  sqlite3_stmt *stmt = autosell_connection_prepare (self->connection,
                                                    "INSERT INTO status_history (vehicle_pk, change_id, status) "
                                                    "VALUES (?, ?, ?)",
                                                    error);

  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, autosell_vehicle_get_key (vehicle));
  sqlite3_bind_int64 (stmt, 2, self->change);
  autosell_bind_text (stmt, 3, autosell_vehicle_get_text (vehicle, AUTOSELL_FIELD_STATUS));
  return autosell_statement_run (stmt, error);
}

gboolean
autosell_writer_add (AutosellWriter *self, AutosellVehicle *vehicle, GError **error)
{
  if (autosell_vehicle_get_id (vehicle) == NULL)
    {
      g_autofree char *id = g_uuid_string_random ();

      autosell_vehicle_set_id (vehicle, id);
    }
  autosell_vehicle_set_revision (vehicle, 1);
  autosell_vehicle_set_times (vehicle, self->now_us, self->now_us, 0);
  if (!autosell_vehicle_sql_insert (self->connection, vehicle, self->action == AUTOSELL_ACTION_SAMPLE, error)
      || !write_event (self, autosell_vehicle_get_key (vehicle), AUTOSELL_EVENT_CREATED, NULL, 0, NULL, NULL, error))
    return FALSE;
  return autosell_vehicle_get_status (vehicle) == AUTOSELL_STATUS_UNKNOWN
         || write_status_history (self, vehicle, error);
}

static void
raise_revision (AutosellWriter *self, AutosellVehicle *vehicle, gint64 deleted_us)
{
  autosell_vehicle_set_revision (vehicle, autosell_vehicle_get_revision (vehicle) + 1);
  autosell_vehicle_set_times (vehicle, autosell_vehicle_get_created (vehicle), self->now_us, deleted_us);
}

/* A sale is called a sale, whoever changed the status and wherever. */
static AutosellAction
name_status_change (AutosellStatus before, AutosellStatus after)
{
  if (after == AUTOSELL_STATUS_SOLD)
    return AUTOSELL_ACTION_SELL;
  if (after == AUTOSELL_STATUS_RESERVED)
    return AUTOSELL_ACTION_RESERVE;
  if (after == AUTOSELL_STATUS_AVAILABLE && (before == AUTOSELL_STATUS_SOLD || before == AUTOSELL_STATUS_RESERVED))
    return AUTOSELL_ACTION_MAKE_AVAILABLE;
  return AUTOSELL_ACTION_STATUS;
}

static void
note_status (AutosellWriter *self, AutosellStatus before, AutosellStatus after)
{
  AutosellAction deal = name_status_change (before, after);

  self->deal = self->n_statuses == 0 || self->deal == deal ? deal : AUTOSELL_ACTION_STATUS;
  self->n_statuses++;
}

gboolean
autosell_writer_set (AutosellWriter *self, AutosellVehicle *vehicle, AutosellVehicle *values, guint64 fields,
                     GError **error)
{
  gint64 key = autosell_vehicle_get_key (vehicle);
  AutosellStatus status_before = autosell_vehicle_get_status (vehicle);
  guint64 changed = 0;

  for (AutosellField field = 0; field < AUTOSELL_N_FIELDS; field++)
    {
      const AutosellValue *before = autosell_vehicle_get_value (vehicle, field);
      const AutosellValue *after = autosell_vehicle_get_value (values, field);

      if (!(fields & FIELD_BIT (field)) || autosell_value_equal (before, after))
        continue;
      if (!write_event (self, key, AUTOSELL_EVENT_SET, autosell_field_get_info (field)->name, field, before, after,
                        error))
        return FALSE;
      autosell_vehicle_set_value (vehicle, field, after);
      changed |= FIELD_BIT (field);
    }
  if (changed == 0)
    return TRUE;

  if (changed & FIELD_BIT (AUTOSELL_FIELD_STATUS))
    note_status (self, status_before, autosell_vehicle_get_status (vehicle));
  raise_revision (self, vehicle, autosell_vehicle_get_deleted (vehicle));
  return autosell_vehicle_sql_update (self->connection, vehicle, changed, error)
         && (!(changed & FIELD_BIT (AUTOSELL_FIELD_STATUS)) || write_status_history (self, vehicle, error));
}

gboolean
autosell_writer_set_extra (AutosellWriter *self, AutosellVehicle *vehicle, const char *name, const char *text,
                           GError **error)
{
  g_autofree char *field_name = g_strconcat (AUTOSELL_EXTRA_PREFIX, name, NULL);
  g_auto(AutosellValue) before = AUTOSELL_VALUE_INIT;
  g_auto(AutosellValue) after = AUTOSELL_VALUE_INIT;
  gint64 key = autosell_vehicle_get_key (vehicle);

  autosell_value_set_text (&before, autosell_vehicle_get_extra (vehicle, name));
  autosell_value_set_text (&after, text);
  if (autosell_value_equal (&before, &after))
    return TRUE;

  /* Extras are text: the field only tells how to write the values */
  if (!write_event (self, key, AUTOSELL_EVENT_SET, field_name, AUTOSELL_FIELD_NOTES, &before, &after, error))
    return FALSE;
  autosell_vehicle_set_extra (vehicle, name, text);
  raise_revision (self, vehicle, autosell_vehicle_get_deleted (vehicle));
  return autosell_vehicle_sql_update (self->connection, vehicle, 0, error)
         && autosell_vehicle_sql_write_extra (self->connection, key, name, text, error);
}

gboolean
autosell_writer_set_deleted (AutosellWriter *self, AutosellVehicle *vehicle, gboolean deleted, GError **error)
{
  if ((autosell_vehicle_get_deleted (vehicle) != 0) == deleted)
    return TRUE;
  if (!write_event (self, autosell_vehicle_get_key (vehicle),
                    deleted ? AUTOSELL_EVENT_DELETED : AUTOSELL_EVENT_RESTORED, NULL, 0, NULL, NULL, error))
    return FALSE;
  raise_revision (self, vehicle, deleted ? self->now_us : 0);
  return autosell_vehicle_sql_update (self->connection, vehicle, 0, error);
}

gboolean
autosell_writer_set_listing (AutosellWriter *self, gint64 key, const char *text, GError **error)
{
  AutosellListing before = AUTOSELL_LISTING_INIT, after = AUTOSELL_LISTING_INIT;
  g_auto(AutosellValue) old = AUTOSELL_VALUE_INIT;
  g_auto(AutosellValue) new = AUTOSELL_VALUE_INIT;
  g_autofree char *before_text = NULL;
  gboolean done = autosell_listing_sql_load (self->connection, key, &before, error);

  before_text = autosell_listing_to_text (&before);
  autosell_listing_from_text (&after, text);
  if (done && !autosell_listing_equal (&before, &after))
    {
      if (*before_text != '\0')
        autosell_value_set_text (&old, before_text);
      if (*text != '\0')
        autosell_value_set_text (&new, text);
      done = write_event (self, key, AUTOSELL_EVENT_LISTING, "marketplace", AUTOSELL_FIELD_NOTES, &old, &new, error)
             && autosell_listing_sql_save (self->connection, key, &after, self->who, self->now_us, error);
    }
  autosell_listing_clear (&before);
  autosell_listing_clear (&after);
  return done;
}

gboolean
autosell_writer_add_photo_event (AutosellWriter *self, gint64 key, const char *before, const char *after,
                                 GError **error)
{
  g_auto(AutosellValue) old = AUTOSELL_VALUE_INIT;
  g_auto(AutosellValue) new = AUTOSELL_VALUE_INIT;

  if (*before != '\0')
    autosell_value_set_text (&old, before);
  if (*after != '\0')
    autosell_value_set_text (&new, after);
  /* Text, as extras are: the field only tells how to write the values */
  return write_event (self, key, AUTOSELL_EVENT_PHOTOS, "photos", AUTOSELL_FIELD_NOTES, &old, &new, error);
}

static gboolean
apply_one (AutosellWriter *self, const AutosellVehicleChange *change, GError **error)
{
  g_autoptr(AutosellVehicle) vehicle = autosell_vehicle_sql_load (self->connection, change->key, error);

  if (vehicle == NULL)
    return FALSE;
  if (change->required_revision >= 0 && autosell_vehicle_get_revision (vehicle) != change->required_revision)
    {
      g_set_error (error, AUTOSELL_STORE_ERROR, AUTOSELL_STORE_ERROR_CONFLICT,
                   "The vehicle has revision %" G_GINT64_FORMAT " and not %" G_GINT64_FORMAT,
                   autosell_vehicle_get_revision (vehicle), change->required_revision);
      return FALSE;
    }
  if (!autosell_writer_set (self, vehicle, change->values, change->fields, error))
    return FALSE;
  for (guint i = 0; change->extras != NULL && i < change->extras->len; i++)
    {
      const char *name = g_ptr_array_index (change->extras, i);

      if (!autosell_writer_set_extra (self, vehicle, name, autosell_vehicle_get_extra (change->values, name), error))
        return FALSE;
    }
  if (change->listing != NULL && !autosell_writer_set_listing (self, change->key, change->listing, error))
    return FALSE;
  return change->fate == AUTOSELL_FATE_KEEP
         || autosell_writer_set_deleted (self, vehicle, change->fate == AUTOSELL_FATE_DELETE, error);
}

gboolean
autosell_writer_apply (AutosellWriter *self, AutosellChangeSet *changes, GError **error)
{
  for (guint i = 0; i < changes->added->len; i++)
    if (!autosell_writer_add (self, g_ptr_array_index (changes->added, i), error))
      return FALSE;
  for (guint i = 0; i < changes->changes->len; i++)
    if (!apply_one (self, g_ptr_array_index (changes->changes, i), error))
      return FALSE;
  return TRUE;
}

/* What the change turned out to be. A “status” that left the status as it was is of the price or day of a sale. */
static AutosellAction
get_final_action (AutosellWriter *self)
{
  if (self->action != AUTOSELL_ACTION_STATUS)
    return self->action;
  return self->n_statuses > 0 ? self->deal : AUTOSELL_ACTION_EDIT;
}

AutosellCommitResult *
autosell_writer_end (AutosellWriter *self, GError **error)
{
  AutosellCommitResult *result;
  sqlite3_stmt *stmt;

  if (self->change != 0)
    {
      stmt = autosell_connection_prepare (self->connection, "UPDATE change SET n_vehicles = ?, action = ? WHERE id = ?",
                                          error);
      if (stmt == NULL)
        goto failed;
      sqlite3_bind_int64 (stmt, 1, self->keys->len);
      autosell_bind_text (stmt, 2, autosell_action_to_nick (get_final_action (self)));
      sqlite3_bind_int64 (stmt, 3, self->change);
      if (!autosell_statement_run (stmt, error))
        goto failed;
    }
  if (!autosell_connection_commit (self->connection, error))
    goto failed;

  result = g_new0 (AutosellCommitResult, 1);
  result->change = self->change;
  result->n_vehicles = self->keys->len;
  result->n_skipped = self->n_skipped;
  result->keys = g_steal_pointer (&self->keys);
  return result;

failed:
  autosell_writer_abort (self);
  return NULL;
}

AutosellCommitResult *
autosell_writer_end_with_copy (AutosellWriter *self, AutosellSafetyCopy *taken, GError **error)
{
  g_autoptr(AutosellSafetyCopy) copy = taken;
  AutosellCommitResult *result;

  if (copy != NULL && !autosell_safety_copy_wait (copy, error))
    {
      autosell_writer_abort (self);
      return NULL;
    }
  result = autosell_writer_end (self, error);
  if (result == NULL || copy == NULL)
    return result;
  autosell_safety_copy_set_committed (copy);
  result->copy = g_steal_pointer (&copy);
  return result;
}

void
autosell_writer_abort (AutosellWriter *self)
{
  autosell_connection_rollback (self->connection);
  g_clear_pointer (&self->keys, g_array_unref);
}
