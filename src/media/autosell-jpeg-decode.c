/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-jpeg-private.h"

#include "autosell-reducer.h"

#include <string.h>
#include <glib/gi18n-lib.h>

/* All that is to be given back when libjpeg leaves. */
typedef struct
{
  struct jpeg_decompress_struct jpeg;
  struct jpeg_source_mgr source;
  AutosellJpegErrors errors;
  const guint8 *data;
  gsize size;
  AutosellReducer *reducer; /* owned, nullable */
  int edge_px;
  AutosellJpegPicture *out; /* unowned */
} Decoding;

void
autosell_jpeg_picture_clear (AutosellJpegPicture *self)
{
  g_clear_pointer (&self->pixels, autosell_pixels_unref);
  g_clear_pointer (&self->profile, g_bytes_unref);
}

/* Eighths of the size that the decoder can make, of which one takes little time: those for which it has vector code,
 * and the one for 12 megapixels, which at half size would be slightly too small. */
static guint
choose_scale (const struct jpeg_decompress_struct *jpeg, int longest_px)
{
  static const guint eighths[] = { 1, 2, 4, 5 };
  guint longest = MAX (jpeg->image_width, jpeg->image_height);

  for (gsize i = 0; i < G_N_ELEMENTS (eighths); i++)
    if ((guint64) longest * eighths[i] / 8 >= (guint64) longest_px)
      return eighths[i];

  return 8;
}

/* Grey and RGB come out as RGB; CMYK is for its profile to say. */
static void
choose_colours (Decoding *self)
{
  struct jpeg_decompress_struct *jpeg = &self->jpeg;
  gboolean is_cmyk = jpeg->jpeg_color_space == JCS_CMYK || jpeg->jpeg_color_space == JCS_YCCK;

  jpeg->out_color_space = is_cmyk ? JCS_CMYK : JCS_RGB;
  self->out->is_plain =
    jpeg->data_precision == 8 && (jpeg->jpeg_color_space == JCS_YCbCr || jpeg->jpeg_color_space == JCS_GRAYSCALE);
}

static void
take_profile (Decoding *self)
{
  JOCTET *data;
  unsigned size;

  if (jpeg_read_icc_profile (&self->jpeg, &data, &size))
    self->out->profile = g_bytes_new_with_free_func (data, size, free, data);
}

/* Adobe's programs store CMYK as its negative. */
static void
invert (guint8 *row, gsize n_bytes)
{
  for (gsize i = 0; i < n_bytes; i++)
    row[i] = (guint8) ~row[i];
}

static void
read_rows (Decoding *self)
{
  struct jpeg_decompress_struct *jpeg = &self->jpeg;
  gboolean is_inverted = jpeg->out_color_space == JCS_CMYK && jpeg->saw_Adobe_marker;
  gsize row_bytes = (gsize) jpeg->output_width * (gsize) jpeg->output_components;

  while (jpeg->output_scanline < jpeg->output_height)
    {
      JSAMPROW row = autosell_reducer_get_row (self->reducer);

      jpeg_read_scanlines (jpeg, &row, 1);
      if (is_inverted)
        invert (row, row_bytes);
      autosell_reducer_push_row (self->reducer);
    }
}

static gboolean
decode (Decoding *self)
{
  struct jpeg_decompress_struct *jpeg = &self->jpeg;
  int width, height;

  if (setjmp (self->errors.leave) != 0)
    return FALSE;

  jpeg_create_decompress (jpeg);
  autosell_jpeg_errors_watch (&self->errors, (j_common_ptr) jpeg);
  autosell_jpeg_source_init (jpeg, &self->source, self->data, self->size);
  jpeg_save_markers (jpeg, JPEG_APP0 + 2, 0xFFFF);
  jpeg_read_header (jpeg, TRUE);
  if ((guint64) jpeg->image_width * jpeg->image_height > AUTOSELL_PHOTO_MAX_PIXELS)
    jpeg->err->error_exit ((j_common_ptr) jpeg);
  take_profile (self);
  choose_colours (self);

  autosell_pixels_fit ((int) jpeg->image_width, (int) jpeg->image_height, self->edge_px, &width, &height);
  jpeg->scale_num = choose_scale (jpeg, MAX (width, height));
  jpeg->scale_denom = 8;
  jpeg->dct_method = JDCT_ISLOW;
  jpeg_start_decompress (jpeg);

  width = MIN (width, (int) jpeg->output_width);
  height = MIN (height, (int) jpeg->output_height);
  self->reducer =
    autosell_reducer_new ((int) jpeg->output_width, (int) jpeg->output_height, width, height, jpeg->output_components);
  if (self->reducer == NULL)
    {
      self->errors.error = g_error_new_literal (AUTOSELL_PHOTO_ERROR, AUTOSELL_PHOTO_ERROR_FAILED,
                                                _("There is not enough memory for the picture."));
      return FALSE;
    }
  read_rows (self);
  if (!autosell_jpeg_is_whole (jpeg))
    {
      self->errors.error = g_error_new_literal (AUTOSELL_PHOTO_ERROR, AUTOSELL_PHOTO_ERROR_BROKEN,
                                                _("The picture is cut off; it was not copied to its end."));
      return FALSE;
    }

  self->out->pixels = autosell_reducer_steal_pixels (self->reducer);
  return TRUE;
}

gboolean
autosell_jpeg_decode (const guint8 *data, gsize size, int edge_px, const AutosellPhotoJob *job,
                      AutosellJpegPicture *out, GError **error)
{
  Decoding self = { .data = data, .size = size, .edge_px = edge_px, .out = out };
  gboolean done;

  memset (out, 0, sizeof *out);
  self.jpeg.err = autosell_jpeg_errors_init (&self.errors, job);
  self.errors.last_fraction = 0.7;
  done = decode (&self);
  jpeg_destroy_decompress (&self.jpeg);
  g_clear_pointer (&self.reducer, autosell_reducer_free);
  if (!done)
    {
      autosell_jpeg_errors_propagate (&self.errors, error);
      autosell_jpeg_picture_clear (out);
    }

  return done;
}
