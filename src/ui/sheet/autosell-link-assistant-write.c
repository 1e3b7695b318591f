/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-link-assistant-private.h"

#include "autosell-format.h"

#include <glib/gi18n.h>

/* More than these are a number: they are for a look, and the list of what differs is kept after linking. */
#define DIFFERENCES_SHOWN_MAX 20
#define NOTES_SHOWN_MAX 10

/* ---- what would happen ---- */

static void
show_count (AdwActionRow *row, GtkLabel *label, guint n, gboolean also_none)
{
  g_autofree char *text = autosell_format_integer (n);

  gtk_label_set_text (label, text);
  gtk_widget_set_visible (GTK_WIDGET (row), n > 0 || also_none);
}

static void
clear_rows (AdwPreferencesGroup *group, GPtrArray *rows)
{
  for (guint i = 0; i < rows->len; i++)
    adw_preferences_group_remove (group, rows->pdata[i]);
  g_ptr_array_set_size (rows, 0);
}

static void
add_row (AdwPreferencesGroup *group, GPtrArray *rows, const char *title, const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  adw_preferences_group_add (group, row);
  g_ptr_array_add (rows, row);
}

/* Returns: (transfer full) */
static char *
dup_shown (const AutosellValue *value, AutosellField field)
{
  char *text = autosell_value_to_display (value, field);

  if (text != NULL && *text != '\0')
    return text;
  g_free (text);
  return g_strdup ("—");
}

static void
add_difference (AutosellLinkAssistant *self, const AutosellSheetDifference *difference)
{
  AutosellField field = difference->field;
  g_autofree char *title = autosell_vehicle_dup_title (difference->vehicle);
  g_autofree char *here = dup_shown (autosell_vehicle_get_value (difference->vehicle, field), field);
  g_autofree char *there = dup_shown (&difference->there, field);
  /* Translators: a field, and its values on this PC and in the sheet */
  g_autofree char *text =
    g_strdup_printf (_("%s: here %s, in the sheet %s"), autosell_field_get_label (field), here, there);

  add_row (self->winner_group, self->difference_rows, title, text);
}

static void
add_more (AdwPreferencesGroup *group, GPtrArray *rows, guint n)
{
  g_autofree char *text = g_strdup_printf (ngettext ("And %u more", "And %u more", n), n);

  add_row (group, rows, text, "");
}

static void
show_differences (AutosellLinkAssistant *self)
{
  GPtrArray *differences = self->preview->differences;

  clear_rows (self->winner_group, self->difference_rows);
  for (guint i = 0; i < MIN (differences->len, DIFFERENCES_SHOWN_MAX); i++)
    add_difference (self, differences->pdata[i]);
  if (differences->len > DIFFERENCES_SHOWN_MAX)
    add_more (self->winner_group, self->difference_rows, differences->len - DIFFERENCES_SHOWN_MAX);
  gtk_widget_set_visible (GTK_WIDGET (self->winner_group), differences->len > 0);
  self->is_showing = TRUE;
  adw_combo_row_set_selected (self->winner, self->preview->link->winner == AUTOSELL_LEDGER_YIELDS ? 1 : 0);
  self->is_showing = FALSE;
}

static void
show_notes (AutosellLinkAssistant *self)
{
  GArray *notes = self->preview->merge->notes;

  clear_rows (self->notes_group, self->note_rows);
  for (guint i = 0; i < MIN (notes->len, NOTES_SHOWN_MAX); i++)
    {
      const AutosellLedgerNote *note = &g_array_index (notes, AutosellLedgerNote, i);
      g_autofree char *place = autosell_sheet_note_dup_place (note);
      /* Translators: the number of a row, or the name of a cell, such as H7 */
      g_autofree char *title = g_strdup_printf (note->column >= 0 ? _("Cell %s") : _("Row %s"), place);

      add_row (self->notes_group, self->note_rows, title, autosell_sheet_note_get_sentence (note));
    }
  if (notes->len > NOTES_SHOWN_MAX)
    add_more (self->notes_group, self->note_rows, notes->len - NOTES_SHOWN_MAX);
  gtk_widget_set_visible (GTK_WIDGET (self->notes_group), notes->len > 0);
}

static void
show_preview (AutosellLinkAssistant *self)
{
  const AutosellSheetCounts *counts = &self->preview->counts;

  show_count (self->new_here_row, self->new_here, counts->new_here, TRUE);
  show_count (self->new_there_row, self->new_there, counts->new_there, TRUE);
  show_count (self->equal_row, self->equal, counts->equal, TRUE);
  show_count (self->differing_row, self->differing, counts->differing, TRUE);
  show_count (self->in_bin_row, self->in_bin, counts->in_bin, FALSE);
  show_differences (self);
  show_notes (self);
  gtk_widget_set_visible (GTK_WIDGET (self->headings_row), self->preview->is_new);
  gtk_widget_set_visible (GTK_WIDGET (self->id_row), self->preview->rows->layout->id_column < 0);
}

static void
compared_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(AutosellLinkAssistant) self = user_data;
  g_autoptr(GError) error = NULL;
  gboolean is_done = autosell_sheet_preview_compare_finish (AUTOSELL_STORE (object), result, &error);

  if (self->store == NULL)
    return; /* the window is gone */
  autosell_link_assistant_end_work (self);
  if (is_done)
    {
      show_preview (self);
      autosell_link_assistant_set_step (self, AUTOSELL_LINK_STEP_PREVIEW);
    }
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    autosell_link_assistant_set_step (self, AUTOSELL_LINK_STEP_COLUMNS);
  else
    autosell_link_assistant_show_error (self, _("The Sheet Could Not Be Compared with the Stock"), error);
}

void
autosell_link_assistant_compare (AutosellLinkAssistant *self)
{
  g_autoptr(GError) error = NULL;

  if (self->cancellable != NULL)
    return;
  if (!autosell_sheet_preview_map (self->preview, self->fields, &error))
    {
      autosell_link_assistant_add_toast (self, error->message);
      return;
    }
  autosell_link_assistant_start_work (self, _("Comparing with the stock…"));
  autosell_sheet_preview_compare_async (self->preview, self->store, self->cancellable, compared_cb,
                                        g_object_ref (self));
}

static void
winner_changed_cb (AutosellLinkAssistant *self)
{
  if (self->is_showing || self->preview == NULL || self->step != AUTOSELL_LINK_STEP_PREVIEW)
    return;
  self->preview->link->winner =
    adw_combo_row_get_selected (self->winner) == 1 ? AUTOSELL_LEDGER_YIELDS : AUTOSELL_LEDGER_WINS;
  autosell_link_assistant_compare (self);
}

/* ---- doing it ---- */

/* A line of its own, where there is something to count. @format: with one %s */
static void append_count (GString *text, guint n, const char *format, ...) G_GNUC_PRINTF (3, 4);

static void
append_count (GString *text, guint n, const char *format, ...)
{
  va_list arguments;

  if (n == 0)
    return;
  g_string_append (text, text->len > 0 ? "\n" : "");
  va_start (arguments, format);
  g_string_append_vprintf (text, format, arguments);
  va_end (arguments);
}

static void
show_done (AutosellLinkAssistant *self, const AutosellSyncReport *report)
{
  g_autoptr(GString) text = g_string_new (NULL);
  /* A title is no markup, as against the description below it */
  g_autofree char *heading = g_strdup_printf (_("“%s” Is Linked"), self->preview->link->title);

  append_count (text, report->n_added,
                ngettext ("%u car came from the sheet.", "%u cars came from the sheet.", report->n_added),
                report->n_added);
  append_count (text, report->n_appended,
                ngettext ("%u car went to the sheet.", "%u cars went to the sheet.", report->n_appended),
                report->n_appended);
  append_count (text, report->n_changed,
                ngettext ("%u car was changed here.", "%u cars were changed here.", report->n_changed),
                report->n_changed);
  append_count (text, report->n_written,
                ngettext ("%u car was changed in the sheet.", "%u cars were changed in the sheet.", report->n_written),
                report->n_written);
  g_string_append (text, text->len > 0 ? "\n" : "");
  g_string_append (text, _("From now on both sides stay the same."));
  adw_status_page_set_title (self->done_page, heading);
  adw_status_page_set_description (self->done_page, text->str);
  autosell_link_assistant_set_step (self, AUTOSELL_LINK_STEP_DONE);
}

static void
linked_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(AutosellLinkAssistant) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellSyncReport) report = autosell_sheet_preview_link_finish (AUTOSELL_STORE (object), result, &error);

  self->is_writing = FALSE;
  autosell_link_assistant_tell_sync ();
  if (self->preview == NULL)
    return; /* the window is gone */
  autosell_link_assistant_end_work (self);
  if (self->preview->link->id != 0)
    g_signal_emit_by_name (self, "linked");
  if (report != NULL)
    show_done (self, report);
  else
    autosell_link_assistant_show_error (
      self,
      self->preview->link->id != 0 ? _("The Sheet Is Linked, and Not All Is There Yet") : _("The Sheet Was Not Linked"),
      error);
}

void
autosell_link_assistant_link (AutosellLinkAssistant *self)
{
  if (self->cancellable != NULL)
    return;
  self->is_writing = TRUE;
  autosell_link_assistant_start_work (self, _("Linking… You can close this window; it goes on."));
  autosell_sheet_preview_link_async (self->preview, self->store, NULL, linked_cb, g_object_ref (self));
}

void
autosell_link_assistant_bind_write (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_callback (widget_class, winner_changed_cb);
}
