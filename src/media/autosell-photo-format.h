/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-photo-probe.h"

G_BEGIN_DECLS

/* By its first bytes. Returns: FALSE where it is none that we know */
gboolean autosell_photo_format_guess (const guint8 *data, gsize size, AutosellPhotoFormat *out);
/* The name by which GdkPixbuf knows its loader. */
const char *autosell_photo_format_get_mime_type (AutosellPhotoFormat format);
/* Sets AUTOSELL_PHOTO_ERROR_NO_LOADER where there is none. */
gboolean autosell_photo_format_check_supported (AutosellPhotoFormat format, GError **error);

G_END_DECLS
