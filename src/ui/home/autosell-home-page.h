/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "autosell-store.h"

G_BEGIN_DECLS

/* What the stock is like today: figures, charts and short lists, each a button that leads to its cars.
 *
 * ::answered: what is shown is new. */
#define AUTOSELL_TYPE_HOME_PAGE (autosell_home_page_get_type ())
G_DECLARE_FINAL_TYPE (AutosellHomePage, autosell_home_page, AUTOSELL, HOME_PAGE, AdwBin)

/* The stock is asked when the page is first seen, and again after changes as long as it is to be seen. */
void autosell_home_page_set_store (AutosellHomePage *self, AutosellStore *store);
/* What is to be repaired, as in AutosellStats: whoever shows the page has it counted beside the list anyway. */
void autosell_home_page_set_problems (AutosellHomePage *self, const gint64 *problems);
/* Moves the keyboard to where it was in the page, else to the first figure, now or when it comes. */
void autosell_home_page_focus (AutosellHomePage *self);
/* TRUE where an answer has come and there was not one car. */
gboolean autosell_home_page_is_empty (AutosellHomePage *self);

G_END_DECLS
