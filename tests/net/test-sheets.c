/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "autosell-drive-files.h"
#include "autosell-sheets.h"
#include "cloud-fixture.h"

/* The clients of Sheets and Drive against the fake cloud. */

#define SCOPE "https://www.googleapis.com/auth/drive.file"
#define SHEET \
  "{\"title\": \"Autos\", \"owner\": \"ventas@ejemplo.mx\", \"tab\": \"Ana's autos\", \"rows\": [" \
  "[\"ID\", \"MARCA\", \"AÑO\", \"PRECIO\", \"INGRESO\", \"ESTATUS\"]," \
  "[\"A-1\", \"NISSAN\", \"2021\", \"$214,900\", \"03/04/2026\", \"DISPONIBLE\"]," \
  "[]," \
  "[\"A-2\", \"KIA\", \"2019\", \"=D2+1\", null, \"VENDIDO\"]," \
  "[\"A-3\", \"'007\", true, \"=1/0\", \"189000.5\"]]}"

typedef struct
{
  FakeCloud *cloud;
  char *id;
  AutosellGoogleAccount *account;
  AutosellSheets *sheets;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  const char *const scopes[] = { SCOPE, NULL };
  g_autoptr(AutosellOAuthTokens) tokens = NULL;
  g_autoptr(AutosellOAuthSession) session = NULL;

  fixture->cloud = fake_cloud_start (NULL);
  fixture->id = fake_cloud_control (fixture->cloud, "sheet", SHEET);
  tokens = fake_cloud_sign_in (fixture->cloud, scopes, fixture->id);
  g_assert_cmpstr (tokens->picked_file_ids[0], ==, fixture->id);
  session = autosell_oauth_session_new (fixture->cloud->http, fixture->cloud->endpoints, fixture->cloud->client, NULL);
  autosell_oauth_session_set_tokens (session, tokens);
  fixture->account = autosell_google_account_new ("1", "ventas@ejemplo.mx", scopes, 0, fixture->cloud->http,
                                                  fixture->cloud->endpoints, session);
  fixture->sheets = autosell_sheets_new (fixture->account);
}

static void
tear_down (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_object_unref (fixture->sheets);
  g_object_unref (fixture->account);
  fake_cloud_stop (fixture->cloud);
  g_free (fixture->id);
}

static AutosellSheetGrid *
read_tab (Fixture *fixture, gboolean with_formulas)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  AutosellSheetGrid *grid;

  autosell_sheets_read_tab_async (fixture->sheets, fixture->id, "Ana's autos", with_formulas, NULL, take_result_cb,
                                  &result);
  grid = autosell_sheets_read_tab_finish (fixture->sheets, wait_for (&result), &error);
  g_assert_no_error (error);
  return grid;
}

static void
apply (Fixture *fixture, AutosellSheetBatch *batch, GError **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  autosell_sheets_apply_async (fixture->sheets, fixture->id, batch, NULL, take_result_cb, &result);
  autosell_sheets_apply_finish (fixture->sheets, wait_for (&result), error);
}

static AutosellSheetInfo *
read_info (Fixture *fixture)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  AutosellSheetInfo *info;

  autosell_sheets_read_info_async (fixture->sheets, fixture->id, NULL, take_result_cb, &result);
  info = autosell_sheets_read_info_finish (fixture->sheets, wait_for (&result), &error);
  g_assert_no_error (error);
  return info;
}

static void
assert_text (AutosellSheetGrid *grid, guint row, guint column, const char *text)
{
  const AutosellSheetCell *cell = autosell_sheet_grid_get (grid, row, column);

  g_assert_cmpint (cell->kind, ==, AUTOSELL_SHEET_CELL_TEXT);
  g_assert_cmpstr (cell->text, ==, text);
}

static void
assert_number (AutosellSheetGrid *grid, guint row, guint column, double number)
{
  const AutosellSheetCell *cell = autosell_sheet_grid_get (grid, row, column);

  g_assert_cmpint (cell->kind, ==, AUTOSELL_SHEET_CELL_NUMBER);
  g_assert_cmpfloat (cell->number, ==, number);
}

static void
assert_blank (AutosellSheetGrid *grid, guint row, guint column)
{
  g_assert_cmpint (autosell_sheet_grid_get (grid, row, column)->kind, ==, AUTOSELL_SHEET_CELL_BLANK);
}

#define TEXT(value) ((AutosellSheetCell){ AUTOSELL_SHEET_CELL_TEXT, 0, (value), NULL })
#define NUMBER(value) ((AutosellSheetCell){ AUTOSELL_SHEET_CELL_NUMBER, (value), NULL, NULL })
#define KEEP ((AutosellSheetCell){ AUTOSELL_SHEET_CELL_KEEP, 0, NULL, NULL })
#define BLANK ((AutosellSheetCell){ AUTOSELL_SHEET_CELL_BLANK, 0, NULL, NULL })

static void
test_reading (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AutosellSheetGrid) grid = read_tab (fixture, TRUE);

  g_assert_cmpuint (autosell_sheet_grid_get_n_rows (grid), ==, 5);
  assert_text (grid, 0, 2, "AÑO");
  assert_number (grid, 1, 3, 214900);
  assert_number (grid, 1, 4, 46115);
  g_assert_cmpuint (autosell_sheet_grid_get_row_length (grid, 2), ==, 0);
  assert_number (grid, 3, 3, 214901);
  g_assert_cmpstr (autosell_sheet_grid_get (grid, 3, 3)->formula, ==, "=D2+1");
  g_assert_null (autosell_sheet_grid_get (grid, 1, 3)->formula);
  assert_blank (grid, 3, 4);
  assert_text (grid, 4, 1, "007");
  g_assert_cmpint (autosell_sheet_grid_get (grid, 4, 2)->kind, ==, AUTOSELL_SHEET_CELL_BOOLEAN);
  g_assert_cmpint (autosell_sheet_grid_get (grid, 4, 3)->kind, ==, AUTOSELL_SHEET_CELL_ERROR);
  assert_number (grid, 4, 4, 189000.5);
  assert_blank (grid, 99, 99);
}

static void
test_structure (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AutosellSheetBatch) batch = autosell_sheet_batch_new ();
  g_autoptr(AutosellSheetInfo) info = NULL;
  g_autoptr(GError) error = NULL;
  const AutosellSheetTab *tab;

  autosell_sheet_batch_add_tab (batch, 907, "ASM_CONTROL", 50, 4, TRUE);
  autosell_sheet_batch_insert_column (batch, 0, 6, 0, "asm-id");
  autosell_sheet_batch_hide_column (batch, 0, 6, TRUE);
  g_assert_false (autosell_sheet_batch_is_repeatable (batch));
  apply (fixture, batch, &error);
  g_assert_no_error (error);
  info = read_info (fixture);
  g_assert_cmpstr (info->locale, ==, "es_MX");
  tab = autosell_sheet_info_find_title (info, "ana's AUTOS");
  g_assert_nonnull (tab);
  g_assert_cmpuint (tab->n_columns, ==, 27);
  g_assert_cmpuint (tab->n_frozen_rows, ==, 1);
  g_assert_true (autosell_sheet_tab_can_write (tab, 3, 3));
  g_assert_true (autosell_sheet_info_find_tab (info, 907)->is_hidden);
  /* The same once more is refused and makes no twin. */
  apply (fixture, batch, &error);
  g_assert_error (error, AUTOSELL_NET_ERROR, AUTOSELL_NET_ERROR_INVALID);
  g_assert_false (autosell_net_error_may_have_applied (error));
}

static void
test_columns (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  const char *const statuses[] = { "DISPONIBLE", "VENDIDO", NULL };
  g_autoptr(AutosellSheetBatch) batch = autosell_sheet_batch_new ();
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) columns = NULL;
  AutosellSheetColumn *column;

  autosell_sheet_batch_set_list (batch, 0, 1, 5, statuses, TRUE);
  autosell_sheet_batch_set_format (batch, 0, 1, 4, "DATE", "dd/mm/yyyy");
  g_assert_true (autosell_sheet_batch_is_repeatable (batch));
  apply (fixture, batch, &error);
  g_assert_no_error (error);
  autosell_sheets_read_columns_async (fixture->sheets, fixture->id, "Ana's autos", 1, NULL, take_result_cb, &result);
  columns = autosell_sheets_read_columns_finish (fixture->sheets, wait_for (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (columns->len, ==, 26);
  column = g_ptr_array_index (columns, 5);
  g_assert_cmpint (column->rule, ==, AUTOSELL_SHEET_RULE_LIST);
  g_assert_true (column->is_strict);
  g_assert_cmpstrv (column->values, statuses);
  column = g_ptr_array_index (columns, 4);
  g_assert_cmpint (column->format, ==, AUTOSELL_SHEET_FORMAT_DATE);
}

static void
test_new_rows (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  const AutosellSheetCell cells[] = { TEXT ("A-9"), TEXT ("=1+1"), KEEP, NUMBER (99000.5), BLANK, TEXT ("DISPONIBLE") };
  g_autoptr(AutosellSheetBatch) batch = autosell_sheet_batch_new ();
  g_autoptr(AutosellSheetGrid) grid = NULL;
  g_autoptr(GError) error = NULL;

  autosell_sheet_batch_insert_rows (batch, 0, 2, 1, TRUE);
  autosell_sheet_batch_copy_rules (batch, 0, 1, 2, 1, 6);
  autosell_sheet_batch_fill_row (batch, 0, 2, cells, G_N_ELEMENTS (cells));
  apply (fixture, batch, &error);
  g_assert_no_error (error);
  grid = read_tab (fixture, TRUE);
  assert_text (grid, 2, 0, "A-9");
  assert_text (grid, 2, 1, "=1+1");
  g_assert_null (autosell_sheet_grid_get (grid, 2, 1)->formula);
  assert_blank (grid, 2, 2);
  assert_number (grid, 2, 3, 99000.5);
  assert_text (grid, 4, 0, "A-2");
}

/* Pins follow their rows; a write through them touches what is not ours no more than the rest. */
static void
test_pins (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  int pins[] = { autosell_sheets_make_pin_id (), autosell_sheets_make_pin_id (), 77 };
  const AutosellSheetCell cells[] = { KEEP, KEEP, KEEP, NUMBER (1), KEEP, BLANK };
  AutosellPinnedWrite write = { pins[1], G_N_ELEMENTS (cells), cells };
  g_autoptr(AutosellSheetBatch) batch = autosell_sheet_batch_new ();
  g_autoptr(AutosellSheetBatch) unpin = autosell_sheet_batch_new ();
  g_autoptr(GAsyncResult) result = NULL, written_result = NULL, gone_result = NULL;
  g_autoptr(GPtrArray) rows = NULL, written = NULL, gone = NULL;
  g_autoptr(AutosellSheetGrid) grid = NULL;
  g_autoptr(GError) error = NULL;
  AutosellPinnedRow *row;

  autosell_sheet_batch_pin (batch, 0, 1, "asm-pc1", pins[0]);
  autosell_sheet_batch_pin (batch, 0, 3, "asm-pc1", pins[1]);
  apply (fixture, batch, &error);
  g_assert_no_error (error);
  g_free (fake_cloud_control (fixture->cloud, "act",
                              "{\"do\": \"batch\", \"requests\": [{\"insertDimension\": {\"range\": {\"sheetId\": 0, "
                              "\"dimension\": \"ROWS\", \"startIndex\": 1, \"endIndex\": 3}}}]}"));
  autosell_sheets_read_pinned_async (fixture->sheets, fixture->id, pins, 3, NULL, take_result_cb, &result);
  rows = autosell_sheets_read_pinned_finish (fixture->sheets, wait_for (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (rows->len, ==, 2);
  row = g_ptr_array_index (rows, ((AutosellPinnedRow *) g_ptr_array_index (rows, 0))->pin_id == pins[1] ? 0 : 1);
  g_assert_cmpuint (row->row, ==, 5);
  assert_text (row->cells, 0, 0, "A-2");
  autosell_sheets_write_pinned_async (fixture->sheets, fixture->id, &write, 1, NULL, take_result_cb, &written_result);
  written = autosell_sheets_write_pinned_finish (fixture->sheets, wait_for (&written_result), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (written->len, ==, 1);
  row = g_ptr_array_index (written, 0);
  g_assert_cmpint (row->pin_id, ==, pins[1]);
  assert_text (row->cells, 0, 0, "A-2");
  assert_number (row->cells, 0, 3, 1);
  grid = read_tab (fixture, FALSE);
  assert_number (grid, 5, 3, 1);
  assert_text (grid, 5, 1, "KIA");
  assert_blank (grid, 5, 5);
  assert_number (grid, 3, 3, 214900);
  autosell_sheet_batch_unpin (unpin, "asm-pc1");
  apply (fixture, unpin, &error);
  g_assert_no_error (error);
  autosell_sheets_read_pinned_async (fixture->sheets, fixture->id, pins, 2, NULL, take_result_cb, &gone_result);
  gone = autosell_sheets_read_pinned_finish (fixture->sheets, wait_for (&gone_result), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (gone->len, ==, 0);
}

static void
test_own_tab (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  const AutosellSheetCell first[] = { TEXT ("=HYPERLINK(\"x\")"), NUMBER (0.1) },
                          second[] = { TEXT ("007"), KEEP, BLANK };
  const AutosellSheetWrite writes[] = { { 1, 0, 2, first }, { 4, 3, 3, second } };
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(AutosellSheetGrid) grid = NULL;
  g_autoptr(GError) error = NULL;

  autosell_sheets_write_async (fixture->sheets, fixture->id, "Ana's autos", writes, 2, NULL, take_result_cb, &result);
  g_assert_true (autosell_sheets_write_finish (fixture->sheets, wait_for (&result), &error));
  g_assert_no_error (error);
  grid = read_tab (fixture, TRUE);
  assert_text (grid, 1, 0, "=HYPERLINK(\"x\")");
  assert_number (grid, 1, 1, 0.1);
  assert_text (grid, 4, 3, "007");
  assert_number (grid, 4, 4, 189000.5);
}

static void
test_trouble (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GAsyncResult) renamed = NULL, missing = NULL;
  g_autoptr(GError) error = NULL;

  autosell_sheets_read_tab_async (fixture->sheets, fixture->id, "NADA", FALSE, NULL, take_result_cb, &renamed);
  g_assert_null (autosell_sheets_read_tab_finish (fixture->sheets, wait_for (&renamed), &error));
  g_assert_error (error, AUTOSELL_NET_ERROR, AUTOSELL_NET_ERROR_INVALID);
  g_clear_error (&error);
  autosell_sheets_read_info_async (fixture->sheets, "1never/picked", NULL, take_result_cb, &missing);
  g_assert_null (autosell_sheets_read_info_finish (fixture->sheets, wait_for (&missing), &error));
  g_assert_error (error, AUTOSELL_NET_ERROR, AUTOSELL_NET_ERROR_NOT_FOUND);
}

static void
test_drive (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AutosellDriveFiles) drive = autosell_drive_files_new (fixture->account);
  g_autoptr(GAsyncResult) about_result = NULL, look_result = NULL, again_result = NULL;
  g_autoptr(AutosellDriveAbout) about = NULL;
  g_autoptr(AutosellDriveFile) file = NULL, again = NULL;
  g_autoptr(GError) error = NULL;

  autosell_drive_files_about_async (drive, NULL, take_result_cb, &about_result);
  about = autosell_drive_files_about_finish (drive, wait_for (&about_result), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (about->email, ==, "ventas@ejemplo.mx");
  autosell_drive_files_look_async (drive, fixture->id, NULL, take_result_cb, &look_result);
  file = autosell_drive_files_look_finish (drive, wait_for (&look_result), &error);
  g_assert_no_error (error);
  g_assert_cmpint (file->version, >, 0);
  g_assert_cmpstr (file->name, ==, "Autos");
  g_assert_true (file->can_edit);
  g_free (fake_cloud_control (fixture->cloud, "act",
                              "{\"do\": \"edit\", \"range\": \"'Ana''s autos'!D2\", \"value\": \"1\"}"));
  autosell_drive_files_look_async (drive, fixture->id, NULL, take_result_cb, &again_result);
  again = autosell_drive_files_look_finish (drive, wait_for (&again_result), &error);
  g_assert_no_error (error);
  g_assert_cmpint (again->version, >, file->version);
}

static void
test_addresses (void)
{
  g_autofree char *z = autosell_sheet_dup_column_name (25), *aa = autosell_sheet_dup_column_name (26);
  g_autofree char *last = autosell_sheet_dup_column_name (18277);
  g_autofree char *a1 = autosell_sheet_dup_a1 ("Ana's", 2, 1, 6, 3);
  guint row, column;

  g_assert_cmpstr (z, ==, "Z");
  g_assert_cmpstr (aa, ==, "AA");
  g_assert_cmpstr (last, ==, "ZZZ");
  g_assert_cmpstr (a1, ==, "'Ana''s'!B3:D7");
  g_assert_true (autosell_sheet_parse_a1_start ("'a!b'!AB12:AC12", &row, &column));
  g_assert_cmpuint (row, ==, 11);
  g_assert_cmpuint (column, ==, 27);
  g_assert_false (autosell_sheet_parse_a1_start ("INVENTARIO", &row, &column));
  g_assert_false (autosell_sheet_parse_a1_start ("A0", &row, &column));
  g_assert_false (autosell_sheet_parse_a1_start ("", &row, &column));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/sheets/addresses", test_addresses);
#define ADD(name, function) g_test_add ("/sheets/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("reading", test_reading);
  ADD ("structure", test_structure);
  ADD ("columns", test_columns);
  ADD ("new-rows", test_new_rows);
  ADD ("pins", test_pins);
  ADD ("own-tab", test_own_tab);
  ADD ("trouble", test_trouble);
  ADD ("drive", test_drive);
  return g_test_run ();
}
