/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-photo-adder.h"

#include "autosell-error-dialog.h"
#include "autosell-gallery-import.h"
#include "autosell-photo-probe.h"
#include "autosell-photo-reader.h"
#include "autosell-window.h"

#include <glib/gi18n.h>

/* ---- Adding ---- */

/* What takes less is told when it is done. */
#define PATIENCE_MS 700

typedef struct
{
  AutosellGalleryImport *import; /* owned */
  AutosellWindow *window;        /* unowned, nullable once it is gone */
  char *title;                   /* owned: of the car */
  AdwToast *toast;               /* unowned, nullable: while it is shown */
  guint source;
  guint n_refused;
  char *refusal; /* owned, nullable: the first */
} Adding;

static void
adding_free (Adding *adding)
{
  g_clear_handle_id (&adding->source, g_source_remove);
  g_clear_weak_pointer (&adding->window);
  if (adding->toast != NULL)
    {
      g_signal_handlers_disconnect_by_data (adding->toast, adding);
      g_clear_weak_pointer (&adding->toast);
    }
  g_signal_handlers_disconnect_by_data (adding->import, adding);
  g_object_unref (adding->import);
  g_free (adding->title);
  g_free (adding->refusal);
  g_free (adding);
}

static char *
dup_progress (Adding *adding)
{
  AutosellPhotoImporter *importer = autosell_gallery_import_get_importer (adding->import);
  guint n_done = autosell_photo_importer_get_n_ready (importer) + autosell_photo_importer_get_n_refused (importer);

  /* Translators: photos that are ready, of so many, and the car that they are for */
  return g_strdup_printf (_("Adding photos: %u of %u · %s"), n_done, autosell_photo_importer_get_n_items (importer),
                          adding->title);
}

static void
changed_cb (Adding *adding)
{
  g_autofree char *text = NULL;
  g_autofree char *title = NULL;

  if (adding->toast == NULL)
    return;
  text = dup_progress (adding);
  title = g_markup_escape_text (text, -1);
  adw_toast_set_title (adding->toast, title);
}

static void
cancel_cb (Adding *adding)
{
  autosell_gallery_import_discard (adding->import);
}

static gboolean
show_progress_cb (gpointer data)
{
  Adding *adding = data;
  AdwToast *toast;

  adding->source = 0;
  if (adding->window == NULL)
    return G_SOURCE_REMOVE;
  toast = adw_toast_new ("");
  adw_toast_set_timeout (toast, 0);
  adw_toast_set_button_label (toast, _("_Cancel"));
  g_signal_connect_swapped (toast, "button-clicked", G_CALLBACK (cancel_cb), adding);
  g_set_weak_pointer (&adding->toast, toast);
  changed_cb (adding);
  autosell_window_add_toast (adding->window, toast);
  return G_SOURCE_REMOVE;
}

static void
refused_cb (AutosellGalleryImport *import, AutosellPhotoImport *item, Adding *adding)
{
  const GError *error = autosell_photo_import_get_error (item);

  adding->n_refused++;
  if (adding->refusal == NULL)
    adding->refusal = g_strdup_printf ("%s: %s", autosell_photo_import_get_name (item),
                                       error != NULL ? error->message : _("It could not be read."));
}

static char *
dup_outcome (Adding *adding, guint n_added)
{
  g_autofree char *added = NULL;

  if (n_added == 0)
    return adding->n_refused == 1 ? g_strdup (adding->refusal) : g_strdup (_("No photo was added"));
  /* Translators: %s is a car */
  added = g_strdup_printf (ngettext ("%u photo added to %s", "%u photos added to %s", n_added), n_added, adding->title);
  if (adding->n_refused == 0)
    return g_steal_pointer (&added);
  return g_strdup_printf (
    ngettext ("%s; %u file could not be used", "%s; %u files could not be used", adding->n_refused), added,
    adding->n_refused);
}

static void
done_cb (AutosellGalleryImport *import, guint n_added, gint64 change, const GError *error, Adding *adding)
{
  g_autofree char *outcome = dup_outcome (adding, n_added);

  if (adding->toast != NULL)
    adw_toast_dismiss (adding->toast);
  if (adding->window == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    ;
  else if (error != NULL)
    autosell_error_dialog_present (GTK_WINDOW (adding->window), _("The photos were not added."), error);
  else
    autosell_window_add_undo_toast (adding->window, outcome, change);
  adding_free (adding);
}

static AutosellGalleryImport *
begin (GtkWidget *widget, AutosellStore *store, gint64 vehicle_key, const char *title)
{
  Adding *adding = g_new0 (Adding, 1);

  adding->import = autosell_gallery_import_new (store, vehicle_key, NULL, NULL);
  adding->title = g_strdup (title);
  g_set_weak_pointer (&adding->window, autosell_window_find (widget));
  adding->source = g_timeout_add (PATIENCE_MS, show_progress_cb, adding);
  g_signal_connect_swapped (adding->import, "changed", G_CALLBACK (changed_cb), adding);
  g_signal_connect (adding->import, "refused", G_CALLBACK (refused_cb), adding);
  g_signal_connect (adding->import, "done", G_CALLBACK (done_cb), adding);
  return adding->import;
}

void
autosell_photo_adder_add_files (GtkWidget *widget, AutosellStore *store, gint64 vehicle_key, const char *title,
                                GListModel *files)
{
  autosell_gallery_import_add_files (begin (widget, store, vehicle_key, title), files);
}

void
autosell_photo_adder_add_bytes (GtkWidget *widget, AutosellStore *store, gint64 vehicle_key, const char *title,
                                GBytes *bytes, const char *name)
{
  autosell_gallery_import_add_bytes (begin (widget, store, vehicle_key, title), bytes, name);
}

/* ---- Choosing ---- */

typedef struct
{
  GtkFileChooserNative *chooser; /* owned */
  AutosellPhotoFilesFunc callback;
  gpointer user_data;
} Choice;

static void
response_cb (GtkNativeDialog *dialog, int response, Choice *choice)
{
  g_autoptr(GListModel) files = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    files = gtk_file_chooser_get_files (GTK_FILE_CHOOSER (choice->chooser));
  choice->callback (files != NULL && g_list_model_get_n_items (files) > 0 ? files : NULL, choice->user_data);
  g_object_unref (choice->chooser);
  g_free (choice);
}

static void
choose (GtkWindow *parent, const char *title, GtkFileChooserAction action, AutosellPhotoFilesFunc callback,
        gpointer user_data)
{
  Choice *choice = g_new0 (Choice, 1);
  GtkFileChooser *chooser;

  choice->chooser = gtk_file_chooser_native_new (title, parent, action, NULL, NULL);
  choice->callback = callback;
  choice->user_data = user_data;
  chooser = GTK_FILE_CHOOSER (choice->chooser);
  gtk_file_chooser_set_select_multiple (chooser, TRUE);
  if (action == GTK_FILE_CHOOSER_ACTION_OPEN)
    {
      g_autoptr(GtkFileFilter) filter = gtk_file_filter_new ();
      const char *const *extensions = autosell_photo_format_list_extensions ();

      gtk_file_filter_set_name (filter, _("Photos"));
      for (guint i = 0; extensions[i] != NULL; i++)
        gtk_file_filter_add_suffix (filter, extensions[i]);
      gtk_file_chooser_add_filter (chooser, filter);
    }
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (choice->chooser), TRUE);
  g_signal_connect (choice->chooser, "response", G_CALLBACK (response_cb), choice);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (choice->chooser));
}

void
autosell_photo_adder_choose_files (GtkWindow *parent, const char *title, AutosellPhotoFilesFunc callback,
                                   gpointer user_data)
{
  choose (parent, title, GTK_FILE_CHOOSER_ACTION_OPEN, callback, user_data);
}

void
autosell_photo_adder_choose_folder (GtkWindow *parent, const char *title, AutosellPhotoFilesFunc callback,
                                    gpointer user_data)
{
  choose (parent, title, GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER, callback, user_data);
}

/* ---- For a car ---- */

typedef struct
{
  AutosellWindow *window; /* owned */
  AutosellStore *store;   /* owned */
  gint64 vehicle_key;
  char *title; /* owned */
} Target;

static Target *
target_new (GtkWidget *widget, AutosellStore *store, gint64 vehicle_key, const char *title)
{
  AutosellWindow *window = autosell_window_find (widget);
  Target *target;

  if (window == NULL)
    return NULL;
  target = g_new (Target, 1);
  *target = (Target){ g_object_ref (window), g_object_ref (store), vehicle_key, g_strdup (title) };
  return target;
}

static void
target_free (Target *target)
{
  g_object_unref (target->window);
  g_object_unref (target->store);
  g_free (target->title);
  g_free (target);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Target, target_free)

static void
chosen_cb (GListModel *files, gpointer user_data)
{
  g_autoptr(Target) target = user_data;

  if (files != NULL)
    autosell_photo_adder_add_files (GTK_WIDGET (target->window), target->store, target->vehicle_key, target->title,
                                    files);
}

void
autosell_photo_adder_choose (GtkWidget *widget, AutosellStore *store, gint64 vehicle_key, const char *title)
{
  Target *target = target_new (widget, store, vehicle_key, title);
  /* Translators: %s is a car */
  g_autofree char *heading = g_strdup_printf (_("Photos of %s"), title);

  if (target != NULL)
    autosell_photo_adder_choose_files (GTK_WINDOW (target->window), heading, chosen_cb, target);
}

static void
pasted_cb (GListModel *files, GBytes *bytes, const char *name, const GError *error, gpointer user_data)
{
  g_autoptr(Target) target = user_data;
  GtkWidget *widget = GTK_WIDGET (target->window);

  if (files != NULL)
    autosell_photo_adder_add_files (widget, target->store, target->vehicle_key, target->title, files);
  else if (bytes != NULL)
    autosell_photo_adder_add_bytes (widget, target->store, target->vehicle_key, target->title, bytes, name);
  else
    autosell_window_add_toast (target->window, adw_toast_new (_("No picture has been copied")));
}

void
autosell_photo_adder_paste (GtkWidget *widget, AutosellStore *store, gint64 vehicle_key, const char *title)
{
  Target *target = target_new (widget, store, vehicle_key, title);

  if (target != NULL)
    autosell_photo_reader_read_clipboard (gtk_widget_get_clipboard (widget), pasted_cb, target);
}
