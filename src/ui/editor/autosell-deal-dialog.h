/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "autosell-store.h"

G_BEGIN_DECLS

/* A sale or a reservation with what belongs to it, entered at the desk while the customer waits: one change with one
 * undo. What is proposed says that it is, and nothing but what cannot be read stands in the way. */
#define AUTOSELL_TYPE_DEAL_DIALOG (autosell_deal_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AutosellDealDialog, autosell_deal_dialog, AUTOSELL, DEAL_DIALOG, AdwWindow)

typedef enum
{
  AUTOSELL_DEAL_SALE,
  AUTOSELL_DEAL_RESERVATION,
} AutosellDealKind;

/* Of a car that is sold or reserved already, its details are shown and can be changed.
 * @parent: a main window or an editor, which shows the toast */
void autosell_deal_dialog_present (GtkWindow *parent, AutosellStore *store, AutosellDealKind kind, gint64 key);

/* The car is available again. Where it has a deposit, a buyer or the like, asks whether they go, too; the history keeps
 * them either way. One change. */
void autosell_deal_release (GtkWindow *parent, AutosellStore *store, gint64 key);

G_END_DECLS
