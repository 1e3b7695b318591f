/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Characters that XML cannot hold are "_xHHHH_" in a workbook (ECMA-376 part 1, 22.9.2.19, ST_Xstring), and so is the
 * "_" of a text that looks like that by itself. */

/* In place. */
void autosell_xlsx_text_decode (GString *text);
/* Appends @text as content of an XML element. */
void autosell_xlsx_text_append (GString *xml, const char *text);

/* The shortest decimal text that gives the same number, without exponent where that is readable. Returns: (transfer
 * full) */
char *autosell_xlsx_number_to_text (double number);

G_END_DECLS
