/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-week.h"

#include <glib/gi18n-lib.h>

#include "autosell-format.h"

/* What is said of a slot, in the window and by the command line alike. */

#define DAY_S ((gint64) 24 * 60 * 60)

static const char *
get_post_label (const AutosellWeekEntry *entry)
{
  const AutosellPost *post = entry->whole;

  if (post->want == AUTOSELL_POST_WANT_REMOVED && !autosell_post_state_is_final (post->state))
    return _("Being removed");
  if (post->held != NULL)
    return _("Does not go");
  switch (post->state)
    {
    case AUTOSELL_POST_WAITING:
    case AUTOSELL_POST_UPLOADING:
      return _("Waits here");
    case AUTOSELL_POST_HANDED:
      return post->timed_s != post->at_s ? _("Being moved") : _("Waits at Facebook");
    case AUTOSELL_POST_REMOVING:
      return _("Being moved");
    default:
      return autosell_post_state_to_label (post->state);
    }
}

const char *
autosell_week_entry_get_label (const AutosellWeekEntry *entry)
{
  switch (entry->kind)
    {
    case AUTOSELL_WEEK_PLANNED:
    case AUTOSELL_WEEK_PINNED:
      return _("Will go by itself");
    case AUTOSELL_WEEK_SKIPPED:
      return _("Left out");
    case AUTOSELL_WEEK_FULL:
      return _("The day is full");
    case AUTOSELL_WEEK_CLOSE:
      return _("Too close to another post");
    case AUTOSELL_WEEK_EMPTY:
      return _("No car is due");
    case AUTOSELL_WEEK_FREE:
      return _("Free slot");
    case AUTOSELL_WEEK_POST:
      return get_post_label (entry);
    case AUTOSELL_WEEK_MISSED:
      return _("Missed");
    case AUTOSELL_WEEK_HELD:
      return _("Does not go");
    case AUTOSELL_WEEK_NOTHING:
    default:
      return _("Nothing went out");
    }
}

char *
autosell_week_supply_dup_ready (const AutosellWeekSupply *self)
{
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u car can be posted", "%u cars can be posted", self->n_ready),
                          self->n_ready);
}

char *
autosell_week_supply_dup_lacking (const AutosellWeekSupply *self)
{
  g_autoptr(GString) list = g_string_new (NULL);

  if (self->n_lacking == 0)
    return g_strdup ("");
  for (int lack = 0; lack < AUTOSELL_N_LACKS; lack++)
    {
      g_autofree char *text = autosell_lack_dup_text (lack, &(AutosellReadiness){ .n_wanted = 1 });

      if (self->lacks[lack] > 0)
        g_string_append_printf (list, "%s%s (%u)", list->len > 0 ? ", " : "", text, self->lacks[lack]);
    }
  /* Translators: %s is a list such as “photos (28), price (5)” */
  return g_strdup_printf (
    g_dngettext (GETTEXT_PACKAGE, "%u lacks something: %s", "%u lack something: %s", self->n_lacking), self->n_lacking,
    list->str);
}

static char *
dup_reason_of_rule (const AutosellWeekEntry *entry)
{
  gint64 days;

  if (entry->posted_s != 0)
    {
      days = MAX ((entry->at_s - entry->posted_s) / DAY_S, 0);
      return g_strdup_printf (
        g_dngettext (GETTEXT_PACKAGE, "Posted last %d day before", "Posted last %d days before", (gulong) days),
        (int) days);
    }
  days = MAX ((entry->at_s - entry->entered_s) / DAY_S, 0);
  return g_strdup_printf (
    g_dngettext (GETTEXT_PACKAGE, "Never posted; %d day in stock", "Never posted; %d days in stock", (gulong) days),
    (int) days);
}

char *
autosell_week_entry_dup_why (const AutosellWeekEntry *entry)
{
  const char *who = entry->who != NULL && *entry->who != '\0' ? entry->who : NULL;

  if (entry->kind == AUTOSELL_WEEK_MISSED)
    {
      g_autofree char *when = autosell_format_instant (entry->moved_s * G_USEC_PER_SEC);

      /* Translators: %s is a date and time */
      return g_strdup_printf (_("The program was not running; it goes %s"), when);
    }
  if (entry->lacks != NULL)
    return g_strdup (entry->lacks);
  if (entry->key == 0)
    return NULL;
  if (entry->is_weekly)
    return who != NULL ? g_strdup_printf (_("Every week, chosen by %s"), who) : g_strdup (_("Every week, chosen"));
  if (entry->is_pinned)
    return who != NULL ? g_strdup_printf (_("Chosen by %s"), who) : g_strdup (_("Chosen"));
  if (entry->kind == AUTOSELL_WEEK_POST && !entry->is_scheduled)
    return g_strdup_printf (_("By hand, by %s"), entry->whole->who);
  return dup_reason_of_rule (entry);
}
