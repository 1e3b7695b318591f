/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-draft.h"
#include "autosell-ledger-merge-private.h"

/* One field of one car, of which either side, or both, may have changed the value. */

void
autosell_ledger_merging_note (AutosellLedgerMerging *self, AutosellLedgerNoteKind kind, guint row, int column,
                              gint64 key)
{
  AutosellLedgerNote text = { kind, row, column, key };

  g_array_append_val (self->out->notes, text);
}

AutosellLedgerLayout *
autosell_ledger_merging_find_layout (AutosellLedgerMerging *self, AutosellField field)
{
  if (self->layout->by_field[field] >= 0)
    return self->layout;
  return self->annex != NULL && self->annex->layout->by_field[field] >= 0 ? self->annex->layout : NULL;
}

/* -1 where the note is about the row */
static int
get_note_column (AutosellLedgerMerging *self, AutosellField field)
{
  return self->layout->by_field[field];
}

static void
take_value (AutosellLedgerFieldMerge *merge, AutosellField field, const AutosellValue *value)
{
  if (merge->values == NULL)
    merge->values = autosell_vehicle_new ();
  autosell_vehicle_set_value (merge->values, field, value);
  merge->taken |= AUTOSELL_LEDGER_BIT (field);
}

void
autosell_ledger_put_conflict (AutosellLedgerMerging *self, AutosellLedgerFieldMerge *merge, AutosellField field,
                              AutosellLedgerConflictKind kind, const AutosellValue *base, const AutosellValue *local,
                              const AutosellValue *remote, AutosellLedgerWinner winner)
{
  AutosellLedgerConflict *conflict = g_new0 (AutosellLedgerConflict, 1);

  conflict->kind = kind;
  conflict->key = merge->key;
  conflict->field = field;
  conflict->winner = winner;
  autosell_value_copy (&conflict->base, base);
  autosell_value_copy (&conflict->local, local);
  autosell_value_copy (&conflict->remote, remote);
  g_ptr_array_add (self->out->conflicts, conflict);
}

/* Writes the local value, or says why not. */
static void
write_field (AutosellLedgerMerging *self, AutosellLedgerFieldMerge *merge, AutosellField field,
             const AutosellValue *local)
{
  AutosellLedgerLayout *layout = autosell_ledger_merging_find_layout (self, field);
  AutosellLedgerCell *cell = &merge->after[field];
  g_auto(AutosellValue) back = AUTOSELL_VALUE_INIT;
  AutosellLedgerFit fit =
    autosell_ledger_layout_make_cell (layout, layout->by_field[field], local, self->out->chunk, cell);

  if (fit != AUTOSELL_LEDGER_WRITABLE)
    {
      autosell_ledger_merging_note (
        self, fit == AUTOSELL_LEDGER_NOT_OFFERED ? AUTOSELL_LEDGER_NOTE_NOT_OFFERED : AUTOSELL_LEDGER_NOTE_UNFIT,
        merge->row->row, get_note_column (self, field), merge->key);
      merge->agrees = FALSE;
      return;
    }
  merge->written |= AUTOSELL_LEDGER_BIT (field);
  /* The dropdown's spelling is the lot's. */
  autosell_ledger_cell_to_value (cell, field, layout->month_first, &back);
  if (!autosell_value_equal (&back, local))
    take_value (merge, field, &back);
}

/* Without a base nobody knows who changed what: what one side does not know the other tells. */
static AutosellMergeOutcome
merge_two (const AutosellValue *local, const AutosellValue *remote)
{
  if (autosell_value_equal (local, remote))
    return AUTOSELL_MERGE_AGREED;
  if (local->state == AUTOSELL_VALUE_UNKNOWN)
    return AUTOSELL_MERGE_THEIRS;
  return remote->state == AUTOSELL_VALUE_UNKNOWN ? AUTOSELL_MERGE_MINE : AUTOSELL_MERGE_CONFLICT;
}

gboolean
autosell_ledger_find_base (AutosellLedgerMerging *self, AutosellLedgerFieldMerge *merge, AutosellField field,
                           AutosellValue *base)
{
  const AutosellLedgerCell *cell = NULL;

  if ((merge->sent & AUTOSELL_LEDGER_BIT (field))
      && autosell_ledger_cell_equal (&merge->sent_cells[field], merge->remote[field]))
    cell = merge->remote[field];
  else if (merge->known & AUTOSELL_LEDGER_BIT (field))
    cell = &merge->base_cells[field];
  if (cell != NULL)
    autosell_ledger_cell_to_value (cell, field, autosell_ledger_merging_find_layout (self, field)->month_first, base);
  return cell != NULL;
}

static void
merge_conflict (AutosellLedgerMerging *self, AutosellLedgerFieldMerge *merge, AutosellField field,
                const AutosellValue *base, const AutosellValue *local, const AutosellValue *remote)
{
  gboolean is_writable = !merge->remote[field]->is_read_only;
  AutosellLedgerWinner winner = is_writable ? self->policy->winner : AUTOSELL_LEDGER_WINS;

  autosell_ledger_put_conflict (self, merge, field, AUTOSELL_LEDGER_BOTH_CHANGED, base, local, remote, winner);
  if (winner == AUTOSELL_LEDGER_WINS)
    take_value (merge, field, remote);
  else
    write_field (self, merge, field, local);
}

void
autosell_ledger_merge_field (AutosellLedgerMerging *self, AutosellLedgerFieldMerge *merge, AutosellField field)
{
  const AutosellLedgerCell *cell = merge->remote[field];
  const AutosellValue *local = autosell_vehicle_get_value (merge->vehicle, field);
  g_auto(AutosellValue) base = AUTOSELL_VALUE_INIT;
  g_auto(AutosellValue) remote = AUTOSELL_VALUE_INIT;
  AutosellMergeOutcome outcome;

  if (cell->kind == AUTOSELL_LEDGER_ERROR)
    {
      autosell_ledger_merging_note (self, AUTOSELL_LEDGER_NOTE_ERROR, merge->row->row, get_note_column (self, field),
                                    merge->key);
      merge->agreed[field] = &merge->base_cells[field];
      merge->agrees = FALSE;
      return;
    }

  merge->agreed[field] = cell;
  autosell_ledger_cell_to_value (cell, field, autosell_ledger_merging_find_layout (self, field)->month_first, &remote);
  outcome = autosell_ledger_find_base (self, merge, field, &base) ? autosell_value_merge (&base, local, &remote)
                                                                  : merge_two (local, &remote);
  switch (outcome)
    {
    case AUTOSELL_MERGE_THEIRS:
      take_value (merge, field, &remote);
      break;

    case AUTOSELL_MERGE_MINE:
      if (!cell->is_read_only)
        {
          write_field (self, merge, field, local);
          break;
        }
      autosell_ledger_merging_note (self, AUTOSELL_LEDGER_NOTE_READ_ONLY, merge->row->row,
                                    get_note_column (self, field), merge->key);
      autosell_ledger_put_conflict (self, merge, field, AUTOSELL_LEDGER_READ_ONLY, &base, local, &remote,
                                    AUTOSELL_LEDGER_WINS);
      take_value (merge, field, &remote);
      break;

    case AUTOSELL_MERGE_CONFLICT:
      merge_conflict (self, merge, field, &base, local, &remote);
      break;

    case AUTOSELL_MERGE_SAME:
    case AUTOSELL_MERGE_AGREED:
    default:
      break;
    }
}
