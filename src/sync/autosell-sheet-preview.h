/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-reconciler.h"
#include "autosell-sheet-remote.h"

G_BEGIN_DECLS

/* Linking a sheet, one step after the other, for the window and the command line alike:
 *
 *   read ─► (map: what its columns are for) ─► compare: what a first merge would do ─► link: and do it
 *
 * Nothing is written on either side before “link”. Main thread; the merge itself is made on another.
 *
 * Fails with AUTOSELL_NET_ERROR, AUTOSELL_STORE_ERROR and these. */
typedef enum
{
  AUTOSELL_SHEET_PREVIEW_ERROR_NO_TAB,    /* no tab of that name, or one without cells; the message is for people */
  AUTOSELL_SHEET_PREVIEW_ERROR_LINKED,    /* another sheet is linked already; the message is its title */
  AUTOSELL_SHEET_PREVIEW_ERROR_NOT_EMPTY, /* headings were to be written, and somebody has written there meanwhile */
  AUTOSELL_SHEET_PREVIEW_ERROR_NO_FIELD,  /* no column is left for a field */
  AUTOSELL_SHEET_PREVIEW_ERROR_HEADINGS,  /* another row has those headings too; the message is for people */
} AutosellSheetPreviewError;

#define AUTOSELL_SHEET_PREVIEW_ERROR (autosell_sheet_preview_error_quark ())
GQuark autosell_sheet_preview_error_quark (void);

/* One field of a car that is on both sides and not the same. */
typedef struct
{
  AutosellVehicle *vehicle; /* unowned */
  AutosellField field;
  AutosellValue there; /* owned */
  gboolean here_wins;
} AutosellSheetDifference;

/* Cars, but for notes: cells. */
typedef struct
{
  guint new_here, new_there, differing, equal, in_bin, notes;
} AutosellSheetCounts;

typedef struct
{
  AutosellGoogleAccount *account; /* owned */
  AutosellLedgerLink *link; /* owned: as it would be kept, with its mapping; its policy may be changed before compare */
  AutosellSheetInfo *info;  /* owned */
  AutosellRemoteRows *rows; /* owned; its layout is NULL where there is no row of headings */
  gboolean is_new;          /* the tab is empty: link writes the headings that rows has */
  gboolean has_columns; /* the drop-downs and formats below the row of headings were read; else compare reads them */
  AutosellLedgerState *state; /* owned; these are NULL before compare */
  AutosellLedgerMerge *merge; /* owned */
  GPtrArray *differences;     /* owned (element-type AutosellSheetDifference) */
  AutosellSheetCounts counts;
} AutosellSheetPreview;

AutosellSheetPreview *autosell_sheet_preview_ref (AutosellSheetPreview *self);
void autosell_sheet_preview_unref (AutosellSheetPreview *self);

/* The spreadsheet of an address as a browser shows it, or of an id. @tab, @has_tab: (out): only set where the address
 * names one. Returns: (transfer full) (nullable): NULL where @text is neither */
char *autosell_sheet_preview_dup_spreadsheet (const char *text, int *tab, gboolean *has_tab);

/* Reads the tab. @link: (transfer full): account, spreadsheet and policy; the titles and, without @has_tab, its tab are
 * found.
 * @tab_title: (nullable): the tab by its name; else that of @link with @has_tab; else the first */
void autosell_sheet_preview_read_async (AutosellGoogleAccount *account, AutosellLedgerLink *link, const char *tab_title,
                                        gboolean has_tab, GCancellable *cancellable, GAsyncReadyCallback callback,
                                        gpointer user_data);
/* Returns: (transfer full) */
AutosellSheetPreview *autosell_sheet_preview_read_finish (GAsyncResult *result, GError **error);

/* TRUE where the tab has nothing in it. */
gboolean autosell_sheet_preview_is_empty (const AutosellSheetPreview *self);
/* An empty tab is to get headings for the fields of this lot; see is_new. */
void autosell_sheet_preview_add_headings (AutosellSheetPreview *self);

/* A person says which row has the headings, from 0; what its columns are for is guessed anew. FALSE where the tab ends
 * before, or the row is too far down to be found again. */
gboolean autosell_sheet_preview_set_header_row (AutosellSheetPreview *self, guint row);
/* Rows that can be chosen. */
guint autosell_sheet_preview_get_n_header_rows (const AutosellSheetPreview *self);

/* What each column is for: @fields has one AutosellField a column of the layout, or -1 for one that is left alone. That
 * of the ids stays what it is, and of those without a heading only the one that counts can be a field. FALSE with
 * NO_FIELD, and with HEADINGS where the sheet could not be known by them the next time. */
gboolean autosell_sheet_preview_map (AutosellSheetPreview *self, const int *fields, GError **error);

void autosell_sheet_preview_compare_async (AutosellSheetPreview *self, AutosellStore *store, GCancellable *cancellable,
                                           GAsyncReadyCallback callback, gpointer user_data);
gboolean autosell_sheet_preview_compare_finish (AutosellStore *store, GAsyncResult *result, GError **error);

/* What is said of a cell or a row: where it is (“H7”, or “7” for a row), and why it stays as it is, translated. */
char *autosell_sheet_note_dup_place (const AutosellLedgerNote *note);
const char *autosell_sheet_note_get_sentence (const AutosellLedgerNote *note);

/* Keeps the link and makes both sides agree for the first time. What follows is the reconciler's: where it fails after
 * link->id was set, the sheet is linked and the next run goes on. Fails with AUTOSELL_STORE_ERROR_BUSY where another
 * synchronises this moment. Returns: (transfer full) */
void autosell_sheet_preview_link_async (AutosellSheetPreview *self, AutosellStore *store, GCancellable *cancellable,
                                        GAsyncReadyCallback callback, gpointer user_data);
AutosellSyncReport *autosell_sheet_preview_link_finish (AutosellStore *store, GAsyncResult *result, GError **error);

/* Ends the link; sheet and stock stay as they are. BUSY as above. */
void autosell_sheet_unlink_async (AutosellStore *store, GAsyncReadyCallback callback, gpointer user_data);
gboolean autosell_sheet_unlink_finish (AutosellStore *store, GAsyncResult *result, GError **error);

/* Whose value stays from now on where both sides changed one field. BUSY as above. */
void autosell_sheet_set_winner_async (AutosellStore *store, AutosellLedgerWinner winner, GAsyncReadyCallback callback,
                                      gpointer user_data);
gboolean autosell_sheet_set_winner_finish (AutosellStore *store, GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AutosellSheetPreview, autosell_sheet_preview_unref)

G_END_DECLS
