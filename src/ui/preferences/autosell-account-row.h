/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "autosell-page-store.h"

G_BEGIN_DECLS

/* One of the people and tokens that bring Pages of Facebook: how the connection is, and the way out where it ended.
 * Signals: connect-again (gint64 account), disconnect (gint64 account). */
#define AUTOSELL_TYPE_ACCOUNT_ROW (autosell_account_row_get_type ())
G_DECLARE_FINAL_TYPE (AutosellAccountRow, autosell_account_row, AUTOSELL, ACCOUNT_ROW, AdwActionRow)

/* @account: not kept */
GtkWidget *autosell_account_row_new (const AutosellAccount *account);

G_END_DECLS
