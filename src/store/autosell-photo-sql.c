/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-photo-sql.h"

#include "autosell-readiness.h"

gint64
autosell_photo_sql_read (sqlite3_stmt *stmt, AutosellPhotoInfo *info)
{
  *info = (AutosellPhotoInfo){
    .id = g_strdup (autosell_column_text (stmt, 1)),
    .vehicle_key = sqlite3_column_int64 (stmt, 2),
    .position = sqlite3_column_int (stmt, 3),
    .hash = g_strdup (autosell_column_text (stmt, 4)),
    .source_hash = g_strdup (autosell_column_text (stmt, 5)),
    .width = sqlite3_column_int (stmt, 6),
    .height = sqlite3_column_int (stmt, 7),
    .size_bytes = sqlite3_column_int64 (stmt, 8),
    .turn = sqlite3_column_int (stmt, 9),
    .has_crop = sqlite3_column_type (stmt, 10) != SQLITE_NULL,
    .crop = { sqlite3_column_int (stmt, 10), sqlite3_column_int (stmt, 11), sqlite3_column_int (stmt, 12),
              sqlite3_column_int (stmt, 13) },
    .taken_us = sqlite3_column_int64 (stmt, 14),
    .name = g_strdup (autosell_column_text (stmt, 15)),
    .has_likeness = sqlite3_column_type (stmt, 16) != SQLITE_NULL,
    .likeness = (guint64) sqlite3_column_int64 (stmt, 16),
    .added_us = sqlite3_column_int64 (stmt, 17),
    .deleted_us = sqlite3_column_int64 (stmt, 18),
    .mark = sqlite3_column_int (stmt, 19),
  };
  return sqlite3_column_int64 (stmt, 0);
}

GPtrArray *
autosell_photo_sql_read_all (sqlite3_stmt *stmt, GError **error)
{
  g_autoptr(GPtrArray) photos = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GError) local_error = NULL;

  while (autosell_statement_next (stmt, &local_error))
    {
      g_auto(AutosellPhotoInfo) info = { 0 };

      autosell_photo_sql_read (stmt, &info);
      g_ptr_array_add (photos, autosell_photo_new (&info));
    }
  return autosell_pass_error (g_steal_pointer (&local_error), error) ? g_steal_pointer (&photos) : NULL;
}

/* The five columns that an edit changes, and the four of the crop, from @index on. */
static void
bind_changeable (sqlite3_stmt *stmt, int index, const AutosellPhotoInfo *info)
{
  sqlite3_bind_int64 (stmt, index, info->vehicle_key);
  sqlite3_bind_int (stmt, index + 1, info->position);
  sqlite3_bind_int (stmt, index + 2, info->turn);
  if (info->has_crop)
    {
      sqlite3_bind_int (stmt, index + 3, info->crop.x);
      sqlite3_bind_int (stmt, index + 4, info->crop.y);
      sqlite3_bind_int (stmt, index + 5, info->crop.width);
      sqlite3_bind_int (stmt, index + 6, info->crop.height);
    }
  if (info->deleted_us != 0)
    sqlite3_bind_int64 (stmt, index + 7, info->deleted_us);
}

gint64
autosell_photo_sql_insert (AutosellConnection *connection, const AutosellPhotoInfo *info, GError **error)
{
  sqlite3_stmt *stmt = autosell_connection_prepare (
    connection,
    "INSERT INTO photo (vehicle_pk, position, turn, crop_x, crop_y, crop_width, crop_height, deleted_at, id, hash, "
    "source_hash, width, height, size_bytes, taken_at, name, likeness, added_at) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    error);
  gboolean done;

  if (stmt == NULL)
    return 0;
  bind_changeable (stmt, 1, info);
  autosell_bind_text (stmt, 9, info->id);
  autosell_bind_text (stmt, 10, info->hash);
  autosell_bind_text (stmt, 11, info->source_hash);
  sqlite3_bind_int (stmt, 12, info->width);
  sqlite3_bind_int (stmt, 13, info->height);
  sqlite3_bind_int64 (stmt, 14, info->size_bytes);
  if (info->taken_us != 0)
    sqlite3_bind_int64 (stmt, 15, info->taken_us);
  autosell_bind_text (stmt, 16, info->name);
  if (info->has_likeness)
    sqlite3_bind_int64 (stmt, 17, (gint64) info->likeness);
  sqlite3_bind_int64 (stmt, 18, info->added_us);
  done = autosell_statement_run (stmt, error);
  sqlite3_clear_bindings (stmt);
  return done ? sqlite3_last_insert_rowid (connection->db) : 0;
}

gboolean
autosell_photo_sql_update (AutosellConnection *connection, gint64 pk, const AutosellPhotoInfo *info, GError **error)
{
  sqlite3_stmt *stmt =
    autosell_connection_prepare (connection,
                                 "UPDATE photo SET vehicle_pk = ?, position = ?, turn = ?, crop_x = ?, "
                                 "crop_y = ?, crop_width = ?, crop_height = ?, deleted_at = ? WHERE pk = ?",
                                 error);

  if (stmt == NULL)
    return FALSE;
  bind_changeable (stmt, 1, info);
  sqlite3_bind_int64 (stmt, 9, pk);
  return autosell_statement_run (stmt, error);
}

gboolean
autosell_photo_sql_summarize (AutosellConnection *connection, gint64 vehicle_key, guint n_photos,
                              const AutosellPhotoInfo *cover, gint64 now_us, GError **error)
{
  sqlite3_stmt *stmt = autosell_connection_prepare (connection,
                                                    "UPDATE vehicle SET n_photos = ?1, updated_at = ?2, cover = ?3, "
                                                    "cover_width = ?4, cover_height = ?5, unready = (unready & ~?7) | "
                                                    "iif(ifnull(?4 <= ?5, 1), ?7, 0) WHERE pk = ?6",
                                                    error);
  g_autofree char *text = NULL;
  gboolean done;

  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, n_photos);
  sqlite3_bind_int64 (stmt, 2, now_us);
  if (cover != NULL)
    {
      AutosellPhotoKey key;
      int width, height;

      autosell_photo_info_get_key (cover, &key);
      autosell_photo_info_get_shown_size (cover, &width, &height);
      text = autosell_photo_key_to_string (&key);
      autosell_bind_text (stmt, 3, text);
      sqlite3_bind_int (stmt, 4, width);
      sqlite3_bind_int (stmt, 5, height);
    }
  sqlite3_bind_int64 (stmt, 6, vehicle_key);
  sqlite3_bind_int64 (stmt, 7, 1u << AUTOSELL_LACK_COVER);
  done = autosell_statement_run (stmt, error);
  sqlite3_clear_bindings (stmt);
  return done;
}
