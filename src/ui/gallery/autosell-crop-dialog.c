/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-crop-dialog.h"

#include "autosell-compat.h"
#include "autosell-crop-area.h"
#include "autosell-error-dialog.h"
#include "autosell-photo-texture.h"
#include "autosell-thumbnail-cache.h"
#include "autosell-wrap-layout.h"

#include <glib/gi18n.h>

#define POSTS_RATIO (4.0 / 3.0)
/* More than a screen has is not needed to choose a part of it. */
#define SHOWN_EDGE_PX 1600

#define AUTOSELL_TYPE_CROP_DIALOG (autosell_crop_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AutosellCropDialog, autosell_crop_dialog, AUTOSELL, CROP_DIALOG, AdwWindow)

struct _AutosellCropDialog
{
  AdwWindow parent_instance;
  AutosellStore *store;      /* owned */
  AutosellPhoto *photo;      /* owned */
  GCancellable *cancellable; /* owned */
  AdwWindowTitle *title;     /* template children */
  AutosellCropArea *area;
  GtkWidget *bar;
  GtkToggleButton *posts_button;
  GtkToggleButton *original_button;
  GtkToggleButton *free_button;
};

G_DEFINE_FINAL_TYPE (AutosellCropDialog, autosell_crop_dialog, ADW_TYPE_WINDOW)

/* All of the picture as it is shown: turned, not cropped. */
static void
get_whole_size (AutosellCropDialog *self, int *width, int *height)
{
  const AutosellPhotoInfo *info = autosell_photo_get_info (self->photo);

  *width = info->turn % 180 == 0 ? info->width : info->height;
  *height = info->turn % 180 == 0 ? info->height : info->width;
}

static double
get_ratio (AutosellCropDialog *self)
{
  int width, height;

  get_whole_size (self, &width, &height);
  if (gtk_toggle_button_get_active (self->free_button))
    return 0;
  if (gtk_toggle_button_get_active (self->original_button))
    return (double) width / height;
  return POSTS_RATIO;
}

/* ---- Saving ---- */

static void
committed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GtkWindow) parent = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellCommitResult) committed =
    autosell_store_edit_photos_finish (AUTOSELL_STORE (object), result, &error);

  if (committed == NULL)
    autosell_error_dialog_present (parent, _("The photo was not cropped."), error);
}

static void
commit (AutosellCropDialog *self, const AutosellPhotoCrop *crop)
{
  AutosellPhotoEdit *edit = autosell_photo_edit_new ();
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));

  autosell_photo_edit_crop (edit, autosell_photo_get_id (self->photo), crop);
  autosell_store_edit_photos_async (self->store, edit, committed_cb, parent != NULL ? g_object_ref (parent) : NULL);
  gtk_window_close (GTK_WINDOW (self));
}

static void
apply_cb (GtkWidget *widget, const char *name G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  AutosellCropDialog *self = AUTOSELL_CROP_DIALOG (widget);
  const AutosellPhotoInfo *info = autosell_photo_get_info (self->photo);
  AutosellPhotoCrop crop;

  autosell_crop_shape_to_crop (autosell_crop_area_get_shape (self->area), info->width, info->height, info->turn, &crop);
  commit (self, autosell_photo_crop_is_valid (&crop, info->width, info->height) ? &crop : NULL);
}

static void
reset_cb (GtkWidget *widget, const char *name G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  commit (AUTOSELL_CROP_DIALOG (widget), NULL);
}

/* ---- Showing ---- */

static void
area_changed_cb (AutosellCropDialog *self)
{
  const AutosellCropShape *shape = autosell_crop_area_get_shape (self->area);
  g_autofree char *text = g_strdup_printf ("%d × %d", (int) shape->width, (int) shape->height);

  adw_window_title_set_subtitle (self->title, text);
}

static void
ratio_toggled_cb (AutosellCropDialog *self, GtkToggleButton *button)
{
  AutosellCropShape shape;

  if (!gtk_toggle_button_get_active (button) || self->photo == NULL)
    return;
  shape = *autosell_crop_area_get_shape (self->area);
  autosell_crop_shape_set_ratio (&shape, get_ratio (self));
  autosell_crop_area_set_shape (self->area, &shape);
}

static void
loaded_cb (GObject *object G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(AutosellCropDialog) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GdkTexture) texture = autosell_photo_texture_load_finish (result, &error);
  int width, height;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (texture == NULL)
    {
      autosell_error_dialog_present (gtk_window_get_transient_for (GTK_WINDOW (self)),
                                     _("The photo could not be read."), error);
      gtk_window_close (GTK_WINDOW (self));
      return;
    }
  get_whole_size (self, &width, &height);
  autosell_crop_area_set_picture (self->area, texture, width, height);
}

/* What it is by now, or what most need. */
static void
show_crop (AutosellCropDialog *self)
{
  const AutosellPhotoInfo *info = autosell_photo_get_info (self->photo);
  AutosellCropShape shape;
  int width, height;
  double ratio;

  get_whole_size (self, &width, &height);
  autosell_crop_shape_init (&shape, width, height, POSTS_RATIO);
  if (info->has_crop)
    {
      autosell_crop_shape_from_crop (&shape, &info->crop, info->width, info->height, info->turn);
      ratio = shape.width / shape.height;
      shape.ratio = 0;
      if (ABS (ratio - POSTS_RATIO) < 0.01)
        shape.ratio = POSTS_RATIO;
      else
        gtk_toggle_button_set_active (self->free_button, TRUE);
    }
  autosell_crop_area_set_shape (self->area, &shape);
}

/* ---- The object ---- */

static void
autosell_crop_dialog_dispose (GObject *object)
{
  AutosellCropDialog *self = AUTOSELL_CROP_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->photo);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (autosell_crop_dialog_parent_class)->dispose (object);
}

static void
autosell_crop_dialog_class_init (AutosellCropDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = autosell_crop_dialog_dispose;
  g_type_ensure (AUTOSELL_TYPE_CROP_AREA);
  gtk_widget_class_set_template_from_resource (widget_class, "/com/autosell/Manager/ui/autosell-crop-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, AutosellCropDialog, title);
  gtk_widget_class_bind_template_child (widget_class, AutosellCropDialog, area);
  gtk_widget_class_bind_template_child (widget_class, AutosellCropDialog, bar);
  gtk_widget_class_bind_template_child (widget_class, AutosellCropDialog, posts_button);
  gtk_widget_class_bind_template_child (widget_class, AutosellCropDialog, original_button);
  gtk_widget_class_bind_template_child (widget_class, AutosellCropDialog, free_button);
  gtk_widget_class_bind_template_callback (widget_class, area_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, ratio_toggled_cb);
  gtk_widget_class_install_action (widget_class, "crop.apply", NULL, apply_cb);
  gtk_widget_class_install_action (widget_class, "crop.reset", NULL, reset_cb);
}

/* Not as bindings of the class: those of a window, for which Return presses what has the focus, would go first. */
static void
add_key (AutosellCropDialog *self, const char *keys, const char *action)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();

  gtk_shortcut_controller_add_shortcut (
    GTK_SHORTCUT_CONTROLLER (controller),
    gtk_shortcut_new (gtk_shortcut_trigger_parse_string (keys), gtk_named_action_new (action)));
  gtk_widget_add_controller (GTK_WIDGET (self), controller);
}

static void
autosell_crop_dialog_init (AutosellCropDialog *self)
{
  add_key (self, "Escape", "window.close");
  add_key (self, "Return|KP_Enter", "crop.apply");
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_layout_manager (self->bar, autosell_wrap_layout_new (12));
}

void
autosell_crop_dialog_present (GtkWindow *parent, AutosellStore *store, AutosellPhoto *photo)
{
  AutosellCropDialog *self;
  const AutosellPhotoInfo *info;
  int width, height;

  g_return_if_fail (AUTOSELL_IS_STORE (store) && AUTOSELL_IS_PHOTO (photo));

  self = g_object_new (AUTOSELL_TYPE_CROP_DIALOG, NULL);
  self->store = g_object_ref (store);
  self->photo = g_object_ref (photo);
  info = autosell_photo_get_info (photo);
  get_whole_size (self, &width, &height);
  show_crop (self);
  /* until it is there in full */
  if (!info->has_crop)
    {
      const AutosellPhotoFrame frame = { width, height, AUTOSELL_PHOTO_FIT_COVER };
      GdkTexture *texture = autosell_thumbnail_cache_lookup_framed (autosell_thumbnail_cache_get (store),
                                                                    autosell_photo_get_key (photo), &frame, FALSE);

      if (texture != NULL)
        autosell_crop_area_set_picture (self->area, texture, width, height);
    }
  autosell_photo_texture_load_async (autosell_store_get_data_dir (store), info->hash, info->turn, NULL, SHOWN_EDGE_PX,
                                     self->cancellable, loaded_cb, g_object_ref (self));
  autosell_compat_present_dialog (GTK_WINDOW (self), parent);
  gtk_widget_grab_focus (GTK_WIDGET (self->area));
}
