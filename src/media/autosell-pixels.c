/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-pixels.h"

#include <string.h>
#include <glib-object.h>

/* Rows and columns are exchanged in squares of this side, so that both ends stay in the processor's cache. */
#define TILE 32

G_DEFINE_BOXED_TYPE (AutosellPixels, autosell_pixels, autosell_pixels_ref, autosell_pixels_unref)

AutosellPixels *
autosell_pixels_new (int width, int height, int n_channels)
{
  AutosellPixels *self;
  gsize stride, size;

  g_return_val_if_fail (width > 0 && height > 0 && n_channels > 0 && n_channels <= 4, NULL);

  if (!g_size_checked_mul (&stride, (gsize) width, (gsize) n_channels)
      || !g_size_checked_mul (&size, stride, (gsize) height))
    return NULL;

  self = g_new0 (AutosellPixels, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->width = width;
  self->height = height;
  self->n_channels = n_channels;
  self->stride = stride;
  self->data = g_try_malloc (size);
  if (self->data == NULL)
    g_clear_pointer (&self, autosell_pixels_unref);

  return self;
}

AutosellPixels *
autosell_pixels_ref (AutosellPixels *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
autosell_pixels_unref (AutosellPixels *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_free (self->data);
  g_free (self);
}

GBytes *
autosell_pixels_get_bytes (AutosellPixels *self)
{
  return g_bytes_new_with_free_func (self->data, self->stride * (gsize) self->height,
                                     (GDestroyNotify) autosell_pixels_unref, autosell_pixels_ref (self));
}

int
autosell_orientation_from_turn (int turn)
{
  switch (((turn % 360) + 360) % 360)
    {
    case 90:
      return 6;
    case 180:
      return 3;
    case 270:
      return 8;
    default:
      return 1;
    }
}

gboolean
autosell_orientation_is_sideways (int orientation)
{
  return orientation >= 5 && orientation <= 8;
}

/* Where the pixel right of and below a given one of the upright picture lies in the stored one, in bytes, and where the
 * upright picture's first one does. */
static void
find_steps (const AutosellPixels *from, int orientation, gssize *start, gssize *right, gssize *down)
{
  gssize pixel = from->n_channels, row = (gssize) from->stride;
  gssize last_x = pixel * (from->width - 1), last_y = row * (from->height - 1);

  switch (orientation)
    {
    case 2:
      *start = last_x;
      *right = -pixel;
      *down = row;
      break;
    case 3:
      *start = last_x + last_y;
      *right = -pixel;
      *down = -row;
      break;
    case 4:
      *start = last_y;
      *right = pixel;
      *down = -row;
      break;
    case 5:
      *start = 0;
      *right = row;
      *down = pixel;
      break;
    case 6:
      *start = last_y;
      *right = -row;
      *down = pixel;
      break;
    case 7:
      *start = last_x + last_y;
      *right = -row;
      *down = -pixel;
      break;
    case 8:
      *start = last_x;
      *right = row;
      *down = -pixel;
      break;
    default:
      *start = 0;
      *right = pixel;
      *down = row;
      break;
    }
}

static void
copy_tile (AutosellPixels *to, const guint8 *from, gssize right, gssize down, int x0, int y0)
{
  int x1 = MIN (x0 + TILE, to->width), y1 = MIN (y0 + TILE, to->height), n = to->n_channels;

  for (int y = y0; y < y1; y++)
    {
      const guint8 *source = from + down * y + right * x0;
      guint8 *target = to->data + to->stride * (gsize) y + (gsize) n * (gsize) x0;

      if (n == 3)
        for (int x = x0; x < x1; x++, source += right, target += 3)
          {
            target[0] = source[0];
            target[1] = source[1];
            target[2] = source[2];
          }
      else
        for (int x = x0; x < x1; x++, source += right, target += n)
          memcpy (target, source, (gsize) n);
    }
}

AutosellPixels *
autosell_pixels_orient (AutosellPixels *self, int orientation)
{
  gboolean sideways = autosell_orientation_is_sideways (orientation);
  gssize start, right, down;
  AutosellPixels *upright;

  g_return_val_if_fail (self != NULL, NULL);

  if (orientation <= 1 || orientation > 8)
    return autosell_pixels_ref (self);
  upright = autosell_pixels_new (sideways ? self->height : self->width, sideways ? self->width : self->height,
                                 self->n_channels);
  if (upright == NULL)
    return NULL;

  find_steps (self, orientation, &start, &right, &down);
  for (int y = 0; y < upright->height; y += TILE)
    for (int x = 0; x < upright->width; x += TILE)
      copy_tile (upright, self->data + start, right, down, x, y);

  return upright;
}

AutosellPixels *
autosell_pixels_crop (AutosellPixels *self, const AutosellPhotoCrop *crop)
{
  int x = CLAMP (crop->x, 0, self->width - 1), y = CLAMP (crop->y, 0, self->height - 1);
  int width = CLAMP (crop->width, 1, self->width - x), height = CLAMP (crop->height, 1, self->height - y);
  AutosellPixels *part;

  if (width == self->width && height == self->height)
    return autosell_pixels_ref (self);
  part = autosell_pixels_new (width, height, self->n_channels);
  if (part == NULL)
    return NULL;

  for (int row = 0; row < height; row++)
    memcpy (part->data + part->stride * (gsize) row,
            self->data + self->stride * (gsize) (y + row) + (gsize) (x * self->n_channels), part->stride);

  return part;
}
