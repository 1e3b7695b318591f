/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-backup.h"
#include "store-fixture.h"

static gint64
add_car (Fixture *fixture, const char *brand, const char *model, const char *price, const char *stock_number)
{
  return add_car_to (fixture->store, brand, model, price, stock_number);
}

static AutosellCommitResult *
set_text (Fixture *fixture, gint64 key, AutosellField field, const char *text)
{
  return set_text_in (fixture->store, key, field, text);
}

/* As text, "" for unknown; ! before raw text. */
static void
assert_value (Fixture *fixture, gint64 key, AutosellField field, const char *expected)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellVehicle) car = autosell_store_get_vehicle_sync (fixture->store, key, &error);
  g_autofree char *text = NULL;
  const AutosellValue *value;

  g_assert_no_error (error);
  value = autosell_vehicle_get_value (car, field);
  text = autosell_value_to_string (value, field);
  if (value->state == AUTOSELL_VALUE_RAW)
    {
      g_autofree char *marked = g_strconcat ("!", text, NULL);

      g_assert_cmpstr (marked, ==, expected);
    }
  else
    g_assert_cmpstr (text != NULL ? text : "", ==, expected);
}

static gboolean
count_cb (AutosellVehicle *vehicle, gpointer user_data)
{
  (*(guint *) user_data)++;
  return TRUE;
}

static guint
count_matches (Fixture *fixture, const char *text)
{
  static const AutosellSort as_entered = { .by_id_order = TRUE };
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellQuery) query = autosell_query_parse (text, NULL, NULL, &error);
  guint count = 0;

  g_assert_no_error (error);
  autosell_store_foreach_sync (fixture->store, query, &as_entered, 0, count_cb, &count, &error);
  g_assert_no_error (error);
  return count;
}

static void
test_add_and_get (Fixture *fixture, gconstpointer data)
{
  gint64 key = add_car (fixture, "MAZDA", "CX-30", "$379,000.00", "7");
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellVehicle) car = NULL;

  close_store (fixture);
  open_store (fixture);
  assert_value (fixture, key, AUTOSELL_FIELD_PRICE, "379000");
  assert_value (fixture, key, AUTOSELL_FIELD_KM, "");
  car = autosell_store_find_sync (fixture->store, " 7 ", FALSE, &error);
  g_assert_no_error (error);
  g_assert_cmpint (autosell_vehicle_get_key (car), ==, key);
  g_assert_true (g_uuid_string_is_valid (autosell_vehicle_get_id (car)));
}

static void
test_find_ambiguous (Fixture *fixture, gconstpointer data)
{
  g_autoptr(GError) error = NULL;

  add_car (fixture, "MAZDA", "3", "1", "7");
  add_car (fixture, "MAZDA", "2", "1", "7");
  g_assert_null (autosell_store_find_sync (fixture->store, "7", FALSE, &error));
  g_assert_error (error, AUTOSELL_STORE_ERROR, AUTOSELL_STORE_ERROR_AMBIGUOUS);
  g_clear_error (&error);
  g_assert_null (autosell_store_find_sync (fixture->store, "8", FALSE, &error));
  g_assert_error (error, AUTOSELL_STORE_ERROR, AUTOSELL_STORE_ERROR_NOT_FOUND);
}

static void
test_search_follows_edits (Fixture *fixture, gconstpointer data)
{
  gint64 key = add_car (fixture, "MAZDA", "CX-30", "379000", "7");

  g_assert_cmpuint (count_matches (fixture, "cx30"), ==, 1);
  g_assert_cmpuint (count_matches (fixture, "cx-30"), ==, 1);
  g_assert_cmpuint (count_matches (fixture, "maz"), ==, 1);
  autosell_commit_result_free (set_text (fixture, key, AUTOSELL_FIELD_BRAND, "Citroën"));
  g_assert_cmpuint (count_matches (fixture, "maz"), ==, 0);
  g_assert_cmpuint (count_matches (fixture, "CITROEN"), ==, 1);
  g_assert_cmpuint (count_matches (fixture, "brand:citroen"), ==, 1);
  g_assert_cmpuint (count_matches (fixture, "price:300mil.."), ==, 1);
}

static void
assert_count (GPtrArray *counts, guint index, const char *value, gint64 n_vehicles)
{
  const AutosellCount *count = g_ptr_array_index (counts, index);

  g_assert_cmpstr (count->value, ==, value);
  g_assert_cmpint (count->totals.n_vehicles, ==, n_vehicles);
}

static void
test_count_values (Fixture *fixture, gconstpointer data)
{
  g_autoptr(AutosellQuery) everything = autosell_query_parse ("", NULL, NULL, NULL);
  g_autoptr(AutosellQuery) cheap = autosell_query_parse ("price:..200", NULL, NULL, NULL);
  g_autoptr(GPtrArray) all = NULL;
  g_autoptr(GPtrArray) few = NULL;
  g_autoptr(GError) error = NULL;

  add_car (fixture, "MAZDA", "CX-30", "100", "1");
  add_car (fixture, "BMW", "X1", "100", "2");
  add_car (fixture, "Citroën", "C3", "300", "3");
  add_car (fixture, "CITROEN", "C3", "300", "4");
  add_car (fixture, "CITROEN", "C4", "100", "5");
  add_car (fixture, "", "X", "100", "6");
  all = autosell_store_count_values_sync (fixture->store, everything, AUTOSELL_FIELD_BRAND, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (all->len, ==, 4);
  assert_count (all, 0, "CITROEN", 3); /* spelt as most are */
  assert_count (all, 1, NULL, 1);
  assert_count (all, 2, "BMW", 1);
  assert_count (all, 3, "MAZDA", 1);
  few = autosell_store_count_values_sync (fixture->store, cheap, AUTOSELL_FIELD_BRAND, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (few->len, ==, 4);
  assert_count (few, 2, "CITROEN", 1);
}

static void
test_raw_text_is_kept (Fixture *fixture, gconstpointer data)
{
  gint64 key = add_car (fixture, "GMC", "SIERRA", "a tratar", "20");

  assert_value (fixture, key, AUTOSELL_FIELD_PRICE, "!a tratar");
  autosell_commit_result_free (set_text (fixture, key, AUTOSELL_FIELD_PRICE, "500 mil"));
  assert_value (fixture, key, AUTOSELL_FIELD_PRICE, "500000");
  autosell_commit_result_free (autosell_store_undo_sync (fixture->store, 0, NULL));
  assert_value (fixture, key, AUTOSELL_FIELD_PRICE, "!a tratar");
}

static void
test_same_value_is_no_change (Fixture *fixture, gconstpointer data)
{
  gint64 key = add_car (fixture, "GMC", "SIERRA", "500000", "20");
  g_autoptr(AutosellCommitResult) result = set_text (fixture, key, AUTOSELL_FIELD_PRICE, "$500,000.00");

  g_assert_cmpint (result->change, ==, 0);
}

static void
test_undo_redo_after_restart (Fixture *fixture, gconstpointer data)
{
  gint64 key = add_car (fixture, "GMC", "SIERRA", "500000", "20");
  g_autoptr(GError) error = NULL;

  autosell_commit_result_free (set_text (fixture, key, AUTOSELL_FIELD_PRICE, "510000"));
  autosell_commit_result_free (set_text (fixture, key, AUTOSELL_FIELD_STATUS, "apartado"));
  close_store (fixture);
  open_store (fixture);

  autosell_commit_result_free (autosell_store_undo_sync (fixture->store, 0, &error));
  g_assert_no_error (error);
  assert_value (fixture, key, AUTOSELL_FIELD_STATUS, "");
  autosell_commit_result_free (autosell_store_undo_sync (fixture->store, 0, &error));
  assert_value (fixture, key, AUTOSELL_FIELD_PRICE, "500000");
  autosell_commit_result_free (autosell_store_undo_sync (fixture->store, 0, &error));
  g_assert_cmpuint (count_matches (fixture, ""), ==, 0);
  g_assert_null (autosell_store_undo_sync (fixture->store, 0, &error));
  g_assert_error (error, AUTOSELL_STORE_ERROR, AUTOSELL_STORE_ERROR_NOTHING);
  g_clear_error (&error);

  close_store (fixture);
  open_store (fixture);
  for (int i = 0; i < 3; i++)
    {
      autosell_commit_result_free (autosell_store_redo_sync (fixture->store, &error));
      g_assert_no_error (error);
    }
  assert_value (fixture, key, AUTOSELL_FIELD_PRICE, "510000");
  assert_value (fixture, key, AUTOSELL_FIELD_STATUS, "reserved");
  g_assert_null (autosell_store_redo_sync (fixture->store, &error));
  g_assert_error (error, AUTOSELL_STORE_ERROR, AUTOSELL_STORE_ERROR_NOTHING);
}

/* Undoing an older change leaves alone what somebody changed since. */
/* Undo of an import of thousands of cars takes as long as the import, not as many times longer as it changed fields. */
static void
test_undo_writes_a_car_once (Fixture *fixture, gconstpointer data)
{
  static const AutosellField fields[] = { AUTOSELL_FIELD_COLOUR, AUTOSELL_FIELD_LOCATION, AUTOSELL_FIELD_PRICE };
  gint64 key = add_car (fixture, "GMC", "SIERRA", "500000", "20");
  AutosellChangeSet *changes = autosell_change_set_new (AUTOSELL_ACTION_EDIT);
  g_autoptr(AutosellVehicle) car = NULL;
  g_autoptr(GError) error = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      g_auto(AutosellValue) value = AUTOSELL_VALUE_INIT;

      autosell_value_parse (&value, fields[i], "123456");
      autosell_change_set_set (changes, key, fields[i], &value);
    }
  autosell_commit_result_free (autosell_store_commit_sync (fixture->store, changes, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (count_matches (fixture, "123456"), ==, 1);
  autosell_commit_result_free (autosell_store_undo_sync (fixture->store, 0, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (count_matches (fixture, "123456"), ==, 0);
  assert_value (fixture, key, AUTOSELL_FIELD_PRICE, "500000");
  assert_value (fixture, key, AUTOSELL_FIELD_COLOUR, "");
  car = autosell_store_get_vehicle_sync (fixture->store, key, &error);
  g_assert_cmpint (autosell_vehicle_get_revision (car), ==, 3);
}

static void
test_undo_skips_what_changed_since (Fixture *fixture, gconstpointer data)
{
  gint64 key = add_car (fixture, "GMC", "SIERRA", "500000", "20");
  g_autoptr(AutosellCommitResult) first = set_text (fixture, key, AUTOSELL_FIELD_PRICE, "510000");
  g_autoptr(AutosellCommitResult) second = set_text (fixture, key, AUTOSELL_FIELD_PRICE, "520000");
  g_autoptr(AutosellCommitResult) undone = autosell_store_undo_sync (fixture->store, first->change, NULL);

  g_assert_cmpint (undone->n_skipped, ==, 1);
  assert_value (fixture, key, AUTOSELL_FIELD_PRICE, "520000");
}

static void
test_new_change_ends_redo (Fixture *fixture, gconstpointer data)
{
  gint64 key = add_car (fixture, "GMC", "SIERRA", "500000", "20");
  g_autoptr(GError) error = NULL;

  autosell_commit_result_free (set_text (fixture, key, AUTOSELL_FIELD_PRICE, "510000"));
  autosell_commit_result_free (autosell_store_undo_sync (fixture->store, 0, &error));
  autosell_commit_result_free (set_text (fixture, key, AUTOSELL_FIELD_KM, "1000"));
  g_assert_null (autosell_store_redo_sync (fixture->store, &error));
  g_assert_error (error, AUTOSELL_STORE_ERROR, AUTOSELL_STORE_ERROR_NOTHING);
}

static void
test_bin_and_restore (Fixture *fixture, gconstpointer data)
{
  gint64 key = add_car (fixture, "GMC", "SIERRA", "500000", "20");
  AutosellChangeSet *changes = autosell_change_set_new (AUTOSELL_ACTION_DELETE);
  g_autoptr(GError) error = NULL;

  autosell_change_set_delete (changes, key);
  autosell_commit_result_free (autosell_store_commit_sync (fixture->store, changes, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (count_matches (fixture, "sierra"), ==, 0);
  g_assert_cmpuint (count_matches (fixture, "is:deleted sierra"), ==, 1);
  changes = autosell_change_set_new (AUTOSELL_ACTION_RESTORE);
  autosell_change_set_restore (changes, key);
  autosell_commit_result_free (autosell_store_commit_sync (fixture->store, changes, &error));
  g_assert_cmpuint (count_matches (fixture, "sierra"), ==, 1);
}

static void
test_conflict_on_old_revision (Fixture *fixture, gconstpointer data)
{
  gint64 key = add_car (fixture, "GMC", "SIERRA", "500000", "20");
  AutosellChangeSet *changes = autosell_change_set_new (AUTOSELL_ACTION_EDIT);
  g_auto(AutosellValue) value = AUTOSELL_VALUE_INIT;
  g_autoptr(GError) error = NULL;

  autosell_commit_result_free (set_text (fixture, key, AUTOSELL_FIELD_PRICE, "510000"));
  autosell_value_set_number (&value, 1);
  autosell_change_set_set (changes, key, AUTOSELL_FIELD_KM, &value);
  autosell_change_set_require_revision (changes, key, 1);
  g_assert_null (autosell_store_commit_sync (fixture->store, changes, &error));
  g_assert_error (error, AUTOSELL_STORE_ERROR, AUTOSELL_STORE_ERROR_CONFLICT);
  assert_value (fixture, key, AUTOSELL_FIELD_KM, "");
}

static void
test_history_tells_who_when_what (Fixture *fixture, gconstpointer data)
{
  gint64 key = add_car (fixture, "GMC", "SIERRA", "500000", "20");
  AutosellChangeSet *changes = autosell_change_set_new (AUTOSELL_ACTION_STATUS);
  g_auto(AutosellValue) sold = AUTOSELL_VALUE_INIT;
  g_autoptr(GPtrArray) events = NULL;
  g_autoptr(GError) error = NULL;
  AutosellEvent *event;
  AutosellField field;

  autosell_value_set_text (&sold, "sold");
  autosell_change_set_set (changes, key, AUTOSELL_FIELD_STATUS, &sold);
  autosell_change_set_set_reason (changes, "de contado");
  autosell_commit_result_free (autosell_store_commit_sync (fixture->store, changes, &error));
  events = autosell_store_get_history_sync (fixture->store, key, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (events->len, ==, 2);
  event = g_ptr_array_index (events, 0);
  g_assert_true (autosell_event_get_field (event, &field));
  g_assert_cmpint (field, ==, AUTOSELL_FIELD_STATUS);
  g_assert_cmpstr (autosell_event_get_who (event), ==, "Ana");
  g_assert_cmpstr (autosell_event_get_origin (event), ==, "cli");
  g_assert_cmpstr (autosell_event_get_reason (event), ==, "de contado");
  g_assert_cmpstr (autosell_event_get_after (event)->text, ==, "sold");
  g_assert_cmpint (autosell_event_get_before (event)->state, ==, AUTOSELL_VALUE_UNKNOWN);
  g_assert_cmpint (ABS (autosell_event_get_time (event) - g_get_real_time ()), <, 60 * G_USEC_PER_SEC);
}

static void
assert_undo_label (Fixture *fixture, const char *expected)
{
  g_autoptr(AutosellUndoStep) undo = NULL;
  g_autoptr(AutosellUndoStep) redo = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *label = NULL;

  g_assert_true (autosell_store_peek_undo_sync (fixture->store, &undo, &redo, &error));
  g_assert_no_error (error);
  label = autosell_undo_step_dup_label (undo);
  g_assert_cmpstr (label, ==, expected);
}

/* @b: 0 for none; @price: (nullable): changed along with it */
static void
set_status (Fixture *fixture, gint64 a, gint64 b, const char *nick, const char *price)
{
  AutosellChangeSet *changes = autosell_change_set_new (AUTOSELL_ACTION_STATUS);
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellCommitResult) result = NULL;
  g_auto(AutosellValue) status = AUTOSELL_VALUE_INIT;
  g_auto(AutosellValue) sold_price = AUTOSELL_VALUE_INIT;

  autosell_value_set_text (&status, nick);
  autosell_change_set_set (changes, a, AUTOSELL_FIELD_STATUS, &status);
  if (b != 0)
    autosell_change_set_set (changes, b, AUTOSELL_FIELD_STATUS, &status);
  if (price != NULL)
    {
      autosell_value_set_number (&sold_price, g_ascii_strtoll (price, NULL, 10) * 100);
      autosell_change_set_set (changes, a, AUTOSELL_FIELD_SOLD_PRICE, &sold_price);
    }
  result = autosell_store_commit_sync (fixture->store, changes, &error);
  g_assert_no_error (error);
}

static void
test_a_sale_is_called_a_sale (Fixture *fixture, gconstpointer data)
{
  gint64 sierra = add_car (fixture, "GMC", "SIERRA", "500000", "20");
  gint64 aveo = add_car (fixture, "CHEVROLET", "AVEO", "191000", "21");

  set_status (fixture, sierra, 0, "available", NULL);
  assert_undo_label (fixture, "Changed the status of GMC SIERRA");
  set_status (fixture, sierra, 0, "reserved", NULL);
  assert_undo_label (fixture, "Reserved GMC SIERRA");
  set_status (fixture, sierra, 0, "sold", "480000");
  assert_undo_label (fixture, "Sold GMC SIERRA");
  set_status (fixture, sierra, 0, "sold", "475000");
  assert_undo_label (fixture, "Changed GMC SIERRA");
  set_status (fixture, sierra, 0, "available", NULL);
  assert_undo_label (fixture, "Made GMC SIERRA available again");
  set_status (fixture, sierra, aveo, "sold", NULL);
  assert_undo_label (fixture, "Sold 2 cars");
  /* One comes back and one was never away: no one word for both. */
  set_status (fixture, aveo, 0, "photos", NULL);
  set_status (fixture, aveo, sierra, "available", NULL);
  assert_undo_label (fixture, "Changed the status of 2 cars");
}

static void
test_extras_are_kept_and_undone (Fixture *fixture, gconstpointer data)
{
  gint64 key = add_car (fixture, "GMC", "SIERRA", "500000", "20");
  AutosellChangeSet *changes = autosell_change_set_new (AUTOSELL_ACTION_EDIT);
  g_autoptr(AutosellVehicle) car = NULL;
  g_autoptr(AutosellVehicle) after_undo = NULL;

  autosell_change_set_set_extra (changes, key, "LLAVES", "2");
  autosell_commit_result_free (autosell_store_commit_sync (fixture->store, changes, NULL));
  car = autosell_store_get_vehicle_sync (fixture->store, key, NULL);
  g_assert_cmpstr (autosell_vehicle_get_extra (car, "LLAVES"), ==, "2");
  autosell_commit_result_free (autosell_store_undo_sync (fixture->store, 0, NULL));
  after_undo = autosell_store_get_vehicle_sync (fixture->store, key, NULL);
  g_assert_null (autosell_vehicle_get_extra (after_undo, "LLAVES"));
}

static void
test_twins_are_a_problem_until_one_goes (Fixture *fixture, gconstpointer data)
{
  gint64 first = add_car (fixture, "GMC", "SIERRA", "500000", "20");
  gint64 second = add_car (fixture, "GMC", "YUKON", "900000", "21");

  autosell_commit_result_free (set_text (fixture, first, AUTOSELL_FIELD_PLATES, "ABC-12-34"));
  g_assert_cmpuint (count_matches (fixture, "problem:twin"), ==, 0);
  autosell_commit_result_free (set_text (fixture, second, AUTOSELL_FIELD_PLATES, "abc1234"));
  g_assert_cmpuint (count_matches (fixture, "problem:twin"), ==, 2);
  autosell_commit_result_free (autosell_store_undo_sync (fixture->store, 0, NULL));
  g_assert_cmpuint (count_matches (fixture, "problem:twin"), ==, 0);
}

/* ---- Backups ---- */

/* What went out on Facebook since then is not in it: Pages are looked at before anything is posted. */
static void
assert_restored (AutosellStore *store)
{
  g_autofree char *mark = NULL;

  while ((mark = autosell_store_get_setting (store, "posts.restored")) == NULL)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_backup_and_restore (Fixture *fixture, gconstpointer data)
{
  gint64 key = add_car (fixture, "GMC", "SIERRA", "500000", "20");
  g_autofree char *path = g_build_filename (fixture->data_dir, "copy.db", NULL);
  g_autoptr(GError) error = NULL;

  finish_daily_backup (fixture->store);
  g_assert_true (autosell_store_backup_sync (fixture->store, path, &error));
  autosell_commit_result_free (set_text (fixture, key, AUTOSELL_FIELD_PRICE, "1"));
  add_car (fixture, "GMC", "YUKON", "900000", "21");
  g_assert_true (autosell_store_restore_backup_sync (fixture->store, path, &error));
  g_assert_no_error (error);
  assert_restored (fixture->store);
  g_assert_cmpuint (count_matches (fixture, ""), ==, 1);
  assert_value (fixture, key, AUTOSELL_FIELD_PRICE, "500000");
  /* What was there before is in a backup of its own */
  {
    g_autoptr(GPtrArray) backups = autosell_backup_list (fixture->data_dir);
    AutosellBackup *newest = g_ptr_array_index (backups, 0);

    g_assert_cmpstr (newest->reason, ==, "restore");
    g_assert_true (autosell_store_restore_backup_sync (fixture->store, newest->path, &error));
    g_assert_no_error (error);
    g_assert_cmpuint (count_matches (fixture, ""), ==, 2);
  }
}

static void
test_restore_refuses_what_is_no_store (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->data_dir, "note.db", NULL);
  g_autoptr(GError) error = NULL;

  add_car (fixture, "GMC", "SIERRA", "500000", "20");
  g_file_set_contents (path,
                       "this is a note, and long enough to be looked at as a database header would be, twice over. "
                       "this is a note, and long enough to be looked at as a database header would be.",
                       -1, NULL);
  g_assert_false (autosell_store_restore_backup_sync (fixture->store, path, &error));
  g_assert_error (error, AUTOSELL_STORE_ERROR, AUTOSELL_STORE_ERROR_DAMAGED);
  g_assert_cmpuint (count_matches (fixture, ""), ==, 1);
}

static void
test_ten_backups_are_kept (Fixture *fixture, gconstpointer data)
{
  g_autoptr(GPtrArray) backups = NULL;

  for (int i = 0; i < 13; i++)
    {
      AutosellChangeSet *changes = autosell_change_set_new (AUTOSELL_ACTION_ADD);

      for (int car = 0; car < 10; car++)
        autosell_change_set_add (changes, make_car ("KIA", "RIO", "1", NULL));
      autosell_commit_result_free (autosell_store_commit_sync (fixture->store, changes, NULL));
      finish_daily_backup (fixture->store);
    }
  backups = autosell_backup_list (fixture->data_dir);
  g_assert_cmpuint (backups->len, ==, 10);
}

static void
test_check_is_sound (Fixture *fixture, gconstpointer data)
{
  g_autoptr(AutosellCheck) check = NULL;
  g_autoptr(GError) error = NULL;

  add_car (fixture, "GMC", "SIERRA", "500000", "20");
  check = autosell_store_check_sync (fixture->store, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < check->faults->len; i++)
    g_test_message ("%s", (char *) g_ptr_array_index (check->faults, i));
  g_assert_true (check->is_sound);
  g_assert_cmpint (check->n_vehicles, ==, 1);
}

static void
test_damage_is_found_and_recovered (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->data_dir, "autosell.db", NULL);
  g_autofree char *backup_used = NULL;
  g_autofree char *set_aside = NULL;
  g_autoptr(GError) error = NULL;

  for (int i = 0; i < 12; i++)
    {
      g_autofree char *number = g_strdup_printf ("%d", i);

      add_car (fixture, "GMC", "SIERRA", "500000", number);
    }
  finish_daily_backup (fixture->store); /* of fewer cars, and not to come after that of the bulk change */
  {
    AutosellChangeSet *changes = autosell_change_set_new (AUTOSELL_ACTION_ADD);

    for (int car = 0; car < 10; car++)
      autosell_change_set_add (changes, make_car ("KIA", "RIO", "1", NULL));
    autosell_commit_result_free (autosell_store_commit_sync (fixture->store, changes, NULL));
  }
  close_store (fixture);
  {
    FILE *file = fopen (path, "r+b");

    for (long at = 4096; at < 40960; at += 512)
      {
        fseek (file, at, SEEK_SET);
        fputs ("damage damage damage", file);
      }
    fclose (file);
  }
  g_assert_null (autosell_store_open_sync (fixture->data_dir, "cli", NULL, &error));
  g_assert_error (error, AUTOSELL_STORE_ERROR, AUTOSELL_STORE_ERROR_DAMAGED);
  g_clear_error (&error);
  g_assert_true (autosell_store_recover (fixture->data_dir, &backup_used, &set_aside, &error));
  g_assert_nonnull (backup_used);
  g_assert_true (g_file_test (set_aside, G_FILE_TEST_IS_DIR));
  open_store (fixture);
  assert_restored (fixture->store);
  /* The backup before the bulk change has the cars that were added one by one */
  g_assert_cmpuint (count_matches (fixture, ""), ==, 12);
}

static void
note_end_cb (gpointer data, GObject *where_the_object_was)
{
  *(GThread **) data = g_thread_self ();
}

static void
drop_answer_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GError) error = NULL;
  AutosellStats *stats = autosell_store_get_stats_finish (AUTOSELL_STORE (object), result, &error);

  g_assert_no_error (error);
  autosell_stats_free (stats);
}

/* The store closes and waits for its threads, so that it must never end on one of them. It is a race: many rounds. */
static void
test_answer_with_the_last_reference (Fixture *fixture, gconstpointer data)
{
  for (int round = 0; round < 200; round++)
    {
      GThread *ended_on = NULL;

      g_object_weak_ref (G_OBJECT (fixture->store), note_end_cb, &ended_on);
      autosell_store_get_stats_async (fixture->store, NULL, drop_answer_cb, NULL);
      g_clear_object (&fixture->store);
      while (ended_on == NULL)
        g_main_context_iteration (NULL, FALSE);
      g_assert_true (ended_on == g_thread_self ());
      open_store (fixture);
    }
}

static void
note_damage_cb (AutosellStore *store, gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
}

/* A large file is not read through at each start; what the daily check finds, the next start knows. */
static void
test_damage_found_later_is_known_at_next_start (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->data_dir, "autosell.db", NULL);
  AutosellChangeSet *changes = autosell_change_set_new (AUTOSELL_ACTION_ADD);
  g_autoptr(GError) error = NULL;
  g_autofree char *backup_used = NULL;
  gboolean is_damaged = FALSE;
  GLogLevelFlags fatal;
  GStatBuf info;
  FILE *file;

  for (int car = 0; car < 6000; car++)
    autosell_change_set_add (changes, make_car ("KIA", "RIO", "1", NULL));
  autosell_commit_result_free (autosell_store_commit_sync (fixture->store, changes, NULL));
  close_store (fixture);
  g_assert_cmpint (g_stat (path, &info), ==, 0);
  g_assert_cmpint (info.st_size, >, 2 * 1024 * 1024);
  file = fopen (path, "r+b");
  for (long at = info.st_size / 2 / 4096 * 4096; at < info.st_size / 2 + 65536; at += 4096)
    {
      fseek (file, at, SEEK_SET);
      fputs ("damage damage damage", file);
    }
  fclose (file);

  fixture->store = autosell_store_open_sync (fixture->data_dir, "window", NULL, &error);
  g_assert_no_error (error);
  g_signal_connect (fixture->store, "damaged", G_CALLBACK (note_damage_cb), &is_damaged);
  /* Backup and bin may both stumble over it, and say so */
  fatal = g_log_set_always_fatal (G_LOG_FATAL_MASK | G_LOG_LEVEL_CRITICAL);
  while (!is_damaged)
    g_main_context_iteration (NULL, TRUE);
  close_store (fixture);
  g_log_set_always_fatal (fatal);
  g_assert_null (autosell_store_open_sync (fixture->data_dir, "window", NULL, &error));
  g_assert_error (error, AUTOSELL_STORE_ERROR, AUTOSELL_STORE_ERROR_DAMAGED);
  g_assert_true (autosell_store_recover (fixture->data_dir, &backup_used, NULL, NULL));
  open_store (fixture);
}

#define ADD(name, function) g_test_add ("/store/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("add-and-get", test_add_and_get);
  ADD ("find-ambiguous", test_find_ambiguous);
  ADD ("search-follows-edits", test_search_follows_edits);
  ADD ("count-values", test_count_values);
  ADD ("raw-text-is-kept", test_raw_text_is_kept);
  ADD ("same-value-is-no-change", test_same_value_is_no_change);
  ADD ("undo-redo-after-restart", test_undo_redo_after_restart);
  ADD ("undo-writes-a-car-once", test_undo_writes_a_car_once);
  ADD ("undo-skips-what-changed-since", test_undo_skips_what_changed_since);
  ADD ("new-change-ends-redo", test_new_change_ends_redo);
  ADD ("bin-and-restore", test_bin_and_restore);
  ADD ("conflict-on-old-revision", test_conflict_on_old_revision);
  ADD ("history-tells-who-when-what", test_history_tells_who_when_what);
  ADD ("a-sale-is-called-a-sale", test_a_sale_is_called_a_sale);
  ADD ("extras-are-kept-and-undone", test_extras_are_kept_and_undone);
  ADD ("twins-are-a-problem-until-one-goes", test_twins_are_a_problem_until_one_goes);
  ADD ("backup-and-restore", test_backup_and_restore);
  ADD ("restore-refuses-what-is-no-store", test_restore_refuses_what_is_no_store);
  ADD ("ten-backups-are-kept", test_ten_backups_are_kept);
  ADD ("check-is-sound", test_check_is_sound);
  ADD ("damage-is-found-and-recovered", test_damage_is_found_and_recovered);
  ADD ("answer-with-the-last-reference", test_answer_with_the_last_reference);
  ADD ("damage-found-later-is-known-at-next-start", test_damage_found_later_is_known_at_next_start);
  return g_test_run ();
}
