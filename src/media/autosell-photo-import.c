/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-photo-import-private.h"
#include "autosell-photo-private.h"

struct _AutosellPhotoImport
{
  GObject parent_instance;
  char *name; /* owned */
  AutosellPhotoImportState state;
  double fraction;
  gint64 taken_at;
  AutosellPixels *preview;     /* owned, nullable */
  AutosellStagedPhoto *staged; /* owned, nullable */
  GError *error;               /* owned, nullable */
};

G_DEFINE_FINAL_TYPE (AutosellPhotoImport, autosell_photo_import, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_NAME,
  PROP_STATE,
  PROP_FRACTION,
  PROP_PREVIEW,
  N_PROPS
};
static GParamSpec *properties[N_PROPS];

static void
autosell_photo_import_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  AutosellPhotoImport *self = AUTOSELL_PHOTO_IMPORT (object);

  switch (id)
    {
    case PROP_NAME:
      g_value_set_string (value, self->name);
      break;
    case PROP_STATE:
      g_value_set_int (value, self->state);
      break;
    case PROP_FRACTION:
      g_value_set_double (value, self->fraction);
      break;
    case PROP_PREVIEW:
      g_value_set_boxed (value, self->preview);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
autosell_photo_import_finalize (GObject *object)
{
  AutosellPhotoImport *self = AUTOSELL_PHOTO_IMPORT (object);

  g_free (self->name);
  g_clear_pointer (&self->preview, autosell_pixels_unref);
  g_clear_pointer (&self->staged, autosell_staged_photo_unref);
  g_clear_error (&self->error);
  G_OBJECT_CLASS (autosell_photo_import_parent_class)->finalize (object);
}

static void
autosell_photo_import_class_init (AutosellPhotoImportClass *klass)
{
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = autosell_photo_import_get_property;
  object_class->finalize = autosell_photo_import_finalize;
  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags);
  properties[PROP_STATE] = g_param_spec_int ("state", NULL, NULL, 0, AUTOSELL_PHOTO_CANCELLED, 0, flags);
  properties[PROP_FRACTION] = g_param_spec_double ("fraction", NULL, NULL, 0, 1, 0, flags);
  properties[PROP_PREVIEW] = g_param_spec_boxed ("preview", NULL, NULL, AUTOSELL_TYPE_PIXELS, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
autosell_photo_import_init (AutosellPhotoImport *self)
{
  self->taken_at = AUTOSELL_PHOTO_TIME_UNKNOWN;
}

AutosellPhotoImport *
autosell_photo_import_new (const char *name)
{
  AutosellPhotoImport *self = g_object_new (AUTOSELL_TYPE_PHOTO_IMPORT, NULL);

  self->name = autosell_photo_clean_name (name);
  return self;
}

static void
set_state (AutosellPhotoImport *self, AutosellPhotoImportState state)
{
  if (self->state == state)
    return;

  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

void
autosell_photo_import_set_preview (AutosellPhotoImport *self, AutosellPixels *preview)
{
  if (preview == NULL)
    return;

  g_clear_pointer (&self->preview, autosell_pixels_unref);
  self->preview = autosell_pixels_ref (preview);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PREVIEW]);
}

void
autosell_photo_import_begin (AutosellPhotoImport *self)
{
  set_state (self, AUTOSELL_PHOTO_WORKING);
}

void
autosell_photo_import_set_fraction (AutosellPhotoImport *self, double fraction)
{
  if (fraction <= self->fraction)
    return;

  self->fraction = MIN (fraction, 1);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FRACTION]);
}

void
autosell_photo_import_set_probed (AutosellPhotoImport *self, gint64 taken_at, AutosellPixels *preview)
{
  self->taken_at = taken_at;
  autosell_photo_import_set_preview (self, preview);
}

void
autosell_photo_import_set_ready (AutosellPhotoImport *self, AutosellStagedPhoto *staged)
{
  self->staged = autosell_staged_photo_ref (staged);
  self->taken_at = autosell_staged_photo_get_taken_at (staged);
  autosell_photo_import_set_fraction (self, 1);
  set_state (self, AUTOSELL_PHOTO_READY);
}

void
autosell_photo_import_set_refused (AutosellPhotoImport *self, const GError *error)
{
  self->error = g_error_copy (error);
  autosell_photo_import_set_fraction (self, 1);
  set_state (self, AUTOSELL_PHOTO_REFUSED);
}

void
autosell_photo_import_set_cancelled (AutosellPhotoImport *self)
{
  set_state (self, AUTOSELL_PHOTO_CANCELLED);
}

gboolean
autosell_photo_import_is_done (AutosellPhotoImport *self)
{
  return self->state > AUTOSELL_PHOTO_WORKING;
}

const char *
autosell_photo_import_get_name (AutosellPhotoImport *self)
{
  g_return_val_if_fail (AUTOSELL_IS_PHOTO_IMPORT (self), NULL);

  return self->name;
}

AutosellPhotoImportState
autosell_photo_import_get_state (AutosellPhotoImport *self)
{
  g_return_val_if_fail (AUTOSELL_IS_PHOTO_IMPORT (self), AUTOSELL_PHOTO_CANCELLED);

  return self->state;
}

double
autosell_photo_import_get_fraction (AutosellPhotoImport *self)
{
  g_return_val_if_fail (AUTOSELL_IS_PHOTO_IMPORT (self), 0);

  return self->fraction;
}

AutosellPixels *
autosell_photo_import_get_preview (AutosellPhotoImport *self)
{
  g_return_val_if_fail (AUTOSELL_IS_PHOTO_IMPORT (self), NULL);

  return self->preview;
}

AutosellStagedPhoto *
autosell_photo_import_get_staged (AutosellPhotoImport *self)
{
  g_return_val_if_fail (AUTOSELL_IS_PHOTO_IMPORT (self), NULL);

  return self->staged;
}

const GError *
autosell_photo_import_get_error (AutosellPhotoImport *self)
{
  g_return_val_if_fail (AUTOSELL_IS_PHOTO_IMPORT (self), NULL);

  return self->error;
}

gint64
autosell_photo_import_get_taken_at (AutosellPhotoImport *self)
{
  g_return_val_if_fail (AUTOSELL_IS_PHOTO_IMPORT (self), AUTOSELL_PHOTO_TIME_UNKNOWN);

  return self->taken_at;
}
