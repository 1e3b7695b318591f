/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "autosell-store.h"
#include "autosell-vehicle-list.h"

G_BEGIN_DECLS

/* A window for all fields of one car, beside the list and not above it. It follows the stock: fields that nobody
 * touched here show what another window, PC or import wrote; for a field that both changed, both values are shown with
 * a choice. */
#define AUTOSELL_TYPE_EDITOR (autosell_editor_get_type ())
G_DECLARE_FINAL_TYPE (AutosellEditor, autosell_editor, AUTOSELL, EDITOR, AdwWindow)

/* @parent: (nullable): whose application it belongs to, and which shows toasts for what happened here
 * @list: (nullable): what “previous” and “next” mean
 * @key: the car, or 0 for a new one; a car that is being edited already has its window brought to the front
 * @copy_of: with @key 0, the car to be filled in from, or 0 */
void autosell_editor_present (GtkWindow *parent, AutosellStore *store, AutosellVehicleList *list, gint64 key,
                              gint64 copy_of);

/* The same for a car of the stock, with the keyboard in @field. */
void autosell_editor_present_field (GtkWindow *parent, AutosellStore *store, gint64 key, AutosellField field);

/* @toast: (transfer full) */
void autosell_editor_show_toast (AutosellEditor *self, AdwToast *toast);

/* Makes an editor ahead of time, so that the next one that is asked for comes at once. Does nothing where there is
 * one. */
void autosell_editor_prepare (GtkApplication *application);

G_END_DECLS
