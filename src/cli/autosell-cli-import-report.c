/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-cli-import-report.h"

#include <string.h>

#include <glib/gi18n.h>

#include "autosell-cli-print.h"
#include "autosell-format.h"

/* On paper a long list is a number; "--json" has every row. */
#define ROWS_SHOWN_MAX 40

static const char *
plan_kind_nick (AutosellPlanKind kind)
{
  static const char *const nicks[AUTOSELL_N_PLAN_KINDS] = { "new", "changed", "same", "twin", "binned" };

  return nicks[kind];
}

static const char *
match_nick (AutosellMatch match)
{
  switch (match)
    {
    case AUTOSELL_MATCH_ID:
      return "id";
    case AUTOSELL_MATCH_NIV:
      return "niv";
    case AUTOSELL_MATCH_PLATES:
      return "plates";
    case AUTOSELL_MATCH_STOCK_NUMBER:
      return "stock_number";
    case AUTOSELL_MATCH_LIKENESS:
      return "likeness";
    case AUTOSELL_MATCH_NONE:
    default:
      return NULL;
    }
}

static AutosellVehicle *
get_either (AutosellPlanRow *row)
{
  AutosellVehicle *existing = autosell_plan_row_get_existing (row);

  return existing != NULL ? existing : autosell_plan_row_get_incoming (row);
}

/* ---- JSON ---- */

static void
json_extra_changes (AutosellCliJson *json, AutosellVehicle *before, AutosellVehicle *after)
{
  const char *name;
  const char *text;

  for (guint i = 0; autosell_vehicle_get_extra_at (after, i, &name, &text); i++)
    {
      const char *old = autosell_vehicle_get_extra (before, name);

      if (g_strcmp0 (old, text) == 0)
        continue;
      autosell_cli_json_begin_object (json, NULL);
      autosell_cli_json_string (json, "extra", name);
      autosell_cli_json_string (json, "before", old);
      autosell_cli_json_string (json, "after", text);
      autosell_cli_json_end (json);
    }
}

static void
json_changes (AutosellCliJson *json, AutosellPlanRow *row)
{
  AutosellVehicle *existing = autosell_plan_row_get_existing (row);
  AutosellVehicle *incoming = autosell_plan_row_get_incoming (row);
  guint64 changed = autosell_plan_row_get_changed_fields (row);

  autosell_cli_json_begin_array (json, "changes");
  for (AutosellField field = 0; existing != NULL && field < AUTOSELL_N_FIELDS; field++)
    {
      if ((changed & (G_GUINT64_CONSTANT (1) << field)) == 0)
        continue;
      autosell_cli_json_begin_object (json, NULL);
      autosell_cli_json_string (json, "field", autosell_field_get_info (field)->name);
      autosell_cli_json_value (json, "before", field, autosell_vehicle_get_value (existing, field), TRUE);
      autosell_cli_json_value (json, "after", field, autosell_vehicle_get_value (incoming, field), TRUE);
      autosell_cli_json_end (json);
    }
  if (existing != NULL && autosell_plan_row_has_changed_extra (row))
    json_extra_changes (json, existing, incoming);
  autosell_cli_json_end (json);
}

static void
json_unreadable (AutosellCliJson *json, AutosellVehicle *vehicle)
{
  autosell_cli_json_begin_array (json, "unreadable");
  for (AutosellField field = 0; field < AUTOSELL_N_FIELDS; field++)
    {
      const AutosellValue *value = autosell_vehicle_get_value (vehicle, field);

      if (value->state != AUTOSELL_VALUE_RAW)
        continue;
      autosell_cli_json_begin_object (json, NULL);
      autosell_cli_json_string (json, "field", autosell_field_get_info (field)->name);
      autosell_cli_json_string (json, "text", value->text);
      autosell_cli_json_end (json);
    }
  autosell_cli_json_end (json);
}

static void
json_row (AutosellCliJson *json, AutosellPlanRow *row)
{
  g_autofree char *title = autosell_vehicle_dup_title (get_either (row));

  autosell_cli_json_begin_object (json, NULL);
  autosell_cli_json_integer (json, "row", autosell_plan_row_get_row_number (row));
  autosell_cli_json_string (json, "kind", plan_kind_nick (autosell_plan_row_get_kind (row)));
  autosell_cli_json_string (json, "match", match_nick (autosell_plan_row_get_match (row)));
  autosell_cli_json_string (json, "id", autosell_vehicle_get_id (get_either (row)));
  autosell_cli_json_string (json, "title", title);
  json_changes (json, row);
  json_unreadable (json, autosell_plan_row_get_incoming (row));
  autosell_cli_json_end (json);
}

static void
json_columns (AutosellCliJson *json, AutosellImport *import)
{
  static const char *const uses[] = { "ignore", "id", "field", "extra" };

  autosell_cli_json_begin_array (json, "columns");
  for (guint i = 0; i < autosell_import_get_n_columns (import); i++)
    {
      AutosellColumn column = autosell_import_get_column (import, i);

      autosell_cli_json_begin_object (json, NULL);
      autosell_cli_json_string (json, "heading", autosell_import_get_heading (import, i));
      autosell_cli_json_string (json, "use", uses[column.use]);
      autosell_cli_json_string (
        json, "field", column.use == AUTOSELL_COLUMN_FIELD ? autosell_field_get_info (column.field)->name : NULL);
      autosell_cli_json_end (json);
    }
  autosell_cli_json_end (json);
}

void
autosell_cli_import_report_json (AutosellCli *cli, AutosellImportPlan *plan, const AutosellCommitResult *result)
{
  static const char *const names[AUTOSELL_N_PLAN_KINDS] = { "new", "changed", "same", "twins", "binned" };
  AutosellImport *import = autosell_import_plan_get_import (plan);
  AutosellTable *table = autosell_import_get_table (import);
  GListModel *rows = autosell_import_plan_get_rows (plan);
  AutosellCliJson *json = cli->json;

  autosell_cli_json_boolean (json, "dry_run", result == NULL);
  if (result != NULL && result->change != 0)
    autosell_cli_json_integer (json, "change", result->change);
  else
    autosell_cli_json_null (json, "change");
  autosell_cli_json_integer (json, "rows_read", g_list_model_get_n_items (rows));
  for (AutosellPlanKind kind = 0; kind < AUTOSELL_N_PLAN_KINDS; kind++)
    autosell_cli_json_integer (json, names[kind], autosell_import_plan_get_count (plan, kind));
  autosell_cli_json_integer (json, "unreadable", autosell_import_plan_get_n_unreadable (plan));
  autosell_cli_json_string (json, "sheet", autosell_table_get_sheet_name (table));
  autosell_cli_json_string (json, "encoding", autosell_table_get_encoding (table));
  json_columns (json, import);
  autosell_cli_json_begin_array (json, "rows");
  for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr(AutosellPlanRow) row = g_list_model_get_item (rows, i);

      json_row (json, row);
    }
  autosell_cli_json_end (json);
}

/* ---- For people ---- */

static void
print_columns (AutosellImport *import)
{
  for (guint i = 0; i < autosell_import_get_n_columns (import); i++)
    {
      AutosellColumn column = autosell_import_get_column (import, i);
      const char *heading = autosell_import_get_heading (import, i);
      const char *meaning;

      switch (column.use)
        {
        case AUTOSELL_COLUMN_ID:
          meaning = _("the vehicle's id");
          break;
        case AUTOSELL_COLUMN_FIELD:
          meaning = autosell_field_get_label (column.field);
          break;
        case AUTOSELL_COLUMN_EXTRA:
          meaning = _("kept as a column of your own");
          break;
        case AUTOSELL_COLUMN_IGNORED:
        default:
          meaning = _("ignored");
          break;
        }
      if (*heading != '\0')
        autosell_cli_line (_("  column “%s”: %s"), heading, meaning);
      else
        autosell_cli_line (_("  column %u, unnamed: %s"), i + 1, meaning);
    }
}

static void
append_change (GString *text, AutosellPlanRow *row, AutosellField field)
{
  AutosellVehicle *existing = autosell_plan_row_get_existing (row);
  g_autofree char *before = autosell_cli_dup_value (autosell_vehicle_get_value (existing, field), field);
  g_autofree char *after =
    autosell_cli_dup_value (autosell_vehicle_get_value (autosell_plan_row_get_incoming (row), field), field);

  g_string_append_printf (text, "%s%s: %s → %s", text->len > 0 ? "; " : "", autosell_field_get_label (field), before,
                          after);
}

static char *
dup_row_text (AutosellPlanRow *row)
{
  GString *text = g_string_new (NULL);
  guint64 changed = autosell_plan_row_get_changed_fields (row);
  AutosellPlanKind kind = autosell_plan_row_get_kind (row);
  AutosellVehicle *incoming = autosell_plan_row_get_incoming (row);

  if (kind == AUTOSELL_PLAN_TWIN)
    g_string_append (text, _("looks like another row of the file"));
  if (kind == AUTOSELL_PLAN_BINNED)
    g_string_append (text, _("comes back out of the bin"));
  for (AutosellField field = 0; autosell_plan_row_get_existing (row) != NULL && field < AUTOSELL_N_FIELDS; field++)
    if ((changed & (G_GUINT64_CONSTANT (1) << field)) != 0)
      append_change (text, row, field);
  if (autosell_plan_row_has_changed_extra (row))
    g_string_append_printf (text, "%s%s", text->len > 0 ? "; " : "", _("columns of your own"));
  for (AutosellField field = 0; autosell_plan_row_get_n_unreadable (row) > 0 && field < AUTOSELL_N_FIELDS; field++)
    {
      const AutosellValue *value = autosell_vehicle_get_value (incoming, field);

      if (value->state == AUTOSELL_VALUE_RAW)
        g_string_append_printf (text, _("%s%s could not be read: “%s”"), text->len > 0 ? "; " : "",
                                autosell_field_get_label (field), value->text);
    }
  return g_string_free (text, FALSE);
}

static void
print_rows (AutosellImportPlan *plan)
{
  GListModel *rows = autosell_import_plan_get_rows (plan);
  guint n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr(AutosellPlanRow) row = g_list_model_get_item (rows, i);
      g_autofree char *text = dup_row_text (row);
      g_autofree char *title = NULL;

      if (*text == '\0' || ++n > ROWS_SHOWN_MAX)
        continue;
      title = autosell_vehicle_dup_title (get_either (row));
      autosell_cli_line (_("  row %u, %s: %s"), autosell_plan_row_get_row_number (row), title, text);
    }
  if (n > ROWS_SHOWN_MAX)
    autosell_cli_line (_("  … and %u more rows; --json shows them all"), n - ROWS_SHOWN_MAX);
}

static char *
dup_counts (AutosellImportPlan *plan)
{
  /* Translators: numbers of vehicles: "45 new · 2 changed · 0 the same" */
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, _("%u new · %u changed · %u the same"),
                          autosell_import_plan_get_count (plan, AUTOSELL_PLAN_NEW),
                          autosell_import_plan_get_count (plan, AUTOSELL_PLAN_CHANGED),
                          autosell_import_plan_get_count (plan, AUTOSELL_PLAN_SAME));
  if (autosell_import_plan_get_count (plan, AUTOSELL_PLAN_TWIN) > 0)
    g_string_append_printf (text, _(" · %u twins"), autosell_import_plan_get_count (plan, AUTOSELL_PLAN_TWIN));
  if (autosell_import_plan_get_count (plan, AUTOSELL_PLAN_BINNED) > 0)
    g_string_append_printf (text, _(" · %u out of the bin"),
                            autosell_import_plan_get_count (plan, AUTOSELL_PLAN_BINNED));
  if (autosell_import_plan_get_n_unreadable (plan) > 0)
    g_string_append_printf (text, _(" · %u cells unread"), autosell_import_plan_get_n_unreadable (plan));
  return g_string_free (text, FALSE);
}

void
autosell_cli_import_report_print (AutosellImportPlan *plan, const AutosellCommitResult *result)
{
  g_autofree char *counts = dup_counts (plan);

  autosell_cli_line ("%s", counts);
  if (result == NULL)
    print_columns (autosell_import_plan_get_import (plan));
  print_rows (plan);
  if (result == NULL)
    autosell_cli_line (_("This was a try; nothing was written."));
  else if (result->change == 0)
    autosell_cli_line (_("Nothing in the file is news; nothing was changed."));
  else
    autosell_cli_line (_("Done. “autosell-cli undo” takes all of it back."));
}
