/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The whole way of a photo that says it is small: pixels of the size that was promised, or one sentence. JPEG and PNG,
 * whose decoders are driven by us row by row; the loaders of the others are black boxes. */

#define FUZZ_MAX_SIZE 16384

#include "fuzz-photo-seeds.h"

#include "autosell-jpeg.h"
#include "autosell-photo-alike.h"
#include "autosell-photo-pipeline.h"

#define MAX_PIXELS 300000
#define EDGE_PX 40

static const char *const fuzz_words[] = { FUZZ_PHOTO_WORDS, NULL };

static void
fuzz_seed (GPtrArray *corpus)
{
  fuzz_add_photos (corpus);
}

static void
check_copy (const guint8 *data, gsize size, int orientation)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) copy = autosell_jpeg_copy (data, size, orientation, NULL, &error);
  AutosellPhotoProbe probe;

  if (copy == NULL)
    return;

  g_assert_no_error (error);
  g_assert_true (autosell_photo_probe_bytes (copy, &probe, &error));
  g_assert_cmpint (probe.orientation, ==, 1);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr(GBytes) bytes = g_bytes_new (data, size);
  g_autoptr(AutosellPixels) pixels = NULL;
  g_autoptr(GBytes) encoded = NULL;
  g_autoptr(GError) error = NULL;
  AutosellPhotoProbe probe;

  if (!autosell_photo_probe_bytes (bytes, &probe, NULL) || probe.format > AUTOSELL_PHOTO_FORMAT_PNG
      || (gint64) probe.width * probe.height > MAX_PIXELS)
    return 0;

  if (probe.format == AUTOSELL_PHOTO_FORMAT_JPEG)
    check_copy (data, size, 1 + (int) (size % 8));
  pixels = autosell_photo_decode (bytes, EDGE_PX, NULL, &error);
  if (pixels == NULL)
    {
      g_assert_nonnull (error);
      return 0;
    }

  g_assert_no_error (error);
  g_assert_cmpint (pixels->n_channels, ==, 3);
  g_assert_cmpint (MAX (pixels->width, pixels->height), <=, EDGE_PX);
  autosell_photo_perceptual_hash (pixels);
  encoded = autosell_jpeg_encode (pixels, 80, TRUE, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (encoded);

  return 0;
}

#include "fuzz-main.h"
