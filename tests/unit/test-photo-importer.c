/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "autosell-media.h"
#include "autosell-photo-order.h"
#include "photo-fixtures.h"
#include "photo-folders.h"

#include <glib/gstdio.h>

typedef struct
{
  char *folder; /* what is imported */
  char *data_dir;
  AutosellPhotoImporter *importer;
  guint n_finished;
  gboolean was_cancelled;
  guint n_done;
  gboolean cancel_at_first;
} Fixture;

static void
finished_cb (AutosellPhotoImporter *importer G_GNUC_UNUSED, gboolean was_cancelled, Fixture *fixture)
{
  fixture->n_finished++;
  fixture->was_cancelled = was_cancelled;
}

static void
item_done_cb (AutosellPhotoImporter *importer, AutosellPhotoImport *item, Fixture *fixture)
{
  g_assert_cmpint (autosell_photo_import_get_state (item), !=, AUTOSELL_PHOTO_CANCELLED);
  fixture->n_done++;
  if (fixture->cancel_at_first)
    autosell_photo_importer_cancel (importer);
}

static void
set_up (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  fixture->folder = make_folder ();
  fixture->data_dir = make_folder ();
  fixture->importer = autosell_photo_importer_new (fixture->data_dir, FALSE);
  g_signal_connect (fixture->importer, "finished", G_CALLBACK (finished_cb), fixture);
  g_signal_connect (fixture->importer, "item-done", G_CALLBACK (item_done_cb), fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_clear_object (&fixture->importer);
  remove_tree (fixture->folder);
  remove_tree (fixture->data_dir);
  g_free (fixture->folder);
  g_free (fixture->data_dir);
}

static void
write_photo (Fixture *fixture, const char *name, GBytes *bytes)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
  g_autofree char *parent = g_path_get_dirname (path);
  g_autoptr(GError) error = NULL;

  g_mkdir_with_parents (parent, 0700);
  g_file_set_contents (path, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes), &error);
  g_assert_no_error (error);
}

static void
write_small (Fixture *fixture, const char *name, guint32 seed, const char *time)
{
  g_autoptr(GBytes) plain = fixture_jpeg (200, 150, seed, 5, 85);
  g_autoptr(GBytes) bytes = time != NULL ? fixture_with_exif (plain, 1, time, NULL) : g_bytes_ref (plain);

  write_photo (fixture, name, bytes);
}

static void
add_folder (Fixture *fixture)
{
  g_autoptr(GFile) file = g_file_new_for_path (fixture->folder);

  autosell_photo_importer_add_file (fixture->importer, file);
}

static void
wait_until_finished (Fixture *fixture)
{
  guint n = fixture->n_finished;

  while (fixture->n_finished == n)
    g_main_context_iteration (NULL, TRUE);
}

static void
check_names (Fixture *fixture, const char *const *names)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (fixture->importer));

  g_assert_cmpuint (n, ==, g_strv_length ((char **) names));
  for (guint i = 0; i < n; i++)
    {
      g_autoptr(AutosellPhotoImport) item = g_list_model_get_item (G_LIST_MODEL (fixture->importer), i);

      g_assert_cmpstr (autosell_photo_import_get_name (item), ==, names[i]);
    }
}

static void
test_names_as_people_count (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  static const char *const names[] = { "IMG_2.jpg", "IMG_10.jpg", "IMG_9.JPG", NULL };
  static const char *const order[] = { "IMG_9.JPG", "IMG_2.jpg", "IMG_10.jpg", NULL };

  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *name = g_strconcat (i == 2 ? "a/" : "b/", names[i], NULL);

      write_small (fixture, name, i, NULL);
    }
  write_small (fixture, "b/notes.txt", 9, NULL);
  write_small (fixture, "b/.hidden.jpg", 9, NULL);
  add_folder (fixture);
  wait_until_finished (fixture);

  check_names (fixture, order);
  g_assert_cmpuint (autosell_photo_importer_get_n_ready (fixture->importer), ==, 3);
  g_assert_cmpuint (fixture->n_done, ==, 3);
  g_assert_cmpfloat (autosell_photo_importer_get_fraction (fixture->importer), ==, 1);
  g_assert_false (fixture->was_cancelled);
  g_assert_false (autosell_photo_importer_is_busy (fixture->importer));
}

static void
test_time_where_names_say_nothing (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  static const char *const order[] = { "zebra.jpg", "b81c2f.jpg", "apple.jpg", "a.jpg", NULL };

  write_small (fixture, "apple.jpg", 1, "2025:07:01 10:20:33");
  write_small (fixture, "b81c2f.jpg", 2, "2025:07:01 10:20:31");
  write_small (fixture, "zebra.jpg", 3, "2025:07:01 10:20:30");
  write_small (fixture, "a.jpg", 4, NULL);
  add_folder (fixture);
  wait_until_finished (fixture);

  check_names (fixture, order);
}

static void
test_names_tell_order (void)
{
  static const char *const phone[] = { "IMG-20250701-WA0012.jpg", "IMG-20250701-WA0013.jpg", "x.jpg" };
  static const char *const random[] = { "3fa85f64-5717.jpg", "b3fc2c-963f.jpg", "photo.jpg" };

  g_assert_true (autosell_photo_names_tell_order (phone, 3));
  g_assert_false (autosell_photo_names_tell_order (random, 3));
  g_assert_true (autosell_photo_names_tell_order (random, 1));
}

static void
test_refused_ones_do_not_stop_others (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GBytes) text = g_bytes_new_static ("no picture", 10);
  g_autoptr(GBytes) whole = fixture_jpeg (400, 300, 7, 30, 90);
  g_autoptr(GBytes) half = g_bytes_new_from_bytes (whole, 0, g_bytes_get_size (whole) / 2);
  g_autoptr(GFile) missing = g_file_new_for_path ("/nonexistent/IMG_9.jpg");

  write_photo (fixture, "IMG_1.jpg", text);
  write_photo (fixture, "IMG_2.jpg", half);
  write_small (fixture, "IMG_3.jpg", 3, NULL);
  add_folder (fixture);
  autosell_photo_importer_add_file (fixture->importer, missing);
  autosell_photo_importer_add_bytes (fixture->importer, whole, NULL);
  wait_until_finished (fixture);

  g_assert_cmpuint (autosell_photo_importer_get_n_ready (fixture->importer), ==, 2);
  g_assert_cmpuint (autosell_photo_importer_get_n_refused (fixture->importer), ==, 3);
  for (guint i = 0; i < 5; i++)
    {
      g_autoptr(AutosellPhotoImport) item = g_list_model_get_item (G_LIST_MODEL (fixture->importer), i);
      const char *name = autosell_photo_import_get_name (item);
      const GError *error = autosell_photo_import_get_error (item);

      if (g_str_equal (name, "IMG_1.jpg"))
        g_assert_error (error, AUTOSELL_PHOTO_ERROR, AUTOSELL_PHOTO_ERROR_NOT_A_PHOTO);
      else if (g_str_equal (name, "IMG_2.jpg"))
        g_assert_error (error, AUTOSELL_PHOTO_ERROR, AUTOSELL_PHOTO_ERROR_BROKEN);
      else if (g_str_equal (name, "IMG_9.jpg"))
        g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
      else
        {
          g_assert_no_error (error);
          g_assert_nonnull (autosell_photo_import_get_staged (item));
          g_assert_nonnull (autosell_photo_import_get_preview (item));
        }
    }
}

static void
test_cancel_stops_all (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GBytes) large = fixture_jpeg (3000, 2000, 5, 40, 92);
  guint n_cancelled = 0;

  for (int i = 0; i < 8; i++)
    {
      g_autofree char *name = g_strdup_printf ("IMG_%d.jpg", i);

      write_photo (fixture, name, large);
    }
  fixture->cancel_at_first = TRUE;
  add_folder (fixture);
  wait_until_finished (fixture);

  g_assert_true (fixture->was_cancelled);
  g_assert_cmpuint (fixture->n_done, ==, 1);
  for (guint i = 0; i < 8; i++)
    {
      g_autoptr(AutosellPhotoImport) item = g_list_model_get_item (G_LIST_MODEL (fixture->importer), i);

      n_cancelled += autosell_photo_import_get_state (item) == AUTOSELL_PHOTO_CANCELLED;
    }
  g_assert_cmpuint (n_cancelled, ==, 7);

  /* It can be used again, and nothing of before comes in. */
  fixture->cancel_at_first = FALSE;
  autosell_photo_importer_add_bytes (fixture->importer, large, "again.jpg");
  wait_until_finished (fixture);
  g_assert_false (fixture->was_cancelled);
  g_assert_cmpuint (fixture->n_done, ==, 2);
}

static void
test_camera_preview_comes_first (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GBytes) plain = fixture_jpeg (1200, 800, 5, 10, 92);
  g_autoptr(GBytes) small = fixture_jpeg (160, 120, 5, 0, 80); /* with bars, as 4:3 for 3:2 */
  g_autoptr(GBytes) photo = fixture_with_exif (plain, 6, "2025:07:01 10:20:30", small);
  g_autoptr(AutosellPhotoImport) item = NULL;

  autosell_photo_importer_add_bytes (fixture->importer, photo, "IMG_1.jpg");
  item = g_list_model_get_item (G_LIST_MODEL (fixture->importer), 0);
  while (autosell_photo_import_get_preview (item) == NULL)
    g_main_context_iteration (NULL, TRUE);

  g_assert_cmpint (autosell_photo_import_get_state (item), <, AUTOSELL_PHOTO_READY);
  g_assert_cmpint (autosell_photo_import_get_preview (item)->width, ==, 106);
  g_assert_cmpint (autosell_photo_import_get_preview (item)->height, ==, 160);
  wait_until_finished (fixture);
  g_assert_cmpint (autosell_photo_import_get_preview (item)->height, ==, 320);
}

static void
previewed_cb (AutosellPhotoImport *item, GParamSpec *pspec G_GNUC_UNUSED, AutosellPhotoImportState *state)
{
  *state = autosell_photo_import_get_state (item);
}

static void
test_is_seen_before_it_is_ready (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GBytes) photo = fixture_jpeg (1200, 800, 5, 10, 92);
  g_autoptr(AutosellPhotoImport) item = NULL;
  AutosellPhotoImportState state = AUTOSELL_PHOTO_CANCELLED;

  autosell_photo_importer_add_bytes (fixture->importer, photo, "IMG_1.jpg");
  item = g_list_model_get_item (G_LIST_MODEL (fixture->importer), 0);
  g_signal_connect (item, "notify::preview", G_CALLBACK (previewed_cb), &state);
  wait_until_finished (fixture);

  g_assert_cmpint (state, ==, AUTOSELL_PHOTO_WORKING);
  g_assert_cmpint (autosell_photo_import_get_preview (item)->width, ==, 320);
}

static void
test_dropped_while_working (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GBytes) large = fixture_jpeg (3000, 2000, 5, 40, 92);

  autosell_photo_importer_add_bytes (fixture->importer, large, "a.jpg");
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_clear_object (&fixture->importer);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add ("/photo-importer/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("names-as-people-count", test_names_as_people_count);
  ADD ("time-where-names-say-nothing", test_time_where_names_say_nothing);
  g_test_add_func ("/photo-importer/names-tell-order", test_names_tell_order);
  ADD ("refused-ones-do-not-stop-others", test_refused_ones_do_not_stop_others);
  ADD ("cancel-stops-all", test_cancel_stops_all);
  ADD ("camera-preview-comes-first", test_camera_preview_comes_first);
  ADD ("is-seen-before-it-is-ready", test_is_seen_before_it_is_ready);
  ADD ("dropped-while-working", test_dropped_while_working);
#undef ADD
  return g_test_run ();
}
