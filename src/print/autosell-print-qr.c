/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-print-qr.h"

#include <qrencode.h>

AutosellPrintQr *
autosell_print_qr_new (const char *text)
{
  AutosellPrintQr *self;
  QRcode *code;

  if (text == NULL || text[0] == '\0' || (code = QRcode_encodeString8bit (text, 0, QR_ECLEVEL_M)) == NULL)
    return NULL;
  self = g_new0 (AutosellPrintQr, 1);
  self->width = code->width;
  self->modules = g_malloc ((gsize) code->width * code->width);
  /* The lowest bit is the colour; the others say what a module is for. */
  for (int i = 0; i < code->width * code->width; i++)
    self->modules[i] = code->data[i] & 1;
  QRcode_free (code);
  return self;
}

void
autosell_print_qr_free (AutosellPrintQr *self)
{
  g_free (self->modules);
  g_free (self);
}

gboolean
autosell_print_qr_get (const AutosellPrintQr *self, int column, int row)
{
  return self->modules[row * self->width + column] != 0;
}
