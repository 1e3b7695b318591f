/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-photo-probe.h"

G_BEGIN_DECLS

/* What of files and folders is to be imported, and in which order. */
typedef struct
{
  GFile *file;     /* owned */
  char *name;      /* owned: for people */
  char *sort_key;  /* owned: its path from where it was dropped, as people count */
  gint64 taken_at; /* read only where the names say nothing */
} AutosellPhotoEntry;

/* No folder is read further than this; a home folder dropped by mistake must end. */
#define AUTOSELL_PHOTO_MAX_ENTRIES 10000

/* @files: (element-type GFile): files are taken whatever they are called, folders are read for what is called like a
 * photo; hidden ones and links to folders are passed over. Blocks. Returns: (transfer full) (element-type
 * AutosellPhotoEntry): in order; what there was when @cancellable is */
GPtrArray *autosell_photo_list_files (GPtrArray *files, GCancellable *cancellable);

/* Whether most of these names are of one series, as IMG_1, IMG_2, so that their order means something. */
gboolean autosell_photo_names_tell_order (const char *const *names, guint n_names);

G_END_DECLS
