/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-photo-probe.h"

#include "autosell-exif.h"
#include "autosell-isobmff.h"
#include "autosell-photo-format.h"

#include <string.h>
#include <glib/gi18n-lib.h>

/* What cameras put before the first pixel, thumbnail and profile included, is in here. */
#define HEAD_BYTES (256 * 1024)

typedef struct
{
  const guint8 *data;
  gsize size;
  guint64 total_size; /* of the file, of which @data may be the beginning only */
  gsize need;         /* how much of it would answer more; 0: it is enough */
  AutosellPhotoProbe *out;
} Probe;

static gboolean
fail (GError **error, AutosellPhotoErrorCode code, const char *message)
{
  g_set_error_literal (error, AUTOSELL_PHOTO_ERROR, code, message);
  return FALSE;
}

static gboolean
fail_broken (GError **error)
{
  return fail (error, AUTOSELL_PHOTO_ERROR_BROKEN, _("The picture is damaged."));
}

static gboolean
fail_cut_off (GError **error)
{
  return fail (error, AUTOSELL_PHOTO_ERROR_BROKEN, _("The picture is cut off; it was not copied to its end."));
}

static guint32
get_32 (const Probe *probe, gsize at)
{
  guint32 number = 0;

  if (probe->size >= 4 && at <= probe->size - 4)
    memcpy (&number, probe->data + at, 4);

  return number;
}

static guint32
get_be_32 (const Probe *probe, gsize at)
{
  return GUINT32_FROM_BE (get_32 (probe, at));
}

static guint32
get_le_32 (const Probe *probe, gsize at)
{
  return GUINT32_FROM_LE (get_32 (probe, at));
}

/* Returns: whether bytes up to @end are at hand; else either more is to be read or the file is cut off, which @error
 * says */
static gboolean
reach (Probe *probe, guint64 end, GError **error)
{
  if (end <= probe->size)
    return TRUE;
  if (end > probe->total_size)
    return fail_cut_off (error);

  probe->need = (gsize) end;
  return fail_broken (error);
}

static void
take_exif (Probe *probe, gsize at, gsize length)
{
  AutosellExif exif;

  autosell_exif_clear (&exif);
  autosell_exif_read (probe->data + at, length, &exif);
  probe->out->orientation = exif.orientation;
  probe->out->taken_at = exif.taken_at;
  if (exif.thumbnail_size > 0)
    {
      probe->out->thumbnail_offset = at + exif.thumbnail_offset;
      probe->out->thumbnail_size = exif.thumbnail_size;
    }
}

static gboolean
is_frame_header (guint8 marker)
{
  return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
}

/* All coefficients of a file with several scans are in memory until the last one is read: two bytes for each pixel of
 * each part. Others pass by in rows. @at: of the frame header */
static void
measure_jpeg (Probe *probe, gsize at, gsize length)
{
  const guint8 *data = probe->data + at;
  gboolean is_progressive = (data[1] & 3) == 2;
  guint n_parts = data[9], units = 0, largest = 1;

  if (!is_progressive || n_parts == 0 || n_parts > 4 || length < 8 + 3 * n_parts)
    return;
  for (guint i = 0; i < n_parts; i++)
    {
      guint factors = data[11 + 3 * i], unit = (factors >> 4) * (factors & 15);

      units += unit;
      largest = MAX (largest, unit);
    }
  probe->out->decoding_bytes = (guint64) probe->out->width * (guint64) probe->out->height * 2 * units / largest;
}

static gboolean
probe_jpeg (Probe *probe, GError **error)
{
  gsize at = 2;
  gboolean has_exif = FALSE;

  for (;;)
    {
      const guint8 *data = probe->data;
      gsize length;
      guint8 marker;

      if (!reach (probe, (guint64) at + 4, error))
        return FALSE;
      if (data[at] != 0xFF)
        return fail_broken (error);
      marker = data[at + 1];
      if (marker == 0xFF) /* padding */
        {
          at++;
          continue;
        }
      if (marker == 0xD9 || marker == 0xDA || marker == 0x00) /* ends or pixels before any size */
        return fail_broken (error);
      if (marker == 0x01 || (marker >= 0xD0 && marker <= 0xD8))
        {
          at += 2;
          continue;
        }

      length = (gsize) data[at + 2] << 8 | data[at + 3];
      if (length < 2)
        return fail_broken (error);
      if (!reach (probe, (guint64) at + 2 + length, error))
        return FALSE;
      if (marker == 0xE1 && !has_exif && length >= 16 && memcmp (data + at + 4, "Exif\0\0", 6) == 0)
        {
          has_exif = TRUE;
          take_exif (probe, at + 10, length - 8);
        }
      else if (is_frame_header (marker))
        {
          if (length < 8)
            return fail_broken (error);
          probe->out->height = data[at + 5] << 8 | data[at + 6];
          probe->out->width = data[at + 7] << 8 | data[at + 8];
          measure_jpeg (probe, at, length);
          return TRUE;
        }
      at += 2 + length;
    }
}

static gboolean
probe_png (Probe *probe, GError **error)
{
  gsize at = 8;

  if (!reach (probe, 33, error))
    return FALSE;
  if (get_be_32 (probe, 8) != 13 || memcmp (probe->data + 12, "IHDR", 4) != 0)
    return fail_broken (error);
  probe->out->width = (int) MIN (get_be_32 (probe, 16), G_MAXINT);
  probe->out->height = (int) MIN (get_be_32 (probe, 20), G_MAXINT);

  /* EXIF may also follow the pixels, but nobody writes it there. */
  for (;;)
    {
      guint32 length = get_be_32 (probe, at);

      if ((guint64) at + 12 + length > probe->size || memcmp (probe->data + at + 4, "IDAT", 4) == 0)
        return TRUE;
      if (memcmp (probe->data + at + 4, "eXIf", 4) == 0)
        {
          take_exif (probe, at + 8, length);
          return TRUE;
        }
      at += 12 + (gsize) length;
    }
}

/* The chunks of an extended file; EXIF follows the pixels. */
static gboolean
probe_webp_chunks (Probe *probe, GError **error)
{
  guint64 at = 12;

  while (at + 8 <= probe->total_size)
    {
      guint32 length;

      if (!reach (probe, at + 8, error))
        return FALSE;
      length = get_le_32 (probe, (gsize) at + 4);
      if (memcmp (probe->data + at, "EXIF", 4) == 0)
        {
          gsize start = (gsize) at + 8;

          if (!reach (probe, at + 8 + length, error))
            return FALSE;
          if (length > 6 && memcmp (probe->data + start, "Exif\0\0", 6) == 0)
            take_exif (probe, start + 6, length - 6);
          else
            take_exif (probe, start, length);
          return TRUE;
        }
      at += 8 + (guint64) length + (length & 1);
    }

  return TRUE;
}

static gboolean
probe_webp (Probe *probe, GError **error)
{
  const guint8 *data = probe->data;

  if (!reach (probe, 30, error))
    return FALSE;
  /* The size that the container claims; what follows it is ignored by decoders. */
  if ((guint64) get_le_32 (probe, 4) + 8 > probe->total_size)
    return fail_cut_off (error);

  if (memcmp (data + 12, "VP8X", 4) == 0)
    {
      probe->out->width = 1 + (data[24] | data[25] << 8 | data[26] << 16);
      probe->out->height = 1 + (data[27] | data[28] << 8 | data[29] << 16);
      return (data[20] & 0x08) == 0 || probe_webp_chunks (probe, error);
    }
  if (memcmp (data + 12, "VP8L", 4) == 0)
    {
      guint32 bits = get_le_32 (probe, 21);

      if (data[20] != 0x2F)
        return fail_broken (error);
      probe->out->width = (int) (1 + (bits & 0x3FFF));
      probe->out->height = (int) (1 + (bits >> 14 & 0x3FFF));
      return TRUE;
    }
  if (memcmp (data + 12, "VP8 ", 4) == 0)
    {
      if (data[23] != 0x9D || data[24] != 0x01 || data[25] != 0x2A)
        return fail_broken (error);
      probe->out->width = (data[26] | data[27] << 8) & 0x3FFF;
      probe->out->height = (data[28] | data[29] << 8) & 0x3FFF;
      return TRUE;
    }

  return fail_broken (error);
}

static gboolean
probe_tiff (Probe *probe, GError **error)
{
  guint32 width = 0, height = 0, n_entries;
  gsize ifd;

  if (!reach (probe, 8, error))
    return FALSE;
  ifd = autosell_tiff_get_32 (probe->data, probe->size, 4);
  if (ifd < 8)
    return fail_broken (error);
  if (!reach (probe, (guint64) ifd + 2, error))
    return FALSE;
  n_entries = autosell_tiff_get_16 (probe->data, probe->size, ifd);
  /* The directory may point to anywhere in the file, and only a whole one is read properly. */
  if (!reach (probe, (guint64) ifd + 2 + (guint64) n_entries * 12, error))
    return FALSE;
  if (probe->size < probe->total_size)
    {
      probe->need = (gsize) probe->total_size;
      return fail_broken (error);
    }

  if (!autosell_tiff_find_number (probe->data, probe->size, ifd, 0x0100, &width)
      || !autosell_tiff_find_number (probe->data, probe->size, ifd, 0x0101, &height))
    return fail_broken (error);
  probe->out->width = (int) MIN (width, G_MAXINT);
  probe->out->height = (int) MIN (height, G_MAXINT);
  take_exif (probe, 0, probe->size);
  probe->out->thumbnail_size = 0; /* the second directory of a TIFF is its second page */

  return TRUE;
}

static gboolean
probe_isobmff (Probe *probe, GError **error)
{
  AutosellIsobmff file;
  guint64 need = 0;

  if (!autosell_isobmff_read (probe->data, probe->size, &file, &need) && need > probe->size
      && (file.width == 0 || need <= probe->total_size))
    return reach (probe, need, error);
  if (file.width == 0 || file.height == 0)
    return fail_broken (error);

  probe->out->width = (int) MIN (file.width, G_MAXINT);
  probe->out->height = (int) MIN (file.height, G_MAXINT);
  if (file.exif_size > 0)
    {
      if (!reach (probe, (guint64) file.exif_offset + file.exif_size, error))
        return FALSE;
      take_exif (probe, (gsize) file.exif_offset, (gsize) file.exif_size);
      /* The loader turns the pixels as the container says, and cameras write EXIF's orientation beside that. */
      probe->out->orientation = 1;
      probe->out->thumbnail_size = 0;
    }

  return TRUE;
}

/* What a file of this size can hold at most: a picture that claims more is a trap. One bit for 64 pixels is what a JPEG
 * spends on nothing at all; deflate makes one byte of 1,032. */
static gboolean
is_too_good (const Probe *probe)
{
  guint64 pixels = (guint64) probe->out->width * (guint64) probe->out->height;

  switch (probe->out->format)
    {
    case AUTOSELL_PHOTO_FORMAT_JPEG:
      return pixels / 512 > probe->total_size;

    case AUTOSELL_PHOTO_FORMAT_PNG: /* one bit a pixel at least */
      return pixels / 8 / 1032 > probe->total_size;

    default:
      return FALSE;
    }
}

/* The loaders of the others hold a picture as a whole, and some of them a copy of it in their own form. */
static void
measure (Probe *probe, guint64 total_size)
{
  guint64 pixels = (guint64) probe->out->width * (guint64) probe->out->height;

  if (probe->out->format != AUTOSELL_PHOTO_FORMAT_JPEG)
    probe->out->decoding_bytes = pixels * (probe->out->format == AUTOSELL_PHOTO_FORMAT_PNG ? 4 : 8);
  probe->out->decoding_bytes += total_size;
}

static gboolean
check_size (const Probe *probe, GError **error)
{
  int width = probe->out->width, height = probe->out->height;

  if (width <= 0 || height <= 0)
    return fail_broken (error);
  if (width > AUTOSELL_PHOTO_MAX_EDGE || height > AUTOSELL_PHOTO_MAX_EDGE
      || (gint64) width * height > AUTOSELL_PHOTO_MAX_PIXELS)
    return fail (error, AUTOSELL_PHOTO_ERROR_TOO_LARGE, _("The picture has more than 200 megapixels."));
  if (is_too_good (probe))
    return fail (error, AUTOSELL_PHOTO_ERROR_BROKEN,
                 _("The picture is damaged: it claims more pixels than its file holds."));

  return TRUE;
}

gboolean
autosell_photo_probe_data (const void *data, gsize size, guint64 total_size, AutosellPhotoProbe *out, gsize *need,
                           GError **error)
{
  Probe probe = { data, size, MAX (total_size, size), 0, out };
  gboolean known = FALSE;

  g_return_val_if_fail (out != NULL, FALSE);

  *out = (AutosellPhotoProbe){ .orientation = 1, .taken_at = AUTOSELL_PHOTO_TIME_UNKNOWN };
  if (need != NULL)
    *need = 0;
  if (probe.total_size > AUTOSELL_PHOTO_MAX_BYTES)
    return fail (error, AUTOSELL_PHOTO_ERROR_TOO_LARGE, _("The file is larger than 100 MB."));
  if (!autosell_photo_format_guess (data, size, &out->format))
    return fail (error, AUTOSELL_PHOTO_ERROR_NOT_A_PHOTO,
                 probe.total_size == 0
                   ? _("The file is empty.")
                   : _("This is no picture of a kind that is taken: JPEG, PNG, WebP, TIFF or HEIC."));

  switch (out->format)
    {
    case AUTOSELL_PHOTO_FORMAT_JPEG:
      known = probe_jpeg (&probe, error);
      break;
    case AUTOSELL_PHOTO_FORMAT_PNG:
      known = probe_png (&probe, error);
      break;
    case AUTOSELL_PHOTO_FORMAT_WEBP:
      known = probe_webp (&probe, error);
      break;
    case AUTOSELL_PHOTO_FORMAT_TIFF:
      known = probe_tiff (&probe, error);
      break;
    case AUTOSELL_PHOTO_FORMAT_HEIC:
    case AUTOSELL_PHOTO_FORMAT_AVIF:
      known = probe_isobmff (&probe, error);
      break;
    case AUTOSELL_N_PHOTO_FORMATS:
    default:
      g_assert_not_reached ();
    }
  if (need != NULL)
    *need = probe.need;

  if (!known || !check_size (&probe, error))
    return FALSE;

  measure (&probe, probe.total_size);
  return TRUE;
}

gboolean
autosell_photo_probe_bytes (GBytes *bytes, AutosellPhotoProbe *out, GError **error)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);

  return autosell_photo_probe_data (data, size, size, out, NULL, error);
}

/* Opens what is a regular file; a pipe would wait for ever, a folder or device is no picture. */
gboolean
autosell_photo_file_is_on_web (GFile *file)
{
  static const char *const schemes[] = { "http", "https", "blob", "ftp" };

  g_return_val_if_fail (G_IS_FILE (file), FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (schemes); i++)
    if (g_file_has_uri_scheme (file, schemes[i]))
      return TRUE;
  return FALSE;
}

static GFileInputStream *
open_file (GFile *file, guint64 *size, GCancellable *cancellable, GError **error)
{
  g_autoptr(GFileInfo) info = NULL;

  if (autosell_photo_file_is_on_web (file))
    {
      fail (error, AUTOSELL_PHOTO_ERROR_NOT_A_PHOTO,
            _("The browser gave only the address of the picture. Save the picture there and bring its file here."));
      return NULL;
    }
  info = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_TYPE "," G_FILE_ATTRIBUTE_STANDARD_SIZE,
                            G_FILE_QUERY_INFO_NONE, cancellable, error);
  if (info == NULL)
    return NULL;
  if (g_file_info_get_file_type (info) != G_FILE_TYPE_REGULAR)
    {
      fail (error, AUTOSELL_PHOTO_ERROR_NOT_A_PHOTO, _("This is no file."));
      return NULL;
    }

  *size = (guint64) MAX (g_file_info_get_size (info), 0);
  if (*size > AUTOSELL_PHOTO_MAX_BYTES)
    {
      fail (error, AUTOSELL_PHOTO_ERROR_TOO_LARGE, _("The file is larger than 100 MB."));
      return NULL;
    }

  return g_file_read (file, cancellable, error);
}

/* @wanted: at most; the file may have shrunk since it was asked for its size */
static GBytes *
read_bytes (GInputStream *stream, gsize wanted, GCancellable *cancellable, GError **error)
{
  g_autofree guint8 *data = g_try_malloc (MAX (wanted, 1));
  gsize done = 0;

  if (data == NULL)
    {
      fail (error, AUTOSELL_PHOTO_ERROR_FAILED, _("There is not enough memory for the picture."));
      return NULL;
    }
  if (!g_input_stream_read_all (stream, data, wanted, &done, cancellable, error))
    return NULL;

  return g_bytes_new_take (g_steal_pointer (&data), done);
}

gboolean
autosell_photo_probe_file (GFile *file, AutosellPhotoProbe *out, GBytes **head, GCancellable *cancellable,
                           GError **error)
{
  guint64 size = 0;
  gsize wanted, need = 0;

  for (wanted = HEAD_BYTES;; wanted = MAX (need, 2 * wanted))
    {
      g_autoptr(GFileInputStream) stream = open_file (file, &size, cancellable, error);
      g_autoptr(GBytes) bytes = NULL;
      g_autoptr(GError) local_error = NULL;
      const guint8 *data;
      gsize length;
      gboolean known;

      wanted = (gsize) MIN (wanted, size);
      bytes = stream != NULL ? read_bytes (G_INPUT_STREAM (stream), wanted, cancellable, error) : NULL;
      if (bytes == NULL)
        return FALSE;

      data = g_bytes_get_data (bytes, &length);
      known = autosell_photo_probe_data (data, length, length < wanted ? length : size, out, &need, &local_error);
      if (!known && need > length)
        continue;
      if (head != NULL)
        *head = g_steal_pointer (&bytes);
      if (!known)
        g_propagate_error (error, g_steal_pointer (&local_error));
      return known;
    }
}

GBytes *
autosell_photo_read_file (GFile *file, GCancellable *cancellable, GError **error)
{
  guint64 size = 0;
  g_autoptr(GFileInputStream) stream = open_file (file, &size, cancellable, error);

  return stream != NULL ? read_bytes (G_INPUT_STREAM (stream), (gsize) size, cancellable, error) : NULL;
}
