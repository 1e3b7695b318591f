/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "autosell-import.h"

#include <string.h>

/* ---- Helpers ---- */

static AutosellTable *
read_text (const char *text)
{
  g_autoptr(GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr(GError) error = NULL;
  AutosellTable *table = autosell_table_read_bytes (bytes, NULL, NULL, &error);

  g_assert_no_error (error);
  return table;
}

static AutosellImport *
import_text (const char *text)
{
  g_autoptr(AutosellTable) table = read_text (text);
  g_autoptr(GError) error = NULL;
  AutosellImport *import = autosell_import_new (table, &error);

  g_assert_no_error (error);
  return import;
}

static void
assert_field (AutosellImport *import, guint column, AutosellField field)
{
  AutosellColumn meaning = autosell_import_get_column (import, column);

  g_assert_cmpint (meaning.use, ==, AUTOSELL_COLUMN_FIELD);
  g_assert_cmpint (meaning.field, ==, field);
}

static void
assert_use (AutosellImport *import, guint column, AutosellColumnUse use)
{
  g_assert_cmpint (autosell_import_get_column (import, column).use, ==, use);
}

static void
assert_text (AutosellVehicle *vehicle, AutosellField field, const char *text)
{
  g_assert_cmpstr (autosell_vehicle_get_text (vehicle, field), ==, text);
}

static void
assert_number (AutosellVehicle *vehicle, AutosellField field, gint64 number)
{
  gint64 found = -1;

  g_assert_true (autosell_vehicle_get_number (vehicle, field, &found));
  g_assert_cmpint (found, ==, number);
}

/* ---- Tests ---- */

static AutosellImport *
import_sample (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "data", "sample-inventory.csv", NULL);
  g_autoptr(GFile) file = g_file_new_for_path (path);
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellTable) table = autosell_table_read (file, NULL, NULL, NULL, NULL, &error);
  AutosellImport *import;

  g_assert_no_error (error);
  import = autosell_import_new (table, &error);
  g_assert_no_error (error);
  return import;
}

static void
test_sample_columns (void)
{
  static const AutosellField fields[] = {
    AUTOSELL_FIELD_STOCK_NUMBER, AUTOSELL_FIELD_GROUP,  AUTOSELL_FIELD_ENTRY_DATE, AUTOSELL_FIELD_MODEL,
    AUTOSELL_FIELD_BRAND,        AUTOSELL_FIELD_YEAR,   AUTOSELL_FIELD_COLOUR,     AUTOSELL_FIELD_PRICE,
    AUTOSELL_FIELD_KM,           AUTOSELL_FIELD_STATUS, AUTOSELL_FIELD_LOCATION,
  };
  g_autoptr(AutosellImport) import = import_sample ();

  g_assert_cmpuint (autosell_import_get_header_row (import), ==, 0);
  g_assert_cmpuint (autosell_import_get_n_columns (import), ==, G_N_ELEMENTS (fields));
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    assert_field (import, i, fields[i]);
}

static void
test_sample_vehicles (void)
{
  g_autoptr(AutosellImport) import = import_sample ();
  g_autoptr(AutosellVehicle) first = autosell_import_dup_vehicle (import, 0);
  g_autoptr(AutosellVehicle) unpriced = autosell_import_dup_vehicle (import, 20);
  g_autoptr(AutosellVehicle) uncounted = autosell_import_dup_vehicle (import, 43);
  gint64 sum = 0;
  guint n_priced = 0;

  g_assert_cmpuint (autosell_import_get_n_rows (import), ==, 45);
  for (guint i = 0; i < 45; i++)
    {
      g_autoptr(AutosellVehicle) vehicle = autosell_import_dup_vehicle (import, i);
      gint64 cents;

      g_assert_cmpuint (autosell_import_get_row_number (import, i), ==, i + 2);
      for (int field = 0; field < AUTOSELL_N_FIELDS; field++)
        g_assert_cmpint (autosell_vehicle_get_value (vehicle, field)->state, !=, AUTOSELL_VALUE_RAW);
      g_assert_cmpuint (autosell_vehicle_get_n_extra (vehicle), ==, 0);
      if (autosell_vehicle_get_number (vehicle, AUTOSELL_FIELD_PRICE, &cents))
        {
          sum += cents;
          n_priced++;
        }
    }
  g_assert_cmpuint (n_priced, ==, 44);
  g_assert_cmpint (sum, ==, 2570300000);

  assert_text (first, AUTOSELL_FIELD_STOCK_NUMBER, "0");
  assert_text (first, AUTOSELL_FIELD_ENTRY_DATE, "2025-10-09");
  assert_text (first, AUTOSELL_FIELD_BRAND, "MAZDA");
  assert_number (first, AUTOSELL_FIELD_PRICE, 37900000);
  g_assert_cmpint (autosell_vehicle_get_value (first, AUTOSELL_FIELD_KM)->state, ==, AUTOSELL_VALUE_UNKNOWN);
  g_assert_cmpint (autosell_vehicle_get_status (first), ==, AUTOSELL_STATUS_AVAILABLE);
  g_assert_cmpint (autosell_vehicle_get_value (unpriced, AUTOSELL_FIELD_PRICE)->state, ==, AUTOSELL_VALUE_UNKNOWN);
  g_assert_cmpint (autosell_vehicle_get_status (unpriced), ==, AUTOSELL_STATUS_UNKNOWN);
  assert_text (uncounted, AUTOSELL_FIELD_STOCK_NUMBER, NULL);
  assert_text (uncounted, AUTOSELL_FIELD_MODEL, "CHEYENNE HIGH COUNTRY");
}

static void
test_header_further_down (void)
{
  g_autoptr(AutosellImport) import =
    import_text ("Inventario de la semana,,\n,,\nMARCA,MODELO,PRECIO\nKIA,RIO,100000\n");

  g_assert_cmpuint (autosell_import_get_header_row (import), ==, 1);
  assert_field (import, 0, AUTOSELL_FIELD_BRAND);
  g_assert_cmpuint (autosell_import_get_n_rows (import), ==, 1);
  g_assert_cmpuint (autosell_import_get_row_number (import, 0), ==, 4);
}

static void
test_no_header (void)
{
  g_autoptr(AutosellTable) table = read_text ("KIA,RIO,100000\nVW,JETTA,200000\n");
  g_autoptr(AutosellImport) chosen = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_null (autosell_import_new (table, &error));
  g_assert_error (error, AUTOSELL_INTERCHANGE_ERROR, AUTOSELL_INTERCHANGE_ERROR_NO_HEADER);

  chosen = autosell_import_new_with_header_row (table, 0);
  g_assert_cmpuint (autosell_import_get_n_rows (chosen), ==, 1);
}

static void
test_extras (void)
{
  g_autoptr(AutosellImport) import = import_text ("Marca,Modelo,Llaves,,Precio,Precio,Llaves,Vacio,\n"
                                                  "KIA,RIO, 2 ,hola,100,cien,tres,,\n");
  g_autoptr(AutosellVehicle) vehicle = autosell_import_dup_vehicle (import, 0);

  assert_use (import, 2, AUTOSELL_COLUMN_EXTRA);
  assert_use (import, 3, AUTOSELL_COLUMN_EXTRA);
  assert_field (import, 4, AUTOSELL_FIELD_PRICE);
  assert_use (import, 5, AUTOSELL_COLUMN_EXTRA);
  assert_use (import, 7, AUTOSELL_COLUMN_EXTRA);
  g_assert_cmpuint (autosell_import_get_n_columns (import), ==, 8);

  g_assert_cmpuint (autosell_vehicle_get_n_extra (vehicle), ==, 4);
  g_assert_cmpstr (autosell_vehicle_get_extra (vehicle, "Llaves"), ==, " 2 ");
  g_assert_cmpstr (autosell_vehicle_get_extra (vehicle, "Col. D"), ==, "hola");
  g_assert_cmpstr (autosell_vehicle_get_extra (vehicle, "Precio (2)"), ==, "cien");
  g_assert_cmpstr (autosell_vehicle_get_extra (vehicle, "Llaves (2)"), ==, "tres");
  assert_number (vehicle, AUTOSELL_FIELD_PRICE, 10000);
}

/* As the exporter marks them. */
static void
test_marked_extras (void)
{
  g_autoptr(AutosellImport) import = import_text ("Marca,Modelo,Precio,Extra: Precio,Extra: Extra: x,Extra:  y \n"
                                                  "KIA,RIO,1,2,3,4\n");
  g_autoptr(AutosellVehicle) vehicle = autosell_import_dup_vehicle (import, 0);

  assert_number (vehicle, AUTOSELL_FIELD_PRICE, 100);
  g_assert_cmpstr (autosell_vehicle_get_extra (vehicle, "Precio"), ==, "2");
  g_assert_cmpstr (autosell_vehicle_get_extra (vehicle, "Extra: x"), ==, "3");
  g_assert_cmpstr (autosell_vehicle_get_extra (vehicle, " y "), ==, "4");
}

static void
test_counter (void)
{
  g_autoptr(AutosellImport) counting = import_text (",Marca,Modelo\n1,A,B\n2,C,D\n,E,F\n9,G,H\n");
  g_autoptr(AutosellImport) other = import_text (",Marca,Modelo\n7,A,B\n2,C,D\n7,E,F\n");
  g_autoptr(AutosellImport) far_apart = import_text (",Marca,Modelo\n7,A,B\n90210,C,D\n12,E,F\n");
  g_autoptr(AutosellImport) sorted = import_text (",Marca,Modelo\n7,A,B\n2,C,D\n5,E,F\n");
  g_autoptr(AutosellImport) named = import_text (",Marca,Modelo,Inventario\n1,A,B,X1\n2,C,D,X2\n");
  g_autoptr(AutosellImport) shifted = import_text (",,Marca,Modelo\n,1,A,B\n,2,C,D\n");

  assert_field (counting, 0, AUTOSELL_FIELD_STOCK_NUMBER);
  assert_use (other, 0, AUTOSELL_COLUMN_EXTRA);
  assert_use (far_apart, 0, AUTOSELL_COLUMN_EXTRA);
  assert_field (sorted, 0, AUTOSELL_FIELD_STOCK_NUMBER);
  assert_use (named, 0, AUTOSELL_COLUMN_EXTRA);
  assert_use (shifted, 0, AUTOSELL_COLUMN_IGNORED);
  assert_field (shifted, 1, AUTOSELL_FIELD_STOCK_NUMBER);
}

static void
test_ids (void)
{
  static const char id[] = "0f6a3a3e-9c1b-4a57-8a55-1f3f1f9b2c11";
  g_autofree char *text = g_strdup_printf ("Marca,Modelo,ID Autosell\nKIA,RIO,%s\nVW,JETTA,17\n", id);
  g_autoptr(AutosellImport) import = import_text (text);
  g_autoptr(AutosellImport) numbers = import_text ("Marca,Modelo,ID\nKIA,RIO,17\n");
  g_autoptr(AutosellVehicle) first = autosell_import_dup_vehicle (import, 0);
  g_autoptr(AutosellVehicle) second = autosell_import_dup_vehicle (import, 1);

  assert_use (import, 2, AUTOSELL_COLUMN_ID);
  g_assert_cmpstr (autosell_vehicle_get_id (first), ==, id);
  g_assert_null (autosell_vehicle_get_id (second));
  g_assert_cmpstr (autosell_vehicle_get_extra (second, "ID Autosell"), ==, "17");
  assert_use (numbers, 2, AUTOSELL_COLUMN_EXTRA);
}

static void
test_apostrophes (void)
{
  g_autoptr(AutosellImport) import = import_text ("Marca,Modelo,Notas,'=x\n'=KIA,''-RIO,'plain,'+52\n");
  g_autoptr(AutosellVehicle) vehicle = autosell_import_dup_vehicle (import, 0);

  assert_text (vehicle, AUTOSELL_FIELD_BRAND, "=KIA");
  assert_text (vehicle, AUTOSELL_FIELD_MODEL, "'-RIO");
  assert_text (vehicle, AUTOSELL_FIELD_NOTES, "'plain");
  g_assert_cmpstr (autosell_vehicle_get_extra (vehicle, "=x"), ==, "+52");
}

static void
test_unreadable (void)
{
  g_autoptr(AutosellImport) import = import_text ("Marca,Modelo,Precio,Ingreso\nKIA,RIO,por definir,31/02/2025\n");
  g_autoptr(AutosellVehicle) vehicle = autosell_import_dup_vehicle (import, 0);
  const AutosellValue *price = autosell_vehicle_get_value (vehicle, AUTOSELL_FIELD_PRICE);

  g_assert_cmpint (price->state, ==, AUTOSELL_VALUE_RAW);
  g_assert_cmpstr (price->text, ==, "por definir");
  g_assert_cmpstr (autosell_vehicle_get_value (vehicle, AUTOSELL_FIELD_ENTRY_DATE)->text, ==, "31/02/2025");
}

static void
test_set_column (void)
{
  g_autoptr(AutosellImport) import = import_text ("Marca,Modelo,Valor\nKIA,RIO,100\n");
  AutosellColumn price = { AUTOSELL_COLUMN_FIELD, AUTOSELL_FIELD_PRICE };
  AutosellColumn brand = { AUTOSELL_COLUMN_FIELD, AUTOSELL_FIELD_BRAND };
  g_autoptr(AutosellVehicle) vehicle = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_false (autosell_import_set_column (import, 2, brand, &error));
  g_assert_error (error, AUTOSELL_INTERCHANGE_ERROR, AUTOSELL_INTERCHANGE_ERROR_BAD_MAPPING);
  g_clear_error (&error);
  assert_use (import, 2, AUTOSELL_COLUMN_EXTRA);

  g_assert_true (autosell_import_set_column (import, 2, price, &error));
  vehicle = autosell_import_dup_vehicle (import, 0);
  assert_number (vehicle, AUTOSELL_FIELD_PRICE, 10000);
}

static void
test_map (void)
{
  g_autoptr(AutosellImport) import = import_text ("Marca,Modelo,Precio,Precio credito a meses,\nKIA,RIO,1,2,3\n");
  g_autoptr(GError) error = NULL;

  g_assert_true (autosell_import_map (import, "PRECIO CRÉDITO A MESES", "price", &error));
  assert_field (import, 3, AUTOSELL_FIELD_PRICE);
  assert_use (import, 2, AUTOSELL_COLUMN_EXTRA);
  g_assert_true (autosell_import_map (import, "column e", "notas", &error));
  assert_field (import, 4, AUTOSELL_FIELD_NOTES);
  g_assert_true (autosell_import_map (import, "modelo", "ignore", &error));
  assert_use (import, 1, AUTOSELL_COLUMN_IGNORED);

  g_assert_false (autosell_import_map (import, "Marca", "price", &error));
  g_assert_error (error, AUTOSELL_INTERCHANGE_ERROR, AUTOSELL_INTERCHANGE_ERROR_BAD_MAPPING);
  g_clear_error (&error);
  g_assert_false (autosell_import_map (import, "Nada", "price", &error));
  g_assert_error (error, AUTOSELL_INTERCHANGE_ERROR, AUTOSELL_INTERCHANGE_ERROR_BAD_MAPPING);
  g_clear_error (&error);
  g_assert_false (autosell_import_map (import, "Marca", "nonsense", &error));
  g_assert_error (error, AUTOSELL_INTERCHANGE_ERROR, AUTOSELL_INTERCHANGE_ERROR_BAD_MAPPING);
}

static void
test_remembered (void)
{
  static const char text[] = "Marca,Modelo,Precio,Otro\tprecio,\"Con\nlínea\",\nKIA,RIO,1,2,3,4\n";
  g_autoptr(AutosellImport) import = import_text (text);
  g_autoptr(AutosellImport) again = import_text (text);
  g_autoptr(AutosellImport) other = import_text ("Marca,Precio\nKIA,1\n");
  g_autofree char *key = autosell_import_dup_mapping_key (import);
  g_autofree char *same_key = autosell_import_dup_mapping_key (again);
  g_autofree char *other_key = autosell_import_dup_mapping_key (other);
  g_autofree char *mapping = NULL;
  g_autofree char *restored = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_cmpstr (key, ==, same_key);
  g_assert_cmpstr (key, !=, other_key);

  g_assert_true (autosell_import_map (import, "Otro\tprecio", "price", &error));
  g_assert_true (autosell_import_map (import, "Con\nlínea", "notes", &error));
  g_assert_true (autosell_import_map (import, "F", "ignore", &error));
  mapping = autosell_import_dup_mapping (import);
  autosell_import_restore_mapping (again, mapping);
  restored = autosell_import_dup_mapping (again);
  g_assert_cmpstr (restored, ==, mapping);
  assert_field (again, 3, AUTOSELL_FIELD_PRICE);
  assert_use (again, 2, AUTOSELL_COLUMN_EXTRA);

  /* What does not fit, or is no mapping at all. */
  autosell_import_restore_mapping (other, mapping);
  assert_field (other, 0, AUTOSELL_FIELD_BRAND);
  autosell_import_restore_mapping (other, "rubbish\n\t\nMarca\tprice\nPrecio\tprice\n\\q\tid");
  assert_field (other, 0, AUTOSELL_FIELD_PRICE);
  assert_use (other, 1, AUTOSELL_COLUMN_EXTRA);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/import/sample-columns", test_sample_columns);
  g_test_add_func ("/import/sample-vehicles", test_sample_vehicles);
  g_test_add_func ("/import/header-further-down", test_header_further_down);
  g_test_add_func ("/import/no-header", test_no_header);
  g_test_add_func ("/import/extras", test_extras);
  g_test_add_func ("/import/marked-extras", test_marked_extras);
  g_test_add_func ("/import/counter", test_counter);
  g_test_add_func ("/import/ids", test_ids);
  g_test_add_func ("/import/apostrophes", test_apostrophes);
  g_test_add_func ("/import/unreadable", test_unreadable);
  g_test_add_func ("/import/set-column", test_set_column);
  g_test_add_func ("/import/map", test_map);
  g_test_add_func ("/import/remembered", test_remembered);
  return g_test_run ();
}
