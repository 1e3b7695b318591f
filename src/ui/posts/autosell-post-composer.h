/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "autosell-store.h"

G_BEGIN_DECLS

/* One or several cars for one or several Pages, now or at a time: with the post as it will be. The words of one car can
 * be changed; of several each gets its own from the template. */
#define AUTOSELL_TYPE_POST_COMPOSER (autosell_post_composer_get_type ())
G_DECLARE_FINAL_TYPE (AutosellPostComposer, autosell_post_composer, AUTOSELL, POST_COMPOSER, AdwWindow)

/* @keys: (element-type gint64): at least one */
void autosell_post_composer_present (GtkWindow *parent, AutosellStore *store, GArray *keys);

G_END_DECLS
