/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-cli-sheet.h"

#include <glib/gi18n.h>

#include "autosell-cli-print.h"
#include "autosell-format.h"

/* Shows the preview of a link: columns, first rows, and what the first sync would do. */

#define FIRST_ROWS 3
/* On paper a long list is a number; “--json” has all. */
#define DIFFERENCES_SHOWN_MAX 40
#define NOTES_SHOWN_MAX 10

static const char *const note_nicks[] = {
  [AUTOSELL_LEDGER_NOTE_NOT_OFFERED] = "not_offered",
  [AUTOSELL_LEDGER_NOTE_UNFIT] = "unfit",
  [AUTOSELL_LEDGER_NOTE_ERROR] = "error",
  [AUTOSELL_LEDGER_NOTE_READ_ONLY] = "read_only",
  [AUTOSELL_LEDGER_NOTE_NO_CAR] = "no_car",
};

/* ---- For people ---- */

static void
print_columns (AutosellLedgerLayout *layout)
{
  g_autoptr(AutosellCliTable) table = autosell_cli_table_new ();

  autosell_cli_table_add_column (table, _("Column"), AUTOSELL_CLI_COLUMN_PLAIN);
  autosell_cli_table_add_column (table, _("Heading"), AUTOSELL_CLI_COLUMN_SHRINK);
  autosell_cli_table_add_column (table, _("Field"), AUTOSELL_CLI_COLUMN_SHRINK);
  for (guint i = 0; i < layout->columns->len; i++)
    {
      const AutosellLedgerColumn *column = g_ptr_array_index (layout->columns, i);

      autosell_cli_table_take (table, autosell_sheet_dup_column_name (i));
      autosell_cli_table_add (table, column->heading);
      autosell_cli_table_add (table, column->use == AUTOSELL_LEDGER_USE_FIELD ? autosell_field_get_label (column->field)
                                     : column->use == AUTOSELL_LEDGER_USE_ID  ? _("says which car it is")
                                                                              : _("left alone"));
    }
  autosell_cli_table_print (table);
}

/* As they are understood. */
static void
print_first_rows (const AutosellSheetPreview *preview)
{
  AutosellLedgerLayout *layout = preview->rows->layout;
  guint n_rows = autosell_ledger_grid_get_n_rows (preview->rows->grid);
  g_autoptr(AutosellCliTable) table = autosell_cli_table_new ();

  for (guint i = 0; i < layout->columns->len; i++)
    {
      const AutosellLedgerColumn *column = g_ptr_array_index (layout->columns, i);

      if (column->use == AUTOSELL_LEDGER_USE_FIELD)
        autosell_cli_table_add_column (table, autosell_field_get_label (column->field),
                                       AUTOSELL_CLI_COLUMN_SHRINK | AUTOSELL_CLI_COLUMN_MINOR);
    }
  for (guint row = layout->header_row + 1; row < MIN (n_rows, layout->header_row + 1 + FIRST_ROWS); row++)
    for (guint i = 0; i < layout->columns->len; i++)
      {
        const AutosellLedgerColumn *column = g_ptr_array_index (layout->columns, i);
        g_auto(AutosellValue) value = AUTOSELL_VALUE_INIT;

        if (column->use != AUTOSELL_LEDGER_USE_FIELD)
          continue;
        autosell_ledger_cell_to_value (autosell_ledger_grid_get (preview->rows->grid, row, i), column->field,
                                       layout->month_first, &value);
        autosell_cli_table_take (table, autosell_cli_dup_value (&value, column->field));
      }
  autosell_cli_table_print (table);
}

static void
print_differences (GPtrArray *differences)
{
  g_autoptr(AutosellCliTable) table = autosell_cli_table_new ();

  if (differences->len == 0)
    return;
  autosell_cli_table_add_column (table, _("Vehicle"), AUTOSELL_CLI_COLUMN_SHRINK);
  autosell_cli_table_add_column (table, _("Field"), AUTOSELL_CLI_COLUMN_PLAIN);
  autosell_cli_table_add_column (table, _("Here"), AUTOSELL_CLI_COLUMN_LAST);
  autosell_cli_table_add_column (table, _("Sheet"), AUTOSELL_CLI_COLUMN_LAST);
  autosell_cli_table_add_column (table, _("Stays"), AUTOSELL_CLI_COLUMN_PLAIN);
  for (guint i = 0; i < MIN (differences->len, DIFFERENCES_SHOWN_MAX); i++)
    {
      const AutosellSheetDifference *difference = g_ptr_array_index (differences, i);

      autosell_cli_table_take (table, autosell_vehicle_dup_title (difference->vehicle));
      autosell_cli_table_add (table, autosell_field_get_label (difference->field));
      autosell_cli_table_take (
        table, autosell_cli_dup_value (autosell_vehicle_get_value (difference->vehicle, difference->field),
                                       difference->field));
      autosell_cli_table_take (table, autosell_cli_dup_value (&difference->there, difference->field));
      autosell_cli_table_add (table, difference->here_wins ? _("here") : _("sheet"));
    }
  autosell_cli_line ("%s", "");
  autosell_cli_table_print (table);
  if (differences->len > DIFFERENCES_SHOWN_MAX)
    autosell_cli_line (_("And %u more, which --json has all."), differences->len - DIFFERENCES_SHOWN_MAX);
}

void
autosell_cli_print_notes (GArray *notes)
{
  for (guint i = 0; i < MIN (notes->len, NOTES_SHOWN_MAX); i++)
    {
      const AutosellLedgerNote *note = &g_array_index (notes, AutosellLedgerNote, i);
      g_autofree char *place = autosell_sheet_note_dup_place (note);

      if (i == 0)
        autosell_cli_line ("%s", "");
      autosell_cli_line ("%s: %s", place, autosell_sheet_note_get_sentence (note));
    }
  if (notes->len > NOTES_SHOWN_MAX)
    autosell_cli_line (_("And %u more, which --json has all."), notes->len - NOTES_SHOWN_MAX);
}

static void
print_count (const char *label, guint n)
{
  g_autofree char *text = autosell_format_integer (n);

  autosell_cli_line ("%s: %s", label, text);
}

static void
print_preview (const AutosellSheetPreview *preview)
{
  autosell_cli_line (_("Sheet: %s, tab %s"), preview->link->title, preview->link->tab_title);
  autosell_cli_line (_("Account: %s"), autosell_google_account_get_email (preview->account));
  autosell_cli_line ("%s", "");
  print_columns (preview->rows->layout);
  autosell_cli_line ("%s", "");
  autosell_cli_line (_("The first rows, as they are understood:"));
  print_first_rows (preview);
  autosell_cli_line ("%s", "");
  if (preview->rows->layout->id_column < 0)
    autosell_cli_line (
      _("The first sync adds one column at the right, hidden: “%s”, by which rows stay known when they are sorted."),
      AUTOSELL_SHEET_REMOTE_ID_HEADING);
  autosell_cli_line (
    _("What has no column there goes to a hidden tab, “%s”, when there is something; what is private stays here."),
    AUTOSELL_SHEET_REMOTE_TAB_TITLE);
  autosell_cli_line (_("The first sync would do this:"));
  print_count (_("New here"), preview->counts.new_here);
  print_count (_("New in the sheet"), preview->counts.new_there);
  print_count (_("Equal"), preview->counts.equal);
  print_count (_("Differing"), preview->counts.differing);
  if (preview->counts.in_bin > 0)
    print_count (_("In the bin here, and still in the sheet"), preview->counts.in_bin);
  if (preview->counts.notes > 0)
    print_count (_("Cells that could not be read or written"), preview->counts.notes);
  print_differences (preview->differences);
  autosell_cli_print_notes (preview->merge->notes);
}

/* ---- For programs ---- */

static void
json_columns (AutosellCliJson *json, AutosellLedgerLayout *layout)
{
  static const char *const uses[] = {
    [AUTOSELL_LEDGER_USE_IGNORED] = "ignore", [AUTOSELL_LEDGER_USE_ID] = "id", [AUTOSELL_LEDGER_USE_FIELD] = "field"
  };

  autosell_cli_json_integer (json, "header_row", layout->header_row + 1);
  autosell_cli_json_begin_array (json, "columns");
  for (guint i = 0; i < layout->columns->len; i++)
    {
      const AutosellLedgerColumn *column = g_ptr_array_index (layout->columns, i);
      g_autofree char *name = autosell_sheet_dup_column_name (i);

      autosell_cli_json_begin_object (json, NULL);
      autosell_cli_json_string (json, "column", name);
      autosell_cli_json_string (json, "heading", column->heading);
      autosell_cli_json_string (json, "use", uses[column->use]);
      autosell_cli_json_string (
        json, "field", column->use == AUTOSELL_LEDGER_USE_FIELD ? autosell_field_get_info (column->field)->name : NULL);
      autosell_cli_json_end (json);
    }
  autosell_cli_json_end (json);
  autosell_cli_json_string (json, "adds_column", layout->id_column < 0 ? AUTOSELL_SHEET_REMOTE_ID_HEADING : NULL);
  autosell_cli_json_string (json, "own_tab", AUTOSELL_SHEET_REMOTE_TAB_TITLE);
}

static void
json_differences (AutosellCliJson *json, GPtrArray *differences)
{
  autosell_cli_json_begin_array (json, "differences");
  for (guint i = 0; i < differences->len; i++)
    {
      const AutosellSheetDifference *difference = g_ptr_array_index (differences, i);
      g_autofree char *title = autosell_vehicle_dup_title (difference->vehicle);
      AutosellField field = difference->field;

      autosell_cli_json_begin_object (json, NULL);
      autosell_cli_json_string (json, "id", autosell_vehicle_get_id (difference->vehicle));
      autosell_cli_json_string (json, "title", title);
      autosell_cli_json_string (json, "field", autosell_field_get_info (field)->name);
      autosell_cli_json_value (json, "mine", field, autosell_vehicle_get_value (difference->vehicle, field), TRUE);
      autosell_cli_json_value (json, "theirs", field, &difference->there, TRUE);
      autosell_cli_json_string (json, "winner", difference->here_wins ? "mine" : "theirs");
      autosell_cli_json_end (json);
    }
  autosell_cli_json_end (json);
}

void
autosell_cli_json_notes (AutosellCliJson *json, GArray *notes)
{
  autosell_cli_json_begin_array (json, "notes");
  for (guint i = 0; i < notes->len; i++)
    {
      const AutosellLedgerNote *note = &g_array_index (notes, AutosellLedgerNote, i);
      g_autofree char *place = autosell_sheet_note_dup_place (note);

      autosell_cli_json_begin_object (json, NULL);
      autosell_cli_json_string (json, note->column >= 0 ? "cell" : "row", place);
      autosell_cli_json_string (json, "kind", note_nicks[note->kind]);
      autosell_cli_json_end (json);
    }
  autosell_cli_json_end (json);
}

static void
json_preview (AutosellCliJson *json, const AutosellSheetPreview *preview)
{
  autosell_cli_json_string (json, "spreadsheet", preview->link->spreadsheet);
  autosell_cli_json_string (json, "title", preview->link->title);
  autosell_cli_json_string (json, "tab", preview->link->tab_title);
  autosell_cli_json_string (json, "account", autosell_google_account_get_email (preview->account));
  json_columns (json, preview->rows->layout);
  autosell_cli_json_integer (json, "rows", preview->merge->n_rows);
  autosell_cli_json_integer (json, "new_here", preview->counts.new_here);
  autosell_cli_json_integer (json, "new_there", preview->counts.new_there);
  autosell_cli_json_integer (json, "equal", preview->counts.equal);
  autosell_cli_json_integer (json, "differing", preview->counts.differing);
  autosell_cli_json_integer (json, "removals", preview->counts.in_bin);
  autosell_cli_json_notes (json, preview->merge->notes);
  json_differences (json, preview->differences);
}

void
autosell_cli_preview_show (AutosellCli *cli, const AutosellSheetPreview *preview)
{
  if (cli->json != NULL)
    json_preview (cli->json, preview);
  else
    print_preview (preview);
}
