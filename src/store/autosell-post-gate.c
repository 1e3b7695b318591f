/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-post-gate-private.h"

#include <glib/gi18n-lib.h>

#include "autosell-database.h"
#include "autosell-store-private.h"
#include "autosell-vehicle-sql.h"

/* ---- What the lot asks ---- */

/* @setting: (nullable) */
static AutosellPostNeed
read_need (const char *setting)
{
  if (g_strcmp0 (setting, "no") == 0)
    return AUTOSELL_POST_NEED_NOTHING;
  return g_strcmp0 (setting, "always") == 0 ? AUTOSELL_POST_NEED_ALWAYS : AUTOSELL_POST_NEED_PLANNED;
}

AutosellPostNeed
autosell_store_get_post_need (AutosellStore *self)
{
  g_autofree char *setting = autosell_store_get_setting (self, AUTOSELL_SETTING_POSTS_NEED_READY);

  return read_need (setting);
}

void
autosell_store_set_post_need (AutosellStore *self, AutosellPostNeed need)
{
  static const char *const settings[] = { "no", NULL, "always" };

  g_return_if_fail (need < G_N_ELEMENTS (settings));

  autosell_store_set_setting (self, AUTOSELL_SETTING_POSTS_NEED_READY, settings[need]);
}

/* ---- One car ---- */

AutosellPostGate *
autosell_post_gate_new (AutosellVehicle *vehicle, AutosellPostNeed need)
{
  AutosellPostGate *self = g_new0 (AutosellPostGate, 1);

  self->key = autosell_vehicle_get_key (vehicle);
  self->title = autosell_vehicle_dup_title (vehicle);
  self->status = autosell_vehicle_get_status (vehicle);
  self->is_deleted = autosell_vehicle_get_deleted (vehicle) != 0;
  autosell_readiness_get (vehicle, &self->readiness);
  self->has_price = autosell_vehicle_get_number (vehicle, AUTOSELL_FIELD_PRICE, &self->price_cents);
  self->is_whole = !self->is_deleted && self->status == AUTOSELL_STATUS_AVAILABLE && self->readiness.lacks == 0;
  self->is_held = self->is_deleted || (need == AUTOSELL_POST_NEED_ALWAYS && !self->is_whole);
  return self;
}

void
autosell_post_gate_free (AutosellPostGate *self)
{
  g_free (self->title);
  g_free (self);
}

char *
autosell_post_gate_dup_why (const AutosellPostGate *self)
{
  g_autofree char *lacks = NULL;

  if (self->is_deleted)
    return g_strdup (_("It is in the bin."));
  if (self->is_whole)
    return g_strdup ("");
  lacks = autosell_readiness_dup_list (&self->readiness);
  /* One without a status lacks it, which its list says */
  if (self->status == AUTOSELL_STATUS_AVAILABLE || self->status == AUTOSELL_STATUS_UNKNOWN)
    /* Translators: %s is a list such as “price, 3 more photos” */
    return g_strdup_printf (_("It lacks: %s."), lacks);
  if (*lacks == '\0')
    /* Translators: %s is a status such as “Sold” */
    return g_strdup_printf (_("It is not available: %s."), autosell_status_to_label (self->status));
  /* Translators: %s is a status such as “Reserved”, then a list such as “price, 3 more photos” */
  return g_strdup_printf (_("It is not available: %s. It lacks: %s."), autosell_status_to_label (self->status), lacks);
}

gboolean
autosell_post_gate_get_field (const AutosellPostGate *self, AutosellField *field)
{
  static const struct
  {
    AutosellLack lack;
    AutosellField field;
  } places[] = {
    { AUTOSELL_LACK_PRICE, AUTOSELL_FIELD_PRICE },
    { AUTOSELL_LACK_KM, AUTOSELL_FIELD_KM },
    { AUTOSELL_LACK_STATUS, AUTOSELL_FIELD_STATUS },
    { AUTOSELL_LACK_DESCRIPTION, AUTOSELL_FIELD_DESCRIPTION },
  };

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    if (self->readiness.lacks & (1u << places[i].lack))
      {
        *field = places[i].field;
        return TRUE;
      }
  *field = AUTOSELL_FIELD_STATUS;
  return self->readiness.lacks == 0;
}

/* ---- Within a job ---- */

AutosellPostNeed
autosell_post_gate_sql_get_need (AutosellConnection *connection)
{
  sqlite3_stmt *stmt = autosell_connection_prepare (
    connection, "SELECT value FROM setting WHERE name = '" AUTOSELL_SETTING_POSTS_NEED_READY "'", NULL);
  AutosellPostNeed need = AUTOSELL_POST_NEED_PLANNED;

  if (stmt != NULL && autosell_statement_next (stmt, NULL))
    {
      need = read_need (autosell_column_text (stmt, 0));
      sqlite3_reset (stmt);
    }
  return need;
}

char *
autosell_post_gate_sql_dup_held (AutosellConnection *connection, gint64 key)
{
  g_autoptr(AutosellVehicle) vehicle = key != 0 ? autosell_vehicle_sql_load (connection, key, NULL) : NULL;
  g_autoptr(AutosellPostGate) gate =
    vehicle != NULL ? autosell_post_gate_new (vehicle, autosell_post_gate_sql_get_need (connection)) : NULL;

  return gate != NULL && gate->is_held ? autosell_post_gate_dup_why (gate) : NULL;
}

/* ---- Several ---- */

typedef struct
{
  GArray *keys; /* owned */
  AutosellPostNeed need;
} CheckJob;

static CheckJob *
check_job_new (AutosellStore *store, const GArray *keys)
{
  CheckJob *job = g_new (CheckJob, 1);

  job->keys = g_array_copy ((GArray *) keys);
  job->need = autosell_store_get_post_need (store);
  return job;
}

static void
check_job_free (gpointer data)
{
  CheckJob *job = data;

  g_array_unref (job->keys);
  g_free (job);
}

static gpointer
check_job (AutosellConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  const CheckJob *job = data;
  g_autoptr(GPtrArray) gates = g_ptr_array_new_with_free_func ((GDestroyNotify) autosell_post_gate_free);

  for (guint i = 0; i < job->keys->len; i++)
    {
      g_autoptr(GError) local_error = NULL;
      g_autoptr(AutosellVehicle) vehicle =
        autosell_vehicle_sql_load (connection, g_array_index (job->keys, gint64, i), &local_error);

      if (vehicle != NULL)
        g_ptr_array_add (gates, autosell_post_gate_new (vehicle, job->need));
      else if (!g_error_matches (local_error, AUTOSELL_STORE_ERROR, AUTOSELL_STORE_ERROR_NOT_FOUND))
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return NULL;
        }
    }
  return g_steal_pointer (&gates);
}

GPtrArray *
autosell_store_check_cars_sync (AutosellStore *self, const GArray *keys, GError **error)
{
  CheckJob *job = check_job_new (self, keys);
  GPtrArray *gates =
    autosell_database_call (autosell_store_get_database (self), AUTOSELL_LANE_READ, check_job, job, NULL, error);

  check_job_free (job);
  return gates;
}

void
autosell_store_check_cars_async (AutosellStore *self, const GArray *keys, GCancellable *cancellable,
                                 GAsyncReadyCallback callback, gpointer user_data)
{
  autosell_store_run (self, AUTOSELL_LANE_READ, check_job, check_job_new (self, keys), check_job_free,
                      (GDestroyNotify) g_ptr_array_unref, cancellable, callback, user_data);
}

GPtrArray *
autosell_store_check_cars_finish (AutosellStore *self, GAsyncResult *result, GError **error)
{
  return autosell_store_run_finish (self, result, error);
}
