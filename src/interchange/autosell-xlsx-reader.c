/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-table-private.h"

AutosellTable *
autosell_xlsx_read (GInputStream *stream, const char *sheet_name, const AutosellReadContext *context, GError **error)
{
  g_set_error_literal (error, AUTOSELL_INTERCHANGE_ERROR, AUTOSELL_INTERCHANGE_ERROR_NOT_A_TABLE, "Not yet.");
  return NULL;
}
