/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-parse.h"
#include "autosell-post-template.h"

G_BEGIN_DECLS

/* Marketplace has no interface for a dealership's program, and filling its form by machine is forbidden: a person lists
 * the car there. What helps is a kit (each field of the form, ready to be copied, in the order of the form), and a
 * state that this person keeps by hand, so that nobody forgets to renew a listing or to take it down. Nothing here asks
 * the service anything. */

/* ---- The kit ---- */

/* The form's limits and its address are documented nowhere and change: the first two are settings (marketplace.…). */
#define AUTOSELL_MARKETPLACE_TITLE_CHARS 100
#define AUTOSELL_MARKETPLACE_PHOTOS 20
#define AUTOSELL_MARKETPLACE_DESCRIPTION_CHARS 5000
#define AUTOSELL_MARKETPLACE_RENEW_DAYS 7
#define AUTOSELL_MARKETPLACE_FORM "https://www.facebook.com/marketplace/create/vehicle"

/* Where it is sold and by whom; lent, all but @vehicle (nullable). */
typedef struct
{
  AutosellVehicle *vehicle;
  AutosellPostSender sender;
  const char *city;
  const char *region; /* state of the republic */
  const char *postal_code;
  AutosellPostTemplate *template; /* of the description; else the built-in one */
  guint title_chars;              /* 0: as above */
} AutosellMarketplaceSource;

typedef struct
{
  const char *name;   /* static: "title", for JSON */
  const char *label;  /* static, translated */
  char *value;        /* owned; NULL: not known, left empty */
  char *note;         /* owned, nullable: translated sentence: why it is empty or short */
  gboolean is_choice; /* the form offers a list: it is chosen there, not pasted */
  gboolean is_long;   /* has more than one line */
} AutosellMarketplaceItem;

/* Returns: (transfer full) (element-type AutosellMarketplaceItem): all fields of the form, in its order */
GPtrArray *autosell_marketplace_kit_new (const AutosellMarketplaceSource *source);
/* All that is known, "Label: value" a line, the description last. Returns: (transfer full) */
char *autosell_marketplace_kit_dup_text (GPtrArray *items);
/* The built-in words of the description, of which the dealership may have its own (a template called “Marketplace”).
 * Static. */
const char *autosell_marketplace_get_built_in (void);

/* ---- The listing ---- */

/* Kept by hand; days are ISO dates, "" for none. */
typedef struct
{
  char posted_on[AUTOSELL_DATE_SIZE];
  char renewed_on[AUTOSELL_DATE_SIZE];
  char removed_on[AUTOSELL_DATE_SIZE];
  char *link; /* owned, nullable */
} AutosellListing;

typedef enum
{
  AUTOSELL_LISTING_NONE, /* never listed */
  AUTOSELL_LISTING_UP,
  AUTOSELL_LISTING_RENEW,     /* up for so long that it should be renewed */
  AUTOSELL_LISTING_TAKE_DOWN, /* still up, and the car is sold or in the bin */
  AUTOSELL_LISTING_REMOVED,
  AUTOSELL_N_LISTING_STAGES
} AutosellListingStage;

#define AUTOSELL_LISTING_INIT \
  { \
    .link = NULL \
  }
void autosell_listing_clear (AutosellListing *self);
void autosell_listing_copy (AutosellListing *to, const AutosellListing *from);
gboolean autosell_listing_equal (const AutosellListing *a, const AutosellListing *b);

/* @is_sold: or in the bin; @renew_days: 0 never asks to renew */
AutosellListingStage autosell_listing_get_stage (const AutosellListing *self, gboolean is_sold, const char *today_iso,
                                                 int renew_days);
/* "none", "up", "renew", "take_down", "removed". Static. */
const char *autosell_listing_stage_to_nick (AutosellListingStage stage);
/* Translated. Static. */
const char *autosell_listing_stage_to_label (AutosellListingStage stage);

/* Masks are of 1 << AutosellListingStage. What stands there, what does not, and what somebody has to see to. */
#define AUTOSELL_LISTING_ALL_MASK ((1u << AUTOSELL_N_LISTING_STAGES) - 1)
#define AUTOSELL_LISTING_DUE_MASK (1u << AUTOSELL_LISTING_RENEW | 1u << AUTOSELL_LISTING_TAKE_DOWN)
#define AUTOSELL_LISTING_STANDS_MASK (1u << AUTOSELL_LISTING_UP | AUTOSELL_LISTING_DUE_MASK)
#define AUTOSELL_LISTING_NOWHERE_MASK (AUTOSELL_LISTING_ALL_MASK & ~AUTOSELL_LISTING_STANDS_MASK)
/* What a word of the filter language, English or Spanish, stands for; 0 where it is none. */
guint autosell_listing_mask_parse (const char *word);
/* How it is written, "due,never"; @is_translated: in the person's language, where the parser knows the words.
 * Returns: (transfer full): "" for 0 */
char *autosell_listing_mask_to_words (guint mask, gboolean is_translated);
/* “Something to do, Never listed”. Returns: (transfer full) */
char *autosell_listing_mask_dup_label (guint mask);

/* One text for history and undo, "" for a car that was never listed. Returns: (transfer full) */
char *autosell_listing_to_text (const AutosellListing *self);
/* @text: (nullable). What cannot be read is left out. */
void autosell_listing_from_text (AutosellListing *self, const char *text);
/* What differs, as part of a sentence: “listed on Marketplace on 22/11/2026”. @before, @after: (nullable).
 * Returns: (transfer full) */
char *autosell_listing_dup_change (const char *before, const char *after);

/* What a person does: each gives what the listing is afterwards. Listing it again forgets when it was taken down. */
void autosell_listing_post (AutosellListing *self, const char *day_iso);
void autosell_listing_renew (AutosellListing *self, const char *day_iso);
void autosell_listing_remove (AutosellListing *self, const char *day_iso);

/* A typed or pasted address of a listing: https, of facebook.com and nothing else; "www.facebook.com/…" gets its https.
 * It is opened in the browser when a person asks for it and never fetched. NULL with @error, whose message is a
 * translated sentence. Returns: (transfer full) */
char *autosell_listing_check_link (const char *text, GError **error);

#define AUTOSELL_LISTING_ERROR (autosell_listing_error_quark ())
GQuark autosell_listing_error_quark (void);
typedef enum
{
  AUTOSELL_LISTING_ERROR_LINK,
} AutosellListingError;

G_END_DECLS
