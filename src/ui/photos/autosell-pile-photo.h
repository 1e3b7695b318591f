/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gdk/gdk.h>

#include "autosell-photo-importer.h"

G_BEGIN_DECLS

/* A picture that has come and belongs to no car yet. It follows its import; ::changed tells that it looks different. */
#define AUTOSELL_TYPE_PILE_PHOTO (autosell_pile_photo_get_type ())
G_DECLARE_FINAL_TYPE (AutosellPilePhoto, autosell_pile_photo, AUTOSELL, PILE_PHOTO, GObject)

AutosellPilePhoto *autosell_pile_photo_new (AutosellPhotoImport *import);
/* One without an import, which is never ready. For tests. */
AutosellPilePhoto *autosell_pile_photo_new_for_time (const char *name, gint64 taken_at);

const char *autosell_pile_photo_get_name (AutosellPilePhoto *self);
/* See autosell_photo_import_get_taken_at(). */
gint64 autosell_pile_photo_get_taken_at (AutosellPilePhoto *self);
/* Returns: (transfer none) (nullable): what there is to be seen of it so far */
GdkTexture *autosell_pile_photo_get_texture (AutosellPilePhoto *self);
/* Returns: (transfer none) (nullable): once it can be given to a car */
AutosellStagedPhoto *autosell_pile_photo_get_staged (AutosellPilePhoto *self);
/* Neither ready nor refused. */
gboolean autosell_pile_photo_is_busy (AutosellPilePhoto *self);
/* 0 to 1 */
double autosell_pile_photo_get_fraction (AutosellPilePhoto *self);

/* Where the same picture is already: a whole sentence. @twin: (nullable): nowhere. @is_same: and not only one that is
 * alike */
void autosell_pile_photo_set_twin (AutosellPilePhoto *self, const char *twin, gboolean is_same);
const char *autosell_pile_photo_get_twin (AutosellPilePhoto *self);
gboolean autosell_pile_photo_is_same (AutosellPilePhoto *self);

G_END_DECLS
