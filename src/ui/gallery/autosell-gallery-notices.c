/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-gallery-private.h"

#include "autosell-error-dialog.h"
#include "autosell-photo-error.h"

#include <glib/gi18n.h>

/* What is told above the photos: which files were left out and why, and which picture is there twice. */

#define MAX_REFUSED_ROWS 6

/* ---- Left out ---- */

static const char *
get_reason (const GError *error)
{
  if (error == NULL)
    return "";
  return error->domain == AUTOSELL_PHOTO_ERROR ? error->message : autosell_error_get_sentence (error, NULL);
}

static GtkWidget *
create_refused_row (AutosellPhotoImport *item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *name = gtk_label_new (autosell_photo_import_get_name (item));
  GtkWidget *reason = gtk_label_new (get_reason (autosell_photo_import_get_error (item)));

  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_MIDDLE);
  gtk_label_set_xalign (GTK_LABEL (reason), 0);
  gtk_label_set_wrap (GTK_LABEL (reason), TRUE);
  gtk_widget_add_css_class (reason, "dim-label");
  gtk_box_append (GTK_BOX (box), name);
  gtk_box_append (GTK_BOX (box), reason);
  return box;
}

static void
show_refused (AutosellGallery *self)
{
  guint n = self->refused->len;
  g_autofree char *title = g_strdup_printf (ngettext ("%u file was left out", "%u files were left out", n), n);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->refused_list))) != NULL)
    gtk_box_remove (self->refused_list, child);
  for (guint i = 0; i < n && i < MAX_REFUSED_ROWS; i++)
    gtk_box_append (self->refused_list, create_refused_row (self->refused->pdata[i]));
  if (n > MAX_REFUSED_ROWS)
    {
      g_autofree char *more =
        g_strdup_printf (ngettext ("and %u more", "and %u more", n - MAX_REFUSED_ROWS), n - MAX_REFUSED_ROWS);
      GtkWidget *label = gtk_label_new (more);

      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_widget_add_css_class (label, "dim-label");
      gtk_box_append (self->refused_list, label);
    }
  gtk_label_set_text (self->refused_title, title);
  gtk_widget_set_visible (self->refused_box, n > 0);
}

void
autosell_gallery_add_refused (AutosellGallery *self, AutosellPhotoImport *item)
{
  g_ptr_array_add (self->refused, g_object_ref (item));
  if (self->refused->len <= MAX_REFUSED_ROWS + 1)
    show_refused (self);
  else
    {
      /* the rows are there already: of hundreds only the number changes */
      GtkWidget *last = gtk_widget_get_last_child (GTK_WIDGET (self->refused_list));
      guint n = self->refused->len;
      g_autofree char *title = g_strdup_printf (ngettext ("%u file was left out", "%u files were left out", n), n);
      g_autofree char *more =
        g_strdup_printf (ngettext ("and %u more", "and %u more", n - MAX_REFUSED_ROWS), n - MAX_REFUSED_ROWS);

      gtk_label_set_text (self->refused_title, title);
      gtk_label_set_text (GTK_LABEL (last), more);
    }
}

void
autosell_gallery_clear_refused (AutosellGallery *self)
{
  g_ptr_array_set_size (self->refused, 0);
  show_refused (self);
}

/* ---- The same picture twice ---- */

static guint
get_number (AutosellGallery *self, AutosellPhoto *photo)
{
  AutosellGalleryItem *item = g_hash_table_lookup (self->by_id, autosell_photo_get_id (photo));

  return item != NULL ? autosell_gallery_item_get_position (item) + 1 : 0;
}

static gboolean
is_here (AutosellGallery *self, AutosellPhoto *photo)
{
  return autosell_photo_get_info (photo)->vehicle_key == self->vehicle_key;
}

/* Returns: (transfer full) (nullable): where else @photo is, in words */
static char *
describe_twin (AutosellGallery *self, AutosellPhotoTwins *twins, AutosellPhoto *photo)
{
  gboolean is_same = twins->likeness == AUTOSELL_LIKENESS_SAME;

  for (guint i = 0; i < twins->photos->len; i++)
    {
      AutosellPhoto *other = twins->photos->pdata[i];

      if (is_here (self, other) && strcmp (autosell_photo_get_id (other), autosell_photo_get_id (photo)) != 0)
        return g_strdup_printf (is_same ? _("The same picture as photo %u") : _("Looks like photo %u"),
                                get_number (self, other));
    }
  return g_strdup (is_same ? _("The same picture is on another car") : _("A picture like it is on another car"));
}

static void
mark_twins (AutosellGallery *self, guint *n_here, guint *n_elsewhere)
{
  g_autoptr(GHashTable) marked = g_hash_table_new (NULL, NULL);

  *n_here = *n_elsewhere = 0;
  for (guint i = 0; self->twins != NULL && i < self->twins->len; i++)
    {
      AutosellPhotoTwins *twins = self->twins->pdata[i];
      guint n_ours = 0;

      for (guint j = 0; j < twins->photos->len; j++)
        {
          AutosellPhoto *photo = twins->photos->pdata[j];
          AutosellGalleryItem *item =
            is_here (self, photo) ? g_hash_table_lookup (self->by_id, autosell_photo_get_id (photo)) : NULL;
          g_autofree char *text = item != NULL ? describe_twin (self, twins, photo) : NULL;

          if (item == NULL)
            continue;
          n_ours++;
          autosell_gallery_item_set_twin (item, text);
          g_hash_table_add (marked, item);
        }
      if (n_ours > 1)
        *n_here += n_ours - 1;
      else
        *n_elsewhere += n_ours;
    }
  for (guint i = 0; i < self->items->len; i++)
    if (!g_hash_table_contains (marked, self->items->pdata[i]))
      autosell_gallery_item_set_twin (self->items->pdata[i], NULL);
}

static void
show_twins (AutosellGallery *self)
{
  g_autofree char *text = NULL;
  guint n_here, n_elsewhere;

  mark_twins (self, &n_here, &n_elsewhere);
  if (n_here > 0)
    text = g_strdup_printf (
      ngettext ("%u photo is here twice, or looks like it.", "%u photos are here twice, or look like it.", n_here),
      n_here);
  else if (n_elsewhere > 0)
    text = g_strdup_printf (
      ngettext ("%u photo is on another car too.", "%u photos are on another car too.", n_elsewhere), n_elsewhere);
  gtk_label_set_text (self->twin_label, text != NULL ? text : "");
  gtk_widget_set_visible (self->twin_box, text != NULL);
}

static void
twins_found_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(AutosellGallery) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) twins = autosell_store_find_twins_finish (AUTOSELL_STORE (object), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->store == NULL)
    return;
  if (error != NULL)
    g_message ("no twins of photos: %s", error->message);
  g_clear_pointer (&self->twins, g_ptr_array_unref);
  self->twins = g_steal_pointer (&twins);
  show_twins (self);
}

void
autosell_gallery_find_twins (AutosellGallery *self)
{
  g_cancellable_cancel (self->twin_cancellable);
  g_clear_object (&self->twin_cancellable);
  self->twin_cancellable = g_cancellable_new ();
  autosell_store_find_twins_async (self->store, self->vehicle_key, self->twin_cancellable, twins_found_cb,
                                   g_object_ref (self));
}

/* Those that could go: of each group here all but the first in order, or the one that is elsewhere too. */
void
autosell_gallery_select_twins (AutosellGallery *self)
{
  autosell_gallery_grid_select_none (self->grid);
  for (guint i = 0; self->twins != NULL && i < self->twins->len; i++)
    {
      AutosellPhotoTwins *twins = self->twins->pdata[i];
      AutosellGalleryItem *first = NULL;
      guint n_ours = 0;

      for (guint j = 0; j < twins->photos->len; j++)
        {
          AutosellGalleryItem *item =
            g_hash_table_lookup (self->by_id, autosell_photo_get_id (twins->photos->pdata[j]));

          if (item == NULL)
            continue;
          n_ours++;
          autosell_gallery_item_set_selected (item, TRUE);
          if (first == NULL || autosell_gallery_item_get_position (item) < autosell_gallery_item_get_position (first))
            first = item;
        }
      if (n_ours > 1)
        autosell_gallery_item_set_selected (first, FALSE);
    }
  gtk_widget_grab_focus (GTK_WIDGET (self->grid));
  autosell_gallery_update_actions (self);
}
