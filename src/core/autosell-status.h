/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What the lot says of a car. UNKNOWN is "nobody has said", which is NULL in the store and never guessed. */
typedef enum
{
  AUTOSELL_STATUS_UNKNOWN,
  AUTOSELL_STATUS_AVAILABLE,
  AUTOSELL_STATUS_PHOTOS, /* waiting for its photos */
  AUTOSELL_STATUS_AWAY,
  AUTOSELL_STATUS_RESERVED,
  AUTOSELL_STATUS_SOLD,
  AUTOSELL_N_STATUSES
} AutosellStatus;

/* How a car came to the lot. */
typedef enum
{
  AUTOSELL_ACQUISITION_UNKNOWN,
  AUTOSELL_ACQUISITION_BOUGHT,
  AUTOSELL_ACQUISITION_TRADE_IN,
  AUTOSELL_ACQUISITION_CONSIGNED,
  AUTOSELL_N_ACQUISITIONS
} AutosellAcquisition;

/* The canonical word that the store, JSON and the filter language use: "available", "photos", "away", "reserved",
 * "sold"; NULL for UNKNOWN. Static. */
const char *autosell_status_to_nick (AutosellStatus status);

/* Reads a canonical word only; anything else, NULL too, is UNKNOWN. */
AutosellStatus autosell_status_from_nick (const char *nick);

/* Translated, for people; for UNKNOWN "No status". Static. */
const char *autosell_status_to_label (AutosellStatus status);

/* Reads what people write in either language ("Disponible", "APARTADO", "sold"), case and accents aside.
 * Returns FALSE, with *status untouched, when the word is not known. */
gboolean autosell_status_parse (const char *text, AutosellStatus *status);

/* The same four for acquisition: "bought", "trade_in", "consigned". */
const char *autosell_acquisition_to_nick (AutosellAcquisition acquisition);
AutosellAcquisition autosell_acquisition_from_nick (const char *nick);
const char *autosell_acquisition_to_label (AutosellAcquisition acquisition);
gboolean autosell_acquisition_parse (const char *text, AutosellAcquisition *acquisition);

G_END_DECLS
