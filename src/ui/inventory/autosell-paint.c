/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-paint.h"

#include "autosell-text.h"

#include <cairo.h>
#include <math.h>

/* ---- Colours ---- */

/* Words as autosell_text_colour_key() has them. */
static const struct
{
  const char *words; /* separated by ' ' */
  guint rgb;
} paints[] = {
  { "blanco white", 0xf2f2ef },
  { "negro black", 0x202124 },
  { "gris grey gray", 0x85898f },
  { "plato plateado silver aluminio", 0xc2c6ca },
  { "rojo red escarlato", 0xc2181f },
  { "azul blue", 0x2453a6 },
  { "verde green", 0x2e7a47 },
  { "amarillo yellow", 0xf0c419 },
  { "naranjo orange", 0xe8761c },
  { "cafe marron brown tabaco chocolate", 0x6a4730 },
  { "beige bej camello", 0xd6c6a5 },
  { "dorado oro gold golden", 0xc4a035 },
  { "vino guindo tinto borgoño burgundy wine cereza", 0x741626 },
  { "morado violeto purpuro purple violet", 0x68429a },
  { "rosa roso pink", 0xe08bb0 },
  { "areno arena sand", 0xcbb68e },
  { "champagne champan champaña champaño", 0xe0d1ad },
  { "bronce bronze", 0x8a6440 },
  { "cobre copper", 0xb0693c },
  { "turqueso turquoise", 0x1f9e9a },
  { "celeste", 0x7fb5e4 },
  { "perlo perla marfil cremo hueso ivory cream pearl", 0xefe9da },
  { "grafito oxford graphite plomo", 0x4b4e53 },
  { "titanio titanium acero steel", 0x8c8f92 },
};

static gboolean
find_paint (const char *word, guint *rgb)
{
  for (guint i = 0; i < G_N_ELEMENTS (paints); i++)
    {
      g_auto(GStrv) words = g_strsplit (paints[i].words, " ", -1);

      if (g_strv_contains ((const char *const *) words, word))
        {
          *rgb = paints[i].rgb;
          return TRUE;
        }
    }
  return FALSE;
}

/* @towards: 0 for darker, 1 for lighter */
static void
shade (GdkRGBA *colour, float towards, float amount)
{
  colour->red += (towards - colour->red) * amount;
  colour->green += (towards - colour->green) * amount;
  colour->blue += (towards - colour->blue) * amount;
}

gboolean
autosell_paint_parse (const char *text, GdkRGBA *colour)
{
  static const char *const dark[] = { "oscuro", "marino", "dark", "navy", "oxford", NULL };
  static const char *const light[] = { "claro", "cielo", "light", "pastel", NULL };
  g_autofree char *key = text != NULL ? autosell_text_colour_key (text) : NULL;
  g_auto(GStrv) words = key != NULL ? g_strsplit (key, " ", -1) : NULL;
  gboolean is_known = FALSE;
  guint rgb = 0;

  if (words == NULL)
    return FALSE;
  for (guint i = 0; words[i] != NULL && !is_known; i++)
    is_known = find_paint (words[i], &rgb);
  if (!is_known)
    return FALSE;

  *colour =
    (GdkRGBA){ (float) (rgb >> 16 & 0xff) / 255, (float) (rgb >> 8 & 0xff) / 255, (float) (rgb & 0xff) / 255, 1 };
  for (guint i = 0; words[i] != NULL; i++)
    {
      if (g_strv_contains (dark, words[i]))
        shade (colour, 0, 0.4F);
      else if (g_strv_contains (light, words[i]))
        shade (colour, 1, 0.4F);
    }
  return TRUE;
}

/* ---- Bodies ---- */

AutosellBody
autosell_body_parse (const char *text)
{
  static const struct
  {
    const char *prefix;
    AutosellBody body;
  } words[] = {
    { "hatch", AUTOSELL_BODY_HATCHBACK },
    { "5 puertas", AUTOSELL_BODY_HATCHBACK },
    { "suv", AUTOSELL_BODY_SUV },
    { "camioneta", AUTOSELL_BODY_SUV },
    { "crossover", AUTOSELL_BODY_SUV },
    { "pick", AUTOSELL_BODY_PICKUP },
    { "doble cabina", AUTOSELL_BODY_PICKUP },
    { "van", AUTOSELL_BODY_VAN },
    { "minivan", AUTOSELL_BODY_VAN },
  };
  g_autofree char *key = text != NULL ? autosell_text_fold_words (text) : NULL;

  for (guint i = 0; key != NULL && i < G_N_ELEMENTS (words); i++)
    if (g_str_has_prefix (key, words[i].prefix))
      return words[i].body;
  return AUTOSELL_BODY_SEDAN;
}

/* Corner points of an outline, rounded off when drawn; the car looks to the right, 100 wide and 50 high. */
typedef struct
{
  const double *outline; /* x, y pairs, closed */
  guint n_points;
  const double *window; /* one closed pane, divided by posts */
  guint n_window_points;
  double posts[2]; /* 0 for none */
} BodyShape;

static const double sedan[] = { 3, 38, 4, 28, 10, 25, 24, 23, 34, 12, 58, 12, 72, 23, 90, 26, 97, 31, 97, 38 };
static const double sedan_window[] = { 29, 22.5, 36.5, 14.5, 56.5, 14.5, 66, 22.5 };
static const double hatchback[] = { 5, 38, 4, 27, 9, 22, 19, 11, 52, 10, 69, 22, 90, 26, 96, 31, 96, 38 };
static const double hatchback_window[] = { 14, 21.5, 22, 13, 51, 12.5, 63, 21.5 };
static const double suv[] = { 4, 39, 4, 22, 8, 19, 15, 8, 56, 8, 69, 20, 90, 23, 97, 29, 97, 39 };
static const double suv_window[] = { 12, 19, 18, 10.5, 54.5, 10.5, 64, 19 };
static const double pickup[] = { 3, 38, 3, 22, 36, 22, 38, 10, 59, 10, 71, 21, 91, 23, 97, 28, 97, 38 };
static const double pickup_window[] = { 39.5, 20.5, 41, 12.5, 57.5, 12.5, 66.5, 20.5 };
static const double van[] = { 4, 39, 4, 10, 8, 7, 66, 7, 82, 20, 93, 24, 97, 30, 97, 39 };
static const double van_window[] = { 10, 18.5, 10, 10, 64.5, 10, 75, 18.5 };

#define SHAPE(name, first, second) \
  { \
    name, G_N_ELEMENTS (name) / 2, name##_window, G_N_ELEMENTS (name##_window) / 2, \
    { \
      first, second \
    } \
  }

static const BodyShape shapes[AUTOSELL_N_BODIES] = {
  [AUTOSELL_BODY_SEDAN] = SHAPE (sedan, 47, 0), [AUTOSELL_BODY_HATCHBACK] = SHAPE (hatchback, 40, 0),
  [AUTOSELL_BODY_SUV] = SHAPE (suv, 27, 44),    [AUTOSELL_BODY_PICKUP] = SHAPE (pickup, 49, 0),
  [AUTOSELL_BODY_VAN] = SHAPE (van, 30, 49),
};

/* A closed path through the middles of the sides, with each corner as a curve. */
static void
add_rounded (cairo_t *cr, const double *points, guint n_points, double radius)
{
  for (guint i = 0; i < n_points; i++)
    {
      const double *before = points + 2 * ((i + n_points - 1) % n_points);
      const double *corner = points + 2 * i;
      const double *after = points + 2 * ((i + 1) % n_points);
      double ends[2][2];

      for (guint side = 0; side < 2; side++)
        {
          const double *other = side == 0 ? before : after;
          double dx = other[0] - corner[0], dy = other[1] - corner[1];
          double length = hypot (dx, dy);
          double part = MIN (radius, length / 2) / length;

          ends[side][0] = corner[0] + dx * part;
          ends[side][1] = corner[1] + dy * part;
        }
      if (i == 0)
        cairo_move_to (cr, ends[0][0], ends[0][1]);
      else
        cairo_line_to (cr, ends[0][0], ends[0][1]);
      cairo_curve_to (cr, corner[0], corner[1], corner[0], corner[1], ends[1][0], ends[1][1]);
    }
  cairo_close_path (cr);
}

static void
draw_wheel (cairo_t *cr, double x, const GdkRGBA *ink)
{
  cairo_new_path (cr);
  cairo_arc (cr, x, 38, 8.2, 0, 2 * G_PI);
  cairo_set_source_rgb (cr, 0.16, 0.17, 0.18);
  cairo_fill_preserve (cr);
  /* The tyres are seen on dark ground too. */
  cairo_set_source_rgba (cr, ink->red, ink->green, ink->blue, 0.35);
  cairo_set_line_width (cr, 0.8);
  cairo_stroke (cr);
  cairo_arc (cr, x, 38, 4.4, 0, 2 * G_PI);
  cairo_set_source_rgb (cr, 0.72, 0.74, 0.76);
  cairo_fill (cr);
}

static void
draw_body (cairo_t *cr, const BodyShape *shape, const GdkRGBA *paint, const GdkRGBA *ink)
{
  add_rounded (cr, shape->outline, shape->n_points, 5);
  if (paint != NULL)
    cairo_set_source_rgb (cr, paint->red, paint->green, paint->blue);
  else
    cairo_set_source_rgba (cr, ink->red, ink->green, ink->blue, 0.16);
  cairo_fill_preserve (cr);
  cairo_set_source_rgba (cr, ink->red, ink->green, ink->blue, 0.38);
  cairo_set_line_width (cr, 0.9);
  cairo_stroke (cr);

  /* The windows, with their posts left out. */
  cairo_save (cr);
  add_rounded (cr, shape->window, shape->n_window_points, 2.5);
  cairo_clip (cr);
  cairo_set_source_rgba (cr, 0.13, 0.17, 0.22, 0.62);
  cairo_paint (cr);
  for (guint i = 0; i < G_N_ELEMENTS (shape->posts); i++)
    {
      if (shape->posts[i] <= 0)
        continue;
      cairo_rectangle (cr, shape->posts[i], 0, 2, 30);
      if (paint != NULL)
        cairo_set_source_rgb (cr, paint->red, paint->green, paint->blue);
      else
        cairo_set_source_rgba (cr, ink->red, ink->green, ink->blue, 0.3);
      cairo_fill (cr);
    }
  cairo_restore (cr);
  draw_wheel (cr, 23, ink);
  draw_wheel (cr, 77, ink);
}

GdkTexture *
autosell_body_create_texture (AutosellBody body, const GdkRGBA *paint, const GdkRGBA *ink, int width_px)
{
  int width = MAX (width_px, 2);
  int height = MAX (width / 2, 1);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);
  cairo_t *cr = cairo_create (surface);
  g_autoptr(GBytes) bytes = NULL;
  GdkTexture *texture;

  g_return_val_if_fail (body < AUTOSELL_N_BODIES, NULL);

  cairo_scale (cr, width / 100.0, width / 100.0);
  draw_body (cr, &shapes[body], paint, ink);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  bytes =
    g_bytes_new (cairo_image_surface_get_data (surface), (gsize) height * cairo_image_surface_get_stride (surface));
  texture = gdk_memory_texture_new (width, height, GDK_MEMORY_DEFAULT, bytes, cairo_image_surface_get_stride (surface));
  cairo_surface_destroy (surface);
  return texture;
}
