/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-jpeg.h"

#include <setjmp.h>
#include <stdio.h>
#include <jpeglib.h>

G_BEGIN_DECLS

/* libjpeg leaves by longjmp() to where setjmp() was called last. */
typedef struct
{
  struct jpeg_error_mgr manager; /* first: what libjpeg points to */
  struct jpeg_progress_mgr progress;
  jmp_buf leave;
  const AutosellPhotoJob *job; /* nullable */
  double first_fraction;       /* what this step is of the whole */
  double last_fraction;
  gboolean is_cut_off;
  GError *error; /* owned, nullable */
} AutosellJpegErrors;

/* For jpeg_decompress_struct.err or jpeg_compress_struct.err. */
struct jpeg_error_mgr *autosell_jpeg_errors_init (AutosellJpegErrors *self, const AutosellPhotoJob *job);
/* After jpeg_create_…(): looks at the job now and then, also while all scans of a progressive file are read at once. */
void autosell_jpeg_errors_watch (AutosellJpegErrors *self, j_common_ptr jpeg);
/* Why it left. */
void autosell_jpeg_errors_propagate (AutosellJpegErrors *self, GError **error);

/* Reads from memory; what ends too early is noted, and filled with an end mark. @errors: where to note */
void autosell_jpeg_source_init (j_decompress_ptr jpeg, struct jpeg_source_mgr *source, const guint8 *data, gsize size);
/* Writes into @bytes, which grows. */
typedef struct
{
  struct jpeg_destination_mgr manager; /* first */
  GByteArray *bytes;                   /* unowned */
} AutosellJpegSink;
void autosell_jpeg_sink_init (j_compress_ptr jpeg, AutosellJpegSink *sink, GByteArray *bytes);

/* Whether nothing was missing, once all rows are read. */
gboolean autosell_jpeg_is_whole (j_decompress_ptr jpeg);

G_END_DECLS
