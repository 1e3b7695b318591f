/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-vehicle-row.h"

struct _AutosellVehicleRow
{
  GObject parent_instance;
  gint64 key;
  AutosellVehicle *vehicle; /* owned, nullable */
};

G_DEFINE_FINAL_TYPE (AutosellVehicleRow, autosell_vehicle_row, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_VEHICLE,
  N_PROPS
};
static GParamSpec *properties[N_PROPS];

static void
autosell_vehicle_row_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_VEHICLE:
      g_value_set_object (value, AUTOSELL_VEHICLE_ROW (object)->vehicle);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
autosell_vehicle_row_finalize (GObject *object)
{
  g_clear_object (&AUTOSELL_VEHICLE_ROW (object)->vehicle);
  G_OBJECT_CLASS (autosell_vehicle_row_parent_class)->finalize (object);
}

static void
autosell_vehicle_row_class_init (AutosellVehicleRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = autosell_vehicle_row_get_property;
  object_class->finalize = autosell_vehicle_row_finalize;
  properties[PROP_VEHICLE] =
    g_param_spec_object ("vehicle", NULL, NULL, AUTOSELL_TYPE_VEHICLE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
autosell_vehicle_row_init (AutosellVehicleRow *self)
{
}

AutosellVehicleRow *
autosell_vehicle_row_new (gint64 key)
{
  AutosellVehicleRow *self = g_object_new (AUTOSELL_TYPE_VEHICLE_ROW, NULL);

  self->key = key;
  return self;
}

gint64
autosell_vehicle_row_get_key (AutosellVehicleRow *self)
{
  return self->key;
}

AutosellVehicle *
autosell_vehicle_row_get_vehicle (AutosellVehicleRow *self)
{
  return self->vehicle;
}

void
autosell_vehicle_row_set_vehicle (AutosellVehicleRow *self, AutosellVehicle *vehicle)
{
  if (g_set_object (&self->vehicle, vehicle))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VEHICLE]);
}
