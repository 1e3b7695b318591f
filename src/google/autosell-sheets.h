/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-google-account.h"
#include "autosell-sheet-batch.h"
#include "autosell-sheet-grid.h"
#include "autosell-sheet-info.h"

G_BEGIN_DECLS

/* Google Sheets v4, typed and without policy: each function is one call (two where it says so), and what is read is
 * plain data. All fail with AUTOSELL_NET_ERROR; of a write, autosell_net_error_may_have_applied() tells whether it has
 * to be looked for before anything is tried again. Reads, and writes that are SAME_EFFECT, are repeated by themselves.
 *
 *   AUTOSELL_NET_ERROR_INVALID    a tab was renamed or removed, a range is outside of the grid, a cell is protected, or
 *                                 the file is no native spreadsheet (reason FAILED_PRECONDITION): read the structure
 *                                 again
 *   AUTOSELL_NET_ERROR_NOT_FOUND  deleted, or never picked for this program: pick it again
 *   AUTOSELL_NET_ERROR_FORBIDDEN  no access, or only to read */
#define AUTOSELL_TYPE_SHEETS (autosell_sheets_get_type ())
G_DECLARE_FINAL_TYPE (AutosellSheets, autosell_sheets, AUTOSELL, SHEETS, GObject)

AutosellSheets *autosell_sheets_new (AutosellGoogleAccount *account);
AutosellGoogleAccount *autosell_sheets_get_account (AutosellSheets *self);

/* ---- Reading ---- */

/* One read. */
void autosell_sheets_read_info_async (AutosellSheets *self, const char *spreadsheet_id, GCancellable *cancellable,
                                      GAsyncReadyCallback callback, gpointer user_data);
/* Returns: (transfer full) */
AutosellSheetInfo *autosell_sheets_read_info_finish (AutosellSheets *self, GAsyncResult *result, GError **error);

/* All values of a tab, row 0 and column 0 first. One read; with @with_formulas cells that are formulas have theirs, and
 * where there are any it is one more. (What is between the two is not seen: formulas are only a reason not to write a
 * cell.) */
void autosell_sheets_read_tab_async (AutosellSheets *self, const char *spreadsheet_id, const char *tab_title,
                                     gboolean with_formulas, GCancellable *cancellable, GAsyncReadyCallback callback,
                                     gpointer user_data);
/* Returns: (transfer full) */
AutosellSheetGrid *autosell_sheets_read_tab_finish (AutosellSheets *self, GAsyncResult *result, GError **error);

/* The same of several tabs together: no more reads than of one. @tab_titles: NULL-terminated, not empty */
void autosell_sheets_read_tabs_async (AutosellSheets *self, const char *spreadsheet_id, const char *const *tab_titles,
                                      gboolean with_formulas, GCancellable *cancellable, GAsyncReadyCallback callback,
                                      gpointer user_data);
/* Returns: (transfer full) (element-type AutosellSheetGrid): one a tab, in their order */
GPtrArray *autosell_sheets_read_tabs_finish (AutosellSheets *self, GAsyncResult *result, GError **error);

/* Several ranges in one read, each a grid of its own whose row 0 and column 0 are the range's. @ranges: in A1 form */
void autosell_sheets_read_ranges_async (AutosellSheets *self, const char *spreadsheet_id, const char *const *ranges,
                                        GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* Returns: (transfer full) (element-type AutosellSheetGrid): one a range, in their order */
GPtrArray *autosell_sheets_read_ranges_finish (AutosellSheets *self, GAsyncResult *result, GError **error);

/* Drop-downs and formats as the row has them, one entry a column of the grid. One read, and one more where lists stand
 * in a range of their own. */
void autosell_sheets_read_columns_async (AutosellSheets *self, const char *spreadsheet_id, const char *tab_title,
                                         guint row, GCancellable *cancellable, GAsyncReadyCallback callback,
                                         gpointer user_data);
/* Returns: (transfer full) (element-type AutosellSheetColumn) */
GPtrArray *autosell_sheets_read_columns_finish (AutosellSheets *self, GAsyncResult *result, GError **error);

/* ---- Structure, new rows, pins: see autosell-sheet-batch.h ---- */

/* One write, all or nothing. @batch: not empty */
void autosell_sheets_apply_async (AutosellSheets *self, const char *spreadsheet_id, AutosellSheetBatch *batch,
                                  GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean autosell_sheets_apply_finish (AutosellSheets *self, GAsyncResult *result, GError **error);

/* A random pin id, above 0. */
int autosell_sheets_make_pin_id (void);

typedef struct
{
  int pin_id;
  guint row;                /* where it is now, from 0 */
  AutosellSheetGrid *cells; /* its row, as row 0 and from column 0 */
} AutosellPinnedRow;

void autosell_pinned_row_free (AutosellPinnedRow *self);

/* What the pinned rows hold. One read. Pins that are gone, as their row may be, are not in the answer. */
void autosell_sheets_read_pinned_async (AutosellSheets *self, const char *spreadsheet_id, const int *pin_ids,
                                        guint n_pins, GCancellable *cancellable, GAsyncReadyCallback callback,
                                        gpointer user_data);
/* Returns: (transfer full) (element-type AutosellPinnedRow): in no order */
GPtrArray *autosell_sheets_read_pinned_finish (AutosellSheets *self, GAsyncResult *result, GError **error);

typedef struct
{
  int pin_id;
  guint n_cells;
  const AutosellSheetCell
    *cells; /* from column 0; KEEP for each that is not ours. Text is written as it is, never parsed */
} AutosellPinnedWrite;

/* Writes through the pins, wherever their rows are at that moment. One write, SAME_EFFECT.
 * The answer is each row as it is after the write, all of its cells: the id in it must be the expected one. */
void autosell_sheets_write_pinned_async (AutosellSheets *self, const char *spreadsheet_id,
                                         const AutosellPinnedWrite *writes, guint n_writes, GCancellable *cancellable,
                                         GAsyncReadyCallback callback, gpointer user_data);
/* Returns: (transfer full) (element-type AutosellPinnedRow): in no order */
GPtrArray *autosell_sheets_write_pinned_finish (AutosellSheets *self, GAsyncResult *result, GError **error);

/* ---- By address: only where nobody else moves rows, as in the program's own tab ---- */

typedef struct
{
  guint row, column;
  guint n_cells;
  const AutosellSheetCell *cells; /* one row of them; KEEP and BLANK as above */
} AutosellSheetWrite;

/* One write, all or nothing, SAME_EFFECT. The grid does not grow. */
void autosell_sheets_write_async (AutosellSheets *self, const char *spreadsheet_id, const char *tab_title,
                                  const AutosellSheetWrite *writes, guint n_writes, GCancellable *cancellable,
                                  GAsyncReadyCallback callback, gpointer user_data);
gboolean autosell_sheets_write_finish (AutosellSheets *self, GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AutosellPinnedRow, autosell_pinned_row_free)

G_END_DECLS
