/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* What an empty stock shows: the three ways to begin. They are actions of the window. */
#define AUTOSELL_TYPE_WELCOME_PAGE (autosell_welcome_page_get_type ())
G_DECLARE_FINAL_TYPE (AutosellWelcomePage, autosell_welcome_page, AUTOSELL, WELCOME_PAGE, AdwBin)

/* While the sample inventory is being loaded. */
void autosell_welcome_page_set_busy (AutosellWelcomePage *self, gboolean is_busy);

G_END_DECLS
