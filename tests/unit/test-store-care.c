/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <utime.h>

#include "autosell-backup-private.h"
#include "autosell-sql.h"
#include "store-fixture.h"

/* What keeps the stock safe from accidents: backups, the bin, recovery. */

static void
add_cars (Fixture *fixture, guint n)
{
  AutosellChangeSet *changes = autosell_change_set_new (AUTOSELL_ACTION_ADD);
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < n; i++)
    autosell_change_set_add (changes, make_car ("KIA", "RIO", "1", NULL));
  autosell_commit_result_free (autosell_store_commit_sync (fixture->store, changes, &error));
  g_assert_no_error (error);
}

static gint64
count_vehicles (Fixture *fixture)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellCheck) check = autosell_store_check_sync (fixture->store, &error);

  g_assert_no_error (error);
  g_assert_true (check->is_sound);
  return check->n_vehicles;
}

static void
run_sql (Fixture *fixture, const char *sql)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *path = g_build_filename (fixture->data_dir, "autosell.db", NULL);
  AutosellConnection *connection = autosell_connection_open (path, SQLITE_OPEN_READWRITE, &error);

  g_assert_no_error (error);
  autosell_connection_exec (connection, sql, &error);
  g_assert_no_error (error);
  autosell_connection_close (connection);
}

/* ---- Where copies go ---- */

static void
assert_backup_refused (Fixture *fixture, const char *path, int code)
{
  g_autoptr(GError) error = NULL;

  g_assert_false (autosell_store_backup_sync (fixture->store, path, &error));
  g_assert_error (error, G_IO_ERROR, code);
}

static void
test_the_stock_is_no_target (Fixture *fixture, gconstpointer data)
{
  static const AutosellSort as_entered = { .by_id_order = TRUE };
  static const char *const names[] = { "autosell.db", "autosell.db-wal", "autosell.db-shm", "backups/../autosell.db",
                                       "link" };
  g_autofree char *link = g_build_filename (fixture->data_dir, "link", NULL);
  g_autofree char *backups = g_build_filename (fixture->data_dir, "backups", NULL);
  g_autoptr(AutosellQuery) query = autosell_query_parse ("", NULL, NULL, NULL);

  add_cars (fixture, 3);
  g_mkdir (backups, 0700); /* the daily backup may have been quicker */
  g_assert_cmpint (symlink ("autosell.db", link), ==, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (fixture->data_dir, names[i], NULL);
      g_autoptr(GFile) file = g_file_new_for_path (path);
      g_autoptr(GError) error = NULL;

      assert_backup_refused (fixture, path, G_IO_ERROR_INVALID_FILENAME);
      g_assert_cmpint (autosell_store_export_sync (fixture->store, query, &as_entered, file, 0, &error), ==, -1);
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_FILENAME);
    }
  close_store (fixture);
  open_store (fixture);
  g_assert_cmpint (count_vehicles (fixture), ==, 3);
}

static void
test_only_files_are_replaced (Fixture *fixture, gconstpointer data)
{
  g_autofree char *pipe = g_build_filename (fixture->data_dir, "pipe", NULL);
  g_autofree char *folder = g_build_filename (fixture->data_dir, "folder", NULL);
  g_autofree char *nowhere = g_build_filename (fixture->data_dir, "nowhere", "copy.db", NULL);
  g_autofree char *old = g_build_filename (fixture->data_dir, "old.db", NULL);
  g_autoptr(GError) error = NULL;
  GStatBuf info;

  add_cars (fixture, 1);
  g_assert_cmpint (mkfifo (pipe, 0600), ==, 0);
  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  assert_backup_refused (fixture, pipe, G_IO_ERROR_NOT_REGULAR_FILE);
  g_assert_cmpint (g_lstat (pipe, &info), ==, 0);
  g_assert_true (S_ISFIFO (info.st_mode));
  assert_backup_refused (fixture, folder, G_IO_ERROR_IS_DIRECTORY);
  assert_backup_refused (fixture, nowhere, G_IO_ERROR_NOT_FOUND);
  g_assert_true (g_file_set_contents (old, "old", -1, NULL));
  g_assert_true (autosell_store_backup_sync (fixture->store, old, &error));
  g_assert_no_error (error);
}

/* ---- What is kept ---- */

static void
write_backup_named (Fixture *fixture, const char *name)
{
  g_autofree char *folder = g_build_filename (fixture->data_dir, "backups", NULL);
  g_autofree char *path = g_build_filename (folder, name, NULL);

  g_mkdir (folder, 0700);
  g_assert_true (g_file_set_contents (path, "x", -1, NULL));
}

static void
test_a_clock_set_back (Fixture *fixture, gconstpointer data)
{
  g_autoptr(GPtrArray) backups = NULL;
  gboolean is_kept = FALSE;

  add_cars (fixture, 1);
  finish_daily_backup (fixture->store);
  for (int i = 0; i < 10; i++)
    {
      g_autofree char *name = g_strdup_printf ("autosell-2099010%dT120000Z-c1-e9-daily.db", i % 9 + 1);

      write_backup_named (fixture, name);
    }
  add_cars (fixture, 10);
  backups = autosell_backup_list (fixture->data_dir);
  g_assert_cmpuint (backups->len, ==, 10);
  for (guint i = 0; i < backups->len; i++)
    is_kept |= g_str_equal (((AutosellBackup *) g_ptr_array_index (backups, i))->reason, "bulk");
  g_assert_true (is_kept);
}

/* Another program commits just when the copy knows what it will be called. */
static int
commit_beside_cb (unsigned int event, void *data, void *stmt, void *time_ns)
{
  Fixture *fixture = data;

  if (strstr (sqlite3_sql (stmt), "store.epoch") != NULL && count_vehicles (fixture) == 2)
    add_cars (fixture, 1);
  return 0;
}

static void
test_a_copy_is_named_by_what_is_in_it (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->data_dir, "autosell.db", NULL);
  g_autoptr(AutosellConnection) connection = NULL;
  g_autoptr(AutosellConnection) copy = NULL;
  g_autoptr(GPtrArray) backups = NULL;
  g_autoptr(GError) error = NULL;
  const char *of_two_cars;

  add_cars (fixture, 1);
  finish_daily_backup (fixture->store);
  add_cars (fixture, 1);
  connection = autosell_connection_open (path, SQLITE_OPEN_READWRITE, &error);
  g_assert_no_error (error);
  sqlite3_trace_v2 (connection->db, SQLITE_TRACE_PROFILE, commit_beside_cb, fixture);
  g_assert_true (autosell_backup_make (connection, fixture->data_dir, "manual", NULL, &error));
  g_assert_no_error (error);
  sqlite3_trace_v2 (connection->db, 0, NULL, NULL);
  g_assert_cmpint (count_vehicles (fixture), ==, 3);

  backups = autosell_backup_list (fixture->data_dir);
  g_assert_cmpuint (backups->len, ==, 2);
  of_two_cars = ((AutosellBackup *) g_ptr_array_index (backups, 0))->path;
  g_assert_nonnull (strstr (of_two_cars, "-c2-e0-manual"));
  copy = autosell_connection_open (of_two_cars, SQLITE_OPEN_READONLY, &error);
  g_assert_no_error (error);
  g_assert_cmpint (autosell_connection_get_int (copy, "SELECT count(*) FROM vehicle", -1), ==, 2);
  g_assert_cmpint (autosell_connection_get_int (copy, "SELECT max(id) FROM change", -1), ==, 2);
}

/* Whichever of two was finished first. */
static void
test_the_newest_has_the_latest_state (Fixture *fixture, gconstpointer data)
{
  static const char *const names[] = { "autosell-20260101T120000Z-c2-e1-bulk.db",
                                       "autosell-20260101T120000Z-c10-e0-bulk.db",
                                       "autosell-20260101T120000Z-c9-e0-daily.db",
                                       "autosell-20260101T115959Z-c11-e9-daily.db" };
  g_autoptr(GPtrArray) backups = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    write_backup_named (fixture, names[(i + 2) % G_N_ELEMENTS (names)]);
  backups = autosell_backup_list (fixture->data_dir);
  g_assert_cmpuint (backups->len, ==, G_N_ELEMENTS (names));
  for (guint i = 0; i < backups->len; i++)
    g_assert_true (g_str_has_suffix (((AutosellBackup *) g_ptr_array_index (backups, i))->path, names[i]));
}

static void
test_unfinished_copies_go (Fixture *fixture, gconstpointer data)
{
  static const char *const old_name = "autosell-20260101T120000Z-c1-e0-bulk.db.partial-1";
  static const char *const new_name = "autosell-20260101T120000Z-c1-e0-bulk.db.partial-2";
  g_autofree char *old = g_build_filename (fixture->data_dir, "backups", old_name, NULL);
  g_autofree char *new = g_build_filename (fixture->data_dir, "backups", new_name, NULL);
  struct utimbuf long_ago = { 1000000, 1000000 };

  add_cars (fixture, 1);
  write_backup_named (fixture, old_name);
  write_backup_named (fixture, new_name);
  g_assert_cmpint (g_utime (old, &long_ago), ==, 0);
  add_cars (fixture, 10);
  g_assert_false (g_file_test (old, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (new, G_FILE_TEST_EXISTS)); /* another process may be at it */
}

/* ---- The bin ---- */

static void
test_undo_after_the_bin_was_emptied (Fixture *fixture, gconstpointer data)
{
  gint64 kept = add_car_to (fixture->store, "GMC", "SIERRA", "500000", "20");
  gint64 gone = add_car_to (fixture->store, "GMC", "YUKON", "900000", "21");
  AutosellChangeSet *changes = autosell_change_set_new (AUTOSELL_ACTION_DELETE);
  g_autoptr(AutosellCommitResult) undone = NULL;
  g_autoptr(AutosellVehicle) car = NULL;
  g_autoptr(GError) error = NULL;

  autosell_commit_result_free (set_text_in (fixture->store, kept, AUTOSELL_FIELD_PRICE, "1"));
  autosell_commit_result_free (set_text_in (fixture->store, gone, AUTOSELL_FIELD_PRICE, "2"));
  autosell_change_set_delete (changes, gone);
  autosell_commit_result_free (autosell_store_commit_sync (fixture->store, changes, &error));
  g_assert_no_error (error);
  close_store (fixture);
  run_sql (fixture, "UPDATE vehicle SET deleted_at = 1 WHERE deleted_at IS NOT NULL");

  /* The window's store empties the bin; the close waits for that */
  fixture->store = autosell_store_open_sync (fixture->data_dir, "window", "Ana", &error);
  g_assert_no_error (error);
  close_store (fixture);
  open_store (fixture);
  g_assert_null (autosell_store_get_vehicle_sync (fixture->store, gone, NULL));

  undone = autosell_store_undo_sync (fixture->store, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpint (undone->n_vehicles, ==, 1);
  car = autosell_store_get_vehicle_sync (fixture->store, kept, &error);
  g_assert_no_error (error);
  g_assert_cmpint (autosell_vehicle_get_value (car, AUTOSELL_FIELD_PRICE)->number, ==, 50000000);
}

/* As though the clock had been set to next year: what was last done is long past, and so is what went into the bin. */
static void
test_bin_and_a_wrong_clock (Fixture *fixture, gconstpointer data)
{
  gint64 key = add_car_to (fixture->store, "GMC", "YUKON", "900000", "21");
  AutosellChangeSet *changes = autosell_change_set_new (AUTOSELL_ACTION_DELETE);
  g_autoptr(AutosellVehicle) car = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *sql = NULL;
  gint64 year_us = 365 * G_TIME_SPAN_DAY;

  autosell_change_set_delete (changes, key);
  autosell_commit_result_free (autosell_store_commit_sync (fixture->store, changes, &error));
  g_assert_no_error (error);
  close_store (fixture);
  sql = g_strdup_printf ("UPDATE vehicle SET deleted_at = deleted_at - %" G_GINT64_FORMAT
                         "; UPDATE change SET at = at - %" G_GINT64_FORMAT,
                         year_us, year_us);
  run_sql (fixture, sql);

  fixture->store = autosell_store_open_sync (fixture->data_dir, "window", "Ana", &error);
  g_assert_no_error (error);
  close_store (fixture);
  open_store (fixture);
  car = autosell_store_get_vehicle_sync (fixture->store, key, &error);
  g_assert_no_error (error);
  g_assert_cmpint (autosell_vehicle_get_deleted (car), >, 0);
}

/* ---- Recovery ---- */

static void
damage (Fixture *fixture)
{
  g_autofree char *path = g_build_filename (fixture->data_dir, "autosell.db", NULL);
  g_autoptr(GError) error = NULL;
  FILE *file = fopen (path, "r+b");
  g_autofree char *wal = g_strconcat (path, "-wal", NULL);

  g_assert_false (g_file_test (wal, G_FILE_TEST_EXISTS)); /* folded in by the close, or it would hide the damage */

  for (long at = 4096; at < 40960; at += 512)
    {
      fseek (file, at, SEEK_SET);
      fputs ("damage damage damage", file);
    }
  fclose (file);
  g_assert_null (autosell_store_open_sync (fixture->data_dir, "cli", NULL, &error));
  g_assert_error (error, AUTOSELL_STORE_ERROR, AUTOSELL_STORE_ERROR_DAMAGED);
}

static void
test_recovery_on_a_full_disk (Fixture *fixture, gconstpointer data)
{
  g_autofree char *backup_used = NULL;
  g_autofree char *set_aside = NULL;
  g_autoptr(GError) error = NULL;
  struct rlimit old, small;

  add_cars (fixture, 12);
  finish_daily_backup (fixture->store); /* of the 12; what comes after is not in it */
  add_cars (fixture, 10);
  close_store (fixture);
  damage (fixture);

  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &old), ==, 0);
  small = (struct rlimit){ 16384, old.rlim_max };
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &small), ==, 0);
  g_assert_false (autosell_store_recover (fixture->data_dir, &backup_used, &set_aside, &error));
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &old), ==, 0);
  g_assert_error (error, AUTOSELL_STORE_ERROR, AUTOSELL_STORE_ERROR_NO_SPACE);
  g_clear_error (&error);

  /* Not an empty stock, but the same question as before */
  g_assert_null (autosell_store_open_sync (fixture->data_dir, "cli", NULL, &error));
  g_assert_error (error, AUTOSELL_STORE_ERROR, AUTOSELL_STORE_ERROR_DAMAGED);
  g_clear_error (&error);
  g_assert_true (autosell_store_recover (fixture->data_dir, &backup_used, &set_aside, &error));
  g_assert_no_error (error);
  open_store (fixture);
  g_assert_cmpint (count_vehicles (fixture), ==, 12);
}

static void
test_no_recovery_from_under_a_program (Fixture *fixture, gconstpointer data)
{
  g_autofree char *backup_used = NULL;
  g_autoptr(GError) error = NULL;

  add_cars (fixture, 12);
  g_assert_false (autosell_store_recover (fixture->data_dir, &backup_used, NULL, &error));
  g_assert_error (error, AUTOSELL_STORE_ERROR, AUTOSELL_STORE_ERROR_BUSY);
  g_assert_cmpint (count_vehicles (fixture), ==, 12);
}

#define ADD(name, function) g_test_add ("/store-care/" name, Fixture, NULL, set_up, function, tear_down)

/* ---- Care beside another program that writes ---- */

typedef struct
{
  char *path;
  int should_stop; /* atomic */
} Neighbour;

/* Takes the write lock the moment that it is free, and keeps it for 5 ms. */
static gpointer
neighbour_thread (gpointer data)
{
  Neighbour *neighbour = data;
  g_autoptr(GError) error = NULL;
  AutosellConnection *connection = autosell_connection_open (neighbour->path, SQLITE_OPEN_READWRITE, &error);

  g_assert_no_error (error);
  sqlite3_busy_timeout (connection->db, 0);
  while (!g_atomic_int_get (&neighbour->should_stop))
    {
      if (!autosell_connection_begin (connection, NULL))
        continue;
      g_usleep (5000);
      autosell_connection_rollback (connection);
      g_usleep (3000); /* or nobody else ever gets a turn */
    }
  autosell_connection_close (connection);
  return NULL;
}

/* The daily care says what failed as a warning, which ends a test. */
static void
test_care_beside_a_writer (Fixture *fixture, gconstpointer data)
{
  Neighbour neighbour = { g_build_filename (fixture->data_dir, "autosell.db", NULL), FALSE };
  GThread *thread;

  thread = g_thread_new ("neighbour", neighbour_thread, &neighbour);
  for (guint i = 0; i < 12; i++)
    {
      run_sql (fixture, "ANALYZE; DELETE FROM sqlite_stat1"); /* so that there is something to analyse each time */
      close_store (fixture);
      open_store (fixture);
      add_cars (fixture, 1); /* with the first change of a program the day's care begins */
    }
  g_atomic_int_set (&neighbour.should_stop, TRUE);
  g_thread_join (thread);
  g_free (neighbour.path);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("target/the-stock-itself", test_the_stock_is_no_target);
  ADD ("target/only-files", test_only_files_are_replaced);
  ADD ("kept/clock-set-back", test_a_clock_set_back);
  ADD ("kept/named-by-content", test_a_copy_is_named_by_what_is_in_it);
  ADD ("kept/newest-state", test_the_newest_has_the_latest_state);
  ADD ("kept/unfinished-copies", test_unfinished_copies_go);
  ADD ("care/beside-a-writer", test_care_beside_a_writer);
  ADD ("bin/undo", test_undo_after_the_bin_was_emptied);
  ADD ("bin/wrong-clock", test_bin_and_a_wrong_clock);
  ADD ("recovery/full-disk", test_recovery_on_a_full_disk);
  ADD ("recovery/in-use", test_no_recovery_from_under_a_program);
  return g_test_run ();
}
