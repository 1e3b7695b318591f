/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-ledger-merge.h"

#include <string.h>

#include "autosell-draft.h"
#include "autosell-ledger-merge-private.h"

/* More than so many and more than this share of the rows: nobody sold those in one day. */
#define BRAKE_ROWS 3
#define BRAKE_SHARE 0.05

static AutosellLedgerWrite *
write_new (guint row, gint64 key, const char *row_id)
{
  AutosellLedgerWrite *write = g_new0 (AutosellLedgerWrite, 1);

  write->row = row;
  write->key = key;
  write->row_id = g_strdup (row_id);
  write->cells = g_array_new (FALSE, FALSE, sizeof (AutosellLedgerCellWrite));
  write->annex_cells = g_array_new (FALSE, FALSE, sizeof (AutosellLedgerCellWrite));
  write->annex_row = -1;
  return write;
}

/* @base: (transfer full). @update: its new car's, or G_MAXUINT */
static void
put_base (AutosellLedgerMerging *self, AutosellLedgerBase *base, guint update)
{
  g_ptr_array_add (self->out->bases, base);
  g_array_append_val (self->out->base_updates, update);
}

static char *
make_content (guint64 fields, const AutosellLedgerCell *const *cells)
{
  GString *content = g_string_sized_new (192);

  autosell_ledger_content_append (content, fields, cells);
  return g_string_free (content, FALSE);
}

/* The grid goes before the result does. */
static AutosellLedgerCell
keep_cell (AutosellLedgerMerging *self, const AutosellLedgerCell *cell)
{
  AutosellLedgerCell kept = *cell;

  if (kept.text != NULL)
    kept.text = g_string_chunk_insert (self->out->chunk, kept.text);
  return kept;
}

/* ---- The annex ---- */

static guint64
get_annex_fields (AutosellLedgerMerging *self)
{
  return self->annex != NULL ? self->annex->layout->fields : 0;
}

/* What stands there with a row. Returns: (transfer full): "" where nothing does */
static char *
dup_annex (AutosellLedgerMerging *self, const char *row_id)
{
  const AutosellLedgerCell *cells[AUTOSELL_N_FIELDS] = { NULL };

  if (autosell_ledger_annex_get_cells (self->annex, row_id, cells) < 0)
    return g_strdup ("");
  return make_content (get_annex_fields (self), cells);
}

/* ---- One row of a known car ---- */

/* A row or a column that the annex has no more says nothing; what is known here goes there again. */
static void
init_annex (AutosellLedgerMerging *self, AutosellLedgerFieldMerge *merge, const AutosellLedgerBase *base,
            const char *row_id)
{
  AutosellLedgerCell cells[AUTOSELL_N_FIELDS];
  guint64 known;

  merge->annex_row = -1;
  if (self->annex == NULL)
    return;
  merge->annex_row = autosell_ledger_annex_get_cells (self->annex, row_id, merge->remote);
  if (merge->annex_row < 0 || base == NULL || base->annex == NULL
      || !autosell_ledger_content_read (base->annex, &known, cells, self->out->chunk))
    return;
  for (int field = 0; field < AUTOSELL_N_FIELDS; field++)
    if ((known & get_annex_fields (self) & AUTOSELL_LEDGER_BIT (field)) != 0
        && self->annex->layout->by_field[field] < (int) self->annex->n_columns)
      {
        merge->base_cells[field] = cells[field];
        merge->known |= AUTOSELL_LEDGER_BIT (field);
      }
}

static void
field_merge_init (AutosellLedgerMerging *self, AutosellLedgerFieldMerge *merge, AutosellLedgerRow *row,
                  const AutosellLedgerCandidate *candidate, const char *row_id)
{
  memset (merge, 0, sizeof *merge);
  merge->row = row;
  merge->vehicle = candidate->vehicle;
  merge->key = autosell_vehicle_get_key (candidate->vehicle);
  merge->agrees = TRUE;
  autosell_ledger_match_get_cells (&self->match, row->row, merge->remote);
  if (candidate->base != NULL && candidate->base->content != NULL)
    {
      autosell_ledger_content_read (candidate->base->content, &merge->known, merge->base_cells, self->out->chunk);
      merge->known &= self->layout->fields;
    }
  init_annex (self, merge, candidate->base, row_id);
  if (candidate->base == NULL)
    return;
  if (candidate->base->sent != NULL)
    autosell_ledger_content_read (candidate->base->sent, &merge->sent, merge->sent_cells, self->out->chunk);
}

static void
put_update (AutosellLedgerMerging *self, AutosellLedgerFieldMerge *merge, gboolean is_restored)
{
  AutosellLedgerUpdate *update;

  if (merge->taken == 0 && !is_restored)
    return;
  update = g_new0 (AutosellLedgerUpdate, 1);
  update->key = merge->key;
  update->revision = autosell_vehicle_get_revision (merge->vehicle);
  update->values = merge->values != NULL ? g_steal_pointer (&merge->values) : autosell_vehicle_new ();
  update->fields = merge->taken;
  update->is_restored = is_restored;
  update->row = merge->row->row;
  g_ptr_array_add (self->out->updates, update);
}

/* The write of a row, with what is known once it is confirmed. */
static AutosellLedgerWrite *
make_write (AutosellLedgerMerging *self, AutosellLedgerFieldMerge *merge, const char *row_id, gboolean writes_id)
{
  AutosellLedgerWrite *write = write_new (merge->row->row, merge->key, row_id);
  const AutosellLedgerCell *after[AUTOSELL_N_FIELDS];

  write->writes_id = writes_id;
  memcpy (after, merge->agreed, sizeof after);
  for (int field = 0; field < AUTOSELL_N_FIELDS; field++)
    if (merge->written & AUTOSELL_LEDGER_BIT (field))
      {
        AutosellLedgerLayout *layout = autosell_ledger_merging_find_layout (self, field);
        AutosellLedgerCellWrite cell = { layout->by_field[field], field, merge->after[field],
                                         keep_cell (self, merge->remote[field]) };

        g_array_append_val (layout == self->layout ? write->cells : write->annex_cells, cell);
        after[field] = &merge->after[field];
      }
  if (merge->written != 0)
    write->sent = make_content (merge->written, after);
  write->content_after = make_content (self->layout->fields, after);
  write->annex_row = merge->annex_row;
  if (self->annex != NULL && (merge->annex_row >= 0 || write->annex_cells->len > 0))
    write->annex_after = make_content (get_annex_fields (self), after);
  write->agrees_after = merge->agrees;
  return write;
}

static gboolean
has_changed_there (AutosellLedgerMerging *self, AutosellLedgerFieldMerge *merge)
{
  for (int field = 0; field < AUTOSELL_N_FIELDS; field++)
    {
      g_auto(AutosellValue) base = AUTOSELL_VALUE_INIT;
      g_auto(AutosellValue) remote = AUTOSELL_VALUE_INIT;

      if (self->layout->by_field[field] < 0 || merge->remote[field]->kind == AUTOSELL_LEDGER_ERROR
          || !autosell_ledger_find_base (self, merge, field, &base))
        continue;
      autosell_ledger_cell_to_value (merge->remote[field], field, self->layout->month_first, &remote);
      if (!autosell_value_equal (&base, &remote))
        return TRUE;
    }
  return FALSE;
}

/* A car in the bin whose row is as it was: emptied, or asked about. */
static void
empty_row (AutosellLedgerMerging *self, AutosellLedgerFieldMerge *merge, const char *row_id)
{
  AutosellLedgerWrite *write;

  if (!self->policy->empties_rows)
    {
      g_array_append_val (self->out->removals, merge->key);
      return;
    }
  write = write_new (merge->row->row, merge->key, "");
  for (int field = 0; field < AUTOSELL_N_FIELDS; field++)
    {
      AutosellLedgerCellWrite cell = { .column = self->layout->by_field[field], .field = field };

      if (self->layout->by_field[field] >= 0 && merge->remote[field]->kind != AUTOSELL_LEDGER_BLANK
          && !merge->remote[field]->is_read_only)
        {
          cell.before = keep_cell (self, merge->remote[field]);
          g_array_append_val (write->cells, cell);
        }
    }
  write->is_emptied = TRUE;
  write->writes_id = autosell_ledger_merging_is_id_writable (self, merge->row->row);
  g_free (write->row_id);
  write->row_id = g_strdup (row_id);
  if (write->cells->len > 0)
    g_ptr_array_add (self->out->writes, write);
  else
    autosell_ledger_write_free (write);
}

static gboolean
bases_equal (const AutosellLedgerBase *a, const AutosellLedgerBase *b)
{
  return b != NULL && g_str_equal (a->row_id, b->row_id) && g_strcmp0 (a->content, b->content) == 0
         && g_strcmp0 (a->annex, b->annex) == 0 && g_strcmp0 (a->sent, b->sent) == 0 && a->is_gone == b->is_gone
         && a->is_removed == b->is_removed && a->n_repairs == b->n_repairs && a->revision == b->revision;
}

static void
finish_row (AutosellLedgerMerging *self, AutosellLedgerFieldMerge *merge, const AutosellLedgerCandidate *candidate,
            AutosellLedgerBase *base, gboolean is_restored)
{
  gboolean writes_id =
    autosell_ledger_merging_is_id_writable (self, merge->row->row) && g_strcmp0 (merge->row->id, base->row_id) != 0;

  g_free (base->content);
  base->content = make_content (self->layout->fields, merge->agreed);
  if (self->annex != NULL)
    {
      g_free (base->annex);
      base->annex = merge->annex_row >= 0 ? make_content (get_annex_fields (self), merge->agreed) : g_strdup ("");
    }
  g_clear_pointer (&base->sent, g_free);
  base->is_gone = FALSE;
  base->is_removed = FALSE;
  base->revision = merge->agrees && merge->written == 0 ? autosell_vehicle_get_revision (merge->vehicle) : 0;
  put_update (self, merge, is_restored);
  if (merge->written != 0 || writes_id)
    g_ptr_array_add (self->out->writes, make_write (self, merge, base->row_id, writes_id));
  else if (merge->taken == 0 && !is_restored)
    self->out->n_same++;
  if (merge->taken == 0 && !is_restored && bases_equal (base, candidate->base))
    autosell_ledger_base_free (base);
  else
    put_base (self, base, G_MAXUINT);
}

static AutosellLedgerBase *
start_base (const AutosellLedgerCandidate *candidate)
{
  AutosellLedgerBase *base;

  if (candidate->base != NULL)
    return autosell_ledger_base_copy (candidate->base);
  base = g_new0 (AutosellLedgerBase, 1);
  base->key = autosell_vehicle_get_key (candidate->vehicle);
  base->row_id = g_strdup ("");
  return base;
}

static void
merge_row (AutosellLedgerMerging *self, AutosellLedgerRow *row, const AutosellLedgerCandidate *candidate)
{
  AutosellLedgerBase *base = start_base (candidate);
  gboolean is_deleted = autosell_vehicle_get_deleted (candidate->vehicle) != 0;
  AutosellLedgerFieldMerge merge;
  char *row_id = autosell_ledger_merging_choose_id (self, row, candidate, base);

  g_free (base->row_id);
  base->row_id = row_id;
  g_hash_table_add (self->final_ids, g_string_chunk_insert (self->out->chunk, row_id));
  self->out->n_returned += base->is_gone;

  field_merge_init (self, &merge, row, candidate, row_id);
  if (is_deleted && !base->is_gone && base->content != NULL && !has_changed_there (self, &merge))
    {
      empty_row (self, &merge, row_id);
      autosell_ledger_base_free (base);
      return;
    }

  for (int field = 0; field < AUTOSELL_N_FIELDS; field++)
    if (autosell_ledger_merging_find_layout (self, field) != NULL)
      autosell_ledger_merge_field (self, &merge, field);
  if (is_deleted)
    {
      const AutosellValue nothing = AUTOSELL_VALUE_INIT;

      autosell_ledger_put_conflict (self, &merge, AUTOSELL_FIELD_STOCK_NUMBER, AUTOSELL_LEDGER_DELETED, &nothing,
                                    &nothing, &nothing, AUTOSELL_LEDGER_WINS);
    }
  finish_row (self, &merge, candidate, base, is_deleted);
  g_clear_object (&merge.values);
}

static gboolean
is_annex_settled (AutosellLedgerMerging *self, const AutosellLedgerBase *base)
{
  g_autofree char *annex = NULL;

  if (self->annex == NULL)
    return TRUE;
  annex = dup_annex (self, base->row_id);
  return g_strcmp0 (annex, base->annex) == 0;
}

/* Nothing changed on either side since both agreed in everything. */
static gboolean
is_settled (AutosellLedgerMerging *self, const AutosellLedgerRow *row, const AutosellLedgerCandidate *candidate)
{
  const AutosellLedgerBase *base = candidate->base;

  return row->is_exact && base->sent == NULL && !base->is_gone && !base->is_removed && base->revision != 0
         && base->revision == autosell_vehicle_get_revision (candidate->vehicle)
         && autosell_vehicle_get_deleted (candidate->vehicle) == 0
         && (self->layout->id_column < 0 || g_strcmp0 (row->id, base->row_id) == 0) && is_annex_settled (self, base);
}

typedef enum
{
  TURN_SETTLED, /* keep their ids */
  TURN_OWN_ID,
  TURN_OTHERS, /* get what is left */
  N_TURNS
} Turn;

static Turn
find_turn (AutosellLedgerMerging *self, const AutosellLedgerRow *row, const AutosellLedgerCandidate *candidate)
{
  if (candidate->vehicle == NULL || is_settled (self, row, candidate))
    return TURN_SETTLED;
  return g_strcmp0 (row->id, autosell_ledger_candidate_get_row_id (candidate)) == 0 ? TURN_OWN_ID : TURN_OTHERS;
}

static void
merge_known_rows (AutosellLedgerMerging *self)
{
  for (int turn = 0; turn < N_TURNS; turn++)
    for (guint i = 0; i < self->match.rows->len; i++)
      {
        AutosellLedgerRow *row = &g_array_index (self->match.rows, AutosellLedgerRow, i);
        const AutosellLedgerCandidate *candidate;

        if (row->candidate < 0)
          continue;
        candidate = &g_array_index (self->match.candidates, AutosellLedgerCandidate, row->candidate);
        if ((int) find_turn (self, row, candidate) != turn)
          continue;
        if (turn != TURN_SETTLED)
          {
            merge_row (self, row, candidate);
            continue;
          }
        g_hash_table_add (self->final_ids, (gpointer) autosell_ledger_candidate_get_row_id (candidate));
        self->out->n_same++;
      }
}

/* ---- Rows of nobody ---- */

/* “MARCA … MODELO” once more, a sum, or a remark below the list is no car. */
static gboolean
is_car (AutosellLedgerMerging *self, AutosellLedgerRow *row)
{
  AutosellVehicle *values = autosell_ledger_match_get_values (&self->match, row);
  guint n_known = 0;
  guint n_headings = 0;

  for (int field = 0; field < AUTOSELL_N_FIELDS; field++)
    {
      const AutosellValue *value = autosell_vehicle_get_value (values, field);
      AutosellField named;

      n_known += value->state != AUTOSELL_VALUE_UNKNOWN;
      n_headings += value->text != NULL && autosell_field_find (value->text, &named) && (int) named == field;
    }
  return n_known >= 2 && n_headings < 2
         && (autosell_vehicle_get_text (values, AUTOSELL_FIELD_BRAND) != NULL
             || autosell_vehicle_get_text (values, AUTOSELL_FIELD_MODEL) != NULL
             || autosell_vehicle_get_text (values, AUTOSELL_FIELD_NIV) != NULL
             || autosell_vehicle_get_text (values, AUTOSELL_FIELD_PLATES) != NULL);
}

/* What the annex says of a new car. */
static void
take_annex (AutosellLedgerMerging *self, const char *row_id, AutosellVehicle *values, AutosellLedgerBase *base)
{
  const AutosellLedgerCell *cells[AUTOSELL_N_FIELDS] = { NULL };

  base->annex = dup_annex (self, row_id);
  autosell_ledger_annex_get_cells (self->annex, row_id, cells);
  for (int field = 0; field < AUTOSELL_N_FIELDS; field++)
    {
      g_auto(AutosellValue) value = AUTOSELL_VALUE_INIT;

      if (cells[field] == NULL)
        continue;
      autosell_ledger_cell_to_value (cells[field], field, self->annex->layout->month_first, &value);
      if (value.state != AUTOSELL_VALUE_UNKNOWN)
        autosell_vehicle_set_value (values, field, &value);
    }
}

static void
put_new_car (AutosellLedgerMerging *self, AutosellLedgerRow *row, const char *row_id)
{
  AutosellLedgerUpdate *update = g_new0 (AutosellLedgerUpdate, 1);
  AutosellLedgerBase *base = g_new0 (AutosellLedgerBase, 1);

  update->values = autosell_vehicle_copy (autosell_ledger_match_get_values (&self->match, row));
  update->fields = self->layout->fields | get_annex_fields (self);
  base->revision = 1;
  if (self->annex != NULL)
    take_annex (self, row_id, update->values, base);
  update->row = row->row;
  if (!g_hash_table_contains (self->vehicle_ids, row_id))
    autosell_vehicle_set_id (update->values, row_id);
  g_ptr_array_add (self->out->updates, update);

  base->row_id = g_strdup (row_id);
  base->content = g_strdup (row->content);
  put_base (self, base, self->out->updates->len - 1);
  g_hash_table_add (self->final_ids, g_string_chunk_insert (self->out->chunk, row_id));
}

/* A row becomes a car when it has an id of its own: the sheet takes one write after the other, so of several PCs that
 * see a new row one names it, and no car comes twice. */
static void
merge_new_row (AutosellLedgerMerging *self, AutosellLedgerRow *row)
{
  g_autofree char *made = NULL;
  AutosellLedgerWrite *write;

  if (!is_car (self, row))
    {
      autosell_ledger_merging_note (self, AUTOSELL_LEDGER_NOTE_NO_CAR, row->row, -1, 0);
      return;
    }
  if (row->id != NULL && !g_hash_table_contains (self->final_ids, row->id))
    {
      put_new_car (self, row, row->id);
      return;
    }
  made = autosell_ledger_merging_name_row (self, row);
  if (!autosell_ledger_merging_is_id_writable (self, row->row))
    {
      put_new_car (self, row, made);
      return;
    }
  write = write_new (row->row, 0, made);
  write->writes_id = TRUE;
  g_ptr_array_add (self->out->writes, write);
}

/* ---- Cars without a row ---- */

static void
put_append (AutosellLedgerMerging *self, const AutosellLedgerCandidate *candidate)
{
  AutosellLedgerAppend *append = g_new0 (AutosellLedgerAppend, 1);
  AutosellLedgerCell cells[AUTOSELL_N_FIELDS];
  const AutosellLedgerCell *pointers[AUTOSELL_N_FIELDS] = { NULL };
  const char *own = autosell_ledger_candidate_get_row_id (candidate);
  gboolean has_more = FALSE; /* for the annex, which needs the row's id */

  append->key = autosell_vehicle_get_key (candidate->vehicle);
  append->row_id = own != NULL && *own != '\0' && !g_hash_table_contains (self->final_ids, own)
                     ? g_strdup (own)
                     : autosell_ledger_merging_make_id (self);
  append->cells = g_array_new (FALSE, FALSE, sizeof (AutosellLedgerCellWrite));
  append->agrees_after = TRUE;
  for (int field = 0; field < AUTOSELL_N_FIELDS; field++)
    {
      const AutosellValue *value = autosell_vehicle_get_value (candidate->vehicle, field);
      int column = self->layout->by_field[field];
      AutosellLedgerCellWrite cell = { .column = column, .field = field };
      g_auto(AutosellValue) back = AUTOSELL_VALUE_INIT;

      if (column < 0)
        {
          has_more =
            has_more
            || (autosell_ledger_merging_find_layout (self, field) != NULL && value->state != AUTOSELL_VALUE_UNKNOWN);
          continue;
        }
      pointers[field] = &cells[field];
      if (autosell_ledger_layout_make_cell (self->layout, column, value, self->out->chunk, &cells[field])
          != AUTOSELL_LEDGER_WRITABLE)
        cells[field] = (AutosellLedgerCell){ .kind = AUTOSELL_LEDGER_BLANK };
      autosell_ledger_cell_to_value (&cells[field], field, self->layout->month_first, &back);
      append->agrees_after = append->agrees_after && autosell_value_equal (&back, value);
      cell.cell = cells[field];
      if (cell.cell.kind != AUTOSELL_LEDGER_BLANK)
        g_array_append_val (append->cells, cell);
    }
  append->content_after = make_content (self->layout->fields, pointers);
  append->agrees_after = append->agrees_after && !has_more;
  self->out->n_later += has_more && append->cells->len > 0;
  if (append->cells->len > 0)
    g_ptr_array_add (self->out->appends, append);
  else
    autosell_ledger_append_free (append);
}

/* Counts before anything is decided. */
static void
count_vanished (AutosellLedgerMerging *self)
{
  for (guint i = 0; i < self->match.candidates->len; i++)
    {
      const AutosellLedgerCandidate *candidate = &g_array_index (self->match.candidates, AutosellLedgerCandidate, i);

      if (candidate->base == NULL || candidate->base->content == NULL || candidate->base->is_gone
          || candidate->base->is_removed || candidate->vehicle == NULL
          || autosell_vehicle_get_deleted (candidate->vehicle) != 0)
        continue;
      self->out->n_active++;
      self->out->n_vanished += candidate->row < 0;
    }
}

static void
merge_missing (AutosellLedgerMerging *self, const AutosellLedgerCandidate *candidate)
{
  const AutosellLedgerBase *known = candidate->base;
  gboolean is_live = candidate->vehicle != NULL && autosell_vehicle_get_deleted (candidate->vehicle) == 0;
  AutosellLedgerBase *base;

  if (known == NULL || known->content == NULL || (known->is_removed && is_live))
    {
      if (is_live)
        put_append (self, candidate);
      return;
    }
  if (known->is_gone && known->sent == NULL)
    return;
  base = autosell_ledger_base_copy (known);
  base->is_gone = TRUE;
  base->is_removed = !is_live;
  base->revision = 0;
  g_clear_pointer (&base->sent, g_free);
  put_base (self, base, G_MAXUINT);
}

/* ---- All of it ---- */

static AutosellLedgerBrake
find_brake (AutosellLedgerMerging *self)
{
  guint64 asked = self->layout->fields | self->layout->missing;

  if (__builtin_popcountll (self->layout->missing) * 2 > __builtin_popcountll (asked))
    return AUTOSELL_LEDGER_BRAKE_HEADER;
  if (!self->policy->allows_vanish && self->out->n_vanished > BRAKE_ROWS
      && self->out->n_vanished > self->out->n_active * BRAKE_SHARE)
    return AUTOSELL_LEDGER_BRAKE_VANISHED;
  return AUTOSELL_LEDGER_BRAKE_NONE;
}

static void
run (AutosellLedgerMerging *self)
{
  autosell_ledger_match_run (&self->match);
  self->out->n_rows = self->match.rows->len;
  count_vanished (self);
  self->out->brake = find_brake (self);
  if (self->out->brake != AUTOSELL_LEDGER_BRAKE_NONE)
    return;

  merge_known_rows (self);
  for (guint i = 0; i < self->match.rows->len; i++)
    {
      AutosellLedgerRow *row = &g_array_index (self->match.rows, AutosellLedgerRow, i);

      if (row->candidate < 0)
        merge_new_row (self, row);
    }
  for (guint i = 0; i < self->match.candidates->len; i++)
    {
      const AutosellLedgerCandidate *candidate = &g_array_index (self->match.candidates, AutosellLedgerCandidate, i);

      if (candidate->row < 0)
        merge_missing (self, candidate);
    }
}

AutosellLedgerMerge *
autosell_ledger_merge_run (GPtrArray *bases, GPtrArray *vehicles, AutosellLedgerGrid *grid,
                           AutosellLedgerLayout *layout, const AutosellLedgerPolicy *policy)
{
  AutosellLedgerMerge *out = autosell_ledger_merge_new ();
  AutosellLedgerMerging self = {
    .out = out, .grid = grid, .layout = layout, .annex = layout != NULL ? layout->annex : NULL, .policy = policy
  };

  if (layout == NULL)
    {
      out->brake = AUTOSELL_LEDGER_BRAKE_HEADER;
      return out;
    }
  self.final_ids = g_hash_table_new (g_str_hash, g_str_equal);
  self.vehicle_ids = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < vehicles->len; i++)
    if (autosell_vehicle_get_id (g_ptr_array_index (vehicles, i)) != NULL)
      g_hash_table_add (self.vehicle_ids, (gpointer) autosell_vehicle_get_id (g_ptr_array_index (vehicles, i)));

  autosell_ledger_match_init (&self.match, bases, vehicles, grid, layout, policy, out->chunk);
  run (&self);
  autosell_ledger_match_clear (&self.match);
  g_hash_table_unref (self.final_ids);
  g_hash_table_unref (self.vehicle_ids);
  g_clear_pointer (&self.ids_there, g_hash_table_unref);
  g_clear_pointer (&self.n_named, g_hash_table_unref);
  return out;
}
