/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-week.h"

#include "autosell-post-store-private.h"
#include "autosell-store-private.h"

/* What a person says of the slots. Each is one transaction, which notes how everything was that it changes. */

typedef struct
{
  gint64 page, at_s;
  gint64 key; /* -1: nothing was said */
} OldWish;

typedef struct
{
  gint64 page;
  int weekday, minute;
  gint64 key; /* 0: none */
} OldPin;

struct _AutosellWeekUndo
{
  GArray *wishes;   /* owned, of OldWish: the first of a slot counts */
  GArray *pins;     /* owned, of OldPin */
  GPtrArray *posts; /* owned, of AutosellPost: at_s and want are as they were */
};

static AutosellWeekUndo *
undo_new (void)
{
  AutosellWeekUndo *self = g_new (AutosellWeekUndo, 1);

  self->wishes = g_array_new (FALSE, FALSE, sizeof (OldWish));
  self->pins = g_array_new (FALSE, FALSE, sizeof (OldPin));
  self->posts = g_ptr_array_new_with_free_func ((GDestroyNotify) autosell_post_free);
  return self;
}

void
autosell_week_undo_free (AutosellWeekUndo *self)
{
  g_array_unref (self->wishes);
  g_array_unref (self->pins);
  g_ptr_array_unref (self->posts);
  g_free (self);
}

typedef struct
{
  AutosellConnection *connection;
  const AutosellWeekAct *act;
  const char *who;
  AutosellPostSchedule *schedule; /* owned */
  AutosellWeekUndo *undo;         /* owned */
} Doing;

/* One number of the first row; @otherwise where there is none */
static gboolean
ask (Doing *self, const char *sql, gint64 first, gint64 second, gint64 third, gint64 otherwise, gint64 *number,
     GError **error)
{
  sqlite3_stmt *stmt = autosell_connection_prepare (self->connection, sql, error);

  *number = otherwise;
  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, first);
  sqlite3_bind_int64 (stmt, 2, second);
  if (sqlite3_bind_parameter_count (stmt) > 2)
    sqlite3_bind_int64 (stmt, 3, third);
  return autosell_statement_get_int (stmt, otherwise, number, error);
}

/* @key: -1 takes back what was said */
static gboolean
set_wish (Doing *self, gint64 at_s, gint64 key, GError **error)
{
  OldWish old = { self->act->page, at_s, -1 };

  if (!ask (self, "SELECT ifnull (vehicle_pk, 0) FROM slot_wish WHERE page_id = ? AND at = ?", old.page, at_s, 0, -1,
            &old.key, error))
    return FALSE;
  if (old.key == key)
    return TRUE;
  g_array_append_val (self->undo->wishes, old);
  return autosell_post_sql_set_wish (self->connection, old.page, at_s, key, self->who, error);
}

static gboolean
set_pin (Doing *self, gint64 key, GError **error)
{
  OldPin old = { self->act->page, 0, 0, 0 };
  sqlite3_stmt *stmt;

  autosell_post_schedule_get_place (self->schedule, self->act->at_s, &old.weekday, &old.minute);
  if (!ask (self, "SELECT vehicle_pk FROM slot_pin WHERE page_id = ? AND weekday = ? AND minute = ?", old.page,
            old.weekday, old.minute, 0, &old.key, error))
    return FALSE;
  g_array_append_val (self->undo->pins, old);
  stmt =
    autosell_connection_prepare (self->connection,
                                 key == 0 ? "DELETE FROM slot_pin WHERE page_id = ?1 AND weekday = ?2 AND minute = ?3"
                                          : "INSERT INTO slot_pin (page_id, weekday, minute, vehicle_pk, who) "
                                            "VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO UPDATE "
                                            "SET vehicle_pk = excluded.vehicle_pk, who = excluded.who",
                                 error);
  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, old.page);
  sqlite3_bind_int (stmt, 2, old.weekday);
  sqlite3_bind_int (stmt, 3, old.minute);
  if (key != 0)
    {
      sqlite3_bind_int64 (stmt, 4, key);
      autosell_bind_text (stmt, 5, self->who);
    }
  return autosell_statement_run (stmt, error);
}

/* ---- Posts ---- */

static gboolean
set_too_late (GError **error)
{
  g_set_error_literal (error, AUTOSELL_STORE_ERROR, AUTOSELL_STORE_ERROR_CONFLICT, "It is being published already");
  return FALSE;
}

/* Whether it may still be moved or taken out. */
static gboolean
check_post (Doing *self, const AutosellPost *post, GError **error)
{
  if (post->state == AUTOSELL_POST_WAITING || post->state == AUTOSELL_POST_UPLOADING
      || post->state == AUTOSELL_POST_FAILED)
    return TRUE;
  if (post->state == AUTOSELL_POST_HANDED && self->act->now_s <= post->timed_s - AUTOSELL_POST_SETTLED_S)
    return TRUE;
  return set_too_late (error);
}

/* The post that waits for that time. @which: (inout): 0 for whatever goes then. Returns: (transfer full) (nullable):
 * NULL with
 * @error, or where there is none */
static AutosellPost *
find_post (Doing *self, gint64 at_s, gint64 which, GError **error)
{
  g_autoptr(GPtrArray) posts = NULL;
  AutosellPostQuery query = { 0 };

  if (which == 0
      && !ask (self,
               "SELECT pk FROM post WHERE page_id = ? AND at = ? AND want <> 'removed' "
               "AND state NOT IN ('removed', 'gone', 'cancelled', 'failed', 'draft') ORDER BY pk LIMIT 1",
               self->act->page, at_s, 0, 0, &which, error))
    return NULL;
  if (which == 0)
    return NULL;
  query.pk = which;
  posts = autosell_post_sql_get (self->connection, &query, error);
  return posts != NULL && posts->len > 0 ? g_ptr_array_steal_index (posts, 0) : NULL;
}

/* As it is noted before a change. */
static gboolean
change_post (Doing *self, AutosellPost *post, AutosellPostChangeMask mask, const char *what, const AutosellPost *before,
             GError **error)
{
  g_ptr_array_add (self->undo->posts, autosell_post_copy (before));
  return autosell_post_sql_change (self->connection, post, mask, self->who, what, NULL, error);
}

static gboolean
move_post (Doing *self, const AutosellPost *post, gint64 to_s, GError **error)
{
  g_autoptr(AutosellPost) moved = autosell_post_copy (post);

  moved->at_s = to_s;
  moved->missed_s = 0;
  return change_post (self, moved,
                      AUTOSELL_POST_CHANGE_AT | AUTOSELL_POST_CHANGE_MISSED
                        | (post->state == AUTOSELL_POST_FAILED ? AUTOSELL_POST_CHANGE_RETRY : 0),
                      "moved-by-hand", post, error);
}

static gboolean
take_out (Doing *self, const AutosellPost *post, const char *what, GError **error)
{
  g_autoptr(AutosellPost) removed = autosell_post_copy (post);

  if (!check_post (self, post, error))
    return FALSE;
  removed->want = AUTOSELL_POST_WANT_REMOVED;
  return change_post (self, removed, AUTOSELL_POST_CHANGE_WANT, what, post, error);
}

/* ---- What was asked for ---- */

static gboolean
set_nothing_there (GError **error)
{
  g_set_error_literal (error, AUTOSELL_STORE_ERROR, AUTOSELL_STORE_ERROR_NOT_FOUND, "Nothing goes then");
  return FALSE;
}

/* The car that the plan, or a person, has there without a post yet. */
static gboolean
find_planned (Doing *self, gint64 at_s, gint64 *key, GError **error)
{
  gint64 weekly;
  int weekday, minute;

  autosell_post_schedule_get_place (self->schedule, at_s, &weekday, &minute);
  if (!ask (self, "SELECT vehicle_pk FROM slot_pin WHERE page_id = ? AND weekday = ? AND minute = ?", self->act->page,
            weekday, minute, 0, &weekly, error))
    return FALSE;
  return ask (self, "SELECT ifnull (vehicle_pk, 0) FROM slot_wish WHERE page_id = ? AND at = ?", self->act->page, at_s,
              0, weekly, key, error);
}

/* What leaves @at_s and nobody takes its place: the rule decides, but not once more for the car that has every
 * week's. */
static gboolean
leave_slot (Doing *self, gint64 at_s, GError **error)
{
  gint64 weekly;
  int weekday, minute;

  autosell_post_schedule_get_place (self->schedule, at_s, &weekday, &minute);
  return ask (self, "SELECT vehicle_pk FROM slot_pin WHERE page_id = ? AND weekday = ? AND minute = ?", self->act->page,
              weekday, minute, 0, &weekly, error)
         && set_wish (self, at_s, weekly != 0 ? 0 : -1, error);
}

static gboolean
move (Doing *self, GError **error)
{
  const AutosellWeekAct *act = self->act;
  GError *local_error = NULL;
  g_autoptr(AutosellPost) from =
    act->key == 0 || act->post != 0 ? find_post (self, act->at_s, act->post, &local_error) : NULL;
  g_autoptr(AutosellPost) to = local_error == NULL ? find_post (self, act->to_s, 0, &local_error) : NULL;
  gint64 planned = act->key, other = 0;

  if (!autosell_pass_error (g_steal_pointer (&local_error), error))
    return FALSE;
  if ((from != NULL && !check_post (self, from, error)) || (to != NULL && !check_post (self, to, error)))
    return FALSE;
  if (from == NULL && planned == 0 && !find_planned (self, act->at_s, &planned, error))
    return FALSE;
  if (from == NULL && planned == 0)
    return set_nothing_there (error);
  if (to == NULL && !find_planned (self, act->to_s, &other, error))
    return FALSE;
  /* What was there changes places with it */
  if (to != NULL  ? !move_post (self, to, act->at_s, error) || !set_wish (self, act->at_s, to->key, error)
      : other > 0 ? !set_wish (self, act->at_s, other, error)
                  : !leave_slot (self, act->at_s, error))
    return FALSE;
  if (from != NULL && !move_post (self, from, act->to_s, error))
    return FALSE;
  return set_wish (self, act->to_s, from != NULL ? from->key : planned, error);
}

static gboolean
skip (Doing *self, GError **error)
{
  GError *local_error = NULL;
  g_autoptr(AutosellPost) post = find_post (self, self->act->at_s, self->act->post, &local_error);

  if (!autosell_pass_error (g_steal_pointer (&local_error), error))
    return FALSE;
  return (post == NULL || take_out (self, post, "skipped", error)) && set_wish (self, self->act->at_s, 0, error);
}

/* The car's post that waits for another time, if there is one, is moved rather than made twice. */
static gboolean
pin (Doing *self, GError **error)
{
  const AutosellWeekAct *act = self->act;
  GError *local_error = NULL;
  g_autoptr(AutosellPost) there = find_post (self, act->at_s, 0, &local_error);
  gint64 elsewhere = 0;
  AutosellWeekAct moving = *act;

  if (!autosell_pass_error (g_steal_pointer (&local_error), error))
    return FALSE;
  if (there != NULL && there->key == act->key)
    return set_wish (self, act->at_s, act->key, error);
  /* Every week's is besides what waits already */
  if (act->kind == AUTOSELL_WEEK_ACT_PIN
      && !ask (self,
               "SELECT at FROM post WHERE page_id = ? AND vehicle_pk = ? AND at > ? AND want = 'out' "
               "AND state IN ('waiting', 'uploading', 'handed') ORDER BY at LIMIT 1",
               act->page, act->key, act->now_s, 0, &elsewhere, error))
    return FALSE;
  if (elsewhere != 0)
    {
      moving.at_s = elsewhere;
      moving.to_s = act->at_s;
      moving.post = moving.key = 0;
      self->act = &moving;
      elsewhere = move (self, error);
      self->act = act;
      return elsewhere != 0;
    }
  return (there == NULL || take_out (self, there, "replaced", error)) && set_wish (self, act->at_s, act->key, error);
}

static gboolean
do_act (Doing *self, GError **error)
{
  switch (self->act->kind)
    {
    case AUTOSELL_WEEK_ACT_MOVE:
      return move (self, error);
    case AUTOSELL_WEEK_ACT_SKIP:
      return skip (self, error);
    case AUTOSELL_WEEK_ACT_PIN:
      return pin (self, error);
    case AUTOSELL_WEEK_ACT_PIN_WEEKLY:
      return pin (self, error) && set_wish (self, self->act->at_s, -1, error) && set_pin (self, self->act->key, error);
    case AUTOSELL_WEEK_ACT_FREE_WEEKLY:
      return set_pin (self, 0, error);
    case AUTOSELL_WEEK_ACT_FREE:
    default:
      return set_wish (self, self->act->at_s, -1, error);
    }
}

typedef struct
{
  AutosellWeekAct act;
  char *who;              /* owned */
  AutosellWeekUndo *undo; /* owned, nullable */
} ActJob;

static void
act_job_free (gpointer data)
{
  ActJob *self = data;

  g_free (self->who);
  g_clear_pointer (&self->undo, autosell_week_undo_free);
  g_free (self);
}

static const AutosellPage *
find_page (const AutosellPageBoard *board, gint64 id)
{
  for (guint i = 0; i < board->pages->len; i++)
    if (((const AutosellPage *) board->pages->pdata[i])->id == id)
      return board->pages->pdata[i];
  return NULL;
}

static gpointer
act_job (AutosellConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  ActJob *job = data;
  Doing doing = { connection, &job->act, job->who, NULL, NULL };
  g_autoptr(AutosellPageBoard) board = NULL;
  const AutosellPage *page;
  gboolean done = FALSE;

  if (!autosell_connection_begin (connection, error))
    return NULL;
  board = autosell_page_sql_get_board (connection, error);
  page = board != NULL ? find_page (board, job->act.page) : NULL;
  doing.undo = undo_new ();
  if (page != NULL)
    {
      doing.schedule = autosell_post_sql_open_schedule (page);
      done = do_act (&doing, error) && autosell_connection_commit (connection, error);
      autosell_post_schedule_free (doing.schedule);
    }
  else if (board != NULL)
    g_set_error_literal (error, AUTOSELL_STORE_ERROR, AUTOSELL_STORE_ERROR_NOT_FOUND, "There is no such Page");
  if (done)
    return doing.undo;
  autosell_connection_rollback (connection);
  autosell_week_undo_free (doing.undo);
  return NULL;
}

static ActJob *
act_job_new (AutosellStore *store, const AutosellWeekAct *act, AutosellWeekUndo *undo)
{
  ActJob *job = g_new0 (ActJob, 1);

  if (act != NULL)
    job->act = *act;
  job->undo = undo;
  job->who = g_strdup (autosell_store_get_author (store));
  return job;
}

AutosellWeekUndo *
autosell_store_act_on_week_sync (AutosellStore *self, const AutosellWeekAct *act, GError **error)
{
  ActJob *job = act_job_new (self, act, NULL);
  AutosellWeekUndo *undo =
    autosell_database_call (autosell_store_get_database (self), AUTOSELL_LANE_WRITE, act_job, job, NULL, error);

  act_job_free (job);
  if (undo != NULL)
    autosell_store_emit_posts_changed (self);
  return undo;
}

void
autosell_store_act_on_week_async (AutosellStore *self, const AutosellWeekAct *act, GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  autosell_store_run (self, AUTOSELL_LANE_WRITE, act_job, act_job_new (self, act, NULL), act_job_free,
                      (GDestroyNotify) autosell_week_undo_free, NULL, callback, user_data);
}

AutosellWeekUndo *
autosell_store_act_on_week_finish (AutosellStore *self, GAsyncResult *result, GError **error)
{
  AutosellWeekUndo *undo = autosell_store_run_finish (self, result, error);

  if (undo != NULL)
    autosell_store_emit_posts_changed (self);
  return undo;
}

/* ---- As it was ---- */

/* What was taken out for good meanwhile comes back as a car that is wanted then. */
static gboolean
put_back (AutosellConnection *connection, const AutosellPost *before, const char *who, GError **error)
{
  AutosellPostQuery query = { .pk = before->pk };
  g_autoptr(GPtrArray) posts = autosell_post_sql_get (connection, &query, error);
  const AutosellPost *now;

  if (posts == NULL)
    return FALSE;
  now = posts->len > 0 ? posts->pdata[0] : NULL;
  if (now == NULL || now->out_s != 0)
    return TRUE;
  if (autosell_post_state_is_final (now->state) || now->state == AUTOSELL_POST_REMOVING)
    return before->key == 0
           || autosell_post_sql_set_wish (connection, before->page, before->at_s, before->key, who, error);
  return autosell_post_sql_change (connection, before,
                                   AUTOSELL_POST_CHANGE_WANT | AUTOSELL_POST_CHANGE_AT | AUTOSELL_POST_CHANGE_MISSED,
                                   who, "moved-back", NULL, error);
}

static gboolean
put_pin_back (AutosellConnection *connection, const OldPin *old, const char *who, GError **error)
{
  sqlite3_stmt *stmt = autosell_connection_prepare (
    connection,
    old->key == 0 ? "DELETE FROM slot_pin WHERE page_id = ?1 AND weekday = ?2 AND minute = ?3"
                  : "INSERT INTO slot_pin (page_id, weekday, minute, vehicle_pk, who) "
                    "VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO UPDATE "
                    "SET vehicle_pk = excluded.vehicle_pk, who = excluded.who",
    error);

  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, old->page);
  sqlite3_bind_int (stmt, 2, old->weekday);
  sqlite3_bind_int (stmt, 3, old->minute);
  if (old->key != 0)
    {
      sqlite3_bind_int64 (stmt, 4, old->key);
      autosell_bind_text (stmt, 5, who);
    }
  return autosell_statement_run (stmt, error);
}

static gpointer
undo_job (AutosellConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  const ActJob *job = data;
  const AutosellWeekUndo *undo = job->undo;
  gboolean done = TRUE;

  if (!autosell_connection_begin (connection, error))
    return NULL;
  /* Backwards: what was noted first is how it was at the beginning */
  for (guint i = undo->wishes->len; done && i-- > 0;)
    {
      const OldWish *old = &g_array_index (undo->wishes, OldWish, i);

      done = autosell_post_sql_set_wish (connection, old->page, old->at_s, old->key, job->who, error);
    }
  for (guint i = undo->pins->len; done && i-- > 0;)
    done = put_pin_back (connection, &g_array_index (undo->pins, OldPin, i), job->who, error);
  for (guint i = undo->posts->len; done && i-- > 0;)
    done = put_back (connection, undo->posts->pdata[i], job->who, error);
  if (done)
    return autosell_connection_commit (connection, error) ? GINT_TO_POINTER (TRUE) : NULL;
  autosell_connection_rollback (connection);
  return NULL;
}

gboolean
autosell_store_undo_week_sync (AutosellStore *self, AutosellWeekUndo *undo, GError **error)
{
  ActJob *job = act_job_new (self, NULL, undo);
  gboolean done = autosell_post_write (self, undo_job, job, error);

  act_job_free (job);
  return done;
}

void
autosell_store_undo_week_async (AutosellStore *self, AutosellWeekUndo *undo, GAsyncReadyCallback callback,
                                gpointer user_data)
{
  autosell_store_run (self, AUTOSELL_LANE_WRITE, undo_job, act_job_new (self, NULL, undo), act_job_free, NULL, NULL,
                      callback, user_data);
}

gboolean
autosell_store_undo_week_finish (AutosellStore *self, GAsyncResult *result, GError **error)
{
  gboolean done = autosell_store_run_finish (self, result, error) != NULL;

  if (done)
    autosell_store_emit_posts_changed (self);
  return done;
}
