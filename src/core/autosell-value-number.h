/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-value.h"

G_BEGIN_DECLS

/* What a number that its file or sheet types as one says in a field. @text: its shortest exact form. It is never read
 * as a person's would be, in which "379.123" is a price with grouped digits; what does not fit the field becomes
 * raw. */
void autosell_value_set_from_number (AutosellValue *value, AutosellField field, double number, const char *text,
                                     gboolean is_1904);

G_END_DECLS
