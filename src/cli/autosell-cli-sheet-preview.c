/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-cli-sheet.h"

#include <string.h>

#include <glib/gi18n.h>

#include "autosell-cli-print.h"
#include "autosell-format.h"
#include "autosell-text.h"

/* What a sheet's columns mean and what a first merge would do, before any of it is done. */

#define FIRST_ROWS 3
/* On paper a long list is a number; “--json” has all. */
#define DIFFERENCES_SHOWN_MAX 40

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
        g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", ((AutosellSheetTab *) g_ptr_array_index (info->tabs, i))->title);
      g_set_error (error, AUTOSELL_CLI_ERROR, AUTOSELL_CLI_ERROR_BAD_VALUE, _("“%s” has no such tab. It has: %s"), info->title,
                   names->str);
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
      g_set_error (error, AUTOSELL_CLI_ERROR, AUTOSELL_CLI_ERROR_BAD_VALUE, _("The sheet has no column “%s”."), heading);
      return FALSE;
    }
  map->column = (guint) column;
  map->is_ignored = g_str_equal (equals + 1, "ignore");
  if (!map->is_ignored && !autosell_field_find (equals + 1, &map->field))
    {
      g_set_error (error, AUTOSELL_CLI_ERROR, AUTOSELL_CLI_ERROR_UNKNOWN_FIELD, _("There is no field “%s”."), equals + 1);
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
autosell_cli_preview_make (AutosellCli *cli, AutosellGoogleAccount *account, AutosellLedgerLink *link, const char *tab_title,
                           gboolean has_tab, const char *const *maps, GError **error)
{
  g_autoptr(AutosellCliPreview) preview = g_new0 (AutosellCliPreview, 1);
  AutosellLedgerPolicy policy = { .winner = link->winner, .empties_rows = link->empties_rows, .is_first = TRUE };

  preview->link = link;
  preview->email = autosell_google_account_get_email (account);
  if (!read_sheet (preview, account, tab_title, has_tab, maps, error)
      || (preview->state = autosell_store_load_ledger_sync (cli->store, 0, error)) == NULL)
    return NULL;
  preview->merge = autosell_ledger_merge_run (preview->state->bases, preview->state->vehicles, preview->rows->grid,
                                              preview->rows->layout, &policy);
  return g_steal_pointer (&preview);
}

/* ---- Showing it: what would be done ---- */

/* One field of a car that is on both sides. */
typedef struct
{
  AutosellVehicle *vehicle;       /* unowned */
  AutosellField field;
  AutosellValue there;            /* owned */
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
        autosell_ledger_cell_to_value (autosell_ledger_grid_get (preview->rows->grid, row, i), column->field, layout->month_first,
                                       &value);
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
      autosell_cli_table_take (table, autosell_cli_dup_value (autosell_vehicle_get_value (difference->vehicle, difference->field),
                                                              difference->field));
      autosell_cli_table_take (table, autosell_cli_dup_value (&difference->there, difference->field));
      autosell_cli_table_add (table, difference->here_wins ? _("here") : _("sheet"));
    }
  autosell_cli_line ("%s", "");
  autosell_cli_table_print (table);
  if (differences->len > DIFFERENCES_SHOWN_MAX)
    autosell_cli_line (_("And %u more, which --json has all."), differences->len - DIFFERENCES_SHOWN_MAX);
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
    autosell_cli_line (_("The first sync adds one column at the right, hidden: “%s”, by which rows stay known when they are sorted."),
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
}

/* ---- For programs ---- */

static void
json_columns (AutosellCliJson *json, AutosellLedgerLayout *layout)
{
  static const char *const uses[] = { [AUTOSELL_LEDGER_USE_IGNORED] = "ignore", [AUTOSELL_LEDGER_USE_ID] = "id",
                                      [AUTOSELL_LEDGER_USE_FIELD] = "field" };

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
                                column->use == AUTOSELL_LEDGER_USE_FIELD ? autosell_field_get_info (column->field)->name : NULL);
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
  autosell_cli_json_integer (json, "notes", counts->notes);
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
