/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-output-file.h"

G_BEGIN_DECLS

/* What the exporter writes cells through: one implementation for each format. Cells come in order, empty ones too. */
typedef struct _AutosellRowWriter AutosellRowWriter;

typedef enum
{
  AUTOSELL_ROW_TEXT,  /* as it is */
  AUTOSELL_ROW_COUNT, /* a number that is a name, such as a year: without grouping */
  AUTOSELL_ROW_INTEGER,
  AUTOSELL_ROW_MONEY, /* centavos */
  AUTOSELL_ROW_DATE,  /* ISO text */
} AutosellRowCell;

typedef struct
{
  guint width;           /* of the column, in characters */
  AutosellRowCell usual; /* what its cells are */
} AutosellRowColumn;

struct _AutosellRowWriter
{
  gboolean (*begin_row) (AutosellRowWriter *self, GError **error);
  /* @text: NULL for an empty cell; the number as text for COUNT, INTEGER and MONEY ("379000.50") */
  gboolean (*add_cell) (AutosellRowWriter *self, AutosellRowCell kind, const char *text, GError **error);
  gboolean (*end_row) (AutosellRowWriter *self, GError **error);
  gboolean (*finish) (AutosellRowWriter *self, GError **error);
  void (*free) (AutosellRowWriter *self);
};

/* @file: unowned, outlives it */
AutosellRowWriter *autosell_csv_writer_new (AutosellOutputFile *file);
/* The first row is the header. @columns: @n_columns of them */
AutosellRowWriter *autosell_xlsx_writer_new (AutosellOutputFile *file, const AutosellRowColumn *columns,
                                             guint n_columns, GError **error);

G_END_DECLS
