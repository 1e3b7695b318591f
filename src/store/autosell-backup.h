/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-store.h"

G_BEGIN_DECLS

/* Backups are whole copies made with SQLite's online backup in DATA/backups, each verified with integrity_check on the
 * copy; the newest ten are kept. They are made daily and before migration, restore, import and bulk change. */
typedef struct
{
  char *path;     /* owned */
  char *reason;   /* owned: "daily", "import", "bulk", "restore", "migration", "manual" */
  gint64 time_us; /* UTC, to the second: the moment whose stock it holds, not when it was finished */
  gint64 size_bytes;
} AutosellBackup;

void autosell_backup_free (AutosellBackup *backup);

/* Newest first. Needs no open store. Returns: (transfer full) (element-type AutosellBackup) */
GPtrArray *autosell_backup_list (const char *data_dir);

/* Writes a verified copy of the open store to @path; an existing file is replaced only by a whole copy. */
void autosell_store_backup_async (AutosellStore *self, const char *path, GAsyncReadyCallback callback,
                                  gpointer user_data);
gboolean autosell_store_backup_finish (AutosellStore *self, GAsyncResult *result, GError **error);
gboolean autosell_store_backup_sync (AutosellStore *self, const char *path, GError **error);

/* One in the folder of backups, for a person who asks for it. finish: FALSE with @error where it failed; @made: FALSE
 * where the newest backup has everything already. */
void autosell_store_backup_now_async (AutosellStore *self, GAsyncReadyCallback callback, gpointer user_data);
gboolean autosell_store_backup_now_finish (AutosellStore *self, GAsyncResult *result, gboolean *made, GError **error);

/* Puts the content of a backup in place of the open store's, after backing that up. Other processes see it. History and
 * undo are the backup's. DAMAGED or NEWER where the file is no sound store. */
void autosell_store_restore_backup_async (AutosellStore *self, const char *path, GAsyncReadyCallback callback,
                                          gpointer user_data);
gboolean autosell_store_restore_backup_finish (AutosellStore *self, GAsyncResult *result, GError **error);
gboolean autosell_store_restore_backup_sync (AutosellStore *self, const char *path, GError **error);

/* For a store that does not open because it is DAMAGED: the files are set aside in DATA/damaged-DATE (never deleted),
 * and the newest sound backup, if any, takes their place. Result: path of the backup used, or NULL for none (the next
 * open makes an empty store). Returns: FALSE with @error where nothing could be moved */
gboolean autosell_store_recover (const char *data_dir, char **backup_used, char **set_aside, GError **error);

/* What `check` tells. */
typedef struct
{
  gboolean is_sound; /* integrity_check, foreign keys, search index */
  GPtrArray *faults; /* owned, of utf8: technical lines; empty when sound */
  gint64 n_vehicles;
  gint64 n_deleted;
  gint64 n_events;
  gint64 n_changes;
  int schema_version;
  gint64 file_bytes;
  GPtrArray *backups;   /* owned, of AutosellBackup */
  char *sqlite_version; /* owned */
} AutosellCheck;

void autosell_check_free (AutosellCheck *check);
void autosell_store_check_async (AutosellStore *self, GAsyncReadyCallback callback, gpointer user_data);
AutosellCheck *autosell_store_check_finish (AutosellStore *self, GAsyncResult *result, GError **error);
AutosellCheck *autosell_store_check_sync (AutosellStore *self, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AutosellBackup, autosell_backup_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AutosellCheck, autosell_check_free)

G_END_DECLS
