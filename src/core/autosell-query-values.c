/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-query-parser-private.h"

#include "autosell-marketplace.h"
#include "autosell-posted.h"
#include "autosell-problem.h"
#include "autosell-text.h"

#include <glib/gi18n-lib.h>

gboolean
autosell_query_parser_fail_part (AutosellQueryParser *self, const AutosellQueryPart *part, char *message)
{
  return autosell_query_parser_fail (self, AUTOSELL_QUERY_ERROR_BAD_VALUE, part->start, part->end, message);
}

static gboolean
set_texts (AutosellQueryParser *self, AutosellTerm *term, const char *name, GPtrArray *parts)
{
  term->texts = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < parts->len; i++)
    {
      const AutosellQueryPart *part = g_ptr_array_index (parts, i);
      g_autofree char *trimmed = autosell_text_trim (part->text);
      g_autofree char *folded = trimmed != NULL ? autosell_text_fold (trimmed) : NULL;
      g_autofree char *text = folded != NULL ? autosell_text_trim (folded) : NULL;

      if (text == NULL)
        return autosell_query_parser_fail (
          self, AUTOSELL_QUERY_ERROR_EMPTY_VALUE, part->start, part->end,
          g_strdup_printf (_("There is nothing between the quotes; for cars without it write “no:%s”."), name));
      if (i > 0 && *part->start == '=')
        return autosell_query_parser_fail_part (
          self, part, g_strdup_printf (_("“=” stands once, right after the colon: “%s:=…,…”."), name));
      g_ptr_array_add (term->texts, g_steal_pointer (&text));
    }
  return TRUE;
}

gboolean
autosell_query_parser_set_ranges (AutosellQueryParser *self, AutosellTerm *term, AutosellMeasure measure,
                                  const char *name, GPtrArray *parts)
{
  term->ranges = g_array_sized_new (FALSE, TRUE, sizeof (AutosellRange), parts->len);
  g_array_set_clear_func (term->ranges, (GDestroyNotify) autosell_range_clear);
  for (guint i = 0; i < parts->len; i++)
    {
      const AutosellQueryPart *part = g_ptr_array_index (parts, i);
      AutosellRange range;
      char *message = NULL;

      if (!autosell_query_read_range (measure, name, part->text, &range, &message))
        return autosell_query_parser_fail_part (self, part, message);
      g_array_append_val (term->ranges, range);
    }
  return TRUE;
}

const char *
autosell_query_read_choice (AutosellField field, const char *text)
{
  AutosellStatus status;
  AutosellAcquisition acquisition;

  if (field == AUTOSELL_FIELD_STATUS)
    return autosell_status_parse (text, &status) ? autosell_status_to_nick (status) : NULL;
  return autosell_acquisition_parse (text, &acquisition) ? autosell_acquisition_to_nick (acquisition) : NULL;
}

static char *
complain_choice (AutosellField field, const char *text)
{
  g_autoptr(GString) labels = g_string_new (NULL);
  int n = field == AUTOSELL_FIELD_STATUS ? (int) AUTOSELL_N_STATUSES : (int) AUTOSELL_N_ACQUISITIONS;

  for (int i = 1; i < n; i++)
    g_string_append_printf (labels, "%s“%s”", i > 1 ? ", " : "",
                            field == AUTOSELL_FIELD_STATUS ? autosell_status_to_label (i)
                                                           : autosell_acquisition_to_label (i));
  /* Translators: first what was typed, then all words that can be typed, each in quotes, with commas between them */
  return field == AUTOSELL_FIELD_STATUS
           ? g_strdup_printf (_("“%s” is not a status; there are %s."), text, labels->str)
           : g_strdup_printf (_("“%s” is no way to acquire a car; there are %s."), text, labels->str);
}

static gboolean
is_none (const char *text)
{
  static const char *const words[] = { "none",    "no",   "blank", "empty",       "unknown", "no status",   "ninguno",
                                       "ninguna", "nada", "sin",   "sin estatus", "vacio",   "desconocido", NULL };
  g_autofree char *folded = autosell_text_fold_words (text);

  return g_strv_contains (words, folded);
}

gboolean
autosell_query_parser_set_choices (AutosellQueryParser *self, AutosellTerm *term, GPtrArray *parts)
{
  term->texts = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < parts->len; i++)
    {
      const AutosellQueryPart *part = g_ptr_array_index (parts, i);
      const char *nick = autosell_query_read_choice (term->field, part->text);

      if (nick != NULL)
        g_ptr_array_add (term->texts, g_strdup (nick));
      else if (is_none (part->text))
        term->or_blank = TRUE;
      else
        return autosell_query_parser_fail_part (self, part, complain_choice (term->field, part->text));
    }
  if (term->texts->len == 0)
    {
      term->kind = AUTOSELL_TERM_BLANK;
      term->or_blank = FALSE;
      g_clear_pointer (&term->texts, g_ptr_array_unref);
    }
  return TRUE;
}

gboolean
autosell_query_parser_set_problems (AutosellQueryParser *self, AutosellTerm *term, GPtrArray *parts)
{
  for (guint i = 0; i < parts->len; i++)
    {
      const AutosellQueryPart *part = g_ptr_array_index (parts, i);
      guint mask = autosell_problem_mask_parse (part->text);

      if (mask == 0 && parts->len == 1 && is_none (part->text))
        {
          mask = (1u << AUTOSELL_N_PROBLEMS) - 1;
          term->is_negated = !term->is_negated;
        }
      if (mask == 0)
        return autosell_query_parser_fail_part (
          self, part,
          g_strdup_printf (_("“%s” is no kind of problem; write “any”, “price”, “status”, “km”, "
                             "“date”, “spelling”, “twin” or “niv”."),
                           part->text));
      term->problem_mask |= mask;
    }
  return TRUE;
}

/* "photos:none" and "photos:any" besides numbers. */
gboolean
autosell_query_parser_set_photos (AutosellQueryParser *self, AutosellTerm *term, const char *name, GPtrArray *parts)
{
  static const char *const any[] = { "any", "some", "yes", "alguna", "algunas", "si", "con", NULL };
  const AutosellQueryPart *part = g_ptr_array_index (parts, 0);
  g_autofree char *folded = autosell_text_fold_words (part->text);
  AutosellRange range = { 0, 0, NULL, NULL };

  term->kind = AUTOSELL_TERM_PHOTOS;
  if (parts->len > 1 || (!is_none (part->text) && !g_strv_contains (any, folded)))
    return autosell_query_parser_set_ranges (self, term, AUTOSELL_MEASURE_INTEGER, name, parts);
  if (!is_none (part->text))
    range = (AutosellRange){ 1, G_MAXINT64, NULL, NULL };
  term->ranges = g_array_new (FALSE, TRUE, sizeof (AutosellRange));
  g_array_set_clear_func (term->ranges, (GDestroyNotify) autosell_range_clear);
  g_array_append_val (term->ranges, range);
  return TRUE;
}

gboolean
autosell_query_parser_set_ready (AutosellQueryParser *self, AutosellTerm *term, const char *name, GPtrArray *parts)
{
  static const char *const yes[] = { "yes", "y", "true", "si", "s", "1", NULL };
  static const char *const no[] = { "no", "n", "false", "0", NULL };
  const AutosellQueryPart *part = g_ptr_array_index (parts, 0);
  g_autofree char *folded = autosell_text_fold_words (part->text);

  term->kind = AUTOSELL_TERM_READY;
  term->is_exact = g_strv_contains (yes, folded);
  if (parts->len == 1 && (term->is_exact || g_strv_contains (no, folded)))
    return TRUE;
  return autosell_query_parser_fail_part (self, part,
                                          g_strdup_printf (_("“%s:” is “yes” or “no”, not “%s”."), name, part->text));
}

gboolean
autosell_query_parser_set_listing (AutosellQueryParser *self, AutosellTerm *term, const char *name, GPtrArray *parts)
{
  term->kind = AUTOSELL_TERM_LISTING;
  for (guint i = 0; i < parts->len; i++)
    {
      AutosellQueryPart *part = g_ptr_array_index (parts, i);
      guint mask = autosell_listing_mask_parse (part->text);

      if (mask == 0)
        return autosell_query_parser_fail_part (
          self, part,
          g_strdup_printf (_("“%s:” takes “no”, “yes”, “due”, “renew”, “take_down”, “never” or “removed”, not “%s”."),
                           name, part->text));
      term->listing_mask |= mask;
    }
  return TRUE;
}

/* “4x4 Autos” is a Page. */
static gboolean
is_range (const char *text)
{
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    if (strchr ("0123456789<>=. ", *at) == NULL && !g_str_has_prefix (at, "≥") && !g_str_has_prefix (at, "≤"))
      return FALSE;
  return TRUE;
}

/* What is a number or a range is days; a word that stands for no state is a Page. */
gboolean
autosell_query_parser_set_posted (AutosellQueryParser *self, AutosellTerm *term, const char *name, GPtrArray *parts)
{
  g_autoptr(GPtrArray) days = g_ptr_array_new ();

  term->kind = AUTOSELL_TERM_POSTED;
  term->texts = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < parts->len; i++)
    {
      AutosellQueryPart *part = g_ptr_array_index (parts, i);
      guint bit = autosell_posted_mask_parse (part->text);
      g_autofree char *folded = autosell_text_fold_words (part->text);

      term->posted_mask |= bit;
      if (bit == 0 && is_range (part->text))
        g_ptr_array_add (days, part);
      else if (bit == 0 && *folded == '\0')
        return autosell_query_parser_fail_part (
          self, part, g_strdup_printf (_("“%s:” takes “no”, “yes”, “never”, days such as “>30”, or a Page."), name));
      else if (bit == 0)
        g_ptr_array_add (term->texts, g_steal_pointer (&folded));
    }
  if (days->len > 0)
    return autosell_query_parser_set_ranges (self, term, AUTOSELL_MEASURE_INTEGER, name, days);
  term->ranges = g_array_new (FALSE, TRUE, sizeof (AutosellRange));
  return TRUE;
}

gboolean
autosell_query_parser_set_field_values (AutosellQueryParser *self, AutosellTerm *term, const char *name,
                                        GPtrArray *parts)
{
  switch (autosell_field_get_info (term->field)->kind)
    {
    case AUTOSELL_KIND_TEXT:
    case AUTOSELL_KIND_LONG_TEXT:
    case AUTOSELL_KIND_LIST:
      term->kind = AUTOSELL_TERM_TEXT;
      return set_texts (self, term, name, parts);
    case AUTOSELL_KIND_INTEGER:
      term->kind = AUTOSELL_TERM_RANGE;
      return autosell_query_parser_set_ranges (self, term, AUTOSELL_MEASURE_INTEGER, name, parts);
    case AUTOSELL_KIND_MONEY:
      term->kind = AUTOSELL_TERM_RANGE;
      return autosell_query_parser_set_ranges (self, term, AUTOSELL_MEASURE_MONEY, name, parts);
    case AUTOSELL_KIND_DATE:
      term->kind = AUTOSELL_TERM_DATE;
      return autosell_query_parser_set_ranges (self, term, AUTOSELL_MEASURE_DATE, name, parts);
    case AUTOSELL_KIND_STATUS:
    case AUTOSELL_KIND_ACQUISITION:
      term->kind = AUTOSELL_TERM_CHOICE;
      return autosell_query_parser_set_choices (self, term, parts);
    }
  g_assert_not_reached ();
}
