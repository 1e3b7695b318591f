/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What stored photos look like where they are shown and handed out: thumbnails and renditions. */

#include "autosell-media.h"
#include "photo-fixtures.h"
#include "photo-folders.h"

typedef struct
{
  char *data_dir;
  char *hash;
  GdkPixbuf *stored;
} Fixture;

/* @width, @height: of a photo that is stored as it is */
static void
set_up (Fixture *fixture, gconstpointer data)
{
  const int *size = data;
  g_autoptr(GBytes) source = fixture_jpeg (size[0], size[1], 5, 8, 80);
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellPhotoStaging) staging = NULL;
  g_autoptr(AutosellStagedPhoto) photo = NULL;
  g_autofree char *path = NULL;

  fixture->data_dir = make_folder ();
  staging = autosell_photo_staging_new (fixture->data_dir, &error);
  g_assert_no_error (error);
  photo = autosell_photo_pipeline_run (staging, source, "IMG.jpg", FALSE, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (autosell_staged_photo_commit (photo, &error));
  fixture->hash = g_strdup (autosell_staged_photo_get_hash (photo));
  path = autosell_photo_folder_get_path (fixture->data_dir, fixture->hash);
  fixture->stored = gdk_pixbuf_new_from_file (path, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  remove_tree (fixture->data_dir);
  g_free (fixture->data_dir);
  g_free (fixture->hash);
  g_object_unref (fixture->stored);
}

static GdkPixbuf *
pixbuf_from_pixels (AutosellPixels *pixels)
{
  g_autoptr(GBytes) bytes = autosell_pixels_get_bytes (pixels);

  return gdk_pixbuf_new_from_bytes (bytes, GDK_COLORSPACE_RGB, FALSE, 8, pixels->width, pixels->height,
                                    (int) pixels->stride);
}

/* By GdkPixbuf, which turns the other way round. */
static GdkPixbuf *
show (GdkPixbuf *stored, int turn, const AutosellPhotoCrop *crop)
{
  g_autoptr(GdkPixbuf) part = crop != NULL
                                ? gdk_pixbuf_new_subpixbuf (stored, crop->x, crop->y, crop->width, crop->height)
                                : g_object_ref (stored);

  return gdk_pixbuf_rotate_simple (part, (GdkPixbufRotation) ((360 - turn) % 360));
}

static void
check_thumbnail (Fixture *fixture, int turn, const AutosellPhotoCrop *crop, int edge_px, int longest)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellPixels) pixels =
    autosell_photo_thumbnail_load (fixture->data_dir, fixture->hash, turn, crop, edge_px, NULL, &error);
  g_autoptr(GdkPixbuf) found = NULL, shown = show (fixture->stored, turn, crop), expected = NULL;

  g_assert_no_error (error);
  g_assert_cmpint (MAX (pixels->width, pixels->height), ==, longest);
  found = pixbuf_from_pixels (pixels);
  expected = gdk_pixbuf_scale_simple (shown, pixels->width, pixels->height, GDK_INTERP_HYPER);
  g_assert_cmpfloat (fixture_difference (found, expected), <, 3);
}

static void
test_thumbnails (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  const AutosellPhotoCrop crop = { 100, 60, 800, 600 }, small = { 1000, 500, 200, 150 };

  for (int again = 0; again < 2; again++)
    for (int turn = 0; turn < 360; turn += 90)
      {
        check_thumbnail (fixture, turn, NULL, 96, 320);
        check_thumbnail (fixture, turn, NULL, 321, 640);
        check_thumbnail (fixture, turn, NULL, 1000, 1000);
        check_thumbnail (fixture, turn, &crop, 320, 320);
        check_thumbnail (fixture, turn, &crop, 640, 640);
        check_thumbnail (fixture, turn, &crop, 2000, 800);
        check_thumbnail (fixture, turn, &small, 320, 200); /* nothing is enlarged */
      }
}

static void
test_thumbnails_are_remade (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *path = autosell_photo_folder_get_thumbnail_path (fixture->data_dir, fixture->hash, 320);
  g_autofree char *contents = NULL, *again = NULL;
  gsize size, again_size;

  g_assert_true (g_file_get_contents (path, &contents, &size, NULL));
  /* A crash leaves half of it, or nothing. */
  g_assert_true (g_file_set_contents (path, contents, (gssize) size / 2, NULL));
  check_thumbnail (fixture, 0, NULL, 320, 320);
  g_assert_true (g_file_get_contents (path, &again, &again_size, NULL));
  g_assert_cmpuint (again_size, >, size * 3 / 4);
  autosell_photo_folder_remove_thumbnails (fixture->data_dir, fixture->hash);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  check_thumbnail (fixture, 90, NULL, 320, 320);
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
}

static void
loaded_cb (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_ptr_array_add (user_data, g_object_ref (result));
}

static void
test_missing_and_cancelled (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GPtrArray) results = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GCancellable) cancelled = g_cancellable_new ();
  g_autofree char *nobody = g_strnfill (64, 'a');
  guint n_cancelled = 0, n_missing = 0, n_found = 0;

  g_cancellable_cancel (cancelled);
  autosell_photo_thumbnail_load_async (fixture->data_dir, fixture->hash, 0, NULL, 320, cancelled, loaded_cb, results);
  autosell_photo_thumbnail_load_async (fixture->data_dir, nobody, 0, NULL, 320, NULL, loaded_cb, results);
  autosell_photo_thumbnail_load_async (fixture->data_dir, fixture->hash, 0, NULL, 320, NULL, loaded_cb, results);
  while (results->len < 3)
    g_main_context_iteration (NULL, TRUE);

  for (guint i = 0; i < 3; i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(AutosellPixels) pixels = autosell_photo_thumbnail_load_finish (g_ptr_array_index (results, i), &error);

      n_found += pixels != NULL;
      n_cancelled += g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      n_missing += g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
    }
  g_assert_cmpuint (n_found, ==, 1);
  g_assert_cmpuint (n_cancelled, ==, 1);
  g_assert_cmpuint (n_missing, ==, 1);
}

static void
check_rendered (Fixture *fixture, int turn, const AutosellPhotoCrop *crop, double tolerance)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = autosell_photo_render (fixture->data_dir, fixture->hash, turn, crop, NULL, &error);
  g_autoptr(GInputStream) stream = NULL;
  g_autoptr(GdkPixbuf) found = NULL, expected = show (fixture->stored, turn, crop);
  int width, height;

  g_assert_no_error (error);
  stream = g_memory_input_stream_new_from_bytes (bytes);
  found = gdk_pixbuf_new_from_stream (stream, NULL, &error);
  g_assert_no_error (error);
  autosell_photo_get_shown_size (gdk_pixbuf_get_width (fixture->stored), gdk_pixbuf_get_height (fixture->stored), turn,
                                 crop, &width, &height);
  g_assert_cmpint (gdk_pixbuf_get_width (found), ==, width);
  g_assert_cmpint (gdk_pixbuf_get_height (found), ==, height);
  g_assert_cmpfloat (fixture_difference (found, expected), <=, tolerance);
}

/* Whole blocks: their coefficients are moved. Decoders round the transposed ones another way, by less than a level,
 * where encoding again would be several. */
static void
test_turns_without_loss (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  check_rendered (fixture, 0, NULL, 0);
  for (int turn = 90; turn < 360; turn += 90)
    check_rendered (fixture, turn, NULL, 0.4);
}

static void
test_turns_and_crops_any_size (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  const AutosellPhotoCrop crop = { 33, 21, 400, 300 };

  for (int turn = 0; turn < 360; turn += 90)
    {
      check_rendered (fixture, turn, NULL, 2);
      check_rendered (fixture, turn, &crop, 2);
    }
}

int
main (int argc, char *argv[])
{
  static const int large[] = { 1600, 1200 }, odd[] = { 1001, 701 };

  g_test_init (&argc, &argv, NULL);
#define ADD(name, size, func) g_test_add ("/photo-shown/" name, Fixture, size, set_up, func, tear_down)
  ADD ("thumbnails", large, test_thumbnails);
  ADD ("thumbnails-are-remade", large, test_thumbnails_are_remade);
  ADD ("missing-and-cancelled", odd, test_missing_and_cancelled);
  ADD ("turns-without-loss", large, test_turns_without_loss);
  ADD ("turns-and-crops-any-size", odd, test_turns_and_crops_any_size);
#undef ADD
  return g_test_run ();
}
