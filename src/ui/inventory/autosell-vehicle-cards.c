/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-vehicle-cards-private.h"

#include "autosell-vehicle-drawing.h"

struct _AutosellVehicleCards
{
  AutosellVehicleView parent_instance;
  AutosellCardStyle style;
};

G_DEFINE_FINAL_TYPE (AutosellVehicleCards, autosell_vehicle_cards, AUTOSELL_TYPE_VEHICLE_VIEW)

AutosellCardStyle *
autosell_vehicle_cards_get_style (AutosellVehicleCards *self)
{
  return &self->style;
}

/* ---- As a view ---- */

static void
autosell_vehicle_cards_arrange (AutosellVehicleView *view, int width, int height, AutosellItemGrid *grid, int *top)
{
  AutosellVehicleCards *self = AUTOSELL_VEHICLE_CARDS (view);

  *top = 0;
  if (autosell_card_style_arrange (&self->style, width, grid))
    autosell_vehicle_view_redraw (view);
}

static gboolean
autosell_vehicle_cards_get_field_area (AutosellVehicleView *view, AutosellVehicleItem *item,
                                       AutosellVehicleColumn column, GdkRectangle *area)
{
  AutosellCardText kind;

  if (!autosell_vehicle_card_find_text (column, &kind))
    return FALSE;
  *area = AUTOSELL_VEHICLE_CARDS (view)->style.places.texts[kind];
  return TRUE;
}

static gboolean
autosell_vehicle_cards_find_field (AutosellVehicleView *view, AutosellVehicleItem *item, double x, double y,
                                   AutosellVehicleColumn *column)
{
  const AutosellCardPlaces *places = &AUTOSELL_VEHICLE_CARDS (view)->style.places;

  for (guint i = 0; i < AUTOSELL_N_VEHICLE_COLUMNS; i++)
    {
      AutosellCardText kind;
      const GdkRectangle *area;

      if (!autosell_vehicle_card_find_text (i, &kind))
        continue;
      area = &places->texts[kind];
      if (x < area->x || x >= area->x + area->width || y < area->y || y >= area->y + area->height)
        continue;
      *column = i;
      return TRUE;
    }
  return FALSE;
}

static gboolean
autosell_vehicle_cards_is_on_hint (AutosellVehicleView *view, AutosellVehicleColumn column, const GdkRectangle *area,
                                   double x)
{
  return x >= area->width - AUTOSELL_ICON_SIZE - 4;
}

static char *
autosell_vehicle_cards_dup_tooltip (AutosellVehicleView *view, AutosellVehicleItem *item, AutosellVehicleColumn column)
{
  AutosellCardStyle *style = &AUTOSELL_VEHICLE_CARDS (view)->style;
  AutosellCellLook look;
  AutosellCardText kind;
  const char *text;

  if (!autosell_vehicle_card_find_text (column, &kind))
    return NULL;
  text = autosell_vehicle_card_get_text (kind, autosell_vehicle_item_get_vehicle (item), style->today, style->scratch,
                                         &look);
  /* Only what there is no room for. */
  if (text[0] == '\0'
      || !pango_layout_is_ellipsized (autosell_card_style_get_layout (style, GTK_WIDGET (view), kind, text)))
    return NULL;
  return g_strdup (text);
}

static void
autosell_vehicle_cards_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                                int *minimum_baseline, int *natural_baseline)
{
  const AutosellCardMetrics *metrics = &AUTOSELL_VEHICLE_CARDS (widget)->style.metrics;

  *minimum = 100;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 600 : 12 * metrics->line_height;
}

/* ---- Class ---- */

static void
autosell_vehicle_cards_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (autosell_vehicle_cards_parent_class)->css_changed (widget, change);
  if (autosell_card_style_update (&AUTOSELL_VEHICLE_CARDS (widget)->style, widget))
    {
      autosell_vehicle_view_redraw (AUTOSELL_VEHICLE_VIEW (widget));
      gtk_widget_queue_resize (widget);
    }
}

static void
autosell_vehicle_cards_finalize (GObject *object)
{
  autosell_card_style_clear (&AUTOSELL_VEHICLE_CARDS (object)->style);
  G_OBJECT_CLASS (autosell_vehicle_cards_parent_class)->finalize (object);
}

static void
autosell_vehicle_cards_class_init (AutosellVehicleCardsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  AutosellVehicleViewClass *view_class = AUTOSELL_VEHICLE_VIEW_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = autosell_vehicle_cards_finalize;
  view_class->item_type = AUTOSELL_TYPE_VEHICLE_CARD;
  view_class->arrange = autosell_vehicle_cards_arrange;
  view_class->get_field_area = autosell_vehicle_cards_get_field_area;
  view_class->find_field = autosell_vehicle_cards_find_field;
  view_class->is_on_hint = autosell_vehicle_cards_is_on_hint;
  view_class->dup_tooltip = autosell_vehicle_cards_dup_tooltip;
  widget_class->measure = autosell_vehicle_cards_measure;
  widget_class->css_changed = autosell_vehicle_cards_css_changed;
  gtk_widget_class_set_css_name (widget_class, "vehiclecards");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LIST);
}

static void
autosell_vehicle_cards_init (AutosellVehicleCards *self)
{
  autosell_card_style_init (&self->style);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_MULTI_SELECTABLE, TRUE, -1);
}
