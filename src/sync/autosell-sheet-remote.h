/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-remote.h"
#include "autosell-sheets.h"

G_BEGIN_DECLS

/* The lot's own sheet at Google as a remote. It reads all of a tab, and writes single cells through pins: a row is
 * tagged, read through the tag, compared with what the merge saw, written through the tag, and the answer is compared
 * once more; so many rows at a time as there is room for tags. An insertion in between is followed, a row that was
 * sorted away is left alone, and what a sort in the last instant put in its place gets back what it had. New rows are
 * inserted and filled in one batch. The column of ids, where there is none, is made together with its ids in one batch,
 * however many they are; which of them stands where is for the next read to say. Nothing is ever deleted, moved, sorted
 * or formatted.
 *
 * What the lot's tab has no column for goes to the program's own, hidden and made when there is something to put there;
 * it is the annex of autosell-ledger.h. It is read with the list in the same request, and its rows are pinned, written
 * and checked together with those of the list. A row that it does not have yet may be made by two PCs at once, so the
 * next read says which counts, and what lost is a conflict like any other.
 *
 * The PCs' notes stand there, too, as rows that are no car's: which PC posts for a Page (autosell-poster.h), and what
 * was said of listings on Marketplace.
 *
 * A read is three requests, four where the tab has formulas (and one more where drop-downs list a range); writing is
 * four, and three more for each further 250 rows; new rows are one for each 2,500. */
#define AUTOSELL_TYPE_SHEET_REMOTE (autosell_sheet_remote_get_type ())
G_DECLARE_FINAL_TYPE (AutosellSheetRemote, autosell_sheet_remote, AUTOSELL, SHEET_REMOTE, GObject)

/* @link: where it is and which columns mean what. @pin_key: short, of this PC alone and the same every time, so that
 * tags which a crash left behind are found. @adds_id_column: the person agreed to one more column, at the right and
 * hidden; it is made by the first write where a read finds none. */
AutosellSheetRemote *autosell_sheet_remote_new (AutosellSheets *sheets, const AutosellLedgerLink *link,
                                                const char *pin_key, gboolean adds_id_column);

/* What the drop-downs and formats of the columns say of how their cells are written. @columns: (element-type
 * AutosellSheetColumn) */
void autosell_sheet_remote_set_columns (AutosellLedgerLayout *layout, GPtrArray *columns);

/* The heading of that column. Not translated: the PCs of a lot may speak different languages. */
#define AUTOSELL_SHEET_REMOTE_ID_HEADING "Autosell ID"
/* Likewise the program's own tab, where no other has that name. */
#define AUTOSELL_SHEET_REMOTE_TAB_TITLE "Autosell Manager"

G_END_DECLS
