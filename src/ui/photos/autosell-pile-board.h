/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-photo-store.h"
#include "autosell-pile.h"

G_BEGIN_DECLS

/* Pictures of many cars on a table, in piles: a GListModel of AutosellPile. Those that nobody has touched are
 * made of the pictures' times, and made anew while pictures come; what a person arranges stays as it is.
 *
 * ::changed tells of anything about any pile. Main thread. */
#define AUTOSELL_TYPE_PILE_BOARD (autosell_pile_board_get_type ())
G_DECLARE_FINAL_TYPE (AutosellPileBoard, autosell_pile_board, AUTOSELL, PILE_BOARD, GObject)

AutosellPileBoard *autosell_pile_board_new (void);

/* It is put to a pile with the next autosell_pile_board_settle(). */
void autosell_pile_board_add (AutosellPileBoard *self, AutosellPilePhoto *photo);
/* Makes the piles that nobody has touched anew from the times that are known by now. */
void autosell_pile_board_settle (AutosellPileBoard *self);

/* ---- What a person does ---- */

/* From @position on they are a pile of their own. Returns: (transfer none) (nullable): NULL at either end */
AutosellPile *autosell_pile_board_split (AutosellPileBoard *self, AutosellPile *pile, guint position);
/* All of @pile goes to the end of @into, which keeps its car or takes that of @pile. */
void autosell_pile_board_join (AutosellPileBoard *self, AutosellPile *pile, AutosellPile *into);
/* @photos: (element-type AutosellPilePhoto): of any piles; @into: (nullable): a new pile
 * Returns: (transfer none) (nullable): where they are now */
AutosellPile *autosell_pile_board_move (AutosellPileBoard *self, GPtrArray *photos, AutosellPile *into);
/* They are put into @into before what is at @position now, or at its end. */
void autosell_pile_board_place (AutosellPileBoard *self, GPtrArray *photos, AutosellPile *into, guint position);
/* They are left out for good. */
void autosell_pile_board_remove (AutosellPileBoard *self, GPtrArray *photos);
void autosell_pile_board_remove_pile (AutosellPileBoard *self, AutosellPile *pile);
/* @key: 0 for none, with @title NULL. It is not skipped any more. */
void autosell_pile_board_set_car (AutosellPileBoard *self, AutosellPile *pile, gint64 key, const char *title);
void autosell_pile_board_skip (AutosellPileBoard *self, AutosellPile *pile, gboolean is_skipped);
void autosell_pile_board_clear (AutosellPileBoard *self);

/* ---- Asking ---- */

guint autosell_pile_board_get_n_piles (AutosellPileBoard *self);
/* Returns: (transfer none) (nullable) */
AutosellPile *autosell_pile_board_get_pile (AutosellPileBoard *self, guint position);
gboolean autosell_pile_board_find (AutosellPileBoard *self, AutosellPile *pile, guint *position);
/* The pile that a photo is in. Returns: (transfer none) (nullable) */
AutosellPile *autosell_pile_board_find_photo (AutosellPileBoard *self, AutosellPilePhoto *photo);
/* The first behind @pile, and then from the start, that has no car and is not skipped. Returns: (transfer none)
 * (nullable) */
AutosellPile *autosell_pile_board_find_open (AutosellPileBoard *self, AutosellPile *pile);

typedef struct
{
  guint n_piles;    /* skipped ones not counted */
  guint n_photos;   /* all of them */
  guint n_assigned; /* piles that have a car */
  guint n_cars;     /* different ones */
  guint n_ready;    /* photos in them that can be added now */
  gboolean is_busy; /* photos in them are still being made ready */
} AutosellPileTotals;

void autosell_pile_board_get_totals (AutosellPileBoard *self, AutosellPileTotals *totals);

/* One change that gives each car its photos, at the end of those that it has.
 * @added: (out) (transfer full) (element-type AutosellPilePhoto): which ones; to be removed once it is done */
AutosellPhotoEdit *autosell_pile_board_create_edit (AutosellPileBoard *self, GPtrArray **added);

G_END_DECLS
