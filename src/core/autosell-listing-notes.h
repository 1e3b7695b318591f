/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-marketplace.h"

G_BEGIN_DECLS

/* What several PCs tell one another of their cars' listings on Marketplace, each of which is kept by hand at one of
 * them. They have no service to ask and one list that all of them read; so each change is told there as a note: a text
 * of its own, which is added and never changed or taken away, with a line for each day or address that was said, and
 * the second at which it was:
 *
 *   autosell-listings
 *   ROW-ID posted 1790000000 2026-11-22
 *   ROW-ID link 1790000000 https://www.facebook.com/marketplace/item/123/
 *
 * Of each day and address what was said last counts, wherever its note stands, however often, and in whatever order
 * notes are read; so all who have read the same agree. Who says something after it has read another says it later,
 * whatever the clocks say. Pure, and safe on any thread. */

typedef enum
{
  AUTOSELL_LISTING_POSTED,
  AUTOSELL_LISTING_RENEWED,
  AUTOSELL_LISTING_TAKEN_DOWN,
  AUTOSELL_LISTING_LINK,
  AUTOSELL_N_LISTING_PARTS
} AutosellListingPart;

/* What was said of one car. */
typedef struct
{
  char *values[AUTOSELL_N_LISTING_PARTS];  /* owned; NULL for what nobody said: "" is said, too */
  gint64 said_s[AUTOSELL_N_LISTING_PARTS]; /* UTC; 0 for never */
} AutosellListingSaid;

AutosellListingSaid *autosell_listing_said_new (void);
void autosell_listing_said_free (AutosellListingSaid *self);
gboolean autosell_listing_said_equal (const AutosellListingSaid *a, const AutosellListingSaid *b);
gboolean autosell_listing_said_is_empty (const AutosellListingSaid *self);
/* Of each part the later. */
void autosell_listing_said_add (AutosellListingSaid *self, const AutosellListingSaid *other);

/* Makes @listing, which was changed here last at @local_s, what it is after @remote was read. @base: what both agreed
 * on last; afterwards what they agree on now, without that which is still to be told. Returns: (transfer full)
 * (nullable): that; NULL for nothing */
AutosellListingSaid *autosell_listing_said_merge (AutosellListingSaid *base, const AutosellListingSaid *remote,
                                                  AutosellListing *listing, gint64 local_s);

/* Lines of a note, "ROW-ID posted 1790000000 2026-11-22\n"; and one car's alone, without its id, for the store. */
void autosell_listing_said_write (const AutosellListingSaid *self, const char *row_id, GString *text);
char *autosell_listing_said_to_text (const AutosellListingSaid *self);
/* @text: (nullable). Returns: (transfer full) */
AutosellListingSaid *autosell_listing_said_from_text (const char *text);

/* With this a text begins that is a note. */
#define AUTOSELL_LISTING_NOTE_MARK "autosell-listings\n"
/* The longest: what a cell of a sheet takes, and some room. */
#define AUTOSELL_LISTING_NOTE_BYTES 30000

/* What all notes say together; other texts, and lines that cannot be read, are left out. @texts: (element-type utf8).
 * Returns: (transfer full): row id → AutosellListingSaid */
GHashTable *autosell_listing_notes_read (GPtrArray *texts);
/* Adds a line to the last note of @notes, or to a new one. @notes: (element-type GString) */
void autosell_listing_notes_add (GPtrArray *notes, const char *row_id, const AutosellListingSaid *said);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AutosellListingSaid, autosell_listing_said_free)

G_END_DECLS
