/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* People, the OAuth client of a Cloud project, what was granted, and the tokens of it. */
typedef struct _Identity Identity;

typedef struct _Person
{
  char *sub;
  char *email;
  char *name;
} Person;

/* A sign-in that was granted: its refresh token and the access tokens made of it live and die with it. */
typedef struct _Grant
{
  Person *person;
  char *client_id;
  char *refresh_token;
  GStrv scopes;
  gint64 granted_s;
  gint64 expires_s; /* 0: never; seven days after where the project is in testing */
  gboolean is_revoked;
} Grant;

typedef struct _Token
{
  Grant *grant;
  char *text;
  gint64 expires_s;
} Token;

typedef struct
{
  char *text;
  char *redirect_uri;
  char *challenge;
  GStrv scopes;
  Person *person;
  gint64 expires_s;
  gboolean is_used;
} Code;

struct _Identity
{
  GPtrArray *people;  /* (element-type Person) */
  GPtrArray *grants;  /* (element-type Grant) */
  GHashTable *tokens; /* text → Token */
  GHashTable *codes;  /* text → Code */
  GHashTable *files;  /* "sub file" granted to the project under drive.file; a set */
  char *client_id;
  char *client_secret;
  gboolean is_in_testing; /* refresh tokens live seven days */
  guint token_life_s;     /* what expires_in says */
  guint max_grants;       /* live refresh tokens a person and client; the oldest dies */
  guint n_issued;
};

Identity *identity_new (void);
void identity_free (Identity *identity);
JsonObject *identity_to_json (Identity *identity);
void identity_load (Identity *identity, JsonObject *object);

/* (nullable) */
Person *identity_find_person (Identity *identity, const char *email);
Person *identity_add_person (Identity *identity, const char *email, const char *name);
/* (nullable): also one that has expired, not one whose grant is gone */
Token *identity_find_access (Identity *identity, const char *text);
Grant *identity_find_refresh (Identity *identity, const char *text);

Code *identity_make_code (Identity *identity, Person *person, const char *redirect_uri, const char *challenge,
                          GStrv scopes, gint64 now_s);
Grant *identity_make_grant (Identity *identity, Person *person, GStrv scopes, gint64 now_s);
Token *identity_make_token (Identity *identity, Grant *grant, gint64 now_s);
/* All of the person's grants of this project, as revoking any of them does. */
void identity_revoke (Identity *identity, Grant *grant);
/* What is to expire at once: access tokens, in the middle of a series of calls. */
void identity_expire_tokens (Identity *identity, gint64 now_s);

gboolean grant_is_live (const Grant *grant, gint64 now_s);
gboolean token_is_expired (const Token *token, gint64 now_s);
/* @scope: short, as in "drive.file" */
gboolean token_has_scope (const Token *token, const char *scope);
Person *token_get_person (const Token *token);

/* Under drive.file a person sees only files that the program made or that were picked for it. */
void identity_grant_file (Identity *identity, const Person *person, const char *file_id);
gboolean identity_has_file (Identity *identity, const Person *person, const char *file_id);

G_END_DECLS
