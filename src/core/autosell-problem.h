/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-vehicle.h"

G_BEGIN_DECLS

/* What is doubtful about a car. Nothing here is ever repaired by itself: a repair is a proposal for a person. */
typedef enum
{
  AUTOSELL_PROBLEM_NO_PRICE, /* and neither sold nor kept as raw text */
  AUTOSELL_PROBLEM_NO_STATUS,
  AUTOSELL_PROBLEM_UNREADABLE,      /* a field holds raw text */
  AUTOSELL_PROBLEM_KM_IMPOSSIBLE,   /* for the year; proposal: a tenth, where that is plausible */
  AUTOSELL_PROBLEM_YEAR_IMPOSSIBLE, /* before 1900 or after next year */
  AUTOSELL_PROBLEM_TWIN,            /* same NIV, plates, or all of brand, model, version, year, colour, km, price */
  AUTOSELL_PROBLEM_BRAND_SPELLING,  /* variant of one more common in the stock; proposal: that one */
  AUTOSELL_PROBLEM_COLOUR_SPELLING,
  AUTOSELL_PROBLEM_PLACEHOLDER, /* a text field holds "--", "N/A", "?" …; proposal: unknown */
  AUTOSELL_PROBLEM_NIV,         /* length, characters or check digit */
  AUTOSELL_N_PROBLEMS
} AutosellProblemKind;

typedef struct
{
  AutosellProblemKind kind;
  AutosellField field;
  gboolean has_proposal;
  AutosellValue proposal; /* meaningful with has_proposal; may be UNKNOWN: "clear it" */
  char *twin_id;          /* owned, nullable: id of the other car of a TWIN */
} AutosellProblem;

/* km above this for each year since the model year, this one included, are impossible: a taxi makes less. */
#define AUTOSELL_KM_PER_YEAR_MAX 60000

AutosellProblem *autosell_problem_new (AutosellProblemKind kind, AutosellField field);
AutosellProblem *autosell_problem_copy (const AutosellProblem *problem);
void autosell_problem_free (AutosellProblem *problem);

/* "no_price", "km_impossible" …: for JSON, `problems --fix KIND` and `problem:KIND`. */
const char *autosell_problem_kind_to_nick (AutosellProblemKind kind);
/* Accepts nicks with '-' or ' ' too, and groups: see autosell_problem_mask_parse(). */
gboolean autosell_problem_kind_from_nick (const char *nick, AutosellProblemKind *kind);
/* A nick, its Spanish word, "any"/"alguno", or the groups "price", "status", "km", "spelling", "twin", "niv", "date"
 * (unreadable), as a mask of 1 << kind; 0 when not understood. */
guint autosell_problem_mask_parse (const char *word);

/* Translated short heading ("No price") and a whole sentence about this very car with the proposal named ("580,000 km
 * is not possible for 2021; was 58,000 meant?"). Returns: static; (transfer full) */
const char *autosell_problem_kind_to_label (AutosellProblemKind kind);
char *autosell_problem_dup_sentence (const AutosellProblem *problem, AutosellVehicle *vehicle);

/* Spellings in the stock: tells which are variants of a more common one ("MERCEDES" of "MERCEDES BENZ", "BLANCA" of
 * "BLANCO", "CHEVROLTE" of "CHEVROLET"). Immutable once made. Thread-safe. */
typedef struct _AutosellSpelling AutosellSpelling;

/* @values: distinct spellings, @counts: how many live cars use each, @n of both; @field: BRAND or COLOUR */
AutosellSpelling *autosell_spelling_new (AutosellField field, const char *const *values, const gint64 *counts, guint n);
AutosellSpelling *autosell_spelling_ref (AutosellSpelling *self);
void autosell_spelling_unref (AutosellSpelling *self);
/* The spelling that @value is a variant of, or NULL. Owned by @self. */
const char *autosell_spelling_get_canonical (AutosellSpelling *self, const char *value);
/* All variants, for a filter. Returns: (transfer container) (element-type utf8) */
GPtrArray *autosell_spelling_get_variants (AutosellSpelling *self);

/* All doubts of one car. @brand and @colour: (nullable); @twin_ids: (nullable) NULL-terminated, ids of other live
 * cars found alike by the store; @today_iso as of autosell_date_today().
 * Returns: (transfer full) (nullable) (element-type AutosellProblem): NULL when there are none */
GPtrArray *autosell_problems_find (AutosellVehicle *vehicle, AutosellSpelling *brand, AutosellSpelling *colour,
                                   const char *const *twin_ids, const char *today_iso);

/* TRUE for text that stands for nothing: "--", "-", "N/A", "S/D", "?", "x", "pendiente" */
gboolean autosell_text_is_placeholder (const char *text);

/* The rules behind PLACEHOLDER and NIV, for a filter. A model may be called "X", but a colour may not. Cars made
 * before 1981 (@year, 0 for unknown) have numbers of any form, and those made in Europe no check digit. */
gboolean autosell_problem_is_placeholder (AutosellField field, const char *text);
gboolean autosell_problem_is_niv_doubtful (const char *niv, gint64 year);

/* What twins have in common beside NIV and plates, NULL unless brand, model, year, and km or price are known:
 * folded brand, model, version, year, colour key, km, price. Returns: (transfer full) (nullable) */
char *autosell_vehicle_dup_twin_key (AutosellVehicle *vehicle);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AutosellProblem, autosell_problem_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AutosellSpelling, autosell_spelling_unref)

G_END_DECLS
