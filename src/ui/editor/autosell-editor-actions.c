/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-editor-private.h"

#include "autosell-error-dialog.h"
#include "autosell-history-window.h"
#include "autosell-marketplace-dialog.h"
#include "autosell-trace.h"
#include "autosell-window.h"

#include <glib/gi18n.h>

static void
save_cb (GtkWidget *widget, const char *name G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  autosell_editor_save (AUTOSELL_EDITOR (widget), AUTOSELL_EDITOR_STAY);
}

static void
leave_cb (GtkWidget *widget, const char *name, GVariant *parameter G_GNUC_UNUSED)
{
  static const struct
  {
    const char *name;
    AutosellEditorAfter after;
  } ways[] = {
    { "editor.close", AUTOSELL_EDITOR_CLOSE },
    { "editor.previous", AUTOSELL_EDITOR_PREVIOUS },
    { "editor.next", AUTOSELL_EDITOR_NEXT },
    { "editor.new", AUTOSELL_EDITOR_NEW },
    { "editor.copy", AUTOSELL_EDITOR_COPY },
    { "editor.sell", AUTOSELL_EDITOR_SELL },
    { "editor.reserve", AUTOSELL_EDITOR_RESERVE },
    { "editor.make-available", AUTOSELL_EDITOR_RELEASE },
    { "editor.print-sheet", AUTOSELL_EDITOR_PRINT_SHEET },
    { "editor.print-receipt", AUTOSELL_EDITOR_PRINT_RECEIPT },
  };

  autosell_trace (AUTOSELL_TRACE_EDITOR_ASKED, 0);
  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    if (g_str_equal (ways[i].name, name))
      autosell_editor_leave (AUTOSELL_EDITOR (widget), ways[i].after);
}

static void
revert_cb (GtkWidget *widget, const char *name G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  AutosellEditor *self = AUTOSELL_EDITOR (widget);

  autosell_draft_revert (self->draft);
  autosell_editor_form_refresh (self->form);
  autosell_editor_show_state (self);
}

static void
history_cb (GtkWidget *widget, const char *name G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  AutosellEditor *self = AUTOSELL_EDITOR (widget);

  autosell_history_window_present (GTK_WINDOW (self), self->store, self->key);
}

static void
marketplace_cb (GtkWidget *widget, const char *name G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  AutosellEditor *self = AUTOSELL_EDITOR (widget);

  autosell_marketplace_dialog_present (GTK_WINDOW (self), self->store, self->key);
}

static void
deleted_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(AutosellEditor) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellCommitResult) committed = autosell_store_commit_finish (AUTOSELL_STORE (object), result, &error);
  g_autofree char *sentence = NULL;

  self->n_waiting--;
  if (self->store == NULL)
    return; /* the window is gone */
  if (committed == NULL)
    {
      autosell_error_dialog_present (GTK_WINDOW (self), _("The car was not moved to the bin."), error);
      return;
    }
  /* Translators: %s is a car, “MAZDA CX30 2021” */
  sentence = g_strdup_printf (_("%s is in the bin"), adw_window_title_get_title (self->title));
  if (self->main_window != NULL && AUTOSELL_IS_WINDOW (self->main_window))
    autosell_window_add_undo_toast (AUTOSELL_WINDOW (self->main_window), sentence, committed->change);
  autosell_editor_go (self, AUTOSELL_EDITOR_CLOSE);
}

static void
delete_cb (GtkWidget *widget, const char *name G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  AutosellEditor *self = AUTOSELL_EDITOR (widget);
  AutosellChangeSet *changes = autosell_change_set_new (AUTOSELL_ACTION_DELETE);

  autosell_change_set_delete (changes, self->key);
  self->n_waiting++;
  autosell_store_commit_async (self->store, changes, NULL, deleted_cb, g_object_ref (self));
}

static void
restored_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(AutosellEditor) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellCommitResult) committed = autosell_store_commit_finish (AUTOSELL_STORE (object), result, &error);

  self->n_waiting--;
  if (self->store == NULL)
    return; /* the window is gone */
  if (committed == NULL)
    autosell_error_dialog_present (GTK_WINDOW (self), _("The car was not restored."), error);
  else
    autosell_editor_add_toast (self, _("The car is back in the stock"));
}

void
autosell_editor_restore (AutosellEditor *self)
{
  AutosellChangeSet *changes = autosell_change_set_new (AUTOSELL_ACTION_RESTORE);

  autosell_change_set_restore (changes, self->key);
  self->n_waiting++;
  autosell_store_commit_async (self->store, changes, NULL, restored_cb, g_object_ref (self));
}

void
autosell_editor_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "editor.save", NULL, save_cb);
  gtk_widget_class_install_action (widget_class, "editor.close", NULL, leave_cb);
  gtk_widget_class_install_action (widget_class, "editor.previous", NULL, leave_cb);
  gtk_widget_class_install_action (widget_class, "editor.next", NULL, leave_cb);
  gtk_widget_class_install_action (widget_class, "editor.new", NULL, leave_cb);
  gtk_widget_class_install_action (widget_class, "editor.copy", NULL, leave_cb);
  gtk_widget_class_install_action (widget_class, "editor.sell", NULL, leave_cb);
  gtk_widget_class_install_action (widget_class, "editor.reserve", NULL, leave_cb);
  gtk_widget_class_install_action (widget_class, "editor.make-available", NULL, leave_cb);
  gtk_widget_class_install_action (widget_class, "editor.print-sheet", NULL, leave_cb);
  gtk_widget_class_install_action (widget_class, "editor.print-receipt", NULL, leave_cb);
  gtk_widget_class_install_action (widget_class, "editor.revert", NULL, revert_cb);
  gtk_widget_class_install_action (widget_class, "editor.history", NULL, history_cb);
  gtk_widget_class_install_action (widget_class, "editor.marketplace", NULL, marketplace_cb);
  gtk_widget_class_install_action (widget_class, "editor.delete", NULL, delete_cb);

  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, GDK_CONTROL_MASK, "editor.save", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "editor.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_w, GDK_CONTROL_MASK, "editor.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Up, GDK_ALT_MASK, "editor.previous", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Down, GDK_ALT_MASK, "editor.next", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_d, GDK_CONTROL_MASK, "editor.copy", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_n, GDK_CONTROL_MASK, "editor.new", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F6, 0, "editor.reserve", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F7, 0, "editor.sell", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F8, 0, "editor.make-available", NULL);
}
