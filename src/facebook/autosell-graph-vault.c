/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-graph-vault.h"

#include <glib/gi18n-lib.h>

#define KIND_APP "facebook-app"
#define KIND_TOKEN "facebook-token"

/* "9000/5/1029"; a dash where there is none. An account that is a Page's own token has no person, and goes by the
 * Page's id. Returns: (transfer full) */
static char *
make_name (const char *app_id, const char *user_id, const char *page_id)
{
  if (app_id != NULL && *app_id == '\0')
    app_id = NULL;
  if (g_strcmp0 (user_id, page_id) == 0)
    user_id = NULL;
  return g_strdup_printf ("%s/%s/%s", app_id != NULL ? app_id : "-", user_id != NULL ? user_id : "-",
                          page_id != NULL ? page_id : "-");
}

/* ---- The app ---- */

static void
stored_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(GTask) task = data;
  GError *error = NULL;

  if (autosell_keyring_store_finish (AUTOSELL_KEYRING (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
forgotten_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(GTask) task = data;
  GError *error = NULL;

  if (autosell_keyring_forget_finish (AUTOSELL_KEYRING (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(GTask) task = data;
  GError *error = NULL;
  char *secret = autosell_keyring_lookup_finish (AUTOSELL_KEYRING (source), result, &error);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, secret, (GDestroyNotify) autosell_secret_free);
}

void
autosell_graph_vault_set_app_async (AutosellKeyring *keyring, const char *app_id, const char *secret,
                                    GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, autosell_graph_vault_set_app_async);
  if (secret != NULL)
    autosell_keyring_store_async (keyring, KIND_APP, app_id, _("Autosell Manager: secret of the Meta app"), secret,
                                  cancellable, stored_cb, task);
  else
    autosell_keyring_forget_async (keyring, KIND_APP, app_id, cancellable, forgotten_cb, task);
}

gboolean
autosell_graph_vault_set_app_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
autosell_graph_vault_get_app_async (AutosellKeyring *keyring, const char *app_id, GCancellable *cancellable,
                                    GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, autosell_graph_vault_get_app_async);
  autosell_keyring_lookup_async (keyring, KIND_APP, app_id, cancellable, found_cb, task);
}

char *
autosell_graph_vault_get_app_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* ---- Keeping tokens, one after the other ---- */

typedef struct
{
  AutosellKeyring *keyring; /* owned */
  GPtrArray *names;         /* owned */
  GPtrArray *labels;        /* owned */
  GPtrArray *tokens;        /* owned; wiped */
  guint next;
} Keeping;

static void
keeping_free (gpointer data)
{
  Keeping *self = data;

  g_object_unref (self->keyring);
  g_ptr_array_unref (self->names);
  g_ptr_array_unref (self->labels);
  g_ptr_array_unref (self->tokens);
  g_free (self);
}

static void keep_next (GTask *task);

static void
kept_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(GTask) task = data;
  GError *error = NULL;

  if (autosell_keyring_store_finish (AUTOSELL_KEYRING (source), result, &error))
    keep_next (g_steal_pointer (&task));
  else
    g_task_return_error (task, error);
}

/* Takes @task. */
static void
keep_next (GTask *task)
{
  Keeping *self = g_task_get_task_data (task);
  guint i = self->next++;

  if (i < self->names->len)
    {
      autosell_keyring_store_async (self->keyring, KIND_TOKEN, g_ptr_array_index (self->names, i),
                                    g_ptr_array_index (self->labels, i), g_ptr_array_index (self->tokens, i),
                                    g_task_get_cancellable (task), kept_cb, task);
      return;
    }
  g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

/* @label, @name: (transfer full) */
static void
add_token (Keeping *self, char *name, char *label, const char *token)
{
  g_ptr_array_add (self->names, name);
  g_ptr_array_add (self->labels, label);
  g_ptr_array_add (self->tokens, g_strdup (token));
}

void
autosell_graph_vault_keep_async (AutosellKeyring *keyring, const AutosellGraphConnection *connection,
                                 GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Keeping *keeping = g_new0 (Keeping, 1);
  const char *user_id = connection->person != NULL ? connection->person->id : NULL;

  g_task_set_source_tag (task, autosell_graph_vault_keep_async);
  g_task_set_task_data (task, keeping, keeping_free);
  keeping->keyring = g_object_ref (keyring);
  keeping->names = g_ptr_array_new_with_free_func (g_free);
  keeping->labels = g_ptr_array_new_with_free_func (g_free);
  keeping->tokens = g_ptr_array_new_with_free_func ((GDestroyNotify) autosell_secret_free);
  if (connection->token != NULL)
    add_token (keeping, make_name (connection->app_id, user_id, NULL),
               g_strdup_printf (_("Autosell Manager: Facebook account %s"), connection->person->name),
               connection->token->token);
  for (guint i = 0; i < connection->pages->len; i++)
    {
      const AutosellGraphPage *page = g_ptr_array_index (connection->pages, i);

      if (page->token != NULL)
        add_token (keeping, make_name (connection->app_id, user_id, page->id),
                   g_strdup_printf (_("Autosell Manager: Facebook Page %s"), page->name), page->token);
    }
  keep_next (task);
}

gboolean
autosell_graph_vault_keep_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* ---- What a call needs ---- */

typedef struct
{
  AutosellKeyring *keyring; /* owned */
  char *app_id;             /* owned, nullable */
  gboolean uses_secret;
  char *token; /* secret, nullable */
} Getting;

static void
getting_free (gpointer data)
{
  Getting *self = data;

  g_object_unref (self->keyring);
  g_free (self->app_id);
  autosell_secret_free (self->token);
  g_free (self);
}

static void
secret_found_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(GTask) task = data;
  Getting *self = g_task_get_task_data (task);
  GError *error = NULL;
  AutosellSecret *secret = autosell_keyring_lookup_finish (AUTOSELL_KEYRING (source), result, &error);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, autosell_graph_access_new (self->token, self->app_id, secret),
                           (GDestroyNotify) autosell_graph_access_free);
  autosell_secret_free (secret);
}

static void
token_found_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(GTask) task = data;
  GCancellable *cancellable = g_task_get_cancellable (task);
  Getting *self = g_task_get_task_data (task);
  GError *error = NULL;

  self->token = autosell_keyring_lookup_finish (AUTOSELL_KEYRING (source), result, &error);
  if (error != NULL)
    g_task_return_error (task, error);
  else if (self->token == NULL)
    g_task_return_pointer (task, NULL, NULL);
  else if (!self->uses_secret || self->app_id == NULL)
    g_task_return_pointer (task, autosell_graph_access_new (self->token, self->app_id, NULL),
                           (GDestroyNotify) autosell_graph_access_free);
  else
    autosell_keyring_lookup_async (self->keyring, KIND_APP, self->app_id, cancellable, secret_found_cb,
                                   g_steal_pointer (&task));
}

void
autosell_graph_vault_get_access_async (AutosellKeyring *keyring, const char *app_id, const char *user_id,
                                       const char *page_id, gboolean uses_secret, GCancellable *cancellable,
                                       GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  g_autofree char *name = make_name (app_id, user_id, page_id);
  Getting *getting = g_new0 (Getting, 1);

  g_task_set_source_tag (task, autosell_graph_vault_get_access_async);
  g_task_set_task_data (task, getting, getting_free);
  getting->keyring = g_object_ref (keyring);
  getting->app_id = app_id != NULL && *app_id != '\0' ? g_strdup (app_id) : NULL;
  getting->uses_secret = uses_secret;
  autosell_keyring_lookup_async (keyring, KIND_TOKEN, name, cancellable, token_found_cb, task);
}

AutosellGraphAccess *
autosell_graph_vault_get_access_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
autosell_graph_vault_forget_async (AutosellKeyring *keyring, const char *app_id, const char *user_id,
                                   const char *page_id, GCancellable *cancellable, GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  g_autofree char *name = make_name (app_id, user_id, page_id);

  g_task_set_source_tag (task, autosell_graph_vault_forget_async);
  autosell_keyring_forget_async (keyring, KIND_TOKEN, name, cancellable, forgotten_cb, task);
}

gboolean
autosell_graph_vault_forget_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
