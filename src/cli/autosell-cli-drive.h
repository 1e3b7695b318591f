/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-cli.h"

G_BEGIN_DECLS

/* The actions of the command drive; NULL after the last one. Static. */
const char *autosell_cli_drive_get_action (guint index);

G_END_DECLS
