/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-crop-shape.h"

#include <math.h>

static void
keep_inside (AutosellCropShape *self)
{
  self->width = MIN (self->width, self->picture_width);
  self->height = MIN (self->height, self->picture_height);
  self->x = CLAMP (self->x, 0, self->picture_width - self->width);
  self->y = CLAMP (self->y, 0, self->picture_height - self->height);
}

/* Around its middle. */
static void
set_size (AutosellCropShape *self, double width, double height)
{
  self->x += (self->width - width) / 2;
  self->y += (self->height - height) / 2;
  self->width = width;
  self->height = height;
  keep_inside (self);
}

void
autosell_crop_shape_init (AutosellCropShape *self, int picture_width, int picture_height, double ratio)
{
  g_return_if_fail (self != NULL && picture_width > 0 && picture_height > 0);

  self->picture_width = self->width = picture_width;
  self->picture_height = self->height = picture_height;
  self->x = self->y = 0;
  self->ratio = 0;
  autosell_crop_shape_set_ratio (self, ratio);
}

void
autosell_crop_shape_set_ratio (AutosellCropShape *self, double ratio)
{
  double width, height;

  g_return_if_fail (self != NULL && ratio >= 0);

  self->ratio = ratio;
  if (ratio == 0)
    return;
  /* of the same area, if there is room for it */
  width = sqrt (self->width * self->height * ratio);
  width = MIN (width, MIN (self->picture_width, self->picture_height * ratio));
  height = width / ratio;
  if (self->width >= self->picture_width - 0.5 && self->height >= self->picture_height - 0.5)
    {
      width = MIN (self->picture_width, self->picture_height * ratio);
      height = width / ratio;
    }
  set_size (self, width, height);
}

static double
get_min (const AutosellCropShape *self, double picture)
{
  return MIN (AUTOSELL_CROP_MIN_PX, MIN (picture, MIN (self->picture_width, self->picture_height)));
}

/* The room that each pulled edge has, from the one that stays. */
static void
pull_freely (AutosellCropShape *self, AutosellCropHandle handle, double dx, double dy)
{
  /* what a ratio made thinner than that, of a small picture, is not pushed out of the picture for it */
  double min_width = MIN (get_min (self, self->picture_width), self->width);
  double min_height = MIN (get_min (self, self->picture_height), self->height);

  if (handle & AUTOSELL_CROP_LEFT)
    {
      double left = CLAMP (self->x + dx, 0, self->x + self->width - min_width);

      self->width += self->x - left;
      self->x = left;
    }
  else if (handle & AUTOSELL_CROP_RIGHT)
    self->width = CLAMP (self->width + dx, min_width, self->picture_width - self->x);
  if (handle & AUTOSELL_CROP_TOP)
    {
      double top = CLAMP (self->y + dy, 0, self->y + self->height - min_height);

      self->height += self->y - top;
      self->y = top;
    }
  else if (handle & AUTOSELL_CROP_BOTTOM)
    self->height = CLAMP (self->height + dy, min_height, self->picture_height - self->y);
}

/* The edge opposite to the one that is pulled stays, and across it the middle. */
static void
pull_in_ratio (AutosellCropShape *self, AutosellCropHandle handle, double dx, double dy)
{
  gboolean is_across = handle & (AUTOSELL_CROP_LEFT | AUTOSELL_CROP_RIGHT);
  gboolean is_down = handle & (AUTOSELL_CROP_TOP | AUTOSELL_CROP_BOTTOM);
  double wider = handle & AUTOSELL_CROP_LEFT ? -dx : dx;
  double higher = handle & AUTOSELL_CROP_TOP ? -dy : dy;
  double room_x, room_y, width, height, min_width;

  if (is_across && is_down)
    width = self->width + (wider + higher * self->ratio) / 2;
  else
    width = self->width + (is_across ? wider : higher * self->ratio);
  if (is_across)
    room_x = handle & AUTOSELL_CROP_LEFT ? self->x + self->width : self->picture_width - self->x;
  else
    room_x = 2 * MIN (self->x + self->width / 2, self->picture_width - self->x - self->width / 2);
  if (is_down)
    room_y = handle & AUTOSELL_CROP_TOP ? self->y + self->height : self->picture_height - self->y;
  else
    room_y = 2 * MIN (self->y + self->height / 2, self->picture_height - self->y - self->height / 2);
  min_width = get_min (self, self->picture_width) * MAX (self->ratio, 1);
  width = MAX (width, min_width);
  width = MIN (width, MIN (room_x, room_y * self->ratio));
  height = width / self->ratio;
  if (handle & AUTOSELL_CROP_LEFT)
    self->x += self->width - width;
  else if (!is_across)
    self->x += (self->width - width) / 2;
  if (handle & AUTOSELL_CROP_TOP)
    self->y += self->height - height;
  else if (!is_down)
    self->y += (self->height - height) / 2;
  self->width = width;
  self->height = height;
  keep_inside (self);
}

void
autosell_crop_shape_pull (AutosellCropShape *self, AutosellCropHandle handle, double dx, double dy)
{
  g_return_if_fail (self != NULL);

  if (handle == AUTOSELL_CROP_MOVE)
    {
      self->x += dx;
      self->y += dy;
      keep_inside (self);
    }
  else if (self->ratio == 0)
    pull_freely (self, handle, dx, dy);
  else
    pull_in_ratio (self, handle, dx, dy);
}

void
autosell_crop_shape_scale (AutosellCropShape *self, double factor)
{
  double largest, smallest;

  g_return_if_fail (self != NULL && factor > 0);

  largest = MIN (self->picture_width / self->width, self->picture_height / self->height);
  smallest = get_min (self, self->picture_width) / MIN (self->width, self->height);
  factor = CLAMP (factor, MIN (smallest, 1), MAX (largest, 1));
  set_size (self, self->width * factor, self->height * factor);
}

void
autosell_crop_shape_from_crop (AutosellCropShape *self, const AutosellPhotoCrop *crop, int width, int height, int turn)
{
  g_return_if_fail (self != NULL && crop != NULL);

  switch (turn)
    {
    case 90:
      self->x = height - crop->y - crop->height;
      self->y = crop->x;
      break;
    case 180:
      self->x = width - crop->x - crop->width;
      self->y = height - crop->y - crop->height;
      break;
    case 270:
      self->x = crop->y;
      self->y = width - crop->x - crop->width;
      break;
    default:
      self->x = crop->x;
      self->y = crop->y;
      break;
    }
  self->width = turn % 180 == 0 ? crop->width : crop->height;
  self->height = turn % 180 == 0 ? crop->height : crop->width;
  keep_inside (self);
}

void
autosell_crop_shape_to_crop (const AutosellCropShape *self, int width, int height, int turn, AutosellPhotoCrop *crop)
{
  int x, y, across, down;

  g_return_if_fail (self != NULL && crop != NULL);

  x = (int) lround (self->x);
  y = (int) lround (self->y);
  across = MAX ((int) lround (self->width), 1);
  down = MAX ((int) lround (self->height), 1);
  across = MIN (across, (int) self->picture_width - x);
  down = MIN (down, (int) self->picture_height - y);
  crop->width = turn % 180 == 0 ? across : down;
  crop->height = turn % 180 == 0 ? down : across;
  switch (turn)
    {
    case 90:
      crop->x = y;
      crop->y = height - x - across;
      break;
    case 180:
      crop->x = width - x - across;
      crop->y = height - y - down;
      break;
    case 270:
      crop->x = width - y - down;
      crop->y = x;
      break;
    default:
      crop->x = x;
      crop->y = y;
      break;
    }
}
