/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "autosell-item-grid.h"
#include "autosell-paint.h"
#include "autosell-parse.h"
#include "autosell-vehicle-column.h"

G_BEGIN_DECLS

/* The texts of a card, each with its own type. */
typedef enum
{
  AUTOSELL_CARD_TITLE,
  AUTOSELL_CARD_DETAIL, /* year, version and colour */
  AUTOSELL_CARD_PRICE,
  AUTOSELL_CARD_FACTS, /* km and days */
  AUTOSELL_CARD_STATUS,
  AUTOSELL_CARD_LOCATION,
  AUTOSELL_CARD_PROBLEMS,
  AUTOSELL_CARD_READINESS, /* a badge on the photo: how ready it is to be shown, and what it lacks */
  AUTOSELL_CARD_POSTED,    /* the same above it: whether it is posted */
  AUTOSELL_N_CARD_TEXTS
} AutosellCardText;

/* Where everything stands in a card: all of them look alike. */
typedef struct
{
  gboolean is_compact; /* the photo stands beside the text, as in a narrow window */
  int width;
  int height;
  GdkRectangle photo;
  GdkRectangle texts[AUTOSELL_N_CARD_TEXTS];
} AutosellCardPlaces;

/* What is measured of the fonts. */
typedef struct
{
  double text_scale; /* 1 at the ordinary text size */
  int line_height;   /* of ordinary text */
  int price_height;  /* of the price */
  int status_width;  /* the widest of their words */
} AutosellCardMetrics;

typedef enum
{
  AUTOSELL_CARD_ICON_WARNING,
  AUTOSELL_CARD_ICON_OPEN,
  AUTOSELL_CARD_ICON_EDIT,
  AUTOSELL_N_CARD_ICONS
} AutosellCardIcon;

/* What the cards draw with, the same for all of them. */
typedef struct
{
  AutosellCardMetrics metrics;
  AutosellCardPlaces places;
  GHashTable *layouts;                        /* owned: kind and text → PangoLayout */
  GHashTable *pictures;                       /* owned: body and paint → GdkTexture */
  GHashTable *paints;                         /* owned: text → GdkRGBA, of alpha 0 where nobody knows it */
  GString *scratch;                           /* owned */
  GString *key;                               /* owned */
  GdkPaintable *icons[AUTOSELL_N_CARD_ICONS]; /* owned */
  GdkRGBA warning;
  GdkRGBA ink; /* the text's colour, which the pictures are made for */
  GdkRGBA border;
  GdkRGBA accent;
  guint font_serial;
  int scale_factor;
  char today[AUTOSELL_DATE_SIZE];
} AutosellCardStyle;

#define AUTOSELL_CARD_SWATCH_SIZE 11
/* Of the badge beside its text. */
#define AUTOSELL_CARD_BADGE_PADDING 8
/* Between the dot of a status and its word. */
#define AUTOSELL_CARD_DOT_GAP 7

/* Below this width of the view, at the ordinary text size, cards are one below the other. */
#define AUTOSELL_CARDS_COMPACT_WIDTH 560

/* Pure: lanes and places for a view of that width. */
void autosell_card_arrange (const AutosellCardMetrics *metrics, int width, AutosellItemGrid *grid,
                            AutosellCardPlaces *places);

void autosell_card_style_init (AutosellCardStyle *self);
void autosell_card_style_clear (AutosellCardStyle *self);
/* Font, colours and scale of @widget may be new. Returns: whether any was */
gboolean autosell_card_style_update (AutosellCardStyle *self, GtkWidget *widget);
/* Returns: whether anything moved */
gboolean autosell_card_style_arrange (AutosellCardStyle *self, int width, AutosellItemGrid *grid);

/* Returns: (transfer none): the text as it is to be drawn, cut to its place */
PangoLayout *autosell_card_style_get_layout (AutosellCardStyle *self, GtkWidget *widget, AutosellCardText kind,
                                             const char *text);
/* @text: (nullable); Returns: (transfer none) (nullable): see autosell_paint_parse() */
const GdkRGBA *autosell_card_style_get_paint (AutosellCardStyle *self, const char *text);
/* Returns: (transfer none) */
GdkTexture *autosell_card_style_get_picture (AutosellCardStyle *self, AutosellBody body, const char *colour);
/* The width that the picture is shown with, half as high. */
int autosell_card_style_get_picture_width (const AutosellCardStyle *self);

G_END_DECLS
