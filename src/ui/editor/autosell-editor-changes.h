/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-change-set.h"
#include "autosell-draft.h"

G_BEGIN_DECLS

/* What saving a draft does to the stock: the car, or the fields that the person changed and no others, refused if the
 * stock changed since the draft was last compared with it. @reason: (nullable): why the status changed. Returns:
 * (transfer full) */
AutosellChangeSet *autosell_editor_changes_new (AutosellDraft *draft, const char *reason);

G_END_DECLS
