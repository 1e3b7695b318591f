/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A QR code as squares. Private to the layer and its tests. */
typedef struct
{
  int width;       /* of the code, in modules, without the quiet zone */
  guint8 *modules; /* owned: 1 for dark, row by row */
} AutosellPrintQr;

/* The white border that readers need, in modules. */
#define AUTOSELL_PRINT_QR_QUIET 4

/* Error correction M. Returns: (nullable): NULL for "" and for more than a code can hold */
AutosellPrintQr *autosell_print_qr_new (const char *text);
void autosell_print_qr_free (AutosellPrintQr *self);
gboolean autosell_print_qr_get (const AutosellPrintQr *self, int column, int row);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AutosellPrintQr, autosell_print_qr_free)

G_END_DECLS
