/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store-fixture.h"

#include "autosell-change-entry.h"
#include "autosell-editor-changes.h"

/* What a draft does to a store, and what history then says of it. */

static void
type (AutosellDraft *draft, AutosellField field, const char *text)
{
  g_auto(AutosellValue) value = AUTOSELL_VALUE_INIT;

  autosell_value_parse (&value, field, text);
  autosell_draft_set_value (draft, field, &value);
}

static AutosellDraft *
load_draft (Fixture *fixture, gint64 key)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellVehicle) vehicle = autosell_store_get_vehicle_sync (fixture->store, key, &error);

  g_assert_no_error (error);
  return autosell_draft_new (vehicle);
}

static AutosellCommitResult *
save (Fixture *fixture, AutosellDraft *draft, const char *reason)
{
  g_autoptr(GError) error = NULL;
  AutosellCommitResult *result =
    autosell_store_commit_sync (fixture->store, autosell_editor_changes_new (draft, reason), &error);

  g_assert_no_error (error);
  return result;
}

static GPtrArray *
read_history (Fixture *fixture, guint limit)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) events = autosell_store_get_history_sync (fixture->store, 0, limit, &error);

  g_assert_no_error (error);
  return autosell_change_entries_new (events, limit != 0 && events->len >= limit);
}

static void
test_new_car (Fixture *fixture, gconstpointer data)
{
  g_autoptr(AutosellDraft) draft = autosell_draft_new (NULL);
  g_autoptr(AutosellCommitResult) result = NULL;
  g_autoptr(AutosellVehicle) stored = NULL;

  type (draft, AUTOSELL_FIELD_BRAND, "MAZDA");
  type (draft, AUTOSELL_FIELD_PRICE, "379 mil");
  type (draft, AUTOSELL_FIELD_KM, "muchos");
  autosell_draft_set_extra (draft, "Llaves", "2");
  result = save (fixture, draft, NULL);

  g_assert_cmpint (result->keys->len, ==, 1);
  stored = autosell_store_get_vehicle_sync (fixture->store, g_array_index (result->keys, gint64, 0), NULL);
  g_assert_true (autosell_vehicle_same_content (stored, autosell_draft_get_vehicle (draft)));
}

static void
test_only_what_was_touched (Fixture *fixture, gconstpointer data)
{
  gint64 key = add_car_to (fixture->store, "MAZDA", "CX30", "379000", "7");
  g_autoptr(AutosellDraft) draft = load_draft (fixture, key);
  g_autoptr(AutosellCommitResult) result = NULL;
  g_autoptr(GPtrArray) entries = NULL;
  AutosellChangeEntry *entry;

  type (draft, AUTOSELL_FIELD_PRICE, "369000");
  result = save (fixture, draft, NULL);
  g_assert_cmpint (result->n_vehicles, ==, 1);

  entries = read_history (fixture, 0);
  entry = entries->pdata[0];
  g_assert_cmpint (autosell_change_entry_get_change (entry), ==, result->change);
  g_assert_cmpstr (autosell_change_entry_get_details (entry), ==, "Price: $379,000 → $369,000");
  /* one field alone is named for what it is */
  g_assert_nonnull (strstr (autosell_change_entry_get_summary (entry), "price"));
  g_assert_true (autosell_change_entry_can_undo (entry));
}

static void
test_conflict_is_refused_then_merged (Fixture *fixture, gconstpointer data)
{
  gint64 key = add_car_to (fixture->store, "MAZDA", "CX30", "379000", "7");
  g_autoptr(AutosellDraft) draft = load_draft (fixture, key);
  g_autoptr(AutosellCommitResult) other = NULL;
  g_autoptr(AutosellCommitResult) result = NULL;
  g_autoptr(AutosellVehicle) stored = NULL;
  g_autoptr(AutosellVehicle) merged = NULL;
  g_autoptr(GError) error = NULL;
  gint64 price;

  type (draft, AUTOSELL_FIELD_PRICE, "369000");
  other = set_text_in (fixture->store, key, AUTOSELL_FIELD_LOCATION, "SAN FELIPE");

  g_assert_null (autosell_store_commit_sync (fixture->store, autosell_editor_changes_new (draft, NULL), &error));
  g_assert_error (error, AUTOSELL_STORE_ERROR, AUTOSELL_STORE_ERROR_CONFLICT);

  stored = autosell_store_get_vehicle_sync (fixture->store, key, NULL);
  g_assert_false (autosell_draft_rebase (draft, stored));
  result = save (fixture, draft, NULL);
  merged = autosell_store_get_vehicle_sync (fixture->store, key, NULL);
  g_assert_cmpstr (autosell_vehicle_get_text (merged, AUTOSELL_FIELD_LOCATION), ==, "SAN FELIPE");
  g_assert_true (autosell_vehicle_get_number (merged, AUTOSELL_FIELD_PRICE, &price));
  g_assert_cmpint (price, ==, 36900000);
}

static void
test_reason (Fixture *fixture, gconstpointer data)
{
  gint64 key = add_car_to (fixture->store, "MAZDA", "CX30", "379000", "7");
  g_autoptr(AutosellDraft) draft = load_draft (fixture, key);
  g_autoptr(AutosellCommitResult) result = NULL;
  g_autoptr(GPtrArray) entries = NULL;

  type (draft, AUTOSELL_FIELD_STATUS, "Apartado");
  result = save (fixture, draft, "dejó enganche");
  entries = read_history (fixture, 0);
  g_assert_nonnull (strstr (autosell_change_entry_get_byline (entries->pdata[0]), "dejó enganche"));
  g_assert_nonnull (strstr (autosell_change_entry_get_byline (entries->pdata[0]), "Ana"));
}

static void
test_history_groups (Fixture *fixture, gconstpointer data)
{
  AutosellChangeSet *changes = autosell_change_set_new (AUTOSELL_ACTION_IMPORT);
  g_autoptr(AutosellCommitResult) imported = NULL;
  g_autoptr(AutosellCommitResult) undone = NULL;
  g_autoptr(GPtrArray) entries = NULL;
  g_autoptr(GPtrArray) cut = NULL;
  gint64 key;

  for (guint i = 0; i < 20; i++)
    autosell_change_set_add (changes, make_car ("KIA", "RIO", "200000", NULL));
  imported = autosell_store_commit_sync (fixture->store, changes, NULL);
  key = add_car_to (fixture->store, "MAZDA", "CX30", "379000", "7");
  g_assert_cmpint (key, !=, 0);

  entries = read_history (fixture, 0);
  g_assert_cmpint (entries->len, ==, 2);
  g_assert_nonnull (strstr (autosell_change_entry_get_summary (entries->pdata[0]), "MAZDA CX30"));
  g_assert_nonnull (strstr (autosell_change_entry_get_summary (entries->pdata[1]), "20 cars"));
  g_assert_nonnull (strstr (autosell_change_entry_get_details (entries->pdata[1]), "14 more"));

  /* a change of which some events were not read would be told with a false count: it is left for later */
  cut = read_history (fixture, 10);
  g_assert_cmpint (cut->len, ==, 1);

  undone = autosell_store_undo_sync (fixture->store, imported->change, NULL);
  g_clear_pointer (&entries, g_ptr_array_unref);
  entries = read_history (fixture, 0);
  g_assert_cmpint (entries->len, ==, 3);
  g_assert_true (autosell_change_entry_is_undone (entries->pdata[2]));
  g_assert_false (autosell_change_entry_can_undo (entries->pdata[2]));
  g_assert_false (autosell_change_entry_can_undo (entries->pdata[0]));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/editor-changes/new-car", Fixture, NULL, set_up, test_new_car, tear_down);
  g_test_add ("/editor-changes/only-what-was-touched", Fixture, NULL, set_up, test_only_what_was_touched, tear_down);
  g_test_add ("/editor-changes/conflict", Fixture, NULL, set_up, test_conflict_is_refused_then_merged, tear_down);
  g_test_add ("/editor-changes/reason", Fixture, NULL, set_up, test_reason, tear_down);
  g_test_add ("/editor-changes/history-groups", Fixture, NULL, set_up, test_history_groups, tear_down);
  return g_test_run ();
}
