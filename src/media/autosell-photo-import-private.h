/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-photo-importer.h"

G_BEGIN_DECLS

/* ---- Items: main context ---- */

AutosellPhotoImport *autosell_photo_import_new (const char *name);
/* Each notifies what it changes. */
void autosell_photo_import_begin (AutosellPhotoImport *self);
void autosell_photo_import_set_fraction (AutosellPhotoImport *self, double fraction);
void autosell_photo_import_set_probed (AutosellPhotoImport *self, gint64 taken_at, AutosellPixels *preview);
void autosell_photo_import_set_preview (AutosellPhotoImport *self, AutosellPixels *preview);
void autosell_photo_import_set_ready (AutosellPhotoImport *self, AutosellStagedPhoto *staged);
void autosell_photo_import_set_refused (AutosellPhotoImport *self, const GError *error);
void autosell_photo_import_set_cancelled (AutosellPhotoImport *self);
gboolean autosell_photo_import_is_done (AutosellPhotoImport *self);

/* ---- Workers: what they share with one importer until it is cancelled ---- */

typedef struct _AutosellPhotoCrew AutosellPhotoCrew;

/* What a worker has to tell. The first one that is set says what it is. */
typedef struct
{
  GPtrArray *entries;        /* owned, nullable: AutosellPhotoEntry; files are listed */
  AutosellPhotoImport *item; /* unowned, nullable: the importer holds it; compare only after it has been cancelled */
  gboolean has_begun;
  gboolean is_probed;
  gboolean is_previewed;
  gint64 taken_at;
  AutosellPixels *preview;     /* owned, nullable */
  AutosellStagedPhoto *staged; /* owned, nullable */
  GError *error;               /* owned, nullable */
} AutosellPhotoNews;

void autosell_photo_news_free (AutosellPhotoNews *self);

/* @wake: called on @context when there is news; @user_data is not used after autosell_photo_crew_dismiss(). */
AutosellPhotoCrew *autosell_photo_crew_new (const char *data_dir, gboolean keep_originals, GMainContext *context,
                                            void (*wake) (gpointer user_data), gpointer user_data);
/* Main context. They leave what they are at as soon as they can; nobody waits for it. Gives up the caller's
 * reference. */
void autosell_photo_crew_dismiss (AutosellPhotoCrew *self);
/* @files: (transfer full) (element-type GFile) */
void autosell_photo_crew_list (AutosellPhotoCrew *self, GPtrArray *files);
/* Probes it, ahead of all that is only to be imported, and then imports it. */
void autosell_photo_crew_import (AutosellPhotoCrew *self, AutosellPhotoImport *item, GFile *file, GBytes *bytes,
                                 const char *name);
/* Returns: (transfer full) (nullable): the next news; %NULL for none */
AutosellPhotoNews *autosell_photo_crew_take_news (AutosellPhotoCrew *self);
/* How far @item is, from 0 to 1; 0 for one that has not begun or is done. */
double autosell_photo_crew_get_fraction (AutosellPhotoCrew *self, AutosellPhotoImport *item);

G_END_DECLS
