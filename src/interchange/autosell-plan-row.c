/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-plan-row-private.h"

struct _AutosellPlanRow
{
  GObject parent_instance;
  AutosellPlanKind kind;
  AutosellMatch match;
  guint row_number;
  guint n_unreadable;
  gboolean is_included;
  AutosellVehicle *incoming; /* owned */
  AutosellVehicle *existing; /* owned, nullable */
  gint64 existing_key;
  guint64 changed_fields;
  char **changed_extra; /* owned, nullable */
};

G_DEFINE_FINAL_TYPE (AutosellPlanRow, autosell_plan_row, G_TYPE_OBJECT)

static void
autosell_plan_row_finalize (GObject *object)
{
  AutosellPlanRow *self = AUTOSELL_PLAN_ROW (object);

  g_clear_object (&self->incoming);
  g_clear_object (&self->existing);
  g_strfreev (self->changed_extra);
  G_OBJECT_CLASS (autosell_plan_row_parent_class)->finalize (object);
}

static void
autosell_plan_row_class_init (AutosellPlanRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = autosell_plan_row_finalize;
}

static void
autosell_plan_row_init (AutosellPlanRow *self)
{
  self->is_included = TRUE;
}

AutosellPlanRow *
autosell_plan_row_new (AutosellVehicle *incoming, guint row_number)
{
  AutosellPlanRow *self = g_object_new (AUTOSELL_TYPE_PLAN_ROW, NULL);

  self->incoming = incoming;
  self->row_number = row_number;
  for (int field = 0; field < AUTOSELL_N_FIELDS; field++)
    self->n_unreadable += autosell_vehicle_get_value (incoming, field)->state == AUTOSELL_VALUE_RAW;
  return self;
}

void
autosell_plan_row_set_kind (AutosellPlanRow *self, AutosellPlanKind kind)
{
  self->kind = kind;
}

void
autosell_plan_row_set_match (AutosellPlanRow *self, AutosellMatch match, gint64 existing_key)
{
  self->match = match;
  self->existing_key = existing_key;
}

static gboolean
value_differs (const AutosellValue *incoming, const AutosellValue *existing, gboolean cells_erase)
{
  if (incoming->state == AUTOSELL_VALUE_UNKNOWN && !cells_erase)
    return FALSE;
  return !autosell_value_equal (incoming, existing);
}

static char **
find_changed_extra (AutosellPlanRow *self, AutosellVehicle *existing, GPtrArray *extra_names, gboolean cells_erase)
{
  g_autoptr(GPtrArray) changed = NULL;

  for (guint i = 0; i < extra_names->len; i++)
    {
      const char *name = g_ptr_array_index (extra_names, i);
      const char *text = autosell_vehicle_get_extra (self->incoming, name);

      if ((text == NULL && !cells_erase) || g_strcmp0 (text, autosell_vehicle_get_extra (existing, name)) == 0)
        continue;
      if (changed == NULL)
        changed = g_ptr_array_new ();
      g_ptr_array_add (changed, g_strdup (name));
    }
  if (changed == NULL)
    return NULL;
  g_ptr_array_add (changed, NULL);
  return (char **) g_ptr_array_steal (changed, NULL);
}

void
autosell_plan_row_compare (AutosellPlanRow *self, AutosellVehicle *existing, guint64 fields, GPtrArray *extra_names,
                           gboolean cells_erase)
{
  for (int field = 0; field < AUTOSELL_N_FIELDS; field++)
    if ((fields & G_GUINT64_CONSTANT (1) << field)
        && value_differs (autosell_vehicle_get_value (self->incoming, field),
                          autosell_vehicle_get_value (existing, field), cells_erase))
      self->changed_fields |= G_GUINT64_CONSTANT (1) << field;
  self->changed_extra = find_changed_extra (self, existing, extra_names, cells_erase);

  if (autosell_vehicle_get_deleted (existing) != 0)
    self->kind = AUTOSELL_PLAN_BINNED;
  else if (self->changed_fields != 0 || self->changed_extra != NULL)
    self->kind = AUTOSELL_PLAN_CHANGED;
  else
    self->kind = AUTOSELL_PLAN_SAME;

  if (self->kind != AUTOSELL_PLAN_SAME)
    self->existing = g_object_ref (existing);
  g_object_unref (existing);
}

AutosellPlanKind
autosell_plan_row_get_kind (AutosellPlanRow *self)
{
  g_return_val_if_fail (AUTOSELL_IS_PLAN_ROW (self), AUTOSELL_PLAN_NEW);
  return self->kind;
}

AutosellMatch
autosell_plan_row_get_match (AutosellPlanRow *self)
{
  g_return_val_if_fail (AUTOSELL_IS_PLAN_ROW (self), AUTOSELL_MATCH_NONE);
  return self->match;
}

guint
autosell_plan_row_get_row_number (AutosellPlanRow *self)
{
  g_return_val_if_fail (AUTOSELL_IS_PLAN_ROW (self), 0);
  return self->row_number;
}

AutosellVehicle *
autosell_plan_row_get_incoming (AutosellPlanRow *self)
{
  g_return_val_if_fail (AUTOSELL_IS_PLAN_ROW (self), NULL);
  return self->incoming;
}

AutosellVehicle *
autosell_plan_row_get_existing (AutosellPlanRow *self)
{
  g_return_val_if_fail (AUTOSELL_IS_PLAN_ROW (self), NULL);
  return self->existing;
}

gint64
autosell_plan_row_get_existing_key (AutosellPlanRow *self)
{
  g_return_val_if_fail (AUTOSELL_IS_PLAN_ROW (self), 0);
  return self->existing_key;
}

guint64
autosell_plan_row_get_changed_fields (AutosellPlanRow *self)
{
  g_return_val_if_fail (AUTOSELL_IS_PLAN_ROW (self), 0);
  return self->changed_fields;
}

gboolean
autosell_plan_row_has_changed_extra (AutosellPlanRow *self)
{
  g_return_val_if_fail (AUTOSELL_IS_PLAN_ROW (self), FALSE);
  return self->changed_extra != NULL;
}

const char *const *
autosell_plan_row_get_changed_extra (AutosellPlanRow *self)
{
  g_return_val_if_fail (AUTOSELL_IS_PLAN_ROW (self), NULL);
  return (const char *const *) self->changed_extra;
}

guint
autosell_plan_row_get_n_unreadable (AutosellPlanRow *self)
{
  g_return_val_if_fail (AUTOSELL_IS_PLAN_ROW (self), 0);
  return self->n_unreadable;
}

gboolean
autosell_plan_row_get_included (AutosellPlanRow *self)
{
  g_return_val_if_fail (AUTOSELL_IS_PLAN_ROW (self), FALSE);
  return self->is_included;
}

void
autosell_plan_row_set_included (AutosellPlanRow *self, gboolean included)
{
  g_return_if_fail (AUTOSELL_IS_PLAN_ROW (self));
  self->is_included = included;
}
