/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-pane-box.h"

struct _AutosellPaneBox
{
  GtkWidget parent_instance;
  GtkWidget *content; /* children */
  GtkWidget *pane;
};

G_DEFINE_FINAL_TYPE (AutosellPaneBox, autosell_pane_box, GTK_TYPE_WIDGET)

static int
get_pane_width (AutosellPaneBox *self)
{
  int minimum = 0;

  if (gtk_widget_should_layout (self->pane))
    gtk_widget_measure (self->pane, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  return minimum;
}

static GtkSizeRequestMode
autosell_pane_box_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
autosell_pane_box_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                           int *minimum_baseline, int *natural_baseline)
{
  AutosellPaneBox *self = AUTOSELL_PANE_BOX (widget);
  int pane_width = get_pane_width (self);
  int pane_minimum, pane_natural;

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      gtk_widget_measure (self->content, orientation, -1, minimum, natural, NULL, NULL);
      *minimum += pane_width;
      *natural += pane_width;
      return;
    }
  gtk_widget_measure (self->content, orientation, for_size < 0 ? -1 : MAX (for_size - pane_width, 0), minimum, natural,
                      NULL, NULL);
  if (pane_width == 0)
    return;
  gtk_widget_measure (self->pane, orientation, for_size < 0 ? -1 : pane_width, &pane_minimum, &pane_natural, NULL,
                      NULL);
  *minimum = MAX (*minimum, pane_minimum);
  *natural = MAX (*natural, pane_natural);
}

static void
autosell_pane_box_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  AutosellPaneBox *self = AUTOSELL_PANE_BOX (widget);
  gboolean is_rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  /* What the pane needs may have grown since this was measured */
  int pane_width = MIN (get_pane_width (self), width);
  int content_width = width - pane_width;

  gtk_widget_size_allocate (self->content, &(GtkAllocation){ is_rtl ? pane_width : 0, 0, content_width, height }, -1);
  if (pane_width > 0)
    gtk_widget_size_allocate (self->pane, &(GtkAllocation){ is_rtl ? 0 : content_width, 0, pane_width, height }, -1);
}

static void
autosell_pane_box_dispose (GObject *object)
{
  AutosellPaneBox *self = AUTOSELL_PANE_BOX (object);

  g_clear_pointer (&self->content, gtk_widget_unparent);
  g_clear_pointer (&self->pane, gtk_widget_unparent);
  G_OBJECT_CLASS (autosell_pane_box_parent_class)->dispose (object);
}

static void
autosell_pane_box_class_init (AutosellPaneBoxClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = autosell_pane_box_dispose;
  widget_class->get_request_mode = autosell_pane_box_get_request_mode;
  widget_class->measure = autosell_pane_box_measure;
  widget_class->size_allocate = autosell_pane_box_size_allocate;
}

static void
autosell_pane_box_init (AutosellPaneBox *self)
{
}

GtkWidget *
autosell_pane_box_new (GtkWidget *content, GtkWidget *pane)
{
  AutosellPaneBox *self = g_object_new (AUTOSELL_TYPE_PANE_BOX, NULL);

  self->content = content;
  self->pane = pane;
  gtk_widget_set_parent (content, GTK_WIDGET (self));
  gtk_widget_set_parent (pane, GTK_WIDGET (self));
  return GTK_WIDGET (self);
}
