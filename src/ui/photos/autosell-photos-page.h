/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "autosell-store.h"

G_BEGIN_DECLS

/* The place for photos: the cars that want some, and a table on which a whole memory card is put in piles that are
 * handed out to cars. What lies on the table stays there while other places are looked at.
 *
 * Actions, `photos-page.`: choose-files, choose-folder, paste, add-all, discard, cancel, show-twins
 *
 * ::count-changed: get_n_wanting() is another */
#define AUTOSELL_TYPE_PHOTOS_PAGE (autosell_photos_page_get_type ())
G_DECLARE_FINAL_TYPE (AutosellPhotosPage, autosell_photos_page, AUTOSELL, PHOTOS_PAGE, AdwBin)

void autosell_photos_page_set_store (AutosellPhotosPage *self, AutosellStore *store);
void autosell_photos_page_focus (AutosellPhotosPage *self);
/* Cars that have fewer photos than are wanted. */
guint autosell_photos_page_get_n_wanting (AutosellPhotosPage *self);

/* Puts pictures on the table. @files: (nullable) (element-type GFile); @bytes: (nullable), then with @name
 * (nullable) */
void autosell_photos_page_add (AutosellPhotosPage *self, GListModel *files, GBytes *bytes, const char *name);
/* Photos on the table, which would be left out if the window were closed now. */
guint autosell_photos_page_get_n_on_table (AutosellPhotosPage *self);

G_END_DECLS
