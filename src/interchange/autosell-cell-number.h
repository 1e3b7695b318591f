/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-table.h"
#include "autosell-value.h"

G_BEGIN_DECLS

/* What a cell of type NUMBER says in a field. Its text is never read as a person's would be, in which "379.123" is a
 * price with grouped digits; what does not fit the field becomes raw. */
void autosell_cell_number_to_value (const AutosellCell *cell, gboolean is_1904, AutosellField field, AutosellValue *value);

G_END_DECLS
