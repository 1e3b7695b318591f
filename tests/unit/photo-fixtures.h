/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <string.h>
#include <gdk-pixbuf/gdk-pixbuf.h>

/* Pictures made by the tests themselves, and encoded by GdkPixbuf, not by what is under test. */

/* Four quarters of different colours with a gradient over them, and a mark in the upper left corner, so that each of
 * the eight ways to turn it looks different. @seed: another picture of that sort; @noise: 0 to 255, levels */
static inline GdkPixbuf *
fixture_picture (int width, int height, guint32 seed, int noise)
{
  static const guint8 quarters[4][3] = { { 200, 60, 40 }, { 40, 160, 70 }, { 50, 80, 190 }, { 220, 200, 90 } };
  GdkPixbuf *pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, width, height);
  g_autoptr(GRand) rand = g_rand_new_with_seed (seed);
  guint32 random = g_rand_int (rand) | 1;
  int cx = g_rand_int_range (rand, width / 4, width * 3 / 4 + 1),
      cy = g_rand_int_range (rand, height / 4, height * 3 / 4 + 1);
  int radius = 1 + g_rand_int_range (rand, 0, MAX (MIN (width, height) / 4, 1));

  for (int y = 0; y < height; y++)
    {
      guint8 *at = gdk_pixbuf_get_pixels (pixbuf) + (gsize) gdk_pixbuf_get_rowstride (pixbuf) * (gsize) y;

      for (int x = 0; x < width; x++, at += 3)
        {
          const guint8 *quarter = quarters[((y >= cy) * 2 + (x >= cx) + (seed & 3)) % 4];
          gboolean is_disc = (x - cx) * (x - cx) + (y - cy) * (y - cy) < radius * radius;
          gboolean is_mark = x < width / 8 && y < height / 8;

          for (int channel = 0; channel < 3; channel++)
            {
              int level = is_mark   ? 250
                          : is_disc ? 20 + 60 * channel
                                    : quarter[channel] + 30 * x / width - 20 * y / height;

              random = random * 1664525 + 1013904223;
              level += noise > 0 ? (int) (random >> 16) % (noise + 1) - noise / 2 : 0;
              at[channel] = (guint8) CLAMP (level, 0, 255);
            }
        }
    }

  return pixbuf;
}

/* @type: of gdk_pixbuf_save_to_buffer(): “jpeg”, “png”, “tiff”, “webp” */
static inline GBytes *
fixture_encode (GdkPixbuf *pixbuf, const char *type, int quality)
{
  g_autofree char *quality_text = g_strdup_printf ("%d", quality);
  gboolean is_jpeg = strcmp (type, "jpeg") == 0;
  char *keys[] = { is_jpeg ? (char *) "quality" : NULL, NULL };
  char *values[] = { is_jpeg ? quality_text : NULL, NULL };
  char *buffer;
  gsize size;
  g_autoptr(GError) error = NULL;

  if (!gdk_pixbuf_save_to_bufferv (pixbuf, &buffer, &size, type, keys, values, &error))
    g_error ("fixture: %s", error->message);

  return g_bytes_new_take (buffer, size);
}

static inline GBytes *
fixture_jpeg (int width, int height, guint32 seed, int noise, int quality)
{
  g_autoptr(GdkPixbuf) pixbuf = fixture_picture (width, height, seed, noise);

  return fixture_encode (pixbuf, "jpeg", quality);
}

static inline void
fixture_append_16 (GByteArray *bytes, guint number)
{
  const guint8 data[] = { (guint8) (number >> 8), (guint8) number };

  g_byte_array_append (bytes, data, 2);
}

static inline void
fixture_append_32 (GByteArray *bytes, guint32 number)
{
  fixture_append_16 (bytes, number >> 16);
  fixture_append_16 (bytes, number & 0xFFFF);
}

static inline void
fixture_append_entry (GByteArray *bytes, guint tag, guint type, guint32 count, guint32 value)
{
  fixture_append_16 (bytes, tag);
  fixture_append_16 (bytes, type);
  fixture_append_32 (bytes, count);
  fixture_append_32 (bytes, type == 3 ? value << 16 : value);
}

/* A TIFF block with orientation, time (“2025:07:01 10:20:30”, nullable), a place on earth, and a thumbnail
 * (nullable). */
static inline GByteArray *
fixture_exif (int orientation, const char *time, GBytes *thumbnail)
{
  GByteArray *bytes = g_byte_array_new ();
  const guint32 exif_at = 8 + 2 + 3 * 12 + 4, time_at = exif_at + 2 + 12 + 4, gps_at = time_at + 20;
  const guint32 thumbnail_ifd = gps_at + 2 + 12 + 4, thumbnail_at = thumbnail_ifd + 2 + 2 * 12 + 4;

  g_byte_array_append (bytes, (const guint8 *) "MM\0*", 4);
  fixture_append_32 (bytes, 8);
  fixture_append_16 (bytes, 3);
  fixture_append_entry (bytes, 0x0112, 3, 1, (guint32) orientation);
  fixture_append_entry (bytes, 0x8769, 4, 1, exif_at);
  fixture_append_entry (bytes, 0x8825, 4, 1, gps_at);
  fixture_append_32 (bytes, thumbnail != NULL ? thumbnail_ifd : 0);

  fixture_append_16 (bytes, 1);
  fixture_append_entry (bytes, 0x9003, 2, 20, time_at);
  fixture_append_32 (bytes, 0);
  {
    char text[20] = { 0 };

    if (time != NULL)
      g_strlcpy (text, time, sizeof text);
    g_byte_array_append (bytes, (const guint8 *) text, sizeof text);
  }

  fixture_append_16 (bytes, 1);
  fixture_append_entry (bytes, 0x0001, 2, 2, 0x4E000000);
  fixture_append_32 (bytes, 0);

  fixture_append_16 (bytes, 2);
  fixture_append_entry (bytes, 0x0201, 4, 1, thumbnail_at);
  fixture_append_entry (bytes, 0x0202, 4, 1, thumbnail != NULL ? (guint32) g_bytes_get_size (thumbnail) : 0);
  fixture_append_32 (bytes, 0);
  if (thumbnail != NULL)
    g_byte_array_append (bytes, g_bytes_get_data (thumbnail, NULL), (guint) g_bytes_get_size (thumbnail));

  return bytes;
}

/* A segment right after the beginning of a JPEG. @head: what it begins with, as “Exif\0\0” */
static inline GBytes *
fixture_with_segment (GBytes *jpeg, guint8 marker, const void *head, gsize head_size, const void *data, gsize size)
{
  GByteArray *bytes = g_byte_array_new ();
  gsize jpeg_size;
  const guint8 *jpeg_data = g_bytes_get_data (jpeg, &jpeg_size);
  const guint8 start[] = { 0xFF, 0xD8, 0xFF, marker };

  g_byte_array_append (bytes, start, 4);
  fixture_append_16 (bytes, (guint) (2 + head_size + size));
  g_byte_array_append (bytes, head, (guint) head_size);
  g_byte_array_append (bytes, data, (guint) size);
  g_byte_array_append (bytes, jpeg_data + 2, (guint) (jpeg_size - 2));

  return g_byte_array_free_to_bytes (bytes);
}

/* @time, @thumbnail: nullable */
static inline GBytes *
fixture_with_exif (GBytes *jpeg, int orientation, const char *time, GBytes *thumbnail)
{
  g_autoptr(GByteArray) exif = fixture_exif (orientation, time, thumbnail);

  return fixture_with_segment (jpeg, 0xE1, "Exif\0\0", 6, exif->data, exif->len);
}

/* @max: levels. Returns: how far two pictures of a size are apart on average, in levels */
static inline double
fixture_difference (GdkPixbuf *a, GdkPixbuf *b)
{
  double sum = 0;
  int width = gdk_pixbuf_get_width (a), height = gdk_pixbuf_get_height (a);

  g_assert_cmpint (width, ==, gdk_pixbuf_get_width (b));
  g_assert_cmpint (height, ==, gdk_pixbuf_get_height (b));
  for (int y = 0; y < height; y++)
    {
      const guint8 *x = gdk_pixbuf_read_pixels (a) + gdk_pixbuf_get_rowstride (a) * y;
      const guint8 *z = gdk_pixbuf_read_pixels (b) + gdk_pixbuf_get_rowstride (b) * y;

      for (int i = 0; i < 3 * width; i++)
        sum += ABS (x[i] - z[i]);
    }

  return sum / (3.0 * width * height);
}
