/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-cli.h"

#include <glib/gi18n.h>

#include "autosell-cli-print.h"
#include "autosell-format.h"
#include "autosell-problem.h"

/* problems: what is doubtful about which car, and with --fix the proposals applied. */

static struct
{
  char *kind;
  char *fix;
  char *filter;
} options;

static const GOptionEntry entries[] = {
  { "kind", 0, 0, G_OPTION_ARG_FILENAME, &options.kind, N_("Only problems of this kind"), N_("KIND") },
  { "filter", 'f', 0, G_OPTION_ARG_FILENAME, &options.filter, N_("Only of vehicles that match"), N_("QUERY") },
  { "fix", 0, 0, G_OPTION_ARG_FILENAME, &options.fix, N_("Apply the proposals for problems of this kind"), N_("KIND") },
  G_OPTION_ENTRY_NULL
};

typedef struct
{
  AutosellCli *cli;
  guint mask;      /* kinds to tell, 1 << AutosellProblemKind */
  gint64 only_key; /* 0 for all */
  gint64 n_vehicles;
  gint64 n_problems;
  gint64 n_fixable;
} Doubts;

static gboolean
parse_kinds (const char *raw, guint *mask, GError **error)
{
  g_autofree char *word = autosell_cli_dup_utf8 (raw, error);

  if (word == NULL)
    return FALSE;
  if ((*mask = autosell_problem_mask_parse (word)) != 0)
    return TRUE;
  g_set_error (error, AUTOSELL_CLI_ERROR, AUTOSELL_CLI_ERROR_USAGE,
               _("There is no kind of problem “%s”. “any” stands for all; “autosell-cli problems --help” lists them."),
               word);
  return FALSE;
}

static void
print_problem (const AutosellProblem *problem, AutosellVehicle *vehicle)
{
  g_autofree char *sentence = autosell_problem_dup_sentence (problem, vehicle);
  g_autofree char *proposal = NULL;

  if (!problem->has_proposal)
    {
      autosell_cli_line ("  %s", sentence);
      return;
    }
  proposal = autosell_cli_dup_value (&problem->proposal, problem->field);
  autosell_cli_line (_("  %s  [--fix %s: %s → %s]"), sentence, autosell_problem_kind_to_nick (problem->kind),
                     autosell_field_get_label (problem->field), proposal);
}

static void
json_doubt (AutosellCliJson *json, const AutosellProblem *problem, AutosellVehicle *vehicle)
{
  g_autofree char *title = autosell_vehicle_dup_title (vehicle);

  autosell_cli_json_begin_object (json, NULL);
  autosell_cli_json_string (json, "id", autosell_vehicle_get_id (vehicle));
  autosell_cli_json_string (json, "title", title);
  autosell_cli_json_problem (json, problem, vehicle);
  autosell_cli_json_end (json);
}

static gboolean
tell_vehicle_cb (AutosellVehicle *vehicle, gpointer user_data)
{
  Doubts *doubts = user_data;
  GPtrArray *problems = autosell_vehicle_get_problems (vehicle);
  gboolean is_first = TRUE;

  if (doubts->only_key != 0 && doubts->only_key != autosell_vehicle_get_key (vehicle))
    return TRUE;
  for (guint i = 0; problems != NULL && i < problems->len; i++)
    {
      const AutosellProblem *problem = g_ptr_array_index (problems, i);

      if ((doubts->mask & (1u << problem->kind)) == 0)
        continue;
      if (is_first && doubts->cli->json == NULL)
        {
          g_autofree char *title = autosell_vehicle_dup_title (vehicle);
          const char *stock_number = autosell_vehicle_get_text (vehicle, AUTOSELL_FIELD_STOCK_NUMBER);

          autosell_cli_line ("%s  %s", stock_number != NULL ? stock_number : autosell_vehicle_get_id (vehicle), title);
        }
      if (doubts->cli->json == NULL)
        print_problem (problem, vehicle);
      else
        json_doubt (doubts->cli->json, problem, vehicle);
      doubts->n_vehicles += is_first ? 1 : 0;
      doubts->n_problems++;
      doubts->n_fixable += problem->has_proposal ? 1 : 0;
      is_first = FALSE;
    }
  return TRUE;
}

static void
print_doubts (const Doubts *doubts)
{
  g_autofree char *problems = autosell_format_integer (doubts->n_problems);
  g_autofree char *vehicles = autosell_format_integer (doubts->n_vehicles);
  g_autofree char *fixable = autosell_format_integer (doubts->n_fixable);

  if (doubts->n_problems == 0)
    autosell_cli_line (_("No problems."));
  else
    /* Translators: numbers of problems, of vehicles, and of problems with a proposed repair */
    autosell_cli_line (_("Problems: %s, vehicles: %s, with a proposal: %s"), problems, vehicles, fixable);
}

static AutosellCliStatus
tell_problems (AutosellCli *cli, gint64 key, GError **error)
{
  const AutosellSort sort = { .by_id_order = TRUE };
  Doubts doubts = { .cli = cli, .only_key = key, .mask = ~0u };
  g_autoptr(AutosellQuery) query = NULL;

  if ((options.kind != NULL && !parse_kinds (options.kind, &doubts.mask, error))
      || (query = autosell_cli_parse_query (cli, options.filter != NULL ? options.filter : "problem:any", error))
           == NULL
      || !autosell_cli_open (cli, error))
    return AUTOSELL_CLI_FAILED;
  if (cli->json != NULL)
    autosell_cli_json_begin_array (cli->json, "problems");
  if (!autosell_store_foreach_sync (cli->store, query, &sort, 0, tell_vehicle_cb, &doubts, error))
    return AUTOSELL_CLI_FAILED;

  if (cli->json != NULL)
    {
      autosell_cli_json_end (cli->json);
      autosell_cli_json_integer (cli->json, "vehicles", doubts.n_vehicles);
      autosell_cli_json_integer (cli->json, "fixable", doubts.n_fixable);
    }
  else
    print_doubts (&doubts);
  return AUTOSELL_CLI_DONE;
}

static AutosellCliStatus
fix_problems (AutosellCli *cli, gint64 key, GError **error)
{
  g_autoptr(AutosellCommitResult) result = NULL;
  g_autofree char *count = NULL;
  guint mask;

  if (options.filter != NULL || options.kind != NULL)
    {
      g_set_error_literal (error, AUTOSELL_CLI_ERROR, AUTOSELL_CLI_ERROR_USAGE,
                           _("--fix takes the kind and perhaps an ID, no other choice."));
      return AUTOSELL_CLI_USAGE;
    }
  if (!parse_kinds (options.fix, &mask, error) || !autosell_cli_open (cli, error)
      || (result = autosell_store_repair_sync (cli->store, key, mask, error)) == NULL)
    return AUTOSELL_CLI_FAILED;
  count = autosell_format_integer (result->n_vehicles);
  if (cli->json != NULL)
    {
      if (result->change != 0)
        autosell_cli_json_integer (cli->json, "change", result->change);
      else
        autosell_cli_json_null (cli->json, "change");
      autosell_cli_json_integer (cli->json, "changed", result->n_vehicles);
    }
  else if (result->change == 0)
    autosell_cli_line (_("There is no proposal to apply; nothing was changed."));
  else
    autosell_cli_line (ngettext ("%s vehicle was repaired. “autosell-cli undo” takes it back.",
                                 "%s vehicles were repaired. “autosell-cli undo” takes it back.", result->n_vehicles),
                       count);
  return autosell_cli_show_change (cli, result, error) ? AUTOSELL_CLI_DONE : AUTOSELL_CLI_FAILED;
}

static AutosellCliStatus
run_problems (AutosellCli *cli, GError **error)
{
  g_autoptr(AutosellVehicle) vehicle = NULL;
  gint64 key = 0;

  if (cli->n_arguments > 0)
    {
      if ((vehicle = autosell_cli_find_vehicle (cli, cli->arguments[0], FALSE, error)) == NULL)
        return AUTOSELL_CLI_FAILED;
      key = autosell_vehicle_get_key (vehicle);
    }
  return options.fix != NULL ? fix_problems (cli, key, error) : tell_problems (cli, key, error);
}

const AutosellCliCommand autosell_cli_command_problems = {
  .name = "problems",
  .parameters = N_("[ID]"),
  .summary = N_("List what is doubtful, or apply what is proposed"),
  .description =
    N_("KIND is no_price, no_status, unreadable, km_impossible, year_impossible, twin, brand_spelling, "
       "colour_spelling, placeholder or niv; a group such as spelling, km or date; or any. Nothing is ever "
       "repaired by itself; --fix is one change, and undo takes it back."),
  .options = entries,
  .max_arguments = 1,
  .run = run_problems,
};
