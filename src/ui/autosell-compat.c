/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-compat.h"

#include "autosell-text-scale.h"

#include <glib/gi18n.h>

/* What is still to be seen of a window below a dialog that is as large as it can be. */
#define DIALOG_MARGIN 24

/* Where text is large a dialog is so too, as far as the window below it has room. */
static int
scale_side (int side_px, int room_px)
{
  return side_px > 0 ? MAX (side_px, MIN (autosell_text_scale_up (side_px), room_px - 2 * DIALOG_MARGIN)) : side_px;
}

static void
scale_dialog (GtkWindow *dialog, GtkWindow *parent)
{
  int width, height;

  gtk_window_get_default_size (dialog, &width, &height);
  gtk_window_set_default_size (dialog, scale_side (width, gtk_widget_get_width (GTK_WIDGET (parent))),
                               scale_side (height, gtk_widget_get_height (GTK_WIDGET (parent))));
}

void
autosell_compat_present_dialog (GtkWindow *dialog, GtkWindow *parent)
{
  if (parent != NULL && autosell_text_scale_get () > 1)
    scale_dialog (dialog, parent);
  gtk_window_set_transient_for (dialog, parent);
  if (parent != NULL)
    gtk_window_set_application (dialog, gtk_window_get_application (parent));
  gtk_window_present (dialog);
}

void
autosell_compat_wrap_words (GtkWidget *button)
{
  for (GtkWidget *child = gtk_widget_get_first_child (button); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (GTK_IS_LABEL (child))
      {
        gtk_label_set_wrap (GTK_LABEL (child), TRUE);
        if (GTK_IS_BUTTON (button))
          gtk_label_set_justify (GTK_LABEL (child), GTK_JUSTIFY_CENTER);
      }
}

/* Less than any dialog's heading has */
#define HEADING_MIN_WIDTH 120

/* libadwaita has the heading twice, large and small, takes the lesser of what they need for what both need, and
 * measures both for that width, of which newer GTK warns. So both need the same, the large one too, which is in one
 * line: that it might be wrapped changes nothing else, since it is shown only where its one line has room. */
static void
align_headings (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget)
      && (gtk_widget_has_css_class (widget, "title-2") || gtk_widget_has_css_class (widget, "title-4")))
    {
      gtk_label_set_wrap (GTK_LABEL (widget), TRUE);
      gtk_label_set_wrap_mode (GTK_LABEL (widget), PANGO_WRAP_WORD_CHAR);
      gtk_widget_set_size_request (widget, HEADING_MIN_WIDTH, -1);
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    align_headings (child);
}

GtkWidget *
autosell_compat_message_dialog_new (GtkWindow *parent, const char *heading, const char *body)
{
  GtkWidget *dialog = adw_message_dialog_new (parent, heading, body);

  align_headings (dialog);
  return dialog;
}

typedef struct
{
  AutosellAnswerFunc callback;
  gpointer user_data;
} Question;

static void
question_response_cb (AdwMessageDialog *dialog, const char *response, gpointer user_data)
{
  Question *question = user_data;

  /* The answer may close the window that asked, and GTK 4.8 looks at it once more when the dialog goes after it. */
  gtk_window_set_transient_for (GTK_WINDOW (dialog), NULL);
  question->callback (g_str_equal (response, "answer"), question->user_data);
}

static void
question_free (gpointer data, GClosure *closure G_GNUC_UNUSED)
{
  g_free (data);
}

void
autosell_compat_ask (GtkWindow *parent, const char *heading, const char *body, const char *answer_label,
                     gboolean is_destructive, AutosellAnswerFunc callback, gpointer user_data)
{
  GtkWidget *dialog = autosell_compat_message_dialog_new (parent, heading, body);
  Question *question = g_new (Question, 1);

  question->callback = callback;
  question->user_data = user_data;
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("_Cancel"), "answer", answer_label, NULL);
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), is_destructive ? "cancel" : "answer");
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "answer",
                                              is_destructive ? ADW_RESPONSE_DESTRUCTIVE : ADW_RESPONSE_SUGGESTED);
  g_signal_connect_data (dialog, "response", G_CALLBACK (question_response_cb), question, question_free, 0);
  autosell_compat_present_dialog (GTK_WINDOW (dialog), parent);
}

typedef struct
{
  GtkFileChooserNative *chooser; /* owned: nothing else holds a native dialog */
  AutosellFileFunc callback;
  AutosellFilesFunc several; /* instead of it, where there may be several */
  gpointer user_data;
} FileRequest;

static void
file_response_cb (GtkNativeDialog *dialog, int response, gpointer user_data)
{
  FileRequest *request = user_data;
  g_autoptr(GFile) file = NULL;
  g_autoptr(GListModel) files = NULL;

  if (response == GTK_RESPONSE_ACCEPT && request->several != NULL)
    files = gtk_file_chooser_get_files (GTK_FILE_CHOOSER (dialog));
  else if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  gtk_native_dialog_hide (dialog);
  if (request->several != NULL)
    request->several (files, request->user_data);
  else
    request->callback (file, request->user_data);
  g_object_unref (request->chooser);
  g_free (request);
}

static void
choose_file (GtkWindow *parent, const char *title, GtkFileChooserAction action, const char *suggested_name,
             GListModel *filters, AutosellFileFunc callback, AutosellFilesFunc several, gpointer user_data)
{
  FileRequest *request = g_new0 (FileRequest, 1);
  GtkFileChooser *chooser;

  /* NULL for the accept label: “Open” or “Save” in the desktop's own words */
  request->chooser = gtk_file_chooser_native_new (title, parent, action, NULL, NULL);
  request->callback = callback;
  request->several = several;
  request->user_data = user_data;
  chooser = GTK_FILE_CHOOSER (request->chooser);
  for (guint i = 0; filters != NULL && i < g_list_model_get_n_items (filters); i++)
    {
      g_autoptr(GtkFileFilter) filter = g_list_model_get_item (filters, i);
      gtk_file_chooser_add_filter (chooser, filter);
    }
  gtk_file_chooser_set_select_multiple (chooser, several != NULL);
  if (suggested_name != NULL)
    gtk_file_chooser_set_current_name (chooser, suggested_name);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (request->chooser), TRUE);
  g_signal_connect (request->chooser, "response", G_CALLBACK (file_response_cb), request);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (request->chooser));
}

void
autosell_compat_open_file (GtkWindow *parent, const char *title, GListModel *filters, AutosellFileFunc callback,
                           gpointer user_data)
{
  choose_file (parent, title, GTK_FILE_CHOOSER_ACTION_OPEN, NULL, filters, callback, NULL, user_data);
}

void
autosell_compat_save_file (GtkWindow *parent, const char *title, const char *suggested_name, GListModel *filters,
                           AutosellFileFunc callback, gpointer user_data)
{
  choose_file (parent, title, GTK_FILE_CHOOSER_ACTION_SAVE, suggested_name, filters, callback, NULL, user_data);
}

void
autosell_compat_open_files (GtkWindow *parent, const char *title, GListModel *filters, AutosellFilesFunc callback,
                            gpointer user_data)
{
  choose_file (parent, title, GTK_FILE_CHOOSER_ACTION_OPEN, NULL, filters, NULL, callback, user_data);
}

void
autosell_compat_choose_folder (GtkWindow *parent, const char *title, AutosellFileFunc callback, gpointer user_data)
{
  choose_file (parent, title, GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER, NULL, NULL, callback, NULL, user_data);
}

static void
program_chosen_cb (GtkDialog *dialog, int response, GFile *file)
{
  g_autoptr(GAppInfo) program = NULL;
  g_autoptr(GdkAppLaunchContext) context =
    gdk_display_get_app_launch_context (gtk_widget_get_display (GTK_WIDGET (dialog)));
  g_autoptr(GError) error = NULL;
  GList files = { file, NULL, NULL };

  if (response == GTK_RESPONSE_OK)
    program = gtk_app_chooser_get_app_info (GTK_APP_CHOOSER (dialog));
  if (program != NULL && !g_app_info_launch (program, &files, G_APP_LAUNCH_CONTEXT (context), &error))
    g_message ("not opened: %s", error->message);
  gtk_window_destroy (GTK_WINDOW (dialog));
}

static void
chosen_file_free (gpointer file, GClosure *closure G_GNUC_UNUSED)
{
  g_object_unref (file);
}

void
autosell_compat_open_with (GtkWindow *parent, GFile *file, const char *content_type)
{
  GtkWidget *dialog;

  /* In a sandbox the desktop asks, since it alone knows which programs there are. */
  if (g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS))
    {
      g_autofree char *uri = g_file_get_uri (file);

      gtk_show_uri (parent, uri, GDK_CURRENT_TIME);
      return;
    }
  dialog = gtk_app_chooser_dialog_new_for_content_type (parent, GTK_DIALOG_MODAL, content_type);
  g_signal_connect_data (dialog, "response", G_CALLBACK (program_chosen_cb), g_object_ref (file), chosen_file_free, 0);
  autosell_compat_present_dialog (GTK_WINDOW (dialog), parent);
}

GListModel *
autosell_compat_spreadsheet_filters (void)
{
  GListStore *filters = g_list_store_new (GTK_TYPE_FILE_FILTER);
  g_autoptr(GtkFileFilter) sheets = gtk_file_filter_new ();
  g_autoptr(GtkFileFilter) all = gtk_file_filter_new ();

  gtk_file_filter_set_name (sheets, _("Spreadsheets"));
  gtk_file_filter_add_suffix (sheets, "csv");
  gtk_file_filter_add_suffix (sheets, "tsv");
  gtk_file_filter_add_suffix (sheets, "txt");
  gtk_file_filter_add_suffix (sheets, "xlsx");
  gtk_file_filter_add_suffix (sheets, "xlsm");
  g_list_store_append (filters, sheets);
  gtk_file_filter_set_name (all, _("All files"));
  gtk_file_filter_add_pattern (all, "*");
  g_list_store_append (filters, all);
  return G_LIST_MODEL (filters);
}

/* Both the label with its underline and the label inside of it say what the button is: one of them is enough, and none
 * of them is the name that was given to it. */
static void
keep_button_name_cb (GtkWidget *button)
{
  const char *name = g_object_get_data (G_OBJECT (button), "autosell-name");

  if (name != NULL)
    autosell_compat_set_name (button, name);
  else
    gtk_accessible_reset_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL);
}

static gboolean
button_mapped_cb (GSignalInvocationHint *hint, guint n_values, const GValue *values, gpointer user_data)
{
  gpointer widget = g_value_get_object (&values[0]);

  /* without an underline nothing labels it but the property */
  if (GTK_IS_BUTTON (widget) && gtk_button_get_label (widget) != NULL && gtk_button_get_use_underline (widget)
      && !g_object_get_data (widget, "autosell-name-is-fixed"))
    {
      g_object_set_data (widget, "autosell-name-is-fixed", GINT_TO_POINTER (TRUE));
      keep_button_name_cb (widget);
      g_signal_connect_after (widget, "notify::label", G_CALLBACK (keep_button_name_cb), NULL);
    }
  return TRUE;
}

static void
keep_name_cb (GtkWidget *widget)
{
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
}

static gboolean
drop_down_mapped_cb (GSignalInvocationHint *hint, guint n_values, const GValue *values, gpointer user_data)
{
  gpointer widget = g_value_get_object (&values[0]);

  if (GTK_IS_DROP_DOWN (widget) && !g_object_get_data (widget, "autosell-name-is-fixed"))
    {
      g_object_set_data (widget, "autosell-name-is-fixed", GINT_TO_POINTER (TRUE));
      keep_name_cb (widget);
      g_signal_connect_after (widget, "notify::selected", G_CALLBACK (keep_name_cb), NULL);
      g_signal_connect_after (widget, "notify::selected-item", G_CALLBACK (keep_name_cb), NULL);
    }
  return TRUE;
}

gboolean
autosell_compat_is_in_browser (void)
{
  GdkDisplay *display = gdk_display_get_default ();

  /* By its name: Broadway's own header is not there where GTK was built without it. */
  return display != NULL && g_strcmp0 (G_OBJECT_TYPE_NAME (display), "GdkBroadwayDisplay") == 0;
}

static gboolean
present_cb (gpointer window)
{
  if (gtk_widget_get_mapped (window))
    gtk_window_present (window);
  return G_SOURCE_REMOVE;
}

static gboolean
unmapped_hook (GSignalInvocationHint *hint G_GNUC_UNUSED, guint n_values G_GNUC_UNUSED, const GValue *values,
               gpointer user_data G_GNUC_UNUSED)
{
  gpointer widget = g_value_get_object (values);
  GtkWindow *parent = GTK_IS_WINDOW (widget) ? gtk_window_get_transient_for (widget) : NULL;

  if (parent != NULL)
    g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, present_cb, g_object_ref (parent), g_object_unref);
  return TRUE;
}

void
autosell_compat_keep_keyboard_in_browser (void)
{
  if (autosell_compat_is_in_browser ())
    g_signal_add_emission_hook (g_signal_lookup ("unmap", GTK_TYPE_WIDGET), 0, unmapped_hook, NULL, NULL);
}

void
autosell_compat_fix_names (void)
{
  g_autoptr(GTypeClass) klass = g_type_class_ref (GTK_TYPE_WIDGET);

  g_signal_add_emission_hook (g_signal_lookup ("map", GTK_TYPE_WIDGET), 0,
                              gtk_get_minor_version () < 10 ? button_mapped_cb : drop_down_mapped_cb, NULL, NULL);
}

void
autosell_compat_set_name (GtkWidget *widget, const char *name)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  if (!GTK_IS_BUTTON (widget))
    return;
  if (name != g_object_get_data (G_OBJECT (widget), "autosell-name"))
    g_object_set_data_full (G_OBJECT (widget), "autosell-name", g_strdup (name), g_free);
  /* Newer GTK goes by the label within a button and not by what was given to it; GTK 4.8 says both. */
  if (gtk_get_minor_version () >= 10 || gtk_button_get_use_underline (GTK_BUTTON (widget)))
    gtk_accessible_reset_relation (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
}

void
autosell_compat_set_row_name (GtkListItem *item, const char *name)
{
  /* GtkListItem can name its row since GTK 4.12 */
  GtkWidget *row = gtk_widget_get_parent (gtk_list_item_get_child (item));

  if (row != NULL)
    autosell_compat_set_name (row, name);
}

static gboolean
query_cut_tooltip_cb (GtkWidget *label, int x G_GNUC_UNUSED, int y G_GNUC_UNUSED, gboolean is_keyboard G_GNUC_UNUSED,
                      GtkTooltip *tooltip, gpointer user_data G_GNUC_UNUSED)
{
  if (!pango_layout_is_ellipsized (gtk_label_get_layout (GTK_LABEL (label))))
    return FALSE;
  gtk_tooltip_set_text (tooltip, gtk_label_get_text (GTK_LABEL (label)));
  return TRUE;
}

void
autosell_compat_tell_when_cut (GtkLabel *label)
{
  gtk_widget_set_has_tooltip (GTK_WIDGET (label), TRUE);
  g_signal_connect (label, "query-tooltip", G_CALLBACK (query_cut_tooltip_cb), NULL);
}

typedef struct
{
  GtkWindow *window;    /* unowned: owns this */
  AdwHeaderBar *header; /* unowned child of it */
  AutosellNarrowFunc changed;
  int narrow_width;
  int is_narrow; /* -1 before it is known */
} HeaderFit;

static void
header_layout_cb (GdkSurface *surface G_GNUC_UNUSED, int width, int height G_GNUC_UNUSED, HeaderFit *fit)
{
  gboolean is_narrow = autosell_text_scale_down (width) < fit->narrow_width;

  if (is_narrow == fit->is_narrow)
    return;
  fit->is_narrow = is_narrow;
  adw_header_bar_set_decoration_layout (fit->header, is_narrow ? ":close" : NULL);
  if (fit->changed != NULL)
    fit->changed (fit->window, is_narrow);
}

static void
header_realized_cb (GtkWidget *window, HeaderFit *fit)
{
  g_signal_connect_data (gtk_native_get_surface (GTK_NATIVE (window)), "layout", G_CALLBACK (header_layout_cb), fit,
                         NULL, 0);
}

static void
header_unrealized_cb (GtkWidget *window, HeaderFit *fit)
{
  g_signal_handlers_disconnect_by_data (gtk_native_get_surface (GTK_NATIVE (window)), fit);
}

static void
tell_labels_when_cut (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget))
    autosell_compat_tell_when_cut (GTK_LABEL (widget));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    tell_labels_when_cut (child);
}

void
autosell_compat_fit_header (GtkWindow *window, AdwHeaderBar *header, int narrow_width, AutosellNarrowFunc changed)
{
  HeaderFit *fit = g_new0 (HeaderFit, 1);

  fit->window = window;
  fit->header = header;
  fit->narrow_width = narrow_width;
  fit->changed = changed;
  fit->is_narrow = -1;
  g_object_set_data_full (G_OBJECT (window), "autosell-header-fit", fit, g_free);
  g_signal_connect (window, "realize", G_CALLBACK (header_realized_cb), fit);
  g_signal_connect (window, "unrealize", G_CALLBACK (header_unrealized_cb), fit);
  if (adw_header_bar_get_title_widget (header) != NULL)
    tell_labels_when_cut (adw_header_bar_get_title_widget (header));
}
