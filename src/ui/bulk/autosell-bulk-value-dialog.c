/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-bulk-value-dialog.h"
#include "autosell-compat.h"
#include "autosell-bulk-run.h"
#include "autosell-field-row.h"
#include "autosell-format.h"

#include <glib/gi18n.h>

struct _AutosellBulkValueDialog
{
  AdwWindow parent_instance;
  AutosellStore *store; /* owned */
  AutosellField field;
  GArray *keys;              /* owned */
  GCancellable *cancellable; /* owned: what the stock has already is being read */
  AutosellFieldRow *value;   /* child */

  AdwWindowTitle *heading; /* template children */
  AdwPreferencesGroup *group;
  AdwEntryRow *reason;
};

G_DEFINE_FINAL_TYPE (AutosellBulkValueDialog, autosell_bulk_value_dialog, ADW_TYPE_WINDOW)

static void
apply_cb (AutosellBulkValueDialog *self)
{
  AutosellBulk *bulk;

  if (self->store == NULL)
    return;
  autosell_field_row_settle (self->value);
  bulk = autosell_bulk_new_for_keys (self->keys);
  autosell_bulk_set_value (bulk, self->field, autosell_field_row_get_value (self->value));
  if (self->field == AUTOSELL_FIELD_STATUS)
    autosell_bulk_set_reason (bulk, gtk_editable_get_text (GTK_EDITABLE (self->reason)));
  autosell_bulk_run (GTK_WINDOW (self), self->store, bulk);
  gtk_window_close (GTK_WINDOW (self));
}

static void
values_ready_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(AutosellBulkValueDialog) self = user_data;
  g_autoptr(GError) error = NULL;
  g_auto(GStrv) values = autosell_store_get_values_finish (AUTOSELL_STORE (object), result, &error);

  /* Without them it is an entry as before. */
  if (self->store != NULL && values != NULL)
    autosell_field_row_set_suggestions (self->value, (const char *const *) values);
}

static void
autosell_bulk_value_dialog_dispose (GObject *object)
{
  AutosellBulkValueDialog *self = AUTOSELL_BULK_VALUE_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (autosell_bulk_value_dialog_parent_class)->dispose (object);
}

static void
autosell_bulk_value_dialog_finalize (GObject *object)
{
  AutosellBulkValueDialog *self = AUTOSELL_BULK_VALUE_DIALOG (object);

  g_clear_pointer (&self->keys, g_array_unref);
  g_object_unref (self->cancellable);
  G_OBJECT_CLASS (autosell_bulk_value_dialog_parent_class)->finalize (object);
}

static void
autosell_bulk_value_dialog_class_init (AutosellBulkValueDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = autosell_bulk_value_dialog_dispose;
  object_class->finalize = autosell_bulk_value_dialog_finalize;
  gtk_widget_class_set_template_from_resource (widget_class, "/com/autosell/Manager/ui/autosell-bulk-value-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, AutosellBulkValueDialog, group);
  gtk_widget_class_bind_template_child (widget_class, AutosellBulkValueDialog, heading);
  gtk_widget_class_bind_template_child (widget_class, AutosellBulkValueDialog, reason);
  gtk_widget_class_bind_template_callback (widget_class, apply_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
autosell_bulk_value_dialog_init (AutosellBulkValueDialog *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

static char *
dup_title (AutosellField field, guint n)
{
  g_autofree char *number = autosell_format_integer (n);

  switch ((int) field)
    {
    case AUTOSELL_FIELD_STATUS:
      return g_strdup_printf (ngettext ("Status of %s car", "Status of %s cars", n), number);
    case AUTOSELL_FIELD_LOCATION:
      return g_strdup_printf (ngettext ("Location of %s car", "Location of %s cars", n), number);
    default:
      return g_strdup_printf (ngettext ("Group of %s car", "Group of %s cars", n), number);
    }
}

void
autosell_bulk_value_dialog_present (GtkWindow *parent, AutosellStore *store, AutosellField field, GArray *keys,
                                    const AutosellValue *shared)
{
  AutosellBulkValueDialog *self;
  g_autofree char *title = dup_title (field, keys->len);
  g_autofree char *number = autosell_format_integer (keys->len);
  g_autofree char *n_cars = NULL;

  g_return_if_fail (AUTOSELL_IS_STORE (store) && keys != NULL);

  self = g_object_new (AUTOSELL_TYPE_BULK_VALUE_DIALOG, "transient-for", parent, "destroy-with-parent", TRUE, "title",
                       title, NULL);
  n_cars = g_strdup_printf (ngettext ("%s car", "%s cars", keys->len), number);
  adw_window_title_set_title (self->heading, autosell_field_get_label (field));
  adw_window_title_set_subtitle (self->heading, n_cars);
  self->store = g_object_ref (store);
  self->field = field;
  self->keys = g_array_copy (keys);
  self->value = autosell_field_row_new (field);
  autosell_field_row_set_activates_default (self->value);
  if (shared != NULL)
    autosell_field_row_set_value (self->value, shared);
  adw_preferences_group_add (self->group, GTK_WIDGET (self->value));
  if (field == AUTOSELL_FIELD_STATUS)
    {
      g_object_ref (self->reason);
      adw_preferences_group_remove (self->group, GTK_WIDGET (self->reason));
      adw_preferences_group_add (self->group, GTK_WIDGET (self->reason));
      g_object_unref (self->reason);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->reason), field == AUTOSELL_FIELD_STATUS);
  if (field != AUTOSELL_FIELD_STATUS)
    autosell_store_get_values_async (store, field, self->cancellable, values_ready_cb, g_object_ref (self));
  autosell_compat_present_dialog (GTK_WINDOW (self), gtk_window_get_transient_for (GTK_WINDOW (self)));
  gtk_widget_child_focus (GTK_WIDGET (self->value), GTK_DIR_TAB_FORWARD);
}
