/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-table.h"
#include "autosell-vehicle.h"

G_BEGIN_DECLS

/* A table with the meaning of its columns: which row is the header, and what each column stands for. The import
 * assistant and `autosell-cli import` both work on one. Not thread-safe; hand it over. */
#define AUTOSELL_TYPE_IMPORT (autosell_import_get_type ())
G_DECLARE_FINAL_TYPE (AutosellImport, autosell_import, AUTOSELL, IMPORT, GObject)

typedef enum
{
  AUTOSELL_COLUMN_IGNORED,
  AUTOSELL_COLUMN_ID,
  AUTOSELL_COLUMN_FIELD,
  AUTOSELL_COLUMN_EXTRA, /* kept under its own heading */
} AutosellColumnUse;

typedef struct
{
  AutosellColumnUse use;
  AutosellField field; /* with FIELD */
} AutosellColumn;

/* Reads @file. Without a @sheet it is the first that names columns, since a workbook may begin with one of notes, or
 * the first of all where none does. @sheet, @progress, @cancellable: (nullable). Returns: (transfer full) (nullable) */
AutosellTable *autosell_import_read_table (GFile *file, const char *sheet, AutosellProgressFunc progress,
                                           gpointer progress_data, GCancellable *cancellable, GError **error);

/* Finds the header row (it need not be the first) and guesses the columns by heading; an unnamed first column that
 * counts is proposed as the stock number; unknown named columns are EXTRA; unnamed others with content are EXTRA as
 * "Col. C"; empty ones IGNORED. AUTOSELL_INTERCHANGE_ERROR_NO_HEADER when no row names at least two fields. */
AutosellImport *autosell_import_new (AutosellTable *table, GError **error);
/* For a person who says which row it is, whatever its headings are. */
AutosellImport *autosell_import_new_with_header_row (AutosellTable *table, guint row);

AutosellTable *autosell_import_get_table (AutosellImport *self);
guint autosell_import_get_header_row (AutosellImport *self);
/* Chooses another header row and guesses anew. */
void autosell_import_set_header_row (AutosellImport *self, guint row);
guint autosell_import_get_n_columns (AutosellImport *self);
/* "" where unnamed */
const char *autosell_import_get_heading (AutosellImport *self, guint column);
/* What its extra field is called: the heading, "Col. C" for an unnamed one, "Obs (2)" for the second of that name.
 * Nobody else has that name in this file. */
const char *autosell_import_get_extra_name (AutosellImport *self, guint column);
AutosellColumn autosell_import_get_column (AutosellImport *self, guint column);
/* AUTOSELL_INTERCHANGE_ERROR_BAD_MAPPING where another column has that field or id already; nothing is changed then. */
gboolean autosell_import_set_column (AutosellImport *self, guint column, AutosellColumn meaning, GError **error);
/* "HEADER=FIELD" of the command line, an unnamed column by its letter ("C", "column C"); FIELD may be "id", "extra" or
 * "ignore". An explicit choice takes the field from a column that was only guessed. */
gboolean autosell_import_map (AutosellImport *self, const char *heading, const char *target, GError **error);

/* The remembered mapping: a text that names every column's heading and use, and the key it is kept under (a digest of
 * the folded headings). Restoring ignores what does not fit. Returns: (transfer full) */
char *autosell_import_dup_mapping_key (AutosellImport *self);
char *autosell_import_dup_mapping (AutosellImport *self);
void autosell_import_restore_mapping (AutosellImport *self, const char *mapping);

/* Rows below the header that are not blank. */
guint autosell_import_get_n_rows (AutosellImport *self);
/* The car of one row as the mapping reads it; what cannot be read is raw. A cell of the id column that holds no id is
 * an extra. Returns: (transfer full) */
AutosellVehicle *autosell_import_dup_vehicle (AutosellImport *self, guint row);
/* Its number in the person's file. */
guint autosell_import_get_row_number (AutosellImport *self, guint row);

/* The heading of the column of ids in what this program exports, in the user's language. Static. */
const char *autosell_import_get_id_label (void);

/* Extras whose names would be taken for something else are exported as "Extra: NAME". */
#define AUTOSELL_EXTRA_HEADING_PREFIX "Extra: "

/* Whether an unmarked heading of that name comes back as the extra of that name. */
gboolean autosell_import_is_plain_extra_name (const char *name);

G_END_DECLS
