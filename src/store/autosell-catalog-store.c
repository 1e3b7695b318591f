/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-catalog-store.h"

#include "autosell-header.h"
#include "autosell-marketplace-store.h"
#include "autosell-output-file.h"
#include "autosell-parse.h"
#include "autosell-store-private.h"
#include "autosell-vehicle-sql.h"

typedef struct
{
  GFile *file;                  /* owned */
  AutosellCatalogDealer dealer; /* of owned texts */
} Job;

static Job *
job_new (AutosellStore *store, GFile *file)
{
  Job *job = g_new0 (Job, 1);

  job->file = g_object_ref (file);
  job->dealer = (AutosellCatalogDealer){
    .name = autosell_store_get_setting (store, AUTOSELL_SETTING_DEALERSHIP_NAME),
    .phone = autosell_store_get_setting (store, AUTOSELL_SETTING_DEALERSHIP_PHONE),
    .street = autosell_store_get_setting (store, AUTOSELL_SETTING_DEALERSHIP_ADDRESS),
    .city = autosell_store_get_setting (store, AUTOSELL_SETTING_DEALERSHIP_CITY),
    .region = autosell_store_get_setting (store, AUTOSELL_SETTING_DEALERSHIP_REGION),
    .postal_code = autosell_store_get_setting (store, AUTOSELL_SETTING_DEALERSHIP_POSTAL_CODE),
    .latitude = autosell_store_get_setting (store, AUTOSELL_SETTING_CATALOG_LATITUDE),
    .longitude = autosell_store_get_setting (store, AUTOSELL_SETTING_CATALOG_LONGITUDE),
    .page_pattern = autosell_store_get_setting (store, AUTOSELL_SETTING_CATALOG_PAGE),
    .photo_pattern = autosell_store_get_setting (store, AUTOSELL_SETTING_CATALOG_PHOTO),
    .privacy_url = autosell_store_get_setting (store, AUTOSELL_SETTING_CATALOG_PRIVACY),
  };
  return job;
}

static void
job_free (gpointer data)
{
  Job *job = data;
  const char *const texts[] = { job->dealer.name,          job->dealer.phone,      job->dealer.street,
                                job->dealer.city,          job->dealer.region,     job->dealer.postal_code,
                                job->dealer.latitude,      job->dealer.longitude,  job->dealer.page_pattern,
                                job->dealer.photo_pattern, job->dealer.privacy_url };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_free ((char *) texts[i]);
  g_object_unref (job->file);
  g_free (job);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Job, job_free)

static void
omission_free (gpointer data)
{
  AutosellCatalogOmission *omission = data;

  g_free (omission->title);
  g_free (omission->lacks);
  g_free (omission);
}

void
autosell_catalog_report_free (AutosellCatalogReport *self)
{
  g_ptr_array_unref (self->left_out);
  g_free (self);
}

/* ---- The file ---- */

/* Ours begin with a sign only where they are numbers. */
static gboolean
is_text (AutosellCatalogColumn column)
{
  return column != AUTOSELL_CATALOG_LATITUDE && column != AUTOSELL_CATALOG_LONGITUDE
         && column != AUTOSELL_CATALOG_DEALER_PHONE;
}

/* @text: (nullable) */
static void
append_cell (GString *line, const char *text, gboolean can_be_formula)
{
  g_autofree char *valid = text != NULL ? g_utf8_make_valid (text, -1) : NULL;

  g_string_append (line, line->len > 0 ? "," : "");
  if (valid == NULL)
    return;
  g_string_append_c (line, '"');
  if (can_be_formula && autosell_header_needs_apostrophe (valid))
    g_string_append_c (line, '\'');
  for (const char *at = valid; *at != '\0'; at++)
    {
      if (*at == '"')
        g_string_append_c (line, '"');
      g_string_append_c (line, *at);
    }
  g_string_append_c (line, '"');
}

static gboolean
write_line (AutosellOutputFile *file, GString *line, GError **error)
{
  g_string_append (line, "\r\n");
  return autosell_output_file_write (file, line->str, line->len, error);
}

static gboolean
write_headings (AutosellOutputFile *file, GError **error)
{
  g_autoptr(GString) line = g_string_new (NULL);

  for (AutosellCatalogColumn column = 0; column < AUTOSELL_N_CATALOG_COLUMNS; column++)
    append_cell (line, autosell_catalog_get_heading (column), FALSE);
  return write_line (file, line, error);
}

static gboolean
write_row (AutosellOutputFile *file, const AutosellCatalogRow *row, GError **error)
{
  g_autoptr(GString) line = g_string_new (NULL);

  /* The first is an id, so that the line is never empty before a comma */
  for (AutosellCatalogColumn column = 0; column < AUTOSELL_N_CATALOG_COLUMNS; column++)
    append_cell (line, row->cells[column], is_text (column));
  return write_line (file, line, error);
}

static gboolean
write_car (AutosellConnection *connection, const Job *job, gint64 key, AutosellOutputFile *file,
           AutosellCatalogReport *report, GError **error)
{
  g_autoptr(AutosellVehicle) vehicle = autosell_vehicle_sql_load (connection, key, error);
  g_autoptr(AutosellCatalogRow) row = NULL;
  AutosellCatalogOmission *omission;

  if (vehicle == NULL)
    return FALSE;
  row = autosell_catalog_row_new (vehicle, &job->dealer);
  if (row->lacks == NULL)
    {
      report->n_written++;
      return write_row (file, row, error);
    }
  omission = g_new0 (AutosellCatalogOmission, 1);
  omission->title = autosell_vehicle_dup_title (vehicle);
  omission->lacks = g_strdup (row->lacks);
  g_ptr_array_add (report->left_out, omission);
  return TRUE;
}

/* Returns: (transfer full) (element-type gint64) */
static GArray *
find_cars (AutosellConnection *connection, GError **error)
{
  sqlite3_stmt *stmt = autosell_connection_prepare (
    connection, "SELECT pk FROM vehicle WHERE deleted_at IS NULL AND status = 'available' ORDER BY pk", error);

  return autosell_statement_get_keys (stmt, error);
}

static gpointer
export_job (AutosellConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  const Job *job = data;
  g_autoptr(AutosellCatalogReport) report = g_new0 (AutosellCatalogReport, 1);
  g_autoptr(AutosellOutputFile) file = NULL;
  g_autoptr(GArray) keys = NULL;

  report->left_out = g_ptr_array_new_with_free_func (omission_free);
  if ((keys = find_cars (connection, error)) == NULL || (file = autosell_output_file_new (job->file, error)) == NULL
      || !write_headings (file, error))
    return NULL;
  for (guint i = 0; i < keys->len; i++)
    if (g_cancellable_set_error_if_cancelled (cancellable, error)
        || !write_car (connection, job, g_array_index (keys, gint64, i), file, report, error))
      return NULL;
  return autosell_output_file_commit (file, error) ? g_steal_pointer (&report) : NULL;
}

AutosellCatalogReport *
autosell_store_export_catalog_sync (AutosellStore *self, GFile *file, GError **error)
{
  g_autoptr(Job) job = job_new (self, file);

  return autosell_database_call (autosell_store_get_database (self), AUTOSELL_LANE_CARE, export_job, job, NULL, error);
}

void
autosell_store_export_catalog_async (AutosellStore *self, GFile *file, GCancellable *cancellable,
                                     GAsyncReadyCallback callback, gpointer user_data)
{
  autosell_store_run (self, AUTOSELL_LANE_CARE, export_job, job_new (self, file), job_free,
                      (GDestroyNotify) autosell_catalog_report_free, cancellable, callback, user_data);
}

AutosellCatalogReport *
autosell_store_export_catalog_finish (AutosellStore *self, GAsyncResult *result, GError **error)
{
  return autosell_store_run_finish (self, result, error);
}

/* ---- The notice ---- */

/* The address with city and state where they are kept apart. (nullable) */
static char *
dup_address (AutosellStore *self)
{
  static const char *const names[] = { AUTOSELL_SETTING_DEALERSHIP_ADDRESS, AUTOSELL_SETTING_DEALERSHIP_CITY,
                                       AUTOSELL_SETTING_DEALERSHIP_REGION, AUTOSELL_SETTING_DEALERSHIP_POSTAL_CODE };
  GString *address = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *part = autosell_store_get_setting (self, names[i]);

      if (part != NULL && strstr (address->str, part) == NULL)
        g_string_append_printf (address, "%s%s", address->len > 0 ? ", " : "", part);
    }
  return g_string_free (address, address->len == 0);
}

char *
autosell_store_dup_privacy_notice (AutosellStore *self, AutosellNoticeLanguage language, gboolean is_html)
{
  g_autofree char *name = autosell_store_get_setting (self, AUTOSELL_SETTING_DEALERSHIP_NAME);
  g_autofree char *address = dup_address (self);
  g_autofree char *phone = autosell_store_get_setting (self, AUTOSELL_SETTING_DEALERSHIP_PHONE);
  g_autofree char *email = autosell_store_get_setting (self, AUTOSELL_SETTING_DEALERSHIP_EMAIL);
  g_autofree char *website = autosell_store_get_setting (self, AUTOSELL_SETTING_DEALERSHIP_WEBSITE);
  const AutosellPrivacyDealer dealer = { name, address, phone, email, website };
  char today[AUTOSELL_DATE_SIZE];

  autosell_date_today (today);
  return is_html ? autosell_privacy_notice_dup_html (&dealer, language, today)
                 : autosell_privacy_notice_dup_text (&dealer, language, today);
}
