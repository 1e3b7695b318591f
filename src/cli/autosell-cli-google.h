/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-cli.h"
#include "autosell-google.h"

G_BEGIN_DECLS

/* For the commands that speak to Google. */

/* Opens the store, reads what is kept of the accounts; a second call does nothing. Returns: (transfer none) */
AutosellGoogle *autosell_cli_get_google (AutosellCli *cli, GError **error);

/* @who: (nullable): an e-mail or id; else the only one. Returns: (transfer none) */
AutosellGoogleAccount *autosell_cli_find_account (AutosellGoogle *google, const char *who, GError **error);

/* An asynchronous call as one that waits: give it autosell_cli_take_result_cb() and a GAsyncResult pointer that is
 * NULL, then wait for that. Returns: (transfer none): *@result */
void autosell_cli_take_result_cb (GObject *object, GAsyncResult *result, gpointer user_data);
GAsyncResult *autosell_cli_wait (GAsyncResult **result);

G_END_DECLS
