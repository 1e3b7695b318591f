/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-post-ledger-export.h"

#include <glib/gi18n-lib.h>

#include "autosell-exporter.h"
#include "autosell-output-file.h"
#include "autosell-row-writer.h"
#include "autosell-status.h"
#include "autosell-store-private.h"

static const struct
{
  const char *heading;
  AutosellRowColumn column;
} columns[] = {
  { N_("Stock number"), { 14, AUTOSELL_ROW_TEXT } },  { N_("Vehicle"), { 34, AUTOSELL_ROW_TEXT } },
  { N_("Status"), { 14, AUTOSELL_ROW_TEXT } },        { N_("Page"), { 24, AUTOSELL_ROW_TEXT } },
  { N_("Post"), { 14, AUTOSELL_ROW_TEXT } },          { N_("Out since"), { 12, AUTOSELL_ROW_DATE } },
  { N_("Planned for"), { 12, AUTOSELL_ROW_DATE } },   { N_("Removed on"), { 12, AUTOSELL_ROW_DATE } },
  { N_("Reactions"), { 11, AUTOSELL_ROW_INTEGER } },  { N_("Comments"), { 11, AUTOSELL_ROW_INTEGER } },
  { N_("Shares"), { 11, AUTOSELL_ROW_INTEGER } },     { N_("People reached"), { 14, AUTOSELL_ROW_INTEGER } },
  { N_("Clicks"), { 11, AUTOSELL_ROW_INTEGER } },     { N_("Link"), { 44, AUTOSELL_ROW_TEXT } },
  { N_("What is wrong"), { 44, AUTOSELL_ROW_TEXT } },
};

const char *
autosell_post_cell_to_word (const AutosellPostCell *cell)
{
  switch (cell != NULL ? cell->state : AUTOSELL_POSTED_NEVER)
    {
    case AUTOSELL_POSTED_QUEUED:
      return C_ ("ledger file", "queued");
    case AUTOSELL_POSTED_OUT:
      return cell->is_leaving ? C_ ("ledger file", "still there") : C_ ("ledger file", "published");
    case AUTOSELL_POSTED_FAILED:
      return C_ ("ledger file", "failed");
    case AUTOSELL_POSTED_REMOVED:
      return cell->is_gone ? C_ ("ledger file", "gone there") : C_ ("ledger file", "removed");
    case AUTOSELL_POSTED_NEVER:
    default:
      return C_ ("ledger file", "never");
    }
}

/* Here a day is one of this place. Returns: (transfer full) (nullable) */
static char *
dup_iso (gint64 at_s)
{
  g_autoptr(GDateTime) time = at_s > 0 ? g_date_time_new_from_unix_local (at_s) : NULL;

  return time != NULL ? g_date_time_format (time, "%Y-%m-%d") : NULL;
}

/* Takes @text. */
static gboolean
add (AutosellRowWriter *writer, AutosellRowCell kind, char *text, GError **error)
{
  gboolean done = writer->add_cell (writer, kind, text, error);

  g_free (text);
  return done;
}

static gboolean
add_figure (AutosellRowWriter *writer, gint64 figure, GError **error)
{
  return add (writer, AUTOSELL_ROW_INTEGER, figure >= 0 ? g_strdup_printf ("%" G_GINT64_FORMAT, figure) : NULL, error);
}

static gboolean
add_cell (AutosellRowWriter *writer, const AutosellPostCar *car, const AutosellPage *page, GError **error)
{
  static const AutosellPostCell never = { .figures = { -1, -1, -1, -1, -1 } };
  const AutosellPostCell *found = autosell_post_car_find_cell (car, page->id);
  const AutosellPostCell *cell = found != NULL ? found : &never;
  const char *status =
    autosell_status_to_label (car->status != NULL ? autosell_status_from_nick (car->status) : AUTOSELL_STATUS_UNKNOWN);

  return writer->begin_row (writer, error) && add (writer, AUTOSELL_ROW_TEXT, g_strdup (car->stock_number), error)
         && add (writer, AUTOSELL_ROW_TEXT, g_strdup (car->title), error)
         && add (writer, AUTOSELL_ROW_TEXT, g_strdup (status), error)
         && add (writer, AUTOSELL_ROW_TEXT, g_strdup (page->name), error)
         && add (writer, AUTOSELL_ROW_TEXT, g_strdup (autosell_post_cell_to_word (found)), error)
         && add (writer, AUTOSELL_ROW_DATE, dup_iso (cell->out_s), error)
         && add (writer, AUTOSELL_ROW_DATE, dup_iso (cell->state == AUTOSELL_POSTED_QUEUED ? cell->at_s : 0), error)
         && add (writer, AUTOSELL_ROW_DATE, dup_iso (cell->state == AUTOSELL_POSTED_REMOVED ? cell->at_s : 0), error)
         && add_figure (writer, cell->figures.reactions, error) && add_figure (writer, cell->figures.comments, error)
         && add_figure (writer, cell->figures.shares, error) && add_figure (writer, cell->figures.reach, error)
         && add_figure (writer, cell->figures.clicks, error)
         && add (writer, AUTOSELL_ROW_TEXT, g_strdup (cell->state == AUTOSELL_POSTED_OUT ? cell->permalink : NULL),
                 error)
         && add (writer, AUTOSELL_ROW_TEXT, g_strdup (cell->error_text), error) && writer->end_row (writer, error);
}

static gboolean
write_heading (AutosellRowWriter *writer, GError **error)
{
  if (!writer->begin_row (writer, error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    if (!writer->add_cell (writer, AUTOSELL_ROW_TEXT, _(columns[i].heading), error))
      return FALSE;
  return writer->end_row (writer, error);
}

static gboolean
write_all (AutosellRowWriter *writer, const AutosellPostLedger *ledger, gint64 only_page, GError **error)
{
  if (!write_heading (writer, error))
    return FALSE;
  for (guint i = 0; i < ledger->first->len; i++)
    for (guint j = 0; j < ledger->pages->len; j++)
      {
        const AutosellPage *page = ledger->pages->pdata[j];

        if ((only_page == 0 || page->id == only_page) && !add_cell (writer, ledger->first->pdata[i], page, error))
          return FALSE;
      }
  return writer->finish (writer, error);
}

static gboolean
write_file (const AutosellPostLedger *ledger, gint64 only_page, GFile *destination, GError **error)
{
  g_autofree char *name = g_file_get_basename (destination);
  g_autoptr(AutosellOutputFile) file = autosell_output_file_new (destination, error);
  AutosellRowColumn widths[G_N_ELEMENTS (columns)];
  AutosellRowWriter *writer;
  gboolean done;

  if (file == NULL)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    widths[i] = columns[i].column;
  writer = autosell_export_format_guess (name) == AUTOSELL_EXPORT_XLSX
             ? autosell_xlsx_writer_new (file, widths, G_N_ELEMENTS (columns), error)
             : autosell_csv_writer_new (file);
  if (writer == NULL)
    return FALSE;
  done = write_all (writer, ledger, only_page, error);
  writer->free (writer);
  return done && autosell_output_file_commit (file, error);
}

gboolean
autosell_store_export_post_ledger_sync (AutosellStore *self, const AutosellPostLedgerQuery *query, GFile *file,
                                        GError **error)
{
  g_autoptr(AutosellPostLedger) ledger = autosell_store_get_post_ledger_sync (self, query, G_MAXUINT, error);

  return ledger != NULL && write_file (ledger, query->page, file, error);
}

/* ---- The same, without waiting: read on a lane, written on a thread ---- */

typedef struct
{
  AutosellPostLedger *ledger; /* owned, nullable */
  GFile *file;                /* owned */
  gint64 only_page;
} Export;

static void
export_free (gpointer data)
{
  Export *self = data;

  g_clear_pointer (&self->ledger, autosell_post_ledger_free);
  g_object_unref (self->file);
  g_free (self);
}

static void
write_worker (GTask *task, gpointer source_object, gpointer task_data, GCancellable *cancellable)
{
  const Export *export = task_data;
  GError *error = NULL;

  if (write_file (export->ledger, export->only_page, export->file, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GTask) task = user_data;
  Export *export = g_task_get_task_data (task);
  GError *error = NULL;

  export->ledger = autosell_store_get_post_ledger_finish (AUTOSELL_STORE (source), result, &error);
  if (export->ledger == NULL)
    g_task_return_error (task, error);
  else
    g_task_run_in_thread (task, write_worker);
}

void
autosell_store_export_post_ledger_async (AutosellStore *self, const AutosellPostLedgerQuery *query, GFile *file,
                                         GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Export *export = g_new0 (Export, 1);

  g_task_set_source_tag (task, autosell_store_export_post_ledger_async);
  export->file = g_object_ref (file);
  export->only_page = query->page;
  g_task_set_task_data (task, export, export_free);
  autosell_store_get_post_ledger_async (self, query, G_MAXUINT, cancellable, read_cb, task);
}

gboolean
autosell_store_export_post_ledger_finish (AutosellStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
