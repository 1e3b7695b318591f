/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "autosell-page-store.h"

G_BEGIN_DECLS

/* One Page of Facebook in Preferences: how it is, and how it gets its posts. What a person changes is written at
 * once. */
#define AUTOSELL_TYPE_PAGE_ROW (autosell_page_row_get_type ())
G_DECLARE_FINAL_TYPE (AutosellPageRow, autosell_page_row, AUTOSELL, PAGE_ROW, AdwExpanderRow)

GtkWidget *autosell_page_row_new (AutosellStore *store);
/* @page: copied; @templates: (element-type AutosellTemplate): not kept. Nothing is shown while a change is being
 * written. */
void autosell_page_row_show (AutosellPageRow *self, const AutosellPage *page, GPtrArray *templates);

G_END_DECLS
