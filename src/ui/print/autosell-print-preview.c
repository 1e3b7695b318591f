/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-print-preview.h"

#include "autosell-compat.h"
#include "autosell-error-dialog.h"
#include "autosell-photo-store.h"
#include "autosell-print-operation.h"
#include "autosell-print-page.h"
#include "autosell-save-file.h"
#include "autosell-toaster.h"

#include <glib/gi18n.h>

struct _AutosellPrintPreview
{
  AdwWindow parent_instance;
  AutosellStore *store;      /* owned */
  GSettings *settings;       /* owned */
  GCancellable *cancellable; /* owned: whatever is under way for the window */
  GCancellable *making;      /* owned, nullable: the document being made */
  AutosellPrintKind kind;
  char *filter;                    /* owned, nullable: printed on a list */
  GPtrArray *vehicles;             /* owned, nullable before they are loaded */
  GPtrArray *photos;               /* owned, nullable: of the car of a sheet */
  AutosellPrintDocument *document; /* owned, nullable before it is made */
  guint64 columns;                 /* 0: the default ones */
  gboolean is_filling;             /* the options are being set by us */

  AdwToastOverlay *toasts; /* template children */
  AdwHeaderBar *header;
  AdwWindowTitle *title;
  GtkStack *stack;
  GtkListView *pages;
  AdwComboRow *paper;
  AdwComboRow *n_photos;
  AdwComboRow *copies;
  AdwPreferencesGroup *columns_group;
  GtkWidget *print;
  GtkWidget *save;
};

G_DEFINE_FINAL_TYPE (AutosellPrintPreview, autosell_print_preview, ADW_TYPE_WINDOW)

#define BIT(field) (G_GUINT64_CONSTANT (1) << (field))

/* ---- Making the document ---- */

typedef struct
{
  AutosellPrintKind kind;
  GPtrArray *vehicles;            /* owned */
  AutosellDealership *dealership; /* owned */
  AutosellPaper paper;
  guint64 columns;
  char *filter; /* owned, nullable */
  guint n_copies;
  char *data_dir;    /* owned */
  GPtrArray *photos; /* owned, nullable */
  guint n_photos;
} Making;

static void
making_free (gpointer data)
{
  Making *making = data;

  g_ptr_array_unref (making->vehicles);
  autosell_dealership_free (making->dealership);
  g_free (making->filter);
  g_free (making->data_dir);
  g_clear_pointer (&making->photos, g_ptr_array_unref);
  g_free (making);
}

static AutosellPrintDocument *
make_sheet (Making *making)
{
  AutosellPrintPhotos *photos = autosell_print_photos_new (making->data_dir);

  autosell_print_photos_add (photos, making->photos, making->n_photos);
  return autosell_print_document_new_sheets (making->vehicles, making->dealership, making->paper, photos);
}

static void
make_worker (GTask *task, gpointer source G_GNUC_UNUSED, gpointer task_data, GCancellable *cancellable G_GNUC_UNUSED)
{
  Making *making = task_data;
  AutosellPrintDocument *document;

  if (making->kind == AUTOSELL_PRINT_LIST)
    document = autosell_print_document_new_list (making->vehicles, making->dealership, making->paper, making->columns,
                                                 making->filter);
  else if (making->kind == AUTOSELL_PRINT_SHEET)
    document = make_sheet (making);
  else
    document =
      autosell_print_document_new_receipts (making->vehicles, making->dealership, making->paper, making->n_copies);
  g_task_return_pointer (task, document, g_object_unref);
}

static void
show_document (AutosellPrintPreview *self)
{
  guint n_pages = autosell_print_document_get_n_pages (self->document);
  g_autofree char *count = g_strdup_printf (ngettext ("%u page", "%u pages", n_pages), n_pages);
  GtkStringList *names = gtk_string_list_new (NULL);
  GtkNoSelection *selection;

  /* A new model and with it new pages, whatever the size of the paper. */
  for (guint i = 0; i < n_pages; i++)
    gtk_string_list_append (names, "");
  selection = gtk_no_selection_new (G_LIST_MODEL (names));
  gtk_list_view_set_model (self->pages, GTK_SELECTION_MODEL (selection));
  g_object_unref (selection);
  adw_window_title_set_subtitle (self->title, count);
  gtk_stack_set_visible_child_name (self->stack, "pages");
  gtk_widget_set_sensitive (self->print, TRUE);
  gtk_widget_set_sensitive (self->save, TRUE);
}

static void
made_cb (GObject *object, GAsyncResult *result, gpointer user_data G_GNUC_UNUSED)
{
  AutosellPrintPreview *self = AUTOSELL_PRINT_PREVIEW (object);
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellPrintDocument) document = g_task_propagate_pointer (G_TASK (result), &error);

  if (document == NULL || self->store == NULL)
    return; /* a newer one is being made, or the window is gone */
  g_set_object (&self->document, document);
  show_document (self);
}

static void
make_document (AutosellPrintPreview *self)
{
  g_autoptr(GTask) task = NULL;
  Making *making;

  if (self->vehicles == NULL || self->store == NULL)
    return;
  g_cancellable_cancel (self->making);
  g_clear_object (&self->making);
  self->making = g_cancellable_new ();

  making = g_new0 (Making, 1);
  making->kind = self->kind;
  making->vehicles = g_ptr_array_ref (self->vehicles);
  making->dealership = autosell_dealership_new (self->store);
  making->paper = adw_combo_row_get_selected (self->paper) == 1 ? AUTOSELL_PAPER_A4 : AUTOSELL_PAPER_LETTER;
  making->columns = self->columns;
  making->filter = g_strdup (self->filter);
  making->data_dir = g_strdup (autosell_store_get_data_dir (self->store));
  making->photos = self->photos != NULL ? g_ptr_array_ref (self->photos) : NULL;
  making->n_photos = adw_combo_row_get_selected (self->n_photos);
  making->n_copies = adw_combo_row_get_selected (self->copies) == 1 ? 1 : 2;
  task = g_task_new (self, self->making, made_cb, NULL);
  g_task_set_source_tag (task, make_document);
  g_task_set_task_data (task, making, making_free);
  g_task_run_in_thread (task, make_worker);
}

/* ---- Options ---- */

static void
option_changed_cb (AutosellPrintPreview *self)
{
  if (self->is_filling)
    return;
  g_settings_set_string (self->settings, "print-paper",
                         adw_combo_row_get_selected (self->paper) == 1 ? "a4" : "letter");
  if (gtk_widget_get_visible (GTK_WIDGET (self->n_photos)))
    g_settings_set_int (self->settings, "print-photos", (int) adw_combo_row_get_selected (self->n_photos));
  make_document (self);
}

/* What was chosen last, or what is usual. */
static guint64
get_wanted_columns (AutosellPrintPreview *self)
{
  g_auto(GStrv) names = g_settings_get_strv (self->settings, "print-columns");
  guint64 columns = 0;

  for (AutosellField field = 0; field < AUTOSELL_N_FIELDS; field++)
    if (g_strv_contains ((const char *const *) names, autosell_field_get_info (field)->name))
      columns |= BIT (field);
  return columns != 0 ? columns : autosell_print_columns_default ();
}

/* A column that this list has no use for stays as it was chosen for another. */
static void
remember_column (AutosellPrintPreview *self, guint64 bit)
{
  guint64 columns = (get_wanted_columns (self) & ~bit) | (self->columns & bit);
  g_autoptr(GPtrArray) names = g_ptr_array_new ();

  for (AutosellField field = 0; field < AUTOSELL_N_FIELDS; field++)
    if (columns & BIT (field))
      g_ptr_array_add (names, (char *) autosell_field_get_info (field)->name);
  g_ptr_array_add (names, NULL);
  g_settings_set_strv (self->settings, "print-columns", (const char *const *) names->pdata);
}

static void
column_toggled_cb (GtkCheckButton *check, AutosellPrintPreview *self)
{
  guint64 bit = BIT (GPOINTER_TO_INT (g_object_get_data (G_OBJECT (check), "field")));
  guint64 columns = gtk_check_button_get_active (check) ? self->columns | bit : self->columns & ~bit;

  if (self->is_filling)
    return;
  if (columns == 0)
    {
      gtk_check_button_set_active (check, TRUE); /* a list of nothing is none */
      return;
    }
  self->columns = columns;
  remember_column (self, bit);
  make_document (self);
}

static gboolean
any_has (AutosellPrintPreview *self, AutosellField field)
{
  for (guint i = 0; i < self->vehicles->len; i++)
    if (autosell_vehicle_get_value (g_ptr_array_index (self->vehicles, i), field)->state != AUTOSELL_VALUE_UNKNOWN)
      return TRUE;
  return FALSE;
}

/* What nobody has said of any car is no choice, and what is private is none for a paper that is handed out. */
static void
fill_columns (AutosellPrintPreview *self)
{
  guint64 possible = autosell_print_columns_possible (), usual = get_wanted_columns (self);

  self->is_filling = TRUE;
  for (AutosellField field = 0; field < AUTOSELL_N_FIELDS; field++)
    {
      GtkWidget *row, *check;

      if (!(possible & BIT (field)) || autosell_field_get_info (field)->is_private
          || (field != AUTOSELL_FIELD_PRICE && !any_has (self, field)))
        continue;
      row = adw_action_row_new ();
      check = gtk_check_button_new ();
      gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), autosell_field_get_label (field));
      adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
      adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
      g_object_set_data (G_OBJECT (check), "field", GINT_TO_POINTER (field));
      g_signal_connect (check, "toggled", G_CALLBACK (column_toggled_cb), self);
      gtk_check_button_set_active (GTK_CHECK_BUTTON (check), (usual & BIT (field)) != 0);
      if (usual & BIT (field))
        self->columns |= BIT (field);
      adw_preferences_group_add (self->columns_group, row);
    }
  self->is_filling = FALSE;
}

/* ---- Loading ---- */

static void
take_vehicles (AutosellPrintPreview *self, GPtrArray *vehicles)
{
  self->vehicles = g_ptr_array_ref (vehicles);
  if (self->kind == AUTOSELL_PRINT_LIST)
    fill_columns (self);
  make_document (self);
}

static void
cars_loaded_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(AutosellPrintPreview) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) vehicles = autosell_store_load_vehicles_finish (AUTOSELL_STORE (object), result, &error);

  if (self->store == NULL)
    return;
  if (vehicles == NULL)
    autosell_error_dialog_present (GTK_WINDOW (self), _("The cars could not be read."), error);
  else
    take_vehicles (self, vehicles);
}

static void
photos_listed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(AutosellPrintPreview) self = user_data;

  if (self->store == NULL)
    return;
  /* without them the sheet is the same but for the pictures */
  self->photos = autosell_store_list_photos_finish (AUTOSELL_STORE (object), result, NULL);
  make_document (self);
}

/* @vehicles: the car of a sheet */
static void
take_vehicle (AutosellPrintPreview *self, GPtrArray *vehicles)
{
  AutosellVehicle *vehicle = vehicles->pdata[0];

  if (self->kind != AUTOSELL_PRINT_SHEET || autosell_vehicle_get_n_photos (vehicle) == 0)
    {
      take_vehicles (self, vehicles);
      return;
    }
  self->vehicles = g_ptr_array_ref (vehicles);
  gtk_widget_set_visible (GTK_WIDGET (self->n_photos), TRUE);
  autosell_store_list_photos_async (self->store, autosell_vehicle_get_key (vehicle), FALSE, self->cancellable,
                                    photos_listed_cb, g_object_ref (self));
}

static void
car_loaded_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(AutosellPrintPreview) self = user_data;
  g_autoptr(GError) error = NULL;
  AutosellVehicle *vehicle = autosell_store_get_vehicle_finish (AUTOSELL_STORE (object), result, &error);
  g_autoptr(GPtrArray) vehicles = g_ptr_array_new_with_free_func (g_object_unref);

  if (vehicle != NULL)
    g_ptr_array_add (vehicles, vehicle);
  if (self->store == NULL)
    return;
  if (vehicle == NULL)
    autosell_error_dialog_present (GTK_WINDOW (self), _("The car could not be read."), error);
  else
    take_vehicle (self, vehicles);
}

/* ---- Printing ---- */

static void
print_done_cb (GtkPrintOperation *operation, GtkPrintOperationResult result, AutosellPrintPreview *self)
{
  g_autoptr(GError) error = NULL;

  if (result != GTK_PRINT_OPERATION_RESULT_ERROR || self->store == NULL)
    return;
  gtk_print_operation_get_error (operation, &error);
  autosell_error_dialog_present (GTK_WINDOW (self), _("The pages were not printed."), error);
}

static void
print_clicked_cb (AutosellPrintPreview *self)
{
  g_autoptr(GtkPrintOperation) operation = NULL;

  if (self->document == NULL)
    return;
  operation = autosell_print_operation_new (self->document);
  g_signal_connect_object (operation, "done", G_CALLBACK (print_done_cb), self, 0);
  /* Errors come by "done" as well. */
  gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG, GTK_WINDOW (self), NULL);
}

/* ---- PDF ---- */

static void
write_worker (GTask *task, gpointer source G_GNUC_UNUSED, gpointer task_data, GCancellable *cancellable)
{
  GFile *file = g_object_get_data (G_OBJECT (task), "file");
  GError *error = NULL;

  if (autosell_print_document_write_pdf (task_data, file, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
written_cb (GObject *object, GAsyncResult *result, gpointer user_data G_GNUC_UNUSED)
{
  AutosellPrintPreview *self = AUTOSELL_PRINT_PREVIEW (object);
  GFile *file = g_object_get_data (G_OBJECT (result), "file");
  g_autoptr(GError) error = NULL;
  g_autofree char *name = g_file_get_basename (file);
  g_autofree char *text = NULL;

  g_task_propagate_boolean (G_TASK (result), &error);
  if (self->store == NULL)
    return;
  gtk_widget_set_sensitive (self->save, TRUE);
  if (error != NULL)
    {
      autosell_error_dialog_present (GTK_WINDOW (self), _("The file was not written."), error);
      return;
    }
  /* Translators: %s is a file's name */
  text = g_strdup_printf (_("Saved as “%s”"), name);
  autosell_toaster_show (self->toasts, autosell_save_file_toast (text, file));
}

static void
file_chosen_cb (GtkWindow *window, GFile *file)
{
  AutosellPrintPreview *self = AUTOSELL_PRINT_PREVIEW (window);
  g_autoptr(GTask) task = NULL;

  if (self->store == NULL || self->document == NULL)
    return;
  task = g_task_new (self, self->cancellable, written_cb, NULL);
  g_task_set_source_tag (task, file_chosen_cb);
  g_task_set_task_data (task, g_object_ref (self->document), g_object_unref);
  g_object_set_data_full (G_OBJECT (task), "file", g_object_ref (file), g_object_unref);
  gtk_widget_set_sensitive (self->save, FALSE);
  g_task_run_in_thread (task, write_worker);
}

static void
save_clicked_cb (AutosellPrintPreview *self)
{
  g_autofree char *stem = NULL;

  if (self->document == NULL)
    return;
  stem = autosell_print_document_dup_file_name (self->document);
  autosell_save_file (GTK_WINDOW (self), _("Save as PDF"), stem, ".pdf", file_chosen_cb);
}

/* ---- Object ---- */

static gboolean
close_on_escape_cb (GtkWidget *widget, GVariant *arguments G_GNUC_UNUSED, gpointer user_data G_GNUC_UNUSED)
{
  gtk_window_close (GTK_WINDOW (widget));
  return TRUE;
}

static gboolean
print_on_key_cb (GtkWidget *widget, GVariant *arguments G_GNUC_UNUSED, gpointer user_data G_GNUC_UNUSED)
{
  print_clicked_cb (AUTOSELL_PRINT_PREVIEW (widget));
  return TRUE;
}

static gboolean
save_on_key_cb (GtkWidget *widget, GVariant *arguments G_GNUC_UNUSED, gpointer user_data G_GNUC_UNUSED)
{
  save_clicked_cb (AUTOSELL_PRINT_PREVIEW (widget));
  return TRUE;
}

static void
setup_page_cb (GtkSignalListItemFactory *factory G_GNUC_UNUSED, GtkListItem *item)
{
  GtkWidget *clamp = adw_clamp_new ();

  /* In the middle by a clamp, which gives a page a width and asks for the height. One that is aligned by itself would
   * be asked how wide it is at that height, below its least one: of that newer GTK warns. */
  adw_clamp_set_child (ADW_CLAMP (clamp), autosell_print_page_new ());
  /* Paper does not grow with the text of the desktop; newer libadwaita measures clamps by that unless it is told: 0 is
   * pixels. */
  if (g_object_class_find_property (G_OBJECT_GET_CLASS (clamp), "unit") != NULL)
    g_object_set (clamp, "unit", 0, NULL);
  gtk_list_item_set_activatable (item, FALSE);
  gtk_list_item_set_child (item, clamp);
}

static void
bind_page_cb (GtkSignalListItemFactory *factory G_GNUC_UNUSED, GtkListItem *item, AutosellPrintPreview *self)
{
  guint page = gtk_list_item_get_position (item);
  g_autofree char *name =
    g_strdup_printf (_("Page %u of %u"), page + 1, autosell_print_document_get_n_pages (self->document));
  AdwClamp *clamp = ADW_CLAMP (gtk_list_item_get_child (item));
  int width;

  autosell_print_page_set (AUTOSELL_PRINT_PAGE (adw_clamp_get_child (clamp)), self->document, page);
  gtk_widget_measure (adw_clamp_get_child (clamp), GTK_ORIENTATION_HORIZONTAL, -1, NULL, &width, NULL, NULL);
  adw_clamp_set_maximum_size (clamp, width);
  adw_clamp_set_tightening_threshold (clamp, width);
  autosell_compat_set_row_name (item, name);
}

static void
autosell_print_preview_dispose (GObject *object)
{
  AutosellPrintPreview *self = AUTOSELL_PRINT_PREVIEW (object);

  g_cancellable_cancel (self->cancellable);
  g_cancellable_cancel (self->making);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->making);
  g_clear_object (&self->document);
  g_clear_pointer (&self->vehicles, g_ptr_array_unref);
  g_clear_pointer (&self->photos, g_ptr_array_unref);
  g_clear_object (&self->settings);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (autosell_print_preview_parent_class)->dispose (object);
}

static void
autosell_print_preview_finalize (GObject *object)
{
  g_clear_pointer (&AUTOSELL_PRINT_PREVIEW (object)->filter, g_free);
  G_OBJECT_CLASS (autosell_print_preview_parent_class)->finalize (object);
}

static void
autosell_print_preview_class_init (AutosellPrintPreviewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = autosell_print_preview_dispose;
  object_class->finalize = autosell_print_preview_finalize;
  gtk_widget_class_set_template_from_resource (widget_class, "/com/autosell/Manager/ui/autosell-print-preview.ui");
  gtk_widget_class_bind_template_child (widget_class, AutosellPrintPreview, toasts);
  gtk_widget_class_bind_template_child (widget_class, AutosellPrintPreview, header);
  gtk_widget_class_bind_template_child (widget_class, AutosellPrintPreview, title);
  gtk_widget_class_bind_template_child (widget_class, AutosellPrintPreview, stack);
  gtk_widget_class_bind_template_child (widget_class, AutosellPrintPreview, pages);
  gtk_widget_class_bind_template_child (widget_class, AutosellPrintPreview, paper);
  gtk_widget_class_bind_template_child (widget_class, AutosellPrintPreview, copies);
  gtk_widget_class_bind_template_child (widget_class, AutosellPrintPreview, n_photos);
  gtk_widget_class_bind_template_child (widget_class, AutosellPrintPreview, columns_group);
  gtk_widget_class_bind_template_child (widget_class, AutosellPrintPreview, print);
  gtk_widget_class_bind_template_child (widget_class, AutosellPrintPreview, save);
  gtk_widget_class_bind_template_callback (widget_class, option_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, print_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_clicked_cb);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, close_on_escape_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_w, GDK_CONTROL_MASK, close_on_escape_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_p, GDK_CONTROL_MASK, print_on_key_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_s, GDK_CONTROL_MASK, save_on_key_cb, NULL);
}

/* Two buttons with words and a title have no room on a phone. */
static void
narrow_cb (GtkWindow *window, gboolean is_narrow)
{
  AutosellPrintPreview *self = AUTOSELL_PRINT_PREVIEW (window);

  if (is_narrow)
    gtk_button_set_icon_name (GTK_BUTTON (self->print), "printer-symbolic");
  else
    gtk_button_set_label (GTK_BUTTON (self->print), _("_Print…"));
  gtk_widget_set_tooltip_text (self->print, is_narrow ? _("Print") : NULL);
  autosell_compat_set_name (self->print, _("Print"));
}

static void
autosell_print_preview_init (AutosellPrintPreview *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  autosell_compat_fit_header (GTK_WINDOW (self), self->header, 520, narrow_cb);
  self->settings = g_settings_new (APP_ID);
  self->cancellable = g_cancellable_new ();
  g_signal_connect (factory, "setup", G_CALLBACK (setup_page_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_page_cb), self);
  gtk_list_view_set_factory (self->pages, factory);
  g_object_unref (factory);
}

void
autosell_print_preview_present (GtkWindow *parent, AutosellStore *store, AutosellPrintKind kind, AutosellQuery *query,
                                const AutosellSort *sort, gint64 key)
{
  static const char *const titles[] = {
    [AUTOSELL_PRINT_LIST] = N_("Price list"),
    [AUTOSELL_PRINT_SHEET] = N_("Windscreen sheet"),
    [AUTOSELL_PRINT_RECEIPT] = N_("Reservation receipt"),
  };
  const AutosellSort as_entered = { .by_id_order = TRUE };
  g_autoptr(AutosellQuery) everything = NULL;
  g_autofree char *paper = NULL;
  AutosellPrintPreview *self;

  g_return_if_fail (AUTOSELL_IS_STORE (store));

  self = g_object_new (AUTOSELL_TYPE_PRINT_PREVIEW, "transient-for", parent, "destroy-with-parent", TRUE, NULL);
  self->store = g_object_ref (store);
  self->kind = kind;
  gtk_window_set_title (GTK_WINDOW (self), _(titles[kind]));
  adw_window_title_set_title (self->title, _(titles[kind]));
  self->is_filling = TRUE;
  paper = g_settings_get_string (self->settings, "print-paper");
  adw_combo_row_set_selected (self->paper, g_strcmp0 (paper, "a4") == 0 ? 1 : 0);
  adw_combo_row_set_selected (self->n_photos, (guint) g_settings_get_int (self->settings, "print-photos"));
  self->is_filling = FALSE;
  gtk_widget_set_visible (GTK_WIDGET (self->copies), kind == AUTOSELL_PRINT_RECEIPT);
  gtk_widget_set_visible (GTK_WIDGET (self->columns_group), kind == AUTOSELL_PRINT_LIST);

  if (kind == AUTOSELL_PRINT_LIST)
    {
      if (query == NULL)
        query = everything = autosell_query_parse (NULL, NULL, NULL, NULL);
      if (!autosell_query_is_everything (query))
        self->filter = autosell_query_to_string (query);
      if (self->filter != NULL && self->filter[0] == '\0')
        g_clear_pointer (&self->filter, g_free); /* certain cars */
      autosell_store_load_vehicles_async (store, query, sort != NULL ? sort : &as_entered, self->cancellable,
                                          cars_loaded_cb, g_object_ref (self));
    }
  else
    {
      autosell_store_get_vehicle_async (store, key, self->cancellable, car_loaded_cb, g_object_ref (self));
    }
  gtk_widget_grab_focus (self->print);
  autosell_compat_present_dialog (GTK_WINDOW (self), gtk_window_get_transient_for (GTK_WINDOW (self)));
}
