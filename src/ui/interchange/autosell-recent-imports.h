/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The spreadsheets that were imported last, newest first, by address; in a sandbox that is the portal's. Kept in the
 * settings, key "recent-imports", whose change tells those who show them. A file that is gone is noticed when somebody
 * wants it, and is forgotten then. */

void autosell_recent_imports_add (GFile *file);
void autosell_recent_imports_remove (GFile *file);
/* Returns: (transfer full) NULL-terminated */
char **autosell_recent_imports_dup_uris (void);
/* The file's name, for people; @folder: (out) (nullable) (optional): where it is, NULL in a sandbox, where it says
 * nothing. Returns: (transfer full) */
char *autosell_recent_imports_dup_name (const char *uri, char **folder);

/* A menu's section with a submenu of them, which is kept up to date while @section lives. Action `win.import-again`. */
void autosell_recent_imports_fill_menu (GMenu *section);

G_END_DECLS
