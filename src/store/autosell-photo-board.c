/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-photo-board.h"

#include <string.h>

#include "autosell-photo-board-private.h"
#include "autosell-photo-shelf.h"
#include "autosell-photo-staging.h"
#include "autosell-photo-probe.h"

/* ---- Cars and photos ---- */

static void
item_free (gpointer data)
{
  AutosellPhotoItem *item = data;

  autosell_photo_info_clear (&item->info);
  g_clear_pointer (&item->staged, autosell_staged_photo_unref);
  g_free (item);
}

static void
car_free (gpointer data)
{
  AutosellPhotoCar *car = data;

  g_ptr_array_unref (car->items);
  g_free (car->before);
  g_free (car);
}

AutosellPhotoBoard *
autosell_photo_board_new (AutosellWriter *writer)
{
  AutosellPhotoBoard *self = g_new0 (AutosellPhotoBoard, 1);

  self->writer = writer;
  self->cars = g_ptr_array_new_with_free_func (car_free);
  self->items = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, item_free);
  self->reverts = g_ptr_array_new_with_free_func (autosell_photo_revert_free);
  return self;
}

void
autosell_photo_board_free (AutosellPhotoBoard *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->reverts);
  g_ptr_array_unref (self->cars);
  g_hash_table_unref (self->items);
  g_free (self);
}

/* How it is shown, as in an event: "ID-t90". */
static void
append_line (GString *text, const AutosellPhotoInfo *info)
{
  AutosellPhotoKey key;
  g_autofree char *look = NULL;

  autosell_photo_info_get_key (info, &key);
  key.hash[0] = '\0';
  look = autosell_photo_key_to_string (&key);
  g_string_append_printf (text, "%s%s%s", text->len > 0 ? "\n" : "", info->id, look);
}

static char *
dup_car_text (AutosellPhotoCar *car)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < car->items->len; i++)
    append_line (text, &((AutosellPhotoItem *) g_ptr_array_index (car->items, i))->info);
  return g_string_free (text, FALSE);
}

static AutosellPhotoItem *
take_item (AutosellPhotoBoard *self, sqlite3_stmt *stmt)
{
  AutosellPhotoItem *item = g_new0 (AutosellPhotoItem, 1);

  item->pk = autosell_photo_sql_read (stmt, &item->info);
  g_hash_table_insert (self->items, item->info.id, item);
  return item;
}

static gboolean
check_vehicle (AutosellPhotoBoard *self, gint64 key, GError **error)
{
  sqlite3_stmt *stmt =
    autosell_connection_prepare (self->writer->connection, "SELECT 1 FROM vehicle WHERE pk = ?", error);
  g_autoptr(GError) local_error = NULL;

  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, key);
  if (autosell_statement_next (stmt, &local_error))
    {
      sqlite3_reset (stmt);
      return TRUE;
    }
  if (local_error != NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));
  else
    g_set_error_literal (error, AUTOSELL_STORE_ERROR, AUTOSELL_STORE_ERROR_NOT_FOUND, "There is no such vehicle");
  return FALSE;
}

AutosellPhotoCar *
autosell_photo_board_find_car (AutosellPhotoBoard *self, gint64 key)
{
  for (guint i = 0; i < self->cars->len; i++)
    {
      AutosellPhotoCar *car = g_ptr_array_index (self->cars, i);

      if (car->key == key)
        return car;
    }
  return NULL;
}

AutosellPhotoCar *
autosell_photo_board_get_car (AutosellPhotoBoard *self, gint64 key, GError **error)
{
  AutosellPhotoCar *car = autosell_photo_board_find_car (self, key);
  g_autoptr(GError) local_error = NULL;
  sqlite3_stmt *stmt;

  if (car != NULL)
    return car;
  if (!check_vehicle (self, key, error))
    return NULL;
  stmt = autosell_connection_prepare (self->writer->connection,
                                      "SELECT " AUTOSELL_PHOTO_COLUMNS " FROM photo WHERE vehicle_pk = ? "
                                      "AND deleted_at IS NULL ORDER BY position, pk",
                                      error);
  if (stmt == NULL)
    return NULL;
  car = g_new0 (AutosellPhotoCar, 1);
  car->key = key;
  car->items = g_ptr_array_new ();
  g_ptr_array_add (self->cars, car);
  sqlite3_bind_int64 (stmt, 1, key);
  while (autosell_statement_next (stmt, &local_error))
    g_ptr_array_add (car->items, take_item (self, stmt));
  if (!autosell_pass_error (g_steal_pointer (&local_error), error))
    return NULL;
  car->before = dup_car_text (car);
  return car;
}

/* A photo in the bin stands in no car's list; its row is taken alone. */
static gboolean
load_by_id (AutosellPhotoBoard *self, const char *id, gint64 *live_in, AutosellPhotoItem **item, GError **error)
{
  sqlite3_stmt *stmt = autosell_connection_prepare (self->writer->connection,
                                                    "SELECT " AUTOSELL_PHOTO_COLUMNS " FROM photo WHERE id = ?", error);
  g_autoptr(GError) local_error = NULL;

  *live_in = 0;
  *item = NULL;
  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_text (stmt, 1, id, -1, SQLITE_TRANSIENT);
  if (autosell_statement_next (stmt, &local_error))
    {
      if (sqlite3_column_type (stmt, 18) == SQLITE_NULL)
        *live_in = sqlite3_column_int64 (stmt, 2);
      else
        *item = take_item (self, stmt);
      sqlite3_reset (stmt);
    }
  return autosell_pass_error (g_steal_pointer (&local_error), error);
}

gboolean
autosell_photo_board_get_item (AutosellPhotoBoard *self, const char *id, AutosellPhotoItem **item, GError **error)
{
  gint64 live_in;

  *item = g_hash_table_lookup (self->items, id);
  if (*item != NULL)
    return TRUE;
  if (!load_by_id (self, id, &live_in, item, error))
    return FALSE;
  if (live_in != 0)
    {
      if (autosell_photo_board_get_car (self, live_in, error) == NULL)
        return FALSE;
      *item = g_hash_table_lookup (self->items, id);
    }
  return TRUE;
}

/* ---- Moving about ---- */

void
autosell_photo_board_detach (AutosellPhotoBoard *self, AutosellPhotoItem *item)
{
  AutosellPhotoCar *car = autosell_photo_board_find_car (self, item->info.vehicle_key);
  guint index;

  if (car != NULL && g_ptr_array_find (car->items, item, &index))
    {
      /* What its row says is told by nothing else any more. */
      if (item->info.position != (int) index)
        item->is_changed = TRUE;
      item->info.position = (int) index;
      g_ptr_array_remove_index (car->items, index);
    }
}

void
autosell_photo_board_attach (AutosellPhotoBoard *self, AutosellPhotoItem *item, AutosellPhotoCar *car, int position)
{
  int end = (int) car->items->len;

  if (item->info.vehicle_key != car->key || item->info.deleted_us != 0)
    item->is_changed = TRUE;
  item->info.vehicle_key = car->key;
  item->info.deleted_us = 0;
  g_ptr_array_insert (car->items, position < 0 || position > end ? end : position, item);
}

void
autosell_photo_board_remove (AutosellPhotoBoard *self, AutosellPhotoItem *item)
{
  autosell_photo_board_detach (self, item);
  item->info.deleted_us = self->writer->now_us;
  item->is_changed = TRUE;
}

/* ---- Steps ---- */

static AutosellPhotoItem *
make_item (AutosellPhotoBoard *self, AutosellStagedPhoto *staged, const char *id)
{
  AutosellPhotoItem *item = g_new0 (AutosellPhotoItem, 1);
  gint64 taken_us = autosell_staged_photo_get_taken_at (staged);

  item->staged = autosell_staged_photo_ref (staged);
  item->is_changed = TRUE;
  item->info = (AutosellPhotoInfo){
    .id = id != NULL ? g_strdup (id) : g_uuid_string_random (),
    .hash = g_strdup (autosell_staged_photo_get_hash (staged)),
    .source_hash = g_strdup (autosell_staged_photo_get_source_hash (staged)),
    .width = autosell_staged_photo_get_width (staged),
    .height = autosell_staged_photo_get_height (staged),
    .size_bytes = autosell_staged_photo_get_size (staged),
    .taken_us = taken_us != AUTOSELL_PHOTO_TIME_UNKNOWN ? taken_us : 0,
    .name = g_strdup (autosell_staged_photo_get_name (staged)),
    .has_likeness = TRUE,
    .likeness = autosell_staged_photo_get_perceptual_hash (staged),
    .added_us = self->writer->now_us,
  };
  g_hash_table_insert (self->items, item->info.id, item);
  return item;
}

static gboolean
apply_add (AutosellPhotoBoard *self, const AutosellPhotoStep *step, GError **error)
{
  AutosellPhotoCar *car = autosell_photo_board_get_car (self, step->vehicle_key, error);
  int position = step->position;

  if (car == NULL)
    return FALSE;
  for (guint i = 0; i < step->photos->len; i++)
    {
      autosell_photo_board_attach (self, make_item (self, g_ptr_array_index (step->photos, i), NULL), car, position);
      if (position >= 0)
        position++;
    }
  return TRUE;
}

/* The photos of a step that are there and live; the others are counted. Returns: (transfer container): NULL with
 * @error */
static GPtrArray *
get_live_items (AutosellPhotoBoard *self, char **ids, GError **error)
{
  g_autoptr(GPtrArray) items = g_ptr_array_new ();

  for (guint i = 0; ids[i] != NULL; i++)
    {
      AutosellPhotoItem *item;

      if (!autosell_photo_board_get_item (self, ids[i], &item, error))
        return NULL;
      if (item == NULL || item->info.deleted_us != 0)
        self->writer->n_skipped++;
      else if (!g_ptr_array_find (items, item, NULL))
        g_ptr_array_add (items, item);
    }
  return g_steal_pointer (&items);
}

/* A car that is gone is no place to move photos to; @key 0: that of the first photo. */
static gboolean
apply_move (AutosellPhotoBoard *self, const AutosellPhotoStep *step, gint64 key, GError **error)
{
  g_autoptr(GPtrArray) items = get_live_items (self, step->ids, error);
  AutosellPhotoCar *car;
  int position = step->position;

  if (items == NULL)
    return FALSE;
  if (items->len == 0)
    return key == 0 || autosell_photo_board_get_car (self, key, error) != NULL;
  if (key == 0)
    key = ((AutosellPhotoItem *) g_ptr_array_index (items, 0))->info.vehicle_key;
  car = autosell_photo_board_get_car (self, key, error);
  if (car == NULL)
    return FALSE;
  for (guint i = 0; i < items->len; i++)
    autosell_photo_board_detach (self, g_ptr_array_index (items, i));
  position = position < 0 ? (int) car->items->len : MIN (position, (int) car->items->len);
  for (guint i = 0; i < items->len; i++)
    autosell_photo_board_attach (self, g_ptr_array_index (items, i), car, position + (int) i);
  return TRUE;
}

/* Named ones first: a photo that somebody added meanwhile stays behind them. */
static gboolean
apply_order (AutosellPhotoBoard *self, const AutosellPhotoStep *step, GError **error)
{
  AutosellPhotoCar *car = autosell_photo_board_get_car (self, step->vehicle_key, error);
  g_autoptr(GPtrArray) items = car != NULL ? get_live_items (self, step->ids, error) : NULL;
  guint n_placed = 0;

  if (items == NULL)
    return FALSE;
  for (guint i = 0; i < items->len; i++)
    {
      AutosellPhotoItem *item = g_ptr_array_index (items, i);

      if (item->info.vehicle_key != car->key)
        {
          self->writer->n_skipped++;
          continue;
        }
      autosell_photo_board_detach (self, item);
      autosell_photo_board_attach (self, item, car, (int) n_placed++);
    }
  return TRUE;
}

static void
crop_item (AutosellPhotoItem *item, const AutosellPhotoStep *step)
{
  AutosellPhotoCrop crop = step->crop;
  int right = MIN (crop.x + crop.width, item->info.width), bottom = MIN (crop.y + crop.height, item->info.height);
  gboolean has_crop;

  crop.x = MAX (crop.x, 0);
  crop.y = MAX (crop.y, 0);
  crop.width = right - crop.x;
  crop.height = bottom - crop.y;
  has_crop = step->has_crop && autosell_photo_crop_is_valid (&crop, item->info.width, item->info.height);
  if (has_crop == item->info.has_crop && (!has_crop || autosell_photo_crop_equal (&crop, &item->info.crop)))
    return;
  item->info.has_crop = has_crop;
  if (has_crop)
    item->info.crop = crop;
  item->is_changed = TRUE;
}

/* Where a photo that comes from Drive stands: behind the last of those whose place there is lower. */
static gboolean
find_adopted_position (AutosellPhotoBoard *self, AutosellPhotoCar *car, gint64 place, int *position, GError **error)
{
  *position = 0;
  for (guint i = 0; i < car->items->len; i++)
    {
      const AutosellPhotoItem *item = g_ptr_array_index (car->items, i);
      sqlite3_stmt *stmt =
        autosell_connection_prepare (self->writer->connection, "SELECT place FROM drive_file WHERE photo = ?", error);

      if (stmt == NULL)
        return FALSE;
      sqlite3_bind_text (stmt, 1, item->info.id, -1, SQLITE_TRANSIENT);
      /* One that is not there yet goes along with the one before it */
      if (!autosell_statement_next (stmt, NULL) || sqlite3_column_int64 (stmt, 0) == 0)
        *position += *position == (int) i ? 1 : 0;
      else if (sqlite3_column_int64 (stmt, 0) < place)
        *position = (int) i + 1;
      sqlite3_reset (stmt);
    }
  return TRUE;
}

static gboolean
apply_adopt (AutosellPhotoBoard *self, const AutosellPhotoStep *step, GError **error)
{
  AutosellPhotoCar *car = autosell_photo_board_get_car (self, step->vehicle_key, error);
  AutosellPhotoItem *item;
  int position;

  if (car == NULL || !autosell_photo_board_get_item (self, step->ids[0], &item, error))
    return FALSE;
  if (item != NULL)
    {
      self->writer->n_skipped++;
      return TRUE;
    }
  if (!find_adopted_position (self, car, step->place, &position, error))
    return FALSE;
  item = make_item (self, g_ptr_array_index (step->photos, 0), step->ids[0]);
  item->info.turn = step->degrees;
  crop_item (item, step);
  autosell_photo_board_attach (self, item, car, position);
  return TRUE;
}

static void
replace_item (AutosellPhotoBoard *self, AutosellPhotoItem *item, AutosellStagedPhoto *staged)
{
  AutosellPhotoCar *car = autosell_photo_board_find_car (self, item->info.vehicle_key);

  autosell_photo_board_remove (self, item);
  autosell_photo_board_attach (self, make_item (self, staged, NULL), car, item->info.position);
}

static gboolean
apply_to_one (AutosellPhotoBoard *self, const AutosellPhotoStep *step, GError **error)
{
  g_autoptr(GPtrArray) items = get_live_items (self, step->ids, error);

  if (items == NULL)
    return FALSE;
  for (guint i = 0; i < items->len; i++)
    {
      AutosellPhotoItem *item = g_ptr_array_index (items, i);

      if (step->kind == AUTOSELL_PHOTO_STEP_TURN)
        {
          item->info.turn = (item->info.turn + step->degrees) % 360;
          item->is_changed = TRUE;
        }
      else if (step->kind == AUTOSELL_PHOTO_STEP_CROP)
        crop_item (item, step);
      else if (step->kind == AUTOSELL_PHOTO_STEP_REPLACE)
        replace_item (self, item, g_ptr_array_index (step->photos, 0));
      else
        autosell_photo_board_remove (self, item);
    }
  return TRUE;
}

static gboolean
apply_restore (AutosellPhotoBoard *self, const AutosellPhotoStep *step, GError **error)
{
  AutosellPhotoItem *item;
  AutosellPhotoCar *car;

  if (!autosell_photo_board_get_item (self, step->ids[0], &item, error))
    return FALSE;
  if (item == NULL || item->info.deleted_us == 0)
    {
      self->writer->n_skipped++;
      return TRUE;
    }
  car = autosell_photo_board_get_car (self, item->info.vehicle_key, error);
  if (car == NULL)
    return FALSE;
  autosell_photo_board_attach (self, item, car, item->info.position);
  return TRUE;
}

static gboolean
apply_step (AutosellPhotoBoard *self, const AutosellPhotoStep *step, GError **error)
{
  switch (step->kind)
    {
    case AUTOSELL_PHOTO_STEP_ADD:
      return apply_add (self, step, error);
    case AUTOSELL_PHOTO_STEP_ADOPT:
      return apply_adopt (self, step, error);
    case AUTOSELL_PHOTO_STEP_MOVE:
      return apply_move (self, step, 0, error);
    case AUTOSELL_PHOTO_STEP_GIVE:
      return apply_move (self, step, step->vehicle_key, error);
    case AUTOSELL_PHOTO_STEP_ORDER:
      return apply_order (self, step, error);
    case AUTOSELL_PHOTO_STEP_RESTORE:
      return apply_restore (self, step, error);
    case AUTOSELL_PHOTO_STEP_TURN:
    case AUTOSELL_PHOTO_STEP_CROP:
    case AUTOSELL_PHOTO_STEP_REPLACE:
    case AUTOSELL_PHOTO_STEP_REMOVE:
    default:
      return apply_to_one (self, step, error);
    }
}

gboolean
autosell_photo_board_apply (AutosellPhotoBoard *self, AutosellPhotoEdit *edit, GError **error)
{
  for (guint i = 0; i < edit->steps->len; i++)
    if (!apply_step (self, g_ptr_array_index (edit->steps, i), error))
      return FALSE;
  return TRUE;
}

/* ---- Writing ---- */

static gboolean
write_car (AutosellPhotoBoard *self, AutosellPhotoCar *car, GError **error)
{
  g_autofree char *after = dup_car_text (car);
  const AutosellPhotoItem *first = car->items->len > 0 ? g_ptr_array_index (car->items, 0) : NULL;

  for (guint i = 0; i < car->items->len; i++)
    {
      AutosellPhotoItem *item = g_ptr_array_index (car->items, i);

      if (item->info.position != (int) i)
        item->is_changed = TRUE;
      item->info.position = (int) i;
    }
  if (g_str_equal (after, car->before))
    return TRUE;
  return autosell_writer_add_photo_event (self->writer, car->key, car->before, after, error)
         && autosell_photo_sql_summarize (self->writer->connection, car->key, car->items->len,
                                          first != NULL ? &first->info : NULL, self->writer->now_us, error);
}

static gboolean
write_item (AutosellPhotoBoard *self, AutosellPhotoItem *item, const char *data_dir, GError **error)
{
  AutosellConnection *connection = self->writer->connection;

  if (item->pk != 0)
    return autosell_photo_sql_update (connection, item->pk, &item->info, error);
  /* The file first: a record without it cannot be */
  if (!autosell_photo_shelf_place (data_dir, item->staged, error))
    return FALSE;
  item->pk = autosell_photo_sql_insert (connection, &item->info, error);
  return item->pk != 0;
}

gboolean
autosell_photo_board_write (AutosellPhotoBoard *self, const char *data_dir, GError **error)
{
  GHashTableIter iter;
  AutosellPhotoItem *item;

  for (guint i = 0; i < self->cars->len; i++)
    if (!write_car (self, g_ptr_array_index (self->cars, i), error))
      return FALSE;
  g_hash_table_iter_init (&iter, self->items);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &item))
    if (item->is_changed && !write_item (self, item, data_dir, error))
      return FALSE;
  return TRUE;
}
