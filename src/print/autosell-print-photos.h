/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Photos of the cars of a document, as they are shown: cropped and turned. Only names are kept; the pixels of one page
 * are read when it is drawn, on whatever thread that is, so that a hundred sheets need no more memory than one. */
typedef struct _AutosellPrintPhotos AutosellPrintPhotos;

/* No sheet has room for more. */
#define AUTOSELL_PRINT_PHOTOS_MAX 3

/* @data_dir: the folder of the stock */
AutosellPrintPhotos *autosell_print_photos_new (const char *data_dir);
void autosell_print_photos_free (AutosellPrintPhotos *self);
/* The first ones of the next car. @photos: (element-type AutosellPhoto) (nullable): none; @n_wanted: 0 to 3 */
void autosell_print_photos_add (AutosellPrintPhotos *self, GPtrArray *photos, guint n_wanted);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AutosellPrintPhotos, autosell_print_photos_free)

G_END_DECLS
