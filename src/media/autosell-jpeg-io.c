/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-jpeg-private.h"

#include <string.h>
#include <glib/gi18n-lib.h>
#include <jerror.h>

/* Cameras and encoders write ten scans or so; thousands of empty ones keep a decoder busy for hours. */
#define MAX_SCANS 60
#define SINK_BYTES (64 * 1024)
/* libjpeg keeps the whole of a progressive file's coefficients in memory, and asks nobody. */
#define MAX_MEMORY (1600L * 1000 * 1000)

static void
leave (AutosellJpegErrors *self)
{
  longjmp (self->leave, 1);
}

static void
error_exit_cb (j_common_ptr jpeg)
{
  AutosellJpegErrors *self = (AutosellJpegErrors *) jpeg->err;

  if (self->error == NULL && jpeg->err->msg_code == JERR_OUT_OF_MEMORY)
    self->error = g_error_new_literal (AUTOSELL_PHOTO_ERROR, AUTOSELL_PHOTO_ERROR_FAILED,
                                       _("There is not enough memory for the picture."));
  else if (self->error == NULL)
    {
      char message[JMSG_LENGTH_MAX];

      jpeg->err->format_message (jpeg, message);
      g_debug ("JPEG: %s", message);
      self->error =
        g_error_new_literal (AUTOSELL_PHOTO_ERROR, AUTOSELL_PHOTO_ERROR_BROKEN, _("The picture is damaged."));
    }
  leave (self);
}

/* Warnings that mean that pixels are missing or made up; the decoder would go on with grey. */
static void
emit_message_cb (j_common_ptr jpeg, int level)
{
  AutosellJpegErrors *self = (AutosellJpegErrors *) jpeg->err;

  if (level >= 0)
    return;

  jpeg->err->num_warnings++;
  switch (jpeg->err->msg_code)
    {
    case JWRN_HIT_MARKER:
      g_clear_error (&self->error);
      self->error = g_error_new_literal (AUTOSELL_PHOTO_ERROR, AUTOSELL_PHOTO_ERROR_BROKEN,
                                         _("The picture is cut off; it was not copied to its end."));
      leave (self);
      break;

    case JWRN_HUFF_BAD_CODE:
    case JWRN_ARITH_BAD_CODE:
    case JWRN_MUST_RESYNC:
    case JWRN_BOGUS_PROGRESSION:
      error_exit_cb (jpeg);
      break;

    default:
      break;
    }
}

static void
output_message_cb (j_common_ptr jpeg G_GNUC_UNUSED)
{
}

static void
progress_cb (j_common_ptr jpeg)
{
  AutosellJpegErrors *self = (AutosellJpegErrors *) jpeg->err;

  if (autosell_photo_job_is_cancelled (self->job))
    {
      if (self->error == NULL)
        g_set_error_literal (&self->error, G_IO_ERROR, G_IO_ERROR_CANCELLED, _("Cancelled"));
      leave (self);
    }
  if (jpeg->is_decompressor && ((j_decompress_ptr) jpeg)->input_scan_number > MAX_SCANS)
    error_exit_cb (jpeg);
  if (jpeg->progress->pass_limit > 0 && jpeg->progress->total_passes > 0)
    {
      double part =
        (jpeg->progress->completed_passes + (double) jpeg->progress->pass_counter / (double) jpeg->progress->pass_limit)
        / jpeg->progress->total_passes;

      autosell_photo_job_tell (self->job, self->first_fraction
                                            + CLAMP (part, 0, 1) * (self->last_fraction - self->first_fraction));
    }
}

struct jpeg_error_mgr *
autosell_jpeg_errors_init (AutosellJpegErrors *self, const AutosellPhotoJob *job)
{
  memset (self, 0, sizeof *self);
  jpeg_std_error (&self->manager);
  self->manager.error_exit = error_exit_cb;
  self->manager.emit_message = emit_message_cb;
  self->manager.output_message = output_message_cb;
  self->job = job;

  return &self->manager;
}

void
autosell_jpeg_errors_watch (AutosellJpegErrors *self, j_common_ptr jpeg)
{
  self->progress.progress_monitor = progress_cb;
  jpeg->progress = &self->progress;
  jpeg->mem->max_memory_to_use = MAX_MEMORY;
}

void
autosell_jpeg_errors_propagate (AutosellJpegErrors *self, GError **error)
{
  if (self->error == NULL)
    self->error = g_error_new_literal (AUTOSELL_PHOTO_ERROR, AUTOSELL_PHOTO_ERROR_BROKEN, _("The picture is damaged."));
  g_propagate_error (error, g_steal_pointer (&self->error));
}

static void
init_source_cb (j_decompress_ptr jpeg G_GNUC_UNUSED)
{
}

static boolean
fill_input_buffer_cb (j_decompress_ptr jpeg)
{
  static const JOCTET end_mark[] = { 0xFF, JPEG_EOI };

  ((AutosellJpegErrors *) jpeg->err)->is_cut_off = TRUE;
  jpeg->src->next_input_byte = end_mark;
  jpeg->src->bytes_in_buffer = sizeof end_mark;

  return TRUE;
}

static void
skip_input_data_cb (j_decompress_ptr jpeg, long n_bytes)
{
  if (n_bytes <= 0)
    return;
  if ((gsize) n_bytes > jpeg->src->bytes_in_buffer)
    {
      fill_input_buffer_cb (jpeg);
      return;
    }

  jpeg->src->next_input_byte += n_bytes;
  jpeg->src->bytes_in_buffer -= (gsize) n_bytes;
}

static void
term_source_cb (j_decompress_ptr jpeg G_GNUC_UNUSED)
{
}

void
autosell_jpeg_source_init (j_decompress_ptr jpeg, struct jpeg_source_mgr *source, const guint8 *data, gsize size)
{
  memset (source, 0, sizeof *source);
  source->init_source = init_source_cb;
  source->fill_input_buffer = fill_input_buffer_cb;
  source->skip_input_data = skip_input_data_cb;
  source->resync_to_restart = jpeg_resync_to_restart;
  source->term_source = term_source_cb;
  source->next_input_byte = data;
  source->bytes_in_buffer = size;
  jpeg->src = source;
}

gboolean
autosell_jpeg_is_whole (j_decompress_ptr jpeg)
{
  AutosellJpegErrors *errors = (AutosellJpegErrors *) jpeg->err;

  /* One scan has all of each pixel, so that all is there when its last row came without a warning. Of several, some may
   * be missing. */
  return !errors->is_cut_off || !jpeg_has_multiple_scans (jpeg);
}

static void
give_room (AutosellJpegSink *sink, guint used)
{
  g_byte_array_set_size (sink->bytes, used + SINK_BYTES);
  sink->manager.next_output_byte = sink->bytes->data + used;
  sink->manager.free_in_buffer = SINK_BYTES;
}

static void
init_destination_cb (j_compress_ptr jpeg)
{
  give_room ((AutosellJpegSink *) jpeg->dest, 0);
}

static boolean
empty_output_buffer_cb (j_compress_ptr jpeg)
{
  AutosellJpegSink *sink = (AutosellJpegSink *) jpeg->dest;

  give_room (sink, sink->bytes->len);
  return TRUE;
}

static void
term_destination_cb (j_compress_ptr jpeg)
{
  AutosellJpegSink *sink = (AutosellJpegSink *) jpeg->dest;

  g_byte_array_set_size (sink->bytes, sink->bytes->len - (guint) sink->manager.free_in_buffer);
}

void
autosell_jpeg_sink_init (j_compress_ptr jpeg, AutosellJpegSink *sink, GByteArray *bytes)
{
  sink->manager.init_destination = init_destination_cb;
  sink->manager.empty_output_buffer = empty_output_buffer_cb;
  sink->manager.term_destination = term_destination_cb;
  sink->bytes = bytes;
  jpeg->dest = &sink->manager;
}
