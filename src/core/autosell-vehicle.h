/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "autosell-posted.h"
#include "autosell-status.h"
#include "autosell-value.h"

G_BEGIN_DECLS

#define AUTOSELL_TYPE_VEHICLE (autosell_vehicle_get_type ())
G_DECLARE_FINAL_TYPE (AutosellVehicle, autosell_vehicle, AUTOSELL, VEHICLE, GObject)

/* One car as it was at one moment: a holder of values without signals. Whoever made it may fill it; once handed to
 * another thread, a list or the store it is not changed any more (take autosell_vehicle_copy()). */
AutosellVehicle *autosell_vehicle_new (void);
AutosellVehicle *autosell_vehicle_copy (AutosellVehicle *self);

/* The row in this PC's store, 0 before it is stored. Never leaves the PC: the identity is the id. */
gint64 autosell_vehicle_get_key (AutosellVehicle *self);
void autosell_vehicle_set_key (AutosellVehicle *self, gint64 key);

/* UUID; NULL until it is stored, unless it came with one. */
const char *autosell_vehicle_get_id (AutosellVehicle *self);
void autosell_vehicle_set_id (AutosellVehicle *self, const char *id);

/* Raised by each change; an editor that saves against an older one is told so. */
gint64 autosell_vehicle_get_revision (AutosellVehicle *self);
void autosell_vehicle_set_revision (AutosellVehicle *self, gint64 revision);

/* UTC microseconds, 0 for not yet. Deleted: in the bin since. */
gint64 autosell_vehicle_get_created (AutosellVehicle *self);
gint64 autosell_vehicle_get_updated (AutosellVehicle *self);
gint64 autosell_vehicle_get_deleted (AutosellVehicle *self);
void autosell_vehicle_set_times (AutosellVehicle *self, gint64 created_us, gint64 updated_us, gint64 deleted_us);

/* Never NULL; valid until the field is set or the vehicle goes. */
const AutosellValue *autosell_vehicle_get_value (AutosellVehicle *self, AutosellField field);
void autosell_vehicle_set_value (AutosellVehicle *self, AutosellField field, const AutosellValue *value);

/* Shorthands. get_text: the text of a KNOWN value that is no number, else NULL. get_number: FALSE unless KNOWN.
 * parse: autosell_value_parse() into the field. */
const char *autosell_vehicle_get_text (AutosellVehicle *self, AutosellField field);
gboolean autosell_vehicle_get_number (AutosellVehicle *self, AutosellField field, gint64 *number);
AutosellStatus autosell_vehicle_get_status (AutosellVehicle *self);
void autosell_vehicle_parse (AutosellVehicle *self, AutosellField field, const char *text);

/* Columns of a person's own file that no field stands for, in the order of their first appearance. Values are text as
 * found. Setting NULL or "" removes. get_extra by index: FALSE past the end. */
guint autosell_vehicle_get_n_extra (AutosellVehicle *self);
gboolean autosell_vehicle_get_extra_at (AutosellVehicle *self, guint index, const char **name, const char **text);
const char *autosell_vehicle_get_extra (AutosellVehicle *self, const char *name);
void autosell_vehicle_set_extra (AutosellVehicle *self, const char *name, const char *text);

/* Doubts about this car, of AutosellProblem (autosell-problem.h), set by whoever loaded it with them.
 * Returns: (transfer none) (nullable): NULL for none or not asked */
GPtrArray *autosell_vehicle_get_problems (AutosellVehicle *self);
void autosell_vehicle_set_problems (AutosellVehicle *self, GPtrArray *problems);

/* "MAZDA 3 IGT" names its brand already: what puts brand and model together leaves the former out. */
gboolean autosell_vehicle_model_names_brand (AutosellVehicle *self);

/* What the store tells of its photos (autosell-photo.h): how many, and of the first one its key as text (NULL for none)
 * and the size in which it is shown, px. Photos are changed by their own commands. */
guint autosell_vehicle_get_n_photos (AutosellVehicle *self);
const char *autosell_vehicle_get_cover (AutosellVehicle *self);
gboolean autosell_vehicle_get_cover_size (AutosellVehicle *self, int *width, int *height);
void autosell_vehicle_set_photos (AutosellVehicle *self, guint n_photos, const char *cover, int width, int height);
/* How many photos the lot wanted of a car when this one was loaded; 0 where nobody asked. */
guint autosell_vehicle_get_n_photos_wanted (AutosellVehicle *self);
void autosell_vehicle_set_n_photos_wanted (AutosellVehicle *self, guint n_wanted);
/* Whether it is posted, as the store tells. Returns: (transfer none) */
const AutosellPosted *autosell_vehicle_get_posted (AutosellVehicle *self);
void autosell_vehicle_set_posted (AutosellVehicle *self, const AutosellPosted *posted);

/* "MAZDA CX30 2021": brand, model, version, year, as far as known; stock number or "" where nothing is.
 * Returns: (transfer full) */
char *autosell_vehicle_dup_title (AutosellVehicle *self);

/* Whole days since the entry date; until the sale for a sold car. -1 where the entry date is unknown: the day on which
 * a car was typed in or imported says nothing of how long it has stood. @today_iso: as of autosell_date_today() */
int autosell_vehicle_get_days (AutosellVehicle *self, const char *today_iso);

/* The same from its parts, for the store. @entry_iso, @sold_iso: (nullable) */
int autosell_days_in_stock (const char *entry_iso, AutosellStatus status, const char *sold_iso, const char *today_iso);

/* Equal in every field and extra; id, key, revision and times aside. */
gboolean autosell_vehicle_same_content (AutosellVehicle *a, AutosellVehicle *b);

G_END_DECLS
