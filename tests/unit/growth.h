/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <time.h>

/* How the work grows with what it is given, in processor time, so that other programs of the machine do not count. */

static inline double
get_processor_seconds (void)
{
  struct timespec time;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &time);
  return (double) time.tv_sec + (double) time.tv_nsec / 1e9;
}

/* Four times as much takes four times as long, or sixteen by the square. @run: returns the seconds for @n things */
static inline void
assert_not_by_the_square (double (*run) (int n), int n)
{
  double small = run (n);
  double large = run (4 * n);

  g_test_message ("%d: %.3f s, %d: %.3f s, %.1f times", n, small, 4 * n, large, large / small);
  g_assert_cmpfloat (large, <, 9 * small);
}
