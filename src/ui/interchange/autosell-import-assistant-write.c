/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-import-assistant-private.h"

#include "autosell-error-dialog.h"
#include "autosell-format.h"
#include "autosell-notifier.h"
#include "autosell-recent-imports.h"

#include <glib/gi18n.h>

typedef struct
{
  AutosellImportAssistant *assistant; /* owned */
  AutosellProgress *progress;         /* owned: the working thread tells it until the end */
} Planning;

static void
planned_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Planning *planning = user_data;
  g_autoptr(AutosellImportAssistant) self = planning->assistant;
  g_autoptr(AutosellProgress) progress G_GNUC_UNUSED = planning->progress;
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellImportPlan) plan = autosell_store_plan_import_finish (AUTOSELL_STORE (object), result, &error);

  g_free (planning);
  if (self->store == NULL)
    return; /* the window is gone */
  autosell_import_assistant_end_work (self);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      autosell_import_assistant_set_step (self, AUTOSELL_STEP_COLUMNS);
      return;
    }
  if (plan == NULL)
    {
      autosell_import_assistant_show_error (self, _("The File Could Not Be Compared with the Stock"), error);
      return;
    }
  g_set_object (&self->plan, plan);
  autosell_plan_view_set_plan (self->preview, plan);
  autosell_import_assistant_set_step (self, AUTOSELL_STEP_PREVIEW);
}

void
autosell_import_assistant_make_plan (AutosellImportAssistant *self)
{
  Planning *planning = g_new0 (Planning, 1);

  autosell_import_assistant_start_work (self, _("Comparing with the stock…"), TRUE);
  planning->assistant = g_object_ref (self);
  planning->progress = autosell_progress_ref (self->progress);
  autosell_store_plan_import_async (self->store, self->import, gtk_switch_get_active (self->erase_switch),
                                    autosell_progress_tell, planning->progress, self->cancellable, planned_cb,
                                    planning);
}

/* ---- writing ---- */

static void
show_done (AutosellImportAssistant *self, gint64 n)
{
  guint n_new = autosell_import_plan_get_count (self->plan, AUTOSELL_PLAN_NEW)
                + autosell_import_plan_get_count (self->plan, AUTOSELL_PLAN_TWIN);
  guint n_unreadable = autosell_import_plan_get_n_unreadable (self->plan);
  g_autofree char *number = autosell_format_integer (n);
  g_autofree char *title = g_strdup_printf (ngettext ("%s Car Imported", "%s Cars Imported", n), number);
  g_autoptr(GString) text = g_string_new (NULL);

  if (n_new > 0 && n_new <= n)
    g_string_append_printf (text, ngettext ("%u of them is new.", "%u of them are new.", n_new), n_new);
  if (n_unreadable > 0)
    {
      g_string_append (text, text->len > 0 ? " " : "");
      g_string_append_printf (text,
                              ngettext ("%u cell could not be read; its text was kept beside the field.",
                                        "%u cells could not be read; their text was kept beside the fields.",
                                        n_unreadable),
                              n_unreadable);
    }
  adw_status_page_set_title (self->done_page, title);
  adw_status_page_set_description (self->done_page, text->str);
  gtk_widget_set_visible (GTK_WIDGET (self->undo), self->change != 0);
  gtk_widget_set_sensitive (GTK_WIDGET (self->undo), TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->problems), n > 0);
  autosell_import_assistant_set_step (self, AUTOSELL_STEP_DONE);
}

static void
applied_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Planning *writing = user_data;
  g_autoptr(AutosellImportAssistant) self = writing->assistant;
  g_autoptr(AutosellProgress) progress G_GNUC_UNUSED = writing->progress;
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellCommitResult) applied =
    autosell_store_apply_import_finish (AUTOSELL_STORE (object), result, &error);

  g_free (writing);
  if (self->store == NULL)
    return; /* the window is gone */
  self->is_writing = FALSE;
  autosell_import_assistant_end_work (self);
  if (applied != NULL)
    {
      self->change = applied->change;
      autosell_recent_imports_add (self->file);
      show_done (self, applied->n_vehicles);
      autosell_notify ("import", adw_status_page_get_title (self->done_page),
                       adw_window_title_get_subtitle (self->title), NULL);
    }
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    autosell_import_assistant_set_step (self, AUTOSELL_STEP_PREVIEW); /* nothing was written */
  else
    {
      autosell_import_assistant_set_step (self, AUTOSELL_STEP_PREVIEW);
      autosell_error_dialog_present (GTK_WINDOW (self), _("The file was not imported, and the stock is as it was."),
                                     error);
      autosell_notify ("import", _("The file was not imported, and the stock is as it was."), NULL, NULL);
    }
}

void
autosell_import_assistant_apply_plan (AutosellImportAssistant *self)
{
  Planning *writing = g_new0 (Planning, 1);

  autosell_import_assistant_start_work (self, _("Importing…"), TRUE);
  self->is_writing = TRUE;
  writing->assistant = g_object_ref (self);
  writing->progress = autosell_progress_ref (self->progress);
  autosell_store_apply_import_async (self->store, self->plan, AUTOSELL_ACTION_IMPORT, autosell_progress_tell,
                                     writing->progress, self->cancellable, applied_cb, writing);
}

static void
undone_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(AutosellImportAssistant) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellCommitResult) undone = autosell_store_undo_finish (AUTOSELL_STORE (object), result, &error);

  if (self->store == NULL)
    return;
  if (undone == NULL)
    {
      gtk_widget_set_sensitive (GTK_WIDGET (self->undo), TRUE);
      autosell_error_dialog_present (GTK_WINDOW (self), _("The import was not undone."), error);
      return;
    }
  adw_status_page_set_title (self->done_page, _("The Import Was Undone"));
  adw_status_page_set_description (self->done_page, _("The stock is as it was before."));
  gtk_widget_set_visible (GTK_WIDGET (self->undo), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->problems), FALSE);
}

static void
undo_clicked_cb (AutosellImportAssistant *self)
{
  gtk_widget_set_sensitive (GTK_WIDGET (self->undo), FALSE);
  autosell_store_undo_async (self->store, self->change, undone_cb, g_object_ref (self));
}

static void
problems_clicked_cb (AutosellImportAssistant *self)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));

  if (parent != NULL)
    gtk_widget_activate_action (GTK_WIDGET (parent), "win.problems", NULL);
  gtk_window_close (GTK_WINDOW (self));
}

void
autosell_import_assistant_bind_write (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_callback (widget_class, undo_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, problems_clicked_cb);
}
