/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-exporter.h"

#include <locale.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "autosell-import.h"

static const char *program; /* this one */

/* ---- Helpers ---- */

typedef struct
{
  char *folder; /* owned */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = g_dir_make_tmp ("autosell-exporter-XXXXXX", NULL);
  g_assert_nonnull (fixture->folder);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autoptr(GDir) folder = g_dir_open (fixture->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
}

static guint
count_files (Fixture *fixture)
{
  g_autoptr(GDir) folder = g_dir_open (fixture->folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (folder) != NULL)
    n++;
  return n;
}

/* Of every export() from now on. */
static guint64 told_fields;

static GFile *
get_file (Fixture *fixture, const char *name)
{
  return g_file_new_build_filename (fixture->folder, name, NULL);
}

static guint64
find_fields (GPtrArray *vehicles)
{
  guint64 fields = autosell_export_fields_default ();

  for (guint i = 0; i < vehicles->len; i++)
    for (int field = 0; field < AUTOSELL_N_FIELDS; field++)
      if (autosell_vehicle_get_value (g_ptr_array_index (vehicles, i), field)->state != AUTOSELL_VALUE_UNKNOWN)
        fields |= G_GUINT64_CONSTANT (1) << field;
  return fields;
}

static char **
find_extra_names (GPtrArray *vehicles)
{
  g_autoptr(GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree const char **keys = NULL;
  const char *name;
  const char *text;

  for (guint i = 0; i < vehicles->len; i++)
    for (guint j = 0; autosell_vehicle_get_extra_at (g_ptr_array_index (vehicles, i), j, &name, &text); j++)
      g_hash_table_add (names, (gpointer) name);
  keys = (const char **) g_hash_table_get_keys_as_array (names, NULL);
  return g_strdupv ((char **) keys);
}

static void export(GFile *file, AutosellExportFormat format, GPtrArray *vehicles)
{
  g_autoptr(GError) error = NULL;
  g_auto(GStrv) extra_names = find_extra_names (vehicles);
  g_autoptr(AutosellExporter) exporter = NULL;

  exporter = autosell_exporter_new (file, format, find_fields (vehicles) | told_fields,
                                    (const char *const *) extra_names, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < vehicles->len; i++)
    {
      autosell_exporter_add (exporter, g_ptr_array_index (vehicles, i), &error);
      g_assert_no_error (error);
    }
  autosell_exporter_finish (exporter, NULL, &error);
  g_assert_no_error (error);
}

static AutosellImport *
import_file (GFile *file)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellTable) table = autosell_table_read (file, NULL, NULL, NULL, NULL, &error);
  AutosellImport *import;

  g_assert_no_error (error);
  import = autosell_import_new (table, &error);
  g_assert_no_error (error);
  return import;
}

static void
print_difference (AutosellVehicle *a, AutosellVehicle *b)
{
  const char *name;
  const char *text;

  for (int field = 0; field < AUTOSELL_N_FIELDS; field++)
    {
      const AutosellValue *before = autosell_vehicle_get_value (a, field);
      const AutosellValue *after = autosell_vehicle_get_value (b, field);

      if (!autosell_value_equal (before, after))
        g_test_message ("%s: %d %" G_GINT64_FORMAT " “%s” → %d %" G_GINT64_FORMAT " “%s”",
                        autosell_field_get_info (field)->name, before->state, before->number, before->text,
                        after->state, after->number, after->text);
    }
  for (guint i = 0; autosell_vehicle_get_extra_at (a, i, &name, &text); i++)
    g_test_message ("extra “%s”: “%s” → “%s”", name, text, autosell_vehicle_get_extra (b, name));
  for (guint i = 0; autosell_vehicle_get_extra_at (b, i, &name, &text); i++)
    g_test_message ("extra after “%s”: “%s”", name, text);
}

static void
assert_round_trip (Fixture *fixture, AutosellExportFormat format, GPtrArray *vehicles)
{
  g_autoptr(GFile) file = get_file (fixture, format == AUTOSELL_EXPORT_CSV ? "round.csv" : "round.xlsx");
  g_autoptr(AutosellImport) import = NULL;

  export(file, format, vehicles);
  import = import_file (file);
  g_assert_cmpuint (autosell_import_get_n_rows (import), ==, vehicles->len);
  for (guint i = 0; i < vehicles->len; i++)
    {
      AutosellVehicle *before = g_ptr_array_index (vehicles, i);
      g_autoptr(AutosellVehicle) after = autosell_import_dup_vehicle (import, i);

      if (!autosell_vehicle_same_content (before, after))
        {
          print_difference (before, after);
          g_test_message ("row %u of %u", i, vehicles->len);
          g_assert_not_reached ();
        }
      g_assert_cmpstr (autosell_vehicle_get_id (after), ==, autosell_vehicle_get_id (before));
    }
}

static GPtrArray *
load_sample (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "data", "sample-inventory.csv", NULL);
  g_autoptr(GFile) file = g_file_new_for_path (path);
  g_autoptr(AutosellImport) import = import_file (file);
  GPtrArray *vehicles = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < autosell_import_get_n_rows (import); i++)
    {
      AutosellVehicle *vehicle = autosell_import_dup_vehicle (import, i);
      g_autofree char *id = g_uuid_string_random ();

      autosell_vehicle_set_id (vehicle, id);
      g_ptr_array_add (vehicles, vehicle);
    }
  return vehicles;
}

static char *
load_text (GFile *file)
{
  char *text;

  g_assert_true (g_file_load_contents (file, NULL, &text, NULL, NULL, NULL));
  return text;
}

static gboolean
is_spanish (void)
{
  return g_str_has_prefix (g_getenv ("LANGUAGE"), "es");
}

/* ---- What is told beside the fields ---- */

/* It is read by people, and is nothing when it comes back: no field, no extra. */
static void
test_told (Fixture *fixture, gconstpointer data)
{
  AutosellExportFormat format = GPOINTER_TO_INT (data);
  g_autoptr(GPtrArray) vehicles = load_sample ();
  g_autoptr(GFile) file = get_file (fixture, format == AUTOSELL_EXPORT_CSV ? "round.csv" : "round.xlsx");
  AutosellVehicle *ready = vehicles->pdata[1];

  for (guint i = 0; i < vehicles->len; i++)
    autosell_vehicle_set_n_photos_wanted (vehicles->pdata[i], 8);
  autosell_vehicle_set_photos (ready, 12, "cover", 2048, 1536);
  autosell_vehicle_parse (ready, AUTOSELL_FIELD_DESCRIPTION, "Único dueño");
  autosell_vehicle_parse (ready, AUTOSELL_FIELD_KM, "73618");
  autosell_vehicle_set_photos (vehicles->pdata[2], 5, "cover", 2048, 1536);
  told_fields = AUTOSELL_EXPORT_PHOTOS | AUTOSELL_EXPORT_READINESS;
  assert_round_trip (fixture, format, vehicles);
  told_fields = 0;
  if (format == AUTOSELL_EXPORT_CSV)
    {
      g_autofree char *text = load_text (file);

      g_assert_nonnull (strstr (text, is_spanish () ? ",Fotos (Autosell),Listo (Autosell),"
                                                    : ",Photos (Autosell),Readiness (Autosell),"));
      g_assert_nonnull (strstr (text, is_spanish () ? ",12,Listo," : ",12,Ready,"));
      g_assert_nonnull (strstr (text, is_spanish () ? ",5,\"71 %: descripción, 3 fotos más\","
                                                    : ",5,\"71 %: description, 3 more photos\","));
    }
}

/* ---- The sample ---- */

static void
test_sample (Fixture *fixture, gconstpointer data)
{
  AutosellExportFormat format = GPOINTER_TO_INT (data);
  g_autoptr(GPtrArray) vehicles = load_sample ();
  g_autoptr(GFile) file = get_file (fixture, format == AUTOSELL_EXPORT_CSV ? "a.csv" : "a.xlsx");
  g_autoptr(AutosellImport) import = NULL;
  gint64 sum = 0;
  guint n_priced = 0;

  assert_round_trip (fixture, format, vehicles);
  export(file, format, vehicles);
  import = import_file (file);
  for (guint i = 0; i < 45; i++)
    {
      g_autoptr(AutosellVehicle) vehicle = autosell_import_dup_vehicle (import, i);
      gint64 cents;

      if (autosell_vehicle_get_number (vehicle, AUTOSELL_FIELD_PRICE, &cents))
        {
          sum += cents;
          n_priced++;
        }
    }
  g_assert_cmpuint (n_priced, ==, 44);
  g_assert_cmpint (sum, ==, 2570300000);
}

static void
test_csv_text (Fixture *fixture, gconstpointer data)
{
  g_autoptr(GPtrArray) vehicles = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GFile) file = get_file (fixture, "a.csv");
  AutosellVehicle *vehicle = autosell_vehicle_new ();
  g_autofree char *text = NULL;

  if (is_spanish ())
    return;

  g_ptr_array_add (vehicles, vehicle);
  autosell_vehicle_parse (vehicle, AUTOSELL_FIELD_STOCK_NUMBER, "007");
  autosell_vehicle_parse (vehicle, AUTOSELL_FIELD_BRAND, "=HYPERLINK(\"http://x\")");
  autosell_vehicle_parse (vehicle, AUTOSELL_FIELD_MODEL, "A, \"B\"");
  autosell_vehicle_parse (vehicle, AUTOSELL_FIELD_PRICE, "379000.50");
  autosell_vehicle_parse (vehicle, AUTOSELL_FIELD_KM, "-5");
  autosell_vehicle_parse (vehicle, AUTOSELL_FIELD_LOCATION, "--");
  autosell_vehicle_parse (vehicle, AUTOSELL_FIELD_STATUS, "apartado");
  autosell_vehicle_parse (vehicle, AUTOSELL_FIELD_NIV, "3KPA24AB1KE123456");
  autosell_vehicle_set_extra (vehicle, "+Llaves", "'@x");
  export(file, AUTOSELL_EXPORT_CSV, vehicles);
  text = load_text (file);
  g_assert_cmpstr (
    text, ==,
    "\xef\xbb\xbf"
    "Stock number,Group,Entry date,Model,Brand,Year,Colour,Price,km,Status,Location,NIV,'+Llaves,Autosell ID\r\n"
    "007,,,\"A, "
    "\"\"B\"\"\",\"'=HYPERLINK(\"\"http://x\"\")\",,,379000.50,'-5,Reserved,'--,3KPA24AB1KE123456,''@x,\r\n");
}

/* Real numbers and dates: what a table of numbers is for. */
static void
test_xlsx_types (Fixture *fixture, gconstpointer data)
{
  g_autoptr(GPtrArray) vehicles = load_sample ();
  g_autoptr(GFile) file = get_file (fixture, "a.xlsx");
  g_autoptr(AutosellTable) table = NULL;
  g_autoptr(GError) error = NULL;
  static const struct
  {
    guint column;
    AutosellCellType type;
    double number;
    const char *text;
  } cells[] = {
    { 0, AUTOSELL_CELL_NUMBER, 0, "0" },
    { 1, AUTOSELL_CELL_NUMBER, 1, "1" },
    { 2, AUTOSELL_CELL_DATE, 45939, "2025-10-09" },
    { 3, AUTOSELL_CELL_TEXT, 0, "CX30" },
    { 5, AUTOSELL_CELL_NUMBER, 2021, "2021" },
    { 7, AUTOSELL_CELL_NUMBER, 379000, "379000" },
    { 8, AUTOSELL_CELL_EMPTY, 0, "" },
    { 9, AUTOSELL_CELL_TEXT, 0, "Available" },
  };

  if (is_spanish ())
    return;

  export(file, AUTOSELL_EXPORT_XLSX, vehicles);
  table = autosell_table_read (file, "Inventory", NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (cells); i++)
    {
      const AutosellCell *cell = autosell_table_get_cell (table, 1, cells[i].column);

      g_assert_cmpint (cell->type, ==, cells[i].type);
      g_assert_cmpfloat (cell->number, ==, cells[i].number);
      g_assert_cmpstr (cell->text, ==, cells[i].text);
    }
}

/* ---- Whatever a car may hold ---- */

static const char *const pieces[] = {
  "a",
  "Ñandú",
  "=",
  "+",
  "-",
  "@",
  "'",
  "''=",
  "\"",
  "\"\"",
  ",",
  ";",
  "\t",
  "\n",
  "\r",
  "\r\n",
  " ",
  "  ",
  "_x0041_",
  "_x005F_",
  "&amp;",
  "<b>",
  "]]>",
  "\x01",
  "\x1f",
  "\x7f",
  "\xc2\x85",
  "\xef\xbf\xbe",
  "\xef\xbb\xbf",
  "\xf0\x9f\x9a\x97",
  "1,234",
  "0",
  "007",
  "12",
  "379.123",
  "1e5",
  "#N/A",
  "sep=;",
  "\\",
  "%s",
  "|",
  "TRUE",
  "2025-07-01",
  "31/02/2025",
  "Extra: ",
  "mil",
  "$",
  "--",
  "e\xcc\x81",
};

static char *
random_text (guint max_pieces)
{
  GString *text = g_string_new (NULL);
  guint n = g_test_rand_int_range (1, max_pieces + 1);

  for (guint i = 0; i < n; i++)
    g_string_append (text, pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))]);
  return g_string_free (text, FALSE);
}

static void
set_random_value (AutosellVehicle *vehicle, AutosellField field)
{
  g_auto(AutosellValue) value = AUTOSELL_VALUE_INIT;
  g_autofree char *text = random_text (6);
  AutosellKind kind = autosell_field_get_info (field)->kind;

  if (g_test_rand_int_range (0, 3) == 0)
    autosell_vehicle_parse (vehicle, field, text);
  else if (kind == AUTOSELL_KIND_MONEY)
    {
      autosell_value_set_number (&value, (gint64) (g_test_rand_double_range (0, 1) * 1e13));
      autosell_vehicle_set_value (vehicle, field, &value);
    }
  else
    {
      g_free (text);
      if (kind == AUTOSELL_KIND_INTEGER)
        text = g_strdup_printf ("%d", field == AUTOSELL_FIELD_YEAR ? g_test_rand_int_range (1900, 2101)
                                      : field == AUTOSELL_FIELD_KM ? g_test_rand_int_range (0, 1000000001)
                                                                   : g_test_rand_int_range (0, 1001));
      else if (kind == AUTOSELL_KIND_DATE)
        text = g_strdup_printf ("%d-%02d-%02d", g_test_rand_int_range (1900, 2101), g_test_rand_int_range (1, 13),
                                g_test_rand_int_range (1, 29));
      else if (kind == AUTOSELL_KIND_STATUS)
        text = g_strdup (autosell_status_to_nick (g_test_rand_int_range (1, AUTOSELL_N_STATUSES)));
      else if (kind == AUTOSELL_KIND_ACQUISITION)
        text = g_strdup (autosell_acquisition_to_nick (g_test_rand_int_range (1, AUTOSELL_N_ACQUISITIONS)));
      else
        text = g_strdup_printf ("%d", g_test_rand_int_range (0, 2000));
      autosell_vehicle_parse (vehicle, field, text);
    }
}

/* Names that a field or the id has, names that look like the exporter's own marks, and what else there is. */
static char *
random_extra_name (void)
{
  static const char *const names[] = {
    "Precio",      "Price",
    "id",          "ID de Autosell",
    "Autosell ID", "Extra: Precio",
    "Extra:",      "Extra: ",
    "Column C",    "Col. C",
    "C",           "Llaves",
    "Llaves (2)",  " Llaves ",
    "2021",        "=1+1",
    "'=1+1",       "Marca",
    "estatus",     "a,b",
    "a\nb",        "\t",
  };

  return g_test_rand_int_range (0, 4) == 0 ? random_text (4)
                                           : g_strdup (names[g_test_rand_int_range (0, G_N_ELEMENTS (names))]);
}

static void
set_random_extra (AutosellVehicle *vehicle)
{
  g_autofree char *name = random_extra_name ();
  g_autofree char *value = random_text (5);
  g_autofree char *text = g_strdup_printf ("%sx%s", g_test_rand_bit () ? value : "", g_test_rand_bit () ? value : "");

  autosell_vehicle_set_extra (vehicle, name, text);
}

static AutosellVehicle *
random_vehicle (guint64 fields)
{
  AutosellVehicle *vehicle = autosell_vehicle_new ();
  g_autofree char *id = g_uuid_string_random ();

  autosell_vehicle_set_id (vehicle, id);
  /* A row of nothing but its id is no car. */
  autosell_vehicle_parse (vehicle, AUTOSELL_FIELD_BRAND, "KIA");
  for (int field = 0; field < AUTOSELL_N_FIELDS; field++)
    if ((fields & G_GUINT64_CONSTANT (1) << field) && g_test_rand_bit ())
      set_random_value (vehicle, field);
  for (int n = g_test_rand_int_range (0, 4); n > 0; n--)
    set_random_extra (vehicle);
  return vehicle;
}

static void
test_random (Fixture *fixture, gconstpointer data)
{
  for (guint round = 0; round < 60; round++)
    {
      g_autoptr(GPtrArray) vehicles = g_ptr_array_new_with_free_func (g_object_unref);
      guint64 fields = (guint64) (guint32) g_test_rand_int () << 32 | (guint32) g_test_rand_int ();

      for (int n = g_test_rand_int_range (1, 30); n > 0; n--)
        g_ptr_array_add (vehicles, random_vehicle (fields));
      assert_round_trip (fixture, GPOINTER_TO_INT (data), vehicles);
    }
}

static void
test_no_vehicles (Fixture *fixture, gconstpointer data)
{
  g_autoptr(GPtrArray) vehicles = g_ptr_array_new ();

  assert_round_trip (fixture, AUTOSELL_EXPORT_CSV, vehicles);
  assert_round_trip (fixture, AUTOSELL_EXPORT_XLSX, vehicles);
}

/* What could be taken for the separator, as often in every row. */
static void
test_other_separators (Fixture *fixture, gconstpointer data)
{
  static const char *const texts[] = { "a;b;c;d;e;f;g;h;i;j;k;l;m;n;o;p",
                                       "a\tb\tc\td\te\tf\tg\th\ti\tj\tk\tl\tm\tn\to\tp" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr(GPtrArray) vehicles = g_ptr_array_new_with_free_func (g_object_unref);
      AutosellVehicle *vehicle = random_vehicle (0);

      g_ptr_array_add (vehicles, vehicle);
      autosell_vehicle_parse (vehicle, AUTOSELL_FIELD_NOTES, texts[i]);
      autosell_vehicle_set_extra (vehicle, texts[i], "x");
      assert_round_trip (fixture, AUTOSELL_EXPORT_CSV, vehicles);
    }
}

/* Where Excel's calendar has its leap day too many, and both ends. */
static void
test_dates (Fixture *fixture, gconstpointer data)
{
  static const char *const dates[] = { "1900-01-01", "1900-02-28", "1900-03-01",
                                       "1904-01-01", "2000-02-29", "2100-12-31" };
  g_autoptr(GPtrArray) vehicles = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < G_N_ELEMENTS (dates); i++)
    {
      AutosellVehicle *vehicle = random_vehicle (0);

      g_ptr_array_add (vehicles, vehicle);
      autosell_vehicle_parse (vehicle, AUTOSELL_FIELD_ENTRY_DATE, dates[i]);
      g_assert_cmpstr (autosell_vehicle_get_text (vehicle, AUTOSELL_FIELD_ENTRY_DATE), ==, dates[i]);
    }
  assert_round_trip (fixture, AUTOSELL_EXPORT_CSV, vehicles);
  assert_round_trip (fixture, AUTOSELL_EXPORT_XLSX, vehicles);
}

/* Every field, with the headings and words of the user's language. */
static void
test_headings (Fixture *fixture, gconstpointer data)
{
  g_autoptr(GPtrArray) vehicles = g_ptr_array_new_with_free_func (g_object_unref);

  for (int status = 1; status < AUTOSELL_N_STATUSES; status++)
    {
      AutosellVehicle *vehicle = random_vehicle (G_MAXUINT64);

      g_ptr_array_add (vehicles, vehicle);
      for (int field = 0; field < AUTOSELL_N_FIELDS; field++)
        if (autosell_vehicle_get_value (vehicle, field)->state == AUTOSELL_VALUE_UNKNOWN)
          set_random_value (vehicle, field);
      autosell_vehicle_parse (vehicle, AUTOSELL_FIELD_STATUS, autosell_status_to_nick (status));
      autosell_vehicle_parse (vehicle, AUTOSELL_FIELD_ACQUISITION,
                              autosell_acquisition_to_nick (1 + status % (AUTOSELL_N_ACQUISITIONS - 1)));
    }
  for (int field = 0; field < AUTOSELL_N_FIELDS; field++)
    {
      AutosellField found;

      g_assert_true (autosell_field_find (autosell_field_get_label (field), &found));
      g_assert_cmpint (found, ==, field);
    }
  assert_round_trip (fixture, AUTOSELL_EXPORT_CSV, vehicles);
  assert_round_trip (fixture, AUTOSELL_EXPORT_XLSX, vehicles);
}

static void
test_spanish_file (Fixture *fixture, gconstpointer data)
{
  g_autoptr(GPtrArray) vehicles = NULL;
  g_autoptr(GFile) file = get_file (fixture, "a.csv");
  g_autofree char *text = NULL;

  if (!is_spanish ())
    {
      g_test_skip ("only where /exporter/spanish starts it");
      return;
    }
  vehicles = load_sample ();
  export(file, AUTOSELL_EXPORT_CSV, vehicles);
  text = load_text (file);
  g_assert_nonnull (strstr (text, ",Año,"));
  g_assert_nonnull (strstr (text, ",Disponible,"));
}

/* All of this once more in another process, since the language of one does not change. */
static void
test_spanish (Fixture *fixture, gconstpointer data)
{
  const char *arguments[] = { program, NULL };
  g_auto(GStrv) environment = g_environ_setenv (g_get_environ (), "LANGUAGE", "es_MX", TRUE);
  g_autofree char *output = NULL;
  g_autoptr(GError) error = NULL;
  int status;

  if (is_spanish ())
    return;
  environment = g_environ_setenv (environment, "LC_ALL", g_getenv ("AUTOSELL_TEST_SPANISH_LOCALE"), TRUE);
  g_spawn_sync (NULL, (char **) arguments, environment, G_SPAWN_DEFAULT, NULL, NULL, &output, NULL, &status, &error);
  g_assert_no_error (error);
  g_test_message ("%s", output);
  g_assert_cmpint (status, ==, 0);
  g_assert_nonnull (strstr (output, " /exporter/spanish-file\n"));
}

/* ---- The file ---- */

static void
test_replaces (Fixture *fixture, gconstpointer data)
{
  g_autoptr(GPtrArray) vehicles = load_sample ();
  g_autofree char *real = g_build_filename (fixture->folder, "real.csv", NULL);
  g_autofree char *link_path = g_build_filename (fixture->folder, "link.csv", NULL);
  g_autoptr(GFile) file = g_file_new_for_path (link_path);
  g_autofree char *text = NULL;
  struct stat info;

  g_assert_true (g_file_set_contents (real, "old", -1, NULL));
  g_assert_cmpint (g_chmod (real, 0640), ==, 0);
  g_assert_cmpint (symlink ("real.csv", link_path), ==, 0);
  export(file, AUTOSELL_EXPORT_CSV, vehicles);

  g_assert_true (g_file_get_contents (real, &text, NULL, NULL));
  g_assert_true (g_str_has_prefix (text, "\xef\xbb\xbf"));
  g_assert_cmpint (g_stat (real, &info), ==, 0);
  g_assert_cmphex (info.st_mode & 0777, ==, 0640);
  g_assert_true (g_file_test (link_path, G_FILE_TEST_IS_SYMLINK));
  g_assert_cmpuint (count_files (fixture), ==, 2);
}

static void
assert_old_file (Fixture *fixture, GFile *file)
{
  g_autofree char *text = load_text (file);

  g_assert_cmpstr (text, ==, "old");
  g_assert_cmpuint (count_files (fixture), ==, 1);
}

static void
test_given_up (Fixture *fixture, gconstpointer data)
{
  AutosellExportFormat format = GPOINTER_TO_INT (data);
  g_autoptr(GPtrArray) vehicles = load_sample ();
  g_autoptr(GFile) file = get_file (fixture, "a");
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;
  AutosellExporter *exporter;

  g_assert_true (g_file_replace_contents (file, "old", 3, NULL, FALSE, 0, NULL, NULL, NULL));
  exporter = autosell_exporter_new (file, format, autosell_export_fields_default (), NULL, &error);
  g_assert_no_error (error);
  g_assert_true (autosell_exporter_add (exporter, g_ptr_array_index (vehicles, 0), &error));
  autosell_exporter_free (exporter);
  assert_old_file (fixture, file);

  exporter = autosell_exporter_new (file, format, autosell_export_fields_default (), NULL, &error);
  g_cancellable_cancel (cancellable);
  g_assert_false (autosell_exporter_finish (exporter, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  autosell_exporter_free (exporter);
  assert_old_file (fixture, file);
}

/* A disk that is full at any moment, played by the limit for the size of files. */
static void
test_disk_full (Fixture *fixture, gconstpointer data)
{
  AutosellExportFormat format = GPOINTER_TO_INT (data);
  g_autoptr(GPtrArray) vehicles = load_sample ();
  g_autoptr(GFile) file = get_file (fixture, "a");
  struct rlimit before;

  g_assert_true (g_file_replace_contents (file, "old", 3, NULL, FALSE, 0, NULL, NULL, NULL));
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &before), ==, 0);
  signal (SIGXFSZ, SIG_IGN);
  for (guint size = 0; size < 6000; size += 500)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(AutosellExporter) exporter = NULL;
      struct rlimit limit = { size, before.rlim_max };
      gboolean ok = TRUE;

      /* The messages of a failing test would be cut too. */
      g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
      exporter = autosell_exporter_new (file, format, autosell_export_fields_default (), NULL, &error);
      for (guint i = 0; exporter != NULL && ok && i < 10 * vehicles->len; i++)
        ok = autosell_exporter_add (exporter, g_ptr_array_index (vehicles, i % vehicles->len), &error);
      ok = exporter != NULL && ok && autosell_exporter_finish (exporter, NULL, &error);
      g_clear_pointer (&exporter, autosell_exporter_free);
      g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &before), ==, 0);

      g_assert_false (ok);
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_FAILED);
      assert_old_file (fixture, file);
    }
}

static void
test_device_full (Fixture *fixture, gconstpointer data)
{
  g_autoptr(GFile) file = g_file_new_for_path ("/dev/full");
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellExporter) exporter = NULL;

  if (!g_file_query_exists (file, NULL))
    {
      g_test_skip ("no /dev/full");
      return;
    }
  exporter = autosell_exporter_new (file, GPOINTER_TO_INT (data), autosell_export_fields_default (), NULL, &error);
  g_assert_no_error (error);
  g_assert_false (autosell_exporter_finish (exporter, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE);
}

static void
test_no_folder (Fixture *fixture, gconstpointer data)
{
  g_autoptr(GFile) file = get_file (fixture, "missing/a.csv");
  g_autoptr(GError) error = NULL;

  g_assert_null (autosell_exporter_new (file, AUTOSELL_EXPORT_CSV, autosell_export_fields_default (), NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
}

static void
test_too_long (Fixture *fixture, gconstpointer data)
{
  g_autoptr(GFile) file = get_file (fixture, "a.xlsx");
  g_autoptr(AutosellVehicle) vehicle = autosell_vehicle_new ();
  g_autofree char *text = g_strnfill (40000, 'x');
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellExporter) exporter = NULL;

  autosell_vehicle_parse (vehicle, AUTOSELL_FIELD_NOTES, text);
  exporter =
    autosell_exporter_new (file, AUTOSELL_EXPORT_XLSX, G_GUINT64_CONSTANT (1) << AUTOSELL_FIELD_NOTES, NULL, &error);
  g_assert_false (autosell_exporter_add (exporter, vehicle, &error));
  g_assert_error (error, AUTOSELL_INTERCHANGE_ERROR, AUTOSELL_INTERCHANGE_ERROR_TOO_LARGE);
}

static void
test_format_guess (void)
{
  g_assert_cmpint (autosell_export_format_guess ("a.xlsx"), ==, AUTOSELL_EXPORT_XLSX);
  g_assert_cmpint (autosell_export_format_guess ("A.XLSX"), ==, AUTOSELL_EXPORT_XLSX);
  g_assert_cmpint (autosell_export_format_guess ("a.csv"), ==, AUTOSELL_EXPORT_CSV);
  g_assert_cmpint (autosell_export_format_guess ("xlsx"), ==, AUTOSELL_EXPORT_CSV);
}

static void
add_test (const char *path, void (*func) (Fixture *fixture, gconstpointer data), AutosellExportFormat format)
{
  g_test_add (path, Fixture, GINT_TO_POINTER (format), set_up, func, tear_down);
}

int
main (int argc, char *argv[])
{
  program = argv[0];
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, g_getenv ("AUTOSELL_LOCALEDIR"));
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  g_test_init (&argc, &argv, NULL);
  add_test ("/exporter/sample/csv", test_sample, AUTOSELL_EXPORT_CSV);
  add_test ("/exporter/sample/xlsx", test_sample, AUTOSELL_EXPORT_XLSX);
  add_test ("/exporter/told/csv", test_told, AUTOSELL_EXPORT_CSV);
  add_test ("/exporter/told/xlsx", test_told, AUTOSELL_EXPORT_XLSX);
  add_test ("/exporter/csv-text", test_csv_text, AUTOSELL_EXPORT_CSV);
  add_test ("/exporter/xlsx-types", test_xlsx_types, AUTOSELL_EXPORT_XLSX);
  add_test ("/exporter/random/csv", test_random, AUTOSELL_EXPORT_CSV);
  add_test ("/exporter/random/xlsx", test_random, AUTOSELL_EXPORT_XLSX);
  add_test ("/exporter/no-vehicles", test_no_vehicles, AUTOSELL_EXPORT_CSV);
  add_test ("/exporter/other-separators", test_other_separators, AUTOSELL_EXPORT_CSV);
  add_test ("/exporter/dates", test_dates, AUTOSELL_EXPORT_CSV);
  add_test ("/exporter/headings", test_headings, AUTOSELL_EXPORT_CSV);
  add_test ("/exporter/spanish", test_spanish, AUTOSELL_EXPORT_CSV);
  add_test ("/exporter/spanish-file", test_spanish_file, AUTOSELL_EXPORT_CSV);
  add_test ("/exporter/replaces", test_replaces, AUTOSELL_EXPORT_CSV);
  add_test ("/exporter/given-up/csv", test_given_up, AUTOSELL_EXPORT_CSV);
  add_test ("/exporter/given-up/xlsx", test_given_up, AUTOSELL_EXPORT_XLSX);
  add_test ("/exporter/disk-full/csv", test_disk_full, AUTOSELL_EXPORT_CSV);
  add_test ("/exporter/disk-full/xlsx", test_disk_full, AUTOSELL_EXPORT_XLSX);
  add_test ("/exporter/device-full/csv", test_device_full, AUTOSELL_EXPORT_CSV);
  add_test ("/exporter/device-full/xlsx", test_device_full, AUTOSELL_EXPORT_XLSX);
  add_test ("/exporter/no-folder", test_no_folder, AUTOSELL_EXPORT_CSV);
  add_test ("/exporter/too-long", test_too_long, AUTOSELL_EXPORT_XLSX);
  g_test_add_func ("/exporter/format-guess", test_format_guess);
  return g_test_run ();
}
