/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-vehicle.h"

G_BEGIN_DECLS

/* What the matcher keeps of a car instead of the car: about 130 bytes of hashes and numbers. Hashes are seeded anew
 * each time, so that no file can be made whose cars all look alike. */
typedef struct
{
  gint64 key;                 /* in the stock; 0 for a row of the file */
  guint64 content;            /* all that the file's columns can say of it, letter by letter */
  guint64 content_but_number; /* the same without the stock number, which people count anew */
  /* Hashes; 0 for unknown */
  guint64 id;
  guint64 niv;
  guint64 plates;
  guint64 twin; /* what twins have in common: brand, model, version, year, colour, km, price */
  guint32 brand;
  guint32 model;
  guint32 version;
  guint32 colour;
  guint32 location;
  guint32 stock_number;
  guint32 entry_date;
  gint32 year;  /* 0 for unknown */
  gint64 km;    /* -1 for unknown */
  gint64 price; /* -1 for unknown */
  gboolean is_whole_niv;
  gboolean is_deleted;
  gboolean is_taken;
} AutosellSignature;

/* What the file's columns can say, and the seed. */
typedef struct
{
  guint64 seed;
  guint64 fields;         /* 1 << AutosellField */
  GPtrArray *extra_names; /* owned, of unowned strings: filled by whoever reads the file */
} AutosellSignatureRules;

void autosell_signature_rules_init (AutosellSignatureRules *rules, guint64 fields);
void autosell_signature_rules_clear (AutosellSignatureRules *rules);

void autosell_signature_make (AutosellSignature *signature, const AutosellSignatureRules *rules,
                              AutosellVehicle *vehicle);

/* How much speaks for two being one car, in tenths of "same brand". Unknown says nothing. */
int autosell_signature_compare (const AutosellSignature *a, const AutosellSignature *b);
/* The most that anything could be like it, stock number aside. */
int autosell_signature_get_strength (const AutosellSignature *self);

/* So much is enough: brand, model, year and colour with nothing else against them. */
#define AUTOSELL_LIKENESS_ENOUGH 50
/* To bring back a car from the bin, or to call a row a twin. */
#define AUTOSELL_LIKENESS_STRONG 80
/* An id holds against so much: a car of another model, year and colour has it by mistake. */
#define AUTOSELL_LIKENESS_HOPELESS (-40)
/* The best has to lead by this, or nobody can tell. */
#define AUTOSELL_LIKENESS_LEAD 10

guint64 autosell_signature_mix (guint64 a, guint64 b);

G_END_DECLS
