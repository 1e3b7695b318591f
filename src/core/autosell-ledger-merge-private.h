/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-ledger-match-private.h"

G_BEGIN_DECLS

/* What the files of the merge share: its parts (autosell-ledger-parts.c), one field (autosell-ledger-field.c), the ids of
 * rows (autosell-ledger-ids.c), and rows and cars (autosell-ledger-merge.c). */

#define AUTOSELL_LEDGER_BIT(field) (G_GUINT64_CONSTANT (1) << (field))

typedef struct
{
  AutosellLedgerMatch match;
  AutosellLedgerMerge *out; /* unowned */
  AutosellLedgerGrid *grid;
  AutosellLedgerLayout *layout;
  AutosellLedgerAnnex *annex; /* unowned, nullable */
  const AutosellLedgerPolicy *policy;
  GHashTable *final_ids;   /* owned, set of unowned: ids that rows have afterwards */
  GHashTable *vehicle_ids; /* owned, set of unowned */
  GHashTable *ids_there;   /* owned, nullable: set of those that the list has before, once somebody asks */
  GHashTable *n_named; /* owned, nullable: content → how many rows that say it got an id, or were looked at for it */
} AutosellLedgerMerging;

/* A row of a known car while its fields are merged. */
typedef struct
{
  const AutosellLedgerRow *row;
  AutosellVehicle *vehicle; /* unowned */
  gint64 key;
  guint64 known; /* fields of which there is a base */
  guint64 sent;  /* fields that were sent */
  AutosellLedgerCell base_cells[AUTOSELL_N_FIELDS];
  AutosellLedgerCell sent_cells[AUTOSELL_N_FIELDS];
  const AutosellLedgerCell *remote[AUTOSELL_N_FIELDS];
  const AutosellLedgerCell *agreed[AUTOSELL_N_FIELDS]; /* the new base */
  AutosellLedgerCell after[AUTOSELL_N_FIELDS];         /* the cells that are written */
  int annex_row;                                       /* -1 for none */
  guint64 written;
  guint64 taken;           /* fields that change here */
  AutosellVehicle *values; /* owned, nullable: their values */
  gboolean agrees;         /* in every field, once the writes are confirmed */
} AutosellLedgerFieldMerge;

/* Returns: (transfer full): one that does nothing yet */
AutosellLedgerMerge *autosell_ledger_merge_new (void);
void autosell_ledger_write_free (gpointer data);
void autosell_ledger_append_free (gpointer data);

/* Where the field has a column: in the list, or in the annex. (nullable) */
AutosellLedgerLayout *autosell_ledger_merging_find_layout (AutosellLedgerMerging *self, AutosellField field);

/* Merges one field of the row in hand: what changes here is in merge->values afterwards, what is written in
 * merge->after. */
void autosell_ledger_merge_field (AutosellLedgerMerging *self, AutosellLedgerFieldMerge *merge, AutosellField field);

/* The base: of what was sent and arrived, that. FALSE where there is none. */
gboolean autosell_ledger_find_base (AutosellLedgerMerging *self, AutosellLedgerFieldMerge *merge, AutosellField field,
                                    AutosellValue *base);

void autosell_ledger_put_conflict (AutosellLedgerMerging *self, AutosellLedgerFieldMerge *merge, AutosellField field,
                                   AutosellLedgerConflictKind kind, const AutosellValue *base,
                                   const AutosellValue *local, const AutosellValue *remote,
                                   AutosellLedgerWinner winner);

/* A random one. Returns: (transfer full) */
char *autosell_ledger_merging_make_id (AutosellLedgerMerging *self);
/* One for a row that stands in the list without an id of its own: the same on each PC that sees the same list, and
 * nobody else's. Returns: (transfer full) */
char *autosell_ledger_merging_name_row (AutosellLedgerMerging *self, const AutosellLedgerRow *row);
/* The id that the row of a known car is to have; @base is told when the sheet's is taken over. Returns: (transfer
 * full) */
char *autosell_ledger_merging_choose_id (AutosellLedgerMerging *self, const AutosellLedgerRow *row,
                                         const AutosellLedgerCandidate *candidate, AutosellLedgerBase *base);
gboolean autosell_ledger_merging_is_id_writable (AutosellLedgerMerging *self, guint grid_row);

/* Something that is told of a cell, or of a row where @column is -1. */
void autosell_ledger_merging_note (AutosellLedgerMerging *self, AutosellLedgerNoteKind kind, guint row, int column,
                                   gint64 key);

G_END_DECLS
