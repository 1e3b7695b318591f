/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Readers of what people write in a lot in Mexico. All return FALSE and leave the result untouched when the text is
 * not wholly understood; none guesses, and all take hostile text of any length. Thread-safe. */

/* Length of "YYYY-MM-DD" with its NUL. */
#define AUTOSELL_DATE_SIZE 11

/* "$379,000.00", "379000", "379 mil", "1.2 mdp", "MXN 1,369,000", "379,000 pesos"; at most 2 decimals; result in
 * centavos, 0 to 10^13. A comma or dot before exactly three digits groups; "379.5 mil" is 379,500. Negative is
 * refused. */
gboolean autosell_parse_money (const char *text, gint64 *cents);

/* "73,618", "62000", "45 mil km", "82 000 kms"; whole numbers 0 to 10^9. */
gboolean autosell_parse_integer (const char *text, gint64 *number);

/* "09/10/25", "01/07/2025", "2025-07-01", "1-jul-2025", "1 de julio de 2025"; day first; two-digit years are 2000 to
 * 2099. The date must exist, 1900 to 2100. An Excel serial is not read here, since "45000" could be anything: only a
 * cell that its file types as a number gives one (autosell_date_from_excel_serial()). A time of day after it is
 * ignored. */
gboolean autosell_parse_date (const char *text, char iso[AUTOSELL_DATE_SIZE]);

/* Excel's serial day number, 1900 system (with its 29 February 1900) or 1904 system.
 * ECMA-376 part 1, 18.17.4.1. FALSE outside 1900-01-01 to 2100-12-31. Fractions (time of day) are dropped. */
gboolean autosell_date_from_excel_serial (double serial, gboolean system_1904, char iso[AUTOSELL_DATE_SIZE]);

/* TRUE if @iso is exactly a date that exists, "YYYY-MM-DD". */
gboolean autosell_date_is_valid (const char *iso);

/* Days from @from_iso to @to_iso, both valid. */
int autosell_date_days_between (const char *from_iso, const char *to_iso);

/* Today in the local time zone. */
void autosell_date_today (char iso[AUTOSELL_DATE_SIZE]);

G_END_DECLS
