/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-marketplace.h"

#include "autosell-text.h"

#include <glib/gi18n-lib.h>

/* How the filter language speaks of listings: “marketplace:due”. */

#define BIT(stage) (1u << AUTOSELL_LISTING_##stage)

/* As of autosell_text_fold_words(). What is written is the first word of its mask, in this order: what says most comes
 * first. */
static const struct
{
  const char *word;
  guint mask;
} words[] = {
  { "yes", AUTOSELL_LISTING_STANDS_MASK },
  { "no", AUTOSELL_LISTING_NOWHERE_MASK },
  { "due", AUTOSELL_LISTING_DUE_MASK },
  { "never", BIT (NONE) },
  { "up", BIT (UP) },
  { "renew", BIT (RENEW) },
  { "take down", BIT (TAKE_DOWN) },
  { "removed", BIT (REMOVED) },
  { "listed", AUTOSELL_LISTING_STANDS_MASK },
  { "taken down", BIT (REMOVED) },
  { "si", AUTOSELL_LISTING_STANDS_MASK },
  { "listado", AUTOSELL_LISTING_STANDS_MASK },
  { "publicado", AUTOSELL_LISTING_STANDS_MASK },
  { "pendiente", AUTOSELL_LISTING_DUE_MASK },
  { "pendientes", AUTOSELL_LISTING_DUE_MASK },
  { "nunca", BIT (NONE) },
  { "al dia", BIT (UP) },
  { "renovar", BIT (RENEW) },
  { "quitar", BIT (TAKE_DOWN) },
  { "retirar", BIT (TAKE_DOWN) },
  { "retirado", BIT (REMOVED) },
  { "quitado", BIT (REMOVED) },
};

guint
autosell_listing_mask_parse (const char *word)
{
  g_autofree char *folded = autosell_text_fold_words (word);

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_equal (words[i].word, folded))
      return words[i].mask;
  return 0;
}

/* The largest part of @mask that one word stands for. */
static guint
find_part (guint mask)
{
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if ((mask & words[i].mask) == words[i].mask)
      return words[i].mask;
  return 0;
}

static const char *
get_word (guint part, gboolean is_translated)
{
  const char *word;

  if (is_translated)
    {
      /* Translators: what may stand behind “marketplace:”; the parser has to know them: see
       * autosell-marketplace-words.c */
      word = part == AUTOSELL_LISTING_STANDS_MASK    ? C_ ("search word: on Marketplace", "yes")
             : part == AUTOSELL_LISTING_NOWHERE_MASK ? C_ ("search word: on Marketplace", "no")
             : part == AUTOSELL_LISTING_DUE_MASK     ? C_ ("search word: on Marketplace", "due")
             : part == BIT (NONE)                    ? C_ ("search word: on Marketplace", "never")
             : part == BIT (UP)                      ? C_ ("search word: on Marketplace", "up")
             : part == BIT (RENEW)                   ? C_ ("search word: on Marketplace", "renew")
             : part == BIT (TAKE_DOWN)               ? C_ ("search word: on Marketplace", "take_down")
                                                     : C_ ("search word: on Marketplace", "removed");
      if (autosell_listing_mask_parse (word) == part)
        return word;
    }
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (words[i].mask == part)
      return part == BIT (TAKE_DOWN) ? "take_down" : words[i].word;
  g_return_val_if_reached ("no");
}

char *
autosell_listing_mask_to_words (guint mask, gboolean is_translated)
{
  GString *text = g_string_new (NULL);

  for (guint part; (part = find_part (mask)) != 0; mask &= ~part)
    g_string_append_printf (text, "%s%s", text->len > 0 ? "," : "", get_word (part, is_translated));
  return g_string_free (text, FALSE);
}

static const char *
get_label (guint part)
{
  switch (part)
    {
    case AUTOSELL_LISTING_STANDS_MASK:
      return C_ ("Marketplace", "Listed");
    case AUTOSELL_LISTING_NOWHERE_MASK:
      return C_ ("Marketplace", "Not listed");
    case AUTOSELL_LISTING_DUE_MASK:
      return C_ ("Marketplace", "Something to do");
    case BIT (NONE):
      return C_ ("Marketplace", "Never listed");
    case BIT (UP):
      return C_ ("Marketplace", "Listed, nothing to do");
    case BIT (RENEW):
      return autosell_listing_stage_to_label (AUTOSELL_LISTING_RENEW);
    case BIT (TAKE_DOWN):
      return autosell_listing_stage_to_label (AUTOSELL_LISTING_TAKE_DOWN);
    default:
      return autosell_listing_stage_to_label (AUTOSELL_LISTING_REMOVED);
    }
}

char *
autosell_listing_mask_dup_label (guint mask)
{
  GString *text = g_string_new (NULL);

  for (guint part; (part = find_part (mask)) != 0; mask &= ~part)
    g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", get_label (part));
  return g_string_free (text, FALSE);
}
