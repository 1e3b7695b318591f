/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-drive.h"

G_BEGIN_DECLS

/* The link to a car's photos for a customer. That it was given stands in a tag of the car's folder, so that each PC knows; the
 * tag is set before everybody may look, and goes after nobody may any more: whatever happens in between, a folder that can be
 * looked at says so. */

/* Whether the folder may be looked at by whoever has its link, as far as we gave it. */
gboolean autosell_drive_sharing_is_on (const AutosellDriveItem *folder);

/* Both may be repeated. Fails as Drive does; the reason says why it is forbidden. */
void autosell_drive_sharing_set_async (AutosellDrive *drive, const char *folder, gboolean is_on, GCancellable *cancellable,
                                       GAsyncReadyCallback callback, gpointer user_data);
/* Returns: (transfer full): the folder; its link is what a customer gets */
AutosellDriveItem *autosell_drive_sharing_set_finish (AutosellDrive *drive, GAsyncResult *result, GError **error);

G_END_DECLS
