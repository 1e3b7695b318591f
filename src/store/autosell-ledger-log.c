/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-ledger-store.h"

#include "autosell-event-private.h"
#include "autosell-store-private.h"
#include "autosell-vehicle-sql.h"

/* What a window shows of the sheet: how much is undecided, the cars that it lost, and the log of cells. */

/* ---- The summary ---- */

static gpointer
get_summary_job (AutosellConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autofree AutosellSheetSummary *summary = g_new0 (AutosellSheetSummary, 1);
  GError *local_error = NULL;
  sqlite3_stmt *stmt = autosell_connection_prepare (
    connection,
    "SELECT EXISTS (SELECT 1 FROM sheet_link), (SELECT count (*) FROM conflict WHERE state = 'open'), "
    "(SELECT count (*) FROM sheet_base JOIN vehicle ON pk = vehicle_pk WHERE is_gone AND is_gone = 1 AND NOT "
    "is_removed AND "
    "deleted_at IS NULL)",
    error);

  if (stmt == NULL)
    return NULL;
  if (autosell_statement_next (stmt, &local_error))
    {
      summary->is_linked = sqlite3_column_int (stmt, 0);
      summary->n_conflicts = (guint) sqlite3_column_int64 (stmt, 1);
      summary->n_vanished = (guint) sqlite3_column_int64 (stmt, 2);
    }
  sqlite3_reset (stmt);
  return autosell_pass_error (local_error, error) ? g_steal_pointer (&summary) : NULL;
}

void
autosell_store_get_sheet_summary_async (AutosellStore *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                                        gpointer user_data)
{
  autosell_store_run (self, AUTOSELL_LANE_READ, get_summary_job, NULL, NULL, g_free, cancellable, callback, user_data);
}

AutosellSheetSummary *
autosell_store_get_sheet_summary_finish (AutosellStore *self, GAsyncResult *result, GError **error)
{
  return autosell_store_run_finish (self, result, error);
}

AutosellSheetSummary *
autosell_store_get_sheet_summary_sync (AutosellStore *self, GError **error)
{
  return autosell_database_call (autosell_store_get_database (self), AUTOSELL_LANE_READ, get_summary_job, NULL, NULL,
                                 error);
}

/* ---- Not in the sheet ---- */

void
autosell_vanished_free (AutosellVanished *vanished)
{
  g_free (vanished->title);
  g_free (vanished->details);
  g_free (vanished);
}

/* "7 · $289,000 · Available" */
static char *
dup_details (AutosellVehicle *vehicle)
{
  static const AutosellField fields[] = { AUTOSELL_FIELD_STOCK_NUMBER, AUTOSELL_FIELD_PRICE, AUTOSELL_FIELD_STATUS };
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      g_autofree char *value = autosell_value_to_display (autosell_vehicle_get_value (vehicle, fields[i]), fields[i]);

      if (*value != '\0')
        g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", value);
    }
  return g_string_free (text, FALSE);
}

/* How a base says what a person wants of a car that the sheet lost: is_gone 2 is “left”, and otherwise like 1. */
static gboolean
list_vanished (AutosellConnection *connection, GPtrArray *list, GError **error)
{
  GError *local_error = NULL;
  sqlite3_stmt *stmt =
    autosell_connection_prepare (connection,
                                 "SELECT vehicle_pk, is_gone FROM sheet_base JOIN vehicle ON pk = vehicle_pk "
                                 "WHERE is_gone AND NOT is_removed AND deleted_at IS NULL ORDER BY is_gone, 1",
                                 error);

  if (stmt == NULL)
    return FALSE;
  while (autosell_statement_next (stmt, &local_error))
    {
      AutosellVanished *vanished = g_new0 (AutosellVanished, 1);

      vanished->key = sqlite3_column_int64 (stmt, 0);
      vanished->state = sqlite3_column_int (stmt, 1) == 1 ? AUTOSELL_VANISHED_OPEN : AUTOSELL_VANISHED_LEFT;
      g_ptr_array_add (list, vanished);
    }
  return autosell_pass_error (local_error, error);
}

static gpointer
load_vanished_job (AutosellConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr(GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) autosell_vanished_free);
  gboolean done;

  if (!autosell_connection_exec (connection, "BEGIN", error))
    return NULL;
  done = list_vanished (connection, list, error);
  for (guint i = 0; done && i < list->len; i++)
    {
      AutosellVanished *vanished = g_ptr_array_index (list, i);
      g_autoptr(AutosellVehicle) vehicle = autosell_vehicle_sql_load (connection, vanished->key, error);

      if ((done = vehicle != NULL))
        {
          vanished->title = autosell_vehicle_dup_title (vehicle);
          vanished->details = dup_details (vehicle);
        }
    }
  autosell_connection_rollback (connection);
  return done ? g_steal_pointer (&list) : NULL;
}

void
autosell_store_load_vanished_async (AutosellStore *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  autosell_store_run (self, AUTOSELL_LANE_READ, load_vanished_job, NULL, NULL, (GDestroyNotify) g_ptr_array_unref,
                      cancellable, callback, user_data);
}

GPtrArray *
autosell_store_load_vanished_finish (AutosellStore *self, GAsyncResult *result, GError **error)
{
  return autosell_store_run_finish (self, result, error);
}

GPtrArray *
autosell_store_load_vanished_sync (AutosellStore *self, GError **error)
{
  return autosell_database_call (autosell_store_get_database (self), AUTOSELL_LANE_READ, load_vanished_job, NULL, NULL,
                                 error);
}

typedef struct
{
  gint64 key;
  AutosellVanishedState state;
} VanishedJob;

static gpointer
set_vanished_job (AutosellConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  const VanishedJob *job = data;
  sqlite3_stmt *stmt = autosell_connection_prepare (connection,
                                                    "UPDATE sheet_base SET is_gone = ?, is_removed = ? "
                                                    "WHERE vehicle_pk = ? AND is_gone",
                                                    error);

  if (stmt == NULL)
    return NULL;
  sqlite3_bind_int (stmt, 1, job->state == AUTOSELL_VANISHED_LEFT ? 2 : 1);
  sqlite3_bind_int (stmt, 2, job->state == AUTOSELL_VANISHED_PUT_BACK);
  sqlite3_bind_int64 (stmt, 3, job->key);
  if (!autosell_statement_run (stmt, error))
    return NULL;
  if (sqlite3_changes (connection->db) > 0)
    return GINT_TO_POINTER (TRUE);
  g_set_error_literal (error, AUTOSELL_STORE_ERROR, AUTOSELL_STORE_ERROR_NOT_FOUND, "The sheet lacks no such car");
  return NULL;
}

void
autosell_store_set_vanished_async (AutosellStore *self, gint64 key, AutosellVanishedState state,
                                   GAsyncReadyCallback callback, gpointer user_data)
{
  const VanishedJob job = { key, state };

  autosell_store_run (self, AUTOSELL_LANE_WRITE, set_vanished_job, g_memdup2 (&job, sizeof job), g_free, NULL, NULL,
                      callback, user_data);
}

gboolean
autosell_store_set_vanished_finish (AutosellStore *self, GAsyncResult *result, GError **error)
{
  gboolean done = autosell_store_run_finish (self, result, error) != NULL;

  if (done)
    autosell_store_emit_sheet_changed (self);
  return done;
}

gboolean
autosell_store_set_vanished_sync (AutosellStore *self, gint64 key, AutosellVanishedState state, GError **error)
{
  VanishedJob job = { key, state };

  return autosell_database_call (autosell_store_get_database (self), AUTOSELL_LANE_WRITE, set_vanished_job, &job, NULL,
                                 error)
         != NULL;
}

/* ---- The log ---- */

void
autosell_sheet_log_entry_free (AutosellSheetLogEntry *entry)
{
  g_free (entry->title);
  autosell_value_clear (&entry->before);
  autosell_value_clear (&entry->after);
  g_free (entry);
}

void
autosell_sheet_log_page_free (AutosellSheetLogPage *page)
{
  g_clear_pointer (&page->entries, g_ptr_array_unref);
  g_clear_pointer (&page->undone, g_array_unref);
  g_free (page);
}

typedef struct
{
  gint64 before, after, since;
  guint limit;
} LogQuestion;

#define SELECT_LOG \
  "SELECT l.id, l.at, l.change_id, l.vehicle_pk, l.direction, l.field, l.before, l.after, ifnull (c.state = 'done', " \
  "0) " \
  "FROM sheet_log l LEFT JOIN change c ON c.id = l.change_id WHERE l.id < ?1 AND l.id > ?2 " \
  "ORDER BY l.id DESC LIMIT ?3"

/* What is read is kept as this program writes it; what is written as the sheet has it: a date there is its text in the
 * sheet's own manner, or the days since 1899-12-30. */
static void
read_logged (const AutosellSheetLogEntry *entry, const char *text, AutosellValue *value)
{
  gboolean is_date = autosell_field_get_info (entry->field)->kind == AUTOSELL_KIND_DATE;
  double number;
  char *end;

  if (text == NULL)
    return;
  number = g_ascii_strtod (text, &end);
  if (entry->is_written && is_date && *end == '\0')
    {
      const AutosellLedgerCell cell = { .kind = AUTOSELL_LEDGER_NUMBER, .number = number };

      autosell_ledger_cell_to_value (&cell, entry->field, FALSE, value);
    }
  else if (entry->is_written && is_date)
    autosell_value_set_raw (value, text);
  else
    autosell_value_parse (value, entry->field, text);
}

static AutosellSheetLogEntry *
read_entry (sqlite3_stmt *stmt)
{
  AutosellSheetLogEntry *entry = g_new0 (AutosellSheetLogEntry, 1);

  entry->id = sqlite3_column_int64 (stmt, 0);
  entry->at_us = sqlite3_column_int64 (stmt, 1);
  entry->change = sqlite3_column_int64 (stmt, 2);
  entry->key = sqlite3_column_int64 (stmt, 3);
  entry->is_written = g_strcmp0 (autosell_column_text (stmt, 4), "written") == 0;
  entry->can_undo = sqlite3_column_int (stmt, 8);
  entry->has_field =
    autosell_column_text (stmt, 5) != NULL && autosell_event_find_field (autosell_column_text (stmt, 5), &entry->field);
  if (entry->has_field)
    {
      read_logged (entry, autosell_column_text (stmt, 6), &entry->before);
      read_logged (entry, autosell_column_text (stmt, 7), &entry->after);
    }
  return entry;
}

static gboolean
load_entries (AutosellConnection *connection, const LogQuestion *question, AutosellSheetLogPage *page, GError **error)
{
  GError *local_error = NULL;
  sqlite3_stmt *stmt = autosell_connection_prepare (connection, SELECT_LOG, error);

  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, question->before != 0 ? question->before : G_MAXINT64);
  sqlite3_bind_int64 (stmt, 2, question->after);
  sqlite3_bind_int64 (stmt, 3, question->limit);
  while (autosell_statement_next (stmt, &local_error))
    g_ptr_array_add (page->entries, read_entry (stmt));
  return autosell_pass_error (local_error, error);
}

/* A car's cells come together, and a page has few cars. */
static gboolean
name_cars (AutosellConnection *connection, GPtrArray *entries, GError **error)
{
  g_autoptr(GHashTable) titles = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, NULL);

  for (guint i = 0; i < entries->len; i++)
    {
      AutosellSheetLogEntry *entry = g_ptr_array_index (entries, i);
      const char *title = g_hash_table_lookup (titles, &entry->key);
      g_autoptr(AutosellVehicle) vehicle = NULL;

      if (title == NULL && entry->key != 0
          && (vehicle = autosell_vehicle_sql_load (connection, entry->key, error)) == NULL)
        return FALSE;
      entry->title = vehicle != NULL ? autosell_vehicle_dup_title (vehicle) : g_strdup (title != NULL ? title : "");
      if (vehicle != NULL)
        g_hash_table_insert (titles, &entry->key, entry->title);
    }
  return TRUE;
}

static gboolean
load_undone (AutosellConnection *connection, gint64 since, AutosellSheetLogPage *page, GError **error)
{
  GError *local_error = NULL;
  sqlite3_stmt *stmt;

  if (since == 0)
    return TRUE;
  stmt = autosell_connection_prepare (
    connection, "SELECT id FROM change WHERE id >= ? AND origin = 'sheet' AND state <> 'done' ORDER BY id", error);
  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, since);
  while (autosell_statement_next (stmt, &local_error))
    {
      gint64 change = sqlite3_column_int64 (stmt, 0);

      g_array_append_val (page->undone, change);
    }
  return autosell_pass_error (local_error, error);
}

static gpointer
get_log_job (AutosellConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  const LogQuestion *question = data;
  g_autoptr(AutosellSheetLogPage) page = g_new0 (AutosellSheetLogPage, 1);
  gboolean done;

  page->entries = g_ptr_array_new_with_free_func ((GDestroyNotify) autosell_sheet_log_entry_free);
  page->undone = g_array_new (FALSE, FALSE, sizeof (gint64));
  if (!autosell_connection_exec (connection, "BEGIN", error))
    return NULL;
  done = load_entries (connection, question, page, error) && name_cars (connection, page->entries, error)
         && load_undone (connection, question->since, page, error);
  autosell_connection_rollback (connection);
  return done ? g_steal_pointer (&page) : NULL;
}

void
autosell_store_get_sheet_log_async (AutosellStore *self, gint64 before, gint64 after, gint64 since, guint limit,
                                    GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  const LogQuestion question = { before, after, since, limit };

  autosell_store_run (self, AUTOSELL_LANE_READ, get_log_job, g_memdup2 (&question, sizeof question), g_free,
                      (GDestroyNotify) autosell_sheet_log_page_free, cancellable, callback, user_data);
}

AutosellSheetLogPage *
autosell_store_get_sheet_log_finish (AutosellStore *self, GAsyncResult *result, GError **error)
{
  return autosell_store_run_finish (self, result, error);
}

AutosellSheetLogPage *
autosell_store_get_sheet_log_sync (AutosellStore *self, gint64 before, gint64 after, gint64 since, guint limit,
                                   GError **error)
{
  LogQuestion question = { before, after, since, limit };

  return autosell_database_call (autosell_store_get_database (self), AUTOSELL_LANE_READ, get_log_job, &question, NULL,
                                 error);
}
