/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-photo-format.h"

#include <string.h>
#include <gdk-pixbuf/gdk-pixbuf.h>
#include <glib/gi18n-lib.h>

static const struct
{
  const char *name;
  const char *extension;
  const char *mime_type;
} formats[AUTOSELL_N_PHOTO_FORMATS] = {
  [AUTOSELL_PHOTO_FORMAT_JPEG] = { "JPEG", "jpg", "image/jpeg" },
  [AUTOSELL_PHOTO_FORMAT_PNG] = { "PNG", "png", "image/png" },
  [AUTOSELL_PHOTO_FORMAT_WEBP] = { "WebP", "webp", "image/webp" },
  [AUTOSELL_PHOTO_FORMAT_TIFF] = { "TIFF", "tiff", "image/tiff" },
  [AUTOSELL_PHOTO_FORMAT_HEIC] = { "HEIC", "heic", "image/heif" },
  [AUTOSELL_PHOTO_FORMAT_AVIF] = { "AVIF", "avif", "image/avif" },
};

const char *
autosell_photo_format_get_extension (AutosellPhotoFormat format)
{
  g_return_val_if_fail (format < AUTOSELL_N_PHOTO_FORMATS, NULL);

  return formats[format].extension;
}

const char *
autosell_photo_format_get_name (AutosellPhotoFormat format)
{
  g_return_val_if_fail (format < AUTOSELL_N_PHOTO_FORMATS, NULL);

  return formats[format].name;
}

const char *
autosell_photo_format_get_mime_type (AutosellPhotoFormat format)
{
  return formats[format].mime_type;
}

const char *const *
autosell_photo_format_list_extensions (void)
{
  static const char *const extensions[] = { "jpg",  "jpeg", "jpe",  "jfif", "png",  "webp", "tif",
                                            "tiff", "heic", "heif", "hif",  "avif", NULL };

  return extensions;
}

/* A bit for each format. Loaders are modules of GdkPixbuf, and an installed one is only known by its list. */
static guint
find_loaders (void)
{
  g_autoptr(GSList) list = gdk_pixbuf_get_formats ();
  guint found = 1u << AUTOSELL_PHOTO_FORMAT_JPEG; /* libjpeg-turbo itself */

  for (GSList *node = list; node != NULL; node = node->next)
    {
      g_auto(GStrv) types = gdk_pixbuf_format_get_mime_types (node->data);

      for (int format = 0; format < AUTOSELL_N_PHOTO_FORMATS; format++)
        if (g_strv_contains ((const char *const *) types, formats[format].mime_type))
          found |= 1u << format;
    }

  return found;
}

gboolean
autosell_photo_format_is_supported (AutosellPhotoFormat format)
{
  static gsize once;

  g_return_val_if_fail (format < AUTOSELL_N_PHOTO_FORMATS, FALSE);

  if (g_once_init_enter (&once))
    g_once_init_leave (&once, find_loaders ());

  return (once & (1u << format)) != 0;
}

gboolean
autosell_photo_format_check_supported (AutosellPhotoFormat format, GError **error)
{
  if (autosell_photo_format_is_supported (format))
    return TRUE;

  /* Translators: %s is a kind of picture file, as HEIC */
  g_set_error (error, AUTOSELL_PHOTO_ERROR, AUTOSELL_PHOTO_ERROR_NO_LOADER,
               _("%s pictures cannot be read on this computer: the loader for them is not installed."),
               formats[format].name);
  return FALSE;
}

/* The brand of a container: HEIC or AVIF. */
static gboolean
guess_isobmff (const guint8 *data, gsize size, AutosellPhotoFormat *out)
{
  gsize end = MIN (size, (gsize) data[0] << 24 | data[1] << 16 | data[2] << 8 | data[3]);

  /* The first brand, then a version, then the compatible ones. */
  for (gsize at = 8; at + 4 <= end && at < 256; at += at == 8 ? 8 : 4)
    {
      const char *brand = (const char *) data + at;

      if (memcmp (brand, "avif", 4) == 0 || memcmp (brand, "avis", 4) == 0)
        {
          *out = AUTOSELL_PHOTO_FORMAT_AVIF;
          return TRUE;
        }
      if (memcmp (brand, "heic", 4) == 0 || memcmp (brand, "heix", 4) == 0 || memcmp (brand, "hevc", 4) == 0
          || memcmp (brand, "heim", 4) == 0 || memcmp (brand, "heis", 4) == 0)
        {
          *out = AUTOSELL_PHOTO_FORMAT_HEIC;
          return TRUE;
        }
    }

  return FALSE;
}

gboolean
autosell_photo_format_guess (const guint8 *data, gsize size, AutosellPhotoFormat *out)
{
  if (size >= 3 && data[0] == 0xFF && data[1] == 0xD8 && data[2] == 0xFF)
    *out = AUTOSELL_PHOTO_FORMAT_JPEG;
  else if (size >= 8 && memcmp (data, "\x89PNG\r\n\x1a\n", 8) == 0)
    *out = AUTOSELL_PHOTO_FORMAT_PNG;
  else if (size >= 12 && memcmp (data, "RIFF", 4) == 0 && memcmp (data + 8, "WEBP", 4) == 0)
    *out = AUTOSELL_PHOTO_FORMAT_WEBP;
  else if (size >= 4 && (memcmp (data, "II*\0", 4) == 0 || memcmp (data, "MM\0*", 4) == 0))
    *out = AUTOSELL_PHOTO_FORMAT_TIFF;
  else if (size >= 12 && memcmp (data + 4, "ftyp", 4) == 0)
    return guess_isobmff (data, size, out);
  else
    return FALSE;

  return TRUE;
}
