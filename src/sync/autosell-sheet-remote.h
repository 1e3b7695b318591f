/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-remote.h"
#include "autosell-sheets.h"

G_BEGIN_DECLS

/* The lot's own sheet at Google as a remote. It reads all of a tab, and writes single cells through pins: a row is tagged,
 * read through the tag, compared with what the merge saw, written through the tag, and the answer is compared once more. An
 * insertion in between is followed, a row that was sorted away is left alone, and what a sort in the last instant put in
 * its place gets back what it had. New rows are inserted and filled in one batch. Nothing is ever deleted, moved, sorted or
 * formatted. */
#define AUTOSELL_TYPE_SHEET_REMOTE (autosell_sheet_remote_get_type ())
G_DECLARE_FINAL_TYPE (AutosellSheetRemote, autosell_sheet_remote, AUTOSELL, SHEET_REMOTE, GObject)

/* @link: where it is and which columns mean what. @pin_key: short, of this PC alone and the same every time, so that tags
 * which a crash left behind are found. @adds_id_column: the person agreed to one more column, at the right and hidden; it
 * is made by a read that finds none. */
AutosellSheetRemote *autosell_sheet_remote_new (AutosellSheets *sheets, const AutosellLedgerLink *link, const char *pin_key,
                                                gboolean adds_id_column);

/* The heading of that column. Not translated: the PCs of a lot may speak different languages. */
#define AUTOSELL_SHEET_REMOTE_ID_HEADING "Autosell ID"

G_END_DECLS
