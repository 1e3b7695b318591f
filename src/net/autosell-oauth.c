/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-oauth.h"

#include <string.h>
#include <sys/random.h>

#include "autosell-loopback.h"

#define SERVICE "sign-in"
#define DEFAULT_TIMEOUT_S 300
#define SCOPE_PREFIX "https://www.googleapis.com/auth/"
/* A token is used until a minute before its end: a call on the way must not outlive it. */
#define MARGIN_S 60
#define MAX_EXPIRES_S (24 * 60 * 60)
#define MAX_TOKEN_BYTES 16384

/* ---- Values ---- */

AutosellOAuthClient *
autosell_oauth_client_new (const char *id, const char *secret)
{
  AutosellOAuthClient *self = g_new0 (AutosellOAuthClient, 1);

  self->id = g_strdup (id);
  self->secret = g_strdup (secret);
  return self;
}

AutosellOAuthClient *
autosell_oauth_client_copy (const AutosellOAuthClient *self)
{
  return autosell_oauth_client_new (self->id, self->secret);
}

void
autosell_oauth_client_free (AutosellOAuthClient *self)
{
  g_free (self->id);
  autosell_secret_free (self->secret);
  g_free (self);
}

void
autosell_oauth_tokens_free (AutosellOAuthTokens *self)
{
  autosell_secret_free (self->access_token);
  autosell_secret_free (self->refresh_token);
  g_strfreev (self->scopes);
  g_strfreev (self->picked_file_ids);
  g_free (self);
}

/* Google answers "email" with ".../auth/userinfo.email". */
static gboolean
is_scope (const char *granted, const char *asked)
{
  if (g_str_has_prefix (granted, SCOPE_PREFIX))
    granted += strlen (SCOPE_PREFIX);
  if (g_str_has_prefix (asked, SCOPE_PREFIX))
    asked += strlen (SCOPE_PREFIX);
  if (g_str_has_prefix (granted, "userinfo."))
    granted += strlen ("userinfo.");
  return g_str_equal (granted, asked);
}

gboolean
autosell_oauth_tokens_have_scope (const AutosellOAuthTokens *self, const char *scope)
{
  for (char **granted = self->scopes; granted != NULL && *granted != NULL; granted++)
    if (is_scope (*granted, scope))
      return TRUE;
  return FALSE;
}

/* Without padding, with the two signs that need no escaping. Returns: (transfer full) */
static char *
encode (const guint8 *data, gsize length)
{
  char *text = g_base64_encode (data, length);

  g_strdelimit (text, "+", '-');
  g_strdelimit (text, "/", '_');
  text[strcspn (text, "=")] = '\0';
  return text;
}

char *
autosell_oauth_make_challenge (const char *verifier)
{
  guint8 digest[32];
  gsize length = sizeof digest;
  g_autoptr(GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);

  g_checksum_update (checksum, (const guchar *) verifier, -1);
  g_checksum_get_digest (checksum, digest, &length);
  return encode (digest, length);
}

char *
autosell_oauth_make_random (void)
{
  guint8 bytes[32];
  char *text;

  /* GLib's own generator is none for secrets. */
  if (getentropy (bytes, sizeof bytes) != 0)
    g_error ("The system gives no random numbers");
  text = encode (bytes, sizeof bytes);
  explicit_bzero (bytes, sizeof bytes);
  return text;
}

/* ---- The token address ---- */

static char *
dup_member (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);
  const char *text;

  if (node == NULL || json_node_get_value_type (node) != G_TYPE_STRING)
    return NULL;
  text = json_node_get_string (node);
  return *text != '\0' && strlen (text) <= MAX_TOKEN_BYTES ? g_strdup (text) : NULL;
}

static gpointer
read_tokens (JsonNode *root, gpointer data G_GNUC_UNUSED, GError **error)
{
  JsonObject *object = root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;
  g_autoptr(AutosellOAuthTokens) tokens = g_new0 (AutosellOAuthTokens, 1);
  g_autofree char *scope = NULL, *type = NULL;
  JsonNode *expires;
  gint64 expires_s;

  if (object != NULL)
    {
      tokens->access_token = dup_member (object, "access_token");
      tokens->refresh_token = dup_member (object, "refresh_token");
      scope = dup_member (object, "scope");
      type = dup_member (object, "token_type");
    }
  if (tokens->access_token == NULL || (type != NULL && g_ascii_strcasecmp (type, "Bearer") != 0))
    {
      autosell_net_set_error (error, AUTOSELL_NET_ERROR_UNEXPECTED, 200, NULL, FALSE,
                              SERVICE ": no token in the answer");
      return NULL;
    }
  expires = json_object_get_member (object, "expires_in");
  expires_s =
    expires != NULL && json_node_get_value_type (expires) == G_TYPE_INT64 ? json_node_get_int (expires) : 3600;
  expires_s = CLAMP (expires_s, 0, MAX_EXPIRES_S);
  tokens->expires_us = g_get_real_time () + MAX (expires_s - MARGIN_S, expires_s / 2) * G_USEC_PER_SEC;
  tokens->scopes = g_strsplit (scope != NULL ? scope : "", " ", -1);
  return g_steal_pointer (&tokens);
}

/* Of the token address, whose errors have their own meaning. @is_code: it was a code and no refresh token that was
 * refused */
static GError *
translate_error (const GError *cause, gboolean is_code)
{
  const char *reason = autosell_net_error_get_reason (cause);
  guint status = autosell_net_error_get_status (cause);
  GError *error = NULL;
  AutosellNetErrorCode code;

  if (reason == NULL || status < 400 || status >= 500)
    return g_error_copy (cause);
  if (g_str_has_prefix (reason, "invalid_grant"))
    {
      reason = is_code ? "code" : strstr (reason, "invalid_rapt") != NULL ? "invalid_rapt" : NULL;
      code = AUTOSELL_NET_ERROR_SIGNED_OUT;
    }
  else if (g_str_equal (reason, "invalid_request"))
    {
      /* In practice: the secret is missing. */
      reason = "client_secret";
      code = AUTOSELL_NET_ERROR_CLIENT;
    }
  else if (g_str_equal (reason, "access_denied"))
    code = AUTOSELL_NET_ERROR_DENIED;
  else if (g_str_equal (reason, "invalid_client") || g_str_equal (reason, "deleted_client")
           || g_str_equal (reason, "unauthorized_client") || g_str_equal (reason, "redirect_uri_mismatch")
           || g_str_equal (reason, "invalid_scope"))
    code = AUTOSELL_NET_ERROR_CLIENT;
  else
    return g_error_copy (cause);
  autosell_net_set_error (&error, code, status, reason, FALSE, "%s", cause->message);
  return error;
}

static void
tokens_answered_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(GTask) task = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellHttpAnswer) answer = autosell_http_send_finish (AUTOSELL_HTTP (source), result, &error);

  if (answer == NULL)
    g_task_return_error (task, translate_error (error, GPOINTER_TO_INT (g_task_get_task_data (task))));
  else
    g_task_return_pointer (task, autosell_http_answer_steal (answer), (GDestroyNotify) autosell_oauth_tokens_free);
}

/* Takes @task, whose result is the tokens. */
static void
ask_for_tokens (AutosellHttp *http, const AutosellEndpoints *endpoints, AutosellHttpRepeat repeat,
                const char *const *form, gboolean is_code, GTask *task)
{
  g_autoptr(AutosellHttpRequest) request =
    autosell_http_request_new (SERVICE, repeat, "POST", autosell_endpoints_get (endpoints, AUTOSELL_ENDPOINT_TOKEN));

  g_task_set_task_data (task, GINT_TO_POINTER (is_code), NULL);
  autosell_http_request_set_form (request, form);
  autosell_http_request_set_timeout (request, 30000);
  autosell_http_request_set_max_bytes (request, 256 * 1024);
  autosell_http_request_set_reader (request, read_tokens, NULL, NULL, (GDestroyNotify) autosell_oauth_tokens_free);
  autosell_http_send_async (http, request, g_task_get_cancellable (task), tokens_answered_cb, task);
}

void
autosell_oauth_refresh_async (AutosellHttp *http, const AutosellEndpoints *endpoints, const AutosellOAuthClient *client,
                              const char *refresh_token, GCancellable *cancellable, GAsyncReadyCallback callback,
                              gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  const char *const form[] = { "grant_type", "refresh_token", "refresh_token", refresh_token, "client_id",
                               client->id,   "client_secret", client->secret,  NULL };

  g_task_set_source_tag (task, autosell_oauth_refresh_async);
  ask_for_tokens (http, endpoints, AUTOSELL_HTTP_SAME_EFFECT, form, FALSE, task);
}

AutosellOAuthTokens *
autosell_oauth_refresh_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* ---- Revoking ---- */

static void
revoked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(GTask) task = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellHttpAnswer) answer = autosell_http_send_finish (AUTOSELL_HTTP (source), result, &error);

  if (answer != NULL || g_strcmp0 (autosell_net_error_get_reason (error), "invalid_token") == 0)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

void
autosell_oauth_revoke_async (AutosellHttp *http, const AutosellEndpoints *endpoints, const char *token,
                             GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  const char *const form[] = { "token", token, NULL };
  g_autoptr(AutosellHttpRequest) request = autosell_http_request_new (
    SERVICE, AUTOSELL_HTTP_SAME_EFFECT, "POST", autosell_endpoints_get (endpoints, AUTOSELL_ENDPOINT_REVOKE));

  g_task_set_source_tag (task, autosell_oauth_revoke_async);
  autosell_http_request_set_form (request, form);
  autosell_http_request_set_is_raw (request);
  /* The person waits for it. */
  autosell_http_request_set_timeout (request, 10000);
  autosell_http_request_set_max_attempts (request, 2);
  autosell_http_send_async (http, request, cancellable, revoked_cb, task);
}

gboolean
autosell_oauth_revoke_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* ---- The sign-in ---- */

typedef struct
{
  AutosellHttp *http;           /* owned */
  AutosellEndpoints *endpoints; /* owned */
  AutosellOAuthClient *client;  /* owned */
  AutosellLoopback *loopback;   /* owned, nullable */
  char *verifier;               /* secret */
  GStrv picked;                 /* owned, nullable */
} SignIn;

static void
sign_in_free (gpointer data)
{
  SignIn *self = data;

  g_object_unref (self->http);
  autosell_endpoints_unref (self->endpoints);
  autosell_oauth_client_free (self->client);
  g_clear_pointer (&self->loopback, autosell_loopback_free);
  autosell_secret_free (self->verifier);
  g_strfreev (self->picked);
  g_free (self);
}

static char *
make_url (const SignIn *self, const AutosellOAuthRequest *request, const char *state)
{
  GString *url = g_string_new (autosell_endpoints_get (self->endpoints, AUTOSELL_ENDPOINT_AUTHORIZATION));
  g_autofree char *scopes = g_strjoinv (" ", (char **) request->scopes);
  g_autofree char *challenge = autosell_oauth_make_challenge (self->verifier);
  g_autofree char *prompt = NULL;
  const char *pairs[32];
  guint n = 0;

  /* The picker is skipped without a word where the prompt is another. */
  prompt =
    g_strjoin (" ", request->uses_picker || request->asks_consent ? "consent" : "select_account",
               !request->uses_picker && request->asks_consent && request->asks_account ? "select_account" : NULL, NULL);
#define ADD(name, value) (pairs[n++] = (name), pairs[n++] = (value))
  ADD ("client_id", self->client->id);
  ADD ("redirect_uri", autosell_loopback_get_uri (self->loopback));
  ADD ("response_type", "code");
  ADD ("scope", scopes);
  ADD ("code_challenge", challenge);
  ADD ("code_challenge_method", "S256");
  ADD ("state", state);
  ADD ("access_type", "offline");
  if (request->uses_picker || request->asks_consent || request->asks_account)
    ADD ("prompt", prompt);
  if (request->login_hint != NULL)
    ADD ("login_hint", request->login_hint);
  ADD ("include_granted_scopes", "false");
  if (request->uses_picker)
    ADD ("trigger_onepick", "true");
  if (request->uses_picker && request->picker_mime_types != NULL)
    ADD ("mimetypes", request->picker_mime_types);
  if (request->uses_picker && request->picker_takes_several)
    ADD ("allow_multiple", "true");
  if (request->uses_picker && request->picker_file_ids != NULL)
    ADD ("file_ids", request->picker_file_ids);
#undef ADD
  for (guint i = 0; i < n; i += 2)
    {
      g_autofree char *value = g_uri_escape_string (pairs[i + 1], NULL, FALSE);

      g_string_append_printf (url, "%c%s=%s", strchr (url->str, '?') == NULL ? '?' : '&', pairs[i], value);
    }
  return g_string_free (url, FALSE);
}

static void
exchanged_cb (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  g_autoptr(GTask) task = data;
  SignIn *self = g_task_get_task_data (task);
  GError *error = NULL;
  AutosellOAuthTokens *tokens = g_task_propagate_pointer (G_TASK (result), &error);

  if (tokens == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  tokens->picked_file_ids = g_steal_pointer (&self->picked);
  g_task_return_pointer (task, tokens, (GDestroyNotify) autosell_oauth_tokens_free);
}

static void
exchange (GTask *task, const char *code)
{
  SignIn *self = g_task_get_task_data (task);
  const char *const form[] = { "grant_type",
                               "authorization_code",
                               "code",
                               code,
                               "code_verifier",
                               self->verifier,
                               "client_id",
                               self->client->id,
                               "client_secret",
                               self->client->secret,
                               "redirect_uri",
                               autosell_loopback_get_uri (self->loopback),
                               NULL };

  /* A code works once: where the answer is lost, the whole sign-in begins again. */
  ask_for_tokens (self->http, self->endpoints, AUTOSELL_HTTP_ONCE, form, TRUE,
                  g_task_new (NULL, g_task_get_cancellable (task), exchanged_cb, task));
}

static void
answered_cb (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  g_autoptr(GTask) task = data;
  SignIn *self = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr(GHashTable) answer = autosell_loopback_wait_finish (result, &error);
  const char *refused, *picked;

  if (answer == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  refused = g_hash_table_lookup (answer, "error");
  if (refused != NULL)
    {
      autosell_net_set_error (&error, AUTOSELL_NET_ERROR_DENIED, 0,
                              g_str_equal (refused, "access_denied") ? NULL : refused, FALSE,
                              SERVICE ": refused in the browser");
      g_task_return_error (task, error);
      return;
    }
  picked = g_hash_table_lookup (answer, "picked_file_ids");
  if (picked != NULL && *picked != '\0')
    self->picked = g_strsplit (picked, ",", -1);
  exchange (g_steal_pointer (&task), g_hash_table_lookup (answer, "code"));
}

void
autosell_oauth_sign_in_async (AutosellHttp *http, const AutosellEndpoints *endpoints, const AutosellOAuthClient *client,
                              const AutosellOAuthRequest *request, AutosellOAuthOpenBrowser open, gpointer open_data,
                              GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  SignIn *self = g_new0 (SignIn, 1);
  AutosellSecret *state = autosell_oauth_make_random ();
  g_autofree char *url = NULL;
  GError *error = NULL;

  g_task_set_source_tag (task, autosell_oauth_sign_in_async);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, self, sign_in_free);
  self->http = g_object_ref (http);
  self->endpoints = autosell_endpoints_ref ((AutosellEndpoints *) endpoints);
  self->client = autosell_oauth_client_copy (client);
  self->verifier = autosell_oauth_make_random ();
  self->loopback = autosell_loopback_new (state, &error);
  if (self->loopback != NULL)
    url = make_url (self, request, state);
  autosell_secret_free (state);
  if (self->loopback == NULL || !open (url, open_data, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  autosell_loopback_wait_async (self->loopback, request->timeout_s > 0 ? request->timeout_s : DEFAULT_TIMEOUT_S,
                                cancellable, answered_cb, g_steal_pointer (&task));
}

AutosellOAuthTokens *
autosell_oauth_sign_in_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
