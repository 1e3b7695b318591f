/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-cli.h"

#include <glib/gi18n.h>
#include <string.h>

#include "autosell-cli-print.h"
#include "autosell-format.h"
#include "autosell-marketplace-store.h"

/* The command for what people list on Marketplace by hand: marketplace kit, status, set. */

static struct
{
  char *posted;
  char *renewed;
  char *removed;
  char *link;
  gboolean is_never;
} options;

static const GOptionEntry entries[] = {
  { "posted", 0, 0, G_OPTION_ARG_STRING, &options.posted, N_("set: listed on this day; “today” is one"), N_("DAY") },
  { "renewed", 0, 0, G_OPTION_ARG_STRING, &options.renewed, N_("set: renewed on this day"), N_("DAY") },
  { "removed", 0, 0, G_OPTION_ARG_STRING, &options.removed, N_("set: taken down on this day"), N_("DAY") },
  { "link", 0, 0, G_OPTION_ARG_STRING, &options.link, N_("set: the listing’s address at Facebook; empty forgets it"),
    N_("ADDRESS") },
  { "never", 0, 0, G_OPTION_ARG_NONE, &options.is_never, N_("set: it was never listed"), NULL },
  G_OPTION_ENTRY_NULL
};

static const char *const actions[] = { "kit", "status", "set", NULL };

/* ---- Showing ---- */

static void
json_day (AutosellCliJson *json, const char *name, const char *day)
{
  autosell_cli_json_string (json, name, *day != '\0' ? day : NULL);
}

/* Into the object that is open. */
static void
json_listing (AutosellCliJson *json, const AutosellListing *listing, AutosellListingStage stage)
{
  autosell_cli_json_string (json, "stage", autosell_listing_stage_to_nick (stage));
  json_day (json, "posted_on", listing->posted_on);
  json_day (json, "renewed_on", listing->renewed_on);
  json_day (json, "removed_on", listing->removed_on);
  autosell_cli_json_string (json, "link", listing->link);
}

static void
json_items (AutosellCliJson *json, GPtrArray *items)
{
  autosell_cli_json_begin_array (json, "fields");
  for (guint i = 0; i < items->len; i++)
    {
      const AutosellMarketplaceItem *item = items->pdata[i];

      autosell_cli_json_begin_object (json, NULL);
      autosell_cli_json_string (json, "name", item->name);
      autosell_cli_json_string (json, "label", item->label);
      autosell_cli_json_string (json, "value", item->value);
      autosell_cli_json_boolean (json, "choice", item->is_choice);
      autosell_cli_json_string (json, "note", item->note);
      autosell_cli_json_end (json);
    }
  autosell_cli_json_end (json);
}

/* What somebody's spreadsheet brought in does not move the cursor. */
static void
print_lines (const char *text)
{
  g_auto(GStrv) lines = g_strsplit (text, "\n", -1);

  for (char **line = lines; *line != NULL; line++)
    autosell_cli_line ("    %s", *line);
}

static void
show_items (GPtrArray *items)
{
  for (guint i = 0; i < items->len; i++)
    {
      const AutosellMarketplaceItem *item = items->pdata[i];

      if (item->is_long && item->value != NULL)
        {
          autosell_cli_line ("%s:", item->label);
          print_lines (item->value);
        }
      else
        autosell_cli_line ("%s: %s", item->label, item->value != NULL ? item->value : "—");
      if (item->note != NULL)
        autosell_cli_line ("    %s", item->note);
    }
}

/* ---- kit ---- */

static void
json_files (AutosellCliJson *json, const AutosellMarketplaceFolder *folder)
{
  g_autofree char *path = folder != NULL ? g_file_get_path (folder->folder) : NULL;

  autosell_cli_json_string (json, "folder", path);
  autosell_cli_json_begin_array (json, "photos");
  for (guint i = 0; folder != NULL && i < folder->names->len; i++)
    autosell_cli_json_string (json, NULL, folder->names->pdata[i]);
  autosell_cli_json_end (json);
}

static void
show_files (const AutosellMarketplaceFolder *folder)
{
  g_autofree char *path = g_file_get_path (folder->folder);
  g_autofree char *number = autosell_format_integer (folder->names->len);

  if (folder->names->len == 0)
    autosell_cli_message ("%s", _("The car has no photos."));
  autosell_cli_text ("\n");
  /* Translators: how many photos, and a folder */
  autosell_cli_line (
    ngettext ("%s photo and the words are in “%s”.", "%s photos and the words are in “%s”.", folder->names->len),
    number, path);
}

static AutosellCliStatus
run_kit (AutosellCli *cli, GError **error)
{
  g_autoptr(AutosellVehicle) vehicle = NULL;
  g_autoptr(AutosellMarketplaceKit) kit = NULL;
  g_autoptr(AutosellMarketplaceFolder) folder = NULL;

  if (cli->n_arguments < 2)
    {
      g_set_error_literal (error, AUTOSELL_CLI_ERROR, AUTOSELL_CLI_ERROR_USAGE, _("Which vehicle? Give its ID."));
      return AUTOSELL_CLI_USAGE;
    }
  if ((vehicle = autosell_cli_find_vehicle (cli, cli->arguments[1], FALSE, error)) == NULL
      || (kit =
            autosell_store_get_marketplace_kit_sync (cli->store, autosell_vehicle_get_key (vehicle), cli->today, error))
           == NULL)
    return AUTOSELL_CLI_FAILED;
  if (cli->n_arguments > 2)
    {
      g_autoptr(GFile) parent = g_file_new_for_commandline_arg (cli->arguments[2]);
      g_autofree char *text = autosell_marketplace_kit_dup_text (kit->items);

      cli->subject = cli->arguments[2];
      folder = autosell_store_export_marketplace_sync (cli->store, autosell_vehicle_get_key (vehicle), parent, NULL,
                                                       text, error);
      if (folder == NULL)
        return AUTOSELL_CLI_FAILED;
    }
  if (cli->json != NULL)
    {
      autosell_cli_json_string (cli->json, "id", autosell_vehicle_get_id (vehicle));
      json_items (cli->json, kit->items);
      json_files (cli->json, folder);
      autosell_cli_json_string (cli->json, "form", AUTOSELL_MARKETPLACE_FORM);
      autosell_cli_json_begin_object (cli->json, "listing");
      json_listing (cli->json, &kit->listing, kit->stage);
      autosell_cli_json_end (cli->json);
      return AUTOSELL_CLI_DONE;
    }
  show_items (kit->items);
  if (folder != NULL)
    show_files (folder);
  autosell_cli_text ("\n");
  autosell_cli_line (_("The form, in which a person lists the car: %s"), AUTOSELL_MARKETPLACE_FORM);
  return AUTOSELL_CLI_DONE;
}

/* ---- status ---- */

static void
json_cars (AutosellCliJson *json, GPtrArray *cars)
{
  autosell_cli_json_begin_array (json, "listings");
  for (guint i = 0; i < cars->len; i++)
    {
      const AutosellMarketplaceCar *car = cars->pdata[i];

      autosell_cli_json_begin_object (json, NULL);
      autosell_cli_json_string (json, "id", car->id);
      autosell_cli_json_string (json, "title", car->title);
      autosell_cli_json_string (json, "status", autosell_status_to_nick (car->status));
      autosell_cli_json_boolean (json, "in_bin", car->in_bin);
      json_listing (json, &car->listing, car->stage);
      autosell_cli_json_end (json);
    }
  autosell_cli_json_end (json);
}

static void
add_day (AutosellCliTable *table, const char *day)
{
  autosell_cli_table_take (table, *day != '\0' ? autosell_format_date (day) : g_strdup ("—"));
}

static void
print_cars (GPtrArray *cars)
{
  g_autoptr(AutosellCliTable) table = autosell_cli_table_new ();

  autosell_cli_table_add_column (table, _("Vehicle"), AUTOSELL_CLI_COLUMN_SHRINK);
  autosell_cli_table_add_column (table, _("State"), AUTOSELL_CLI_COLUMN_PLAIN);
  autosell_cli_table_add_column (table, C_ ("day", "Listed"), AUTOSELL_CLI_COLUMN_PLAIN);
  autosell_cli_table_add_column (table, C_ ("day", "Renewed"), AUTOSELL_CLI_COLUMN_PLAIN);
  autosell_cli_table_add_column (table, C_ ("day", "Taken down"), AUTOSELL_CLI_COLUMN_PLAIN);
  autosell_cli_table_add_column (table, _("Address"), AUTOSELL_CLI_COLUMN_SHRINK | AUTOSELL_CLI_COLUMN_MINOR);
  for (guint i = 0; i < cars->len; i++)
    {
      const AutosellMarketplaceCar *car = cars->pdata[i];

      autosell_cli_table_add (table, car->title);
      autosell_cli_table_add (table, autosell_listing_stage_to_label (car->stage));
      add_day (table, car->listing.posted_on);
      add_day (table, car->listing.renewed_on);
      add_day (table, car->listing.removed_on);
      autosell_cli_table_add (table, car->listing.link);
    }
  autosell_cli_table_print (table);
}

/* @key: 0 for all */
static AutosellCliStatus
show_status (AutosellCli *cli, gint64 key, GError **error)
{
  g_autoptr(GPtrArray) cars = autosell_store_list_marketplace_sync (cli->store, cli->today, error);

  if (cars == NULL)
    return AUTOSELL_CLI_FAILED;
  for (guint i = 0; i < cars->len; i++)
    if (key != 0 && ((const AutosellMarketplaceCar *) cars->pdata[i])->key != key)
      g_ptr_array_remove_index (cars, i--);
  if (cli->json != NULL)
    json_cars (cli->json, cars);
  else if (cars->len > 0)
    print_cars (cars);
  else
    autosell_cli_line ("%s", key != 0 ? _("Nobody has said that it is listed on Marketplace.")
                                      : _("Nobody has said that any car is listed on Marketplace."));
  return AUTOSELL_CLI_DONE;
}

static AutosellCliStatus
run_status (AutosellCli *cli, GError **error)
{
  g_autoptr(AutosellVehicle) vehicle = NULL;

  if (!autosell_cli_open (cli, error)
      || (cli->n_arguments > 1 && (vehicle = autosell_cli_find_any_vehicle (cli, cli->arguments[1], error)) == NULL))
    return AUTOSELL_CLI_FAILED;
  return show_status (cli, vehicle != NULL ? autosell_vehicle_get_key (vehicle) : 0, error);
}

/* ---- set ---- */

/* @text: (nullable): leaves @day as it is */
static gboolean
read_day (AutosellCli *cli, const char *text, char day[AUTOSELL_DATE_SIZE], gboolean *is_said, GError **error)
{
  *is_said = text != NULL;
  if (text == NULL)
    return TRUE;
  if (g_ascii_strcasecmp (text, "today") == 0 || g_ascii_strcasecmp (text, "hoy") == 0)
    {
      g_strlcpy (day, cli->today, AUTOSELL_DATE_SIZE);
      return TRUE;
    }
  if (!autosell_parse_date (text, day))
    {
      g_set_error (error, AUTOSELL_CLI_ERROR, AUTOSELL_CLI_ERROR_BAD_VALUE, _("“%s” is no day."), text);
      return FALSE;
    }
  if (strcmp (day, cli->today) <= 0)
    return TRUE;
  g_set_error (error, AUTOSELL_CLI_ERROR, AUTOSELL_CLI_ERROR_BAD_VALUE, _("“%s” is still to come."), text);
  return FALSE;
}

static gboolean
apply_options (AutosellCli *cli, AutosellListing *listing, GError **error)
{
  char posted[AUTOSELL_DATE_SIZE], renewed[AUTOSELL_DATE_SIZE], removed[AUTOSELL_DATE_SIZE];
  gboolean is_posted, is_renewed, is_removed;
  g_autoptr(GError) local_error = NULL;

  if (!read_day (cli, options.posted, posted, &is_posted, error)
      || !read_day (cli, options.renewed, renewed, &is_renewed, error)
      || !read_day (cli, options.removed, removed, &is_removed, error))
    return FALSE;
  if (options.is_never)
    autosell_listing_clear (listing);
  if (is_posted)
    autosell_listing_post (listing, posted);
  if (is_renewed)
    autosell_listing_renew (listing, renewed);
  if (is_removed)
    autosell_listing_remove (listing, removed);
  if (options.link == NULL)
    return TRUE;
  g_clear_pointer (&listing->link, g_free);
  if (*options.link == '\0' || (listing->link = autosell_listing_check_link (options.link, &local_error)) != NULL)
    return TRUE;
  g_set_error_literal (error, AUTOSELL_CLI_ERROR, AUTOSELL_CLI_ERROR_BAD_VALUE, local_error->message);
  return FALSE;
}

static gboolean
set_listing (AutosellCli *cli, gint64 key, GError **error)
{
  g_autoptr(AutosellMarketplaceKit) kit = autosell_store_get_marketplace_kit_sync (cli->store, key, cli->today, error);
  g_autoptr(AutosellCommitResult) result = NULL;
  AutosellChangeSet *changes;

  if (kit == NULL || !apply_options (cli, &kit->listing, error))
    return FALSE;
  changes = autosell_change_set_new (AUTOSELL_ACTION_MARKETPLACE);
  autosell_change_set_set_listing (changes, key, &kit->listing);
  result = autosell_store_commit_sync (cli->store, changes, error);
  return result != NULL;
}

static AutosellCliStatus
run_set (AutosellCli *cli, GError **error)
{
  g_autoptr(AutosellVehicle) vehicle = NULL;

  if (cli->n_arguments != 2
      || (options.posted == NULL && options.renewed == NULL && options.removed == NULL && options.link == NULL
          && !options.is_never))
    {
      g_set_error_literal (error, AUTOSELL_CLI_ERROR, AUTOSELL_CLI_ERROR_USAGE,
                           _("Give an ID and what is so: --posted, --renewed or --removed with a day, --link with an "
                             "address, or --never."));
      return AUTOSELL_CLI_USAGE;
    }
  /* Also of a car in the bin, whose listing is still to be taken down */
  if ((vehicle = autosell_cli_find_any_vehicle (cli, cli->arguments[1], error)) == NULL
      || !set_listing (cli, autosell_vehicle_get_key (vehicle), error))
    return AUTOSELL_CLI_FAILED;
  return show_status (cli, autosell_vehicle_get_key (vehicle), error);
}

static AutosellCliStatus
run_marketplace (AutosellCli *cli, GError **error)
{
  static AutosellCliStatus (*const runs[]) (AutosellCli *, GError **) = { run_kit, run_status, run_set };
  int action = autosell_cli_find_action (cli, error);

  if (action < 0)
    return AUTOSELL_CLI_USAGE;
  return autosell_cli_open (cli, error) ? runs[action](cli, error) : AUTOSELL_CLI_FAILED;
}

const AutosellCliCommand autosell_cli_command_marketplace = {
  .name = "marketplace",
  .actions = actions,
  .parameters = N_("kit ID [FOLDER] | status [ID] | set ID"),
  .summary = N_("What a person needs to list a car on Marketplace, and what was listed"),
  .description = N_("No program may list cars there for a dealership, so this one does not. “kit” shows each field "
                    "of the form in its order, and writes the photos (01.jpg …) and the words into FOLDER; "
                    "“status” shows what people say is listed, and what is to be renewed or taken down; “set” "
                    "notes what somebody did there. It can be undone."),
  .options = entries,
  .min_arguments = 1,
  .max_arguments = 3,
  .takes_files = TRUE,
  .run = run_marketplace,
};
