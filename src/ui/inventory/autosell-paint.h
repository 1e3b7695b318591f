/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gdk/gdk.h>

G_BEGIN_DECLS

/* What a colour that somebody wrote looks like: “BLANCA”, “azul marino”, “Gris Oxford”, “silver”. The first word that
 * is one counts, so that “BLANCO/NEGRO” is white. Returns: FALSE where no word of it is known, and nothing is to be
 * shown */
gboolean autosell_paint_parse (const char *text, GdkRGBA *colour);

/* The kinds of bodies that there is a drawing of; SEDAN stands for all others. */
typedef enum
{
  AUTOSELL_BODY_SEDAN,
  AUTOSELL_BODY_HATCHBACK,
  AUTOSELL_BODY_SUV,
  AUTOSELL_BODY_PICKUP,
  AUTOSELL_BODY_VAN,
  AUTOSELL_N_BODIES
} AutosellBody;

/* @text: (nullable): as in the field of that name */
AutosellBody autosell_body_parse (const char *text);

/* A car from its side, where there is no photo yet.
 * @paint: (nullable): NULL where nobody knows its colour; @ink: of the text around it, for the outline
 * Returns: (transfer full): twice as wide as it is high, @width_px device pixels */
GdkTexture *autosell_body_create_texture (AutosellBody body, const GdkRGBA *paint, const GdkRGBA *ink, int width_px);

G_END_DECLS
