/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-filter.h"

#include <string.h>

#include "autosell-query-private.h"
#include "autosell-text.h"

void
autosell_filter_free (AutosellFilter *filter)
{
  g_clear_pointer (&filter->query, autosell_query_unref);
  g_free (filter->text);
  g_free (filter);
}

static gboolean
is_choice (AutosellField field)
{
  return field == AUTOSELL_FIELD_STATUS || field == AUTOSELL_FIELD_ACQUISITION;
}

static AutosellFilterKind
kind_of_term (const AutosellTerm *term)
{
  switch (term->kind)
    {
    case AUTOSELL_TERM_KEYS: /* of no text */
    case AUTOSELL_TERM_WORDS:
      return AUTOSELL_FILTER_WORDS;
    case AUTOSELL_TERM_TEXT:
    case AUTOSELL_TERM_RANGE:
    case AUTOSELL_TERM_DATE:
    case AUTOSELL_TERM_CHOICE:
      return AUTOSELL_FILTER_FIELD;
    case AUTOSELL_TERM_DAYS:
      return AUTOSELL_FILTER_DAYS;
    case AUTOSELL_TERM_BLANK:
      return is_choice (term->field) && !term->is_negated ? AUTOSELL_FILTER_FIELD : AUTOSELL_FILTER_BLANK;
    case AUTOSELL_TERM_PROBLEM:
      return AUTOSELL_FILTER_PROBLEM;
    case AUTOSELL_TERM_PHOTOS:
      return AUTOSELL_FILTER_PHOTOS;
    case AUTOSELL_TERM_READY:
      return AUTOSELL_FILTER_READY;
    case AUTOSELL_TERM_POSTED:
      return AUTOSELL_FILTER_POSTED;
    case AUTOSELL_TERM_LISTING:
      return AUTOSELL_FILTER_LISTING;
    }
  g_assert_not_reached ();
}

static char *
dup_part (const char *text, guint start, guint end)
{
  const char *from = g_utf8_offset_to_pointer (text, start);

  return g_strndup (from, g_utf8_offset_to_pointer (from, end - start) - from);
}

static AutosellFilter *
filter_new (const char *text, AutosellQuery *query, const AutosellPiece *piece)
{
  AutosellFilter *filter = g_new0 (AutosellFilter, 1);

  filter->query = autosell_query_ref (query);
  filter->term = piece->term;
  filter->start = piece->start;
  filter->end = piece->end;
  filter->text = dup_part (text, piece->start, piece->end);
  if (piece->term != NULL)
    {
      filter->kind = kind_of_term (piece->term);
      filter->field = piece->term->field;
      filter->is_negated = piece->term->is_negated;
    }
  else
    {
      filter->kind = piece->is_fault ? AUTOSELL_FILTER_FAULT
                     : piece->is_bin ? AUTOSELL_FILTER_BIN
                                     : AUTOSELL_FILTER_WORDS;
    }
  return filter;
}

GPtrArray *
autosell_filter_list (const char *text)
{
  GPtrArray *filters = g_ptr_array_new_with_free_func ((GDestroyNotify) autosell_filter_free);
  g_autoptr(AutosellQuery) query = NULL;
  g_autoptr(GArray) pieces = autosell_query_scan (text, &query);

  for (guint i = 0; i < pieces->len; i++)
    g_ptr_array_add (filters, filter_new (text, query, &g_array_index (pieces, AutosellPiece, i)));
  return filters;
}

gboolean
autosell_filter_is_chip (const AutosellFilter *filter)
{
  return filter->kind != AUTOSELL_FILTER_WORDS && filter->kind != AUTOSELL_FILTER_FAULT;
}

guint
autosell_filter_count_chips (GPtrArray *filters)
{
  guint n_chips = 0;

  for (guint i = 0; i < filters->len; i++)
    n_chips += autosell_filter_is_chip (g_ptr_array_index (filters, i));
  return n_chips;
}

/* Days, problems and the bin have no field. */
static gboolean
is_of (const AutosellFilter *filter, AutosellFilterKind kind, AutosellField field)
{
  gboolean has_field = kind == AUTOSELL_FILTER_FIELD || kind == AUTOSELL_FILTER_BLANK;

  return filter->kind == kind && (!has_field || filter->field == field);
}

/* “has:price” is no other filter than “no:price”, but its second state. */
static gboolean
is_main (const AutosellFilter *filter, AutosellFilterKind kind, AutosellField field)
{
  return is_of (filter, kind, field) && (!filter->is_negated || kind == AUTOSELL_FILTER_BLANK);
}

const AutosellFilter *
autosell_filter_find (GPtrArray *filters, AutosellFilterKind kind, AutosellField field)
{
  for (guint i = 0; i < filters->len; i++)
    {
      const AutosellFilter *filter = g_ptr_array_index (filters, i);

      if (is_main (filter, kind, field))
        return filter;
    }
  return NULL;
}

/* ---- Changing the text ---- */

char *
autosell_filter_remove (const char *text, guint start, guint end)
{
  const char *tail = g_utf8_offset_to_pointer (text, end);
  g_autofree char *before = g_strchomp (dup_part (text, 0, start));
  g_autofree char *after = g_strchug (g_strdup (tail));

  return g_strconcat (before, *before != '\0' && *after != '\0' ? " " : "", after, NULL);
}

/* Pieces are cut from the end, so that the places of those before stay true. */
char *
autosell_filter_clear (const char *text)
{
  g_autoptr(GPtrArray) filters = autosell_filter_list (text);
  char *rest = g_strdup (text);

  for (guint i = filters->len; i-- > 0;)
    {
      const AutosellFilter *filter = g_ptr_array_index (filters, i);
      g_autofree char *longer = NULL;

      if (!autosell_filter_is_chip (filter))
        continue;
      longer = rest;
      rest = autosell_filter_remove (longer, filter->start, filter->end);
    }
  return rest;
}

static char *
replace (const char *text, const AutosellFilter *filter, const char *term)
{
  g_autofree char *before = dup_part (text, 0, filter->start);

  return g_strconcat (before, term, g_utf8_offset_to_pointer (text, filter->end), NULL);
}

/* What is at fault in the end may be an open quote, which would swallow what comes behind it. */
static char *
append (const char *text, GPtrArray *filters, const char *term)
{
  const AutosellFilter *last = filters->len > 0 ? g_ptr_array_index (filters, filters->len - 1) : NULL;
  g_autofree char *words = g_strstrip (g_strdup (text));

  if (*words == '\0')
    return g_strdup (term);
  return last != NULL && last->kind == AUTOSELL_FILTER_FAULT ? g_strconcat (term, " ", words, NULL)
                                                             : g_strconcat (words, " ", term, NULL);
}

char *
autosell_filter_set (const char *text, AutosellFilterKind kind, AutosellField field, const char *term)
{
  g_autoptr(GPtrArray) filters = autosell_filter_list (text);
  const AutosellFilter *first = autosell_filter_find (filters, kind, field);
  char *rest = g_strdup (text);

  for (guint i = filters->len; i-- > 0;)
    {
      const AutosellFilter *filter = g_ptr_array_index (filters, i);
      g_autofree char *longer = NULL;

      if (!is_main (filter, kind, field))
        continue;
      longer = rest;
      rest = filter == first && term != NULL ? replace (longer, filter, term)
                                             : autosell_filter_remove (longer, filter->start, filter->end);
    }
  if (first == NULL && term != NULL)
    {
      g_autofree char *shorter = rest;

      return append (shorter, filters, term);
    }
  return rest;
}
