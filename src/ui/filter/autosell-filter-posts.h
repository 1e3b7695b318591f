/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "autosell-filter.h"
#include "autosell-store.h"

G_BEGIN_DECLS

/* Posts on Facebook: what became of them, how many days ago the last went out, and on which Pages the car stands, any
 * of these at once. Pages that the filter asks for by a part of their name, and that no Page has, stay as they are.
 *
 * Signals: ::edited (const char *term): NULL for none */
#define AUTOSELL_TYPE_FILTER_POSTS (autosell_filter_posts_get_type ())
G_DECLARE_FINAL_TYPE (AutosellFilterPosts, autosell_filter_posts, AUTOSELL, FILTER_POSTS, GtkBox)

GtkWidget *autosell_filter_posts_new (AutosellStore *store);
/* @filter: (nullable): what the text says */
void autosell_filter_posts_set_filter (AutosellFilterPosts *self, const AutosellFilter *filter);

G_END_DECLS
