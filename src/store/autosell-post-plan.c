/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-post-plan.h"

#include <string.h>

#include "autosell-backup-private.h"
#include "autosell-photo-store.h"
#include "autosell-post-job-private.h"
#include "autosell-post-store-private.h"
#include "autosell-post-template.h"
#include "autosell-store-private.h"
#include "autosell-vehicle-sql.h"

#define DAY_S ((gint64) 24 * 60 * 60)
#define FREE_WITHIN_S (60 * DAY_S)
/* As far back as posts count for the distance between two and for the day's limit. */
#define BACK_S (2 * DAY_S)

/* ---- Slots ---- */

AutosellPostSchedule *
autosell_post_sql_open_schedule (const AutosellPage *page)
{
  AutosellPostSchedule *schedule = page->schedule != NULL ? autosell_post_schedule_parse (page->schedule, NULL) : NULL;

  return schedule != NULL ? schedule : autosell_post_schedule_new ();
}

GArray *
autosell_post_sql_get_slots (AutosellConnection *connection, const AutosellPage *page, gint64 from_s, gint64 until_s,
                             AutosellPostNeed need, int n_wanted, GError **error)
{
  g_autoptr(AutosellPostSchedule) schedule = autosell_post_sql_open_schedule (page);
  g_autoptr(AutosellPostPlanning) planning =
    autosell_post_sql_get_planning (connection, page->id, from_s - BACK_S, need, n_wanted, error);

  if (planning == NULL
      || !autosell_post_sql_add_pins (connection, page->id, schedule, from_s, until_s, planning->wishes, error))
    return NULL;
  return autosell_post_schedule_plan (schedule, from_s, until_s, planning->taken, planning->wishes,
                                      planning->candidates);
}

static GArray *
plan_page (AutosellConnection *connection, const AutosellPostJob *job, const AutosellPage *page, gint64 from_s,
           gint64 until_s, GError **error)
{
  return autosell_post_sql_get_slots (connection, page, from_s, until_s, job->need, job->n_wanted, error);
}

static gpointer
get_slots_job (AutosellConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  const AutosellPostJob *job = data;
  g_autoptr(AutosellPageBoard) board = autosell_page_sql_get_board (connection, error);
  const AutosellPage *page = board != NULL ? autosell_page_board_find (board, job->order.page) : NULL;

  if (board != NULL && page == NULL)
    g_set_error_literal (error, AUTOSELL_STORE_ERROR, AUTOSELL_STORE_ERROR_NOT_FOUND, "There is no such Page");
  return page != NULL ? plan_page (connection, job, page, job->from_s, job->until_s, error) : NULL;
}

GArray *
autosell_store_get_slots_sync (AutosellStore *self, gint64 page, gint64 from_s, gint64 until_s, GError **error)
{
  AutosellPostJob *job = autosell_post_job_new (self, NULL);
  GArray *slots;

  job->order.page = page;
  job->from_s = from_s;
  job->until_s = until_s;
  slots =
    autosell_database_call (autosell_store_get_database (self), AUTOSELL_LANE_READ, get_slots_job, job, NULL, error);
  autosell_post_job_free (job);
  return slots;
}

/* ---- The plan of each automatic Page ---- */

static gboolean
order_slot (AutosellConnection *connection, const AutosellPostJob *job, const AutosellPageBoard *board,
            const AutosellPage *page, const AutosellPostSlot *slot, GError **error)
{
  AutosellPostJob order = *job;
  g_autoptr(AutosellPost) post = NULL;

  order.order = (AutosellPostOrder){ .page = page->id, .key = slot->key, .at_s = slot->at_s, .is_scheduled = TRUE };
  order.text = NULL;
  order.photos = NULL;
  post = autosell_post_sql_compose (connection, &order, board, error);
  return post != NULL && autosell_post_sql_add (connection, post, job->who, error);
}

static gboolean
make_plans (AutosellConnection *connection, const AutosellPostJob *job, const AutosellPageBoard *board,
            guint *n_planned, GError **error)
{
  for (guint i = 0; i < board->pages->len; i++)
    {
      const AutosellPage *page = board->pages->pdata[i];
      g_autoptr(GArray) slots = NULL;

      if (!page->is_automatic || !autosell_page_can_post (page) || page->blocked_s > job->now_s || page->poster != NULL)
        continue;
      slots = plan_page (connection, job, page, job->now_s, job->now_s + job->days_ahead * DAY_S, error);
      if (slots == NULL)
        return FALSE;
      for (guint j = 0; j < slots->len; j++)
        {
          const AutosellPostSlot *slot = &g_array_index (slots, AutosellPostSlot, j);

          if (slot->key == 0 || (slot->state != AUTOSELL_SLOT_PLANNED && slot->state != AUTOSELL_SLOT_PINNED))
            continue;
          if (!order_slot (connection, job, board, page, slot, error))
            return FALSE;
          (*n_planned)++;
        }
    }
  return TRUE;
}

/* ---- What becomes of a post when its car's status changes ---- */

const char *
autosell_post_get_mark (const char *status)
{
  if (g_strcmp0 (status, "sold") == 0)
    return "❌ VENDIDO\n\n";
  return g_strcmp0 (status, "reserved") == 0 ? "⏳ APARTADO\n\n" : NULL;
}

char *
autosell_post_dup_marked (const char *text, const char *status)
{
  static const char *const statuses[] = { "sold", "reserved" };
  const char *mark = autosell_post_get_mark (status);

  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    if (g_str_has_prefix (text, autosell_post_get_mark (statuses[i])))
      text += strlen (autosell_post_get_mark (statuses[i]));
  return g_strconcat (mark != NULL ? mark : "", text, NULL);
}

/* What is done with a post that stands. @what: as in the settings */
static AutosellPostChangeMask
treat (AutosellPost *post, const char *what)
{
  g_autofree char *old = g_steal_pointer (&post->text);

  post->text = autosell_post_dup_marked (old, g_strcmp0 (what, "mark") == 0 ? post->followed : NULL);
  if (g_strcmp0 (what, "remove") == 0)
    post->want = AUTOSELL_POST_WANT_REMOVED;
  else if (g_strcmp0 (what, "hide") == 0)
    post->want = AUTOSELL_POST_WANT_HIDDEN;
  else if (g_strcmp0 (what, "nothing") == 0)
    return 0;
  else if (post->want == AUTOSELL_POST_WANT_HIDDEN)
    post->want = AUTOSELL_POST_WANT_OUT;
  return AUTOSELL_POST_CHANGE_WANT | AUTOSELL_POST_CHANGE_TEXT;
}

/* The sale was a slip, and is taken back before its post was: nobody wanted it off but for that. What a person took off
 * stays off.
 * @is_back: (out) */
static gboolean
find_back (AutosellConnection *connection, const AutosellPost *post, gboolean *is_back, GError **error)
{
  gint64 was_for_car;
  sqlite3_stmt *stmt;

  *is_back = FALSE;
  if (post->want != AUTOSELL_POST_WANT_REMOVED
      || (post->state != AUTOSELL_POST_OUT && post->state != AUTOSELL_POST_HANDED)
      || strcmp (post->followed, "sold") == 0 || strcmp (post->followed, "deleted") == 0)
    return TRUE;
  stmt =
    autosell_connection_prepare (connection,
                                 "SELECT what = 'followed' FROM post_event WHERE post_pk = ? AND who <> 'facebook' "
                                 "ORDER BY id DESC LIMIT 1",
                                 error);
  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, post->pk);
  if (!autosell_statement_get_int (stmt, 0, &was_for_car, error))
    return FALSE;
  *is_back = was_for_car != 0;
  return TRUE;
}

/* @post: followed is what its car is now */
static AutosellPostChangeMask
answer_to_car (const AutosellPostJob *job, AutosellPost *post)
{
  gboolean is_seen = post->state == AUTOSELL_POST_OUT || post->state == AUTOSELL_POST_REMOVING;

  if (post->want == AUTOSELL_POST_WANT_REMOVED)
    return 0;
  if (strcmp (post->followed, "deleted") == 0)
    return treat (post, "remove");
  if (strcmp (post->followed, "sold") == 0 && is_seen)
    return treat (post, job->when_sold != NULL ? job->when_sold : "remove");
  if (strcmp (post->followed, "reserved") == 0 && is_seen)
    return treat (post, job->when_reserved != NULL ? job->when_reserved : "mark");
  if (strcmp (post->followed, "available") == 0)
    return treat (post, "show");
  /* Nobody is shown a car that cannot be had, where it is not shown yet; what a person ordered stays a person's, unless
   * it is sold */
  if (!is_seen && (post->is_scheduled || strcmp (post->followed, "sold") == 0))
    return treat (post, "remove");
  return 0;
}

static gboolean
follow_cars (AutosellConnection *connection, const AutosellPostJob *job, guint *n_followed, GError **error)
{
  g_autoptr(GPtrArray) posts = autosell_post_sql_get_unfollowed (connection, error);

  if (posts == NULL)
    return FALSE;
  for (guint i = 0; i < posts->len; i++)
    {
      AutosellPost *post = posts->pdata[i];
      AutosellPostChangeMask mask = 0;
      gboolean is_back;

      if (!find_back (connection, post, &is_back, error))
        return FALSE;
      if (is_back)
        {
          post->want = AUTOSELL_POST_WANT_OUT;
          mask = AUTOSELL_POST_CHANGE_WANT;
        }
      mask |= answer_to_car (job, post);
      if (!autosell_post_sql_change (connection, post, mask | AUTOSELL_POST_CHANGE_FOLLOWED, job->who,
                                     mask != 0 ? "followed" : NULL, post->followed, error))
        return FALSE;
      *n_followed += mask != 0;
    }
  return TRUE;
}

/* What somebody took off by hand is not put there again by the plan: neither anew, nor as what was planned before that
 * was known. A slot that a person gave to the car is a person's word. */
static gboolean
follow_removals (AutosellConnection *connection, GError **error)
{
  return autosell_connection_exec (
    connection,
    "UPDATE post SET want = 'removed' WHERE origin = 'schedule' AND want = 'out' AND state IN ('waiting', 'uploading', "
    "'handed') "
    "AND NOT EXISTS (SELECT 1 FROM slot_wish WHERE slot_wish.page_id = post.page_id AND slot_wish.at = post.at "
    "AND slot_wish.vehicle_pk = post.vehicle_pk) "
    "AND NOT EXISTS (SELECT 1 FROM slot_pin WHERE slot_pin.page_id = post.page_id AND slot_pin.vehicle_pk = "
    "post.vehicle_pk) "
    "AND (SELECT before.state FROM post AS before WHERE before.page_id = post.page_id AND before.vehicle_pk = "
    "post.vehicle_pk "
    "AND before.pk < post.pk AND before.state NOT IN ('cancelled', 'failed', 'draft') "
    "AND (before.out_at > 0 OR before.want <> 'removed') ORDER BY before.pk DESC LIMIT 1) "
    "= 'gone'",
    error);
}

/* Nor does the plan post a car again that a person has posted there meanwhile, before it has rested. */
static gboolean
yield_to_people (AutosellConnection *connection, const AutosellPageBoard *board, GError **error)
{
  for (guint i = 0; i < board->pages->len; i++)
    {
      const AutosellPage *page = board->pages->pdata[i];
      g_autoptr(AutosellPostSchedule) schedule = autosell_post_sql_open_schedule (page);
      sqlite3_stmt *stmt = autosell_connection_prepare (
        connection,
        "UPDATE post SET want = 'removed' WHERE page_id = ?1 AND origin = 'schedule' AND want = 'out' "
        "AND state IN ('waiting', 'uploading', 'handed') "
        "AND NOT EXISTS (SELECT 1 FROM slot_wish WHERE slot_wish.page_id = ?1 AND slot_wish.at = post.at "
        "AND slot_wish.vehicle_pk = post.vehicle_pk) "
        "AND NOT EXISTS (SELECT 1 FROM slot_pin WHERE slot_pin.page_id = ?1 AND slot_pin.vehicle_pk = post.vehicle_pk) "
        "AND EXISTS (SELECT 1 FROM post AS own WHERE own.page_id = ?1 AND own.vehicle_pk = post.vehicle_pk "
        "AND own.pk > post.pk AND own.origin <> 'schedule' AND own.want = 'out' "
        "AND own.state NOT IN ('removed', 'gone', 'cancelled', 'failed', 'draft') "
        "AND abs (post.at - iif (own.out_at > 0, own.out_at, iif (own.at > 0, own.at, own.created_at / 1000000))) < "
        "?2)",
        error);

      if (stmt == NULL)
        return FALSE;
      sqlite3_bind_int64 (stmt, 1, page->id);
      sqlite3_bind_int64 (stmt, 2, schedule->rest_days * DAY_S);
      if (!autosell_statement_run (stmt, error))
        return FALSE;
    }
  return TRUE;
}

/* ---- Slots that were missed ---- */

/* Each to the next free one, so that what could not go while the PC was off does not go in a burst now. */
static gboolean
move_missed (AutosellConnection *connection, const AutosellPostJob *job, const AutosellPageBoard *board,
             GPtrArray *posts, GError **error)
{
  for (guint i = 0; i < posts->len; i++)
    {
      AutosellPost *post = posts->pdata[i];
      const AutosellPage *page = autosell_page_board_find (board, post->page);
      g_autoptr(AutosellPostPlanning) planning = NULL;
      g_autoptr(AutosellPostSchedule) schedule = NULL;
      AutosellPostFacts facts;

      autosell_post_get_facts (post, page->hands_over, &facts);
      if (autosell_post_get_step (&facts, job->now_s).kind != AUTOSELL_STEP_MOVE)
        continue;
      schedule = autosell_post_sql_open_schedule (page);
      planning = autosell_post_sql_get_planning (connection, page->id, job->now_s - BACK_S, AUTOSELL_POST_NEED_NOTHING,
                                                 job->n_wanted, error);
      if (planning == NULL
          || !autosell_post_sql_add_pins (connection, page->id, schedule, job->now_s, job->now_s + FREE_WITHIN_S,
                                          planning->wishes, error))
        return FALSE;
      post->missed_s = post->at_s;
      post->at_s = autosell_post_schedule_find_free (schedule, job->now_s, planning->taken, planning->wishes);
      /* A Page without slots: tomorrow at this time is better than never */
      if (post->at_s == 0)
        post->at_s = job->now_s + DAY_S;
      if (!autosell_post_sql_change (connection, post, AUTOSELL_POST_CHANGE_AT | AUTOSELL_POST_CHANGE_MISSED, job->who,
                                     "moved", NULL, error))
        return FALSE;
    }
  return TRUE;
}

/* ---- Publishing ---- */

void
autosell_publishing_free (AutosellPublishing *self)
{
  g_clear_pointer (&self->pages, g_ptr_array_unref);
  g_clear_pointer (&self->posts, g_ptr_array_unref);
  g_free (self);
}

static int
compare_posts (gconstpointer a, gconstpointer b)
{
  const AutosellPost *one = *(AutosellPost *const *) a, *other = *(AutosellPost *const *) b;

  return (one->pk > other->pk) - (one->pk < other->pk);
}

static gboolean
note_restored (AutosellConnection *connection, GError **error)
{
  return autosell_connection_exec (connection,
                                   "UPDATE page SET poster_since = -1 WHERE EXISTS (SELECT 1 FROM setting WHERE name = "
                                   "'" AUTOSELL_BACKUP_SETTING_RESTORED "')",
                                   error)
         && autosell_connection_exec (connection,
                                      "DELETE FROM setting WHERE name = '" AUTOSELL_BACKUP_SETTING_RESTORED "'", error);
}

static gpointer
prepare_job (AutosellConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  const AutosellPostJob *job = data;
  const AutosellPostQuery open = { .states = ~((1u << AUTOSELL_POST_REMOVED) | (1u << AUTOSELL_POST_GONE)
                                               | (1u << AUTOSELL_POST_CANCELLED) | (1u << AUTOSELL_POST_DRAFT)),
                                   .is_lean = TRUE };
  g_autoptr(AutosellPublishing) publishing = g_new0 (AutosellPublishing, 1);
  g_autoptr(AutosellPageBoard) board = NULL;
  gboolean done;

  if (!autosell_connection_begin (connection, error))
    return NULL;
  board = note_restored (connection, error) ? autosell_page_sql_get_board (connection, error) : NULL;
  done = board != NULL && follow_cars (connection, job, &publishing->n_followed, error)
         && follow_removals (connection, error) && yield_to_people (connection, board, error)
         && autosell_post_sql_follow_prices (connection, job, board, &publishing->n_followed, error)
         && make_plans (connection, job, board, &publishing->n_planned, error);
  publishing->posts = done ? autosell_post_sql_get (connection, &open, error) : NULL;
  if (publishing->posts == NULL || !move_missed (connection, job, board, publishing->posts, error))
    {
      autosell_connection_rollback (connection);
      return NULL;
    }
  if (!autosell_connection_commit (connection, error))
    return NULL;
  g_ptr_array_sort (publishing->posts, compare_posts);
  publishing->pages = g_steal_pointer (&board->pages);
  return g_steal_pointer (&publishing);
}

AutosellPublishing *
autosell_store_prepare_publishing_sync (AutosellStore *self, gint64 now_s, GError **error)
{
  AutosellPostJob *job = autosell_post_job_new (self, NULL);
  AutosellPublishing *publishing;

  job->now_s = now_s;
  publishing =
    autosell_database_call (autosell_store_get_database (self), AUTOSELL_LANE_WRITE, prepare_job, job, NULL, error);
  autosell_post_job_free (job);
  if (publishing != NULL && publishing->n_planned + publishing->n_followed > 0)
    autosell_store_emit_posts_changed (self);
  return publishing;
}

void
autosell_store_prepare_publishing_async (AutosellStore *self, gint64 now_s, GCancellable *cancellable,
                                         GAsyncReadyCallback callback, gpointer user_data)
{
  AutosellPostJob *job = autosell_post_job_new (self, NULL);

  job->now_s = now_s;
  autosell_store_run (self, AUTOSELL_LANE_WRITE, prepare_job, job, autosell_post_job_free,
                      (GDestroyNotify) autosell_publishing_free, cancellable, callback, user_data);
}

AutosellPublishing *
autosell_store_prepare_publishing_finish (AutosellStore *self, GAsyncResult *result, GError **error)
{
  AutosellPublishing *publishing = autosell_store_run_finish (self, result, error);

  if (publishing != NULL && publishing->n_planned + publishing->n_followed > 0)
    autosell_store_emit_posts_changed (self);
  return publishing;
}
