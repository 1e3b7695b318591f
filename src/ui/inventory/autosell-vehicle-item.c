/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-vehicle-item.h"

#include "autosell-parse.h"
#include "autosell-readiness.h"
#include "autosell-vehicle-view-private.h"

typedef struct
{
  AutosellVehicleView *view; /* unowned: our parent */
  AutosellVehicleRow *row;   /* owned, nullable */
  gulong row_handler;
  AutosellPhotoPaintable *cover; /* owned, nullable until a car with a photo is painted */
  char *cover_key;               /* owned, nullable: what it shows */
  guint position;
  int hover_column; /* -1 for none */
  gboolean is_selected;
  gboolean name_is_old;
} AutosellVehicleItemPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (AutosellVehicleItem, autosell_vehicle_item, GTK_TYPE_WIDGET)

#define PRIVATE(self) ((AutosellVehicleItemPrivate *) autosell_vehicle_item_get_instance_private (self))

void
autosell_vehicle_item_name_is_old (AutosellVehicleItem *self)
{
  PRIVATE (self)->name_is_old = TRUE;
  autosell_vehicle_view_name_is_old (PRIVATE (self)->view);
}

static void
drop_cover (AutosellVehicleItem *self)
{
  AutosellVehicleItemPrivate *priv = PRIVATE (self);

  if (priv->cover_key == NULL)
    return;
  g_clear_pointer (&priv->cover_key, g_free);
  autosell_photo_paintable_set_photo (priv->cover, NULL, NULL, AUTOSELL_THUMBNAIL_EDGE_ROW, AUTOSELL_PHOTO_WHOLE);
}

AutosellPhotoPaintable *
autosell_vehicle_item_get_cover (AutosellVehicleItem *self, int width, int height)
{
  AutosellVehicleItemPrivate *priv = PRIVATE (self);
  AutosellVehicle *vehicle = autosell_vehicle_item_get_vehicle (self);
  AutosellThumbnailCache *cache = autosell_vehicle_view_get_thumbnails (priv->view);
  const char *key = vehicle != NULL && cache != NULL ? autosell_vehicle_get_cover (vehicle) : NULL;
  int scale = gtk_widget_get_scale_factor (GTK_WIDGET (self));

  if (key == NULL)
    return NULL;
  if (priv->cover == NULL)
    {
      priv->cover = autosell_photo_paintable_new ();
      g_signal_connect_swapped (priv->cover, "invalidate-contents", G_CALLBACK (gtk_widget_queue_draw), self);
    }
  /* It is being painted already. */
  g_signal_handlers_block_by_func (priv->cover, gtk_widget_queue_draw, self);
  autosell_photo_paintable_set_place (priv->cover, width * scale, height * scale);
  if (g_strcmp0 (priv->cover_key, key) != 0)
    {
      g_free (priv->cover_key);
      priv->cover_key = g_strdup (key);
      autosell_photo_paintable_set_photo (priv->cover, cache, key, AUTOSELL_THUMBNAIL_EDGE_ROW, AUTOSELL_PHOTO_WHOLE);
    }
  g_signal_handlers_unblock_by_func (priv->cover, gtk_widget_queue_draw, self);
  return priv->cover;
}

static void
vehicle_changed_cb (AutosellVehicleItem *self)
{
  AutosellVehicle *vehicle = autosell_vehicle_item_get_vehicle (self);

  if (vehicle == NULL || g_strcmp0 (autosell_vehicle_get_cover (vehicle), PRIVATE (self)->cover_key) != 0)
    drop_cover (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  autosell_vehicle_item_name_is_old (self);
}

/* What a screen reader or another aid can do with a car, as though it had been clicked. */
static void
item_action_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AutosellVehicleItem *self = AUTOSELL_VEHICLE_ITEM (widget);
  AutosellVehicleView *view = PRIVATE (self)->view;
  gint64 key = autosell_vehicle_item_get_key (self);
  guint column = AUTOSELL_N_VEHICLE_COLUMNS;

  if (key == 0)
    return;
  if (g_str_equal (name, "row.change-price"))
    column = AUTOSELL_VEHICLE_COLUMN_PRICE;
  else if (g_str_equal (name, "row.change-status"))
    column = AUTOSELL_VEHICLE_COLUMN_STATUS;
  else if (g_str_equal (name, "row.change-location"))
    column = AUTOSELL_VEHICLE_COLUMN_LOCATION;

  autosell_vehicle_view_show_key (view, key);
  if (column < AUTOSELL_N_VEHICLE_COLUMNS)
    g_signal_emit_by_name (view, "edit", key, column);
  else if (g_str_equal (name, "row.open"))
    g_signal_emit_by_name (view, "activate", key);
}

static void
autosell_vehicle_item_dispose (GObject *object)
{
  AutosellVehicleItemPrivate *priv = PRIVATE (AUTOSELL_VEHICLE_ITEM (object));

  g_clear_signal_handler (&priv->row_handler, priv->row);
  g_clear_object (&priv->row);
  if (priv->cover != NULL)
    g_signal_handlers_disconnect_by_data (priv->cover, object);
  g_clear_object (&priv->cover);
  g_clear_pointer (&priv->cover_key, g_free);
  G_OBJECT_CLASS (autosell_vehicle_item_parent_class)->dispose (object);
}

static void
autosell_vehicle_item_class_init (AutosellVehicleItemClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = autosell_vehicle_item_dispose;
  gtk_widget_class_install_action (widget_class, "row.select", NULL, item_action_cb);
  gtk_widget_class_install_action (widget_class, "row.open", NULL, item_action_cb);
  gtk_widget_class_install_action (widget_class, "row.change-price", NULL, item_action_cb);
  gtk_widget_class_install_action (widget_class, "row.change-status", NULL, item_action_cb);
  gtk_widget_class_install_action (widget_class, "row.change-location", NULL, item_action_cb);
}

static void
autosell_vehicle_item_init (AutosellVehicleItem *self)
{
  PRIVATE (self)->hover_column = -1;
  PRIVATE (self)->position = GTK_INVALID_LIST_POSITION;
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
}

AutosellVehicleItem *
autosell_vehicle_item_new (GType type, AutosellVehicleView *view)
{
  AutosellVehicleItem *self = g_object_new (type, NULL);

  PRIVATE (self)->view = view;
  gtk_widget_set_parent (GTK_WIDGET (self), GTK_WIDGET (view));
  return self;
}

void
autosell_vehicle_item_bind (AutosellVehicleItem *self, AutosellVehicleRow *row, guint position)
{
  AutosellVehicleItemPrivate *priv = PRIVATE (self);

  if (priv->position != position)
    {
      priv->position = position;
      autosell_vehicle_item_name_is_old (self);
    }
  if (priv->row == row)
    return;

  g_clear_signal_handler (&priv->row_handler, priv->row);
  g_set_object (&priv->row, row);
  if (row != NULL)
    priv->row_handler = g_signal_connect_swapped (row, "notify::vehicle", G_CALLBACK (vehicle_changed_cb), self);
  priv->hover_column = -1;
  vehicle_changed_cb (self);
}

AutosellVehicleRow *
autosell_vehicle_item_get_row (AutosellVehicleItem *self)
{
  return PRIVATE (self)->row;
}

AutosellVehicle *
autosell_vehicle_item_get_vehicle (AutosellVehicleItem *self)
{
  AutosellVehicleRow *row = PRIVATE (self)->row;

  return row != NULL ? autosell_vehicle_row_get_vehicle (row) : NULL;
}

gint64
autosell_vehicle_item_get_key (AutosellVehicleItem *self)
{
  AutosellVehicleRow *row = PRIVATE (self)->row;

  return row != NULL ? autosell_vehicle_row_get_key (row) : 0;
}

guint
autosell_vehicle_item_get_position (AutosellVehicleItem *self)
{
  return PRIVATE (self)->position;
}

AutosellVehicleView *
autosell_vehicle_item_get_view (AutosellVehicleItem *self)
{
  return PRIVATE (self)->view;
}

void
autosell_vehicle_item_set_selected (AutosellVehicleItem *self, gboolean is_selected)
{
  if (PRIVATE (self)->is_selected == is_selected)
    return;
  PRIVATE (self)->is_selected = is_selected;
  if (is_selected)
    gtk_widget_set_state_flags (GTK_WIDGET (self), GTK_STATE_FLAG_SELECTED, FALSE);
  else
    gtk_widget_unset_state_flags (GTK_WIDGET (self), GTK_STATE_FLAG_SELECTED);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_SELECTED, is_selected, -1);
}

void
autosell_vehicle_item_set_hover (AutosellVehicleItem *self, int column)
{
  if (PRIVATE (self)->hover_column == column)
    return;
  PRIVATE (self)->hover_column = column;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

int
autosell_vehicle_item_get_hover (AutosellVehicleItem *self)
{
  return PRIVATE (self)->hover_column;
}

static const gboolean *
get_shown (AutosellVehicleItem *self)
{
  AutosellVehicleViewClass *klass = AUTOSELL_VEHICLE_VIEW_GET_CLASS (PRIVATE (self)->view);

  return klass->get_shown != NULL ? klass->get_shown (PRIVATE (self)->view) : NULL;
}

/* What the badges of a card tell, and what is wrong: a row has a column for either. */
static char *
dup_description (AutosellVehicleItem *self, AutosellVehicle *vehicle)
{
  g_autofree char *problems = autosell_vehicle_dup_problem_text (vehicle);
  g_autofree char *text = NULL;
  g_autofree char *posted = NULL;
  const char *parts[4];
  guint n = 0;
  AutosellReadiness readiness;

  if (get_shown (self) != NULL)
    return g_strdup (problems != NULL ? problems : "");
  autosell_readiness_get (vehicle, &readiness);
  text = autosell_readiness_dup_text (&readiness);
  posted = autosell_posted_dup_text (autosell_vehicle_get_posted (vehicle), g_get_real_time () / G_USEC_PER_SEC);
  if (problems != NULL)
    parts[n++] = problems;
  if (*text != '\0')
    parts[n++] = text;
  if (posted != NULL)
    parts[n++] = posted;
  parts[n] = NULL;
  return g_strjoinv ("; ", (char **) parts);
}

void
autosell_vehicle_item_update_name (AutosellVehicleItem *self)
{
  AutosellVehicle *vehicle = autosell_vehicle_item_get_vehicle (self);
  int index = (int) PRIVATE (self)->position + 1;
  char today[AUTOSELL_DATE_SIZE];
  g_autofree char *name = NULL;
  g_autofree char *description = NULL;

  if (!PRIVATE (self)->name_is_old || PRIVATE (self)->row == NULL)
    return;
  PRIVATE (self)->name_is_old = FALSE;
  if (vehicle == NULL)
    return;

  autosell_date_today (today);
  name = autosell_vehicle_column_dup_row_name (vehicle, today, get_shown (self));
  description = dup_description (self, vehicle);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, description, -1);
  if (gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (self)) == GTK_ACCESSIBLE_ROLE_ROW)
    gtk_accessible_update_relation (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_RELATION_ROW_INDEX, index, -1);
  else
    gtk_accessible_update_relation (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_RELATION_POS_IN_SET, index,
                                    GTK_ACCESSIBLE_RELATION_SET_SIZE,
                                    (int) autosell_vehicle_view_get_n_items (PRIVATE (self)->view), -1);
}
