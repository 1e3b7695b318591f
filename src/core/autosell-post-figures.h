/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What people did with a post. Of each: -1 where nobody knows, which is never zero. */
typedef struct
{
  gint64 reactions;
  gint64 comments; /* replies included */
  gint64 shares;
  gint64 reach; /* people who saw it */
  gint64 clicks;
} AutosellPostFigures;

#define AUTOSELL_POST_FIGURES_UNKNOWN ((AutosellPostFigures){ -1, -1, -1, -1, -1 })

gboolean autosell_post_figures_equal (const AutosellPostFigures *a, const AutosellPostFigures *b);
/* Takes over what is known of @other. */
void autosell_post_figures_merge (AutosellPostFigures *self, const AutosellPostFigures *other);
/* Adds up; what is unknown of one is what the other has. */
void autosell_post_figures_add (AutosellPostFigures *self, const AutosellPostFigures *other);
/* "41 reactions, 7 comments, 3 shares": what is known alone. Returns: (transfer full) (nullable): NULL where nothing
 * is */
char *autosell_post_figures_dup_text (const AutosellPostFigures *self);

/* ---- How often they are asked for. Times are seconds, UTC; pure ---- */

/* Between two counts of a post that is so old: hourly for 3 days, daily until 30, then weekly. */
gint64 autosell_post_figures_get_interval_s (gint64 age_s);
/* When it is to be counted next. @counted_s: 0: never */
gint64 autosell_post_figures_get_count_s (gint64 out_s, gint64 counted_s);
/* The same of insights, which move once a day, and which cost a call for each post. */
gint64 autosell_post_figures_get_look_s (gint64 out_s, gint64 looked_s);
/* Whether it goes along now: one that is nearly due saves a call of its own. @is_halved: half of the reads may go */
gboolean autosell_post_figures_goes_along (gint64 out_s, gint64 counted_s, gboolean is_halved, gint64 now_s);

G_END_DECLS
