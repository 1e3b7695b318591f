/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "photo-store-fixture.h"

/* An undo of photos takes back what its change did and nothing that was done since, and says how much it had to
 * leave. */

static gint64
move_photos (Fixture *fixture, gint64 key, guint seed, int position, gint64 to_key)
{
  g_autofree char *id = dup_photo_id (fixture->store, key, seed);
  const char *const ids[] = { id, NULL };
  AutosellPhotoEdit *edit = autosell_photo_edit_new ();
  g_autoptr(AutosellCommitResult) result = NULL;

  if (to_key != 0)
    autosell_photo_edit_give (edit, ids, to_key, position);
  else
    autosell_photo_edit_move (edit, ids, position);
  result = edit_photos (fixture->store, edit);
  return result->change;
}

static gint64
turn_photo (Fixture *fixture, gint64 key, guint seed, int degrees)
{
  g_autofree char *id = dup_photo_id (fixture->store, key, seed);
  AutosellPhotoEdit *edit = autosell_photo_edit_new ();
  g_autoptr(AutosellCommitResult) result = NULL;

  autosell_photo_edit_turn (edit, id, degrees);
  result = edit_photos (fixture->store, edit);
  return result->change;
}

static gint64
crop_photo (Fixture *fixture, gint64 key, guint seed, int x)
{
  g_autofree char *id = dup_photo_id (fixture->store, key, seed);
  const AutosellPhotoCrop crop = { x, 0, 80, 60 };
  AutosellPhotoEdit *edit = autosell_photo_edit_new ();
  g_autoptr(AutosellCommitResult) result = NULL;

  autosell_photo_edit_crop (edit, id, &crop);
  result = edit_photos (fixture->store, edit);
  return result->change;
}

static gint64
remove_photo (Fixture *fixture, gint64 key, guint seed)
{
  g_autofree char *id = dup_photo_id (fixture->store, key, seed);
  AutosellPhotoEdit *edit = autosell_photo_edit_new ();
  g_autoptr(AutosellCommitResult) result = NULL;

  autosell_photo_edit_remove (edit, id);
  result = edit_photos (fixture->store, edit);
  return result->change;
}

static void
restore_photo (Fixture *fixture, gint64 key, guint seed)
{
  g_autofree char *id = dup_photo_id (fixture->store, key, seed);
  AutosellPhotoEdit *edit = autosell_photo_edit_new ();

  autosell_photo_edit_restore (edit, id);
  autosell_commit_result_free (edit_photos (fixture->store, edit));
}

static void
undo (Fixture *fixture, gint64 change, gint64 skipped)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellCommitResult) result = autosell_store_undo_sync (fixture->store, change, &error);

  g_assert_no_error (error);
  g_assert_cmpint (result->n_skipped, ==, skipped);
}

/* Of the latest change of the car. */
static void
assert_told (Fixture *fixture, gint64 key, const char *expected)
{
  g_autoptr(GPtrArray) events = autosell_store_get_history_sync (fixture->store, key, 0, NULL);
  g_autofree char *text = autosell_event_dup_photo_text (g_ptr_array_index (events, 0));

  g_assert_cmpstr (text, ==, expected);
}

static void
test_look_since (Fixture *fixture, gconstpointer data)
{
  gint64 key = add_car_to (fixture->store, "MAZDA", "CX30", "379000", "1");
  gint64 turned, cropped;

  add_photos (fixture->store, key, 1, 2);
  turned = turn_photo (fixture, key, 1, 90);
  assert_told (fixture, key, "1 photo turned");
  turn_photo (fixture, key, 1, 90);
  undo (fixture, turned, 1);
  assert_photos (fixture->store, key, "1t180 2");

  cropped = crop_photo (fixture, key, 2, 0);
  assert_told (fixture, key, "1 photo cropped");
  crop_photo (fixture, key, 2, 40);
  undo (fixture, cropped, 1);
  assert_photos (fixture->store, key, "1t180 2c40.0.80.60");
}

static void
test_removed_since (Fixture *fixture, gconstpointer data)
{
  gint64 key = add_car_to (fixture->store, "MAZDA", "CX30", "379000", "1");
  gint64 turned, removed;

  add_photos (fixture->store, key, 1, 3);
  turned = turn_photo (fixture, key, 2, 90);
  removed = remove_photo (fixture, key, 2);
  undo (fixture, turned, 1);
  restore_photo (fixture, key, 2);
  assert_photos (fixture->store, key, "1 2t90 3");
  /* It is out of the bin already */
  undo (fixture, removed, 1);
  assert_photos (fixture->store, key, "1 2t90 3");
}

static void
test_given_since (Fixture *fixture, gconstpointer data)
{
  gint64 one = add_car_to (fixture->store, "MAZDA", "CX30", "379000", "1");
  gint64 two = add_car_to (fixture->store, "BMW", "X1", "500000", "2");
  gint64 three = add_car_to (fixture->store, "KIA", "RIO", "200000", "3");
  gint64 turned, given;

  add_photos (fixture->store, one, 1, 2);
  turned = turn_photo (fixture, one, 1, 90);
  given = move_photos (fixture, one, 1, 0, two);
  undo (fixture, turned, 1);
  assert_photos (fixture->store, two, "1t90");
  move_photos (fixture, two, 1, 0, three);
  undo (fixture, given, 1);
  assert_photos (fixture->store, one, "2");
  assert_photos (fixture->store, two, "");
  assert_photos (fixture->store, three, "1t90");
}

static void
test_ordered_since (Fixture *fixture, gconstpointer data)
{
  gint64 key = add_car_to (fixture->store, "MAZDA", "CX30", "379000", "1");
  gint64 moved;

  add_photos (fixture->store, key, 1, 3);
  moved = move_photos (fixture, key, 3, 0, 0);
  assert_told (fixture, key, "photos in another order");
  move_photos (fixture, key, 2, 0, 0);
  assert_photos (fixture->store, key, "2 3 1");
  undo (fixture, moved, 1);
  assert_photos (fixture->store, key, "2 3 1");
}

/* Who came in between keeps the place that it has. */
static void
test_added_since (Fixture *fixture, gconstpointer data)
{
  gint64 key = add_car_to (fixture->store, "MAZDA", "CX30", "379000", "1");
  g_autoptr(GPtrArray) newcomer = stage_pictures (fixture->data_dir, 7, 1);
  AutosellPhotoEdit *edit = autosell_photo_edit_new ();
  gint64 moved;

  add_photos (fixture->store, key, 1, 3);
  moved = move_photos (fixture, key, 3, 0, 0);
  autosell_photo_edit_add (edit, key, newcomer, 1);
  autosell_commit_result_free (edit_photos (fixture->store, edit));
  assert_photos (fixture->store, key, "3 7 1 2");
  undo (fixture, moved, 0);
  assert_photos (fixture->store, key, "1 7 2 3");
}

/* Two cars exchange photos as one change: each finds its own again. */
static void
test_exchanged (Fixture *fixture, gconstpointer data)
{
  gint64 one = add_car_to (fixture->store, "MAZDA", "CX30", "379000", "1");
  gint64 two = add_car_to (fixture->store, "BMW", "X1", "500000", "2");
  g_autofree char *ours = NULL;
  g_autofree char *theirs = NULL;
  AutosellPhotoEdit *edit = autosell_photo_edit_new ();
  g_autoptr(AutosellCommitResult) result = NULL;
  g_autoptr(AutosellCommitResult) redone = NULL;
  g_autoptr(GError) error = NULL;

  add_photos (fixture->store, one, 1, 3);
  add_photos (fixture->store, two, 11, 3);
  ours = dup_photo_id (fixture->store, one, 2);
  theirs = dup_photo_id (fixture->store, two, 12);
  autosell_photo_edit_give (edit, (const char *const[]){ ours, NULL }, two, 0);
  autosell_photo_edit_give (edit, (const char *const[]){ theirs, NULL }, one, AUTOSELL_PHOTO_AT_END);
  result = edit_photos (fixture->store, edit);
  assert_photos (fixture->store, one, "1 3 12");
  assert_photos (fixture->store, two, "2 11 13");
  undo (fixture, 0, 0);
  assert_photos (fixture->store, one, "1 2 3");
  assert_photos (fixture->store, two, "11 12 13");
  redone = autosell_store_redo_sync (fixture->store, &error);
  g_assert_no_error (error);
  assert_photos (fixture->store, one, "1 3 12");
  assert_photos (fixture->store, two, "2 11 13");
}

#define ADD(name, func) g_test_add ("/photo-undo/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  ADD ("look-since", test_look_since);
  ADD ("removed-since", test_removed_since);
  ADD ("given-since", test_given_since);
  ADD ("ordered-since", test_ordered_since);
  ADD ("added-since", test_added_since);
  ADD ("exchanged", test_exchanged);
  return g_test_run ();
}
