/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-vehicle-list.h"

#include "autosell-order.h"
#include "autosell-reader.h"
#include "autosell-splices.h"
#include "autosell-store-private.h"

/* Rows are read by blocks of this many, the block asked for and the next. */
#define BLOCK_ROWS 64
/* A new answer brings as many cars as a screen shows, so that it is painted at once and not first empty. */
#define FIRST_ROWS 48
/* Rows kept beside those that the view holds. */
#define KEPT_ROWS 1024
/* More steps than this would cost the view more than a fresh start. */
#define MAX_SPLICES 64
/* Steps of a post come in bursts. */
#define POSTS_MS 250

struct _AutosellVehicleList
{
  GObject parent_instance;
  AutosellStore *store; /* owned */
  AutosellQuery *query; /* owned */
  AutosellSort sort;
  GCancellable *cancellable; /* owned, nullable: of the query that runs */
  guint posts_source;        /* posts changed: rows are read again when the burst is over */
  gboolean is_stale;         /* the stock changed while the query ran: it is asked once more */
  gboolean is_overtaken;     /* rows were read again while the query ran: those of its answer may be older */
  GArray *keys;              /* owned (element-type gint64); an array is never changed once another thread has it */
  AutosellTotals totals;
  GHashTable *rows;    /* owned: gint64 (owned) → GWeakRef of AutosellVehicleRow */
  GHashTable *loading; /* owned: set of gint64 (owned), being read */
  guint n_reloads;     /* answers that rows in sight still wait for after a change */
  GQueue kept;         /* of AutosellVehicleRow (owned), latest first */
};

static void list_model_init (GListModelInterface *iface);
static void load_rows (AutosellVehicleList *self, GArray *keys, gboolean is_reload);

G_DEFINE_FINAL_TYPE_WITH_CODE (AutosellVehicleList, autosell_vehicle_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

enum
{
  PROP_0,
  PROP_LOADING,
  PROP_TOTALS,
  N_PROPS
};
static GParamSpec *properties[N_PROPS];
static guint loaded_signal;

#define KEY_AT(self, position) g_array_index ((self)->keys, gint64, position)

static gint64 *
dup_key (gint64 key)
{
  gint64 *copy = g_new (gint64, 1);

  *copy = key;
  return copy;
}

/* ---- Rows ---- */

static void
weak_ref_free (gpointer data)
{
  g_weak_ref_clear (data);
  g_free (data);
}

/* Returns: (transfer full) (nullable) */
static AutosellVehicleRow *
find_row (AutosellVehicleList *self, gint64 key)
{
  GWeakRef *ref = g_hash_table_lookup (self->rows, &key);

  return ref != NULL ? g_weak_ref_get (ref) : NULL;
}

/* Weak references of rows that are gone are swept when there are more of them than rows anybody can hold. */
static void
sweep_rows (AutosellVehicleList *self)
{
  GHashTableIter iter;
  gpointer ref;

  if (g_hash_table_size (self->rows) < 4 * KEPT_ROWS)
    return;
  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, NULL, &ref))
    {
      g_autoptr(GObject) row = g_weak_ref_get (ref);

      if (row == NULL)
        g_hash_table_iter_remove (&iter);
    }
}

/* Returns: (transfer full) */
static AutosellVehicleRow *
get_row (AutosellVehicleList *self, gint64 key)
{
  AutosellVehicleRow *row = find_row (self, key);
  GWeakRef *ref;

  if (row != NULL)
    return row;
  sweep_rows (self);
  row = autosell_vehicle_row_new (key);
  ref = g_new (GWeakRef, 1);
  g_weak_ref_init (ref, row);
  g_hash_table_replace (self->rows, dup_key (key), ref);
  return row;
}

static gboolean
same_problems (GPtrArray *a, GPtrArray *b)
{
  if (a == NULL || b == NULL || a->len != b->len)
    return a == b;
  for (guint i = 0; i < a->len; i++)
    {
      const AutosellProblem *left = g_ptr_array_index (a, i);
      const AutosellProblem *right = g_ptr_array_index (b, i);

      if (left->kind != right->kind || left->field != right->field || left->has_proposal != right->has_proposal
          || !autosell_value_equal (&left->proposal, &right->proposal)
          || g_strcmp0 (left->twin_id, right->twin_id) != 0)
        return FALSE;
    }
  return TRUE;
}

static gboolean
same_posted (const AutosellPosted *a, const AutosellPosted *b)
{
  return a->state == b->state && a->out_s == b->out_s && a->n_out == b->n_out;
}

/* A row whose car is as it was says nothing, or the whole screen would be bound anew after each edit. */
static gboolean
is_news (AutosellVehicleRow *row, AutosellVehicle *vehicle)
{
  AutosellVehicle *shown = autosell_vehicle_row_get_vehicle (row);

  return shown == NULL || autosell_vehicle_get_revision (shown) != autosell_vehicle_get_revision (vehicle)
         || g_strcmp0 (autosell_vehicle_get_id (shown), autosell_vehicle_get_id (vehicle)) != 0
         /* Photos come and go without a new revision: who has the car open may still save */
         || autosell_vehicle_get_n_photos (shown) != autosell_vehicle_get_n_photos (vehicle)
         || autosell_vehicle_get_n_photos_wanted (shown) != autosell_vehicle_get_n_photos_wanted (vehicle)
         || !same_posted (autosell_vehicle_get_posted (shown), autosell_vehicle_get_posted (vehicle))
         || g_strcmp0 (autosell_vehicle_get_cover (shown), autosell_vehicle_get_cover (vehicle)) != 0
         || !same_problems (autosell_vehicle_get_problems (shown), autosell_vehicle_get_problems (vehicle));
}

static void
take_vehicle (AutosellVehicleList *self, AutosellVehicle *vehicle)
{
  gint64 key = autosell_vehicle_get_key (vehicle);
  g_autoptr(AutosellVehicleRow) row = get_row (self, key);

  g_hash_table_remove (self->loading, &key);
  if (is_news (row, vehicle))
    autosell_vehicle_row_set_vehicle (row, vehicle);
  g_queue_push_head (&self->kept, g_steal_pointer (&row));
  while (self->kept.length > KEPT_ROWS)
    g_object_unref (g_queue_pop_tail (&self->kept));
}

static gpointer
load_job (AutosellConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  GArray *keys = data;

  return autosell_reader_get_many (connection, (const gint64 *) keys->data, keys->len, error);
}

typedef struct
{
  AutosellVehicleList *list; /* owned */
  GArray *keys;              /* owned */
  gboolean is_reload;
} Load;

static void
loaded_rows_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Load *load = user_data;
  AutosellVehicleList *self = load->list;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) vehicles = autosell_store_run_finish (AUTOSELL_STORE (object), result, &error);

  for (guint i = 0; vehicles != NULL && i < vehicles->len; i++)
    take_vehicle (self, g_ptr_array_index (vehicles, i));
  /* Those that are gone, or all when it failed: they may be asked for again */
  for (guint i = 0; i < load->keys->len; i++)
    g_hash_table_remove (self->loading, &g_array_index (load->keys, gint64, i));
  if (error != NULL && !g_error_matches (error, AUTOSELL_STORE_ERROR, AUTOSELL_STORE_ERROR_CLOSED))
    g_warning ("Rows of the list were not read: %s", error->message);
  self->n_reloads -= load->is_reload;
  g_array_unref (load->keys);
  g_object_unref (load->list);
  g_free (load);
}

static void
load_rows (AutosellVehicleList *self, GArray *keys, gboolean is_reload)
{
  Load *load;

  if (keys->len == 0)
    return;
  for (guint i = 0; i < keys->len; i++)
    g_hash_table_add (self->loading, dup_key (g_array_index (keys, gint64, i)));
  load = g_new0 (Load, 1);
  load->list = g_object_ref (self);
  load->keys = g_array_ref (keys);
  load->is_reload = is_reload;
  self->n_reloads += is_reload;
  autosell_store_run (self->store, AUTOSELL_LANE_READ, load_job, g_array_ref (keys), (GDestroyNotify) g_array_unref,
                      (GDestroyNotify) g_ptr_array_unref, NULL, loaded_rows_cb, load);
}

static void
load_block (AutosellVehicleList *self, guint position)
{
  guint start = position / BLOCK_ROWS * BLOCK_ROWS;
  guint end = MIN (start + 2 * BLOCK_ROWS, self->keys->len);
  g_autoptr(GArray) keys = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = start; i < end; i++)
    {
      gint64 key = KEY_AT (self, i);
      g_autoptr(AutosellVehicleRow) row = find_row (self, key);

      if ((row == NULL || autosell_vehicle_row_get_vehicle (row) == NULL)
          && !g_hash_table_contains (self->loading, &key))
        g_array_append_val (keys, key);
    }
  load_rows (self, keys, FALSE);
}

/* ---- GListModel ---- */

static GType
get_item_type (GListModel *model)
{
  return AUTOSELL_TYPE_VEHICLE_ROW;
}

static guint
get_n_items (GListModel *model)
{
  return AUTOSELL_VEHICLE_LIST (model)->keys->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  AutosellVehicleList *self = AUTOSELL_VEHICLE_LIST (model);
  AutosellVehicleRow *row;
  gint64 key;

  if (position >= self->keys->len)
    return NULL;
  key = KEY_AT (self, position);
  row = get_row (self, key);
  if (autosell_vehicle_row_get_vehicle (row) == NULL && !g_hash_table_contains (self->loading, &key))
    load_block (self, position);
  return row;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

/* ---- The query ---- */

typedef struct
{
  AutosellQuery *query; /* owned */
  AutosellSort sort;
  GArray *before; /* owned, nullable: the keys that are shown, when the answer is to be worked in */
} QueryJob;

typedef struct
{
  AutosellOrderedKeys *ordered; /* owned */
  GArray *splices;              /* owned, nullable: with QueryJob.before */
  GArray *before;               /* owned, nullable: what the splices start from */
  GPtrArray *first;             /* owned, nullable: the first cars, without QueryJob.before */
} Answer;

static void
query_job_free (gpointer data)
{
  QueryJob *job = data;

  autosell_query_unref (job->query);
  g_clear_pointer (&job->before, g_array_unref);
  g_free (job);
}

static void
answer_free (gpointer data)
{
  Answer *answer = data;

  g_clear_pointer (&answer->ordered, autosell_ordered_keys_free);
  g_clear_pointer (&answer->splices, g_array_unref);
  g_clear_pointer (&answer->before, g_array_unref);
  g_clear_pointer (&answer->first, g_ptr_array_unref);
  g_free (answer);
}

static gpointer
query_job (AutosellConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  QueryJob *job = data;
  Answer *answer = g_new0 (Answer, 1);

  answer->ordered = autosell_order_query (connection, job->query, &job->sort, error);
  if (answer->ordered != NULL && job->before != NULL)
    {
      answer->before = g_array_ref (job->before);
      answer->splices = autosell_splices_find (job->before, answer->ordered->keys, MAX_SPLICES);
      return answer;
    }
  if (answer->ordered != NULL)
    answer->first = autosell_reader_get_many (connection, (const gint64 *) answer->ordered->keys->data,
                                              MIN (FIRST_ROWS, answer->ordered->keys->len), error);
  if (answer->first != NULL)
    return answer;
  answer_free (answer);
  return NULL;
}

/* From the last to the first, so that positions before a step stay what they were; the view may ask at each step. */
static void
take_splices (AutosellVehicleList *self, GArray *after, GArray *splices)
{
  g_autoptr(GArray) before = g_steal_pointer (&self->keys);

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

static void
take_answer (AutosellVehicleList *self, Answer *answer)
{
  guint n_before = self->keys->len;

  for (guint i = 0; answer->first != NULL && i < answer->first->len; i++)
    take_vehicle (self, g_ptr_array_index (answer->first, i));

  self->totals = answer->ordered->totals;
  if (answer->splices != NULL && answer->before == self->keys)
    take_splices (self, answer->ordered->keys, answer->splices);
  else
    {
      g_array_unref (self->keys);
      self->keys = g_array_ref (answer->ordered->keys);
      if (n_before > 0 || self->keys->len > 0)
        g_list_model_items_changed (G_LIST_MODEL (self), 0, n_before, self->keys->len);
    }
}

static void ask (AutosellVehicleList *self, gboolean is_fresh);
static void reload_rows (AutosellVehicleList *self);

static void
answer_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(AutosellVehicleList) self = user_data;
  g_autoptr(GError) error = NULL;
  Answer *answer = autosell_store_run_finish (AUTOSELL_STORE (object), result, &error);
  gboolean is_latest = g_task_get_cancellable (G_TASK (result)) == self->cancellable;

  if (answer != NULL && is_latest)
    {
      g_clear_object (&self->cancellable);
      take_answer (self, answer);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TOTALS]);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
      g_signal_emit (self, loaded_signal, 0);
      if (self->is_overtaken)
        reload_rows (self);
      if (self->is_stale)
        ask (self, FALSE);
    }
  else if (is_latest)
    {
      g_clear_object (&self->cancellable);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
      if (!g_error_matches (error, AUTOSELL_STORE_ERROR, AUTOSELL_STORE_ERROR_CLOSED))
        g_warning ("The list was not read: %s", error->message);
    }
  if (answer != NULL)
    answer_free (answer);
}

/* @is_fresh: another query or order than what is shown; else the stock changed, and the answer is worked in. */
static void
ask (AutosellVehicleList *self, gboolean is_fresh)
{
  QueryJob *job = g_new0 (QueryJob, 1);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  self->is_stale = FALSE;
  self->is_overtaken = FALSE;
  job->query = autosell_query_ref (self->query);
  job->sort = self->sort;
  job->before = is_fresh ? NULL : g_array_ref (self->keys);
  autosell_store_run (self->store, AUTOSELL_LANE_LIST, query_job, job, query_job_free, answer_free, self->cancellable,
                      answer_cb, g_object_ref (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
}

/* Rows that the view holds are read again, not the changed ones alone: a car's twin or its brand's spelling may have
 * become a problem of another. The others are forgotten. */
static void
reload_rows (AutosellVehicleList *self)
{
  g_autoptr(GArray) keys = g_array_new (FALSE, FALSE, sizeof (gint64));
  GHashTableIter iter;
  gpointer key, ref;

  self->is_overtaken = self->cancellable != NULL;
  g_queue_clear_full (&self->kept, g_object_unref);
  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, &key, &ref))
    {
      g_autoptr(GObject) row = g_weak_ref_get (ref);

      if (row == NULL)
        g_hash_table_iter_remove (&iter);
      else
        g_array_append_vals (keys, key, 1);
    }
  load_rows (self, keys, TRUE);
}

static void
store_changed_cb (AutosellStore *store, GArray *keys, gpointer user_data)
{
  AutosellVehicleList *self = user_data;

  reload_rows (self);
  /* An answer on its way is let through first, or changes that follow each other closely would keep the list waiting */
  if (self->cancellable != NULL)
    self->is_stale = TRUE;
  else
    ask (self, FALSE);
}

/* Whether which cars are shown, or in what order, depends on posts. */
static gboolean
asks_for_posts (AutosellVehicleList *self)
{
  if (self->sort.by_posted)
    return TRUE;
  for (guint i = 0; i < autosell_query_get_n_terms (self->query); i++)
    if (autosell_query_get_term (self->query, i)->kind == AUTOSELL_TERM_POSTED)
      return TRUE;
  return FALSE;
}

static gboolean
posts_cb (gpointer user_data)
{
  AutosellVehicleList *self = user_data;

  self->posts_source = 0;
  reload_rows (self);
  if (!asks_for_posts (self))
    return G_SOURCE_REMOVE;
  if (self->cancellable != NULL)
    self->is_stale = TRUE;
  else
    ask (self, FALSE);
  return G_SOURCE_REMOVE;
}

static void
posts_changed_cb (AutosellVehicleList *self)
{
  if (self->posts_source == 0)
    self->posts_source = g_timeout_add (POSTS_MS, posts_cb, self);
}

/* ---- Object ---- */

static void
autosell_vehicle_list_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  AutosellVehicleList *self = AUTOSELL_VEHICLE_LIST (object);

  switch (id)
    {
    case PROP_LOADING:
      g_value_set_boolean (value, self->cancellable != NULL);
      break;
    case PROP_TOTALS:
      g_value_set_pointer (value, &self->totals);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
autosell_vehicle_list_dispose (GObject *object)
{
  AutosellVehicleList *self = AUTOSELL_VEHICLE_LIST (object);

  g_clear_handle_id (&self->posts_source, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_queue_clear_full (&self->kept, g_object_unref);
  G_OBJECT_CLASS (autosell_vehicle_list_parent_class)->dispose (object);
}

static void
autosell_vehicle_list_finalize (GObject *object)
{
  AutosellVehicleList *self = AUTOSELL_VEHICLE_LIST (object);

  autosell_query_unref (self->query);
  g_array_unref (self->keys);
  g_hash_table_unref (self->rows);
  g_hash_table_unref (self->loading);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (autosell_vehicle_list_parent_class)->finalize (object);
}

static void
autosell_vehicle_list_class_init (AutosellVehicleListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = autosell_vehicle_list_get_property;
  object_class->dispose = autosell_vehicle_list_dispose;
  object_class->finalize = autosell_vehicle_list_finalize;
  properties[PROP_LOADING] =
    g_param_spec_boolean ("loading", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_TOTALS] = g_param_spec_pointer ("totals", NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  loaded_signal =
    g_signal_new ("loaded", AUTOSELL_TYPE_VEHICLE_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
autosell_vehicle_list_init (AutosellVehicleList *self)
{
  self->query = autosell_query_parse (NULL, NULL, NULL, NULL);
  self->sort = (AutosellSort){ .by_id_order = TRUE };
  self->keys = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->rows = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, weak_ref_free);
  self->loading = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_queue_init (&self->kept);
}

AutosellVehicleList *
autosell_vehicle_list_new (AutosellStore *store)
{
  AutosellVehicleList *self;

  g_return_val_if_fail (AUTOSELL_IS_STORE (store), NULL);

  self = g_object_new (AUTOSELL_TYPE_VEHICLE_LIST, NULL);
  self->store = g_object_ref (store);
  g_signal_connect_object (store, "changed", G_CALLBACK (store_changed_cb), self, 0);
  g_signal_connect_object (store, "posts-changed", G_CALLBACK (posts_changed_cb), self, G_CONNECT_SWAPPED);
  ask (self, TRUE);
  return self;
}

void
autosell_vehicle_list_set_query (AutosellVehicleList *self, AutosellQuery *query)
{
  g_return_if_fail (AUTOSELL_IS_VEHICLE_LIST (self) && query != NULL);

  autosell_query_ref (query);
  autosell_query_unref (self->query);
  self->query = query;
  ask (self, TRUE);
}

AutosellQuery *
autosell_vehicle_list_get_query (AutosellVehicleList *self)
{
  return self->query;
}

void
autosell_vehicle_list_set_sort (AutosellVehicleList *self, const AutosellSort *sort)
{
  g_return_if_fail (AUTOSELL_IS_VEHICLE_LIST (self) && sort != NULL);

  self->sort = *sort;
  ask (self, TRUE);
}

const AutosellSort *
autosell_vehicle_list_get_sort (AutosellVehicleList *self)
{
  return &self->sort;
}

gboolean
autosell_vehicle_list_is_loading (AutosellVehicleList *self)
{
  return self->cancellable != NULL;
}

gboolean
autosell_vehicle_list_is_current (AutosellVehicleList *self)
{
  return self->cancellable == NULL && self->n_reloads == 0;
}

const AutosellTotals *
autosell_vehicle_list_get_totals (AutosellVehicleList *self)
{
  return &self->totals;
}

gint64
autosell_vehicle_list_get_key (AutosellVehicleList *self, guint position)
{
  return position < self->keys->len ? KEY_AT (self, position) : 0;
}

gboolean
autosell_vehicle_list_find (AutosellVehicleList *self, gint64 key, guint *position)
{
  for (guint i = 0; i < self->keys->len; i++)
    if (KEY_AT (self, i) == key)
      {
        if (position != NULL)
          *position = i;
        return TRUE;
      }
  return FALSE;
}
