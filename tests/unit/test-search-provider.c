/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "autosell-query.h"
#include "autosell-search-provider.h"

typedef struct
{
  const char *terms; /* with blanks between, as the Shell splits them */
  const char *query; /* NULL: nothing is asked */
} Case;

static void
test_words (void)
{
  static const Case cases[] = {
    { "mazda", "mazda" },
    { "mazda cx", "mazda cx" },
    { "price:..200000 mazda", "price:..200000 mazda" },
    { "m", NULL },
    { "  ", NULL },
    { "- ,", NULL },
    { "is:deleted mazda", NULL },
    /* half a term is what people type on the way to a whole one */
    { "mazda price:", "\"mazda\" \"price:\"" },
    { "mazda \"land", "\"mazda\" \" land\"" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto(GStrv) terms = g_strsplit (cases[i].terms, " ", -1);
      g_autofree char *query = autosell_search_provider_dup_query ((const char *const *) terms);

      g_assert_cmpstr (query, ==, cases[i].query);
    }
}

/* Whatever is typed in the overview, the stock can be asked. */
static void
test_anything_is_a_query (void)
{
  static const char *const parts[] = {
    "\"", ":", "price:", "..", "=", "-", "mazda", ",", "is:", "ñ", "(", "2021", ">"
  };
  guint32 seed = g_random_int ();
  g_autoptr(GRand) random = g_rand_new_with_seed (seed);

  g_test_message ("seed %u", seed);
  for (guint i = 0; i < 20000; i++)
    {
      const char *terms[4] = { NULL };
      g_autofree char *query = NULL;
      g_autoptr(AutosellQuery) parsed = NULL;
      g_autoptr(GError) error = NULL;
      g_autofree char *first = g_strconcat (parts[g_rand_int_range (random, 0, G_N_ELEMENTS (parts))],
                                            parts[g_rand_int_range (random, 0, G_N_ELEMENTS (parts))],
                                            parts[g_rand_int_range (random, 0, G_N_ELEMENTS (parts))], NULL);

      terms[0] = first;
      terms[1] = parts[g_rand_int_range (random, 0, G_N_ELEMENTS (parts))];
      terms[2] = parts[g_rand_int_range (random, 0, G_N_ELEMENTS (parts))];
      query = autosell_search_provider_dup_query (terms);
      if (query == NULL)
        continue;
      parsed = autosell_query_parse (query, NULL, NULL, &error);
      g_assert_no_error (error);
      g_assert_false (autosell_query_is_deleted (parsed));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/search-provider/words", test_words);
  g_test_add_func ("/search-provider/anything-is-a-query", test_anything_is_a_query);
  return g_test_run ();
}
