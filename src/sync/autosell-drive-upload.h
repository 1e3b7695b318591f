/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-drive-store.h"
#include "autosell-drive.h"

G_BEGIN_DECLS

/* One file's content into Drive, whole and once, whatever happens on the way: its session is kept in the data folder,
 * in a file that only its owner reads and no backup has (whoever has a session's address can send to it for a week). */

/* Lets no more than so many bytes a second go, over all uploads that share it. */
typedef struct
{
  guint bytes_per_second; /* 0: no limit */
  gint64 free_us;         /* monotonic: when the next chunk may go */
} AutosellDriveThrottle;

typedef void (*AutosellDriveSentFunc) (const char *photo, double fraction, gpointer data);

/* @step: of AUTOSELL_DRIVE_SEND, copied as needed; @edit: of the new file, borrowed during the call; @chunk_bytes: as
 * of AutosellDriveOptions; @throttle: outlives the call; @sent: (nullable) Fails with AUTOSELL_STORE_ERROR_DAMAGED
 * where the file here is not what its name says. Returns: (transfer full) */
void autosell_drive_upload_async (AutosellDrive *drive, const char *data_dir, const AutosellDriveStep *step,
                                  const AutosellDriveEdit *edit, gsize chunk_bytes, AutosellDriveThrottle *throttle,
                                  AutosellDriveSentFunc sent, gpointer sent_data, GCancellable *cancellable,
                                  GAsyncReadyCallback callback, gpointer user_data);
AutosellDriveItem *autosell_drive_upload_finish (AutosellDrive *drive, GAsyncResult *result, GError **error);

/* Forgets all sessions: another root, another account. */
void autosell_drive_upload_forget (const char *data_dir);

G_END_DECLS
