/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What is known of a car in two columns, a heading and its value a line. Filled anew for each car, with the labels that
 * are there: making them is what takes time. */
#define AUTOSELL_TYPE_VEHICLE_FACTS (autosell_vehicle_facts_get_type ())
G_DECLARE_FINAL_TYPE (AutosellVehicleFacts, autosell_vehicle_facts, AUTOSELL, VEHICLE_FACTS, GtkWidget)

GtkWidget *autosell_vehicle_facts_new (void);

/* From the top again; add() then gives one line after the other, and end() hides the lines that are left over, and all
 * of it where there is none. */
void autosell_vehicle_facts_begin (AutosellVehicleFacts *self);
/* @is_unread: text that could not be understood */
void autosell_vehicle_facts_add (AutosellVehicleFacts *self, const char *heading, const char *value,
                                 gboolean is_unread);
void autosell_vehicle_facts_end (AutosellVehicleFacts *self);
guint autosell_vehicle_facts_get_n (AutosellVehicleFacts *self);

G_END_DECLS
