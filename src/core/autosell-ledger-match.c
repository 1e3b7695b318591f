/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-ledger-match-private.h"

#include <string.h>

#include "autosell-stock-index.h"
#include "autosell-text.h"

/* What an id speaks for, in the points of a signature; little in a sheet whose ids were left behind by a sort. */
#define ID_POINTS 100
#define SHUFFLED_ID_POINTS 15

/* Rows that lost a car to a better claim look again; nobody needs more. */
#define MAX_ROUNDS 8

static AutosellLedgerCandidate *
get_candidate (const AutosellLedgerMatch *self, guint i)
{
  return &g_array_index (self->candidates, AutosellLedgerCandidate, i);
}

static AutosellLedgerRow *
get_row (const AutosellLedgerMatch *self, guint i)
{
  return &g_array_index (self->rows, AutosellLedgerRow, i);
}

const char *
autosell_ledger_candidate_get_row_id (const AutosellLedgerCandidate *candidate)
{
  return candidate->base != NULL ? candidate->base->row_id : autosell_vehicle_get_id (candidate->vehicle);
}

/* What its row is to be known by: a new row that was sent whole may be there, whoever did not answer. (nullable) */
static const char *
get_content (const AutosellLedgerCandidate *candidate)
{
  const AutosellLedgerBase *base = candidate->base;

  if (base == NULL)
    return NULL;
  return base->sent != NULL && (base->content == NULL || base->is_removed) ? base->sent : base->content;
}

/* ---- Rows ---- */

void
autosell_ledger_match_get_cells (AutosellLedgerMatch *self, guint grid_row, const AutosellLedgerCell **cells)
{
  for (int field = 0; field < AUTOSELL_N_FIELDS; field++)
    if (self->layout->by_field[field] >= 0)
      cells[field] = autosell_ledger_grid_get (self->grid, grid_row, self->layout->by_field[field]);
}

AutosellVehicle *
autosell_ledger_match_get_values (AutosellLedgerMatch *self, AutosellLedgerRow *row)
{
  if (row->values != NULL)
    return row->values;
  row->values = autosell_vehicle_new ();
  for (int field = 0; field < AUTOSELL_N_FIELDS; field++)
    {
      g_auto(AutosellValue) value = AUTOSELL_VALUE_INIT;
      int column = self->layout->by_field[field];

      if (column < 0)
        continue;
      autosell_ledger_cell_to_value (autosell_ledger_grid_get (self->grid, row->row, column), field,
                                     self->layout->month_first, &value);
      if (value.state != AUTOSELL_VALUE_UNKNOWN)
        autosell_vehicle_set_value (row->values, field, &value);
    }
  return row->values;
}

static char *
dup_id (AutosellLedgerMatch *self, guint grid_row)
{
  const AutosellLedgerCell *cell;
  char *id;

  if (self->layout->id_column < 0)
    return NULL;
  cell = autosell_ledger_grid_get (self->grid, grid_row, self->layout->id_column);
  if (cell->kind != AUTOSELL_LEDGER_TEXT || !g_uuid_string_is_valid (cell->text))
    return NULL;
  id = g_ascii_strdown (cell->text, -1);
  return id;
}

static gboolean
is_empty (const AutosellLedgerCell *cell)
{
  const char *text;

  if (cell->kind != AUTOSELL_LEDGER_TEXT)
    return cell->kind == AUTOSELL_LEDGER_BLANK;
  for (text = cell->text; *text == ' '; text++)
    ;
  return *text == '\0';
}

/* Nobody typed what a formula says: alone it makes no row. */
static gboolean
is_blank (const AutosellLedgerCell *cell)
{
  return cell->is_formula || is_empty (cell);
}

/* What says which car a row is; has_lost_name () has them in this order. */
static const AutosellField names[] = { AUTOSELL_FIELD_BRAND, AUTOSELL_FIELD_MODEL, AUTOSELL_FIELD_NIV,
                                       AUTOSELL_FIELD_PLATES };

/* @cells: one a field, those without a column NULL. A formula or an error may be its name too. */
static gboolean
is_nameless (const AutosellLedgerCell *const *cells)
{
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const AutosellLedgerCell *cell = cells[names[i]];

      if (cell != NULL && !is_empty (cell))
        return FALSE;
    }
  return TRUE;
}

static void
find_rows (AutosellLedgerMatch *self)
{
  const AutosellLedgerCell *cells[AUTOSELL_N_FIELDS] = { NULL };
  g_autoptr(GString) content = g_string_sized_new (256);

  for (guint i = self->layout->header_row + 1; i < autosell_ledger_grid_get_n_rows (self->grid); i++)
    {
      AutosellLedgerRow row = { .row = i, .candidate = -1 };
      gboolean says_anything = FALSE;

      autosell_ledger_match_get_cells (self, i, cells);
      for (int field = 0; field < AUTOSELL_N_FIELDS && !says_anything; field++)
        says_anything = self->layout->by_field[field] >= 0 && !is_blank (cells[field]);
      if (!says_anything)
        continue;

      g_string_truncate (content, 0);
      autosell_ledger_content_append (content, self->layout->fields, cells);
      row.content = g_string_chunk_insert_len (self->chunk, content->str, content->len);
      row.id = dup_id (self, i);
      row.is_nameless = is_nameless (cells);
      g_array_append_val (self->rows, row);
    }
}

/* ---- Candidates ---- */

static void
find_candidates (AutosellLedgerMatch *self, GPtrArray *bases, GPtrArray *vehicles)
{
  g_autoptr(GHashTable) by_key = g_hash_table_new (g_int64_hash, g_int64_equal);

  g_array_set_size (self->candidates, 0);
  for (guint i = 0; i < bases->len; i++)
    {
      AutosellLedgerBase *base = g_ptr_array_index (bases, i);
      AutosellLedgerCandidate candidate = { NULL, base, -1 };

      g_array_append_val (self->candidates, candidate);
      g_hash_table_insert (by_key, &base->key, GUINT_TO_POINTER (self->candidates->len));
    }
  for (guint i = 0; i < vehicles->len; i++)
    {
      AutosellVehicle *vehicle = g_ptr_array_index (vehicles, i);
      AutosellLedgerCandidate candidate = { vehicle, NULL, -1 };
      gint64 key = autosell_vehicle_get_key (vehicle);
      guint position = GPOINTER_TO_UINT (g_hash_table_lookup (by_key, &key));

      if (position != 0)
        get_candidate (self, position - 1)->vehicle = vehicle;
      else
        g_array_append_val (self->candidates, candidate);
    }
  for (guint i = 0; i < self->candidates->len; i++)
    {
      const char *id = autosell_ledger_candidate_get_row_id (get_candidate (self, i));

      /* Bases come first: a car's own id may be the id of another's row. */
      if (id != NULL && *id != '\0' && !g_hash_table_contains (self->by_row_id, id))
        g_hash_table_insert (self->by_row_id, (gpointer) id, GUINT_TO_POINTER (i + 1));
    }
}

static int
find_by_id (const AutosellLedgerMatch *self, const AutosellLedgerRow *row)
{
  return row->id != NULL ? (int) GPOINTER_TO_UINT (g_hash_table_lookup (self->by_row_id, row->id)) - 1 : -1;
}

static void
take (AutosellLedgerMatch *self, guint row, guint candidate, gboolean is_exact)
{
  get_row (self, row)->candidate = candidate;
  get_row (self, row)->is_exact = is_exact;
  get_candidate (self, candidate)->row = row;
}

/* ---- Letter by letter ---- */

/* Its id, and not a letter changed: nearly all rows of nearly all days. */
static guint
match_untouched (AutosellLedgerMatch *self)
{
  guint n_left = 0;

  for (guint i = 0; i < self->rows->len; i++)
    {
      const AutosellLedgerRow *row = get_row (self, i);
      int candidate = find_by_id (self, row);

      if (candidate >= 0 && get_candidate (self, candidate)->row < 0
          && g_strcmp0 (get_content (get_candidate (self, candidate)), row->content) == 0)
        take (self, i, candidate, TRUE);
      else
        n_left++;
    }
  return n_left;
}

/* Not a letter changed, under the id of another car, which is what a sort leaves behind; or, in a sheet without ids,
 * under none. Returns: how many */
static guint
match_content (AutosellLedgerMatch *self)
{
  g_autoptr(GHashTable) by_content = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree guint *next = g_new0 (guint, self->candidates->len + 1);
  guint n = 0;

  for (guint i = self->candidates->len; i-- > 0;)
    {
      const char *content = get_content (get_candidate (self, i));

      if (get_candidate (self, i)->row >= 0 || content == NULL)
        continue;
      next[i] = GPOINTER_TO_UINT (g_hash_table_lookup (by_content, content));
      g_hash_table_insert (by_content, (gpointer) content, GUINT_TO_POINTER (i + 1));
    }
  for (guint i = 0; i < self->rows->len; i++)
    {
      const AutosellLedgerRow *row = get_row (self, i);
      guint found;

      if (row->candidate >= 0 || (self->layout->id_column >= 0 && find_by_id (self, row) < 0))
        continue;
      found = GPOINTER_TO_UINT (g_hash_table_lookup (by_content, row->content));
      if (found == 0)
        continue;
      /* Of several alike each is as good as another. */
      g_hash_table_insert (by_content, (gpointer) row->content, GUINT_TO_POINTER (next[found - 1]));
      take (self, i, found - 1, TRUE);
      n++;
    }
  return n;
}

/* Ids that more than one of the rows that are left has. Returns: (transfer container): set of unowned */
static GHashTable *
find_twin_ids (AutosellLedgerMatch *self)
{
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  GHashTable *twins = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < self->rows->len; i++)
    {
      const AutosellLedgerRow *row = get_row (self, i);

      if (row->candidate < 0 && row->id != NULL && !g_hash_table_add (seen, row->id))
        g_hash_table_add (twins, row->id);
    }
  return twins;
}

/* @known: what the row said, of which the columns that are left count. */
static gboolean
is_known_nameless (const AutosellLedgerCell *const *cells, const AutosellLedgerCell *known)
{
  const AutosellLedgerCell *left[AUTOSELL_N_FIELDS] = { NULL };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (cells[names[i]] != NULL)
      left[names[i]] = &known[names[i]];
  return is_nameless (left);
}

/* At least half of what it said is there letter by letter. */
static gboolean
is_mostly (AutosellLedgerMatch *self, const AutosellLedgerRow *row, const char *content)
{
  const AutosellLedgerCell *cells[AUTOSELL_N_FIELDS] = { NULL };
  AutosellLedgerCell known[AUTOSELL_N_FIELDS];
  guint64 fields;
  guint n_known = 0;
  guint n_equal = 0;

  if (!autosell_ledger_content_read (content, &fields, known, self->chunk))
    return FALSE;
  autosell_ledger_match_get_cells (self, row->row, cells);
  if (row->is_nameless && !is_known_nameless (cells, known))
    return FALSE;
  /* Under another name it may be the row of another, which likeness tells. */
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (cells[names[i]] != NULL && known[names[i]].kind != AUTOSELL_LEDGER_BLANK
        && !autosell_ledger_cell_equal (cells[names[i]], &known[names[i]]))
      return FALSE;
  for (int field = 0; field < AUTOSELL_N_FIELDS; field++)
    if (cells[field] != NULL && known[field].kind != AUTOSELL_LEDGER_BLANK)
      {
        n_known++;
        n_equal += autosell_ledger_cell_equal (cells[field], &known[field]);
      }
  return n_equal * 2 >= n_known && n_equal > 0;
}

/* Its id, which no other row has, its name, and most of its content: an edit like any other. What follows would find
 * the same, with far more work. */
static void
match_edited (AutosellLedgerMatch *self)
{
  g_autoptr(GHashTable) twins = find_twin_ids (self);

  for (guint i = 0; i < self->rows->len; i++)
    {
      const AutosellLedgerRow *row = get_row (self, i);
      int candidate = find_by_id (self, row);
      const char *content;

      if (row->candidate >= 0 || candidate < 0 || get_candidate (self, candidate)->row >= 0
          || g_hash_table_contains (twins, row->id))
        continue;
      content = get_content (get_candidate (self, candidate));
      if (content != NULL && is_mostly (self, row, content))
        take (self, i, candidate, FALSE);
    }
}

/* ---- Likeness ---- */

/* What a row has in common with the car whose id stands in it; found when it is asked for. */
typedef enum
{
  KINSHIP_UNASKED,
  KINSHIP_NONE,
  KINSHIP_SOME,
} Kinship;

typedef struct
{
  AutosellLedgerMatch *match;
  AutosellSignatureRules rules;
  AutosellStockIndex *index; /* owned; positions are those of `candidates` */
  GArray *candidates;        /* owned, of guint */
  GArray *signatures;        /* owned, of AutosellSignature: one a row */
  GHashTable *positions;     /* owned: candidate + 1 → position + 1 */
  guint8 *kinships;          /* owned, of Kinship: one a row */
  gboolean is_shuffled;
} Likeness;

typedef struct
{
  int score;
  guint row;
  guint position;
} Claim;

/* What the sheet last said of a car, for comparing with what it says now. */
static AutosellVehicle *
dup_known (AutosellLedgerMatch *self, const AutosellLedgerCandidate *candidate)
{
  AutosellLedgerCell cells[AUTOSELL_N_FIELDS];
  AutosellVehicle *known;
  guint64 fields;

  if (get_content (candidate) == NULL)
    return candidate->vehicle != NULL ? autosell_vehicle_copy (candidate->vehicle) : autosell_vehicle_new ();
  known = autosell_vehicle_new ();
  if (!autosell_ledger_content_read (get_content (candidate), &fields, cells, self->chunk))
    return known;
  for (int field = 0; field < AUTOSELL_N_FIELDS; field++)
    if (cells[field].kind != AUTOSELL_LEDGER_BLANK)
      {
        g_auto(AutosellValue) value = AUTOSELL_VALUE_INIT;

        autosell_ledger_cell_to_value (&cells[field], field, self->layout->month_first, &value);
        autosell_vehicle_set_value (known, field, &value);
      }
  return known;
}

/* A car in the bin that never had a row is no candidate but by its id. */
static gboolean
is_comparable (const AutosellLedgerCandidate *candidate)
{
  if (get_content (candidate) != NULL)
    return TRUE;
  return candidate->vehicle != NULL && autosell_vehicle_get_deleted (candidate->vehicle) == 0;
}

static gboolean
is_dormant (const AutosellLedgerCandidate *candidate)
{
  if (candidate->base != NULL && (candidate->base->is_gone || candidate->base->is_removed))
    return TRUE;
  return candidate->vehicle == NULL || autosell_vehicle_get_deleted (candidate->vehicle) != 0;
}

static void
likeness_init (Likeness *self, AutosellLedgerMatch *match, gboolean is_shuffled)
{
  *self = (Likeness){ .match = match, .is_shuffled = is_shuffled };
  autosell_signature_rules_init (&self->rules, match->layout->fields);
  self->index = autosell_stock_index_new ();
  self->candidates = g_array_new (FALSE, FALSE, sizeof (guint));
  self->signatures = g_array_new (FALSE, TRUE, sizeof (AutosellSignature));
  self->positions = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < match->candidates->len; i++)
    {
      AutosellLedgerCandidate *candidate = get_candidate (match, i);
      g_autoptr(AutosellVehicle) known = NULL;
      AutosellSignature signature;

      if (candidate->row >= 0 || (candidate->vehicle == NULL && candidate->base == NULL))
        continue;
      if (is_comparable (candidate))
        {
          known = dup_known (match, candidate);
          autosell_signature_make (&signature, &self->rules, known);
        }
      else
        signature = (AutosellSignature){ .content = i, .content_but_number = i, .km = -1, .price = -1 };
      signature.is_deleted = is_dormant (candidate);
      autosell_stock_index_add (self->index, &signature);
      g_array_append_val (self->candidates, i);
      g_hash_table_insert (self->positions, GUINT_TO_POINTER (i + 1), GUINT_TO_POINTER (self->candidates->len));
    }
  autosell_stock_index_build (self->index);

  self->kinships = g_new0 (guint8, match->rows->len + 1);
  g_array_set_size (self->signatures, match->rows->len);
  for (guint i = 0; i < match->rows->len; i++)
    if (get_row (match, i)->candidate < 0)
      autosell_signature_make (&g_array_index (self->signatures, AutosellSignature, i), &self->rules,
                               autosell_ledger_match_get_values (match, get_row (match, i)));
}

static void
likeness_clear (Likeness *self)
{
  autosell_signature_rules_clear (&self->rules);
  autosell_stock_index_free (self->index);
  g_array_unref (self->candidates);
  g_array_unref (self->signatures);
  g_hash_table_unref (self->positions);
  g_free (self->kinships);
}

static const AutosellLedgerCandidate *
get_at (const Likeness *self, guint position)
{
  return get_candidate (self->match, g_array_index (self->candidates, guint, position));
}

/* Something that tells cars apart is the same. */
static gboolean
has_in_common (const AutosellSignature *a, const AutosellSignature *b)
{
  const guint64 pairs[][2] = {
    { a->brand, b->brand },
    { a->model, b->model },
    { a->niv, b->niv },
    { a->plates, b->plates },
    { a->version, b->version },
    { a->year, b->year },
    { a->colour, b->colour },
    { a->km + 1, b->km + 1 },
    { a->price + 1, b->price + 1 },
    { a->stock_number, b->stock_number },
    { a->entry_date, b->entry_date },
    { a->location, b->location },
  };

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    if (pairs[i][0] != 0 && pairs[i][0] == pairs[i][1])
      return TRUE;
  return FALSE;
}

static const AutosellSignature *
get_probe (const Likeness *self, guint row)
{
  return &g_array_index (self->signatures, AutosellSignature, row);
}

/* It may well say the same car, edited, or the next one, typed over a copy of it. */
static gboolean
is_akin (Likeness *self, guint row, guint owner)
{
  if (self->kinships[row] == KINSHIP_UNASKED)
    {
      const AutosellSignature *probe = get_probe (self, row);
      g_autoptr(AutosellVehicle) known = dup_known (self->match, get_candidate (self->match, owner));
      AutosellSignature signature;

      autosell_signature_make (&signature, &self->rules, known);
      self->kinships[row] = autosell_signature_compare (probe, &signature) >= AUTOSELL_LIKENESS_HOPELESS
                                && has_in_common (probe, &signature)
                              ? KINSHIP_SOME
                              : KINSHIP_NONE;
    }
  return self->kinships[row] == KINSHIP_SOME;
}

/* The car of its id has another row, and this one is like it. Without the likeness it is no copy: its id came to it by
 * a sort of which the rest was put right since, by another PC perhaps. */
static gboolean
is_copy (Likeness *self, guint row)
{
  int owner = find_by_id (self->match, get_row (self->match, row));

  return owner >= 0 && get_candidate (self->match, owner)->row >= 0 && is_akin (self, row, owner);
}

/* Its row was sent, and nobody said whether it arrived. */
static gboolean
is_awaited (const AutosellLedgerCandidate *candidate)
{
  return candidate->base != NULL && candidate->base->content == NULL && candidate->base->sent != NULL;
}

/* How much has to speak for it. */
static int
get_enough (Likeness *self, guint row, guint position, gboolean is_own_id)
{
  const AutosellLedgerCandidate *candidate = get_at (self, position);

  /* An id that was made here came with the row that was sent: it arrived, whatever people changed in it since. */
  if (is_own_id && is_awaited (candidate))
    return AUTOSELL_LIKENESS_HOPELESS;
  /* After a sort its own id adds little, but takes nothing away: brand, model and year are enough with it. */
  if (is_own_id)
    return self->is_shuffled ? AUTOSELL_LIKENESS_ENOUGH - SHUFFLED_ID_POINTS : AUTOSELL_LIKENESS_ENOUGH;
  /* A copy of a row is another car; unless a sort has mixed up the ids. */
  if (is_copy (self, row))
    return self->is_shuffled ? AUTOSELL_LIKENESS_ENOUGH : G_MAXINT;
  if (is_dormant (candidate))
    return AUTOSELL_LIKENESS_STRONG;
  if (self->match->policy->is_first)
    return AUTOSELL_LIKENESS_ENOUGH;
  /* Rather this one than a second. */
  if (is_awaited (candidate))
    return AUTOSELL_LIKENESS_ENOUGH;
  /* An id that nobody here knows was given by another PC, to a car of its own. */
  return get_row (self->match, row)->id == NULL && get_content (candidate) != NULL ? AUTOSELL_LIKENESS_ENOUGH
                                                                                   : AUTOSELL_LIKENESS_STRONG;
}

static void
append_found (const Likeness *self, guint row, GArray *found)
{
  const AutosellSignature *probe = &g_array_index (self->signatures, AutosellSignature, row);
  int owner = find_by_id (self->match, get_row (self->match, row));
  guint n = 0;

  g_array_set_size (found, 0);
  if (owner >= 0)
    {
      guint32 position = GPOINTER_TO_UINT (g_hash_table_lookup (self->positions, GUINT_TO_POINTER (owner + 1)));

      if (position-- > 0 && !autosell_stock_index_get (self->index, position)->is_taken)
        g_array_append_val (found, position);
    }
  n = found->len;
  for (int is_deleted = FALSE; is_deleted <= TRUE; is_deleted++)
    for (int kind = AUTOSELL_INDEX_CONTENT; kind < AUTOSELL_N_INDEXES; kind++)
      {
        autosell_stock_index_find (self->index, kind, probe, is_deleted, AUTOSELL_INDEX_MAX_FOUND, found);
        for (guint i = n; i < found->len; i++)
          {
            guint32 position = g_array_index (found, guint32, i);
            gboolean is_there = FALSE;

            for (guint j = 0; j < n && !is_there; j++)
              is_there = g_array_index (found, guint32, j) == position;
            if (!is_there)
              g_array_index (found, guint32, n++) = position;
          }
        g_array_set_size (found, n);
      }
}

/* It said which car it is, and nothing does any more: the row was emptied, and what is left in it could not be, or was
 * forgotten. Which car that was nobody has to guess, and its id may have come to it by a sort. */
static gboolean
has_lost_name (const Likeness *self, guint row, guint position, const AutosellSignature *known)
{
  const guint64 said[] = { known->brand, known->model, known->niv, known->plates };

  if (!get_row (self->match, row)->is_nameless || get_content (get_at (self, position)) == NULL)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (said[i] != 0 && self->match->layout->by_field[names[i]] >= 0)
      return TRUE;
  return FALSE;
}

/* The candidate that leads, or FALSE where nobody can tell. */
static gboolean
find_leader (Likeness *self, guint row, GArray *found, Claim *claim)
{
  const AutosellSignature *probe = get_probe (self, row);
  int owner = find_by_id (self->match, get_row (self->match, row));
  int second = G_MININT / 2;
  gboolean is_equal = FALSE;

  claim->score = G_MININT / 2;
  for (guint i = 0; i < found->len; i++)
    {
      guint32 position = g_array_index (found, guint32, i);
      const AutosellSignature *known = autosell_stock_index_get (self->index, position);
      gboolean is_own_id = owner >= 0 && g_array_index (self->candidates, guint, position) == (guint) owner;
      int score = autosell_signature_compare (probe, known);
      int enough;
      gboolean is_same = known->content == probe->content && is_comparable (get_at (self, position));

      if (has_lost_name (self, row, position, known))
        continue;
      /* Another car was typed over it. */
      if (is_own_id
          && (score < AUTOSELL_LIKENESS_HOPELESS
              || (is_comparable (get_at (self, position)) && !has_in_common (probe, known))))
        continue;
      /* Where more speaks against it than for it, whoever is like the row goes before the car of its id. */
      enough = get_enough (self, row, position, is_own_id);
      if (is_own_id && score < 0 && !self->is_shuffled)
        enough = AUTOSELL_LIKENESS_HOPELESS;
      if (is_own_id)
        score += self->is_shuffled || score < 0 ? SHUFFLED_ID_POINTS : ID_POINTS;
      score += is_same ? AUTOSELL_LIKENESS_STRONG : 0;
      if (score < enough)
        continue;
      if (score > claim->score)
        {
          second = claim->score;
          claim->score = score;
          claim->position = position;
          is_equal = is_same || is_own_id;
        }
      else
        second = MAX (second, score);
    }
  /* Of some that are all alike, and alike this row, each is as good as another. */
  return claim->score > G_MININT / 2 && (claim->score - second >= AUTOSELL_LIKENESS_LEAD || is_equal);
}

static void
take_at (Likeness *self, guint row, guint position)
{
  autosell_stock_index_get (self->index, position)->is_taken = TRUE;
  take (self->match, row, g_array_index (self->candidates, guint, position), FALSE);
}

/* Its id, and what it says is the same in other letters. */
static void
match_own_id (Likeness *self)
{
  for (guint i = 0; i < self->match->rows->len; i++)
    {
      int owner = find_by_id (self->match, get_row (self->match, i));
      guint position;
      const AutosellSignature *known;

      if (get_row (self->match, i)->candidate >= 0 || owner < 0)
        continue;
      position = GPOINTER_TO_UINT (g_hash_table_lookup (self->positions, GUINT_TO_POINTER (owner + 1)));
      if (position-- == 0)
        continue;
      known = autosell_stock_index_get (self->index, position);
      if (!known->is_taken && is_comparable (get_at (self, position)) && known->content == get_probe (self, i)->content)
        take_at (self, i, position);
    }
}

/* What it says is the same, under an id that nobody knows or none. */
static void
match_same (Likeness *self)
{
  g_autoptr(GArray) found = g_array_new (FALSE, FALSE, sizeof (guint32));

  for (int is_deleted = FALSE; is_deleted <= TRUE; is_deleted++)
    for (guint i = 0; i < self->match->rows->len; i++)
      {
        if (get_row (self->match, i)->candidate >= 0 || (is_copy (self, i) && !self->is_shuffled))
          continue;
        g_array_set_size (found, 0);
        autosell_stock_index_find (self->index, AUTOSELL_INDEX_CONTENT, get_probe (self, i), is_deleted, 1, found);
        if (found->len > 0 && is_comparable (get_at (self, g_array_index (found, guint32, 0))))
          take_at (self, i, g_array_index (found, guint32, 0));
      }
}

static int
compare_claims (gconstpointer a, gconstpointer b)
{
  const Claim *first = a;
  const Claim *second = b;

  if (first->score != second->score)
    return first->score > second->score ? -1 : 1;
  return first->row < second->row ? -1 : first->row > second->row;
}

/* Best claims win; who lost looks again among the rest. @only_own_ids: of those whose id speaks for them. */
static void
match_likeness (Likeness *self, gboolean only_own_ids)
{
  g_autoptr(GArray) claims = g_array_new (FALSE, FALSE, sizeof (Claim));
  g_autoptr(GArray) found = g_array_new (FALSE, FALSE, sizeof (guint32));
  gboolean has_won = TRUE;

  for (int round = 0; round < MAX_ROUNDS && has_won; round++)
    {
      g_array_set_size (claims, 0);
      for (guint i = 0; i < self->match->rows->len; i++)
        {
          Claim claim = { .row = i };

          if (get_row (self->match, i)->candidate >= 0)
            continue;
          if (only_own_ids && find_by_id (self->match, get_row (self->match, i)) < 0)
            continue;
          append_found (self, i, found);
          if (find_leader (self, i, found, &claim))
            g_array_append_val (claims, claim);
        }
      g_array_sort (claims, compare_claims);
      has_won = FALSE;
      for (guint i = 0; i < claims->len; i++)
        {
          const Claim *claim = &g_array_index (claims, Claim, i);
          AutosellSignature *known = autosell_stock_index_get (self->index, claim->position);

          if (known->is_taken)
            continue;
          has_won = TRUE;
          take_at (self, claim->row, claim->position);
        }
    }
}

static void
row_clear (gpointer data)
{
  AutosellLedgerRow *row = data;

  g_free (row->id);
  g_clear_object (&row->values);
}

void
autosell_ledger_match_init (AutosellLedgerMatch *self, GPtrArray *bases, GPtrArray *vehicles, AutosellLedgerGrid *grid,
                            AutosellLedgerLayout *layout, const AutosellLedgerPolicy *policy, GStringChunk *chunk)
{
  *self = (AutosellLedgerMatch){ .grid = grid, .layout = layout, .policy = policy, .chunk = chunk };
  self->candidates = g_array_new (FALSE, TRUE, sizeof (AutosellLedgerCandidate));
  self->rows = g_array_new (FALSE, TRUE, sizeof (AutosellLedgerRow));
  g_array_set_clear_func (self->rows, row_clear);
  self->by_row_id = g_hash_table_new (g_str_hash, g_str_equal);
  find_candidates (self, bases, vehicles);
  find_rows (self);
}

/* The order is that of what can be trusted: see autosell-ledger.h. */
void
autosell_ledger_match_run (AutosellLedgerMatch *self)
{
  Likeness likeness;
  gboolean is_shuffled;

  if (match_untouched (self) == 0)
    return;
  is_shuffled = match_content (self) > 0 && self->layout->id_column >= 0;
  if (!is_shuffled)
    match_edited (self);
  likeness_init (&likeness, self, is_shuffled);
  match_own_id (&likeness);
  /* Before an equal row without id: that one may be a copy of what this row was. */
  if (!is_shuffled)
    match_likeness (&likeness, TRUE);
  match_same (&likeness);
  match_likeness (&likeness, FALSE);
  likeness_clear (&likeness);
}

void
autosell_ledger_match_clear (AutosellLedgerMatch *self)
{
  g_array_unref (self->candidates);
  g_array_unref (self->rows);
  g_hash_table_unref (self->by_row_id);
}
