/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Text for people. Mexico writes pesos as "$379,000" and dates as 31/12/2025, and both of the program's languages
 * are used there, so these do not follow the locale. */

/* "$379,000"; centavos only when there are some: "$379,000.50". Returns: (transfer full) */
char *autosell_format_money (gint64 cents);

/* "73,618". Returns: (transfer full) */
char *autosell_format_integer (gint64 number);

/* "01/07/2025" from "2025-07-01"; other text is returned as it is. Returns: (transfer full) */
char *autosell_format_date (const char *iso);

/* UTC microseconds as local "01/07/2025 14:05". Returns: (transfer full) */
char *autosell_format_instant (gint64 utc_us);

G_END_DECLS
