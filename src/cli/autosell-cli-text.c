/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-cli.h"

#include <string.h>

#include <glib/gi18n.h>

#include "autosell-cli-print.h"
#include "autosell-vehicle-text.h"

/* text: what is sent to a customer, as the window copies it. */

static struct
{
  char *filter;
  char *sort;
} options;

static const GOptionEntry entries[] = {
  { "filter", 'f', 0, G_OPTION_ARG_FILENAME, &options.filter, N_("Only those that match"), N_("QUERY") },
  { "sort", 's', 0, G_OPTION_ARG_FILENAME, &options.sort, N_("In this order, else as entered"), N_("FIELD[:desc]") },
  G_OPTION_ENTRY_NULL
};

static gboolean
check_arguments (AutosellCli *cli, GError **error)
{
  if (options.filter != NULL && cli->n_arguments > 0)
    g_set_error_literal (error, AUTOSELL_CLI_ERROR, AUTOSELL_CLI_ERROR_USAGE,
                         _("Either IDs or --filter say which vehicles."));
  else if (options.filter == NULL && cli->n_arguments == 0)
    g_set_error_literal (error, AUTOSELL_CLI_ERROR, AUTOSELL_CLI_ERROR_USAGE,
                         _("Which vehicle? Give its ID, or several with --filter."));
  else
    return TRUE;
  return FALSE;
}

/* Returns: (transfer full) (element-type AutosellVehicle) one at least */
static GPtrArray *
load_vehicles (AutosellCli *cli, AutosellQuery *query, const AutosellSort *sort, GError **error)
{
  g_autoptr(GPtrArray) vehicles = autosell_cli_load_vehicles (cli, 0, cli->n_arguments, query, sort, error);

  if (vehicles == NULL || vehicles->len > 0)
    return g_steal_pointer (&vehicles);
  g_set_error_literal (error, AUTOSELL_STORE_ERROR, AUTOSELL_STORE_ERROR_NOT_FOUND, "nothing matches the filter");
  cli->subject = options.filter;
  return NULL;
}

/* Line by line: what somebody's spreadsheet brought in does not move the cursor here either. */
static void
print_lines (const char *text)
{
  g_auto(GStrv) lines = g_strsplit (text, "\n", -1);

  for (char **line = lines; *line != NULL; line++)
    autosell_cli_line ("%s", *line);
}

static AutosellCliStatus
run_text (AutosellCli *cli, GError **error)
{
  g_autoptr(AutosellQuery) query = NULL;
  g_autoptr(GPtrArray) vehicles = NULL;
  g_autofree char *name = NULL;
  g_autofree char *phone = NULL;
  g_autofree char *text = NULL;
  AutosellSort sort;

  if (!check_arguments (cli, error) || (query = autosell_cli_parse_query (cli, options.filter, error)) == NULL
      || !autosell_cli_parse_sort (options.sort, &sort, error) || !autosell_cli_open (cli, error)
      || (vehicles = load_vehicles (cli, query, &sort, error)) == NULL)
    return AUTOSELL_CLI_FAILED;

  name = autosell_store_get_setting (cli->store, AUTOSELL_SETTING_DEALERSHIP_NAME);
  phone = autosell_store_get_setting (cli->store, AUTOSELL_SETTING_DEALERSHIP_PHONE);
  text = autosell_vehicles_dup_text (vehicles, &(AutosellTextSender){ name, phone }, cli->today);
  if (cli->json == NULL)
    {
      print_lines (text);
      return AUTOSELL_CLI_DONE;
    }
  autosell_cli_json_string (cli->json, "text", text);
  autosell_cli_json_integer (cli->json, "vehicles", vehicles->len);
  return AUTOSELL_CLI_DONE;
}

const AutosellCliCommand autosell_cli_command_text = {
  .name = "text",
  .parameters = N_("ID…"),
  .summary = N_("Show vehicles as a text for customers"),
  .description =
    N_("One vehicle with what a customer asks for, several as the list of the day; *bold* as WhatsApp writes it. "
       "Nothing private is in it, and what is not known is left out. Name and phone of the dealership are "
       "those of the program's preferences."),
  .options = entries,
  .max_arguments = AUTOSELL_CLI_MANY,
  .run = run_text,
};
