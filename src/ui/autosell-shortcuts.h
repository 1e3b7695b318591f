/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* All shortcuts stand in one table, which the shortcuts window shows too. They act in the bubble phase: what has the
 * focus goes first, so that Ctrl+Z in an entry takes back typing and Delete deletes a letter. */
typedef enum
{
  AUTOSELL_SHORTCUTS_APPLICATION, /* in every window, dialogs too; no key that means anything in an entry */
  AUTOSELL_SHORTCUTS_WINDOW,
  AUTOSELL_SHORTCUTS_LIST,     /* where a list of cars has the focus */
  AUTOSELL_SHORTCUTS_GALLERY,  /* where the photos of a car have the focus */
  AUTOSELL_SHORTCUTS_HEADINGS, /* where a heading of the list has the focus */
} AutosellShortcutScope;

void autosell_shortcuts_install (GtkWidget *widget, AutosellShortcutScope scope);
void autosell_shortcuts_install_for_application (GtkApplication *application);
void autosell_shortcuts_window_present (GtkWindow *parent);

G_END_DECLS
