/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "autosell-week.h"

G_BEGIN_DECLS

/* One slot, or one post, of the week: what goes then and why. Enter, a click or the menu key offers what can be done;
 * Space picks it up, and puts down here what was picked up; it can be dragged onto another one of its Page.
 *
 * ::act (int kind)      a person wants that of it: an AutosellWeekActKind; MOVE picks it up
 * ::choose ()           a car is to be chosen for it
 * ::put (AutosellWeekCard *from)   that one was dropped here; NULL: what was picked up
 * ::give-up ()          Escape
 * ::turn (int by)       Page Up, Page Down */
#define AUTOSELL_TYPE_WEEK_CARD (autosell_week_card_get_type ())
G_DECLARE_FINAL_TYPE (AutosellWeekCard, autosell_week_card, AUTOSELL, WEEK_CARD, GtkButton)

/* @entry: stays with the caller and outlives the card's use, not necessarily the card; @time: “09:00” */
GtkWidget *autosell_week_card_new (const AutosellWeekEntry *entry, const char *time);
/* The Page, the time and the post of its entry; kept after that is gone. */
gint64 autosell_week_card_get_page (AutosellWeekCard *self);
gint64 autosell_week_card_get_at (AutosellWeekCard *self);
gint64 autosell_week_card_get_post (AutosellWeekCard *self);
gint64 autosell_week_card_get_key (AutosellWeekCard *self);
/* (nullable) */
const char *autosell_week_card_get_title (AutosellWeekCard *self);
/* A car goes from here, and could go at another time. */
gboolean autosell_week_card_can_move (AutosellWeekCard *self);
/* It is a slot to come into which a car can be put. */
gboolean autosell_week_card_can_take (AutosellWeekCard *self);
/* A menu of it is open, or it is being dragged: it must stay. */
gboolean autosell_week_card_is_busy (AutosellWeekCard *self);
void autosell_week_card_set_is_picked (AutosellWeekCard *self, gboolean is_picked);
/* Something is picked up: a click puts it down here. */
void autosell_week_card_set_is_target (AutosellWeekCard *self, gboolean is_target);

G_END_DECLS
