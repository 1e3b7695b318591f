/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-field.h"
#include "autosell-status.h"

G_BEGIN_DECLS

/* The filter language that window and command line share. Accents and case never matter.
 *
 *   mazda cx           free words, each at the beginning of some word of the car
 *   "land rover"       a phrase; CX-30 is one of two words and finds CX30 too
 *   color:blanca       as any text, its gender aside
 *   brand:mercedes     begins a word of that field; brand:="MERCEDES" is all of it; brand:bmw,audi either
 *   price:200000..400000  price:..300mil  year:>=2020  km:<60000  year:2019,2021
 *   entry_date:2025-07-01..  entry_date:07/2025  sold_on:2025
 *   status:available,reserved   status:disponible
 *   days:>60           days in stock
 *   no:price  has:niv  blank (unread text counts as blank) or not
 *   problem:any  problem:km
 *   photos:<8  photos:none  no:photos  has:photos
 *   ready:yes  ready:no    has all that a buyer is to see, or lacks some of it; a sold car is neither
 *   posted:no  posted:yes  posted:never  posted:queued  posted:failed  posted:removed
 *   posted:>30         days since it went out last, on whatever Page;  posted:norte  stands on the Page of such a name
 *   marketplace:no  marketplace:yes  marketplace:due    listed by hand; due: to renew, or sold and to take down
 *   marketplace:never  marketplace:up  marketplace:renew  marketplace:take_down  marketplace:removed
 *   is:deleted         the bin instead of the stock
 *   is:sold            the same as status:sold
 *   -brand:bmw  -bmw   the opposite: every car that the term does not match, those that nobody has said it of too
 *
 * Field names may be Spanish (marca:, año:, precio:, sin:precio, con:niv, días:, problema:, fotos:, listo:sí,
 * publicado:no, en:papelera). Terms are joined by "and", values after one colon, parted by commas, by "or".
 *
 * A comma is part of the number where a price or km is asked for and the digits around it are a well-formed grouped
 * number: "price:200,000" and "km:<1,200,000" are one number, "price:379000,389000" and "year:2019,2021" are two. A
 * quote opens only where a value or word begins (or after "=", "<", ">", ".."), so that 19" is a word; "" within
 * quotes is a quote. What stands before a colon is a field only if it is a word of letters and is not
 * followed by "//": 12:30 and http://… are words. Words without a letter or digit ask for nothing.
 *
 * An AutosellQuery is immutable. Thread-safe. */
typedef struct _AutosellQuery AutosellQuery;

typedef enum
{
  AUTOSELL_TERM_WORDS,   /* texts: one, as of autosell_text_fold_words(); with blanks a phrase, or run together */
  AUTOSELL_TERM_TEXT,    /* field, texts as of autosell_text_fold(): any of them begins a word; exact where is_exact */
  AUTOSELL_TERM_RANGE,   /* field of number kind, ranges: any of them; MONEY in centavos */
  AUTOSELL_TERM_DATE,    /* field of DATE kind, ranges in ISO text */
  AUTOSELL_TERM_CHOICE,  /* field STATUS or ACQUISITION; texts: nicks, any of them; or blank where or_blank */
  AUTOSELL_TERM_DAYS,    /* ranges: days in stock */
  AUTOSELL_TERM_BLANK,   /* field: unknown (raw counts as unknown) */
  AUTOSELL_TERM_PROBLEM, /* problem_mask */
  AUTOSELL_TERM_PHOTOS,  /* ranges: how many */
  AUTOSELL_TERM_READY,   /* is_exact: nothing lacks (autosell-readiness.h); else something does */
  AUTOSELL_TERM_POSTED,  /* any of posted_mask, ranges: days since it went out last, texts: Pages on which it stands */
  AUTOSELL_TERM_LISTING, /* listing_mask */
  AUTOSELL_TERM_KEYS,    /* keys: certain cars, of no text: autosell_query_new_for_keys() */
} AutosellTermKind;

typedef struct
{
  gint64 min;     /* inclusive; G_MININT64 for open */
  gint64 max;     /* inclusive; G_MAXINT64 for open */
  char *min_date; /* owned, nullable: DATE terms only, inclusive */
  char *max_date; /* owned, nullable */
} AutosellRange;

typedef struct
{
  AutosellTermKind kind;
  gboolean is_negated;
  AutosellField field;
  gboolean is_exact;  /* TEXT: the whole value, of a list one item; always so for GROUP and STOCK_NUMBER */
  gboolean or_blank;  /* CHOICE: "status:none,sold" */
  GPtrArray *texts;   /* owned, nullable: folded text, or nicks for CHOICE */
  GArray *ranges;     /* owned, nullable: AutosellRange */
  guint problem_mask; /* 1 << AutosellProblemKind */
  guint posted_mask;  /* 1 << AutosellPostedState and AUTOSELL_POSTED_NOT_OUT */
  guint listing_mask; /* 1 << AutosellListingStage */
  GArray *keys;       /* owned, nullable: gint64 */
  GPtrArray *typed;   /* owned, nullable: the values as they were written, quotes taken off; no part of the meaning */
  guint start;        /* where the term stands in the text, in characters */
  guint end;
} AutosellTerm;

typedef enum
{
  AUTOSELL_QUERY_ERROR_UNKNOWN_FIELD,
  AUTOSELL_QUERY_ERROR_BAD_VALUE,
  AUTOSELL_QUERY_ERROR_UNCLOSED_QUOTE,
  AUTOSELL_QUERY_ERROR_EMPTY_VALUE,
  AUTOSELL_QUERY_ERROR_TOO_LONG,
} AutosellQueryErrorCode;

#define AUTOSELL_QUERY_ERROR (autosell_query_error_quark ())
GQuark autosell_query_error_quark (void);

/* More is refused: it came from nobody's keyboard. */
#define AUTOSELL_QUERY_MAX_BYTES 4096
#define AUTOSELL_QUERY_MAX_TERMS 64 /* in a query, and values in a term */

/* @text: (nullable): NULL and blank are the whole stock. On error the message is one translated sentence that says what
 * is wrong, ready to be shown, and @error_start/@error_end (nullable) where, in characters. */
AutosellQuery *autosell_query_parse (const char *text, guint *error_start, guint *error_end, GError **error);
/* Certain cars of the stock or the bin, so that what is done with a filter's answer can be done with a selection.
 * @keys: (element-type gint64): copied. Such a query has no text. */
AutosellQuery *autosell_query_new_for_keys (GArray *keys, gboolean in_bin);
gboolean autosell_query_equal (AutosellQuery *a, AutosellQuery *b);
AutosellQuery *autosell_query_ref (AutosellQuery *self);
void autosell_query_unref (AutosellQuery *self);

guint autosell_query_get_n_terms (AutosellQuery *self);
const AutosellTerm *autosell_query_get_term (AutosellQuery *self, guint index);
/* The bin was asked for. */
gboolean autosell_query_is_deleted (AutosellQuery *self);
/* No terms and not the bin: the whole stock. */
gboolean autosell_query_is_everything (AutosellQuery *self);
/* Back to text that parses to the same query, in canonical (English) names. Returns: (transfer full) */
char *autosell_query_to_string (AutosellQuery *self);

typedef struct
{
  gboolean by_id_order;  /* as entered; field is ignored */
  gboolean by_days;      /* days in stock; field is ignored */
  gboolean by_photos;    /* how many; field is ignored */
  gboolean by_readiness; /* score; field is ignored */
  gboolean by_posted;    /* when it went out last; field is ignored */
  AutosellField field;
  gboolean is_descending;
} AutosellSort;

/* The same thing sorted by, in whatever direction. */
gboolean autosell_sort_same_key (const AutosellSort *a, const AutosellSort *b);
/* What autosell_sort_parse() reads before a colon: "price", "days", "photos", "ready", "posted"; "" as entered.
 * Static. */
const char *autosell_sort_get_name (const AutosellSort *sort);
/* "price", "price:desc", "días", "" (as entered). FALSE with an AUTOSELL_QUERY_ERROR when not understood. */
gboolean autosell_sort_parse (const char *text, AutosellSort *sort, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AutosellQuery, autosell_query_unref)

G_END_DECLS
