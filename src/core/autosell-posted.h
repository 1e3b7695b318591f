/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Whether a car is posted: of one Page, or of all of them together. */
typedef enum
{
  AUTOSELL_POSTED_NEVER,
  AUTOSELL_POSTED_QUEUED,  /* waits for its time or is on its way */
  AUTOSELL_POSTED_OUT,     /* stands there, or nobody has proven yet that it is gone */
  AUTOSELL_POSTED_FAILED,  /* and a person has to see to it */
  AUTOSELL_POSTED_REMOVED, /* was there, and is not any more */
  AUTOSELL_N_POSTED
} AutosellPostedState;

/* Masks are of 1 << AutosellPostedState; this one is for “stands nowhere”. */
#define AUTOSELL_POSTED_NOT_OUT (1u << AUTOSELL_N_POSTED)
#define AUTOSELL_POSTED_ALL_MASK ((1u << (AUTOSELL_N_POSTED + 1)) - 1)

/* Of one car, as lists show it. */
typedef struct
{
  AutosellPostedState state;
  gint64 out_s; /* when it was seen out last, on whatever Page; 0: never */
  guint n_out;  /* Pages on which it stands */
} AutosellPosted;

/* "never", "queued", "out", "failed", "removed": the store, JSON, the filter language. Static. */
const char *autosell_posted_to_nick (AutosellPostedState state);
/* Translated: “Never posted”, “Queued” … Static. */
const char *autosell_posted_to_label (AutosellPostedState state);
/* The bit that a word of the filter language, English or Spanish, stands for; 0 where it is none. */
guint autosell_posted_mask_parse (const char *word);
/* How the filter language writes one bit. Static. */
const char *autosell_posted_mask_to_word (guint bit);
/* “Posted nowhere”, or the state's label. Static. */
const char *autosell_posted_mask_to_label (guint bit);

/* Days by the calendar here, as "posted:>30" counts them. Both are seconds, UTC. */
int autosell_posted_get_days (gint64 out_s, gint64 now_s);
/* “12 days ago”, “queued” …, for a column; NULL where it never was. Returns: (transfer full) (nullable) */
char *autosell_posted_dup_short (const AutosellPosted *self, gint64 now_s);
/* “Posted 12 days ago”, a sentence of its own; NULL as above. Returns: (transfer full) (nullable) */
char *autosell_posted_dup_text (const AutosellPosted *self, gint64 now_s);

G_END_DECLS
