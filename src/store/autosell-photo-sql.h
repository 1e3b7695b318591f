/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-photo.h"
#include "autosell-sql.h"

G_BEGIN_DECLS

/* Rows of the table photo to and from AutosellPhotoInfo. Private to the store. */

/* "pk, id, …": what autosell_photo_sql_read() reads, in its order, after which a SELECT may have more. */
#define AUTOSELL_PHOTO_COLUMNS \
  "pk, id, vehicle_pk, position, hash, source_hash, width, height, size_bytes, turn, crop_x, crop_y, crop_width, " \
  "crop_height, taken_at, name, likeness, added_at, deleted_at, mark"
#define AUTOSELL_N_PHOTO_COLUMNS 20

/* @info: to be cleared. Returns: the row's key */
gint64 autosell_photo_sql_read (sqlite3_stmt *stmt, AutosellPhotoInfo *info);

/* All rows of a SELECT. Returns: (transfer full) (element-type AutosellPhoto): NULL with @error */
GPtrArray *autosell_photo_sql_read_all (sqlite3_stmt *stmt, GError **error);

/* A new row; gives its key, 0 with @error. */
gint64 autosell_photo_sql_insert (AutosellConnection *connection, const AutosellPhotoInfo *info, GError **error);
/* Car, position, turn, crop and time of deletion; the rest of a photo never changes. */
gboolean autosell_photo_sql_update (AutosellConnection *connection, gint64 pk, const AutosellPhotoInfo *info,
                                    GError **error);

/* What a car's row tells of its photos. @cover: (nullable): of the first photo */
gboolean autosell_photo_sql_summarize (AutosellConnection *connection, gint64 vehicle_key, guint n_photos,
                                       const AutosellPhotoInfo *cover, gint64 now_us, GError **error);

G_END_DECLS
