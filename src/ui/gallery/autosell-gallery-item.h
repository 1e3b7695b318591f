/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-photo-importer.h"
#include "autosell-photo-paintable.h"

G_BEGIN_DECLS

/* Where a photo is, beside here. */
typedef enum
{
  AUTOSELL_DRIVE_UNSAID, /* photos are not kept in Drive */
  AUTOSELL_DRIVE_WAITS,
  AUTOSELL_DRIVE_GOES, /* on its way there just now */
  AUTOSELL_DRIVE_IS_THERE,
} AutosellPhotoInDrive;

/* One place of a gallery: a photo of the car, or one on its way in, which becomes the other without changing its place.
 * It tells by ::changed that it looks different. */
#define AUTOSELL_TYPE_GALLERY_ITEM (autosell_gallery_item_get_type ())
G_DECLARE_FINAL_TYPE (AutosellGalleryItem, autosell_gallery_item, AUTOSELL, GALLERY_ITEM, GObject)

AutosellGalleryItem *autosell_gallery_item_new_for_photo (AutosellPhoto *photo);
AutosellGalleryItem *autosell_gallery_item_new_for_import (AutosellPhotoImport *import);

/* Returns: (transfer none) (nullable): NULL until it is stored */
AutosellPhoto *autosell_gallery_item_get_photo (AutosellGalleryItem *self);
void autosell_gallery_item_set_photo (AutosellGalleryItem *self, AutosellPhoto *photo);
/* Returns: (transfer none) (nullable): NULL once it is stored */
AutosellPhotoImport *autosell_gallery_item_get_import (AutosellGalleryItem *self);
/* The id of its photo. Returns: (nullable) */
const char *autosell_gallery_item_get_id (AutosellGalleryItem *self);
/* What it was called where it came from. */
const char *autosell_gallery_item_get_name (AutosellGalleryItem *self);

AutosellPhotoPaintable *autosell_gallery_item_get_paintable (AutosellGalleryItem *self);
/* Loads what is in sight, for a place of that many device pixels; 0: it is out of sight, and gives back what it
 * holds. */
void autosell_gallery_item_set_shown (AutosellGalleryItem *self, AutosellThumbnailCache *cache, int width_px,
                                      int height_px);

gboolean autosell_gallery_item_is_selected (AutosellGalleryItem *self);
void autosell_gallery_item_set_selected (AutosellGalleryItem *self, gboolean is_selected);
/* From 0, which is the cover. */
guint autosell_gallery_item_get_position (AutosellGalleryItem *self);
void autosell_gallery_item_set_position (AutosellGalleryItem *self, guint position, guint n_items);
/* Where else this picture is, a whole sentence. @twin: (nullable) */
const char *autosell_gallery_item_get_twin (AutosellGalleryItem *self);
void autosell_gallery_item_set_twin (AutosellGalleryItem *self, const char *twin);

AutosellPhotoInDrive autosell_gallery_item_get_in_drive (AutosellGalleryItem *self);
/* 0 to 1; of one that goes there */
double autosell_gallery_item_get_drive_fraction (AutosellGalleryItem *self);
void autosell_gallery_item_set_in_drive (AutosellGalleryItem *self, AutosellPhotoInDrive in_drive, double fraction);

/* For a screen reader: “Photo 3 of 12, Cover, …”. Returns: (transfer full) */
char *autosell_gallery_item_dup_label (AutosellGalleryItem *self);
/* Lines of what is known of it, for a tooltip. Returns: (transfer full) */
char *autosell_gallery_item_dup_details (AutosellGalleryItem *self);

G_END_DECLS
