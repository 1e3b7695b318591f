/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-cli-sheet.h"

#include <string.h>

#include <glib/gi18n.h>

#include "autosell-text.h"

/* What a sheet's columns mean and what a first merge would do, before any of it is done. */

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

/* One a column, -1 for what is left alone. Returns: (transfer full) */
static int *
dup_fields (AutosellLedgerLayout *layout, const char *const *texts, GError **error)
{
  g_autoptr(GArray) maps = g_array_new (FALSE, TRUE, sizeof (Map));
  int *fields;

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
  fields = g_new (int, layout->columns->len + 1);
  for (guint i = 0; i < layout->columns->len; i++)
    {
      AutosellField field;

      fields[i] = find_use (g_ptr_array_index (layout->columns, i), i, maps, &field) ? (int) field : -1;
    }
  return fields;
}

/* ---- Making it ---- */

static gboolean
choose_header_row (AutosellSheetPreview *preview, int header_row, GError **error)
{
  guint n_rows = autosell_sheet_preview_get_n_header_rows (preview);

  if (header_row == 0 || (header_row > 0 && autosell_sheet_preview_set_header_row (preview, (guint) header_row - 1)))
    return TRUE;
  g_set_error (error, AUTOSELL_CLI_ERROR, AUTOSELL_CLI_ERROR_BAD_VALUE,
               _("Row %d cannot have the headings: it must be one of the first %u."), header_row, n_rows);
  return FALSE;
}

static gboolean
follow_maps (AutosellSheetPreview *preview, int header_row, const char *const *maps, GError **error)
{
  g_autofree int *fields = NULL;
  g_autoptr(GError) local_error = NULL;

  if (preview->rows->layout == NULL && autosell_sheet_preview_is_empty (preview))
    autosell_sheet_preview_add_headings (preview);
  if (!choose_header_row (preview, header_row, error))
    return FALSE;
  if (preview->rows->layout != NULL)
    {
      if ((fields = dup_fields (preview->rows->layout, maps, error)) == NULL)
        return FALSE;
      if (autosell_sheet_preview_map (preview, fields, &local_error))
        return TRUE;
    }
  if (g_error_matches (local_error, AUTOSELL_SHEET_PREVIEW_ERROR, AUTOSELL_SHEET_PREVIEW_ERROR_HEADINGS))
    g_set_error_literal (error, AUTOSELL_CLI_ERROR, AUTOSELL_CLI_ERROR_BAD_VALUE, local_error->message);
  else
    autosell_cli_set_brake_error (error, AUTOSELL_LEDGER_BRAKE_HEADER, 0);
  return FALSE;
}

AutosellSheetPreview *
autosell_cli_preview_make (AutosellCli *cli, AutosellGoogleAccount *account, AutosellLedgerLink *link,
                           const char *tab_title, gboolean has_tab, int header_row, const char *const *maps,
                           GError **error)
{
  g_autoptr(AutosellSheetPreview) preview = NULL;
  g_autoptr(GAsyncResult) read_result = NULL;
  g_autoptr(GAsyncResult) compare_result = NULL;
  g_autoptr(GError) local_error = NULL;

  autosell_sheet_preview_read_async (account, link, tab_title, has_tab, NULL, autosell_cli_take_result_cb,
                                     &read_result);
  preview = autosell_sheet_preview_read_finish (autosell_cli_wait (&read_result), &local_error);
  if (g_error_matches (local_error, AUTOSELL_SHEET_PREVIEW_ERROR, AUTOSELL_SHEET_PREVIEW_ERROR_NO_TAB))
    g_set_error_literal (error, AUTOSELL_CLI_ERROR, AUTOSELL_CLI_ERROR_BAD_VALUE, local_error->message);
  else if (local_error != NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));
  if (preview == NULL || !follow_maps (preview, header_row, maps, error))
    return NULL;
  autosell_sheet_preview_compare_async (preview, cli->store, NULL, autosell_cli_take_result_cb, &compare_result);
  return autosell_sheet_preview_compare_finish (cli->store, autosell_cli_wait (&compare_result), error)
           ? g_steal_pointer (&preview)
           : NULL;
}
