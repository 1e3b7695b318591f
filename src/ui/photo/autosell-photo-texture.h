/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gdk/gdk.h>

#include "autosell-photo-crop.h"
#include "autosell-pixels.h"

G_BEGIN_DECLS

typedef enum
{
  AUTOSELL_PHOTO_FIT_COVER,   /* fills its place, cut where it is of another shape */
  AUTOSELL_PHOTO_FIT_CONTAIN, /* all of it */
} AutosellPhotoFit;

/* Where a photo is higher than its place, so much of what is cut is cut above: a car stands below the middle, on its
 * wheels, and the sky is above it. */
#define AUTOSELL_PHOTO_CUT_ABOVE 0.62

/* A place on the screen, in device pixels, and how a photo lies in it; without a width there is none. */
typedef struct
{
  int width_px;
  int height_px;
  AutosellPhotoFit fit;
} AutosellPhotoFrame;

gboolean autosell_photo_frame_equal (const AutosellPhotoFrame *a, const AutosellPhotoFrame *b);
/* The longest side that a picture of @width × @height must have for @self to be filled sharply. */
int autosell_photo_frame_get_edge (const AutosellPhotoFrame *self, int width, int height);

/* All of these on any thread. */

/* Without a copy: the texture keeps the pixels, and whoever paints it converts them for each frame. Returns: (transfer
 * full) */
GdkTexture *autosell_photo_texture_new (AutosellPixels *pixels);
/* The others are in the format that renderers paint as it is. Returns: (transfer full) */
GdkTexture *autosell_photo_texture_new_converted (AutosellPixels *pixels);
/* What of it is seen in @frame, at that very size, so that whoever paints it neither scales nor cuts; never enlarged,
 * and whole where it is too small. Returns: (transfer full) (nullable): %NULL where there is not enough memory */
GdkTexture *autosell_photo_texture_new_framed (AutosellPixels *pixels, const AutosellPhotoFrame *frame);
/* The same of a picture that is a texture already. Returns: (transfer full) */
GdkTexture *autosell_photo_texture_reframe (GdkTexture *texture, const AutosellPhotoFrame *frame);

/* A stored photo as it is shown, as autosell_photo_thumbnail_load_async() has it, made a texture on the way. Main
 * thread. */
void autosell_photo_texture_load_async (const char *data_dir, const char *hash, int turn, const AutosellPhotoCrop *crop,
                                        int edge_px, GCancellable *cancellable, GAsyncReadyCallback callback,
                                        gpointer user_data);
/* Returns: (transfer full) (nullable) */
GdkTexture *autosell_photo_texture_load_finish (GAsyncResult *result, GError **error);

G_END_DECLS
