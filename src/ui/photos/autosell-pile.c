/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-pile.h"

struct _AutosellPile
{
  GObject parent_instance;
  GListStore *photos; /* owned, of AutosellPilePhoto */
  gint64 car;
  char *car_title; /* owned, nullable */
  gboolean is_fixed;
  gboolean is_skipped;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AutosellPile, autosell_pile, G_TYPE_OBJECT)

static guint
count (AutosellPile *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->photos));
}

/* The pile holds it. */
static AutosellPilePhoto *
peek (AutosellPile *self, guint position)
{
  g_autoptr(AutosellPilePhoto) photo = g_list_model_get_item (G_LIST_MODEL (self->photos), position);

  return photo;
}

static void
tell (AutosellPile *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
let_go (AutosellPile *self, AutosellPilePhoto *photo)
{
  g_signal_handlers_disconnect_by_data (photo, self);
}

static void
follow (AutosellPile *self, AutosellPilePhoto *photo)
{
  g_signal_connect_swapped (photo, "changed", G_CALLBACK (tell), self);
}

static void
autosell_pile_dispose (GObject *object)
{
  AutosellPile *self = AUTOSELL_PILE (object);

  for (guint i = 0; i < count (self); i++)
    let_go (self, peek (self, i));
  g_list_store_remove_all (self->photos);
  G_OBJECT_CLASS (autosell_pile_parent_class)->dispose (object);
}

static void
autosell_pile_finalize (GObject *object)
{
  g_object_unref (AUTOSELL_PILE (object)->photos);
  g_free (AUTOSELL_PILE (object)->car_title);
  G_OBJECT_CLASS (autosell_pile_parent_class)->finalize (object);
}

static void
autosell_pile_class_init (AutosellPileClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = autosell_pile_dispose;
  G_OBJECT_CLASS (klass)->finalize = autosell_pile_finalize;
  signals[CHANGED] =
    g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
autosell_pile_init (AutosellPile *self)
{
  self->photos = g_list_store_new (AUTOSELL_TYPE_PILE_PHOTO);
}

AutosellPile *
autosell_pile_new (void)
{
  return g_object_new (AUTOSELL_TYPE_PILE, NULL);
}

/* ---- Asking ---- */

GListModel *
autosell_pile_get_photos (AutosellPile *self)
{
  return G_LIST_MODEL (self->photos);
}

guint
autosell_pile_get_n_photos (AutosellPile *self)
{
  return count (self);
}

AutosellPilePhoto *
autosell_pile_get_photo (AutosellPile *self, guint position)
{
  g_return_val_if_fail (position < count (self), NULL);

  return peek (self, position);
}

gboolean
autosell_pile_find (AutosellPile *self, AutosellPilePhoto *photo, guint *position)
{
  return g_list_store_find (self->photos, photo, position);
}

gint64
autosell_pile_get_car (AutosellPile *self)
{
  return self->car;
}

const char *
autosell_pile_get_car_title (AutosellPile *self)
{
  return self->car_title;
}

gboolean
autosell_pile_is_skipped (AutosellPile *self)
{
  return self->is_skipped;
}

gboolean
autosell_pile_is_fixed (AutosellPile *self)
{
  return self->is_fixed;
}

gint64
autosell_pile_get_time (AutosellPile *self, gint64 *last)
{
  gint64 from = AUTOSELL_PHOTO_TIME_UNKNOWN;
  gint64 to = AUTOSELL_PHOTO_TIME_UNKNOWN;

  for (guint i = 0; i < count (self); i++)
    {
      gint64 time = autosell_pile_photo_get_taken_at (peek (self, i));

      if (time == AUTOSELL_PHOTO_TIME_UNKNOWN)
        continue;
      if (from == AUTOSELL_PHOTO_TIME_UNKNOWN || time < from)
        from = time;
      if (to == AUTOSELL_PHOTO_TIME_UNKNOWN || time > to)
        to = time;
    }
  if (last != NULL)
    *last = to;
  return from;
}

gboolean
autosell_pile_is_busy (AutosellPile *self)
{
  for (guint i = 0; i < count (self); i++)
    if (autosell_pile_photo_is_busy (peek (self, i)))
      return TRUE;
  return FALSE;
}

guint
autosell_pile_count_same (AutosellPile *self)
{
  guint n_same = 0;

  for (guint i = 0; i < count (self); i++)
    n_same += autosell_pile_photo_is_same (peek (self, i));
  return n_same;
}

/* ---- For the board ---- */

void
autosell_pile_fix (AutosellPile *self)
{
  self->is_fixed = TRUE;
}

void
autosell_pile_set_car (AutosellPile *self, gint64 key, const char *title)
{
  self->car = key;
  g_free (self->car_title);
  self->car_title = g_strdup (title);
  tell (self);
}

void
autosell_pile_set_skipped (AutosellPile *self, gboolean is_skipped)
{
  self->is_skipped = is_skipped;
  tell (self);
}

void
autosell_pile_insert (AutosellPile *self, AutosellPilePhoto *photo, guint position)
{
  follow (self, photo);
  g_list_store_insert (self->photos, MIN (position, count (self)), photo);
  tell (self);
}

void
autosell_pile_remove (AutosellPile *self, AutosellPilePhoto *photo)
{
  guint position;

  if (!autosell_pile_find (self, photo, &position))
    return;
  let_go (self, photo);
  g_list_store_remove (self->photos, position);
  tell (self);
}

void
autosell_pile_set_photos (AutosellPile *self, GPtrArray *photos)
{
  guint n_before = count (self);
  guint n_start = 0;
  guint n_end = 0;

  while (n_start < MIN (n_before, photos->len) && peek (self, n_start) == photos->pdata[n_start])
    n_start++;
  while (n_end < MIN (n_before, photos->len) - n_start
         && peek (self, n_before - 1 - n_end) == photos->pdata[photos->len - 1 - n_end])
    n_end++;
  if (n_start == n_before && n_start == photos->len)
    return;

  for (guint i = n_start; i < n_before - n_end; i++)
    let_go (self, peek (self, i));
  for (guint i = n_start; i < photos->len - n_end; i++)
    follow (self, photos->pdata[i]);
  g_list_store_splice (self->photos, n_start, n_before - n_start - n_end, photos->pdata + n_start,
                       photos->len - n_start - n_end);
  tell (self);
}
