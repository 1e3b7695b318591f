/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Asks where a file goes that @window makes. People leave the ending out: it is added, and where there is a file of the
 * whole name, which the chooser has not asked about, that is asked here. @func: called once where there is an answer,
 * while
 * @window is there; @file is lent. @stem: the suggested name without @ending, which begins with a dot. */
typedef void (*AutosellSaveFunc) (GtkWindow *window, GFile *file);
void autosell_save_file (GtkWindow *window, const char *title, const char *stem, const char *ending,
                         AutosellSaveFunc func);

/* A toast that a file is there, with “Open”. Returns: (transfer floating) */
AdwToast *autosell_save_file_toast (const char *sentence, GFile *file);

G_END_DECLS
