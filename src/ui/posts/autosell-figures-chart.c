/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-figures-chart.h"

#include "autosell-compat.h"
#include "autosell-format.h"

#include <glib/gi18n.h>

#define WIDTH 150
#define HEIGHT 44
#define GAP 4

gint64
autosell_figures_get (const AutosellPostFigures *figures, AutosellFiguresLine line)
{
  switch (line)
    {
    case AUTOSELL_FIGURES_COMMENTS:
      return figures->comments;
    case AUTOSELL_FIGURES_SHARES:
      return figures->shares;
    case AUTOSELL_FIGURES_REACH:
      return figures->reach;
    case AUTOSELL_FIGURES_CLICKS:
      return figures->clicks;
    case AUTOSELL_FIGURES_REACTIONS:
    default:
      return figures->reactions;
    }
}

const char *
autosell_figures_to_label (AutosellFiguresLine line)
{
  switch (line)
    {
    case AUTOSELL_FIGURES_COMMENTS:
      return _("Comments");
    case AUTOSELL_FIGURES_SHARES:
      return _("Shares");
    case AUTOSELL_FIGURES_REACH:
      return _("People reached");
    case AUTOSELL_FIGURES_CLICKS:
      return _("Clicks");
    case AUTOSELL_FIGURES_REACTIONS:
    default:
      return _("Reactions");
    }
}

/* ---- The line ---- */

typedef struct
{
  gint64 first_s, last_s;
  gint64 most;
  guint n_known;
} Span;

static Span
measure_span (const GArray *course, AutosellFiguresLine line)
{
  Span span = { 0 };

  for (guint i = 0; i < course->len; i++)
    {
      const AutosellFiguresSample *sample = &g_array_index (course, AutosellFiguresSample, i);
      gint64 value = autosell_figures_get (&sample->figures, line);

      if (value < 0)
        continue;
      if (span.n_known++ == 0)
        span.first_s = sample->at_s;
      span.last_s = sample->at_s;
      span.most = MAX (span.most, value);
    }
  return span;
}

void
autosell_figures_draw (GtkSnapshot *snapshot, const graphene_rect_t *area, const GArray *course,
                       AutosellFiguresLine line, const GdkRGBA *colour)
{
  Span span = measure_span (course, line);
  GdkRGBA ground = *colour;
  cairo_t *cr;
  double left = area->origin.x, right = left + area->size.width, bottom = area->origin.y + area->size.height - 1,
         x = left;
  gboolean is_first = TRUE;

  if (span.n_known < 2 || span.last_s == span.first_s)
    return;
  cr = gtk_snapshot_append_cairo (snapshot, area);
  for (guint i = 0; i < course->len; i++)
    {
      const AutosellFiguresSample *sample = &g_array_index (course, AutosellFiguresSample, i);
      gint64 value = autosell_figures_get (&sample->figures, line);
      double y;

      if (value < 0)
        continue;
      x =
        left + 1 + (double) (sample->at_s - span.first_s) / (double) (span.last_s - span.first_s) * (right - left - 3);
      y = bottom - (span.most > 0 ? (double) value / (double) span.most * (area->size.height - 4) : 0) - 0.5;
      if (is_first)
        cairo_move_to (cr, x, y);
      else
        cairo_line_to (cr, x, y);
      is_first = FALSE;
    }
  gdk_cairo_set_source_rgba (cr, colour);
  cairo_set_line_width (cr, 1.5);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_stroke_preserve (cr);
  cairo_line_to (cr, x, bottom);
  cairo_line_to (cr, left + 1, bottom);
  cairo_close_path (cr);
  ground.alpha *= 0.16F;
  gdk_cairo_set_source_rgba (cr, &ground);
  cairo_fill (cr);
  cairo_destroy (cr);
}

/* ---- The widget ---- */

struct _AutosellFiguresChart
{
  GtkWidget parent_instance;
  GArray *course; /* owned */
  AutosellFiguresLine line;
  GtkWidget *title; /* children */
  GtkWidget *days;
};

G_DEFINE_FINAL_TYPE (AutosellFiguresChart, autosell_figures_chart, GTK_TYPE_WIDGET)

static void
autosell_figures_chart_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  AutosellFiguresChart *self = AUTOSELL_FIGURES_CHART (widget);
  GtkAllocation above;
  GdkRGBA colour, ground;
  int width = gtk_widget_get_width (widget);

  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &colour);
  if (!gtk_style_context_lookup_color (gtk_widget_get_style_context (widget), "accent_color", &ground))
    ground = colour;
  gtk_widget_get_allocation (self->title, &above);
  autosell_figures_draw (snapshot, &GRAPHENE_RECT_INIT (0, above.height + GAP, width, HEIGHT), self->course, self->line,
                         &ground);
  colour.alpha *= 0.2F;
  gtk_snapshot_append_color (snapshot, &colour, &GRAPHENE_RECT_INIT (0, above.height + GAP + HEIGHT, width, 1));
  GTK_WIDGET_CLASS (autosell_figures_chart_parent_class)->snapshot (widget, snapshot);
}

static void
autosell_figures_chart_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                                int *minimum_baseline, int *natural_baseline)
{
  AutosellFiguresChart *self = AUTOSELL_FIGURES_CHART (widget);
  int title, days;

  *minimum_baseline = *natural_baseline = -1;
  gtk_widget_measure (self->title, orientation, -1, &title, NULL, NULL, NULL);
  gtk_widget_measure (self->days, orientation, -1, &days, NULL, NULL, NULL);
  *minimum =
    orientation == GTK_ORIENTATION_HORIZONTAL ? MAX (MAX (title, days), 90) : title + days + 2 * GAP + HEIGHT + 1;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? MAX (*minimum, WIDTH) : *minimum;
}

static void
autosell_figures_chart_size_allocate (GtkWidget *widget, int width, int height, int baseline G_GNUC_UNUSED)
{
  AutosellFiguresChart *self = AUTOSELL_FIGURES_CHART (widget);
  int title, days;

  gtk_widget_measure (self->title, GTK_ORIENTATION_VERTICAL, -1, &title, NULL, NULL, NULL);
  gtk_widget_measure (self->days, GTK_ORIENTATION_VERTICAL, -1, &days, NULL, NULL, NULL);
  gtk_widget_size_allocate (self->title, &(GtkAllocation){ 0, 0, width, title }, -1);
  gtk_widget_size_allocate (self->days, &(GtkAllocation){ 0, height - days, width, days }, -1);
}

static void
autosell_figures_chart_dispose (GObject *object)
{
  AutosellFiguresChart *self = AUTOSELL_FIGURES_CHART (object);

  g_clear_pointer (&self->title, gtk_widget_unparent);
  g_clear_pointer (&self->days, gtk_widget_unparent);
  g_clear_pointer (&self->course, g_array_unref);
  G_OBJECT_CLASS (autosell_figures_chart_parent_class)->dispose (object);
}

static void
autosell_figures_chart_class_init (AutosellFiguresChartClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = autosell_figures_chart_dispose;
  widget_class->snapshot = autosell_figures_chart_snapshot;
  widget_class->measure = autosell_figures_chart_measure;
  widget_class->size_allocate = autosell_figures_chart_size_allocate;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static GtkWidget *
create_label (AutosellFiguresChart *self, const char *style)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, style);
  gtk_widget_set_parent (label, GTK_WIDGET (self));
  return label;
}

static void
autosell_figures_chart_init (AutosellFiguresChart *self)
{
  self->title = create_label (self, "caption-heading");
  self->days = create_label (self, "caption");
  gtk_widget_add_css_class (self->days, "dim-label");
}

static char *
dup_day (gint64 at_s)
{
  g_autoptr(GDateTime) time = g_date_time_new_from_unix_local (at_s);
  g_autofree char *iso = g_date_time_format (time, "%Y-%m-%d");

  return autosell_format_date (iso);
}

GtkWidget *
autosell_figures_chart_new (GArray *course, AutosellFiguresLine line)
{
  AutosellFiguresChart *self = g_object_new (AUTOSELL_TYPE_FIGURES_CHART, NULL);
  Span span = measure_span (course, line);
  g_autofree char *title = NULL;
  g_autofree char *days = NULL;
  g_autofree char *name = NULL;
  gint64 latest = -1;

  self->course = g_array_ref (course);
  self->line = line;
  for (guint i = course->len; i > 0 && latest < 0; i--)
    latest = autosell_figures_get (&g_array_index (course, AutosellFiguresSample, i - 1).figures, line);
  if (latest >= 0)
    {
      g_autofree char *number = autosell_format_integer (latest);
      g_autofree char *first = dup_day (span.first_s);
      g_autofree char *last = dup_day (span.last_s);

      title = g_strdup_printf ("%s: %s", autosell_figures_to_label (line), number);
      days = g_str_equal (first, last) ? g_strdup (first) : g_strdup_printf ("%s – %s", first, last);
    }
  else
    {
      /* Translators: what Facebook does not tell of a post is not zero */
      title = g_strdup_printf (_("%s: not known"), autosell_figures_to_label (line));
      days = g_strdup ("");
    }
  gtk_label_set_text (GTK_LABEL (self->title), title);
  gtk_label_set_text (GTK_LABEL (self->days), days);
  name = g_strjoin (", ", title, days, NULL);
  autosell_compat_set_name (GTK_WIDGET (self), name);
  return GTK_WIDGET (self);
}
