/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib/gstdio.h>

#include "autosell-store.h"
#include "remove-folder.h"

/* A store of its own for each test, in a folder that goes with it. */
typedef struct
{
  char *data_dir;
  AutosellStore *store;
} Fixture;

static inline AutosellStore *
open_store_at (const char *data_dir)
{
  g_autoptr(GError) error = NULL;
  AutosellStore *store = autosell_store_open_sync (data_dir, "cli", "Ana", &error);

  g_assert_no_error (error);
  g_assert_nonnull (store);
  return store;
}

/* Answers that nobody waits for hold the store until they are given. */
static inline void
close_store_of (AutosellStore **store)
{
  autosell_store_close (*store);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_clear_object (store);
}

static inline void
open_store (Fixture *fixture)
{
  fixture->store = open_store_at (fixture->data_dir);
}

static inline void
close_store (Fixture *fixture)
{
  close_store_of (&fixture->store);
}

static inline void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->data_dir = g_dir_make_tmp ("autosell-store-XXXXXX", NULL);
  open_store (fixture);
}

static inline void
tear_down (Fixture *fixture, gconstpointer data)
{
  close_store (fixture);
  remove_folder (fixture->data_dir);
  g_free (fixture->data_dir);
}

/* The first change of a day has the stock backed up beside the work. A test that counts backups, or asks for one of a
 * certain state, lets that end first: this question waits in the same lane. */
static inline void
finish_daily_backup (AutosellStore *store)
{
  g_autoptr(GError) error = NULL;

  autosell_stats_free (autosell_store_get_stats_sync (store, &error));
  g_assert_no_error (error);
}

static inline AutosellVehicle *
make_car (const char *brand, const char *model, const char *price, const char *stock_number)
{
  AutosellVehicle *car = autosell_vehicle_new ();

  autosell_vehicle_parse (car, AUTOSELL_FIELD_BRAND, brand);
  autosell_vehicle_parse (car, AUTOSELL_FIELD_MODEL, model);
  autosell_vehicle_parse (car, AUTOSELL_FIELD_PRICE, price);
  autosell_vehicle_parse (car, AUTOSELL_FIELD_STOCK_NUMBER, stock_number);
  return car;
}

static inline gint64
add_car_to (AutosellStore *store, const char *brand, const char *model, const char *price, const char *stock_number)
{
  g_autoptr(GError) error = NULL;
  AutosellChangeSet *changes = autosell_change_set_new (AUTOSELL_ACTION_ADD);
  g_autoptr(AutosellCommitResult) result = NULL;

  autosell_change_set_add (changes, make_car (brand, model, price, stock_number));
  result = autosell_store_commit_sync (store, changes, &error);
  g_assert_no_error (error);
  g_assert_cmpint (result->keys->len, ==, 1);
  return g_array_index (result->keys, gint64, 0);
}

static inline AutosellCommitResult *
set_text_in (AutosellStore *store, gint64 key, AutosellField field, const char *text)
{
  g_autoptr(GError) error = NULL;
  g_auto(AutosellValue) value = AUTOSELL_VALUE_INIT;
  AutosellChangeSet *changes = autosell_change_set_new (AUTOSELL_ACTION_EDIT);
  AutosellCommitResult *result;

  autosell_value_parse (&value, field, text);
  autosell_change_set_set (changes, key, field, &value);
  result = autosell_store_commit_sync (store, changes, &error);
  g_assert_no_error (error);
  return result;
}
