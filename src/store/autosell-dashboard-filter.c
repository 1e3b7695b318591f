/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-dashboard.h"
#include "autosell-parse.h"

/* As long as nothing is sold, whoever looks at the filter need not read about it. */
static char *
within_stock (const AutosellDashboard *self, const char *filter)
{
  if (self->by_status[AUTOSELL_STATUS_SOLD].n_vehicles == 0)
    return g_strdup (filter);
  return *filter != '\0' ? g_strconcat (filter, " -status:sold", NULL) : g_strdup ("-status:sold");
}

static const char *
name_of (AutosellField field)
{
  return autosell_field_get_info (field)->name;
}

/* ="LAND ROVER", quotes doubled */
static void
append_exact (GString *filter, const char *value)
{
  g_string_append (filter, "=\"");
  for (const char *p = value; *p != '\0'; p++)
    {
      if (*p == '"')
        g_string_append_c (filter, '"');
      g_string_append_c (filter, *p);
    }
  g_string_append_c (filter, '"');
}

char *
autosell_dashboard_filter_in_stock (const AutosellDashboard *self)
{
  return within_stock (self, "");
}

char *
autosell_dashboard_filter_status (const AutosellDashboard *self, AutosellStatus status)
{
  if (status == AUTOSELL_STATUS_UNKNOWN)
    return g_strdup ("no:status");
  return g_strconcat ("status:", autosell_status_to_nick (status), NULL);
}

char *
autosell_dashboard_filter_value (const AutosellDashboard *self, AutosellField field, const char *value)
{
  g_autoptr(GString) filter = g_string_new (NULL);

  if (value == NULL)
    return autosell_dashboard_filter_unknown (self, field);
  g_string_append_printf (filter, "%s:", name_of (field));
  append_exact (filter, value);
  return within_stock (self, filter->str);
}

char *
autosell_dashboard_filter_rest (const AutosellDashboard *self, AutosellField field, GPtrArray *counts, guint n)
{
  g_autoptr(GString) filter = g_string_new (NULL);

  for (guint i = 0; i < n && i < counts->len; i++)
    {
      const AutosellCount *count = g_ptr_array_index (counts, i);

      if (filter->len > 0)
        g_string_append_c (filter, ' ');
      if (count->value == NULL)
        {
          g_string_append_printf (filter, "has:%s", name_of (field));
          continue;
        }
      g_string_append_printf (filter, "-%s:", name_of (field));
      append_exact (filter, count->value);
    }
  return within_stock (self, filter->str);
}

char *
autosell_dashboard_filter_age (const AutosellDashboard *self, AutosellAge age)
{
  g_autofree char *filter = NULL;
  int first, last;

  autosell_age_get_days (age, &first, &last);
  filter = last >= 0 ? g_strdup_printf ("days:%d..%d", first, last) : g_strdup_printf ("days:>%d", first - 1);
  return within_stock (self, filter);
}

char *
autosell_dashboard_filter_unknown (const AutosellDashboard *self, AutosellField field)
{
  g_autofree char *filter = g_strconcat ("no:", name_of (field), NULL);

  return within_stock (self, filter);
}

char *
autosell_dashboard_filter_sold_this_month (const AutosellDashboard *self)
{
  /* 11/2025, as people write a month */
  return g_strdup_printf ("status:sold sold_on:%.2s/%.4s", self->today + 5, self->today);
}

char *
autosell_dashboard_filter_reserved_past (const AutosellDashboard *self)
{
  return g_strdup_printf ("status:reserved reserved_until:<%s", self->today);
}

char *
autosell_dashboard_filter_reserved_soon (const AutosellDashboard *self)
{
  g_autoptr(GTimeZone) utc = g_time_zone_new_utc ();
  g_autofree char *noon = g_strconcat (self->today, "T12:00:00", NULL);
  g_autoptr(GDateTime) from = g_date_time_new_from_iso8601 (noon, utc);
  g_autoptr(GDateTime) to = g_date_time_add_days (from, AUTOSELL_DASHBOARD_SOON_DAYS);
  g_autofree char *last = g_date_time_format (to, "%Y-%m-%d");

  return g_strdup_printf ("status:reserved reserved_until:%s..%s", self->today, last);
}

char *
autosell_dashboard_filter_reserved_open (const AutosellDashboard *self)
{
  return g_strdup ("status:reserved no:reserved_until");
}

char *
autosell_dashboard_filter_problem (AutosellProblemKind kind)
{
  return g_strconcat ("problem:", autosell_problem_kind_to_nick (kind), NULL);
}
