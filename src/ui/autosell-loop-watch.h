/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* With AUTOSELL_TRACE, tells of each turn of the main loop that took more than 8 ms; else does nothing. */
void autosell_loop_watch_start (void);

G_END_DECLS
