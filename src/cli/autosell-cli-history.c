/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-cli.h"

#include <stdlib.h>

#include <glib/gi18n.h>

#include "autosell-cli-print.h"
#include "autosell-format.h"

/* Commands about what was done: history, undo, redo. */

#define HISTORY_LIMIT_DEFAULT 50
#define HISTORY_LIMIT_MAX 1000000

/* ---- history ---- */

static gint64 history_limit = HISTORY_LIMIT_DEFAULT;

static const GOptionEntry history_entries[] = { { "limit", 'n', 0, G_OPTION_ARG_INT64, &history_limit,
                                                  N_("At most so many, newest first; 50 where nothing is said"),
                                                  N_("N") },
                                                G_OPTION_ENTRY_NULL };

static void
print_event (AutosellEvent *event)
{
  g_autofree char *time = autosell_format_instant (autosell_event_get_time (event));
  g_autofree char *text = autosell_cli_dup_event (event);
  g_autoptr(GString) line = g_string_new (NULL);
  const char *who = autosell_event_get_who (event);
  const char *reason = autosell_event_get_reason (event);

  g_string_append_printf (line, "%s  #%" G_GINT64_FORMAT "  %s (%s)  %s · %s", time, autosell_event_get_change (event),
                          who != NULL ? who : "—", autosell_event_get_origin (event),
                          autosell_event_get_vehicle_title (event), text);
  if (reason != NULL)
    g_string_append_printf (line, _(" · why: %s"), reason);
  if (autosell_event_is_undone (event))
    g_string_append_printf (line, " · %s", _("undone"));
  autosell_cli_line ("%s", line->str);
}

static AutosellCliStatus
run_history (AutosellCli *cli, GError **error)
{
  g_autoptr(AutosellVehicle) vehicle = NULL;
  g_autoptr(GPtrArray) events = NULL;
  gint64 key = 0;

  if (history_limit < 1 || history_limit > HISTORY_LIMIT_MAX)
    {
      g_set_error_literal (error, AUTOSELL_CLI_ERROR, AUTOSELL_CLI_ERROR_USAGE, _("--limit is a number above zero."));
      return AUTOSELL_CLI_USAGE;
    }
  if (!autosell_cli_open (cli, error))
    return AUTOSELL_CLI_FAILED;
  if (cli->n_arguments > 0)
    {
      if ((vehicle = autosell_cli_find_any_vehicle (cli, cli->arguments[0], error)) == NULL)
        return AUTOSELL_CLI_FAILED;
      key = autosell_vehicle_get_key (vehicle);
    }
  events = autosell_store_get_history_sync (cli->store, key, (guint) history_limit, error);
  if (events == NULL)
    return AUTOSELL_CLI_FAILED;

  if (cli->json != NULL)
    autosell_cli_json_begin_array (cli->json, "events");
  for (guint i = 0; i < events->len; i++)
    if (cli->json != NULL)
      autosell_cli_json_event (cli->json, g_ptr_array_index (events, i));
    else
      print_event (g_ptr_array_index (events, i));
  if (cli->json != NULL)
    autosell_cli_json_end (cli->json);
  else if (events->len == 0)
    autosell_cli_message (_("Nothing has happened yet."));
  return AUTOSELL_CLI_DONE;
}

const AutosellCliCommand autosell_cli_command_history = {
  .name = "history",
  .parameters = N_("[ID]"),
  .summary = N_("Show what was changed, when, by whom and from where"),
  .description =
    N_("The number after “#” is the change; all that has the same number was done, and is undone, at once."),
  .options = history_entries,
  .max_arguments = 1,
  .run = run_history,
};

/* ---- undo, redo ---- */

/* What came of it, after @label said what it was. */
static AutosellCliStatus
report_step (AutosellCli *cli, const char *name, const char *label, const AutosellCommitResult *result, GError **error)
{
  g_autofree char *count = NULL;

  if (cli->json != NULL)
    {
      autosell_cli_json_string (cli->json, name, label);
      autosell_cli_json_integer (cli->json, "change", result->change);
      autosell_cli_json_integer (cli->json, "changed", result->n_vehicles);
      autosell_cli_json_integer (cli->json, "skipped", result->n_skipped);
    }
  else if (label != NULL)
    autosell_cli_line (cli->command == &autosell_cli_command_undo ? _("Undone: %s") : _("Done again: %s"), label);
  if (!autosell_cli_show_change (cli, result, error))
    return AUTOSELL_CLI_FAILED;
  if (result->n_skipped == 0)
    return AUTOSELL_CLI_DONE;
  count = autosell_format_integer (result->n_skipped);
  autosell_cli_message (ngettext ("%s value was left as it is, since it was changed again later.",
                                  "%s values were left as they are, since they were changed again later.",
                                  result->n_skipped),
                        count);
  return AUTOSELL_CLI_PARTLY;
}

static gboolean
parse_change (const char *argument, gint64 *change, GError **error)
{
  guint64 number;

  if (*argument == '#')
    argument++;
  if (!g_ascii_string_to_unsigned (argument, 10, 1, G_MAXINT64, &number, NULL))
    {
      g_set_error (error, AUTOSELL_CLI_ERROR, AUTOSELL_CLI_ERROR_USAGE, _("“%s” is no number of a change."), argument);
      return FALSE;
    }
  *change = (gint64) number;
  return TRUE;
}

static AutosellCliStatus
run_undo (AutosellCli *cli, GError **error)
{
  g_autoptr(AutosellUndoStep) undo = NULL;
  g_autoptr(AutosellUndoStep) redo = NULL;
  g_autoptr(AutosellCommitResult) result = NULL;
  g_autofree char *label = NULL;
  gint64 change = 0;

  if (cli->n_arguments > 0 && !parse_change (cli->arguments[0], &change, error))
    return AUTOSELL_CLI_USAGE;
  if (!autosell_cli_open (cli, error) || !autosell_store_peek_undo_sync (cli->store, &undo, &redo, error))
    return AUTOSELL_CLI_FAILED;
  if (undo != NULL && undo->change != 0 && (change == 0 || change == undo->change))
    {
      label = autosell_undo_step_dup_label (undo);
      change = undo->change; /* this one, even if another process has made a newer one by now */
    }
  if (cli->n_arguments > 0)
    cli->subject = cli->arguments[0];
  if ((result = autosell_store_undo_sync (cli->store, change, error)) == NULL)
    return AUTOSELL_CLI_FAILED;
  return report_step (cli, "undone", label, result, error);
}

const AutosellCliCommand autosell_cli_command_undo = {
  .name = "undo",
  .parameters = N_("[CHANGE]"),
  .summary = N_("Take back the latest change, or the one of that number"),
  .description = N_("Values that somebody has changed again since are left alone; the exit status is 3 then."),
  .max_arguments = 1,
  .run = run_undo,
};

static AutosellCliStatus
run_redo (AutosellCli *cli, GError **error)
{
  g_autoptr(AutosellUndoStep) undo = NULL;
  g_autoptr(AutosellUndoStep) redo = NULL;
  g_autoptr(AutosellCommitResult) result = NULL;
  g_autofree char *label = NULL;

  if (!autosell_cli_open (cli, error) || !autosell_store_peek_undo_sync (cli->store, &undo, &redo, error))
    return AUTOSELL_CLI_FAILED;
  if (redo != NULL && redo->change != 0)
    label = autosell_undo_step_dup_label (redo);
  if ((result = autosell_store_redo_sync (cli->store, error)) == NULL)
    return AUTOSELL_CLI_FAILED;
  return report_step (cli, "redone", label, result, error);
}

const AutosellCliCommand autosell_cli_command_redo = {
  .name = "redo",
  .parameters = "",
  .summary = N_("Do again what was undone last"),
  .run = run_redo,
};
