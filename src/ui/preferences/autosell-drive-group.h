/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "autosell-google.h"

G_BEGIN_DECLS

/* Preferences → Google: the photos in Drive: which folder, how it stands, how much room is left, and what may be
 * chosen. */
#define AUTOSELL_TYPE_DRIVE_GROUP (autosell_drive_group_get_type ())
G_DECLARE_FINAL_TYPE (AutosellDriveGroup, autosell_drive_group, AUTOSELL, DRIVE_GROUP, AdwPreferencesGroup)

GtkWidget *autosell_drive_group_new (AutosellStore *store, AutosellGoogle *google);

G_END_DECLS
