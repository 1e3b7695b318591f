/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-gallery-grid-private.h"

/* Selection and keyboard of the grid, as in a file manager: a click selects one, with Ctrl one more or less, with Shift
 * all between; arrows move, with Shift they take along, with Ctrl they only walk. */

/* ---- Selection ---- */

static void
tell_selection (AutosellGalleryGrid *self)
{
  g_signal_emit (self, autosell_gallery_grid_signals[AUTOSELL_GALLERY_GRID_SELECTION_CHANGED], 0);
}

static void
select_range (AutosellGalleryGrid *self, guint first, guint last)
{
  for (guint i = 0; i < self->items->len; i++)
    autosell_gallery_item_set_selected (self->items->pdata[i], i >= MIN (first, last) && i <= MAX (first, last));
  tell_selection (self);
}

static void
select_only (AutosellGalleryGrid *self, guint position)
{
  g_set_object (&self->anchor, self->items->pdata[position]);
  select_range (self, position, position);
}

static void
toggle (AutosellGalleryGrid *self, guint position)
{
  AutosellGalleryItem *item = self->items->pdata[position];

  g_set_object (&self->anchor, item);
  autosell_gallery_item_set_selected (item, !autosell_gallery_item_is_selected (item));
  tell_selection (self);
}

static void
extend (AutosellGalleryGrid *self, guint position)
{
  guint anchor;

  if (self->anchor == NULL || !g_ptr_array_find (self->items, self->anchor, &anchor))
    select_only (self, position);
  else
    select_range (self, anchor, position);
}

GPtrArray *
autosell_gallery_grid_dup_selected (AutosellGalleryGrid *self)
{
  GPtrArray *selected = g_ptr_array_new_with_free_func (g_object_unref);

  g_return_val_if_fail (AUTOSELL_IS_GALLERY_GRID (self), selected);

  for (guint i = 0; i < self->items->len; i++)
    if (autosell_gallery_item_is_selected (self->items->pdata[i]))
      g_ptr_array_add (selected, g_object_ref (self->items->pdata[i]));
  return selected;
}

guint
autosell_gallery_grid_get_n_selected (AutosellGalleryGrid *self)
{
  guint n = 0;

  g_return_val_if_fail (AUTOSELL_IS_GALLERY_GRID (self), 0);

  for (guint i = 0; i < self->items->len; i++)
    n += autosell_gallery_item_is_selected (self->items->pdata[i]);
  return n;
}

void
autosell_gallery_grid_select_all (AutosellGalleryGrid *self)
{
  g_return_if_fail (AUTOSELL_IS_GALLERY_GRID (self));

  autosell_gallery_grid_show_rest (self);
  if (self->items->len > 0)
    select_range (self, 0, self->items->len - 1);
}

void
autosell_gallery_grid_select_none (AutosellGalleryGrid *self)
{
  g_return_if_fail (AUTOSELL_IS_GALLERY_GRID (self));

  select_range (self, G_MAXUINT, G_MAXUINT);
}

void
autosell_gallery_grid_select_item (AutosellGalleryGrid *self, AutosellGalleryItem *item)
{
  guint position;

  g_return_if_fail (AUTOSELL_IS_GALLERY_GRID (self));

  autosell_gallery_grid_show_rest (self);
  if (!g_ptr_array_find (self->items, item, &position))
    return;
  autosell_gallery_grid_set_cursor (self, position, TRUE);
  select_only (self, position);
}

/* ---- The cursor ---- */

guint
autosell_gallery_grid_get_cursor (AutosellGalleryGrid *self)
{
  guint position;

  if (self->cursor != NULL && g_ptr_array_find (self->items, self->cursor, &position))
    return position;
  return self->items->len;
}

void
autosell_gallery_grid_set_cursor (AutosellGalleryGrid *self, guint position, gboolean takes_focus)
{
  g_set_object (&self->cursor, self->items->pdata[position]);
  if (takes_focus)
    gtk_widget_grab_focus (self->tiles->pdata[position]);
}

void
autosell_gallery_grid_get_cursor_area (AutosellGalleryGrid *self, GdkRectangle *area)
{
  guint cursor = autosell_gallery_grid_get_cursor (self);
  AutosellItemArea place;

  *area = (GdkRectangle){ 0, 0, 1, 1 };
  if (cursor >= self->items->len - self->n_hidden)
    return;
  autosell_item_grid_get_area (&self->lanes, cursor, &place);
  *area = (GdkRectangle){ place.x + place.width / 2, (int) place.y + place.height / 2, 1, 1 };
}

/* Tab comes to the cursor, and from there out of the grid. */
static gboolean
focus (GtkWidget *widget, GtkDirectionType direction)
{
  AutosellGalleryGrid *self = AUTOSELL_GALLERY_GRID (widget);
  guint cursor = autosell_gallery_grid_get_cursor (self);
  guint n_shown = self->items->len - self->n_hidden;

  if (n_shown == 0 || gtk_widget_get_focus_child (widget) != NULL)
    return FALSE;
  if (cursor >= n_shown)
    cursor = 0;
  autosell_gallery_grid_set_cursor (self, cursor, TRUE);
  if (autosell_gallery_grid_get_n_selected (self) == 0
      && (direction == GTK_DIR_TAB_FORWARD || direction == GTK_DIR_TAB_BACKWARD))
    select_only (self, cursor);
  return TRUE;
}

static gboolean
grab_focus (GtkWidget *widget)
{
  return gtk_widget_get_focus_child (widget) != NULL || focus (widget, GTK_DIR_TAB_FORWARD);
}

static gboolean
find_move (GtkWidget *widget, guint keyval, AutosellMove *move)
{
  static const struct
  {
    guint keyval;
    guint keypad;
    AutosellMove move;
  } moves[] = {
    { GDK_KEY_Left, GDK_KEY_KP_Left, AUTOSELL_MOVE_LEFT },
    { GDK_KEY_Right, GDK_KEY_KP_Right, AUTOSELL_MOVE_RIGHT },
    { GDK_KEY_Up, GDK_KEY_KP_Up, AUTOSELL_MOVE_UP },
    { GDK_KEY_Down, GDK_KEY_KP_Down, AUTOSELL_MOVE_DOWN },
    { GDK_KEY_Home, GDK_KEY_KP_Home, AUTOSELL_MOVE_HOME },
    { GDK_KEY_End, GDK_KEY_KP_End, AUTOSELL_MOVE_END },
    { GDK_KEY_Page_Up, GDK_KEY_KP_Page_Up, AUTOSELL_MOVE_PAGE_UP },
    { GDK_KEY_Page_Down, GDK_KEY_KP_Page_Down, AUTOSELL_MOVE_PAGE_DOWN },
  };

  for (guint i = 0; i < G_N_ELEMENTS (moves); i++)
    {
      if (moves[i].keyval != keyval && moves[i].keypad != keyval)
        continue;
      *move = moves[i].move;
      if (i < 2 && gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL)
        *move = i == 0 ? AUTOSELL_MOVE_RIGHT : AUTOSELL_MOVE_LEFT;
      return TRUE;
    }
  return FALSE;
}

/* A key that leads nowhere from here is left to who stands around: the page scrolls. */
static gboolean
walk (AutosellGalleryGrid *self, AutosellMove move, GdkModifierType state)
{
  int view_height =
    self->scroller != NULL ? gtk_widget_get_height (self->scroller) : gtk_widget_get_height (GTK_WIDGET (self));
  guint n_shown = self->items->len - self->n_hidden;
  guint cursor = autosell_gallery_grid_get_cursor (self);
  guint target = cursor;

  if (!autosell_item_grid_move (&self->lanes, move, view_height, n_shown, &target))
    return FALSE;
  autosell_gallery_grid_set_cursor (self, target, TRUE);
  if (state & GDK_SHIFT_MASK)
    extend (self, target);
  else if (!(state & GDK_CONTROL_MASK))
    select_only (self, target);
  return TRUE;
}

static void
activate (AutosellGalleryGrid *self, guint position)
{
  g_signal_emit (self, autosell_gallery_grid_signals[AUTOSELL_GALLERY_GRID_ACTIVATE_ITEM], 0,
                 self->items->pdata[position]);
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller G_GNUC_UNUSED, guint keyval, guint keycode G_GNUC_UNUSED,
                GdkModifierType state, AutosellGalleryGrid *self)
{
  guint cursor = autosell_gallery_grid_get_cursor (self);
  AutosellMove move;

  state &= gtk_accelerator_get_default_mod_mask ();
  if (find_move (GTK_WIDGET (self), keyval, &move))
    return !(state & ~(GDK_SHIFT_MASK | GDK_CONTROL_MASK)) && walk (self, move, state);
  if (cursor >= self->items->len)
    return FALSE;
  switch (keyval)
    {
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
    case GDK_KEY_ISO_Enter:
      if (state == 0)
        activate (self, cursor);
      return state == 0;
    case GDK_KEY_space:
      if (state == GDK_CONTROL_MASK)
        toggle (self, cursor);
      else if (state == GDK_SHIFT_MASK)
        extend (self, cursor);
      else if (state == 0)
        activate (self, cursor);
      return TRUE;
    default:
      return FALSE;
    }
}

/* ---- The pointer ---- */

static gboolean
find_at (AutosellGalleryGrid *self, double x, double y, guint *position)
{
  AutosellGalleryItem *item = autosell_gallery_grid_get_item_at (self, x, y);

  return item != NULL && g_ptr_array_find (self->items, item, position);
}

static void
open_menu (AutosellGalleryGrid *self, double x, double y)
{
  guint position;

  if (find_at (self, x, y, &position))
    {
      autosell_gallery_grid_set_cursor (self, position, TRUE);
      if (!autosell_gallery_item_is_selected (self->items->pdata[position]))
        select_only (self, position);
    }
  g_signal_emit (self, autosell_gallery_grid_signals[AUTOSELL_GALLERY_GRID_MENU], 0, x, y);
}

static void
pressed_cb (GtkGestureClick *click, int n_press, double x, double y, AutosellGalleryGrid *self)
{
  GdkModifierType state = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (click));
  GdkEvent *event = gtk_gesture_get_last_event (GTK_GESTURE (click), NULL);
  guint position;

  self->selects_on_release = FALSE;
  if (event != NULL && gdk_event_triggers_context_menu (event))
    {
      open_menu (self, x, y);
      gtk_gesture_set_state (GTK_GESTURE (click), GTK_EVENT_SEQUENCE_CLAIMED);
      return;
    }
  if (gtk_gesture_single_get_current_button (GTK_GESTURE_SINGLE (click)) != GDK_BUTTON_PRIMARY)
    return;
  if (!find_at (self, x, y, &position))
    {
      if (!(state & (GDK_SHIFT_MASK | GDK_CONTROL_MASK)))
        autosell_gallery_grid_select_none (self);
      return;
    }
  autosell_gallery_grid_set_cursor (self, position, TRUE);
  if (state & GDK_SHIFT_MASK)
    extend (self, position);
  else if (state & GDK_CONTROL_MASK)
    toggle (self, position);
  else if (!autosell_gallery_item_is_selected (self->items->pdata[position]))
    select_only (self, position);
  else
    self->selects_on_release = TRUE;
  if (n_press == 2 && !(state & (GDK_SHIFT_MASK | GDK_CONTROL_MASK)))
    activate (self, position);
}

static void
released_cb (GtkGestureClick *click G_GNUC_UNUSED, int n_press G_GNUC_UNUSED, double x, double y,
             AutosellGalleryGrid *self)
{
  guint position;

  if (self->selects_on_release && find_at (self, x, y, &position))
    select_only (self, position);
  self->selects_on_release = FALSE;
}

void
autosell_gallery_grid_cancel_click (AutosellGalleryGrid *self)
{
  g_return_if_fail (AUTOSELL_IS_GALLERY_GRID (self));

  self->selects_on_release = FALSE;
}

static gboolean
menu_key_cb (GtkWidget *widget, GVariant *arguments G_GNUC_UNUSED, gpointer user_data G_GNUC_UNUSED)
{
  AutosellGalleryGrid *self = AUTOSELL_GALLERY_GRID (widget);
  GdkRectangle area;

  autosell_gallery_grid_get_cursor_area (self, &area);
  open_menu (self, area.x, area.y);
  return TRUE;
}

void
autosell_gallery_grid_input_class_init (GtkWidgetClass *widget_class)
{
  widget_class->focus = focus;
  widget_class->grab_focus = grab_focus;
  gtk_widget_class_add_binding (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, menu_key_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Menu, 0, menu_key_cb, NULL);
}

void
autosell_gallery_grid_input_init (AutosellGalleryGrid *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->click = gtk_gesture_click_new ();
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (self->click), 0);
  g_signal_connect (self->click, "pressed", G_CALLBACK (pressed_cb), self);
  g_signal_connect (self->click, "released", G_CALLBACK (released_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (self->click));
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}
