/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "autosell-media.h"
#include "photo-fixtures.h"
#include "photo-folders.h"

static AutosellStagedPhoto *
run (const char *data_dir, GBytes *source)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellPhotoStaging) staging = autosell_photo_staging_new (data_dir, &error);
  AutosellStagedPhoto *photo;

  g_assert_no_error (error);
  photo = autosell_photo_pipeline_run (staging, source, "IMG_1.jpg", FALSE, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (photo);

  return photo;
}

static void
test_reduces_and_stages (void)
{
  g_autofree char *data_dir = make_folder (), *path = NULL, *thumbnail = NULL;
  g_autoptr(GBytes) plain = fixture_jpeg (3000, 2000, 1, 20, 92);
  g_autoptr(GBytes) source = fixture_with_exif (plain, 6, "2025:07:01 10:20:30", NULL);
  g_autoptr(AutosellStagedPhoto) photo = run (data_dir, source);
  g_autoptr(GdkPixbuf) stored = NULL, small = NULL;
  g_autoptr(GDateTime) time = g_date_time_new_utc (2025, 7, 1, 10, 20, 30);
  g_autoptr(GError) error = NULL;

  g_assert_cmpint (autosell_staged_photo_get_width (photo), ==, 1365);
  g_assert_cmpint (autosell_staged_photo_get_height (photo), ==, 2048);
  g_assert_cmpint (autosell_staged_photo_get_size (photo), <=, AUTOSELL_PHOTO_TARGET_BYTES);
  g_assert_cmpstr (autosell_staged_photo_get_name (photo), ==, "IMG_1.jpg");
  g_assert_cmpint (autosell_staged_photo_get_taken_at (photo), ==, g_date_time_to_unix (time) * G_USEC_PER_SEC);

  g_assert_true (autosell_staged_photo_commit (photo, &error));
  g_assert_no_error (error);
  g_assert_true (autosell_staged_photo_commit (photo, &error));  /* a second record of the same photo */
  path = autosell_photo_folder_get_path (data_dir, autosell_staged_photo_get_hash (photo));
  thumbnail = autosell_photo_folder_get_thumbnail_path (data_dir, autosell_staged_photo_get_hash (photo), 320);
  stored = gdk_pixbuf_new_from_file (path, &error);
  g_assert_no_error (error);
  g_assert_cmpint (gdk_pixbuf_get_width (stored), ==, 1365);
  small = gdk_pixbuf_new_from_file (thumbnail, &error);
  g_assert_no_error (error);
  g_assert_cmpint (gdk_pixbuf_get_height (small), ==, 320);
  g_assert_true (autosell_photo_folder_verify (data_dir, autosell_staged_photo_get_hash (photo), NULL, &error));
  g_assert_no_error (error);

  g_clear_pointer (&photo, autosell_staged_photo_unref);
  g_assert_cmpuint (count_files (data_dir), ==, 3);
  remove_tree (data_dir);
}

static void
test_leaves_nothing_unrecorded (void)
{
  g_autofree char *data_dir = make_folder ();
  g_autoptr(GBytes) source = fixture_jpeg (800, 600, 2, 20, 92);
  AutosellStagedPhoto *photo = run (data_dir, source);

  g_assert_cmpuint (count_files (data_dir), ==, 4);
  autosell_staged_photo_unref (photo);
  g_assert_cmpuint (count_files (data_dir), ==, 0);
  remove_tree (data_dir);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/photo-pipeline/reduces-and-stages", test_reduces_and_stages);
  g_test_add_func ("/photo-pipeline/leaves-nothing-unrecorded", test_leaves_nothing_unrecorded);
  return g_test_run ();
}
