/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What is measured in pixels and holds words goes by how large the desktop shows text, as breakpoints in “sp” do in
 * today's libadwaita, which 1.2 does not have. */

/* 1 ordinarily, 2 with text at 200 %; never below 1. Needs a display. */
double autosell_text_scale_get (void);

/* @px of ordinary text, in pixels of the text that is shown. */
int autosell_text_scale_up (int px);

/* The way back: what a width of @px is worth where text is large. */
int autosell_text_scale_down (int px);

/* Calls @callback with @widget, swapped, when the size of text is changed. */
void autosell_text_scale_watch (GtkWidget *widget, GCallback callback);

G_END_DECLS
