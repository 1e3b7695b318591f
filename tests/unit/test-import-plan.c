/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "autosell-import-plan.h"

#include <string.h>

#include "growth.h"

/* ---- A stock in memory ---- */

typedef struct
{
  GPtrArray *cars; /* owned, of AutosellVehicle; the key is the index + 1 */
  guint n_loads;
  guint n_readings;
} Stock;

static gboolean
stock_foreach (gpointer data, void (*func) (AutosellVehicle *vehicle, gpointer data), gpointer func_data,
               GCancellable *cancellable, GError **error)
{
  Stock *stock = data;

  stock->n_readings++;
  for (guint i = 0; i < stock->cars->len; i++)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      func (g_ptr_array_index (stock->cars, i), func_data);
    }
  return TRUE;
}

static AutosellVehicle *
stock_load (gpointer data, gint64 key, GError **error)
{
  Stock *stock = data;

  stock->n_loads++;
  return g_object_ref (g_ptr_array_index (stock->cars, key - 1));
}

static const AutosellStockInterface stock_iface = { stock_foreach, stock_load };

static Stock *
stock_new (void)
{
  Stock *stock = g_new0 (Stock, 1);

  stock->cars = g_ptr_array_new_with_free_func (g_object_unref);
  return stock;
}

static void
stock_free (Stock *stock)
{
  g_ptr_array_unref (stock->cars);
  g_free (stock);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Stock, stock_free)

static AutosellVehicle *
stock_add (Stock *stock, AutosellVehicle *incoming)
{
  AutosellVehicle *car = autosell_vehicle_copy (incoming);
  g_autofree char *id = g_uuid_string_random ();

  if (autosell_vehicle_get_id (car) == NULL)
    autosell_vehicle_set_id (car, id);
  g_ptr_array_add (stock->cars, car);
  autosell_vehicle_set_key (car, stock->cars->len);
  return car;
}

static AutosellVehicle *
stock_get (Stock *stock, guint i)
{
  return g_ptr_array_index (stock->cars, i);
}

static void
stock_delete (Stock *stock, guint i)
{
  autosell_vehicle_set_times (stock_get (stock, i), 1, 1, 1);
}

static gboolean
is_included_as_new (AutosellPlanRow *row)
{
  return autosell_plan_row_get_kind (row) == AUTOSELL_PLAN_NEW
         || autosell_plan_row_get_kind (row) == AUTOSELL_PLAN_TWIN;
}

/* What the store does with a plan: only what the rows say. */
static void
stock_apply (Stock *stock, AutosellImportPlan *plan)
{
  GListModel *rows = autosell_import_plan_get_rows (plan);

  for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr(AutosellPlanRow) row = g_list_model_get_item (rows, i);
      AutosellVehicle *incoming = autosell_plan_row_get_incoming (row);
      guint64 fields = autosell_plan_row_get_changed_fields (row);
      AutosellVehicle *car;

      if (is_included_as_new (row))
        {
          stock_add (stock, incoming);
          continue;
        }
      car = stock_get (stock, autosell_plan_row_get_existing_key (row) - 1);
      autosell_vehicle_set_times (car, 1, 1, 0);
      for (int field = 0; field < AUTOSELL_N_FIELDS; field++)
        if (fields & G_GUINT64_CONSTANT (1) << field)
          autosell_vehicle_set_value (car, field, autosell_vehicle_get_value (incoming, field));
    }
}

/* ---- Plans ---- */

static AutosellImport *
import_text (const char *text)
{
  g_autoptr(GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellTable) table = autosell_table_read_bytes (bytes, NULL, NULL, &error);
  AutosellImport *import;

  g_assert_no_error (error);
  import = autosell_import_new (table, &error);
  g_assert_no_error (error);
  return import;
}

static AutosellImportPlan *
plan_text_full (Stock *stock, const char *text, gboolean cells_erase)
{
  g_autoptr(AutosellImport) import = import_text (text);
  g_autoptr(GError) error = NULL;
  AutosellImportPlan *plan;

  plan = autosell_import_plan_new (import, stock, &stock_iface, cells_erase, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  return plan;
}

static AutosellImportPlan *
plan_text (Stock *stock, const char *text)
{
  return plan_text_full (stock, text, FALSE);
}

static void
import_into (Stock *stock, const char *text)
{
  g_autoptr(AutosellImportPlan) plan = plan_text (stock, text);

  stock_apply (stock, plan);
}

static AutosellPlanRow *
get_row (AutosellImportPlan *plan, guint i)
{
  g_autoptr(AutosellPlanRow) row = g_list_model_get_item (autosell_import_plan_get_rows (plan), i);

  g_assert_nonnull (row);
  return row; /* the model holds it */
}

static void
assert_counts (AutosellImportPlan *plan, guint n_new, guint n_changed, guint n_same, guint n_twin, guint n_binned)
{
  g_assert_cmpuint (autosell_import_plan_get_count (plan, AUTOSELL_PLAN_NEW), ==, n_new);
  g_assert_cmpuint (autosell_import_plan_get_count (plan, AUTOSELL_PLAN_CHANGED), ==, n_changed);
  g_assert_cmpuint (autosell_import_plan_get_count (plan, AUTOSELL_PLAN_SAME), ==, n_same);
  g_assert_cmpuint (autosell_import_plan_get_count (plan, AUTOSELL_PLAN_TWIN), ==, n_twin);
  g_assert_cmpuint (autosell_import_plan_get_count (plan, AUTOSELL_PLAN_BINNED), ==, n_binned);
}

static void
assert_all_same (Stock *stock, const char *text)
{
  g_autoptr(AutosellImportPlan) plan = plan_text (stock, text);

  assert_counts (plan, 0, 0, g_list_model_get_n_items (autosell_import_plan_get_rows (plan)), 0, 0);
}

#define BIT(field) (G_GUINT64_CONSTANT (1) << AUTOSELL_FIELD_##field)

static void
assert_row (AutosellImportPlan *plan, guint i, AutosellPlanKind kind, AutosellMatch match, gint64 key, guint64 fields)
{
  AutosellPlanRow *row = get_row (plan, i);

  g_assert_cmpint (autosell_plan_row_get_kind (row), ==, kind);
  g_assert_cmpint (autosell_plan_row_get_match (row), ==, match);
  g_assert_cmpint (autosell_plan_row_get_existing_key (row), ==, key);
  g_assert_cmphex (autosell_plan_row_get_changed_fields (row), ==, fields);
}

/* ---- The sample ---- */

static char *
load_sample (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "data", "sample-inventory.csv", NULL);
  char *text;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  return text;
}

static char *
replace (const char *text, const char *from, const char *to)
{
  g_auto(GStrv) parts = g_strsplit (text, from, -1);

  g_assert_cmpuint (g_strv_length (parts), >=, 2);
  return g_strjoinv (to, parts);
}

/* @edit: changes one line below the header, or returns NULL to drop it */
static char *
edit_lines (const char *text, char *(*edit) (const char *line, guint n), gboolean is_reversed)
{
  g_auto(GStrv) lines = g_strsplit (text, "\n", -1);
  GString *edited = g_string_new (lines[0]);
  guint n_lines = g_strv_length (lines);

  g_string_append_c (edited, '\n');
  for (guint i = 1; i < n_lines; i++)
    {
      g_autofree char *line = edit (lines[is_reversed ? n_lines - i : i], i);

      if (line != NULL && *line != '\0')
        g_string_append_printf (edited, "%s\n", line);
    }
  return g_string_free (edited, FALSE);
}

static char *
keep_line (const char *line, guint n)
{
  return g_strdup (line);
}

static char *
drop_counter (const char *line, guint n)
{
  const char *comma = strchr (line, ',');

  return comma != NULL ? g_strdup (comma) : NULL;
}

static char *
count_anew (const char *line, guint n)
{
  const char *comma = strchr (line, ',');

  return comma != NULL ? g_strdup_printf ("%u%s", n, comma) : NULL;
}

static void
test_sample_twice (void)
{
  g_autoptr(Stock) stock = stock_new ();
  g_autofree char *sample = load_sample ();
  g_autofree char *reversed = edit_lines (sample, keep_line, TRUE);
  g_autofree char *uncounted = edit_lines (sample, drop_counter, TRUE);
  g_autoptr(AutosellImportPlan) first = plan_text (stock, sample);
  g_autoptr(AutosellImportPlan) uncounted_plan = NULL;

  assert_counts (first, 45, 0, 0, 0, 0);
  stock_apply (stock, first);
  stock->n_loads = 0;
  assert_all_same (stock, sample);
  assert_all_same (stock, reversed);
  g_assert_cmpuint (stock->n_loads, ==, 0);

  /* An emptied column says nothing, so it changes nothing. */
  assert_all_same (stock, uncounted);
}

/* Without the column at all, and in another order. */
static void
test_sample_without_counter (void)
{
  g_autoptr(Stock) stock = stock_new ();
  g_autofree char *sample = load_sample ();
  g_auto(GStrv) lines = NULL;
  g_autoptr(GString) cut = g_string_new (NULL);

  import_into (stock, sample);
  lines = g_strsplit (sample, "\n", -1);
  for (guint i = 0; lines[i] != NULL && *lines[i] != '\0'; i++)
    g_string_append_printf (cut, "%s\n", strchr (lines[i], ',') + 1);
  assert_all_same (stock, cut->str);
}

static void
test_sample_counted_anew (void)
{
  g_autoptr(Stock) stock = stock_new ();
  g_autofree char *sample = load_sample ();
  g_autofree char *counted = edit_lines (sample, count_anew, TRUE);
  g_autoptr(AutosellImportPlan) plan = NULL;

  import_into (stock, sample);
  plan = plan_text (stock, counted);
  g_assert_cmpuint (autosell_import_plan_get_count (plan, AUTOSELL_PLAN_NEW), ==, 0);
  g_assert_cmpuint (autosell_import_plan_get_count (plan, AUTOSELL_PLAN_TWIN), ==, 0);
  for (guint i = 0; i < 45; i++)
    {
      guint64 fields = autosell_plan_row_get_changed_fields (get_row (plan, i));

      /* The same car, and nothing but its number. */
      g_assert_cmpint (autosell_plan_row_get_existing_key (get_row (plan, i)), ==, 45 - i);
      g_assert_cmphex (fields & ~BIT (STOCK_NUMBER), ==, 0);
    }
}

/* Every price raised, rows sorted otherwise and counted anew, all at once. */
static char *
edit_everything (const char *line, guint n)
{
  const char *comma = strchr (line, ',');
  const char *price = strstr (line, "\"$");
  const char *end = price != NULL ? strstr (price, ".00\"") : NULL;
  g_autofree char *before = NULL;
  g_autofree char *digits = NULL;

  if (comma == NULL)
    return NULL;
  if (end == NULL)
    return g_strdup_printf ("%u%s", n, comma);
  before = g_strndup (comma, price - comma);
  digits = g_strndup (price, end - price);
  return g_strdup_printf ("%u%s%s.50%s", n, before, digits, end + 3);
}

static void
test_sample_everything_edited (void)
{
  g_autoptr(Stock) stock = stock_new ();
  g_autofree char *sample = load_sample ();
  g_autofree char *edited = edit_lines (sample, edit_everything, TRUE);
  g_autoptr(AutosellImportPlan) plan = NULL;

  import_into (stock, sample);
  plan = plan_text (stock, edited);
  for (guint i = 0; i < 45; i++)
    {
      AutosellPlanRow *row = get_row (plan, i);

      g_assert_cmpint (autosell_plan_row_get_existing_key (row), ==, 45 - i);
      g_assert_cmphex (autosell_plan_row_get_changed_fields (row) & ~(BIT (STOCK_NUMBER) | BIT (PRICE)), ==, 0);
    }
  g_assert_cmpuint (autosell_import_plan_get_count (plan, AUTOSELL_PLAN_CHANGED), ==, 45);
}

static void
test_sample_price_edited (void)
{
  g_autoptr(Stock) stock = stock_new ();
  g_autofree char *sample = load_sample ();
  g_autofree char *edited = replace (sample, "$949,000.00", "929 mil");
  g_autoptr(AutosellImportPlan) plan = NULL;
  AutosellPlanRow *row;

  import_into (stock, sample);
  plan = plan_text (stock, edited);
  assert_counts (plan, 0, 1, 44, 0, 0);
  assert_row (plan, 21, AUTOSELL_PLAN_CHANGED, AUTOSELL_MATCH_STOCK_NUMBER, 22, BIT (PRICE));
  row = get_row (plan, 21);
  g_assert_cmpuint (autosell_plan_row_get_row_number (row), ==, 23);
  g_assert_true (autosell_plan_row_get_existing (row) == stock_get (stock, 21));
  g_assert_true (autosell_plan_row_get_included (row));
  autosell_plan_row_set_included (row, FALSE);
  g_assert_false (autosell_plan_row_get_included (row));
  g_assert_null (autosell_plan_row_get_existing (get_row (plan, 20)));
}

/* ---- Evidence ---- */

static void
test_identical_rows (void)
{
  static const char text[] = "No,Marca,Modelo,Año,Color,Precio\n1,KIA,RIO,2020,GRIS,100\n1,KIA,RIO,2020,GRIS,100\n";
  g_autoptr(Stock) stock = stock_new ();
  g_autoptr(AutosellImportPlan) plan = plan_text (stock, text);

  assert_counts (plan, 1, 0, 0, 1, 0);
  stock_apply (stock, plan);
  g_assert_cmpuint (stock->cars->len, ==, 2);
  assert_all_same (stock, text);
}

/* Two of a kind that were both counted anew are still two. */
static void
test_identical_but_number (void)
{
  g_autoptr(Stock) stock = stock_new ();
  g_autoptr(AutosellImportPlan) plan = NULL;
  g_autoptr(AutosellImportPlan) one = NULL;

  import_into (stock, "No,Marca,Modelo,Año,Color,Precio\n1,KIA,RIO,2020,GRIS,100\n2,KIA,RIO,2020,GRIS,100\n");
  plan = plan_text (stock, "No,Marca,Modelo,Año,Color,Precio\n5,KIA,RIO,2020,GRIS,100\n6,KIA,RIO,2020,GRIS,100\n");
  assert_row (plan, 0, AUTOSELL_PLAN_CHANGED, AUTOSELL_MATCH_LIKENESS, 1, BIT (STOCK_NUMBER));
  assert_row (plan, 1, AUTOSELL_PLAN_CHANGED, AUTOSELL_MATCH_LIKENESS, 2, BIT (STOCK_NUMBER));
  /* Of one alone nobody can tell which it was. */
  one = plan_text (stock, "No,Marca,Modelo,Año,Color,Precio\n5,KIA,RIO,2020,GRIS,100\n");
  assert_counts (one, 1, 0, 0, 0, 0);
}

/* The row that is more like the car gets it, wherever it stands. */
static void
test_two_claims (void)
{
  g_autoptr(Stock) stock = stock_new ();
  g_autoptr(AutosellImportPlan) plan = NULL;

  import_into (stock, "Marca,Modelo,Año,Color,km,Precio\nKIA,RIO,2020,GRIS,30500,100\n");
  plan = plan_text (stock, "Marca,Modelo,Año,Color,km,Precio\nKIA,RIO,2020,GRIS,,300\nKIA,RIO,2020,GRIS,30500,120\n");
  assert_row (plan, 0, AUTOSELL_PLAN_NEW, AUTOSELL_MATCH_NONE, 0, 0);
  assert_row (plan, 1, AUTOSELL_PLAN_CHANGED, AUTOSELL_MATCH_LIKENESS, 1, BIT (PRICE));
}

/* Both are alike, so it cannot be told which was edited when it is only one; but two edited and two there can. */
static void
test_ambiguous (void)
{
  g_autoptr(Stock) stock = stock_new ();
  g_autoptr(AutosellImportPlan) one = NULL;
  g_autoptr(AutosellImportPlan) with_other = NULL;

  import_into (stock, "Marca,Modelo,Año,Color,Precio\nKIA,RIO,2020,GRIS,100\nKIA,RIO,2020,GRIS,100\n");
  one = plan_text (stock, "Marca,Modelo,Año,Color,Precio\nKIA,RIO,2020,GRIS,120\n");
  assert_counts (one, 1, 0, 0, 0, 0);
  with_other = plan_text (stock, "Marca,Modelo,Año,Color,Precio\nKIA,RIO,2020,GRIS,120\nKIA,RIO,2020,GRIS,100\n");
  assert_counts (with_other, 0, 1, 1, 0, 0);
}

static void
test_ids (void)
{
  g_autoptr(Stock) stock = stock_new ();
  g_autofree char *text = NULL;
  g_autoptr(AutosellImportPlan) plan = NULL;
  const char *first;
  const char *second;

  import_into (stock, "Marca,Modelo,Año,km\nKIA,RIO,2020,30000\nVW,JETTA,2018,80000\nFORD,KA,2015,120500\n");
  first = autosell_vehicle_get_id (stock_get (stock, 0));
  second = autosell_vehicle_get_id (stock_get (stock, 1));
  text = g_strdup_printf ("Marca,Modelo,Año,km,Autosell ID\n"
                          "KIA,RIO,2021,31000,%s\n"     /* its id and part of the rest */
                          "FORD,KA,2015,120500,%s\n"    /* another's id, but all of its own content */
                          "SEAT,IBIZA,2011,1,%s\n"      /* a copied id with nothing in common */
                          "KIA,RIO,2021,31000,%s\n"     /* a copied row */
                          "VW,JETTA,2018,80000,%c%s\n", /* an id that nobody has */
                          first, first, second, first, *second == 'a' ? 'B' : 'A', second + 1);
  plan = plan_text (stock, text);
  assert_row (plan, 0, AUTOSELL_PLAN_CHANGED, AUTOSELL_MATCH_ID, 1, BIT (YEAR) | BIT (KM));
  assert_row (plan, 1, AUTOSELL_PLAN_SAME, AUTOSELL_MATCH_LIKENESS, 3, 0);
  assert_row (plan, 2, AUTOSELL_PLAN_NEW, AUTOSELL_MATCH_NONE, 0, 0);
  assert_row (plan, 3, AUTOSELL_PLAN_TWIN, AUTOSELL_MATCH_NONE, 0, 0);
  assert_row (plan, 4, AUTOSELL_PLAN_SAME, AUTOSELL_MATCH_LIKENESS, 2, 0);
  g_assert_null (autosell_vehicle_get_id (autosell_plan_row_get_incoming (get_row (plan, 2))));
  g_assert_null (autosell_vehicle_get_id (autosell_plan_row_get_incoming (get_row (plan, 3))));
}

static void
test_new_with_id (void)
{
  static const char text[] = "Marca,Modelo,ID Autosell\nKIA,RIO,0f6a3a3e-9c1b-4a57-8a55-1f3f1f9b2c11\n"
                             "KIA,SOUL,0F6A3A3E-9C1B-4A57-8A55-1F3F1F9B2C11\n";
  g_autoptr(Stock) stock = stock_new ();
  g_autoptr(AutosellImportPlan) plan = plan_text (stock, text);

  g_assert_cmpstr (autosell_vehicle_get_id (autosell_plan_row_get_incoming (get_row (plan, 0))), ==,
                   "0f6a3a3e-9c1b-4a57-8a55-1f3f1f9b2c11");
  g_assert_null (autosell_vehicle_get_id (autosell_plan_row_get_incoming (get_row (plan, 1))));
}

static void
test_niv (void)
{
  g_autoptr(Stock) stock = stock_new ();
  g_autoptr(AutosellImportPlan) plan = NULL;

  import_into (stock, "Marca,Modelo,Color,NIV\nKIA,RIO,ROJO,3KPA24AB1KE123456\nVW,JETTA,AZUL,--\nVW,POLO,AZUL,--\n");
  plan = plan_text (
    stock, "Marca,Modelo,Color,NIV\nSEAT,IBIZA,,3kpa24ab1ke-123456\nFIAT,UNO,,--\nFIAT,UNO,,3KPA24AB1KE123456\n");
  assert_row (plan, 0, AUTOSELL_PLAN_CHANGED, AUTOSELL_MATCH_NIV, 1, BIT (BRAND) | BIT (MODEL) | BIT (NIV));
  assert_row (plan, 1, AUTOSELL_PLAN_NEW, AUTOSELL_MATCH_NONE, 0, 0);
  assert_row (plan, 2, AUTOSELL_PLAN_TWIN, AUTOSELL_MATCH_NONE, 0, 0);
}

static void
test_shared_niv (void)
{
  g_autoptr(Stock) stock = stock_new ();
  g_autoptr(AutosellImportPlan) plan = NULL;

  import_into (stock, "Marca,Modelo,Año,NIV,Precio\nKIA,RIO,2019,3KPA24AB1KE123456,100\n"
                      "KIA,RIO,2020,3KPA24AB1KE123456,100\n");
  plan = plan_text (stock, "Marca,Modelo,Año,NIV,Precio\nKIA,RIO,2020,3KPA24AB1KE123456,200\n");
  assert_row (plan, 0, AUTOSELL_PLAN_CHANGED, AUTOSELL_MATCH_NIV, 2, BIT (PRICE));
  g_clear_object (&plan);

  /* Nothing says which. */
  plan = plan_text (stock, "Marca,Modelo,Año,NIV,Precio\nKIA,RIO,,3KPA24AB1KE123456,200\n");
  assert_row (plan, 0, AUTOSELL_PLAN_TWIN, AUTOSELL_MATCH_NONE, 0, 0);
}

static void
test_plates (void)
{
  g_autoptr(Stock) stock = stock_new ();
  g_autoptr(AutosellImportPlan) plan = NULL;

  import_into (stock, "Marca,Modelo,Placas\nKIA,RIO,HGT-123-A\nVW,JETTA,EN TRAMITE\n");
  plan = plan_text (stock, "Marca,Modelo,Placas\nKIA,SPORTAGE,hgt 123 a\nVW,POLO,EN TRAMITE\nKIA,RIO HB,HGT123A\n"
                           "SEAT,IBIZA,EN TRAMITE\n");
  assert_row (plan, 1, AUTOSELL_PLAN_NEW, AUTOSELL_MATCH_NONE, 0, 0);
  assert_row (plan, 3, AUTOSELL_PLAN_NEW, AUTOSELL_MATCH_NONE, 0, 0);
  g_clear_object (&plan);

  plan = plan_text (stock, "Marca,Modelo,Placas,Precio\nKIA,RIO,hgt 123 a,500\n");
  assert_row (plan, 0, AUTOSELL_PLAN_CHANGED, AUTOSELL_MATCH_PLATES, 1, BIT (PLATES) | BIT (PRICE));
}

/* The number alone is no evidence: row 5 was another car last week. */
static void
test_stock_number_of_another_car (void)
{
  g_autoptr(Stock) stock = stock_new ();
  g_autoptr(AutosellImportPlan) plan = NULL;

  import_into (stock, "No,Marca,Modelo,Año,Color,km\n5,KIA,RIO,2020,GRIS,30000\n6,HONDA,CRV,2018,GRIS,96000\n"
                      "7,HONDA,CRV,2021,PLATA,65000\n");
  plan = plan_text (stock, "No,Marca,Modelo,Año,Color,km,Precio\n5,SEAT,IBIZA,2011,AZUL,90000,1\n"
                           "7,HONDA,CRV,2018,GRIS,96000,369000\n");
  assert_row (plan, 0, AUTOSELL_PLAN_NEW, AUTOSELL_MATCH_NONE, 0, 0);
  assert_row (plan, 1, AUTOSELL_PLAN_CHANGED, AUTOSELL_MATCH_LIKENESS, 2, BIT (STOCK_NUMBER) | BIT (PRICE));
}

/* With brand and model it is, however much was changed; another year or NIV is another car. */
static void
test_stock_number_with_brand_and_model (void)
{
  g_autoptr(Stock) stock = stock_new ();
  g_autoptr(AutosellImportPlan) plan = NULL;

  import_into (stock, "No,Marca,Modelo,Año,Color,km,Precio,Ubicacion\n5,KIA,RIO,2020,GRIS,30000,200000,PERIFERICO\n"
                      "6,HONDA,CRV,2018,GRIS,96000,369000,SAN FELIPE\n");
  plan = plan_text (stock, "No,Marca,Modelo,Año,Color,km,Precio,Ubicacion\n5,KIA,RIO,2020,ROJO,41000,180000,AUSENTE\n"
                           "6,HONDA,CRV,2021,BLANCO,1000,500000,AUSENTE\n");
  assert_row (plan, 0, AUTOSELL_PLAN_CHANGED, AUTOSELL_MATCH_STOCK_NUMBER, 1,
              BIT (COLOUR) | BIT (KM) | BIT (PRICE) | BIT (LOCATION));
  assert_row (plan, 1, AUTOSELL_PLAN_NEW, AUTOSELL_MATCH_NONE, 0, 0);
}

static void
test_spelling_corrected (void)
{
  g_autoptr(Stock) stock = stock_new ();
  g_autoptr(AutosellImportPlan) plan = NULL;

  import_into (stock,
               "No,Marca,Modelo,Año,Color,km\n9,CHEVROLTE,AVEO,2018,PLATA,73618\n10,MERCEDES,C180,2018,AZUL,93000\n");
  plan = plan_text (stock, "No,Marca,Modelo,Año,Color,km\n9,CHEVROLET,AVEO,2018,PLATA,73618\n"
                           "10,MERCEDES BENZ,C180,2018,AZUL,93000\n");
  assert_row (plan, 0, AUTOSELL_PLAN_CHANGED, AUTOSELL_MATCH_LIKENESS, 1, BIT (BRAND));
  assert_row (plan, 1, AUTOSELL_PLAN_CHANGED, AUTOSELL_MATCH_LIKENESS, 2, BIT (BRAND));
}

static void
test_twin (void)
{
  g_autoptr(Stock) stock = stock_new ();
  g_autoptr(AutosellImportPlan) plan = NULL;

  plan = plan_text (stock, "No,Marca,Modelo,Año,Color,km,Precio,Ubicacion\n1,KIA,RIO,2020,GRIS,30000,100,A\n"
                           "2,Kia,Rio,2020,gris,30000,100,B\n3,KIA,RIO,2020,GRIS,30000,101,A\n");
  assert_row (plan, 0, AUTOSELL_PLAN_NEW, AUTOSELL_MATCH_NONE, 0, 0);
  assert_row (plan, 1, AUTOSELL_PLAN_TWIN, AUTOSELL_MATCH_NONE, 0, 0);
  assert_row (plan, 2, AUTOSELL_PLAN_NEW, AUTOSELL_MATCH_NONE, 0, 0);
}

static void
test_bin (void)
{
  static const char text[] = "Marca,Modelo,Año,Color,km\nKIA,RIO,2020,GRIS,30000\nVW,JETTA,2018,AZUL,80500\n";
  g_autoptr(Stock) stock = stock_new ();
  g_autoptr(AutosellImportPlan) plan = NULL;
  g_autoptr(AutosellImportPlan) similar = NULL;

  import_into (stock, text);
  stock_delete (stock, 0);
  stock_delete (stock, 1);
  plan =
    plan_text (stock, "Marca,Modelo,Año,Color,km,Precio\nKIA,RIO,2020,GRIS,30000,\nVW,JETTA,2018,AZUL,80500,200\n");
  assert_row (plan, 0, AUTOSELL_PLAN_BINNED, AUTOSELL_MATCH_LIKENESS, 1, 0);
  assert_row (plan, 1, AUTOSELL_PLAN_BINNED, AUTOSELL_MATCH_LIKENESS, 2, BIT (PRICE));
  g_assert_true (autosell_plan_row_get_existing (get_row (plan, 1)) == stock_get (stock, 1));

  /* Some other car of that kind is no reason to bring one back. */
  similar = plan_text (stock, "Marca,Modelo,Año,Color,km\nKIA,RIO,2020,GRIS,\n");
  assert_row (similar, 0, AUTOSELL_PLAN_NEW, AUTOSELL_MATCH_NONE, 0, 0);

  /* A live car comes first. */
  stock_add (stock, stock_get (stock, 0));
  autosell_vehicle_set_times (stock_get (stock, 2), 1, 1, 0);
  assert_all_same (stock, "Marca,Modelo,Año,Color,km\nKIA,RIO,2020,GRIS,30000\n");
}

static void
test_empty_cells (void)
{
  static const char text[] = "Marca,Modelo,Año,Color,Precio,Llaves\nKIA,RIO,2020,GRIS,100,2\n";
  static const char emptied[] = "Marca,Modelo,Año,Color,Precio,Llaves\nKIA,RIO,2020,GRIS,,\n";
  static const char narrower[] = "Marca,Modelo,Año,Color\nKIA,RIO,2020,GRIS\n";
  g_autoptr(Stock) stock = stock_new ();
  g_autoptr(AutosellImportPlan) plan = NULL;
  g_autoptr(AutosellImportPlan) narrow_plan = NULL;

  import_into (stock, text);
  assert_all_same (stock, emptied);
  plan = plan_text_full (stock, emptied, TRUE);
  assert_row (plan, 0, AUTOSELL_PLAN_CHANGED, AUTOSELL_MATCH_LIKENESS, 1, BIT (PRICE));
  g_assert_true (autosell_plan_row_has_changed_extra (get_row (plan, 0)));
  g_assert_cmpstr (autosell_plan_row_get_changed_extra (get_row (plan, 0))[0], ==, "Llaves");
  /* Columns that the file does not have erase nothing. */
  narrow_plan = plan_text_full (stock, narrower, TRUE);
  assert_counts (narrow_plan, 0, 0, 1, 0, 0);
}

static void
test_extras (void)
{
  g_autoptr(Stock) stock = stock_new ();
  g_autoptr(AutosellImportPlan) plan = NULL;
  AutosellPlanRow *row;

  import_into (stock, "Marca,Modelo,Año,Color,Llaves\nKIA,RIO,2020,GRIS,2\n");
  plan = plan_text (stock, "Marca,Modelo,Año,Color,Llaves,Radio\nKIA,RIO,2020,GRIS,1,si\n");
  row = get_row (plan, 0);
  g_assert_cmpint (autosell_plan_row_get_kind (row), ==, AUTOSELL_PLAN_CHANGED);
  g_assert_cmphex (autosell_plan_row_get_changed_fields (row), ==, 0);
  g_assert_cmpuint (g_strv_length ((char **) autosell_plan_row_get_changed_extra (row)), ==, 2);
}

static void
test_unreadable (void)
{
  static const char text[] = "Marca,Modelo,Año,Color,Precio\nKIA,RIO,2020,GRIS,por definir\n";
  g_autoptr(Stock) stock = stock_new ();
  g_autoptr(AutosellImportPlan) plan = plan_text (stock, text);
  g_autoptr(AutosellImportPlan) later = NULL;

  g_assert_cmpuint (autosell_import_plan_get_n_unreadable (plan), ==, 1);
  g_assert_cmpuint (autosell_plan_row_get_n_unreadable (get_row (plan, 0)), ==, 1);
  stock_apply (stock, plan);
  assert_all_same (stock, text);
  later = plan_text (stock, "Marca,Modelo,Año,Color,Precio\nKIA,RIO,2020,GRIS,100\n");
  assert_row (later, 0, AUTOSELL_PLAN_CHANGED, AUTOSELL_MATCH_LIKENESS, 1, BIT (PRICE));
}

/* ---- Many ---- */

/* Cars of the sample over and over, each with a number and km of its own. */
static char *
make_many (guint n, int price_step)
{
  g_autofree char *sample = load_sample ();
  g_auto(GStrv) lines = g_strsplit (sample, "\n", -1);
  GString *text = g_string_new ("No,Grupo,Ingreso,Modelo,Marca,Año,Color,Precio,km,Estatus,Ubicacion\n");

  for (guint i = 0; i < n; i++)
    {
      g_auto(GStrv) cells = g_strsplit (lines[1 + i % 45], ",", 8);

      g_string_append_printf (text, "%u,%s,%s,%s,%s,%s,%s,%u,%u,Disponible,PERIFERICO\n", i, cells[1], cells[2],
                              cells[3], cells[4], cells[5], cells[6], 100000 + (i % 977) * 1000 + price_step,
                              1000 + i * 7);
    }
  return g_string_free (text, FALSE);
}

static void
test_many (void)
{
  g_autoptr(Stock) stock = stock_new ();
  g_autofree char *text = make_many (10000, 0);
  g_autofree char *dearer = make_many (10000, 500);
  g_autoptr(AutosellImportPlan) plan = NULL;
  gint64 start = g_get_monotonic_time ();
  double seconds[4];

  {
    g_autoptr(AutosellImport) import = import_text (text);

    seconds[0] = (g_get_monotonic_time () - start) / 1e6;
  }
  start = g_get_monotonic_time ();
  plan = plan_text (stock, text);
  seconds[1] = (g_get_monotonic_time () - start) / 1e6;
  assert_counts (plan, 10000, 0, 0, 0, 0);
  stock_apply (stock, plan);
  g_clear_object (&plan);

  start = g_get_monotonic_time ();
  plan = plan_text (stock, text);
  seconds[2] = (g_get_monotonic_time () - start) / 1e6;
  assert_counts (plan, 0, 0, 10000, 0, 0);
  g_clear_object (&plan);

  stock->n_loads = 0;
  stock->n_readings = 0;
  start = g_get_monotonic_time ();
  plan = plan_text (stock, dearer);
  seconds[3] = (g_get_monotonic_time () - start) / 1e6;
  assert_counts (plan, 0, 10000, 0, 0, 0);
  for (guint i = 0; i < 10000; i++)
    assert_row (plan, i, AUTOSELL_PLAN_CHANGED, AUTOSELL_MATCH_STOCK_NUMBER, i + 1, BIT (PRICE));
  g_assert_cmpuint (stock->n_loads, ==, 0);
  g_assert_cmpuint (stock->n_readings, ==, 2);

  g_test_message ("10,000 rows: read %.3f s; read and planned new %.3f s, same %.3f s, changed %.3f s", seconds[0],
                  seconds[1], seconds[2], seconds[3]);
}

static double
plan_alike (int n)
{
  g_autoptr(Stock) stock = stock_new ();
  g_autoptr(GString) text = g_string_new ("Marca,Modelo,Año,Color,Precio\n");
  g_autoptr(GString) dearer = g_string_new ("Marca,Modelo,Año,Color,Precio\n");
  g_autoptr(AutosellImportPlan) plan = NULL;
  double start;

  for (int i = 0; i < n; i++)
    {
      g_string_append (text, "KIA,RIO,2020,GRIS,100\n");
      g_string_append (dearer, "KIA,RIO,2020,GRIS,200\n");
    }
  import_into (stock, text->str);
  start = get_processor_seconds ();
  assert_all_same (stock, text->str);
  plan = plan_text (stock, dearer->str);
  assert_counts (plan, 1, 0, 0, n - 1, 0);
  return get_processor_seconds () - start;
}

/* Thousands of cars that nothing tells apart must not take time by the square. */
static void
test_many_alike (void)
{
  assert_not_by_the_square (plan_alike, 5000);
}

static void
test_cancelled (void)
{
  g_autoptr(Stock) stock = stock_new ();
  g_autoptr(AutosellImport) import = import_text ("Marca,Modelo\nKIA,RIO\n");
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (autosell_import_plan_new (import, stock, &stock_iface, FALSE, NULL, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
progress_cb (double fraction, gpointer user_data)
{
  double *last = user_data;

  g_assert_cmpfloat (fraction, >=, *last);
  g_assert_cmpfloat (fraction, <=, 1);
  *last = fraction;
}

static void
test_progress (void)
{
  g_autoptr(Stock) stock = stock_new ();
  g_autofree char *text = make_many (1000, 0);
  g_autofree char *dearer = make_many (1000, 500);
  g_autoptr(AutosellImport) import = import_text (dearer);
  g_autoptr(AutosellImportPlan) plan = NULL;
  g_autoptr(GError) error = NULL;
  double fraction = 0;

  import_into (stock, text);
  plan = autosell_import_plan_new (import, stock, &stock_iface, FALSE, progress_cb, &fraction, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpfloat (fraction, ==, 1);
  g_assert_true (autosell_import_plan_get_import (plan) == import);
}

static void
test_no_stock (void)
{
  g_autoptr(AutosellImport) import = import_text ("Marca,Modelo\nKIA,RIO\n");
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellImportPlan) plan = autosell_import_plan_new (import, NULL, NULL, FALSE, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  assert_counts (plan, 1, 0, 0, 0, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/import-plan/sample-twice", test_sample_twice);
  g_test_add_func ("/import-plan/sample-without-counter", test_sample_without_counter);
  g_test_add_func ("/import-plan/sample-counted-anew", test_sample_counted_anew);
  g_test_add_func ("/import-plan/sample-everything-edited", test_sample_everything_edited);
  g_test_add_func ("/import-plan/sample-price-edited", test_sample_price_edited);
  g_test_add_func ("/import-plan/identical-rows", test_identical_rows);
  g_test_add_func ("/import-plan/identical-but-number", test_identical_but_number);
  g_test_add_func ("/import-plan/two-claims", test_two_claims);
  g_test_add_func ("/import-plan/ambiguous", test_ambiguous);
  g_test_add_func ("/import-plan/ids", test_ids);
  g_test_add_func ("/import-plan/new-with-id", test_new_with_id);
  g_test_add_func ("/import-plan/niv", test_niv);
  g_test_add_func ("/import-plan/shared-niv", test_shared_niv);
  g_test_add_func ("/import-plan/plates", test_plates);
  g_test_add_func ("/import-plan/stock-number-of-another-car", test_stock_number_of_another_car);
  g_test_add_func ("/import-plan/stock-number-with-brand-and-model", test_stock_number_with_brand_and_model);
  g_test_add_func ("/import-plan/spelling-corrected", test_spelling_corrected);
  g_test_add_func ("/import-plan/twin", test_twin);
  g_test_add_func ("/import-plan/bin", test_bin);
  g_test_add_func ("/import-plan/empty-cells", test_empty_cells);
  g_test_add_func ("/import-plan/extras", test_extras);
  g_test_add_func ("/import-plan/unreadable", test_unreadable);
  g_test_add_func ("/import-plan/many", test_many);
  g_test_add_func ("/import-plan/many-alike", test_many_alike);
  g_test_add_func ("/import-plan/cancelled", test_cancelled);
  g_test_add_func ("/import-plan/progress", test_progress);
  g_test_add_func ("/import-plan/no-stock", test_no_stock);
  return g_test_run ();
}
