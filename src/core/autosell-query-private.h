/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-query.h"

G_BEGIN_DECLS

/* What the files autosell-query….c share. */

struct _AutosellQuery
{
  gatomicrefcount ref_count;
  GPtrArray *terms; /* owned (element-type AutosellTerm) */
  gboolean is_deleted;
};

AutosellTerm *autosell_term_new (AutosellTermKind kind);
void autosell_term_free (AutosellTerm *term);
void autosell_range_clear (AutosellRange *range);

/* Names before a colon that stand for no field. */
typedef enum
{
  AUTOSELL_SPECIAL_NONE,
  AUTOSELL_SPECIAL_DAYS,
  AUTOSELL_SPECIAL_WITHOUT,
  AUTOSELL_SPECIAL_WITH,
  AUTOSELL_SPECIAL_PROBLEM,
  AUTOSELL_SPECIAL_IS,
  AUTOSELL_SPECIAL_PHOTOS,
  AUTOSELL_SPECIAL_READY,
  AUTOSELL_SPECIAL_POSTED,
  AUTOSELL_SPECIAL_MARKETPLACE,
} AutosellSpecial;

AutosellSpecial autosell_query_find_special (const char *name);
/* The name that was probably meant, in the language it was typed in. Returns: (transfer full) (nullable) */
char *autosell_query_suggest_name (const char *name);

/* A stretch of a text that stands between blanks. */
typedef struct
{
  guint start; /* in characters */
  guint end;
  const AutosellTerm *term; /* unowned, nullable: asks for nothing, chooses the bin, or is at fault */
  gboolean is_bin;          /* “is:deleted” */
  gboolean is_fault;
} AutosellPiece;

/* Reads a text to its end, whatever is wrong on the way. @query: (out) (transfer full): has what was understood.
 * Returns: (transfer full) (element-type AutosellPiece): in order; their terms belong to @query */
GArray *autosell_query_scan (const char *text, AutosellQuery **query);

/* What a value stands for: a count of days in stock has no field. */
typedef enum
{
  AUTOSELL_MEASURE_INTEGER,
  AUTOSELL_MEASURE_MONEY,
  AUTOSELL_MEASURE_DATE,
} AutosellMeasure;

/* Above these autosell_parse_integer() and autosell_parse_money() read nothing. */
#define AUTOSELL_INTEGER_MAX G_GINT64_CONSTANT (1000000000)
#define AUTOSELL_CENTS_MAX G_GINT64_CONSTANT (10000000000000)

/* Reads one value of a term, "200000..400000", "<60000", "07/2025". @name: the field as the person wrote it, for the
 * message. @message: (transfer full): set on failure, one translated sentence. */
gboolean autosell_query_read_range (AutosellMeasure measure, const char *name, const char *text, AutosellRange *range,
                                    char **message);

/* The inverse, without blanks or commas. */
void autosell_query_append_range (GString *out, AutosellMeasure measure, const AutosellRange *range);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AutosellTerm, autosell_term_free)

G_END_DECLS
