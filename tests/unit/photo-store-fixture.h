/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <sqlite3.h>

#include "autosell-photo-folder.h"
#include "autosell-photo-pipeline.h"
#include "autosell-photo-store.h"
#include "autosell-readiness.h"
#include "store-fixture.h"

/* Photos for tests of the store: coarse tiles of @seed's colours, so that two seeds are nothing alike. */
static inline GBytes *
make_picture (guint32 seed, int width, int height)
{
  g_autoptr(GdkPixbuf) pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, width, height);
  g_autoptr(GRand) rand = g_rand_new_with_seed (seed);
  g_autoptr(GError) error = NULL;
  guint32 tiles[12][12];
  guint8 *pixels = gdk_pixbuf_get_pixels (pixbuf);
  int stride = gdk_pixbuf_get_rowstride (pixbuf);
  char *data;
  gsize length;

  for (int i = 0; i < 144; i++)
    tiles[i / 12][i % 12] = g_rand_int (rand);
  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      {
        guint32 tile = tiles[y * 12 / height][x * 12 / width];
        guint8 *at = pixels + y * stride + 3 * x;

        at[0] = tile & 255;
        at[1] = (tile >> 8) & 255;
        at[2] = (tile >> 16) & 255;
      }
  gdk_pixbuf_save_to_buffer (pixbuf, &data, &length, "jpeg", &error, "quality", "90", NULL);
  g_assert_no_error (error);
  return g_bytes_new_take (data, length);
}

static inline AutosellStagedPhoto *
stage_picture (const char *data_dir, guint32 seed, int width, int height, gboolean keep_original)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellPhotoStaging) staging = autosell_photo_staging_new (data_dir, &error);
  g_autoptr(GBytes) source = make_picture (seed, width, height);
  g_autofree char *name = g_strdup_printf ("IMG_%u.jpg", seed);
  AutosellStagedPhoto *photo;

  g_assert_no_error (error);
  photo = autosell_photo_pipeline_run (staging, source, name, keep_original, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  return photo;
}

static inline GPtrArray *
stage_pictures (const char *data_dir, guint32 first_seed, guint n)
{
  GPtrArray *photos = g_ptr_array_new_with_free_func ((GDestroyNotify) autosell_staged_photo_unref);

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (photos, stage_picture (data_dir, first_seed + i, 240, 180, FALSE));
  return photos;
}

/* Commits @edit, which is to work. */
static inline AutosellCommitResult *
edit_photos (AutosellStore *store, AutosellPhotoEdit *edit)
{
  g_autoptr(GError) error = NULL;
  AutosellCommitResult *result = autosell_store_edit_photos_sync (store, edit, &error);

  g_assert_no_error (error);
  return result;
}

static inline gint64
add_photos (AutosellStore *store, gint64 key, guint32 first_seed, guint n)
{
  g_autoptr(GPtrArray) photos = stage_pictures (autosell_store_get_data_dir (store), first_seed, n);
  AutosellPhotoEdit *edit = autosell_photo_edit_new ();
  g_autoptr(AutosellCommitResult) result = NULL;

  autosell_photo_edit_add (edit, key, photos, AUTOSELL_PHOTO_AT_END);
  result = edit_photos (store, edit);
  /* The day's care sweeps too, and is not to come between what a test does to files and records */
  finish_daily_backup (store);
  return result->change;
}

/* "IMG_1 IMG_2t90": names in order with their looks. */
static inline char *
dup_photos_of (AutosellStore *store, gint64 key, gboolean in_bin)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) photos = autosell_store_list_photos_sync (store, key, in_bin, &error);
  GString *text = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < photos->len; i++)
    {
      const AutosellPhotoInfo *info = autosell_photo_get_info (g_ptr_array_index (photos, i));
      g_auto(GStrv) parts = g_strsplit_set (info->name, "_.", 3);

      g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", parts[1]);
      if (info->turn != 0)
        g_string_append_printf (text, "t%d", info->turn);
      if (info->has_crop)
        g_string_append_printf (text, "c%d.%d.%d.%d", info->crop.x, info->crop.y, info->crop.width, info->crop.height);
    }
  return g_string_free (text, FALSE);
}

#define assert_photos(store, key, expected) \
  G_STMT_START \
  { \
    g_autofree char *found_photos = dup_photos_of (store, key, FALSE); \
    g_assert_cmpstr (found_photos, ==, expected); \
    assert_summary (store, key); \
  } \
  G_STMT_END

/* The id of the photo that was called IMG_@seed. */
static inline char *
dup_photo_id (AutosellStore *store, gint64 key, guint seed)
{
  g_autofree char *name = g_strdup_printf ("IMG_%u.jpg", seed);

  for (int in_bin = 0; in_bin < 2; in_bin++)
    {
      g_autoptr(GPtrArray) photos = autosell_store_list_photos_sync (store, key, in_bin, NULL);

      for (guint i = 0; i < photos->len; i++)
        if (g_strcmp0 (autosell_photo_get_info (g_ptr_array_index (photos, i))->name, name) == 0)
          return g_strdup (autosell_photo_get_id (g_ptr_array_index (photos, i)));
    }
  g_assert_not_reached ();
}

/* The row's mask is what the car itself tells. */
static inline void
assert_unready (AutosellStore *store, AutosellVehicle *car)
{
  g_autofree char *path = g_build_filename (autosell_store_get_data_dir (store), "autosell.db", NULL);
  sqlite3 *db;
  sqlite3_stmt *stmt;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_prepare_v2 (db, "SELECT unready FROM vehicle WHERE pk = ?", -1, &stmt, NULL), ==, SQLITE_OK);
  sqlite3_bind_int64 (stmt, 1, autosell_vehicle_get_key (car));
  g_assert_cmpint (sqlite3_step (stmt), ==, SQLITE_ROW);
  g_assert_cmpint (sqlite3_column_int (stmt, 0), ==, autosell_readiness_find_lacks (car, 0));
  sqlite3_finalize (stmt);
  sqlite3_close (db);
}

/* What the car's row says is what its photos are, and all of their files are there. */
static inline void
assert_summary (AutosellStore *store, gint64 key)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellVehicle) car = autosell_store_get_vehicle_sync (store, key, &error);
  g_autoptr(GPtrArray) photos = autosell_store_list_photos_sync (store, key, FALSE, &error);
  int width, height, shown_width, shown_height;

  g_assert_no_error (error);
  g_assert_cmpuint (autosell_vehicle_get_n_photos (car), ==, photos->len);
  assert_unready (store, car);
  if (photos->len == 0)
    {
      g_assert_null (autosell_vehicle_get_cover (car));
      return;
    }
  g_assert_cmpstr (autosell_vehicle_get_cover (car), ==, autosell_photo_get_key (g_ptr_array_index (photos, 0)));
  g_assert_true (autosell_vehicle_get_cover_size (car, &width, &height));
  autosell_photo_info_get_shown_size (autosell_photo_get_info (g_ptr_array_index (photos, 0)), &shown_width,
                                      &shown_height);
  g_assert_cmpint (width, ==, shown_width);
  g_assert_cmpint (height, ==, shown_height);
  for (guint i = 0; i < photos->len; i++)
    {
      const AutosellPhotoInfo *info = autosell_photo_get_info (g_ptr_array_index (photos, i));

      g_assert_cmpint (info->position, ==, (int) i);
      g_assert_cmpint (info->vehicle_key, ==, key);
      autosell_photo_folder_verify (autosell_store_get_data_dir (store), info->hash, NULL, &error);
      g_assert_no_error (error);
    }
}

static inline void
run_sql (const char *data_dir, const char *sql)
{
  g_autofree char *path = g_build_filename (data_dir, "autosell.db", NULL);
  sqlite3 *db;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  sqlite3_busy_timeout (db, 5000);
  g_assert_cmpint (sqlite3_exec (db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);
}

static inline guint
count_files (const char *data_dir, const char *folder)
{
  g_autofree char *path = g_build_filename (data_dir, folder, NULL);
  g_autoptr(GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;
  guint n = 0;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);
      g_autofree char *below = g_build_filename (folder, name, NULL);

      n += g_file_test (child, G_FILE_TEST_IS_DIR) ? count_files (data_dir, below) : 1;
    }
  return n;
}
