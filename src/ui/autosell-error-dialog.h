/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Errors for people: what happened to their thing, and the way out. The technical text is behind “Details”. */

/* One translated sentence for any error of the layers below, and what to do (either may be the general one).
 * Static strings. @way_out: (out) (nullable) */
const char *autosell_error_get_sentence (const GError *error, const char **way_out);

/* @what: what could not be done, a whole sentence (“The price was not saved.”). Nothing is shown for
 * G_IO_ERROR_CANCELLED, nor where @error is NULL. */
void autosell_error_dialog_present (GtkWindow *parent, const char *what, const GError *error);

G_END_DECLS
