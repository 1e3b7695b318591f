/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-sheets.h"

G_BEGIN_DECLS

/* Which of several PCs posts for a Page. It is written in the program's own tab of the shared sheet, in the column of
 * ids, as rows that are no cars: each claim is one more row, with a number above all that its PC had seen. The highest
 * number counts, and of two with the same the row further down; so all who read agree, whoever was first, and nothing
 * that is there is written over.
 *
 * A claim is known to all only after a while: who has made one waits AUTOSELL_POSTER_GRACE_S before it makes a post,
 * and who has one looks again shortly before each post. Thus two PCs never make posts at the same time, whatever their
 * clocks say: both count seconds of their own, the one since its claim, the other since its look. */

/* From a look to the end of the last call that it allows is less than this. */
#define AUTOSELL_POSTER_GRACE_S 180
#define AUTOSELL_POSTER_FRESH_S 20

typedef struct
{
  char *page; /* owned: the Page's id at Facebook */
  guint64 number;
  char *pc;       /* owned: of its data folder alone */
  gint64 since_s; /* by its PC's clock */
  char *name;     /* owned: for people */
} AutosellPosterClaim;

void autosell_poster_claim_free (AutosellPosterClaim *self);

/* As a cell has it. parse: NULL where it is none. Returns: (transfer full) */
char *autosell_poster_claim_to_text (const AutosellPosterClaim *self);
AutosellPosterClaim *autosell_poster_claim_parse (const char *text);
/* Those that count, of the column's texts from above. @texts: (element-type utf8) Returns: (transfer full)
 * (element-type AutosellPosterClaim) */
GPtrArray *autosell_poster_choose (GPtrArray *texts);

void autosell_poster_look_async (AutosellSheets *sheets, const char *spreadsheet, GCancellable *cancellable,
                                 GAsyncReadyCallback callback, gpointer user_data);
/* Those that count. Returns: (transfer full) (element-type AutosellPosterClaim) */
GPtrArray *autosell_poster_look_finish (AutosellSheets *sheets, GAsyncResult *result, GError **error);

/* @claim: its number is set above what is there. Makes the tab where there is none. Whoever claims looks afterwards. */
void autosell_poster_claim_async (AutosellSheets *sheets, const char *spreadsheet, const AutosellPosterClaim *claim,
                                  GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean autosell_poster_claim_finish (AutosellSheets *sheets, GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AutosellPosterClaim, autosell_poster_claim_free)

G_END_DECLS
