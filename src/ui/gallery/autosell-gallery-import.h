/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-photo-importer.h"
#include "autosell-photo-store.h"

G_BEGIN_DECLS

/* What came in with one drop, paste or choice: one importer, and then one change of the stock with one undo. It lives
 * until it is done, whatever becomes of the window that it was begun in.
 *
 * AutosellGalleryImport::changed: its items, or how far it is
 * AutosellGalleryImport::refused (AutosellPhotoImport *): left out; the others go on
 * AutosellGalleryImport::done (guint n_added, gint64 change, const GError *error): @error where nothing was stored */
#define AUTOSELL_TYPE_GALLERY_IMPORT (autosell_gallery_import_get_type ())
G_DECLARE_FINAL_TYPE (AutosellGalleryImport, autosell_gallery_import, AUTOSELL, GALLERY_IMPORT, GObject)

typedef enum
{
  AUTOSELL_GALLERY_IMPORT_RUNNING,
  AUTOSELL_GALLERY_IMPORT_STAGED, /* ready, and waits for its car to be saved */
  AUTOSELL_GALLERY_IMPORT_STORING,
  AUTOSELL_GALLERY_IMPORT_DONE,
} AutosellGalleryImportState;

/* @vehicle_key: 0 for a car that is not in the stock yet: see set_vehicle()
 * @before_id: (nullable): the photo that they come before; NULL: at the end
 * @replaced_id: (nullable): the photo that the first one takes the place of */
AutosellGalleryImport *autosell_gallery_import_new (AutosellStore *store, gint64 vehicle_key, const char *before_id,
                                                    const char *replaced_id);
/* @files: (element-type GFile) */
void autosell_gallery_import_add_files (AutosellGalleryImport *self, GListModel *files);
void autosell_gallery_import_add_bytes (AutosellGalleryImport *self, GBytes *bytes, const char *name);
/* What is ready comes in; the rest does not. */
void autosell_gallery_import_cancel (AutosellGalleryImport *self);
/* Nothing comes in. */
void autosell_gallery_import_discard (AutosellGalleryImport *self);
/* The car is in the stock now. */
void autosell_gallery_import_set_vehicle (AutosellGalleryImport *self, gint64 vehicle_key);

/* How many are on their way to a car of the stock: the program that is asked to end waits for them. Main thread. */
guint autosell_gallery_import_get_n_held (void);
AutosellGalleryImportState autosell_gallery_import_get_state (AutosellGalleryImport *self);
const char *autosell_gallery_import_get_before (AutosellGalleryImport *self);
const char *autosell_gallery_import_get_replaced (AutosellGalleryImport *self);
gint64 autosell_gallery_import_get_vehicle (AutosellGalleryImport *self);
AutosellPhotoImporter *autosell_gallery_import_get_importer (AutosellGalleryImport *self);
/* Those that are in it for good, or may be. Returns: (transfer container) (element-type AutosellPhotoImport) */
GPtrArray *autosell_gallery_import_dup_items (AutosellGalleryImport *self);

G_END_DECLS
