/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-home-fill.h"

#include "autosell-format.h"
#include "autosell-parse.h"

#include <glib/gi18n.h>

/* Bars of a chart; the rest is one more. */
#define MAX_BARS 8

static char *
dup_cars (gint64 n)
{
  g_autofree char *count = autosell_format_integer (n);

  return g_strdup_printf (ngettext ("%s car", "%s cars", n), count);
}

static const char *
style_of (AutosellStatus status)
{
  static const char *const styles[AUTOSELL_N_STATUSES] = {
    [AUTOSELL_STATUS_UNKNOWN] = "status-unknown",   [AUTOSELL_STATUS_AVAILABLE] = "status-available",
    [AUTOSELL_STATUS_PHOTOS] = "status-photos",     [AUTOSELL_STATUS_AWAY] = "status-away",
    [AUTOSELL_STATUS_RESERVED] = "status-reserved", [AUTOSELL_STATUS_SOLD] = "status-sold",
  };

  return styles[status];
}

/* ---- Figures ---- */

/* @filter: (transfer full) */
static void
add_tile (AutosellHomePanel *panel, const char *title, gint64 n, const char *detail, const char *style, char *filter)
{
  g_autofree char *figure = autosell_format_integer (n);
  g_autofree char *cars = dup_cars (n);
  g_autofree char *text = filter;
  g_autofree char *name = g_strdup_printf (detail != NULL ? "%s: %s, %s" : "%s: %s", title, cars, detail);

  autosell_home_panel_add (panel, &(AutosellHomeItem){ .title = title,
                                                       .figure = figure,
                                                       .detail = detail,
                                                       .name = name,
                                                       .style = style,
                                                       .has_dot = style != NULL,
                                                       .filter = text });
}

static void
add_status_tile (AutosellHomePanel *panel, const AutosellDashboard *day, AutosellStatus status, const char *title)
{
  const AutosellTotals *totals = &day->by_status[status];
  g_autofree char *sum = autosell_format_money (totals->price_sum_cents);

  add_tile (panel, title, totals->n_vehicles, totals->n_priced > 0 ? sum : NULL, style_of (status),
            autosell_dashboard_filter_status (day, status));
}

/* Prices of sales that nobody has entered are missing from the sum, and that is said. */
static char *
dup_sold_detail (const AutosellTotals *sold)
{
  g_autofree char *sum = autosell_format_money (sold->price_sum_cents);
  g_autofree char *count = autosell_format_integer (sold->n_vehicles - sold->n_priced);

  if (sold->n_vehicles == 0)
    return NULL;
  if (sold->n_priced == sold->n_vehicles)
    return g_steal_pointer (&sum);
  /* Translators: the sum of sales; of how many of them the price is missing */
  return g_strdup_printf (
    ngettext ("%s · %s without price", "%s · %s without price", sold->n_vehicles - sold->n_priced), sum, count);
}

static void
fill_figures (AutosellHomePanel *panel, const AutosellDashboard *day)
{
  g_autofree char *sum = autosell_format_money (day->in_stock.price_sum_cents);
  g_autofree char *sold = dup_sold_detail (&day->sold_this_month);
  gint64 n_without_price = day->in_stock.n_vehicles - day->in_stock.n_priced;

  add_tile (panel, _("In stock"), day->in_stock.n_vehicles, sum, NULL, autosell_dashboard_filter_in_stock (day));
  add_status_tile (panel, day, AUTOSELL_STATUS_AVAILABLE, C_ ("figure", "Available"));
  add_status_tile (panel, day, AUTOSELL_STATUS_RESERVED, C_ ("figure", "Reserved"));
  add_tile (panel, _("Sold this month"), day->sold_this_month.n_vehicles, sold, style_of (AUTOSELL_STATUS_SOLD),
            autosell_dashboard_filter_sold_this_month (day));
  /* Work that there is not needs no place. */
  if (day->by_status[AUTOSELL_STATUS_PHOTOS].n_vehicles > 0)
    add_status_tile (panel, day, AUTOSELL_STATUS_PHOTOS, _("Awaiting photos"));
  if (day->by_status[AUTOSELL_STATUS_AWAY].n_vehicles > 0)
    add_status_tile (panel, day, AUTOSELL_STATUS_AWAY, C_ ("figure", "Away"));
  if (n_without_price > 0)
    add_tile (panel, _("Without price"), n_without_price, NULL, NULL,
              autosell_dashboard_filter_unknown (day, AUTOSELL_FIELD_PRICE));
  if (day->by_status[AUTOSELL_STATUS_UNKNOWN].n_vehicles > 0)
    add_status_tile (panel, day, AUTOSELL_STATUS_UNKNOWN, _("Without status"));
}

/* ---- Charts ---- */

typedef struct
{
  const char *title;
  const char *style; /* nullable: that of an ordinary bar */
  gboolean has_dot;
  gboolean is_hollow;
  gint64 most; /* cars of the longest bar */
} Bar;

/* @filter: (transfer full) */
static void
add_bar (AutosellHomePanel *panel, const Bar *bar, const AutosellTotals *totals, char *filter)
{
  g_autofree char *text = filter;
  g_autofree char *figure = autosell_format_integer (totals->n_vehicles);
  g_autofree char *sum = autosell_format_money (totals->price_sum_cents);
  g_autofree char *cars = dup_cars (totals->n_vehicles);
  g_autofree char *name = g_strdup_printf (totals->n_priced > 0 ? "%s: %s, %s" : "%s: %s", bar->title, cars, sum);

  autosell_home_panel_add (panel, &(AutosellHomeItem){
                                    .title = bar->title,
                                    .figure = figure,
                                    .detail = totals->n_priced > 0 ? sum : NULL,
                                    .name = name,
                                    .style = bar->style != NULL ? bar->style : "home-plain",
                                    .has_dot = bar->has_dot,
                                    .is_hollow = bar->is_hollow,
                                    .share = bar->most > 0 ? (double) totals->n_vehicles / (double) bar->most : 0,
                                    .filter = text,
                                  });
}

static void
fill_statuses (AutosellHomePanel *panel, const AutosellDashboard *day)
{
  static const AutosellStatus order[] = { AUTOSELL_STATUS_AVAILABLE, AUTOSELL_STATUS_PHOTOS, AUTOSELL_STATUS_AWAY,
                                          AUTOSELL_STATUS_RESERVED,  AUTOSELL_STATUS_SOLD,   AUTOSELL_STATUS_UNKNOWN };
  gint64 most = 0;

  for (AutosellStatus status = 0; status < AUTOSELL_N_STATUSES; status++)
    most = MAX (most, day->by_status[status].n_vehicles);
  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    {
      AutosellStatus status = order[i];
      Bar bar = { autosell_status_to_label (status), style_of (status), TRUE, status == AUTOSELL_STATUS_UNKNOWN, most };

      AutosellTotals totals = day->by_status[status];

      /* What was asked for it is nothing that anybody has or gets. */
      if (status == AUTOSELL_STATUS_SOLD)
        totals.n_priced = 0;
      if (totals.n_vehicles > 0)
        add_bar (panel, &bar, &totals, autosell_dashboard_filter_status (day, status));
    }
}

/* Brands or locations that have no bar of their own; two or more. */
static char *
dup_rest_title (AutosellField field, int n)
{
  return field == AUTOSELL_FIELD_BRAND ? g_strdup_printf (_("%d other brands"), n)
                                       : g_strdup_printf (_("%d other locations"), n);
}

static void
fill_counts (AutosellHomePanel *panel, const AutosellDashboard *day, AutosellField field, GPtrArray *counts,
             const char *no_value)
{
  /* One more than a whole chart is shown by itself: a rest of one would take the same place. */
  guint n = counts->len <= MAX_BARS + 1 ? counts->len : MAX_BARS;
  AutosellTotals rest = day->in_stock;
  gint64 most = 0;

  for (guint i = 0; i < n; i++)
    most = MAX (most, ((AutosellCount *) counts->pdata[i])->totals.n_vehicles);
  for (guint i = 0; i < n; i++)
    {
      const AutosellCount *count = counts->pdata[i];
      Bar bar = { count->value != NULL ? count->value : no_value, count->value != NULL ? NULL : "home-unknown", FALSE,
                  count->value == NULL, most };

      add_bar (panel, &bar, &count->totals, autosell_dashboard_filter_value (day, field, count->value));
      rest.n_vehicles -= count->totals.n_vehicles;
      rest.n_priced -= count->totals.n_priced;
      rest.price_sum_cents -= count->totals.price_sum_cents;
    }
  if (n < counts->len)
    {
      g_autofree char *title = dup_rest_title (field, (int) (counts->len - n));
      Bar bar = { title, "home-rest", FALSE, FALSE, MAX (most, rest.n_vehicles) };

      add_bar (panel, &bar, &rest, autosell_dashboard_filter_rest (day, field, counts, n));
    }
}

static void
fill_brands (AutosellHomePanel *panel, const AutosellDashboard *day)
{
  fill_counts (panel, day, AUTOSELL_FIELD_BRAND, day->brands, _("No brand"));
}

static void
fill_locations (AutosellHomePanel *panel, const AutosellDashboard *day)
{
  fill_counts (panel, day, AUTOSELL_FIELD_LOCATION, day->locations, _("No location"));
}

static char *
dup_age_title (AutosellAge age)
{
  int first, last;

  autosell_age_get_days (age, &first, &last);
  if (last < 0)
    /* Translators: how long a car stands */
    return g_strdup_printf (_("More than %d days"), first - 1);
  if (first == 0)
    return g_strdup_printf (_("Up to %d days"), last);
  return g_strdup_printf (_("%d to %d days"), first, last);
}

static void
fill_ages (AutosellHomePanel *panel, const AutosellDashboard *day)
{
  static const char *const styles[AUTOSELL_N_AGES] = { NULL, NULL, NULL, "home-late", "home-old" };
  AutosellTotals unknown = { .n_vehicles = day->n_age_unknown };
  gint64 most = day->n_age_unknown;

  for (AutosellAge age = 0; age < AUTOSELL_N_AGES; age++)
    most = MAX (most, day->by_age[age].n_vehicles);
  for (AutosellAge age = 0; age < AUTOSELL_N_AGES; age++)
    {
      g_autofree char *title = dup_age_title (age);
      Bar bar = { title, styles[age], FALSE, FALSE, most };

      if (day->n_age_unknown < day->in_stock.n_vehicles)
        add_bar (panel, &bar, &day->by_age[age], autosell_dashboard_filter_age (day, age));
    }
  if (day->n_age_unknown > 0)
    {
      Bar bar = { _("No entry date"), "home-unknown", FALSE, TRUE, most };

      add_bar (panel, &bar, &unknown, autosell_dashboard_filter_unknown (day, AUTOSELL_FIELD_ENTRY_DATE));
    }
}

/* ---- Cars ---- */

static char *
dup_price_and_place (AutosellVehicle *car)
{
  const char *location = autosell_vehicle_get_text (car, AUTOSELL_FIELD_LOCATION);
  gint64 cents;
  g_autofree char *price = NULL;

  price = autosell_vehicle_get_number (car, AUTOSELL_FIELD_PRICE, &cents) ? autosell_format_money (cents)
                                                                          : g_strdup (_("no price"));
  return location != NULL ? g_strdup_printf ("%s · %s", price, location) : g_steal_pointer (&price);
}

static void
add_car (AutosellHomePanel *panel, AutosellVehicle *car, const char *figure, const char *detail)
{
  AutosellStatus status = autosell_vehicle_get_status (car);
  g_autofree char *title = autosell_vehicle_dup_title (car);
  g_autofree char *name = g_strdup_printf ("%s, %s, %s, %s", title, autosell_status_to_label (status), detail, figure);

  autosell_home_panel_add (panel, &(AutosellHomeItem){ .title = title,
                                                       .figure = figure,
                                                       .detail = detail,
                                                       .name = name,
                                                       .style = style_of (status),
                                                       .has_dot = TRUE,
                                                       .has_photo = TRUE,
                                                       .cover = autosell_vehicle_get_cover (car),
                                                       .vehicle_key = autosell_vehicle_get_key (car) });
}

static void
fill_longest (AutosellHomePanel *panel, const AutosellDashboard *day)
{
  for (guint i = 0; i < day->longest->len; i++)
    {
      AutosellVehicle *car = day->longest->pdata[i];
      int days = autosell_vehicle_get_days (car, day->today);
      g_autofree char *detail = dup_price_and_place (car);
      g_autofree char *figure = g_strdup_printf (ngettext ("%d day", "%d days", days), days);

      add_car (panel, car, figure, detail);
    }
}

/* The day it came, or else the one on which somebody typed it in. */
static char *
dup_arrival (AutosellVehicle *car)
{
  const char *entry_date = autosell_vehicle_get_text (car, AUTOSELL_FIELD_ENTRY_DATE);
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc (autosell_vehicle_get_created (car) / G_USEC_PER_SEC);
  g_autoptr(GDateTime) local = g_date_time_to_local (utc);

  return entry_date != NULL ? autosell_format_date (entry_date) : g_date_time_format (local, "%d/%m/%Y");
}

static void
fill_newest (AutosellHomePanel *panel, const AutosellDashboard *day)
{
  for (guint i = 0; i < day->newest->len; i++)
    {
      AutosellVehicle *car = day->newest->pdata[i];
      g_autofree char *detail = dup_price_and_place (car);
      g_autofree char *figure = dup_arrival (car);

      add_car (panel, car, figure, detail);
    }
}

static char *
dup_until (AutosellVehicle *car, const AutosellDashboard *day)
{
  const char *who = autosell_vehicle_get_text (car, AUTOSELL_FIELD_SALESPERSON);
  int days = autosell_date_days_between (day->today, autosell_vehicle_get_text (car, AUTOSELL_FIELD_RESERVED_UNTIL));
  g_autofree char *when = NULL;

  if (days < 0)
    when = g_strdup_printf (ngettext ("Ended %d day ago", "Ended %d days ago", -days), -days);
  else if (days == 0)
    when = g_strdup (_("Ends today"));
  else
    when = g_strdup_printf (ngettext ("Ends in %d day", "Ends in %d days", days), days);
  return who != NULL ? g_strdup_printf ("%s · %s", when, who) : g_steal_pointer (&when);
}

/* @filter: (transfer full) */
static void
add_count_line (AutosellHomePanel *panel, const char *title, gint64 n, char *filter)
{
  g_autofree char *text = filter;
  g_autofree char *figure = autosell_format_integer (n);
  g_autofree char *cars = dup_cars (n);
  g_autofree char *name = g_strdup_printf ("%s: %s", title, cars);

  autosell_home_panel_add (panel,
                           &(AutosellHomeItem){ .title = title, .figure = figure, .name = name, .filter = text });
}

static void
fill_reservations (AutosellHomePanel *panel, const AutosellDashboard *day)
{
  for (guint i = 0; i < day->reservations->len; i++)
    {
      AutosellVehicle *car = day->reservations->pdata[i];
      g_autofree char *detail = dup_until (car, day);
      g_autofree char *figure = autosell_format_date (autosell_vehicle_get_text (car, AUTOSELL_FIELD_RESERVED_UNTIL));

      add_car (panel, car, figure, detail);
    }
  if (day->n_reserved_past + day->n_reserved_soon > day->reservations->len)
    {
      if (day->n_reserved_past > 0)
        add_count_line (panel, _("All that are past"), day->n_reserved_past,
                        autosell_dashboard_filter_reserved_past (day));
      if (day->n_reserved_soon > 0)
        add_count_line (panel, _("All that end soon"), day->n_reserved_soon,
                        autosell_dashboard_filter_reserved_soon (day));
    }
  if (day->n_reserved_open > 0)
    add_count_line (panel, _("Without an end"), day->n_reserved_open, autosell_dashboard_filter_reserved_open (day));
}

/* ---- Marketplace ---- */

static void
add_listings (AutosellHomePanel *panel, const char *title, gint64 n)
{
  g_autofree char *figure = autosell_format_integer (n);
  g_autofree char *cars = dup_cars (n);
  g_autofree char *name = g_strdup_printf ("%s: %s", title, cars);

  if (n > 0)
    autosell_home_panel_add (
      panel, &(AutosellHomeItem){ .title = title, .figure = figure, .name = name, .action = "win.marketplace" });
}

static void
fill_marketplace (AutosellHomePanel *panel, const AutosellDashboard *day)
{
  add_listings (panel, _("Listings to take down"), day->n_listings_to_take_down);
  add_listings (panel, _("Listings to renew"), day->n_listings_to_renew);
}

/* ---- Work ---- */

static void
add_problems (AutosellHomePanel *panel, const gint64 *problems)
{
  gboolean is_done[AUTOSELL_N_PROBLEMS] = { FALSE };

  /* Most first */
  for (guint i = 0; i < AUTOSELL_N_PROBLEMS; i++)
    {
      int best = -1;

      for (AutosellProblemKind kind = 0; kind < AUTOSELL_N_PROBLEMS; kind++)
        if (!is_done[kind] && problems[kind] > 0 && (best < 0 || problems[kind] > problems[best]))
          best = (int) kind;
      if (best < 0)
        return;
      is_done[best] = TRUE;
      add_count_line (panel, autosell_problem_kind_to_label (best), problems[best],
                      autosell_dashboard_filter_problem (best));
    }
}

static char *
dup_time_and_person (const AutosellDayChange *change)
{
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc (change->step->time_us / G_USEC_PER_SEC);
  g_autoptr(GDateTime) local = g_date_time_to_local (utc);
  g_autofree char *time = g_date_time_format (local, "%H:%M");

  return g_strdup_printf ("%s · %s", time, change->who);
}

static void
fill_today (AutosellHomePanel *panel, const AutosellDashboard *day)
{
  for (guint i = 0; i < day->changes->len; i++)
    {
      const AutosellDayChange *change = day->changes->pdata[i];
      g_autofree char *title = autosell_undo_step_dup_label (change->step);
      g_autofree char *detail = dup_time_and_person (change);

      autosell_home_panel_add (panel, &(AutosellHomeItem){
                                        .title = title,
                                        .detail = detail,
                                        .vehicle_key = change->vehicle_key,
                                        .action = change->vehicle_key == 0 ? "win.history" : NULL,
                                      });
    }
}

/* Who did how much. */
static char *
dup_people (const AutosellDashboard *day)
{
  g_autoptr(GString) text = g_string_new (NULL);

  if (day->people->len == 0)
    return g_strdup (_("Nothing has been changed today."));
  for (guint i = 0; i < day->people->len; i++)
    {
      const AutosellDayShare *share = day->people->pdata[i];
      g_autofree char *count = autosell_format_integer (share->n_vehicles);

      if (i > 0)
        g_string_append_c (text, '\n');
      /* Translators: a person, and how many cars they changed today */
      g_string_append_printf (text, ngettext ("%s changed %s car", "%s changed %s cars", share->n_vehicles), share->who,
                              count);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* ---- Panels ---- */

static const struct
{
  AutosellHomeRowKind rows;
  const char *title;                                                     /* NULL for tiles */
  void (*fill) (AutosellHomePanel *panel, const AutosellDashboard *day); /* NULL: not of the day */
  const char *button;                                                    /* nullable */
  const char *action;
} infos[AUTOSELL_N_HOME_PANELS] = {
  [AUTOSELL_HOME_FIGURES] = { AUTOSELL_HOME_TILE, NULL, fill_figures, NULL, NULL },
  [AUTOSELL_HOME_STATUSES] = { AUTOSELL_HOME_BAR_ROW, N_("By status"), fill_statuses, NULL, NULL },
  [AUTOSELL_HOME_BRANDS] = { AUTOSELL_HOME_BAR_ROW, N_("By brand"), fill_brands, NULL, NULL },
  [AUTOSELL_HOME_LOCATIONS] = { AUTOSELL_HOME_BAR_ROW, N_("By location"), fill_locations, NULL, NULL },
  [AUTOSELL_HOME_RESERVATIONS] = { AUTOSELL_HOME_LINE, N_("Reservations ending"), fill_reservations, NULL, NULL },
  [AUTOSELL_HOME_MARKETPLACE] = { AUTOSELL_HOME_LINE, "Marketplace", fill_marketplace, NULL, NULL },
  [AUTOSELL_HOME_AGES] = { AUTOSELL_HOME_BAR_ROW, N_("Days in stock"), fill_ages, NULL, NULL },
  [AUTOSELL_HOME_LONGEST] = { AUTOSELL_HOME_LINE, N_("Longest in stock"), fill_longest, NULL, NULL },
  [AUTOSELL_HOME_PROBLEMS] = { AUTOSELL_HOME_LINE, N_("To repair"), NULL, N_("_Repair…"), "win.problems" },
  [AUTOSELL_HOME_NEWEST] = { AUTOSELL_HOME_LINE, N_("Newest"), fill_newest, NULL, NULL },
  [AUTOSELL_HOME_TODAY] = { AUTOSELL_HOME_LINE, N_("Changed today"), fill_today, N_("_History"), "win.history" },
};

GtkWidget *
autosell_home_create_panel (AutosellHomeKind kind)
{
  const char *title = infos[kind].title != NULL ? _(infos[kind].title) : NULL;
  GtkWidget *panel = autosell_home_panel_new (infos[kind].rows, title);

  if (infos[kind].button != NULL)
    autosell_home_panel_set_button (AUTOSELL_HOME_PANEL (panel), _(infos[kind].button), infos[kind].action);
  return panel;
}

void
autosell_home_fill_panel (AutosellHomePanel *panel, AutosellHomeKind kind, const AutosellDashboard *day)
{
  g_autofree char *note = kind == AUTOSELL_HOME_TODAY ? dup_people (day) : NULL;

  if (infos[kind].fill == NULL)
    return;
  autosell_home_panel_begin (panel);
  infos[kind].fill (panel, day);
  autosell_home_panel_end (panel, note);
}

void
autosell_home_fill_problems (AutosellHomePanel *panel, const gint64 *problems)
{
  autosell_home_panel_begin (panel);
  add_problems (panel, problems);
  autosell_home_panel_end (panel, NULL);
}
