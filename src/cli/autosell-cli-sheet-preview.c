/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-cli-sheet.h"

#include <string.h>

#include <glib/gi18n.h>

#include "autosell-text.h"

/* What a sheet's columns mean and what a first merge would do, before any of it is done. */

void
autosell_cli_preview_free (AutosellCliPreview *preview)
{
  g_clear_pointer (&preview->merge, autosell_ledger_merge_free);
  g_clear_pointer (&preview->state, autosell_ledger_state_free);
  g_clear_pointer (&preview->rows, autosell_remote_rows_free);
  g_clear_pointer (&preview->link, autosell_ledger_link_free);
  g_free (preview);
}

/* ---- Which tab ---- */

static gboolean
find_tab (AutosellLedgerLink *link, const AutosellSheetInfo *info, const char *title, gboolean has_tab, GError **error)
{
  const AutosellSheetTab *tab = NULL;

  if (title != NULL)
    tab = autosell_sheet_info_find_title (info, title);
  else if (has_tab)
    tab = autosell_sheet_info_find_tab (info, link->tab);
  for (guint i = 0; title == NULL && !has_tab && tab == NULL && i < info->tabs->len; i++)
    {
      const AutosellSheetTab *other = g_ptr_array_index (info->tabs, i);

      tab = other->is_grid && !other->is_hidden ? other : NULL;
    }
  if (tab == NULL || !tab->is_grid)
    {
      g_autoptr(GString) names = g_string_new (NULL);

      for (guint i = 0; i < info->tabs->len; i++)
        g_string_append_printf (names, "%s%s", i > 0 ? ", " : "",
                                ((AutosellSheetTab *) g_ptr_array_index (info->tabs, i))->title);
      g_set_error (error, AUTOSELL_CLI_ERROR, AUTOSELL_CLI_ERROR_BAD_VALUE, _("“%s” has no such tab. It has: %s"),
                   info->title, names->str);
      return FALSE;
    }
  link->tab = tab->sheet_id;
  link->title = g_strdup (info->title);
  link->tab_title = g_strdup (tab->title);
  return TRUE;
}

/* ---- --map ---- */

typedef struct
{
  guint column;
  gboolean is_ignored;
  AutosellField field;
} Map;

static int
find_column (AutosellLedgerLayout *layout, const char *heading)
{
  g_autofree char *wanted = autosell_text_fold_words (heading);

  for (guint i = 0; *wanted != '\0' && i < layout->columns->len; i++)
    {
      const AutosellLedgerColumn *column = g_ptr_array_index (layout->columns, i);
      g_autofree char *folded = autosell_text_fold_words (column->heading);

      if (g_str_equal (folded, wanted) && column->use != AUTOSELL_LEDGER_USE_ID)
        return (int) i;
    }
  return -1;
}

static gboolean
read_map (AutosellLedgerLayout *layout, const char *text, Map *map, GError **error)
{
  const char *equals = strrchr (text, '=');
  g_autofree char *heading = g_strndup (text, equals != NULL ? equals - text : 0);
  int column;

  if (equals == NULL || equals == text)
    {
      g_set_error (error, AUTOSELL_CLI_ERROR, AUTOSELL_CLI_ERROR_USAGE, _("--map is HEADER=FIELD, not “%s”."), text);
      return FALSE;
    }
  if ((column = find_column (layout, heading)) < 0)
    {
      g_set_error (error, AUTOSELL_CLI_ERROR, AUTOSELL_CLI_ERROR_BAD_VALUE, _("The sheet has no column “%s”."),
                   heading);
      return FALSE;
    }
  map->column = (guint) column;
  map->is_ignored = g_str_equal (equals + 1, "ignore");
  if (!map->is_ignored && !autosell_field_find (equals + 1, &map->field))
    {
      g_set_error (error, AUTOSELL_CLI_ERROR, AUTOSELL_CLI_ERROR_UNKNOWN_FIELD, _("There is no field “%s”."),
                   equals + 1);
      return FALSE;
    }
  if (!map->is_ignored && autosell_field_get_info (map->field)->is_private)
    {
      g_set_error (error, AUTOSELL_CLI_ERROR, AUTOSELL_CLI_ERROR_BAD_VALUE,
                   _("“%s” is private and never leaves this PC, so no column can stand for it."),
                   autosell_field_get_label (map->field));
      return FALSE;
    }
  return TRUE;
}

/* What the column is for, once the maps have their say. FALSE for nothing. */
static gboolean
find_use (const AutosellLedgerColumn *column, guint index, GArray *maps, AutosellField *field)
{
  for (guint i = 0; i < maps->len; i++)
    {
      const Map *map = &g_array_index (maps, Map, i);

      if (map->column == index)
        {
          *field = map->field;
          return !map->is_ignored;
        }
      if (!map->is_ignored && column->use == AUTOSELL_LEDGER_USE_FIELD && column->field == map->field)
        return FALSE;
    }
  *field = column->field;
  return column->use == AUTOSELL_LEDGER_USE_FIELD;
}

/* As autosell_ledger_layout_dup_mapping() has it. Returns: (transfer full) */
static char *
dup_mapping (AutosellLedgerLayout *layout, const char *const *texts, GError **error)
{
  g_autoptr(GArray) maps = g_array_new (FALSE, TRUE, sizeof (Map));
  g_autoptr(GString) mapping = g_string_new (NULL);

  for (guint i = 0; texts != NULL && texts[i] != NULL; i++)
    {
      Map map = { 0 };

      if (!read_map (layout, texts[i], &map, error))
        return NULL;
      for (guint k = 0; k < maps->len; k++)
        {
          const Map *other = &g_array_index (maps, Map, k);

          if (other->column != map.column && (other->is_ignored || map.is_ignored || other->field != map.field))
            continue;
          g_set_error (error, AUTOSELL_CLI_ERROR, AUTOSELL_CLI_ERROR_USAGE,
                       _("“%s”: that column, or that field, was mapped already."), texts[i]);
          return NULL;
        }
      g_array_append_val (maps, map);
    }
  for (guint i = 0; i < layout->columns->len; i++)
    {
      const AutosellLedgerColumn *column = g_ptr_array_index (layout->columns, i);
      g_autofree char *escaped = g_strescape (column->heading, NULL);
      AutosellField field;

      if (find_use (column, i, maps, &field))
        g_string_append_printf (mapping, "%s\t%s\n", escaped, autosell_field_get_info (field)->name);
    }
  return g_string_free (g_steal_pointer (&mapping), FALSE);
}

static gboolean
follow_maps (AutosellCliPreview *preview, const AutosellSheetInfo *info, const char *const *maps, GError **error)
{
  AutosellRemoteRows *rows = preview->rows;
  AutosellLedgerLayout *layout;

  preview->link->mapping = dup_mapping (rows->layout, maps, error);
  if (preview->link->mapping == NULL)
    return FALSE;
  layout = autosell_ledger_layout_new (rows->grid, preview->link->mapping, info->locale, preview->link->with_private);
  if (layout == NULL || layout->fields == 0)
    {
      g_clear_pointer (&layout, autosell_ledger_layout_free);
      autosell_cli_set_brake_error (error, AUTOSELL_LEDGER_BRAKE_HEADER, 0);
      return FALSE;
    }
  for (guint i = 0; i < layout->columns->len; i++)
    {
      const AutosellLedgerColumn *before = g_ptr_array_index (rows->layout->columns, i);

      if (before->options != NULL)
        autosell_ledger_layout_set_options (layout, i, (const char *const *) before->options);
    }
  autosell_ledger_layout_free (rows->layout);
  rows->layout = layout;
  return TRUE;
}

/* ---- Making it ---- */

static gboolean
read_sheet (AutosellCliPreview *preview, AutosellGoogleAccount *account, const char *tab_title, gboolean has_tab,
            const char *const *maps, GError **error)
{
  g_autoptr(AutosellSheets) sheets = autosell_sheets_new (account);
  g_autoptr(GAsyncResult) info_result = NULL;
  g_autoptr(GAsyncResult) rows_result = NULL;
  g_autoptr(AutosellSheetInfo) info = NULL;
  g_autoptr(AutosellSheetRemote) remote = NULL;

  autosell_sheets_read_info_async (sheets, preview->link->spreadsheet, NULL, autosell_cli_take_result_cb, &info_result);
  info = autosell_sheets_read_info_finish (sheets, autosell_cli_wait (&info_result), error);
  if (info == NULL || !find_tab (preview->link, info, tab_title, has_tab, error))
    return FALSE;
  /* A read that adds no column needs no key. */
  remote = autosell_sheet_remote_new (sheets, preview->link, "", FALSE);
  autosell_remote_read_async (AUTOSELL_REMOTE (remote), NULL, autosell_cli_take_result_cb, &rows_result);
  preview->rows = autosell_remote_read_finish (AUTOSELL_REMOTE (remote), autosell_cli_wait (&rows_result), error);
  if (preview->rows == NULL)
    return FALSE;
  if (preview->rows->layout != NULL)
    return follow_maps (preview, info, maps, error);
  autosell_cli_set_brake_error (error, AUTOSELL_LEDGER_BRAKE_HEADER, 0);
  return FALSE;
}

AutosellCliPreview *
autosell_cli_preview_make (AutosellCli *cli, AutosellGoogleAccount *account, AutosellLedgerLink *link,
                           const char *tab_title, gboolean has_tab, const char *const *maps, GError **error)
{
  g_autoptr(AutosellCliPreview) preview = g_new0 (AutosellCliPreview, 1);
  AutosellLedgerPolicy policy = { .winner = link->winner, .empties_rows = link->empties_rows, .is_first = TRUE };

  preview->link = link;
  preview->email = autosell_google_account_get_email (account);
  if (!read_sheet (preview, account, tab_title, has_tab, maps, error) ||
      (preview->state = autosell_store_load_ledger_sync (cli->store, 0, error)) == NULL)
    return NULL;
  preview->merge = autosell_ledger_merge_run (preview->state->bases, preview->state->vehicles, preview->rows->grid,
                                              preview->rows->layout, &policy);
  return g_steal_pointer (&preview);
}
