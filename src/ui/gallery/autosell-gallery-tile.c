/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-gallery-tile.h"

#include <glib/gi18n.h>

#define RADIUS 8
#define BADGE_MARGIN 6
#define BADGE_PADDING 7
#define CHECK_PX 22
#define BAR_PX 4

/* How long the words of tiles may take in one turn of the main loop. */
#define WORDS_US 3000

struct _AutosellGalleryTile
{
  GtkWidget parent_instance;
  AutosellGalleryItem *item; /* owned */
  PangoLayout *cover;        /* owned, nullable until it is needed */
  char *label;               /* owned, nullable: what a screen reader has been told */
  gboolean is_untold;        /* it waits for its words to be told */
  GList untold_link;
};

G_DEFINE_FINAL_TYPE (AutosellGalleryTile, autosell_gallery_tile, GTK_TYPE_WIDGET)

static const GdkRGBA scrim = { 0, 0, 0, 0.62f };
static const GdkRGBA white = { 1, 1, 1, 1 };

/* ---- Painting ---- */

static void
paint_round (GtkSnapshot *snapshot, const graphene_rect_t *area, float radius, const GdkRGBA *colour)
{
  GskRoundedRect shape;

  gsk_rounded_rect_init_from_rect (&shape, area, radius);
  gtk_snapshot_push_rounded_clip (snapshot, &shape);
  gtk_snapshot_append_color (snapshot, colour, area);
  gtk_snapshot_pop (snapshot);
}

static void
paint_icon (AutosellGalleryTile *self, GtkSnapshot *snapshot, const char *name, float x, float y, int size,
            const GdkRGBA *colour)
{
  GtkIconTheme *theme = gtk_icon_theme_get_for_display (gtk_widget_get_display (GTK_WIDGET (self)));
  g_autoptr(GtkIconPaintable) icon = NULL;

  icon = gtk_icon_theme_lookup_icon (theme, name, NULL, size, gtk_widget_get_scale_factor (GTK_WIDGET (self)),
                                     gtk_widget_get_direction (GTK_WIDGET (self)), GTK_ICON_LOOKUP_FORCE_SYMBOLIC);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x, y));
  gtk_symbolic_paintable_snapshot_symbolic (GTK_SYMBOLIC_PAINTABLE (icon), snapshot, size, size, colour, 1);
  gtk_snapshot_restore (snapshot);
}

static void
get_accent (AutosellGalleryTile *self, GdkRGBA *accent)
{
  GtkStyleContext *context = gtk_widget_get_style_context (GTK_WIDGET (self));

  if (!gtk_style_context_lookup_color (context, "accent_bg_color", accent))
    gdk_rgba_parse (accent, "#2563eb");
}

static void
paint_cover_badge (AutosellGalleryTile *self, GtkSnapshot *snapshot, float width, float height)
{
  int text_width, text_height;
  float badge_width, badge_height;

  if (self->cover == NULL)
    {
      self->cover = gtk_widget_create_pango_layout (GTK_WIDGET (self), C_ ("photo", "Cover"));
      pango_layout_set_ellipsize (self->cover, PANGO_ELLIPSIZE_END);
    }
  pango_layout_set_width (self->cover, MAX ((int) width - 2 * (BADGE_MARGIN + BADGE_PADDING), 1) * PANGO_SCALE);
  pango_layout_get_pixel_size (self->cover, &text_width, &text_height);
  badge_width = text_width + 2 * BADGE_PADDING;
  badge_height = text_height + 4;
  paint_round (snapshot,
               &GRAPHENE_RECT_INIT (BADGE_MARGIN, height - BADGE_MARGIN - badge_height, badge_width, badge_height),
               badge_height / 2, &scrim);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (
    snapshot, &GRAPHENE_POINT_INIT (BADGE_MARGIN + BADGE_PADDING, height - BADGE_MARGIN - badge_height + 2));
  gtk_snapshot_append_layout (snapshot, self->cover, &white);
  gtk_snapshot_restore (snapshot);
}

static void
paint_selection (AutosellGalleryTile *self, GtkSnapshot *snapshot, float width, float height)
{
  GskRoundedRect ring;
  GdkRGBA accent;
  float x = BADGE_MARGIN;

  get_accent (self, &accent);
  gsk_rounded_rect_init_from_rect (&ring, &GRAPHENE_RECT_INIT (0, 0, width, height), RADIUS);
  gtk_snapshot_append_border (snapshot, &ring, (const float[4]){ 3, 3, 3, 3 },
                              (const GdkRGBA[4]){ accent, accent, accent, accent });
  paint_round (snapshot, &GRAPHENE_RECT_INIT (x, x, CHECK_PX, CHECK_PX), CHECK_PX / 2, &white);
  paint_round (snapshot, &GRAPHENE_RECT_INIT (x + 1.5f, x + 1.5f, CHECK_PX - 3, CHECK_PX - 3), CHECK_PX / 2, &accent);
  paint_icon (self, snapshot, "object-select-symbolic", x + 4, x + 4, CHECK_PX - 8, &white);
}

static void
paint_sign (AutosellGalleryTile *self, GtkSnapshot *snapshot, const char *icon_name, float width)
{
  float x = width - BADGE_MARGIN - CHECK_PX;

  paint_round (snapshot, &GRAPHENE_RECT_INIT (x, BADGE_MARGIN, CHECK_PX, CHECK_PX), CHECK_PX / 2, &scrim);
  paint_icon (self, snapshot, icon_name, x + 4, BADGE_MARGIN + 4, CHECK_PX - 8, &white);
}

/* The picture is dimmed until it is ready, and its bar runs along the bottom. */
static void
paint_progress (AutosellGalleryTile *self, GtkSnapshot *snapshot, AutosellPhotoImport *import, float width,
                float height)
{
  const GdkRGBA dim = { 0, 0, 0, 0.35f };
  const GdkRGBA groove = { 1, 1, 1, 0.35f };
  float bar_width = width - 2 * BADGE_MARGIN;
  float y = height - BADGE_MARGIN - BAR_PX;
  float done = bar_width * (float) autosell_photo_import_get_fraction (import);
  AutosellPhotoImportState state = autosell_photo_import_get_state (import);

  if (state != AUTOSELL_PHOTO_WAITING && state != AUTOSELL_PHOTO_WORKING)
    return;
  paint_round (snapshot, &GRAPHENE_RECT_INIT (0, 0, width, height), RADIUS, &dim);
  paint_round (snapshot, &GRAPHENE_RECT_INIT (BADGE_MARGIN, y, bar_width, BAR_PX), BAR_PX / 2.0f, &groove);
  if (done > 0)
    paint_round (snapshot, &GRAPHENE_RECT_INIT (BADGE_MARGIN, y, MAX (done, BAR_PX), BAR_PX), BAR_PX / 2.0f, &white);
}

/* What is in Drive has no sign: most are, and it is what is to be. */
static void
paint_drive (AutosellGalleryTile *self, GtkSnapshot *snapshot, float width, float height)
{
  AutosellPhotoInDrive in_drive = autosell_gallery_item_get_in_drive (self->item);
  float x = width - BADGE_MARGIN - CHECK_PX, y = height - BADGE_MARGIN - CHECK_PX;
  double centre = CHECK_PX / 2.0, radius = CHECK_PX / 2.0 - 3;
  cairo_t *cr;

  if (in_drive != AUTOSELL_DRIVE_WAITS && in_drive != AUTOSELL_DRIVE_GOES)
    return;
  paint_round (snapshot, &GRAPHENE_RECT_INIT (x, y, CHECK_PX, CHECK_PX), CHECK_PX / 2, &scrim);
  paint_icon (self, snapshot, "go-up-symbolic", x + 5, y + 5, CHECK_PX - 10, &white);
  if (in_drive == AUTOSELL_DRIVE_WAITS)
    return;
  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (x, y, CHECK_PX, CHECK_PX));
  cairo_translate (cr, x, y);
  cairo_set_line_width (cr, 2);
  cairo_set_source_rgba (cr, 1, 1, 1, 0.35);
  cairo_arc (cr, centre, centre, radius, 0, 2 * G_PI);
  cairo_stroke (cr);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_arc (cr, centre, centre, radius, -G_PI / 2,
             -G_PI / 2 + 2 * G_PI * MAX (autosell_gallery_item_get_drive_fraction (self->item), 0.04));
  cairo_stroke (cr);
  cairo_destroy (cr);
}

static void
autosell_gallery_tile_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  AutosellGalleryTile *self = AUTOSELL_GALLERY_TILE (widget);
  AutosellPhotoPaintable *paintable = autosell_gallery_item_get_paintable (self->item);
  AutosellPhotoImport *import = autosell_gallery_item_get_import (self->item);
  float width = gtk_widget_get_width (widget);
  float height = gtk_widget_get_height (widget);
  GdkRGBA foreground, ground;

  if (width <= 0 || height <= 0)
    return;
  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &foreground);
  ground = foreground;
  ground.alpha *= 0.07f;
  if (autosell_photo_paintable_get_texture (paintable) != NULL)
    paint_round (snapshot, &GRAPHENE_RECT_INIT (0, 0, width, height), RADIUS, &ground);
  autosell_photo_paintable_paint (paintable, snapshot, &GRAPHENE_RECT_INIT (0, 0, width, height), RADIUS, &foreground);
  if (import != NULL)
    paint_progress (self, snapshot, import, width, height);
  if (autosell_gallery_item_get_position (self->item) == 0 && import == NULL)
    paint_cover_badge (self, snapshot, width, height);
  paint_drive (self, snapshot, width, height);
  if (autosell_gallery_item_get_twin (self->item) != NULL)
    paint_sign (self, snapshot, "edit-copy-symbolic", width);
  if (autosell_gallery_item_is_selected (self->item))
    paint_selection (self, snapshot, width, height);
}

/* ---- In words ---- */

static void
update_words (AutosellGalleryTile *self)
{
  g_autofree char *label = autosell_gallery_item_dup_label (self->item);

  if (g_strcmp0 (label, self->label) != 0)
    {
      g_free (self->label);
      self->label = g_strdup (label);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
      /* It asks the display where the pointer is and waits for the answer: of the one below the pointer alone. */
      if (gtk_widget_get_state_flags (GTK_WIDGET (self)) & GTK_STATE_FLAG_PRELIGHT)
        gtk_widget_trigger_tooltip_query (GTK_WIDGET (self));
    }
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_SELECTED,
                               autosell_gallery_item_is_selected (self->item), -1);
}

/* Hundreds of them change at once where photos come in, and more than once: their words are told after that, a few in
 * each turn of the main loop. */
static GQueue untold = G_QUEUE_INIT;
static guint untold_source;

static gboolean
tell_words_cb (gpointer user_data G_GNUC_UNUSED)
{
  gint64 end = g_get_monotonic_time () + WORDS_US;

  while (untold.length > 0 && g_get_monotonic_time () < end)
    {
      AutosellGalleryTile *self = g_queue_peek_head (&untold);

      g_queue_unlink (&untold, &self->untold_link);
      self->is_untold = FALSE;
      update_words (self);
    }
  if (untold.length > 0)
    return G_SOURCE_CONTINUE;
  untold_source = 0;
  return G_SOURCE_REMOVE;
}

static void
item_changed_cb (AutosellGalleryTile *self)
{
  gtk_widget_queue_draw (GTK_WIDGET (self));
  if (self->is_untold)
    return;
  self->is_untold = TRUE;
  self->untold_link.data = self;
  g_queue_push_tail_link (&untold, &self->untold_link);
  if (untold_source == 0)
    untold_source = g_idle_add_full (G_PRIORITY_DEFAULT, tell_words_cb, NULL, NULL);
}

static gboolean
autosell_gallery_tile_query_tooltip (GtkWidget *widget, int x G_GNUC_UNUSED, int y G_GNUC_UNUSED,
                                     gboolean is_keyboard G_GNUC_UNUSED, GtkTooltip *tooltip)
{
  g_autofree char *details = autosell_gallery_item_dup_details (AUTOSELL_GALLERY_TILE (widget)->item);

  /* where things come in there is much else to look at */
  if (autosell_gallery_item_get_photo (AUTOSELL_GALLERY_TILE (widget)->item) == NULL)
    return FALSE;
  gtk_tooltip_set_text (tooltip, details);
  return details[0] != '\0';
}

/* ---- The object ---- */

static void
autosell_gallery_tile_measure (GtkWidget *widget G_GNUC_UNUSED, GtkOrientation orientation G_GNUC_UNUSED,
                               int for_size G_GNUC_UNUSED, int *minimum, int *natural, int *minimum_baseline,
                               int *natural_baseline)
{
  *minimum = *natural = 0; /* the grid gives all of them the same size */
  *minimum_baseline = *natural_baseline = -1;
}

static void
autosell_gallery_tile_system_setting_changed (GtkWidget *widget, GtkSystemSetting setting)
{
  g_clear_object (&AUTOSELL_GALLERY_TILE (widget)->cover);
  GTK_WIDGET_CLASS (autosell_gallery_tile_parent_class)->system_setting_changed (widget, setting);
}

static void
autosell_gallery_tile_dispose (GObject *object)
{
  AutosellGalleryTile *self = AUTOSELL_GALLERY_TILE (object);

  if (self->is_untold)
    g_queue_unlink (&untold, &self->untold_link);
  self->is_untold = FALSE;
  if (self->item != NULL)
    g_signal_handlers_disconnect_by_data (self->item, self);
  g_clear_object (&self->item);
  g_clear_object (&self->cover);
  G_OBJECT_CLASS (autosell_gallery_tile_parent_class)->dispose (object);
}

static void
autosell_gallery_tile_finalize (GObject *object)
{
  g_free (AUTOSELL_GALLERY_TILE (object)->label);
  G_OBJECT_CLASS (autosell_gallery_tile_parent_class)->finalize (object);
}

static void
autosell_gallery_tile_class_init (AutosellGalleryTileClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = autosell_gallery_tile_dispose;
  G_OBJECT_CLASS (klass)->finalize = autosell_gallery_tile_finalize;
  widget_class->measure = autosell_gallery_tile_measure;
  widget_class->snapshot = autosell_gallery_tile_snapshot;
  widget_class->query_tooltip = autosell_gallery_tile_query_tooltip;
  widget_class->system_setting_changed = autosell_gallery_tile_system_setting_changed;
  gtk_widget_class_set_css_name (widget_class, "phototile");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LIST_ITEM);
}

static void
autosell_gallery_tile_init (AutosellGalleryTile *self)
{
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
}

GtkWidget *
autosell_gallery_tile_new (AutosellGalleryItem *item)
{
  AutosellGalleryTile *self = g_object_new (AUTOSELL_TYPE_GALLERY_TILE, NULL);

  self->item = g_object_ref (item);
  g_signal_connect_swapped (item, "changed", G_CALLBACK (item_changed_cb), self);
  update_words (self);
  return GTK_WIDGET (self);
}

AutosellGalleryItem *
autosell_gallery_tile_get_item (AutosellGalleryTile *self)
{
  g_return_val_if_fail (AUTOSELL_IS_GALLERY_TILE (self), NULL);

  return self->item;
}
