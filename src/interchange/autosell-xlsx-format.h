/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-xlsx-package.h"

G_BEGIN_DECLS

/* What a cell's number stands for, which only its number format tells. */
typedef enum
{
  AUTOSELL_XLSX_NUMBER,
  AUTOSELL_XLSX_DATE,
  AUTOSELL_XLSX_DATE_TIME,
  AUTOSELL_XLSX_TIME,
} AutosellXlsxMeaning;

/* Of a format such as "[$-80A]d \"de\" mmmm". */
AutosellXlsxMeaning autosell_xlsx_format_code_get_meaning (const char *code);

/* Reads the styles of a workbook. Returns: (transfer full) (element-type AutosellXlsxMeaning as guint8): one for each
 * style that a cell can name; NULL on error */
GArray *autosell_xlsx_formats_read (AutosellXlsxPackage *package, const char *part, GError **error);

G_END_DECLS
