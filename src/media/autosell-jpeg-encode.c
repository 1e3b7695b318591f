/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-jpeg-private.h"

#include <string.h>

typedef struct
{
  struct jpeg_compress_struct jpeg;
  AutosellJpegErrors errors;
  AutosellJpegSink sink;
} Encoding;

static gboolean
encode (Encoding *self, AutosellPixels *pixels, int quality, gboolean optimize, GByteArray *bytes)
{
  struct jpeg_compress_struct *jpeg = &self->jpeg;

  if (setjmp (self->errors.leave) != 0)
    return FALSE;

  jpeg_create_compress (jpeg);
  autosell_jpeg_errors_watch (&self->errors, (j_common_ptr) jpeg);
  autosell_jpeg_sink_init (jpeg, &self->sink, bytes);
  jpeg->image_width = (JDIMENSION) pixels->width;
  jpeg->image_height = (JDIMENSION) pixels->height;
  jpeg->input_components = 3;
  jpeg->in_color_space = JCS_RGB;
  jpeg_set_defaults (jpeg); /* YCbCr, 4:2:0 */
  jpeg_set_quality (jpeg, quality, TRUE);
  jpeg->dct_method = JDCT_ISLOW;
  jpeg->optimize_coding = optimize;
  jpeg_start_compress (jpeg, TRUE);
  while (jpeg->next_scanline < jpeg->image_height)
    {
      JSAMPROW row = pixels->data + pixels->stride * (gsize) jpeg->next_scanline;

      jpeg_write_scanlines (jpeg, &row, 1);
    }
  jpeg_finish_compress (jpeg);

  return TRUE;
}

GBytes *
autosell_jpeg_encode (AutosellPixels *pixels, int quality, gboolean optimize, const AutosellPhotoJob *job,
                      GError **error)
{
  const AutosellPhotoJob silent = { .cancellable = job != NULL ? job->cancellable : NULL };
  g_autoptr(GByteArray) bytes = g_byte_array_new ();
  Encoding self = { 0 };
  gboolean done;

  g_return_val_if_fail (pixels->n_channels == 3, NULL);

  self.jpeg.err = autosell_jpeg_errors_init (&self.errors, &silent);
  done = encode (&self, pixels, quality, optimize, bytes);
  jpeg_destroy_compress (&self.jpeg);
  if (!done)
    {
      autosell_jpeg_errors_propagate (&self.errors, error);
      return NULL;
    }

  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}
