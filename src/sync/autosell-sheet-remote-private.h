/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-drive-files.h"
#include "autosell-sheet-remote.h"

G_BEGIN_DECLS

/* Shared by the reading and the writing half: autosell-sheet-remote.c and autosell-sheet-apply.c. */

struct _AutosellSheetRemote
{
  GObject parent_instance;
  AutosellSheets *sheets;    /* owned */
  AutosellDriveFiles *drive; /* owned */
  char *spreadsheet;         /* owned */
  int tab_id;
  char *mapping; /* owned, nullable */
  gboolean with_private;
  char *pin_key; /* owned */
  gboolean adds_id_column;
};

/* What a read keeps for the writes that follow from it. */
typedef struct
{
  AutosellSheetInfo *info;           /* owned */
  const AutosellSheetTab *tab;       /* of the info */
  const AutosellSheetTab *annex_tab; /* nullable: of the info */
  gboolean has_ids; /* FALSE: the layout's column of ids is not there yet, and is made with the first write */
} AutosellSheetKnown;

/* The program's own tab, by its id, which is the same in every spreadsheet: who makes it a second time is refused. */
#define AUTOSELL_SHEET_ANNEX_ID 1096111187

AutosellLedgerCell autosell_sheet_cell_to_ledger (const AutosellSheetCell *cell);

/* The interface's apply. */
void autosell_sheet_remote_apply_async (AutosellRemote *remote, AutosellRemoteRows *rows, AutosellLedgerWork *work,
                                        GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean autosell_sheet_remote_apply_finish (AutosellRemote *remote, GAsyncResult *result, GError **error);

G_END_DECLS
