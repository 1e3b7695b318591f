/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-endpoints.h"
#include "autosell-http.h"
#include "autosell-redact.h"

G_BEGIN_DECLS

/* The sign-in of an installed app (RFC 8252): the caller opens the system's browser, the person agrees there, and the
 * browser brings a code to a port of 127.0.0.1 that is open for this one answer. PKCE (S256) and state tie the answer
 * to the question.
 *
 * A client is the dealership's own project at the service; its secret is none in an installed app, and is kept as one
 * all the same. */
typedef struct
{
  char *id;
  char *secret;
} AutosellOAuthClient;

AutosellOAuthClient *autosell_oauth_client_new (const char *id, const char *secret);
AutosellOAuthClient *autosell_oauth_client_copy (const AutosellOAuthClient *self);
void autosell_oauth_client_free (AutosellOAuthClient *self);

/* What was granted. Freed with its secrets wiped. */
typedef struct
{
  char *access_token;
  char *refresh_token;   /* (nullable): a refresh seldom gives one */
  gint64 expires_us;     /* UTC, a minute before it really ends */
  GStrv scopes;          /* as granted, in the service's spelling */
  GStrv picked_file_ids; /* (nullable): of the picker */
} AutosellOAuthTokens;

void autosell_oauth_tokens_free (AutosellOAuthTokens *self);
/* @scope: "openid", "drive.file" or in full */
gboolean autosell_oauth_tokens_have_scope (const AutosellOAuthTokens *self, const char *scope);

/* Opens @url in the browser. It holds no secret. FALSE with @error where there is none: sign-in ends. */
typedef gboolean (*AutosellOAuthOpenBrowser) (const char *url, gpointer user_data, GError **error);

typedef struct
{
  const char *const *scopes;     /* asked for */
  const char *login_hint;        /* (nullable): e-mail */
  gboolean asks_account;         /* the person chooses the account anew */
  gboolean asks_consent;         /* and agrees anew, which gives a new refresh token */
  gboolean uses_picker;          /* Google's picker of files; the scope is drive.file alone */
  const char *picker_mime_types; /* (nullable) */
  gboolean picker_takes_several;
  const char *picker_file_ids; /* (nullable): shows only these */
  guint timeout_s;             /* for the person; 0: 5 minutes */
} AutosellOAuthRequest;

/* @open: called once, in the caller's context; @open_data lives until the callback Fails with AUTOSELL_NET_ERROR:
 * _DENIED, _NO_ANSWER, _CLIENT, _SIGNED_OUT (the code was not accepted: once more), and those of a call;
 * G_IO_ERROR_CANCELLED closes the port. */
void autosell_oauth_sign_in_async (AutosellHttp *http, const AutosellEndpoints *endpoints,
                                   const AutosellOAuthClient *client, const AutosellOAuthRequest *request,
                                   AutosellOAuthOpenBrowser open, gpointer open_data, GCancellable *cancellable,
                                   GAsyncReadyCallback callback, gpointer user_data);
AutosellOAuthTokens *autosell_oauth_sign_in_finish (GAsyncResult *result, GError **error);

/* Fails with _SIGNED_OUT for invalid_grant and for nothing else. The answer seldom has a refresh token: keep the old
 * one. */
void autosell_oauth_refresh_async (AutosellHttp *http, const AutosellEndpoints *endpoints,
                                   const AutosellOAuthClient *client, const char *refresh_token,
                                   GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
AutosellOAuthTokens *autosell_oauth_refresh_finish (GAsyncResult *result, GError **error);

/* All that the person granted to the whole project, on every PC. A token that is dead already is no error. */
void autosell_oauth_revoke_async (AutosellHttp *http, const AutosellEndpoints *endpoints, const char *token,
                                  GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean autosell_oauth_revoke_finish (GAsyncResult *result, GError **error);

/* ---- For tests ---- */

/* BASE64URL without padding of SHA-256: RFC 7636, appendix B. Returns: (transfer full) */
char *autosell_oauth_make_challenge (const char *verifier);
/* 43 characters of [A-Za-z0-9-_] from the system's random source. Returns: (transfer full) */
char *autosell_oauth_make_random (void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AutosellOAuthClient, autosell_oauth_client_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AutosellOAuthTokens, autosell_oauth_tokens_free)

G_END_DECLS
