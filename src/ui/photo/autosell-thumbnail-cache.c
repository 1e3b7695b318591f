/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-thumbnail-cache.h"

#include "autosell-photo-texture.h"
#include "autosell-photo-thumbnail.h"
#include "autosell-photo.h"
#include "autosell-reducer.h"

/* Some 700 tiles of a gallery, 350 cards, or the covers of 10,000 rows. */
#define DEFAULT_MAX_BYTES (48 * 1024 * 1024)
/* A texture that is not that much larger than what is wanted is left to the one who paints it. */
#define REDUCE_ABOVE 1.25

struct _AutosellThumbnailCache
{
  GObject parent_instance;
  char *data_dir; /* owned */
  gsize max_bytes;
  gsize n_bytes;       /* of entries */
  GHashTable *entries; /* of Entry: owned; found by what is wanted */
  GHashTable *by_key;  /* of GPtrArray of Entry: those of one photo */
  GQueue latest;       /* of Entry that have a texture: the one that was asked for last is the first */
};

G_DEFINE_FINAL_TYPE (AutosellThumbnailCache, autosell_thumbnail_cache, G_TYPE_OBJECT)

/* A picture that is there, or on its way. */
typedef struct
{
  char *name;                    /* owned: “KEY@EDGE” or “KEY@WIDTHxHEIGHTxFIT” */
  char *key;                     /* owned */
  AutosellPhotoFrame frame;      /* without a width where it is whole */
  AutosellThumbnailCache *cache; /* unowned, nullable: it went before the picture came */
  GdkTexture *texture;           /* owned, nullable until it has come */
  gsize n_bytes;
  GList link;                /* in latest, once there is a texture */
  GCancellable *cancellable; /* owned, nullable: while it is loaded */
  GQueue requests;           /* of AutosellThumbnailRequest */
} Entry;

struct _AutosellThumbnailRequest
{
  Entry *entry; /* unowned */
  AutosellThumbnailFunc func;
  gpointer user_data;
  guint idle_source; /* where the picture was there already */
  GList link;
};

/* ---- Entries ---- */

/* @frame: (nullable) */
static char *
create_name (const char *key, int edge_px, const AutosellPhotoFrame *frame)
{
  if (frame != NULL)
    return g_strdup_printf ("%s@%dx%dx%d", key, frame->width_px, frame->height_px, frame->fit);
  return g_strdup_printf ("%s@%d", key, edge_px);
}

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_free (entry->name);
  g_free (entry->key);
  g_clear_object (&entry->texture);
  g_clear_object (&entry->cancellable);
  g_free (entry);
}

static void
add_to_photo (AutosellThumbnailCache *self, Entry *entry)
{
  GPtrArray *others = g_hash_table_lookup (self->by_key, entry->key);

  if (others == NULL)
    {
      others = g_ptr_array_new ();
      g_hash_table_insert (self->by_key, g_strdup (entry->key), others);
    }
  g_ptr_array_add (others, entry);
}

/* @frame: (nullable): NULL for a whole one of @edge_px */
static Entry *
get_entry (AutosellThumbnailCache *self, const char *key, int edge_px, const AutosellPhotoFrame *frame)
{
  g_autofree char *name = create_name (key, edge_px, frame);
  Entry *entry = g_hash_table_lookup (self->entries, name);

  if (entry != NULL)
    return entry;
  entry = g_new0 (Entry, 1);
  entry->name = g_steal_pointer (&name);
  entry->key = g_strdup (key);
  if (frame != NULL)
    entry->frame = *frame;
  entry->cache = self;
  add_to_photo (self, entry);
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
  GPtrArray *others;

  if (entry->texture != NULL)
    {
      g_queue_unlink (&self->latest, &entry->link);
      self->n_bytes -= entry->n_bytes;
    }
  others = g_hash_table_lookup (self->by_key, entry->key);
  g_ptr_array_remove_fast (others, entry);
  if (others->len == 0)
    g_hash_table_remove (self->by_key, entry->key);
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
  AutosellPhotoFrame frame;
} Making;

static void
making_free (gpointer data)
{
  Making *making = data;

  autosell_pixels_unref (making->pixels);
  g_free (making);
}

static GdkTexture *
make_whole (AutosellPixels *pixels, int edge_px)
{
  g_autoptr(AutosellPixels) reduced = NULL;
  int width, height;

  if (MAX (pixels->width, pixels->height) < edge_px * REDUCE_ABOVE)
    return autosell_photo_texture_new_converted (pixels);
  autosell_pixels_fit (pixels->width, pixels->height, edge_px, &width, &height);
  reduced = autosell_pixels_reduce (pixels, width, height);
  return reduced != NULL ? autosell_photo_texture_new_converted (reduced) : NULL;
}

static void
make_worker (GTask *task, gpointer source G_GNUC_UNUSED, gpointer task_data, GCancellable *cancellable G_GNUC_UNUSED)
{
  Making *making = task_data;
  GdkTexture *texture = making->frame.width_px > 0 ? autosell_photo_texture_new_framed (making->pixels, &making->frame)
                                                   : make_whole (making->pixels, making->edge_px);

  if (texture != NULL)
    g_task_return_pointer (task, texture, g_object_unref);
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_FAILED, "no memory for a thumbnail");
}

/* What is on its way to one entry; the entry itself may be gone by then. */
typedef struct
{
  AutosellThumbnailCache *cache; /* owned */
  char *name;                    /* owned */
  AutosellPhotoKey key;
  GCancellable *cancellable; /* owned */
  int edge_px;
  AutosellPhotoFrame frame; /* without a width where it is to be whole */
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
  g_autoptr(GdkTexture) texture = entry->texture != NULL ? g_object_ref (entry->texture) : NULL;
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
finish_loading (Loading *loading, GdkTexture *texture, const GError *error)
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
  if (texture != NULL)
    set_texture (self, entry, texture);
  answer (entry, error);
  entry = g_hash_table_lookup (self->entries, loading->name);
  if (entry != NULL && entry->texture == NULL && entry->cancellable == NULL)
    remove_entry (self, entry);
  shrink (self, self->max_bytes);
  loading_free (loading);
}

static void
made_cb (GObject *object G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GdkTexture) texture = g_task_propagate_pointer (G_TASK (result), &error);

  finish_loading (user_data, texture, error);
}

static void load_pixels (AutosellThumbnailCache *self, Loading *loading);

/* A photo of another shape than its place needs more pixels than that has: only now is it known of what shape it is. */
static gboolean
needs_more (const Loading *loading, const AutosellPixels *pixels, int *edge_px)
{
  if (loading->frame.width_px == 0)
    return FALSE;
  *edge_px = autosell_photo_frame_get_edge (&loading->frame, pixels->width, pixels->height);
  return *edge_px > MAX (pixels->width, pixels->height) && *edge_px > loading->edge_px;
}

static void
loaded_cb (GObject *object G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  Loading *loading = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellPixels) pixels = autosell_photo_thumbnail_load_finish (result, &error);
  g_autoptr(GTask) task = NULL;
  Making *making;
  int edge_px;

  if (pixels == NULL)
    {
      finish_loading (loading, NULL, error);
      return;
    }
  if (needs_more (loading, pixels, &edge_px))
    {
      loading->edge_px = edge_px;
      load_pixels (loading->cache, loading);
      return;
    }
  making = g_new0 (Making, 1);
  making->pixels = g_steal_pointer (&pixels);
  making->edge_px = loading->edge_px;
  making->frame = loading->frame;
  task = g_task_new (NULL, loading->cancellable, made_cb, loading);
  g_task_set_source_tag (task, loaded_cb);
  g_task_set_task_data (task, making, making_free);
  g_task_run_in_thread (task, make_worker);
}

static void
load_pixels (AutosellThumbnailCache *self, Loading *loading)
{
  const AutosellPhotoKey *key = &loading->key;

  autosell_photo_thumbnail_load_async (self->data_dir, key->hash, key->turn, key->has_crop ? &key->crop : NULL,
                                       loading->edge_px, loading->cancellable, loaded_cb, loading);
}

static void
load (AutosellThumbnailCache *self, Entry *entry, const AutosellPhotoKey *key, int edge_px)
{
  Loading *loading = g_new0 (Loading, 1);

  entry->cancellable = g_cancellable_new ();
  loading->cache = g_object_ref (self);
  loading->name = g_strdup (entry->name);
  loading->key = *key;
  loading->cancellable = g_object_ref (entry->cancellable);
  loading->edge_px = edge_px;
  loading->frame = entry->frame;
  load_pixels (self, loading);
}

/* ---- Asking ---- */

static gboolean
answer_idle_cb (gpointer user_data)
{
  AutosellThumbnailRequest *request = user_data;
  Entry *entry = request->entry;
  g_autoptr(GdkTexture) texture = entry->texture != NULL ? g_object_ref (entry->texture) : NULL;
  g_autoptr(GError) error = NULL;

  if (texture == NULL)
    error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "no key of a photo");
  g_queue_unlink (&entry->requests, &request->link);
  if (entry->texture == NULL)
    remove_entry (entry->cache, entry);
  request->func (texture, error, request->user_data);
  g_free (request);
  return G_SOURCE_REMOVE;
}

/* @entry: (nullable) */
static GdkTexture *
take (AutosellThumbnailCache *self, Entry *entry)
{
  if (entry == NULL || entry->texture == NULL)
    return NULL;
  touch (self, entry);
  return entry->texture;
}

GdkTexture *
autosell_thumbnail_cache_lookup (AutosellThumbnailCache *self, const char *key, int edge_px)
{
  g_autofree char *name = create_name (key, edge_px, NULL);

  g_return_val_if_fail (AUTOSELL_IS_THUMBNAIL_CACHE (self), NULL);

  return take (self, g_hash_table_lookup (self->entries, name));
}

/* It shows all of the photo, or what a place of the shape of @frame shows of it. */
static gboolean
will_do (const Entry *entry, const AutosellPhotoFrame *frame)
{
  gint64 across, down;

  if (entry->texture == NULL)
    return FALSE;
  if (entry->frame.width_px == 0 || entry->frame.fit == AUTOSELL_PHOTO_FIT_CONTAIN)
    return TRUE;
  if (frame == NULL || frame->fit != entry->frame.fit)
    return FALSE;
  across = (gint64) entry->frame.width_px * frame->height_px;
  down = (gint64) entry->frame.height_px * frame->width_px;
  return ABS (across - down) * 25 < across;
}

/* The largest. @frame: (nullable). Returns: (nullable) */
static Entry *
find_best (AutosellThumbnailCache *self, const char *key, const AutosellPhotoFrame *frame)
{
  GPtrArray *entries = g_hash_table_lookup (self->by_key, key);
  Entry *best = NULL;

  for (guint i = 0; entries != NULL && i < entries->len; i++)
    {
      Entry *entry = entries->pdata[i];

      if (will_do (entry, frame) && (best == NULL || entry->n_bytes > best->n_bytes))
        best = entry;
    }
  return best;
}

GdkTexture *
autosell_thumbnail_cache_lookup_any (AutosellThumbnailCache *self, const char *key)
{
  g_return_val_if_fail (AUTOSELL_IS_THUMBNAIL_CACHE (self), NULL);

  return take (self, find_best (self, key, NULL));
}

GdkTexture *
autosell_thumbnail_cache_lookup_framed (AutosellThumbnailCache *self, const char *key, const AutosellPhotoFrame *frame,
                                        gboolean exactly)
{
  g_autofree char *name = NULL;
  GdkTexture *texture;

  g_return_val_if_fail (AUTOSELL_IS_THUMBNAIL_CACHE (self) && frame != NULL, NULL);

  name = create_name (key, 0, frame);
  texture = take (self, g_hash_table_lookup (self->entries, name));
  return texture != NULL || exactly ? texture : take (self, find_best (self, key, frame));
}

static AutosellThumbnailRequest *
request_entry (AutosellThumbnailCache *self, Entry *entry, int edge_px, AutosellThumbnailFunc func, gpointer user_data)
{
  AutosellThumbnailRequest *request;
  AutosellPhotoKey parsed;

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
  if (entry->texture == NULL && autosell_photo_key_parse (entry->key, &parsed))
    load (self, entry, &parsed, edge_px);
  else
    request->idle_source = g_idle_add_full (G_PRIORITY_DEFAULT, answer_idle_cb, request, NULL);
  return request;
}

AutosellThumbnailRequest *
autosell_thumbnail_cache_request (AutosellThumbnailCache *self, const char *key, int edge_px,
                                  AutosellThumbnailFunc func, gpointer user_data)
{
  g_return_val_if_fail (AUTOSELL_IS_THUMBNAIL_CACHE (self) && key != NULL && edge_px > 0 && func != NULL, NULL);

  return request_entry (self, get_entry (self, key, edge_px, NULL), edge_px, func, user_data);
}

AutosellThumbnailRequest *
autosell_thumbnail_cache_request_framed (AutosellThumbnailCache *self, const char *key, const AutosellPhotoFrame *frame,
                                         AutosellThumbnailFunc func, gpointer user_data)
{
  g_return_val_if_fail (AUTOSELL_IS_THUMBNAIL_CACHE (self) && key != NULL && func != NULL, NULL);
  g_return_val_if_fail (frame != NULL && frame->width_px > 0 && frame->height_px > 0, NULL);

  return request_entry (self, get_entry (self, key, 0, frame), MAX (frame->width_px, frame->height_px), func,
                        user_data);
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
  g_hash_table_unref (self->by_key);
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
  self->by_key = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
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
