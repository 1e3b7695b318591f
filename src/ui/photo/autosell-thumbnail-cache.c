/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-thumbnail-cache.h"

#include "autosell-photo-texture.h"
#include "autosell-photo-thumbnail.h"
#include "autosell-photo.h"
#include "autosell-reducer.h"

/* Some 170 tiles of a gallery, or the covers of 2,000 rows. */
#define DEFAULT_MAX_BYTES (48 * 1024 * 1024)
/* A texture that is not that much larger than what is wanted is left to the one who paints it. */
#define REDUCE_ABOVE 1.25

struct _AutosellThumbnailCache
{
  GObject parent_instance;
  char *data_dir;      /* owned */
  gsize max_bytes;
  gsize n_bytes;       /* of entries */
  GHashTable *entries; /* of Entry: owned; found by key and edge */
  GQueue latest;       /* of Entry that have a texture: the one that was asked for last is the first */
};

G_DEFINE_FINAL_TYPE (AutosellThumbnailCache, autosell_thumbnail_cache, G_TYPE_OBJECT)

/* A picture that is there, or on its way. */
typedef struct
{
  char *name;             /* owned: “KEY@EDGE” */
  AutosellThumbnailCache *cache; /* unowned, nullable: it went before the picture came */
  GdkTexture *texture;    /* owned, nullable until it has come */
  gsize n_bytes;
  GList link;             /* in latest, once there is a texture */
  GCancellable *cancellable; /* owned, nullable: while it is loaded */
  GQueue requests;        /* of AutosellThumbnailRequest */
} Entry;

struct _AutosellThumbnailRequest
{
  Entry *entry;           /* unowned */
  AutosellThumbnailFunc func;
  gpointer user_data;
  guint idle_source;      /* where the picture was there already */
  GList link;
};

/* ---- Entries ---- */

static char *
create_name (const char *key, int edge_px)
{
  return g_strdup_printf ("%s@%d", key, edge_px);
}

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_free (entry->name);
  g_clear_object (&entry->texture);
  g_clear_object (&entry->cancellable);
  g_free (entry);
}

static Entry *
get_entry (AutosellThumbnailCache *self, const char *key, int edge_px)
{
  g_autofree char *name = create_name (key, edge_px);
  Entry *entry = g_hash_table_lookup (self->entries, name);

  if (entry != NULL)
    return entry;
  entry = g_new0 (Entry, 1);
  entry->name = g_steal_pointer (&name);
  entry->cache = self;
  entry->link.data = entry;
  g_queue_init (&entry->requests);
  g_hash_table_insert (self->entries, entry->name, entry);
  return entry;
}

static void
touch (AutosellThumbnailCache *self, Entry *entry)
{
  g_queue_unlink (&self->latest, &entry->link);
  g_queue_push_head_link (&self->latest, &entry->link);
}

static void
remove_entry (AutosellThumbnailCache *self, Entry *entry)
{
  if (entry->texture != NULL)
    {
      g_queue_unlink (&self->latest, &entry->link);
      self->n_bytes -= entry->n_bytes;
    }
  g_hash_table_remove (self->entries, entry->name);
}

/* One that somebody waits for an answer about stays until the answer. */
static void
shrink (AutosellThumbnailCache *self, gsize max_bytes)
{
  GList *link = self->latest.tail;

  while (link != NULL && self->n_bytes > max_bytes)
    {
      Entry *entry = link->data;

      link = link->prev;
      if (g_queue_is_empty (&entry->requests))
        remove_entry (self, entry);
    }
}

static void
set_texture (AutosellThumbnailCache *self, Entry *entry, GdkTexture *texture)
{
  if (entry->texture != NULL)
    {
      g_queue_unlink (&self->latest, &entry->link);
      self->n_bytes -= entry->n_bytes;
    }
  g_set_object (&entry->texture, texture);
  entry->n_bytes = (gsize) gdk_texture_get_width (texture) * gdk_texture_get_height (texture) * 4;
  self->n_bytes += entry->n_bytes;
  g_queue_push_head_link (&self->latest, &entry->link);
}

/* ---- Loading ---- */

typedef struct
{
  AutosellPixels *pixels; /* owned */
  int edge_px;
} Reducing;

static void
reducing_free (gpointer data)
{
  Reducing *reducing = data;

  autosell_pixels_unref (reducing->pixels);
  g_free (reducing);
}

static void
reduce_worker (GTask *task, gpointer source G_GNUC_UNUSED, gpointer task_data, GCancellable *cancellable G_GNUC_UNUSED)
{
  Reducing *reducing = task_data;
  AutosellPixels *reduced;
  int width, height;

  autosell_pixels_fit (reducing->pixels->width, reducing->pixels->height, reducing->edge_px, &width, &height);
  reduced = autosell_pixels_reduce (reducing->pixels, width, height);
  if (reduced != NULL)
    g_task_return_pointer (task, reduced, (GDestroyNotify) autosell_pixels_unref);
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_FAILED, "no memory for a thumbnail");
}

/* What is on its way to one entry; the entry itself may be gone by then. */
typedef struct
{
  AutosellThumbnailCache *cache; /* owned */
  char *name;                    /* owned */
  GCancellable *cancellable;     /* owned */
  int edge_px;
} Loading;

static void
loading_free (Loading *loading)
{
  g_object_unref (loading->cache);
  g_object_unref (loading->cancellable);
  g_free (loading->name);
  g_free (loading);
}

static void
answer (Entry *entry, const GError *error)
{
  g_autoptr (GdkTexture) texture = entry->texture != NULL ? g_object_ref (entry->texture) : NULL;
  GQueue waiting = entry->requests;

  g_queue_init (&entry->requests);
  for (GList *link = waiting.head; link != NULL; link = link->next)
    ((AutosellThumbnailRequest *) link->data)->entry = NULL;
  while (waiting.head != NULL)
    {
      AutosellThumbnailRequest *request = waiting.head->data;

      g_queue_unlink (&waiting, &request->link);
      if (request->func != NULL)
        request->func (texture, error, request->user_data);
      g_free (request);
    }
}

static void
finish_loading (Loading *loading, AutosellPixels *pixels, const GError *error)
{
  AutosellThumbnailCache *self = loading->cache;
  Entry *entry = g_hash_table_lookup (self->entries, loading->name);

  /* another may have been begun after this one was cancelled */
  if (entry == NULL || entry->cancellable != loading->cancellable)
    {
      loading_free (loading);
      return;
    }
  g_clear_object (&entry->cancellable);
  if (pixels != NULL)
    {
      g_autoptr (GdkTexture) texture = autosell_photo_texture_new (pixels);

      set_texture (self, entry, texture);
    }
  answer (entry, error);
  entry = g_hash_table_lookup (self->entries, loading->name);
  if (entry != NULL && entry->texture == NULL && entry->cancellable == NULL)
    remove_entry (self, entry);
  shrink (self, self->max_bytes);
  loading_free (loading);
}

static void
reduced_cb (GObject *object G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AutosellPixels) pixels = g_task_propagate_pointer (G_TASK (result), &error);

  finish_loading (user_data, pixels, error);
}

static void
loaded_cb (GObject *object G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  Loading *loading = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (AutosellPixels) pixels = autosell_photo_thumbnail_load_finish (result, &error);
  g_autoptr (GTask) task = NULL;
  Reducing *reducing;

  if (pixels == NULL || MAX (pixels->width, pixels->height) < loading->edge_px * REDUCE_ABOVE)
    {
      finish_loading (loading, pixels, error);
      return;
    }
  reducing = g_new0 (Reducing, 1);
  reducing->pixels = g_steal_pointer (&pixels);
  reducing->edge_px = loading->edge_px;
  task = g_task_new (NULL, loading->cancellable, reduced_cb, loading);
  g_task_set_source_tag (task, loaded_cb);
  g_task_set_task_data (task, reducing, reducing_free);
  g_task_run_in_thread (task, reduce_worker);
}

static void
load (AutosellThumbnailCache *self, Entry *entry, const AutosellPhotoKey *key, int edge_px)
{
  Loading *loading = g_new0 (Loading, 1);

  entry->cancellable = g_cancellable_new ();
  loading->cache = g_object_ref (self);
  loading->name = g_strdup (entry->name);
  loading->cancellable = g_object_ref (entry->cancellable);
  loading->edge_px = edge_px;
  autosell_photo_thumbnail_load_async (self->data_dir, key->hash, key->turn, key->has_crop ? &key->crop : NULL, edge_px,
                                       entry->cancellable, loaded_cb, loading);
}

/* ---- Asking ---- */

static gboolean
answer_idle_cb (gpointer user_data)
{
  AutosellThumbnailRequest *request = user_data;
  Entry *entry = request->entry;
  g_autoptr (GdkTexture) texture = entry->texture != NULL ? g_object_ref (entry->texture) : NULL;
  g_autoptr (GError) error = NULL;

  if (texture == NULL)
    error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "no key of a photo");
  g_queue_unlink (&entry->requests, &request->link);
  if (entry->texture == NULL)
    remove_entry (entry->cache, entry);
  request->func (texture, error, request->user_data);
  g_free (request);
  return G_SOURCE_REMOVE;
}

GdkTexture *
autosell_thumbnail_cache_lookup (AutosellThumbnailCache *self, const char *key, int edge_px)
{
  g_autofree char *name = create_name (key, edge_px);
  Entry *entry;

  g_return_val_if_fail (AUTOSELL_IS_THUMBNAIL_CACHE (self), NULL);

  entry = g_hash_table_lookup (self->entries, name);
  if (entry == NULL || entry->texture == NULL)
    return NULL;
  touch (self, entry);
  return entry->texture;
}

GdkTexture *
autosell_thumbnail_cache_lookup_any (AutosellThumbnailCache *self, const char *key)
{
  static const int edges[] = { AUTOSELL_THUMBNAIL_EDGE_LARGE, AUTOSELL_THUMBNAIL_EDGE_TILE, AUTOSELL_THUMBNAIL_EDGE_ROW };

  for (guint i = 0; i < G_N_ELEMENTS (edges); i++)
    {
      GdkTexture *texture = autosell_thumbnail_cache_lookup (self, key, edges[i]);

      if (texture != NULL)
        return texture;
    }
  return NULL;
}

AutosellThumbnailRequest *
autosell_thumbnail_cache_request (AutosellThumbnailCache *self, const char *key, int edge_px, AutosellThumbnailFunc func,
                                  gpointer user_data)
{
  AutosellThumbnailRequest *request;
  AutosellPhotoKey parsed;
  Entry *entry;

  g_return_val_if_fail (AUTOSELL_IS_THUMBNAIL_CACHE (self) && key != NULL && edge_px > 0 && func != NULL, NULL);

  entry = get_entry (self, key, edge_px);
  request = g_new0 (AutosellThumbnailRequest, 1);
  request->entry = entry;
  request->func = func;
  request->user_data = user_data;
  request->link.data = request;
  g_queue_push_tail_link (&entry->requests, &request->link);
  if (entry->texture != NULL)
    touch (self, entry);
  if (entry->cancellable != NULL)
    return request;
  if (entry->texture == NULL && autosell_photo_key_parse (key, &parsed))
    load (self, entry, &parsed, edge_px);
  else
    request->idle_source = g_idle_add_full (G_PRIORITY_DEFAULT, answer_idle_cb, request, NULL);
  return request;
}

void
autosell_thumbnail_request_cancel (AutosellThumbnailRequest *request)
{
  Entry *entry;

  g_return_if_fail (request != NULL);

  entry = request->entry;
  if (entry == NULL) /* among those that are being answered just now: the one who walks through them frees it */
    {
      request->func = NULL;
      return;
    }
  g_clear_handle_id (&request->idle_source, g_source_remove);
  g_queue_unlink (&entry->requests, &request->link);
  g_free (request);
  if (!g_queue_is_empty (&entry->requests) || entry->texture != NULL)
    return;
  g_cancellable_cancel (entry->cancellable);
  remove_entry (entry->cache, entry);
}

void
autosell_thumbnail_cache_add (AutosellThumbnailCache *self, const char *key, int edge_px, GdkTexture *texture)
{
  Entry *entry;

  g_return_if_fail (AUTOSELL_IS_THUMBNAIL_CACHE (self) && key != NULL && GDK_IS_TEXTURE (texture));

  entry = get_entry (self, key, edge_px);
  set_texture (self, entry, texture);
  shrink (self, self->max_bytes);
}

static void
forget (AutosellThumbnailCache *self, const char *hash)
{
  GList *link = self->latest.head;

  while (link != NULL)
    {
      Entry *entry = link->data;

      link = link->next;
      if ((hash == NULL || g_str_has_prefix (entry->name, hash)) && g_queue_is_empty (&entry->requests))
        remove_entry (self, entry);
    }
}

void
autosell_thumbnail_cache_forget (AutosellThumbnailCache *self, const char *hash)
{
  g_return_if_fail (AUTOSELL_IS_THUMBNAIL_CACHE (self) && hash != NULL);

  forget (self, hash);
}

void
autosell_thumbnail_cache_clear (AutosellThumbnailCache *self)
{
  g_return_if_fail (AUTOSELL_IS_THUMBNAIL_CACHE (self));

  forget (self, NULL);
}

gsize
autosell_thumbnail_cache_get_size (AutosellThumbnailCache *self)
{
  g_return_val_if_fail (AUTOSELL_IS_THUMBNAIL_CACHE (self), 0);

  return self->n_bytes;
}

/* ---- The object ---- */

static void
autosell_thumbnail_cache_finalize (GObject *object)
{
  AutosellThumbnailCache *self = AUTOSELL_THUMBNAIL_CACHE (object);

  /* what is being loaded holds a reference, and whoever waits for an answer has one too */
  g_hash_table_unref (self->entries);
  g_free (self->data_dir);
  G_OBJECT_CLASS (autosell_thumbnail_cache_parent_class)->finalize (object);
}

static void
autosell_thumbnail_cache_class_init (AutosellThumbnailCacheClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = autosell_thumbnail_cache_finalize;
}

static void
autosell_thumbnail_cache_init (AutosellThumbnailCache *self)
{
  self->entries = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, entry_free);
  g_queue_init (&self->latest);
}

AutosellThumbnailCache *
autosell_thumbnail_cache_new (const char *data_dir, gsize max_bytes)
{
  AutosellThumbnailCache *self = g_object_new (AUTOSELL_TYPE_THUMBNAIL_CACHE, NULL);

  g_return_val_if_fail (data_dir != NULL, NULL);

  self->data_dir = g_strdup (data_dir);
  self->max_bytes = max_bytes != 0 ? max_bytes : DEFAULT_MAX_BYTES;
  return self;
}

AutosellThumbnailCache *
autosell_thumbnail_cache_get (AutosellStore *store)
{
  static const char quark_name[] = "autosell-thumbnail-cache";
  AutosellThumbnailCache *self;

  g_return_val_if_fail (AUTOSELL_IS_STORE (store), NULL);

  self = g_object_get_data (G_OBJECT (store), quark_name);
  if (self == NULL)
    {
      self = autosell_thumbnail_cache_new (autosell_store_get_data_dir (store), 0);
      g_object_set_data_full (G_OBJECT (store), quark_name, self, g_object_unref);
    }
  return self;
}
