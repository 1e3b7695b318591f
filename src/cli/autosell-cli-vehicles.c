/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-cli.h"

#include <string.h>

#include <glib/gi18n.h>

#include "autosell-cli-batch.h"
#include "autosell-cli-print.h"
#include "autosell-text.h"

/* Commands that change vehicles: add, set, status, delete, restore. */

#define EXTRA_PREFIX "extra."

/* One FIELD=VALUE. */
typedef struct
{
  AutosellField field;
  char *extra_name; /* owned, nullable: it is this extra then, with its text in value.text */
  AutosellValue value;
  gboolean has_rule; /* a price that changes by something */
  AutosellPriceRule rule;
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
    case AUTOSELL_KIND_MONEY:
      return _("an amount of money, such as 379000, $379,000.00 or 379 mil");
    case AUTOSELL_KIND_INTEGER:
      return _("a whole number, such as 62000 or 62,000");
    case AUTOSELL_KIND_DATE:
      return _("a date, such as 01/07/2025 or 2025-07-01");
    case AUTOSELL_KIND_STATUS:
      return _("one of available, photos, away, reserved, sold");
    case AUTOSELL_KIND_ACQUISITION:
      return _("one of bought, trade_in, consigned");
    case AUTOSELL_KIND_TEXT:
    case AUTOSELL_KIND_LONG_TEXT:
    case AUTOSELL_KIND_LIST:
    default:
      return _("text");
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

/* "+5%", "-10 mil": what begins with a sign changes the price by that. */
static gboolean
parse_rule (Assignment *assignment, const char *text, GError **error)
{
  assignment->has_rule = autosell_price_rule_parse (text, &assignment->rule);
  if (!assignment->has_rule)
    g_set_error (error, AUTOSELL_CLI_ERROR, AUTOSELL_CLI_ERROR_BAD_VALUE,
                 _("“%s” is no change of a price: it should be like +5%%, -10,000 or +10 mil. Nothing was changed."),
                 text);
  return assignment->has_rule;
}

/* Unlike an import, which keeps what it cannot read, a person who types a value is told at once. */
static gboolean
parse_field (Assignment *assignment, const char *name, const char *text, gboolean with_rules, GError **error)
{
  if (!autosell_field_find (name, &assignment->field))
    {
      g_set_error (error, AUTOSELL_CLI_ERROR, AUTOSELL_CLI_ERROR_UNKNOWN_FIELD,
                   _("There is no field “%s”. A field of your own is written extra.NAME=VALUE."), name);
      return FALSE;
    }
  if (with_rules && assignment->field == AUTOSELL_FIELD_PRICE && (strchr ("+-", text[0]) != NULL || strchr (text, '%'))
      && text[0] != '\0')
    return parse_rule (assignment, text, error);
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
parse_assignment (const char *argument, gboolean with_rules, GError **error)
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
    is_read = parse_field (assignment, name, equals + 1, with_rules, error);

  if (!is_read)
    g_clear_pointer (&assignment, assignment_free);
  return assignment;
}

/* Returns: (transfer full) (nullable) (element-type Assignment) */
static GPtrArray *
parse_assignments (AutosellCli *cli, guint first, gboolean with_rules, GError **error)
{
  g_autoptr(GPtrArray) assignments = g_ptr_array_new_with_free_func (assignment_free);

  for (guint i = first; i < cli->n_arguments; i++)
    {
      Assignment *assignment = parse_assignment (cli->arguments[i], with_rules, error);

      if (assignment == NULL)
        return NULL;
      for (guint k = 0; k < assignments->len; k++)
        {
          const Assignment *other = g_ptr_array_index (assignments, k);

          if (g_strcmp0 (other->extra_name, assignment->extra_name) == 0 && other->field == assignment->field)
            {
              g_set_error (error, AUTOSELL_CLI_ERROR, AUTOSELL_CLI_ERROR_USAGE, _("The field of “%s” is given twice."),
                           cli->arguments[i]);
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
  g_autoptr(GPtrArray) assignments = parse_assignments (cli, 0, FALSE, error);
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
  N_ ("Fields are named as in “list --json”, in English or Spanish, and values are written as in a spreadsheet:\n" \
      "  autosell-cli add marca=MAZDA modelo=CX30 año=2021 precio=\"379 mil\" km=45,000\n" \
      "A value that cannot be read is refused. FIELD= makes it unknown. Your own columns are extra.NAME=VALUE.")

/* The same for set, which has prices that change by something. */
#define SET_HELP \
  N_ ("Fields are named as in “list --json”, in English or Spanish, and values are written as in a spreadsheet:\n" \
      "  autosell-cli set 12 precio=\"365 mil\" ubicacion=\"SAN FELIPE\"\n" \
      "A value that cannot be read is refused. FIELD= makes it unknown. Your own columns are extra.NAME=VALUE.\n" \
      "A price may change by a percentage or an amount; what has no price stays without one:\n" \
      "  autosell-cli set --filter marca:mazda precio=-5% --round 500 --dry-run")

const AutosellCliCommand autosell_cli_command_add = {
  .name = "add",
  .parameters = N_("FIELD=VALUE…"),
  .summary = N_("Add a vehicle and print its id"),
  .description = FIELD_HELP,
  .min_arguments = 1,
  .max_arguments = AUTOSELL_CLI_MANY,
  .run = run_add,
};

/* ---- set ---- */

static void
assign (AutosellBulk *bulk, GPtrArray *assignments)
{
  for (guint i = 0; i < assignments->len; i++)
    {
      const Assignment *assignment = g_ptr_array_index (assignments, i);

      if (assignment->has_rule)
        autosell_bulk_set_price_rule (bulk, &assignment->rule);
      else if (assignment->extra_name != NULL)
        autosell_bulk_set_extra (bulk, assignment->extra_name, assignment->value.text);
      else
        autosell_bulk_set_value (bulk, assignment->field, &assignment->value);
    }
}

static char *set_round;

static const GOptionEntry set_entries[] = { AUTOSELL_CLI_BATCH_OPTIONS,
                                            { "round", 'r', 0, G_OPTION_ARG_STRING, &set_round,
                                              N_("Round new prices: 1, 100, 500, 1000, ends-900, ends-999"),
                                              N_("HOW") },
                                            G_OPTION_ENTRY_NULL };

/* “--round” says how a price that is changed by an amount or a percentage ends. */
static gboolean
read_rounding (GPtrArray *assignments, GError **error)
{
  AutosellRounding rounding = AUTOSELL_ROUNDING_NONE;
  gboolean has_rule = FALSE;

  if (set_round == NULL)
    return TRUE;
  if (!autosell_rounding_from_nick (set_round, &rounding))
    {
      g_set_error (error, AUTOSELL_CLI_ERROR, AUTOSELL_CLI_ERROR_USAGE,
                   _("Prices are not rounded to “%s”. There are 1, 100, 500, 1000, ends-900, ends-999 and none."),
                   set_round);
      return FALSE;
    }
  for (guint i = 0; i < assignments->len; i++)
    {
      Assignment *assignment = g_ptr_array_index (assignments, i);

      has_rule |= assignment->has_rule;
      assignment->rule.rounding = rounding;
    }
  if (!has_rule)
    g_set_error_literal (error, AUTOSELL_CLI_ERROR, AUTOSELL_CLI_ERROR_USAGE,
                         _("Only a price that is changed by something, such as price=-10,000, is rounded."));
  return has_rule;
}

static AutosellCliStatus
run_set (AutosellCli *cli, GError **error)
{
  g_auto(AutosellCliBatch) batch = { NULL };
  g_autoptr(GPtrArray) assignments = NULL;
  guint n_ids = 0;

  while (n_ids < cli->n_arguments && strchr (cli->arguments[n_ids], '=') == NULL)
    n_ids++;
  if ((n_ids == 0 && !autosell_cli_batch_has_filter ()) || n_ids == cli->n_arguments)
    {
      g_set_error_literal (error, AUTOSELL_CLI_ERROR, AUTOSELL_CLI_ERROR_USAGE,
                           n_ids == 0 && cli->n_arguments > 0 ? _("Which vehicle? Its ID comes first.")
                                                              : _("Change what? FIELD=VALUE is missing."));
      return AUTOSELL_CLI_USAGE;
    }
  if ((assignments = parse_assignments (cli, n_ids, TRUE, error)) == NULL || !read_rounding (assignments, error)
      || !autosell_cli_batch_find (&batch, cli, n_ids, FALSE, error))
    return AUTOSELL_CLI_FAILED;
  assign (batch.bulk, assignments);
  return autosell_cli_batch_commit (&batch, error);
}

const AutosellCliCommand autosell_cli_command_set = {
  .name = "set",
  .parameters = N_("ID…|--filter QUERY FIELD=VALUE…"),
  .summary = N_("Change fields of a vehicle, or of several"),
  .description = SET_HELP,
  .options = set_entries,
  .min_arguments = 1,
  .max_arguments = AUTOSELL_CLI_MANY,
  .run = run_set,
};

/* ---- status ---- */

static char *status_reason;

static const GOptionEntry status_entries[] = { AUTOSELL_CLI_BATCH_OPTIONS,
                                               { "reason", 'r', 0, G_OPTION_ARG_FILENAME, &status_reason,
                                                 N_("Why; kept in the history"), N_("TEXT") },
                                               G_OPTION_ENTRY_NULL };

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
  g_auto(AutosellCliBatch) batch = { NULL };
  g_auto(AutosellValue) value = AUTOSELL_VALUE_INIT;
  g_autofree char *reason = NULL;

  if (cli->n_arguments == 1 && !autosell_cli_batch_has_filter ())
    {
      g_set_error_literal (error, AUTOSELL_CLI_ERROR, AUTOSELL_CLI_ERROR_USAGE,
                           _("Which vehicle? Its ID comes first."));
      return AUTOSELL_CLI_USAGE;
    }
  if (status_reason != NULL && (reason = autosell_cli_dup_utf8 (status_reason, error)) == NULL)
    return AUTOSELL_CLI_USAGE;
  if (!parse_status (cli->arguments[cli->n_arguments - 1], &value, error)
      || !autosell_cli_batch_find (&batch, cli, cli->n_arguments - 1, FALSE, error))
    return AUTOSELL_CLI_FAILED;
  autosell_bulk_set_reason (batch.bulk, reason);
  autosell_bulk_set_value (batch.bulk, AUTOSELL_FIELD_STATUS, &value);
  return autosell_cli_batch_commit (&batch, error);
}

const AutosellCliCommand autosell_cli_command_status = {
  .name = "status",
  .parameters = N_("ID…|--filter QUERY STATUS"),
  .summary = N_("Change the status of a vehicle, or of several"),
  .description = N_("STATUS is available, photos, away, reserved, sold or none; the Spanish words do as well."),
  .options = status_entries,
  .min_arguments = 1,
  .max_arguments = AUTOSELL_CLI_MANY,
  .run = run_status,
};

/* ---- delete, restore ---- */

static AutosellCliStatus
run_delete (AutosellCli *cli, GError **error)
{
  g_auto(AutosellCliBatch) batch = { NULL };

  if (!autosell_cli_batch_find (&batch, cli, cli->n_arguments, FALSE, error))
    return AUTOSELL_CLI_FAILED;
  autosell_bulk_set_deleted (batch.bulk, TRUE);
  return autosell_cli_batch_commit (&batch, error);
}

const AutosellCliCommand autosell_cli_command_delete = {
  .name = "delete",
  .parameters = N_("ID…|--filter QUERY"),
  .options = autosell_cli_batch_options,
  .summary = N_("Move vehicles to the bin, where they stay for 30 days"),
  .min_arguments = 0,
  .max_arguments = AUTOSELL_CLI_MANY,
  .run = run_delete,
};

static AutosellCliStatus
run_restore (AutosellCli *cli, GError **error)
{
  g_auto(AutosellCliBatch) batch = { NULL };

  if (!autosell_cli_batch_find (&batch, cli, cli->n_arguments, TRUE, error))
    return AUTOSELL_CLI_FAILED;
  autosell_bulk_set_deleted (batch.bulk, FALSE);
  return autosell_cli_batch_commit (&batch, error);
}

const AutosellCliCommand autosell_cli_command_restore = {
  .name = "restore",
  .parameters = N_("ID…|--filter QUERY"),
  .options = autosell_cli_batch_options,
  .summary = N_("Take vehicles out of the bin"),
  .description = N_("“autosell-cli list --filter is:deleted” shows what is in the bin."),
  .min_arguments = 0,
  .max_arguments = AUTOSELL_CLI_MANY,
  .run = run_restore,
};
