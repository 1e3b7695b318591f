/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-drive-manager-private.h"

#include "autosell-sync-turn.h"

/* After the last change here, so that a series of photos is one run; a minute is what was promised. */
#define SETTLE_MS 3000
#define LATEST_MS 15000
#define LOOK_MS 60000
#define TURN_MS 3000
#define NETWORK_MS 1500
#define RETRY_MS 10000
#define RETRY_MOST_MS 600000
/* Cars that were looked at are wanted no more than this many at a time. */
#define MAX_WANTED 20

G_DEFINE_FINAL_TYPE (AutosellDriveManager, autosell_drive_manager, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  SIGNAL_PHOTO_CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void wake (AutosellDriveManager *self);

static gboolean
timer_cb (gpointer data)
{
  AutosellDriveManager *self = data;

  self->timer = 0;
  wake (self);
  return G_SOURCE_REMOVE;
}

static void
sleep_for (AutosellDriveManager *self, guint ms)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  if (self->is_started)
    self->timer = g_timeout_add (ms, timer_cb, self);
}

static void
set_state (AutosellDriveManager *self, AutosellDriveState state)
{
  self->state = state;
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/* @ms: 0: nothing is due until something happens */
static void
rest (AutosellDriveManager *self, AutosellDriveState state, guint ms)
{
  self->is_busy = FALSE;
  g_clear_handle_id (&self->timer, g_source_remove);
  if (self->wakes_again)
    {
      self->wakes_again = FALSE;
      ms = SETTLE_MS;
    }
  if (ms > 0)
    sleep_for (self, ms);
  set_state (self, state);
}

/* Later and later, and never for two PCs at the same moment. */
static guint
get_retry_ms (AutosellDriveManager *self)
{
  guint ms = MIN (RETRY_MS << MIN (self->n_failures, 10), RETRY_MOST_MS);

  self->n_failures++;
  return ms / 2 + (guint) g_random_int_range (0, (int) (ms / 2));
}

/* ---- A run ---- */

static void
fail (AutosellDriveManager *self, GError *error)
{
  AutosellDriveState state = AUTOSELL_DRIVE_TROUBLE;

  if (g_error_matches (error, AUTOSELL_NET_ERROR, AUTOSELL_NET_ERROR_SIGNED_OUT))
    state = AUTOSELL_DRIVE_SIGNED_OUT;
  else if (g_error_matches (error, AUTOSELL_NET_ERROR, AUTOSELL_NET_ERROR_OFFLINE)
           || g_error_matches (error, AUTOSELL_NET_ERROR, AUTOSELL_NET_ERROR_TIMED_OUT)
           || g_error_matches (error, AUTOSELL_NET_ERROR, AUTOSELL_NET_ERROR_CAPTIVE_PORTAL))
    state = AUTOSELL_DRIVE_OFFLINE;
  self->is_clean = FALSE;
  g_clear_error (&self->error);
  self->error = error;
  rest (self, state, get_retry_ms (self));
}

static void
looked_back_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(AutosellDriveManager) self = user_data;
  AutosellDriveOutlook *outlook = autosell_store_get_drive_finish (AUTOSELL_STORE (source), result, NULL);
  gboolean is_stuck =
    self->report->root_state != AUTOSELL_DRIVE_ROOT_FINE || self->report->is_full || self->report->n_failed > 0;

  if (outlook != NULL)
    {
      g_clear_pointer (&self->outlook, autosell_drive_outlook_free);
      self->outlook = outlook;
    }
  if (!is_stuck)
    self->n_failures = 0;
  if (self->report->is_braked)
    rest (self, AUTOSELL_DRIVE_ASKS, LOOK_MS);
  else if (is_stuck)
    rest (self, AUTOSELL_DRIVE_TROUBLE, get_retry_ms (self));
  else
    rest (self, AUTOSELL_DRIVE_AGREED, LOOK_MS);
}

/* What did not arrive waits again. */
static void
forget_going (AutosellDriveManager *self)
{
  g_autoptr(GHashTable) going = g_steal_pointer (&self->going);
  GHashTableIter iter;
  gpointer photo;

  self->going = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_hash_table_iter_init (&iter, going);
  while (g_hash_table_iter_next (&iter, &photo, NULL))
    g_signal_emit (self, signals[SIGNAL_PHOTO_CHANGED], 0, photo);
}

static void
ran_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(AutosellDriveManager) self = user_data;
  GError *error = NULL;
  AutosellDriveReport *report = autosell_drive_reconcile_finish (AUTOSELL_STORE (source), result, &error);

  g_clear_pointer (&self->turn, autosell_sync_turn_end);
  g_clear_object (&self->running);
  forget_going (self);
  /* Paused meanwhile. */
  if (report == NULL && self->is_started && g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_error_free (error);
      self->is_busy = self->is_clean = FALSE;
      wake (self);
      return;
    }
  if (report == NULL)
    {
      fail (self, error);
      return;
    }
  g_clear_error (&self->error);
  g_clear_pointer (&self->report, autosell_drive_report_free);
  self->report = report;
  self->has_looked = TRUE;
  self->is_clean &= report->is_whole;
  if (!report->is_braked)
    self->allows_removal = FALSE;
  autosell_store_get_drive_async (self->store, looked_back_cb, g_object_ref (self));
}

static void
progress_cb (const AutosellDriveReport *report, const char *photo, double fraction, gpointer data)
{
  AutosellDriveManager *self = data;
  gint64 now = g_get_monotonic_time ();

  if (photo != NULL && fraction < 1)
    g_hash_table_insert (self->going, g_strdup (photo), g_memdup2 (&fraction, sizeof fraction));
  else if (photo != NULL)
    g_hash_table_remove (self->going, photo);
  if (photo != NULL)
    g_signal_emit (self, signals[SIGNAL_PHOTO_CHANGED], 0, photo);
  self->n_sent = report->n_sent;
  self->n_fetched = report->n_fetched;
  if (now - self->told_us < G_USEC_PER_SEC / 2)
    return;
  self->told_us = now;
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
run (AutosellDriveManager *self)
{
  g_autoptr(AutosellDrive) drive = NULL;
  /* Read on another thread, and more is wanted meanwhile. */
  g_autoptr(GArray) wanted = g_array_copy (self->wanted);
  AutosellDriveOptions options;
  gboolean sees;
  GError *error = NULL;

  self->turn = autosell_sync_turn_take_drive (self->store, &error);
  if (self->turn == NULL && g_error_matches (error, AUTOSELL_STORE_ERROR, AUTOSELL_STORE_ERROR_BUSY))
    {
      g_error_free (error);
      rest (self, self->state, TURN_MS);
      return;
    }
  if (self->turn == NULL)
    {
      fail (self, error);
      return;
    }
  autosell_drive_options_load (self->store, &options);
  options.allows_removal = self->allows_removal;
  options.looks_at_root = !self->has_looked || self->is_asked;
  /* Who signed in with other permissions sees other things. */
  sees = autosell_google_account_has_scope (self->account, AUTOSELL_GOOGLE_SCOPE_LOOK);
  options.only_looks = self->is_clean && !self->is_asked && sees == self->saw;
  self->saw = sees;
  /* What happens from now on is for the next one. */
  self->is_clean = TRUE;
  options.wanted = wanted;
  self->was_asked = self->is_asked;
  self->is_asked = FALSE;
  self->first_change_us = 0;
  self->n_sent = self->n_fetched = 0;
  drive = autosell_drive_new (self->account);
  self->running = g_cancellable_new ();
  /* A look of one request is no news. */
  if (self->outlook->n_to_send > 0 || self->outlook->n_to_fetch > 0 || self->state != AUTOSELL_DRIVE_AGREED)
    set_state (self, AUTOSELL_DRIVE_RUNNING);
  autosell_drive_reconcile_async (self->store, drive, &options, progress_cb, self, self->running, ran_cb,
                                  g_object_ref (self));
}

/* ---- What is to be done ---- */

static void
account_changed_cb (AutosellDriveManager *self)
{
  self->n_failures = 0;
  wake (self);
}

static void
follow_account (AutosellDriveManager *self)
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
decide (AutosellDriveManager *self)
{
  follow_account (self);
  if (self->outlook->link->is_paused)
    rest (self, AUTOSELL_DRIVE_PAUSED, LOOK_MS);
  else if (self->account == NULL || autosell_google_account_get_state (self->account) == AUTOSELL_GOOGLE_SIGNED_OUT)
    rest (self, AUTOSELL_DRIVE_SIGNED_OUT, 0);
  else if (!self->is_asked && !autosell_drive_may_use_network (self->store))
    rest (self, AUTOSELL_DRIVE_METERED, 0);
  else
    run (self);
}

static void
google_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(AutosellDriveManager) self = user_data;
  GError *error = NULL;

  if (autosell_google_load_finish (AUTOSELL_GOOGLE (source), result, &error))
    decide (self);
  else
    fail (self, error);
}

static void
outlook_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(AutosellDriveManager) self = user_data;
  AutosellDriveOutlook *outlook = autosell_store_get_drive_finish (AUTOSELL_STORE (source), result, NULL);

  if (!self->is_started || outlook == NULL)
    {
      self->is_busy = FALSE;
      return;
    }
  g_clear_pointer (&self->outlook, autosell_drive_outlook_free);
  self->outlook = outlook;
  if (outlook->link == NULL)
    rest (self, AUTOSELL_DRIVE_NOT_LINKED, 0);
  else if (!autosell_google_is_loaded (self->google))
    autosell_google_load_async (self->google, self->cancellable, google_loaded_cb, g_object_ref (self));
  else
    decide (self);
}

static void
wake (AutosellDriveManager *self)
{
  if (!self->is_started)
    return;
  if (self->is_busy)
    {
      self->wakes_again = TRUE;
      return;
    }
  self->is_busy = TRUE;
  g_clear_handle_id (&self->timer, g_source_remove);
  autosell_store_get_drive_async (self->store, outlook_cb, g_object_ref (self));
}

/* ---- What wakes it ---- */

static void
store_changed_cb (AutosellDriveManager *self)
{
  gint64 now = g_get_monotonic_time ();

  self->is_clean = FALSE;
  if (self->is_busy)
    {
      self->wakes_again = TRUE;
      return;
    }
  if (self->first_change_us == 0)
    self->first_change_us = now;
  if (now - self->first_change_us < LATEST_MS * (gint64) 1000)
    sleep_for (self, SETTLE_MS);
}

static void
setting_changed_cb (AutosellDriveManager *self, const char *name)
{
  if (g_str_has_prefix (name, "drive."))
    store_changed_cb (self);
}

static void
network_changed_cb (AutosellDriveManager *self, gboolean is_available)
{
  self->n_failures = 0;
  /* What was under way goes on where it is, on another connection. */
  if (self->running != NULL && !self->was_asked && !autosell_drive_may_use_network (self->store))
    g_cancellable_cancel (self->running);
  if (is_available && !self->is_busy && self->state != AUTOSELL_DRIVE_NOT_LINKED)
    sleep_for (self, NETWORK_MS);
}

void
autosell_drive_manager_start (AutosellDriveManager *self)
{
  if (self->is_started)
    return;
  self->is_started = TRUE;
  self->cancellable = g_cancellable_new ();
  g_signal_connect_object (self->store, "changed", G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->store, "setting-changed", G_CALLBACK (setting_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (g_network_monitor_get_default (), "network-changed", G_CALLBACK (network_changed_cb), self,
                           G_CONNECT_SWAPPED);
  wake (self);
}

void
autosell_drive_manager_stop (AutosellDriveManager *self)
{
  if (!self->is_started)
    return;
  self->is_started = FALSE;
  g_clear_handle_id (&self->timer, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_cancellable_cancel (self->running);
  g_clear_object (&self->cancellable);
  g_signal_handlers_disconnect_by_data (self->store, self);
  g_signal_handlers_disconnect_by_data (g_network_monitor_get_default (), self);
}

void
autosell_drive_manager_run_now (AutosellDriveManager *self, gboolean allows_removal)
{
  self->is_asked = TRUE;
  self->allows_removal |= allows_removal;
  self->n_failures = 0;
  wake (self);
}

static void
paused_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(AutosellDriveManager) self = user_data;
  g_autoptr(GError) error = NULL;

  if (!autosell_store_set_drive_finish (AUTOSELL_STORE (source), result, &error))
    g_warning ("Drive's link was not changed: %s", error->message);
  else if (self->running != NULL)
    g_cancellable_cancel (self->running);
  wake (self);
}

void
autosell_drive_manager_set_paused (AutosellDriveManager *self, gboolean is_paused)
{
  g_autoptr(AutosellDriveLink) link = NULL;

  if (self->outlook == NULL || self->outlook->link == NULL || self->outlook->link->is_paused == is_paused)
    return;
  link = autosell_drive_link_copy (self->outlook->link);
  link->is_paused = is_paused;
  self->n_failures = 0;
  autosell_store_set_drive_async (self->store, link, paused_cb, g_object_ref (self));
}

void
autosell_drive_manager_want (AutosellDriveManager *self, gint64 vehicle_key)
{
  for (guint i = 0; i < self->wanted->len; i++)
    if (g_array_index (self->wanted, gint64, i) == vehicle_key)
      return;
  if (self->wanted->len >= MAX_WANTED)
    g_array_remove_index (self->wanted, 0);
  g_array_append_val (self->wanted, vehicle_key);
  self->is_clean = FALSE;
  if (self->outlook != NULL && self->outlook->link != NULL && self->outlook->n_to_fetch > 0)
    wake (self);
}

/* ---- How things stand ---- */

AutosellDriveState
autosell_drive_manager_get_state (AutosellDriveManager *self)
{
  return self->state;
}

const AutosellDriveOutlook *
autosell_drive_manager_get_outlook (AutosellDriveManager *self)
{
  return self->outlook;
}

double
autosell_drive_manager_get_fraction (AutosellDriveManager *self, const char *photo_id)
{
  const double *fraction = g_hash_table_lookup (self->going, photo_id);

  return fraction != NULL ? *fraction : -1;
}

AutosellDrive *
autosell_drive_manager_dup_drive (AutosellDriveManager *self)
{
  gboolean is_there = self->outlook != NULL && self->outlook->link != NULL && self->account != NULL;

  return is_there && autosell_google_account_get_state (self->account) == AUTOSELL_GOOGLE_SIGNED_IN
           ? autosell_drive_new (self->account)
           : NULL;
}

/* ---- The object ---- */

static void
autosell_drive_manager_dispose (GObject *object)
{
  AutosellDriveManager *self = AUTOSELL_DRIVE_MANAGER (object);

  autosell_drive_manager_stop (self);
  g_clear_object (&self->account);
  g_clear_object (&self->google);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (autosell_drive_manager_parent_class)->dispose (object);
}

static void
autosell_drive_manager_finalize (GObject *object)
{
  AutosellDriveManager *self = AUTOSELL_DRIVE_MANAGER (object);

  g_clear_pointer (&self->outlook, autosell_drive_outlook_free);
  g_clear_pointer (&self->report, autosell_drive_report_free);
  g_clear_pointer (&self->turn, autosell_sync_turn_end);
  g_clear_error (&self->error);
  g_array_unref (self->wanted);
  g_hash_table_unref (self->going);
  G_OBJECT_CLASS (autosell_drive_manager_parent_class)->finalize (object);
}

static void
autosell_drive_manager_class_init (AutosellDriveManagerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = autosell_drive_manager_dispose;
  object_class->finalize = autosell_drive_manager_finalize;
  signals[SIGNAL_CHANGED] =
    g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_PHOTO_CHANGED] = g_signal_new ("photo-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                                NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING | G_SIGNAL_TYPE_STATIC_SCOPE);
}

static void
autosell_drive_manager_init (AutosellDriveManager *self)
{
  self->wanted = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->going = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->state = AUTOSELL_DRIVE_STARTING;
}

AutosellDriveManager *
autosell_drive_manager_new (AutosellStore *store, AutosellGoogle *google)
{
  AutosellDriveManager *self = g_object_new (AUTOSELL_TYPE_DRIVE_MANAGER, NULL);

  self->store = g_object_ref (store);
  self->google = g_object_ref (google);
  return self;
}
