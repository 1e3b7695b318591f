/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-ledger-merge-private.h"

#include <string.h>

/* By which ids rows go. A car that goes into the sheet takes its own along. A row that stands there without one gets
 * one that every PC works out alike: several see it at once, each names it, and whose name comes last stays; were they
 * different, a PC whose name was written over would have to know the row by what it says, which may change meanwhile. */

/* An id that others keep changing back is theirs. */
#define MAX_REPAIRS 2

/* Of a UUID that is made of a name, and by a way of its own. */
#define UUID_VERSION 8

char *
autosell_ledger_merging_make_id (AutosellLedgerMerging *self)
{
  return self->policy->make_id != NULL ? self->policy->make_id (self->policy->make_id_data) : g_uuid_string_random ();
}

gboolean
autosell_ledger_merging_is_id_writable (AutosellLedgerMerging *self, guint grid_row)
{
  return self->layout->id_column >= 0
         && !autosell_ledger_grid_get (self->grid, grid_row, self->layout->id_column)->is_read_only;
}

/* ---- Ids that everybody works out alike ---- */

static char *
dup_uuid_of (const char *origin, const char *content, guint ordinal)
{
  g_autoptr(GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree char *end = g_strdup_printf ("%u", ordinal);
  guint8 bytes[32];
  gsize n_bytes = sizeof bytes;

  /* With the end of each, or two different ones could be one text. */
  g_checksum_update (checksum, (const guchar *) origin, strlen (origin) + 1);
  g_checksum_update (checksum, (const guchar *) content, strlen (content) + 1);
  g_checksum_update (checksum, (const guchar *) end, strlen (end));
  g_checksum_get_digest (checksum, bytes, &n_bytes);
  bytes[6] = (bytes[6] & 0x0f) | UUID_VERSION << 4;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  return g_strdup_printf ("%02x%02x%02x%02x-%02x%02x-%02x%02x-%02x%02x-%02x%02x%02x%02x%02x%02x", bytes[0], bytes[1],
                          bytes[2], bytes[3], bytes[4], bytes[5], bytes[6], bytes[7], bytes[8], bytes[9], bytes[10],
                          bytes[11], bytes[12], bytes[13], bytes[14], bytes[15]);
}

/* Ids that stand anywhere in the list, also in rows that say nothing else. Returns: (transfer full) */
static GHashTable *
find_ids_there (AutosellLedgerMerging *self)
{
  GHashTable *ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint row = self->layout->header_row + 1; row < autosell_ledger_grid_get_n_rows (self->grid); row++)
    {
      const AutosellLedgerCell *cell = autosell_ledger_grid_get (self->grid, row, self->layout->id_column);

      if (cell->kind == AUTOSELL_LEDGER_TEXT)
        g_hash_table_add (ids, g_ascii_strdown (cell->text, -1));
    }
  return ids;
}

/* Another row's, or one that a car here goes by or went by, if only in the bin: what was typed anew is another car, and
 * what the annex still says of the old one is not about it. */
static gboolean
is_taken (AutosellLedgerMerging *self, const char *id)
{
  if (self->ids_there == NULL && self->layout->id_column >= 0)
    self->ids_there = find_ids_there (self);
  return g_hash_table_contains (self->match.by_row_id, id) || g_hash_table_contains (self->vehicle_ids, id)
         || (self->ids_there != NULL && g_hash_table_contains (self->ids_there, id))
         || (self->annex != NULL && g_hash_table_contains (self->annex->rows, id));
}

char *
autosell_ledger_merging_name_row (AutosellLedgerMerging *self, const AutosellLedgerRow *row)
{
  guint ordinal;
  char *id;

  if (self->policy->origin == NULL)
    return autosell_ledger_merging_make_id (self);
  if (self->n_named == NULL)
    self->n_named = g_hash_table_new (g_str_hash, g_str_equal);
  /* Rows that are all alike are named from top to bottom. */
  ordinal = GPOINTER_TO_UINT (g_hash_table_lookup (self->n_named, row->content));
  while (is_taken (self, id = dup_uuid_of (self->policy->origin, row->content, ordinal++)))
    g_free (id);
  g_hash_table_insert (self->n_named, (gpointer) row->content, GUINT_TO_POINTER (ordinal));
  return id;
}

/* ---- Rows of known cars ---- */

char *
autosell_ledger_merging_choose_id (AutosellLedgerMerging *self, const AutosellLedgerRow *row,
                                   const AutosellLedgerCandidate *candidate, AutosellLedgerBase *base)
{
  guint owner = row->id != NULL ? GPOINTER_TO_UINT (g_hash_table_lookup (self->match.by_row_id, row->id)) : 0;
  const AutosellLedgerCandidate *known =
    owner != 0 ? &g_array_index (self->match.candidates, AutosellLedgerCandidate, owner - 1) : NULL;
  const char *own = autosell_ledger_candidate_get_row_id (candidate);
  gboolean is_writable = autosell_ledger_merging_is_id_writable (self, row->row);

  if (row->id != NULL && g_strcmp0 (row->id, own) == 0 && !g_hash_table_contains (self->final_ids, own))
    return g_strdup (own);
  if (row->id != NULL && !g_hash_table_contains (self->final_ids, row->id)
      && (known == NULL || known->base == NULL || base->n_repairs >= MAX_REPAIRS || !is_writable))
    return g_strdup (row->id);
  if (known != NULL && known->base != NULL && is_writable)
    base->n_repairs++;
  if (own != NULL && *own != '\0' && !g_hash_table_contains (self->final_ids, own))
    return g_strdup (own);
  return autosell_ledger_merging_name_row (self, row);
}
