/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* A partial response: a,b(c,d),e/f,* (also with dots, as updates write their masks). */
typedef struct _Mask Mask;

/* Returns: (transfer full) (nullable): NULL where it cannot be read */
Mask *mask_parse (const char *text);
void mask_free (Mask *mask);
/* Whether the member @name is asked for; *@inner (nullable, borrowed) is what is asked for within it, NULL for all. */
gboolean mask_has (const Mask *mask, const char *name, const Mask **inner);
/* The whole of a path such as "userEnteredFormat.numberFormat". */
gboolean mask_has_path (const Mask *mask, const char *path);
gboolean mask_is_everything (const Mask *mask);
/* (element-type utf8): the names on top. Returns: (transfer container) */
GPtrArray *mask_get_names (const Mask *mask);
/* Takes away what was not asked for. */
void mask_apply (const Mask *mask, JsonNode *node);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Mask, mask_free)

G_END_DECLS
