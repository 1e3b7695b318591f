/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-cli.h"

#include <string.h>

#include <glib/gi18n.h>

#include "autosell-cli-print.h"
#include "autosell-format.h"
#include "autosell-photo-store.h"
#include "autosell-print-document.h"

/* print: pages for paper, as a PDF. Standard output has autosell-cli-print.c. */

static struct
{
  char *filter;
  char *sort;
  char *columns;
  char *paper;
  int copies;
  int photos;
} options = { .copies = 2, .photos = 1 };

static const GOptionEntry entries[] = {
  { "filter", 'f', 0, G_OPTION_ARG_FILENAME, &options.filter, N_("Only those that match"), N_("QUERY") },
  { "sort", 's', 0, G_OPTION_ARG_FILENAME, &options.sort, N_("In this order, else as entered"), N_("FIELD[:desc]") },
  { "columns", 0, 0, G_OPTION_ARG_FILENAME, &options.columns,
    N_("Columns of the list, fields by name with commas; else those for customers that any car has"), N_("FIELDS") },
  { "paper", 0, 0, G_OPTION_ARG_FILENAME, &options.paper, N_("“letter”, which is the default, or “a4”"), N_("PAPER") },
  { "copies", 0, 0, G_OPTION_ARG_INT, &options.copies, N_("Copies of a receipt on its page, 1 or 2; else 2"), "N" },
  { "photos", 0, 0, G_OPTION_ARG_INT, &options.photos, N_("Photos on a windscreen sheet, 0 to 3; else the cover"),
    "N" },
  G_OPTION_ENTRY_NULL
};

static gboolean
parse_kind (const char *text, AutosellPrintKind *kind, GError **error)
{
  static const char *const names[] = {
    [AUTOSELL_PRINT_LIST] = "list",
    [AUTOSELL_PRINT_SHEET] = "sheet",
    [AUTOSELL_PRINT_RECEIPT] = "receipt",
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (strcmp (text, names[i]) == 0)
      {
        *kind = i;
        return TRUE;
      }
  g_set_error (error, AUTOSELL_CLI_ERROR, AUTOSELL_CLI_ERROR_USAGE,
               _("“list”, “sheet” or “receipt” can be printed, not “%s”."), text);
  return FALSE;
}

static gboolean
parse_columns (guint64 *columns, GError **error)
{
  g_autofree char *text = NULL;
  g_auto(GStrv) names = NULL;

  *columns = 0;
  if (options.columns == NULL)
    return TRUE;
  if ((text = autosell_cli_dup_utf8 (options.columns, error)) == NULL)
    return FALSE;
  names = g_strsplit (text, ",", -1);
  for (char **name = names; *name != NULL; name++)
    {
      AutosellField field;

      if (!autosell_field_find (*name, &field))
        {
          g_set_error (error, AUTOSELL_CLI_ERROR, AUTOSELL_CLI_ERROR_UNKNOWN_FIELD, _("There is no field “%s”."),
                       *name);
          return FALSE;
        }
      if (!(autosell_print_columns_possible () & (G_GUINT64_CONSTANT (1) << field)))
        {
          g_set_error (error, AUTOSELL_CLI_ERROR, AUTOSELL_CLI_ERROR_BAD_VALUE,
                       _("“%s” is too long for a column of paper."), autosell_field_get_label (field));
          return FALSE;
        }
      *columns |= G_GUINT64_CONSTANT (1) << field;
    }
  return TRUE;
}

static gboolean
parse_options (AutosellCli *cli, AutosellPrintKind kind, AutosellPaper *paper, guint64 *columns, GError **error)
{
  g_autofree char *file = g_ascii_strdown (cli->arguments[cli->n_arguments - 1], -1);

  *paper = AUTOSELL_PAPER_LETTER;
  if (options.paper != NULL && !autosell_paper_parse (options.paper, paper))
    g_set_error_literal (error, AUTOSELL_CLI_ERROR, AUTOSELL_CLI_ERROR_USAGE, _("--paper is “letter” or “a4”."));
  else if (options.copies < 1 || options.copies > 2)
    g_set_error_literal (error, AUTOSELL_CLI_ERROR, AUTOSELL_CLI_ERROR_USAGE, _("--copies is 1 or 2."));
  else if (options.photos < 0 || options.photos > AUTOSELL_PRINT_PHOTOS_MAX)
    g_set_error_literal (error, AUTOSELL_CLI_ERROR, AUTOSELL_CLI_ERROR_USAGE, _("--photos is 0 to 3."));
  else if (!g_str_has_suffix (file, ".pdf")) /* or a forgotten file would be called like a car */
    g_set_error_literal (error, AUTOSELL_CLI_ERROR, AUTOSELL_CLI_ERROR_USAGE,
                         _("The last argument is the file to be written, and its name ends in “.pdf”."));
  else if (options.filter != NULL && cli->n_arguments > 2)
    g_set_error_literal (error, AUTOSELL_CLI_ERROR, AUTOSELL_CLI_ERROR_USAGE,
                         _("Either IDs or --filter say which vehicles."));
  else if (kind != AUTOSELL_PRINT_LIST && options.filter == NULL && cli->n_arguments == 2)
    g_set_error_literal (error, AUTOSELL_CLI_ERROR, AUTOSELL_CLI_ERROR_USAGE,
                         _("Which vehicle? Give its ID, or several with --filter."));
  else
    return parse_columns (columns, error);
  return FALSE;
}

/* Returns: (transfer full) (nullable): NULL with an error */
static AutosellPrintPhotos *
find_photos (AutosellCli *cli, GPtrArray *vehicles, GError **error)
{
  g_autoptr(AutosellPrintPhotos) found = autosell_print_photos_new (cli->data_dir);

  for (guint i = 0; i < vehicles->len; i++)
    {
      g_autoptr(GPtrArray) photos = NULL;

      if (options.photos > 0 && autosell_vehicle_get_n_photos (vehicles->pdata[i]) > 0
          && (photos = autosell_store_list_photos_sync (cli->store, autosell_vehicle_get_key (vehicles->pdata[i]),
                                                        FALSE, error))
               == NULL)
        return NULL;
      autosell_print_photos_add (found, photos, options.photos);
    }
  return g_steal_pointer (&found);
}

static AutosellPrintDocument *
make_document (AutosellCli *cli, AutosellPrintKind kind, GPtrArray *vehicles, AutosellPaper paper, guint64 columns,
               const char *filter, GError **error)
{
  g_autoptr(AutosellDealership) dealership = autosell_dealership_new (cli->store);
  AutosellPrintPhotos *photos;

  if (kind == AUTOSELL_PRINT_SHEET)
    {
      photos = find_photos (cli, vehicles, error);
      return photos != NULL ? autosell_print_document_new_sheets (vehicles, dealership, paper, photos) : NULL;
    }
  if (kind == AUTOSELL_PRINT_RECEIPT)
    return autosell_print_document_new_receipts (vehicles, dealership, paper, options.copies);
  return autosell_print_document_new_list (vehicles, dealership, paper, columns, filter);
}

static void
tell (AutosellCli *cli, AutosellPrintDocument *document, AutosellPaper paper, GFile *file, guint n_vehicles)
{
  guint n_pages = autosell_print_document_get_n_pages (document);
  g_autofree char *name = NULL;
  g_autofree char *count = NULL;

  if (cli->json != NULL)
    {
      autosell_cli_json_string (cli->json, "file", g_file_peek_path (file));
      autosell_cli_json_string (cli->json, "kind", cli->arguments[0]);
      autosell_cli_json_string (cli->json, "paper", paper == AUTOSELL_PAPER_A4 ? "a4" : "letter");
      autosell_cli_json_integer (cli->json, "vehicles", n_vehicles);
      autosell_cli_json_integer (cli->json, "pages", n_pages);
      return;
    }
  name = g_filename_display_name (cli->arguments[cli->n_arguments - 1]);
  count = autosell_format_integer (n_pages);
  autosell_cli_line (ngettext ("%s page written to “%s”.", "%s pages written to “%s”.", n_pages), count, name);
}

static AutosellCliStatus
run_print (AutosellCli *cli, GError **error)
{
  g_autoptr(AutosellQuery) query = NULL;
  g_autoptr(GPtrArray) vehicles = NULL;
  g_autoptr(AutosellPrintDocument) document = NULL;
  g_autoptr(GFile) file = NULL;
  g_autofree char *filter = NULL;
  AutosellPrintKind kind;
  AutosellPaper paper;
  AutosellSort sort;
  guint64 columns;

  if (!parse_kind (cli->arguments[0], &kind, error) || !parse_options (cli, kind, &paper, &columns, error)
      || (query = autosell_cli_parse_query (cli, options.filter, error)) == NULL
      || !autosell_cli_parse_sort (options.sort, &sort, error) || !autosell_cli_open (cli, error)
      || (vehicles = autosell_cli_load_vehicles (cli, 1, cli->n_arguments - 1, query, &sort, error)) == NULL)
    return AUTOSELL_CLI_FAILED;
  if (vehicles->len == 0 && kind != AUTOSELL_PRINT_LIST)
    {
      g_set_error_literal (error, AUTOSELL_STORE_ERROR, AUTOSELL_STORE_ERROR_NOT_FOUND, "nothing matches the filter");
      cli->subject = options.filter;
      return AUTOSELL_CLI_FAILED;
    }

  filter = options.filter != NULL ? autosell_cli_dup_utf8 (options.filter, NULL) : NULL;
  document = make_document (cli, kind, vehicles, paper, columns, filter, error);
  if (document == NULL)
    return AUTOSELL_CLI_FAILED;
  cli->subject = cli->arguments[cli->n_arguments - 1];
  file = g_file_new_for_commandline_arg (cli->subject);
  if (!autosell_print_document_write_pdf (document, file, NULL, error))
    return AUTOSELL_CLI_FAILED;
  tell (cli, document, paper, file, vehicles->len);
  return AUTOSELL_CLI_DONE;
}

const AutosellCliCommand autosell_cli_command_print = {
  .name = "print",
  .parameters = N_("list|sheet|receipt [ID…] FILE.pdf"),
  .summary = N_("Make a price list, windscreen sheets or reservation receipts as PDF"),
  .description =
    N_("A list is of all vehicles where neither IDs nor --filter say which; sheets and receipts are a page each. "
       "What is not known is left out, or is a line to be filled in by hand. Name, address, hours, phone, "
       "guarantee and forms of payment of the dealership are those of the program's preferences."),
  .options = entries,
  .min_arguments = 2,
  .max_arguments = AUTOSELL_CLI_MANY,
  .run = run_print,
};
