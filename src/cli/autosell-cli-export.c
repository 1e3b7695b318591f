/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-cli.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "autosell-cli-print.h"
#include "autosell-exporter.h"
#include "autosell-format.h"
#include "autosell-text.h"

/* export: to a file whose name says what it is, or as CSV to standard output. */

static struct
{
  char *filter;
  char *sort;
  char *fields;
} options;

static const GOptionEntry entries[] = {
  { "filter", 'f', 0, G_OPTION_ARG_FILENAME, &options.filter, N_("Only those that match"), N_("QUERY") },
  { "sort", 's', 0, G_OPTION_ARG_FILENAME, &options.sort, N_("In this order, else as entered"), N_("FIELD[:desc]") },
  { "fields", 0, 0, G_OPTION_ARG_FILENAME, &options.fields,
    N_("Fields by name, with commas; or “sheet”, those of the lot's own sheet, or “public”, all that are not private; "
       "“photos” "
       "and “readiness” tell how many there are and what a car lacks"),
    N_("FIELDS") },
  G_OPTION_ENTRY_NULL
};

static guint64
public_fields (void)
{
  guint64 fields = 0;

  for (AutosellField field = 0; field < AUTOSELL_N_FIELDS; field++)
    if (!autosell_field_get_info (field)->is_private)
      fields |= G_GUINT64_CONSTANT (1) << field;
  return fields;
}

/* 0 stands for all that any car has. */
static gboolean
parse_fields (guint64 *fields, GError **error)
{
  g_autofree char *text = NULL;
  g_auto(GStrv) names = NULL;

  *fields = 0;
  if (options.fields == NULL)
    return TRUE;
  if ((text = autosell_cli_dup_utf8 (options.fields, error)) == NULL)
    return FALSE;
  names = g_strsplit (text, ",", -1);
  for (char **name = names; *name != NULL; name++)
    {
      AutosellField field;

      if (strcmp (*name, "sheet") == 0)
        *fields |= autosell_export_fields_default ();
      else if (strcmp (*name, "public") == 0)
        *fields |= public_fields ();
      else if (strcmp (*name, "photos") == 0)
        *fields |= AUTOSELL_EXPORT_PHOTOS;
      else if (strcmp (*name, "readiness") == 0)
        *fields |= AUTOSELL_EXPORT_READINESS;
      else if (autosell_field_find (*name, &field))
        *fields |= G_GUINT64_CONSTANT (1) << field;
      else
        {
          g_set_error (error, AUTOSELL_CLI_ERROR, AUTOSELL_CLI_ERROR_UNKNOWN_FIELD, _("There is no field “%s”."),
                       *name);
          return FALSE;
        }
    }
  return TRUE;
}

static gboolean
copy_to_stdout (const char *path, GError **error)
{
  g_autoptr(GMappedFile) content = g_mapped_file_new (path, FALSE, error);
  gsize size;

  if (content == NULL)
    return FALSE;
  size = g_mapped_file_get_length (content);
  if (size > 0 && fwrite (g_mapped_file_get_contents (content), 1, size, stdout) != size)
    {
      g_set_error (error, AUTOSELL_CLI_ERROR, AUTOSELL_CLI_ERROR_OUTPUT, _("The answer could not be written: %s"),
                   g_strerror (errno));
      return FALSE;
    }
  return TRUE;
}

static gint64
export_to_stdout (AutosellCli *cli, AutosellQuery *query, const AutosellSort *sort, guint64 fields, GError **error)
{
  g_autofree char *folder = g_dir_make_tmp ("autosell-export-XXXXXX", error);
  g_autofree char *path = NULL;
  g_autoptr(GFile) file = NULL;
  gint64 n;

  if (folder == NULL)
    return -1;
  path = g_build_filename (folder, "export.csv", NULL);
  file = g_file_new_for_path (path);
  n = autosell_store_export_sync (cli->store, query, sort, file, fields, error);
  if (n >= 0 && !copy_to_stdout (path, error))
    n = -1;
  g_unlink (path);
  g_rmdir (folder);
  return n;
}

static AutosellCliStatus
run_export (AutosellCli *cli, GError **error)
{
  g_autoptr(AutosellQuery) query = NULL;
  g_autoptr(GFile) file = NULL;
  gboolean is_stdout = strcmp (cli->arguments[0], "-") == 0;
  AutosellSort sort;
  guint64 fields;
  gint64 n;

  if (is_stdout && cli->json != NULL)
    {
      g_set_error_literal (error, AUTOSELL_CLI_ERROR, AUTOSELL_CLI_ERROR_USAGE,
                           _("--json answers on standard output, so the export needs a file."));
      return AUTOSELL_CLI_USAGE;
    }
  if ((query = autosell_cli_parse_query (cli, options.filter, error)) == NULL
      || !autosell_cli_parse_sort (options.sort, &sort, error) || !parse_fields (&fields, error)
      || !autosell_cli_open (cli, error))
    return AUTOSELL_CLI_FAILED;
  cli->subject = cli->arguments[0];
  file = g_file_new_for_commandline_arg (cli->arguments[0]);
  if (is_stdout)
    n = export_to_stdout (cli, query, &sort, fields, error);
  else
    n = autosell_store_export_sync (cli->store, query, &sort, file, fields, error);
  if (n < 0)
    return AUTOSELL_CLI_FAILED;

  if (cli->json != NULL)
    {
      autosell_cli_json_string (cli->json, "file", g_file_peek_path (file));
      autosell_cli_json_string (
        cli->json, "format", autosell_export_format_guess (cli->arguments[0]) == AUTOSELL_EXPORT_XLSX ? "xlsx" : "csv");
      autosell_cli_json_integer (cli->json, "vehicles", n);
    }
  else if (!is_stdout)
    {
      g_autofree char *name = g_filename_display_name (cli->arguments[0]);
      g_autofree char *count = autosell_format_integer (n);

      autosell_cli_line (ngettext ("%s vehicle written to “%s”.", "%s vehicles written to “%s”.", n), count, name);
    }
  return AUTOSELL_CLI_DONE;
}

const AutosellCliCommand autosell_cli_command_export = {
  .name = "export",
  .parameters = N_("FILE"),
  .summary = N_("Write vehicles to a spreadsheet"),
  .description =
    N_("A name that ends in .xlsx makes an Excel file, any other CSV; “-” writes CSV to standard output. "
       "Importing the file again gives the same vehicles. An older file of that name is replaced, and only by "
       "a whole one. Without --fields all fields are written, private ones too."),
  .options = entries,
  .min_arguments = 1,
  .max_arguments = 1,
  .takes_file = TRUE,
  .run = run_export,
};
