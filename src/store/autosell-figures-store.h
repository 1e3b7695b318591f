/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-page-store.h"
#include "autosell-post-figures.h"

G_BEGIN_DECLS

/* What people did with the posts, over time. Old samples are thinned: each for two days, then one a day for a month,
 * then one a week; and of a stretch where nothing changed its two ends are kept. Times are seconds, UTC. Threads and
 * errors are those of autosell-store.h. */

/* A post that stands on its Page, for whoever asks for its figures. */
typedef struct
{
  gint64 pk;
  gint64 page;
  char *remote_id; /* owned */
  gint64 out_s;
  gint64 counted_s; /* 0: never */
  gint64 looked_s;  /* 0: never */
} AutosellFiguresPost;

void autosell_figures_post_free (AutosellFiguresPost *self);

typedef struct
{
  GPtrArray *pages;   /* owned, of AutosellPage */
  GPtrArray *posts;   /* owned, of AutosellFiguresPost: by Page, the newest first */
  GHashTable *pauses; /* owned (element-type utf8): "PAGE WHAT" that must not be asked for yet */
} AutosellFiguresBoard;

void autosell_figures_board_free (AutosellFiguresBoard *self);
/* Whether @what ("people", "insights", the name of a metric) is not to be asked for of this Page now. */
gboolean autosell_figures_board_is_paused (const AutosellFiguresBoard *self, gint64 page, const char *what);
AutosellFiguresBoard *autosell_store_get_figures_board_sync (AutosellStore *self, gint64 now_s, GError **error);
void autosell_store_get_figures_board_async (AutosellStore *self, gint64 now_s, GCancellable *cancellable,
                                             GAsyncReadyCallback callback, gpointer user_data);
/* Returns: (transfer full) */
AutosellFiguresBoard *autosell_store_get_figures_board_finish (AutosellStore *self, GAsyncResult *result,
                                                               GError **error);

/* What was told of one post. */
typedef struct
{
  gint64 pk;
  AutosellPostFigures figures; /* what is -1 stays as it was */
  gboolean is_look;            /* of insights; else a count */
  gboolean is_gone;            /* it does not stand there any more: the publisher looks, and says so */
} AutosellFiguresNews;

/* @news: (element-type AutosellFiguresNews), of one moment; ::posts-changed follows */
gboolean autosell_store_record_figures_sync (AutosellStore *self, GArray *news, gint64 at_s, GError **error);
void autosell_store_record_figures_async (AutosellStore *self, GArray *news, gint64 at_s, GAsyncReadyCallback callback,
                                          gpointer user_data);
/* @what is not asked for of @page before @until_s. */
void autosell_store_pause_figures_async (AutosellStore *self, gint64 page, const char *what, gint64 until_s,
                                         GAsyncReadyCallback callback, gpointer user_data);
/* Of both. */
gboolean autosell_store_write_figures_finish (AutosellStore *self, GAsyncResult *result, GError **error);

typedef struct
{
  gint64 at_s;
  AutosellPostFigures figures;
} AutosellFiguresSample;

/* Oldest first. Returns: (transfer full) (element-type AutosellFiguresSample) */
GArray *autosell_store_get_figures_sync (AutosellStore *self, gint64 post, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AutosellFiguresBoard, autosell_figures_board_free)

G_END_DECLS
