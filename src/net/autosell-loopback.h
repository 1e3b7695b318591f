/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The port of 127.0.0.1 at which a browser brings the answer of a sign-in. Anything on this PC can connect to it, so
 * that whatever is not that answer is turned away and changes nothing: another state, path, method or Host, headers
 * that are too long or too slow. It closes after the one answer. */
typedef struct _AutosellLoopback AutosellLoopback;

/* @state: what the answer has to bring
 * Listens at once. Fails with a G_IO_ERROR. */
AutosellLoopback *autosell_loopback_new (const char *state, GError **error);
/* Under the name localhost, for services that take no other; on both kinds of address where this PC has both. */
AutosellLoopback *autosell_loopback_new_localhost (const char *state, GError **error);
void autosell_loopback_free (AutosellLoopback *self);
guint16 autosell_loopback_get_port (AutosellLoopback *self);
/* "http://127.0.0.1:PORT", or "http://localhost:PORT/" */
const char *autosell_loopback_get_uri (AutosellLoopback *self);

/* @timeout_s: fails with AUTOSELL_NET_ERROR_NO_ANSWER after it
 * The answer's query, decoded; "code" or "error" is in it. Values are secret: autosell_loopback_answer_free() */
void autosell_loopback_wait_async (AutosellLoopback *self, guint timeout_s, GCancellable *cancellable,
                                   GAsyncReadyCallback callback, gpointer user_data);
/* Returns: (transfer full) (element-type utf8 utf8): wipes itself when it is freed */
GHashTable *autosell_loopback_wait_finish (GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AutosellLoopback, autosell_loopback_free)

G_END_DECLS
