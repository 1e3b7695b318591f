/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "autosell-photo-staging.h"
#include "autosell-sql.h"

G_BEGIN_DECLS

/* The store's side of the photo folder: putting files in their places, and taking away what nothing names. Private.
 *
 * DATA/backups/photos/HH/HASH.jpg is a second name of each photo, a hard link, which needs no space. Most programs that
 * change a picture write a new file and rename it over the old one: the second name then still has what was stored.
 * Where the file system has no links there is none, and repair looks elsewhere. */

/* Within the transaction that records it. G_IO_ERRORs are told as AUTOSELL_STORE_ERROR. */
gboolean autosell_photo_shelf_place (const char *data_dir, AutosellStagedPhoto *staged, GError **error);

/* Returns: (transfer full) */
char *autosell_photo_shelf_get_second_path (const char *data_dir, const char *hash);
/* Makes the second name lead to the file as it is now; what fails is no loss. */
void autosell_photo_shelf_link (const char *data_dir, const char *hash);

/* A job of the CARE lane: removes what no record and no backup within reach names, and what dead imports left. It takes
 * the write lock to remove, and writes nothing to the database. data: data folder. Result: AutosellSweep. */
typedef struct
{
  gint64 n_removed;
} AutosellSweep;

gpointer autosell_photo_shelf_sweep_job (AutosellConnection *connection, gpointer data_dir, GCancellable *cancellable,
                                         GError **error);

/* How many files of the folder nothing names; those that a backup names do not count. -1 with @error. */
gint64 autosell_photo_shelf_count_strays (AutosellConnection *connection, const char *data_dir, GError **error);

G_END_DECLS
