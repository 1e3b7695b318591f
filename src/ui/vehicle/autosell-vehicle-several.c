/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-vehicle-several.h"

#include "autosell-compat.h"
#include "autosell-format.h"

#include <glib/gi18n.h>

typedef struct
{
  GtkWidget *box; /* unowned children */
  GtkLabel *count;
  GtkLabel *sum;
} StatusLine;

struct _AutosellVehicleSeveral
{
  AdwBin parent_instance;
  GCancellable *cancellable; /* owned, nullable: the question that is under way */
  GtkLabel *sum;             /* children */
  GtkLabel *priced;
  GtkWidget *statuses;
  StatusLine lines[AUTOSELL_N_STATUSES];
};

G_DEFINE_FINAL_TYPE (AutosellVehicleSeveral, autosell_vehicle_several, ADW_TYPE_BIN)

/* ---- Showing ---- */

static void
show_status (StatusLine *line, const AutosellTotals *totals)
{
  g_autofree char *count = autosell_format_integer (totals->n_vehicles);
  g_autofree char *sum = totals->n_priced > 0 ? autosell_format_money (totals->price_sum_cents) : NULL;

  gtk_label_set_text (line->count, count);
  gtk_label_set_text (line->sum, sum != NULL ? sum : "");
  gtk_widget_set_visible (line->box, totals->n_vehicles > 0);
}

static void
show_summary (AutosellVehicleSeveral *self, const AutosellSelectionSummary *summary)
{
  const AutosellTotals *all = &summary->all;
  g_autofree char *sum = autosell_format_money (all->price_sum_cents);
  g_autofree char *priced = autosell_format_integer (all->n_priced);
  g_autofree char *text = g_strdup_printf (ngettext ("%s with price", "%s with price", all->n_priced), priced);

  gtk_label_set_text (self->sum, all->n_priced > 0 ? sum : _("No price"));
  gtk_label_set_text (self->priced, text);
  gtk_widget_set_visible (GTK_WIDGET (self->priced), all->n_priced > 0 && all->n_priced < all->n_vehicles);
  for (guint i = 0; i < AUTOSELL_N_STATUSES; i++)
    show_status (&self->lines[i], &summary->by_status[i]);
  gtk_widget_show (self->statuses);
}

static void
summarized_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(AutosellVehicleSeveral) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autofree AutosellSelectionSummary *summary =
    autosell_store_summarize_finish (AUTOSELL_STORE (object), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->cancellable);
  if (summary != NULL)
    show_summary (self, summary);
  else
    g_message ("No sum of the selected cars: %s", error->message);
}

void
autosell_vehicle_several_set_keys (AutosellVehicleSeveral *self, AutosellStore *store, GArray *keys)
{
  g_return_if_fail (AUTOSELL_IS_VEHICLE_SEVERAL (self));

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (keys == NULL)
    return;
  self->cancellable = g_cancellable_new ();
  autosell_store_summarize_async (store, keys, self->cancellable, summarized_cb, g_object_ref (self));
}

/* ---- Making ---- */

static GtkLabel *
add_label (GtkBox *box, const char *style)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, style);
  gtk_widget_add_css_class (label, "numeric");
  gtk_box_append (box, label);
  return GTK_LABEL (label);
}

static void
build_status (StatusLine *line, GtkBox *box, AutosellStatus status)
{
  GtkWidget *dot = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *word = gtk_label_new (autosell_status_to_label (status));
  const char *nick = autosell_status_to_nick (status);
  g_autofree char *style = g_strconcat ("status-", nick != NULL ? nick : "unknown", NULL);

  line->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  gtk_widget_set_valign (dot, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (dot, "status-dot");
  gtk_widget_add_css_class (dot, style);
  gtk_label_set_xalign (GTK_LABEL (word), 0);
  gtk_label_set_ellipsize (GTK_LABEL (word), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (line->box), dot);
  gtk_box_append (GTK_BOX (line->box), word);
  line->count = add_label (GTK_BOX (line->box), "heading");
  gtk_widget_set_hexpand (GTK_WIDGET (line->count), TRUE);
  line->sum = add_label (GTK_BOX (line->box), "dim-label");
  gtk_widget_hide (line->box);
  gtk_box_append (box, line->box);
}

static void
autosell_vehicle_several_dispose (GObject *object)
{
  AutosellVehicleSeveral *self = AUTOSELL_VEHICLE_SEVERAL (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  G_OBJECT_CLASS (autosell_vehicle_several_parent_class)->dispose (object);
}

static void
autosell_vehicle_several_class_init (AutosellVehicleSeveralClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = autosell_vehicle_several_dispose;
}

static void
autosell_vehicle_several_init (AutosellVehicleSeveral *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  gtk_widget_add_css_class (box, "vehicle-details");
  gtk_widget_add_css_class (box, "several");
  gtk_label_set_text (add_label (GTK_BOX (box), "dim-label"), _("Sum of the prices"));
  self->sum = add_label (GTK_BOX (box), "title-1");
  self->priced = add_label (GTK_BOX (box), "dim-label");
  self->statuses = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_widget_set_margin_top (self->statuses, 6);
  gtk_widget_set_margin_bottom (self->statuses, 12);
  for (guint i = 1; i <= AUTOSELL_N_STATUSES; i++) /* those without a status last */
    build_status (&self->lines[i % AUTOSELL_N_STATUSES], GTK_BOX (self->statuses), i % AUTOSELL_N_STATUSES);
  gtk_box_append (GTK_BOX (box), self->statuses);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), box);
  gtk_widget_set_vexpand (scrolled, TRUE);
  adw_bin_set_child (ADW_BIN (self), scrolled);
}

AutosellVehicleSeveral *
autosell_vehicle_several_new (void)
{
  return g_object_new (AUTOSELL_TYPE_VEHICLE_SEVERAL, NULL);
}
