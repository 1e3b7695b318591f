/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "oauth.h"

#include <string.h>

#include "identity.h"

GHashTable *
oauth_read_form (Call *call)
{
  SoupMessageBody *body = soup_server_message_get_request_body (call->message);
  const char *type =
    soup_message_headers_get_content_type (soup_server_message_get_request_headers (call->message), NULL);
  g_autoptr(GBytes) bytes = soup_message_body_flatten (body);
  g_autofree char *text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));

  if (g_strcmp0 (type, "application/x-www-form-urlencoded") != 0)
    return NULL;
  return soup_form_decode (text);
}

/* The token endpoint's own form of errors. */
static gboolean
fail (Call *call, guint http, const char *error, const char *description, const char *subtype)
{
  JsonObject *answer = json_object_new ();

  json_object_set_string_member (answer, "error", error);
  if (description != NULL)
    json_object_set_string_member (answer, "error_description", description);
  if (subtype != NULL)
    json_object_set_string_member (answer, "error_subtype", subtype);
  call_answer_object (call, answer);
  call->status = http;
  return TRUE;
}

static void
answer_token (Call *call, Grant *grant, gboolean with_refresh)
{
  Identity *identity = call->cloud->identity;
  Token *token = identity_make_token (identity, grant, cloud_now_s (call->cloud));
  JsonObject *answer = json_object_new ();
  g_autofree char *scopes = g_strjoinv (" ", grant->scopes);

  json_object_set_string_member (answer, "access_token", token->text);
  json_object_set_int_member (answer, "expires_in", identity->token_life_s);
  if (with_refresh)
    json_object_set_string_member (answer, "refresh_token", grant->refresh_token);
  json_object_set_string_member (answer, "scope", scopes);
  json_object_set_string_member (answer, "token_type", "Bearer");
  call_answer_object (call, answer);
  cloud_touch (call->cloud);
}

static gboolean
is_proven (const char *verifier, const char *challenge)
{
  guint8 digest[32];
  gsize length = sizeof digest;
  g_autoptr(GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree char *text = NULL;

  if (verifier == NULL || strlen (verifier) < 43 || strlen (verifier) > 128)
    return FALSE;
  g_checksum_update (checksum, (const guchar *) verifier, -1);
  g_checksum_get_digest (checksum, digest, &length);
  text = g_base64_encode (digest, length);
  g_strdelimit (text, "+", '-');
  g_strdelimit (text, "/", '_');
  text[strcspn (text, "=")] = '\0';
  return g_strcmp0 (text, challenge) == 0;
}

static gboolean
exchange_code (Call *call, GHashTable *form)
{
  Identity *identity = call->cloud->identity;
  const char *text = g_hash_table_lookup (form, "code");
  Code *code = text != NULL ? g_hash_table_lookup (identity->codes, text) : NULL;
  gint64 now_s = cloud_now_s (call->cloud);

  if (code == NULL || code->is_used || now_s >= code->expires_s)
    return fail (call, 400, "invalid_grant", "Malformed auth code.", NULL);
  if (g_strcmp0 (g_hash_table_lookup (form, "redirect_uri"), code->redirect_uri) != 0)
    return fail (call, 400, "redirect_uri_mismatch", "Bad Request", NULL);
  code->is_used = TRUE;
  if (!is_proven (g_hash_table_lookup (form, "code_verifier"), code->challenge))
    return fail (call, 400, "invalid_grant", "Invalid code verifier.", NULL);
  answer_token (call, identity_make_grant (identity, code->person, code->scopes, now_s), TRUE);
  return TRUE;
}

static gboolean
refresh (Call *call, GHashTable *form)
{
  const char *text = g_hash_table_lookup (form, "refresh_token");
  Grant *grant = text != NULL ? identity_find_refresh (call->cloud->identity, text) : NULL;

  if (grant == NULL || !grant_is_live (grant, cloud_now_s (call->cloud)))
    return fail (call, 400, "invalid_grant", "Token has been expired or revoked.", NULL);
  answer_token (call, grant, FALSE);
  return TRUE;
}

static gboolean
give_token (Call *call)
{
  Identity *identity = call->cloud->identity;
  g_autoptr(GHashTable) form = oauth_read_form (call);
  const char *kind, *id, *secret;

  if (form == NULL)
    return fail (call, 400, "invalid_request", "Could not parse the request body.", NULL);
  kind = g_hash_table_lookup (form, "grant_type");
  id = g_hash_table_lookup (form, "client_id");
  secret = g_hash_table_lookup (form, "client_secret");
  if (g_strcmp0 (id, identity->client_id) != 0)
    return fail (call, 401, "invalid_client", "The OAuth client was not found.", NULL);
  if (secret == NULL || *secret == '\0')
    return fail (call, 400, "invalid_request", "client_secret is missing.", NULL);
  if (!g_str_equal (secret, identity->client_secret))
    return fail (call, 401, "invalid_client", "Unauthorized", NULL);
  if (g_strcmp0 (kind, "authorization_code") == 0)
    return exchange_code (call, form);
  if (g_strcmp0 (kind, "refresh_token") == 0)
    return refresh (call, form);
  return fail (call, 400, "unsupported_grant_type", "Invalid grant_type", NULL);
}

static gboolean
end_grant (Call *call)
{
  Identity *identity = call->cloud->identity;
  g_autoptr(GHashTable) form = oauth_read_form (call);
  const char *text = form != NULL ? g_hash_table_lookup (form, "token") : call_get (call, "token");
  Token *token = text != NULL ? identity_find_access (identity, text) : NULL;
  Grant *grant = token != NULL ? token->grant : text != NULL ? identity_find_refresh (identity, text) : NULL;

  if (grant == NULL || grant->is_revoked)
    return fail (call, 400, "invalid_token", "Token expired or revoked", NULL);
  identity_revoke (identity, grant);
  cloud_touch (call->cloud);
  call_answer_object (call, json_object_new ());
  return TRUE;
}

static gboolean
tell_user (Call *call)
{
  JsonObject *answer;

  if (!call_check_scope (call, "openid", NULL))
    return TRUE;
  answer = json_object_new ();
  json_object_set_string_member (answer, "sub", call->person->sub);
  json_object_set_string_member (answer, "email", call->person->email);
  json_object_set_boolean_member (answer, "email_verified", TRUE);
  json_object_set_string_member (answer, "name", call->person->name);
  call_answer_object (call, answer);
  return TRUE;
}

gboolean
oauth_handle (Call *call)
{
  g_autofree char *path = g_strjoinv ("/", call->path);
  gboolean is_post = g_str_equal (call->method, "POST");

  if (g_str_equal (path, "o/oauth2/v2/auth") && !is_post)
    consent_show (call);
  else if (g_str_equal (path, "o/oauth2/v2/auth/decision") && is_post)
    consent_decide (call);
  else if (g_str_equal (path, "token") && is_post)
    return give_token (call);
  else if (g_str_equal (path, "revoke") && is_post)
    return end_grant (call);
  else if (g_str_equal (path, "v1/userinfo"))
    return tell_user (call);
  else
    return FALSE;
  return TRUE;
}
