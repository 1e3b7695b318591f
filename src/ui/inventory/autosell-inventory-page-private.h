/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-filter-bar.h"
#include "autosell-inventory-page.h"
#include "autosell-selection-bar.h"
#include "autosell-vehicle-pane.h"
#include "autosell-vehicle-cards.h"
#include "autosell-vehicle-table.h"

G_BEGIN_DECLS

struct _AutosellInventoryPage
{
  AdwBin parent_instance;
  gboolean is_bin;
  AutosellStore *store;                /* owned, nullable */
  AutosellVehicleList *list;           /* owned, nullable */
  AutosellVehicleSelection *selection; /* owned, nullable */
  GSettings *settings;                 /* owned */
  char *text;                          /* owned: the latest search that was understood */
  gboolean has_error;
  guint error_start;
  guint error_end;
  gboolean is_answered; /* an answer has come once */
  gboolean has_painted;
  gint64 asked_length; /* of the latest search, in characters */
  gint64 asked_us;     /* when, on the monotonic clock */
  guint hold_source;
  gboolean awaits_change; /* the stock has changed, and that is not painted yet; only while it is traced */
  gint64 painting_length; /* of the search whose answer the next paint shows; -1 for none */
  gint64 n_sample;
  gboolean wants_cards;      /* what the person has chosen */
  gboolean is_narrow;        /* too narrow for a table */
  gboolean is_switching;     /* the next paint is that of another view */
  char *notice_text;         /* owned, nullable: what the notice says, NULL while it is hidden */
  GtkWidget *popover;        /* unowned child, nullable: a cell being edited */
  GtkWidget *menu;           /* unowned child, nullable */
  AutosellVehiclePane *pane; /* child, nullable: see autosell-inventory-page-details.c */
  gboolean has_room;         /* for the pane */
  guint details_source;
  AutosellVehicleItem *drop_item; /* weak, nullable: the one that photos are held over */
  guint n_dragged;                /* cars of the latest drag */
  char *dragged_title;            /* owned, nullable: of the only one */

  AutosellFilterBar *filter_bar; /* template children */
  GtkWidget *error_bar;
  GtkLabel *error_label;
  GtkWidget *notice;
  GtkLabel *notice_label;
  GtkButton *notice_button;
  GtkStack *stack;
  AutosellVehicleTable *table;
  AutosellVehicleCards *cards;
  AutosellVehicleView *view; /* unowned: the one of them that is in sight */
  AdwStatusPage *nothing;
  GtkButton *clear_button;
  GtkInscription *totals;
  GtkStack *footer;
  AutosellSelectionBar *selection_bar;
};

/* The form of the setting "sort", as autosell_sort_parse() reads it. Returns: (transfer full) */
char *autosell_inventory_page_dup_sort_text (const AutosellSort *sort);
/* The cars that are shown are in the bin. */
gboolean autosell_inventory_page_shows_bin (AutosellInventoryPage *self);
void autosell_inventory_page_update_actions (AutosellInventoryPage *self);

/* In autosell-inventory-page-search.c: what the store is asked for @text on this page. Returns: (transfer full) */
char *autosell_inventory_page_dup_question (AutosellInventoryPage *self, const char *text);

/* In autosell-inventory-page-views.c */
void autosell_inventory_page_init_views (AutosellInventoryPage *self);
/* Opens the car of the cursor, or in the bin its history. */
void autosell_inventory_page_activate (AutosellInventoryPage *self);
void autosell_inventory_page_show_view (AutosellInventoryPage *self);

/* In autosell-inventory-page-actions.c */
void autosell_inventory_page_install_actions (GtkWidgetClass *widget_class);
void autosell_inventory_page_edit (AutosellInventoryPage *self, gint64 key, guint column);
/* The selected cars, or the cursor's where none is. Returns: (transfer full) */
GArray *autosell_inventory_page_dup_target_keys (AutosellInventoryPage *self);
/* The car itself, as far as it is on the screen. Returns: (transfer full) (nullable) */
AutosellVehicle *autosell_inventory_page_dup_vehicle (AutosellInventoryPage *self, gint64 key);
/* @area: in the coordinates of the view */
void autosell_inventory_page_point_at (AutosellInventoryPage *self, GtkPopover *popover, const GdkRectangle *area);

/* In autosell-inventory-page-bulk.c: several cars at once */
void autosell_inventory_page_install_bulk_actions (GtkWidgetClass *widget_class);
void autosell_inventory_page_update_bulk (AutosellInventoryPage *self);
void autosell_inventory_page_edit_many (AutosellInventoryPage *self, GArray *keys, AutosellField field);
void autosell_inventory_page_delete_many (AutosellInventoryPage *self, GArray *keys);
void autosell_inventory_page_restore_many (AutosellInventoryPage *self, GArray *keys);

/* In autosell-inventory-page-menu.c */
void autosell_inventory_page_open_menu (AutosellInventoryPage *self, gint64 key, double x, double y);

/* In autosell-inventory-page-details.c: the selection, or what is selected, has changed; whether the pane is shown
 * has. */
void autosell_inventory_page_queue_details (AutosellInventoryPage *self);
void autosell_inventory_page_update_pane (AutosellInventoryPage *self);
void autosell_inventory_page_quick_look (AutosellInventoryPage *self);

/* In autosell-inventory-page-drag.c: cars may be dragged out of @view. */
void autosell_inventory_page_add_drag (AutosellInventoryPage *self, AutosellVehicleView *view);

/* Selling and reserving; in autosell-inventory-page-deal.c */
void autosell_inventory_page_install_deal_actions (GtkWidgetClass *widget_class);
void autosell_inventory_page_update_deal (AutosellInventoryPage *self);
/* For a car that was given a status alone: a toast that leads to what belongs to it. Returns: (transfer full)
 * (nullable) NULL for a status that has nothing more to it */
AdwToast *autosell_inventory_page_new_deal_toast (AutosellInventoryPage *self, gint64 key, const AutosellValue *status);

G_END_DECLS
