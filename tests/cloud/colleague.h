/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "book.h"

G_BEGIN_DECLS

/* A person in the sheet, at once and without quota. Posted to /control/act, or "act" of a fault:
 *
 *   { "do": "edit", "sheet": ID, "range": "INVENTARIO!E7", "value": "209,900" }     typed, in the sheet's locale
 *   { "do": "batch", "sheet": ID, "requests": [ … ] }                               as in :batchUpdate, by the owner
 *   { "do": "sort", "sheet": ID, "range": "INVENTARIO!A2:G46", "column": 1 }        sorts what is in the range
 *   { "do": "duplicate", "sheet": ID, "tab": "INVENTARIO", "row": 7 }               row 7 is copied below itself
 *   { "do": "rename", "sheet": ID, "tab": "INVENTARIO", "title": "AUTOS" }
 *   { "do": "trash", "sheet": ID }   { "do": "unshare", "sheet": ID, "email": … }
 *
 * @ID may be missing where there is one spreadsheet only. FALSE: the call has been refused. */
gboolean colleague_act (Call *call, JsonObject *act);

G_END_DECLS
