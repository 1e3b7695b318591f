/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-signature.h"

#include <string.h>

#include "autosell-niv.h"
#include "autosell-problem.h"
#include "autosell-text.h"

/* Fewer characters than this are no NIV and no plates, and "EN TRAMITE" has no digit. */
#define MARK_LENGTH_MIN 4
#define NIV_LENGTH 17

/* Many dealers round km, and new cars have next to none: those agree by chance more often. */
#define KM_ROUND 1000
#define KM_NEW 100

/* splitmix64's finalizer. */
guint64
autosell_signature_mix (guint64 a, guint64 b)
{
  guint64 x = a ^ (b + G_GUINT64_CONSTANT (0x9e3779b97f4a7c15) + (a << 6) + (a >> 2));

  x = (x ^ (x >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  x = (x ^ (x >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
  return x ^ (x >> 31);
}

static guint64
hash_text (guint64 seed, const char *text)
{
  guint64 hash = seed;
  gsize length = strlen (text);
  gsize rest = length % 8;
  guint64 word;

  for (gsize i = 0; i + 8 <= length; i += 8)
    {
      memcpy (&word, text + i, 8);
      hash = autosell_signature_mix (hash, word);
    }
  word = (guint64) length << 56;
  for (gsize i = 0; i < rest; i++)
    word ^= (guint64) (guchar) text[length - rest + i] << (8 * i);
  return autosell_signature_mix (hash, word);
}

void
autosell_signature_rules_init (AutosellSignatureRules *rules, guint64 fields)
{
  rules->seed = (guint64) g_random_int () << 32 | g_random_int ();
  rules->fields = fields;
  rules->extra_names = g_ptr_array_new ();
}

void
autosell_signature_rules_clear (AutosellSignatureRules *rules)
{
  g_clear_pointer (&rules->extra_names, g_ptr_array_unref);
}

static guint64
hash_value (guint64 seed, const AutosellValue *value)
{
  guint64 hash = autosell_signature_mix (seed + value->state, value->number);

  return value->text != NULL ? hash_text (hash, value->text) : hash;
}

static void
make_content (AutosellSignature *self, const AutosellSignatureRules *rules, AutosellVehicle *vehicle)
{
  guint64 hash = rules->seed;

  for (int field = 0; field < AUTOSELL_N_FIELDS; field++)
    if (field != AUTOSELL_FIELD_STOCK_NUMBER && (rules->fields & G_GUINT64_CONSTANT (1) << field))
      hash = hash_value (hash, autosell_vehicle_get_value (vehicle, field));

  for (guint i = 0; i < rules->extra_names->len; i++)
    {
      const char *text = autosell_vehicle_get_extra (vehicle, g_ptr_array_index (rules->extra_names, i));

      hash = text != NULL ? hash_text (hash, text) : autosell_signature_mix (hash, 0);
    }

  self->content_but_number = hash;
  self->content = hash;
  if (rules->fields & G_GUINT64_CONSTANT (1) << AUTOSELL_FIELD_STOCK_NUMBER)
    self->content = hash_value (hash, autosell_vehicle_get_value (vehicle, AUTOSELL_FIELD_STOCK_NUMBER));
}

/* @key: (transfer full) */
static guint64
hash_key (const AutosellSignatureRules *rules, char *key)
{
  guint64 hash = *key != '\0' ? hash_text (rules->seed, key) | 1 : 0;

  g_free (key);
  return hash;
}

static guint32
hash_field (const AutosellSignatureRules *rules, AutosellVehicle *vehicle, AutosellField field,
            char *(*make_key) (const char *) )
{
  const char *text = autosell_vehicle_get_text (vehicle, field);

  if (text == NULL || autosell_text_is_placeholder (text))
    return 0;
  return hash_key (rules, make_key (text)) | 1;
}

/* NIV and plates: 0 for what only stands in their place. */
static guint64
hash_mark (const AutosellSignatureRules *rules, const char *text, char *(*make_key) (const char *), gsize *length)
{
  g_autofree char *key = NULL;

  *length = 0;
  if (text == NULL || autosell_text_is_placeholder (text))
    return 0;
  key = make_key (text);
  *length = strlen (key);
  if (*length < MARK_LENGTH_MIN || strpbrk (key, "0123456789") == NULL)
    return 0;
  return hash_text (rules->seed, key) | 1;
}

/* As autosell_vehicle_dup_twin_key() has it. */
static guint64
make_twin (const AutosellSignature *s)
{
  guint64 hash;

  if (s->brand == 0 || s->model == 0 || s->year == 0 || (s->km < 0 && s->price < 0))
    return 0;
  hash = autosell_signature_mix (s->brand, s->model);
  hash = autosell_signature_mix (hash, (guint64) s->version << 32 | s->colour);
  hash = autosell_signature_mix (hash, autosell_signature_mix (s->km, s->price));
  return autosell_signature_mix (hash, s->year) | 1;
}

void
autosell_signature_make (AutosellSignature *self, const AutosellSignatureRules *rules, AutosellVehicle *vehicle)
{
  const char *id = autosell_vehicle_get_id (vehicle);
  gint64 number;
  gsize length;

  *self = (AutosellSignature){ .key = autosell_vehicle_get_key (vehicle), .km = -1, .price = -1 };
  self->is_deleted = autosell_vehicle_get_deleted (vehicle) != 0;
  make_content (self, rules, vehicle);

  if (id != NULL)
    self->id = hash_key (rules, g_ascii_strdown (id, -1));
  self->plates =
    hash_mark (rules, autosell_vehicle_get_text (vehicle, AUTOSELL_FIELD_PLATES), autosell_text_fold_compact, &length);
  self->niv =
    hash_mark (rules, autosell_vehicle_get_text (vehicle, AUTOSELL_FIELD_NIV), autosell_niv_normalize, &length);
  self->is_whole_niv = length == NIV_LENGTH;

  self->brand = hash_field (rules, vehicle, AUTOSELL_FIELD_BRAND, autosell_text_fold_compact);
  self->model = hash_field (rules, vehicle, AUTOSELL_FIELD_MODEL, autosell_text_fold_compact);
  self->version = hash_field (rules, vehicle, AUTOSELL_FIELD_VERSION, autosell_text_fold_compact);
  self->colour = hash_field (rules, vehicle, AUTOSELL_FIELD_COLOUR, autosell_text_colour_key);
  self->location = hash_field (rules, vehicle, AUTOSELL_FIELD_LOCATION, autosell_text_fold_compact);
  self->stock_number = hash_field (rules, vehicle, AUTOSELL_FIELD_STOCK_NUMBER, autosell_text_fold_compact);
  self->entry_date = hash_field (rules, vehicle, AUTOSELL_FIELD_ENTRY_DATE, g_strdup);

  if (autosell_vehicle_get_number (vehicle, AUTOSELL_FIELD_YEAR, &number))
    self->year = number;
  if (autosell_vehicle_get_number (vehicle, AUTOSELL_FIELD_KM, &number))
    self->km = number;
  if (autosell_vehicle_get_number (vehicle, AUTOSELL_FIELD_PRICE, &number))
    self->price = number;
  self->twin = make_twin (self);
}

/* ---- Likeness ---- */

/* Weights: what an agreement is worth, and what a contradiction costs. A price is changed often and a car moved, so
 * those cost little; brand, model and year of a car never change. */
typedef struct
{
  int agree;
  int differ;
} Weight;

static const Weight brand_weight = { 10, 25 };
static const Weight model_weight = { 20, 30 };
static const Weight version_weight = { 10, 10 };
static const Weight year_weight = { 15, 30 };
static const Weight colour_weight = { 10, 15 };
static const Weight price_weight = { 20, 5 };
static const Weight stock_number_weight = { 30, 5 };
static const Weight location_weight = { 5, 3 };
static const Weight entry_date_weight = { 20, 10 };
static const Weight niv_weight = { 80, 60 };
static const Weight plates_weight = { 60, 40 };
static const Weight km_weight = { 40, 10 };
static const Weight km_round_weight = { 30, 10 };
static const Weight km_new_weight = { 10, 10 };

/* @a, @b: 0 for unknown */
static int
weigh (const Weight *weight, guint64 a, guint64 b)
{
  if (a == 0 || b == 0)
    return 0;
  return a == b ? weight->agree : -weight->differ;
}

static const Weight *
get_km_weight (gint64 km)
{
  if (km < KM_NEW)
    return &km_new_weight;
  return km % KM_ROUND == 0 ? &km_round_weight : &km_weight;
}

int
autosell_signature_compare (const AutosellSignature *a, const AutosellSignature *b)
{
  return weigh (&brand_weight, a->brand, b->brand) + weigh (&model_weight, a->model, b->model)
         + weigh (&version_weight, a->version, b->version) + weigh (&year_weight, a->year, b->year)
         + weigh (&colour_weight, a->colour, b->colour) + weigh (&location_weight, a->location, b->location)
         + weigh (&stock_number_weight, a->stock_number, b->stock_number)
         + weigh (&entry_date_weight, a->entry_date, b->entry_date) + weigh (&niv_weight, a->niv, b->niv)
         + weigh (&plates_weight, a->plates, b->plates) + weigh (get_km_weight (a->km), a->km + 1, b->km + 1)
         + weigh (&price_weight, a->price + 1, b->price + 1);
}

int
autosell_signature_get_strength (const AutosellSignature *self)
{
  return autosell_signature_compare (self, self) - (self->stock_number != 0 ? stock_number_weight.agree : 0);
}
