/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "autosell-marketplace-store.h"
#include "autosell-reconciler.h"
#include "autosell-sync-hours.h"
#include "store-fixture.h"

/* The reconciler on real stores, two PCs on one list that is kept in memory and fails in every way that a service
 * can. */

enum
{
  COLUMN_BRAND,
  COLUMN_MODEL,
  COLUMN_YEAR,
  COLUMN_PRICE,
  COLUMN_ID,
  N_COLUMNS
};

#define MAX_ROWS 64

typedef enum
{
  FAILS_NEVER,
  FAILS_BEFORE, /* nothing arrived, and that is known */
  FAILS_AFTER,  /* all arrived, and the answer is lost */
  FAILS_TO_READ,
  N_FAILURES
} Failure;

#define TEST_TYPE_LIST (test_list_get_type ())
G_DECLARE_FINAL_TYPE (TestList, test_list, TEST, LIST, GObject)

struct _TestList
{
  GObject parent_instance;
  AutosellLedgerCell cells[MAX_ROWS][N_COLUMNS];
  guint n_rows;
  GStringChunk *texts; /* owned */
  GPtrArray *notes;    /* owned, nullable: where none can be left */
  guint n_told;
  Failure failure;
  guint n_reads;
};

static void
put_text (TestList *self, guint row, guint column, const char *text)
{
  self->cells[row][column] = (AutosellLedgerCell){ .kind = *text != '\0' ? AUTOSELL_LEDGER_TEXT : AUTOSELL_LEDGER_BLANK,
                                                   .text = g_string_chunk_insert (self->texts, text) };
}

static void
put_number (TestList *self, guint row, guint column, double number)
{
  self->cells[row][column] = (AutosellLedgerCell){ .kind = AUTOSELL_LEDGER_NUMBER, .number = number };
}

static gpointer
copy_text (gconstpointer text, gpointer data)
{
  return g_strdup (text);
}

static void
read_async (AutosellRemote *remote, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  TestList *self = TEST_LIST (remote);
  g_autoptr(GTask) task = g_task_new (self, cancellable, callback, user_data);
  AutosellRemoteRows *rows;

  self->n_reads++;
  if (self->failure == FAILS_TO_READ)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_HOST_UNREACHABLE, "offline");
      return;
    }
  rows = g_new0 (AutosellRemoteRows, 1);
  rows->grid = autosell_ledger_grid_new (self->n_rows, N_COLUMNS);
  for (guint row = 0; row < self->n_rows; row++)
    for (guint column = 0; column < N_COLUMNS; column++)
      autosell_ledger_grid_set (rows->grid, row, column, &self->cells[row][column]);
  rows->layout = autosell_ledger_layout_new (rows->grid, NULL, "es_MX", FALSE);
  if (self->notes != NULL)
    rows->notes = g_ptr_array_copy (self->notes, copy_text, NULL);
  g_task_return_pointer (task, rows, (GDestroyNotify) autosell_remote_rows_free);
}

static AutosellRemoteRows *
read_finish (AutosellRemote *remote, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
write_cells (TestList *self, guint row, GArray *cells)
{
  for (guint i = 0; i < cells->len; i++)
    {
      const AutosellLedgerCellWrite *write = &g_array_index (cells, AutosellLedgerCellWrite, i);

      self->cells[row][write->column] = write->cell;
      if (write->cell.text != NULL)
        self->cells[row][write->column].text = g_string_chunk_insert (self->texts, write->cell.text);
    }
}

static gboolean
is_as_read (TestList *self, AutosellRemoteRows *rows, guint row)
{
  for (guint column = 0; column < N_COLUMNS; column++)
    if (!autosell_ledger_cell_equal (&self->cells[row][column], autosell_ledger_grid_get (rows->grid, row, column)))
      return FALSE;
  return TRUE;
}

static void
apply_async (AutosellRemote *remote, AutosellRemoteRows *rows, AutosellLedgerWork *work, GCancellable *cancellable,
             GAsyncReadyCallback callback, gpointer user_data)
{
  TestList *self = TEST_LIST (remote);
  g_autoptr(GTask) task = g_task_new (self, cancellable, callback, user_data);
  AutosellSending done = self->failure == FAILS_AFTER ? AUTOSELL_SENDING_UNKNOWN : AUTOSELL_SENDING_DONE;

  for (guint i = 0; i < work->merge->writes->len; i++)
    {
      const AutosellLedgerWrite *write = g_ptr_array_index (work->merge->writes, i);

      if (work->writes[i] != AUTOSELL_SENDING_PENDING)
        continue;
      work->writes[i] = AUTOSELL_SENDING_REFUSED;
      if (self->failure == FAILS_BEFORE || !is_as_read (self, rows, write->row))
        continue;
      write_cells (self, write->row, write->cells);
      if (write->writes_id)
        put_text (self, write->row, COLUMN_ID, write->is_emptied ? "" : write->row_id);
      work->writes[i] = done;
    }
  for (guint i = 0; i < work->merge->appends->len; i++)
    {
      const AutosellLedgerAppend *append = g_ptr_array_index (work->merge->appends, i);

      if (work->appends[i] != AUTOSELL_SENDING_PENDING)
        continue;
      work->appends[i] = AUTOSELL_SENDING_REFUSED;
      if (self->failure == FAILS_BEFORE)
        continue;
      g_assert_cmpuint (self->n_rows, <, MAX_ROWS);
      write_cells (self, self->n_rows, append->cells);
      put_text (self, self->n_rows++, COLUMN_ID, append->row_id);
      work->appends[i] = done;
    }
  if (self->failure == FAILS_NEVER)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED, "cut");
}

static gboolean
apply_finish (AutosellRemote *remote, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
tell_async (AutosellRemote *remote, AutosellRemoteRows *rows, GPtrArray *notes, GCancellable *cancellable,
            GAsyncReadyCallback callback, gpointer user_data)
{
  TestList *self = TEST_LIST (remote);
  g_autoptr(GTask) task = g_task_new (self, cancellable, callback, user_data);

  self->n_told++;
  if (self->failure != FAILS_BEFORE)
    for (guint i = 0; i < notes->len; i++)
      g_ptr_array_add (self->notes, g_strdup (((GString *) notes->pdata[i])->str));
  if (self->failure == FAILS_NEVER)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED, "cut");
}

static gboolean
tell_finish (AutosellRemote *remote, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
remote_init (AutosellRemoteInterface *iface)
{
  iface->tell_async = tell_async;
  iface->tell_finish = tell_finish;
  iface->read_async = read_async;
  iface->read_finish = read_finish;
  iface->apply_async = apply_async;
  iface->apply_finish = apply_finish;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (TestList, test_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (AUTOSELL_TYPE_REMOTE, remote_init))

static void
test_list_finalize (GObject *object)
{
  g_string_chunk_free (TEST_LIST (object)->texts);
  g_clear_pointer (&TEST_LIST (object)->notes, g_ptr_array_unref);
  G_OBJECT_CLASS (test_list_parent_class)->finalize (object);
}

static void
test_list_class_init (TestListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = test_list_finalize;
}

static void
add_row (TestList *self, guint serial)
{
  g_autofree char *model = g_strdup_printf ("MODELO %u", serial);
  guint row = self->n_rows++;

  g_assert_cmpuint (row, <, MAX_ROWS);
  put_text (self, row, COLUMN_BRAND, "NISSAN");
  put_text (self, row, COLUMN_MODEL, model);
  put_number (self, row, COLUMN_YEAR, 2000 + serial);
  put_number (self, row, COLUMN_PRICE, 100000 + serial);
}

static void
test_list_init (TestList *self)
{
  static const char *const heads[] = { "Marca", "Modelo", "Año", "Precio", "Autosell ID" };

  self->texts = g_string_chunk_new (1024);
  for (guint i = 0; i < N_COLUMNS; i++)
    put_text (self, 0, i, heads[i]);
  self->n_rows = 1;
  for (guint serial = 1; serial <= 6; serial++)
    add_row (self, serial);
}

/* ---- Two PCs ---- */

#define N_PCS 2

typedef struct
{
  Fixture pcs[N_PCS];
  AutosellLedgerLink *links[N_PCS];
  TestList *list;
} Lot;

static void
lot_set_up (Lot *lot, gconstpointer data)
{
  lot->list = g_object_new (TEST_TYPE_LIST, NULL);
  for (guint i = 0; i < N_PCS; i++)
    {
      set_up (&lot->pcs[i], data);
      lot->links[i] = autosell_ledger_link_new ();
      lot->links[i]->account = g_strdup ("1170");
      lot->links[i]->spreadsheet = g_strdup ("SID");
      g_assert_true (autosell_store_set_link_sync (lot->pcs[i].store, lot->links[i], NULL));
    }
}

static void
lot_tear_down (Lot *lot, gconstpointer data)
{
  for (guint i = 0; i < N_PCS; i++)
    {
      autosell_ledger_link_free (lot->links[i]);
      tear_down (&lot->pcs[i], data);
    }
  g_object_unref (lot->list);
}

static void
take_result_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_set_object ((GAsyncResult **) user_data, result);
}

/* Returns: NULL where it failed */
static AutosellSyncReport *
reconcile (Lot *lot, guint pc, gboolean allows_vanish, gboolean is_dry)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  AutosellSyncReport *report;

  autosell_reconcile_async (lot->pcs[pc].store, AUTOSELL_REMOTE (lot->list), lot->links[pc], allows_vanish, is_dry,
                            NULL, take_result_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  report = autosell_reconcile_finish (lot->pcs[pc].store, result, &error);
  g_assert_true ((report != NULL) == (error == NULL));
  return report;
}

static AutosellLedgerState *
load (Lot *lot, guint pc)
{
  return autosell_store_load_ledger_sync (lot->pcs[pc].store, lot->links[pc]->id, NULL);
}

static void
edit_price (Lot *lot, guint pc, guint which, gint64 cents)
{
  g_autoptr(AutosellLedgerState) state = load (lot, pc);
  AutosellChangeSet *changes = autosell_change_set_new (AUTOSELL_ACTION_PRICE);
  g_auto(AutosellValue) value = AUTOSELL_VALUE_INIT;

  autosell_value_set_number (&value, cents);
  autosell_change_set_set (changes,
                           autosell_vehicle_get_key (g_ptr_array_index (state->vehicles, which % state->vehicles->len)),
                           AUTOSELL_FIELD_PRICE, &value);
  autosell_commit_result_free (autosell_store_commit_sync (lot->pcs[pc].store, changes, NULL));
}

static void
add_car (Lot *lot, guint pc, guint serial)
{
  AutosellChangeSet *changes = autosell_change_set_new (AUTOSELL_ACTION_ADD);
  AutosellVehicle *vehicle = autosell_vehicle_new ();
  g_autofree char *model = g_strdup_printf ("NUEVO %u", serial);

  autosell_vehicle_parse (vehicle, AUTOSELL_FIELD_BRAND, "SEAT");
  autosell_vehicle_parse (vehicle, AUTOSELL_FIELD_MODEL, model);
  autosell_change_set_add (changes, vehicle);
  autosell_commit_result_free (autosell_store_commit_sync (lot->pcs[pc].store, changes, NULL));
}

static int
compare_lines (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* Model and price of each car, in order. */
static char *
join (GPtrArray *lines)
{
  g_ptr_array_sort (lines, compare_lines);
  g_ptr_array_add (lines, NULL);
  return g_strjoinv ("\n", (char **) lines->pdata);
}

static char *
dump_list (TestList *list)
{
  g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);

  for (guint row = 1; row < list->n_rows; row++)
    if (list->cells[row][COLUMN_MODEL].kind == AUTOSELL_LEDGER_TEXT)
      g_ptr_array_add (
        lines, g_strdup_printf ("%s %.0f", list->cells[row][COLUMN_MODEL].text, list->cells[row][COLUMN_PRICE].number));
  return join (lines);
}

static char *
dump_pc (Lot *lot, guint pc)
{
  g_autoptr(AutosellLedgerState) state = load (lot, pc);
  g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < state->vehicles->len; i++)
    {
      AutosellVehicle *vehicle = g_ptr_array_index (state->vehicles, i);
      gint64 cents = 0;

      autosell_vehicle_get_number (vehicle, AUTOSELL_FIELD_PRICE, &cents);
      g_ptr_array_add (lines, g_strdup_printf ("%s %d", autosell_vehicle_get_text (vehicle, AUTOSELL_FIELD_MODEL),
                                               (int) (cents / 100)));
    }
  return join (lines);
}

static void
assert_all_equal (Lot *lot)
{
  g_autofree char *list = dump_list (lot->list);

  for (guint i = 0; i < N_PCS; i++)
    {
      g_autofree char *pc = dump_pc (lot, i);

      g_assert_cmpstr (pc, ==, list);
    }
}

static void
settle (Lot *lot)
{
  lot->list->failure = FAILS_NEVER;
  for (guint i = 0; i < 3 * N_PCS; i++)
    {
      g_autoptr(AutosellSyncReport) report = reconcile (lot, i % N_PCS, FALSE, FALSE);

      g_assert_nonnull (report);
      g_assert_true (report->is_whole);
    }
}

/* ---- Tests ---- */

static void
test_first (Lot *lot, gconstpointer data)
{
  g_autoptr(AutosellSyncReport) dry = reconcile (lot, 0, FALSE, TRUE);
  g_autoptr(AutosellSyncReport) first = NULL;
  g_autoptr(AutosellSyncReport) again = NULL;

  g_assert_cmpuint (dry->n_added, ==, 6);
  g_assert_cmpint (lot->list->cells[1][COLUMN_ID].kind, ==, AUTOSELL_LEDGER_BLANK);
  first = reconcile (lot, 0, FALSE, FALSE);
  g_assert_cmpuint (first->n_added, ==, 6);
  g_assert_cmpuint (first->n_written, ==, 0);
  g_assert_true (first->is_whole);
  lot->list->n_reads = 0;
  again = reconcile (lot, 0, FALSE, FALSE);
  g_assert_cmpuint (again->n_added + again->n_changed + again->n_written + again->n_appended, ==, 0);
  g_assert_cmpuint (lot->list->n_reads, ==, 1);
  settle (lot);
  assert_all_equal (lot);
}

static void
test_random_failures (Lot *lot, gconstpointer data)
{
  guint32 seed = g_test_rand_int ();
  g_autoptr(GRand) rand = g_rand_new_with_seed (seed);
  guint n_failed = 0;

  g_test_message ("seed %u", seed);
  settle (lot);
  for (guint step = 1; step <= 120; step++)
    {
      guint pc = g_rand_int_range (rand, 0, N_PCS);
      g_autoptr(AutosellSyncReport) report = NULL;

      switch (g_rand_int_range (rand, 0, 5))
        {
        case 0:
          edit_price (lot, pc, g_rand_int (rand), (200000 + step) * 100);
          break;
        case 1:
          put_number (lot->list, 1 + g_rand_int_range (rand, 0, lot->list->n_rows - 1), COLUMN_PRICE, 300000 + step);
          break;
        case 2:
          if (lot->list->n_rows < 24)
            add_car (lot, pc, step);
          break;
        default:
          lot->list->failure = g_rand_int_range (rand, 0, N_FAILURES);
          report = reconcile (lot, pc, FALSE, FALSE);
          n_failed += report == NULL;
          break;
        }
    }
  g_assert_cmpuint (n_failed, >, 0);
  settle (lot);
  assert_all_equal (lot);
}

/* Somebody has filtered and deleted, or pasted over all of it: nobody sold that many in one day. */
static void
test_brake (Lot *lot, gconstpointer data)
{
  g_autoptr(AutosellSyncReport) report = NULL;
  g_autoptr(AutosellSyncReport) allowed = NULL;
  g_autoptr(AutosellSyncReport) headless = NULL;

  settle (lot);
  lot->list->n_rows = 2;
  report = reconcile (lot, 0, FALSE, FALSE);
  g_assert_cmpint (report->brake, ==, AUTOSELL_LEDGER_BRAKE_VANISHED);
  g_assert_cmpuint (report->n_vanished, ==, 5);
  g_assert_false (report->is_whole);
  {
    g_autoptr(GArray) vanished = autosell_store_get_vanished_sync (lot->pcs[0].store, NULL);

    g_assert_cmpuint (vanished->len, ==, 0);
  }
  allowed = reconcile (lot, 0, TRUE, FALSE);
  g_assert_cmpint (allowed->brake, ==, AUTOSELL_LEDGER_BRAKE_NONE);
  {
    g_autoptr(GArray) vanished = autosell_store_get_vanished_sync (lot->pcs[0].store, NULL);

    g_assert_cmpuint (vanished->len, ==, 5);
  }
  memset (lot->list->cells[0], 0, sizeof lot->list->cells[0]);
  headless = reconcile (lot, 0, TRUE, FALSE);
  g_assert_cmpint (headless->brake, ==, AUTOSELL_LEDGER_BRAKE_HEADER);
}

/* ---- Listings on Marketplace ---- */

/* By the model, which both PCs know it by. */
static gint64
find_car (Lot *lot, guint pc, const char *model)
{
  g_autoptr(AutosellLedgerState) state = load (lot, pc);

  for (guint i = 0; i < state->vehicles->len; i++)
    if (g_strcmp0 (autosell_vehicle_get_text (state->vehicles->pdata[i], AUTOSELL_FIELD_MODEL), model) == 0)
      return autosell_vehicle_get_key (state->vehicles->pdata[i]);
  g_assert_not_reached ();
}

static void
get_listing (Lot *lot, guint pc, gint64 key, AutosellListing *listing)
{
  AutosellMarketplaceKit *kit = autosell_store_get_marketplace_kit_sync (lot->pcs[pc].store, key, "2026-11-22", NULL);

  g_assert_nonnull (kit);
  autosell_listing_copy (listing, &kit->listing);
  autosell_marketplace_kit_free (kit);
}

/* Says something else of what it knows. Returns: the change */
static gint64
say (Lot *lot, guint pc, const char *model, void (*act) (AutosellListing *listing, const char *day), const char *day)
{
  gint64 key = find_car (lot, pc, model);
  AutosellListing listing = AUTOSELL_LISTING_INIT;
  AutosellChangeSet *changes = autosell_change_set_new (AUTOSELL_ACTION_MARKETPLACE);
  g_autoptr(AutosellCommitResult) done = NULL;

  get_listing (lot, pc, key, &listing);
  act (&listing, day);
  autosell_change_set_set_listing (changes, key, &listing);
  done = autosell_store_commit_sync (lot->pcs[pc].store, changes, NULL);
  autosell_listing_clear (&listing);
  return done->change;
}

static void
assert_listing (Lot *lot, guint pc, const char *model, const char *text)
{
  AutosellListing listing = AUTOSELL_LISTING_INIT;
  g_autofree char *found = NULL;

  get_listing (lot, pc, find_car (lot, pc, model), &listing);
  found = autosell_listing_to_text (&listing);
  g_assert_cmpstr (found, ==, text);
  autosell_listing_clear (&listing);
}

static void
assert_both (Lot *lot, const char *model, const char *text)
{
  for (guint i = 0; i < N_PCS; i++)
    assert_listing (lot, i, model, text);
}

static guint
count_listing_events (Lot *lot, guint pc, const char *model)
{
  g_autoptr(GPtrArray) events =
    autosell_store_get_history_sync (lot->pcs[pc].store, find_car (lot, pc, model), 0, NULL);
  guint n = 0;

  for (guint i = 0; i < events->len; i++)
    n += autosell_event_get_kind (events->pdata[i]) == AUTOSELL_EVENT_LISTING;
  return n;
}

/* Seconds are what is told: of two within one, neither is the later. */
static void
wait_for_next_second (void)
{
  gint64 second = g_get_real_time () / G_USEC_PER_SEC;

  while (g_get_real_time () / G_USEC_PER_SEC == second)
    g_usleep (1000);
}

/* What one PC notes the other knows, each change once and with its line of history; what was said of one thing at both
 * is decided by who said it last, and nothing else of it is lost. */
static void
test_listings (Lot *lot, gconstpointer data)
{
  gint64 change;

  lot->list->notes = g_ptr_array_new_with_free_func (g_free);
  settle (lot);
  g_assert_cmpuint (lot->list->n_told, ==, 0);
  say (lot, 0, "MODELO 1", autosell_listing_post, "2026-11-01");
  settle (lot);
  assert_both (lot, "MODELO 1", "posted 2026-11-01");
  g_assert_cmpuint (lot->list->n_told, ==, 1);
  g_assert_cmpuint (count_listing_events (lot, 1, "MODELO 1"), ==, 1);

  /* Both at once, of different things, and of the same one */
  say (lot, 0, "MODELO 1", autosell_listing_renew, "2026-11-08");
  say (lot, 1, "MODELO 1", autosell_listing_remove, "2026-11-09");
  say (lot, 0, "MODELO 2", autosell_listing_post, "2026-11-02");
  wait_for_next_second ();
  say (lot, 1, "MODELO 2", autosell_listing_post, "2026-11-03");
  settle (lot);
  assert_both (lot, "MODELO 1", "posted 2026-11-01\nrenewed 2026-11-08\nremoved 2026-11-09");
  assert_both (lot, "MODELO 2", "posted 2026-11-03");
  g_assert_cmpuint (count_listing_events (lot, 0, "MODELO 2"), ==, 2); /* what lost is in the history */

  /* Taken back by undo, it is taken back everywhere */
  change = say (lot, 1, "MODELO 3", autosell_listing_post, "2026-11-04");
  settle (lot);
  assert_both (lot, "MODELO 3", "posted 2026-11-04");
  g_clear_pointer (&lot->list->notes->pdata[0], g_free);
  lot->list->notes->pdata[0] = g_strdup ("facebook-poster 1 1 pc 1 Ana");
  autosell_commit_result_free (autosell_store_undo_sync (lot->pcs[1].store, change, NULL));
  settle (lot);
  assert_both (lot, "MODELO 3", "");
  assert_both (lot, "MODELO 1", "posted 2026-11-01\nrenewed 2026-11-08\nremoved 2026-11-09");
  lot->list->n_told = 0;
  settle (lot);
  g_assert_cmpuint (lot->list->n_told, ==, 0);
}

static void
test_listings_with_failures (Lot *lot, gconstpointer data)
{
  static const char *const models[] = { "MODELO 1", "MODELO 2" };
  guint32 seed = g_test_rand_int ();
  g_autoptr(GRand) rand = g_rand_new_with_seed (seed);

  g_test_message ("seed %u", seed);
  lot->list->notes = g_ptr_array_new_with_free_func (g_free);
  settle (lot);
  for (guint step = 0; step < 80; step++)
    {
      guint pc = g_rand_int_range (rand, 0, N_PCS);
      const char *model = models[g_rand_int_range (rand, 0, 2)];
      g_autofree char *day = g_strdup_printf ("2026-11-%02d", g_rand_int_range (rand, 1, 31));
      g_autoptr(AutosellSyncReport) report = NULL;

      switch (g_rand_int_range (rand, 0, 6))
        {
        case 0:
          say (lot, pc, model, autosell_listing_post, day);
          break;
        case 1:
          say (lot, pc, model, autosell_listing_renew, day);
          break;
        case 2:
          say (lot, pc, model, autosell_listing_remove, day);
          break;
        default:
          lot->list->failure = g_rand_int_range (rand, 0, N_FAILURES);
          report = reconcile (lot, pc, FALSE, FALSE);
          break;
        }
    }
  settle (lot);
  for (guint i = 0; i < G_N_ELEMENTS (models); i++)
    {
      AutosellListing listing = AUTOSELL_LISTING_INIT;
      g_autofree char *text = NULL;

      get_listing (lot, 0, find_car (lot, 0, models[i]), &listing);
      text = autosell_listing_to_text (&listing);
      assert_both (lot, models[i], text);
      autosell_listing_clear (&listing);
    }
  lot->list->n_told = 0;
  settle (lot);
  g_assert_cmpuint (lot->list->n_told, ==, 0);
}

#define ADD(name, function) g_test_add ("/reconciler/" name, Lot, NULL, lot_set_up, function, lot_tear_down)

/* ---- The hours of a week ---- */

static gboolean
is_open (const char *text, int weekday, guint hour)
{
  AutosellSyncHours hours;

  autosell_sync_hours_parse (text, &hours);
  return autosell_sync_hours_contain (&hours, weekday, hour * 60);
}

static void
test_range (void)
{
  static const char *const wrong[] = { "8",           "08:00",        "08:00-08:00", "24:00-08:00", "08:60-09:00",
                                       "08:00-24:01", "08:00-20:00 ", "8 a 20",      "open" };
  static const char *const right[] = { "08:00-20:30", "22:00-06:00", "00:00-23:59", "all", "closed" };
  AutosellSyncRange range = { 1, 2 };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    g_assert_false (autosell_sync_range_parse (wrong[i], &range));
  g_assert_cmpuint (range.from, ==, 1);
  g_assert_cmpuint (range.until, ==, 2);
  for (guint i = 0; i < G_N_ELEMENTS (right); i++)
    {
      g_autofree char *text = NULL;

      g_assert_true (autosell_sync_range_parse (right[i], &range));
      text = autosell_sync_range_to_text (&range);
      g_assert_cmpstr (text, ==, right[i]);
    }
  g_assert_true (autosell_sync_range_parse ("8:00-20:30", &range));
  g_assert_cmpuint (range.from, ==, 480);
  g_assert_cmpuint (range.until, ==, 1230);
}

static void
test_hours (void)
{
  static const char week[] = "mon-fri 08:00-20:00, sat 20:00-02:00, sun closed";
  static const char *const texts[] = { "08:00-20:00", "closed", week };
  AutosellSyncHours hours;

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *text = NULL;

      autosell_sync_hours_parse (texts[i], &hours);
      text = autosell_sync_hours_to_text (&hours);
      g_assert_cmpstr (text, ==, texts[i]);
    }
  autosell_sync_hours_parse ("00:00-24:00", &hours);
  g_assert_null (autosell_sync_hours_to_text (&hours));

  /* As it was set before there were days, and where it says nothing. */
  for (int day = 1; day <= 7; day++)
    {
      g_assert_false (is_open ("08:00-20:00", day, 7));
      g_assert_true (is_open ("08:00-20:00", day, 8));
      g_assert_false (is_open ("08:00-20:00", day, 20));
      g_assert_true (is_open ("22:00-06:00", day, 5));
      g_assert_true (is_open ("22:00-06:00", day, 23));
      g_assert_false (is_open ("22:00-06:00", day, 12));
      g_assert_true (is_open (NULL, day, 3));
      g_assert_true (is_open ("8 a 20", day, 3));
    }
  for (int day = 1; day <= 5; day++)
    {
      g_assert_true (is_open (week, day, 8));
      g_assert_false (is_open (week, day, 20));
      g_assert_false (is_open (week, day, 1));
    }
  g_assert_false (is_open (week, 6, 8));
  g_assert_false (is_open (week, 6, 1));
  g_assert_true (is_open (week, 6, 20));
  /* Of Saturday's. */
  g_assert_true (is_open (week, 7, 1));
  g_assert_false (is_open (week, 7, 2));
  g_assert_false (is_open (week, 7, 20));
  g_assert_true (is_open ("sun closed", 6, 12));
  g_assert_false (is_open ("sun closed", 7, 12));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  ADD ("first", test_first);
  ADD ("random-failures", test_random_failures);
  ADD ("brake", test_brake);
  ADD ("listings", test_listings);
  ADD ("listings-with-failures", test_listings_with_failures);
  g_test_add_func ("/reconciler/range", test_range);
  g_test_add_func ("/reconciler/hours", test_hours);
  return g_test_run ();
}
