/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-vehicle.h"

G_BEGIN_DECLS

/* A car while a person edits it: what the stock had when it was loaded (the base), what the person has made of it, and,
 * where the stock changed meanwhile, the fields in which both differ. Fields that the person did not touch follow the
 * stock; a field that both changed keeps the person's value and is a conflict until somebody chooses.
 * Not thread-safe. */
typedef struct _AutosellDraft AutosellDraft;

typedef enum
{
  AUTOSELL_MERGE_SAME, /* nobody changed it */
  AUTOSELL_MERGE_MINE,
  AUTOSELL_MERGE_THEIRS,
  AUTOSELL_MERGE_AGREED,   /* both changed it, alike */
  AUTOSELL_MERGE_CONFLICT, /* both changed it, differently */
} AutosellMergeOutcome;

/* The three sides of one field. */
AutosellMergeOutcome autosell_value_merge (const AutosellValue *base, const AutosellValue *mine,
                                           const AutosellValue *theirs);

/* @base: (nullable): the car as loaded, NULL for a new one. It is copied. */
AutosellDraft *autosell_draft_new (AutosellVehicle *base);

/* A new car like @model, without what belongs to that one car alone: numbers, plates, km, dates, status, sale, money
 * paid. All of it counts as entered by the person. */
AutosellDraft *autosell_draft_new_like (AutosellVehicle *model);
void autosell_draft_free (AutosellDraft *self);

/* 0 and 0 for a car that is not stored yet. */
gint64 autosell_draft_get_key (AutosellDraft *self);
gint64 autosell_draft_get_revision (AutosellDraft *self);

/* The car as it stands in the draft, and as the stock had it. Returns: (transfer none); valid until the next change */
AutosellVehicle *autosell_draft_get_vehicle (AutosellDraft *self);
AutosellVehicle *autosell_draft_get_base (AutosellDraft *self);

void autosell_draft_set_value (AutosellDraft *self, AutosellField field, const AutosellValue *value);
void autosell_draft_set_extra (AutosellDraft *self, const char *name, const char *text);

gboolean autosell_draft_is_field_dirty (AutosellDraft *self, AutosellField field);
gboolean autosell_draft_is_extra_dirty (AutosellDraft *self, const char *name);
/* Something would be lost if it were thrown away. */
gboolean autosell_draft_is_dirty (AutosellDraft *self);
/* Names of extras that either side has, in order. Returns: (transfer container) (element-type utf8) */
GPtrArray *autosell_draft_get_extra_names (AutosellDraft *self);

/* The stock has this now. Returns: TRUE if it made a new conflict */
gboolean autosell_draft_rebase (AutosellDraft *self, AutosellVehicle *theirs);

/* @saved was written by this editor and is the stock's now; what was typed since then stays, without conflict. */
void autosell_draft_confirm (AutosellDraft *self, AutosellVehicle *saved);

/* Throws away what the person entered. */
void autosell_draft_revert (AutosellDraft *self);

/* The stock's side of a conflict, or NULL where there is none. Valid until the next change. */
const AutosellValue *autosell_draft_get_conflict (AutosellDraft *self, AutosellField field);
/* TRUE where it is one; @theirs: (nullable) NULL for removed. */
gboolean autosell_draft_get_extra_conflict (AutosellDraft *self, const char *name, const char **theirs);
guint autosell_draft_get_n_conflicts (AutosellDraft *self);

/* Ends a conflict: the stock's value, or the one entered. */
void autosell_draft_resolve (AutosellDraft *self, AutosellField field, gboolean take_theirs);
void autosell_draft_resolve_extra (AutosellDraft *self, const char *name, gboolean take_theirs);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AutosellDraft, autosell_draft_free)

G_END_DECLS
