/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-row-writer.h"
#include "autosell-interchange-error.h"

AutosellRowWriter *
autosell_xlsx_writer_new (AutosellOutputFile *file, const AutosellRowColumn *columns, guint n_columns, GError **error)
{
  g_set_error_literal (error, AUTOSELL_INTERCHANGE_ERROR, AUTOSELL_INTERCHANGE_ERROR_FAILED, "Not yet.");
  return NULL;
}
