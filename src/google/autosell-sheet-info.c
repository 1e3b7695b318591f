/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-sheet-info.h"

#include "autosell-sheet-info-private.h"

typedef struct
{
  AutosellSheetInfo info;
  gatomicrefcount ref_count;
} Counted;

static void
tab_free (gpointer data)
{
  AutosellSheetTab *tab = data;

  g_free (tab->title);
  g_array_unref (tab->protections);
  g_array_unref (tab->merges);
  g_free (tab);
}

AutosellSheetInfo *
autosell_sheet_info_new (void)
{
  Counted *self = g_new0 (Counted, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->info.tabs = g_ptr_array_new_with_free_func (tab_free);
  return &self->info;
}

AutosellSheetTab *
autosell_sheet_info_add_tab (AutosellSheetInfo *self)
{
  AutosellSheetTab *tab = g_new0 (AutosellSheetTab, 1);

  tab->protections = g_array_new (FALSE, TRUE, sizeof (AutosellSheetProtection));
  tab->merges = g_array_new (FALSE, TRUE, sizeof (AutosellSheetRange));
  g_ptr_array_add (self->tabs, tab);
  return tab;
}

AutosellSheetInfo *
autosell_sheet_info_ref (AutosellSheetInfo *self)
{
  g_atomic_ref_count_inc (&((Counted *) self)->ref_count);
  return self;
}

void
autosell_sheet_info_unref (AutosellSheetInfo *self)
{
  if (!g_atomic_ref_count_dec (&((Counted *) self)->ref_count))
    return;
  g_free (self->id);
  g_free (self->title);
  g_free (self->locale);
  g_free (self->time_zone);
  g_ptr_array_unref (self->tabs);
  g_free (self);
}

const AutosellSheetTab *
autosell_sheet_info_find_tab (const AutosellSheetInfo *self, int sheet_id)
{
  for (guint i = 0; i < self->tabs->len; i++)
    if (((AutosellSheetTab *) g_ptr_array_index (self->tabs, i))->sheet_id == sheet_id)
      return g_ptr_array_index (self->tabs, i);
  return NULL;
}

const AutosellSheetTab *
autosell_sheet_info_find_title (const AutosellSheetInfo *self, const char *title)
{
  g_autofree char *wanted = g_utf8_casefold (title, -1);

  for (guint i = 0; i < self->tabs->len; i++)
    {
      const AutosellSheetTab *tab = g_ptr_array_index (self->tabs, i);
      g_autofree char *folded = g_utf8_casefold (tab->title, -1);

      if (g_str_equal (folded, wanted))
        return tab;
    }
  return NULL;
}

static gboolean
covers (const AutosellSheetRange *range, guint row, guint column)
{
  return row >= range->start_row && row < range->end_row && column >= range->start_column && column < range->end_column;
}

gboolean
autosell_sheet_tab_can_write (const AutosellSheetTab *self, guint row, guint column)
{
  for (guint i = 0; i < self->protections->len; i++)
    {
      const AutosellSheetProtection *protection = &g_array_index (self->protections, AutosellSheetProtection, i);

      if (!protection->can_edit && !protection->is_warning && covers (&protection->range, row, column))
        return FALSE;
    }
  return TRUE;
}

gboolean
autosell_sheet_tab_is_covered (const AutosellSheetTab *self, guint row, guint column)
{
  for (guint i = 0; i < self->merges->len; i++)
    {
      const AutosellSheetRange *merge = &g_array_index (self->merges, AutosellSheetRange, i);

      if (covers (merge, row, column) && (row != merge->start_row || column != merge->start_column))
        return TRUE;
    }
  return FALSE;
}

void
autosell_sheet_column_free (AutosellSheetColumn *self)
{
  g_strfreev (self->values);
  g_free (self);
}
