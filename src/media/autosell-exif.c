/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-exif.h"

#include "autosell-photo-probe.h"

#include <string.h>

#define TAG_ORIENTATION 0x0112
#define TAG_DATE_TIME 0x0132
#define TAG_THUMBNAIL_OFFSET 0x0201
#define TAG_THUMBNAIL_SIZE 0x0202
#define TAG_EXIF_IFD 0x8769
#define TAG_DATE_TIME_ORIGINAL 0x9003
#define TAG_SUBSEC_ORIGINAL 0x9291

#define TYPE_ASCII 2
#define TYPE_SHORT 3
#define TYPE_LONG 4

#define ENTRY_BYTES 12
/* “2025:07:01 10:20:30” */
#define DATE_LENGTH 19

void
autosell_exif_clear (AutosellExif *exif)
{
  *exif = (AutosellExif){ .orientation = 1, .taken_at = AUTOSELL_PHOTO_TIME_UNKNOWN };
}

gboolean
autosell_tiff_is_big_endian (const guint8 *tiff)
{
  return tiff[0] == 'M';
}

guint16
autosell_tiff_get_16 (const guint8 *tiff, gsize size, gsize at)
{
  if (size < 2 || at > size - 2)
    return 0;

  return autosell_tiff_is_big_endian (tiff) ? (guint16) (tiff[at] << 8 | tiff[at + 1])
                                            : (guint16) (tiff[at + 1] << 8 | tiff[at]);
}

guint32
autosell_tiff_get_32 (const guint8 *tiff, gsize size, gsize at)
{
  guint32 a, b;

  if (size < 4 || at > size - 4)
    return 0;

  a = autosell_tiff_get_16 (tiff, size, at);
  b = autosell_tiff_get_16 (tiff, size, at + 2);

  return autosell_tiff_is_big_endian (tiff) ? a << 16 | b : b << 16 | a;
}

/* Returns: where the entry is, 0 for none */
static gsize
find_entry (const guint8 *tiff, gsize size, gsize ifd, guint16 tag)
{
  guint n_entries = ifd > 0 ? autosell_tiff_get_16 (tiff, size, ifd) : 0;

  for (guint i = 0; i < n_entries; i++)
    {
      gsize at = ifd + 2 + (gsize) i * ENTRY_BYTES;

      if (at + ENTRY_BYTES > size)
        break;
      if (autosell_tiff_get_16 (tiff, size, at) == tag)
        return at;
    }

  return 0;
}

gboolean
autosell_tiff_find_number (const guint8 *tiff, gsize size, gsize ifd, guint16 tag, guint32 *number)
{
  gsize at = find_entry (tiff, size, ifd, tag), value = at + 8;
  guint16 type = at > 0 ? autosell_tiff_get_16 (tiff, size, at + 2) : 0;
  guint32 count = at > 0 ? autosell_tiff_get_32 (tiff, size, at + 4) : 0;

  if (count == 0 || (type != TYPE_SHORT && type != TYPE_LONG))
    return FALSE;
  /* More than four bytes are elsewhere. */
  if (count > (type == TYPE_SHORT ? 2 : 1))
    value = autosell_tiff_get_32 (tiff, size, value);

  *number = type == TYPE_SHORT ? autosell_tiff_get_16 (tiff, size, value) : autosell_tiff_get_32 (tiff, size, value);
  return TRUE;
}

/* Copies at most @max - 1 characters. Returns: whether there is text */
static gboolean
find_text (const guint8 *tiff, gsize size, gsize ifd, guint16 tag, char *text, gsize max)
{
  gsize at = find_entry (tiff, size, ifd, tag), value;
  guint32 length;

  if (at == 0 || autosell_tiff_get_16 (tiff, size, at + 2) != TYPE_ASCII)
    return FALSE;
  length = autosell_tiff_get_32 (tiff, size, at + 4);
  value = length > 4 ? autosell_tiff_get_32 (tiff, size, at + 8) : at + 8;
  if (value > size || length > size - value)
    return FALSE;

  length = (guint32) MIN (length, max - 1);
  memcpy (text, tiff + value, length);
  text[length] = '\0';
  return TRUE;
}

/* Returns: the number of @n digits, -1 where they are none */
static int
read_digits (const char *text, int n)
{
  int number = 0;

  for (int i = 0; i < n; i++)
    {
      if (!g_ascii_isdigit (text[i]))
        return -1;
      number = 10 * number + (text[i] - '0');
    }

  return number;
}

static gint64
parse_date (const char *text)
{
  g_autoptr(GDateTime) time = NULL;

  if (strlen (text) < DATE_LENGTH)
    return AUTOSELL_PHOTO_TIME_UNKNOWN;

  /* Cameras whose clock was never set say 0000:00:00, which is no date to GDateTime. */
  time = g_date_time_new_utc (read_digits (text, 4), read_digits (text + 5, 2), read_digits (text + 8, 2),
                              read_digits (text + 11, 2), read_digits (text + 14, 2), read_digits (text + 17, 2));

  return time != NULL ? g_date_time_to_unix (time) * G_USEC_PER_SEC : AUTOSELL_PHOTO_TIME_UNKNOWN;
}

static gint64
read_time (const guint8 *tiff, gsize size, gsize ifd)
{
  char text[DATE_LENGTH + 1];
  gint64 time = AUTOSELL_PHOTO_TIME_UNKNOWN;
  guint32 exif_ifd = 0;

  if (autosell_tiff_find_number (tiff, size, ifd, TAG_EXIF_IFD, &exif_ifd)
      && find_text (tiff, size, exif_ifd, TAG_DATE_TIME_ORIGINAL, text, sizeof text))
    time = parse_date (text);
  if (time == AUTOSELL_PHOTO_TIME_UNKNOWN && find_text (tiff, size, ifd, TAG_DATE_TIME, text, sizeof text))
    return parse_date (text);

  /* Bursts: several photos within one second. */
  if (time != AUTOSELL_PHOTO_TIME_UNKNOWN && find_text (tiff, size, exif_ifd, TAG_SUBSEC_ORIGINAL, text, 7))
    {
      gint64 unit = G_USEC_PER_SEC / 10;

      for (const char *at = text; g_ascii_isdigit (*at); at++, unit /= 10)
        time += (*at - '0') * unit;
    }

  return time;
}

void
autosell_exif_read (const guint8 *tiff, gsize size, AutosellExif *out)
{
  guint32 number, offset, length;
  gsize ifd, next;

  if (size < 8 || (memcmp (tiff, "II*\0", 4) != 0 && memcmp (tiff, "MM\0*", 4) != 0))
    return;

  ifd = autosell_tiff_get_32 (tiff, size, 4);
  if (autosell_tiff_find_number (tiff, size, ifd, TAG_ORIENTATION, &number) && number >= 1 && number <= 8)
    out->orientation = (int) number;
  out->taken_at = read_time (tiff, size, ifd);

  /* The second directory is the thumbnail's. */
  next = ifd > 0 ? ifd + 2 + (gsize) autosell_tiff_get_16 (tiff, size, ifd) * ENTRY_BYTES : 0;
  next = next > 0 ? autosell_tiff_get_32 (tiff, size, next) : 0;
  if (autosell_tiff_find_number (tiff, size, next, TAG_THUMBNAIL_OFFSET, &offset)
      && autosell_tiff_find_number (tiff, size, next, TAG_THUMBNAIL_SIZE, &length) && offset <= size
      && length <= size - offset && length > 4)
    {
      out->thumbnail_offset = offset;
      out->thumbnail_size = length;
    }
}
