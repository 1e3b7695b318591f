/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Has one child, in property “child”, and needs no width for it. The least width of a window's content counts what the
 * content will do without as soon as there is less room; so it kept a window from becoming half as wide as the screen
 * in one go. Whoever puts a child in here sees to it that it fits. Where it does not, its end is cut off. */
#define AUTOSELL_TYPE_FIT_BIN (autosell_fit_bin_get_type ())
G_DECLARE_FINAL_TYPE (AutosellFitBin, autosell_fit_bin, AUTOSELL, FIT_BIN, GtkWidget)

/* The child does without all that it can do without, so that what it needs now is needed. */
void autosell_fit_bin_set_is_least (AutosellFitBin *self, gboolean is_least);

G_END_DECLS
