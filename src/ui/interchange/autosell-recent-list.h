/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* The files that were imported lately, each a row to import it again. Hidden while there is none.
 *
 * ::chosen: (GFile *file) */
#define AUTOSELL_TYPE_RECENT_LIST (autosell_recent_list_get_type ())
G_DECLARE_FINAL_TYPE (AutosellRecentList, autosell_recent_list, AUTOSELL, RECENT_LIST, AdwBin)

G_END_DECLS
