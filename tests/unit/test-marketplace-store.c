/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-marketplace-store.h"
#include "autosell-page-store.h"
#include "store-fixture.h"

#include <string.h>

#define TODAY "2026-11-22"

static gint64
add_car (AutosellStore *store, const char *number)
{
  g_autoptr(GError) error = NULL;
  AutosellChangeSet *changes = autosell_change_set_new (AUTOSELL_ACTION_ADD);
  AutosellVehicle *car = autosell_vehicle_new ();
  g_autoptr(AutosellCommitResult) result = NULL;

  autosell_vehicle_parse (car, AUTOSELL_FIELD_STOCK_NUMBER, number);
  autosell_vehicle_parse (car, AUTOSELL_FIELD_BRAND, "MAZDA");
  autosell_vehicle_parse (car, AUTOSELL_FIELD_STATUS, "available");
  autosell_change_set_add (changes, car);
  result = autosell_store_commit_sync (store, changes, &error);
  g_assert_no_error (error);
  return g_array_index (result->keys, gint64, 0);
}

static AutosellMarketplaceKit *
get_kit (AutosellStore *store, gint64 key)
{
  g_autoptr(GError) error = NULL;
  AutosellMarketplaceKit *kit = autosell_store_get_marketplace_kit_sync (store, key, TODAY, &error);

  g_assert_no_error (error);
  return kit;
}

/* @posted, @removed: (nullable). Returns the change */
static gint64
set_listing (AutosellStore *store, gint64 key, const char *posted, const char *removed)
{
  g_autoptr(GError) error = NULL;
  AutosellListing listing = AUTOSELL_LISTING_INIT;
  AutosellChangeSet *changes = autosell_change_set_new (AUTOSELL_ACTION_MARKETPLACE);
  g_autoptr(AutosellCommitResult) result = NULL;

  if (posted != NULL)
    autosell_listing_post (&listing, posted);
  if (removed != NULL)
    autosell_listing_remove (&listing, removed);
  autosell_change_set_set_listing (changes, key, &listing);
  result = autosell_store_commit_sync (store, changes, &error);
  g_assert_no_error (error);
  autosell_listing_clear (&listing);
  return result->change;
}

static void
set_status (AutosellStore *store, gint64 key, const char *status)
{
  g_autoptr(GError) error = NULL;
  AutosellChangeSet *changes = autosell_change_set_new (AUTOSELL_ACTION_STATUS);
  g_auto(AutosellValue) value = AUTOSELL_VALUE_INIT;
  g_autoptr(AutosellCommitResult) result = NULL;

  autosell_value_parse (&value, AUTOSELL_FIELD_STATUS, status);
  autosell_change_set_set (changes, key, AUTOSELL_FIELD_STATUS, &value);
  result = autosell_store_commit_sync (store, changes, &error);
  g_assert_no_error (error);
}

static void
delete_car (AutosellStore *store, gint64 key)
{
  g_autoptr(GError) error = NULL;
  AutosellChangeSet *changes = autosell_change_set_new (AUTOSELL_ACTION_DELETE);
  g_autoptr(AutosellCommitResult) result = NULL;

  autosell_change_set_delete (changes, key);
  result = autosell_store_commit_sync (store, changes, &error);
  g_assert_no_error (error);
}

static void
test_kept_with_history (Fixture *fixture, gconstpointer data)
{
  gint64 key = add_car (fixture->store, "0133");
  g_autoptr(AutosellMarketplaceKit) kit = NULL;
  g_autoptr(GPtrArray) events = NULL;
  g_autofree char *text = NULL;
  gint64 revision;

  kit = get_kit (fixture->store, key);
  g_assert_cmpint (kit->stage, ==, AUTOSELL_LISTING_NONE);
  g_assert_cmpint (kit->at_us, ==, 0);
  revision = autosell_vehicle_get_revision (kit->vehicle);
  g_assert_cmpint (set_listing (fixture->store, key, "2026-11-20", NULL), !=, 0);
  /* The same again is no change */
  g_assert_cmpint (set_listing (fixture->store, key, "2026-11-20", NULL), ==, 0);
  autosell_marketplace_kit_free (g_steal_pointer (&kit));
  kit = get_kit (fixture->store, key);
  g_assert_cmpint (kit->stage, ==, AUTOSELL_LISTING_UP);
  g_assert_cmpstr (kit->listing.posted_on, ==, "2026-11-20");
  g_assert_cmpint (kit->at_us, !=, 0);
  g_assert_nonnull (kit->who);
  /* An editor that is open can still save */
  g_assert_cmpint (autosell_vehicle_get_revision (kit->vehicle), ==, revision);
  events = autosell_store_get_history_sync (fixture->store, key, 0, NULL);
  g_assert_cmpuint (events->len, ==, 2);
  g_assert_cmpint (autosell_event_get_kind (events->pdata[0]), ==, AUTOSELL_EVENT_LISTING);
  text = autosell_event_dup_listing_text (events->pdata[0]);
  g_assert_cmpstr (text, ==, "listed on Marketplace on 20/11/2026");
}

static void
test_undo (Fixture *fixture, gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  gint64 key = add_car (fixture->store, "0133");
  gint64 first = set_listing (fixture->store, key, "2026-11-10", NULL);
  g_autoptr(AutosellCommitResult) undone = NULL, redone = NULL, skipped = NULL;
  g_autoptr(AutosellMarketplaceKit) kit = NULL;

  set_listing (fixture->store, key, "2026-11-10", "2026-11-21");
  undone = autosell_store_undo_sync (fixture->store, 0, &error);
  g_assert_no_error (error);
  kit = get_kit (fixture->store, key);
  g_assert_cmpstr (kit->listing.removed_on, ==, "");
  g_assert_cmpint (kit->stage, ==, AUTOSELL_LISTING_RENEW);
  autosell_marketplace_kit_free (g_steal_pointer (&kit));
  redone = autosell_store_redo_sync (fixture->store, &error);
  g_assert_no_error (error);
  kit = get_kit (fixture->store, key);
  g_assert_cmpint (kit->stage, ==, AUTOSELL_LISTING_REMOVED);
  autosell_marketplace_kit_free (g_steal_pointer (&kit));
  /* The first is not what stands there any more: what was said since is left alone, and counted */
  skipped = autosell_store_undo_sync (fixture->store, first, &error);
  g_assert_no_error (error);
  g_assert_cmpint (skipped->n_skipped, ==, 1);
  kit = get_kit (fixture->store, key);
  g_assert_cmpint (kit->stage, ==, AUTOSELL_LISTING_REMOVED);
}

static void
test_undo_of_the_first_forgets (Fixture *fixture, gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  gint64 key = add_car (fixture->store, "0133");
  g_autoptr(AutosellCommitResult) undone = NULL;
  g_autoptr(GPtrArray) cars = NULL;

  set_listing (fixture->store, key, "2026-11-10", NULL);
  undone = autosell_store_undo_sync (fixture->store, 0, &error);
  g_assert_no_error (error);
  cars = autosell_store_list_marketplace_sync (fixture->store, TODAY, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (cars->len, ==, 0);
}

static void
test_list (Fixture *fixture, gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  gint64 up = add_car (fixture->store, "1"), old = add_car (fixture->store, "2"), sold = add_car (fixture->store, "3"),
         binned = add_car (fixture->store, "4"), down = add_car (fixture->store, "5"),
         older = add_car (fixture->store, "6");
  const gint64 order[] = { binned, sold, older, old, up, down };
  g_autoptr(GPtrArray) cars = NULL;

  add_car (fixture->store, "7");
  set_listing (fixture->store, up, "2026-11-21", NULL);
  set_listing (fixture->store, old, "2026-11-14", NULL);
  set_listing (fixture->store, older, "2026-11-01", NULL);
  set_listing (fixture->store, sold, "2026-11-20", NULL);
  set_listing (fixture->store, binned, "2026-11-19", NULL);
  set_listing (fixture->store, down, "2026-11-01", "2026-11-02");
  set_status (fixture->store, sold, "sold");
  set_status (fixture->store, down, "sold");
  delete_car (fixture->store, binned);
  cars = autosell_store_list_marketplace_sync (fixture->store, TODAY, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (cars->len, ==, G_N_ELEMENTS (order));
  for (guint i = 0; i < cars->len; i++)
    g_assert_cmpint (((const AutosellMarketplaceCar *) cars->pdata[i])->key, ==, order[i]);
  g_assert_cmpuint (autosell_marketplace_count (cars, AUTOSELL_LISTING_TAKE_DOWN), ==, 2);
  g_assert_cmpuint (autosell_marketplace_count (cars, AUTOSELL_LISTING_RENEW), ==, 2);
  /* Who does not renew is not asked to */
  autosell_store_set_setting (fixture->store, AUTOSELL_SETTING_MARKETPLACE_RENEW_DAYS, "0");
  g_clear_pointer (&cars, g_ptr_array_unref);
  cars = autosell_store_list_marketplace_sync (fixture->store, TODAY, &error);
  g_assert_cmpuint (autosell_marketplace_count (cars, AUTOSELL_LISTING_RENEW), ==, 0);
}

static const char *
get_description (AutosellMarketplaceKit *kit)
{
  for (guint i = 0; i < kit->items->len; i++)
    if (((const AutosellMarketplaceItem *) kit->items->pdata[i])->is_long)
      return ((const AutosellMarketplaceItem *) kit->items->pdata[i])->value;
  g_assert_not_reached ();
}

static void
test_template_of_that_name (Fixture *fixture, gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  gint64 key = add_car (fixture->store, "0133");
  AutosellTemplate template = { .name = (char *) "MARKETPLACE", .text = (char *) "Vendo {title}\n{ref}" };
  g_autoptr(AutosellMarketplaceKit) kit = NULL;

  g_assert_true (autosell_store_set_template_sync (fixture->store, &template, &error));
  g_assert_no_error (error);
  kit = get_kit (fixture->store, key);
  g_assert_cmpstr (get_description (kit), ==, "Vendo MAZDA\nRef. 0133");
}

#define ADD(name, function) g_test_add ("/marketplace-store/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  ADD ("kept-with-history", test_kept_with_history);
  ADD ("undo", test_undo);
  ADD ("undo-of-the-first-forgets", test_undo_of_the_first_forgets);
  ADD ("list", test_list);
  ADD ("template-of-that-name", test_template_of_that_name);
  return g_test_run ();
}
