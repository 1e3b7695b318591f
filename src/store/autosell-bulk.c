/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-bulk.h"

#include "autosell-parse.h"
#include "autosell-query-sql.h"
#include "autosell-safety-copy.h"
#include "autosell-store-private.h"
#include "autosell-text.h"
#include "autosell-vehicle-sql.h"
#include "autosell-writer.h"

#define FIELD_BIT(field) (G_GUINT64_CONSTANT (1) << (field))

typedef enum
{
  FATE_KEEP,
  FATE_DELETE,
  FATE_RESTORE,
} Fate;

struct _AutosellBulk
{
  gatomicrefcount ref_count;
  GArray *keys;            /* owned, nullable: else @query */
  AutosellQuery *query;    /* owned, nullable */
  AutosellVehicle *values; /* owned: new values of @fields, new texts of @extras */
  guint64 fields;          /* 1 << field */
  GPtrArray *extras;       /* owned: names (utf8) */
  gboolean has_rule;
  AutosellPriceRule rule;
  Fate fate;
  char *reason; /* owned, nullable */
  gboolean is_dry_run;

  gint64 n_targets; /* results */
  AutosellPricePreview prices;
};

static AutosellBulk *
bulk_new (void)
{
  AutosellBulk *self = g_new0 (AutosellBulk, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->values = autosell_vehicle_new ();
  self->extras = g_ptr_array_new_with_free_func (g_free);
  return self;
}

AutosellBulk *
autosell_bulk_new_for_keys (GArray *keys)
{
  AutosellBulk *self = bulk_new ();

  g_return_val_if_fail (keys != NULL, NULL);

  self->keys = g_array_copy (keys);
  return self;
}

AutosellBulk *
autosell_bulk_new_for_query (AutosellQuery *query)
{
  AutosellBulk *self = bulk_new ();

  g_return_val_if_fail (query != NULL, NULL);

  self->query = autosell_query_ref (query);
  return self;
}

AutosellBulk *
autosell_bulk_ref (AutosellBulk *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
autosell_bulk_unref (AutosellBulk *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_clear_pointer (&self->keys, g_array_unref);
  g_clear_pointer (&self->query, autosell_query_unref);
  g_object_unref (self->values);
  g_ptr_array_unref (self->extras);
  g_free (self->reason);
  g_free (self);
}

void
autosell_bulk_set_value (AutosellBulk *self, AutosellField field, const AutosellValue *value)
{
  g_return_if_fail (field < AUTOSELL_N_FIELDS && value != NULL);

  autosell_vehicle_set_value (self->values, field, value);
  self->fields |= FIELD_BIT (field);
}

void
autosell_bulk_set_extra (AutosellBulk *self, const char *name, const char *text)
{
  g_return_if_fail (name != NULL && *name != '\0');

  if (!g_ptr_array_find_with_equal_func (self->extras, name, g_str_equal, NULL))
    g_ptr_array_add (self->extras, g_strdup (name));
  autosell_vehicle_set_extra (self->values, name, text);
}

void
autosell_bulk_set_price_rule (AutosellBulk *self, const AutosellPriceRule *rule)
{
  self->has_rule = TRUE;
  self->rule = *rule;
}

void
autosell_bulk_set_deleted (AutosellBulk *self, gboolean is_deleted)
{
  self->fate = is_deleted ? FATE_DELETE : FATE_RESTORE;
}

void
autosell_bulk_set_reason (AutosellBulk *self, const char *reason)
{
  g_free (self->reason);
  self->reason = autosell_text_trim (reason);
}

void
autosell_bulk_set_dry_run (AutosellBulk *self, gboolean is_dry_run)
{
  self->is_dry_run = is_dry_run;
}

AutosellAction
autosell_bulk_get_action (AutosellBulk *self)
{
  guint64 fields = self->fields | (self->has_rule ? FIELD_BIT (AUTOSELL_FIELD_PRICE) : 0);

  if (self->fate != FATE_KEEP)
    return self->fate == FATE_DELETE ? AUTOSELL_ACTION_DELETE : AUTOSELL_ACTION_RESTORE;
  if (self->extras->len > 0)
    return AUTOSELL_ACTION_EDIT;
  if (fields == FIELD_BIT (AUTOSELL_FIELD_PRICE))
    return AUTOSELL_ACTION_PRICE;
  if (fields == FIELD_BIT (AUTOSELL_FIELD_STATUS))
    return AUTOSELL_ACTION_STATUS;
  if (fields == FIELD_BIT (AUTOSELL_FIELD_LOCATION))
    return AUTOSELL_ACTION_LOCATION;
  if (fields == FIELD_BIT (AUTOSELL_FIELD_GROUP))
    return AUTOSELL_ACTION_GROUP;
  return AUTOSELL_ACTION_EDIT;
}

gint64
autosell_bulk_get_n_targets (AutosellBulk *self)
{
  return self->n_targets;
}

const AutosellPricePreview *
autosell_bulk_get_price_preview (AutosellBulk *self)
{
  return &self->prices;
}

/* ---- Writing ---- */

/* Returns: (transfer full) (nullable) */
static GArray *
find_targets (AutosellConnection *connection, AutosellBulk *self, GError **error)
{
  g_autoptr(AutosellOwnedStatement) stmt = NULL;
  char today[AUTOSELL_DATE_SIZE];

  if (self->keys != NULL)
    return g_array_ref (self->keys);
  autosell_date_today (today);
  stmt = autosell_query_sql_prepare (connection, self->query, "SELECT pk FROM vehicle", " ORDER BY pk", today, error);
  return autosell_statement_get_keys (stmt, error);
}

static AutosellPricedCar
price_car (AutosellVehicle *vehicle)
{
  AutosellPricedCar car = { autosell_vehicle_get_key (vehicle), -1, -1 };

  autosell_vehicle_get_number (vehicle, AUTOSELL_FIELD_PRICE, &car.price_cents);
  autosell_vehicle_get_number (vehicle, AUTOSELL_FIELD_MINIMUM_PRICE, &car.minimum_cents);
  return car;
}

/* The new price goes among the values, which are the same for all cars but for this one. */
static guint64
apply_rule (AutosellBulk *self, AutosellVehicle *vehicle, AutosellVehicle *values)
{
  AutosellPricedCar car = price_car (vehicle);
  g_auto(AutosellValue) price = AUTOSELL_VALUE_INIT;
  gint64 after;

  autosell_price_preview_add (&self->prices, &self->rule, &car);
  after = autosell_price_rule_apply (&self->rule, car.price_cents);
  if (after < 0)
    return 0;
  autosell_value_set_number (&price, after);
  autosell_vehicle_set_value (values, AUTOSELL_FIELD_PRICE, &price);
  return FIELD_BIT (AUTOSELL_FIELD_PRICE);
}

static gboolean
write_car (AutosellWriter *writer, AutosellBulk *self, AutosellVehicle *vehicle, AutosellVehicle *values,
           GError **error)
{
  guint64 fields = self->fields;

  if (self->fate != FATE_KEEP)
    return autosell_writer_set_deleted (writer, vehicle, self->fate == FATE_DELETE, error);
  if (self->has_rule)
    fields |= apply_rule (self, vehicle, values);
  if (!autosell_writer_set (writer, vehicle, values, fields, error))
    return FALSE;
  for (guint i = 0; i < self->extras->len; i++)
    {
      const char *name = g_ptr_array_index (self->extras, i);

      if (!autosell_writer_set_extra (writer, vehicle, name, autosell_vehicle_get_extra (self->values, name), error))
        return FALSE;
    }
  return TRUE;
}

/* Somebody else may have removed the car between the question and the answer: the others are changed all the same. */
static gboolean
is_there (AutosellBulk *self, AutosellVehicle *vehicle)
{
  return vehicle != NULL && (self->fate == FATE_RESTORE || autosell_vehicle_get_deleted (vehicle) == 0);
}

static gboolean
write_targets (AutosellWriter *writer, AutosellBulk *self, GArray *keys, GError **error)
{
  g_autoptr(AutosellVehicle) values = autosell_vehicle_copy (self->values);

  self->n_targets = 0;
  self->prices = (AutosellPricePreview){ 0 };
  for (guint i = 0; i < keys->len; i++)
    {
      g_autoptr(GError) local_error = NULL;
      g_autoptr(AutosellVehicle) vehicle =
        autosell_vehicle_sql_load (writer->connection, g_array_index (keys, gint64, i), &local_error);

      if (vehicle == NULL && !g_error_matches (local_error, AUTOSELL_STORE_ERROR, AUTOSELL_STORE_ERROR_NOT_FOUND))
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return FALSE;
        }
      if (!is_there (self, vehicle))
        {
          writer->n_skipped++;
          continue;
        }
      self->n_targets++;
      if (!write_car (writer, self, vehicle, values, error))
        return FALSE;
    }
  return TRUE;
}

/* What would have come of it, as the result of nothing. */
static AutosellCommitResult *
end_dry_run (AutosellWriter *writer)
{
  AutosellCommitResult *result = g_new0 (AutosellCommitResult, 1);

  result->n_vehicles = writer->keys->len;
  result->n_skipped = writer->n_skipped;
  result->keys = g_array_ref (writer->keys);
  autosell_writer_abort (writer);
  return result;
}

static gpointer
bulk_job (AutosellConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  AutosellWriteJob *job = data;
  AutosellBulk *self = job->bulk;
  g_autoptr(GArray) keys = NULL;
  g_autoptr(AutosellSafetyCopy) copy = NULL;
  AutosellWriter writer;

  if (!autosell_writer_begin (&writer, connection, autosell_bulk_get_action (self), job->who, job->origin, self->reason,
                              error))
    return NULL;
  keys = find_targets (connection, self, error);
  if (keys == NULL
      || (!self->is_dry_run && keys->len >= AUTOSELL_BULK_VEHICLES
          && !autosell_safety_copy_begin (connection, job->data_dir, &copy, error))
      || !write_targets (&writer, self, keys, error))
    {
      autosell_writer_abort (&writer);
      return NULL;
    }
  return self->is_dry_run ? end_dry_run (&writer)
                          : autosell_writer_end_with_copy (&writer, g_steal_pointer (&copy), error);
}

static AutosellWriteJob *
bulk_job_new (AutosellStore *store, AutosellBulk *bulk)
{
  AutosellWriteJob *job = autosell_write_job_new (store);

  job->bulk = autosell_bulk_ref (bulk);
  return job;
}

void
autosell_store_bulk_async (AutosellStore *store, AutosellBulk *bulk, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (AUTOSELL_IS_STORE (store) && bulk != NULL);

  autosell_store_write (store, bulk_job, bulk_job_new (store, bulk), autosell_write_job_free, callback, user_data);
}

AutosellCommitResult *
autosell_store_bulk_finish (AutosellStore *store, GAsyncResult *result, GError **error)
{
  return autosell_store_run_finish (store, result, error);
}

AutosellCommitResult *
autosell_store_bulk_sync (AutosellStore *store, AutosellBulk *bulk, GError **error)
{
  AutosellWriteJob *job = bulk_job_new (store, bulk);
  AutosellCommitResult *result = autosell_store_write_sync (store, bulk_job, job, error);

  autosell_write_job_free (job);
  return result;
}

/* ---- Prices ---- */

static gint64
column_cents (sqlite3_stmt *stmt, int column)
{
  return sqlite3_column_type (stmt, column) == SQLITE_NULL ? -1 : sqlite3_column_int64 (stmt, column);
}

static gpointer
prices_job (AutosellConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  GArray *keys = data;
  g_autoptr(GArray) cars = g_array_sized_new (FALSE, FALSE, sizeof (AutosellPricedCar), keys->len);
  sqlite3_stmt *stmt =
    autosell_connection_prepare (connection, "SELECT price, minimum_price FROM vehicle WHERE pk = ?", error);

  for (guint i = 0; stmt != NULL && i < keys->len; i++)
    {
      g_autoptr(GError) local_error = NULL;
      AutosellPricedCar car = { .key = g_array_index (keys, gint64, i) };

      sqlite3_bind_int64 (stmt, 1, car.key);
      if (autosell_statement_next (stmt, &local_error))
        {
          car.price_cents = column_cents (stmt, 0);
          car.minimum_cents = column_cents (stmt, 1);
          g_array_append_val (cars, car);
        }
      sqlite3_reset (stmt);
      if (!autosell_pass_error (g_steal_pointer (&local_error), error))
        return NULL;
    }
  return stmt != NULL ? g_steal_pointer (&cars) : NULL;
}

void
autosell_store_get_prices_async (AutosellStore *store, GArray *keys, GCancellable *cancellable,
                                 GAsyncReadyCallback callback, gpointer user_data)
{
  autosell_store_run (store, AUTOSELL_LANE_READ, prices_job, g_array_copy (keys), (GDestroyNotify) g_array_unref,
                      (GDestroyNotify) g_array_unref, cancellable, callback, user_data);
}

GArray *
autosell_store_get_prices_finish (AutosellStore *store, GAsyncResult *result, GError **error)
{
  return autosell_store_run_finish (store, result, error);
}
