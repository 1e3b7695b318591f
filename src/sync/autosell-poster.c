/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-poster.h"

#include <string.h>

#include "autosell-sheet-notes-private.h"

#define MARK "facebook-poster"
/* The year 9999: cells are people's, too, and times are added to. */
#define MAX_SINCE_S G_GINT64_CONSTANT (253402300799)

void
autosell_poster_claim_free (AutosellPosterClaim *self)
{
  g_free (self->page);
  g_free (self->pc);
  g_free (self->name);
  g_free (self);
}

static AutosellPosterClaim *
copy_claim (const AutosellPosterClaim *from)
{
  AutosellPosterClaim *self = g_memdup2 (from, sizeof *from);

  self->page = g_strdup (from->page);
  self->pc = g_strdup (from->pc);
  self->name = g_strdup (from->name);
  return self;
}

char *
autosell_poster_claim_to_text (const AutosellPosterClaim *self)
{
  return g_strdup_printf ("%s %s %" G_GUINT64_FORMAT " %s %" G_GINT64_FORMAT " %s", MARK, self->page, self->number,
                          self->pc, self->since_s, self->name);
}

AutosellPosterClaim *
autosell_poster_claim_parse (const char *text)
{
  g_auto(GStrv) words = g_strsplit (text, " ", 6);
  g_autoptr(AutosellPosterClaim) self = NULL;
  guint64 since;

  if (g_strv_length (words) < 6 || !g_str_equal (words[0], MARK))
    return NULL;
  self = g_new0 (AutosellPosterClaim, 1);
  self->page = g_strdup (words[1]);
  self->pc = g_strdup (words[3]);
  self->name = g_strdup (words[5]);
  if (!g_ascii_string_to_unsigned (words[2], 10, 1, G_MAXUINT32, &self->number, NULL)
      || !g_ascii_string_to_unsigned (words[4], 10, 0, MAX_SINCE_S, &since, NULL))
    return NULL;
  self->since_s = (gint64) since;
  return g_steal_pointer (&self);
}

static guint
find_page (GPtrArray *claims, const char *page)
{
  for (guint i = 0; i < claims->len; i++)
    if (g_str_equal (((const AutosellPosterClaim *) claims->pdata[i])->page, page))
      return i;
  return claims->len;
}

GPtrArray *
autosell_poster_choose (GPtrArray *texts)
{
  GPtrArray *claims = g_ptr_array_new_with_free_func ((GDestroyNotify) autosell_poster_claim_free);

  for (guint i = 0; i < texts->len; i++)
    {
      AutosellPosterClaim *claim = autosell_poster_claim_parse (texts->pdata[i]);
      guint at = claim != NULL ? find_page (claims, claim->page) : 0;

      if (claim == NULL)
        continue;
      if (at == claims->len)
        g_ptr_array_add (claims, claim);
      else if (claim->number >= ((AutosellPosterClaim *) claims->pdata[at])->number)
        {
          autosell_poster_claim_free (claims->pdata[at]);
          claims->pdata[at] = claim;
        }
      else
        autosell_poster_claim_free (claim);
    }
  return claims;
}

/* ---- The sheet ---- */

typedef struct
{
  char *spreadsheet;          /* owned */
  AutosellSheetInfo *info;    /* owned, nullable */
  guint n_rows;               /* that hold something */
  guint column;               /* of the ids */
  AutosellPosterClaim *claim; /* owned, nullable: to be made */
} Work;

static void
work_free (gpointer data)
{
  Work *self = data;

  g_free (self->spreadsheet);
  g_clear_pointer (&self->info, autosell_sheet_info_unref);
  g_clear_pointer (&self->claim, autosell_poster_claim_free);
  g_free (self);
}

static void
applied_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(GTask) task = data;
  GError *error = NULL;

  /* Whether one got there whose answer was lost is for the next look to say */
  if (autosell_sheets_apply_finish (AUTOSELL_SHEETS (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
write_claim (GTask *task, const AutosellSheetTab *tab)
{
  Work *work = g_task_get_task_data (task);
  g_autoptr(AutosellSheetBatch) batch = autosell_sheet_batch_new ();
  g_autofree char *text = autosell_poster_claim_to_text (work->claim);
  const char *texts[] = { text };

  autosell_sheet_add_notes (batch, tab != NULL, work->n_rows, work->column, texts, 1);
  autosell_sheets_apply_async (g_task_get_source_object (task), work->spreadsheet, batch, g_task_get_cancellable (task),
                               applied_cb, task);
}

/* @cells: (nullable): of the tab */
static void
take_cells (GTask *task, const AutosellSheetTab *tab, const AutosellSheetGrid *cells)
{
  Work *work = g_task_get_task_data (task);
  g_autoptr(GPtrArray) texts = NULL;
  g_autoptr(GPtrArray) claims = NULL;
  guint at;

  work->n_rows = cells != NULL ? autosell_sheet_grid_get_n_rows (cells) : 0;
  for (guint column = 0; cells != NULL && column < autosell_sheet_grid_get_n_columns (cells); column++)
    {
      const AutosellSheetCell *cell = autosell_sheet_grid_get (cells, 0, column);

      if (cell->kind == AUTOSELL_SHEET_CELL_TEXT && g_str_equal (cell->text, AUTOSELL_SHEET_REMOTE_ID_HEADING))
        work->column = column;
    }
  texts = autosell_sheet_get_notes (cells, work->column);
  claims = autosell_poster_choose (texts);
  if (work->claim == NULL)
    {
      g_task_return_pointer (task, g_steal_pointer (&claims), (GDestroyNotify) g_ptr_array_unref);
      g_object_unref (task);
      return;
    }
  at = find_page (claims, work->claim->page);
  work->claim->number = at < claims->len ? ((AutosellPosterClaim *) claims->pdata[at])->number + 1 : 1;
  write_claim (task, tab);
}

static void
tab_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  Work *work = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr(AutosellSheetGrid) cells = autosell_sheets_read_tab_finish (AUTOSELL_SHEETS (source), result, &error);

  if (cells != NULL)
    {
      take_cells (task, autosell_sheet_info_find_tab (work->info, AUTOSELL_SHEET_ANNEX_ID), cells);
      return;
    }
  g_task_return_error (task, error);
  g_object_unref (task);
}

static void
info_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  Work *work = g_task_get_task_data (task);
  GError *error = NULL;
  const AutosellSheetTab *tab;

  work->info = autosell_sheets_read_info_finish (AUTOSELL_SHEETS (source), result, &error);
  if (work->info == NULL)
    {
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }
  tab = autosell_sheet_info_find_tab (work->info, AUTOSELL_SHEET_ANNEX_ID);
  if (tab == NULL)
    take_cells (task, NULL, NULL);
  else
    autosell_sheets_read_tab_async (AUTOSELL_SHEETS (source), work->spreadsheet, tab->title, FALSE,
                                    g_task_get_cancellable (task), tab_cb, task);
}

static void
start (AutosellSheets *sheets, const char *spreadsheet, const AutosellPosterClaim *claim, GTask *task)
{
  Work *work = g_new0 (Work, 1);

  work->spreadsheet = g_strdup (spreadsheet);
  work->claim = claim != NULL ? copy_claim (claim) : NULL;
  g_task_set_task_data (task, work, work_free);
  autosell_sheets_read_info_async (sheets, spreadsheet, g_task_get_cancellable (task), info_cb, task);
}

void
autosell_poster_look_async (AutosellSheets *sheets, const char *spreadsheet, GCancellable *cancellable,
                            GAsyncReadyCallback callback, gpointer user_data)
{
  start (sheets, spreadsheet, NULL, g_task_new (sheets, cancellable, callback, user_data));
}

GPtrArray *
autosell_poster_look_finish (AutosellSheets *sheets, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
autosell_poster_claim_async (AutosellSheets *sheets, const char *spreadsheet, const AutosellPosterClaim *claim,
                             GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  start (sheets, spreadsheet, claim, g_task_new (sheets, cancellable, callback, user_data));
}

gboolean
autosell_poster_claim_finish (AutosellSheets *sheets, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
