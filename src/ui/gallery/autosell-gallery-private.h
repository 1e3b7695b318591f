/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-drive-manager.h"
#include "autosell-gallery-grid.h"
#include "autosell-gallery-import.h"
#include "autosell-gallery.h"
#include "autosell-photo-store.h"

G_BEGIN_DECLS

struct _AutosellGallery
{
  AdwBin parent_instance;
  AutosellStore *store;           /* owned, nullable */
  gint64 vehicle_key;             /* 0: not in the stock yet */
  char *title;                    /* owned, nullable */
  GCancellable *cancellable;      /* owned, nullable: of the latest list of photos */
  GCancellable *twin_cancellable; /* owned, nullable */
  GPtrArray *photos;              /* owned, of AutosellPhoto: as the stock has them */
  GPtrArray *imports;             /* owned, of AutosellGalleryImport: what comes in here */
  GHashTable *by_id;              /* of the items of photos: id (owned by its photo) to owned AutosellGalleryItem */
  GHashTable *by_import;          /* of those on their way: AutosellPhotoImport to owned AutosellGalleryItem */
  GHashTable *adopted;            /* of AutosellPhotoImport, owned: they have become photos of the car */
  GPtrArray *items;               /* owned, of owned AutosellGalleryItem: what is shown, in order */
  GPtrArray *refused;             /* owned, of owned AutosellPhotoImport: left out, and not read by anybody yet */
  GPtrArray *twins;               /* owned, nullable: of AutosellPhotoTwins */
  AutosellDriveManager *drive;    /* owned, nullable: once it is there */
  AutosellDriveCar *in_drive;     /* owned, nullable: before it is known */
  guint n_drive_reads;            /* under way, or one too many: 2 is one more to come */
  guint n_commits;                /* that are on their way to the stock */
  char *crop_id;                  /* owned, nullable: the photo to crop as soon as it is listed as it is by then */
  GtkWidget *menu;                /* unowned child, nullable */
  guint progress_source;          /* shows how far it is, should it take long; 0 for none */
  guint items_source;             /* many come at once and are put in order once */
  guint scroll_tick;              /* while something is held near an edge */
  double scroll_step;
  int max_lines;
  gboolean shows_all;
  gboolean is_loaded; /* the list of photos has come */

  GtkLabel *count; /* template children */
  GtkWidget *header_add;
  GtkWidget *drive_menu;
  GtkLabel *drive_label;
  GtkRevealer *progress_revealer;
  GtkLabel *progress_label;
  GtkProgressBar *progress;
  GtkWidget *refused_box;
  GtkLabel *refused_title;
  GtkBox *refused_list;
  GtkWidget *twin_box;
  GtkLabel *twin_label;
  GtkLabel *staged_label;
  GtkStack *stack;
  AutosellGalleryGrid *grid;
  GtkButton *all_button;
};

/* In autosell-gallery.c */
/* Those that are selected and in the stock. Returns: (transfer container) (element-type AutosellPhoto) */
GPtrArray *autosell_gallery_dup_selected (AutosellGallery *self);
/* @edit: (transfer full); @failed: what was not done; @done: (nullable) (transfer full): is told with “Undo” */
void autosell_gallery_commit (AutosellGallery *self, AutosellPhotoEdit *edit, const char *failed, char *done);
void autosell_gallery_tell (AutosellGallery *self, const char *sentence, gint64 change);
GtkWindow *autosell_gallery_get_window (AutosellGallery *self);
/* Opens the dialog once the photo is known with all that was done to it, even just now. */
void autosell_gallery_crop (AutosellGallery *self, const char *photo_id);
/* Begins to take something in before the item at @gap; -1 for the end. @replaced_id: (nullable) */
AutosellGalleryImport *autosell_gallery_begin_import (AutosellGallery *self, int gap, const char *replaced_id);
/* Moves photos of this car in front of the item at @gap. @ids: NULL-terminated */
void autosell_gallery_move_to_gap (AutosellGallery *self, const char *const *ids, guint gap);
void autosell_gallery_show_state (AutosellGallery *self);

/* In autosell-gallery-items.c */
/* From the photos and what comes in, at once or after all that is coming in just now. */
void autosell_gallery_build_items (AutosellGallery *self);
void autosell_gallery_queue_items (AutosellGallery *self);

/* In autosell-gallery-actions.c */
void autosell_gallery_install_actions (GtkWidgetClass *widget_class);
void autosell_gallery_update_actions (AutosellGallery *self);
void autosell_gallery_view_item (AutosellGallery *self, AutosellGalleryItem *item);

/* In autosell-gallery-menu.c */
/* @x, @y: of the grid, where it was asked for */
void autosell_gallery_open_menu (AutosellGallery *self, double x, double y);

/* In autosell-gallery-drag.c */
void autosell_gallery_add_drag (AutosellGallery *self);
/* What a drop or the clipboard has, before the item at @gap; -1 for the end. */
void autosell_gallery_read_drop (AutosellGallery *self, GdkDrop *drop, int gap);
void autosell_gallery_read_clipboard (AutosellGallery *self);

/* In autosell-gallery-drive.c */
/* The photos of the car are looked at: they come first, and how each stands with Drive is shown from now on. */
void autosell_gallery_look_at_drive (AutosellGallery *self);
void autosell_gallery_leave_drive (AutosellGallery *self);
/* From what is known already, where items are others now. */
void autosell_gallery_show_drive (AutosellGallery *self);
void autosell_gallery_install_drive_actions (GtkWidgetClass *widget_class);
/* “3 wait for Drive”. Returns: (transfer full) (nullable): nothing is to be said */
char *autosell_gallery_dup_drive_words (AutosellGallery *self);

/* In autosell-gallery-notices.c */
void autosell_gallery_add_refused (AutosellGallery *self, AutosellPhotoImport *item);
void autosell_gallery_clear_refused (AutosellGallery *self);
void autosell_gallery_find_twins (AutosellGallery *self);
void autosell_gallery_select_twins (AutosellGallery *self);

G_END_DECLS
