/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-gallery-import.h"

#include <glib/gi18n.h>
#include <gtk/gtk.h>

struct _AutosellGalleryImport
{
  GObject parent_instance;
  AutosellStore *store;            /* owned */
  AutosellPhotoImporter *importer; /* owned */
  gint64 vehicle_key;              /* 0: not in the stock yet */
  char *before_id;                 /* owned, nullable */
  char *replaced_id;               /* owned, nullable */
  GPtrArray *stored;               /* owned, nullable, of AutosellStagedPhoto: what is being stored */
  AutosellGalleryImportState state;
  gboolean is_held; /* keeps itself and the program alive */
};

G_DEFINE_FINAL_TYPE (AutosellGalleryImport, autosell_gallery_import, G_TYPE_OBJECT)

enum
{
  CHANGED,
  REFUSED,
  DONE,
  N_SIGNALS
};
static guint signals[N_SIGNALS];
static guint n_held;

/* ---- Living ---- */

/* Closing the last window must not lose what is half way in. */
static void
hold (AutosellGalleryImport *self)
{
  GApplication *application = g_application_get_default ();

  if (self->is_held)
    return;
  self->is_held = TRUE;
  n_held++;
  g_object_ref (self);
  if (application != NULL)
    g_application_hold (application);
}

static void
let_go (AutosellGalleryImport *self)
{
  GApplication *application = g_application_get_default ();

  if (!self->is_held)
    return;
  self->is_held = FALSE;
  n_held--;
  if (application != NULL)
    g_application_release (application);
  g_object_unref (self);
}

guint
autosell_gallery_import_get_n_held (void)
{
  return n_held;
}

/* Nobody is there any more whom a dialog would tell. */
static void
tell_nobody_left (const GError *error)
{
  GApplication *application = g_application_get_default ();
  g_autoptr(GNotification) notification = NULL;

  if (error == NULL || !GTK_IS_APPLICATION (application)
      || gtk_application_get_windows (GTK_APPLICATION (application)) != NULL)
    return;
  notification = g_notification_new (_("The photos were not added."));
  g_notification_set_body (notification, error->message);
  g_application_send_notification (application, NULL, notification);
}

static void
finish (AutosellGalleryImport *self, guint n_added, gint64 change, const GError *error)
{
  self->state = AUTOSELL_GALLERY_IMPORT_DONE;
  g_object_ref (self);
  g_signal_emit (self, signals[DONE], 0, n_added, change, error);
  tell_nobody_left (error);
  let_go (self);
  g_object_unref (self);
}

/* ---- Storing ---- */

static void
stored_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(AutosellGalleryImport) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellCommitResult) committed =
    autosell_store_edit_photos_finish (AUTOSELL_STORE (object), result, &error);

  finish (self, committed != NULL ? self->stored->len : 0, committed != NULL ? committed->change : 0, error);
}

static void
store_at (AutosellGalleryImport *self, int position)
{
  AutosellPhotoEdit *edit = autosell_photo_edit_new ();
  g_autoptr(GPtrArray) added = g_ptr_array_new ();
  guint first = 0;

  if (self->replaced_id != NULL)
    autosell_photo_edit_replace (edit, self->replaced_id, self->stored->pdata[first++]);
  for (guint i = first; i < self->stored->len; i++)
    g_ptr_array_add (added, self->stored->pdata[i]);
  if (added->len > 0)
    autosell_photo_edit_add (edit, self->vehicle_key, added, position);
  autosell_store_edit_photos_async (self->store, edit, stored_cb, g_object_ref (self));
}

/* Where the photo that they come before stands by now; at the end if it has gone. */
static void
listed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(AutosellGalleryImport) self = user_data;
  g_autoptr(GPtrArray) photos = autosell_store_list_photos_finish (AUTOSELL_STORE (object), result, NULL);
  const char *id = self->before_id != NULL ? self->before_id : self->replaced_id;
  int position = AUTOSELL_PHOTO_AT_END;

  for (guint i = 0; photos != NULL && i < photos->len; i++)
    if (g_strcmp0 (autosell_photo_get_id (photos->pdata[i]), id) == 0)
      position = (int) i + (self->replaced_id != NULL ? 1 : 0);
  store_at (self, position);
}

static void
store_ready (AutosellGalleryImport *self)
{
  GListModel *items = G_LIST_MODEL (self->importer);

  self->stored = g_ptr_array_new_with_free_func ((GDestroyNotify) autosell_staged_photo_unref);
  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr(AutosellPhotoImport) item = g_list_model_get_item (items, i);
      AutosellStagedPhoto *staged = autosell_photo_import_get_staged (item);

      if (staged != NULL)
        g_ptr_array_add (self->stored, autosell_staged_photo_ref (staged));
    }
  if (self->stored->len == 0)
    {
      finish (self, 0, 0, NULL);
      return;
    }
  self->state = AUTOSELL_GALLERY_IMPORT_STORING;
  if (self->before_id != NULL || self->replaced_id != NULL)
    autosell_store_list_photos_async (self->store, self->vehicle_key, FALSE, NULL, listed_cb, g_object_ref (self));
  else
    store_at (self, AUTOSELL_PHOTO_AT_END);
}

/* ---- The importer ---- */

static void
item_added_cb (AutosellGalleryImport *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
item_done_cb (AutosellGalleryImport *self, AutosellPhotoImport *item)
{
  if (autosell_photo_import_get_state (item) == AUTOSELL_PHOTO_REFUSED)
    g_signal_emit (self, signals[REFUSED], 0, item);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
finished_cb (AutosellGalleryImport *self)
{
  if (self->state != AUTOSELL_GALLERY_IMPORT_RUNNING)
    return;
  if (self->vehicle_key != 0)
    {
      store_ready (self);
      return;
    }
  self->state = AUTOSELL_GALLERY_IMPORT_STAGED;
  g_signal_emit (self, signals[CHANGED], 0);
}

/* ---- Public ---- */

void
autosell_gallery_import_add_files (AutosellGalleryImport *self, GListModel *files)
{
  g_return_if_fail (AUTOSELL_IS_GALLERY_IMPORT (self));

  if (self->vehicle_key != 0)
    hold (self);
  autosell_photo_importer_add_files (self->importer, files);
}

void
autosell_gallery_import_add_bytes (AutosellGalleryImport *self, GBytes *bytes, const char *name)
{
  g_return_if_fail (AUTOSELL_IS_GALLERY_IMPORT (self));

  if (self->vehicle_key != 0)
    hold (self);
  autosell_photo_importer_add_bytes (self->importer, bytes, name);
}

void
autosell_gallery_import_cancel (AutosellGalleryImport *self)
{
  g_return_if_fail (AUTOSELL_IS_GALLERY_IMPORT (self));

  if (self->state == AUTOSELL_GALLERY_IMPORT_RUNNING)
    autosell_photo_importer_cancel (self->importer);
  /* it may have been at rest, and then it does not say that it has finished */
  if (self->state == AUTOSELL_GALLERY_IMPORT_RUNNING && !autosell_photo_importer_is_busy (self->importer))
    finished_cb (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

void
autosell_gallery_import_discard (AutosellGalleryImport *self)
{
  g_return_if_fail (AUTOSELL_IS_GALLERY_IMPORT (self));

  if (self->state != AUTOSELL_GALLERY_IMPORT_RUNNING && self->state != AUTOSELL_GALLERY_IMPORT_STAGED)
    return;
  self->state = AUTOSELL_GALLERY_IMPORT_DONE;
  autosell_photo_importer_cancel (self->importer);
  finish (self, 0, 0, NULL);
}

void
autosell_gallery_import_set_vehicle (AutosellGalleryImport *self, gint64 vehicle_key)
{
  g_return_if_fail (AUTOSELL_IS_GALLERY_IMPORT (self) && vehicle_key != 0 && self->vehicle_key == 0);

  self->vehicle_key = vehicle_key;
  hold (self);
  if (self->state == AUTOSELL_GALLERY_IMPORT_STAGED)
    store_ready (self);
}

AutosellGalleryImportState
autosell_gallery_import_get_state (AutosellGalleryImport *self)
{
  g_return_val_if_fail (AUTOSELL_IS_GALLERY_IMPORT (self), AUTOSELL_GALLERY_IMPORT_DONE);

  return self->state;
}

const char *
autosell_gallery_import_get_before (AutosellGalleryImport *self)
{
  g_return_val_if_fail (AUTOSELL_IS_GALLERY_IMPORT (self), NULL);

  return self->before_id;
}

const char *
autosell_gallery_import_get_replaced (AutosellGalleryImport *self)
{
  g_return_val_if_fail (AUTOSELL_IS_GALLERY_IMPORT (self), NULL);

  return self->replaced_id;
}

gint64
autosell_gallery_import_get_vehicle (AutosellGalleryImport *self)
{
  g_return_val_if_fail (AUTOSELL_IS_GALLERY_IMPORT (self), 0);

  return self->vehicle_key;
}

AutosellPhotoImporter *
autosell_gallery_import_get_importer (AutosellGalleryImport *self)
{
  g_return_val_if_fail (AUTOSELL_IS_GALLERY_IMPORT (self), NULL);

  return self->importer;
}

GPtrArray *
autosell_gallery_import_dup_items (AutosellGalleryImport *self)
{
  GPtrArray *found = g_ptr_array_new_with_free_func (g_object_unref);
  GListModel *items = G_LIST_MODEL (self->importer);

  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      AutosellPhotoImport *item = g_list_model_get_item (items, i);
      AutosellPhotoImportState state = autosell_photo_import_get_state (item);

      if (state == AUTOSELL_PHOTO_REFUSED || state == AUTOSELL_PHOTO_CANCELLED)
        g_object_unref (item);
      else
        g_ptr_array_add (found, item);
    }
  return found;
}

/* ---- The object ---- */

static void
autosell_gallery_import_dispose (GObject *object)
{
  AutosellGalleryImport *self = AUTOSELL_GALLERY_IMPORT (object);

  if (self->importer != NULL)
    g_signal_handlers_disconnect_by_data (self->importer, self);
  g_clear_object (&self->importer);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (autosell_gallery_import_parent_class)->dispose (object);
}

static void
autosell_gallery_import_finalize (GObject *object)
{
  AutosellGalleryImport *self = AUTOSELL_GALLERY_IMPORT (object);

  g_clear_pointer (&self->stored, g_ptr_array_unref);
  g_free (self->before_id);
  g_free (self->replaced_id);
  G_OBJECT_CLASS (autosell_gallery_import_parent_class)->finalize (object);
}

static void
autosell_gallery_import_class_init (AutosellGalleryImportClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = autosell_gallery_import_dispose;
  G_OBJECT_CLASS (klass)->finalize = autosell_gallery_import_finalize;
  signals[CHANGED] = g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[REFUSED] =
    g_signal_new ("refused", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, AUTOSELL_TYPE_PHOTO_IMPORT);
  signals[DONE] = g_signal_new ("done", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 3, G_TYPE_UINT,
                                G_TYPE_INT64, G_TYPE_POINTER);
}

static void
autosell_gallery_import_init (AutosellGalleryImport *self G_GNUC_UNUSED)
{
}

AutosellGalleryImport *
autosell_gallery_import_new (AutosellStore *store, gint64 vehicle_key, const char *before_id, const char *replaced_id)
{
  AutosellGalleryImport *self;

  g_return_val_if_fail (AUTOSELL_IS_STORE (store), NULL);

  self = g_object_new (AUTOSELL_TYPE_GALLERY_IMPORT, NULL);
  self->store = g_object_ref (store);
  self->vehicle_key = vehicle_key;
  self->before_id = g_strdup (before_id);
  self->replaced_id = g_strdup (replaced_id);
  self->importer =
    autosell_photo_importer_new (autosell_store_get_data_dir (store), autosell_store_get_keep_originals (store));
  g_signal_connect_swapped (self->importer, "item-added", G_CALLBACK (item_added_cb), self);
  g_signal_connect_swapped (self->importer, "item-done", G_CALLBACK (item_done_cb), self);
  g_signal_connect_swapped (self->importer, "finished", G_CALLBACK (finished_cb), self);
  return self;
}
