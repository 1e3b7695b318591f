/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-filter.h"

#include "autosell-marketplace.h"
#include "autosell-posted.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "autosell-format.h"
#include "autosell-query-private.h"
#include "autosell-text.h"

/* What a filter is called on its chip. */

/* More are counted: a chip is one line. */
#define MAX_VALUES 3

static AutosellMeasure
get_measure (const AutosellTerm *term)
{
  if (term->kind == AUTOSELL_TERM_DATE)
    return AUTOSELL_MEASURE_DATE;
  return term->kind == AUTOSELL_TERM_RANGE && autosell_field_get_info (term->field)->kind == AUTOSELL_KIND_MONEY
           ? AUTOSELL_MEASURE_MONEY
           : AUTOSELL_MEASURE_INTEGER;
}

/* Years have no comma. */
static char *
format_number (const AutosellTerm *term, gint64 number)
{
  if (get_measure (term) == AUTOSELL_MEASURE_MONEY)
    return autosell_format_money (number);
  if (term->kind == AUTOSELL_TERM_RANGE && term->field == AUTOSELL_FIELD_YEAR)
    return g_strdup_printf ("%" G_GINT64_FORMAT, number);
  return autosell_format_integer (number);
}

/* “2025” and “07/2025” where the days are just those. */
static char *
format_period (const AutosellRange *range)
{
  const char *from = range->min_date, *to = range->max_date;
  int year, month;

  if (strncmp (from, to, 4) == 0 && g_str_has_suffix (from, "-01-01") && g_str_has_suffix (to, "-12-31"))
    return g_strndup (from, 4);
  year = (int) g_ascii_strtoll (from, NULL, 10);
  month = (int) g_ascii_strtoll (from + 5, NULL, 10);
  if (strncmp (from, to, 7) == 0 && g_str_has_suffix (from, "-01")
      && g_ascii_strtoll (to + 8, NULL, 10) == g_date_get_days_in_month (month, year))
    return g_strdup_printf ("%02d/%04d", month, year);
  return NULL;
}

static char *
label_dates (const AutosellRange *range)
{
  g_autofree char *from = range->min_date != NULL ? autosell_format_date (range->min_date) : NULL;
  g_autofree char *to = range->max_date != NULL ? autosell_format_date (range->max_date) : NULL;
  char *period = from != NULL && to != NULL ? format_period (range) : NULL;

  if (period != NULL)
    return period;
  if (to == NULL)
    return g_strdup_printf (C_ ("filter", "from %s"), from);
  if (from == NULL)
    return g_strdup_printf (C_ ("filter", "up to %s"), to);
  return g_str_equal (from, to) ? g_strdup (from) : g_strdup_printf ("%s–%s", from, to);
}

/* “<60000” is told as it was meant, and not as “up to 59,999”. */
static gboolean
is_strict (const char *typed, char sign)
{
  return typed != NULL && typed[0] == sign && typed[1] != '=';
}

static char *
label_numbers (const AutosellTerm *term, const AutosellRange *range, const char *typed)
{
  gboolean has_from = range->min != G_MININT64, has_to = range->max != G_MAXINT64;
  gboolean is_above = !has_to && is_strict (typed, '>'), is_below = !has_from && is_strict (typed, '<');
  g_autofree char *from = has_from ? format_number (term, range->min - (is_above ? 1 : 0)) : NULL;
  g_autofree char *to = has_to ? format_number (term, range->max + (is_below ? 1 : 0)) : NULL;

  if (!has_to)
    /* Translators: of amounts, numbers and dates that a filter asks for; %s is one of them */
    return g_strdup_printf (is_above ? C_ ("filter", "more than %s") : C_ ("filter", "from %s"), from);
  if (!has_from)
    return g_strdup_printf (is_below ? C_ ("filter", "less than %s") : C_ ("filter", "up to %s"), to);
  return range->min == range->max ? g_strdup (from) : g_strdup_printf ("%s–%s", from, to);
}

static const char *
label_choice (AutosellField field, const char *nick)
{
  return field == AUTOSELL_FIELD_STATUS ? autosell_status_to_label (autosell_status_from_nick (nick))
                                        : autosell_acquisition_to_label (autosell_acquisition_from_nick (nick));
}

static const char *
get_typed (const AutosellTerm *term, guint index)
{
  return term->typed != NULL && index < term->typed->len ? g_ptr_array_index (term->typed, index) : NULL;
}

static char *
label_photos (const AutosellTerm *term, const AutosellRange *range, const char *typed)
{
  return range->min == 0 && range->max == 0 ? g_strdup (C_ ("filter by photos", "none"))
                                            : label_numbers (term, range, typed);
}

static const char *
label_ready (const AutosellTerm *term)
{
  if (term->is_negated)
    return term->is_exact ? _("Everything but ready") : _("Everything but not ready");
  return term->is_exact ? _("Ready") : _("Not ready");
}

/* One of the values of a term. Returns: (transfer full) */
static char *
label_value (const AutosellTerm *term, guint index)
{
  const char *typed = get_typed (term, index);

  switch (term->kind)
    {
    case AUTOSELL_TERM_DATE:
      return label_dates (&g_array_index (term->ranges, AutosellRange, index));
    case AUTOSELL_TERM_RANGE:
    case AUTOSELL_TERM_DAYS:
      return label_numbers (term, &g_array_index (term->ranges, AutosellRange, index), typed);
    case AUTOSELL_TERM_PHOTOS:
      return label_photos (term, &g_array_index (term->ranges, AutosellRange, index), typed);
    case AUTOSELL_TERM_CHOICE:
      return g_strdup (index < term->texts->len ? label_choice (term->field, g_ptr_array_index (term->texts, index))
                                                : label_choice (term->field, NULL));
    case AUTOSELL_TERM_WORDS:
    case AUTOSELL_TERM_TEXT:
    case AUTOSELL_TERM_BLANK:
    case AUTOSELL_TERM_PROBLEM:
    case AUTOSELL_TERM_READY:
    case AUTOSELL_TERM_POSTED:
    case AUTOSELL_TERM_LISTING:
    default:
      return typed != NULL ? autosell_text_trim (typed) : g_strdup (g_ptr_array_index (term->texts, index));
    }
}

static guint
count_values (const AutosellTerm *term)
{
  if (term->ranges != NULL)
    return term->ranges->len;
  return (term->texts != NULL ? term->texts->len : 0) + (term->or_blank ? 1 : 0);
}

static char *
label_values (const AutosellTerm *term)
{
  GString *label = g_string_new (NULL);
  guint n_values = count_values (term);
  guint n_shown = n_values > MAX_VALUES + 1 ? MAX_VALUES : n_values;

  for (guint i = 0; i < n_shown; i++)
    {
      g_autofree char *value = label_value (term, i);

      g_string_append_printf (label, "%s%s", i > 0 ? ", " : "", value != NULL ? value : "");
    }
  if (n_shown < n_values)
    {
      g_string_append_c (label, ' ');
      /* Translators: behind the first values of a filter, as in “MAZDA, BMW, AUDI and 4 more” */
      g_string_append_printf (label, ngettext ("and %u more", "and %u more", n_values - n_shown), n_values - n_shown);
    }
  return g_string_free (label, FALSE);
}

/* “Price” within a sentence is “price”, but NIV stays. */
static char *
dup_inner_label (AutosellField field)
{
  const char *label = autosell_field_get_label (field);
  gboolean is_acronym = *label != '\0' && g_unichar_isupper (g_utf8_get_char (g_utf8_next_char (label)));

  return is_acronym ? g_strdup (label) : g_utf8_strdown (label, -1);
}

static char *
label_blank (const AutosellTerm *term)
{
  g_autofree char *name = dup_inner_label (term->field);

  if (term->field == AUTOSELL_FIELD_STATUS && !term->is_negated)
    return g_strdup (autosell_status_to_label (AUTOSELL_STATUS_UNKNOWN));
  /* Translators: %s is the name of a field, as in “With price” and “No price” */
  return g_strdup_printf (term->is_negated ? C_ ("filter", "With %s") : C_ ("filter", "No %s"), name);
}

static char *
label_problems (const AutosellTerm *term)
{
  g_autoptr(GString) kinds = g_string_new (NULL);

  if (term->problem_mask == (1u << AUTOSELL_N_PROBLEMS) - 1)
    return g_strdup (term->is_negated ? _("Without problems") : _("With problems"));
  for (int kind = 0; kind < AUTOSELL_N_PROBLEMS; kind++)
    if (term->problem_mask & (1u << kind))
      g_string_append_printf (kinds, "%s%s", kinds->len > 0 ? ", " : "", autosell_problem_kind_to_label (kind));
  return g_strdup_printf (term->is_negated ? _("Not the problem: %s") : _("Problem: %s"), kinds->str);
}

/* Takes @part. */
static void
join (GString *label, char *part)
{
  g_string_append_printf (label, "%s%s", label->len > 0 ? ", " : "", part);
  g_free (part);
}

/* “Never posted”, “posted more than 30 days ago”, “posted on “norte””. Returns: (transfer full) */
static char *
label_posted_values (const AutosellFilter *filter)
{
  const AutosellTerm *term = filter->term;
  g_auto(GStrv) pages = autosell_filter_dup_pages (filter);
  GString *label = g_string_new (NULL);
  g_autofree char *typed = autosell_filter_dup_days (filter);
  g_auto(GStrv) days_typed = g_strsplit (typed != NULL ? typed : "", ",", -1);

  for (guint bit = 1; bit <= AUTOSELL_POSTED_NOT_OUT; bit <<= 1)
    if (term->posted_mask & bit)
      join (label, g_strdup (autosell_posted_mask_to_label (bit)));
  for (guint i = 0; i < term->ranges->len; i++)
    {
      g_autofree char *days = label_numbers (term, &g_array_index (term->ranges, AutosellRange, i), days_typed[i]);

      /* Translators: a filter of cars by when they were posted last; %s is “more than 30”, “up to 7” … */
      join (label, g_strdup_printf (_("posted %s days ago"), days));
    }
  for (char **page = pages; *page != NULL; page++)
    /* Translators: a filter of cars by the Page on which they are posted */
    join (label, g_strdup_printf (_("posted on “%s”"), *page));
  return g_string_free (label, FALSE);
}

static char *
label_posted (const AutosellFilter *filter)
{
  g_autofree char *values = label_posted_values (filter);
  g_autofree char *first = g_utf8_substring (values, 0, 1);
  g_autofree char *upper = g_utf8_strup (first, -1);

  /* Translators: the opposite of a filter */
  return filter->is_negated ? g_strdup_printf (_("Not: %s"), values)
                            : g_strconcat (upper, values + strlen (first), NULL);
}

char *
autosell_filter_dup_values_label (const AutosellFilter *filter)
{
  if (filter->term == NULL || filter->term->kind == AUTOSELL_TERM_PROBLEM)
    return NULL;
  if (filter->term->kind == AUTOSELL_TERM_BLANK)
    return label_blank (filter->term);
  if (filter->term->kind == AUTOSELL_TERM_READY)
    return g_strdup (label_ready (filter->term));
  if (filter->term->kind == AUTOSELL_TERM_POSTED)
    return label_posted_values (filter);
  if (filter->term->kind == AUTOSELL_TERM_LISTING)
    return autosell_listing_mask_dup_label (filter->term->listing_mask);
  return label_values (filter->term);
}

char *
autosell_filter_dup_label (const AutosellFilter *filter)
{
  const AutosellTerm *term = filter->term;
  g_autofree char *values = NULL;
  const char *name;

  if (filter->kind == AUTOSELL_FILTER_BIN)
    return g_strdup (_("In the bin"));
  if (term == NULL || filter->kind == AUTOSELL_FILTER_WORDS)
    return g_strdup (filter->text);
  if (term->kind == AUTOSELL_TERM_BLANK)
    return label_blank (term);
  if (term->kind == AUTOSELL_TERM_PROBLEM)
    return label_problems (term);
  if (term->kind == AUTOSELL_TERM_READY)
    return g_strdup (label_ready (term));
  if (term->kind == AUTOSELL_TERM_POSTED)
    return label_posted (filter);
  values = autosell_filter_dup_values_label (filter);
  name = filter->kind == AUTOSELL_FILTER_LISTING  ? "Marketplace"
         : filter->kind == AUTOSELL_FILTER_DAYS   ? _("Days in stock")
         : filter->kind == AUTOSELL_FILTER_PHOTOS ? _("Photos")
                                                  : autosell_field_get_label (filter->field);
  /* Translators: a filter: first the name of a field, then its values */
  return g_strdup_printf (term->is_negated ? C_ ("filter", "%s: not %s") : C_ ("filter", "%s: %s"), name, values);
}
