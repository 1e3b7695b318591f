/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-change-set.h"

G_BEGIN_DECLS

/* One change of one field, or the coming or going of a car. Immutable. */
#define AUTOSELL_TYPE_EVENT (autosell_event_get_type ())
G_DECLARE_FINAL_TYPE (AutosellEvent, autosell_event, AUTOSELL, EVENT, GObject)

typedef enum
{
  AUTOSELL_EVENT_CREATED,
  AUTOSELL_EVENT_SET,
  AUTOSELL_EVENT_DELETED,
  AUTOSELL_EVENT_RESTORED,
  AUTOSELL_EVENT_PHOTOS,  /* came, went, or are shown otherwise: autosell_event_dup_photo_text() */
  AUTOSELL_EVENT_LISTING, /* what a person says of its listing on Marketplace: autosell_event_dup_listing_text() */
} AutosellEventKind;

AutosellEventKind autosell_event_get_kind (AutosellEvent *self);
gint64 autosell_event_get_change (AutosellEvent *self); /* the change that it is part of */
AutosellAction autosell_event_get_action (AutosellEvent *self);
gint64 autosell_event_get_time (AutosellEvent *self); /* UTC microseconds */
const char *autosell_event_get_who (AutosellEvent *self);
const char *autosell_event_get_origin (AutosellEvent *self); /* "window", "cli", "import", later "sheet" … */
const char *autosell_event_get_reason (AutosellEvent *self); /* nullable */
const char *autosell_event_get_vehicle_id (AutosellEvent *self);
const char *autosell_event_get_vehicle_title (AutosellEvent *self); /* as it is now */
gint64 autosell_event_get_vehicle_key (AutosellEvent *self);
/* With SET: FALSE where it is an extra, whose name autosell_event_get_extra_name() has. */
gboolean autosell_event_get_field (AutosellEvent *self, AutosellField *field);
const char *autosell_event_get_extra_name (AutosellEvent *self); /* nullable */
const AutosellValue *autosell_event_get_before (AutosellEvent *self);
const AutosellValue *autosell_event_get_after (AutosellEvent *self);
gboolean autosell_event_is_undone (AutosellEvent *self);
/* With PHOTOS: what happened to them, translated, as part of a sentence: “3 photos added, 1 photo turned”.
 * Returns: (transfer full) */
char *autosell_event_dup_photo_text (AutosellEvent *self);
/* With LISTING: what changed, translated, as part of a sentence: “listed on Marketplace on 22/11/2026”.
 * Returns: (transfer full) */
char *autosell_event_dup_listing_text (AutosellEvent *self);
/* With PHOTOS, else 0: how many it was about. */
guint autosell_event_get_n_photos (AutosellEvent *self);

/* What undo or redo would take back, for a label: "Undo: price of 3 cars". */
typedef struct
{
  gint64 change; /* 0: nothing */
  AutosellAction action;
  gint64 n_vehicles;
  guint n_photos; /* of actions on photos */
  gint64 time_us;
  char *vehicle_title; /* owned, nullable: when it is one car */
} AutosellUndoStep;

void autosell_undo_step_free (AutosellUndoStep *step);

/* Translated sentence: "Changed the price of MAZDA CX30 2021", "Imported 45 cars". Returns: (transfer full) */
char *autosell_undo_step_dup_label (const AutosellUndoStep *step);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AutosellUndoStep, autosell_undo_step_free)

G_END_DECLS
