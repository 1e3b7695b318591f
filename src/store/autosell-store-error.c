/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-store-error.h"

G_DEFINE_QUARK (autosell - store - error - quark, autosell_store_error)
