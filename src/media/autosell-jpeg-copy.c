/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-jpeg-private.h"

#include <string.h>
#include <glib/gi18n-lib.h>

typedef struct
{
  struct jpeg_decompress_struct from;
  struct jpeg_compress_struct to;
  struct jpeg_source_mgr source;
  AutosellJpegErrors from_errors;
  AutosellJpegErrors to_errors;
  AutosellJpegSink sink;
  const guint8 *data;
  gsize size;
  gboolean is_impossible;  /* the size does not allow it */
} Copying;

/* Both directions leave to the same place: whichever fails, the copy does. */
static gboolean
copy (Copying *self, int orientation, GByteArray *bytes)
{
  jvirt_barray_ptr *coefficients;

  if (setjmp (self->from_errors.leave) != 0)
    return FALSE;
  jpeg_create_decompress (&self->from);
  autosell_jpeg_errors_watch (&self->from_errors, (j_common_ptr) &self->from);
  autosell_jpeg_source_init (&self->from, &self->source, self->data, self->size);
  jpeg_read_header (&self->from, TRUE);
  coefficients = jpeg_read_coefficients (&self->from);
  if (!autosell_jpeg_is_whole (&self->from))
    return FALSE;

  if (setjmp (self->to_errors.leave) != 0)
    return FALSE;
  jpeg_create_compress (&self->to);
  autosell_jpeg_errors_watch (&self->to_errors, (j_common_ptr) &self->to);
  autosell_jpeg_sink_init (&self->to, &self->sink, bytes);
  jpeg_copy_critical_parameters (&self->from, &self->to);
  self->to.optimize_coding = TRUE;
  jpeg_write_coefficients (&self->to, coefficients);
  jpeg_finish_compress (&self->to);
  jpeg_finish_decompress (&self->from);

  return TRUE;
}

GBytes *
autosell_jpeg_copy (const guint8 *data, gsize size, int orientation, const AutosellPhotoJob *job, GError **error)
{
  const AutosellPhotoJob silent = { .cancellable = job != NULL ? job->cancellable : NULL };
  g_autoptr(GByteArray) bytes = g_byte_array_new ();
  Copying *self;
  gboolean done;

  if (orientation != 1)
    return NULL;
  self = g_new0 (Copying, 1);
  self->data = data;
  self->size = size;
  self->from.err = autosell_jpeg_errors_init (&self->from_errors, &silent);
  self->to.err = autosell_jpeg_errors_init (&self->to_errors, &silent);
  done = copy (self, orientation, bytes);
  jpeg_destroy_compress (&self->to);
  jpeg_destroy_decompress (&self->from);
  if (!done && !self->is_impossible)
    autosell_jpeg_errors_propagate (self->to_errors.error != NULL ? &self->to_errors : &self->from_errors, error);
  g_clear_error (&self->from_errors.error);
  g_clear_error (&self->to_errors.error);
  g_free (self);

  return done ? g_byte_array_free_to_bytes (g_steal_pointer (&bytes)) : NULL;
}
