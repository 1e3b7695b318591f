/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-photo-store.h"
#include "autosell-post-plan.h"
#include "autosell-post-store-private.h"
#include "autosell-store-private.h"
#include "autosell-vehicle-sql.h"

/* What the window's place for posts shows and asks for, without waiting. */

static void
slot_row_free (gpointer data)
{
  AutosellPostSlotRow *self = data;

  g_free (self->page_name);
  g_free (self->title);
  g_free (self);
}

void
autosell_posts_board_free (AutosellPostsBoard *self)
{
  g_clear_pointer (&self->pages, g_ptr_array_unref);
  g_clear_pointer (&self->templates, g_ptr_array_unref);
  g_clear_pointer (&self->posts, g_ptr_array_unref);
  g_clear_pointer (&self->slots, g_ptr_array_unref);
  g_free (self);
}

typedef struct
{
  gint64 from_s, until_s;
  guint limit;
  AutosellPostNeed need;
  int n_wanted;
} BoardJob;

static int
compare_slots (gconstpointer a, gconstpointer b)
{
  const AutosellPostSlotRow *one = *(AutosellPostSlotRow *const *) a, *other = *(AutosellPostSlotRow *const *) b;

  if (one->slot.at_s != other->slot.at_s)
    return one->slot.at_s < other->slot.at_s ? -1 : 1;
  return (one->page > other->page) - (one->page < other->page);
}

static gboolean
add_slots (AutosellConnection *connection, const BoardJob *job, const AutosellPage *page, GPtrArray *rows,
           GError **error)
{
  g_autoptr(GArray) slots =
    autosell_post_sql_get_slots (connection, page, job->from_s, job->until_s, job->need, job->n_wanted, error);

  for (guint i = 0; slots != NULL && i < slots->len; i++)
    {
      AutosellPostSlotRow *row = g_new0 (AutosellPostSlotRow, 1);
      g_autoptr(AutosellVehicle) vehicle = NULL;

      row->page = page->id;
      row->page_name = g_strdup (page->name);
      row->slot = g_array_index (slots, AutosellPostSlot, i);
      g_ptr_array_add (rows, row);
      /* A car that is no more leaves its post without one */
      if (row->slot.key != 0 && (vehicle = autosell_vehicle_sql_load (connection, row->slot.key, NULL)) != NULL)
        row->title = autosell_vehicle_dup_title (vehicle);
    }
  return slots != NULL;
}

static gpointer
get_board_job (AutosellConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  const BoardJob *job = data;
  const AutosellPostQuery query = { .states = ~(1u << AUTOSELL_POST_CANCELLED), .limit = job->limit };
  g_autoptr(AutosellPostsBoard) board = g_new0 (AutosellPostsBoard, 1);
  g_autoptr(AutosellPageBoard) pages = autosell_page_sql_get_board (connection, error);

  if (pages == NULL || (board->posts = autosell_post_sql_get (connection, &query, error)) == NULL)
    return NULL;
  board->slots = g_ptr_array_new_with_free_func (slot_row_free);
  for (guint i = 0; i < pages->pages->len; i++)
    {
      const AutosellPage *page = pages->pages->pdata[i];

      if (page->is_automatic && !add_slots (connection, job, page, board->slots, error))
        return NULL;
    }
  g_ptr_array_sort (board->slots, compare_slots);
  board->pages = g_steal_pointer (&pages->pages);
  board->templates = g_steal_pointer (&pages->templates);
  return g_steal_pointer (&board);
}

void
autosell_store_get_posts_board_async (AutosellStore *self, gint64 from_s, gint64 until_s, guint limit,
                                      GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  BoardJob *job = g_new (BoardJob, 1);

  *job =
    (BoardJob){ from_s, until_s, limit, autosell_store_get_post_need (self), autosell_store_get_photos_wanted (self) };
  autosell_store_run (self, AUTOSELL_LANE_READ, get_board_job, job, g_free, (GDestroyNotify) autosell_posts_board_free,
                      cancellable, callback, user_data);
}

AutosellPostsBoard *
autosell_store_get_posts_board_finish (AutosellStore *self, GAsyncResult *result, GError **error)
{
  return autosell_store_run_finish (self, result, error);
}

/* ---- What a person wants ---- */

typedef struct
{
  AutosellPost *post; /* owned, nullable */
  AutosellPostChangeMask mask;
  char *what; /* owned, nullable */
  char *who;  /* owned */
  gint64 page, at_s, key;
} WantJob;

static void
want_job_free (gpointer data)
{
  WantJob *self = data;

  g_clear_pointer (&self->post, autosell_post_free);
  g_free (self->what);
  g_free (self->who);
  g_free (self);
}

static gpointer
want_job (AutosellConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  const WantJob *job = data;
  gboolean done;

  if (!autosell_connection_begin (connection, error))
    return NULL;
  if (job->post != NULL)
    done = autosell_post_sql_change (connection, job->post, job->mask, job->who, job->what, NULL, error)
           /* Nobody means the plan to put it there again */
           && (!job->post->is_scheduled || job->post->want == AUTOSELL_POST_WANT_OUT
               || autosell_post_state_stands (job->post->state)
               || autosell_post_sql_set_wish (connection, job->post->page, job->post->at_s, 0, job->who, error));
  else
    done = autosell_post_sql_set_wish (connection, job->page, job->at_s, job->key, job->who, error);
  if (done)
    return autosell_connection_commit (connection, error) ? GINT_TO_POINTER (TRUE) : NULL;
  autosell_connection_rollback (connection);
  return NULL;
}

void
autosell_store_change_post_async (AutosellStore *self, const AutosellPost *post, AutosellPostChangeMask mask,
                                  const char *what, GAsyncReadyCallback callback, gpointer user_data)
{
  WantJob *job = g_new0 (WantJob, 1);

  job->post = autosell_post_copy (post);
  job->mask = mask;
  job->what = g_strdup (what);
  job->who = g_strdup (autosell_store_get_author (self));
  autosell_store_run (self, AUTOSELL_LANE_WRITE, want_job, job, want_job_free, NULL, NULL, callback, user_data);
}

void
autosell_store_set_wish_async (AutosellStore *self, gint64 page, gint64 at_s, gint64 key, GAsyncReadyCallback callback,
                               gpointer user_data)
{
  WantJob *job = g_new0 (WantJob, 1);

  job->who = g_strdup (autosell_store_get_author (self));
  job->page = page;
  job->at_s = at_s;
  job->key = key;
  autosell_store_run (self, AUTOSELL_LANE_WRITE, want_job, job, want_job_free, NULL, NULL, callback, user_data);
}

gboolean
autosell_store_write_post_finish (AutosellStore *self, GAsyncResult *result, GError **error)
{
  gboolean done = autosell_store_run_finish (self, result, error) != NULL;

  if (done)
    autosell_store_emit_posts_changed (self);
  return done;
}
