/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-sheet-banner.h"

#include "autosell-sync-words.h"

struct _AutosellSheetBanner
{
  AdwBin parent_instance;
  AutosellSyncManager *manager; /* owned, nullable before it is set */
  AutosellSyncState put_away;   /* which of its states a person put away; DONE for none */
  GtkRevealer *revealer;        /* template children */
  GtkLabel *label;
  GtkWidget *sign_in;
  GtkWidget *allow;
};

G_DEFINE_FINAL_TYPE (AutosellSheetBanner, autosell_sheet_banner, ADW_TYPE_BIN)

static void
show (AutosellSheetBanner *self)
{
  AutosellSyncState state = autosell_sync_manager_get_state (self->manager);
  gboolean has_question = state == AUTOSELL_SYNC_SIGNED_OUT || state == AUTOSELL_SYNC_ASKS;
  g_autofree char *text = NULL;

  if (state == AUTOSELL_SYNC_DONE)
    self->put_away = AUTOSELL_SYNC_DONE;
  if (has_question)
    {
      text = autosell_sync_dup_explanation (self->manager, g_get_real_time ());
      gtk_label_set_text (self->label, text);
      gtk_widget_set_visible (self->sign_in, state == AUTOSELL_SYNC_SIGNED_OUT);
      gtk_widget_set_visible (self->allow, autosell_sync_asks_for_rows (self->manager));
    }
  /* A run that tries again is no answer */
  if (state == AUTOSELL_SYNC_RUNNING || state == AUTOSELL_SYNC_STARTING)
    return;
  has_question = has_question && self->put_away != state;
  /* A revealer that is closed still has its children in the order of the keyboard */
  gtk_widget_set_visible (GTK_WIDGET (self->revealer), has_question);
  gtk_revealer_set_reveal_child (self->revealer, has_question);
}

static void
close_clicked_cb (AutosellSheetBanner *self)
{
  self->put_away = autosell_sync_manager_get_state (self->manager);
  show (self);
}

static void
allow_clicked_cb (AutosellSheetBanner *self)
{
  autosell_sync_manager_run_now (self->manager, TRUE);
}

static void
autosell_sheet_banner_dispose (GObject *object)
{
  g_clear_object (&AUTOSELL_SHEET_BANNER (object)->manager);
  G_OBJECT_CLASS (autosell_sheet_banner_parent_class)->dispose (object);
}

static void
autosell_sheet_banner_class_init (AutosellSheetBannerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = autosell_sheet_banner_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/com/autosell/Manager/ui/autosell-sheet-banner.ui");
  gtk_widget_class_bind_template_child (widget_class, AutosellSheetBanner, revealer);
  gtk_widget_class_bind_template_child (widget_class, AutosellSheetBanner, label);
  gtk_widget_class_bind_template_child (widget_class, AutosellSheetBanner, sign_in);
  gtk_widget_class_bind_template_child (widget_class, AutosellSheetBanner, allow);
  gtk_widget_class_bind_template_callback (widget_class, close_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, allow_clicked_cb);
}

static void
autosell_sheet_banner_init (AutosellSheetBanner *self)
{
  self->put_away = AUTOSELL_SYNC_DONE;
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
autosell_sheet_banner_set_manager (AutosellSheetBanner *self, AutosellSyncManager *manager)
{
  g_return_if_fail (AUTOSELL_IS_SHEET_BANNER (self) && self->manager == NULL);

  self->manager = g_object_ref (manager);
  g_signal_connect_object (manager, "changed", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  show (self);
}
