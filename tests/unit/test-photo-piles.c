/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "autosell-photo-piles.h"
#include "autosell-photo-probe.h"

#define UNKNOWN (-1)

/* @seconds: of each photo, UNKNOWN for none, ended by -2
 * @expected: the piles' photos by their numbers, as “0,1 2” */
static void
check (const int *seconds, const char *expected)
{
  g_autoptr(GArray) times = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr(GPtrArray) piles = NULL;
  g_autoptr(GString) found = g_string_new (NULL);

  for (; *seconds != -2; seconds++)
    {
      gint64 time = *seconds == UNKNOWN ? AUTOSELL_PHOTO_TIME_UNKNOWN : (gint64) *seconds * G_USEC_PER_SEC;

      g_array_append_val (times, time);
    }
  piles = autosell_photo_piles_group ((const gint64 *) (gpointer) times->data, times->len);
  for (guint i = 0; i < piles->len; i++)
    {
      GArray *pile = g_ptr_array_index (piles, i);

      g_string_append (found, i > 0 ? " " : "");
      for (guint j = 0; j < pile->len; j++)
        g_string_append_printf (found, "%s%u", j > 0 ? "," : "", g_array_index (pile, guint, j));
    }
  g_assert_cmpstr (found->str, ==, expected);
}

static void
test_pauses_divide (void)
{
  check ((const int[]){ -2 }, "");
  check ((const int[]){ 100, -2 }, "0");
  /* Eight steps around a car, a walk of two minutes, the next one. */
  check ((const int[]){ 0, 6, 11, 19, 25, 30, 150, 157, 163, 170, -2 }, "0,1,2,3,4,5 6,7,8,9");
  /* Three cars with few photos each. */
  check ((const int[]){ 0, 5, 9, 120, 126, 131, 300, 304, -2 }, "0,1,2 3,4,5 6,7");
}

static void
test_slow_ones_stay_together (void)
{
  /* Somebody who takes a minute for each photo, and then has lunch. */
  check ((const int[]){ 0, 60, 115, 180, 240, 300, 4000, 4060, -2 }, "0,1,2,3,4,5 6,7");
  /* A door that stuck: long for this car, but shorter than the way to the next one ever is. */
  check ((const int[]){ 0, 4, 8, 38, 42, -2 }, "0,1,2,3,4");
}

static void
test_order_and_unknown_times (void)
{
  check ((const int[]){ 130, 0, UNKNOWN, 5, 134, 9, UNKNOWN, 139, -2 }, "1,3,5 0,4,7 2,6");
  /* A burst within one second keeps the order in which it is shown. */
  check ((const int[]){ 7, 7, 7, 5, -2 }, "3,0,1,2");
  check ((const int[]){ UNKNOWN, UNKNOWN, -2 }, "0,1");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/photo-piles/pauses-divide", test_pauses_divide);
  g_test_add_func ("/photo-piles/slow-ones-stay-together", test_slow_ones_stay_together);
  g_test_add_func ("/photo-piles/order-and-unknown-times", test_order_and_unknown_times);
  return g_test_run ();
}
