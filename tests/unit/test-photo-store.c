/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-dashboard.h"
#include "autosell-vehicle-list.h"
#include "photo-store-fixture.h"

static gint64
undo (Fixture *fixture)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellCommitResult) result = autosell_store_undo_sync (fixture->store, 0, &error);

  g_assert_no_error (error);
  return result->n_skipped;
}

static gint64
redo (Fixture *fixture)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellCommitResult) result = autosell_store_redo_sync (fixture->store, &error);

  g_assert_no_error (error);
  return result->n_skipped;
}

static void
move_photos (Fixture *fixture, gint64 key, const guint *seeds, guint n, int position, gint64 to_key)
{
  g_auto(GStrv) ids = g_new0 (char *, n + 1);
  AutosellPhotoEdit *edit = autosell_photo_edit_new ();

  for (guint i = 0; i < n; i++)
    ids[i] = dup_photo_id (fixture->store, key, seeds[i]);
  if (to_key != 0)
    autosell_photo_edit_give (edit, (const char *const *) ids, to_key, position);
  else
    autosell_photo_edit_move (edit, (const char *const *) ids, position);
  autosell_commit_result_free (edit_photos (fixture->store, edit));
}

static void
turn_photo (Fixture *fixture, gint64 key, guint seed, int degrees)
{
  g_autofree char *id = dup_photo_id (fixture->store, key, seed);
  AutosellPhotoEdit *edit = autosell_photo_edit_new ();

  autosell_photo_edit_turn (edit, id, degrees);
  autosell_commit_result_free (edit_photos (fixture->store, edit));
}

static void
remove_photo (Fixture *fixture, gint64 key, guint seed)
{
  g_autofree char *id = dup_photo_id (fixture->store, key, seed);
  AutosellPhotoEdit *edit = autosell_photo_edit_new ();

  autosell_photo_edit_remove (edit, id);
  autosell_commit_result_free (edit_photos (fixture->store, edit));
}

static char *
dup_undo_label (Fixture *fixture)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellUndoStep) undo_step = NULL;
  g_autoptr(AutosellUndoStep) redo_step = NULL;

  autosell_store_peek_undo_sync (fixture->store, &undo_step, &redo_step, &error);
  g_assert_no_error (error);
  return autosell_undo_step_dup_label (undo_step);
}

static void
test_add (Fixture *fixture, gconstpointer data)
{
  gint64 key = add_car_to (fixture->store, "MAZDA", "CX30", "379000", "1");
  g_autofree char *label = NULL;
  g_autoptr(GPtrArray) events = NULL;
  g_autoptr(AutosellVehicle) before = autosell_store_get_vehicle_sync (fixture->store, key, NULL);
  g_autoptr(AutosellVehicle) after = NULL;
  g_autofree char *text = NULL;

  assert_photos (fixture->store, key, "");
  add_photos (fixture->store, key, 1, 3);
  assert_photos (fixture->store, key, "1 2 3");
  add_photos (fixture->store, key, 4, 1);
  assert_photos (fixture->store, key, "1 2 3 4");

  label = dup_undo_label (fixture);
  g_assert_cmpstr (label, ==, "Added 1 photo to MAZDA CX30");
  events = autosell_store_get_history_sync (fixture->store, key, 0, NULL);
  g_assert_cmpuint (events->len, ==, 3);
  g_assert_cmpint (autosell_event_get_kind (g_ptr_array_index (events, 1)), ==, AUTOSELL_EVENT_PHOTOS);
  text = autosell_event_dup_photo_text (g_ptr_array_index (events, 1));
  g_assert_cmpstr (text, ==, "3 photos added");
  /* An editor that is open meanwhile can still save */
  after = autosell_store_get_vehicle_sync (fixture->store, key, NULL);
  g_assert_cmpint (autosell_vehicle_get_revision (after), ==, autosell_vehicle_get_revision (before));
  g_assert_cmpuint (count_files (fixture->data_dir, "photos/incoming"), ==, 0);
  g_assert_cmpuint (count_files (fixture->data_dir, "photos"), ==, 4);
  g_assert_cmpuint (count_files (fixture->data_dir, "backups/photos"), ==, 4);
  g_assert_cmpuint (count_files (fixture->data_dir, "thumbnails"), ==, 8);
}

static void
test_add_in_between (Fixture *fixture, gconstpointer data)
{
  gint64 key = add_car_to (fixture->store, "MAZDA", "CX30", "379000", "1");
  g_autoptr(GPtrArray) photos = stage_pictures (fixture->data_dir, 7, 2);
  AutosellPhotoEdit *edit = autosell_photo_edit_new ();

  add_photos (fixture->store, key, 1, 2);
  autosell_photo_edit_add (edit, key, photos, 1);
  autosell_commit_result_free (edit_photos (fixture->store, edit));
  assert_photos (fixture->store, key, "1 7 8 2");
}

static void
test_add_to_no_car (Fixture *fixture, gconstpointer data)
{
  g_autoptr(GPtrArray) photos = stage_pictures (fixture->data_dir, 1, 1);
  AutosellPhotoEdit *edit = autosell_photo_edit_new ();
  g_autoptr(GError) error = NULL;

  autosell_photo_edit_add (edit, 4711, photos, 0);
  g_assert_null (autosell_store_edit_photos_sync (fixture->store, edit, &error));
  g_assert_error (error, AUTOSELL_STORE_ERROR, AUTOSELL_STORE_ERROR_NOT_FOUND);
  g_assert_cmpuint (count_files (fixture->data_dir, "photos/incoming"), >, 0);
}

static void
test_order (Fixture *fixture, gconstpointer data)
{
  gint64 key = add_car_to (fixture->store, "MAZDA", "CX30", "379000", "1");
  g_autofree char *label = NULL;

  add_photos (fixture->store, key, 1, 5);
  move_photos (fixture, key, (const guint[]){ 4, 2 }, 2, 0, 0);
  assert_photos (fixture->store, key, "4 2 1 3 5");
  label = dup_undo_label (fixture);
  g_assert_cmpstr (label, ==, "Changed the order of the photos of MAZDA CX30");
  move_photos (fixture, key, (const guint[]){ 4 }, 1, AUTOSELL_PHOTO_AT_END, 0);
  assert_photos (fixture->store, key, "2 1 3 5 4");
  undo (fixture);
  undo (fixture);
  assert_photos (fixture->store, key, "1 2 3 4 5");
  redo (fixture);
  assert_photos (fixture->store, key, "4 2 1 3 5");
}

static void
test_same_order_is_no_change (Fixture *fixture, gconstpointer data)
{
  gint64 key = add_car_to (fixture->store, "MAZDA", "CX30", "379000", "1");
  g_autofree char *id = NULL;
  AutosellPhotoEdit *edit = autosell_photo_edit_new ();
  g_autoptr(AutosellCommitResult) result = NULL;

  add_photos (fixture->store, key, 1, 2);
  id = dup_photo_id (fixture->store, key, 1);
  autosell_photo_edit_cover (edit, id);
  for (int i = 0; i < 4; i++)
    autosell_photo_edit_turn (edit, id, 90);
  result = edit_photos (fixture->store, edit);
  g_assert_cmpint (result->change, ==, 0);
}

static void
test_turn_and_crop (Fixture *fixture, gconstpointer data)
{
  gint64 key = add_car_to (fixture->store, "MAZDA", "CX30", "379000", "1");
  const AutosellPhotoCrop crop = { 10, 20, 400, 100 };
  g_autofree char *id = NULL;
  AutosellPhotoEdit *edit;

  add_photos (fixture->store, key, 1, 2);
  turn_photo (fixture, key, 1, -90);
  assert_photos (fixture->store, key, "1t270 2");
  id = dup_photo_id (fixture->store, key, 1);
  edit = autosell_photo_edit_new ();
  autosell_photo_edit_crop (edit, id, &crop);
  autosell_commit_result_free (edit_photos (fixture->store, edit));
  assert_photos (fixture->store, key, "1t270c10.20.230.100 2");
  undo (fixture);
  assert_photos (fixture->store, key, "1t270 2");
  undo (fixture);
  assert_photos (fixture->store, key, "1 2");
  redo (fixture);
  redo (fixture);
  assert_photos (fixture->store, key, "1t270c10.20.230.100 2");
  edit = autosell_photo_edit_new ();
  autosell_photo_edit_crop (edit, id, NULL);
  autosell_commit_result_free (edit_photos (fixture->store, edit));
  assert_photos (fixture->store, key, "1t270 2");
}

static void
test_remove_and_restore (Fixture *fixture, gconstpointer data)
{
  gint64 key = add_car_to (fixture->store, "MAZDA", "CX30", "379000", "1");
  g_autofree char *id = NULL;
  g_autofree char *bin = NULL;
  AutosellPhotoEdit *edit = autosell_photo_edit_new ();

  add_photos (fixture->store, key, 1, 3);
  remove_photo (fixture, key, 2);
  assert_photos (fixture->store, key, "1 3");
  bin = dup_photos_of (fixture->store, key, TRUE);
  g_assert_cmpstr (bin, ==, "2");
  undo (fixture);
  assert_photos (fixture->store, key, "1 2 3");
  redo (fixture);
  assert_photos (fixture->store, key, "1 3");
  id = dup_photo_id (fixture->store, key, 2);
  autosell_photo_edit_restore (edit, id);
  autosell_commit_result_free (edit_photos (fixture->store, edit));
  assert_photos (fixture->store, key, "1 2 3");
}

static void
test_replace (Fixture *fixture, gconstpointer data)
{
  gint64 key = add_car_to (fixture->store, "MAZDA", "CX30", "379000", "1");
  g_autoptr(AutosellStagedPhoto) staged = stage_picture (fixture->data_dir, 9, 240, 180, FALSE);
  g_autofree char *id = NULL;
  AutosellPhotoEdit *edit = autosell_photo_edit_new ();

  add_photos (fixture->store, key, 1, 3);
  id = dup_photo_id (fixture->store, key, 2);
  autosell_photo_edit_replace (edit, id, staged);
  autosell_commit_result_free (edit_photos (fixture->store, edit));
  assert_photos (fixture->store, key, "1 9 3");
  undo (fixture);
  assert_photos (fixture->store, key, "1 2 3");
  redo (fixture);
  assert_photos (fixture->store, key, "1 9 3");
}

static void
test_give (Fixture *fixture, gconstpointer data)
{
  gint64 from = add_car_to (fixture->store, "MAZDA", "CX30", "379000", "1");
  gint64 to = add_car_to (fixture->store, "BMW", "X1", "500000", "2");
  g_autofree char *label = NULL;

  add_photos (fixture->store, from, 1, 4);
  add_photos (fixture->store, to, 11, 2);
  move_photos (fixture, from, (const guint[]){ 3, 1 }, 2, 1, to);
  assert_photos (fixture->store, from, "2 4");
  assert_photos (fixture->store, to, "11 3 1 12");
  label = dup_undo_label (fixture);
  g_assert_cmpstr (label, ==, "Moved 2 photos to another car");
  undo (fixture);
  assert_photos (fixture->store, from, "1 2 3 4");
  assert_photos (fixture->store, to, "11 12");
  redo (fixture);
  assert_photos (fixture->store, from, "2 4");
  assert_photos (fixture->store, to, "11 3 1 12");
}

/* What somebody did since is theirs. */
static void
test_undo_spares_others (Fixture *fixture, gconstpointer data)
{
  gint64 key = add_car_to (fixture->store, "MAZDA", "CX30", "379000", "1");
  gint64 other = add_car_to (fixture->store, "BMW", "X1", "500000", "2");
  gint64 first, second;
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellCommitResult) result = NULL;
  g_autoptr(AutosellCommitResult) again = NULL;

  first = add_photos (fixture->store, key, 1, 3);
  move_photos (fixture, key, (const guint[]){ 3 }, 1, 0, 0);
  add_photos (fixture->store, key, 4, 2);
  turn_photo (fixture, key, 1, 90);
  second = first + 1;

  /* The order of the first three goes back; 4 and 5 stay where they are, and so does the turn */
  result = autosell_store_undo_sync (fixture->store, second, &error);
  g_assert_no_error (error);
  g_assert_cmpint (result->n_skipped, ==, 0);
  assert_photos (fixture->store, key, "1t90 2 3 4 5");

  /* One of the first three was given away: it stays there */
  move_photos (fixture, key, (const guint[]){ 2 }, 1, 0, other);
  again = autosell_store_undo_sync (fixture->store, first, &error);
  g_assert_no_error (error);
  g_assert_cmpint (again->n_skipped, ==, 1);
  assert_photos (fixture->store, key, "4 5");
  assert_photos (fixture->store, other, "2");
}

static void
test_bulk_is_one_change (Fixture *fixture, gconstpointer data)
{
  gint64 one = add_car_to (fixture->store, "MAZDA", "CX30", "379000", "1");
  gint64 two = add_car_to (fixture->store, "BMW", "X1", "500000", "2");
  g_autoptr(GPtrArray) first = stage_pictures (fixture->data_dir, 1, 2);
  g_autoptr(GPtrArray) second = stage_pictures (fixture->data_dir, 11, 3);
  AutosellPhotoEdit *edit = autosell_photo_edit_new ();
  g_autoptr(AutosellCommitResult) result = NULL;
  g_autofree char *label = NULL;

  autosell_photo_edit_add (edit, one, first, AUTOSELL_PHOTO_AT_END);
  autosell_photo_edit_add (edit, two, second, AUTOSELL_PHOTO_AT_END);
  result = edit_photos (fixture->store, edit);
  g_assert_cmpint (result->n_vehicles, ==, 2);
  label = dup_undo_label (fixture);
  g_assert_cmpstr (label, ==, "Added 5 photos to 2 cars");
  undo (fixture);
  assert_photos (fixture->store, one, "");
  assert_photos (fixture->store, two, "");
  redo (fixture);
  assert_photos (fixture->store, one, "1 2");
  assert_photos (fixture->store, two, "11 12 13");
}

/* The same file on two cars is one file. */
static void
test_same_file_twice (Fixture *fixture, gconstpointer data)
{
  gint64 one = add_car_to (fixture->store, "MAZDA", "CX30", "379000", "1");
  gint64 two = add_car_to (fixture->store, "BMW", "X1", "500000", "2");

  add_photos (fixture->store, one, 1, 1);
  add_photos (fixture->store, two, 1, 1);
  assert_photos (fixture->store, one, "1");
  assert_photos (fixture->store, two, "1");
  g_assert_cmpuint (count_files (fixture->data_dir, "photos"), ==, 1);
}

static void
test_car_takes_them_along (Fixture *fixture, gconstpointer data)
{
  gint64 key = add_car_to (fixture->store, "MAZDA", "CX30", "379000", "1");
  AutosellChangeSet *changes = autosell_change_set_new (AUTOSELL_ACTION_DELETE);
  g_autoptr(AutosellCommitResult) deleted = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) twins = NULL;
  gint64 other = add_car_to (fixture->store, "BMW", "X1", "500000", "2");

  add_photos (fixture->store, key, 1, 2);
  add_photos (fixture->store, other, 1, 1);
  autosell_change_set_delete (changes, key);
  deleted = autosell_store_commit_sync (fixture->store, changes, &error);
  g_assert_no_error (error);
  /* What is in the bin is no twin */
  twins = autosell_store_find_twins_sync (fixture->store, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (twins->len, ==, 0);
  undo (fixture);
  assert_photos (fixture->store, key, "1 2");
}

/* A list that is shown takes notice, although the car's revision stays. */
static void
test_lists_are_told (Fixture *fixture, gconstpointer data)
{
  gint64 key = add_car_to (fixture->store, "KIA", "RIO", "100000", "1");
  g_autoptr(AutosellVehicleList) list = autosell_vehicle_list_new (fixture->store);
  g_autoptr(AutosellVehicleRow) row = NULL;

  while (autosell_vehicle_list_is_loading (list))
    g_main_context_iteration (NULL, TRUE);
  row = g_list_model_get_item (G_LIST_MODEL (list), 0);
  while (autosell_vehicle_row_get_vehicle (row) == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (autosell_vehicle_get_n_photos (autosell_vehicle_row_get_vehicle (row)), ==, 0);
  add_photos (fixture->store, key, 1, 2);
  while (autosell_vehicle_get_n_photos (autosell_vehicle_row_get_vehicle (row)) != 2)
    g_main_context_iteration (NULL, TRUE);
  g_assert_nonnull (autosell_vehicle_get_cover (autosell_vehicle_row_get_vehicle (row)));
}

/* Home tells of a change as undo does. */
static void
test_day_tells_how_many (Fixture *fixture, gconstpointer data)
{
  gint64 key = add_car_to (fixture->store, "KIA", "RIO", "100000", "1");
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellDashboard) day = NULL;
  g_autofree char *label = NULL;

  add_photos (fixture->store, key, 1, 3);
  day = autosell_store_get_dashboard_sync (fixture->store, &error);
  g_assert_no_error (error);
  label = autosell_undo_step_dup_label (((const AutosellDayChange *) day->changes->pdata[0])->step);
  g_assert_cmpstr (label, ==, "Added 3 photos to KIA RIO");
}

#define ADD(name, func) g_test_add ("/photo-store/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  ADD ("add", test_add);
  ADD ("add-in-between", test_add_in_between);
  ADD ("add-to-no-car", test_add_to_no_car);
  ADD ("order", test_order);
  ADD ("same-order-is-no-change", test_same_order_is_no_change);
  ADD ("turn-and-crop", test_turn_and_crop);
  ADD ("remove-and-restore", test_remove_and_restore);
  ADD ("replace", test_replace);
  ADD ("give", test_give);
  ADD ("undo-spares-others", test_undo_spares_others);
  ADD ("bulk-is-one-change", test_bulk_is_one_change);
  ADD ("same-file-twice", test_same_file_twice);
  ADD ("car-takes-them-along", test_car_takes_them_along);
  ADD ("lists-are-told", test_lists_are_told);
  ADD ("day-tells-how-many", test_day_tells_how_many);
  return g_test_run ();
}
