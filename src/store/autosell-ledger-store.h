/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-ledger-merge.h"
#include "autosell-store.h"

G_BEGIN_DECLS

/* What the store keeps of the lot's own sheet: the link, the base of each row, what was sent, what lost, and a log of
 * each cell that was read or written. The steps of a reconciler, each a transaction after which it may die:
 *
 *   load ─► (merge) ─► commit_merge: what changes here, what lost, the new bases, what will be sent
 *        ─► mark_sent ─► (the service) ─► confirm: what arrived, and what certainly did not
 *
 * What is neither is found by the next merge, which is told what was sent. Threads and errors are those of
 * autosell-store.h. */

typedef struct
{
  gint64 id;         /* 0 for a new one */
  char *account;     /* owned: of the service */
  char *spreadsheet; /* owned: its id there */
  int tab;
  char *title;     /* owned */
  char *tab_title; /* owned */
  char *mapping;   /* owned: autosell_ledger_layout_dup_mapping() */
  AutosellLedgerWinner winner;
  gboolean empties_rows;
  gboolean with_private;
  gboolean is_paused;
  gboolean is_merged; /* the first merge was done */
  char *version;      /* owned, nullable: of the spreadsheet when it was read last */
  gint64 linked_us;
  gint64 synced_us; /* 0 for never */
} AutosellLedgerLink;

AutosellLedgerLink *autosell_ledger_link_new (void);
void autosell_ledger_link_free (AutosellLedgerLink *link);

/* There is one at most. *link: (transfer full): NULL for none. FALSE with @error */
gboolean autosell_store_get_link_sync (AutosellStore *self, AutosellLedgerLink **link, GError **error);
/* Another spreadsheet or tab than before begins anew. Gives a new link its id. */
gboolean autosell_store_set_link_sync (AutosellStore *self, AutosellLedgerLink *link, GError **error);
/* Nothing runs by itself while it is paused. Without a link nothing happens. */
void autosell_store_pause_link_async (AutosellStore *self, gboolean is_paused, GAsyncReadyCallback callback,
                                      gpointer user_data);
gboolean autosell_store_pause_link_finish (AutosellStore *self, GAsyncResult *result, GError **error);
/* Bases and outbox go; conflicts and the log stay. The sheet is not touched. */
gboolean autosell_store_unlink_sync (AutosellStore *self, GError **error);

/* For windows. *link: as of the _sync one */
void autosell_store_get_link_async (AutosellStore *self, GAsyncReadyCallback callback, gpointer user_data);
gboolean autosell_store_get_link_finish (AutosellStore *self, GAsyncResult *result, AutosellLedgerLink **link,
                                         GError **error);
/* @link stays as it is until the callback, but for its id. */
void autosell_store_set_link_async (AutosellStore *self, AutosellLedgerLink *link, GAsyncReadyCallback callback,
                                    gpointer user_data);
gboolean autosell_store_set_link_finish (AutosellStore *self, GAsyncResult *result, GError **error);
/* Whose value stays; nothing else of the link is touched. */
void autosell_store_set_winner_async (AutosellStore *self, AutosellLedgerWinner winner, GAsyncReadyCallback callback,
                                      gpointer user_data);
gboolean autosell_store_set_winner_finish (AutosellStore *self, GAsyncResult *result, GError **error);
void autosell_store_unlink_async (AutosellStore *self, GAsyncReadyCallback callback, gpointer user_data);
gboolean autosell_store_unlink_finish (AutosellStore *self, GAsyncResult *result, GError **error);

/* What there is to know before anything is asked of the service. */
typedef struct
{
  AutosellLedgerLink *link; /* owned, nullable */
  gint64 latest_change;     /* the latest change of the stock that did not come from the sheet; 0 for none */
  guint n_waiting;          /* cars that such changes touched after the one that was asked about */
  guint n_conflicts;        /* undecided */
  guint n_vanished;         /* cars that are “not in the sheet”, without those that a person left so */
  guint n_put_back;         /* cars that a person wants there again, and that wait for it */
} AutosellLedgerOutlook;

void autosell_ledger_outlook_free (AutosellLedgerOutlook *outlook);
/* @since: a latest_change of before; 0 for all that ever was */
void autosell_store_get_outlook_async (AutosellStore *self, gint64 since, GCancellable *cancellable,
                                       GAsyncReadyCallback callback, gpointer user_data);
/* Returns: (transfer full) */
AutosellLedgerOutlook *autosell_store_get_outlook_finish (AutosellStore *self, GAsyncResult *result, GError **error);

/* One state of both, for a merge. */
typedef struct
{
  GPtrArray *bases;    /* owned, of AutosellLedgerBase */
  GPtrArray *vehicles; /* owned, of AutosellVehicle, those in the bin too; without extras and problems */
  guint n_sent;        /* rows that were sent and got no answer: what was made for sending them may still be there */
} AutosellLedgerState;

void autosell_ledger_state_free (AutosellLedgerState *state);
void autosell_store_load_ledger_async (AutosellStore *self, gint64 link, GCancellable *cancellable,
                                       GAsyncReadyCallback callback, gpointer user_data);
AutosellLedgerState *autosell_store_load_ledger_finish (AutosellStore *self, GAsyncResult *result, GError **error);
AutosellLedgerState *autosell_store_load_ledger_sync (AutosellStore *self, gint64 link, GError **error);

/* What became of the writes and appends of a merge, one entry each. Shared by the steps. */
typedef enum
{
  AUTOSELL_SENDING_SKIPPED, /* its car was changed since the merge: the next one sees to it */
  AUTOSELL_SENDING_PENDING,
  AUTOSELL_SENDING_DONE,    /* confirmed by the service */
  AUTOSELL_SENDING_REFUSED, /* certainly not done: the row had changed, or was gone */
  AUTOSELL_SENDING_UNKNOWN, /* no answer */
} AutosellSending;

typedef struct
{
  gint64 link;
  AutosellLedgerMerge *merge; /* owned */
  AutosellLedgerState *state; /* owned: what it was made of */
  AutosellSending *writes;    /* owned, one a write of the merge */
  AutosellSending *appends;   /* owned */
  gint64 *write_operations;   /* owned: in the outbox */
  gint64 *append_operations;
  GHashTable *revisions; /* owned: key → revision after the commit */
  gint64 at_us;          /* of the commit: by this time the log knows what belongs together */
  gint64 change;         /* of the history, that the commit made; 0 for none */
  guint n_skipped;       /* cars that were changed meanwhile */
  gboolean has_traces;   /* of sending, which could not be taken away: the next load counts one more as sent */
} AutosellLedgerWork;

/* @merge, @state: (transfer full) */
AutosellLedgerWork *autosell_ledger_work_new (gint64 link, AutosellLedgerMerge *merge, AutosellLedgerState *state);
void autosell_ledger_work_free (AutosellLedgerWork *work);

/* One change of the history, origin “sheet”, with one undo. From AUTOSELL_BULK_VEHICLES cars on it is backed up before.
 * @work must stay as it is until the callback. */
void autosell_store_commit_merge_async (AutosellStore *self, AutosellLedgerWork *work, GAsyncReadyCallback callback,
                                        gpointer user_data);
AutosellCommitResult *autosell_store_commit_merge_finish (AutosellStore *self, GAsyncResult *result, GError **error);
AutosellCommitResult *autosell_store_commit_merge_sync (AutosellStore *self, AutosellLedgerWork *work, GError **error);

/* Before each call: all that is PENDING counts as sent from now on. */
void autosell_store_mark_sent_async (AutosellStore *self, AutosellLedgerWork *work, GAsyncReadyCallback callback,
                                     gpointer user_data);
gboolean autosell_store_mark_sent_finish (AutosellStore *self, GAsyncResult *result, GError **error);
gboolean autosell_store_mark_sent_sync (AutosellStore *self, AutosellLedgerWork *work, GError **error);

/* After it: what is DONE becomes the base, what was REFUSED is forgotten, and the rest stays to be looked for. With
 * @is_whole everything was done that was to be: the link has been synchronised now. */
void autosell_store_confirm_async (AutosellStore *self, AutosellLedgerWork *work, gboolean is_whole,
                                   GAsyncReadyCallback callback, gpointer user_data);
gboolean autosell_store_confirm_finish (AutosellStore *self, GAsyncResult *result, GError **error);
gboolean autosell_store_confirm_sync (AutosellStore *self, AutosellLedgerWork *work, gboolean is_whole, GError **error);

/* ---- What lost ---- */

typedef struct
{
  gint64 id;
  gint64 at_us;
  gint64 key;
  char *title; /* owned: the car's */
  AutosellLedgerConflictKind kind;
  AutosellField field;
  AutosellValue base, local, remote; /* owned */
  AutosellLedgerWinner winner;
  AutosellValue current; /* owned: what the car has now: one of the two, or what somebody gave it since */
  gboolean is_in_bin;    /* the car, now */
} AutosellConflict;

void autosell_conflict_free (AutosellConflict *conflict);
/* Those nobody has decided yet, oldest first. Returns: (transfer full) (element-type AutosellConflict) */
GPtrArray *autosell_store_get_conflicts_sync (AutosellStore *self, GError **error);
/* Keeps what won, or turns it round: then the value that lost is put into the car like any edit, and goes to the sheet
 * from there. @conflict: 0 for all. NOT_FOUND. Returns: (transfer full) */
AutosellCommitResult *autosell_store_decide_conflict_sync (AutosellStore *self, gint64 conflict, gboolean turn_round,
                                                           GError **error);

/* For windows. Those that were decided in between are left as they are. */
typedef enum
{
  AUTOSELL_DECISION_KEEP, /* what the car has now */
  AUTOSELL_DECISION_TURN, /* the value that lost */
  AUTOSELL_DECISION_SHEET,
  AUTOSELL_DECISION_HERE,
} AutosellDecision;

void autosell_store_get_conflicts_async (AutosellStore *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                                         gpointer user_data);
GPtrArray *autosell_store_get_conflicts_finish (AutosellStore *self, GAsyncResult *result, GError **error);
/* One change with one undo, which makes them undecided again; its n_skipped are those that were decided in between.
 * Where no car changes there is none (change 0), and autosell_store_reopen_conflicts_async() is the way back. @ids:
 * (element-type gint64) */
void autosell_store_decide_conflicts_async (AutosellStore *self, GArray *ids, AutosellDecision decision,
                                            GAsyncReadyCallback callback, gpointer user_data);
AutosellCommitResult *autosell_store_decide_conflicts_finish (AutosellStore *self, GAsyncResult *result,
                                                              GError **error);
AutosellCommitResult *autosell_store_decide_conflicts_sync (AutosellStore *self, GArray *ids, AutosellDecision decision,
                                                            GError **error);
void autosell_store_reopen_conflicts_async (AutosellStore *self, GArray *ids, GAsyncReadyCallback callback,
                                            gpointer user_data);
gboolean autosell_store_reopen_conflicts_finish (AutosellStore *self, GAsyncResult *result, GError **error);
gboolean autosell_store_reopen_conflicts_sync (AutosellStore *self, GArray *ids, GError **error);

/* Cars that are “not in the sheet”. Returns: (transfer full) (element-type gint64): NULL on error */
GArray *autosell_store_get_vanished_sync (AutosellStore *self, GError **error);
/* Puts such a car back with the next synchronisation. */
gboolean autosell_store_put_back_sync (AutosellStore *self, gint64 key, GError **error);

/* ---- For windows: autosell-ledger-log.c ---- */

/* How much of the sheet a person is to see to. */
typedef struct
{
  gboolean is_linked;
  guint n_conflicts; /* undecided */
  guint n_vanished;  /* cars that are “not in the sheet”, without those that a person left so */
} AutosellSheetSummary;

/* finish: to be freed with g_free() */
void autosell_store_get_sheet_summary_async (AutosellStore *self, GCancellable *cancellable,
                                             GAsyncReadyCallback callback, gpointer user_data);
AutosellSheetSummary *autosell_store_get_sheet_summary_finish (AutosellStore *self, GAsyncResult *result,
                                                               GError **error);
AutosellSheetSummary *autosell_store_get_sheet_summary_sync (AutosellStore *self, GError **error);

typedef enum
{
  AUTOSELL_VANISHED_OPEN,
  AUTOSELL_VANISHED_LEFT,     /* a person wants it so: it stays here alone */
  AUTOSELL_VANISHED_PUT_BACK, /* by the next synchronisation */
} AutosellVanishedState;

typedef struct
{
  gint64 key;
  char *title;                 /* owned */
  char *details;               /* owned: stock number, price, status, for people; "" for none of them */
  AutosellVanishedState state; /* OPEN or LEFT */
} AutosellVanished;

void autosell_vanished_free (AutosellVanished *vanished);
/* OPEN ones first. finish: Returns: (transfer full) (element-type AutosellVanished) */
void autosell_store_load_vanished_async (AutosellStore *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                                         gpointer user_data);
GPtrArray *autosell_store_load_vanished_finish (AutosellStore *self, GAsyncResult *result, GError **error);
GPtrArray *autosell_store_load_vanished_sync (AutosellStore *self, GError **error);
/* NOT_FOUND where the sheet has the car again. */
void autosell_store_set_vanished_async (AutosellStore *self, gint64 key, AutosellVanishedState state,
                                        GAsyncReadyCallback callback, gpointer user_data);
gboolean autosell_store_set_vanished_finish (AutosellStore *self, GAsyncResult *result, GError **error);
gboolean autosell_store_set_vanished_sync (AutosellStore *self, gint64 key, AutosellVanishedState state,
                                           GError **error);

/* One cell that was read from or written to the sheet. */
typedef struct
{
  gint64 id;
  gint64 at_us;        /* the same for all of one synchronisation */
  gint64 change;       /* of the history, that the synchronisation made here; 0 for none */
  gboolean can_undo;   /* that change */
  gint64 key;          /* 0 where the car is no more */
  char *title;         /* owned: the car's; "" where it is no more */
  gboolean is_written; /* to the sheet; else read from it */
  gboolean has_field;  /* FALSE: the car came from the sheet as a whole */
  AutosellField field;
  AutosellValue before, after; /* owned */
} AutosellSheetLogEntry;

void autosell_sheet_log_entry_free (AutosellSheetLogEntry *entry);

typedef struct
{
  GPtrArray *entries; /* owned, of AutosellSheetLogEntry, newest first */
  GArray *undone; /* owned (element-type gint64): changes from @since on that cannot be undone (any more), in order */
} AutosellSheetLogPage;

void autosell_sheet_log_page_free (AutosellSheetLogPage *page);
/* At most @limit entries with an id below @before (0: the newest) and above @after (0: all). @since: a change, 0 for
 * none of them: what became of it and of later ones is told in page.undone. */
void autosell_store_get_sheet_log_async (AutosellStore *self, gint64 before, gint64 after, gint64 since, guint limit,
                                         GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
AutosellSheetLogPage *autosell_store_get_sheet_log_finish (AutosellStore *self, GAsyncResult *result, GError **error);
AutosellSheetLogPage *autosell_store_get_sheet_log_sync (AutosellStore *self, gint64 before, gint64 after, gint64 since,
                                                         guint limit, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AutosellLedgerLink, autosell_ledger_link_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AutosellLedgerOutlook, autosell_ledger_outlook_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AutosellLedgerState, autosell_ledger_state_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AutosellLedgerWork, autosell_ledger_work_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AutosellConflict, autosell_conflict_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AutosellVanished, autosell_vanished_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AutosellSheetLogEntry, autosell_sheet_log_entry_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AutosellSheetLogPage, autosell_sheet_log_page_free)

G_END_DECLS
