/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-problem.h"

#include <stdlib.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "autosell-distance.h"
#include "autosell-format.h"
#include "autosell-niv.h"
#include "autosell-parse.h"
#include "autosell-text.h"

#define YEAR_MIN 1900

/* Before it makers numbered cars as they liked; 49 CFR 565 begins with model year 1981. */
#define NIV_YEAR_MIN 1981

typedef struct
{
  const char *nick;
  const char *label;
  const char *words; /* folded: other names of this kind alone, between bars */
} Kind;

static const Kind kinds[AUTOSELL_N_PROBLEMS] = {
  [AUTOSELL_PROBLEM_NO_PRICE] = { "no_price", N_("No price"), "|price|precio|sin precio|" },
  [AUTOSELL_PROBLEM_NO_STATUS] = { "no_status", N_("No status"), "|status|estatus|estado|sin estatus|sin estado|" },
  [AUTOSELL_PROBLEM_UNREADABLE] = {
    "unreadable", N_("Could not be read"),
    "|date|dates|fecha|fechas|ilegible|ilegibles|no legible|raw|",
  },
  [AUTOSELL_PROBLEM_KM_IMPOSSIBLE] = {
    "km_impossible", N_("Impossible km"),
    "|km|kms|kilometraje|km imposible|mileage|",
  },
  [AUTOSELL_PROBLEM_YEAR_IMPOSSIBLE] = { "year_impossible", N_("Impossible year"), "|year|ano|ano imposible|" },
  [AUTOSELL_PROBLEM_TWIN] = {
    "twin", N_("Entered twice"),
    "|twins|gemelo|gemelos|duplicate|duplicates|duplicado|duplicados|repetido|repetidos|",
  },
  [AUTOSELL_PROBLEM_BRAND_SPELLING] = { "brand_spelling", N_("Spelling of the brand"), "|brand|marca|make|" },
  [AUTOSELL_PROBLEM_COLOUR_SPELLING] = {
    "colour_spelling", N_("Spelling of the colour"),
    "|colour|color|color spelling|",
  },
  [AUTOSELL_PROBLEM_PLACEHOLDER] = {
    "placeholder", N_("Filled with nothing"),
    "|placeholders|relleno|rellenos|guiones|vacio|",
  },
  [AUTOSELL_PROBLEM_NIV] = { "niv", N_("Doubtful NIV"), "|vin|serie|numero de serie|" },
};

/* ---- A problem ---- */

AutosellProblem *
autosell_problem_new (AutosellProblemKind kind, AutosellField field)
{
  AutosellProblem *problem = g_new0 (AutosellProblem, 1);

  problem->kind = kind;
  problem->field = field;
  return problem;
}

AutosellProblem *
autosell_problem_copy (const AutosellProblem *problem)
{
  AutosellProblem *copy = autosell_problem_new (problem->kind, problem->field);

  copy->has_proposal = problem->has_proposal;
  autosell_value_copy (&copy->proposal, &problem->proposal);
  copy->twin_id = g_strdup (problem->twin_id);
  return copy;
}

void
autosell_problem_free (AutosellProblem *problem)
{
  autosell_value_clear (&problem->proposal);
  g_free (problem->twin_id);
  g_free (problem);
}

/* ---- Names ---- */

const char *
autosell_problem_kind_to_nick (AutosellProblemKind kind)
{
  g_return_val_if_fail ((guint) kind < AUTOSELL_N_PROBLEMS, NULL);

  return kinds[kind].nick;
}

static gboolean
kind_has_nick (AutosellProblemKind kind, const char *words)
{
  g_autofree char *nick = autosell_text_fold_words (kinds[kind].nick);

  return g_str_equal (nick, words);
}

gboolean
autosell_problem_kind_from_nick (const char *nick, AutosellProblemKind *kind)
{
  g_autofree char *words = autosell_text_fold_words (nick);

  for (int i = 0; i < AUTOSELL_N_PROBLEMS; i++)
    if (kind_has_nick (i, words))
      {
        *kind = i;
        return TRUE;
      }
  return FALSE;
}

guint
autosell_problem_mask_parse (const char *word)
{
  static const char *const any[] = { "any", "all", "alguno", "alguna", "cualquiera", "todos", "si", "yes", NULL };
  static const char *const spelling[] = { "spelling", "spellings", "ortografia", "escritura", NULL };
  g_autofree char *words = autosell_text_fold_words (word);
  g_autofree char *wanted = g_strconcat ("|", words, "|", NULL);

  if (*words == '\0')
    return 0;
  if (g_strv_contains (any, words))
    return (1u << AUTOSELL_N_PROBLEMS) - 1;
  if (g_strv_contains (spelling, words))
    return 1u << AUTOSELL_PROBLEM_BRAND_SPELLING | 1u << AUTOSELL_PROBLEM_COLOUR_SPELLING;
  for (int kind = 0; kind < AUTOSELL_N_PROBLEMS; kind++)
    if (kind_has_nick (kind, words) || strstr (kinds[kind].words, wanted) != NULL)
      return 1u << kind;
  return 0;
}

const char *
autosell_problem_kind_to_label (AutosellProblemKind kind)
{
  g_return_val_if_fail ((guint) kind < AUTOSELL_N_PROBLEMS, "");

  return _(kinds[kind].label);
}

/* ---- Finding ---- */

static AutosellProblem *
add (GPtrArray **problems, AutosellProblemKind kind, AutosellField field)
{
  AutosellProblem *problem = autosell_problem_new (kind, field);

  if (*problems == NULL)
    *problems = g_ptr_array_new_with_free_func ((GDestroyNotify) autosell_problem_free);
  g_ptr_array_add (*problems, problem);
  return problem;
}

static void
propose_number (AutosellProblem *problem, gint64 number)
{
  problem->has_proposal = TRUE;
  autosell_value_set_number (&problem->proposal, number);
}

/* @text: (nullable): NULL proposes to clear the field */
static void
propose_text (AutosellProblem *problem, const char *text)
{
  problem->has_proposal = TRUE;
  autosell_value_set_text (&problem->proposal, text);
}

/* Letters that stand for nothing in most fields, but may well be a model, a version or a place in a list. */
static gboolean
may_be_name (AutosellField field)
{
  return field == AUTOSELL_FIELD_MODEL || field == AUTOSELL_FIELD_VERSION || field == AUTOSELL_FIELD_STOCK_NUMBER
         || field == AUTOSELL_FIELD_GROUP;
}

static gboolean
is_letters_for_nothing (const char *folded)
{
  static const char *const letters[] = { "x", "xx", "xxx", "xxxx", "na", "nd", "sd", "sn", NULL };

  return g_strv_contains (letters, folded);
}

gboolean
autosell_text_is_placeholder (const char *text)
{
  static const char *const phrases[] = { "n a",         "n d",       "s d",        "s n",         "s i",
                                         "pendiente",   "pend",      "pendientes", "por definir", "por confirmar",
                                         "sin dato",    "sin datos", "no aplica",  "ninguno",     "ninguna",
                                         "none",        "null",      "nil",        "tbd",         "desconocido",
                                         "desconocida", "unknown",   NULL };
  g_autofree char *words = NULL;

  /* This runs for every cell of a filter: most text begins with a letter that nothing here begins with, and longer text
   * says something. */
  if ((g_ascii_isalnum (*text) && strchr ("dnpstuxDNPSTUX", *text) == NULL) || strlen (text) > 32)
    return FALSE;
  words = autosell_text_fold_words (text);
  return *words == '\0' || g_strv_contains (phrases, words) || is_letters_for_nothing (words);
}

gboolean
autosell_problem_is_placeholder (AutosellField field, const char *text)
{
  g_autofree char *folded = NULL;

  if (!autosell_text_is_placeholder (text))
    return FALSE;
  folded = autosell_text_fold (text);
  return !(may_be_name (field) && is_letters_for_nothing (folded));
}

/* "12/25/2025", month first, can be nothing else. */
static gboolean
read_month_first (const char *text, char iso[AUTOSELL_DATE_SIZE])
{
  g_auto(GStrv) parts = g_strsplit_set (text, "/-.", 4);
  g_autofree char *turned = NULL;

  if (strlen (text) > 10 || g_strv_length (parts) != 3 || strlen (parts[0]) > 2 || strlen (parts[1]) != 2)
    return FALSE;
  turned = g_strdup_printf ("%s/%s/%s", parts[1], parts[0], parts[2]);
  return autosell_parse_date (turned, iso);
}

/* "DISPONBLE" */
static const char *
find_near_status (const char *text)
{
  static const struct
  {
    const char *word;
    AutosellStatus status;
  } words[] = {
    { "disponible", AUTOSELL_STATUS_AVAILABLE }, { "available", AUTOSELL_STATUS_AVAILABLE },
    { "apartado", AUTOSELL_STATUS_RESERVED },    { "apartada", AUTOSELL_STATUS_RESERVED },
    { "reservado", AUTOSELL_STATUS_RESERVED },   { "reserved", AUTOSELL_STATUS_RESERVED },
    { "vendido", AUTOSELL_STATUS_SOLD },         { "vendida", AUTOSELL_STATUS_SOLD },
    { "ausente", AUTOSELL_STATUS_AWAY },         { "fotos", AUTOSELL_STATUS_PHOTOS },
  };
  g_autofree char *folded = autosell_text_fold_compact (text);

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (autosell_text_distance (folded, words[i].word, 1) <= 1)
      return autosell_status_to_nick (words[i].status);
  return NULL;
}

/* "21" was meant as 2021, "98" as 1998; 0 for anything else. */
static int
read_short_year (const char *text, int this_year)
{
  int year;

  if (strlen (text) != 2 || !g_ascii_isdigit (text[0]) || !g_ascii_isdigit (text[1]))
    return 0;
  year = atoi (text);
  return 2000 + year <= this_year + 1 ? 2000 + year : 1900 + year;
}

static void
find_unreadable (GPtrArray **problems, AutosellField field, const AutosellValue *value, int this_year)
{
  AutosellProblem *problem = add (problems, AUTOSELL_PROBLEM_UNREADABLE, field);
  AutosellKind kind = autosell_field_get_info (field)->kind;
  char iso[AUTOSELL_DATE_SIZE];

  if (autosell_text_is_placeholder (value->text))
    propose_text (problem, NULL);
  else if (kind == AUTOSELL_KIND_DATE && read_month_first (value->text, iso))
    propose_text (problem, iso);
  else if (kind == AUTOSELL_KIND_STATUS && find_near_status (value->text) != NULL)
    propose_text (problem, find_near_status (value->text));
  else if (field == AUTOSELL_FIELD_YEAR && read_short_year (value->text, this_year) != 0)
    propose_number (problem, read_short_year (value->text, this_year));
}

static void
find_in_texts (GPtrArray **problems, AutosellVehicle *vehicle, int this_year)
{
  for (int field = 0; field < AUTOSELL_N_FIELDS; field++)
    {
      const AutosellValue *value = autosell_vehicle_get_value (vehicle, field);

      if (value->state == AUTOSELL_VALUE_RAW)
        find_unreadable (problems, field, value, this_year);
      else if (value->state == AUTOSELL_VALUE_KNOWN && autosell_field_get_info (field)->kind == AUTOSELL_KIND_TEXT
               && autosell_problem_is_placeholder (field, value->text))
        propose_text (add (problems, AUTOSELL_PROBLEM_PLACEHOLDER, field), NULL);
    }
}

static void
find_missing (GPtrArray **problems, AutosellVehicle *vehicle)
{
  if (autosell_vehicle_get_value (vehicle, AUTOSELL_FIELD_PRICE)->state == AUTOSELL_VALUE_UNKNOWN
      && autosell_vehicle_get_status (vehicle) != AUTOSELL_STATUS_SOLD)
    add (problems, AUTOSELL_PROBLEM_NO_PRICE, AUTOSELL_FIELD_PRICE);
  if (autosell_vehicle_get_value (vehicle, AUTOSELL_FIELD_STATUS)->state == AUTOSELL_VALUE_UNKNOWN)
    add (problems, AUTOSELL_PROBLEM_NO_STATUS, AUTOSELL_FIELD_STATUS);
}

/* The NIV may know better. */
static void
find_bad_year (GPtrArray **problems, AutosellVehicle *vehicle, int this_year)
{
  AutosellProblem *problem = add (problems, AUTOSELL_PROBLEM_YEAR_IMPOSSIBLE, AUTOSELL_FIELD_YEAR);
  const char *niv = autosell_vehicle_get_text (vehicle, AUTOSELL_FIELD_NIV);
  int niv_year =
    niv != NULL && autosell_niv_check (niv) == AUTOSELL_NIV_OK ? autosell_niv_model_year (niv, this_year + 1) : 0;

  if (niv_year != 0)
    propose_number (problem, niv_year);
}

static void
find_in_numbers (GPtrArray **problems, AutosellVehicle *vehicle, int this_year)
{
  gint64 year, km, most;

  if (!autosell_vehicle_get_number (vehicle, AUTOSELL_FIELD_YEAR, &year))
    return;
  if (year < YEAR_MIN || year > this_year + 1)
    {
      find_bad_year (problems, vehicle, this_year);
      return;
    }
  most = AUTOSELL_KM_PER_YEAR_MAX * MAX (1, this_year - year + 1);
  if (autosell_vehicle_get_number (vehicle, AUTOSELL_FIELD_KM, &km) && km > most)
    {
      AutosellProblem *problem = add (problems, AUTOSELL_PROBLEM_KM_IMPOSSIBLE, AUTOSELL_FIELD_KM);

      /* One nought too many is the slip that is made; nothing else may be read out of it. */
      if (km % 10 == 0 && km / 10 <= most)
        propose_number (problem, km / 10);
    }
}

static void
find_spelling (GPtrArray **problems, AutosellVehicle *vehicle, AutosellProblemKind kind, AutosellField field,
               AutosellSpelling *spelling)
{
  const char *value = autosell_vehicle_get_text (vehicle, field);
  const char *canonical = spelling != NULL && value != NULL ? autosell_spelling_get_canonical (spelling, value) : NULL;

  if (canonical != NULL)
    propose_text (add (problems, kind, field), canonical);
}

/* I, O and Q are kept out of the NIV because they look like 1 and 0. */
static char *
repair_niv (const char *niv)
{
  char *repaired = autosell_niv_normalize (niv);

  for (char *at = repaired; *at != '\0'; at++)
    *at = *at == 'I' ? '1' : *at == 'O' || *at == 'Q' ? '0' : *at;
  if (autosell_niv_check (repaired) != AUTOSELL_NIV_OK)
    g_clear_pointer (&repaired, g_free);
  return repaired;
}

gboolean
autosell_problem_is_niv_doubtful (const char *niv, gint64 year)
{
  g_autofree char *normal = NULL;

  if (autosell_problem_is_placeholder (AUTOSELL_FIELD_NIV, niv) || (year >= YEAR_MIN && year < NIV_YEAR_MIN))
    return FALSE;
  switch (autosell_niv_check (niv))
    {
    case AUTOSELL_NIV_OK:
      return FALSE;
    case AUTOSELL_NIV_BAD_LENGTH:
    case AUTOSELL_NIV_BAD_CHARACTER:
      return TRUE;
    case AUTOSELL_NIV_BAD_CHECK_DIGIT:
      break;
    }
  /* S to Z were built in Europe, where position 9 is the maker's own. */
  normal = autosell_niv_normalize (niv);
  return *normal < 'S' || *normal > 'Z';
}

static void
find_in_niv (GPtrArray **problems, AutosellVehicle *vehicle)
{
  const char *niv = autosell_vehicle_get_text (vehicle, AUTOSELL_FIELD_NIV);
  g_autofree char *repaired = NULL;
  AutosellProblem *problem;
  gint64 year = 0;

  autosell_vehicle_get_number (vehicle, AUTOSELL_FIELD_YEAR, &year);
  if (niv == NULL || !autosell_problem_is_niv_doubtful (niv, year))
    return;
  problem = add (problems, AUTOSELL_PROBLEM_NIV, AUTOSELL_FIELD_NIV);
  repaired = repair_niv (niv);
  if (repaired != NULL)
    propose_text (problem, repaired);
}

GPtrArray *
autosell_problems_find (AutosellVehicle *vehicle, AutosellSpelling *brand, AutosellSpelling *colour,
                        const char *const *twin_ids, const char *today_iso)
{
  GPtrArray *problems = NULL;
  int this_year = atoi (today_iso);

  find_missing (&problems, vehicle);
  find_in_texts (&problems, vehicle, this_year);
  find_in_numbers (&problems, vehicle, this_year);
  find_spelling (&problems, vehicle, AUTOSELL_PROBLEM_BRAND_SPELLING, AUTOSELL_FIELD_BRAND, brand);
  find_spelling (&problems, vehicle, AUTOSELL_PROBLEM_COLOUR_SPELLING, AUTOSELL_FIELD_COLOUR, colour);
  find_in_niv (&problems, vehicle);
  for (; twin_ids != NULL && *twin_ids != NULL; twin_ids++)
    add (&problems, AUTOSELL_PROBLEM_TWIN, AUTOSELL_FIELD_MODEL)->twin_id = g_strdup (*twin_ids);
  return problems;
}

/* ---- Words for a person ---- */

static char *
say_unreadable (const AutosellProblem *problem, const char *label, const char *found, const char *proposal)
{
  if (!problem->has_proposal)
    /* Translators: a heading, such as “Entry date”, and the text that was found there */
    return g_strdup_printf (_("“%s” says “%s”, which could not be read; what does it mean?"), label, found);
  if (*proposal == '\0')
    return g_strdup_printf (_("“%s” says “%s”, which stands for nothing; leave it blank?"), label, found);
  return g_strdup_printf (_("“%s” says “%s”, which could not be read; was %s meant?"), label, found, proposal);
}

static char *
say_km (const AutosellProblem *problem, AutosellVehicle *vehicle, const char *found, const char *proposal)
{
  gint64 year = 0;

  autosell_vehicle_get_number (vehicle, AUTOSELL_FIELD_YEAR, &year);
  return problem->has_proposal
           ? g_strdup_printf (_("%s km is not possible for a car of %d; was %s meant?"), found, (int) year, proposal)
           : g_strdup_printf (_("%s km is not possible for a car of %d."), found, (int) year);
}

static char *
say_niv (const AutosellProblem *problem, const char *niv, const char *proposal)
{
  g_autofree char *normal = NULL;
  glong length;

  if (problem->has_proposal)
    return g_strdup_printf (_("The NIV holds a letter that none can have; was %s meant?"), proposal);
  switch (autosell_niv_check (niv))
    {
    case AUTOSELL_NIV_BAD_LENGTH:
      normal = autosell_niv_normalize (niv);
      length = g_utf8_strlen (normal, -1);
      return g_strdup_printf (ngettext ("The NIV has %ld character, but must have 17.",
                                        "The NIV has %ld characters, but must have 17.", length),
                              length);
    case AUTOSELL_NIV_BAD_CHARACTER:
      return g_strdup (_("The NIV holds a character that none can have: I, O, Q or a sign."));
    case AUTOSELL_NIV_BAD_CHECK_DIGIT:
    case AUTOSELL_NIV_OK:
      break;
    }
  return g_strdup (
    _("The check digit of the NIV does not fit; compare it with the car, since one character may be wrong."));
}

char *
autosell_problem_dup_sentence (const AutosellProblem *problem, AutosellVehicle *vehicle)
{
  const char *label = autosell_field_get_label (problem->field);
  const AutosellValue *value = autosell_vehicle_get_value (vehicle, problem->field);
  g_autofree char *found = autosell_value_to_display (value, problem->field);
  g_autofree char *proposal = autosell_value_to_display (&problem->proposal, problem->field);

  switch (problem->kind)
    {
    case AUTOSELL_PROBLEM_NO_PRICE:
      return g_strdup (_("This car has no price."));
    case AUTOSELL_PROBLEM_NO_STATUS:
      return g_strdup (_("This car has no status; is it available?"));
    case AUTOSELL_PROBLEM_UNREADABLE:
      return say_unreadable (problem, label, found, proposal);
    case AUTOSELL_PROBLEM_KM_IMPOSSIBLE:
      return say_km (problem, vehicle, found, proposal);
    case AUTOSELL_PROBLEM_YEAR_IMPOSSIBLE:
      return problem->has_proposal
               ? g_strdup_printf (_("%s cannot be the year of a car; was %s meant?"), found, proposal)
               : g_strdup_printf (_("%s cannot be the year of a car."), found);
    case AUTOSELL_PROBLEM_TWIN:
      return g_strdup (_("Another car in the stock is the same as this one; was it entered twice?"));
    case AUTOSELL_PROBLEM_BRAND_SPELLING:
    case AUTOSELL_PROBLEM_COLOUR_SPELLING:
      return g_strdup_printf (_("“%s” is mostly written “%s” in this stock; write it the same way?"), found, proposal);
    case AUTOSELL_PROBLEM_PLACEHOLDER:
      return g_strdup_printf (_("“%s” says “%s”, which stands for nothing; leave it blank?"), label, found);
    case AUTOSELL_PROBLEM_NIV:
      return say_niv (problem, found, proposal);
    case AUTOSELL_N_PROBLEMS:
      break;
    }
  g_assert_not_reached ();
}

/* ---- Twins ---- */

static void
append_key_text (GString *key, AutosellVehicle *vehicle, AutosellField field)
{
  const char *text = autosell_vehicle_get_text (vehicle, field);
  g_autofree char *folded = text == NULL                     ? g_strdup ("")
                            : field == AUTOSELL_FIELD_COLOUR ? autosell_text_colour_key (text)
                                                             : autosell_text_fold_compact (text);

  g_string_append_printf (key, "%s|", folded);
}

static void
append_key_number (GString *key, AutosellVehicle *vehicle, AutosellField field)
{
  gint64 number;

  if (autosell_vehicle_get_number (vehicle, field, &number))
    g_string_append_printf (key, "%" G_GINT64_FORMAT, number);
  g_string_append_c (key, '|');
}

char *
autosell_vehicle_dup_twin_key (AutosellVehicle *vehicle)
{
  gint64 number;
  GString *key;

  if (autosell_vehicle_get_text (vehicle, AUTOSELL_FIELD_BRAND) == NULL
      || autosell_vehicle_get_text (vehicle, AUTOSELL_FIELD_MODEL) == NULL
      || !autosell_vehicle_get_number (vehicle, AUTOSELL_FIELD_YEAR, &number)
      || !(autosell_vehicle_get_number (vehicle, AUTOSELL_FIELD_KM, &number)
           || autosell_vehicle_get_number (vehicle, AUTOSELL_FIELD_PRICE, &number)))
    return NULL;

  key = g_string_new (NULL);
  append_key_text (key, vehicle, AUTOSELL_FIELD_BRAND);
  append_key_text (key, vehicle, AUTOSELL_FIELD_MODEL);
  append_key_text (key, vehicle, AUTOSELL_FIELD_VERSION);
  append_key_number (key, vehicle, AUTOSELL_FIELD_YEAR);
  append_key_text (key, vehicle, AUTOSELL_FIELD_COLOUR);
  append_key_number (key, vehicle, AUTOSELL_FIELD_KM);
  append_key_number (key, vehicle, AUTOSELL_FIELD_PRICE);
  return g_string_free (key, FALSE);
}
