/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "autosell-media.h"
#include "photo-fixtures.h"
#include "photo-folders.h"

#include <unistd.h>

static void
check_refused (GBytes *bytes, int code)
{
  g_autoptr(GError) error = NULL;
  AutosellPhotoProbe probe;

  g_assert_false (autosell_photo_probe_bytes (bytes, &probe, &error));
  g_assert_error (error, AUTOSELL_PHOTO_ERROR, code);
}

/* @bytes with those at @at overwritten. */
static GBytes *
patch (GBytes *bytes, gsize at, const void *data, gsize size)
{
  gsize length;
  guint8 *copy = g_memdup2 (g_bytes_get_data (bytes, &length), g_bytes_get_size (bytes));

  g_assert_cmpuint (at + size, <=, length);
  memcpy (copy + at, data, size);
  return g_bytes_new_take (copy, length);
}

/* Where the frame header of a JPEG begins. */
static gsize
find_frame (GBytes *jpeg)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (jpeg, &size);

  for (gsize at = 2; at + 4 < size; at += 2 + ((gsize) data[at + 2] << 8 | data[at + 3]))
    if (data[at + 1] >= 0xC0 && data[at + 1] <= 0xC2)
      return at;

  g_assert_not_reached ();
}

static void
test_knows_kinds (void)
{
  static const struct
  {
    const char *type;
    AutosellPhotoFormat format;
  } kinds[] = {
    { "jpeg", AUTOSELL_PHOTO_FORMAT_JPEG },
    { "png", AUTOSELL_PHOTO_FORMAT_PNG },
    { "tiff", AUTOSELL_PHOTO_FORMAT_TIFF },
    { "webp", AUTOSELL_PHOTO_FORMAT_WEBP },
  };
  g_autoptr(GdkPixbuf) pixbuf = fixture_picture (70, 50, 1, 10);

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr(GBytes) bytes = NULL;
      g_autoptr(GError) error = NULL;
      AutosellPhotoProbe probe;

      if (!autosell_photo_format_is_supported (kinds[i].format))
        {
          g_test_message ("no loader for %s", kinds[i].type);
          continue;
        }
      bytes = fixture_encode (pixbuf, kinds[i].type, 90);
      g_assert_true (autosell_photo_probe_bytes (bytes, &probe, &error));
      g_assert_no_error (error);
      g_assert_cmpint (probe.format, ==, kinds[i].format);
      g_assert_cmpint (probe.width, ==, 70);
      g_assert_cmpint (probe.height, ==, 50);
      g_assert_cmpint (probe.orientation, ==, 1);
      g_assert_cmpint (probe.taken_at, ==, AUTOSELL_PHOTO_TIME_UNKNOWN);
    }
}

static void
test_reads_what_cameras_say (void)
{
  g_autoptr(GBytes) plain = fixture_jpeg (70, 50, 1, 10, 90);
  g_autoptr(GBytes) small = fixture_jpeg (16, 12, 1, 0, 90);
  g_autoptr(GDateTime) time = g_date_time_new_utc (2025, 7, 1, 10, 20, 30);

  for (int orientation = 1; orientation <= 8; orientation++)
    {
      g_autoptr(GBytes) bytes = fixture_with_exif (plain, orientation, "2025:07:01 10:20:30", small);
      g_autoptr(GError) error = NULL;
      AutosellPhotoProbe probe;
      const guint8 *data = g_bytes_get_data (bytes, NULL);

      g_assert_true (autosell_photo_probe_bytes (bytes, &probe, &error));
      g_assert_cmpint (probe.orientation, ==, orientation);
      g_assert_cmpint (probe.taken_at, ==, g_date_time_to_unix (time) * G_USEC_PER_SEC);
      g_assert_cmpmem (data + probe.thumbnail_offset, probe.thumbnail_size, g_bytes_get_data (small, NULL),
                       g_bytes_get_size (small));
    }
  {
    g_autoptr(GBytes) bytes = fixture_with_exif (plain, 9, "0000:00:00 00:00:00", NULL);
    AutosellPhotoProbe probe;

    g_assert_true (autosell_photo_probe_bytes (bytes, &probe, NULL));
    g_assert_cmpint (probe.orientation, ==, 1);
    g_assert_cmpint (probe.taken_at, ==, AUTOSELL_PHOTO_TIME_UNKNOWN);
  }
}

static void
test_refuses_sizes_that_lie (void)
{
  static const guint8 huge[] = { 0xEA, 0x60, 0xEA, 0x60 };  /* 60000×60000 */
  static const guint8 large[] = { 0x36, 0xB0, 0x36, 0xB0 }; /* 14000×14000: within the limit, but not in this file */
  static const guint8 none[] = { 0, 0, 0, 0 };
  static const guint8 png_huge[] = { 0, 0, 0xEA, 0x60, 0, 0, 0xEA, 0x60 };
  static const guint8 png_large[] = { 0, 0, 0x36, 0xB0, 0, 0, 0x36, 0xB0 };
  static const guint8 png_negative[] = { 0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 1 };
  g_autoptr(GdkPixbuf) pixbuf = fixture_picture (40, 30, 1, 0);
  g_autoptr(GBytes) jpeg = fixture_encode (pixbuf, "jpeg", 80), png = fixture_encode (pixbuf, "png", 0);
  gsize frame = find_frame (jpeg) + 5;
  const struct
  {
    GBytes *bytes;
    gsize at;
    const guint8 *data;
    gsize size;
    int code;
  } cases[] = {
    { jpeg, frame, huge, 4, AUTOSELL_PHOTO_ERROR_TOO_LARGE },
    { jpeg, frame, large, 4, AUTOSELL_PHOTO_ERROR_BROKEN },
    { jpeg, frame, none, 4, AUTOSELL_PHOTO_ERROR_BROKEN },
    { png, 16, png_huge, 8, AUTOSELL_PHOTO_ERROR_TOO_LARGE },
    { png, 16, png_large, 8, AUTOSELL_PHOTO_ERROR_BROKEN },
    { png, 16, png_negative, 8, AUTOSELL_PHOTO_ERROR_TOO_LARGE },
    { png, 16, none, 4, AUTOSELL_PHOTO_ERROR_BROKEN },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GBytes) lie = patch (cases[i].bytes, cases[i].at, cases[i].data, cases[i].size);

      check_refused (lie, cases[i].code);
    }
}

static void
test_refuses_webp_and_tiff_that_lie (void)
{
  static const char webp[] = "RIFF\x16\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0\xff\xff\xff\xff\xff\xff";
  static const char webp_short[] = "RIFF\xff\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0\x3f\0\0\x2f\0\0";
  static const char tiff[] =
    "MM\0*\0\0\0\x08\0\x02\x01\0\0\x04\0\0\0\x01\0\0\xea\x60\x01\x01\0\x04\0\0\0\x01\0\0\xea\x60\0\0\0\0";
  static const char tiff_far[] = "II*\0\xff\xff\xff\x7f";
  static const char tiff_none[] = "II*\0\x08\0\0\0\0\0\0\0\0\0";
  static const char heic[] = "\0\0\0\x10"
                             "ftypheic\0\0\0\0\0\0\0\x40meta\0\0\0\0\0\0\0\x34iprp\0\0\0\x2cipco"
                             "\0\0\0\x14ispe\0\0\0\0\0\0\xea\x60\0\0\xea\x60"
                             "\0\0\0\x10xxxx\0\0\0\0\0\0\0\0";
  static const char heic_short[] = "\0\0\0\x10"
                                   "ftypheic\0\0\0\0\0\0\xff\x40meta\0\0\0\0";
  const struct
  {
    const char *data;
    gsize size;
    int code;
  } cases[] = {
    { webp, sizeof webp - 1, AUTOSELL_PHOTO_ERROR_TOO_LARGE },
    { webp_short, sizeof webp_short - 1, AUTOSELL_PHOTO_ERROR_BROKEN },
    { tiff, sizeof tiff - 1, AUTOSELL_PHOTO_ERROR_TOO_LARGE },
    { tiff_far, sizeof tiff_far - 1, AUTOSELL_PHOTO_ERROR_BROKEN },
    { tiff_none, sizeof tiff_none - 1, AUTOSELL_PHOTO_ERROR_BROKEN },
    { heic, sizeof heic - 1, AUTOSELL_PHOTO_ERROR_TOO_LARGE },
    { heic_short, sizeof heic_short - 1, AUTOSELL_PHOTO_ERROR_BROKEN },
    { "", 0, AUTOSELL_PHOTO_ERROR_NOT_A_PHOTO },
    { "GIF89a", 6, AUTOSELL_PHOTO_ERROR_NOT_A_PHOTO },
    { "<svg/>", 6, AUTOSELL_PHOTO_ERROR_NOT_A_PHOTO },
    { "\xff\xd8\xff", 3, AUTOSELL_PHOTO_ERROR_BROKEN },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GBytes) bytes = g_bytes_new_static (cases[i].data, cases[i].size);

      check_refused (bytes, cases[i].code);
    }
}

/* What is cut off anywhere in its header is an error, and never more than that. */
static void
test_survives_every_cut (void)
{
  static const char *const types[] = { "jpeg", "png", "tiff" };
  g_autoptr(GdkPixbuf) pixbuf = fixture_picture (20, 16, 1, 0);

  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    {
      g_autoptr(GBytes) whole = fixture_encode (pixbuf, types[i], 80);

      for (gsize size = 0; size < g_bytes_get_size (whole); size++)
        {
          /* A copy, so that a sanitizer sees what is read past its end. */
          g_autoptr(GBytes) cut = g_bytes_new (g_bytes_get_data (whole, NULL), size);
          AutosellPhotoProbe probe;

          if (autosell_photo_probe_bytes (cut, &probe, NULL))
            g_assert_cmpint (probe.width, ==, 20);
        }
    }
}

/* A hole takes no room on the disk and no time here. */
static void
test_refuses_large_files_unread (void)
{
  g_autofree char *folder = make_folder (), *path = g_build_filename (folder, "large.jpg", NULL);
  g_autofree char *pipe = g_build_filename (folder, "pipe.jpg", NULL);
  g_autoptr(GFile) file = g_file_new_for_path (path), fifo = g_file_new_for_path (pipe);
  g_autoptr(GFile) directory = g_file_new_for_path (folder);
  g_autoptr(GError) error = NULL;
  AutosellPhotoProbe probe;

  g_assert_true (g_file_set_contents (path, "\xff\xd8\xff", 3, NULL));
  g_assert_cmpint (truncate (path, AUTOSELL_PHOTO_MAX_BYTES + 1), ==, 0);
  g_assert_false (autosell_photo_probe_file (file, &probe, NULL, NULL, &error));
  g_assert_error (error, AUTOSELL_PHOTO_ERROR, AUTOSELL_PHOTO_ERROR_TOO_LARGE);
  g_clear_error (&error);
  g_assert_null (autosell_photo_read_file (file, NULL, &error));
  g_assert_error (error, AUTOSELL_PHOTO_ERROR, AUTOSELL_PHOTO_ERROR_TOO_LARGE);
  g_clear_error (&error);

  /* Neither waits for a writer that never comes. */
  g_assert_cmpint (mkfifo (pipe, 0600), ==, 0);
  g_assert_false (autosell_photo_probe_file (fifo, &probe, NULL, NULL, &error));
  g_assert_error (error, AUTOSELL_PHOTO_ERROR, AUTOSELL_PHOTO_ERROR_NOT_A_PHOTO);
  g_clear_error (&error);
  g_assert_false (autosell_photo_probe_file (directory, &probe, NULL, NULL, &error));
  g_assert_error (error, AUTOSELL_PHOTO_ERROR, AUTOSELL_PHOTO_ERROR_NOT_A_PHOTO);
  remove_tree (folder);
}

/* The size of a picture may come after more than is read at first. */
static void
test_reads_on_where_the_header_is_long (void)
{
  g_autofree char *folder = make_folder (), *path = g_build_filename (folder, "long.jpg", NULL),
                  *filler = g_malloc0 (60000);
  g_autoptr(GFile) file = g_file_new_for_path (path);
  g_autoptr(GBytes) bytes = fixture_jpeg (70, 50, 1, 10, 90);
  g_autoptr(GBytes) head = NULL;
  g_autoptr(GError) error = NULL;
  AutosellPhotoProbe probe;

  for (int i = 0; i < 10; i++)
    {
      g_autoptr(GBytes) shorter = g_steal_pointer (&bytes);

      bytes = fixture_with_segment (shorter, 0xEB, filler, 60000, "", 0);
    }
  g_assert_true (g_file_set_contents (path, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes), NULL));
  g_assert_true (autosell_photo_probe_file (file, &probe, &head, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (probe.width, ==, 70);
  remove_tree (folder);
}

/* What a browser gives where it gives only where a picture is: never asked for, with GVfs or without. */
static void
test_addresses_are_refused (void)
{
  static const char *const addresses[] = { "http://127.0.0.1:9/a.jpg", "https://127.0.0.1:9/a.jpg",
                                           "ftp://127.0.0.1/a.jpg", "blob:https://127.0.0.1/1" };

  for (gsize i = 0; i < G_N_ELEMENTS (addresses); i++)
    {
      g_autoptr(GFile) file = g_file_new_for_uri (addresses[i]);
      g_autoptr(GError) error = NULL, probe_error = NULL;
      AutosellPhotoProbe probe;

      g_assert_true (autosell_photo_file_is_on_web (file));
      g_assert_null (autosell_photo_read_file (file, NULL, &error));
      g_assert_error (error, AUTOSELL_PHOTO_ERROR, AUTOSELL_PHOTO_ERROR_NOT_A_PHOTO);
      g_assert_false (autosell_photo_probe_file (file, &probe, NULL, NULL, &probe_error));
      g_assert_error (probe_error, AUTOSELL_PHOTO_ERROR, AUTOSELL_PHOTO_ERROR_NOT_A_PHOTO);
    }
}

static void
test_says_which_loader_is_missing (void)
{
  static const char avif[] =
    "\0\0\0\x14"
    "ftypavif\0\0\0\0mif1"
    "\0\0\0\x30meta\0\0\0\0\0\0\0\x24iprp\0\0\0\x1cipco\0\0\0\x14ispe\0\0\0\0\0\0\0\x10\0\0\0\x10";
  g_autoptr(GBytes) bytes = g_bytes_new_static (avif, sizeof avif - 1);
  g_autoptr(GError) error = NULL;
  AutosellPhotoProbe probe;

  g_assert_true (autosell_photo_probe_bytes (bytes, &probe, &error));
  g_assert_no_error (error);
  g_assert_cmpint (probe.format, ==, AUTOSELL_PHOTO_FORMAT_AVIF);

  /* A machine without a single loader; they are looked for once, so in a process of its own. */
  if (!g_test_subprocess ())
    {
      g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
      g_test_trap_assert_passed ();
      return;
    }
  g_setenv ("GDK_PIXBUF_MODULE_FILE", "/dev/null", TRUE);
  g_assert_null (autosell_photo_decode (bytes, 100, NULL, &error));
  g_assert_error (error, AUTOSELL_PHOTO_ERROR, AUTOSELL_PHOTO_ERROR_NO_LOADER);
  g_assert_nonnull (strstr (error->message, "AVIF"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/photo-probe/addresses-are-refused", test_addresses_are_refused);
  g_test_add_func ("/photo-probe/knows-kinds", test_knows_kinds);
  g_test_add_func ("/photo-probe/reads-what-cameras-say", test_reads_what_cameras_say);
  g_test_add_func ("/photo-probe/refuses-sizes-that-lie", test_refuses_sizes_that_lie);
  g_test_add_func ("/photo-probe/refuses-webp-and-tiff-that-lie", test_refuses_webp_and_tiff_that_lie);
  g_test_add_func ("/photo-probe/survives-every-cut", test_survives_every_cut);
  g_test_add_func ("/photo-probe/refuses-large-files-unread", test_refuses_large_files_unread);
  g_test_add_func ("/photo-probe/reads-on-where-the-header-is-long", test_reads_on_where_the_header_is_long);
  g_test_add_func ("/photo-probe/says-which-loader-is-missing", test_says_which_loader_is_missing);
  return g_test_run ();
}
