/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Nothing of a URL, header or body goes into a log, an error or a file but through here. Values of names that carry
 * secrets (access_token, code, client_secret, Authorization …), whatever looks like a token of Google or Facebook, and
 * the names in addresses of people are replaced by “•••”. @text: (nullable), JSON, form, URL or header alike. Returns:
 * (transfer full) */
char *autosell_redact (const char *text);

/* Secrets leave memory before it is given back. @secret: (nullable) (transfer full) */
void autosell_secret_free (char *secret);
#define autosell_secret_clear(pointer) g_clear_pointer (pointer, autosell_secret_free)

/* In constant time: how long a refusal takes must not tell how much was right. @offered: (nullable), from outside */
gboolean autosell_secret_equal (const char *offered, const char *secret);

/* From now on the process holds secrets: it leaves no core file behind, in which they would be. Any thread. */
void autosell_secret_guard (void);

typedef char AutosellSecret;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AutosellSecret, autosell_secret_free)

G_END_DECLS
