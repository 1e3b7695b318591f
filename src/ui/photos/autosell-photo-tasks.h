/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "autosell-pile-board.h"

G_BEGIN_DECLS

/* The cars of the stock that have fewer photos than are wanted and are not sold, the newest first.
 *
 * ::count-changed: get_n() is another */
#define AUTOSELL_TYPE_PHOTO_TASKS (autosell_photo_tasks_get_type ())
G_DECLARE_FINAL_TYPE (AutosellPhotoTasks, autosell_photo_tasks, AUTOSELL, PHOTO_TASKS, AdwBin)

GtkWidget *autosell_photo_tasks_new (AutosellPileBoard *board, AutosellStore *store);
guint autosell_photo_tasks_get_n (AutosellPhotoTasks *self);
/* Where there is room buttons have words, else they are their signs alone. */
void autosell_photo_tasks_set_is_wide (AutosellPhotoTasks *self, gboolean is_wide);
void autosell_photo_tasks_focus (AutosellPhotoTasks *self);

/* The query that finds them. Returns: (transfer full) */
char *autosell_photo_tasks_dup_query (AutosellStore *store);

G_END_DECLS
