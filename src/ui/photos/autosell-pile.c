/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-pile.h"

struct _AutosellPile
{
  GObject parent_instance;
  GPtrArray *photos; /* owned, of AutosellPilePhoto */
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

/* ---- As a list ---- */

static GType
get_item_type (GListModel *model)
{
  return AUTOSELL_TYPE_PILE_PHOTO;
}

static guint
get_n_items (GListModel *model)
{
  return AUTOSELL_PILE (model)->photos->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  GPtrArray *photos = AUTOSELL_PILE (model)->photos;

  return position < photos->len ? g_object_ref (photos->pdata[position]) : NULL;
}

static void
list_model_init (GListModelInterface *interface)
{
  interface->get_item_type = get_item_type;
  interface->get_n_items = get_n_items;
  interface->get_item = get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (AutosellPile, autosell_pile, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

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

  for (guint i = 0; i < self->photos->len; i++)
    let_go (self, self->photos->pdata[i]);
  g_ptr_array_set_size (self->photos, 0);
  G_OBJECT_CLASS (autosell_pile_parent_class)->dispose (object);
}

static void
autosell_pile_finalize (GObject *object)
{
  g_ptr_array_unref (AUTOSELL_PILE (object)->photos);
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
  self->photos = g_ptr_array_new_with_free_func (g_object_unref);
}

AutosellPile *
autosell_pile_new (void)
{
  return g_object_new (AUTOSELL_TYPE_PILE, NULL);
}

/* ---- Asking ---- */

guint
autosell_pile_get_n_photos (AutosellPile *self)
{
  return self->photos->len;
}

AutosellPilePhoto *
autosell_pile_get_photo (AutosellPile *self, guint position)
{
  g_return_val_if_fail (position < self->photos->len, NULL);

  return self->photos->pdata[position];
}

gboolean
autosell_pile_find (AutosellPile *self, AutosellPilePhoto *photo, guint *position)
{
  return g_ptr_array_find (self->photos, photo, position);
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

  for (guint i = 0; i < self->photos->len; i++)
    {
      gint64 time = autosell_pile_photo_get_taken_at (self->photos->pdata[i]);

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
  for (guint i = 0; i < self->photos->len; i++)
    if (autosell_pile_photo_is_busy (self->photos->pdata[i]))
      return TRUE;
  return FALSE;
}

guint
autosell_pile_count_same (AutosellPile *self)
{
  guint n_same = 0;

  for (guint i = 0; i < self->photos->len; i++)
    n_same += autosell_pile_photo_is_same (self->photos->pdata[i]);
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
  position = MIN (position, self->photos->len);
  g_ptr_array_insert (self->photos, (int) position, g_object_ref (photo));
  follow (self, photo);
  g_list_model_items_changed (G_LIST_MODEL (self), position, 0, 1);
  tell (self);
}

void
autosell_pile_remove (AutosellPile *self, AutosellPilePhoto *photo)
{
  guint position;

  if (!autosell_pile_find (self, photo, &position))
    return;
  let_go (self, photo);
  g_ptr_array_remove_index (self->photos, position);
  g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 0);
  tell (self);
}

void
autosell_pile_set_photos (AutosellPile *self, GPtrArray *photos)
{
  guint n_before = self->photos->len;
  guint n_start = 0;
  guint n_end = 0;

  while (n_start < MIN (n_before, photos->len) && self->photos->pdata[n_start] == photos->pdata[n_start])
    n_start++;
  while (n_end < MIN (n_before, photos->len) - n_start &&
         self->photos->pdata[n_before - 1 - n_end] == photos->pdata[photos->len - 1 - n_end])
    n_end++;
  if (n_start == n_before && n_start == photos->len)
    return;

  for (guint i = 0; i < n_before; i++)
    let_go (self, self->photos->pdata[i]);
  g_ptr_array_set_size (self->photos, 0);
  for (guint i = 0; i < photos->len; i++)
    {
      g_ptr_array_add (self->photos, g_object_ref (photos->pdata[i]));
      follow (self, photos->pdata[i]);
    }
  g_list_model_items_changed (G_LIST_MODEL (self), n_start, n_before - n_start - n_end, photos->len - n_start - n_end);
  tell (self);
}
