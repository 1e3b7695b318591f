/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-change-set.h"

#include "autosell-change-set-private.h"
#include "autosell-text.h"

static const char *const action_nicks[AUTOSELL_N_ACTIONS] = {
  [AUTOSELL_ACTION_EDIT] = "edit",
  [AUTOSELL_ACTION_ADD] = "add",
  [AUTOSELL_ACTION_IMPORT] = "import",
  [AUTOSELL_ACTION_DELETE] = "delete",
  [AUTOSELL_ACTION_RESTORE] = "restore",
  [AUTOSELL_ACTION_STATUS] = "status",
  [AUTOSELL_ACTION_SELL] = "sell",
  [AUTOSELL_ACTION_RESERVE] = "reserve",
  [AUTOSELL_ACTION_MAKE_AVAILABLE] = "make_available",
  [AUTOSELL_ACTION_PRICE] = "price",
  [AUTOSELL_ACTION_LOCATION] = "location",
  [AUTOSELL_ACTION_GROUP] = "group",
  [AUTOSELL_ACTION_REPAIR] = "repair",
  [AUTOSELL_ACTION_SAMPLE] = "sample",
  [AUTOSELL_ACTION_REMOVE_SAMPLE] = "remove_sample",
  [AUTOSELL_ACTION_ADD_PHOTOS] = "add_photos",
  [AUTOSELL_ACTION_ORDER_PHOTOS] = "order_photos",
  [AUTOSELL_ACTION_TURN_PHOTOS] = "turn_photos",
  [AUTOSELL_ACTION_CROP_PHOTOS] = "crop_photos",
  [AUTOSELL_ACTION_REPLACE_PHOTOS] = "replace_photos",
  [AUTOSELL_ACTION_REMOVE_PHOTOS] = "remove_photos",
  [AUTOSELL_ACTION_RESTORE_PHOTOS] = "restore_photos",
  [AUTOSELL_ACTION_MOVE_PHOTOS] = "move_photos",
  [AUTOSELL_ACTION_MARKETPLACE] = "marketplace",
  [AUTOSELL_ACTION_SYNC] = "sync",
  [AUTOSELL_ACTION_UNDO] = "undo",
  [AUTOSELL_ACTION_REDO] = "redo",
};

const char *
autosell_action_to_nick (AutosellAction action)
{
  g_return_val_if_fail (action < AUTOSELL_N_ACTIONS, "edit");

  return action_nicks[action];
}

AutosellAction
autosell_action_from_nick (const char *nick)
{
  for (AutosellAction action = 0; action < AUTOSELL_N_ACTIONS; action++)
    if (g_strcmp0 (nick, action_nicks[action]) == 0)
      return action;
  return AUTOSELL_ACTION_EDIT;
}

static void
vehicle_change_free (gpointer data)
{
  AutosellVehicleChange *change = data;

  g_object_unref (change->values);
  g_clear_pointer (&change->extras, g_ptr_array_unref);
  g_free (change->listing);
  g_free (change);
}

AutosellChangeSet *
autosell_change_set_new (AutosellAction action)
{
  AutosellChangeSet *self = g_new0 (AutosellChangeSet, 1);

  self->action = action;
  self->added = g_ptr_array_new_with_free_func (g_object_unref);
  self->changes = g_ptr_array_new_with_free_func (vehicle_change_free);
  self->by_key = g_hash_table_new (g_int64_hash, g_int64_equal);
  return self;
}

void
autosell_change_set_free (AutosellChangeSet *self)
{
  if (self == NULL)
    return;
  g_free (self->reason);
  g_hash_table_unref (self->by_key);
  g_ptr_array_unref (self->added);
  g_ptr_array_unref (self->changes);
  g_free (self);
}

void
autosell_change_set_set_reason (AutosellChangeSet *self, const char *reason)
{
  g_free (self->reason);
  self->reason = autosell_text_trim (reason);
}

void
autosell_change_set_add (AutosellChangeSet *self, AutosellVehicle *vehicle)
{
  g_return_if_fail (AUTOSELL_IS_VEHICLE (vehicle));

  g_ptr_array_add (self->added, vehicle);
}

static AutosellVehicleChange *
get_change (AutosellChangeSet *self, gint64 key)
{
  AutosellVehicleChange *change = g_hash_table_lookup (self->by_key, &key);

  if (change == NULL)
    {
      change = g_new0 (AutosellVehicleChange, 1);
      change->key = key;
      change->required_revision = -1;
      change->values = autosell_vehicle_new ();
      g_ptr_array_add (self->changes, change);
      g_hash_table_insert (self->by_key, &change->key, change);
    }
  return change;
}

void
autosell_change_set_set (AutosellChangeSet *self, gint64 key, AutosellField field, const AutosellValue *value)
{
  AutosellVehicleChange *change = get_change (self, key);

  g_return_if_fail (key > 0 && field < AUTOSELL_N_FIELDS);

  autosell_vehicle_set_value (change->values, field, value);
  change->fields |= G_GUINT64_CONSTANT (1) << field;
}

void
autosell_change_set_set_extra (AutosellChangeSet *self, gint64 key, const char *name, const char *text)
{
  AutosellVehicleChange *change = get_change (self, key);

  g_return_if_fail (key > 0 && name != NULL && *name != '\0');

  if (change->extras == NULL)
    change->extras = g_ptr_array_new_with_free_func (g_free);
  if (!g_ptr_array_find_with_equal_func (change->extras, name, g_str_equal, NULL))
    g_ptr_array_add (change->extras, g_strdup (name));
  autosell_vehicle_set_extra (change->values, name, text);
}

void
autosell_change_set_set_listing (AutosellChangeSet *self, gint64 key, const AutosellListing *listing)
{
  AutosellVehicleChange *change = get_change (self, key);

  g_free (change->listing);
  change->listing = autosell_listing_to_text (listing);
}

void
autosell_change_set_delete (AutosellChangeSet *self, gint64 key)
{
  get_change (self, key)->fate = AUTOSELL_FATE_DELETE;
}

void
autosell_change_set_restore (AutosellChangeSet *self, gint64 key)
{
  get_change (self, key)->fate = AUTOSELL_FATE_RESTORE;
}

void
autosell_change_set_require_revision (AutosellChangeSet *self, gint64 key, gint64 revision)
{
  get_change (self, key)->required_revision = revision;
}

gboolean
autosell_change_set_is_empty (AutosellChangeSet *self)
{
  return self->added->len == 0 && self->changes->len == 0;
}
