/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-post-store.h"
#include "store-fixture.h"

/* A lot with two Pages of Facebook, and cars that stand on them. */

#define DAY_S ((gint64) 24 * 60 * 60)

typedef struct
{
  Fixture base;
  gint64 pages[2];
  gint64 now_s;
  guint n_posts;
} Lot;

/* @first, @second: what the Pages are called */
static inline void
lot_begin (Lot *lot, const char *first, const char *second)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) pages = g_ptr_array_new ();
  g_autoptr(GPtrArray) kept = NULL;
  AutosellAccount account = { .app = (char *) "77", .remote_id = (char *) "p1", .name = (char *) "Ana" };
  AutosellPage one = { .remote_id = (char *) "1", .name = (char *) first, .tasks = (char *) "CREATE_CONTENT" };
  AutosellPage other = { .remote_id = (char *) "2", .name = (char *) second, .tasks = (char *) "CREATE_CONTENT" };

  set_up (&lot->base, NULL);
  lot->now_s = g_get_real_time () / G_USEC_PER_SEC;
  g_ptr_array_add (pages, &one);
  g_ptr_array_add (pages, &other);
  autosell_store_set_account_sync (lot->base.store, &account, pages, &error);
  g_assert_no_error (error);
  kept = autosell_store_get_pages_sync (lot->base.store, &error);
  for (guint i = 0; i < 2; i++)
    {
      const AutosellPage *page = kept->pdata[i];

      lot->pages[g_str_equal (page->remote_id, "1") ? 0 : 1] = page->id;
    }
}

static inline void
lot_tear_down (Lot *lot, gconstpointer data)
{
  tear_down (&lot->base, data);
}

/* @brand: (nullable) */
static inline gint64
lot_add_car (Lot *lot, const char *number, const char *brand)
{
  g_autoptr(GError) error = NULL;
  AutosellChangeSet *changes = autosell_change_set_new (AUTOSELL_ACTION_ADD);
  g_autoptr(AutosellVehicle) car = autosell_vehicle_new ();
  AutosellCommitResult *result;
  gint64 key;

  autosell_vehicle_parse (car, AUTOSELL_FIELD_STOCK_NUMBER, number);
  if (brand != NULL)
    autosell_vehicle_parse (car, AUTOSELL_FIELD_BRAND, brand);
  autosell_change_set_add (changes, g_steal_pointer (&car));
  result = autosell_store_commit_sync (lot->base.store, changes, &error);
  g_assert_no_error (error);
  key = g_array_index (result->keys, gint64, 0);
  autosell_commit_result_free (result);
  return key;
}

/* @days: since it went out; -1: it never did. Returns: the post */
static inline gint64
lot_add_post (Lot *lot, gint64 car, guint page, AutosellPostState state, int days)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellPost) post = autosell_post_new ();

  post->page = lot->pages[page];
  post->key = car;
  post->title = g_strdup ("MAZDA");
  post->reference = g_strdup_printf ("R%u", lot->n_posts++);
  post->text = g_strdup ("Hola");
  autosell_store_add_post_sync (lot->base.store, post, &error);
  g_assert_no_error (error);
  post->state = state;
  post->out_s = days >= 0 ? lot->now_s - days * DAY_S : 0;
  post->permalink = g_strdup ("https://www.facebook.com/1_2");
  if (state == AUTOSELL_POST_FAILED)
    post->error_text = g_strdup ("Facebook refused it.");
  autosell_store_record_post_sync (lot->base.store, post, NULL, NULL, &error);
  g_assert_no_error (error);
  return post->pk;
}
