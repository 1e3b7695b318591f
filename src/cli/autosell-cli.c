/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-cli.h"

#include <errno.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <glib/gi18n.h>

#include "autosell-cli-print.h"
#include "autosell-parse.h"
#include "autosell-trace.h"

#define HELP_COLUMNS 80

static struct
{
  char *data_dir;  /* owned, nullable */
  char *endpoints; /* owned, nullable */
  gboolean is_json;
  gboolean is_help;
  gboolean is_version;
  char **arguments; /* owned, nullable */
} global;

static const GOptionEntry global_entries[] = {
  { "data-dir", 0, 0, G_OPTION_ARG_FILENAME, &global.data_dir, N_("Folder of the data"), N_("DIR") },
  { "endpoints", 0, 0, G_OPTION_ARG_FILENAME, &global.endpoints, N_("Where Google is, for trials without an account"),
    N_("FILE") },
  { "json", 0, 0, G_OPTION_ARG_NONE, &global.is_json, N_("Answer with one JSON document"), NULL },
  { "help", 'h', 0, G_OPTION_ARG_NONE, &global.is_help, N_("Show this help"), NULL },
  { "version", 0, 0, G_OPTION_ARG_NONE, &global.is_version, N_("Show the version"), NULL },
  G_OPTION_ENTRY_NULL
};

static const GOptionEntry remaining_entries[] = {
  { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &global.arguments, NULL, NULL }, G_OPTION_ENTRY_NULL
};

static const AutosellCliCommand *const commands[] = {
  &autosell_cli_command_import,
  &autosell_cli_command_export,
  &autosell_cli_command_list,
  &autosell_cli_command_show,
  &autosell_cli_command_add,
  &autosell_cli_command_set,
  &autosell_cli_command_status,
  &autosell_cli_command_delete,
  &autosell_cli_command_restore,
  &autosell_cli_command_history,
  &autosell_cli_command_undo,
  &autosell_cli_command_redo,
  &autosell_cli_command_problems,
  &autosell_cli_command_text,
  &autosell_cli_command_print,
  &autosell_cli_command_photos,
  &autosell_cli_command_google,
  &autosell_cli_command_sheet,
  &autosell_cli_command_sync,
  &autosell_cli_command_conflicts,
  &autosell_cli_command_facebook,
  &autosell_cli_command_post,
  &autosell_cli_command_posts,
  &autosell_cli_command_unpost,
  &autosell_cli_command_schedule,
  &autosell_cli_command_marketplace,
  &autosell_cli_command_catalog,
  &autosell_cli_command_privacy_notice,
  &autosell_cli_command_drive,
  &autosell_cli_command_check,
  &autosell_cli_command_backup,
  &autosell_cli_command_restore_backup,
  &autosell_cli_command_recover,
  &autosell_cli_command_stats,
  &autosell_cli_command_help,
  &autosell_cli_command_complete,
  NULL,
};

const AutosellCliCommand *const *
autosell_cli_get_commands (void)
{
  return commands;
}

const GOptionEntry *
autosell_cli_get_global_options (void)
{
  return global_entries;
}

const AutosellCliCommand *
autosell_cli_find_command (const char *name)
{
  for (guint i = 0; commands[i] != NULL; i++)
    if (strcmp (commands[i]->name, name) == 0)
      return commands[i];
  return NULL;
}

int
autosell_cli_find_action (AutosellCli *cli, GError **error)
{
  const char *const *actions = cli->command->actions;
  g_autofree char *known = NULL;

  for (int i = 0; actions[i] != NULL; i++)
    if (g_str_equal (actions[i], cli->arguments[0]))
      return i;
  known = g_strjoinv (", ", (char **) actions);
  g_set_error (error, AUTOSELL_CLI_ERROR, AUTOSELL_CLI_ERROR_USAGE, _("There is no action “%s”. There are: %s."),
               cli->arguments[0], known);
  return -1;
}

/* TRUE where @option ("--data-dir") is one whose value is the next argument. */
static gboolean
takes_next (const GOptionEntry *entries, const char *option)
{
  if (strncmp (option, "--", 2) != 0)
    return FALSE;
  for (const GOptionEntry *entry = entries; entry != NULL && entry->long_name != NULL; entry++)
    if (entry->arg != G_OPTION_ARG_NONE && strcmp (option + 2, entry->long_name) == 0)
      return TRUE;
  return FALSE;
}

gboolean
autosell_cli_option_takes_next (const char *option)
{
  if (takes_next (global_entries, option))
    return TRUE;
  for (guint i = 0; commands[i] != NULL; i++)
    if (takes_next (commands[i]->options, option))
      return TRUE;
  return FALSE;
}

/* "-n 3 list": whether -n has a value depends on the command, which is still to be found. */
static gboolean
may_be_short_value (char **argv, int i)
{
  const char *before = argv[i - 1];

  return i > 1 && before[0] == '-' && before[1] != '-' && strlen (before) == 2
         && autosell_cli_find_command (argv[i]) == NULL;
}

/* Options may stand before the command, so it is the first argument that is neither one nor the value of one.
 * 0 where there is none. */
static int
find_command_argument (int argc, char **argv)
{
  for (int i = 1; i < argc; i++)
    {
      if (strcmp (argv[i], "--") == 0)
        return i + 1 < argc ? i + 1 : 0;
      if ((argv[i][0] != '-' || argv[i][1] == '\0') && !may_be_short_value (argv, i))
        return i;
      if (autosell_cli_option_takes_next (argv[i]))
        i++;
    }
  return 0;
}

/* Even a malformed command line is answered in JSON when it asks for that. “--photos” has a value in one command and
 * none in another. */
static gboolean
asks_for_json (int argc, char **argv)
{
  int at = find_command_argument (argc, argv);
  const AutosellCliCommand *command = at > 0 ? autosell_cli_find_command (argv[at]) : NULL;

  for (int i = 1; i < argc && strcmp (argv[i], "--") != 0; i++)
    {
      if (strcmp (argv[i], "--json") == 0)
        return TRUE;
      if (takes_next (global_entries, argv[i])
          || (command != NULL ? takes_next (command->options, argv[i]) : autosell_cli_option_takes_next (argv[i])))
        i++;
    }
  return FALSE;
}

char *
autosell_cli_dup_utf8 (const char *argument, GError **error)
{
  char *converted;

  if (g_utf8_validate (argument, -1, NULL))
    return g_strdup (argument);
  if ((converted = g_locale_to_utf8 (argument, -1, NULL, NULL, NULL)) == NULL)
    g_set_error (error, AUTOSELL_CLI_ERROR, AUTOSELL_CLI_ERROR_USAGE, _("An argument is not text: “%s”."), argument);
  return converted;
}

static char *
dup_author (void)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr(GSettingsSchema) schema = NULL;
  g_autoptr(GSettings) settings = NULL;
  g_autofree char *name = NULL;
  const char *author = g_getenv ("AUTOSELL_AUTHOR");

  if (author != NULL && *author != '\0' && g_utf8_validate (author, -1, NULL))
    return g_strdup (author);
  if (source != NULL)
    schema = g_settings_schema_source_lookup (source, APP_ID, TRUE);
  if (schema == NULL || !g_settings_schema_has_key (schema, "profile-name"))
    return NULL; /* the store takes the user's real name */
  settings = g_settings_new_full (schema, NULL, NULL);
  name = g_settings_get_string (settings, "profile-name");
  return *g_strstrip (name) != '\0' ? g_steal_pointer (&name) : NULL;
}

gboolean
autosell_cli_open (AutosellCli *cli, GError **error)
{
  g_autofree char *author = NULL;

  if (cli->store != NULL)
    return TRUE;
  author = dup_author ();
  cli->store = autosell_store_open_sync (cli->data_dir, "cli", author, error);
  return cli->store != NULL;
}

/* The translation of "" is the header of the whole catalogue. */
static const char *
get_parameters (const AutosellCliCommand *command)
{
  return *command->parameters != '\0' ? _(command->parameters) : "";
}

static char *
dup_command_list (void)
{
  GString *text = g_string_new (_("Commands:"));

  g_string_append_c (text, '\n');
  for (guint i = 0; commands[i] != NULL; i++)
    {
      g_autofree char *left = NULL;

      if (commands[i]->is_hidden)
        continue;
      left = g_strdup_printf ("%s %s", commands[i]->name, get_parameters (commands[i]));
      /* printf pads by bytes, and “…” has three. */
      g_string_append_printf (text, "  %s%*s", left, MAX (0, 34 - (int) g_utf8_strlen (left, -1)), "");
      g_string_append_printf (text, g_utf8_strlen (left, -1) > 33 ? "\n%36s%s\n" : "%s%s\n", "",
                              _(commands[i]->summary));
    }
  g_string_append (text, "\n");
  g_string_append (text, _("ID is a vehicle's id or its stock number, where only one has it.\n"
                           "“autosell-cli COMMAND --help” tells more about a command.\n"
                           "Exit status: 0 done, 1 failed, 2 wrong usage, 3 done in part.\n"
                           "AUTOSELL_DATA_DIR names the folder of the data, AUTOSELL_AUTHOR who is working."));
  return g_string_free (text, FALSE);
}

/* GOptionContext prints a description as it is, so that a paragraph would be one long line. */
static char *
dup_wrapped (const char *text)
{
  GString *wrapped = g_string_new (NULL);
  g_auto(GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto(GStrv) words = g_strsplit (lines[i], " ", -1);
      glong column = 0;

      for (guint k = 0; words[k] != NULL; k++)
        {
          glong width = g_utf8_strlen (words[k], -1);
          gboolean breaks = k > 0 && column + 1 + width > HELP_COLUMNS;

          if (k > 0)
            g_string_append_c (wrapped, breaks ? '\n' : ' ');
          g_string_append (wrapped, words[k]);
          column = breaks ? width : column + (k > 0 ? 1 : 0) + width;
        }
      if (lines[i + 1] != NULL)
        g_string_append_c (wrapped, '\n');
    }
  return g_string_free (wrapped, FALSE);
}

static GOptionContext *
make_context (const AutosellCliCommand *command)
{
  GOptionContext *context = g_option_context_new (command != NULL ? get_parameters (command) : _("COMMAND"));

  g_option_context_set_help_enabled (context, FALSE); /* our own, which knows of --json */
  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  if (command == NULL)
    {
      g_autofree char *list = dup_command_list ();

      g_option_context_set_summary (context, _("The stock of a used-car lot."));
      g_option_context_set_description (context, list);
    }
  else
    {
      g_option_context_set_summary (context, _(command->summary));
      if (command->description != NULL)
        {
          g_autofree char *description = dup_wrapped (_(command->description));

          g_option_context_set_description (context, description);
        }
      if (command->options != NULL)
        g_option_context_add_main_entries (context, command->options, GETTEXT_PACKAGE);
    }
  g_option_context_add_main_entries (context, global_entries, GETTEXT_PACKAGE);
  g_option_context_add_main_entries (context, remaining_entries, GETTEXT_PACKAGE);
  return context;
}

static void
show_help (AutosellCli *cli, const AutosellCliCommand *command)
{
  g_autoptr(GOptionContext) context = make_context (command);
  g_autofree char *name =
    command != NULL ? g_strdup_printf ("autosell-cli %s", command->name) : g_strdup ("autosell-cli");
  g_autofree char *help = NULL;

  g_set_prgname (name);
  help = g_option_context_get_help (context, TRUE, NULL);
  if (cli->json != NULL)
    autosell_cli_json_string (cli->json, "help", help);
  else
    autosell_cli_text (help);
}

static AutosellCliStatus
run_help (AutosellCli *cli, GError **error)
{
  const AutosellCliCommand *command = NULL;

  if (cli->n_arguments > 0 && (command = autosell_cli_find_command (cli->arguments[0])) == NULL)
    {
      g_set_error (error, AUTOSELL_CLI_ERROR, AUTOSELL_CLI_ERROR_USAGE, _("There is no command “%s”."),
                   cli->arguments[0]);
      return AUTOSELL_CLI_USAGE;
    }
  show_help (cli, command);
  return AUTOSELL_CLI_DONE;
}

const AutosellCliCommand autosell_cli_command_help = {
  .name = "help",
  .parameters = N_("[COMMAND]"),
  .summary = N_("Tell how to use a command"),
  .max_arguments = 1,
  .run = run_help,
};

static gboolean
check_arguments (AutosellCli *cli, GError **error)
{
  const AutosellCliCommand *command = cli->command;

  if (cli->n_arguments < command->min_arguments || cli->n_arguments > command->max_arguments)
    {
      g_set_error (error, AUTOSELL_CLI_ERROR, AUTOSELL_CLI_ERROR_USAGE,
                   cli->n_arguments < command->min_arguments ? _("Something is missing: %s %s")
                                                             : _("That is more than is understood: %s %s"),
                   command->name, get_parameters (command));
      return FALSE;
    }
  for (guint i = command->takes_file ? 1 : 0; !command->takes_files && i < cli->n_arguments; i++)
    {
      char *text = autosell_cli_dup_utf8 (cli->arguments[i], error);

      if (text == NULL)
        return FALSE;
      g_free (cli->arguments[i]);
      cli->arguments[i] = text;
    }
  return TRUE;
}

static gboolean
parse_options (AutosellCli *cli, int argc, char **argv, GError **error)
{
  g_autoptr(GOptionContext) context = make_context (cli->command);
  g_autoptr(GError) local_error = NULL;

  if (!g_option_context_parse (context, &argc, &argv, &local_error))
    {
      g_set_error_literal (error, AUTOSELL_CLI_ERROR, AUTOSELL_CLI_ERROR_USAGE, local_error->message);
      return FALSE;
    }
  cli->arguments = g_steal_pointer (&global.arguments);
  if (cli->arguments == NULL)
    cli->arguments = g_new0 (char *, 1);
  cli->n_arguments = g_strv_length (cli->arguments);
  cli->data_dir =
    global.data_dir != NULL ? g_canonicalize_filename (global.data_dir, NULL) : autosell_store_default_data_dir ();
  cli->endpoints_path = g_steal_pointer (&global.endpoints);
  return TRUE;
}

static AutosellCliStatus
run_command (AutosellCli *cli, int argc, char **argv, GError **error)
{
  g_autofree char **rest = g_new0 (char *, argc + 1);
  int at = find_command_argument (argc, argv);
  int n = 0;

  for (int i = 0; i < argc; i++)
    if (i != at || at == 0)
      rest[n++] = argv[i];
  if (at > 0 && (cli->command = autosell_cli_find_command (argv[at])) == NULL)
    {
      g_set_error (error, AUTOSELL_CLI_ERROR, AUTOSELL_CLI_ERROR_USAGE, _("There is no command “%s”."), argv[at]);
      return AUTOSELL_CLI_USAGE;
    }
  /* What is being completed is a command line of its own, with options that are not for us. */
  if (cli->command == &autosell_cli_command_complete)
    {
      cli->arguments = g_strdupv (argv + at + 1);
      cli->n_arguments = g_strv_length (cli->arguments);
      return cli->command->run (cli, error);
    }
  if (!parse_options (cli, n, rest, error))
    return AUTOSELL_CLI_USAGE;
  if (global.is_version)
    {
      if (cli->json != NULL)
        autosell_cli_json_string (cli->json, "version", VERSION);
      else
        autosell_cli_line ("autosell-cli %s", VERSION);
      return AUTOSELL_CLI_DONE;
    }
  if (global.is_help)
    {
      show_help (cli, cli->command);
      return AUTOSELL_CLI_DONE;
    }
  if (cli->command == NULL)
    {
      g_set_error_literal (error, AUTOSELL_CLI_ERROR, AUTOSELL_CLI_ERROR_USAGE, _("No command was given."));
      return AUTOSELL_CLI_USAGE;
    }
  return check_arguments (cli, error) ? cli->command->run (cli, error) : AUTOSELL_CLI_USAGE;
}

/* Completes the document and makes sure that all of it went out: a full disk behind a pipe is a failure. */
static AutosellCliStatus
finish_output (AutosellCli *cli, AutosellCliStatus status)
{
  gboolean is_written = TRUE;

  if (cli->json != NULL)
    is_written = autosell_cli_json_finish (cli->json);
  if (is_written && fflush (stdout) == 0 && !ferror (stdout))
    return status;
  autosell_cli_message (_("The answer could not be written: %s"), g_strerror (errno));
  return status == AUTOSELL_CLI_DONE ? AUTOSELL_CLI_FAILED : status;
}

static void
clear_cli (AutosellCli *cli)
{
  g_clear_object (&cli->google);
  g_free (cli->endpoints_path);
  if (cli->store != NULL)
    autosell_store_close (cli->store);
  g_clear_object (&cli->store);
  g_clear_pointer (&cli->json, autosell_cli_json_free);
  g_clear_pointer (&cli->arguments, g_strfreev);
  g_clear_pointer (&cli->data_dir, g_free);
  g_clear_pointer (&cli->query_text, g_free);
  g_clear_pointer (&cli->candidates, g_ptr_array_unref);
}

int
main (int argc, char *argv[])
{
  AutosellCli cli = { NULL };
  AutosellCliStatus status;
  g_autoptr(GError) error = NULL;
  const char *locale_dir = g_getenv ("AUTOSELL_LOCALEDIR");

  /* What is logged for support never mixes with the answer. */
  g_log_writer_default_set_use_stderr (TRUE);
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, locale_dir != NULL ? locale_dir : LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  autosell_trace_init ();
  autosell_trace (AUTOSELL_TRACE_START, 0);

  autosell_date_today (cli.today);
  if (asks_for_json (argc, argv))
    cli.json = autosell_cli_json_new (stdout, isatty (STDOUT_FILENO));
  status = run_command (&cli, argc, argv, &error);
  if (error != NULL)
    status = autosell_cli_report (&cli, error);
  status = finish_output (&cli, status);
  clear_cli (&cli);
  return status;
}
