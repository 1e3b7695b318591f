/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-completion.h"
#include "autosell-field-hints.h"
#include "autosell-field-row.h"

G_BEGIN_DECLS

/* Exactly one of text, view and choice is there. */
struct _AutosellFieldRow
{
  AdwPreferencesRow parent_instance;
  AutosellField field;
  AutosellKind kind;
  char *extra_name;               /* owned, nullable */
  AutosellValue value;            /* as entered */
  gboolean is_showing;            /* we change the widget, not a person */
  GtkWidget *title;               /* child */
  GtkEntry *text;                 /* child, nullable */
  GtkTextView *view;              /* child, nullable */
  GtkDropDown *choice;            /* child, nullable */
  GtkWidget *control;             /* the one of the three */
  GtkBox *content;                /* child */
  AutosellFieldHints *hints;      /* child, nullable: made when there is something to say */
  char *note_said;                /* owned, nullable */
  AutosellCompletion *completion; /* child, nullable: made when the focus comes */
};

/* In autosell-field-row.c: a person's value; nothing is told where it means the same as before. */
void autosell_field_row_take_value (AutosellFieldRow *self, const AutosellValue *value);
void autosell_field_row_take_text (AutosellFieldRow *self, const char *text);
/* The focus has come into the control. */
void autosell_field_row_enter (AutosellFieldRow *self);

/* In autosell-field-row-build.c: makes the children for the field's kind. */
void autosell_field_row_build (AutosellFieldRow *self, const char *label);

G_END_DECLS
