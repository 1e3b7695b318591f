/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-activity-page.h"
#include "autosell-fit-bin.h"
#include "autosell-incoming.h"
#include "autosell-home-page.h"
#include "autosell-inventory-page.h"
#include "autosell-photos-page.h"
#include "autosell-posts-page.h"
#include "autosell-search-completion.h"
#include "autosell-sheet-banner.h"
#include "autosell-drive-note.h"
#include "autosell-sheet-note.h"
#include "autosell-welcome-page.h"
#include "autosell-window.h"

G_BEGIN_DECLS

/* In the order of the sidebar. What they are called and look like: autosell-window-places.c. */
typedef enum
{
  AUTOSELL_PLACE_HOME,
  AUTOSELL_PLACE_STOCK,
  AUTOSELL_PLACE_PHOTOS,
  AUTOSELL_PLACE_POSTS,
  AUTOSELL_PLACE_ACTIVITY,
  AUTOSELL_PLACE_BIN,
  AUTOSELL_N_PLACES
} AutosellPlace;

struct _AutosellWindow
{
  AdwApplicationWindow parent_instance;
  AutosellStore *store;       /* owned, nullable before it is open */
  GError *open_error;         /* owned, nullable */
  GSettings *settings;        /* owned */
  AutosellIncoming *incoming; /* owned */
  GCancellable *cancellable;  /* owned: what is asked for the window itself */
  guint refresh_source;
  char *undo_label; /* owned, nullable: what would be taken back, and made again */
  char *redo_label;
  gboolean is_setting_text; /* the search entry is being filled by us */
  gboolean has_shown;
  gboolean has_search_error;
  gboolean is_narrow;
  gint64 restored_key;    /* the car that was selected when the program was left; 0 for none */
  gboolean shows_sidebar; /* wished for, where there is room */
  gboolean is_cards_only; /* too narrow for a table */
  struct
  {
    GtkListBoxRow *row; /* both unowned: they live as long as the sidebar */
    GtkLabel *count;
  } place_rows[AUTOSELL_N_PLACES];

  GtkWidget *filter_popover;            /* unowned child, nullable until it is opened */
  AutosellSearchCompletion *completion; /* owned as a child */
  GtkWidget *saved_menu;                /* owned as a child, nullable: of a saved filter in the sidebar */

  AdwToastOverlay *toasts; /* template children */
  AdwHeaderBar *header;
  AutosellFitBin *fit;
  AdwFlap *flap;
  GtkListBox *places;
  GtkWidget *problems_button;
  GtkLabel *problems_label;
  gboolean has_sync;
  AutosellSheetNote *sheet_note;
  AutosellDriveNote *drive_note;
  AutosellSheetBanner *sheet_banner;
  GtkWidget *undo_box;
  GtkWidget *undo_button;
  GtkWidget *redo_button;
  GtkSearchEntry *search;
  GtkMenuButton *filter_button;
  GtkLabel *filter_badge;
  GtkWidget *add_label;
  GtkWidget *details_button;
  GtkWidget *view_box;
  GtkWidget *sort_button;
  GMenu *main_menu;
  GtkStack *stack;
  GtkSpinner *waiting;
  AdwStatusPage *trouble;
  GtkButton *trouble_button;
  GtkWidget *usual_folder_button; /* shown where the folder was refused */
  GtkLabel *trouble_details;
  GMenu *recent_section;
  AutosellWelcomePage *welcome;
  AutosellHomePage *home;
  AutosellInventoryPage *stock;
  AutosellInventoryPage *bin;
  AutosellPhotosPage *photos;
  AutosellPostsPage *posts;
  AutosellActivityPage *activity;
};

/* The list that the window shows or, in a place without one, would show for a search. */
AutosellInventoryPage *autosell_window_get_page (AutosellWindow *self);

/* In autosell-window-places.c */
void autosell_window_add_places (AutosellWindow *self);
AutosellPlace autosell_window_get_place (AutosellWindow *self);
const char *autosell_window_get_place_name (AutosellWindow *self);
/* The stock or the bin, which the search entry filters. */
gboolean autosell_window_is_place_a_list (AutosellWindow *self);
/* What stands behind the title: nothing for 0. */
void autosell_window_set_place_count (AutosellWindow *self, AutosellPlace place, gint64 n);
/* Moves the keyboard to the page, as the shortcut of a place does. */
void autosell_window_focus_place (AutosellWindow *self);
void autosell_window_save_place (AutosellWindow *self);
void autosell_window_restore_place (AutosellWindow *self);

/* In autosell-window-search.c */
void autosell_window_connect_search (AutosellWindow *self);
/* @text: what the list is asked for already */
void autosell_window_fill_search (AutosellWindow *self, const char *text);
/* Examples are shown in the empty entry where the window has room for them. */
void autosell_window_set_search_width (AutosellWindow *self, int width);

/* In autosell-window-filters.c */
void autosell_window_connect_filters (AutosellWindow *self);
/* The chips are others. */
void autosell_window_update_filters (AutosellWindow *self);
/* As though @text had been typed into the search entry; the keyboard stays where it is. */
void autosell_window_set_search (AutosellWindow *self, const char *text);

/* Out of the saved ones, with an offer to bring it back. */
void autosell_window_remove_filter (AutosellWindow *self, const char *name);

/* In autosell-window-saved.c: the saved filters in the sidebar. */
void autosell_window_connect_saved (AutosellWindow *self);
/* There is a store. */
void autosell_window_show_saved (AutosellWindow *self);
/* The cars are others. */
void autosell_window_count_saved (AutosellWindow *self);
/* The search or the place is another. */
void autosell_window_update_saved_current (AutosellWindow *self);

/* In autosell-window-views.c */
void autosell_window_add_views (AutosellWindow *self);
/* The place or the order is another. */
void autosell_window_update_views (AutosellWindow *self);
void autosell_window_set_view_width (AutosellWindow *self, int width);

/* In autosell-window-photos.c: TRUE where it asks first. */
gboolean autosell_window_photos_close_request (AutosellWindow *self);

/* In autosell-window-actions.c */
void autosell_window_add_actions (AutosellWindow *self);
void autosell_window_update_actions (AutosellWindow *self);
/* What undo and redo would do has changed. */
void autosell_window_update_undo (AutosellWindow *self);

G_END_DECLS
