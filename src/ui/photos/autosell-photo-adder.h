/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "autosell-store.h"

G_BEGIN_DECLS

/* Gives pictures to a car without its gallery being open: they are made ready in the background, added as one change,
 * and a toast says so, with undo; while that takes long a toast says how far it is and cancels.
 *
 * @widget: in whose main window it is told; @title: of the car */

/* @files: (element-type GFile): files and folders */
void autosell_photo_adder_add_files (GtkWidget *widget, AutosellStore *store, gint64 vehicle_key, const char *title,
                                     GListModel *files);
void autosell_photo_adder_add_bytes (GtkWidget *widget, AutosellStore *store, gint64 vehicle_key, const char *title,
                                     GBytes *bytes, const char *name);
/* Asks which. */
void autosell_photo_adder_choose (GtkWidget *widget, AutosellStore *store, gint64 vehicle_key, const char *title);
/* What has been copied, if that is a picture. */
void autosell_photo_adder_paste (GtkWidget *widget, AutosellStore *store, gint64 vehicle_key, const char *title);

/* Photos, or a folder of them. @callback: called with (element-type GFile), or NULL where nothing was chosen; lent */
typedef void (*AutosellPhotoFilesFunc) (GListModel *files, gpointer user_data);
void autosell_photo_adder_choose_files (GtkWindow *parent, const char *title, AutosellPhotoFilesFunc callback,
                                        gpointer user_data);
void autosell_photo_adder_choose_folder (GtkWindow *parent, const char *title, AutosellPhotoFilesFunc callback,
                                         gpointer user_data);

G_END_DECLS
