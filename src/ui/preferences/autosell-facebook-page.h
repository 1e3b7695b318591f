/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "autosell-facebook.h"

G_BEGIN_DECLS

/* Preferences → Facebook: the accounts and their Pages, what holds for posts, templates, and the dealership's own Meta
 * app. A sign-in that is on its way ends with the window. */
#define AUTOSELL_TYPE_FACEBOOK_PAGE (autosell_facebook_page_get_type ())
G_DECLARE_FINAL_TYPE (AutosellFacebookPage, autosell_facebook_page, AUTOSELL, FACEBOOK_PAGE, AdwPreferencesPage)

GtkWidget *autosell_facebook_page_new (AutosellStore *store, AutosellFacebook *facebook);

G_END_DECLS
