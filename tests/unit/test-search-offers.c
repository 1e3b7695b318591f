/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-saved-filters.h"
#include "autosell-search-offers.h"

/* What a search offers while it is typed. “|” stands for the cursor. */

static const char *const values[] = { "MAZDA", "MERCEDES BENZ", "LAND ROVER", NULL };

static GPtrArray *
make_offers (const char *marked, AutosellSearchWord *word, char **text, int *cursor)
{
  g_auto(GStrv) halves = g_strsplit (marked, "|", 2);
  g_autoptr(GPtrArray) filters = autosell_saved_filters_read ("Baratos del mes\tprice:..200000\n");
  gboolean is_only_word = strchr (marked, ' ') == NULL;

  *cursor = (int) g_utf8_strlen (halves[0], -1);
  *text = g_strconcat (halves[0], halves[1], NULL);
  if (!autosell_search_word_init (word, *text, *cursor))
    return g_ptr_array_new ();
  return autosell_search_offers_new (word, is_only_word, autosell_search_word_wants_values (word) ? values : NULL,
                                     filters);
}

static char *
join (GPtrArray *offers)
{
  GString *labels = g_string_new (NULL);

  for (guint i = 0; i < offers->len; i++)
    g_string_append_printf (labels, "%s%s", i > 0 ? ", " : "", ((AutosellSearchOffer *) offers->pdata[i])->label);
  return g_string_free (labels, FALSE);
}

static void
test_offers (void)
{
  static const struct
  {
    const char *typed;
    const char *labels;
  } examples[] = {
    { "bra|", "brand:" },
    { "b|", "" }, /* fits everything */
    { "-bra|", "brand:" },
    { "mazda bra|", "brand:" },
    { "bra| mazda", "brand:" },
    { "br|and", "" }, /* in the middle of a word */
    { "brand:|", "MAZDA, MERCEDES BENZ, LAND ROVER" },
    { "marca:m|", "MAZDA, MERCEDES BENZ" },
    { "brand:rov|", "LAND ROVER" },
    { "brand:mazda|", "" }, /* is there already */
    { "brand:bmw,m|", "MAZDA, MERCEDES BENZ" },
    { "brand:\"land r|", "LAND ROVER" },
    { "status:ava|", "Available" },
    { "price:2|", "" }, /* numbers are typed more quickly than chosen */
    { "nonsense:m|", "" },
    { "bara|", "Baratos del mes" },
    { "mazda bara|", "" }, /* a whole search, not a part of one */
    { "post|", "posted:" },
    { "mark|", "marketplace:" },
    { "posted:|",
      "Posted, Posted nowhere, Never posted, Queued for posting, Posting failed, Taken off, posted more than 30 days "
      "ago, MAZDA, MERCEDES BENZ, LAND ROVER" },
    { "publicado:n|", "Posted nowhere, Never posted" },
    { "posted:>|", "posted more than 30 days ago, posted more than 15 days ago, posted more than 7 days ago" },
    { "-posted:no,land|", "LAND ROVER" }, /* a Page */
    { "marketplace:|", "Something to do, Listed, Not listed, To renew, To take down, Never listed, Taken down" },
    { "marketplace:ren|", "To renew" },
    { "marketplace:renew|", "" },
    { "problem:any|", "" },
    { "photos:|", "" },
    { "|", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (examples); i++)
    {
      g_auto(AutosellSearchWord) word = { 0 };
      g_autofree char *text = NULL;
      int cursor;
      g_autoptr(GPtrArray) offers = make_offers (examples[i].typed, &word, &text, &cursor);
      g_autofree char *labels = join (offers);

      g_test_message ("%s", examples[i].typed);
      g_assert_cmpstr (labels, ==, examples[i].labels);
    }
}

static void
test_taken (void)
{
  static const struct
  {
    const char *typed;
    const char *wanted; /* with the cursor */
  } examples[] = {
    { "bra|", "brand:|" },
    { "-bra| 2021", "-brand:| 2021" },
    { "brand:m|", "brand:MAZDA |" },
    { "marca:bmw,m| 2021", "marca:bmw,MAZDA |2021" },
    { "2021 brand:\"land r|", "2021 brand:\"LAND ROVER\" |" },
    { "status:ava|", "status:available |" },
    { "bara|", "price:..200000|" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (examples); i++)
    {
      g_auto(AutosellSearchWord) word = { 0 };
      g_autofree char *text = NULL;
      g_autofree char *taken = NULL;
      g_autofree char *marked = NULL;
      int cursor;
      g_autoptr(GPtrArray) offers = make_offers (examples[i].typed, &word, &text, &cursor);
      const char *middle;

      g_assert_cmpuint (offers->len, >, 0);
      taken = autosell_search_offer_apply (offers->pdata[0], &word, text, &cursor);
      middle = g_utf8_offset_to_pointer (taken, cursor);
      marked = g_strdup_printf ("%.*s|%s", (int) (middle - taken), taken, middle);
      g_assert_cmpstr (marked, ==, examples[i].wanted);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/search-offers/offers", test_offers);
  g_test_add_func ("/search-offers/taken", test_taken);
  return g_test_run ();
}
