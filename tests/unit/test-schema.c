/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <gio/gio.h>
#include <sqlite3.h>

#include "autosell-backup.h"
#include "autosell-schema.h"
#include "store-fixture.h"

/* tests/data/store-v1.db.gz was written by the first version of the program and is never made anew: 45 cars of the
 * sample, prices, a status with its reason, an extra field, unreadable text, an undo, and a car in the bin. Each later
 * version must open it. */

static void
unpack (const char *data_dir, const char *name)
{
  g_autofree char *packed = g_test_build_filename (G_TEST_DIST, "data", name, NULL);
  g_autofree char *path = g_build_filename (data_dir, "autosell.db", NULL);
  g_autoptr(GFile) from = g_file_new_for_path (packed);
  g_autoptr(GFile) to = g_file_new_for_path (path);
  g_autoptr(GError) error = NULL;
  g_autoptr(GFileInputStream) in = g_file_read (from, NULL, &error);
  g_autoptr(GZlibDecompressor) unzip = g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP);
  g_autoptr(GInputStream) plain = NULL;
  g_autoptr(GFileOutputStream) out = NULL;

  g_assert_no_error (error);
  plain = g_converter_input_stream_new (G_INPUT_STREAM (in), G_CONVERTER (unzip));
  out = g_file_replace (to, NULL, FALSE, G_FILE_CREATE_PRIVATE, NULL, &error);
  g_output_stream_splice (G_OUTPUT_STREAM (out), plain, G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET, NULL, &error);
  g_assert_no_error (error);
}

static void
exec (const char *data_dir, const char *sql)
{
  g_autofree char *path = g_build_filename (data_dir, "autosell.db", NULL);
  sqlite3 *db;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);
}

/* @data: (nullable): SQL that is done to the file before it is opened */
static void
set_up_kept (Fixture *fixture, gconstpointer data)
{
  fixture->data_dir = g_dir_make_tmp ("autosell-schema-XXXXXX", NULL);
  unpack (fixture->data_dir, "store-v1.db.gz");
  if (data != NULL)
    exec (fixture->data_dir, data);
  open_store (fixture);
}

/* tests/data/store-v2.db.gz is of the second version: the same sample with two photos, one of them turned. */
static void
set_up_second (Fixture *fixture, gconstpointer data)
{
  fixture->data_dir = g_dir_make_tmp ("autosell-schema-XXXXXX", NULL);
  unpack (fixture->data_dir, "store-v2.db.gz");
  open_store (fixture);
}

static AutosellVehicle *
find (Fixture *fixture, const char *stock_number, gboolean in_bin)
{
  g_autoptr(GError) error = NULL;
  AutosellVehicle *car = autosell_store_find_sync (fixture->store, stock_number, in_bin, &error);

  g_assert_no_error (error);
  return car;
}

static void
test_first_version_opens (Fixture *fixture, gconstpointer data)
{
  g_autoptr(AutosellVehicle) edited = find (fixture, "5", FALSE);
  g_autoptr(AutosellVehicle) reserved = find (fixture, "7", FALSE);
  g_autoptr(AutosellVehicle) deleted = find (fixture, "11", TRUE);
  g_autoptr(AutosellCheck) check = autosell_store_check_sync (fixture->store, NULL);
  g_autoptr(GPtrArray) events =
    autosell_store_get_history_sync (fixture->store, autosell_vehicle_get_key (reserved), 0, NULL);
  gint64 cents;

  g_assert_true (check->is_sound);
  g_assert_cmpint (check->n_vehicles, ==, 45);
  g_assert_cmpint (check->n_deleted, ==, 1);
  g_assert_true (autosell_vehicle_get_number (edited, AUTOSELL_FIELD_PRICE, &cents));
  g_assert_cmpint (cents, ==, 59000000);
  g_assert_cmpstr (autosell_vehicle_get_extra (edited, "LLAVES"), ==, "2");
  g_assert_cmpint (autosell_vehicle_get_status (reserved), ==, AUTOSELL_STATUS_RESERVED);
  g_assert_cmpstr (autosell_vehicle_get_text (deleted, AUTOSELL_FIELD_MODEL), ==, "VERSA SENSE");
  g_assert_cmpuint (events->len, ==, 2);
  g_assert_cmpstr (autosell_event_get_who (events->pdata[0]), ==, "Ana");
  g_assert_cmpstr (autosell_event_get_reason (events->pdata[0]), ==, "Deja $5,000");
}

static void
test_second_version_opens (Fixture *fixture, gconstpointer data)
{
  g_autoptr(AutosellVehicle) with_photos = find (fixture, "3", FALSE);
  g_autoptr(AutosellVehicle) reserved = find (fixture, "7", FALSE);
  g_autoptr(AutosellVehicle) deleted = find (fixture, "11", TRUE);
  g_autoptr(AutosellCheck) check = autosell_store_check_sync (fixture->store, NULL);

  g_assert_cmpint (check->n_vehicles, ==, 44);
  g_assert_cmpint (check->n_deleted, ==, 1);
  g_assert_cmpuint (autosell_vehicle_get_n_photos (with_photos), ==, 2);
  g_assert_cmpint (autosell_vehicle_get_status (reserved), ==, AUTOSELL_STATUS_RESERVED);
}

static gboolean
collect_raw_cb (AutosellVehicle *vehicle, gpointer user_data)
{
  GString *raw = user_data;

  for (AutosellField field = 0; field < AUTOSELL_N_FIELDS; field++)
    if (autosell_vehicle_get_value (vehicle, field)->state == AUTOSELL_VALUE_RAW)
      g_string_append_printf (raw, "%s;", autosell_vehicle_get_value (vehicle, field)->text);
  return TRUE;
}

static void
test_first_version_keeps_raw_text (Fixture *fixture, gconstpointer data)
{
  static const AutosellSort as_entered = { .by_id_order = TRUE };
  g_autoptr(AutosellQuery) query = autosell_query_parse ("ibiza", NULL, NULL, NULL);
  g_autoptr(GString) raw = g_string_new (NULL);

  g_assert_true (autosell_store_foreach_sync (fixture->store, query, &as_entered, 0, collect_raw_cb, raw, NULL));
  g_assert_cmpstr (raw->str, ==, "31/02/2025;a tratar;");
}

/* Every statement that made the file, by name. */
static char *
dump_schema (const char *data_dir)
{
  g_autofree char *path = g_build_filename (data_dir, "autosell.db", NULL);
  GString *dump = g_string_new (NULL);
  sqlite3 *db;
  sqlite3_stmt *stmt;

  g_assert_cmpint (sqlite3_open_v2 (path, &db, SQLITE_OPEN_READONLY, NULL), ==, SQLITE_OK);
  sqlite3_prepare_v2 (db, "SELECT name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_stat%' ORDER BY name", -1,
                      &stmt, NULL);
  while (sqlite3_step (stmt) == SQLITE_ROW)
    g_string_append_printf (dump, "%s: %s\n", sqlite3_column_text (stmt, 0), sqlite3_column_text (stmt, 1));
  sqlite3_finalize (stmt);
  sqlite3_close (db);
  return g_string_free (dump, FALSE);
}

/* A file that came through all migrations is the same as a new one; it also shows when an old migration was edited. */
static void
test_migrated_is_like_new (Fixture *fixture, gconstpointer data)
{
  Fixture fresh = { NULL, NULL };
  g_autofree char *kept_schema = dump_schema (fixture->data_dir);
  g_autofree char *fresh_schema = NULL;

  set_up (&fresh, NULL);
  fresh_schema = dump_schema (fresh.data_dir);
  tear_down (&fresh, NULL);
  g_assert_cmpstr (kept_schema, ==, fresh_schema);
}

/* ---- Kept files of all versions ---- */

/* tests/data/store-v3.db.gz and those after it were each written by the last program of that version: the sample with a
 * changed price, a reservation, an undo, an extra field, unreadable text, a car in the bin and two photos; tables of
 * services have two rows each. */

static GPtrArray *
list_strings (sqlite3 *db, const char *sql)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (g_free);
  sqlite3_stmt *stmt;

  g_assert_cmpint (sqlite3_prepare_v2 (db, sql, -1, &stmt, NULL), ==, SQLITE_OK);
  while (sqlite3_step (stmt) == SQLITE_ROW)
    g_ptr_array_add (list, g_strdup ((const char *) sqlite3_column_text (stmt, 0)));
  sqlite3_finalize (stmt);
  return list;
}

/* For each table of the file a statement that gives each of its rows as one text, in the columns of now. */
static GPtrArray *
list_questions (const char *data_dir)
{
  g_autofree char *path = g_build_filename (data_dir, "autosell.db", NULL);
  g_autoptr(GPtrArray) tables = NULL;
  GPtrArray *questions = g_ptr_array_new_with_free_func (g_free);
  sqlite3 *db;

  g_assert_cmpint (sqlite3_open_v2 (path, &db, SQLITE_OPEN_READONLY, NULL), ==, SQLITE_OK);
  tables = list_strings (
    db, "SELECT name FROM pragma_table_list WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name");
  for (guint i = 0; i < tables->len; i++)
    {
      const char *table = tables->pdata[i];
      g_autofree char *sql = g_strdup_printf ("SELECT group_concat('quote(\"' || name || '\")', ' || '','' || ') "
                                              "FROM pragma_table_info('%s')",
                                              table);
      g_autoptr(GPtrArray) columns = list_strings (db, sql);

      g_ptr_array_add (questions, g_strdup_printf ("SELECT '%s: ' || %s FROM \"%s\" ORDER BY 1", table,
                                                   (const char *) columns->pdata[0], table));
    }
  sqlite3_close (db);
  return questions;
}

static char *
answer_all (const char *data_dir, GPtrArray *questions)
{
  g_autofree char *path = g_build_filename (data_dir, "autosell.db", NULL);
  GString *answers = g_string_new (NULL);
  sqlite3 *db;

  g_assert_cmpint (sqlite3_open_v2 (path, &db, SQLITE_OPEN_READONLY, NULL), ==, SQLITE_OK);
  for (guint i = 0; i < questions->len; i++)
    {
      g_autoptr(GPtrArray) rows = list_strings (db, questions->pdata[i]);

      g_assert_cmpuint (rows->len, >, 0);
      for (guint row = 0; row < rows->len; row++)
        g_string_append_printf (answers, "%s\n", (const char *) rows->pdata[row]);
    }
  sqlite3_close (db);
  return g_string_free (answers, FALSE);
}

/* @data: the version; each row of each table stands as it was, and the program works with it */
static void
test_nothing_is_lost (gconstpointer data)
{
  Fixture fixture = { 0 };
  g_autofree char *name = g_strdup_printf ("store-v%d.db.gz", GPOINTER_TO_INT (data));
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr(GPtrArray) questions = NULL;
  g_autoptr(AutosellVehicle) edited = NULL;
  g_autoptr(AutosellVehicle) odd = NULL;
  g_autoptr(AutosellVehicle) with_photos = NULL;
  g_autoptr(AutosellCheck) check = NULL;
  gint64 cents;

  fixture.data_dir = g_dir_make_tmp ("autosell-schema-XXXXXX", NULL);
  unpack (fixture.data_dir, name);
  questions = list_questions (fixture.data_dir);
  before = answer_all (fixture.data_dir, questions);
  open_store (&fixture);
  after = answer_all (fixture.data_dir, questions);
  g_assert_cmpstr (after, ==, before);

  check = autosell_store_check_sync (fixture.store, NULL);
  g_assert_true (check->is_sound);
  g_assert_cmpint (check->schema_version, ==, AUTOSELL_SCHEMA_VERSION);
  g_assert_cmpint (check->n_vehicles, ==, 45);
  g_assert_cmpint (check->n_deleted, ==, 1);
  edited = find (&fixture, "5", FALSE);
  g_assert_true (autosell_vehicle_get_number (edited, AUTOSELL_FIELD_PRICE, &cents));
  g_assert_cmpint (cents, ==, 59000000);
  odd = find (&fixture, "99", FALSE);
  g_assert_cmpstr (autosell_vehicle_get_extra (odd, "LLAVES"), ==, "2");
  g_assert_cmpstr (autosell_vehicle_get_value (odd, AUTOSELL_FIELD_PRICE)->text, ==, "a tratar");
  with_photos = find (&fixture, "3", FALSE);
  g_assert_cmpuint (autosell_vehicle_get_n_photos (with_photos), ==, 2);
  tear_down (&fixture, NULL);
}

/* What a statement of now asks of the tables is there, whatever the file was before. */
static void
test_columns_are_those_of_now (gconstpointer data)
{
  Fixture kept = { 0 };
  Fixture fresh = { 0 };
  g_autofree char *name = g_strdup_printf ("store-v%d.db.gz", GPOINTER_TO_INT (data));
  static const char columns[] =
    "SELECT t.name || '.' || c.name || ' ' || c.type || ' ' || c.\"notnull\" FROM pragma_table_list t, "
    "pragma_table_info(t.name) c WHERE t.schema = 'main' AND t.name NOT LIKE 'sqlite_%' ORDER BY 1";
  g_autoptr(GPtrArray) question = g_ptr_array_new ();
  g_autofree char *is = NULL;
  g_autofree char *should = NULL;

  g_ptr_array_add (question, (gpointer) columns);
  kept.data_dir = g_dir_make_tmp ("autosell-schema-XXXXXX", NULL);
  unpack (kept.data_dir, name);
  open_store (&kept);
  is = answer_all (kept.data_dir, question);
  tear_down (&kept, NULL);
  set_up (&fresh, NULL);
  should = answer_all (fresh.data_dir, question);
  tear_down (&fresh, NULL);
  g_assert_cmpstr (is, ==, should);
}

static void
set_user_version (const char *data_dir, int version)
{
  g_autofree char *sql = g_strdup_printf ("PRAGMA user_version = %d", version);

  exec (data_dir, sql);
}

static char *
checksum (const char *data_dir)
{
  g_autofree char *path = g_build_filename (data_dir, "autosell.db", NULL);
  g_autofree char *content = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &content, &length, NULL));
  return g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) content, length);
}

/* The file as it was is kept, and can be gone back to by this version. */
static void
test_backed_up_first (Fixture *fixture, gconstpointer data)
{
  g_autoptr(GPtrArray) backups = autosell_backup_list (fixture->data_dir);
  const AutosellBackup *backup;
  g_autoptr(AutosellCheck) check = NULL;
  g_autoptr(GError) error = NULL;
  sqlite3 *db;
  sqlite3_stmt *stmt;

  g_assert_cmpuint (backups->len, ==, 1);
  backup = backups->pdata[0];
  g_assert_cmpstr (backup->reason, ==, "migration");
  g_assert_cmpint (sqlite3_open_v2 (backup->path, &db, SQLITE_OPEN_READONLY, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_prepare_v2 (db, "PRAGMA user_version", -1, &stmt, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (stmt), ==, SQLITE_ROW);
  g_assert_cmpint (sqlite3_column_int (stmt, 0), ==, 1);
  sqlite3_finalize (stmt);
  sqlite3_close (db);

  g_assert_true (autosell_store_restore_backup_sync (fixture->store, backup->path, &error));
  g_assert_no_error (error);
  check = autosell_store_check_sync (fixture->store, &error);
  g_assert_no_error (error);
  g_assert_true (check->is_sound);
  g_assert_cmpint (check->schema_version, ==, AUTOSELL_SCHEMA_VERSION);
  g_assert_cmpint (check->n_vehicles, ==, 45);
}

static void
test_newer_is_refused_untouched (Fixture *fixture, gconstpointer data)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr(GError) error = NULL;

  close_store (fixture);
  set_user_version (fixture->data_dir, 9000);
  before = checksum (fixture->data_dir);
  g_assert_null (autosell_store_open_sync (fixture->data_dir, "cli", NULL, &error));
  g_assert_error (error, AUTOSELL_STORE_ERROR, AUTOSELL_STORE_ERROR_NEWER);
  after = checksum (fixture->data_dir);
  g_assert_cmpstr (before, ==, after);
  set_user_version (fixture->data_dir, AUTOSELL_SCHEMA_VERSION);
  open_store (fixture);
}

#define ADD(name, function) g_test_add ("/schema/" name, Fixture, NULL, set_up_kept, function, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("first-version-opens", test_first_version_opens);
  ADD ("first-version-keeps-raw-text", test_first_version_keeps_raw_text);
  ADD ("backed-up-first", test_backed_up_first);
  ADD ("migrated-is-like-new", test_migrated_is_like_new);
  /* the very first files had no such index, and became the same */
  g_test_add ("/schema/first-files-open", Fixture, "DROP INDEX vehicle_live_scan", set_up_kept,
              test_migrated_is_like_new, tear_down);
  g_test_add ("/schema/second-version-opens", Fixture, NULL, set_up_second, test_second_version_opens, tear_down);
  g_test_add ("/schema/second-migrated-is-like-new", Fixture, NULL, set_up_second, test_migrated_is_like_new,
              tear_down);
  ADD ("newer-is-refused-untouched", test_newer_is_refused_untouched);
  for (int version = 3; version < AUTOSELL_SCHEMA_VERSION; version++)
    {
      g_autofree char *lost = g_strdup_printf ("/schema/nothing-is-lost/%d", version);
      g_autofree char *columns = g_strdup_printf ("/schema/columns-are-those-of-now/%d", version);

      g_test_add_data_func (lost, GINT_TO_POINTER (version), test_nothing_is_lost);
      g_test_add_data_func (columns, GINT_TO_POINTER (version), test_columns_are_those_of_now);
    }
  return g_test_run ();
}
