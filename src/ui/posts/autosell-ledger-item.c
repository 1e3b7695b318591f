/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-ledger-item.h"

#include "autosell-compat.h"
#include "autosell-figures-chart.h"
#include "autosell-format.h"
#include "autosell-graph-error.h"
#include "autosell-status.h"
#include "autosell-vehicle-drawing.h"

#include <glib/gi18n.h>

#define PADDING 12
#define GAP 10
#define ICON 16
#define LINE 84
#define LINE_NARROW 56
#define PAGE_LEAST 116
#define PAGE_MOST 240
#define NAME_LEAST 190
/* Below this, at the ordinary text size, no Page has a column of its own. */
#define WIDE 600

struct _AutosellLedgerItem
{
  GtkWidget parent_instance;
  AutosellLedgerColumns *columns; /* unowned */
  AutosellPostLedgerRow *row;     /* owned, nullable */
  gulong handler;
};

G_DEFINE_FINAL_TYPE (AutosellLedgerItem, autosell_ledger_item, GTK_TYPE_WIDGET)

static gint64
get_now_s (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

/* ---- What a cell says ---- */

char *
autosell_ledger_dup_cell (const AutosellPostCell *cell)
{
  AutosellPosted posted = { 0 };

  if (cell == NULL || cell->state == AUTOSELL_POSTED_NEVER)
    return g_strdup (C_ ("ledger: a car on a Page", "never"));
  if (cell->is_leaving)
    return g_strdup (C_ ("ledger: a post that is to be removed", "still there"));
  if (cell->is_gone)
    return g_strdup (C_ ("ledger: removed on Facebook by somebody", "gone there"));
  posted.state = cell->state;
  posted.out_s = cell->out_s;
  return autosell_posted_dup_short (&posted, get_now_s ());
}

static char *
dup_day (gint64 at_s)
{
  g_autoptr(GDateTime) time = g_date_time_new_from_unix_local (at_s);
  g_autofree char *iso = g_date_time_format (time, "%Y-%m-%d");

  return autosell_format_date (iso);
}

char *
autosell_ledger_dup_cell_detail (const AutosellPostCell *cell)
{
  if (cell == NULL)
    return g_strdup ("");
  switch (cell->state)
    {
    case AUTOSELL_POSTED_OUT:
      if (cell->is_leaving)
        return cell->error_text != NULL ? autosell_graph_fact_dup_sentence (cell->error_text)
                                        : g_strdup (_("to be removed"));
      if (cell->figures.reactions >= 0)
        return g_strdup_printf (ngettext ("%d reaction", "%d reactions", (gulong) cell->figures.reactions),
                                (int) cell->figures.reactions);
      return cell->is_hidden ? g_strdup (_("hidden")) : dup_day (cell->out_s);
    case AUTOSELL_POSTED_QUEUED:
      if (cell->held != NULL)
        return g_strdup (cell->held);
      return cell->at_s != 0 ? autosell_format_instant (cell->at_s * G_USEC_PER_SEC) : g_strdup (_("now"));
    case AUTOSELL_POSTED_FAILED:
      return cell->error_text != NULL ? autosell_graph_fact_dup_sentence (cell->error_text) : g_strdup ("");
    case AUTOSELL_POSTED_REMOVED:
      return cell->at_s != 0 ? dup_day (cell->at_s) : g_strdup ("");
    case AUTOSELL_POSTED_NEVER:
    default:
      return g_strdup ("");
    }
}

const char *
autosell_ledger_get_icon (const AutosellPostCell *cell)
{
  if (cell == NULL)
    return NULL;
  switch (cell->state)
    {
    case AUTOSELL_POSTED_OUT:
      return cell->is_leaving ? "dialog-warning-symbolic" : "emblem-ok-symbolic";
    case AUTOSELL_POSTED_QUEUED:
      return cell->held != NULL ? "dialog-warning-symbolic" : "document-open-recent-symbolic";
    case AUTOSELL_POSTED_FAILED:
      return "dialog-warning-symbolic";
    case AUTOSELL_POSTED_REMOVED:
      return "user-trash-symbolic";
    case AUTOSELL_POSTED_NEVER:
    default:
      return NULL;
    }
}

static guint
count_pages (const AutosellLedgerColumns *columns)
{
  return columns->pages == NULL ? 0 : columns->only_page != 0 ? 1 : columns->pages->len;
}

/* The @index-th that is shown. */
static const AutosellPage *
get_page (const AutosellLedgerColumns *columns, guint index)
{
  for (guint i = 0; columns->only_page != 0 && i < columns->pages->len; i++)
    if (((const AutosellPage *) columns->pages->pdata[i])->id == columns->only_page)
      return columns->pages->pdata[i];
  return columns->pages->pdata[index];
}

/* “Posted 12 days ago, on 2 of 3 Pages · 48 reactions” */
static char *
dup_summary (const AutosellPostCar *car, guint n_pages)
{
  g_autofree char *posted = autosell_posted_dup_text (&car->posted, get_now_s ());
  g_autofree char *reactions = NULL;
  GString *text = g_string_new (posted != NULL ? posted : autosell_posted_to_label (AUTOSELL_POSTED_NEVER));

  if (car->posted.n_out > 0 && n_pages > 1)
    g_string_append_printf (text, _(", on %u of %u Pages"), car->posted.n_out, n_pages);
  if (car->figures.reactions >= 0)
    reactions = g_strdup_printf (ngettext ("%d reaction", "%d reactions", (gulong) car->figures.reactions),
                                 (int) car->figures.reactions);
  if (reactions != NULL)
    g_string_append_printf (text, " · %s", reactions);
  return g_string_free (text, FALSE);
}

/* “0133 · Available” */
static char *
dup_about (const AutosellPostCar *car)
{
  const char *status =
    autosell_status_to_label (car->status != NULL ? autosell_status_from_nick (car->status) : AUTOSELL_STATUS_UNKNOWN);

  return car->stock_number != NULL ? g_strdup_printf ("%s · %s", car->stock_number, status) : g_strdup (status);
}

char *
autosell_ledger_dup_name (const AutosellPostCar *car, const AutosellLedgerColumns *columns)
{
  g_autofree char *about = dup_about (car);
  GString *name = g_string_new (NULL);

  g_string_append_printf (name, "%s, %s", car->title, about);
  for (guint i = 0; i < count_pages (columns); i++)
    {
      const AutosellPage *page = get_page (columns, i);
      const AutosellPostCell *cell = autosell_post_car_find_cell (car, page->id);
      g_autofree char *state = autosell_ledger_dup_cell (cell);
      g_autofree char *figures = cell != NULL ? autosell_post_figures_dup_text (&cell->figures) : NULL;
      g_autofree char *detail = figures != NULL ? g_steal_pointer (&figures) : autosell_ledger_dup_cell_detail (cell);

      /* Translators: said by a screen reader: a Page of Facebook and what a car's post is there */
      g_string_append_printf (name, _("; %s: %s"), page->name, state);
      if (*detail != '\0')
        g_string_append_printf (name, ", %s", detail);
    }
  return g_string_free (name, FALSE);
}

/* ---- Drawing ---- */

typedef struct
{
  double scale;
  int line_height;
  int name_width;
  int line_x, line_width;
  guint n_pages; /* that have a column */
  int page_width;
} Places;

static void
measure_places (AutosellLedgerItem *self, int width, Places *places)
{
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (self));
  PangoFontMetrics *metrics = pango_context_get_metrics (context, NULL, NULL);
  int rest;

  *places = (Places){ 0 };
  places->line_height = PANGO_PIXELS_CEIL (pango_font_metrics_get_height (metrics));
  pango_font_metrics_unref (metrics);
  places->scale = MAX (places->line_height / 18.0, 1);
  places->line_width = width < WIDE * places->scale ? LINE_NARROW : LINE;
  places->line_x = width - PADDING - places->line_width;
  rest = places->line_x - GAP - PADDING;
  places->name_width = rest;
  if (width < WIDE * places->scale || count_pages (self->columns) == 0)
    return;
  rest -= (int) (NAME_LEAST * places->scale);
  places->n_pages = MIN (count_pages (self->columns), (guint) MAX (rest / (int) (PAGE_LEAST * places->scale), 0));
  if (places->n_pages == 0)
    return;
  places->page_width = MIN (rest / (int) places->n_pages, (int) (PAGE_MOST * places->scale));
  places->name_width = places->line_x - GAP - PADDING - places->page_width * (int) places->n_pages - GAP;
}

/* Returns: the width that it took */
static int
draw_text (AutosellLedgerItem *self, GtkSnapshot *snapshot, const char *text, int x, int y, int width,
           PangoWeight weight, double scale, const GdkRGBA *colour)
{
  g_autoptr(PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  g_autoptr(PangoAttrList) attributes = pango_attr_list_new ();
  gboolean is_rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  int taken;

  pango_attr_list_insert (attributes, pango_attr_weight_new (weight));
  pango_attr_list_insert (attributes, pango_attr_scale_new (scale));
  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum=1"));
  pango_layout_set_attributes (layout, attributes);
  pango_layout_set_single_paragraph_mode (layout, TRUE);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_width (layout, MAX (width, 1) * PANGO_SCALE);
  if (is_rtl)
    pango_layout_set_alignment (layout, PANGO_ALIGN_RIGHT);
  pango_layout_get_pixel_size (layout, &taken, NULL);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x, y));
  gtk_snapshot_append_layout (snapshot, layout, colour);
  gtk_snapshot_restore (snapshot);
  return taken;
}

static void
draw_icon (AutosellLedgerItem *self, GtkSnapshot *snapshot, const char *name, int x, int y, const GdkRGBA *colour)
{
  GtkIconTheme *theme = gtk_icon_theme_get_for_display (gtk_widget_get_display (GTK_WIDGET (self)));
  g_autoptr(GtkIconPaintable) icon =
    gtk_icon_theme_lookup_icon (theme, name, NULL, ICON, gtk_widget_get_scale_factor (GTK_WIDGET (self)),
                                gtk_widget_get_direction (GTK_WIDGET (self)), 0);

  autosell_draw_icon (snapshot, GDK_PAINTABLE (icon), x, y, ICON, colour);
}

typedef struct
{
  GdkRGBA ink, dim, warning, accent;
} Colours;

static void
get_colours (AutosellLedgerItem *self, Colours *colours)
{
  GtkStyleContext *style = gtk_widget_get_style_context (GTK_WIDGET (self));

  gtk_style_context_get_color (style, &colours->ink);
  colours->dim = colours->ink;
  colours->dim.alpha *= 0.66F;
  if (!gtk_style_context_lookup_color (style, "error_color", &colours->warning))
    colours->warning = colours->ink;
  if (!gtk_style_context_lookup_color (style, "accent_color", &colours->accent))
    colours->accent = colours->ink;
}

static void
draw_cell (AutosellLedgerItem *self, GtkSnapshot *snapshot, const Places *places, const Colours *colours,
           const AutosellPostCell *cell, int x, int top)
{
  g_autofree char *state = autosell_ledger_dup_cell (cell);
  g_autofree char *detail = autosell_ledger_dup_cell_detail (cell);
  const char *icon = autosell_ledger_get_icon (cell);
  gboolean is_wrong = cell != NULL && (cell->state == AUTOSELL_POSTED_FAILED || cell->is_leaving);
  const GdkRGBA *colour = is_wrong ? &colours->warning : cell == NULL ? &colours->dim : &colours->ink;
  int text_x = x + ICON + 6, width = places->page_width - ICON - 6 - GAP;

  if (icon != NULL)
    draw_icon (self, snapshot, icon, x, top + (places->line_height - ICON) / 2, colour);
  draw_text (self, snapshot, state, text_x, top, width, PANGO_WEIGHT_NORMAL, 1, colour);
  draw_text (self, snapshot, detail, text_x, top + places->line_height + 1, width, PANGO_WEIGHT_NORMAL, 0.86,
             &colours->dim);
}

static void
draw_heading (AutosellLedgerItem *self, GtkSnapshot *snapshot, const Places *places, const Colours *colours, int top)
{
  int x = PADDING + places->name_width + GAP;

  draw_text (self, snapshot, _("Vehicle"), PADDING, top, places->name_width, PANGO_WEIGHT_BOLD, 0.9, &colours->dim);
  for (guint i = 0; i < places->n_pages; i++, x += places->page_width)
    draw_text (self, snapshot, get_page (self->columns, i)->name, x + ICON + 6, top,
               places->page_width - ICON - 6 - GAP, PANGO_WEIGHT_BOLD, 0.9, &colours->dim);
  draw_text (self, snapshot, _("Reactions"), places->line_x, top, places->line_width, PANGO_WEIGHT_BOLD, 0.9,
             &colours->dim);
}

static void
draw_car (AutosellLedgerItem *self, GtkSnapshot *snapshot, const Places *places, const Colours *colours,
          const AutosellPostCar *car, int top)
{
  g_autofree char *about = places->n_pages > 0 ? dup_about (car) : dup_summary (car, count_pages (self->columns));
  int x = PADDING + places->name_width + GAP;

  draw_text (self, snapshot, car->title, PADDING, top, places->name_width, PANGO_WEIGHT_BOLD, 1, &colours->ink);
  draw_text (self, snapshot, about, PADDING, top + places->line_height + 1, places->name_width, PANGO_WEIGHT_NORMAL,
             0.86,
             places->n_pages == 0 && car->posted.state == AUTOSELL_POSTED_FAILED ? &colours->warning : &colours->dim);
  for (guint i = 0; i < places->n_pages; i++, x += places->page_width)
    draw_cell (self, snapshot, places, colours, autosell_post_car_find_cell (car, get_page (self->columns, i)->id), x,
               top);
  autosell_figures_draw (snapshot,
                         &GRAPHENE_RECT_INIT (places->line_x, top + 2, places->line_width, 2 * places->line_height - 6),
                         car->course, AUTOSELL_FIGURES_REACTIONS, &colours->accent);
}

static void
autosell_ledger_item_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  AutosellLedgerItem *self = AUTOSELL_LEDGER_ITEM (widget);
  AutosellPostCar *car = self->row != NULL ? autosell_post_ledger_row_get_car (self->row) : NULL;
  Colours colours;
  Places places;

  measure_places (self, gtk_widget_get_width (widget), &places);
  get_colours (self, &colours);
  if (self->row == NULL)
    draw_heading (self, snapshot, &places, &colours, 4);
  else if (car != NULL)
    draw_car (self, snapshot, &places, &colours, car, 6);
}

static void
autosell_ledger_item_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                              int *minimum_baseline, int *natural_baseline)
{
  AutosellLedgerItem *self = AUTOSELL_LEDGER_ITEM (widget);
  Places places;

  *minimum_baseline = *natural_baseline = -1;
  measure_places (self, WIDE, &places);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *minimum = *natural = 220;
  else
    *minimum = *natural = self->row == NULL ? places.line_height + 8 : 2 * places.line_height + 13;
}

/* ---- The row ---- */

static void
update_name (AutosellLedgerItem *self)
{
  AutosellPostCar *car = self->row != NULL ? autosell_post_ledger_row_get_car (self->row) : NULL;
  g_autofree char *name = car != NULL ? autosell_ledger_dup_name (car, self->columns) : NULL;
  GtkWidget *parent = gtk_widget_get_parent (GTK_WIDGET (self));

  if (name == NULL)
    return;
  autosell_compat_set_name (GTK_WIDGET (self), name);
  /* The focus is on the row that the list made */
  if (parent != NULL)
    autosell_compat_set_name (parent, name);
}

static void
car_changed_cb (AutosellLedgerItem *self)
{
  update_name (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
autosell_ledger_item_set_row (AutosellLedgerItem *self, AutosellPostLedgerRow *row)
{
  g_return_if_fail (AUTOSELL_IS_LEDGER_ITEM (self));

  if (self->row == row)
    return;
  if (self->row != NULL)
    g_clear_signal_handler (&self->handler, self->row);
  g_set_object (&self->row, row);
  if (row != NULL)
    self->handler = g_signal_connect_swapped (row, "notify::car", G_CALLBACK (car_changed_cb), self);
  car_changed_cb (self);
}

AutosellPostLedgerRow *
autosell_ledger_item_get_row (AutosellLedgerItem *self)
{
  return self->row;
}

static gboolean
autosell_ledger_item_query_tooltip (GtkWidget *widget, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  AutosellLedgerItem *self = AUTOSELL_LEDGER_ITEM (widget);
  AutosellPostCar *car = self->row != NULL ? autosell_post_ledger_row_get_car (self->row) : NULL;
  g_autofree char *name = NULL;

  if (car == NULL)
    return FALSE;
  name = autosell_ledger_dup_name (car, self->columns);
  g_strdelimit (name, ";", '\n');
  gtk_tooltip_set_text (tooltip, name);
  return TRUE;
}

static void
autosell_ledger_item_dispose (GObject *object)
{
  AutosellLedgerItem *self = AUTOSELL_LEDGER_ITEM (object);

  if (self->row != NULL)
    g_clear_signal_handler (&self->handler, self->row);
  g_clear_object (&self->row);
  G_OBJECT_CLASS (autosell_ledger_item_parent_class)->dispose (object);
}

static void
autosell_ledger_item_class_init (AutosellLedgerItemClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = autosell_ledger_item_dispose;
  widget_class->snapshot = autosell_ledger_item_snapshot;
  widget_class->measure = autosell_ledger_item_measure;
  widget_class->query_tooltip = autosell_ledger_item_query_tooltip;
  gtk_widget_class_set_css_name (widget_class, "ledgeritem");
}

static void
autosell_ledger_item_init (AutosellLedgerItem *self)
{
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
}

GtkWidget *
autosell_ledger_item_new (AutosellLedgerColumns *columns)
{
  AutosellLedgerItem *self = g_object_new (AUTOSELL_TYPE_LEDGER_ITEM, NULL);

  self->columns = columns;
  return GTK_WIDGET (self);
}
