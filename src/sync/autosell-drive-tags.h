/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-drive-store.h"
#include "autosell-drive.h"

G_BEGIN_DECLS

/* What stands in the appProperties of our files, and back. */
#define AUTOSELL_DRIVE_TAG_ROOT "asm_root" /* the id of the root: whose it is */
#define AUTOSELL_DRIVE_TAG_KIND "asm_kind" /* root, vehicle, photo, sold */

/* @root: of the link. Returns: (transfer full) */
AutosellDriveRecord *autosell_drive_record_from_item (const AutosellDriveItem *item, const char *root);
/* Returns: (transfer full): name, value, …, NULL: those that the step sets */
GStrv autosell_drive_step_dup_tags (const AutosellDriveStep *step, const char *root);

G_END_DECLS
