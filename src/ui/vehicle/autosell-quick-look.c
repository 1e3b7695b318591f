/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-quick-look.h"

#include "autosell-compat.h"
#include "autosell-format.h"
#include "autosell-text-scale.h"
#include "autosell-vehicle-details.h"

#include <glib/gi18n.h>

struct _AutosellQuickLook
{
  AdwWindow parent_instance;
  AutosellVehicleList *list; /* owned, nullable */
  gint64 key;
  guint position; /* where the car was last seen */

  AutosellVehicleDetails *details; /* children */
  AdwWindowTitle *title;
  GtkWidget *previous;
  GtkWidget *next;
};

enum
{
  MOVED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AutosellQuickLook, autosell_quick_look, ADW_TYPE_WINDOW)

/* From this width on there are two columns. */
#define WIDE_WIDTH 640
#define MAX_WIDTH 900
#define MAX_HEIGHT 640
#define MARGIN 48

/* ---- The car ---- */

static void
update_title (AutosellQuickLook *self, AutosellVehicleRow *row)
{
  AutosellVehicle *vehicle = autosell_vehicle_row_get_vehicle (row);
  g_autofree char *name = vehicle != NULL ? autosell_vehicle_dup_title (vehicle) : NULL;
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->list));
  g_autofree char *number = autosell_format_integer (self->position + 1);
  g_autofree char *total = autosell_format_integer (n_items);
  /* Translators: which car of the list it is, and how many there are */
  g_autofree char *text = g_strdup_printf (_("%s of %s"), number, total);

  adw_window_title_set_title (self->title, text);
  gtk_window_set_title (GTK_WINDOW (self), name != NULL && name[0] != '\0' ? name : _("Quick look"));
  gtk_widget_set_sensitive (self->previous, self->position > 0);
  gtk_widget_set_sensitive (self->next, self->position + 1 < n_items);
}

static void
show_position (AutosellQuickLook *self, guint position)
{
  g_autoptr(AutosellVehicleRow) row = g_list_model_get_item (G_LIST_MODEL (self->list), position);

  if (row == NULL)
    return;
  self->position = position;
  self->key = autosell_vehicle_row_get_key (row);
  autosell_vehicle_details_set_row (self->details, row);
  update_title (self, row);
}

static void
move_to (AutosellQuickLook *self, gint64 position)
{
  gint64 n_items = g_list_model_get_n_items (G_LIST_MODEL (self->list));

  position = CLAMP (position, 0, n_items - 1);
  if (n_items == 0 || position == (gint64) self->position)
    return;
  show_position (self, position);
  g_signal_emit (self, signals[MOVED], 0, self->key);
}

/* Where it went, or whoever stands in its place now. */
static void
items_changed_cb (AutosellQuickLook *self)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->list));
  guint position;

  if (n_items == 0)
    {
      gtk_window_close (GTK_WINDOW (self));
    }
  else if (autosell_vehicle_list_find (self->list, self->key, &position))
    {
      show_position (self, position);
    }
  else
    {
      show_position (self, MIN (self->position, n_items - 1));
      g_signal_emit (self, signals[MOVED], 0, self->key);
    }
}

/* ---- Keys ---- */

static gboolean
is_in_popover (GtkWidget *focus)
{
  return focus != NULL && gtk_widget_get_ancestor (focus, GTK_TYPE_POPOVER) != NULL;
}

static gboolean
activate (AutosellQuickLook *self, const char *action)
{
  gtk_widget_activate_action (GTK_WIDGET (self->details), action, NULL);
  return GDK_EVENT_STOP;
}

static gboolean
go (AutosellQuickLook *self, gint64 position)
{
  move_to (self, position);
  return GDK_EVENT_STOP;
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType state,
                AutosellQuickLook *self)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));
  gboolean is_on_button = GTK_IS_BUTTON (focus) || GTK_IS_EXPANDER (focus);

  if (is_in_popover (focus) || (state & GDK_ALT_MASK) != 0)
    return GDK_EVENT_PROPAGATE;
  if ((state & GDK_CONTROL_MASK) != 0)
    return keyval == GDK_KEY_c ? activate (self, "details.copy") : GDK_EVENT_PROPAGATE;
  switch (keyval)
    {
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
    case GDK_KEY_Left:
    case GDK_KEY_KP_Left:
      return go (self, (gint64) self->position - 1);
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
    case GDK_KEY_Right:
    case GDK_KEY_KP_Right:
      return go (self, (gint64) self->position + 1);
    case GDK_KEY_Home:
      return go (self, 0);
    case GDK_KEY_End:
      return go (self, G_MAXUINT);
    case GDK_KEY_F2:
      return activate (self, "details.edit-price");
    case GDK_KEY_F3:
      return activate (self, "details.edit-status");
    case GDK_KEY_F4:
      return activate (self, "details.edit-location");
    case GDK_KEY_Escape:
      gtk_window_close (GTK_WINDOW (self));
      return GDK_EVENT_STOP;
    case GDK_KEY_space:
    case GDK_KEY_KP_Space:
      if (is_on_button)
        return GDK_EVENT_PROPAGATE;
      gtk_window_close (GTK_WINDOW (self));
      return GDK_EVENT_STOP;
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
      return is_on_button ? GDK_EVENT_PROPAGATE : activate (self, "details.open");
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

/* ---- The window ---- */

static void
previous_cb (AutosellQuickLook *self)
{
  move_to (self, (gint64) self->position - 1);
}

static void
next_cb (AutosellQuickLook *self)
{
  move_to (self, (gint64) self->position + 1);
}

static void
size_changed_cb (AutosellQuickLook *self)
{
  int width, height; /* GTK 4.8 wants both */

  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  autosell_vehicle_details_set_wide (self->details, autosell_text_scale_down (width) >= WIDE_WIDTH);
}

static GtkWidget *
create_arrow (AutosellQuickLook *self, const char *icon, const char *name, GCallback callback)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_set_tooltip_text (button, name);
  autosell_compat_set_name (button, name);
  g_signal_connect_swapped (button, "clicked", callback, self);
  return button;
}

static void
autosell_quick_look_dispose (GObject *object)
{
  g_clear_object (&AUTOSELL_QUICK_LOOK (object)->list);
  G_OBJECT_CLASS (autosell_quick_look_parent_class)->dispose (object);
}

static void
autosell_quick_look_class_init (AutosellQuickLookClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = autosell_quick_look_dispose;
  signals[MOVED] = g_signal_new ("moved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 1, G_TYPE_INT64);
}

static void
autosell_quick_look_init (AutosellQuickLook *self)
{
  GtkEventController *key = gtk_event_controller_key_new ();
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->details = autosell_vehicle_details_new ();
  self->title = ADW_WINDOW_TITLE (adw_window_title_new ("", NULL));
  self->previous = create_arrow (self, "go-up-symbolic", _("Previous car"), G_CALLBACK (previous_cb));
  self->next = create_arrow (self, "go-down-symbolic", _("Next car"), G_CALLBACK (next_cb));
  gtk_widget_add_css_class (GTK_WIDGET (self->title), "numeric");
  gtk_widget_add_css_class (header, "flat");
  adw_header_bar_set_title_widget (ADW_HEADER_BAR (header), GTK_WIDGET (self->title));
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), self->previous);
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), self->next);
  gtk_widget_set_vexpand (GTK_WIDGET (self->details), TRUE);
  /* Not a button, so that Space closes the window as it opened it; and a screen reader reads the car's name. */
  gtk_widget_set_focusable (GTK_WIDGET (self->details), TRUE);
  gtk_box_append (GTK_BOX (box), header);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->details));
  adw_window_set_content (ADW_WINDOW (self), box);

  gtk_event_controller_set_propagation_phase (key, GTK_PHASE_CAPTURE);
  g_signal_connect (key, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), key);
  g_signal_connect_swapped (self->details, "leaving", G_CALLBACK (gtk_window_close), self);
  g_signal_connect (self, "notify::default-width", G_CALLBACK (size_changed_cb), NULL);
}

AutosellQuickLook *
autosell_quick_look_present (GtkWindow *parent, AutosellStore *store, AutosellVehicleList *list, gint64 key)
{
  AutosellQuickLook *self;
  guint position;

  g_return_val_if_fail (GTK_IS_WINDOW (parent) && AUTOSELL_IS_STORE (store), NULL);

  if (!autosell_vehicle_list_find (list, key, &position))
    return NULL;
  self = g_object_new (AUTOSELL_TYPE_QUICK_LOOK, "modal", TRUE, "destroy-with-parent", TRUE, NULL);
  self->list = g_object_ref (list);
  autosell_vehicle_details_set_store (self->details, store, list);
  g_signal_connect_object (list, "items-changed", G_CALLBACK (items_changed_cb), self, G_CONNECT_SWAPPED);
  gtk_window_set_default_size (GTK_WINDOW (self),
                               CLAMP (gtk_widget_get_width (GTK_WIDGET (parent)) - 2 * MARGIN, 340, MAX_WIDTH),
                               CLAMP (gtk_widget_get_height (GTK_WIDGET (parent)) - 2 * MARGIN, 280, MAX_HEIGHT));
  size_changed_cb (self);
  show_position (self, position);
  autosell_compat_present_dialog (GTK_WINDOW (self), parent);
  gtk_widget_grab_focus (GTK_WIDGET (self->details));
  return self;
}
