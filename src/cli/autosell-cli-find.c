/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-cli.h"

#include <glib/gi18n.h>

#include "autosell-cli-print.h"
#include "autosell-format.h"

/* What the commands share: from the words of a person to cars, and from values back to words. */

AutosellQuery *
autosell_cli_parse_query (AutosellCli *cli, const char *text, GError **error)
{
  g_autofree char *utf8 = NULL;
  AutosellQuery *query;

  if (text != NULL && (utf8 = autosell_cli_dup_utf8 (text, error)) == NULL)
    return NULL;
  query = autosell_query_parse (utf8, &cli->query_start, &cli->query_end, error);
  if (query == NULL)
    {
      g_free (cli->query_text);
      cli->query_text = g_steal_pointer (&utf8);
    }
  return query;
}

gboolean
autosell_cli_parse_sort (const char *text, AutosellSort *sort, GError **error)
{
  g_autofree char *utf8 = NULL;

  if (text == NULL)
    {
      *sort = (AutosellSort){ .by_id_order = TRUE };
      return TRUE;
    }
  utf8 = autosell_cli_dup_utf8 (text, error);
  return utf8 != NULL && autosell_sort_parse (utf8, sort, error);
}

static gboolean
keep_candidate_cb (AutosellVehicle *vehicle, gpointer user_data)
{
  g_ptr_array_add (user_data, g_object_ref (vehicle));
  return TRUE;
}

/* Whom an ambiguous number may mean. Only an addition to the error that is being told, so its own failure is not. */
static void
find_candidates (AutosellCli *cli, const char *stock_number, gboolean in_bin)
{
  const AutosellSort sort = { .by_id_order = TRUE };
  g_autofree char *quoted = g_strdelimit (g_strdup (stock_number), "\"", ' ');
  g_autofree char *text = g_strdup_printf ("stock_number:=\"%s\"%s", quoted, in_bin ? " is:deleted" : "");
  g_autoptr(AutosellQuery) query = autosell_query_parse (text, NULL, NULL, NULL);

  g_clear_pointer (&cli->candidates, g_ptr_array_unref);
  cli->candidates = g_ptr_array_new_with_free_func (g_object_unref);
  if (query != NULL)
    autosell_store_foreach_sync (cli->store, query, &sort, 20, keep_candidate_cb, cli->candidates, NULL);
}

AutosellVehicle *
autosell_cli_find_vehicle (AutosellCli *cli, const char *argument, gboolean in_bin, GError **error)
{
  g_autoptr(GError) local_error = NULL;
  g_autoptr(AutosellVehicle) other = NULL;
  AutosellVehicle *vehicle;

  cli->subject = argument;
  if (!autosell_cli_open (cli, error))
    return NULL;
  vehicle = autosell_store_find_sync (cli->store, argument, in_bin, &local_error);
  if (vehicle != NULL)
    return vehicle;

  if (g_error_matches (local_error, AUTOSELL_STORE_ERROR, AUTOSELL_STORE_ERROR_AMBIGUOUS))
    find_candidates (cli, argument, in_bin);
  else if (g_error_matches (local_error, AUTOSELL_STORE_ERROR, AUTOSELL_STORE_ERROR_NOT_FOUND))
    other = autosell_store_find_sync (cli->store, argument, !in_bin, NULL);
  if (other != NULL)
    g_set_error (error, AUTOSELL_CLI_ERROR, AUTOSELL_CLI_ERROR_IN_BIN,
                 in_bin ? _("“%s” is not in the bin.")
                        : _("“%s” is in the bin. “autosell-cli restore” takes it out again."),
                 argument);
  else
    g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}

AutosellVehicle *
autosell_cli_find_any_vehicle (AutosellCli *cli, const char *argument, GError **error)
{
  g_autoptr(GError) local_error = NULL;
  AutosellVehicle *vehicle = autosell_cli_find_vehicle (cli, argument, FALSE, &local_error);

  if (vehicle != NULL)
    return vehicle;
  if (g_error_matches (local_error, AUTOSELL_CLI_ERROR, AUTOSELL_CLI_ERROR_IN_BIN))
    return autosell_cli_find_vehicle (cli, argument, TRUE, error);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}

void
autosell_cli_count (const char *label, guint n)
{
  g_autofree char *count = autosell_format_integer (n);

  if (n > 0)
    autosell_cli_line ("%s: %s", label, count);
}

char *
autosell_cli_dup_totals (const AutosellTotals *totals)
{
  g_autofree char *count = autosell_format_integer (totals->n_vehicles);
  g_autofree char *priced = autosell_format_integer (totals->n_priced);
  g_autofree char *sum = autosell_format_money (totals->price_sum_cents);
  g_autofree char *vehicles = g_strdup_printf (ngettext ("%s vehicle", "%s vehicles", totals->n_vehicles), count);

  /* Translators: how many vehicles, how many of them with a price, and the sum of the prices */
  return g_strdup_printf (_("%s · %s with price · %s"), vehicles, priced, sum);
}

void
autosell_cli_json_totals (AutosellCliJson *json, const AutosellTotals *totals)
{
  autosell_cli_json_integer (json, "vehicles", totals->n_vehicles);
  autosell_cli_json_integer (json, "with_price", totals->n_priced);
  autosell_cli_json_money (json, "price_sum", totals->price_sum_cents);
}

char *
autosell_cli_dup_value (const AutosellValue *value, AutosellField field)
{
  g_autofree char *text = autosell_value_to_display (value, field);

  if (value->state == AUTOSELL_VALUE_RAW)
    return g_strdup_printf (_("“%s” (unread)"), text);
  if (*text == '\0')
    return g_strdup ("—");
  return autosell_field_get_info (field)->kind == AUTOSELL_KIND_LIST ? g_strdelimit (g_steal_pointer (&text), "\n", ',')
                                                                     : g_steal_pointer (&text);
}

static const char *
event_kind_nick (AutosellEventKind kind)
{
  switch (kind)
    {
    case AUTOSELL_EVENT_CREATED:
      return "created";
    case AUTOSELL_EVENT_DELETED:
      return "deleted";
    case AUTOSELL_EVENT_RESTORED:
      return "restored";
    case AUTOSELL_EVENT_PHOTOS:
      return "photos";
    case AUTOSELL_EVENT_LISTING:
      return "marketplace";
    case AUTOSELL_EVENT_SET:
    default:
      return "set";
    }
}

static void
json_event_value (AutosellCliJson *json, const char *name, AutosellEvent *event, const AutosellValue *value)
{
  AutosellField field;

  if (autosell_event_get_field (event, &field))
    autosell_cli_json_value (json, name, field, value, TRUE);
  else
    autosell_cli_json_string (json, name, value->text);
}

/* "ID[-tTURN][-cX.Y.W.H]" of each, in order. */
static void
json_photo_lines (AutosellCliJson *json, const char *name, const AutosellValue *value)
{
  g_auto(GStrv) lines = g_strsplit (value->text != NULL ? value->text : "", "\n", -1);

  autosell_cli_json_begin_array (json, name);
  for (guint i = 0; lines[i] != NULL; i++)
    if (*lines[i] != '\0')
      autosell_cli_json_string (json, NULL, lines[i]);
  autosell_cli_json_end (json);
}

static void
json_event_photos (AutosellCliJson *json, AutosellEvent *event)
{
  json_photo_lines (json, "before", autosell_event_get_before (event));
  json_photo_lines (json, "after", autosell_event_get_after (event));
}

void
autosell_cli_json_event (AutosellCliJson *json, AutosellEvent *event)
{
  AutosellField field;

  autosell_cli_json_begin_object (json, NULL);
  autosell_cli_json_integer (json, "change", autosell_event_get_change (event));
  autosell_cli_json_string (json, "action", autosell_action_to_nick (autosell_event_get_action (event)));
  autosell_cli_json_string (json, "kind", event_kind_nick (autosell_event_get_kind (event)));
  autosell_cli_json_instant (json, "time", autosell_event_get_time (event));
  autosell_cli_json_string (json, "who", autosell_event_get_who (event));
  autosell_cli_json_string (json, "origin", autosell_event_get_origin (event));
  autosell_cli_json_string (json, "reason", autosell_event_get_reason (event));
  autosell_cli_json_string (json, "id", autosell_event_get_vehicle_id (event));
  autosell_cli_json_string (json, "title", autosell_event_get_vehicle_title (event));
  if (autosell_event_get_kind (event) == AUTOSELL_EVENT_SET)
    {
      if (autosell_event_get_field (event, &field))
        autosell_cli_json_string (json, "field", autosell_field_get_info (field)->name);
      else
        autosell_cli_json_string (json, "extra", autosell_event_get_extra_name (event));
      json_event_value (json, "before", event, autosell_event_get_before (event));
      json_event_value (json, "after", event, autosell_event_get_after (event));
    }
  if (autosell_event_get_kind (event) == AUTOSELL_EVENT_PHOTOS)
    json_event_photos (json, event);
  if (autosell_event_get_kind (event) == AUTOSELL_EVENT_LISTING)
    {
      autosell_cli_json_string (json, "before", autosell_event_get_before (event)->text);
      autosell_cli_json_string (json, "after", autosell_event_get_after (event)->text);
    }
  autosell_cli_json_boolean (json, "undone", autosell_event_is_undone (event));
  autosell_cli_json_end (json);
}

char *
autosell_cli_dup_event (AutosellEvent *event)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  const char *label;
  AutosellField field;

  switch (autosell_event_get_kind (event))
    {
    case AUTOSELL_EVENT_CREATED:
      return g_strdup (_("added"));
    case AUTOSELL_EVENT_DELETED:
      return g_strdup (_("moved to the bin"));
    case AUTOSELL_EVENT_RESTORED:
      return g_strdup (_("taken out of the bin"));
    case AUTOSELL_EVENT_PHOTOS:
      return autosell_event_dup_photo_text (event);
    case AUTOSELL_EVENT_LISTING:
      return autosell_event_dup_listing_text (event);
    case AUTOSELL_EVENT_SET:
    default:
      break;
    }
  if (autosell_event_get_field (event, &field))
    {
      label = autosell_field_get_label (field);
      before = autosell_cli_dup_value (autosell_event_get_before (event), field);
      after = autosell_cli_dup_value (autosell_event_get_after (event), field);
    }
  else
    {
      label = autosell_event_get_extra_name (event);
      before = g_strdup (autosell_event_get_before (event)->text);
      after = g_strdup (autosell_event_get_after (event)->text);
    }
  return g_strdup_printf ("%s: %s → %s", label, before != NULL ? before : "—", after != NULL ? after : "—");
}

#define CHANGE_LINES_MAX 40

static void
print_events (GPtrArray *events, gint64 change)
{
  guint n = 0;

  for (guint i = events->len; i > 0; i--) /* newest first, as they come */
    {
      AutosellEvent *event = g_ptr_array_index (events, i - 1);
      g_autofree char *text = NULL;

      if (autosell_event_get_change (event) != change || ++n > CHANGE_LINES_MAX)
        continue;
      text = autosell_cli_dup_event (event);
      autosell_cli_line ("  %s · %s", autosell_event_get_vehicle_title (event), text);
    }
  if (n > CHANGE_LINES_MAX)
    autosell_cli_line (_("  … and %u more; “autosell-cli history” shows them"), n - CHANGE_LINES_MAX);
}

gboolean
autosell_cli_show_change (AutosellCli *cli, const AutosellCommitResult *result, GError **error)
{
  g_autoptr(GPtrArray) events = NULL;
  /* A car has at most so many events in one change, its extras aside. */
  guint limit = MIN (result->n_vehicles, 100000) * (AUTOSELL_N_FIELDS + 2) + 100;

  if (result->change != 0 && (events = autosell_store_get_history_sync (cli->store, 0, limit, error)) == NULL)
    return FALSE;
  if (cli->json == NULL)
    {
      if (events != NULL)
        print_events (events, result->change);
      return TRUE;
    }

  autosell_cli_json_begin_array (cli->json, "changes");
  for (guint i = events != NULL ? events->len : 0; i > 0; i--)
    if (autosell_event_get_change (g_ptr_array_index (events, i - 1)) == result->change)
      autosell_cli_json_event (cli->json, g_ptr_array_index (events, i - 1));
  autosell_cli_json_end (cli->json);
  return TRUE;
}

static gboolean
keep_cb (AutosellVehicle *vehicle, gpointer user_data)
{
  g_ptr_array_add (user_data, g_object_ref (vehicle));
  return TRUE;
}

GPtrArray *
autosell_cli_load_vehicles (AutosellCli *cli, guint first, guint end, AutosellQuery *query, const AutosellSort *sort,
                            GError **error)
{
  g_autoptr(GPtrArray) vehicles = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = first; i < end; i++)
    {
      AutosellVehicle *vehicle = autosell_cli_find_vehicle (cli, cli->arguments[i], FALSE, error);

      if (vehicle == NULL)
        return NULL;
      g_ptr_array_add (vehicles, vehicle);
    }
  if (first == end && !autosell_store_foreach_sync (cli->store, query, sort, 0, keep_cb, vehicles, error))
    return NULL;
  return g_steal_pointer (&vehicles);
}
