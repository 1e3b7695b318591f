/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-http.h"
#include "autosell-json.h"

G_BEGIN_DECLS

/* Members of what Google answered: autosell-json, under the name that its clients know. */
#define autosell_google_json_root autosell_json_root
#define autosell_google_json_object autosell_json_object
#define autosell_google_json_array autosell_json_array
#define autosell_google_json_element autosell_json_element
#define autosell_google_json_row autosell_json_row
#define autosell_google_json_length autosell_json_length
#define autosell_google_json_string autosell_json_string
#define autosell_google_json_int autosell_json_int
#define autosell_google_json_int_text autosell_json_int_text
#define autosell_google_json_bool autosell_json_bool
#define autosell_google_json_text autosell_json_text

/* Sets AUTOSELL_NET_ERROR_UNEXPECTED. */
void autosell_google_json_set_unexpected (GError **error, const char *what);

G_END_DECLS
