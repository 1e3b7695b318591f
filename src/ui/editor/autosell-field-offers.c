/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-field-offers.h"

static void
values_ready_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(AutosellFieldRow) row = user_data;
  g_autoptr(GError) error = NULL;
  g_auto(GStrv) values = autosell_store_get_values_finish (AUTOSELL_STORE (object), result, &error);

  if (values != NULL)
    autosell_field_row_set_suggestions (row, (const char *const *) values);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_message ("No offers for a field: %s", error->message);
}

void
autosell_field_offers_ask (AutosellStore *store, AutosellFieldRow *row, GCancellable **latest)
{
  if (store == NULL || !autosell_field_row_wants_suggestions (row))
    return;
  g_cancellable_cancel (*latest);
  g_clear_object (latest);
  *latest = g_cancellable_new ();
  autosell_store_get_values_async (store, autosell_field_row_get_field (row), *latest, values_ready_cb,
                                   g_object_ref (row));
}
