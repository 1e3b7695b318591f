/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What speaks against the words and photos of a post as they are. All but TOO_LONG are doubts that a person may
 * overrule. */
typedef enum
{
  AUTOSELL_POST_DOUBT_EMPTY,    /* nothing but the reference */
  AUTOSELL_POST_DOUBT_LONG,     /* longer than anybody reads */
  AUTOSELL_POST_DOUBT_TOO_LONG, /* the service refuses it */
  AUTOSELL_POST_DOUBT_NO_PRICE, /* the car has one, and the words have not */
  AUTOSELL_POST_DOUBT_NO_PHONE,
  AUTOSELL_POST_DOUBT_NO_PHOTOS,
  AUTOSELL_N_POST_DOUBTS
} AutosellPostDoubt;

/* In characters. */
#define AUTOSELL_POST_LONG 5000
#define AUTOSELL_POST_MAX_LENGTH 60000

typedef struct
{
  const char *text;
  const char *reference; /* (nullable) */
  gboolean has_price;    /* the car's is known: */
  gint64 price_cents;
  const char *phone; /* (nullable): the lot's */
  guint n_photos;
} AutosellPostDraft;

/* 1 << AutosellPostDoubt. Any number that can be dialled is a phone: a colleague's is as good as the lot's. */
guint autosell_post_check (const AutosellPostDraft *draft);
/* Where @text has @price ("$379,000", never empty) standing by itself: it is not in "$379,000.50", nor in "$379,0001".
 * Returns: (nullable) */
const char *autosell_post_find_price (const char *text, const char *price);
/* Translated sentence; static. */
const char *autosell_post_doubt_to_sentence (AutosellPostDoubt doubt);
/* One sentence a line; "" for none. Returns: (transfer full) */
char *autosell_post_doubts_dup_text (guint doubts);

G_END_DECLS
