/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-photo-staging.h"
#include "autosell-pixels.h"

G_BEGIN_DECLS

/* One photo on its way in. Its properties change on the main context only and are notified: “state”, “fraction”,
 * “preview”. */
typedef enum
{
  AUTOSELL_PHOTO_WAITING,
  AUTOSELL_PHOTO_WORKING,
  AUTOSELL_PHOTO_READY,   /* autosell_photo_import_get_staged() */
  AUTOSELL_PHOTO_REFUSED, /* autosell_photo_import_get_error() */
  AUTOSELL_PHOTO_CANCELLED,
} AutosellPhotoImportState;

#define AUTOSELL_TYPE_PHOTO_IMPORT (autosell_photo_import_get_type ())
G_DECLARE_FINAL_TYPE (AutosellPhotoImport, autosell_photo_import, AUTOSELL, PHOTO_IMPORT, GObject)

/* For people to see: valid UTF-8 without control characters. */
const char *autosell_photo_import_get_name (AutosellPhotoImport *self);
AutosellPhotoImportState autosell_photo_import_get_state (AutosellPhotoImport *self);
/* 0 to 1 */
double autosell_photo_import_get_fraction (AutosellPhotoImport *self);
/* Returns: (nullable): small pixels, upright: first those that the camera put into the file, then the small
 * thumbnail */
AutosellPixels *autosell_photo_import_get_preview (AutosellPhotoImport *self);
/* Returns: (nullable): once it is ready */
AutosellStagedPhoto *autosell_photo_import_get_staged (AutosellPhotoImport *self);
/* Returns: (nullable): why it was refused */
const GError *autosell_photo_import_get_error (AutosellPhotoImport *self);
/* Microseconds, AUTOSELL_PHOTO_TIME_UNKNOWN until it is known. */
gint64 autosell_photo_import_get_taken_at (AutosellPhotoImport *self);

/* Takes files, folders with all that is in them, and pictures in memory, and makes staged photos of them on one thread
 * a core. What is refused does not stop the others. All on the main context:
 *
 *   item-added (AutosellPhotoImport *)     in order: of names as people count (IMG_2 before IMG_10), or of time where
 *                                          the names say nothing; also in the list model that it is
 *   item-done (AutosellPhotoImport *)      ready or refused; never after autosell_photo_importer_cancel()
 *   finished (gboolean was_cancelled)      once all that was added is done; again if more is added afterwards
 *
 * AutosellPhotoImporter is a GListModel of AutosellPhotoImport, in that order. Dropping the last reference cancels. */
#define AUTOSELL_TYPE_PHOTO_IMPORTER (autosell_photo_importer_get_type ())
G_DECLARE_FINAL_TYPE (AutosellPhotoImporter, autosell_photo_importer, AUTOSELL, PHOTO_IMPORTER, GObject)

AutosellPhotoImporter *autosell_photo_importer_new (const char *data_dir, gboolean keep_originals);
/* @files: (element-type GFile): files and folders; what of a folder is no photo by its name is passed over in
 * silence */
void autosell_photo_importer_add_files (AutosellPhotoImporter *self, GListModel *files);
void autosell_photo_importer_add_file (AutosellPhotoImporter *self, GFile *file);
/* A picture from the clipboard or a browser. @name: (nullable) */
void autosell_photo_importer_add_bytes (AutosellPhotoImporter *self, GBytes *bytes, const char *name);
/* What is not ready will not be; answers at once, whatever the workers are at. Ready ones stay. */
void autosell_photo_importer_cancel (AutosellPhotoImporter *self);

gboolean autosell_photo_importer_is_busy (AutosellPhotoImporter *self);
/* Over all that has been added: 0 to 1, property “fraction”, notified at most 20 times a second. */
double autosell_photo_importer_get_fraction (AutosellPhotoImporter *self);
guint autosell_photo_importer_get_n_ready (AutosellPhotoImporter *self);
guint autosell_photo_importer_get_n_refused (AutosellPhotoImporter *self);
guint autosell_photo_importer_get_n_items (AutosellPhotoImporter *self);

G_END_DECLS
