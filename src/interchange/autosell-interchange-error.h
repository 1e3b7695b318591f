/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum
{
  AUTOSELL_INTERCHANGE_ERROR_NOT_A_TABLE, /* neither text nor XLSX, or broken */
  AUTOSELL_INTERCHANGE_ERROR_TOO_LARGE,   /* a limit of AUTOSELL_TABLE_MAX_* */
  AUTOSELL_INTERCHANGE_ERROR_NO_HEADER,   /* no row that names at least two fields */
  AUTOSELL_INTERCHANGE_ERROR_NO_SUCH_SHEET,
  AUTOSELL_INTERCHANGE_ERROR_BAD_MAPPING, /* two columns for one field, or an unknown heading */
  AUTOSELL_INTERCHANGE_ERROR_FAILED,      /* reading or writing; the message says what */
} AutosellInterchangeErrorCode;

/* Files that cannot be opened or written give their G_IO_ERROR. */
#define AUTOSELL_INTERCHANGE_ERROR (autosell_interchange_error_quark ())
GQuark autosell_interchange_error_quark (void);

/* Called on the working thread now and then; @fraction 0 to 1. */
typedef void (*AutosellProgressFunc) (double fraction, gpointer user_data);

G_END_DECLS
