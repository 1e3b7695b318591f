/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-backup.h"
#include "autosell-photo-alike.h"
#include "photo-store-fixture.h"

static gint64
sweep (Fixture *fixture)
{
  g_autoptr(GError) error = NULL;
  gint64 n = autosell_store_sweep_photos_sync (fixture->store, &error);

  g_assert_no_error (error);
  return n;
}

static AutosellPhotoCheck *
check (Fixture *fixture, AutosellPhotoCheckFlags flags, const char *from)
{
  g_autoptr(GError) error = NULL;
  AutosellPhotoCheck *result = autosell_store_check_photos_sync (fixture->store, flags, from, &error);

  g_assert_no_error (error);
  return result;
}

static char *
dup_first_path (Fixture *fixture, gint64 key)
{
  g_autoptr(GPtrArray) photos = autosell_store_list_photos_sync (fixture->store, key, FALSE, NULL);

  return autosell_photo_folder_get_path (fixture->data_dir,
                                         autosell_photo_get_info (g_ptr_array_index (photos, 0))->hash);
}

/* ---- Sweeping ---- */

static void
test_sweep_after_crash (Fixture *fixture, gconstpointer data)
{
  gint64 key = add_car_to (fixture->store, "MAZDA", "CX30", "379000", "1");
  g_autoptr(AutosellStagedPhoto) staged = stage_picture (fixture->data_dir, 50, 2400, 1800, TRUE);
  g_autoptr(GError) error = NULL;

  add_photos (fixture->store, key, 1, 2);
  /* As if the process had died between the file and the record */
  autosell_staged_photo_commit (staged, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count_files (fixture->data_dir, "photos/originals"), ==, 1);
  g_assert_cmpint (sweep (fixture), ==, 2);
  g_assert_cmpuint (count_files (fixture->data_dir, "photos/originals"), ==, 0);
  assert_photos (fixture->store, key, "1 2");
  g_assert_cmpint (sweep (fixture), ==, 0);
}

/* Photos in the bin keep their files; after 30 days they go, unless a backup names them. */
static void
test_bin_of_30_days (Fixture *fixture, gconstpointer data)
{
  gint64 key = add_car_to (fixture->store, "MAZDA", "CX30", "379000", "1");
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  AutosellPhotoEdit *edit = autosell_photo_edit_new ();
  g_autoptr(GPtrArray) backups = NULL;
  g_autofree char *sql = NULL;

  add_photos (fixture->store, key, 1, 3);
  first = dup_photo_id (fixture->store, key, 1);
  second = dup_photo_id (fixture->store, key, 2);
  autosell_photo_edit_remove (edit, first);
  autosell_photo_edit_remove (edit, second);
  autosell_commit_result_free (edit_photos (fixture->store, edit));
  g_assert_cmpint (sweep (fixture), ==, 0);
  g_assert_cmpuint (count_files (fixture->data_dir, "photos"), ==, 3);

  /* One for 31 days, the other for 29 */
  sql = g_strdup_printf ("UPDATE photo SET deleted_at = deleted_at - %" G_GINT64_FORMAT " WHERE id = '%s';"
                         "UPDATE photo SET deleted_at = deleted_at - %" G_GINT64_FORMAT " WHERE id = '%s'",
                         31 * G_TIME_SPAN_DAY, first, 29 * G_TIME_SPAN_DAY, second);
  run_sql (fixture->data_dir, sql);
  close_store (fixture);
  backups = autosell_backup_list (fixture->data_dir);
  for (guint i = 0; i < backups->len; i++)
    g_unlink (((AutosellBackup *) g_ptr_array_index (backups, i))->path);
  /* The window looks after the bin when it starts */
  fixture->store = autosell_store_open_sync (fixture->data_dir, "window", "Ana", NULL);
  finish_daily_backup (fixture->store);
  close_store (fixture);
  open_store (fixture);
  {
    g_autofree char *bin = dup_photos_of (fixture->store, key, TRUE);

    g_assert_cmpstr (bin, ==, "2");
  }
  assert_photos (fixture->store, key, "3");
}

static void
test_lost_database_spares_photos (Fixture *fixture, gconstpointer data)
{
  gint64 key = add_car_to (fixture->store, "MAZDA", "CX30", "379000", "1");
  g_autofree char *folder = g_build_filename (fixture->data_dir, "damaged-2026-11-23", NULL);

  add_photos (fixture->store, key, 1, 3);
  run_sql (fixture->data_dir, "DELETE FROM photo; DELETE FROM photo_gone");
  g_mkdir (folder, 0700);
  g_assert_cmpint (sweep (fixture), ==, 0);
  g_assert_cmpuint (count_files (fixture->data_dir, "photos"), ==, 3);
  g_rmdir (folder);
  g_assert_cmpint (sweep (fixture), ==, 3);
}

/* ---- Checking ---- */

static void
test_missing_is_marked_and_repaired (Fixture *fixture, gconstpointer data)
{
  gint64 key = add_car_to (fixture->store, "MAZDA", "CX30", "379000", "1");
  g_autofree char *path = NULL;

  add_photos (fixture->store, key, 1, 2);
  path = dup_first_path (fixture, key);
  g_unlink (path);
  {
    g_autoptr(AutosellPhotoCheck) found = check (fixture, AUTOSELL_PHOTO_CHECK_QUICK, NULL);
    g_autoptr(GPtrArray) photos = autosell_store_list_photos_sync (fixture->store, key, FALSE, NULL);

    g_assert_cmpuint (found->missing->len, ==, 1);
    g_assert_cmpuint (found->altered->len, ==, 0);
    g_assert_cmpint (found->n_photos, ==, 2);
    g_assert_cmpint (autosell_photo_get_info (g_ptr_array_index (photos, 0))->mark, ==, AUTOSELL_PHOTO_MISSING);
  }
  {
    g_autoptr(AutosellPhotoCheck) found = check (fixture, AUTOSELL_PHOTO_CHECK_REPAIR, NULL);

    g_assert_cmpint (found->n_repaired, ==, 1);
    g_assert_cmpuint (found->missing->len, ==, 0);
  }
  assert_photos (fixture->store, key, "1 2");
}

static void
test_repaired_from_the_original (Fixture *fixture, gconstpointer data)
{
  gint64 key = add_car_to (fixture->store, "MAZDA", "CX30", "379000", "1");
  g_autoptr(GPtrArray) photos = g_ptr_array_new_with_free_func ((GDestroyNotify) autosell_staged_photo_unref);
  AutosellPhotoEdit *edit = autosell_photo_edit_new ();
  g_autofree char *path = NULL;
  g_autofree char *second = g_build_filename (fixture->data_dir, "backups", "photos", NULL);
  g_autoptr(AutosellPhotoCheck) found = NULL;

  g_ptr_array_add (photos, stage_picture (fixture->data_dir, 1, 2400, 1800, TRUE));
  autosell_photo_edit_add (edit, key, photos, 0);
  autosell_commit_result_free (edit_photos (fixture->store, edit));
  path = dup_first_path (fixture, key);
  g_assert_true (g_file_set_contents (path, "altered", -1, NULL));
  remove_folder (second);
  found = check (fixture, AUTOSELL_PHOTO_CHECK_REPAIR, NULL);
  g_assert_cmpint (found->n_repaired, ==, 1);
  assert_photos (fixture->store, key, "1");
}

/* ---- Twins ---- */

static void
insert_synthetic (Fixture *fixture, guint n_cars, guint n_photos, guint32 seed)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (seed);
  g_autofree char *path = g_build_filename (fixture->data_dir, "autosell.db", NULL);
  sqlite3 *db;
  sqlite3_stmt *car, *photo;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  sqlite3_exec (db, "BEGIN", NULL, NULL, NULL);
  sqlite3_prepare_v2 (db, "INSERT INTO vehicle (id, created_at, updated_at) VALUES (?, 1, 1)", -1, &car, NULL);
  sqlite3_prepare_v2 (
    db,
    "INSERT INTO photo (id, vehicle_pk, position, hash, source_hash, width, height, size_bytes, likeness, "
    "added_at) VALUES (?1, ?2, ?3, ?1, ?1, 2048, 1536, 400000, ?4, 1)",
    -1, &photo, NULL);
  for (guint i = 0; i < n_cars; i++)
    {
      g_autofree char *id = g_strdup_printf ("car%u", i);
      gint64 key;

      sqlite3_reset (car);
      sqlite3_bind_text (car, 1, id, -1, SQLITE_STATIC);
      g_assert_cmpint (sqlite3_step (car), ==, SQLITE_DONE);
      key = sqlite3_last_insert_rowid (db);
      for (guint k = 0; k < n_photos; k++)
        {
          g_autofree char *hash = g_strdup_printf ("%064x", i * n_photos + k);
          guint64 likeness = ((guint64) g_rand_int (rand) << 32) | g_rand_int (rand);

          sqlite3_reset (photo);
          sqlite3_bind_text (photo, 1, hash, -1, SQLITE_STATIC);
          sqlite3_bind_int64 (photo, 2, key);
          sqlite3_bind_int (photo, 3, (int) k);
          sqlite3_bind_int64 (photo, 4, (gint64) likeness);
          g_assert_cmpint (sqlite3_step (photo), ==, SQLITE_DONE);
        }
    }
  sqlite3_finalize (car);
  sqlite3_finalize (photo);
  sqlite3_exec (db, "COMMIT", NULL, NULL, NULL);
  sqlite3_close (db);
}

/* Every pair that the plain way finds is found, wherever the bits are. */
static void
test_all_alike_are_found (Fixture *fixture, gconstpointer data)
{
  guint32 seed = g_random_int ();
  g_autoptr(GRand) rand = g_rand_new_with_seed (seed);
  g_autoptr(GPtrArray) groups = NULL;
  g_autoptr(GError) error = NULL;

  g_test_message ("seed %u", seed);
  insert_synthetic (fixture, 100, 4, seed);
  /* Twenty have a twin that differs in at most as many bits as count as alike, in any of them */
  for (guint i = 0; i < 20; i++)
    {
      guint64 mask = 0;
      g_autofree char *sql = NULL;

      while (autosell_photo_perceptual_distance (mask, 0) < AUTOSELL_PHOTO_ALIKE_BITS)
        mask |= G_GUINT64_CONSTANT (1) << g_rand_int_range (rand, 0, 64);
      if (i < 5)
        mask = G_GUINT64_CONSTANT (0x0003000300010001) << i; /* some in each quarter */
      sql = g_strdup_printf ("UPDATE photo SET likeness = (SELECT (likeness | %" G_GINT64_FORMAT
                             ") - (likeness & %" G_GINT64_FORMAT ") FROM photo WHERE pk = %u) WHERE pk = %u",
                             (gint64) mask, (gint64) mask, 1 + i, 200 + i);
      run_sql (fixture->data_dir, sql);
    }
  groups = autosell_store_find_twins_sync (fixture->store, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (groups->len, ==, 20);
  for (guint i = 0; i < groups->len; i++)
    {
      AutosellPhotoTwins *twins = g_ptr_array_index (groups, i);

      g_assert_cmpint (twins->likeness, ==, AUTOSELL_LIKENESS_ALIKE);
      g_assert_cmpuint (twins->photos->len, ==, 2);
      g_assert_false (twins->is_same_car);
    }
}

static void
test_same_and_match (Fixture *fixture, gconstpointer data)
{
  gint64 one = add_car_to (fixture->store, "MAZDA", "CX30", "379000", "1");
  gint64 two = add_car_to (fixture->store, "BMW", "X1", "500000", "2");
  g_autoptr(GPtrArray) groups = NULL;
  g_autoptr(GPtrArray) of_two = NULL;
  g_autoptr(GPtrArray) staged = stage_pictures (fixture->data_dir, 2, 1);
  g_autoptr(GPtrArray) matches = NULL;
  g_autoptr(GError) error = NULL;
  AutosellPhotoMatch *match;

  add_photos (fixture->store, one, 1, 3);
  add_photos (fixture->store, one, 3, 1);
  add_photos (fixture->store, two, 1, 1);
  groups = autosell_store_find_twins_sync (fixture->store, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (groups->len, ==, 2);
  g_assert_cmpint (((AutosellPhotoTwins *) g_ptr_array_index (groups, 0))->likeness, ==, AUTOSELL_LIKENESS_SAME);
  of_two = autosell_store_find_twins_sync (fixture->store, two, &error);
  g_assert_cmpuint (of_two->len, ==, 1);
  g_assert_false (((AutosellPhotoTwins *) g_ptr_array_index (of_two, 0))->is_same_car);

  g_ptr_array_add (staged, stage_picture (fixture->data_dir, 77, 240, 180, FALSE));
  matches = autosell_store_match_photos_sync (fixture->store, staged, &error);
  g_assert_no_error (error);
  match = g_ptr_array_index (matches, 0);
  g_assert_nonnull (match->photo);
  g_assert_cmpint (match->likeness, ==, AUTOSELL_LIKENESS_SAME);
  g_assert_null (((AutosellPhotoMatch *) g_ptr_array_index (matches, 1))->photo);
}

/* No test of speed, which depends on the machine: the figure is printed for who wants it. */
static void
test_large_stock (Fixture *fixture, gconstpointer data)
{
  gint64 start_us;
  clock_t start;
  g_autoptr(GPtrArray) groups = NULL;
  g_autoptr(GError) error = NULL;

  if (!g_test_perf ())
    {
      g_test_skip ("a figure: run with -m perf");
      return;
    }
  insert_synthetic (fixture, 10000, 10, 1);
  groups = autosell_store_find_twins_sync (fixture->store, 0, &error);
  g_clear_pointer (&groups, g_ptr_array_unref);
  start_us = g_get_monotonic_time ();
  start = clock ();
  groups = autosell_store_find_twins_sync (fixture->store, 0, &error);
  g_assert_no_error (error);
  g_test_minimized_result ((double) (clock () - start) * 1000 / CLOCKS_PER_SEC,
                           "twins among 100,000 photos: %.1f ms of the processor, %.1f ms, %u groups",
                           (double) (clock () - start) * 1000 / CLOCKS_PER_SEC,
                           (double) (g_get_monotonic_time () - start_us) / 1000, groups->len);
}

/* ---- What is wanted ---- */

static void
test_wanted (Fixture *fixture, gconstpointer data)
{
  g_autoptr(AutosellVehicle) car = NULL;
  gint64 key = add_car_to (fixture->store, "MAZDA", "CX30", "379000", "1");

  g_assert_cmpint (autosell_store_get_photos_wanted (fixture->store), ==, 8);
  autosell_store_set_photos_wanted (fixture->store, 12);
  g_assert_cmpint (autosell_store_get_photos_wanted (fixture->store), ==, 12);
  close_store (fixture);
  open_store (fixture);
  g_assert_cmpint (autosell_store_get_photos_wanted (fixture->store), ==, 12);
  car = autosell_store_get_vehicle_sync (fixture->store, key, NULL);
  g_assert_cmpuint (autosell_vehicle_get_n_photos_wanted (car), ==, 12);
}

#define ADD(name, func) g_test_add ("/photo-care/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  ADD ("sweep-after-crash", test_sweep_after_crash);
  ADD ("bin-of-30-days", test_bin_of_30_days);
  ADD ("lost-database-spares-photos", test_lost_database_spares_photos);
  ADD ("missing-is-marked-and-repaired", test_missing_is_marked_and_repaired);
  ADD ("repaired-from-the-original", test_repaired_from_the_original);
  ADD ("all-alike-are-found", test_all_alike_are_found);
  ADD ("same-and-match", test_same_and_match);
  ADD ("large-stock", test_large_stock);
  ADD ("wanted", test_wanted);
  return g_test_run ();
}
