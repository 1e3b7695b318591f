/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-post-collage.h"

#include <glib/gi18n.h>

#include "autosell-compat.h"
#include "autosell-photo-picture.h"

/* More than these are told by a number over the last one. */
#define MAX_SHOWN 5
/* Into so many columns two and three go alike. */
#define N_COLUMNS 6

struct _AutosellPostCollage
{
  GtkGrid parent_instance;
};

G_DEFINE_FINAL_TYPE (AutosellPostCollage, autosell_post_collage, GTK_TYPE_GRID)

/* (nullable) (transfer none) */
static AutosellPhoto *
find_photo (GPtrArray *photos, const char *id)
{
  for (guint i = 0; i < photos->len; i++)
    if (g_strcmp0 (autosell_photo_get_id (photos->pdata[i]), id) == 0)
      return photos->pdata[i];
  return NULL;
}

static GtkWidget *
create_picture (AutosellStore *store, AutosellPhoto *photo, guint n_more)
{
  GtkWidget *overlay = gtk_overlay_new ();
  GtkWidget *picture = autosell_photo_picture_new ();

  autosell_photo_picture_set_photo (AUTOSELL_PHOTO_PICTURE (picture), autosell_thumbnail_cache_get (store),
                                    autosell_photo_get_key (photo), AUTOSELL_THUMBNAIL_EDGE_TILE, AUTOSELL_PHOTO_WHOLE);
  gtk_overlay_set_child (GTK_OVERLAY (overlay), picture);
  gtk_widget_set_hexpand (overlay, TRUE);
  if (n_more > 0)
    {
      g_autofree char *text = g_strdup_printf ("+%u", n_more);
      GtkWidget *more = gtk_label_new (text);

      gtk_widget_add_css_class (more, "collage-more");
      gtk_widget_add_css_class (more, "numeric");
      gtk_overlay_add_overlay (GTK_OVERLAY (overlay), more);
    }
  return overlay;
}

void
autosell_post_collage_set (AutosellPostCollage *self, AutosellStore *store, GPtrArray *photos,
                           const char *const *chosen)
{
  /* How many stand in the upper row, by how many there are */
  static const guint n_upper[MAX_SHOWN + 1] = { 0, 1, 2, 1, 1, 2 };
  guint n = chosen != NULL ? g_strv_length ((char **) chosen) : 0;
  guint n_shown = MIN (n, MAX_SHOWN);
  g_autofree char *name = g_strdup_printf (ngettext ("%u photo", "%u photos", n), n);
  GtkWidget *child;

  g_return_if_fail (AUTOSELL_IS_POST_COLLAGE (self));

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_grid_remove (GTK_GRID (self), child);
  for (guint i = 0; i < n_shown; i++)
    {
      AutosellPhoto *photo = find_photo (photos, chosen[i]);
      gboolean is_upper = i < n_upper[n_shown];
      guint n_row = is_upper ? n_upper[n_shown] : n_shown - n_upper[n_shown];
      guint column = is_upper ? i : i - n_upper[n_shown];
      int width = N_COLUMNS / (int) n_row;

      if (photo != NULL)
        gtk_grid_attach (GTK_GRID (self), create_picture (store, photo, i + 1 == MAX_SHOWN ? n - MAX_SHOWN : 0),
                         (int) column * width, is_upper ? 0 : 1, width, 1);
    }
  autosell_compat_set_name (GTK_WIDGET (self), name);
  gtk_widget_set_visible (GTK_WIDGET (self), n > 0);
}

static void
autosell_post_collage_class_init (AutosellPostCollageClass *klass)
{
}

static void
autosell_post_collage_init (AutosellPostCollage *self)
{
  gtk_grid_set_column_homogeneous (GTK_GRID (self), TRUE);
  gtk_grid_set_column_spacing (GTK_GRID (self), 3);
  gtk_grid_set_row_spacing (GTK_GRID (self), 3);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_widget_add_css_class (GTK_WIDGET (self), "collage");
}
