/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-pile-stack.h"

struct _AutosellPileStack
{
  GtkWidget parent_instance;
  AutosellPile *pile; /* owned */
  PangoLayout *count; /* owned, nullable: how many there are */
  guint counted;      /* what it says */
};

G_DEFINE_FINAL_TYPE (AutosellPileStack, autosell_pile_stack, GTK_TYPE_WIDGET)

#define WIDTH 176
#define HEIGHT 140
#define PRINT_WIDTH 140
#define PRINT_HEIGHT 105
#define EDGE 4
#define MAX_PRINTS 3

/* As a hand lays them down; the first is straight. */
static const struct
{
  float angle;
  float x;
  float y;
} places[MAX_PRINTS] = { { 0, 0, 2 }, { -5, -7, -3 }, { 4.5F, 8, -5 } };

static void
paint_cut (GtkSnapshot *snapshot, GdkTexture *texture, const graphene_rect_t *area)
{
  float ratio = (float) gdk_texture_get_width (texture) / gdk_texture_get_height (texture);
  float width = area->size.width;
  float height = area->size.height;

  if (ratio > width / height)
    width = height * ratio;
  else
    height = width / ratio;
  gtk_snapshot_push_clip (snapshot, area);
  gtk_snapshot_append_texture (snapshot, texture,
                               &GRAPHENE_RECT_INIT (area->origin.x + (area->size.width - width) / 2,
                                                    area->origin.y + (area->size.height - height) / 2, width, height));
  gtk_snapshot_pop (snapshot);
}

void
autosell_pile_print_paint (GtkSnapshot *snapshot, GdkTexture *texture, const graphene_rect_t *area)
{
  const GdkRGBA shadow = { 0, 0, 0, 0.28F };
  const GdkRGBA paper = { 0.985F, 0.98F, 0.97F, 1 };
  const GdkRGBA nothing = { 0.82F, 0.83F, 0.85F, 1 };
  graphene_rect_t picture = GRAPHENE_RECT_INIT (area->origin.x + EDGE, area->origin.y + EDGE,
                                                area->size.width - 2 * EDGE, area->size.height - 2 * EDGE);
  GskRoundedRect outline;

  gsk_rounded_rect_init_from_rect (&outline, area, 3);
  gtk_snapshot_append_outset_shadow (snapshot, &outline, &shadow, 0, 1, 0, 4);
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  gtk_snapshot_append_color (snapshot, &paper, area);
  gtk_snapshot_pop (snapshot);
  if (texture != NULL)
    paint_cut (snapshot, texture, &picture);
  else
    gtk_snapshot_append_color (snapshot, &nothing, &picture);
}

static void
paint_count (AutosellPileStack *self, GtkSnapshot *snapshot, int n_photos, double right, double bottom)
{
  const GdkRGBA ground = { 0.1F, 0.1F, 0.12F, 0.86F };
  const GdkRGBA white = { 1, 1, 1, 1 };
  g_autofree char *text = g_strdup_printf ("%d", n_photos);
  GskRoundedRect outline;
  int width, height;
  float x, y;

  if (self->count == NULL || self->counted != (guint) n_photos)
    {
      g_clear_object (&self->count);
      self->count = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
      self->counted = n_photos;
    }
  pango_layout_get_pixel_size (self->count, &width, &height);
  x = (float) right - MAX (width + 14, height + 4);
  y = (float) bottom - height - 4;
  gsk_rounded_rect_init_from_rect (&outline, &GRAPHENE_RECT_INIT (x, y, MAX (width + 14, height + 4), height + 4),
                                   (height + 4) / 2.0F);
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  gtk_snapshot_append_color (snapshot, &ground, &outline.bounds);
  gtk_snapshot_pop (snapshot);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x + (outline.bounds.size.width - width) / 2, y + 2));
  gtk_snapshot_append_layout (snapshot, self->count, &white);
  gtk_snapshot_restore (snapshot);
}

/* How far its photos are, as a line under them. */
static void
paint_progress (AutosellPileStack *self, GtkSnapshot *snapshot, const graphene_rect_t *area)
{
  const GdkRGBA ground = { 0, 0, 0, 0.35F };
  GdkRGBA colour;
  double done = 0;
  guint n_photos = autosell_pile_get_n_photos (self->pile);
  GskRoundedRect outline;

  if (!autosell_pile_is_busy (self->pile))
    return;
  for (guint i = 0; i < n_photos; i++)
    done += autosell_pile_photo_get_fraction (autosell_pile_get_photo (self->pile, i));
  if (!gtk_style_context_lookup_color (gtk_widget_get_style_context (GTK_WIDGET (self)), "accent_bg_color", &colour))
    gdk_rgba_parse (&colour, "#2563eb");
  gsk_rounded_rect_init_from_rect (&outline, area, area->size.height / 2);
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  gtk_snapshot_append_color (snapshot, &ground, area);
  gtk_snapshot_append_color (snapshot, &colour,
                             &GRAPHENE_RECT_INIT (area->origin.x, area->origin.y,
                                                  area->size.width * (float) (done / MAX (n_photos, 1)),
                                                  area->size.height));
  gtk_snapshot_pop (snapshot);
}

static void
autosell_pile_stack_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  AutosellPileStack *self = AUTOSELL_PILE_STACK (widget);
  float width = (float) gtk_widget_get_width (widget);
  float height = (float) gtk_widget_get_height (widget);
  guint n_photos = autosell_pile_get_n_photos (self->pile);
  graphene_rect_t print = GRAPHENE_RECT_INIT (-PRINT_WIDTH / 2.0F, -PRINT_HEIGHT / 2.0F, PRINT_WIDTH, PRINT_HEIGHT);

  for (guint i = MIN (n_photos, MAX_PRINTS); i-- > 0;)
    {
      gtk_snapshot_save (snapshot);
      gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (width / 2 + places[i].x, height / 2 + places[i].y));
      gtk_snapshot_rotate (snapshot, places[i].angle);
      autosell_pile_print_paint (snapshot, autosell_pile_photo_get_texture (autosell_pile_get_photo (self->pile, i)),
                                 &print);
      gtk_snapshot_restore (snapshot);
    }
  paint_progress (self, snapshot,
                  &GRAPHENE_RECT_INIT (width / 2 - PRINT_WIDTH / 2.0F + 10, height / 2 + PRINT_HEIGHT / 2.0F - 12,
                                       PRINT_WIDTH - 70, 5));
  paint_count (self, snapshot, (int) n_photos, width / 2 + PRINT_WIDTH / 2.0 - 2, height / 2 + PRINT_HEIGHT / 2.0 - 2);
}

static void
autosell_pile_stack_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                             int *minimum_baseline, int *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? WIDTH : HEIGHT;
}

static void
autosell_pile_stack_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (autosell_pile_stack_parent_class)->css_changed (widget, change);
  g_clear_object (&AUTOSELL_PILE_STACK (widget)->count);
}

static void
autosell_pile_stack_dispose (GObject *object)
{
  AutosellPileStack *self = AUTOSELL_PILE_STACK (object);

  g_clear_object (&self->pile);
  g_clear_object (&self->count);
  G_OBJECT_CLASS (autosell_pile_stack_parent_class)->dispose (object);
}

static void
autosell_pile_stack_class_init (AutosellPileStackClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = autosell_pile_stack_dispose;
  widget_class->snapshot = autosell_pile_stack_snapshot;
  widget_class->measure = autosell_pile_stack_measure;
  widget_class->css_changed = autosell_pile_stack_css_changed;
  gtk_widget_class_set_css_name (widget_class, "pilestack");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
autosell_pile_stack_init (AutosellPileStack *self G_GNUC_UNUSED)
{
}

GtkWidget *
autosell_pile_stack_new (AutosellPile *pile)
{
  AutosellPileStack *self = g_object_new (AUTOSELL_TYPE_PILE_STACK, NULL);

  self->pile = g_object_ref (pile);
  g_signal_connect_object (pile, "changed", G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
