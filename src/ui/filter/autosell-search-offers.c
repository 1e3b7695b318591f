/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-search-offers.h"

#include "autosell-filter.h"
#include "autosell-saved-filters.h"
#include "autosell-status.h"
#include "autosell-text.h"

#include <string.h>

#define MAX_OFFERS 7
/* One letter fits everything. */
#define LEAST_LETTERS 2

/* ---- The word ---- */

/* Where the word that ends at @end begins; a blank within quotes belongs to it. */
static const char *
find_start (const char *text, const char *end)
{
  const char *start = text;
  gboolean is_quoted = FALSE;

  for (const char *p = text; p < end; p++)
    {
      if (*p == '"')
        is_quoted = !is_quoted;
      else if (g_ascii_isspace (*p) && !is_quoted)
        start = p + 1;
    }
  return start;
}

static char *
dup_unquoted (const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, "\"", -1);

  return g_strjoinv ("", parts);
}

gboolean
autosell_search_word_init (AutosellSearchWord *self, const char *text, int cursor)
{
  const char *end = g_utf8_offset_to_pointer (text, MIN (cursor, g_utf8_strlen (text, -1)));
  const char *start = find_start (text, end);
  g_autofree char *word = g_strndup (start, end - start);
  const char *name = word[0] == '-' ? word + 1 : word;
  const char *colon = strchr (name, ':');
  const char *value;

  *self = (AutosellSearchWord){ .start = start - text };
  if (*end != '\0' && !g_ascii_isspace (*end))
    return FALSE;
  if (colon == NULL)
    {
      self->kept = g_strndup (word, name - word);
      self->typed = dup_unquoted (name);
      return self->typed[0] != '\0';
    }
  value = strrchr (colon, ',') != NULL ? strrchr (colon, ',') + 1 : colon + 1;
  {
    g_autofree char *field_name = g_strndup (name, colon - name);

    self->has_field = autosell_field_find (field_name, &self->field);
  }
  self->kept = g_strndup (word, value - word);
  self->typed = dup_unquoted (value);
  return self->has_field;
}

void
autosell_search_word_clear (AutosellSearchWord *self)
{
  g_clear_pointer (&self->kept, g_free);
  g_clear_pointer (&self->typed, g_free);
}

gboolean
autosell_search_word_wants_values (const AutosellSearchWord *self)
{
  return self->has_field && self->field != AUTOSELL_FIELD_STATUS &&
         autosell_field_get_info (self->field)->kind == AUTOSELL_KIND_TEXT;
}

/* ---- Offers ---- */

void
autosell_search_offer_free (AutosellSearchOffer *offer)
{
  g_free (offer->label);
  g_free (offer->text);
  g_free (offer);
}

/* @label, @text: (transfer full) */
static void
add (GPtrArray *offers, char *label, char *text, gboolean is_whole)
{
  AutosellSearchOffer *offer = g_new (AutosellSearchOffer, 1);

  *offer = (AutosellSearchOffer){ label, text, is_whole };
  g_ptr_array_add (offers, offer);
}

/* What is there already needs no offer. */
static gboolean
fits (const char *candidate, const char *folded_typed)
{
  g_autofree char *folded = autosell_text_fold (candidate);

  return autosell_text_has_word_prefix (folded, folded_typed) && !g_str_equal (folded, folded_typed);
}

/* What is behind the colon of a term: blanks and commas have their quotes there. */
static char *
dup_value_of (char *taken)
{
  g_autofree char *term = taken;
  const char *colon = term != NULL ? strchr (term, ':') : NULL;

  return colon != NULL ? g_strdup (colon + 1) : NULL;
}

static void
add_value (GPtrArray *offers, const AutosellSearchWord *word, const char *label, char *written)
{
  g_autofree char *value = written;

  if (value != NULL)
    add (offers, g_strdup (label), g_strconcat (word->kept, value, " ", NULL), FALSE);
}

static void
add_values (GPtrArray *offers, const AutosellSearchWord *word, const char *folded, const char *const *values)
{
  for (guint i = 0; values != NULL && values[i] != NULL && offers->len < MAX_OFFERS; i++)
    if (fits (values[i], folded))
      add_value (offers, word, values[i],
                 dup_value_of (autosell_filter_write_texts (word->field, (const char *const[]){ values[i], NULL }, FALSE)));
}

static void
add_statuses (GPtrArray *offers, const AutosellSearchWord *word, const char *folded)
{
  for (AutosellStatus status = 1; status < AUTOSELL_N_STATUSES; status++)
    {
      const char *label = autosell_status_to_label (status);

      if (fits (label, folded))
        add_value (offers, word, label, dup_value_of (autosell_filter_write_choices (AUTOSELL_FIELD_STATUS, 1U << status)));
    }
}

/* By what it is called, and by the name that is written. */
static void
add_fields (GPtrArray *offers, const AutosellSearchWord *word, const char *folded)
{
  for (AutosellField field = 0; field < AUTOSELL_N_FIELDS && offers->len < MAX_OFFERS; field++)
    {
      g_autofree char *name = autosell_filter_dup_field_name (field);
      g_autofree char *folded_name = autosell_text_fold (name);

      if (g_str_has_prefix (folded_name, folded) || fits (autosell_field_get_label (field), folded))
        add (offers, g_strconcat (name, ":", NULL), g_strconcat (word->kept, name, ":", NULL), FALSE);
    }
}

GPtrArray *
autosell_search_offers_new (const AutosellSearchWord *word, gboolean is_only_word, const char *const *values,
                            GPtrArray *filters)
{
  GPtrArray *offers = g_ptr_array_new_with_free_func ((GDestroyNotify) autosell_search_offer_free);
  g_autofree char *folded = g_strstrip (autosell_text_fold (word->typed));

  if (word->has_field && word->field == AUTOSELL_FIELD_STATUS)
    add_statuses (offers, word, folded);
  else if (word->has_field)
    add_values (offers, word, folded, values);
  else if (g_utf8_strlen (folded, -1) >= LEAST_LETTERS)
    {
      for (guint i = 0; is_only_word && word->kept[0] == '\0' && i < filters->len; i++)
        {
          const AutosellSavedFilter *filter = g_ptr_array_index (filters, i);

          if (fits (filter->name, folded))
            add (offers, g_strdup (filter->name), g_strdup (filter->text), TRUE);
        }
      add_fields (offers, word, folded);
    }
  return offers;
}

char *
autosell_search_offer_apply (const AutosellSearchOffer *offer, const AutosellSearchWord *word, const char *text,
                             int *cursor)
{
  const char *end = g_utf8_offset_to_pointer (text, *cursor);
  g_autofree char *before = offer->is_whole ? g_strdup ("") : g_strndup (text, word->start);
  g_autofree char *head = g_strconcat (before, offer->text, NULL);

  *cursor = (int) g_utf8_strlen (head, -1);
  /* The blank that the offer ends with is there already. */
  if (g_str_has_suffix (head, " ") && *end == ' ')
    end++;
  return offer->is_whole ? g_strdup (head) : g_strconcat (head, end, NULL);
}
