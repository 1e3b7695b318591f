/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-print-page.h"

#include <glib/gi18n.h>
#include <math.h>

#define MIN_WIDTH 260
#define NATURAL_WIDTH 760

struct _AutosellPrintPage
{
  GtkWidget parent_instance;
  AutosellPrintDocument *document; /* owned, nullable */
  guint page;
};

G_DEFINE_FINAL_TYPE (AutosellPrintPage, autosell_print_page, GTK_TYPE_WIDGET)

static GtkSizeRequestMode
autosell_print_page_get_request_mode (GtkWidget *widget G_GNUC_UNUSED)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
autosell_print_page_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                             int *minimum_baseline G_GNUC_UNUSED, int *natural_baseline G_GNUC_UNUSED)
{
  AutosellPrintPage *self = AUTOSELL_PRINT_PAGE (widget);
  double width = 612, height = 792;

  if (self->document != NULL)
    autosell_print_document_get_page_size (self->document, &width, &height);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = MIN_WIDTH;
      *natural = width > height ? NATURAL_WIDTH * 5 / 4 : NATURAL_WIDTH;
    }
  else
    {
      *minimum = *natural = (int) ceil ((for_size < 0 ? NATURAL_WIDTH : for_size) * height / width);
    }
}

static void
autosell_print_page_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  AutosellPrintPage *self = AUTOSELL_PRINT_PAGE (widget);
  const GdkRGBA white = { 1, 1, 1, 1 };
  const graphene_rect_t bounds =
    GRAPHENE_RECT_INIT (0, 0, gtk_widget_get_width (widget), gtk_widget_get_height (widget));
  double width, height;
  cairo_t *cr;

  /* Paper is white in the dark style too. */
  gtk_snapshot_append_color (snapshot, &white, &bounds);
  if (self->document == NULL || self->page >= autosell_print_document_get_n_pages (self->document))
    return;
  autosell_print_document_get_page_size (self->document, &width, &height);
  cr = gtk_snapshot_append_cairo (snapshot, &bounds);
  cairo_scale (cr, bounds.size.width / width, bounds.size.width / width);
  autosell_print_document_draw_page (self->document, cr, self->page);
  cairo_destroy (cr);
}

static void
autosell_print_page_dispose (GObject *object)
{
  g_clear_object (&AUTOSELL_PRINT_PAGE (object)->document);
  G_OBJECT_CLASS (autosell_print_page_parent_class)->dispose (object);
}

static void
autosell_print_page_class_init (AutosellPrintPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = autosell_print_page_dispose;
  widget_class->get_request_mode = autosell_print_page_get_request_mode;
  widget_class->measure = autosell_print_page_measure;
  widget_class->snapshot = autosell_print_page_snapshot;
  gtk_widget_class_set_css_name (widget_class, "printpage");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
autosell_print_page_init (AutosellPrintPage *self)
{
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_widget_add_css_class (GTK_WIDGET (self), "card");
}

GtkWidget *
autosell_print_page_new (void)
{
  return g_object_new (AUTOSELL_TYPE_PRINT_PAGE, NULL);
}

void
autosell_print_page_set (AutosellPrintPage *self, AutosellPrintDocument *document, guint page)
{
  g_return_if_fail (AUTOSELL_IS_PRINT_PAGE (self));

  g_set_object (&self->document, document);
  self->page = page;
  if (document != NULL)
    {
      /* Translators: the page's number and how many there are */
      g_autofree char *name =
        g_strdup_printf (_("Page %u of %u"), page + 1, autosell_print_document_get_n_pages (document));

      gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                      GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, autosell_print_document_get_title (document),
                                      -1);
    }
  gtk_widget_queue_resize (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
