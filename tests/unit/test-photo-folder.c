/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "autosell-media.h"
#include "photo-fixtures.h"
#include "photo-folders.h"

#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#define HASH "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

static void
test_paths (void)
{
  const AutosellPhotoCrop crop = { 1, 2, 30, 40 };
  g_autofree char *path = autosell_photo_folder_get_path ("/data", HASH);
  g_autofree char *original = autosell_photo_folder_get_original_path ("/data", HASH, "png");
  g_autofree char *key = autosell_photo_folder_get_thumbnail_key (HASH, 90, &crop);
  g_autofree char *thumbnail = autosell_photo_folder_get_thumbnail_path ("/data", key, 320);

  g_assert_cmpstr (path, ==, "/data/photos/01/" HASH ".jpg");
  g_assert_cmpstr (original, ==, "/data/photos/originals/01/" HASH ".png");
  g_assert_cmpstr (key, ==, HASH "-t90-c1.2.30.40");
  g_assert_cmpstr (thumbnail, ==, "/data/thumbnails/320/01/" HASH "-t90-c1.2.30.40.jpg");
}

static void
test_names_from_outside_are_no_paths (void)
{
  static const char *const bad[] = { "",
                                     "../../etc/passwd",
                                     HASH "0",
                                     "0123",
                                     "0123456789ABCDEF0123456789abcdef0123456789abcdef0123456789abcdef",
                                     "01/3456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef" };

  g_assert_true (autosell_photo_hash_is_valid (HASH));
  g_assert_false (autosell_photo_hash_is_valid (NULL));
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_assert_false (autosell_photo_hash_is_valid (bad[i]));
      g_test_expect_message ("autosell-media", G_LOG_LEVEL_CRITICAL, "*autosell_photo_hash_is_valid*");
      g_assert_null (autosell_photo_folder_get_path ("/data", bad[i]));
      g_test_assert_expected_messages ();
    }
  g_test_expect_message ("autosell-media", G_LOG_LEVEL_CRITICAL, "*is_valid_key*");
  g_assert_null (autosell_photo_folder_get_thumbnail_path ("/data", HASH "/../../x", 320));
  g_test_assert_expected_messages ();
}

static void
test_hash_is_sha_256 (void)
{
  g_autofree char *empty = autosell_photo_hash_data ("", 0);
  g_autofree char *large = g_malloc0 (1000003), *ours = NULL, *theirs = NULL;

  g_assert_cmpstr (empty, ==, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  memset (large, 'x', 1000003);
  ours = autosell_photo_hash_data (large, 1000003);
  theirs = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) large, 1000003);
  g_assert_cmpstr (ours, ==, theirs);
}

static AutosellStagedPhoto *
stage (AutosellPhotoStaging *staging, guint32 seed)
{
  g_autoptr(GBytes) source = fixture_jpeg (120, 90, seed, 9, 85);
  g_autoptr(GError) error = NULL;
  AutosellStagedPhoto *photo =
    autosell_photo_pipeline_run (staging, source, "x", FALSE, NULL, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  return photo;
}

static gboolean
count_cb (const char *hash, const char *path, gint64 size, gpointer user_data)
{
  g_assert_true (autosell_photo_hash_is_valid (hash));
  g_assert_true (g_file_test (path, G_FILE_TEST_IS_REGULAR));
  g_assert_cmpint (size, >, 0);
  (*(guint *) user_data)++;
  return TRUE;
}

static void
test_finds_and_verifies (void)
{
  g_autofree char *data_dir = make_folder (), *path = NULL;
  g_autoptr(AutosellPhotoStaging) staging = autosell_photo_staging_new (data_dir, NULL);
  g_autoptr(AutosellStagedPhoto) first = stage (staging, 1), second = stage (staging, 2);
  g_autoptr(GError) error = NULL;
  guint n = 0;

  g_assert_true (autosell_photo_folder_foreach (data_dir, count_cb, &n, NULL, &error));
  g_assert_cmpuint (n, ==, 0); /* staged ones are not there yet */
  g_assert_true (autosell_staged_photo_commit (first, &error));
  g_assert_true (autosell_staged_photo_commit (second, &error));
  path = autosell_photo_folder_get_path (data_dir, autosell_staged_photo_get_hash (first));
  g_assert_true (autosell_photo_folder_foreach (data_dir, count_cb, &n, NULL, &error));
  g_assert_cmpuint (n, ==, 2);

  g_assert_true (autosell_photo_folder_verify (data_dir, autosell_staged_photo_get_hash (first), NULL, &error));
  g_assert_true (g_file_set_contents (path, "changed", -1, NULL));
  g_assert_false (autosell_photo_folder_verify (data_dir, autosell_staged_photo_get_hash (first), NULL, &error));
  g_assert_error (error, AUTOSELL_PHOTO_ERROR, AUTOSELL_PHOTO_ERROR_BROKEN);
  g_clear_error (&error);
  g_assert_true (autosell_photo_folder_remove (data_dir, autosell_staged_photo_get_hash (first), NULL, &error));
  g_assert_true (autosell_photo_folder_remove (data_dir, autosell_staged_photo_get_hash (first), NULL, &error));
  g_assert_false (autosell_photo_folder_verify (data_dir, autosell_staged_photo_get_hash (first), NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_clear_pointer (&staging, autosell_photo_staging_unref);
  g_clear_pointer (&first, autosell_staged_photo_unref);
  g_clear_pointer (&second, autosell_staged_photo_unref);
  remove_tree (data_dir);
}

/* A damaged file at the final place is mended by the same photo coming in again. */
static void
test_committing_mends (void)
{
  g_autofree char *data_dir = make_folder (), *path = NULL;
  g_autoptr(AutosellPhotoStaging) staging = autosell_photo_staging_new (data_dir, NULL);
  g_autoptr(AutosellStagedPhoto) photo = stage (staging, 1);
  g_autoptr(GError) error = NULL;
  g_autofree char *shelf = NULL;

  path = autosell_photo_folder_get_path (data_dir, autosell_staged_photo_get_hash (photo));
  shelf = g_path_get_dirname (path);
  g_mkdir_with_parents (shelf, 0700);
  g_assert_true (g_file_set_contents (path, "broken", -1, NULL));
  g_assert_true (autosell_staged_photo_commit (photo, &error));
  g_assert_no_error (error);
  g_assert_true (autosell_photo_folder_verify (data_dir, autosell_staged_photo_get_hash (photo), NULL, &error));
  g_clear_pointer (&photo, autosell_staged_photo_unref);
  g_clear_pointer (&staging, autosell_photo_staging_unref);
  remove_tree (data_dir);
}

/* What a killed process leaves goes, what a living one has stays. */
static void
test_sweeps_what_the_dead_left (void)
{
  g_autofree char *data_dir = make_folder ();
  g_autoptr(AutosellPhotoStaging) alive = autosell_photo_staging_new (data_dir, NULL);
  g_autoptr(AutosellStagedPhoto) photo = stage (alive, 1);
  int status;
  pid_t pid = fork ();

  if (pid == 0)
    {
      AutosellPhotoStaging *staging = autosell_photo_staging_new (data_dir, NULL);
      AutosellStagedPhoto *lost = stage (staging, 2);

      kill (getpid (), lost != NULL ? SIGKILL : SIGABRT);
      _exit (1);
    }
  g_assert_cmpint (waitpid (pid, &status, 0), ==, pid);
  g_assert_true (WIFSIGNALED (status) && WTERMSIG (status) == SIGKILL);
  g_assert_cmpuint (count_files (data_dir), ==, 8);
  g_assert_cmpuint (autosell_photo_staging_sweep (data_dir), ==, 1);
  g_assert_cmpuint (count_files (data_dir), ==, 4);
  g_assert_cmpuint (autosell_photo_staging_sweep (data_dir), ==, 0);
  g_assert_true (g_file_test (autosell_staged_photo_get_path (photo), G_FILE_TEST_EXISTS));
  g_clear_pointer (&photo, autosell_staged_photo_unref);
  g_clear_pointer (&alive, autosell_photo_staging_unref);
  g_assert_cmpuint (count_files (data_dir), ==, 0);
  remove_tree (data_dir);
}

typedef struct
{
  const char *data_dir;
  int should_stop; /* atomic */
} Sweeper;

static gpointer
sweeper_thread (gpointer data)
{
  Sweeper *sweeper = data;

  while (!g_atomic_int_get (&sweeper->should_stop))
    autosell_photo_staging_sweep (sweeper->data_dir);
  return NULL;
}

/* Who sweeps at the very moment at which somebody begins takes nothing from him. */
static void
test_begins_beside_a_sweeper (void)
{
  g_autofree char *data_dir = make_folder ();
  Sweeper sweeper = { data_dir, FALSE };
  GThread *thread = g_thread_new ("sweeper", sweeper_thread, &sweeper);

  for (guint i = 0; i < 3000; i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(AutosellPhotoStaging) staging = autosell_photo_staging_new (data_dir, &error);

      g_assert_no_error (error);
      g_assert_nonnull (staging);
      g_assert_cmpuint (count_files (data_dir), ==, 1); /* its lock */
    }
  g_atomic_int_set (&sweeper.should_stop, TRUE);
  g_thread_join (thread);
  remove_tree (data_dir);
}

/* No file may be larger than a few bytes: what a full disk does, without filling one. */
static void
test_full_disk (void)
{
  g_autofree char *data_dir = make_folder ();
  g_autoptr(AutosellPhotoStaging) staging = autosell_photo_staging_new (data_dir, NULL);
  g_autoptr(GBytes) source = fixture_jpeg (1200, 900, 1, 30, 85);
  g_autoptr(GError) error = NULL;
  struct rlimit old, small;

  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &old), ==, 0);
  small = (struct rlimit){ 2000, old.rlim_max };
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &small), ==, 0);
  g_assert_null (autosell_photo_pipeline_run (staging, source, "x", FALSE, NULL, NULL, NULL, NULL, &error));
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &old), ==, 0);
  g_assert_nonnull (error);
  g_assert_true (error->domain == G_IO_ERROR);
  g_assert_cmpuint (count_files (data_dir), ==, 1); /* the lock */
  g_clear_pointer (&staging, autosell_photo_staging_unref);
  remove_tree (data_dir);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/photo-folder/paths", test_paths);
  g_test_add_func ("/photo-folder/names-from-outside-are-no-paths", test_names_from_outside_are_no_paths);
  g_test_add_func ("/photo-folder/hash-is-sha-256", test_hash_is_sha_256);
  g_test_add_func ("/photo-folder/finds-and-verifies", test_finds_and_verifies);
  g_test_add_func ("/photo-folder/committing-mends", test_committing_mends);
  g_test_add_func ("/photo-folder/sweeps-what-the-dead-left", test_sweeps_what_the_dead_left);
  g_test_add_func ("/photo-folder/begins-beside-a-sweeper", test_begins_beside_a_sweeper);
  g_test_add_func ("/photo-folder/full-disk", test_full_disk);
  return g_test_run ();
}
