/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-sheet-preview.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "autosell-heading.h"

/* Which tab, what its columns are for, and what a first merge would do. */

G_DEFINE_QUARK (autosell - sheet - preview - error - quark, autosell_sheet_preview_error)

static void
difference_free (gpointer data)
{
  AutosellSheetDifference *difference = data;

  autosell_value_clear (&difference->there);
  g_free (difference);
}

static void
clear_comparison (AutosellSheetPreview *self)
{
  g_clear_pointer (&self->differences, g_ptr_array_unref);
  g_clear_pointer (&self->merge, autosell_ledger_merge_free);
  g_clear_pointer (&self->state, autosell_ledger_state_free);
}

static void
clear_preview (gpointer data)
{
  AutosellSheetPreview *self = data;

  clear_comparison (self);
  g_clear_pointer (&self->rows, autosell_remote_rows_free);
  g_clear_pointer (&self->info, autosell_sheet_info_unref);
  g_clear_pointer (&self->link, autosell_ledger_link_free);
  g_clear_object (&self->account);
}

AutosellSheetPreview *
autosell_sheet_preview_ref (AutosellSheetPreview *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
autosell_sheet_preview_unref (AutosellSheetPreview *self)
{
  g_atomic_rc_box_release_full (self, clear_preview);
}

/* ---- Which spreadsheet ---- */

static gboolean
is_id_char (char c)
{
  return g_ascii_isalnum (c) || c == '-' || c == '_';
}

char *
autosell_sheet_preview_dup_spreadsheet (const char *text, int *tab, gboolean *has_tab)
{
  const char *at = strstr (text, "/spreadsheets/d/");
  const char *id = at != NULL ? at + strlen ("/spreadsheets/d/") : text;
  const char *gid = at != NULL ? strstr (id, "gid=") : NULL;
  gsize n = 0;

  while (is_id_char (id[n]))
    n++;
  if (n == 0 || (at == NULL && id[n] != '\0'))
    return NULL;
  if (gid != NULL && g_ascii_isdigit (gid[4]))
    {
      *tab = (int) CLAMP (g_ascii_strtoll (gid + 4, NULL, 10), 0, G_MAXINT);
      *has_tab = TRUE;
    }
  return g_strndup (id, n);
}

/* ---- Reading ---- */

typedef struct
{
  AutosellSheetPreview *preview; /* owned */
  AutosellSheets *sheets;        /* owned */
  char *tab_title;               /* owned, nullable */
  gboolean has_tab;
} Reading;

static void
reading_free (gpointer data)
{
  Reading *reading = data;

  g_clear_pointer (&reading->preview, autosell_sheet_preview_unref);
  g_clear_object (&reading->sheets);
  g_free (reading->tab_title);
  g_free (reading);
}

static const AutosellSheetTab *
find_tab (const Reading *reading, const AutosellSheetInfo *info)
{
  if (reading->tab_title != NULL)
    return autosell_sheet_info_find_title (info, reading->tab_title);
  if (reading->has_tab)
    return autosell_sheet_info_find_tab (info, reading->preview->link->tab);
  for (guint i = 0; i < info->tabs->len; i++)
    {
      const AutosellSheetTab *tab = g_ptr_array_index (info->tabs, i);

      if (tab->is_grid && !tab->is_hidden)
        return tab;
    }
  return NULL;
}

static gboolean
choose_tab (const Reading *reading, const AutosellSheetInfo *info, GError **error)
{
  AutosellLedgerLink *link = reading->preview->link;
  const AutosellSheetTab *tab = find_tab (reading, info);
  g_autoptr(GString) names = g_string_new (NULL);

  if (tab != NULL && tab->is_grid)
    {
      link->tab = tab->sheet_id;
      g_free (link->title);
      link->title = g_strdup (info->title);
      g_free (link->tab_title);
      link->tab_title = g_strdup (tab->title);
      return TRUE;
    }
  for (guint i = 0; i < info->tabs->len; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? ", " : "",
                            ((AutosellSheetTab *) g_ptr_array_index (info->tabs, i))->title);
  g_set_error (error, AUTOSELL_SHEET_PREVIEW_ERROR, AUTOSELL_SHEET_PREVIEW_ERROR_NO_TAB,
               _("“%s” has no such tab. It has: %s"), info->title, names->str);
  return FALSE;
}

static void
rows_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GTask) task = user_data;
  Reading *reading = g_task_get_task_data (task);
  AutosellSheetPreview *preview = reading->preview;
  GError *error = NULL;

  preview->rows = autosell_remote_read_finish (AUTOSELL_REMOTE (source), result, &error);
  if (preview->rows == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  preview->has_columns = preview->rows->layout != NULL;
  if (preview->rows->layout != NULL)
    preview->link->mapping = autosell_ledger_layout_dup_mapping (preview->rows->layout);
  g_task_return_pointer (task, g_steal_pointer (&reading->preview), (GDestroyNotify) autosell_sheet_preview_unref);
}

static void
info_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Reading *reading = g_task_get_task_data (task);
  AutosellSheetPreview *preview = reading->preview;
  g_autoptr(AutosellSheetRemote) remote = NULL;
  GError *error = NULL;

  preview->info = autosell_sheets_read_info_finish (AUTOSELL_SHEETS (source), result, &error);
  if (preview->info == NULL || !choose_tab (reading, preview->info, &error))
    {
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }
  /* A read that adds no column needs no key. */
  remote = autosell_sheet_remote_new (reading->sheets, preview->link, "", FALSE);
  autosell_remote_read_async (AUTOSELL_REMOTE (remote), g_task_get_cancellable (task), rows_cb, task);
}

void
autosell_sheet_preview_read_async (AutosellGoogleAccount *account, AutosellLedgerLink *link, const char *tab_title,
                                   gboolean has_tab, GCancellable *cancellable, GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  GTask *task = g_task_new (account, cancellable, callback, user_data);
  Reading *reading = g_new0 (Reading, 1);

  g_task_set_source_tag (task, autosell_sheet_preview_read_async);
  reading->preview = g_atomic_rc_box_new0 (AutosellSheetPreview);
  reading->preview->account = g_object_ref (account);
  reading->preview->link = link;
  reading->sheets = autosell_sheets_new (account);
  reading->tab_title = g_strdup (tab_title);
  reading->has_tab = has_tab;
  g_task_set_task_data (task, reading, reading_free);
  autosell_sheets_read_info_async (reading->sheets, link->spreadsheet, cancellable, info_cb, task);
}

AutosellSheetPreview *
autosell_sheet_preview_read_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* ---- Columns ---- */

gboolean
autosell_sheet_preview_is_empty (const AutosellSheetPreview *self)
{
  AutosellLedgerGrid *grid = self->rows->grid;

  for (guint row = 0; row < autosell_ledger_grid_get_n_rows (grid); row++)
    for (guint column = 0; column < autosell_ledger_grid_get_n_columns (grid); column++)
      if (autosell_ledger_grid_get (grid, row, column)->kind != AUTOSELL_LEDGER_BLANK)
        return FALSE;
  return TRUE;
}

/* What a lot's list usually has, in the order in which people look for it. */
static const AutosellField new_fields[] = {
  AUTOSELL_FIELD_STOCK_NUMBER, AUTOSELL_FIELD_BRAND,      AUTOSELL_FIELD_MODEL, AUTOSELL_FIELD_YEAR,
  AUTOSELL_FIELD_COLOUR,       AUTOSELL_FIELD_PRICE,      AUTOSELL_FIELD_KM,    AUTOSELL_FIELD_STATUS,
  AUTOSELL_FIELD_LOCATION,     AUTOSELL_FIELD_ENTRY_DATE,
};

void
autosell_sheet_preview_add_headings (AutosellSheetPreview *self)
{
  AutosellLedgerGrid *grid = autosell_ledger_grid_new (1, G_N_ELEMENTS (new_fields));

  for (guint i = 0; i < G_N_ELEMENTS (new_fields); i++)
    {
      AutosellLedgerCell cell = { .kind = AUTOSELL_LEDGER_TEXT, .text = autosell_field_get_label (new_fields[i]) };

      autosell_ledger_grid_set (grid, 0, i, &cell);
    }
  g_clear_pointer (&self->rows->layout, autosell_ledger_layout_free);
  g_clear_pointer (&self->rows->grid, autosell_ledger_grid_free);
  self->rows->grid = grid;
  self->rows->layout = autosell_ledger_layout_new (grid, NULL, self->info->locale, self->link->with_private);
  self->is_new = TRUE;
  self->has_columns = TRUE; /* there are none */
  g_free (self->link->mapping);
  self->link->mapping = autosell_ledger_layout_dup_mapping (self->rows->layout);
}

/* As autosell_ledger_layout_dup_mapping() has it. Returns: (transfer full) */
static char *
dup_mapping (AutosellLedgerLayout *layout, const int *fields)
{
  GString *mapping = g_string_new (NULL);

  for (guint i = 0; i < layout->columns->len; i++)
    {
      const AutosellLedgerColumn *column = g_ptr_array_index (layout->columns, i);
      g_autofree char *escaped = g_strescape (column->heading, NULL);

      if (fields[i] >= 0 && column->use != AUTOSELL_LEDGER_USE_ID)
        g_string_append_printf (mapping, "%s\t%s\n", escaped,
                                autosell_field_get_info ((AutosellField) fields[i])->name);
    }
  return g_string_free (mapping, FALSE);
}

guint
autosell_sheet_preview_get_n_header_rows (const AutosellSheetPreview *self)
{
  return self->is_new ? 0 : MIN (autosell_ledger_grid_get_n_rows (self->rows->grid), AUTOSELL_HEADING_SEARCH_ROWS);
}

static void
take_layout (AutosellSheetPreview *self, AutosellLedgerLayout *layout, char *mapping)
{
  g_clear_pointer (&self->rows->layout, autosell_ledger_layout_free);
  self->rows->layout = layout;
  g_free (self->link->mapping);
  self->link->mapping = mapping;
  clear_comparison (self);
}

gboolean
autosell_sheet_preview_set_header_row (AutosellSheetPreview *self, guint row)
{
  AutosellLedgerLayout *layout;

  if (row >= autosell_sheet_preview_get_n_header_rows (self))
    return FALSE;
  if (self->rows->layout != NULL && self->rows->layout->header_row == row)
    return TRUE;
  layout = autosell_ledger_layout_new_at (self->rows->grid, row, NULL, self->info->locale, self->link->with_private);
  take_layout (self, layout, autosell_ledger_layout_dup_mapping (layout));
  self->has_columns = FALSE;
  return TRUE;
}

/* The next read knows the sheet by its headings alone. */
static gboolean
check_headings (AutosellSheetPreview *self, const char *mapping, GError **error)
{
  guint row = self->rows->layout->header_row;
  AutosellLedgerLayout *found =
    autosell_ledger_layout_new (self->rows->grid, mapping, self->info->locale, self->link->with_private);
  gboolean is_same = found != NULL && found->header_row == row;

  if (!is_same)
    g_set_error (
      error, AUTOSELL_SHEET_PREVIEW_ERROR, AUTOSELL_SHEET_PREVIEW_ERROR_HEADINGS,
      _("Row %u cannot be told by its headings: row %u has them too. Change one of the two in the sheet, or map more "
        "columns."),
      row + 1, found != NULL ? found->header_row + 1 : 0);
  g_clear_pointer (&found, autosell_ledger_layout_free);
  return is_same;
}

gboolean
autosell_sheet_preview_map (AutosellSheetPreview *self, const int *fields, GError **error)
{
  g_autofree char *mapping = dup_mapping (self->rows->layout, fields);
  AutosellLedgerLayout *before = self->rows->layout;
  AutosellLedgerLayout *layout = autosell_ledger_layout_new_at (self->rows->grid, before->header_row, mapping,
                                                                self->info->locale, self->link->with_private);

  if (layout->fields == 0)
    g_set_error_literal (error, AUTOSELL_SHEET_PREVIEW_ERROR, AUTOSELL_SHEET_PREVIEW_ERROR_NO_FIELD,
                         _("None of the columns is for anything that a car has"));
  if (layout->fields == 0 || !check_headings (self, mapping, error))
    {
      autosell_ledger_layout_free (layout);
      return FALSE;
    }
  for (guint i = 0; i < layout->columns->len; i++)
    {
      const AutosellLedgerColumn *column = g_ptr_array_index (before->columns, i);

      if (column->options != NULL)
        autosell_ledger_layout_set_options (layout, i, (const char *const *) column->options);
      if (column->holds_numbers)
        autosell_ledger_layout_set_is_date (layout, i);
    }
  take_layout (self, layout, g_steal_pointer (&mapping));
  return TRUE;
}

/* ---- What would be done ---- */

static GHashTable *
index_vehicles (const AutosellLedgerState *state)
{
  GHashTable *by_key = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  for (guint i = 0; i < state->vehicles->len; i++)
    {
      AutosellVehicle *vehicle = g_ptr_array_index (state->vehicles, i);
      gint64 key = autosell_vehicle_get_key (vehicle);

      g_hash_table_insert (by_key, g_memdup2 (&key, sizeof key), vehicle);
    }
  return by_key;
}

static void
add_difference (AutosellSheetPreview *self, AutosellVehicle *vehicle, AutosellField field, const AutosellValue *there,
                gboolean here_wins)
{
  AutosellSheetDifference *difference = g_new0 (AutosellSheetDifference, 1);

  difference->vehicle = vehicle;
  difference->field = field;
  difference->here_wins = here_wins;
  autosell_value_copy (&difference->there, there);
  g_ptr_array_add (self->differences, difference);
}

/* Cells that are only spelled otherwise are no difference. */
static void
find_differences (AutosellSheetPreview *self)
{
  g_autoptr(GHashTable) by_key = index_vehicles (self->state);

  self->differences = g_ptr_array_new_with_free_func (difference_free);
  for (guint i = 0; i < self->merge->updates->len; i++)
    {
      const AutosellLedgerUpdate *update = g_ptr_array_index (self->merge->updates, i);
      AutosellVehicle *vehicle = g_hash_table_lookup (by_key, &update->key);

      for (AutosellField field = 0; vehicle != NULL && field < AUTOSELL_N_FIELDS; field++)
        if ((update->fields & (G_GUINT64_CONSTANT (1) << field)) != 0)
          add_difference (self, vehicle, field, autosell_vehicle_get_value (update->values, field), FALSE);
    }
  for (guint i = 0; i < self->merge->writes->len; i++)
    {
      const AutosellLedgerWrite *write = g_ptr_array_index (self->merge->writes, i);
      AutosellVehicle *vehicle = g_hash_table_lookup (by_key, &write->key);

      for (guint k = 0; vehicle != NULL && !write->is_emptied && k < write->cells->len; k++)
        {
          const AutosellLedgerCellWrite *cell = &g_array_index (write->cells, AutosellLedgerCellWrite, k);
          g_auto(AutosellValue) there = AUTOSELL_VALUE_INIT;

          autosell_ledger_cell_to_value (&cell->before, cell->field, self->rows->layout->month_first, &there);
          add_difference (self, vehicle, cell->field, &there, TRUE);
        }
    }
}

static void
count (AutosellSheetPreview *self)
{
  g_autoptr(GHashTable) cars = g_hash_table_new (NULL, NULL);
  const AutosellLedgerMerge *merge = self->merge;
  AutosellSheetCounts counts = { .new_there = merge->appends->len, .in_bin = merge->removals->len };
  guint n_other = 0;

  for (guint i = 0; i < self->differences->len; i++)
    g_hash_table_add (cars, ((AutosellSheetDifference *) g_ptr_array_index (self->differences, i))->vehicle);
  for (guint i = 0; i < merge->updates->len; i++)
    counts.new_here += ((AutosellLedgerUpdate *) g_ptr_array_index (merge->updates, i))->key == 0;
  for (guint i = 0; i < merge->writes->len; i++)
    {
      const AutosellLedgerWrite *write = g_ptr_array_index (merge->writes, i);

      counts.new_here += write->key == 0;
      n_other += write->is_emptied;
    }
  for (guint i = 0; i < merge->notes->len; i++)
    n_other += g_array_index (merge->notes, AutosellLedgerNote, i).kind == AUTOSELL_LEDGER_NOTE_NO_CAR;
  counts.notes = merge->notes->len;
  counts.differing = g_hash_table_size (cars);
  n_other += counts.new_here + counts.differing + counts.in_bin;
  counts.equal = merge->n_rows > n_other ? merge->n_rows - n_other : 0;
  self->counts = counts;
}

/* On a thread: nobody else looks at the preview until it is done. */
static void
compare_worker (GTask *task, gpointer source G_GNUC_UNUSED, gpointer data, GCancellable *cancellable G_GNUC_UNUSED)
{
  AutosellSheetPreview *self = data;
  AutosellLedgerPolicy policy = { .winner = self->link->winner,
                                  .empties_rows = self->link->empties_rows,
                                  .is_first = TRUE };

  self->merge = autosell_ledger_merge_run (self->state->bases, self->state->vehicles, self->rows->grid,
                                           self->rows->layout, &policy);
  find_differences (self);
  count (self);
  g_task_return_boolean (task, TRUE);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GTask) task = user_data;
  AutosellSheetPreview *self = g_task_get_task_data (task);
  GError *error = NULL;

  clear_comparison (self);
  self->state = autosell_store_load_ledger_finish (AUTOSELL_STORE (source), result, &error);
  if (self->state == NULL)
    g_task_return_error (task, error);
  else
    g_task_run_in_thread (task, compare_worker);
}

static void
columns_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  AutosellSheetPreview *self = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr(GPtrArray) columns = autosell_sheets_read_columns_finish (AUTOSELL_SHEETS (source), result, &error);

  if (columns == NULL)
    {
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }
  autosell_sheet_remote_set_columns (self->rows->layout, columns);
  self->has_columns = TRUE;
  autosell_store_load_ledger_async (g_task_get_source_object (task), 0, g_task_get_cancellable (task), loaded_cb, task);
}

void
autosell_sheet_preview_compare_async (AutosellSheetPreview *self, AutosellStore *store, GCancellable *cancellable,
                                      GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (store, cancellable, callback, user_data);
  g_autoptr(AutosellSheets) sheets = NULL;

  g_task_set_source_tag (task, autosell_sheet_preview_compare_async);
  g_task_set_task_data (task, autosell_sheet_preview_ref (self), (GDestroyNotify) autosell_sheet_preview_unref);
  if (self->has_columns)
    {
      autosell_store_load_ledger_async (store, 0, cancellable, loaded_cb, task);
      return;
    }
  sheets = autosell_sheets_new (self->account);
  autosell_sheets_read_columns_async (sheets, self->link->spreadsheet, self->link->tab_title,
                                      self->rows->layout->header_row + 1, cancellable, columns_cb, task);
}

gboolean
autosell_sheet_preview_compare_finish (AutosellStore *store, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, store), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* ---- In words ---- */

char *
autosell_sheet_note_dup_place (const AutosellLedgerNote *note)
{
  g_autofree char *column = note->column >= 0 ? autosell_sheet_dup_column_name ((guint) note->column) : g_strdup ("");

  return g_strdup_printf ("%s%u", column, note->row + 1);
}

const char *
autosell_sheet_note_get_sentence (const AutosellLedgerNote *note)
{
  static const char *const sentences[] = {
    [AUTOSELL_LEDGER_NOTE_NOT_OFFERED] = N_("the drop-down there does not have the value of here"),
    [AUTOSELL_LEDGER_NOTE_UNFIT] = N_("no cell of that column could be read back as the value of here"),
    [AUTOSELL_LEDGER_NOTE_ERROR] = N_("the cell shows an error, so it says nothing"),
    [AUTOSELL_LEDGER_NOTE_READ_ONLY] = N_("the cell cannot be written, so its own value stays"),
    [AUTOSELL_LEDGER_NOTE_NO_CAR] = N_("this row says too little to be a car"),
  };

  return _(sentences[note->kind]);
}
