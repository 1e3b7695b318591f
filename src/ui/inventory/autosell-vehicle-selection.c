/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-vehicle-selection.h"

struct _AutosellVehicleSelection
{
  GObject parent_instance;
  AutosellVehicleList *list; /* owned */
  GHashTable *keys;          /* owned; gint64 set */
};

static void list_model_init (GListModelInterface *iface);
static void selection_model_init (GtkSelectionModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AutosellVehicleSelection, autosell_vehicle_selection, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init)
                                 G_IMPLEMENT_INTERFACE (GTK_TYPE_SELECTION_MODEL, selection_model_init))

static GListModel *
get_model (gpointer self)
{
  return G_LIST_MODEL (AUTOSELL_VEHICLE_SELECTION (self)->list);
}

static GType
get_item_type (GListModel *model G_GNUC_UNUSED)
{
  return AUTOSELL_TYPE_VEHICLE_ROW;
}

static guint
get_n_items (GListModel *model)
{
  return g_list_model_get_n_items (get_model (model));
}

static gpointer
get_item (GListModel *model, guint position)
{
  return g_list_model_get_item (get_model (model), position);
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
add_key (AutosellVehicleSelection *self, gint64 key)
{
  gint64 *copy;

  if (key == 0 || g_hash_table_contains (self->keys, &key))
    return;
  copy = g_new (gint64, 1);
  *copy = key;
  g_hash_table_add (self->keys, copy);
}

static gboolean
is_selected (GtkSelectionModel *model, guint position)
{
  AutosellVehicleSelection *self = AUTOSELL_VEHICLE_SELECTION (model);

  return autosell_vehicle_selection_has_key (self, autosell_vehicle_list_get_key (self->list, position));
}

static void
add_positions (AutosellVehicleSelection *self, GtkBitset *positions)
{
  GtkBitsetIter iter;
  guint position;

  for (gboolean valid = gtk_bitset_iter_init_first (&iter, positions, &position); valid;
       valid = gtk_bitset_iter_next (&iter, &position))
    add_key (self, autosell_vehicle_list_get_key (self->list, position));
}

static gboolean
set_selection (GtkSelectionModel *model, GtkBitset *selected, GtkBitset *mask)
{
  AutosellVehicleSelection *self = AUTOSELL_VEHICLE_SELECTION (model);
  guint n_items = get_n_items (G_LIST_MODEL (model));
  GtkBitsetIter iter;
  guint position;

  if (gtk_bitset_get_size_in_range (mask, 0, n_items == 0 ? 0 : n_items - 1) >= n_items)
    {
      /* All of it is being said anew, so what a filter hides is forgotten too. */
      g_hash_table_remove_all (self->keys);
      add_positions (self, selected);
      if (n_items > 0)
        gtk_selection_model_selection_changed (model, 0, n_items);
      return TRUE;
    }

  for (gboolean valid = gtk_bitset_iter_init_first (&iter, mask, &position); valid && position < n_items;
       valid = gtk_bitset_iter_next (&iter, &position))
    {
      gint64 key = autosell_vehicle_list_get_key (self->list, position);

      if (gtk_bitset_contains (selected, position))
        add_key (self, key);
      else
        g_hash_table_remove (self->keys, &key);
    }
  gtk_selection_model_selection_changed (model, 0, n_items);
  return TRUE;
}

static GtkBitset *
get_selection_in_range (GtkSelectionModel *model, guint first, guint n_items)
{
  AutosellVehicleSelection *self = AUTOSELL_VEHICLE_SELECTION (model);
  GtkBitset *result = gtk_bitset_new_empty ();
  GHashTableIter iter;
  gpointer key;

  /* To find a key goes through the whole list: beyond a few it is cheaper to ask for each position */
  if (g_hash_table_size (self->keys) > MAX (n_items / 16, 4))
    {
      for (guint position = first; position < first + n_items; position++)
        if (is_selected (model, position))
          gtk_bitset_add (result, position);
      return result;
    }

  g_hash_table_iter_init (&iter, self->keys);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      guint position;

      if (autosell_vehicle_list_find (self->list, *(gint64 *) key, &position) && position >= first
          && position - first < n_items)
        gtk_bitset_add (result, position);
    }
  return result;
}

static void
selection_model_init (GtkSelectionModelInterface *iface)
{
  iface->is_selected = is_selected;
  iface->set_selection = set_selection;
  iface->get_selection_in_range = get_selection_in_range;
}

static void
autosell_vehicle_selection_dispose (GObject *object)
{
  AutosellVehicleSelection *self = AUTOSELL_VEHICLE_SELECTION (object);

  g_clear_object (&self->list);
  G_OBJECT_CLASS (autosell_vehicle_selection_parent_class)->dispose (object);
}

static void
autosell_vehicle_selection_finalize (GObject *object)
{
  g_hash_table_unref (AUTOSELL_VEHICLE_SELECTION (object)->keys);
  G_OBJECT_CLASS (autosell_vehicle_selection_parent_class)->finalize (object);
}

static void
autosell_vehicle_selection_class_init (AutosellVehicleSelectionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = autosell_vehicle_selection_dispose;
  object_class->finalize = autosell_vehicle_selection_finalize;
}

static void
autosell_vehicle_selection_init (AutosellVehicleSelection *self)
{
  self->keys = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
}

AutosellVehicleSelection *
autosell_vehicle_selection_new (AutosellVehicleList *list)
{
  AutosellVehicleSelection *self = g_object_new (AUTOSELL_TYPE_VEHICLE_SELECTION, NULL);

  self->list = g_object_ref (list);
  g_signal_connect_object (list, "items-changed", G_CALLBACK (g_list_model_items_changed), self, G_CONNECT_SWAPPED);
  return self;
}

AutosellVehicleList *
autosell_vehicle_selection_get_list (AutosellVehicleSelection *self)
{
  return self->list;
}

gboolean
autosell_vehicle_selection_has_key (AutosellVehicleSelection *self, gint64 key)
{
  return key != 0 && g_hash_table_contains (self->keys, &key);
}

void
autosell_vehicle_selection_select_key (AutosellVehicleSelection *self, gint64 key)
{
  guint n_items = get_n_items (G_LIST_MODEL (self));

  g_hash_table_remove_all (self->keys);
  add_key (self, key);
  if (n_items > 0)
    gtk_selection_model_selection_changed (GTK_SELECTION_MODEL (self), 0, n_items);
}

GArray *
autosell_vehicle_selection_dup_keys (AutosellVehicleSelection *self)
{
  g_autoptr(GtkBitset) selected = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self));
  GArray *keys = g_array_new (FALSE, FALSE, sizeof (gint64));
  GtkBitsetIter iter;
  guint position;

  for (gboolean valid = gtk_bitset_iter_init_first (&iter, selected, &position); valid;
       valid = gtk_bitset_iter_next (&iter, &position))
    {
      gint64 key = autosell_vehicle_list_get_key (self->list, position);

      g_array_append_val (keys, key);
    }
  return keys;
}

guint
autosell_vehicle_selection_count (AutosellVehicleSelection *self)
{
  g_autoptr(GtkBitset) selected = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self));

  return gtk_bitset_get_size (selected);
}
