/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "autosell-photo-probe.h"

G_BEGIN_DECLS

/* The folder photos/incoming/RANDOM of one import. The files of staged photos are in it, and so is a lock file that is
 * held as long as the process lives: what a dead one left behind is recognised by that and swept. Thread-safe. */
typedef struct _AutosellPhotoStaging AutosellPhotoStaging;

#define AUTOSELL_TYPE_PHOTO_STAGING (autosell_photo_staging_get_type ())
GType autosell_photo_staging_get_type (void);

/* Blocks on the disk. Returns: (transfer full) (nullable): %NULL with a G_IO_ERROR */
AutosellPhotoStaging *autosell_photo_staging_new (const char *data_dir, GError **error);
AutosellPhotoStaging *autosell_photo_staging_ref (AutosellPhotoStaging *self);
/* The last one removes the folder and what is still in it. */
void autosell_photo_staging_unref (AutosellPhotoStaging *self);
const char *autosell_photo_staging_get_data_dir (AutosellPhotoStaging *self);

/* Removes what processes that are no more have left in photos/incoming. For each start; harmless beside running
 * imports. Returns: how many folders went */
guint autosell_photo_staging_sweep (const char *data_dir);

/* A photo that has been through the pipeline and waits to be recorded: what is known of it, and its files. It keeps its
 * staging folder, and takes its files from the disk when nobody holds it any more. Immutable, thread-safe. */
typedef struct _AutosellStagedPhoto AutosellStagedPhoto;

#define AUTOSELL_TYPE_STAGED_PHOTO (autosell_staged_photo_get_type ())
GType autosell_staged_photo_get_type (void);

AutosellStagedPhoto *autosell_staged_photo_ref (AutosellStagedPhoto *self);
void autosell_staged_photo_unref (AutosellStagedPhoto *self);

/* SHA-256 of the reduced file and of what came in, 64 digits. */
const char *autosell_staged_photo_get_hash (AutosellStagedPhoto *self);
const char *autosell_staged_photo_get_source_hash (AutosellStagedPhoto *self);
/* What came in was called so: for people to see, never a path. Valid UTF-8 without control characters. */
const char *autosell_staged_photo_get_name (AutosellStagedPhoto *self);
/* Of the reduced file. */
int autosell_staged_photo_get_width (AutosellStagedPhoto *self);
int autosell_staged_photo_get_height (AutosellStagedPhoto *self);
gint64 autosell_staged_photo_get_size (AutosellStagedPhoto *self);
/* See autosell-photo-alike.h. */
guint64 autosell_staged_photo_get_perceptual_hash (AutosellStagedPhoto *self);
/* When it was taken by the camera's clock, whose zone nobody knows: microseconds since 1970 as if it were UTC.
 * Returns: AUTOSELL_PHOTO_TIME_UNKNOWN where the file says nothing */
gint64 autosell_staged_photo_get_taken_at (AutosellStagedPhoto *self);
AutosellPhotoFormat autosell_staged_photo_get_source_format (AutosellStagedPhoto *self);
/* The reduced file as long as it is staged; after autosell_staged_photo_commit() it is in its final place. */
const char *autosell_staged_photo_get_path (AutosellStagedPhoto *self);
/* Returns: (nullable): the original where it is to be kept */
const char *autosell_staged_photo_get_original_path (AutosellStagedPhoto *self);

/* Renames the files to their final places and flushes the folders, the photo itself last. What is there already has the
 * same content and is replaced, so that a damaged one is mended. To be called within the transaction that records the
 * photo; the same photo may be committed again and by several records. Blocks. Returns: FALSE with a G_IO_ERROR */
gboolean autosell_staged_photo_commit (AutosellStagedPhoto *self, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AutosellPhotoStaging, autosell_photo_staging_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AutosellStagedPhoto, autosell_staged_photo_unref)

G_END_DECLS
