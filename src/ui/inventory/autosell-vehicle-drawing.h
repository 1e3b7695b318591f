/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "autosell-vehicle.h"

G_BEGIN_DECLS

/* What rows and cards draw alike. Pixels. */
#define AUTOSELL_ICON_SIZE 16
#define AUTOSELL_DOT_SIZE 9

/* @paintable: (nullable): a symbolic icon takes @colour */
void autosell_draw_icon (GtkSnapshot *snapshot, GdkPaintable *paintable, double x, double y, int size,
                         const GdkRGBA *colour);
/* Filled with a status, hollow without: it is told apart without colour, and the word stands beside it. */
void autosell_draw_status_dot (GtkSnapshot *snapshot, AutosellStatus status, double x, double y);
/* The ground under a value that can be edited. */
void autosell_draw_hint_ground (GtkSnapshot *snapshot, double x, double y, double width, double height,
                                const GdkRGBA *colour);

G_END_DECLS
