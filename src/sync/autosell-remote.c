/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-remote.h"

G_DEFINE_INTERFACE (AutosellRemote, autosell_remote, G_TYPE_OBJECT)

static void
autosell_remote_default_init (AutosellRemoteInterface *iface G_GNUC_UNUSED)
{
}

void
autosell_remote_rows_free (AutosellRemoteRows *rows)
{
  g_clear_pointer (&rows->layout, autosell_ledger_layout_free);
  g_clear_pointer (&rows->grid, autosell_ledger_grid_free);
  g_clear_pointer (&rows->notes, g_ptr_array_unref);
  g_free (rows->version);
  if (rows->data_free != NULL)
    rows->data_free (rows->data);
  g_free (rows);
}

void
autosell_remote_look_async (AutosellRemote *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_return_if_fail (AUTOSELL_IS_REMOTE (self));
  AUTOSELL_REMOTE_GET_IFACE (self)->look_async (self, cancellable, callback, user_data);
}

char *
autosell_remote_look_finish (AutosellRemote *self, GAsyncResult *result, GError **error)
{
  return AUTOSELL_REMOTE_GET_IFACE (self)->look_finish (self, result, error);
}

void
autosell_remote_read_async (AutosellRemote *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_return_if_fail (AUTOSELL_IS_REMOTE (self));
  AUTOSELL_REMOTE_GET_IFACE (self)->read_async (self, cancellable, callback, user_data);
}

AutosellRemoteRows *
autosell_remote_read_finish (AutosellRemote *self, GAsyncResult *result, GError **error)
{
  return AUTOSELL_REMOTE_GET_IFACE (self)->read_finish (self, result, error);
}

void
autosell_remote_apply_async (AutosellRemote *self, AutosellRemoteRows *rows, AutosellLedgerWork *work,
                             GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (AUTOSELL_IS_REMOTE (self) && rows != NULL && work != NULL);
  AUTOSELL_REMOTE_GET_IFACE (self)->apply_async (self, rows, work, cancellable, callback, user_data);
}

gboolean
autosell_remote_apply_finish (AutosellRemote *self, GAsyncResult *result, GError **error)
{
  return AUTOSELL_REMOTE_GET_IFACE (self)->apply_finish (self, result, error);
}

void
autosell_remote_tell_async (AutosellRemote *self, AutosellRemoteRows *rows, GPtrArray *notes, GCancellable *cancellable,
                            GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (AUTOSELL_IS_REMOTE (self) && rows != NULL && rows->notes != NULL);
  AUTOSELL_REMOTE_GET_IFACE (self)->tell_async (self, rows, notes, cancellable, callback, user_data);
}

gboolean
autosell_remote_tell_finish (AutosellRemote *self, GAsyncResult *result, GError **error)
{
  return AUTOSELL_REMOTE_GET_IFACE (self)->tell_finish (self, result, error);
}
