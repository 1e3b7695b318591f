/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* At which hours of the week stock and sheet are made to agree by themselves. Pure: the clock is the caller's. */

typedef enum
{
  AUTOSELL_SYNC_WEEKDAYS, /* Monday to Friday */
  AUTOSELL_SYNC_SATURDAY,
  AUTOSELL_SYNC_SUNDAY,
  AUTOSELL_SYNC_N_DAYS
} AutosellSyncDays;

/* Minutes of the day, the last not among them. Past midnight where @until is before @from: those belong to the day on
 * which they begin. Equal: never. */
typedef struct
{
  guint from;
  guint until;
} AutosellSyncRange;

typedef struct
{
  AutosellSyncRange days[AUTOSELL_SYNC_N_DAYS];
} AutosellSyncHours;

/* "08:00-20:00", "closed", and "all" or nothing for the whole day. FALSE, and @range is as it was, where it is none. */
gboolean autosell_sync_range_parse (const char *text, AutosellSyncRange *range);
/* Returns: (transfer full): as above; "all" for the whole day */
char *autosell_sync_range_to_text (const AutosellSyncRange *range);

/* As it is stored: "08:00-20:00" for every day alike, or "mon-fri 08:00-20:00, sat 09:00-14:00, sun closed"; NULL, what
 * is left out and what cannot be read is the whole day. */
void autosell_sync_hours_parse (const char *text, AutosellSyncHours *hours);
/* Returns: (transfer full) (nullable): NULL where it is the whole of every day */
char *autosell_sync_hours_to_text (const AutosellSyncHours *hours);

/* @weekday: 1 for Monday; @minute: of the day */
gboolean autosell_sync_hours_contain (const AutosellSyncHours *hours, int weekday, guint minute);

/* Seconds between two looks, from 5 to 86400. FALSE, and @seconds is 0, where it is none */
gboolean autosell_sync_parse_interval (const char *text, guint64 *seconds);

G_END_DECLS
