/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-pile-card.h"

#include "autosell-car-picker.h"
#include "autosell-compat.h"
#include "autosell-pile-stack.h"

#include <glib/gi18n.h>

struct _AutosellPileCard
{
  GtkFlowBoxChild parent_instance;
  AutosellPileBoard *board; /* owned */
  AutosellStore *store;     /* owned */
  AutosellPile *pile;       /* owned */
  GtkWidget *picker;        /* unowned child, nullable */
  GtkWidget *stack;         /* children */
  GtkLabel *time;
  GtkLabel *note;
  GtkWidget *car_button;
  GtkLabel *car;
  GtkImage *car_icon;
  GtkWidget *clear;
  GtkMenuButton *menu;
};

enum
{
  OPEN,
  ASSIGNED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AutosellPileCard, autosell_pile_card, GTK_TYPE_FLOW_BOX_CHILD)

/* ---- In words ---- */

static char *
format_time (gint64 time, const char *format)
{
  g_autoptr(GDateTime) moment = g_date_time_new_from_unix_utc (time / G_USEC_PER_SEC);

  return g_date_time_format (moment, format);
}

char *
autosell_pile_dup_time (AutosellPile *pile)
{
  gint64 last;
  gint64 first = autosell_pile_get_time (pile, &last);
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;
  g_autofree char *day = NULL;

  if (first == AUTOSELL_PHOTO_TIME_UNKNOWN)
    return g_strdup (_("Time unknown"));
  day = format_time (first, "%d/%m/%Y");
  from = format_time (first, "%H:%M");
  to = format_time (last, "%H:%M");
  if (g_str_equal (from, to))
    return g_strdup_printf ("%s  %s", day, from);
  return g_strdup_printf ("%s  %s–%s", day, from, to);
}

static char *
dup_note (AutosellPile *pile)
{
  guint n_same = autosell_pile_count_same (pile);

  if (autosell_pile_is_skipped (pile))
    return g_strdup (_("Skipped"));
  if (n_same > 0)
    return g_strdup_printf (ngettext ("%u is on a car already", "%u are on cars already", n_same), n_same);
  return NULL;
}

char *
autosell_pile_dup_label (AutosellPile *pile)
{
  guint n_photos = autosell_pile_get_n_photos (pile);
  g_autofree char *count = g_strdup_printf (ngettext ("%u photo", "%u photos", n_photos), n_photos);
  g_autofree char *time = autosell_pile_dup_time (pile);
  g_autofree char *note = dup_note (pile);
  const char *car = autosell_pile_get_car_title (pile);

  /* Translators: a pile of photos: how many, when they were taken, the car that it is for */
  return g_strdup_printf (_("Pile of %s, %s, %s%s%s"), count, time, car != NULL ? car : _("no car yet"),
                          note != NULL ? ", " : "", note != NULL ? note : "");
}

/* ---- Showing ---- */

static void
update (AutosellPileCard *self)
{
  g_autofree char *time = autosell_pile_dup_time (self->pile);
  g_autofree char *note = dup_note (self->pile);
  g_autofree char *label = autosell_pile_dup_label (self->pile);
  g_autofree char *button = NULL;
  const char *car = autosell_pile_get_car_title (self->pile);
  gboolean is_skipped = autosell_pile_is_skipped (self->pile);

  gtk_label_set_text (self->time, time);
  gtk_label_set_text (self->note, note != NULL ? note : "");
  gtk_widget_set_visible (GTK_WIDGET (self->note), note != NULL);
  gtk_label_set_text (self->car, car != NULL ? car : _("Choose a car…"));
  gtk_image_set_from_icon_name (self->car_icon, car != NULL ? "object-select-symbolic" : "autosell-car-symbolic");
  gtk_widget_set_visible (self->clear, car != NULL);
  if (car != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self), "assigned");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "assigned");
  if (is_skipped)
    gtk_widget_add_css_class (GTK_WIDGET (self), "skipped");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "skipped");
  /* Translators: a pile of photos is for this car */
  button = car != NULL ? g_strdup_printf (_("For %s; choose another car"), car) : g_strdup (_("Choose a car"));
  autosell_compat_set_name (self->car_button, button);
  autosell_compat_set_name (GTK_WIDGET (self), label);
}

/* ---- The car ---- */

static void
picked_cb (AutosellPileCard *self, gint64 key, const char *title)
{
  autosell_pile_board_set_car (self->board, self->pile, key, title);
  g_signal_emit (self, signals[ASSIGNED], 0);
}

static gboolean
drop_picker_cb (gpointer data)
{
  AutosellPileCard *self = data;

  if (self->picker != NULL && !gtk_widget_get_visible (self->picker))
    g_clear_pointer (&self->picker, gtk_widget_unparent);
  return G_SOURCE_REMOVE;
}

static void
picker_closed_cb (AutosellPileCard *self)
{
  g_idle_add_full (G_PRIORITY_DEFAULT, drop_picker_cb, g_object_ref (self), g_object_unref);
}

void
autosell_pile_card_choose_car (AutosellPileCard *self, const char *text)
{
  g_return_if_fail (AUTOSELL_IS_PILE_CARD (self));

  g_clear_pointer (&self->picker, gtk_widget_unparent);
  self->picker = autosell_car_picker_new (self->store);
  gtk_widget_set_parent (self->picker, self->car_button);
  g_signal_connect_object (self->picker, "picked", G_CALLBACK (picked_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->picker, "closed", G_CALLBACK (picker_closed_cb), self, G_CONNECT_SWAPPED);
  gtk_popover_popup (GTK_POPOVER (self->picker));
  if (text != NULL)
    autosell_car_picker_set_text (AUTOSELL_CAR_PICKER (self->picker), text);
}

/* A letter begins to look for a car. */
static gboolean
key_cb (GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType state, AutosellPileCard *self)
{
  gunichar letter = gdk_keyval_to_unicode (keyval);
  char text[8] = "";

  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK)) != 0 || !g_unichar_isgraph (letter))
    return GDK_EVENT_PROPAGATE;
  if (!gtk_widget_is_focus (GTK_WIDGET (self)) && !gtk_widget_is_focus (self->car_button))
    return GDK_EVENT_PROPAGATE;
  text[g_unichar_to_utf8 (letter, text)] = '\0';
  autosell_pile_card_choose_car (self, text);
  return GDK_EVENT_STOP;
}

/* ---- Actions ---- */

static AutosellPile *
get_neighbour (AutosellPileCard *self, int step)
{
  guint position;

  if (!autosell_pile_board_find (self->board, self->pile, &position) || (step < 0 && position == 0))
    return NULL;
  return autosell_pile_board_get_pile (self->board, position + step);
}

static void
update_actions (AutosellPileCard *self)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "pile.join-previous", get_neighbour (self, -1) != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "pile.join-next", get_neighbour (self, 1) != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "pile.no-car", autosell_pile_get_car (self->pile) != 0);
}

static void
open_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_signal_emit (widget, signals[OPEN], 0);
}

static void
choose_car_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  autosell_pile_card_choose_car (AUTOSELL_PILE_CARD (widget), NULL);
}

static void
no_car_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AutosellPileCard *self = AUTOSELL_PILE_CARD (widget);

  autosell_pile_board_set_car (self->board, self->pile, 0, NULL);
  gtk_widget_grab_focus (widget);
}

static void
join_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AutosellPileCard *self = AUTOSELL_PILE_CARD (widget);
  gboolean is_next = g_str_equal (name, "pile.join-next");
  AutosellPile *other = get_neighbour (self, is_next ? 1 : -1);

  /* What is earlier goes on, so that the order of time holds. */
  if (other != NULL)
    autosell_pile_board_join (self->board, is_next ? other : self->pile, is_next ? self->pile : other);
}

static void
skip_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AutosellPileCard *self = AUTOSELL_PILE_CARD (widget);

  autosell_pile_board_skip (self->board, self->pile, !autosell_pile_is_skipped (self->pile));
}

static void
remove_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AutosellPileCard *self = AUTOSELL_PILE_CARD (widget);
  AutosellPile *next = get_neighbour (self, 1);

  if (next == NULL)
    next = get_neighbour (self, -1);
  if (next != NULL)
    gtk_widget_child_focus (gtk_widget_get_parent (widget), GTK_DIR_TAB_FORWARD);
  autosell_pile_board_remove_pile (self->board, self->pile);
}

static void
clicked_open_cb (AutosellPileCard *self)
{
  g_signal_emit (self, signals[OPEN], 0);
}

static GMenuModel *
create_menu (AutosellPileCard *self)
{
  g_autoptr(GMenu) menu = g_menu_new ();
  g_autoptr(GMenu) first = g_menu_new ();
  g_autoptr(GMenu) second = g_menu_new ();
  g_autoptr(GMenu) third = g_menu_new ();

  g_menu_append (first, _("_Open the pile"), "pile.open");
  g_menu_append (first, _("Choose a _car…"), "pile.choose-car");
  g_menu_append (first, _("No ca_r"), "pile.no-car");
  g_menu_append (second, _("Join with the _previous pile"), "pile.join-previous");
  g_menu_append (second, _("Join with the _next pile"), "pile.join-next");
  g_menu_append (third, autosell_pile_is_skipped (self->pile) ? _("Do not _skip it") : _("_Skip it"), "pile.skip");
  g_menu_append (third, _("_Leave these photos out"), "pile.remove");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (first));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (second));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (third));
  return G_MENU_MODEL (g_steal_pointer (&menu));
}

/* It says what is true when it opens. */
static void
prepare_menu_cb (GtkMenuButton *button, gpointer user_data)
{
  AutosellPileCard *self = user_data;
  g_autoptr(GMenuModel) menu = create_menu (self);

  update_actions (self);
  gtk_menu_button_set_menu_model (button, menu);
}

static void
menu_key_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_menu_button_popup (AUTOSELL_PILE_CARD (widget)->menu);
}

static void
secondary_cb (GtkGestureClick *click, int n_press, double x, double y, AutosellPileCard *self)
{
  gtk_gesture_set_state (GTK_GESTURE (click), GTK_EVENT_SEQUENCE_CLAIMED);
  gtk_menu_button_popup (self->menu);
}

/* The box of the cards would open it with the second press; newer GTK then counts the release for a page that was never
 * pressed. */
static void
twice_pressed_cb (GtkGestureClick *click, int n_press, double x, double y, AutosellPileCard *self)
{
  if (n_press == 2)
    gtk_gesture_set_state (GTK_GESTURE (click), GTK_EVENT_SEQUENCE_CLAIMED);
}

static void
twice_released_cb (GtkGestureClick *click, int n_press, double x, double y, AutosellPileCard *self)
{
  if (n_press == 2)
    g_signal_emit (self, signals[OPEN], 0);
}

/* ---- Dragging ---- */

static GdkContentProvider *
prepare_drag_cb (GtkDragSource *source, double x, double y, AutosellPileCard *self)
{
  return gdk_content_provider_new_typed (AUTOSELL_TYPE_PILE, self->pile);
}

static void
drag_begin_cb (GtkDragSource *source, GdkDrag *drag, AutosellPileCard *self)
{
  g_autoptr(GdkPaintable) paintable = gtk_widget_paintable_new (self->stack);
  g_autoptr(GdkPaintable) now = gdk_paintable_get_current_image (paintable);

  gtk_drag_source_set_icon (source, now, gtk_widget_get_width (self->stack) / 2,
                            gtk_widget_get_height (self->stack) / 2);
  gtk_widget_add_css_class (GTK_WIDGET (self), "dragged");
}

static void
drag_end_cb (GtkDragSource *source, GdkDrag *drag, gboolean deletes, AutosellPileCard *self)
{
  gtk_widget_remove_css_class (GTK_WIDGET (self), "dragged");
}

static gboolean
drop_cb (GtkDropTarget *target, const GValue *value, double x, double y, AutosellPileCard *self)
{
  AutosellPile *pile = g_value_get_object (value);

  if (pile == self->pile)
    return FALSE;
  autosell_pile_board_join (self->board, pile, self->pile);
  return TRUE;
}

static void
add_controllers (AutosellPileCard *self)
{
  GtkDragSource *source = gtk_drag_source_new ();
  GtkDropTarget *target = gtk_drop_target_new (AUTOSELL_TYPE_PILE, GDK_ACTION_COPY);
  GtkEventController *key = gtk_event_controller_key_new ();
  GtkGesture *secondary = gtk_gesture_click_new ();
  GtkGesture *twice = gtk_gesture_click_new ();

  gtk_drag_source_set_actions (source, GDK_ACTION_COPY);
  g_signal_connect (source, "prepare", G_CALLBACK (prepare_drag_cb), self);
  g_signal_connect (source, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect (source, "drag-end", G_CALLBACK (drag_end_cb), self);
  g_signal_connect (target, "drop", G_CALLBACK (drop_cb), self);
  g_signal_connect (key, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (secondary), GDK_BUTTON_SECONDARY);
  g_signal_connect (secondary, "pressed", G_CALLBACK (secondary_cb), self);
  g_signal_connect (twice, "pressed", G_CALLBACK (twice_pressed_cb), self);
  g_signal_connect (twice, "released", G_CALLBACK (twice_released_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (twice));
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (source));
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
  gtk_widget_add_controller (GTK_WIDGET (self), key);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (secondary));
}

/* ---- Class ---- */

static void
autosell_pile_card_dispose (GObject *object)
{
  AutosellPileCard *self = AUTOSELL_PILE_CARD (object);

  g_clear_pointer (&self->picker, gtk_widget_unparent);
  if (self->pile != NULL)
    g_signal_handlers_disconnect_by_data (self->pile, self);
  g_clear_object (&self->pile);
  g_clear_object (&self->board);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (autosell_pile_card_parent_class)->dispose (object);
}

static void
autosell_pile_card_class_init (AutosellPileCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = autosell_pile_card_dispose;
  signals[OPEN] =
    g_signal_new ("open", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[ASSIGNED] =
    g_signal_new ("assigned", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_install_action (widget_class, "pile.open", NULL, open_cb);
  gtk_widget_class_install_action (widget_class, "pile.choose-car", NULL, choose_car_cb);
  gtk_widget_class_install_action (widget_class, "pile.no-car", NULL, no_car_cb);
  gtk_widget_class_install_action (widget_class, "pile.join-next", NULL, join_cb);
  gtk_widget_class_install_action (widget_class, "pile.join-previous", NULL, join_cb);
  gtk_widget_class_install_action (widget_class, "pile.skip", NULL, skip_cb);
  gtk_widget_class_install_action (widget_class, "pile.remove", NULL, remove_cb);
  gtk_widget_class_install_action (widget_class, "pile.menu", NULL, menu_key_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Delete, 0, "pile.remove", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Menu, 0, "pile.menu", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, "pile.menu", NULL);
}

static GtkWidget *
create_car_row (AutosellPileCard *self)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *inner = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->car_icon = GTK_IMAGE (gtk_image_new ());
  self->car = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_ellipsize (self->car, PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (self->car, 0);
  gtk_widget_set_hexpand (GTK_WIDGET (self->car), TRUE);
  autosell_compat_tell_when_cut (self->car);
  gtk_box_append (GTK_BOX (inner), GTK_WIDGET (self->car_icon));
  gtk_box_append (GTK_BOX (inner), GTK_WIDGET (self->car));
  self->car_button = gtk_button_new ();
  gtk_button_set_child (GTK_BUTTON (self->car_button), inner);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->car_button), "pile.choose-car");
  gtk_widget_set_hexpand (self->car_button, TRUE);
  gtk_widget_add_css_class (self->car_button, "pile-car");
  self->clear = gtk_button_new_from_icon_name ("edit-clear-symbolic");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->clear), "pile.no-car");
  gtk_widget_set_tooltip_text (self->clear, _("No car"));
  autosell_compat_set_name (self->clear, _("No car"));
  gtk_box_append (GTK_BOX (row), self->car_button);
  gtk_box_append (GTK_BOX (row), self->clear);
  gtk_widget_add_css_class (row, "linked");
  return row;
}

static void
autosell_pile_card_init (AutosellPileCard *self)
{
  gtk_widget_add_css_class (GTK_WIDGET (self), "pile");
}

/* The prints take a click for the card; what is under them is for itself. */
static GtkWidget *
create_top (AutosellPileCard *self)
{
  GtkWidget *overlay = gtk_overlay_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  self->stack = autosell_pile_stack_new (self->pile);
  gtk_widget_set_halign (self->stack, GTK_ALIGN_CENTER);
  self->menu = GTK_MENU_BUTTON (gtk_menu_button_new ());
  gtk_menu_button_set_icon_name (self->menu, "view-more-symbolic");
  gtk_menu_button_set_create_popup_func (self->menu, prepare_menu_cb, self, NULL);
  gtk_widget_set_halign (GTK_WIDGET (self->menu), GTK_ALIGN_END);
  gtk_widget_set_valign (GTK_WIDGET (self->menu), GTK_ALIGN_START);
  gtk_widget_add_css_class (GTK_WIDGET (self->menu), "pile-menu");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->menu), _("Menu of the pile"));
  autosell_compat_set_name (GTK_WIDGET (self->menu), _("Menu of the pile"));
  g_signal_connect_swapped (click, "released", G_CALLBACK (clicked_open_cb), self);
  gtk_widget_add_controller (self->stack, GTK_EVENT_CONTROLLER (click));
  gtk_overlay_set_child (GTK_OVERLAY (overlay), self->stack);
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), GTK_WIDGET (self->menu));
  return overlay;
}

GtkWidget *
autosell_pile_card_new (AutosellPileBoard *board, AutosellStore *store, AutosellPile *pile)
{
  AutosellPileCard *self = g_object_new (AUTOSELL_TYPE_PILE_CARD, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);

  self->board = g_object_ref (board);
  self->store = g_object_ref (store);
  self->pile = g_object_ref (pile);
  self->time = GTK_LABEL (gtk_label_new (NULL));
  self->note = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->time), "numeric");
  gtk_widget_add_css_class (GTK_WIDGET (self->time), "caption");
  gtk_widget_add_css_class (GTK_WIDGET (self->note), "caption");
  gtk_widget_add_css_class (GTK_WIDGET (self->note), "pile-note");
  gtk_label_set_ellipsize (self->note, PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (box), create_top (self));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->time));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->note));
  gtk_box_append (GTK_BOX (box), create_car_row (self));
  gtk_widget_set_size_request (box, 196, -1);
  gtk_flow_box_child_set_child (GTK_FLOW_BOX_CHILD (self), box);
  gtk_widget_set_halign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_START);
  add_controllers (self);
  g_signal_connect_swapped (pile, "changed", G_CALLBACK (update), self);
  update (self);
  return GTK_WIDGET (self);
}

AutosellPile *
autosell_pile_card_get_pile (AutosellPileCard *self)
{
  return self->pile;
}
