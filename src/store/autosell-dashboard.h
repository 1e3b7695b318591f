/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-store.h"

G_BEGIN_DECLS

/* What the whole stock is like today: the figures and short lists of the Home page and of `autosell-cli stats`. All of
 * it is read in one transaction, so the figures fit each other. A car that is sold is in the stock's list until
 * somebody removes it, but it does not stand on the lot: “in stock” here is every car that is not said to be sold. What
 * is to be repaired is in AutosellStats: finding twins takes longer than all of this. */

/* How long a car stands, in days. Cars without an entry date are in none of them: nobody knows. */
typedef enum
{
  AUTOSELL_AGE_UP_TO_30,
  AUTOSELL_AGE_UP_TO_45,
  AUTOSELL_AGE_UP_TO_60,
  AUTOSELL_AGE_UP_TO_90,
  AUTOSELL_AGE_OVER_90,
  AUTOSELL_N_AGES
} AutosellAge;

/* First and last day of an age, the last -1 where it has none. */
void autosell_age_get_days (AutosellAge age, int *first, int *last);

/* A person who changed something today. */
typedef struct
{
  char *who; /* owned */
  gint64 n_changes;
  gint64 n_vehicles; /* different cars */
} AutosellDayShare;

/* One change of today that still holds. */
typedef struct
{
  char *who;              /* owned */
  AutosellUndoStep *step; /* owned: what it was, for autosell_undo_step_dup_label() */
  gint64 vehicle_key;     /* 0 where it is several cars, or one that is in the bin */
} AutosellDayChange;

typedef struct
{
  char today[11]; /* the day that it is all about, ISO */

  AutosellTotals live; /* the whole list, sold cars too */
  AutosellTotals in_stock;
  AutosellTotals by_status[AUTOSELL_N_STATUSES];
  GPtrArray
    *locations;      /* owned, of AutosellCount, most first; of the cars in stock, spellings that a filter takes for */
  GPtrArray *brands; /* one counted as one */

  AutosellTotals by_age[AUTOSELL_N_AGES]; /* in stock */
  gint64 n_age_unknown;

  AutosellTotals sold_this_month; /* by the day of sale; the prices are those of the sale, where they are known */

  GPtrArray *newest;  /* owned, of AutosellVehicle: in stock, latest first */
  GPtrArray *longest; /* owned, of AutosellVehicle: in stock with an entry date, longest first */
  GPtrArray
    *reservations; /* owned, of AutosellVehicle: reserved until a day that is past or within a week, first first */
  gint64 n_reserved_past;
  gint64 n_reserved_soon; /* today and the next seven days */
  gint64 n_reserved_open; /* reserved without a day */

  gint64 n_listings_to_take_down; /* on Marketplace: of cars that are sold or in the bin */
  gint64 n_listings_to_renew;

  GPtrArray *people;  /* owned, of AutosellDayShare: who changed something today, most first */
  GPtrArray *changes; /* owned, of AutosellDayChange: the latest of today, latest first */
  gint64 n_changes;   /* all of today */
} AutosellDashboard;

/* Most cars in one of the short lists, and changes. */
#define AUTOSELL_DASHBOARD_ROWS 6
/* A reservation ends soon within these days. */
#define AUTOSELL_DASHBOARD_SOON_DAYS 7

void autosell_dashboard_free (AutosellDashboard *dashboard);

/* What the filter language calls each figure: it finds exactly the cars that were counted. In
 * autosell-dashboard-filter.c. Returns: (transfer full) */
char *autosell_dashboard_filter_in_stock (const AutosellDashboard *self);
char *autosell_dashboard_filter_status (const AutosellDashboard *self, AutosellStatus status);
/* @value: (nullable) for the cars that have none */
char *autosell_dashboard_filter_value (const AutosellDashboard *self, AutosellField field, const char *value);
/* The cars of none of the first @n of @counts. */
char *autosell_dashboard_filter_rest (const AutosellDashboard *self, AutosellField field, GPtrArray *counts, guint n);
char *autosell_dashboard_filter_age (const AutosellDashboard *self, AutosellAge age);
/* In stock with @field unknown: ENTRY_DATE, PRICE. */
char *autosell_dashboard_filter_unknown (const AutosellDashboard *self, AutosellField field);
char *autosell_dashboard_filter_sold_this_month (const AutosellDashboard *self);
char *autosell_dashboard_filter_reserved_past (const AutosellDashboard *self);
char *autosell_dashboard_filter_reserved_soon (const AutosellDashboard *self);
char *autosell_dashboard_filter_reserved_open (const AutosellDashboard *self);
/* Finds the cars of AutosellStats.problems. */
char *autosell_dashboard_filter_problem (AutosellProblemKind kind);

void autosell_store_get_dashboard_async (AutosellStore *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                                         gpointer user_data);
AutosellDashboard *autosell_store_get_dashboard_finish (AutosellStore *self, GAsyncResult *result, GError **error);
AutosellDashboard *autosell_store_get_dashboard_sync (AutosellStore *self, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AutosellDashboard, autosell_dashboard_free)

G_END_DECLS
