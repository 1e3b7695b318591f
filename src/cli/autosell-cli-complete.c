/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-cli.h"

#include <stdio.h>
#include <string.h>

#include <glib/gstdio.h>

#include "autosell-cli-print.h"
#include "autosell-price-rule.h"
#include "autosell-problem.h"

/* For the shell's completion: "autosell-cli __complete -- WORD…", where the last word is the one being typed, perhaps
 * "", and those before it follow the program's name. Prints what it may become, one a line; "@files" or "@folders"
 * alone where it is a file's or folder's name. A candidate that ends in "=" wants no blank behind it. Never fails and
 * never creates a store. */

#define STOCK_NUMBERS_MAX 2000

typedef struct
{
  AutosellCli *cli;
  char **words; /* unowned; those before the last */
  guint n_words;
  const char *typed;                 /* unowned; the last */
  const AutosellCliCommand *command; /* unowned, nullable */
  guint n_arguments;                 /* of the command, before the last word */
  const char *argument;              /* unowned, nullable; the first of them */
  gboolean has_filter;               /* which says which cars, so that no ID follows */
} Completion;

static void
offer (Completion *self, const char *candidate)
{
  if (g_str_has_prefix (candidate, self->typed))
    autosell_cli_line ("%s", candidate);
}

static void
offer_options (Completion *self, const GOptionEntry *entries)
{
  for (const GOptionEntry *entry = entries; entry != NULL && entry->long_name != NULL; entry++)
    {
      g_autofree char *option = g_strconcat ("--", entry->long_name, NULL);

      offer (self, option);
    }
}

static void
offer_commands (Completion *self)
{
  const AutosellCliCommand *const *commands = autosell_cli_get_commands ();

  for (guint i = 0; commands[i] != NULL; i++)
    if (!commands[i]->is_hidden)
      offer (self, commands[i]->name);
}

static void
offer_fields (Completion *self, const char *suffix)
{
  for (AutosellField field = 0; field < AUTOSELL_N_FIELDS; field++)
    {
      g_autofree char *candidate = g_strconcat (autosell_field_get_info (field)->name, suffix, NULL);

      offer (self, candidate);
    }
}

/* With @prefix before each, as in "status=sold". */
static void
offer_statuses (Completion *self, const char *prefix)
{
  for (AutosellStatus status = AUTOSELL_STATUS_UNKNOWN + 1; status < AUTOSELL_N_STATUSES; status++)
    {
      g_autofree char *candidate = g_strconcat (prefix, autosell_status_to_nick (status), NULL);

      offer (self, candidate);
    }
}

static void
offer_problems (Completion *self)
{
  static const char *const groups[] = { "any", "price", "status", "km", "spelling", "date" };

  for (AutosellProblemKind kind = 0; kind < AUTOSELL_N_PROBLEMS; kind++)
    offer (self, autosell_problem_kind_to_nick (kind));
  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    offer (self, groups[i]);
}

static gboolean
offer_stock_number_cb (AutosellVehicle *vehicle, gpointer user_data)
{
  const char *stock_number = autosell_vehicle_get_text (vehicle, AUTOSELL_FIELD_STOCK_NUMBER);

  offer (user_data, stock_number != NULL ? stock_number : autosell_vehicle_get_id (vehicle));
  return TRUE;
}

static void
offer_vehicles (Completion *self)
{
  const AutosellSort sort = { .by_id_order = TRUE };
  gboolean in_bin = self->command == &autosell_cli_command_restore;
  g_autoptr(AutosellQuery) query = autosell_query_parse (in_bin ? "is:deleted" : NULL, NULL, NULL, NULL);
  g_autoptr(GDir) folder = g_dir_open (self->cli->data_dir, 0, NULL);

  if (folder != NULL && g_dir_read_name (folder) != NULL && query != NULL && autosell_cli_open (self->cli, NULL))
    autosell_store_foreach_sync (self->cli->store, query, &sort, STOCK_NUMBERS_MAX, offer_stock_number_cb, self, NULL);
}

/* The value of the option before the last word. FALSE where that is no option with a value. */
static gboolean
offer_option_value (Completion *self, const char *option)
{
  if (strcmp (option, "--data-dir") == 0)
    autosell_cli_line ("@folders");
  else if (strcmp (option, "--sort") == 0)
    {
      offer_fields (self, "");
      offer (self, "days");
      offer (self, "photos");
      offer (self, "ready");
      offer (self, "posted");
    }
  else if (strcmp (option, "--to") == 0)
    offer_vehicles (self);
  else if (strcmp (option, "--winner") == 0)
    {
      offer (self, "sheet");
      offer (self, "here");
    }
  else if (strcmp (option, "--all") == 0)
    {
      offer (self, "mine");
      offer (self, "theirs");
    }
  else if (strcmp (option, "--area") == 0)
    offer (self, "all");
  else if (strcmp (option, "--from") == 0)
    autosell_cli_line ("@folders");
  else if (strcmp (option, "--fields") == 0)
    {
      offer_fields (self, "");
      offer (self, "sheet");
      offer (self, "public");
    }
  else if (strcmp (option, "--columns") == 0)
    offer_fields (self, "");
  else if (strcmp (option, "--round") == 0)
    {
      for (AutosellRounding rounding = AUTOSELL_ROUNDING_1; rounding < AUTOSELL_N_ROUNDINGS; rounding++)
        offer (self, autosell_rounding_to_nick (rounding));
    }
  else if (strcmp (option, "--paper") == 0)
    {
      offer (self, "letter");
      offer (self, "a4");
    }
  else if (strcmp (option, "--copies") == 0)
    {
      offer (self, "1");
      offer (self, "2");
    }
  else if (strcmp (option, "--fix") == 0 || strcmp (option, "--kind") == 0)
    offer_problems (self);
  else if (strcmp (option, "--filter") == 0)
    {
      offer_fields (self, ":");
      offer (self, "days:");
      offer (self, "problem:any");
      offer (self, "photos:");
      offer (self, "ready:yes");
      offer (self, "ready:no");
      offer (self, "posted:no");
      offer (self, "posted:never");
      offer (self, "posted:");
      offer (self, "marketplace:due");
      offer (self, "marketplace:no");
      offer (self, "marketplace:yes");
      offer (self, "is:deleted");
    }
  else
    return autosell_cli_option_takes_next (option);
  return TRUE;
}

static void
offer_assignments (Completion *self)
{
  if (g_str_has_prefix (self->typed, "status="))
    offer_statuses (self, "status=");
  else if (strchr (self->typed, '=') == NULL)
    {
      offer_fields (self, "=");
      offer (self, "extra.");
    }
}

/* The kind, then cars, and at last a file, which nobody can tell from a car before it has a dot or a slash. */
static void
offer_paper (Completion *self)
{
  if (self->n_arguments == 0)
    {
      offer (self, "list");
      offer (self, "sheet");
      offer (self, "receipt");
    }
  else if (strpbrk (self->typed, "./~") != NULL)
    autosell_cli_line ("@files");
  else
    offer_vehicles (self);
}

/* What to do, and then of which car or with which file. */
static void
offer_actions (Completion *self)
{
  static const char *const of_cars[] = { "kit", "put-back", "set", "share", "unshare", NULL };
  static const char *const of_files[] = { "client", "export", NULL };

  if (self->n_arguments == 0)
    {
      for (guint i = 0; self->command->actions[i] != NULL; i++)
        offer (self, self->command->actions[i]);
    }
  else if (self->argument == NULL)
    return;
  else if (self->n_arguments == 1 && g_strv_contains (of_cars, self->argument))
    offer_vehicles (self);
  else if (self->n_arguments == 1 && g_strv_contains (of_files, self->argument))
    autosell_cli_line ("@files");
  else if (self->n_arguments == 2 && g_str_equal (self->argument, "kit"))
    autosell_cli_line ("@folders");
}

/* What to do, of which car, and then files for those that read or write some. */
static void
offer_photos (Completion *self)
{
  if (self->n_arguments == 0)
    {
      for (guint i = 0; autosell_cli_photos_get_action (i) != NULL; i++)
        offer (self, autosell_cli_photos_get_action (i));
    }
  else if (self->n_arguments == 1)
    offer_vehicles (self);
  else
    autosell_cli_line ("@files");
}

static void
offer_argument (Completion *self)
{
  const AutosellCliCommand *command = self->command;

  if (command == &autosell_cli_command_help)
    offer_commands (self);
  else if (command->takes_file)
    {
      if (self->n_arguments == 0)
        autosell_cli_line ("@files");
    }
  else if (command == &autosell_cli_command_add)
    offer_assignments (self);
  else if (command == &autosell_cli_command_print)
    offer_paper (self);
  else if (command == &autosell_cli_command_photos)
    offer_photos (self);
  else if (command->actions != NULL)
    offer_actions (self);
  else if (self->n_arguments == 0 && command != &autosell_cli_command_unpost && !self->has_filter
           && command->max_arguments > 0 && command != &autosell_cli_command_undo)
    offer_vehicles (self);
  else if (command == &autosell_cli_command_set)
    offer_assignments (self);
  else if (command == &autosell_cli_command_status)
    offer_statuses (self, "");
  else if (command->max_arguments == AUTOSELL_CLI_MANY && !self->has_filter)
    offer_vehicles (self);
}

/* Finds the command, the data folder and how many arguments there are among the words. */
static void
read_words (Completion *self)
{
  for (guint i = 0; i < self->n_words; i++)
    {
      const char *word = self->words[i];

      if (strcmp (word, "--data-dir") == 0 && i + 1 < self->n_words)
        {
          g_free (self->cli->data_dir);
          self->cli->data_dir = g_canonicalize_filename (self->words[i + 1], NULL);
        }
      self->has_filter |= strcmp (word, "--filter") == 0;
      if (autosell_cli_option_takes_next (word))
        i++;
      else if (*word == '-' && word[1] != '\0')
        continue;
      else if (self->command == NULL)
        self->command = autosell_cli_find_command (word);
      else if (self->n_arguments++ == 0)
        self->argument = word;
    }
}

static AutosellCliStatus
run_complete (AutosellCli *cli, GError **error G_GNUC_UNUSED)
{
  Completion self = { .cli = cli };
  guint first = cli->n_arguments > 0 && strcmp (cli->arguments[0], "--") == 0 ? 1 : 0;

  /* A half-typed command line is full of mistakes: nothing may appear between prompt and cursor. */
  if (freopen ("/dev/null", "w", stderr) == NULL || cli->n_arguments <= first)
    return AUTOSELL_CLI_DONE;
  cli->data_dir = autosell_store_default_data_dir ();
  self.words = cli->arguments + first;
  self.n_words = cli->n_arguments - first - 1;
  self.typed = cli->arguments[cli->n_arguments - 1];
  read_words (&self);

  if (self.n_words > 0 && offer_option_value (&self, self.words[self.n_words - 1]))
    return AUTOSELL_CLI_DONE;
  if (*self.typed == '-')
    {
      offer_options (&self, self.command != NULL ? self.command->options : NULL);
      offer_options (&self, autosell_cli_get_global_options ());
    }
  else if (self.command == NULL)
    offer_commands (&self);
  else
    offer_argument (&self);
  return AUTOSELL_CLI_DONE;
}

const AutosellCliCommand autosell_cli_command_complete = {
  .name = "__complete",
  .parameters = "",
  .summary = "",
  .max_arguments = AUTOSELL_CLI_MANY,
  .is_hidden = TRUE,
  .run = run_complete,
};
