/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-import-assistant-private.h"

#include "autosell-compat.h"
#include "autosell-recent-imports.h"
#include "autosell-toaster.h"

#include <glib/gi18n.h>

#define MAX_HEADER_ROW 100
#define SETTING_PREFIX "import.mapping."

static void
show_sheets (AutosellImportAssistant *self)
{
  AutosellTable *table = autosell_import_get_table (self->import);
  const char *const *names = autosell_table_get_sheet_names (table);
  guint n = names != NULL ? g_strv_length ((char **) names) : 0;
  g_autoptr(GtkStringList) labels = gtk_string_list_new (names);

  self->is_showing = TRUE;
  adw_combo_row_set_model (self->sheet, G_LIST_MODEL (labels));
  for (guint i = 0; i < n; i++)
    if (g_strcmp0 (names[i], autosell_table_get_sheet_name (table)) == 0)
      adw_combo_row_set_selected (self->sheet, i);
  self->is_showing = FALSE;
  gtk_widget_set_visible (GTK_WIDGET (self->sheet), n > 1);
}

static void
show_header_row (AutosellImportAssistant *self)
{
  guint n_rows = autosell_table_get_n_rows (autosell_import_get_table (self->import));
  guint row = autosell_import_get_header_row (self->import);

  self->is_showing = TRUE;
  gtk_adjustment_set_upper (self->header_adjustment, CLAMP (n_rows, row + 1, MAX (MAX_HEADER_ROW, row + 1)));
  gtk_spin_button_set_value (self->header_spin, row + 1);
  self->is_showing = FALSE;
}

static void
show_import (AutosellImportAssistant *self)
{
  g_autofree char *rows = NULL;
  guint n = autosell_import_get_n_rows (self->import);

  show_sheets (self);
  show_header_row (self);
  rows = g_strdup_printf (ngettext ("%u row below it", "%u rows below it", n), n);
  adw_action_row_set_subtitle (self->header_row, rows);
  autosell_column_list_set_import (self->columns, self->import);
}

static char *
dup_setting_name (AutosellImportAssistant *self)
{
  g_autofree char *key = autosell_import_dup_mapping_key (self->import);

  return g_strconcat (SETTING_PREFIX, key, NULL);
}

/* A file with these headings has been here before: its choices hold. FALSE where none has. */
static gboolean
restore_mapping (AutosellImportAssistant *self)
{
  g_autofree char *name = dup_setting_name (self);
  g_autofree char *mapping = autosell_store_get_setting (self->store, name);

  if (mapping != NULL)
    autosell_import_restore_mapping (self->import, mapping);
  return mapping != NULL;
}

void
autosell_import_assistant_remember_mapping (AutosellImportAssistant *self)
{
  g_autofree char *name = dup_setting_name (self);
  g_autofree char *mapping = autosell_import_dup_mapping (self->import);
  g_autofree char *known = autosell_store_get_setting (self->store, name);

  if (g_strcmp0 (mapping, known) != 0)
    autosell_store_set_setting (self->store, name, mapping);
}

static void
read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(AutosellImportAssistant) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellImport) import = autosell_import_read_finish (G_FILE (object), result, &error);
  gboolean is_known;

  if (self->store == NULL)
    return; /* the window is gone */
  autosell_import_assistant_end_work (self);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      autosell_import_assistant_set_step (self, self->step_before);
      if (self->import != NULL)
        show_sheets (self); /* the one chosen was not read */
      return;
    }
  if (import == NULL)
    {
      if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
        autosell_recent_imports_remove (self->file);
      autosell_import_assistant_show_error (self, _("This File Cannot Be Imported"), error);
      return;
    }
  g_set_object (&self->import, import);
  g_clear_object (&self->plan);
  autosell_plan_view_reset (self->preview);
  is_known = restore_mapping (self);
  show_import (self);
  autosell_import_assistant_set_step (self, AUTOSELL_STEP_COLUMNS);
  if (self->is_again && is_known)
    autosell_import_assistant_make_plan (self);
  self->is_again = FALSE;
}

static void
read_file (AutosellImportAssistant *self, const char *sheet)
{
  autosell_import_assistant_start_work (self, _("Reading the file…"), TRUE);
  autosell_import_read_async (self->file, sheet, self->progress, self->cancellable, read_cb, g_object_ref (self));
}

static void
file_chosen_cb (GFile *file, gpointer user_data)
{
  g_autoptr(AutosellImportAssistant) self = user_data;

  if (file == NULL || self->store == NULL)
    return;
  g_set_object (&self->file, file);
  read_file (self, NULL);
}

static void
recent_chosen_cb (AutosellImportAssistant *self, GFile *file)
{
  self->is_again = TRUE;
  autosell_import_assistant_set_file (self, file);
}

static void
choose_clicked_cb (AutosellImportAssistant *self)
{
  g_autoptr(GListModel) filters = autosell_compat_spreadsheet_filters ();

  autosell_compat_open_file (GTK_WINDOW (self), _("Choose a Spreadsheet"), filters, file_chosen_cb,
                             g_object_ref (self));
}

static gboolean
dropped_cb (GtkDropTarget *target G_GNUC_UNUSED, const GValue *value, double x G_GNUC_UNUSED, double y G_GNUC_UNUSED,
            gpointer user_data)
{
  GSList *files = g_value_get_boxed (value);

  if (files == NULL)
    return FALSE;
  file_chosen_cb (files->data, g_object_ref (user_data));
  return TRUE;
}

/* ---- the columns ---- */

static void
sheet_changed_cb (AutosellImportAssistant *self)
{
  const char *const *names;
  guint selected = adw_combo_row_get_selected (self->sheet);

  if (self->is_showing || self->import == NULL || selected == GTK_INVALID_LIST_POSITION)
    return;
  names = autosell_table_get_sheet_names (autosell_import_get_table (self->import));
  read_file (self, names[selected]);
}

static void
header_changed_cb (AutosellImportAssistant *self)
{
  if (self->is_showing || self->import == NULL)
    return;
  autosell_import_set_header_row (self->import, gtk_spin_button_get_value_as_int (self->header_spin) - 1);
  show_import (self);
}

static void
displaced_cb (AutosellImportAssistant *self, const char *heading)
{
  g_autofree char *text = g_strdup_printf (_("“%s” is kept as an extra field now"), heading);
  g_autofree char *title = g_markup_escape_text (text, -1);

  autosell_toaster_show (self->toasts, adw_toast_new (title));
}

void
autosell_import_assistant_set_file (AutosellImportAssistant *self, GFile *file)
{
  g_return_if_fail (AUTOSELL_IS_IMPORT_ASSISTANT (self) && G_IS_FILE (file));

  file_chosen_cb (file, g_object_ref (self));
}

void
autosell_import_assistant_take_drops (AutosellImportAssistant *self)
{
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  g_signal_connect_object (target, "drop", G_CALLBACK (dropped_cb), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self->file_page), GTK_EVENT_CONTROLLER (target));
}

void
autosell_import_assistant_bind_file (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_callback (widget_class, choose_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, recent_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, sheet_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, header_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, displaced_cb);
}
