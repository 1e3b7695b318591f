/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* When a Page gets its posts, and which car is next. Pure: times are UTC seconds, and the clock is the caller's. */

typedef struct
{
  GArray *minutes;   /* owned (element-type guint): of the day by the wall clock, ascending, each once */
  guint weekdays;    /* 1 << 0 Monday … 1 << 6 Sunday */
  char *zone;        /* owned: IANA; a fixed offset would be wrong on one side of a change of the law */
  guint max_per_day; /* posts of the Page, by whatever way they came */
  guint gap_minutes; /* between two of them */
  guint rest_days;   /* before the same car is posted there again */
} AutosellPostSchedule;

/* 09:00 and 14:00, Monday to Saturday, America/Mexico_City, 4 a day, 10 minutes apart, 14 days of rest. */
AutosellPostSchedule *autosell_post_schedule_new (void);
AutosellPostSchedule *autosell_post_schedule_copy (const AutosellPostSchedule *self);
void autosell_post_schedule_free (AutosellPostSchedule *self);

/* "mon tue wed thu fri sat 09:00 14:00 zone=America/Mexico_City max=4 gap=10 rest=14": as it is stored. What is left
 * out is as in a new one, days and times together. Returns: (transfer full): NULL with @error,
 * G_IO_ERROR_INVALID_ARGUMENT and a translated sentence */
AutosellPostSchedule *autosell_post_schedule_parse (const char *text, GError **error);
char *autosell_post_schedule_to_text (const AutosellPostSchedule *self);

/* A post that takes its place: it is out, or waits. */
typedef struct
{
  gint64 at_s;
  gint64 key; /* car */
} AutosellPostTaken;

/* What a person said of one slot. */
typedef struct
{
  gint64 at_s;
  gint64 key; /* car that is to go then; 0: nobody */
} AutosellPostWish;

/* What there is to know of a car for one Page. */
typedef struct
{
  gint64 key;
  gboolean is_wanted; /* available and ready, as far as the lot asks for that */
  gint64 posted_s;    /* the latest post, out or waiting; 0: never */
  gint64 entered_s;   /* into the stock */
  gboolean is_held;   /* lacks something, and the lot posts none that does: not even where a person said so */
} AutosellPostCandidate;

typedef enum
{
  AUTOSELL_SLOT_PLANNED, /* key goes by the rule */
  AUTOSELL_SLOT_PINNED,  /* key goes because a person said so */
  AUTOSELL_SLOT_SKIPPED, /* a person said so */
  AUTOSELL_SLOT_TAKEN,   /* by a post that stands already */
  AUTOSELL_SLOT_FULL,    /* the day has all its posts */
  AUTOSELL_SLOT_CLOSE,   /* too near another post */
  AUTOSELL_SLOT_EMPTY,   /* no car is due */
  AUTOSELL_SLOT_HELD,    /* key was to go because a person said so, and lacks something */
} AutosellSlotState;

typedef struct
{
  gint64 at_s;
  AutosellSlotState state;
  gint64 key; /* 0 where no car goes */
} AutosellPostSlot;

/* Slots at and after @from_s, before @until_s. A time that the clock skips on that day is the moment of
 * the change.
 * Returns: (transfer full) (element-type gint64) */
GArray *autosell_post_schedule_get_times (const AutosellPostSchedule *self, gint64 from_s, gint64 until_s);

/* Which slot of a week that is, on the schedule's own clock. @weekday: 1 for Monday; @minute: of the day */
void autosell_post_schedule_get_place (const AutosellPostSchedule *self, gint64 at_s, int *weekday, int *minute);
/* Midnight there at the beginning of the day of @at_s, and of the @days-th after it. */
gint64 autosell_post_schedule_get_day (const AutosellPostSchedule *self, gint64 at_s, int days);

/* What goes when. Next is, of the cars that are wanted and rested: never posted first, those longest in stock first
 * among them; then the one posted longest ago. Each car at most once. A wish for a car that is not among the
 * candidates, because it was sold or binned, is as if nobody had said it. @taken: (element-type AutosellPostTaken);
 * @wishes: (element-type AutosellPostWish); @candidates: (element-type AutosellPostCandidate). Returns: (transfer full)
 * (element-type AutosellPostSlot) */
GArray *autosell_post_schedule_plan (const AutosellPostSchedule *self, gint64 from_s, gint64 until_s,
                                     const GArray *taken, const GArray *wishes, const GArray *candidates);

/* The first slot at or after @from_s into which another post fits, within 60 days; 0 for none. */
gint64 autosell_post_schedule_find_free (const AutosellPostSchedule *self, gint64 from_s, const GArray *taken,
                                         const GArray *wishes);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AutosellPostSchedule, autosell_post_schedule_free)

G_END_DECLS
