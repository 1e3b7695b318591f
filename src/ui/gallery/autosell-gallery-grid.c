/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-gallery-grid-private.h"

#include "autosell-trace.h"

#include <glib/gi18n.h>

#define MIN_TILE_PX 132
#define GAP_PX 10
#define MARK_PX 4
/* Pictures this far out of sight are loaded already. */
#define NEAR_PX 400
/* In one turn of the main loop, which the making of hundreds would hold up: a window full. */
#define MAX_NEW_TILES 32

G_DEFINE_FINAL_TYPE (AutosellGalleryGrid, autosell_gallery_grid, GTK_TYPE_WIDGET)

guint autosell_gallery_grid_signals[AUTOSELL_GALLERY_GRID_N_SIGNALS];

/* ---- Layout ---- */

static void
fit (AutosellItemGrid *lanes, int width)
{
  int lane_width;

  lanes->gap = GAP_PX;
  lanes->margin = 0;
  autosell_item_grid_fit (lanes, width, MIN_TILE_PX);
  /* On a telephone two in a line are seen better than one. */
  if (lanes->n_lanes == 1 && width >= 2 * MIN_TILE_PX * 3 / 4)
    lanes->n_lanes = 2;
  lane_width = (width - (lanes->n_lanes - 1) * GAP_PX) / lanes->n_lanes;
  lanes->item_height = MAX (lane_width * 3 / 4, 1);
}

static guint
count_shown (AutosellGalleryGrid *self, const AutosellItemGrid *lanes)
{
  if (self->max_lines == 0)
    return self->items->len;
  return MIN (self->items->len, (guint) (self->max_lines * lanes->n_lanes));
}

static GtkSizeRequestMode
autosell_gallery_grid_get_request_mode (GtkWidget *widget G_GNUC_UNUSED)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
autosell_gallery_grid_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                               int *minimum_baseline, int *natural_baseline)
{
  AutosellGalleryGrid *self = AUTOSELL_GALLERY_GRID (widget);
  AutosellItemGrid lanes = { 0 };

  *minimum_baseline = *natural_baseline = -1;
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = MIN_TILE_PX;
      *natural = 6 * MIN_TILE_PX + 5 * GAP_PX;
      return;
    }
  /* Some containers ask how high it is whatever its width: as it stands it is a good answer, once it does. */
  if (for_size < 0)
    for_size = self->lanes.width > 0 ? self->lanes.width : 6 * MIN_TILE_PX;
  fit (&lanes, for_size);
  *minimum = (int) autosell_item_grid_get_height (&lanes, count_shown (self, &lanes));
  /* GTK takes two widths with one height for a range that has it throughout, which is not so where lines break: two of
   * two photos are as high as two of three in a wider grid, and higher in between. What nobody gives it keeps them
   * apart. */
  *natural = *minimum + for_size % 16;
}

static void
allocate_tile (AutosellGalleryGrid *self, guint position, gboolean is_shown)
{
  GtkWidget *tile = self->tiles->pdata[position];
  AutosellItemArea area;

  gtk_widget_set_child_visible (tile, is_shown);
  if (!is_shown)
    return;
  autosell_item_grid_get_area (&self->lanes, position, &area);
  if (gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL)
    area.x = self->lanes.width - area.x - area.width;
  gtk_widget_size_allocate (tile, &(GtkAllocation){ area.x, (int) area.y, area.width, area.height }, -1);
}

static void
autosell_gallery_grid_size_allocate (GtkWidget *widget, int width, int height G_GNUC_UNUSED, int baseline G_GNUC_UNUSED)
{
  AutosellGalleryGrid *self = AUTOSELL_GALLERY_GRID (widget);
  guint n_shown;

  /* not within an allocation either: its height may be another now */
  if (width != self->lanes.width)
    autosell_gallery_grid_tell_lines_later (self);
  fit (&self->lanes, width);
  n_shown = count_shown (self, &self->lanes);
  for (guint i = 0; i < self->tiles->len; i++)
    allocate_tile (self, i, i < n_shown);
  if (self->n_hidden != self->items->len - n_shown)
    {
      self->n_hidden = self->items->len - n_shown;
      /* not within an allocation */
      autosell_gallery_grid_tell_lines_later (self);
    }
  autosell_gallery_grid_update_sight (self);
}

/* For benchmarks. */
static void
trace_painted (AutosellGalleryGrid *self)
{
  guint n = 0;

  if (!autosell_trace_is_on ())
    return;
  for (guint i = 0; i < self->items->len; i++)
    n += autosell_photo_paintable_get_texture (autosell_gallery_item_get_paintable (self->items->pdata[i])) != NULL;
  if (n != self->n_traced)
    autosell_trace (AUTOSELL_TRACE_GALLERY_PAINTED, n);
  self->n_traced = n;
}

static void
autosell_gallery_grid_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  AutosellGalleryGrid *self = AUTOSELL_GALLERY_GRID (widget);
  GdkRGBA accent;
  AutosellItemArea area;
  guint beside;
  float x;

  for (guint i = self->first_near; i < self->tiles->len && i < self->end_near; i++)
    gtk_widget_snapshot_child (widget, self->tiles->pdata[i], snapshot);
  autosell_gallery_grid_snapshot_band (self, snapshot);
  trace_painted (self);
  if (self->mark < 0 || self->items->len == 0)
    return;
  beside = MIN ((guint) self->mark, self->items->len - 1);
  autosell_item_grid_get_area (&self->lanes, beside, &area);
  x = (guint) self->mark > beside ? area.x + area.width + GAP_PX / 2.0f : area.x - GAP_PX / 2.0f;
  x = CLAMP (x, MARK_PX / 2.0f, gtk_widget_get_width (widget) - MARK_PX / 2.0f);
  if (gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL)
    x = gtk_widget_get_width (widget) - x;
  if (!gtk_style_context_lookup_color (gtk_widget_get_style_context (widget), "accent_bg_color", &accent))
    gdk_rgba_parse (&accent, "#2563eb");
  gtk_snapshot_append_color (snapshot, &accent, &GRAPHENE_RECT_INIT (x - MARK_PX / 2.0f, area.y, MARK_PX, area.height));
}

/* ---- What is in sight ---- */

/* Where the grid is to be seen, by how far it is scrolled: the tiles may not have been given their places yet. */
static gboolean
get_sight (AutosellGalleryGrid *self, double *top, double *bottom)
{
  GtkWidget *viewport, *content;
  GtkAdjustment *scroll;
  graphene_point_t corner;

  if (self->scroller == NULL)
    return FALSE;
  viewport = gtk_scrolled_window_get_child (GTK_SCROLLED_WINDOW (self->scroller));
  content = GTK_IS_VIEWPORT (viewport) ? gtk_viewport_get_child (GTK_VIEWPORT (viewport)) : NULL;
  if (content == NULL || !gtk_widget_compute_point (GTK_WIDGET (self), content, &GRAPHENE_POINT_INIT (0, 0), &corner))
    return FALSE;
  scroll = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scroller));
  *top = gtk_adjustment_get_value (scroll) - corner.y;
  *bottom = *top + gtk_adjustment_get_page_size (scroll);
  return TRUE;
}

static void
get_near (AutosellGalleryGrid *self, guint *first, guint *end)
{
  double line_px = self->lanes.item_height + GAP_PX;
  double top, bottom;

  *first = 0;
  *end = G_MAXUINT;
  if (self->lanes.n_lanes == 0 || line_px <= GAP_PX || !get_sight (self, &top, &bottom))
    return;
  *first = (guint) (MAX (top - NEAR_PX, 0) / line_px) * (guint) self->lanes.n_lanes;
  *end = ((guint) (MAX (bottom + NEAR_PX, 0) / line_px) + 1) * (guint) self->lanes.n_lanes;
}

void
autosell_gallery_grid_update_sight (AutosellGalleryGrid *self)
{
  int scale = gtk_widget_get_scale_factor (GTK_WIDGET (self));
  gboolean is_mapped = gtk_widget_get_mapped (GTK_WIDGET (self));
  guint first, end;

  get_near (self, &first, &end);
  if (first != self->first_near || end != self->end_near)
    gtk_widget_queue_draw (GTK_WIDGET (self));
  self->first_near = first;
  self->end_near = end;
  if (self->cache == NULL)
    return;
  /* The last request is the first that is served: those at the top are looked at first. */
  for (guint i = self->tiles->len; i-- > 0;)
    {
      gboolean is_near = is_mapped && i >= first && i < end && gtk_widget_get_child_visible (self->tiles->pdata[i]);
      AutosellItemArea area = { 0 };

      if (is_near)
        autosell_item_grid_get_area (&self->lanes, i, &area);
      autosell_gallery_item_set_shown (self->items->pdata[i], self->cache, area.width * scale, area.height * scale);
    }
}

static gboolean
sight_tick_cb (GtkWidget *widget, GdkFrameClock *clock G_GNUC_UNUSED, gpointer user_data G_GNUC_UNUSED)
{
  AutosellGalleryGrid *self = AUTOSELL_GALLERY_GRID (widget);

  self->sight_tick = 0;
  autosell_gallery_grid_update_sight (self);
  return G_SOURCE_REMOVE;
}

static void
scrolled_cb (AutosellGalleryGrid *self)
{
  if (self->sight_tick == 0)
    self->sight_tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), sight_tick_cb, NULL, NULL);
}

static void
autosell_gallery_grid_map (GtkWidget *widget)
{
  AutosellGalleryGrid *self = AUTOSELL_GALLERY_GRID (widget);

  GTK_WIDGET_CLASS (autosell_gallery_grid_parent_class)->map (widget);
  self->scroller = gtk_widget_get_ancestor (widget, GTK_TYPE_SCROLLED_WINDOW);
  if (self->scroller != NULL)
    g_signal_connect_object (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scroller)),
                             "value-changed", G_CALLBACK (scrolled_cb), self, G_CONNECT_SWAPPED);
  scrolled_cb (self);
}

static void
autosell_gallery_grid_unmap (GtkWidget *widget)
{
  AutosellGalleryGrid *self = AUTOSELL_GALLERY_GRID (widget);

  if (self->scroller != NULL)
    g_signal_handlers_disconnect_by_data (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scroller)),
                                          self);
  self->scroller = NULL;
  if (self->sight_tick != 0)
    gtk_widget_remove_tick_callback (widget, self->sight_tick);
  self->sight_tick = 0;
  GTK_WIDGET_CLASS (autosell_gallery_grid_parent_class)->unmap (widget);
  for (guint i = 0; i < self->items->len; i++)
    autosell_gallery_item_set_shown (self->items->pdata[i], self->cache, 0, 0);
}

/* ---- Items ---- */

static gboolean
tell_lines_cb (gpointer user_data)
{
  AutosellGalleryGrid *self = user_data;

  self->lines_source = 0;
  gtk_widget_queue_resize (GTK_WIDGET (self));
  g_signal_emit (self, autosell_gallery_grid_signals[AUTOSELL_GALLERY_GRID_LINES_CHANGED], 0);
  return G_SOURCE_REMOVE;
}

void
autosell_gallery_grid_tell_lines_later (AutosellGalleryGrid *self)
{
  if (self->lines_source == 0)
    self->lines_source = g_idle_add_full (G_PRIORITY_HIGH_IDLE, tell_lines_cb, self, NULL);
}

static GtkWidget *
find_tile (AutosellGalleryGrid *self, AutosellGalleryItem *item)
{
  guint position;

  return g_ptr_array_find (self->items, item, &position) ? self->tiles->pdata[position] : NULL;
}

/* Screen readers and Tab walk through children in the order in which they stand. */
static void
put_in_order (AutosellGalleryGrid *self)
{
  GtkWidget *previous = NULL;

  for (guint i = 0; i < self->tiles->len; i++)
    {
      GtkWidget *tile = self->tiles->pdata[i];

      if (gtk_widget_get_parent (tile) == NULL || gtk_widget_get_prev_sibling (tile) != previous)
        gtk_widget_insert_after (tile, GTK_WIDGET (self), previous);
      previous = tile;
    }
}

static void
drop_tiles (AutosellGalleryGrid *self, GPtrArray *items)
{
  for (guint i = 0; i < self->items->len; i++)
    if (items == NULL || !g_ptr_array_find (items, self->items->pdata[i], NULL))
      {
        autosell_gallery_item_set_shown (self->items->pdata[i], self->cache, 0, 0);
        gtk_widget_unparent (self->tiles->pdata[i]);
      }
}

static void
show_items (AutosellGalleryGrid *self, GPtrArray *items)
{
  g_autoptr(GPtrArray) tiles = g_ptr_array_new ();
  GtkWidget *focus = gtk_widget_get_focus_child (GTK_WIDGET (self));
  guint cursor = autosell_gallery_grid_get_cursor (self);
  gboolean has_cursor;

  for (guint i = 0; i < items->len; i++)
    {
      GtkWidget *tile = find_tile (self, items->pdata[i]);

      g_ptr_array_add (tiles, tile != NULL ? tile : autosell_gallery_tile_new (items->pdata[i]));
    }
  has_cursor = self->cursor != NULL && g_ptr_array_find (items, self->cursor, NULL);
  if (!has_cursor)
    g_clear_object (&self->cursor);
  if (self->anchor != NULL && !g_ptr_array_find (items, self->anchor, NULL))
    g_clear_object (&self->anchor);
  drop_tiles (self, items);
  g_ptr_array_set_size (self->items, 0);
  g_ptr_array_set_size (self->tiles, 0);
  for (guint i = 0; i < items->len; i++)
    {
      g_ptr_array_add (self->items, g_object_ref (items->pdata[i]));
      g_ptr_array_add (self->tiles, tiles->pdata[i]);
    }
  put_in_order (self);
  /* the keyboard stays where it was: on what came into the place of what went */
  if (!has_cursor && focus != NULL && self->items->len > 0)
    autosell_gallery_grid_set_cursor (self, MIN (cursor, self->items->len - 1), TRUE);
  g_signal_emit (self, autosell_gallery_grid_signals[AUTOSELL_GALLERY_GRID_SELECTION_CHANGED], 0);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static void show_some (AutosellGalleryGrid *self, guint n_new);

static gboolean
show_more_cb (gpointer user_data)
{
  AutosellGalleryGrid *self = user_data;

  self->more_source = 0;
  show_some (self, MAX_NEW_TILES);
  return G_SOURCE_REMOVE;
}

/* Those that are there already, and not more new ones than that. */
static void
show_some (AutosellGalleryGrid *self, guint n_new)
{
  g_autoptr(GPtrArray) items = g_steal_pointer (&self->wanted);
  g_autoptr(GPtrArray) some = g_ptr_array_new ();

  for (guint i = 0; i < items->len; i++)
    {
      gboolean is_new = find_tile (self, items->pdata[i]) == NULL;

      if (!is_new || n_new > 0)
        g_ptr_array_add (some, items->pdata[i]);
      if (is_new && n_new > 0)
        n_new--;
    }
  show_items (self, some);
  if (some->len == items->len)
    return;
  self->wanted = g_steal_pointer (&items);
  if (self->more_source == 0) /* after the frame that has these */
    self->more_source = g_idle_add (show_more_cb, self);
}

void
autosell_gallery_grid_show_rest (AutosellGalleryGrid *self)
{
  g_clear_handle_id (&self->more_source, g_source_remove);
  if (self->wanted != NULL)
    show_some (self, G_MAXUINT);
}

void
autosell_gallery_grid_set_items (AutosellGalleryGrid *self, GPtrArray *items)
{
  g_return_if_fail (AUTOSELL_IS_GALLERY_GRID (self) && items != NULL);

  g_clear_handle_id (&self->more_source, g_source_remove);
  g_clear_pointer (&self->wanted, g_ptr_array_unref);
  self->wanted = g_ptr_array_new_full (items->len, g_object_unref);
  for (guint i = 0; i < items->len; i++)
    {
      g_ptr_array_add (self->wanted, g_object_ref (items->pdata[i]));
      autosell_gallery_item_set_position (items->pdata[i], i, items->len);
    }
  show_some (self, MAX_NEW_TILES);
}

void
autosell_gallery_grid_set_cache (AutosellGalleryGrid *self, AutosellThumbnailCache *cache)
{
  g_return_if_fail (AUTOSELL_IS_GALLERY_GRID (self));

  g_set_object (&self->cache, cache);
}

void
autosell_gallery_grid_set_max_lines (AutosellGalleryGrid *self, int max_lines)
{
  g_return_if_fail (AUTOSELL_IS_GALLERY_GRID (self) && max_lines >= 0);

  if (self->max_lines == max_lines)
    return;
  self->max_lines = max_lines;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static guint
count_all (AutosellGalleryGrid *self)
{
  return self->wanted != NULL ? self->wanted->len : self->items->len;
}

guint
autosell_gallery_grid_get_n_hidden (AutosellGalleryGrid *self)
{
  g_return_val_if_fail (AUTOSELL_IS_GALLERY_GRID (self), 0);

  return self->n_hidden + count_all (self) - self->items->len;
}

int
autosell_gallery_grid_get_n_lines (AutosellGalleryGrid *self)
{
  int n_lanes;

  g_return_val_if_fail (AUTOSELL_IS_GALLERY_GRID (self), 0);

  n_lanes = MAX (self->lanes.n_lanes, 1);
  return ((int) count_all (self) + n_lanes - 1) / n_lanes;
}

AutosellGalleryItem *
autosell_gallery_grid_get_item_at (AutosellGalleryGrid *self, double x, double y)
{
  guint position;

  g_return_val_if_fail (AUTOSELL_IS_GALLERY_GRID (self), NULL);

  if (gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL)
    x = self->lanes.width - x;
  if (!autosell_item_grid_find (&self->lanes, x, y, self->items->len - self->n_hidden, &position))
    return NULL;
  return self->items->pdata[position];
}

guint
autosell_gallery_grid_get_gap_at (AutosellGalleryGrid *self, double x, double y)
{
  guint n;
  int line, lane;

  g_return_val_if_fail (AUTOSELL_IS_GALLERY_GRID (self), 0);

  autosell_gallery_grid_show_rest (self);
  n = self->items->len;
  if (n == 0 || self->lanes.n_lanes == 0)
    return 0;
  if (gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL)
    x = self->lanes.width - x;
  line = (int) (y / (self->lanes.item_height + GAP_PX));
  /* from its middle on, a tile gives way to the left */
  lane = (int) (x * self->lanes.n_lanes / MAX (self->lanes.width, 1) + 0.5);
  line = MAX (line, 0);
  lane = CLAMP (lane, 0, self->lanes.n_lanes);
  return MIN ((guint) (line * self->lanes.n_lanes + lane), n);
}

void
autosell_gallery_grid_set_mark (AutosellGalleryGrid *self, int gap)
{
  g_return_if_fail (AUTOSELL_IS_GALLERY_GRID (self));

  if (self->mark == gap)
    return;
  self->mark = gap;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* ---- The object ---- */

static void
autosell_gallery_grid_dispose (GObject *object)
{
  AutosellGalleryGrid *self = AUTOSELL_GALLERY_GRID (object);

  g_clear_handle_id (&self->lines_source, g_source_remove);
  g_clear_handle_id (&self->more_source, g_source_remove);
  g_clear_pointer (&self->wanted, g_ptr_array_unref);
  drop_tiles (self, NULL);
  g_ptr_array_set_size (self->tiles, 0);
  g_ptr_array_set_size (self->items, 0);
  g_hash_table_remove_all (self->band_kept);
  g_clear_object (&self->cursor);
  g_clear_object (&self->anchor);
  g_clear_object (&self->cache);
  G_OBJECT_CLASS (autosell_gallery_grid_parent_class)->dispose (object);
}

static void
autosell_gallery_grid_finalize (GObject *object)
{
  AutosellGalleryGrid *self = AUTOSELL_GALLERY_GRID (object);

  g_ptr_array_unref (self->tiles);
  g_ptr_array_unref (self->items);
  g_hash_table_unref (self->band_kept);
  G_OBJECT_CLASS (autosell_gallery_grid_parent_class)->finalize (object);
}

static guint
add_signal (const char *name, guint n_params, GType first, GType second)
{
  return g_signal_new (name, AUTOSELL_TYPE_GALLERY_GRID, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, n_params,
                       first, second);
}

static void
autosell_gallery_grid_class_init (AutosellGalleryGridClass *klass)
{
  guint *signals = autosell_gallery_grid_signals;
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = autosell_gallery_grid_dispose;
  G_OBJECT_CLASS (klass)->finalize = autosell_gallery_grid_finalize;
  widget_class->get_request_mode = autosell_gallery_grid_get_request_mode;
  widget_class->measure = autosell_gallery_grid_measure;
  widget_class->size_allocate = autosell_gallery_grid_size_allocate;
  widget_class->snapshot = autosell_gallery_grid_snapshot;
  widget_class->map = autosell_gallery_grid_map;
  widget_class->unmap = autosell_gallery_grid_unmap;
  autosell_gallery_grid_input_class_init (widget_class);
  signals[AUTOSELL_GALLERY_GRID_ACTIVATE_ITEM] =
    add_signal ("activate-item", 1, AUTOSELL_TYPE_GALLERY_ITEM, G_TYPE_NONE);
  signals[AUTOSELL_GALLERY_GRID_MENU] = add_signal ("menu", 2, G_TYPE_DOUBLE, G_TYPE_DOUBLE);
  signals[AUTOSELL_GALLERY_GRID_SELECTION_CHANGED] = add_signal ("selection-changed", 0, G_TYPE_NONE, G_TYPE_NONE);
  signals[AUTOSELL_GALLERY_GRID_LINES_CHANGED] = add_signal ("lines-changed", 0, G_TYPE_NONE, G_TYPE_NONE);
  gtk_widget_class_set_css_name (widget_class, "photogrid");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LIST);
}

static void
autosell_gallery_grid_init (AutosellGalleryGrid *self)
{
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
  self->tiles = g_ptr_array_new ();
  self->end_near = G_MAXUINT;
  self->mark = -1;
  self->lanes.n_lanes = 1;
  self->lanes.item_height = 1;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Photos"), -1);
  autosell_gallery_grid_input_init (self);
  autosell_gallery_grid_band_init (self);
}
