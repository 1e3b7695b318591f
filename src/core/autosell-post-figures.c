/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-post-figures.h"

#include <glib/gi18n-lib.h>

#define HOUR_S ((gint64) 60 * 60)
#define DAY_S (24 * HOUR_S)
/* So soon there is nothing to be told of. */
#define FIRST_LOOK_S HOUR_S

gboolean
autosell_post_figures_equal (const AutosellPostFigures *a, const AutosellPostFigures *b)
{
  return a->reactions == b->reactions && a->comments == b->comments && a->shares == b->shares && a->reach == b->reach
         && a->clicks == b->clicks;
}

static void
merge_one (gint64 *to, gint64 from)
{
  if (from >= 0)
    *to = from;
}

void
autosell_post_figures_merge (AutosellPostFigures *self, const AutosellPostFigures *other)
{
  merge_one (&self->reactions, other->reactions);
  merge_one (&self->comments, other->comments);
  merge_one (&self->shares, other->shares);
  merge_one (&self->reach, other->reach);
  merge_one (&self->clicks, other->clicks);
}

static void
add_one (gint64 *to, gint64 from)
{
  if (from >= 0)
    *to = MAX (*to, 0) + from;
}

void
autosell_post_figures_add (AutosellPostFigures *self, const AutosellPostFigures *other)
{
  add_one (&self->reactions, other->reactions);
  add_one (&self->comments, other->comments);
  add_one (&self->shares, other->shares);
  add_one (&self->reach, other->reach);
  add_one (&self->clicks, other->clicks);
}

/* Takes @part. */
static void
append (GString *text, char *part)
{
  g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", part);
  g_free (part);
}

char *
autosell_post_figures_dup_text (const AutosellPostFigures *self)
{
  GString *text = g_string_new (NULL);

  /* Translators: of a post on Facebook */
  if (self->reactions >= 0)
    append (text, g_strdup_printf (ngettext ("%d reaction", "%d reactions", (gulong) self->reactions),
                                   (int) self->reactions));
  if (self->comments >= 0)
    append (text,
            g_strdup_printf (ngettext ("%d comment", "%d comments", (gulong) self->comments), (int) self->comments));
  if (self->shares >= 0)
    append (text, g_strdup_printf (ngettext ("shared %d time", "shared %d times", (gulong) self->shares),
                                   (int) self->shares));
  if (self->reach >= 0)
    append (text, g_strdup_printf (ngettext ("seen by %d person", "seen by %d people", (gulong) self->reach),
                                   (int) self->reach));
  if (self->clicks >= 0)
    append (text, g_strdup_printf (ngettext ("%d click", "%d clicks", (gulong) self->clicks), (int) self->clicks));
  return g_string_free (text, text->len == 0);
}

gint64
autosell_post_figures_get_interval_s (gint64 age_s)
{
  if (age_s < 3 * DAY_S)
    return HOUR_S;
  return age_s < 30 * DAY_S ? DAY_S : 7 * DAY_S;
}

gint64
autosell_post_figures_get_count_s (gint64 out_s, gint64 counted_s)
{
  if (counted_s == 0)
    return out_s;
  return counted_s + autosell_post_figures_get_interval_s (counted_s - out_s);
}

gint64
autosell_post_figures_get_look_s (gint64 out_s, gint64 looked_s)
{
  if (looked_s == 0)
    return out_s + FIRST_LOOK_S;
  return looked_s + MAX (autosell_post_figures_get_interval_s (looked_s - out_s), DAY_S);
}

gboolean
autosell_post_figures_goes_along (gint64 out_s, gint64 counted_s, gboolean is_halved, gint64 now_s)
{
  gint64 interval_s = autosell_post_figures_get_interval_s (counted_s - out_s);

  if (counted_s == 0)
    return TRUE;
  return now_s - counted_s >= (is_halved ? 2 * interval_s : interval_s - interval_s / 4);
}
