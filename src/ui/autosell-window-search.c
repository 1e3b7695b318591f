/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-window-private.h"

#include "autosell-trace.h"

#include <glib/gi18n.h>

/* Below these the search entry has no room for a word, and none for examples. */
#define HINT_WIDTH 300
#define EXAMPLES_WIDTH 1300

void
autosell_window_fill_search (AutosellWindow *self, const char *text)
{
  /* Within a key press newer GTK wants no text of ours. */
  if (g_str_equal (gtk_editable_get_text (GTK_EDITABLE (self->search)), text))
    return;
  self->is_setting_text = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->search), text);
  gtk_editable_set_position (GTK_EDITABLE (self->search), -1);
  self->is_setting_text = FALSE;
  autosell_search_completion_close (self->completion);
}

/* The examples are shown whole or not at all. */
void
autosell_window_set_search_width (AutosellWindow *self, int width)
{
  const char *hint = width < HINT_WIDTH       ? ""
                     : width < EXAMPLES_WIDTH ? _("Search")
                                              : _("Search: mazda 2021, price:..300mil, status:available");
  g_autofree char *before = NULL;

  g_object_get (self->search, "placeholder-text", &before, NULL);
  if (g_strcmp0 (before, hint) != 0)
    g_object_set (self->search, "placeholder-text", hint, NULL);
}

static void
mark_search_error (AutosellWindow *self)
{
  GtkEditable *delegate = gtk_editable_get_delegate (GTK_EDITABLE (self->search));
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->search));
  g_autoptr(PangoAttrList) attributes = pango_attr_list_new ();
  guint length = g_utf8_strlen (text, -1);
  guint start, end;
  gboolean has_error = autosell_inventory_page_get_search_error (autosell_window_get_page (self), &start, &end);

  /* The whole header bar is measured anew for it, so not with each letter. */
  if (!has_error && !self->has_search_error)
    return;
  self->has_search_error = has_error;
  if (has_error)
    {
      PangoAttribute *underline = pango_attr_underline_new (PANGO_UNDERLINE_ERROR);

      start = MIN (start, length);
      end = MIN (end, length);
      underline->start_index = g_utf8_offset_to_pointer (text, start) - text;
      underline->end_index = g_utf8_offset_to_pointer (text, end) - text;
      pango_attr_list_insert (attributes, underline);
      gtk_widget_add_css_class (GTK_WIDGET (self->search), "error");
    }
  else
    {
      gtk_widget_remove_css_class (GTK_WIDGET (self->search), "error");
    }
  gtk_text_set_attributes (GTK_TEXT (delegate), attributes);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->search), GTK_ACCESSIBLE_STATE_INVALID,
                               has_error ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
}

static void
search_text_cb (AutosellWindow *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->search));

  if (self->is_setting_text)
    return;
  /* What was typed in the list goes on in the entry, where Backspace and the rest work too. */
  if (gtk_widget_get_mapped (GTK_WIDGET (self->search))
      && !(gtk_widget_get_state_flags (GTK_WIDGET (self->search)) & GTK_STATE_FLAG_FOCUS_WITHIN) && text[0] != '\0')
    gtk_text_grab_focus_without_selecting (GTK_TEXT (gtk_editable_get_delegate (GTK_EDITABLE (self->search))));
  if (!autosell_window_is_place_a_list (self))
    {
      g_autofree char *typed = g_strdup (text);

      if (typed[0] == '\0')
        return;
      /* Whoever types is after a car, wherever they are. */
      autosell_inventory_page_set_search (self->stock, typed);
      autosell_window_show_place (self, "stock");
      autosell_window_fill_search (self, typed);
      text = gtk_editable_get_text (GTK_EDITABLE (self->search));
    }
  autosell_trace (AUTOSELL_TRACE_KEY_PRESSED, g_utf8_strlen (text, -1));
  autosell_inventory_page_set_search (autosell_window_get_page (self), text);
  autosell_search_completion_typed (self->completion);
}

static void
clear_search_cb (AutosellWindow *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

/* Escape: first the text goes, then the keyboard. */
static void
stop_search_cb (AutosellWindow *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  autosell_inventory_page_focus_list (autosell_window_get_page (self));
}

static void
search_activated_cb (AutosellWindow *self)
{
  autosell_inventory_page_select_first (autosell_window_get_page (self));
}

static gboolean
search_key_cb (GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType state,
               AutosellWindow *self)
{
  if (autosell_search_completion_handle_key (self->completion, keyval, state))
    return GDK_EVENT_STOP;
  /* An entry keeps Ctrl+Z to itself even where it has nothing to take back. */
  if ((keyval == GDK_KEY_z || keyval == GDK_KEY_Z) && (state & GDK_CONTROL_MASK) != 0
      && gtk_editable_get_text (GTK_EDITABLE (self->search))[0] == '\0')
    {
      gtk_widget_activate_action (GTK_WIDGET (self), (state & GDK_SHIFT_MASK) != 0 ? "win.redo" : "win.undo", NULL);
      return GDK_EVENT_STOP;
    }
  if (keyval != GDK_KEY_Down && keyval != GDK_KEY_KP_Down)
    return GDK_EVENT_PROPAGATE;
  autosell_inventory_page_focus_list (autosell_window_get_page (self));
  return GDK_EVENT_STOP;
}

/* Return belongs to what has the keyboard. Rows of a GtkListBox and children of a GtkFlowBox leave it to the window,
 * which activates them; but the entry listens to the window's keys too, and takes this one for the search. */
static gboolean
return_key_cb (GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType state, GtkWindow *window)
{
  GtkWidget *focus = gtk_window_get_focus (window);

  if ((keyval != GDK_KEY_Return && keyval != GDK_KEY_KP_Enter && keyval != GDK_KEY_ISO_Enter)
      || (state & gtk_accelerator_get_default_mod_mask ()) != 0)
    return GDK_EVENT_PROPAGATE;
  if (focus != NULL)
    gtk_widget_activate (focus);
  return GDK_EVENT_STOP;
}

void
autosell_window_connect_search (AutosellWindow *self)
{
  GtkEventController *key = gtk_event_controller_key_new ();
  GtkEventController *return_key = gtk_event_controller_key_new ();

  gtk_search_entry_set_key_capture_widget (self->search, GTK_WIDGET (self));
  /* What is added last is asked first. */
  g_signal_connect (return_key, "key-pressed", G_CALLBACK (return_key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), return_key);
  self->completion =
    autosell_search_completion_new (gtk_widget_get_parent (GTK_WIDGET (self->search)), GTK_EDITABLE (self->search));
  g_signal_connect_swapped (self->search, "changed", G_CALLBACK (search_text_cb), self);
  g_signal_connect_swapped (self->search, "stop-search", G_CALLBACK (stop_search_cb), self);
  g_signal_connect_swapped (self->search, "activate", G_CALLBACK (search_activated_cb), self);
  gtk_event_controller_set_propagation_phase (key, GTK_PHASE_CAPTURE);
  g_signal_connect (key, "key-pressed", G_CALLBACK (search_key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->search), key);
  for (guint i = 0; i < 2; i++)
    {
      AutosellInventoryPage *page = i == 0 ? self->stock : self->bin;

      g_signal_connect_swapped (page, "search-changed", G_CALLBACK (mark_search_error), self);
      g_signal_connect_swapped (page, "clear-search", G_CALLBACK (clear_search_cb), self);
    }
}
