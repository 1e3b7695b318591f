/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-posted.h"

#include <glib/gi18n-lib.h>

#include "autosell-text.h"

static const char *const nicks[AUTOSELL_N_POSTED] = { "never", "queued", "out", "failed", "removed" };

/* As of autosell_text_fold_words(). */
static const struct
{
  const char *word;
  guint bit;
} words[] = {
  { "yes", 1u << AUTOSELL_POSTED_OUT },          { "no", AUTOSELL_POSTED_NOT_OUT },
  { "never", 1u << AUTOSELL_POSTED_NEVER },      { "queued", 1u << AUTOSELL_POSTED_QUEUED },
  { "failed", 1u << AUTOSELL_POSTED_FAILED },    { "removed", 1u << AUTOSELL_POSTED_REMOVED },
  { "out", 1u << AUTOSELL_POSTED_OUT },          { "waiting", 1u << AUTOSELL_POSTED_QUEUED },
  { "si", 1u << AUTOSELL_POSTED_OUT },           { "publicado", 1u << AUTOSELL_POSTED_OUT },
  { "nunca", 1u << AUTOSELL_POSTED_NEVER },      { "programado", 1u << AUTOSELL_POSTED_QUEUED },
  { "en cola", 1u << AUTOSELL_POSTED_QUEUED },   { "cola", 1u << AUTOSELL_POSTED_QUEUED },
  { "fallo", 1u << AUTOSELL_POSTED_FAILED },     { "fallido", 1u << AUTOSELL_POSTED_FAILED },
  { "retirado", 1u << AUTOSELL_POSTED_REMOVED },
};

const char *
autosell_posted_to_nick (AutosellPostedState state)
{
  g_return_val_if_fail (state < AUTOSELL_N_POSTED, nicks[0]);

  return nicks[state];
}

const char *
autosell_posted_to_label (AutosellPostedState state)
{
  switch (state)
    {
    case AUTOSELL_POSTED_QUEUED:
      return C_ ("of a car", "Queued for posting");
    case AUTOSELL_POSTED_OUT:
      return C_ ("of a car", "Posted");
    case AUTOSELL_POSTED_FAILED:
      return C_ ("of a car", "Posting failed");
    case AUTOSELL_POSTED_REMOVED:
      return C_ ("of a car", "Taken off");
    case AUTOSELL_POSTED_NEVER:
    default:
      return C_ ("of a car", "Never posted");
    }
}

guint
autosell_posted_mask_parse (const char *word)
{
  g_autofree char *folded = autosell_text_fold_words (word);

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_equal (words[i].word, folded))
      return words[i].bit;
  return 0;
}

const char *
autosell_posted_mask_to_word (guint bit)
{
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (words[i].bit == bit)
      return words[i].word;
  g_return_val_if_reached ("no");
}

const char *
autosell_posted_mask_to_label (guint bit)
{
  for (guint state = 0; state < AUTOSELL_N_POSTED; state++)
    if (bit == 1u << state)
      return autosell_posted_to_label (state);
  return C_ ("of a car", "Posted nowhere");
}

static GDate *
new_date (gint64 at_s)
{
  g_autoptr(GDateTime) time = g_date_time_new_from_unix_local (at_s);
  int year, month, day;

  g_date_time_get_ymd (time, &year, &month, &day);
  return g_date_new_dmy ((GDateDay) day, (GDateMonth) month, (GDateYear) year);
}

int
autosell_posted_get_days (gint64 out_s, gint64 now_s)
{
  g_autoptr(GDate) out = new_date (out_s);
  g_autoptr(GDate) now = new_date (now_s);

  return MAX (g_date_days_between (out, now), 0);
}

char *
autosell_posted_dup_short (const AutosellPosted *self, gint64 now_s)
{
  int days;

  switch (self->state)
    {
    case AUTOSELL_POSTED_QUEUED:
      return g_strdup (C_ ("column: of a car to be posted", "queued"));
    case AUTOSELL_POSTED_FAILED:
      return g_strdup (C_ ("column: of a car to be posted", "failed"));
    case AUTOSELL_POSTED_REMOVED:
      return g_strdup (C_ ("column: of a car that was posted", "taken off"));
    case AUTOSELL_POSTED_OUT:
      days = autosell_posted_get_days (self->out_s, now_s);
      return days == 0 ? g_strdup (C_ ("column: when a car was posted", "today"))
                       : g_strdup_printf (ngettext ("%d day ago", "%d days ago", days), days);
    case AUTOSELL_POSTED_NEVER:
    default:
      return NULL;
    }
}

char *
autosell_posted_dup_text (const AutosellPosted *self, gint64 now_s)
{
  int days;

  if (self->state == AUTOSELL_POSTED_NEVER)
    return NULL;
  if (self->state != AUTOSELL_POSTED_OUT)
    return g_strdup (autosell_posted_to_label (self->state));
  days = autosell_posted_get_days (self->out_s, now_s);
  return days == 0 ? g_strdup (_("Posted today"))
                   : g_strdup_printf (ngettext ("Posted %d day ago", "Posted %d days ago", days), days);
}
