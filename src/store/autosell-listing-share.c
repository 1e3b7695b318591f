/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-listing-share.h"

#include "autosell-marketplace-private.h"
#include "autosell-store-private.h"
#include "autosell-writer.h"

AutosellListingSharing *
autosell_listing_sharing_new (gint64 link, GPtrArray *texts)
{
  AutosellListingSharing *self = g_new0 (AutosellListingSharing, 1);

  self->link = link;
  self->texts = texts;
  return self;
}

static void
free_note (gpointer note)
{
  g_string_free (note, TRUE);
}

void
autosell_listing_sharing_free (AutosellListingSharing *self)
{
  g_ptr_array_unref (self->texts);
  g_clear_pointer (&self->notes, g_ptr_array_unref);
  g_free (self);
}

/* A row of the list whose car is, was or will be listed. */
typedef struct
{
  gint64 key;
  char *row_id;  /* owned */
  char *base;    /* owned, nullable */
  gint64 said_s; /* when somebody said something here last */
} Row;

static void
row_clear (gpointer data)
{
  Row *self = data;

  g_free (self->row_id);
  g_free (self->base);
}

/* What came from the list was said elsewhere, whenever it came. */
#define ROWS \
  "SELECT vehicle_pk, row_id, said, ifnull ((SELECT max (change.at) FROM vehicle_event JOIN change ON change.id = " \
  "change_id WHERE vehicle_event.vehicle_pk = sheet_base.vehicle_pk AND kind = ?2 AND origin <> 'sheet'), " \
  "ifnull (marketplace.at, 0)) / 1000000, marketplace.vehicle_pk IS NOT NULL " \
  "FROM sheet_base LEFT JOIN marketplace USING (vehicle_pk) LEFT JOIN listing_base USING (link_id, row_id) " \
  "WHERE link_id = ?1 AND sheet_base.vehicle_pk IS NOT NULL ORDER BY vehicle_pk"

/* Returns: (transfer full): NULL with @error */
static GArray *
load_rows (AutosellConnection *connection, gint64 link, GHashTable *remote, GError **error)
{
  g_autoptr(GArray) rows = g_array_new (FALSE, FALSE, sizeof (Row));
  sqlite3_stmt *stmt = autosell_connection_prepare (connection, ROWS, error);
  GError *local_error = NULL;

  g_array_set_clear_func (rows, row_clear);
  if (stmt == NULL)
    return NULL;
  sqlite3_bind_int64 (stmt, 1, link);
  sqlite3_bind_int (stmt, 2, AUTOSELL_EVENT_LISTING);
  while (autosell_statement_next (stmt, &local_error))
    {
      const char *row_id = autosell_column_text (stmt, 1), *base = autosell_column_text (stmt, 2);
      Row row = { sqlite3_column_int64 (stmt, 0), NULL, NULL, sqlite3_column_int64 (stmt, 3) };

      if (base == NULL && !sqlite3_column_int (stmt, 4) && !g_hash_table_contains (remote, row_id))
        continue;
      row.row_id = g_strdup (row_id);
      row.base = g_strdup (base);
      g_array_append_val (rows, row);
    }
  return autosell_pass_error (local_error, error) ? g_steal_pointer (&rows) : NULL;
}

static gboolean
save_base (AutosellConnection *connection, gint64 link, const Row *row, const AutosellListingSaid *base, GError **error)
{
  g_autofree char *text = autosell_listing_said_to_text (base);
  sqlite3_stmt *stmt;

  if (g_strcmp0 (text, row->base != NULL ? row->base : "") == 0)
    return TRUE;
  stmt = autosell_connection_prepare (
    connection, "INSERT OR REPLACE INTO listing_base (link_id, row_id, said) VALUES (?, ?, ?)", error);
  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, link);
  autosell_bind_text (stmt, 2, row->row_id);
  autosell_bind_text (stmt, 3, text);
  return autosell_statement_run (stmt, error);
}

static gboolean
share_row (AutosellWriter *writer, AutosellListingSharing *sharing, const Row *row, const AutosellListingSaid *remote,
           GError **error)
{
  g_autoptr(AutosellListingSaid) base = autosell_listing_said_from_text (row->base);
  g_autoptr(AutosellListingSaid) tell = NULL;
  AutosellListing listing = AUTOSELL_LISTING_INIT;
  gboolean done = autosell_listing_sql_load (writer->connection, row->key, &listing, error);
  g_autofree char *text = NULL;

  if (done)
    {
      tell = autosell_listing_said_merge (base, remote, &listing, row->said_s);
      text = autosell_listing_to_text (&listing);
      done = autosell_writer_set_listing (writer, row->key, text, error)
             && save_base (writer->connection, sharing->link, row, base, error);
    }
  autosell_listing_clear (&listing);
  if (tell != NULL)
    autosell_listing_notes_add (sharing->notes, row->row_id, tell);
  return done;
}

static gboolean
share_all (AutosellWriter *writer, AutosellListingSharing *sharing, GError **error)
{
  g_autoptr(GHashTable) remote = autosell_listing_notes_read (sharing->texts);
  g_autoptr(GArray) rows = load_rows (writer->connection, sharing->link, remote, error);
  const AutosellListingSaid nothing = { 0 };

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const Row *row = &g_array_index (rows, Row, i);
      const AutosellListingSaid *said = g_hash_table_lookup (remote, row->row_id);

      if (!share_row (writer, sharing, row, said != NULL ? said : &nothing, error))
        return FALSE;
    }
  return rows != NULL;
}

typedef struct
{
  AutosellWriteJob *who;           /* owned */
  AutosellListingSharing *sharing; /* unowned */
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  autosell_write_job_free (job->who);
  g_free (job);
}

static gpointer
share_job (AutosellConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  const Job *job = data;
  AutosellWriter writer;

  g_clear_pointer (&job->sharing->notes, g_ptr_array_unref);
  job->sharing->notes = g_ptr_array_new_with_free_func (free_note);
  if (!autosell_writer_begin (&writer, connection, AUTOSELL_ACTION_MARKETPLACE, job->who->who, "sheet", NULL, error))
    return NULL;
  if (share_all (&writer, job->sharing, error))
    return autosell_writer_end (&writer, error);
  autosell_writer_abort (&writer);
  return NULL;
}

void
autosell_store_share_listings_async (AutosellStore *self, AutosellListingSharing *sharing, GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  Job *job = g_new0 (Job, 1);

  job->who = autosell_write_job_new (self);
  job->sharing = sharing;
  autosell_store_write (self, share_job, job, job_free, callback, user_data);
}

gboolean
autosell_store_share_listings_finish (AutosellStore *self, GAsyncResult *result, GError **error)
{
  g_autoptr(AutosellCommitResult) commit = autosell_store_run_finish (self, result, error);

  return commit != NULL;
}
