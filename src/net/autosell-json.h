/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Members of what a service answered. Whatever is missing or of another type is as if it were not there: it is the
 * server's news and not our crash. An absent number is 0 and an absent boolean FALSE, as these services leave them out.
 * Each takes NULL. */
JsonObject *autosell_json_root (JsonNode *root);
/* What came from outside. @size: in bytes, -1 where a NUL ends it. Any thread. Returns: (transfer full) (nullable):
 * NULL for what is no JSON, or is nested deeper than anybody's answer */
JsonNode *autosell_json_parse (const char *text, gssize size);
JsonObject *autosell_json_object (JsonObject *object, const char *name);
JsonArray *autosell_json_array (JsonObject *object, const char *name);
JsonObject *autosell_json_element (JsonArray *array, guint index);
JsonArray *autosell_json_row (JsonArray *array, guint index);
guint autosell_json_length (JsonArray *array);
/* (nullable) */
const char *autosell_json_string (JsonObject *object, const char *name);
gint64 autosell_json_int (JsonObject *object, const char *name, gint64 otherwise);
/* int64 as text, as Drive has it */
gint64 autosell_json_int_text (JsonObject *object, const char *name);
/* Any number, a fraction cut off */
gint64 autosell_json_number (JsonObject *object, const char *name, gint64 otherwise);
gboolean autosell_json_bool (JsonObject *object, const char *name);

/* Text of what @builder has made. Returns: (transfer full) */
char *autosell_json_text (JsonBuilder *builder);

G_END_DECLS
