/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "autosell-photo-board-private.h"

/* Undo and redo of photos: what the change did to each photo and to the order is taken back as far as it still
 * stands. */

/* A line of an event. */
typedef struct
{
  char *id;              /* owned */
  AutosellPhotoKey look; /* without a hash */
} Line;

typedef struct
{
  gint64 vehicle_key;
  GPtrArray *from; /* owned, of Line */
  GPtrArray *to;   /* owned, of Line */
} Revert;

static void
line_free (gpointer data)
{
  Line *line = data;

  g_free (line->id);
  g_free (line);
}

void
autosell_photo_revert_free (gpointer data)
{
  Revert *revert = data;

  g_ptr_array_unref (revert->from);
  g_ptr_array_unref (revert->to);
  g_free (revert);
}

#define UUID_LENGTH 36

/* A key is read with a hash; a line has the id in its place. */
static gboolean
parse_look (const char *text, AutosellPhotoKey *look)
{
  g_autofree char *zeros = g_strnfill (AUTOSELL_PHOTO_HASH_LENGTH, '0');
  g_autofree char *key = g_strconcat (zeros, text, NULL);

  return autosell_photo_key_parse (key, look);
}

static GPtrArray *
parse_lines (const char *text)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func (line_free);
  g_auto(GStrv) parts = g_strsplit (text != NULL ? text : "", "\n", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      AutosellPhotoKey look;
      Line *line;

      if (strlen (parts[i]) < UUID_LENGTH || !parse_look (parts[i] + UUID_LENGTH, &look))
        continue;
      line = g_new0 (Line, 1);
      line->id = g_strndup (parts[i], UUID_LENGTH);
      line->look = look;
      g_ptr_array_add (lines, line);
    }
  return lines;
}

static const Line *
find_line (GPtrArray *lines, const char *id)
{
  for (guint i = 0; i < lines->len; i++)
    {
      const Line *line = g_ptr_array_index (lines, i);

      if (g_str_equal (line->id, id))
        return line;
    }
  return NULL;
}

static gboolean
crops_equal (const AutosellPhotoKey *a, const AutosellPhotoKey *b)
{
  return a->has_crop == b->has_crop && (!a->has_crop || autosell_photo_crop_equal (&a->crop, &b->crop));
}

void
autosell_photo_board_take_event (AutosellPhotoBoard *self, gint64 vehicle_key, const char *from, const char *to)
{
  Revert *revert = g_new0 (Revert, 1);

  revert->vehicle_key = vehicle_key;
  revert->from = parse_lines (from);
  revert->to = parse_lines (to);
  g_ptr_array_add (self->reverts, revert);
}

/* Another event of the same change in which the photo came or went: the other end of its way. */
static gint64
find_other_end (AutosellPhotoBoard *self, const Revert *except, const char *id, gboolean in_from)
{
  for (guint i = 0; i < self->reverts->len; i++)
    {
      const Revert *revert = g_ptr_array_index (self->reverts, i);

      if (revert != except && find_line (in_from ? revert->from : revert->to, id) != NULL)
        return revert->vehicle_key;
    }
  return 0;
}

static void
show_as (AutosellPhotoItem *item, const AutosellPhotoKey *look)
{
  item->info.turn = look->turn;
  item->info.has_crop = look->has_crop;
  if (look->has_crop)
    item->info.crop = look->crop;
  item->is_changed = TRUE;
}

/* Photos of both sides that are shown otherwise. */
static gboolean
revert_look (AutosellPhotoBoard *self, const Line *from, const Line *to, gint64 vehicle_key, GError **error)
{
  AutosellPhotoItem *item;
  AutosellPhotoKey now;

  if (from->look.turn == to->look.turn && crops_equal (&from->look, &to->look))
    return TRUE;
  if (!autosell_photo_board_get_item (self, from->id, &item, error))
    return FALSE;
  if (item != NULL)
    autosell_photo_info_get_key (&item->info, &now);
  if (item != NULL && item->info.deleted_us == 0 && item->info.vehicle_key == vehicle_key && now.turn == from->look.turn
      && crops_equal (&now, &from->look))
    show_as (item, &to->look);
  else
    self->writer->n_skipped++;
  return TRUE;
}

/* Those that came with the change and had been nowhere: to the bin. */
static gboolean
revert_arrival (AutosellPhotoBoard *self, const Revert *revert, const Line *line, GError **error)
{
  AutosellPhotoItem *item;

  if (find_other_end (self, revert, line->id, FALSE) != 0)
    return TRUE; /* it goes back to the other car: revert_departure() of that one */
  if (!autosell_photo_board_get_item (self, line->id, &item, error))
    return FALSE;
  if (item != NULL && item->info.deleted_us == 0 && item->info.vehicle_key == revert->vehicle_key)
    autosell_photo_board_remove (self, item);
  else
    self->writer->n_skipped++;
  return TRUE;
}

/* Behind the nearest of those that stood before it. */
static int
find_place (AutosellPhotoCar *car, GPtrArray *lines, guint index)
{
  while (index-- > 0)
    {
      const Line *line = g_ptr_array_index (lines, index);

      for (guint i = 0; i < car->items->len; i++)
        if (g_str_equal (((AutosellPhotoItem *) g_ptr_array_index (car->items, i))->info.id, line->id))
          return (int) i + 1;
    }
  return 0;
}

/* Those that went with the change: out of the bin, or back from the car that they were given to. */
static gboolean
revert_departure (AutosellPhotoBoard *self, const Revert *revert, guint index, GError **error)
{
  const Line *line = g_ptr_array_index (revert->to, index);
  gint64 given_to = find_other_end (self, revert, line->id, TRUE);
  AutosellPhotoCar *car = autosell_photo_board_get_car (self, revert->vehicle_key, error);
  AutosellPhotoItem *item;
  gboolean is_there;

  if (car == NULL || !autosell_photo_board_get_item (self, line->id, &item, error))
    return FALSE;
  is_there = item != NULL
             && (given_to != 0 ? item->info.deleted_us == 0 && item->info.vehicle_key == given_to
                               : item->info.deleted_us != 0 && item->info.vehicle_key == revert->vehicle_key);
  if (!is_there)
    {
      self->writer->n_skipped++;
      return TRUE;
    }
  if (given_to != 0)
    autosell_photo_board_detach (self, item);
  autosell_photo_board_attach (self, item, car, find_place (car, revert->to, index));
  return TRUE;
}

/* The photos of @lines that @others have too and that are in the car now. Returns: (transfer container) */
static GPtrArray *
get_common (AutosellPhotoBoard *self, GPtrArray *lines, GPtrArray *others, AutosellPhotoCar *car)
{
  GPtrArray *items = g_ptr_array_new ();

  for (guint i = 0; i < lines->len; i++)
    {
      const Line *line = g_ptr_array_index (lines, i);
      AutosellPhotoItem *item = g_hash_table_lookup (self->items, line->id);

      if (item != NULL && find_line (others, line->id) != NULL && g_ptr_array_find (car->items, item, NULL))
        g_ptr_array_add (items, item);
    }
  return items;
}

static gboolean
same_items (GPtrArray *a, GPtrArray *b)
{
  return a->len == b->len && (a->len == 0 || memcmp (a->pdata, b->pdata, a->len * sizeof (gpointer)) == 0);
}

/* Who was moved goes back, provided that nobody put them in another order since; photos that came meanwhile keep their
 * places. */
static gboolean
revert_order (AutosellPhotoBoard *self, const Revert *revert, GError **error)
{
  AutosellPhotoCar *car = autosell_photo_board_get_car (self, revert->vehicle_key, error);
  g_autoptr(GPtrArray) from = NULL;
  g_autoptr(GPtrArray) to = NULL;
  g_autoptr(GPtrArray) now = NULL;
  guint n = 0;

  if (car == NULL)
    return FALSE;
  from = get_common (self, revert->from, revert->to, car);
  to = get_common (self, revert->to, revert->from, car);
  if (same_items (from, to))
    return TRUE;
  now = g_ptr_array_new ();
  for (guint i = 0; i < car->items->len; i++)
    if (g_ptr_array_find (to, g_ptr_array_index (car->items, i), NULL))
      g_ptr_array_add (now, g_ptr_array_index (car->items, i));
  if (!same_items (now, from))
    {
      self->writer->n_skipped++;
      return TRUE;
    }
  for (guint i = 0; i < car->items->len; i++)
    if (g_ptr_array_find (now, car->items->pdata[i], NULL))
      car->items->pdata[i] = g_ptr_array_index (to, n++);
  return TRUE;
}

static gboolean
revert_car (AutosellPhotoBoard *self, const Revert *revert, GError **error)
{
  for (guint i = 0; i < revert->from->len; i++)
    {
      const Line *line = g_ptr_array_index (revert->from, i);
      const Line *other = find_line (revert->to, line->id);

      if (other != NULL ? !revert_look (self, line, other, revert->vehicle_key, error)
                        : !revert_arrival (self, revert, line, error))
        return FALSE;
    }
  if (!revert_order (self, revert, error))
    return FALSE;
  for (guint i = 0; i < revert->to->len; i++)
    if (find_line (revert->from, ((const Line *) g_ptr_array_index (revert->to, i))->id) == NULL
        && !revert_departure (self, revert, i, error))
      return FALSE;
  return TRUE;
}

gboolean
autosell_photo_board_revert (AutosellPhotoBoard *self, GError **error)
{
  /* All cars first, so that a photo is found wherever it is */
  for (guint i = 0; i < self->reverts->len; i++)
    if (autosell_photo_board_get_car (self, ((const Revert *) g_ptr_array_index (self->reverts, i))->vehicle_key, error)
        == NULL)
      return FALSE;
  for (guint i = 0; i < self->reverts->len; i++)
    if (!revert_car (self, g_ptr_array_index (self->reverts, i), error))
      return FALSE;
  return TRUE;
}

/* ---- What an event came to ---- */

static gboolean
is_reordered (GPtrArray *before, GPtrArray *after)
{
  guint at = 0;

  for (guint i = 0; i < after->len; i++)
    {
      const Line *line = g_ptr_array_index (after, i);

      if (find_line (before, line->id) == NULL)
        continue;
      while (at < before->len && find_line (after, ((const Line *) g_ptr_array_index (before, at))->id) == NULL)
        at++;
      if (at >= before->len || !g_str_equal (((const Line *) g_ptr_array_index (before, at))->id, line->id))
        return TRUE;
      at++;
    }
  return FALSE;
}

void
autosell_photo_diff (const char *before, const char *after, AutosellPhotoDiff *diff)
{
  g_autoptr(GPtrArray) old = parse_lines (before);
  g_autoptr(GPtrArray) new = parse_lines (after);

  *diff = (AutosellPhotoDiff){ .is_reordered = is_reordered (old, new) };
  for (guint i = 0; i < new->len; i++)
    {
      const Line *line = g_ptr_array_index (new, i);
      const Line *other = find_line (old, line->id);

      if (other == NULL)
        diff->n_came++;
      else if (other->look.turn != line->look.turn)
        diff->n_turned++;
      else if (!crops_equal (&other->look, &line->look))
        diff->n_cropped++;
    }
  for (guint i = 0; i < old->len; i++)
    if (find_line (new, ((const Line *) g_ptr_array_index (old, i))->id) == NULL)
      diff->n_gone++;
}
