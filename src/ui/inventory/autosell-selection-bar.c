/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-selection-bar.h"

#include "autosell-bulk.h"
#include "autosell-compat.h"
#include "autosell-format.h"
#include "autosell-text-scale.h"

#include <glib/gi18n.h>

/* So much of the count is kept before buttons become a menu. */
#define LABEL_CHARS 12
/* Large text on a phone has room for the number alone, beside the button. */
#define NARROW_WIDTH 250

struct _AutosellSelectionBar
{
  AdwBin parent_instance;
  GCancellable *cancellable; /* owned, nullable: the prices being read */
  guint n_selected;
  gboolean tells_sum;

  GtkLabel *label; /* template children */
  GtkWidget *stock_buttons;
  GtkWidget *bin_buttons;
};

G_DEFINE_FINAL_TYPE (AutosellSelectionBar, autosell_selection_bar, ADW_TYPE_BIN)

static gboolean
is_narrow (AutosellSelectionBar *self)
{
  int width = gtk_widget_get_width (gtk_widget_get_parent (GTK_WIDGET (self)));

  return width > 0 && autosell_text_scale_down (width) < NARROW_WIDTH;
}

static char *
dup_count (AutosellSelectionBar *self)
{
  g_autofree char *number = autosell_format_integer (self->n_selected);

  return is_narrow (self) ? g_steal_pointer (&number)
                          : g_strdup_printf (ngettext ("%s selected", "%s selected", self->n_selected), number);
}

static void
prices_ready_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(AutosellSelectionBar) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GArray) cars = autosell_store_get_prices_finish (AUTOSELL_STORE (object), result, &error);
  g_autofree char *sum = NULL, *selected = NULL, *text = NULL;
  gint64 cents = 0;

  if (cars == NULL || g_task_get_cancellable (G_TASK (result)) != self->cancellable)
    return; /* others are selected by now */
  for (guint i = 0; i < cars->len; i++)
    cents += MAX (g_array_index (cars, AutosellPricedCar, i).price_cents, 0);
  sum = autosell_format_money (cents);
  selected = dup_count (self);
  text = g_strdup_printf ("%s · %s", selected, sum);
  gtk_label_set_text (self->label, text);
}

void
autosell_selection_bar_update (AutosellSelectionBar *self, AutosellStore *store, AutosellVehicleSelection *selection,
                               gboolean is_bin, gboolean tells_sum)
{
  g_autoptr(GArray) keys = autosell_vehicle_selection_dup_keys (selection);
  gboolean is_new;

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (keys->len < 2)
    return;
  is_new = keys->len != self->n_selected || self->tells_sum != tells_sum;
  self->n_selected = keys->len;
  self->tells_sum = tells_sum;
  if (is_new)
    {
      g_autofree char *text = dup_count (self);

      gtk_label_set_text (self->label, text);
    }
  gtk_widget_set_visible (self->stock_buttons, !is_bin);
  gtk_widget_set_visible (self->bin_buttons, is_bin);
  if (!tells_sum || is_narrow (self))
    return;
  self->cancellable = g_cancellable_new ();
  autosell_store_get_prices_async (store, keys, self->cancellable, prices_ready_cb, g_object_ref (self));
}

static void
autosell_selection_bar_dispose (GObject *object)
{
  AutosellSelectionBar *self = AUTOSELL_SELECTION_BAR (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  G_OBJECT_CLASS (autosell_selection_bar_parent_class)->dispose (object);
}

static void
autosell_selection_bar_class_init (AutosellSelectionBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = autosell_selection_bar_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/com/autosell/Manager/ui/autosell-selection-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, AutosellSelectionBar, label);
  gtk_widget_class_bind_template_child (widget_class, AutosellSelectionBar, stock_buttons);
  gtk_widget_class_bind_template_child (widget_class, AutosellSelectionBar, bin_buttons);
}

/* Large text has to do with less of it: a window of a phone's width would grow. */
static void
text_scale_cb (AutosellSelectionBar *self)
{
  gtk_label_set_width_chars (self->label, autosell_text_scale_down (LABEL_CHARS));
}

static void
autosell_selection_bar_init (AutosellSelectionBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  autosell_compat_tell_when_cut (self->label);
  text_scale_cb (self);
  autosell_text_scale_watch (GTK_WIDGET (self), G_CALLBACK (text_scale_cb));
}
