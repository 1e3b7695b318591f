/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-undo-toast.h"
#include "autosell-error-dialog.h"
#include "autosell-toaster.h"

#include <glib/gi18n.h>

/* Lives as long as its toast, and during the undo. */
typedef struct
{
  GWeakRef window;
  AutosellStore *store; /* owned */
  gint64 change;
} Offer;

static void
offer_clear (gpointer data)
{
  Offer *offer = data;

  g_weak_ref_clear (&offer->window);
  g_clear_object (&offer->store);
}

static void
offer_closure_free (gpointer data, GClosure *closure G_GNUC_UNUSED)
{
  g_rc_box_release_full (data, offer_clear);
}

static void
undone_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Offer *offer = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellCommitResult) undone = autosell_store_undo_finish (AUTOSELL_STORE (object), result, &error);
  g_autoptr(GtkWindow) window = g_weak_ref_get (&offer->window);

  if (undone == NULL)
    autosell_error_dialog_present (window, _("The change was not undone."), error);
  g_rc_box_release_full (offer, offer_clear);
}

static void
clicked_cb (AdwToast *toast G_GNUC_UNUSED, gpointer user_data)
{
  Offer *offer = user_data;

  autosell_store_undo_async (offer->store, offer->change, undone_cb, g_rc_box_acquire (offer));
}

void
autosell_undo_toast_add (AdwToastOverlay *overlay, GtkWindow *window, AutosellStore *store, const char *sentence,
                         gint64 change)
{
  g_autofree char *title = g_markup_escape_text (sentence, -1);
  AdwToast *toast;

  g_return_if_fail (ADW_IS_TOAST_OVERLAY (overlay) && AUTOSELL_IS_STORE (store));

  toast = adw_toast_new (title);
  if (change != 0)
    {
      Offer *offer = g_rc_box_new0 (Offer);

      g_weak_ref_init (&offer->window, window);
      offer->store = g_object_ref (store);
      offer->change = change;
      adw_toast_set_button_label (toast, _("Undo"));
      adw_toast_set_timeout (toast, 10);
      g_signal_connect_data (toast, "button-clicked", G_CALLBACK (clicked_cb), offer, offer_closure_free, 0);
    }
  autosell_toaster_show (overlay, toast);
}
