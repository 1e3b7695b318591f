/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-pile-photo.h"

#include "autosell-photo-texture.h"

struct _AutosellPilePhoto
{
  GObject parent_instance;
  AutosellPhotoImport *import; /* owned, nullable */
  char *name;                  /* owned, nullable where there is an import */
  gint64 taken_at;             /* of one without an import */
  AutosellPixels *pixels;      /* owned, nullable: what the texture is made of */
  GdkTexture *texture;         /* owned, nullable */
  char *twin;                  /* owned, nullable */
  gboolean is_same;
};

G_DEFINE_FINAL_TYPE (AutosellPilePhoto, autosell_pile_photo, G_TYPE_OBJECT)

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
import_changed_cb (AutosellPilePhoto *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
autosell_pile_photo_dispose (GObject *object)
{
  AutosellPilePhoto *self = AUTOSELL_PILE_PHOTO (object);

  if (self->import != NULL)
    g_signal_handlers_disconnect_by_data (self->import, self);
  g_clear_object (&self->import);
  g_clear_object (&self->texture);
  g_clear_pointer (&self->pixels, autosell_pixels_unref);
  G_OBJECT_CLASS (autosell_pile_photo_parent_class)->dispose (object);
}

static void
autosell_pile_photo_finalize (GObject *object)
{
  g_free (AUTOSELL_PILE_PHOTO (object)->name);
  g_free (AUTOSELL_PILE_PHOTO (object)->twin);
  G_OBJECT_CLASS (autosell_pile_photo_parent_class)->finalize (object);
}

static void
autosell_pile_photo_class_init (AutosellPilePhotoClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = autosell_pile_photo_dispose;
  G_OBJECT_CLASS (klass)->finalize = autosell_pile_photo_finalize;
  signals[CHANGED] =
    g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
autosell_pile_photo_init (AutosellPilePhoto *self)
{
  self->taken_at = AUTOSELL_PHOTO_TIME_UNKNOWN;
}

AutosellPilePhoto *
autosell_pile_photo_new (AutosellPhotoImport *import)
{
  AutosellPilePhoto *self = g_object_new (AUTOSELL_TYPE_PILE_PHOTO, NULL);

  self->import = g_object_ref (import);
  g_signal_connect_swapped (import, "notify", G_CALLBACK (import_changed_cb), self);
  return self;
}

AutosellPilePhoto *
autosell_pile_photo_new_for_time (const char *name, gint64 taken_at)
{
  AutosellPilePhoto *self = g_object_new (AUTOSELL_TYPE_PILE_PHOTO, NULL);

  self->name = g_strdup (name);
  self->taken_at = taken_at;
  return self;
}

const char *
autosell_pile_photo_get_name (AutosellPilePhoto *self)
{
  return self->import != NULL ? autosell_photo_import_get_name (self->import) : self->name;
}

gint64
autosell_pile_photo_get_taken_at (AutosellPilePhoto *self)
{
  return self->import != NULL ? autosell_photo_import_get_taken_at (self->import) : self->taken_at;
}

GdkTexture *
autosell_pile_photo_get_texture (AutosellPilePhoto *self)
{
  AutosellPixels *pixels = self->import != NULL ? autosell_photo_import_get_preview (self->import) : NULL;

  if (pixels == NULL || pixels == self->pixels)
    return self->texture;
  g_clear_pointer (&self->pixels, autosell_pixels_unref);
  g_clear_object (&self->texture);
  self->pixels = autosell_pixels_ref (pixels);
  self->texture = autosell_photo_texture_new (pixels);
  return self->texture;
}

AutosellStagedPhoto *
autosell_pile_photo_get_staged (AutosellPilePhoto *self)
{
  return self->import != NULL ? autosell_photo_import_get_staged (self->import) : NULL;
}

gboolean
autosell_pile_photo_is_busy (AutosellPilePhoto *self)
{
  AutosellPhotoImportState state;

  if (self->import == NULL)
    return FALSE;
  state = autosell_photo_import_get_state (self->import);
  return state == AUTOSELL_PHOTO_WAITING || state == AUTOSELL_PHOTO_WORKING;
}

double
autosell_pile_photo_get_fraction (AutosellPilePhoto *self)
{
  return self->import != NULL ? autosell_photo_import_get_fraction (self->import) : 1;
}

void
autosell_pile_photo_set_twin (AutosellPilePhoto *self, const char *twin, gboolean is_same)
{
  if (g_strcmp0 (self->twin, twin) == 0 && self->is_same == is_same)
    return;
  g_free (self->twin);
  self->twin = g_strdup (twin);
  self->is_same = is_same;
  g_signal_emit (self, signals[CHANGED], 0);
}

const char *
autosell_pile_photo_get_twin (AutosellPilePhoto *self)
{
  return self->twin;
}

gboolean
autosell_pile_photo_is_same (AutosellPilePhoto *self)
{
  return self->twin != NULL && self->is_same;
}
