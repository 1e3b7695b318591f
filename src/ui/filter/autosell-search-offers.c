/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-search-offers.h"

#include "autosell-marketplace.h"
#include "autosell-posted.h"
#include "autosell-problem.h"
#include "autosell-saved-filters.h"
#include "autosell-status.h"
#include "autosell-text.h"

#include <string.h>

#define MAX_OFFERS 7
/* The states of posts, and days, leave room for some Pages. */
#define MAX_POSTED 10
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
  g_auto(GStrv) parts = g_strsplit (text, "\"", -1);

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

  *self = (AutosellSearchWord){ .start = start - text, .kind = AUTOSELL_FILTER_WORDS };
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

    self->kind = autosell_filter_find_kind (field_name);
    self->has_field = self->kind == AUTOSELL_FILTER_WORDS && autosell_field_find (field_name, &self->field);
  }
  self->kept = g_strndup (word, value - word);
  self->typed = dup_unquoted (value);
  return self->has_field || self->kind != AUTOSELL_FILTER_WORDS;
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
  return self->kind == AUTOSELL_FILTER_POSTED
         || (self->has_field && self->field != AUTOSELL_FIELD_STATUS
             && autosell_field_get_info (self->field)->kind == AUTOSELL_KIND_TEXT);
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
      add_value (
        offers, word, values[i],
        dup_value_of (autosell_filter_write_texts (word->field, (const char *const[]){ values[i], NULL }, FALSE)));
}

static void
add_statuses (GPtrArray *offers, const AutosellSearchWord *word, const char *folded)
{
  for (AutosellStatus status = 1; status < AUTOSELL_N_STATUSES; status++)
    {
      const char *label = autosell_status_to_label (status);

      if (fits (label, folded))
        add_value (offers, word, label,
                   dup_value_of (autosell_filter_write_choices (AUTOSELL_FIELD_STATUS, 1U << status)));
    }
}

/* ---- Names that are no field ---- */

/* Offers what @term, "posted:no", stands for, by its label and by what is written. @term: (transfer full) (nullable) */
static void
add_choice (GPtrArray *offers, const AutosellSearchWord *word, const char *folded, char *term)
{
  g_autoptr(GPtrArray) filters = autosell_filter_list (term != NULL ? term : "");
  g_autofree char *label = filters->len > 0 ? autosell_filter_dup_values_label (filters->pdata[0]) : NULL;
  g_autofree char *value = dup_value_of (term);
  g_autofree char *folded_value = value != NULL ? autosell_text_fold (value) : NULL;

  if (label == NULL && filters->len > 0)
    label = autosell_filter_dup_label (filters->pdata[0]);
  if (value == NULL || label == NULL || g_str_equal (folded_value, folded))
    return;
  if (g_str_has_prefix (folded_value, folded) || fits (label, folded))
    add (offers, g_steal_pointer (&label), g_strconcat (word->kept, value, " ", NULL), FALSE);
}

static void
add_posted (GPtrArray *offers, const AutosellSearchWord *word, const char *folded, const char *const *pages)
{
  static const guint states[] = { AUTOSELL_POSTED_OUT,    AUTOSELL_N_POSTED,      AUTOSELL_POSTED_NEVER,
                                  AUTOSELL_POSTED_QUEUED, AUTOSELL_POSTED_FAILED, AUTOSELL_POSTED_REMOVED };
  static const char *const days[] = { ">30", ">15", ">7" };
  gboolean is_number = folded[0] != '\0' && strchr ("<>=.0123456789", folded[0]) != NULL;

  for (guint i = 0; !is_number && i < G_N_ELEMENTS (states); i++)
    add_choice (offers, word, folded, autosell_filter_write_posted (1u << states[i], NULL, NULL));
  for (guint i = 0; i < (folded[0] == '\0' ? 1 : G_N_ELEMENTS (days)); i++)
    add_choice (offers, word, folded, autosell_filter_write_posted (0, days[i], NULL));
  for (; pages != NULL && *pages != NULL && offers->len < MAX_POSTED; pages++)
    if (fits (*pages, folded))
      add_value (offers, word, *pages,
                 dup_value_of (autosell_filter_write_posted (0, NULL, (const char *const[]){ *pages, NULL })));
}

static void
add_listings (GPtrArray *offers, const AutosellSearchWord *word, const char *folded)
{
  static const guint masks[] = { AUTOSELL_LISTING_DUE_MASK,        AUTOSELL_LISTING_STANDS_MASK,
                                 AUTOSELL_LISTING_NOWHERE_MASK,    1u << AUTOSELL_LISTING_RENEW,
                                 1u << AUTOSELL_LISTING_TAKE_DOWN, 1u << AUTOSELL_LISTING_NONE,
                                 1u << AUTOSELL_LISTING_REMOVED };

  for (guint i = 0; i < G_N_ELEMENTS (masks); i++)
    add_choice (offers, word, folded, autosell_filter_write_listing (masks[i]));
}

static void
add_problems (GPtrArray *offers, const AutosellSearchWord *word, const char *folded)
{
  add_choice (offers, word, folded, autosell_filter_write_problems ((1u << AUTOSELL_N_PROBLEMS) - 1));
  for (guint kind = 0; kind < AUTOSELL_N_PROBLEMS && offers->len < MAX_OFFERS; kind++)
    add_choice (offers, word, folded, autosell_filter_write_problems (1u << kind));
}

/* Days and photos are numbers, and typed more quickly than chosen. */
static void
add_of_kind (GPtrArray *offers, const AutosellSearchWord *word, const char *folded, const char *const *values)
{
  switch (word->kind)
    {
    case AUTOSELL_FILTER_POSTED:
      add_posted (offers, word, folded, values);
      break;
    case AUTOSELL_FILTER_LISTING:
      add_listings (offers, word, folded);
      break;
    case AUTOSELL_FILTER_PROBLEM:
      add_problems (offers, word, folded);
      break;
    default:
      break;
    }
}

static void
add_kinds (GPtrArray *offers, const AutosellSearchWord *word, const char *folded)
{
  static const AutosellFilterKind kinds[] = { AUTOSELL_FILTER_POSTED, AUTOSELL_FILTER_LISTING, AUTOSELL_FILTER_PHOTOS,
                                              AUTOSELL_FILTER_READY,  AUTOSELL_FILTER_PROBLEM, AUTOSELL_FILTER_DAYS };

  for (guint i = 0; i < G_N_ELEMENTS (kinds) && offers->len < MAX_OFFERS; i++)
    {
      const char *name = autosell_filter_get_kind_name (kinds[i]);
      g_autofree char *folded_name = autosell_text_fold (name);

      if (g_str_has_prefix (folded_name, folded))
        add (offers, g_strconcat (name, ":", NULL), g_strconcat (word->kept, name, ":", NULL), FALSE);
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
  else if (word->kind != AUTOSELL_FILTER_WORDS)
    add_of_kind (offers, word, folded, values);
  else if (g_utf8_strlen (folded, -1) >= LEAST_LETTERS)
    {
      for (guint i = 0; is_only_word && word->kept[0] == '\0' && i < filters->len; i++)
        {
          const AutosellSavedFilter *filter = g_ptr_array_index (filters, i);

          if (fits (filter->name, folded))
            add (offers, g_strdup (filter->name), g_strdup (filter->text), TRUE);
        }
      add_fields (offers, word, folded);
      add_kinds (offers, word, folded);
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
