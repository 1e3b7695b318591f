/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-niv-note.h"

#include "autosell-compat.h"
#include "autosell-niv-decode.h"
#include "autosell-parse.h"

#include <glib/gi18n.h>
#include <stdlib.h>

struct _AutosellNivNote
{
  AdwBin parent_instance;
  GtkBox *box;       /* child */
  GtkLabel *told;    /* in box */
  GtkBox *doubts;    /* in box: what contradicts */
  GtkBox *uses;      /* in box: buttons */
  GtkBox *twins;     /* in box */
  GString *said;     /* owned: of all but the twins */
  GString *all;      /* owned */
  GString *of_twins; /* owned */
};

G_DEFINE_FINAL_TYPE (AutosellNivNote, autosell_niv_note, ADW_TYPE_BIN)

enum
{
  USE,
  OPEN_CAR,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void
clear_box (GtkBox *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (box))) != NULL)
    gtk_box_remove (box, child);
  gtk_widget_set_visible (GTK_WIDGET (box), FALSE);
}

static void
say (GString *said, const char *text)
{
  if (said->len > 0)
    g_string_append (said, " · ");
  g_string_append (said, text);
}

static GtkWidget *
make_label (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_set_hexpand (label, TRUE);
  return label;
}

static GtkWidget *
make_doubt (const char *sentence)
{
  GtkWidget *hint = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *icon = gtk_image_new_from_icon_name ("dialog-warning-symbolic");

  gtk_widget_add_css_class (hint, "hint");
  gtk_widget_add_css_class (hint, "problem");
  gtk_widget_set_valign (icon, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (hint), icon);
  gtk_box_append (GTK_BOX (hint), make_label (sentence));
  return hint;
}

/* ---- what it tells ---- */

static char *
dup_years (const AutosellNivInfo *info)
{
  if (info->years[0] == 0)
    return NULL;
  if (info->years[1] == 0)
    return g_strdup_printf ("%d", info->years[0]);
  /* Translators: two model years; the NIV does not tell which */
  return g_strdup_printf (_("%d or %d"), info->years[0], info->years[1]);
}

static void
tell (AutosellNivNote *self, const AutosellNivInfo *info)
{
  g_autofree char *years = dup_years (info);
  g_autoptr(GString) told = g_string_new (NULL);

  say (told, info->maker != NULL ? info->maker : _("Maker not known"));
  if (info->country != NULL)
    say (told, info->country);
  if (years != NULL)
    say (told, years);
  /* a wrong one is said by the field's own doubt */
  if (info->verdict == AUTOSELL_NIV_OK)
    say (told, _("check digit right"));
  else if (!info->has_check_digit)
    say (told, _("no check digit"));
  gtk_label_set_text (self->told, told->str);
  g_string_append (self->said, told->str);
}

static void
add_doubt (AutosellNivNote *self, const char *sentence)
{
  gtk_box_append (self->doubts, make_doubt (sentence));
  gtk_widget_set_visible (GTK_WIDGET (self->doubts), TRUE);
  g_string_append_printf (self->said, ". %s", sentence);
}

static void
doubt (AutosellNivNote *self, const AutosellNivInfo *info, AutosellVehicle *vehicle)
{
  const char *brand = autosell_vehicle_get_text (vehicle, AUTOSELL_FIELD_BRAND);
  gint64 year;

  if (brand != NULL && !autosell_niv_is_brand (info, brand))
    {
      /* Translators: the first is a maker that the NIV names, the second the brand that somebody typed */
      g_autofree char *sentence = g_strdup_printf (_("The NIV is of %s, but the brand says %s."), info->maker, brand);

      add_doubt (self, sentence);
    }
  if (autosell_vehicle_get_number (vehicle, AUTOSELL_FIELD_YEAR, &year) && !autosell_niv_is_year (info, year))
    {
      g_autofree char *years = dup_years (info);
      /* Translators: the first is a model year or two (“2019 or 1989”), the second the year that somebody typed */
      g_autofree char *sentence = g_strdup_printf (_("The NIV is of %s, but the year says %d."), years, (int) year);

      add_doubt (self, sentence);
    }
}

/* ---- what can be taken from it ---- */

static void
use_clicked_cb (GtkButton *button, gpointer user_data)
{
  GtkWidget *note = gtk_widget_get_ancestor (GTK_WIDGET (button), AUTOSELL_TYPE_NIV_NOTE);
  AutosellField field = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "field"));
  g_autofree char *text = g_strdup (user_data); /* taking it removes this button */

  if (note != NULL)
    g_signal_emit (note, signals[USE], 0, (int) field, text);
}

static void
free_text (gpointer text, GClosure *closure G_GNUC_UNUSED)
{
  g_free (text);
}

static void
add_use (AutosellNivNote *self, AutosellField field, const char *text)
{
  /* Translators: %s is a brand or a year that the NIV tells of */
  g_autofree char *label = g_strdup_printf (_("Use %s"), text);
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_label_set_ellipsize (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (button))), PANGO_ELLIPSIZE_END);
  g_object_set_data (G_OBJECT (button), "field", GINT_TO_POINTER (field));
  g_signal_connect_data (button, "clicked", G_CALLBACK (use_clicked_cb), g_strdup (text), free_text, 0);
  gtk_box_append (self->uses, button);
  gtk_widget_set_visible (GTK_WIDGET (self->uses), TRUE);
}

static gboolean
is_blank (AutosellVehicle *vehicle, AutosellField field)
{
  return autosell_vehicle_get_value (vehicle, field)->state == AUTOSELL_VALUE_UNKNOWN;
}

static void
offer (AutosellNivNote *self, const AutosellNivInfo *info, AutosellVehicle *vehicle)
{
  if (info->brand != NULL && is_blank (vehicle, AUTOSELL_FIELD_BRAND))
    add_use (self, AUTOSELL_FIELD_BRAND, info->brand);
  for (guint i = 0; i < G_N_ELEMENTS (info->years) && is_blank (vehicle, AUTOSELL_FIELD_YEAR); i++)
    if (info->years[i] != 0)
      {
        g_autofree char *year = g_strdup_printf ("%d", info->years[i]);

        add_use (self, AUTOSELL_FIELD_YEAR, year);
      }
}

void
autosell_niv_note_show (AutosellNivNote *self, AutosellVehicle *vehicle)
{
  char today[AUTOSELL_DATE_SIZE];
  AutosellNivInfo info;
  gboolean is_told;

  g_return_if_fail (AUTOSELL_IS_NIV_NOTE (self) && AUTOSELL_IS_VEHICLE (vehicle));

  autosell_date_today (today);
  is_told = autosell_niv_decode (autosell_vehicle_get_text (vehicle, AUTOSELL_FIELD_NIV), atoi (today) + 1, &info);
  g_string_truncate (self->said, 0);
  clear_box (self->doubts);
  clear_box (self->uses);
  gtk_widget_set_visible (GTK_WIDGET (self->told), is_told);
  if (is_told)
    {
      tell (self, &info);
      doubt (self, &info, vehicle);
      offer (self, &info, vehicle);
    }
  gtk_widget_set_visible (GTK_WIDGET (self), is_told);
}

/* ---- the other car ---- */

static void
open_clicked_cb (GtkButton *button, gpointer user_data)
{
  GtkWidget *note = gtk_widget_get_ancestor (GTK_WIDGET (button), AUTOSELL_TYPE_NIV_NOTE);
  const gint64 *key = user_data;

  if (note != NULL)
    g_signal_emit (note, signals[OPEN_CAR], 0, *key);
}

void
autosell_niv_note_set_twins (AutosellNivNote *self, GPtrArray *twins)
{
  g_return_if_fail (AUTOSELL_IS_NIV_NOTE (self));

  clear_box (self->twins);
  g_string_truncate (self->of_twins, 0);
  for (guint i = 0; twins != NULL && i < twins->len; i++)
    {
      AutosellVehicle *twin = twins->pdata[i];
      g_autofree char *title = autosell_vehicle_dup_title (twin);
      /* Translators: %s is a car, “MAZDA CX30 2021” */
      g_autofree char *sentence = g_strdup_printf (_("The same NIV is in the stock: %s"), title);
      GtkWidget *hint = make_doubt (sentence);
      GtkWidget *button = gtk_button_new_with_label (_("Open"));
      g_autofree char *name = g_strdup_printf (_("Open %s"), title);
      gint64 key = autosell_vehicle_get_key (twin);

      autosell_compat_set_name (button, name);
      gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
      g_signal_connect_data (button, "clicked", G_CALLBACK (open_clicked_cb), g_memdup2 (&key, sizeof key), free_text,
                             0);
      gtk_box_append (GTK_BOX (hint), button);
      gtk_box_append (self->twins, hint);
      gtk_widget_set_visible (GTK_WIDGET (self->twins), TRUE);
      g_string_append_printf (self->of_twins, ". %s", sentence);
    }
}

const char *
autosell_niv_note_get_text (AutosellNivNote *self)
{
  g_return_val_if_fail (AUTOSELL_IS_NIV_NOTE (self), NULL);

  g_string_printf (self->all, "%s%s", self->said->str, self->of_twins->str);
  return self->all->len > 0 ? self->all->str : NULL;
}

static void
autosell_niv_note_finalize (GObject *object)
{
  AutosellNivNote *self = AUTOSELL_NIV_NOTE (object);

  g_string_free (self->said, TRUE);
  g_string_free (self->all, TRUE);
  g_string_free (self->of_twins, TRUE);
  G_OBJECT_CLASS (autosell_niv_note_parent_class)->finalize (object);
}

static void
autosell_niv_note_class_init (AutosellNivNoteClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = autosell_niv_note_finalize;
  signals[USE] = g_signal_new ("use", AUTOSELL_TYPE_NIV_NOTE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                               G_TYPE_INT, G_TYPE_STRING);
  signals[OPEN_CAR] = g_signal_new ("open-car", AUTOSELL_TYPE_NIV_NOTE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                    G_TYPE_NONE, 1, G_TYPE_INT64);
}

static GtkBox *
add_box (AutosellNivNote *self, GtkOrientation orientation)
{
  GtkWidget *box = gtk_box_new (orientation, 6);

  gtk_widget_set_visible (box, FALSE);
  gtk_box_append (self->box, box);
  return GTK_BOX (box);
}

static void
autosell_niv_note_init (AutosellNivNote *self)
{
  self->said = g_string_new (NULL);
  self->all = g_string_new (NULL);
  self->of_twins = g_string_new (NULL);
  self->box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 6));
  gtk_widget_set_margin_top (GTK_WIDGET (self->box), 6);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->box));
  self->told = GTK_LABEL (make_label (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->told), "caption");
  gtk_widget_add_css_class (GTK_WIDGET (self->told), "niv-told");
  gtk_box_append (self->box, GTK_WIDGET (self->told));
  self->doubts = add_box (self, GTK_ORIENTATION_VERTICAL);
  self->uses = add_box (self, GTK_ORIENTATION_HORIZONTAL);
  gtk_widget_add_css_class (GTK_WIDGET (self->uses), "niv-uses");
  self->twins = add_box (self, GTK_ORIENTATION_VERTICAL);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

AutosellNivNote *
autosell_niv_note_new (void)
{
  return g_object_new (AUTOSELL_TYPE_NIV_NOTE, NULL);
}
