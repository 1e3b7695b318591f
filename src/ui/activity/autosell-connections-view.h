/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "autosell-http.h"

G_BEGIN_DECLS

/* How each connection is: whether it works, when it last did, how long an answer takes, how much is asked, and what the
 * last trouble was, in words for the desk and, for whoever helps, in technical ones. Kept current while it is shown. */
#define AUTOSELL_TYPE_CONNECTIONS_VIEW (autosell_connections_view_get_type ())
G_DECLARE_FINAL_TYPE (AutosellConnectionsView, autosell_connections_view, AUTOSELL, CONNECTIONS_VIEW, AdwBin)

/* Once. @http: (nullable): NULL where there is none */
void autosell_connections_view_set_http (AutosellConnectionsView *self, AutosellHttp *http);

G_END_DECLS
