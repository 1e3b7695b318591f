/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-figures-store.h"
#include "autosell-graph.h"
#include "autosell-keyring.h"

G_BEGIN_DECLS

/* Asks for reactions, comments and shares of the posts that stand, 50 in a call, and for reach and clicks, a call for
 * each post, and keeps them. A post is asked for less often the older it is (autosell-post-figures.h), and those that
 * are nearly due go along with those that are, so that there are few calls.
 *
 * Publishing comes first: where Facebook tells that much of a quota is used, half of the reads go, or none. An account
 * whose token is not accepted is not asked with, and what is refused (a permission, a Page that is too small for
 * insights, a name that is no more) is not asked for again for some days. Of that nothing is an error of the run: what
 * is unknown stays unknown.
 *
 * One program of a data folder asks at a time. Main thread. */
#define AUTOSELL_TYPE_FIGURES_POLLER (autosell_figures_poller_get_type ())
G_DECLARE_FINAL_TYPE (AutosellFiguresPoller, autosell_figures_poller, AUTOSELL, FIGURES_POLLER, GObject)

typedef struct
{
  guint n_counted; /* posts */
  guint n_looked;  /* posts */
  guint n_gone;    /* that do not stand there any more */
  guint n_later;   /* Pages that were left in peace, or did not answer */
  gint64 next_s;   /* by this PC's clock; 0: nothing is due */
} AutosellFiguresReport;

AutosellFiguresPoller *autosell_figures_poller_new (AutosellStore *store, AutosellGraph *graph,
                                                    AutosellKeyring *keyring);
/* For tests: seconds by which the service's clock is ahead of the PC's, instead of what its answers tell. */
void autosell_figures_poller_set_clock_offset_s (AutosellFiguresPoller *self, gint64 offset_s);

/* What is due. Fails with AUTOSELL_STORE_ERROR_BUSY where another program of this folder is at it;
 * G_IO_ERROR_CANCELLED */
void autosell_figures_poller_run_async (AutosellFiguresPoller *self, GCancellable *cancellable,
                                        GAsyncReadyCallback callback, gpointer user_data);
gboolean autosell_figures_poller_run_finish (AutosellFiguresPoller *self, GAsyncResult *result,
                                             AutosellFiguresReport *report, GError **error);

/* By itself, from now on: when a post is due, and when there is a new one. */
void autosell_figures_poller_start (AutosellFiguresPoller *self);
void autosell_figures_poller_stop (AutosellFiguresPoller *self);

G_END_DECLS
