/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-sync-words.h"

#include <glib/gi18n-lib.h>

#include "autosell-format.h"

#define SECOND_US G_GINT64_CONSTANT (1000000)
#define MINUTE_S 60
#define HOUR_S 3600

/* ---- Pieces ---- */

/* “2 min ago”. Returns: (transfer full) */
static char *
dup_age (gint64 then_us, gint64 now_us)
{
  gint64 seconds = (now_us - then_us) / SECOND_US;

  /* A clock that was set back must not give “in -5 min” */
  if (seconds < MINUTE_S)
    return g_strdup (C_ ("synced", "just now"));
  if (seconds < HOUR_S)
    return g_strdup_printf (C_ ("synced", "%d min ago"), (int) (seconds / MINUTE_S));
  return autosell_format_instant (then_us);
}

/* “Synced 2 min ago” */
static char *
dup_synced (AutosellSyncManager *manager, gint64 now_us)
{
  gint64 synced_us = autosell_sync_manager_get_synced_us (manager);
  g_autofree char *age = NULL;

  if (synced_us == 0)
    return g_strdup (_("Not synced yet"));
  age = dup_age (synced_us, now_us);
  return g_strdup_printf (_("Synced %s"), age);
}

/* “3 changes wait”, or when it was synced */
static char *
dup_waiting (AutosellSyncManager *manager, gint64 now_us)
{
  guint n = autosell_sync_manager_get_n_waiting (manager);
  g_autofree char *count = autosell_format_integer (n);

  return n > 0 ? g_strdup_printf (ngettext ("%s change waits", "%s changes wait", n), count)
               : dup_synced (manager, now_us);
}

/* ---- For the edge of a window ---- */

char *
autosell_sync_dup_headline (AutosellSyncManager *manager, gint64 now_us)
{
  g_autofree char *waiting = dup_waiting (manager, now_us);

  switch (autosell_sync_manager_get_state (manager))
    {
    case AUTOSELL_SYNC_NOT_LINKED:
      return NULL;
    case AUTOSELL_SYNC_PAUSED:
      return autosell_sync_manager_get_n_waiting (manager) > 0 ? g_strdup_printf (_("%s · paused"), waiting)
                                                               : g_strdup (_("The sheet is paused"));
    case AUTOSELL_SYNC_SIGNED_OUT:
      return g_strdup (_("Sign in to Google again"));
    case AUTOSELL_SYNC_STARTING:
    case AUTOSELL_SYNC_RUNNING:
      return g_strdup (_("Synchronising…"));
    case AUTOSELL_SYNC_OFFLINE:
      return g_strdup_printf (_("%s · no internet"), waiting);
    case AUTOSELL_SYNC_FAILED:
      return g_strdup_printf (_("%s · it did not work"), waiting);
    case AUTOSELL_SYNC_ASKS:
      return g_strdup (_("The sheet needs an answer"));
    case AUTOSELL_SYNC_DONE:
    default:
      return g_steal_pointer (&waiting);
    }
}

guint
autosell_sync_get_headline_age (AutosellSyncManager *manager, gint64 now_us)
{
  gint64 synced_us = autosell_sync_manager_get_synced_us (manager);
  gint64 seconds = (now_us - synced_us) / SECOND_US;

  if (synced_us == 0 || seconds < 0 || seconds >= HOUR_S)
    return 0;
  return MINUTE_S - seconds % MINUTE_S;
}

/* ---- In full ---- */

static char *
dup_testing (AutosellSyncManager *manager)
{
  AutosellGoogleAccount *account = autosell_sync_manager_get_account (manager);
  const char *more = "";

  if (account != NULL && autosell_google_account_looks_like_testing (account))
    more =
      _(" It ended after seven days, as it does while the Google Cloud project is in testing: publish it there, and "
        "it lasts.");
  return g_strdup_printf (_("Google ended the sign-in. Everything here goes on, and your changes wait.%s"), more);
}

static char *
dup_question (AutosellSyncManager *manager)
{
  const AutosellSyncReport *report = autosell_sync_manager_get_report (manager);
  g_autofree char *count = NULL;

  if (report == NULL || report->brake == AUTOSELL_LEDGER_BRAKE_HEADER)
    return g_strdup (
      _("The sheet has no row with the headings of its columns any more, or lost most of them. Nothing was "
        "changed. Put them back, then synchronise."));
  count = autosell_format_integer (report->n_vanished);
  return g_strdup_printf (ngettext ("%s row is gone from the sheet, which is a lot at once. Nothing was changed.",
                                    "%s rows are gone from the sheet, which is a lot at once. Nothing was changed.",
                                    report->n_vanished),
                          count);
}

char *
autosell_sync_dup_explanation (AutosellSyncManager *manager, gint64 now_us)
{
  g_autofree char *waiting = dup_waiting (manager, now_us);
  const GError *error = autosell_sync_manager_get_error (manager);

  switch (autosell_sync_manager_get_state (manager))
    {
    case AUTOSELL_SYNC_NOT_LINKED:
      return g_strdup (_("No sheet is linked."));
    case AUTOSELL_SYNC_PAUSED:
      return g_strdup (_("Nothing is read from the sheet or written to it until you go on."));
    case AUTOSELL_SYNC_SIGNED_OUT:
      return dup_testing (manager);
    case AUTOSELL_SYNC_ASKS:
      return dup_question (manager);
    case AUTOSELL_SYNC_OFFLINE:
    case AUTOSELL_SYNC_FAILED:
      return error != NULL ? autosell_net_error_dup_sentence (error) : g_steal_pointer (&waiting);
    case AUTOSELL_SYNC_STARTING:
    case AUTOSELL_SYNC_RUNNING:
    case AUTOSELL_SYNC_DONE:
    default:
      return g_strdup_printf (_("%s. What is changed here or in the sheet reaches the other side by itself."), waiting);
    }
}

gboolean
autosell_sync_asks_for_rows (AutosellSyncManager *manager)
{
  const AutosellSyncReport *report = autosell_sync_manager_get_report (manager);

  return autosell_sync_manager_get_state (manager) == AUTOSELL_SYNC_ASKS && report != NULL
         && report->brake != AUTOSELL_LEDGER_BRAKE_HEADER;
}
