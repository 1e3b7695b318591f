/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-notifier.h"

#include "autosell-format.h"
#include "autosell-marketplace-store.h"
#include "autosell-parse.h"

#include <glib/gi18n.h>

/* After a start: by then it is known whether somebody looks at the window. */
#define FIRST_SECONDS 5
/* The program may be open for days. */
#define NEXT_SECONDS 3600
#define MAX_RESERVATIONS 100
#define MAX_NAMES 3
#define N_EVENTS 50

struct _AutosellNotifier
{
  GObject parent_instance;
  GtkApplication *application; /* unowned */
  AutosellStore *store;        /* owned, nullable */
  GSettings *settings;         /* owned */
  GCancellable *cancellable;   /* owned */
  GHashTable *sent;            /* of char, owned: ids that may still be shown */
  GHashTable *told_listings;   /* of gint64, owned: cars whose listing somebody was told to take down */
  guint day_source;
  gint64 seen_us;          /* events until then are known, or were seen in the window */
  gboolean is_asking;      /* for the history */
  gboolean is_asked_again; /* it changed meanwhile */
};

G_DEFINE_FINAL_TYPE (AutosellNotifier, autosell_notifier, G_TYPE_OBJECT)

#define DATA "autosell-notifier"

/* ---- Sending ---- */

static gboolean
is_looked_at (GtkApplication *application)
{
  for (GList *item = gtk_application_get_windows (application); item != NULL; item = item->next)
    if (gtk_window_is_active (item->data))
      return TRUE;
  return FALSE;
}

/* A program that only answers the overview has nobody who waits for news. */
static gboolean
is_away (AutosellNotifier *self)
{
  return gtk_application_get_windows (self->application) != NULL && !is_looked_at (self->application);
}

static void
send (AutosellNotifier *self, const char *id, const char *title, const char *body, const char *action)
{
  g_autoptr(GNotification) notification = g_notification_new (title);

  if (body != NULL)
    g_notification_set_body (notification, body);
  g_notification_set_default_action (notification, action != NULL ? action : "app.present");
  g_application_send_notification (G_APPLICATION (self->application), id, notification);
  g_hash_table_add (self->sent, g_strdup (id));
}

gboolean
autosell_notify (const char *id, const char *title, const char *body, const char *action)
{
  GApplication *application = g_application_get_default ();
  AutosellNotifier *self = application != NULL ? g_object_get_data (G_OBJECT (application), DATA) : NULL;

  if (self == NULL || !is_away (self))
    return FALSE;
  send (self, id, title, body, action);
  return TRUE;
}

static void
active_cb (GtkWindow *window, GParamSpec *pspec, AutosellNotifier *self)
{
  GHashTableIter iter;
  gpointer id;

  if (!gtk_window_is_active (window))
    return;
  g_hash_table_iter_init (&iter, self->sent);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    g_application_withdraw_notification (G_APPLICATION (self->application), id);
  g_hash_table_remove_all (self->sent);
}

static void
window_added_cb (GtkApplication *application, GtkWindow *window, AutosellNotifier *self)
{
  g_signal_connect_object (window, "notify::is-active", G_CALLBACK (active_cb), self, 0);
}

/* ---- Reservations ---- */

static char *
dup_names (GPtrArray *vehicles)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < vehicles->len && i < MAX_NAMES; i++)
    g_ptr_array_add (names, autosell_vehicle_dup_title (vehicles->pdata[i]));
  if (vehicles->len > MAX_NAMES)
    g_ptr_array_add (names, g_strdup ("…"));
  g_ptr_array_add (names, NULL);
  return g_strjoinv (", ", (char **) names->pdata);
}

char *
autosell_notifier_dup_reservations (GPtrArray *vehicles, const char *today_iso, char **body)
{
  g_autofree char *title = NULL;
  const char *until;

  if (vehicles->len != 1)
    {
      *body = dup_names (vehicles);
      return g_strdup_printf (
        ngettext ("%u reservation ends today or has ended", "%u reservations end today or have ended", vehicles->len),
        vehicles->len);
    }
  title = autosell_vehicle_dup_title (vehicles->pdata[0]);
  until = autosell_vehicle_get_text (vehicles->pdata[0], AUTOSELL_FIELD_RESERVED_UNTIL);
  *body = g_strdup (title);
  if (g_strcmp0 (until, today_iso) == 0)
    return g_strdup (_("A reservation ends today"));
  return g_strdup (_("A reservation has ended"));
}

static void
tell_reservations (AutosellNotifier *self, GPtrArray *vehicles, const char *today)
{
  g_autofree char *body = NULL;
  g_autofree char *title = autosell_notifier_dup_reservations (vehicles, today, &body);
  g_autofree char *query = g_strdup_printf ("status:reserved reserved_until:..%s", today);
  g_autofree char *action = vehicles->len == 1 ? g_strdup_printf ("app.show-vehicle(int64 %" G_GINT64_FORMAT ")",
                                                                  autosell_vehicle_get_key (vehicles->pdata[0]))
                                               : g_strdup_printf ("app.show-query('%s')", query);

  send (self, "reservations", title, body, action);
}

static void
reservations_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(AutosellNotifier) self = user_data;
  g_autoptr(GPtrArray) vehicles = autosell_store_search_finish (AUTOSELL_STORE (object), result, NULL);
  char today[AUTOSELL_DATE_SIZE];

  if (vehicles == NULL || !is_away (self))
    return;
  autosell_date_today (today);
  g_settings_set_string (self->settings, "reservations-told", today);
  if (vehicles->len > 0)
    tell_reservations (self, vehicles, today);
}

static void
look_at_reservations (AutosellNotifier *self)
{
  g_autofree char *told = g_settings_get_string (self->settings, "reservations-told");
  static const AutosellSort sort = { .field = AUTOSELL_FIELD_RESERVED_UNTIL };
  g_autoptr(AutosellQuery) query = NULL;
  g_autofree char *text = NULL;
  char today[AUTOSELL_DATE_SIZE];

  autosell_date_today (today);
  if (self->store == NULL || !is_away (self) || g_str_equal (told, today))
    return;
  text = g_strdup_printf ("status:reserved reserved_until:..%s", today);
  query = autosell_query_parse (text, NULL, NULL, NULL);
  autosell_store_search_async (self->store, query, &sort, MAX_RESERVATIONS, self->cancellable, reservations_cb,
                               g_object_ref (self));
}

/* ---- Marketplace ---- */

/* The sentence about listings. @body: (out) (nullable). Returns: (transfer full) */
static char *
dup_listings (GPtrArray *cars, guint n_down, guint n_renew, char **body)
{
  const AutosellMarketplaceCar *first = cars->pdata[0]; /* what is to be done comes first */
  guint n = n_down + n_renew;

  *body = n == 1 ? g_strdup (first->title) : NULL;
  if (n_down == 0)
    return g_strdup_printf (
      ngettext ("%u listing on Marketplace is to be renewed", "%u listings on Marketplace are to be renewed", n_renew),
      n_renew);
  if (n_renew > 0)
    *body = g_strdup_printf (ngettext ("%u more is to be renewed", "%u more are to be renewed", n_renew), n_renew);
  return g_strdup_printf (ngettext ("%u listing on Marketplace is to be taken down",
                                    "%u listings on Marketplace are to be taken down", n_down),
                          n_down);
}

/* @is_daily: also those that were told before. */
static void
tell_listings (AutosellNotifier *self, GPtrArray *cars, gboolean is_daily)
{
  guint n_down = autosell_marketplace_count (cars, AUTOSELL_LISTING_TAKE_DOWN);
  guint n_renew = autosell_marketplace_count (cars, AUTOSELL_LISTING_RENEW);
  gboolean has_new = FALSE;
  g_autofree char *title = NULL;
  g_autofree char *body = NULL;

  for (guint i = 0; i < cars->len; i++)
    {
      const AutosellMarketplaceCar *car = cars->pdata[i];

      if (car->stage == AUTOSELL_LISTING_TAKE_DOWN)
        has_new |= g_hash_table_add (self->told_listings, g_memdup2 (&car->key, sizeof car->key));
      else
        g_hash_table_remove (self->told_listings, &car->key);
    }
  if (n_down + n_renew == 0 || (!is_daily && !has_new))
    return;
  title = dup_listings (cars, n_down, n_renew, &body);
  send (self, "listings", title, body, "app.show-marketplace");
}

static void
listings_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(AutosellNotifier) self = user_data;
  g_autoptr(GPtrArray) cars = autosell_store_list_marketplace_finish (AUTOSELL_STORE (object), result, NULL);
  g_autofree char *told = NULL;
  char today[AUTOSELL_DATE_SIZE];

  if (cars == NULL || self->store == NULL || !is_away (self))
    return;
  autosell_date_today (today);
  told = g_settings_get_string (self->settings, "listings-told");
  tell_listings (self, cars, !g_str_equal (told, today));
  g_settings_set_string (self->settings, "listings-told", today);
}

/* What is to be renewed once a day; what is to be taken down as soon as its car is sold. */
static void
look_at_listings (AutosellNotifier *self)
{
  char today[AUTOSELL_DATE_SIZE];

  if (self->store == NULL || !is_away (self))
    return;
  autosell_date_today (today);
  autosell_store_list_marketplace_async (self->store, today, self->cancellable, listings_cb, g_object_ref (self));
}

static gboolean
hour_cb (gpointer data)
{
  look_at_reservations (data);
  look_at_listings (data);
  return G_SOURCE_CONTINUE;
}

static gboolean
first_cb (gpointer data)
{
  AutosellNotifier *self = data;

  look_at_reservations (self);
  look_at_listings (self);
  self->day_source = g_timeout_add_seconds (NEXT_SECONDS, hour_cb, self);
  return G_SOURCE_REMOVE;
}

/* ---- What others do ---- */

static gboolean
is_reserved_car_sold (AutosellNotifier *self, AutosellEvent *event)
{
  const AutosellValue *before = autosell_event_get_before (event);
  const AutosellValue *after = autosell_event_get_after (event);
  AutosellField field;

  return autosell_event_get_time (event) > self->seen_us && autosell_event_get_kind (event) == AUTOSELL_EVENT_SET
         && !autosell_event_is_undone (event) && autosell_event_get_field (event, &field)
         && field == AUTOSELL_FIELD_STATUS && before != NULL && after != NULL
         && autosell_status_from_nick (before->text) == AUTOSELL_STATUS_RESERVED
         && autosell_status_from_nick (after->text) == AUTOSELL_STATUS_SOLD
         && g_strcmp0 (autosell_event_get_who (event), autosell_store_get_author (self->store)) != 0;
}

static void
tell_sold (AutosellNotifier *self, AutosellEvent *event)
{
  gint64 key = autosell_event_get_vehicle_key (event);
  g_autofree char *id = g_strdup_printf ("sold-%" G_GINT64_FORMAT, key);
  g_autofree char *action = g_strdup_printf ("app.show-vehicle(int64 %" G_GINT64_FORMAT ")", key);
  const char *who = autosell_event_get_who (event);
  /* Translators: the name of a person */
  g_autofree char *title = g_strdup_printf (_("%s sold a reserved car"), who != NULL ? who : _("Somebody"));

  send (self, id, title, autosell_event_get_vehicle_title (event), action);
}

static void look_at_events (AutosellNotifier *self);

static void
events_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(AutosellNotifier) self = user_data;
  g_autoptr(GPtrArray) events = autosell_store_get_history_finish (AUTOSELL_STORE (object), result, NULL);
  gint64 newest_us = self->seen_us;

  self->is_asking = FALSE;
  if (events == NULL || self->store == NULL)
    return;
  for (guint i = 0; i < events->len && is_away (self); i++)
    if (is_reserved_car_sold (self, events->pdata[i]))
      tell_sold (self, events->pdata[i]);
  for (guint i = 0; i < events->len; i++)
    newest_us = MAX (newest_us, autosell_event_get_time (events->pdata[i]));
  self->seen_us = newest_us;
  if (self->is_asked_again)
    look_at_events (self);
}

static void
look_at_events (AutosellNotifier *self)
{
  self->is_asked_again = self->is_asking;
  if (self->is_asking)
    return;
  self->is_asking = TRUE;
  autosell_store_get_history_async (self->store, 0, N_EVENTS, self->cancellable, events_cb, g_object_ref (self));
}

static void
store_changed_cb (AutosellNotifier *self)
{
  if (!is_away (self))
    {
      self->seen_us = g_get_real_time ();
      return;
    }
  look_at_events (self);
  look_at_listings (self);
}

/* ---- Class ---- */

void
autosell_notifier_set_store (AutosellNotifier *self, AutosellStore *store)
{
  g_return_if_fail (AUTOSELL_IS_NOTIFIER (self));

  if (self->store == store)
    return;
  if (self->store != NULL)
    g_signal_handlers_disconnect_by_data (self->store, self);
  g_clear_handle_id (&self->day_source, g_source_remove);
  g_set_object (&self->store, store);
  if (store == NULL)
    return;
  self->seen_us = g_get_real_time ();
  self->day_source = g_timeout_add_seconds (FIRST_SECONDS, first_cb, self);
  g_signal_connect_object (store, "changed", G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
}

static void
autosell_notifier_dispose (GObject *object)
{
  AutosellNotifier *self = AUTOSELL_NOTIFIER (object);

  g_cancellable_cancel (self->cancellable);
  autosell_notifier_set_store (self, NULL);
  G_OBJECT_CLASS (autosell_notifier_parent_class)->dispose (object);
}

static void
autosell_notifier_finalize (GObject *object)
{
  AutosellNotifier *self = AUTOSELL_NOTIFIER (object);

  g_object_unref (self->cancellable);
  g_object_unref (self->settings);
  g_hash_table_unref (self->sent);
  g_hash_table_unref (self->told_listings);
  G_OBJECT_CLASS (autosell_notifier_parent_class)->finalize (object);
}

static void
autosell_notifier_class_init (AutosellNotifierClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = autosell_notifier_dispose;
  G_OBJECT_CLASS (klass)->finalize = autosell_notifier_finalize;
}

static void
autosell_notifier_init (AutosellNotifier *self)
{
  self->cancellable = g_cancellable_new ();
  self->settings = g_settings_new (APP_ID);
  self->told_listings = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->sent = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

AutosellNotifier *
autosell_notifier_new (GtkApplication *application)
{
  AutosellNotifier *self = g_object_new (AUTOSELL_TYPE_NOTIFIER, NULL);

  self->application = application;
  g_object_set_data (G_OBJECT (application), DATA, self);
  g_signal_connect_object (application, "window-added", G_CALLBACK (window_added_cb), self, 0);
  return self;
}
