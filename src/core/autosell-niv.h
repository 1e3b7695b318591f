/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The NIV (VIN): 17 characters, ISO 3779, Mexico NOM-001-SSP-2008; check digit 49 CFR 565.15. Cars made for Europe
 * carry none, so a wrong digit is a doubt and never an error. */
typedef enum
{
  AUTOSELL_NIV_OK,
  AUTOSELL_NIV_BAD_LENGTH,    /* not 17 */
  AUTOSELL_NIV_BAD_CHARACTER, /* I, O, Q or no letter or digit */
  AUTOSELL_NIV_BAD_CHECK_DIGIT,
} AutosellNivVerdict;

/* Upper case without blanks and hyphens, for comparing two of them. Returns: (transfer full) */
char *autosell_niv_normalize (const char *niv);

AutosellNivVerdict autosell_niv_check (const char *niv);

/* The model year of position 10, or 0 where it says none. It repeats every 30 years; the latest that is not past
 * @latest_year is given. */
int autosell_niv_model_year (const char *niv, int latest_year);

G_END_DECLS
