/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-cli.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "autosell-cli-print.h"
#include "autosell-interchange-error.h"
#include "autosell-graph-error.h"
#include "autosell-net-error.h"

#define CARET_MAX_BYTES 1000

G_DEFINE_QUARK (autosell - cli - error - quark, autosell_cli_error)

static const char *
store_code (int code)
{
  switch ((AutosellStoreErrorCode) code)
    {
    case AUTOSELL_STORE_ERROR_NEWER:
      return "newer";
    case AUTOSELL_STORE_ERROR_DAMAGED:
      return "damaged";
    case AUTOSELL_STORE_ERROR_NETWORK_FOLDER:
      return "network_folder";
    case AUTOSELL_STORE_ERROR_NO_SPACE:
      return "no_space";
    case AUTOSELL_STORE_ERROR_READ_ONLY:
      return "read_only";
    case AUTOSELL_STORE_ERROR_BUSY:
      return "busy";
    case AUTOSELL_STORE_ERROR_NOT_FOUND:
      return "not_found";
    case AUTOSELL_STORE_ERROR_AMBIGUOUS:
      return "ambiguous";
    case AUTOSELL_STORE_ERROR_CONFLICT:
      return "conflict";
    case AUTOSELL_STORE_ERROR_NOTHING:
      return "nothing";
    case AUTOSELL_STORE_ERROR_CLOSED:
    case AUTOSELL_STORE_ERROR_FAILED:
    default:
      return "failed";
    }
}

static const char *
interchange_code (int code)
{
  switch ((AutosellInterchangeErrorCode) code)
    {
    case AUTOSELL_INTERCHANGE_ERROR_NOT_A_TABLE:
      return "not_a_table";
    case AUTOSELL_INTERCHANGE_ERROR_TOO_LARGE:
      return "too_large";
    case AUTOSELL_INTERCHANGE_ERROR_NO_HEADER:
      return "no_header";
    case AUTOSELL_INTERCHANGE_ERROR_NO_SUCH_SHEET:
      return "no_such_sheet";
    case AUTOSELL_INTERCHANGE_ERROR_BAD_MAPPING:
      return "bad_mapping";
    case AUTOSELL_INTERCHANGE_ERROR_FAILED:
    default:
      return "failed";
    }
}

static const char *
cli_code (int code)
{
  switch ((AutosellCliErrorCode) code)
    {
    case AUTOSELL_CLI_ERROR_USAGE:
      return "usage";
    case AUTOSELL_CLI_ERROR_UNKNOWN_FIELD:
      return "unknown_field";
    case AUTOSELL_CLI_ERROR_BAD_VALUE:
      return "bad_value";
    case AUTOSELL_CLI_ERROR_IN_BIN:
      return "in_bin";
    case AUTOSELL_CLI_ERROR_BAD_BACKUP:
      return "bad_backup";
    case AUTOSELL_CLI_ERROR_CANCELLED:
      return "cancelled";
    case AUTOSELL_CLI_ERROR_NOT_LINKED:
      return "not_linked";
    case AUTOSELL_CLI_ERROR_LINKED:
      return "linked";
    case AUTOSELL_CLI_ERROR_PAUSED:
      return "paused";
    case AUTOSELL_CLI_ERROR_BRAKE:
      return "brake";
    case AUTOSELL_CLI_ERROR_OUTPUT:
    default:
      return "failed";
    }
}

const char *
autosell_cli_error_code (const GError *error)
{
  if (error->domain == AUTOSELL_STORE_ERROR)
    return store_code (error->code);
  if (error->domain == AUTOSELL_INTERCHANGE_ERROR)
    return interchange_code (error->code);
  if (error->domain == AUTOSELL_CLI_ERROR)
    return cli_code (error->code);
  if (error->domain == AUTOSELL_QUERY_ERROR)
    return "bad_filter";
  if (error->domain == AUTOSELL_NET_ERROR)
    return autosell_net_error_get_nick (error);
  if (error->domain == AUTOSELL_GRAPH_ERROR)
    return autosell_graph_error_get_nick (error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return "cancelled";
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    return "no_such_file";
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED))
    return "no_permission";
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE))
    return "no_space";
  return "failed";
}

AutosellCliStatus
autosell_cli_error_status (const GError *error)
{
  if (error->domain == AUTOSELL_QUERY_ERROR || g_error_matches (error, AUTOSELL_CLI_ERROR, AUTOSELL_CLI_ERROR_USAGE)
      || g_error_matches (error, AUTOSELL_CLI_ERROR, AUTOSELL_CLI_ERROR_UNKNOWN_FIELD)
      || g_error_matches (error, AUTOSELL_INTERCHANGE_ERROR, AUTOSELL_INTERCHANGE_ERROR_BAD_MAPPING))
    return AUTOSELL_CLI_USAGE;
  return AUTOSELL_CLI_FAILED;
}

static char *
dup_store_sentence (AutosellCli *cli, const GError *error)
{
  const char *folder = cli->data_dir != NULL ? cli->data_dir : "";
  const char *id = cli->subject != NULL ? cli->subject : "";

  switch ((AutosellStoreErrorCode) error->code)
    {
    case AUTOSELL_STORE_ERROR_NEWER:
      return g_strdup (
        _("A newer version of Autosell Manager wrote these data. Update the program; nothing was changed."));
    case AUTOSELL_STORE_ERROR_DAMAGED:
      return g_strdup_printf (
        _("The data in “%s” are damaged. “autosell-cli recover” sets them aside and puts the newest "
          "good backup in their place."),
        folder);
    case AUTOSELL_STORE_ERROR_NETWORK_FOLDER:
      return g_strdup_printf (
        _("The folder “%s” is on a network drive, where data get lost. Choose one on this PC with "
          "--data-dir."),
        folder);
    case AUTOSELL_STORE_ERROR_NO_SPACE:
      return g_strdup (_("The disk is full. Nothing was changed; make room and try again."));
    case AUTOSELL_STORE_ERROR_READ_ONLY:
      return g_strdup_printf (_("The folder “%s” cannot be written to. Ask for the permission, or choose another with "
                                "--data-dir."),
                              folder);
    case AUTOSELL_STORE_ERROR_BUSY:
      return g_strdup (_("Another program is using the data. Nothing was changed; try again in a moment."));
    case AUTOSELL_STORE_ERROR_NOT_FOUND:
      return g_strdup_printf (_("There is no “%s”. “autosell-cli list” shows what there is."), id);
    case AUTOSELL_STORE_ERROR_AMBIGUOUS:
      return g_strdup_printf (_("Several vehicles have the stock number “%s”. Say which one by its id."), id);
    case AUTOSELL_STORE_ERROR_CONFLICT:
      return g_strdup (
        _("Somebody else changed the vehicle at the same moment. Nothing was changed; look and try again."));
    case AUTOSELL_STORE_ERROR_NOTHING:
      return g_strdup (cli->command == &autosell_cli_command_redo ? _("There is nothing to redo.")
                                                                  : _("There is nothing to undo."));
    case AUTOSELL_STORE_ERROR_CLOSED:
    case AUTOSELL_STORE_ERROR_FAILED:
    default:
      return g_strdup_printf (_("That did not work: %s"), error->message);
    }
}

static gboolean
is_empty_file (const char *path)
{
  GStatBuf info;

  return path != NULL && g_stat (path, &info) == 0 && info.st_size == 0;
}

static char *
dup_file_sentence (AutosellCli *cli, const GError *error)
{
  g_autofree char *file = g_filename_display_name (cli->subject != NULL ? cli->subject : cli->data_dir);

  if (g_error_matches (error, AUTOSELL_INTERCHANGE_ERROR, AUTOSELL_INTERCHANGE_ERROR_NOT_A_TABLE))
    return g_strdup_printf (_("“%s” is no spreadsheet that can be read. Save it as XLSX or CSV, without a password."),
                            file);
  if (g_error_matches (error, AUTOSELL_INTERCHANGE_ERROR, AUTOSELL_INTERCHANGE_ERROR_NO_HEADER)
      && is_empty_file (cli->subject))
    return g_strdup_printf (_("“%s” is empty. Choose another file."), file);
  if (g_error_matches (error, AUTOSELL_INTERCHANGE_ERROR, AUTOSELL_INTERCHANGE_ERROR_NO_HEADER))
    return g_strdup_printf (_("“%s” has no row with the names of its columns, such as Brand, Model and Price."), file);
  if (g_error_matches (error, AUTOSELL_INTERCHANGE_ERROR, AUTOSELL_INTERCHANGE_ERROR_TOO_LARGE))
    return g_strdup_printf (_("“%s” is larger than a stock can be: %s"), file, error->message);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    return g_strdup_printf (_("There is no file or folder “%s”."), file);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_IS_DIRECTORY))
    return g_strdup_printf (_("“%s” is a folder. Give the name of a file."), file);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED))
    return g_strdup_printf (_("“%s” may not be opened."), file);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE))
    return g_strdup_printf (_("The disk of “%s” is full."), file);
  return g_strdup_printf (_("“%s”: %s"), file, error->message);
}

char *
autosell_cli_error_dup_sentence (AutosellCli *cli, const GError *error)
{
  if (error->domain == AUTOSELL_STORE_ERROR)
    return dup_store_sentence (cli, error);
  if (error->domain == AUTOSELL_NET_ERROR)
    return autosell_net_error_dup_sentence (error);
  if (error->domain == AUTOSELL_GRAPH_ERROR)
    return autosell_graph_error_dup_sentence (error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return g_strdup (_("Stopped. Nothing was changed."));
  if (error->domain == AUTOSELL_INTERCHANGE_ERROR || error->domain == G_IO_ERROR)
    return dup_file_sentence (cli, error);
  return g_strdup (error->message);
}

/* The filter and, below it, carets under the part that is wrong. */
static void
show_caret (AutosellCli *cli)
{
  g_autoptr(GString) carets = g_string_new ("  ");
  guint n = g_utf8_strlen (cli->query_text, -1);
  const char *p = cli->query_text;
  g_autoptr(GString) line = g_string_new ("  ");

  for (guint i = 0; i <= n; i++)
    {
      gunichar c = i < n ? g_utf8_get_char (p) : ' ';
      int width = g_unichar_iszerowidth (c) ? 0 : g_unichar_iswide (c) ? 2 : 1;
      gboolean is_marked = i == cli->query_start || (i > cli->query_start && i < cli->query_end);

      if (i < n)
        g_string_append_unichar (line, autosell_cli_is_unsafe (c) ? ' ' : c);
      for (int column = 0; column < width && i < MAX (cli->query_end, cli->query_start + 1); column++)
        g_string_append_c (carets, is_marked ? '^' : ' ');
      p = i < n ? g_utf8_next_char (p) : p;
    }
  autosell_cli_message ("%s", line->str);
  autosell_cli_message ("%s", carets->str);
}

static void
show_candidates (AutosellCli *cli)
{
  for (guint i = 0; i < cli->candidates->len; i++)
    {
      g_autofree char *title = autosell_vehicle_dup_title (g_ptr_array_index (cli->candidates, i));

      autosell_cli_message ("  %s  %s", autosell_vehicle_get_id (g_ptr_array_index (cli->candidates, i)), title);
    }
}

static void
add_json_error (AutosellCli *cli, const GError *error, const char *sentence)
{
  autosell_cli_json_unwind (cli->json);
  autosell_cli_json_begin_object (cli->json, "error");
  autosell_cli_json_string (cli->json, "code", autosell_cli_error_code (error));
  autosell_cli_json_string (cli->json, "message", sentence);
  if (g_strcmp0 (sentence, error->message) != 0)
    autosell_cli_json_string (cli->json, "details", error->message);
  if (error->domain == AUTOSELL_QUERY_ERROR && cli->query_text != NULL)
    {
      autosell_cli_json_string (cli->json, "filter", cli->query_text);
      autosell_cli_json_integer (cli->json, "start", cli->query_start);
      autosell_cli_json_integer (cli->json, "end", cli->query_end);
    }
  if (cli->candidates != NULL)
    {
      autosell_cli_json_begin_array (cli->json, "candidates");
      for (guint i = 0; i < cli->candidates->len; i++)
        {
          g_autofree char *title = autosell_vehicle_dup_title (g_ptr_array_index (cli->candidates, i));

          autosell_cli_json_begin_object (cli->json, NULL);
          autosell_cli_json_string (cli->json, "id", autosell_vehicle_get_id (g_ptr_array_index (cli->candidates, i)));
          autosell_cli_json_string (cli->json, "title", title);
          autosell_cli_json_end (cli->json);
        }
      autosell_cli_json_end (cli->json);
    }
  autosell_cli_json_end (cli->json);
}

AutosellCliStatus
autosell_cli_report (AutosellCli *cli, const GError *error)
{
  g_autofree char *sentence = autosell_cli_error_dup_sentence (cli, error);

  autosell_cli_message ("autosell-cli: %s", sentence);
  /* Of a search that is too long a screenful would not help */
  if (error->domain == AUTOSELL_QUERY_ERROR && cli->query_text != NULL && strlen (cli->query_text) < CARET_MAX_BYTES)
    show_caret (cli);
  if (cli->candidates != NULL)
    show_candidates (cli);
  if (g_error_matches (error, AUTOSELL_CLI_ERROR, AUTOSELL_CLI_ERROR_USAGE))
    {
      if (cli->command != NULL)
        autosell_cli_message (_("“autosell-cli %s --help” tells how it is used."), cli->command->name);
      else
        autosell_cli_message (_("“autosell-cli --help” tells how it is used."));
    }
  else if (error->domain == AUTOSELL_STORE_ERROR && error->code != AUTOSELL_STORE_ERROR_NOT_FOUND
           && error->code != AUTOSELL_STORE_ERROR_AMBIGUOUS && error->code != AUTOSELL_STORE_ERROR_NOTHING
           && error->code != AUTOSELL_STORE_ERROR_FAILED)
    autosell_cli_message (_("Details: %s"), error->message);
  if (cli->json != NULL)
    add_json_error (cli, error, sentence);
  return autosell_cli_error_status (error);
}
