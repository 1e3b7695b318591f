/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-week-supply.h"

#include "autosell-compat.h"
#include "autosell-window.h"
#include "autosell-wrap-layout.h"

struct _AutosellWeekSupplyBar
{
  AdwBin parent_instance;
  GtkWidget *ready; /* the bin's */
  GtkWidget *lacking;
};

G_DEFINE_FINAL_TYPE (AutosellWeekSupplyBar, autosell_week_supply_bar, ADW_TYPE_BIN)

static void
clicked_cb (GtkWidget *button, AutosellWeekSupplyBar *self)
{
  AutosellWindow *window = autosell_window_find (button);

  if (window != NULL)
    autosell_window_show_query (window,
                                button == self->ready ? AUTOSELL_WEEK_QUERY_READY : AUTOSELL_WEEK_QUERY_LACKING);
}

static void
set_words (GtkWidget *button, const char *words)
{
  gtk_label_set_text (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (button))), words);
  autosell_compat_set_name (button, words);
  gtk_widget_set_visible (button, *words != '\0');
}

void
autosell_week_supply_bar_show (AutosellWeekSupplyBar *self, const AutosellWeekSupply *supply)
{
  g_autofree char *ready = autosell_week_supply_dup_ready (supply);
  g_autofree char *lacking = autosell_week_supply_dup_lacking (supply);

  g_return_if_fail (AUTOSELL_IS_WEEK_SUPPLY_BAR (self));

  set_words (self->ready, ready);
  set_words (self->lacking, lacking);
}

static void
autosell_week_supply_bar_class_init (AutosellWeekSupplyBarClass *klass)
{
}

static GtkWidget *
create_button (AutosellWeekSupplyBar *self)
{
  GtkWidget *button = gtk_button_new (), *label = gtk_label_new (NULL);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "numeric");
  gtk_button_set_child (GTK_BUTTON (button), label);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_visible (button, FALSE);
  g_signal_connect (button, "clicked", G_CALLBACK (clicked_cb), self);
  return button;
}

static void
autosell_week_supply_bar_init (AutosellWeekSupplyBar *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  self->ready = create_button (self);
  self->lacking = create_button (self);
  gtk_widget_set_layout_manager (box, autosell_wrap_layout_new (6));
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  gtk_box_append (GTK_BOX (box), self->ready);
  gtk_box_append (GTK_BOX (box), self->lacking);
  adw_bin_set_child (ADW_BIN (self), box);
}

GtkWidget *
autosell_week_supply_bar_new (void)
{
  return g_object_new (AUTOSELL_TYPE_WEEK_SUPPLY_BAR, NULL);
}
