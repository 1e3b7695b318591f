/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-dashboard.h"

#include <stdlib.h>

#include "autosell-event-private.h"
#include "autosell-marketplace-store.h"
#include "autosell-parse.h"
#include "autosell-reader.h"
#include "autosell-store-private.h"
#include "autosell-text.h"
#include "autosell-vehicle-sql.h"

#define IN_STOCK "deleted_at IS NULL AND status IS NOT 'sold'"

static const struct
{
  int first;
  int last;
} ages[AUTOSELL_N_AGES] = { { 0, 30 }, { 31, 45 }, { 46, 60 }, { 61, 90 }, { 91, -1 } };

void
autosell_age_get_days (AutosellAge age, int *first, int *last)
{
  g_return_if_fail (age < AUTOSELL_N_AGES);

  *first = ages[age].first;
  *last = ages[age].last;
}

static void
share_free (gpointer data)
{
  AutosellDayShare *share = data;

  g_free (share->who);
  g_free (share);
}

static void
change_free (gpointer data)
{
  AutosellDayChange *change = data;

  g_free (change->who);
  autosell_undo_step_free (change->step);
  g_free (change);
}

void
autosell_dashboard_free (AutosellDashboard *dashboard)
{
  if (dashboard == NULL)
    return;
  g_clear_pointer (&dashboard->locations, g_ptr_array_unref);
  g_clear_pointer (&dashboard->brands, g_ptr_array_unref);
  g_clear_pointer (&dashboard->newest, g_ptr_array_unref);
  g_clear_pointer (&dashboard->longest, g_ptr_array_unref);
  g_clear_pointer (&dashboard->reservations, g_ptr_array_unref);
  g_clear_pointer (&dashboard->people, g_ptr_array_unref);
  g_clear_pointer (&dashboard->changes, g_ptr_array_unref);
  g_free (dashboard);
}

/* ---- Statements ---- */

/* A kept statement with ?1 bound to @today where it asks for it. */
static sqlite3_stmt *
prepare (AutosellConnection *connection, const AutosellDashboard *self, const char *sql, GError **error)
{
  sqlite3_stmt *stmt = autosell_connection_prepare (connection, sql, error);

  if (stmt != NULL && sqlite3_bind_parameter_count (stmt) > 0)
    autosell_bind_text (stmt, 1, self->today);
  return stmt;
}

static void
add_totals (AutosellTotals *to, const AutosellTotals *more)
{
  to->n_vehicles += more->n_vehicles;
  to->n_priced += more->n_priced;
  to->price_sum_cents += more->price_sum_cents;
}

/* ---- Figures ---- */

static void
count_free (gpointer data)
{
  AutosellCount *count = data;

  g_free (count->value);
  g_free (count);
}

static int
compare_counts (gconstpointer a, gconstpointer b)
{
  const AutosellCount *one = *(AutosellCount *const *) a;
  const AutosellCount *other = *(AutosellCount *const *) b;

  if (one->totals.n_vehicles != other->totals.n_vehicles)
    return one->totals.n_vehicles < other->totals.n_vehicles ? 1 : -1;
  /* Nobody's last, and the rest by name, so that a page does not change its mind. */
  if (one->value == NULL || other->value == NULL)
    return one->value == NULL ? 1 : -1;
  return g_utf8_collate (one->value, other->value);
}

static GHashTable *
create_tally (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, NULL, count_free);
}

static void
tally (GHashTable *counts, const char *value, const AutosellTotals *car)
{
  AutosellCount *count = g_hash_table_lookup (counts, value != NULL ? value : "");

  if (count == NULL)
    {
      count = g_new0 (AutosellCount, 1);
      count->value = g_strdup (value);
      g_hash_table_insert (counts, count->value != NULL ? count->value : (char *) "", count);
    }
  add_totals (&count->totals, car);
}

/* Spellings that differ in case and accents only are one to a filter, so they are one here; the most common gives its
 * name. @counts: (transfer full) */
static GPtrArray *
merge_spellings (GHashTable *counts)
{
  g_autoptr(GPtrArray) spellings = g_ptr_array_new ();
  g_autoptr(GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GPtrArray *merged = g_ptr_array_new_with_free_func (count_free);
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, counts);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    g_ptr_array_add (spellings, value);
  g_ptr_array_sort (spellings, compare_counts);
  for (guint i = 0; i < spellings->len; i++)
    {
      const AutosellCount *spelling = g_ptr_array_index (spellings, i);
      g_autofree char *folded = autosell_text_fold (spelling->value != NULL ? spelling->value : "");
      AutosellCount *count = g_hash_table_lookup (known, folded);

      if (count == NULL)
        {
          count = g_new0 (AutosellCount, 1);
          count->value = g_strdup (spelling->value);
          g_ptr_array_add (merged, count);
          g_hash_table_insert (known, g_steal_pointer (&folded), count);
        }
      add_totals (&count->totals, &spelling->totals);
    }
  g_ptr_array_sort (merged, compare_counts);
  g_hash_table_unref (counts);
  return merged;
}

/* What each row is held against; dates in ISO compare as text. */
typedef struct
{
  AutosellDashboard *dashboard;
  GHashTable *brands;                               /* owned, AutosellCount by spelling */
  GHashTable *locations;                            /* owned */
  char oldest[AUTOSELL_N_AGES][AUTOSELL_DATE_SIZE]; /* entry date of a car that is just within an age */
  char month[8];                                    /* "2025-11" */
  char soon[AUTOSELL_DATE_SIZE];
} Tally;

static void
shift_date (const char *iso, int days, char shifted[AUTOSELL_DATE_SIZE])
{
  g_autoptr(GDateTime) date = g_date_time_new_utc (atoi (iso), atoi (iso + 5), atoi (iso + 8), 12, 0, 0);
  g_autoptr(GDateTime) other = g_date_time_add_days (date, days);
  g_autofree char *text = g_date_time_format (other, "%Y-%m-%d");

  g_strlcpy (shifted, text, AUTOSELL_DATE_SIZE);
}

static void
tally_init (Tally *self, AutosellDashboard *dashboard)
{
  self->dashboard = dashboard;
  self->brands = create_tally ();
  self->locations = create_tally ();
  for (AutosellAge age = 0; age < AUTOSELL_N_AGES - 1; age++)
    shift_date (dashboard->today, -ages[age].last, self->oldest[age]);
  g_strlcpy (self->oldest[AUTOSELL_N_AGES - 1], "0000-00-00", AUTOSELL_DATE_SIZE);
  g_strlcpy (self->month, dashboard->today, sizeof self->month);
  shift_date (dashboard->today, AUTOSELL_DASHBOARD_SOON_DAYS, self->soon);
}

static void
tally_age (Tally *self, const char *entry_date, const AutosellTotals *car)
{
  AutosellAge age = 0;

  if (entry_date == NULL)
    {
      self->dashboard->n_age_unknown++;
      return;
    }
  while (age < AUTOSELL_N_AGES - 1 && strcmp (entry_date, self->oldest[age]) < 0)
    age++;
  add_totals (&self->dashboard->by_age[age], car);
}

static void
tally_reservation (Tally *self, const char *until)
{
  if (until == NULL)
    self->dashboard->n_reserved_open++;
  else if (strcmp (until, self->dashboard->today) < 0)
    self->dashboard->n_reserved_past++;
  else if (strcmp (until, self->soon) <= 0)
    self->dashboard->n_reserved_soon++;
}

static AutosellTotals
read_price (sqlite3_stmt *stmt, int column)
{
  return (AutosellTotals){ 1, sqlite3_column_type (stmt, column) != SQLITE_NULL, sqlite3_column_int64 (stmt, column) };
}

#define TALLY_COLUMNS \
  "SELECT status, price, brand, location, entry_date, reserved_until, sold_on, sold_price FROM vehicle " \
  "WHERE deleted_at IS NULL"

static void
tally_row (Tally *self, sqlite3_stmt *stmt)
{
  AutosellDashboard *dashboard = self->dashboard;
  AutosellStatus status = autosell_status_from_nick (autosell_column_text (stmt, 0));
  AutosellTotals car = read_price (stmt, 1);

  add_totals (&dashboard->live, &car);
  add_totals (&dashboard->by_status[status], &car);
  if (status == AUTOSELL_STATUS_SOLD)
    {
      const char *sold_on = autosell_column_text (stmt, 6);
      AutosellTotals sale = read_price (stmt, 7);

      if (sold_on != NULL && g_str_has_prefix (sold_on, self->month))
        add_totals (&dashboard->sold_this_month, &sale);
      return;
    }
  add_totals (&dashboard->in_stock, &car);
  tally (self->brands, autosell_column_text (stmt, 2), &car);
  tally (self->locations, autosell_column_text (stmt, 3), &car);
  tally_age (self, autosell_column_text (stmt, 4), &car);
  if (status == AUTOSELL_STATUS_RESERVED)
    tally_reservation (self, autosell_column_text (stmt, 5));
}

/* All figures in one pass: SQL would read the table once for each. */
static gboolean
load_figures (AutosellConnection *connection, AutosellDashboard *self, GError **error)
{
  Tally figures;
  GError *local_error = NULL;
  sqlite3_stmt *stmt = autosell_connection_prepare (connection, TALLY_COLUMNS, error);

  if (stmt == NULL)
    return FALSE;
  tally_init (&figures, self);
  while (autosell_statement_next (stmt, &local_error))
    tally_row (&figures, stmt);
  self->brands = merge_spellings (figures.brands);
  self->locations = merge_spellings (figures.locations);
  return autosell_pass_error (local_error, error);
}

/* ---- Cars ---- */

/* @sql: gives keys. Returns: (transfer full) (element-type AutosellVehicle) */
static GPtrArray *
load_cars (AutosellConnection *connection, AutosellDashboard *self, const char *sql, GError **error)
{
  g_autoptr(GPtrArray) cars = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GArray) keys = autosell_statement_get_keys (prepare (connection, self, sql, error), error);

  if (keys == NULL)
    return NULL;
  for (guint i = 0; i < keys->len; i++)
    {
      AutosellVehicle *car = autosell_vehicle_sql_load (connection, g_array_index (keys, gint64, i), error);

      if (car == NULL)
        return NULL;
      g_ptr_array_add (cars, car);
    }
  return g_steal_pointer (&cars);
}

#define ROWS G_STRINGIFY (AUTOSELL_DASHBOARD_ROWS)
#define SOON "date(?1, '+" G_STRINGIFY (AUTOSELL_DASHBOARD_SOON_DAYS) " days')"

/* A car that somebody typed in without its entry date came, as far as anybody knows, on that day; one out of a
 * spreadsheet may have stood for a year. */
#define NEWEST \
  "SELECT pk FROM (" \
  "SELECT * FROM (SELECT pk, entry_date AS day FROM vehicle WHERE " IN_STOCK " AND entry_date <= ?1 " \
  "ORDER BY entry_date DESC, pk DESC LIMIT " ROWS ") " \
  "UNION ALL SELECT * FROM (SELECT v.pk, date(c.at / 1000000, 'unixepoch', 'localtime') " \
  "FROM change c JOIN vehicle_event e ON e.change_id = c.id AND e.kind = 0 JOIN vehicle v ON v.pk = e.vehicle_pk " \
  "WHERE c.action = 'add' AND v." IN_STOCK " AND v.entry_date IS NULL AND v.entry_date_raw IS NULL " \
  "ORDER BY c.id DESC LIMIT " ROWS ")) ORDER BY day DESC, pk DESC LIMIT " ROWS

static gboolean
load_lists (AutosellConnection *connection, AutosellDashboard *self, GError **error)
{
  self->newest = load_cars (connection, self, NEWEST, error);
  if (self->newest == NULL)
    return FALSE;
  self->longest = load_cars (connection, self,
                             "SELECT pk FROM vehicle WHERE " IN_STOCK " AND entry_date IS NOT NULL "
                             "ORDER BY entry_date, pk LIMIT " ROWS,
                             error);
  if (self->longest == NULL)
    return FALSE;
  self->reservations = load_cars (connection, self,
                                  "SELECT pk FROM vehicle WHERE deleted_at IS NULL AND status = 'reserved' "
                                  "AND reserved_until <= " SOON " ORDER BY reserved_until, pk LIMIT " ROWS,
                                  error);
  return self->reservations != NULL;
}

/* ---- Today ---- */

static gint64
get_midnight_us (void)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  g_autoptr(GDateTime) midnight = g_date_time_new_local (g_date_time_get_year (now), g_date_time_get_month (now),
                                                         g_date_time_get_day_of_month (now), 0, 0, 0);

  return (midnight != NULL ? g_date_time_to_unix (midnight) : g_date_time_to_unix (now)) * G_USEC_PER_SEC;
}

/* What was taken back, and the taking back, is as though it had not been; but an undo today of what was done before is
 * news. ?1 is the first change of today, ?2 midnight. */
#define HOLDS \
  "c.id >= ?1 AND NOT (c.undone_by IS NOT NULL AND c.state <> 'done') " \
  "AND NOT (c.action IN ('undo', 'redo') AND ifnull((SELECT at FROM change r WHERE r.id = c.reverts), 0) >= ?2)"

static sqlite3_stmt *
prepare_today (AutosellConnection *connection, const char *sql, gint64 first, gint64 midnight_us, GError **error)
{
  sqlite3_stmt *stmt = autosell_connection_prepare (connection, sql, error);

  if (stmt == NULL)
    return NULL;
  sqlite3_bind_int64 (stmt, 1, first);
  sqlite3_bind_int64 (stmt, 2, midnight_us);
  return stmt;
}

/* Changes stand in the order in which they were made, so the first of today is found from the end; there is no index by
 * time. 0 where there is none. */
static gboolean
find_first_of_today (AutosellConnection *connection, gint64 midnight_us, gint64 *first, GError **error)
{
  GError *local_error = NULL;
  sqlite3_stmt *stmt = autosell_connection_prepare (connection, "SELECT id, at FROM change ORDER BY id DESC", error);

  if (stmt == NULL)
    return FALSE;
  while (autosell_statement_next (stmt, &local_error))
    {
      if (sqlite3_column_int64 (stmt, 1) < midnight_us)
        {
          sqlite3_reset (stmt);
          break;
        }
      *first = sqlite3_column_int64 (stmt, 0);
    }
  return autosell_pass_error (local_error, error);
}

static gboolean
load_people (AutosellConnection *connection, AutosellDashboard *self, gint64 first, gint64 midnight_us, GError **error)
{
  GError *local_error = NULL;
  sqlite3_stmt *stmt =
    prepare_today (connection,
                   "SELECT c.who, count(DISTINCT c.id), count(DISTINCT e.vehicle_pk) FROM change c "
                   "JOIN vehicle_event e ON e.change_id = c.id WHERE " HOLDS " GROUP BY 1 ORDER BY 3 DESC, 1",
                   first, midnight_us, error);

  if (stmt == NULL)
    return FALSE;
  while (autosell_statement_next (stmt, &local_error))
    {
      AutosellDayShare *share = g_new0 (AutosellDayShare, 1);

      share->who = g_strdup (autosell_column_text (stmt, 0));
      share->n_changes = sqlite3_column_int64 (stmt, 1);
      share->n_vehicles = sqlite3_column_int64 (stmt, 2);
      self->n_changes += share->n_changes;
      g_ptr_array_add (self->people, share);
    }
  return autosell_pass_error (local_error, error);
}

static gboolean
name_vehicle (AutosellConnection *connection, AutosellDayChange *change, GError **error)
{
  g_autoptr(AutosellVehicle) car = NULL;

  if (change->vehicle_key == 0)
    return TRUE;
  car = autosell_vehicle_sql_load (connection, change->vehicle_key, error);
  if (car == NULL)
    return FALSE;
  change->step->vehicle_title = autosell_vehicle_dup_title (car);
  if (autosell_vehicle_get_deleted (car) != 0)
    change->vehicle_key = 0;
  return TRUE;
}

static gboolean
load_changes (AutosellConnection *connection, AutosellDashboard *self, gint64 first, gint64 midnight_us, GError **error)
{
  GError *local_error = NULL;
  sqlite3_stmt *stmt =
    prepare_today (connection,
                   "SELECT c.id, c.who, c.action, c.n_vehicles, c.at, CASE c.n_vehicles WHEN 1 THEN "
                   "(SELECT vehicle_pk FROM vehicle_event WHERE change_id = c.id LIMIT 1) END "
                   "FROM change c WHERE " HOLDS " AND c.n_vehicles > 0 ORDER BY c.id DESC LIMIT " ROWS,
                   first, midnight_us, error);

  if (stmt == NULL)
    return FALSE;
  while (autosell_statement_next (stmt, &local_error))
    {
      AutosellDayChange *change = g_new0 (AutosellDayChange, 1);

      change->step = g_new0 (AutosellUndoStep, 1);
      change->step->change = sqlite3_column_int64 (stmt, 0);
      change->who = g_strdup (autosell_column_text (stmt, 1));
      change->step->action = autosell_action_from_nick (autosell_column_text (stmt, 2));
      change->step->n_vehicles = sqlite3_column_int64 (stmt, 3);
      change->step->time_us = sqlite3_column_int64 (stmt, 4);
      change->vehicle_key = sqlite3_column_int64 (stmt, 5);
      g_ptr_array_add (self->changes, change);
    }
  for (guint i = 0; local_error == NULL && i < self->changes->len; i++)
    {
      AutosellDayChange *change = g_ptr_array_index (self->changes, i);

      if (name_vehicle (connection, change, &local_error))
        autosell_undo_step_count_photos (connection, change->step, &local_error);
    }
  return autosell_pass_error (local_error, error);
}

static gboolean
load_today (AutosellConnection *connection, AutosellDashboard *self, GError **error)
{
  gint64 midnight_us = get_midnight_us ();
  gint64 first = 0;

  self->people = g_ptr_array_new_with_free_func (share_free);
  self->changes = g_ptr_array_new_with_free_func (change_free);
  if (!find_first_of_today (connection, midnight_us, &first, error))
    return FALSE;
  return first == 0
         || (load_people (connection, self, first, midnight_us, error)
             && load_changes (connection, self, first, midnight_us, error));
}

/* ---- Marketplace ---- */

/* As autosell_listing_get_stage() has it, of those that are up. */
#define LISTINGS \
  "SELECT ifnull(sum(is_gone), 0), ifnull(sum(NOT is_gone AND days > 0 AND " \
  "julianday(?1) - julianday(since) >= days), 0) FROM (SELECT v.status IS 'sold' OR v.deleted_at IS NOT NULL AS " \
  "is_gone, " \
  "max(m.posted_on, ifnull(m.renewed_on, '')) AS since, " \
  "ifnull((SELECT CAST(value AS INTEGER) FROM setting WHERE name = '" AUTOSELL_SETTING_MARKETPLACE_RENEW_DAYS \
  "'), " G_STRINGIFY (AUTOSELL_MARKETPLACE_RENEW_DAYS) ") AS days " \
                                                       "FROM marketplace m JOIN vehicle v ON v.pk = m.vehicle_pk " \
                                                       "WHERE m.posted_on IS NOT NULL AND m.removed_on IS NULL)"

static gboolean
load_listings (AutosellConnection *connection, AutosellDashboard *self, GError **error)
{
  GError *local_error = NULL;
  sqlite3_stmt *stmt = prepare (connection, self, LISTINGS, error);

  if (stmt == NULL)
    return FALSE;
  if (autosell_statement_next (stmt, &local_error))
    {
      self->n_listings_to_take_down = sqlite3_column_int64 (stmt, 0);
      self->n_listings_to_renew = sqlite3_column_int64 (stmt, 1);
      sqlite3_reset (stmt);
    }
  return autosell_pass_error (local_error, error);
}

/* ---- All of it ---- */

static gpointer
dashboard_job (AutosellConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  static gboolean (*const loaders[]) (AutosellConnection *, AutosellDashboard *, GError **) = {
    load_figures,
    load_lists,
    load_today,
    load_listings,
  };
  g_autoptr(AutosellDashboard) self = g_new0 (AutosellDashboard, 1);
  gboolean done = TRUE;

  G_STATIC_ASSERT (sizeof self->today == AUTOSELL_DATE_SIZE);
  autosell_date_today (self->today);
  if (!autosell_connection_exec (connection, "BEGIN", error))
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (loaders) && done; i++)
    done = loaders[i](connection, self, error);
  autosell_connection_rollback (connection);
  return done ? g_steal_pointer (&self) : NULL;
}

void
autosell_store_get_dashboard_async (AutosellStore *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  autosell_store_run (self, AUTOSELL_LANE_READ, dashboard_job, NULL, NULL, (GDestroyNotify) autosell_dashboard_free,
                      cancellable, callback, user_data);
}

AutosellDashboard *
autosell_store_get_dashboard_finish (AutosellStore *self, GAsyncResult *result, GError **error)
{
  return autosell_store_run_finish (self, result, error);
}

AutosellDashboard *
autosell_store_get_dashboard_sync (AutosellStore *self, GError **error)
{
  AutosellDatabase *database = autosell_store_get_database (self);

  if (database != NULL)
    return autosell_database_call (database, AUTOSELL_LANE_READ, dashboard_job, NULL, NULL, error);
  g_set_error_literal (error, AUTOSELL_STORE_ERROR, AUTOSELL_STORE_ERROR_CLOSED, "The stock is closed");
  return NULL;
}
