/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A button of the Home page: a tile with a figure, a bar of a chart, or a line of a list. What it shows is set anew
 * with each refresh, so the keyboard stays where it was. */
#define AUTOSELL_TYPE_HOME_ROW (autosell_home_row_get_type ())
G_DECLARE_FINAL_TYPE (AutosellHomeRow, autosell_home_row, AUTOSELL, HOME_ROW, GtkButton)

typedef enum
{
  AUTOSELL_HOME_TILE,    /* title above, figure large, detail below */
  AUTOSELL_HOME_BAR_ROW, /* title, figure and detail at its end, bar below */
  AUTOSELL_HOME_LINE,    /* title with detail below, figure at its end */
} AutosellHomeRowKind;

/* What a row says; only lent. */
typedef struct
{
  const char *title;
  const char *figure; /* nullable */
  const char *detail; /* nullable */
  const char *name;   /* nullable: what a screen reader says instead of title, figure, detail */
  const char *style;  /* nullable: a CSS class that gives bar and dot their colour, "status-sold" */
  gboolean has_dot;
  gboolean is_hollow;
  double share;       /* of a bar */
  const char *filter; /* nullable: where a click leads: to the cars of a filter, */
  gboolean has_photo; /* a LINE has a place for one */
  const char *cover;  /* nullable: the key of the photo */
  gint64 vehicle_key; /* to one car, */
  const char *action; /* or to an action of the window. Nullable */
} AutosellHomeItem;

GtkWidget *autosell_home_row_new (AutosellHomeRowKind kind);
void autosell_home_row_set_item (AutosellHomeRow *self, const AutosellHomeItem *item);

G_END_DECLS
