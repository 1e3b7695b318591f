/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-column-list.h"
#include "autosell-import-assistant.h"
#include "autosell-import-reader.h"
#include "autosell-plan-view.h"

G_BEGIN_DECLS

/* The pages of the stack, by these names in the template. */
typedef enum
{
  AUTOSELL_STEP_FILE,
  AUTOSELL_STEP_WORKING,
  AUTOSELL_STEP_COLUMNS,
  AUTOSELL_STEP_PREVIEW,
  AUTOSELL_STEP_ERROR,
  AUTOSELL_STEP_DONE,
} AutosellImportStep;

struct _AutosellImportAssistant
{
  AdwWindow parent_instance;
  AutosellStore *store;       /* owned */
  GFile *file;                /* owned, nullable */
  AutosellImport *import;     /* owned, nullable */
  AutosellImportPlan *plan;   /* owned, nullable */
  GCancellable *cancellable;  /* owned, nullable; the work in progress */
  AutosellProgress *progress; /* owned, nullable; of that work, NULL where it tells none */
  guint ticker;               /* source: shows the progress */
  AutosellImportStep step;
  AutosellImportStep step_before; /* where cancelling the work leads back to */
  gint64 change;                  /* what undo takes back; 0 for nothing */
  gboolean is_writing;            /* the work in progress is the import itself */
  gboolean is_showing;            /* we set a choice, not a person */
  guint n_waiting;                /* files that come after this one */
  gboolean is_again;              /* the file was imported before: its columns are known */
  gboolean is_narrow;
  AdwHeaderBar *header; /* template children */
  AdwWindowTitle *title;
  GtkButton *cancel;
  GtkButton *back;
  GtkButton *next;
  AdwToastOverlay *toasts;
  GtkStack *stack;
  AdwStatusPage *file_page;
  GtkButton *choose;
  GtkButton *choose_another;
  GtkLabel *working_label;
  GtkProgressBar *progress_bar;
  AdwComboRow *sheet;
  AdwActionRow *header_row;
  GtkSpinButton *header_spin;
  GtkAdjustment *header_adjustment;
  GtkSwitch *erase_switch;
  AutosellColumnList *columns;
  AutosellPlanView *preview;
  AdwStatusPage *error_page;
  GtkLabel *error_details;
  AdwStatusPage *done_page;
  GtkButton *undo;
  GtkButton *problems;
};

/* In autosell-import-assistant.c */
void autosell_import_assistant_set_step (AutosellImportAssistant *self, AutosellImportStep step);
/* Shows @what until autosell_import_assistant_end_work(), which is called when the work's callback has come. */
void autosell_import_assistant_start_work (AutosellImportAssistant *self, const char *what, gboolean tells_progress);
void autosell_import_assistant_end_work (AutosellImportAssistant *self);
void autosell_import_assistant_show_error (AutosellImportAssistant *self, const char *what, const GError *error);

/* In autosell-import-assistant-file.c: which file, and what its columns are */
void autosell_import_assistant_bind_file (GtkWidgetClass *widget_class);
void autosell_import_assistant_take_drops (AutosellImportAssistant *self);
/* The choices hold for the next file with these headings. */
void autosell_import_assistant_remember_mapping (AutosellImportAssistant *self);

/* In autosell-import-assistant-write.c: what would change, and changing it */
void autosell_import_assistant_bind_write (GtkWidgetClass *widget_class);
void autosell_import_assistant_make_plan (AutosellImportAssistant *self);
void autosell_import_assistant_apply_plan (AutosellImportAssistant *self);

G_END_DECLS
