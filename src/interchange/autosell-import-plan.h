/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-import.h"

G_BEGIN_DECLS

/* What an import would do, before anything is written. Rows are matched with the stock by id, NIV, plates, stock
 * number with agreeing brand and model, then likeness; never by row number. Each car is matched once. */
#define AUTOSELL_TYPE_IMPORT_PLAN (autosell_import_plan_get_type ())
G_DECLARE_FINAL_TYPE (AutosellImportPlan, autosell_import_plan, AUTOSELL, IMPORT_PLAN, GObject)

/* The stock as the matcher sees it; the store implements it. */
typedef struct
{
  /* Calls @func for every car, those in the bin too (get_deleted() tells). The vehicle is only lent. */
  gboolean (*foreach) (gpointer stock, void (*func) (AutosellVehicle *vehicle, gpointer data), gpointer data,
                       GCancellable *cancellable, GError **error);
  /* One car whole. Returns: (transfer full) */
  AutosellVehicle *(*load) (gpointer stock, gint64 key, GError **error);
} AutosellStockInterface;

typedef enum
{
  AUTOSELL_PLAN_NEW,
  AUTOSELL_PLAN_CHANGED,
  AUTOSELL_PLAN_SAME,
  AUTOSELL_PLAN_TWIN,   /* looks like a car that another row of the file stands for already; imported as new */
  AUTOSELL_PLAN_BINNED, /* its car is in the bin: restored, and changed where it differs */
  AUTOSELL_N_PLAN_KINDS
} AutosellPlanKind;

typedef enum
{
  AUTOSELL_MATCH_NONE,
  AUTOSELL_MATCH_ID,
  AUTOSELL_MATCH_NIV,
  AUTOSELL_MATCH_PLATES,
  AUTOSELL_MATCH_STOCK_NUMBER,
  AUTOSELL_MATCH_LIKENESS,
} AutosellMatch;

#define AUTOSELL_TYPE_PLAN_ROW (autosell_plan_row_get_type ())
G_DECLARE_FINAL_TYPE (AutosellPlanRow, autosell_plan_row, AUTOSELL, PLAN_ROW, GObject)

AutosellPlanKind autosell_plan_row_get_kind (AutosellPlanRow *self);
AutosellMatch autosell_plan_row_get_match (AutosellPlanRow *self);
guint autosell_plan_row_get_row_number (AutosellPlanRow *self);
AutosellVehicle *autosell_plan_row_get_incoming (AutosellPlanRow *self);
/* The car in the stock that it stands for, whole: of CHANGED and BINNED rows. NULL for others; of a SAME row there is
 * only the key, since there is nothing to compare. */
AutosellVehicle *autosell_plan_row_get_existing (AutosellPlanRow *self);
/* 0 where there is none. */
gint64 autosell_plan_row_get_existing_key (AutosellPlanRow *self);
/* Fields of a CHANGED or BINNED row that differ: bit 1 << AutosellField. An empty cell is no information and differs
 * from nothing, unless the plan was made with cells_erase. */
guint64 autosell_plan_row_get_changed_fields (AutosellPlanRow *self);
gboolean autosell_plan_row_has_changed_extra (AutosellPlanRow *self);
/* (nullable): their names, NULL-terminated. Where the incoming car lacks one, it is to be removed. */
const char *const *autosell_plan_row_get_changed_extra (AutosellPlanRow *self);
guint autosell_plan_row_get_n_unreadable (AutosellPlanRow *self);
/* A person may leave rows out. All are in at first. */
gboolean autosell_plan_row_get_included (AutosellPlanRow *self);
void autosell_plan_row_set_included (AutosellPlanRow *self, gboolean included);

/* @stock, @iface: (nullable) for an empty stock. Blocking: on a working thread. */
AutosellImportPlan *autosell_import_plan_new (AutosellImport *import, gpointer stock,
                                              const AutosellStockInterface *iface, gboolean cells_erase,
                                              AutosellProgressFunc progress, gpointer progress_data,
                                              GCancellable *cancellable, GError **error);

/* A GListModel of AutosellPlanRow in the order of the file. */
GListModel *autosell_import_plan_get_rows (AutosellImportPlan *self);
guint autosell_import_plan_get_count (AutosellImportPlan *self, AutosellPlanKind kind);
guint autosell_import_plan_get_n_unreadable (AutosellImportPlan *self); /* cells */
AutosellImport *autosell_import_plan_get_import (AutosellImportPlan *self);

G_END_DECLS
