/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-keyring.h"

#include "autosell-redact.h"

#include <libsecret/secret.h>

struct _AutosellKeyring
{
  GObject parent_instance;
  char *profile; /* owned, nullable: NULL for memory alone */
  AutosellKeyringState state;
  gboolean has_asked_to_unlock;
  GPtrArray *waiting; /* owned, nullable: lookups, while a person is asked to unlock */
  GHashTable *memory; /* owned; "kind name" → secret: what the keyring did not take */
};

enum
{
  PROP_0,
  PROP_STATE,
  N_PROPS
};
static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (AutosellKeyring, autosell_keyring, G_TYPE_OBJECT)

static const SecretSchema schema = { APP_ID,
                                     SECRET_SCHEMA_NONE,
                                     { { "kind", SECRET_SCHEMA_ATTRIBUTE_STRING },
                                       { "name", SECRET_SCHEMA_ATTRIBUTE_STRING },
                                       { "profile", SECRET_SCHEMA_ATTRIBUTE_STRING },
                                       { NULL, 0 } },
                                     0,
                                     NULL,
                                     NULL,
                                     NULL,
                                     NULL,
                                     NULL,
                                     NULL,
                                     NULL };

typedef struct
{
  char *kind;
  char *name;
  char *key;
  char *secret; /* nullable */
} Item;

static void
item_free (gpointer data)
{
  Item *item = data;

  g_free (item->kind);
  g_free (item->name);
  g_free (item->key);
  autosell_secret_free (item->secret);
  g_free (item);
}

static Item *
item_new (const char *kind, const char *name, const char *secret)
{
  Item *item = g_new0 (Item, 1);

  item->kind = g_strdup (kind);
  item->name = g_strdup (name);
  item->key = g_strdup_printf ("%s %s", kind, name);
  item->secret = g_strdup (secret);
  return item;
}

static GHashTable *
make_attributes (AutosellKeyring *self, const char *kind, const char *name)
{
  return secret_attributes_build (&schema, "kind", kind, "name", name, "profile", self->profile, NULL);
}

static void
set_state (AutosellKeyring *self, AutosellKeyringState state)
{
  if (self->state == state)
    return;
  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

/* Nobody to ask, or nobody who unlocked it: that is all that the caller needs to know. */
static void
note_failure (AutosellKeyring *self, const GError *error)
{
  gboolean is_locked = g_error_matches (error, SECRET_ERROR, SECRET_ERROR_IS_LOCKED)
                       || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)
                       || g_str_has_prefix (error->message, "Cannot create an item in a locked");

  /* What is in it is no secret, but what it says may name one's own things. */
  g_message ("The keyring does not answer (%s %d)", g_quark_to_string (error->domain), error->code);
  set_state (self, is_locked ? AUTOSELL_KEYRING_LOCKED : AUTOSELL_KEYRING_MISSING);
}

/* TRUE where it was the caller who stopped, and no prompt that a person closed. */
static gboolean
return_if_cancelled (GTask *task)
{
  return g_task_return_error_if_cancelled (task);
}

/* ---- Storing ---- */

static void
keep_in_memory (AutosellKeyring *self, const Item *item)
{
  g_hash_table_replace (self->memory, g_strdup (item->key), g_strdup (item->secret));
}

static void
stored_cb (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  g_autoptr(GTask) task = data;
  AutosellKeyring *self = g_task_get_source_object (task);
  const Item *item = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;

  if (secret_password_store_finish (result, &error))
    {
      g_hash_table_remove (self->memory, item->key);
      set_state (self, AUTOSELL_KEYRING_KEPT);
    }
  else if (return_if_cancelled (task))
    return;
  else
    {
      keep_in_memory (self, item);
      note_failure (self, error);
    }
  g_task_return_boolean (task, TRUE);
}

void
autosell_keyring_store_async (AutosellKeyring *self, const char *kind, const char *name, const char *label,
                              const char *secret, GCancellable *cancellable, GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_autoptr(GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr(GHashTable) attributes = NULL;

  g_task_set_source_tag (task, autosell_keyring_store_async);
  g_task_set_task_data (task, item_new (kind, name, secret), item_free);
  if (self->profile == NULL)
    {
      keep_in_memory (self, g_task_get_task_data (task));
      g_task_return_boolean (task, TRUE);
      return;
    }
  attributes = make_attributes (self, kind, name);
  secret_password_storev (&schema, attributes, SECRET_COLLECTION_DEFAULT, label, secret, cancellable, stored_cb,
                          g_steal_pointer (&task));
}

gboolean
autosell_keyring_store_finish (AutosellKeyring *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* ---- Finding ---- */

static char *
dup_from_memory (AutosellKeyring *self, const Item *item)
{
  return g_strdup (g_hash_table_lookup (self->memory, item->key));
}

static void look (AutosellKeyring *self, const char *kind, const char *name, GTask *task);

static void
return_found (GTask *task, char *secret)
{
  g_task_return_pointer (task, secret, (GDestroyNotify) autosell_secret_free);
}

/* What is known once nothing was found. */
static void
return_nothing_found (GTask *task, AutosellKeyringState state)
{
  AutosellKeyring *self = g_task_get_source_object (task);

  if (state == AUTOSELL_KEYRING_LOCKED || self->state == AUTOSELL_KEYRING_UNKNOWN)
    set_state (self, state);
  return_found (task, dup_from_memory (self, g_task_get_task_data (task)));
}

/* Whether a task is somebody's wish to unlock it, and no lookup. */
static gboolean
is_wish (GTask *task)
{
  return g_task_get_source_tag (task) == autosell_keyring_unlock_async;
}

static void
return_wish (GTask *task, gboolean is_open)
{
  set_state (g_task_get_source_object (task), is_open ? AUTOSELL_KEYRING_KEPT : AUTOSELL_KEYRING_LOCKED);
  g_task_return_boolean (task, is_open);
}

static void
unlocked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(GTask) task = data;
  AutosellKeyring *self = g_task_get_source_object (task);
  g_autoptr(GPtrArray) waiting = g_steal_pointer (&self->waiting);
  int n = secret_service_unlock_finish (SECRET_SERVICE (source), result, NULL, NULL);

  for (guint i = 0; i < waiting->len; i++)
    {
      GTask *one = g_ptr_array_index (waiting, i);
      const Item *item = g_task_get_task_data (one);

      if (return_if_cancelled (one))
        continue;
      if (is_wish (one))
        return_wish (one, n > 0);
      else if (n > 0)
        look (self, item->kind, item->name, g_object_ref (one));
      else
        return_nothing_found (one, AUTOSELL_KEYRING_LOCKED);
    }
}

static void
collection_cb (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  g_autoptr(GTask) task = data;
  AutosellKeyring *self = g_task_get_source_object (task);
  g_autoptr(SecretCollection) collection = secret_collection_for_alias_finish (result, NULL);
  g_autoptr(GList) locked = NULL;

  if (return_if_cancelled (task))
    return;
  if (collection == NULL || !secret_collection_get_locked (collection))
    {
      if (is_wish (task))
        return_wish (task, collection != NULL);
      else
        return_nothing_found (task, AUTOSELL_KEYRING_KEPT);
      return;
    }
  if (self->waiting != NULL)
    {
      g_ptr_array_add (self->waiting, g_steal_pointer (&task));
      return;
    }
  if (self->has_asked_to_unlock && !is_wish (task))
    {
      return_nothing_found (task, AUTOSELL_KEYRING_LOCKED);
      return;
    }
  self->has_asked_to_unlock = TRUE;
  self->waiting = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (self->waiting, g_object_ref (task));
  locked = g_list_append (NULL, collection);
  /* A person answers it, for all that wait: no one of them ends it. */
  secret_service_unlock (secret_collection_get_service (collection), locked, NULL, unlocked_cb,
                         g_steal_pointer (&task));
}

static void
service_cb (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  g_autoptr(GTask) task = data;
  g_autoptr(SecretService) service = secret_service_get_finish (result, NULL);

  if (return_if_cancelled (task))
    return;
  if (service != NULL)
    secret_collection_for_alias (service, SECRET_COLLECTION_DEFAULT, SECRET_COLLECTION_NONE,
                                 g_task_get_cancellable (task), collection_cb, g_object_ref (task));
  else if (is_wish (task))
    g_task_return_boolean (task, FALSE);
  else
    return_nothing_found (task, AUTOSELL_KEYRING_KEPT);
}

/* A file, as within a Flatpak or where somebody says so, is not of that service, and never locked in its way. */
static gboolean
may_be_locked (void)
{
  const char *backend = g_getenv ("SECRET_BACKEND");

  return (backend == NULL || g_str_equal (backend, "service")) && !g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS);
}

/* Nothing found and no error is also what is said of a locked keyring: it does not tell what its items are, so nobody
 * is asked to unlock it. A person is, once a run. */
static void
found_cb (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  g_autoptr(GTask) task = data;
  AutosellKeyring *self = g_task_get_source_object (task);
  const Item *item = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  char *found = secret_password_lookup_finish (result, &error);

  if (error != NULL && return_if_cancelled (task))
    return;
  if (error != NULL)
    {
      note_failure (self, error);
      return_found (task, dup_from_memory (self, item));
    }
  else if (found != NULL)
    {
      set_state (self, AUTOSELL_KEYRING_KEPT);
      return_found (task, g_strdup (found));
      secret_password_free (found);
    }
  else if (may_be_locked ())
    secret_service_get (SECRET_SERVICE_NONE, g_task_get_cancellable (task), service_cb, g_object_ref (task));
  else
    return_nothing_found (task, AUTOSELL_KEYRING_KEPT);
}

/* @task: (transfer full) */
static void
look (AutosellKeyring *self, const char *kind, const char *name, GTask *task)
{
  g_autoptr(GHashTable) attributes = make_attributes (self, kind, name);

  secret_password_lookupv (&schema, attributes, g_task_get_cancellable (task), found_cb, task);
}

void
autosell_keyring_lookup_async (AutosellKeyring *self, const char *kind, const char *name, GCancellable *cancellable,
                               GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr(GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, autosell_keyring_lookup_async);
  g_task_set_task_data (task, item_new (kind, name, NULL), item_free);
  if (self->profile == NULL)
    {
      g_task_return_pointer (task, dup_from_memory (self, g_task_get_task_data (task)),
                             (GDestroyNotify) autosell_secret_free);
      return;
    }
  look (self, kind, name, g_steal_pointer (&task));
}

char *
autosell_keyring_lookup_finish (AutosellKeyring *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* ---- Unlocking ---- */

void
autosell_keyring_unlock_async (AutosellKeyring *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_autoptr(GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, autosell_keyring_unlock_async);
  if (self->profile == NULL || !may_be_locked ())
    g_task_return_boolean (task, FALSE);
  else
    secret_service_get (SECRET_SERVICE_NONE, cancellable, service_cb, g_steal_pointer (&task));
}

gboolean
autosell_keyring_unlock_finish (AutosellKeyring *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* ---- Forgetting ---- */

static void
cleared_cb (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  g_autoptr(GTask) task = data;
  AutosellKeyring *self = g_task_get_source_object (task);
  GError *error = NULL;

  secret_password_clear_finish (result, &error);
  if (error == NULL || self->state == AUTOSELL_KEYRING_MISSING)
    {
      g_clear_error (&error);
      g_task_return_boolean (task, TRUE);
    }
  else
    g_task_return_error (task, error);
}

void
autosell_keyring_forget_async (AutosellKeyring *self, const char *kind, const char *name, GCancellable *cancellable,
                               GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr(GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autofree char *key = g_strdup_printf ("%s %s", kind, name);
  g_autoptr(GHashTable) attributes = NULL;

  g_task_set_source_tag (task, autosell_keyring_forget_async);
  g_hash_table_remove (self->memory, key);
  if (self->profile == NULL)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  attributes = make_attributes (self, kind, name);
  secret_password_clearv (&schema, attributes, cancellable, cleared_cb, g_steal_pointer (&task));
}

gboolean
autosell_keyring_forget_finish (AutosellKeyring *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* ---- The object ---- */

AutosellKeyringState
autosell_keyring_get_state (AutosellKeyring *self)
{
  return self->state;
}

static void
autosell_keyring_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_STATE:
      g_value_set_uint (value, AUTOSELL_KEYRING (object)->state);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
autosell_keyring_finalize (GObject *object)
{
  AutosellKeyring *self = AUTOSELL_KEYRING (object);

  g_free (self->profile);
  g_hash_table_unref (self->memory);
  G_OBJECT_CLASS (autosell_keyring_parent_class)->finalize (object);
}

static void
autosell_keyring_class_init (AutosellKeyringClass *klass)
{
  G_OBJECT_CLASS (klass)->get_property = autosell_keyring_get_property;
  G_OBJECT_CLASS (klass)->finalize = autosell_keyring_finalize;
  properties[PROP_STATE] =
    g_param_spec_uint ("state", NULL, NULL, 0, AUTOSELL_KEYRING_LOCKED, 0, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPS, properties);
}

static void
autosell_keyring_init (AutosellKeyring *self)
{
  autosell_secret_guard ();
  self->memory = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) autosell_secret_free);
}

AutosellKeyring *
autosell_keyring_new (const char *profile)
{
  AutosellKeyring *self = g_object_new (AUTOSELL_TYPE_KEYRING, NULL);

  self->profile = g_strdup (profile);
  return self;
}

AutosellKeyring *
autosell_keyring_new_in_memory (void)
{
  AutosellKeyring *self = g_object_new (AUTOSELL_TYPE_KEYRING, NULL);

  self->state = AUTOSELL_KEYRING_MISSING;
  return self;
}
