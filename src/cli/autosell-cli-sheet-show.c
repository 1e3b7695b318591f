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

/* ---- What would be done ---- */

/* One field of a car that is on both sides. */
typedef struct
{
  AutosellVehicle *vehicle; /* unowned */
  AutosellField field;
  AutosellValue there; /* owned */
  gboolean here_wins;
} Difference;

static void
difference_free (gpointer data)
{
  Difference *difference = data;

  autosell_value_clear (&difference->there);
  g_free (difference);
}

static GHashTable *
index_vehicles (const AutosellCliPreview *preview)
{
  GHashTable *by_key = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  for (guint i = 0; i < preview->state->vehicles->len; i++)
    {
      AutosellVehicle *vehicle = g_ptr_array_index (preview->state->vehicles, i);
      gint64 key = autosell_vehicle_get_key (vehicle);

      g_hash_table_insert (by_key, g_memdup2 (&key, sizeof key), vehicle);
    }
  return by_key;
}

static void
add_difference (GPtrArray *differences, AutosellVehicle *vehicle, AutosellField field, const AutosellValue *there,
                gboolean here_wins)
{
  Difference *difference = g_new0 (Difference, 1);

  difference->vehicle = vehicle;
  difference->field = field;
  difference->here_wins = here_wins;
  autosell_value_copy (&difference->there, there);
  g_ptr_array_add (differences, difference);
}

/* Cells that are only spelled otherwise are no difference.
 * Returns: (transfer full) (element-type Difference) */
static GPtrArray *
find_differences (const AutosellCliPreview *preview)
{
  GPtrArray *differences = g_ptr_array_new_with_free_func (difference_free);
  g_autoptr(GHashTable) by_key = index_vehicles (preview);

  for (guint i = 0; i < preview->merge->updates->len; i++)
    {
      const AutosellLedgerUpdate *update = g_ptr_array_index (preview->merge->updates, i);
      AutosellVehicle *vehicle = g_hash_table_lookup (by_key, &update->key);

      for (AutosellField field = 0; vehicle != NULL && field < AUTOSELL_N_FIELDS; field++)
        if ((update->fields & (G_GUINT64_CONSTANT (1) << field)) != 0)
          add_difference (differences, vehicle, field, autosell_vehicle_get_value (update->values, field), FALSE);
    }
  for (guint i = 0; i < preview->merge->writes->len; i++)
    {
      const AutosellLedgerWrite *write = g_ptr_array_index (preview->merge->writes, i);
      AutosellVehicle *vehicle = g_hash_table_lookup (by_key, &write->key);

      for (guint k = 0; vehicle != NULL && !write->is_emptied && k < write->cells->len; k++)
        {
          const AutosellLedgerCellWrite *cell = &g_array_index (write->cells, AutosellLedgerCellWrite, k);
          g_auto(AutosellValue) there = AUTOSELL_VALUE_INIT;

          autosell_ledger_cell_to_value (&cell->before, cell->field, preview->rows->layout->month_first, &there);
          add_difference (differences, vehicle, cell->field, &there, TRUE);
        }
    }
  return differences;
}

typedef struct
{
  guint new_here, new_there, differing, equal, in_bin, notes;
} Counts;

static Counts
count (const AutosellCliPreview *preview, GPtrArray *differences)
{
  g_autoptr(GHashTable) cars = g_hash_table_new (NULL, NULL);
  Counts counts = { .new_there = preview->merge->appends->len, .in_bin = preview->merge->removals->len };
  guint n_other = 0;

  for (guint i = 0; i < differences->len; i++)
    g_hash_table_add (cars, ((Difference *) g_ptr_array_index (differences, i))->vehicle);
  for (guint i = 0; i < preview->merge->updates->len; i++)
    counts.new_here += ((AutosellLedgerUpdate *) g_ptr_array_index (preview->merge->updates, i))->key == 0;
  for (guint i = 0; i < preview->merge->writes->len; i++)
    {
      const AutosellLedgerWrite *write = g_ptr_array_index (preview->merge->writes, i);

      counts.new_here += write->key == 0;
      n_other += write->is_emptied;
    }
  for (guint i = 0; i < preview->merge->notes->len; i++)
    n_other += g_array_index (preview->merge->notes, AutosellLedgerNote, i).kind == AUTOSELL_LEDGER_NOTE_NO_CAR;
  counts.notes = preview->merge->notes->len;
  counts.differing = g_hash_table_size (cars);
  n_other += counts.new_here + counts.differing + counts.in_bin;
  counts.equal = preview->merge->n_rows > n_other ? preview->merge->n_rows - n_other : 0;
  return counts;
}

/* "H7", or "7" for a row. Returns: (transfer full) */
static char *
dup_place (const AutosellLedgerNote *note)
{
  g_autofree char *column = note->column >= 0 ? autosell_sheet_dup_column_name ((guint) note->column) : g_strdup ("");

  return g_strdup_printf ("%s%u", column, note->row + 1);
}

static const struct
{
  const char *nick;
  const char *sentence;
} note_texts[] = {
  [AUTOSELL_LEDGER_NOTE_NOT_OFFERED] = { "not_offered", N_("the drop-down there does not have the value of here") },
  [AUTOSELL_LEDGER_NOTE_UNFIT] = { "unfit", N_("no cell of that column could be read back as the value of here") },
  [AUTOSELL_LEDGER_NOTE_ERROR] = { "error", N_("the cell shows an error, so it says nothing") },
  [AUTOSELL_LEDGER_NOTE_NO_CAR] = { "no_car", N_("this row says too little to be a car") },
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
print_first_rows (const AutosellCliPreview *preview)
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
      const Difference *difference = g_ptr_array_index (differences, i);

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
      g_autofree char *place = dup_place (note);

      if (i == 0)
        autosell_cli_line ("%s", "");
      autosell_cli_line ("%s: %s", place, _(note_texts[note->kind].sentence));
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
print_preview (const AutosellCliPreview *preview, GPtrArray *differences, const Counts *counts)
{
  autosell_cli_line (_("Sheet: %s, tab %s"), preview->link->title, preview->link->tab_title);
  autosell_cli_line (_("Account: %s"), preview->email);
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
  autosell_cli_line (_("The first sync would do this:"));
  print_count (_("New here"), counts->new_here);
  print_count (_("New in the sheet"), counts->new_there);
  print_count (_("Equal"), counts->equal);
  print_count (_("Differing"), counts->differing);
  if (counts->in_bin > 0)
    print_count (_("In the bin here, and still in the sheet"), counts->in_bin);
  if (counts->notes > 0)
    print_count (_("Cells that could not be read or written"), counts->notes);
  print_differences (differences);
  autosell_cli_print_notes (preview->merge->notes);
}

/* ---- For programs ---- */

static void
json_columns (AutosellCliJson *json, AutosellLedgerLayout *layout)
{
  static const char *const uses[] = {
    [AUTOSELL_LEDGER_USE_IGNORED] = "ignore", [AUTOSELL_LEDGER_USE_ID] = "id", [AUTOSELL_LEDGER_USE_FIELD] = "field"
  };

  autosell_cli_json_begin_array (json, "columns");
  for (guint i = 0; i < layout->columns->len; i++)
    {
      const AutosellLedgerColumn *column = g_ptr_array_index (layout->columns, i);
      g_autofree char *name = autosell_sheet_dup_column_name (i);

      autosell_cli_json_begin_object (json, NULL);
      autosell_cli_json_string (json, "column", name);
      autosell_cli_json_string (json, "heading", column->heading);
      autosell_cli_json_string (json, "use", uses[column->use]);
      autosell_cli_json_string (json, "field",
                                column->use == AUTOSELL_LEDGER_USE_FIELD ? autosell_field_get_info (column->field)->name
                                                                         : NULL);
      autosell_cli_json_end (json);
    }
  autosell_cli_json_end (json);
  autosell_cli_json_string (json, "adds_column", layout->id_column < 0 ? AUTOSELL_SHEET_REMOTE_ID_HEADING : NULL);
}

static void
json_differences (AutosellCliJson *json, GPtrArray *differences)
{
  autosell_cli_json_begin_array (json, "differences");
  for (guint i = 0; i < differences->len; i++)
    {
      const Difference *difference = g_ptr_array_index (differences, i);
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
      g_autofree char *place = dup_place (note);

      autosell_cli_json_begin_object (json, NULL);
      autosell_cli_json_string (json, note->column >= 0 ? "cell" : "row", place);
      autosell_cli_json_string (json, "kind", note_texts[note->kind].nick);
      autosell_cli_json_end (json);
    }
  autosell_cli_json_end (json);
}

static void
json_preview (AutosellCliJson *json, const AutosellCliPreview *preview, GPtrArray *differences, const Counts *counts)
{
  autosell_cli_json_string (json, "spreadsheet", preview->link->spreadsheet);
  autosell_cli_json_string (json, "title", preview->link->title);
  autosell_cli_json_string (json, "tab", preview->link->tab_title);
  autosell_cli_json_string (json, "account", preview->email);
  json_columns (json, preview->rows->layout);
  autosell_cli_json_integer (json, "rows", preview->merge->n_rows);
  autosell_cli_json_integer (json, "new_here", counts->new_here);
  autosell_cli_json_integer (json, "new_there", counts->new_there);
  autosell_cli_json_integer (json, "equal", counts->equal);
  autosell_cli_json_integer (json, "differing", counts->differing);
  autosell_cli_json_integer (json, "removals", counts->in_bin);
  autosell_cli_json_notes (json, preview->merge->notes);
  json_differences (json, differences);
}

void
autosell_cli_preview_show (AutosellCli *cli, const AutosellCliPreview *preview)
{
  g_autoptr(GPtrArray) differences = find_differences (preview);
  Counts counts = count (preview, differences);

  if (cli->json != NULL)
    json_preview (cli->json, preview, differences, &counts);
  else
    print_preview (preview, differences, &counts);
}
