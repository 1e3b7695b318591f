/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How one decision changes the prices of many cars: "5 % less, rounded to 500". Pure; the window's preview and the
 * store's command work with the same function, so what is shown is what is done. */

typedef enum
{
  AUTOSELL_PRICE_SET,     /* to amount_cents, cars without a price too: a person has said it of them */
  AUTOSELL_PRICE_AMOUNT,  /* by amount_cents, below zero for less */
  AUTOSELL_PRICE_PERCENT, /* by basis_points, hundredths of a percent, below zero for less */
} AutosellPriceRuleKind;

/* Prices of cars end in 000, 500 or, as on a windscreen, in 900 or 999. */
typedef enum
{
  AUTOSELL_ROUNDING_NONE,
  AUTOSELL_ROUNDING_1,
  AUTOSELL_ROUNDING_100,
  AUTOSELL_ROUNDING_500,
  AUTOSELL_ROUNDING_1000,
  AUTOSELL_ROUNDING_ENDS_900,
  AUTOSELL_ROUNDING_ENDS_999,
  AUTOSELL_N_ROUNDINGS
} AutosellRounding;

typedef struct
{
  AutosellPriceRuleKind kind;
  gint64 amount_cents;
  int basis_points;
  AutosellRounding rounding; /* not of SET: what was said is what is meant */
} AutosellPriceRule;

/* The most that a price may be, and the most that a percentage may raise one by. */
#define AUTOSELL_PRICE_MAX_CENTS G_GINT64_CONSTANT (10000000000000)
#define AUTOSELL_PRICE_MAX_BASIS_POINTS 100000

/* "none", "1", "100", "500", "1000", "ends-900", "ends-999"; FALSE leaves *rounding untouched. */
const char *autosell_rounding_to_nick (AutosellRounding rounding);
gboolean autosell_rounding_from_nick (const char *nick, AutosellRounding *rounding);

/* Reads "+5%", "-2.5 %", "+10,000", "-10 mil", "379 mil". FALSE leaves *rule untouched; rounding is never touched. What
 * has no sign sets; "5%" without one says nothing of the direction and is refused. */
gboolean autosell_price_rule_parse (const char *text, AutosellPriceRule *rule);
/* "5", "2.5%", "2,5 %": 0 to 1,000 percent, two decimals at most. */
gboolean autosell_price_rule_parse_percent (const char *text, int *basis_points);

/* The price by the rule. Never below zero or above the greatest; a raise never makes a car cheaper by being rounded,
 * nor a cut dearer. @price_cents: -1 where it is unknown. Returns: -1 where it stays so */
gint64 autosell_price_rule_apply (const AutosellPriceRule *rule, gint64 price_cents);

/* ---- What would come of it ---- */

typedef struct
{
  gint64 key;
  gint64 price_cents;   /* -1: unknown */
  gint64 minimum_cents; /* -1: unknown; what the lot would take, private */
} AutosellPricedCar;

typedef struct
{
  gint64 n_cars;
  gint64 n_changed;
  gint64 n_unpriced;      /* without a price, before */
  gint64 n_below_minimum; /* that fall below their minimum price, and were not below it */
  gint64 n_zero;          /* that come to nothing, and were not nothing */
  gint64 sum_before_cents;
  gint64 sum_after_cents;
  /* The cars that end up cheapest and dearest; key 0 where none has a price. */
  gint64 lowest_key, lowest_before_cents, lowest_after_cents;
  gint64 highest_key, highest_before_cents, highest_after_cents;
} AutosellPricePreview;

void autosell_price_preview_add (AutosellPricePreview *self, const AutosellPriceRule *rule,
                                 const AutosellPricedCar *car);
void autosell_price_rule_preview (const AutosellPriceRule *rule, const AutosellPricedCar *cars, gsize n_cars,
                                  AutosellPricePreview *preview);

G_END_DECLS
