/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-vehicle.h"

G_BEGIN_DECLS

/* How far a car is from being shown to buyers. The bits of a mask of these stand in the store too (column `unready`):
 * their order never changes. */
typedef enum
{
  AUTOSELL_LACK_PRICE,
  AUTOSELL_LACK_KM,
  AUTOSELL_LACK_STATUS, /* nobody has said it */
  AUTOSELL_LACK_DESCRIPTION,
  AUTOSELL_LACK_PHOTOS, /* fewer than wanted */
  AUTOSELL_LACK_COVER,  /* the first photo is not in landscape, or there is none */
  AUTOSELL_N_LACKS
} AutosellLack;

/* What each counts of 100; photos count by the share of those wanted that are there. */
#define AUTOSELL_READINESS_PRICE 20
#define AUTOSELL_READINESS_KM 10
#define AUTOSELL_READINESS_STATUS 10
#define AUTOSELL_READINESS_DESCRIPTION 15
#define AUTOSELL_READINESS_PHOTOS 35
#define AUTOSELL_READINESS_COVER 10

typedef struct
{
  gboolean is_asked; /* FALSE for a sold car, and one in the bin: nobody waits for it; the rest is 0 */
  int score;         /* 0 to 100; 100 where nothing lacks */
  guint lacks;       /* 1 << AutosellLack */
  guint n_photos;
  guint n_wanted;
} AutosellReadiness;

/* By what the car tells of itself: fields, photos, and how many were wanted when it was loaded. */
void autosell_readiness_get (AutosellVehicle *vehicle, AutosellReadiness *readiness);

/* The mask alone, of any car. */
guint autosell_readiness_find_lacks (AutosellVehicle *vehicle, guint n_wanted);

/* "price", "photos" …: for JSON */
const char *autosell_lack_to_nick (AutosellLack lack);
/* Translated, to stand in a list: “price”, “3 more photos”, “a cover in landscape”. Returns: (transfer full) */
char *autosell_lack_dup_text (AutosellLack lack, const AutosellReadiness *readiness);
/* All that lacks, with commas between; "" for nothing. Returns: (transfer full) */
char *autosell_readiness_dup_list (const AutosellReadiness *readiness);
/* Translated and short: “80 %: 3 more photos”, “Ready”, or "" where it is not asked. Returns: (transfer full) */
char *autosell_readiness_dup_badge (const AutosellReadiness *readiness);
/* Translated sentence: “Lacks: price, 3 more photos”, “Ready”, or "" where it is not asked. Returns: (transfer full) */
char *autosell_readiness_dup_text (const AutosellReadiness *readiness);

G_END_DECLS
