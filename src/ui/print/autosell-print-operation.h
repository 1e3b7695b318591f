/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "autosell-print-document.h"

G_BEGIN_DECLS

/* A print operation of the pages of @document on its paper, ready to be run. Returns: (transfer full) */
GtkPrintOperation *autosell_print_operation_new (AutosellPrintDocument *document);

G_END_DECLS
