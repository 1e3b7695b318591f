/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-vehicle.h"

G_BEGIN_DECLS

/* Cars as text that a salesperson sends to a customer: *bold* as WhatsApp writes it, in the user's language. Nothing
 * private, nothing that nobody has said, and nothing that could not be read. */

/* Who sends it, as far as known; lent. */
typedef struct
{
  const char *name;  /* nullable */
  const char *phone; /* nullable */
} AutosellTextSender;

/* One car with all that a customer asks for, a line each. @sender: (nullable). Returns: (transfer full) */
char *autosell_vehicle_dup_customer_text (AutosellVehicle *vehicle, const AutosellTextSender *sender);

/* The list of the day: date, one line for each car in the order given, and how many they are.
 * @vehicles: (element-type AutosellVehicle); @sender: (nullable); @today_iso: as of autosell_date_today().
 * Returns: (transfer full) */
char *autosell_vehicles_dup_day_list (GPtrArray *vehicles, const AutosellTextSender *sender, const char *today_iso);

/* What is sent of @vehicles: of one car all, of several the list of the day, of none "". Returns: (transfer full) */
char *autosell_vehicles_dup_text (GPtrArray *vehicles, const AutosellTextSender *sender, const char *today_iso);

G_END_DECLS
