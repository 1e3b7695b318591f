/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A text file of unknown encoding as blocks of valid UTF-8, without its byte order mark. UTF-8, UTF-16 and Windows-1252
 * are told apart by looking at all of the file first, since the first letter with an accent may be the last in it. */
typedef struct _AutosellTextDecoder AutosellTextDecoder;

#define AUTOSELL_TEXT_BLOCK_BYTES (64 * 1024)

/* @stream: seekable */
AutosellTextDecoder *autosell_text_decoder_new (GInputStream *stream, GCancellable *cancellable, GError **error);
void autosell_text_decoder_free (AutosellTextDecoder *self);

/* Static. */
const char *autosell_text_decoder_get_encoding (AutosellTextDecoder *self);
/* Bytes of the file that were taken so far. */
guint64 autosell_text_decoder_get_position (AutosellTextDecoder *self);

/* The next block, valid until the next call; not terminated, without NUL; length 0 at the end. A character is never
 * split. NOT_A_TABLE where there is a NUL, which no text has. */
gboolean autosell_text_decoder_read (AutosellTextDecoder *self, const char **text, gsize *length,
                                     GCancellable *cancellable, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AutosellTextDecoder, autosell_text_decoder_free)

G_END_DECLS
