/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Shows @toast on @overlay, in the place of the one there, whose time is cut short: the latest is what counts. One
 * that comes while another goes waits for it; of several that wait only the last is shown.
 * @toast: (transfer full): nobody else may hold it */
void autosell_toaster_show (AdwToastOverlay *overlay, AdwToast *toast);

/* Nothing is shown, nor waits to be. */
gboolean autosell_toaster_is_empty (AdwToastOverlay *overlay);

G_END_DECLS
