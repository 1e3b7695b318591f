/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-query-private.h"

G_BEGIN_DECLS

/* Reads from left to right without going back. The first fault ends it: its message and place are all that a person
 * needs. */
typedef struct
{
  const char *text;
  const char *at;
  AutosellQuery *query; /* unowned; being filled */

  char *message; /* owned, nullable: set by the first fault */
  AutosellQueryErrorCode code;
  const char *fault_start;
  const char *fault_end;
} AutosellQueryParser;

/* One of the values after a colon, its quotes taken off. */
typedef struct
{
  char *text; /* owned */
  const char *start;
  const char *end;
} AutosellQueryPart;

/* Takes @message. Returns: FALSE, for the caller to pass on */
gboolean autosell_query_parser_fail (AutosellQueryParser *self, AutosellQueryErrorCode code, const char *start,
                                     const char *end, char *message);

/* In autosell-query-values.c: what the values of a term mean, which are @parts of AutosellQueryPart; @name is how the
 * person wrote the field. Returns: FALSE after a fault */
gboolean autosell_query_parser_fail_part (AutosellQueryParser *self, const AutosellQueryPart *part, char *message);
gboolean autosell_query_parser_set_field_values (AutosellQueryParser *self, AutosellTerm *term, const char *name,
                                                 GPtrArray *parts);
gboolean autosell_query_parser_set_ranges (AutosellQueryParser *self, AutosellTerm *term, AutosellMeasure measure,
                                           const char *name, GPtrArray *parts);
gboolean autosell_query_parser_set_choices (AutosellQueryParser *self, AutosellTerm *term, GPtrArray *parts);
gboolean autosell_query_parser_set_problems (AutosellQueryParser *self, AutosellTerm *term, GPtrArray *parts);
gboolean autosell_query_parser_set_photos (AutosellQueryParser *self, AutosellTerm *term, const char *name,
                                           GPtrArray *parts);
gboolean autosell_query_parser_set_ready (AutosellQueryParser *self, AutosellTerm *term, const char *name,
                                          GPtrArray *parts);
gboolean autosell_query_parser_set_listing (AutosellQueryParser *self, AutosellTerm *term, const char *name,
                                            GPtrArray *parts);
gboolean autosell_query_parser_set_posted (AutosellQueryParser *self, AutosellTerm *term, const char *name,
                                           GPtrArray *parts);
/* The nick of a status or a way to acquire a car; NULL where @text is none. */
const char *autosell_query_read_choice (AutosellField field, const char *text);

G_END_DECLS
