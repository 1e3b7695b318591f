/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-photo-staging.h"
#include "autosell-pixels.h"

G_BEGIN_DECLS

/* What a worker of the pipeline looks at now and then. */
typedef struct
{
  GCancellable *cancellable;                              /* unowned, nullable */
  void (*progress) (double fraction, gpointer user_data); /* nullable */
  gpointer user_data;
} AutosellPhotoJob;

static inline gboolean
autosell_photo_job_is_cancelled (const AutosellPhotoJob *job)
{
  return job != NULL && g_cancellable_is_cancelled (job->cancellable);
}

static inline void
autosell_photo_job_tell (const AutosellPhotoJob *job, double fraction)
{
  if (job != NULL && job->progress != NULL)
    job->progress (fraction, job->user_data);
}

/* All that is to be staged. The pointers are read, not kept. */
typedef struct
{
  GBytes *photo;
  GBytes *thumbnails[2]; /* small, large */
  GBytes *original;      /* nullable: not kept */
  const char *source_hash;
  const char *name;
  int width;
  int height;
  guint64 perceptual_hash;
  gint64 taken_at;
  AutosellPhotoFormat source_format;
} AutosellStagedParts;

/* Writes the files and flushes them. Blocks. Returns: (transfer full) (nullable): %NULL with a G_IO_ERROR */
AutosellStagedPhoto *autosell_photo_staging_add (AutosellPhotoStaging *self, const AutosellStagedParts *parts,
                                                 GError **error);

/* @name as it may be shown: valid UTF-8 without control characters, not too long; never empty. */
char *autosell_photo_clean_name (const char *name);

/* Whole or not at all: written beside @path, flushed where @sync says so, and renamed. Makes the folders. */
gboolean autosell_photo_write_file (const char *path, GBytes *bytes, gboolean sync, GError **error);

G_END_DECLS
