/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-import-assistant-private.h"

#include "autosell-compat.h"
#include "autosell-error-dialog.h"
#include "autosell-recent-list.h"
#include "autosell-toaster.h"

#include <glib/gi18n.h>

static const char *const step_names[] = { "file", "working", "columns", "preview", "error", "done" };

G_DEFINE_FINAL_TYPE (AutosellImportAssistant, autosell_import_assistant, ADW_TYPE_WINDOW)

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
    case AUTOSELL_STEP_COLUMNS:
      next = _("Compare");
      break;
    case AUTOSELL_STEP_PREVIEW:
      /* Large text on a phone has no room for both words; the step before says how many */
      next = n == 0 ? _("Nothing to Import") : self->is_narrow ? _("Import") : import_label;
      break;
    case AUTOSELL_STEP_DONE:
      next = _("Done");
      break;
    case AUTOSELL_STEP_FILE:
    case AUTOSELL_STEP_WORKING:
    case AUTOSELL_STEP_ERROR:
    default:
      break;
    }
  gtk_widget_set_visible (GTK_WIDGET (self->next), next != NULL);
  if (next != NULL)
    gtk_button_set_label (self->next, next);
  gtk_widget_set_visible (GTK_WIDGET (self->cancel), self->step == AUTOSELL_STEP_WORKING);
  gtk_widget_set_visible (GTK_WIDGET (self->back),
                          self->step == AUTOSELL_STEP_COLUMNS || self->step == AUTOSELL_STEP_PREVIEW);
  gtk_widget_action_set_enabled (widget, "import.next", next != NULL && (self->step != AUTOSELL_STEP_PREVIEW || n > 0));
  gtk_widget_action_set_enabled (widget, "import.back",
                                 self->step == AUTOSELL_STEP_COLUMNS || self->step == AUTOSELL_STEP_PREVIEW);
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

  adw_window_title_set_subtitle (self->title, self->step == AUTOSELL_STEP_FILE || display == NULL ? ""
                                              : both != NULL                                      ? both
                                                                                                  : display);
}

void
autosell_import_assistant_set_step (AutosellImportAssistant *self, AutosellImportStep step)
{
  self->step = step;
  gtk_stack_set_visible_child_name (self->stack, step_names[step]);
  adw_window_title_set_title (self->title, step == AUTOSELL_STEP_COLUMNS   ? _("Columns")
                                           : step == AUTOSELL_STEP_PREVIEW ? _("Changes")
                                                                           : _("Import"));
  show_file (self);
  show_buttons (self);
  if (step == AUTOSELL_STEP_FILE)
    gtk_widget_grab_focus (GTK_WIDGET (self->choose));
  else if (step == AUTOSELL_STEP_WORKING)
    gtk_widget_grab_focus (GTK_WIDGET (self->cancel));
  else if (step == AUTOSELL_STEP_COLUMNS || step == AUTOSELL_STEP_PREVIEW || step == AUTOSELL_STEP_DONE)
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
void
autosell_import_assistant_end_work (AutosellImportAssistant *self)
{
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->progress, autosell_progress_unref);
  g_clear_handle_id (&self->ticker, g_source_remove);
}

void
autosell_import_assistant_start_work (AutosellImportAssistant *self, const char *what, gboolean tells_progress)
{
  g_assert (self->cancellable == NULL);
  self->step_before = self->step;
  self->cancellable = g_cancellable_new ();
  self->progress = tells_progress ? autosell_progress_new () : NULL;
  self->ticker = g_timeout_add (100, tick_cb, self);
  gtk_progress_bar_set_fraction (self->progress_bar, 0);
  gtk_label_set_text (self->working_label, what);
  autosell_import_assistant_set_step (self, AUTOSELL_STEP_WORKING);
}

void
autosell_import_assistant_show_error (AutosellImportAssistant *self, const char *what, const GError *error)
{
  const char *way_out = NULL;
  const char *sentence = autosell_error_get_sentence (error, &way_out);
  g_autofree char *text = way_out != NULL ? g_strdup_printf ("%s %s", sentence, way_out) : g_strdup (sentence);

  adw_status_page_set_title (self->error_page, what);
  adw_status_page_set_description (self->error_page, text);
  gtk_label_set_text (self->error_details, error->message);
  autosell_import_assistant_set_step (self, AUTOSELL_STEP_ERROR);
}

/* What is on the screen must be what would be done: when the stock changes meanwhile, it is compared again. */
static void
store_changed_cb (AutosellImportAssistant *self)
{
  if (self->step == AUTOSELL_STEP_PREVIEW)
    autosell_import_assistant_make_plan (self);
}

/* ---- actions ---- */

static void
next_cb (GtkWidget *widget, const char *name G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  AutosellImportAssistant *self = AUTOSELL_IMPORT_ASSISTANT (widget);

  if (self->step == AUTOSELL_STEP_COLUMNS)
    {
      autosell_import_assistant_remember_mapping (self);
      autosell_import_assistant_make_plan (self);
    }
  else if (self->step == AUTOSELL_STEP_PREVIEW)
    autosell_import_assistant_apply_plan (self);
  else if (self->step == AUTOSELL_STEP_DONE)
    gtk_window_close (GTK_WINDOW (self));
}

static void
back_cb (GtkWidget *widget, const char *name G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  AutosellImportAssistant *self = AUTOSELL_IMPORT_ASSISTANT (widget);

  autosell_import_assistant_set_step (self,
                                      self->step == AUTOSELL_STEP_PREVIEW ? AUTOSELL_STEP_COLUMNS : AUTOSELL_STEP_FILE);
}

/* Stops the work where there is some, and leaves where there is none. */
static void
cancel_cb (GtkWidget *widget, const char *name G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  AutosellImportAssistant *self = AUTOSELL_IMPORT_ASSISTANT (widget);

  if (self->step != AUTOSELL_STEP_WORKING)
    {
      gtk_window_close (GTK_WINDOW (self));
      return;
    }
  g_cancellable_cancel (self->cancellable); /* its callback goes on, and tells whether a write was still in time */
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
  autosell_import_assistant_end_work (self);
  g_clear_object (&self->plan);
  g_clear_object (&self->import);
  g_clear_object (&self->file);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (autosell_import_assistant_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, AutosellImportAssistant, header);
  gtk_widget_class_bind_template_child (widget_class, AutosellImportAssistant, title);
  gtk_widget_class_bind_template_child (widget_class, AutosellImportAssistant, cancel);
  gtk_widget_class_bind_template_child (widget_class, AutosellImportAssistant, back);
  gtk_widget_class_bind_template_child (widget_class, AutosellImportAssistant, next);
  gtk_widget_class_bind_template_child (widget_class, AutosellImportAssistant, toasts);
  gtk_widget_class_bind_template_child (widget_class, AutosellImportAssistant, stack);
  gtk_widget_class_bind_template_child (widget_class, AutosellImportAssistant, file_page);
  gtk_widget_class_bind_template_child (widget_class, AutosellImportAssistant, choose);
  gtk_widget_class_bind_template_child (widget_class, AutosellImportAssistant, choose_another);
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
  autosell_import_assistant_bind_file (widget_class);
  autosell_import_assistant_bind_write (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, show_buttons);

  gtk_widget_class_install_action (widget_class, "import.next", NULL, next_cb);
  gtk_widget_class_install_action (widget_class, "import.back", NULL, back_cb);
  gtk_widget_class_install_action (widget_class, "import.cancel", NULL, cancel_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "import.cancel", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Left, GDK_ALT_MASK, "import.back", NULL);
}

#define NARROW_WIDTH 300

static void
narrow_cb (GtkWindow *window, gboolean is_narrow)
{
  AutosellImportAssistant *self = AUTOSELL_IMPORT_ASSISTANT (window);

  self->is_narrow = is_narrow;
  show_buttons (self);
}

static void
autosell_import_assistant_init (AutosellImportAssistant *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  autosell_compat_fit_header (GTK_WINDOW (self), self->header, NARROW_WIDTH, narrow_cb);
  autosell_compat_wrap_words (GTK_WIDGET (self->choose));
  autosell_compat_wrap_words (GTK_WIDGET (self->choose_another));
  autosell_compat_wrap_words (GTK_WIDGET (self->undo));
  autosell_compat_wrap_words (GTK_WIDGET (self->problems));
  autosell_import_assistant_take_drops (self);
}

gboolean
autosell_import_assistant_wants_file (AutosellImportAssistant *self)
{
  g_return_val_if_fail (AUTOSELL_IS_IMPORT_ASSISTANT (self), FALSE);

  return self->step == AUTOSELL_STEP_FILE;
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
  autosell_import_assistant_set_step (self, AUTOSELL_STEP_FILE);
  if (file != NULL)
    autosell_import_assistant_set_file (self, file);
  autosell_compat_present_dialog (GTK_WINDOW (self), gtk_window_get_transient_for (GTK_WINDOW (self)));
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
