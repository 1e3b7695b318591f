/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Preloaded into the program under test, whose widgets the pointer has to find. Since 4.10 GTK adds up where a widget
 * is from the places of those above it, without their borders and padding, and counts a page of a stack twice. Here
 * each tells where it is seen, by its content, as GTK 4.8 does. / */
#include <gtk/gtk.h>

#if GTK_CHECK_VERSION(4, 10, 0)

#include <math.h>

/* Within the window or popover. */
static void
get_place (GtkWidget *widget, int *x, int *y)
{
  GtkWidget *native = GTK_WIDGET (gtk_widget_get_native (widget));
  const graphene_point_t zero = GRAPHENE_POINT_INIT_ZERO;
  graphene_point_t point;

  if (native == NULL || native == widget || !gtk_widget_compute_point (widget, native, &zero, &point))
    point = zero;
  *x = (int) floorf (point.x);
  *y = (int) floorf (point.y);
}

/* Returns: (transfer none) (nullable): the nearest above that is a widget; a page of a stack is none, and where the
 * stack is */
static GtkWidget *
get_above (GtkAccessible *accessible)
{
  GtkAccessible *above = g_object_ref (accessible);

  do
    {
      GtkAccessible *below = above;

      above = GTK_ACCESSIBLE_GET_IFACE (below)->get_accessible_parent (below);
      g_object_unref (below);
    }
  while (above != NULL && !GTK_IS_WIDGET (above));
  if (above == NULL)
    return NULL;
  g_object_unref (above); /* it has the widget, or the page, as its own */
  return GTK_WIDGET (above);
}

static gboolean
get_widget_bounds (GtkAccessible *accessible, int *x, int *y, int *width, int *height)
{
  GtkWidget *widget = GTK_WIDGET (accessible);
  GtkWidget *above = GTK_IS_NATIVE (widget) ? NULL : get_above (accessible);
  int above_x, above_y;

  if (!gtk_widget_get_realized (widget))
    return FALSE;
  get_place (widget, x, y);
  if (above != NULL)
    {
      get_place (above, &above_x, &above_y);
      *x -= above_x;
      *y -= above_y;
    }
  /* What is not shown has the size that it had last. */
  *width = gtk_widget_get_mapped (widget) ? gtk_widget_get_width (widget) : 0;
  *height = gtk_widget_get_mapped (widget) ? gtk_widget_get_height (widget) : 0;
  return TRUE;
}

static gboolean
get_page_bounds (GtkAccessible *accessible, int *x, int *y, int *width, int *height)
{
  GtkWidget *stack = get_above (accessible);
  g_autoptr(GtkWidget) child = NULL;
  gboolean is_shown;

  if (stack == NULL || !gtk_widget_get_realized (stack))
    return FALSE;
  g_object_get (accessible, "child", &child, NULL);
  is_shown = child != NULL && gtk_widget_get_child_visible (child);
  *x = *y = 0;
  *width = is_shown ? gtk_widget_get_width (stack) : 0;
  *height = is_shown ? gtk_widget_get_height (stack) : 0;
  return TRUE;
}

static void
accessible_made_cb (gpointer data, gpointer vtable)
{
  GtkAccessibleInterface *interface = vtable;
  GType type = interface->g_iface.g_instance_type;

  if (interface->g_iface.g_type != GTK_TYPE_ACCESSIBLE)
    return;
  if (g_type_is_a (type, GTK_TYPE_WIDGET))
    interface->get_bounds = get_widget_bounds;
  else if (g_str_has_suffix (g_type_name (type), "StackPage"))
    interface->get_bounds = get_page_bounds;
}

__attribute__ ((constructor)) static void
watch (void)
{
  g_type_add_interface_check (NULL, accessible_made_cb);
}

#endif
