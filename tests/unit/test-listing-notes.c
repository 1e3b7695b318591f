/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-listing-notes.h"

#include <string.h>

#define ROW "0b4f9a52-0000-4000-8000-000000000001"
#define LINK "https://www.facebook.com/marketplace/item/123/"

/* One PC: its listing, when it was changed last, and what it read last. */
typedef struct
{
  AutosellListing listing;
  gint64 said_s;
  AutosellListingSaid *base; /* owned */
} PC;

static void
pc_begin (PC *pc)
{
  *pc = (PC){ .base = autosell_listing_said_new () };
}

static void
pc_end (PC *pc)
{
  autosell_listing_clear (&pc->listing);
  autosell_listing_said_free (pc->base);
}

/* Reads the notes, and leaves one where there is something to tell. @is_lost: it never gets there */
static gboolean
look (PC *pc, GPtrArray *notes, gboolean is_lost)
{
  g_autoptr(GHashTable) read = autosell_listing_notes_read (notes);
  const AutosellListingSaid nothing = { 0 };
  const AutosellListingSaid *remote = g_hash_table_lookup (read, ROW);
  g_autoptr(AutosellListingSaid) tell =
    autosell_listing_said_merge (pc->base, remote != NULL ? remote : &nothing, &pc->listing, pc->said_s);
  g_autoptr(GPtrArray) made = g_ptr_array_new ();

  if (tell == NULL)
    return FALSE;
  autosell_listing_notes_add (made, ROW, tell);
  g_assert_cmpuint (made->len, ==, 1);
  if (is_lost)
    g_string_free (made->pdata[0], TRUE);
  else
    g_ptr_array_add (notes, g_string_free (made->pdata[0], FALSE));
  return TRUE;
}

static char *
dump (const PC *pc)
{
  return autosell_listing_to_text (&pc->listing);
}

static void
assert_same (const PC *a, const PC *b)
{
  g_autofree char *one = dump (a), *other = dump (b);

  g_assert_cmpstr (one, ==, other);
}

static void
test_there_and_back (void)
{
  g_autoptr(GPtrArray) notes = g_ptr_array_new_with_free_func (g_free);
  PC pcs[2];

  pc_begin (&pcs[0]);
  pc_begin (&pcs[1]);
  g_assert_false (look (&pcs[0], notes, FALSE));
  autosell_listing_post (&pcs[0].listing, "2026-11-20");
  pcs[0].listing.link = g_strdup (LINK);
  pcs[0].said_s = 1000;
  g_assert_true (look (&pcs[0], notes, TRUE)); /* the network is down */
  g_assert_true (look (&pcs[0], notes, FALSE));
  g_assert_cmpstr (notes->pdata[0], ==,
                   "autosell-listings\n" ROW " posted 1000 2026-11-20\n" ROW " link 1000 " LINK "\n");
  g_assert_false (look (&pcs[0], notes, FALSE)); /* what it said itself is no news */
  g_assert_false (look (&pcs[1], notes, FALSE));
  assert_same (&pcs[0], &pcs[1]);

  /* Each says something else of the same listing: nothing is lost */
  autosell_listing_renew (&pcs[1].listing, "2026-11-27");
  pcs[1].said_s = 2000;
  autosell_listing_remove (&pcs[0].listing, "2026-11-28");
  pcs[0].said_s = 1500;
  g_assert_true (look (&pcs[1], notes, FALSE));
  g_assert_true (look (&pcs[0], notes, FALSE));
  g_assert_false (look (&pcs[1], notes, FALSE));
  g_assert_false (look (&pcs[0], notes, FALSE));
  assert_same (&pcs[0], &pcs[1]);
  g_assert_cmpstr (pcs[1].listing.renewed_on, ==, "2026-11-27");
  g_assert_cmpstr (pcs[0].listing.removed_on, ==, "2026-11-28");

  /* Taken back, it is gone everywhere */
  autosell_listing_clear (&pcs[0].listing);
  pcs[0].said_s = 3000;
  g_assert_true (look (&pcs[0], notes, FALSE));
  g_assert_false (look (&pcs[1], notes, FALSE));
  g_assert_cmpstr (pcs[1].listing.posted_on, ==, "");
  g_assert_null (pcs[1].listing.link);
  pc_end (&pcs[0]);
  pc_end (&pcs[1]);
}

/* Both say another day at once: the later one stays, whoever is told of it first. */
static void
test_the_later_one_stays (void)
{
  for (int first = 0; first < 2; first++)
    {
      g_autoptr(GPtrArray) notes = g_ptr_array_new_with_free_func (g_free);
      PC pcs[2];

      pc_begin (&pcs[0]);
      pc_begin (&pcs[1]);
      autosell_listing_post (&pcs[0].listing, "2026-11-20");
      pcs[0].said_s = 1000;
      autosell_listing_post (&pcs[1].listing, "2026-11-22");
      pcs[1].said_s = 1001;
      look (&pcs[first], notes, FALSE);
      look (&pcs[!first], notes, FALSE);
      look (&pcs[first], notes, FALSE);
      assert_same (&pcs[0], &pcs[1]);
      g_assert_cmpstr (pcs[0].listing.posted_on, ==, "2026-11-22");

      /* Who has read it and says another day says it later, with a clock that is far behind */
      autosell_listing_post (&pcs[0].listing, "2026-11-21");
      pcs[0].said_s = 5;
      g_assert_true (look (&pcs[0], notes, FALSE));
      g_assert_false (look (&pcs[1], notes, FALSE));
      g_assert_cmpstr (pcs[1].listing.posted_on, ==, "2026-11-21");
      pc_end (&pcs[0]);
      pc_end (&pcs[1]);
    }
}

/* Notes are in people's reach. */
static void
test_people_break_it (void)
{
  static const char *const bad[] = {
    "autosell-listings\nwhat is this",
    "autosell-listings\n" ROW " posted 99999999999999999 2026-11-20",
    "autosell-listings\n" ROW " posted 4000 20/11/2026",
    "autosell-listings\n" ROW " posted -1 2026-11-20",
    "autosell-listings\n" ROW " link 4000 https://example.com/marketplace/item/1/",
    "autosell-listings\n" ROW " price 4000 1",
    "facebook-poster 1 1 pc 1 Ana",
    ROW,
    "",
  };
  g_autoptr(GPtrArray) notes = g_ptr_array_new_with_free_func (g_free);
  PC pc;

  pc_begin (&pc);
  autosell_listing_post (&pc.listing, "2026-11-20");
  pc.said_s = 1000;
  look (&pc, notes, FALSE);
  look (&pc, notes, FALSE);
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_ptr_array_add (notes, g_strdup (bad[i]));
  g_assert_false (look (&pc, notes, FALSE));
  g_assert_cmpstr (pc.listing.posted_on, ==, "2026-11-20");

  /* One took them away: what is known is told again, as it was said */
  g_ptr_array_set_size (notes, 0);
  g_assert_true (look (&pc, notes, FALSE));
  g_assert_cmpstr (notes->pdata[0], ==, "autosell-listings\n" ROW " posted 1000 2026-11-20\n");
  pc_end (&pc);
}

/* Whatever three PCs say, and whatever gets lost, in the end all of them know the same. */
static void
test_all_agree (void)
{
  guint32 seed = g_test_rand_int ();
  g_autoptr(GRand) rand = g_rand_new_with_seed (seed);

  g_test_message ("seed %u", seed);
  for (guint round = 0; round < 300; round++)
    {
      g_autoptr(GPtrArray) notes = g_ptr_array_new_with_free_func (g_free);
      PC pcs[3];

      for (guint i = 0; i < G_N_ELEMENTS (pcs); i++)
        pc_begin (&pcs[i]);
      for (guint step = 0; step < 30; step++)
        {
          PC *pc = &pcs[g_rand_int_range (rand, 0, G_N_ELEMENTS (pcs))];
          g_autofree char *day = g_strdup_printf ("2026-11-%02d", g_rand_int_range (rand, 1, 31));

          switch (g_rand_int_range (rand, 0, 6))
            {
            case 0:
              autosell_listing_post (&pc->listing, day);
              break;
            case 1:
              autosell_listing_renew (&pc->listing, day);
              break;
            case 2:
              autosell_listing_remove (&pc->listing, day);
              break;
            default:
              look (pc, notes, g_rand_boolean (rand));
              continue;
            }
          pc->said_s = g_rand_int_range (rand, 1, 60);
        }
      /* Sorted by people, too */
      if (notes->len > 1)
        {
          gpointer kept = notes->pdata[0];

          notes->pdata[0] = notes->pdata[notes->len - 1];
          notes->pdata[notes->len - 1] = kept;
        }
      for (guint i = 0; i < 3 * G_N_ELEMENTS (pcs); i++)
        look (&pcs[i % G_N_ELEMENTS (pcs)], notes, FALSE);
      for (guint i = 0; i < G_N_ELEMENTS (pcs); i++)
        {
          assert_same (&pcs[i], &pcs[0]);
          g_assert_false (look (&pcs[i], notes, FALSE));
        }
      for (guint i = 0; i < G_N_ELEMENTS (pcs); i++)
        pc_end (&pcs[i]);
    }
}

/* No note is longer than a cell takes. */
static void
test_long_ones_are_several (void)
{
  g_autoptr(GPtrArray) notes = g_ptr_array_new ();
  g_autoptr(AutosellListingSaid) said = autosell_listing_said_from_text ("posted 1790000000 2026-11-20\nlink 5 " LINK);

  for (guint i = 0; i < 2000; i++)
    autosell_listing_notes_add (notes, ROW, said);
  g_assert_cmpuint (notes->len, >, 2);
  for (guint i = 0; i < notes->len; i++)
    {
      g_autoptr(GPtrArray) texts = g_ptr_array_new ();
      g_autoptr(GHashTable) read = NULL;

      g_ptr_array_add (texts, ((GString *) notes->pdata[i])->str);
      g_assert_cmpuint (strlen (texts->pdata[0]), <, 50000);
      read = autosell_listing_notes_read (texts);
      g_assert_true (autosell_listing_said_equal (g_hash_table_lookup (read, ROW), said));
      g_string_free (notes->pdata[i], TRUE);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/listing-notes/there-and-back", test_there_and_back);
  g_test_add_func ("/listing-notes/the-later-one-stays", test_the_later_one_stays);
  g_test_add_func ("/listing-notes/people-break-it", test_people_break_it);
  g_test_add_func ("/listing-notes/all-agree", test_all_agree);
  g_test_add_func ("/listing-notes/long-ones-are-several", test_long_ones_are_several);
  return g_test_run ();
}
