/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gdk/gdk.h>

#include "autosell-photo-texture.h"
#include "autosell-store.h"

G_BEGIN_DECLS

/* The small pictures that are on the screen or were a moment ago, as textures. Files are read and decoded elsewhere;
 * what comes back costs the main loop next to nothing. The memory is bounded: what was not asked for the longest goes
 * first. One cache serves all windows on a store, and each picture is loaded once however many ask. Main thread. */
#define AUTOSELL_TYPE_THUMBNAIL_CACHE (autosell_thumbnail_cache_get_type ())
G_DECLARE_FINAL_TYPE (AutosellThumbnailCache, autosell_thumbnail_cache, AUTOSELL, THUMBNAIL_CACHE, GObject)

/* What lists ask for, so that they share what is loaded: longest sides in device pixels. Any other number will do
 * too. */
#define AUTOSELL_THUMBNAIL_EDGE_ROW 96
#define AUTOSELL_THUMBNAIL_EDGE_TILE 320
#define AUTOSELL_THUMBNAIL_EDGE_LARGE 640

/* @max_bytes: of textures that nobody shows; 0: a good number */
AutosellThumbnailCache *autosell_thumbnail_cache_new (const char *data_dir, gsize max_bytes);
/* The one of @store, made when it is first asked for. Returns: (transfer none) */
AutosellThumbnailCache *autosell_thumbnail_cache_get (AutosellStore *store);

/* What is there now, without loading. @key: an AutosellPhotoKey as text. Returns: (transfer none) (nullable) */
GdkTexture *autosell_thumbnail_cache_lookup (AutosellThumbnailCache *self, const char *key, int edge_px);
/* The best that is there in any size and shows all of the photo, to be seen until the right one comes.
 * Returns: (transfer none) (nullable) */
GdkTexture *autosell_thumbnail_cache_lookup_any (AutosellThumbnailCache *self, const char *key);
/* What is there for a place on the screen: with @exactly just that, else the most similar. Returns: (transfer none)
 * (nullable) */
GdkTexture *autosell_thumbnail_cache_lookup_framed (AutosellThumbnailCache *self, const char *key,
                                                    const AutosellPhotoFrame *frame, gboolean exactly);

/* One wish. It ends with its callback, which comes from the main loop and never from within request(), or when it is
 * cancelled, after which there is none. */
typedef struct _AutosellThumbnailRequest AutosellThumbnailRequest;
/* @texture: (nullable): where not, @error tells why */
typedef void (*AutosellThumbnailFunc) (GdkTexture *texture, const GError *error, gpointer user_data);
/* Returns: (transfer none): valid until it ends */
AutosellThumbnailRequest *autosell_thumbnail_cache_request (AutosellThumbnailCache *self, const char *key, int edge_px,
                                                            AutosellThumbnailFunc func, gpointer user_data);
/* Of the very size at which it is seen, which takes least memory and nothing from whoever paints it. */
AutosellThumbnailRequest *autosell_thumbnail_cache_request_framed (AutosellThumbnailCache *self, const char *key,
                                                                   const AutosellPhotoFrame *frame,
                                                                   AutosellThumbnailFunc func, gpointer user_data);
/* What nobody else waits for is not loaded. */
void autosell_thumbnail_request_cancel (AutosellThumbnailRequest *request);

/* The file of these has changed (it was repaired): @hash in any turn and crop. */
void autosell_thumbnail_cache_forget (AutosellThumbnailCache *self, const char *hash);
/* Gives all memory back; what is shown stays with those who show it. */
void autosell_thumbnail_cache_clear (AutosellThumbnailCache *self);
/* For tests. In bytes, of what is kept. */
gsize autosell_thumbnail_cache_get_size (AutosellThumbnailCache *self);

G_END_DECLS
