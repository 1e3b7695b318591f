/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gdk/gdk.h>

G_BEGIN_DECLS

/* Gets pictures out of what another program drops or has copied: files and folders, the bytes of a picture as a browser
 * gives them, or only its pixels. The bytes of files on the disk go before those that come along, which are often a
 * worse copy; those of a page on the web come along, since a page is no file. Nothing is fetched from there: an address
 * alone is given on as a file, which is refused with what to do instead. */

/* The formats that a drop target says that it takes. Returns: (transfer full) */
GdkContentFormats *autosell_photo_reader_get_formats (void);
gboolean autosell_photo_reader_accepts (GdkContentFormats *formats);

/* @files: (nullable); @bytes: (nullable), then with @name (nullable). Both are %NULL with @error, which is not set
 * where there was no picture at all. Once, on the main loop. */
typedef void (*AutosellPhotoReadFunc) (GListModel *files, GBytes *bytes, const char *name, const GError *error,
                                       gpointer user_data);
void autosell_photo_reader_read_drop (GdkDrop *drop, AutosellPhotoReadFunc func, gpointer user_data);
void autosell_photo_reader_read_clipboard (GdkClipboard *clipboard, AutosellPhotoReadFunc func, gpointer user_data);

G_END_DECLS
