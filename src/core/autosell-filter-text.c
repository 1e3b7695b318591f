/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-filter.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "autosell-format.h"
#include "autosell-marketplace.h"
#include "autosell-posted.h"
#include "autosell-query-private.h"
#include "autosell-text.h"

/* Terms as the parser reads them, and controls' values out of them. */

/* ---- Names and words in the person's language ---- */

/* A heading as a name: “Entry date” is entry_date. */
static char *
make_name (const char *label)
{
  g_autofree char *lower = g_utf8_strdown (label, -1);
  GString *name = g_string_new (NULL);

  for (const char *at = lower; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar letter = g_utf8_get_char (at);

      if (g_unichar_isalnum (letter) || g_unichar_ismark (letter))
        g_string_append_unichar (name, letter);
      else if (name->len > 0 && name->str[name->len - 1] != '_')
        g_string_append_c (name, '_');
    }
  return g_string_free (name, FALSE);
}

char *
autosell_filter_dup_field_name (AutosellField field)
{
  g_autofree char *name = make_name (autosell_field_get_label (field));
  AutosellField found;

  if (*name != '\0' && g_unichar_isalpha (g_utf8_get_char (name))
      && autosell_query_find_special (name) == AUTOSELL_SPECIAL_NONE && autosell_field_find (name, &found)
      && found == field)
    return g_steal_pointer (&name);
  return g_strdup (autosell_field_get_info (field)->name);
}

/* @word: translated, @fallback: English. A translation that the parser does not know is of no use. */
static const char *
choose_special (const char *word, const char *fallback, AutosellSpecial special)
{
  return autosell_query_find_special (word) == special ? word : fallback;
}

static const char *
get_special (AutosellSpecial special)
{
  switch (special)
    {
    case AUTOSELL_SPECIAL_DAYS:
      /* Translators: words that are typed into the search; the parser has to know them: see autosell-query-names.c */
      return choose_special (C_ ("search word", "days"), "days", special);
    case AUTOSELL_SPECIAL_WITHOUT:
      return choose_special (C_ ("search word", "no"), "no", special);
    case AUTOSELL_SPECIAL_WITH:
      return choose_special (C_ ("search word", "has"), "has", special);
    case AUTOSELL_SPECIAL_PROBLEM:
      return choose_special (C_ ("search word", "problem"), "problem", special);
    case AUTOSELL_SPECIAL_POSTED:
      return choose_special (C_ ("search word", "posted"), "posted", special);
    case AUTOSELL_SPECIAL_MARKETPLACE:
      return "marketplace"; /* a name */
    case AUTOSELL_SPECIAL_PHOTOS:
      return choose_special (C_ ("search word", "photos"), "photos", special);
    case AUTOSELL_SPECIAL_READY:
      return choose_special (C_ ("search word", "ready"), "ready", special);
    case AUTOSELL_SPECIAL_NONE:
    case AUTOSELL_SPECIAL_IS:
    default:
      g_return_val_if_reached ("");
    }
}

static const struct
{
  AutosellFilterKind kind;
  AutosellSpecial special;
} kinds[] = {
  { AUTOSELL_FILTER_DAYS, AUTOSELL_SPECIAL_DAYS },     { AUTOSELL_FILTER_PROBLEM, AUTOSELL_SPECIAL_PROBLEM },
  { AUTOSELL_FILTER_PHOTOS, AUTOSELL_SPECIAL_PHOTOS }, { AUTOSELL_FILTER_READY, AUTOSELL_SPECIAL_READY },
  { AUTOSELL_FILTER_POSTED, AUTOSELL_SPECIAL_POSTED }, { AUTOSELL_FILTER_LISTING, AUTOSELL_SPECIAL_MARKETPLACE },
};

AutosellFilterKind
autosell_filter_find_kind (const char *name)
{
  AutosellSpecial special = autosell_query_find_special (name);

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (kinds[i].special == special)
      return kinds[i].kind;
  return AUTOSELL_FILTER_WORDS;
}

const char *
autosell_filter_get_kind_name (AutosellFilterKind kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (kinds[i].kind == kind)
      return get_special (kinds[i].special);
  g_return_val_if_reached ("");
}

/* ---- Values ---- */

static void
append_value (GString *out, const char *value)
{
  gboolean is_plain = *value != '\0';

  for (const char *at = value; *at != '\0' && is_plain; at = g_utf8_next_char (at))
    is_plain = g_unichar_isalnum (g_utf8_get_char (at));
  if (is_plain)
    {
      g_string_append (out, value);
      return;
    }
  g_string_append_c (out, '"');
  for (const char *at = value; *at != '\0'; at++)
    {
      if (*at == '"')
        g_string_append_c (out, '"');
      /* The entry is one line. */
      g_string_append_c (out, *at == '\n' || *at == '\r' ? ' ' : *at);
    }
  g_string_append_c (out, '"');
}

/* A value without anything to look for would be a mistake. */
static gboolean
says_something (const char *value)
{
  g_autofree char *trimmed = autosell_text_trim (value);
  g_autofree char *folded = trimmed != NULL ? autosell_text_fold (trimmed) : NULL;
  g_autofree char *rest = folded != NULL ? autosell_text_trim (folded) : NULL;

  return rest != NULL;
}

char *
autosell_filter_write_texts (AutosellField field, const char *const *values, gboolean is_exact)
{
  g_autofree char *name = autosell_filter_dup_field_name (field);
  g_autoptr(GString) out = g_string_new (NULL);
  gboolean is_always_exact = field == AUTOSELL_FIELD_GROUP || field == AUTOSELL_FIELD_STOCK_NUMBER;

  for (; *values != NULL; values++)
    {
      if (!says_something (*values))
        continue;
      if (out->len == 0)
        g_string_append_printf (out, "%s:%s", name, is_exact && !is_always_exact ? "=" : "");
      else
        g_string_append_c (out, ',');
      append_value (out, *values);
    }
  return out->len > 0 ? g_string_free (g_steal_pointer (&out), FALSE) : NULL;
}

static AutosellMeasure
measure_of (AutosellField field)
{
  if (field == AUTOSELL_N_FIELDS)
    return AUTOSELL_MEASURE_INTEGER;
  switch (autosell_field_get_info (field)->kind)
    {
    case AUTOSELL_KIND_DATE:
      return AUTOSELL_MEASURE_DATE;
    case AUTOSELL_KIND_MONEY:
      return AUTOSELL_MEASURE_MONEY;
    default:
      return AUTOSELL_MEASURE_INTEGER;
    }
}

/* @text: (nullable): trimmed */
static gboolean
read_end (AutosellMeasure measure, const char *text, AutosellRange *range)
{
  g_autofree char *message = NULL;

  /* What is a range by itself is no end of one, but for periods. */
  if (text == NULL || strstr (text, "..") != NULL || strpbrk (text, "<>=") != NULL)
    return text == NULL;
  return autosell_query_read_range (measure, "", text, range, &message);
}

gboolean
autosell_filter_write_range (AutosellField field, const char *from, const char *to, char **term, gboolean *from_is_bad,
                             gboolean *to_is_bad)
{
  g_autofree char *low_text = autosell_text_trim (from), *high_text = autosell_text_trim (to);
  g_autofree char *name = field == AUTOSELL_N_FIELDS ? g_strdup (get_special (AUTOSELL_SPECIAL_DAYS))
                                                     : autosell_filter_dup_field_name (field);
  AutosellMeasure measure = measure_of (field);
  AutosellRange low = { 0 }, high = { 0 }, range;
  g_autoptr(GString) out = g_string_new (NULL);

  *term = NULL;
  *from_is_bad = !read_end (measure, low_text, &low);
  *to_is_bad = !read_end (measure, high_text, &high);
  range = (AutosellRange){ low_text != NULL ? low.min : G_MININT64, high_text != NULL ? high.max : G_MAXINT64,
                           g_steal_pointer (&low.min_date), g_steal_pointer (&high.max_date) };
  autosell_range_clear (&low);
  autosell_range_clear (&high);
  if (!*from_is_bad && !*to_is_bad && low_text != NULL && high_text != NULL)
    *to_is_bad =
      measure == AUTOSELL_MEASURE_DATE ? g_strcmp0 (range.min_date, range.max_date) > 0 : range.min > range.max;
  if (!*from_is_bad && !*to_is_bad && (low_text != NULL || high_text != NULL))
    {
      g_string_append_printf (out, "%s:", name);
      autosell_query_append_range (out, measure, &range);
      *term = g_string_free (g_steal_pointer (&out), FALSE);
    }
  autosell_range_clear (&range);
  return !*from_is_bad && !*to_is_bad;
}

static char *
dup_choice_word (AutosellField field, guint choice)
{
  const char *label =
    field == AUTOSELL_FIELD_STATUS ? autosell_status_to_label (choice) : autosell_acquisition_to_label (choice);
  g_autofree char *word = g_utf8_strdown (label, -1);
  AutosellStatus status = AUTOSELL_STATUS_UNKNOWN;
  AutosellAcquisition acquisition = AUTOSELL_ACQUISITION_UNKNOWN;

  if (field == AUTOSELL_FIELD_STATUS)
    return autosell_status_parse (word, &status) && status == choice ? g_steal_pointer (&word)
                                                                     : g_strdup (autosell_status_to_nick (choice));
  return autosell_acquisition_parse (word, &acquisition) && acquisition == choice
           ? g_steal_pointer (&word)
           : g_strdup (autosell_acquisition_to_nick (choice));
}

static const char *
get_posted_word (guint bit)
{
  switch (bit)
    {
    case 1u << AUTOSELL_POSTED_NEVER:
      /* Translators: what may stand behind “posted:”; the parser has to know them: see autosell-posted.c */
      return C_ ("search word", "never");
    case 1u << AUTOSELL_POSTED_QUEUED:
      return C_ ("search word", "queued");
    case 1u << AUTOSELL_POSTED_OUT:
      return C_ ("search word", "yes");
    case 1u << AUTOSELL_POSTED_FAILED:
      return C_ ("search word", "failed");
    case 1u << AUTOSELL_POSTED_REMOVED:
      return C_ ("search word", "removed");
    default:
      return C_ ("search word: not posted", "no");
    }
}

char *
autosell_filter_write_posted (guint mask, const char *days, const char *const *pages)
{
  g_autoptr(GString) values = g_string_new (NULL);

  for (guint bit = 1; bit <= AUTOSELL_POSTED_NOT_OUT; bit <<= 1)
    if (mask & bit)
      {
        const char *word = get_posted_word (bit);

        g_string_append_printf (values, "%s%s", values->len > 0 ? "," : "",
                                autosell_posted_mask_parse (word) == bit ? word : autosell_posted_mask_to_word (bit));
      }
  if (days != NULL && *days != '\0')
    g_string_append_printf (values, "%s%s", values->len > 0 ? "," : "", days);
  for (; pages != NULL && *pages != NULL; pages++)
    if (says_something (*pages))
      {
        if (values->len > 0)
          g_string_append_c (values, ',');
        append_value (values, *pages);
      }
  return values->len > 0 ? g_strdup_printf ("%s:%s", get_special (AUTOSELL_SPECIAL_POSTED), values->str) : NULL;
}

char *
autosell_filter_write_listing (guint mask)
{
  g_autofree char *words = autosell_listing_mask_to_words (mask & AUTOSELL_LISTING_ALL_MASK, TRUE);

  return *words != '\0' ? g_strdup_printf ("%s:%s", get_special (AUTOSELL_SPECIAL_MARKETPLACE), words) : NULL;
}

char *
autosell_filter_write_choices (AutosellField field, guint mask)
{
  g_autofree char *name = autosell_filter_dup_field_name (field);
  g_autoptr(GString) out = g_string_new (NULL);
  guint n = field == AUTOSELL_FIELD_STATUS ? (guint) AUTOSELL_N_STATUSES : (guint) AUTOSELL_N_ACQUISITIONS;

  if (mask == 1u)
    return autosell_filter_write_blank (field);
  for (guint choice = 1; choice < n; choice++)
    if (mask & (1u << choice))
      {
        g_autofree char *word = dup_choice_word (field, choice);

        if (out->len == 0)
          g_string_append_printf (out, "%s:", name);
        else
          g_string_append_c (out, ',');
        append_value (out, word);
      }
  if (out->len > 0 && (mask & 1u))
    /* Translators: typed into the search for cars without a status; the parser has to know it */
    g_string_append_printf (out, ",%s", C_ ("search word", "none"));
  return out->len > 0 ? g_string_free (g_steal_pointer (&out), FALSE) : NULL;
}

char *
autosell_filter_write_problems (guint mask)
{
  guint all = (1u << AUTOSELL_N_PROBLEMS) - 1;
  const char *any = C_ ("search word", "any");
  g_autoptr(GString) out = g_string_new (NULL);

  if ((mask & all) == 0)
    return NULL;
  g_string_append_printf (out, "%s:", get_special (AUTOSELL_SPECIAL_PROBLEM));
  if ((mask & all) == all)
    {
      g_string_append (out, autosell_problem_mask_parse (any) == all ? any : "any");
      return g_string_free (g_steal_pointer (&out), FALSE);
    }
  for (int kind = 0; kind < AUTOSELL_N_PROBLEMS; kind++)
    if (mask & (1u << kind))
      {
        g_autofree char *word = g_utf8_strdown (autosell_problem_kind_to_label (kind), -1);
        gboolean is_known = autosell_problem_mask_parse (word) == 1u << kind;

        if (out->str[out->len - 1] != ':')
          g_string_append_c (out, ',');
        if (is_known)
          append_value (out, word);
        else
          g_string_append (out, autosell_problem_kind_to_nick (kind));
      }
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static char *
write_about (AutosellSpecial special, AutosellField field)
{
  g_autofree char *name = autosell_filter_dup_field_name (field);

  return g_strdup_printf ("%s:%s", get_special (special), name);
}

char *
autosell_filter_write_blank (AutosellField field)
{
  return write_about (AUTOSELL_SPECIAL_WITHOUT, field);
}

char *
autosell_filter_write_known (AutosellField field)
{
  return write_about (AUTOSELL_SPECIAL_WITH, field);
}

/* ---- Back ---- */

guint
autosell_filter_get_choices (const AutosellFilter *filter)
{
  const AutosellTerm *term = filter->term;
  guint mask;

  g_return_val_if_fail (filter->kind == AUTOSELL_FILTER_FIELD && term != NULL, 0);

  if (term->kind == AUTOSELL_TERM_BLANK)
    return 1u;
  mask = term->or_blank ? 1u : 0;
  for (guint i = 0; term->texts != NULL && i < term->texts->len; i++)
    {
      const char *nick = g_ptr_array_index (term->texts, i);

      mask |= 1u << (term->field == AUTOSELL_FIELD_STATUS ? (guint) autosell_status_from_nick (nick)
                                                          : (guint) autosell_acquisition_from_nick (nick));
    }
  return mask;
}

/* Days as they were written, “>30”, where that can be told. Returns: (transfer full) (nullable) */
static char *
dup_typed_days (const AutosellTerm *term)
{
  g_autoptr(GPtrArray) days = g_ptr_array_new ();

  for (guint i = 0; term->typed != NULL && i < term->typed->len; i++)
    if (strspn (term->typed->pdata[i], "0123456789<>=.") == strlen (term->typed->pdata[i]))
      g_ptr_array_add (days, term->typed->pdata[i]);
  if (days->len != term->ranges->len)
    return NULL;
  g_ptr_array_add (days, NULL);
  return g_strjoinv (",", (char **) days->pdata);
}

char *
autosell_filter_dup_days (const AutosellFilter *filter)
{
  const AutosellTerm *term = filter->term;
  GString *text;
  char *typed;

  if (term == NULL || term->ranges == NULL || term->ranges->len == 0)
    return NULL;
  typed = dup_typed_days (term);
  if (typed != NULL)
    return typed;
  text = g_string_new (NULL);
  for (guint i = 0; i < term->ranges->len; i++)
    {
      if (i > 0)
        g_string_append_c (text, ',');
      autosell_query_append_range (text, AUTOSELL_MEASURE_INTEGER, &g_array_index (term->ranges, AutosellRange, i));
    }
  return g_string_free (text, FALSE);
}

/* The term keeps them folded; what was typed is as the Page is called. */
char **
autosell_filter_dup_pages (const AutosellFilter *filter)
{
  const AutosellTerm *term = filter->term;
  g_autoptr(GPtrArray) pages = g_ptr_array_new ();

  for (guint i = 0; term != NULL && term->texts != NULL && i < term->texts->len; i++)
    {
      const char *page = term->texts->pdata[i];

      for (guint j = 0; term->typed != NULL && j < term->typed->len; j++)
        {
          g_autofree char *folded = autosell_text_fold_words (term->typed->pdata[j]);

          if (g_str_equal (folded, term->texts->pdata[i]))
            page = term->typed->pdata[j];
        }
      g_ptr_array_add (pages, g_strdup (page));
    }
  g_ptr_array_add (pages, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&pages), FALSE);
}

/* Without “$”, but readable: 400,000 */
static char *
dup_end (AutosellMeasure measure, AutosellField field, gint64 number)
{
  g_autofree char *money = NULL;

  if (measure == AUTOSELL_MEASURE_MONEY)
    {
      money = autosell_format_money (number);
      return g_strdup (money[0] == '$' ? money + 1 : money);
    }
  return field == AUTOSELL_FIELD_YEAR ? g_strdup_printf ("%" G_GINT64_FORMAT, number)
                                      : autosell_format_integer (number);
}

gboolean
autosell_filter_get_range (const AutosellFilter *filter, char **from, char **to)
{
  const AutosellTerm *term = filter->term;
  const AutosellRange *range;
  AutosellMeasure measure;

  if (term == NULL || term->ranges == NULL || term->ranges->len != 1)
    return FALSE;
  range = &g_array_index (term->ranges, AutosellRange, 0);
  measure = measure_of (term->kind == AUTOSELL_TERM_DAYS || term->kind == AUTOSELL_TERM_PHOTOS
                            || term->kind == AUTOSELL_TERM_POSTED
                          ? AUTOSELL_N_FIELDS
                          : term->field);
  if (measure == AUTOSELL_MEASURE_DATE)
    {
      *from = range->min_date != NULL ? autosell_format_date (range->min_date) : g_strdup ("");
      *to = range->max_date != NULL ? autosell_format_date (range->max_date) : g_strdup ("");
      return TRUE;
    }
  *from = range->min != G_MININT64 ? dup_end (measure, filter->field, range->min) : g_strdup ("");
  *to = range->max != G_MAXINT64 ? dup_end (measure, filter->field, range->max) : g_strdup ("");
  return TRUE;
}
