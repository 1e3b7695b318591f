/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-meta-words.h"

#include "autosell-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  const char *word;
  const char *label;
  const char *names; /* as of autosell_text_fold_compact(), parted by '|' */
} Choice;

static const Choice bodies[] = {
  { "SEDAN", NC_ ("body", "Sedan"), "sedan|sed|4puertassedan|saloon|berlina" },
  { "SUV", NC_ ("body", "SUV"), "suv|todoterreno|4x4suv|camionetasuv" },
  { "CROSSOVER", NC_ ("body", "Crossover"), "crossover|cuv" },
  { "HATCHBACK", NC_ ("body", "Hatchback"), "hatchback|hatch|hb|hback" },
  { "TRUCK", NC_ ("body", "Pick-up"),
    "pickup|pickups|truck|doblecabina|cabinadoble|cabinasencilla|cabinaymedia|camionetapickup|estacas" },
  { "COUPE", NC_ ("body", "Coupé"), "coupe|cupe|deportivo2puertas" },
  { "CONVERTIBLE", NC_ ("body", "Convertible"), "convertible|cabrio|cabriolet|descapotable|roadster" },
  { "MINIVAN", NC_ ("body", "Minivan"), "minivan|monovolumen|mpv" },
  { "VAN", NC_ ("body", "Van"), "van|panel|cargovan|vandepasajeros|vandecarga|vagonetadecarga" },
  { "WAGON", NC_ ("body", "Wagon"), "wagon|stationwagon|guayin|familiar|vagoneta|estate|sw" },
};

static const Choice fuels[] = {
  { "GASOLINE", NC_ ("fuel", "Gasoline"), "gasolina|gasoline|petrol|nafta|gas95|magna|premium|bencina" },
  { "DIESEL", NC_ ("fuel", "Diesel"), "diesel|turbodiesel|tdi" },
  { "ELECTRIC", NC_ ("fuel", "Electric"), "electrico|electrica|electric|ev|bev|100electrico" },
  { "HYBRID", NC_ ("fuel", "Hybrid"),
    "hibrido|hibrida|hybrid|hev|mhev|phev|hibridoenchufable|pluginhybrid|hibridosuave|mildhybrid" },
  { "FLEX", NC_ ("fuel", "Flex"), "flex|flexfuel|etanol|e85" },
};

static const Choice transmissions[] = {
  { "AUTOMATIC", NC_ ("transmission", "Automatic"),
    "automatica|automatico|automatic|auto|aut|at|ta|cvt|tiptronic|dsg|secuencial|semiautomatica|dct|ivt|xtronic" },
  { "MANUAL", NC_ ("transmission", "Manual"), "manual|estandar|standard|std|mt|tm|mecanica|stickshift" },
};

static const Choice conditions[] = {
  { "EXCELLENT", NC_ ("condition", "Excellent"), "excelente|excellent|impecable|comonuevo|10de10" },
  { "VERY_GOOD", NC_ ("condition", "Very good"), "muybueno|muybuena|muybuenas|verygood" },
  { "GOOD", NC_ ("condition", "Good"), "bueno|buena|buenas|good|bien" },
  { "FAIR", NC_ ("condition", "Fair"), "regular|fair|aceptable" },
  { "POOR", NC_ ("condition", "Poor"), "malo|mala|malas|poor" },
};

static const Choice drivetrains[] = {
  { "4X4", NC_ ("drivetrain", "4×4"), "4x4|4wd|dobletraccion" },
  { "4X2", NC_ ("drivetrain", "4×2"), "4x2|2wd" },
  { "AWD", NC_ ("drivetrain", "All-wheel drive"), "awd|integral|quattro|4matic|xdrive" },
  { "FWD", NC_ ("drivetrain", "Front-wheel drive"), "fwd|delantera|tracciondelantera" },
  { "RWD", NC_ ("drivetrain", "Rear-wheel drive"), "rwd|trasera|tracciontrasera" },
};

static const struct
{
  const Choice *choices;
  guint n_choices;
  const char *context;
} kinds[AUTOSELL_N_META_KINDS] = {
  [AUTOSELL_META_BODY] = { bodies, G_N_ELEMENTS (bodies), "body" },
  [AUTOSELL_META_FUEL] = { fuels, G_N_ELEMENTS (fuels), "fuel" },
  [AUTOSELL_META_TRANSMISSION] = { transmissions, G_N_ELEMENTS (transmissions), "transmission" },
  [AUTOSELL_META_CONDITION] = { conditions, G_N_ELEMENTS (conditions), "condition" },
  [AUTOSELL_META_DRIVETRAIN] = { drivetrains, G_N_ELEMENTS (drivetrains), "drivetrain" },
};

static gboolean
has_name (const char *names, const char *name)
{
  gsize length = strlen (name);

  for (const char *at = names; length > 0 && (at = strstr (at, name)) != NULL; at++)
    if ((at == names || at[-1] == '|') && (at[length] == '\0' || at[length] == '|'))
      return TRUE;
  return FALSE;
}

static const Choice *
find_name (AutosellMetaKind kind, const char *compact)
{
  for (guint i = 0; i < kinds[kind].n_choices; i++)
    if (has_name (kinds[kind].choices[i].names, compact))
      return &kinds[kind].choices[i];
  return NULL;
}

/* "Automática 6 vel", "Pick up doble cabina": a word of it, or two together, is a name, and none is that of another
 * choice. */
static const Choice *
find_in_words (AutosellMetaKind kind, const char *text)
{
  g_autofree char *folded = autosell_text_fold_words (text);
  g_auto(GStrv) words = g_strsplit (folded, " ", -1);
  const Choice *found = NULL;

  for (guint i = 0; words[i] != NULL; i++)
    {
      g_autofree char *two = g_strconcat (words[i], words[i + 1], NULL);
      const Choice *choice = find_name (kind, two);

      if (choice == NULL)
        choice = find_name (kind, words[i]);
      if (choice != NULL && found != NULL && choice != found)
        return NULL;
      found = choice != NULL ? choice : found;
    }
  return found;
}

const char *
autosell_meta_find_word (AutosellMetaKind kind, const char *text)
{
  g_autofree char *compact = NULL;
  const Choice *choice;

  g_return_val_if_fail (kind < AUTOSELL_N_META_KINDS, NULL);

  if (text == NULL)
    return NULL;
  compact = autosell_text_fold_compact (text);
  choice = find_name (kind, compact);
  if (choice == NULL)
    choice = find_in_words (kind, text);
  return choice != NULL ? choice->word : NULL;
}

const char *
autosell_meta_word_to_label (AutosellMetaKind kind, const char *word)
{
  g_return_val_if_fail (kind < AUTOSELL_N_META_KINDS, word);

  for (guint i = 0; i < kinds[kind].n_choices; i++)
    if (g_strcmp0 (kinds[kind].choices[i].word, word) == 0)
      return g_dpgettext2 (GETTEXT_PACKAGE, kinds[kind].context, kinds[kind].choices[i].label);
  return word;
}

gboolean
autosell_meta_is_motorcycle (const char *body)
{
  static const char names[] = "moto|motocicleta|motorcycle|motoneta|scooter|cuatrimoto";
  g_autofree char *compact = body != NULL ? autosell_text_fold_compact (body) : NULL;

  return compact != NULL && has_name (names, compact);
}
