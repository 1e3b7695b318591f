/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "autosell-figures-store.h"

G_BEGIN_DECLS

/* What of the figures a line shows. */
typedef enum
{
  AUTOSELL_FIGURES_REACTIONS,
  AUTOSELL_FIGURES_COMMENTS,
  AUTOSELL_FIGURES_SHARES,
  AUTOSELL_FIGURES_REACH,
  AUTOSELL_FIGURES_CLICKS,
  AUTOSELL_N_FIGURES
} AutosellFiguresLine;

/* -1: unknown */
gint64 autosell_figures_get (const AutosellPostFigures *figures, AutosellFiguresLine line);
/* Translated: “Reactions” … Static. */
const char *autosell_figures_to_label (AutosellFiguresLine line);

/* A small line over time, from nothing up to the most there was; nothing where less than two samples know it.
 * @course: (element-type AutosellFiguresSample): oldest first */
void autosell_figures_draw (GtkSnapshot *snapshot, const graphene_rect_t *area, const GArray *course,
                            AutosellFiguresLine line, const GdkRGBA *colour);

/* The same as a widget with its name, the latest number and the first and last day; it says so to screen readers,
 * too. */
#define AUTOSELL_TYPE_FIGURES_CHART (autosell_figures_chart_get_type ())
G_DECLARE_FINAL_TYPE (AutosellFiguresChart, autosell_figures_chart, AUTOSELL, FIGURES_CHART, GtkWidget)

/* @course: kept */
GtkWidget *autosell_figures_chart_new (GArray *course, AutosellFiguresLine line);

G_END_DECLS
