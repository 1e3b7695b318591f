/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-drive-note.h"

#include <glib/gi18n.h>

#include "autosell-compat.h"

struct _AutosellDriveNote
{
  AdwBin parent_instance;
  AutosellDriveManager *manager; /* owned, nullable before it is set */
  GtkWidget *button;             /* template children */
  GtkImage *icon;
  GtkLabel *label;
  GtkPopover *popover;
  GtkLabel *title;
  GtkLabel *explanation;
  GtkWidget *sign_in;
  GtkWidget *allow;
  GtkWidget *run;
  GtkButton *pause;
  GtkWidget *open;
};

G_DEFINE_FINAL_TYPE (AutosellDriveNote, autosell_drive_note, ADW_TYPE_BIN)

/* The icon of a state, beside words that say the same. */
static const char *
get_icon_name (AutosellDriveState state)
{
  switch (state)
    {
    case AUTOSELL_DRIVE_PAUSED:
    case AUTOSELL_DRIVE_METERED:
      return "media-playback-pause-symbolic";
    case AUTOSELL_DRIVE_SIGNED_OUT:
    case AUTOSELL_DRIVE_TROUBLE:
    case AUTOSELL_DRIVE_ASKS:
      return "dialog-warning-symbolic";
    case AUTOSELL_DRIVE_OFFLINE:
      return "network-offline-symbolic";
    case AUTOSELL_DRIVE_NOT_LINKED:
    case AUTOSELL_DRIVE_STARTING:
    case AUTOSELL_DRIVE_RUNNING:
    case AUTOSELL_DRIVE_AGREED:
    default:
      return "folder-pictures-symbolic";
    }
}

static void
show_popover (AutosellDriveNote *self)
{
  AutosellDriveState state = autosell_drive_manager_get_state (self->manager);
  g_autofree char *headline = autosell_drive_manager_dup_headline (self->manager);
  gboolean is_paused = state == AUTOSELL_DRIVE_PAUSED;

  gtk_label_set_text (self->title, _("Photos in Drive"));
  gtk_label_set_text (self->explanation, headline);
  gtk_widget_set_visible (self->sign_in, state == AUTOSELL_DRIVE_SIGNED_OUT);
  gtk_widget_set_visible (self->allow, state == AUTOSELL_DRIVE_ASKS);
  gtk_widget_set_visible (self->run, !is_paused && state != AUTOSELL_DRIVE_SIGNED_OUT);
  gtk_widget_set_sensitive (self->run, state != AUTOSELL_DRIVE_RUNNING);
  gtk_button_set_label (self->pause, is_paused ? _("_Go on") : _("_Pause"));
}

static void
show (AutosellDriveNote *self)
{
  g_autofree char *text = self->manager != NULL ? autosell_drive_manager_dup_title (self->manager) : NULL;

  gtk_widget_set_visible (GTK_WIDGET (self), text != NULL);
  if (text == NULL)
    {
      gtk_popover_popdown (self->popover);
      return;
    }
  if (g_strcmp0 (gtk_label_get_text (self->label), text) != 0)
    {
      gtk_label_set_text (self->label, text);
      autosell_compat_set_name (self->button, text);
    }
  gtk_image_set_from_icon_name (self->icon, get_icon_name (autosell_drive_manager_get_state (self->manager)));
  show_popover (self);
}

static void
clicked_cb (AutosellDriveNote *self)
{
  gtk_popover_popup (self->popover);
}

static void
run_clicked_cb (AutosellDriveNote *self)
{
  autosell_drive_manager_run_now (self->manager, FALSE);
}

static void
allow_clicked_cb (AutosellDriveNote *self)
{
  autosell_drive_manager_run_now (self->manager, TRUE);
}

static void
pause_clicked_cb (AutosellDriveNote *self)
{
  autosell_drive_manager_set_paused (self->manager,
                                     !autosell_drive_manager_get_outlook (self->manager)->link->is_paused);
}

static void
open_clicked_cb (AutosellDriveNote *self)
{
  const AutosellDriveOutlook *outlook = autosell_drive_manager_get_outlook (self->manager);
  g_autofree char *uri = g_strconcat ("https://drive.google.com/drive/folders/", outlook->link->root, NULL);

  gtk_popover_popdown (self->popover);
  gtk_show_uri (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), uri, GDK_CURRENT_TIME);
}

/* What has a popover of its own sees to its place. */
static void
autosell_drive_note_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  GTK_WIDGET_CLASS (autosell_drive_note_parent_class)->size_allocate (widget, width, height, baseline);
  gtk_popover_present (AUTOSELL_DRIVE_NOTE (widget)->popover);
}

static void
autosell_drive_note_dispose (GObject *object)
{
  AutosellDriveNote *self = AUTOSELL_DRIVE_NOTE (object);

  g_clear_object (&self->manager);
  if (self->popover != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->popover));
  self->popover = NULL;
  G_OBJECT_CLASS (autosell_drive_note_parent_class)->dispose (object);
}

static void
autosell_drive_note_class_init (AutosellDriveNoteClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = autosell_drive_note_dispose;
  widget_class->size_allocate = autosell_drive_note_allocate;
  gtk_widget_class_set_template_from_resource (widget_class, "/com/autosell/Manager/ui/autosell-drive-note.ui");
  gtk_widget_class_bind_template_child (widget_class, AutosellDriveNote, button);
  gtk_widget_class_bind_template_child (widget_class, AutosellDriveNote, icon);
  gtk_widget_class_bind_template_child (widget_class, AutosellDriveNote, label);
  gtk_widget_class_bind_template_child (widget_class, AutosellDriveNote, popover);
  gtk_widget_class_bind_template_child (widget_class, AutosellDriveNote, title);
  gtk_widget_class_bind_template_child (widget_class, AutosellDriveNote, explanation);
  gtk_widget_class_bind_template_child (widget_class, AutosellDriveNote, sign_in);
  gtk_widget_class_bind_template_child (widget_class, AutosellDriveNote, allow);
  gtk_widget_class_bind_template_child (widget_class, AutosellDriveNote, run);
  gtk_widget_class_bind_template_child (widget_class, AutosellDriveNote, pause);
  gtk_widget_class_bind_template_child (widget_class, AutosellDriveNote, open);
  gtk_widget_class_bind_template_callback (widget_class, clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, run_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, allow_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, pause_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, open_clicked_cb);
}

static void
autosell_drive_note_init (AutosellDriveNote *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_parent (GTK_WIDGET (self->popover), GTK_WIDGET (self));
}

void
autosell_drive_note_set_manager (AutosellDriveNote *self, AutosellDriveManager *manager)
{
  g_return_if_fail (AUTOSELL_IS_DRIVE_NOTE (self) && self->manager == NULL);

  self->manager = g_object_ref (manager);
  g_signal_connect_object (manager, "changed", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  show (self);
}
