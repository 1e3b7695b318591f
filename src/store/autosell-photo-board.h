/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-photo-edit-private.h"
#include "autosell-writer.h"

G_BEGIN_DECLS

/* The photos of the cars that one change touches, laid out in memory: steps move them about, then what became different
 * is written, with one event for each car. Private to the store; on the write lane, within the writer's transaction.
 *
 * An event of photos has the car's photos before and after, one a line in their order: the id, and how it is shown,
 * "ID[-tTURN][-cX.Y.WIDTH.HEIGHT]". So undo and redo need nothing else, and what somebody did meanwhile is told
 * apart: a photo that is no longer where the change left it stays where it is. */
typedef struct _AutosellPhotoBoard AutosellPhotoBoard;

AutosellPhotoBoard *autosell_photo_board_new (AutosellWriter *writer);
void autosell_photo_board_free (AutosellPhotoBoard *self);

/* NOT_FOUND where a car is gone. */
gboolean autosell_photo_board_apply (AutosellPhotoBoard *self, AutosellPhotoEdit *edit, GError **error);

/* One event of the change that is being undone or redone: call for all of them, then revert(). @from: the side that the
 * change left, @to: the one to go to; (nullable): no photo. */
void autosell_photo_board_take_event (AutosellPhotoBoard *self, gint64 vehicle_key, const char *from, const char *to);
gboolean autosell_photo_board_revert (AutosellPhotoBoard *self, GError **error);

/* Gives staged files their places, then writes. @data_dir: (nullable) where nothing is staged */
gboolean autosell_photo_board_write (AutosellPhotoBoard *self, const char *data_dir, GError **error);

/* What an event came to. */
typedef struct
{
  guint n_came;
  guint n_gone;
  guint n_turned;
  guint n_cropped;
  gboolean is_reordered;
} AutosellPhotoDiff;

/* @before, @after: (nullable): as in events */
void autosell_photo_diff (const char *before, const char *after, AutosellPhotoDiff *diff);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AutosellPhotoBoard, autosell_photo_board_free)

G_END_DECLS
