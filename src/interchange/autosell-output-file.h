/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A file that comes into being whole or not at all: written under another name in the same folder, flushed to the disk,
 * and then renamed. Links are followed; devices and pipes are written as they are; what has no path (a remote) is
 * replaced by g_file_replace(). Errors are G_IO_ERROR. */
typedef struct _AutosellOutputFile AutosellOutputFile;

AutosellOutputFile *autosell_output_file_new (GFile *destination, GError **error);
gboolean autosell_output_file_write (AutosellOutputFile *self, const void *data, gsize length, GError **error);
/* Puts it in place. Afterwards it is only to be freed. */
gboolean autosell_output_file_commit (AutosellOutputFile *self, GError **error);
/* Without commit: leaves the destination as it was. */
void autosell_output_file_free (AutosellOutputFile *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AutosellOutputFile, autosell_output_file_free)

G_END_DECLS
