/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-ledger-merge.h"

/* A lot of nobody's: a sheet with people in it, and some PCs that synchronise with it by the steps of the reconciler,
 * any of which may be the last. Everything that happens comes of one seed. */

enum
{
  COL_BRAND,
  COL_MODEL,
  COL_YEAR,
  COL_COLOUR,
  COL_PRICE,
  COL_KM,
  COL_STATUS,
  COL_LOCATION,
  COL_NOTE,
  COL_ID,
  N_COLS
};

typedef struct
{
  AutosellLedgerKind kind;
  gboolean is_read_only;
  gboolean is_formula;
  double number;
  char text[40];
} LotCell;

typedef struct
{
  LotCell cells[N_COLS];
  guint serial;        /* which car it truly is; stands in its brand, which nobody changes */
  gpointer unseen_by;  /* the PC that wrote it and got no answer, until it reads it */
  gboolean is_damaged; /* its id was taken away or mixed up */
  char lost_id[40];    /* the one that it had then; "" for none */
  guint n_edits;       /* since it is there */
} LotRow;

/* A row of the program's own tab, of which people edit and remove rows, put them into another order, or remove all of
 * it. */
#define LOT_N_ANNEX 2

typedef struct
{
  char id[40];
  LotCell cells[LOT_N_ANNEX];
} LotAnnex;

typedef struct
{
  GPtrArray *vehicles; /* of AutosellVehicle */
  GPtrArray *bases;    /* of AutosellLedgerBase */
  gint64 last_key;
  AutosellLedgerWinner winner;
} LotPc;

#define LOT_MAX_SERIALS 256
#define LOT_MAX_MARKS 4096

typedef struct
{
  GRand *rand;
  GPtrArray *rows; /* of LotRow */
  GPtrArray *gone; /* owned, of LotRow: a reconciler on its way may still point to them */
  LotPc pcs[5];
  guint n_pcs;
  guint n_serials;
  int expected[LOT_MAX_SERIALS];
  gboolean is_doubtful[LOT_MAX_SERIALS]; /* no id, and much of it changed: nobody can tell by now */
  guint n_marks;                         /* every edit leaves a mark, a number of its own */
  guint8 marks[LOT_MAX_MARKS];
  GPtrArray *annex;      /* owned, nullable, of LotAnnex */
  GPtrArray *annex_made; /* owned: all that ever stood there; whoever read them may name them still */
  gboolean has_tab;      /* it is there, also without rows */
  gboolean is_overtaken; /* by another PC, whose turn it is */
  gboolean has_faults;
  gboolean has_races;               /* ids are written by several at once: the last one's stay */
  gboolean is_odd[LOT_MAX_SERIALS]; /* copied, removed, sorted, in the bin: it may be here more than once, or gone */
  gboolean is_quiet;
  gboolean is_cleared; /* nearly all rows vanish at once */
  guint64 n_ids;
  /* What the history had, for the test to know that it tests something. */
  guint n_conflicts, n_shuffles, n_copies, n_crashes, n_lost_answers, n_refused, n_brakes, n_annexed, n_twins, n_races,
    n_retyped, n_steps;
} Lot;

enum
{
  MARK_MADE_HERE = 1, /* by a PC */
  MARK_REPLACED = 2,  /* by somebody who saw it */
  MARK_IN_CONFLICT = 4,
  MARK_FOUND = 8,
};

typedef enum
{
  LOT_PLAIN,
  LOT_ANNEX, /* what the list has no column for is shared, too */
  LOT_RACES, /* PCs name the same rows at the same time */
} LotKind;

Lot *lot_new (guint32 seed, guint n_steps, LotKind kind);
void lot_free (Lot *lot);
/* People and PCs do something at random. */
void lot_run (Lot *lot);
/* Then everybody comes to rest. FALSE where that never happens. */
gboolean lot_settle (Lot *lot);
/* The promises. Returns: (transfer full) (nullable): which one is broken */
char *lot_check (Lot *lot);
