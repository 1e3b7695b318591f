/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-stock-index.h"

/* Looking through more of a chain than this takes longer than it is worth. */
#define MAX_STEPS 256

#define NOWHERE G_MAXUINT32

/* Hash chains without allocations: for each kind the first car of every bucket, and for each car the next one. */
struct _AutosellStockIndex
{
  GArray *signatures;                 /* owned, of AutosellSignature */
  guint32 *first[AUTOSELL_N_INDEXES]; /* owned, mask + 1 */
  guint32 *next[AUTOSELL_N_INDEXES];  /* owned, one a car */
  guint32 mask;
};

AutosellStockIndex *
autosell_stock_index_new (void)
{
  AutosellStockIndex *self = g_new0 (AutosellStockIndex, 1);

  self->signatures = g_array_new (FALSE, FALSE, sizeof (AutosellSignature));
  return self;
}

void
autosell_stock_index_free (AutosellStockIndex *self)
{
  g_array_unref (self->signatures);
  for (int kind = 0; kind < AUTOSELL_N_INDEXES; kind++)
    {
      g_free (self->first[kind]);
      g_free (self->next[kind]);
    }
  g_free (self);
}

void
autosell_stock_index_add (AutosellStockIndex *self, const AutosellSignature *signature)
{
  g_array_append_vals (self->signatures, signature, 1);
}

guint
autosell_stock_index_get_n (AutosellStockIndex *self)
{
  return self->signatures->len;
}

AutosellSignature *
autosell_stock_index_get (AutosellStockIndex *self, guint position)
{
  return &g_array_index (self->signatures, AutosellSignature, position);
}

static guint64
mix_model (const AutosellSignature *signature)
{
  return autosell_signature_mix (signature->brand, signature->model);
}

/* 0 where it is not known. */
static guint64
get_hash (const AutosellSignature *s, AutosellIndexKind kind)
{
  switch (kind)
    {
    case AUTOSELL_INDEX_ID:
      return s->id;
    case AUTOSELL_INDEX_CONTENT:
      return s->content;
    case AUTOSELL_INDEX_CONTENT_BUT_NUMBER:
      return s->content_but_number;
    case AUTOSELL_INDEX_NIV:
      return s->niv;
    case AUTOSELL_INDEX_PLATES:
      return s->plates;
    case AUTOSELL_INDEX_STOCK_NUMBER:
      return s->stock_number;
    case AUTOSELL_INDEX_MODEL_KM:
      return s->model != 0 && s->km >= 0 ? autosell_signature_mix (mix_model (s), s->km) : 0;
    case AUTOSELL_INDEX_MODEL_PRICE:
      return s->model != 0 && s->price >= 0 ? autosell_signature_mix (mix_model (s), s->price) : 0;
    case AUTOSELL_INDEX_MODEL_YEAR_COLOUR:
      return s->model != 0 && s->year != 0 ? autosell_signature_mix (mix_model (s), (guint64) s->year << 32 | s->colour)
                                           : 0;
    case AUTOSELL_INDEX_YEAR_KM_PRICE:
      return s->year != 0 && s->km >= 0 && s->price >= 0
               ? autosell_signature_mix (autosell_signature_mix (s->year, s->km), s->price)
               : 0;
    case AUTOSELL_N_INDEXES:
    default:
      g_assert_not_reached ();
    }
}

/* The bin has chains of its own. */
static guint32
get_bucket (const AutosellStockIndex *self, guint64 hash, gboolean is_deleted)
{
  return autosell_signature_mix (hash, is_deleted != FALSE) & self->mask;
}

static void
build_kind (AutosellStockIndex *self, AutosellIndexKind kind, guint32 n_buckets)
{
  self->first[kind] = g_new (guint32, n_buckets);
  self->next[kind] = g_new (guint32, MAX (self->signatures->len, 1));
  for (guint32 i = 0; i < n_buckets; i++)
    self->first[kind][i] = NOWHERE;

  /* From the last to the first, so that chains are in the order of the stock. */
  for (guint32 i = self->signatures->len; i-- > 0;)
    {
      const AutosellSignature *signature = autosell_stock_index_get (self, i);
      guint64 hash = get_hash (signature, kind);
      guint32 bucket = get_bucket (self, hash, signature->is_deleted);

      if (hash == 0)
        continue;
      self->next[kind][i] = self->first[kind][bucket];
      self->first[kind][bucket] = i;
    }
}

void
autosell_stock_index_build (AutosellStockIndex *self)
{
  guint32 n_buckets = 16;

  while (n_buckets < self->signatures->len)
    n_buckets *= 2;
  self->mask = n_buckets - 1;
  for (int kind = 0; kind < AUTOSELL_N_INDEXES; kind++)
    build_kind (self, kind, n_buckets);
}

void
autosell_stock_index_find (AutosellStockIndex *self, AutosellIndexKind kind, const AutosellSignature *probe,
                           gboolean is_deleted, guint max, GArray *positions)
{
  guint64 hash = get_hash (probe, kind);
  guint n_before = positions->len;
  guint n_steps = 0;
  guint32 *link;

  if (hash == 0)
    return;

  link = &self->first[kind][get_bucket (self, hash, is_deleted)];
  while (*link != NOWHERE && positions->len - n_before < max)
    {
      guint32 i = *link;
      const AutosellSignature *signature = autosell_stock_index_get (self, i);

      if (signature->is_taken)
        {
          *link = self->next[kind][i]; /* for good, or a thousand equal cars would be passed a thousand times */
          continue;
        }
      if (!signature->is_deleted == !is_deleted && get_hash (signature, kind) == hash)
        g_array_append_val (positions, i);
      if (kind >= AUTOSELL_INDEX_NIV && (++n_steps > MAX_STEPS || positions->len - n_before > AUTOSELL_INDEX_MAX_FOUND))
        {
          g_array_set_size (positions, n_before);
          return;
        }
      link = &self->next[kind][i];
    }
}
