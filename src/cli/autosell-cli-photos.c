/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-cli-photos-private.h"

#include <string.h>

#include <glib/gi18n.h>

#include "autosell-cli-print.h"
#include "autosell-format.h"
#include "autosell-photo-folder.h"

/* The command for photos: photos ACTION ID …. What reads and writes people's files is in
 * autosell-cli-photos-files.c. */

AutosellCliPhotoOptions autosell_cli_photo_options;

static const GOptionEntry photo_entries[] = {
  { "position", 'p', 0, G_OPTION_ARG_INT, &autosell_cli_photo_options.position,
    N_("add, move: where the first of them is to stand; 1 is the cover"), N_("N") },
  { "to", 0, 0, G_OPTION_ARG_STRING, &autosell_cli_photo_options.to, N_("move: to another vehicle"), N_("ID") },
  { "degrees", 0, 0, G_OPTION_ARG_INT, &autosell_cli_photo_options.degrees,
    N_("rotate: clockwise, 90 where nothing is said; -90, 180"), N_("N") },
  { "area", 0, 0, G_OPTION_ARG_STRING, &autosell_cli_photo_options.area,
    N_("crop: the part that is to be seen, in pixels of the stored photo; “all” shows all of it"),
    N_("X,Y,WIDTH,HEIGHT") },
  { "bin", 0, 0, G_OPTION_ARG_NONE, &autosell_cli_photo_options.in_bin, N_("list: those that were removed"), NULL },
  G_OPTION_ENTRY_NULL
};

static gboolean
fail_usage (GError **error, const char *sentence)
{
  g_set_error_literal (error, AUTOSELL_CLI_ERROR, AUTOSELL_CLI_ERROR_USAGE, sentence);
  return FALSE;
}

/* ---- Naming photos ---- */

static AutosellPhoto *
find_photo (GPtrArray *photos, const char *argument)
{
  char *end;
  guint64 number = g_ascii_strtoull (argument, &end, 10);

  if (g_ascii_isdigit (*argument) && *end == '\0')
    return number >= 1 && number <= photos->len ? g_ptr_array_index (photos, number - 1) : NULL;
  for (guint i = 0; i < photos->len; i++)
    if (g_str_equal (autosell_photo_get_id (g_ptr_array_index (photos, i)), argument))
      return g_ptr_array_index (photos, i);
  return NULL;
}

char **
autosell_cli_photos_pick (AutosellCli *cli, GPtrArray *photos, guint first, guint end, GError **error)
{
  g_autoptr(GStrvBuilder) ids = g_strv_builder_new ();

  for (guint i = first; i < end; i++)
    {
      const char *argument = cli->arguments[i];
      AutosellPhoto *photo = find_photo (photos, argument);

      if (g_str_equal (argument, "all"))
        {
          for (guint k = 0; k < photos->len; k++)
            g_strv_builder_add (ids, autosell_photo_get_id (g_ptr_array_index (photos, k)));
          continue;
        }
      if (photo == NULL)
        {
          g_set_error (error, AUTOSELL_CLI_ERROR, AUTOSELL_CLI_ERROR_BAD_VALUE,
                       _("There is no photo “%s” here; there are %u."), argument, photos->len);
          return NULL;
        }
      g_strv_builder_add (ids, autosell_photo_get_id (photo));
    }
  return g_strv_builder_end (ids);
}

/* ---- Telling of them ---- */

void
autosell_cli_json_photo (AutosellCli *cli, AutosellPhoto *photo, guint number)
{
  const AutosellPhotoInfo *info = autosell_photo_get_info (photo);
  AutosellCliJson *json = cli->json;
  g_autofree char *path = autosell_photo_folder_get_path (cli->data_dir, info->hash);

  autosell_cli_json_begin_object (json, NULL);
  if (number > 0)
    autosell_cli_json_integer (json, "number", number);
  autosell_cli_json_string (json, "id", info->id);
  autosell_cli_json_string (json, "name", info->name);
  autosell_cli_json_string (json, "file", path);
  autosell_cli_json_string (json, "hash", info->hash);
  autosell_cli_json_integer (json, "width", info->width);
  autosell_cli_json_integer (json, "height", info->height);
  autosell_cli_json_integer (json, "bytes", info->size_bytes);
  autosell_cli_json_integer (json, "turn", info->turn);
  if (info->has_crop)
    {
      autosell_cli_json_begin_object (json, "crop");
      autosell_cli_json_integer (json, "x", info->crop.x);
      autosell_cli_json_integer (json, "y", info->crop.y);
      autosell_cli_json_integer (json, "width", info->crop.width);
      autosell_cli_json_integer (json, "height", info->crop.height);
      autosell_cli_json_end (json);
    }
  else
    autosell_cli_json_null (json, "crop");
  autosell_cli_json_instant (json, "taken_local", info->taken_us);
  autosell_cli_json_instant (json, "added", info->added_us);
  autosell_cli_json_instant (json, "removed", info->deleted_us);
  autosell_cli_json_string (json, "state",
                            info->mark == AUTOSELL_PHOTO_MISSING   ? "missing"
                            : info->mark == AUTOSELL_PHOTO_ALTERED ? "altered"
                                                                   : "whole");
  autosell_cli_json_end (json);
}

static void
print_photo (AutosellPhoto *photo, guint number)
{
  const AutosellPhotoInfo *info = autosell_photo_get_info (photo);
  g_autoptr(GString) line = g_string_new (NULL);
  g_autofree char *size = g_format_size ((guint64) info->size_bytes);
  int width, height;

  autosell_photo_info_get_shown_size (info, &width, &height);
  g_string_append_printf (line, "%3u  %s  %d × %d  %s", number, info->name != NULL ? info->name : "—", width, height,
                          size);
  if (info->turn != 0)
    g_string_append_printf (line, "  %d°", info->turn);
  if (info->has_crop)
    g_string_append_printf (line, "  %s", _("cropped"));
  if (info->mark == AUTOSELL_PHOTO_MISSING)
    g_string_append_printf (line, "  %s", _("file missing"));
  else if (info->mark == AUTOSELL_PHOTO_ALTERED)
    g_string_append_printf (line, "  %s", _("file altered"));
  autosell_cli_line ("%s", line->str);
}

static AutosellCliStatus
run_list (AutosellCli *cli, AutosellVehicle *vehicle, GPtrArray *photos, GError **error)
{
  if (cli->json != NULL)
    {
      autosell_cli_json_string (cli->json, "id", autosell_vehicle_get_id (vehicle));
      autosell_cli_json_begin_array (cli->json, "photos");
    }
  for (guint i = 0; i < photos->len; i++)
    if (cli->json != NULL)
      autosell_cli_json_photo (cli, g_ptr_array_index (photos, i), i + 1);
    else
      print_photo (g_ptr_array_index (photos, i), i + 1);
  if (cli->json != NULL)
    autosell_cli_json_end (cli->json);
  else if (photos->len == 0)
    autosell_cli_message (autosell_cli_photo_options.in_bin ? _("No photo of it is in the bin.")
                                                            : _("It has no photos."));
  return AUTOSELL_CLI_DONE;
}

AutosellCliStatus
autosell_cli_photos_commit (AutosellCli *cli, AutosellVehicle *vehicle, AutosellPhotoEdit *edit, GError **error)
{
  g_autoptr(AutosellCommitResult) result = autosell_store_edit_photos_sync (cli->store, edit, error);

  if (result == NULL)
    return AUTOSELL_CLI_FAILED;
  if (cli->json != NULL)
    {
      autosell_cli_json_string (cli->json, "id", autosell_vehicle_get_id (vehicle));
      autosell_cli_json_integer (cli->json, "change", result->change);
      autosell_cli_json_integer (cli->json, "changed", result->n_vehicles);
    }
  else if (result->change == 0)
    autosell_cli_message (_("Nothing differs: nothing was changed."));
  if (!autosell_cli_show_change (cli, result, error))
    return AUTOSELL_CLI_FAILED;
  return result->n_skipped > 0 ? AUTOSELL_CLI_PARTLY : AUTOSELL_CLI_DONE;
}

/* ---- Changing ---- */

static AutosellCliStatus
run_move (AutosellCli *cli, AutosellVehicle *vehicle, GPtrArray *photos, GError **error)
{
  const AutosellCliPhotoOptions *options = &autosell_cli_photo_options;
  g_auto(GStrv) ids = NULL;
  AutosellPhotoEdit *edit;
  int position = options->position > 0 ? options->position - 1 : AUTOSELL_PHOTO_AT_END;
  gint64 to = 0;

  if (options->position < 1 && options->to == NULL)
    {
      fail_usage (error, _("Say where to: --position N, or --to ID for another vehicle."));
      return AUTOSELL_CLI_USAGE;
    }
  if ((ids = autosell_cli_photos_pick (cli, photos, 2, cli->n_arguments, error)) == NULL)
    return AUTOSELL_CLI_USAGE;
  if (options->to != NULL)
    {
      g_autoptr(AutosellVehicle) other = autosell_cli_find_vehicle (cli, options->to, FALSE, error);

      if (other == NULL)
        return AUTOSELL_CLI_FAILED;
      to = autosell_vehicle_get_key (other);
    }
  edit = autosell_photo_edit_new ();
  if (to != 0)
    autosell_photo_edit_give (edit, (const char *const *) ids, to, position);
  else
    autosell_photo_edit_move (edit, (const char *const *) ids, position);
  return autosell_cli_photos_commit (cli, vehicle, edit, error);
}

static AutosellCliStatus
run_cover (AutosellCli *cli, AutosellVehicle *vehicle, GPtrArray *photos, GError **error)
{
  g_auto(GStrv) ids = autosell_cli_photos_pick (cli, photos, 2, 3, error);
  AutosellPhotoEdit *edit;

  if (ids == NULL || ids[0] == NULL)
    return AUTOSELL_CLI_USAGE;
  edit = autosell_photo_edit_new ();
  autosell_photo_edit_cover (edit, ids[0]);
  return autosell_cli_photos_commit (cli, vehicle, edit, error);
}

static AutosellCliStatus
run_rotate (AutosellCli *cli, AutosellVehicle *vehicle, GPtrArray *photos, GError **error)
{
  int degrees = autosell_cli_photo_options.degrees != 0 ? autosell_cli_photo_options.degrees : 90;
  g_auto(GStrv) ids = NULL;
  AutosellPhotoEdit *edit;

  if (degrees % 90 != 0)
    {
      fail_usage (error, _("--degrees is a multiple of 90."));
      return AUTOSELL_CLI_USAGE;
    }
  if ((ids = autosell_cli_photos_pick (cli, photos, 2, cli->n_arguments, error)) == NULL)
    return AUTOSELL_CLI_USAGE;
  edit = autosell_photo_edit_new ();
  for (guint i = 0; ids[i] != NULL; i++)
    autosell_photo_edit_turn (edit, ids[i], degrees);
  return autosell_cli_photos_commit (cli, vehicle, edit, error);
}

static AutosellCliStatus
run_crop (AutosellCli *cli, AutosellVehicle *vehicle, GPtrArray *photos, GError **error)
{
  const char *area = autosell_cli_photo_options.area;
  g_autofree char *dotted = area != NULL ? g_strdelimit (g_strdup (area), ",x ", '.') : NULL;
  gboolean is_all = area != NULL && g_str_equal (area, "all");
  g_auto(GStrv) ids = NULL;
  AutosellPhotoCrop crop = { 0 };
  AutosellPhotoEdit *edit;

  if (area == NULL || (!is_all && !autosell_photo_crop_parse (dotted, &crop)))
    {
      fail_usage (error, _("Say which part: --area X,Y,WIDTH,HEIGHT in pixels, or --area all."));
      return AUTOSELL_CLI_USAGE;
    }
  if ((ids = autosell_cli_photos_pick (cli, photos, 2, cli->n_arguments, error)) == NULL)
    return AUTOSELL_CLI_USAGE;
  edit = autosell_photo_edit_new ();
  for (guint i = 0; ids[i] != NULL; i++)
    {
      const AutosellPhotoInfo *info = autosell_photo_get_info (find_photo (photos, ids[i]));

      if (!is_all && (crop.x >= info->width || crop.y >= info->height))
        {
          g_set_error (error, AUTOSELL_CLI_ERROR, AUTOSELL_CLI_ERROR_BAD_VALUE,
                       _("That part is outside of the photo, which has %d × %d pixels."), info->width, info->height);
          autosell_photo_edit_free (edit);
          return AUTOSELL_CLI_FAILED;
        }
      autosell_photo_edit_crop (edit, ids[i], is_all ? NULL : &crop);
    }
  return autosell_cli_photos_commit (cli, vehicle, edit, error);
}

static AutosellCliStatus
remove_or_restore (AutosellCli *cli, AutosellVehicle *vehicle, GPtrArray *photos,
                   void (*step) (AutosellPhotoEdit *edit, const char *id), GError **error)
{
  g_auto(GStrv) ids = autosell_cli_photos_pick (cli, photos, 2, cli->n_arguments, error);
  AutosellPhotoEdit *edit;

  if (ids == NULL)
    return AUTOSELL_CLI_USAGE;
  edit = autosell_photo_edit_new ();
  for (guint i = 0; ids[i] != NULL; i++)
    step (edit, ids[i]);
  return autosell_cli_photos_commit (cli, vehicle, edit, error);
}

static AutosellCliStatus
run_remove (AutosellCli *cli, AutosellVehicle *vehicle, GPtrArray *photos, GError **error)
{
  return remove_or_restore (cli, vehicle, photos, autosell_photo_edit_remove, error);
}

static AutosellCliStatus
run_restore (AutosellCli *cli, AutosellVehicle *vehicle, GPtrArray *photos, GError **error)
{
  return remove_or_restore (cli, vehicle, photos, autosell_photo_edit_restore, error);
}

static AutosellCliStatus
run_add (AutosellCli *cli, AutosellVehicle *vehicle, GPtrArray *photos, GError **error)
{
  return autosell_cli_photos_add (cli, vehicle, error);
}

/* ---- Duplicates ---- */

static void
print_twins (AutosellCli *cli, const AutosellPhotoTwins *twins)
{
  autosell_cli_line ("%s", twins->likeness == AUTOSELL_LIKENESS_SAME ? _("The same picture:") : _("Alike:"));
  for (guint i = 0; i < twins->photos->len; i++)
    {
      const AutosellPhotoInfo *info = autosell_photo_get_info (g_ptr_array_index (twins->photos, i));
      g_autoptr(AutosellVehicle) vehicle = autosell_store_get_vehicle_sync (cli->store, info->vehicle_key, NULL);
      g_autofree char *title = vehicle != NULL ? autosell_vehicle_dup_title (vehicle) : NULL;

      autosell_cli_line (_("  %s · photo %d · %s"), title != NULL ? title : "—", info->position + 1,
                         info->name != NULL ? info->name : "—");
    }
}

static void
json_twins (AutosellCli *cli, const AutosellPhotoTwins *twins)
{
  autosell_cli_json_begin_object (cli->json, NULL);
  autosell_cli_json_string (cli->json, "likeness", twins->likeness == AUTOSELL_LIKENESS_SAME ? "same" : "alike");
  autosell_cli_json_boolean (cli->json, "same_vehicle", twins->is_same_car);
  autosell_cli_json_begin_array (cli->json, "photos");
  for (guint i = 0; i < twins->photos->len; i++)
    {
      AutosellPhoto *photo = g_ptr_array_index (twins->photos, i);

      autosell_cli_json_photo (cli, photo, autosell_photo_get_info (photo)->position + 1);
    }
  autosell_cli_json_end (cli->json);
  autosell_cli_json_end (cli->json);
}

static AutosellCliStatus
run_twins (AutosellCli *cli, AutosellVehicle *vehicle, GPtrArray *photos, GError **error)
{
  gint64 key = vehicle != NULL ? autosell_vehicle_get_key (vehicle) : 0;
  g_autoptr(GPtrArray) groups = autosell_store_find_twins_sync (cli->store, key, error);

  if (groups == NULL)
    return AUTOSELL_CLI_FAILED;
  if (cli->json != NULL)
    autosell_cli_json_begin_array (cli->json, "groups");
  for (guint i = 0; i < groups->len; i++)
    if (cli->json != NULL)
      json_twins (cli, g_ptr_array_index (groups, i));
    else
      print_twins (cli, g_ptr_array_index (groups, i));
  if (cli->json != NULL)
    autosell_cli_json_end (cli->json);
  else if (groups->len == 0)
    autosell_cli_message (_("No picture is there twice."));
  return AUTOSELL_CLI_DONE;
}

/* ---- The command ---- */

static const struct
{
  const char *name;
  guint min_arguments; /* with the action and the vehicle */
  guint max_arguments;
  gboolean of_bin;
  AutosellCliStatus (*run) (AutosellCli *cli, AutosellVehicle *vehicle, GPtrArray *photos, GError **error);
} actions[] = {
  { "add", 3, AUTOSELL_CLI_MANY, FALSE, run_add },
  { "list", 2, 2, FALSE, run_list },
  { "move", 3, AUTOSELL_CLI_MANY, FALSE, run_move },
  { "cover", 3, 3, FALSE, run_cover },
  { "rotate", 3, AUTOSELL_CLI_MANY, FALSE, run_rotate },
  { "crop", 3, AUTOSELL_CLI_MANY, FALSE, run_crop },
  { "replace", 4, 4, FALSE, autosell_cli_photos_replace },
  { "remove", 3, AUTOSELL_CLI_MANY, FALSE, run_remove },
  { "restore", 3, AUTOSELL_CLI_MANY, TRUE, run_restore },
  { "export", 3, 3, FALSE, autosell_cli_photos_export },
  { "twins", 1, 2, FALSE, run_twins },
};

const char *
autosell_cli_photos_get_action (guint index)
{
  return index < G_N_ELEMENTS (actions) ? actions[index].name : NULL;
}

static AutosellCliStatus
run_action (AutosellCli *cli, guint action, GError **error)
{
  gboolean in_bin = actions[action].of_bin || autosell_cli_photo_options.in_bin;
  g_autoptr(AutosellVehicle) vehicle = NULL;
  g_autoptr(GPtrArray) photos = NULL;

  if (!autosell_cli_open (cli, error))
    return AUTOSELL_CLI_FAILED;
  if (cli->n_arguments > 1)
    {
      vehicle = autosell_cli_find_vehicle (cli, cli->arguments[1], FALSE, error);
      if (vehicle == NULL)
        return AUTOSELL_CLI_FAILED;
      photos = autosell_store_list_photos_sync (cli->store, autosell_vehicle_get_key (vehicle), in_bin, error);
      if (photos == NULL)
        return AUTOSELL_CLI_FAILED;
    }
  return actions[action].run (cli, vehicle, photos, error);
}

static AutosellCliStatus
run_photos (AutosellCli *cli, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    if (g_str_equal (cli->arguments[0], actions[i].name))
      {
        if (cli->n_arguments >= actions[i].min_arguments && cli->n_arguments <= actions[i].max_arguments)
          return run_action (cli, i, error);
        g_set_error (error, AUTOSELL_CLI_ERROR, AUTOSELL_CLI_ERROR_USAGE,
                     cli->n_arguments < actions[i].min_arguments ? _("Something is missing behind “photos %s”.")
                                                                 : _("That is more than “photos %s” understands."),
                     actions[i].name);
        return AUTOSELL_CLI_USAGE;
      }
  g_set_error (
    error, AUTOSELL_CLI_ERROR, AUTOSELL_CLI_ERROR_USAGE,
    _("“photos” does not know “%s”; it knows add, list, move, cover, rotate, crop, replace, remove, restore, "
      "export and twins."),
    cli->arguments[0]);
  return AUTOSELL_CLI_USAGE;
}

const AutosellCliCommand autosell_cli_command_photos = {
  .name = "photos",
  .parameters = N_("ACTION ID …"),
  .summary = N_("Add, list, order, turn, remove and export the photos of a vehicle"),
  .description =
    N_("photos add ID FILE… adds pictures and all pictures of folders, made small, upright and without location. "
       "What cannot be read is named, and the others go on.\n"
       "photos list ID shows them with their numbers; --bin shows the removed ones.\n"
       "photos move ID PHOTO… --position N puts them in order; --to ID gives them to another vehicle.\n"
       "photos cover ID PHOTO makes it the first.\n"
       "photos rotate ID PHOTO… turns by 90 degrees, or --degrees; nothing is lost by turning.\n"
       "photos crop ID PHOTO… --area X,Y,WIDTH,HEIGHT shows that part; --area all shows all again.\n"
       "photos replace ID PHOTO FILE puts another picture in its place.\n"
       "photos remove ID PHOTO… moves them to the bin, where they stay for 30 days; photos restore brings them "
       "back.\n"
       "photos export ID FOLDER writes them as they are seen, in order.\n"
       "photos twins [ID] tells which pictures are there twice.\n"
       "PHOTO is a number of the list, an id, or “all”."),
  .options = photo_entries,
  .min_arguments = 1,
  .max_arguments = AUTOSELL_CLI_MANY,
  .takes_files = TRUE,
  .run = run_photos,
};
