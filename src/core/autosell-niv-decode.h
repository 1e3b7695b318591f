/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-niv.h"

G_BEGIN_DECLS

/* What a NIV tells without asking anybody. The plant is not told: each maker has codes of its own. */
typedef struct
{
  const char *maker;   /* static, nullable: who built it, as people call them: “Nissan Mexicana” */
  const char *brand;   /* static, nullable: where all that this maker builds is of one brand, as the lot writes it */
  const char *country; /* static, translated, nullable: where the maker is */
  int years[2];        /* model years that it may be, the likelier first; 0 for none */
  AutosellNivVerdict verdict;
  gboolean has_check_digit; /* FALSE: built where position 9 may say something else */
  const char *brands;       /* static, nullable: private to autosell_niv_is_brand() */
} AutosellNivInfo;

/* Position 10 repeats every 30 years; for North America position 7 tells which of both it is. @latest_year: the latest
 * model year there can be, which is next year. Returns: FALSE for what is no NIV of 17 characters */
gboolean autosell_niv_decode (const char *niv, int latest_year, AutosellNivInfo *info);

/* FALSE where @brand, as somebody wrote it, is certainly none that this maker builds; TRUE where that is not known. */
gboolean autosell_niv_is_brand (const AutosellNivInfo *info, const char *brand);
/* FALSE where @year is certainly not that of the NIV. */
gboolean autosell_niv_is_year (const AutosellNivInfo *info, gint64 year);

G_END_DECLS
