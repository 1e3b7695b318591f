/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "autosell-google.h"

G_BEGIN_DECLS

/* Links the lot's own sheet: which one, what its columns are for, what would happen, and only then anything is written,
 * on either side.
 *
 * Signals: linked (), when the link is kept. */
#define AUTOSELL_TYPE_LINK_ASSISTANT (autosell_link_assistant_get_type ())
G_DECLARE_FINAL_TYPE (AutosellLinkAssistant, autosell_link_assistant, AUTOSELL, LINK_ASSISTANT, AdwWindow)

/* Opens it, or shows the one that @parent has open. Returns: (transfer none) */
AutosellLinkAssistant *autosell_link_assistant_present (GtkWindow *parent, AutosellStore *store,
                                                        AutosellGoogle *google);

/* Where a spreadsheet is looked at in the browser. Returns: (transfer full) */
char *autosell_link_assistant_dup_address (const char *spreadsheet, int tab);

/* The link was made, changed or ended: what keeps both sides alike looks at once. */
void autosell_link_assistant_tell_sync (void);

G_END_DECLS
