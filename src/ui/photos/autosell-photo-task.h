/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "autosell-pile-board.h"
#include "autosell-vehicle-row.h"

G_BEGIN_DECLS

/* A car that wants photos: its cover, how many it has of how many, what it lacks, and what can be done about that. It
 * takes piles and pictures that are dropped on it.
 *
 * Actions, `task.`: add, paste, open, show */
#define AUTOSELL_TYPE_PHOTO_TASK (autosell_photo_task_get_type ())
G_DECLARE_FINAL_TYPE (AutosellPhotoTask, autosell_photo_task, AUTOSELL, PHOTO_TASK, GtkBox)

GtkWidget *autosell_photo_task_new (AutosellPileBoard *board, AutosellStore *store);
/* @row: (nullable): none */
void autosell_photo_task_set_row (AutosellPhotoTask *self, AutosellVehicleRow *row);
/* There is room for the words on its buttons. */
void autosell_photo_task_set_is_wide (AutosellPhotoTask *self, gboolean is_wide);

G_END_DECLS
