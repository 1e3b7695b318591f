/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-photo-paintable.h"

#include <math.h>

/* How long a place has to stay as it is for a picture to be made for it. */
#define PLACE_MS 120

struct _AutosellPhotoPaintable
{
  GObject parent_instance;
  AutosellThumbnailCache *cache; /* owned, nullable */
  char *key;                     /* owned, nullable: no photo */
  int edge_px;
  AutosellPhotoMark mark;
  AutosellPhotoFrame frame;          /* without a width as long as it has no place */
  GdkTexture *texture;               /* owned, nullable until it has come */
  GdkTexture *preview;               /* owned, nullable */
  GdkTexture *framed_preview;        /* owned, nullable until it is painted */
  AutosellThumbnailRequest *request; /* unowned, nullable */
  guint place_source;                /* its place has changed, and may again */
  gboolean waits_for_place;
  gboolean has_failed;
};

static void paintable_init (GdkPaintableInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AutosellPhotoPaintable, autosell_photo_paintable, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (GDK_TYPE_PAINTABLE, paintable_init))

/* ---- Painting ---- */

static void
paint_icon (GtkSnapshot *snapshot, const char *name, float x, float y, float size, const GdkRGBA *colour)
{
  GdkDisplay *display = gdk_display_get_default ();
  g_autoptr(GtkIconPaintable) icon = NULL;

  icon = gtk_icon_theme_lookup_icon (gtk_icon_theme_get_for_display (display), name, NULL, MAX ((int) size, 1), 1,
                                     GTK_TEXT_DIR_NONE, GTK_ICON_LOOKUP_FORCE_SYMBOLIC);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x, y));
  gtk_symbolic_paintable_snapshot_symbolic (GTK_SYMBOLIC_PAINTABLE (icon), snapshot, size, size, colour, 1);
  gtk_snapshot_restore (snapshot);
}

static void
push_round (GtkSnapshot *snapshot, const graphene_rect_t *area, float radius_px)
{
  GskRoundedRect shape;

  gsk_rounded_rect_init_from_rect (&shape, area, radius_px);
  gtk_snapshot_push_rounded_clip (snapshot, &shape);
}

void
autosell_photo_paint_placeholder (GtkSnapshot *snapshot, const graphene_rect_t *area, float radius_px,
                                  const GdkRGBA *foreground)
{
  float edge = MIN (area->size.width, area->size.height);
  float size = CLAMP (edge * 0.45f, MIN (16, edge), 64);
  GdkRGBA ground = *foreground;
  GdkRGBA ink = *foreground;

  ground.alpha *= 0.07f;
  ink.alpha *= 0.35f;
  push_round (snapshot, area, radius_px);
  gtk_snapshot_append_color (snapshot, &ground, area);
  paint_icon (snapshot, "autosell-car-symbolic", area->origin.x + (area->size.width - size) / 2,
              area->origin.y + (area->size.height - size) / 2, size, &ink);
  gtk_snapshot_pop (snapshot);
}

/* A corner that tells that something is wrong by its shape as well as its colour. */
static void
paint_sign (GtkSnapshot *snapshot, const graphene_rect_t *area)
{
  const GdkRGBA ground = { 0.9f, 0.65f, 0.04f, 1 };
  const GdkRGBA ink = { 0, 0, 0, 0.85f };
  float size = CLAMP (MIN (area->size.width, area->size.height) * 0.3f, 10, 24);
  float x = area->origin.x + area->size.width - size - size / 5;
  float y = area->origin.y + area->size.height - size - size / 5;

  push_round (snapshot, &GRAPHENE_RECT_INIT (x, y, size, size), size / 2);
  gtk_snapshot_append_color (snapshot, &ground, &GRAPHENE_RECT_INIT (x, y, size, size));
  gtk_snapshot_pop (snapshot);
  paint_icon (snapshot, "dialog-warning-symbolic", x + size / 5, y + size / 6, size * 0.6f, &ink);
}

static void
place_texture (AutosellPhotoPaintable *self, GdkTexture *texture, const graphene_rect_t *area, graphene_rect_t *place)
{
  float width = gdk_texture_get_width (texture);
  float height = gdk_texture_get_height (texture);
  float across = area->size.width / width;
  float down = area->size.height / height;
  float above;
  float scale = self->frame.fit == AUTOSELL_PHOTO_FIT_COVER ? MAX (across, down) : MIN (across, down);

  width *= scale;
  height *= scale;
  above = (area->size.height - height) * (height > area->size.height ? (float) AUTOSELL_PHOTO_CUT_ABOVE : 0.5f);
  /* Between two pixels it would have to be scaled after all. */
  graphene_rect_init (place, floorf (area->origin.x + (area->size.width - width) / 2), floorf (area->origin.y + above),
                      width, height);
}

/* What comes in is painted before there is a thumbnail of it, and at most a few times a photo. */
static GdkTexture *
get_painted (AutosellPhotoPaintable *self)
{
  if (self->texture != NULL || self->preview == NULL || self->frame.width_px == 0)
    return autosell_photo_paintable_get_texture (self);
  if (self->framed_preview == NULL)
    self->framed_preview = autosell_photo_texture_reframe (self->preview, &self->frame);
  return self->framed_preview;
}

void
autosell_photo_paintable_paint (AutosellPhotoPaintable *self, GtkSnapshot *snapshot, const graphene_rect_t *area,
                                float radius_px, const GdkRGBA *foreground)
{
  GdkTexture *texture;
  graphene_rect_t place, shown;

  g_return_if_fail (AUTOSELL_IS_PHOTO_PAINTABLE (self));

  texture = get_painted (self);
  if (texture == NULL)
    {
      autosell_photo_paint_placeholder (snapshot, area, radius_px, foreground);
    }
  else
    {
      place_texture (self, texture, area, &place);
      graphene_rect_intersection (&place, area, &shown);
      push_round (snapshot, &shown, radius_px);
      gtk_snapshot_append_texture (snapshot, texture, &place);
      gtk_snapshot_pop (snapshot);
    }
  if (autosell_photo_paintable_is_broken (self))
    paint_sign (snapshot, area);
}

static void
paintable_snapshot (GdkPaintable *paintable, GdkSnapshot *snapshot, double width, double height)
{
  /* nobody tells what colour the text is here: this is seen on light and on dark */
  const GdkRGBA grey = { 0.5f, 0.5f, 0.5f, 1 };

  autosell_photo_paintable_paint (AUTOSELL_PHOTO_PAINTABLE (paintable), GTK_SNAPSHOT (snapshot),
                                  &GRAPHENE_RECT_INIT (0, 0, width, height), 0, &grey);
}

static int
paintable_get_width (GdkPaintable *paintable)
{
  GdkTexture *texture = autosell_photo_paintable_get_texture (AUTOSELL_PHOTO_PAINTABLE (paintable));

  return texture != NULL ? gdk_texture_get_width (texture) : 0;
}

static int
paintable_get_height (GdkPaintable *paintable)
{
  GdkTexture *texture = autosell_photo_paintable_get_texture (AUTOSELL_PHOTO_PAINTABLE (paintable));

  return texture != NULL ? gdk_texture_get_height (texture) : 0;
}

static void
paintable_init (GdkPaintableInterface *iface)
{
  iface->snapshot = paintable_snapshot;
  iface->get_intrinsic_width = paintable_get_width;
  iface->get_intrinsic_height = paintable_get_height;
}

/* ---- Loading ---- */

static void
invalidate (AutosellPhotoPaintable *self)
{
  gdk_paintable_invalidate_size (GDK_PAINTABLE (self));
  gdk_paintable_invalidate_contents (GDK_PAINTABLE (self));
}

static void
clear_preview (AutosellPhotoPaintable *self)
{
  g_clear_object (&self->preview);
  g_clear_object (&self->framed_preview);
}

static void
loaded_cb (GdkTexture *texture, const GError *error G_GNUC_UNUSED, gpointer user_data)
{
  AutosellPhotoPaintable *self = user_data;

  self->request = NULL;
  self->has_failed = texture == NULL;
  if (texture != NULL)
    {
      g_set_object (&self->texture, texture);
      clear_preview (self);
    }
  invalidate (self);
}

static void
cancel (AutosellPhotoPaintable *self)
{
  if (self->request != NULL)
    autosell_thumbnail_request_cancel (g_steal_pointer (&self->request));
}

static void
load_framed (AutosellPhotoPaintable *self)
{
  GdkTexture *texture = autosell_thumbnail_cache_lookup_framed (self->cache, self->key, &self->frame, TRUE);

  if (texture != NULL)
    {
      g_set_object (&self->texture, texture);
      clear_preview (self);
      return;
    }
  texture = autosell_thumbnail_cache_lookup_framed (self->cache, self->key, &self->frame, FALSE);
  if (texture != NULL && self->texture == NULL)
    g_set_object (&self->texture, texture);
  self->request = autosell_thumbnail_cache_request_framed (self->cache, self->key, &self->frame, loaded_cb, self);
}

static void
load_whole (AutosellPhotoPaintable *self)
{
  GdkTexture *texture = autosell_thumbnail_cache_lookup (self->cache, self->key, self->edge_px);

  if (texture != NULL)
    {
      g_set_object (&self->texture, texture);
      clear_preview (self);
      return;
    }
  texture = autosell_thumbnail_cache_lookup_any (self->cache, self->key);
  if (texture != NULL)
    g_set_object (&self->texture, texture);
  if (!self->waits_for_place)
    self->request = autosell_thumbnail_cache_request (self->cache, self->key, self->edge_px, loaded_cb, self);
}

static void
load (AutosellPhotoPaintable *self)
{
  cancel (self);
  if (self->key == NULL)
    return;
  if (self->frame.width_px > 0)
    load_framed (self);
  else
    load_whole (self);
}

static gboolean
place_cb (gpointer user_data)
{
  AutosellPhotoPaintable *self = user_data;
  GdkTexture *before = self->texture;

  self->place_source = 0;
  load (self);
  if (self->texture != before)
    invalidate (self);
  return G_SOURCE_REMOVE;
}

/* A window that is being made larger gives it another place with each frame: what there is is scaled meanwhile. */
static void
frame_changed (AutosellPhotoPaintable *self, gboolean is_sudden)
{
  g_clear_object (&self->framed_preview);
  if (self->key == NULL || self->frame.width_px == 0)
    return;
  g_clear_handle_id (&self->place_source, g_source_remove);
  if (self->texture != NULL && !is_sudden)
    self->place_source = g_timeout_add (PLACE_MS, place_cb, self);
  else
    load (self);
}

/* The same picture turned, cropped or in another size: what is there stays until the new one comes, without a flash. */
static gboolean
is_same_file (const char *a, const char *b)
{
  return a != NULL && b != NULL && strncmp (a, b, AUTOSELL_PHOTO_HASH_LENGTH) == 0;
}

void
autosell_photo_paintable_set_photo (AutosellPhotoPaintable *self, AutosellThumbnailCache *cache, const char *key,
                                    int edge_px, AutosellPhotoMark mark)
{
  g_return_if_fail (AUTOSELL_IS_PHOTO_PAINTABLE (self) && (key == NULL || cache != NULL));

  if (self->cache == cache && g_strcmp0 (self->key, key) == 0 && self->edge_px == edge_px && self->mark == mark)
    return;
  cancel (self);
  g_clear_handle_id (&self->place_source, g_source_remove);
  if (!is_same_file (self->key, key))
    g_clear_object (&self->texture);
  g_set_object (&self->cache, cache);
  g_free (self->key);
  self->key = g_strdup (key);
  self->edge_px = edge_px;
  self->mark = mark;
  self->has_failed = FALSE;
  load (self);
  invalidate (self);
}

void
autosell_photo_paintable_set_preview (AutosellPhotoPaintable *self, GdkTexture *texture)
{
  g_return_if_fail (AUTOSELL_IS_PHOTO_PAINTABLE (self));

  if (!g_set_object (&self->preview, texture))
    return;
  g_clear_object (&self->framed_preview);
  invalidate (self);
}

void
autosell_photo_paintable_set_place (AutosellPhotoPaintable *self, int width_px, int height_px)
{
  g_return_if_fail (AUTOSELL_IS_PHOTO_PAINTABLE (self) && width_px >= 0 && height_px >= 0);

  if (self->frame.width_px == width_px && self->frame.height_px == height_px)
    return;
  self->frame.width_px = height_px > 0 ? width_px : 0;
  self->frame.height_px = height_px;
  frame_changed (self, FALSE);
}

void
autosell_photo_paintable_set_waits (AutosellPhotoPaintable *self, gboolean waits_for_place)
{
  g_return_if_fail (AUTOSELL_IS_PHOTO_PAINTABLE (self));

  if (self->waits_for_place == waits_for_place)
    return;
  self->waits_for_place = waits_for_place;
  if (self->key != NULL && self->frame.width_px == 0 && self->request == NULL)
    load (self);
}

void
autosell_photo_paintable_set_fit (AutosellPhotoPaintable *self, AutosellPhotoFit fit)
{
  g_return_if_fail (AUTOSELL_IS_PHOTO_PAINTABLE (self));

  if (self->frame.fit == fit)
    return;
  self->frame.fit = fit;
  frame_changed (self, TRUE);
  gdk_paintable_invalidate_contents (GDK_PAINTABLE (self));
}

GdkTexture *
autosell_photo_paintable_get_texture (AutosellPhotoPaintable *self)
{
  g_return_val_if_fail (AUTOSELL_IS_PHOTO_PAINTABLE (self), NULL);

  return self->texture != NULL ? self->texture : self->preview;
}

gboolean
autosell_photo_paintable_is_broken (AutosellPhotoPaintable *self)
{
  g_return_val_if_fail (AUTOSELL_IS_PHOTO_PAINTABLE (self), FALSE);

  return self->key != NULL && (self->has_failed || self->mark != AUTOSELL_PHOTO_WHOLE);
}

/* ---- The object ---- */

static void
autosell_photo_paintable_dispose (GObject *object)
{
  AutosellPhotoPaintable *self = AUTOSELL_PHOTO_PAINTABLE (object);

  cancel (self);
  g_clear_handle_id (&self->place_source, g_source_remove);
  g_clear_object (&self->cache);
  g_clear_object (&self->texture);
  clear_preview (self);
  G_OBJECT_CLASS (autosell_photo_paintable_parent_class)->dispose (object);
}

static void
autosell_photo_paintable_finalize (GObject *object)
{
  g_free (AUTOSELL_PHOTO_PAINTABLE (object)->key);
  G_OBJECT_CLASS (autosell_photo_paintable_parent_class)->finalize (object);
}

static void
autosell_photo_paintable_class_init (AutosellPhotoPaintableClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = autosell_photo_paintable_dispose;
  G_OBJECT_CLASS (klass)->finalize = autosell_photo_paintable_finalize;
}

static void
autosell_photo_paintable_init (AutosellPhotoPaintable *self G_GNUC_UNUSED)
{
}

AutosellPhotoPaintable *
autosell_photo_paintable_new (void)
{
  return g_object_new (AUTOSELL_TYPE_PHOTO_PAINTABLE, NULL);
}
