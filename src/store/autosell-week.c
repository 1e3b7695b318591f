/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-week.h"

#include "autosell-photo-store.h"
#include "autosell-post-gate-private.h"
#include "autosell-post-store-private.h"
#include "autosell-query-sql.h"
#include "autosell-store-private.h"
#include "autosell-vehicle-sql.h"

/* ---- Cars that have a slot of each week ---- */

static gboolean
has_wish (const GArray *wishes, gint64 at_s)
{
  for (guint i = 0; i < wishes->len; i++)
    if (g_array_index (wishes, AutosellPostWish, i).at_s == at_s)
      return TRUE;
  return FALSE;
}

gboolean
autosell_post_sql_add_pins (AutosellConnection *connection, gint64 page, const AutosellPostSchedule *schedule,
                            gint64 from_s, gint64 until_s, GArray *wishes, GError **error)
{
  g_autoptr(GArray) times = NULL;
  g_autoptr(GError) local_error = NULL;
  sqlite3_stmt *stmt = autosell_connection_prepare (
    connection, "SELECT weekday, minute, vehicle_pk FROM slot_pin WHERE page_id = ?", error);

  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, page);
  while (autosell_statement_next (stmt, &local_error))
    {
      if (times == NULL)
        times = autosell_post_schedule_get_times (schedule, from_s, until_s);
      for (guint i = 0; i < times->len; i++)
        {
          AutosellPostWish wish = { g_array_index (times, gint64, i), sqlite3_column_int64 (stmt, 2) };
          int weekday, minute;

          autosell_post_schedule_get_place (schedule, wish.at_s, &weekday, &minute);
          if (weekday == sqlite3_column_int (stmt, 0) && minute == sqlite3_column_int (stmt, 1)
              && !has_wish (wishes, wish.at_s))
            g_array_append_val (wishes, wish);
        }
    }
  return autosell_pass_error (g_steal_pointer (&local_error), error);
}

/* ---- One Page ---- */

static void
entry_free (gpointer data)
{
  AutosellWeekEntry *self = data;

  g_free (self->title);
  g_free (self->who);
  g_free (self->permalink);
  g_free (self->lacks);
  g_clear_pointer (&self->whole, autosell_post_free);
  g_free (self);
}

void
autosell_week_free (AutosellWeek *self)
{
  g_clear_pointer (&self->pages, g_ptr_array_unref);
  g_clear_pointer (&self->entries, g_ptr_array_unref);
  g_free (self);
}

typedef struct
{
  gint64 page;
  gint64 from_s, until_s, now_s;
  AutosellPostNeed need;
  int n_wanted;
} WeekJob;

/* What there is to say of a slot. */
typedef struct
{
  AutosellConnection *connection;
  const WeekJob *job;
  const AutosellPage *page;
  AutosellPostSchedule *schedule; /* owned */
  GPtrArray *posts;               /* owned, of AutosellPost: of this Page */
  GPtrArray *entries;             /* unowned: where they go */
} PageWeek;

static gint64
get_time (const AutosellPost *post)
{
  return post->at_s != 0 ? post->at_s : post->out_s != 0 ? post->out_s : post->created_us / G_USEC_PER_SEC;
}

/* What was never seen, and is not to be, has no place among the days. */
static gboolean
is_shown (const AutosellPost *post)
{
  return post->state != AUTOSELL_POST_CANCELLED && post->state != AUTOSELL_POST_DRAFT
         && (post->out_s != 0 || post->want != AUTOSELL_POST_WANT_REMOVED);
}

static gboolean
is_movable (const AutosellPost *post)
{
  return post->want == AUTOSELL_POST_WANT_OUT
         && (post->state == AUTOSELL_POST_WAITING || post->state == AUTOSELL_POST_UPLOADING
             || post->state == AUTOSELL_POST_HANDED);
}

/* Why this car: when it was there last, and since when it is in the stock. */
static gboolean
load_reason (PageWeek *self, AutosellWeekEntry *entry, GError **error)
{
  g_autoptr(GError) local_error = NULL;
  sqlite3_stmt *stmt =
    autosell_connection_prepare (self->connection,
                                 "SELECT ifnull ((SELECT max (out_at) FROM post WHERE vehicle_pk = ?1 AND page_id = ?2 "
                                 "AND (?3 = 0 OR post.pk < ?3)), 0), "
                                 "ifnull (unixepoch (entry_date), created_at / 1000000) FROM vehicle WHERE pk = ?1",
                                 error);

  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, entry->key);
  sqlite3_bind_int64 (stmt, 2, entry->page);
  sqlite3_bind_int64 (stmt, 3, entry->post);
  if (autosell_statement_next (stmt, &local_error))
    {
      entry->posted_s = sqlite3_column_int64 (stmt, 0);
      entry->entered_s = sqlite3_column_int64 (stmt, 1);
      sqlite3_reset (stmt);
    }
  return autosell_pass_error (g_steal_pointer (&local_error), error);
}

/* Who said what of this time, if anybody did. @has_said: (out) @key: (out): whom; 0: nobody */
static gboolean
load_said (PageWeek *self, AutosellWeekEntry *entry, gboolean *has_said, gint64 *key, GError **error)
{
  g_autoptr(GError) local_error = NULL;
  int weekday, minute;
  sqlite3_stmt *stmt = autosell_connection_prepare (
    self->connection,
    "SELECT 0, ifnull (vehicle_pk, 0), who FROM slot_wish WHERE page_id = ?1 AND at = ?2 UNION ALL "
    "SELECT 1, vehicle_pk, who FROM slot_pin WHERE page_id = ?1 AND weekday = ?3 AND minute = ?4 ORDER BY 1",
    error);

  *has_said = FALSE;
  if (stmt == NULL)
    return FALSE;
  autosell_post_schedule_get_place (self->schedule, entry->at_s, &weekday, &minute);
  sqlite3_bind_int64 (stmt, 1, entry->page);
  sqlite3_bind_int64 (stmt, 2, entry->at_s);
  sqlite3_bind_int (stmt, 3, weekday);
  sqlite3_bind_int (stmt, 4, minute);
  while (autosell_statement_next (stmt, &local_error))
    {
      gint64 said = sqlite3_column_int64 (stmt, 1);
      gboolean is_weekly = sqlite3_column_int (stmt, 0) != 0;

      if (!*has_said)
        *key = said;
      *has_said = TRUE;
      if (said == 0 || said != entry->key)
        continue;
      entry->is_weekly |= is_weekly;
      entry->is_pinned |= !is_weekly;
      if (entry->who == NULL)
        entry->who = g_strdup (autosell_column_text (stmt, 2));
    }
  return autosell_pass_error (g_steal_pointer (&local_error), error);
}

/* Returns: (transfer none): of the entries */
static AutosellWeekEntry *
add_entry (PageWeek *self, gint64 at_s, AutosellWeekKind kind)
{
  AutosellWeekEntry *entry = g_new0 (AutosellWeekEntry, 1);

  entry->page = self->page->id;
  entry->at_s = at_s;
  entry->kind = kind;
  entry->is_past = at_s < self->job->now_s;
  g_ptr_array_add (self->entries, entry);
  return entry;
}

static gboolean
finish_entry (PageWeek *self, AutosellWeekEntry *entry, GError **error)
{
  gboolean has_said;
  gint64 key;

  if (entry->is_slot && !load_said (self, entry, &has_said, &key, error))
    return FALSE;
  return entry->key == 0 || load_reason (self, entry, error);
}

static gboolean
add_post (PageWeek *self, const AutosellPost *post, gboolean is_slot, GError **error)
{
  AutosellWeekEntry *entry = add_entry (self, get_time (post), AUTOSELL_WEEK_POST);

  entry->is_slot = is_slot;
  entry->post = post->pk;
  entry->key = post->key;
  entry->title = g_strdup (post->title);
  entry->state = post->state;
  entry->is_scheduled = post->is_scheduled;
  entry->is_movable = is_movable (post) && get_time (post) > self->job->now_s;
  entry->permalink = g_strdup (post->permalink);
  entry->lacks = g_strdup (post->held);
  entry->whole = autosell_post_copy (post);
  return finish_entry (self, entry, error);
}

static gboolean
add_posts_at (PageWeek *self, gint64 at_s, gboolean *has_any, GError **error)
{
  *has_any = FALSE;
  for (guint i = 0; i < self->posts->len; i++)
    {
      const AutosellPost *post = self->posts->pdata[i];

      if (!is_shown (post) || get_time (post) != at_s)
        continue;
      /* One that failed leaves its slot to others */
      *has_any |= post->state != AUTOSELL_POST_FAILED;
      if (!add_post (self, post, TRUE, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
add_past (PageWeek *self, gint64 at_s, GError **error)
{
  AutosellWeekEntry *entry;
  gboolean has_any, has_said;
  gint64 key = 0;

  if (!add_posts_at (self, at_s, &has_any, error))
    return FALSE;
  if (has_any)
    return TRUE;
  entry = add_entry (self, at_s, AUTOSELL_WEEK_NOTHING);
  entry->is_slot = TRUE;
  for (guint i = 0; i < self->posts->len; i++)
    {
      const AutosellPost *post = self->posts->pdata[i];

      if (post->missed_s != at_s)
        continue;
      entry->kind = AUTOSELL_WEEK_MISSED;
      entry->key = post->key;
      entry->moved_s = get_time (post);
      g_free (entry->title);
      entry->title = g_strdup (post->title);
    }
  if (!load_said (self, entry, &has_said, &key, error))
    return FALSE;
  if (entry->kind == AUTOSELL_WEEK_NOTHING && has_said && key == 0)
    entry->kind = AUTOSELL_WEEK_SKIPPED;
  return TRUE;
}

static AutosellWeekKind
get_kind (AutosellSlotState state)
{
  switch (state)
    {
    case AUTOSELL_SLOT_PLANNED:
      return AUTOSELL_WEEK_PLANNED;
    case AUTOSELL_SLOT_PINNED:
      return AUTOSELL_WEEK_PINNED;
    case AUTOSELL_SLOT_SKIPPED:
      return AUTOSELL_WEEK_SKIPPED;
    case AUTOSELL_SLOT_FULL:
      return AUTOSELL_WEEK_FULL;
    case AUTOSELL_SLOT_CLOSE:
      return AUTOSELL_WEEK_CLOSE;
    case AUTOSELL_SLOT_HELD:
      return AUTOSELL_WEEK_HELD;
    case AUTOSELL_SLOT_TAKEN:
    case AUTOSELL_SLOT_EMPTY:
    default:
      return AUTOSELL_WEEK_EMPTY;
    }
}

static gboolean
add_slot (PageWeek *self, const AutosellPostSlot *slot, GError **error)
{
  AutosellWeekEntry *entry;
  gboolean has_any;

  if (!add_posts_at (self, slot->at_s, &has_any, error))
    return FALSE;
  if (has_any)
    return TRUE;
  entry = add_entry (self, slot->at_s, get_kind (slot->state));
  entry->is_slot = TRUE;
  if (!self->page->is_automatic)
    {
      entry->kind = AUTOSELL_WEEK_FREE;
      return TRUE;
    }
  entry->key = slot->key;
  if (entry->key != 0)
    {
      g_autoptr(AutosellVehicle) vehicle = autosell_vehicle_sql_load (self->connection, entry->key, NULL);

      /* A car that is no more leaves its post without one */
      entry->title = vehicle != NULL ? autosell_vehicle_dup_title (vehicle) : NULL;
      if (vehicle != NULL && entry->kind == AUTOSELL_WEEK_HELD)
        {
          g_autoptr(AutosellPostGate) gate = autosell_post_gate_new (vehicle, self->job->need);

          entry->lacks = autosell_post_gate_dup_why (gate);
        }
    }
  return finish_entry (self, entry, error);
}

/* Those at times of their own, by hand or of a schedule that is another now. */
static gboolean
add_others (PageWeek *self, const GArray *times, GError **error)
{
  for (guint i = 0; i < self->posts->len; i++)
    {
      const AutosellPost *post = self->posts->pdata[i];
      gint64 at_s = get_time (post);
      gboolean is_slot = FALSE;

      for (guint j = 0; j < times->len; j++)
        is_slot |= g_array_index (times, gint64, j) == at_s;
      if (!is_slot && is_shown (post) && at_s >= self->job->from_s && at_s < self->job->until_s
          && !add_post (self, post, FALSE, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
add_page (PageWeek *self, GError **error)
{
  const WeekJob *job = self->job;
  gint64 now_s = CLAMP (job->now_s, job->from_s, job->until_s);
  g_autoptr(GArray) times = autosell_post_schedule_get_times (self->schedule, job->from_s, job->until_s);
  /* From now on in any case: what goes in three days depends on what goes tomorrow */
  g_autoptr(GArray) slots = autosell_post_sql_get_slots (
    self->connection, self->page, job->now_s, MAX (job->until_s, job->now_s), job->need, job->n_wanted, error);

  if (slots == NULL)
    return FALSE;
  for (guint i = 0; i < times->len && self->page->is_automatic; i++)
    if (g_array_index (times, gint64, i) < now_s && !add_past (self, g_array_index (times, gint64, i), error))
      return FALSE;
  for (guint i = 0; i < slots->len; i++)
    if (g_array_index (slots, AutosellPostSlot, i).at_s >= job->from_s
        && !add_slot (self, &g_array_index (slots, AutosellPostSlot, i), error))
      return FALSE;
  /* Slots that went by are none to a Page without a schedule */
  if (!self->page->is_automatic)
    while (times->len > 0 && g_array_index (times, gint64, 0) < now_s)
      g_array_remove_index (times, 0);
  return add_others (self, times, error);
}

static int
compare_entries (gconstpointer a, gconstpointer b)
{
  const AutosellWeekEntry *one = *(AutosellWeekEntry *const *) a, *other = *(AutosellWeekEntry *const *) b;

  if (one->at_s != other->at_s)
    return one->at_s < other->at_s ? -1 : 1;
  return one->page != other->page ? (one->page > other->page) - (one->page < other->page)
                                  : (one->post > other->post) - (one->post < other->post);
}

#define LACKS \
  "SELECT count (*), total (unready & 1 <> 0), total (unready & 2 <> 0), total (unready & 4 <> 0), " \
  "total (unready & 8 <> 0), total (n_photos < " AUTOSELL_WANTED_SQL "), total (unready & 32 <> 0) FROM vehicle"

/* @lacks: (out) (nullable) */
static gboolean
count_cars (AutosellConnection *connection, const char *text, guint *n_cars, guint *lacks, GError **error)
{
  g_autoptr(AutosellQuery) query = autosell_query_parse (text, NULL, NULL, error);
  g_autoptr(AutosellOwnedStatement) stmt = NULL;
  GError *local_error = NULL;
  char today[AUTOSELL_DATE_SIZE];

  if (query == NULL)
    return FALSE;
  autosell_date_today (today);
  stmt = autosell_query_sql_prepare (connection, query, LACKS, "", today, error);
  if (stmt == NULL)
    return FALSE;
  if (autosell_statement_next (stmt, &local_error))
    {
      *n_cars = (guint) sqlite3_column_int64 (stmt, 0);
      for (int lack = 0; lacks != NULL && lack < AUTOSELL_N_LACKS; lack++)
        lacks[lack] = (guint) sqlite3_column_int64 (stmt, lack + 1);
    }
  return autosell_pass_error (local_error, error);
}

static gpointer
get_week_job (AutosellConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  const WeekJob *job = data;
  g_autoptr(AutosellWeek) week = g_new0 (AutosellWeek, 1);
  g_autoptr(AutosellPageBoard) board = autosell_page_sql_get_board (connection, error);

  if (board == NULL)
    return NULL;
  week->entries = g_ptr_array_new_with_free_func (entry_free);
  if (!count_cars (connection, AUTOSELL_WEEK_QUERY_READY, &week->supply.n_ready, NULL, error)
      || !count_cars (connection, AUTOSELL_WEEK_QUERY_LACKING, &week->supply.n_lacking, week->supply.lacks, error))
    return NULL;
  for (guint i = 0; i < board->pages->len; i++)
    {
      PageWeek one = { connection, job, board->pages->pdata[i], NULL, NULL, week->entries };
      gboolean done;

      if (job->page != 0 && one.page->id != job->page)
        continue;
      one.posts = autosell_post_sql_get_week (connection, one.page->id, job->from_s, job->until_s, error);
      if (one.posts == NULL)
        return NULL;
      one.schedule = autosell_post_sql_open_schedule (one.page);
      done = add_page (&one, error);
      autosell_post_schedule_free (one.schedule);
      g_ptr_array_unref (one.posts);
      if (!done)
        return NULL;
    }
  g_ptr_array_sort (week->entries, compare_entries);
  week->pages = g_steal_pointer (&board->pages);
  return g_steal_pointer (&week);
}

static WeekJob *
week_job_new (AutosellStore *store, gint64 page, gint64 from_s, gint64 until_s, gint64 now_s)
{
  WeekJob *job = g_new (WeekJob, 1);

  *job = (WeekJob){
    page, from_s, until_s, now_s, autosell_store_get_post_need (store), autosell_store_get_photos_wanted (store)
  };
  return job;
}

AutosellWeek *
autosell_store_get_week_sync (AutosellStore *self, gint64 page, gint64 from_s, gint64 until_s, gint64 now_s,
                              GError **error)
{
  g_autofree WeekJob *job = week_job_new (self, page, from_s, until_s, now_s);

  return autosell_database_call (autosell_store_get_database (self), AUTOSELL_LANE_READ, get_week_job, job, NULL,
                                 error);
}

void
autosell_store_get_week_async (AutosellStore *self, gint64 page, gint64 from_s, gint64 until_s, gint64 now_s,
                               GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  autosell_store_run (self, AUTOSELL_LANE_READ, get_week_job, week_job_new (self, page, from_s, until_s, now_s), g_free,
                      (GDestroyNotify) autosell_week_free, cancellable, callback, user_data);
}

AutosellWeek *
autosell_store_get_week_finish (AutosellStore *self, GAsyncResult *result, GError **error)
{
  return autosell_store_run_finish (self, result, error);
}
