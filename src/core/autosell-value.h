/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-field.h"

G_BEGIN_DECLS

typedef enum
{
  AUTOSELL_VALUE_UNKNOWN, /* nobody has said */
  AUTOSELL_VALUE_KNOWN,
  AUTOSELL_VALUE_RAW, /* unknown, but text was found that could not be read; it is kept */
} AutosellValueState;

/* The value of one field. Zeroed memory is a valid UNKNOWN. */
typedef struct
{
  AutosellValueState state;
  gint64 number; /* KNOWN INTEGER or MONEY (centavos); else 0 */
  char *text;    /* owned, nullable: canonical text of a KNOWN other kind, or the text as found of RAW */
} AutosellValue;

#define AUTOSELL_VALUE_INIT \
  { \
    AUTOSELL_VALUE_UNKNOWN, 0, NULL \
  }

void autosell_value_clear (AutosellValue *value);
void autosell_value_copy (AutosellValue *value, const AutosellValue *from);
gboolean autosell_value_equal (const AutosellValue *a, const AutosellValue *b);

void autosell_value_set_number (AutosellValue *value, gint64 number);

/* Takes what is already canonical; NULL and "" are UNKNOWN. */
void autosell_value_set_text (AutosellValue *value, const char *text);
void autosell_value_set_raw (AutosellValue *value, const char *text);

/* Reads what a person wrote, day first as in Mexico: "$379,000.00", "379 mil", "45 mil km", "09/10/25", "Disponible".
 * Never fails and never guesses: blank is UNKNOWN, what cannot be read is RAW with the text as it was (trimmed). TEXT
 * is only trimmed; NUL-free valid UTF-8 is assumed. */
void autosell_value_parse (AutosellValue *value, AutosellField field, const char *text);

/* Text without locale that autosell_value_parse() reads back to the same value: "379000", "379000.50", "2025-07-01",
 * "available"; RAW gives its text; UNKNOWN NULL. Returns: (transfer full) (nullable) */
char *autosell_value_to_string (const AutosellValue *value, AutosellField field);

/* For people's eyes: "$379,000", "73,618", "01/07/2025", "Available" in the user's language; RAW gives its text;
 * UNKNOWN "". Returns: (transfer full) */
char *autosell_value_to_display (const AutosellValue *value, AutosellField field);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AutosellValue, autosell_value_clear)

G_END_DECLS
