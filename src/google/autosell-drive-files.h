/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-google-account.h"

G_BEGIN_DECLS

/* Google Drive v3: files as a whole, typed and without policy. */
#define AUTOSELL_TYPE_DRIVE_FILES (autosell_drive_files_get_type ())
G_DECLARE_FINAL_TYPE (AutosellDriveFiles, autosell_drive_files, AUTOSELL, DRIVE_FILES, GObject)

AutosellDriveFiles *autosell_drive_files_new (AutosellGoogleAccount *account);

/* The cheap look: below 2 KB and 5 quota units of 325,000 a minute. A version that is the same does not prove that
 * cells are: Google tells of edits with some minutes' delay. One that is higher says "look", not "differs". */
typedef struct
{
  gint64 version; /* only ever rises; 0 where it was not told */
  char *name;
  char *mime_type;
  gint64 modified_us; /* UTC, 0 for unknown */
  gboolean is_trashed;
  gboolean was_me; /* the signed-in person was the last to change it */
  gboolean can_edit;
} AutosellDriveFile;

void autosell_drive_file_free (AutosellDriveFile *self);

void autosell_drive_files_look_async (AutosellDriveFiles *self, const char *file_id, GCancellable *cancellable,
                                      GAsyncReadyCallback callback, gpointer user_data);
/* Returns: (transfer full): AUTOSELL_NET_ERROR_NOT_FOUND where it is gone or was never picked */
AutosellDriveFile *autosell_drive_files_look_finish (AutosellDriveFiles *self, GAsyncResult *result, GError **error);

typedef struct
{
  char *name; /* of the person */
  char *email;
  char *permission_id; /* names the person for ever, also when the address changes */
  gint64 bytes_used;
  gint64 bytes_limit; /* 0: none */
} AutosellDriveAbout;

void autosell_drive_about_free (AutosellDriveAbout *self);

/* Who is signed in: with the scope drive.file alone nothing else tells. */
void autosell_drive_files_about_async (AutosellDriveFiles *self, GCancellable *cancellable,
                                       GAsyncReadyCallback callback, gpointer user_data);
/* Returns: (transfer full) */
AutosellDriveAbout *autosell_drive_files_about_finish (AutosellDriveFiles *self, GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AutosellDriveFile, autosell_drive_file_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AutosellDriveAbout, autosell_drive_about_free)

G_END_DECLS
