/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib.h>
#include <string.h>

#include "autosell-problem.h"
#include "growth.h"

#define TODAY "2026-11-22"

/* ---- Spellings ---- */

typedef struct
{
  const char *value;
  gint64 count;
} Use;

static AutosellSpelling *
make_spelling (AutosellField field, const Use *uses, guint n)
{
  g_autofree const char **values = g_new0 (const char *, n);
  g_autofree gint64 *counts = g_new0 (gint64, n);

  for (guint i = 0; i < n; i++)
    {
      values[i] = uses[i].value;
      counts[i] = uses[i].count;
    }
  return autosell_spelling_new (field, values, counts, n);
}

#define SPELLING(field, ...) \
  make_spelling (AUTOSELL_FIELD_##field, (const Use[]){ __VA_ARGS__ }, \
                 sizeof ((const Use[]){ __VA_ARGS__ }) / sizeof (Use))

static void
test_brand_variants (void)
{
  static const struct
  {
    Use a, b;
    const char *a_canonical, *b_canonical;
  } pairs[] = {
    { { "MERCEDES", 3 }, { "MERCEDES BENZ", 1 }, NULL, "MERCEDES" },
    { { "MERCEDES", 1 }, { "MERCEDES BENZ", 3 }, "MERCEDES BENZ", NULL },
    { { "MERCEDES", 2 }, { "MERCEDES BENZ", 2 }, "MERCEDES BENZ", NULL },
    { { "MERCEDES-BENZ", 1 }, { "Mercedes Benz", 2 }, "Mercedes Benz", NULL },
    { { "Mazda", 1 }, { "MAZDA", 5 }, "MAZDA", NULL },
    { { "LANDROVER", 1 }, { "LAND ROVER", 2 }, "LAND ROVER", NULL },
    { { "LAND", 1 }, { "LAND ROVER", 2 }, "LAND ROVER", NULL },
    { { "ROVER", 1 }, { "LAND ROVER", 9 }, NULL, NULL },
    { { "RAM", 1 }, { "RAM TRUCKS", 5 }, NULL, "RAM" },
    { { "CHEVROLET", 1 }, { "CHEVROLET AVEO", 4 }, NULL, "CHEVROLET" },
    { { "VW", 1 }, { "VOLKSWAGEN", 4 }, "VOLKSWAGEN", NULL },
    { { "CHEVROLTE", 4 }, { "CHEVROLET", 1 }, "CHEVROLET", NULL },
    { { "VOLSWAGEN", 1 }, { "VOLKSWAGEN", 1 }, "VOLKSWAGEN", NULL },
    { { "MITSUBICHI", 1 }, { "MITSUBISHI", 1 }, "MITSUBISHI", NULL },
    { { "PEUGEOT", 1 }, { "PEOGEUT", 1 }, NULL, NULL },
    { { "NISAN", 1 }, { "NISSAN", 9 }, "NISSAN", NULL },
    { { "MAZDAA", 1 }, { "MAZDA", 1 }, "MAZDA", NULL },
    { { "SEAT", 1 }, { "FIAT", 30 }, NULL, NULL },
    { { "JAC", 1 }, { "GAC", 30 }, NULL, NULL },
    { { "MG", 1 }, { "GMC", 30 }, NULL, NULL },
    { { "CHERY", 1 }, { "CHIREY", 30 }, NULL, NULL },
    { { "KIA", 9 }, { "KIAA", 1 }, NULL, NULL }, /* too short to tell */
    { { "ITALIKA", 4 }, { "ITALKA", 1 }, NULL, "ITALIKA" },
    { { "ITALIKA", 2 }, { "ITALKA", 1 }, NULL, NULL },       /* neither is known, and neither much more common */
    { { "ITALIKA", 2 }, { "ITALKIA", 1 }, NULL, "ITALIKA" }, /* swapped letters */
    { { "SERIE 10", 9 }, { "SERIE 11", 1 }, NULL, NULL },
    { { "ITALIKA", 9 }, { "ITALIKA 150", 1 }, NULL, NULL },
    { { "--", 1 }, { "?", 5 }, NULL, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      g_autoptr(AutosellSpelling) spelling = SPELLING (BRAND, pairs[i].a, pairs[i].b);
      g_autoptr(AutosellSpelling) turned = SPELLING (BRAND, pairs[i].b, pairs[i].a);

      g_test_message ("%s, %s", pairs[i].a.value, pairs[i].b.value);
      g_assert_cmpstr (autosell_spelling_get_canonical (spelling, pairs[i].a.value), ==, pairs[i].a_canonical);
      g_assert_cmpstr (autosell_spelling_get_canonical (spelling, pairs[i].b.value), ==, pairs[i].b_canonical);
      g_assert_cmpstr (autosell_spelling_get_canonical (turned, pairs[i].a.value), ==, pairs[i].a_canonical);
      g_assert_cmpstr (autosell_spelling_get_canonical (turned, pairs[i].b.value), ==, pairs[i].b_canonical);
    }
}

static void
test_colour_variants (void)
{
  g_autoptr(AutosellSpelling) spelling =
    SPELLING (COLOUR, { "BLANCO", 8 }, { "BLANCA", 2 }, { "PLATA", 9 }, { "PLATEADO", 1 }, { "GUINDA", 1 },
              { "TABACO", 1 }, { "GRIS", 7 }, { "Gris", 1 }, { "GRIS OXFORD", 1 }, { "ROJO", 2 }, { "ROSA", 1 },
              { "DORADO", 6 }, { "MORADO", 1 }, { "BLANCO PERLA", 2 }, { "BLANCA PERLA", 1 }, { "VINO", 1 },
              { "AZUL", 8 }, { "AZULL", 1 }, { "NEGRP", 1 }, { "NEGRO", 5 });
  static const char *const expected[] = {
    "AZULL", "BLANCA", "BLANCA PERLA", "Gris", "NEGRP", "PLATEADO",
  };
  g_autoptr(GPtrArray) variants = autosell_spelling_get_variants (spelling);

  for (guint i = 0; i < variants->len; i++)
    g_test_message ("%s → %s", (const char *) g_ptr_array_index (variants, i),
                    autosell_spelling_get_canonical (spelling, g_ptr_array_index (variants, i)));
  g_assert_cmpuint (variants->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < variants->len; i++)
    g_assert_cmpstr (g_ptr_array_index (variants, i), ==, expected[i]);
  g_assert_cmpstr (autosell_spelling_get_canonical (spelling, "BLANCA"), ==, "BLANCO");
  g_assert_cmpstr (autosell_spelling_get_canonical (spelling, "BLANCA PERLA"), ==, "BLANCO PERLA");
  g_assert_cmpstr (autosell_spelling_get_canonical (spelling, "PLATEADO"), ==, "PLATA");
  g_assert_cmpstr (autosell_spelling_get_canonical (spelling, "NEGRP"), ==, "NEGRO");
  /* what is only being typed */
  g_assert_cmpstr (autosell_spelling_get_canonical (spelling, "white"), ==, "BLANCO");
  g_assert_cmpstr (autosell_spelling_get_canonical (spelling, "Negra"), ==, "NEGRO");
  g_assert_null (autosell_spelling_get_canonical (spelling, "VERDE"));
  g_assert_null (autosell_spelling_get_canonical (spelling, "--"));
  g_assert_null (autosell_spelling_get_canonical (spelling, ""));
}

/* A canonical spelling is one of the stock and no variant itself, whatever the stock holds. */
static void
test_spelling_properties (void)
{
  static const char *const roots[] = {
    "chevrolet", "mercedes benz", "mercedes", "mazda", "italika", "land rover",
    "rover",     "ram",           "seat",     "fiat",  "x1",      "gmc",
  };
  guint seed = g_test_rand_int () & G_MAXINT32;
  g_autoptr(GRand) rand = g_rand_new_with_seed (seed);

  g_test_message ("seed %u", seed);
  for (int round = 0; round < 300; round++)
    {
      g_autoptr(GPtrArray) values = g_ptr_array_new_with_free_func (g_free);
      g_autoptr(GHashTable) set = g_hash_table_new (g_str_hash, g_str_equal);
      gint64 counts[40];
      g_autoptr(AutosellSpelling) spelling = NULL;
      g_autoptr(GPtrArray) variants = NULL;

      for (int i = 0; i < 40; i++)
        {
          GString *value = g_string_new (roots[g_rand_int_range (rand, 0, G_N_ELEMENTS (roots))]);
          int at = g_rand_int_range (rand, 0, (int) value->len);

          if (g_rand_boolean (rand))
            value->str[at] = "abcdexyz Q-"[g_rand_int_range (rand, 0, 11)];
          if (g_rand_int_range (rand, 0, 4) == 0)
            g_string_append (value, " sa");
          counts[i] = g_rand_int_range (rand, 0, 12);
          g_ptr_array_add (values, g_string_free (value, FALSE));
          g_hash_table_add (set, g_ptr_array_index (values, i));
        }
      spelling = autosell_spelling_new (round % 2 ? AUTOSELL_FIELD_BRAND : AUTOSELL_FIELD_COLOUR,
                                        (const char *const *) values->pdata, counts, 40);
      variants = autosell_spelling_get_variants (spelling);
      for (guint i = 0; i < variants->len; i++)
        {
          const char *canonical = autosell_spelling_get_canonical (spelling, g_ptr_array_index (variants, i));

          g_assert_nonnull (canonical);
          g_assert_true (g_hash_table_contains (set, canonical));
          g_assert_null (autosell_spelling_get_canonical (spelling, canonical));
        }
    }
}

static double
spell_nonsense (int n)
{
  g_autoptr(GPtrArray) values = g_ptr_array_new_with_free_func (g_free);
  g_autofree gint64 *counts = g_new0 (gint64, n);
  g_autoptr(AutosellSpelling) spelling = NULL;
  double start;

  for (int i = 0; i < n; i++)
    {
      g_ptr_array_add (values, g_strdup_printf ("NONSENSE%c%c%c%c", 'A' + i % 26, 'A' + i / 26 % 26, 'A' + i / 676 % 26,
                                                'A' + i / 17576));
      counts[i] = 1 + i % 7;
    }
  start = get_processor_seconds ();
  spelling = autosell_spelling_new (AUTOSELL_FIELD_BRAND, (const char *const *) values->pdata, counts, n);
  return get_processor_seconds () - start;
}

/* A file of nonsense must not hold up the program: with every brand different, and with all of them alike. */
static void
test_spelling_is_quick (void)
{
  assert_not_by_the_square (spell_nonsense, 5000);
}

/* ---- One car ---- */

static AutosellVehicle *make_car (const char *first, ...) G_GNUC_NULL_TERMINATED;

/* Pairs of field name and text. */
static AutosellVehicle *
make_car (const char *first, ...)
{
  AutosellVehicle *car = autosell_vehicle_new ();
  const char *name = first;
  va_list list;

  va_start (list, first);
  for (; name != NULL; name = va_arg (list, const char *))
    {
      AutosellField field;

      g_assert_true (autosell_field_find (name, &field));
      autosell_vehicle_parse (car, field, va_arg (list, const char *));
    }
  va_end (list);
  return car;
}

static AutosellVehicle *
make_good_car (void)
{
  return make_car ("brand", "MAZDA", "model", "CX30", "year", "2021", "price", "379,000", "status", "Disponible", "km",
                   "50,000", "location", "PERIFERICO", NULL);
}

/* "kind field [proposal]; …" */
static char *
describe_problems (GPtrArray *problems)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; problems != NULL && i < problems->len; i++)
    {
      AutosellProblem *problem = g_ptr_array_index (problems, i);
      g_autofree char *proposal = autosell_value_to_string (&problem->proposal, problem->field);

      g_string_append_printf (out, "%s%s %s", i > 0 ? "; " : "", autosell_problem_kind_to_nick (problem->kind),
                              autosell_field_get_info (problem->field)->name);
      if (problem->has_proposal)
        g_string_append_printf (out, " [%s]", proposal != NULL ? proposal : "");
    }
  return g_string_free (out, FALSE);
}

static void
assert_problems_with (AutosellField field, const char *text, const char *expected)
{
  g_autoptr(AutosellVehicle) car = make_good_car ();
  g_autoptr(GPtrArray) problems = NULL;
  g_autofree char *found = NULL;

  autosell_vehicle_parse (car, field, text);
  problems = autosell_problems_find (car, NULL, NULL, NULL, TODAY);
  found = describe_problems (problems);
  g_test_message ("%s=%s", autosell_field_get_info (field)->name, text);
  g_assert_cmpstr (found, ==, expected);
  if (*expected == '\0')
    g_assert_null (problems);
}

static void
test_one_field (void)
{
  static const struct
  {
    AutosellField field;
    const char *text, *expected;
  } cases[] = {
    { AUTOSELL_FIELD_BRAND, "MAZDA", "" },
    { AUTOSELL_FIELD_PRICE, "", "no_price price" },
    { AUTOSELL_FIELD_PRICE, "preguntar", "unreadable price" },
    { AUTOSELL_FIELD_PRICE, "--", "unreadable price []" },
    { AUTOSELL_FIELD_STATUS, "", "no_status status" },
    { AUTOSELL_FIELD_STATUS, "Disponble", "unreadable status [available]" },
    { AUTOSELL_FIELD_STATUS, "en tramite", "unreadable status" },
    { AUTOSELL_FIELD_KM, "360,000", "" },
    { AUTOSELL_FIELD_KM, "360,001", "km_impossible km" },
    { AUTOSELL_FIELD_KM, "580000", "km_impossible km [58000]" },
    { AUTOSELL_FIELD_KM, "9,000,000", "km_impossible km" },
    { AUTOSELL_FIELD_YEAR, "2027", "" },
    { AUTOSELL_FIELD_YEAR, "2028", "year_impossible year" },
    { AUTOSELL_FIELD_YEAR, "1899", "unreadable year" },
    { AUTOSELL_FIELD_YEAR, "21", "unreadable year [2021]" },
    { AUTOSELL_FIELD_YEAR, "98", "unreadable year [1998]" },
    { AUTOSELL_FIELD_ENTRY_DATE, "31/02/2025", "unreadable entry_date" },
    { AUTOSELL_FIELD_ENTRY_DATE, "12/25/2025", "unreadable entry_date [2025-12-25]" },
    { AUTOSELL_FIELD_LOCATION, "--", "placeholder location []" },
    { AUTOSELL_FIELD_LOCATION, "N/A", "placeholder location []" },
    { AUTOSELL_FIELD_LOCATION, "AUSENTE", "" },
    { AUTOSELL_FIELD_COLOUR, "Pendiente", "placeholder colour []" },
    { AUTOSELL_FIELD_MODEL, "X", "" },
    { AUTOSELL_FIELD_MODEL, "?", "placeholder model []" },
    { AUTOSELL_FIELD_COLOUR, "x", "placeholder colour []" },
    { AUTOSELL_FIELD_NOTES, "pendiente", "" },
    { AUTOSELL_FIELD_NIV, "1M8GDM9AXKP042788", "" },
    { AUTOSELL_FIELD_NIV, "1M8GDM9A1KP042788", "niv niv" },
    { AUTOSELL_FIELD_NIV, "1M8GDM9AXKPO42788", "niv niv [1M8GDM9AXKP042788]" },
    { AUTOSELL_FIELD_NIV, "1M8GDM9AXKPI42788", "niv niv" },
    { AUTOSELL_FIELD_NIV, "12345", "niv niv" },
    { AUTOSELL_FIELD_NIV, "WVWZZZ1JZXW000001", "" }, /* Wolfsburg: position 9 is filler */
    { AUTOSELL_FIELD_NIV, "pendiente", "placeholder niv []" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_problems_with (cases[i].field, cases[i].text, cases[i].expected);
}

static void
test_several_fields (void)
{
  g_autoptr(AutosellVehicle) sold = make_car ("brand", "MAZDA", "status", "sold", NULL);
  g_autoptr(AutosellVehicle) empty = make_car (NULL, NULL);
  g_autoptr(AutosellVehicle) old = make_car ("year", "1972", "niv", "115034", "status", "sold", NULL);
  g_autoptr(AutosellVehicle) mistyped = make_car ("year", "2091", "niv", "1M8GDM9AXKP042788", "status", "sold", NULL);
  g_autoptr(AutosellVehicle) twin = make_good_car ();
  g_autoptr(AutosellSpelling) brand = SPELLING (BRAND, { "MAZDA", 1 }, { "Mazda", 9 });
  g_autofree char *empty_found = NULL, *mistyped_found = NULL, *twin_found = NULL;
  g_autoptr(GPtrArray) empty_problems = autosell_problems_find (empty, brand, NULL, NULL, TODAY);
  g_autoptr(GPtrArray) mistyped_problems = autosell_problems_find (mistyped, NULL, NULL, NULL, TODAY);
  g_autoptr(GPtrArray) twin_problems = NULL;
  const char *const ids[] = { "aa", "bb", NULL };

  g_assert_null (autosell_problems_find (sold, NULL, NULL, NULL, TODAY));
  g_assert_null (autosell_problems_find (old, NULL, NULL, NULL, TODAY));
  empty_found = describe_problems (empty_problems);
  g_assert_cmpstr (empty_found, ==, "no_price price; no_status status");
  mistyped_found = describe_problems (mistyped_problems);
  g_assert_cmpstr (mistyped_found, ==, "year_impossible year [2019]");
  twin_problems = autosell_problems_find (twin, brand, NULL, ids, TODAY);
  twin_found = describe_problems (twin_problems);
  g_assert_cmpstr (twin_found, ==, "brand_spelling brand [Mazda]; twin model; twin model");
  g_assert_cmpstr (((AutosellProblem *) g_ptr_array_index (twin_problems, 2))->twin_id, ==, "bb");
}

static void
test_sentences (void)
{
  static const struct
  {
    AutosellField field;
    const char *text, *sentence;
  } cases[] = {
    { AUTOSELL_FIELD_PRICE, "", "This car has no price." },
    { AUTOSELL_FIELD_KM, "580000", "580,000 km is not possible for a car of 2021; was 58,000 meant?" },
    { AUTOSELL_FIELD_KM, "9999999", "9,999,999 km is not possible for a car of 2021." },
    { AUTOSELL_FIELD_LOCATION, "--", "“Location” says “--”, which stands for nothing; leave it blank?" },
    { AUTOSELL_FIELD_ENTRY_DATE, "12/25/2025",
      "“Entry date” says “12/25/2025”, which could not be read; was 25/12/2025 meant?" },
    { AUTOSELL_FIELD_ENTRY_DATE, "ayer", "“Entry date” says “ayer”, which could not be read; what does it mean?" },
    { AUTOSELL_FIELD_NIV, "12345", "The NIV has 5 characters, but must have 17." },
    { AUTOSELL_FIELD_YEAR, "21", "“Year” says “21”, which could not be read; was 2021 meant?" },
    { AUTOSELL_FIELD_YEAR, "2091", "2091 cannot be the year of a car." },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(AutosellVehicle) car = make_good_car ();
      g_autoptr(GPtrArray) problems = NULL;
      g_autofree char *sentence = NULL;

      autosell_vehicle_parse (car, cases[i].field, cases[i].text);
      problems = autosell_problems_find (car, NULL, NULL, NULL, TODAY);
      g_assert_nonnull (problems);
      sentence = autosell_problem_dup_sentence (g_ptr_array_index (problems, 0), car);
      g_assert_cmpstr (sentence, ==, cases[i].sentence);
    }
}

static void
test_names (void)
{
  guint all = 0;

  for (int kind = 0; kind < AUTOSELL_N_PROBLEMS; kind++)
    {
      AutosellProblemKind found = AUTOSELL_N_PROBLEMS;
      g_autofree char *nick = g_ascii_strup (autosell_problem_kind_to_nick (kind), -1);

      g_assert_true (autosell_problem_kind_from_nick (g_strdelimit (nick, "_", '-'), &found));
      g_assert_cmpint (found, ==, kind);
      g_assert_cmpuint (autosell_problem_mask_parse (nick), ==, 1u << kind);
      g_assert_cmpint (*autosell_problem_kind_to_label (kind), !=, '\0');
      all |= 1u << kind;
    }
  g_assert_cmpuint (autosell_problem_mask_parse ("any"), ==, all);
  g_assert_cmpuint (autosell_problem_mask_parse ("Alguno"), ==, all);
  g_assert_cmpuint (autosell_problem_mask_parse ("price"), ==, 1u << AUTOSELL_PROBLEM_NO_PRICE);
  g_assert_cmpuint (autosell_problem_mask_parse ("Año"), ==, 1u << AUTOSELL_PROBLEM_YEAR_IMPOSSIBLE);
  g_assert_cmpuint (autosell_problem_mask_parse ("spelling"), ==,
                    1u << AUTOSELL_PROBLEM_BRAND_SPELLING | 1u << AUTOSELL_PROBLEM_COLOUR_SPELLING);
  g_assert_cmpuint (autosell_problem_mask_parse ("--"), ==, 0);
  g_assert_cmpuint (autosell_problem_mask_parse ("price|km"), ==, 0);
}

static void
test_placeholders (void)
{
  static const char *const nothing[] = {
    "-",        "--",          "?",           "...",       " . ",        "*",     "N/A",         "n.a.",
    "N/D",      "S/D",         "s/n",         "S/I",       "NA",         "ND",    "SD",          "SN",
    "x",        "XX",          "xxxx",        "Pendiente", "PENDIENTES", "pend.", "por definir", "Por confirmar",
    "sin dato", "SIN DATOS",   "no aplica",   "Ninguno",   "ninguna",    "none",  "NULL",        "nil",
    "TBD",      "Desconocido", "desconocida", "unknown",   "—",
  };
  static const char *const something[] = {
    "AUSENTE", "PERIFERICO", "X5", "NX", "0", "1", "SANTA FE", "pendiente de placas", "5", "U", "Ñ", "é", "no", "sin",
  };

  for (guint i = 0; i < G_N_ELEMENTS (nothing); i++)
    {
      g_test_message ("%s", nothing[i]);
      g_assert_true (autosell_text_is_placeholder (nothing[i]));
    }
  for (guint i = 0; i < G_N_ELEMENTS (something); i++)
    g_assert_false (autosell_text_is_placeholder (something[i]));
}

static void
test_twin_key (void)
{
  g_autoptr(AutosellVehicle) a =
    make_car ("brand", "MAZDA", "model", "CX-30", "year", "2021", "price", "5", "colour", "BLANCA", NULL);
  g_autoptr(AutosellVehicle) b =
    make_car ("brand", "Mazda", "model", "CX 30", "year", "2021", "price", "5", "colour", "blanco", NULL);
  g_autoptr(AutosellVehicle) other_km =
    make_car ("brand", "MAZDA", "model", "CX30", "year", "2021", "price", "5", "colour", "BLANCA", "km", "7", NULL);
  g_autoptr(AutosellVehicle) vague =
    make_car ("brand", "MAZDA", "model", "CX30", "year", "2021", "colour", "BLANCA", NULL);
  g_autofree char *a_key = autosell_vehicle_dup_twin_key (a);
  g_autofree char *b_key = autosell_vehicle_dup_twin_key (b);
  g_autofree char *other_key = autosell_vehicle_dup_twin_key (other_km);

  g_assert_cmpstr (a_key, ==, b_key);
  g_assert_cmpstr (a_key, !=, other_key);
  g_assert_null (autosell_vehicle_dup_twin_key (vague));
}

/* ---- The lot's own sheet ---- */

/* Cells of one line of the sample, which has quotes around money and no quoted line ends. */
static GPtrArray *
split_line (const char *line)
{
  GPtrArray *cells = g_ptr_array_new_with_free_func (g_free);
  GString *cell = g_string_new (NULL);
  gboolean is_quoted = FALSE;

  for (; *line != '\0' && *line != '\r'; line++)
    if (*line == '"')
      is_quoted = !is_quoted;
    else if (*line == ',' && !is_quoted)
      {
        g_ptr_array_add (cells, g_strdup (cell->str));
        g_string_truncate (cell, 0);
      }
    else
      g_string_append_c (cell, *line);
  g_ptr_array_add (cells, g_string_free (cell, FALSE));
  return cells;
}

static GPtrArray *
read_sample (void)
{
  static const AutosellField columns[] = {
    AUTOSELL_FIELD_STOCK_NUMBER, AUTOSELL_FIELD_GROUP,  AUTOSELL_FIELD_ENTRY_DATE, AUTOSELL_FIELD_MODEL,
    AUTOSELL_FIELD_BRAND,        AUTOSELL_FIELD_YEAR,   AUTOSELL_FIELD_COLOUR,     AUTOSELL_FIELD_PRICE,
    AUTOSELL_FIELD_KM,           AUTOSELL_FIELD_STATUS, AUTOSELL_FIELD_LOCATION,
  };
  GPtrArray *cars = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "data", "sample-inventory.csv", NULL);
  g_autofree char *text = NULL;
  g_auto(GStrv) lines = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  lines = g_strsplit (text, "\n", -1);
  for (char **line = lines + 1; *line != NULL && **line != '\0'; line++)
    {
      AutosellVehicle *car = autosell_vehicle_new ();
      g_autoptr(GPtrArray) cells = split_line (*line);

      for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
        autosell_vehicle_parse (car, columns[i], g_ptr_array_index (cells, i));
      g_ptr_array_add (cars, car);
    }
  return cars;
}

static AutosellSpelling *
count_spellings (GPtrArray *cars, AutosellField field)
{
  g_autoptr(GHashTable) uses = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree const char **values = NULL;
  g_autofree gint64 *counts = NULL;
  guint n;

  for (guint i = 0; i < cars->len; i++)
    {
      const char *text = autosell_vehicle_get_text (g_ptr_array_index (cars, i), field);

      g_hash_table_insert (uses, (gpointer) text,
                           GINT_TO_POINTER (GPOINTER_TO_INT (g_hash_table_lookup (uses, text)) + 1));
    }
  values = (const char **) g_hash_table_get_keys_as_array (uses, &n);
  counts = g_new0 (gint64, n);
  for (guint i = 0; i < n; i++)
    counts[i] = GPOINTER_TO_INT (g_hash_table_lookup (uses, values[i]));
  return autosell_spelling_new (field, values, counts, n);
}

/* What the lot's clerk would say of the 45 cars, and nothing else. */
static void
test_sample (void)
{
  static const char *const expected[] = {
    "0 CX30: colour_spelling colour [BLANCO]",
    "10 E250: placeholder location []",
    "17 SILVERADO: km_impossible km [58000]",
    "18 G63 AMG: brand_spelling brand [MERCEDES]",
    "19 CIVIC ISTYLE: colour_spelling colour [PLATA]",
    "20 SIERRA DENALI: no_price price; no_status status",
    "22 BLAZER RS: colour_spelling colour [BLANCO]",
    "33 RAM 700 LARAMIE: placeholder location []",
    "41 Q5: no_status status",
  };
  g_autoptr(GPtrArray) cars = read_sample ();
  g_autoptr(AutosellSpelling) brand = count_spellings (cars, AUTOSELL_FIELD_BRAND);
  g_autoptr(AutosellSpelling) colour = count_spellings (cars, AUTOSELL_FIELD_COLOUR);
  guint n = 0;

  g_assert_cmpuint (cars->len, ==, 45);
  for (guint i = 0; i < cars->len; i++)
    {
      AutosellVehicle *car = g_ptr_array_index (cars, i);
      g_autoptr(GPtrArray) problems = autosell_problems_find (car, brand, colour, NULL, TODAY);
      g_autofree char *found = describe_problems (problems);
      g_autofree char *line =
        g_strdup_printf ("%s %s: %s", autosell_vehicle_get_text (car, AUTOSELL_FIELD_STOCK_NUMBER),
                         autosell_vehicle_get_text (car, AUTOSELL_FIELD_MODEL), found);

      if (problems == NULL)
        continue;
      g_assert_cmpuint (n, <, G_N_ELEMENTS (expected));
      g_assert_cmpstr (line, ==, expected[n++]);
    }
  g_assert_cmpuint (n, ==, G_N_ELEMENTS (expected));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/problem/brand-variants", test_brand_variants);
  g_test_add_func ("/problem/colour-variants", test_colour_variants);
  g_test_add_func ("/problem/spelling-properties", test_spelling_properties);
  g_test_add_func ("/problem/spelling-is-quick", test_spelling_is_quick);
  g_test_add_func ("/problem/one-field", test_one_field);
  g_test_add_func ("/problem/several-fields", test_several_fields);
  g_test_add_func ("/problem/sentences", test_sentences);
  g_test_add_func ("/problem/names", test_names);
  g_test_add_func ("/problem/placeholders", test_placeholders);
  g_test_add_func ("/problem/twin-key", test_twin_key);
  g_test_add_func ("/problem/sample", test_sample);
  return g_test_run ();
}
