/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "identity.h"

#include <string.h>

#define SCOPE_PREFIX "https://www.googleapis.com/auth/"
#define CODE_LIFE_S (10 * 60)
#define TESTING_LIFE_S (7 * 24 * 60 * 60)

static void
person_free (Person *person)
{
  g_free (person->sub);
  g_free (person->email);
  g_free (person->name);
  g_free (person);
}

static void
grant_free (Grant *grant)
{
  g_free (grant->client_id);
  g_free (grant->refresh_token);
  g_strfreev (grant->scopes);
  g_free (grant);
}

static void
token_free (Token *token)
{
  g_free (token->text);
  g_free (token);
}

static void
code_free (Code *code)
{
  g_free (code->text);
  g_free (code->redirect_uri);
  g_free (code->challenge);
  g_strfreev (code->scopes);
  g_free (code);
}

Identity *
identity_new (void)
{
  Identity *identity = g_new0 (Identity, 1);

  identity->people = g_ptr_array_new_with_free_func ((GDestroyNotify) person_free);
  identity->grants = g_ptr_array_new_with_free_func ((GDestroyNotify) grant_free);
  identity->tokens = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) token_free);
  identity->codes = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) code_free);
  identity->files = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  identity->client_id = g_strdup ("100200300400-lote.apps.googleusercontent.com");
  identity->client_secret = g_strdup ("GOCSPX-of-the-fake-cloud");
  identity->token_life_s = 3599;
  identity->max_grants = 100;
  return identity;
}

void
identity_free (Identity *identity)
{
  g_hash_table_unref (identity->tokens);
  g_hash_table_unref (identity->codes);
  g_hash_table_unref (identity->files);
  g_ptr_array_unref (identity->grants);
  g_ptr_array_unref (identity->people);
  g_free (identity->client_id);
  g_free (identity->client_secret);
  g_free (identity);
}

Person *
identity_find_person (Identity *identity, const char *email)
{
  for (guint i = 0; i < identity->people->len; i++)
    {
      Person *person = g_ptr_array_index (identity->people, i);

      if (g_str_equal (person->email, email))
        return person;
    }
  return NULL;
}

Person *
identity_add_person (Identity *identity, const char *email, const char *name)
{
  Person *person = identity_find_person (identity, email);

  if (person != NULL)
    return person;
  person = g_new0 (Person, 1);
  person->sub = g_strdup_printf ("1170%015u", identity->people->len + 1);
  person->email = g_strdup (email);
  person->name = g_strdup (name);
  g_ptr_array_add (identity->people, person);
  return person;
}

/* ---- Codes, grants, tokens ---- */

static char *
make_secret (const char *prefix)
{
  guint8 bytes[24];
  g_autofree char *text = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (bytes); i++)
    bytes[i] = g_random_int_range (0, 256);
  text = g_base64_encode (bytes, sizeof bytes);
  g_strdelimit (text, "+", '-');
  g_strdelimit (text, "/", '_');
  return g_strconcat (prefix, text, NULL);
}

Code *
identity_make_code (Identity *identity, Person *person, const char *redirect_uri, const char *challenge, GStrv scopes,
                    gint64 now_s)
{
  Code *code = g_new0 (Code, 1);

  /* With a slash, so that clients which do not decode it are found out */
  code->text = make_secret ("4/0A");
  code->redirect_uri = g_strdup (redirect_uri);
  code->challenge = g_strdup (challenge);
  code->scopes = g_strdupv (scopes);
  code->person = person;
  code->expires_s = now_s + CODE_LIFE_S;
  g_hash_table_insert (identity->codes, code->text, code);
  return code;
}

static void
retire_oldest (Identity *identity, const Person *person)
{
  Grant *oldest = NULL;
  guint n = 0;

  for (guint i = 0; i < identity->grants->len; i++)
    {
      Grant *grant = g_ptr_array_index (identity->grants, i);

      if (grant->person != person || grant->is_revoked)
        continue;
      n++;
      if (oldest == NULL)
        oldest = grant;
    }
  if (n > identity->max_grants)
    oldest->is_revoked = TRUE;
}

Grant *
identity_make_grant (Identity *identity, Person *person, GStrv scopes, gint64 now_s)
{
  Grant *grant = g_new0 (Grant, 1);

  grant->person = person;
  grant->client_id = g_strdup (identity->client_id);
  grant->refresh_token = make_secret ("1//0g");
  grant->scopes = g_strdupv (scopes);
  grant->granted_s = now_s;
  grant->expires_s = identity->is_in_testing ? now_s + TESTING_LIFE_S : 0;
  g_ptr_array_add (identity->grants, grant);
  retire_oldest (identity, person);
  return grant;
}

Token *
identity_make_token (Identity *identity, Grant *grant, gint64 now_s)
{
  Token *token = g_new0 (Token, 1);

  token->grant = grant;
  token->text = make_secret ("ya29.a0");
  token->expires_s = now_s + identity->token_life_s;
  identity->n_issued++;
  g_hash_table_insert (identity->tokens, token->text, token);
  return token;
}

Token *
identity_find_access (Identity *identity, const char *text)
{
  Token *token = g_hash_table_lookup (identity->tokens, text);

  return token != NULL && !token->grant->is_revoked ? token : NULL;
}

Grant *
identity_find_refresh (Identity *identity, const char *text)
{
  for (guint i = 0; i < identity->grants->len; i++)
    {
      Grant *grant = g_ptr_array_index (identity->grants, i);

      if (g_str_equal (grant->refresh_token, text))
        return grant;
    }
  return NULL;
}

void
identity_revoke (Identity *identity, Grant *grant)
{
  for (guint i = 0; i < identity->grants->len; i++)
    {
      Grant *other = g_ptr_array_index (identity->grants, i);

      if (other->person == grant->person)
        other->is_revoked = TRUE;
    }
}

void
identity_expire_tokens (Identity *identity, gint64 now_s)
{
  GHashTableIter iter;
  gpointer token;

  g_hash_table_iter_init (&iter, identity->tokens);
  while (g_hash_table_iter_next (&iter, NULL, &token))
    ((Token *) token)->expires_s = now_s;
}

gboolean
grant_is_live (const Grant *grant, gint64 now_s)
{
  return !grant->is_revoked && (grant->expires_s == 0 || now_s < grant->expires_s);
}

gboolean
token_is_expired (const Token *token, gint64 now_s)
{
  return now_s >= token->expires_s;
}

gboolean
token_has_scope (const Token *token, const char *scope)
{
  g_autofree char *whole = g_strconcat (SCOPE_PREFIX, scope, NULL);

  return g_strv_contains ((const char *const *) token->grant->scopes, whole)
         || g_strv_contains ((const char *const *) token->grant->scopes, scope);
}

Person *
token_get_person (const Token *token)
{
  return token->grant->person;
}

void
identity_grant_file (Identity *identity, const Person *person, const char *file_id)
{
  g_hash_table_add (identity->files, g_strconcat (person->sub, " ", file_id, NULL));
}

gboolean
identity_has_file (Identity *identity, const Person *person, const char *file_id)
{
  g_autofree char *entry = g_strconcat (person->sub, " ", file_id, NULL);

  return g_hash_table_contains (identity->files, entry);
}

/* ---- On disk ---- */

static JsonArray *
strings_to_json (GStrv strings)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; strings != NULL && strings[i] != NULL; i++)
    json_array_add_string_element (array, strings[i]);
  return array;
}

static GStrv
strings_from_json (JsonArray *array)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < json_array_get_length (array); i++)
    g_strv_builder_add (builder, json_array_get_string_element (array, i));
  return g_strv_builder_end (builder);
}

static void
put_tokens (Identity *identity, Grant *grant, JsonObject *object)
{
  JsonObject *tokens = json_object_new ();
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, identity->tokens);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      Token *token = value;

      if (token->grant == grant)
        json_object_set_int_member (tokens, token->text, token->expires_s);
    }
  json_object_set_object_member (object, "tokens", tokens);
}

JsonObject *
identity_to_json (Identity *identity)
{
  JsonObject *object = json_object_new ();
  JsonArray *people = json_array_new ();
  JsonArray *grants = json_array_new ();
  g_autofree GStrv files = (GStrv) g_hash_table_get_keys_as_array (identity->files, NULL);

  for (guint i = 0; i < identity->people->len; i++)
    {
      const Person *person = g_ptr_array_index (identity->people, i);
      JsonObject *entry = json_object_new ();

      json_object_set_string_member (entry, "email", person->email);
      json_object_set_string_member (entry, "name", person->name);
      json_array_add_object_element (people, entry);
    }
  for (guint i = 0; i < identity->grants->len; i++)
    {
      Grant *grant = g_ptr_array_index (identity->grants, i);
      JsonObject *entry = json_object_new ();

      json_object_set_string_member (entry, "email", grant->person->email);
      json_object_set_string_member (entry, "refresh", grant->refresh_token);
      json_object_set_array_member (entry, "scopes", strings_to_json (grant->scopes));
      json_object_set_int_member (entry, "granted", grant->granted_s);
      json_object_set_int_member (entry, "expires", grant->expires_s);
      json_object_set_boolean_member (entry, "revoked", grant->is_revoked);
      put_tokens (identity, grant, entry);
      json_array_add_object_element (grants, entry);
    }
  json_object_set_array_member (object, "people", people);
  json_object_set_array_member (object, "grants", grants);
  json_object_set_array_member (object, "files", strings_to_json (files));
  json_object_set_boolean_member (object, "testing", identity->is_in_testing);
  return object;
}

static void
load_grant (Identity *identity, JsonObject *entry)
{
  Person *person = identity_find_person (identity, json_object_get_string_member (entry, "email"));
  g_auto(GStrv) scopes = strings_from_json (json_object_get_array_member (entry, "scopes"));
  JsonObject *tokens = json_object_get_object_member (entry, "tokens");
  Grant *grant = identity_make_grant (identity, person, scopes, json_object_get_int_member (entry, "granted"));
  g_autoptr(GList) texts = json_object_get_members (tokens);

  g_free (grant->refresh_token);
  grant->refresh_token = g_strdup (json_object_get_string_member (entry, "refresh"));
  grant->expires_s = json_object_get_int_member (entry, "expires");
  grant->is_revoked = json_object_get_boolean_member (entry, "revoked");
  for (GList *link = texts; link != NULL; link = link->next)
    {
      Token *token = g_new0 (Token, 1);

      token->grant = grant;
      token->text = g_strdup (link->data);
      token->expires_s = json_object_get_int_member (tokens, link->data);
      g_hash_table_insert (identity->tokens, token->text, token);
    }
}

void
identity_load (Identity *identity, JsonObject *object)
{
  JsonArray *people = json_object_get_array_member (object, "people");
  JsonArray *grants = json_object_get_array_member (object, "grants");
  g_auto(GStrv) files = strings_from_json (json_object_get_array_member (object, "files"));

  identity->is_in_testing = json_object_get_boolean_member (object, "testing");
  for (guint i = 0; i < json_array_get_length (people); i++)
    {
      JsonObject *entry = json_array_get_object_element (people, i);

      identity_add_person (identity, json_object_get_string_member (entry, "email"),
                           json_object_get_string_member (entry, "name"));
    }
  for (guint i = 0; i < json_array_get_length (grants); i++)
    load_grant (identity, json_array_get_object_element (grants, i));
  for (char **file = files; *file != NULL; file++)
    g_hash_table_add (identity->files, g_strdup (*file));
}
