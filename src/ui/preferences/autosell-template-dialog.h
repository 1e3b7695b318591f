/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "autosell-page-store.h"

G_BEGIN_DECLS

/* The words of a template: checked as they are typed, and shown as the post that they make of a car of this stock.
 * @template: (nullable): NULL for a new one; copied. @is_only: there is no other, so that it cannot be deleted */
void autosell_template_dialog_present (GtkWindow *parent, AutosellStore *store, const AutosellTemplate *template,
                                       gboolean is_only);

G_END_DECLS
