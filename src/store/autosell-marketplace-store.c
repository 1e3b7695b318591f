/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-marketplace-store.h"

#include "autosell-marketplace-private.h"
#include "autosell-post-store-private.h"
#include "autosell-store-private.h"
#include "autosell-text.h"
#include "autosell-vehicle-sql.h"

/* ---- Rows ---- */

#define COLUMNS "posted_on, renewed_on, removed_on, link"

static void
read_day (sqlite3_stmt *stmt, int column, char day[AUTOSELL_DATE_SIZE])
{
  const char *text = autosell_column_text (stmt, column);

  g_strlcpy (day, text != NULL ? text : "", AUTOSELL_DATE_SIZE);
}

static void
read_listing (sqlite3_stmt *stmt, int column, AutosellListing *listing)
{
  autosell_listing_clear (listing);
  read_day (stmt, column, listing->posted_on);
  read_day (stmt, column + 1, listing->renewed_on);
  read_day (stmt, column + 2, listing->removed_on);
  listing->link = g_strdup (autosell_column_text (stmt, column + 3));
}

static gboolean
end (GError *local_error, GError **error)
{
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, local_error);
  return FALSE;
}

gboolean
autosell_listing_sql_load (AutosellConnection *connection, gint64 key, AutosellListing *listing, GError **error)
{
  sqlite3_stmt *stmt =
    autosell_connection_prepare (connection, "SELECT " COLUMNS " FROM marketplace WHERE vehicle_pk = ?", error);
  GError *local_error = NULL;

  autosell_listing_clear (listing);
  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, key);
  if (autosell_statement_next (stmt, &local_error))
    {
      read_listing (stmt, 0, listing);
      sqlite3_reset (stmt);
    }
  return end (local_error, error);
}

static void
bind_day (sqlite3_stmt *stmt, int index, const char *day)
{
  if (*day != '\0')
    sqlite3_bind_text (stmt, index, day, -1, SQLITE_TRANSIENT);
}

gboolean
autosell_listing_sql_save (AutosellConnection *connection, gint64 key, const AutosellListing *listing, const char *who,
                           gint64 at_us, GError **error)
{
  const AutosellListing none = AUTOSELL_LISTING_INIT;
  gboolean is_empty = autosell_listing_equal (listing, &none);
  sqlite3_stmt *stmt = autosell_connection_prepare (
    connection,
    is_empty ? "DELETE FROM marketplace WHERE vehicle_pk = ?"
             : "INSERT OR REPLACE INTO marketplace (vehicle_pk, " COLUMNS ", who, at) VALUES (?, ?, ?, ?, ?, ?, ?)",
    error);

  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, key);
  if (!is_empty)
    {
      bind_day (stmt, 2, listing->posted_on);
      bind_day (stmt, 3, listing->renewed_on);
      bind_day (stmt, 4, listing->removed_on);
      autosell_bind_text (stmt, 5, listing->link);
      autosell_bind_text (stmt, 6, who);
      sqlite3_bind_int64 (stmt, 7, at_us);
    }
  return autosell_statement_run (stmt, error);
}

/* ---- Settings ---- */

static guint
get_number (AutosellStore *self, const char *name, guint fallback, guint max)
{
  g_autofree char *text = autosell_store_get_setting (self, name);
  guint64 number;

  return text != NULL && g_ascii_string_to_unsigned (text, 10, 0, max, &number, NULL) ? (guint) number : fallback;
}

guint
autosell_store_get_marketplace_photos (AutosellStore *self)
{
  return MAX (1, get_number (self, AUTOSELL_SETTING_MARKETPLACE_PHOTOS, AUTOSELL_MARKETPLACE_PHOTOS, 100));
}

int
autosell_store_get_marketplace_renew_days (AutosellStore *self)
{
  return (int) get_number (self, AUTOSELL_SETTING_MARKETPLACE_RENEW_DAYS, AUTOSELL_MARKETPLACE_RENEW_DAYS, 365);
}

/* What a job needs of the settings, which are the main thread's. */
typedef struct
{
  gint64 key;
  char today[AUTOSELL_DATE_SIZE];
  int renew_days;
  guint title_chars;
  char *dealership, *phone, *address, *hours, *city, *region, *postal_code; /* owned, nullable */
} Job;

static Job *
job_new (AutosellStore *store, gint64 key, const char *today_iso)
{
  Job *job = g_new0 (Job, 1);

  job->key = key;
  g_strlcpy (job->today, today_iso, sizeof job->today);
  job->renew_days = autosell_store_get_marketplace_renew_days (store);
  job->title_chars =
    get_number (store, AUTOSELL_SETTING_MARKETPLACE_TITLE_CHARS, AUTOSELL_MARKETPLACE_TITLE_CHARS, 1000);
  job->dealership = autosell_store_get_setting (store, AUTOSELL_SETTING_DEALERSHIP_NAME);
  job->phone = autosell_store_get_setting (store, AUTOSELL_SETTING_DEALERSHIP_PHONE);
  job->address = autosell_store_get_setting (store, AUTOSELL_SETTING_DEALERSHIP_ADDRESS);
  job->hours = autosell_store_get_setting (store, AUTOSELL_SETTING_DEALERSHIP_HOURS);
  job->city = autosell_store_get_setting (store, AUTOSELL_SETTING_DEALERSHIP_CITY);
  job->region = autosell_store_get_setting (store, AUTOSELL_SETTING_DEALERSHIP_REGION);
  job->postal_code = autosell_store_get_setting (store, AUTOSELL_SETTING_DEALERSHIP_POSTAL_CODE);
  return job;
}

static void
job_free (gpointer data)
{
  Job *job = data;

  g_free (job->dealership);
  g_free (job->phone);
  g_free (job->address);
  g_free (job->hours);
  g_free (job->city);
  g_free (job->region);
  g_free (job->postal_code);
  g_free (job);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Job, job_free)

/* ---- The kit ---- */

void
autosell_marketplace_kit_free (AutosellMarketplaceKit *self)
{
  g_clear_object (&self->vehicle);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  autosell_listing_clear (&self->listing);
  g_free (self->who);
  g_free (self);
}

/* Returns: (transfer full) (nullable): NULL where the dealership has none of that name, or one that cannot be read */
static AutosellPostTemplate *
find_template (AutosellConnection *connection)
{
  g_autoptr(AutosellPageBoard) board = autosell_page_sql_get_board (connection, NULL);
  g_autofree char *wanted = autosell_text_fold_words (AUTOSELL_MARKETPLACE_TEMPLATE);

  for (guint i = 0; board != NULL && i < board->templates->len; i++)
    {
      const AutosellTemplate *template = board->templates->pdata[i];
      g_autofree char *name = autosell_text_fold_words (template->name);

      if (strcmp (name, wanted) == 0)
        return autosell_post_template_parse (template->text, NULL, NULL);
    }
  return NULL;
}

static gboolean
load_author (AutosellConnection *connection, AutosellMarketplaceKit *kit, gint64 key, GError **error)
{
  sqlite3_stmt *stmt =
    autosell_connection_prepare (connection, "SELECT who, at FROM marketplace WHERE vehicle_pk = ?", error);
  GError *local_error = NULL;

  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, key);
  if (autosell_statement_next (stmt, &local_error))
    {
      kit->who = g_strdup (autosell_column_text (stmt, 0));
      kit->at_us = sqlite3_column_int64 (stmt, 1);
      sqlite3_reset (stmt);
    }
  return end (local_error, error);
}

static gboolean
is_gone (AutosellVehicle *vehicle)
{
  return autosell_vehicle_get_status (vehicle) == AUTOSELL_STATUS_SOLD || autosell_vehicle_get_deleted (vehicle) != 0;
}

static gpointer
kit_job (AutosellConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  const Job *job = data;
  g_autoptr(AutosellMarketplaceKit) kit = g_new0 (AutosellMarketplaceKit, 1);
  g_autoptr(AutosellPostTemplate) template = find_template (connection);
  AutosellMarketplaceSource source;

  kit->vehicle = autosell_vehicle_sql_load (connection, job->key, error);
  if (kit->vehicle == NULL || !autosell_listing_sql_load (connection, job->key, &kit->listing, error)
      || !load_author (connection, kit, job->key, error))
    return NULL;
  source = (AutosellMarketplaceSource){ kit->vehicle,     { job->dealership, job->phone, job->address, job->hours },
                                        job->city,        job->region,
                                        job->postal_code, template,
                                        job->title_chars };
  kit->items = autosell_marketplace_kit_new (&source);
  kit->stage = autosell_listing_get_stage (&kit->listing, is_gone (kit->vehicle), job->today, job->renew_days);
  return g_steal_pointer (&kit);
}

AutosellMarketplaceKit *
autosell_store_get_marketplace_kit_sync (AutosellStore *self, gint64 key, const char *today_iso, GError **error)
{
  g_autoptr(Job) job = job_new (self, key, today_iso);

  return autosell_database_call (autosell_store_get_database (self), AUTOSELL_LANE_READ, kit_job, job, NULL, error);
}

void
autosell_store_get_marketplace_kit_async (AutosellStore *self, gint64 key, const char *today_iso,
                                          GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  autosell_store_run (self, AUTOSELL_LANE_READ, kit_job, job_new (self, key, today_iso), job_free,
                      (GDestroyNotify) autosell_marketplace_kit_free, cancellable, callback, user_data);
}

AutosellMarketplaceKit *
autosell_store_get_marketplace_kit_finish (AutosellStore *self, GAsyncResult *result, GError **error)
{
  return autosell_store_run_finish (self, result, error);
}

/* ---- All that were listed ---- */

void
autosell_marketplace_car_free (AutosellMarketplaceCar *self)
{
  g_free (self->id);
  g_free (self->title);
  g_free (self->cover);
  autosell_listing_clear (&self->listing);
  g_free (self);
}

static int
compare_cars (gconstpointer a, gconstpointer b)
{
  static const int places[AUTOSELL_N_LISTING_STAGES] = { [AUTOSELL_LISTING_TAKE_DOWN] = 0,
                                                         [AUTOSELL_LISTING_RENEW] = 1,
                                                         [AUTOSELL_LISTING_UP] = 2,
                                                         [AUTOSELL_LISTING_NONE] = 3,
                                                         [AUTOSELL_LISTING_REMOVED] = 4 };
  const AutosellMarketplaceCar *one = *(AutosellMarketplaceCar *const *) a,
                               *other = *(AutosellMarketplaceCar *const *) b;
  const char *one_day = one->listing.renewed_on[0] != '\0' ? one->listing.renewed_on : one->listing.posted_on;
  const char *other_day = other->listing.renewed_on[0] != '\0' ? other->listing.renewed_on : other->listing.posted_on;
  int days;

  if (one->stage != other->stage)
    return places[one->stage] - places[other->stage];
  /* What is over: the latest first */
  days = one->stage == AUTOSELL_LISTING_REMOVED ? strcmp (other->listing.removed_on, one->listing.removed_on)
                                                : strcmp (one_day, other_day);
  return days != 0 ? days : (one->key > other->key) - (one->key < other->key);
}

static gboolean
fill_car (AutosellConnection *connection, AutosellMarketplaceCar *car, const Job *job, GError **error)
{
  g_autoptr(AutosellVehicle) vehicle = autosell_vehicle_sql_load (connection, car->key, error);

  if (vehicle == NULL)
    return FALSE;
  car->id = g_strdup (autosell_vehicle_get_id (vehicle));
  car->title = autosell_vehicle_dup_title (vehicle);
  car->cover = g_strdup (autosell_vehicle_get_cover (vehicle));
  car->status = autosell_vehicle_get_status (vehicle);
  car->in_bin = autosell_vehicle_get_deleted (vehicle) != 0;
  car->stage = autosell_listing_get_stage (&car->listing, is_gone (vehicle), job->today, job->renew_days);
  return TRUE;
}

static gpointer
list_job (AutosellConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr(GPtrArray) cars = g_ptr_array_new_with_free_func ((GDestroyNotify) autosell_marketplace_car_free);
  sqlite3_stmt *stmt =
    autosell_connection_prepare (connection, "SELECT vehicle_pk, " COLUMNS " FROM marketplace", error);
  GError *local_error = NULL;

  if (stmt == NULL)
    return NULL;
  while (autosell_statement_next (stmt, &local_error))
    {
      AutosellMarketplaceCar *car = g_new0 (AutosellMarketplaceCar, 1);

      car->key = sqlite3_column_int64 (stmt, 0);
      read_listing (stmt, 1, &car->listing);
      g_ptr_array_add (cars, car);
    }
  if (!end (local_error, error))
    return NULL;
  for (guint i = 0; i < cars->len; i++)
    if (!fill_car (connection, cars->pdata[i], data, error))
      return NULL;
  g_ptr_array_sort (cars, compare_cars);
  return g_steal_pointer (&cars);
}

GPtrArray *
autosell_store_list_marketplace_sync (AutosellStore *self, const char *today_iso, GError **error)
{
  g_autoptr(Job) job = job_new (self, 0, today_iso);

  return autosell_database_call (autosell_store_get_database (self), AUTOSELL_LANE_READ, list_job, job, NULL, error);
}

void
autosell_store_list_marketplace_async (AutosellStore *self, const char *today_iso, GCancellable *cancellable,
                                       GAsyncReadyCallback callback, gpointer user_data)
{
  autosell_store_run (self, AUTOSELL_LANE_READ, list_job, job_new (self, 0, today_iso), job_free,
                      (GDestroyNotify) g_ptr_array_unref, cancellable, callback, user_data);
}

GPtrArray *
autosell_store_list_marketplace_finish (AutosellStore *self, GAsyncResult *result, GError **error)
{
  return autosell_store_run_finish (self, result, error);
}

guint
autosell_marketplace_count (GPtrArray *cars, AutosellListingStage stage)
{
  guint n = 0;

  for (guint i = 0; i < cars->len; i++)
    n += ((const AutosellMarketplaceCar *) cars->pdata[i])->stage == stage;
  return n;
}
