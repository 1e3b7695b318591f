/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "autosell-google.h"

G_BEGIN_DECLS

/* Preferences → Google: the accounts, the chosen spreadsheet, and the client of the dealership's own Google Cloud
 * project. A sign-in that is on its way ends with the window. */
#define AUTOSELL_TYPE_GOOGLE_PAGE (autosell_google_page_get_type ())
G_DECLARE_FINAL_TYPE (AutosellGooglePage, autosell_google_page, AUTOSELL, GOOGLE_PAGE, AdwPreferencesPage)

GtkWidget *autosell_google_page_new (AutosellStore *store, AutosellGoogle *google);

G_END_DECLS
