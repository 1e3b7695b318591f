/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-figures-store.h"
#include "autosell-posted.h"
#include "autosell-query.h"

G_BEGIN_DECLS

/* The ledger of posts: cars × Pages, and of each pair the post that counts: the one that stands, else the last that was
 * not cancelled. Times are seconds, UTC. Threads and errors are those of autosell-store.h. */

typedef struct
{
  gint64 page;
  AutosellPostedState state;
  gint64 post;         /* 0 where it never was */
  char *reference;     /* owned, nullable */
  gint64 at_s;         /* QUEUED: planned for, 0: at once; REMOVED: proven at; else 0 */
  gint64 out_s;        /* 0: never */
  gboolean is_gone;    /* REMOVED by somebody at the service */
  gboolean is_leaving; /* OUT, and it is to be removed: not proven yet */
  gboolean is_hidden;
  char *permalink;  /* owned, nullable */
  char *error_text; /* owned, nullable */
  char *held;       /* owned, nullable: QUEUED: sentence: why it does not go for now */
  AutosellPostFigures figures;
} AutosellPostCell;

void autosell_post_cell_free (AutosellPostCell *self);

typedef struct
{
  gint64 key;
  char *title;        /* owned */
  char *stock_number; /* owned, nullable */
  char *status;       /* owned, nullable: its nick */
  AutosellPosted posted;
  GPtrArray *cells;            /* owned, of AutosellPostCell: of Pages on which it ever was, or is to be */
  AutosellPostFigures figures; /* of the cells together */
  GArray *course;              /* owned, of AutosellFiguresSample: of the post that went out last; maybe empty */
} AutosellPostCar;

AutosellPostCar *autosell_post_car_ref (AutosellPostCar *self);
void autosell_post_car_unref (AutosellPostCar *self);
/* (nullable): NULL where it never was there */
const AutosellPostCell *autosell_post_car_find_cell (const AutosellPostCar *self, gint64 page);

typedef enum
{
  AUTOSELL_POST_LEDGER_LONGEST_AGO, /* never first, then the one that went out longest ago: the rule of the schedule */
  AUTOSELL_POST_LEDGER_LATEST,
  AUTOSELL_POST_LEDGER_MOST_REACTIONS,
  AUTOSELL_POST_LEDGER_BY_NAME,
  AUTOSELL_N_POST_LEDGER_ORDERS
} AutosellPostLedgerOrder;

typedef struct
{
  AutosellQuery *query; /* (nullable): of cars; NULL is the whole stock */
  gint64 page;          /* what stands on this Page alone counts; 0: all */
  guint states;         /* 1 << AutosellPostedState and AUTOSELL_POSTED_NOT_OUT, any of them; 0: all */
  AutosellPostLedgerOrder order;
} AutosellPostLedgerQuery;

typedef struct
{
  GArray *keys;                        /* owned (element-type gint64) */
  GPtrArray *pages;                    /* owned, of AutosellPage */
  guint n_cars;                        /* that @query found */
  guint counts[AUTOSELL_N_POSTED + 1]; /* of them, by state; the last is AUTOSELL_POSTED_NOT_OUT */
  GPtrArray *first;                    /* owned, of AutosellPostCar: as many as a screen shows */
} AutosellPostLedger;

void autosell_post_ledger_free (AutosellPostLedger *self);
/* @n_first: how many cars come with it; G_MAXUINT for all */
AutosellPostLedger *autosell_store_get_post_ledger_sync (AutosellStore *self, const AutosellPostLedgerQuery *query,
                                                         guint n_first, GError **error);
/* What @query holds is kept until the end. */
void autosell_store_get_post_ledger_async (AutosellStore *self, const AutosellPostLedgerQuery *query, guint n_first,
                                           GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* Returns: (transfer full) */
AutosellPostLedger *autosell_store_get_post_ledger_finish (AutosellStore *self, GAsyncResult *result, GError **error);

/* Certain cars; one that is gone is missing. @keys: (element-type gint64): kept until the end */
void autosell_store_get_post_cars_async (AutosellStore *self, GArray *keys, GCancellable *cancellable,
                                         GAsyncReadyCallback callback, gpointer user_data);
/* Returns: (transfer full) (element-type AutosellPostCar) */
GPtrArray *autosell_store_get_post_cars_finish (AutosellStore *self, GAsyncResult *result, GError **error);

/* Of one post, for a chart; finish: the same. Returns: (transfer full) (element-type AutosellFiguresSample) */
void autosell_store_get_figures_async (AutosellStore *self, gint64 post, GCancellable *cancellable,
                                       GAsyncReadyCallback callback, gpointer user_data);
GArray *autosell_store_get_figures_finish (AutosellStore *self, GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AutosellPostLedger, autosell_post_ledger_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AutosellPostCar, autosell_post_car_unref)

G_END_DECLS
