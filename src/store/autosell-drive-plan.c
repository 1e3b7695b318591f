/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-drive-private.h"
#include "autosell-photo-places.h"

/* The next steps to take in Drive, asked of the database each time: what is here, against what both sides agreed on. */

/* Ids for so many folders and photos at once. */
#define MAX_IDS 200
/* What may be a photo of ours. */
#define MAX_FETCH_BYTES "33554432"

#define LOOK \
  "(iif(p.turn = 0, '', '-t' || p.turn) || iif(p.crop_x IS NULL, '', '-c' || p.crop_x || '.' || p.crop_y || '.' || " \
  "p.crop_width || '.' || p.crop_height))"
#define TITLE \
  "ifnull(nullif(trim(ifnull(v.stock_number || ' ', '') || ifnull(v.brand || ' ', '') || ifnull(v.model || ' ', '') " \
  "|| ifnull(v.year, '')), ''), v.id)"
/* Photos that may go to Drive: whole, and of cars in the stock. */
#define SENDABLE "p.deleted_at IS NULL AND v.deleted_at IS NULL AND p.mark = 0"

void
autosell_drive_step_free (AutosellDriveStep *step)
{
  g_free (step->file);
  g_free (step->vehicle);
  g_free (step->photo);
  g_free (step->name);
  g_free (step->title);
  g_free (step->parent);
  g_free (step->from);
  g_free (step->hash);
  g_free (step->look);
  g_free (step->source_hash);
  g_free (step->original);
  g_free (step->mime_type);
  g_free (step->removed);
  g_free (step);
}

void
autosell_drive_plan_free (AutosellDrivePlan *plan)
{
  g_ptr_array_unref (plan->steps);
  g_free (plan);
}

typedef struct
{
  AutosellConnection *connection;
  AutosellDriveLink *link;
  AutosellDrivePlanFlags flags;
  guint limit;
  GArray *wanted;
  GStrv ids;
  guint n_used;
  AutosellDrivePlan *plan;
  GHashTable *places; /* photo → gint64: of cars whose order was worked out */
  GHashTable *cars;   /* those cars; a set of gint64 */
} Planner;

typedef gboolean (*RowFunc) (Planner *self, sqlite3_stmt *stmt, GError **error);

/* @read runs for each row; it may not use the same statement. */
static gboolean
each (Planner *self, const char *sql, RowFunc read, int limit, GError **error)
{
  sqlite3_stmt *stmt = autosell_connection_prepare (self->connection, sql, error);
  g_autoptr(GError) local_error = NULL;

  if (stmt == NULL)
    return FALSE;
  if (limit >= 0)
    sqlite3_bind_int (stmt, 1, limit);
  while (autosell_statement_next (stmt, &local_error))
    if (!read (self, stmt, error))
      {
        sqlite3_reset (stmt);
        return FALSE;
      }
  return autosell_pass_error (g_steal_pointer (&local_error), error);
}

static AutosellDriveStep *
add_step (Planner *self, AutosellDriveStepKind kind, const char *file, const char *vehicle)
{
  AutosellDriveStep *step = g_new0 (AutosellDriveStep, 1);

  step->kind = kind;
  step->file = g_strdup (file);
  step->vehicle = g_strdup (vehicle);
  step->trashed = step->sold = -1;
  g_ptr_array_add (self->plan->steps, step);
  return step;
}

static gboolean
is_full (Planner *self)
{
  return self->plan->steps->len >= self->limit;
}

static char *
dup_name (gint64 place)
{
  return g_strdup_printf ("%04" G_GINT64_FORMAT ".jpg", place);
}

/* ---- Promises ---- */

/* An id is recorded before it is used. Where there are none left, they are counted. */
static const char *
take_id (Planner *self)
{
  if (self->ids != NULL && self->ids[self->n_used] != NULL)
    return self->ids[self->n_used++];
  self->plan->n_ids++;
  return NULL;
}

static gboolean
promise_folder (Planner *self, sqlite3_stmt *stmt, GError **error)
{
  const char *id = take_id (self);

  return id == NULL
         || autosell_drive_run (self->connection, error,
                                "INSERT INTO drive_file (id, is_folder, vehicle, base_sold) VALUES (?1, 1, ?2, 0)", id,
                                autosell_column_text (stmt, 0), NULL);
}

static gboolean
promise_photo (Planner *self, sqlite3_stmt *stmt, GError **error)
{
  const char *id = take_id (self);

  return id == NULL
         || autosell_drive_run (self->connection, error,
                                "INSERT INTO drive_file (id, is_folder, vehicle, photo) VALUES (?1, 0, ?2, ?3)", id,
                                autosell_column_text (stmt, 0), autosell_column_text (stmt, 1), NULL);
}

static gboolean
promise (Planner *self, GError **error)
{
  /* Another PC made the folder meanwhile. */
  if (!autosell_connection_exec (
        self->connection,
        "DELETE FROM drive_file WHERE is_folder AND NOT is_there AND EXISTS (SELECT 1 FROM drive_file o "
        "WHERE o.vehicle = drive_file.vehicle AND o.is_folder = 1 AND o.is_there AND NOT o.is_trashed "
        "AND NOT o.is_gone)",
        error))
    return FALSE;
  if (self->flags & AUTOSELL_DRIVE_PLAN_NO_SENDING)
    return TRUE;
  return each (self,
               "SELECT DISTINCT " AUTOSELL_DRIVE_VEHICLE (
                 "v") " AS car FROM photo p JOIN vehicle v ON v.pk = p.vehicle_pk "
                      "LEFT JOIN drive_file f ON f.photo = p.id WHERE " SENDABLE
                      " AND (f.id IS NULL OR NOT f.is_there OR f.is_trashed) "
                      "AND NOT EXISTS (SELECT 1 FROM drive_file d WHERE d.vehicle = " AUTOSELL_DRIVE_VEHICLE (
                        "v") " AND d.is_folder = 1 "
                             "AND NOT d.is_trashed AND NOT d.is_gone) LIMIT ?",
               promise_folder, MAX_IDS, error)
         && each (self,
                  "SELECT " AUTOSELL_DRIVE_VEHICLE (
                    "v") ", p.id FROM photo p JOIN vehicle v ON v.pk = p.vehicle_pk WHERE " SENDABLE
                         " AND NOT EXISTS (SELECT 1 FROM drive_file f WHERE f.photo = p.id) ORDER BY p.position > 0, "
                         "v.pk, p.position LIMIT ?",
                  promise_photo, MAX_IDS, error);
}

/* ---- Places ---- */

/* What each photo of the car is to have, so that their order is the one here. */
static gboolean
work_out_places (Planner *self, gint64 vehicle_key, GError **error)
{
  sqlite3_stmt *stmt =
    autosell_connection_prepare (self->connection,
                                 "SELECT p.id, ifnull(f.place, 0) FROM photo p LEFT JOIN drive_file f "
                                 "ON f.photo = p.id AND NOT f.is_gone WHERE p.vehicle_pk = ? "
                                 "AND p.deleted_at IS NULL ORDER BY p.position, p.pk",
                                 error);
  g_autoptr(GPtrArray) photos = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GArray) places = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr(GError) local_error = NULL;

  if (stmt == NULL)
    return FALSE;
  g_hash_table_add (self->cars, g_memdup2 (&vehicle_key, sizeof vehicle_key));
  sqlite3_bind_int64 (stmt, 1, vehicle_key);
  while (autosell_statement_next (stmt, &local_error))
    {
      gint64 place = sqlite3_column_int64 (stmt, 1);

      g_ptr_array_add (photos, g_strdup (autosell_column_text (stmt, 0)));
      g_array_append_val (places, place);
    }
  if (!autosell_pass_error (g_steal_pointer (&local_error), error))
    return FALSE;
  autosell_photo_places_assign ((gint64 *) (void *) places->data, places->len);
  for (guint i = 0; i < photos->len; i++)
    g_hash_table_insert (self->places, g_strdup (g_ptr_array_index (photos, i)),
                         g_memdup2 (&g_array_index (places, gint64, i), sizeof (gint64)));
  return TRUE;
}

static gboolean
get_place (Planner *self, gint64 vehicle_key, const char *photo, gint64 *place, GError **error)
{
  const gint64 *found;

  if (!g_hash_table_contains (self->cars, &vehicle_key) && !work_out_places (self, vehicle_key, error))
    return FALSE;
  found = g_hash_table_lookup (self->places, photo);
  *place = found != NULL ? *found : 0;
  return TRUE;
}

static gboolean
take_unsorted (Planner *self, sqlite3_stmt *stmt, GError **error)
{
  gint64 key = sqlite3_column_int64 (stmt, 0);

  return g_hash_table_contains (self->cars, &key) || work_out_places (self, key, error);
}

/* ---- Photos to send ---- */

static gboolean
plan_send (Planner *self, sqlite3_stmt *stmt, GError **error)
{
  AutosellDriveStep *step;
  gint64 place;

  if (is_full (self))
    return TRUE;
  if (!get_place (self, sqlite3_column_int64 (stmt, 3), autosell_column_text (stmt, 2), &place, error))
    return FALSE;
  step = add_step (self, AUTOSELL_DRIVE_SEND, autosell_column_text (stmt, 0), autosell_column_text (stmt, 1));
  step->photo = g_strdup (autosell_column_text (stmt, 2));
  step->vehicle_key = sqlite3_column_int64 (stmt, 3);
  step->hash = g_strdup (autosell_column_text (stmt, 4));
  step->size = sqlite3_column_int64 (stmt, 5);
  step->look = g_strdup (autosell_column_text (stmt, 6));
  step->source_hash = g_strdup (autosell_column_text (stmt, 7));
  step->taken_us = sqlite3_column_int64 (stmt, 8);
  step->original = g_strdup (autosell_column_text (stmt, 9));
  step->parent = g_strdup (autosell_column_text (stmt, 10));
  step->place = place;
  step->name = dup_name (place);
  return autosell_drive_run (self->connection, error,
                             "UPDATE drive_file SET place = CAST (?2 AS INTEGER) WHERE id = ?1", step->file, step->name,
                             NULL);
}

static gboolean
plan_sends (Planner *self, GError **error)
{
  return (self->flags & AUTOSELL_DRIVE_PLAN_NO_SENDING) != 0
         || each (self,
                  "SELECT f.id, " AUTOSELL_DRIVE_VEHICLE (
                    "v") ", p.id, p.vehicle_pk, p.hash, p.size_bytes, " LOOK ", p.source_hash, "
                         "p.taken_at, p.name, " AUTOSELL_DRIVE_FOLDER_OF (AUTOSELL_DRIVE_VEHICLE (
                           "v")) " AS folder FROM drive_file f "
                                 "JOIN photo p ON p.id = f.photo JOIN vehicle v ON v.pk = p.vehicle_pk WHERE NOT "
                                 "f.is_there AND NOT f.is_folder "
                                 "AND " SENDABLE
                                 " AND folder IS NOT NULL ORDER BY p.position > 0, v.pk, p.position LIMIT ?",
                  plan_send, (int) self->limit, error);
}

/* ---- Folders ---- */

static gboolean
plan_folder (Planner *self, sqlite3_stmt *stmt, GError **error G_GNUC_UNUSED)
{
  AutosellDriveStep *step;

  if (is_full (self))
    return TRUE;
  step = add_step (self, AUTOSELL_DRIVE_MAKE_FOLDER, autosell_column_text (stmt, 0), autosell_column_text (stmt, 1));
  step->name = g_strdup (autosell_column_text (stmt, 2));
  step->title = g_strdup (step->name);
  step->parent = g_strdup (self->link->root);
  return TRUE;
}

static gboolean
plan_folders (Planner *self, GError **error)
{
  return (self->flags & AUTOSELL_DRIVE_PLAN_NO_SENDING) != 0
         || each (self,
                  "SELECT f.id, f.vehicle, " TITLE " FROM drive_file f JOIN vehicle v ON v.pk = " AUTOSELL_DRIVE_KEY (
                    "f.vehicle") " WHERE f.is_folder AND NOT f.is_there LIMIT ?",
                  plan_folder, (int) self->limit, error);
}

static gboolean
plan_renaming (Planner *self, sqlite3_stmt *stmt, GError **error G_GNUC_UNUSED)
{
  AutosellDriveStep *step;
  gboolean is_sold = sqlite3_column_int (stmt, 4), was_sold = sqlite3_column_int (stmt, 5);

  if (is_full (self))
    return TRUE;
  step = add_step (self, AUTOSELL_DRIVE_EDIT_FOLDER, autosell_column_text (stmt, 0), autosell_column_text (stmt, 1));
  step->title = g_strdup (autosell_column_text (stmt, 2));
  if (g_strcmp0 (step->title, autosell_column_text (stmt, 3)) != 0)
    step->name = g_strdup (step->title);
  if ((self->flags & AUTOSELL_DRIVE_PLAN_MOVES_SOLD) && self->link->sold != NULL && is_sold != was_sold)
    {
      step->sold = is_sold;
      step->parent = g_strdup (is_sold ? self->link->sold : self->link->root);
      step->from = g_strdup (autosell_column_text (stmt, 6));
    }
  return TRUE;
}

/* A folder that another PC made is called what it was called there, or what people call it since. */
static gboolean
plan_renamings (Planner *self, GError **error)
{
  gboolean moves = (self->flags & AUTOSELL_DRIVE_PLAN_MOVES_SOLD) && self->link->sold != NULL;

  return autosell_drive_run (
           self->connection, error,
           "UPDATE drive_file SET title = (SELECT " TITLE " FROM vehicle v WHERE v.pk = " AUTOSELL_DRIVE_KEY (
             "drive_file.vehicle") "), base_sold = ifnull(base_sold, parent IS ?) "
                                   "WHERE is_folder AND is_there AND (title IS NULL OR base_sold IS NULL)",
           self->link->sold != NULL ? self->link->sold : "", NULL)
         && each (self,
                  moves ? "SELECT f.id, f.vehicle, " TITLE
                          ", f.title, v.status IS 'sold', f.base_sold, f.parent FROM drive_file f "
                          "JOIN vehicle v ON v.pk = " AUTOSELL_DRIVE_KEY (
                            "f.vehicle") " WHERE f.is_folder AND f.is_there "
                                         "AND NOT f.is_trashed AND NOT f.is_gone AND v.deleted_at IS NULL "
                                         "AND (f.title IS NOT " TITLE " OR f.base_sold <> (v.status IS 'sold')) LIMIT ?"
                        : "SELECT f.id, f.vehicle, " TITLE ", f.title, 0, 0, f.parent FROM drive_file f "
                          "JOIN vehicle v ON v.pk = " AUTOSELL_DRIVE_KEY (
                            "f.vehicle") " WHERE f.is_folder AND f.is_there "
                                         "AND NOT f.is_trashed AND NOT f.is_gone AND v.deleted_at IS NULL AND f.title "
                                         "IS NOT " TITLE " LIMIT ?",
                  plan_renaming, (int) self->limit, error);
}

static gboolean
plan_leftover (Planner *self, sqlite3_stmt *stmt, GError **error G_GNUC_UNUSED)
{
  AutosellDriveStep *step;

  if (is_full (self))
    return TRUE;
  step = add_step (self, AUTOSELL_DRIVE_EDIT_FOLDER, autosell_column_text (stmt, 0), autosell_column_text (stmt, 1));
  step->trashed = 1;
  return TRUE;
}

static gboolean
plan_leftover_photo (Planner *self, sqlite3_stmt *stmt, GError **error G_GNUC_UNUSED)
{
  if (!is_full (self))
    add_step (self, AUTOSELL_DRIVE_EDIT_PHOTO, autosell_column_text (stmt, 0), autosell_column_text (stmt, 1))
      ->trashed = 1;
  return TRUE;
}

/* Two PCs made a folder of the same car at the same moment: once the second one is empty it goes. Not one that has been
 * there for a day: people may have put something into it that this account is not shown. The same of a photo: its
 * second file goes at once, where it is this account's to do so. */
static gboolean
plan_leftovers (Planner *self, GError **error)
{
  return each (self,
               "SELECT f.id, f.vehicle FROM drive_file f WHERE f.is_folder AND f.is_there AND NOT f.is_trashed AND NOT "
               "f.is_gone "
               "AND f.id <> " AUTOSELL_DRIVE_FOLDER_OF (
                 "f.vehicle") " AND NOT EXISTS (SELECT 1 FROM drive_file o "
                              "WHERE o.parent = f.id AND NOT o.is_gone) AND f.created_at > (unixepoch () - 86400) * "
                              "1000000 LIMIT ?",
               plan_leftover, (int) self->limit, error)
         && each (
           self,
           "SELECT f.id, f.vehicle FROM drive_file f WHERE NOT f.is_folder AND f.is_there AND f.photo IS NULL AND "
           "f.can_trash "
           "AND NOT f.is_trashed AND NOT f.is_gone AND EXISTS (SELECT 1 FROM drive_file o WHERE o.vehicle = f.vehicle "
           "AND o.photo IS NOT NULL AND o.parent = f.parent AND o.is_there AND NOT o.is_trashed AND NOT o.is_gone "
           "AND (o.hash = f.hash OR o.source_hash = f.source_hash)) LIMIT ?",
           plan_leftover_photo, (int) self->limit, error);
}

/* ---- Photos that are there ---- */

#define EDITABLE \
  "SELECT f.id, " AUTOSELL_DRIVE_VEHICLE ( \
    "v") " AS car, p.id, p.vehicle_pk, p.deleted_at IS NOT NULL AS gone, " \
         "f.base_trashed, " LOOK \
         " AS look_here, f.base_look, f.base_vehicle, f.parent, f.place, " AUTOSELL_DRIVE_FOLDER_OF ( \
           AUTOSELL_DRIVE_VEHICLE ("v")) " AS folder, " \
                                         "(SELECT d.vehicle IS NOT " AUTOSELL_DRIVE_VEHICLE ( \
                                           "v") " OR d.is_trashed OR d.is_gone OR d.id " \
                                                "<> " AUTOSELL_DRIVE_FOLDER_OF ( \
                                                  AUTOSELL_DRIVE_VEHICLE ("v")) " FROM drive_file d WHERE d.id " \
                                                                                "= f.parent AND d.is_folder) " \
                                                                                "AS is_elsewhere FROM " \
                                                                                "drive_file f JOIN photo p ON " \
                                                                                "p.id = f.photo JOIN vehicle v " \
                                                                                "ON v.pk = p.vehicle_pk " \
                                                                                "WHERE f.is_there AND NOT " \
                                                                                "f.is_gone AND f.base_trashed " \
                                                                                "IS NOT NULL "

static gboolean
has_step (Planner *self, const char *file)
{
  for (guint i = 0; i < self->plan->steps->len; i++)
    if (g_str_equal (((AutosellDriveStep *) g_ptr_array_index (self->plan->steps, i))->file, file))
      return TRUE;
  return FALSE;
}

static gboolean
plan_edit (Planner *self, sqlite3_stmt *stmt, GError **error)
{
  const char *file = autosell_column_text (stmt, 0), *car = autosell_column_text (stmt, 1);
  gboolean is_gone = sqlite3_column_int (stmt, 4);
  gint64 key = sqlite3_column_int64 (stmt, 3), place = 0;
  AutosellDriveStep *step;

  if (is_full (self) || has_step (self, file))
    return TRUE;
  /* Its place counts where it is shown; a photo in the bin keeps the one that it had. */
  if (!is_gone && g_hash_table_contains (self->cars, &key)
      && !get_place (self, key, autosell_column_text (stmt, 2), &place, error))
    return FALSE;
  step = add_step (self, AUTOSELL_DRIVE_EDIT_PHOTO, file, car);
  step->photo = g_strdup (autosell_column_text (stmt, 2));
  step->vehicle_key = key;
  if (is_gone != sqlite3_column_int (stmt, 5))
    step->trashed = is_gone;
  if (is_gone)
    return TRUE;
  step->look = g_strdup (autosell_column_text (stmt, 6));
  if (place != 0 && place != sqlite3_column_int64 (stmt, 10))
    {
      step->place = place;
      step->name = dup_name (place);
    }
  if (sqlite3_column_int (stmt, 12) && sqlite3_column_type (stmt, 11) != SQLITE_NULL)
    {
      step->parent = g_strdup (autosell_column_text (stmt, 11));
      step->from = g_strdup (autosell_column_text (stmt, 9));
    }
  return TRUE;
}

/* Moved ones of a car whose order was worked out: those whose place became another. */
static gboolean
plan_place (Planner *self, sqlite3_stmt *stmt, GError **error)
{
  gint64 key = sqlite3_column_int64 (stmt, 3), place = 0;

  if (sqlite3_column_int (stmt, 4) || !g_hash_table_contains (self->cars, &key))
    return TRUE;
  if (!get_place (self, key, autosell_column_text (stmt, 2), &place, error))
    return FALSE;
  return place == sqlite3_column_int64 (stmt, 10) || plan_edit (self, stmt, error);
}

static gboolean
plan_places (Planner *self, GError **error)
{
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, self->cars);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    if (!each (self, EDITABLE "AND p.vehicle_pk = ?", plan_place, (int) *(gint64 *) key, error))
      return FALSE;
  return TRUE;
}

static gboolean
plan_edits (Planner *self, GError **error)
{
  /* Worked out before anything else: a car whose order differs here. */
  return each (self,
               "SELECT DISTINCT car FROM (SELECT p.vehicle_pk AS car, f.base_place AS place, lag (f.base_place) OVER "
               "(PARTITION BY "
               "p.vehicle_pk ORDER BY p.position, p.pk) AS before FROM photo p JOIN drive_file f ON f.photo = p.id "
               "WHERE p.deleted_at IS NULL AND f.is_there AND NOT f.is_gone AND f.base_place IS NOT NULL) WHERE before "
               ">= place",
               take_unsorted, -1, error)
         && each (self,
                  EDITABLE "AND (gone <> f.base_trashed OR (NOT gone AND v.deleted_at IS NULL AND (f.base_look <> "
                           "look_here OR f.base_vehicle <> car))) "
                           "LIMIT ?",
                  plan_edit, (int) self->limit, error)
         /* Of a second folder of the same car. */
         && each (
           self,
           EDITABLE
           "AND NOT gone AND f.parent IN (SELECT d.id FROM drive_file d WHERE d.is_folder AND d.is_there "
           "AND NOT d.is_trashed AND NOT d.is_gone AND d.id <> " AUTOSELL_DRIVE_FOLDER_OF ("d.vehicle") ") LIMIT ?",
           plan_edit, (int) self->limit, error)
         && plan_places (self, error);
}

/* ---- Photos to fetch ---- */

static gboolean
plan_fetch (Planner *self, sqlite3_stmt *stmt, GError **error G_GNUC_UNUSED)
{
  AutosellDriveStep *step;
  gint64 key = sqlite3_column_int64 (stmt, 2);
  gboolean is_wanted = sqlite3_column_int (stmt, 8) == 1 || !(self->flags & AUTOSELL_DRIVE_PLAN_COVERS);

  for (guint i = 0; !is_wanted && self->wanted != NULL && i < self->wanted->len; i++)
    is_wanted = g_array_index (self->wanted, gint64, i) == key;
  if (is_full (self) || !is_wanted)
    return TRUE;
  step = add_step (self, AUTOSELL_DRIVE_FETCH, autosell_column_text (stmt, 0), autosell_column_text (stmt, 1));
  step->vehicle_key = key;
  step->photo = g_strdup (autosell_column_text (stmt, 3));
  step->hash = g_strdup (autosell_column_text (stmt, 4));
  step->size = sqlite3_column_int64 (stmt, 5);
  step->source_hash = g_strdup (autosell_column_text (stmt, 6));
  step->taken_us = sqlite3_column_int64 (stmt, 7);
  step->original = g_strdup (autosell_column_text (stmt, 9));
  return TRUE;
}

static gboolean
plan_fetches (Planner *self, GError **error)
{
  return (self->flags & AUTOSELL_DRIVE_PLAN_NO_FETCHING) != 0
         || each (self,
                  "SELECT id, vehicle, key, photo, hash, size_bytes, source_hash, taken_at, number, original FROM "
                  "(SELECT f.*, " AUTOSELL_DRIVE_KEY (
                    AUTOSELL_DRIVE_THERE ("f")) " AS key, row_number () OVER (PARTITION BY f.vehicle "
                                                "ORDER BY f.place, f.photo) AS number FROM drive_file f WHERE NOT "
                                                "f.is_folder AND f.is_there AND NOT f.is_trashed "
                                                "AND NOT f.is_gone AND f.photo IS NOT NULL AND f.hash IS NOT NULL AND "
                                                "f.size_bytes <= " MAX_FETCH_BYTES ") "
                                                "WHERE NOT EXISTS (SELECT 1 FROM photo p WHERE p.id = photo) AND "
                                                "EXISTS (SELECT 1 FROM vehicle v WHERE v.pk = key "
                                                "AND v.deleted_at IS NULL) ORDER BY number > 1, key, number",
                  plan_fetch, -1, error);
}

/* ---- What people put there ---- */

static gboolean
plan_taking (Planner *self, sqlite3_stmt *stmt, GError **error G_GNUC_UNUSED)
{
  AutosellDriveStep *step;

  if (is_full (self))
    return TRUE;
  step = add_step (self, AUTOSELL_DRIVE_TAKE_IN, autosell_column_text (stmt, 0), autosell_column_text (stmt, 1));
  step->vehicle_key = sqlite3_column_int64 (stmt, 2);
  step->photo = g_strdup (autosell_column_text (stmt, 3));
  step->hash = g_strdup (autosell_column_text (stmt, 4));
  step->size = sqlite3_column_int64 (stmt, 5);
  step->original = g_strdup (autosell_column_text (stmt, 6));
  step->mime_type = g_strdup (autosell_column_text (stmt, 7));
  return TRUE;
}

static gboolean
plan_takings (Planner *self, GError **error)
{
  return (self->flags & AUTOSELL_DRIVE_PLAN_TAKES_IN) == 0
         || (autosell_drive_settle_peoples (self->connection, error)
             && each (self, AUTOSELL_DRIVE_PEOPLES "ORDER BY i.folder, i.name, i.id LIMIT ?", plan_taking,
                      (int) self->limit, error));
}

/* ---- What people put there, and somebody removed since ---- */

static gboolean
plan_removal (Planner *self, sqlite3_stmt *stmt, GError **error G_GNUC_UNUSED)
{
  const char *folder = autosell_column_text (stmt, 0);

  if (!is_full (self) && !has_step (self, folder))
    add_step (self, AUTOSELL_DRIVE_EDIT_FOLDER, folder, autosell_column_text (stmt, 1))->removed =
      g_strdup (autosell_column_text (stmt, 2));
  return TRUE;
}

static gboolean
plan_removals (Planner *self, GError **error)
{
  return each (self, AUTOSELL_DRIVE_REMOVALS, plan_removal, (int) self->limit, error);
}

/* ---- All ---- */

static void
planner_free (gpointer data)
{
  Planner *self = data;

  g_clear_pointer (&self->link, autosell_drive_link_free);
  g_clear_pointer (&self->wanted, g_array_unref);
  g_strfreev (self->ids);
  g_clear_pointer (&self->plan, autosell_drive_plan_free);
  g_hash_table_unref (self->places);
  g_hash_table_unref (self->cars);
  g_free (self);
}

static gboolean
plan_all (Planner *self, GError **error)
{
  if (!autosell_drive_find_link (self->connection, &self->link, error))
    return FALSE;
  return self->link == NULL
         || (promise (self, error) && plan_edits (self, error) && plan_sends (self, error) && plan_folders (self, error)
             && plan_renamings (self, error) && plan_leftovers (self, error) && plan_removals (self, error)
             && plan_fetches (self, error) && plan_takings (self, error));
}

static gpointer
plan_job (AutosellConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  Planner *self = data;

  self->connection = connection;
  if (!autosell_connection_begin (connection, error))
    return NULL;
  if (plan_all (self, error))
    return autosell_connection_commit (connection, error) ? g_steal_pointer (&self->plan) : NULL;
  autosell_connection_rollback (connection);
  return NULL;
}

void
autosell_store_plan_drive_async (AutosellStore *self, AutosellDrivePlanFlags flags, guint limit, GArray *wanted,
                                 GStrv ids, GAsyncReadyCallback callback, gpointer user_data)
{
  Planner *planner = g_new0 (Planner, 1);

  planner->flags = flags;
  planner->limit = limit;
  planner->wanted = wanted != NULL ? g_array_ref (wanted) : NULL;
  planner->ids = ids;
  planner->plan = g_new0 (AutosellDrivePlan, 1);
  planner->plan->steps = g_ptr_array_new_with_free_func ((GDestroyNotify) autosell_drive_step_free);
  planner->places = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  planner->cars = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  autosell_store_run (self, AUTOSELL_LANE_WRITE, plan_job, planner, planner_free,
                      (GDestroyNotify) autosell_drive_plan_free, NULL, callback, user_data);
}

AutosellDrivePlan *
autosell_store_plan_drive_finish (AutosellStore *self, GAsyncResult *result, GError **error)
{
  return autosell_store_run_finish (self, result, error);
}

/* ---- A step was taken ---- */

typedef struct
{
  AutosellDriveStepKind kind;
  AutosellDriveRecord *record;
  char *title, *look, *vehicle;
  gint64 place;
  int trashed, sold;
} FinishJob;

static void
finish_job_free (gpointer data)
{
  FinishJob *job = data;

  autosell_drive_record_free (job->record);
  g_free (job->title);
  g_free (job->look);
  g_free (job->vehicle);
  g_free (job);
}

/* What was sent is what both agree on now; what came back besides may be somebody's, and is merged as such. */
static gboolean
write_base (AutosellConnection *connection, const FinishJob *job, GError **error)
{
  sqlite3_stmt *stmt = autosell_connection_prepare (connection,
                                                    "UPDATE drive_file SET title = ifnull(?2, title), base_look = "
                                                    "ifnull(?3, base_look), base_vehicle = ifnull(?4, base_vehicle), "
                                                    "base_place = ifnull(?5, base_place), base_trashed = ifnull(?6, "
                                                    "base_trashed), base_sold = ifnull(?7, base_sold) WHERE id = ?1",
                                                    error);
  gboolean done;

  if (stmt == NULL)
    return FALSE;
  autosell_bind_text (stmt, 1, job->record->id);
  autosell_bind_text (stmt, 2, job->title);
  autosell_bind_text (stmt, 3, job->look);
  autosell_bind_text (stmt, 4, job->vehicle);
  if (job->place != 0)
    sqlite3_bind_int64 (stmt, 5, job->place);
  if (job->trashed >= 0)
    sqlite3_bind_int (stmt, 6, job->trashed);
  if (job->sold >= 0)
    sqlite3_bind_int (stmt, 7, job->sold);
  done = autosell_statement_run (stmt, error);
  sqlite3_clear_bindings (stmt);
  return done;
}

static gpointer
finish_job (AutosellConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  const FinishJob *job = data;

  if (!autosell_connection_begin (connection, error))
    return NULL;
  if (autosell_drive_put_record (connection, job->record, error) && write_base (connection, job, error))
    return autosell_connection_commit (connection, error) ? AUTOSELL_DRIVE_DONE : NULL;
  autosell_connection_rollback (connection);
  return NULL;
}

void
autosell_store_finish_drive_async (AutosellStore *self, const AutosellDriveStep *step, AutosellDriveRecord *record,
                                   GAsyncReadyCallback callback, gpointer user_data)
{
  FinishJob *job = g_new0 (FinishJob, 1);

  job->kind = step->kind;
  job->record = record;
  job->title = g_strdup (step->title);
  job->look = g_strdup (step->look);
  job->place = step->place;
  job->trashed = step->kind == AUTOSELL_DRIVE_SEND ? 0 : step->trashed;
  job->sold = step->sold;
  /* A photo in the bin went there with its car's tag as it was. */
  if (step->kind == AUTOSELL_DRIVE_SEND || (step->kind == AUTOSELL_DRIVE_EDIT_PHOTO && step->look != NULL))
    job->vehicle = g_strdup (step->vehicle);
  autosell_store_run (self, AUTOSELL_LANE_WRITE, finish_job, job, finish_job_free, NULL, NULL, callback, user_data);
}

gboolean
autosell_store_finish_drive_finish (AutosellStore *self, GAsyncResult *result, GError **error)
{
  return autosell_store_run_finish (self, result, error) != NULL;
}
