/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <gio/gio.h>

#include "autosell-post-schedule.h"

#define DAY_S ((gint64) 24 * 60 * 60)

/* "2026-11-23T09:00:00" by the wall clock of @zone */
static gint64
at (const char *zone, const char *text)
{
  g_autoptr(GTimeZone) tz = g_time_zone_new_identifier (zone);
  g_autoptr(GDateTime) time = NULL;

  g_assert_nonnull (tz);
  time = g_date_time_new_from_iso8601 (text, tz);
  g_assert_nonnull (time);
  return g_date_time_to_unix (time);
}

static gint64
mx (const char *text)
{
  return at ("America/Mexico_City", text);
}

static AutosellPostSchedule *
read_schedule (const char *text)
{
  g_autoptr(GError) error = NULL;
  AutosellPostSchedule *schedule = autosell_post_schedule_parse (text, &error);

  g_assert_no_error (error);
  return schedule;
}

static void
test_text (void)
{
  g_autoptr(AutosellPostSchedule) first = read_schedule ("");
  g_autoptr(AutosellPostSchedule) odd = read_schedule ("sun 18:30,7:05; 18:30 zone=America/Tijuana max=1 gap=0 rest=3");
  g_autofree char *first_text = autosell_post_schedule_to_text (first);
  g_autofree char *odd_text = autosell_post_schedule_to_text (odd);
  static const char *const wrong[] = { "monday", "24:00",          "9:5",  "09:60", "-1:00", "max=x",
                                       "max=26", "zone=Moon/Base", "gap=", "9" };

  g_assert_cmpstr (first_text, ==, "mon tue wed thu fri sat 09:00 14:00 zone=America/Mexico_City max=4 gap=10 rest=14");
  g_assert_cmpstr (odd_text, ==, "sun 07:05 18:30 zone=America/Tijuana max=1 gap=0 rest=3");
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_null (autosell_post_schedule_parse (wrong[i], &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
    }
}

static void
test_times (void)
{
  g_autoptr(AutosellPostSchedule) schedule = autosell_post_schedule_new ();
  /* Monday to Monday: no Sunday */
  g_autoptr(GArray) times =
    autosell_post_schedule_get_times (schedule, mx ("2026-11-23T09:00:00"), mx ("2026-11-30T09:00:00"));

  g_assert_cmpuint (times->len, ==, 12);
  g_assert_cmpint (g_array_index (times, gint64, 0), ==, mx ("2026-11-23T09:00:00"));
  g_assert_cmpint (g_array_index (times, gint64, 1), ==, mx ("2026-11-23T14:00:00"));
  g_assert_cmpint (g_array_index (times, gint64, 11), ==, mx ("2026-11-28T14:00:00"));
  /* Six hours behind UTC all year since 2022 */
  g_assert_cmpint (g_array_index (times, gint64, 0) % DAY_S, ==, 15 * 60 * 60);
}

/* The border keeps daylight saving: 09:00 stays 09:00 there. */
static void
test_daylight_saving (void)
{
  g_autoptr(AutosellPostSchedule) schedule = read_schedule ("sat sun mon 02:30 09:00 zone=America/Tijuana");
  g_autoptr(GArray) times = autosell_post_schedule_get_times (schedule, at ("America/Tijuana", "2026-03-07T00:00:00"),
                                                              at ("America/Tijuana", "2026-03-09T23:00:00"));

  g_assert_cmpuint (times->len, ==, 6);
  g_assert_cmpint (g_array_index (times, gint64, 1) % DAY_S, ==, 17 * 60 * 60);
  g_assert_cmpint (g_array_index (times, gint64, 3) % DAY_S, ==, 16 * 60 * 60);
  /* 02:30 is not on the clock of that Sunday */
  g_assert_cmpint (g_array_index (times, gint64, 2), ==, at ("America/Tijuana", "2026-03-08T03:00:00"));
}

static GArray *
make_candidates (const AutosellPostCandidate *candidates, guint n)
{
  return g_array_append_vals (g_array_new (FALSE, FALSE, sizeof *candidates), candidates, n);
}

static void
assert_slot (GArray *slots, guint i, const char *when, AutosellSlotState state, gint64 key)
{
  const AutosellPostSlot *slot;

  g_assert_cmpuint (i, <, slots->len);
  slot = &g_array_index (slots, AutosellPostSlot, i);
  g_assert_cmpint (slot->at_s, ==, mx (when));
  g_assert_cmpint (slot->state, ==, state);
  g_assert_cmpint (slot->key, ==, key);
}

static void
test_rule (void)
{
  gint64 now = mx ("2026-11-23T08:00:00");
  const AutosellPostCandidate stock[] = {
    { 1, TRUE, now - 20 * DAY_S, 10, FALSE },
    { 2, TRUE, now - 30 * DAY_S, 20, FALSE },
    { 3, TRUE, now - 2 * DAY_S, 30, FALSE },
    { 4, TRUE, 0, 50, FALSE },
    { 5, TRUE, 0, 40, FALSE },
    { 6, FALSE, 0, 1, FALSE },
  };
  g_autoptr(AutosellPostSchedule) schedule = autosell_post_schedule_new ();
  g_autoptr(GArray) candidates = make_candidates (stock, G_N_ELEMENTS (stock));
  g_autoptr(GArray) slots = autosell_post_schedule_plan (schedule, now, now + 3 * DAY_S, NULL, NULL, candidates);

  g_assert_cmpuint (slots->len, ==, 6);
  assert_slot (slots, 0, "2026-11-23T09:00:00", AUTOSELL_SLOT_PLANNED, 5); /* longest in stock of those never posted */
  assert_slot (slots, 1, "2026-11-23T14:00:00", AUTOSELL_SLOT_PLANNED, 4);
  assert_slot (slots, 2, "2026-11-24T09:00:00", AUTOSELL_SLOT_PLANNED, 2); /* longest ago */
  assert_slot (slots, 3, "2026-11-24T14:00:00", AUTOSELL_SLOT_PLANNED, 1);
  assert_slot (slots, 4, "2026-11-25T09:00:00", AUTOSELL_SLOT_EMPTY, 0); /* 3 rests, 6 is not ready */
  assert_slot (slots, 5, "2026-11-25T14:00:00", AUTOSELL_SLOT_EMPTY, 0);
}

static void
test_what_people_said (void)
{
  gint64 now = mx ("2026-11-23T08:00:00");
  const AutosellPostCandidate stock[] = { { 1, TRUE, 0, 10, FALSE },
                                          { 2, TRUE, 0, 20, FALSE },
                                          { 3, TRUE, 0, 30, FALSE } };
  const AutosellPostWish said[] = { { mx ("2026-11-23T09:00:00"), 0 }, { mx ("2026-11-24T09:00:00"), 1 } };
  const AutosellPostTaken stands[] = { { mx ("2026-11-23T14:00:00"), 9 } };
  g_autoptr(AutosellPostSchedule) schedule = autosell_post_schedule_new ();
  g_autoptr(GArray) candidates = make_candidates (stock, G_N_ELEMENTS (stock));
  g_autoptr(GArray) wishes = g_array_append_vals (g_array_new (FALSE, FALSE, sizeof said[0]), said, 2);
  g_autoptr(GArray) taken = g_array_append_vals (g_array_new (FALSE, FALSE, sizeof stands[0]), stands, 1);
  g_autoptr(GArray) slots = autosell_post_schedule_plan (schedule, now, now + 2 * DAY_S, taken, wishes, candidates);

  assert_slot (slots, 0, "2026-11-23T09:00:00", AUTOSELL_SLOT_SKIPPED, 0);
  assert_slot (slots, 1, "2026-11-23T14:00:00", AUTOSELL_SLOT_TAKEN, 9);
  assert_slot (slots, 2, "2026-11-24T09:00:00", AUTOSELL_SLOT_PINNED, 1);
  assert_slot (slots, 3, "2026-11-24T14:00:00", AUTOSELL_SLOT_PLANNED, 2);
  g_assert_cmpint (autosell_post_schedule_find_free (schedule, now, taken, wishes), ==, mx ("2026-11-24T14:00:00"));
}

static void
test_limits (void)
{
  gint64 now = mx ("2026-11-23T08:00:00");
  const AutosellPostCandidate stock[] = { { 1, TRUE, 0, 10, FALSE },
                                          { 2, TRUE, 0, 20, FALSE },
                                          { 3, TRUE, 0, 30, FALSE } };
  /* By hand, at half past eight and at five to two */
  const AutosellPostTaken stands[] = { { mx ("2026-11-23T08:30:00"), 8 }, { mx ("2026-11-24T13:55:00"), 9 } };
  g_autoptr(AutosellPostSchedule) schedule = read_schedule ("mon tue 09:00 14:00 max=2 gap=10");
  g_autoptr(GArray) candidates = make_candidates (stock, G_N_ELEMENTS (stock));
  g_autoptr(GArray) taken = g_array_append_vals (g_array_new (FALSE, FALSE, sizeof stands[0]), stands, 2);
  g_autoptr(GArray) slots = autosell_post_schedule_plan (schedule, now, now + 2 * DAY_S, taken, NULL, candidates);

  assert_slot (slots, 0, "2026-11-23T09:00:00", AUTOSELL_SLOT_PLANNED, 1);
  assert_slot (slots, 1, "2026-11-23T14:00:00", AUTOSELL_SLOT_FULL, 0);
  assert_slot (slots, 2, "2026-11-24T09:00:00", AUTOSELL_SLOT_PLANNED, 2);
  assert_slot (slots, 3, "2026-11-24T14:00:00", AUTOSELL_SLOT_CLOSE, 0);
}

/* Whatever the stock and the wishes: no day over its limit, no two too near, no car twice, nothing that is not
 * wanted. */
static void
test_random_plans_keep_the_limits (void)
{
  g_autoptr(AutosellPostSchedule) schedule =
    read_schedule ("mon tue wed thu fri sat sun 08:00 08:05 09:00 12:00 14:00 20:00 "
                   "max=3 gap=10 rest=7");
  g_autoptr(GTimeZone) zone = g_time_zone_new_identifier ("America/Mexico_City");

  for (guint round = 0; round < 200; round++)
    {
      gint64 now = mx ("2026-11-23T00:00:00") + g_test_rand_int_range (0, 365 * 24 * 60) * 60;
      g_autoptr(GArray) candidates = g_array_new (FALSE, TRUE, sizeof (AutosellPostCandidate));
      g_autoptr(GArray) slots = NULL;
      g_autoptr(GHashTable) days = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      g_autoptr(GHashTable) cars = g_hash_table_new (NULL, NULL);
      gint64 last = 0;

      for (gint64 key = 1; key <= 40; key++)
        {
          AutosellPostCandidate candidate = { key, g_test_rand_bit (), 0, key, FALSE };

          if (g_test_rand_bit ())
            candidate.posted_s = now - g_test_rand_int_range (0, 30) * DAY_S;
          g_array_append_val (candidates, candidate);
        }
      slots = autosell_post_schedule_plan (schedule, now, now + 14 * DAY_S, NULL, NULL, candidates);
      for (guint i = 0; i < slots->len; i++)
        {
          const AutosellPostSlot *slot = &g_array_index (slots, AutosellPostSlot, i);
          const AutosellPostCandidate *candidate;
          g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc (slot->at_s);
          g_autoptr(GDateTime) local = g_date_time_to_timezone (utc, zone);
          char *day = g_date_time_format (local, "%F");
          guint n = GPOINTER_TO_UINT (g_hash_table_lookup (days, day));

          if (slot->state != AUTOSELL_SLOT_PLANNED)
            {
              g_free (day);
              continue;
            }
          candidate = &g_array_index (candidates, AutosellPostCandidate, slot->key - 1);
          g_assert_true (candidate->is_wanted);
          g_assert_true (candidate->posted_s == 0 || slot->at_s - candidate->posted_s >= 7 * DAY_S);
          g_assert_true (g_hash_table_add (cars, GINT_TO_POINTER (slot->key)));
          g_assert_cmpint (slot->at_s - last, >=, 600);
          g_assert_cmpuint (n, <, 3);
          g_hash_table_insert (days, day, GUINT_TO_POINTER (n + 1));
          last = slot->at_s;
        }
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/post-schedule/text", test_text);
  g_test_add_func ("/post-schedule/times", test_times);
  g_test_add_func ("/post-schedule/daylight-saving", test_daylight_saving);
  g_test_add_func ("/post-schedule/rule", test_rule);
  g_test_add_func ("/post-schedule/what-people-said", test_what_people_said);
  g_test_add_func ("/post-schedule/limits", test_limits);
  g_test_add_func ("/post-schedule/random-plans-keep-the-limits", test_random_plans_keep_the_limits);
  return g_test_run ();
}
