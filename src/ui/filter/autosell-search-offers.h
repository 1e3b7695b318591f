/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-filter.h"

G_BEGIN_DECLS

/* What could be meant by the word of a search that is being typed. Pure: no display, no stock. */

typedef struct
{
  guint start;        /* of the word in the text, in bytes; its end is where the cursor is */
  gboolean has_field; /* “brand:” is there, and the value is being typed */
  AutosellField field;
  AutosellFilterKind kind; /* of “posted:” and other names that are no field; WORDS where there is none */
  char *kept;              /* owned: what stands before the value and stays: "-", "marca:bmw," … */
  char *typed;             /* owned: the value, or the whole word; without quotes */
} AutosellSearchWord;

/* @cursor: in characters. FALSE where no word ends there. */
gboolean autosell_search_word_init (AutosellSearchWord *self, const char *text, int cursor);
void autosell_search_word_clear (AutosellSearchWord *self);
/* The stock is to be asked for the values of its field, or for the names of the Pages where its kind is POSTED. */
gboolean autosell_search_word_wants_values (const AutosellSearchWord *self);

typedef struct
{
  char *label; /* owned: what is shown */
  char *text;  /* owned: takes the place of the word, or of the whole search */
  gboolean is_whole;
} AutosellSearchOffer;

void autosell_search_offer_free (AutosellSearchOffer *offer);

/* @values: (nullable): of the field, most frequent first, or the Pages; @filters: (element-type AutosellSavedFilter):
 * the saved ones, offered for the only word of a search. Returns: (transfer full) (element-type AutosellSearchOffer) */
GPtrArray *autosell_search_offers_new (const AutosellSearchWord *word, gboolean is_only_word, const char *const *values,
                                       GPtrArray *filters);
/* Returns: (transfer full): the text with @offer taken. @cursor: (inout), in characters */
char *autosell_search_offer_apply (const AutosellSearchOffer *offer, const AutosellSearchWord *word, const char *text,
                                   int *cursor);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AutosellSearchWord, autosell_search_word_clear)

G_END_DECLS
