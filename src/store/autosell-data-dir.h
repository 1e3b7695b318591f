/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Names within the data folder. */
#define AUTOSELL_DATABASE_NAME "autosell.db"
#define AUTOSELL_BACKUPS_NAME "backups"
/* There when damage was found while the stock was in use: the next start reads the whole file through. */
#define AUTOSELL_SUSPECT_NAME AUTOSELL_DATABASE_NAME "-suspect"

/* Creates the folder (mode 0700) where it is missing and refuses network file systems: NETWORK_FOLDER, READ_ONLY,
 * NO_SPACE. */
gboolean autosell_data_dir_prepare (const char *data_dir, GError **error);

/* Where the stock is when nobody says otherwise, on the disk of this PC in all but rare cases. Returns: (transfer
 * full) */
char *autosell_data_dir_dup_usual (void);

/* For a @data_dir that was refused: what a person chose in its place, for the window and the command line alike. A
 * folder with other things in it gets one of its own within. Blocks. Returns: (transfer full) (nullable): the folder,
 * prepared and remembered; errors as of prepare(), or of G_FILE_ERROR where the choice was not kept */
char *autosell_data_dir_choose (const char *data_dir, const char *chosen, GError **error);
/* Returns: (transfer full): what was chosen in place of @data_dir, else @data_dir */
char *autosell_data_dir_dup_chosen (const char *data_dir);

/* The type of the file system that @path is on, from a mount table in the format of /proc/self/mountinfo (proc(5)).
 * @path: absolute. Returns: (transfer full) (nullable) */
char *autosell_data_dir_find_fs_type (const char *mountinfo, const char *path);

/* File locks lose data on these: NFS, SMB, sshfs … */
gboolean autosell_data_dir_is_network_fs (const char *fs_type);

/* Whether writing to @path would destroy the stock: the database or its log. Returns: TRUE with @error set
 * (G_IO_ERROR) */
gboolean autosell_data_dir_is_own_file (const char *data_dir, const char *path, GError **error);

G_END_DECLS
