/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-cli-facebook.h"

#include <glib/gi18n.h>
#include <string.h>

#include "autosell-cli-print.h"
#include "autosell-format.h"
#include "autosell-week.h"

/* The command for the slots of the Pages: what goes when and why, what a person says of it, and doing what is due. */

#define WEEK_S ((gint64) 7 * 24 * 60 * 60)

static struct
{
  char *page;
  char *at;
  char *to;
  char *from;
  char *vehicle;
  gboolean is_weekly;
  gint64 now_s;
} options;

static const GOptionEntry entries[] = {
  { "page", 'p', 0, G_OPTION_ARG_STRING, &options.page, N_("One Page alone, by name"), N_("NAME") },
  { "at", 0, 0, G_OPTION_ARG_STRING, &options.at, N_("The slot that is meant, such as “2026-11-24 09:00”"),
    N_("TIME") },
  { "to", 0, 0, G_OPTION_ARG_STRING, &options.to, N_("move: the slot into which it goes"), N_("TIME") },
  { "from", 0, 0, G_OPTION_ARG_STRING, &options.from,
    N_("show: the first of the seven days, also of the past; else now"), N_("TIME") },
  { "vehicle", 0, 0, G_OPTION_ARG_STRING, &options.vehicle, N_("pin: the car that goes then"), N_("ID") },
  { "weekly", 0, 0, G_OPTION_ARG_NONE, &options.is_weekly, N_("pin, free: in this slot of every week"), NULL },
  { "now", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_INT64, &options.now_s, NULL, NULL },
  G_OPTION_ENTRY_NULL
};

static gint64
get_now_s (void)
{
  return options.now_s != 0 ? options.now_s : g_get_real_time () / G_USEC_PER_SEC;
}

/* ---- run ---- */

static void
tell_count (AutosellCli *cli, const char *name, const char *label, guint n)
{
  if (cli->json != NULL)
    autosell_cli_json_integer (cli->json, name, n);
  else if (n > 0)
    autosell_cli_line ("%s: %u", label, n);
}

static void
tell_report (AutosellCli *cli, const AutosellPublisherReport *report)
{
  tell_count (cli, "published", _("Published"), report->n_published);
  tell_count (cli, "handed", _("Scheduled at Facebook"), report->n_handed);
  tell_count (cli, "edited", _("Changed"), report->n_edited);
  tell_count (cli, "removed", _("Removed, and checked"), report->n_removed);
  tell_count (cli, "gone", _("Removed at Facebook by somebody"), report->n_gone);
  tell_count (cli, "failed", _("Failed"), report->n_failed);
  tell_count (cli, "planned", _("Planned"), report->n_planned);
  tell_count (cli, "later", _("Tried again later"), report->n_later);
  if (cli->json != NULL)
    autosell_cli_json_instant (cli->json, "next", report->next_s * G_USEC_PER_SEC);
  else if (report->next_s != 0)
    {
      g_autofree char *next = autosell_format_instant (report->next_s * G_USEC_PER_SEC);

      autosell_cli_line (_("Next: %s"), next);
    }
}

static AutosellCliStatus
run_now (AutosellCli *cli, GError **error)
{
  AutosellPublisherReport report;

  if (!autosell_cli_publish (cli, options.now_s, &report, error))
    return AUTOSELL_CLI_FAILED;
  tell_report (cli, &report);
  return report.n_failed > 0 ? AUTOSELL_CLI_PARTLY : AUTOSELL_CLI_DONE;
}

/* ---- show ---- */

static const char *
get_nick (const AutosellWeekEntry *entry)
{
  static const char *const nicks[] = {
    [AUTOSELL_WEEK_PLANNED] = "planned", [AUTOSELL_WEEK_PINNED] = "pinned", [AUTOSELL_WEEK_SKIPPED] = "skipped",
    [AUTOSELL_WEEK_FULL] = "full",       [AUTOSELL_WEEK_CLOSE] = "close",   [AUTOSELL_WEEK_EMPTY] = "empty",
    [AUTOSELL_WEEK_FREE] = "free",       [AUTOSELL_WEEK_POST] = "post",     [AUTOSELL_WEEK_MISSED] = "missed",
    [AUTOSELL_WEEK_NOTHING] = "nothing", [AUTOSELL_WEEK_HELD] = "held",
  };

  return nicks[entry->kind];
}

static void
json_entry (AutosellCliJson *json, const AutosellPage *page, const AutosellWeekEntry *entry, const char *why)
{
  autosell_cli_json_begin_object (json, NULL);
  autosell_cli_json_string (json, "page", page->name);
  autosell_cli_json_string (json, "page_id", page->remote_id);
  autosell_cli_json_instant (json, "at", entry->at_s * G_USEC_PER_SEC);
  autosell_cli_json_string (json, "state", get_nick (entry));
  autosell_cli_json_string (json, "vehicle", entry->title);
  autosell_cli_json_string (json, "why", why);
  autosell_cli_json_boolean (json, "slot", entry->is_slot);
  autosell_cli_json_boolean (json, "pinned", entry->is_pinned);
  autosell_cli_json_boolean (json, "weekly", entry->is_weekly);
  autosell_cli_json_instant (json, "moved_to", entry->moved_s * G_USEC_PER_SEC);
  autosell_cli_json_string (json, "post",
                            entry->kind == AUTOSELL_WEEK_POST ? autosell_post_state_to_nick (entry->state) : NULL);
  if (entry->post != 0)
    autosell_cli_json_integer (json, "number", entry->post);
  autosell_cli_json_end (json);
}

/* “24/11/2026 09:00  MAZDA CX30 2021 · Waits at Facebook · Never posted; 34 days in stock” */
static void
print_entry (const AutosellWeekEntry *entry, const char *why)
{
  g_autofree char *when = autosell_format_instant (entry->at_s * G_USEC_PER_SEC);

  autosell_cli_line ("  %s  %s%s%s%s%s", when, entry->title != NULL ? entry->title : "",
                     entry->title != NULL ? " · " : "", autosell_week_entry_get_label (entry), why != NULL ? " · " : "",
                     why != NULL ? why : "");
}

static void
show_page (AutosellCli *cli, const AutosellWeek *week, const AutosellPage *page)
{
  if (cli->json == NULL)
    autosell_cli_line ("%s", page->name);
  for (guint i = 0; i < week->entries->len; i++)
    {
      const AutosellWeekEntry *entry = week->entries->pdata[i];
      g_autofree char *why = entry->page == page->id ? autosell_week_entry_dup_why (entry) : NULL;

      if (entry->page != page->id)
        continue;
      if (cli->json != NULL)
        json_entry (cli->json, page, entry, why);
      else
        print_entry (entry, why);
    }
}

/* How much there is to go, and what keeps the rest. */
static void
show_supply (AutosellCli *cli, const AutosellWeekSupply *supply)
{
  g_autofree char *ready = autosell_week_supply_dup_ready (supply);
  g_autofree char *lacking = autosell_week_supply_dup_lacking (supply);

  if (cli->json != NULL)
    {
      autosell_cli_json_integer (cli->json, "ready", supply->n_ready);
      autosell_cli_json_integer (cli->json, "lacking", supply->n_lacking);
      autosell_cli_json_begin_object (cli->json, "lacks");
      for (int lack = 0; lack < AUTOSELL_N_LACKS; lack++)
        if (supply->lacks[lack] > 0)
          autosell_cli_json_integer (cli->json, autosell_lack_to_nick (lack), supply->lacks[lack]);
      autosell_cli_json_end (cli->json);
      return;
    }
  autosell_cli_line ("%s", ready);
  if (*lacking != '\0')
    autosell_cli_line ("%s", lacking);
}

static AutosellCliStatus
run_show (AutosellCli *cli, GError **error)
{
  g_autoptr(GPtrArray) pages = autosell_store_get_pages_sync (cli->store, error);
  g_autoptr(AutosellWeek) week = NULL;
  const AutosellPage *only = NULL;
  gint64 now_s = get_now_s (), from_s = now_s;

  if (pages == NULL
      || ((options.page != NULL || pages->len == 0)
          && (only = autosell_cli_find_page (pages, options.page, error)) == NULL)
      || (options.from != NULL && !autosell_cli_parse_instant (options.from, &from_s, error)))
    return AUTOSELL_CLI_FAILED;
  week = autosell_store_get_week_sync (cli->store, only != NULL ? only->id : 0, from_s, from_s + WEEK_S, now_s, error);
  if (week == NULL)
    return AUTOSELL_CLI_FAILED;
  if (cli->json != NULL)
    autosell_cli_json_begin_array (cli->json, "slots");
  for (guint i = 0; i < pages->len; i++)
    if (only == NULL || only == pages->pdata[i])
      show_page (cli, week, pages->pdata[i]);
  if (cli->json != NULL)
    autosell_cli_json_end (cli->json);
  show_supply (cli, &week->supply);
  return AUTOSELL_CLI_DONE;
}

/* ---- move, skip, pin, free ---- */

/* The first two, and then those of acts[]. */
static const char *const actions[] = { "show", "run", "move", "skip", "pin", "free", NULL };

static const struct
{
  AutosellWeekActKind kind, weekly;
} acts[] = {
  { AUTOSELL_WEEK_ACT_MOVE, AUTOSELL_WEEK_ACT_MOVE },
  { AUTOSELL_WEEK_ACT_SKIP, AUTOSELL_WEEK_ACT_SKIP },
  { AUTOSELL_WEEK_ACT_PIN, AUTOSELL_WEEK_ACT_PIN_WEEKLY },
  { AUTOSELL_WEEK_ACT_FREE, AUTOSELL_WEEK_ACT_FREE_WEEKLY },
};

static gboolean
set_missing (const char *option, GError **error)
{
  g_set_error (error, AUTOSELL_CLI_ERROR, AUTOSELL_CLI_ERROR_USAGE, _("The option %s is needed."), option);
  return FALSE;
}

static gboolean
read_act (AutosellCli *cli, AutosellWeekAct *act, GError **error)
{
  g_autoptr(GPtrArray) pages = autosell_store_get_pages_sync (cli->store, error);
  const AutosellPage *page = pages != NULL ? autosell_cli_find_page (pages, options.page, error) : NULL;
  g_autoptr(AutosellVehicle) vehicle = NULL;

  if (page == NULL)
    return FALSE;
  act->page = page->id;
  act->now_s = get_now_s ();
  if (options.at == NULL)
    return set_missing ("--at", error);
  if (act->kind == AUTOSELL_WEEK_ACT_MOVE && options.to == NULL)
    return set_missing ("--to", error);
  if ((act->kind == AUTOSELL_WEEK_ACT_PIN || act->kind == AUTOSELL_WEEK_ACT_PIN_WEEKLY) && options.vehicle == NULL)
    return set_missing ("--vehicle", error);
  if (!autosell_cli_parse_instant (options.at, &act->at_s, error)
      || (options.to != NULL && !autosell_cli_parse_instant (options.to, &act->to_s, error)))
    return FALSE;
  if (options.vehicle == NULL)
    return TRUE;
  vehicle = autosell_cli_find_vehicle (cli, options.vehicle, FALSE, error);
  if (vehicle == NULL)
    return FALSE;
  act->key = autosell_vehicle_get_key (vehicle);
  return TRUE;
}

/* What goes then by the rule alone has no post and nobody's word to be found by. */
static gboolean
find_planned (AutosellCli *cli, AutosellWeekAct *act, GError **error)
{
  g_autoptr(AutosellWeek) week =
    autosell_store_get_week_sync (cli->store, act->page, act->at_s, act->at_s + 1, act->now_s, error);

  for (guint i = 0; week != NULL && i < week->entries->len; i++)
    {
      const AutosellWeekEntry *entry = week->entries->pdata[i];

      if (entry->kind != AUTOSELL_WEEK_POST)
        act->key = entry->key;
    }
  return week != NULL;
}

static AutosellCliStatus
run_act (AutosellCli *cli, AutosellWeekActKind kind, GError **error)
{
  AutosellWeekAct act = { .kind = kind };
  g_autoptr(AutosellWeekUndo) undo = NULL;
  GError *local_error = NULL;

  if (!read_act (cli, &act, error))
    return AUTOSELL_CLI_FAILED;
  if (kind == AUTOSELL_WEEK_ACT_MOVE && !find_planned (cli, &act, error))
    return AUTOSELL_CLI_FAILED;
  undo = autosell_store_act_on_week_sync (cli->store, &act, &local_error);
  if (undo != NULL)
    return AUTOSELL_CLI_DONE;
  if (g_error_matches (local_error, AUTOSELL_STORE_ERROR, AUTOSELL_STORE_ERROR_CONFLICT))
    g_set_error_literal (error, AUTOSELL_CLI_ERROR, AUTOSELL_CLI_ERROR_BAD_VALUE,
                         _("It is being published already, or goes out in a moment."));
  else if (g_error_matches (local_error, AUTOSELL_STORE_ERROR, AUTOSELL_STORE_ERROR_NOT_FOUND))
    g_set_error_literal (error, AUTOSELL_CLI_ERROR, AUTOSELL_CLI_ERROR_BAD_VALUE, _("Nothing goes out then."));
  else
    g_propagate_error (error, g_steal_pointer (&local_error));
  g_clear_error (&local_error);
  return AUTOSELL_CLI_FAILED;
}

static AutosellCliStatus
run_schedule (AutosellCli *cli, GError **error)
{
  int action = autosell_cli_find_action (cli, error);

  if (action < 0)
    return AUTOSELL_CLI_USAGE;
  if (!autosell_cli_open (cli, error))
    return AUTOSELL_CLI_FAILED;
  if (action == 0)
    return run_show (cli, error);
  if (action == 1)
    return run_now (cli, error);
  return run_act (cli, options.is_weekly ? acts[action - 2].weekly : acts[action - 2].kind, error);
}

const AutosellCliCommand autosell_cli_command_schedule = {
  .name = "schedule",
  .actions = actions,
  .parameters = N_("show | run | move | skip | pin | free"),
  .summary = N_("The slots of the Pages: what goes when, and doing now what is due"),
  .description = N_("“show” tells what goes when and why in the next seven days, or from “--from” on what went out "
                    "and what was missed; “run” plans the automatic Pages, publishes, changes and removes all that "
                    "is due, and ends. “move” takes what goes at “--at” to “--to”, and what goes then the other "
                    "way; “skip” leaves a slot empty, “pin” has a car go then, and “free” lets the rule decide "
                    "again. What Facebook keeps already is moved there by the next “run”."),
  .options = entries,
  .min_arguments = 1,
  .max_arguments = 1,
  .run = run_schedule,
};
