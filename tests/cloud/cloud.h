/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* autosell-fake-cloud: Google's sign-in, Sheets v4 and Drive v3, and Facebook's Graph API, on one loopback port, as far
 * as the program uses them and as faithfully as is known, so that everything can be tried and tested without an
 * account. It is a test tool and never installed.
 *
 *   server    one SoupServer; turns a request into a Call, applies faults, finds its handler, writes the journal
 *   call      one request and its answer; errors in the two forms that Google's services have
 *   schema    what a request's body may hold: an unknown member or a wrong type is refused as the real service does
 *   mask      fields=: checks and applies partial responses
 *   faults    what goes wrong on purpose: latency, errors before or after the effect, cut connections, expired tokens
 *   journal   every request as a line of JSON, without secrets
 *   identity  people, clients, grants and tokens;  oauth: the addresses of sign-in;  consent: the page that asks
 *   grid      one tab: rows that own their cells, tags and size, so that they keep them wherever they are moved
 *   a1, cell  addresses and values: how ranges and numbers are read, written and shown
 *   book      a spreadsheet file: tabs, properties, storage on disk
 *   values, structure, batch, metadata   the methods of Sheets
 *   drive     files as Drive sees them; drive-query: q=, drive-list: lists and the log of changes, drive-upload:
 *             content, drive-people: what people do in Drive itself
 *   colleague a person in the sheet: edits, sorts, inserts, copies, renames by the control address
 *   page      the sheet as a grid that a person can edit
 *   graph/    Facebook: the Graph API, its sign-in and its Pages (graph/graph.h says how a test sets them up)
 *
 * One thread, one main context. What the real services do and is not certain can be switched (Cloud.quirks). Known not
 * to be faithful: formulas know references, the four operations, & and SUM, COUNT, COUNTA; the text of a formula is not
 * rewritten when rows move. */

#include <json-glib/json-glib.h>
#include <libsoup/soup.h>

G_BEGIN_DECLS

typedef struct _Cloud Cloud;
typedef struct _Call Call;

/* What is uncertain about the real service: tests run with both answers. */
typedef struct
{
  gboolean tags_follow_sort;        /* row tags move with the data of a sort; else they stay at the position */
  gboolean strict_dropdowns_refuse; /* a value that a strict drop-down does not list is an error */
  guint version_lag_ms;             /* how late a file's version shows an edit of cells */
  guint list_lag_ms;                /* how late files.list shows a new file */
  gboolean changes_repeat;          /* pages of the log of changes overlap */
  gboolean sharing_forbidden;       /* by the domain */
  guint short_chunks;               /* of so many chunks of uploads to come only a half is kept */
  guint endless_pages;              /* lists never end: 1: nothing more on each page, 2: the same over again */
  guint page_size;                  /* of lists, whatever is asked for; 0: as is asked */
} CloudQuirks;

struct _Cloud
{
  SoupServer *server;
  char *base; /* http://127.0.0.1:PORT */
  char *state_dir;
  gint64 clock_offset_s; /* added to the real time: a day passes at once */
  CloudQuirks quirks;
  struct _Faults *faults;
  struct _Journal *journal;
  struct _Identity *identity;
  struct _Quota *quota;
  GHashTable *books; /* id → Book */
  struct _Drive *drive;
  struct _Graph *graph;
  guint save_source;
  guint64 n_calls;
};

Cloud *cloud_new (const char *state_dir, guint16 port, GError **error);
void cloud_free (Cloud *cloud);
/* Seconds of the cloud's own clock. */
gint64 cloud_now_s (Cloud *cloud);
/* Something changed: the state is written when nothing has happened for a moment, and at the end. */
void cloud_touch (Cloud *cloud);
void cloud_save (Cloud *cloud);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Cloud, cloud_free)

G_END_DECLS
