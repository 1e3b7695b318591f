/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "call.h"

G_BEGIN_DECLS

/* How tests and demonstrations reach behind the services, under /control/:
 *
 *   POST faults        a rule, or { "faults": [ … ] } (faults.h);  DELETE faults: none any more
 *   POST act           what a colleague does (colleague.h)
 *   POST people        { "email": …, "name": … }
 *   POST sheet         { "title", "owner", "locale", "time_zone", "tab", "rows": [[ … ]], "writers": [ … ] } →
 *                      { "id" }: rows as typed
 *   POST file-grant    { "email", "file" }: as if picked under drive.file
 *   POST clock         { "add_s": N } or { "set_s": UNIX }
 *   POST quirks        members of CloudQuirks
 *   POST quota         { "reads": N, "writes": N } a minute, 0 for none
 *   POST identity      { "testing", "token_life_s", "max_grants", "expire": true, "revoke": "email" }
 *   GET sheet/ID       the whole of a spreadsheet, as it is kept
 *   …    facebook      apps, people, Pages, tokens, what visitors do (graph/graph.h)
 *   GET state          counts: calls, peaks of quotas */
gboolean control_handle (Call *call);

/* The members of a scenario file, in the order: people, sheets, quirks, quota, identity, facebook,
 * faults. */
gboolean control_apply_scenario (Cloud *cloud, JsonObject *scenario, GError **error);

G_END_DECLS
