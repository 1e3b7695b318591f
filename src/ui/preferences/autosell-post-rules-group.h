/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "autosell-store.h"

G_BEGIN_DECLS

/* What holds for the posts of all Pages; saved with the stock, at once. */
#define AUTOSELL_TYPE_POST_RULES_GROUP (autosell_post_rules_group_get_type ())
G_DECLARE_FINAL_TYPE (AutosellPostRulesGroup, autosell_post_rules_group, AUTOSELL, POST_RULES_GROUP,
                      AdwPreferencesGroup)

GtkWidget *autosell_post_rules_group_new (AutosellStore *store);

G_END_DECLS
