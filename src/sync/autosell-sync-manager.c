/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-sync-manager.h"

#include "autosell-sheet-remote.h"
#include "autosell-sync-hours.h"
#include "autosell-sync-turn.h"

#define SETTING_SETTLED "sheet.settled-change"
/* Another process of this data folder has the turn: that takes seconds. */
#define TURN_MS 2000
/* The network says that it is back some moments before names are found. */
#define NETWORK_MS 1000

const AutosellSyncTimes autosell_sync_times_default = {
  .settle = 2000,
  .latest = 6000,
  .look = 20000,
  .read = 150000,
  .retry = 5000,
  .retry_most = 300000,
};

struct _AutosellSyncManager
{
  GObject parent_instance;
  AutosellStore *store;      /* owned */
  AutosellGoogle *google;    /* owned */
  GCancellable *cancellable; /* owned */
  AutosellSyncTimes times;
  AutosellSyncState state;
  AutosellLedgerOutlook *outlook; /* owned, nullable before the first */
  AutosellGoogleAccount *account; /* owned, nullable: the sheet's */
  AutosellSyncReport *report;     /* owned, nullable */
  GError *error;                  /* owned, nullable */

  guint timer; /* nothing is under way, and this wakes it */
  gboolean is_started;
  gboolean is_busy;     /* one step at a time */
  gboolean wakes_again; /* something came while it was busy */
  gboolean is_asked;    /* by a person */
  gboolean allows_vanish;
  guint n_tried_back; /* cars that were to be put back when it last ran: no more than one run for them */

  /* Of this run */
  AutosellSyncTurn *turn; /* owned, nullable */
  gint64 covered_change;  /* what the store's latest was when it began */

  /* Monotonic; 0 for never */
  gint64 first_change_us; /* not yet sent */
  gint64 last_change_us;
  gint64 looked_us;
  gint64 read_us;
  gint64 retry_us;        /* not before, unless a person asks */
  guint n_failures;       /* one after the other */
  char *version;          /* owned, nullable: what the last look said */
  gint64 settled_change;  /* the store's changes up to here are in the sheet */
  gint64 asked_synced_us; /* UTC; ASKS: when the last whole run had been */
  char *link_key;         /* owned, nullable: which link all that was about */
};

G_DEFINE_FINAL_TYPE (AutosellSyncManager, autosell_sync_manager, G_TYPE_OBJECT)

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void wake (AutosellSyncManager *self);

const char *
autosell_sync_state_get_nick (AutosellSyncState state)
{
  static const char *const nicks[] = {
    [AUTOSELL_SYNC_NOT_LINKED] = "not_linked",
    [AUTOSELL_SYNC_PAUSED] = "paused",
    [AUTOSELL_SYNC_SIGNED_OUT] = "signed_out",
    [AUTOSELL_SYNC_STARTING] = "starting",
    [AUTOSELL_SYNC_RUNNING] = "running",
    [AUTOSELL_SYNC_DONE] = "done",
    [AUTOSELL_SYNC_OFFLINE] = "offline",
    [AUTOSELL_SYNC_FAILED] = "failed",
    [AUTOSELL_SYNC_ASKS] = "asks",
  };

  return nicks[state];
}

/* ---- When ---- */

/* Whether it may run by itself at this time of the week. */
static gboolean
is_within_hours (AutosellSyncManager *self)
{
  g_autofree char *text = autosell_store_get_setting (self->store, AUTOSELL_SETTING_SYNC_HOURS);
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  AutosellSyncHours hours;

  autosell_sync_hours_parse (text, &hours);
  return autosell_sync_hours_contain (&hours, g_date_time_get_day_of_week (now),
                                      g_date_time_get_hour (now) * 60 + g_date_time_get_minute (now));
}

static guint
get_look_ms (AutosellSyncManager *self)
{
  g_autofree char *text = autosell_store_get_setting (self->store, AUTOSELL_SETTING_SYNC_INTERVAL);
  guint64 seconds;

  if (text != NULL && autosell_sync_parse_interval (text, &seconds))
    return seconds * 1000;
  return self->times.look;
}

static gboolean
timer_cb (gpointer data)
{
  AutosellSyncManager *self = data;

  self->timer = 0;
  wake (self);
  return G_SOURCE_REMOVE;
}

static void
sleep_for (AutosellSyncManager *self, guint ms)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  if (self->is_started)
    self->timer = g_timeout_add (ms, timer_cb, self);
}

static guint
get_ms_until (gint64 when_us)
{
  gint64 left = when_us - g_get_monotonic_time ();

  return left > 0 ? left / 1000 + 1 : 0;
}

/* After a step: to the next thing that is due. */
static void
rest (AutosellSyncManager *self)
{
  guint ms = get_look_ms (self);

  self->is_busy = FALSE;
  if (self->wakes_again)
    {
      self->wakes_again = FALSE;
      sleep_for (self, 0);
      return;
    }
  if (self->retry_us != 0)
    ms = MIN (ms, MAX (get_ms_until (self->retry_us), 1));
  sleep_for (self, ms);
}

static void
set_state (AutosellSyncManager *self, AutosellSyncState state)
{
  self->state = state;
  g_signal_emit (self, signals[CHANGED], 0);
}

/* Later and later, and never for two PCs at the same moment. */
static void
postpone (AutosellSyncManager *self)
{
  guint64 ms = (guint64) self->times.retry << MIN (self->n_failures, 16);

  self->n_failures++;
  ms = MIN (ms, self->times.retry_most);
  ms = ms / 2 + g_random_int_range (0, ms / 2 + 1);
  self->retry_us = g_get_monotonic_time () + (gint64) ms * 1000;
}

/* ---- What went wrong ---- */

static gboolean
is_nobody_reached (const GError *error)
{
  return g_error_matches (error, AUTOSELL_NET_ERROR, AUTOSELL_NET_ERROR_OFFLINE)
         || g_error_matches (error, AUTOSELL_NET_ERROR, AUTOSELL_NET_ERROR_CAPTIVE_PORTAL)
         || g_error_matches (error, AUTOSELL_NET_ERROR, AUTOSELL_NET_ERROR_TIMED_OUT);
}

/* @error: (transfer full) */
static void
fail (AutosellSyncManager *self, GError *error)
{
  AutosellSyncState state = AUTOSELL_SYNC_FAILED;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_error_free (error);
      rest (self);
      return;
    }
  if (g_error_matches (error, AUTOSELL_NET_ERROR, AUTOSELL_NET_ERROR_SIGNED_OUT))
    state = AUTOSELL_SYNC_SIGNED_OUT;
  else if (is_nobody_reached (error))
    state = AUTOSELL_SYNC_OFFLINE;
  g_debug ("The sheet: %s", error->message);
  g_clear_error (&self->error);
  self->error = error;
  postpone (self);
  set_state (self, state);
  rest (self);
}

static void
succeed (AutosellSyncManager *self)
{
  self->n_failures = 0;
  self->retry_us = 0;
  g_clear_error (&self->error);
}

/* ---- A run ---- */

static AutosellSheetRemote *
make_remote (AutosellSyncManager *self)
{
  g_autoptr(AutosellSheets) sheets = autosell_sheets_new (self->account);
  g_autofree char *pin_key = autosell_sync_dup_pin_key (self->store);

  return autosell_sheet_remote_new (sheets, self->outlook->link, pin_key, TRUE);
}

static void
settle (AutosellSyncManager *self)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT " %s", self->covered_change, self->link_key);

  if (self->settled_change == self->covered_change)
    return;
  self->settled_change = self->covered_change;
  autosell_store_set_setting (self->store, SETTING_SETTLED, text);
}

/* How things stand after a run: what waits, what is undecided. */
static void
looked_back_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(AutosellSyncManager) self = user_data;
  AutosellLedgerOutlook *outlook = autosell_store_get_outlook_finish (AUTOSELL_STORE (source), result, NULL);

  if (outlook != NULL)
    {
      g_clear_pointer (&self->outlook, autosell_ledger_outlook_free);
      self->outlook = outlook;
    }
  if (self->outlook->n_waiting > 0)
    self->wakes_again = TRUE;
  set_state (self, self->report->brake != AUTOSELL_LEDGER_BRAKE_NONE ? AUTOSELL_SYNC_ASKS : AUTOSELL_SYNC_DONE);
  rest (self);
}

static void
reconciled_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(AutosellSyncManager) self = user_data;
  GError *error = NULL;
  AutosellSyncReport *report = autosell_reconcile_finish (AUTOSELL_STORE (source), result, &error);

  g_clear_pointer (&self->turn, autosell_sync_turn_end);
  if (report == NULL)
    {
      fail (self, error);
      return;
    }
  g_clear_pointer (&self->report, autosell_sync_report_free);
  self->report = report;
  self->read_us = g_get_monotonic_time ();
  succeed (self);
  if (report->brake == AUTOSELL_LEDGER_BRAKE_NONE)
    {
      self->allows_vanish = FALSE;
      settle (self);
      if (!report->is_whole)
        postpone (self);
    }
  else
    self->asked_synced_us = self->outlook->link->synced_us;
  autosell_store_get_outlook_async (self->store, self->settled_change, NULL, looked_back_cb, g_object_ref (self));
}

static void
run (AutosellSyncManager *self)
{
  g_autoptr(AutosellSheetRemote) remote = NULL;
  GError *error = NULL;

  self->turn = autosell_sync_turn_take (self->store, &error);
  if (self->turn == NULL && g_error_matches (error, AUTOSELL_STORE_ERROR, AUTOSELL_STORE_ERROR_BUSY))
    {
      g_error_free (error);
      self->is_busy = FALSE;
      sleep_for (self, TURN_MS);
      return;
    }
  if (self->turn == NULL)
    {
      fail (self, error);
      return;
    }
  self->is_asked = FALSE;
  self->first_change_us = self->last_change_us = 0;
  self->covered_change = self->outlook->latest_change;
  self->n_tried_back = self->outlook->n_put_back;
  remote = make_remote (self);
  set_state (self, AUTOSELL_SYNC_RUNNING);
  autosell_reconcile_async (self->store, AUTOSELL_REMOTE (remote), self->outlook->link, self->allows_vanish, FALSE,
                            self->cancellable, reconciled_cb, g_object_ref (self));
}

/* ---- The cheap look ---- */

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(AutosellSyncManager) self = user_data;
  GError *error = NULL;
  g_autofree char *version = autosell_remote_look_finish (AUTOSELL_REMOTE (source), result, &error);

  if (version == NULL)
    {
      fail (self, error);
      return;
    }
  self->looked_us = g_get_monotonic_time ();
  succeed (self);
  if (g_strcmp0 (version, self->version) != 0)
    {
      g_free (self->version);
      self->version = g_steal_pointer (&version);
      run (self);
      return;
    }
  if (self->state != AUTOSELL_SYNC_ASKS)
    set_state (self, AUTOSELL_SYNC_DONE);
  rest (self);
}

static void
look (AutosellSyncManager *self)
{
  g_autoptr(AutosellSheetRemote) remote = make_remote (self);

  autosell_remote_look_async (AUTOSELL_REMOTE (remote), self->cancellable, looked_cb, g_object_ref (self));
}

/* ---- One step ---- */

static gboolean
is_local_due (AutosellSyncManager *self)
{
  gint64 now = g_get_monotonic_time ();

  if (self->state == AUTOSELL_SYNC_ASKS)
    return FALSE;
  if (self->outlook->n_put_back > self->n_tried_back)
    return TRUE;
  if (self->outlook->n_waiting == 0)
    return FALSE;
  /* What was changed before the program started has settled long ago. */
  return self->last_change_us == 0 || now - self->last_change_us >= self->times.settle * (gint64) 1000
         || now - self->first_change_us >= self->times.latest * (gint64) 1000;
}

static gboolean
is_read_due (AutosellSyncManager *self)
{
  /* The command line can have had the answer. */
  if (self->state == AUTOSELL_SYNC_ASKS && self->outlook->link->synced_us != self->asked_synced_us)
    return TRUE;
  return self->read_us == 0 || (self->retry_us != 0 && self->n_failures > 0)
         || g_get_monotonic_time () - self->read_us >= MAX (self->times.read, get_look_ms (self)) * (gint64) 1000;
}

static gboolean
is_look_due (AutosellSyncManager *self)
{
  return g_get_monotonic_time () - MAX (self->looked_us, self->read_us) >= get_look_ms (self) * (gint64) 1000 - 50000;
}

/* Of another link nothing is known. */
static void
follow_link (AutosellSyncManager *self)
{
  const AutosellLedgerLink *link = self->outlook->link;
  g_autofree char *key = g_strdup_printf ("%" G_GINT64_FORMAT, link->id);
  g_autofree char *settled = autosell_store_get_setting (self->store, SETTING_SETTLED);
  char *end = NULL;

  if (g_strcmp0 (key, self->link_key) == 0)
    return;
  g_free (self->link_key);
  self->link_key = g_steal_pointer (&key);
  self->settled_change = settled != NULL ? g_ascii_strtoll (settled, &end, 10) : 0;
  if (end == NULL || *end != ' ' || g_strcmp0 (end + 1, self->link_key) != 0)
    self->settled_change = 0;
  g_clear_pointer (&self->version, g_free);
  g_clear_pointer (&self->report, autosell_sync_report_free);
  self->looked_us = self->read_us = self->retry_us = 0;
  self->n_failures = 0;
  g_clear_error (&self->error);
  set_state (self, AUTOSELL_SYNC_STARTING);
}

static void
account_changed_cb (AutosellSyncManager *self)
{
  self->retry_us = 0;
  wake (self);
}

static void
follow_account (AutosellSyncManager *self)
{
  AutosellGoogleAccount *account = autosell_google_find_account (self->google, self->outlook->link->account);

  if (account == self->account)
    return;
  if (self->account != NULL)
    g_signal_handlers_disconnect_by_func (self->account, account_changed_cb, self);
  g_set_object (&self->account, account);
  if (account != NULL)
    g_signal_connect_object (account, "notify::state", G_CALLBACK (account_changed_cb), self, G_CONNECT_SWAPPED);
}

static void
stand (AutosellSyncManager *self, AutosellSyncState state)
{
  set_state (self, state);
  rest (self);
}

static void
decide (AutosellSyncManager *self)
{
  follow_link (self);
  follow_account (self);
  if (self->outlook->link->is_paused)
    stand (self, AUTOSELL_SYNC_PAUSED);
  else if (self->account == NULL || autosell_google_account_get_state (self->account) == AUTOSELL_GOOGLE_SIGNED_OUT)
    stand (self, AUTOSELL_SYNC_SIGNED_OUT);
  else if (self->is_asked)
    run (self);
  else if (get_ms_until (self->retry_us) > 0 || !is_within_hours (self))
    stand (self, self->state == AUTOSELL_SYNC_PAUSED || self->state == AUTOSELL_SYNC_STARTING ? AUTOSELL_SYNC_DONE
                                                                                              : self->state);
  else if (is_local_due (self) || is_read_due (self))
    run (self);
  else if (is_look_due (self))
    look (self);
  else
    {
      g_signal_emit (self, signals[CHANGED], 0);
      rest (self);
      if (self->outlook->n_waiting > 0 && self->state != AUTOSELL_SYNC_ASKS)
        sleep_for (self, MIN (self->times.settle, get_look_ms (self)));
    }
}

static void
google_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(AutosellSyncManager) self = user_data;
  GError *error = NULL;

  if (autosell_google_load_finish (AUTOSELL_GOOGLE (source), result, &error))
    decide (self);
  else
    fail (self, error);
}

static void
outlook_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(AutosellSyncManager) self = user_data;
  GError *error = NULL;
  AutosellLedgerOutlook *outlook = autosell_store_get_outlook_finish (AUTOSELL_STORE (source), result, &error);

  if (!self->is_started || outlook == NULL)
    {
      g_clear_pointer (&outlook, autosell_ledger_outlook_free);
      g_clear_error (&error);
      rest (self);
      return;
    }
  g_clear_pointer (&self->outlook, autosell_ledger_outlook_free);
  self->outlook = outlook;
  self->n_tried_back = MIN (self->n_tried_back, outlook->n_put_back);
  if (outlook->link == NULL)
    {
      self->is_asked = FALSE;
      g_clear_pointer (&self->link_key, g_free);
      stand (self, AUTOSELL_SYNC_NOT_LINKED);
    }
  else if (!autosell_google_is_loaded (self->google))
    autosell_google_load_async (self->google, self->cancellable, google_loaded_cb, g_object_ref (self));
  else
    decide (self);
}

static void
wake (AutosellSyncManager *self)
{
  if (!self->is_started)
    return;
  if (self->is_busy)
    {
      self->wakes_again = TRUE;
      return;
    }
  g_clear_handle_id (&self->timer, g_source_remove);
  self->is_busy = TRUE;
  autosell_store_get_outlook_async (self->store, self->settled_change, self->cancellable, outlook_cb,
                                    g_object_ref (self));
}

/* ---- What wakes it ---- */

/* When it looks next, or whether it may at all, was set anew: the time it sleeps is that of before. */
static void
setting_changed_cb (AutosellSyncManager *self, const char *name)
{
  if (self->is_started && !self->is_busy
      && (g_str_equal (name, AUTOSELL_SETTING_SYNC_INTERVAL) || g_str_equal (name, AUTOSELL_SETTING_SYNC_HOURS)))
    wake (self);
}

static void
store_changed_cb (AutosellSyncManager *self)
{
  gint64 now = g_get_monotonic_time ();

  if (!self->is_started)
    return;
  self->last_change_us = now;
  if (self->first_change_us == 0)
    self->first_change_us = now;
  /* Not at once: a bar that says “1 change waits” for a blink of each edit is no use to anybody */
  if (!self->is_busy)
    sleep_for (self, self->times.settle);
  else
    self->wakes_again = TRUE;
}

/* Another window or the command line: paused, linked, decided, put back. What it means the store tells. */
static void
sheet_changed_cb (AutosellSyncManager *self)
{
  if (self->is_started && !self->is_busy)
    wake (self);
}

static void
network_changed_cb (AutosellSyncManager *self, gboolean is_available)
{
  if (!is_available || self->error == NULL || self->is_busy)
    return;
  self->retry_us = g_get_monotonic_time () + NETWORK_MS * 1000;
  sleep_for (self, NETWORK_MS);
}

void
autosell_sync_manager_run_now (AutosellSyncManager *self, gboolean allows_vanish)
{
  g_return_if_fail (AUTOSELL_IS_SYNC_MANAGER (self));

  self->is_asked = TRUE;
  self->allows_vanish = allows_vanish;
  self->retry_us = 0;
  wake (self);
}

static void
paused_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(AutosellSyncManager) self = user_data;
  g_autoptr(GError) error = NULL;

  if (!autosell_store_pause_link_finish (AUTOSELL_STORE (source), result, &error))
    g_warning ("The link could not be changed: %s", error->message);
  wake (self);
}

void
autosell_sync_manager_set_paused (AutosellSyncManager *self, gboolean is_paused)
{
  g_return_if_fail (AUTOSELL_IS_SYNC_MANAGER (self));

  autosell_store_pause_link_async (self->store, is_paused, paused_cb, g_object_ref (self));
}

/* ---- Life ---- */

void
autosell_sync_manager_set_times (AutosellSyncManager *self, const AutosellSyncTimes *times)
{
  self->times = *times;
}

void
autosell_sync_manager_start (AutosellSyncManager *self)
{
  g_return_if_fail (AUTOSELL_IS_SYNC_MANAGER (self));

  if (self->is_started)
    return;
  self->is_started = TRUE;
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  g_signal_connect_object (self->store, "changed", G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->store, "setting-changed", G_CALLBACK (setting_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->store, "sheet-changed", G_CALLBACK (sheet_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->google, "items-changed", G_CALLBACK (account_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (g_network_monitor_get_default (), "network-changed", G_CALLBACK (network_changed_cb), self,
                           G_CONNECT_SWAPPED);
  wake (self);
}

void
autosell_sync_manager_stop (AutosellSyncManager *self)
{
  g_return_if_fail (AUTOSELL_IS_SYNC_MANAGER (self));

  if (!self->is_started)
    return;
  self->is_started = FALSE;
  g_clear_handle_id (&self->timer, g_source_remove);
  g_signal_handlers_disconnect_by_data (self->store, self);
  g_signal_handlers_disconnect_by_data (self->google, self);
  g_signal_handlers_disconnect_by_data (g_network_monitor_get_default (), self);
  g_cancellable_cancel (self->cancellable);
}

static void
autosell_sync_manager_dispose (GObject *object)
{
  AutosellSyncManager *self = AUTOSELL_SYNC_MANAGER (object);

  autosell_sync_manager_stop (self);
  g_clear_object (&self->account);
  g_clear_object (&self->google);
  g_clear_object (&self->store);
  g_clear_object (&self->cancellable);
  G_OBJECT_CLASS (autosell_sync_manager_parent_class)->dispose (object);
}

static void
autosell_sync_manager_finalize (GObject *object)
{
  AutosellSyncManager *self = AUTOSELL_SYNC_MANAGER (object);

  g_clear_pointer (&self->outlook, autosell_ledger_outlook_free);
  g_clear_pointer (&self->report, autosell_sync_report_free);
  g_clear_pointer (&self->turn, autosell_sync_turn_end);
  g_clear_error (&self->error);
  g_free (self->version);
  g_free (self->link_key);
  G_OBJECT_CLASS (autosell_sync_manager_parent_class)->finalize (object);
}

static void
autosell_sync_manager_class_init (AutosellSyncManagerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = autosell_sync_manager_dispose;
  object_class->finalize = autosell_sync_manager_finalize;
  signals[CHANGED] =
    g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
autosell_sync_manager_init (AutosellSyncManager *self)
{
  self->times = autosell_sync_times_default;
}

AutosellSyncManager *
autosell_sync_manager_new (AutosellStore *store, AutosellGoogle *google)
{
  AutosellSyncManager *self = g_object_new (AUTOSELL_TYPE_SYNC_MANAGER, NULL);

  self->store = g_object_ref (store);
  self->google = g_object_ref (google);
  return self;
}

/* ---- How things stand ---- */

static const AutosellLedgerLink *
get_link (AutosellSyncManager *self)
{
  return self->outlook != NULL ? self->outlook->link : NULL;
}

AutosellSyncState
autosell_sync_manager_get_state (AutosellSyncManager *self)
{
  return self->state;
}

const char *
autosell_sync_manager_get_title (AutosellSyncManager *self)
{
  return get_link (self) != NULL ? get_link (self)->title : NULL;
}

const char *
autosell_sync_manager_get_spreadsheet (AutosellSyncManager *self)
{
  return get_link (self) != NULL ? get_link (self)->spreadsheet : NULL;
}

AutosellGoogleAccount *
autosell_sync_manager_get_account (AutosellSyncManager *self)
{
  return self->account;
}

gint64
autosell_sync_manager_get_synced_us (AutosellSyncManager *self)
{
  return get_link (self) != NULL ? get_link (self)->synced_us : 0;
}

guint
autosell_sync_manager_get_n_waiting (AutosellSyncManager *self)
{
  return get_link (self) != NULL ? self->outlook->n_waiting : 0;
}

guint
autosell_sync_manager_get_n_conflicts (AutosellSyncManager *self)
{
  return get_link (self) != NULL ? self->outlook->n_conflicts : 0;
}

guint
autosell_sync_manager_get_n_vanished (AutosellSyncManager *self)
{
  return get_link (self) != NULL ? self->outlook->n_vanished : 0;
}

const GError *
autosell_sync_manager_get_error (AutosellSyncManager *self)
{
  return self->error;
}

const AutosellSyncReport *
autosell_sync_manager_get_report (AutosellSyncManager *self)
{
  return self->report;
}
