/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-marketplace.h"
#include "autosell-vehicle.h"

G_BEGIN_DECLS

/* What one action of a person changes: it becomes one transaction, one line of history and one undo. Filled by one
 * owner, then handed to autosell_store_commit_async(). */
typedef struct _AutosellChangeSet AutosellChangeSet;

/* What the action was, for history ("Changed the price of 3 cars") and the undo label. */
typedef enum
{
  AUTOSELL_ACTION_EDIT,
  AUTOSELL_ACTION_ADD,
  AUTOSELL_ACTION_IMPORT,
  AUTOSELL_ACTION_DELETE,
  AUTOSELL_ACTION_RESTORE,
  AUTOSELL_ACTION_STATUS,
  AUTOSELL_ACTION_SELL, /* made by the store only: a change of status that made all of its cars this */
  AUTOSELL_ACTION_RESERVE,
  AUTOSELL_ACTION_MAKE_AVAILABLE, /* back from a sale or reservation */
  AUTOSELL_ACTION_PRICE,
  AUTOSELL_ACTION_LOCATION,
  AUTOSELL_ACTION_GROUP,
  AUTOSELL_ACTION_REPAIR,
  AUTOSELL_ACTION_SAMPLE, /* the sample inventory came */
  AUTOSELL_ACTION_REMOVE_SAMPLE,
  AUTOSELL_ACTION_ADD_PHOTOS, /* autosell-photo-store.h */
  AUTOSELL_ACTION_ORDER_PHOTOS,
  AUTOSELL_ACTION_TURN_PHOTOS,
  AUTOSELL_ACTION_CROP_PHOTOS,
  AUTOSELL_ACTION_REPLACE_PHOTOS,
  AUTOSELL_ACTION_REMOVE_PHOTOS,
  AUTOSELL_ACTION_RESTORE_PHOTOS,
  AUTOSELL_ACTION_MOVE_PHOTOS, /* to another car */
  AUTOSELL_ACTION_MARKETPLACE, /* a listing, by hand: autosell-marketplace-store.h */
  AUTOSELL_ACTION_SYNC,        /* made by the store only: what came from the sheet in one go */
  AUTOSELL_ACTION_UNDO,        /* made by the store only */
  AUTOSELL_ACTION_REDO,
  AUTOSELL_N_ACTIONS
} AutosellAction;

/* "edit", "import" …: as stored and in JSON. */
const char *autosell_action_to_nick (AutosellAction action);
AutosellAction autosell_action_from_nick (const char *nick);

AutosellChangeSet *autosell_change_set_new (AutosellAction action);
void autosell_change_set_free (AutosellChangeSet *self);

/* Why, in the person's words; kept with status changes. @reason: (nullable) */
void autosell_change_set_set_reason (AutosellChangeSet *self, const char *reason);

/* Takes a new car, from now on the set's; an id is made for it where it has none. @vehicle: (transfer full) */
void autosell_change_set_add (AutosellChangeSet *self, AutosellVehicle *vehicle);

/* A value that is there already makes no event and no revision. */
void autosell_change_set_set (AutosellChangeSet *self, gint64 key, AutosellField field, const AutosellValue *value);
/* @text: (nullable) removes it */
void autosell_change_set_set_extra (AutosellChangeSet *self, gint64 key, const char *name, const char *text);
/* What a person says of its listing on Marketplace; copied. */
void autosell_change_set_set_listing (AutosellChangeSet *self, gint64 key, const AutosellListing *listing);
void autosell_change_set_delete (AutosellChangeSet *self, gint64 key);
void autosell_change_set_restore (AutosellChangeSet *self, gint64 key);

/* The whole set fails with AUTOSELL_STORE_ERROR_CONFLICT unless the car still has @revision. */
void autosell_change_set_require_revision (AutosellChangeSet *self, gint64 key, gint64 revision);

gboolean autosell_change_set_is_empty (AutosellChangeSet *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AutosellChangeSet, autosell_change_set_free)

G_END_DECLS
