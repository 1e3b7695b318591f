/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-publisher-private.h"

#include "autosell-graph-vault.h"
#include "autosell-sync-turn.h"

/* A post takes some steps for each photo and a few more; what takes more than these goes in circles. */
#define MAX_STEPS 60
/* After posts changed, so that a series of edits is one run. */
#define SETTLE_MS 500
/* Where another program of the folder publishes, or something unforeseen went wrong. */
#define AGAIN_S 60

struct _AutosellPublisher
{
  GObject parent_instance;
  AutosellStore *store;     /* owned */
  AutosellGraph *graph;     /* owned */
  AutosellKeyring *keyring; /* owned */
  AutosellGoogle *google;   /* owned, nullable */
  gint64 offset_s;
  GCancellable *cancellable; /* owned, nullable: of what runs by itself */
  gboolean is_started;
  gboolean is_running;
  gboolean is_asked; /* something changed while it ran */
  guint timer;
  AutosellPublisherReport report;
};

G_DEFINE_FINAL_TYPE (AutosellPublisher, autosell_publisher, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void schedule (AutosellPublisher *self, guint wait_ms);

static void
autosell_publisher_dispose (GObject *object)
{
  AutosellPublisher *self = AUTOSELL_PUBLISHER (object);

  autosell_publisher_stop (self);
  g_clear_object (&self->store);
  g_clear_object (&self->graph);
  g_clear_object (&self->keyring);
  g_clear_object (&self->google);
  G_OBJECT_CLASS (autosell_publisher_parent_class)->dispose (object);
}

static void
autosell_publisher_class_init (AutosellPublisherClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = autosell_publisher_dispose;
  signals[SIGNAL_CHANGED] =
    g_signal_new ("changed", AUTOSELL_TYPE_PUBLISHER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
autosell_publisher_init (AutosellPublisher *self)
{
}

AutosellPublisher *
autosell_publisher_new (AutosellStore *store, AutosellGraph *graph, AutosellKeyring *keyring)
{
  AutosellPublisher *self = g_object_new (AUTOSELL_TYPE_PUBLISHER, NULL);

  self->store = g_object_ref (store);
  self->graph = g_object_ref (graph);
  self->keyring = g_object_ref (keyring);
  return self;
}

void
autosell_publisher_set_google (AutosellPublisher *self, AutosellGoogle *google)
{
  g_set_object (&self->google, google);
}

AutosellGoogle *
autosell_publisher_get_google (AutosellPublisher *self)
{
  return self->google;
}

AutosellStore *
autosell_publisher_get_store (AutosellPublisher *self)
{
  return self->store;
}

void
autosell_publisher_set_clock_offset_s (AutosellPublisher *self, gint64 offset_s)
{
  self->offset_s = offset_s;
}

/* By which the service's clock is ahead of this PC's. */
static gint64
get_ahead_s (AutosellPublisher *self)
{
  return self->offset_s != 0 ? self->offset_s : autosell_graph_get_clock_skew_s (self->graph);
}

gint64
autosell_publisher_get_now_s (AutosellPublisher *self)
{
  return g_get_real_time () / G_USEC_PER_SEC + get_ahead_s (self);
}

/* By the service's clock. */
gint64
autosell_publisher_run_now_s (const AutosellPublisherRun *run)
{
  return autosell_publisher_get_now_s (run->self);
}

/* ---- A run ---- */

static void
run_free (gpointer data)
{
  AutosellPublisherRun *run = data;

  g_clear_pointer (&run->publishing, autosell_publishing_free);
  g_clear_pointer (&run->turn, autosell_sync_turn_end);
  g_hash_table_unref (run->stopped);
  g_hash_table_unref (run->accesses);
  g_clear_pointer (&run->photos, g_ptr_array_unref);
  g_clear_pointer (&run->orphans, g_ptr_array_unref);
  g_clear_object (&run->sheets);
  g_free (run->spreadsheet);
  g_free (run->other_name);
  g_clear_pointer (&run->claims, g_ptr_array_unref);
  g_clear_pointer (&run->foreign, g_ptr_array_unref);
  g_free (run);
}

/* The run and what it told are the task's; whoever goes on must not touch the run afterwards. */
static void
finish (AutosellPublisherRun *run)
{
  GTask *task = run->task;

  g_task_return_pointer (task, g_memdup2 (&run->report, sizeof run->report), g_free);
  g_object_unref (task);
}

void
autosell_publisher_run_fail (AutosellPublisherRun *run, GError *error)
{
  GTask *task = run->task;

  g_task_return_error (task, error);
  g_object_unref (task);
}

/* @at_s: by the service's clock */
void
autosell_publisher_run_wake_at (AutosellPublisherRun *run, gint64 at_s)
{
  gint64 here_s = at_s - get_ahead_s (run->self);

  if (run->report.next_s == 0 || here_s < run->report.next_s)
    run->report.next_s = here_s;
}

/* Nothing more for this Page in this run. */
void
autosell_publisher_run_stop_page (AutosellPublisherRun *run)
{
  g_hash_table_add (run->stopped, &run->post->page);
}

static const AutosellPage *
find_page (const AutosellPublisherRun *run, gint64 id)
{
  for (guint i = 0; i < run->publishing->pages->len; i++)
    if (((const AutosellPage *) run->publishing->pages->pdata[i])->id == id)
      return run->publishing->pages->pdata[i];
  return NULL;
}

static void
next_post (AutosellPublisherRun *run)
{
  g_clear_pointer (&run->photos, g_ptr_array_unref);
  run->n_steps = 0;
  run->index++;
}

void
autosell_publisher_run_skip_post (AutosellPublisherRun *run)
{
  next_post (run);
  autosell_publisher_run_go_on (run);
}

/* A new post, as against what is done with one that stands. */
static gboolean
makes_post (const AutosellPublisherRun *run)
{
  return run->step.kind == AUTOSELL_STEP_UPLOAD || run->step.kind == AUTOSELL_STEP_CREATE;
}

static void
do_step (AutosellPublisherRun *run)
{
  if (makes_post (run))
    autosell_publisher_run_guard (run);
  else
    autosell_publisher_run_take_step (run);
}

/* Whether the step may be taken now; otherwise it is seen to that it is thought of again. */
static gboolean
is_allowed (AutosellPublisherRun *run)
{
  gint64 now_s = autosell_publisher_run_now_s (run);
  gint64 until_s = 0;

  if (g_hash_table_contains (run->stopped, &run->post->page) || !autosell_page_can_post (run->page))
    return FALSE;
  if (makes_post (run) && run->post->is_scheduled && run->page->blocked_s > now_s)
    {
      autosell_publisher_run_wake_at (run, run->page->blocked_s);
      return FALSE;
    }
  if (autosell_graph_usage_get_may (autosell_graph_get_usage (run->graph), run->page->account_app, run->page->remote_id,
                                    now_s, &until_s)
      == AUTOSELL_GRAPH_MAY_NOTHING)
    {
      autosell_publisher_run_wake_at (run, until_s);
      return FALSE;
    }
  return TRUE;
}

static void
recorded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  AutosellPublisherRun *run = data;
  GError *error = NULL;

  /* Without a record nothing more may happen to it: the next run finds it as it was written last */
  if (!autosell_store_record_post_finish (AUTOSELL_STORE (source), result, &error))
    {
      autosell_publisher_run_fail (run, error);
      return;
    }
  run->after_record (run);
}

void
autosell_publisher_run_record (AutosellPublisherRun *run, const char *what, const char *detail,
                               void (*after) (AutosellPublisherRun *))
{
  run->after_record = after;
  autosell_store_record_post_async (run->self->store, run->post, what, detail, recorded_cb, run);
}

static void
access_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  AutosellPublisherRun *run = data;
  GError *error = NULL;
  AutosellGraphAccess *access = autosell_graph_vault_get_access_finish (result, &error);

  if (error != NULL)
    {
      autosell_publisher_run_fail (run, error);
      return;
    }
  if (access == NULL)
    {
      autosell_publisher_run_lose_account (run, "reconnect", FALSE);
      return;
    }
  run->access = access;
  g_hash_table_insert (run->accesses, &run->post->page, access);
  do_step (run);
}

static void
take_step (AutosellPublisherRun *run)
{
  run->access = g_hash_table_lookup (run->accesses, &run->post->page);
  if (run->access != NULL || run->step.kind == AUTOSELL_STEP_CANCEL)
    do_step (run);
  else
    autosell_graph_vault_get_access_async (run->self->keyring, run->page->account_app, run->page->account_remote,
                                           run->page->remote_id, run->page->uses_secret,
                                           g_task_get_cancellable (run->task), access_cb, run);
}

/* Returns: whether a step of the post in hand is being taken */
static gboolean
try_post (AutosellPublisherRun *run)
{
  AutosellPostFacts facts;

  run->post = run->publishing->posts->pdata[run->index];
  run->page = find_page (run, run->post->page);
  /* A time that was refused is kept by this program */
  autosell_post_get_facts (run->post, run->page->hands_over && g_strcmp0 (run->post->error, "schedule") != 0, &facts);
  run->step = autosell_post_get_step (&facts, autosell_publisher_run_now_s (run));
  if (run->step.kind == AUTOSELL_STEP_WAIT)
    autosell_publisher_run_wake_at (run, run->step.until_s);
  else if (run->step.kind == AUTOSELL_STEP_MOVE || run->n_steps >= MAX_STEPS)
    autosell_publisher_run_wake_at (run, autosell_publisher_run_now_s (run) + AGAIN_S);
  else if (run->step.kind == AUTOSELL_STEP_CANCEL || (run->step.kind != AUTOSELL_STEP_NONE && is_allowed (run)))
    {
      run->n_steps++;
      take_step (run);
      return TRUE;
    }
  return FALSE;
}

/* The next step of the post in hand, or the next post: in a loop, since a lot that posts for years has very many of
 * which nothing is to be done. */
void
autosell_publisher_run_go_on (AutosellPublisherRun *run)
{
  if (g_task_return_error_if_cancelled (run->task))
    {
      g_object_unref (run->task);
      return;
    }
  for (; run->index < run->publishing->posts->len; next_post (run))
    if (try_post (run))
      return;
  finish (run);
}

static gboolean
is_limit (const char *error)
{
  static const char *const limits[] = { "page_limit", "user_limit", "app_limit", "custom_limit" };

  for (guint i = 0; i < G_N_ELEMENTS (limits); i++)
    if (g_strcmp0 (error, limits[i]) == 0)
      return TRUE;
  return FALSE;
}

/* What Facebook refused for a time before the program was started is not asked for again before that time: calling on
 * prolongs it, and other posts of the Page know nothing of it. */
static void
remember_limits (AutosellPublisherRun *run)
{
  gint64 now_s = autosell_publisher_run_now_s (run);

  for (guint i = 0; i < run->publishing->posts->len; i++)
    {
      const AutosellPost *post = run->publishing->posts->pdata[i];
      const AutosellPage *page = find_page (run, post->page);

      if (page == NULL || post->retry_s <= now_s || !is_limit (post->error))
        continue;
      autosell_graph_usage_block (
        autosell_graph_get_usage (run->graph), page->account_app,
        g_str_equal (post->error, "app_limit") || g_str_equal (post->error, "custom_limit") ? NULL : page->remote_id,
        post->retry_s);
    }
}

static void
prepared_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  AutosellPublisherRun *run = data;
  GError *error = NULL;

  run->publishing = autosell_store_prepare_publishing_finish (AUTOSELL_STORE (source), result, &error);
  if (run->publishing == NULL)
    {
      autosell_publisher_run_fail (run, error);
      return;
    }
  run->report.n_planned += run->publishing->n_planned;
  remember_limits (run);
  autosell_publisher_run_go_on (run);
}

void
autosell_publisher_run_restart (AutosellPublisherRun *run)
{
  /* Their keys are of the posts */
  g_hash_table_remove_all (run->stopped);
  g_hash_table_remove_all (run->accesses);
  g_clear_pointer (&run->photos, g_ptr_array_unref);
  g_clear_pointer (&run->publishing, autosell_publishing_free);
  run->access = NULL;
  run->post = NULL;
  run->page = NULL;
  run->index = run->n_steps = 0;
  autosell_store_prepare_publishing_async (run->store, autosell_publisher_run_now_s (run),
                                           g_task_get_cancellable (run->task), prepared_cb, run);
}

void
autosell_publisher_run_async (AutosellPublisher *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                              gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  AutosellPublisherRun *run = g_new0 (AutosellPublisherRun, 1);
  GError *error = NULL;

  g_task_set_source_tag (task, autosell_publisher_run_async);
  run->self = self;
  run->graph = self->graph;
  run->store = self->store;
  run->task = task;
  run->stopped = g_hash_table_new (g_int64_hash, g_int64_equal);
  run->accesses =
    g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, (GDestroyNotify) autosell_graph_access_free);
  g_task_set_task_data (task, run, run_free);
  run->turn = autosell_sync_turn_take_publishing (self->store, &error);
  if (run->turn == NULL)
    autosell_publisher_run_fail (run, error);
  else
    autosell_store_prepare_publishing_async (self->store, autosell_publisher_run_now_s (run), cancellable, prepared_cb,
                                             run);
}

gboolean
autosell_publisher_run_finish (AutosellPublisher *self, GAsyncResult *result, AutosellPublisherReport *report,
                               GError **error)
{
  g_autofree AutosellPublisherReport *done = g_task_propagate_pointer (G_TASK (result), error);

  if (done == NULL)
    return FALSE;
  if (report != NULL)
    *report = *done;
  return TRUE;
}

/* ---- By itself ---- */

static void
ran_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(AutosellPublisher) self = data;
  g_autoptr(GError) error = NULL;
  gint64 wait_s = AGAIN_S;

  self->is_running = FALSE;
  self->report.is_offline = FALSE;
  if (autosell_publisher_run_finish (self, result, &self->report, &error))
    wait_s = self->report.next_s != 0 ? MAX (self->report.next_s - g_get_real_time () / G_USEC_PER_SEC, 1) : 0;
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)
           && !g_error_matches (error, AUTOSELL_STORE_ERROR, AUTOSELL_STORE_ERROR_BUSY))
    g_warning ("Publishing: %s", error->message);
  if (!self->is_started)
    return;
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
  if (self->is_asked && !self->report.is_offline)
    schedule (self, SETTLE_MS);
  else if (wait_s > 0)
    schedule (self, (guint) MIN (wait_s, 60 * 60) * 1000);
}

static gboolean
timer_cb (gpointer data)
{
  AutosellPublisher *self = data;

  self->timer = 0;
  self->is_running = TRUE;
  self->is_asked = FALSE;
  autosell_publisher_run_async (self, self->cancellable, ran_cb, g_object_ref (self));
  return G_SOURCE_REMOVE;
}

static void
schedule (AutosellPublisher *self, guint wait_ms)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  self->timer =
    wait_ms < 10000 ? g_timeout_add (wait_ms, timer_cb, self) : g_timeout_add_seconds (wait_ms / 1000, timer_cb, self);
}

/* What it writes itself brings one more run, which finds nothing to do and writes nothing. Not so without a network:
 * that run would try, and write, the same again, and so on for as long as there is none. */
static void
ask (AutosellPublisher *self)
{
  if (self->is_running)
    self->is_asked = TRUE;
  else if (!self->report.is_offline)
    schedule (self, SETTLE_MS);
}

static void
network_changed_cb (AutosellPublisher *self, gboolean is_there)
{
  if (!is_there)
    return;
  self->report.is_offline = FALSE;
  ask (self);
}

void
autosell_publisher_start (AutosellPublisher *self)
{
  if (self->is_started)
    return;
  self->is_started = TRUE;
  self->cancellable = g_cancellable_new ();
  g_signal_connect_object (self->store, "posts-changed", G_CALLBACK (ask), self, G_CONNECT_SWAPPED);
  /* Cars that are sold, and those that become ready */
  g_signal_connect_object (self->store, "changed", G_CALLBACK (ask), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (g_network_monitor_get_default (), "network-changed", G_CALLBACK (network_changed_cb), self,
                           G_CONNECT_SWAPPED);
  schedule (self, SETTLE_MS);
}

void
autosell_publisher_stop (AutosellPublisher *self)
{
  if (!self->is_started)
    return;
  self->is_started = FALSE;
  g_clear_handle_id (&self->timer, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_signal_handlers_disconnect_by_data (self->store, self);
  g_signal_handlers_disconnect_by_data (g_network_monitor_get_default (), self);
}

gboolean
autosell_publisher_is_running (AutosellPublisher *self)
{
  return self->is_running;
}

const AutosellPublisherReport *
autosell_publisher_get_report (AutosellPublisher *self)
{
  return &self->report;
}
