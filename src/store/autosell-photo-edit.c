/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-photo-edit-private.h"

#include "autosell-photo-staging.h"

static void
step_free (gpointer data)
{
  AutosellPhotoStep *step = data;

  g_clear_pointer (&step->photos, g_ptr_array_unref);
  g_strfreev (step->ids);
  g_free (step);
}

static AutosellPhotoStep *
add_step (AutosellPhotoEdit *self, AutosellPhotoStepKind kind)
{
  AutosellPhotoStep *step = g_new0 (AutosellPhotoStep, 1);

  step->kind = kind;
  g_ptr_array_add (self->steps, step);
  return step;
}

static AutosellPhotoStep *
add_step_of_one (AutosellPhotoEdit *self, AutosellPhotoStepKind kind, const char *id)
{
  AutosellPhotoStep *step = add_step (self, kind);

  step->ids = g_new0 (char *, 2);
  step->ids[0] = g_strdup (id);
  return step;
}

AutosellPhotoEdit *
autosell_photo_edit_new (void)
{
  AutosellPhotoEdit *self = g_new0 (AutosellPhotoEdit, 1);

  self->steps = g_ptr_array_new_with_free_func (step_free);
  return self;
}

void
autosell_photo_edit_free (AutosellPhotoEdit *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->steps);
  g_free (self);
}

gboolean
autosell_photo_edit_is_empty (AutosellPhotoEdit *self)
{
  return self->steps->len == 0;
}

AutosellAction
autosell_photo_edit_get_action (AutosellPhotoEdit *self)
{
  const AutosellPhotoStep *first = self->steps->len > 0 ? g_ptr_array_index (self->steps, 0) : NULL;

  switch (first != NULL ? first->kind : AUTOSELL_PHOTO_STEP_ORDER)
    {
    case AUTOSELL_PHOTO_STEP_ADOPT:
    case AUTOSELL_PHOTO_STEP_ADD:
      return AUTOSELL_ACTION_ADD_PHOTOS;
    case AUTOSELL_PHOTO_STEP_TURN:
      return AUTOSELL_ACTION_TURN_PHOTOS;
    case AUTOSELL_PHOTO_STEP_CROP:
      return AUTOSELL_ACTION_CROP_PHOTOS;
    case AUTOSELL_PHOTO_STEP_REPLACE:
      return AUTOSELL_ACTION_REPLACE_PHOTOS;
    case AUTOSELL_PHOTO_STEP_REMOVE:
      return AUTOSELL_ACTION_REMOVE_PHOTOS;
    case AUTOSELL_PHOTO_STEP_RESTORE:
      return AUTOSELL_ACTION_RESTORE_PHOTOS;
    case AUTOSELL_PHOTO_STEP_GIVE:
      return AUTOSELL_ACTION_MOVE_PHOTOS;
    case AUTOSELL_PHOTO_STEP_MOVE:
    case AUTOSELL_PHOTO_STEP_ORDER:
    default:
      return AUTOSELL_ACTION_ORDER_PHOTOS;
    }
}

void
autosell_photo_edit_add (AutosellPhotoEdit *self, gint64 vehicle_key, GPtrArray *photos, int position)
{
  AutosellPhotoStep *step;

  g_return_if_fail (self != NULL && vehicle_key > 0 && photos != NULL);

  if (photos->len == 0)
    return;
  step = add_step (self, AUTOSELL_PHOTO_STEP_ADD);
  step->vehicle_key = vehicle_key;
  step->photos = g_ptr_array_new_with_free_func ((GDestroyNotify) autosell_staged_photo_unref);
  for (guint i = 0; i < photos->len; i++)
    g_ptr_array_add (step->photos, autosell_staged_photo_ref (g_ptr_array_index (photos, i)));
  step->position = position;
}

void
autosell_photo_edit_adopt (AutosellPhotoEdit *self, gint64 vehicle_key, AutosellStagedPhoto *photo, const char *id,
                           const AutosellPhotoKey *look, gint64 place)
{
  AutosellPhotoStep *step = add_step_of_one (self, AUTOSELL_PHOTO_STEP_ADOPT, id);

  step->vehicle_key = vehicle_key;
  step->photos = g_ptr_array_new_with_free_func ((GDestroyNotify) autosell_staged_photo_unref);
  g_ptr_array_add (step->photos, autosell_staged_photo_ref (photo));
  step->degrees = look->turn;
  step->has_crop = look->has_crop;
  step->crop = look->crop;
  step->place = place;
}

void
autosell_photo_edit_move (AutosellPhotoEdit *self, const char *const *ids, int position)
{
  AutosellPhotoStep *step;

  g_return_if_fail (self != NULL && ids != NULL);

  step = add_step (self, AUTOSELL_PHOTO_STEP_MOVE);
  step->ids = g_strdupv ((char **) ids);
  step->position = position;
}

void
autosell_photo_edit_order (AutosellPhotoEdit *self, gint64 vehicle_key, const char *const *ids)
{
  AutosellPhotoStep *step;

  g_return_if_fail (self != NULL && vehicle_key > 0 && ids != NULL);

  step = add_step (self, AUTOSELL_PHOTO_STEP_ORDER);
  step->vehicle_key = vehicle_key;
  step->ids = g_strdupv ((char **) ids);
}

void
autosell_photo_edit_cover (AutosellPhotoEdit *self, const char *id)
{
  const char *const ids[] = { id, NULL };

  g_return_if_fail (self != NULL && id != NULL);

  autosell_photo_edit_move (self, ids, 0);
}

void
autosell_photo_edit_turn (AutosellPhotoEdit *self, const char *id, int degrees)
{
  int turn = ((degrees % 360) + 360) % 360;

  g_return_if_fail (self != NULL && id != NULL && degrees % 90 == 0);

  if (turn != 0)
    add_step_of_one (self, AUTOSELL_PHOTO_STEP_TURN, id)->degrees = turn;
}

void
autosell_photo_edit_crop (AutosellPhotoEdit *self, const char *id, const AutosellPhotoCrop *crop)
{
  AutosellPhotoStep *step;

  g_return_if_fail (self != NULL && id != NULL);

  step = add_step_of_one (self, AUTOSELL_PHOTO_STEP_CROP, id);
  step->has_crop = crop != NULL;
  if (crop != NULL)
    step->crop = *crop;
}

void
autosell_photo_edit_replace (AutosellPhotoEdit *self, const char *id, AutosellStagedPhoto *photo)
{
  AutosellPhotoStep *step;

  g_return_if_fail (self != NULL && id != NULL && photo != NULL);

  step = add_step_of_one (self, AUTOSELL_PHOTO_STEP_REPLACE, id);
  step->photos = g_ptr_array_new_with_free_func ((GDestroyNotify) autosell_staged_photo_unref);
  g_ptr_array_add (step->photos, autosell_staged_photo_ref (photo));
}

void
autosell_photo_edit_remove (AutosellPhotoEdit *self, const char *id)
{
  g_return_if_fail (self != NULL && id != NULL);

  add_step_of_one (self, AUTOSELL_PHOTO_STEP_REMOVE, id);
}

void
autosell_photo_edit_restore (AutosellPhotoEdit *self, const char *id)
{
  g_return_if_fail (self != NULL && id != NULL);

  add_step_of_one (self, AUTOSELL_PHOTO_STEP_RESTORE, id);
}

void
autosell_photo_edit_give (AutosellPhotoEdit *self, const char *const *ids, gint64 vehicle_key, int position)
{
  AutosellPhotoStep *step;

  g_return_if_fail (self != NULL && ids != NULL && vehicle_key > 0);

  step = add_step (self, AUTOSELL_PHOTO_STEP_GIVE);
  step->ids = g_strdupv ((char **) ids);
  step->vehicle_key = vehicle_key;
  step->position = position;
}
