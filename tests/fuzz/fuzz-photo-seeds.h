/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "../unit/photo-fixtures.h"
#include "fuzz.h"

/* Pictures of every kind that can be made here, and the containers of those that cannot. */

static inline void
fuzz_add_bytes (GPtrArray *corpus, GBytes *bytes)
{
  g_ptr_array_add (corpus, bytes);
}

static inline GBytes *
fuzz_save (GdkPixbuf *pixbuf, const char *type, const char *key, const char *value)
{
  char *keys[] = { (char *) key, NULL }, *values[] = { (char *) value, NULL };
  char *buffer;
  gsize size;

  if (!gdk_pixbuf_save_to_bufferv (pixbuf, &buffer, &size, type, keys, values, NULL))
    return NULL;

  return g_bytes_new_take (buffer, size);
}

static inline void
fuzz_add_photos (GPtrArray *corpus)
{
  static const guint8 heic[] = "\0\0\0\x18"
                               "ftypheic\0\0\0\0mif1heic"
                               "\0\0\0\x90meta\0\0\0\0"
                               "\0\0\0\x2fiinf\0\0\0\0\0\x01"
                               "\0\0\0\x15infe\x02\0\0\0\0\x01\0\0Exif\0"
                               "\0\0\0\x0ciinf\0\0\0"
                               "\0\0\0\x1eiloc\0\0\0\0\x44\0\0\x01\0\x01\0\0\0\x01\0\0\0\xa8\0\0\0\x20"
                               "\0\0\0\x24iprp\0\0\0\x1cipco\0\0\0\x14ispe\0\0\0\0\0\0\0\x40\0\0\0\x30"
                               "\0\0\0\0Exif\0\0\0\0\0\x28mdat\0\0\0\x06"
                               "Exif\0\0MM\0*\0\0\0\x08\0\0\0\0\0\0\0\0\0\0\0";
  static const guint8 webp[] = "RIFF\x22\0\0\0WEBPVP8X\x0a\0\0\0\x08\0\0\0\x3f\0\0\x2f\0\0"
                               "EXIF\x08\0\0\0MM\0*\0\0\0\x08";
  static const guint8 webp_lossless[] =
    "RIFF\x20\0\0\0WEBPVP8L\x10\0\0\0\x2f\x3f\xc0\x0b\0\x07\x10\0\0\0\0\0\0\0\0\0\0";
  static const char *const others[] = { "png", "tiff", "webp" };
  g_autoptr(GdkPixbuf) pixbuf = fixture_picture (64, 48, 1, 10);
  g_autoptr(GdkPixbuf) tiny = fixture_picture (16, 12, 2, 0);
  g_autoptr(GdkPixbuf) clear = gdk_pixbuf_add_alpha (tiny, TRUE, 250, 250, 250);
  g_autoptr(GBytes) plain = fixture_encode (pixbuf, "jpeg", 80), small = fixture_encode (tiny, "jpeg", 50);

  fuzz_add_bytes (corpus, g_bytes_ref (plain));
  fuzz_add_bytes (corpus, g_bytes_ref (small));
  fuzz_add_bytes (corpus, fixture_with_exif (small, 6, "2025:07:01 10:20:30", small));
  fuzz_add_bytes (corpus, fixture_with_segment (small, 0xE2, "ICC_PROFILE\0\1\1", 14, "profile", 7));
  fuzz_add_bytes (corpus, fuzz_save (clear, "png", NULL, NULL));
  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    {
      GBytes *bytes = fuzz_save (tiny, others[i], NULL, NULL);

      if (bytes != NULL)
        fuzz_add_bytes (corpus, bytes);
    }
  fuzz_add (corpus, heic, sizeof heic - 1);
  fuzz_add (corpus, webp, sizeof webp - 1);
  fuzz_add (corpus, webp_lossless, sizeof webp_lossless - 1);
}

/* Markers and names of parts. */
#define FUZZ_PHOTO_WORDS \
  "\xff\xd8", "\xff\xd9", "\xff\xda", "\xff\xc0", "\xff\xc2", "\xff\xc4", "\xff\xdb", "\xff\xdd", "\xff\xe1", \
    "\xff\xe2", "\xff\xd0", "\xff\xff", "Exif", "MM", "II*", "ICC_PROFILE", "JFIF", "Adobe", "IHDR", "IDAT", "IEND", \
    "eXIf", "iCCP", "RIFF", "WEBP", "VP8X", "VP8L", "VP8 ", "EXIF", "ftyp", "heic", "avif", "meta", "iprp", "ipco", \
    "ispe", "iinf", "infe", "iloc", "mdat"
