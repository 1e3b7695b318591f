/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  AUTOSELL_STORE_ERROR_FAILED,         /* anything else; the message says what */
  AUTOSELL_STORE_ERROR_NEWER,          /* written by a newer version of the program */
  AUTOSELL_STORE_ERROR_DAMAGED,        /* not sound; autosell_store_recover() sets it aside */
  AUTOSELL_STORE_ERROR_NETWORK_FOLDER, /* the data folder is on a network file system */
  AUTOSELL_STORE_ERROR_NO_SPACE,
  AUTOSELL_STORE_ERROR_READ_ONLY, /* folder or file cannot be written */
  AUTOSELL_STORE_ERROR_BUSY,      /* another process wrote for longer than the time limit */
  AUTOSELL_STORE_ERROR_NOT_FOUND, /* no such vehicle, change or backup */
  AUTOSELL_STORE_ERROR_AMBIGUOUS, /* several vehicles have that stock number */
  AUTOSELL_STORE_ERROR_CONFLICT,  /* the vehicle was changed since the revision that was named */
  AUTOSELL_STORE_ERROR_NOTHING,   /* nothing to undo or redo */
  AUTOSELL_STORE_ERROR_CLOSED,
  /* A car lacks what the lot asks of those that are posted; the message is a translated sentence. */
  AUTOSELL_STORE_ERROR_NOT_READY,
} AutosellStoreErrorCode;

#define AUTOSELL_STORE_ERROR (autosell_store_error_quark ())
GQuark autosell_store_error_quark (void);

G_END_DECLS
