/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-facebook.h"

#include <glib/gi18n-lib.h>

#include "autosell-graph-vault.h"

struct _AutosellFacebook
{
  GObject parent_instance;
  AutosellStore *store;           /* owned */
  AutosellGraph *graph;           /* owned */
  AutosellKeyring *keyring;       /* owned */
  AutosellPublisher *publisher;   /* owned, nullable until it is asked for */
  AutosellFiguresPoller *figures; /* the same */
};

G_DEFINE_FINAL_TYPE (AutosellFacebook, autosell_facebook, G_TYPE_OBJECT)

static void
autosell_facebook_dispose (GObject *object)
{
  AutosellFacebook *self = AUTOSELL_FACEBOOK (object);

  if (self->publisher != NULL)
    autosell_publisher_stop (self->publisher);
  g_clear_object (&self->publisher);
  if (self->figures != NULL)
    autosell_figures_poller_stop (self->figures);
  g_clear_object (&self->figures);
  g_clear_object (&self->graph);
  g_clear_object (&self->keyring);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (autosell_facebook_parent_class)->dispose (object);
}

static void
autosell_facebook_class_init (AutosellFacebookClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = autosell_facebook_dispose;
}

static void
autosell_facebook_init (AutosellFacebook *self)
{
}

AutosellFacebook *
autosell_facebook_new (AutosellStore *store, AutosellHttp *http, AutosellEndpoints *endpoints, AutosellKeyring *keyring)
{
  AutosellFacebook *self = g_object_new (AUTOSELL_TYPE_FACEBOOK, NULL);

  self->store = g_object_ref (store);
  self->graph = autosell_graph_new (http, endpoints);
  self->keyring = g_object_ref (keyring);
  return self;
}

AutosellGraph *
autosell_facebook_get_graph (AutosellFacebook *self)
{
  return self->graph;
}

AutosellKeyring *
autosell_facebook_get_keyring (AutosellFacebook *self)
{
  return self->keyring;
}

AutosellPublisher *
autosell_facebook_get_publisher (AutosellFacebook *self)
{
  if (self->publisher == NULL)
    self->publisher = autosell_publisher_new (self->store, self->graph, self->keyring);
  return self->publisher;
}

AutosellFiguresPoller *
autosell_facebook_get_figures (AutosellFacebook *self)
{
  if (self->figures == NULL)
    self->figures = autosell_figures_poller_new (self->store, self->graph, self->keyring);
  return self->figures;
}

/* ---- The app ---- */

char *
autosell_facebook_dup_app_id (AutosellFacebook *self)
{
  return autosell_store_get_setting (self->store, AUTOSELL_SETTING_FACEBOOK_APP);
}

static void
app_kept_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(GTask) task = data;
  AutosellFacebook *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (!autosell_graph_vault_set_app_finish (result, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  autosell_store_set_setting (self->store, AUTOSELL_SETTING_FACEBOOK_APP, g_task_get_task_data (task));
  g_task_return_boolean (task, TRUE);
}

void
autosell_facebook_set_app_async (AutosellFacebook *self, const char *id, const char *secret, GCancellable *cancellable,
                                 GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr(GTask) task = g_task_new (self, cancellable, callback, user_data);
  const char *fault = !autosell_graph_is_app_id (id) ? _("An app’s ID is a number of about 16 digits.")
                      : !autosell_graph_is_app_secret (secret)
                        ? _("That does not look like an app secret. Copy it again.")
                        : NULL;

  g_task_set_source_tag (task, autosell_facebook_set_app_async);
  if (fault != NULL)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "%s", fault);
      return;
    }
  g_task_set_task_data (task, g_strdup (id), g_free);
  autosell_graph_vault_set_app_async (self->keyring, id, secret, cancellable, app_kept_cb, g_steal_pointer (&task));
}

gboolean
autosell_facebook_set_app_finish (AutosellFacebook *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* ---- Beginning to sign in ---- */

typedef struct
{
  AutosellGraphSignInHow how;
  gboolean asks_again;
  char *app_id; /* owned, nullable */
  char *token;  /* secret, nullable */
} Beginning;

static void
beginning_free (gpointer data)
{
  Beginning *self = data;

  g_free (self->app_id);
  autosell_secret_free (self->token);
  g_free (self);
}

static void
return_no_app (GTask *task)
{
  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "%s",
                           _("First the dealership’s Meta app is needed: its ID and its secret."));
}

static void
begin_found_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(GTask) task = data;
  AutosellFacebook *self = g_task_get_source_object (task);
  const Beginning *beginning = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr(AutosellSecret) secret = autosell_graph_vault_get_app_finish (result, &error);
  AutosellGraphSignIn *sign_in;

  if (error != NULL)
    g_task_return_error (task, error);
  else if (secret == NULL)
    return_no_app (task);
  else if ((sign_in = autosell_graph_sign_in_new (self->graph, beginning->app_id, secret, beginning->how,
                                                  beginning->asks_again, &error))
           == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, sign_in, g_object_unref);
}

void
autosell_facebook_begin_async (AutosellFacebook *self, AutosellGraphSignInHow how, gboolean asks_again,
                               GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr(GTask) task = g_task_new (self, cancellable, callback, user_data);
  Beginning *beginning = g_new0 (Beginning, 1);

  g_task_set_source_tag (task, autosell_facebook_begin_async);
  beginning->how = how;
  beginning->asks_again = asks_again;
  beginning->app_id = autosell_facebook_dup_app_id (self);
  g_task_set_task_data (task, beginning, beginning_free);
  if (beginning->app_id == NULL)
    return_no_app (task);
  else
    autosell_graph_vault_get_app_async (self->keyring, beginning->app_id, cancellable, begin_found_cb,
                                        g_steal_pointer (&task));
}

AutosellGraphSignIn *
autosell_facebook_begin_finish (AutosellFacebook *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* ---- Keeping what comes of it: the tokens to the keyring, the rest to the store ---- */

typedef struct
{
  AutosellGraphConnection *connection; /* owned until it is returned */
  gboolean is_person;
} Keeping;

static void
keeping_free (gpointer data)
{
  Keeping *self = data;

  autosell_graph_connection_free (self->connection);
  g_free (self);
}

static void
account_written_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(GTask) task = data;
  Keeping *keeping = g_task_get_task_data (task);
  GError *error = NULL;

  if (autosell_store_write_page_finish (AUTOSELL_STORE (source), result, &error))
    g_task_return_pointer (task, g_steal_pointer (&keeping->connection),
                           (GDestroyNotify) autosell_graph_connection_free);
  else
    g_task_return_error (task, error);
}

/* Returns: (transfer full) (element-type AutosellPage) */
static GPtrArray *
make_pages (const AutosellGraphConnection *connection)
{
  GPtrArray *pages = g_ptr_array_new_with_free_func ((GDestroyNotify) autosell_page_free);

  for (guint i = 0; i < connection->pages->len; i++)
    {
      const AutosellGraphPage *from = connection->pages->pdata[i];
      AutosellPage *page = g_new0 (AutosellPage, 1);

      page->remote_id = g_strdup (from->id);
      page->name = g_strdup (from->name);
      page->category = g_strdup (from->category);
      /* Of a Page's own token nobody tells them: what it was made for is tried */
      page->tasks = from->tasks != NULL ? g_strjoinv (" ", from->tasks) : g_strdup ("CREATE_CONTENT");
      g_ptr_array_add (pages, page);
    }
  return pages;
}

static void
tokens_kept_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(GTask) task = data;
  AutosellFacebook *self = g_task_get_source_object (task);
  const Keeping *keeping = g_task_get_task_data (task);
  const AutosellGraphConnection *connection = keeping->connection;
  g_autoptr(GPtrArray) pages = make_pages (connection);
  g_autofree char *lacks = connection->missing != NULL ? g_strjoinv (" ", connection->missing) : NULL;
  const AutosellGraphPage *first = connection->pages->len > 0 ? connection->pages->pdata[0] : NULL;
  AutosellAccount account = { .app = connection->app_id,
                              .lacks = lacks != NULL && *lacks != '\0' ? lacks : NULL,
                              .uses_secret = connection->uses_secret,
                              .is_person = keeping->is_person,
                              .expires_s = connection->token != NULL ? connection->token->expires_s : 0 };
  GError *error = NULL;

  if (!autosell_graph_vault_keep_finish (result, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  account.remote_id = connection->person != NULL ? connection->person->id : first->id;
  account.name = connection->person != NULL ? connection->person->name : first->name;
  autosell_store_set_account_async (self->store, &account, pages, account_written_cb, g_steal_pointer (&task));
}

/* @connection: (transfer full) (nullable): with @error where NULL; takes over @task */
static void
keep (GTask *task, AutosellGraphConnection *connection, gboolean is_person, GError *error)
{
  AutosellFacebook *self = g_task_get_source_object (task);
  Keeping *keeping;

  if (connection == NULL)
    {
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }
  keeping = g_new0 (Keeping, 1);
  keeping->connection = connection;
  keeping->is_person = is_person;
  g_task_set_task_data (task, keeping, keeping_free);
  if (connection->person == NULL && connection->pages->len == 0)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "%s", _("This token brings no Page."));
      g_object_unref (task);
      return;
    }
  autosell_graph_vault_keep_async (self->keyring, connection, g_task_get_cancellable (task), tokens_kept_cb, task);
}

static void
signed_in_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GError *error = NULL;
  AutosellGraphConnection *connection = autosell_graph_sign_in_finish (AUTOSELL_GRAPH_SIGN_IN (source), result, &error);

  keep (data, connection, TRUE, error);
}

void
autosell_facebook_wait_async (AutosellFacebook *self, AutosellGraphSignIn *sign_in, guint timeout_s,
                              GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, autosell_facebook_wait_async);
  autosell_graph_sign_in_wait_async (sign_in, timeout_s, cancellable, signed_in_cb, task);
}

void
autosell_facebook_paste_async (AutosellFacebook *self, AutosellGraphSignIn *sign_in, const char *address,
                               GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, autosell_facebook_paste_async);
  autosell_graph_sign_in_paste_async (sign_in, address, cancellable, signed_in_cb, task);
}

static void
token_connected_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GError *error = NULL;
  AutosellGraphConnection *connection = autosell_graph_connect_token_finish (AUTOSELL_GRAPH (source), result, &error);

  keep (data, connection, FALSE, error);
}

static void
token_secret_found_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  AutosellFacebook *self = g_task_get_source_object (task);
  const Beginning *beginning = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr(AutosellSecret) secret = autosell_graph_vault_get_app_finish (result, &error);

  if (error != NULL)
    keep (task, NULL, FALSE, error);
  else
    autosell_graph_connect_token_async (self->graph, beginning->token, beginning->app_id, secret,
                                        g_task_get_cancellable (task), token_connected_cb, task);
}

void
autosell_facebook_connect_token_async (AutosellFacebook *self, const char *token, GCancellable *cancellable,
                                       GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Beginning *beginning = g_new0 (Beginning, 1);

  g_task_set_source_tag (task, autosell_facebook_connect_token_async);
  beginning->token = g_strdup (token);
  beginning->app_id = autosell_facebook_dup_app_id (self);
  g_task_set_task_data (task, beginning, beginning_free);
  if (beginning->app_id != NULL)
    autosell_graph_vault_get_app_async (self->keyring, beginning->app_id, cancellable, token_secret_found_cb, task);
  else
    autosell_graph_connect_token_async (self->graph, token, NULL, NULL, cancellable, token_connected_cb, task);
}

AutosellGraphConnection *
autosell_facebook_connect_finish (AutosellFacebook *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* ---- Disconnecting ---- */

typedef struct
{
  gint64 account;
  char *app;       /* owned */
  char *remote_id; /* owned */
  gboolean is_person;
  gboolean uses_secret;
  gboolean was_revoked;
  GPtrArray *page_ids; /* owned (element-type utf8), NULL at its end for the person's own token; taken from the end */
} Leaving;

static void
leaving_free (gpointer data)
{
  Leaving *self = data;

  g_free (self->app);
  g_free (self->remote_id);
  g_ptr_array_unref (self->page_ids);
  g_free (self);
}

static void
removed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(GTask) task = data;
  const Leaving *leaving = g_task_get_task_data (task);
  GError *error = NULL;

  if (autosell_store_write_page_finish (AUTOSELL_STORE (source), result, &error))
    g_task_return_int (task, leaving->was_revoked);
  else
    g_task_return_error (task, error);
}

static void forget_next (GTask *task);

static void
forgotten_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  GError *error = NULL;

  if (autosell_graph_vault_forget_finish (result, &error))
    {
      forget_next (task);
      return;
    }
  g_task_return_error (task, error);
  g_object_unref (task);
}

/* Rows last: where it stops half way the account is still there to be disconnected. */
static void
forget_next (GTask *task)
{
  AutosellFacebook *self = g_task_get_source_object (task);
  const Leaving *leaving = g_task_get_task_data (task);
  g_autofree char *page_id = NULL;

  if (leaving->page_ids->len == 0)
    {
      autosell_store_remove_account_async (self->store, leaving->account, removed_cb, task);
      return;
    }
  page_id = g_ptr_array_steal_index (leaving->page_ids, leaving->page_ids->len - 1);
  autosell_graph_vault_forget_async (self->keyring, leaving->app, leaving->remote_id, page_id,
                                     g_task_get_cancellable (task), forgotten_cb, task);
}

static void
revoked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  Leaving *leaving = g_task_get_task_data (task);

  leaving->was_revoked = autosell_graph_revoke_finish (AUTOSELL_GRAPH (source), result, NULL);
  forget_next (task);
}

static void
access_found_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  AutosellFacebook *self = g_task_get_source_object (task);
  g_autoptr(AutosellGraphAccess) access = autosell_graph_vault_get_access_finish (result, NULL);

  if (access != NULL)
    autosell_graph_revoke_async (self->graph, access, "me", g_task_get_cancellable (task), revoked_cb, task);
  else
    forget_next (task);
}

static void
board_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  AutosellFacebook *self = g_task_get_source_object (task);
  Leaving *leaving = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr(AutosellPageBoard) board = autosell_store_get_page_board_finish (AUTOSELL_STORE (source), result, &error);

  if (board == NULL)
    {
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }
  /* Of all Pages: which of them this account once brought is nothing that the list says, and what is not there is
   * forgotten too */
  for (guint i = 0; i < board->pages->len; i++)
    g_ptr_array_add (leaving->page_ids, g_strdup (((const AutosellPage *) board->pages->pdata[i])->remote_id));
  g_ptr_array_add (leaving->page_ids, NULL);
  if (leaving->is_person)
    autosell_graph_vault_get_access_async (self->keyring, leaving->app, leaving->remote_id, NULL, leaving->uses_secret,
                                           g_task_get_cancellable (task), access_found_cb, task);
  else
    forget_next (task);
}

void
autosell_facebook_disconnect_async (AutosellFacebook *self, const AutosellAccount *account, GCancellable *cancellable,
                                    GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Leaving *leaving = g_new0 (Leaving, 1);

  g_task_set_source_tag (task, autosell_facebook_disconnect_async);
  leaving->account = account->id;
  leaving->app = g_strdup (account->app);
  leaving->remote_id = g_strdup (account->remote_id);
  leaving->is_person = account->is_person;
  leaving->uses_secret = account->uses_secret;
  /* Of a pasted token nobody but its maker can end it there */
  leaving->was_revoked = !account->is_person;
  leaving->page_ids = g_ptr_array_new_with_free_func (g_free);
  g_task_set_task_data (task, leaving, leaving_free);
  autosell_store_get_page_board_async (self->store, cancellable, board_read_cb, task);
}

gboolean
autosell_facebook_disconnect_finish (AutosellFacebook *self, GAsyncResult *result, gboolean *was_revoked,
                                     GError **error)
{
  gssize done = g_task_propagate_int (G_TASK (result), error);

  if (was_revoked != NULL)
    *was_revoked = done > 0;
  return done >= 0;
}
