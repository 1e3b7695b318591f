/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-post-ledger-list.h"

#include "autosell-splices.h"

/* Rows are read by blocks of this many, the block asked for and the next. */
#define BLOCK_ROWS 48
#define FIRST_ROWS 32
#define MAX_SPLICES 64
/* Steps of a post come in bursts, and so do edits of cars. */
#define SETTLE_MS 250

struct _AutosellPostLedgerRow
{
  GObject parent_instance;
  gint64 key;
  AutosellPostCar *car; /* owned, nullable */
};

G_DEFINE_FINAL_TYPE (AutosellPostLedgerRow, autosell_post_ledger_row, G_TYPE_OBJECT)

enum
{
  ROW_PROP_0,
  ROW_PROP_CAR,
  N_ROW_PROPS
};
static GParamSpec *row_properties[N_ROW_PROPS];

static void
autosell_post_ledger_row_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == ROW_PROP_CAR)
    g_value_set_pointer (value, AUTOSELL_POST_LEDGER_ROW (object)->car);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
autosell_post_ledger_row_finalize (GObject *object)
{
  g_clear_pointer (&AUTOSELL_POST_LEDGER_ROW (object)->car, autosell_post_car_unref);
  G_OBJECT_CLASS (autosell_post_ledger_row_parent_class)->finalize (object);
}

static void
autosell_post_ledger_row_class_init (AutosellPostLedgerRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = autosell_post_ledger_row_get_property;
  object_class->finalize = autosell_post_ledger_row_finalize;
  row_properties[ROW_PROP_CAR] = g_param_spec_pointer ("car", NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_ROW_PROPS, row_properties);
}

static void
autosell_post_ledger_row_init (AutosellPostLedgerRow *self G_GNUC_UNUSED)
{
}

gint64
autosell_post_ledger_row_get_key (AutosellPostLedgerRow *self)
{
  return self->key;
}

AutosellPostCar *
autosell_post_ledger_row_get_car (AutosellPostLedgerRow *self)
{
  return self->car;
}

/* ---- The list ---- */

struct _AutosellPostLedgerList
{
  GObject parent_instance;
  AutosellStore *store;          /* owned */
  AutosellPostLedgerQuery query; /* query.query owned, nullable */
  AutosellPostLedger *ledger;    /* owned, nullable */
  GArray *keys;                  /* owned: what is shown */
  GHashTable *rows;    /* owned: gint64 → AutosellPostLedgerRow, those that were ever asked for and are in the list */
  GHashTable *loading; /* owned: set of gint64 (unowned: of the row) */
  GCancellable *cancellable; /* owned, nullable: of the query that runs */
  guint settle_source;
  gboolean is_asked; /* set_query() was called */
  gboolean is_awake;
  gboolean is_stale; /* something changed while it slept, or ran */
};

static void list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AutosellPostLedgerList, autosell_post_ledger_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

enum
{
  SIGNAL_LOADED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

#define KEY_AT(self, position) g_array_index ((self)->keys, gint64, position)

/* Returns: (transfer none) */
static AutosellPostLedgerRow *
ensure_row (AutosellPostLedgerList *self, gint64 key)
{
  AutosellPostLedgerRow *row = g_hash_table_lookup (self->rows, &key);

  if (row == NULL)
    {
      row = g_object_new (AUTOSELL_TYPE_POST_LEDGER_ROW, NULL);
      row->key = key;
      g_hash_table_insert (self->rows, &row->key, row);
    }
  return row;
}

static void
take_cars (AutosellPostLedgerList *self, GPtrArray *cars)
{
  for (guint i = 0; i < cars->len; i++)
    {
      AutosellPostCar *car = cars->pdata[i];
      AutosellPostLedgerRow *row = ensure_row (self, car->key);

      g_hash_table_remove (self->loading, &car->key);
      g_clear_pointer (&row->car, autosell_post_car_unref);
      row->car = autosell_post_car_ref (car);
      g_object_notify_by_pspec (G_OBJECT (row), row_properties[ROW_PROP_CAR]);
    }
}

static void
cars_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(AutosellPostLedgerList) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) cars = autosell_store_get_post_cars_finish (AUTOSELL_STORE (object), result, &error);

  if (cars != NULL)
    take_cars (self, cars);
  else if (!g_error_matches (error, AUTOSELL_STORE_ERROR, AUTOSELL_STORE_ERROR_CLOSED))
    g_warning ("Rows of the ledger were not read: %s", error->message);
}

static void
load_keys (AutosellPostLedgerList *self, GArray *keys)
{
  if (keys->len > 0)
    autosell_store_get_post_cars_async (self->store, keys, NULL, cars_cb, g_object_ref (self));
}

static void
load_block (AutosellPostLedgerList *self, guint position)
{
  guint start = position / BLOCK_ROWS * BLOCK_ROWS;
  guint end = MIN (start + 2 * BLOCK_ROWS, self->keys->len);
  g_autoptr(GArray) keys = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = start; i < end; i++)
    {
      gint64 key = KEY_AT (self, i);
      AutosellPostLedgerRow *row = ensure_row (self, key);

      if (row->car == NULL && g_hash_table_add (self->loading, &row->key))
        g_array_append_val (keys, key);
    }
  load_keys (self, keys);
}

static GType
get_item_type (GListModel *model)
{
  return AUTOSELL_TYPE_POST_LEDGER_ROW;
}

static guint
get_n_items (GListModel *model)
{
  return AUTOSELL_POST_LEDGER_LIST (model)->keys->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  AutosellPostLedgerList *self = AUTOSELL_POST_LEDGER_LIST (model);
  AutosellPostLedgerRow *row;

  if (position >= self->keys->len)
    return NULL;
  row = ensure_row (self, KEY_AT (self, position));
  if (row->car == NULL && !g_hash_table_contains (self->loading, &row->key))
    load_block (self, position);
  return g_object_ref (row);
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

/* ---- Asking ---- */

/* Rows that somebody holds are read again, the others are forgotten. */
static void
refresh_rows (AutosellPostLedgerList *self, GArray *keys)
{
  g_autoptr(GHashTable) wanted = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_autoptr(GArray) held = g_array_new (FALSE, FALSE, sizeof (gint64));
  GHashTableIter iter;
  AutosellPostLedgerRow *row;

  for (guint i = 0; i < keys->len; i++)
    g_hash_table_add (wanted, &g_array_index (keys, gint64, i));
  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &row))
    if (G_OBJECT (row)->ref_count > 1 && g_hash_table_contains (wanted, &row->key))
      g_array_append_val (held, row->key);
    else if (!g_hash_table_contains (self->loading, &row->key))
      g_hash_table_iter_remove (&iter);
  load_keys (self, held);
}

/* From the last to the first, so that positions before a step stay what they were. */
static void
take_keys (AutosellPostLedgerList *self, GArray *after)
{
  g_autoptr(GArray) before = g_array_ref (self->keys);
  g_autoptr(GArray) splices = autosell_splices_find (before, after, MAX_SPLICES);

  g_array_unref (self->keys);
  self->keys = g_array_sized_new (FALSE, FALSE, sizeof (gint64), MAX (before->len, after->len));
  g_array_append_vals (self->keys, before->data, before->len);
  for (guint i = splices->len; i > 0; i--)
    {
      const AutosellSplice *splice = &g_array_index (splices, AutosellSplice, i - 1);

      if (splice->n_removed > 0)
        g_array_remove_range (self->keys, splice->old_position, splice->n_removed);
      if (splice->n_added > 0)
        g_array_insert_vals (self->keys, splice->old_position, &g_array_index (after, gint64, splice->position),
                             splice->n_added);
      g_list_model_items_changed (G_LIST_MODEL (self), splice->old_position, splice->n_removed, splice->n_added);
    }
}

static void ask (AutosellPostLedgerList *self);

static void
answer_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(AutosellPostLedgerList) self = user_data;
  g_autoptr(GError) error = NULL;
  AutosellPostLedger *ledger = autosell_store_get_post_ledger_finish (AUTOSELL_STORE (object), result, &error);

  if (g_task_get_cancellable (G_TASK (result)) != self->cancellable)
    {
      g_clear_pointer (&ledger, autosell_post_ledger_free);
      return;
    }
  g_clear_object (&self->cancellable);
  if (ledger == NULL)
    {
      if (!g_error_matches (error, AUTOSELL_STORE_ERROR, AUTOSELL_STORE_ERROR_CLOSED))
        g_warning ("The ledger was not read: %s", error->message);
      return;
    }
  g_clear_pointer (&self->ledger, autosell_post_ledger_free);
  self->ledger = ledger;
  refresh_rows (self, ledger->keys);
  take_cars (self, ledger->first);
  take_keys (self, ledger->keys);
  g_signal_emit (self, signals[SIGNAL_LOADED], 0);
  if (self->is_stale)
    ask (self);
}

static void
ask (AutosellPostLedgerList *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  self->is_stale = FALSE;
  autosell_store_get_post_ledger_async (self->store, &self->query, FIRST_ROWS, self->cancellable, answer_cb,
                                        g_object_ref (self));
}

static gboolean
settled_cb (gpointer data)
{
  AutosellPostLedgerList *self = data;

  self->settle_source = 0;
  /* An answer on its way is let through first */
  if (self->cancellable != NULL)
    self->is_stale = TRUE;
  else
    ask (self);
  return G_SOURCE_REMOVE;
}

static void
changed_cb (AutosellPostLedgerList *self)
{
  if (!self->is_asked)
    return;
  if (!self->is_awake)
    self->is_stale = TRUE;
  else if (self->settle_source == 0)
    self->settle_source = g_timeout_add (SETTLE_MS, settled_cb, self);
}

/* ---- Object ---- */

static void
autosell_post_ledger_list_dispose (GObject *object)
{
  AutosellPostLedgerList *self = AUTOSELL_POST_LEDGER_LIST (object);

  g_clear_handle_id (&self->settle_source, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  G_OBJECT_CLASS (autosell_post_ledger_list_parent_class)->dispose (object);
}

static void
autosell_post_ledger_list_finalize (GObject *object)
{
  AutosellPostLedgerList *self = AUTOSELL_POST_LEDGER_LIST (object);

  g_clear_pointer (&self->query.query, autosell_query_unref);
  g_clear_pointer (&self->ledger, autosell_post_ledger_free);
  g_hash_table_unref (self->loading);
  g_hash_table_unref (self->rows);
  g_array_unref (self->keys);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (autosell_post_ledger_list_parent_class)->finalize (object);
}

static void
autosell_post_ledger_list_class_init (AutosellPostLedgerListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = autosell_post_ledger_list_dispose;
  object_class->finalize = autosell_post_ledger_list_finalize;
  signals[SIGNAL_LOADED] =
    g_signal_new ("loaded", AUTOSELL_TYPE_POST_LEDGER_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
autosell_post_ledger_list_init (AutosellPostLedgerList *self)
{
  self->keys = g_array_new (FALSE, FALSE, sizeof (gint64));
  /* The keys are the rows' own */
  self->rows = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, g_object_unref);
  self->loading = g_hash_table_new (g_int64_hash, g_int64_equal);
  self->is_awake = TRUE;
}

AutosellPostLedgerList *
autosell_post_ledger_list_new (AutosellStore *store)
{
  AutosellPostLedgerList *self = g_object_new (AUTOSELL_TYPE_POST_LEDGER_LIST, NULL);

  self->store = g_object_ref (store);
  g_signal_connect_object (store, "posts-changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (store, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  return self;
}

void
autosell_post_ledger_list_set_query (AutosellPostLedgerList *self, const AutosellPostLedgerQuery *query)
{
  AutosellQuery *old = self->query.query;

  self->query = *query;
  if (query->query != NULL)
    autosell_query_ref (query->query);
  g_clear_pointer (&old, autosell_query_unref);
  self->is_asked = TRUE;
  ask (self);
}

gboolean
autosell_post_ledger_list_is_loading (AutosellPostLedgerList *self)
{
  return self->cancellable != NULL;
}

const AutosellPostLedger *
autosell_post_ledger_list_get_ledger (AutosellPostLedgerList *self)
{
  return self->ledger;
}

void
autosell_post_ledger_list_set_awake (AutosellPostLedgerList *self, gboolean is_awake)
{
  self->is_awake = is_awake;
  if (is_awake && self->is_stale && self->cancellable == NULL)
    ask (self);
}
