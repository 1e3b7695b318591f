/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-readiness-label.h"

#include "autosell-readiness.h"

GtkWidget *
autosell_readiness_label_new (void)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "readiness");
  return label;
}

void
autosell_readiness_label_show (GtkLabel *label, AutosellVehicle *vehicle)
{
  AutosellReadiness readiness = { 0 };
  g_autofree char *text = NULL;
  g_autofree char *line = NULL;

  if (vehicle != NULL)
    autosell_readiness_get (vehicle, &readiness);
  text = autosell_readiness_dup_text (&readiness);
  line = readiness.is_asked && readiness.lacks != 0 ? g_strdup_printf ("%d %% · %s", readiness.score, text)
                                                    : g_strdup (text);
  gtk_label_set_text (label, line);
  gtk_widget_set_visible (GTK_WIDGET (label), readiness.is_asked);
  if (readiness.lacks == 0)
    gtk_widget_add_css_class (GTK_WIDGET (label), "ready");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (label), "ready");
}
