/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Time stamps for benchmarks and support: with AUTOSELL_TRACE=FILE each call appends one line of JSON,
 * {"us":MONOTONIC_MICROSECONDS,"cpu_us":PROCESSOR_TIME_OF_THE_THREAD,"pid":N,"event":"list-painted","value":45}; else
 * it costs one comparison. Thread-safe. Events carry no data of people. */
void autosell_trace_init (void);
gboolean autosell_trace_is_on (void);
/* @event: static; @value: a count or a duration in microseconds, as the event has it */
void autosell_trace (const char *event, gint64 value);
/* Of the calling thread, in microseconds. Unlike the clock it goes on only while the thread has a processor, whoever
 * else wants one. */
gint64 autosell_trace_get_processor_time (void);

#define AUTOSELL_TRACE_START "start"
#define AUTOSELL_TRACE_WINDOW_SHOWN "window-shown"
#define AUTOSELL_TRACE_LIST_PAINTED "list-painted"       /* value: rows */
#define AUTOSELL_TRACE_KEY_PRESSED "key-pressed"         /* value: length of the text */
#define AUTOSELL_TRACE_RESULTS_PAINTED "results-painted" /* value: length of the text that they answer */
#define AUTOSELL_TRACE_EDITOR_ASKED "editor-asked"       /* value: the car's key, 0 for a neighbour */
#define AUTOSELL_TRACE_EDITOR_PAINTED "editor-painted"   /* value: the car's key, with all that it says in the frame */
#define AUTOSELL_TRACE_PLACE_CHOSEN "place-chosen"       /* value: the place, in the order of the sidebar */
#define AUTOSELL_TRACE_HOME_PAINTED "home-painted"       /* value: vehicles */
#define AUTOSELL_TRACE_LEDGER_ASKED "ledger-asked"       /* the ledger of posts comes into sight; value: 0 */
#define AUTOSELL_TRACE_LEDGER_PAINTED "ledger-painted"   /* value: cars in it */
#define AUTOSELL_TRACE_COMMITTED "command-committed"     /* value: vehicles */
#define AUTOSELL_TRACE_CHANGE_ASKED "change-asked"       /* of many cars, or its undo; value: 0 */
#define AUTOSELL_TRACE_CHANGE_PAINTED "change-painted"   /* every car in sight is as it is after a change; value: 0 */
#define AUTOSELL_TRACE_VIEW_SWITCHED "view-switched"     /* value: 1 to cards, 0 to the table */
#define AUTOSELL_TRACE_VIEW_PAINTED "view-painted"       /* value: likewise */
#define AUTOSELL_TRACE_FILTERS_ASKED "filters-asked"     /* the popover; value: 0 */
#define AUTOSELL_TRACE_FILTERS_PAINTED "filters-painted" /* value: 0 */
#define AUTOSELL_TRACE_GALLERY_ASKED "gallery-asked"     /* value: the car's key */
#define AUTOSELL_TRACE_PHOTOS_BROUGHT "photos-brought"   /* dropped, pasted or chosen; value: 0 */
#define AUTOSELL_TRACE_GALLERY_PAINTED \
  "gallery-painted"                            /* value: photos in it whose picture is seen, each time that differs */
#define AUTOSELL_TRACE_STALL "stall"           /* value: microseconds the main loop did not turn */
#define AUTOSELL_TRACE_STALL_WORK "stall-work" /* value: of those, what the processor worked on it */

G_END_DECLS
