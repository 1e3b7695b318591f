/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "autosell-problem.h"

G_BEGIN_DECLS

/* One field of a car in a boxed list: its heading, what a person types into it freely, shown properly when the focus
 * leaves, and below it whatever has to be said about the value. Made from the table of fields for any of them, and for
 * the extra fields of a person's file. It knows nothing of the store. */
#define AUTOSELL_TYPE_FIELD_ROW (autosell_field_row_get_type ())
G_DECLARE_FINAL_TYPE (AutosellFieldRow, autosell_field_row, AUTOSELL, FIELD_ROW, AdwPreferencesRow)

AutosellFieldRow *autosell_field_row_new (AutosellField field);
AutosellFieldRow *autosell_field_row_new_extra (const char *name);

/* NULL for a field of the table. */
const char *autosell_field_row_get_extra_name (AutosellFieldRow *self);
/* Not for an extra. */
AutosellField autosell_field_row_get_field (AutosellFieldRow *self);

/* Shows @value unless it is what is there already, which may be written in another way while somebody types. Silent. */
void autosell_field_row_set_value (AutosellFieldRow *self, const AutosellValue *value);
/* What is entered now, read; valid until the next change. */
const AutosellValue *autosell_field_row_get_value (AutosellFieldRow *self);
/* Shows what is entered as it was understood, as though the focus had left. */
void autosell_field_row_settle (AutosellFieldRow *self);

/* Marks a value that is not saved yet. */
void autosell_field_row_set_modified (AutosellFieldRow *self, gboolean is_modified);

/* Doubts about this field, of AutosellProblem, with a button for each that has a proposal. @problems: (nullable)
 * (transfer none)
 * @vehicle: the car that they speak of */
void autosell_field_row_set_problems (AutosellFieldRow *self, GPtrArray *problems, AutosellVehicle *vehicle);

/* The stock's value where it differs from what was typed, or NULL to end that. */
void autosell_field_row_set_conflict (AutosellFieldRow *self, const AutosellValue *theirs);

/* A widget of whoever owns the row that stands below the value, and what it says, for a screen reader. @said:
 * (nullable) */
void autosell_field_row_set_note (AutosellFieldRow *self, GtkWidget *note);
void autosell_field_row_set_note_text (AutosellFieldRow *self, const char *said);

/* What the stock has in this field. @values: (nullable) NULL-terminated */
void autosell_field_row_set_suggestions (AutosellFieldRow *self, const char *const *values);
/* Enter in it presses the window's default button. */
void autosell_field_row_set_activates_default (AutosellFieldRow *self);
/* TRUE for text that is likely to be in the stock already. */
gboolean autosell_field_row_wants_suggestions (AutosellFieldRow *self);

/**
 * AutosellFieldRow::edited:
 *
 * A person changed the value: autosell_field_row_get_value().
 *
 * AutosellFieldRow::entered:
 *
 * The focus came in.
 *
 * AutosellFieldRow::settled:
 *
 * What was entered stands, as far as the person is concerned: the focus left, or something was chosen.
 *
 * AutosellFieldRow::resolved:
 * @take_theirs: the choice in a conflict
 */

G_END_DECLS
