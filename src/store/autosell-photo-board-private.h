/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-photo-board.h"
#include "autosell-photo-sql.h"

G_BEGIN_DECLS

/* What the board's two files share: autosell-photo-board.c, autosell-photo-revert.c. */

typedef struct
{
  gint64 pk;              /* 0: not stored yet */
  AutosellPhotoInfo info; /* as it will be; deleted_us tells whether a car's list has it */
  gboolean is_changed;
  AutosellStagedPhoto *staged; /* owned, nullable: of a new one */
} AutosellPhotoItem;

typedef struct
{
  gint64 key;
  GPtrArray *items; /* owned, of AutosellPhotoItem (unowned), in order */
  char *before;     /* owned: as in an event */
} AutosellPhotoCar;

struct _AutosellPhotoBoard
{
  AutosellWriter *writer;
  GPtrArray *cars;    /* owned, of AutosellPhotoCar */
  GHashTable *items;  /* owned: id (unowned) → AutosellPhotoItem */
  GPtrArray *reverts; /* owned, of AutosellPhotoRevert */
};

void autosell_photo_revert_free (gpointer revert);

/* get_item: *item is NULL where there is no such record. */
AutosellPhotoCar *autosell_photo_board_get_car (AutosellPhotoBoard *self, gint64 key, GError **error);
AutosellPhotoCar *autosell_photo_board_find_car (AutosellPhotoBoard *self, gint64 key);
gboolean autosell_photo_board_get_item (AutosellPhotoBoard *self, const char *id, AutosellPhotoItem **item,
                                        GError **error);

void autosell_photo_board_detach (AutosellPhotoBoard *self, AutosellPhotoItem *item);
void autosell_photo_board_attach (AutosellPhotoBoard *self, AutosellPhotoItem *item, AutosellPhotoCar *car,
                                  int position);
void autosell_photo_board_remove (AutosellPhotoBoard *self, AutosellPhotoItem *item);

G_END_DECLS
