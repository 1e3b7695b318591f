/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "autosell-store.h"

G_BEGIN_DECLS

/* The backups of the stock: when, why and how big; one can be made, and any be gone back to. */
#define AUTOSELL_TYPE_BACKUPS_VIEW (autosell_backups_view_get_type ())
G_DECLARE_FINAL_TYPE (AutosellBackupsView, autosell_backups_view, AUTOSELL, BACKUPS_VIEW, AdwBin)

/* Once. */
void autosell_backups_view_set_store (AutosellBackupsView *self, AutosellStore *store);

G_END_DECLS
