/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "book.h"

G_BEGIN_DECLS

/* What a formula gives: references (A1, A1:B2, Tab!A1), numbers, "text", + - * / &, brackets, SUM, COUNT, COUNTA; any
 * other name is #NAME?, a reference in a circle #REF!. @result: cleared by the caller */
void formula_evaluate (Book *book, Tab *tab, const char *formula, Value *result);

G_END_DECLS
