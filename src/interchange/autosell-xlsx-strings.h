/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-xlsx-package.h"

G_BEGIN_DECLS

/* The texts that the sheets of a workbook share, by number. */
typedef struct _AutosellXlsxStrings AutosellXlsxStrings;

/* Tells progress from 0 to @progress. */
AutosellXlsxStrings *autosell_xlsx_strings_read (AutosellXlsxPackage *package, const char *part, double progress,
                                                 GError **error);
void autosell_xlsx_strings_free (AutosellXlsxStrings *self);
/* NULL past the end. */
const char *autosell_xlsx_strings_get (AutosellXlsxStrings *self, gsize index, gsize *length);

G_END_DECLS
