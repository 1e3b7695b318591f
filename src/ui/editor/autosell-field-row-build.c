/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-field-row-private.h"

#include "autosell-compat.h"
#include "autosell-status.h"

#include <glib/gi18n.h>

static void
text_changed_cb (AutosellFieldRow *self)
{
  if (!self->is_showing)
    autosell_field_row_take_text (self, gtk_editable_get_text (GTK_EDITABLE (self->text)));
}

static void
buffer_changed_cb (AutosellFieldRow *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->view);
  g_autofree char *text = NULL;

  g_object_get (buffer, "text", &text, NULL);
  if (!self->is_showing)
    autosell_field_row_take_text (self, text);
}

static void
choice_changed_cb (AutosellFieldRow *self)
{
  guint selected = gtk_drop_down_get_selected (self->choice);
  g_auto(AutosellValue) value = AUTOSELL_VALUE_INIT;
  gboolean is_status = self->kind == AUTOSELL_KIND_STATUS;

  if (self->is_showing || selected == GTK_INVALID_LIST_POSITION)
    return;
  if (selected >= (is_status ? (guint) AUTOSELL_N_STATUSES : (guint) AUTOSELL_N_ACQUISITIONS))
    return; /* the unread text itself */
  autosell_value_set_text (&value,
                           is_status ? autosell_status_to_nick (selected) : autosell_acquisition_to_nick (selected));
  autosell_field_row_take_value (self, &value);
  autosell_field_row_settle (self);
}

/* Enter is as good as Tab: ten cars on Monday are typed without a hand on the mouse. */
static void
activate_cb (AutosellFieldRow *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  autosell_field_row_settle (self);
  /* Where Enter presses the default button, a button that got the focus just before would be pressed instead of it */
  if (root != NULL && !gtk_entry_get_activates_default (self->text))
    gtk_widget_child_focus (GTK_WIDGET (root), GTK_DIR_TAB_FORWARD);
}

static void
name_control (AutosellFieldRow *self)
{
  const char *label = adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self));

  autosell_compat_set_name (GTK_WIDGET (self), label);
  autosell_compat_set_name (self->control, label);
  /* the button inside is what has the focus, and what a screen reader speaks of */
  if (self->choice != NULL)
    autosell_compat_set_name (gtk_widget_get_first_child (self->control), label);
}

static void
watch_focus (AutosellFieldRow *self)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  g_signal_connect_swapped (focus, "enter", G_CALLBACK (autosell_field_row_enter), self);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (autosell_field_row_settle), self);
  gtk_widget_add_controller (self->control, focus);
}

static void
build_text (AutosellFieldRow *self)
{
  /* not a bare GtkText: GTK leaves its text out of the accessibility tree */
  self->text = GTK_ENTRY (gtk_entry_new ());
  gtk_entry_set_has_frame (self->text, FALSE);
  self->control = GTK_WIDGET (self->text);
  gtk_widget_set_hexpand (self->control, TRUE);
  g_signal_connect_swapped (self->text, "changed", G_CALLBACK (text_changed_cb), self);
  g_signal_connect_swapped (self->text, "activate", G_CALLBACK (activate_cb), self);
}

static void
build_view (AutosellFieldRow *self)
{
  self->view = GTK_TEXT_VIEW (gtk_text_view_new ());
  self->control = GTK_WIDGET (self->view);
  gtk_text_view_set_wrap_mode (self->view, GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (self->view, FALSE); /* Tab goes on */
  gtk_widget_set_hexpand (self->control, TRUE);
  gtk_widget_set_size_request (self->control, -1, 60);
  g_signal_connect_swapped (gtk_text_view_get_buffer (self->view), "changed", G_CALLBACK (buffer_changed_cb), self);
}

static void
build_choice (AutosellFieldRow *self)
{
  self->choice = GTK_DROP_DOWN (gtk_drop_down_new (NULL, NULL));
  self->control = GTK_WIDGET (self->choice);
  gtk_widget_set_hexpand (self->control, TRUE);
  g_signal_connect_swapped (self->choice, "notify::selected", G_CALLBACK (choice_changed_cb), self);
}

static void
day_selected_cb (AutosellFieldRow *self, GtkCalendar *calendar)
{
  g_autoptr(GDateTime) day = gtk_calendar_get_date (calendar);
  g_autofree char *iso = g_date_time_format (day, "%Y-%m-%d");
  g_auto(AutosellValue) value = AUTOSELL_VALUE_INIT;

  autosell_value_set_text (&value, iso);
  autosell_field_row_take_value (self, &value);
  autosell_field_row_settle (self);
}

/* Made when it is opened: five calendars in each window would cost more than all of the rest. */
static void
open_calendar_cb (GtkMenuButton *button, gpointer user_data)
{
  AutosellFieldRow *self = user_data;
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *calendar = gtk_calendar_new ();
  int year, month, day;

  if (self->value.state == AUTOSELL_VALUE_KNOWN && sscanf (self->value.text, "%d-%d-%d", &year, &month, &day) == 3)
    {
      g_autoptr(GDateTime) date = g_date_time_new_local (year, month, day, 12, 0, 0);

      if (date != NULL)
        gtk_calendar_select_day (GTK_CALENDAR (calendar), date);
    }
  g_signal_connect_swapped (calendar, "day-selected", G_CALLBACK (day_selected_cb), self);
  gtk_popover_set_child (GTK_POPOVER (popover), calendar);
  gtk_menu_button_set_popover (button, popover);
}

static GtkWidget *
build_calendar_button (AutosellFieldRow *self)
{
  GtkWidget *button = gtk_menu_button_new ();
  g_autofree char *name = NULL;

  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "x-office-calendar-symbolic");
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  /* Translators: %s is a field that holds a date */
  name = g_strdup_printf (_("Choose a day: %s"), adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self)));
  gtk_widget_set_tooltip_text (button, name);
  autosell_compat_set_name (button, name);
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (button), open_calendar_cb, self, NULL);
  return button;
}

/* A click anywhere in the row is meant for its field. */
static void
pressed_cb (GtkGestureClick *gesture G_GNUC_UNUSED, int n_press G_GNUC_UNUSED, double x G_GNUC_UNUSED,
            double y G_GNUC_UNUSED, gpointer user_data)
{
  AutosellFieldRow *self = user_data;

  if (self->text != NULL)
    gtk_entry_grab_focus_without_selecting (self->text);
  else
    gtk_widget_grab_focus (self->control);
}

void
autosell_field_row_build (AutosellFieldRow *self, const char *label)
{
  GtkWidget *header = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *editable = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkGesture *click = gtk_gesture_click_new ();
  g_autofree char *title = self->kind == AUTOSELL_KIND_LIST
                             /* Translators: %s is a field that holds several things */
                             ? g_strdup_printf (_("%s, one a line"), label)
                             : g_strdup (label);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), label);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  self->title = gtk_label_new (title);
  gtk_label_set_xalign (GTK_LABEL (self->title), 0);
  gtk_label_set_ellipsize (GTK_LABEL (self->title), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (self->title, "caption");
  gtk_widget_add_css_class (self->title, "field-title");

  if (self->kind == AUTOSELL_KIND_STATUS || self->kind == AUTOSELL_KIND_ACQUISITION)
    build_choice (self);
  else if (self->kind == AUTOSELL_KIND_LONG_TEXT || self->kind == AUTOSELL_KIND_LIST)
    build_view (self);
  else
    build_text (self);
  name_control (self);
  watch_focus (self);

  gtk_widget_set_vexpand (header, TRUE);
  gtk_widget_set_valign (editable, self->view != NULL ? GTK_ALIGN_FILL : GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (editable), self->title);
  gtk_box_append (GTK_BOX (editable), self->control);
  gtk_box_append (GTK_BOX (header), editable);
  if (self->kind == AUTOSELL_KIND_DATE)
    gtk_box_append (GTK_BOX (header), build_calendar_button (self));
  self->content = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 0));
  gtk_box_append (self->content, header);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), GTK_WIDGET (self->content));
  g_signal_connect (click, "pressed", G_CALLBACK (pressed_cb), self);
  gtk_widget_add_controller (editable, GTK_EVENT_CONTROLLER (click));
}
