/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-problem.h"
#include "autosell-query.h"

G_BEGIN_DECLS

/* A search text taken apart into its filters, and put together again. The text is the one truth: what is shown of it as
 * chips and controls is its picture, and whatever they change is a change of the text. Unlike autosell_query_parse(),
 * what is wrong in one term does not hide the others. */
typedef enum
{
  AUTOSELL_FILTER_WORDS, /* free words */
  AUTOSELL_FILTER_FIELD, /* a field with values, ranges or choices; “no:status” too, since it is one of the choices */
  AUTOSELL_FILTER_DAYS,    /* days in stock */
  AUTOSELL_FILTER_BLANK,   /* “no:field”, and “has:field”, which is its opposite */
  AUTOSELL_FILTER_PROBLEM, /* “problem:…” */
  AUTOSELL_FILTER_PHOTOS,  /* “photos:<8”, and “no:photos” */
  AUTOSELL_FILTER_READY,   /* “ready:yes” */
  AUTOSELL_FILTER_POSTED,  /* “posted:no” */
  AUTOSELL_FILTER_LISTING, /* “marketplace:due” */
  AUTOSELL_FILTER_BIN,     /* “is:deleted” */
  AUTOSELL_FILTER_FAULT,   /* not understood, as yet */
} AutosellFilterKind;

typedef struct
{
  AutosellFilterKind kind;
  AutosellField field; /* of FIELD and BLANK */
  gboolean is_negated;
  AutosellQuery *query;     /* owned: keeps the term */
  const AutosellTerm *term; /* unowned, nullable */
  guint start;              /* where it stands, in characters */
  guint end;
  char *text; /* owned: as it stands */
} AutosellFilter;

/* All that @text asks for, in order. Returns: (transfer full) (element-type AutosellFilter) */
GPtrArray *autosell_filter_list (const char *text);
void autosell_filter_free (AutosellFilter *filter);

/* Whether it is shown as a chip: all but words and what is not understood. */
gboolean autosell_filter_is_chip (const AutosellFilter *filter);
guint autosell_filter_count_chips (GPtrArray *filters);

/* The first of this kind that is not the opposite; for BLANK “has:” and “no:” alike. @field matters for FIELD and
 * BLANK. (nullable) */
const AutosellFilter *autosell_filter_find (GPtrArray *filters, AutosellFilterKind kind, AutosellField field);

/* In the person's language, on one line: “Brand: MAZDA, BMW”, “Price: $200,000–$400,000”, “No price”.
 * Returns: (transfer full) */
char *autosell_filter_dup_label (const AutosellFilter *filter);
/* The part that tells of the values, without the field's name: “MAZDA, BMW”; NULL where there is none of its own.
 * Returns: (transfer full) (nullable) */
char *autosell_filter_dup_values_label (const AutosellFilter *filter);

/* ---- Changing the text. All return (transfer full), with single blanks where something was cut out. ---- */

/* Without what stands from @start to @end, in characters. */
char *autosell_filter_remove (const char *text, guint start, guint end);
/* Without all that chips stand for: the words stay. */
char *autosell_filter_clear (const char *text);
/* With @term in the place of the filters of this kind that are not an opposite, or at the end where there was none;
 * NULL takes them away. */
char *autosell_filter_set (const char *text, AutosellFilterKind kind, AutosellField field, const char *term);

/* ---- Writing terms, with names and words in the person's language where the parser knows them, quoted where it is
 * needed. Returns: (transfer full) (nullable): NULL where no value is given ---- */

/* @field: of any kind of text; @is_exact: the whole value */
char *autosell_filter_write_texts (AutosellField field, const char *const *values, gboolean is_exact);
/* One end may be blank. What a person types into the two entries of a range, as "200 mil" and "$400,000".
 * @field: a number or date, or AUTOSELL_N_FIELDS for the days in stock. FALSE where an end cannot be read or they run
 * backwards; *term is NULL where both are blank. */
gboolean autosell_filter_write_range (AutosellField field, const char *from, const char *to, char **term,
                                      gboolean *from_is_bad, gboolean *to_is_bad);
/* @mask: 1 << AutosellStatus, UNKNOWN included, or of AutosellAcquisition for that field */
char *autosell_filter_write_choices (AutosellField field, guint mask);
/* @mask: 1 << AutosellProblemKind; all of them are “any” */
char *autosell_filter_write_problems (guint mask);
/* @mask: 1 << AutosellPostedState and AUTOSELL_POSTED_NOT_OUT; @days: (nullable): since it went out last, as
 * autosell_filter_dup_days() has them; @pages: (nullable): names of Pages on which it stands */
char *autosell_filter_write_posted (guint mask, const char *days, const char *const *pages);
/* @mask: 1 << AutosellListingStage */
char *autosell_filter_write_listing (guint mask);
char *autosell_filter_write_blank (AutosellField field);
char *autosell_filter_write_known (AutosellField field);

/* ---- Reading them back, for controls ---- */

/* Of a FIELD filter that is a choice: the mask that write_choices() takes. */
guint autosell_filter_get_choices (const AutosellFilter *filter);
/* Of a DAYS or POSTED filter: what stands for its days, "31..,7"; NULL where it has none. Returns: (transfer full)
 * (nullable) */
char *autosell_filter_dup_days (const AutosellFilter *filter);
/* Of a POSTED filter: the Pages, as they were written. Returns: (transfer full) */
char **autosell_filter_dup_pages (const AutosellFilter *filter);
/* Of a filter with one range: its ends as a person would type them, "" for an open one. FALSE where it has several.
 * @from, @to: (out) (transfer full) */
gboolean autosell_filter_get_range (const AutosellFilter *filter, char **from, char **to);

/* What a name before a colon asks for where it is no field: DAYS, PROBLEM, PHOTOS, READY, POSTED or LISTING; else
 * WORDS. */
AutosellFilterKind autosell_filter_find_kind (const char *name);
/* The name of one of those, in the person's language where the parser reads it so. Static. */
const char *autosell_filter_get_kind_name (AutosellFilterKind kind);

/* The name that is written before the colon for @field, in the person's language where the parser reads it so.
 * Returns: (transfer full) */
char *autosell_filter_dup_field_name (AutosellField field);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AutosellFilter, autosell_filter_free)

G_END_DECLS
