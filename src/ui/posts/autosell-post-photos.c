/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-post-photos.h"

#include <glib/gi18n.h>

#include "autosell-compat.h"
#include "autosell-photo-picture.h"
#include "autosell-post-plan.h"

#define TILE_PX 96

struct _AutosellPostPhotos
{
  GtkBox parent_instance;
  AutosellStore *store; /* owned, nullable */
  GPtrArray *order;     /* owned, nullable, of AutosellPhoto: as shown */
  guint n_chosen;       /* of them, from the first on */
  GtkWidget *box;       /* children, as below */
  GtkLabel *count;
};

G_DEFINE_FINAL_TYPE (AutosellPostPhotos, autosell_post_photos, GTK_TYPE_BOX)

static guint changed_signal;

static void show_tiles (AutosellPostPhotos *self, guint focused);

/* ---- Choosing ---- */

/* @from goes to the place @to; what lies between makes room. */
static void
move (AutosellPostPhotos *self, guint from, guint to)
{
  gpointer photo = g_ptr_array_steal_index (self->order, from);

  g_ptr_array_insert (self->order, (int) to, photo);
}

static void
tell_change (AutosellPostPhotos *self, guint focused)
{
  show_tiles (self, focused);
  g_signal_emit (self, changed_signal, 0);
}

static guint
get_index (GtkWidget *tile)
{
  return GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (tile), "index"));
}

static void
clicked_cb (GtkWidget *tile, AutosellPostPhotos *self)
{
  guint index = get_index (tile);

  if (index < self->n_chosen)
    {
      move (self, index, --self->n_chosen);
      tell_change (self, index);
    }
  else if (self->n_chosen < AUTOSELL_POST_MAX_PHOTOS)
    {
      move (self, index, self->n_chosen++);
      tell_change (self, index);
    }
  else
    {
      /* What was full stays so; the toggle must not pretend another thing */
      show_tiles (self, index);
      gtk_widget_error_bell (tile);
    }
}

static gboolean
move_cb (GtkWidget *tile, GVariant *by, gpointer data)
{
  AutosellPostPhotos *self = data;
  guint index = get_index (tile);
  int to = (int) index + g_variant_get_int32 (by);

  if (index >= self->n_chosen || to < 0 || (guint) to >= self->n_chosen)
    return FALSE;
  move (self, index, (guint) to);
  tell_change (self, (guint) to);
  return TRUE;
}

/* ---- Dragging ---- */

static GdkContentProvider *
drag_prepare_cb (GtkDragSource *source, double x, double y, AutosellPostPhotos *self)
{
  GtkWidget *tile = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (source));

  return get_index (tile) < self->n_chosen ? gdk_content_provider_new_typed (GTK_TYPE_TOGGLE_BUTTON, tile) : NULL;
}

static void
drag_begin_cb (GtkDragSource *source, GdkDrag *drag, AutosellPostPhotos *self)
{
  g_autoptr(GdkPaintable) picture =
    gtk_widget_paintable_new (gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (source)));

  gtk_drag_source_set_icon (source, picture, TILE_PX / 2, TILE_PX / 2);
}

static gboolean
drop_cb (GtkDropTarget *target, const GValue *value, double x, double y, AutosellPostPhotos *self)
{
  GtkWidget *tile = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (target));
  GtkWidget *dragged = g_value_get_object (value);
  guint from, to;

  if (dragged == NULL || !gtk_widget_is_ancestor (dragged, GTK_WIDGET (self)))
    return FALSE;
  from = get_index (dragged);
  to = MIN (get_index (tile), self->n_chosen - 1);
  if (from == to)
    return FALSE;
  move (self, from, to);
  tell_change (self, to);
  return TRUE;
}

static void
set_up_input (AutosellPostPhotos *self, GtkWidget *tile)
{
  GtkDragSource *source = gtk_drag_source_new ();
  GtkDropTarget *target = gtk_drop_target_new (GTK_TYPE_TOGGLE_BUTTON, GDK_ACTION_MOVE);
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_drag_source_set_actions (source, GDK_ACTION_MOVE);
  g_signal_connect (source, "prepare", G_CALLBACK (drag_prepare_cb), self);
  g_signal_connect (source, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  gtk_widget_add_controller (tile, GTK_EVENT_CONTROLLER (source));
  g_signal_connect (target, "drop", G_CALLBACK (drop_cb), self);
  gtk_widget_add_controller (tile, GTK_EVENT_CONTROLLER (target));
  for (int by = -1; by <= 1; by += 2)
    {
      GtkShortcut *shortcut =
        gtk_shortcut_new (gtk_keyval_trigger_new (by < 0 ? GDK_KEY_Left : GDK_KEY_Right, GDK_ALT_MASK),
                          gtk_callback_action_new (move_cb, self, NULL));

      gtk_shortcut_set_arguments (shortcut, g_variant_new_int32 (by));
      gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys), shortcut);
    }
  gtk_widget_add_controller (tile, keys);
}

/* ---- Showing ---- */

static GtkWidget *
create_tile (AutosellPostPhotos *self, guint index)
{
  AutosellPhoto *photo = self->order->pdata[index];
  gboolean is_chosen = index < self->n_chosen;
  GtkWidget *tile = gtk_toggle_button_new ();
  GtkWidget *overlay = gtk_overlay_new ();
  GtkWidget *picture = autosell_photo_picture_new ();
  /* Translators: a photo that is not in the post; a click takes it in */
  g_autofree char *name = is_chosen ? g_strdup_printf (_("Photo %u of the post"), index + 1)
                                    : g_strdup_printf (_("Photo %u, left out"), index + 1);

  autosell_photo_picture_set_radius (AUTOSELL_PHOTO_PICTURE (picture), 6);
  autosell_photo_picture_set_photo (AUTOSELL_PHOTO_PICTURE (picture), autosell_thumbnail_cache_get (self->store),
                                    autosell_photo_get_key (photo), AUTOSELL_THUMBNAIL_EDGE_TILE,
                                    autosell_photo_get_info (photo)->mark);
  gtk_widget_set_size_request (picture, TILE_PX, TILE_PX * 3 / 4);
  gtk_overlay_set_child (GTK_OVERLAY (overlay), picture);
  if (is_chosen)
    {
      g_autofree char *number = g_strdup_printf ("%u", index + 1);
      GtkWidget *badge = gtk_label_new (number);

      gtk_widget_set_halign (badge, GTK_ALIGN_START);
      gtk_widget_set_valign (badge, GTK_ALIGN_START);
      gtk_widget_add_css_class (badge, "photo-number");
      gtk_widget_add_css_class (badge, "numeric");
      gtk_overlay_add_overlay (GTK_OVERLAY (overlay), badge);
    }
  gtk_button_set_child (GTK_BUTTON (tile), overlay);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (tile), is_chosen);
  gtk_widget_add_css_class (tile, "flat");
  gtk_widget_add_css_class (tile, "photo-choice");
  autosell_compat_set_name (tile, name);
  gtk_widget_set_tooltip_text (tile, name);
  g_object_set_data (G_OBJECT (tile), "index", GUINT_TO_POINTER (index));
  g_signal_connect (tile, "clicked", G_CALLBACK (clicked_cb), self);
  set_up_input (self, tile);
  return tile;
}

static void
show_tiles (AutosellPostPhotos *self, guint focused)
{
  g_autofree char *count =
    g_strdup_printf (ngettext ("%u of %u photo; drag them into order, or with Alt and the arrows",
                               "%u of %u photos; drag them into order, or with Alt and the arrows", self->order->len),
                     self->n_chosen, self->order->len);
  GtkWidget *child;

  gtk_label_set_text (self->count, count);
  gtk_widget_set_visible (GTK_WIDGET (self), self->order->len > 0);
  while ((child = gtk_widget_get_first_child (self->box)) != NULL)
    gtk_flow_box_remove (GTK_FLOW_BOX (self->box), child);
  for (guint i = 0; i < self->order->len; i++)
    {
      GtkWidget *tile = create_tile (self, i);

      gtk_flow_box_insert (GTK_FLOW_BOX (self->box), tile, -1);
      /* The tile is what is focused, not the place that a flow box puts around it */
      gtk_widget_set_focusable (gtk_widget_get_parent (tile), FALSE);
      if (i == focused)
        gtk_widget_grab_focus (tile);
    }
}

/* (nullable): taken out of @left */
static AutosellPhoto *
take_photo (GPtrArray *left, const char *id)
{
  for (guint i = 0; i < left->len; i++)
    if (g_strcmp0 (autosell_photo_get_id (left->pdata[i]), id) == 0)
      return g_ptr_array_steal_index (left, i);
  return NULL;
}

void
autosell_post_photos_set (AutosellPostPhotos *self, AutosellStore *store, GPtrArray *photos, const char *const *chosen)
{
  g_autoptr(GPtrArray) left = g_ptr_array_new_with_free_func (g_object_unref);

  g_return_if_fail (AUTOSELL_IS_POST_PHOTOS (self));

  g_set_object (&self->store, store);
  g_clear_pointer (&self->order, g_ptr_array_unref);
  self->order = g_ptr_array_new_with_free_func (g_object_unref);
  /* What cannot be read cannot be posted */
  for (guint i = 0; i < photos->len; i++)
    if (autosell_photo_get_info (photos->pdata[i])->mark == AUTOSELL_PHOTO_WHOLE)
      g_ptr_array_add (left, g_object_ref (photos->pdata[i]));
  for (guint i = 0; chosen != NULL && chosen[i] != NULL; i++)
    {
      AutosellPhoto *photo = take_photo (left, chosen[i]);

      if (photo != NULL)
        g_ptr_array_add (self->order, photo);
    }
  self->n_chosen = self->order->len;
  g_ptr_array_extend_and_steal (self->order, g_steal_pointer (&left));
  if (chosen == NULL)
    self->n_chosen = MIN (self->order->len, AUTOSELL_POST_MAX_PHOTOS);
  show_tiles (self, G_MAXUINT);
}

GStrv
autosell_post_photos_dup_chosen (AutosellPostPhotos *self)
{
  GStrv ids;

  g_return_val_if_fail (AUTOSELL_IS_POST_PHOTOS (self), NULL);

  ids = g_new0 (char *, self->n_chosen + 1);
  for (guint i = 0; i < self->n_chosen; i++)
    ids[i] = g_strdup (autosell_photo_get_id (self->order->pdata[i]));
  return ids;
}

/* ---- Class ---- */

static void
autosell_post_photos_dispose (GObject *object)
{
  AutosellPostPhotos *self = AUTOSELL_POST_PHOTOS (object);

  g_clear_object (&self->store);
  g_clear_pointer (&self->order, g_ptr_array_unref);
  G_OBJECT_CLASS (autosell_post_photos_parent_class)->dispose (object);
}

static void
autosell_post_photos_class_init (AutosellPostPhotosClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = autosell_post_photos_dispose;
  changed_signal =
    g_signal_new ("changed", AUTOSELL_TYPE_POST_PHOTOS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
autosell_post_photos_init (AutosellPostPhotos *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 6);
  self->box = gtk_flow_box_new ();
  gtk_flow_box_set_selection_mode (GTK_FLOW_BOX (self->box), GTK_SELECTION_NONE);
  gtk_flow_box_set_max_children_per_line (GTK_FLOW_BOX (self->box), 5);
  gtk_flow_box_set_min_children_per_line (GTK_FLOW_BOX (self->box), 3);
  gtk_flow_box_set_homogeneous (GTK_FLOW_BOX (self->box), TRUE);
  autosell_compat_set_name (self->box, _("Photos of the post"));
  self->count = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->count, TRUE);
  gtk_label_set_xalign (self->count, 0);
  gtk_widget_add_css_class (GTK_WIDGET (self->count), "dim-label");
  gtk_widget_add_css_class (GTK_WIDGET (self->count), "caption");
  gtk_box_append (GTK_BOX (self), self->box);
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->count));
}
