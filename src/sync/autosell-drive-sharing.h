/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-drive.h"

G_BEGIN_DECLS

/* The link to a car's photos for a customer. That it was given stands in a tag of the car's folder, so that each PC
 * knows; the tag is set before everybody may look, and goes after nobody may any more: whatever happens in between, a
 * folder that can be looked at says so. */

/* Where people put other files into the folder, Google does not let this program share it, which is well: papers may be
 * among them. Then the photos are shared, each by itself, and the customer gets a link to each; those that are added
 * later are not. A photo says whose link shows it, so that it is taken back wherever it went meanwhile. */
gboolean autosell_drive_sharing_is_each (const AutosellDriveItem *folder);
/* Whether that is why it was refused. */
gboolean autosell_drive_sharing_wants_each (const GError *error);

/* Whether the folder may be looked at by whoever has its link, as far as we gave it. */
gboolean autosell_drive_sharing_is_on (const AutosellDriveItem *folder);

/* Both may be repeated. Fails as Drive does; the reason says why it is forbidden. */
void autosell_drive_sharing_set_async (AutosellDrive *drive, const char *folder, gboolean is_on,
                                       GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* @files: ids of the car's photos in Drive, in their order; those that were shared by the folder's link and are
 * elsewhere by now are taken back, too. May be repeated, and finished after it failed half way. */
void autosell_drive_sharing_set_each_async (AutosellDrive *drive, const char *folder, const char *const *files,
                                            gboolean is_on, GCancellable *cancellable, GAsyncReadyCallback callback,
                                            gpointer user_data);
/* Returns: (transfer full): the links, one a photo; empty where they were taken back */
GStrv autosell_drive_sharing_set_each_finish (AutosellDrive *drive, GAsyncResult *result, GError **error);

/* Of the other. Returns: (transfer full): the folder; its link is what a customer gets */
AutosellDriveItem *autosell_drive_sharing_set_finish (AutosellDrive *drive, GAsyncResult *result, GError **error);

G_END_DECLS
