/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "autosell-change-set.h"
#include "autosell-history.h"
#include "autosell-import-plan.h"
#include "autosell-problem.h"
#include "autosell-query.h"
#include "autosell-store-error.h"

G_BEGIN_DECLS

/* The stock of one PC: one SQLite file in the data folder, written by one thread of this process at a time and read by
 * others. Another process may have the same folder open; what it changes is noticed within a second.
 *
 * All functions are called on the main thread (the one that opened it); `_async` ones do their work elsewhere and call
 * back in the thread-default main context of the caller; `_sync` ones block and are for the command line and tests. A
 * commit that was queued is not cancelled any more: its callback tells how it ended. Errors are AUTOSELL_STORE_ERROR or
 * G_IO_ERROR_CANCELLED. */
#define AUTOSELL_TYPE_STORE (autosell_store_get_type ())
G_DECLARE_FINAL_TYPE (AutosellStore, autosell_store, AUTOSELL, STORE, GObject)

/**
 * AutosellStore::changed:
 * @keys: (nullable) (element-type gint64): vehicles that changed, or NULL when it may be all of them
 *
 * Something was committed, by this process or another. Main context.
 *
 * AutosellStore::sheet-changed: what is kept of the sheet may have changed, by this process or another: the link, what
 * is undecided, what was read and written. It says nothing of the stock.
 *
 * AutosellStore::posts-changed: what is kept of accounts, Pages, templates, posts or the plan may have changed, by this
 * process or another.
 *
 * AutosellStore::setting-changed: @name
 *
 * AutosellStore::damaged: the file was found to be damaged while it is in use. The next open is DAMAGED.
 */

/* $AUTOSELL_DATA_DIR, else the user's data folder + "autosell-manager"; and what a person chose where that was refused
 * (autosell-data-dir.h). Returns: (transfer full) */
char *autosell_store_default_data_dir (void);

/* Opens or creates the store in @data_dir (created, mode 0700). @origin: "window" or "cli", for the history; @author:
 * (nullable) who, else the user's real name. A migration backs up first. NEWER, DAMAGED, NETWORK_FOLDER, READ_ONLY,
 * NO_SPACE are what a caller tells apart. Returns: (transfer full) */
AutosellStore *autosell_store_open_sync (const char *data_dir, const char *origin, const char *author, GError **error);
void autosell_store_open_async (const char *data_dir, const char *origin, const char *author, GCancellable *cancellable,
                                GAsyncReadyCallback callback, gpointer user_data);
AutosellStore *autosell_store_open_finish (GAsyncResult *result, GError **error);

/* Finishes what was queued and closes the file. Called by dispose as well. */
void autosell_store_close (AutosellStore *self);

const char *autosell_store_get_data_dir (AutosellStore *self);
void autosell_store_set_author (AutosellStore *self, const char *author);
const char *autosell_store_get_author (AutosellStore *self);

/* ---- Changing ---- */

typedef struct
{
  gint64 change;     /* 0 where nothing differed, so that nothing was written */
  gint64 n_vehicles; /* changed */
  gint64 n_skipped;  /* undo and redo: values left alone because somebody changed them since */
  GArray *keys;      /* owned (element-type gint64): cars added, in order, then others changed */
  gpointer copy;     /* the store's own: a backup that is still to be verified */
} AutosellCommitResult;

void autosell_commit_result_free (AutosellCommitResult *result);

/* @changes: (transfer full) */
void autosell_store_commit_async (AutosellStore *self, AutosellChangeSet *changes, GCancellable *cancellable,
                                  GAsyncReadyCallback callback, gpointer user_data);
AutosellCommitResult *autosell_store_commit_finish (AutosellStore *self, GAsyncResult *result, GError **error);
AutosellCommitResult *autosell_store_commit_sync (AutosellStore *self, AutosellChangeSet *changes, GError **error);

/* Plans an import against this store, then writes the included rows of a plan in one transaction with one undo, after
 * a backup. apply: (@plan is not to be touched until the callback; the incoming cars that were added have their ids
 * then.) CONFLICT where the stock was changed since in a way that matters to the plan: plan again. Progress is told on
 * a working thread. */
void autosell_store_plan_import_async (AutosellStore *self, AutosellImport *import, gboolean cells_erase,
                                       AutosellProgressFunc progress, gpointer progress_data, GCancellable *cancellable,
                                       GAsyncReadyCallback callback, gpointer user_data);
AutosellImportPlan *autosell_store_plan_import_finish (AutosellStore *self, GAsyncResult *result, GError **error);
AutosellImportPlan *autosell_store_plan_import_sync (AutosellStore *self, AutosellImport *import, gboolean cells_erase,
                                                     AutosellProgressFunc progress, gpointer progress_data,
                                                     GCancellable *cancellable, GError **error);
/* @action: IMPORT or SAMPLE. Cancelled before the last row is written, the stock is as it was: G_IO_ERROR_CANCELLED. */
void autosell_store_apply_import_async (AutosellStore *self, AutosellImportPlan *plan, AutosellAction action,
                                        AutosellProgressFunc progress, gpointer progress_data,
                                        GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
AutosellCommitResult *autosell_store_apply_import_finish (AutosellStore *self, GAsyncResult *result, GError **error);
AutosellCommitResult *autosell_store_apply_import_sync (AutosellStore *self, AutosellImportPlan *plan,
                                                        AutosellAction action, GError **error);

/* Takes back the latest change made on this PC (not those that came from a remote), or puts back the latest taken back.
 * @change: a certain one, or 0 for the latest. NOTHING where there is none. */
void autosell_store_undo_async (AutosellStore *self, gint64 change, GAsyncReadyCallback callback, gpointer user_data);
AutosellCommitResult *autosell_store_undo_finish (AutosellStore *self, GAsyncResult *result, GError **error);
AutosellCommitResult *autosell_store_undo_sync (AutosellStore *self, gint64 change, GError **error);
void autosell_store_redo_async (AutosellStore *self, GAsyncReadyCallback callback, gpointer user_data);
AutosellCommitResult *autosell_store_redo_finish (AutosellStore *self, GAsyncResult *result, GError **error);
AutosellCommitResult *autosell_store_redo_sync (AutosellStore *self, GError **error);

/* Removes the cars of the sample inventory that nobody has edited since; SAMPLE was their action. One change. */
void autosell_store_remove_sample_async (AutosellStore *self, GAsyncReadyCallback callback, gpointer user_data);
AutosellCommitResult *autosell_store_remove_sample_finish (AutosellStore *self, GAsyncResult *result, GError **error);

/* ---- Asking ---- */

/* What undo and redo would do now; either pointer is set to (transfer full). */
void autosell_store_peek_undo_async (AutosellStore *self, GAsyncReadyCallback callback, gpointer user_data);
gboolean autosell_store_peek_undo_finish (AutosellStore *self, GAsyncResult *result, AutosellUndoStep **undo,
                                          AutosellUndoStep **redo, GError **error);
gboolean autosell_store_peek_undo_sync (AutosellStore *self, AutosellUndoStep **undo, AutosellUndoStep **redo,
                                        GError **error);

/* One car with its problems. NOT_FOUND. */
void autosell_store_get_vehicle_async (AutosellStore *self, gint64 key, GCancellable *cancellable,
                                       GAsyncReadyCallback callback, gpointer user_data);
AutosellVehicle *autosell_store_get_vehicle_finish (AutosellStore *self, GAsyncResult *result, GError **error);
AutosellVehicle *autosell_store_get_vehicle_sync (AutosellStore *self, gint64 key, GError **error);

/* The cars of @keys, whole, with problems; those that are gone are left out. Quick: for what a person waits for.
 * finish: Returns: (transfer container) (element-type AutosellVehicle) */
void autosell_store_get_vehicles_async (AutosellStore *self, const gint64 *keys, guint n_keys,
                                        GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *autosell_store_get_vehicles_finish (AutosellStore *self, GAsyncResult *result, GError **error);

/* The first @limit cars of a query, whole, without problems, on the lane of quick questions: it does not wait for an
 * export. finish: Returns: (transfer container) (element-type AutosellVehicle) */
void autosell_store_search_async (AutosellStore *self, AutosellQuery *query, const AutosellSort *sort, guint limit,
                                  GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *autosell_store_search_finish (AutosellStore *self, GAsyncResult *result, GError **error);

/* By id, or by a stock number that one live car has; with @in_bin among the deleted. NOT_FOUND, AMBIGUOUS. */
AutosellVehicle *autosell_store_find_sync (AutosellStore *self, const char *id_or_stock_number, gboolean in_bin,
                                           GError **error);

/* The cars of a query in order, whole, with problems, lent one by one so that memory does not grow. @func returns FALSE
 * to stop.
 * @limit: 0 for all. It runs in one read transaction. */
typedef gboolean (*AutosellVehicleFunc) (AutosellVehicle *vehicle, gpointer user_data);
gboolean autosell_store_foreach_sync (AutosellStore *self, AutosellQuery *query, const AutosellSort *sort, gint64 limit,
                                      AutosellVehicleFunc func, gpointer user_data, GError **error);

/* The cars of a query in order, whole, without problems, for what needs them all at once.
 * finish: Returns: (transfer container) (element-type AutosellVehicle) */
void autosell_store_load_vehicles_async (AutosellStore *self, AutosellQuery *query, const AutosellSort *sort,
                                         GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *autosell_store_load_vehicles_finish (AutosellStore *self, GAsyncResult *result, GError **error);

/* The cars of these keys, whole and with problems, in that order; those that are gone are left out.
 * @keys: (element-type gint64); finish: Returns: (transfer full) (element-type AutosellVehicle) */
void autosell_store_load_keys_async (AutosellStore *self, GArray *keys, GCancellable *cancellable,
                                     GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *autosell_store_load_keys_finish (AutosellStore *self, GAsyncResult *result, GError **error);

/* With it, those of the named fields that any car has, and the sheet's own. */
#define AUTOSELL_EXPORT_USED_ONLY (G_GUINT64_CONSTANT (1) << 63)

/* Exports the cars of a query to a file. @fields: see autosell_exporter_new(); 0 for all that any car has.
 * Result: number of cars, -1 on error. */
void autosell_store_export_async (AutosellStore *self, AutosellQuery *query, const AutosellSort *sort,
                                  GFile *destination, guint64 fields, GCancellable *cancellable,
                                  GAsyncReadyCallback callback, gpointer user_data);
gint64 autosell_store_export_finish (AutosellStore *self, GAsyncResult *result, GError **error);
gint64 autosell_store_export_sync (AutosellStore *self, AutosellQuery *query, const AutosellSort *sort,
                                   GFile *destination, guint64 fields, GError **error);

typedef struct
{
  gint64 n_vehicles;
  gint64 n_priced;
  gint64 price_sum_cents;
} AutosellTotals;

/* Counts and values of the whole stock. */
typedef struct
{
  AutosellTotals live;
  gint64 n_deleted;
  gint64 problems[AUTOSELL_N_PROBLEMS]; /* live cars that have each */
  gint64 n_with_problems;               /* that have any */
  gint64 n_sample;                      /* unedited cars of the sample inventory */
  AutosellTotals by_status[AUTOSELL_N_STATUSES];
  GPtrArray *locations; /* owned, of AutosellCount, most first */
  GPtrArray *brands;
} AutosellStats;

typedef struct
{
  char *value; /* owned, nullable for unknown */
  AutosellTotals totals;
} AutosellCount;

void autosell_stats_free (AutosellStats *stats);
void autosell_store_get_stats_async (AutosellStore *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                                     gpointer user_data);
AutosellStats *autosell_store_get_stats_finish (AutosellStore *self, GAsyncResult *result, GError **error);
AutosellStats *autosell_store_get_stats_sync (AutosellStore *self, GError **error);

/* What cars that somebody has selected come to; those that are gone are left out. finish: to be freed with g_free() */
typedef struct
{
  AutosellTotals all;
  AutosellTotals by_status[AUTOSELL_N_STATUSES];
} AutosellSelectionSummary;

/* @keys: (element-type gint64) */
void autosell_store_summarize_async (AutosellStore *self, GArray *keys, GCancellable *cancellable,
                                     GAsyncReadyCallback callback, gpointer user_data);
AutosellSelectionSummary *autosell_store_summarize_finish (AutosellStore *self, GAsyncResult *result, GError **error);

/* Distinct values of a text field among live cars, most used first, for completion and filters.
 * Returns: (transfer full) NULL-terminated */
void autosell_store_get_values_async (AutosellStore *self, AutosellField field, GCancellable *cancellable,
                                      GAsyncReadyCallback callback, gpointer user_data);
char **autosell_store_get_values_finish (AutosellStore *self, GAsyncResult *result, GError **error);

/* How many of a query's cars have each value of @field, most first, as far as autosell_store_get_values_async() goes;
 * spellings that differ in case and accents alone are one. A NULL value is unknown; of the totals only n_vehicles is
 * set. finish: Returns: (transfer full) (element-type AutosellCount) */
void autosell_store_count_values_async (AutosellStore *self, AutosellQuery *query, AutosellField field,
                                        GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *autosell_store_count_values_finish (AutosellStore *self, GAsyncResult *result, GError **error);
GPtrArray *autosell_store_count_values_sync (AutosellStore *self, AutosellQuery *query, AutosellField field,
                                             GError **error);
/* Live cars with the same NIV, however it is written there, but @except_key; three at most.
 * Returns: (transfer full) (element-type AutosellVehicle) */
void autosell_store_find_niv_async (AutosellStore *self, const char *niv, gint64 except_key, GCancellable *cancellable,
                                    GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *autosell_store_find_niv_finish (AutosellStore *self, GAsyncResult *result, GError **error);

/* Newest first; of one car, or of all with @key 0. Returns: (transfer full) (element-type AutosellEvent) */
void autosell_store_get_history_async (AutosellStore *self, gint64 key, guint limit, GCancellable *cancellable,
                                       GAsyncReadyCallback callback, gpointer user_data);
/* The same of one person alone, or of cars that have these words (brand, model, version, year, colour, stock number).
 * @who, @words: (nullable). Its finish is that of get_history. */
void autosell_store_search_history_async (AutosellStore *self, gint64 key, const char *who, const char *words,
                                          guint limit, GCancellable *cancellable, GAsyncReadyCallback callback,
                                          gpointer user_data);
GPtrArray *autosell_store_get_history_finish (AutosellStore *self, GAsyncResult *result, GError **error);
GPtrArray *autosell_store_get_history_sync (AutosellStore *self, gint64 key, guint limit, GError **error);

/* Those who changed something, the latest first. finish: Returns: (transfer full) NULL-terminated */
void autosell_store_get_people_async (AutosellStore *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                                      gpointer user_data);
char **autosell_store_get_people_finish (AutosellStore *self, GAsyncResult *result, GError **error);

/* How many live cars have a problem of each kind that comes with a proposal.
 * finish: Returns: (transfer full) (element-type guint): by AutosellProblemKind */
void autosell_store_count_proposals_async (AutosellStore *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                                           gpointer user_data);
GArray *autosell_store_count_proposals_finish (AutosellStore *self, GAsyncResult *result, GError **error);

/* Applies the proposals of the problems in @mask (1 << kind) to the live cars, or to @key alone, as one change with one
 * undo. */
void autosell_store_repair_async (AutosellStore *self, gint64 key, guint mask, GAsyncReadyCallback callback,
                                  gpointer user_data);
AutosellCommitResult *autosell_store_repair_finish (AutosellStore *self, GAsyncResult *result, GError **error);
AutosellCommitResult *autosell_store_repair_sync (AutosellStore *self, gint64 key, guint mask, GError **error);

/* ---- Settings that belong to the data (dealership, remembered mappings), not to the window ---- */

/* From memory, loaded at open. Returns: (transfer full) (nullable) */
char *autosell_store_get_setting (AutosellStore *self, const char *name);
/* @value: (nullable) removes it. Written in the background; ::setting-changed follows. */
void autosell_store_set_setting (AutosellStore *self, const char *name, const char *value);

#define AUTOSELL_SETTING_DEALERSHIP_NAME "dealership.name"
#define AUTOSELL_SETTING_DEALERSHIP_ADDRESS "dealership.address"
#define AUTOSELL_SETTING_DEALERSHIP_PHONE "dealership.phone"
#define AUTOSELL_SETTING_DEALERSHIP_HOURS "dealership.hours"
#define AUTOSELL_SETTING_DEALERSHIP_GUARANTEE "dealership.guarantee" /* "yes", "no"; else nobody has said */
#define AUTOSELL_SETTING_DEALERSHIP_PAYMENT "dealership.payment"

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AutosellCommitResult, autosell_commit_result_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AutosellStats, autosell_stats_free)

G_END_DECLS
