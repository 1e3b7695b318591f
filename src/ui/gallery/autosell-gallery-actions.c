/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-gallery-private.h"

#include "autosell-compat.h"
#include "autosell-error-dialog.h"
#include "autosell-photo-content.h"
#include "autosell-photo-probe.h"
#include "autosell-photo-viewer.h"
#include "autosell-save-file.h"
#include "autosell-window.h"

#include <glib/gi18n.h>

/* What can be done with photos, each an action `gallery.` with a key and an item of the menu. */

/* Returns: (transfer container): ids of what is selected, NULL-terminated; valid as long as @photos */
static const char **
dup_ids (GPtrArray *photos)
{
  const char **ids = g_new0 (const char *, photos->len + 1);

  for (guint i = 0; i < photos->len; i++)
    ids[i] = autosell_photo_get_id (photos->pdata[i]);
  return ids;
}

static guint
count_photos (AutosellGallery *self)
{
  g_autoptr(GPtrArray) photos = autosell_gallery_dup_selected (self);

  return photos->len;
}

void
autosell_gallery_update_actions (AutosellGallery *self)
{
  static const char *const one[] = { "gallery.crop", "gallery.replace" };
  static const char *const some[] = { "gallery.view",        "gallery.copy",         "gallery.cover",
                                      "gallery.move-left",   "gallery.move-right",   "gallery.move-last",
                                      "gallery.rotate-left", "gallery.rotate-right", "gallery.uncrop",
                                      "gallery.save",        "gallery.open-with" };
  GtkWidget *widget = GTK_WIDGET (self);
  guint n = count_photos (self);
  guint n_selected = autosell_gallery_grid_get_n_selected (self->grid);

  for (guint i = 0; i < G_N_ELEMENTS (one); i++)
    gtk_widget_action_set_enabled (widget, one[i], n == 1);
  for (guint i = 0; i < G_N_ELEMENTS (some); i++)
    gtk_widget_action_set_enabled (widget, some[i], n > 0);
  gtk_widget_action_set_enabled (widget, "gallery.remove", n > 0 && n == n_selected);
  gtk_widget_action_set_enabled (widget, "gallery.add", self->store != NULL);
  gtk_widget_action_set_enabled (widget, "gallery.paste", self->store != NULL);
}

/* ---- Bringing in ---- */

/* Returns: (transfer full): with the endings of photos, also in capitals, as cameras write them */
static GListModel *
create_filters (void)
{
  GListStore *filters = g_list_store_new (GTK_TYPE_FILE_FILTER);
  g_autoptr(GtkFileFilter) photos = gtk_file_filter_new ();
  g_autoptr(GtkFileFilter) all = gtk_file_filter_new ();
  const char *const *extensions = autosell_photo_format_list_extensions ();

  gtk_file_filter_set_name (photos, _("Photos"));
  for (guint i = 0; extensions[i] != NULL; i++)
    gtk_file_filter_add_suffix (photos, extensions[i]);
  g_list_store_append (filters, photos);
  gtk_file_filter_set_name (all, _("All files"));
  gtk_file_filter_add_pattern (all, "*");
  g_list_store_append (filters, all);
  return G_LIST_MODEL (filters);
}

static void
chosen_cb (GListModel *files, gpointer user_data)
{
  g_autoptr(AutosellGallery) self = user_data;

  if (files != NULL)
    autosell_gallery_add_files (self, files);
}

static void
add_cb (GtkWidget *widget, const char *name G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  g_autoptr(GListModel) filters = create_filters ();

  autosell_compat_open_files (autosell_gallery_get_window (AUTOSELL_GALLERY (widget)), _("Add Photos"), filters,
                              chosen_cb, g_object_ref (widget));
}

typedef struct
{
  AutosellGallery *gallery; /* owned */
  char *id;                 /* owned */
} Replacement;

static void
replacement_chosen_cb (GFile *file, gpointer user_data)
{
  Replacement *replacement = user_data;
  AutosellGallery *self = replacement->gallery;
  g_autoptr(GListStore) files = g_list_store_new (G_TYPE_FILE);

  if (file != NULL && self->store != NULL && g_hash_table_contains (self->by_id, replacement->id))
    {
      g_list_store_append (files, file);
      autosell_gallery_import_add_files (autosell_gallery_begin_import (self, -1, replacement->id),
                                         G_LIST_MODEL (files));
    }
  g_object_unref (self);
  g_free (replacement->id);
  g_free (replacement);
}

static void
replace_cb (GtkWidget *widget, const char *name G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  AutosellGallery *self = AUTOSELL_GALLERY (widget);
  g_autoptr(GPtrArray) photos = autosell_gallery_dup_selected (self);
  g_autoptr(GListModel) filters = create_filters ();
  Replacement *replacement;

  if (photos->len != 1)
    return;
  replacement = g_new0 (Replacement, 1);
  replacement->gallery = g_object_ref (self);
  replacement->id = g_strdup (autosell_photo_get_id (photos->pdata[0]));
  autosell_compat_open_file (autosell_gallery_get_window (self), _("Replace Photo"), filters, replacement_chosen_cb,
                             replacement);
}

static void
paste_cb (GtkWidget *widget, const char *name G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  autosell_gallery_read_clipboard (AUTOSELL_GALLERY (widget));
}

static void
cancel_cb (GtkWidget *widget, const char *name G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  AutosellGallery *self = AUTOSELL_GALLERY (widget);
  g_autoptr(GPtrArray) imports = g_ptr_array_new_with_free_func (g_object_unref);

  /* what is cancelled may leave the list */
  for (guint i = 0; i < self->imports->len; i++)
    g_ptr_array_add (imports, g_object_ref (self->imports->pdata[i]));
  for (guint i = 0; i < imports->len; i++)
    autosell_gallery_import_cancel (imports->pdata[i]);
}

/* ---- Order ---- */

static void
cover_cb (GtkWidget *widget, const char *name G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  AutosellGallery *self = AUTOSELL_GALLERY (widget);
  g_autoptr(GPtrArray) photos = autosell_gallery_dup_selected (self);
  g_autofree const char **ids = dup_ids (photos);

  if (photos->len > 0)
    autosell_gallery_move_to_gap (self, ids, 0);
}

static void
move_last_cb (GtkWidget *widget, const char *name G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  AutosellGallery *self = AUTOSELL_GALLERY (widget);
  g_autoptr(GPtrArray) photos = autosell_gallery_dup_selected (self);
  g_autofree const char **ids = dup_ids (photos);

  if (photos->len > 0)
    autosell_gallery_move_to_gap (self, ids, self->items->len);
}

/* Those that are selected go together, past the one before the first or after the last of them. */
static void
move_one_cb (GtkWidget *widget, const char *name, GVariant *parameter G_GNUC_UNUSED)
{
  AutosellGallery *self = AUTOSELL_GALLERY (widget);
  g_autoptr(GPtrArray) items = autosell_gallery_grid_dup_selected (self->grid);
  g_autoptr(GPtrArray) photos = autosell_gallery_dup_selected (self);
  g_autofree const char **ids = dup_ids (photos);
  gboolean is_left = g_str_equal (name, "gallery.move-left") != (gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL);
  guint first, last;

  if (photos->len == 0)
    return;
  first = autosell_gallery_item_get_position (items->pdata[0]);
  last = autosell_gallery_item_get_position (items->pdata[items->len - 1]);
  if (is_left && first > 0)
    autosell_gallery_move_to_gap (self, ids, first - 1);
  else if (!is_left && last + 1 < self->items->len)
    autosell_gallery_move_to_gap (self, ids, last + 2);
}

/* ---- Turning, cropping ---- */

static void
rotate_cb (GtkWidget *widget, const char *name, GVariant *parameter G_GNUC_UNUSED)
{
  AutosellGallery *self = AUTOSELL_GALLERY (widget);
  g_autoptr(GPtrArray) photos = autosell_gallery_dup_selected (self);
  AutosellPhotoEdit *edit;

  if (photos->len == 0)
    return;
  edit = autosell_photo_edit_new ();
  for (guint i = 0; i < photos->len; i++)
    autosell_photo_edit_turn (edit, autosell_photo_get_id (photos->pdata[i]),
                              g_str_equal (name, "gallery.rotate-left") ? 270 : 90);
  autosell_gallery_commit (self, edit, _("The photo was not turned."), NULL);
}

static void
crop_cb (GtkWidget *widget, const char *name G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  AutosellGallery *self = AUTOSELL_GALLERY (widget);
  g_autoptr(GPtrArray) photos = autosell_gallery_dup_selected (self);

  if (photos->len == 1)
    autosell_gallery_crop (self, autosell_photo_get_id (photos->pdata[0]));
}

static void
uncrop_cb (GtkWidget *widget, const char *name G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  AutosellGallery *self = AUTOSELL_GALLERY (widget);
  g_autoptr(GPtrArray) photos = autosell_gallery_dup_selected (self);
  AutosellPhotoEdit *edit = autosell_photo_edit_new ();

  for (guint i = 0; i < photos->len; i++)
    autosell_photo_edit_crop (edit, autosell_photo_get_id (photos->pdata[i]), NULL);
  autosell_gallery_commit (self, edit, _("The crop was not taken back."), NULL);
}

static void
remove_cb (GtkWidget *widget, const char *name G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  AutosellGallery *self = AUTOSELL_GALLERY (widget);
  g_autoptr(GPtrArray) photos = autosell_gallery_dup_selected (self);
  AutosellPhotoEdit *edit;

  if (photos->len == 0)
    return;
  edit = autosell_photo_edit_new ();
  for (guint i = 0; i < photos->len; i++)
    autosell_photo_edit_remove (edit, autosell_photo_get_id (photos->pdata[i]));
  autosell_gallery_commit (
    self, edit, _("The photos were not removed."),
    g_strdup_printf (ngettext ("%u photo removed", "%u photos removed", photos->len), photos->len));
}

/* ---- Looking ---- */

void
autosell_gallery_view_item (AutosellGallery *self, AutosellGalleryItem *item)
{
  AutosellPhoto *photo = autosell_gallery_item_get_photo (item);

  if (photo != NULL)
    autosell_photo_viewer_present (autosell_gallery_get_window (self), self->store, self->vehicle_key, self->title,
                                   self->photos, autosell_photo_get_id (photo));
}

static void
view_cb (GtkWidget *widget, const char *name G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  AutosellGallery *self = AUTOSELL_GALLERY (widget);
  g_autoptr(GPtrArray) items = autosell_gallery_grid_dup_selected (self->grid);

  if (items->len > 0)
    autosell_gallery_view_item (self, items->pdata[0]);
}

/* ---- Handing out ---- */

/* Returns: (transfer full) */
static GdkContentProvider *
create_content (AutosellGallery *self)
{
  g_autoptr(GPtrArray) photos = autosell_gallery_dup_selected (self);

  return autosell_photo_content_new (autosell_store_get_data_dir (self->store), self->vehicle_key, photos, self->title);
}

static void
copy_cb (GtkWidget *widget, const char *name G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  AutosellGallery *self = AUTOSELL_GALLERY (widget);
  g_autoptr(GdkContentProvider) content = create_content (self);
  guint n = count_photos (self);
  g_autofree char *sentence = g_strdup_printf (ngettext ("%u photo copied", "%u photos copied", n), n);

  gdk_clipboard_set_content (gtk_widget_get_clipboard (widget), content);
  autosell_gallery_tell (self, sentence, 0);
}

static void
exported_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(AutosellGallery) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) files =
    autosell_photo_content_write_files_finish (AUTOSELL_PHOTO_CONTENT (object), result, &error);
  g_autofree char *sentence = NULL;

  if (files == NULL)
    {
      autosell_error_dialog_present (autosell_gallery_get_window (self), _("Not all photos were saved."), error);
      return;
    }
  sentence = g_strdup_printf (ngettext ("%u photo saved", "%u photos saved", files->len), files->len);
  autosell_gallery_tell (self, sentence, 0);
}

/* What is saved was selected when it was asked for. */
typedef struct
{
  AutosellGallery *gallery;    /* owned */
  GdkContentProvider *content; /* owned */
} Saving;

static void
folder_chosen_cb (GFile *folder, gpointer user_data)
{
  Saving *saving = user_data;

  if (folder != NULL)
    autosell_photo_content_export_async (AUTOSELL_PHOTO_CONTENT (saving->content), folder, NULL, exported_cb,
                                         g_object_ref (saving->gallery));
  g_object_unref (saving->content);
  g_object_unref (saving->gallery);
  g_free (saving);
}

static void
save_file_cb (GFile *file, gpointer user_data)
{
  Saving *saving = user_data;

  if (file != NULL)
    autosell_photo_content_save_async (AUTOSELL_PHOTO_CONTENT (saving->content), file, exported_cb,
                                       g_object_ref (saving->gallery));
  g_object_unref (saving->content);
  g_object_unref (saving->gallery);
  g_free (saving);
}

static void
save_cb (GtkWidget *widget, const char *name G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  AutosellGallery *self = AUTOSELL_GALLERY (widget);
  Saving *saving = g_new0 (Saving, 1);
  GtkWindow *window = autosell_gallery_get_window (self);

  saving->gallery = g_object_ref (self);
  saving->content = create_content (self);
  if (count_photos (self) == 1)
    {
      g_autofree char *suggested = autosell_photo_content_dup_file_name (AUTOSELL_PHOTO_CONTENT (saving->content));

      autosell_compat_save_file (window, _("Save Photo"), suggested, NULL, save_file_cb, saving);
    }
  else
    autosell_compat_choose_folder (window, _("Save Photos in Folder"), folder_chosen_cb, saving);
}

static void
opened_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(AutosellGallery) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) files =
    autosell_photo_content_write_files_finish (AUTOSELL_PHOTO_CONTENT (object), result, &error);

  if (files == NULL)
    autosell_error_dialog_present (autosell_gallery_get_window (self), _("The photo was not opened."), error);
  else if (files->len > 0 && autosell_gallery_get_window (self) != NULL)
    autosell_compat_open_with (autosell_gallery_get_window (self), files->pdata[0], "image/jpeg");
}

static void
open_with_cb (GtkWidget *widget, const char *name G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  AutosellGallery *self = AUTOSELL_GALLERY (widget);
  g_autoptr(GdkContentProvider) content = create_content (self);

  autosell_photo_content_write_files_async (AUTOSELL_PHOTO_CONTENT (content), NULL, opened_cb, g_object_ref (self));
}

/* ---- The rest ---- */

static void
select_cb (GtkWidget *widget, const char *name, GVariant *parameter G_GNUC_UNUSED)
{
  AutosellGallery *self = AUTOSELL_GALLERY (widget);

  if (g_str_equal (name, "gallery.select-all"))
    autosell_gallery_grid_select_all (self->grid);
  else if (g_str_equal (name, "gallery.select-none"))
    autosell_gallery_grid_select_none (self->grid);
  else
    autosell_gallery_select_twins (self);
}

static void
show_all_cb (GtkWidget *widget, const char *name G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  AutosellGallery *self = AUTOSELL_GALLERY (widget);

  self->shows_all = !self->shows_all;
  autosell_gallery_grid_set_max_lines (self->grid, self->shows_all ? 0 : self->max_lines);
  autosell_gallery_show_state (self);
}

static void
clear_refused_cb (GtkWidget *widget, const char *name G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  autosell_gallery_clear_refused (AUTOSELL_GALLERY (widget));
}

static void
undone_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(AutosellGallery) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellCommitResult) undone = autosell_store_undo_finish (AUTOSELL_STORE (object), result, &error);

  if (undone == NULL)
    autosell_gallery_tell (self, autosell_error_get_sentence (error, NULL), 0);
}

static void
redone_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(AutosellGallery) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellCommitResult) redone = autosell_store_redo_finish (AUTOSELL_STORE (object), result, &error);

  if (redone == NULL)
    autosell_gallery_tell (self, autosell_error_get_sentence (error, NULL), 0);
}

/* The window's own, where there is one around: it tells what it was. */
static void
undo_cb (GtkWidget *widget, const char *name, GVariant *parameter G_GNUC_UNUSED)
{
  AutosellGallery *self = AUTOSELL_GALLERY (widget);
  gboolean is_undo = g_str_equal (name, "gallery.undo");

  if (AUTOSELL_IS_WINDOW (gtk_widget_get_root (widget)))
    gtk_widget_activate_action (widget, is_undo ? "win.undo" : "win.redo", NULL);
  else if (self->store != NULL && is_undo)
    autosell_store_undo_async (self->store, 0, undone_cb, g_object_ref (self));
  else if (self->store != NULL)
    autosell_store_redo_async (self->store, redone_cb, g_object_ref (self));
}

void
autosell_gallery_install_actions (GtkWidgetClass *widget_class)
{
  static const struct
  {
    const char *name;
    GtkWidgetActionActivateFunc activate;
  } actions[] = {
    { "gallery.add", add_cb },
    { "gallery.paste", paste_cb },
    { "gallery.cancel", cancel_cb },
    { "gallery.view", view_cb },
    { "gallery.copy", copy_cb },
    { "gallery.cover", cover_cb },
    { "gallery.move-left", move_one_cb },
    { "gallery.move-right", move_one_cb },
    { "gallery.move-last", move_last_cb },
    { "gallery.rotate-left", rotate_cb },
    { "gallery.rotate-right", rotate_cb },
    { "gallery.crop", crop_cb },
    { "gallery.uncrop", uncrop_cb },
    { "gallery.replace", replace_cb },
    { "gallery.save", save_cb },
    { "gallery.open-with", open_with_cb },
    { "gallery.remove", remove_cb },
    { "gallery.select-all", select_cb },
    { "gallery.select-none", select_cb },
    { "gallery.select-twins", select_cb },
    { "gallery.show-all", show_all_cb },
    { "gallery.clear-refused", clear_refused_cb },
    { "gallery.undo", undo_cb },
    { "gallery.redo", undo_cb },
  };

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i].name, NULL, actions[i].activate);
}
