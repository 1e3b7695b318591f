/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-pile-view.h"

#include "autosell-car-picker.h"
#include "autosell-compat.h"
#include "autosell-pile-card.h"
#include "autosell-pile-drag.h"
#include "autosell-pile-rail.h"
#include "autosell-pile-tile.h"

#include <glib/gi18n.h>

struct _AutosellPileView
{
  GtkBox parent_instance;
  AutosellPileBoard *board; /* owned */
  AutosellStore *store;     /* owned */
  AutosellPile *pile;       /* owned, nullable */
  GtkWidget *picker;        /* unowned child, nullable */
  GtkLabel *title;          /* children */
  GtkLabel *subtitle;
  GtkWidget *car_button;
  GtkLabel *car;
  GtkFlowBox *grid;
  AutosellPileRail *rail;
  GtkMenuButton *move_button;
  GtkLabel *selected;
  GtkWidget *bar;
  GtkWidget *rare[2]; /* buttons of it that a narrow window has in the menu */
  gboolean is_narrow;
};

enum
{
  BACK,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AutosellPileView, autosell_pile_view, GTK_TYPE_BOX)

/* ---- What is selected ---- */

/* Returns: (transfer full) (element-type AutosellPilePhoto): in the order of the pile; none without a pile */
static GPtrArray *
dup_selected (AutosellPileView *self)
{
  return self->pile != NULL ? autosell_pile_drag_dup_selected (self->grid) : g_ptr_array_new ();
}

static GMenuModel *
create_move_menu (AutosellPileView *self)
{
  g_autoptr(GMenu) menu = g_menu_new ();
  g_autoptr(GMenu) first = g_menu_new ();
  g_autoptr(GMenu) piles = g_menu_new ();

  if (self->is_narrow)
    {
      GMenu *rare = g_menu_new ();

      g_menu_append (rare, _("_Split before it"), "photos.split");
      g_menu_append (rare, _("Leave out what is on a _car already"), "photos.leave-out-same");
      g_menu_append_section (menu, NULL, G_MENU_MODEL (rare));
      g_object_unref (rare);
    }
  g_menu_append (first, _("A _new pile"), "photos.move-new");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (first));
  for (guint i = 0; i < autosell_pile_board_get_n_piles (self->board); i++)
    {
      AutosellPile *pile = autosell_pile_board_get_pile (self->board, i);
      g_autofree char *time = autosell_pile_dup_time (pile);
      const char *car = autosell_pile_get_car_title (pile);
      g_autofree char *label = car != NULL ? g_strdup_printf ("%s · %s", time, car) : g_strdup (time);
      g_auto(GStrv) parts = g_strsplit (label, "_", -1);
      g_autofree char *escaped = g_strjoinv ("__", parts);
      g_autoptr(GMenuItem) item = g_menu_item_new (escaped, NULL);

      if (pile == self->pile)
        continue;
      g_menu_item_set_action_and_target (item, "photos.move-to", "u", i);
      g_menu_append_item (piles, item);
    }
  g_menu_append_section (menu, NULL, G_MENU_MODEL (piles));
  return G_MENU_MODEL (g_steal_pointer (&menu));
}

static void
selection_cb (AutosellPileView *self)
{
  g_autoptr(GPtrArray) photos = dup_selected (self);
  g_autofree char *text = NULL;
  guint first = 0;

  if (photos->len > 0)
    autosell_pile_find (self->pile, photos->pdata[0], &first);
  text = photos->len > 0
           ? g_strdup_printf (ngettext ("%u photo selected", "%u photos selected", photos->len), photos->len)
           : g_strdup (_("Select photos to move them or to leave them out"));
  gtk_label_set_text (self->selected, text);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "photos.split", photos->len == 1 && first > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "photos.move-new", photos->len > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "photos.move-to", photos->len > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "photos.move-left", photos->len > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "photos.move-right", photos->len > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "photos.move-first", photos->len > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "photos.leave-out", photos->len > 0);
  gtk_widget_set_sensitive (GTK_WIDGET (self->move_button), photos->len > 0);
}

static void
prepare_move_cb (GtkMenuButton *button, gpointer user_data)
{
  g_autoptr(GMenuModel) menu = create_move_menu (user_data);

  gtk_menu_button_set_menu_model (button, menu);
}

/* ---- Showing ---- */

static void
show_rare (AutosellPileView *self)
{
  gboolean has_same = self->pile != NULL && autosell_pile_count_same (self->pile) > 0;

  gtk_widget_set_visible (self->rare[0], !self->is_narrow);
  gtk_widget_set_visible (self->rare[1], !self->is_narrow && has_same);
}

static void
update (AutosellPileView *self)
{
  guint n_photos;
  g_autofree char *time = NULL;
  g_autofree char *count = NULL;
  g_autofree char *name = NULL;
  const char *car;

  if (self->pile == NULL)
    return;
  /* The last photo has gone to another pile. */
  if (!autosell_pile_board_find (self->board, self->pile, NULL))
    {
      g_signal_emit (self, signals[BACK], 0);
      return;
    }
  n_photos = autosell_pile_get_n_photos (self->pile);
  time = autosell_pile_dup_time (self->pile);
  count = g_strdup_printf (ngettext ("%u photo", "%u photos", n_photos), n_photos);
  car = autosell_pile_get_car_title (self->pile);
  gtk_label_set_text (self->title, time);
  gtk_label_set_text (self->subtitle, count);
  gtk_label_set_text (self->car, car != NULL ? car : _("Choose a car…"));
  name = car != NULL ? g_strdup_printf (_("For %s; choose another car"), car) : g_strdup (_("Choose a car"));
  autosell_compat_set_name (self->car_button, name);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "photos.leave-out-same", autosell_pile_count_same (self->pile) > 0);
  show_rare (self);
}

static GtkWidget *
create_tile_cb (gpointer item, gpointer user_data)
{
  return autosell_pile_tile_new (item);
}

void
autosell_pile_view_set_pile (AutosellPileView *self, AutosellPile *pile)
{
  g_return_if_fail (AUTOSELL_IS_PILE_VIEW (self));

  g_set_object (&self->pile, pile);
  autosell_pile_rail_set_pile (self->rail, pile);
  gtk_flow_box_bind_model (self->grid, pile != NULL ? autosell_pile_get_photos (pile) : NULL, create_tile_cb, self,
                           NULL);
  update (self);
  /* Without a pile nothing can be done either: a button that was pressed by key acts a quarter of a second later. */
  selection_cb (self);
  if (pile == NULL)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), "photos.leave-out-same", FALSE);
}

void
autosell_pile_view_focus (AutosellPileView *self)
{
  GtkFlowBoxChild *first;

  g_return_if_fail (AUTOSELL_IS_PILE_VIEW (self));

  /* To move there is what sets the cursor of the grid; it selects too. */
  if ((first = gtk_flow_box_get_child_at_index (self->grid, 0)) != NULL)
    gtk_widget_child_focus (GTK_WIDGET (first), GTK_DIR_TAB_FORWARD);
  gtk_flow_box_unselect_all (self->grid);
}

void
autosell_pile_view_set_is_narrow (AutosellPileView *self, gboolean is_narrow)
{
  g_return_if_fail (AUTOSELL_IS_PILE_VIEW (self));

  self->is_narrow = is_narrow;
  show_rare (self);
}

static void
open_other_cb (AutosellPileView *self, AutosellPile *pile)
{
  autosell_pile_view_set_pile (self, pile);
  autosell_pile_view_focus (self);
}

AutosellPile *
autosell_pile_view_get_pile (AutosellPileView *self)
{
  return self->pile;
}

/* ---- The car ---- */

static void
picked_cb (AutosellPileView *self, gint64 key, const char *title)
{
  if (self->pile != NULL)
    autosell_pile_board_set_car (self->board, self->pile, key, title);
}

static void
choose_car_cb (AutosellPileView *self)
{
  g_clear_pointer (&self->picker, gtk_widget_unparent);
  self->picker = autosell_car_picker_new (self->store);
  gtk_widget_set_parent (self->picker, self->car_button);
  g_signal_connect_object (self->picker, "picked", G_CALLBACK (picked_cb), self, G_CONNECT_SWAPPED);
  gtk_popover_popup (GTK_POPOVER (self->picker));
}

/* ---- Actions ---- */

static void
split_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AutosellPileView *self = AUTOSELL_PILE_VIEW (widget);
  g_autoptr(GPtrArray) photos = dup_selected (self);
  guint position;

  if (photos->len == 1 && autosell_pile_find (self->pile, photos->pdata[0], &position))
    autosell_pile_board_split (self->board, self->pile, position);
}

static void
move_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AutosellPileView *self = AUTOSELL_PILE_VIEW (widget);
  g_autoptr(GPtrArray) photos = dup_selected (self);
  AutosellPile *into = NULL;

  if (parameter != NULL)
    into = autosell_pile_board_get_pile (self->board, g_variant_get_uint32 (parameter));
  if (photos->len == 0 || (parameter != NULL && into == NULL))
    return;
  autosell_pile_board_move (self->board, photos, into);
}

/* Within the pile, by one or to its beginning, where the cover of the car will be. */
static void
shift_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AutosellPileView *self = AUTOSELL_PILE_VIEW (widget);
  g_autoptr(GPtrArray) photos = dup_selected (self);
  guint first, last;

  if (photos->len == 0 || !autosell_pile_find (self->pile, photos->pdata[0], &first)
      || !autosell_pile_find (self->pile, photos->pdata[photos->len - 1], &last))
    return;
  if (g_str_equal (name, "photos.move-first"))
    first = 0;
  else if (g_str_equal (name, "photos.move-left"))
    first = first > 0 ? first - 1 : 0;
  else
    first = last + 2;
  autosell_pile_board_place (self->board, photos, self->pile, first);
  autosell_pile_drag_select (self->grid, photos);
}

static void
leave_out_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AutosellPileView *self = AUTOSELL_PILE_VIEW (widget);
  g_autoptr(GPtrArray) photos = NULL;

  if (g_str_equal (name, "photos.leave-out"))
    {
      photos = dup_selected (self);
    }
  else
    {
      photos = g_ptr_array_new_with_free_func (g_object_unref);
      for (guint i = 0; i < autosell_pile_get_n_photos (self->pile); i++)
        if (autosell_pile_photo_is_same (autosell_pile_get_photo (self->pile, i)))
          g_ptr_array_add (photos, g_object_ref (autosell_pile_get_photo (self->pile, i)));
    }
  autosell_pile_board_remove (self->board, photos);
}

static void
select_all_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_flow_box_select_all (AUTOSELL_PILE_VIEW (widget)->grid);
}

static void
back_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_signal_emit (widget, signals[BACK], 0);
}

/* ---- Class ---- */

static void
autosell_pile_view_dispose (GObject *object)
{
  AutosellPileView *self = AUTOSELL_PILE_VIEW (object);

  g_clear_pointer (&self->picker, gtk_widget_unparent);
  if (self->board != NULL)
    g_signal_handlers_disconnect_by_data (self->board, self);
  g_clear_object (&self->pile);
  g_clear_object (&self->board);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (autosell_pile_view_parent_class)->dispose (object);
}

static void
autosell_pile_view_class_init (AutosellPileViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = autosell_pile_view_dispose;
  signals[BACK] =
    g_signal_new ("back", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_install_action (widget_class, "photos.split", NULL, split_cb);
  gtk_widget_class_install_action (widget_class, "photos.move-new", NULL, move_cb);
  gtk_widget_class_install_action (widget_class, "photos.move-to", "u", move_cb);
  gtk_widget_class_install_action (widget_class, "photos.move-left", NULL, shift_cb);
  gtk_widget_class_install_action (widget_class, "photos.move-right", NULL, shift_cb);
  gtk_widget_class_install_action (widget_class, "photos.move-first", NULL, shift_cb);
  gtk_widget_class_install_action (widget_class, "photos.leave-out", NULL, leave_out_cb);
  gtk_widget_class_install_action (widget_class, "photos.leave-out-same", NULL, leave_out_cb);
  gtk_widget_class_install_action (widget_class, "photos.select-all", NULL, select_all_cb);
  gtk_widget_class_install_action (widget_class, "photos.back", NULL, back_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Delete, 0, "photos.leave-out", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "photos.back", NULL);
  /* As in a car's gallery. */
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Left, GDK_ALT_MASK, "photos.move-left", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Right, GDK_ALT_MASK, "photos.move-right", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Home, GDK_ALT_MASK, "photos.move-first", NULL);
}

static GtkWidget *
create_button (const char *label, const char *action)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  return button;
}

static GtkWidget *
create_head (AutosellPileView *self)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *back = gtk_button_new_from_icon_name ("go-previous-symbolic");
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *inner = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (back), "photos.back");
  gtk_widget_set_tooltip_text (back, _("Back to the piles"));
  gtk_widget_set_valign (back, GTK_ALIGN_CENTER);
  autosell_compat_set_name (back, _("Back to the piles"));
  self->title = GTK_LABEL (gtk_label_new (NULL));
  self->subtitle = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->title, 0);
  gtk_label_set_xalign (self->subtitle, 0);
  gtk_label_set_ellipsize (self->title, PANGO_ELLIPSIZE_END);
  gtk_label_set_wrap (self->title, TRUE); /* the hours are what tells piles of one day apart */
  gtk_label_set_lines (self->title, 2);
  gtk_widget_add_css_class (GTK_WIDGET (self->title), "heading");
  gtk_widget_add_css_class (GTK_WIDGET (self->title), "numeric");
  gtk_widget_add_css_class (GTK_WIDGET (self->subtitle), "caption");
  gtk_widget_add_css_class (GTK_WIDGET (self->subtitle), "dim-label");
  gtk_box_append (GTK_BOX (texts), GTK_WIDGET (self->title));
  gtk_box_append (GTK_BOX (texts), GTK_WIDGET (self->subtitle));
  gtk_widget_set_hexpand (texts, TRUE);
  self->car = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_ellipsize (self->car, PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (self->car, 26);
  gtk_box_append (GTK_BOX (inner), gtk_image_new_from_icon_name ("autosell-car-symbolic"));
  gtk_box_append (GTK_BOX (inner), GTK_WIDGET (self->car));
  self->car_button = gtk_button_new ();
  gtk_button_set_child (GTK_BUTTON (self->car_button), inner);
  gtk_widget_set_valign (self->car_button, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (self->car_button, "clicked", G_CALLBACK (choose_car_cb), self);
  gtk_box_append (GTK_BOX (head), back);
  gtk_box_append (GTK_BOX (head), texts);
  gtk_box_append (GTK_BOX (head), self->car_button);
  gtk_widget_add_css_class (head, "pile-head");
  return head;
}

static GtkWidget *
create_bar (AutosellPileView *self)
{
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *buttons[4];

  self->selected = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->selected, 0);
  gtk_label_set_ellipsize (self->selected, PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (GTK_WIDGET (self->selected), "dim-label");
  self->move_button = GTK_MENU_BUTTON (gtk_menu_button_new ());
  gtk_menu_button_set_label (self->move_button, _("_Move to"));
  gtk_menu_button_set_use_underline (self->move_button, TRUE);
  gtk_menu_button_set_direction (self->move_button, GTK_ARROW_UP);
  gtk_menu_button_set_create_popup_func (self->move_button, prepare_move_cb, self, NULL);
  buttons[0] = create_button (_("_Split before it"), "photos.split");
  buttons[1] = GTK_WIDGET (self->move_button);
  buttons[2] = create_button (_("_Leave out"), "photos.leave-out");
  buttons[3] = create_button (_("Leave out what is on a _car already"), "photos.leave-out-same");
  self->rare[0] = buttons[0];
  self->rare[1] = buttons[3];
  gtk_widget_set_hexpand (GTK_WIDGET (self->selected), TRUE);
  gtk_box_append (GTK_BOX (bar), GTK_WIDGET (self->selected));
  for (guint i = 0; i < G_N_ELEMENTS (buttons); i++)
    gtk_box_append (GTK_BOX (bar), buttons[i]);
  gtk_widget_add_css_class (bar, "pile-bar");
  return bar;
}

static void
autosell_pile_view_init (AutosellPileView *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  self->grid = GTK_FLOW_BOX (gtk_flow_box_new ());
  gtk_flow_box_set_selection_mode (self->grid, GTK_SELECTION_MULTIPLE);
  gtk_flow_box_set_activate_on_single_click (self->grid, FALSE);
  gtk_flow_box_set_max_children_per_line (self->grid, 12);
  gtk_flow_box_set_homogeneous (self->grid, TRUE);
  gtk_flow_box_set_row_spacing (self->grid, 6);
  gtk_flow_box_set_column_spacing (self->grid, 6);
  gtk_widget_set_valign (GTK_WIDGET (self->grid), GTK_ALIGN_START);
  gtk_widget_add_css_class (GTK_WIDGET (self->grid), "pile-grid");
  autosell_compat_set_name (GTK_WIDGET (self->grid), _("Photos of the pile"));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (self->grid));
  /* It scrolls by itself while a rectangle is drawn, and takes for granted that it has both. */
  gtk_flow_box_set_hadjustment (self->grid, gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (scrolled)));
  gtk_flow_box_set_vadjustment (self->grid, gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scrolled)));
  gtk_widget_set_vexpand (scrolled, TRUE);
  gtk_box_append (GTK_BOX (self), create_head (self));
  gtk_box_append (GTK_BOX (self), scrolled);
  self->bar = create_bar (self);
  gtk_box_append (GTK_BOX (self), self->bar);
  g_signal_connect_swapped (self->grid, "selected-children-changed", G_CALLBACK (selection_cb), self);
}

GtkWidget *
autosell_pile_view_new (AutosellPileBoard *board, AutosellStore *store)
{
  AutosellPileView *self = g_object_new (AUTOSELL_TYPE_PILE_VIEW, NULL);

  self->board = g_object_ref (board);
  self->store = g_object_ref (store);
  self->rail = AUTOSELL_PILE_RAIL (autosell_pile_rail_new (board));
  gtk_box_insert_child_after (GTK_BOX (self), GTK_WIDGET (self->rail), gtk_widget_get_prev_sibling (self->bar));
  g_signal_connect_swapped (self->rail, "open", G_CALLBACK (open_other_cb), self);
  autosell_pile_drag_attach (self->grid, board);
  g_signal_connect_swapped (board, "changed", G_CALLBACK (update), self);
  return GTK_WIDGET (self);
}
