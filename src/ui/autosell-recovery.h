/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Sets a damaged stock in @data_dir aside and puts the newest good backup in its place: autosell_store_recover() beside
 * the main thread. @callback runs in the main context. */
void autosell_recovery_run_async (const char *data_dir, GAsyncReadyCallback callback, gpointer user_data);
/* Returns: (transfer full) (nullable): what was done, in words for the person; NULL with @error */
char *autosell_recovery_run_finish (GAsyncResult *result, GError **error);

G_END_DECLS
