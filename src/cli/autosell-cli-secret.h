/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-redact.h"

G_BEGIN_DECLS

/* One line of the standard input that nobody is to see; on a terminal @prompt is said and nothing is echoed. Never from
 * the command line, where everybody on the PC could read it. Returns: (transfer full): "" at its end;
 * autosell_secret_free() */
char *autosell_cli_read_secret (const char *prompt);

G_END_DECLS
