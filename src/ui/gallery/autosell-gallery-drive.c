/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-gallery-private.h"

#include "autosell-application.h"
#include "autosell-drive-picker.h"
#include "autosell-drive-share.h"

#include <glib/gi18n.h>

/* How the photos that are shown stand with Drive: which wait, which go up just now and how far they are, and how many
 * of the car are still to come from there. */

static void read_car (AutosellGallery *self);

void
autosell_gallery_show_drive (AutosellGallery *self)
{
  GHashTableIter iter;
  gpointer id, item;

  g_hash_table_iter_init (&iter, self->by_id);
  while (g_hash_table_iter_next (&iter, &id, &item))
    {
      double fraction = self->drive != NULL ? autosell_drive_manager_get_fraction (self->drive, id) : -1;
      AutosellPhotoInDrive in_drive = AUTOSELL_DRIVE_UNSAID;

      if (self->in_drive != NULL && self->in_drive->is_linked)
        in_drive = g_hash_table_contains (self->in_drive->there, id) ? AUTOSELL_DRIVE_IS_THERE
                   : fraction >= 0                                   ? AUTOSELL_DRIVE_GOES
                                                                     : AUTOSELL_DRIVE_WAITS;
      autosell_gallery_item_set_in_drive (item, in_drive, fraction);
    }
}

char *
autosell_gallery_dup_drive_words (AutosellGallery *self)
{
  guint n_waiting = 0, n_photos = g_hash_table_size (self->by_id);
  GHashTableIter iter;
  gpointer id;

  if (self->in_drive == NULL || !self->in_drive->is_linked)
    return NULL;
  g_hash_table_iter_init (&iter, self->by_id);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    n_waiting += !g_hash_table_contains (self->in_drive->there, id);
  if (self->in_drive->n_to_fetch > 0)
    /* Translators: photos of a car, beside those that are counted before */
    return g_strdup_printf (
      ngettext ("%u more comes from Drive…", "%u more come from Drive…", self->in_drive->n_to_fetch),
      self->in_drive->n_to_fetch);
  if (n_waiting > 0)
    return g_strdup_printf (ngettext ("%u not in Drive yet", "%u not in Drive yet", n_waiting), n_waiting);
  return n_photos > 0 ? g_strdup (_("All in Drive")) : NULL;
}

static void
car_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(AutosellGallery) self = user_data;
  g_autoptr(AutosellDriveCar) car = autosell_store_get_drive_car_finish (AUTOSELL_STORE (source), result, NULL);
  gboolean is_asked_again = self->n_drive_reads > 1;

  self->n_drive_reads = 0;
  if (self->store == NULL)
    return;
  if (is_asked_again)
    read_car (self);
  else if (car != NULL)
    {
      g_clear_pointer (&self->in_drive, autosell_drive_car_free);
      self->in_drive = g_steal_pointer (&car);
      autosell_gallery_show_drive (self);
      autosell_gallery_show_state (self);
    }
}

/* One at a time: what is asked for meanwhile is asked for once more afterwards. */
static void
read_car (AutosellGallery *self)
{
  if (self->store == NULL || self->vehicle_key == 0)
    return;
  self->n_drive_reads = MIN (self->n_drive_reads + 1, 2);
  if (self->n_drive_reads == 1)
    autosell_store_get_drive_car_async (self->store, self->vehicle_key, NULL, car_cb, g_object_ref (self));
}

static void
photo_changed_cb (AutosellGallery *self, const char *id)
{
  AutosellGalleryItem *item = g_hash_table_lookup (self->by_id, id);
  double fraction = autosell_drive_manager_get_fraction (self->drive, id);

  if (item == NULL)
    return;
  if (fraction >= 0)
    autosell_gallery_item_set_in_drive (item, AUTOSELL_DRIVE_GOES, fraction);
  else
    read_car (self);
}

static void
drive_changed_cb (AutosellGallery *self)
{
  /* Progress of photos is told by each; what is linked, and what Drive has, is told by the end of a run. */
  if (autosell_drive_manager_get_state (self->drive) != AUTOSELL_DRIVE_RUNNING)
    read_car (self);
}

/* The program may be so young that nothing keeps photos in Drive yet: then it is told when it does. */
static void
follow (AutosellGallery *self)
{
  GApplication *application = g_application_get_default ();
  AutosellDriveManager *drive =
    AUTOSELL_IS_APPLICATION (application) ? autosell_application_get_drive (AUTOSELL_APPLICATION (application)) : NULL;

  if (drive == NULL && AUTOSELL_IS_APPLICATION (application))
    {
      g_signal_handlers_disconnect_by_func (application, autosell_gallery_look_at_drive, self);
      g_signal_connect_object (application, "drive-ready", G_CALLBACK (autosell_gallery_look_at_drive), self,
                               G_CONNECT_SWAPPED);
    }
  if (self->drive != NULL || drive == NULL)
    return;
  self->drive = g_object_ref (drive);
  g_signal_connect_object (drive, "photo-changed", G_CALLBACK (photo_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (drive, "changed", G_CALLBACK (drive_changed_cb), self, G_CONNECT_SWAPPED);
}

void
autosell_gallery_look_at_drive (AutosellGallery *self)
{
  follow (self);
  if (self->drive == NULL || self->vehicle_key == 0)
    return;
  autosell_drive_manager_want (self->drive, self->vehicle_key);
  read_car (self);
}

void
autosell_gallery_leave_drive (AutosellGallery *self)
{
  g_clear_pointer (&self->in_drive, autosell_drive_car_free);
  /* An answer that is about another car is asked for anew. */
  if (self->n_drive_reads > 0)
    self->n_drive_reads = 2;
}

/* ---- What can be done ---- */

static void
share_cb (GtkWidget *widget, const char *name, GVariant *parameter G_GNUC_UNUSED)
{
  AutosellGallery *self = AUTOSELL_GALLERY (widget);

  if (self->store == NULL || self->vehicle_key == 0)
    return;
  if (g_str_equal (name, "gallery.share"))
    autosell_drive_share_copy (widget, self->store, self->vehicle_key);
  else
    autosell_drive_share_stop (widget, self->store, self->vehicle_key);
}

typedef struct
{
  AutosellGallery *gallery; /* owned */
  AutosellStore *store;     /* owned */
  gint64 vehicle_key;
  GPtrArray *photos; /* owned, of GBytes */
  GPtrArray *names;  /* owned, of utf8, nullable each */
} Picked;

static void
picked_cb (GBytes *bytes, const char *name, gpointer user_data)
{
  Picked *picked = user_data;

  g_ptr_array_add (picked->photos, g_bytes_ref (bytes));
  g_ptr_array_add (picked->names, g_strdup (name));
}

/* All at once, so that one undo takes them back; as though they had been dropped at the end. Another car may be shown
 * by now. */
static void
bring_in (Picked *picked)
{
  AutosellGallery *self = picked->gallery;
  gboolean is_shown = self->store == picked->store && self->vehicle_key == picked->vehicle_key;
  g_autoptr(AutosellGalleryImport) import = NULL;

  if (picked->photos->len == 0)
    return;
  import = is_shown ? g_object_ref (autosell_gallery_begin_import (self, -1, NULL))
                    : autosell_gallery_import_new (picked->store, picked->vehicle_key, NULL, NULL);
  for (guint i = 0; i < picked->photos->len; i++)
    autosell_gallery_import_add_bytes (import, picked->photos->pdata[i], picked->names->pdata[i]);
}

static void
picked_end (gpointer data)
{
  Picked *picked = data;

  bring_in (picked);
  g_object_unref (picked->gallery);
  g_object_unref (picked->store);
  g_ptr_array_unref (picked->photos);
  g_ptr_array_unref (picked->names);
  g_free (picked);
}

static void
add_from_drive_cb (GtkWidget *widget, const char *name G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  AutosellGallery *self = AUTOSELL_GALLERY (widget);
  Picked *picked;

  if (self->store == NULL || self->vehicle_key == 0 || autosell_gallery_get_window (self) == NULL)
    return;
  picked = g_new0 (Picked, 1);
  picked->gallery = g_object_ref (self);
  picked->store = g_object_ref (self->store);
  picked->vehicle_key = self->vehicle_key;
  picked->photos = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  picked->names = g_ptr_array_new_with_free_func (g_free);
  autosell_drive_picker_present (autosell_gallery_get_window (self), picked_cb, picked_end, picked);
}

void
autosell_gallery_install_drive_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "gallery.add-from-drive", NULL, add_from_drive_cb);
  gtk_widget_class_install_action (widget_class, "gallery.share", NULL, share_cb);
  gtk_widget_class_install_action (widget_class, "gallery.stop-sharing", NULL, share_cb);
}
