/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-ledger.h"

G_BEGIN_DECLS

/* One merge of the sheet with this PC: `(bases, vehicles, grid, layout, policy) → what is to be done on either side`.
 * See autosell-ledger.h. Pure, and safe on any thread with what it is given. */

/* What the store knows of one row of the sheet. */
typedef struct
{
  char *row_id;     /* owned: by which the row goes, on all PCs */
  gint64 key;       /* the car here */
  char *content;    /* owned, nullable: the row when both last agreed; NULL where it was never seen with an answer */
  char *annex;      /* owned, nullable: what stood with it in the annex, "" where nothing did; NULL for never looked */
  char *sent;       /* owned, nullable: cells that were sent and not confirmed; part of a row */
  gboolean is_gone; /* was there and is there no more: “not in the sheet” */
  gboolean is_removed; /* gone because this PC emptied it, or has to be written anew: a live car goes in again */
  guint n_repairs;     /* how often its id was put right after the sheet had another */
  gint64 revision;     /* of the car when it agreed with content in every field; 0 for never */
} AutosellLedgerBase;

AutosellLedgerBase *autosell_ledger_base_copy (const AutosellLedgerBase *base);
void autosell_ledger_base_free (AutosellLedgerBase *base);

typedef enum
{
  AUTOSELL_LEDGER_WINS,
  AUTOSELL_LEDGER_YIELDS, /* this program's value wins */
} AutosellLedgerWinner;

typedef struct
{
  AutosellLedgerWinner winner; /* where both sides changed one field */
  gboolean empties_rows;       /* the person agreed that rows of cars in the bin are emptied */
  gboolean allows_vanish;      /* the person has seen that many rows vanished: the brake is off */
  gboolean is_first;           /* the first merge of this link: likeness is enough, since a person looks at it */
  /* (nullable): the list and the day, alike on all PCs: ids of rows that came without one are made of it and of what the
   * row says. NULL: they are random. With the day in it, a row that is typed again some day, like one that was there
   * once, does not get that one's id from a PC that never saw it. */
  const char *origin;
  char *(*make_id) (gpointer data); /* nullable: random. Returns: (transfer full): a UUID */
  gpointer make_id_data;
} AutosellLedgerPolicy;

typedef enum
{
  AUTOSELL_LEDGER_BRAKE_NONE,
  AUTOSELL_LEDGER_BRAKE_VANISHED, /* more than 5 % and more than 3 rows are gone */
  AUTOSELL_LEDGER_BRAKE_HEADER,   /* no row of headings, or most of the columns are missing */
} AutosellLedgerBrake;

/* A car that changes here. */
typedef struct
{
  gint64 key;              /* 0: a new one */
  gint64 revision;         /* what the merge saw; the store leaves the car for the next time when it changed since */
  AutosellVehicle *values; /* owned: of a new one all, with its id where one is given */
  guint64 fields;          /* 1 << field */
  gboolean is_restored;    /* comes back from the bin */
  guint row;
} AutosellLedgerUpdate;

/* Texts live as long as the merge. */
typedef struct
{
  guint column;
  AutosellField field;
  AutosellLedgerCell cell;
  AutosellLedgerCell before;
} AutosellLedgerCellWrite;

/* Cells of one row of the grid that change; nothing else of it is touched. It must still be what the grid has. */
typedef struct
{
  guint row;
  gint64 key;   /* 0 where only the id is written */
  char *row_id; /* owned: what its id cell has afterwards; "" with is_emptied */
  gboolean writes_id;
  gboolean is_emptied;   /* the row of a car in the bin */
  GArray *cells;         /* owned, of AutosellLedgerCellWrite; the id's is not among them */
  int annex_row;         /* with annex_cells; -1: there is none for it yet */
  GArray *annex_cells;   /* owned, of AutosellLedgerCellWrite: by the columns of the annex */
  char *sent;            /* owned, nullable: the cells as content */
  char *content_after;   /* owned, nullable: the base once it is confirmed */
  char *annex_after;     /* owned, nullable: and what stands in the annex */
  gboolean agrees_after; /* the car then agrees in every field */
} AutosellLedgerWrite;

/* A new row. */
typedef struct
{
  gint64 key;
  char *row_id;        /* owned */
  GArray *cells;       /* owned, of AutosellLedgerCellWrite */
  char *content_after; /* owned; also what is sent */
  gboolean agrees_after;
} AutosellLedgerAppend;

typedef enum
{
  AUTOSELL_LEDGER_BOTH_CHANGED,
  AUTOSELL_LEDGER_READ_ONLY, /* changed here, and the sheet's cell cannot be written */
  AUTOSELL_LEDGER_DELETED,   /* in the bin here, changed there: it came back */
} AutosellLedgerConflictKind;

/* A value that lost. */
typedef struct
{
  AutosellLedgerConflictKind kind;
  gint64 key;
  AutosellField field;
  AutosellValue base; /* owned; of the three that are there */
  AutosellValue local;
  AutosellValue remote;
  AutosellLedgerWinner winner;
} AutosellLedgerConflict;

typedef enum
{
  AUTOSELL_LEDGER_NOTE_NOT_OFFERED, /* the value of this PC is not in the dropdown */
  AUTOSELL_LEDGER_NOTE_UNFIT,
  AUTOSELL_LEDGER_NOTE_ERROR,     /* the cell is an error; what was known stays */
  AUTOSELL_LEDGER_NOTE_READ_ONLY, /* a formula, protected or covered: what was changed here is a conflict */
  AUTOSELL_LEDGER_NOTE_NO_CAR,    /* a row that says too little to be a car */
} AutosellLedgerNoteKind;

/* What could not be done, by cell. */
typedef struct
{
  AutosellLedgerNoteKind kind;
  guint row;  /* of the list, also where the field stands in the annex: column is -1 then */
  int column; /* -1 for the row */
  gint64 key; /* 0 for none */
} AutosellLedgerNote;

typedef struct
{
  AutosellLedgerBrake brake; /* with one, everything but the counts is empty */
  GPtrArray *updates;        /* owned, of AutosellLedgerUpdate */
  GPtrArray *writes;         /* owned, of AutosellLedgerWrite */
  GPtrArray *appends;        /* owned, of AutosellLedgerAppend */
  GPtrArray *conflicts;      /* owned, of AutosellLedgerConflict */
  GPtrArray *bases;     /* owned, of AutosellLedgerBase: those that are new or changed, as known without the writes;
                         * of a new car by the row of its update, with key 0 */
  GArray *base_updates; /* owned, of guint: which update a base of key 0 belongs to, else G_MAXUINT */
  GArray *removals;     /* owned, of gint64: cars in the bin that have a row, where nobody agreed to empty it */
  GArray *notes;        /* owned, of AutosellLedgerNote */
  guint n_rows;         /* that say anything */
  guint n_same;         /* matched, and nothing to do */
  guint n_active;       /* bases whose rows were there last time */
  guint n_vanished;     /* and are not */
  guint n_returned;
  guint n_later;       /* appends of which the annex gets something once they have a row */
  GStringChunk *chunk; /* owned */
} AutosellLedgerMerge;

/* @bases: of AutosellLedgerBase; @vehicles: of AutosellVehicle with keys, those in the bin too. Neither is changed.
 * @layout: (nullable) where there is no header. */
AutosellLedgerMerge *autosell_ledger_merge_run (GPtrArray *bases, GPtrArray *vehicles, AutosellLedgerGrid *grid,
                                                AutosellLedgerLayout *layout, const AutosellLedgerPolicy *policy);
void autosell_ledger_merge_free (AutosellLedgerMerge *merge);

/* Nothing changes on either side. */
gboolean autosell_ledger_merge_is_quiet (const AutosellLedgerMerge *merge);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AutosellLedgerBase, autosell_ledger_base_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AutosellLedgerMerge, autosell_ledger_merge_free)

G_END_DECLS
