/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-fit-bin.h"

struct _AutosellFitBin
{
  GtkWidget parent_instance;
  GtkWidget *child; /* nullable */
  gboolean is_least;
};

G_DEFINE_FINAL_TYPE (AutosellFitBin, autosell_fit_bin, GTK_TYPE_WIDGET)

enum
{
  PROP_CHILD = 1,
  N_PROPS
};
static GParamSpec *properties[N_PROPS];

static int
get_child_width (AutosellFitBin *self)
{
  int minimum;

  gtk_widget_measure (self->child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  return minimum;
}

static GtkSizeRequestMode
autosell_fit_bin_get_request_mode (GtkWidget *widget G_GNUC_UNUSED)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
autosell_fit_bin_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                          int *minimum_baseline, int *natural_baseline)
{
  AutosellFitBin *self = AUTOSELL_FIT_BIN (widget);

  *minimum = *natural = 0;
  *minimum_baseline = *natural_baseline = -1;
  if (self->child == NULL)
    return;
  if (orientation == GTK_ORIENTATION_VERTICAL)
    {
      gtk_widget_measure (self->child, orientation, for_size < 0 ? -1 : MAX (for_size, get_child_width (self)), minimum,
                          natural, NULL, NULL);
      return;
    }
  gtk_widget_measure (self->child, orientation, -1, minimum, natural, NULL, NULL);
  if (!self->is_least)
    *minimum = 0;
}

static void
autosell_fit_bin_size_allocate (GtkWidget *widget, int width, int height, int baseline G_GNUC_UNUSED)
{
  AutosellFitBin *self = AUTOSELL_FIT_BIN (widget);
  int needed;

  if (self->child == NULL)
    return;
  needed = MAX (width, get_child_width (self));
  gtk_widget_size_allocate (
    self->child,
    &(GtkAllocation){ gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL ? width - needed : 0, 0, needed, height },
    -1);
}

static void
autosell_fit_bin_set_property (GObject *object, guint id, const GValue *value, GParamSpec *spec)
{
  AutosellFitBin *self = AUTOSELL_FIT_BIN (object);

  g_return_if_fail (id == PROP_CHILD);
  g_clear_pointer (&self->child, gtk_widget_unparent);
  self->child = g_value_get_object (value);
  if (self->child != NULL)
    gtk_widget_set_parent (self->child, GTK_WIDGET (self));
}

static void
autosell_fit_bin_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  g_return_if_fail (id == PROP_CHILD);
  g_value_set_object (value, AUTOSELL_FIT_BIN (object)->child);
}

static void
autosell_fit_bin_dispose (GObject *object)
{
  g_clear_pointer (&AUTOSELL_FIT_BIN (object)->child, gtk_widget_unparent);
  G_OBJECT_CLASS (autosell_fit_bin_parent_class)->dispose (object);
}

static void
autosell_fit_bin_class_init (AutosellFitBinClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = autosell_fit_bin_dispose;
  object_class->set_property = autosell_fit_bin_set_property;
  object_class->get_property = autosell_fit_bin_get_property;
  widget_class->get_request_mode = autosell_fit_bin_get_request_mode;
  widget_class->measure = autosell_fit_bin_measure;
  widget_class->size_allocate = autosell_fit_bin_size_allocate;

  properties[PROP_CHILD] =
    g_param_spec_object ("child", NULL, NULL, GTK_TYPE_WIDGET, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
autosell_fit_bin_init (AutosellFitBin *self)
{
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

void
autosell_fit_bin_set_is_least (AutosellFitBin *self, gboolean is_least)
{
  g_return_if_fail (AUTOSELL_IS_FIT_BIN (self));

  if (self->is_least == is_least)
    return;
  self->is_least = is_least;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}
