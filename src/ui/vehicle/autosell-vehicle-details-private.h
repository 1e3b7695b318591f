/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-cover-strip.h"
#include "autosell-vehicle-details.h"
#include "autosell-vehicle-doubts.h"
#include "autosell-vehicle-facts.h"
#include "autosell-vehicle-posted.h"
#include "autosell-vehicle-recent.h"

G_BEGIN_DECLS

struct _AutosellVehicleDetails
{
  AdwBin parent_instance;
  AutosellStore *store;      /* owned, nullable */
  AutosellVehicleList *list; /* owned, nullable */
  AutosellVehicleRow *row;   /* owned, nullable */
  gulong row_handler;
  guint settle_source;
  gint64 row_set_us;  /* on the monotonic clock */
  GtkWidget *popover; /* unowned child, nullable: a value being changed */

  GtkScrolledWindow *scrolled; /* template children */
  GtkBox *columns;
  GtkWidget *head;
  GtkWidget *body;
  AutosellCoverStrip *photos;
  GtkLabel *title;
  GtkLabel *price;
  GtkWidget *price_button;
  GtkLabel *credit;
  GtkWidget *status_button;
  GtkWidget *status_dot;
  GtkLabel *status;
  GtkWidget *location_button;
  GtkLabel *location;
  GtkLabel *stay;
  GtkBox *actions;
  GtkWidget *deal_actions;
  GtkWidget *sell_button;
  GtkWidget *reserve_button;
  GtkWidget *release_button;
  GtkWidget *deal;
  GtkLabel *deal_title;
  AutosellVehicleFacts *deal_facts;
  AutosellVehicleDoubts *doubts;
  AutosellVehicleFacts *facts;
  AutosellVehiclePosted *posted;
  GtkWidget *features_box;
  GtkLabel *features_title;
  GtkLabel *features;
  GtkWidget *description_box;
  GtkLabel *description_title;
  GtkLabel *description;
  GtkWidget *private;
  AutosellVehicleFacts *private_facts;
  AutosellVehicleRecent *recent;
};

/* (nullable): the car, where its page has been read */
AutosellVehicle *autosell_vehicle_details_get_vehicle (AutosellVehicleDetails *self);

/* In autosell-vehicle-details-show.c: what stands at the top, and the rest. */
void autosell_vehicle_details_show_head (AutosellVehicleDetails *self, AutosellVehicle *vehicle);
void autosell_vehicle_details_show_body (AutosellVehicleDetails *self, AutosellVehicle *vehicle);

/* In autosell-vehicle-details-actions.c */
void autosell_vehicle_details_install_actions (GtkWidgetClass *widget_class);
void autosell_vehicle_details_update_actions (AutosellVehicleDetails *self);

G_END_DECLS
