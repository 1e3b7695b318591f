/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "autosell-filter.h"

G_BEGIN_DECLS

/* For each field: cars without a value, or with one.
 *
 * Signals: ::edited (guint field, const char *term): NULL for neither */
#define AUTOSELL_TYPE_FILTER_BLANKS (autosell_filter_blanks_get_type ())
G_DECLARE_FINAL_TYPE (AutosellFilterBlanks, autosell_filter_blanks, AUTOSELL, FILTER_BLANKS, GtkWidget)

GtkWidget *autosell_filter_blanks_new (void);
/* @filters: (element-type AutosellFilter): what the text says */
void autosell_filter_blanks_set_filters (AutosellFilterBlanks *self, GPtrArray *filters);
/* Moves the keyboard to the controls of @field. */
void autosell_filter_blanks_focus (AutosellFilterBlanks *self, AutosellField field);

G_END_DECLS
