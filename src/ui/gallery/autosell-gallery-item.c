/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-gallery-item.h"

#include "autosell-photo-texture.h"

#include <glib/gi18n.h>

struct _AutosellGalleryItem
{
  GObject parent_instance;
  AutosellPhoto *photo;              /* owned, nullable */
  AutosellPhotoImport *import;       /* owned, nullable */
  AutosellPhotoPaintable *paintable; /* owned */
  AutosellThumbnailCache *cache;     /* owned, nullable: out of sight */
  guint position;
  guint n_items;
  char *twin; /* owned, nullable */
  gboolean is_selected;
  AutosellPhotoInDrive in_drive;
  double drive_fraction;
};

G_DEFINE_FINAL_TYPE (AutosellGalleryItem, autosell_gallery_item, G_TYPE_OBJECT)

static guint changed_signal;

static void
tell_changed (AutosellGalleryItem *self)
{
  g_signal_emit (self, changed_signal, 0);
}

/* ---- What it shows ---- */

static gboolean
is_portrait (AutosellGalleryItem *self)
{
  GdkTexture *texture = autosell_photo_paintable_get_texture (self->paintable);
  int width = 0;
  int height = 0;

  if (self->photo != NULL)
    autosell_photo_info_get_shown_size (autosell_photo_get_info (self->photo), &width, &height);
  else if (texture != NULL)
    {
      width = gdk_texture_get_width (texture);
      height = gdk_texture_get_height (texture);
    }
  return height > width;
}

/* A picture that stands upright is shown whole, so that it is seen that it does. */
static void
update_fit (AutosellGalleryItem *self)
{
  autosell_photo_paintable_set_fit (self->paintable,
                                    is_portrait (self) ? AUTOSELL_PHOTO_FIT_CONTAIN : AUTOSELL_PHOTO_FIT_COVER);
}

static void
show (AutosellGalleryItem *self)
{
  const AutosellPhotoInfo *info = self->photo != NULL ? autosell_photo_get_info (self->photo) : NULL;
  const char *key = info != NULL && self->cache != NULL ? autosell_photo_get_key (self->photo) : NULL;

  update_fit (self);
  autosell_photo_paintable_set_photo (self->paintable, self->cache, key, AUTOSELL_THUMBNAIL_EDGE_TILE,
                                      info != NULL ? info->mark : AUTOSELL_PHOTO_WHOLE);
}

static void
show_preview (AutosellGalleryItem *self)
{
  AutosellPixels *pixels = autosell_photo_import_get_preview (self->import);
  g_autoptr(GdkTexture) texture = pixels != NULL ? autosell_photo_texture_new (pixels) : NULL;

  autosell_photo_paintable_set_preview (self->paintable, texture);
  update_fit (self);
}

static void
import_notify_cb (AutosellGalleryItem *self, GParamSpec *pspec)
{
  if (g_str_equal (pspec->name, "preview"))
    show_preview (self);
  tell_changed (self);
}

static void
clear_import (AutosellGalleryItem *self)
{
  if (self->import != NULL)
    g_signal_handlers_disconnect_by_data (self->import, self);
  g_clear_object (&self->import);
}

/* ---- Public ---- */

AutosellPhoto *
autosell_gallery_item_get_photo (AutosellGalleryItem *self)
{
  g_return_val_if_fail (AUTOSELL_IS_GALLERY_ITEM (self), NULL);

  return self->photo;
}

void
autosell_gallery_item_set_photo (AutosellGalleryItem *self, AutosellPhoto *photo)
{
  g_return_if_fail (AUTOSELL_IS_GALLERY_ITEM (self) && AUTOSELL_IS_PHOTO (photo));

  if (self->photo == photo)
    return;
  g_set_object (&self->photo, photo);
  clear_import (self);
  show (self);
  tell_changed (self);
}

AutosellPhotoImport *
autosell_gallery_item_get_import (AutosellGalleryItem *self)
{
  g_return_val_if_fail (AUTOSELL_IS_GALLERY_ITEM (self), NULL);

  return self->import;
}

const char *
autosell_gallery_item_get_id (AutosellGalleryItem *self)
{
  g_return_val_if_fail (AUTOSELL_IS_GALLERY_ITEM (self), NULL);

  return self->photo != NULL ? autosell_photo_get_id (self->photo) : NULL;
}

const char *
autosell_gallery_item_get_name (AutosellGalleryItem *self)
{
  const char *name = NULL;

  g_return_val_if_fail (AUTOSELL_IS_GALLERY_ITEM (self), NULL);

  if (self->photo != NULL)
    name = autosell_photo_get_info (self->photo)->name;
  else if (self->import != NULL)
    name = autosell_photo_import_get_name (self->import);
  return name != NULL ? name : "";
}

AutosellPhotoPaintable *
autosell_gallery_item_get_paintable (AutosellGalleryItem *self)
{
  g_return_val_if_fail (AUTOSELL_IS_GALLERY_ITEM (self), NULL);

  return self->paintable;
}

void
autosell_gallery_item_set_shown (AutosellGalleryItem *self, AutosellThumbnailCache *cache, int width_px, int height_px)
{
  g_return_if_fail (AUTOSELL_IS_GALLERY_ITEM (self));

  if (width_px <= 0 || height_px <= 0)
    cache = NULL;
  else
    autosell_photo_paintable_set_place (self->paintable, width_px, height_px);
  if (g_set_object (&self->cache, cache))
    show (self);
}

gboolean
autosell_gallery_item_is_selected (AutosellGalleryItem *self)
{
  g_return_val_if_fail (AUTOSELL_IS_GALLERY_ITEM (self), FALSE);

  return self->is_selected;
}

void
autosell_gallery_item_set_selected (AutosellGalleryItem *self, gboolean is_selected)
{
  g_return_if_fail (AUTOSELL_IS_GALLERY_ITEM (self));

  if (self->is_selected == is_selected)
    return;
  self->is_selected = is_selected;
  tell_changed (self);
}

guint
autosell_gallery_item_get_position (AutosellGalleryItem *self)
{
  g_return_val_if_fail (AUTOSELL_IS_GALLERY_ITEM (self), 0);

  return self->position;
}

void
autosell_gallery_item_set_position (AutosellGalleryItem *self, guint position, guint n_items)
{
  g_return_if_fail (AUTOSELL_IS_GALLERY_ITEM (self));

  if (self->position == position && self->n_items == n_items)
    return;
  self->position = position;
  self->n_items = n_items;
  tell_changed (self);
}

const char *
autosell_gallery_item_get_twin (AutosellGalleryItem *self)
{
  g_return_val_if_fail (AUTOSELL_IS_GALLERY_ITEM (self), NULL);

  return self->twin;
}

void
autosell_gallery_item_set_twin (AutosellGalleryItem *self, const char *twin)
{
  g_return_if_fail (AUTOSELL_IS_GALLERY_ITEM (self));

  if (g_strcmp0 (self->twin, twin) == 0)
    return;
  g_free (self->twin);
  self->twin = g_strdup (twin);
  tell_changed (self);
}

AutosellPhotoInDrive
autosell_gallery_item_get_in_drive (AutosellGalleryItem *self)
{
  g_return_val_if_fail (AUTOSELL_IS_GALLERY_ITEM (self), AUTOSELL_DRIVE_UNSAID);

  return self->in_drive;
}

double
autosell_gallery_item_get_drive_fraction (AutosellGalleryItem *self)
{
  g_return_val_if_fail (AUTOSELL_IS_GALLERY_ITEM (self), 0);

  return self->drive_fraction;
}

void
autosell_gallery_item_set_in_drive (AutosellGalleryItem *self, AutosellPhotoInDrive in_drive, double fraction)
{
  g_return_if_fail (AUTOSELL_IS_GALLERY_ITEM (self));

  fraction = in_drive == AUTOSELL_DRIVE_GOES ? CLAMP (fraction, 0, 1) : 0;
  if (self->in_drive == in_drive && ABS (self->drive_fraction - fraction) < 0.001)
    return;
  self->in_drive = in_drive;
  self->drive_fraction = fraction;
  tell_changed (self);
}

/* ---- In words ---- */

/* (nullable) */
static const char *
get_drive_words (AutosellGalleryItem *self)
{
  switch (self->in_drive)
    {
    case AUTOSELL_DRIVE_WAITS:
      return _("waits for Drive");
    case AUTOSELL_DRIVE_GOES:
      return _("on its way to Drive");
    case AUTOSELL_DRIVE_IS_THERE:
      return _("in Drive");
    case AUTOSELL_DRIVE_UNSAID:
    default:
      return NULL;
    }
}

static const char *
get_state_words (AutosellGalleryItem *self)
{
  AutosellPhotoMark mark = self->photo != NULL ? autosell_photo_get_info (self->photo)->mark : AUTOSELL_PHOTO_WHOLE;

  if (self->import != NULL)
    return autosell_photo_import_get_state (self->import) == AUTOSELL_PHOTO_READY ? NULL : _("being added");
  if (mark == AUTOSELL_PHOTO_MISSING)
    return _("its file is missing");
  if (mark == AUTOSELL_PHOTO_ALTERED)
    return _("its file was changed by another program");
  return autosell_photo_paintable_is_broken (self->paintable) ? _("its file cannot be read") : NULL;
}

char *
autosell_gallery_item_dup_label (AutosellGalleryItem *self)
{
  GString *label = g_string_new (NULL);
  const char *state;

  g_return_val_if_fail (AUTOSELL_IS_GALLERY_ITEM (self), g_string_free (label, FALSE));

  /* Translators: of the photos of a car, “Photo 3 of 12” */
  g_string_append_printf (label, _("Photo %u of %u"), self->position + 1, MAX (self->n_items, self->position + 1));
  if (self->position == 0 && self->photo != NULL)
    g_string_append_printf (label, ", %s", _("cover"));
  state = get_state_words (self);
  if (state != NULL)
    g_string_append_printf (label, ", %s", state);
  if (get_drive_words (self) != NULL)
    g_string_append_printf (label, ", %s", get_drive_words (self));
  if (autosell_gallery_item_get_name (self)[0] != '\0')
    g_string_append_printf (label, ", %s", autosell_gallery_item_get_name (self));
  if (self->twin != NULL)
    g_string_append_printf (label, ". %s", self->twin);
  return g_string_free (label, FALSE);
}

static void
append_line (GString *text, const char *line)
{
  if (line != NULL && line[0] != '\0')
    g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", line);
}

static void
append_facts (GString *text, const AutosellPhotoInfo *info)
{
  g_autofree char *size = g_format_size (info->size_bytes);
  g_autofree char *facts = NULL;
  int width, height;

  autosell_photo_info_get_shown_size (info, &width, &height);
  facts = g_strdup_printf ("%d × %d · %s", width, height, size);
  append_line (text, facts);
  if (info->taken_us != 0)
    {
      g_autoptr(GDateTime) taken = g_date_time_new_from_unix_utc (info->taken_us / G_USEC_PER_SEC);
      g_autofree char *when = taken != NULL ? g_date_time_format (taken, "%d/%m/%Y %H:%M") : NULL;

      append_line (text, when);
    }
}

char *
autosell_gallery_item_dup_details (AutosellGalleryItem *self)
{
  GString *text = g_string_new (NULL);

  g_return_val_if_fail (AUTOSELL_IS_GALLERY_ITEM (self), g_string_free (text, FALSE));

  append_line (text, autosell_gallery_item_get_name (self));
  if (self->photo != NULL)
    append_facts (text, autosell_photo_get_info (self->photo));
  append_line (text, get_state_words (self));
  append_line (text, get_drive_words (self));
  append_line (text, self->twin);
  return g_string_free (text, FALSE);
}

/* ---- The object ---- */

static void
autosell_gallery_item_dispose (GObject *object)
{
  AutosellGalleryItem *self = AUTOSELL_GALLERY_ITEM (object);

  clear_import (self);
  if (self->paintable != NULL)
    g_signal_handlers_disconnect_by_data (self->paintable, self);
  g_clear_object (&self->paintable);
  g_clear_object (&self->photo);
  g_clear_object (&self->cache);
  G_OBJECT_CLASS (autosell_gallery_item_parent_class)->dispose (object);
}

static void
autosell_gallery_item_finalize (GObject *object)
{
  g_free (AUTOSELL_GALLERY_ITEM (object)->twin);
  G_OBJECT_CLASS (autosell_gallery_item_parent_class)->finalize (object);
}

static void
autosell_gallery_item_class_init (AutosellGalleryItemClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = autosell_gallery_item_dispose;
  G_OBJECT_CLASS (klass)->finalize = autosell_gallery_item_finalize;
  changed_signal =
    g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
autosell_gallery_item_init (AutosellGalleryItem *self)
{
  self->paintable = autosell_photo_paintable_new ();
  g_signal_connect_swapped (self->paintable, "invalidate-contents", G_CALLBACK (tell_changed), self);
}

AutosellGalleryItem *
autosell_gallery_item_new_for_photo (AutosellPhoto *photo)
{
  AutosellGalleryItem *self = g_object_new (AUTOSELL_TYPE_GALLERY_ITEM, NULL);

  autosell_gallery_item_set_photo (self, photo);
  return self;
}

AutosellGalleryItem *
autosell_gallery_item_new_for_import (AutosellPhotoImport *import)
{
  AutosellGalleryItem *self = g_object_new (AUTOSELL_TYPE_GALLERY_ITEM, NULL);

  self->import = g_object_ref (import);
  g_signal_connect_swapped (import, "notify", G_CALLBACK (import_notify_cb), self);
  show_preview (self);
  return self;
}
