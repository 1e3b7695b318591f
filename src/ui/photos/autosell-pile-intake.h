/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-pile-board.h"

G_BEGIN_DECLS

/* Brings pictures to a board: makes them ready in the background, lets piles form as their times become known, and says
 * of each whether it is on a car already. ::changed tells that its progress is another. Main thread. */
#define AUTOSELL_TYPE_PILE_INTAKE (autosell_pile_intake_get_type ())
G_DECLARE_FINAL_TYPE (AutosellPileIntake, autosell_pile_intake, AUTOSELL, PILE_INTAKE, GObject)

AutosellPileIntake *autosell_pile_intake_new (AutosellStore *store);
/* Returns: (transfer none) */
AutosellPileBoard *autosell_pile_intake_get_board (AutosellPileIntake *self);

/* @files: (element-type GFile): files and folders */
void autosell_pile_intake_add_files (AutosellPileIntake *self, GListModel *files);
void autosell_pile_intake_add_bytes (AutosellPileIntake *self, GBytes *bytes, const char *name);
/* What is not ready is left out; what is stays. */
void autosell_pile_intake_cancel (AutosellPileIntake *self);
/* Forgets everything, and takes what was made ready from the disk. */
void autosell_pile_intake_clear (AutosellPileIntake *self);

gboolean autosell_pile_intake_is_busy (AutosellPileIntake *self);
/* 0 to 1 */
double autosell_pile_intake_get_fraction (AutosellPileIntake *self);
/* Of those that came since it was idle. */
void autosell_pile_intake_get_counts (AutosellPileIntake *self, guint *n_done, guint *n_all);
/* A sentence for each that could not be taken. Returns: (transfer none) (element-type utf8) */
GPtrArray *autosell_pile_intake_get_refusals (AutosellPileIntake *self);
void autosell_pile_intake_forget_refusals (AutosellPileIntake *self);

G_END_DECLS
