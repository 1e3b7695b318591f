/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-sheet-note.h"

#include <glib/gi18n.h>

#include "autosell-compat.h"
#include "autosell-format.h"
#include "autosell-sync-words.h"

struct _AutosellSheetNote
{
  AdwBin parent_instance;
  AutosellSyncManager *manager; /* owned, nullable before it is set */
  guint age_source;             /* while it is in sight and grows older */
  GtkWidget *button;            /* template children */
  GtkImage *icon;
  GtkLabel *label;
  GtkPopover *popover;
  GtkLabel *title;
  GtkLabel *explanation;
  GtkWidget *sign_in;
  GtkWidget *allow;
  GtkButton *undecided;
  GtkWidget *run;
  GtkButton *pause;
  GtkWidget *open;
};

G_DEFINE_FINAL_TYPE (AutosellSheetNote, autosell_sheet_note, ADW_TYPE_BIN)

/* The icon of a state, beside words that say the same. */
static const char *
get_icon_name (AutosellSheetNote *self)
{
  switch (autosell_sync_manager_get_state (self->manager))
    {
    case AUTOSELL_SYNC_PAUSED:
      return "media-playback-pause-symbolic";
    case AUTOSELL_SYNC_SIGNED_OUT:
    case AUTOSELL_SYNC_FAILED:
    case AUTOSELL_SYNC_ASKS:
      return "dialog-warning-symbolic";
    case AUTOSELL_SYNC_OFFLINE:
      return "network-offline-symbolic";
    case AUTOSELL_SYNC_NOT_LINKED:
    case AUTOSELL_SYNC_STARTING:
    case AUTOSELL_SYNC_RUNNING:
    case AUTOSELL_SYNC_DONE:
    default:
      return autosell_sync_manager_get_n_conflicts (self->manager) > 0 ? "dialog-warning-symbolic"
                                                                       : "emblem-synchronizing-symbolic";
    }
}

static void
show_popover (AutosellSheetNote *self)
{
  AutosellSyncState state = autosell_sync_manager_get_state (self->manager);
  guint n =
    autosell_sync_manager_get_n_conflicts (self->manager) + autosell_sync_manager_get_n_vanished (self->manager);
  g_autofree char *explanation = autosell_sync_dup_explanation (self->manager, g_get_real_time ());
  g_autofree char *count = autosell_format_integer (n);
  g_autofree char *undecided = g_strdup_printf (ngettext ("%s thing to decide…", "%s things to decide…", n), count);
  gboolean is_paused = state == AUTOSELL_SYNC_PAUSED;

  gtk_label_set_text (self->title, autosell_sync_manager_get_title (self->manager));
  gtk_label_set_text (self->explanation, explanation);
  gtk_widget_set_visible (self->sign_in, state == AUTOSELL_SYNC_SIGNED_OUT);
  gtk_widget_set_visible (self->allow, autosell_sync_asks_for_rows (self->manager));
  gtk_button_set_label (self->undecided, undecided);
  gtk_widget_set_visible (GTK_WIDGET (self->undecided), n > 0);
  gtk_widget_set_visible (self->run, !is_paused && state != AUTOSELL_SYNC_SIGNED_OUT);
  gtk_widget_set_sensitive (self->run, state != AUTOSELL_SYNC_RUNNING);
  gtk_button_set_label (self->pause, is_paused ? _("_Go on") : _("_Pause"));
}

static void show (AutosellSheetNote *self);

static gboolean
older_cb (gpointer data)
{
  AutosellSheetNote *self = data;

  self->age_source = 0;
  show (self);
  return G_SOURCE_REMOVE;
}

static void
show (AutosellSheetNote *self)
{
  gint64 now = g_get_real_time ();
  g_autofree char *text = self->manager != NULL ? autosell_sync_dup_headline (self->manager, now) : NULL;
  guint age;

  g_clear_handle_id (&self->age_source, g_source_remove);
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
  gtk_image_set_from_icon_name (self->icon, get_icon_name (self));
  show_popover (self);
  age = autosell_sync_get_headline_age (self->manager, now);
  if (age > 0 && gtk_widget_get_mapped (GTK_WIDGET (self)))
    self->age_source = g_timeout_add_seconds (age, older_cb, self);
}

static void
clicked_cb (AutosellSheetNote *self)
{
  gtk_popover_popup (self->popover);
}

static void
run_clicked_cb (AutosellSheetNote *self)
{
  autosell_sync_manager_run_now (self->manager, FALSE);
}

static void
allow_clicked_cb (AutosellSheetNote *self)
{
  autosell_sync_manager_run_now (self->manager, TRUE);
}

static void
pause_clicked_cb (AutosellSheetNote *self)
{
  autosell_sync_manager_set_paused (self->manager,
                                    autosell_sync_manager_get_state (self->manager) != AUTOSELL_SYNC_PAUSED);
}

static void
open_clicked_cb (AutosellSheetNote *self)
{
  const char *spreadsheet = autosell_sync_manager_get_spreadsheet (self->manager);
  g_autofree char *uri = NULL;

  if (spreadsheet == NULL)
    return;
  uri = g_strdup_printf ("https://docs.google.com/spreadsheets/d/%s/edit", spreadsheet);
  gtk_popover_popdown (self->popover);
  gtk_show_uri (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), uri, GDK_CURRENT_TIME);
}

/* What has a popover of its own sees to its place. */
static void
autosell_sheet_note_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  GTK_WIDGET_CLASS (autosell_sheet_note_parent_class)->size_allocate (widget, width, height, baseline);
  gtk_popover_present (AUTOSELL_SHEET_NOTE (widget)->popover);
}

static void
autosell_sheet_note_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (autosell_sheet_note_parent_class)->map (widget);
  show (AUTOSELL_SHEET_NOTE (widget));
}

static void
autosell_sheet_note_unmap (GtkWidget *widget)
{
  g_clear_handle_id (&AUTOSELL_SHEET_NOTE (widget)->age_source, g_source_remove);
  GTK_WIDGET_CLASS (autosell_sheet_note_parent_class)->unmap (widget);
}

static void
autosell_sheet_note_dispose (GObject *object)
{
  AutosellSheetNote *self = AUTOSELL_SHEET_NOTE (object);

  g_clear_handle_id (&self->age_source, g_source_remove);
  g_clear_object (&self->manager);
  if (self->popover != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->popover));
  self->popover = NULL;
  G_OBJECT_CLASS (autosell_sheet_note_parent_class)->dispose (object);
}

static void
autosell_sheet_note_class_init (AutosellSheetNoteClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = autosell_sheet_note_dispose;
  widget_class->size_allocate = autosell_sheet_note_allocate;
  widget_class->map = autosell_sheet_note_map;
  widget_class->unmap = autosell_sheet_note_unmap;
  gtk_widget_class_set_template_from_resource (widget_class, "/com/autosell/Manager/ui/autosell-sheet-note.ui");
  gtk_widget_class_bind_template_child (widget_class, AutosellSheetNote, button);
  gtk_widget_class_bind_template_child (widget_class, AutosellSheetNote, icon);
  gtk_widget_class_bind_template_child (widget_class, AutosellSheetNote, label);
  gtk_widget_class_bind_template_child (widget_class, AutosellSheetNote, popover);
  gtk_widget_class_bind_template_child (widget_class, AutosellSheetNote, title);
  gtk_widget_class_bind_template_child (widget_class, AutosellSheetNote, explanation);
  gtk_widget_class_bind_template_child (widget_class, AutosellSheetNote, sign_in);
  gtk_widget_class_bind_template_child (widget_class, AutosellSheetNote, allow);
  gtk_widget_class_bind_template_child (widget_class, AutosellSheetNote, undecided);
  gtk_widget_class_bind_template_child (widget_class, AutosellSheetNote, run);
  gtk_widget_class_bind_template_child (widget_class, AutosellSheetNote, pause);
  gtk_widget_class_bind_template_child (widget_class, AutosellSheetNote, open);
  gtk_widget_class_bind_template_callback (widget_class, clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, run_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, allow_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, pause_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, open_clicked_cb);
}

static void
autosell_sheet_note_init (AutosellSheetNote *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_parent (GTK_WIDGET (self->popover), GTK_WIDGET (self));
}

void
autosell_sheet_note_set_manager (AutosellSheetNote *self, AutosellSyncManager *manager)
{
  g_return_if_fail (AUTOSELL_IS_SHEET_NOTE (self) && self->manager == NULL);

  self->manager = g_object_ref (manager);
  g_signal_connect_object (manager, "changed", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  show (self);
}
