/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-oauth-session.h"

struct _AutosellOAuthSession
{
  GObject parent_instance;
  AutosellHttp *http;           /* owned */
  AutosellEndpoints *endpoints; /* owned */
  AutosellOAuthClient *client;  /* owned */
  char *refresh_token;          /* secret, nullable */
  char *access_token;           /* secret, nullable */
  gint64 expires_us;            /* UTC */
  gboolean is_signed_in;
  gboolean is_refreshing;
  GPtrArray *waiting; /* owned (element-type GTask): for the refresh that is on its way */
};

G_DEFINE_FINAL_TYPE (AutosellOAuthSession, autosell_oauth_session, G_TYPE_OBJECT)

enum
{
  SIGNAL_SIGNED_OUT,
  SIGNAL_REFRESH_TOKEN_CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

typedef struct
{
  AutosellHttpRequest *request; /* owned */
  char *used_token;             /* secret, nullable: what was refused */
  gboolean is_second;
} Sending;

static void send_with_token (GTask *task);

static void
sending_free (gpointer data)
{
  Sending *sending = data;

  autosell_http_request_unref (sending->request);
  autosell_secret_free (sending->used_token);
  g_free (sending);
}

static void
return_signed_out (GTask *task)
{
  GError *error = NULL;

  autosell_net_set_error (&error, AUTOSELL_NET_ERROR_SIGNED_OUT, 0, NULL, FALSE, "sign-in: there is none any more");
  g_task_return_error (task, error);
  g_object_unref (task);
}

/* ---- Refreshing ---- */

static void
take_tokens (AutosellOAuthSession *self, const AutosellOAuthTokens *tokens)
{
  gboolean is_new = tokens->refresh_token != NULL && g_strcmp0 (tokens->refresh_token, self->refresh_token) != 0;

  autosell_secret_free (self->access_token);
  self->access_token = g_strdup (tokens->access_token);
  self->expires_us = tokens->expires_us;
  if (!is_new)
    return;
  autosell_secret_free (self->refresh_token);
  self->refresh_token = g_strdup (tokens->refresh_token);
  g_signal_emit (self, signals[SIGNAL_REFRESH_TOKEN_CHANGED], 0);
}

static void
refreshed_cb (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  g_autoptr(AutosellOAuthSession) self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellOAuthTokens) tokens = autosell_oauth_refresh_finish (result, &error);
  g_autoptr(GPtrArray) waiting = g_steal_pointer (&self->waiting);

  self->waiting = g_ptr_array_new ();
  self->is_refreshing = FALSE;
  if (tokens != NULL)
    take_tokens (self, tokens);
  else if (g_error_matches (error, AUTOSELL_NET_ERROR, AUTOSELL_NET_ERROR_SIGNED_OUT))
    {
      self->is_signed_in = FALSE;
      autosell_secret_clear (&self->access_token);
      autosell_secret_clear (&self->refresh_token);
    }
  for (guint i = 0; i < waiting->len; i++)
    {
      GTask *task = g_ptr_array_index (waiting, i);

      if (tokens != NULL)
        send_with_token (task);
      else
        {
          g_task_return_error (task, g_error_copy (error));
          g_object_unref (task);
        }
    }
  if (!self->is_signed_in && error != NULL)
    g_signal_emit (self, signals[SIGNAL_SIGNED_OUT], 0);
}

/* Takes @task. Whoever asks while one refresh is on its way waits for that one; it is nobody's to cancel. */
static void
refresh_then_send (GTask *task)
{
  AutosellOAuthSession *self = g_task_get_source_object (task);

  if (!self->is_signed_in || self->refresh_token == NULL)
    {
      return_signed_out (task);
      return;
    }
  g_ptr_array_add (self->waiting, task);
  if (self->is_refreshing)
    return;
  self->is_refreshing = TRUE;
  autosell_oauth_refresh_async (self->http, self->endpoints, self->client, self->refresh_token, NULL, refreshed_cb,
                                g_object_ref (self));
}

/* ---- Sending ---- */

static void
sent_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  AutosellOAuthSession *self = g_task_get_source_object (task);
  Sending *sending = g_task_get_task_data (task);
  GError *error = NULL;
  AutosellHttpAnswer *answer = autosell_http_send_finish (AUTOSELL_HTTP (source), result, &error);

  if (g_error_matches (error, AUTOSELL_NET_ERROR, AUTOSELL_NET_ERROR_UNAUTHORIZED) && !sending->is_second)
    {
      g_error_free (error);
      sending->is_second = TRUE;
      /* Another call may have brought a new token since. */
      if (g_strcmp0 (sending->used_token, self->access_token) == 0)
        autosell_secret_clear (&self->access_token);
      send_with_token (task);
      return;
    }
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, answer, (GDestroyNotify) autosell_http_answer_free);
  g_object_unref (task);
}

/* Takes @task. */
static void
send_with_token (GTask *task)
{
  AutosellOAuthSession *self = g_task_get_source_object (task);
  Sending *sending = g_task_get_task_data (task);

  if (g_task_return_error_if_cancelled (task))
    {
      g_object_unref (task);
      return;
    }
  if (self->access_token == NULL || g_get_real_time () >= self->expires_us)
    {
      refresh_then_send (task);
      return;
    }
  autosell_secret_free (sending->used_token);
  sending->used_token = g_strdup (self->access_token);
  autosell_http_request_set_bearer (sending->request, self->access_token);
  autosell_http_send_async (self->http, sending->request, g_task_get_cancellable (task), sent_cb, task);
}

void
autosell_oauth_session_send_async (AutosellOAuthSession *self, AutosellHttpRequest *request, GCancellable *cancellable,
                                   GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Sending *sending = g_new0 (Sending, 1);

  g_task_set_source_tag (task, autosell_oauth_session_send_async);
  g_task_set_check_cancellable (task, FALSE);
  sending->request = autosell_http_request_ref (request);
  g_task_set_task_data (task, sending, sending_free);
  send_with_token (task);
}

AutosellHttpAnswer *
autosell_oauth_session_send_finish (AutosellOAuthSession *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* ---- The object ---- */

void
autosell_oauth_session_set_tokens (AutosellOAuthSession *self, const AutosellOAuthTokens *tokens)
{
  self->is_signed_in = TRUE;
  take_tokens (self, tokens);
}

gboolean
autosell_oauth_session_is_signed_in (AutosellOAuthSession *self)
{
  return self->is_signed_in;
}

const char *
autosell_oauth_session_get_refresh_token (AutosellOAuthSession *self)
{
  return self->refresh_token;
}

static void
autosell_oauth_session_finalize (GObject *object)
{
  AutosellOAuthSession *self = AUTOSELL_OAUTH_SESSION (object);

  g_object_unref (self->http);
  autosell_endpoints_unref (self->endpoints);
  autosell_oauth_client_free (self->client);
  autosell_secret_free (self->refresh_token);
  autosell_secret_free (self->access_token);
  g_ptr_array_unref (self->waiting);
  G_OBJECT_CLASS (autosell_oauth_session_parent_class)->finalize (object);
}

static void
autosell_oauth_session_class_init (AutosellOAuthSessionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = autosell_oauth_session_finalize;
  signals[SIGNAL_SIGNED_OUT] =
    g_signal_new ("signed-out", AUTOSELL_TYPE_OAUTH_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_REFRESH_TOKEN_CHANGED] = g_signal_new ("refresh-token-changed", AUTOSELL_TYPE_OAUTH_SESSION,
                                                        G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
autosell_oauth_session_init (AutosellOAuthSession *self)
{
  self->waiting = g_ptr_array_new ();
}

AutosellOAuthSession *
autosell_oauth_session_new (AutosellHttp *http, AutosellEndpoints *endpoints, const AutosellOAuthClient *client,
                            const char *refresh_token)
{
  AutosellOAuthSession *self = g_object_new (AUTOSELL_TYPE_OAUTH_SESSION, NULL);

  self->http = g_object_ref (http);
  self->endpoints = autosell_endpoints_ref (endpoints);
  self->client = autosell_oauth_client_copy (client);
  self->refresh_token = g_strdup (refresh_token);
  self->is_signed_in = refresh_token != NULL;
  return self;
}
