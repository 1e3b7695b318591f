/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "autosell-import.h"

G_BEGIN_DECLS

/* What each column of a file stands for: its heading, some of its cells, and a choice. */
#define AUTOSELL_TYPE_COLUMN_LIST (autosell_column_list_get_type ())
G_DECLARE_FINAL_TYPE (AutosellColumnList, autosell_column_list, AUTOSELL, COLUMN_LIST, AdwBin)

/* @import: (nullable): read and written by the choices */
void autosell_column_list_set_import (AutosellColumnList *self, AutosellImport *import);

/* The same of anything else that has columns. */
typedef struct
{
  guint (*get_n_columns) (gpointer data);
  /* Of the source. */
  const char *(*get_heading) (gpointer data, guint column);
  /* Returns: (transfer full) */
  char *(*dup_samples) (gpointer data, guint column);
  /* Which of the choices. */
  guint (*get_choice) (gpointer data, guint column);
  void (*choose) (AutosellColumnList *list, gpointer data, guint column, guint choice);
} AutosellColumnSource;

/* @source: (nullable): with @data as long as the list shows it. @choices: the same each time, in the order of
 * get_choice() */
void autosell_column_list_set_source (AutosellColumnList *self, const AutosellColumnSource *source, gpointer data,
                                      GtkStringList *choices);
/* Emits ::displaced; for a source whose column lost its field to another. */
void autosell_column_list_tell_displaced (AutosellColumnList *self, guint column);

/* The columns changed by other means. */
void autosell_column_list_refresh (AutosellColumnList *self);

/**
 * AutosellColumnList::displaced:
 * @heading: the column that had the field which was just given to another; it is kept as an extra field now
 */

G_END_DECLS
