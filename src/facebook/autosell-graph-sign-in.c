/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-graph-connection-private.h"

#include <string.h>

#include "autosell-graph-error-private.h"
#include "autosell-loopback.h"
#include "autosell-net-error.h"
#include "autosell-oauth.h"
#include "autosell-redact.h"

#define DEFAULT_TIMEOUT_S 300
#define SUCCESS_PAGE "connect/login_success.html"
#define MAX_ADDRESS_BYTES 16384

struct _AutosellGraphSignIn
{
  GObject parent_instance;
  AutosellGraph *graph;       /* owned */
  char *app_id;               /* owned */
  char *app_secret;           /* secret */
  char *state;                /* secret; once */
  char *redirect_uri;         /* owned */
  char *url;                  /* owned */
  AutosellLoopback *loopback; /* owned, nullable */
};

G_DEFINE_FINAL_TYPE (AutosellGraphSignIn, autosell_graph_sign_in, G_TYPE_OBJECT)

/* ---- From the code on ---- */

static void
fail (GTask *task, AutosellGraphErrorCode code, const char *message)
{
  GError *error = NULL;

  autosell_graph_set_error (&error, code, "%s", message);
  g_task_return_error (task, error);
  g_object_unref (task);
}

static void
long_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(GTask) task = data;
  AutosellGraphSignIn *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autoptr(AutosellGraphToken) token = autosell_graph_exchange_finish (AUTOSELL_GRAPH (source), result, &error);

  if (token == NULL)
    g_task_return_error (task, error);
  else
    autosell_graph_connect (self->graph, token, self->app_id, self->app_secret, FALSE, g_steal_pointer (&task));
}

static void
code_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(GTask) task = data;
  GCancellable *cancellable = g_task_get_cancellable (task);
  AutosellGraphSignIn *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autoptr(AutosellGraphToken) token = autosell_graph_exchange_finish (AUTOSELL_GRAPH (source), result, &error);

  if (token == NULL)
    g_task_return_error (task, error);
  else
    /* Pages' tokens live as long as the token that they were asked with. */
    autosell_graph_exchange_long_async (self->graph, self->app_id, self->app_secret, token->token, cancellable, long_cb,
                                        g_steal_pointer (&task));
}

/* What the browser brought. Takes @task. */
static void
take_answer (GTask *task, GHashTable *answer)
{
  AutosellGraphSignIn *self = g_task_get_source_object (task);
  const char *code = g_hash_table_lookup (answer, "code"), *refused = g_hash_table_lookup (answer, "error");

  if (self->state == NULL || !autosell_secret_equal (g_hash_table_lookup (answer, "state"), self->state))
    {
      fail (task, AUTOSELL_GRAPH_ERROR_CODE, "the answer is of another sign-in");
      return;
    }
  if (code == NULL && refused == NULL)
    {
      fail (task, AUTOSELL_GRAPH_ERROR_PASTED, "the answer has neither a code nor an error");
      return;
    }
  g_clear_pointer (&self->state, autosell_secret_free);
  if (code == NULL)
    {
      fail (task, g_str_equal (refused, "access_denied") ? AUTOSELL_GRAPH_ERROR_DENIED : AUTOSELL_GRAPH_ERROR_SETUP,
            "refused in the browser");
      return;
    }
  autosell_graph_exchange_code_async (self->graph, self->app_id, self->app_secret, self->redirect_uri, code,
                                      g_task_get_cancellable (task), code_cb, task);
}

/* ---- The browser comes back ---- */

static void
answered_cb (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GHashTable) answer = autosell_loopback_wait_finish (result, &error);

  if (answer != NULL)
    {
      take_answer (task, answer);
      return;
    }
  g_task_return_error (task, autosell_graph_error_of_net (error));
  g_object_unref (task);
}

void
autosell_graph_sign_in_wait_async (AutosellGraphSignIn *self, guint timeout_s, GCancellable *cancellable,
                                   GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task;

  g_return_if_fail (self->loopback != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, autosell_graph_sign_in_wait_async);
  g_task_set_check_cancellable (task, FALSE);
  autosell_loopback_wait_async (self->loopback, timeout_s > 0 ? timeout_s : DEFAULT_TIMEOUT_S, cancellable, answered_cb,
                                task);
}

/* ---- The address is pasted ---- */

/* What is in @part, of a query or fragment, into @answer. The “_=_” that Facebook appends is no value of anything. */
static void
add_params (GHashTable *answer, const char *part)
{
  g_autoptr(GHashTable) params = NULL;
  GHashTableIter iter;
  gpointer name, value;

  if (part == NULL || (params = g_uri_parse_params (part, -1, "&", G_URI_PARAMS_WWW_FORM, NULL)) == NULL)
    return;
  g_hash_table_iter_init (&iter, params);
  while (g_hash_table_iter_next (&iter, &name, &value))
    {
      if (!g_str_equal (name, "_"))
        g_hash_table_insert (answer, g_strdup (name), g_strdup (value));
      explicit_bzero (value, strlen (value));
    }
}

static gboolean
is_redirect (AutosellGraphSignIn *self, GUri *uri)
{
  g_autoptr(GUri) expected = g_uri_parse (self->redirect_uri, G_URI_FLAGS_NONE, NULL);

  return g_str_equal (g_uri_get_scheme (uri), g_uri_get_scheme (expected))
         && g_strcmp0 (g_uri_get_host (uri), g_uri_get_host (expected)) == 0
         && g_uri_get_port (uri) == g_uri_get_port (expected)
         && g_str_equal (g_uri_get_path (uri), g_uri_get_path (expected));
}

/* Returns: (transfer full) (nullable): wipes itself */
static GHashTable *
parse_address (AutosellGraphSignIn *self, const char *address)
{
  g_autofree char *text = g_strstrip (g_strdup (address));
  g_autoptr(GUri) uri = NULL;
  GHashTable *answer;

  if (strlen (text) > MAX_ADDRESS_BYTES || !g_utf8_validate (text, -1, NULL))
    return NULL;
  /* What a code is made of may have been copied with its escapes and without. */
  uri = g_uri_parse (text, G_URI_FLAGS_PARSE_RELAXED | G_URI_FLAGS_ENCODED_QUERY | G_URI_FLAGS_ENCODED_FRAGMENT, NULL);
  explicit_bzero (text, strlen (text));
  if (uri == NULL || !is_redirect (self, uri))
    return NULL;
  answer = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) autosell_secret_free);
  add_params (answer, g_uri_get_query (uri));
  add_params (answer, g_uri_get_fragment (uri));
  return answer;
}

void
autosell_graph_sign_in_paste_async (AutosellGraphSignIn *self, const char *address, GCancellable *cancellable,
                                    GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr(GHashTable) answer = parse_address (self, address);

  g_task_set_source_tag (task, autosell_graph_sign_in_paste_async);
  g_task_set_check_cancellable (task, FALSE);
  if (answer != NULL)
    take_answer (task, answer);
  else
    fail (task, AUTOSELL_GRAPH_ERROR_PASTED, "this is not the address of the page that says “Success”");
}

AutosellGraphConnection *
autosell_graph_sign_in_finish (AutosellGraphSignIn *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* ---- The dialog ---- */

static char *
make_url (AutosellGraphSignIn *self, gboolean asks_again)
{
  const char *base =
    autosell_endpoints_get (autosell_graph_get_endpoints (self->graph), AUTOSELL_ENDPOINT_FACEBOOK_LOGIN);
  g_autofree char *scope = g_strjoinv (",", (char **) autosell_graph_permissions_asked);
  const char *pairs[] = { "client_id",
                          self->app_id,
                          "redirect_uri",
                          self->redirect_uri,
                          "state",
                          self->state,
                          "response_type",
                          "code",
                          "scope",
                          scope,
                          asks_again ? "auth_type" : NULL,
                          "rerequest",
                          NULL };
  GString *url = g_string_new (base);

  g_string_append_printf (url, "%s/dialog/oauth", autosell_graph_get_version (self->graph));
  for (guint i = 0; pairs[i] != NULL; i += 2)
    {
      g_autofree char *value = g_uri_escape_string (pairs[i + 1], NULL, FALSE);

      g_string_append_printf (url, "%c%s=%s", i == 0 ? '?' : '&', pairs[i], value);
    }
  return g_string_free (url, FALSE);
}

const char *
autosell_graph_sign_in_get_url (AutosellGraphSignIn *self)
{
  return self->url;
}

const char *
autosell_graph_sign_in_get_redirect_uri (AutosellGraphSignIn *self)
{
  return self->redirect_uri;
}

static void
autosell_graph_sign_in_finalize (GObject *object)
{
  AutosellGraphSignIn *self = AUTOSELL_GRAPH_SIGN_IN (object);

  g_clear_pointer (&self->loopback, autosell_loopback_free);
  g_clear_object (&self->graph);
  g_free (self->app_id);
  autosell_secret_free (self->app_secret);
  autosell_secret_free (self->state);
  g_free (self->redirect_uri);
  autosell_secret_free (self->url);
  G_OBJECT_CLASS (autosell_graph_sign_in_parent_class)->finalize (object);
}

static void
autosell_graph_sign_in_class_init (AutosellGraphSignInClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = autosell_graph_sign_in_finalize;
}

static void
autosell_graph_sign_in_init (AutosellGraphSignIn *self G_GNUC_UNUSED)
{
}

AutosellGraphSignIn *
autosell_graph_sign_in_new (AutosellGraph *graph, const char *app_id, const char *app_secret,
                            AutosellGraphSignInHow how, gboolean asks_again, GError **error)
{
  g_autoptr(AutosellGraphSignIn) self = g_object_new (AUTOSELL_TYPE_GRAPH_SIGN_IN, NULL);
  const char *base = autosell_endpoints_get (autosell_graph_get_endpoints (graph), AUTOSELL_ENDPOINT_FACEBOOK_LOGIN);

  self->graph = g_object_ref (graph);
  self->app_id = g_strdup (app_id);
  self->app_secret = g_strdup (app_secret);
  self->state = autosell_oauth_make_random ();
  if (how == AUTOSELL_GRAPH_SIGN_IN_LOOPBACK)
    {
      self->loopback = autosell_loopback_new_localhost (self->state, error);
      if (self->loopback == NULL)
        return NULL;
      self->redirect_uri = g_strdup (autosell_loopback_get_uri (self->loopback));
    }
  else
    self->redirect_uri = g_strconcat (base, SUCCESS_PAGE, NULL);
  self->url = make_url (self, asks_again);
  return g_steal_pointer (&self);
}
