/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "state.h"

G_BEGIN_DECLS

/* What people do on facebook.com, by the pages of wall.c or the control address:
 *
 *   { "do": "like"|"share"|"view"|"click", "post": ID, "times": N, "kind": "LOVE" }
 *   { "do": "comment", "post": ID, "name": …, "message": … }     a visitor
 *   { "do": "delete"|"hide"|"show"|"publish", "post": ID }       somebody with a role on the Page
 *   { "do": "edit", "post": ID, "message": … } */
gboolean wall_act (Graph *graph, JsonObject *what, GError **error);
/* A post that no app made; @given as in a scenario. */
Record *wall_add_post (Graph *graph, JsonObject *given);

G_END_DECLS
