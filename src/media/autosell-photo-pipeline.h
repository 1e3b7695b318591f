/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-photo-staging.h"
#include "autosell-pixels.h"

G_BEGIN_DECLS

/* What a published photo is. */
#define AUTOSELL_PHOTO_EDGE_PX 2048
#define AUTOSELL_PHOTO_QUALITY 85
#define AUTOSELL_PHOTO_MIN_QUALITY 70
#define AUTOSELL_PHOTO_TARGET_BYTES (700 * 1000)
#define AUTOSELL_THUMBNAIL_QUALITY 80

/* @fraction: 0 to 1, on the working thread. */
typedef void (*AutosellPhotoProgressFunc) (double fraction, gpointer user_data);
/* @preview: the small thumbnail's pixels, as soon as they are known and before there is a photo; on the working
 * thread. */
typedef void (*AutosellPhotoPreviewFunc) (AutosellPixels *preview, gpointer user_data);

/* One photo from what came in to what is stored, with its thumbnails, on the calling thread, which is to be a worker:
 * upright, in sRGB, on white where it was transparent, not above 2048 px and 700 KB, without metadata. A JPEG that is
 * all that already keeps its coefficients.
 * @name: what it was called, for people
 * @keep_original: stage @source too
 * @progress: (nullable)
 * @preview: (nullable)
 * Returns: (transfer full) (nullable): with an AUTOSELL_PHOTO_ERROR or a G_IO_ERROR (NO_SPACE, CANCELLED …) */
AutosellStagedPhoto *autosell_photo_pipeline_run (AutosellPhotoStaging *staging, GBytes *source, const char *name,
                                                  gboolean keep_original, AutosellPhotoProgressFunc progress,
                                                  AutosellPhotoPreviewFunc preview, gpointer user_data,
                                                  GCancellable *cancellable, GError **error);

/* A photo that has been through the pipeline on another PC: it is kept byte for byte, and only thumbnails are made of
 * it.
 * @source_hash: 64 digits of what came in there; (nullable): not known
 * @taken_at: AUTOSELL_PHOTO_TIME_UNKNOWN where it is not known
 * Returns: (transfer full) (nullable): with AUTOSELL_PHOTO_ERROR for what is no JPEG as published */
AutosellStagedPhoto *autosell_photo_pipeline_keep (AutosellPhotoStaging *staging, GBytes *photo,
                                                   const char *source_hash, const char *name, gint64 taken_at,
                                                   GCancellable *cancellable, GError **error);

/* Decodes any photo upright to sRGB pixels whose longest side is at most @edge_px (0: as large as it is). Blocks.
 * Returns: (transfer full) (nullable) */
AutosellPixels *autosell_photo_decode (GBytes *source, int edge_px, GCancellable *cancellable, GError **error);

G_END_DECLS
