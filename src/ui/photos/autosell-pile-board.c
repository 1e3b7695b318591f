/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-pile-board.h"

#include "autosell-photo-piles.h"

struct _AutosellPileBoard
{
  GObject parent_instance;
  GPtrArray *piles;  /* owned, of AutosellPile */
  GPtrArray *all;    /* owned, of AutosellPilePhoto: what has come, in that order, until the board is cleared */
  GHashTable *loose; /* owned, of AutosellPilePhoto: those of all that no person has arranged */
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
  return AUTOSELL_TYPE_PILE;
}

static guint
get_n_items (GListModel *model)
{
  return AUTOSELL_PILE_BOARD (model)->piles->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  GPtrArray *piles = AUTOSELL_PILE_BOARD (model)->piles;

  return position < piles->len ? g_object_ref (piles->pdata[position]) : NULL;
}

static void
list_model_init (GListModelInterface *interface)
{
  interface->get_item_type = get_item_type;
  interface->get_n_items = get_n_items;
  interface->get_item = get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (AutosellPileBoard, autosell_pile_board, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static void
tell (AutosellPileBoard *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
insert_pile (AutosellPileBoard *self, AutosellPile *pile, guint position)
{
  g_signal_connect_swapped (pile, "changed", G_CALLBACK (tell), self);
  g_ptr_array_insert (self->piles, (int) position, g_object_ref (pile));
  g_list_model_items_changed (G_LIST_MODEL (self), position, 0, 1);
}

static void
take_pile (AutosellPileBoard *self, AutosellPile *pile)
{
  guint position;

  if (!autosell_pile_board_find (self, pile, &position))
    return;
  g_signal_handlers_disconnect_by_data (pile, self);
  g_ptr_array_remove_index (self->piles, position);
  g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 0);
}

static void
take_empty_piles (AutosellPileBoard *self)
{
  for (guint i = self->piles->len; i-- > 0;)
    if (autosell_pile_get_n_photos (self->piles->pdata[i]) == 0)
      take_pile (self, self->piles->pdata[i]);
}

/* ---- Piles by time ---- */

void
autosell_pile_board_add (AutosellPileBoard *self, AutosellPilePhoto *photo)
{
  g_return_if_fail (AUTOSELL_IS_PILE_BOARD (self) && AUTOSELL_IS_PILE_PHOTO (photo));

  g_ptr_array_add (self->all, g_object_ref (photo));
  g_hash_table_add (self->loose, photo);
}

/* The photos of each pile that is to be: (element-type GPtrArray). What is long for a pause is told by all pictures
 * that have come, those that have left the board too: else piles would fall apart as others are handed out. */
static GPtrArray *
group_loose (AutosellPileBoard *self)
{
  g_autofree gint64 *times = g_new (gint64, MAX (self->all->len, 1));
  GPtrArray *groups = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  g_autoptr(GPtrArray) indices = NULL;

  for (guint i = 0; i < self->all->len; i++)
    times[i] = autosell_pile_photo_get_taken_at (self->all->pdata[i]);
  indices = autosell_photo_piles_group (times, self->all->len);
  for (guint i = 0; i < indices->len; i++)
    {
      GArray *group = indices->pdata[i];
      GPtrArray *photos = g_ptr_array_new_with_free_func (g_object_unref);

      for (guint j = 0; j < group->len; j++)
        {
          gpointer photo = self->all->pdata[g_array_index (group, guint, j)];

          if (g_hash_table_contains (self->loose, photo))
            g_ptr_array_add (photos, g_object_ref (photo));
        }
      if (photos->len > 0)
        g_ptr_array_add (groups, photos);
      else
        g_ptr_array_unref (photos);
    }
  return groups;
}

/* Before the first one that is later; what has no time is at the end. */
static guint
find_place (AutosellPileBoard *self, GPtrArray *photos)
{
  gint64 time = AUTOSELL_PHOTO_TIME_UNKNOWN;

  for (guint i = 0; i < photos->len && time == AUTOSELL_PHOTO_TIME_UNKNOWN; i++)
    time = autosell_pile_photo_get_taken_at (photos->pdata[i]);
  for (guint i = 0; i < self->piles->len && time != AUTOSELL_PHOTO_TIME_UNKNOWN; i++)
    {
      gint64 other = autosell_pile_get_time (self->piles->pdata[i], NULL);

      if (other == AUTOSELL_PHOTO_TIME_UNKNOWN || other > time)
        return i;
    }
  return self->piles->len;
}

/* An untouched pile whose photo is the first of the group goes on as that, so that nothing jumps that need not. */
static AutosellPile *
find_heir (AutosellPileBoard *self, GPtrArray *photos, GHashTable *used)
{
  for (guint i = 0; i < self->piles->len; i++)
    {
      AutosellPile *pile = self->piles->pdata[i];

      if (!autosell_pile_is_fixed (pile) && !g_hash_table_contains (used, pile)
          && autosell_pile_find (pile, photos->pdata[0], NULL))
        return pile;
    }
  return NULL;
}

void
autosell_pile_board_settle (AutosellPileBoard *self)
{
  g_autoptr(GPtrArray) groups = NULL;
  g_autoptr(GHashTable) used = g_hash_table_new (NULL, NULL);
  g_autofree AutosellPile **heirs = NULL;

  g_return_if_fail (AUTOSELL_IS_PILE_BOARD (self));

  groups = group_loose (self);
  heirs = g_new0 (AutosellPile *, MAX (groups->len, 1));
  for (guint i = 0; i < groups->len; i++)
    if ((heirs[i] = find_heir (self, groups->pdata[i], used)) != NULL)
      g_hash_table_add (used, heirs[i]);
  for (guint i = self->piles->len; i-- > 0;)
    if (!autosell_pile_is_fixed (self->piles->pdata[i]) && !g_hash_table_contains (used, self->piles->pdata[i]))
      take_pile (self, self->piles->pdata[i]);
  for (guint i = 0; i < groups->len; i++)
    {
      if (heirs[i] == NULL)
        {
          g_autoptr(AutosellPile) pile = autosell_pile_new ();

          autosell_pile_set_photos (pile, groups->pdata[i]);
          insert_pile (self, pile, find_place (self, groups->pdata[i]));
        }
      else
        {
          autosell_pile_set_photos (heirs[i], groups->pdata[i]);
        }
    }
  tell (self);
}

/* A person has a say about it from now on. */
static void
fix (AutosellPileBoard *self, AutosellPile *pile)
{
  if (autosell_pile_is_fixed (pile))
    return;
  autosell_pile_fix (pile);
  for (guint i = 0; i < autosell_pile_get_n_photos (pile); i++)
    g_hash_table_remove (self->loose, autosell_pile_get_photo (pile, i));
}

/* ---- What a person does ---- */

AutosellPile *
autosell_pile_board_split (AutosellPileBoard *self, AutosellPile *pile, guint position)
{
  g_autoptr(AutosellPile) rest = NULL;
  guint n_photos = autosell_pile_get_n_photos (pile);
  guint place;

  if (position == 0 || position >= n_photos || !autosell_pile_board_find (self, pile, &place))
    return NULL;
  fix (self, pile);
  rest = autosell_pile_new ();
  autosell_pile_fix (rest);
  while (autosell_pile_get_n_photos (pile) > position)
    {
      g_autoptr(AutosellPilePhoto) photo = g_object_ref (autosell_pile_get_photo (pile, position));

      autosell_pile_remove (pile, photo);
      autosell_pile_insert (rest, photo, G_MAXUINT);
    }
  insert_pile (self, rest, place + 1);
  tell (self);
  return self->piles->pdata[place + 1];
}

void
autosell_pile_board_join (AutosellPileBoard *self, AutosellPile *pile, AutosellPile *into)
{
  g_autoptr(AutosellPile) gone = g_object_ref (pile);

  if (pile == into || !autosell_pile_board_find (self, pile, NULL) || !autosell_pile_board_find (self, into, NULL))
    return;
  fix (self, pile);
  fix (self, into);
  if (autosell_pile_get_car (into) == 0 && autosell_pile_get_car (pile) != 0)
    autosell_pile_set_car (into, autosell_pile_get_car (pile), autosell_pile_get_car_title (pile));
  take_pile (self, pile);
  while (autosell_pile_get_n_photos (pile) > 0)
    {
      g_autoptr(AutosellPilePhoto) photo = g_object_ref (autosell_pile_get_photo (pile, 0));

      autosell_pile_remove (pile, photo);
      autosell_pile_insert (into, photo, G_MAXUINT);
    }
  tell (self);
}

AutosellPile *
autosell_pile_board_move (AutosellPileBoard *self, GPtrArray *photos, AutosellPile *into)
{
  g_autoptr(AutosellPile) created = NULL;
  guint place = self->piles->len;

  if (photos->len == 0)
    return NULL;
  if (into == NULL)
    {
      AutosellPile *from = autosell_pile_board_find_photo (self, photos->pdata[0]);

      if (from != NULL && autosell_pile_board_find (self, from, &place))
        place++;
      into = created = autosell_pile_new ();
      autosell_pile_fix (created);
      insert_pile (self, created, place);
    }
  fix (self, into);
  for (guint i = 0; i < photos->len; i++)
    {
      AutosellPile *from = autosell_pile_board_find_photo (self, photos->pdata[i]);

      if (from == NULL || from == into)
        continue;
      fix (self, from);
      autosell_pile_remove (from, photos->pdata[i]);
      autosell_pile_insert (into, photos->pdata[i], G_MAXUINT);
    }
  take_empty_piles (self);
  tell (self);
  return into;
}

void
autosell_pile_board_place (AutosellPileBoard *self, GPtrArray *photos, AutosellPile *into, guint position)
{
  AutosellPilePhoto *before = NULL;

  if (photos->len == 0 || !autosell_pile_board_find (self, into, NULL))
    return;
  /* The place is that of the first behind it which stays where it is. */
  for (guint i = position; i < autosell_pile_get_n_photos (into) && before == NULL; i++)
    if (!g_ptr_array_find (photos, autosell_pile_get_photo (into, i), NULL))
      before = autosell_pile_get_photo (into, i);
  fix (self, into);
  for (guint i = 0; i < photos->len; i++)
    {
      AutosellPile *from = autosell_pile_board_find_photo (self, photos->pdata[i]);
      guint place = G_MAXUINT;

      if (from == NULL)
        continue;
      fix (self, from);
      autosell_pile_remove (from, photos->pdata[i]);
      if (before != NULL)
        autosell_pile_find (into, before, &place);
      autosell_pile_insert (into, photos->pdata[i], place);
    }
  take_empty_piles (self);
  tell (self);
}

void
autosell_pile_board_remove (AutosellPileBoard *self, GPtrArray *photos)
{
  for (guint i = 0; i < photos->len; i++)
    {
      AutosellPile *from = autosell_pile_board_find_photo (self, photos->pdata[i]);

      if (from != NULL)
        autosell_pile_remove (from, photos->pdata[i]);
      g_hash_table_remove (self->loose, photos->pdata[i]);
    }
  take_empty_piles (self);
  tell (self);
}

void
autosell_pile_board_remove_pile (AutosellPileBoard *self, AutosellPile *pile)
{
  fix (self, pile);
  take_pile (self, pile);
  tell (self);
}

void
autosell_pile_board_set_car (AutosellPileBoard *self, AutosellPile *pile, gint64 key, const char *title)
{
  fix (self, pile);
  if (key != 0 && autosell_pile_is_skipped (pile))
    autosell_pile_set_skipped (pile, FALSE);
  autosell_pile_set_car (pile, key, title);
}

void
autosell_pile_board_skip (AutosellPileBoard *self, AutosellPile *pile, gboolean is_skipped)
{
  fix (self, pile);
  autosell_pile_set_skipped (pile, is_skipped);
}

void
autosell_pile_board_clear (AutosellPileBoard *self)
{
  guint n_piles = self->piles->len;

  g_hash_table_remove_all (self->loose);
  g_ptr_array_set_size (self->all, 0);
  for (guint i = 0; i < n_piles; i++)
    g_signal_handlers_disconnect_by_data (self->piles->pdata[i], self);
  g_ptr_array_set_size (self->piles, 0);
  g_list_model_items_changed (G_LIST_MODEL (self), 0, n_piles, 0);
  tell (self);
}

/* ---- Asking ---- */

guint
autosell_pile_board_get_n_piles (AutosellPileBoard *self)
{
  return self->piles->len;
}

AutosellPile *
autosell_pile_board_get_pile (AutosellPileBoard *self, guint position)
{
  return position < self->piles->len ? self->piles->pdata[position] : NULL;
}

gboolean
autosell_pile_board_find (AutosellPileBoard *self, AutosellPile *pile, guint *position)
{
  return g_ptr_array_find (self->piles, pile, position);
}

AutosellPile *
autosell_pile_board_find_photo (AutosellPileBoard *self, AutosellPilePhoto *photo)
{
  for (guint i = 0; i < self->piles->len; i++)
    if (autosell_pile_find (self->piles->pdata[i], photo, NULL))
      return self->piles->pdata[i];
  return NULL;
}

AutosellPile *
autosell_pile_board_find_open (AutosellPileBoard *self, AutosellPile *pile)
{
  guint start = 0;

  if (pile != NULL && autosell_pile_board_find (self, pile, &start))
    start++;
  for (guint i = 0; i < self->piles->len; i++)
    {
      AutosellPile *next = self->piles->pdata[(start + i) % self->piles->len];

      if (next != pile && autosell_pile_get_car (next) == 0 && !autosell_pile_is_skipped (next))
        return next;
    }
  return NULL;
}

void
autosell_pile_board_get_totals (AutosellPileBoard *self, AutosellPileTotals *totals)
{
  g_autoptr(GHashTable) cars = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  *totals = (AutosellPileTotals){ 0 };
  for (guint i = 0; i < self->piles->len; i++)
    {
      AutosellPile *pile = self->piles->pdata[i];
      gint64 car = autosell_pile_get_car (pile);

      totals->n_photos += autosell_pile_get_n_photos (pile);
      if (autosell_pile_is_skipped (pile))
        continue;
      totals->n_piles++;
      if (car == 0)
        continue;
      totals->n_assigned++;
      totals->is_busy |= autosell_pile_is_busy (pile);
      g_hash_table_add (cars, g_memdup2 (&car, sizeof car));
      for (guint j = 0; j < autosell_pile_get_n_photos (pile); j++)
        totals->n_ready += autosell_pile_photo_get_staged (autosell_pile_get_photo (pile, j)) != NULL;
    }
  totals->n_cars = g_hash_table_size (cars);
}

AutosellPhotoEdit *
autosell_pile_board_create_edit (AutosellPileBoard *self, GPtrArray **added)
{
  AutosellPhotoEdit *edit = autosell_photo_edit_new ();

  *added = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < self->piles->len; i++)
    {
      AutosellPile *pile = self->piles->pdata[i];
      g_autoptr(GPtrArray) staged = g_ptr_array_new ();

      if (autosell_pile_get_car (pile) == 0 || autosell_pile_is_skipped (pile))
        continue;
      for (guint j = 0; j < autosell_pile_get_n_photos (pile); j++)
        {
          AutosellPilePhoto *photo = autosell_pile_get_photo (pile, j);

          if (autosell_pile_photo_get_staged (photo) == NULL)
            continue;
          g_ptr_array_add (staged, autosell_pile_photo_get_staged (photo));
          g_ptr_array_add (*added, g_object_ref (photo));
        }
      if (staged->len > 0)
        autosell_photo_edit_add (edit, autosell_pile_get_car (pile), staged, AUTOSELL_PHOTO_AT_END);
    }
  return edit;
}

/* ---- Class ---- */

static void
autosell_pile_board_dispose (GObject *object)
{
  AutosellPileBoard *self = AUTOSELL_PILE_BOARD (object);

  for (guint i = 0; i < self->piles->len; i++)
    g_signal_handlers_disconnect_by_data (self->piles->pdata[i], self);
  g_ptr_array_set_size (self->piles, 0);
  g_hash_table_remove_all (self->loose);
  g_ptr_array_set_size (self->all, 0);
  G_OBJECT_CLASS (autosell_pile_board_parent_class)->dispose (object);
}

static void
autosell_pile_board_finalize (GObject *object)
{
  g_ptr_array_unref (AUTOSELL_PILE_BOARD (object)->piles);
  g_hash_table_unref (AUTOSELL_PILE_BOARD (object)->loose);
  g_ptr_array_unref (AUTOSELL_PILE_BOARD (object)->all);
  G_OBJECT_CLASS (autosell_pile_board_parent_class)->finalize (object);
}

static void
autosell_pile_board_class_init (AutosellPileBoardClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = autosell_pile_board_dispose;
  G_OBJECT_CLASS (klass)->finalize = autosell_pile_board_finalize;
  signals[CHANGED] =
    g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
autosell_pile_board_init (AutosellPileBoard *self)
{
  self->piles = g_ptr_array_new_with_free_func (g_object_unref);
  self->loose = g_hash_table_new (NULL, NULL);
  self->all = g_ptr_array_new_with_free_func (g_object_unref);
}

AutosellPileBoard *
autosell_pile_board_new (void)
{
  return g_object_new (AUTOSELL_TYPE_PILE_BOARD, NULL);
}
