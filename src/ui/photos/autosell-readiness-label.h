/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "autosell-vehicle.h"

G_BEGIN_DECLS

/* One line on how ready a car is to be shown to buyers, and what it lacks: “80 % · Lacks: 3 more photos”. */
GtkWidget *autosell_readiness_label_new (void);

/* @vehicle: (nullable): nothing is shown for NULL, as for a car that nobody waits for */
void autosell_readiness_label_show (GtkLabel *label, AutosellVehicle *vehicle);

G_END_DECLS
