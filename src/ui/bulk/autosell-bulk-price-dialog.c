/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-bulk-price-dialog.h"
#include "autosell-compat.h"
#include "autosell-bulk-run.h"
#include "autosell-format.h"
#include "autosell-parse.h"

#include <glib/gi18n.h>

/* Positions in the template's lists. */
enum
{
  WAY_RAISE,
  WAY_LOWER,
  WAY_SET,
};
enum
{
  UNIT_PERCENT,
  UNIT_PESOS,
};

struct _AutosellBulkPriceDialog
{
  AdwWindow parent_instance;
  AutosellStore *store;      /* owned */
  GSettings *settings;       /* owned */
  GArray *keys;              /* owned */
  GArray *cars;              /* owned, nullable: AutosellPricedCar, once they are known */
  GCancellable *cancellable; /* owned: reading them */
  AutosellPriceRule rule;
  gboolean has_rule; /* what is written is one */

  AdwWindowTitle *heading; /* template children */
  GtkWidget *apply;
  AdwComboRow *way;
  AdwEntryRow *amount;
  AdwComboRow *unit;
  AdwComboRow *rounding;
  AdwActionRow *changed;
  AdwActionRow *sum;
  AdwActionRow *lowest;
  AdwActionRow *highest;
  AdwActionRow *unpriced;
  AdwActionRow *below_minimum;
  AdwActionRow *zero;
};

G_DEFINE_FINAL_TYPE (AutosellBulkPriceDialog, autosell_bulk_price_dialog, ADW_TYPE_WINDOW)

static const char *
get_text (AutosellBulkPriceDialog *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->amount));
}

/* ---- What is asked for ---- */

static gboolean
read_rule (AutosellBulkPriceDialog *self, AutosellPriceRule *rule)
{
  guint way = adw_combo_row_get_selected (self->way);
  int sign = way == WAY_LOWER ? -1 : 1;

  *rule = (AutosellPriceRule){ .rounding = adw_combo_row_get_selected (self->rounding) };
  if (way != WAY_SET && adw_combo_row_get_selected (self->unit) == UNIT_PERCENT)
    {
      rule->kind = AUTOSELL_PRICE_PERCENT;
      if (!autosell_price_rule_parse_percent (get_text (self), &rule->basis_points)
          || (way == WAY_LOWER && rule->basis_points > 10000))
        return FALSE;
      rule->basis_points *= sign;
      return TRUE;
    }
  rule->kind = way == WAY_SET ? AUTOSELL_PRICE_SET : AUTOSELL_PRICE_AMOUNT;
  if (!autosell_parse_money (get_text (self), &rule->amount_cents))
    return FALSE;
  rule->amount_cents *= sign;
  return TRUE;
}

/* ---- What was done last ---- */

static const char *const way_names[] = { [WAY_RAISE] = "raise", [WAY_LOWER] = "lower", [WAY_SET] = "set" };
static const char *const unit_names[] = { [UNIT_PERCENT] = "percent", [UNIT_PESOS] = "pesos" };

static void
select_name (AdwComboRow *row, const char *const *names, guint n_names, const char *name)
{
  for (guint i = 0; i < n_names; i++)
    if (g_str_equal (names[i], name))
      adw_combo_row_set_selected (row, i);
}

/* The amount is another one each time; how a lot rounds is not. */
static void
restore_choices (AutosellBulkPriceDialog *self)
{
  g_autofree char *text = g_settings_get_string (self->settings, "bulk-price");
  g_auto(GStrv) words = g_strsplit (text, " ", 3);
  AutosellRounding rounding;

  if (g_strv_length (words) != 3)
    return;
  select_name (self->way, way_names, G_N_ELEMENTS (way_names), words[0]);
  select_name (self->unit, unit_names, G_N_ELEMENTS (unit_names), words[1]);
  if (autosell_rounding_from_nick (words[2], &rounding))
    adw_combo_row_set_selected (self->rounding, rounding);
}

static void
save_choices (AutosellBulkPriceDialog *self)
{
  g_autofree char *text = g_strdup_printf ("%s %s %s", way_names[adw_combo_row_get_selected (self->way)],
                                           unit_names[adw_combo_row_get_selected (self->unit)],
                                           autosell_rounding_to_nick (adw_combo_row_get_selected (self->rounding)));

  g_settings_set_string (self->settings, "bulk-price", text);
}

/* ---- What would come of it ---- */

static void
set_row (AdwActionRow *row, char *taken)
{
  g_autofree char *text = taken;

  adw_action_row_set_subtitle (row, text);
}

/* @taken: (transfer full) */
static void
set_note (AdwActionRow *row, gint64 n, char *taken)
{
  g_autofree char *text = taken;

  gtk_widget_set_visible (GTK_WIDGET (row), n > 0);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), text);
}

static char *
dup_unpriced (const AutosellPricePreview *preview, gboolean is_set)
{
  g_autofree char *number = autosell_format_integer (preview->n_unpriced);
  gint64 n = preview->n_unpriced;

  if (is_set)
    return g_strdup_printf (
      ngettext ("%s car has no price yet and gets this one", "%s cars have no price yet and get this one", n), number);
  return g_strdup_printf (
    ngettext ("%s car has no price and stays without one", "%s cars have no price and stay without one", n), number);
}

static void
show_notes (AutosellBulkPriceDialog *self, const AutosellPricePreview *preview)
{
  g_autofree char *below = autosell_format_integer (preview->n_below_minimum);
  g_autofree char *zero = autosell_format_integer (preview->n_zero);

  set_note (self->unpriced, preview->n_unpriced, dup_unpriced (preview, self->rule.kind == AUTOSELL_PRICE_SET));
  set_note (self->below_minimum, preview->n_below_minimum,
            g_strdup_printf (ngettext ("%s car would cost less than its minimum price",
                                       "%s cars would cost less than their minimum price", preview->n_below_minimum),
                             below));
  set_note (
    self->zero, preview->n_zero,
    g_strdup_printf (ngettext ("%s car would cost nothing", "%s cars would cost nothing", preview->n_zero), zero));
}

static char *
dup_step (gint64 before, gint64 after)
{
  g_autofree char *from = before < 0 ? g_strdup (_("no price")) : autosell_format_money (before);
  g_autofree char *to = autosell_format_money (after);

  if (before == after)
    return g_steal_pointer (&to);
  return g_strdup_printf ("%s → %s", from, to);
}

static char *
dup_sum (const AutosellPricePreview *preview)
{
  gint64 difference = preview->sum_after_cents - preview->sum_before_cents;
  g_autofree char *step = dup_step (preview->sum_before_cents, preview->sum_after_cents);
  g_autofree char *amount = autosell_format_money (ABS (difference));

  if (difference == 0)
    return g_steal_pointer (&step);
  return g_strdup_printf ("%s (%s%s)", step, difference < 0 ? "−" : "+", amount);
}

static void
show_preview (AutosellBulkPriceDialog *self, const AutosellPricePreview *preview)
{
  g_autofree char *changed = autosell_format_integer (preview->n_changed);
  g_autofree char *all = autosell_format_integer (preview->n_cars);
  gboolean is_set = self->rule.kind == AUTOSELL_PRICE_SET;

  /* Translators: “12 of 14” cars change */
  set_row (self->changed, g_strdup_printf (_("%s of %s"), changed, all));
  set_row (self->sum, dup_sum (preview));
  gtk_widget_set_visible (GTK_WIDGET (self->lowest), preview->lowest_key != 0 && !is_set);
  gtk_widget_set_visible (GTK_WIDGET (self->highest), preview->highest_key != preview->lowest_key && !is_set);
  set_row (self->lowest, dup_step (preview->lowest_before_cents, preview->lowest_after_cents));
  set_row (self->highest, dup_step (preview->highest_before_cents, preview->highest_after_cents));
  show_notes (self, preview);
}

static void
update (AutosellBulkPriceDialog *self)
{
  gboolean is_set = adw_combo_row_get_selected (self->way) == WAY_SET;
  gboolean is_blank = get_text (self)[0] == '\0';
  AutosellPricePreview preview = { 0 };

  if (self->store == NULL)
    return; /* being made, or gone */
  gtk_widget_set_visible (GTK_WIDGET (self->unit), !is_set);
  gtk_widget_set_visible (GTK_WIDGET (self->rounding), !is_set);
  self->has_rule = read_rule (self, &self->rule);
  if (self->has_rule || is_blank)
    gtk_widget_remove_css_class (GTK_WIDGET (self->amount), "error");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->amount), "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->amount), GTK_ACCESSIBLE_STATE_INVALID,
                               self->has_rule || is_blank ? GTK_ACCESSIBLE_INVALID_FALSE : GTK_ACCESSIBLE_INVALID_TRUE,
                               -1);
  if (self->cars != NULL)
    {
      /* Before anything is written: what the cars cost now, which is what a change by nothing leaves */
      if (!self->has_rule)
        self->rule = (AutosellPriceRule){ .kind = AUTOSELL_PRICE_AMOUNT };
      autosell_price_rule_preview (&self->rule, (const AutosellPricedCar *) self->cars->data, self->cars->len,
                                   &preview);
      show_preview (self, &preview);
    }
  gtk_widget_set_sensitive (self->apply, self->has_rule && preview.n_changed > 0);
}

static void
amount_changed_cb (AutosellBulkPriceDialog *self)
{
  const char *text = get_text (self);

  /* Who writes the unit has said it */
  if (strchr (text, '%') != NULL)
    adw_combo_row_set_selected (self->unit, UNIT_PERCENT);
  else if (strpbrk (text, "$mM") != NULL)
    adw_combo_row_set_selected (self->unit, UNIT_PESOS);
  update (self);
}

static void
choice_changed_cb (AutosellBulkPriceDialog *self)
{
  update (self);
}

static void
prices_ready_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(AutosellBulkPriceDialog) self = user_data;
  g_autoptr(GError) error = NULL;
  GArray *cars = autosell_store_get_prices_finish (AUTOSELL_STORE (object), result, &error);

  if (self->store == NULL || cars == NULL)
    {
      g_clear_pointer (&cars, g_array_unref);
      return; /* gone, or the stock is closed */
    }
  g_clear_pointer (&self->cars, g_array_unref);
  self->cars = cars;
  update (self);
}

static void
read_prices (AutosellBulkPriceDialog *self)
{
  autosell_store_get_prices_async (self->store, self->keys, self->cancellable, prices_ready_cb, g_object_ref (self));
}

/* ---- Doing it ---- */

static void
apply_cb (AutosellBulkPriceDialog *self)
{
  AutosellBulk *bulk;

  if (!gtk_widget_get_sensitive (self->apply))
    {
      gtk_widget_error_bell (GTK_WIDGET (self->amount));
      return;
    }
  save_choices (self);
  bulk = autosell_bulk_new_for_keys (self->keys);
  autosell_bulk_set_price_rule (bulk, &self->rule);
  autosell_bulk_run (GTK_WINDOW (self), self->store, bulk);
  gtk_window_close (GTK_WINDOW (self));
}

static void
autosell_bulk_price_dialog_dispose (GObject *object)
{
  AutosellBulkPriceDialog *self = AUTOSELL_BULK_PRICE_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (autosell_bulk_price_dialog_parent_class)->dispose (object);
}

static void
autosell_bulk_price_dialog_finalize (GObject *object)
{
  AutosellBulkPriceDialog *self = AUTOSELL_BULK_PRICE_DIALOG (object);

  g_clear_pointer (&self->keys, g_array_unref);
  g_clear_pointer (&self->cars, g_array_unref);
  g_object_unref (self->cancellable);
  g_object_unref (self->settings);
  G_OBJECT_CLASS (autosell_bulk_price_dialog_parent_class)->finalize (object);
}

static void
autosell_bulk_price_dialog_class_init (AutosellBulkPriceDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = autosell_bulk_price_dialog_dispose;
  object_class->finalize = autosell_bulk_price_dialog_finalize;
  gtk_widget_class_set_template_from_resource (widget_class, "/com/autosell/Manager/ui/autosell-bulk-price-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, AutosellBulkPriceDialog, heading);
  gtk_widget_class_bind_template_child (widget_class, AutosellBulkPriceDialog, apply);
  gtk_widget_class_bind_template_child (widget_class, AutosellBulkPriceDialog, way);
  gtk_widget_class_bind_template_child (widget_class, AutosellBulkPriceDialog, amount);
  gtk_widget_class_bind_template_child (widget_class, AutosellBulkPriceDialog, unit);
  gtk_widget_class_bind_template_child (widget_class, AutosellBulkPriceDialog, rounding);
  gtk_widget_class_bind_template_child (widget_class, AutosellBulkPriceDialog, changed);
  gtk_widget_class_bind_template_child (widget_class, AutosellBulkPriceDialog, sum);
  gtk_widget_class_bind_template_child (widget_class, AutosellBulkPriceDialog, lowest);
  gtk_widget_class_bind_template_child (widget_class, AutosellBulkPriceDialog, highest);
  gtk_widget_class_bind_template_child (widget_class, AutosellBulkPriceDialog, unpriced);
  gtk_widget_class_bind_template_child (widget_class, AutosellBulkPriceDialog, below_minimum);
  gtk_widget_class_bind_template_child (widget_class, AutosellBulkPriceDialog, zero);
  gtk_widget_class_bind_template_callback (widget_class, amount_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, choice_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, apply_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
autosell_bulk_price_dialog_init (AutosellBulkPriceDialog *self)
{
  self->cancellable = g_cancellable_new ();
  self->settings = g_settings_new (APP_ID);
  gtk_widget_init_template (GTK_WIDGET (self));
  restore_choices (self);
}

void
autosell_bulk_price_dialog_present (GtkWindow *parent, AutosellStore *store, GArray *keys)
{
  AutosellBulkPriceDialog *self;
  g_autofree char *number = autosell_format_integer (keys->len);
  g_autofree char *title = g_strdup_printf (ngettext ("Price of %s car", "Price of %s cars", keys->len), number);
  g_autofree char *n_cars = NULL;

  g_return_if_fail (AUTOSELL_IS_STORE (store) && keys != NULL);

  self = g_object_new (AUTOSELL_TYPE_BULK_PRICE_DIALOG, "transient-for", parent, "destroy-with-parent", TRUE, "title",
                       title, NULL);
  n_cars = g_strdup_printf (ngettext ("%s car", "%s cars", keys->len), number);
  adw_window_title_set_title (self->heading, autosell_field_get_label (AUTOSELL_FIELD_PRICE));
  adw_window_title_set_subtitle (self->heading, n_cars);
  self->store = g_object_ref (store);
  self->keys = g_array_copy (keys);
  g_signal_connect_object (store, "changed", G_CALLBACK (read_prices), self, G_CONNECT_SWAPPED);
  read_prices (self);
  update (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->amount));
  autosell_compat_present_dialog (GTK_WINDOW (self), gtk_window_get_transient_for (GTK_WINDOW (self)));
}
