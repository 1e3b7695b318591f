/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-photo-error.h"

G_DEFINE_QUARK (autosell - photo - error - quark, autosell_photo_error)
