/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-marketplace-store.h"
#include "autosell-post-ledger.h"

G_BEGIN_DECLS

/* Where one car stands, on the Pages and on Marketplace: what is seen beside a list as its rows are gone through, so it
 * is one answer, and without the words of the kit. Threads and errors are those of autosell-store.h. */

typedef struct
{
  AutosellPostCar *car;    /* owned */
  GPtrArray *pages;        /* owned, of AutosellPage: all of them */
  AutosellListing listing; /* owned */
  AutosellListingStage stage;
} AutosellCarPosted;

void autosell_car_posted_free (AutosellCarPosted *self);

/* @today_iso: of the stage. NOT_FOUND */
void autosell_store_get_car_posted_async (AutosellStore *self, gint64 key, const char *today_iso,
                                          GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* Returns: (transfer full) */
AutosellCarPosted *autosell_store_get_car_posted_finish (AutosellStore *self, GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AutosellCarPosted, autosell_car_posted_free)

G_END_DECLS
