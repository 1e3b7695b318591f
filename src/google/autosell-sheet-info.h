/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* How a spreadsheet is made, without its values. Immutable and of any thread. Indexes are from 0; ends are one past. */
typedef struct
{
  guint start_row, end_row; /* end: G_MAXUINT where it is open */
  guint start_column, end_column;
} AutosellSheetRange;

typedef struct
{
  AutosellSheetRange range;
  gboolean can_edit;   /* the signed-in person may */
  gboolean is_warning; /* only warns; writes through the interface go through */
} AutosellSheetProtection;

typedef struct
{
  int sheet_id; /* names the tab for ever; 0 is a number like any other */
  char *title;
  guint index;
  gboolean is_grid; /* FALSE: a chart or the like */
  gboolean is_hidden;
  guint n_rows, n_columns; /* of the grid, blank ones too */
  guint n_frozen_rows;
  GArray *protections; /* (element-type AutosellSheetProtection) */
  GArray *merges;      /* (element-type AutosellSheetRange): only the top left cell has the value */
  gboolean has_filter;
  AutosellSheetRange filter;
} AutosellSheetTab;

typedef struct _AutosellSheetInfo AutosellSheetInfo;

struct _AutosellSheetInfo
{
  char *id;
  char *title;
  char *locale;    /* "es_MX" */
  char *time_zone; /* "America/Mexico_City" */
  GPtrArray *tabs; /* (element-type AutosellSheetTab), in their order */
};

AutosellSheetInfo *autosell_sheet_info_ref (AutosellSheetInfo *self);
void autosell_sheet_info_unref (AutosellSheetInfo *self);
/* (nullable) */
const AutosellSheetTab *autosell_sheet_info_find_tab (const AutosellSheetInfo *self, int sheet_id);
/* (nullable): by its title, as the service compares them: without regard to case */
const AutosellSheetTab *autosell_sheet_info_find_title (const AutosellSheetInfo *self, const char *title);
/* FALSE where a protection stops the signed-in person from writing the cell. */
gboolean autosell_sheet_tab_can_write (const AutosellSheetTab *self, guint row, guint column);
/* TRUE where the cell is covered by another of a merged block, so that what is written there is not seen. */
gboolean autosell_sheet_tab_is_covered (const AutosellSheetTab *self, guint row, guint column);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AutosellSheetInfo, autosell_sheet_info_unref)

/* ---- Columns: drop-downs and formats, as one row of the sheet has them ---- */

typedef enum
{
  AUTOSELL_SHEET_RULE_NONE,
  AUTOSELL_SHEET_RULE_LIST,    /* values: what may be chosen, in the sheet's own spelling */
  AUTOSELL_SHEET_RULE_BOOLEAN, /* check boxes */
  AUTOSELL_SHEET_RULE_OTHER,   /* "above 0" and the like */
} AutosellSheetRuleKind;

typedef enum
{
  AUTOSELL_SHEET_FORMAT_GENERAL,
  AUTOSELL_SHEET_FORMAT_NUMBER, /* numbers, money, percent */
  AUTOSELL_SHEET_FORMAT_DATE,   /* dates, and dates with time: numbers are serials */
  AUTOSELL_SHEET_FORMAT_TEXT,
} AutosellSheetFormat;

typedef struct
{
  AutosellSheetRuleKind rule;
  GStrv values;       /* (nullable): of a LIST; those of a range are read from it */
  gboolean is_strict; /* other values are refused, at least by hand */
  AutosellSheetFormat format;
  gboolean is_hidden; /* the column, by a person */
} AutosellSheetColumn;

void autosell_sheet_column_free (AutosellSheetColumn *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AutosellSheetColumn, autosell_sheet_column_free)

G_END_DECLS
