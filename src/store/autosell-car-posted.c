/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-car-posted.h"

#include "autosell-marketplace-private.h"
#include "autosell-post-ledger-private.h"
#include "autosell-post-store-private.h"
#include "autosell-store-private.h"

typedef struct
{
  gint64 key;
  char today[AUTOSELL_DATE_SIZE];
  int renew_days;
} Job;

void
autosell_car_posted_free (AutosellCarPosted *self)
{
  g_clear_pointer (&self->car, autosell_post_car_unref);
  g_clear_pointer (&self->pages, g_ptr_array_unref);
  autosell_listing_clear (&self->listing);
  g_free (self);
}

static gpointer
posted_job (AutosellConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  const Job *job = data;
  g_autoptr(AutosellCarPosted) posted = g_new0 (AutosellCarPosted, 1);
  g_autoptr(AutosellPageBoard) board = autosell_page_sql_get_board (connection, error);
  gboolean is_gone;

  if (board == NULL)
    return NULL;
  posted->pages = g_steal_pointer (&board->pages);
  posted->car = autosell_post_ledger_sql_load_car (connection, job->key, &is_gone, error);
  if (posted->car == NULL || !autosell_listing_sql_load (connection, job->key, &posted->listing, error))
    return NULL;
  posted->stage = autosell_listing_get_stage (&posted->listing, is_gone, job->today, job->renew_days);
  return g_steal_pointer (&posted);
}

void
autosell_store_get_car_posted_async (AutosellStore *self, gint64 key, const char *today_iso, GCancellable *cancellable,
                                     GAsyncReadyCallback callback, gpointer user_data)
{
  Job *job = g_new0 (Job, 1);

  job->key = key;
  g_strlcpy (job->today, today_iso, sizeof job->today);
  job->renew_days = autosell_store_get_marketplace_renew_days (self);
  autosell_store_run (self, AUTOSELL_LANE_READ, posted_job, job, g_free, (GDestroyNotify) autosell_car_posted_free,
                      cancellable, callback, user_data);
}

AutosellCarPosted *
autosell_store_get_car_posted_finish (AutosellStore *self, GAsyncResult *result, GError **error)
{
  return autosell_store_run_finish (self, result, error);
}
