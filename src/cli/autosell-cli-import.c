/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-cli.h"

#include <signal.h>
#include <string.h>
#include <unistd.h>

#include <gio/gunixinputstream.h>
#include <glib-unix.h>
#include <glib/gi18n.h>

#include "autosell-cli-import-report.h"
#include "autosell-cli-print.h"
#include "autosell-import.h"
#include "autosell-table.h"

/* import: reads the file, plans, and writes unless --dry-run. The work is on other threads, so that this one can show
 * the progress and hear Ctrl+C; the report of it is autosell-cli-import-report.c. */

#define MAPPING_SETTING_PREFIX "import.mapping."
#define PROGRESS_INTERVAL_MS 100
#define PLAN_TRIES 10

static struct
{
  char *sheet;
  char **maps;
  gboolean is_dry_run;
  gboolean cells_erase;
} options;

static const GOptionEntry entries[] = {
  { "sheet", 0, 0, G_OPTION_ARG_FILENAME, &options.sheet,
    N_("Sheet of an XLSX file, else the first with anything in it"), N_("NAME") },
  { "map", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options.maps,
    N_("What a column stands for; FIELD may also be id, extra or ignore. It is remembered"), N_("HEADER=FIELD") },
  { "dry-run", 'n', 0, G_OPTION_ARG_NONE, &options.is_dry_run, N_("Only tell what would change"), NULL },
  { "erase", 0, 0, G_OPTION_ARG_NONE, &options.cells_erase,
    N_("Empty cells make fields unknown, else they are no news"), NULL },
  G_OPTION_ENTRY_NULL
};

/* One job on another thread. */
typedef struct
{
  const char *label;    /* what the progress line says */
  int permille;         /* atomic: set by the worker */
  GAsyncResult *result; /* owned: set when it has ended */
} Job;

typedef struct
{
  GFile *file; /* owned, NULL for stdin */
  char *sheet; /* owned, nullable */
  Job *job;    /* unowned; outlives the task */
} ReadRequest;

static void
read_request_free (gpointer data)
{
  ReadRequest *request = data;

  g_clear_object (&request->file);
  g_free (request->sheet);
  g_free (request);
}

static void
progress_cb (double fraction, gpointer user_data)
{
  Job *job = user_data;

  g_atomic_int_set (&job->permille, (int) (CLAMP (fraction, 0.0, 1.0) * 1000));
}

static AutosellTable *
read_stdin (const char *sheet, GCancellable *cancellable, GError **error)
{
  g_autoptr(GInputStream) input = g_unix_input_stream_new (STDIN_FILENO, FALSE);
  g_autoptr(GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr(GBytes) bytes = NULL;
  gsize size = 0;

  while (size <= AUTOSELL_TABLE_MAX_FILE_BYTES)
    {
      g_autoptr(GBytes) chunk = g_input_stream_read_bytes (input, 64 * 1024, cancellable, error);

      if (chunk == NULL)
        return NULL;
      if (g_bytes_get_size (chunk) == 0)
        break;
      size += g_bytes_get_size (chunk);
      if (!g_output_stream_write_all (memory, g_bytes_get_data (chunk, NULL), g_bytes_get_size (chunk), NULL, NULL,
                                      error))
        return NULL;
    }
  if (size > AUTOSELL_TABLE_MAX_FILE_BYTES)
    {
      g_set_error_literal (error, AUTOSELL_INTERCHANGE_ERROR, AUTOSELL_INTERCHANGE_ERROR_TOO_LARGE, "standard input");
      return NULL;
    }
  g_output_stream_close (memory, NULL, NULL);
  bytes = g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
  return autosell_table_read_bytes (bytes, sheet, cancellable, error);
}

static void
read_worker (GTask *task, gpointer source_object G_GNUC_UNUSED, gpointer task_data, GCancellable *cancellable)
{
  ReadRequest *request = task_data;
  GError *error = NULL;
  AutosellTable *table;

  if (request->file != NULL)
    table = autosell_import_read_table (request->file, request->sheet, progress_cb, request->job, cancellable, &error);
  else
    table = read_stdin (request->sheet, cancellable, &error);
  if (table != NULL)
    g_task_return_pointer (task, table, g_object_unref);
  else
    g_task_return_error (task, error);
}

static void
job_ended_cb (GObject *object G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  Job *job = user_data;

  job->result = g_object_ref (result);
}

static gboolean
show_progress_cb (gpointer user_data)
{
  Job *job = user_data;
  int permille = g_atomic_int_get (&job->permille);
  g_autofree char *text = NULL;

  if (permille > 0)
    text = g_strdup_printf ("%s %d %%", job->label, permille / 10);
  autosell_cli_progress (text != NULL ? text : job->label);
  return G_SOURCE_CONTINUE;
}

/* This thread has nothing else to do: it turns its main loop until the job has ended. */
static GAsyncResult *
wait_for_job (Job *job)
{
  guint timer = g_timeout_add (PROGRESS_INTERVAL_MS, show_progress_cb, job);

  while (job->result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (timer);
  autosell_cli_progress ("");
  return g_steal_pointer (&job->result);
}

static AutosellTable *
read_table (AutosellCli *cli, GCancellable *cancellable, GError **error)
{
  g_autofree char *sheet = NULL;
  g_autoptr(GTask) task = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  ReadRequest *request;
  Job job = { .label = _("Reading…") };

  if (options.sheet != NULL && (sheet = autosell_cli_dup_utf8 (options.sheet, error)) == NULL)
    return NULL;
  request = g_new0 (ReadRequest, 1);
  if (strcmp (cli->arguments[0], "-") != 0)
    request->file = g_file_new_for_commandline_arg (cli->arguments[0]);
  request->sheet = g_steal_pointer (&sheet);
  request->job = &job;
  task = g_task_new (NULL, cancellable, job_ended_cb, &job);
  g_task_set_source_tag (task, read_table);
  g_task_set_task_data (task, request, read_request_free);
  g_task_run_in_thread (task, read_worker);
  result = wait_for_job (&job);
  return g_task_propagate_pointer (G_TASK (result), error);
}

static gboolean
map_columns (AutosellImport *import, GError **error)
{
  for (char **map = options.maps; map != NULL && *map != NULL; map++)
    {
      g_autofree char *text = autosell_cli_dup_utf8 (*map, error);
      char *equals;

      if (text == NULL)
        return FALSE;
      equals = strrchr (text, '='); /* a heading may hold one, a field's name does not */
      if (equals == NULL)
        {
          g_set_error (error, AUTOSELL_CLI_ERROR, AUTOSELL_CLI_ERROR_USAGE, _("“%s” is not HEADER=FIELD."), text);
          return FALSE;
        }
      *equals = '\0';
      if (!autosell_import_map (import, text, equals + 1, error))
        return FALSE;
    }
  return TRUE;
}

/* What was chosen for a file with these headings before holds again, then what is chosen now. */
static gboolean
prepare_import (AutosellCli *cli, AutosellImport *import, char **setting_name, GError **error)
{
  g_autofree char *key = autosell_import_dup_mapping_key (import);
  g_autofree char *remembered = NULL;

  *setting_name = g_strconcat (MAPPING_SETTING_PREFIX, key, NULL);
  remembered = autosell_store_get_setting (cli->store, *setting_name);
  if (remembered != NULL)
    autosell_import_restore_mapping (import, remembered);
  return map_columns (import, error);
}

static AutosellImportPlan *
make_plan (AutosellCli *cli, AutosellImport *import, GCancellable *cancellable, GError **error)
{
  g_autoptr(GAsyncResult) result = NULL;
  Job job = { .label = _("Comparing with the stock…") };

  autosell_store_plan_import_async (cli->store, import, options.cells_erase, progress_cb, &job, cancellable,
                                    job_ended_cb, &job);
  result = wait_for_job (&job);
  return autosell_store_plan_import_finish (cli->store, result, error);
}

static AutosellCommitResult *
apply_plan (AutosellCli *cli, AutosellImportPlan *plan, GCancellable *cancellable, GError **error)
{
  g_autoptr(GAsyncResult) result = NULL;
  Job job = { .label = _("Writing…") };

  autosell_store_apply_import_async (cli->store, plan, AUTOSELL_ACTION_IMPORT, NULL, NULL, cancellable, job_ended_cb,
                                     &job);
  result = wait_for_job (&job);
  return autosell_store_apply_import_finish (cli->store, result, error);
}

/* The stock may change between plan and writing. Nobody has looked at the plan, so another one is as good. */
static AutosellImportPlan *
plan_and_apply (AutosellCli *cli, AutosellImport *import, GCancellable *cancellable, AutosellCommitResult **result,
                GError **error)
{
  for (int tries = PLAN_TRIES;; tries--)
    {
      g_autoptr(AutosellImportPlan) plan = make_plan (cli, import, cancellable, error);
      g_autoptr(GError) local_error = NULL;

      if (plan == NULL)
        return NULL;
      *result = apply_plan (cli, plan, cancellable, &local_error);
      if (*result != NULL)
        return g_steal_pointer (&plan);
      if (tries > 1 && g_error_matches (local_error, AUTOSELL_STORE_ERROR, AUTOSELL_STORE_ERROR_CONFLICT))
        continue;
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }
}

static gboolean
interrupted_cb (gpointer user_data)
{
  g_cancellable_cancel (user_data);
  return G_SOURCE_CONTINUE;
}

/* Reads, plans and writes. @result stays NULL with --dry-run. */
static AutosellImportPlan *
import_file (AutosellCli *cli, GCancellable *cancellable, AutosellCommitResult **result, GError **error)
{
  g_autoptr(AutosellTable) table = NULL;
  g_autoptr(AutosellImport) import = NULL;
  g_autoptr(AutosellImportPlan) plan = NULL;
  g_autofree char *setting_name = NULL;

  cli->subject = cli->arguments[0];
  if (!autosell_cli_open (cli, error) || (table = read_table (cli, cancellable, error)) == NULL
      || (import = autosell_import_new (table, error)) == NULL || !prepare_import (cli, import, &setting_name, error))
    return NULL;
  if (options.is_dry_run)
    return make_plan (cli, import, cancellable, error);
  if ((plan = plan_and_apply (cli, import, cancellable, result, error)) == NULL)
    return NULL;
  if (options.maps != NULL)
    {
      g_autofree char *mapping = autosell_import_dup_mapping (import);

      autosell_store_set_setting (cli->store, setting_name, mapping);
    }
  return g_steal_pointer (&plan);
}

static AutosellCliStatus
run_import (AutosellCli *cli, GError **error)
{
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(AutosellCommitResult) result = NULL;
  g_autoptr(AutosellImportPlan) plan = NULL;
  guint interrupt = g_unix_signal_add (SIGINT, interrupted_cb, cancellable);
  guint terminate = g_unix_signal_add (SIGTERM, interrupted_cb, cancellable);

  plan = import_file (cli, cancellable, &result, error);
  g_source_remove (interrupt);
  g_source_remove (terminate);
  if (plan == NULL)
    return AUTOSELL_CLI_FAILED;
  if (cli->json != NULL)
    autosell_cli_import_report_json (cli, plan, result);
  else
    autosell_cli_import_report_print (plan, result);
  return AUTOSELL_CLI_DONE;
}

const AutosellCliCommand autosell_cli_command_import = {
  .name = "import",
  .parameters = N_("FILE"),
  .summary = N_("Bring in a spreadsheet, CSV or XLSX; “-” reads it from standard input"),
  .description =
    N_("Rows are matched with the stock by id, NIV, plates, stock number and likeness, never by their place. "
       "All is written at once and undone at once; the same file a second time changes nothing. What cannot "
       "be read is kept as text and named as a problem."),
  .options = entries,
  .min_arguments = 1,
  .max_arguments = 1,
  .takes_file = TRUE,
  .run = run_import,
};
