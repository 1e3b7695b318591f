/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-import.h"

G_BEGIN_DECLS

/* Progress that a working thread tells and the main thread shows. Thread-safe. */
typedef struct _AutosellProgress AutosellProgress;

AutosellProgress *autosell_progress_new (void);
AutosellProgress *autosell_progress_ref (AutosellProgress *self);
void autosell_progress_unref (AutosellProgress *self);
/* An AutosellProgressFunc; @progress: AutosellProgress */
void autosell_progress_tell (double fraction, gpointer progress);
double autosell_progress_get (AutosellProgress *self);

/* Reads a file and guesses what its columns stand for, on a pool thread. @sheet: (nullable); @progress: (nullable) */
void autosell_import_read_async (GFile *file, const char *sheet, AutosellProgress *progress, GCancellable *cancellable,
                                 GAsyncReadyCallback callback, gpointer user_data);
AutosellImport *autosell_import_read_finish (GFile *file, GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AutosellProgress, autosell_progress_unref)

G_END_DECLS
