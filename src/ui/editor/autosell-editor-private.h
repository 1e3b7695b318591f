/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-editor-form.h"
#include "autosell-editor.h"
#include "autosell-gallery.h"

G_BEGIN_DECLS

/* What a person wanted when something has to be saved, or thrown away, before it. */
typedef enum
{
  AUTOSELL_EDITOR_STAY,
  AUTOSELL_EDITOR_CLOSE,
  AUTOSELL_EDITOR_PREVIOUS,
  AUTOSELL_EDITOR_NEXT,
  AUTOSELL_EDITOR_NEW,
  AUTOSELL_EDITOR_COPY,
  AUTOSELL_EDITOR_SELL,
  AUTOSELL_EDITOR_RESERVE,
  AUTOSELL_EDITOR_RELEASE,
  AUTOSELL_EDITOR_PRINT_SHEET,
  AUTOSELL_EDITOR_PRINT_RECEIPT,
} AutosellEditorAfter;

struct _AutosellEditor
{
  AdwWindow parent_instance;
  AutosellStore *store;               /* owned */
  AutosellVehicleList *list;          /* owned, nullable */
  GtkWindow *main_window;             /* weak, nullable: gets the toasts of what outlives this window */
  AutosellDraft *draft;               /* owned, nullable: until the car is loaded */
  gint64 key;                         /* 0: new */
  guint position;                     /* where it was in the list, should it leave it */
  GCancellable *cancellable;          /* owned; the load in progress */
  AutosellVehicle *sent;              /* owned, nullable: what is being saved */
  AutosellEditorAfter after;          /* what follows the save in progress */
  AutosellEditorAfter after_question; /* what follows the question in progress */
  gboolean is_stale;                  /* the stock changed while we saved */
  gboolean is_gone;                   /* no longer in the stock at all */
  guint n_waiting;                    /* answers that are still to come and would find another car here */
  guint present_source;               /* shows the window without its car, should that take long; 0 for none */
  gboolean is_painting;               /* what was loaded has not been seen yet */
  guint unfold_tick;                  /* shows what the first frame did without; 0 for none */
  gboolean has_wanted;                /* the keyboard is to go to: */
  AutosellField wanted;
  gboolean is_closing;  /* has been asked, or there is nothing to ask */
  AdwHeaderBar *header; /* template children */
  AdwWindowTitle *title;
  GtkLabel *name_label; /* the title once more, in a narrow window */
  GtkRevealer *banner;
  GtkLabel *banner_label;
  GtkButton *banner_button;
  AdwToastOverlay *toasts;
  GtkScrolledWindow *scroller;
  AutosellGallery *gallery;
  GtkLabel *readiness; /* child of photos_box */
  GtkBox *photos_box;
  AutosellEditorForm *form;
};

/* autosell-editor.c: shows a car of the stock, or for 0 a new one, which begins as a copy of @copy_of where that is not
 * 0. */
void autosell_editor_open_car (AutosellEditor *self, gint64 key, gint64 copy_of);
/* Reads the car that is shown anew. */
void autosell_editor_load (AutosellEditor *self);
/* @vehicle: the car as the stock has it now */
void autosell_editor_follow (AutosellEditor *self, AutosellVehicle *vehicle);
/* @draft: (transfer full) (nullable) */
void autosell_editor_set_draft (AutosellEditor *self, AutosellDraft *draft);
/* The car @step rows below this one, or above for -1. */
gboolean autosell_editor_find_neighbour (AutosellEditor *self, int step, gint64 *key);

/* autosell-editor-save.c: writes what was entered, or does @after at once where there is nothing to write. */
void autosell_editor_save (AutosellEditor *self, AutosellEditorAfter after);

/* Does @after, but asks first where something would be lost. */
void autosell_editor_leave (AutosellEditor *self, AutosellEditorAfter after);

/* Does @after without asking. */
void autosell_editor_go (AutosellEditor *self, AutosellEditorAfter after);

/* Something would be lost without a save: what was entered, or photos that wait for the car. */
gboolean autosell_editor_is_dirty (AutosellEditor *self);

/* The draft, or what is known of it, changed: title, banner, actions. */
void autosell_editor_show_state (AutosellEditor *self);
void autosell_editor_add_toast (AutosellEditor *self, const char *text);

/* While it is hidden and without a car: the first frame will have what is in sight alone, and the rest follows. */
void autosell_editor_fold (AutosellEditor *self);

/* autosell-editor-actions.c */
void autosell_editor_install_actions (GtkWidgetClass *widget_class);
/* The banner's button for a car in the bin. */
void autosell_editor_restore (AutosellEditor *self);

G_END_DECLS
