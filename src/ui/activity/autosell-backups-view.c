/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-backups-view.h"
#include "autosell-backup.h"
#include "autosell-compat.h"
#include "autosell-error-dialog.h"
#include "autosell-format.h"
#include "autosell-text-scale.h"
#include "autosell-toaster.h"
#include "autosell-wrap-layout.h"

#include <glib/gi18n.h>

struct _AutosellBackupsView
{
  AdwBin parent_instance;
  AutosellStore *store;      /* owned, nullable before it is set */
  GCancellable *cancellable; /* owned: the look into the folder */
  GtkWidget *buttons;        /* template children */
  GtkButton *make;
  GtkStack *stack;
  GtkListBox *list;
};

G_DEFINE_FINAL_TYPE (AutosellBackupsView, autosell_backups_view, ADW_TYPE_BIN)

static void load (AutosellBackupsView *self);

static GtkWindow *
get_window (AutosellBackupsView *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  return GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL;
}

static void
add_toast (AutosellBackupsView *self, const char *text)
{
  GtkWidget *overlay = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_TOAST_OVERLAY);

  if (overlay != NULL)
    autosell_toaster_show (ADW_TOAST_OVERLAY (overlay), adw_toast_new (text));
}

static const char *
get_reason_label (const char *reason)
{
  if (g_str_equal (reason, "daily"))
    return C_ ("why a backup was made", "Of the day");
  if (g_str_equal (reason, "import"))
    return C_ ("why a backup was made", "Before an import");
  if (g_str_equal (reason, "bulk"))
    return C_ ("why a backup was made", "Before a change of many cars");
  if (g_str_equal (reason, "restore"))
    return C_ ("why a backup was made", "Before an older one was restored");
  if (g_str_equal (reason, "migration"))
    return C_ ("why a backup was made", "Before a new version of the program");
  if (g_str_equal (reason, "manual"))
    return C_ ("why a backup was made", "By hand");
  return reason;
}

/* ---- Going back ---- */

typedef struct
{
  AutosellBackupsView *view; /* owned */
  char *path;                /* owned */
} Choice;

static void
choice_free (gpointer data)
{
  Choice *choice = data;

  g_object_unref (choice->view);
  g_free (choice->path);
  g_free (choice);
}

static void
restored_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(AutosellBackupsView) self = user_data;
  g_autoptr(GError) error = NULL;
  gboolean is_restored = autosell_store_restore_backup_finish (AUTOSELL_STORE (object), result, &error);

  if (self->store == NULL)
    return; /* closed meanwhile */
  if (!is_restored)
    autosell_error_dialog_present (get_window (self), _("The backup was not restored. Nothing was changed."), error);
  else
    add_toast (self, _("The stock is as it was then"));
  load (self);
}

static void
answered_cb (gboolean confirmed, gpointer user_data)
{
  Choice *choice = user_data;

  if (confirmed && choice->view->store != NULL)
    autosell_store_restore_backup_async (choice->view->store, choice->path, restored_cb, g_object_ref (choice->view));
  choice_free (choice);
}

static void
restore_clicked_cb (GtkWidget *button, AutosellBackupsView *self)
{
  Choice *choice = g_new0 (Choice, 1);
  const char *when = g_object_get_data (G_OBJECT (button), "when");
  /* Translators: %s is a day and an hour */
  g_autofree char *heading = g_strdup_printf (_("Go back to %s?"), when);

  choice->view = g_object_ref (self);
  choice->path = g_strdup (g_object_get_data (G_OBJECT (button), "path"));
  autosell_compat_ask (
    get_window (self), heading,
    _("All cars and their history become as they were then. What is there now is backed up first, so "
      "that you can return to it from this list."),
    _("_Restore"), TRUE, answered_cb, choice);
}

#define LARGE_TEXT 1.5

/* ---- The list ---- */

static GtkWidget *
create_row (AutosellBackupsView *self, const AutosellBackup *backup)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *sign = gtk_image_new_from_icon_name ("object-select-symbolic");
  GtkWidget *button = gtk_button_new_with_label (_("Restore…"));
  g_autofree char *when = autosell_format_instant (backup->time_us);
  g_autofree char *size = g_format_size (backup->size_bytes);
  /* Translators: why a backup was made, its size; it was read through and found whole */
  g_autofree char *subtitle = g_strdup_printf (_("%s · %s · checked"), get_reason_label (backup->reason), size);
  /* Translators: %s is a day and an hour */
  g_autofree char *name = g_strdup_printf (_("Restore the backup of %s"), when);

  if (autosell_text_scale_get () > LARGE_TEXT)
    {
      /* The word would leave no room for the day */
      gtk_button_set_icon_name (GTK_BUTTON (button), "edit-undo-symbolic");
      gtk_widget_set_tooltip_text (button, _("Restore…"));
    }
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), when);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_widget_add_css_class (sign, "success");
  gtk_widget_set_tooltip_text (sign, _("Read through and found whole"));
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), sign);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  autosell_compat_set_name (button, name);
  g_object_set_data_full (G_OBJECT (button), "path", g_strdup (backup->path), g_free);
  g_object_set_data_full (G_OBJECT (button), "when", g_steal_pointer (&when), g_free);
  g_signal_connect (button, "clicked", G_CALLBACK (restore_clicked_cb), self);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  return row;
}

static void
list_worker (GTask *task, gpointer source_object, gpointer task_data, GCancellable *cancellable)
{
  g_task_return_pointer (task, autosell_backup_list (task_data), (GDestroyNotify) g_ptr_array_unref);
}

static void
listed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  AutosellBackupsView *self = AUTOSELL_BACKUPS_VIEW (object);
  g_autoptr(GPtrArray) backups = g_task_propagate_pointer (G_TASK (result), NULL);
  GtkWidget *row;

  if (backups == NULL || self->store == NULL)
    return;
  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
  for (guint i = 0; i < backups->len; i++)
    gtk_list_box_append (self->list, create_row (self, backups->pdata[i]));
  gtk_stack_set_visible_child_name (self->stack, backups->len > 0 ? "list" : "none");
}

static void
load (AutosellBackupsView *self)
{
  g_autoptr(GTask) task = NULL;

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  task = g_task_new (self, self->cancellable, listed_cb, NULL);
  g_task_set_source_tag (task, load);
  g_task_set_task_data (task, g_strdup (autosell_store_get_data_dir (self->store)), g_free);
  g_task_run_in_thread (task, list_worker);
}

/* ---- Making one ---- */

static void
made_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(AutosellBackupsView) self = user_data;
  g_autoptr(GError) error = NULL;
  gboolean made;
  gboolean is_done = autosell_store_backup_now_finish (AUTOSELL_STORE (object), result, &made, &error);

  if (self->store == NULL)
    return;
  gtk_widget_set_sensitive (GTK_WIDGET (self->make), TRUE);
  if (!is_done)
    autosell_error_dialog_present (get_window (self), _("The backup was not made."), error);
  else
    add_toast (self, made ? _("The backup is made") : _("Nothing has changed since the last backup"));
  load (self);
}

static void
make_clicked_cb (AutosellBackupsView *self)
{
  gtk_widget_set_sensitive (GTK_WIDGET (self->make), FALSE);
  autosell_store_backup_now_async (self->store, made_cb, g_object_ref (self));
}

static void
folder_clicked_cb (AutosellBackupsView *self)
{
  g_autofree char *path = g_build_filename (autosell_store_get_data_dir (self->store), "backups", NULL);
  g_autofree char *uri = g_filename_to_uri (path, NULL, NULL);

  if (!g_file_test (path, G_FILE_TEST_IS_DIR))
    add_toast (self, _("There is no backup yet"));
  else if (uri != NULL)
    gtk_show_uri (get_window (self), uri, GDK_CURRENT_TIME);
}

/* ---- Class ---- */

/* The daily one comes by itself, and imports make one: what is in the folder is looked at whenever this is shown. */
static void
autosell_backups_view_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (autosell_backups_view_parent_class)->map (widget);
  if (AUTOSELL_BACKUPS_VIEW (widget)->store != NULL)
    load (AUTOSELL_BACKUPS_VIEW (widget));
}

static void
autosell_backups_view_dispose (GObject *object)
{
  AutosellBackupsView *self = AUTOSELL_BACKUPS_VIEW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (autosell_backups_view_parent_class)->dispose (object);
}

static void
autosell_backups_view_class_init (AutosellBackupsViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = autosell_backups_view_dispose;
  widget_class->map = autosell_backups_view_map;
  gtk_widget_class_set_template_from_resource (widget_class, "/com/autosell/Manager/ui/autosell-backups-view.ui");
  gtk_widget_class_bind_template_child (widget_class, AutosellBackupsView, buttons);
  gtk_widget_class_bind_template_child (widget_class, AutosellBackupsView, make);
  gtk_widget_class_bind_template_child (widget_class, AutosellBackupsView, stack);
  gtk_widget_class_bind_template_child (widget_class, AutosellBackupsView, list);
  gtk_widget_class_bind_template_callback (widget_class, make_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, folder_clicked_cb);
}

static void
autosell_backups_view_init (AutosellBackupsView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_layout_manager (self->buttons, autosell_wrap_layout_new (6));
}

void
autosell_backups_view_set_store (AutosellBackupsView *self, AutosellStore *store)
{
  g_return_if_fail (AUTOSELL_IS_BACKUPS_VIEW (self) && AUTOSELL_IS_STORE (store) && self->store == NULL);

  self->store = g_object_ref (store);
  load (self);
}
