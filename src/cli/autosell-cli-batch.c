/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-cli-batch.h"

#include <glib/gi18n.h>

#include "autosell-cli-print.h"
#include "autosell-format.h"

char *autosell_cli_batch_filter;
gboolean autosell_cli_batch_is_dry_run;

const GOptionEntry autosell_cli_batch_options[] = { AUTOSELL_CLI_BATCH_OPTIONS, G_OPTION_ENTRY_NULL };

gboolean
autosell_cli_batch_has_filter (void)
{
  return autosell_cli_batch_filter != NULL;
}

void
autosell_cli_batch_clear (AutosellCliBatch *batch)
{
  g_clear_pointer (&batch->bulk, autosell_bulk_unref);
  g_clear_pointer (&batch->vehicles, g_ptr_array_unref);
  g_clear_pointer (&batch->failed_ids, g_ptr_array_unref);
  g_clear_pointer (&batch->failures, g_ptr_array_unref);
}

/* ---- Which cars ---- */

static gboolean
find_by_filter (AutosellCliBatch *batch, guint n_ids, gboolean in_bin, GError **error)
{
  AutosellCli *cli = batch->cli;
  g_autoptr(AutosellQuery) query = NULL;

  if (n_ids > 0)
    {
      g_set_error_literal (error, AUTOSELL_CLI_ERROR, AUTOSELL_CLI_ERROR_USAGE,
                           _("Either IDs or --filter says which vehicles, not both."));
      return FALSE;
    }
  query = autosell_cli_parse_query (cli, autosell_cli_batch_filter, error);
  if (query == NULL)
    return FALSE;
  if (in_bin && !autosell_query_is_deleted (query))
    {
      g_autofree char *text = autosell_query_to_string (query);
      g_autofree char *binned = g_strconcat ("is:deleted ", text, NULL);

      g_clear_pointer (&query, autosell_query_unref);
      query = autosell_cli_parse_query (cli, binned, error);
    }
  else if (!in_bin && autosell_query_is_deleted (query))
    {
      g_set_error_literal (error, AUTOSELL_CLI_ERROR, AUTOSELL_CLI_ERROR_IN_BIN,
                           _("Vehicles in the bin are not changed. Restore them first."));
      return FALSE;
    }
  if (query == NULL)
    return FALSE;
  batch->bulk = autosell_bulk_new_for_query (query);
  return TRUE;
}

static gboolean
find_by_id (AutosellCliBatch *batch, guint n_ids, gboolean in_bin, GError **error)
{
  AutosellCli *cli = batch->cli;
  g_autoptr(GArray) keys = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (n_ids == 0)
    {
      g_set_error_literal (error, AUTOSELL_CLI_ERROR, AUTOSELL_CLI_ERROR_USAGE,
                           _("Which vehicle? Its ID comes first."));
      return FALSE;
    }
  for (guint i = 0; i < n_ids; i++)
    {
      g_autoptr(GError) local_error = NULL;
      AutosellVehicle *vehicle = autosell_cli_find_vehicle (cli, cli->arguments[i], in_bin, &local_error);

      if (vehicle != NULL)
        {
          gint64 key = autosell_vehicle_get_key (vehicle);

          g_ptr_array_add (batch->vehicles, vehicle);
          g_array_append_val (keys, key);
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
  batch->bulk = autosell_bulk_new_for_keys (keys);
  if (batch->vehicles->len > 0)
    return TRUE;
  cli->subject = g_ptr_array_index (batch->failed_ids, 0);
  g_propagate_error (error, g_error_copy (g_ptr_array_index (batch->failures, 0)));
  return FALSE;
}

gboolean
autosell_cli_batch_find (AutosellCliBatch *batch, AutosellCli *cli, guint n_ids, gboolean in_bin, GError **error)
{
  batch->cli = cli;
  batch->vehicles = g_ptr_array_new_with_free_func (g_object_unref);
  batch->failed_ids = g_ptr_array_new ();
  batch->failures = g_ptr_array_new_with_free_func ((GDestroyNotify) g_error_free);
  if (!autosell_cli_open (cli, error))
    return FALSE;
  return autosell_cli_batch_filter != NULL ? find_by_filter (batch, n_ids, in_bin, error)
                                           : find_by_id (batch, n_ids, in_bin, error);
}

/* ---- What came of it ---- */

static void
report_failures (AutosellCliBatch *batch)
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
report_vehicles (AutosellCliBatch *batch, GError **error)
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

static void
report_prices_json (AutosellCliJson *json, const AutosellPricePreview *prices)
{
  autosell_cli_json_begin_object (json, "prices");
  autosell_cli_json_integer (json, "changed", prices->n_changed);
  autosell_cli_json_integer (json, "without_price", prices->n_unpriced);
  autosell_cli_json_integer (json, "below_minimum", prices->n_below_minimum);
  autosell_cli_json_integer (json, "zero", prices->n_zero);
  autosell_cli_json_money (json, "sum_before", prices->sum_before_cents);
  autosell_cli_json_money (json, "sum_after", prices->sum_after_cents);
  autosell_cli_json_end (json);
}

static gboolean
report_json (AutosellCliBatch *batch, const AutosellCommitResult *result, GError **error)
{
  AutosellCliJson *json = batch->cli->json;
  const AutosellPricePreview *prices = autosell_bulk_get_price_preview (batch->bulk);

  if (result->change != 0)
    autosell_cli_json_integer (json, "change", result->change);
  else
    autosell_cli_json_null (json, "change");
  autosell_cli_json_integer (json, "changed", result->n_vehicles);
  if (autosell_cli_batch_filter != NULL || autosell_cli_batch_is_dry_run)
    {
      autosell_cli_json_integer (json, "found", autosell_bulk_get_n_targets (batch->bulk));
      autosell_cli_json_boolean (json, "dry_run", autosell_cli_batch_is_dry_run);
    }
  if (prices->n_cars > 0)
    report_prices_json (json, prices);
  return autosell_cli_batch_filter != NULL || report_vehicles (batch, error);
}

static void
report_prices (const AutosellPricePreview *prices)
{
  g_autofree char *before = autosell_format_money (prices->sum_before_cents);
  g_autofree char *after = autosell_format_money (prices->sum_after_cents);
  g_autofree char *unpriced = autosell_format_integer (prices->n_unpriced);
  g_autofree char *below = autosell_format_integer (prices->n_below_minimum);
  g_autofree char *zero = autosell_format_integer (prices->n_zero);

  autosell_cli_line ("%s → %s", before, after);
  if (prices->n_unpriced > 0)
    autosell_cli_line (ngettext ("%s vehicle has no price and stays without one.",
                                 "%s vehicles have no price and stay without one.", prices->n_unpriced),
                       unpriced);
  if (prices->n_below_minimum > 0)
    autosell_cli_line (ngettext ("%s vehicle falls below its minimum price.",
                                 "%s vehicles fall below their minimum price.", prices->n_below_minimum),
                       below);
  if (prices->n_zero > 0)
    autosell_cli_line (
      ngettext ("%s vehicle comes to cost nothing.", "%s vehicles come to cost nothing.", prices->n_zero), zero);
}

static void
report_text (AutosellCliBatch *batch, const AutosellCommitResult *result)
{
  const AutosellPricePreview *prices = autosell_bulk_get_price_preview (batch->bulk);
  gint64 n_found = autosell_bulk_get_n_targets (batch->bulk);
  g_autofree char *found = autosell_format_integer (n_found);
  g_autofree char *changed = autosell_format_integer (result->n_vehicles);

  if (autosell_cli_batch_is_dry_run)
    /* Translators: how many were found, how many would change */
    autosell_cli_line (ngettext ("%s vehicle found, %s would change. Nothing was changed.",
                                 "%s vehicles found, %s would change. Nothing was changed.", n_found),
                       found, changed);
  else if (autosell_cli_batch_filter != NULL)
    autosell_cli_line (ngettext ("%s vehicle found, %s changed.", "%s vehicles found, %s changed.", n_found), found,
                       changed);
  else if (result->change == 0)
    autosell_cli_line (_("It was so already; nothing was changed."));
  if (prices->n_cars > 0 && (autosell_cli_batch_is_dry_run || autosell_cli_batch_filter != NULL))
    report_prices (prices);
}

AutosellCliStatus
autosell_cli_batch_commit (AutosellCliBatch *batch, GError **error)
{
  AutosellCli *cli = batch->cli;
  g_autoptr(AutosellCommitResult) result = NULL;

  autosell_bulk_set_dry_run (batch->bulk, autosell_cli_batch_is_dry_run);
  result = autosell_store_bulk_sync (cli->store, batch->bulk, error);
  if (result == NULL)
    return AUTOSELL_CLI_FAILED;
  if (cli->json == NULL)
    report_text (batch, result);
  else if (!report_json (batch, result, error))
    return AUTOSELL_CLI_FAILED;
  if (!autosell_cli_show_change (cli, result, error))
    return AUTOSELL_CLI_FAILED;
  report_failures (batch);
  return batch->failures->len > 0 ? AUTOSELL_CLI_PARTLY : AUTOSELL_CLI_DONE;
}
