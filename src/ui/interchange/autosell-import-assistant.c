/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-import-assistant.h"
#include "autosell-column-list.h"
#include "autosell-compat.h"
#include "autosell-error-dialog.h"
#include "autosell-format.h"
#include "autosell-import-reader.h"
#include "autosell-notifier.h"
#include "autosell-plan-view.h"
#include "autosell-recent-imports.h"
#include "autosell-recent-list.h"
#include "autosell-toaster.h"

#include <glib/gi18n.h>

#define MAX_HEADER_ROW 100
#define SETTING_PREFIX "import.mapping."

/* The pages of the stack, by these names in the template. */
typedef enum
{
  STEP_FILE,
  STEP_WORKING,
  STEP_COLUMNS,
  STEP_PREVIEW,
  STEP_ERROR,
  STEP_DONE,
} Step;

static const char *const step_names[] = { "file", "working", "columns", "preview", "error", "done" };

struct _AutosellImportAssistant
{
  AdwWindow parent_instance;
  AutosellStore *store;         /* owned */
  GFile *file;                  /* owned, nullable */
  AutosellImport *import;       /* owned, nullable */
  AutosellImportPlan *plan;     /* owned, nullable */
  GCancellable *cancellable;    /* owned, nullable; the work in progress */
  AutosellProgress *progress;   /* owned, nullable; of that work, NULL where it tells none */
  guint ticker;                 /* source: shows the progress */
  Step step;
  Step step_before;             /* where cancelling the work leads back to */
  gint64 change;                /* what undo takes back; 0 for nothing */
  gboolean is_writing;          /* the work in progress is the import itself */
  gboolean is_showing;          /* we set a choice, not a person */
  guint n_waiting;              /* files that come after this one */
  gboolean is_again;            /* the file was imported before: its columns are known */
  AdwWindowTitle *title;        /* template children */
  GtkButton *cancel;
  GtkButton *back;
  GtkButton *next;
  AdwToastOverlay *toasts;
  GtkStack *stack;
  AdwStatusPage *file_page;
  GtkButton *choose;
  GtkLabel *working_label;
  GtkProgressBar *progress_bar;
  AdwComboRow *sheet;
  AdwActionRow *header_row;
  GtkSpinButton *header_spin;
  GtkAdjustment *header_adjustment;
  GtkSwitch *erase_switch;
  AutosellColumnList *columns;
  AutosellPlanView *preview;
  AdwStatusPage *error_page;
  GtkLabel *error_details;
  AdwStatusPage *done_page;
  GtkButton *undo;
  GtkButton *problems;
};

G_DEFINE_FINAL_TYPE (AutosellImportAssistant, autosell_import_assistant, ADW_TYPE_WINDOW)

static void read_file (AutosellImportAssistant *self, const char *sheet);
static void make_plan (AutosellImportAssistant *self);

/* ---- steps ---- */

static void
show_buttons (AutosellImportAssistant *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  guint n = autosell_plan_view_get_n_included (self->preview);
  g_autofree char *import_label = g_strdup_printf (ngettext ("Import %u Car", "Import %u Cars", n), n);
  const char *next = NULL;

  switch (self->step)
    {
    case STEP_COLUMNS:
      next = _("Compare");
      break;
    case STEP_PREVIEW:
      next = n > 0 ? import_label : _("Nothing to Import");
      break;
    case STEP_DONE:
      next = _("Done");
      break;
    case STEP_FILE:
    case STEP_WORKING:
    case STEP_ERROR:
    default:
      break;
    }
  gtk_widget_set_visible (GTK_WIDGET (self->next), next != NULL);
  if (next != NULL)
    gtk_button_set_label (self->next, next);
  gtk_widget_set_visible (GTK_WIDGET (self->cancel), self->step == STEP_WORKING);
  gtk_widget_set_visible (GTK_WIDGET (self->back), self->step == STEP_COLUMNS || self->step == STEP_PREVIEW);
  gtk_widget_action_set_enabled (widget, "import.next", next != NULL && (self->step != STEP_PREVIEW || n > 0));
  gtk_widget_action_set_enabled (widget, "import.back", self->step == STEP_COLUMNS || self->step == STEP_PREVIEW);
}

static void
show_file (AutosellImportAssistant *self)
{
  g_autofree char *name = self->file != NULL ? g_file_get_basename (self->file) : NULL;
  g_autofree char *display = name != NULL ? g_filename_display_name (name) : NULL;
  g_autofree char *more =
      /* Translators: follows the name of the file that is being imported */
      g_strdup_printf (ngettext ("%u more file after it", "%u more files after it", self->n_waiting), self->n_waiting);
  g_autofree char *both = display != NULL && self->n_waiting > 0 ? g_strdup_printf ("%s · %s", display, more) : NULL;

  adw_window_title_set_subtitle (self->title, self->step == STEP_FILE || display == NULL ? "" : both != NULL ? both : display);
}

static void
set_step (AutosellImportAssistant *self, Step step)
{
  self->step = step;
  gtk_stack_set_visible_child_name (self->stack, step_names[step]);
  adw_window_title_set_title (self->title, step == STEP_COLUMNS   ? _("What the Columns Are")
                                           : step == STEP_PREVIEW ? _("What Would Change")
                                                                  : _("Import"));
  show_file (self);
  show_buttons (self);
  if (step == STEP_FILE)
    gtk_widget_grab_focus (GTK_WIDGET (self->choose));
  else if (step == STEP_WORKING)
    gtk_widget_grab_focus (GTK_WIDGET (self->cancel));
  else if (step == STEP_COLUMNS || step == STEP_PREVIEW || step == STEP_DONE)
    gtk_widget_grab_focus (GTK_WIDGET (self->next));
}

static gboolean
tick_cb (gpointer user_data)
{
  AutosellImportAssistant *self = user_data;

  if (self->progress != NULL)
    gtk_progress_bar_set_fraction (self->progress_bar, autosell_progress_get (self->progress));
  else
    gtk_progress_bar_pulse (self->progress_bar);
  return G_SOURCE_CONTINUE;
}

/* The work has ended: its callback has come. Until then what it uses is not touched, cancelled or not. */
static void
end_work (AutosellImportAssistant *self)
{
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->progress, autosell_progress_unref);
  g_clear_handle_id (&self->ticker, g_source_remove);
}

static void
start_work (AutosellImportAssistant *self, const char *what, gboolean tells_progress)
{
  g_assert (self->cancellable == NULL);
  self->step_before = self->step;
  self->cancellable = g_cancellable_new ();
  self->progress = tells_progress ? autosell_progress_new () : NULL;
  self->ticker = g_timeout_add (100, tick_cb, self);
  gtk_progress_bar_set_fraction (self->progress_bar, 0);
  gtk_label_set_text (self->working_label, what);
  set_step (self, STEP_WORKING);
}

static void
show_error (AutosellImportAssistant *self, const char *what, const GError *error)
{
  const char *way_out = NULL;
  const char *sentence = autosell_error_get_sentence (error, &way_out);
  g_autofree char *text = way_out != NULL ? g_strdup_printf ("%s %s", sentence, way_out) : g_strdup (sentence);

  adw_status_page_set_title (self->error_page, what);
  adw_status_page_set_description (self->error_page, text);
  gtk_label_set_text (self->error_details, error->message);
  set_step (self, STEP_ERROR);
}

/* ---- the file ---- */

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

static void
remember_mapping (AutosellImportAssistant *self)
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
    return;  /* the window is gone */
  end_work (self);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      set_step (self, self->step_before);
      if (self->import != NULL)
        show_sheets (self);  /* the one chosen was not read */
      return;
    }
  if (import == NULL)
    {
      if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
        autosell_recent_imports_remove (self->file);
      show_error (self, _("This File Cannot Be Imported"), error);
      return;
    }
  g_set_object (&self->import, import);
  g_clear_object (&self->plan);
  autosell_plan_view_reset (self->preview);
  is_known = restore_mapping (self);
  show_import (self);
  set_step (self, STEP_COLUMNS);
  if (self->is_again && is_known)
    make_plan (self);
  self->is_again = FALSE;
}

static void
read_file (AutosellImportAssistant *self, const char *sheet)
{
  start_work (self, _("Reading the file…"), TRUE);
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

  autosell_compat_open_file (GTK_WINDOW (self), _("Choose a Spreadsheet"), filters, file_chosen_cb, g_object_ref (self));
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

/* ---- what would change ---- */

typedef struct
{
  AutosellImportAssistant *assistant;  /* owned */
  AutosellProgress *progress;          /* owned: the working thread tells it until the end */
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
    return;  /* the window is gone */
  end_work (self);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      set_step (self, STEP_COLUMNS);
      return;
    }
  if (plan == NULL)
    {
      show_error (self, _("The File Could Not Be Compared with the Stock"), error);
      return;
    }
  g_set_object (&self->plan, plan);
  autosell_plan_view_set_plan (self->preview, plan);
  set_step (self, STEP_PREVIEW);
}

static void
make_plan (AutosellImportAssistant *self)
{
  Planning *planning = g_new0 (Planning, 1);

  start_work (self, _("Comparing with the stock…"), TRUE);
  planning->assistant = g_object_ref (self);
  planning->progress = autosell_progress_ref (self->progress);
  autosell_store_plan_import_async (self->store, self->import, gtk_switch_get_active (self->erase_switch),
                                    autosell_progress_tell, planning->progress, self->cancellable, planned_cb, planning);
}

/* What is on the screen must be what would be done: when the stock changes meanwhile, it is compared again. */
static void
store_changed_cb (AutosellImportAssistant *self)
{
  if (self->step == STEP_PREVIEW)
    make_plan (self);
}

/* ---- writing ---- */

static void
show_done (AutosellImportAssistant *self, gint64 n)
{
  guint n_new = autosell_import_plan_get_count (self->plan, AUTOSELL_PLAN_NEW) +
                autosell_import_plan_get_count (self->plan, AUTOSELL_PLAN_TWIN);
  guint n_unreadable = autosell_import_plan_get_n_unreadable (self->plan);
  g_autofree char *number = autosell_format_integer (n);
  g_autofree char *title = g_strdup_printf (ngettext ("%s Car Imported", "%s Cars Imported", n), number);
  g_autoptr(GString) text = g_string_new (NULL);

  if (n_new > 0 && n_new <= n)
    g_string_append_printf (text, ngettext ("%u of them is new.", "%u of them are new.", n_new), n_new);
  if (n_unreadable > 0)
    {
      g_string_append (text, text->len > 0 ? " " : "");
      g_string_append_printf (text, ngettext ("%u cell could not be read; its text was kept beside the field.",
                                              "%u cells could not be read; their text was kept beside the fields.",
                                              n_unreadable), n_unreadable);
    }
  adw_status_page_set_title (self->done_page, title);
  adw_status_page_set_description (self->done_page, text->str);
  gtk_widget_set_visible (GTK_WIDGET (self->undo), self->change != 0);
  gtk_widget_set_sensitive (GTK_WIDGET (self->undo), TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->problems), n > 0);
  set_step (self, STEP_DONE);
}

static void
applied_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Planning *writing = user_data;
  g_autoptr(AutosellImportAssistant) self = writing->assistant;
  g_autoptr(AutosellProgress) progress G_GNUC_UNUSED = writing->progress;
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellCommitResult) applied = autosell_store_apply_import_finish (AUTOSELL_STORE (object), result, &error);

  g_free (writing);
  if (self->store == NULL)
    return;  /* the window is gone */
  self->is_writing = FALSE;
  end_work (self);
  if (applied != NULL)
    {
      self->change = applied->change;
      autosell_recent_imports_add (self->file);
      show_done (self, applied->n_vehicles);
      autosell_notify ("import", adw_status_page_get_title (self->done_page), adw_window_title_get_subtitle (self->title), NULL);
    }
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    set_step (self, STEP_PREVIEW);  /* nothing was written */
  else
    {
      set_step (self, STEP_PREVIEW);
      autosell_error_dialog_present (GTK_WINDOW (self), _("The file was not imported, and the stock is as it was."), error);
      autosell_notify ("import", _("The file was not imported, and the stock is as it was."), NULL, NULL);
    }
}

static void
apply_plan (AutosellImportAssistant *self)
{
  Planning *writing = g_new0 (Planning, 1);

  start_work (self, _("Importing…"), TRUE);
  self->is_writing = TRUE;
  writing->assistant = g_object_ref (self);
  writing->progress = autosell_progress_ref (self->progress);
  autosell_store_apply_import_async (self->store, self->plan, AUTOSELL_ACTION_IMPORT, autosell_progress_tell, writing->progress,
                                     self->cancellable, applied_cb, writing);
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

/* ---- actions ---- */

static void
next_cb (GtkWidget *widget, const char *name G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  AutosellImportAssistant *self = AUTOSELL_IMPORT_ASSISTANT (widget);

  if (self->step == STEP_COLUMNS)
    {
      remember_mapping (self);
      make_plan (self);
    }
  else if (self->step == STEP_PREVIEW)
    apply_plan (self);
  else if (self->step == STEP_DONE)
    gtk_window_close (GTK_WINDOW (self));
}

static void
back_cb (GtkWidget *widget, const char *name G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  AutosellImportAssistant *self = AUTOSELL_IMPORT_ASSISTANT (widget);

  set_step (self, self->step == STEP_PREVIEW ? STEP_COLUMNS : STEP_FILE);
}

/* Stops the work where there is some, and leaves where there is none. */
static void
cancel_cb (GtkWidget *widget, const char *name G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  AutosellImportAssistant *self = AUTOSELL_IMPORT_ASSISTANT (widget);

  if (self->step != STEP_WORKING)
    {
      gtk_window_close (GTK_WINDOW (self));
      return;
    }
  g_cancellable_cancel (self->cancellable);  /* its callback goes on, and tells whether a write was still in time */
}

static gboolean
autosell_import_assistant_close_request (GtkWindow *window)
{
  AutosellImportAssistant *self = AUTOSELL_IMPORT_ASSISTANT (window);

  /* a write goes on to its end, and is told of */
  if (self->is_writing)
    {
      g_cancellable_cancel (self->cancellable);
      return TRUE;
    }
  return GTK_WINDOW_CLASS (autosell_import_assistant_parent_class)->close_request (window);
}

/* ---- object ---- */

static void
autosell_import_assistant_dispose (GObject *object)
{
  AutosellImportAssistant *self = AUTOSELL_IMPORT_ASSISTANT (object);

  g_cancellable_cancel (self->cancellable);
  end_work (self);
  g_clear_object (&self->plan);
  g_clear_object (&self->import);
  g_clear_object (&self->file);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (autosell_import_assistant_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, AutosellImportAssistant, title);
  gtk_widget_class_bind_template_child (widget_class, AutosellImportAssistant, cancel);
  gtk_widget_class_bind_template_child (widget_class, AutosellImportAssistant, back);
  gtk_widget_class_bind_template_child (widget_class, AutosellImportAssistant, next);
  gtk_widget_class_bind_template_child (widget_class, AutosellImportAssistant, toasts);
  gtk_widget_class_bind_template_child (widget_class, AutosellImportAssistant, stack);
  gtk_widget_class_bind_template_child (widget_class, AutosellImportAssistant, file_page);
  gtk_widget_class_bind_template_child (widget_class, AutosellImportAssistant, choose);
  gtk_widget_class_bind_template_child (widget_class, AutosellImportAssistant, working_label);
  gtk_widget_class_bind_template_child (widget_class, AutosellImportAssistant, progress_bar);
  gtk_widget_class_bind_template_child (widget_class, AutosellImportAssistant, sheet);
  gtk_widget_class_bind_template_child (widget_class, AutosellImportAssistant, header_row);
  gtk_widget_class_bind_template_child (widget_class, AutosellImportAssistant, header_spin);
  gtk_widget_class_bind_template_child (widget_class, AutosellImportAssistant, header_adjustment);
  gtk_widget_class_bind_template_child (widget_class, AutosellImportAssistant, erase_switch);
  gtk_widget_class_bind_template_child (widget_class, AutosellImportAssistant, columns);
  gtk_widget_class_bind_template_child (widget_class, AutosellImportAssistant, preview);
  gtk_widget_class_bind_template_child (widget_class, AutosellImportAssistant, error_page);
  gtk_widget_class_bind_template_child (widget_class, AutosellImportAssistant, error_details);
  gtk_widget_class_bind_template_child (widget_class, AutosellImportAssistant, done_page);
  gtk_widget_class_bind_template_child (widget_class, AutosellImportAssistant, undo);
  gtk_widget_class_bind_template_child (widget_class, AutosellImportAssistant, problems);
}

static void
autosell_import_assistant_class_init (AutosellImportAssistantClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = autosell_import_assistant_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = autosell_import_assistant_close_request;

  g_type_ensure (AUTOSELL_TYPE_COLUMN_LIST);
  g_type_ensure (AUTOSELL_TYPE_PLAN_VIEW);
  g_type_ensure (AUTOSELL_TYPE_RECENT_LIST);
  gtk_widget_class_set_template_from_resource (widget_class, "/com/autosell/Manager/ui/autosell-import-assistant.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, choose_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, recent_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, sheet_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, header_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, displaced_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_buttons);
  gtk_widget_class_bind_template_callback (widget_class, undo_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, problems_clicked_cb);

  gtk_widget_class_install_action (widget_class, "import.next", NULL, next_cb);
  gtk_widget_class_install_action (widget_class, "import.back", NULL, back_cb);
  gtk_widget_class_install_action (widget_class, "import.cancel", NULL, cancel_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "import.cancel", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Left, GDK_ALT_MASK, "import.back", NULL);
}

static void
autosell_import_assistant_init (AutosellImportAssistant *self)
{
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (target, "drop", G_CALLBACK (dropped_cb), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self->file_page), GTK_EVENT_CONTROLLER (target));
}

gboolean
autosell_import_assistant_wants_file (AutosellImportAssistant *self)
{
  g_return_val_if_fail (AUTOSELL_IS_IMPORT_ASSISTANT (self), FALSE);

  return self->step == STEP_FILE;
}

void
autosell_import_assistant_set_file (AutosellImportAssistant *self, GFile *file)
{
  g_return_if_fail (AUTOSELL_IS_IMPORT_ASSISTANT (self) && G_IS_FILE (file));

  file_chosen_cb (file, g_object_ref (self));
}

void
autosell_import_assistant_set_n_waiting (AutosellImportAssistant *self, guint n_waiting)
{
  g_return_if_fail (AUTOSELL_IS_IMPORT_ASSISTANT (self));

  self->n_waiting = n_waiting;
  show_file (self);
}

void
autosell_import_assistant_add_toast (AutosellImportAssistant *self, AdwToast *toast)
{
  g_return_if_fail (AUTOSELL_IS_IMPORT_ASSISTANT (self));

  autosell_toaster_show (self->toasts, toast);
}

static AutosellImportAssistant *
present (GtkWindow *parent, AutosellStore *store, GFile *file, gboolean is_again)
{
  AutosellImportAssistant *self = g_object_new (AUTOSELL_TYPE_IMPORT_ASSISTANT, "transient-for", parent, NULL);
  self->store = g_object_ref (store);
  self->is_again = is_again;
  g_signal_connect_object (store, "changed", G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  set_step (self, STEP_FILE);
  if (file != NULL)
    file_chosen_cb (file, g_object_ref (self));
  gtk_window_present (GTK_WINDOW (self));
  return self;
}

AutosellImportAssistant *
autosell_import_assistant_present (GtkWindow *parent, AutosellStore *store, GFile *file)
{
  g_return_val_if_fail (AUTOSELL_IS_STORE (store), NULL);

  return present (parent, store, file, FALSE);
}

void
autosell_import_assistant_present_again (GtkWindow *parent, AutosellStore *store, GFile *file)
{
  g_return_if_fail (AUTOSELL_IS_STORE (store) && G_IS_FILE (file));

  present (parent, store, file, TRUE);
}
