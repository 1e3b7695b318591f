/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-pile-drag.h"

#include "autosell-pile-stack.h"
#include "autosell-pile-tile.h"

#define PRINT_WIDTH 120
#define PRINT_HEIGHT 90
#define MAX_PRINTS 3
/* One behind the other in what hangs on the pointer. */
#define SHIFT 7
#define HOT_PX 6

typedef struct
{
  GtkFlowBox *grid;         /* unowned: it owns this */
  AutosellPileBoard *board; /* owned */
  GtkWidget *marked;        /* weak, nullable: the tile that shows where what is held would go */
} Drag;

static void
drag_free (gpointer data)
{
  Drag *drag = data;

  g_clear_weak_pointer (&drag->marked);
  g_object_unref (drag->board);
  g_free (drag);
}

/* ---- What is selected ---- */

GPtrArray *
autosell_pile_drag_dup_selected (GtkFlowBox *grid)
{
  GPtrArray *photos = g_ptr_array_new_with_free_func (g_object_unref);
  GtkFlowBoxChild *child;

  g_return_val_if_fail (GTK_IS_FLOW_BOX (grid), photos);

  for (int i = 0; (child = gtk_flow_box_get_child_at_index (grid, i)) != NULL; i++)
    if (gtk_flow_box_child_is_selected (child))
      g_ptr_array_add (photos, g_object_ref (autosell_pile_tile_get_photo (AUTOSELL_PILE_TILE (child))));
  return photos;
}

void
autosell_pile_drag_select (GtkFlowBox *grid, GPtrArray *photos)
{
  GtkFlowBoxChild *child;
  gboolean is_first = TRUE;

  g_return_if_fail (GTK_IS_FLOW_BOX (grid) && photos != NULL);

  gtk_flow_box_unselect_all (grid);
  for (int i = 0; (child = gtk_flow_box_get_child_at_index (grid, i)) != NULL; i++)
    {
      if (!g_ptr_array_find (photos, autosell_pile_tile_get_photo (AUTOSELL_PILE_TILE (child)), NULL))
        continue;
      gtk_flow_box_select_child (grid, child);
      if (is_first)
        gtk_widget_grab_focus (GTK_WIDGET (child));
      is_first = FALSE;
    }
}

/* ---- Going out ---- */

static GdkContentProvider *
prepare_cb (GtkDragSource *source, double x, double y, Drag *drag)
{
  GtkFlowBoxChild *child = gtk_flow_box_get_child_at_pos (drag->grid, (int) x, (int) y);
  g_autoptr(GPtrArray) photos = NULL;

  if (child == NULL)
    return NULL;
  if (!gtk_flow_box_child_is_selected (child))
    {
      gtk_flow_box_unselect_all (drag->grid);
      gtk_flow_box_select_child (drag->grid, child);
    }
  photos = autosell_pile_drag_dup_selected (drag->grid);
  return gdk_content_provider_new_typed (AUTOSELL_PILE_DRAG_TYPE, photos);
}

static void
drag_begin_cb (GtkDragSource *source, GdkDrag *gdk_drag, Drag *drag)
{
  g_autoptr(GPtrArray) photos = autosell_pile_drag_dup_selected (drag->grid);
  g_autoptr(GtkSnapshot) snapshot = gtk_snapshot_new ();
  g_autoptr(GdkPaintable) icon = NULL;
  guint n = CLAMP (photos->len, 1, MAX_PRINTS);

  if (photos->len == 0)
    return;
  for (guint i = n; i-- > 0;)
    autosell_pile_print_paint (snapshot, autosell_pile_photo_get_texture (photos->pdata[i]),
                               &GRAPHENE_RECT_INIT (i * SHIFT, i * SHIFT, PRINT_WIDTH, PRINT_HEIGHT));
  icon = gtk_snapshot_to_paintable (
    snapshot, &GRAPHENE_SIZE_INIT (PRINT_WIDTH + (n - 1) * SHIFT, PRINT_HEIGHT + (n - 1) * SHIFT));
  /* It hangs below the pointer: the place under that is seen. */
  gtk_drag_source_set_icon (source, icon, HOT_PX, HOT_PX);
}

/* A press on a photo is a drag of it, as in a car's gallery: GtkFlowBox draws a rectangle from there too, and would
 * have it before GtkDragSource, which starts no drag within a tenth of a second of the press, wherever the pointer is
 * meanwhile. */
static void
rectangle_begin_cb (GtkGestureDrag *rectangle, double x, double y, Drag *drag)
{
  if (gtk_flow_box_get_child_at_pos (drag->grid, (int) x, (int) y) != NULL)
    gtk_gesture_set_state (GTK_GESTURE (rectangle), GTK_EVENT_SEQUENCE_DENIED);
}

/* GTK 4.8 leaves the gestures that the rectangle won over in their place: they would miss the next press. */
static void
rectangle_end_cb (GtkGestureDrag *rectangle, double x, double y, Drag *drag)
{
  g_autoptr(GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (drag->grid));

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr(GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_GESTURE_SINGLE (controller) && (gpointer) controller != rectangle
          && gtk_gesture_get_sequence_state (GTK_GESTURE (rectangle), NULL) == GTK_EVENT_SEQUENCE_CLAIMED)
        gtk_event_controller_reset (controller);
    }
}

static void
keep_rectangle_between (Drag *drag)
{
  g_autoptr(GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (drag->grid));

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr(GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (!GTK_IS_GESTURE_DRAG (controller))
        continue;
      g_signal_connect (controller, "drag-begin", G_CALLBACK (rectangle_begin_cb), drag);
      g_signal_connect (controller, "drag-end", G_CALLBACK (rectangle_end_cb), drag);
    }
}

/* ---- Coming in ---- */

/* Before which of the tiles it is: in the line of the pointer the first whose middle is behind it. */
static guint
find_gap (Drag *drag, double x, double y)
{
  GtkFlowBoxChild *child;
  int i;

  for (i = 0; (child = gtk_flow_box_get_child_at_index (drag->grid, i)) != NULL; i++)
    {
      graphene_rect_t place;

      if (!gtk_widget_compute_bounds (GTK_WIDGET (child), GTK_WIDGET (drag->grid), &place))
        continue;
      if (y < place.origin.y || (y < place.origin.y + place.size.height && x < place.origin.x + place.size.width / 2))
        break;
    }
  return (guint) i;
}

static void
mark (Drag *drag, GtkWidget *tile, const char *style)
{
  static const char *const styles[] = { "drop-before", "drop-after" };

  for (guint i = 0; i < G_N_ELEMENTS (styles); i++)
    {
      if (drag->marked != NULL && (drag->marked != tile || !g_str_equal (styles[i], style)))
        gtk_widget_remove_css_class (drag->marked, styles[i]);
      if (tile != NULL && g_str_equal (styles[i], style))
        gtk_widget_add_css_class (tile, styles[i]);
    }
  g_set_weak_pointer (&drag->marked, tile);
}

static GdkDragAction
motion_cb (GtkDropTarget *target, double x, double y, Drag *drag)
{
  guint gap = find_gap (drag, x, y);
  GtkFlowBoxChild *tile = gtk_flow_box_get_child_at_index (drag->grid, (int) gap);

  if (tile != NULL)
    mark (drag, GTK_WIDGET (tile), "drop-before");
  else
    mark (drag, gtk_widget_get_last_child (GTK_WIDGET (drag->grid)), "drop-after");
  return GDK_ACTION_MOVE;
}

static void
leave_cb (GtkDropTarget *target, Drag *drag)
{
  mark (drag, NULL, "");
}

static gboolean
drop_cb (GtkDropTarget *target, const GValue *value, double x, double y, Drag *drag)
{
  g_autoptr(GPtrArray) photos = g_value_dup_boxed (value);
  guint gap = find_gap (drag, x, y);
  GtkFlowBoxChild *first = gtk_flow_box_get_child_at_index (drag->grid, 0);
  AutosellPile *pile;

  leave_cb (target, drag);
  if (photos == NULL || first == NULL)
    return FALSE;
  pile = autosell_pile_board_find_photo (drag->board, autosell_pile_tile_get_photo (AUTOSELL_PILE_TILE (first)));
  if (pile == NULL)
    return FALSE;
  autosell_pile_board_place (drag->board, photos, pile, gap);
  autosell_pile_drag_select (drag->grid, photos);
  return TRUE;
}

void
autosell_pile_drag_attach (GtkFlowBox *grid, AutosellPileBoard *board)
{
  GtkDragSource *source = gtk_drag_source_new ();
  GtkDropTarget *target = gtk_drop_target_new (AUTOSELL_PILE_DRAG_TYPE, GDK_ACTION_MOVE);
  Drag *drag = g_new0 (Drag, 1);

  g_return_if_fail (GTK_IS_FLOW_BOX (grid) && AUTOSELL_IS_PILE_BOARD (board));

  drag->grid = grid;
  drag->board = g_object_ref (board);
  g_object_set_data_full (G_OBJECT (grid), "autosell-pile-drag", drag, drag_free);
  keep_rectangle_between (drag);
  gtk_drag_source_set_actions (source, GDK_ACTION_MOVE);
  g_signal_connect (source, "prepare", G_CALLBACK (prepare_cb), drag);
  g_signal_connect (source, "drag-begin", G_CALLBACK (drag_begin_cb), drag);
  g_signal_connect (target, "enter", G_CALLBACK (motion_cb), drag);
  g_signal_connect (target, "motion", G_CALLBACK (motion_cb), drag);
  g_signal_connect (target, "leave", G_CALLBACK (leave_cb), drag);
  g_signal_connect (target, "drop", G_CALLBACK (drop_cb), drag);
  gtk_widget_add_controller (GTK_WIDGET (grid), GTK_EVENT_CONTROLLER (source));
  gtk_widget_add_controller (GTK_WIDGET (grid), GTK_EVENT_CONTROLLER (target));
}
