/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-xlsx-format.h"
#include "autosell-xlsx-strings.h"

G_BEGIN_DECLS

/* What the cells of a sheet refer to. */
typedef struct
{
  AutosellXlsxStrings *strings; /* nullable */
  GArray *formats;              /* nullable; as of autosell_xlsx_formats_read() */
  gboolean is_1904;
} AutosellXlsxBook;

/* Fills @table, telling progress from @progress to 1. */
gboolean autosell_xlsx_sheet_read (AutosellXlsxPackage *package, const char *part, const AutosellXlsxBook *book,
                                   AutosellTable *table, double progress, GError **error);

G_END_DECLS
