/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-link-assistant-private.h"

#include "autosell-toaster.h"

#include <glib/gi18n.h>

#define MAX_SAMPLES 3
#define MAX_SAMPLE_ROWS 200 /* further down nobody looks for a sample */
#define MAX_SAMPLE_LENGTH 40

/* ---- the columns, for the list of them ---- */

static const AutosellLedgerColumn *
get_column (AutosellLinkAssistant *self, guint column)
{
  return g_ptr_array_index (self->preview->rows->layout->columns, column);
}

static guint
get_n_columns (gpointer data)
{
  AutosellLinkAssistant *self = data;

  return self->preview->rows->layout->columns->len;
}

static const char *
get_heading (gpointer data, guint column)
{
  const char *heading = get_column (data, column)->heading;

  return *heading != '\0' ? heading : _("Without a heading");
}

/* As the sheet shows it, near enough to know the column again. Returns: (transfer full) (nullable) */
static char *
dup_cell_text (AutosellLinkAssistant *self, guint row, guint column)
{
  const AutosellLedgerCell *cell = autosell_ledger_grid_get (self->preview->rows->grid, row, column);
  AutosellLedgerLayout *layout = self->preview->rows->layout;
  int field = self->fields[column];
  g_auto(AutosellValue) value = AUTOSELL_VALUE_INIT;

  if (cell->kind == AUTOSELL_LEDGER_BLANK)
    return NULL;
  if (cell->kind == AUTOSELL_LEDGER_TEXT || cell->kind == AUTOSELL_LEDGER_ERROR)
    return g_strdup (cell->text);
  if (cell->kind == AUTOSELL_LEDGER_NUMBER && field >= 0)
    {
      autosell_ledger_cell_to_value (cell, (AutosellField) field, layout->month_first, &value);
      return autosell_value_to_display (&value, (AutosellField) field);
    }
  if (cell->kind == AUTOSELL_LEDGER_BOOLEAN)
    return g_strdup (cell->number != 0 ? "TRUE" : "FALSE");
  return g_strdup_printf ("%.10g", cell->number);
}

static char *
dup_samples (gpointer data, guint column)
{
  AutosellLinkAssistant *self = data;
  guint first = self->preview->rows->layout->header_row + 1;
  guint last = MIN (autosell_ledger_grid_get_n_rows (self->preview->rows->grid), first + MAX_SAMPLE_ROWS);
  GString *text = g_string_new (NULL);
  guint n = 0;

  for (guint row = first; row < last && n < MAX_SAMPLES; row++)
    {
      g_autofree char *sample = dup_cell_text (self, row, column);

      if (sample == NULL || *sample == '\0')
        continue;
      if (g_utf8_strlen (sample, -1) > MAX_SAMPLE_LENGTH)
        *g_utf8_offset_to_pointer (sample, MAX_SAMPLE_LENGTH) = '\0';
      g_string_append_printf (text, "%s%s", n > 0 ? " · " : "", sample);
      n++;
    }
  if (n == 0)
    g_string_append (text, _("No cells"));
  for (char *c = text->str; *c != '\0'; c++)
    if (*c == '\n' || *c == '\r')
      *c = ' ';
  return g_string_free (text, FALSE);
}

static guint
get_choice (gpointer data, guint column)
{
  AutosellLinkAssistant *self = data;

  for (guint i = 0; self->fields[column] >= 0 && i < self->offered->len; i++)
    if ((int) g_array_index (self->offered, AutosellField, i) == self->fields[column])
      return i + 1;
  return 0;
}

void
autosell_link_assistant_add_toast (AutosellLinkAssistant *self, const char *text)
{
  g_autofree char *title = g_markup_escape_text (text, -1);

  autosell_toaster_show (self->toasts, adw_toast_new (title));
}

/* Two columns cannot be one field: the one that had it is left alone. */
static void
choose (AutosellColumnList *list, gpointer data, guint column, guint choice)
{
  AutosellLinkAssistant *self = data;
  int field = choice > 0 ? (int) g_array_index (self->offered, AutosellField, choice - 1) : -1;

  if (get_column (self, column)->use == AUTOSELL_LEDGER_USE_ID)
    {
      autosell_link_assistant_add_toast (self, _("That column says which car a row is, and is the program’s own"));
      return;
    }
  if (field >= 0 && *get_column (self, column)->heading == '\0' && (int) column != self->counter)
    {
      autosell_link_assistant_add_toast (self, _("Give the column a heading in the sheet first"));
      return;
    }
  for (guint i = 0; field >= 0 && i < get_n_columns (self); i++)
    if (i != column && self->fields[i] == field)
      {
        self->fields[i] = -1;
        autosell_column_list_tell_displaced (list, i);
      }
  self->fields[column] = field;
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "link.next", autosell_link_assistant_can_compare (self));
}

static const AutosellColumnSource source = {
  .get_n_columns = get_n_columns,
  .get_heading = get_heading,
  .dup_samples = dup_samples,
  .get_choice = get_choice,
  .choose = choose,
};

static void
displaced_cb (AutosellLinkAssistant *self, const char *heading)
{
  g_autofree char *text = g_strdup_printf (_("“%s” is left alone now"), heading);

  autosell_link_assistant_add_toast (self, text);
}

gboolean
autosell_link_assistant_can_compare (AutosellLinkAssistant *self)
{
  if (self->preview == NULL || self->preview->rows->layout == NULL || self->fields == NULL)
    return FALSE;
  for (guint i = 0; i < get_n_columns (self); i++)
    if (self->fields[i] >= 0)
      return TRUE;
  return FALSE;
}

/* ---- the tab ---- */

static void
show_tabs (AutosellLinkAssistant *self)
{
  g_autoptr(GtkStringList) names = gtk_string_list_new (NULL);
  guint selected = 0;

  g_array_set_size (self->tabs, 0);
  for (guint i = 0; i < self->preview->info->tabs->len; i++)
    {
      const AutosellSheetTab *tab = g_ptr_array_index (self->preview->info->tabs, i);

      if (!tab->is_grid || (tab->is_hidden && tab->sheet_id != self->preview->link->tab))
        continue;
      if (tab->sheet_id == self->preview->link->tab)
        selected = self->tabs->len;
      g_array_append_val (self->tabs, tab->sheet_id);
      gtk_string_list_append (names, tab->title);
    }
  self->is_showing = TRUE;
  adw_combo_row_set_model (self->tab, G_LIST_MODEL (names));
  adw_combo_row_set_selected (self->tab, selected);
  self->is_showing = FALSE;
}

static void
show_header_row (AutosellLinkAssistant *self)
{
  AutosellLedgerLayout *layout = self->preview->rows->layout;
  guint n_rows = autosell_ledger_grid_get_n_rows (self->preview->rows->grid);
  guint n = layout != NULL && n_rows > layout->header_row ? n_rows - layout->header_row - 1 : 0;
  g_autofree char *rows = g_strdup_printf (ngettext ("%u row below it", "%u rows below it", n), n);

  gtk_widget_set_visible (GTK_WIDGET (self->header_row), layout != NULL && !self->preview->is_new);
  adw_action_row_set_subtitle (self->header_row, rows);
  self->is_showing = TRUE;
  gtk_adjustment_set_upper (self->header_adjustment, MAX (1, autosell_sheet_preview_get_n_header_rows (self->preview)));
  gtk_spin_button_set_value (self->header_spin, layout != NULL ? layout->header_row + 1 : 1);
  self->is_showing = FALSE;
}

static void
show_notice (AutosellLinkAssistant *self)
{
  AutosellLedgerLayout *layout = self->preview->rows->layout;
  gboolean names_nothing = layout == NULL || layout->fields == 0;

  gtk_widget_set_visible (GTK_WIDGET (self->notice_row), names_nothing || self->preview->is_new);
  adw_preferences_row_set_title (
    ADW_PREFERENCES_ROW (self->notice_row),
    names_nothing ? _("This row has no headings such as Brand, Model and Price. Choose the row that has "
                      "them, say below what each column stands for, or choose another tab.")
                  : _("The tab is empty. These headings are written into it, and the "
                      "cars below them."));
}

static void
show_columns (AutosellLinkAssistant *self)
{
  AutosellLedgerLayout *layout = self->preview->rows->layout;

  g_clear_pointer (&self->fields, g_free);
  if (layout != NULL)
    self->fields = g_new (int, layout->columns->len + 1);
  self->counter = -1;
  for (guint i = 0; layout != NULL && i < layout->columns->len; i++)
    {
      const AutosellLedgerColumn *column = get_column (self, i);

      self->fields[i] = column->use == AUTOSELL_LEDGER_USE_FIELD ? (int) column->field : -1;
      if (self->fields[i] >= 0 && *column->heading == '\0')
        self->counter = i;
    }
  show_header_row (self);
  show_notice (self);
  gtk_widget_set_sensitive (GTK_WIDGET (self->columns), !self->preview->is_new);
  autosell_column_list_set_source (self->columns, layout != NULL ? &source : NULL, self, self->choices);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "link.next", autosell_link_assistant_can_compare (self));
}

static void
header_changed_cb (AutosellLinkAssistant *self)
{
  if (self->is_showing || self->preview == NULL)
    return;
  autosell_column_list_set_source (self->columns, NULL, NULL, self->choices);
  autosell_sheet_preview_set_header_row (self->preview, gtk_spin_button_get_value_as_int (self->header_spin) - 1);
  show_columns (self);
}

/* Where no row has headings that are known, the first that says anything may have the lot's own. */
static void
propose_header_row (AutosellLinkAssistant *self)
{
  AutosellLedgerGrid *grid = self->preview->rows->grid;

  for (guint row = 0; row < autosell_sheet_preview_get_n_header_rows (self->preview); row++)
    for (guint column = 0; column < autosell_ledger_grid_get_n_columns (grid); column++)
      if (autosell_ledger_grid_get (grid, row, column)->kind != AUTOSELL_LEDGER_BLANK)
        {
          autosell_sheet_preview_set_header_row (self->preview, row);
          return;
        }
}

static void
read_cb (GObject *object G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(AutosellLinkAssistant) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellSheetPreview) preview = autosell_sheet_preview_read_finish (result, &error);

  if (self->store == NULL)
    return; /* the window is gone */
  autosell_link_assistant_end_work (self);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      autosell_link_assistant_set_step (self, self->step_before);
      if (self->step_before == AUTOSELL_LINK_STEP_COLUMNS)
        show_tabs (self); /* the one chosen was not read */
      return;
    }
  if (preview == NULL)
    {
      autosell_link_assistant_show_error (self, _("The Spreadsheet Could Not Be Read"), error);
      return;
    }
  autosell_column_list_set_source (self->columns, NULL, NULL, self->choices);
  g_clear_pointer (&self->preview, autosell_sheet_preview_unref);
  self->preview = g_steal_pointer (&preview);
  if (self->preview->rows->layout == NULL && autosell_sheet_preview_is_empty (self->preview))
    autosell_sheet_preview_add_headings (self->preview);
  else if (self->preview->rows->layout == NULL)
    propose_header_row (self);
  show_tabs (self);
  show_columns (self);
  autosell_link_assistant_set_step (self, AUTOSELL_LINK_STEP_COLUMNS);
}

void
autosell_link_assistant_read (AutosellLinkAssistant *self, const char *spreadsheet, int tab, gboolean has_tab)
{
  AutosellGoogleAccount *account = autosell_link_assistant_get_account (self);
  AutosellLedgerLink *link;

  if (account == NULL || self->cancellable != NULL)
    return;
  link = autosell_ledger_link_new ();
  link->account = g_strdup (autosell_google_account_get_id (account));
  link->spreadsheet = g_strdup (spreadsheet);
  link->tab = tab;
  autosell_link_assistant_start_work (self, _("Reading the spreadsheet…"));
  autosell_sheet_preview_read_async (account, link, NULL, has_tab, self->cancellable, read_cb, g_object_ref (self));
}

static void
tab_changed_cb (AutosellLinkAssistant *self)
{
  guint selected = adw_combo_row_get_selected (self->tab);

  if (!self->is_showing && self->preview != NULL && selected < self->tabs->len)
    autosell_link_assistant_read (self, self->preview->link->spreadsheet, g_array_index (self->tabs, int, selected),
                                  TRUE);
}

void
autosell_link_assistant_bind_columns (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_callback (widget_class, tab_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, header_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, displaced_cb);
}
