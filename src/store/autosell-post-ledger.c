/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-post-ledger-private.h"

#include <string.h>

#include "autosell-figures-store-private.h"
#include "autosell-post-gate-private.h"
#include "autosell-post-store-private.h"
#include "autosell-query-sql.h"
#include "autosell-store-private.h"
#include "autosell-vehicle-sql.h"

typedef struct
{
  AutosellPostCar car; /* first: what the others see */
  gatomicrefcount ref_count;
} CountedCar;

void
autosell_post_cell_free (AutosellPostCell *self)
{
  g_free (self->reference);
  g_free (self->permalink);
  g_free (self->error_text);
  g_free (self->held);
  g_free (self);
}

static AutosellPostCar *
car_new (gint64 key)
{
  CountedCar *self = g_new0 (CountedCar, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->car.key = key;
  self->car.figures = AUTOSELL_POST_FIGURES_UNKNOWN;
  self->car.cells = g_ptr_array_new_with_free_func ((GDestroyNotify) autosell_post_cell_free);
  self->car.course = g_array_new (FALSE, FALSE, sizeof (AutosellFiguresSample));
  return &self->car;
}

AutosellPostCar *
autosell_post_car_ref (AutosellPostCar *self)
{
  g_atomic_ref_count_inc (&((CountedCar *) self)->ref_count);
  return self;
}

void
autosell_post_car_unref (AutosellPostCar *self)
{
  if (!g_atomic_ref_count_dec (&((CountedCar *) self)->ref_count))
    return;
  g_free (self->title);
  g_free (self->stock_number);
  g_free (self->status);
  g_ptr_array_unref (self->cells);
  g_array_unref (self->course);
  g_free (self);
}

const AutosellPostCell *
autosell_post_car_find_cell (const AutosellPostCar *self, gint64 page)
{
  for (guint i = 0; i < self->cells->len; i++)
    if (((const AutosellPostCell *) self->cells->pdata[i])->page == page)
      return self->cells->pdata[i];
  return NULL;
}

void
autosell_post_ledger_free (AutosellPostLedger *self)
{
  g_clear_pointer (&self->keys, g_array_unref);
  g_clear_pointer (&self->pages, g_ptr_array_unref);
  g_clear_pointer (&self->first, g_ptr_array_unref);
  g_free (self);
}

/* ---- Which cars, in what order ---- */

typedef struct
{
  gint64 key;
  gint64 out_s;
  gint64 reactions;
  guint states; /* 1 << AutosellPostedState, of Pages; 0: never */
} Entry;

typedef struct
{
  GArray *entries;  /* owned, of Entry: as the cars are ordered by the query */
  guint *positions; /* owned: by key, position + 1 */
  gint64 max_key;
} Cars;

static void
cars_clear (Cars *self)
{
  g_clear_pointer (&self->entries, g_array_unref);
  g_clear_pointer (&self->positions, g_free);
}

/* (nullable) */
static Entry *
find_entry (const Cars *self, gint64 key)
{
  guint position = key >= 0 && key <= self->max_key ? self->positions[key] : 0;

  return position != 0 ? &g_array_index (self->entries, Entry, position - 1) : NULL;
}

static gboolean
load_cars (AutosellConnection *connection, const AutosellPostLedgerQuery *query, Cars *cars, GError **error)
{
  g_autoptr(AutosellQuery) all = query->query == NULL ? autosell_query_parse (NULL, NULL, NULL, NULL) : NULL;
  g_autoptr(AutosellOwnedStatement) stmt = NULL;
  GError *local_error = NULL;
  char today[AUTOSELL_DATE_SIZE];

  autosell_date_today (today);
  stmt = autosell_query_sql_prepare (connection, query->query != NULL ? query->query : all, "SELECT pk FROM vehicle",
                                     query->order == AUTOSELL_POST_LEDGER_BY_NAME
                                       ? " ORDER BY brand_key IS NULL, brand_key, model_key, year, pk"
                                       : " ORDER BY pk",
                                     today, error);
  if (stmt == NULL)
    return FALSE;
  cars->entries = g_array_new (FALSE, TRUE, sizeof (Entry));
  while (autosell_statement_next (stmt, &local_error))
    {
      Entry entry = { .key = sqlite3_column_int64 (stmt, 0) };

      g_array_append_val (cars->entries, entry);
      cars->max_key = MAX (cars->max_key, entry.key);
    }
  if (!autosell_pass_error (local_error, error))
    return FALSE;
  cars->positions = g_new0 (guint, cars->max_key + 1);
  for (guint i = 0; i < cars->entries->len; i++)
    cars->positions[g_array_index (cars->entries, Entry, i).key] = i + 1;
  return TRUE;
}

static AutosellPostedState
get_state (AutosellPostState state)
{
  switch (state)
    {
    case AUTOSELL_POST_OUT:
    case AUTOSELL_POST_REMOVING:
      return AUTOSELL_POSTED_OUT;
    case AUTOSELL_POST_WAITING:
    case AUTOSELL_POST_UPLOADING:
    case AUTOSELL_POST_CREATING:
    case AUTOSELL_POST_LOOKING:
    case AUTOSELL_POST_HANDED:
      return AUTOSELL_POSTED_QUEUED;
    case AUTOSELL_POST_FAILED:
      return AUTOSELL_POSTED_FAILED;
    case AUTOSELL_POST_REMOVED:
    case AUTOSELL_POST_GONE:
      return AUTOSELL_POSTED_REMOVED;
    case AUTOSELL_POST_DRAFT:
    case AUTOSELL_POST_CANCELLED:
    default:
      return AUTOSELL_POSTED_NEVER;
    }
}

static AutosellPostedState
read_state (sqlite3_stmt *stmt, int column)
{
  AutosellPostState state = AUTOSELL_POST_CANCELLED;

  autosell_post_state_from_nick (autosell_column_text (stmt, column), &state);
  return get_state (state);
}

/* One car on one Page, its posts told oldest first: what stands counts, else what came last. */
static AutosellPostedState
fold (AutosellPostedState so_far, AutosellPostedState next)
{
  return next == AUTOSELL_POSTED_NEVER || so_far == AUTOSELL_POSTED_OUT ? so_far : next;
}

/* Of each post by its number; much faster than to join so many. @max_post: (out) Returns: (transfer full) */
static gint64 *
load_reactions (AutosellConnection *connection, gint64 *max_post, GError **error)
{
  sqlite3_stmt *stmt =
    autosell_connection_prepare (connection, "SELECT post_pk, reactions FROM post_figures WHERE reactions > 0", error);
  g_autofree gint64 *reactions = NULL;
  GError *local_error = NULL;

  if (stmt == NULL)
    return NULL;
  *max_post = autosell_connection_get_int (connection, "SELECT max (pk) FROM post", 0);
  reactions = g_new0 (gint64, *max_post + 1);
  while (autosell_statement_next (stmt, &local_error))
    if (sqlite3_column_int64 (stmt, 0) <= *max_post)
      reactions[sqlite3_column_int64 (stmt, 0)] = sqlite3_column_int64 (stmt, 1);
  return autosell_pass_error (local_error, error) ? g_steal_pointer (&reactions) : NULL;
}

/* Answered by the index alone, which has the posts in this order. */
#define SCAN \
  "SELECT vehicle_pk, page_id, state, out_at, pk FROM post WHERE vehicle_pk IS NOT NULL ORDER BY vehicle_pk, " \
  "page_id, pk"

/* What is told of one car on one Page. */
static void
end_cell (Entry *entry, AutosellPostedState state)
{
  if (entry != NULL && state != AUTOSELL_POSTED_NEVER)
    entry->states |= 1u << state;
}

/* @reactions: (nullable): by post, up to @max_post */
static gboolean
load_states (AutosellConnection *connection, gint64 only_page, const gint64 *reactions, gint64 max_post, Cars *cars,
             GError **error)
{
  sqlite3_stmt *stmt = autosell_connection_prepare (connection, SCAN, error);
  AutosellPostedState state = AUTOSELL_POSTED_NEVER;
  GError *local_error = NULL;
  gint64 car = 0, page = 0;
  Entry *entry = NULL;

  if (stmt == NULL)
    return FALSE;
  while (autosell_statement_next (stmt, &local_error))
    {
      gint64 next_car = sqlite3_column_int64 (stmt, 0), next_page = sqlite3_column_int64 (stmt, 1);

      if (next_car != car || next_page != page)
        {
          end_cell (entry, state);
          state = AUTOSELL_POSTED_NEVER;
          car = next_car;
          page = next_page;
          entry = only_page == 0 || only_page == page ? find_entry (cars, car) : NULL;
        }
      if (entry == NULL)
        continue;
      state = fold (state, read_state (stmt, 2));
      entry->out_s = MAX (entry->out_s, sqlite3_column_int64 (stmt, 3));
      if (reactions != NULL && sqlite3_column_int64 (stmt, 4) <= max_post)
        entry->reactions += reactions[sqlite3_column_int64 (stmt, 4)];
    }
  end_cell (entry, state);
  return autosell_pass_error (local_error, error);
}

/* Cars with what their posts say together. */
static gboolean
load_entries (AutosellConnection *connection, const AutosellPostLedgerQuery *query, Cars *cars, GError **error)
{
  g_autofree gint64 *reactions = NULL;
  gint64 max_post = 0;

  if (query->order == AUTOSELL_POST_LEDGER_MOST_REACTIONS
      && (reactions = load_reactions (connection, &max_post, error)) == NULL)
    return FALSE;
  return load_cars (connection, query, cars, error)
         && load_states (connection, query->page, reactions, max_post, cars, error);
}

static int
compare_numbers (gint64 a, gint64 b)
{
  return (a > b) - (a < b);
}

static int
compare_longest_ago (gconstpointer a, gconstpointer b)
{
  const Entry *one = a, *other = b;
  int order = compare_numbers (one->out_s, other->out_s);

  return order != 0 ? order : compare_numbers (one->key, other->key);
}

static int
compare_latest (gconstpointer a, gconstpointer b)
{
  const Entry *one = a, *other = b;
  int order = compare_numbers (other->out_s, one->out_s);

  return order != 0 ? order : compare_numbers (one->key, other->key);
}

static int
compare_reactions (gconstpointer a, gconstpointer b)
{
  const Entry *one = a, *other = b;
  int order = compare_numbers (other->reactions, one->reactions);

  return order != 0 ? order : compare_latest (a, b);
}

/* The car's bits as a filter asks for them. */
static guint
get_bits (const Entry *entry)
{
  guint bits = entry->states == 0 ? 1u << AUTOSELL_POSTED_NEVER : entry->states;

  return (bits & (1u << AUTOSELL_POSTED_OUT)) != 0 ? bits : bits | AUTOSELL_POSTED_NOT_OUT;
}

static void
sort_entries (GArray *entries, AutosellPostLedgerOrder order)
{
  switch (order)
    {
    case AUTOSELL_POST_LEDGER_LONGEST_AGO:
      g_array_sort (entries, compare_longest_ago);
      break;
    case AUTOSELL_POST_LEDGER_LATEST:
      g_array_sort (entries, compare_latest);
      break;
    case AUTOSELL_POST_LEDGER_MOST_REACTIONS:
      g_array_sort (entries, compare_reactions);
      break;
    case AUTOSELL_POST_LEDGER_BY_NAME:
    default:
      break; /* as the statement has them */
    }
}

/* Takes those that are asked for, and counts all. */
static void
pick (AutosellPostLedger *ledger, const AutosellPostLedgerQuery *query, GArray *entries)
{
  sort_entries (entries, query->order);
  ledger->n_cars = entries->len;
  for (guint i = 0; i < entries->len; i++)
    {
      const Entry *entry = &g_array_index (entries, Entry, i);
      guint bits = get_bits (entry);

      for (guint state = 0; state <= AUTOSELL_N_POSTED; state++)
        ledger->counts[state] += (bits & (1u << state)) != 0;
      if (query->states == 0 || (bits & query->states) != 0)
        g_array_append_val (ledger->keys, entry->key);
    }
}

/* ---- Cars with their cells ---- */

#define CELLS \
  "SELECT page_id, post.pk, state, reference, at, out_at, removed_at, want = 'removed', is_hidden, permalink, " \
  "error_text, " \
  "state = 'gone', reactions, comments, shares, reach, clicks FROM post LEFT JOIN post_figures ON post_pk = post.pk " \
  "WHERE vehicle_pk = ? ORDER BY page_id, post.pk"

static void
read_cell (sqlite3_stmt *stmt, AutosellPostedState state, AutosellPostCell *cell)
{
  g_free (cell->reference);
  g_free (cell->permalink);
  g_free (cell->error_text);
  cell->state = state;
  cell->post = sqlite3_column_int64 (stmt, 1);
  cell->reference = g_strdup (autosell_column_text (stmt, 3));
  cell->at_s = state == AUTOSELL_POSTED_QUEUED ? sqlite3_column_int64 (stmt, 4) : sqlite3_column_int64 (stmt, 6);
  cell->is_leaving = state == AUTOSELL_POSTED_OUT && sqlite3_column_int (stmt, 7);
  cell->is_hidden = sqlite3_column_int (stmt, 8);
  cell->permalink = g_strdup (autosell_column_text (stmt, 9));
  cell->error_text = g_strdup (autosell_column_text (stmt, 10));
  cell->is_gone = sqlite3_column_int (stmt, 11);
  autosell_figures_sql_read (stmt, 12, &cell->figures);
}

/* What the cells say together, as lists show it of a car. @latest: (out): the post that went out last, 0 for none */
static void
sum_up (AutosellPostCar *car, gint64 *latest)
{
  static const AutosellPostedState order[] = { AUTOSELL_POSTED_OUT, AUTOSELL_POSTED_FAILED, AUTOSELL_POSTED_QUEUED,
                                               AUTOSELL_POSTED_REMOVED };
  guint states = 0;

  *latest = 0;
  for (guint i = 0; i < car->cells->len; i++)
    {
      const AutosellPostCell *cell = car->cells->pdata[i];

      states |= 1u << cell->state;
      car->posted.n_out += cell->state == AUTOSELL_POSTED_OUT;
      autosell_post_figures_add (&car->figures, &cell->figures);
      if (cell->out_s <= car->posted.out_s)
        continue;
      car->posted.out_s = cell->out_s;
      *latest = cell->post;
    }
  for (guint i = G_N_ELEMENTS (order); i > 0; i--)
    if (states & (1u << order[i - 1]))
      car->posted.state = order[i - 1];
}

static gboolean
load_cells (AutosellConnection *connection, AutosellPostCar *car, GError **error)
{
  sqlite3_stmt *stmt = autosell_connection_prepare (connection, CELLS, error);
  AutosellPostCell *cell = NULL;
  GError *local_error = NULL;
  GArray *course;
  gint64 latest;

  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, car->key);
  while (autosell_statement_next (stmt, &local_error))
    {
      AutosellPostedState state = read_state (stmt, 2);
      gint64 page = sqlite3_column_int64 (stmt, 0);

      if (state == AUTOSELL_POSTED_NEVER)
        continue;
      if (cell == NULL || cell->page != page)
        {
          cell = g_new0 (AutosellPostCell, 1);
          cell->page = page;
          g_ptr_array_add (car->cells, cell);
        }
      if (fold (cell->state, state) == state && !(cell->state == AUTOSELL_POSTED_OUT && state != AUTOSELL_POSTED_OUT))
        read_cell (stmt, state, cell);
      cell->out_s = MAX (cell->out_s, sqlite3_column_int64 (stmt, 5));
    }
  if (!autosell_pass_error (local_error, error))
    return FALSE;
  sum_up (car, &latest);
  if (latest == 0)
    return TRUE;
  course = autosell_figures_sql_get (connection, latest, error);
  if (course == NULL)
    return FALSE;
  g_array_unref (car->course);
  car->course = course;
  return TRUE;
}

static void
note_held (AutosellConnection *connection, AutosellPostCar *car, AutosellVehicle *vehicle)
{
  g_autoptr(AutosellPostGate) gate = NULL;

  for (guint i = 0; i < car->cells->len; i++)
    {
      AutosellPostCell *cell = car->cells->pdata[i];

      if (cell->state != AUTOSELL_POSTED_QUEUED)
        continue;
      if (gate == NULL)
        gate = autosell_post_gate_new (vehicle, autosell_post_gate_sql_get_need (connection));
      if (gate->is_held)
        cell->held = autosell_post_gate_dup_why (gate);
    }
}

AutosellPostCar *
autosell_post_ledger_sql_load_car (AutosellConnection *connection, gint64 key, gboolean *is_gone, GError **error)
{
  g_autoptr(AutosellVehicle) vehicle = autosell_vehicle_sql_load (connection, key, error);
  g_autoptr(AutosellPostCar) car = NULL;
  AutosellStatus status;

  if (vehicle == NULL)
    return NULL;
  status = autosell_vehicle_get_status (vehicle);
  car = car_new (key);
  car->title = autosell_vehicle_dup_title (vehicle);
  car->stock_number = g_strdup (autosell_vehicle_get_text (vehicle, AUTOSELL_FIELD_STOCK_NUMBER));
  car->status = g_strdup (autosell_status_to_nick (status));
  if (is_gone != NULL)
    *is_gone = status == AUTOSELL_STATUS_SOLD || autosell_vehicle_get_deleted (vehicle) != 0;
  if (!load_cells (connection, car, error))
    return NULL;
  note_held (connection, car, vehicle);
  return g_steal_pointer (&car);
}

static GPtrArray *
load_many (AutosellConnection *connection, const GArray *keys, guint n, GError **error)
{
  g_autoptr(GPtrArray) cars = g_ptr_array_new_with_free_func ((GDestroyNotify) autosell_post_car_unref);

  for (guint i = 0; i < MIN (n, keys->len); i++)
    {
      g_autoptr(GError) local_error = NULL;
      AutosellPostCar *car =
        autosell_post_ledger_sql_load_car (connection, g_array_index (keys, gint64, i), NULL, &local_error);

      if (car != NULL)
        g_ptr_array_add (cars, car);
      /* Else it was destroyed meanwhile */
      else if (!g_error_matches (local_error, AUTOSELL_STORE_ERROR, AUTOSELL_STORE_ERROR_NOT_FOUND))
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return NULL;
        }
    }
  return g_steal_pointer (&cars);
}

/* ---- Asking ---- */

typedef struct
{
  AutosellPostLedgerQuery query;
  guint n_first;
} LedgerJob;

static void
ledger_job_free (gpointer data)
{
  LedgerJob *self = data;

  g_clear_pointer (&self->query.query, autosell_query_unref);
  g_free (self);
}

static gpointer
get_ledger_job (AutosellConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  const LedgerJob *job = data;
  g_autoptr(AutosellPostLedger) ledger = g_new0 (AutosellPostLedger, 1);
  g_autoptr(AutosellPageBoard) pages = autosell_page_sql_get_board (connection, error);
  Cars cars = { 0 };
  gboolean done;

  if (pages == NULL)
    return NULL;
  ledger->pages = g_steal_pointer (&pages->pages);
  ledger->keys = g_array_new (FALSE, FALSE, sizeof (gint64));
  done = load_entries (connection, &job->query, &cars, error);
  if (done)
    pick (ledger, &job->query, cars.entries);
  cars_clear (&cars);
  if (!done || (ledger->first = load_many (connection, ledger->keys, job->n_first, error)) == NULL)
    return NULL;
  return g_steal_pointer (&ledger);
}

AutosellPostLedger *
autosell_store_get_post_ledger_sync (AutosellStore *self, const AutosellPostLedgerQuery *query, guint n_first,
                                     GError **error)
{
  LedgerJob job = { *query, n_first };

  return autosell_database_call (autosell_store_get_database (self), AUTOSELL_LANE_READ, get_ledger_job, &job, NULL,
                                 error);
}

void
autosell_store_get_post_ledger_async (AutosellStore *self, const AutosellPostLedgerQuery *query, guint n_first,
                                      GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  LedgerJob *job = g_new (LedgerJob, 1);

  *job = (LedgerJob){ *query, n_first };
  if (query->query != NULL)
    autosell_query_ref (query->query);
  autosell_store_run (self, AUTOSELL_LANE_READ, get_ledger_job, job, ledger_job_free,
                      (GDestroyNotify) autosell_post_ledger_free, cancellable, callback, user_data);
}

AutosellPostLedger *
autosell_store_get_post_ledger_finish (AutosellStore *self, GAsyncResult *result, GError **error)
{
  return autosell_store_run_finish (self, result, error);
}

static gpointer
get_cars_job (AutosellConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  const GArray *keys = data;

  return load_many (connection, keys, keys->len, error);
}

void
autosell_store_get_post_cars_async (AutosellStore *self, GArray *keys, GCancellable *cancellable,
                                    GAsyncReadyCallback callback, gpointer user_data)
{
  autosell_store_run (self, AUTOSELL_LANE_READ, get_cars_job, g_array_ref (keys), (GDestroyNotify) g_array_unref,
                      (GDestroyNotify) g_ptr_array_unref, cancellable, callback, user_data);
}

GPtrArray *
autosell_store_get_post_cars_finish (AutosellStore *self, GAsyncResult *result, GError **error)
{
  return autosell_store_run_finish (self, result, error);
}

static gpointer
get_figures_job (AutosellConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  return autosell_figures_sql_get (connection, *(const gint64 *) data, error);
}

void
autosell_store_get_figures_async (AutosellStore *self, gint64 post, GCancellable *cancellable,
                                  GAsyncReadyCallback callback, gpointer user_data)
{
  autosell_store_run (self, AUTOSELL_LANE_READ, get_figures_job, g_memdup2 (&post, sizeof post), g_free,
                      (GDestroyNotify) g_array_unref, cancellable, callback, user_data);
}

GArray *
autosell_store_get_figures_finish (AutosellStore *self, GAsyncResult *result, GError **error)
{
  return autosell_store_run_finish (self, result, error);
}
