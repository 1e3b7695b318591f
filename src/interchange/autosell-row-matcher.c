/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-row-matcher.h"

/* Rows that wait for a better placed one to find its car get another turn; nobody needs more. */
#define MAX_ROUNDS 8

#define CANCEL_CHECK_ROWS 256

typedef struct
{
  AutosellStockIndex *index;
  GArray *rows;
  GArray *found; /* owned, of guint32: what the latest search found */
  GCancellable *cancellable;
} Matcher;

static AutosellMatcherRow *
get_row (const Matcher *self, guint i)
{
  return &g_array_index (self->rows, AutosellMatcherRow, i);
}

static guint
find (Matcher *self, AutosellIndexKind kind, const AutosellMatcherRow *row, gboolean is_deleted, guint max)
{
  g_array_set_size (self->found, 0);
  autosell_stock_index_find (self->index, kind, &row->signature, is_deleted, max, self->found);
  return self->found->len;
}

static AutosellSignature *
get_found (const Matcher *self, guint i)
{
  return autosell_stock_index_get (self->index, g_array_index (self->found, guint32, i));
}

static void
take (Matcher *self, AutosellMatcherRow *row, guint position, AutosellMatch match)
{
  row->match = match;
  row->position = position;
  autosell_stock_index_get (self->index, position)->is_taken = TRUE;
}

/* What a row and its car have in common that says the most. */
static AutosellMatch
name_match (const AutosellSignature *row, const AutosellSignature *car)
{
  if (row->id != 0 && row->id == car->id)
    return AUTOSELL_MATCH_ID;
  if (row->niv != 0 && row->niv == car->niv)
    return AUTOSELL_MATCH_NIV;
  if (row->plates != 0 && row->plates == car->plates)
    return AUTOSELL_MATCH_PLATES;
  if (row->stock_number != 0 && row->stock_number == car->stock_number && row->brand == car->brand
      && row->model == car->model)
    return AUTOSELL_MATCH_STOCK_NUMBER;
  return AUTOSELL_MATCH_LIKENESS;
}

static void
take_found (Matcher *self, AutosellMatcherRow *row, guint i)
{
  take (self, row, g_array_index (self->found, guint32, i), name_match (&row->signature, get_found (self, i)));
}

/* The one of what was found that leads, at least @enough; -1 where nobody can tell. @score: (nullable) */
static int
find_leader (const Matcher *self, const AutosellMatcherRow *row, int enough, int *score)
{
  int leader = -1;
  int best = G_MININT / 2;
  int second = G_MININT / 2;

  for (guint i = 0; i < self->found->len; i++)
    {
      int likeness = autosell_signature_compare (&row->signature, get_found (self, i));

      if (likeness > best)
        {
          second = best;
          best = likeness;
          leader = i;
        }
      else
        second = MAX (second, likeness);
    }
  if (score != NULL)
    *score = best;
  return best >= enough && best - second >= AUTOSELL_LIKENESS_LEAD ? leader : -1;
}

/* ---- Steps; each looks at one row that is not found yet, among live cars or in the bin ---- */

/* Its id, and nothing was changed since. */
static void
match_id_and_content (Matcher *self, AutosellMatcherRow *row, gboolean is_deleted)
{
  if (find (self, AUTOSELL_INDEX_ID, row, is_deleted, 1) > 0 && get_found (self, 0)->content == row->signature.content)
    take_found (self, row, 0);
}

/* Letter by letter what a car is: of several such cars each is as good as another. This comes before the id alone,
 * which stays where it was when somebody sorts all columns but that. */
static void
match_content (Matcher *self, AutosellMatcherRow *row, gboolean is_deleted)
{
  if (find (self, AUTOSELL_INDEX_CONTENT, row, is_deleted, 1) > 0)
    take_found (self, row, 0);
}

/* Its id, unless everything else speaks against it. */
static void
match_id (Matcher *self, AutosellMatcherRow *row, gboolean is_deleted)
{
  if (find (self, AUTOSELL_INDEX_ID, row, is_deleted, 1) == 0)
    return;
  if (autosell_signature_compare (&row->signature, get_found (self, 0)) >= AUTOSELL_LIKENESS_HOPELESS)
    take_found (self, row, 0);
  else
    row->has_foreign_id = TRUE;
}

/* A whole NIV names one car, whatever else was changed; the last digits of one do not. */
static void
match_niv (Matcher *self, AutosellMatcherRow *row, gboolean is_deleted)
{
  guint n = find (self, AUTOSELL_INDEX_NIV, row, is_deleted, G_MAXUINT);
  int leader;

  if (n == 1 && row->signature.is_whole_niv)
    leader = 0;
  else
    leader = find_leader (self, row, AUTOSELL_LIKENESS_STRONG, NULL);
  if (leader >= 0)
    take_found (self, row, leader);
}

/* Plates move from car to car, so something else has to agree. */
static void
match_plates (Matcher *self, AutosellMatcherRow *row, gboolean is_deleted)
{
  int leader;

  find (self, AUTOSELL_INDEX_PLATES, row, is_deleted, G_MAXUINT);
  leader = find_leader (self, row, AUTOSELL_LIKENESS_STRONG, NULL);
  if (leader >= 0)
    take_found (self, row, leader);
}

static gboolean
contradict (guint64 a, guint64 b)
{
  return a != 0 && b != 0 && a != b;
}

/* Its number, brand and model, and neither year, NIV nor plates say no: the car was painted, priced and moved. Only
 * after likeness, which tells apart the cars of a lot that counts anew. */
static void
match_stock_number (Matcher *self, AutosellMatcherRow *row, gboolean is_deleted)
{
  const AutosellSignature *s = &row->signature;
  int only = -1;

  find (self, AUTOSELL_INDEX_STOCK_NUMBER, row, is_deleted, G_MAXUINT);
  for (guint i = 0; i < self->found->len; i++)
    {
      const AutosellSignature *car = get_found (self, i);

      if (s->brand == 0 || s->model == 0 || s->brand != car->brand || s->model != car->model
          || contradict (s->year, car->year) || contradict (s->niv, car->niv) || contradict (s->plates, car->plates))
        continue;
      if (only >= 0)
        return;
      only = (int) i;
    }
  if (only >= 0)
    take_found (self, row, only);
}

typedef void (*MatchFunc) (Matcher *self, AutosellMatcherRow *row, gboolean is_deleted);

static gboolean
run_step (Matcher *self, MatchFunc match, GError **error)
{
  for (int is_deleted = FALSE; is_deleted <= TRUE; is_deleted++)
    for (guint i = 0; i < self->rows->len; i++)
      {
        if (i % CANCEL_CHECK_ROWS == 0 && g_cancellable_set_error_if_cancelled (self->cancellable, error))
          return FALSE;
        if (get_row (self, i)->match == AUTOSELL_MATCH_NONE)
          match (self, get_row (self, i), is_deleted);
      }
  return TRUE;
}

/* ---- Counted anew: all but the stock number is what a car is ---- */

static GHashTable *
count_by_content (Matcher *self)
{
  GHashTable *counts = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (guint i = 0; i < self->rows->len; i++)
    {
      AutosellMatcherRow *row = get_row (self, i);
      gint64 *key = (gint64 *) &row->signature.content_but_number;

      if (row->match == AUTOSELL_MATCH_NONE)
        g_hash_table_insert (counts, key, GUINT_TO_POINTER (1 + GPOINTER_TO_UINT (g_hash_table_lookup (counts, key))));
    }
  return counts;
}

/* As many rows as cars are paired in their order; with one more on either side nobody can tell which was renumbered. */
static void
match_renumbered (Matcher *self)
{
  g_autoptr(GHashTable) counts = count_by_content (self);

  for (guint i = 0; i < self->rows->len; i++)
    {
      AutosellMatcherRow *row = get_row (self, i);
      gint64 *key = (gint64 *) &row->signature.content_but_number;
      guint n_rows;

      if (row->match != AUTOSELL_MATCH_NONE || row->has_foreign_id
          || autosell_signature_get_strength (&row->signature) < AUTOSELL_LIKENESS_ENOUGH)
        continue;
      n_rows = GPOINTER_TO_UINT (g_hash_table_lookup (counts, key));
      if (find (self, AUTOSELL_INDEX_CONTENT_BUT_NUMBER, row, FALSE, n_rows + 1) != n_rows)
        continue;
      take_found (self, row, 0);
      g_hash_table_insert (counts, key, GUINT_TO_POINTER (n_rows - 1));
    }
}

/* ---- Likeness ---- */

typedef struct
{
  int score;
  guint row;
  guint position;
} Claim;

static int
compare_claims (gconstpointer a, gconstpointer b)
{
  const Claim *first = a;
  const Claim *second = b;

  if (first->score != second->score)
    return first->score > second->score ? -1 : 1;
  return first->row < second->row ? -1 : first->row > second->row;
}

/* All cars that could be it, each once. */
static void
find_candidates (Matcher *self, const AutosellMatcherRow *row, gboolean is_deleted)
{
  guint n = 0;

  g_array_set_size (self->found, 0);
  for (int kind = AUTOSELL_INDEX_NIV; kind < AUTOSELL_N_INDEXES; kind++)
    {
      autosell_stock_index_find (self->index, kind, &row->signature, is_deleted, G_MAXUINT, self->found);
      for (guint i = n; i < self->found->len; i++)
        {
          guint32 position = g_array_index (self->found, guint32, i);
          gboolean is_there = FALSE;

          for (guint j = 0; j < n && !is_there; j++)
            is_there = g_array_index (self->found, guint32, j) == position;
          if (!is_there)
            g_array_index (self->found, guint32, n++) = position;
        }
      g_array_set_size (self->found, n);
    }
}

static gboolean
collect_claims (Matcher *self, gboolean is_deleted, GArray *claims, GError **error)
{
  int enough = is_deleted ? AUTOSELL_LIKENESS_STRONG : AUTOSELL_LIKENESS_ENOUGH;

  g_array_set_size (claims, 0);
  for (guint i = 0; i < self->rows->len; i++)
    {
      const AutosellMatcherRow *row = get_row (self, i);
      Claim claim = { .row = i };
      int leader;

      if (i % CANCEL_CHECK_ROWS == 0 && g_cancellable_set_error_if_cancelled (self->cancellable, error))
        return FALSE;
      if (row->match != AUTOSELL_MATCH_NONE)
        continue;
      find_candidates (self, row, is_deleted);
      leader = find_leader (self, row, enough, &claim.score);
      if (leader < 0)
        continue;
      claim.position = g_array_index (self->found, guint32, leader);
      g_array_append_val (claims, claim);
    }
  g_array_sort (claims, compare_claims);
  return TRUE;
}

/* The best claims win their cars; who lost looks again among the rest. */
static gboolean
match_likeness (Matcher *self, gboolean is_deleted, GError **error)
{
  g_autoptr(GArray) claims = g_array_new (FALSE, FALSE, sizeof (Claim));
  gboolean has_lost = TRUE;

  for (int round = 0; round < MAX_ROUNDS && has_lost; round++)
    {
      if (!collect_claims (self, is_deleted, claims, error))
        return FALSE;
      has_lost = FALSE;
      for (guint i = 0; i < claims->len; i++)
        {
          const Claim *claim = &g_array_index (claims, Claim, i);
          AutosellMatcherRow *row = get_row (self, claim->row);
          AutosellSignature *car = autosell_stock_index_get (self->index, claim->position);

          if (car->is_taken)
            has_lost = TRUE;
          else
            take (self, row, claim->position, name_match (&row->signature, car));
        }
    }
  return TRUE;
}

/* ---- Twins ---- */

/* Adds what tells @row apart; TRUE if some of it was there. */
static gboolean
note (GHashTable *seen, AutosellMatcherRow *row)
{
  AutosellSignature *s = &row->signature;
  gboolean is_strong = autosell_signature_get_strength (s) >= AUTOSELL_LIKENESS_ENOUGH;
  guint64 *marks[] = { &s->id, s->is_whole_niv ? &s->niv : NULL, &s->plates, &s->twin,
                       is_strong ? &s->content_but_number : NULL };
  gboolean is_known = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    if (marks[i] != NULL && *marks[i] != 0)
      is_known |= !g_hash_table_add (seen, marks[i]);
  return is_known;
}

/* Rows without a car that are like one with, or like an earlier row; or have the NIV of several cars of the stock. */
static void
find_twins (Matcher *self)
{
  g_autoptr(GHashTable) seen = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (guint i = 0; i < self->rows->len; i++)
    if (get_row (self, i)->match != AUTOSELL_MATCH_NONE)
      note (seen, get_row (self, i));
  for (guint i = 0; i < self->rows->len; i++)
    {
      AutosellMatcherRow *row = get_row (self, i);

      if (row->match == AUTOSELL_MATCH_NONE)
        row->is_twin =
          note (seen, row) || (row->signature.is_whole_niv && find (self, AUTOSELL_INDEX_NIV, row, FALSE, 1) > 0);
    }
}

/* Two cars with one id cannot be: a new row keeps its id only where nobody else has it. */
static void
find_foreign_ids (Matcher *self)
{
  g_autoptr(GHashTable) ids = g_hash_table_new (g_int64_hash, g_int64_equal);
  gboolean has_ids = FALSE;

  for (guint i = 0; i < self->rows->len && !has_ids; i++)
    has_ids = get_row (self, i)->signature.id != 0;
  for (guint i = 0; has_ids && i < autosell_stock_index_get_n (self->index); i++)
    g_hash_table_add (ids, &autosell_stock_index_get (self->index, i)->id);
  for (guint i = 0; has_ids && i < self->rows->len; i++)
    {
      AutosellMatcherRow *row = get_row (self, i);

      if (row->match == AUTOSELL_MATCH_NONE && row->signature.id != 0)
        row->has_foreign_id = !g_hash_table_add (ids, &row->signature.id);
    }
}

gboolean
autosell_row_matcher_run (AutosellStockIndex *index, GArray *rows, GCancellable *cancellable, GError **error)
{
  g_autoptr(GArray) found = g_array_new (FALSE, FALSE, sizeof (guint32));
  Matcher self = { index, rows, found, cancellable };

  if (!run_step (&self, match_id_and_content, error) || !run_step (&self, match_content, error)
      || !run_step (&self, match_id, error) || !run_step (&self, match_niv, error)
      || !run_step (&self, match_plates, error))
    return FALSE;

  match_renumbered (&self);
  if (!match_likeness (&self, FALSE, error) || !run_step (&self, match_stock_number, error)
      || !match_likeness (&self, TRUE, error))
    return FALSE;

  find_twins (&self);
  find_foreign_ids (&self);
  return TRUE;
}
