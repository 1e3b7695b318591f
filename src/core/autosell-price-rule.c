/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-price-rule.h"

#include <string.h>

#include "autosell-parse.h"

/* Prices that a rounding lets stand: offset, offset + step, offset + 2 step … in centavos. */
typedef struct
{
  const char *nick;
  gint64 step_cents; /* 0 for none */
  gint64 offset_cents;
} Rounding;

static const Rounding roundings[AUTOSELL_N_ROUNDINGS] = {
  [AUTOSELL_ROUNDING_NONE] = { "none", 0, 0 },
  [AUTOSELL_ROUNDING_1] = { "1", 100, 0 },
  [AUTOSELL_ROUNDING_100] = { "100", 100 * 100, 0 },
  [AUTOSELL_ROUNDING_500] = { "500", 500 * 100, 0 },
  [AUTOSELL_ROUNDING_1000] = { "1000", 1000 * 100, 0 },
  [AUTOSELL_ROUNDING_ENDS_900] = { "ends-900", 1000 * 100, 900 * 100 },
  [AUTOSELL_ROUNDING_ENDS_999] = { "ends-999", 1000 * 100, 999 * 100 },
};

const char *
autosell_rounding_to_nick (AutosellRounding rounding)
{
  g_return_val_if_fail (rounding < AUTOSELL_N_ROUNDINGS, "none");

  return roundings[rounding].nick;
}

gboolean
autosell_rounding_from_nick (const char *nick, AutosellRounding *rounding)
{
  for (AutosellRounding i = 0; i < AUTOSELL_N_ROUNDINGS; i++)
    if (g_strcmp0 (nick, roundings[i].nick) == 0)
      {
        *rounding = i;
        return TRUE;
      }
  return FALSE;
}

/* ---- Reading ---- */

gboolean
autosell_price_rule_parse_percent (const char *text, int *basis_points)
{
  const char *p = text;
  int points = 0, n_digits = 0, n_decimals = 0;

  g_return_val_if_fail (text != NULL && basis_points != NULL, FALSE);

  while (g_ascii_isspace (*p))
    p++;
  for (; g_ascii_isdigit (*p) && n_digits < 5; p++, n_digits++)
    points = points * 10 + (*p - '0');
  points *= 100;
  if (n_digits > 0 && (*p == '.' || *p == ','))
    {
      for (p++; g_ascii_isdigit (*p) && n_decimals < 2; p++)
        points += (*p - '0') * (n_decimals++ == 0 ? 10 : 1);
      if (n_decimals == 0)
        return FALSE;
    }
  while (g_ascii_isspace (*p))
    p++;
  if (*p == '%')
    p++;
  while (g_ascii_isspace (*p))
    p++;
  if (n_digits == 0 || *p != '\0' || points > AUTOSELL_PRICE_MAX_BASIS_POINTS)
    return FALSE;
  *basis_points = points;
  return TRUE;
}

/* A minus as people write it: the hyphen, or the sign itself. 0 for no sign. */
static int
read_sign (const char **text)
{
  static const char *const minuses[] = { "-", "−", "–" };

  while (g_ascii_isspace (**text))
    (*text)++;
  if (**text == '+')
    {
      (*text)++;
      return 1;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (minuses); i++)
    if (g_str_has_prefix (*text, minuses[i]))
      {
        *text += strlen (minuses[i]);
        return -1;
      }
  return 0;
}

gboolean
autosell_price_rule_parse (const char *text, AutosellPriceRule *rule)
{
  AutosellPriceRule read = { .kind = AUTOSELL_PRICE_SET };
  int sign;

  g_return_val_if_fail (text != NULL && rule != NULL, FALSE);

  sign = read_sign (&text);
  if (strchr (text, '%') != NULL)
    {
      if (sign == 0 || !autosell_price_rule_parse_percent (text, &read.basis_points))
        return FALSE;
      read.kind = AUTOSELL_PRICE_PERCENT;
      read.basis_points *= sign;
    }
  else
    {
      if (!autosell_parse_money (text, &read.amount_cents))
        return FALSE;
      if (sign != 0)
        {
          read.kind = AUTOSELL_PRICE_AMOUNT;
          read.amount_cents *= sign;
        }
    }
  read.rounding = rule->rounding;
  *rule = read;
  return TRUE;
}

/* ---- Changing ---- */

/* The nearest price that may stand, the higher of two that are as near. */
static gint64
round_price (const Rounding *rounding, gint64 cents)
{
  gint64 over = cents - rounding->offset_cents;

  if (over < 0)
    return rounding->offset_cents;
  return rounding->offset_cents + (over + rounding->step_cents / 2) / rounding->step_cents * rounding->step_cents;
}

/* @direction: above zero for a raise, below for a cut, 0 where prices are only rounded. The lowest price ending in 900
 * is 900: a car for 500 cannot be cut to that, and stays. */
static gint64
round_towards (const Rounding *rounding, gint64 before, gint64 after, gint64 direction)
{
  gint64 rounded = round_price (rounding, after);

  if (direction > 0 && rounded < before)
    rounded += rounding->step_cents;
  else if (direction < 0 && rounded > before)
    rounded -= rounding->step_cents;
  return rounded < 0 ? before : rounded;
}

/* Half a centavo goes up; exact for every price and percentage that is let in. */
static gint64
percent_of (gint64 price_cents, int basis_points)
{
  gint64 product = price_cents * ABS ((gint64) basis_points);
  gint64 share = product / 10000 + (product % 10000 >= 5000 ? 1 : 0);

  return basis_points < 0 ? -share : share;
}

gint64
autosell_price_rule_apply (const AutosellPriceRule *rule, gint64 price_cents)
{
  const Rounding *rounding = &roundings[rule->rounding];
  gint64 direction, after;

  if (rule->kind == AUTOSELL_PRICE_SET)
    return CLAMP (rule->amount_cents, 0, AUTOSELL_PRICE_MAX_CENTS);
  if (price_cents < 0)
    return -1;
  direction = rule->kind == AUTOSELL_PRICE_AMOUNT
                ? CLAMP (rule->amount_cents, -AUTOSELL_PRICE_MAX_CENTS, AUTOSELL_PRICE_MAX_CENTS)
                : percent_of (price_cents, CLAMP (rule->basis_points, -10000, AUTOSELL_PRICE_MAX_BASIS_POINTS));
  after = MAX (price_cents + direction, 0);
  if (rounding->step_cents > 0 && after > 0)
    after = round_towards (rounding, price_cents, after, direction);
  return MIN (after, AUTOSELL_PRICE_MAX_CENTS);
}

/* ---- Preview ---- */

void
autosell_price_preview_add (AutosellPricePreview *self, const AutosellPriceRule *rule, const AutosellPricedCar *car)
{
  gint64 before = car->price_cents;
  gint64 after = autosell_price_rule_apply (rule, before);

  self->n_cars++;
  self->n_unpriced += before < 0;
  self->n_changed += after != before;
  self->sum_before_cents += MAX (before, 0);
  if (after < 0)
    return;
  self->sum_after_cents += after;
  self->n_zero += after == 0 && before != 0;
  self->n_below_minimum += after < car->minimum_cents && (before < 0 || before >= car->minimum_cents);
  if (self->lowest_key == 0 || after < self->lowest_after_cents)
    {
      self->lowest_key = car->key;
      self->lowest_before_cents = before;
      self->lowest_after_cents = after;
    }
  if (self->highest_key == 0 || after > self->highest_after_cents)
    {
      self->highest_key = car->key;
      self->highest_before_cents = before;
      self->highest_after_cents = after;
    }
}

void
autosell_price_rule_preview (const AutosellPriceRule *rule, const AutosellPricedCar *cars, gsize n_cars,
                             AutosellPricePreview *preview)
{
  *preview = (AutosellPricePreview){ 0 };
  for (gsize i = 0; i < n_cars; i++)
    autosell_price_preview_add (preview, rule, &cars[i]);
}
