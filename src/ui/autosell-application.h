/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* The program: one process a person, which later ones hand their command line to. It opens the store once and gives it
 * to its windows.
 *
 * Actions, `app.`: new-window, reopen and recover (of a store that did not open), quit. */
#define AUTOSELL_TYPE_APPLICATION (autosell_application_get_type ())
G_DECLARE_FINAL_TYPE (AutosellApplication, autosell_application, AUTOSELL, APPLICATION, AdwApplication)

AutosellApplication *autosell_application_new (void);

G_END_DECLS
