/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-splices.h"

static GArray *
make_keys (GRand *rand, guint n, gint64 range)
{
  GArray *keys = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr(GHashTable) used = g_hash_table_new (NULL, NULL);

  while (keys->len < n)
    {
      gint64 key = 1 + g_rand_int_range (rand, 0, (gint32) range);

      if (g_hash_table_add (used, GSIZE_TO_POINTER (key)))
        g_array_append_val (keys, key);
    }
  return keys;
}

/* Some keys gone, some new, some moved. */
static GArray *
mutate (GRand *rand, GArray *keys)
{
  GArray *changed = g_array_copy (keys);
  int n_steps = g_rand_int_range (rand, 0, 12);

  for (int i = 0; i < n_steps; i++)
    {
      guint at = changed->len > 0 ? (guint) g_rand_int_range (rand, 0, (gint32) changed->len) : 0;
      gint64 fresh = 100000 + i;

      switch (changed->len > 0 ? g_rand_int_range (rand, 0, 3) : 1)
        {
        case 0:
          g_array_remove_index (changed, at);
          break;
        case 1:
          g_array_insert_val (changed, at, fresh);
          break;
        default:
          {
            gint64 moved = g_array_index (changed, gint64, at);
            guint to;

            g_array_remove_index (changed, at);
            to = (guint) g_rand_int_range (rand, 0, (gint32) changed->len + 1);
            g_array_insert_val (changed, to, moved);
          }
        }
    }
  return changed;
}

static guint
apply (GArray *before, GArray *after, GArray *splices)
{
  g_autoptr(GArray) keys = g_array_copy (before);
  guint n_touched = 0;

  for (guint i = splices->len; i > 0; i--)
    {
      AutosellSplice *splice = &g_array_index (splices, AutosellSplice, i - 1);

      if (splice->n_removed > 0)
        g_array_remove_range (keys, splice->old_position, splice->n_removed);
      if (splice->n_added > 0)
        g_array_insert_vals (keys, splice->old_position, &g_array_index (after, gint64, splice->position),
                             splice->n_added);
      n_touched += splice->n_removed + splice->n_added;
    }
  g_assert_cmpmem (keys->data, keys->len * sizeof (gint64), after->data, after->len * sizeof (gint64));
  return n_touched;
}

static void
test_random (void)
{
  guint32 seed = g_test_rand_int ();
  g_autoptr(GRand) rand = g_rand_new_with_seed (seed);

  g_test_message ("seed %u", seed);
  for (int round = 0; round < 3000; round++)
    {
      g_autoptr(GArray) before = make_keys (rand, (guint) g_rand_int_range (rand, 0, 40), 60);
      g_autoptr(GArray) after =
        g_rand_boolean (rand) ? mutate (rand, before) : make_keys (rand, (guint) g_rand_int_range (rand, 0, 40), 60);
      g_autoptr(GArray) splices = autosell_splices_find (before, after, round % 3 == 0 ? 2 : 1000);

      apply (before, after, splices);
    }
}

/* One car that moves is taken out and put in, and nothing else is touched. */
static void
test_move_is_two_steps (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (1);
  g_autoptr(GArray) before = make_keys (rand, 1000, 100000);
  g_autoptr(GArray) after = g_array_copy (before);
  g_autoptr(GArray) splices = NULL;
  gint64 moved = g_array_index (after, gint64, 700);

  g_array_remove_index (after, 700);
  g_array_insert_val (after, 20, moved);
  splices = autosell_splices_find (before, after, 1000);
  g_assert_cmpuint (splices->len, ==, 2);
  g_assert_cmpuint (apply (before, after, splices), ==, 2);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/splices/random", test_random);
  g_test_add_func ("/splices/move-is-two-steps", test_move_is_two_steps);
  return g_test_run ();
}
