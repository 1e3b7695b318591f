/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-ledger-merge.h"
#include "autosell-signature.h"

G_BEGIN_DECLS

/* A car that a row may stand for. */
typedef struct
{
  AutosellVehicle *vehicle;       /* unowned, nullable: destroyed since */
  const AutosellLedgerBase *base; /* unowned, nullable */
  int row;                        /* index into rows; -1 while not found */
} AutosellLedgerCandidate;

/* A row of the grid that says anything. */
typedef struct
{
  guint row;               /* of the grid */
  char *id;                /* owned, nullable: lower case; NULL where the cell holds no id */
  const char *content;     /* unowned */
  int candidate;           /* -1 for none */
  gboolean is_exact;       /* content is the base's, letter by letter */
  gboolean is_nameless;    /* nothing in any column that says which car it is */
  AutosellVehicle *values; /* owned, nullable: made when needed */
} AutosellLedgerRow;

typedef struct
{
  AutosellLedgerGrid *grid;
  AutosellLedgerLayout *layout;
  const AutosellLedgerPolicy *policy;
  GArray *candidates;    /* owned, of AutosellLedgerCandidate */
  GArray *rows;          /* owned, of AutosellLedgerRow */
  GHashTable *by_row_id; /* owned: id → candidate + 1 */
  GStringChunk *chunk;   /* owned by the merge */
} AutosellLedgerMatch;

/* Finds rows and cars, and which belongs to which. */
void autosell_ledger_match_init (AutosellLedgerMatch *self, GPtrArray *bases, GPtrArray *vehicles,
                                 AutosellLedgerGrid *grid, AutosellLedgerLayout *layout,
                                 const AutosellLedgerPolicy *policy, GStringChunk *chunk);
void autosell_ledger_match_run (AutosellLedgerMatch *self);
void autosell_ledger_match_clear (AutosellLedgerMatch *self);

/* The cells of a row by field. @cells: one a field; set for those that have a column */
void autosell_ledger_match_get_cells (AutosellLedgerMatch *self, guint grid_row, const AutosellLedgerCell **cells);
/* What the row says. Returns: (transfer none) */
AutosellVehicle *autosell_ledger_match_get_values (AutosellLedgerMatch *self, AutosellLedgerRow *row);
const char *autosell_ledger_candidate_get_row_id (const AutosellLedgerCandidate *candidate);

G_END_DECLS
