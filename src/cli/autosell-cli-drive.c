/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-cli.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "autosell-cli-google.h"
#include "autosell-cli-print.h"
#include "autosell-drive-files.h"
#include "autosell-drive-sharing.h"
#include "autosell-drive-words.h"
#include "autosell-format.h"
#include "autosell-sync-turn.h"

/* The command for the photos in Drive: drive status, sync, link, share, unshare, pause, resume, unlink. */

static struct
{
  char *account;
  gboolean allows_removal;
  gboolean covers;
  gboolean is_each;
} options;

static const GOptionEntry entries[] = {
  { "account", 0, 0, G_OPTION_ARG_FILENAME, &options.account, N_("The Google account, where several are signed in"),
    N_("EMAIL") },
  { "allow-removal", 0, 0, G_OPTION_ARG_NONE, &options.allows_removal,
    N_("sync: go on although many photos were removed; they go to the bin on both sides"), NULL },
  { "covers", 0, 0, G_OPTION_ARG_NONE, &options.covers, N_("sync: fetch only the first photo of each car"), NULL },
  { "each", 0, 0, G_OPTION_ARG_NONE, &options.is_each,
    N_("share: each photo by itself, where people put other files into the car's folder"), NULL },
  G_OPTION_ENTRY_NULL
};

static const char *const actions[] = {
  "link", "status", "sync", "share", "unshare", "pause", "resume", "unlink", NULL
};

/* ---- What all need ---- */

static AutosellDriveOutlook *
get_outlook (AutosellCli *cli, GError **error)
{
  AutosellDriveOutlook *outlook =
    autosell_cli_open (cli, error) ? autosell_store_get_drive_sync (cli->store, error) : NULL;

  if (outlook == NULL || outlook->link != NULL)
    return outlook;
  autosell_drive_outlook_free (outlook);
  g_set_error_literal (error, AUTOSELL_CLI_ERROR, AUTOSELL_CLI_ERROR_NOT_LINKED,
                       _("No folder in Drive is linked yet. “autosell-cli drive link” links one."));
  return NULL;
}

static AutosellDrive *
get_drive (AutosellCli *cli, const AutosellDriveLink *link, GError **error)
{
  AutosellGoogle *google = autosell_cli_get_google (cli, error);
  AutosellGoogleAccount *account;

  if (google == NULL)
    return NULL;
  account = link != NULL ? autosell_google_find_account (google, link->account)
                         : autosell_cli_find_account (google, options.account, error);
  if (account == NULL && link != NULL)
    autosell_net_set_error (error, AUTOSELL_NET_ERROR_SIGNED_OUT, 0, NULL, FALSE,
                            "Drive's account is not signed in here");
  return account != NULL ? autosell_drive_new (account) : NULL;
}

/* What Drive refused, said plainly. @error: (transfer full) */
static void
set_error (GError **error, GError *cause)
{
  g_autofree char *sentence = NULL;

  if (cause->domain != AUTOSELL_NET_ERROR || autosell_net_error_get_reason (cause) == NULL)
    {
      g_propagate_error (error, cause);
      return;
    }
  sentence = autosell_drive_dup_error (cause);
  g_set_error_literal (error, AUTOSELL_CLI_ERROR, AUTOSELL_CLI_ERROR_BAD_VALUE, sentence);
  g_error_free (cause);
}

/* ---- link ---- */

/* https://drive.google.com/drive/folders/ID?usp=… or the id itself. Returns: (transfer full) */
static char *
read_folder (const char *text)
{
  const char *folders = strstr (text, "/folders/");
  const char *start = folders != NULL ? folders + strlen ("/folders/") : text;

  return g_strndup (start, strcspn (start, "/?#"));
}

static AutosellCliStatus
run_link (AutosellCli *cli, GError **error)
{
  g_autofree char *id = cli->n_arguments > 1 ? read_folder (cli->arguments[1]) : NULL;
  g_autoptr(AutosellDrive) drive = get_drive (cli, NULL, error);
  g_autoptr(AutosellSyncTurn) turn = drive != NULL ? autosell_sync_turn_take_drive (cli->store, error) : NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(AutosellDriveLink) link = NULL;
  GError *cause = NULL;

  if (turn == NULL)
    return AUTOSELL_CLI_FAILED;
  autosell_drive_link_async (cli->store, drive, id, NULL, autosell_cli_take_result_cb, &result);
  link = autosell_drive_link_finish (cli->store, autosell_cli_wait (&result), &cause);
  if (link == NULL)
    {
      set_error (error, cause);
      return AUTOSELL_CLI_FAILED;
    }
  if (cli->json != NULL)
    {
      autosell_cli_json_string (cli->json, "folder", link->root);
      autosell_cli_json_string (cli->json, "name", link->name);
      if (link->drive != NULL)
        autosell_cli_json_string (cli->json, "shared_drive", link->drive);
    }
  else
    autosell_cli_line (_("The folder “%s” in Drive is linked. Next: autosell-cli drive sync"), link->name);
  return AUTOSELL_CLI_DONE;
}

/* ---- status ---- */

static AutosellDriveAbout *
ask_about (AutosellDrive *drive)
{
  g_autoptr(AutosellDriveFiles) files = autosell_drive_files_new (autosell_drive_get_account (drive));
  g_autoptr(GAsyncResult) result = NULL;

  autosell_drive_files_about_async (files, NULL, autosell_cli_take_result_cb, &result);
  return autosell_drive_files_about_finish (files, autosell_cli_wait (&result), NULL);
}

static void
show_status (const AutosellDriveOutlook *outlook, const AutosellDriveAbout *about)
{
  g_autofree char *size = g_format_size (outlook->bytes_to_send);
  g_autofree char *refused = autosell_drive_dup_refused (outlook);

  autosell_cli_line (_("Folder: %s"), outlook->link->name);
  if (outlook->link->is_paused)
    autosell_cli_line (_("It is paused."));
  autosell_cli_line (_("Photos here: %u, of them in Drive: %u"), outlook->n_photos, outlook->n_there);
  if (outlook->n_to_send > 0)
    autosell_cli_line (_("To be sent: %u (%s)"), outlook->n_to_send, size);
  if (outlook->n_to_fetch > 0)
    autosell_cli_line (_("In Drive and not here: %u"), outlook->n_to_fetch);
  if (refused != NULL)
    autosell_cli_line ("%s", refused);
  if (about != NULL && about->bytes_limit > 0)
    {
      g_autofree char *used = g_format_size (about->bytes_used);
      g_autofree char *left = g_format_size (MAX (about->bytes_limit - about->bytes_used, 0));

      autosell_cli_line (_("Space in Drive: %s used, %s left"), used, left);
    }
}

static AutosellCliStatus
run_status (AutosellCli *cli, GError **error)
{
  g_autoptr(AutosellDriveOutlook) outlook = get_outlook (cli, error);
  g_autoptr(AutosellDrive) drive = outlook != NULL ? get_drive (cli, outlook->link, NULL) : NULL;
  g_autoptr(AutosellDriveAbout) about = drive != NULL ? ask_about (drive) : NULL;

  if (outlook == NULL)
    return AUTOSELL_CLI_FAILED;
  if (cli->json == NULL)
    {
      show_status (outlook, about);
      return AUTOSELL_CLI_DONE;
    }
  autosell_cli_json_string (cli->json, "folder", outlook->link->root);
  autosell_cli_json_string (cli->json, "name", outlook->link->name);
  autosell_cli_json_boolean (cli->json, "paused", outlook->link->is_paused);
  autosell_cli_json_integer (cli->json, "photos", outlook->n_photos);
  autosell_cli_json_integer (cli->json, "in_drive", outlook->n_there);
  autosell_cli_json_integer (cli->json, "to_send", outlook->n_to_send);
  autosell_cli_json_integer (cli->json, "bytes_to_send", outlook->bytes_to_send);
  autosell_cli_json_integer (cli->json, "to_fetch", outlook->n_to_fetch);
  autosell_cli_json_integer (cli->json, "refused", outlook->n_refused);
  if (about != NULL)
    {
      autosell_cli_json_integer (cli->json, "bytes_used", about->bytes_used);
      autosell_cli_json_integer (cli->json, "bytes_limit", about->bytes_limit);
    }
  return AUTOSELL_CLI_DONE;
}

/* ---- sync ---- */

/* What cannot be taken in is known after the run. */
static void
tell_refused (AutosellCli *cli)
{
  g_autoptr(AutosellDriveOutlook) outlook = autosell_store_get_drive_sync (cli->store, NULL);
  g_autofree char *refused = outlook != NULL ? autosell_drive_dup_refused (outlook) : NULL;

  if (refused != NULL)
    autosell_cli_message ("%s", refused);
}

static void
print_report (const AutosellDriveReport *report)
{
  guint n = report->n_sent + report->n_fetched + report->n_taken_in + report->n_changed + report->n_edited
            + report->n_folders + report->n_removed_here;

  autosell_cli_count (_("Photos sent to Drive"), report->n_sent);
  autosell_cli_count (_("Photos fetched from Drive"), report->n_fetched);
  autosell_cli_count (_("Photos taken in that people had put into the cars’ folders"), report->n_taken_in);
  autosell_cli_count (_("Folders made in Drive"), report->n_folders);
  autosell_cli_count (_("Changed in Drive"), report->n_edited);
  autosell_cli_count (_("Changed here as in Drive"), report->n_changed);
  autosell_cli_count (_("Moved to the bin here, because they are gone from Drive"), report->n_removed_here);
  if (n == 0)
    autosell_cli_line (_("Nothing was to be done."));
}

static void
json_report (AutosellCliJson *json, const AutosellDriveReport *report)
{
  autosell_cli_json_integer (json, "sent", report->n_sent);
  autosell_cli_json_integer (json, "fetched", report->n_fetched);
  autosell_cli_json_integer (json, "taken_in", report->n_taken_in);
  autosell_cli_json_integer (json, "refused", report->n_refused);
  autosell_cli_json_integer (json, "folders", report->n_folders);
  autosell_cli_json_integer (json, "edited", report->n_edited);
  autosell_cli_json_integer (json, "changed", report->n_changed);
  autosell_cli_json_integer (json, "removed_here", report->n_removed_here);
  autosell_cli_json_integer (json, "removed_there", report->n_removed_there);
  autosell_cli_json_integer (json, "failed", report->n_failed);
  autosell_cli_json_boolean (json, "full", report->is_full);
  autosell_cli_json_boolean (json, "whole", report->is_whole);
}

/* On a terminal one line that changes; nothing elsewhere. */
static void
progress_cb (const AutosellDriveReport *report, const char *photo G_GNUC_UNUSED, double fraction,
             gpointer data G_GNUC_UNUSED)
{
  if (fraction < 1 || !isatty (STDERR_FILENO))
    return;
  fprintf (stderr, "\r\033[K");
  fprintf (stderr, _("%u sent, %u fetched…"), report->n_sent, report->n_fetched);
  fflush (stderr);
}

static AutosellCliStatus
tell_report (AutosellCli *cli, const AutosellDriveReport *report, const AutosellDriveLink *link, GError **error)
{
  g_autofree char *trouble = autosell_drive_dup_trouble (report, link);

  if (isatty (STDERR_FILENO))
    fprintf (stderr, "\r\033[K");
  if (report->is_braked || report->root_state != AUTOSELL_DRIVE_ROOT_FINE)
    {
      g_set_error (error, AUTOSELL_CLI_ERROR, AUTOSELL_CLI_ERROR_BRAKE,
                   report->is_braked ? _("%s Run it again with --allow-removal.") : "%s", trouble);
      return AUTOSELL_CLI_FAILED;
    }
  if (cli->json != NULL)
    json_report (cli->json, report);
  else
    print_report (report);
  if (trouble != NULL)
    autosell_cli_message ("%s", trouble);
  if (report->n_refused > 0)
    tell_refused (cli);
  return report->is_whole ? AUTOSELL_CLI_DONE : AUTOSELL_CLI_PARTLY;
}

static AutosellCliStatus
run_sync (AutosellCli *cli, GError **error)
{
  g_autoptr(AutosellDriveOutlook) outlook = get_outlook (cli, error);
  g_autoptr(AutosellDrive) drive = NULL;
  g_autoptr(AutosellSyncTurn) turn = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(AutosellDriveReport) report = NULL;
  AutosellDriveOptions how;

  if (outlook == NULL)
    return AUTOSELL_CLI_FAILED;
  if (outlook->link->is_paused)
    {
      g_set_error_literal (error, AUTOSELL_CLI_ERROR, AUTOSELL_CLI_ERROR_PAUSED,
                           _("Drive is paused. “autosell-cli drive resume” lets it go on."));
      return AUTOSELL_CLI_FAILED;
    }
  if ((drive = get_drive (cli, outlook->link, error)) == NULL
      || (turn = autosell_sync_turn_take_drive (cli->store, error)) == NULL)
    return AUTOSELL_CLI_FAILED;
  autosell_drive_options_load (cli->store, &how);
  how.allows_removal = options.allows_removal;
  how.looks_at_root = TRUE;
  if (options.covers)
    how.get = AUTOSELL_DRIVE_GET_COVERS;
  autosell_drive_reconcile_async (cli->store, drive, &how, progress_cb, NULL, NULL, autosell_cli_take_result_cb,
                                  &result);
  report = autosell_drive_reconcile_finish (cli->store, autosell_cli_wait (&result), error);
  return report != NULL ? tell_report (cli, report, outlook->link, error) : AUTOSELL_CLI_FAILED;
}

/* ---- share, unshare ---- */

static gboolean
set_each_shared (AutosellCli *cli, AutosellDrive *drive, const AutosellDriveCar *car, gboolean is_shared,
                 GError **error)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GStrvBuilder) files = g_strv_builder_new ();
  g_auto(GStrv) ids = NULL, links = NULL;
  GError *cause = NULL;

  for (guint i = 0; i < car->files->len; i++)
    g_strv_builder_add (files, g_ptr_array_index (car->files, i));
  ids = g_strv_builder_end (files);
  autosell_drive_sharing_set_each_async (drive, car->folder, (const char *const *) ids, is_shared, NULL,
                                         autosell_cli_take_result_cb, &result);
  links = autosell_drive_sharing_set_each_finish (drive, autosell_cli_wait (&result), &cause);
  if (links == NULL)
    {
      set_error (error, cause);
      return FALSE;
    }
  if (cli->json != NULL)
    {
      autosell_cli_json_boolean (cli->json, "shared", is_shared);
      autosell_cli_json_begin_array (cli->json, "links");
    }
  for (char **link = links; *link != NULL; link++)
    if (cli->json != NULL)
      autosell_cli_json_string (cli->json, NULL, *link);
    else
      autosell_cli_line ("%s", *link);
  if (cli->json != NULL)
    autosell_cli_json_end (cli->json);
  else if (!is_shared)
    autosell_cli_line (_("The links show the photos to nobody any more."));
  return TRUE;
}

/* Whether it is the photos that are shared and not their folder. FALSE with @error, too */
static gboolean
is_shared_each (AutosellDrive *drive, const char *folder, GError **error)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(AutosellDriveItem) item = NULL;

  autosell_drive_get_async (drive, folder, NULL, autosell_cli_take_result_cb, &result);
  item = autosell_drive_item_finish (drive, autosell_cli_wait (&result), error);
  return item != NULL && autosell_drive_sharing_is_each (item);
}

static gboolean
set_shared (AutosellCli *cli, AutosellDrive *drive, const char *folder, gboolean is_shared, GError **error)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(AutosellDriveItem) item = NULL;
  GError *cause = NULL;

  autosell_drive_sharing_set_async (drive, folder, is_shared, NULL, autosell_cli_take_result_cb, &result);
  item = autosell_drive_sharing_set_finish (drive, autosell_cli_wait (&result), &cause);
  if (item == NULL)
    {
      set_error (error, cause);
      return FALSE;
    }
  if (cli->json != NULL)
    {
      autosell_cli_json_boolean (cli->json, "shared", is_shared);
      autosell_cli_json_string (cli->json, "link", item->link);
    }
  else if (is_shared)
    autosell_cli_line ("%s", item->link);
  else
    autosell_cli_line (_("The link shows the photos to nobody any more."));
  return TRUE;
}

static AutosellCliStatus
share (AutosellCli *cli, gboolean is_shared, GError **error)
{
  g_autoptr(AutosellDriveOutlook) outlook = NULL;
  g_autoptr(AutosellVehicle) vehicle = NULL;
  g_autoptr(AutosellDrive) drive = NULL;
  g_autoptr(AutosellDriveCar) car = NULL;
  GError *cause = NULL;

  if (cli->n_arguments < 2)
    {
      g_set_error_literal (error, AUTOSELL_CLI_ERROR, AUTOSELL_CLI_ERROR_USAGE, _("Say which vehicle, by its ID."));
      return AUTOSELL_CLI_USAGE;
    }
  if ((outlook = get_outlook (cli, error)) == NULL
      || (vehicle = autosell_cli_find_vehicle (cli, cli->arguments[1], FALSE, error)) == NULL
      || (drive = get_drive (cli, outlook->link, error)) == NULL)
    return AUTOSELL_CLI_FAILED;
  car = autosell_store_get_drive_car_sync (cli->store, autosell_vehicle_get_key (vehicle), error);
  if (car == NULL)
    return AUTOSELL_CLI_FAILED;
  if (car->folder == NULL)
    {
      g_set_error_literal (error, AUTOSELL_CLI_ERROR, AUTOSELL_CLI_ERROR_BAD_VALUE,
                           _("The photos of that car are not in Drive yet. First: autosell-cli drive sync"));
      return AUTOSELL_CLI_FAILED;
    }
  if ((is_shared && options.is_each) || is_shared_each (drive, car->folder, &cause))
    return set_each_shared (cli, drive, car, is_shared, error) ? AUTOSELL_CLI_DONE : AUTOSELL_CLI_FAILED;
  if (cause != NULL)
    {
      set_error (error, cause);
      return AUTOSELL_CLI_FAILED;
    }
  return set_shared (cli, drive, car->folder, is_shared, error) ? AUTOSELL_CLI_DONE : AUTOSELL_CLI_FAILED;
}

static AutosellCliStatus
run_share (AutosellCli *cli, GError **error)
{
  return share (cli, TRUE, error);
}

static AutosellCliStatus
run_unshare (AutosellCli *cli, GError **error)
{
  return share (cli, FALSE, error);
}

/* ---- pause, resume, unlink ---- */

static AutosellCliStatus
set_paused (AutosellCli *cli, gboolean is_paused, GError **error)
{
  g_autoptr(AutosellDriveOutlook) outlook = get_outlook (cli, error);
  g_autoptr(AutosellSyncTurn) turn = outlook != NULL ? autosell_sync_turn_take_drive (cli->store, error) : NULL;

  if (turn == NULL)
    return AUTOSELL_CLI_FAILED;
  outlook->link->is_paused = is_paused;
  if (!autosell_store_set_drive_sync (cli->store, outlook->link, error))
    return AUTOSELL_CLI_FAILED;
  if (cli->json != NULL)
    autosell_cli_json_boolean (cli->json, "paused", is_paused);
  else
    autosell_cli_line (is_paused ? _("Drive is paused.") : _("Drive goes on. Next: autosell-cli drive sync"));
  return AUTOSELL_CLI_DONE;
}

static AutosellCliStatus
run_pause (AutosellCli *cli, GError **error)
{
  return set_paused (cli, TRUE, error);
}

static AutosellCliStatus
run_resume (AutosellCli *cli, GError **error)
{
  return set_paused (cli, FALSE, error);
}

static AutosellCliStatus
run_unlink (AutosellCli *cli, GError **error)
{
  g_autoptr(AutosellDriveOutlook) outlook = get_outlook (cli, error);
  g_autoptr(AutosellSyncTurn) turn = outlook != NULL ? autosell_sync_turn_take_drive (cli->store, error) : NULL;

  if (turn == NULL || !autosell_store_set_drive_sync (cli->store, NULL, error))
    return AUTOSELL_CLI_FAILED;
  if (cli->json != NULL)
    autosell_cli_json_boolean (cli->json, "linked", FALSE);
  else
    autosell_cli_line (_("“%s” is not linked any more. The photos stay, here and in Drive."), outlook->link->name);
  return AUTOSELL_CLI_DONE;
}

static AutosellCliStatus
run_drive (AutosellCli *cli, GError **error)
{
  static AutosellCliStatus (*const runs[]) (AutosellCli *, GError **) = { run_link,   run_status,  run_sync,
                                                                          run_share,  run_unshare, run_pause,
                                                                          run_resume, run_unlink };
  int action = autosell_cli_find_action (cli, error);

  return action >= 0 ? runs[action](cli, error) : AUTOSELL_CLI_USAGE;
}

const AutosellCliCommand autosell_cli_command_drive = {
  .name = "drive",
  .actions = actions,
  .parameters = N_("ACTION [FOLDER|ID]"),
  .summary = N_("Keep the photos in Google Drive, too"),
  .description =
    N_("Actions:\n"
       "link [FOLDER]: link that folder in Drive, by its address or id; without one the folder of this dealership, "
       "which is made where there is none\n"
       "status: what is in Drive, what waits, and how much room is left\n"
       "sync: make the photos here and in Drive agree, once\n"
       "share ID: a link with which everybody can look at the photos of that car; unshare ID ends it\n"
       "pause, resume: let it be for a while\n"
       "unlink: end the link; the photos stay, here and there"),
  .options = entries,
  .min_arguments = 1,
  .max_arguments = 2,
  .run = run_drive,
};
