/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-cli-google.h"
#include "autosell-sheet-preview.h"
#include "autosell-sync-turn.h"

G_BEGIN_DECLS

/* For the commands about the lot's own sheet. */

/* The link. Returns: (transfer full): NULL with @error where there is none */
AutosellLedgerLink *autosell_cli_get_link (AutosellCli *cli, GError **error);
/* Whose sheet it is. Returns: (transfer none): NULL with @error where it is not signed in here */
AutosellGoogleAccount *autosell_cli_get_link_account (AutosellCli *cli, const AutosellLedgerLink *link, GError **error);

/* As long as a synchronisation of the window's takes that goes well. */
#define AUTOSELL_CLI_TURN_WAIT_SECONDS 60
/* The turn, once whoever has it is done, and a line that it is waited for; what was read before it may have changed.
 * Returns: (transfer full): NULL with AUTOSELL_STORE_ERROR_BUSY after @wait_seconds */
AutosellSyncTurn *autosell_cli_take_turn (AutosellCli *cli, int wait_seconds, GError **error);

/* Why nothing was changed, as an error. @n: rows that are gone */
void autosell_cli_set_brake_error (GError **error, AutosellLedgerBrake brake, guint n);

/* Cells that could not be read or written, by name: the first lines of them for people, all of them as "notes" in JSON.
 * @notes: (element-type AutosellLedgerNote) */
void autosell_cli_print_notes (GArray *notes);
void autosell_cli_json_notes (AutosellCliJson *json, GArray *notes);

/* What linking would do, read and worked out without writing anything on either side.
 * @link: (transfer full): as autosell_sheet_preview_read_async() has it. @tab_title: (nullable). @header_row: from 1, 0
 * for the one that is found. @maps: (nullable): "HEADER=FIELD". Returns: (transfer full) */
AutosellSheetPreview *autosell_cli_preview_make (AutosellCli *cli, AutosellGoogleAccount *account,
                                                 AutosellLedgerLink *link, const char *tab_title, gboolean has_tab,
                                                 int header_row, const char *const *maps, GError **error);
void autosell_cli_preview_show (AutosellCli *cli, const AutosellSheetPreview *preview);

G_END_DECLS
