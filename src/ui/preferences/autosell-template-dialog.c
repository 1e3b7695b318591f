/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-template-dialog.h"

#include <glib/gi18n.h>
#include <string.h>

#include "autosell-compat.h"
#include "autosell-error-dialog.h"
#include "autosell-post-template.h"
#include "autosell-text.h"

#define MAX_CARS 20

#define AUTOSELL_TYPE_TEMPLATE_DIALOG (autosell_template_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AutosellTemplateDialog, autosell_template_dialog, AUTOSELL, TEMPLATE_DIALOG, AdwWindow)

struct _AutosellTemplateDialog
{
  AdwWindow parent_instance;
  AutosellStore *store; /* owned */
  gint64 id;            /* 0 for a new one */
  char *was_name;       /* owned: as it was opened */
  char *was_text;
  gboolean is_saving;
  GPtrArray *cars;         /* owned, nullable until they are read (element-type AutosellVehicle) */
  guint car;               /* of the preview */
  GtkTextTag *fault_tag;   /* of the buffer */
  AdwWindowTitle *heading; /* template children */
  GtkButton *save;
  GtkButton *remove;
  AdwEntryRow *name;
  GtkTextView *text;
  GtkLabel *fault;
  GtkLabel *car_name;
  GtkButton *other_car;
  GtkLabel *preview;
};

G_DEFINE_FINAL_TYPE (AutosellTemplateDialog, autosell_template_dialog, ADW_TYPE_WINDOW)

/* Returns: (transfer full) */
static char *
dup_text (AutosellTemplateDialog *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->text);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

static char *
dup_name (AutosellTemplateDialog *self)
{
  return autosell_text_trim (gtk_editable_get_text (GTK_EDITABLE (self->name)));
}

/* ---- Check and preview ---- */

/* Underlines the word at @fault, and says on which line. */
static void
show_fault (AutosellTemplateDialog *self, const char *text, gsize fault, const char *message)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->text);
  GtkTextIter start, end;
  g_autofree char *said = NULL;

  fault = MIN (fault, strlen (text));
  gtk_text_buffer_get_iter_at_offset (buffer, &start, (int) g_utf8_strlen (text, (gssize) fault));
  end = start;
  if (!gtk_text_iter_ends_line (&end))
    gtk_text_iter_forward_word_end (&end);
  if (gtk_text_iter_equal (&start, &end))
    gtk_text_iter_backward_char (&start);
  gtk_text_buffer_apply_tag (buffer, self->fault_tag, &start, &end);
  /* Translators: %d is the number of a line, %s a sentence about what is wrong there */
  said = g_strdup_printf (_("Line %d: %s"), gtk_text_iter_get_line (&start) + 1, message);
  gtk_label_set_text (self->fault, said);
}

static void
show_preview (AutosellTemplateDialog *self, AutosellPostTemplate *template)
{
  AutosellVehicle *vehicle =
    self->cars != NULL && self->cars->len > 0 ? self->cars->pdata[self->car % self->cars->len] : NULL;
  g_autofree char *dealership = autosell_store_get_setting (self->store, AUTOSELL_SETTING_DEALERSHIP_NAME);
  g_autofree char *phone = autosell_store_get_setting (self->store, AUTOSELL_SETTING_DEALERSHIP_PHONE);
  g_autofree char *address = autosell_store_get_setting (self->store, AUTOSELL_SETTING_DEALERSHIP_ADDRESS);
  g_autofree char *hours = autosell_store_get_setting (self->store, AUTOSELL_SETTING_DEALERSHIP_HOURS);
  AutosellPostSender sender = { dealership, phone, address, hours };
  g_autofree char *title = NULL;
  g_autofree char *reference = NULL;
  g_autofree char *post = NULL;

  if (vehicle == NULL)
    return;
  title = autosell_vehicle_dup_title (vehicle);
  reference = autosell_post_dup_reference (vehicle, 0);
  post = autosell_post_template_fill (template, vehicle, &sender, reference, 0);
  gtk_label_set_text (self->car_name, title);
  gtk_label_set_text (self->preview, post);
}

static void
check (AutosellTemplateDialog *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->text);
  g_autofree char *text = dup_text (self);
  g_autofree char *name = dup_name (self);
  g_autoptr(GError) error = NULL;
  gsize fault = 0;
  g_autoptr(AutosellPostTemplate) template = autosell_post_template_parse (text, &fault, &error);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  gtk_text_buffer_remove_tag (buffer, self->fault_tag, &start, &end);
  if (template != NULL)
    show_preview (self, template);
  else
    show_fault (self, text, fault, error->message);
  gtk_widget_set_visible (GTK_WIDGET (self->fault), template == NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->save), template != NULL && name != NULL && !self->is_saving);
}

static void
cars_found_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(AutosellTemplateDialog) self = data;
  GPtrArray *cars = autosell_store_search_finish (AUTOSELL_STORE (source), result, NULL);

  if (cars == NULL)
    return;
  g_clear_pointer (&self->cars, g_ptr_array_unref);
  self->cars = cars;
  gtk_widget_set_visible (GTK_WIDGET (self->other_car), cars->len > 1);
  if (cars->len == 0)
    gtk_label_set_text (self->preview, _("There is no car in the stock to show it with."));
  check (self);
}

static void
other_car_cb (AutosellTemplateDialog *self)
{
  self->car++;
  check (self);
}

/* ---- Saving ---- */

static gboolean
is_changed (AutosellTemplateDialog *self)
{
  g_autofree char *text = dup_text (self);
  g_autofree char *name = dup_name (self);

  return g_strcmp0 (text, self->was_text) != 0 || g_strcmp0 (name, self->was_name) != 0;
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(AutosellTemplateDialog) self = data;
  g_autoptr(GError) error = NULL;

  self->is_saving = FALSE;
  if (!autosell_store_write_page_finish (AUTOSELL_STORE (source), result, &error))
    {
      check (self);
      autosell_error_dialog_present (GTK_WINDOW (self), _("The template was not saved."), error);
      return;
    }
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
save_cb (AutosellTemplateDialog *self)
{
  g_autofree char *text = dup_text (self);
  g_autofree char *name = dup_name (self);
  AutosellTemplate template = { self->id, name, text };

  if (self->is_saving || name == NULL)
    return;
  self->is_saving = TRUE;
  gtk_widget_set_sensitive (GTK_WIDGET (self->save), FALSE);
  autosell_store_set_template_async (self->store, &template, written_cb, g_object_ref (self));
}

static void
remove_answered_cb (gboolean is_sure, gpointer data)
{
  g_autoptr(AutosellTemplateDialog) self = data;

  if (is_sure && !self->is_saving)
    {
      self->is_saving = TRUE;
      autosell_store_delete_template_async (self->store, self->id, written_cb, g_object_ref (self));
    }
}

static void
remove_cb (AutosellTemplateDialog *self)
{
  /* Translators: %s is the name of a template */
  g_autofree char *heading = g_strdup_printf (_("Delete the Template “%s”?"), self->was_name);

  autosell_compat_ask (GTK_WINDOW (self), heading,
                       _("Posts that were made with it stay. Pages that use it go on with the first one."),
                       _("_Delete"), TRUE, remove_answered_cb, g_object_ref (self));
}

static void
discard_answered_cb (gboolean is_sure, gpointer data)
{
  g_autoptr(AutosellTemplateDialog) self = data;

  if (is_sure)
    gtk_window_destroy (GTK_WINDOW (self));
}

static gboolean
autosell_template_dialog_close_request (GtkWindow *window)
{
  AutosellTemplateDialog *self = AUTOSELL_TEMPLATE_DIALOG (window);

  if (!is_changed (self) || self->is_saving)
    return GTK_WINDOW_CLASS (autosell_template_dialog_parent_class)->close_request (window);
  autosell_compat_ask (window, _("Discard the Changes?"), _("What you wrote is not saved yet."), _("_Discard"), TRUE,
                       discard_answered_cb, g_object_ref (self));
  return TRUE;
}

/* ---- Class ---- */

static void
autosell_template_dialog_finalize (GObject *object)
{
  AutosellTemplateDialog *self = AUTOSELL_TEMPLATE_DIALOG (object);

  g_clear_object (&self->store);
  g_clear_pointer (&self->cars, g_ptr_array_unref);
  g_free (self->was_name);
  g_free (self->was_text);
  G_OBJECT_CLASS (autosell_template_dialog_parent_class)->finalize (object);
}

static void
autosell_template_dialog_class_init (AutosellTemplateDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = autosell_template_dialog_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = autosell_template_dialog_close_request;
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_set_template_from_resource (widget_class, "/com/autosell/Manager/ui/autosell-template-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, AutosellTemplateDialog, heading);
  gtk_widget_class_bind_template_child (widget_class, AutosellTemplateDialog, save);
  gtk_widget_class_bind_template_child (widget_class, AutosellTemplateDialog, remove);
  gtk_widget_class_bind_template_child (widget_class, AutosellTemplateDialog, name);
  gtk_widget_class_bind_template_child (widget_class, AutosellTemplateDialog, text);
  gtk_widget_class_bind_template_child (widget_class, AutosellTemplateDialog, fault);
  gtk_widget_class_bind_template_child (widget_class, AutosellTemplateDialog, car_name);
  gtk_widget_class_bind_template_child (widget_class, AutosellTemplateDialog, other_car);
  gtk_widget_class_bind_template_child (widget_class, AutosellTemplateDialog, preview);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
  gtk_widget_class_bind_template_callback (widget_class, remove_cb);
  gtk_widget_class_bind_template_callback (widget_class, other_car_cb);
  gtk_widget_class_bind_template_callback (widget_class, check);
}

static void
autosell_template_dialog_init (AutosellTemplateDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->fault_tag =
    gtk_text_buffer_create_tag (gtk_text_view_get_buffer (self->text), NULL, "underline", PANGO_UNDERLINE_ERROR, NULL);
  autosell_compat_set_name (GTK_WIDGET (self->text), _("Text"));
}

void
autosell_template_dialog_present (GtkWindow *parent, AutosellStore *store, const AutosellTemplate *template,
                                  gboolean is_only)
{
  AutosellTemplateDialog *self = g_object_new (AUTOSELL_TYPE_TEMPLATE_DIALOG, NULL);
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->text);
  g_autoptr(AutosellQuery) query = autosell_query_parse ("-status:sold", NULL, NULL, NULL);
  AutosellSort sort = { .by_id_order = TRUE, .is_descending = TRUE };
  const char *title = template != NULL ? _("Template") : _("New Template");

  self->store = g_object_ref (store);
  self->id = template != NULL ? template->id : 0;
  self->was_name = template != NULL ? g_strdup (template->name) : NULL;
  self->was_text = g_strdup (template != NULL ? template->text : autosell_post_template_get_built_in (0, NULL));
  adw_window_title_set_title (self->heading, title);
  gtk_window_set_title (GTK_WINDOW (self), title);
  gtk_editable_set_text (GTK_EDITABLE (self->name), template != NULL ? template->name : "");
  gtk_text_buffer_set_text (buffer, self->was_text, -1);
  g_signal_connect_object (buffer, "changed", G_CALLBACK (check), self, G_CONNECT_SWAPPED);
  gtk_widget_set_visible (GTK_WIDGET (self->remove), template != NULL && !is_only);
  check (self);
  autosell_store_search_async (store, query, &sort, MAX_CARS, NULL, cars_found_cb, g_object_ref (self));
  autosell_compat_present_dialog (GTK_WINDOW (self), parent);
}
