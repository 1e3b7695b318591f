/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-google-json.h"

void
autosell_google_json_set_unexpected (GError **error, const char *what)
{
  autosell_net_set_error (error, AUTOSELL_NET_ERROR_UNEXPECTED, 200, NULL, FALSE, "%s: not what was asked for", what);
}
