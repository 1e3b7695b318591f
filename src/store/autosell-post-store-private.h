/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-database.h"
#include "autosell-post-store.h"

G_BEGIN_DECLS

/* What `followed` is compared with: NULL, "nobody has said", is an answer of its own; a car that is gone altogether
 * counts as binned. */
#define AUTOSELL_POST_SQL_CAR_STATE "iif (vehicle.pk IS NULL OR deleted_at IS NOT NULL, 'deleted', ifnull (status, ''))"

/* Runs a job that gives something on the write lane; ::posts-changed follows. */
gboolean autosell_post_write (AutosellStore *self, AutosellJobFunc func, gpointer data, GError **error);

/* The same as the store's calls, within a job; those that write, within its transaction. */
gboolean autosell_post_sql_count (AutosellConnection *connection, gint64 page, gint64 key, gint64 *number,
                                  GError **error);
gboolean autosell_post_sql_add (AutosellConnection *connection, AutosellPost *post, const char *who, GError **error);
gboolean autosell_post_sql_change (AutosellConnection *connection, const AutosellPost *post,
                                   AutosellPostChangeMask mask, const char *who, const char *what, const char *detail,
                                   GError **error);
GPtrArray *autosell_post_sql_get (AutosellConnection *connection, const AutosellPostQuery *query, GError **error);
AutosellPostPlanning *autosell_post_sql_get_planning (AutosellConnection *connection, gint64 page, gint64 from_s,
                                                      AutosellPostNeed need, int n_wanted, GError **error);
/* Of one Page, without photos: whose time, or a slot that they missed, is among these. */
GPtrArray *autosell_post_sql_get_week (AutosellConnection *connection, gint64 page, gint64 from_s, gint64 until_s,
                                       GError **error);
GPtrArray *autosell_post_sql_get_unfollowed (AutosellConnection *connection, GError **error);
/* @page: one of the board's; the rest as in autosell_store_get_slots_sync() */
GArray *autosell_post_sql_get_slots (AutosellConnection *connection, const AutosellPage *page, gint64 from_s,
                                     gint64 until_s, AutosellPostNeed need, int n_wanted, GError **error);
gboolean autosell_post_sql_set_wish (AutosellConnection *connection, gint64 page, gint64 at_s, gint64 key,
                                     const char *who, GError **error);
/* A schedule that cannot be read is the usual one: it was checked when it was set. Returns: (transfer full) */
AutosellPostSchedule *autosell_post_sql_open_schedule (const AutosellPage *page);
/* Adds to @wishes the cars that have a slot of each week, for slots of which nothing else was said. */
gboolean autosell_post_sql_add_pins (AutosellConnection *connection, gint64 page, const AutosellPostSchedule *schedule,
                                     gint64 from_s, gint64 until_s, GArray *wishes, GError **error);
AutosellPageBoard *autosell_page_sql_get_board (AutosellConnection *connection, GError **error);

G_END_DECLS
