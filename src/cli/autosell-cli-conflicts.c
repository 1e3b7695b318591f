/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-cli-sheet.h"

#include <string.h>

#include <glib/gi18n.h>

#include "autosell-cli-print.h"

/* conflicts: values that lost where stock and sheet both changed, and a person's word on them. */

static struct
{
  char **resolve;
  char *all;
} options;

static const GOptionEntry entries[] = {
  { "resolve", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.resolve,
    N_("Decide that one: “mine” is the value of this program, “theirs” the sheet’s"), N_("NUMBER=SIDE") },
  { "all", 0, 0, G_OPTION_ARG_STRING, &options.all, N_("Decide all of them: “mine” or “theirs”"), N_("SIDE") },
  G_OPTION_ENTRY_NULL
};

/* ---- The list ---- */

static const char *
get_kind_nick (AutosellLedgerConflictKind kind)
{
  switch (kind)
    {
    case AUTOSELL_LEDGER_READ_ONLY:
      return "read_only";
    case AUTOSELL_LEDGER_DELETED:
      return "deleted";
    case AUTOSELL_LEDGER_BOTH_CHANGED:
    default:
      return "both_changed";
    }
}

static void
json_conflict (AutosellCli *cli, const AutosellConflict *conflict)
{
  g_autoptr(AutosellVehicle) vehicle = autosell_store_get_vehicle_sync (cli->store, conflict->key, NULL);
  gboolean is_deleted = conflict->kind == AUTOSELL_LEDGER_DELETED;

  autosell_cli_json_begin_object (cli->json, NULL);
  autosell_cli_json_integer (cli->json, "number", conflict->id);
  autosell_cli_json_instant (cli->json, "time", conflict->at_us);
  autosell_cli_json_string (cli->json, "id", vehicle != NULL ? autosell_vehicle_get_id (vehicle) : NULL);
  autosell_cli_json_string (cli->json, "title", conflict->title);
  autosell_cli_json_string (cli->json, "kind", get_kind_nick (conflict->kind));
  autosell_cli_json_string (cli->json, "field", is_deleted ? NULL : autosell_field_get_info (conflict->field)->name);
  if (!is_deleted)
    {
      autosell_cli_json_value (cli->json, "before", conflict->field, &conflict->base, TRUE);
      autosell_cli_json_value (cli->json, "mine", conflict->field, &conflict->local, TRUE);
      autosell_cli_json_value (cli->json, "theirs", conflict->field, &conflict->remote, TRUE);
    }
  autosell_cli_json_string (cli->json, "winner", conflict->winner == AUTOSELL_LEDGER_YIELDS ? "mine" : "theirs");
  autosell_cli_json_end (cli->json);
}

static void
add_row (AutosellCliTable *table, const AutosellConflict *conflict)
{
  AutosellField field = conflict->field;

  autosell_cli_table_take (table, g_strdup_printf ("%" G_GINT64_FORMAT, conflict->id));
  autosell_cli_table_add (table, conflict->title);
  if (conflict->kind == AUTOSELL_LEDGER_DELETED)
    {
      autosell_cli_table_add (table, "—");
      autosell_cli_table_add (table, _("moved to the bin"));
      autosell_cli_table_add (table, _("changed, so it came back"));
      autosell_cli_table_add (table, "—");
    }
  else
    {
      autosell_cli_table_add (table, autosell_field_get_label (field));
      autosell_cli_table_take (table, autosell_cli_dup_value (&conflict->local, field));
      autosell_cli_table_take (table, autosell_cli_dup_value (&conflict->remote, field));
      autosell_cli_table_take (table, autosell_cli_dup_value (&conflict->base, field));
    }
  autosell_cli_table_add (table, conflict->winner == AUTOSELL_LEDGER_YIELDS ? _("here") : _("sheet"));
}

static void
print_list (GPtrArray *conflicts)
{
  g_autoptr(AutosellCliTable) table = autosell_cli_table_new ();

  if (conflicts->len == 0)
    {
      autosell_cli_line (_("Nothing is to be decided."));
      return;
    }
  autosell_cli_table_add_column (table, _("Number"), AUTOSELL_CLI_COLUMN_RIGHT);
  autosell_cli_table_add_column (table, _("Vehicle"), AUTOSELL_CLI_COLUMN_SHRINK);
  autosell_cli_table_add_column (table, _("Field"), AUTOSELL_CLI_COLUMN_PLAIN);
  autosell_cli_table_add_column (table, _("Here"), AUTOSELL_CLI_COLUMN_LAST);
  autosell_cli_table_add_column (table, _("Sheet"), AUTOSELL_CLI_COLUMN_LAST);
  autosell_cli_table_add_column (table, _("Before"), AUTOSELL_CLI_COLUMN_MINOR);
  autosell_cli_table_add_column (table, _("Stays"), AUTOSELL_CLI_COLUMN_PLAIN);
  for (guint i = 0; i < conflicts->len; i++)
    add_row (table, g_ptr_array_index (conflicts, i));
  autosell_cli_table_print (table);
}

static void
show_list (AutosellCli *cli, GPtrArray *conflicts)
{
  if (cli->json == NULL)
    {
      print_list (conflicts);
      return;
    }
  autosell_cli_json_begin_array (cli->json, "conflicts");
  for (guint i = 0; i < conflicts->len; i++)
    json_conflict (cli, g_ptr_array_index (conflicts, i));
  autosell_cli_json_end (cli->json);
}

/* ---- Deciding ---- */

typedef struct
{
  const AutosellConflict *conflict; /* unowned */
  gboolean is_mine;
} Decision;

static gboolean
read_side (const char *text, gboolean *is_mine, GError **error)
{
  *is_mine = g_str_equal (text, "mine");
  if (*is_mine || g_str_equal (text, "theirs"))
    return TRUE;
  g_set_error (error, AUTOSELL_CLI_ERROR, AUTOSELL_CLI_ERROR_USAGE, _("A side is “mine” or “theirs”, not “%s”."), text);
  return FALSE;
}

static const AutosellConflict *
find_conflict (GPtrArray *conflicts, gint64 id)
{
  for (guint i = 0; i < conflicts->len; i++)
    {
      const AutosellConflict *conflict = g_ptr_array_index (conflicts, i);

      if (conflict->id == id)
        return conflict;
    }
  return NULL;
}

/* "7=mine" */
static gboolean
read_decision (GPtrArray *conflicts, const char *text, Decision *decision, GError **error)
{
  const char *equals = strchr (text, '=');
  g_autofree char *number = equals != NULL ? g_strndup (text, equals - text) : g_strdup (text);
  gint64 id;

  if (equals == NULL || !g_ascii_string_to_signed (number, 10, 1, G_MAXINT64, &id, NULL))
    {
      g_set_error (error, AUTOSELL_CLI_ERROR, AUTOSELL_CLI_ERROR_USAGE,
                   _("“%s” is no decision: give a number of the list, “=” and “mine” or “theirs”."), text);
      return FALSE;
    }
  if (!read_side (equals + 1, &decision->is_mine, error))
    return FALSE;
  if ((decision->conflict = find_conflict (conflicts, id)) != NULL)
    return TRUE;
  g_set_error (error, AUTOSELL_CLI_ERROR, AUTOSELL_CLI_ERROR_BAD_VALUE,
               _("There is no %s to be decided. “autosell-cli conflicts” shows what there is."), number);
  return FALSE;
}

/* All of what was asked for, before any of it is done. Returns: (transfer full) (element-type Decision) */
static GArray *
read_decisions (GPtrArray *conflicts, GError **error)
{
  g_autoptr(GArray) decisions = g_array_new (FALSE, TRUE, sizeof (Decision));
  Decision decision = { NULL };

  if (options.all != NULL && options.resolve != NULL)
    {
      g_set_error_literal (error, AUTOSELL_CLI_ERROR, AUTOSELL_CLI_ERROR_USAGE,
                           _("--all and --resolve do not go together."));
      return NULL;
    }
  if (options.all != NULL && !read_side (options.all, &decision.is_mine, error))
    return NULL;
  for (guint i = 0; options.all != NULL && i < conflicts->len; i++)
    {
      decision.conflict = g_ptr_array_index (conflicts, i);
      g_array_append_val (decisions, decision);
    }
  for (guint i = 0; options.resolve != NULL && options.resolve[i] != NULL; i++)
    {
      if (!read_decision (conflicts, options.resolve[i], &decision, error))
        return NULL;
      for (guint k = 0; k < decisions->len; k++)
        if (g_array_index (decisions, Decision, k).conflict == decision.conflict)
          {
            g_set_error (error, AUTOSELL_CLI_ERROR, AUTOSELL_CLI_ERROR_USAGE, _("“%s” was decided twice."),
                         options.resolve[i]);
            return NULL;
          }
      g_array_append_val (decisions, decision);
    }
  return g_steal_pointer (&decisions);
}

static gboolean
decide (AutosellCli *cli, const Decision *decision, gboolean *is_turned, GError **error)
{
  const AutosellConflict *conflict = decision->conflict;
  g_autoptr(AutosellCommitResult) result = NULL;

  *is_turned = decision->is_mine != (conflict->winner == AUTOSELL_LEDGER_YIELDS);
  if ((result = autosell_store_decide_conflict_sync (cli->store, conflict->id, *is_turned, error)) == NULL)
    return FALSE;
  if (cli->json != NULL)
    {
      autosell_cli_json_begin_object (cli->json, NULL);
      autosell_cli_json_integer (cli->json, "number", conflict->id);
      autosell_cli_json_string (cli->json, "side", decision->is_mine ? "mine" : "theirs");
      autosell_cli_json_boolean (cli->json, "turned", *is_turned);
      autosell_cli_json_end (cli->json);
    }
  else
    {
      g_autofree char *value =
        conflict->kind == AUTOSELL_LEDGER_DELETED
          ? g_strdup (decision->is_mine ? _("in the bin") : _("in stock"))
          : autosell_cli_dup_value (decision->is_mine ? &conflict->local : &conflict->remote, conflict->field);

      autosell_cli_line ("%s · %s", conflict->title, value);
    }
  return TRUE;
}

static AutosellCliStatus
resolve (AutosellCli *cli, GPtrArray *conflicts, GError **error)
{
  g_autoptr(GArray) decisions = read_decisions (conflicts, error);
  gboolean any_turned = FALSE;

  if (decisions == NULL)
    return AUTOSELL_CLI_FAILED;
  if (cli->json != NULL)
    autosell_cli_json_begin_array (cli->json, "decided");
  for (guint i = 0; i < decisions->len; i++)
    {
      gboolean is_turned;

      if (!decide (cli, &g_array_index (decisions, Decision, i), &is_turned, error))
        return AUTOSELL_CLI_FAILED;
      any_turned |= is_turned;
    }
  if (cli->json != NULL)
    autosell_cli_json_end (cli->json);
  else if (decisions->len == 0)
    autosell_cli_line (_("Nothing is to be decided."));
  else if (any_turned)
    autosell_cli_line (_("“autosell-cli sync” brings it to the sheet."));
  return AUTOSELL_CLI_DONE;
}

static AutosellCliStatus
run_conflicts (AutosellCli *cli, GError **error)
{
  g_autoptr(GPtrArray) conflicts = NULL;

  if (!autosell_cli_open (cli, error) || (conflicts = autosell_store_get_conflicts_sync (cli->store, error)) == NULL)
    return AUTOSELL_CLI_FAILED;
  if (options.resolve != NULL || options.all != NULL)
    return resolve (cli, conflicts, error);
  show_list (cli, conflicts);
  return AUTOSELL_CLI_DONE;
}

const AutosellCliCommand autosell_cli_command_conflicts = {
  .name = "conflicts",
  .parameters = "",
  .summary = N_("List what stock and sheet both changed, and decide it"),
  .description = N_("One of the two values stays by itself, and the other is kept until you decide. --resolve "
                    "7=mine takes the value of this program in number 7, and 7=theirs the sheet’s; either is an "
                    "edit that can be undone."),
  .options = entries,
  .run = run_conflicts,
};
