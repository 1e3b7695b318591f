/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-google.h"
#include "autosell-graph.h"
#include "autosell-keyring.h"
#include "autosell-post-plan.h"

G_BEGIN_DECLS

/* Makes what stands on the Pages agree with what is wanted of the posts. Level-triggered, as the sheet's reconciler:
 *
 *   prepare (store, one transaction): cars that were sold are answered to, automatic Pages get their plan
 *     ─► for each post: autosell_post_get_step() ─► one call ─► record (store) ─► the next step …
 *
 * What may have an effect is written down before it is sent (CREATING, with the time), so that a process that dies at
 * any moment leaves a post of which the next one knows that it has to be looked for. One program of a data folder
 * publishes at a time. A limit or a block stops its Page, a dead token its account, and the others go on; nothing that
 * could be taken for spam is tried again by itself.
 *
 * Once started it runs when posts change, when the next one is due, and when the network comes back. Main thread.
 * Signals: changed (), when the state or the report are others. */
#define AUTOSELL_TYPE_PUBLISHER (autosell_publisher_get_type ())
G_DECLARE_FINAL_TYPE (AutosellPublisher, autosell_publisher, AUTOSELL, PUBLISHER, GObject)

typedef struct
{
  guint n_published;
  guint n_handed; /* to the service's scheduler */
  guint n_edited;
  guint n_removed; /* proven */
  guint n_gone;    /* removed by somebody at the service, noticed now */
  guint n_failed;  /* a person has to see to them */
  guint n_planned;
  guint n_later;       /* something went wrong that passes; tried again at next_s */
  gboolean is_offline; /* nothing was reached: tried again at next_s, or when the network comes back */
  gint64 next_s;       /* by this PC's clock; 0: nothing is due */
} AutosellPublisherReport;

AutosellPublisher *autosell_publisher_new (AutosellStore *store, AutosellGraph *graph, AutosellKeyring *keyring);

/* Through whose accounts the shared sheet is asked which PC posts for a Page. Without it a stock that has a shared
 * sheet makes no posts. */
void autosell_publisher_set_google (AutosellPublisher *self, AutosellGoogle *google);

/* This PC posts for @page from now on, as soon as it is sure that no other one does any more: some minutes. @page:
 * copied;
 * @now_s: by the service's clock. Fails with G_IO_ERROR_NOT_FOUND where no shared sheet is reached */
void autosell_publisher_take_over_async (AutosellPublisher *self, const AutosellPage *page, gint64 now_s,
                                         GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean autosell_publisher_take_over_finish (AutosellPublisher *self, GAsyncResult *result, GError **error);
/* As others see it. Returns: (transfer full) */
char *autosell_publisher_dup_pc_name (AutosellStore *store);

/* Seconds by the service's clock, as far as its answers told of it. */
gint64 autosell_publisher_get_now_s (AutosellPublisher *self);
/* For tests: seconds by which the service's clock is ahead of the PC's, instead of what its answers tell. */
void autosell_publisher_set_clock_offset_s (AutosellPublisher *self, gint64 offset_s);

/* All that can be done now. Fails with AUTOSELL_STORE_ERROR_BUSY where another program of this folder is at it; what
 * goes wrong with a post is told by the post. G_IO_ERROR_CANCELLED */
void autosell_publisher_run_async (AutosellPublisher *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                                   gpointer user_data);
gboolean autosell_publisher_run_finish (AutosellPublisher *self, GAsyncResult *result, AutosellPublisherReport *report,
                                        GError **error);

/* By itself, from now on. */
void autosell_publisher_start (AutosellPublisher *self);
void autosell_publisher_stop (AutosellPublisher *self);
gboolean autosell_publisher_is_running (AutosellPublisher *self);
/* Of the last run. */
const AutosellPublisherReport *autosell_publisher_get_report (AutosellPublisher *self);

G_END_DECLS
