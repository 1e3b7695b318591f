/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-publisher-private.h"

#include <string.h>

#include "autosell-post-template.h"

/* The steps of a post that stands, now or at its time: read back, changed, commented on, taken off. */

/* The service may keep words otherwise than it was told them. After so many edits that did not bring those that were
 * sent, what stands there is taken for them. */
#define MAX_EDITS 5

static void
set_text (char **place, const char *text)
{
  g_autofree char *old = *place;

  *place = g_strdup (text);
}

static GCancellable *
get_cancellable (const AutosellPublisherRun *run)
{
  return g_task_get_cancellable (run->task);
}

/* It was taken back from the service's scheduler, because it is wanted at a time that does not go there: it waits here,
 * as one that was never sent. */
static void
take_back (AutosellPublisherRun *run)
{
  AutosellPost *post = run->post;
  gboolean was_refused = g_strcmp0 (post->error, "schedule") == 0;

  post->state = AUTOSELL_POST_WAITING;
  post->is_timed = FALSE;
  post->timed_s = post->sent_s = post->checked_s = 0;
  post->n_looks = 0;
  set_text (&post->remote_id, NULL);
  set_text (&post->permalink, NULL);
  set_text (&post->text_hash, NULL);
  for (guint i = 0; i < post->photos->len; i++)
    g_clear_pointer (&((AutosellPostPhoto *) post->photos->pdata[i])->remote_id, g_free);
  if (!was_refused)
    autosell_publisher_clear_error (post);
  autosell_publisher_run_record (run, "taken-back", NULL, autosell_publisher_run_go_on);
}

static void
take_gone (AutosellPublisherRun *run)
{
  AutosellPost *post = run->post;
  gboolean was_wanted = post->state != AUTOSELL_POST_REMOVING;

  if (!was_wanted && post->want == AUTOSELL_POST_WANT_OUT && post->out_s == 0)
    {
      take_back (run);
      return;
    }
  post->state = was_wanted ? AUTOSELL_POST_GONE : AUTOSELL_POST_REMOVED;
  post->removed_s = post->checked_s = autosell_publisher_run_now_s (run);
  autosell_publisher_clear_error (post);
  if (was_wanted)
    run->report.n_gone++;
  else
    run->report.n_removed++;
  autosell_publisher_run_record (run, was_wanted ? "gone" : "removed", NULL, autosell_publisher_run_go_on);
}

/* Words and visibility are what they are there, whatever was sent. */
static void
take_read (AutosellPublisherRun *run, const AutosellGraphPost *found)
{
  AutosellPost *post = run->post;
  gboolean was_removing = post->state == AUTOSELL_POST_REMOVING;
  gboolean was_handed = post->state == AUTOSELL_POST_HANDED;
  guint n_tries = post->n_tries;
  g_autofree char *hash = autosell_post_dup_text_hash (post->text);

  post->checked_s = autosell_publisher_run_now_s (run);
  post->is_hidden = found->is_hidden;
  if (!found->is_published && found->scheduled_s != 0)
    post->timed_s = found->scheduled_s;
  set_text (&post->permalink, found->permalink);
  if (was_removing)
    {
      /* It was asked to go and stands: once more, later */
      post->state = found->is_published ? AUTOSELL_POST_OUT : AUTOSELL_POST_HANDED;
      autosell_publisher_run_try_later (run, autosell_publisher_get_backoff_s (post));
      return;
    }
  autosell_publisher_run_note_standing (run, found->is_published ? AUTOSELL_POST_OUT : AUTOSELL_POST_HANDED,
                                        found->message != NULL ? found->message : "");
  if (found->is_published && post->out_s == 0)
    post->out_s = was_handed && post->timed_s > 0 ? post->timed_s : found->created_s;
  if (run->step.kind == AUTOSELL_STEP_RETIME && !found->is_published && post->timed_s != post->at_s)
    {
      post->n_tries = n_tries;
      autosell_publisher_run_try_later (run, autosell_publisher_get_backoff_s (post));
      return;
    }
  if (run->step.kind == AUTOSELL_STEP_EDIT && strcmp (hash, post->text_hash) != 0 && n_tries + 1 >= MAX_EDITS)
    set_text (&post->text_hash, hash);
  else if (run->step.kind == AUTOSELL_STEP_EDIT && strcmp (hash, post->text_hash) != 0)
    {
      post->n_tries = n_tries;
      autosell_publisher_run_try_later (run, autosell_publisher_get_backoff_s (post));
      return;
    }
  if (run->step.kind == AUTOSELL_STEP_EDIT)
    run->report.n_edited++;
  autosell_publisher_run_record (run,
                                 run->step.kind == AUTOSELL_STEP_EDIT     ? "edited"
                                 : was_handed && found->is_published      ? "published"
                                 : run->step.kind == AUTOSELL_STEP_RETIME ? "moved-there"
                                 : run->step.kind == AUTOSELL_STEP_HIDE   ? "hidden"
                                 : run->step.kind == AUTOSELL_STEP_SHOW   ? "shown"
                                                                          : NULL,
                                 NULL, autosell_publisher_run_go_on);
}

static void
proven_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  AutosellPublisherRun *run = data;
  GError *error = NULL;
  g_autoptr(GPtrArray) posts = autosell_graph_list_posts_finish (AUTOSELL_GRAPH (source), result, NULL, &error);

  if (posts != NULL)
    take_gone (run);
  else
    autosell_publisher_run_take_error (run, error);
}

/* Of a post that may not be seen any more the service says the same as of one that is not there: it is gone where the
 * Page's other posts may be read. */
static void
prove_gone (AutosellPublisherRun *run)
{
  autosell_graph_list_posts_async (run->graph, run->access, run->page->remote_id, AUTOSELL_GRAPH_PUBLISHED, 0, 1,
                                   get_cancellable (run), proven_cb, run);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  AutosellPublisherRun *run = data;
  GError *error = NULL;
  g_autoptr(AutosellGraphPost) found = autosell_graph_read_post_finish (AUTOSELL_GRAPH (source), result, &error);

  if (found != NULL)
    take_read (run, found);
  else if (g_error_matches (error, AUTOSELL_GRAPH_ERROR, AUTOSELL_GRAPH_ERROR_GONE))
    {
      g_error_free (error);
      prove_gone (run);
    }
  else
    autosell_publisher_run_take_error (run, error);
}

void
autosell_publisher_run_read_back (AutosellPublisherRun *run)
{
  autosell_graph_read_post_async (run->graph, run->access, run->post->remote_id, get_cancellable (run), read_cb, run);
}

/* Whatever the answer was, what stands there decides. */
static void
edited_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  AutosellPublisherRun *run = data;
  GError *error = NULL;

  if (autosell_graph_edit_post_finish (AUTOSELL_GRAPH (source), result, &error)
      || autosell_graph_error_may_have_applied (error)
      || g_error_matches (error, AUTOSELL_GRAPH_ERROR, AUTOSELL_GRAPH_ERROR_GONE))
    {
      g_clear_error (&error);
      autosell_publisher_run_read_back (run);
    }
  else
    autosell_publisher_run_take_error (run, error);
}

void
autosell_publisher_run_edit (AutosellPublisherRun *run)
{
  AutosellGraphEdit edit = { 0 };

  edit.mask = run->step.kind == AUTOSELL_STEP_EDIT     ? AUTOSELL_GRAPH_EDIT_MESSAGE
              : run->step.kind == AUTOSELL_STEP_RETIME ? AUTOSELL_GRAPH_EDIT_SCHEDULED
                                                       : AUTOSELL_GRAPH_EDIT_HIDDEN;
  edit.scheduled_s = run->post->at_s;
  edit.message = run->post->text;
  edit.is_hidden = run->step.kind == AUTOSELL_STEP_HIDE;
  autosell_graph_edit_post_async (run->graph, run->access, run->post->remote_id, &edit, get_cancellable (run),
                                  edited_cb, run);
}

/* ---- A comment ---- */

static void
commented_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  AutosellPublisherRun *run = data;
  AutosellPost *post = run->post;
  GError *error = NULL;
  g_autofree char *id = autosell_graph_comment_finish (AUTOSELL_GRAPH (source), result, &error);
  g_autofree char *said = g_steal_pointer (&post->comment_sent);

  if (id != NULL)
    {
      autosell_publisher_clear_error (post);
      autosell_publisher_run_record (run, "commented", said, autosell_publisher_run_go_on);
      return;
    }
  if (autosell_graph_error_may_have_applied (error))
    {
      /* Said twice is worse than not said */
      autosell_publisher_run_record (run, "comment-unknown", said, autosell_publisher_run_go_on);
      g_error_free (error);
      return;
    }
  post->comment = g_strdup (said);
  post->comment_back = g_steal_pointer (&said);
  autosell_publisher_run_take_error (run, error);
}

static void
send_comment (AutosellPublisherRun *run)
{
  autosell_graph_comment_async (run->graph, run->access, run->post->remote_id, run->post->comment_sent,
                                get_cancellable (run), commented_cb, run);
}

/* It is no longer wanted before it is sent: a process that dies in between leaves it unsaid rather than said twice. */
void
autosell_publisher_run_comment (AutosellPublisherRun *run)
{
  AutosellPost *post = run->post;

  g_clear_pointer (&post->comment_back, g_free);
  g_free (post->comment_sent);
  post->comment_sent = g_steal_pointer (&post->comment);
  autosell_publisher_run_record (run, NULL, NULL, send_comment);
}

static void
removed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  AutosellPublisherRun *run = data;
  GError *error = NULL;

  if (!autosell_graph_delete_object_finish (AUTOSELL_GRAPH (source), result, NULL, &error)
      && !autosell_graph_error_may_have_applied (error))
    {
      autosell_publisher_run_take_error (run, error);
      return;
    }
  g_clear_error (&error);
  run->post->state = AUTOSELL_POST_REMOVING;
  run->post->checked_s = 0;
  autosell_publisher_run_record (run, "removing", NULL, autosell_publisher_run_go_on);
}

void
autosell_publisher_run_remove (AutosellPublisherRun *run)
{
  autosell_graph_delete_object_async (run->graph, run->access, run->post->remote_id, get_cancellable (run), removed_cb,
                                      run);
}
