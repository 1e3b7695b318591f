/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "autosell-parse.h"
#include "autosell-table-layout.h"

G_BEGIN_DECLS

typedef struct
{
  int x;     /* from the left of the first column; of one that stays in sight it moves along with the scrolling */
  int width; /* 0 where it is hidden, or there is no room for it */
} AutosellColumnPlace;

typedef enum
{
  AUTOSELL_TABLE_ICON_CAR,
  AUTOSELL_TABLE_ICON_WARNING,
  AUTOSELL_TABLE_ICON_OPEN,
  AUTOSELL_TABLE_ICON_EDIT,
  AUTOSELL_N_TABLE_ICONS
} AutosellTableIcon;

/* What the rows draw with, the same for all of them. */
typedef struct
{
  AutosellTableLayout layout;
  AutosellColumnPlace places[AUTOSELL_N_VEHICLE_COLUMNS];
  int total_width;
  int available;     /* what there was room for when the columns got their places */
  int scroll_x;      /* how far the table is scrolled sideways */
  int covered_until; /* what is scrolled lies below the car up to here; 0 where nothing does */
  int n_left_out;    /* columns that a narrow window has no room for */
  int row_height;
  double text_scale;                           /* 1 at the ordinary text size */
  GHashTable *layouts;                         /* owned: "C\x1ftext" → PangoLayout, C the column */
  GString *scratch;                            /* owned */
  GString *layout_key;                         /* owned */
  GdkPaintable *icons[AUTOSELL_N_TABLE_ICONS]; /* owned */
  GdkRGBA warning;
  guint font_serial; /* of the PangoContext that the layouts were made for */
  int scale_factor;
  char today[AUTOSELL_DATE_SIZE];
  gboolean is_bin;
} AutosellTableStyle;

#define AUTOSELL_CELL_PADDING 8

void autosell_table_style_init (AutosellTableStyle *self);
void autosell_table_style_clear (AutosellTableStyle *self);

/* Font, colours and scale of @widget may be new. Returns: whether any was */
gboolean autosell_table_style_update (AutosellTableStyle *self, GtkWidget *widget);

/* Gives each column its place. Where there is little room, columns of text become narrower, and then the table is
 * scrolled. In a narrow window what matters least is left out, as long as nobody has said which columns they want.
 * Returns: whether anything moved */
gboolean autosell_table_style_place_columns (AutosellTableStyle *self, int available);
/* The table is scrolled sideways to @x: brand and model stay in sight. Returns: whether anything moved */
gboolean autosell_table_style_set_scroll (AutosellTableStyle *self, int x);
/* Stays where it is while others are scrolled below it, now. */
gboolean autosell_table_style_is_held (const AutosellTableStyle *self, AutosellVehicleColumn column);
/* What the scrolling leaves of a column. Returns: FALSE for nothing */
gboolean autosell_table_style_get_uncovered (const AutosellTableStyle *self, AutosellVehicleColumn column, int *x,
                                             int *width);
/* Where to scroll to, so that all of the column is in sight. */
int autosell_table_style_get_scroll_for (const AutosellTableStyle *self, AutosellVehicleColumn column);
/* @x: from the left of the first column. FALSE where there is none. */
gboolean autosell_table_style_find_column (AutosellTableStyle *self, double x, AutosellVehicleColumn *column);

/* What the title column stands for, by which others there are. */
AutosellTitleParts autosell_table_style_get_title_parts (const AutosellTableStyle *self);

/* The next column to the left (-1) or to the right (1) that has a place. FALSE where there is none. */
gboolean autosell_table_style_get_neighbour (const AutosellTableStyle *self, AutosellVehicleColumn column,
                                             int direction, AutosellVehicleColumn *neighbour);

/* @width: in pixels as shown. */
void autosell_table_style_set_width (AutosellTableStyle *self, AutosellVehicleColumn column, int width);

G_END_DECLS
