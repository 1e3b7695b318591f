/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the store answers in SQL against what the rule says, car by car, for random queries over a random stock. */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "autosell-marketplace.h"
#include "autosell-niv.h"
#include "autosell-parse.h"
#include "autosell-store.h"
#include "autosell-text.h"
#include "remove-folder.h"

#define N_CARS 300
#define N_DELETED 40
#define N_QUERIES 1500

typedef struct
{
  char *data_dir;
  AutosellStore *store;
  GPtrArray *cars;    /* owned, of AutosellVehicle: the stock, then the bin */
  GHashTable *doubts; /* owned: key of a car → mask of its problems */
  GRand *rand;
  char today[AUTOSELL_DATE_SIZE];
} Fixture;

static int
below (Fixture *self, int n)
{
  return g_rand_int_range (self->rand, 0, n);
}

#define PICK(array) array[below (self, G_N_ELEMENTS (array))]

/* ---- The rule ---- */

/* The words that are searched, each text on its own. */
static gboolean
words_match (AutosellVehicle *car, const char *words)
{
  static const AutosellField fields[] = {
    AUTOSELL_FIELD_STOCK_NUMBER, AUTOSELL_FIELD_BRAND,  AUTOSELL_FIELD_MODEL,
    AUTOSELL_FIELD_VERSION,      AUTOSELL_FIELD_COLOUR, AUTOSELL_FIELD_LOCATION,
    AUTOSELL_FIELD_NIV,          AUTOSELL_FIELD_PLATES, AUTOSELL_FIELD_DESCRIPTION,
  };
  g_autofree char *compact = autosell_text_fold_compact (words);
  gint64 year;

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      const char *text = autosell_vehicle_get_text (car, fields[i]);
      g_autofree char *value = autosell_text_fold_words (text != NULL ? text : "");
      g_autofree char *joined = autosell_text_fold_compact (value);

      if (autosell_text_has_word_prefix (value, words) || autosell_text_has_word_prefix (value, compact))
        return TRUE;
      /* "cx30" finds "CX-30", "abc123" the plates "ABC-12-3" */
      if ((fields[i] == AUTOSELL_FIELD_MODEL || fields[i] == AUTOSELL_FIELD_PLATES)
          && g_str_has_prefix (joined, compact))
        return TRUE;
    }
  if (autosell_vehicle_get_number (car, AUTOSELL_FIELD_YEAR, &year))
    {
      g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, year);

      return g_str_has_prefix (text, compact);
    }
  return FALSE;
}

static gboolean
colour_matches (const char *value, const char *text)
{
  g_autofree char *folded = autosell_text_fold (value);
  g_autofree char *value_key = autosell_text_colour_key (value);
  g_autofree char *key = autosell_text_colour_key (text);

  return autosell_text_has_word_prefix (folded, text)
         || (*key != '\0' && autosell_text_has_word_prefix (value_key, key));
}

static gboolean
text_matches (AutosellVehicle *car, const AutosellTerm *term, const char *text)
{
  const char *value = autosell_vehicle_get_text (car, term->field);
  g_autofree char *folded = value != NULL ? autosell_text_fold (value) : NULL;
  g_autofree char *items = NULL, *wanted = NULL;

  if (value == NULL)
    return FALSE;
  if (!term->is_exact)
    return term->field == AUTOSELL_FIELD_COLOUR ? colour_matches (value, text)
                                                : autosell_text_has_word_prefix (folded, text);
  if (autosell_field_get_info (term->field)->kind != AUTOSELL_KIND_LIST)
    return g_str_equal (folded, text);
  /* one item, or several that stand together */
  items = g_strconcat ("\n", folded, "\n", NULL);
  wanted = g_strconcat ("\n", text, "\n", NULL);
  return strstr (items, wanted) != NULL;
}

static gboolean
number_matches (const AutosellTerm *term, gint64 number)
{
  for (guint i = 0; i < term->ranges->len; i++)
    {
      const AutosellRange *range = &g_array_index (term->ranges, AutosellRange, i);

      if (number >= range->min && number <= range->max)
        return TRUE;
    }
  return FALSE;
}

static gboolean
date_matches (const AutosellTerm *term, const char *date)
{
  for (guint i = 0; i < term->ranges->len; i++)
    {
      const AutosellRange *range = &g_array_index (term->ranges, AutosellRange, i);

      if ((range->min_date == NULL || strcmp (date, range->min_date) >= 0)
          && (range->max_date == NULL || strcmp (date, range->max_date) <= 0))
        return TRUE;
    }
  return FALSE;
}

static gboolean
choice_matches (AutosellVehicle *car, const AutosellTerm *term)
{
  const char *nick = autosell_vehicle_get_text (car, term->field);

  if (nick == NULL)
    return term->or_blank;
  return g_ptr_array_find_with_equal_func (term->texts, nick, g_str_equal, NULL);
}

static gboolean
texts_match (AutosellVehicle *car, const AutosellTerm *term)
{
  for (guint i = 0; i < term->texts->len; i++)
    if (text_matches (car, term, g_ptr_array_index (term->texts, i)))
      return TRUE;
  return FALSE;
}

static gboolean
term_matches (Fixture *self, AutosellVehicle *car, const AutosellTerm *term)
{
  const char *text;
  gint64 number;
  int days;

  switch (term->kind)
    {
    case AUTOSELL_TERM_WORDS:
      return words_match (car, g_ptr_array_index (term->texts, 0));
    case AUTOSELL_TERM_TEXT:
      return texts_match (car, term);
    case AUTOSELL_TERM_RANGE:
      return autosell_vehicle_get_number (car, term->field, &number) && number_matches (term, number);
    case AUTOSELL_TERM_DATE:
      text = autosell_vehicle_get_text (car, term->field);
      return text != NULL && date_matches (term, text);
    case AUTOSELL_TERM_CHOICE:
      return choice_matches (car, term);
    case AUTOSELL_TERM_DAYS:
      days = autosell_vehicle_get_days (car, self->today);
      return days >= 0 && number_matches (term, days);
    case AUTOSELL_TERM_BLANK:
      return autosell_vehicle_get_value (car, term->field)->state != AUTOSELL_VALUE_KNOWN;
    case AUTOSELL_TERM_PHOTOS:
      return number_matches (term, autosell_vehicle_get_n_photos (car));
    case AUTOSELL_TERM_READY: /* none of these has a cover: test-readiness.c */
      return !term->is_exact && autosell_vehicle_get_status (car) != AUTOSELL_STATUS_SOLD
             && autosell_vehicle_get_deleted (car) == 0;
    case AUTOSELL_TERM_POSTED: /* none of these ever was: test-post-ledger.c */
      return (term->posted_mask & (AUTOSELL_POSTED_NOT_OUT | 1u << AUTOSELL_POSTED_NEVER)) != 0;
    case AUTOSELL_TERM_LISTING: /* none of these ever was: test-posted.c */
      return (term->listing_mask & (1u << AUTOSELL_LISTING_NONE)) != 0;
    case AUTOSELL_TERM_KEYS: /* is never typed */
      return FALSE;
    case AUTOSELL_TERM_PROBLEM:
      return (GPOINTER_TO_UINT (g_hash_table_lookup (self->doubts, car)) & term->problem_mask) != 0;
    }
  g_assert_not_reached ();
}

static gboolean
query_matches (Fixture *self, AutosellVehicle *car, AutosellQuery *query)
{
  if ((autosell_vehicle_get_deleted (car) != 0) != autosell_query_is_deleted (query))
    return FALSE;
  for (guint i = 0; i < autosell_query_get_n_terms (query); i++)
    {
      const AutosellTerm *term = autosell_query_get_term (query, i);

      if (term_matches (self, car, term) == term->is_negated)
        return FALSE;
    }
  return TRUE;
}

/* ---- Doubts, found without the store ---- */

static AutosellSpelling *
make_spelling (Fixture *self, AutosellField field)
{
  g_autoptr(GHashTable) uses = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree const char **values = NULL;
  g_autofree gint64 *counts = NULL;
  guint n;

  for (guint i = 0; i < self->cars->len; i++)
    {
      AutosellVehicle *car = g_ptr_array_index (self->cars, i);
      const char *text = autosell_vehicle_get_text (car, field);

      if (text != NULL && autosell_vehicle_get_deleted (car) == 0)
        g_hash_table_insert (uses, (gpointer) text,
                             GINT_TO_POINTER (GPOINTER_TO_INT (g_hash_table_lookup (uses, text)) + 1));
    }
  values = (const char **) g_hash_table_get_keys_as_array (uses, &n);
  counts = g_new0 (gint64, n + 1);
  for (guint i = 0; i < n; i++)
    counts[i] = GPOINTER_TO_INT (g_hash_table_lookup (uses, values[i]));
  return autosell_spelling_new (field, values, counts, n);
}

static gboolean
same_identity (AutosellVehicle *a, AutosellVehicle *b, AutosellField field)
{
  const char *a_text = autosell_vehicle_get_text (a, field), *b_text = autosell_vehicle_get_text (b, field);
  g_autofree char *a_key = NULL, *b_key = NULL;

  if (a_text == NULL || b_text == NULL || autosell_text_is_placeholder (a_text)
      || autosell_text_is_placeholder (b_text))
    return FALSE;
  a_key = field == AUTOSELL_FIELD_NIV ? autosell_niv_normalize (a_text) : autosell_text_fold_compact (a_text);
  b_key = field == AUTOSELL_FIELD_NIV ? autosell_niv_normalize (b_text) : autosell_text_fold_compact (b_text);
  return g_str_equal (a_key, b_key);
}

static gboolean
are_twins (AutosellVehicle *a, AutosellVehicle *b)
{
  g_autofree char *a_key = autosell_vehicle_dup_twin_key (a);
  g_autofree char *b_key = autosell_vehicle_dup_twin_key (b);

  return same_identity (a, b, AUTOSELL_FIELD_NIV) || same_identity (a, b, AUTOSELL_FIELD_PLATES)
         || (a_key != NULL && g_strcmp0 (a_key, b_key) == 0);
}

static gboolean
has_twin (Fixture *self, AutosellVehicle *car)
{
  for (guint i = 0; i < self->cars->len; i++)
    {
      AutosellVehicle *other = g_ptr_array_index (self->cars, i);

      if (other != car && autosell_vehicle_get_deleted (other) == 0 && are_twins (car, other))
        return TRUE;
    }
  return FALSE;
}

static guint
mask_of (GPtrArray *problems)
{
  guint mask = 0;

  for (guint i = 0; problems != NULL && i < problems->len; i++)
    mask |= 1u << ((AutosellProblem *) g_ptr_array_index (problems, i))->kind;
  return mask;
}

/* Also holds each car's own list of doubts, which the store loaded, to the rule. */
static void
find_doubts (Fixture *self)
{
  g_autoptr(AutosellSpelling) brand = make_spelling (self, AUTOSELL_FIELD_BRAND);
  g_autoptr(AutosellSpelling) colour = make_spelling (self, AUTOSELL_FIELD_COLOUR);
  guint seen = 0;

  for (guint i = 0; i < self->cars->len; i++)
    {
      AutosellVehicle *car = g_ptr_array_index (self->cars, i);
      const char *const twins[] = { has_twin (self, car) ? "other" : NULL, NULL };
      g_autoptr(GPtrArray) problems = NULL;
      guint mask = 0;

      /* Nobody has to repair what was thrown away. */
      if (autosell_vehicle_get_deleted (car) == 0)
        {
          problems = autosell_problems_find (car, brand, colour, twins, self->today);
          mask = mask_of (problems);
        }
      g_assert_cmphex (mask_of (autosell_vehicle_get_problems (car)), ==, mask);
      g_hash_table_insert (self->doubts, car, GUINT_TO_POINTER (mask));
      seen |= mask;
    }
  g_assert_cmphex (seen, ==, (1u << AUTOSELL_N_PROBLEMS) - 1);
}

/* ---- A random stock ---- */

static void
set_random_text (Fixture *self, AutosellVehicle *car, AutosellField field)
{
  static const char *const brands[] = {
    "MAZDA",         "MAZDA",      "Mazda",     "BMW",       "MERCEDES",  "MERCEDES BENZ",
    "MERCEDES BENZ", "LAND ROVER", "CHEVROLET", "CHEVROLET", "CHEVROLTE", "VW",
    "Volkswagen",    "--",         "CITROËN",
  };
  static const char *const models[] = { "CX30", "CX-30", "CX 30 GT",      "MAZDA 3 IGT", "X",
                                        "?",    "220I",  "NP300 REG CAB", "Ñandú" };
  static const char *const colours[] = {
    "BLANCO",  "BLANCO",       "BLANCA",     "PLATA", "PLATEADO", "Gris",
    "NARANJA", "BLANCO PERLA", "rojo/negro", "--",    "café",     "x",
  };
  static const char *const nivs[] = {
    "1M8GDM9AXKP042788", "1m8gdm9axkp-042788", "1M8GDM9A1KP042788", "WVWZZZ1JZXW000001", "12345", "pendiente",
  };
  static const char *const plates[] = { "ABC-12-34", "abc1234", "JKL-99", "--", "S/N" };
  static const char *const texts[] = {
    "SAN FELIPE",
    "Periférico",
    "--",
    "AUSENTE",
    "19\" rines",
    "3ª fila",
    "aire acondicionado",
    "Automático",
    "único dueño, factura original",
    "O'Hara",
    "a\"b",
    "100% piel",
    "_x_",
    "N/A",
    "½ uso",
    "2",
    "007",
    "10",
    "CX-30",
  };

  switch (field)
    {
    case AUTOSELL_FIELD_BRAND:
      autosell_vehicle_parse (car, field, PICK (brands));
      break;
    case AUTOSELL_FIELD_MODEL:
      autosell_vehicle_parse (car, field, PICK (models));
      break;
    case AUTOSELL_FIELD_COLOUR:
      autosell_vehicle_parse (car, field, PICK (colours));
      break;
    case AUTOSELL_FIELD_NIV:
      autosell_vehicle_parse (car, field, PICK (nivs));
      break;
    case AUTOSELL_FIELD_PLATES:
      autosell_vehicle_parse (car, field, PICK (plates));
      break;
    default:
      autosell_vehicle_parse (car, field, PICK (texts));
    }
}

static void
set_random_value (Fixture *self, AutosellVehicle *car, AutosellField field)
{
  static const char *const numbers[] = {
    "0", "1", "5", "99,999", "379000", "1 mdp", "abc", "--", "580000", "50000.50"
  };
  static const char *const years[] = { "1900", "1972", "2016", "2019", "2021", "2021",
                                       "2024", "2026", "2027", "2090", "21" };
  static const char *const statuses[] = { "Disponible", "disponible", "apartado",  "vendido",
                                          "fotos",      "ausente",    "quién sabe" };
  static const char *const acquisitions[] = { "comprado", "a cuenta", "consignación", "robado" };
  g_autofree char *text = NULL;

  switch (autosell_field_get_info (field)->kind)
    {
    case AUTOSELL_KIND_TEXT:
    case AUTOSELL_KIND_LONG_TEXT:
      set_random_text (self, car, field);
      break;
    case AUTOSELL_KIND_LIST:
      autosell_vehicle_parse (car, field, below (self, 2) ? "aire acondicionado\nrines 19\"\n3ª fila" : "piel");
      break;
    case AUTOSELL_KIND_INTEGER:
    case AUTOSELL_KIND_MONEY:
      autosell_vehicle_parse (car, field, field == AUTOSELL_FIELD_YEAR ? PICK (years) : PICK (numbers));
      break;
    case AUTOSELL_KIND_DATE:
      text = g_strdup_printf ("%02d/%02d/%d", 1 + below (self, 31), 1 + below (self, 12), 2023 + below (self, 5));
      autosell_vehicle_parse (car, field, text);
      break;
    case AUTOSELL_KIND_STATUS:
      autosell_vehicle_parse (car, field, PICK (statuses));
      break;
    case AUTOSELL_KIND_ACQUISITION:
      autosell_vehicle_parse (car, field, PICK (acquisitions));
      break;
    }
}

static AutosellVehicle *
make_random_car (Fixture *self)
{
  AutosellVehicle *car = autosell_vehicle_new ();

  for (AutosellField field = 0; field < AUTOSELL_N_FIELDS; field++)
    if (below (self, 3) > 0)
      set_random_value (self, car, field);
  return car;
}

static void
commit (Fixture *self, AutosellChangeSet *changes)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellCommitResult) result = autosell_store_commit_sync (self->store, changes, &error);

  g_assert_no_error (error);
  g_assert_nonnull (result);
}

static gboolean
keep_car_cb (AutosellVehicle *car, gpointer user_data)
{
  g_ptr_array_add (user_data, g_object_ref (car));
  return TRUE;
}

static void
load_cars (Fixture *self, const char *query_text, GPtrArray *cars)
{
  const AutosellSort sort = { .by_id_order = TRUE };
  g_autoptr(AutosellQuery) query = autosell_query_parse (query_text, NULL, NULL, NULL);
  g_autoptr(GError) error = NULL;

  autosell_store_foreach_sync (self->store, query, &sort, 0, keep_car_cb, cars, &error);
  g_assert_no_error (error);
}

static void
fill_store (Fixture *self)
{
  AutosellChangeSet *added = autosell_change_set_new (AUTOSELL_ACTION_ADD);
  AutosellChangeSet *changed = autosell_change_set_new (AUTOSELL_ACTION_EDIT);
  AutosellChangeSet *deleted = autosell_change_set_new (AUTOSELL_ACTION_DELETE);
  g_autoptr(GPtrArray) cars = g_ptr_array_new_with_free_func (g_object_unref);

  for (int i = 0; i < N_CARS; i++)
    autosell_change_set_add (added, make_random_car (self));
  /* A car entered twice, all but its number. */
  for (int i = 0; i < 3; i++)
    {
      AutosellVehicle *car = autosell_vehicle_new ();

      autosell_vehicle_parse (car, AUTOSELL_FIELD_BRAND, "MAZDA");
      autosell_vehicle_parse (car, AUTOSELL_FIELD_MODEL, i > 0 ? "CX-30" : "CX30");
      autosell_vehicle_parse (car, AUTOSELL_FIELD_YEAR, "2021");
      autosell_vehicle_parse (car, AUTOSELL_FIELD_KM, "73,618");
      autosell_change_set_add (added, car);
    }
  commit (self, added);

  /* Values that are changed must be found as they are, and no more as they were. */
  load_cars (self, "", cars);
  for (guint i = 0; i < cars->len; i++)
    {
      AutosellVehicle *car = g_ptr_array_index (cars, i);
      AutosellField field = below (self, AUTOSELL_N_FIELDS);

      if (i < N_DELETED)
        autosell_change_set_delete (deleted, autosell_vehicle_get_key (car));
      else if (below (self, 2))
        {
          g_autoptr(AutosellVehicle) other = make_random_car (self);

          autosell_change_set_set (changed, autosell_vehicle_get_key (car), field,
                                   autosell_vehicle_get_value (other, field));
        }
    }
  commit (self, changed);
  commit (self, deleted);

  load_cars (self, "", self->cars);
  g_assert_cmpuint (self->cars->len, ==, N_CARS + 3 - N_DELETED);
  load_cars (self, "is:deleted", self->cars);
  g_assert_cmpuint (self->cars->len, ==, N_CARS + 3);
}

/* ---- Random queries ---- */

static AutosellVehicle *
random_car (Fixture *self)
{
  return g_ptr_array_index (self->cars, below (self, (int) self->cars->len));
}

/* A piece of some car's value, so that there is something to find. */
static char *
random_piece (Fixture *self, AutosellField field)
{
  for (int i = 0; i < 20; i++)
    {
      const char *text = autosell_vehicle_get_text (random_car (self), field);
      glong length = text != NULL ? g_utf8_strlen (text, -1) : 0;
      glong start = below (self, 4) ? 0 : length > 1 ? below (self, (int) length) : 0;

      if (length > 0)
        return g_utf8_substring (text, start,
                                 below (self, 2) ? length : start + 1 + below (self, (int) (length - start)));
    }
  return g_strdup ("none");
}

static void
append_quoted (GString *out, const char *text)
{
  g_auto(GStrv) parts = g_strsplit (text, "\"", -1);
  g_autofree char *doubled = g_strjoinv ("\"\"", parts);

  g_string_append_printf (out, "\"%s\"", doubled);
}

static void
append_range (Fixture *self, GString *out, const char *value)
{
  switch (below (self, 6))
    {
    case 0:
      g_string_append_printf (out, ">%s", value);
      break;
    case 1:
      g_string_append_printf (out, "<=%s", value);
      break;
    case 2:
      g_string_append_printf (out, "%s..", value);
      break;
    case 3:
      g_string_append_printf (out, "..%s", value);
      break;
    case 4:
      g_string_append_printf (out, "<%s,%s", value, value);
      break;
    default:
      g_string_append (out, value);
    }
}

static void
append_field_term (Fixture *self, GString *out)
{
  static const char *const statuses[] = { "available", "available,sold", "none,reserved", "none", "away,photos" };
  static const char *const acquisitions[] = { "bought", "trade_in,none", "consigned" };
  static const char *const years[] = { "2019", "2021", "2090", "1972" };
  static const char *const numbers[] = { "1", "5", "99999", "379000", "50000" };
  AutosellField field = below (self, AUTOSELL_N_FIELDS);
  g_autofree char *text = NULL;

  if (below (self, 2))
    {
      static const AutosellField favourites[] = {
        AUTOSELL_FIELD_BRAND, AUTOSELL_FIELD_COLOUR, AUTOSELL_FIELD_MODEL, AUTOSELL_FIELD_YEAR,
        AUTOSELL_FIELD_PRICE, AUTOSELL_FIELD_KM,     AUTOSELL_FIELD_GROUP, AUTOSELL_FIELD_FEATURES,
      };

      field = PICK (favourites);
    }
  g_string_append_printf (out, "%s:", autosell_field_get_info (field)->name);
  switch (autosell_field_get_info (field)->kind)
    {
    case AUTOSELL_KIND_LIST:
    case AUTOSELL_KIND_TEXT:
    case AUTOSELL_KIND_LONG_TEXT:
      g_string_append (out, below (self, 3) ? "" : "=");
      text = field == AUTOSELL_FIELD_FEATURES && below (self, 2) ? g_strdup ("Aire Acondicionado")
                                                                 : random_piece (self, field);
      append_quoted (out, *g_strstrip (text) != '\0' ? text : "x");
      if (below (self, 3) == 0)
        g_string_append (out, ",bmw");
      break;
    case AUTOSELL_KIND_INTEGER:
    case AUTOSELL_KIND_MONEY:
      append_range (self, out, field == AUTOSELL_FIELD_YEAR ? PICK (years) : PICK (numbers));
      break;
    case AUTOSELL_KIND_DATE:
      text = below (self, 2)
               ? g_strdup_printf ("%02d/%d", 1 + below (self, 12), 2023 + below (self, 5))
               : g_strdup_printf ("%d-%02d-%02d", 2023 + below (self, 5), 1 + below (self, 12), 1 + below (self, 28));
      append_range (self, out, text);
      break;
    case AUTOSELL_KIND_STATUS:
      g_string_append (out, PICK (statuses));
      break;
    case AUTOSELL_KIND_ACQUISITION:
      g_string_append (out, PICK (acquisitions));
      break;
    }
}

static void
append_words (Fixture *self, GString *out)
{
  static const AutosellField fields[] = {
    AUTOSELL_FIELD_BRAND,       AUTOSELL_FIELD_MODEL,   AUTOSELL_FIELD_PLATES,
    AUTOSELL_FIELD_DESCRIPTION, AUTOSELL_FIELD_VERSION, AUTOSELL_FIELD_LOCATION,
    AUTOSELL_FIELD_NIV,         AUTOSELL_FIELD_COLOUR,  AUTOSELL_FIELD_STOCK_NUMBER,
  };
  static const char *const words[] = { "cx30",  "CX-30",        "2021", "20",      "abc1234",
                                       "ABC12", "\"land rov\"", "nan",  "citroen", "fila" };
  g_autofree char *piece = random_piece (self, PICK (fields));

  if (below (self, 2))
    append_quoted (out, piece);
  else
    g_string_append (out, PICK (words));
}

static char *
make_query (Fixture *self)
{
  GString *out = g_string_new (below (self, 8) == 0 ? "is:deleted" : NULL);
  static const char *const numbers[] = { "1", "30", "300", "700" };

  for (int n = 1 + below (self, 3); n > 0; n--)
    {
      g_string_append (out, below (self, 3) ? " " : " -");
      switch (below (self, 8))
        {
        case 0:
        case 1:
          append_words (self, out);
          break;
        case 2:
          g_string_append_printf (out, "%s:%s", below (self, 2) ? "no" : "has",
                                  autosell_field_get_info (below (self, AUTOSELL_N_FIELDS))->name);
          break;
        case 3:
          g_string_append_printf (out, "problem:%s", autosell_problem_kind_to_nick (below (self, AUTOSELL_N_PROBLEMS)));
          break;
        case 4:
          g_string_append (out, below (self, 4) ? "days:" : "problem:any days:");
          append_range (self, out, PICK (numbers));
          break;
        default:
          append_field_term (self, out);
        }
    }
  return g_string_free (out, FALSE);
}

/* ---- The test ---- */

static guint
check_query (Fixture *self, const char *text)
{
  g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GHashTable) keys = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_autofree gint64 *found_keys = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellQuery) query = autosell_query_parse (text, NULL, NULL, &error);

  if (query == NULL)
    g_error ("“%s”: %s", text, error->message);
  load_cars (self, text, found);
  found_keys = g_new0 (gint64, found->len + 1);
  for (guint i = 0; i < found->len; i++)
    {
      found_keys[i] = autosell_vehicle_get_key (g_ptr_array_index (found, i));
      g_hash_table_add (keys, &found_keys[i]);
    }

  for (guint i = 0; i < self->cars->len; i++)
    {
      AutosellVehicle *car = g_ptr_array_index (self->cars, i);
      gint64 key = autosell_vehicle_get_key (car);
      gboolean expected = query_matches (self, car, query);

      if (g_hash_table_contains (keys, &key) == expected)
        continue;
      for (AutosellField field = 0; field < AUTOSELL_N_FIELDS; field++)
        {
          g_autofree char *value = autosell_value_to_string (autosell_vehicle_get_value (car, field), field);

          if (value != NULL)
            g_test_message ("%s%s: %s",
                            autosell_vehicle_get_value (car, field)->state == AUTOSELL_VALUE_RAW ? "raw " : "",
                            autosell_field_get_info (field)->name, value);
        }
      g_error ("“%s” %s this car (doubts %x)", text, expected ? "should find" : "should not find",
               GPOINTER_TO_UINT (g_hash_table_lookup (self->doubts, car)));
    }
  return found->len;
}

static void
test_random_queries (void)
{
  static const char *const always[] = {
    "",
    "is:deleted",
    "CX-30",
    "\"cx 30\"",
    "cx30",
    "color:nara",
    "color:blanca",
    "color:plat",
    "color:plata",
    "color:--",
    "features:=\"3a fila\"",
    "3ª",
    "3a",
    "problem:any",
    "-problem:any",
    "is:deleted problem:any",
    "version:½",
    "½",
  };
  guint seed = g_test_rand_int () & G_MAXINT32;
  Fixture fixture = { NULL }, *self = &fixture;
  g_autoptr(GError) error = NULL;
  guint n_with_answer = 0;

  g_test_message ("seed %u", seed);
  self->rand = g_rand_new_with_seed (seed);
  self->cars = g_ptr_array_new_with_free_func (g_object_unref);
  self->doubts = g_hash_table_new (NULL, NULL);
  self->data_dir = g_dir_make_tmp ("autosell-query-XXXXXX", NULL);
  self->store = autosell_store_open_sync (self->data_dir, "cli", "Ana", &error);
  g_assert_no_error (error);
  autosell_date_today (self->today);

  fill_store (self);
  find_doubts (self);
  for (guint i = 0; i < G_N_ELEMENTS (always); i++)
    check_query (self, always[i]);
  for (int i = 0; i < N_QUERIES; i++)
    {
      g_autofree char *text = make_query (self);

      n_with_answer += check_query (self, text) > 0;
    }
  /* A test where nothing is ever found would show nothing. */
  g_test_message ("%u of %d queries found cars", n_with_answer, N_QUERIES);
  g_assert_cmpuint (n_with_answer, >, N_QUERIES / 4);

  autosell_store_close (self->store);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_clear_object (&self->store);
  remove_folder (self->data_dir);
  g_free (self->data_dir);
  g_hash_table_unref (self->doubts);
  g_ptr_array_unref (self->cars);
  g_rand_free (self->rand);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/query-sql/random-queries", test_random_queries);
  return g_test_run ();
}
