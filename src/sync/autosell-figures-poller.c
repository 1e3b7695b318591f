/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-figures-poller.h"

#include <string.h>

#include "autosell-graph-vault.h"
#include "autosell-post-store.h"
#include "autosell-sync-turn.h"

#define DAY_S ((gint64) 24 * 60 * 60)
/* After posts changed: publishing goes first, and brings a series of changes. */
#define SETTLE_S 30
#define AGAIN_S (15 * 60)
#define LONGEST_S (60 * 60)
/* Of one Page in one run: a call each, and a Page may be asked some hundred times an hour in all. */
#define MAX_LOOKS 25
/* What was refused is tried again after these. */
#define PAUSE_S (7 * DAY_S)
/* Of a Page with few followers answers are empty rather than refused: after so many in a row it is left for a day. */
#define MAX_EMPTY 3

/* What is asked for of a post's insights: the first name of each list that is known. */
enum
{
  METRIC_REACH,
  METRIC_CLICKS,
  N_METRICS
};

struct _AutosellFiguresPoller
{
  GObject parent_instance;
  AutosellStore *store;     /* owned */
  AutosellGraph *graph;     /* owned */
  AutosellKeyring *keyring; /* owned */
  gint64 offset_s;
  GCancellable *cancellable; /* owned, nullable: of what runs by itself */
  gboolean is_started;
  gboolean is_running;
  guint timer;
};

G_DEFINE_FINAL_TYPE (AutosellFiguresPoller, autosell_figures_poller, G_TYPE_OBJECT)

static void
autosell_figures_poller_dispose (GObject *object)
{
  AutosellFiguresPoller *self = AUTOSELL_FIGURES_POLLER (object);

  autosell_figures_poller_stop (self);
  g_clear_object (&self->store);
  g_clear_object (&self->graph);
  g_clear_object (&self->keyring);
  G_OBJECT_CLASS (autosell_figures_poller_parent_class)->dispose (object);
}

static void
autosell_figures_poller_class_init (AutosellFiguresPollerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = autosell_figures_poller_dispose;
}

static void
autosell_figures_poller_init (AutosellFiguresPoller *self G_GNUC_UNUSED)
{
}

AutosellFiguresPoller *
autosell_figures_poller_new (AutosellStore *store, AutosellGraph *graph, AutosellKeyring *keyring)
{
  AutosellFiguresPoller *self = g_object_new (AUTOSELL_TYPE_FIGURES_POLLER, NULL);

  self->store = g_object_ref (store);
  self->graph = g_object_ref (graph);
  self->keyring = g_object_ref (keyring);
  return self;
}

void
autosell_figures_poller_set_clock_offset_s (AutosellFiguresPoller *self, gint64 offset_s)
{
  self->offset_s = offset_s;
}

static gint64
get_ahead_s (const AutosellFiguresPoller *self)
{
  return self->offset_s != 0 ? self->offset_s : autosell_graph_get_clock_skew_s (self->graph);
}

/* ---- A run: Page by Page, first counts and then insights ---- */

typedef struct
{
  AutosellFiguresPoller *self;  /* unowned: of the task */
  GTask *task;                  /* owned; owns the run */
  AutosellSyncTurn *turn;       /* owned, nullable */
  AutosellFiguresBoard *board;  /* owned */
  guint index;                  /* of the Page in hand */
  const AutosellPage *page;     /* unowned: of the board */
  AutosellGraphAccess *access;  /* owned, nullable */
  GPtrArray *counts;            /* owned, nullable: of AutosellFiguresPost (unowned), to be counted */
  GPtrArray *looks;             /* owned, nullable: the same for insights */
  GPtrArray *asked;             /* owned, nullable: on their way */
  char *metrics[N_METRICS + 1]; /* owned: names that are asked for, without those that are paused */
  guint n_empty;                /* answers about insights in a row that told nothing */
  gboolean without_people;      /* reactions and comments were refused */
  gboolean was_without_people;
  AutosellFiguresReport report;
} Run;

static void next_page (Run *run);
static void count_next (Run *run);
static void look_next (Run *run);

static void
clear_page (Run *run)
{
  g_clear_pointer (&run->access, autosell_graph_access_free);
  g_clear_pointer (&run->counts, g_ptr_array_unref);
  g_clear_pointer (&run->looks, g_ptr_array_unref);
  g_clear_pointer (&run->asked, g_ptr_array_unref);
  for (guint i = 0; i < N_METRICS; i++)
    g_clear_pointer (&run->metrics[i], g_free);
}

static void
run_free (gpointer data)
{
  Run *run = data;

  clear_page (run);
  g_clear_pointer (&run->board, autosell_figures_board_free);
  g_clear_pointer (&run->turn, autosell_sync_turn_end);
  g_free (run);
}

/* The run is the task's: whoever goes on must not touch it afterwards. */
static void
fail (Run *run, GError *error)
{
  GTask *task = run->task;

  g_task_return_error (task, error);
  g_object_unref (task);
}

static gint64
get_now_s (const Run *run)
{
  return g_get_real_time () / G_USEC_PER_SEC + get_ahead_s (run->self);
}

/* @at_s: by the service's clock */
static void
wake_at (Run *run, gint64 at_s)
{
  gint64 here_s = at_s - get_ahead_s (run->self);

  if (run->report.next_s == 0 || here_s < run->report.next_s)
    run->report.next_s = here_s;
}

/* What is left of this Page is for later. */
static void
leave_page (Run *run, gint64 until_s)
{
  run->report.n_later++;
  wake_at (run, MAX (until_s, get_now_s (run) + AGAIN_S));
  next_page (run);
}

/* Whether a call for this Page may go now. @is_half: (out) (optional) */
static gboolean
may_read (Run *run, gboolean *is_half, gint64 *until_s)
{
  AutosellGraphMay may =
    autosell_graph_usage_get_may (autosell_graph_get_usage (run->self->graph), run->page->account_app,
                                  run->page->remote_id, get_now_s (run), until_s);

  if (is_half != NULL)
    *is_half = may == AUTOSELL_GRAPH_MAY_HALF;
  return may == AUTOSELL_GRAPH_MAY_ALL || may == AUTOSELL_GRAPH_MAY_HALF;
}

static void
account_written_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(GError) error = NULL;

  /* It is found out anew with the next call */
  if (!autosell_store_write_page_finish (AUTOSELL_STORE (source), result, &error))
    g_debug ("Figures: %s", error->message);
  next_page (data);
}

static void
lose_account (Run *run, AutosellGraphTokenState state)
{
  const char *nick = state == AUTOSELL_GRAPH_TOKEN_ROLE_LOST    ? "role_lost"
                     : state == AUTOSELL_GRAPH_TOKEN_CHECKPOINT ? "checkpoint"
                     : state == AUTOSELL_GRAPH_TOKEN_CONFIRM    ? "confirm"
                                                                : "reconnect";

  run->report.n_later++;
  autosell_store_set_account_state_async (run->self->store, run->page->account,
                                          state == AUTOSELL_GRAPH_TOKEN_ROLE_LOST ? run->page->id : 0, nick,
                                          account_written_cb, run);
}

static gboolean
is_cancelled (Run *run)
{
  GTask *task = run->task;

  if (!g_task_return_error_if_cancelled (task))
    return FALSE;
  g_object_unref (task);
  return TRUE;
}

/* What a call of this Page failed with, and what is not solved where it was called. Takes @error. */
static void
take_error (Run *run, GError *error)
{
  g_autoptr(GError) local_error = error;

  if (is_cancelled (run))
    return;
  g_debug ("Figures of %s: %s", run->page->name, error->message);
  if (g_error_matches (error, AUTOSELL_GRAPH_ERROR, AUTOSELL_GRAPH_ERROR_TOKEN))
    lose_account (run, autosell_graph_error_get_token_state (error));
  else
    leave_page (run, get_now_s (run) + autosell_graph_error_get_wait_s (error));
}

/* ---- Writing down ---- */

static void
paused_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(GTask) task = data;
  g_autoptr(GError) error = NULL;

  if (!autosell_store_write_figures_finish (AUTOSELL_STORE (source), result, &error))
    g_debug ("Figures: %s", error->message);
}

/* It is asked for again after some days: people give permissions, Pages grow, names come back. */
static void
put_off (Run *run, const char *what, gint64 pause_s)
{
  autosell_store_pause_figures_async (run->self->store, run->page->id, what, get_now_s (run) + pause_s, paused_cb,
                                      g_object_ref (run->task));
}

static void
counted_written_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GError *error = NULL;

  if (autosell_store_write_figures_finish (AUTOSELL_STORE (source), result, &error))
    count_next (data);
  else
    fail (data, error);
}

static void
looked_written_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GError *error = NULL;

  if (autosell_store_write_figures_finish (AUTOSELL_STORE (source), result, &error))
    look_next (data);
  else
    fail (data, error);
}

static void
write_news (Run *run, GArray *news, GAsyncReadyCallback callback)
{
  autosell_store_record_figures_async (run->self->store, news, get_now_s (run), callback, run);
}

/* ---- Counts ---- */

static void
counted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Run *run = data;
  GError *error = NULL;
  g_autoptr(GPtrArray) counters =
    autosell_graph_read_counters_finish (AUTOSELL_GRAPH (source), result, &run->without_people, &error);
  g_autoptr(GArray) news = g_array_new (FALSE, FALSE, sizeof (AutosellFiguresNews));

  if (counters == NULL)
    {
      take_error (run, error);
      return;
    }
  for (guint i = 0; i < counters->len; i++)
    {
      const AutosellGraphCounters *told = counters->pdata[i];
      const AutosellFiguresPost *post = run->asked->pdata[i];
      AutosellFiguresNews entry = { post->pk, AUTOSELL_POST_FIGURES_UNKNOWN, FALSE, told->is_gone };

      entry.figures.reactions = told->reactions;
      entry.figures.comments = told->comments;
      entry.figures.shares = told->shares;
      g_array_append_val (news, entry);
      if (told->is_gone)
        run->report.n_gone++;
      else
        run->report.n_counted++;
    }
  if (run->without_people && !run->was_without_people)
    put_off (run, "people", PAUSE_S);
  run->was_without_people = run->without_people;
  write_news (run, news, counted_written_cb);
}

/* Up to 50 at once. */
static void
count_next (Run *run)
{
  guint n = MIN (run->counts->len, AUTOSELL_GRAPH_MAX_COUNTERS);
  g_autoptr(GPtrArray) ids = g_ptr_array_new ();
  gint64 until_s = 0;

  if (is_cancelled (run))
    return;
  if (n == 0)
    {
      look_next (run);
      return;
    }
  if (!may_read (run, NULL, &until_s))
    {
      leave_page (run, until_s);
      return;
    }
  g_clear_pointer (&run->asked, g_ptr_array_unref);
  run->asked = g_ptr_array_new ();
  for (guint i = 0; i < n; i++)
    {
      AutosellFiguresPost *post = run->counts->pdata[i];

      g_ptr_array_add (run->asked, post);
      g_ptr_array_add (ids, post->remote_id);
    }
  g_ptr_array_add (ids, NULL);
  g_ptr_array_remove_range (run->counts, 0, n);
  autosell_graph_read_counters_async (run->self->graph, run->access, (const char *const *) ids->pdata,
                                      run->without_people, g_task_get_cancellable (run->task), counted_cb, run);
}

/* ---- Insights ---- */

/* The value of the metric that is asked for as number @index; -1 where it is not told. */
static gint64
get_value (const Run *run, GPtrArray *told, guint index)
{
  for (guint i = 0; i < told->len; i++)
    {
      const AutosellGraphMetric *metric = told->pdata[i];

      if (run->metrics[index] != NULL && g_str_equal (metric->name, run->metrics[index]))
        return metric->is_dead ? -1 : metric->value;
    }
  return -1;
}

/* Names that Facebook knows no more are asked for neither of the next post nor soon. */
static void
drop_dead_metrics (Run *run, GPtrArray *told)
{
  for (guint i = 0; i < told->len; i++)
    {
      const AutosellGraphMetric *metric = told->pdata[i];

      for (guint j = 0; metric->is_dead && j < N_METRICS; j++)
        if (g_strcmp0 (run->metrics[j], metric->name) == 0)
          {
            put_off (run, metric->name, PAUSE_S);
            g_clear_pointer (&run->metrics[j], g_free);
          }
    }
}

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Run *run = data;
  GError *error = NULL;
  g_autoptr(GPtrArray) told = autosell_graph_read_insights_finish (AUTOSELL_GRAPH (source), result, &error);
  g_autoptr(GArray) news = g_array_new (FALSE, FALSE, sizeof (AutosellFiguresNews));
  const AutosellFiguresPost *post = run->asked->pdata[0];
  AutosellFiguresNews entry = { post->pk, AUTOSELL_POST_FIGURES_UNKNOWN, TRUE, FALSE };

  if (g_error_matches (error, AUTOSELL_GRAPH_ERROR, AUTOSELL_GRAPH_ERROR_TOO_SMALL)
      || g_error_matches (error, AUTOSELL_GRAPH_ERROR, AUTOSELL_GRAPH_ERROR_PERMISSION))
    {
      g_clear_error (&error);
      put_off (run, "insights", PAUSE_S);
      next_page (run);
      return;
    }
  if (g_error_matches (error, AUTOSELL_GRAPH_ERROR, AUTOSELL_GRAPH_ERROR_GONE))
    {
      g_clear_error (&error);
      entry.is_gone = TRUE;
      run->report.n_gone++;
    }
  else if (told == NULL)
    {
      take_error (run, error);
      return;
    }
  else
    {
      entry.figures.reach = get_value (run, told, METRIC_REACH);
      entry.figures.clicks = get_value (run, told, METRIC_CLICKS);
      drop_dead_metrics (run, told);
      run->report.n_looked++;
      run->n_empty = entry.figures.reach < 0 && entry.figures.clicks < 0 ? run->n_empty + 1 : 0;
    }
  g_array_append_val (news, entry);
  write_news (run, news, looked_written_cb);
}

static void
look_next (Run *run)
{
  const char *names[N_METRICS + 1] = { NULL };
  AutosellFiguresPost *post = run->looks->len > 0 ? run->looks->pdata[0] : NULL;
  gboolean is_half = FALSE;
  gint64 until_s = 0;
  guint n = 0;

  if (is_cancelled (run))
    return;
  for (guint i = 0; i < N_METRICS; i++)
    if (run->metrics[i] != NULL)
      names[n++] = run->metrics[i];
  if (run->n_empty == MAX_EMPTY)
    put_off (run, "insights", DAY_S);
  if (post == NULL || n == 0 || run->n_empty >= MAX_EMPTY)
    {
      next_page (run);
      return;
    }
  if (!may_read (run, &is_half, &until_s) || is_half)
    {
      leave_page (run, until_s);
      return;
    }
  g_clear_pointer (&run->asked, g_ptr_array_unref);
  run->asked = g_ptr_array_new ();
  g_ptr_array_add (run->asked, post);
  g_ptr_array_remove_index (run->looks, 0);
  autosell_graph_read_insights_async (run->self->graph, run->access, post->remote_id, names, "lifetime",
                                      g_task_get_cancellable (run->task), looked_cb, run);
}

/* ---- A Page ---- */

static void
access_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Run *run = data;
  GError *error = NULL;

  run->access = autosell_graph_vault_get_access_finish (result, &error);
  if (error != NULL)
    fail (run, error);
  else if (run->access == NULL)
    lose_account (run, AUTOSELL_GRAPH_TOKEN_RECONNECT);
  else
    count_next (run);
}

/* The first name of the list that is not known to be dead. Returns: (transfer full) (nullable) */
static char *
dup_metric (const Run *run, const char *const *names)
{
  for (guint i = 0; names[i] != NULL; i++)
    if (!autosell_figures_board_is_paused (run->board, run->page->id, names[i]))
      return g_strdup (names[i]);
  return NULL;
}

/* Who may not see figures of a Page is not asked with: of a pasted token nobody knows, and it is tried. */
static gboolean
can_look (const Run *run)
{
  return !autosell_figures_board_is_paused (run->board, run->page->id, "insights")
         && (run->page->tasks == NULL || g_str_equal (run->page->tasks, "CREATE_CONTENT")
             || strstr (run->page->tasks, "ANALYZE") != NULL);
}

/* What is due of the Page, and when there is something due again. */
static void
collect (Run *run, gboolean is_half)
{
  gint64 now_s = get_now_s (run);
  gboolean looks = can_look (run), is_due = FALSE;

  run->counts = g_ptr_array_new ();
  run->looks = g_ptr_array_new ();
  for (guint i = 0; i < run->board->posts->len; i++)
    {
      AutosellFiguresPost *post = run->board->posts->pdata[i];

      if (post->page != run->page->id)
        continue;
      is_due |= autosell_post_figures_get_count_s (post->out_s, post->counted_s) <= now_s;
      if (autosell_post_figures_goes_along (post->out_s, post->counted_s, is_half, now_s))
        g_ptr_array_add (run->counts, post);
      else
        wake_at (run, MAX (autosell_post_figures_get_count_s (post->out_s, post->counted_s), now_s + AGAIN_S));
      if (!looks)
        continue;
      if (autosell_post_figures_get_look_s (post->out_s, post->looked_s) > now_s)
        wake_at (run, autosell_post_figures_get_look_s (post->out_s, post->looked_s));
      else if (run->looks->len < MAX_LOOKS && !is_half)
        g_ptr_array_add (run->looks, post);
      else
        wake_at (run, now_s + LONGEST_S);
    }
  /* Nothing goes along with nothing */
  if (!is_due)
    g_ptr_array_set_size (run->counts, 0);
  for (guint i = 0; is_due && i < run->counts->len; i++)
    {
      const AutosellFiguresPost *post = run->counts->pdata[i];

      wake_at (run, now_s + autosell_post_figures_get_interval_s (now_s - post->out_s));
    }
}

static void
next_page (Run *run)
{
  GTask *task = run->task;

  if (is_cancelled (run))
    return;
  while (run->index < run->board->pages->len)
    {
      gboolean is_half = FALSE;
      gint64 until_s = 0;

      clear_page (run);
      run->page = run->board->pages->pdata[run->index++];
      if (!autosell_page_can_post (run->page))
        continue;
      if (!may_read (run, &is_half, &until_s))
        {
          run->report.n_later++;
          wake_at (run, MAX (until_s, get_now_s (run) + AGAIN_S));
          continue;
        }
      collect (run, is_half);
      if (run->counts->len == 0 && run->looks->len == 0)
        continue;
      run->without_people = autosell_figures_board_is_paused (run->board, run->page->id, "people");
      run->was_without_people = run->without_people;
      run->n_empty = 0;
      run->metrics[METRIC_REACH] = dup_metric (run, autosell_graph_metrics_reach);
      run->metrics[METRIC_CLICKS] = dup_metric (run, autosell_graph_metrics_clicks);
      autosell_graph_vault_get_access_async (run->self->keyring, run->page->account_app, run->page->account_remote,
                                             run->page->remote_id, run->page->uses_secret,
                                             g_task_get_cancellable (task), access_cb, run);
      return;
    }
  g_task_return_pointer (task, g_memdup2 (&run->report, sizeof run->report), g_free);
  g_object_unref (task);
}

static void
board_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Run *run = data;
  GError *error = NULL;

  run->board = autosell_store_get_figures_board_finish (AUTOSELL_STORE (source), result, &error);
  if (run->board == NULL)
    fail (run, error);
  else
    next_page (run);
}

void
autosell_figures_poller_run_async (AutosellFiguresPoller *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Run *run = g_new0 (Run, 1);
  GError *error = NULL;

  g_task_set_source_tag (task, autosell_figures_poller_run_async);
  run->self = self;
  run->task = task;
  g_task_set_task_data (task, run, run_free);
  run->turn = autosell_sync_turn_take_figures (self->store, &error);
  if (run->turn == NULL)
    fail (run, error);
  else
    autosell_store_get_figures_board_async (self->store, get_now_s (run), cancellable, board_cb, run);
}

gboolean
autosell_figures_poller_run_finish (AutosellFiguresPoller *self, GAsyncResult *result, AutosellFiguresReport *report,
                                    GError **error)
{
  g_autofree AutosellFiguresReport *done = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  done = g_task_propagate_pointer (G_TASK (result), error);
  if (done == NULL)
    return FALSE;
  if (report != NULL)
    *report = *done;
  return TRUE;
}

/* ---- By itself ---- */

static void schedule (AutosellFiguresPoller *self, guint wait_s);

static void
ran_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(AutosellFiguresPoller) self = AUTOSELL_FIGURES_POLLER (g_object_ref (source));
  g_autoptr(GError) error = NULL;
  AutosellFiguresReport report = { 0 };
  gint64 wait_s = AGAIN_S;

  self->is_running = FALSE;
  if (autosell_figures_poller_run_finish (self, result, &report, &error))
    wait_s = report.next_s != 0 ? MAX (report.next_s - g_get_real_time () / G_USEC_PER_SEC, 1) : 0;
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)
           && !g_error_matches (error, AUTOSELL_STORE_ERROR, AUTOSELL_STORE_ERROR_BUSY))
    g_warning ("Figures: %s", error->message);
  /* A clock that is set anew is noticed within the hour */
  if (self->is_started && wait_s != 0)
    schedule (self, (guint) CLAMP (wait_s, SETTLE_S, LONGEST_S));
}

static gboolean
timer_cb (gpointer data)
{
  AutosellFiguresPoller *self = data;

  self->timer = 0;
  self->is_running = TRUE;
  autosell_figures_poller_run_async (self, self->cancellable, ran_cb, NULL);
  return G_SOURCE_REMOVE;
}

static void
schedule (AutosellFiguresPoller *self, guint wait_s)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  self->timer = g_timeout_add_seconds (wait_s, timer_cb, self);
}

/* A new post, an account that is back: after the calls that brought it. What this writes itself is no reason. */
static void
posts_changed_cb (AutosellFiguresPoller *self)
{
  if (!self->is_running)
    schedule (self, SETTLE_S);
}

void
autosell_figures_poller_start (AutosellFiguresPoller *self)
{
  if (self->is_started)
    return;
  self->is_started = TRUE;
  self->cancellable = g_cancellable_new ();
  g_signal_connect_object (self->store, "posts-changed", G_CALLBACK (posts_changed_cb), self, G_CONNECT_SWAPPED);
  schedule (self, SETTLE_S);
}

void
autosell_figures_poller_stop (AutosellFiguresPoller *self)
{
  if (!self->is_started)
    return;
  self->is_started = FALSE;
  g_clear_handle_id (&self->timer, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_signal_handlers_disconnect_by_data (self->store, self);
}
