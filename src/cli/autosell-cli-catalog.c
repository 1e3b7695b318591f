/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-cli.h"

#include <glib/gi18n.h>
#include <string.h>

#include "autosell-catalog-store.h"
#include "autosell-cli-print.h"
#include "autosell-format.h"
#include "autosell-output-file.h"

/* Two files that a dealership publishes: catalog export, privacy-notice. */

/* ---- catalog ---- */

static void
json_report (AutosellCliJson *json, const AutosellCatalogReport *report)
{
  autosell_cli_json_integer (json, "written", report->n_written);
  autosell_cli_json_begin_array (json, "left_out");
  for (guint i = 0; i < report->left_out->len; i++)
    {
      const AutosellCatalogOmission *omission = report->left_out->pdata[i];

      autosell_cli_json_begin_object (json, NULL);
      autosell_cli_json_string (json, "title", omission->title);
      autosell_cli_json_string (json, "lacks", omission->lacks);
      autosell_cli_json_end (json);
    }
  autosell_cli_json_end (json);
}

static void
show_report (const AutosellCatalogReport *report)
{
  g_autofree char *number = autosell_format_integer (report->n_written);

  autosell_cli_line (ngettext ("%s car is in the catalog.", "%s cars are in the catalog.", report->n_written), number);
  for (guint i = 0; i < report->left_out->len; i++)
    {
      const AutosellCatalogOmission *omission = report->left_out->pdata[i];

      /* Translators: a car, and what it lacks: “price, km” */
      autosell_cli_line (_("Left out: %s lacks %s"), omission->title, omission->lacks);
    }
}

static AutosellCliStatus
run_catalog (AutosellCli *cli, GError **error)
{
  g_autoptr(GFile) file = NULL;
  g_autoptr(AutosellCatalogReport) report = NULL;

  if (autosell_cli_find_action (cli, error) < 0)
    return AUTOSELL_CLI_USAGE;
  if (!autosell_cli_open (cli, error))
    return AUTOSELL_CLI_FAILED;
  cli->subject = cli->arguments[1];
  file = g_file_new_for_commandline_arg (cli->arguments[1]);
  report = autosell_store_export_catalog_sync (cli->store, file, error);
  if (report == NULL)
    return AUTOSELL_CLI_FAILED;
  if (cli->json != NULL)
    json_report (cli->json, report);
  else
    show_report (report);
  return report->left_out->len > 0 ? AUTOSELL_CLI_PARTLY : AUTOSELL_CLI_DONE;
}

static const char *const actions[] = { "export", NULL };

const AutosellCliCommand autosell_cli_command_catalog = {
  .name = "catalog",
  .actions = actions,
  .parameters = N_("export FILE"),
  .summary = N_("Write the vehicle catalog for Meta’s inventory ads, which are paid"),
  .description =
    N_("For a dealership with a web site: each car needs a page and photos that anybody can open, whose addresses are "
       "in the "
       "program’s preferences. Only cars that are available are written; one that lacks something that is required is "
       "left out and named, and the exit status is then 3."),
  .min_arguments = 2,
  .max_arguments = 2,
  .takes_files = TRUE,
  .run = run_catalog,
};

/* ---- privacy-notice ---- */

static char *language;

static const GOptionEntry entries[] = { { "language", 0, 0, G_OPTION_ARG_STRING, &language,
                                          N_("“es”, which is the default, or “en”"), N_("LANGUAGE") },
                                        G_OPTION_ENTRY_NULL };

static AutosellCliStatus
run_privacy_notice (AutosellCli *cli, GError **error)
{
  gboolean is_english = g_strcmp0 (language, "en") == 0;
  g_autofree char *name = g_ascii_strdown (cli->arguments[0], -1);
  gboolean is_html = g_str_has_suffix (name, ".html") || g_str_has_suffix (name, ".htm");
  g_autoptr(GFile) file = g_file_new_for_commandline_arg (cli->arguments[0]);
  g_autoptr(AutosellOutputFile) output = NULL;
  g_autofree char *text = NULL;

  if (language != NULL && !is_english && strcmp (language, "es") != 0)
    {
      g_set_error_literal (error, AUTOSELL_CLI_ERROR, AUTOSELL_CLI_ERROR_USAGE, _("--language is “es” or “en”."));
      return AUTOSELL_CLI_USAGE;
    }
  if (!autosell_cli_open (cli, error))
    return AUTOSELL_CLI_FAILED;
  cli->subject = cli->arguments[0];
  text = autosell_store_dup_privacy_notice (cli->store, is_english ? AUTOSELL_NOTICE_ENGLISH : AUTOSELL_NOTICE_SPANISH,
                                            is_html);
  output = autosell_output_file_new (file, error);
  if (output == NULL || !autosell_output_file_write (output, text, strlen (text), error)
      || !autosell_output_file_commit (output, error))
    return AUTOSELL_CLI_FAILED;
  if (cli->json != NULL)
    autosell_cli_json_string (cli->json, "file", cli->arguments[0]);
  else
    autosell_cli_line (
      _("The notice is in “%s”. Read it, fill in what is blank, and publish it on the dealership’s web site."),
      cli->arguments[0]);
  return AUTOSELL_CLI_DONE;
}

const AutosellCliCommand autosell_cli_command_privacy_notice = {
  .name = "privacy-notice",
  .parameters = N_("FILE"),
  .summary = N_("Write the privacy notice that Meta asks of the dealership"),
  .description = N_("As a page where the name ends in “.html”, else as text; with the dealership’s name, address and "
                    "contact of the program’s "
                    "preferences, and a blank line for what is not known."),
  .options = entries,
  .min_arguments = 1,
  .max_arguments = 1,
  .takes_file = TRUE,
  .run = run_privacy_notice,
};
