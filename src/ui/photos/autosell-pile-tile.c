/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-pile-tile.h"

#include "autosell-compat.h"
#include "autosell-photo-picture.h"

#include <glib/gi18n.h>

struct _AutosellPileTile
{
  GtkFlowBoxChild parent_instance;
  AutosellPilePhoto *photo;      /* owned */
  AutosellPhotoPicture *picture; /* children */
  GtkWidget *sign;
  GtkLabel *note;
};

G_DEFINE_FINAL_TYPE (AutosellPileTile, autosell_pile_tile, GTK_TYPE_FLOW_BOX_CHILD)

/* Two side by side where a window is as narrow as a telephone. */
#define WIDTH 152
#define HEIGHT 114

static void
update (AutosellPileTile *self)
{
  const char *twin = autosell_pile_photo_get_twin (self->photo);
  const char *name = autosell_pile_photo_get_name (self->photo);
  g_autofree char *label = twin != NULL ? g_strdup_printf ("%s, %s", name, twin) : g_strdup (name);

  autosell_photo_paintable_set_preview (autosell_photo_picture_get_paintable (self->picture),
                                        autosell_pile_photo_get_texture (self->photo));
  gtk_widget_set_visible (self->sign, twin != NULL);
  gtk_label_set_text (self->note, twin != NULL ? twin : "");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), label);
  autosell_compat_set_name (GTK_WIDGET (self), label);
}

static void
autosell_pile_tile_dispose (GObject *object)
{
  AutosellPileTile *self = AUTOSELL_PILE_TILE (object);

  if (self->photo != NULL)
    g_signal_handlers_disconnect_by_data (self->photo, self);
  g_clear_object (&self->photo);
  G_OBJECT_CLASS (autosell_pile_tile_parent_class)->dispose (object);
}

static void
autosell_pile_tile_class_init (AutosellPileTileClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = autosell_pile_tile_dispose;
}

static void
autosell_pile_tile_init (AutosellPileTile *self)
{
  GtkWidget *overlay = gtk_overlay_new ();
  GtkWidget *check = gtk_image_new_from_icon_name ("object-select-symbolic");

  self->picture = AUTOSELL_PHOTO_PICTURE (autosell_photo_picture_new ());
  autosell_photo_picture_set_radius (self->picture, 6);
  gtk_widget_set_size_request (GTK_WIDGET (self->picture), WIDTH, HEIGHT);
  gtk_widget_add_css_class (GTK_WIDGET (self->picture), "pile-picture");
  self->sign = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);
  self->note = GTK_LABEL (gtk_label_new (NULL));
  /* Which car it looks like is behind the words that say so. */
  gtk_label_set_wrap (self->note, TRUE);
  gtk_label_set_wrap_mode (self->note, PANGO_WRAP_WORD_CHAR);
  gtk_label_set_lines (self->note, 2);
  gtk_label_set_width_chars (self->note, 12);
  gtk_label_set_max_width_chars (self->note, 14);
  gtk_label_set_ellipsize (self->note, PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (self->note, 0);
  gtk_widget_set_hexpand (GTK_WIDGET (self->note), TRUE);
  gtk_box_append (GTK_BOX (self->sign), gtk_image_new_from_icon_name ("dialog-warning-symbolic"));
  gtk_box_append (GTK_BOX (self->sign), GTK_WIDGET (self->note));
  gtk_widget_set_valign (self->sign, GTK_ALIGN_END);
  gtk_widget_add_css_class (self->sign, "tile-note");
  gtk_widget_add_css_class (check, "tile-check");
  gtk_widget_set_halign (check, GTK_ALIGN_END);
  gtk_widget_set_valign (check, GTK_ALIGN_START);
  gtk_overlay_set_child (GTK_OVERLAY (overlay), GTK_WIDGET (self->picture));
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), self->sign);
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), check);
  gtk_flow_box_child_set_child (GTK_FLOW_BOX_CHILD (self), overlay);
  gtk_widget_set_halign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (GTK_WIDGET (self), "pile-tile");
}

GtkWidget *
autosell_pile_tile_new (AutosellPilePhoto *photo)
{
  AutosellPileTile *self = g_object_new (AUTOSELL_TYPE_PILE_TILE, NULL);

  self->photo = g_object_ref (photo);
  g_signal_connect_swapped (photo, "changed", G_CALLBACK (update), self);
  update (self);
  return GTK_WIDGET (self);
}

AutosellPilePhoto *
autosell_pile_tile_get_photo (AutosellPileTile *self)
{
  return self->photo;
}
