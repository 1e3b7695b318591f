/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-drive-private.h"
#include "autosell-photo-sql.h"

/* Pictures that people put into the cars' folders in Drive, seen where the account may see all files. Each becomes a
 * photo here whose id follows from the file's, so that it is the same photo on every PC that sees it; the file itself
 * stays as it is. */

/* Where a picture was looked for, at once. */
#define FOLDERS_AT_ONCE "20"

#define WAITS "0"
#define CAME "1"
#define REFUSED "2"

/* The form of a UUID, made of the file's id and nothing else. Returns: (transfer full) */
static char *
dup_photo_id (const char *file)
{
  g_autofree char *named = g_strconcat ("autosell-drive-file:", file, NULL);
  g_autofree char *digits = g_compute_checksum_for_string (G_CHECKSUM_SHA256, named, -1);

  /* Version 8, variant 2: made by a rule of one's own. */
  return g_strdup_printf ("%.8s-%.4s-8%.3s-a%.3s-%.12s", digits, digits + 8, digits + 12, digits + 15, digits + 18);
}

static gboolean
may_be_photo (const AutosellDriveRecord *record)
{
  return !record->is_gone && !record->is_trashed && record->parent != NULL && record->mime_type != NULL
         && g_str_has_prefix (record->mime_type, "image/");
}

static gboolean
put_peoples (AutosellConnection *connection, const AutosellDriveRecord *record, GError **error)
{
  g_autofree char *photo = dup_photo_id (record->id);
  sqlite3_stmt *stmt = autosell_connection_prepare (
    connection,
    "INSERT INTO drive_incoming (id, folder, photo, name, mime_type, hash, size_bytes) SELECT ?1, d.id, ?3, ?4, ?5, "
    "?6, ?7 "
    "FROM drive_file d WHERE d.id = ?2 AND d.is_folder AND d.is_there ON CONFLICT (id) DO UPDATE SET folder = "
    "excluded.folder, "
    /* Other content is another try. */
    "state = iif(state = " REFUSED " AND hash IS NOT excluded.hash, " WAITS ", state), name = excluded.name, "
    "mime_type = excluded.mime_type, hash = excluded.hash, size_bytes = excluded.size_bytes",
    error);

  if (stmt == NULL)
    return FALSE;
  autosell_bind_text (stmt, 1, record->id);
  autosell_bind_text (stmt, 2, record->parent);
  autosell_bind_text (stmt, 3, photo);
  autosell_bind_text (stmt, 4, record->name != NULL ? record->name : "");
  autosell_bind_text (stmt, 5, record->mime_type);
  autosell_bind_text (stmt, 6, record->hash);
  sqlite3_bind_int64 (stmt, 7, record->size);
  return autosell_statement_run (stmt, error);
}

gboolean
autosell_drive_note_peoples (AutosellConnection *connection, const AutosellDriveRecord *record, GError **error)
{
  const gboolean may_be = may_be_photo (record);

  if (!autosell_drive_run (connection, error,
                           "DELETE FROM drive_incoming WHERE id = ?1 AND state <> " CAME
                           " AND (?2 = '' OR NOT EXISTS (SELECT 1 FROM drive_file d WHERE d.id = ?2 AND d.is_folder))",
                           record->id, may_be ? record->parent : "", NULL))
    return FALSE;
  return !may_be || put_peoples (connection, record, error);
}

gboolean
autosell_drive_settle_peoples (AutosellConnection *connection, GError **error)
{
  return autosell_connection_exec (
    connection,
    "UPDATE drive_incoming AS i SET state = " CAME " WHERE state = " WAITS " AND (EXISTS (SELECT 1 FROM photo p "
    "WHERE p.id = i.photo) OR EXISTS (SELECT 1 FROM drive_file f WHERE f.photo = i.photo AND f.is_there) OR EXISTS "
    "(SELECT 1 FROM drive_file d WHERE d.id = i.folder AND (instr(d.look, " AUTOSELL_DRIVE_REMOVED (
      "i.photo") ") > 0 OR " AUTOSELL_DRIVE_HAS_LIKE ")))",
    error);
}

gboolean
autosell_drive_adopt_peoples (AutosellConnection *connection, AutosellPhotoEdit *edit,
                              const AutosellDriveArrival *arrival, GError **error)
{
  static const AutosellPhotoKey as_it_is = { 0 };
  sqlite3_stmt *stmt = autosell_connection_prepare (connection, AUTOSELL_DRIVE_PEOPLES "AND i.id = ?1", error);
  g_autoptr(GError) local_error = NULL;

  if (stmt == NULL)
    return FALSE;
  autosell_bind_text (stmt, 1, arrival->file);
  if (autosell_statement_next (stmt, &local_error))
    {
      autosell_photo_edit_adopt (edit, sqlite3_column_int64 (stmt, 2), arrival->staged, autosell_column_text (stmt, 3),
                                 &as_it_is, G_MAXINT64);
      sqlite3_reset (stmt);
    }
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

/* ---- Folders that were not searched yet ---- */

typedef struct
{
  gboolean sees;
  GStrv searched;
} SearchJob;

static void
search_job_free (gpointer data)
{
  SearchJob *job = data;

  g_strfreev (job->searched);
  g_free (job);
}

static gboolean
note_searched (AutosellConnection *connection, const SearchJob *job, GError **error)
{
  /* What waits is not to be seen any more. */
  if (!job->sees)
    return autosell_connection_exec (connection,
                                     "UPDATE drive_file SET is_searched = 0 WHERE is_folder AND is_searched;"
                                     "DELETE FROM drive_incoming WHERE state <> " CAME,
                                     error);
  for (guint i = 0; job->searched != NULL && job->searched[i] != NULL; i++)
    if (!autosell_drive_run (connection, error, "UPDATE drive_file SET is_searched = 1 WHERE id = ?", job->searched[i],
                             NULL))
      return FALSE;
  return TRUE;
}

static GStrv
find_unsearched (AutosellConnection *connection, GError **error)
{
  g_autoptr(GStrvBuilder) ids = g_strv_builder_new ();
  g_autoptr(GError) local_error = NULL;
  sqlite3_stmt *stmt =
    autosell_connection_prepare (connection,
                                 "SELECT id FROM drive_file WHERE is_folder AND NOT is_searched AND is_there AND NOT "
                                 "is_trashed AND NOT is_gone LIMIT " FOLDERS_AT_ONCE,
                                 error);

  if (stmt == NULL)
    return NULL;
  while (autosell_statement_next (stmt, &local_error))
    g_strv_builder_add (ids, autosell_column_text (stmt, 0));
  if (local_error == NULL)
    return g_strv_builder_end (ids);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}

static gpointer
search_job (AutosellConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  const SearchJob *job = data;
  g_auto(GStrv) found = NULL;

  if (!autosell_connection_begin (connection, error))
    return NULL;
  if (note_searched (connection, job, error))
    found = job->sees ? find_unsearched (connection, error) : g_new0 (char *, 1);
  if (found != NULL)
    return autosell_connection_commit (connection, error) ? g_steal_pointer (&found) : NULL;
  autosell_connection_rollback (connection);
  return NULL;
}

void
autosell_store_search_drive_async (AutosellStore *self, gboolean sees, const char *const *searched,
                                   GAsyncReadyCallback callback, gpointer user_data)
{
  SearchJob *job = g_new0 (SearchJob, 1);

  job->sees = sees;
  job->searched = g_strdupv ((char **) searched);
  autosell_store_run (self, AUTOSELL_LANE_WRITE, search_job, job, search_job_free, (GDestroyNotify) g_strfreev, NULL,
                      callback, user_data);
}

GStrv
autosell_store_search_drive_finish (AutosellStore *self, GAsyncResult *result, GError **error)
{
  return autosell_store_run_finish (self, result, error);
}

/* ---- What cannot be taken in ---- */

typedef struct
{
  char *file;
  int why;
} RefuseJob;

static void
refuse_job_free (gpointer data)
{
  g_free (((RefuseJob *) data)->file);
  g_free (data);
}

static gpointer
refuse_job (AutosellConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  const RefuseJob *job = data;
  sqlite3_stmt *stmt = autosell_connection_prepare (
    connection, "UPDATE drive_incoming SET state = " REFUSED ", reason = ?2 WHERE id = ?1 AND state = " WAITS, error);

  if (stmt == NULL)
    return NULL;
  autosell_bind_text (stmt, 1, job->file);
  sqlite3_bind_int (stmt, 2, job->why);
  return autosell_statement_run (stmt, error) ? AUTOSELL_DRIVE_DONE : NULL;
}

void
autosell_store_refuse_drive_async (AutosellStore *self, const char *file, int why, GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  RefuseJob *job = g_new0 (RefuseJob, 1);

  job->file = g_strdup (file);
  job->why = why;
  autosell_store_run (self, AUTOSELL_LANE_WRITE, refuse_job, job, refuse_job_free, NULL, NULL, callback, user_data);
}

gboolean
autosell_store_refuse_drive_finish (AutosellStore *self, GAsyncResult *result, GError **error)
{
  return autosell_store_run_finish (self, result, error) != NULL;
}
