/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "autosell-store.h"

G_BEGIN_DECLS

/* The place for posts: what failed and why with the way out, what goes when in the next seven days, and what is out
 * with its link. What is asked for here is written into the store; the publisher does it.
 *
 * ::count-changed: get_n_failed() is another */
#define AUTOSELL_TYPE_POSTS_PAGE (autosell_posts_page_get_type ())
G_DECLARE_FINAL_TYPE (AutosellPostsPage, autosell_posts_page, AUTOSELL, POSTS_PAGE, AdwBin)

void autosell_posts_page_set_store (AutosellPostsPage *self, AutosellStore *store);
void autosell_posts_page_focus (AutosellPostsPage *self);
/* Posts, and listings on Marketplace, that a person has to see to. */
guint autosell_posts_page_get_n_failed (AutosellPostsPage *self);

G_END_DECLS
