/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-query.h"
#include "autosell-sql.h"

G_BEGIN_DECLS

/* A query of the filter language as a SQL statement. Values are bound, never printed into the text.
 * @select: what stands before WHERE, "SELECT pk FROM vehicle"; @suffix: what follows, " ORDER BY …" or "".
 * Returns: (transfer full): to be finalized; NULL on error */
sqlite3_stmt *autosell_query_sql_prepare (AutosellConnection *connection, AutosellQuery *query, const char *select,
                                          const char *suffix, const char *today_iso, GError **error);

/* The keys that match, in no order; those in the bin may be among them, or only they, so the caller keeps what its own
 * list of the stock has. Returns: (transfer full): to be finalized; NULL on error */
sqlite3_stmt *autosell_query_sql_prepare_keys (AutosellConnection *connection, AutosellQuery *query,
                                               const char *today_iso, GError **error);

/* For each live car the problems it has as a mask of 1 << kind, 0 for none, in no order: all kinds counted in one pass.
 * Returns: (transfer full): to be finalized; NULL on error */
sqlite3_stmt *autosell_query_sql_prepare_problems (AutosellConnection *connection, const char *today_iso,
                                                   GError **error);

/* How many photos are wanted, read where it is used, so that every query counts alike: AUTOSELL_SETTING_PHOTOS_WANTED.
 * What is no number in its range is the default, as for autosell_store_get_photos_wanted(). */
#define AUTOSELL_WANTED_SQL \
  "ifnull((SELECT CAST(value AS INTEGER) FROM setting WHERE name = 'photos.wanted' " \
  "AND CAST(value AS INTEGER) BETWEEN 1 AND 40), 8)"

/* Likewise AUTOSELL_SETTING_MARKETPLACE_RENEW_DAYS. */
#define AUTOSELL_RENEW_DAYS_SQL \
  "ifnull((SELECT CAST(value AS INTEGER) FROM setting WHERE name = 'marketplace.renew-days' " \
  "AND CAST(value AS INTEGER) BETWEEN 0 AND 365), 7)"

/* What a post is to its car: autosell-posted.h. */
#define AUTOSELL_POST_OUT_SQL "state IN ('out', 'removing')"
#define AUTOSELL_POST_QUEUED_SQL "state IN ('waiting', 'uploading', 'creating', 'looking', 'handed')"
/* Of the row of a car: on some Page the last post that was not cancelled has failed. */
#define AUTOSELL_CAR_FAILED_SQL \
  "EXISTS (SELECT 1 FROM post AS f WHERE f.vehicle_pk = vehicle.pk AND f.state = 'failed' AND NOT EXISTS " \
  "(SELECT 1 FROM post AS l WHERE l.vehicle_pk = f.vehicle_pk AND l.page_id = f.page_id AND l.pk > f.pk " \
  "AND l.state <> 'cancelled'))"

/* " ORDER BY …": unknown values last in either direction, then as entered. Returns: (transfer full) */
char *autosell_sort_sql (const AutosellSort *sort);

typedef sqlite3_stmt AutosellOwnedStatement;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AutosellOwnedStatement, sqlite3_finalize)

G_END_DECLS
