/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Photos out of Drive that a person chooses with Google's own picker in the browser: with the permission for this
 * program's files alone nothing else may be seen. They come as copies; the files in Drive stay as they are. */

/* One of them. @name: (nullable) */
typedef void (*AutosellDrivePickedFunc) (GBytes *bytes, const char *name, gpointer user_data);

/* A dialog above @parent waits for the browser, and tells what went wrong. @picked is called for each photo as it
 * comes, @end once, after the last, also where none was chosen. */
void autosell_drive_picker_present (GtkWindow *parent, AutosellDrivePickedFunc picked, GDestroyNotify end,
                                    gpointer user_data);

G_END_DECLS
