/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-publisher-private.h"

#include "autosell-ledger-store.h"
#include "autosell-poster.h"
#include "autosell-poster-store.h"

/* Before a post is made: is it this PC that posts for the Page? Asked of the shared sheet shortly before each; where
 * the sheet is not reached nothing is made. A stock without a shared sheet has one PC. */

#define ADOPT_BACK_S ((gint64) 60 * 24 * 60 * 60)
#define ADOPT_POSTS 500
/* Where the sheet is not reached. */
#define AGAIN_S 60

char *
autosell_publisher_dup_pc_name (AutosellStore *store)
{
  return g_strdup_printf ("%s (%s)", g_get_host_name (), autosell_store_get_author (store));
}

static void
skip (AutosellPublisherRun *run, gint64 again_s)
{
  if (again_s != 0)
    autosell_publisher_run_wake_at (run, again_s);
  autosell_publisher_run_skip_post (run);
}

/* The post says why it waits, once. */
static void
tell (AutosellPublisherRun *run, const char *nick, const char *about, gint64 again_s)
{
  AutosellPost *post = run->post;

  if (again_s != 0)
    autosell_publisher_run_wake_at (run, again_s);
  if (g_strcmp0 (post->error, nick) == 0)
    {
      autosell_publisher_run_skip_post (run);
      return;
    }
  g_free (post->error);
  g_free (post->error_text);
  post->error = g_strdup (nick);
  post->error_text = autosell_graph_fact_new (nick, about);
  autosell_publisher_run_record (run, NULL, NULL, autosell_publisher_run_skip_post);
}

static void
skip_unknown (AutosellPublisherRun *run)
{
  run->report.n_later++;
  tell (run, AUTOSELL_GRAPH_FACT_POSTER, NULL, autosell_publisher_run_now_s (run) + AGAIN_S);
}

static void
skip_in_trouble (AutosellPublisherRun *run, const GError *error)
{
  g_debug ("Publishing: who posts is not known: %s", error->message);
  skip_unknown (run);
}

static void
skip_others (AutosellPublisherRun *run)
{
  const char *name = run->page->poster_name != NULL ? run->page->poster_name : run->other_name;

  tell (run, AUTOSELL_GRAPH_FACT_OTHER_PC, name, 0);
}

/* ---- Posts of others ---- */

/* The Page did not answer, and nothing is made there. @error: (transfer full) */
static void
look_failed (AutosellPublisherRun *run, GError *error)
{
  g_autoptr(GError) owned = NULL;

  if (error->domain == AUTOSELL_GRAPH_ERROR || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      autosell_publisher_run_take_error (run, error);
      return;
    }
  owned = error;
  skip_in_trouble (run, owned);
}

static void
adopted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  AutosellPublisherRun *run = data;
  g_autoptr(GError) error = NULL;

  if (!autosell_store_poster_finish (AUTOSELL_STORE (source), result, &error))
    {
      skip_in_trouble (run, error);
      return;
    }
  /* The plan is another one now */
  if (!run->has_link)
    {
      autosell_publisher_run_restart (run);
      return;
    }
  autosell_publisher_run_stop_page (run);
  skip (run, autosell_publisher_run_now_s (run) + 1);
}

static void
add_foreign (GPtrArray *posts, GPtrArray *found, gboolean is_out)
{
  for (guint i = 0; i < found->len; i++)
    {
      const AutosellGraphPost *there = found->pdata[i];
      AutosellForeignPost *post;

      if (there->message == NULL)
        continue;
      post = g_new0 (AutosellForeignPost, 1);
      post->remote_id = g_strdup (there->id);
      post->message = g_strdup (there->message);
      post->permalink = g_strdup (there->permalink);
      post->is_out = is_out;
      post->at_s = is_out ? there->created_s : there->scheduled_s;
      g_ptr_array_add (posts, post);
    }
}

static void
listed_scheduled_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  AutosellPublisherRun *run = data;
  GError *error = NULL;
  g_autoptr(GPtrArray) found = autosell_graph_list_posts_finish (AUTOSELL_GRAPH (source), result, NULL, &error);

  if (found == NULL)
    {
      look_failed (run, error);
      return;
    }
  add_foreign (run->foreign, found, FALSE);
  autosell_store_adopt_posts_async (run->store, run->page->id, g_steal_pointer (&run->foreign), run->claimed_s,
                                    adopted_cb, run);
}

static void
listed_published_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  AutosellPublisherRun *run = data;
  GError *error = NULL;
  g_autoptr(GPtrArray) found = autosell_graph_list_posts_finish (AUTOSELL_GRAPH (source), result, NULL, &error);

  if (found == NULL)
    {
      look_failed (run, error);
      return;
    }
  g_clear_pointer (&run->foreign, g_ptr_array_unref);
  run->foreign = g_ptr_array_new_with_free_func ((GDestroyNotify) autosell_foreign_post_free);
  add_foreign (run->foreign, found, TRUE);
  autosell_graph_list_posts_async (run->graph, run->access, run->page->remote_id, AUTOSELL_GRAPH_SCHEDULED, 0,
                                   ADOPT_POSTS, g_task_get_cancellable (run->task), listed_scheduled_cb, run);
}

/* What another PC made is known here before anything is made. */
static void
look_at_page (AutosellPublisherRun *run)
{
  autosell_graph_list_posts_async (run->graph, run->access, run->page->remote_id, AUTOSELL_GRAPH_PUBLISHED,
                                   autosell_publisher_run_now_s (run) - ADOPT_BACK_S, ADOPT_POSTS,
                                   g_task_get_cancellable (run->task), listed_published_cb, run);
}

/* ---- Who it is ---- */

static void
other_known_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(GError) error = NULL;

  if (!autosell_store_poster_finish (AUTOSELL_STORE (source), result, &error))
    g_debug ("Publishing: %s", error->message);
  skip_others (data);
}

static void
claimed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  AutosellPublisherRun *run = data;
  g_autoptr(GError) error = NULL;

  g_clear_pointer (&run->claims, g_ptr_array_unref);
  if (!autosell_poster_claim_finish (AUTOSELL_SHEETS (source), result, &error))
    skip_in_trouble (run, error);
  else
    {
      autosell_publisher_run_stop_page (run);
      tell (run, AUTOSELL_GRAPH_FACT_CLAIMED, NULL, autosell_publisher_run_now_s (run) + AUTOSELL_POSTER_GRACE_S);
    }
}

static const AutosellPosterClaim *
find_claim (AutosellPublisherRun *run)
{
  for (guint i = 0; i < run->claims->len; i++)
    if (g_str_equal (((const AutosellPosterClaim *) run->claims->pdata[i])->page, run->page->remote_id))
      return run->claims->pdata[i];
  return NULL;
}

static void
decide (AutosellPublisherRun *run)
{
  const AutosellPosterClaim *claim = find_claim (run);
  g_autofree char *pc = autosell_sync_dup_pin_key (run->store);
  gint64 now_s = autosell_publisher_run_now_s (run);

  /* This PC's own from a time that is yet to come was made by a clock that was wrong, and would have it wait until
   * then */
  if (claim == NULL || (g_str_equal (claim->pc, pc) && claim->since_s > now_s + AUTOSELL_POSTER_GRACE_S))
    {
      g_autofree char *name = autosell_publisher_dup_pc_name (run->store);
      const AutosellPosterClaim mine = { run->page->remote_id, 0, pc, now_s, name };

      autosell_poster_claim_async (run->sheets, run->spreadsheet, &mine, g_task_get_cancellable (run->task), claimed_cb,
                                   run);
    }
  else if (!g_str_equal (claim->pc, pc))
    {
      g_free (run->other_name);
      run->other_name = g_strdup (claim->name);
      if (g_strcmp0 (run->page->poster, claim->pc) == 0)
        skip_others (run);
      else
        autosell_store_set_poster_async (run->store, run->page->id, claim->pc, claim->name, 0, other_known_cb, run);
    }
  else if (now_s < claim->since_s + AUTOSELL_POSTER_GRACE_S)
    tell (run, AUTOSELL_GRAPH_FACT_CLAIMED, NULL, claim->since_s + AUTOSELL_POSTER_GRACE_S);
  else if (run->page->poster_since_s != claim->since_s)
    {
      run->claimed_s = claim->since_s;
      look_at_page (run);
    }
  else
    autosell_publisher_run_take_step (run);
}

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  AutosellPublisherRun *run = data;
  g_autoptr(GError) error = NULL;

  g_clear_pointer (&run->claims, g_ptr_array_unref);
  run->claims = autosell_poster_look_finish (AUTOSELL_SHEETS (source), result, &error);
  if (run->claims == NULL)
    skip_in_trouble (run, error);
  else
    decide (run);
}

static void
look (AutosellPublisherRun *run)
{
  /* From before it is asked: what comes later is not in the answer */
  if (run->claims != NULL && g_get_monotonic_time () - run->claims_us < AUTOSELL_POSTER_FRESH_S * G_USEC_PER_SEC)
    {
      decide (run);
      return;
    }
  run->claims_us = g_get_monotonic_time ();
  autosell_poster_look_async (run->sheets, run->spreadsheet, g_task_get_cancellable (run->task), looked_cb, run);
}

static void
link_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  AutosellPublisherRun *run = data;
  AutosellLedgerLink *link = NULL;
  AutosellGoogle *google = autosell_publisher_get_google (run->self);
  AutosellGoogleAccount *account;
  g_autoptr(GError) error = NULL;

  if (!autosell_store_get_link_finish (AUTOSELL_STORE (source), result, &link, &error))
    {
      skip_in_trouble (run, error);
      return;
    }
  run->knows_link = TRUE;
  if (link != NULL)
    {
      account = google != NULL ? autosell_google_find_account (google, link->account) : NULL;
      run->has_link = TRUE;
      run->spreadsheet = g_strdup (link->spreadsheet);
      if (account != NULL)
        run->sheets = autosell_sheets_new (account);
      autosell_ledger_link_free (link);
    }
  autosell_publisher_run_guard (run);
}

void
autosell_publisher_run_guard (AutosellPublisherRun *run)
{
  if (!run->knows_link)
    autosell_store_get_link_async (run->store, link_cb, run);
  else if (!run->has_link && run->page->poster_since_s < 0)
    {
      run->claimed_s = 0;
      look_at_page (run);
    }
  else if (!run->has_link)
    autosell_publisher_run_take_step (run);
  else if (run->sheets != NULL)
    look (run);
  else
    /* Signed out, or not read yet: nobody knows */
    skip_unknown (run);
}

/* ---- Taking over ---- */

typedef struct
{
  AutosellPosterClaim *claim; /* owned */
  gint64 page;
} Taking;

static void
taking_free (gpointer data)
{
  Taking *self = data;

  autosell_poster_claim_free (self->claim);
  g_free (self);
}

static void
taken_known_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(GTask) task = data;
  GError *error = NULL;

  if (autosell_store_poster_finish (AUTOSELL_STORE (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
taken_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  const Taking *taking = g_task_get_task_data (task);
  GError *error = NULL;

  if (autosell_poster_claim_finish (AUTOSELL_SHEETS (source), result, &error))
    {
      /* From the next run on: it waits, looks at the Page, and then makes its plan */
      autosell_store_set_poster_async (autosell_publisher_get_store (g_task_get_source_object (task)), taking->page,
                                       NULL, NULL, 0, taken_known_cb, task);
      return;
    }
  g_task_return_error (task, error);
  g_object_unref (task);
}

static void
taking_link_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  AutosellPublisher *self = g_task_get_source_object (task);
  const Taking *taking = g_task_get_task_data (task);
  AutosellGoogle *google = autosell_publisher_get_google (self);
  AutosellLedgerLink *link = NULL;
  AutosellGoogleAccount *account = NULL;
  GError *error = NULL;

  if (autosell_store_get_link_finish (AUTOSELL_STORE (source), result, &link, &error) && link != NULL && google != NULL)
    account = autosell_google_find_account (google, link->account);
  if (account != NULL)
    {
      g_autoptr(AutosellSheets) sheets = autosell_sheets_new (account);

      autosell_poster_claim_async (sheets, link->spreadsheet, taking->claim, g_task_get_cancellable (task), taken_cb,
                                   task);
    }
  else
    {
      if (error == NULL)
        error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "No shared sheet is reached");
      g_task_return_error (task, error);
      g_object_unref (task);
    }
  g_clear_pointer (&link, autosell_ledger_link_free);
}

void
autosell_publisher_take_over_async (AutosellPublisher *self, const AutosellPage *page, gint64 now_s,
                                    GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  AutosellStore *store = autosell_publisher_get_store (self);
  Taking *taking = g_new0 (Taking, 1);

  taking->page = page->id;
  taking->claim = g_new0 (AutosellPosterClaim, 1);
  taking->claim->page = g_strdup (page->remote_id);
  taking->claim->pc = autosell_sync_dup_pin_key (store);
  taking->claim->name = autosell_publisher_dup_pc_name (store);
  taking->claim->since_s = now_s;
  g_task_set_task_data (task, taking, taking_free);
  autosell_store_get_link_async (store, taking_link_cb, task);
}

gboolean
autosell_publisher_take_over_finish (AutosellPublisher *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
