/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Preloaded into the program under test: at each SIGUSR1 it looks at all labels that are shown, and says on stderr
 * which of them a person cannot read whole. The accessibility tree knows a label's text and place, not what is cut from
 * it.
 *
 *   LABEL-WATCH cut “MERCEDES BENZ” in GtkButton (76 of 103 px)
 *   LABEL-WATCH done 1
 *
 * At SIGUSR2 it says what keeps each window from being narrower.
 */
#include <glib-unix.h>
#include <gtk/gtk.h>
#include <signal.h>

/* Half a pixel of rounding is not to be seen. */
#define SLACK 1.0

typedef struct
{
  GtkWidget *window;
  int n_cut;
} Look;

static gboolean
is_in_sideways_scroller (GtkWidget *widget)
{
  for (GtkWidget *above = gtk_widget_get_parent (widget); above != NULL; above = gtk_widget_get_parent (above))
    if (GTK_IS_SCROLLED_WINDOW (above))
      {
        GtkPolicyType policy;

        gtk_scrolled_window_get_policy (GTK_SCROLLED_WINDOW (above), &policy, NULL);
        if (policy != GTK_POLICY_NEVER)
          return TRUE;
      }
  return FALSE;
}

static void
report (Look *look, GtkWidget *label, const char *text, const char *why, double has, double needs)
{
  GtkWidget *parent = gtk_widget_get_parent (label);

  look->n_cut++;
  g_printerr ("LABEL-WATCH %s “%s” in %s of %s (%.0f of %.0f px)\n", why, text,
              parent != NULL ? G_OBJECT_TYPE_NAME (parent) : "nothing", G_OBJECT_TYPE_NAME (look->window), has, needs);
}

static void
look_at_label (Look *look, GtkLabel *label)
{
  GtkWidget *widget = GTK_WIDGET (label);
  GtkWidget *native = GTK_WIDGET (gtk_widget_get_native (widget)); /* a popover reaches out of its window */
  const char *text = gtk_label_get_text (label);
  graphene_rect_t bounds;
  int minimum, natural;

  if (text[0] == '\0' || !gtk_widget_compute_bounds (widget, native, &bounds))
    return;
  /* What has a tooltip can be read there; what wraps is given the height it needs, or scrolls. */
  if (pango_layout_is_ellipsized (gtk_label_get_layout (label)) && !gtk_widget_get_has_tooltip (widget))
    {
      gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);
      report (look, widget, text, "cut", bounds.size.width, natural);
    }
  pango_layout_get_pixel_size (gtk_label_get_layout (label), NULL, &minimum);
  if (gtk_widget_get_height (widget) + SLACK < minimum)
    report (look, widget, text, "low", gtk_widget_get_height (widget), minimum);
  if ((bounds.origin.x < -SLACK || bounds.origin.x + bounds.size.width > gtk_widget_get_width (native) + SLACK)
      && !is_in_sideways_scroller (widget))
    report (look, widget, text, "outside", bounds.origin.x + bounds.size.width, gtk_widget_get_width (native));
}

static void
look_below (Look *look, GtkWidget *widget)
{
  if (!gtk_widget_get_mapped (widget) || !gtk_widget_get_child_visible (widget) || gtk_widget_get_opacity (widget) == 0)
    return;
  if (GTK_IS_LABEL (widget))
    look_at_label (look, GTK_LABEL (widget));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    look_below (look, child);
}

/* Which children make a window as wide as it is at least, from the window down. */
static void
report_width (GtkWidget *widget, int depth)
{
  GtkWidget *widest = NULL;
  int widest_px = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int minimum;

      if (!gtk_widget_should_layout (child))
        continue;
      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
      if (minimum > widest_px)
        {
          widest = child;
          widest_px = minimum;
        }
    }
  if (widest == NULL)
    return;
  g_printerr ("LABEL-WATCH %*s%s %s %d px\n", depth, "", G_OBJECT_TYPE_NAME (widest),
              GTK_IS_LABEL (widest) ? gtk_label_get_text (GTK_LABEL (widest)) : gtk_widget_get_name (widest),
              widest_px);
  report_width (widest, depth + 1);
}

static gboolean
width_cb (gpointer user_data)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr(GtkWidget) window = g_list_model_get_item (windows, i);

      if (gtk_widget_get_mapped (window))
        report_width (window, 0);
    }
  return G_SOURCE_CONTINUE;
}

static gboolean
look_cb (gpointer user_data)
{
  GListModel *windows = gtk_window_get_toplevels ();
  int n_cut = 0;

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr(GtkWidget) window = g_list_model_get_item (windows, i);
      Look look = { window, 0 };

      look_below (&look, window);
      n_cut += look.n_cut;
    }
  g_printerr ("LABEL-WATCH done %d\n", n_cut);
  return G_SOURCE_CONTINUE;
}

__attribute__ ((constructor)) static void
watch (void)
{
  g_unix_signal_add (SIGUSR1, look_cb, NULL);
  g_unix_signal_add (SIGUSR2, width_cb, NULL);
}
