/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-export-dialog.h"
#include "autosell-compat.h"
#include "autosell-error-dialog.h"
#include "autosell-exporter.h"
#include "autosell-format.h"
#include "autosell-notifier.h"
#include "autosell-save-file.h"
#include "autosell-parse.h"
#include "autosell-text-scale.h"
#include "autosell-vehicle-list.h"
#include "autosell-window.h"

#include <glib/gi18n.h>

/* From this size of text on the choices may be scrolled. */
#define LARGE_TEXT 1.5

/* Positions in the template's lists. */
enum
{
  FORMAT_XLSX,
  FORMAT_CSV,
};
enum
{
  COLUMNS_USED,
  COLUMNS_SHEET,
};

struct _AutosellExportDialog
{
  AdwWindow parent_instance;
  AutosellStore *store;    /* owned */
  AutosellQuery *query;    /* owned, nullable: what the list shows, NULL where that is everything */
  AutosellQuery *selected; /* owned, nullable: certain cars of it */
  guint n_selected;
  AutosellSort sort;
  AutosellVehicleList *shown; /* owned, nullable: counts the query */
  GCancellable *cancellable;  /* owned; the export in progress, and the counting */
  GFile *file;                /* owned, nullable; where it goes */
  guint pulse;                /* source */
  gint64 n_all;               /* -1: not known yet */
  gboolean is_working;
  AdwBin *page; /* template children */
  GtkWidget *choices;
  AdwComboRow *scope;
  AdwComboRow *format;
  AdwComboRow *columns;
  GtkSwitch *told_switch;
  AdwActionRow *private_row;
  GtkSwitch *private_switch;
  GtkButton *export;
  GtkStack *stack;
  GtkProgressBar *progress;
};

G_DEFINE_FINAL_TYPE (AutosellExportDialog, autosell_export_dialog, ADW_TYPE_WINDOW)

/* ---- what is chosen ---- */

/* (nullable): NULL for all. The rows are in the order of show_scope(). */
static AutosellQuery *
get_query (AutosellExportDialog *self)
{
  guint row = adw_combo_row_get_selected (self->scope);

  if (self->selected != NULL && row-- == 0)
    return self->selected;
  return row == 0 ? self->query : NULL;
}

/* Returns: bit 1 << AutosellField */
static guint64
get_private_fields (void)
{
  guint64 fields = 0;

  for (AutosellField field = 0; field < AUTOSELL_N_FIELDS; field++)
    if (autosell_field_get_info (field)->is_private)
      fields |= G_GUINT64_CONSTANT (1) << field;
  return fields;
}

static guint64
get_fields (AutosellExportDialog *self)
{
  const guint64 all = (G_GUINT64_CONSTANT (1) << AUTOSELL_N_FIELDS) - 1;
  guint64 told = gtk_switch_get_active (self->told_switch) ? AUTOSELL_EXPORT_PHOTOS | AUTOSELL_EXPORT_READINESS : 0;

  if (adw_combo_row_get_selected (self->columns) == COLUMNS_SHEET)
    return told | autosell_export_fields_default ();
  return AUTOSELL_EXPORT_USED_ONLY | told
         | (gtk_switch_get_active (self->private_switch) ? all : all & ~get_private_fields ());
}

static char *
dup_private_labels (void)
{
  g_autoptr(GString) text = g_string_new (NULL);
  guint64 fields = get_private_fields ();

  for (AutosellField field = 0; field < AUTOSELL_N_FIELDS; field++)
    if (fields & (G_GUINT64_CONSTANT (1) << field))
      g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", autosell_field_get_label (field));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
choice_changed_cb (AutosellExportDialog *self)
{
  gboolean is_sheet = adw_combo_row_get_selected (self->columns) == COLUMNS_SHEET;
  gboolean has_private = !is_sheet && gtk_switch_get_active (self->private_switch);
  g_autofree char *labels = dup_private_labels ();
  /* Translators: %s is a list of fields: cost, minimum price … */
  g_autofree char *text = g_strdup_printf (has_private ? _("Not for customers: %s") : _("Left out: %s"), labels);

  gtk_widget_set_sensitive (GTK_WIDGET (self->private_row), !is_sheet);
  adw_action_row_set_subtitle (self->private_row, text);
}

static char *
dup_counted (const char *label, gint64 n)
{
  g_autofree char *number = n >= 0 ? autosell_format_integer (n) : NULL;

  /* short: AdwComboRow cuts what is longer than some 20 letters */
  return number == NULL ? g_strdup (label) : g_strdup_printf ("%s (%s)", label, number);
}

static void
show_scope (AutosellExportDialog *self)
{
  g_autoptr(GtkStringList) labels = gtk_string_list_new (NULL);
  guint selected = adw_combo_row_get_selected (self->scope);
  gint64 n_shown = self->shown == NULL || autosell_vehicle_list_is_loading (self->shown)
                     ? -1
                     : (gint64) g_list_model_get_n_items (G_LIST_MODEL (self->shown));
  g_autofree char *shown = dup_counted (C_ ("cars to export", "As listed"), n_shown);
  g_autofree char *all = dup_counted (C_ ("cars to export", "All"), self->n_all);

  if (self->selected != NULL)
    {
      g_autofree char *chosen = dup_counted (C_ ("cars to export", "Selected"), self->n_selected);

      gtk_string_list_append (labels, chosen);
    }
  if (self->query != NULL)
    gtk_string_list_append (labels, shown);
  gtk_string_list_append (labels, all);
  adw_combo_row_set_model (self->scope, G_LIST_MODEL (labels));
  adw_combo_row_set_selected (self->scope, selected == GTK_INVALID_LIST_POSITION ? 0 : selected);
}

static void
stats_ready_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(AutosellExportDialog) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellStats) stats = autosell_store_get_stats_finish (AUTOSELL_STORE (object), result, &error);

  if (self->store == NULL)
    return; /* the window is gone */
  if (stats == NULL)
    return; /* a count less */
  self->n_all = stats->live.n_vehicles;
  show_scope (self);
}

/* ---- writing ---- */

static gboolean
pulse_cb (gpointer user_data)
{
  gtk_progress_bar_pulse (AUTOSELL_EXPORT_DIALOG (user_data)->progress);
  return G_SOURCE_CONTINUE;
}

static void
set_working (AutosellExportDialog *self, gboolean is_working)
{
  self->is_working = is_working;
  gtk_widget_set_visible (GTK_WIDGET (self->export), !is_working);
  gtk_stack_set_visible_child_name (self->stack, is_working ? "working" : "choose");
  g_clear_handle_id (&self->pulse, g_source_remove);
  if (is_working)
    self->pulse = g_timeout_add (100, pulse_cb, self);
}

static void
tell_done (AutosellExportDialog *self, gint64 n)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));
  AutosellWindow *window = parent != NULL ? autosell_window_find (GTK_WIDGET (parent)) : NULL;
  g_autofree char *name = g_file_get_basename (self->file);
  g_autofree char *number = autosell_format_integer (n);
  g_autofree char *count = g_strdup_printf (ngettext ("%s car", "%s cars", n), number);
  /* Translators: “45 cars” exported to a file’s name */
  g_autofree char *text = g_strdup_printf (_("%s exported to “%s”"), count, name);
  g_autofree char *uri = g_file_get_uri (self->file);
  g_autofree char *action = g_action_print_detailed_name ("app.show-file", g_variant_new_string (uri));

  if (window == NULL || autosell_notify ("export", _("The file is written"), text, action))
    return;
  autosell_window_add_toast (window, autosell_save_file_toast (text, self->file));
}

static void
exported_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(AutosellExportDialog) self = user_data;
  g_autoptr(GError) error = NULL;
  gint64 n = autosell_store_export_finish (AUTOSELL_STORE (object), result, &error);

  if (self->store == NULL)
    return; /* the window is gone */
  set_working (self, FALSE);
  if (n < 0)
    {
      autosell_error_dialog_present (GTK_WINDOW (self), _("The file was not written."), error);
      autosell_notify ("export", _("The file was not written."), NULL, NULL);
      return;
    }
  tell_done (self, n);
  gtk_window_close (GTK_WINDOW (self));
}

static void
write_file (AutosellExportDialog *self)
{
  g_autoptr(AutosellQuery) everything = autosell_query_parse (NULL, NULL, NULL, NULL);
  AutosellQuery *query;

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  set_working (self, TRUE);
  query = get_query (self);
  autosell_store_export_async (self->store, query != NULL ? query : everything, &self->sort, self->file,
                               get_fields (self), self->cancellable, exported_cb, g_object_ref (self));
}

static void
file_chosen_cb (GtkWindow *window, GFile *file)
{
  AutosellExportDialog *self = AUTOSELL_EXPORT_DIALOG (window);

  if (self->store == NULL)
    return;
  g_set_object (&self->file, file);
  write_file (self);
}

static void
export_clicked_cb (AutosellExportDialog *self)
{
  /* The exporter goes by the ending of the name. */
  const char *ending = adw_combo_row_get_selected (self->format) == FORMAT_XLSX ? ".xlsx" : ".csv";
  char today[AUTOSELL_DATE_SIZE];
  g_autofree char *stem = NULL;

  autosell_date_today (today);
  /* Translators: the suggested name of an exported file; a date and the ending follow */
  stem = g_strdup_printf ("%s-%s", _("inventory"), today);
  autosell_save_file (GTK_WINDOW (self), _("Export"), stem, ending, file_chosen_cb);
}

static void
cancel_clicked_cb (AutosellExportDialog *self)
{
  if (self->is_working)
    g_cancellable_cancel (self->cancellable); /* the file that was there stays as it was */
  else
    gtk_window_close (GTK_WINDOW (self));
}

/* ---- object ---- */

static gboolean
escape_cb (GtkWidget *widget, GVariant *arguments G_GNUC_UNUSED, gpointer user_data G_GNUC_UNUSED)
{
  cancel_clicked_cb (AUTOSELL_EXPORT_DIALOG (widget));
  return TRUE;
}

static void
autosell_export_dialog_dispose (GObject *object)
{
  AutosellExportDialog *self = AUTOSELL_EXPORT_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->pulse, g_source_remove);
  g_clear_object (&self->shown);
  g_clear_object (&self->file);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (autosell_export_dialog_parent_class)->dispose (object);
}

static void
autosell_export_dialog_finalize (GObject *object)
{
  g_clear_pointer (&AUTOSELL_EXPORT_DIALOG (object)->query, autosell_query_unref);
  g_clear_pointer (&AUTOSELL_EXPORT_DIALOG (object)->selected, autosell_query_unref);
  G_OBJECT_CLASS (autosell_export_dialog_parent_class)->finalize (object);
}

static void
autosell_export_dialog_class_init (AutosellExportDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = autosell_export_dialog_dispose;
  object_class->finalize = autosell_export_dialog_finalize;
  gtk_widget_class_set_template_from_resource (widget_class, "/com/autosell/Manager/ui/autosell-export-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, AutosellExportDialog, page);
  gtk_widget_class_bind_template_child (widget_class, AutosellExportDialog, choices);
  gtk_widget_class_bind_template_child (widget_class, AutosellExportDialog, scope);
  gtk_widget_class_bind_template_child (widget_class, AutosellExportDialog, format);
  gtk_widget_class_bind_template_child (widget_class, AutosellExportDialog, columns);
  gtk_widget_class_bind_template_child (widget_class, AutosellExportDialog, told_switch);
  gtk_widget_class_bind_template_child (widget_class, AutosellExportDialog, private_row);
  gtk_widget_class_bind_template_child (widget_class, AutosellExportDialog, private_switch);
  gtk_widget_class_bind_template_child (widget_class, AutosellExportDialog, export);
  gtk_widget_class_bind_template_child (widget_class, AutosellExportDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, AutosellExportDialog, progress);
  gtk_widget_class_bind_template_callback (widget_class, choice_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, cancel_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, export_clicked_cb);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, escape_cb, NULL);
}

/* It may need more height than there is. */
static void
fit_large_text (AutosellExportDialog *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  g_object_ref (self->choices);
  adw_bin_set_child (self->page, NULL);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), self->choices);
  adw_bin_set_child (self->page, scrolled);
  g_object_unref (self->choices);
}

static void
autosell_export_dialog_init (AutosellExportDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  if (autosell_text_scale_get () > LARGE_TEXT)
    fit_large_text (self);
  self->n_all = -1;
  self->cancellable = g_cancellable_new ();
}

void
autosell_export_dialog_present (GtkWindow *parent, AutosellStore *store, AutosellQuery *query, const AutosellSort *sort)
{
  autosell_export_dialog_present_selection (parent, store, query, sort, NULL);
}

void
autosell_export_dialog_present_selection (GtkWindow *parent, AutosellStore *store, AutosellQuery *query,
                                          const AutosellSort *sort, GArray *keys)
{
  AutosellExportDialog *self;

  g_return_if_fail (AUTOSELL_IS_STORE (store));

  self = g_object_new (AUTOSELL_TYPE_EXPORT_DIALOG, "transient-for", parent, "destroy-with-parent", TRUE, NULL);
  self->store = g_object_ref (store);
  if (sort != NULL)
    self->sort = *sort;
  else
    self->sort.by_id_order = TRUE;
  if (keys != NULL && keys->len > 0)
    {
      self->selected = autosell_query_new_for_keys (keys, query != NULL && autosell_query_is_deleted (query));
      self->n_selected = keys->len;
    }
  if (query != NULL && !autosell_query_is_everything (query))
    {
      self->query = autosell_query_ref (query);
      self->shown = autosell_vehicle_list_new (store);
      g_signal_connect_object (self->shown, "loaded", G_CALLBACK (show_scope), self, G_CONNECT_SWAPPED);
      autosell_vehicle_list_set_query (self->shown, query);
    }
  show_scope (self);
  choice_changed_cb (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->export));
  autosell_store_get_stats_async (store, self->cancellable, stats_ready_cb, g_object_ref (self));
  autosell_compat_present_dialog (GTK_WINDOW (self), gtk_window_get_transient_for (GTK_WINDOW (self)));
}
