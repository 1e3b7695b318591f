/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <sqlite3.h>

/* The rules of core as SQL functions, so that a filter and a vehicle's own answer cannot differ:
 * autosell_fold(text), autosell_colour_key(text), autosell_has_word(folded, word), autosell_niv_doubtful(niv, year),
 * autosell_is_placeholder(text, field), autosell_days(entry_date, status, sold_on, today). */
void autosell_sql_functions_register (sqlite3 *db);
