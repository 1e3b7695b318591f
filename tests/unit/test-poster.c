/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-poster.h"

static GPtrArray *
choose (const char *const *texts, guint n)
{
  g_autoptr(GPtrArray) all = g_ptr_array_new ();

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (all, (gpointer) texts[i]);
  return autosell_poster_choose (all);
}

static void
test_text (void)
{
  const AutosellPosterClaim claim = { (char *) "1029", 3, (char *) "asm-1", 1795457000,
                                      (char *) "mostrador (Laura Ríos)" };
  g_autofree char *text = autosell_poster_claim_to_text (&claim);
  g_autoptr(AutosellPosterClaim) read = autosell_poster_claim_parse (text);

  g_assert_nonnull (read);
  g_assert_cmpstr (read->page, ==, "1029");
  g_assert_cmpuint (read->number, ==, 3);
  g_assert_cmpstr (read->pc, ==, "asm-1");
  g_assert_cmpint (read->since_s, ==, 1795457000);
  g_assert_cmpstr (read->name, ==, "mostrador (Laura Ríos)");
  /* The tab is people's, too: what is no claim is none */
  g_assert_null (autosell_poster_claim_parse (""));
  g_assert_null (autosell_poster_claim_parse ("facebook-poster 1029 x asm-1 1 a"));
  g_assert_null (autosell_poster_claim_parse ("facebook-poster 1029 0 asm-1 1 a"));
  g_assert_null (autosell_poster_claim_parse ("facebook-poster 1029 1 asm-1 9223372036854775807 a"));
  g_assert_null (autosell_poster_claim_parse ("5f2c7d9e-1111-4222-8333-444455556666"));
}

/* The highest number, wherever it stands; of two the one further down. */
static void
test_which_counts (void)
{
  static const char *const texts[] = {
    "facebook-poster 1029 2 asm-b 100 B", "facebook-poster 1029 1 asm-a 90 A", "nothing of ours",
    "facebook-poster 77 1 asm-c 90 C",    "facebook-poster 77 1 asm-d 80 D",
  };
  g_autoptr(GPtrArray) claims = choose (texts, G_N_ELEMENTS (texts));

  g_assert_cmpuint (claims->len, ==, 2);
  g_assert_cmpstr (((AutosellPosterClaim *) claims->pdata[0])->pc, ==, "asm-b");
  g_assert_cmpstr (((AutosellPosterClaim *) claims->pdata[1])->pc, ==, "asm-d");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/poster/text", test_text);
  g_test_add_func ("/poster/which-counts", test_which_counts);
  return g_test_run ();
}
