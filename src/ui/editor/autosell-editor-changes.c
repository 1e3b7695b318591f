/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-editor-changes.h"

/* A change of one field alone is named in history and in “Undo” for what it is. */
static AutosellAction
get_action (AutosellDraft *draft)
{
  static const struct
  {
    AutosellField field;
    AutosellAction action;
  } named[] = {
    { AUTOSELL_FIELD_STATUS, AUTOSELL_ACTION_STATUS },
    { AUTOSELL_FIELD_PRICE, AUTOSELL_ACTION_PRICE },
    { AUTOSELL_FIELD_LOCATION, AUTOSELL_ACTION_LOCATION },
  };
  AutosellField dirty = AUTOSELL_N_FIELDS;
  guint n = 0;
  g_autoptr(GPtrArray) names = autosell_draft_get_extra_names (draft);

  if (autosell_draft_get_key (draft) == 0)
    return AUTOSELL_ACTION_ADD;
  for (AutosellField field = 0; field < AUTOSELL_N_FIELDS; field++)
    if (autosell_draft_is_field_dirty (draft, field))
      {
        dirty = field;
        n++;
      }
  for (guint i = 0; i < names->len; i++)
    n += autosell_draft_is_extra_dirty (draft, names->pdata[i]);
  for (guint i = 0; n == 1 && i < G_N_ELEMENTS (named); i++)
    if (named[i].field == dirty)
      return named[i].action;
  return AUTOSELL_ACTION_EDIT;
}

AutosellChangeSet *
autosell_editor_changes_new (AutosellDraft *draft, const char *reason)
{
  AutosellChangeSet *changes = autosell_change_set_new (get_action (draft));
  AutosellVehicle *vehicle = autosell_draft_get_vehicle (draft);
  gint64 key = autosell_draft_get_key (draft);
  g_autoptr(GPtrArray) names = NULL;

  if (key == 0)
    {
      autosell_change_set_add (changes, autosell_vehicle_copy (vehicle));
      return changes;
    }
  autosell_change_set_require_revision (changes, key, autosell_draft_get_revision (draft));
  if (autosell_draft_is_field_dirty (draft, AUTOSELL_FIELD_STATUS))
    autosell_change_set_set_reason (changes, reason);
  for (AutosellField field = 0; field < AUTOSELL_N_FIELDS; field++)
    if (autosell_draft_is_field_dirty (draft, field))
      autosell_change_set_set (changes, key, field, autosell_vehicle_get_value (vehicle, field));
  names = autosell_draft_get_extra_names (draft);
  for (guint i = 0; i < names->len; i++)
    if (autosell_draft_is_extra_dirty (draft, names->pdata[i]))
      autosell_change_set_set_extra (changes, key, names->pdata[i],
                                     autosell_vehicle_get_extra (vehicle, names->pdata[i]));
  return changes;
}
