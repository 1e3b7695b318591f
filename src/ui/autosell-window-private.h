/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-inventory-page.h"
#include "autosell-welcome-page.h"
#include "autosell-window.h"

G_BEGIN_DECLS

struct _AutosellWindow
{
  AdwApplicationWindow parent_instance;
  AutosellStore *store;      /* owned, nullable before it is open */
  GError *open_error;        /* owned, nullable */
  GSettings *settings;       /* owned */
  GCancellable *cancellable; /* owned: what is asked for the window itself */
  guint refresh_source;
  char *undo_label; /* owned, nullable: what would be taken back, and made again */
  char *redo_label;
  gboolean is_setting_text; /* the search entry is being filled by us */
  gboolean has_shown;
  gboolean has_search_error;
  gboolean is_narrow;

  AdwToastOverlay *toasts; /* template children */
  AdwFlap *flap;
  GtkListBox *places;
  GtkListBoxRow *stock_row;
  GtkListBoxRow *bin_row;
  GtkLabel *stock_count;
  GtkLabel *bin_count;
  GtkWidget *problems_button;
  GtkLabel *problems_label;
  GtkWidget *undo_box;
  GtkWidget *undo_button;
  GtkWidget *redo_button;
  GtkSearchEntry *search;
  GtkWidget *add_label;
  GtkStack *stack;
  GtkSpinner *waiting;
  AdwStatusPage *trouble;
  GtkButton *trouble_button;
  GtkLabel *trouble_details;
  AutosellWelcomePage *welcome;
  AutosellInventoryPage *stock;
  AutosellInventoryPage *bin;
};

/* The list that the window shows or stands before. */
AutosellInventoryPage *autosell_window_get_page (AutosellWindow *self);
/* @name: "stock" or "bin" */
void autosell_window_show_place (AutosellWindow *self, const char *name);

/* In autosell-window-actions.c */
void autosell_window_add_actions (AutosellWindow *self);
void autosell_window_update_actions (AutosellWindow *self);
/* What undo and redo would do has changed. */
void autosell_window_update_undo (AutosellWindow *self);

G_END_DECLS
