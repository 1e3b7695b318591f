/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-colour.h"

#include <string.h>
#include <lcms2.h>

/* Apart by so much on a channel nobody sees it. */
#define SAME_LEVELS 2
/* Larger profiles are for printers and hold nothing for us. */
#define MAX_PROFILE_BYTES (8 * 1000 * 1000)

/* Each worker has its own context, as the library's global one is not made for threads. */
typedef struct
{
  cmsContext context;
  cmsHPROFILE from;
  cmsHPROFILE to;
  cmsHTRANSFORM transform;
} Conversion;

static void
conversion_clear (Conversion *self)
{
  if (self->transform != NULL)
    cmsDeleteTransform (self->transform);
  if (self->from != NULL)
    cmsCloseProfile (self->from);
  if (self->to != NULL)
    cmsCloseProfile (self->to);
  if (self->context != NULL)
    cmsDeleteContext (self->context);
}

/* What goes wrong is seen by what is returned; without this the library would print it. */
static void
ignore_error_cb (cmsContext context G_GNUC_UNUSED, cmsUInt32Number code G_GNUC_UNUSED, const char *text)
{
  g_debug ("Colour profile: %s", text);
}

/* Returns: whether colours of @n_channels can be converted */
static gboolean
conversion_init (Conversion *self, GBytes *profile, int n_channels)
{
  cmsColorSpaceSignature wanted = n_channels == 3 ? cmsSigRgbData : cmsSigCmykData;
  gsize size;
  gconstpointer data = g_bytes_get_data (profile, &size);

  memset (self, 0, sizeof *self);
  if (size > MAX_PROFILE_BYTES)
    return FALSE;
  self->context = cmsCreateContext (NULL, NULL);
  cmsSetLogErrorHandlerTHR (self->context, ignore_error_cb);
  self->from = cmsOpenProfileFromMemTHR (self->context, data, (cmsUInt32Number) size);
  if (self->from == NULL || cmsGetColorSpace (self->from) != wanted)
    return FALSE;

  self->to = cmsCreate_sRGBProfileTHR (self->context);
  self->transform = cmsCreateTransformTHR (self->context, self->from, n_channels == 3 ? TYPE_RGB_8 : TYPE_CMYK_8,
                                           self->to, TYPE_RGB_8, INTENT_PERCEPTUAL, cmsFLAGS_NOCACHE);

  return self->transform != NULL;
}

static gboolean
is_same (Conversion *conversion)
{
  static const guint8 levels[] = { 0, 32, 64, 128, 192, 255 };
  const gsize n = G_N_ELEMENTS (levels);
  guint8 from[6 * 6 * 6][3], to[6 * 6 * 6][3];

  for (gsize i = 0; i < n * n * n; i++)
    {
      from[i][0] = levels[i % n];
      from[i][1] = levels[i / n % n];
      from[i][2] = levels[i / n / n];
    }
  cmsDoTransform (conversion->transform, from, to, (cmsUInt32Number) (n * n * n));
  for (gsize i = 0; i < n * n * n; i++)
    for (int channel = 0; channel < 3; channel++)
      if (ABS (from[i][channel] - to[i][channel]) > SAME_LEVELS)
        return FALSE;

  return TRUE;
}

gboolean
autosell_colour_is_srgb (GBytes *profile)
{
  Conversion conversion;
  gboolean same = !conversion_init (&conversion, profile, 3) || is_same (&conversion);

  conversion_clear (&conversion);
  return same;
}

/* Without a profile: what every browser does. */
static void
convert_plainly (AutosellPixels *from, AutosellPixels *to)
{
  gsize n = (gsize) from->width * (gsize) from->height;

  for (gsize i = 0; i < n; i++)
    for (int channel = 0; channel < 3; channel++)
      to->data[3 * i + (gsize) channel] =
        (guint8) ((255 - from->data[4 * i + (gsize) channel]) * (255 - from->data[4 * i + 3]) / 255);
}

AutosellPixels *
autosell_colour_convert (AutosellPixels *pixels, GBytes *profile)
{
  Conversion conversion = { 0 };
  gboolean can = profile != NULL && conversion_init (&conversion, profile, pixels->n_channels);
  AutosellPixels *result;

  if (pixels->n_channels == 3 && (!can || is_same (&conversion)))
    {
      conversion_clear (&conversion);
      return pixels;
    }

  result =
    pixels->n_channels == 3 ? autosell_pixels_ref (pixels) : autosell_pixels_new (pixels->width, pixels->height, 3);
  if (result != NULL && can)
    for (int y = 0; y < pixels->height; y++)
      cmsDoTransform (conversion.transform, pixels->data + pixels->stride * (gsize) y,
                      result->data + result->stride * (gsize) y, (cmsUInt32Number) pixels->width);
  else if (result != NULL)
    convert_plainly (pixels, result);
  conversion_clear (&conversion);
  autosell_pixels_unref (pixels);

  return result;
}
