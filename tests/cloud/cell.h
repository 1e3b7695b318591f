/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef enum
{
  VALUE_EMPTY,
  VALUE_NUMBER,
  VALUE_TEXT,
  VALUE_BOOL,
  VALUE_ERROR,   /* of a formula: #REF! */
  VALUE_FORMULA, /* only as what a cell holds */
} ValueKind;

typedef struct
{
  ValueKind kind;
  double number; /* and 0 or 1 of VALUE_BOOL */
  char *text;    /* owned: of text, error, formula */
} Value;

/* What a cell has besides its value stays when the value is written. The objects are shared by copies: they are
 * replaced and never changed. */
typedef struct
{
  Value value;
  JsonObject *format;     /* (nullable): userEnteredFormat */
  JsonObject *validation; /* (nullable): dataValidation */
  char *note;             /* (nullable) */
} Cell;

typedef enum
{
  RENDER_FORMATTED,
  RENDER_UNFORMATTED,
  RENDER_FORMULA,
} Render;

void value_clear (Value *value);
void value_copy (Value *to, const Value *from);
void value_set_number (Value *value, double number);
/* Returns: (transfer full): also of an empty one ("") */
JsonNode *value_to_json (const Value *value);
/* A JSON null, string, number or boolean; FALSE for null, which leaves a cell alone. */
gboolean value_from_json (Value *value, JsonNode *node);
/* As if a person had typed @text into a cell of a spreadsheet in @locale ("es_MX"). *@format: (nullable) (transfer
 * full): the format that the cell takes where it has none. */
void value_from_typed (Value *value, const char *text, const char *locale, JsonObject **format);
/* As it is shown. Returns: (transfer full) */
char *value_format (const Value *value, JsonObject *format, const char *locale);
/* Whether the cell's format shows days, so that a serial number stands for one. */
gboolean format_is_date (JsonObject *format);

Cell *cell_new (void);
void cell_free (Cell *cell);
Cell *cell_copy (const Cell *cell);
gboolean cell_is_blank (const Cell *cell);
JsonObject *cell_to_json (const Cell *cell);
Cell *cell_from_json (JsonObject *object);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Value, value_clear)

G_END_DECLS
