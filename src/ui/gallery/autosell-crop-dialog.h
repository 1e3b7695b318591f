/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "autosell-photo-store.h"

G_BEGIN_DECLS

/* Chooses what part of a photo is shown, four to three unless somebody wants it otherwise. The file stays whole, so
 * that a crop can be changed or taken back at any time. */
void autosell_crop_dialog_present (GtkWindow *parent, AutosellStore *store, AutosellPhoto *photo);

G_END_DECLS
