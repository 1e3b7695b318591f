/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-table-layout.h"

#define MAX_WIDTH 800
/* Among the names of columns in the settings; none is called that. */
#define ALL "all"

void
autosell_table_layout_init (AutosellTableLayout *self)
{
  self->wants_all = FALSE;
  for (guint i = 0; i < AUTOSELL_N_VEHICLE_COLUMNS; i++)
    {
      self->order[i] = i;
      self->is_shown[i] = !autosell_vehicle_column_get_info (i)->is_extra;
      self->widths[i] = 0;
    }
}

gboolean
autosell_table_layout_is_default (const AutosellTableLayout *self)
{
  for (guint i = 0; i < AUTOSELL_N_VEHICLE_COLUMNS; i++)
    if (self->order[i] != i || self->widths[i] != 0
        || self->is_shown[i] == autosell_vehicle_column_get_info (i)->is_extra)
      return FALSE;
  return !self->wants_all;
}

gboolean
autosell_table_layout_can_hide (AutosellVehicleColumn column)
{
  return column != AUTOSELL_VEHICLE_COLUMN_MODEL;
}

void
autosell_table_layout_set_shown (AutosellTableLayout *self, AutosellVehicleColumn column, gboolean is_shown)
{
  self->is_shown[column] = is_shown || !autosell_table_layout_can_hide (column);
}

void
autosell_table_layout_set_width (AutosellTableLayout *self, AutosellVehicleColumn column, int width)
{
  self->widths[column] = CLAMP (width, autosell_vehicle_column_get_info (column)->min_width, MAX_WIDTH);
}

guint
autosell_table_layout_get_place (const AutosellTableLayout *self, AutosellVehicleColumn column)
{
  guint place = 0;

  while (self->order[place] != column)
    place++;
  return place;
}

static void
move_to (AutosellTableLayout *self, guint from, guint to)
{
  AutosellVehicleColumn column = self->order[from];

  for (; from < to; from++)
    self->order[from] = self->order[from + 1];
  for (; from > to; from--)
    self->order[from] = self->order[from - 1];
  self->order[to] = column;
}

void
autosell_table_layout_move_past (AutosellTableLayout *self, AutosellVehicleColumn column, AutosellVehicleColumn other)
{
  move_to (self, autosell_table_layout_get_place (self, column), autosell_table_layout_get_place (self, other));
}

char *
autosell_table_layout_dup_text (const AutosellTableLayout *self)
{
  GString *text = g_string_new (NULL);

  if (autosell_table_layout_is_default (self))
    return g_string_free (text, FALSE);
  for (guint i = 0; i < AUTOSELL_N_VEHICLE_COLUMNS; i++)
    {
      AutosellVehicleColumn column = self->order[i];

      g_string_append_printf (text, "%s%s%s", i > 0 ? " " : "", self->is_shown[column] ? "" : "-",
                              autosell_vehicle_column_get_info (column)->name);
      if (self->widths[column] > 0)
        g_string_append_printf (text, ":%d", self->widths[column]);
    }
  if (self->wants_all)
    g_string_append (text, " " ALL);
  return g_string_free (text, FALSE);
}

/* "-name:120" in its parts. FALSE where there is no such column. */
static gboolean
parse_item (char *item, AutosellVehicleColumn *column, gboolean *is_shown, gint64 *width)
{
  char *colon = strchr (item, ':');

  *is_shown = item[0] != '-';
  *width = 0;
  if (colon != NULL)
    {
      *colon = '\0';
      /* No number at all is none, and anything else is brought within bounds. */
      *width = colon[1] == '\0' ? 1 : MAX (g_ascii_strtoll (colon + 1, NULL, 10), 1);
    }
  return autosell_vehicle_column_find (*is_shown ? item : item + 1, column);
}

/* Those that were named, in this order; each of the others behind the one that it ordinarily follows. */
static void
set_order (AutosellTableLayout *self, const AutosellVehicleColumn *named, guint n_named, const gboolean *is_named)
{
  guint n = n_named;

  memcpy (self->order, named, n_named * sizeof *named);
  for (guint column = 0; column < AUTOSELL_N_VEHICLE_COLUMNS; column++)
    {
      guint to = 0;

      if (is_named[column])
        continue;
      if (column > 0)
        to = autosell_table_layout_get_place (self, column - 1) + 1;
      self->order[n] = column;
      move_to (self, n++, to);
    }
}

void
autosell_table_layout_parse (AutosellTableLayout *self, const char *text)
{
  gboolean is_old = strchr (text, ' ') == NULL;
  g_auto(GStrv) items = g_strsplit (text, is_old ? "," : " ", 4 * AUTOSELL_N_VEHICLE_COLUMNS);
  AutosellVehicleColumn named[AUTOSELL_N_VEHICLE_COLUMNS];
  gboolean is_named[AUTOSELL_N_VEHICLE_COLUMNS] = { FALSE };
  guint n_named = 0;

  autosell_table_layout_init (self);
  for (guint i = 0; items[i] != NULL; i++)
    {
      AutosellVehicleColumn column;
      gboolean is_shown;
      gint64 width;

      if (!is_old && g_str_equal (items[i], ALL))
        {
          self->wants_all = TRUE;
          continue;
        }
      if (!parse_item (items[i], &column, &is_shown, &width) || is_named[column])
        continue;
      if (width > 0)
        autosell_table_layout_set_width (self, column, (int) MIN (width, MAX_WIDTH));
      if (is_old)
        continue;
      is_named[column] = TRUE;
      named[n_named++] = column;
      autosell_table_layout_set_shown (self, column, is_shown);
    }
  if (!is_old)
    set_order (self, named, n_named, is_named);
}
