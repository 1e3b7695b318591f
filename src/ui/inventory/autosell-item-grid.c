/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-item-grid.h"

void
autosell_item_grid_fit (AutosellItemGrid *self, int width, int min_item_width)
{
  int available = width - 2 * self->margin;

  self->width = width;
  self->n_lanes = MAX ((available + self->gap) / (min_item_width + self->gap), 1);
}

static int
get_line_height (const AutosellItemGrid *self)
{
  return self->item_height + self->gap;
}

/* Lanes share the width to the last pixel, so that the outer edges are those of what stands above and below. */
static int
get_lane_x (const AutosellItemGrid *self, int lane)
{
  int available = self->width - 2 * self->margin + self->gap;

  return self->margin + (int) ((gint64) available * lane / self->n_lanes);
}

static guint
get_n_lines (const AutosellItemGrid *self, guint n_items)
{
  return n_items / self->n_lanes + (n_items % self->n_lanes > 0 ? 1 : 0);
}

double
autosell_item_grid_get_height (const AutosellItemGrid *self, guint n_items)
{
  if (n_items == 0)
    return 0;
  return (double) get_n_lines (self, n_items) * get_line_height (self) - self->gap + 2 * self->margin;
}

void
autosell_item_grid_get_area (const AutosellItemGrid *self, guint position, AutosellItemArea *area)
{
  int lane = position % self->n_lanes;

  area->x = get_lane_x (self, lane);
  area->y = self->margin + (double) (position / self->n_lanes) * get_line_height (self);
  area->width = MAX (get_lane_x (self, lane + 1) - self->gap - area->x, 1);
  area->height = self->item_height;
}

gboolean
autosell_item_grid_find (const AutosellItemGrid *self, double x, double y, guint n_items, guint *position)
{
  double line = (y - self->margin) / get_line_height (self);

  if (line < 0 || line >= get_n_lines (self, n_items))
    return FALSE;
  for (int lane = 0; lane < self->n_lanes; lane++)
    {
      AutosellItemArea area;
      guint candidate = (guint) line * self->n_lanes + lane;

      if (candidate >= n_items)
        return FALSE;
      autosell_item_grid_get_area (self, candidate, &area);
      if (x < area.x || x >= area.x + area.width || y < area.y || y >= area.y + area.height)
        continue;
      *position = candidate;
      return TRUE;
    }
  return FALSE;
}

gboolean
autosell_item_grid_get_visible (const AutosellItemGrid *self, double value, int view_height, guint n_items,
                                guint *first, guint *n_visible)
{
  double first_line = MAX ((value - self->margin) / get_line_height (self), 0);
  guint wanted = autosell_item_grid_get_max_visible (self, view_height);

  *first = MIN ((guint) MIN (first_line, (double) get_n_lines (self, n_items)) * self->n_lanes, n_items);
  *n_visible = MIN (wanted, n_items - *first);
  return *n_visible > 0;
}

guint
autosell_item_grid_get_max_visible (const AutosellItemGrid *self, int view_height)
{
  return (MAX (view_height, 0) / get_line_height (self) + 2) * self->n_lanes;
}

/* Down from above a last line that is shorter leads to the last item, as everywhere. */
static gint64
move_lines (const AutosellItemGrid *self, gint64 position, gint64 n_lines, guint n_items)
{
  gint64 line = position / self->n_lanes;
  gint64 last_line = (gint64) get_n_lines (self, n_items) - 1;
  gint64 target = CLAMP (line + n_lines, 0, last_line);

  return MIN (target * self->n_lanes + position % self->n_lanes, (gint64) n_items - 1);
}

gboolean
autosell_item_grid_move (const AutosellItemGrid *self, AutosellMove move, int view_height, guint n_items,
                         guint *position)
{
  gboolean is_nowhere = *position >= n_items;
  gint64 at = is_nowhere ? 0 : *position;
  gint64 page = MAX (view_height / get_line_height (self), 1);

  if (n_items == 0 || ((move == AUTOSELL_MOVE_LEFT || move == AUTOSELL_MOVE_RIGHT) && self->n_lanes == 1))
    return FALSE;
  switch (move)
    {
    case AUTOSELL_MOVE_LEFT:
      at -= is_nowhere ? 0 : 1;
      break;
    case AUTOSELL_MOVE_RIGHT:
      at += is_nowhere ? 0 : 1;
      break;
    case AUTOSELL_MOVE_UP:
      at = is_nowhere ? 0 : move_lines (self, at, -1, n_items);
      break;
    case AUTOSELL_MOVE_DOWN:
      at = is_nowhere ? 0 : move_lines (self, at, 1, n_items);
      break;
    case AUTOSELL_MOVE_PAGE_UP:
      at = at - page * self->n_lanes < 0 ? 0 : move_lines (self, at, -page, n_items);
      break;
    case AUTOSELL_MOVE_PAGE_DOWN:
      at = at + page * self->n_lanes >= n_items ? (gint64) n_items - 1 : move_lines (self, at, page, n_items);
      break;
    case AUTOSELL_MOVE_HOME:
      at = 0;
      break;
    case AUTOSELL_MOVE_END:
    default:
      at = (gint64) n_items - 1;
      break;
    }
  *position = (guint) CLAMP (at, 0, (gint64) n_items - 1);
  return TRUE;
}
