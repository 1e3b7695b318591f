/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "autosell-google.h"

G_BEGIN_DECLS

/* Preferences → Google: which spreadsheet is linked, and what can be done about it. */
#define AUTOSELL_TYPE_LINK_GROUP (autosell_link_group_get_type ())
G_DECLARE_FINAL_TYPE (AutosellLinkGroup, autosell_link_group, AUTOSELL, LINK_GROUP, AdwPreferencesGroup)

GtkWidget *autosell_link_group_new (AutosellStore *store, AutosellGoogle *google);

G_END_DECLS
