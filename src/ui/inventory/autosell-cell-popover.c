/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-cell-popover.h"

#include "autosell-compat.h"
#include "autosell-text.h"

#include <glib/gi18n.h>

struct _AutosellCellPopover
{
  GtkPopover parent_instance;
  AutosellField field;
  GtkEntry *entry;           /* child, nullable: of price and location */
  GtkLabel *reading;         /* child, nullable: how the price is understood */
  GtkEntry *reason;          /* child, nullable: of status */
  GtkListBox *list;          /* child, nullable: places that are known */
  char *folded_text;         /* owned, nullable: what the places are narrowed by */
  GCancellable *cancellable; /* owned */
};

enum
{
  APPLY,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AutosellCellPopover, autosell_cell_popover, GTK_TYPE_POPOVER)

#define MAX_PLACES 60

static void
apply (AutosellCellPopover *self, const AutosellValue *value, const char *reason)
{
  g_signal_emit (self, signals[APPLY], 0, value, reason);
  gtk_popover_popdown (GTK_POPOVER (self));
}

/* ---- Price ---- */

static gboolean
read_price (AutosellCellPopover *self, AutosellValue *value)
{
  autosell_value_parse (value, AUTOSELL_FIELD_PRICE, gtk_editable_get_text (GTK_EDITABLE (self->entry)));
  return value->state != AUTOSELL_VALUE_RAW;
}

static void
price_changed_cb (AutosellCellPopover *self)
{
  g_auto(AutosellValue) value = AUTOSELL_VALUE_INIT;
  gboolean is_read = read_price (self, &value);
  g_autofree char *display = autosell_value_to_display (&value, AUTOSELL_FIELD_PRICE);

  if (!is_read)
    gtk_label_set_text (self->reading, _("This is not an amount. Write it like 379000 or 379 mil."));
  else if (value.state == AUTOSELL_VALUE_UNKNOWN)
    gtk_label_set_text (self->reading, _("No price"));
  else
    gtk_label_set_text (self->reading, display);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_STATE_INVALID,
                               is_read ? GTK_ACCESSIBLE_INVALID_FALSE : GTK_ACCESSIBLE_INVALID_TRUE, -1);
  if (is_read)
    gtk_widget_remove_css_class (GTK_WIDGET (self->entry), "error");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->entry), "error");
}

static void
price_activated_cb (AutosellCellPopover *self)
{
  g_auto(AutosellValue) value = AUTOSELL_VALUE_INIT;

  if (read_price (self, &value))
    apply (self, &value, NULL);
  else
    gtk_widget_error_bell (GTK_WIDGET (self->entry));
}

static GtkEntry *
create_entry (AutosellCellPopover *self, const char *name, const AutosellValue *value)
{
  g_autofree char *text = autosell_value_to_string (value, self->field);
  GtkWidget *entry = gtk_entry_new ();

  gtk_editable_set_text (GTK_EDITABLE (entry), text != NULL ? text : "");
  gtk_editable_set_width_chars (GTK_EDITABLE (entry), 18);
  autosell_compat_set_name (entry, name);
  return GTK_ENTRY (entry);
}

static void
build_price (AutosellCellPopover *self, GtkBox *box, const AutosellValue *value)
{
  self->entry = create_entry (self, autosell_field_get_label (AUTOSELL_FIELD_PRICE), value);
  gtk_entry_set_input_purpose (self->entry, GTK_INPUT_PURPOSE_NUMBER);
  self->reading = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->reading, 0);
  gtk_label_set_wrap (self->reading, TRUE);
  gtk_label_set_max_width_chars (self->reading, 24);
  gtk_widget_add_css_class (GTK_WIDGET (self->reading), "dim-label");
  gtk_box_append (box, GTK_WIDGET (self->entry));
  gtk_box_append (box, GTK_WIDGET (self->reading));
  g_signal_connect_swapped (self->entry, "changed", G_CALLBACK (price_changed_cb), self);
  g_signal_connect_swapped (self->entry, "activate", G_CALLBACK (price_activated_cb), self);
  price_changed_cb (self);
}

/* ---- Status ---- */

static void
status_clicked_cb (GtkButton *button, AutosellCellPopover *self)
{
  AutosellStatus status = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "status"));
  g_autofree char *reason = autosell_text_trim (gtk_editable_get_text (GTK_EDITABLE (self->reason)));
  g_auto(AutosellValue) value = AUTOSELL_VALUE_INIT;

  autosell_value_set_text (&value, autosell_status_to_nick (status));
  apply (self, &value, reason);
}

static GtkWidget *
create_status_button (AutosellCellPopover *self, AutosellStatus status, gboolean is_current)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *dot = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *label = gtk_label_new (autosell_status_to_label (status));
  g_autofree char *style =
    g_strconcat ("status-", status == AUTOSELL_STATUS_UNKNOWN ? "unknown" : autosell_status_to_nick (status), NULL);

  gtk_widget_set_valign (dot, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (dot, "status-dot");
  gtk_widget_add_css_class (dot, style);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (row), dot);
  gtk_box_append (GTK_BOX (row), label);
  if (is_current)
    gtk_box_append (GTK_BOX (row), gtk_image_new_from_icon_name ("object-select-symbolic"));
  gtk_button_set_child (GTK_BUTTON (button), row);
  gtk_widget_add_css_class (button, "flat");
  autosell_compat_set_name (button, autosell_status_to_label (status));
  g_object_set_data (G_OBJECT (button), "status", GINT_TO_POINTER (status));
  g_signal_connect (button, "clicked", G_CALLBACK (status_clicked_cb), self);
  return button;
}

static void
build_status (AutosellCellPopover *self, GtkBox *box, AutosellStatus current)
{
  static const AutosellStatus order[] = { AUTOSELL_STATUS_AVAILABLE, AUTOSELL_STATUS_PHOTOS, AUTOSELL_STATUS_AWAY,
                                          AUTOSELL_STATUS_RESERVED,  AUTOSELL_STATUS_SOLD,   AUTOSELL_STATUS_UNKNOWN };

  self->reason = GTK_ENTRY (gtk_entry_new ());
  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    {
      GtkWidget *button = create_status_button (self, order[i], order[i] == current);

      gtk_box_append (box, button);
      if (order[i] == current)
        g_signal_connect (button, "map", G_CALLBACK (gtk_widget_grab_focus), NULL);
    }
  gtk_entry_set_placeholder_text (self->reason, _("Reason (optional)"));
  gtk_widget_set_margin_top (GTK_WIDGET (self->reason), 6);
  autosell_compat_set_name (GTK_WIDGET (self->reason), _("Reason (optional)"));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->reason),
                               _("Kept in the history. Write it before choosing the status."));
  gtk_box_append (box, GTK_WIDGET (self->reason));
}

/* ---- Location ---- */

static void
apply_location (AutosellCellPopover *self, const char *text)
{
  g_auto(AutosellValue) value = AUTOSELL_VALUE_INIT;

  autosell_value_parse (&value, AUTOSELL_FIELD_LOCATION, text);
  apply (self, &value, NULL);
}

static const char *
get_place (GtkListBoxRow *row)
{
  return gtk_label_get_text (GTK_LABEL (gtk_list_box_row_get_child (row)));
}

static void
location_activated_cb (AutosellCellPopover *self)
{
  apply_location (self, gtk_editable_get_text (GTK_EDITABLE (self->entry)));
}

static void
place_activated_cb (GtkListBox *list, GtkListBoxRow *row, AutosellCellPopover *self)
{
  apply_location (self, get_place (row));
}

static gboolean
filter_place (GtkListBoxRow *row, gpointer user_data)
{
  AutosellCellPopover *self = user_data;
  g_autofree char *folded = NULL;

  if (self->folded_text == NULL || self->folded_text[0] == '\0')
    return TRUE;
  folded = autosell_text_fold (get_place (row));
  return strstr (folded, self->folded_text) != NULL;
}

static void
location_changed_cb (AutosellCellPopover *self)
{
  g_free (self->folded_text);
  self->folded_text = autosell_text_fold (gtk_editable_get_text (GTK_EDITABLE (self->entry)));
  gtk_list_box_invalidate_filter (self->list);
}

static gboolean
location_key_cb (GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType state,
                 AutosellCellPopover *self)
{
  if (keyval != GDK_KEY_Down && keyval != GDK_KEY_KP_Down)
    return GDK_EVENT_PROPAGATE;
  return gtk_widget_child_focus (GTK_WIDGET (self->list), GTK_DIR_TAB_FORWARD);
}

static void
places_loaded_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(AutosellCellPopover) self = user_data;
  g_autoptr(GError) error = NULL;
  g_auto(GStrv) places = autosell_store_get_values_finish (AUTOSELL_STORE (object), result, &error);

  /* Without them it is an entry as before. */
  for (guint i = 0; places != NULL && places[i] != NULL && i < MAX_PLACES && self->list != NULL; i++)
    {
      GtkWidget *label = gtk_label_new (places[i]);
      GtkWidget *row = gtk_list_box_row_new ();

      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
      gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), label);
      autosell_compat_set_name (row, places[i]);
      gtk_list_box_append (self->list, row);
    }
  if (self->list != NULL)
    gtk_widget_set_visible (gtk_widget_get_ancestor (GTK_WIDGET (self->list), GTK_TYPE_SCROLLED_WINDOW),
                            places != NULL && places[0] != NULL);
}

static void
build_location (AutosellCellPopover *self, GtkBox *box, AutosellStore *store, const AutosellValue *value)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkEventController *key = gtk_event_controller_key_new ();

  self->entry = create_entry (self, autosell_field_get_label (AUTOSELL_FIELD_LOCATION), value);
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_list_box_set_filter_func (self->list, filter_place, self, NULL);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "places");
  autosell_compat_set_name (GTK_WIDGET (self->list), _("Places in use"));
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (self->list));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), 240);
  gtk_widget_hide (scrolled);
  gtk_box_append (box, GTK_WIDGET (self->entry));
  gtk_box_append (box, scrolled);
  g_signal_connect_swapped (self->entry, "changed", G_CALLBACK (location_changed_cb), self);
  g_signal_connect_swapped (self->entry, "activate", G_CALLBACK (location_activated_cb), self);
  g_signal_connect (self->list, "row-activated", G_CALLBACK (place_activated_cb), self);
  g_signal_connect (key, "key-pressed", G_CALLBACK (location_key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->entry), key);
  autosell_store_get_values_async (store, AUTOSELL_FIELD_LOCATION, self->cancellable, places_loaded_cb,
                                   g_object_ref (self));
}

static void
autosell_cell_popover_dispose (GObject *object)
{
  AutosellCellPopover *self = AUTOSELL_CELL_POPOVER (object);

  g_cancellable_cancel (self->cancellable);
  self->list = NULL;
  G_OBJECT_CLASS (autosell_cell_popover_parent_class)->dispose (object);
}

static void
autosell_cell_popover_finalize (GObject *object)
{
  AutosellCellPopover *self = AUTOSELL_CELL_POPOVER (object);

  g_free (self->folded_text);
  g_object_unref (self->cancellable);
  G_OBJECT_CLASS (autosell_cell_popover_parent_class)->finalize (object);
}

static void
autosell_cell_popover_class_init (AutosellCellPopoverClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = autosell_cell_popover_dispose;
  object_class->finalize = autosell_cell_popover_finalize;
  signals[APPLY] = g_signal_new ("apply", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 2, G_TYPE_POINTER, G_TYPE_STRING);
}

static void
autosell_cell_popover_init (AutosellCellPopover *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_add_css_class (GTK_WIDGET (self), "cell-popover");
}

AutosellCellPopover *
autosell_cell_popover_new (AutosellStore *store, AutosellField field, AutosellVehicle *vehicle, guint n_vehicles)
{
  AutosellCellPopover *self = g_object_new (AUTOSELL_TYPE_CELL_POPOVER, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  const AutosellValue *value = autosell_vehicle_get_value (vehicle, field);

  self->field = field;
  if (n_vehicles > 1)
    {
      g_autofree char *text = g_strdup_printf (ngettext ("For %u car", "For %u cars", n_vehicles), n_vehicles);
      GtkWidget *label = gtk_label_new (text);

      gtk_widget_add_css_class (label, "heading");
      gtk_widget_set_margin_bottom (label, 6);
      gtk_box_append (GTK_BOX (box), label);
    }
  switch (field)
    {
    case AUTOSELL_FIELD_STATUS:
      build_status (self, GTK_BOX (box), autosell_vehicle_get_status (vehicle));
      break;
    case AUTOSELL_FIELD_LOCATION:
      build_location (self, GTK_BOX (box), store, value);
      break;
    case AUTOSELL_FIELD_PRICE:
    default:
      build_price (self, GTK_BOX (box), value);
      break;
    }
  gtk_popover_set_child (GTK_POPOVER (self), box);
  return self;
}
