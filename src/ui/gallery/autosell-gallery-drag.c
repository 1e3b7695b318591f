/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-gallery-private.h"

#include "autosell-photo-content.h"
#include "autosell-photo-reader.h"

#include <glib/gi18n.h>

/* What is dragged into the gallery, within it, and out of it. */

#define ICON_WIDTH 128
#define ICON_HEIGHT 96
/* Held so near to an edge of what scrolls, it scrolls: the nearer, the faster. */
#define SCROLL_EDGE_PX 56
#define SCROLL_PX_PER_SECOND 900.0

/* ---- Coming in ---- */

typedef struct
{
  AutosellGallery *gallery; /* owned */
  gint64 vehicle_key;       /* whose photos they were to be */
  char *before_id;          /* owned, nullable */
} Arrival;

static int
find_gap (AutosellGallery *self, const char *before_id)
{
  for (guint i = 0; before_id != NULL && i < self->items->len; i++)
    if (g_strcmp0 (autosell_gallery_item_get_id (self->items->pdata[i]), before_id) == 0)
      return (int) i;
  return -1;
}

static void
arrived_cb (GListModel *files, GBytes *bytes, const char *name, const GError *error G_GNUC_UNUSED, gpointer user_data)
{
  Arrival *arrival = user_data;
  AutosellGallery *self = arrival->gallery;

  if (self->store != NULL && self->vehicle_key == arrival->vehicle_key)
    {
      int gap = find_gap (self, arrival->before_id);

      if (files != NULL && g_list_model_get_n_items (files) > 0)
        autosell_gallery_import_add_files (autosell_gallery_begin_import (self, gap, NULL), files);
      else if (bytes != NULL)
        autosell_gallery_import_add_bytes (autosell_gallery_begin_import (self, gap, NULL), bytes,
                                           name != NULL ? name : _("Picture"));
      else
        autosell_gallery_tell (self, _("There is no picture in what was brought here"), 0);
    }
  g_object_unref (arrival->gallery);
  g_free (arrival->before_id);
  g_free (arrival);
}

static Arrival *
arrival_new (AutosellGallery *self, int gap)
{
  Arrival *arrival = g_new0 (Arrival, 1);
  const char *before_id = NULL;

  for (guint i = gap >= 0 ? (guint) gap : self->items->len; i < self->items->len && before_id == NULL; i++)
    before_id = autosell_gallery_item_get_id (self->items->pdata[i]);
  arrival->gallery = g_object_ref (self);
  arrival->vehicle_key = self->vehicle_key;
  arrival->before_id = g_strdup (before_id);
  return arrival;
}

void
autosell_gallery_read_drop (AutosellGallery *self, GdkDrop *drop, int gap)
{
  autosell_photo_reader_read_drop (drop, arrived_cb, arrival_new (self, gap));
}

void
autosell_gallery_read_clipboard (AutosellGallery *self)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (self));

  if (autosell_photo_reader_accepts (gdk_clipboard_get_formats (clipboard)))
    autosell_photo_reader_read_clipboard (clipboard, arrived_cb, arrival_new (self, -1));
  else
    autosell_gallery_tell (self, _("There is no picture to paste"), 0);
}

/* ---- Photos of this program ---- */

/* (nullable): what is dragged, where it comes from one of our own galleries */
static AutosellPhotoContent *
get_content (GdkDrop *drop)
{
  GdkDrag *drag = gdk_drop_get_drag (drop);
  GdkContentProvider *content = drag != NULL ? gdk_drag_get_content (drag) : NULL;

  return AUTOSELL_IS_PHOTO_CONTENT (content) ? AUTOSELL_PHOTO_CONTENT (content) : NULL;
}

static void
take_photos (AutosellGallery *self, AutosellPhotoContent *content, int gap)
{
  g_autofree const char **ids = autosell_photo_content_dup_ids (content);
  guint n = autosell_photo_content_get_photos (content)->len;
  AutosellPhotoEdit *edit;
  int position = 0;

  if (gap < 0)
    gap = (int) self->items->len;
  if (autosell_photo_content_get_vehicle (content) == self->vehicle_key)
    {
      autosell_gallery_move_to_gap (self, ids, (guint) gap);
      return;
    }
  for (int i = 0; i < gap; i++)
    position += autosell_gallery_item_get_id (self->items->pdata[i]) != NULL;
  edit = autosell_photo_edit_new ();
  autosell_photo_edit_give (edit, ids, self->vehicle_key, position);
  autosell_gallery_commit (
    self, edit, _("The photos were not moved."),
    g_strdup_printf (ngettext ("%u photo moved to this car", "%u photos moved to this car", n), n));
}

/* ---- The target ---- */

static GtkAdjustment *
find_scroll (AutosellGallery *self, GtkWidget **scroller)
{
  *scroller = gtk_widget_get_ancestor (GTK_WIDGET (self), GTK_TYPE_SCROLLED_WINDOW);

  return *scroller != NULL ? gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (*scroller)) : NULL;
}

static void
stop_scrolling (AutosellGallery *self)
{
  if (self->scroll_tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->scroll_tick);
  self->scroll_tick = 0;
}

static gboolean
scroll_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data G_GNUC_UNUSED)
{
  AutosellGallery *self = AUTOSELL_GALLERY (widget);
  GtkWidget *scroller;
  GtkAdjustment *scroll = find_scroll (self, &scroller);
  double fps = MAX (gdk_frame_clock_get_fps (clock), 20);

  if (scroll == NULL)
    return G_SOURCE_CONTINUE;
  gtk_adjustment_set_value (scroll, gtk_adjustment_get_value (scroll) + self->scroll_step * SCROLL_PX_PER_SECOND / fps);
  return G_SOURCE_CONTINUE;
}

static void
scroll_near_edge (AutosellGallery *self, GtkWidget *widget, double x, double y)
{
  GtkWidget *scroller;
  GtkAdjustment *scroll = find_scroll (self, &scroller);
  graphene_point_t point;
  double below;

  self->scroll_step = 0;
  if (scroll != NULL && gtk_widget_compute_point (widget, scroller, &GRAPHENE_POINT_INIT (x, y), &point))
    {
      below = gtk_widget_get_height (scroller) - point.y;
      if (point.y < SCROLL_EDGE_PX)
        self->scroll_step = -(1 - MAX (point.y, 0) / SCROLL_EDGE_PX);
      else if (below < SCROLL_EDGE_PX)
        self->scroll_step = 1 - MAX (below, 0) / SCROLL_EDGE_PX;
    }
  if (self->scroll_step == 0)
    stop_scrolling (self);
  else if (self->scroll_tick == 0)
    self->scroll_tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), scroll_cb, NULL, NULL);
}

/* Beside the grid, as on the heading, it is at the end. */
static int
get_gap (AutosellGallery *self, GtkWidget *widget, double x, double y)
{
  GtkWidget *grid = GTK_WIDGET (self->grid);
  double grid_x, grid_y;

  if (!gtk_widget_get_mapped (grid) || !gtk_widget_translate_coordinates (widget, grid, x, y, &grid_x, &grid_y))
    return -1;
  if (grid_y < -12 || grid_y > gtk_widget_get_height (grid) + 12)
    return -1;
  return (int) autosell_gallery_grid_get_gap_at (self->grid, grid_x, grid_y);
}

static gboolean
accept_cb (GtkDropTargetAsync *target G_GNUC_UNUSED, GdkDrop *drop, AutosellGallery *self)
{
  AutosellPhotoContent *content = get_content (drop);

  if (self->store == NULL || !gtk_widget_get_sensitive (GTK_WIDGET (self)))
    return FALSE;
  /* a photo of the stock needs a car to go to */
  if (content != NULL)
    return self->vehicle_key != 0;
  return autosell_photo_reader_accepts (gdk_drop_get_formats (drop));
}

static GdkDragAction
motion_cb (GtkDropTargetAsync *target, GdkDrop *drop, double x, double y, AutosellGallery *self)
{
  GtkWidget *widget = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (target));
  gboolean is_own = get_content (drop) != NULL;

  gtk_widget_add_css_class (GTK_WIDGET (self), "drop");
  autosell_gallery_grid_set_mark (self->grid, get_gap (self, widget, x, y));
  scroll_near_edge (self, widget, x, y);
  if (is_own)
    return GDK_ACTION_MOVE;
  return gdk_drop_get_actions (drop) & GDK_ACTION_COPY ? GDK_ACTION_COPY : gdk_drop_get_actions (drop);
}

static void
leave_cb (GtkDropTargetAsync *target G_GNUC_UNUSED, GdkDrop *drop G_GNUC_UNUSED, AutosellGallery *self)
{
  gtk_widget_remove_css_class (GTK_WIDGET (self), "drop");
  autosell_gallery_grid_set_mark (self->grid, -1);
  stop_scrolling (self);
}

static gboolean
drop_cb (GtkDropTargetAsync *target, GdkDrop *drop, double x, double y, AutosellGallery *self)
{
  GtkWidget *widget = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (target));
  AutosellPhotoContent *content = get_content (drop);
  int gap = get_gap (self, widget, x, y);

  leave_cb (target, drop, self);
  /* GTK 4.8 leaves it where a target around another one takes the drop */
  gtk_widget_unset_state_flags (widget, GTK_STATE_FLAG_DROP_ACTIVE);
  if (content == NULL)
    {
      autosell_gallery_read_drop (self, drop, gap);
      return TRUE;
    }
  take_photos (self, content, gap);
  gdk_drop_finish (drop, GDK_ACTION_MOVE);
  return TRUE;
}

/* Before an entry that has the keyboard: it would do nothing with a picture. One who opens a car and pastes means its
 * photos. */
static gboolean
paste_key_cb (GtkEventControllerKey *controller, guint keyval, guint keycode G_GNUC_UNUSED, GdkModifierType state,
              AutosellGallery *self)
{
  GdkModifierType modifiers = state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK | GDK_SHIFT_MASK);
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (self));
  GdkContentFormats *formats = gdk_clipboard_get_formats (clipboard);

  (void) controller;
  if ((keyval != GDK_KEY_v && keyval != GDK_KEY_V) || modifiers != GDK_CONTROL_MASK || self->store == NULL)
    return GDK_EVENT_PROPAGATE;
  if (gdk_content_formats_contain_gtype (formats, G_TYPE_STRING)
      || gdk_content_formats_contain_mime_type (formats, "text/plain")
      || gdk_content_formats_contain_mime_type (formats, "text/plain;charset=utf-8")
      || !autosell_photo_reader_accepts (formats))
    return GDK_EVENT_PROPAGATE;
  autosell_gallery_read_clipboard (self);
  return GDK_EVENT_STOP;
}

static void
take_pastes (AutosellGallery *self, GtkWidget *widget)
{
  GtkEventController *key = gtk_event_controller_key_new ();

  gtk_event_controller_set_propagation_phase (key, GTK_PHASE_CAPTURE);
  g_signal_connect_object (key, "key-pressed", G_CALLBACK (paste_key_cb), self, 0);
  gtk_widget_add_controller (widget, key);
}

void
autosell_gallery_take_drops (AutosellGallery *self, GtkWidget *widget)
{
  g_autoptr(GdkContentFormats) external = autosell_photo_reader_get_formats ();
  GdkContentFormatsBuilder *builder = gdk_content_formats_builder_new ();
  GtkDropTargetAsync *target;

  g_return_if_fail (AUTOSELL_IS_GALLERY (self) && GTK_IS_WIDGET (widget));

  gdk_content_formats_builder_add_formats (builder, external);
  gdk_content_formats_builder_add_gtype (builder, AUTOSELL_TYPE_PHOTO_CONTENT);
  target = gtk_drop_target_async_new (gdk_content_formats_builder_free_to_formats (builder),
                                      GDK_ACTION_COPY | GDK_ACTION_MOVE | GDK_ACTION_LINK);
  g_signal_connect_object (target, "accept", G_CALLBACK (accept_cb), self, 0);
  g_signal_connect_object (target, "drag-enter", G_CALLBACK (motion_cb), self, 0);
  g_signal_connect_object (target, "drag-motion", G_CALLBACK (motion_cb), self, 0);
  g_signal_connect_object (target, "drag-leave", G_CALLBACK (leave_cb), self, 0);
  g_signal_connect_object (target, "drop", G_CALLBACK (drop_cb), self, 0);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (target));
  take_pastes (self, widget);
}

/* ---- Going out ---- */

static GdkContentProvider *
prepare_cb (GtkDragSource *source G_GNUC_UNUSED, double x, double y, AutosellGallery *self)
{
  AutosellGalleryItem *item = autosell_gallery_grid_get_item_at (self->grid, x, y);
  g_autoptr(GPtrArray) photos = NULL;

  if (item == NULL || autosell_gallery_item_get_photo (item) == NULL)
    return NULL;
  if (!autosell_gallery_item_is_selected (item))
    autosell_gallery_grid_select_item (self->grid, item);
  photos = autosell_gallery_dup_selected (self);
  return autosell_photo_content_new (autosell_store_get_data_dir (self->store), self->vehicle_key, photos, self->title);
}

/* The photo in small; behind it another one where there are several, with their number. */
static GdkPaintable *
create_icon (AutosellGallery *self, AutosellGalleryItem *item, guint n)
{
  g_autoptr(GtkSnapshot) snapshot = gtk_snapshot_new ();
  const GdkRGBA grey = { 0.5f, 0.5f, 0.5f, 1 };
  const GdkRGBA scrim = { 0, 0, 0, 0.7f };
  const GdkRGBA white = { 1, 1, 1, 1 };
  float shift = n > 1 ? 6 : 0;

  if (n > 1)
    gtk_snapshot_append_color (snapshot, &grey, &GRAPHENE_RECT_INIT (shift, shift, ICON_WIDTH, ICON_HEIGHT));
  autosell_photo_paintable_paint (autosell_gallery_item_get_paintable (item), snapshot,
                                  &GRAPHENE_RECT_INIT (0, 0, ICON_WIDTH, ICON_HEIGHT), 6, &grey);
  if (n > 1)
    {
      g_autofree char *number = g_strdup_printf ("%u", n);
      g_autoptr(PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), number);
      int width, height;

      pango_layout_get_pixel_size (layout, &width, &height);
      gtk_snapshot_append_color (snapshot, &scrim, &GRAPHENE_RECT_INIT (6, 6, width + 14, height + 4));
      gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (13, 8));
      gtk_snapshot_append_layout (snapshot, layout, &white);
    }
  return gtk_snapshot_to_paintable (snapshot, &GRAPHENE_SIZE_INIT (ICON_WIDTH + shift, ICON_HEIGHT + shift));
}

static void
drag_begin_cb (GtkDragSource *source, GdkDrag *drag, AutosellGallery *self)
{
  g_autoptr(GPtrArray) items = autosell_gallery_grid_dup_selected (self->grid);
  g_autoptr(GdkPaintable) icon = NULL;

  (void) drag;
  autosell_gallery_grid_cancel_click (self->grid);
  if (items->len == 0)
    return;
  icon = create_icon (self, items->pdata[0], items->len);
  gtk_drag_source_set_icon (source, icon, ICON_WIDTH / 2, ICON_HEIGHT / 2);
}

void
autosell_gallery_add_drag (AutosellGallery *self)
{
  GtkDragSource *source = gtk_drag_source_new ();

  gtk_drag_source_set_actions (source, GDK_ACTION_COPY | GDK_ACTION_MOVE);
  g_signal_connect (source, "prepare", G_CALLBACK (prepare_cb), self);
  g_signal_connect (source, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->grid), GTK_EVENT_CONTROLLER (source));
  autosell_gallery_take_drops (self, GTK_WIDGET (self));
}
