/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-cli.h"
#include "autosell-facebook.h"

G_BEGIN_DECLS

/* For the commands that speak to Facebook. */

/* What they need, made once; of the process. Returns: (transfer none): NULL with @error */
AutosellFacebook *autosell_cli_get_facebook (AutosellCli *cli, GError **error);

/* By name, accents and case aside, a part of it where that is enough, or id at Facebook; NULL: the only one.
 * @pages: (element-type AutosellPage). Returns: (transfer none): NULL with @error */
AutosellPage *autosell_cli_find_page (GPtrArray *pages, const char *word, GError **error);

/* Everything that can be done now, and what came of it as a line or members. Where another program of this folder is at
 * it that is said, and is no failure. @now_s: 0 for the clock's own */
gboolean autosell_cli_publish (AutosellCli *cli, gint64 now_s, AutosellPublisherReport *report, GError **error);

/* "2026-11-23 14:00" here or with an offset, RFC 3339, or seconds of Unix. FALSE with @error */
gboolean autosell_cli_parse_instant (const char *text, gint64 *at_s, GError **error);

G_END_DECLS
