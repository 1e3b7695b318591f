/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Puts the children of a widget side by side where there is room for the width that each of them wants at least, and
 * one below the other where there is not. */
#define AUTOSELL_TYPE_COLUMNS (autosell_columns_get_type ())
G_DECLARE_FINAL_TYPE (AutosellColumns, autosell_columns, AUTOSELL, COLUMNS, GtkLayoutManager)

/* @column_px: how wide a column is at least when they stand side by side; @spacing_px: between them */
GtkLayoutManager *autosell_columns_new (int column_px, int spacing_px);

G_END_DECLS
