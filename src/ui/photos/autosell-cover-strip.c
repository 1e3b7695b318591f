/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-cover-strip.h"

#include "autosell-compat.h"
#include "autosell-cover.h"
#include "autosell-gallery.h"
#include "autosell-photo-adder.h"
#include "autosell-photo-picture.h"
#include "autosell-photo-store.h"
#include "autosell-photo-viewer.h"
#include "autosell-photo-zone.h"
#include "autosell-readiness-label.h"

#include <glib/gi18n.h>

/* Below the cover; the last one tells how many more there are. */
#define N_SMALL 4

struct _AutosellCoverStrip
{
  GtkBox parent_instance;
  AutosellStore *store;      /* owned, nullable */
  AutosellVehicle *vehicle;  /* owned, nullable */
  GCancellable *cancellable; /* owned, nullable: the photos that are asked for */
  char *state;               /* owned, nullable: what is shown, so that it is not asked for twice */
  GPtrArray *photos;         /* owned, nullable: of the car, once they have come */
  int wanted;                /* the photo to look at as soon as they come; -1 for none */
  GtkWidget *cover_button;   /* children */
  AutosellPhotoPicture *cover;
  GtkWidget *small_box;
  GtkWidget *small_buttons[N_SMALL];
  AutosellPhotoPicture *small[N_SMALL];
  GtkLabel *more;
  GtkWidget *add_button;
  GtkLabel *readiness;
};

G_DEFINE_FINAL_TYPE (AutosellCoverStrip, autosell_cover_strip, GTK_TYPE_BOX)

/* ---- Looking at them ---- */

static void
open_gallery (AutosellCoverStrip *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  g_autofree char *title = autosell_vehicle_dup_title (self->vehicle);

  if (GTK_IS_WINDOW (root))
    autosell_gallery_window_present (GTK_WINDOW (root), self->store, autosell_vehicle_get_key (self->vehicle), title);
}

/* A click on a photo shows it large; where there is none yet, it leads to where they are put. */
static void
view_photo (AutosellCoverStrip *self, guint index)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  g_autofree char *title = NULL;

  if (self->vehicle == NULL || !GTK_IS_WINDOW (root))
    return;
  if (autosell_cover_get_n_photos (self->vehicle) == 0)
    {
      open_gallery (self);
      return;
    }
  self->wanted = self->photos == NULL ? (int) index : -1;
  if (self->photos == NULL || index >= self->photos->len)
    return;
  title = autosell_vehicle_dup_title (self->vehicle);
  autosell_photo_viewer_present (GTK_WINDOW (root), self->store, autosell_vehicle_get_key (self->vehicle), title,
                                 self->photos, autosell_photo_get_id (self->photos->pdata[index]));
}

static void
open_cb (AutosellCoverStrip *self)
{
  view_photo (self, 0);
}

static void
open_small_cb (GtkWidget *button, AutosellCoverStrip *self)
{
  guint index = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "index"));

  /* the last one stands for all that there is no room for */
  if (index == N_SMALL && gtk_widget_get_visible (GTK_WIDGET (self->more)))
    open_gallery (self);
  else
    view_photo (self, index);
}

/* ---- The other photos ---- */

static void
show_small (AutosellCoverStrip *self, GPtrArray *photos)
{
  guint n_others = photos->len > 0 ? photos->len - 1 : 0;
  AutosellThumbnailCache *cache = autosell_thumbnail_cache_get (self->store);
  g_autofree char *more = g_strdup_printf ("+%u", n_others > N_SMALL ? n_others - N_SMALL + 1 : 0);

  for (guint i = 0; i < N_SMALL; i++)
    {
      AutosellPhoto *photo = i < n_others ? photos->pdata[i + 1] : NULL;

      gtk_widget_set_opacity (self->small_buttons[i], photo != NULL ? 1 : 0);
      gtk_widget_set_sensitive (self->small_buttons[i], photo != NULL);
      autosell_photo_picture_set_photo (
        self->small[i], photo != NULL ? cache : NULL, photo != NULL ? autosell_photo_get_key (photo) : NULL,
        AUTOSELL_THUMBNAIL_EDGE_TILE, photo != NULL ? autosell_photo_get_info (photo)->mark : AUTOSELL_PHOTO_WHOLE);
    }
  gtk_label_set_text (self->more, more);
  gtk_widget_set_visible (GTK_WIDGET (self->more), n_others > N_SMALL);
  gtk_widget_set_visible (self->small_box, n_others > 0);
}

static void
listed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(AutosellCoverStrip) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) photos = autosell_store_list_photos_finish (AUTOSELL_STORE (object), result, &error);

  if (photos == NULL || self->store == NULL)
    return;
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->photos, g_ptr_array_unref);
  self->photos = g_steal_pointer (&photos);
  show_small (self, self->photos);
  if (self->wanted >= 0)
    view_photo (self, (guint) self->wanted);
}

/* ---- Showing ---- */

static void
show_cover (AutosellCoverStrip *self)
{
  g_autofree char *title = autosell_vehicle_dup_title (self->vehicle);
  g_autofree char *count = autosell_cover_dup_count (self->vehicle, self->store);
  /* Translators: opens the photos of a car; %s is the car, then how many there are */
  g_autofree char *name = g_strdup_printf (_("Photos of %s: %s"), title, count);
  gboolean is_in_bin = autosell_vehicle_get_deleted (self->vehicle) != 0;

  autosell_photo_picture_set_photo (self->cover, autosell_thumbnail_cache_get (self->store),
                                    autosell_cover_get_key (self->vehicle), AUTOSELL_THUMBNAIL_EDGE_LARGE,
                                    AUTOSELL_PHOTO_WHOLE);
  autosell_compat_set_name (self->cover_button, name);
  gtk_widget_set_tooltip_text (self->cover_button, count);
  gtk_widget_set_sensitive (self->cover_button, !is_in_bin);
  gtk_widget_set_visible (self->add_button, autosell_cover_get_n_photos (self->vehicle) == 0 && !is_in_bin);
}

void
autosell_cover_strip_set_vehicle (AutosellCoverStrip *self, AutosellStore *store, AutosellVehicle *vehicle)
{
  g_autofree char *state = NULL;

  g_return_if_fail (AUTOSELL_IS_COVER_STRIP (self));

  g_set_object (&self->store, store);
  g_set_object (&self->vehicle, vehicle);
  if (store == NULL || vehicle == NULL)
    return;
  show_cover (self);
  autosell_readiness_label_show (self->readiness, self->vehicle);
  /* Photos do not raise a car's revision, but each change of the stock brings the car anew. */
  state = g_strdup_printf ("%p", vehicle);
  if (g_strcmp0 (state, self->state) == 0)
    return;
  g_free (self->state);
  self->state = g_steal_pointer (&state);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->photos, g_ptr_array_unref);
  self->wanted = -1;
  if (autosell_cover_get_n_photos (vehicle) < 2)
    gtk_widget_set_visible (self->small_box, FALSE);
  if (autosell_cover_get_n_photos (vehicle) == 0)
    return;
  self->cancellable = g_cancellable_new ();
  autosell_store_list_photos_async (store, autosell_vehicle_get_key (vehicle), FALSE, self->cancellable, listed_cb,
                                    g_object_ref (self));
}

/* ---- Acting ---- */

static void
add_cb (AutosellCoverStrip *self)
{
  g_autofree char *title = autosell_vehicle_dup_title (self->vehicle);

  autosell_photo_adder_choose (GTK_WIDGET (self), self->store, autosell_vehicle_get_key (self->vehicle), title);
}

static gboolean
zone_hover (GtkWidget *widget, double x, double y, gpointer user_data)
{
  AutosellCoverStrip *self = AUTOSELL_COVER_STRIP (widget);

  if (self->vehicle == NULL || autosell_vehicle_get_deleted (self->vehicle) != 0)
    return FALSE;
  gtk_widget_add_css_class (widget, "drop-here");
  return TRUE;
}

static void
zone_leave (GtkWidget *widget, gpointer user_data)
{
  gtk_widget_remove_css_class (widget, "drop-here");
}

static void
zone_drop (GtkWidget *widget, double x, double y, GListModel *files, GBytes *bytes, const char *name,
           gpointer user_data)
{
  AutosellCoverStrip *self = AUTOSELL_COVER_STRIP (widget);
  g_autofree char *title = self->vehicle != NULL ? autosell_vehicle_dup_title (self->vehicle) : NULL;

  if (title == NULL)
    return;
  if (files != NULL)
    autosell_photo_adder_add_files (widget, self->store, autosell_vehicle_get_key (self->vehicle), title, files);
  else
    autosell_photo_adder_add_bytes (widget, self->store, autosell_vehicle_get_key (self->vehicle), title, bytes, name);
}

/* ---- Class ---- */

static void
autosell_cover_strip_dispose (GObject *object)
{
  AutosellCoverStrip *self = AUTOSELL_COVER_STRIP (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->vehicle);
  g_clear_object (&self->store);
  g_clear_pointer (&self->photos, g_ptr_array_unref);
  g_clear_pointer (&self->state, g_free);
  G_OBJECT_CLASS (autosell_cover_strip_parent_class)->dispose (object);
}

static void
autosell_cover_strip_class_init (AutosellCoverStripClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = autosell_cover_strip_dispose;
}

static GtkWidget *
create_small (AutosellCoverStrip *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);

  gtk_box_set_homogeneous (GTK_BOX (box), TRUE);
  self->more = GTK_LABEL (gtk_label_new (NULL));
  for (guint i = 0; i < N_SMALL; i++)
    {
      GtkWidget *overlay = gtk_overlay_new ();
      GtkWidget *button = self->small_buttons[i] = gtk_button_new ();
      /* Translators: a button that shows one of the photos of a car */
      g_autofree char *name = g_strdup_printf (_("Photo %u"), i + 2);

      self->small[i] = AUTOSELL_PHOTO_PICTURE (autosell_photo_picture_new ());
      autosell_photo_picture_set_radius (self->small[i], 6);
      gtk_overlay_set_child (GTK_OVERLAY (overlay), GTK_WIDGET (self->small[i]));
      if (i == N_SMALL - 1)
        gtk_overlay_add_overlay (GTK_OVERLAY (overlay), GTK_WIDGET (self->more));
      gtk_button_set_child (GTK_BUTTON (button), overlay);
      gtk_widget_add_css_class (button, "cover");
      /* by the keyboard the cover opens them all */
      gtk_widget_set_focusable (button, FALSE);
      autosell_compat_set_name (button, name);
      g_object_set_data (G_OBJECT (button), "index", GUINT_TO_POINTER (i + 1));
      g_signal_connect (button, "clicked", G_CALLBACK (open_small_cb), self);
      gtk_box_append (GTK_BOX (box), button);
    }
  gtk_widget_add_css_class (GTK_WIDGET (self->more), "more-photos");
  gtk_widget_add_css_class (GTK_WIDGET (self->more), "numeric");
  return box;
}

static void
autosell_cover_strip_init (AutosellCoverStrip *self)
{
  static const AutosellPhotoZone zone = { zone_hover, zone_leave, zone_drop };
  GtkWidget *overlay = gtk_overlay_new ();

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 6);
  self->wanted = -1;
  self->cover = AUTOSELL_PHOTO_PICTURE (autosell_photo_picture_new ());
  autosell_photo_picture_set_radius (self->cover, 10);
  self->small_box = create_small (self);
  gtk_widget_set_visible (self->small_box, FALSE);
  self->cover_button = gtk_button_new ();
  gtk_button_set_child (GTK_BUTTON (self->cover_button), GTK_WIDGET (self->cover));
  gtk_widget_add_css_class (self->cover_button, "cover");
  self->add_button = gtk_button_new_with_mnemonic (_("Add _photos…"));
  gtk_widget_set_halign (self->add_button, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (self->add_button, GTK_ALIGN_END);
  gtk_widget_set_margin_bottom (self->add_button, 12);
  gtk_widget_set_visible (self->add_button, FALSE);
  self->readiness = GTK_LABEL (autosell_readiness_label_new ());
  gtk_overlay_set_child (GTK_OVERLAY (overlay), self->cover_button);
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), self->add_button);
  gtk_box_append (GTK_BOX (self), overlay);
  gtk_box_append (GTK_BOX (self), self->small_box);
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->readiness));
  gtk_widget_add_css_class (GTK_WIDGET (self), "cover-strip");
  autosell_photo_zone_set (GTK_WIDGET (self), &zone, NULL);
  g_signal_connect_swapped (self->cover_button, "clicked", G_CALLBACK (open_cb), self);
  g_signal_connect_swapped (self->add_button, "clicked", G_CALLBACK (add_cb), self);
}
