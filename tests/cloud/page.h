/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "call.h"

G_BEGIN_DECLS

/* For a person: /  lists the spreadsheets, /sheet/ID shows one as a grid that can be edited, and follows what others
 * do. */
gboolean page_handle (Call *call);

G_END_DECLS
