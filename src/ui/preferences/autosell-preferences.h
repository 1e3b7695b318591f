/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "autosell-facebook.h"
#include "autosell-google.h"

G_BEGIN_DECLS

/* The person's profile (a setting of this PC) and the dealership (a part of the data). Saved as they are confirmed.
 * @google, @facebook: (nullable). @page: (nullable): which page to begin with, “google”, “facebook” */
void autosell_preferences_present (GtkWindow *parent, AutosellStore *store, AutosellGoogle *google,
                                   AutosellFacebook *facebook, const char *page);

G_END_DECLS
