/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-post-plan.h"

G_BEGIN_DECLS

/* The days of the Pages: what goes when and why, what is out, what was missed; and what a person says of it. Whatever
 * is said is obeyed by the plan and by the publisher, of posts that wait at the service, too. Threads and errors are
 * those of autosell-store.h. Times are seconds, UTC. */

typedef enum
{
  AUTOSELL_WEEK_PLANNED, /* the car goes by the rule; no post yet */
  AUTOSELL_WEEK_PINNED,  /* because a person said so; no post yet */
  AUTOSELL_WEEK_SKIPPED,
  AUTOSELL_WEEK_FULL,    /* the day has all its posts */
  AUTOSELL_WEEK_CLOSE,   /* too near another post */
  AUTOSELL_WEEK_EMPTY,   /* no car is due */
  AUTOSELL_WEEK_FREE,    /* of a Page that is posted to by hand alone */
  AUTOSELL_WEEK_POST,    /* waits, is out, failed …: its state says which */
  AUTOSELL_WEEK_MISSED,  /* went by; the car goes at moved_s */
  AUTOSELL_WEEK_NOTHING, /* went by, and nothing was due */
  AUTOSELL_WEEK_HELD,    /* a person chose the car, and it lacks something that the lot asks of all */
} AutosellWeekKind;

typedef struct
{
  gint64 page;
  gint64 at_s;
  gboolean is_slot; /* of the schedule; else a post at a time of its own */
  gboolean is_past;
  AutosellWeekKind kind;
  gint64 key;         /* car; 0 for none */
  char *title;        /* owned, nullable */
  gboolean is_pinned; /* by a person, for this slot */
  gboolean is_weekly; /* by a person, for each week */
  char *who;          /* owned, nullable: who said that */
  gint64 posted_s;    /* the car's post before this one on this Page; 0: never */
  gint64 entered_s;   /* the car's, into the stock */
  gint64 moved_s;     /* MISSED: where to */
  char *lacks;        /* owned, nullable: HELD, and POST that is held: sentence */
  /* POST */
  gint64 post;
  AutosellPostState state;
  gboolean is_scheduled; /* by the plan; else by hand */
  gboolean is_movable;   /* nothing of it is out, and nobody wants it gone */
  char *permalink;       /* owned, nullable */
  AutosellPost *whole;   /* owned, nullable: without its photos */
} AutosellWeekEntry;

/* Which available cars stand on no Page: autosell-readiness.h */
#define AUTOSELL_WEEK_QUERY_READY "posted:no ready:yes status:available"
#define AUTOSELL_WEEK_QUERY_LACKING "posted:no ready:no status:available"

typedef struct
{
  guint n_ready;   /* lack nothing */
  guint n_lacking; /* lack something: */
  guint lacks[AUTOSELL_N_LACKS];
} AutosellWeekSupply;

typedef struct
{
  AutosellWeekSupply supply;
  GPtrArray *pages;   /* owned, of AutosellPage */
  GPtrArray *entries; /* owned, of AutosellWeekEntry: by time, then Page */
} AutosellWeek;

void autosell_week_free (AutosellWeek *self);

/* @page: 0 for all; @now_s: by the service's clock */
AutosellWeek *autosell_store_get_week_sync (AutosellStore *self, gint64 page, gint64 from_s, gint64 until_s,
                                            gint64 now_s, GError **error);
void autosell_store_get_week_async (AutosellStore *self, gint64 page, gint64 from_s, gint64 until_s, gint64 now_s,
                                    GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* Returns: (transfer full) */
AutosellWeek *autosell_store_get_week_finish (AutosellStore *self, GAsyncResult *result, GError **error);

/* Translated: “Planned”, “Waits at Facebook”, “Missed” … */
const char *autosell_week_entry_get_label (const AutosellWeekEntry *entry);
/* “12 cars can be posted”, and “30 lack something: photos (28), price (5)”, "" for none. Returns: (transfer full) */
char *autosell_week_supply_dup_ready (const AutosellWeekSupply *self);
char *autosell_week_supply_dup_lacking (const AutosellWeekSupply *self);
/* Why this car: “Never posted; 34 days in stock”, “Chosen by Laura” … Returns: (transfer full) (nullable) */
char *autosell_week_entry_dup_why (const AutosellWeekEntry *entry);

/* ---- What a person says ---- */

typedef enum
{
  AUTOSELL_WEEK_ACT_MOVE,        /* what goes at at_s goes at to_s, and what goes there at at_s */
  AUTOSELL_WEEK_ACT_SKIP,        /* nobody goes then; the car is due again */
  AUTOSELL_WEEK_ACT_PIN,         /* key goes then */
  AUTOSELL_WEEK_ACT_PIN_WEEKLY,  /* and in this slot of every week */
  AUTOSELL_WEEK_ACT_FREE,        /* the rule decides again */
  AUTOSELL_WEEK_ACT_FREE_WEEKLY, /* … of every week */
} AutosellWeekActKind;

typedef struct
{
  AutosellWeekActKind kind;
  gint64 page;
  gint64 at_s;
  gint64 post; /* MOVE, SKIP: which of several at one time; 0: whatever goes then */
  gint64 to_s; /* MOVE */
  gint64 key;  /* PIN, PIN_WEEKLY; MOVE of a car without a post */
  gint64 now_s;
} AutosellWeekAct;

/* How it was before. */
typedef struct _AutosellWeekUndo AutosellWeekUndo;

void autosell_week_undo_free (AutosellWeekUndo *self);

/* CONFLICT where a post of it is being published already or goes out in a moment; NOT_FOUND where nothing goes then.
 * Returns: (transfer full) */
AutosellWeekUndo *autosell_store_act_on_week_sync (AutosellStore *self, const AutosellWeekAct *act, GError **error);
void autosell_store_act_on_week_async (AutosellStore *self, const AutosellWeekAct *act, GAsyncReadyCallback callback,
                                       gpointer user_data);
AutosellWeekUndo *autosell_store_act_on_week_finish (AutosellStore *self, GAsyncResult *result, GError **error);

/* As it was, as far as nothing went out meanwhile. @undo: (transfer full) */
gboolean autosell_store_undo_week_sync (AutosellStore *self, AutosellWeekUndo *undo, GError **error);
void autosell_store_undo_week_async (AutosellStore *self, AutosellWeekUndo *undo, GAsyncReadyCallback callback,
                                     gpointer user_data);
gboolean autosell_store_undo_week_finish (AutosellStore *self, GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AutosellWeek, autosell_week_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AutosellWeekUndo, autosell_week_undo_free)

G_END_DECLS
