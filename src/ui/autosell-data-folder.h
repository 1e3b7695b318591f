/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Another folder for a stock whose own was refused. @data_dir: the refused one */

/* Whether the folder that the stock usually has is another one than @data_dir. */
gboolean autosell_data_folder_has_usual (const char *data_dir);

/* Takes @chosen (nullable for the usual one) in place of @data_dir and remembers it. @callback runs in the main
 * context. */
void autosell_data_folder_use_async (const char *data_dir, const char *chosen, GAsyncReadyCallback callback,
                                     gpointer user_data);
/* Returns: (transfer full) (nullable): the folder to open */
char *autosell_data_folder_use_finish (GAsyncResult *result, GError **error);

G_END_DECLS
