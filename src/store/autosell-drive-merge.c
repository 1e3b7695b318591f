/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-drive-private.h"
#include "autosell-photo-board.h"
#include "autosell-photo-sql.h"
#include "autosell-photo-staging.h"
#include "autosell-writer.h"

/* What people changed in Drive is done here. Each thing that a photo has (in the bin or not, its car, its turn and
 * crop, its place) is compared alone: here, there, and what both agreed on last. Where only one side changed, the other
 * follows; where both did, Drive's stays, because it is the one place that all PCs see. Without anything agreed on,
 * nothing is lost: a photo that either side still has is there, and for the rest this PC's stays. */

typedef struct
{
  AutosellConnection *connection;
  AutosellPhotoEdit *edit;
  AutosellDriveMerge *out;
} Merge;

/* ---- The brake ---- */

#define BOTH "FROM drive_file f JOIN photo p ON p.id = f.photo WHERE f.is_there"
#define GONE_THERE "(f.is_trashed OR f.is_gone)"
#define GONE_HERE "(p.deleted_at IS NOT NULL)"

static void
count_removals (Merge *merge)
{
  AutosellConnection *connection = merge->connection;

  merge->out->n_total = autosell_connection_get_int (connection, "SELECT count(*) " BOTH " AND f.base_trashed = 0", 0);
  merge->out->n_removed_here = autosell_connection_get_int (
    connection, "SELECT count(*) " BOTH " AND f.base_trashed = 0 AND " GONE_THERE " AND NOT " GONE_HERE, 0);
  merge->out->n_removed_there = autosell_connection_get_int (
    connection, "SELECT count(*) " BOTH " AND f.base_trashed = 0 AND NOT " GONE_THERE " AND " GONE_HERE, 0);
}

static gboolean
is_too_many (const AutosellDriveMerge *out, guint n)
{
  return n > AUTOSELL_DRIVE_FEW && n * 20 > out->n_total;
}

/* ---- In the bin or not ---- */

static gboolean
set_base_trashed (Merge *merge, const char *file, gboolean is_trashed, GError **error)
{
  return autosell_drive_run (merge->connection, error,
                             is_trashed ? "UPDATE drive_file SET base_trashed = 1 WHERE id = ?"
                                        : "UPDATE drive_file SET base_trashed = 0 WHERE id = ?",
                             file, NULL);
}

static gboolean
merge_one_bin (Merge *merge, const char *file, const char *photo, gboolean here, gboolean there, int base,
               GError **error)
{
  if (base < 0 && here && !there)
    autosell_photo_edit_restore (merge->edit, photo);
  if (base < 0)
    return set_base_trashed (merge, file, there, error);
  if (there == base)
    return TRUE;
  if (there && !here)
    autosell_photo_edit_remove (merge->edit, photo);
  if (!there && here)
    autosell_photo_edit_restore (merge->edit, photo);
  return set_base_trashed (merge, file, there, error);
}

typedef struct
{
  char *file, *photo, *text, *base;
  gint64 vehicle_key;
  gboolean here, there;
  int n_base;
  AutosellPhotoInfo info;
} Row;

static void
row_free (gpointer data)
{
  Row *row = data;

  g_free (row->file);
  g_free (row->photo);
  g_free (row->text);
  g_free (row->base);
  autosell_photo_info_clear (&row->info);
  g_free (row);
}

/* Rows are read before any is written: a statement under way would see its own changes. (element-type Row) */
static GPtrArray *
read_rows (Merge *merge, const char *sql, void (*read) (Row *, sqlite3_stmt *), GError **error)
{
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func (row_free);
  sqlite3_stmt *stmt = autosell_connection_prepare (merge->connection, sql, error);
  g_autoptr(GError) local_error = NULL;

  if (stmt == NULL)
    return NULL;
  while (autosell_statement_next (stmt, &local_error))
    {
      Row *row = g_new0 (Row, 1);

      row->file = g_strdup (autosell_column_text (stmt, 0));
      row->photo = g_strdup (autosell_column_text (stmt, 1));
      read (row, stmt);
      g_ptr_array_add (rows, row);
    }
  return autosell_pass_error (g_steal_pointer (&local_error), error) ? g_steal_pointer (&rows) : NULL;
}

static void
read_bin (Row *row, sqlite3_stmt *stmt)
{
  row->here = sqlite3_column_int (stmt, 2);
  row->there = sqlite3_column_int (stmt, 3);
  row->n_base = sqlite3_column_type (stmt, 4) == SQLITE_NULL ? -1 : sqlite3_column_int (stmt, 4);
}

static gboolean
merge_bins (Merge *merge, GError **error)
{
  g_autoptr(GPtrArray) rows = read_rows (merge,
                                         "SELECT f.id, p.id, " GONE_HERE ", " GONE_THERE ", f.base_trashed " BOTH
                                         " AND (f.base_trashed IS NULL OR " GONE_THERE " <> f.base_trashed)",
                                         read_bin, error);

  if (rows == NULL)
    return FALSE;
  for (guint i = 0; i < rows->len; i++)
    {
      Row *row = g_ptr_array_index (rows, i);

      if (!merge_one_bin (merge, row->file, row->photo, row->here, row->there, row->n_base, error))
        return FALSE;
    }
  /* A photo that was taken out of the bin here, and whose file is gone for ever, is sent anew. */
  return autosell_connection_exec (merge->connection,
                                   "DELETE FROM drive_file WHERE is_gone AND base_trashed = 1 AND photo IN "
                                   "(SELECT id FROM photo WHERE deleted_at IS NULL)",
                                   error);
}

/* ---- Its car ---- */

static void
read_car (Row *row, sqlite3_stmt *stmt)
{
  row->text = g_strdup (autosell_column_text (stmt, 2));
  row->base = g_strdup (autosell_column_text (stmt, 3));
  row->vehicle_key = sqlite3_column_int64 (stmt, 4);
  row->here = sqlite3_column_int64 (stmt, 5) == row->vehicle_key;
}

static gboolean
merge_cars (Merge *merge, GError **error)
{
  g_autoptr(GPtrArray) rows =
    read_rows (merge,
               "SELECT f.id, p.id, " AUTOSELL_DRIVE_THERE ("f") ", f.base_vehicle, " AUTOSELL_DRIVE_KEY (
                 AUTOSELL_DRIVE_THERE ("f")) ", p.vehicle_pk " BOTH " AND NOT " GONE_THERE
                                             " AND f.base_vehicle IS NOT " AUTOSELL_DRIVE_THERE ("f"),
               read_car, error);

  if (rows == NULL)
    return FALSE;
  for (guint i = 0; i < rows->len; i++)
    {
      Row *row = g_ptr_array_index (rows, i);
      const char *const ids[] = { row->photo, NULL };

      /* Moved to a car that is not known here: it will be. */
      if (row->vehicle_key == 0)
        continue;
      if (row->base != NULL && !row->here)
        {
          autosell_photo_edit_give (merge->edit, ids, row->vehicle_key, AUTOSELL_PHOTO_AT_END);
          merge->out->n_changed++;
        }
      if (!autosell_drive_run (merge->connection, error, "UPDATE drive_file SET base_vehicle = ?2 WHERE id = ?1",
                               row->file, row->text, NULL))
        return FALSE;
    }
  return TRUE;
}

/* ---- Turn and crop ---- */

static void
read_look (Row *row, sqlite3_stmt *stmt)
{
  row->text = g_strdup (autosell_column_text (stmt, 2));
  row->base = g_strdup (autosell_column_text (stmt, 3));
  row->info.turn = sqlite3_column_int (stmt, 4);
}

static void
apply_look (Merge *merge, const Row *row)
{
  AutosellPhotoKey key;

  if (!autosell_drive_parse_look (row->text, &key))
    return;
  autosell_photo_edit_turn (merge->edit, row->photo, key.turn - row->info.turn);
  autosell_photo_edit_crop (merge->edit, row->photo, key.has_crop ? &key.crop : NULL);
  merge->out->n_changed++;
}

static gboolean
merge_looks (Merge *merge, GError **error)
{
  g_autoptr(GPtrArray) rows = read_rows (merge,
                                         "SELECT f.id, p.id, f.look, f.base_look, p.turn " BOTH " AND NOT " GONE_THERE
                                         " AND f.base_look IS NOT f.look",
                                         read_look, error);

  if (rows == NULL)
    return FALSE;
  for (guint i = 0; i < rows->len; i++)
    {
      Row *row = g_ptr_array_index (rows, i);

      if (row->base != NULL)
        apply_look (merge, row);
      if (!autosell_drive_run (merge->connection, error, "UPDATE drive_file SET base_look = look WHERE id = ?",
                               row->file, NULL))
        return FALSE;
    }
  return TRUE;
}

/* ---- Its place ---- */

typedef struct
{
  char *photo;
  gint64 place; /* 0: not in Drive yet */
} Placed;

static void
placed_clear (gpointer data)
{
  g_free (((Placed *) data)->photo);
}

static int
compare_placed (gconstpointer a, gconstpointer b)
{
  const Placed *one = a, *other = b;

  return one->place != other->place ? (one->place > other->place) - (one->place < other->place)
                                    : g_strcmp0 (one->photo, other->photo);
}

/* Those in Drive by their places; each of the others stays behind the one that it stood behind. */
static void
order_car (Merge *merge, gint64 vehicle_key, GArray *photos)
{
  g_autoptr(GArray) sorted = g_array_new (FALSE, FALSE, sizeof (Placed));
  g_autoptr(GPtrArray) ids = g_ptr_array_new ();

  for (guint i = 0; i < photos->len; i++)
    if (g_array_index (photos, Placed, i).place > 0)
      g_array_append_vals (sorted, &g_array_index (photos, Placed, i), 1);
  g_array_sort (sorted, compare_placed);
  for (guint i = 0; i < photos->len && g_array_index (photos, Placed, i).place == 0; i++)
    g_ptr_array_add (ids, g_array_index (photos, Placed, i).photo);
  for (guint i = 0; i < sorted->len; i++)
    {
      const char *photo = g_array_index (sorted, Placed, i).photo;
      guint at = 0;

      g_ptr_array_add (ids, (gpointer) photo);
      while (!g_str_equal (g_array_index (photos, Placed, at).photo, photo))
        at++;
      for (at++; at < photos->len && g_array_index (photos, Placed, at).place == 0; at++)
        g_ptr_array_add (ids, g_array_index (photos, Placed, at).photo);
    }
  g_ptr_array_add (ids, NULL);
  autosell_photo_edit_order (merge->edit, vehicle_key, (const char *const *) ids->pdata);
  merge->out->n_changed++;
}

static gboolean
merge_order (Merge *merge, gint64 vehicle_key, GError **error)
{
  g_autoptr(GArray) photos = g_array_new (FALSE, FALSE, sizeof (Placed));
  g_autoptr(GError) local_error = NULL;
  sqlite3_stmt *stmt =
    autosell_connection_prepare (merge->connection,
                                 "SELECT p.id, iif(f.is_there AND f.base_place IS NOT NULL, f.place, 0) FROM photo p "
                                 "LEFT JOIN drive_file f ON f.photo = p.id "
                                 "WHERE p.vehicle_pk = ? AND p.deleted_at IS NULL ORDER BY p.position, p.pk",
                                 error);

  g_array_set_clear_func (photos, placed_clear);
  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, vehicle_key);
  while (autosell_statement_next (stmt, &local_error))
    {
      Placed placed = { g_strdup (autosell_column_text (stmt, 0)), sqlite3_column_int64 (stmt, 1) };

      g_array_append_val (photos, placed);
    }
  if (!autosell_pass_error (g_steal_pointer (&local_error), error))
    return FALSE;
  order_car (merge, vehicle_key, photos);
  return TRUE;
}

static gboolean
merge_orders (Merge *merge, GError **error)
{
  sqlite3_stmt *stmt = autosell_connection_prepare (
    merge->connection, "SELECT DISTINCT p.vehicle_pk " BOTH " AND f.base_place <> f.place", error);
  g_autoptr(GArray) keys = autosell_statement_get_keys (stmt, error);

  if (keys == NULL)
    return FALSE;
  for (guint i = 0; i < keys->len; i++)
    if (!merge_order (merge, g_array_index (keys, gint64, i), error))
      return FALSE;
  return autosell_connection_exec (merge->connection,
                                   "UPDATE drive_file SET base_place = place WHERE is_there AND NOT is_folder "
                                   "AND base_place IS NOT place AND photo IN (SELECT id FROM photo)",
                                   error);
}

/* ---- All of it ---- */

typedef struct
{
  AutosellWriteJob *who;
  gboolean allows_removal;
  AutosellDriveMerge *out;
} MergeJob;

static void
merge_job_free (gpointer data)
{
  MergeJob *job = data;

  autosell_write_job_free (job->who);
  g_free (job);
}

static gboolean
write_merge (Merge *merge, MergeJob *job, AutosellWriter *writer, GError **error)
{
  g_autoptr(AutosellPhotoBoard) board = autosell_photo_board_new (writer);

  return merge_bins (merge, error) && merge_cars (merge, error) && merge_looks (merge, error)
         && merge_orders (merge, error) && autosell_photo_board_apply (board, merge->edit, error)
         && autosell_photo_board_write (board, job->who->data_dir, error);
}

static gpointer
merge_job (AutosellConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  MergeJob *job = data;
  g_autoptr(AutosellPhotoEdit) edit = autosell_photo_edit_new ();
  Merge merge = { connection, edit, job->out };
  g_autoptr(AutosellSafetyCopy) copy = NULL;
  AutosellWriter writer;

  if (!autosell_writer_begin (&writer, connection, AUTOSELL_ACTION_SYNC, job->who->who, "drive", NULL, error))
    return NULL;
  count_removals (&merge);
  job->out->is_braked =
    !job->allows_removal
    && (is_too_many (job->out, job->out->n_removed_here) || is_too_many (job->out, job->out->n_removed_there));
  if (job->out->is_braked
      || ((job->out->n_removed_here < AUTOSELL_BULK_VEHICLES
           || autosell_safety_copy_begin (connection, job->who->data_dir, &copy, error))
          && write_merge (&merge, job, &writer, error)))
    return autosell_writer_end_with_copy (&writer, g_steal_pointer (&copy), error);
  autosell_writer_abort (&writer);
  return NULL;
}

typedef struct
{
  GTask *task;
  AutosellDriveMerge *out;
} Merging;

static void
merged_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Merging *merging = user_data;
  g_autoptr(GTask) task = merging->task;
  GError *error = NULL;
  AutosellCommitResult *commit = autosell_store_run_finish (AUTOSELL_STORE (source), result, &error);

  if (commit == NULL)
    {
      g_free (merging->out);
      g_task_return_error (task, error);
      return;
    }
  autosell_commit_result_free (commit);
  g_task_return_pointer (task, merging->out, g_free);
}

void
autosell_store_merge_drive_async (AutosellStore *self, gboolean allows_removal, GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  MergeJob *job = g_new0 (MergeJob, 1);
  Merging *merging = g_new0 (Merging, 1);

  merging->task = g_task_new (self, NULL, callback, user_data);
  merging->out = g_new0 (AutosellDriveMerge, 1);
  job->who = autosell_write_job_new (self);
  job->allows_removal = allows_removal;
  job->out = merging->out;
  autosell_store_write (self, merge_job, job, merge_job_free, merged_cb, merging);
}

AutosellDriveMerge *
autosell_store_merge_drive_finish (AutosellStore *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* ---- Photos that came ---- */

void
autosell_drive_arrival_free (AutosellDriveArrival *arrival)
{
  g_free (arrival->file);
  g_clear_pointer (&arrival->staged, autosell_staged_photo_unref);
  g_free (arrival);
}

typedef struct
{
  AutosellWriteJob *who;
  GPtrArray *arrivals;
} AdoptJob;

static void
adopt_job_free (gpointer data)
{
  AdoptJob *job = data;

  autosell_write_job_free (job->who);
  g_ptr_array_unref (job->arrivals);
  g_free (job);
}

/* Behind the photos of the car whose places are lower. @n_before: how many of these arrive together with it */
static gboolean
adopt_one (AutosellConnection *connection, AutosellPhotoEdit *edit, const AutosellDriveArrival *arrival, GError **error)
{
  sqlite3_stmt *stmt = autosell_connection_prepare (
    connection,
    "SELECT f.photo, f.look, " AUTOSELL_DRIVE_KEY (AUTOSELL_DRIVE_THERE (
      "f")) ", f.place FROM drive_file f WHERE f.id = ?1 "
            "AND f.is_there AND NOT " GONE_THERE " AND NOT EXISTS (SELECT 1 FROM photo p WHERE p.id = f.photo)",
    error);
  g_autoptr(GError) local_error = NULL;

  if (stmt == NULL)
    return FALSE;
  autosell_bind_text (stmt, 1, arrival->file);
  if (autosell_statement_next (stmt, &local_error))
    {
      gint64 key = sqlite3_column_int64 (stmt, 2);
      AutosellPhotoKey look = { 0 };

      if (!autosell_drive_parse_look (autosell_column_text (stmt, 1), &look))
        look = (AutosellPhotoKey){ 0 };
      if (key != 0)
        autosell_photo_edit_adopt (edit, key, arrival->staged, autosell_column_text (stmt, 0), &look,
                                   sqlite3_column_int64 (stmt, 3));
      sqlite3_reset (stmt);
    }
  return autosell_pass_error (g_steal_pointer (&local_error), error);
}

static gboolean
write_arrivals (AutosellConnection *connection, AdoptJob *job, AutosellWriter *writer, GError **error)
{
  g_autoptr(AutosellPhotoBoard) board = autosell_photo_board_new (writer);
  g_autoptr(AutosellPhotoEdit) edit = autosell_photo_edit_new ();

  for (guint i = 0; i < job->arrivals->len; i++)
    {
      const AutosellDriveArrival *arrival = g_ptr_array_index (job->arrivals, i);

      if (!(arrival->is_peoples ? autosell_drive_adopt_peoples : adopt_one) (connection, edit, arrival, error))
        return FALSE;
    }
  if (!autosell_photo_board_apply (board, edit, error)
      || !autosell_photo_board_write (board, job->who->data_dir, error))
    return FALSE;
  for (guint i = 0; i < job->arrivals->len; i++)
    {
      const AutosellDriveArrival *arrival = g_ptr_array_index (job->arrivals, i);

      if (!arrival->is_peoples
          && !autosell_drive_run (
            connection, error,
            "UPDATE drive_file SET base_trashed = 0, base_place = place, base_look = look, base_vehicle "
            "= " AUTOSELL_DRIVE_THERE ("drive_file") " WHERE id = ? AND photo IN (SELECT id FROM photo)",
            arrival->file, NULL))
        return FALSE;
    }
  return autosell_drive_settle_peoples (connection, error);
}

static gpointer
adopt_job (AutosellConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  AdoptJob *job = data;
  AutosellWriter writer;

  if (!autosell_writer_begin (&writer, connection, AUTOSELL_ACTION_SYNC, job->who->who, "drive", NULL, error))
    return NULL;
  if (write_arrivals (connection, job, &writer, error))
    return autosell_writer_end (&writer, error);
  autosell_writer_abort (&writer);
  return NULL;
}

void
autosell_store_adopt_drive_async (AutosellStore *self, GPtrArray *arrivals, GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  AdoptJob *job = g_new0 (AdoptJob, 1);

  job->who = autosell_write_job_new (self);
  job->arrivals = arrivals;
  autosell_store_write (self, adopt_job, job, adopt_job_free, callback, user_data);
}

AutosellCommitResult *
autosell_store_adopt_drive_finish (AutosellStore *self, GAsyncResult *result, GError **error)
{
  return autosell_store_run_finish (self, result, error);
}
