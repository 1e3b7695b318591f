/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How fast: back-off, Retry-After, and budgets a minute. Pure; times come from the caller. */

/* Truncated exponential back-off with jitter: min (2^n s + 0…1 s, 64 s).
 * @attempt: from 0; @random: of 32 bits */
guint autosell_pace_delay_ms (guint attempt, guint32 random);

/* Retry-After in both of its forms, seconds or a date. @now_s: Unix time
 * Returns: milliseconds, at most an hour; -1 where there is none or it cannot be read */
gint64 autosell_pace_parse_retry_after (const char *value, gint64 now_s);

/* ---- A budget: at most so many calls in any 60 seconds ---- */

#define AUTOSELL_BUDGET_MAX 600

/* Times are of a clock that is never set back. */
typedef struct
{
  guint limit;                          /* a minute */
  guint oldest;                         /* of the ring below */
  gint64 times_us[AUTOSELL_BUDGET_MAX]; /* when the last limit calls were let go, or will be */
} AutosellBudget;

/* @limit: 1 to AUTOSELL_BUDGET_MAX */
void autosell_budget_init (AutosellBudget *self, guint limit);
/* Gives the next place: who asks first goes first. It is spent, also where the call is not made after all.
 * Returns: when, @now_us or later */
gint64 autosell_budget_reserve (AutosellBudget *self, gint64 now_us);

G_END_DECLS
