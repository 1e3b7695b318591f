/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <sqlite3.h>
#include <string.h>

#include "autosell-ledger-store.h"
#include "store-fixture.h"

/* The steps of a reconciler on real files, with the sheet as a grid in memory: columns are Marca, Modelo, Año, Precio,
 * km, Estatus and the id. */

#define N_COLUMNS 7
#define COLUMN_PRICE 3
#define COLUMN_KM 4
#define COLUMN_ID 6
#define N_ROWS 40

typedef struct
{
  Fixture base;
  AutosellLedgerLink *link;
  AutosellLedgerCell cells[N_ROWS][N_COLUMNS];
  GStringChunk *texts;
  guint n_rows;
} Lot;

static void
put_text (Lot *lot, guint row, guint column, const char *text)
{
  lot->cells[row][column] = (AutosellLedgerCell){ .kind = *text != '\0' ? AUTOSELL_LEDGER_TEXT : AUTOSELL_LEDGER_BLANK,
                                                  .text = g_string_chunk_insert (lot->texts, text) };
}

static void
put_number (Lot *lot, guint row, guint column, double number)
{
  lot->cells[row][column] = (AutosellLedgerCell){ .kind = AUTOSELL_LEDGER_NUMBER, .number = number };
}

static guint
add_row (Lot *lot, const char *brand, const char *model, double year, double price, const char *km)
{
  guint row = lot->n_rows++;

  put_text (lot, row, 0, brand);
  put_text (lot, row, 1, model);
  put_number (lot, row, 2, year);
  put_number (lot, row, COLUMN_PRICE, price);
  put_text (lot, row, COLUMN_KM, km);
  put_text (lot, row, 5, "Disponible");
  return row;
}

static void
lot_set_up (Lot *lot, gconstpointer data)
{
  static const char *const heads[] = { "Marca", "Modelo", "Año", "Precio", "km", "Estatus", "Autosell ID" };
  g_autoptr(GError) error = NULL;

  set_up (&lot->base, data);
  lot->texts = g_string_chunk_new (1024);
  for (guint i = 0; i < N_COLUMNS; i++)
    put_text (lot, 0, i, heads[i]);
  lot->n_rows = 1;
  add_row (lot, "NISSAN", "VERSA", 2021, 209000, "62,000");
  add_row (lot, "MAZDA", "CX30", 2019, 379000, "62 mil?");
  add_row (lot, "BMW", "220I", 2016, 290000, "136,900");

  lot->link = autosell_ledger_link_new ();
  lot->link->account = g_strdup ("1170");
  lot->link->spreadsheet = g_strdup ("SID");
  lot->link->title = g_strdup ("Autos");
  g_assert_true (autosell_store_set_link_sync (lot->base.store, lot->link, &error));
  g_assert_no_error (error);
}

static void
lot_tear_down (Lot *lot, gconstpointer data)
{
  autosell_ledger_link_free (lot->link);
  g_string_chunk_free (lot->texts);
  tear_down (&lot->base, data);
}

static AutosellLedgerGrid *
read_grid (Lot *lot)
{
  AutosellLedgerGrid *grid = autosell_ledger_grid_new (lot->n_rows, N_COLUMNS);

  for (guint row = 0; row < lot->n_rows; row++)
    for (guint column = 0; column < N_COLUMNS; column++)
      autosell_ledger_grid_set (grid, row, column, &lot->cells[row][column]);
  return grid;
}

static AutosellLedgerWork *
start (Lot *lot)
{
  const AutosellLedgerPolicy policy = { .winner = lot->link->winner, .empties_rows = TRUE };
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellLedgerGrid) grid = read_grid (lot);
  g_autoptr(AutosellLedgerLayout) layout = autosell_ledger_layout_new (grid, NULL, "es_MX", FALSE);
  AutosellLedgerState *state = autosell_store_load_ledger_sync (lot->base.store, lot->link->id, &error);

  g_assert_no_error (error);
  return autosell_ledger_work_new (
    lot->link->id, autosell_ledger_merge_run (state->bases, state->vehicles, grid, layout, &policy), state);
}

static AutosellCommitResult *
commit (Lot *lot, AutosellLedgerWork *work)
{
  g_autoptr(GError) error = NULL;
  AutosellCommitResult *result = autosell_store_commit_merge_sync (lot->base.store, work, &error);

  g_assert_no_error (error);
  return result;
}

static void
write_cell (Lot *lot, guint row, const AutosellLedgerCellWrite *write)
{
  lot->cells[row][write->column] = write->cell;
  if (write->cell.text != NULL)
    lot->cells[row][write->column].text = g_string_chunk_insert (lot->texts, write->cell.text);
}

/* The service does all that is asked of it. */
static void
send_all (Lot *lot, AutosellLedgerWork *work)
{
  for (guint i = 0; i < work->merge->writes->len; i++)
    {
      const AutosellLedgerWrite *write = g_ptr_array_index (work->merge->writes, i);

      if (work->writes[i] != AUTOSELL_SENDING_PENDING)
        continue;
      for (guint j = 0; j < write->cells->len; j++)
        write_cell (lot, write->row, &g_array_index (write->cells, AutosellLedgerCellWrite, j));
      if (write->writes_id)
        put_text (lot, write->row, COLUMN_ID, write->is_emptied ? "" : write->row_id);
      work->writes[i] = AUTOSELL_SENDING_DONE;
    }
  for (guint i = 0; i < work->merge->appends->len; i++)
    {
      const AutosellLedgerAppend *append = g_ptr_array_index (work->merge->appends, i);

      if (work->appends[i] != AUTOSELL_SENDING_PENDING)
        continue;
      for (guint j = 0; j < append->cells->len; j++)
        write_cell (lot, lot->n_rows, &g_array_index (append->cells, AutosellLedgerCellWrite, j));
      put_text (lot, lot->n_rows++, COLUMN_ID, append->row_id);
      work->appends[i] = AUTOSELL_SENDING_DONE;
    }
}

typedef enum
{
  DIES_NEVER,
  DIES_AFTER_COMMIT,
  DIES_AFTER_MARK,
  DIES_BEFORE_ANSWER,
  N_DEATHS
} Death;

static void
reopen (Lot *lot)
{
  close_store (&lot->base);
  open_store (&lot->base);
}

/* One synchronisation, or as much of one as there is. Returns: whether there was anything to do */
static gboolean
synchronise (Lot *lot, Death death)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellLedgerWork) work = start (lot);
  gboolean had_work = !autosell_ledger_merge_is_quiet (work->merge);

  autosell_commit_result_free (commit (lot, work));
  if (death != DIES_AFTER_COMMIT)
    g_assert_true (autosell_store_mark_sent_sync (lot->base.store, work, &error));
  if (death == DIES_NEVER || death == DIES_BEFORE_ANSWER)
    send_all (lot, work);
  if (death == DIES_NEVER)
    g_assert_true (autosell_store_confirm_sync (lot->base.store, work, TRUE, &error));
  else
    reopen (lot);
  g_assert_no_error (error);
  return had_work;
}

/* A row first gets its id, then it becomes a car. */
static void
settle (Lot *lot)
{
  guint n = 0;

  while (synchronise (lot, DIES_NEVER))
    g_assert_cmpuint (++n, <, 5);
}

static AutosellVehicle *
find (Lot *lot, const char *model)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellLedgerState) state = autosell_store_load_ledger_sync (lot->base.store, lot->link->id, &error);

  for (guint i = 0; i < state->vehicles->len; i++)
    if (g_strcmp0 (autosell_vehicle_get_text (g_ptr_array_index (state->vehicles, i), AUTOSELL_FIELD_MODEL), model)
        == 0)
      return g_object_ref (g_ptr_array_index (state->vehicles, i));
  return NULL;
}

static gint64
find_price (Lot *lot, const char *model)
{
  g_autoptr(AutosellVehicle) vehicle = find (lot, model);
  gint64 cents = -1;

  g_assert_nonnull (vehicle);
  autosell_vehicle_get_number (vehicle, AUTOSELL_FIELD_PRICE, &cents);
  return cents / 100;
}

static void
edit (Lot *lot, const char *model, AutosellField field, const char *text)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellVehicle) vehicle = find (lot, model);
  AutosellChangeSet *changes = autosell_change_set_new (AUTOSELL_ACTION_EDIT);
  g_auto(AutosellValue) value = AUTOSELL_VALUE_INIT;

  autosell_value_parse (&value, field, text);
  autosell_change_set_set (changes, autosell_vehicle_get_key (vehicle), field, &value);
  autosell_commit_result_free (autosell_store_commit_sync (lot->base.store, changes, &error));
  g_assert_no_error (error);
}

static int
count (Lot *lot, const char *sql)
{
  g_autofree char *path = g_build_filename (lot->base.data_dir, "autosell.db", NULL);
  sqlite3 *db;
  sqlite3_stmt *stmt;
  int n;

  g_assert_cmpint (sqlite3_open_v2 (path, &db, SQLITE_OPEN_READONLY, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_prepare_v2 (db, sql, -1, &stmt, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (stmt), ==, SQLITE_ROW);
  n = sqlite3_column_int (stmt, 0);
  sqlite3_finalize (stmt);
  sqlite3_close (db);
  return n;
}

static void
test_both_ways (Lot *lot, gconstpointer data)
{
  g_autoptr(AutosellLedgerLink) link = NULL;
  g_autoptr(AutosellVehicle) dirty = NULL;

  settle (lot);
  dirty = find (lot, "CX30");
  g_assert_cmpint (autosell_vehicle_get_value (dirty, AUTOSELL_FIELD_KM)->state, ==, AUTOSELL_VALUE_RAW);
  g_assert_cmpint (find_price (lot, "VERSA"), ==, 209000);

  edit (lot, "VERSA", AUTOSELL_FIELD_PRICE, "199000");
  put_number (lot, 2, COLUMN_PRICE, 365000);
  settle (lot);
  g_assert_cmpfloat (lot->cells[1][COLUMN_PRICE].number, ==, 199000);
  g_assert_cmpint (find_price (lot, "CX30"), ==, 365000);
  /* What nobody changed is as it was, in its own letters. */
  g_assert_cmpstr (lot->cells[1][COLUMN_KM].text, ==, "62,000");
  g_assert_cmpstr (lot->cells[2][COLUMN_KM].text, ==, "62 mil?");

  g_assert_cmpint (count (lot, "SELECT count(*) FROM vehicle"), ==, 3);
  g_assert_cmpint (count (lot, "SELECT count(*) FROM sheet_outbox"), ==, 0);
  g_assert_cmpint (count (lot, "SELECT count(*) FROM conflict"), ==, 0);
  g_assert_cmpint (count (lot, "SELECT count(*) FROM sheet_log WHERE direction = 'written' AND field = 'price' "
                               "AND before = '209000' AND after = '199000'"),
                   ==, 1);
  g_assert_cmpint (count (lot, "SELECT count(*) FROM sheet_log WHERE direction = 'read' AND field = 'price' "
                               "AND before = '379000' AND after = '365000'"),
                   ==, 1);
  g_assert_true (autosell_store_get_link_sync (lot->base.store, &link, NULL));
  g_assert_cmpint (link->synced_us, >, 0);
  g_assert_true (link->is_merged);
}

/* Whatever step was the last, nothing is lost, comes twice, or is taken for somebody else's. */
static void
test_dies_at_every_step (Lot *lot, gconstpointer data)
{
  for (Death death = DIES_AFTER_COMMIT; death < N_DEATHS; death++)
    synchronise (lot, death);
  settle (lot);
  for (Death death = DIES_AFTER_COMMIT; death < N_DEATHS; death++)
    {
      g_autoptr(AutosellVehicle) added = autosell_vehicle_new ();
      AutosellChangeSet *changes = autosell_change_set_new (AUTOSELL_ACTION_ADD);
      g_autofree char *model = g_strdup_printf ("IBIZA %d", death);
      g_autofree char *price = g_strdup_printf ("%d", 150000 + death);
      g_autofree char *later = g_strdup_printf ("%d", 250000 + death);

      autosell_vehicle_parse (added, AUTOSELL_FIELD_BRAND, "SEAT");
      autosell_vehicle_parse (added, AUTOSELL_FIELD_MODEL, model);
      autosell_change_set_add (changes, g_steal_pointer (&added));
      autosell_commit_result_free (autosell_store_commit_sync (lot->base.store, changes, NULL));
      edit (lot, "VERSA", AUTOSELL_FIELD_PRICE, price);
      synchronise (lot, death);
      /* The person goes on meanwhile; their own earlier price must not stand against them. */
      edit (lot, "VERSA", AUTOSELL_FIELD_PRICE, later);
      settle (lot);
      g_assert_cmpfloat (lot->cells[1][COLUMN_PRICE].number, ==, 250000 + death);
      g_assert_cmpint (find_price (lot, "VERSA"), ==, 250000 + death);
      g_assert_cmpuint (lot->n_rows, ==, 4 + death);
    }
  g_assert_cmpint (count (lot, "SELECT count(*) FROM vehicle"), ==, 3 + N_DEATHS - 1);
  g_assert_cmpint (count (lot, "SELECT count(*) FROM conflict"), ==, 0);
}

static void
test_conflict (Lot *lot, gconstpointer data)
{
  g_autoptr(GPtrArray) conflicts = NULL;
  g_autoptr(GError) error = NULL;
  const AutosellConflict *conflict;

  settle (lot);
  edit (lot, "VERSA", AUTOSELL_FIELD_PRICE, "201000");
  put_number (lot, 1, COLUMN_PRICE, 198000);
  settle (lot);
  g_assert_cmpint (find_price (lot, "VERSA"), ==, 198000);
  conflicts = autosell_store_get_conflicts_sync (lot->base.store, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (conflicts->len, ==, 1);
  conflict = g_ptr_array_index (conflicts, 0);
  g_assert_cmpstr (conflict->title, ==, "NISSAN VERSA 2021");
  g_assert_cmpint (conflict->field, ==, AUTOSELL_FIELD_PRICE);
  g_assert_cmpint (conflict->base.number, ==, 20900000);
  g_assert_cmpint (conflict->local.number, ==, 20100000);
  g_assert_cmpint (conflict->remote.number, ==, 19800000);

  autosell_commit_result_free (autosell_store_decide_conflict_sync (lot->base.store, conflict->id, TRUE, &error));
  g_assert_no_error (error);
  settle (lot);
  g_assert_cmpfloat (lot->cells[1][COLUMN_PRICE].number, ==, 201000);
  g_assert_null (autosell_store_decide_conflict_sync (lot->base.store, conflict->id, TRUE, &error));
  g_assert_error (error, AUTOSELL_STORE_ERROR, AUTOSELL_STORE_ERROR_NOT_FOUND);
}

static void
test_undo_of_a_whole_one (Lot *lot, gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellLedgerWork) work = NULL;
  AutosellCommitResult *result;

  settle (lot);
  edit (lot, "220I", AUTOSELL_FIELD_PRICE, "280000");
  autosell_commit_result_free (autosell_store_undo_sync (lot->base.store, 0, &error));
  g_assert_no_error (error);
  put_number (lot, 1, COLUMN_PRICE, 111000);
  put_number (lot, 2, COLUMN_PRICE, 222000);
  work = start (lot);
  result = commit (lot, work);
  g_assert_cmpint (result->n_vehicles, ==, 2);

  /* What came from the sheet does not take a person's redo away, nor is it the person's to undo without being named. */
  autosell_commit_result_free (autosell_store_redo_sync (lot->base.store, &error));
  g_assert_no_error (error);
  g_assert_cmpint (find_price (lot, "220I"), ==, 280000);

  autosell_commit_result_free (autosell_store_undo_sync (lot->base.store, result->change, &error));
  g_assert_no_error (error);
  autosell_commit_result_free (result);
  g_assert_cmpint (find_price (lot, "VERSA"), ==, 209000);
  settle (lot);
  g_assert_cmpfloat (lot->cells[1][COLUMN_PRICE].number, ==, 209000);
  g_assert_cmpfloat (lot->cells[2][COLUMN_PRICE].number, ==, 379000);
}

/* A car that a person edits between merge and commit is left for the next time. */
static void
test_edited_meanwhile (Lot *lot, gconstpointer data)
{
  g_autoptr(AutosellLedgerWork) work = NULL;

  settle (lot);
  put_number (lot, 1, COLUMN_PRICE, 111000);
  put_number (lot, 2, COLUMN_PRICE, 222000);
  work = start (lot);
  edit (lot, "VERSA", AUTOSELL_FIELD_KM, "63000");
  autosell_commit_result_free (commit (lot, work));
  g_assert_cmpuint (work->n_skipped, ==, 1);
  g_assert_cmpint (find_price (lot, "VERSA"), ==, 209000);
  g_assert_cmpint (find_price (lot, "CX30"), ==, 222000);
  settle (lot);
  g_assert_cmpint (find_price (lot, "VERSA"), ==, 111000);
  g_assert_cmpfloat (lot->cells[1][COLUMN_KM].number, ==, 63000);
}

static void
test_vanished (Lot *lot, gconstpointer data)
{
  g_autoptr(GArray) keys = NULL;
  g_autoptr(GError) error = NULL;

  settle (lot);
  memset (lot->cells[3], 0, sizeof lot->cells[3]);
  settle (lot);
  keys = autosell_store_get_vanished_sync (lot->base.store, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (keys->len, ==, 1);
  /* A question, not a sale. */
  g_assert_cmpint (find_price (lot, "220I"), ==, 290000);
  g_assert_true (autosell_store_put_back_sync (lot->base.store, g_array_index (keys, gint64, 0), &error));
  settle (lot);
  g_assert_cmpuint (lot->n_rows, ==, 5);
  g_assert_cmpstr (lot->cells[4][1].text, ==, "220I");
  g_assert_cmpint (count (lot, "SELECT count(*) FROM vehicle"), ==, 3);
}

/* The row of a car that was destroyed for good does not come in as a new one. */
static void
test_destroyed (Lot *lot, gconstpointer data)
{
  g_autofree char *path = g_build_filename (lot->base.data_dir, "autosell.db", NULL);
  sqlite3 *db;

  settle (lot);
  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (
    sqlite3_exec (db, "PRAGMA foreign_keys = ON; DELETE FROM vehicle WHERE model = '220I'", NULL, NULL, NULL), ==,
    SQLITE_OK);
  sqlite3_close (db);
  settle (lot);
  g_assert_cmpint (count (lot, "SELECT count(*) FROM vehicle"), ==, 2);
  g_assert_cmpstr (lot->cells[3][1].text, ==, "220I");
}

static void
test_unlink (Lot *lot, gconstpointer data)
{
  g_autoptr(AutosellLedgerLink) link = NULL;
  g_autoptr(GError) error = NULL;

  settle (lot);
  g_assert_true (autosell_store_unlink_sync (lot->base.store, &error));
  g_assert_true (autosell_store_get_link_sync (lot->base.store, &link, &error));
  g_assert_null (link);
  g_assert_cmpint (count (lot, "SELECT count(*) FROM sheet_base"), ==, 0);
  g_assert_cmpint (count (lot, "SELECT count(*) FROM vehicle"), ==, 3);
  g_assert_cmpstr (lot->cells[1][1].text, ==, "VERSA");
}

/* ---- What a window shows ---- */

static void
count_signal_cb (AutosellStore *store G_GNUC_UNUSED, guint *n)
{
  ++*n;
}

static GArray *
make_conflicts (Lot *lot)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr(GPtrArray) conflicts = NULL;
  g_autoptr(GError) error = NULL;

  settle (lot);
  edit (lot, "VERSA", AUTOSELL_FIELD_PRICE, "201000");
  put_number (lot, 1, COLUMN_PRICE, 198000);
  edit (lot, "220I", AUTOSELL_FIELD_PRICE, "301000");
  put_number (lot, 3, COLUMN_PRICE, 298000);
  settle (lot);
  conflicts = autosell_store_get_conflicts_sync (lot->base.store, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (conflicts->len, ==, 2);
  for (guint i = 0; i < conflicts->len; i++)
    {
      AutosellConflict *conflict = g_ptr_array_index (conflicts, i);

      g_assert_true (autosell_value_equal (&conflict->current, &conflict->remote));
      g_assert_false (conflict->is_in_bin);
      g_array_append_val (ids, conflict->id);
    }
  return ids;
}

static guint
count_open (Lot *lot)
{
  g_autofree AutosellSheetSummary *summary = autosell_store_get_sheet_summary_sync (lot->base.store, NULL);

  g_assert_nonnull (summary);
  g_assert_true (summary->is_linked);
  return summary->n_conflicts;
}

/* The way back from a decision is the undo of any edit, and redo decides again. */
static void
test_decisions (Lot *lot, gconstpointer data)
{
  g_autoptr(GArray) ids = make_conflicts (lot);
  g_autoptr(AutosellCommitResult) turned = NULL;
  g_autoptr(AutosellCommitResult) again = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_cmpuint (count_open (lot), ==, 2);
  turned = autosell_store_decide_conflicts_sync (lot->base.store, ids, AUTOSELL_DECISION_TURN, &error);
  g_assert_no_error (error);
  g_assert_cmpint (turned->n_vehicles, ==, 2);
  g_assert_cmpint (find_price (lot, "VERSA"), ==, 201000);
  g_assert_cmpint (find_price (lot, "220I"), ==, 301000);
  g_assert_cmpuint (count_open (lot), ==, 0);

  again = autosell_store_decide_conflicts_sync (lot->base.store, ids, AUTOSELL_DECISION_SHEET, &error);
  g_assert_no_error (error);
  g_assert_cmpint (again->n_skipped, ==, 2);
  g_assert_cmpint (find_price (lot, "VERSA"), ==, 201000);

  autosell_commit_result_free (autosell_store_undo_sync (lot->base.store, turned->change, &error));
  g_assert_no_error (error);
  g_assert_cmpint (find_price (lot, "VERSA"), ==, 198000);
  g_assert_cmpuint (count_open (lot), ==, 2);
  autosell_commit_result_free (autosell_store_redo_sync (lot->base.store, &error));
  g_assert_no_error (error);
  g_assert_cmpint (find_price (lot, "VERSA"), ==, 201000);
  g_assert_cmpuint (count_open (lot), ==, 0);
}

/* Keeping changes no car, so it has no undo; it can be undecided all the same. */
static void
test_keep_and_reopen (Lot *lot, gconstpointer data)
{
  g_autoptr(GArray) ids = make_conflicts (lot);
  g_autoptr(AutosellCommitResult) kept = NULL;
  g_autoptr(GError) error = NULL;

  edit (lot, "VERSA", AUTOSELL_FIELD_PRICE, "205000");
  kept = autosell_store_decide_conflicts_sync (lot->base.store, ids, AUTOSELL_DECISION_KEEP, &error);
  g_assert_no_error (error);
  g_assert_cmpint (kept->change, ==, 0);
  g_assert_cmpint (find_price (lot, "VERSA"), ==, 205000);
  g_assert_cmpuint (count_open (lot), ==, 0);
  g_assert_true (autosell_store_reopen_conflicts_sync (lot->base.store, ids, &error));
  g_assert_cmpuint (count_open (lot), ==, 2);

  /* A side that is named is taken whatever the car has now. */
  autosell_commit_result_free (
    autosell_store_decide_conflicts_sync (lot->base.store, ids, AUTOSELL_DECISION_SHEET, &error));
  g_assert_cmpint (find_price (lot, "VERSA"), ==, 198000);
  g_assert_true (autosell_store_reopen_conflicts_sync (lot->base.store, ids, &error));
  autosell_commit_result_free (
    autosell_store_decide_conflicts_sync (lot->base.store, ids, AUTOSELL_DECISION_HERE, &error));
  g_assert_cmpint (find_price (lot, "VERSA"), ==, 201000);
  g_assert_no_error (error);
}

static guint
count_vanished (Lot *lot, AutosellVanishedState state)
{
  g_autoptr(GPtrArray) list = autosell_store_load_vanished_sync (lot->base.store, NULL);
  guint n = 0;

  g_assert_nonnull (list);
  for (guint i = 0; i < list->len; i++)
    n += ((AutosellVanished *) g_ptr_array_index (list, i))->state == state;
  return n;
}

static void
test_left_and_put_back (Lot *lot, gconstpointer data)
{
  g_autofree AutosellSheetSummary *summary = NULL;
  g_autoptr(GPtrArray) list = NULL;
  g_autoptr(GError) error = NULL;
  const AutosellVanished *vanished;

  settle (lot);
  memset (lot->cells[3], 0, sizeof lot->cells[3]);
  settle (lot);
  list = autosell_store_load_vanished_sync (lot->base.store, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (list->len, ==, 1);
  vanished = g_ptr_array_index (list, 0);
  g_assert_cmpstr (vanished->title, ==, "BMW 220I 2016");
  g_assert_nonnull (strstr (vanished->details, "$290,000"));

  /* What was left stays so over the next synchronisations, and asks nobody. */
  g_assert_true (autosell_store_set_vanished_sync (lot->base.store, vanished->key, AUTOSELL_VANISHED_LEFT, &error));
  settle (lot);
  put_number (lot, 1, COLUMN_PRICE, 111000);
  settle (lot);
  g_assert_cmpuint (count_vanished (lot, AUTOSELL_VANISHED_LEFT), ==, 1);
  summary = autosell_store_get_sheet_summary_sync (lot->base.store, &error);
  g_assert_cmpuint (summary->n_vanished, ==, 0);
  g_assert_cmpuint (lot->n_rows, ==, 4);

  /* Put back and thought better of it before it was sent */
  g_assert_true (autosell_store_set_vanished_sync (lot->base.store, vanished->key, AUTOSELL_VANISHED_PUT_BACK, &error));
  g_assert_cmpuint (count_vanished (lot, AUTOSELL_VANISHED_OPEN), ==, 0);
  g_assert_true (autosell_store_set_vanished_sync (lot->base.store, vanished->key, AUTOSELL_VANISHED_OPEN, &error));
  settle (lot);
  g_assert_cmpuint (lot->n_rows, ==, 4);
  g_assert_cmpuint (count_vanished (lot, AUTOSELL_VANISHED_OPEN), ==, 1);

  g_assert_true (autosell_store_set_vanished_sync (lot->base.store, vanished->key, AUTOSELL_VANISHED_PUT_BACK, &error));
  settle (lot);
  g_assert_cmpuint (lot->n_rows, ==, 5);
  g_assert_false (autosell_store_set_vanished_sync (lot->base.store, vanished->key, AUTOSELL_VANISHED_LEFT, &error));
  g_assert_error (error, AUTOSELL_STORE_ERROR, AUTOSELL_STORE_ERROR_NOT_FOUND);
}

static void
check_entry (const AutosellSheetLogEntry *entry, gboolean is_written, gint64 before, gint64 after)
{
  g_assert_cmpint (entry->is_written, ==, is_written);
  g_assert_true (entry->has_field);
  g_assert_cmpint (entry->field, ==, AUTOSELL_FIELD_PRICE);
  g_assert_cmpint (entry->before.number, ==, before * 100);
  g_assert_cmpint (entry->after.number, ==, after * 100);
}

/* What one synchronisation read and wrote belongs together, though it was written down in two transactions. */
static void
test_log (Lot *lot, gconstpointer data)
{
  g_autoptr(AutosellSheetLogPage) page = NULL;
  g_autoptr(AutosellSheetLogPage) rest = NULL;
  g_autoptr(AutosellSheetLogPage) undone = NULL;
  g_autoptr(GError) error = NULL;
  const AutosellSheetLogEntry *read, *written;

  settle (lot);
  page = autosell_store_get_sheet_log_sync (lot->base.store, 0, 0, 0, 100, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (page->entries->len, ==, 3);
  read = g_ptr_array_index (page->entries, 0);
  g_assert_false (read->has_field);
  g_assert_cmpstr (read->title, ==, "BMW 220I 2016");
  g_clear_pointer (&page, autosell_sheet_log_page_free);

  edit (lot, "220I", AUTOSELL_FIELD_PRICE, "280000");
  put_number (lot, 1, COLUMN_PRICE, 111000);
  synchronise (lot, DIES_NEVER);
  page = autosell_store_get_sheet_log_sync (lot->base.store, 0, 0, 0, 2, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (page->entries->len, ==, 2);
  written = g_ptr_array_index (page->entries, 0);
  read = g_ptr_array_index (page->entries, 1);
  check_entry (written, TRUE, 290000, 280000);
  check_entry (read, FALSE, 209000, 111000);
  g_assert_cmpint (written->at_us, ==, read->at_us);
  g_assert_cmpint (written->change, ==, read->change);
  g_assert_cmpint (read->change, !=, 0);
  g_assert_true (read->can_undo);

  rest = autosell_store_get_sheet_log_sync (lot->base.store, read->id, 0, 0, 100, &error);
  g_assert_cmpuint (rest->entries->len, ==, 3);
  g_assert_cmpint (((AutosellSheetLogEntry *) g_ptr_array_index (rest->entries, 0))->at_us, <, read->at_us);

  autosell_commit_result_free (autosell_store_undo_sync (lot->base.store, read->change, &error));
  g_assert_no_error (error);
  undone = autosell_store_get_sheet_log_sync (lot->base.store, 0, written->id, read->change, 100, &error);
  g_assert_cmpuint (undone->entries->len, ==, 0);
  g_assert_cmpuint (undone->undone->len, ==, 1);
  g_assert_cmpint (g_array_index (undone->undone, gint64, 0), ==, read->change);
}

/* Another program's synchronisation is news, even where it changes no car. */
static void
test_sheet_changed (Lot *lot, gconstpointer data)
{
  g_autoptr(GArray) ids = make_conflicts (lot);
  g_autoptr(AutosellStore) other = NULL;
  g_autoptr(GError) error = NULL;
  guint n = 0;

  other = autosell_store_open_sync (lot->base.data_dir, "cli", "Ana", &error);
  g_assert_no_error (error);
  g_signal_connect (lot->base.store, "sheet-changed", G_CALLBACK (count_signal_cb), &n);
  autosell_commit_result_free (autosell_store_decide_conflicts_sync (other, ids, AUTOSELL_DECISION_KEEP, &error));
  g_assert_no_error (error);
  while (n == 0)
    g_main_context_iteration (NULL, TRUE);
  autosell_store_close (other);
}

#define ADD(name, function) g_test_add ("/ledger-store/" name, Lot, NULL, lot_set_up, function, lot_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  ADD ("both-ways", test_both_ways);
  ADD ("dies-at-every-step", test_dies_at_every_step);
  ADD ("conflict", test_conflict);
  ADD ("undo-of-a-whole-one", test_undo_of_a_whole_one);
  ADD ("edited-meanwhile", test_edited_meanwhile);
  ADD ("vanished", test_vanished);
  ADD ("destroyed", test_destroyed);
  ADD ("unlink", test_unlink);
  ADD ("decisions", test_decisions);
  ADD ("keep-and-reopen", test_keep_and_reopen);
  ADD ("left-and-put-back", test_left_and_put_back);
  ADD ("log", test_log);
  ADD ("sheet-changed", test_sheet_changed);
  return g_test_run ();
}
