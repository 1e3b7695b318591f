/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-marketplace-button.h"

#include "autosell-marketplace-store.h"

#include <glib/gi18n.h>

struct _AutosellMarketplaceButton
{
  AdwBin parent_instance;
  AutosellStore *store;      /* owned, nullable before it is set */
  GCancellable *cancellable; /* owned, nullable after dispose */
  guint n_due;
  gboolean is_asking;
  gboolean is_asked_again; /* something changed meanwhile */
  GtkButton *button;       /* the bin's */
};

G_DEFINE_FINAL_TYPE (AutosellMarketplaceButton, autosell_marketplace_button, ADW_TYPE_BIN)

enum
{
  SIGNAL_COUNT_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
show (AutosellMarketplaceButton *self)
{
  g_autofree char *label = NULL;

  if (self->n_due == 0)
    label = g_strdup ("_Marketplace…");
  else
    /* Translators: how many listings are to be renewed or taken down */
    label = g_strdup_printf (ngettext ("_Marketplace: %u to see to…", "_Marketplace: %u to see to…", self->n_due),
                             self->n_due);
  gtk_button_set_label (self->button, label);
}

static void load (AutosellMarketplaceButton *self);

static void
listed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(AutosellMarketplaceButton) self = user_data;
  g_autoptr(GPtrArray) cars = autosell_store_list_marketplace_finish (AUTOSELL_STORE (object), result, NULL);
  guint n_due;

  self->is_asking = FALSE;
  if (self->cancellable == NULL)
    return;
  if (self->is_asked_again)
    load (self);
  if (cars == NULL)
    return;
  n_due = autosell_marketplace_count (cars, AUTOSELL_LISTING_TAKE_DOWN)
          + autosell_marketplace_count (cars, AUTOSELL_LISTING_RENEW);
  if (n_due == self->n_due)
    return;
  self->n_due = n_due;
  show (self);
  g_signal_emit (self, signals[SIGNAL_COUNT_CHANGED], 0);
}

static void
load (AutosellMarketplaceButton *self)
{
  char today[AUTOSELL_DATE_SIZE];

  self->is_asked_again = self->is_asking;
  if (self->is_asking || self->store == NULL)
    return;
  self->is_asking = TRUE;
  autosell_date_today (today);
  autosell_store_list_marketplace_async (self->store, today, self->cancellable, listed_cb, g_object_ref (self));
}

void
autosell_marketplace_button_set_store (AutosellMarketplaceButton *self, AutosellStore *store)
{
  g_return_if_fail (AUTOSELL_IS_MARKETPLACE_BUTTON (self) && self->store == NULL);

  self->store = g_object_ref (store);
  g_signal_connect_object (store, "changed", G_CALLBACK (load), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (store, "setting-changed", G_CALLBACK (load), self, G_CONNECT_SWAPPED);
  load (self);
}

guint
autosell_marketplace_button_get_n_due (AutosellMarketplaceButton *self)
{
  return self->n_due;
}

/* A day may have gone by since anything changed. */
static void
autosell_marketplace_button_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (autosell_marketplace_button_parent_class)->map (widget);
  load (AUTOSELL_MARKETPLACE_BUTTON (widget));
}

static void
autosell_marketplace_button_dispose (GObject *object)
{
  AutosellMarketplaceButton *self = AUTOSELL_MARKETPLACE_BUTTON (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (autosell_marketplace_button_parent_class)->dispose (object);
}

static void
autosell_marketplace_button_class_init (AutosellMarketplaceButtonClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = autosell_marketplace_button_dispose;
  GTK_WIDGET_CLASS (klass)->map = autosell_marketplace_button_map;
  signals[SIGNAL_COUNT_CHANGED] = g_signal_new ("count-changed", AUTOSELL_TYPE_MARKETPLACE_BUTTON, G_SIGNAL_RUN_LAST, 0,
                                                NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
autosell_marketplace_button_init (AutosellMarketplaceButton *self)
{
  self->cancellable = g_cancellable_new ();
  self->button = GTK_BUTTON (gtk_button_new ());
  gtk_button_set_use_underline (self->button, TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->button), "win.marketplace");
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->button));
  show (self);
}

GtkWidget *
autosell_marketplace_button_new (void)
{
  return g_object_new (AUTOSELL_TYPE_MARKETPLACE_BUTTON, NULL);
}
