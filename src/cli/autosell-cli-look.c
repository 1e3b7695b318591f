/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-cli.h"

#include <string.h>

#include <glib/gi18n.h>

#include "autosell-cli-print.h"
#include "autosell-dashboard.h"
#include "autosell-format.h"

/* Commands that only look: list, show, stats. */

/* ---- list ---- */

static struct
{
  char *filter;
  char *sort;
  gint64 limit;
} list_options;

static const GOptionEntry list_entries[] = {
  { "filter", 'f', 0, G_OPTION_ARG_FILENAME, &list_options.filter, N_("Only those that match"), N_("QUERY") },
  { "sort", 's', 0, G_OPTION_ARG_FILENAME, &list_options.sort, N_("In this order, else as entered"),
    N_("FIELD[:desc]") },
  { "limit", 'n', 0, G_OPTION_ARG_INT64, &list_options.limit, N_("At most so many"), N_("N") },
  G_OPTION_ENTRY_NULL
};

typedef struct
{
  AutosellCli *cli;
  AutosellCliTable *table; /* unowned, NULL with JSON */
  GHashTable *seen;        /* owned: stock numbers of the rows so far */
  AutosellTotals totals;
  gboolean has_more;
} Listing;

static void
count_vehicle (AutosellTotals *totals, AutosellVehicle *vehicle)
{
  gint64 cents;

  totals->n_vehicles++;
  if (!autosell_vehicle_get_number (vehicle, AUTOSELL_FIELD_PRICE, &cents))
    return;
  totals->n_priced++;
  totals->price_sum_cents += cents;
}

/* What to call the car in the next command: its stock number, or the id where that is missing or a row above has it. */
static const char *
get_handle (Listing *listing, AutosellVehicle *vehicle)
{
  const char *stock_number = autosell_vehicle_get_text (vehicle, AUTOSELL_FIELD_STOCK_NUMBER);

  if (stock_number == NULL || !g_hash_table_add (listing->seen, g_strdup (stock_number)))
    return autosell_vehicle_get_id (vehicle);
  return stock_number;
}

static void
add_display (AutosellCliTable *table, AutosellVehicle *vehicle, AutosellField field)
{
  autosell_cli_table_take (table, autosell_value_to_display (autosell_vehicle_get_value (vehicle, field), field));
}

static void
add_row (Listing *listing, AutosellVehicle *vehicle)
{
  AutosellCliTable *table = listing->table;
  GPtrArray *problems = autosell_vehicle_get_problems (vehicle);
  int days = autosell_vehicle_get_days (vehicle, listing->cli->today);

  autosell_cli_table_add (table, get_handle (listing, vehicle));
  autosell_cli_table_take (table, autosell_vehicle_dup_title (vehicle));
  add_display (table, vehicle, AUTOSELL_FIELD_PRICE);
  add_display (table, vehicle, AUTOSELL_FIELD_STATUS);
  add_display (table, vehicle, AUTOSELL_FIELD_LOCATION);
  add_display (table, vehicle, AUTOSELL_FIELD_KM);
  add_display (table, vehicle, AUTOSELL_FIELD_COLOUR);
  autosell_cli_table_take (table, days >= 0 ? g_strdup_printf ("%d", days) : NULL);
  autosell_cli_table_take (table, problems != NULL && problems->len > 0 ? g_strdup_printf ("%u", problems->len) : NULL);
}

static gboolean
list_vehicle_cb (AutosellVehicle *vehicle, gpointer user_data)
{
  Listing *listing = user_data;

  if (list_options.limit > 0 && listing->totals.n_vehicles == list_options.limit)
    {
      listing->has_more = TRUE;
      return FALSE;
    }
  count_vehicle (&listing->totals, vehicle);
  if (listing->table != NULL)
    {
      add_row (listing, vehicle);
      return TRUE;
    }
  autosell_cli_json_begin_object (listing->cli->json, NULL);
  autosell_cli_json_vehicle (listing->cli->json, vehicle, listing->cli->today);
  autosell_cli_json_end (listing->cli->json);
  return TRUE;
}

static AutosellCliTable *
make_table (void)
{
  AutosellCliTable *table = autosell_cli_table_new ();

  autosell_cli_table_add_column (table, _("ID"), AUTOSELL_CLI_COLUMN_LAST);
  autosell_cli_table_add_column (table, _("Vehicle"), AUTOSELL_CLI_COLUMN_SHRINK);
  autosell_cli_table_add_column (table, autosell_field_get_label (AUTOSELL_FIELD_PRICE), AUTOSELL_CLI_COLUMN_RIGHT);
  autosell_cli_table_add_column (table, autosell_field_get_label (AUTOSELL_FIELD_STATUS), AUTOSELL_CLI_COLUMN_PLAIN);
  autosell_cli_table_add_column (table, autosell_field_get_label (AUTOSELL_FIELD_LOCATION),
                                 AUTOSELL_CLI_COLUMN_SHRINK | AUTOSELL_CLI_COLUMN_MINOR);
  autosell_cli_table_add_column (table, autosell_field_get_label (AUTOSELL_FIELD_KM),
                                 AUTOSELL_CLI_COLUMN_RIGHT | AUTOSELL_CLI_COLUMN_MINOR);
  autosell_cli_table_add_column (table, autosell_field_get_label (AUTOSELL_FIELD_COLOUR),
                                 AUTOSELL_CLI_COLUMN_SHRINK | AUTOSELL_CLI_COLUMN_MINOR);
  autosell_cli_table_add_column (table, _("Days"), AUTOSELL_CLI_COLUMN_RIGHT | AUTOSELL_CLI_COLUMN_MINOR);
  autosell_cli_table_add_column (table, _("Problems"), AUTOSELL_CLI_COLUMN_RIGHT | AUTOSELL_CLI_COLUMN_MINOR);
  return table;
}

static void
print_listing (Listing *listing)
{
  g_autofree char *totals = autosell_cli_dup_totals (&listing->totals);

  if (listing->totals.n_vehicles > 0)
    autosell_cli_table_print (listing->table);
  autosell_cli_line ("%s", totals);
  if (listing->has_more)
    autosell_cli_message (_("There are more; these are the first."));
}

static gboolean
run_listing (AutosellCli *cli, Listing *listing, GError **error)
{
  g_autoptr(AutosellQuery) query = NULL;
  AutosellSort sort;

  if ((query = autosell_cli_parse_query (cli, list_options.filter, error)) == NULL
      || !autosell_cli_parse_sort (list_options.sort, &sort, error) || !autosell_cli_open (cli, error))
    return FALSE;
  if (cli->json != NULL)
    autosell_cli_json_begin_array (cli->json, "vehicles");
  /* One more than asked for tells whether there is more. */
  return autosell_store_foreach_sync (cli->store, query, &sort, list_options.limit > 0 ? list_options.limit + 1 : 0,
                                      list_vehicle_cb, listing, error);
}

static AutosellCliStatus
run_list (AutosellCli *cli, GError **error)
{
  Listing listing = { .cli = cli };
  g_autoptr(GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(AutosellCliTable) table = cli->json == NULL ? make_table () : NULL;

  if (list_options.limit < 0)
    {
      g_set_error_literal (error, AUTOSELL_CLI_ERROR, AUTOSELL_CLI_ERROR_USAGE, _("--limit is a number above zero."));
      return AUTOSELL_CLI_USAGE;
    }
  listing.seen = seen;
  listing.table = table;
  if (!run_listing (cli, &listing, error))
    return AUTOSELL_CLI_FAILED;
  if (cli->json == NULL)
    {
      print_listing (&listing);
      return AUTOSELL_CLI_DONE;
    }
  autosell_cli_json_end (cli->json);
  autosell_cli_json_begin_object (cli->json, "totals");
  autosell_cli_json_totals (cli->json, &listing.totals);
  autosell_cli_json_end (cli->json);
  autosell_cli_json_boolean (cli->json, "more", listing.has_more);
  return AUTOSELL_CLI_DONE;
}

#define FILTER_HELP \
  N_ ("A filter is words and terms, all of which must match:\n" \
      "  mazda cx                   words that begin so\n" \
      "  brand:mazda,bmw            marca:mazda works too; brand:=\"BMW\" is all of it\n" \
      "  price:200000..400000       year:>=2020  km:<60000  days:>60\n" \
      "  status:available,reserved  no:price  has:niv  problem:any  is:deleted\n" \
      "  -brand:bmw                 the opposite")

const AutosellCliCommand autosell_cli_command_list = {
  .name = "list",
  .parameters = "",
  .summary = N_("List vehicles"),
  .description = FILTER_HELP,
  .options = list_entries,
  .run = run_list,
};

/* ---- show ---- */

static void
print_field (const char *label, const char *text)
{
  g_auto(GStrv) lines = g_strsplit (text, "\n", -1);
  g_autofree char *safe_label = autosell_cli_escape (label);
  int padding = MAX (0, 20 - (int) g_utf8_strlen (safe_label, -1));

  for (guint i = 0; lines[i] != NULL; i++)
    if (i == 0)
      autosell_cli_line ("%s%*s  %s", safe_label, padding, "", lines[i]);
    else
      autosell_cli_line ("%*s  %s", 20, "", lines[i]);
}

static void
print_instant (const char *label, gint64 utc_us)
{
  g_autofree char *text = autosell_format_instant (utc_us);

  if (utc_us != 0)
    print_field (label, text);
}

static void
print_fields (AutosellVehicle *vehicle)
{
  const char *name;
  const char *text;

  for (AutosellField field = 0; field < AUTOSELL_N_FIELDS; field++)
    {
      const AutosellValue *value = autosell_vehicle_get_value (vehicle, field);
      g_autofree char *display = NULL;

      if (value->state == AUTOSELL_VALUE_UNKNOWN)
        continue;
      display = value->state == AUTOSELL_VALUE_RAW ? autosell_cli_dup_value (value, field)
                                                   : autosell_value_to_display (value, field);
      print_field (autosell_field_get_label (field), display);
    }
  for (guint i = 0; autosell_vehicle_get_extra_at (vehicle, i, &name, &text); i++)
    print_field (name, text);
}

static void
print_vehicle (AutosellCli *cli, AutosellVehicle *vehicle)
{
  g_autofree char *title = autosell_vehicle_dup_title (vehicle);
  GPtrArray *problems = autosell_vehicle_get_problems (vehicle);
  int days = autosell_vehicle_get_days (vehicle, cli->today);

  autosell_cli_line ("%s", *title != '\0' ? title : autosell_vehicle_get_id (vehicle));
  print_field (_("ID"), autosell_vehicle_get_id (vehicle));
  print_fields (vehicle);
  if (days >= 0)
    {
      g_autofree char *text = g_strdup_printf ("%d", days);

      print_field (_("Days in stock"), text);
    }
  print_instant (_("Entered"), autosell_vehicle_get_created (vehicle));
  print_instant (_("Changed"), autosell_vehicle_get_updated (vehicle));
  print_instant (_("In the bin since"), autosell_vehicle_get_deleted (vehicle));
  for (guint i = 0; problems != NULL && i < problems->len; i++)
    {
      g_autofree char *sentence = autosell_problem_dup_sentence (g_ptr_array_index (problems, i), vehicle);

      print_field (i == 0 ? _("Problems") : "", sentence);
    }
}

static AutosellCliStatus
run_show (AutosellCli *cli, GError **error)
{
  g_autoptr(AutosellVehicle) found = autosell_cli_find_any_vehicle (cli, cli->arguments[0], error);
  g_autoptr(AutosellVehicle) vehicle = NULL;

  if (found == NULL)
    return AUTOSELL_CLI_FAILED;
  /* Read by key, since only that brings the problems. */
  vehicle = autosell_store_get_vehicle_sync (cli->store, autosell_vehicle_get_key (found), error);
  if (vehicle == NULL)
    return AUTOSELL_CLI_FAILED;
  if (cli->json != NULL)
    autosell_cli_json_vehicle (cli->json, vehicle, cli->today);
  else
    print_vehicle (cli, vehicle);
  return AUTOSELL_CLI_DONE;
}

const AutosellCliCommand autosell_cli_command_show = {
  .name = "show",
  .parameters = N_("ID"),
  .summary = N_("Show all that is known of a vehicle"),
  .min_arguments = 1,
  .max_arguments = 1,
  .run = run_show,
};

/* ---- stats ---- */

static void
json_counts (AutosellCliJson *json, const char *name, GPtrArray *counts)
{
  autosell_cli_json_begin_array (json, name);
  for (guint i = 0; i < counts->len; i++)
    {
      const AutosellCount *count = g_ptr_array_index (counts, i);

      autosell_cli_json_begin_object (json, NULL);
      autosell_cli_json_string (json, "value", count->value);
      autosell_cli_json_totals (json, &count->totals);
      autosell_cli_json_end (json);
    }
  autosell_cli_json_end (json);
}

static void
json_stats (AutosellCliJson *json, const AutosellStats *stats)
{
  autosell_cli_json_totals (json, &stats->live);
  autosell_cli_json_integer (json, "in_bin", stats->n_deleted);
  autosell_cli_json_integer (json, "with_problems", stats->n_with_problems);
  autosell_cli_json_integer (json, "sample", stats->n_sample);
  autosell_cli_json_begin_array (json, "by_status");
  for (AutosellStatus status = 0; status < AUTOSELL_N_STATUSES; status++)
    {
      autosell_cli_json_begin_object (json, NULL);
      autosell_cli_json_string (json, "status", autosell_status_to_nick (status));
      autosell_cli_json_totals (json, &stats->by_status[status]);
      autosell_cli_json_end (json);
    }
  autosell_cli_json_end (json);
  json_counts (json, "by_location", stats->locations);
  json_counts (json, "by_brand", stats->brands);
}

/* What Home shows beside the totals. */
static void
json_day (AutosellCliJson *json, const AutosellStats *stats, const AutosellDashboard *day)
{
  autosell_cli_json_begin_object (json, "in_stock");
  autosell_cli_json_totals (json, &day->in_stock);
  autosell_cli_json_end (json);
  autosell_cli_json_begin_array (json, "by_days");
  for (AutosellAge age = 0; age < AUTOSELL_N_AGES; age++)
    {
      int first, last;

      autosell_age_get_days (age, &first, &last);
      autosell_cli_json_begin_object (json, NULL);
      autosell_cli_json_integer (json, "from", first);
      if (last >= 0)
        autosell_cli_json_integer (json, "to", last);
      autosell_cli_json_totals (json, &day->by_age[age]);
      autosell_cli_json_end (json);
    }
  autosell_cli_json_end (json);
  autosell_cli_json_integer (json, "days_unknown", day->n_age_unknown);
  autosell_cli_json_begin_object (json, "sold_this_month");
  autosell_cli_json_totals (json, &day->sold_this_month);
  autosell_cli_json_end (json);
  autosell_cli_json_begin_object (json, "problems");
  for (AutosellProblemKind kind = 0; kind < AUTOSELL_N_PROBLEMS; kind++)
    autosell_cli_json_integer (json, autosell_problem_kind_to_nick (kind), stats->problems[kind]);
  autosell_cli_json_end (json);
}

static void
add_count (AutosellCliTable *table, const char *what, const AutosellTotals *totals)
{
  autosell_cli_table_add (table, what);
  autosell_cli_table_take (table, autosell_format_integer (totals->n_vehicles));
  autosell_cli_table_take (table, autosell_format_integer (totals->n_priced));
  autosell_cli_table_take (table, autosell_format_money (totals->price_sum_cents));
}

static AutosellCliTable *
make_count_table (const char *title)
{
  AutosellCliTable *table = autosell_cli_table_new ();

  autosell_cli_table_add_column (table, title, AUTOSELL_CLI_COLUMN_SHRINK);
  autosell_cli_table_add_column (table, _("Vehicles"), AUTOSELL_CLI_COLUMN_RIGHT);
  autosell_cli_table_add_column (table, _("With price"), AUTOSELL_CLI_COLUMN_RIGHT);
  autosell_cli_table_add_column (table, _("Sum"), AUTOSELL_CLI_COLUMN_RIGHT);
  return table;
}

static void
print_counts (AutosellField field, GPtrArray *counts)
{
  g_autoptr(AutosellCliTable) table = make_count_table (autosell_field_get_label (field));

  for (guint i = 0; i < counts->len; i++)
    {
      const AutosellCount *count = g_ptr_array_index (counts, i);

      add_count (table, count->value != NULL ? count->value : "—", &count->totals);
    }
  autosell_cli_line ("%s", "");
  autosell_cli_table_print (table);
}

static void
print_count (const char *label, gint64 count)
{
  g_autofree char *text = autosell_format_integer (count);

  print_field (label, text);
}

static void
print_ages (const AutosellDashboard *day)
{
  /* Translators: heading over “0 – 30”, “31 – 45” … */
  g_autoptr(AutosellCliTable) table = make_count_table (_("Days in stock"));

  for (AutosellAge age = 0; age < AUTOSELL_N_AGES; age++)
    {
      g_autofree char *what = NULL;
      int first, last;

      autosell_age_get_days (age, &first, &last);
      what = last >= 0 ? g_strdup_printf ("%d – %d", first, last) : g_strdup_printf ("> %d", first - 1);
      add_count (table, what, &day->by_age[age]);
    }
  autosell_cli_line ("%s", "");
  autosell_cli_table_print (table);
  if (day->n_age_unknown > 0)
    print_count (_("Without entry date"), day->n_age_unknown);
}

static void
print_stats (const AutosellStats *stats, const AutosellDashboard *day)
{
  g_autofree char *totals = autosell_cli_dup_totals (&stats->live);
  g_autoptr(AutosellCliTable) table = make_count_table (autosell_field_get_label (AUTOSELL_FIELD_STATUS));

  autosell_cli_line ("%s", totals);
  print_count (_("With problems"), stats->n_with_problems);
  print_count (_("In the bin"), stats->n_deleted);
  if (stats->n_sample > 0)
    print_count (_("Of the sample inventory"), stats->n_sample);
  if (day->sold_this_month.n_vehicles > 0)
    {
      g_autofree char *sold = autosell_cli_dup_totals (&day->sold_this_month);

      print_field (_("Sold this month"), sold);
    }
  if (stats->live.n_vehicles == 0)
    return;
  for (AutosellStatus status = 0; status < AUTOSELL_N_STATUSES; status++)
    if (stats->by_status[status].n_vehicles > 0)
      add_count (table, autosell_status_to_label (status), &stats->by_status[status]);
  autosell_cli_line ("%s", "");
  autosell_cli_table_print (table);
  print_counts (AUTOSELL_FIELD_LOCATION, stats->locations);
  print_counts (AUTOSELL_FIELD_BRAND, stats->brands);
  print_ages (day);
}

static AutosellCliStatus
run_stats (AutosellCli *cli, GError **error)
{
  g_autoptr(AutosellStats) stats = NULL;
  g_autoptr(AutosellDashboard) day = NULL;

  if (!autosell_cli_open (cli, error) || (stats = autosell_store_get_stats_sync (cli->store, error)) == NULL
      || (day = autosell_store_get_dashboard_sync (cli->store, error)) == NULL)
    return AUTOSELL_CLI_FAILED;
  if (cli->json != NULL)
    {
      json_stats (cli->json, stats);
      json_day (cli->json, stats, day);
    }
  else
    {
      print_stats (stats, day);
    }
  return AUTOSELL_CLI_DONE;
}

const AutosellCliCommand autosell_cli_command_stats = {
  .name = "stats",
  .parameters = "",
  .summary = N_("Count the stock and add up its prices"),
  .run = run_stats,
};
