/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-ledger-merge-private.h"

/* What a merge is made of, and how it goes again. */

AutosellLedgerBase *
autosell_ledger_base_copy (const AutosellLedgerBase *base)
{
  AutosellLedgerBase *copy = g_memdup2 (base, sizeof *base);

  copy->row_id = g_strdup (base->row_id);
  copy->content = g_strdup (base->content);
  copy->annex = g_strdup (base->annex);
  copy->sent = g_strdup (base->sent);
  return copy;
}

void
autosell_ledger_base_free (AutosellLedgerBase *base)
{
  g_free (base->row_id);
  g_free (base->content);
  g_free (base->annex);
  g_free (base->sent);
  g_free (base);
}

static void
update_free (gpointer data)
{
  AutosellLedgerUpdate *update = data;

  g_object_unref (update->values);
  g_free (update);
}

void
autosell_ledger_write_free (gpointer data)
{
  AutosellLedgerWrite *write = data;

  g_free (write->row_id);
  g_array_unref (write->cells);
  g_array_unref (write->annex_cells);
  g_free (write->sent);
  g_free (write->content_after);
  g_free (write->annex_after);
  g_free (write);
}

void
autosell_ledger_append_free (gpointer data)
{
  AutosellLedgerAppend *append = data;

  g_free (append->row_id);
  g_array_unref (append->cells);
  g_free (append->content_after);
  g_free (append);
}

static void
conflict_free (gpointer data)
{
  AutosellLedgerConflict *conflict = data;

  autosell_value_clear (&conflict->base);
  autosell_value_clear (&conflict->local);
  autosell_value_clear (&conflict->remote);
  g_free (conflict);
}

AutosellLedgerMerge *
autosell_ledger_merge_new (void)
{
  AutosellLedgerMerge *self = g_new0 (AutosellLedgerMerge, 1);

  self->updates = g_ptr_array_new_with_free_func (update_free);
  self->writes = g_ptr_array_new_with_free_func (autosell_ledger_write_free);
  self->appends = g_ptr_array_new_with_free_func (autosell_ledger_append_free);
  self->conflicts = g_ptr_array_new_with_free_func (conflict_free);
  self->bases = g_ptr_array_new_with_free_func ((GDestroyNotify) autosell_ledger_base_free);
  self->base_updates = g_array_new (FALSE, FALSE, sizeof (guint));
  self->removals = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->notes = g_array_new (FALSE, FALSE, sizeof (AutosellLedgerNote));
  self->chunk = g_string_chunk_new (4096);
  return self;
}

void
autosell_ledger_merge_free (AutosellLedgerMerge *self)
{
  g_ptr_array_unref (self->updates);
  g_ptr_array_unref (self->writes);
  g_ptr_array_unref (self->appends);
  g_ptr_array_unref (self->conflicts);
  g_ptr_array_unref (self->bases);
  g_array_unref (self->base_updates);
  g_array_unref (self->removals);
  g_array_unref (self->notes);
  g_string_chunk_free (self->chunk);
  g_free (self);
}

gboolean
autosell_ledger_merge_is_quiet (const AutosellLedgerMerge *merge)
{
  return merge->brake == AUTOSELL_LEDGER_BRAKE_NONE && merge->updates->len == 0 && merge->writes->len == 0
         && merge->appends->len == 0 && merge->bases->len == 0 && merge->conflicts->len == 0;
}
