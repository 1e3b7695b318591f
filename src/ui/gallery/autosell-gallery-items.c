/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-gallery-private.h"

/* What is shown: the photos that the stock has, and those on their way where they will be. An item that becomes a photo
 * stays the same one, so that nothing jumps: what was decoded on its way in is seen until its thumbnail is read. */

/* The one of those on their way whose file this photo is: it becomes its item. Returns: (transfer full) (nullable) */
static AutosellGalleryItem *
adopt_import (AutosellGallery *self, AutosellPhoto *photo)
{
  GHashTableIter iter;
  gpointer import, item;

  g_hash_table_iter_init (&iter, self->by_import);
  while (self->vehicle_key != 0 && g_hash_table_iter_next (&iter, &import, &item))
    {
      AutosellStagedPhoto *staged = autosell_photo_import_get_staged (import);

      if (staged == NULL
          || !g_str_equal (autosell_staged_photo_get_hash (staged), autosell_photo_get_info (photo)->hash))
        continue;
      g_hash_table_add (self->adopted, g_object_ref (import));
      g_object_ref (item);
      g_hash_table_iter_remove (&iter);
      return item;
    }
  return NULL;
}

/* @old: those that were shown, by id */
static void
append_photo (AutosellGallery *self, GHashTable *old, AutosellPhoto *photo)
{
  const char *id = autosell_photo_get_id (photo);
  AutosellGalleryItem *item = g_hash_table_lookup (old, id);

  if (item != NULL)
    g_object_ref (item);
  else
    item = adopt_import (self, photo);
  if (item != NULL)
    autosell_gallery_item_set_photo (item, photo);
  else
    item = autosell_gallery_item_new_for_photo (photo);
  g_hash_table_insert (self->by_id, g_strdup (id), item);
  g_ptr_array_add (self->items, g_object_ref (item));
}

static void
append_import (AutosellGallery *self, AutosellGalleryImport *import)
{
  g_autoptr(GPtrArray) pending = autosell_gallery_import_dup_items (import);

  for (guint i = 0; i < pending->len; i++)
    {
      AutosellGalleryItem *item = g_hash_table_lookup (self->by_import, pending->pdata[i]);

      if (g_hash_table_contains (self->adopted, pending->pdata[i]))
        continue;
      if (item == NULL)
        {
          item = autosell_gallery_item_new_for_import (pending->pdata[i]);
          g_hash_table_insert (self->by_import, g_object_ref (pending->pdata[i]), item);
        }
      g_ptr_array_add (self->items, g_object_ref (item));
    }
}

/* @before_id: (nullable): NULL for those that have no photo to come before, or not any more */
static void
append_imports (AutosellGallery *self, const char *before_id, GHashTable *placed)
{
  for (guint i = 0; i < self->imports->len; i++)
    {
      AutosellGalleryImport *import = self->imports->pdata[i];
      gboolean is_here = before_id == NULL || g_strcmp0 (before_id, autosell_gallery_import_get_before (import)) == 0
                         || g_strcmp0 (before_id, autosell_gallery_import_get_replaced (import)) == 0;

      if (is_here && g_hash_table_add (placed, import))
        append_import (self, import);
    }
}

static gboolean
is_not_shown (gpointer import G_GNUC_UNUSED, gpointer item, gpointer user_data)
{
  return !g_ptr_array_find (user_data, item, NULL);
}

void
autosell_gallery_build_items (AutosellGallery *self)
{
  g_autoptr(GHashTable) placed = g_hash_table_new (NULL, NULL);
  g_autoptr(GHashTable) old = g_steal_pointer (&self->by_id);
  guint n_staged = autosell_gallery_get_n_staged (self);

  g_clear_handle_id (&self->items_source, g_source_remove);
  self->by_id = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  g_ptr_array_set_size (self->items, 0);
  for (guint i = 0; i < self->photos->len; i++)
    {
      append_imports (self, autosell_photo_get_id (self->photos->pdata[i]), placed);
      append_photo (self, old, self->photos->pdata[i]);
    }
  append_imports (self, NULL, placed);
  g_hash_table_foreach_remove (self->by_import, is_not_shown, self->items);
  autosell_gallery_grid_set_items (self->grid, self->items);
  autosell_gallery_show_drive (self);
  autosell_gallery_show_state (self);
  if (n_staged != autosell_gallery_get_n_staged (self))
    g_signal_emit_by_name (self, "staged-changed");
}

static gboolean
build_items_cb (gpointer user_data)
{
  AutosellGallery *self = user_data;

  self->items_source = 0;
  autosell_gallery_build_items (self);
  return G_SOURCE_REMOVE;
}

void
autosell_gallery_queue_items (AutosellGallery *self)
{
  if (self->items_source == 0)
    self->items_source = g_idle_add_full (G_PRIORITY_HIGH_IDLE, build_items_cb, self, NULL);
}
