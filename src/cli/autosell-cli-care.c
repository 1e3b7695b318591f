/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-cli.h"

#include <errno.h>
#include <unistd.h>

#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "autosell-backup.h"
#include "autosell-cli-print.h"
#include "autosell-format.h"
#include "autosell-photo-store.h"

/* Commands that look after the data as a whole: check, backup, restore-backup, recover. */

static char *
dup_size (gint64 bytes)
{
  return g_format_size ((guint64) MAX (bytes, 0));
}

static void
json_backup (AutosellCliJson *json, const AutosellBackup *backup)
{
  autosell_cli_json_begin_object (json, NULL);
  autosell_cli_json_string (json, "file", backup->path);
  autosell_cli_json_string (json, "reason", backup->reason);
  autosell_cli_json_instant (json, "time", backup->time_us);
  autosell_cli_json_integer (json, "bytes", backup->size_bytes);
  autosell_cli_json_end (json);
}

/* ---- check ---- */

static struct
{
  gboolean reads_photos;
  gboolean repairs;
  char *from; /* nullable */
} check_options;

static const GOptionEntry check_entries[] = { { "photos", 0, 0, G_OPTION_ARG_NONE, &check_options.reads_photos,
                                                N_("Read every photo through, not only its size"), NULL },
                                              { "repair", 0, 0, G_OPTION_ARG_NONE, &check_options.repairs,
                                                N_("Put photos back that are missing or altered"), NULL },
                                              { "from", 0, 0, G_OPTION_ARG_FILENAME, &check_options.from,
                                                N_("A copy of the photo folder to repair from"), N_("FOLDER") },
                                              G_OPTION_ENTRY_NULL };

static void
json_bad_photos (AutosellCliJson *json, const char *name, GPtrArray *photos)
{
  autosell_cli_json_begin_array (json, name);
  for (guint i = 0; i < photos->len; i++)
    {
      const AutosellPhotoInfo *info = autosell_photo_get_info (g_ptr_array_index (photos, i));

      autosell_cli_json_begin_object (json, NULL);
      autosell_cli_json_string (json, "id", info->id);
      autosell_cli_json_string (json, "name", info->name);
      autosell_cli_json_string (json, "hash", info->hash);
      autosell_cli_json_end (json);
    }
  autosell_cli_json_end (json);
}

static void
json_photo_check (AutosellCliJson *json, const AutosellPhotoCheck *photos)
{
  autosell_cli_json_begin_object (json, "photos");
  autosell_cli_json_integer (json, "count", photos->n_photos);
  autosell_cli_json_integer (json, "in_bin", photos->n_removed);
  autosell_cli_json_integer (json, "bytes", photos->bytes);
  autosell_cli_json_integer (json, "strays", photos->n_strays);
  autosell_cli_json_integer (json, "repaired", photos->n_repaired);
  json_bad_photos (json, "missing", photos->missing);
  json_bad_photos (json, "altered", photos->altered);
  autosell_cli_json_end (json);
}

static void
print_bad_photos (AutosellCli *cli, GPtrArray *photos, const char *what)
{
  for (guint i = 0; i < photos->len; i++)
    {
      const AutosellPhotoInfo *info = autosell_photo_get_info (g_ptr_array_index (photos, i));
      g_autoptr(AutosellVehicle) vehicle = autosell_store_get_vehicle_sync (cli->store, info->vehicle_key, NULL);
      g_autofree char *title = vehicle != NULL ? autosell_vehicle_dup_title (vehicle) : NULL;

      autosell_cli_line ("  %s · %s · %s", title != NULL ? title : "—", info->name != NULL ? info->name : info->id,
                         what);
    }
}

static void
print_photo_check (AutosellCli *cli, const AutosellPhotoCheck *photos)
{
  g_autofree char *count = autosell_format_integer (photos->n_photos);
  g_autofree char *removed = autosell_format_integer (photos->n_removed);
  g_autofree char *size = dup_size (photos->bytes);

  /* Translators: numbers, and a size like “4.2 MB” */
  autosell_cli_line (_("Photos: %s, of them in the bin: %s, %s"), count, removed, size);
  if (photos->n_repaired > 0)
    autosell_cli_line (ngettext ("%d photo was put back.", "%d photos were put back.", (int) photos->n_repaired),
                       (int) photos->n_repaired);
  print_bad_photos (cli, photos->missing, _("file missing"));
  print_bad_photos (cli, photos->altered, _("file altered"));
  if (photos->missing->len + photos->altered->len > 0 && !check_options.repairs)
    autosell_cli_message (
      _("“autosell-cli check --photos --repair” puts back what it can; --from names a copy of the photos."));
}

static void
json_check (AutosellCli *cli, const AutosellCheck *check)
{
  AutosellCliJson *json = cli->json;

  autosell_cli_json_boolean (json, "sound", check->is_sound);
  autosell_cli_json_begin_array (json, "faults");
  for (guint i = 0; i < check->faults->len; i++)
    autosell_cli_json_string (json, NULL, g_ptr_array_index (check->faults, i));
  autosell_cli_json_end (json);
  autosell_cli_json_string (json, "data_dir", cli->data_dir);
  autosell_cli_json_integer (json, "vehicles", check->n_vehicles);
  autosell_cli_json_integer (json, "in_bin", check->n_deleted);
  autosell_cli_json_integer (json, "events", check->n_events);
  autosell_cli_json_integer (json, "changes", check->n_changes);
  autosell_cli_json_integer (json, "schema_version", check->schema_version);
  autosell_cli_json_integer (json, "bytes", check->file_bytes);
  autosell_cli_json_string (json, "sqlite_version", check->sqlite_version);
  autosell_cli_json_begin_array (json, "backups");
  for (guint i = 0; i < check->backups->len; i++)
    json_backup (json, g_ptr_array_index (check->backups, i));
  autosell_cli_json_end (json);
}

static const char *
backup_reason_label (const char *reason)
{
  static const struct
  {
    const char *nick;
    const char *label;
  } labels[] = {
    { "daily", N_("daily") },
    { "import", N_("before an import") },
    { "bulk", N_("before a change of many vehicles") },
    { "restore", N_("before a backup was restored") },
    { "migration", N_("before an update of the program") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    if (g_strcmp0 (reason, labels[i].nick) == 0)
      return _(labels[i].label);
  return reason != NULL ? reason : "";
}

static void
print_backups (GPtrArray *backups)
{
  if (backups->len == 0)
    autosell_cli_line (_("There are no backups yet."));
  else
    autosell_cli_line (_("Backups:"));
  for (guint i = 0; i < backups->len; i++)
    {
      const AutosellBackup *backup = g_ptr_array_index (backups, i);
      g_autofree char *time = autosell_format_instant (backup->time_us);
      g_autofree char *size = dup_size (backup->size_bytes);
      g_autofree char *name = g_path_get_basename (backup->path);

      autosell_cli_line ("  %s  %s  %s  %s", name, time, size, backup_reason_label (backup->reason));
    }
}

static void
print_check (AutosellCli *cli, const AutosellCheck *check)
{
  g_autofree char *size = dup_size (check->file_bytes);
  g_autofree char *vehicles = autosell_format_integer (check->n_vehicles);
  g_autofree char *deleted = autosell_format_integer (check->n_deleted);
  g_autofree char *changes = autosell_format_integer (check->n_changes);
  g_autofree char *events = autosell_format_integer (check->n_events);

  autosell_cli_line ("%s", check->is_sound ? _("The data are sound.") : _("The data are not sound:"));
  for (guint i = 0; i < check->faults->len; i++)
    autosell_cli_line ("  %s", (const char *) g_ptr_array_index (check->faults, i));
  autosell_cli_line (_("Folder: %s (%s, version %d, SQLite %s)"), cli->data_dir, size, check->schema_version,
                     check->sqlite_version);
  autosell_cli_line (_("Vehicles: %s, in the bin: %s"), vehicles, deleted);
  autosell_cli_line (_("Changes: %s, events: %s"), changes, events);
  print_backups (check->backups);
  if (!check->is_sound)
    autosell_cli_message (_("“autosell-cli restore-backup FILE” goes back to one of the backups."));
}

static AutosellCliStatus
run_check (AutosellCli *cli, GError **error)
{
  AutosellPhotoCheckFlags flags = (check_options.reads_photos ? AUTOSELL_PHOTO_CHECK_HASH : 0)
                                  | (check_options.repairs ? AUTOSELL_PHOTO_CHECK_REPAIR : 0);
  g_autoptr(AutosellCheck) check = NULL;
  g_autoptr(AutosellPhotoCheck) photos = NULL;

  if (!autosell_cli_open (cli, error) || (check = autosell_store_check_sync (cli->store, error)) == NULL)
    return AUTOSELL_CLI_FAILED;
  /* What is not sound is not to decide which files go */
  if (check->is_sound && autosell_store_sweep_photos_sync (cli->store, error) < 0)
    return AUTOSELL_CLI_FAILED;
  if ((photos = autosell_store_check_photos_sync (cli->store, flags, check_options.from, error)) == NULL)
    return AUTOSELL_CLI_FAILED;
  if (cli->json != NULL)
    {
      json_check (cli, check);
      json_photo_check (cli->json, photos);
    }
  else
    {
      print_check (cli, check);
      print_photo_check (cli, photos);
    }
  return check->is_sound && photos->missing->len + photos->altered->len == 0 ? AUTOSELL_CLI_DONE : AUTOSELL_CLI_FAILED;
}

const AutosellCliCommand autosell_cli_command_check = {
  .name = "check",
  .parameters = "",
  .summary = N_("Check that the data are sound, count them, and list the backups"),
  .description =
    N_("Photos are looked for by their size; with --photos each is read through. Files that an interrupted import "
       "left are removed."),
  .options = check_entries,
  .run = run_check,
};

/* ---- backup, restore-backup ---- */

/* Beforehand, since the store's own "cannot be written" would be taken for the data folder's. */
static gboolean
check_destination (const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  int code = 0;

  if (g_access (folder, W_OK | X_OK) != 0)
    code = errno;
  else if (g_file_test (path, G_FILE_TEST_IS_DIR))
    code = EISDIR;
  if (code == 0)
    return TRUE;
  g_set_error_literal (error, G_IO_ERROR, g_io_error_from_errno (code), g_strerror (code));
  return FALSE;
}

static AutosellCliStatus
run_backup (AutosellCli *cli, GError **error)
{
  g_autofree char *path = g_canonicalize_filename (cli->arguments[0], NULL);
  g_autofree char *name = g_filename_display_name (path);

  cli->subject = cli->arguments[0];
  if (!autosell_cli_open (cli, error) || !check_destination (path, error)
      || !autosell_store_backup_sync (cli->store, path, error))
    return AUTOSELL_CLI_FAILED;
  if (cli->json != NULL)
    autosell_cli_json_string (cli->json, "file", path);
  else
    autosell_cli_line (_("Copied to “%s”, and the copy was checked."), name);
  return AUTOSELL_CLI_DONE;
}

const AutosellCliCommand autosell_cli_command_backup = {
  .name = "backup",
  .parameters = N_("FILE"),
  .summary = N_("Copy all data to a file and check the copy"),
  .min_arguments = 1,
  .max_arguments = 1,
  .takes_file = TRUE,
  .run = run_backup,
};

/* A file, or one of the program's own backups by its mere name. Returns: (transfer full) */
static char *
dup_backup_path (AutosellCli *cli)
{
  g_autoptr(GPtrArray) backups = NULL;

  if (g_file_test (cli->arguments[0], G_FILE_TEST_EXISTS))
    return g_canonicalize_filename (cli->arguments[0], NULL);
  backups = autosell_backup_list (cli->data_dir);
  for (guint i = 0; backups != NULL && i < backups->len; i++)
    {
      const AutosellBackup *backup = g_ptr_array_index (backups, i);
      g_autofree char *name = g_path_get_basename (backup->path);

      if (g_strcmp0 (name, cli->arguments[0]) == 0)
        return g_strdup (backup->path);
    }
  return NULL;
}

static void
set_bad_backup (const char *name, GError **error)
{
  g_set_error (error, AUTOSELL_CLI_ERROR, AUTOSELL_CLI_ERROR_BAD_BACKUP,
               _("“%s” is no sound backup. Nothing was changed."), name);
}

/* The file that is to be restored is the one at fault here, not the data, so "damaged" must not lead to "recover". */
static void
explain_bad_backup (const char *name, GError **error)
{
  if (g_error_matches (*error, AUTOSELL_STORE_ERROR, AUTOSELL_STORE_ERROR_DAMAGED))
    {
      g_clear_error (error);
      set_bad_backup (name, error);
    }
}

static AutosellCliStatus
run_restore_backup (AutosellCli *cli, GError **error)
{
  g_autofree char *path = dup_backup_path (cli);
  g_autofree char *name = g_filename_display_name (cli->arguments[0]);

  cli->subject = cli->arguments[0];
  if (path == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "No file and no backup: %s", name);
      return AUTOSELL_CLI_FAILED;
    }
  if (!autosell_cli_open (cli, error))
    return AUTOSELL_CLI_FAILED;
  if (!g_file_test (path, G_FILE_TEST_IS_REGULAR))
    {
      set_bad_backup (name, error);
      return AUTOSELL_CLI_FAILED;
    }
  if (!autosell_store_restore_backup_sync (cli->store, path, error))
    {
      explain_bad_backup (name, error);
      return AUTOSELL_CLI_FAILED;
    }
  if (cli->json != NULL)
    autosell_cli_json_string (cli->json, "restored", path);
  else
    autosell_cli_line (_("Everything is as it was in “%s”. What was there until now is among the backups that "
                         "“autosell-cli check” lists."),
                       name);
  return AUTOSELL_CLI_DONE;
}

const AutosellCliCommand autosell_cli_command_restore_backup = {
  .name = "restore-backup",
  .parameters = N_("FILE"),
  .summary = N_("Go back to a backup, after backing up what there is now"),
  .description = N_("FILE is a backup's file, or the name of one that “autosell-cli check” lists."),
  .min_arguments = 1,
  .max_arguments = 1,
  .takes_file = TRUE,
  .run = run_restore_backup,
};

/* ---- recover ---- */

static AutosellCliStatus
report_recovery (AutosellCli *cli, const char *backup_used, const char *set_aside)
{
  if (cli->json != NULL)
    {
      autosell_cli_json_boolean (cli->json, "recovered", TRUE);
      autosell_cli_json_string (cli->json, "set_aside", set_aside);
      autosell_cli_json_string (cli->json, "backup", backup_used);
      return AUTOSELL_CLI_DONE;
    }
  autosell_cli_line (_("The damaged file was set aside in “%s”."), set_aside);
  if (backup_used != NULL)
    autosell_cli_line (_("The backup “%s” is in its place."), backup_used);
  else
    autosell_cli_line (_("There is no sound backup, so the stock is empty now."));
  return AUTOSELL_CLI_DONE;
}

static AutosellCliStatus
run_recover (AutosellCli *cli, GError **error)
{
  g_autoptr(GError) local_error = NULL;
  g_autofree char *backup_used = NULL;
  g_autofree char *set_aside = NULL;

  if (autosell_cli_open (cli, &local_error))
    {
      if (cli->json != NULL)
        autosell_cli_json_boolean (cli->json, "recovered", FALSE);
      else
        autosell_cli_line (_("The data are not damaged; nothing was changed."));
      return AUTOSELL_CLI_DONE;
    }
  if (!g_error_matches (local_error, AUTOSELL_STORE_ERROR, AUTOSELL_STORE_ERROR_DAMAGED))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return AUTOSELL_CLI_FAILED;
    }
  /* Opening again proves that what was put in place is good. */
  if (!autosell_store_recover (cli->data_dir, &backup_used, &set_aside, error) || !autosell_cli_open (cli, error))
    return AUTOSELL_CLI_FAILED;
  return report_recovery (cli, backup_used, set_aside);
}

const AutosellCliCommand autosell_cli_command_recover = {
  .name = "recover",
  .parameters = "",
  .summary = N_("Set damaged data aside and put the newest good backup in their place"),
  .description = N_("Nothing is deleted, and nothing is done where the data are not damaged."),
  .run = run_recover,
};
