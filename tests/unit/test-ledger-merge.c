/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ledger-lot.h"

#include <signal.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* What fails here is of the change that is tested: the histories are the same each time. `make soak` looks for new
 * ones. The sanitizers take five times as long. */
#define FIRST_SEED 1
#ifdef __SANITIZE_ADDRESS__
#define N_HISTORIES 4000
#else
#define N_HISTORIES 20000
#endif
#define N_STEPS 14

typedef struct
{
  guint64 n_conflicts, n_shuffles, n_copies, n_crashes, n_lost_answers, n_refused, n_brakes, n_annexed, n_twins,
    n_races, n_retyped;
} Seen;

/* An assertion does not say in which history it failed. */
static char current[64];

static void
tell_current (int number)
{
  if (write (STDERR_FILENO, current, strlen (current)) < 0)
    _exit (1);
  signal (number, SIG_DFL);
  raise (number);
}

static void
run_history (guint32 seed, LotKind kind, Seen *seen)
{
  Lot *lot = lot_new (seed, kind == LOT_ANNEX ? 2 * N_STEPS : N_STEPS, kind);
  g_autofree char *broken = NULL;

  g_snprintf (current, sizeof current, "\nFailed in history %u\n", seed);
  lot_run (lot);
  if (!lot_settle (lot))
    broken = g_strdup ("it never comes to rest");
  else
    broken = lot_check (lot);
  if (broken != NULL)
    g_error ("History %u: %s (AUTOSELL_TEST_SEED=%u AUTOSELL_TEST_HISTORIES=1)", seed, broken, seed);

  seen->n_conflicts += lot->n_conflicts;
  seen->n_shuffles += lot->n_shuffles;
  seen->n_copies += lot->n_copies;
  seen->n_crashes += lot->n_crashes;
  seen->n_lost_answers += lot->n_lost_answers;
  seen->n_refused += lot->n_refused;
  seen->n_brakes += lot->n_brakes;
  seen->n_annexed += lot->n_annexed;
  seen->n_twins += lot->n_twins;
  seen->n_races += lot->n_races;
  seen->n_retyped += lot->n_retyped;
  lot_free (lot);
}

static guint64
get_number (const char *name, guint64 otherwise)
{
  const char *text = g_getenv (name);

  return text != NULL ? g_ascii_strtoull (text, NULL, 10) : otherwise;
}

static void
run_histories (LotKind kind, Seen *seen, guint64 n)
{
  guint32 seed = get_number ("AUTOSELL_TEST_SEED", FIRST_SEED);

  g_test_message ("seed %u, %" G_GUINT64_FORMAT " histories", seed, n);
  signal (SIGABRT, tell_current);
  signal (SIGTRAP, tell_current); /* g_error () */
  for (guint64 i = 0; i < n; i++)
    run_history (seed + i, kind, seen);
  signal (SIGABRT, SIG_DFL);
  signal (SIGTRAP, SIG_DFL);
}

/* With the program's own tab, which people edit and break, too. */
static void
test_annexes (void)
{
  guint64 n = get_number ("AUTOSELL_TEST_HISTORIES", N_HISTORIES / 10);
  Seen seen = { 0 };

  run_histories (LOT_ANNEX, &seen, n);
  g_test_message ("%" G_GUINT64_FORMAT " writes, %" G_GUINT64_FORMAT " rows made twice", seen.n_annexed, seen.n_twins);
  if (n >= 1000)
    g_assert_cmpuint (MIN (seen.n_annexed, seen.n_twins * 200), >, n);
}

/* Several PCs name the same rows at the same time, and what was written last stays. */
static void
test_races (void)
{
  guint64 n = get_number ("AUTOSELL_TEST_HISTORIES", N_HISTORIES / 10);
  Seen seen = { 0 };

  run_histories (LOT_RACES, &seen, n);
  g_test_message ("%" G_GUINT64_FORMAT " races, %" G_GUINT64_FORMAT " rows typed again", seen.n_races, seen.n_retyped);
  if (n >= 1000)
    g_assert_cmpuint (MIN (seen.n_races, seen.n_retyped * 10), >, n / 10);
}

static void
test_histories (void)
{
  guint64 n = get_number ("AUTOSELL_TEST_HISTORIES", N_HISTORIES);
  Seen seen = { 0 };

  run_histories (LOT_PLAIN, &seen, n);
  g_test_message ("%" G_GUINT64_FORMAT " conflicts, %" G_GUINT64_FORMAT " sorts without ids, %" G_GUINT64_FORMAT
                  " copies, %" G_GUINT64_FORMAT " crashes, %" G_GUINT64_FORMAT " lost answers, %" G_GUINT64_FORMAT
                  " refused writes, %" G_GUINT64_FORMAT " brakes",
                  seen.n_conflicts, seen.n_shuffles, seen.n_copies, seen.n_crashes, seen.n_lost_answers, seen.n_refused,
                  seen.n_brakes);
  if (n < 1000)
    return;
  g_assert_cmpuint (MIN (MIN (seen.n_conflicts, seen.n_shuffles), MIN (seen.n_copies, seen.n_crashes)), >, n / 20);
  g_assert_cmpuint (MIN (MIN (seen.n_lost_answers, seen.n_refused), seen.n_brakes), >, n / 100);
}

/* Histories that broke a promise once. Each goes on to be that history for as long as what happens in one does not
 * change; what it was is tested by itself where that is said. */
static const struct
{
  guint32 seed;
  const char *what;
  LotKind kind;
} regressions[] = {
  { 106290, "what is left of an emptied row came under the id of another car, which took it for its row (/emptied)",
    LOT_PLAIN },
  { 150023, "a row that a sort left under the id of another was called a copy of that one, though like it in nothing",
    LOT_PLAIN },
  { 282940, "the test's: named anew by a PC that did not know it, then changed twice, while another still sought it",
    LOT_PLAIN },
  { 290933, "the same, after a sort", LOT_PLAIN },
  { 559410, "a new row kept its id through a sort of the others, and two changes were too many to know it by that id",
    LOT_PLAIN },
  { 575912, "a sort left a new row the id of a row that vanished, whose car took it though another was like it",
    LOT_PLAIN },
  { 60634484, "the test's: a row that its PC had not seen, under the id that a sort left in it, counted as seen",
    LOT_PLAIN },
  { 60787272, "the same", LOT_PLAIN },
  { 60155617, "the test's: the row of a car that vanished came back as a copy of the one that goes by its id since",
    LOT_PLAIN },
  { 611647, "a row of another name was taken for an edit of the car whose id a sort had left in it", LOT_PLAIN },
  { 500021924, "a new row that had arrived unheard was changed in all cells while ids were sorted, and was sent again",
    LOT_ANNEX },
  { 499480415, "the test's: two rows with one id, and two cars that went by it", LOT_ANNEX },
  { 499577063, "the same, with one whose row had vanished", LOT_ANNEX },
};

static void
test_regressions (void)
{
  Seen seen = { 0 };

  for (guint i = 0; i < G_N_ELEMENTS (regressions); i++)
    {
      g_test_message ("%u: %s", regressions[i].seed, regressions[i].what);
      run_history (regressions[i].seed, regressions[i].kind, &seen);
    }
}

/* ---- Ten thousand rows ---- */

#define N_LARGE 10000

static void
put (AutosellLedgerGrid *grid, guint row, guint column, const char *text, double number)
{
  const AutosellLedgerCell cell = { .kind = text != NULL ? AUTOSELL_LEDGER_TEXT : AUTOSELL_LEDGER_NUMBER,
                                    .number = number,
                                    .text = text };

  autosell_ledger_grid_set (grid, row, column, &cell);
}

/* A sheet of many cars; @shift changes the price of every row. */
static AutosellLedgerGrid *
make_large (guint shift)
{
  static const char *const heads[] = {
    "Marca", "Modelo", "Año", "Color", "Precio", "km", "Estatus", "Ubicacion", "ID"
  };
  AutosellLedgerGrid *grid = autosell_ledger_grid_new (N_LARGE + 1, G_N_ELEMENTS (heads));

  for (guint i = 0; i < G_N_ELEMENTS (heads); i++)
    put (grid, 0, i, heads[i], 0);
  for (guint i = 1; i <= N_LARGE; i++)
    {
      g_autofree char *model = g_strdup_printf ("MODELO %u", i % 300);
      g_autofree char *id = g_strdup_printf ("00000000-0000-4000-8000-%012u", i);

      put (grid, i, 0, i % 3 ? "NISSAN" : "MAZDA", 0);
      put (grid, i, 1, model, 0);
      put (grid, i, 2, NULL, 2000 + i % 24);
      put (grid, i, 3, i % 2 ? "BLANCO" : "ROJO", 0);
      put (grid, i, 4, NULL, 100000 + i + shift);
      put (grid, i, 5, NULL, 20000 + i * 7);
      put (grid, i, 6, "Disponible", 0);
      put (grid, i, 7, "PERIFERICO", 0);
      put (grid, i, 8, id, 0);
    }
  return grid;
}

static AutosellLedgerMerge *
merge_large (const char *what, GPtrArray *bases, GPtrArray *vehicles, AutosellLedgerGrid *grid)
{
  const AutosellLedgerPolicy policy = { .is_first = bases->len == 0 };
  clock_t start = clock ();
  g_autoptr(AutosellLedgerLayout) layout = autosell_ledger_layout_new (grid, NULL, "es_MX", FALSE);
  AutosellLedgerMerge *merge = autosell_ledger_merge_run (bases, vehicles, grid, layout, &policy);

  g_test_message ("%s: %.0f ms of processor time", what, (clock () - start) * 1000.0 / CLOCKS_PER_SEC);
  return merge;
}

/* The cars and bases that a merge leaves behind. */
static void
take_over (AutosellLedgerMerge *merge, GPtrArray *bases, GPtrArray *vehicles)
{
  for (guint i = 0; i < merge->updates->len; i++)
    {
      AutosellLedgerUpdate *update = g_ptr_array_index (merge->updates, i);
      AutosellLedgerBase *base = autosell_ledger_base_copy (g_ptr_array_index (merge->bases, i));

      base->key = i + 1;
      autosell_vehicle_set_key (update->values, base->key);
      autosell_vehicle_set_revision (update->values, 1);
      g_ptr_array_add (vehicles, g_object_ref (update->values));
      g_ptr_array_add (bases, base);
    }
}

static void
test_many_rows (void)
{
  g_autoptr(GPtrArray) bases = g_ptr_array_new_with_free_func ((GDestroyNotify) autosell_ledger_base_free);
  g_autoptr(GPtrArray) none = g_ptr_array_new ();
  g_autoptr(GPtrArray) vehicles = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(AutosellLedgerGrid) grid = make_large (0);
  g_autoptr(AutosellLedgerGrid) other = make_large (500);
  g_autoptr(AutosellLedgerMerge) first = merge_large ("all of them new", bases, vehicles, grid);
  g_autoptr(AutosellLedgerMerge) again = NULL;
  g_autoptr(AutosellLedgerMerge) unlinked = NULL;
  g_autoptr(AutosellLedgerMerge) changed = NULL;

  g_assert_cmpuint (first->updates->len, ==, N_LARGE);
  take_over (first, bases, vehicles);
  again = merge_large ("nothing new", bases, vehicles, grid);
  g_assert_true (autosell_ledger_merge_is_quiet (again));
  g_assert_cmpuint (again->n_same, ==, N_LARGE);
  unlinked = merge_large ("first merge with the same stock", none, vehicles, grid);
  g_assert_cmpuint (unlinked->updates->len + unlinked->writes->len + unlinked->appends->len, ==, 0);
  changed = merge_large ("every row changed", bases, vehicles, other);
  g_assert_cmpuint (changed->updates->len, ==, N_LARGE);
  g_assert_cmpuint (changed->writes->len + changed->appends->len, ==, 0);
}

/* ---- What is left of an emptied row ---- */

#define N_FEW 5

/* The first rows of the large sheet. @first_column: those before it are not there. @is_emptied: the
 * first row says its price and its id, and nothing else */
static AutosellLedgerGrid *
make_few (guint first_column, gboolean is_emptied)
{
  g_autoptr(AutosellLedgerGrid) large = make_large (0);
  guint n_columns = autosell_ledger_grid_get_n_columns (large);
  AutosellLedgerGrid *grid = autosell_ledger_grid_new (N_FEW + 1, n_columns - first_column);

  for (guint i = 0; i <= N_FEW; i++)
    for (guint column = first_column; column < n_columns; column++)
      if (!is_emptied || i != 1 || column == 4 || column == n_columns - 1)
        autosell_ledger_grid_set (grid, i, column - first_column, autosell_ledger_grid_get (large, i, column));
  return grid;
}

/* A row whose brand and model are gone is nobody's, whatever is left in it and under which id; once they are typed
 * again it is the same car's. */
static void
test_emptied (void)
{
  g_autoptr(GPtrArray) bases = g_ptr_array_new_with_free_func ((GDestroyNotify) autosell_ledger_base_free);
  g_autoptr(GPtrArray) vehicles = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(AutosellLedgerGrid) grid = make_few (0, FALSE);
  g_autoptr(AutosellLedgerGrid) emptied = make_few (0, TRUE);
  g_autoptr(AutosellLedgerGrid) narrow = make_few (2, FALSE);
  g_autoptr(AutosellLedgerMerge) first = merge_large ("five rows", bases, vehicles, grid);
  g_autoptr(AutosellLedgerMerge) gone = NULL;
  g_autoptr(AutosellLedgerMerge) back = NULL;
  g_autoptr(AutosellLedgerMerge) without = NULL;
  AutosellLedgerBase *base;

  take_over (first, bases, vehicles);
  g_assert_cmpuint (bases->len, ==, N_FEW);
  gone = merge_large ("one emptied but for its price", bases, vehicles, emptied);
  g_assert_cmpuint (gone->updates->len + gone->writes->len + gone->appends->len, ==, 0);
  g_assert_cmpuint (gone->n_vanished, ==, 1);
  g_assert_cmpuint (gone->bases->len, ==, 1);
  base = autosell_ledger_base_copy (g_ptr_array_index (gone->bases, 0));
  g_assert_true (base->is_gone);
  g_assert_cmpint (base->key, ==, 1);

  /* A column that is gone takes nobody's name away. */
  without = merge_large ("without the columns of brand and model", bases, vehicles, narrow);
  g_assert_cmpuint (without->n_vanished, ==, 0);
  g_assert_cmpuint (without->updates->len + without->writes->len + without->appends->len, ==, 0);

  g_ptr_array_remove_index (bases, 0);
  g_ptr_array_insert (bases, 0, base);
  back = merge_large ("typed again", bases, vehicles, grid);
  g_assert_cmpuint (back->n_returned, ==, 1);
  g_assert_cmpuint (back->updates->len + back->writes->len + back->appends->len, ==, 0);
}

/* ---- A copy of what a row was ---- */

/* A row was copied without its id, and then it was changed in most of its cells: by its id it is the car, though the
 * copy says what it said. */
static void
test_copied_before (void)
{
  static const struct
  {
    guint column;
    const char *text;
    double number;
  } edits[] = { { 3, "VERDE", 0 }, { 4, NULL, 7 }, { 5, NULL, 8 }, { 6, "Vendido", 0 }, { 7, "CENTRO", 0 } };
  g_autoptr(GPtrArray) bases = g_ptr_array_new_with_free_func ((GDestroyNotify) autosell_ledger_base_free);
  g_autoptr(GPtrArray) vehicles = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(AutosellLedgerGrid) grid = make_few (0, FALSE);
  guint n_columns = autosell_ledger_grid_get_n_columns (grid);
  g_autoptr(AutosellLedgerGrid) copied = autosell_ledger_grid_new (N_FEW + 2, n_columns);
  g_autoptr(AutosellLedgerMerge) first = merge_large ("five rows", bases, vehicles, grid);
  g_autoptr(AutosellLedgerMerge) merge = NULL;

  take_over (first, bases, vehicles);
  for (guint i = 0; i <= N_FEW + 1; i++)
    for (guint column = 0; column < n_columns; column++)
      if (i <= N_FEW || column < n_columns - 1)
        autosell_ledger_grid_set (copied, i, column, autosell_ledger_grid_get (grid, i <= N_FEW ? i : 1, column));
  for (guint i = 0; i < G_N_ELEMENTS (edits); i++)
    put (copied, 1, edits[i].column, edits[i].text, edits[i].number);

  merge = merge_large ("one copied and edited", bases, vehicles, copied);
  g_assert_cmpuint (merge->updates->len, ==, 1);
  g_assert_cmpint (((AutosellLedgerUpdate *) g_ptr_array_index (merge->updates, 0))->key, ==, 1);
  g_assert_cmpuint (((AutosellLedgerUpdate *) g_ptr_array_index (merge->updates, 0))->row, ==, 1);
  g_assert_cmpuint (merge->writes->len, ==, 1);
  g_assert_cmpuint (((AutosellLedgerWrite *) g_ptr_array_index (merge->writes, 0))->row, ==, N_FEW + 1);
  g_assert_cmpint (((AutosellLedgerWrite *) g_ptr_array_index (merge->writes, 0))->key, ==, 0);
}

/* ---- Ids of rows that came without ---- */

/* The first rows of the large sheet without their ids, and the last of them once more. */
static AutosellLedgerGrid *
make_unnamed (void)
{
  g_autoptr(AutosellLedgerGrid) large = make_large (0);
  guint n_columns = autosell_ledger_grid_get_n_columns (large);
  AutosellLedgerGrid *grid = autosell_ledger_grid_new (N_FEW + 2, n_columns);

  for (guint i = 0; i <= N_FEW + 1; i++)
    for (guint column = 0; column < n_columns; column++)
      if (i == 0 || column < n_columns - 1)
        autosell_ledger_grid_set (grid, i, column, autosell_ledger_grid_get (large, MIN (i, N_FEW), column));
  return grid;
}

static AutosellLedgerMerge *
merge_named (const char *origin, GPtrArray *bases, GPtrArray *vehicles, AutosellLedgerGrid *grid)
{
  const AutosellLedgerPolicy policy = { .origin = origin };
  g_autoptr(AutosellLedgerLayout) layout = autosell_ledger_layout_new (grid, NULL, "es_MX", FALSE);

  return autosell_ledger_merge_run (bases, vehicles, grid, layout, &policy);
}

static const char *
get_given (AutosellLedgerMerge *merge, guint i)
{
  const AutosellLedgerWrite *write = g_ptr_array_index (merge->writes, i);

  g_assert_true (write->writes_id);
  g_assert_cmpint (write->key, ==, 0);
  return write->row_id;
}

static void
give_ids (AutosellLedgerMerge *merge, AutosellLedgerGrid *grid)
{
  for (guint i = 0; i < merge->writes->len; i++)
    put (grid, ((AutosellLedgerWrite *) g_ptr_array_index (merge->writes, i))->row,
         autosell_ledger_grid_get_n_columns (grid) - 1, get_given (merge, i), 0);
}

/* Two PCs that see the same rows give them the same ids, to rows that are alike too; and so what the second writes over
 * the first one's changes nothing for anybody, however much people change before the next look. */
static void
test_named_alike (void)
{
  g_autoptr(GPtrArray) none = g_ptr_array_new ();
  g_autoptr(GPtrArray) bases = g_ptr_array_new_with_free_func ((GDestroyNotify) autosell_ledger_base_free);
  g_autoptr(GPtrArray) vehicles = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(AutosellLedgerGrid) grid = make_unnamed ();
  g_autoptr(AutosellLedgerMerge) first = merge_named ("a list", none, none, grid);
  g_autoptr(AutosellLedgerMerge) second = merge_named ("a list", none, none, grid);
  g_autoptr(AutosellLedgerMerge) elsewhere = merge_named ("another", none, none, grid);
  g_autoptr(GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(AutosellLedgerMerge) taken = NULL;
  g_autoptr(AutosellLedgerMerge) changed = NULL;

  g_assert_cmpuint (first->writes->len, ==, N_FEW + 1);
  g_assert_cmpuint (second->writes->len, ==, N_FEW + 1);
  for (guint i = 0; i <= N_FEW; i++)
    {
      g_assert_cmpstr (get_given (first, i), ==, get_given (second, i));
      g_assert_cmpstr (get_given (first, i), !=, get_given (elsewhere, i));
      g_assert_true (g_uuid_string_is_valid (get_given (first, i)));
      g_assert_true (g_hash_table_add (ids, (gpointer) get_given (first, i)));
    }

  give_ids (first, grid);
  taken = merge_named ("a list", none, none, grid);
  g_assert_cmpuint (taken->updates->len, ==, N_FEW + 1);
  take_over (taken, bases, vehicles);
  /* The second one's come now; and then nearly all of a row changes. */
  give_ids (second, grid);
  put (grid, 1, 3, "VERDE", 0);
  put (grid, 1, 4, NULL, 7);
  put (grid, 1, 5, NULL, 8);
  put (grid, 1, 6, "Vendido", 0);
  put (grid, 1, 7, "CENTRO", 0);
  changed = merge_named ("a list", bases, vehicles, grid);
  g_assert_cmpuint (changed->updates->len, ==, 1);
  g_assert_cmpint (((AutosellLedgerUpdate *) g_ptr_array_index (changed->updates, 0))->key, ==, 1);
  g_assert_cmpuint (changed->writes->len + changed->appends->len, ==, 0);
}

/* A row is typed that says what one said when it was named, and that one is another by now, or gone: it gets an id that
 * neither the list, nor a car here, nor the annex knows. */
static void
test_named_again (void)
{
  g_autoptr(GPtrArray) none = g_ptr_array_new ();
  g_autoptr(GPtrArray) vehicles = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(AutosellLedgerGrid) grid = make_unnamed ();
  guint id_column = autosell_ledger_grid_get_n_columns (grid) - 1;
  g_autoptr(AutosellLedgerMerge) first = merge_named ("a list", none, none, grid);
  g_autoptr(AutosellLedgerMerge) there = NULL;
  g_autoptr(AutosellLedgerMerge) known = NULL;
  g_autoptr(AutosellLedgerMerge) annexed = NULL;
  g_autoptr(AutosellVehicle) sold = autosell_vehicle_new ();
  g_autoptr(AutosellLedgerLayout) layout = NULL;
  const AutosellLedgerPolicy policy = { .origin = "a list" };
  AutosellLedgerGrid *tab = autosell_ledger_grid_new (2, 2);

  /* In a row that says nothing else any more. */
  for (guint column = 0; column < id_column; column++)
    put (grid, N_FEW + 1, column, "", 0);
  put (grid, N_FEW + 1, id_column, get_given (first, 0), 0);
  there = merge_named ("a list", none, none, grid);
  g_assert_cmpstr (get_given (there, 0), !=, get_given (first, 0));
  g_assert_cmpstr (get_given (there, 1), ==, get_given (first, 1));

  /* A car in the bin that is like none of them. */
  autosell_vehicle_set_id (sold, get_given (first, 1));
  autosell_vehicle_set_key (sold, 1);
  autosell_vehicle_set_times (sold, 1, 1, 1);
  autosell_vehicle_parse (sold, AUTOSELL_FIELD_BRAND, "SEAT");
  g_ptr_array_add (vehicles, g_object_ref (sold));
  known = merge_named ("a list", none, vehicles, grid);
  g_assert_cmpstr (get_given (known, 1), !=, get_given (first, 1));
  g_assert_cmpstr (get_given (known, 2), ==, get_given (first, 2));

  put (tab, 0, 0, "id", 0);
  put (tab, 0, 1, "description", 0);
  put (tab, 1, 0, get_given (first, 2), 0);
  put (tab, 1, 1, "Of a car that was there once", 0);
  layout = autosell_ledger_layout_new (grid, NULL, "es_MX", FALSE);
  layout->annex = autosell_ledger_annex_new (tab, layout, FALSE);
  annexed = autosell_ledger_merge_run (none, none, grid, layout, &policy);
  g_assert_cmpstr (get_given (annexed, 2), !=, get_given (first, 2));
  g_assert_cmpstr (get_given (annexed, 3), ==, get_given (first, 3));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/ledger-merge/histories", test_histories);
  g_test_add_func ("/ledger-merge/annexes", test_annexes);
  g_test_add_func ("/ledger-merge/races", test_races);
  g_test_add_func ("/ledger-merge/regressions", test_regressions);
  g_test_add_func ("/ledger-merge/emptied", test_emptied);
  g_test_add_func ("/ledger-merge/copied-before", test_copied_before);
  g_test_add_func ("/ledger-merge/named-alike", test_named_alike);
  g_test_add_func ("/ledger-merge/named-again", test_named_again);
  g_test_add_func ("/ledger-merge/many-rows", test_many_rows);
  return g_test_run ();
}
