/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "autosell-drive-manager.h"
#include "autosell-facebook.h"
#include "autosell-google.h"
#include "autosell-sync-manager.h"

G_BEGIN_DECLS

/* The program: one process a person, which later ones hand their command line to. It opens the store once and gives it
 * to its windows.
 *
 * Actions, `app.`: new-window, reopen and recover (of a store that did not open), quit. */
#define AUTOSELL_TYPE_APPLICATION (autosell_application_get_type ())
G_DECLARE_FINAL_TYPE (AutosellApplication, autosell_application, AUTOSELL, APPLICATION, AdwApplication)

AutosellApplication *autosell_application_new (void);

/* Made when it is first asked for: who never signs in has no network session. Returns: (transfer none) (nullable): NULL
 * while there is no store, or with @error where the endpoints file is refused */
AutosellGoogle *autosell_application_get_google (AutosellApplication *self, GError **error);

/* The same for Facebook; both share the network. What publishes is started by itself as soon as an account is
 * connected. */
AutosellFacebook *autosell_application_get_facebook (AutosellApplication *self, GError **error);

/* What keeps stock and sheet alike. Returns: (transfer none) (nullable): NULL before a window with the stock has been
 * there for a moment */
AutosellSyncManager *autosell_application_get_sync (AutosellApplication *self);
/* What keeps photos and Drive alike; the same. ::drive-ready tells when it has come. */
AutosellDriveManager *autosell_application_get_drive (AutosellApplication *self);

G_END_DECLS
