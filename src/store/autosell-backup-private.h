/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-backup.h"
#include "autosell-database.h"

G_BEGIN_DECLS

/* Jobs and steps of backups that run on a lane. */

/* A verified copy into DATA/backups, and the oldest beyond ten removed; nothing where the newest already has this state
 * of the stock, or the stock has none yet. @made: (out) (nullable). */
gboolean autosell_backup_make (AutosellConnection *connection, const char *data_dir, const char *reason, gboolean *made,
                               GError **error);
/* The parts of it, for who does them at different times: autosell-safety-copy.c. due: the path that a backup of this
 * state gets; NULL without @error where none is due. copy: the whole state of @from that its transaction sees, not yet
 * verified. settle: verifies and syncs @partial, gives it its name, and removes the oldest. */
char *autosell_backup_due (AutosellConnection *connection, const char *data_dir, const char *reason, GError **error);
char *autosell_backup_partial_name (const char *path);
gboolean autosell_backup_copy (AutosellConnection *from, const char *partial, GError **error);
gboolean autosell_backup_settle (const char *data_dir, const char *partial, const char *path, GError **error);

/* What restoring and recovering take of it. verify: a sound store that this program can read. copy_to_path: verified
 * and under its name, or not at all. sync_path: a file or a folder; best effort. */
gboolean autosell_backup_verify (AutosellConnection *copy, GError **error);
gboolean autosell_backup_copy_to_path (AutosellConnection *source, const char *path, GError **error);
void autosell_backup_sync_path (const char *path);

/* An older state of the stock knows nothing of what stands on the Pages of Facebook since: each is read before anything
 * is posted there. */
#define AUTOSELL_BACKUP_SETTING_RESTORED "posts.restored"
#define AUTOSELL_BACKUP_SQL_RESTORED \
  "INSERT INTO setting (name, value) VALUES ('" AUTOSELL_BACKUP_SETTING_RESTORED "', 'yes') ON CONFLICT DO NOTHING"

/* As autosell_backup_make() unless there is one of today. */
gboolean autosell_backup_make_daily (AutosellConnection *connection, const char *data_dir, GError **error);

/* Job functions; data: path (const char *); results: GINT_TO_POINTER (TRUE). restore: on the write lane. */
gpointer autosell_backup_copy_job (AutosellConnection *connection, gpointer path, GCancellable *cancellable,
                                   GError **error);
gpointer autosell_backup_restore_job (AutosellConnection *connection, gpointer path, GCancellable *cancellable,
                                      GError **error);
/* Result: AutosellCheck; data: data folder. */
gpointer autosell_backup_check_job (AutosellConnection *connection, gpointer data_dir, GCancellable *cancellable,
                                    GError **error);

G_END_DECLS
