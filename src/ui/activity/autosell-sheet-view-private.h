/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-sheet-log.h"
#include "autosell-sheet-view.h"

G_BEGIN_DECLS

struct _AutosellSheetView
{
  AdwBin parent_instance;
  AutosellStore *store;      /* owned, nullable before it is set and once it is closed */
  GCancellable *cancellable; /* owned, nullable: of the load in progress */
  GListStore *conflicts;     /* owned, of AutosellSheetItem: a heading and what it is of, as the next two */
  GListStore *cars;
  GListStore *log_heading;
  AutosellSheetLog *log;  /* owned, nullable before there is a store */
  GListModel *all;        /* owned: all of them in order */
  GHashTable *rows;       /* owned: AutosellSheetItem (unowned) → its AutosellSheetRow (unowned) */
  guint n_awaited;        /* answers of the load in progress */
  gboolean is_old;        /* something changed while nobody saw it */
  gboolean is_busy;       /* a decision is on its way */
  gint64 takes_back_us;   /* monotonic: until then what comes back was taken back by a person */
  GListStore *focus_list; /* unowned, nullable: where the focus was when something was decided … */
  guint focus_position;   /* … and where in it … */
  guint focus_button;     /* … and on which button */
  guint focus_source;     /* tick, 0 for none: puts it there */
  guint n_frames;         /* that began since */
  GtkStack *stack;        /* template children */
  GtkListView *view;
  GtkScrolledWindow *scrolled;
};

/* In autosell-sheet-view.c: before what is shown as @id of @list is decided, so that the focus goes on to the next */
void autosell_sheet_view_note_focus (AutosellSheetView *self, GListStore *list, gint64 id);

/* In autosell-sheet-view-actions.c: what a person decides and takes back */
/* Returns: (nullable) (transfer none) */
GtkWindow *autosell_sheet_view_get_window (AutosellSheetView *self);
void autosell_sheet_view_install_actions (GtkWidgetClass *widget_class);

G_END_DECLS
