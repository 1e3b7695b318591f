/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-photo-crop.h"

G_BEGIN_DECLS

/* A rectangle that is drawn over a picture and stays in it: pure geometry, in pixels of the picture as it is shown. */
typedef struct
{
  double x;
  double y;
  double width;
  double height;
  double picture_width;
  double picture_height;
  double ratio; /* width by height that is kept; 0: free */
} AutosellCropShape;

/* What is pulled: an edge, or two of them at a corner; none of them moves all of it. */
typedef enum
{
  AUTOSELL_CROP_MOVE = 0,
  AUTOSELL_CROP_LEFT = 1 << 0,
  AUTOSELL_CROP_RIGHT = 1 << 1,
  AUTOSELL_CROP_TOP = 1 << 2,
  AUTOSELL_CROP_BOTTOM = 1 << 3,
} AutosellCropHandle;

/* No side gets smaller, unless the picture is. */
#define AUTOSELL_CROP_MIN_PX 64

/* The largest that @ratio allows, in the middle. */
void autosell_crop_shape_init (AutosellCropShape *self, int picture_width, int picture_height, double ratio);
/* As near to what it is as @ratio allows. */
void autosell_crop_shape_set_ratio (AutosellCropShape *self, double ratio);
void autosell_crop_shape_pull (AutosellCropShape *self, AutosellCropHandle handle, double dx, double dy);
/* Larger or smaller around its middle. */
void autosell_crop_shape_scale (AutosellCropShape *self, double factor);

/* Between a picture as it is shown and the file, whose crops are in pixels before the turn.
 * @width, @height: of the file; @turn: 0, 90, 180, 270 clockwise */
void autosell_crop_shape_from_crop (AutosellCropShape *self, const AutosellPhotoCrop *crop, int width, int height,
                                    int turn);
void autosell_crop_shape_to_crop (const AutosellCropShape *self, int width, int height, int turn,
                                  AutosellPhotoCrop *crop);

G_END_DECLS
