/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-cli.h"

#include <string.h>

#include <glib/gi18n.h>

#include "autosell-cli-print.h"
#include "autosell-text.h"

/* Commands that change vehicles: add, set, status, delete, restore. Those that take several IDs do what they can in one change
 * with one undo, name the rest, and end with AUTOSELL_CLI_PARTLY. */

#define EXTRA_PREFIX "extra."

/* One FIELD=VALUE. */
typedef struct
{
  AutosellField field;
  char *extra_name;     /* owned, nullable: it is this extra then, with its text in value.text */
  AutosellValue value;
} Assignment;

static void
assignment_free (gpointer data)
{
  Assignment *assignment = data;

  g_free (assignment->extra_name);
  autosell_value_clear (&assignment->value);
  g_free (assignment);
}

static const char *
describe_kind (AutosellField field)
{
  switch (autosell_field_get_info (field)->kind)
    {
    case AUTOSELL_KIND_MONEY:       return _("an amount of money, such as 379000, $379,000.00 or 379 mil");
    case AUTOSELL_KIND_INTEGER:     return _("a whole number, such as 62000 or 62,000");
    case AUTOSELL_KIND_DATE:        return _("a date, such as 01/07/2025 or 2025-07-01");
    case AUTOSELL_KIND_STATUS:      return _("one of available, photos, away, reserved, sold");
    case AUTOSELL_KIND_ACQUISITION: return _("one of bought, trade_in, consigned");
    case AUTOSELL_KIND_TEXT:
    case AUTOSELL_KIND_LONG_TEXT:
    case AUTOSELL_KIND_LIST:
    default:                        return _("text");
    }
}

static gboolean
parse_extra (Assignment *assignment, const char *name, const char *text, GError **error)
{
  if (*name == '\0')
    {
      g_set_error_literal (error, AUTOSELL_CLI_ERROR, AUTOSELL_CLI_ERROR_UNKNOWN_FIELD,
                           _("“extra.” needs a name: extra.NAME=VALUE."));
      return FALSE;
    }
  assignment->extra_name = g_strdup (name);
  autosell_value_set_text (&assignment->value, text);
  return TRUE;
}

/* Unlike an import, which keeps what it cannot read, a person who types a value is told at once. */
static gboolean
parse_field (Assignment *assignment, const char *name, const char *text, GError **error)
{
  if (!autosell_field_find (name, &assignment->field))
    {
      g_set_error (error, AUTOSELL_CLI_ERROR, AUTOSELL_CLI_ERROR_UNKNOWN_FIELD,
                   _("There is no field “%s”. A field of your own is written extra.NAME=VALUE."), name);
      return FALSE;
    }
  autosell_value_parse (&assignment->value, assignment->field, text);
  if (assignment->value.state == AUTOSELL_VALUE_RAW)
    {
      g_set_error (error, AUTOSELL_CLI_ERROR, AUTOSELL_CLI_ERROR_BAD_VALUE,
                   _("“%s” cannot be read as %s: it should be %s. Nothing was changed."), text,
                   autosell_field_get_label (assignment->field), describe_kind (assignment->field));
      return FALSE;
    }
  return TRUE;
}

static Assignment *
parse_assignment (const char *argument, GError **error)
{
  Assignment *assignment = g_new0 (Assignment, 1);
  const char *equals = strchr (argument, '=');
  g_autofree char *name = equals != NULL ? g_strndup (argument, equals - argument) : NULL;
  gboolean is_read;

  if (name == NULL)
    {
      g_set_error (error, AUTOSELL_CLI_ERROR, AUTOSELL_CLI_ERROR_USAGE, _("“%s” is not FIELD=VALUE."), argument);
      is_read = FALSE;
    }
  else if (g_str_has_prefix (name, EXTRA_PREFIX))
    is_read = parse_extra (assignment, name + strlen (EXTRA_PREFIX), equals + 1, error);
  else
    is_read = parse_field (assignment, name, equals + 1, error);

  if (!is_read)
    g_clear_pointer (&assignment, assignment_free);
  return assignment;
}

/* Returns: (transfer full) (nullable) (element-type Assignment) */
static GPtrArray *
parse_assignments (AutosellCli *cli, guint first, GError **error)
{
  g_autoptr(GPtrArray) assignments = g_ptr_array_new_with_free_func (assignment_free);

  for (guint i = first; i < cli->n_arguments; i++)
    {
      Assignment *assignment = parse_assignment (cli->arguments[i], error);

      if (assignment == NULL)
        return NULL;
      for (guint k = 0; k < assignments->len; k++)
        {
          const Assignment *other = g_ptr_array_index (assignments, k);

          if (g_strcmp0 (other->extra_name, assignment->extra_name) == 0 && other->field == assignment->field)
            {
              g_set_error (error, AUTOSELL_CLI_ERROR, AUTOSELL_CLI_ERROR_USAGE,
                           _("The field of “%s” is given twice."), cli->arguments[i]);
              assignment_free (assignment);
              return NULL;
            }
        }
      g_ptr_array_add (assignments, assignment);
    }
  return g_steal_pointer (&assignments);
}

/* ---- add ---- */

static AutosellCliStatus
run_add (AutosellCli *cli, GError **error)
{
  g_autoptr(GPtrArray) assignments = parse_assignments (cli, 0, error);
  g_autoptr(AutosellCommitResult) result = NULL;
  g_autoptr(AutosellVehicle) vehicle = NULL;
  AutosellVehicle *incoming;
  AutosellChangeSet *changes;

  if (assignments == NULL || !autosell_cli_open (cli, error))
    return AUTOSELL_CLI_FAILED;
  incoming = autosell_vehicle_new ();
  for (guint i = 0; i < assignments->len; i++)
    {
      const Assignment *assignment = g_ptr_array_index (assignments, i);

      if (assignment->extra_name != NULL)
        autosell_vehicle_set_extra (incoming, assignment->extra_name, assignment->value.text);
      else
        autosell_vehicle_set_value (incoming, assignment->field, &assignment->value);
    }
  changes = autosell_change_set_new (AUTOSELL_ACTION_ADD);
  autosell_change_set_add (changes, incoming);
  result = autosell_store_commit_sync (cli->store, changes, error);
  if (result == NULL)
    return AUTOSELL_CLI_FAILED;

  vehicle = autosell_store_get_vehicle_sync (cli->store, g_array_index (result->keys, gint64, 0), error);
  if (vehicle == NULL)
    return AUTOSELL_CLI_FAILED;
  if (cli->json == NULL)
    {
      autosell_cli_line ("%s", autosell_vehicle_get_id (vehicle));
      return AUTOSELL_CLI_DONE;
    }
  autosell_cli_json_string (cli->json, "id", autosell_vehicle_get_id (vehicle));
  autosell_cli_json_integer (cli->json, "change", result->change);
  autosell_cli_json_begin_object (cli->json, "vehicle");
  autosell_cli_json_vehicle (cli->json, vehicle, cli->today);
  autosell_cli_json_end (cli->json);
  return AUTOSELL_CLI_DONE;
}

#define FIELD_HELP \
  N_("Fields are named as in “list --json”, in English or Spanish, and values are written as in a spreadsheet:\n" \
     "  autosell-cli add marca=MAZDA modelo=CX30 año=2021 precio=\"379 mil\" km=45,000\n" \
     "A value that cannot be read is refused. FIELD= makes it unknown. Your own columns are extra.NAME=VALUE.")

const AutosellCliCommand autosell_cli_command_add = {
  .name = "add",
  .parameters = N_("FIELD=VALUE…"),
  .summary = N_("Add a vehicle and print its id"),
  .description = FIELD_HELP,
  .min_arguments = 1,
  .max_arguments = AUTOSELL_CLI_MANY,
  .run = run_add,
};

/* ---- Several cars at once ---- */

typedef struct
{
  AutosellCli *cli;
  AutosellChangeSet *changes;  /* owned until it is committed */
  GPtrArray *vehicles;         /* owned, of AutosellVehicle: those that were found */
  GPtrArray *failed_ids;       /* owned, of char *, unowned */
  GPtrArray *failures;         /* owned, of GError: for each of failed_ids */
} Batch;

static void
batch_clear (Batch *batch)
{
  g_clear_pointer (&batch->changes, autosell_change_set_free);
  g_clear_pointer (&batch->vehicles, g_ptr_array_unref);
  g_clear_pointer (&batch->failed_ids, g_ptr_array_unref);
  g_clear_pointer (&batch->failures, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Batch, batch_clear)

/* Finds the cars of the first @n_ids arguments. What goes wrong with all of them alike, or with the only one, is @error. */
static gboolean
batch_find (Batch *batch, AutosellCli *cli, AutosellAction action, guint n_ids, gboolean in_bin, GError **error)
{
  batch->cli = cli;
  batch->changes = autosell_change_set_new (action);
  batch->vehicles = g_ptr_array_new_with_free_func (g_object_unref);
  batch->failed_ids = g_ptr_array_new ();
  batch->failures = g_ptr_array_new_with_free_func ((GDestroyNotify) g_error_free);
  if (!autosell_cli_open (cli, error))
    return FALSE;
  for (guint i = 0; i < n_ids; i++)
    {
      g_autoptr(GError) local_error = NULL;
      AutosellVehicle *vehicle = autosell_cli_find_vehicle (cli, cli->arguments[i], in_bin, &local_error);

      if (vehicle != NULL)
        {
          g_ptr_array_add (batch->vehicles, vehicle);
          continue;
        }
      if (n_ids == 1)
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return FALSE;
        }
      g_ptr_array_add (batch->failed_ids, cli->arguments[i]);
      g_ptr_array_add (batch->failures, g_steal_pointer (&local_error));
    }
  if (batch->vehicles->len > 0)
    return TRUE;
  cli->subject = g_ptr_array_index (batch->failed_ids, 0);
  g_propagate_error (error, g_error_copy (g_ptr_array_index (batch->failures, 0)));
  return FALSE;
}

static void
report_failures (Batch *batch)
{
  AutosellCliJson *json = batch->cli->json;

  if (json != NULL)
    autosell_cli_json_begin_array (json, "failed");
  for (guint i = 0; i < batch->failures->len; i++)
    {
      const GError *error = g_ptr_array_index (batch->failures, i);
      g_autofree char *sentence = NULL;

      batch->cli->subject = g_ptr_array_index (batch->failed_ids, i);
      sentence = autosell_cli_error_dup_sentence (batch->cli, error);
      autosell_cli_message ("autosell-cli: %s", sentence);
      if (json == NULL)
        continue;
      autosell_cli_json_begin_object (json, NULL);
      autosell_cli_json_string (json, "id", g_ptr_array_index (batch->failed_ids, i));
      autosell_cli_json_string (json, "code", autosell_cli_error_code (error));
      autosell_cli_json_string (json, "message", sentence);
      autosell_cli_json_end (json);
    }
  if (json != NULL)
    autosell_cli_json_end (json);
}

/* The cars as they are now. */
static gboolean
report_vehicles (Batch *batch, GError **error)
{
  AutosellCliJson *json = batch->cli->json;

  autosell_cli_json_begin_array (json, "vehicles");
  for (guint i = 0; i < batch->vehicles->len; i++)
    {
      gint64 key = autosell_vehicle_get_key (g_ptr_array_index (batch->vehicles, i));
      g_autoptr(AutosellVehicle) vehicle = autosell_store_get_vehicle_sync (batch->cli->store, key, error);

      if (vehicle == NULL)
        return FALSE;
      autosell_cli_json_begin_object (json, NULL);
      autosell_cli_json_vehicle (json, vehicle, batch->cli->today);
      autosell_cli_json_end (json);
    }
  autosell_cli_json_end (json);
  return TRUE;
}

/* Writes the changes and tells what came of them. */
static AutosellCliStatus
batch_commit (Batch *batch, GError **error)
{
  AutosellCli *cli = batch->cli;
  g_autoptr(AutosellCommitResult) result = NULL;

  result = autosell_store_commit_sync (cli->store, g_steal_pointer (&batch->changes), error);
  if (result == NULL)
    return AUTOSELL_CLI_FAILED;
  if (cli->json != NULL)
    {
      if (result->change != 0)
        autosell_cli_json_integer (cli->json, "change", result->change);
      else
        autosell_cli_json_null (cli->json, "change");
      autosell_cli_json_integer (cli->json, "changed", result->n_vehicles);
      if (!report_vehicles (batch, error))
        return AUTOSELL_CLI_FAILED;
    }
  else if (result->change == 0)
    autosell_cli_line (_("It was so already; nothing was changed."));
  if (!autosell_cli_show_change (cli, result, error))
    return AUTOSELL_CLI_FAILED;
  report_failures (batch);
  return batch->failures->len > 0 ? AUTOSELL_CLI_PARTLY : AUTOSELL_CLI_DONE;
}

/* ---- set ---- */

/* So that history says "Changed the price" and not only "Edited". */
static AutosellAction
choose_action (GPtrArray *assignments)
{
  const Assignment *only = g_ptr_array_index (assignments, 0);

  if (assignments->len > 1 || only->extra_name != NULL)
    return AUTOSELL_ACTION_EDIT;
  switch ((int) only->field)
    {
    case AUTOSELL_FIELD_PRICE:    return AUTOSELL_ACTION_PRICE;
    case AUTOSELL_FIELD_STATUS:   return AUTOSELL_ACTION_STATUS;
    case AUTOSELL_FIELD_LOCATION: return AUTOSELL_ACTION_LOCATION;
    default:                      return AUTOSELL_ACTION_EDIT;
    }
}

static void
assign (AutosellChangeSet *changes, gint64 key, GPtrArray *assignments)
{
  for (guint i = 0; i < assignments->len; i++)
    {
      const Assignment *assignment = g_ptr_array_index (assignments, i);

      if (assignment->extra_name != NULL)
        autosell_change_set_set_extra (changes, key, assignment->extra_name, assignment->value.text);
      else
        autosell_change_set_set (changes, key, assignment->field, &assignment->value);
    }
}

static AutosellCliStatus
run_set (AutosellCli *cli, GError **error)
{
  g_auto(Batch) batch = { NULL };
  g_autoptr(GPtrArray) assignments = NULL;
  guint n_ids = 0;

  while (n_ids < cli->n_arguments && strchr (cli->arguments[n_ids], '=') == NULL)
    n_ids++;
  if (n_ids == 0 || n_ids == cli->n_arguments)
    {
      g_set_error_literal (error, AUTOSELL_CLI_ERROR, AUTOSELL_CLI_ERROR_USAGE,
                           n_ids == 0 ? _("Which vehicle? Its ID comes first.") : _("Change what? FIELD=VALUE is missing."));
      return AUTOSELL_CLI_USAGE;
    }
  if ((assignments = parse_assignments (cli, n_ids, error)) == NULL
      || !batch_find (&batch, cli, choose_action (assignments), n_ids, FALSE, error))
    return AUTOSELL_CLI_FAILED;
  for (guint i = 0; i < batch.vehicles->len; i++)
    assign (batch.changes, autosell_vehicle_get_key (g_ptr_array_index (batch.vehicles, i)), assignments);
  return batch_commit (&batch, error);
}

const AutosellCliCommand autosell_cli_command_set = {
  .name = "set",
  .parameters = N_("ID… FIELD=VALUE…"),
  .summary = N_("Change fields of a vehicle, or of several"),
  .description = FIELD_HELP,
  .min_arguments = 2,
  .max_arguments = AUTOSELL_CLI_MANY,
  .run = run_set,
};

/* ---- status ---- */

static char *status_reason;

static const GOptionEntry status_entries[] = {
  { "reason", 'r', 0, G_OPTION_ARG_FILENAME, &status_reason, N_("Why; kept in the history"), N_("TEXT") },
  G_OPTION_ENTRY_NULL
};

/* "none" takes the status away again, in either language. */
static gboolean
parse_status (const char *word, AutosellValue *value, GError **error)
{
  g_autofree char *folded = autosell_text_fold_words (word);

  if (strcmp (folded, "none") == 0 || strcmp (folded, "ninguno") == 0 || strcmp (folded, "sin estatus") == 0
      || *folded == '\0')
    return TRUE;
  autosell_value_parse (value, AUTOSELL_FIELD_STATUS, word);
  if (value->state == AUTOSELL_VALUE_KNOWN)
    return TRUE;
  g_set_error (error, AUTOSELL_CLI_ERROR, AUTOSELL_CLI_ERROR_BAD_VALUE,
               _("“%s” is no status. There are available, photos, away, reserved, sold and none."), word);
  return FALSE;
}

static AutosellCliStatus
run_status (AutosellCli *cli, GError **error)
{
  g_auto(Batch) batch = { NULL };
  g_auto(AutosellValue) value = AUTOSELL_VALUE_INIT;
  g_autofree char *reason = NULL;

  if (status_reason != NULL && (reason = autosell_cli_dup_utf8 (status_reason, error)) == NULL)
    return AUTOSELL_CLI_USAGE;
  if (!parse_status (cli->arguments[cli->n_arguments - 1], &value, error)
      || !batch_find (&batch, cli, AUTOSELL_ACTION_STATUS, cli->n_arguments - 1, FALSE, error))
    return AUTOSELL_CLI_FAILED;
  autosell_change_set_set_reason (batch.changes, reason);
  for (guint i = 0; i < batch.vehicles->len; i++)
    autosell_change_set_set (batch.changes, autosell_vehicle_get_key (g_ptr_array_index (batch.vehicles, i)),
                             AUTOSELL_FIELD_STATUS, &value);
  return batch_commit (&batch, error);
}

const AutosellCliCommand autosell_cli_command_status = {
  .name = "status",
  .parameters = N_("ID… STATUS"),
  .summary = N_("Change the status of a vehicle, or of several"),
  .description = N_("STATUS is available, photos, away, reserved, sold or none; the Spanish words do as well."),
  .options = status_entries,
  .min_arguments = 2,
  .max_arguments = AUTOSELL_CLI_MANY,
  .run = run_status,
};

/* ---- delete, restore ---- */

static AutosellCliStatus
run_delete (AutosellCli *cli, GError **error)
{
  g_auto(Batch) batch = { NULL };

  if (!batch_find (&batch, cli, AUTOSELL_ACTION_DELETE, cli->n_arguments, FALSE, error))
    return AUTOSELL_CLI_FAILED;
  for (guint i = 0; i < batch.vehicles->len; i++)
    autosell_change_set_delete (batch.changes, autosell_vehicle_get_key (g_ptr_array_index (batch.vehicles, i)));
  return batch_commit (&batch, error);
}

const AutosellCliCommand autosell_cli_command_delete = {
  .name = "delete",
  .parameters = N_("ID…"),
  .summary = N_("Move vehicles to the bin, where they stay for 30 days"),
  .min_arguments = 1,
  .max_arguments = AUTOSELL_CLI_MANY,
  .run = run_delete,
};

static AutosellCliStatus
run_restore (AutosellCli *cli, GError **error)
{
  g_auto(Batch) batch = { NULL };

  if (!batch_find (&batch, cli, AUTOSELL_ACTION_RESTORE, cli->n_arguments, TRUE, error))
    return AUTOSELL_CLI_FAILED;
  for (guint i = 0; i < batch.vehicles->len; i++)
    autosell_change_set_restore (batch.changes, autosell_vehicle_get_key (g_ptr_array_index (batch.vehicles, i)));
  return batch_commit (&batch, error);
}

const AutosellCliCommand autosell_cli_command_restore = {
  .name = "restore",
  .parameters = N_("ID…"),
  .summary = N_("Take vehicles out of the bin"),
  .description = N_("“autosell-cli list --filter is:deleted” shows what is in the bin."),
  .min_arguments = 1,
  .max_arguments = AUTOSELL_CLI_MANY,
  .run = run_restore,
};
