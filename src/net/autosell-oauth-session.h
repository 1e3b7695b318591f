/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-oauth.h"

G_BEGIN_DECLS

/* The tokens of one account, in memory. Whoever wants to call asks for an access token; one that is about to expire is
 * refreshed first, by one request at a time whoever asks. Only invalid_grant signs out; no failure of the network does.
 *
 * Signals: signed-out (); refresh-token-changed (), when the service gave another to be stored. */
#define AUTOSELL_TYPE_OAUTH_SESSION (autosell_oauth_session_get_type ())
G_DECLARE_FINAL_TYPE (AutosellOAuthSession, autosell_oauth_session, AUTOSELL, OAUTH_SESSION, GObject)

/* @refresh_token: copied */
AutosellOAuthSession *autosell_oauth_session_new (AutosellHttp *http, AutosellEndpoints *endpoints,
                                                  const AutosellOAuthClient *client, const char *refresh_token);
/* Instead of the tokens that it had; signed in again. @tokens: copied */
void autosell_oauth_session_set_tokens (AutosellOAuthSession *self, const AutosellOAuthTokens *tokens);

/* TRUE until invalid_grant. */
gboolean autosell_oauth_session_is_signed_in (AutosellOAuthSession *self);
/* Returns: (nullable) */
const char *autosell_oauth_session_get_refresh_token (AutosellOAuthSession *self);

/* Sends @request with a token, and once more with a new one after a 401.
 * Fails with what autosell_http_send_finish() does, and _SIGNED_OUT. */
void autosell_oauth_session_send_async (AutosellOAuthSession *self, AutosellHttpRequest *request,
                                        GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
AutosellHttpAnswer *autosell_oauth_session_send_finish (AutosellOAuthSession *self, GAsyncResult *result,
                                                        GError **error);

G_END_DECLS
