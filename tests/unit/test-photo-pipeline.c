/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "autosell-media.h"
#include "photo-fixtures.h"
#include "photo-folders.h"

#include <lcms2.h>

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
  g_assert_true (autosell_staged_photo_commit (photo, &error)); /* a second record of the same photo */
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

static GdkPixbuf *
open_stored (AutosellStagedPhoto *photo)
{
  g_autoptr(GError) error = NULL;
  GdkPixbuf *pixbuf = gdk_pixbuf_new_from_file (autosell_staged_photo_get_path (photo), &error);

  g_assert_no_error (error);
  return pixbuf;
}

static GBytes *
read_stored (AutosellStagedPhoto *photo)
{
  char *data;
  gsize size;

  g_assert_true (g_file_get_contents (autosell_staged_photo_get_path (photo), &data, &size, NULL));
  return g_bytes_new_take (data, size);
}

static gboolean
contains (GBytes *bytes, const char *text)
{
  return memmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), text, strlen (text)) != NULL;
}

/* What GdkPixbuf makes of the same file: another decoder of orientation, of which ours must not differ. Large ones are
 * reduced, small ones are turned without being decoded where that can be. */
static void
test_all_eight_orientations (void)
{
  static const int sizes[][2] = { { 2600, 1700 }, { 640, 480 }, { 333, 251 } };

  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    for (int orientation = 1; orientation <= 8; orientation++)
      {
        g_autofree char *data_dir = make_folder ();
        g_autoptr(GBytes) plain = fixture_jpeg (sizes[i][0], sizes[i][1], 3, 0, 95);
        g_autoptr(GBytes) source = fixture_with_exif (plain, orientation, NULL, NULL);
        g_autoptr(GInputStream) stream = g_memory_input_stream_new_from_bytes (source);
        g_autoptr(GdkPixbuf) raw = gdk_pixbuf_new_from_stream (stream, NULL, NULL);
        g_autoptr(GdkPixbuf) upright = gdk_pixbuf_apply_embedded_orientation (raw);
        g_autoptr(AutosellStagedPhoto) photo = run (data_dir, source);
        g_autoptr(GdkPixbuf) stored = open_stored (photo), expected = NULL;

        g_assert_cmpint (gdk_pixbuf_get_width (stored), ==, autosell_staged_photo_get_width (photo));
        expected = gdk_pixbuf_scale_simple (upright, gdk_pixbuf_get_width (stored), gdk_pixbuf_get_height (stored),
                                            GDK_INTERP_HYPER);
        g_assert_cmpint (MAX (gdk_pixbuf_get_width (stored), gdk_pixbuf_get_height (stored)), ==,
                         MIN (sizes[i][0], 2048));
        g_assert_cmpfloat (fixture_difference (stored, expected), <, 2.5);

        g_clear_pointer (&photo, autosell_staged_photo_unref);
        remove_tree (data_dir);
      }
}

static void
test_no_metadata_is_left (void)
{
  static const int sizes[][2] = { { 2600, 1700 }, { 640, 480 } };

  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autofree char *data_dir = make_folder ();
      g_autoptr(GBytes) plain = fixture_jpeg (sizes[i][0], sizes[i][1], 3, 10, 85);
      g_autoptr(GBytes) with_exif = fixture_with_exif (plain, 1, "2025:07:01 10:20:30", NULL);
      g_autoptr(GBytes) with_xmp =
        fixture_with_segment (with_exif, 0xE1, "http://ns.adobe.com/xap/1.0/", 29, "<secret/>", 9);
      g_autoptr(GBytes) source = fixture_with_segment (with_xmp, 0xFE, "a comment", 9, "", 0);
      g_autoptr(AutosellStagedPhoto) photo = run (data_dir, source);
      g_autoptr(GBytes) stored = read_stored (photo);

      g_assert_true (contains (source, "Exif") && contains (source, "secret") && contains (source, "a comment"));
      g_assert_false (contains (stored, "Exif"));
      g_assert_false (contains (stored, "secret"));
      g_assert_false (contains (stored, "a comment"));
      g_assert_false (contains (stored, "2025"));
      g_clear_pointer (&photo, autosell_staged_photo_unref);
      remove_tree (data_dir);
    }
}

/* Every pixel is what it was, which no second encoding would give; and it is another file. */
static void
test_what_needs_no_change_is_not_recompressed (void)
{
  g_autofree char *data_dir = make_folder ();
  g_autoptr(GBytes) plain = fixture_jpeg (801, 599, 3, 60, 71), again = NULL;
  g_autoptr(GBytes) source = fixture_with_exif (plain, 1, NULL, NULL);
  g_autoptr(GInputStream) stream = g_memory_input_stream_new_from_bytes (source);
  g_autoptr(GdkPixbuf) before = gdk_pixbuf_new_from_stream (stream, NULL, NULL);
  g_autoptr(AutosellStagedPhoto) photo = run (data_dir, source), second = NULL;
  g_autoptr(GdkPixbuf) after = open_stored (photo);

  g_assert_cmpfloat (fixture_difference (before, after), ==, 0);
  g_assert_cmpstr (autosell_staged_photo_get_hash (photo), !=, autosell_staged_photo_get_source_hash (photo));

  /* What has been through it once comes out as it went in. */
  again = read_stored (photo);
  second = run (data_dir, again);
  g_assert_cmpstr (autosell_staged_photo_get_hash (second), ==, autosell_staged_photo_get_hash (photo));

  g_clear_pointer (&photo, autosell_staged_photo_unref);
  g_clear_pointer (&second, autosell_staged_photo_unref);
  remove_tree (data_dir);
}

static void
test_nothing_is_enlarged (void)
{
  g_autofree char *data_dir = make_folder ();
  g_autoptr(GBytes) source = fixture_jpeg (31, 17, 3, 0, 85);
  g_autoptr(AutosellStagedPhoto) photo = run (data_dir, source);
  g_autoptr(AutosellPixels) preview = NULL;

  g_assert_cmpint (autosell_staged_photo_get_width (photo), ==, 31);
  g_assert_cmpint (autosell_staged_photo_get_height (photo), ==, 17);
  g_clear_pointer (&photo, autosell_staged_photo_unref);
  remove_tree (data_dir);
}

/* Noise is what JPEG is worst at: it takes all steps down, and then fewer pixels. */
static void
test_stays_below_its_bytes (void)
{
  static const int noises[] = { 40, 90, 255 };

  for (gsize i = 0; i < G_N_ELEMENTS (noises); i++)
    {
      g_autofree char *data_dir = make_folder ();
      g_autoptr(GdkPixbuf) pixbuf = fixture_picture (2300, 2048, 3, noises[i]);
      g_autoptr(GBytes) source = fixture_encode (pixbuf, "jpeg", 95);
      g_autoptr(AutosellStagedPhoto) photo = run (data_dir, source);
      g_autoptr(GdkPixbuf) stored = open_stored (photo);

      g_test_message ("noise of %d: %d bytes, %d px", noises[i], (int) autosell_staged_photo_get_size (photo),
                      gdk_pixbuf_get_width (stored));
      g_assert_cmpint (autosell_staged_photo_get_size (photo), <=, AUTOSELL_PHOTO_TARGET_BYTES);
      /* Not far below it either: it is as good as it may be. */
      g_assert_cmpint (autosell_staged_photo_get_size (photo), >, AUTOSELL_PHOTO_TARGET_BYTES * 8 / 10);
      g_assert_cmpint (gdk_pixbuf_get_width (stored), ==, autosell_staged_photo_get_width (photo));
      g_clear_pointer (&photo, autosell_staged_photo_unref);
      remove_tree (data_dir);
    }
}

static void
test_transparent_ones_are_on_white (void)
{
  g_autofree char *data_dir = make_folder ();
  g_autoptr(GdkPixbuf) clear = gdk_pixbuf_new (GDK_COLORSPACE_RGB, TRUE, 8, 200, 100), stored = NULL;
  g_autoptr(GBytes) source = NULL;
  g_autoptr(AutosellStagedPhoto) photo = NULL;

  gdk_pixbuf_fill (clear, 0x00000000);
  source = fixture_encode (clear, "png", 0);
  photo = run (data_dir, source);
  stored = open_stored (photo);
  for (int i = 0; i < 3; i++)
    g_assert_cmpint (gdk_pixbuf_read_pixels (stored)[i], >=, 254);
  g_assert_cmpint (autosell_staged_photo_get_source_format (photo), ==, AUTOSELL_PHOTO_FORMAT_PNG);
  g_clear_pointer (&photo, autosell_staged_photo_unref);
  remove_tree (data_dir);
}

static GBytes *
make_profile (cmsHPROFILE profile)
{
  cmsUInt32Number size = 0;
  guint8 *data;

  cmsSaveProfileToMem (profile, NULL, &size);
  data = g_malloc (size);
  cmsSaveProfileToMem (profile, data, &size);
  cmsCloseProfile (profile);

  return g_bytes_new_take (data, size);
}

/* The colours of phones: wider than sRGB, whose pure red is beyond it. */
static GBytes *
make_wide_profile (void)
{
  const cmsCIExyY white = { 0.3127, 0.3290, 1 };
  const cmsCIExyYTRIPLE primaries = { { 0.680, 0.320, 1 }, { 0.265, 0.690, 1 }, { 0.150, 0.060, 1 } };
  cmsToneCurve *gamma = cmsBuildGamma (NULL, 2.2);
  cmsToneCurve *curves[] = { gamma, gamma, gamma };
  GBytes *bytes = make_profile (cmsCreateRGBProfile (&white, &primaries, curves));

  cmsFreeToneCurve (gamma);
  return bytes;
}

static void
check_colour (GBytes *profile, const int expected[3])
{
  static const char head[] = "ICC_PROFILE\0\1\1";
  g_autofree char *data_dir = make_folder ();
  g_autoptr(GdkPixbuf) even = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, 64, 64), stored = NULL;
  g_autoptr(GBytes) plain = NULL, source = NULL, bytes = NULL;
  g_autoptr(AutosellStagedPhoto) photo = NULL;

  gdk_pixbuf_fill (even, 0xB4643CFF);
  plain = fixture_encode (even, "jpeg", 100);
  source = fixture_with_segment (plain, 0xE2, head, sizeof head - 1, g_bytes_get_data (profile, NULL),
                                 g_bytes_get_size (profile));
  photo = run (data_dir, source);
  stored = open_stored (photo);
  for (int i = 0; i < 3; i++)
    g_assert_cmpint (ABS (gdk_pixbuf_read_pixels (stored)[i] - expected[i]), <=, 3);
  bytes = read_stored (photo);
  g_assert_false (contains (bytes, "ICC_PROFILE"));
  g_clear_pointer (&photo, autosell_staged_photo_unref);
  remove_tree (data_dir);
}

static void
test_colours_become_srgb (void)
{
  /* 180, 100, 60 in the primaries of Display P3 with a gamma of 2.2, worked out by hand. */
  static const int converted[] = { 194, 95, 45 }, same[] = { 180, 100, 60 };
  g_autoptr(GBytes) wide = make_wide_profile (), srgb = make_profile (cmsCreate_sRGBProfile ());
  g_autoptr(GBytes) broken = g_bytes_new_static ("no profile", 10);

  check_colour (wide, converted);
  check_colour (srgb, same);
  check_colour (broken, same);
}

static void
check_refused (GBytes *source, int code)
{
  g_autofree char *data_dir = make_folder ();
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellPhotoStaging) staging = autosell_photo_staging_new (data_dir, NULL);

  g_assert_null (autosell_photo_pipeline_run (staging, source, "x", TRUE, NULL, NULL, NULL, NULL, &error));
  g_assert_error (error, AUTOSELL_PHOTO_ERROR, code);
  g_clear_pointer (&staging, autosell_photo_staging_unref);
  g_assert_cmpuint (count_files (data_dir), ==, 0);
  remove_tree (data_dir);
}

static void
test_cut_off_files_are_refused (void)
{
  static const char *const types[] = { "jpeg", "png", "tiff" };
  g_autoptr(GdkPixbuf) pixbuf = fixture_picture (300, 200, 3, 30);

  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    {
      g_autoptr(GBytes) whole = fixture_encode (pixbuf, types[i], 90);
      gsize size = g_bytes_get_size (whole);

      for (gsize part = 1; part < 10; part++)
        {
          g_autoptr(GBytes) cut = g_bytes_new_from_bytes (whole, 0, size * part / 10);

          check_refused (cut, AUTOSELL_PHOTO_ERROR_BROKEN);
        }
    }
  {
    /* Only the two bytes of its end mark are missing: every pixel is there. */
    g_autofree char *data_dir = make_folder ();
    g_autoptr(GBytes) whole = fixture_encode (pixbuf, "jpeg", 90);
    g_autoptr(GBytes) cut = g_bytes_new_from_bytes (whole, 0, g_bytes_get_size (whole) - 2);
    g_autoptr(AutosellStagedPhoto) photo = run (data_dir, cut);

    g_clear_pointer (&photo, autosell_staged_photo_unref);
    remove_tree (data_dir);
  }
}

/* The camera goes on in mid-file with something else: what a broken card makes of it. */
static void
test_damaged_files_are_refused (void)
{
  g_autoptr(GBytes) whole = fixture_jpeg (1200, 800, 3, 30, 90);
  gsize size;
  g_autofree guint8 *data = g_memdup2 (g_bytes_get_data (whole, &size), g_bytes_get_size (whole));
  g_autoptr(GBytes) damaged = NULL;

  memset (data + size / 2, 0xFF, 4096);
  memset (data + size / 2 + 4096, 0xD9, 64);
  damaged = g_bytes_new (data, size);
  check_refused (damaged, AUTOSELL_PHOTO_ERROR_BROKEN);
}

typedef struct
{
  GCancellable *cancellable;
  double cancel_at;
  gint64 cancelled_us;
  double last;
} Cancelling;

static void
progress_cb (double fraction, gpointer user_data)
{
  Cancelling *cancelling = user_data;

  g_assert_cmpfloat (fraction, >=, cancelling->last);
  cancelling->last = fraction;
  if (fraction >= cancelling->cancel_at && cancelling->cancelled_us == 0)
    {
      cancelling->cancelled_us = g_get_monotonic_time ();
      g_cancellable_cancel (cancelling->cancellable);
    }
}

static void
test_cancelled_in_mid_decode (void)
{
  g_autofree char *data_dir = make_folder ();
  g_autoptr(GBytes) source = fixture_jpeg (3000, 2000, 3, 30, 90);
  g_autoptr(AutosellPhotoStaging) staging = autosell_photo_staging_new (data_dir, NULL);

  for (double at = 0.05; at < 0.8; at += 0.2)
    {
      g_autoptr(GCancellable) cancellable = g_cancellable_new ();
      g_autoptr(GError) error = NULL;
      Cancelling cancelling = { .cancellable = cancellable, .cancel_at = at };

      g_assert_null (
        autosell_photo_pipeline_run (staging, source, "x", FALSE, progress_cb, NULL, &cancelling, cancellable, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      /* It went no further than a few rows. */
      g_assert_cmpfloat (cancelling.last, <, at + 0.2);
    }
  g_clear_pointer (&staging, autosell_photo_staging_unref);
  g_assert_cmpuint (count_files (data_dir), ==, 0);
  remove_tree (data_dir);
}

typedef struct
{
  const char *data_dir;
  guint n_calls;
  guint n_files; /* when it came */
  int width;
  int height;
} Previewed;

static void
preview_cb (AutosellPixels *preview, gpointer user_data)
{
  Previewed *previewed = user_data;

  previewed->n_calls++;
  previewed->n_files = count_files (previewed->data_dir);
  previewed->width = preview->width;
  previewed->height = preview->height;
}

static void
test_shows_before_it_stores (void)
{
  g_autofree char *data_dir = make_folder ();
  g_autoptr(GBytes) source = fixture_jpeg (3000, 2000, 3, 30, 90);
  g_autoptr(AutosellPhotoStaging) staging = autosell_photo_staging_new (data_dir, NULL);
  Previewed previewed = { .data_dir = data_dir };
  guint n_before = count_files (data_dir);
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellStagedPhoto) photo =
    autosell_photo_pipeline_run (staging, source, "x", FALSE, NULL, preview_cb, &previewed, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (previewed.n_calls, ==, 1);
  g_assert_cmpint (previewed.width, ==, AUTOSELL_THUMBNAIL_SMALL);
  g_assert_cmpint (previewed.height, ==, 213);
  g_assert_cmpuint (previewed.n_files, ==, n_before);
  g_assert_cmpuint (count_files (data_dir), ==, n_before + 3);
  g_clear_pointer (&photo, autosell_staged_photo_unref);
  g_clear_pointer (&staging, autosell_photo_staging_unref);
  remove_tree (data_dir);
}

static void
test_keeps_the_original_where_asked (void)
{
  g_autofree char *data_dir = make_folder (), *kept = NULL;
  g_autoptr(GBytes) source = fixture_jpeg (3000, 2000, 3, 30, 90);
  g_autoptr(AutosellPhotoStaging) staging = autosell_photo_staging_new (data_dir, NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellStagedPhoto) photo =
    autosell_photo_pipeline_run (staging, source, "../../etc/x\n\u202e.jpg", TRUE, NULL, NULL, NULL, NULL, &error);
  g_autofree char *contents = NULL;
  gsize size;

  g_assert_no_error (error);
  g_assert_cmpstr (autosell_staged_photo_get_name (photo), ==, "../../etc/x  .jpg");
  g_assert_true (autosell_staged_photo_commit (photo, &error));
  kept = autosell_photo_folder_find_original (data_dir, autosell_staged_photo_get_source_hash (photo));
  g_assert_true (g_file_get_contents (kept, &contents, &size, NULL));
  g_assert_cmpmem (contents, size, g_bytes_get_data (source, NULL), g_bytes_get_size (source));
  g_assert_true (autosell_photo_folder_remove (data_dir, autosell_staged_photo_get_hash (photo),
                                               autosell_staged_photo_get_source_hash (photo), &error));
  g_clear_pointer (&photo, autosell_staged_photo_unref);
  g_clear_pointer (&staging, autosell_photo_staging_unref);
  g_assert_cmpuint (count_files (data_dir), ==, 0);
  remove_tree (data_dir);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/photo-pipeline/reduces-and-stages", test_reduces_and_stages);
  g_test_add_func ("/photo-pipeline/leaves-nothing-unrecorded", test_leaves_nothing_unrecorded);
  g_test_add_func ("/photo-pipeline/all-eight-orientations", test_all_eight_orientations);
  g_test_add_func ("/photo-pipeline/no-metadata-is-left", test_no_metadata_is_left);
  g_test_add_func ("/photo-pipeline/what-needs-no-change-is-not-recompressed",
                   test_what_needs_no_change_is_not_recompressed);
  g_test_add_func ("/photo-pipeline/nothing-is-enlarged", test_nothing_is_enlarged);
  g_test_add_func ("/photo-pipeline/stays-below-its-bytes", test_stays_below_its_bytes);
  g_test_add_func ("/photo-pipeline/transparent-ones-are-on-white", test_transparent_ones_are_on_white);
  g_test_add_func ("/photo-pipeline/colours-become-srgb", test_colours_become_srgb);
  g_test_add_func ("/photo-pipeline/cut-off-files-are-refused", test_cut_off_files_are_refused);
  g_test_add_func ("/photo-pipeline/damaged-files-are-refused", test_damaged_files_are_refused);
  g_test_add_func ("/photo-pipeline/cancelled-in-mid-decode", test_cancelled_in_mid_decode);
  g_test_add_func ("/photo-pipeline/shows-before-it-stores", test_shows_before_it_stores);
  g_test_add_func ("/photo-pipeline/keeps-the-original-where-asked", test_keeps_the_original_where_asked);
  return g_test_run ();
}
