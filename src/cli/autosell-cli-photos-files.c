/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-cli-photos-private.h"

#include <errno.h>
#include <string.h>

#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "autosell-cli-print.h"
#include "autosell-photo-error.h"
#include "autosell-photo-folder.h"
#include "autosell-photo-importer.h"
#include "autosell-photo-render.h"

/* People's files: what comes in as photos, and photos written out. */

/* ---- In ---- */

static void
finished_cb (AutosellPhotoImporter *importer, gboolean was_cancelled, gboolean *is_finished)
{
  *is_finished = TRUE;
}

/* Takes the files from argument @first on through the pipeline. Returns: (transfer full): all are done */
static AutosellPhotoImporter *
import_files (AutosellCli *cli, guint first)
{
  AutosellPhotoImporter *importer;
  g_autoptr(GListStore) files = g_list_store_new (G_TYPE_FILE);
  gboolean is_finished = FALSE;

  /* What earlier runs left when they were ended in between */
  autosell_photo_staging_sweep (cli->data_dir);
  importer = autosell_photo_importer_new (cli->data_dir, autosell_store_get_keep_originals (cli->store));
  g_signal_connect (importer, "finished", G_CALLBACK (finished_cb), &is_finished);
  for (guint i = first; i < cli->n_arguments; i++)
    {
      g_autoptr(GFile) file = g_file_new_for_commandline_arg (cli->arguments[i]);

      g_list_store_append (files, file);
    }
  autosell_photo_importer_add_files (importer, G_LIST_MODEL (files));
  while (!is_finished)
    g_main_context_iteration (NULL, TRUE);
  g_signal_handlers_disconnect_by_data (importer, &is_finished);
  return importer;
}

static const char *
refusal_code (const GError *error)
{
  if (g_error_matches (error, AUTOSELL_PHOTO_ERROR, AUTOSELL_PHOTO_ERROR_NOT_A_PHOTO))
    return "not_a_photo";
  if (g_error_matches (error, AUTOSELL_PHOTO_ERROR, AUTOSELL_PHOTO_ERROR_NO_LOADER))
    return "no_loader";
  if (g_error_matches (error, AUTOSELL_PHOTO_ERROR, AUTOSELL_PHOTO_ERROR_TOO_LARGE))
    return "too_large";
  if (g_error_matches (error, AUTOSELL_PHOTO_ERROR, AUTOSELL_PHOTO_ERROR_BROKEN))
    return "broken";
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    return "not_found";
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE) ? "no_space" : "failed";
}

/* Those that are ready; with JSON the others are its array "refused", else lines on stderr. */
static GPtrArray *
sort_out (AutosellCli *cli, AutosellPhotoImporter *importer, guint *n_refused)
{
  GPtrArray *ready = g_ptr_array_new_with_free_func ((GDestroyNotify) autosell_staged_photo_unref);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (importer));

  *n_refused = 0;
  if (cli->json != NULL)
    autosell_cli_json_begin_array (cli->json, "refused");
  for (guint i = 0; i < n; i++)
    {
      g_autoptr(AutosellPhotoImport) item = g_list_model_get_item (G_LIST_MODEL (importer), i);
      const GError *error = autosell_photo_import_get_error (item);
      AutosellStagedPhoto *staged = autosell_photo_import_get_staged (item);

      if (staged != NULL)
        {
          g_ptr_array_add (ready, autosell_staged_photo_ref (staged));
          continue;
        }
      (*n_refused)++;
      if (cli->json == NULL)
        {
          autosell_cli_message (_("“%s” was left out: %s"), autosell_photo_import_get_name (item),
                                error != NULL ? error->message : "—");
          continue;
        }
      autosell_cli_json_begin_object (cli->json, NULL);
      autosell_cli_json_string (cli->json, "name", autosell_photo_import_get_name (item));
      autosell_cli_json_string (cli->json, "code", refusal_code (error));
      autosell_cli_json_string (cli->json, "message", error != NULL ? error->message : NULL);
      autosell_cli_json_end (cli->json);
    }
  if (cli->json != NULL)
    autosell_cli_json_end (cli->json);
  return ready;
}

static gboolean
fail_empty (GError **error)
{
  g_set_error_literal (error, AUTOSELL_CLI_ERROR, AUTOSELL_CLI_ERROR_BAD_VALUE, _("There was no picture to add."));
  return FALSE;
}

AutosellCliStatus
autosell_cli_photos_add (AutosellCli *cli, AutosellVehicle *vehicle, GError **error)
{
  g_autoptr(AutosellPhotoImporter) importer = import_files (cli, 2);
  guint n_refused;
  g_autoptr(GPtrArray) ready = sort_out (cli, importer, &n_refused);
  int position = autosell_cli_photo_options.position;
  AutosellPhotoEdit *edit;
  AutosellCliStatus status;

  if (ready->len == 0)
    {
      fail_empty (error);
      return AUTOSELL_CLI_FAILED;
    }
  edit = autosell_photo_edit_new ();
  autosell_photo_edit_add (edit, autosell_vehicle_get_key (vehicle), ready,
                           position > 0 ? position - 1 : AUTOSELL_PHOTO_AT_END);
  status = autosell_cli_photos_commit (cli, vehicle, edit, error);
  return status == AUTOSELL_CLI_DONE && n_refused > 0 ? AUTOSELL_CLI_PARTLY : status;
}

AutosellCliStatus
autosell_cli_photos_replace (AutosellCli *cli, AutosellVehicle *vehicle, GPtrArray *photos, GError **error)
{
  g_auto(GStrv) ids = autosell_cli_photos_pick (cli, photos, 2, 3, error);
  g_autoptr(AutosellPhotoImporter) importer = NULL;
  g_autoptr(GPtrArray) ready = NULL;
  AutosellPhotoEdit *edit;
  guint n_refused;

  if (ids == NULL || ids[0] == NULL)
    return AUTOSELL_CLI_USAGE;
  importer = import_files (cli, 3);
  ready = sort_out (cli, importer, &n_refused);
  if (ready->len == 0)
    {
      fail_empty (error);
      return AUTOSELL_CLI_FAILED;
    }
  edit = autosell_photo_edit_new ();
  autosell_photo_edit_replace (edit, ids[0], g_ptr_array_index (ready, 0));
  return autosell_cli_photos_commit (cli, vehicle, edit, error);
}

/* ---- Out ---- */

/* "MAZDA CX30 2021 03.jpg": no sign that a file name cannot have, and none that hides it. */
static char *
dup_file_name (AutosellVehicle *vehicle, guint number)
{
  g_autofree char *title = autosell_vehicle_dup_title (vehicle);

  for (char *at = title; *at != '\0'; at = g_utf8_next_char (at))
    if (strchr ("/\\:*?\"<>|", *at) != NULL || g_unichar_iscntrl (g_utf8_get_char (at)))
      *at = '-';
  return g_strdup_printf ("%s %02u.jpg", *title != '\0' && *title != '.' ? title : "auto", number);
}

/* Never over a file that is there. */
static gboolean
write_new (const char *path, GBytes *bytes, GError **error)
{
  g_autoptr(GFile) file = g_file_new_for_path (path);
  g_autoptr(GFileOutputStream) stream = g_file_create (file, G_FILE_CREATE_NONE, NULL, error);

  if (stream == NULL)
    return FALSE;
  if (g_output_stream_write_all (G_OUTPUT_STREAM (stream), g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes),
                                 NULL, NULL, error)
      && g_output_stream_close (G_OUTPUT_STREAM (stream), NULL, error))
    return TRUE;
  g_file_delete (file, NULL, NULL);
  return FALSE;
}

static gboolean
export_one (AutosellCli *cli, const AutosellPhotoInfo *info, const char *path, GError **error)
{
  g_autoptr(GBytes) bytes =
    autosell_photo_render (cli->data_dir, info->hash, info->turn, info->has_crop ? &info->crop : NULL, NULL, error);

  return bytes != NULL && write_new (path, bytes, error);
}

AutosellCliStatus
autosell_cli_photos_export (AutosellCli *cli, AutosellVehicle *vehicle, GPtrArray *photos, GError **error)
{
  const char *folder = cli->arguments[2];
  guint n_written = 0;

  if (g_mkdir_with_parents (folder, 0777) != 0)
    {
      cli->subject = folder;
      g_set_error_literal (error, G_IO_ERROR, g_io_error_from_errno (errno), g_strerror (errno));
      return AUTOSELL_CLI_FAILED;
    }
  if (cli->json != NULL)
    autosell_cli_json_begin_array (cli->json, "files");
  for (guint i = 0; i < photos->len; i++)
    {
      g_autofree char *name = dup_file_name (vehicle, i + 1);
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autoptr(GError) local_error = NULL;

      if (!export_one (cli, autosell_photo_get_info (g_ptr_array_index (photos, i)), path, &local_error))
        {
          autosell_cli_message (_("“%s” was not written: %s"), name, local_error->message);
          continue;
        }
      n_written++;
      if (cli->json != NULL)
        autosell_cli_json_string (cli->json, NULL, path);
      else
        autosell_cli_line ("%s", path);
    }
  if (cli->json != NULL)
    autosell_cli_json_end (cli->json);
  else if (photos->len == 0)
    autosell_cli_message (_("It has no photos."));
  if (n_written == photos->len)
    return AUTOSELL_CLI_DONE;
  return n_written > 0 ? AUTOSELL_CLI_PARTLY : AUTOSELL_CLI_FAILED;
}
