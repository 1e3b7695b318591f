/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-jpeg-private.h"

#include <string.h>

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
  gboolean is_sideways;   /* columns become rows */
  gboolean is_reversed_x; /* what comes out runs from the right end of what came in; before it is laid on its side */
  gboolean is_reversed_y;
  gboolean is_impossible; /* the size does not allow it */
  jvirt_barray_ptr turned[MAX_COMPONENTS];
} Copying;

/* How the eight orientations are made of three steps. */
static void
set_steps (Copying *self, int orientation)
{
  self->is_sideways = orientation >= 5;
  self->is_reversed_x = orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8;
  self->is_reversed_y = orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
}

/* A side of which the last block is not full cannot come first: the padding would be within the picture. */
static gboolean
is_possible (const Copying *self)
{
  guint unit_x = (guint) self->from.max_h_samp_factor * DCTSIZE,
        unit_y = (guint) self->from.max_v_samp_factor * DCTSIZE;

  return (!self->is_reversed_x || self->from.image_width % unit_x == 0)
         && (!self->is_reversed_y || self->from.image_height % unit_y == 0);
}

static JDIMENSION
round_up (JDIMENSION number, int unit)
{
  return (number + (JDIMENSION) unit - 1) / (JDIMENSION) unit * (JDIMENSION) unit;
}

/* Before the coefficients are read, as libjpeg gives memory to all its arrays at once. */
static void
request_arrays (Copying *self)
{
  for (int i = 0; i < self->from.num_components; i++)
    {
      jpeg_component_info *part = &self->from.comp_info[i];
      JDIMENSION width = self->is_sideways ? part->height_in_blocks : part->width_in_blocks;
      JDIMENSION height = self->is_sideways ? part->width_in_blocks : part->height_in_blocks;
      int h = self->is_sideways ? part->v_samp_factor : part->h_samp_factor;
      int v = self->is_sideways ? part->h_samp_factor : part->v_samp_factor;

      self->turned[i] = self->from.mem->request_virt_barray ((j_common_ptr) &self->from, JPOOL_IMAGE, TRUE,
                                                             round_up (width, h), round_up (height, v), (JDIMENSION) v);
    }
}

/* A mirrored wave is itself for even frequencies and its negative for odd ones; on its side it changes its indices. */
static void
turn_block (const Copying *self, const JCOEF *from, JCOEF *to)
{
  for (int v = 0; v < DCTSIZE; v++)
    for (int u = 0; u < DCTSIZE; u++)
      {
        gboolean negative = (self->is_reversed_x && u % 2 == 1) != (self->is_reversed_y && v % 2 == 1);
        JCOEF value = from[v * DCTSIZE + u];

        to[self->is_sideways ? u * DCTSIZE + v : v * DCTSIZE + u] = negative ? (JCOEF) -value : value;
      }
}

static void
turn_part (Copying *self, jpeg_component_info *part, jvirt_barray_ptr from, jvirt_barray_ptr to)
{
  j_common_ptr jpeg = (j_common_ptr) &self->from;
  JDIMENSION width = self->is_sideways ? part->height_in_blocks : part->width_in_blocks;
  JDIMENSION height = self->is_sideways ? part->width_in_blocks : part->height_in_blocks;

  for (JDIMENSION y = 0; y < height; y++)
    {
      JBLOCKROW target = jpeg->mem->access_virt_barray (jpeg, to, y, 1, TRUE)[0];

      for (JDIMENSION x = 0; x < width; x++)
        {
          JDIMENSION column = self->is_sideways ? y : x, row = self->is_sideways ? x : y;
          JBLOCKROW blocks;

          if (self->is_reversed_x)
            column = part->width_in_blocks - 1 - column;
          if (self->is_reversed_y)
            row = part->height_in_blocks - 1 - row;
          blocks = jpeg->mem->access_virt_barray (jpeg, from, row, 1, FALSE)[0];
          turn_block (self, blocks[column], target[x]);
        }
    }
}

static void
turn_tables (struct jpeg_compress_struct *to)
{
  for (int i = 0; i < NUM_QUANT_TBLS; i++)
    {
      JQUANT_TBL *table = to->quant_tbl_ptrs[i];

      for (int v = 0; table != NULL && v < DCTSIZE; v++)
        for (int u = 0; u < v; u++)
          {
            UINT16 value = table->quantval[v * DCTSIZE + u];

            table->quantval[v * DCTSIZE + u] = table->quantval[u * DCTSIZE + v];
            table->quantval[u * DCTSIZE + v] = value;
          }
    }
}

static void
lay_on_side (struct jpeg_compress_struct *to)
{
  JDIMENSION width = to->image_width;

  to->image_width = to->image_height;
  to->image_height = width;
  for (int i = 0; i < to->num_components; i++)
    {
      int h = to->comp_info[i].h_samp_factor;

      to->comp_info[i].h_samp_factor = to->comp_info[i].v_samp_factor;
      to->comp_info[i].v_samp_factor = h;
    }
  turn_tables (to);
}

static gboolean
read_coefficients (Copying *self, gboolean is_turn, jvirt_barray_ptr **coefficients)
{
  if (setjmp (self->from_errors.leave) != 0)
    return FALSE;

  jpeg_create_decompress (&self->from);
  autosell_jpeg_errors_watch (&self->from_errors, (j_common_ptr) &self->from);
  autosell_jpeg_source_init (&self->from, &self->source, self->data, self->size);
  jpeg_read_header (&self->from, TRUE);
  self->is_impossible = !is_possible (self) || self->from.num_components > MAX_COMPONENTS;
  if (self->is_impossible)
    return FALSE;
  if (is_turn)
    request_arrays (self);
  *coefficients = jpeg_read_coefficients (&self->from);
  if (!autosell_jpeg_is_whole (&self->from))
    return FALSE;
  for (int i = 0; is_turn && i < self->from.num_components; i++)
    turn_part (self, &self->from.comp_info[i], (*coefficients)[i], self->turned[i]);

  return TRUE;
}

static gboolean
write_coefficients (Copying *self, jvirt_barray_ptr *coefficients, GByteArray *bytes)
{
  /* Writing reads the other's arrays, whose errors leave to here as well. */
  if (setjmp (self->to_errors.leave) != 0)
    return FALSE;
  if (setjmp (self->from_errors.leave) != 0)
    return FALSE;

  jpeg_create_compress (&self->to);
  autosell_jpeg_errors_watch (&self->to_errors, (j_common_ptr) &self->to);
  autosell_jpeg_sink_init (&self->to, &self->sink, bytes);
  jpeg_copy_critical_parameters (&self->from, &self->to);
  if (self->is_sideways)
    lay_on_side (&self->to);
  self->to.optimize_coding = TRUE;
  jpeg_write_coefficients (&self->to, coefficients);
  jpeg_finish_compress (&self->to);

  return TRUE;
}

GBytes *
autosell_jpeg_copy (const guint8 *data, gsize size, int orientation, const AutosellPhotoJob *job, GError **error)
{
  const AutosellPhotoJob silent = { .cancellable = job != NULL ? job->cancellable : NULL };
  g_autoptr(GByteArray) bytes = g_byte_array_new ();
  g_autofree Copying *self = g_new0 (Copying, 1);
  jvirt_barray_ptr *coefficients = NULL;
  gboolean done;

  self->data = data;
  self->size = size;
  set_steps (self, orientation);
  self->from.err = autosell_jpeg_errors_init (&self->from_errors, &silent);
  self->to.err = autosell_jpeg_errors_init (&self->to_errors, &silent);
  done = read_coefficients (self, orientation != 1, &coefficients)
         && write_coefficients (self, orientation != 1 ? self->turned : coefficients, bytes);
  jpeg_destroy_compress (&self->to);
  jpeg_destroy_decompress (&self->from);
  if (!done && !self->is_impossible)
    autosell_jpeg_errors_propagate (self->to_errors.error != NULL ? &self->to_errors : &self->from_errors, error);
  g_clear_error (&self->from_errors.error);
  g_clear_error (&self->to_errors.error);

  return done ? g_byte_array_free_to_bytes (g_steal_pointer (&bytes)) : NULL;
}
