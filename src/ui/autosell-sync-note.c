/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-sync-note.h"

#include <glib/gi18n.h>

#include "autosell-compat.h"

typedef struct
{
  GtkWidget *button; /* template children */
  GtkImage *icon;
  GtkLabel *label;
  GtkPopover *popover;
  GtkLabel *title;
  GtkLabel *explanation;
  GtkWidget *sign_in;
  GtkButton *allow;
  GtkButton *undecided;
  GtkButton *run;
  GtkButton *pause;
  GtkButton *open;
} AutosellSyncNotePrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (AutosellSyncNote, autosell_sync_note, ADW_TYPE_BIN)

#define GET_PRIVATE(self) ((AutosellSyncNotePrivate *) autosell_sync_note_get_instance_private (self))

static void
clicked_cb (AutosellSyncNote *self)
{
  gtk_popover_popup (GET_PRIVATE (self)->popover);
}

static void
allow_clicked_cb (AutosellSyncNote *self)
{
  AUTOSELL_SYNC_NOTE_GET_CLASS (self)->allow (self);
}

static void
run_clicked_cb (AutosellSyncNote *self)
{
  AUTOSELL_SYNC_NOTE_GET_CLASS (self)->run (self);
}

static void
pause_clicked_cb (AutosellSyncNote *self)
{
  AUTOSELL_SYNC_NOTE_GET_CLASS (self)->pause (self);
}

static void
open_clicked_cb (AutosellSyncNote *self)
{
  g_autofree char *uri = AUTOSELL_SYNC_NOTE_GET_CLASS (self)->dup_uri (self);

  if (uri == NULL)
    return;
  gtk_popover_popdown (GET_PRIVATE (self)->popover);
  gtk_show_uri (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), uri, GDK_CURRENT_TIME);
}

/* What has a popover of its own sees to its place. */
static void
autosell_sync_note_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  GTK_WIDGET_CLASS (autosell_sync_note_parent_class)->size_allocate (widget, width, height, baseline);
  gtk_popover_present (GET_PRIVATE (AUTOSELL_SYNC_NOTE (widget))->popover);
}

static void
autosell_sync_note_dispose (GObject *object)
{
  AutosellSyncNotePrivate *priv = GET_PRIVATE (AUTOSELL_SYNC_NOTE (object));

  if (priv->popover != NULL)
    gtk_widget_unparent (GTK_WIDGET (priv->popover));
  priv->popover = NULL;
  G_OBJECT_CLASS (autosell_sync_note_parent_class)->dispose (object);
}

static void
autosell_sync_note_class_init (AutosellSyncNoteClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = autosell_sync_note_dispose;
  widget_class->size_allocate = autosell_sync_note_allocate;
  gtk_widget_class_set_template_from_resource (widget_class, "/com/autosell/Manager/ui/autosell-sync-note.ui");
  gtk_widget_class_bind_template_child_private (widget_class, AutosellSyncNote, button);
  gtk_widget_class_bind_template_child_private (widget_class, AutosellSyncNote, icon);
  gtk_widget_class_bind_template_child_private (widget_class, AutosellSyncNote, label);
  gtk_widget_class_bind_template_child_private (widget_class, AutosellSyncNote, popover);
  gtk_widget_class_bind_template_child_private (widget_class, AutosellSyncNote, title);
  gtk_widget_class_bind_template_child_private (widget_class, AutosellSyncNote, explanation);
  gtk_widget_class_bind_template_child_private (widget_class, AutosellSyncNote, sign_in);
  gtk_widget_class_bind_template_child_private (widget_class, AutosellSyncNote, allow);
  gtk_widget_class_bind_template_child_private (widget_class, AutosellSyncNote, undecided);
  gtk_widget_class_bind_template_child_private (widget_class, AutosellSyncNote, run);
  gtk_widget_class_bind_template_child_private (widget_class, AutosellSyncNote, pause);
  gtk_widget_class_bind_template_child_private (widget_class, AutosellSyncNote, open);
  gtk_widget_class_bind_template_callback (widget_class, allow_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, run_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, pause_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, open_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, clicked_cb);
}

static void
autosell_sync_note_init (AutosellSyncNote *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_parent (GTK_WIDGET (GET_PRIVATE (self)->popover), GTK_WIDGET (self));
}

void
autosell_sync_note_set_words (AutosellSyncNote *self, const char *allow, const char *run, const char *open)
{
  AutosellSyncNotePrivate *priv = GET_PRIVATE (self);

  gtk_button_set_label (priv->allow, allow);
  gtk_button_set_label (priv->run, run);
  gtk_button_set_label (priv->open, open);
}

static void
show_popover (AutosellSyncNotePrivate *priv, const AutosellSyncNoteState *state)
{
  gtk_label_set_text (priv->title, state->title);
  gtk_label_set_text (priv->explanation, state->explanation);
  gtk_widget_set_visible (priv->sign_in, state->is_signed_out);
  gtk_widget_set_visible (GTK_WIDGET (priv->allow), state->asks);
  gtk_button_set_label (priv->undecided, state->undecided != NULL ? state->undecided : "");
  gtk_widget_set_visible (GTK_WIDGET (priv->undecided), state->undecided != NULL);
  gtk_widget_set_visible (GTK_WIDGET (priv->run), !state->is_paused && !state->is_signed_out);
  gtk_widget_set_sensitive (GTK_WIDGET (priv->run), !state->is_running);
  gtk_button_set_label (priv->pause, state->is_paused ? _("_Go on") : _("_Pause"));
}

void
autosell_sync_note_show (AutosellSyncNote *self, const AutosellSyncNoteState *state)
{
  AutosellSyncNotePrivate *priv = GET_PRIVATE (self);

  gtk_widget_set_visible (GTK_WIDGET (self), state->headline != NULL);
  if (state->headline == NULL)
    {
      gtk_popover_popdown (priv->popover);
      return;
    }
  if (g_strcmp0 (gtk_label_get_text (priv->label), state->headline) != 0)
    {
      gtk_label_set_text (priv->label, state->headline);
      autosell_compat_set_name (priv->button, state->headline);
    }
  gtk_image_set_from_icon_name (priv->icon, state->icon_name);
  show_popover (priv, state);
}
