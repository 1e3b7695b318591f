/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gdk/gdk.h>

#include "autosell-store.h"

G_BEGIN_DECLS

/* Cars that are dragged to another program: text for customers, and CSV of what the lot's own sheet has, which a
 * spreadsheet takes. They are read from the stock when they are asked for: a drag begins at once, and most end
 * nowhere. */
#define AUTOSELL_TYPE_VEHICLE_CONTENT (autosell_vehicle_content_get_type ())
G_DECLARE_FINAL_TYPE (AutosellVehicleContent, autosell_vehicle_content, AUTOSELL, VEHICLE_CONTENT, GdkContentProvider)

/* @keys: (element-type gint64), in order; copied */
GdkContentProvider *autosell_vehicle_content_new (AutosellStore *store, GArray *keys);

G_END_DECLS
