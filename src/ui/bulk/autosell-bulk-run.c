/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-bulk-run.h"
#include "autosell-error-dialog.h"
#include "autosell-trace.h"
#include "autosell-window.h"

#include <glib/gi18n.h>

typedef struct
{
  AutosellWindow *window; /* owned */
  AutosellBulk *bulk;     /* owned */
} Run;

static void
run_free (Run *run)
{
  g_object_unref (run->window);
  autosell_bulk_unref (run->bulk);
  g_free (run);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Run, run_free)

static char *
dup_done (AutosellAction action, int n)
{
  switch ((int) action)
    {
    case AUTOSELL_ACTION_PRICE:
      return g_strdup_printf (ngettext ("Changed the price of %d car", "Changed the price of %d cars", n), n);
    case AUTOSELL_ACTION_STATUS:
      return g_strdup_printf (ngettext ("Changed the status of %d car", "Changed the status of %d cars", n), n);
    case AUTOSELL_ACTION_LOCATION:
      return g_strdup_printf (ngettext ("Changed the location of %d car", "Changed the location of %d cars", n), n);
    case AUTOSELL_ACTION_GROUP:
      return g_strdup_printf (ngettext ("Changed the group of %d car", "Changed the group of %d cars", n), n);
    case AUTOSELL_ACTION_DELETE:
      return g_strdup_printf (ngettext ("%d car moved to the bin", "%d cars moved to the bin", n), n);
    case AUTOSELL_ACTION_RESTORE:
      return g_strdup_printf (ngettext ("%d car is back in the stock", "%d cars are back in the stock", n), n);
    default:
      return g_strdup_printf (ngettext ("Changed %d car", "Changed %d cars", n), n);
    }
}

static const char *
get_failed (AutosellAction action)
{
  switch ((int) action)
    {
    case AUTOSELL_ACTION_PRICE:
      return _("The prices were not saved.");
    case AUTOSELL_ACTION_DELETE:
      return _("The cars were not moved to the bin.");
    case AUTOSELL_ACTION_RESTORE:
      return _("The cars were not restored.");
    default:
      return _("The change was not saved.");
    }
}

static void
done_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(Run) run = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellCommitResult) commit = autosell_store_bulk_finish (AUTOSELL_STORE (object), result, &error);
  AutosellAction action = autosell_bulk_get_action (run->bulk);
  g_autofree char *done = NULL;

  if (autosell_window_get_store (run->window) == NULL)
    return; /* closed meanwhile; the change itself is in the history */
  if (commit == NULL)
    autosell_error_dialog_present (GTK_WINDOW (run->window), get_failed (action), error);
  else if (commit->change == 0)
    autosell_window_add_undo_toast (run->window, _("It was so already; nothing was changed"), 0);
  else
    autosell_window_add_undo_toast (run->window, done = dup_done (action, (int) commit->n_vehicles), commit->change);
}

void
autosell_bulk_run (GtkWindow *window, AutosellStore *store, AutosellBulk *bulk)
{
  AutosellWindow *main_window = autosell_window_find (GTK_WIDGET (window));
  Run *run;

  g_return_if_fail (main_window != NULL && AUTOSELL_IS_STORE (store));

  run = g_new0 (Run, 1);
  run->window = g_object_ref (main_window);
  run->bulk = bulk;
  autosell_trace (AUTOSELL_TRACE_CHANGE_ASKED, 0);
  autosell_store_bulk_async (store, bulk, done_cb, run);
}
