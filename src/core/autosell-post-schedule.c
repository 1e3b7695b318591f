/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-post-schedule.h"

#include <stdlib.h>
#include <string.h>

#include <gio/gio.h>
#include <glib/gi18n-lib.h>

#define DAY_S ((gint64) 24 * 60 * 60)
#define MAX_TIMES 48
#define FREE_WITHIN_DAYS 60

static const char *const day_names[] = { "mon", "tue", "wed", "thu", "fri", "sat", "sun" };

static int
compare_minutes (gconstpointer a, gconstpointer b)
{
  const guint *one = a, *other = b;

  return (*one > *other) - (*one < *other);
}

static void
add_minute (AutosellPostSchedule *self, guint minute)
{
  for (guint i = 0; i < self->minutes->len; i++)
    if (g_array_index (self->minutes, guint, i) == minute)
      return;
  g_array_append_val (self->minutes, minute);
  g_array_sort (self->minutes, compare_minutes);
}

AutosellPostSchedule *
autosell_post_schedule_new (void)
{
  AutosellPostSchedule *self = g_new0 (AutosellPostSchedule, 1);

  self->minutes = g_array_new (FALSE, FALSE, sizeof (guint));
  add_minute (self, 9 * 60);
  add_minute (self, 14 * 60);
  self->weekdays = 0x3f;
  self->zone = g_strdup ("America/Mexico_City");
  self->max_per_day = 4;
  self->gap_minutes = 10;
  self->rest_days = 14;
  return self;
}

AutosellPostSchedule *
autosell_post_schedule_copy (const AutosellPostSchedule *self)
{
  AutosellPostSchedule *copy = g_new (AutosellPostSchedule, 1);

  *copy = *self;
  copy->minutes = g_array_copy (self->minutes);
  copy->zone = g_strdup (self->zone);
  return copy;
}

void
autosell_post_schedule_free (AutosellPostSchedule *self)
{
  g_array_unref (self->minutes);
  g_free (self->zone);
  g_free (self);
}

/* ---- As text ---- */

/* Decimal digits alone. */
static gboolean
read_number (const char *text, guint max, guint *number)
{
  guint64 value;

  if (!g_ascii_string_to_unsigned (text, 10, 0, max, &value, NULL))
    return FALSE;
  *number = (guint) value;
  return TRUE;
}

static gboolean
read_time (const char *word, guint *minute)
{
  g_auto(GStrv) parts = g_strsplit (word, ":", 2);
  guint hours, minutes;

  if (g_strv_length (parts) != 2 || strlen (parts[1]) != 2 || !read_number (parts[0], 23, &hours)
      || !read_number (parts[1], 59, &minutes))
    return FALSE;
  *minute = hours * 60 + minutes;
  return TRUE;
}

static gboolean
read_zone (AutosellPostSchedule *self, const char *name)
{
  g_autoptr(GTimeZone) zone = g_time_zone_new_identifier (name);

  if (zone == NULL)
    return FALSE;
  g_free (self->zone);
  self->zone = g_strdup (name);
  return TRUE;
}

static gboolean
read_day (const char *word, guint *days)
{
  for (guint i = 0; i < G_N_ELEMENTS (day_names); i++)
    if (g_str_equal (word, day_names[i]))
      {
        *days |= 1u << i;
        return TRUE;
      }
  return FALSE;
}

static gboolean
read_word (AutosellPostSchedule *self, const char *word, guint *days, GArray *minutes)
{
  guint minute;

  if (g_str_has_prefix (word, "zone="))
    return read_zone (self, word + strlen ("zone="));
  if (g_str_has_prefix (word, "max="))
    return read_number (word + strlen ("max="), 25, &self->max_per_day);
  if (g_str_has_prefix (word, "gap="))
    return read_number (word + strlen ("gap="), 24 * 60, &self->gap_minutes);
  if (g_str_has_prefix (word, "rest="))
    return read_number (word + strlen ("rest="), 365, &self->rest_days);
  if (read_day (word, days))
    return TRUE;
  if (minutes->len >= MAX_TIMES || !read_time (word, &minute))
    return FALSE;
  g_array_append_val (minutes, minute);
  return TRUE;
}

AutosellPostSchedule *
autosell_post_schedule_parse (const char *text, GError **error)
{
  g_autoptr(AutosellPostSchedule) self = autosell_post_schedule_new ();
  g_autoptr(GArray) minutes = g_array_new (FALSE, FALSE, sizeof (guint));
  g_auto(GStrv) words = NULL;
  guint days = 0;

  g_return_val_if_fail (text != NULL, NULL);

  words = g_strsplit_set (text, " ,;\t\n", -1);
  for (guint i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0' && !read_word (self, words[i], &days, minutes))
      {
        g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                     /* Translators: “mon sat 09:00 zone=America/Mexico_City max=4” is what a schedule looks like */
                     _("“%s” is no day, time, time zone or limit"), words[i]);
        return NULL;
      }
  if (days != 0 || minutes->len > 0)
    {
      self->weekdays = days;
      g_array_set_size (self->minutes, 0);
      for (guint i = 0; i < minutes->len; i++)
        add_minute (self, g_array_index (minutes, guint, i));
    }
  return g_steal_pointer (&self);
}

char *
autosell_post_schedule_to_text (const AutosellPostSchedule *self)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (day_names); i++)
    if ((self->weekdays & (1u << i)) != 0)
      g_string_append_printf (text, "%s ", day_names[i]);
  for (guint i = 0; i < self->minutes->len; i++)
    {
      guint minute = g_array_index (self->minutes, guint, i);

      g_string_append_printf (text, "%02u:%02u ", minute / 60, minute % 60);
    }
  g_string_append_printf (text, "zone=%s max=%u gap=%u rest=%u", self->zone, self->max_per_day, self->gap_minutes,
                          self->rest_days);
  return g_string_free (text, FALSE);
}

/* ---- Times ---- */

/* Never NULL: a zone that this machine does not know any more is UTC, and better than none. Returns: (transfer full) */
static GTimeZone *
open_zone (const AutosellPostSchedule *self)
{
  GTimeZone *zone = g_time_zone_new_identifier (self->zone);

  return zone != NULL ? zone : g_time_zone_new_utc ();
}

/* The day there as a number that grows by one from day to day. */
static gint64
day_of (GTimeZone *zone, gint64 at_s)
{
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc (at_s);
  g_autoptr(GDateTime) local = utc != NULL ? g_date_time_to_timezone (utc, zone) : NULL;
  GDate date;

  if (local == NULL)
    return 0;
  g_date_clear (&date, 1);
  g_date_set_dmy (&date, (GDateDay) g_date_time_get_day_of_month (local), (GDateMonth) g_date_time_get_month (local),
                  (GDateYear) g_date_time_get_year (local));
  return g_date_get_julian (&date);
}

static void
append_day (const AutosellPostSchedule *self, GTimeZone *zone, const GDate *date, gint64 from_s, gint64 until_s,
            GArray *times)
{
  for (guint i = 0; i < self->minutes->len; i++)
    {
      guint minute = g_array_index (self->minutes, guint, i);
      g_autoptr(GDateTime) local = g_date_time_new (zone, g_date_get_year (date), (int) g_date_get_month (date),
                                                    g_date_get_day (date), (int) (minute / 60), (int) (minute % 60), 0);
      gint64 at_s = local != NULL ? g_date_time_to_unix (local) : from_s - 1;

      if (at_s >= from_s && at_s < until_s && (times->len == 0 || g_array_index (times, gint64, times->len - 1) < at_s))
        g_array_append_val (times, at_s);
    }
}

GArray *
autosell_post_schedule_get_times (const AutosellPostSchedule *self, gint64 from_s, gint64 until_s)
{
  g_autoptr(GTimeZone) zone = open_zone (self);
  GArray *times = g_array_new (FALSE, FALSE, sizeof (gint64));
  GDate date;

  /* Without a weekday the loop would be for nothing. */
  if (self->weekdays == 0 || until_s <= from_s)
    return times;
  g_date_clear (&date, 1);
  g_date_set_julian (&date, (guint32) day_of (zone, from_s));
  for (gint64 last = day_of (zone, until_s); g_date_get_julian (&date) <= last; g_date_add_days (&date, 1))
    if ((self->weekdays & (1u << (g_date_get_weekday (&date) - G_DATE_MONDAY))) != 0)
      append_day (self, zone, &date, from_s, until_s, times);
  return times;
}

void
autosell_post_schedule_get_place (const AutosellPostSchedule *self, gint64 at_s, int *weekday, int *minute)
{
  g_autoptr(GTimeZone) zone = open_zone (self);
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc (at_s);
  g_autoptr(GDateTime) local = utc != NULL ? g_date_time_to_timezone (utc, zone) : NULL;

  *weekday = local != NULL ? g_date_time_get_day_of_week (local) : 1;
  *minute = local != NULL ? g_date_time_get_hour (local) * 60 + g_date_time_get_minute (local) : 0;
}

gint64
autosell_post_schedule_get_day (const AutosellPostSchedule *self, gint64 at_s, int days)
{
  g_autoptr(GTimeZone) zone = open_zone (self);
  g_autoptr(GDateTime) midnight = NULL;
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_julian (&date, (guint32) (day_of (zone, at_s) + days));
  midnight =
    g_date_time_new (zone, g_date_get_year (&date), (int) g_date_get_month (&date), g_date_get_day (&date), 0, 0, 0);
  return midnight != NULL ? g_date_time_to_unix (midnight) : at_s;
}

/* ---- What goes when ---- */

typedef struct
{
  const AutosellPostSchedule *schedule;
  GTimeZone *zone; /* owned */
  GArray *taken;   /* owned (element-type AutosellPostTaken): grows with what is planned */
  const GArray *wishes;
} Planning;

static const AutosellPostWish *
find_wish (const GArray *wishes, gint64 at_s)
{
  for (guint i = 0; wishes != NULL && i < wishes->len; i++)
    if (g_array_index (wishes, AutosellPostWish, i).at_s == at_s)
      return &g_array_index (wishes, AutosellPostWish, i);
  return NULL;
}

/* PLANNED where a post fits in, else the reason why none does. @key: (out): of a post that stands there */
static AutosellSlotState
examine (const Planning *self, gint64 at_s, gint64 *key)
{
  gint64 day = day_of (self->zone, at_s);
  gint64 gap_s = (gint64) self->schedule->gap_minutes * 60;
  gboolean is_close = FALSE;
  guint n_of_day = 0;

  for (guint i = 0; i < self->taken->len; i++)
    {
      const AutosellPostTaken *taken = &g_array_index (self->taken, AutosellPostTaken, i);
      gint64 distance = ABS (taken->at_s - at_s);

      if (distance == 0)
        {
          *key = taken->key;
          return AUTOSELL_SLOT_TAKEN;
        }
      is_close |= distance < gap_s;
      n_of_day += distance <= DAY_S * 2 && day_of (self->zone, taken->at_s) == day;
    }
  if (is_close)
    return AUTOSELL_SLOT_CLOSE;
  return n_of_day >= self->schedule->max_per_day ? AUTOSELL_SLOT_FULL : AUTOSELL_SLOT_PLANNED;
}

/* Never posted before posted, then the longer ago. */
static int
compare_candidates (gconstpointer a, gconstpointer b)
{
  const AutosellPostCandidate *one = a, *other = b;

  if ((one->posted_s == 0) != (other->posted_s == 0))
    return one->posted_s == 0 ? -1 : 1;
  if (one->posted_s != other->posted_s)
    return one->posted_s < other->posted_s ? -1 : 1;
  if (one->entered_s != other->entered_s)
    return one->entered_s < other->entered_s ? -1 : 1;
  return (one->key > other->key) - (one->key < other->key);
}

static gboolean
is_rested (const Planning *self, const AutosellPostCandidate *candidate, gint64 at_s)
{
  gint64 rest_s = self->schedule->rest_days * DAY_S;

  if (candidate->posted_s != 0 && ABS (at_s - candidate->posted_s) < rest_s)
    return FALSE;
  for (guint i = 0; i < self->taken->len; i++)
    {
      const AutosellPostTaken *taken = &g_array_index (self->taken, AutosellPostTaken, i);

      /* A car that has its place already does not get another one, however far away */
      if (taken->key == candidate->key && (taken->at_s >= at_s || at_s - taken->at_s < rest_s))
        return FALSE;
    }
  return TRUE;
}

/* The best one is taken out of @queue, which is in order. Returns: its key, 0 for none */
static gint64
take_next (const Planning *self, GArray *queue, gint64 at_s)
{
  for (guint i = 0; i < queue->len; i++)
    {
      const AutosellPostCandidate *candidate = &g_array_index (queue, AutosellPostCandidate, i);
      gint64 key = candidate->key;

      if (!is_rested (self, candidate, at_s))
        continue;
      g_array_remove_index (queue, i);
      return key;
    }
  return 0;
}

/* Those that a person put into a slot do not go by the rule. Returns: (transfer full) (element-type
 * AutosellPostCandidate) */
static GArray *
make_queue (const Planning *self, const GArray *candidates, gint64 from_s)
{
  GArray *queue = g_array_new (FALSE, FALSE, sizeof (AutosellPostCandidate));

  for (guint i = 0; candidates != NULL && i < candidates->len; i++)
    {
      const AutosellPostCandidate *candidate = &g_array_index (candidates, AutosellPostCandidate, i);
      gboolean is_pinned = FALSE;

      for (guint j = 0; self->wishes != NULL && j < self->wishes->len; j++)
        {
          const AutosellPostWish *wish = &g_array_index (self->wishes, AutosellPostWish, j);

          is_pinned |= wish->key == candidate->key && wish->at_s >= from_s;
        }
      if (candidate->is_wanted && !is_pinned)
        g_array_append_vals (queue, candidate, 1);
    }
  g_array_sort (queue, compare_candidates);
  return queue;
}

/* (nullable) */
static const AutosellPostCandidate *
find_candidate (const GArray *candidates, gint64 key)
{
  for (guint i = 0; candidates != NULL && i < candidates->len; i++)
    if (g_array_index (candidates, AutosellPostCandidate, i).key == key)
      return &g_array_index (candidates, AutosellPostCandidate, i);
  return NULL;
}

static AutosellPostSlot
plan_slot (const Planning *self, GArray *queue, const GArray *candidates, gint64 at_s)
{
  const AutosellPostWish *said = find_wish (self->wishes, at_s);
  const AutosellPostCandidate *pinned = said != NULL && said->key != 0 ? find_candidate (candidates, said->key) : NULL;
  const AutosellPostWish *wish = said != NULL && (said->key == 0 || pinned != NULL) ? said : NULL;
  AutosellPostSlot slot = { at_s, AUTOSELL_SLOT_PLANNED, 0 };

  slot.state = examine (self, at_s, &slot.key);
  if (slot.state == AUTOSELL_SLOT_TAKEN)
    return slot;
  if (wish != NULL && wish->key == 0)
    slot.state = AUTOSELL_SLOT_SKIPPED;
  else if (slot.state == AUTOSELL_SLOT_PLANNED && wish != NULL)
    {
      slot.state = pinned->is_held ? AUTOSELL_SLOT_HELD : AUTOSELL_SLOT_PINNED;
      slot.key = wish->key;
    }
  else if (slot.state == AUTOSELL_SLOT_PLANNED)
    {
      slot.key = take_next (self, queue, at_s);
      slot.state = slot.key != 0 ? AUTOSELL_SLOT_PLANNED : AUTOSELL_SLOT_EMPTY;
    }
  return slot;
}

static void
planning_init (Planning *self, const AutosellPostSchedule *schedule, const GArray *taken, const GArray *wishes)
{
  self->schedule = schedule;
  self->zone = open_zone (schedule);
  self->taken = g_array_new (FALSE, FALSE, sizeof (AutosellPostTaken));
  if (taken != NULL && taken->len > 0)
    g_array_append_vals (self->taken, taken->data, taken->len);
  self->wishes = wishes;
}

static void
planning_clear (Planning *self)
{
  g_time_zone_unref (self->zone);
  g_array_unref (self->taken);
}

GArray *
autosell_post_schedule_plan (const AutosellPostSchedule *self, gint64 from_s, gint64 until_s, const GArray *taken,
                             const GArray *wishes, const GArray *candidates)
{
  g_autoptr(GArray) times = autosell_post_schedule_get_times (self, from_s, until_s);
  GArray *slots = g_array_new (FALSE, FALSE, sizeof (AutosellPostSlot));
  g_autoptr(GArray) queue = NULL;
  Planning planning;

  planning_init (&planning, self, taken, wishes);
  queue = make_queue (&planning, candidates, from_s);
  for (guint i = 0; i < times->len; i++)
    {
      AutosellPostSlot slot = plan_slot (&planning, queue, candidates, g_array_index (times, gint64, i));

      g_array_append_val (slots, slot);
      if (slot.state == AUTOSELL_SLOT_PLANNED || slot.state == AUTOSELL_SLOT_PINNED)
        {
          AutosellPostTaken entry = { slot.at_s, slot.key };

          g_array_append_val (planning.taken, entry);
        }
    }
  planning_clear (&planning);
  return slots;
}

gint64
autosell_post_schedule_find_free (const AutosellPostSchedule *self, gint64 from_s, const GArray *taken,
                                  const GArray *wishes)
{
  g_autoptr(GArray) times = autosell_post_schedule_get_times (self, from_s, from_s + FREE_WITHIN_DAYS * DAY_S);
  gint64 found = 0;
  Planning planning;

  planning_init (&planning, self, taken, wishes);
  for (guint i = 0; i < times->len && found == 0; i++)
    {
      gint64 at_s = g_array_index (times, gint64, i);
      gint64 key = 0;

      if (find_wish (wishes, at_s) == NULL && examine (&planning, at_s, &key) == AUTOSELL_SLOT_PLANNED)
        found = at_s;
    }
  planning_clear (&planning);
  return found;
}
