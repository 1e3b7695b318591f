/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-listing-notes.h"
#include "autosell-store.h"

G_BEGIN_DECLS

/* Listings on Marketplace between the PCs of a lot, by the notes of autosell-listing-notes.h. What is kept of each row
 * of the list is what was last read of it; what differs from that was said here and is told, until it is read. So
 * nothing has to be remembered about what was sent, and what was lost on the way is told again. Threads and errors are
 * those of autosell-store.h. */

typedef struct
{
  gint64 link;
  GPtrArray *texts; /* owned (element-type utf8): all that was read, notes among it */
  GPtrArray *notes; /* owned (element-type GString): by the store: what is to be told */
} AutosellListingSharing;

/* @texts: (transfer full) */
AutosellListingSharing *autosell_listing_sharing_new (gint64 link, GPtrArray *texts);
void autosell_listing_sharing_free (AutosellListingSharing *self);

/* One change with its line of history where others said something; ::changed tells the cars. @sharing stays as it is
 * until the callback, but for its notes. */
void autosell_store_share_listings_async (AutosellStore *self, AutosellListingSharing *sharing,
                                          GAsyncReadyCallback callback, gpointer user_data);
gboolean autosell_store_share_listings_finish (AutosellStore *self, GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AutosellListingSharing, autosell_listing_sharing_free)

G_END_DECLS
