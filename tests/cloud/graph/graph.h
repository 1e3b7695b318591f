/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "../call.h"

G_BEGIN_DECLS

/* Facebook's Graph API at BASE/graph/ and its web host at BASE/facebook/. FALSE: no address of these. */
gboolean graph_handle (Call *call);

G_END_DECLS
