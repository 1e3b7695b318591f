/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-status.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "autosell-text.h"

/* A choice: its canonical word, its label, and what people write for it, folded, between bars. Index 0 is unknown. */
typedef struct
{
  const char *nick;
  const char *label;
  const char *words;
} Choice;

static const Choice statuses[AUTOSELL_N_STATUSES] = {
  [AUTOSELL_STATUS_UNKNOWN] = { NULL, N_("No status"), "||" },
  [AUTOSELL_STATUS_AVAILABLE] = {
    "available", N_("Available"),
    "|available|for sale|in stock|disponible|disponibles|disp|en venta|a la venta|en stock|",
  },
  [AUTOSELL_STATUS_PHOTOS] = {
    "photos", N_("Photos"),
    "|photos|photo|needs photos|waiting for photos|no photos|fotos|foto|en fotos|sin fotos|falta fotos|faltan fotos|"
    "faltan las fotos|para fotos|por fotografiar|pendiente fotos|pendiente de fotos|fotos pendientes|",
  },
  [AUTOSELL_STATUS_AWAY] = {
    "away", N_("Away"),
    "|away|out|not here|off site|ausente|ausentes|fuera|fuera del lote|no esta|no esta en el lote|",
  },
  [AUTOSELL_STATUS_RESERVED] = {
    "reserved", N_("Reserved"),
    "|reserved|on hold|held|apartado|apartada|apartados|apartadas|reservado|reservada|reservados|reservadas|separado|"
    "separada|",
  },
  [AUTOSELL_STATUS_SOLD] = {
    "sold", N_("Sold"),
    "|sold|vendido|vendida|vendidos|vendidas|",
  },
};

static const Choice acquisitions[AUTOSELL_N_ACQUISITIONS] = {
  [AUTOSELL_ACQUISITION_UNKNOWN] = { NULL, N_("Not known"), "||" },
  [AUTOSELL_ACQUISITION_BOUGHT] = {
    "bought", N_("Bought"),
    "|bought|purchase|purchased|own|owned|comprado|comprada|compra|compra directa|propio|propia|",
  },
  [AUTOSELL_ACQUISITION_TRADE_IN] = {
    "trade_in", N_("Trade-in"),
    "|trade in|tradein|traded in|part exchange|a cuenta|toma a cuenta|tomado a cuenta|tomada a cuenta|"
    "recibido a cuenta|recibida a cuenta|cambio|a cambio|intercambio|toma|",
  },
  [AUTOSELL_ACQUISITION_CONSIGNED] = {
    "consigned", N_("Consigned"),
    "|consigned|consignment|on consignment|consignacion|en consignacion|a consignacion|a consigna|consigna|consignado|"
    "consignada|",
  },
};

static int
choice_from_nick (const Choice *choices, int n_choices, const char *nick)
{
  for (int i = 1; nick != NULL && i < n_choices; i++)
    if (strcmp (choices[i].nick, nick) == 0)
      return i;

  return 0;
}

/* The choice that @text names, or 0. */
static int
choice_parse (const Choice *choices, int n_choices, const char *text)
{
  g_autofree char *words = NULL;
  g_autofree char *wanted = NULL;

  if (strlen (text) > 128) /* no word of choice is that long, and hostile text may be */
    return 0;

  words = autosell_text_fold_words (text);
  wanted = g_strconcat ("|", words, "|", NULL);
  for (int i = 1; i < n_choices && *words != '\0'; i++)
    if (strstr (choices[i].words, wanted) != NULL)
      return i;

  return 0;
}

const char *
autosell_status_to_nick (AutosellStatus status)
{
  g_return_val_if_fail ((guint) status < AUTOSELL_N_STATUSES, NULL);

  return statuses[status].nick;
}

AutosellStatus
autosell_status_from_nick (const char *nick)
{
  return choice_from_nick (statuses, AUTOSELL_N_STATUSES, nick);
}

const char *
autosell_status_to_label (AutosellStatus status)
{
  g_return_val_if_fail ((guint) status < AUTOSELL_N_STATUSES, "");

  return g_dgettext (GETTEXT_PACKAGE, statuses[status].label);
}

gboolean
autosell_status_parse (const char *text, AutosellStatus *status)
{
  int found;

  g_return_val_if_fail (text != NULL && status != NULL, FALSE);

  found = choice_parse (statuses, AUTOSELL_N_STATUSES, text);
  if (found == 0)
    return FALSE;

  *status = found;
  return TRUE;
}

const char *
autosell_acquisition_to_nick (AutosellAcquisition acquisition)
{
  g_return_val_if_fail ((guint) acquisition < AUTOSELL_N_ACQUISITIONS, NULL);

  return acquisitions[acquisition].nick;
}

AutosellAcquisition
autosell_acquisition_from_nick (const char *nick)
{
  return choice_from_nick (acquisitions, AUTOSELL_N_ACQUISITIONS, nick);
}

const char *
autosell_acquisition_to_label (AutosellAcquisition acquisition)
{
  g_return_val_if_fail ((guint) acquisition < AUTOSELL_N_ACQUISITIONS, "");

  return g_dgettext (GETTEXT_PACKAGE, acquisitions[acquisition].label);
}

gboolean
autosell_acquisition_parse (const char *text, AutosellAcquisition *acquisition)
{
  int found;

  g_return_val_if_fail (text != NULL && acquisition != NULL, FALSE);

  found = choice_parse (acquisitions, AUTOSELL_N_ACQUISITIONS, text);
  if (found == 0)
    return FALSE;

  *acquisition = found;
  return TRUE;
}
