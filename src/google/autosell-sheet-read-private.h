/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-google-json.h"
#include "autosell-sheets.h"

G_BEGIN_DECLS

/* What Sheets answers, as plain data. Readers of AutosellHttpRequest: of any thread. */

/* → AutosellSheetInfo */
gpointer autosell_sheet_read_info (JsonNode *root, gpointer data, GError **error);
/* values:batchGet → GPtrArray of AutosellSheetGrid, one a range */
gpointer autosell_sheet_read_ranges (JsonNode *root, gpointer data, GError **error);
/* values:batchGetByDataFilter and values:batchUpdateByDataFilter → GPtrArray of AutosellPinnedRow */
gpointer autosell_sheet_read_pinned (JsonNode *root, gpointer data, GError **error);
gpointer autosell_sheet_read_updated (JsonNode *root, gpointer data, GError **error);

/* A column whose list stands in a range: which. */
typedef struct
{
  AutosellSheetColumn column;
  char *list_range; /* (nullable): in A1 form */
} AutosellSheetColumnRead;

/* → GPtrArray of AutosellSheetColumnRead */
gpointer autosell_sheet_read_columns (JsonNode *root, gpointer data, GError **error);

/* An object of any kind → something that is not NULL and needs no freeing */
gpointer autosell_sheet_read_nothing (JsonNode *root, gpointer data, GError **error);

G_END_DECLS
