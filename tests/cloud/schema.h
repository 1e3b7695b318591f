/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Checks a request's body against what Google's reference says that it holds. Only what the program sends and what a
 * person in the sheet does is described; all else counts as unknown. Returns: (transfer full) (nullable): the real
 * service's message, NULL where all is well */
char *schema_check (JsonNode *node, const char *type);

/* Whether @type (an object) has a member @name; for field masks of updates. */
gboolean schema_has_member (const char *type, const char *name);

G_END_DECLS
