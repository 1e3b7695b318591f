/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-column-list.h"
#include "autosell-link-assistant.h"
#include "autosell-sheet-preview.h"

G_BEGIN_DECLS

/* The pages of the stack, by these names in the template. */
typedef enum
{
  AUTOSELL_LINK_STEP_SHEET,
  AUTOSELL_LINK_STEP_WORKING,
  AUTOSELL_LINK_STEP_COLUMNS,
  AUTOSELL_LINK_STEP_PREVIEW,
  AUTOSELL_LINK_STEP_ERROR,
  AUTOSELL_LINK_STEP_DONE,
} AutosellLinkStep;

struct _AutosellLinkAssistant
{
  AdwWindow parent_instance;
  AutosellStore *store;          /* owned */
  AutosellGoogle *google;        /* owned */
  AutosellSheetPreview *preview; /* owned, nullable */
  GCancellable *cancellable;     /* owned, nullable: the work in progress */
  GCancellable *looking;         /* owned, nullable: asks for the names of the spreadsheets */
  guint ticker;                  /* source: shows that it goes on */
  AutosellLinkStep step;
  AutosellLinkStep step_before; /* where cancelling the work leads back to */
  gboolean is_writing;          /* the work in progress is the link itself */
  gboolean is_showing;          /* we set a choice, not a person */
  GPtrArray *sheet_rows;        /* owned (element-type GtkWidget): in sheets_group */
  GPtrArray *difference_rows;   /* owned (element-type GtkWidget): in winner_group */
  GPtrArray *note_rows;         /* owned (element-type GtkWidget): in notes_group */
  int *fields;                  /* owned, nullable: what each column of the preview is for, or -1 */
  int counter;                  /* the column without a heading that counts the cars; -1 for none */
  GArray *tabs;                 /* owned, of int: ids in the order of the choice */
  GtkStringList *choices;       /* owned: left alone, then those of offered */
  GArray *offered;              /* owned, of AutosellField */
  AdwWindowTitle *title;        /* template children */
  GtkButton *cancel;
  GtkButton *back;
  GtkButton *next;
  AdwToastOverlay *toasts;
  GtkStack *stack;
  AdwComboRow *account;
  AdwActionRow *sign_in_row;
  AdwPreferencesGroup *account_group;
  AdwPreferencesGroup *sheets_group;
  AdwActionRow *no_sheet_row;
  AdwActionRow *pick_row;
  AdwPreferencesGroup *address_group;
  AdwEntryRow *address;
  GtkLabel *working_label;
  GtkProgressBar *progress_bar;
  AdwComboRow *tab;
  AdwActionRow *header_row;
  GtkSpinButton *header_spin;
  GtkAdjustment *header_adjustment;
  AdwActionRow *notice_row;
  AutosellColumnList *columns;
  AdwActionRow *new_here_row;
  AdwActionRow *new_there_row;
  AdwActionRow *equal_row;
  AdwActionRow *differing_row;
  AdwActionRow *in_bin_row;
  GtkLabel *new_here;
  GtkLabel *new_there;
  GtkLabel *equal;
  GtkLabel *differing;
  GtkLabel *in_bin;
  AdwPreferencesGroup *winner_group;
  AdwComboRow *winner;
  AdwPreferencesGroup *notes_group;
  AdwActionRow *headings_row;
  AdwActionRow *id_row;
  AdwActionRow *private_row;
  AdwStatusPage *error_page;
  GtkButton *again;
  GtkLabel *error_details;
  GtkExpander *error_expander;
  AdwStatusPage *done_page;
  GtkButton *open;
};

/* In autosell-link-assistant.c */
void autosell_link_assistant_set_step (AutosellLinkAssistant *self, AutosellLinkStep step);
/* Shows @what until autosell_link_assistant_end_work(), which is called when the work's callback has come. */
void autosell_link_assistant_start_work (AutosellLinkAssistant *self, const char *what);
void autosell_link_assistant_end_work (AutosellLinkAssistant *self);
/* Shown as a sentence and what to do about it. */
void autosell_link_assistant_show_error (AutosellLinkAssistant *self, const char *what, const GError *error);
/* (nullable) (transfer none): as chosen */
AutosellGoogleAccount *autosell_link_assistant_get_account (AutosellLinkAssistant *self);

/* In autosell-link-assistant-choose.c: whose spreadsheet, and which */
void autosell_link_assistant_bind_choose (GtkWidgetClass *widget_class);
void autosell_link_assistant_show_accounts (AutosellLinkAssistant *self);
void autosell_link_assistant_show_sheets (AutosellLinkAssistant *self);

/* In autosell-link-assistant-columns.c: which tab, and what its columns are for */
void autosell_link_assistant_bind_columns (GtkWidgetClass *widget_class);
/* @spreadsheet: its id. @has_tab: else the first tab */
void autosell_link_assistant_read (AutosellLinkAssistant *self, const char *spreadsheet, int tab, gboolean has_tab);
gboolean autosell_link_assistant_can_compare (AutosellLinkAssistant *self);
void autosell_link_assistant_add_toast (AutosellLinkAssistant *self, const char *text);

/* In autosell-link-assistant-write.c: what would happen, and doing it */
void autosell_link_assistant_bind_write (GtkWidgetClass *widget_class);
void autosell_link_assistant_compare (AutosellLinkAssistant *self);
void autosell_link_assistant_link (AutosellLinkAssistant *self);

G_END_DECLS
