/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-drive-private.h"

#include <string.h>

/* The link, how things stand, and what Drive told. */

AutosellDriveLink *
autosell_drive_link_new (void)
{
  return g_new0 (AutosellDriveLink, 1);
}

AutosellDriveLink *
autosell_drive_link_copy (const AutosellDriveLink *link)
{
  AutosellDriveLink *copy = g_memdup2 (link, sizeof *link);

  copy->account = g_strdup (link->account);
  copy->root = g_strdup (link->root);
  copy->name = g_strdup (link->name);
  copy->drive = g_strdup (link->drive);
  copy->sold = g_strdup (link->sold);
  copy->cursor = g_strdup (link->cursor);
  return copy;
}

void
autosell_drive_link_free (AutosellDriveLink *link)
{
  g_free (link->account);
  g_free (link->root);
  g_free (link->name);
  g_free (link->drive);
  g_free (link->sold);
  g_free (link->cursor);
  g_free (link);
}

void
autosell_drive_outlook_free (AutosellDriveOutlook *outlook)
{
  g_clear_pointer (&outlook->link, autosell_drive_link_free);
  g_free (outlook->refused);
  g_free (outlook->refused_in);
  g_free (outlook);
}

void
autosell_drive_record_free (AutosellDriveRecord *record)
{
  g_free (record->id);
  g_free (record->vehicle);
  g_free (record->photo);
  g_free (record->name);
  g_free (record->parent);
  g_free (record->look);
  g_free (record->hash);
  g_free (record->source_hash);
  g_free (record->original);
  g_free (record->mime_type);
  g_free (record);
}

void
autosell_drive_noted_free (AutosellDriveNoted *noted)
{
  g_strfreev (noted->missing);
  g_free (noted);
}

/* ---- What all jobs need ---- */

gboolean
autosell_drive_run (AutosellConnection *connection, GError **error, const char *sql, const char *first, ...)
{
  sqlite3_stmt *stmt = autosell_connection_prepare (connection, sql, error);
  int index = 1;
  va_list args;

  if (stmt == NULL)
    return FALSE;
  va_start (args, first);
  for (const char *text = first; text != NULL; text = va_arg (args, const char *))
    sqlite3_bind_text (stmt, index++, text, -1, SQLITE_TRANSIENT);
  va_end (args);
  return autosell_statement_run (stmt, error);
}

char *
autosell_drive_dup_look (const AutosellPhotoInfo *info)
{
  AutosellPhotoKey key;

  autosell_photo_info_get_key (info, &key);
  key.hash[0] = '\0';
  return autosell_photo_key_to_string (&key);
}

gboolean
autosell_drive_parse_look (const char *look, AutosellPhotoKey *key)
{
  g_autofree char *text = g_strdup_printf ("%064d%s", 0, look);

  return autosell_photo_key_parse (text, key);
}

gboolean
autosell_drive_find_link (AutosellConnection *connection, AutosellDriveLink **link, GError **error)
{
  g_autoptr(GError) local_error = NULL;
  sqlite3_stmt *stmt = autosell_connection_prepare (
    connection,
    "SELECT account, root, name, drive, sold, cursor, is_paused, root_state, linked_at, synced_at FROM drive_link",
    error);

  *link = NULL;
  if (stmt == NULL)
    return FALSE;
  if (autosell_statement_next (stmt, &local_error))
    {
      *link = autosell_drive_link_new ();
      (*link)->account = g_strdup (autosell_column_text (stmt, 0));
      (*link)->root = g_strdup (autosell_column_text (stmt, 1));
      (*link)->name = g_strdup (autosell_column_text (stmt, 2));
      (*link)->drive = g_strdup (autosell_column_text (stmt, 3));
      (*link)->sold = g_strdup (autosell_column_text (stmt, 4));
      (*link)->cursor = g_strdup (autosell_column_text (stmt, 5));
      (*link)->is_paused = sqlite3_column_int (stmt, 6);
      (*link)->root_state = sqlite3_column_int (stmt, 7);
      (*link)->linked_us = sqlite3_column_int64 (stmt, 8);
      (*link)->synced_us = sqlite3_column_int64 (stmt, 9);
      sqlite3_reset (stmt);
    }
  return autosell_pass_error (g_steal_pointer (&local_error), error);
}

/* ---- How things stand ---- */

#define LIVE \
  "FROM photo p JOIN vehicle v ON v.pk = p.vehicle_pk LEFT JOIN drive_file f ON f.photo = p.id " \
  "WHERE p.deleted_at IS NULL AND v.deleted_at IS NULL"

static gboolean
find_refused (AutosellConnection *connection, AutosellDriveOutlook *outlook, GError **error)
{
  sqlite3_stmt *stmt =
    autosell_connection_prepare (connection,
                                 "SELECT count(*) OVER (), i.name, d.name, i.reason FROM drive_incoming i JOIN "
                                 "drive_file d ON d.id = i.folder WHERE i.state = 2 "
                                 "AND NOT d.is_trashed AND NOT d.is_gone ORDER BY d.name, i.name LIMIT 1",
                                 error);
  g_autoptr(GError) local_error = NULL;

  if (stmt == NULL)
    return FALSE;
  if (autosell_statement_next (stmt, &local_error))
    {
      outlook->n_refused = sqlite3_column_int (stmt, 0);
      outlook->refused = g_strdup (autosell_column_text (stmt, 1));
      outlook->refused_in = g_strdup (autosell_column_text (stmt, 2));
      outlook->refused_why = sqlite3_column_int (stmt, 3);
      sqlite3_reset (stmt);
    }
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static gpointer
outlook_job (AutosellConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr(AutosellDriveOutlook) outlook = g_new0 (AutosellDriveOutlook, 1);
  sqlite3_stmt *stmt;

  if (!autosell_drive_find_link (connection, &outlook->link, error))
    return NULL;
  if (outlook->link == NULL)
    return g_steal_pointer (&outlook);
  stmt =
    autosell_connection_prepare (connection,
                                 "SELECT count(*), count(*) FILTER (WHERE f.is_there), "
                                 "ifnull(sum(p.size_bytes) FILTER (WHERE f.id IS NULL OR NOT f.is_there), 0) " LIVE,
                                 error);
  if (stmt == NULL || !autosell_statement_next (stmt, error))
    return NULL;
  outlook->n_photos = sqlite3_column_int (stmt, 0);
  outlook->n_there = sqlite3_column_int (stmt, 1);
  outlook->bytes_to_send = sqlite3_column_int64 (stmt, 2);
  outlook->n_to_send = outlook->n_photos - outlook->n_there;
  sqlite3_reset (stmt);
  outlook->n_to_fetch = autosell_connection_get_int (
    connection,
    "SELECT count(*) FROM drive_file f WHERE NOT f.is_folder AND f.is_there AND NOT f.is_trashed AND NOT f.is_gone "
    "AND f.photo IS NOT NULL AND NOT EXISTS (SELECT 1 FROM photo p WHERE p.id = f.photo) AND " AUTOSELL_DRIVE_KEY (
      AUTOSELL_DRIVE_THERE ("f")) " IS NOT NULL",
    0);
  return find_refused (connection, outlook, error) ? g_steal_pointer (&outlook) : NULL;
}

void
autosell_store_get_drive_async (AutosellStore *self, GAsyncReadyCallback callback, gpointer user_data)
{
  autosell_store_run (self, AUTOSELL_LANE_READ, outlook_job, NULL, NULL, (GDestroyNotify) autosell_drive_outlook_free,
                      NULL, callback, user_data);
}

AutosellDriveOutlook *
autosell_store_get_drive_finish (AutosellStore *self, GAsyncResult *result, GError **error)
{
  return autosell_store_run_finish (self, result, error);
}

AutosellDriveOutlook *
autosell_store_get_drive_sync (AutosellStore *self, GError **error)
{
  return autosell_database_call (autosell_store_get_database (self), AUTOSELL_LANE_READ, outlook_job, NULL, NULL,
                                 error);
}

/* ---- The link ---- */

static gboolean
write_link (AutosellConnection *connection, const AutosellDriveLink *link, GError **error)
{
  sqlite3_stmt *stmt = autosell_connection_prepare (
    connection,
    "INSERT INTO drive_link (id, account, root, name, drive, sold, cursor, is_paused, root_state, linked_at) "
    "VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET account = excluded.account, root = "
    "excluded.root, "
    "name = excluded.name, drive = excluded.drive, sold = excluded.sold, cursor = excluded.cursor, "
    "is_paused = excluded.is_paused, root_state = excluded.root_state",
    error);

  if (stmt == NULL)
    return FALSE;
  autosell_bind_text (stmt, 1, link->account);
  autosell_bind_text (stmt, 2, link->root);
  autosell_bind_text (stmt, 3, link->name != NULL ? link->name : "");
  autosell_bind_text (stmt, 4, link->drive);
  autosell_bind_text (stmt, 5, link->sold);
  autosell_bind_text (stmt, 6, link->cursor);
  sqlite3_bind_int (stmt, 7, link->is_paused != FALSE);
  sqlite3_bind_int (stmt, 8, link->root_state);
  sqlite3_bind_int64 (stmt, 9, link->linked_us != 0 ? link->linked_us : g_get_real_time ());
  return autosell_statement_run (stmt, error);
}

static gboolean
forget (AutosellConnection *connection, GError **error)
{
  return autosell_connection_exec (connection,
                                   "DELETE FROM drive_file; DELETE FROM drive_incoming; DELETE FROM drive_link", error);
}

static gpointer
set_link_job (AutosellConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  const AutosellDriveLink *link = data;
  g_autoptr(AutosellDriveLink) old = NULL;
  gboolean done;

  if (!autosell_connection_begin (connection, error))
    return NULL;
  done = autosell_drive_find_link (connection, &old, error);
  if (done && (link == NULL || (old != NULL && g_strcmp0 (old->root, link->root) != 0)))
    done = forget (connection, error);
  if (done && link != NULL)
    done = write_link (connection, link, error);
  if (done)
    return autosell_connection_commit (connection, error) ? AUTOSELL_DRIVE_DONE : NULL;
  autosell_connection_rollback (connection);
  return NULL;
}

gboolean
autosell_store_set_drive_sync (AutosellStore *self, const AutosellDriveLink *link, GError **error)
{
  return autosell_database_call (autosell_store_get_database (self), AUTOSELL_LANE_WRITE, set_link_job, (gpointer) link,
                                 NULL, error)
         != NULL;
}

static void
link_free (gpointer link)
{
  if (link != NULL)
    autosell_drive_link_free (link);
}

void
autosell_store_set_drive_async (AutosellStore *self, const AutosellDriveLink *link, GAsyncReadyCallback callback,
                                gpointer user_data)
{
  autosell_store_run (self, AUTOSELL_LANE_WRITE, set_link_job, link != NULL ? autosell_drive_link_copy (link) : NULL,
                      link_free, NULL, NULL, callback, user_data);
}

gboolean
autosell_store_set_drive_finish (AutosellStore *self, GAsyncResult *result, GError **error)
{
  return autosell_store_run_finish (self, result, error) != NULL;
}

static gpointer
settle_job (AutosellConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  sqlite3_stmt *stmt = autosell_connection_prepare (connection, "UPDATE drive_link SET synced_at = ?", error);

  if (stmt == NULL)
    return NULL;
  sqlite3_bind_int64 (stmt, 1, g_get_real_time ());
  return autosell_statement_run (stmt, error) ? AUTOSELL_DRIVE_DONE : NULL;
}

void
autosell_store_settle_drive_async (AutosellStore *self, GAsyncReadyCallback callback, gpointer user_data)
{
  autosell_store_run (self, AUTOSELL_LANE_WRITE, settle_job, NULL, NULL, NULL, NULL, callback, user_data);
}

/* ---- What Drive told ---- */

/* A photo that was promised another file before keeps the one that is there: that one was a try whose end nobody heard
 * of. */
static gboolean
drop_promise (AutosellConnection *connection, const AutosellDriveRecord *record, GError **error)
{
  return record->photo == NULL
         || autosell_drive_run (connection, error,
                                "DELETE FROM drive_file WHERE photo = ?1 AND id <> ?2 AND NOT is_there", record->photo,
                                record->id, NULL);
}

/* Two PCs took the same picture in at the same moment, and each sent it: the older file is the photo's on all of them.
 * The others are nobody's, which is how the plan knows that they are to go. */
static gboolean
leave_one (AutosellConnection *connection, const AutosellDriveRecord *record, GError **error)
{
  return record->photo == NULL
         || autosell_drive_run (
           connection, error,
           "UPDATE drive_file SET photo = NULL WHERE photo = ?1 AND is_there AND id <> (SELECT o.id FROM "
           "drive_file o WHERE o.photo = ?1 AND o.is_there ORDER BY o.is_gone, o.is_trashed, o.created_at, o.id "
           "LIMIT 1)",
           record->photo, NULL);
}

gboolean
autosell_drive_put_record (AutosellConnection *connection, const AutosellDriveRecord *record, GError **error)
{
  sqlite3_stmt *stmt;

  if (record->is_gone)
    return autosell_drive_run (connection, error, "UPDATE drive_file SET is_gone = is_there WHERE id = ?", record->id,
                               NULL);
  if (!drop_promise (connection, record, error))
    return FALSE;
  stmt = autosell_connection_prepare (
    connection,
    "INSERT INTO drive_file (id, is_folder, is_there, is_trashed, vehicle, photo, name, parent, created_at, place, "
    "look, hash, "
    "size_bytes, source_hash, taken_at, original, can_trash) VALUES (?1, ?2, 1, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, "
    "?12, ?13, "
    "?14, ?15, ?16) ON CONFLICT (id) DO UPDATE SET is_there = 1, is_gone = 0, is_listed = 1, "
    /* What is in a folder that comes back or is moved may have come along unsaid. */
    "is_searched = is_searched AND NOT is_gone AND is_trashed = excluded.is_trashed AND parent IS excluded.parent, "
    "is_trashed = excluded.is_trashed, can_trash = excluded.can_trash, "
    "vehicle = excluded.vehicle, photo = excluded.photo, name = excluded.name, parent = excluded.parent, "
    "created_at = excluded.created_at, place = excluded.place, look = excluded.look, hash = excluded.hash, "
    "size_bytes = excluded.size_bytes, source_hash = excluded.source_hash, taken_at = excluded.taken_at, "
    "original = excluded.original",
    error);
  if (stmt == NULL)
    return FALSE;
  autosell_bind_text (stmt, 1, record->id);
  sqlite3_bind_int (stmt, 2, record->is_folder != FALSE);
  sqlite3_bind_int (stmt, 3, record->is_trashed != FALSE);
  autosell_bind_text (stmt, 4, record->vehicle != NULL ? record->vehicle : "");
  autosell_bind_text (stmt, 5, record->photo);
  autosell_bind_text (stmt, 6, record->name);
  autosell_bind_text (stmt, 7, record->parent);
  sqlite3_bind_int64 (stmt, 8, record->created_us);
  sqlite3_bind_int64 (stmt, 9, record->place);
  autosell_bind_text (stmt, 10, record->look != NULL ? record->look : "");
  autosell_bind_text (stmt, 11, record->hash);
  sqlite3_bind_int64 (stmt, 12, record->size);
  autosell_bind_text (stmt, 13, record->source_hash);
  if (record->taken_us != 0)
    sqlite3_bind_int64 (stmt, 14, record->taken_us);
  autosell_bind_text (stmt, 15, record->original);
  sqlite3_bind_int (stmt, 16, record->can_trash != FALSE);
  return autosell_statement_run (stmt, error) && leave_one (connection, record, error);
}

typedef struct
{
  GPtrArray *records;
  char *cursor;
  AutosellDriveNoteFlags flags;
} NoteJob;

static void
note_job_free (gpointer data)
{
  NoteJob *job = data;

  g_ptr_array_unref (job->records);
  g_free (job->cursor);
  g_free (job);
}

/* Whether what is below a folder may have changed with it: it was known and is in another place or another state. */
static gboolean
look_at_old (AutosellConnection *connection, const AutosellDriveLink *link, const AutosellDriveRecord *record,
             AutosellDriveNoted *noted, GError **error)
{
  sqlite3_stmt *stmt = autosell_connection_prepare (
    connection, "SELECT is_folder, is_there AND (is_trashed <> ?2 OR parent IS NOT ?3) FROM drive_file WHERE id = ?1",
    error);
  g_autoptr(GError) local_error = NULL;

  if (stmt == NULL)
    return FALSE;
  if (g_strcmp0 (record->id, link->root) == 0)
    noted->wants_root = TRUE;
  if (g_strcmp0 (record->id, link->sold) == 0)
    noted->wants_list = TRUE;
  autosell_bind_text (stmt, 1, record->id);
  sqlite3_bind_int (stmt, 2, record->is_trashed != FALSE);
  autosell_bind_text (stmt, 3, record->parent);
  if (autosell_statement_next (stmt, &local_error))
    {
      if (record->is_gone)
        noted->wants_root = TRUE;
      if (sqlite3_column_int (stmt, 0) && (record->is_gone || sqlite3_column_int (stmt, 1)))
        noted->wants_list = TRUE;
      sqlite3_reset (stmt);
    }
  return autosell_pass_error (g_steal_pointer (&local_error), error);
}

static gboolean
put_records (AutosellConnection *connection, NoteJob *job, const AutosellDriveLink *link, AutosellDriveNoted *noted,
             GError **error)
{
  for (guint i = 0; i < job->records->len; i++)
    {
      const AutosellDriveRecord *record = g_ptr_array_index (job->records, i);

      if (!(job->flags & AUTOSELL_DRIVE_NOTE_LIST) && !look_at_old (connection, link, record, noted, error))
        return FALSE;
      /* Of others than ours, and of the root itself, nothing is kept. */
      if ((record->vehicle != NULL || record->is_gone) && !autosell_drive_put_record (connection, record, error))
        return FALSE;
    }
  if (!(job->flags & AUTOSELL_DRIVE_NOTE_PEOPLES))
    return TRUE;
  /* After the folders, of which it may be told later than of what is in them. */
  for (guint i = 0; i < job->records->len; i++)
    {
      const AutosellDriveRecord *record = g_ptr_array_index (job->records, i);

      if (record->vehicle == NULL && !record->is_folder && !autosell_drive_note_peoples (connection, record, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
find_missing (AutosellConnection *connection, AutosellDriveNoted *noted, GError **error)
{
  g_autoptr(GStrvBuilder) ids = g_strv_builder_new ();
  g_autoptr(GError) local_error = NULL;
  sqlite3_stmt *stmt = autosell_connection_prepare (
    connection, "SELECT id FROM drive_file WHERE is_there AND NOT is_gone AND NOT is_listed", error);

  if (stmt == NULL)
    return FALSE;
  while (autosell_statement_next (stmt, &local_error))
    g_strv_builder_add (ids, autosell_column_text (stmt, 0));
  noted->missing = g_strv_builder_end (ids);
  return autosell_pass_error (g_steal_pointer (&local_error), error);
}

static gboolean
note (AutosellConnection *connection, NoteJob *job, AutosellDriveNoted *noted, GError **error)
{
  g_autoptr(AutosellDriveLink) link = NULL;

  if (!autosell_drive_find_link (connection, &link, error))
    return FALSE;
  if (link == NULL)
    {
      g_set_error_literal (error, AUTOSELL_STORE_ERROR, AUTOSELL_STORE_ERROR_NOT_FOUND, "No Drive is linked");
      return FALSE;
    }
  if ((job->flags & AUTOSELL_DRIVE_NOTE_LIST_BEGINS)
      && !autosell_connection_exec (connection, "UPDATE drive_file SET is_listed = 0, is_searched = 0 WHERE is_there",
                                    error))
    return FALSE;
  if (!put_records (connection, job, link, noted, error))
    return FALSE;
  if ((job->flags & AUTOSELL_DRIVE_NOTE_LIST_ENDS) && !find_missing (connection, noted, error))
    return FALSE;
  return job->cursor == NULL
         || autosell_drive_run (connection, error, "UPDATE drive_link SET cursor = ?", job->cursor, NULL);
}

static gpointer
note_job (AutosellConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr(AutosellDriveNoted) noted = g_new0 (AutosellDriveNoted, 1);

  if (!autosell_connection_begin (connection, error))
    return NULL;
  if (note (connection, data, noted, error))
    return autosell_connection_commit (connection, error) ? g_steal_pointer (&noted) : NULL;
  autosell_connection_rollback (connection);
  return NULL;
}

void
autosell_store_note_drive_async (AutosellStore *self, GPtrArray *records, const char *cursor,
                                 AutosellDriveNoteFlags flags, GAsyncReadyCallback callback, gpointer user_data)
{
  NoteJob *job = g_new0 (NoteJob, 1);

  job->records = records;
  job->cursor = g_strdup (cursor);
  job->flags = flags;
  autosell_store_run (self, AUTOSELL_LANE_WRITE, note_job, job, note_job_free,
                      (GDestroyNotify) autosell_drive_noted_free, NULL, callback, user_data);
}

AutosellDriveNoted *
autosell_store_note_drive_finish (AutosellStore *self, GAsyncResult *result, GError **error)
{
  return autosell_store_run_finish (self, result, error);
}
