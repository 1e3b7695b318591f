/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-error-dialog.h"

#include "autosell-compat.h"
#include "autosell-interchange-error.h"
#include "autosell-query.h"
#include "autosell-store-error.h"

#include <glib/gi18n.h>

typedef struct
{
  int code;
  const char *sentence;
  const char *way_out; /* nullable */
} ErrorText;

static const ErrorText store_errors[] = {
  { AUTOSELL_STORE_ERROR_NEWER, N_("This stock was saved by a newer version of Autosell Manager."),
    N_("Update the program on this PC. Nothing was changed.") },
  { AUTOSELL_STORE_ERROR_DAMAGED, N_("The file with the stock is damaged."),
    N_("It can be set aside, and the newest good backup used instead.") },
  { AUTOSELL_STORE_ERROR_NETWORK_FOLDER, N_("The data folder is on a network drive."),
    N_("A stock can lose data there: choose a folder on this PC’s own disk.") },
  { AUTOSELL_STORE_ERROR_NO_SPACE, N_("The disk is full."), N_("Free some space and try again. Nothing was changed.") },
  { AUTOSELL_STORE_ERROR_READ_ONLY, N_("The data folder cannot be written to."),
    N_("Ask whoever looks after this PC for the right to write there.") },
  { AUTOSELL_STORE_ERROR_BUSY, N_("Another program is writing to the stock for an unusually long time."),
    N_("Wait a moment and try again.") },
  { AUTOSELL_STORE_ERROR_NOT_FOUND, N_("The car is not in the stock any more."),
    N_("It may have been removed on another PC or in another window. Look in the bin.") },
  { AUTOSELL_STORE_ERROR_AMBIGUOUS, N_("Several cars have this stock number."), NULL },
  { AUTOSELL_STORE_ERROR_CONFLICT, N_("The car was changed meanwhile by somebody else."),
    N_("Look at the new values and decide again.") },
  { AUTOSELL_STORE_ERROR_NOTHING, N_("There is nothing left to undo or redo."), NULL },
  { AUTOSELL_STORE_ERROR_CLOSED, N_("The stock is closed."), N_("Start the program again.") },
};

static const ErrorText interchange_errors[] = {
  { AUTOSELL_INTERCHANGE_ERROR_NOT_A_TABLE, N_("This is not a spreadsheet that can be read."),
    N_("Save it as XLSX or CSV, without a password, and try again.") },
  { AUTOSELL_INTERCHANGE_ERROR_TOO_LARGE, N_("The file is larger than any stock of cars could be."),
    N_("Check that it is the right file.") },
  { AUTOSELL_INTERCHANGE_ERROR_NO_HEADER, N_("No row names the columns."),
    N_("Put a heading over each column, such as “Brand”, “Model”, “Year” and “Price”.") },
  { AUTOSELL_INTERCHANGE_ERROR_NO_SUCH_SHEET, N_("The file has no sheet of that name."), NULL },
  { AUTOSELL_INTERCHANGE_ERROR_BAD_MAPPING, N_("Two columns stand for the same field."),
    N_("Choose which of them it is.") },
};

static const ErrorText file_errors[] = {
  { G_IO_ERROR_NOT_FOUND, N_("The file is not there."), N_("It may have been moved or renamed.") },
  { G_IO_ERROR_PERMISSION_DENIED, N_("You do not have the right to use this file."),
    N_("Choose another file or folder.") },
  { G_IO_ERROR_NO_SPACE, N_("The disk is full."), N_("Free some space and try again.") },
  { G_IO_ERROR_READ_ONLY, N_("This place cannot be written to."), N_("Choose another folder.") },
  { G_IO_ERROR_IS_DIRECTORY, N_("This is a folder and not a file."), NULL },
};

static const ErrorText *
find_text (const GError *error)
{
  const ErrorText *texts = NULL;
  guint n_texts = 0;

  if (error->domain == AUTOSELL_STORE_ERROR)
    {
      texts = store_errors;
      n_texts = G_N_ELEMENTS (store_errors);
    }
  else if (error->domain == AUTOSELL_INTERCHANGE_ERROR)
    {
      texts = interchange_errors;
      n_texts = G_N_ELEMENTS (interchange_errors);
    }
  else if (error->domain == G_IO_ERROR)
    {
      texts = file_errors;
      n_texts = G_N_ELEMENTS (file_errors);
    }
  for (guint i = 0; i < n_texts; i++)
    if (texts[i].code == error->code)
      return &texts[i];
  return NULL;
}

const char *
autosell_error_get_sentence (const GError *error, const char **way_out)
{
  const ErrorText *text = find_text (error);

  if (way_out != NULL)
    *way_out = text == NULL            ? _("Try again. If it stays like this, send the details to support.")
               : text->way_out != NULL ? _(text->way_out)
                                       : NULL;
  return text != NULL ? _(text->sentence) : _("Something unexpected happened.");
}

static GtkWidget *
create_details (const GError *error)
{
  g_autofree char *text =
    g_strdup_printf ("%s (%s %d)", error->message, g_quark_to_string (error->domain), error->code);
  GtkWidget *label = gtk_label_new (text);
  GtkWidget *expander = gtk_expander_new_with_mnemonic (_("_Details"));

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 50);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "monospace");
  gtk_widget_add_css_class (label, "caption");
  gtk_expander_set_child (GTK_EXPANDER (expander), label);
  return expander;
}

void
autosell_error_dialog_present (GtkWindow *parent, const char *what, const GError *error)
{
  const char *sentence, *way_out;
  g_autofree char *body = NULL;
  GtkWidget *dialog;

  if (error == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_message ("%s: %s", what, error->message);
  sentence = autosell_error_get_sentence (error, &way_out);
  body = way_out != NULL ? g_strdup_printf ("%s\n%s", sentence, way_out) : g_strdup (sentence);
  dialog = autosell_compat_message_dialog_new (parent, what, body);
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), create_details (error));
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _("_Close"));
  autosell_compat_present_dialog (GTK_WINDOW (dialog), parent);
}
