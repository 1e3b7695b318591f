/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-pile-photo.h"

G_BEGIN_DECLS

/* Pictures that are of one car, as far as their times tell or a person has said, in order.
 * Changed through its board alone. ::changed tells of anything about it, a photo's progress included. */
#define AUTOSELL_TYPE_PILE (autosell_pile_get_type ())
G_DECLARE_FINAL_TYPE (AutosellPile, autosell_pile, AUTOSELL, PILE, GObject)

/* Returns: (transfer none) (element-type AutosellPilePhoto): in order; changed through the board alone */
GListModel *autosell_pile_get_photos (AutosellPile *self);
guint autosell_pile_get_n_photos (AutosellPile *self);
/* Returns: (transfer none) */
AutosellPilePhoto *autosell_pile_get_photo (AutosellPile *self, guint position);
gboolean autosell_pile_find (AutosellPile *self, AutosellPilePhoto *photo, guint *position);

/* The car that it is for; 0 for none. */
gint64 autosell_pile_get_car (AutosellPile *self);
/* Returns: (nullable): its name */
const char *autosell_pile_get_car_title (AutosellPile *self);
/* It stays out when the others are added. */
gboolean autosell_pile_is_skipped (AutosellPile *self);

/* Of its photos; AUTOSELL_PHOTO_TIME_UNKNOWN where none has a time. @last: (out) (optional) */
gint64 autosell_pile_get_time (AutosellPile *self, gint64 *last);
gboolean autosell_pile_is_busy (AutosellPile *self);
/* Photos that are on a car already, the very same. */
guint autosell_pile_count_same (AutosellPile *self);

/* ---- For the board ---- */

AutosellPile *autosell_pile_new (void);
/* A person has arranged it: times do not change it any more. */
gboolean autosell_pile_is_fixed (AutosellPile *self);
void autosell_pile_fix (AutosellPile *self);
void autosell_pile_set_car (AutosellPile *self, gint64 key, const char *title);
void autosell_pile_set_skipped (AutosellPile *self, gboolean is_skipped);
void autosell_pile_insert (AutosellPile *self, AutosellPilePhoto *photo, guint position);
void autosell_pile_remove (AutosellPile *self, AutosellPilePhoto *photo);
/* All of them. @photos: (element-type AutosellPilePhoto) */
void autosell_pile_set_photos (AutosellPile *self, GPtrArray *photos);

G_END_DECLS
