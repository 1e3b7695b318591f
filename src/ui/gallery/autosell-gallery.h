/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "autosell-store.h"

G_BEGIN_DECLS

/* The photos of one car: they are dropped, pasted or chosen here, put in order, turned, cropped and looked at. Each
 * thing that is done is one change of the stock with one undo, so there is nothing to save; only those of a car that is
 * not in the stock yet wait for it. It stands in the editor, and in a window of its own.
 *
 * What can be done: autosell-gallery-actions.c. It tells by toasts on the nearest AdwToastOverlay around it.
 *
 * AutosellGallery::staged-changed: photos wait for the car, or none any more */
#define AUTOSELL_TYPE_GALLERY (autosell_gallery_get_type ())
G_DECLARE_FINAL_TYPE (AutosellGallery, autosell_gallery, AUTOSELL, GALLERY, AdwBin)

/* @store: (nullable): NULL empties it */
void autosell_gallery_set_store (AutosellGallery *self, AutosellStore *store);
/* Shows the photos of a car; 0 for one that is not in the stock yet. Those that waited for such a one are let go of.
 * What is still coming in for the car that was shown comes in all the same. */
void autosell_gallery_open (AutosellGallery *self, gint64 vehicle_key);
/* The car that was new is in the stock now: the photos that waited go to it. */
void autosell_gallery_confirm (AutosellGallery *self, gint64 vehicle_key);
/* How many wait, those on their way included. */
guint autosell_gallery_get_n_staged (AutosellGallery *self);
/* What files of the photos are called. @title: (nullable): “MAZDA CX30 2021” */
void autosell_gallery_set_title (AutosellGallery *self, const char *title);
/* Shows no more lines than that until all are asked for; 0 for all. */
void autosell_gallery_set_max_lines (AutosellGallery *self, int max_lines);
/* Pictures that are dropped on @widget, but not on something that takes them itself, come in too, and those that are
 * pasted anywhere in it. It is around the gallery. */
void autosell_gallery_take_drops (AutosellGallery *self, GtkWidget *widget);
/* As though they had been dropped at the end. @files: (element-type GFile) */
void autosell_gallery_add_files (AutosellGallery *self, GListModel *files);

/* The gallery of a car in a window of its own. @title: (nullable) */
void autosell_gallery_window_present (GtkWindow *parent, AutosellStore *store, gint64 vehicle_key, const char *title);

G_END_DECLS
