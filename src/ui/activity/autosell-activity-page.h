/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "autosell-store.h"

G_BEGIN_DECLS

/* The place of what has happened and what is to be seen to: history, problems and backups, and the way into the bin.
 * Each is made when it is first shown. */
#define AUTOSELL_TYPE_ACTIVITY_PAGE (autosell_activity_page_get_type ())
G_DECLARE_FINAL_TYPE (AutosellActivityPage, autosell_activity_page, AUTOSELL, ACTIVITY_PAGE, AdwBin)

/* Once. */
void autosell_activity_page_set_store (AutosellActivityPage *self, AutosellStore *store);

/* @name: "history", "problems" or "backups" */
void autosell_activity_page_show (AutosellActivityPage *self, const char *name);

G_END_DECLS
