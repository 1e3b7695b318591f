/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum
{
  AUTOSELL_PHOTO_ERROR_NOT_A_PHOTO, /* no picture of a kind that we take */
  AUTOSELL_PHOTO_ERROR_NO_LOADER,   /* a picture that would be taken if its loader were installed: HEIC, AVIF, WebP */
  AUTOSELL_PHOTO_ERROR_TOO_LARGE,   /* AUTOSELL_PHOTO_MAX_BYTES or AUTOSELL_PHOTO_MAX_PIXELS */
  AUTOSELL_PHOTO_ERROR_BROKEN,      /* malformed, cut off, or other than its header says */
  AUTOSELL_PHOTO_ERROR_FAILED,      /* anything else; the message says what */
} AutosellPhotoErrorCode;

/* Messages are whole translated sentences without the file's name, which the caller has. Files that cannot be read or
 * written give their G_IO_ERROR, a cancelled step G_IO_ERROR_CANCELLED. */
#define AUTOSELL_PHOTO_ERROR (autosell_photo_error_quark ())
GQuark autosell_photo_error_quark (void);

G_END_DECLS
