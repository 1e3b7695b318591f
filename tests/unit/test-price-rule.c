/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-price-rule.h"

#define PESOS(pesos) (G_GINT64_CONSTANT (100) * (pesos))

static AutosellPriceRule
percent (int basis_points, AutosellRounding rounding)
{
  return (AutosellPriceRule){ AUTOSELL_PRICE_PERCENT, 0, basis_points, rounding };
}

static AutosellPriceRule
amount (gint64 pesos, AutosellRounding rounding)
{
  return (AutosellPriceRule){ AUTOSELL_PRICE_AMOUNT, PESOS (pesos), 0, rounding };
}

static gint64
apply (AutosellPriceRule rule, gint64 cents)
{
  return autosell_price_rule_apply (&rule, cents);
}

static void
test_set (void)
{
  AutosellPriceRule rule = { AUTOSELL_PRICE_SET, PESOS (379123), 0, AUTOSELL_ROUNDING_1000 };

  g_assert_cmpint (apply (rule, PESOS (1)), ==, PESOS (379123));
  g_assert_cmpint (apply (rule, -1), ==, PESOS (379123));
}

static void
test_amount (void)
{
  g_assert_cmpint (apply (amount (10000, 0), PESOS (379000)), ==, PESOS (389000));
  g_assert_cmpint (apply (amount (-10000, 0), PESOS (379000)), ==, PESOS (369000));
  g_assert_cmpint (apply (amount (-10000, 0), PESOS (9000)), ==, 0);
  g_assert_cmpint (apply (amount (0, 0), 37900050), ==, 37900050);
}

static void
test_percent (void)
{
  g_assert_cmpint (apply (percent (500, 0), PESOS (379000)), ==, PESOS (397950));
  g_assert_cmpint (apply (percent (-500, 0), PESOS (379000)), ==, PESOS (360050));
  g_assert_cmpint (apply (percent (250, 0), 1), ==, 1);
  g_assert_cmpint (apply (percent (5000, 0), 1), ==, 2); /* half a centavo goes up */
  g_assert_cmpint (apply (percent (-10000, 0), PESOS (379000)), ==, 0);
  g_assert_cmpint (apply (percent (-20000, 0), PESOS (379000)), ==, 0);
  g_assert_cmpint (apply (percent (AUTOSELL_PRICE_MAX_BASIS_POINTS, 0), AUTOSELL_PRICE_MAX_CENTS), ==,
                   AUTOSELL_PRICE_MAX_CENTS);
}

static void
test_rounding (void)
{
  g_assert_cmpint (apply (percent (500, AUTOSELL_ROUNDING_1), 10050), ==, PESOS (106));
  g_assert_cmpint (apply (percent (500, AUTOSELL_ROUNDING_100), PESOS (379000)), ==, PESOS (398000));
  g_assert_cmpint (apply (percent (500, AUTOSELL_ROUNDING_500), PESOS (379000)), ==, PESOS (398000));
  g_assert_cmpint (apply (percent (500, AUTOSELL_ROUNDING_500), PESOS (191000)), ==, PESOS (200500));
  g_assert_cmpint (apply (percent (500, AUTOSELL_ROUNDING_1000), PESOS (191000)), ==, PESOS (201000));
  g_assert_cmpint (apply (percent (500, AUTOSELL_ROUNDING_ENDS_900), PESOS (191000)), ==, PESOS (200900));
  g_assert_cmpint (apply (percent (500, AUTOSELL_ROUNDING_ENDS_999), PESOS (379000)), ==, PESOS (397999));
  /* No change but the rounding */
  g_assert_cmpint (apply (amount (0, AUTOSELL_ROUNDING_1000), PESOS (379499)), ==, PESOS (379000));
  g_assert_cmpint (apply (amount (0, AUTOSELL_ROUNDING_1000), PESOS (379500)), ==, PESOS (380000));
}

static void
test_direction_holds (void)
{
  /* 379,100 is nearest to 378,900; but the price was to rise */
  g_assert_cmpint (apply (amount (100, AUTOSELL_ROUNDING_ENDS_900), PESOS (379000)), ==, PESOS (379900));
  g_assert_cmpint (apply (amount (-100, AUTOSELL_ROUNDING_1000), PESOS (379600)), ==, PESOS (379000));
  /* There is nothing below 900 that ends in 900 */
  g_assert_cmpint (apply (amount (-100, AUTOSELL_ROUNDING_ENDS_900), PESOS (600)), ==, PESOS (600));
}

static void
test_unknown_stays (void)
{
  g_assert_cmpint (apply (amount (10000, 0), -1), ==, -1);
  g_assert_cmpint (apply (percent (500, AUTOSELL_ROUNDING_ENDS_999), -1), ==, -1);
}

/* Whatever the rule: no price below zero, none above the greatest, a raise is none downwards, and a rounded price is
 * one. */
static void
test_random (void)
{
  guint32 seed = g_test_rand_int ();
  g_autoptr(GRand) random = g_rand_new_with_seed (seed);

  g_test_message ("seed %u", seed);
  for (int i = 0; i < 200000; i++)
    {
      AutosellRounding rounding = g_rand_int_range (random, 0, AUTOSELL_N_ROUNDINGS);
      AutosellPriceRule rule = g_rand_boolean (random)
                                 ? percent (g_rand_int_range (random, -12000, 120000), rounding)
                                 : amount (g_rand_int_range (random, -2000000, 2000000), rounding);
      gint64 before = PESOS (g_rand_int_range (random, 0, 3000000)) + g_rand_int_range (random, 0, 100);
      gint64 after = autosell_price_rule_apply (&rule, before);
      gint64 direction = rule.amount_cents != 0 ? rule.amount_cents : rule.basis_points;

      g_assert_cmpint (after, >=, 0);
      g_assert_cmpint (after, <=, AUTOSELL_PRICE_MAX_CENTS);
      if (direction > 0)
        g_assert_cmpint (after, >=, before);
      if (direction < 0)
        g_assert_cmpint (after, <=, before);
      if (after == before || after == 0)
        continue;
      if (rounding == AUTOSELL_ROUNDING_500)
        g_assert_cmpint (after % PESOS (500), ==, 0);
      if (rounding == AUTOSELL_ROUNDING_ENDS_900)
        g_assert_cmpint (after % PESOS (1000), ==, PESOS (900));
      if (rounding == AUTOSELL_ROUNDING_ENDS_999)
        g_assert_cmpint (after % PESOS (1000), ==, PESOS (999));
    }
}

static void
test_parse (void)
{
  AutosellPriceRule rule = { .rounding = AUTOSELL_ROUNDING_500 };
  static const char *const bad[] = { "",       "5%",     "+",       "-",     "+%",   "+5 mil %",
                                     "barato", "+1001%", "+5.555%", "- -5%", "+5.%", "%" };

  g_assert_true (autosell_price_rule_parse ("+5%", &rule));
  g_assert_cmpint (rule.kind, ==, AUTOSELL_PRICE_PERCENT);
  g_assert_cmpint (rule.basis_points, ==, 500);
  g_assert_cmpint (rule.rounding, ==, AUTOSELL_ROUNDING_500);
  g_assert_true (autosell_price_rule_parse (" − 2,5 % ", &rule));
  g_assert_cmpint (rule.basis_points, ==, -250);
  g_assert_true (autosell_price_rule_parse ("+0.25%", &rule));
  g_assert_cmpint (rule.basis_points, ==, 25);
  g_assert_true (autosell_price_rule_parse ("-10 mil", &rule));
  g_assert_cmpint (rule.kind, ==, AUTOSELL_PRICE_AMOUNT);
  g_assert_cmpint (rule.amount_cents, ==, PESOS (-10000));
  g_assert_true (autosell_price_rule_parse ("+$5,000", &rule));
  g_assert_cmpint (rule.amount_cents, ==, PESOS (5000));
  g_assert_true (autosell_price_rule_parse ("379 mil", &rule));
  g_assert_cmpint (rule.kind, ==, AUTOSELL_PRICE_SET);
  g_assert_cmpint (rule.amount_cents, ==, PESOS (379000));
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (autosell_price_rule_parse (bad[i], &rule));
  g_assert_cmpint (rule.amount_cents, ==, PESOS (379000));
}

static void
test_nicks (void)
{
  AutosellRounding rounding = AUTOSELL_ROUNDING_100;

  for (AutosellRounding i = 0; i < AUTOSELL_N_ROUNDINGS; i++)
    {
      g_assert_true (autosell_rounding_from_nick (autosell_rounding_to_nick (i), &rounding));
      g_assert_cmpint (rounding, ==, i);
    }
  g_assert_false (autosell_rounding_from_nick ("7", &rounding));
  g_assert_false (autosell_rounding_from_nick (NULL, &rounding));
}

static void
test_preview (void)
{
  const AutosellPricedCar cars[] = {
    { 1, PESOS (100000), -1 },             /* → 90,000 */
    { 2, PESOS (200000), PESOS (190000) }, /* → 180,000, below its minimum */
    { 3, -1, PESOS (50000) },              /* stays unknown */
    { 4, 0, -1 },                          /* stays at nothing, and is no news */
    { 5, PESOS (50000), PESOS (60000) },   /* was below already */
  };
  AutosellPriceRule rule = percent (-1000, AUTOSELL_ROUNDING_NONE);
  AutosellPriceRule set = { AUTOSELL_PRICE_SET, PESOS (40000), 0, 0 };
  AutosellPricePreview preview;

  autosell_price_rule_preview (&rule, cars, G_N_ELEMENTS (cars), &preview);
  g_assert_cmpint (preview.n_cars, ==, 5);
  g_assert_cmpint (preview.n_changed, ==, 3);
  g_assert_cmpint (preview.n_unpriced, ==, 1);
  g_assert_cmpint (preview.n_below_minimum, ==, 1);
  g_assert_cmpint (preview.n_zero, ==, 0);
  g_assert_cmpint (preview.sum_before_cents, ==, PESOS (350000));
  g_assert_cmpint (preview.sum_after_cents, ==, PESOS (315000));
  g_assert_cmpint (preview.lowest_key, ==, 4);
  g_assert_cmpint (preview.highest_key, ==, 2);
  g_assert_cmpint (preview.highest_before_cents, ==, PESOS (200000));
  g_assert_cmpint (preview.highest_after_cents, ==, PESOS (180000));

  autosell_price_rule_preview (&set, cars, G_N_ELEMENTS (cars), &preview);
  g_assert_cmpint (preview.n_changed, ==, 5);
  g_assert_cmpint (preview.n_below_minimum, ==, 2);
  g_assert_cmpint (preview.sum_after_cents, ==, PESOS (200000));

  autosell_price_rule_preview (&rule, cars, 0, &preview);
  g_assert_cmpint (preview.lowest_key, ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/price-rule/set", test_set);
  g_test_add_func ("/price-rule/amount", test_amount);
  g_test_add_func ("/price-rule/percent", test_percent);
  g_test_add_func ("/price-rule/rounding", test_rounding);
  g_test_add_func ("/price-rule/direction-holds", test_direction_holds);
  g_test_add_func ("/price-rule/unknown-stays-unknown", test_unknown_stays);
  g_test_add_func ("/price-rule/random", test_random);
  g_test_add_func ("/price-rule/parse", test_parse);
  g_test_add_func ("/price-rule/nicks", test_nicks);
  g_test_add_func ("/price-rule/preview", test_preview);
  return g_test_run ();
}
