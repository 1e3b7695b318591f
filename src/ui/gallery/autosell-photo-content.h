/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gdk/gdk.h>

#include "autosell-photo.h"

G_BEGIN_DECLS

/* Photos on their way out, by a drag or the clipboard: for other programs files with the turn and the crop applied, and
 * the picture itself where it is one; within this program what they are, so that a gallery can move them and a car take
 * them. Files are made when somebody asks for them. */
#define AUTOSELL_TYPE_PHOTO_CONTENT (autosell_photo_content_get_type ())
G_DECLARE_FINAL_TYPE (AutosellPhotoContent, autosell_photo_content, AUTOSELL, PHOTO_CONTENT, GdkContentProvider)

/* @photos: (element-type AutosellPhoto): of one car, in order; @title: what the files are to be called */
GdkContentProvider *autosell_photo_content_new (const char *data_dir, gint64 vehicle_key, GPtrArray *photos,
                                                const char *title);
gint64 autosell_photo_content_get_vehicle (AutosellPhotoContent *self);
/* Returns: (transfer none) (element-type AutosellPhoto) */
GPtrArray *autosell_photo_content_get_photos (AutosellPhotoContent *self);
/* Their ids. Returns: (transfer container): NULL-terminated */
const char **autosell_photo_content_dup_ids (AutosellPhotoContent *self);

/* Writes the photos as files into a folder that is kept for a day, for programs that are handed a file.
 * Returns: (transfer full) (element-type GFile) */
void autosell_photo_content_write_files_async (AutosellPhotoContent *self, GCancellable *cancellable,
                                               GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *autosell_photo_content_write_files_finish (AutosellPhotoContent *self, GAsyncResult *result, GError **error);

/* “TITLE 3.jpg” of the first. Returns: (transfer full) */
char *autosell_photo_content_dup_file_name (AutosellPhotoContent *self);
/* The first as @file, which is written over. Both end in write_files_finish(). */
void autosell_photo_content_save_async (AutosellPhotoContent *self, GFile *file, GAsyncReadyCallback callback,
                                        gpointer user_data);
/* Into @folder, “TITLE 3.jpg”; an existing file is never written over. @folder: (nullable): as above */
void autosell_photo_content_export_async (AutosellPhotoContent *self, GFile *folder, GCancellable *cancellable,
                                          GAsyncReadyCallback callback, gpointer user_data);

G_END_DECLS
