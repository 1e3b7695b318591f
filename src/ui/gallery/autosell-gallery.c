/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-gallery-private.h"

#include "autosell-crop-dialog.h"
#include "autosell-error-dialog.h"
#include "autosell-shortcuts.h"
#include "autosell-trace.h"
#include "autosell-undo-toast.h"

#include <glib/gi18n.h>

/* What is done sooner than that shows by its own tile alone. */
#define PROGRESS_AFTER_MS 300

G_DEFINE_FINAL_TYPE (AutosellGallery, autosell_gallery, ADW_TYPE_BIN)

static guint staged_signal;

/* ---- Telling ---- */

GtkWindow *
autosell_gallery_get_window (AutosellGallery *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  return GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL;
}

void
autosell_gallery_tell (AutosellGallery *self, const char *sentence, gint64 change)
{
  GtkWidget *overlay = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_TOAST_OVERLAY);

  if (overlay != NULL && self->store != NULL)
    autosell_undo_toast_add (ADW_TOAST_OVERLAY (overlay), autosell_gallery_get_window (self), self->store, sentence,
                             change);
}

typedef struct
{
  AutosellGallery *gallery; /* owned */
  const char *failed;       /* static */
  char *done;               /* owned, nullable */
} Commit;

static void reload (AutosellGallery *self);

static void
committed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Commit *commit = user_data;
  AutosellGallery *self = commit->gallery;
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellCommitResult) committed =
    autosell_store_edit_photos_finish (AUTOSELL_STORE (object), result, &error);

  if (self->store != NULL && committed == NULL)
    autosell_error_dialog_present (autosell_gallery_get_window (self), commit->failed, error);
  else if (self->store != NULL && commit->done != NULL && committed->change != 0)
    autosell_gallery_tell (self, commit->done, committed->change);
  if (--self->n_commits == 0 && self->crop_id != NULL)
    reload (self);
  g_object_unref (self);
  g_free (commit->done);
  g_free (commit);
}

void
autosell_gallery_commit (AutosellGallery *self, AutosellPhotoEdit *edit, const char *failed, char *done)
{
  Commit *commit = g_new0 (Commit, 1);

  commit->gallery = g_object_ref (self);
  commit->failed = failed;
  commit->done = done;
  self->n_commits++;
  autosell_store_edit_photos_async (self->store, edit, committed_cb, commit);
}

/* ---- What is shown ---- */

guint
autosell_gallery_get_n_staged (AutosellGallery *self)
{
  g_return_val_if_fail (AUTOSELL_IS_GALLERY (self), 0);

  return self->vehicle_key == 0 ? g_hash_table_size (self->by_import) : 0;
}

static void
show_count (AutosellGallery *self)
{
  guint n = self->items->len;
  int wanted = self->store != NULL ? autosell_store_get_photos_wanted (self->store) : 0;
  g_autofree char *drive = autosell_gallery_dup_drive_words (self);
  g_autofree char *text = NULL;

  if (self->is_loaded && n > 0 && (int) n < wanted)
    /* Translators: of the photos of a car, “5 of 8”: it has 5, and 8 are wanted */
    text = g_strdup_printf (_("%u of %d"), n, wanted);
  else if (n > 0)
    text = g_strdup_printf ("%u", n);
  gtk_label_set_text (self->count, text != NULL ? text : "");
  gtk_label_set_text (self->drive_label, drive != NULL ? drive : "");
  gtk_widget_set_visible (GTK_WIDGET (self->drive_label), drive != NULL);
}

static void
show_staged (AutosellGallery *self)
{
  guint n = autosell_gallery_get_n_staged (self);
  g_autofree char *text = NULL;

  if (n > 0)
    text = g_strdup_printf (
      ngettext ("This %u photo is saved together with the car.", "These %u photos are saved together with the car.", n),
      n);
  gtk_widget_set_visible (GTK_WIDGET (self->staged_label), n > 0);
  gtk_label_set_text (self->staged_label, text != NULL ? text : "");
}

static void
show_lines (AutosellGallery *self)
{
  guint n_hidden = autosell_gallery_grid_get_n_hidden (self->grid);
  gboolean is_longer =
    self->shows_all && self->max_lines > 0 && autosell_gallery_grid_get_n_lines (self->grid) > self->max_lines;
  g_autofree char *text = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->all_button), n_hidden > 0 || is_longer);
  if (n_hidden > 0)
    text = g_strdup_printf (ngettext ("Show %u More", "Show %u More", n_hidden), n_hidden);
  gtk_button_set_label (self->all_button, text != NULL ? text : _("Show Fewer"));
}

/* The other one is hidden and not only behind it: a stack that is to be as high as what it shows asks that how wide it
 * has to be at its least height, which a grid of photos, higher where it is wider, answers with too much. */
static void
show_page (AutosellGallery *self, const char *name)
{
  static const char *const names[] = { "photos", "empty" };

  gtk_widget_set_visible (gtk_stack_get_child_by_name (self->stack, name), TRUE);
  gtk_stack_set_visible_child_name (self->stack, name);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (!g_str_equal (names[i], name))
      gtk_widget_set_visible (gtk_stack_get_child_by_name (self->stack, names[i]), FALSE);
}

void
autosell_gallery_show_state (AutosellGallery *self)
{
  gboolean is_empty = self->items->len == 0;

  show_page (self, is_empty && self->is_loaded ? "empty" : "photos");
  gtk_widget_set_visible (self->header_add, !is_empty);
  gtk_widget_set_visible (self->drive_menu, self->in_drive != NULL && self->in_drive->is_linked);
  show_count (self);
  show_staged (self);
  show_lines (self);
  autosell_gallery_update_actions (self);
}

/* ---- Progress ---- */

static void
count_progress (AutosellGallery *self, guint *n_done, guint *n_all, double *fraction, gboolean *is_busy)
{
  double sum = 0;

  *n_done = *n_all = 0;
  *is_busy = FALSE;
  for (guint i = 0; i < self->imports->len; i++)
    {
      AutosellPhotoImporter *importer = autosell_gallery_import_get_importer (self->imports->pdata[i]);
      guint n = autosell_photo_importer_get_n_items (importer);

      if (autosell_gallery_import_get_state (self->imports->pdata[i]) != AUTOSELL_GALLERY_IMPORT_RUNNING)
        continue;
      *is_busy = TRUE;
      *n_all += n;
      *n_done += autosell_photo_importer_get_n_ready (importer) + autosell_photo_importer_get_n_refused (importer);
      sum += n * autosell_photo_importer_get_fraction (importer);
    }
  *fraction = *n_all > 0 ? CLAMP (sum / *n_all, 0, 1) : 0;
}

static void
show_progress (AutosellGallery *self)
{
  g_autofree char *text = NULL;
  guint n_done, n_all;
  double fraction;
  gboolean is_busy;

  count_progress (self, &n_done, &n_all, &fraction, &is_busy);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "gallery.cancel", is_busy);
  if (!is_busy)
    {
      g_clear_handle_id (&self->progress_source, g_source_remove);
      gtk_revealer_set_reveal_child (self->progress_revealer, FALSE);
      gtk_widget_set_visible (GTK_WIDGET (self->progress_revealer), FALSE);
      return;
    }
  if (n_all > 0)
    text = g_strdup_printf (ngettext ("Adding photo %u of %u…", "Adding photo %u of %u…", n_all),
                            MIN (n_done + 1, n_all), n_all);
  gtk_label_set_text (self->progress_label, text != NULL ? text : _("Looking for photos…"));
  gtk_progress_bar_set_fraction (self->progress, fraction);
}

static gboolean
show_progress_cb (gpointer user_data)
{
  AutosellGallery *self = user_data;

  self->progress_source = 0;
  gtk_widget_set_visible (GTK_WIDGET (self->progress_revealer), TRUE);
  gtk_revealer_set_reveal_child (self->progress_revealer, TRUE);
  show_progress (self);
  return G_SOURCE_REMOVE;
}

/* ---- The stock ---- */

static void
drop_finished_imports (AutosellGallery *self)
{
  for (guint i = self->imports->len; i > 0; i--)
    if (autosell_gallery_import_get_state (self->imports->pdata[i - 1]) == AUTOSELL_GALLERY_IMPORT_DONE)
      {
        g_signal_handlers_disconnect_by_data (self->imports->pdata[i - 1], self);
        g_ptr_array_remove_index (self->imports, i - 1);
      }
  if (self->imports->len == 0)
    g_hash_table_remove_all (self->adopted);
}

static void
show_crop (AutosellGallery *self)
{
  GtkWindow *window = autosell_gallery_get_window (self);
  g_autofree char *id = NULL;

  if (self->n_commits > 0) /* the list that comes after them */
    return;
  id = g_steal_pointer (&self->crop_id);
  for (guint i = 0; id != NULL && window != NULL && i < self->photos->len; i++)
    if (g_str_equal (autosell_photo_get_id (self->photos->pdata[i]), id))
      autosell_crop_dialog_present (window, self->store, self->photos->pdata[i]);
}

static void
listed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(AutosellGallery) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) photos = autosell_store_list_photos_finish (AUTOSELL_STORE (object), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->store == NULL)
    return;
  if (photos == NULL)
    {
      g_clear_pointer (&self->crop_id, g_free);
      autosell_error_dialog_present (autosell_gallery_get_window (self), _("The photos of the car could not be read."),
                                     error);
      return;
    }
  g_clear_pointer (&self->photos, g_ptr_array_unref);
  self->photos = g_steal_pointer (&photos);
  self->is_loaded = TRUE;
  autosell_gallery_build_items (self); /* while what has just become a photo is still known */
  drop_finished_imports (self);
  autosell_gallery_find_twins (self);
  autosell_gallery_look_at_drive (self);
  show_crop (self);
}

static void
reload (AutosellGallery *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->vehicle_key == 0 || self->store == NULL)
    return;
  self->cancellable = g_cancellable_new ();
  autosell_store_list_photos_async (self->store, self->vehicle_key, FALSE, self->cancellable, listed_cb,
                                    g_object_ref (self));
}

void
autosell_gallery_crop (AutosellGallery *self, const char *photo_id)
{
  g_free (self->crop_id);
  self->crop_id = g_strdup (photo_id);
  reload (self);
}

static void
store_changed_cb (AutosellGallery *self, GArray *keys)
{
  gboolean is_ours = keys == NULL;

  for (guint i = 0; !is_ours && i < keys->len; i++)
    is_ours = g_array_index (keys, gint64, i) == self->vehicle_key;
  if (is_ours)
    reload (self);
}

/* ---- Coming in ---- */

static void
import_changed_cb (AutosellGallery *self)
{
  show_progress (self);
  autosell_gallery_queue_items (self);
}

static void
import_refused_cb (AutosellGallery *self, AutosellPhotoImport *item)
{
  autosell_gallery_add_refused (self, item);
}

static void
import_done_cb (AutosellGallery *self, guint n_added, gint64 change, const GError *error)
{
  g_autofree char *sentence = NULL;

  show_progress (self);
  if (error != NULL)
    autosell_error_dialog_present (autosell_gallery_get_window (self), _("The photos were not added."), error);
  sentence = g_strdup_printf (ngettext ("%u photo added", "%u photos added", n_added), n_added);
  if (n_added > 0)
    autosell_gallery_tell (self, sentence, change);
  reload (self);
  if (n_added == 0) /* nothing changed in the stock */
    autosell_gallery_build_items (self);
}

AutosellGalleryImport *
autosell_gallery_begin_import (AutosellGallery *self, int gap, const char *replaced_id)
{
  const char *before_id = NULL;
  AutosellGalleryImport *import;
  AutosellPhotoImporter *importer;

  autosell_trace (AUTOSELL_TRACE_PHOTOS_BROUGHT, 0);
  for (guint i = gap >= 0 ? (guint) gap : self->items->len; i < self->items->len && before_id == NULL; i++)
    before_id = autosell_gallery_item_get_id (self->items->pdata[i]);
  import = autosell_gallery_import_new (self->store, self->vehicle_key, before_id, replaced_id);
  importer = autosell_gallery_import_get_importer (import);
  g_ptr_array_add (self->imports, import);
  g_signal_connect_object (import, "changed", G_CALLBACK (import_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (import, "refused", G_CALLBACK (import_refused_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (import, "done", G_CALLBACK (import_done_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (importer, "notify::fraction", G_CALLBACK (show_progress), self, G_CONNECT_SWAPPED);
  if (self->progress_source == 0)
    self->progress_source = g_timeout_add (PROGRESS_AFTER_MS, show_progress_cb, self);
  /* where they come in is seen, whatever was shown before */
  self->shows_all = self->shows_all || self->items->len > 0;
  autosell_gallery_grid_set_max_lines (self->grid, self->shows_all ? 0 : self->max_lines);
  return import;
}

void
autosell_gallery_add_files (AutosellGallery *self, GListModel *files)
{
  g_return_if_fail (AUTOSELL_IS_GALLERY (self) && G_IS_LIST_MODEL (files));

  if (self->store != NULL && g_list_model_get_n_items (files) > 0)
    autosell_gallery_import_add_files (autosell_gallery_begin_import (self, -1, NULL), files);
}

/* ---- Order ---- */

void
autosell_gallery_move_to_gap (AutosellGallery *self, const char *const *ids, guint gap)
{
  AutosellPhotoEdit *edit = autosell_photo_edit_new ();
  int position = 0;

  /* among those that stay */
  for (guint i = 0; i < gap && i < self->items->len; i++)
    {
      const char *id = autosell_gallery_item_get_id (self->items->pdata[i]);

      position += id != NULL && !g_strv_contains (ids, id);
    }
  autosell_photo_edit_move (edit, ids, position);
  autosell_gallery_commit (self, edit, _("The photos were not moved."), NULL);
}

GPtrArray *
autosell_gallery_dup_selected (AutosellGallery *self)
{
  g_autoptr(GPtrArray) items = autosell_gallery_grid_dup_selected (self->grid);
  GPtrArray *photos = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < items->len; i++)
    {
      AutosellPhoto *photo = autosell_gallery_item_get_photo (items->pdata[i]);

      if (photo != NULL)
        g_ptr_array_add (photos, g_object_ref (photo));
    }
  return photos;
}

/* ---- Public ---- */

/* What comes in for a car comes in whatever is shown; for one that will never be, it does not. */
static void
leave_car (AutosellGallery *self)
{
  for (guint i = 0; i < self->imports->len; i++)
    {
      g_signal_handlers_disconnect_by_data (self->imports->pdata[i], self);
      g_signal_handlers_disconnect_by_data (autosell_gallery_import_get_importer (self->imports->pdata[i]), self);
      if (autosell_gallery_import_get_vehicle (self->imports->pdata[i]) == 0)
        autosell_gallery_import_discard (self->imports->pdata[i]);
    }
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_cancellable_cancel (self->twin_cancellable);
  g_clear_object (&self->twin_cancellable);
  g_clear_pointer (&self->twins, g_ptr_array_unref);
  autosell_gallery_leave_drive (self);
  g_clear_pointer (&self->crop_id, g_free);
  g_ptr_array_set_size (self->imports, 0);
  g_ptr_array_set_size (self->photos, 0);
  g_hash_table_remove_all (self->adopted);
  g_hash_table_remove_all (self->by_import);
  autosell_gallery_clear_refused (self);
  gtk_widget_set_visible (self->twin_box, FALSE);
}

void
autosell_gallery_open (AutosellGallery *self, gint64 vehicle_key)
{
  g_return_if_fail (AUTOSELL_IS_GALLERY (self));

  autosell_trace (AUTOSELL_TRACE_GALLERY_ASKED, vehicle_key);
  leave_car (self);
  self->vehicle_key = vehicle_key;
  self->is_loaded = vehicle_key == 0;
  self->shows_all = FALSE;
  autosell_gallery_grid_set_max_lines (self->grid, self->max_lines);
  autosell_gallery_build_items (self);
  show_progress (self);
  reload (self);
}

void
autosell_gallery_confirm (AutosellGallery *self, gint64 vehicle_key)
{
  g_return_if_fail (AUTOSELL_IS_GALLERY (self) && vehicle_key != 0);

  if (self->vehicle_key == vehicle_key)
    return;
  self->vehicle_key = vehicle_key;
  for (guint i = 0; i < self->imports->len; i++)
    autosell_gallery_import_set_vehicle (self->imports->pdata[i], vehicle_key);
  autosell_gallery_show_state (self);
  g_signal_emit (self, staged_signal, 0);
  reload (self);
}

void
autosell_gallery_set_store (AutosellGallery *self, AutosellStore *store)
{
  g_return_if_fail (AUTOSELL_IS_GALLERY (self));

  if (self->store == store)
    return;
  leave_car (self);
  if (self->store != NULL)
    g_signal_handlers_disconnect_by_data (self->store, self);
  g_set_object (&self->store, store);
  self->vehicle_key = 0;
  self->is_loaded = FALSE;
  autosell_gallery_build_items (self);
  autosell_gallery_grid_set_cache (self->grid, store != NULL ? autosell_thumbnail_cache_get (store) : NULL);
  if (store != NULL)
    g_signal_connect_object (store, "changed", G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
}

void
autosell_gallery_set_title (AutosellGallery *self, const char *title)
{
  g_return_if_fail (AUTOSELL_IS_GALLERY (self));

  g_free (self->title);
  self->title = g_strdup (title);
}

void
autosell_gallery_set_max_lines (AutosellGallery *self, int max_lines)
{
  g_return_if_fail (AUTOSELL_IS_GALLERY (self));

  self->max_lines = max_lines;
  autosell_gallery_grid_set_max_lines (self->grid, self->shows_all ? 0 : max_lines);
}

/* ---- The object ---- */

static void
activate_item_cb (AutosellGallery *self, AutosellGalleryItem *item)
{
  autosell_gallery_view_item (self, item);
}

static void
menu_cb (AutosellGallery *self, double x, double y)
{
  autosell_gallery_open_menu (self, x, y);
}

static void
selection_changed_cb (AutosellGallery *self)
{
  autosell_gallery_update_actions (self);
}

static void
lines_changed_cb (AutosellGallery *self)
{
  show_lines (self);
}

static void
autosell_gallery_dispose (GObject *object)
{
  AutosellGallery *self = AUTOSELL_GALLERY (object);

  g_clear_handle_id (&self->progress_source, g_source_remove);
  g_clear_handle_id (&self->items_source, g_source_remove);
  if (self->store != NULL)
    {
      leave_car (self);
      g_signal_handlers_disconnect_by_data (self->store, self);
    }
  g_clear_pointer (&self->menu, gtk_widget_unparent);
  g_clear_object (&self->drive);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (autosell_gallery_parent_class)->dispose (object);
}

static void
autosell_gallery_finalize (GObject *object)
{
  AutosellGallery *self = AUTOSELL_GALLERY (object);

  g_ptr_array_unref (self->photos);
  g_ptr_array_unref (self->imports);
  g_ptr_array_unref (self->items);
  g_ptr_array_unref (self->refused);
  g_hash_table_unref (self->adopted);
  g_hash_table_unref (self->by_import);
  g_hash_table_unref (self->by_id);
  g_clear_pointer (&self->twins, g_ptr_array_unref);
  g_free (self->crop_id);
  g_free (self->title);
  G_OBJECT_CLASS (autosell_gallery_parent_class)->finalize (object);
}

static void
autosell_gallery_class_init (AutosellGalleryClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = autosell_gallery_dispose;
  G_OBJECT_CLASS (klass)->finalize = autosell_gallery_finalize;
  g_type_ensure (AUTOSELL_TYPE_GALLERY_GRID);
  gtk_widget_class_set_template_from_resource (widget_class, "/com/autosell/Manager/ui/autosell-gallery.ui");
  gtk_widget_class_bind_template_child (widget_class, AutosellGallery, count);
  gtk_widget_class_bind_template_child (widget_class, AutosellGallery, header_add);
  gtk_widget_class_bind_template_child (widget_class, AutosellGallery, drive_menu);
  gtk_widget_class_bind_template_child (widget_class, AutosellGallery, drive_label);
  gtk_widget_class_bind_template_child (widget_class, AutosellGallery, progress_revealer);
  gtk_widget_class_bind_template_child (widget_class, AutosellGallery, progress_label);
  gtk_widget_class_bind_template_child (widget_class, AutosellGallery, progress);
  gtk_widget_class_bind_template_child (widget_class, AutosellGallery, refused_box);
  gtk_widget_class_bind_template_child (widget_class, AutosellGallery, refused_title);
  gtk_widget_class_bind_template_child (widget_class, AutosellGallery, refused_list);
  gtk_widget_class_bind_template_child (widget_class, AutosellGallery, twin_box);
  gtk_widget_class_bind_template_child (widget_class, AutosellGallery, twin_label);
  gtk_widget_class_bind_template_child (widget_class, AutosellGallery, staged_label);
  gtk_widget_class_bind_template_child (widget_class, AutosellGallery, stack);
  gtk_widget_class_bind_template_child (widget_class, AutosellGallery, grid);
  gtk_widget_class_bind_template_child (widget_class, AutosellGallery, all_button);
  gtk_widget_class_bind_template_callback (widget_class, activate_item_cb);
  gtk_widget_class_bind_template_callback (widget_class, menu_cb);
  gtk_widget_class_bind_template_callback (widget_class, selection_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, lines_changed_cb);
  autosell_gallery_install_actions (widget_class);
  autosell_gallery_install_drive_actions (widget_class);
  gtk_widget_class_set_css_name (widget_class, "gallery");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  staged_signal =
    g_signal_new ("staged-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
autosell_gallery_init (AutosellGallery *self)
{
  self->photos = g_ptr_array_new_with_free_func (g_object_unref);
  self->imports = g_ptr_array_new_with_free_func (g_object_unref);
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
  self->refused = g_ptr_array_new_with_free_func (g_object_unref);
  self->by_id = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->by_import = g_hash_table_new_full (NULL, NULL, g_object_unref, g_object_unref);
  self->adopted = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Photos"), -1);
  autosell_shortcuts_install (GTK_WIDGET (self), AUTOSELL_SHORTCUTS_GALLERY);
  autosell_gallery_add_drag (self);
  autosell_gallery_show_state (self);
}
