/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-publisher-private.h"

#include <string.h>

#include "autosell-media.h"
#include "autosell-photo-store.h"
#include "autosell-post-template.h"

/* The steps of one post. Each is one call, whose answer is written down before the next. */

/* A post of the Page is looked for from so much before it was sent, by a clock that may be wrong by hours as long as
 * nothing was answered yet. Its reference is its own on the Page: what is found is none of before. */
#define LOOK_BACK_S (24 * 60 * 60)
#define LOOK_POSTS 500
/* After a call that failed in passing: doubles. */
#define RETRY_S 15
#define RETRY_MOST_S (30 * 60)
/* What goes wrong so often in a row is a person's to see to. */
#define MAX_TRIES 20
#define MAX_DUPLICATES 3
#define OFFLINE_S 30

static void
set_text (char **place, const char *text)
{
  g_autofree char *old = *place;

  *place = g_strdup (text);
}

/* What went wrong is over. */
void
autosell_publisher_clear_error (AutosellPost *post)
{
  post->n_tries = 0;
  post->retry_s = 0;
  set_text (&post->error, NULL);
  set_text (&post->error_text, NULL);
}

static GCancellable *
get_cancellable (const AutosellPublisherRun *run)
{
  return g_task_get_cancellable (run->task);
}

/* ---- What went wrong ---- */

static void
page_written_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  AutosellPublisherRun *run = data;
  g_autoptr(GError) error = NULL;

  /* It is found out anew with the next call */
  if (!autosell_store_write_page_finish (AUTOSELL_STORE (source), result, &error))
    g_debug ("Publishing: %s", error->message);
  autosell_publisher_run_go_on (run);
}

void
autosell_publisher_run_lose_account (AutosellPublisherRun *run, const char *state, gboolean is_page_alone)
{
  autosell_publisher_run_stop_page (run);
  autosell_store_set_account_state_async (run->store, run->page->account, is_page_alone ? run->page->id : 0, state,
                                          page_written_cb, run);
}

static void
lose_account (AutosellPublisherRun *run, AutosellGraphTokenState state)
{
  if (state == AUTOSELL_GRAPH_TOKEN_ROLE_LOST)
    autosell_publisher_run_lose_account (run, "role_lost", TRUE);
  else if (state == AUTOSELL_GRAPH_TOKEN_CHECKPOINT)
    autosell_publisher_run_lose_account (run, "checkpoint", FALSE);
  else if (state == AUTOSELL_GRAPH_TOKEN_CONFIRM)
    autosell_publisher_run_lose_account (run, "confirm", FALSE);
  else
    autosell_publisher_run_lose_account (run, "reconnect", FALSE);
}

static void
lose_account_after_record (AutosellPublisherRun *run)
{
  lose_account (run, run->token_state);
}

static void
block_page_after_record (AutosellPublisherRun *run)
{
  autosell_store_block_page_async (run->store, run->page->id, run->post->retry_s, run->post->error_text,
                                   page_written_cb, run);
}

static gboolean
is_uploaded (const AutosellPostPhoto *photo)
{
  return photo->remote_id != NULL && strcmp (photo->remote_id, AUTOSELL_PUBLISHER_LEFT_OUT) != 0;
}

static void clean_photos (AutosellPublisherRun *run);

static void
cleaned_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(GError) error = NULL;

  if (!autosell_graph_delete_object_finish (AUTOSELL_GRAPH (source), result, NULL, &error))
    g_debug ("Publishing: %s", error->message);
  clean_photos (data);
}

/* Photos that no post uses are taken back, as far as that goes: the service forgets them after a day. */
static void
clean_photos (AutosellPublisherRun *run)
{
  if (run->access != NULL && run->orphans != NULL && run->orphans->len > 0)
    {
      g_autofree char *id = g_ptr_array_steal_index_fast (run->orphans, run->orphans->len - 1);

      autosell_graph_delete_object_async (run->graph, run->access, id, get_cancellable (run), cleaned_cb, run);
      return;
    }
  g_clear_pointer (&run->orphans, g_ptr_array_unref);
  autosell_publisher_run_go_on (run);
}

/* Before it is written down: what is taken back is not counted on when a person has the post tried again. */
static void
let_go_of_photos (AutosellPublisherRun *run)
{
  run->orphans = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < run->post->photos->len; i++)
    {
      AutosellPostPhoto *photo = run->post->photos->pdata[i];

      if (is_uploaded (photo))
        g_ptr_array_add (run->orphans, g_steal_pointer (&photo->remote_id));
      g_clear_pointer (&photo->remote_id, g_free);
    }
}

static void
give_up (AutosellPublisherRun *run)
{
  run->post->state = AUTOSELL_POST_FAILED;
  run->post->retry_s = 0;
  run->report.n_failed++;
  let_go_of_photos (run);
  autosell_publisher_run_record (run, "failed", run->post->error_text, clean_photos);
}

void
autosell_publisher_run_try_later (AutosellPublisherRun *run, gint64 wait_s)
{
  AutosellPost *post = run->post;

  post->n_tries++;
  post->retry_s = autosell_publisher_run_now_s (run) + wait_s;
  run->report.n_later++;
  autosell_publisher_run_record (run, NULL, NULL, autosell_publisher_run_go_on);
}

gint64
autosell_publisher_get_backoff_s (const AutosellPost *post)
{
  return MIN ((gint64) RETRY_S << MIN (post->n_tries, 10), RETRY_MOST_S);
}

/* A call failed, and certainly had no effect. @error: (transfer full) */
void
autosell_publisher_run_take_error (AutosellPublisherRun *run, GError *error)
{
  g_autoptr(GError) owned = error;
  AutosellPost *post = run->post;
  gboolean is_standing = autosell_post_state_stands (post->state);
  g_autofree char *fact = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      autosell_publisher_run_go_on (run);
      return;
    }
  fact = autosell_graph_error_dup_fact (error);
  set_text (&post->error, autosell_graph_error_get_nick (error));
  set_text (&post->error_text, fact);
  autosell_graph_usage_note_error (autosell_graph_get_usage (run->graph), run->page->account_app, run->page->remote_id,
                                   error, autosell_publisher_run_now_s (run));
  switch (error->domain == AUTOSELL_GRAPH_ERROR ? error->code : -1)
    {
    case AUTOSELL_GRAPH_ERROR_TOKEN:
      run->token_state = autosell_graph_error_get_token_state (error);
      autosell_publisher_run_record (run, "token", fact, lose_account_after_record);
      return;
    case AUTOSELL_GRAPH_ERROR_BLOCKED:
      /* Its own post is a person's to try again; the Page's plan rests */
      if (!is_standing)
        post->state = AUTOSELL_POST_FAILED;
      run->report.n_failed++;
      post->retry_s = autosell_publisher_run_now_s (run) + MAX (autosell_graph_error_get_wait_s (error), 60 * 60);
      autosell_publisher_run_stop_page (run);
      autosell_publisher_run_record (run, "blocked", fact, block_page_after_record);
      return;
    case AUTOSELL_GRAPH_ERROR_APP_LIMIT:
    case AUTOSELL_GRAPH_ERROR_USER_LIMIT:
    case AUTOSELL_GRAPH_ERROR_PAGE_LIMIT:
    case AUTOSELL_GRAPH_ERROR_CUSTOM_LIMIT:
      autosell_publisher_run_try_later (run, MAX (autosell_graph_error_get_wait_s (error), 60));
      return;
    case AUTOSELL_GRAPH_ERROR_SCHEDULE:
      /* Kept here from now on: its photos were uploaded for a scheduled post. What waits there is taken back first */
      if (!is_standing)
        post->state = AUTOSELL_POST_WAITING;
      autosell_publisher_run_record (run, "kept", fact, autosell_publisher_run_go_on);
      return;
    case AUTOSELL_GRAPH_ERROR_OFFLINE:
    case AUTOSELL_GRAPH_ERROR_NETWORK:
      run->report.is_offline = TRUE;
      autosell_publisher_run_wake_at (run, autosell_publisher_run_now_s (run) + OFFLINE_S);
      autosell_publisher_run_stop_page (run);
      autosell_publisher_run_record (run, NULL, NULL, autosell_publisher_run_go_on);
      return;
    default:
      break;
    }
  if (post->n_tries < MAX_TRIES
      && (autosell_graph_error_is_transient (error) || error->code == AUTOSELL_GRAPH_ERROR_UNEXPECTED
          || error->domain != AUTOSELL_GRAPH_ERROR))
    autosell_publisher_run_try_later (run, autosell_publisher_get_backoff_s (post));
  else if (is_standing)
    /* It stands as it is; what was wanted of it did not go */
    autosell_publisher_run_try_later (run, RETRY_MOST_S);
  else
    give_up (run);
}

/* ---- Photos ---- */

static void
uploaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  AutosellPublisherRun *run = data;
  AutosellPost *post = run->post;
  AutosellPostPhoto *photo = post->photos->pdata[run->photo];
  GError *error = NULL;
  char *id = autosell_graph_upload_photo_finish (AUTOSELL_GRAPH (source), result, &error);

  if (id == NULL)
    {
      autosell_publisher_run_take_error (run, error);
      return;
    }
  g_free (photo->remote_id);
  photo->remote_id = id;
  photo->uploaded_s = autosell_publisher_run_now_s (run);
  autosell_publisher_clear_error (post);
  autosell_publisher_run_record (run, NULL, NULL, autosell_publisher_run_go_on);
}

/* A photo that cannot be had does not keep a car from being shown. */
static void
leave_photo_out (AutosellPublisherRun *run)
{
  AutosellPostPhoto *photo = run->post->photos->pdata[run->photo];

  set_text (&photo->remote_id, AUTOSELL_PUBLISHER_LEFT_OUT);
  photo->uploaded_s = autosell_publisher_run_now_s (run);
  autosell_publisher_run_record (run, "photo-left-out", NULL, autosell_publisher_run_go_on);
}

static void
rendered_cb (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  AutosellPublisherRun *run = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) jpeg = autosell_photo_render_finish (result, &error);

  if (jpeg != NULL)
    autosell_graph_upload_photo_async (run->graph, run->access, run->page->remote_id, jpeg, run->step.is_timed, NULL,
                                       get_cancellable (run), uploaded_cb, run);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    autosell_publisher_run_go_on (run);
  else
    leave_photo_out (run);
}

static void
render (AutosellPublisherRun *run)
{
  const AutosellPostPhoto *wanted = run->post->photos->pdata[run->photo];

  for (guint i = 0; i < run->photos->len; i++)
    {
      const AutosellPhotoInfo *info = autosell_photo_get_info (run->photos->pdata[i]);

      if (g_strcmp0 (info->id, wanted->photo_id) != 0)
        continue;
      autosell_photo_render_async (autosell_store_get_data_dir (run->store), info->hash, info->turn,
                                   info->has_crop ? &info->crop : NULL, get_cancellable (run), rendered_cb, run);
      return;
    }
  leave_photo_out (run);
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  AutosellPublisherRun *run = data;
  GError *error = NULL;

  run->photos = autosell_store_list_photos_finish (AUTOSELL_STORE (source), result, &error);
  if (run->photos == NULL)
    autosell_publisher_run_take_error (run, error);
  else
    render (run);
}

static void
upload (AutosellPublisherRun *run)
{
  AutosellPost *post = run->post;

  for (guint i = 0; run->step.renews && i < post->photos->len; i++)
    g_clear_pointer (&((AutosellPostPhoto *) post->photos->pdata[i])->remote_id, g_free);
  post->state = AUTOSELL_POST_UPLOADING;
  post->is_timed = run->step.is_timed;
  for (run->photo = 0; run->photo < post->photos->len; run->photo++)
    if (((AutosellPostPhoto *) post->photos->pdata[run->photo])->remote_id == NULL)
      break;
  g_return_if_fail (run->photo < post->photos->len);
  if (run->photos != NULL)
    render (run);
  else
    autosell_store_list_photos_async (run->store, post->key, FALSE, get_cancellable (run), listed_cb, run);
}

/* ---- Creating, and looking whether it was ---- */

/* It stands, now or at its time. @message: as it stands there */
void
autosell_publisher_run_note_standing (AutosellPublisherRun *run, AutosellPostState state, const char *message)
{
  AutosellPost *post = run->post;

  post->state = state;
  g_free (post->text_hash);
  post->text_hash = autosell_post_dup_text_hash (message);
  autosell_publisher_clear_error (post);
}

static void
created_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  AutosellPublisherRun *run = data;
  AutosellPost *post = run->post;
  GError *error = NULL;
  char *id = autosell_graph_create_post_finish (AUTOSELL_GRAPH (source), result, &error);

  if (id != NULL)
    {
      g_free (post->remote_id);
      post->remote_id = id;
      post->checked_s = 0;
      autosell_publisher_run_note_standing (run, post->is_timed ? AUTOSELL_POST_HANDED : AUTOSELL_POST_OUT, post->text);
      if (post->is_timed)
        run->report.n_handed++;
      else
        {
          post->timed_s = 0;
          post->out_s = autosell_publisher_run_now_s (run);
          run->report.n_published++;
        }
      autosell_publisher_run_record (run, post->is_timed ? "handed" : "published", NULL, autosell_publisher_run_go_on);
      return;
    }
  if (autosell_graph_error_may_have_applied (error)
      || (error->code == AUTOSELL_GRAPH_ERROR_DUPLICATE && error->domain == AUTOSELL_GRAPH_ERROR
          && post->n_tries < MAX_DUPLICATES))
    {
      post->state = AUTOSELL_POST_LOOKING;
      post->n_tries++;
      set_text (&post->error, autosell_graph_error_get_nick (error));
      g_free (post->error_text);
      post->error_text = autosell_graph_fact_new (AUTOSELL_GRAPH_FACT_UNANSWERED, NULL);
      autosell_publisher_run_record (run, "unknown", NULL, autosell_publisher_run_go_on);
      g_error_free (error);
      return;
    }
  /* Nothing of it is there: as before it was sent */
  post->state = AUTOSELL_POST_UPLOADING;
  autosell_publisher_run_take_error (run, error);
}

static void
send_post (AutosellPublisherRun *run)
{
  AutosellPost *post = run->post;
  g_autoptr(GPtrArray) ids = g_ptr_array_new ();

  for (guint i = 0; i < post->photos->len; i++)
    if (is_uploaded (post->photos->pdata[i]))
      g_ptr_array_add (ids, ((AutosellPostPhoto *) post->photos->pdata[i])->remote_id);
  g_ptr_array_add (ids, NULL);
  autosell_graph_create_post_async (run->graph, run->access, run->page->remote_id, post->text,
                                    (const char *const *) ids->pdata, post->is_timed ? post->at_s : 0,
                                    get_cancellable (run), created_cb, run);
}

static void
sending_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  AutosellPublisherRun *run = data;
  GError *error = NULL;

  if (autosell_store_record_post_finish (AUTOSELL_STORE (source), result, &error))
    send_post (run);
  else if (g_error_matches (error, AUTOSELL_STORE_ERROR, AUTOSELL_STORE_ERROR_CONFLICT))
    {
      /* Its car was sold, or a person changed it, while others went: the next run has it as it is wanted now */
      g_error_free (error);
      autosell_publisher_run_wake_at (run, autosell_publisher_run_now_s (run) + 1);
      autosell_publisher_run_skip_post (run);
    }
  else
    autosell_publisher_run_fail (run, error);
}

static void
create (AutosellPublisherRun *run)
{
  run->post->state = AUTOSELL_POST_CREATING;
  run->post->is_timed = run->step.is_timed;
  run->post->timed_s = run->step.is_timed ? run->post->at_s : 0;
  run->post->sent_s = autosell_publisher_run_now_s (run);
  run->post->n_looks = 0;
  autosell_store_record_sending_async (run->store, run->post, sending_cb, run);
}

/* The one with its reference. @n_found: how many have it. (nullable) */
static const AutosellGraphPost *
find_post (const AutosellPost *post, GPtrArray *posts, guint *n_found)
{
  const AutosellGraphPost *found = NULL;

  *n_found = 0;
  for (guint i = 0; i < posts->len; i++)
    {
      const AutosellGraphPost *other = posts->pdata[i];

      if (other->message == NULL || !autosell_post_has_reference (other->message, post->reference)
          || (other->created_s != 0 && other->created_s < post->sent_s - LOOK_BACK_S))
        continue;
      found = other;
      (*n_found)++;
    }
  return found;
}

static void
take_found (AutosellPublisherRun *run, const AutosellGraphPost *found, gboolean is_out, guint n_found)
{
  AutosellPost *post = run->post;

  set_text (&post->remote_id, found->id);
  set_text (&post->permalink, found->permalink);
  post->checked_s = 0;
  if (found->scheduled_s != 0)
    post->timed_s = found->scheduled_s;
  autosell_publisher_run_note_standing (run, is_out ? AUTOSELL_POST_OUT : AUTOSELL_POST_HANDED, found->message);
  if (is_out)
    {
      post->out_s = found->created_s != 0 ? found->created_s : post->sent_s;
      run->report.n_published++;
    }
  else
    run->report.n_handed++;
  autosell_publisher_run_record (run, n_found > 1 ? "found-twice" : "found", NULL, autosell_publisher_run_go_on);
}

static void look_in (AutosellPublisherRun *run, AutosellGraphList list);

static void
looked (AutosellPublisherRun *run, AutosellGraphList list, GAsyncResult *result)
{
  GError *error = NULL;
  gboolean is_complete;
  guint n_found;
  g_autoptr(GPtrArray) posts = autosell_graph_list_posts_finish (run->graph, result, &is_complete, &error);
  const AutosellGraphPost *found = posts != NULL ? find_post (run->post, posts, &n_found) : NULL;

  if (posts == NULL)
    autosell_publisher_run_take_error (run, error);
  else if (found != NULL)
    take_found (run, found, list == AUTOSELL_GRAPH_PUBLISHED, n_found);
  else if (!is_complete)
    /* Not seen in a part of it is not "not there" */
    autosell_publisher_run_try_later (run, autosell_publisher_get_backoff_s (run->post));
  else if (list == AUTOSELL_GRAPH_SCHEDULED)
    look_in (run, AUTOSELL_GRAPH_PUBLISHED);
  else
    {
      run->post->state = AUTOSELL_POST_LOOKING;
      run->post->n_looks++;
      autosell_publisher_run_record (run, "not-found", NULL, autosell_publisher_run_go_on);
    }
}

static void
looked_in_scheduled_cb (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  looked (data, AUTOSELL_GRAPH_SCHEDULED, result);
}

static void
looked_in_published_cb (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  looked (data, AUTOSELL_GRAPH_PUBLISHED, result);
}

static void
look_in (AutosellPublisherRun *run, AutosellGraphList list)
{
  gboolean is_published = list == AUTOSELL_GRAPH_PUBLISHED;

  autosell_graph_list_posts_async (
    run->graph, run->access, run->page->remote_id, list, is_published ? run->post->sent_s - LOOK_BACK_S : 0, LOOK_POSTS,
    get_cancellable (run), is_published ? looked_in_published_cb : looked_in_scheduled_cb, run);
}

void
autosell_publisher_run_take_step (AutosellPublisherRun *run)
{
  switch (run->step.kind)
    {
    case AUTOSELL_STEP_UPLOAD:
      upload (run);
      break;
    case AUTOSELL_STEP_CREATE:
      create (run);
      break;
    case AUTOSELL_STEP_LOOK:
      look_in (run, run->post->is_timed ? AUTOSELL_GRAPH_SCHEDULED : AUTOSELL_GRAPH_PUBLISHED);
      break;
    case AUTOSELL_STEP_READ:
      autosell_publisher_run_read_back (run);
      break;
    case AUTOSELL_STEP_EDIT:
    case AUTOSELL_STEP_RETIME:
    case AUTOSELL_STEP_HIDE:
    case AUTOSELL_STEP_SHOW:
      autosell_publisher_run_edit (run);
      break;
    case AUTOSELL_STEP_COMMENT:
      autosell_publisher_run_comment (run);
      break;
    case AUTOSELL_STEP_REMOVE:
      autosell_publisher_run_remove (run);
      break;
    case AUTOSELL_STEP_CANCEL:
      run->post->state = AUTOSELL_POST_CANCELLED;
      let_go_of_photos (run);
      autosell_publisher_run_record (run, "cancelled", NULL, clean_photos);
      break;
    case AUTOSELL_STEP_NONE:
    case AUTOSELL_STEP_WAIT:
    case AUTOSELL_STEP_MOVE:
    default:
      g_return_if_reached ();
    }
}
