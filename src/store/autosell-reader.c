/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-reader.h"

#include "autosell-query-sql.h"
#include "autosell-text.h"
#include "autosell-niv.h"
#include "autosell-vehicle-sql.h"

/* More than this is "everything" for whoever listens. */
#define NEWS_MAX_KEYS 2000
#define VALUES_MAX 2000

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AutosellNews, autosell_news_free)

AutosellVehicle *
autosell_reader_get (AutosellConnection *connection, gint64 key, GError **error)
{
  g_autoptr(AutosellVehicle) vehicle = autosell_vehicle_sql_load (connection, key, error);
  char today[AUTOSELL_DATE_SIZE];

  autosell_date_today (today);
  if (vehicle == NULL || !autosell_vehicle_sql_load_problems (connection, vehicle, today, error))
    return NULL;
  return g_steal_pointer (&vehicle);
}

GPtrArray *
autosell_reader_get_many (AutosellConnection *connection, const gint64 *keys, guint n_keys, GError **error)
{
  g_autoptr(GPtrArray) vehicles = g_ptr_array_new_full (n_keys, g_object_unref);
  g_autoptr(GError) local_error = NULL;

  if (!autosell_connection_exec (connection, "BEGIN", error))
    return NULL;
  for (guint i = 0; i < n_keys && local_error == NULL; i++)
    {
      AutosellVehicle *vehicle = autosell_reader_get (connection, keys[i], &local_error);

      if (vehicle != NULL)
        g_ptr_array_add (vehicles, vehicle);
      else if (g_error_matches (local_error, AUTOSELL_STORE_ERROR, AUTOSELL_STORE_ERROR_NOT_FOUND))
        g_clear_error (&local_error);
    }
  autosell_connection_rollback (connection);
  return autosell_pass_error (g_steal_pointer (&local_error), error) ? g_steal_pointer (&vehicles) : NULL;
}

AutosellVehicle *
autosell_reader_find (AutosellConnection *connection, const char *id_or_stock_number, gboolean in_bin, GError **error)
{
  g_autofree char *trimmed = autosell_text_trim (id_or_stock_number);
  g_autofree char *natural = autosell_text_natural_key (trimmed != NULL ? trimmed : "");
  g_autofree char *lower = g_ascii_strdown (trimmed != NULL ? trimmed : "", -1);
  sqlite3_stmt *stmt = autosell_connection_prepare (connection,
                                                    "SELECT pk, id = ?1 FROM vehicle "
                                                    "WHERE (id = ?1 OR stock_number_key = ?2) "
                                                    "AND (deleted_at IS NOT NULL) = ?3 ORDER BY id = ?1 DESC LIMIT 2",
                                                    error);
  g_autoptr(GError) local_error = NULL;
  gint64 found = 0;
  gboolean by_id = FALSE;
  guint n_found = 0;

  if (stmt == NULL)
    return NULL;
  autosell_bind_text (stmt, 1, lower);
  autosell_bind_text (stmt, 2, natural);
  sqlite3_bind_int (stmt, 3, in_bin);
  while (autosell_statement_next (stmt, &local_error))
    if (n_found++ == 0)
      {
        found = sqlite3_column_int64 (stmt, 0);
        by_id = sqlite3_column_int (stmt, 1);
      }
  sqlite3_clear_bindings (stmt);
  if (!autosell_pass_error (g_steal_pointer (&local_error), error))
    return NULL;

  if (n_found > 1 && !by_id)
    g_set_error (error, AUTOSELL_STORE_ERROR, AUTOSELL_STORE_ERROR_AMBIGUOUS,
                 "Several vehicles have the stock number “%s”", trimmed);
  else if (n_found == 0)
    g_set_error (error, AUTOSELL_STORE_ERROR, AUTOSELL_STORE_ERROR_NOT_FOUND, "There is no vehicle “%s”",
                 id_or_stock_number);
  else
    return autosell_reader_get (connection, found, error);
  return NULL;
}

static gboolean
lend_rows (AutosellConnection *connection, sqlite3_stmt *stmt, gboolean with_problems, AutosellVehicleFunc func,
           gpointer user_data, GError **error)
{
  gboolean has_extras = autosell_connection_get_int (connection, "SELECT count(*) FROM extra_field", 0) > 0;
  g_autoptr(GError) local_error = NULL;
  char today[AUTOSELL_DATE_SIZE];

  autosell_date_today (today);
  while (autosell_statement_next (stmt, &local_error))
    {
      g_autoptr(AutosellVehicle) vehicle = autosell_vehicle_sql_read (stmt);

      if (has_extras && !autosell_vehicle_sql_load_extras (connection, vehicle, error))
        return FALSE;
      if (with_problems && !autosell_vehicle_sql_load_problems (connection, vehicle, today, error))
        return FALSE;
      if (!func (vehicle, user_data))
        return TRUE;
    }
  return autosell_pass_error (g_steal_pointer (&local_error), error);
}

gboolean
autosell_reader_foreach (AutosellConnection *connection, AutosellQuery *query, const AutosellSort *sort, gint64 limit,
                         gboolean with_problems, AutosellVehicleFunc func, gpointer user_data, GError **error)
{
  g_autofree char *select = g_strdup_printf ("SELECT %s FROM vehicle", autosell_vehicle_sql_columns ());
  g_autofree char *order = autosell_sort_sql (sort);
  g_autofree char *suffix =
    g_strdup_printf ("%s LIMIT %" G_GINT64_FORMAT, order, limit > 0 ? limit : G_GINT64_CONSTANT (-1));
  g_autoptr(AutosellOwnedStatement) stmt = NULL;
  char today[AUTOSELL_DATE_SIZE];
  gboolean done;

  autosell_date_today (today);
  if (!autosell_connection_exec (connection, "BEGIN", error))
    return FALSE;
  stmt = autosell_query_sql_prepare (connection, query, select, suffix, today, error);
  done = stmt != NULL && lend_rows (connection, stmt, with_problems, func, user_data, error);
  g_clear_pointer (&stmt, sqlite3_finalize);
  autosell_connection_rollback (connection);
  return done;
}

/* ---- Totals ---- */

static void
count_free (gpointer data)
{
  AutosellCount *count = data;

  g_free (count->value);
  g_free (count);
}

void
autosell_stats_free (AutosellStats *stats)
{
  if (stats == NULL)
    return;
  g_ptr_array_unref (stats->locations);
  g_ptr_array_unref (stats->brands);
  g_free (stats);
}

static void
add_totals (AutosellTotals *to, const AutosellTotals *more)
{
  to->n_vehicles += more->n_vehicles;
  to->n_priced += more->n_priced;
  to->price_sum_cents += more->price_sum_cents;
}

/* (element-type AutosellCount), or NULL */
static GPtrArray *
load_counts (AutosellConnection *connection, const char *column, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT %s, count(*), count(price), ifnull(sum(price), 0) FROM vehicle "
                                          "WHERE deleted_at IS NULL GROUP BY 1 ORDER BY 2 DESC, 1",
                                          column);
  g_autoptr(GPtrArray) counts = g_ptr_array_new_with_free_func (count_free);
  g_autoptr(GError) local_error = NULL;
  sqlite3_stmt *stmt = autosell_connection_prepare (connection, sql, error);

  if (stmt == NULL)
    return NULL;
  while (autosell_statement_next (stmt, &local_error))
    {
      AutosellCount *count = g_new0 (AutosellCount, 1);

      count->value = g_strdup (autosell_column_text (stmt, 0));
      count->totals = (AutosellTotals){ sqlite3_column_int64 (stmt, 1), sqlite3_column_int64 (stmt, 2),
                                        sqlite3_column_int64 (stmt, 3) };
      g_ptr_array_add (counts, count);
    }
  return autosell_pass_error (g_steal_pointer (&local_error), error) ? g_steal_pointer (&counts) : NULL;
}

/* All kinds in one pass over the cars. */
static gboolean
count_problems (AutosellConnection *connection, AutosellStats *stats, GError **error)
{
  g_autoptr(AutosellOwnedStatement) stmt = NULL;
  GError *local_error = NULL;
  char today[AUTOSELL_DATE_SIZE];

  autosell_date_today (today);
  stmt = autosell_query_sql_prepare_problems (connection, today, error);
  if (stmt == NULL)
    return FALSE;
  while (autosell_statement_next (stmt, &local_error))
    {
      guint mask = (guint) sqlite3_column_int (stmt, 0);

      stats->n_with_problems += mask != 0;
      for (AutosellProblemKind kind = 0; kind < AUTOSELL_N_PROBLEMS; kind++)
        stats->problems[kind] += (mask >> kind) & 1;
    }
  return autosell_pass_error (g_steal_pointer (&local_error), error);
}

static AutosellStats *
load_stats (AutosellConnection *connection, GError **error)
{
  g_autoptr(GPtrArray) statuses = load_counts (connection, "status", error);
  g_autoptr(GPtrArray) locations = statuses != NULL ? load_counts (connection, "location", error) : NULL;
  g_autoptr(GPtrArray) brands = locations != NULL ? load_counts (connection, "brand", error) : NULL;
  g_autoptr(AutosellStats) stats = g_new0 (AutosellStats, 1);

  if (brands == NULL || !count_problems (connection, stats, error))
    return NULL;
  for (guint i = 0; i < statuses->len; i++)
    {
      AutosellCount *count = g_ptr_array_index (statuses, i);

      add_totals (&stats->by_status[autosell_status_from_nick (count->value)], &count->totals);
      add_totals (&stats->live, &count->totals);
    }
  stats->locations = g_steal_pointer (&locations);
  stats->brands = g_steal_pointer (&brands);
  stats->n_deleted =
    autosell_connection_get_int (connection, "SELECT count(*) FROM vehicle WHERE deleted_at IS NOT NULL", 0);
  stats->n_sample =
    autosell_connection_get_int (connection, "SELECT count(*) FROM vehicle WHERE sample AND deleted_at IS NULL", 0);
  return g_steal_pointer (&stats);
}

AutosellStats *
autosell_reader_get_stats (AutosellConnection *connection, GError **error)
{
  AutosellStats *stats;

  if (!autosell_connection_exec (connection, "BEGIN", error))
    return NULL;
  stats = load_stats (connection, error);
  autosell_connection_rollback (connection);
  return stats;
}

GPtrArray *
autosell_reader_find_niv (AutosellConnection *connection, const char *niv, gint64 except_key, GError **error)
{
  g_autoptr(GArray) keys = NULL;
  g_autofree char *normal = autosell_niv_normalize (niv);
  sqlite3_stmt *stmt = autosell_connection_prepare (
    connection, "SELECT pk FROM vehicle WHERE niv_key = ? AND deleted_at IS NULL AND pk <> ? ORDER BY pk LIMIT 3",
    error);

  if (stmt == NULL)
    return NULL;
  autosell_bind_text (stmt, 1, normal);
  sqlite3_bind_int64 (stmt, 2, except_key);
  keys = autosell_statement_get_keys (stmt, error);
  if (keys == NULL)
    return NULL;
  return autosell_reader_get_many (connection, (const gint64 *) (gpointer) keys->data, keys->len, error);
}

char **
autosell_reader_get_values (AutosellConnection *connection, AutosellField field, GError **error)
{
  const char *column = autosell_field_get_info (field)->name;
  g_autofree char *sql = g_strdup_printf ("SELECT \"%s\" FROM vehicle WHERE deleted_at IS NULL AND \"%s\" IS NOT NULL "
                                          "GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT %d",
                                          column, column, VALUES_MAX);
  g_autoptr(GPtrArray) values = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GError) local_error = NULL;
  sqlite3_stmt *stmt = autosell_connection_prepare (connection, sql, error);

  if (stmt == NULL)
    return NULL;
  while (autosell_statement_next (stmt, &local_error))
    g_ptr_array_add (values, g_strdup (autosell_column_text (stmt, 0)));
  if (!autosell_pass_error (g_steal_pointer (&local_error), error))
    return NULL;
  g_ptr_array_add (values, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&values), FALSE);
}

/* Adds a count, to the one there is where spellings differ in case and accents alone: a filter finds both. */
static void
take_count (GPtrArray *counts, GHashTable *by_fold, const char *value, gint64 n_vehicles)
{
  char *fold = autosell_text_fold (value != NULL ? value : "");
  AutosellCount *count = g_hash_table_lookup (by_fold, fold);

  if (count == NULL)
    {
      count = g_new0 (AutosellCount, 1);
      count->value = g_strdup (value);
      g_ptr_array_add (counts, count);
      g_hash_table_insert (by_fold, g_steal_pointer (&fold), count);
    }
  count->totals.n_vehicles += n_vehicles;
  g_free (fold);
}

static int
compare_counts (gconstpointer a, gconstpointer b)
{
  const AutosellCount *x = *(AutosellCount *const *) a, *y = *(AutosellCount *const *) b;

  if (x->totals.n_vehicles != y->totals.n_vehicles)
    return x->totals.n_vehicles > y->totals.n_vehicles ? -1 : 1;
  return g_strcmp0 (x->value, y->value);
}

GPtrArray *
autosell_reader_count_values (AutosellConnection *connection, AutosellQuery *query, AutosellField field, GError **error)
{
  g_autofree char *select =
    g_strdup_printf ("SELECT \"%s\", count(*) FROM vehicle", autosell_field_get_info (field)->name);
  g_autofree char *suffix = g_strdup_printf (" GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT %d", VALUES_MAX);
  g_autoptr(GPtrArray) counts = g_ptr_array_new_with_free_func (count_free);
  g_autoptr(GHashTable) by_fold = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(AutosellOwnedStatement) stmt = NULL;
  g_autoptr(GError) local_error = NULL;
  char today[AUTOSELL_DATE_SIZE];

  autosell_date_today (today);
  stmt = autosell_query_sql_prepare (connection, query, select, suffix, today, error);
  if (stmt == NULL)
    return NULL;
  while (autosell_statement_next (stmt, &local_error))
    take_count (counts, by_fold, autosell_column_text (stmt, 0), sqlite3_column_int64 (stmt, 1));
  g_ptr_array_sort (counts, compare_counts);
  return autosell_pass_error (g_steal_pointer (&local_error), error) ? g_steal_pointer (&counts) : NULL;
}

guint64
autosell_reader_get_used_fields (AutosellConnection *connection)
{
  g_autoptr(GString) sql = g_string_new ("SELECT ");
  guint64 used = 0;
  sqlite3_stmt *stmt;

  for (AutosellField field = 0; field < AUTOSELL_N_FIELDS; field++)
    {
      const char *name = autosell_field_get_info (field)->name;

      g_string_append_printf (sql, "%scount(\"%s\")", field > 0 ? ", " : "", name);
      if (autosell_field_has_raw (field))
        g_string_append_printf (sql, " + count(%s_raw)", name);
    }
  g_string_append (sql, " FROM vehicle");
  stmt = autosell_connection_prepare (connection, sql->str, NULL);
  if (stmt == NULL || !autosell_statement_next (stmt, NULL))
    return 0;
  for (AutosellField field = 0; field < AUTOSELL_N_FIELDS; field++)
    if (sqlite3_column_int64 (stmt, (int) field) > 0)
      used |= G_GUINT64_CONSTANT (1) << field;
  sqlite3_reset (stmt);
  return used;
}

char **
autosell_reader_get_extra_names (AutosellConnection *connection)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  sqlite3_stmt *stmt = autosell_connection_prepare (connection,
                                                    "SELECT name FROM extra_field f WHERE EXISTS "
                                                    "(SELECT 1 FROM vehicle_extra WHERE field_id = f.id) ORDER BY id",
                                                    NULL);

  while (stmt != NULL && autosell_statement_next (stmt, NULL))
    g_ptr_array_add (names, g_strdup (autosell_column_text (stmt, 0)));
  g_ptr_array_add (names, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&names), FALSE);
}

/* ---- News ---- */

void
autosell_news_free (AutosellNews *news)
{
  if (news == NULL)
    return;
  g_clear_pointer (&news->keys, g_array_unref);
  g_clear_pointer (&news->settings, g_hash_table_unref);
  g_free (news->sheet_stamp);
  g_free (news->posts_stamp);
  g_free (news);
}

static gboolean
load_settings (AutosellConnection *connection, AutosellNews *news, GError **error)
{
  g_autoptr(GError) local_error = NULL;
  sqlite3_stmt *stmt = autosell_connection_prepare (connection, "SELECT name, value FROM setting", error);

  if (stmt == NULL)
    return FALSE;
  while (autosell_statement_next (stmt, &local_error))
    g_hash_table_insert (news->settings, g_strdup (autosell_column_text (stmt, 0)),
                         g_strdup (autosell_column_text (stmt, 1)));
  return autosell_pass_error (g_steal_pointer (&local_error), error);
}

static gboolean
load_changed_keys (AutosellConnection *connection, AutosellNews *news, gint64 since, GError **error)
{
  g_autoptr(GError) local_error = NULL;
  sqlite3_stmt *stmt = autosell_connection_prepare (
    connection, "SELECT DISTINCT vehicle_pk FROM vehicle_event WHERE change_id > ? LIMIT ?", error);

  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, since);
  sqlite3_bind_int (stmt, 2, NEWS_MAX_KEYS + 1);
  while (autosell_statement_next (stmt, &local_error))
    {
      gint64 key = sqlite3_column_int64 (stmt, 0);

      g_array_append_val (news->keys, key);
    }
  if (news->keys->len > NEWS_MAX_KEYS)
    g_clear_pointer (&news->keys, g_array_unref);
  return autosell_pass_error (g_steal_pointer (&local_error), error);
}

/* @sql: gives one text, another one after each change. @stamp: (out) */
static gboolean
load_stamp (AutosellConnection *connection, const char *sql, char **stamp, GError **error)
{
  g_autoptr(GError) local_error = NULL;
  sqlite3_stmt *stmt = autosell_connection_prepare (connection, sql, error);

  if (stmt == NULL)
    return FALSE;
  if (autosell_statement_next (stmt, &local_error))
    *stamp = g_strdup (autosell_column_text (stmt, 0));
  sqlite3_reset (stmt);
  return autosell_pass_error (g_steal_pointer (&local_error), error);
}

#define SHEET_STAMP \
  "SELECT (SELECT ifnull (max (id), 0) FROM sheet_log) || ' ' || (SELECT ifnull (max (id), 0) FROM conflict) || ' ' " \
  "|| " \
  "(SELECT ifnull (sum (id), 0) FROM conflict WHERE state = 'open') || ' ' || " \
  "(SELECT count (*) || ' ' || ifnull (max (synced_at), 0) FROM sheet_link)"
#define POSTS_STAMP \
  "SELECT (SELECT ifnull (max (id), 0) FROM post_event) || ' ' || (SELECT count (*) FROM post) || ' ' || " \
  "(SELECT count (*) || ' ' || ifnull (max (max (counted_at, looked_at)), 0) FROM post_figures) || ' ' || " \
  "(SELECT ifnull (group_concat (id || state || ifnull (lacks, '')), '') FROM account) || ' ' || " \
  "(SELECT ifnull (group_concat (page_id || state || is_listed), '') FROM page_account) || ' ' || " \
  "(SELECT ifnull (group_concat (id || is_automatic || hands_over || ifnull (schedule, '') || ifnull (template_id, " \
  "0) " \
  "|| ifnull (blocked_until, 0)), '') FROM page) || ' ' || " \
  "(SELECT count (*) || ' ' || ifnull (sum (at + ifnull (vehicle_pk, 0)), 0) FROM slot_wish) || ' ' || " \
  "(SELECT ifnull (sum (length (text) + length (name) + ifnull (deleted_at, 0)), 0) FROM template)"

AutosellNews *
autosell_reader_get_news (AutosellConnection *connection, gint64 since, gint64 epoch, GError **error)
{
  g_autoptr(AutosellNews) news = g_new0 (AutosellNews, 1);
  gboolean done;

  if (!autosell_connection_exec (connection, "BEGIN", error))
    return NULL;
  news->settings = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  news->last_change = autosell_connection_get_int (connection, "SELECT max(id) FROM change", 0);
  news->epoch = autosell_connection_get_int (
    connection, "SELECT CAST(value AS INTEGER) FROM setting WHERE name = 'store.epoch'", 0);
  done = load_settings (connection, news, error) && load_stamp (connection, SHEET_STAMP, &news->sheet_stamp, error)
         && load_stamp (connection, POSTS_STAMP, &news->posts_stamp, error);
  if (done && news->epoch == epoch && news->last_change >= since)
    {
      news->keys = g_array_new (FALSE, FALSE, sizeof (gint64));
      done = load_changed_keys (connection, news, since, error);
    }
  autosell_connection_rollback (connection);
  return done ? g_steal_pointer (&news) : NULL;
}
