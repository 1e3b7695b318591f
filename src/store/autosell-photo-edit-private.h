/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-photo-store.h"

G_BEGIN_DECLS

typedef enum
{
  AUTOSELL_PHOTO_STEP_ADD,
  AUTOSELL_PHOTO_STEP_ADOPT,
  AUTOSELL_PHOTO_STEP_MOVE,
  AUTOSELL_PHOTO_STEP_ORDER,
  AUTOSELL_PHOTO_STEP_TURN,
  AUTOSELL_PHOTO_STEP_CROP,
  AUTOSELL_PHOTO_STEP_REPLACE,
  AUTOSELL_PHOTO_STEP_REMOVE,
  AUTOSELL_PHOTO_STEP_RESTORE,
  AUTOSELL_PHOTO_STEP_GIVE,
} AutosellPhotoStepKind;

typedef struct
{
  AutosellPhotoStepKind kind;
  gint64 vehicle_key; /* ADD, ORDER, GIVE: to */
  GPtrArray *photos;  /* owned, nullable: of AutosellStagedPhoto */
  char **ids;         /* owned, nullable */
  int position;       /* ADD, MOVE, GIVE */
  int degrees;        /* TURN: 0, 90, 180, 270 */
  gboolean has_crop;
  AutosellPhotoCrop crop;
  gint64 place; /* ADOPT: among those that came from elsewhere */
} AutosellPhotoStep;

struct _AutosellPhotoEdit
{
  GPtrArray *steps; /* owned, of AutosellPhotoStep */
};

/* A photo that another PC has made, with its id and how it is shown there (the hash of @look is not asked). It stands
 * behind those whose place in Drive is lower. One whose id is there already is left out. */
void autosell_photo_edit_adopt (AutosellPhotoEdit *self, gint64 vehicle_key, AutosellStagedPhoto *photo, const char *id,
                                const AutosellPhotoKey *look, gint64 place);

/* What it was, for history and the undo label: what its first step does. */
AutosellAction autosell_photo_edit_get_action (AutosellPhotoEdit *self);

G_END_DECLS
