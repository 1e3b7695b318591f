/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-interchange-error.h"

G_DEFINE_QUARK (autosell - interchange - error - quark, autosell_interchange_error)
