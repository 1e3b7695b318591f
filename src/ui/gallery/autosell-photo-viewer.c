/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-photo-viewer.h"

#include "autosell-compat.h"
#include "autosell-photo-store.h"
#include "autosell-photo-texture.h"
#include "autosell-photo-view.h"
#include "autosell-thumbnail-cache.h"

#include <glib/gi18n.h>

/* Photos are not larger: this is all of one, and about 9 MB in memory. */
#define FULL_EDGE_PX 2048
#define ZOOM_STEP 1.25
/* In full screen the header comes when the pointer is this near to the upper edge. */
#define HEADER_EDGE_PX 48

#define AUTOSELL_TYPE_PHOTO_VIEWER (autosell_photo_viewer_get_type ())
G_DECLARE_FINAL_TYPE (AutosellPhotoViewer, autosell_photo_viewer, AUTOSELL, PHOTO_VIEWER, AdwWindow)

/* A page that is shown, or beside the one that is. */
typedef struct
{
  AutosellPhotoViewer *viewer; /* unowned: owns this */
  char *key;                   /* owned */
  GdkTexture *texture;         /* owned, nullable until it has come */
  GCancellable *cancellable;   /* owned */
  gboolean has_failed;
} Page;

struct _AutosellPhotoViewer
{
  AdwWindow parent_instance;
  AutosellStore *store; /* owned */
  gint64 vehicle_key;
  GCancellable *cancellable; /* owned, nullable */
  GPtrArray *photos;         /* owned, of AutosellPhoto */
  guint position;
  GPtrArray *pages; /* owned, of Page: at most three */
  char *shown_key;  /* owned, nullable: what the view has */

  AdwWindowTitle *title; /* template children */
  AdwHeaderBar *header;
  GtkRevealer *header_revealer;
  AutosellPhotoView *view;
  AdwStatusPage *trouble;
  GtkWidget *zoom_in_button;
  GtkWidget *zoom_out_button;
};

G_DEFINE_FINAL_TYPE (AutosellPhotoViewer, autosell_photo_viewer, ADW_TYPE_WINDOW)

static void show_page (AutosellPhotoViewer *self);

/* ---- Pages ---- */

static void
page_free (gpointer data)
{
  Page *page = data;

  g_cancellable_cancel (page->cancellable);
  g_object_unref (page->cancellable);
  g_clear_object (&page->texture);
  g_free (page->key);
  g_free (page);
}

static Page *
find_page (AutosellPhotoViewer *self, const char *key)
{
  for (guint i = 0; i < self->pages->len; i++)
    if (g_str_equal (((Page *) self->pages->pdata[i])->key, key))
      return self->pages->pdata[i];
  return NULL;
}

typedef struct
{
  AutosellPhotoViewer *viewer; /* owned */
  char *key;                   /* owned */
} Loading;

static void
loaded_cb (GObject *object G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  Loading *loading = user_data;
  AutosellPhotoViewer *self = loading->viewer;
  g_autoptr(GError) error = NULL;
  g_autoptr(GdkTexture) texture = autosell_photo_texture_load_finish (result, &error);
  Page *page = find_page (self, loading->key);

  if (page != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      page->has_failed = texture == NULL;
      g_set_object (&page->texture, texture);
      show_page (self);
    }
  g_object_unref (self);
  g_free (loading->key);
  g_free (loading);
}

static void
load_page (AutosellPhotoViewer *self, AutosellPhoto *photo)
{
  const AutosellPhotoInfo *info = autosell_photo_get_info (photo);
  Loading *loading;
  Page *page;

  if (find_page (self, autosell_photo_get_key (photo)) != NULL)
    return;
  page = g_new0 (Page, 1);
  page->viewer = self;
  page->key = g_strdup (autosell_photo_get_key (photo));
  page->cancellable = g_cancellable_new ();
  g_ptr_array_add (self->pages, page);
  loading = g_new0 (Loading, 1);
  loading->viewer = g_object_ref (self);
  loading->key = g_strdup (page->key);
  autosell_photo_texture_load_async (autosell_store_get_data_dir (self->store), info->hash, info->turn,
                                     info->has_crop ? &info->crop : NULL, FULL_EDGE_PX, page->cancellable, loaded_cb,
                                     loading);
}

static gboolean
is_near (AutosellPhotoViewer *self, const char *key)
{
  guint first = self->position > 0 ? self->position - 1 : 0;

  for (guint i = first; i < self->photos->len && i <= self->position + 1; i++)
    if (g_str_equal (autosell_photo_get_key (self->photos->pdata[i]), key))
      return TRUE;
  return FALSE;
}

/* What is farther away than the next is given back; those beside are asked for first, since the last request is the
 * first that is served. */
static void
load_near (AutosellPhotoViewer *self)
{
  for (guint i = self->pages->len; i > 0; i--)
    if (!is_near (self, ((Page *) self->pages->pdata[i - 1])->key))
      g_ptr_array_remove_index (self->pages, i - 1);
  if (self->position > 0)
    load_page (self, self->photos->pdata[self->position - 1]);
  if (self->position + 1 < self->photos->len)
    load_page (self, self->photos->pdata[self->position + 1]);
  load_page (self, self->photos->pdata[self->position]);
}

/* ---- Showing ---- */

static void
show_page (AutosellPhotoViewer *self)
{
  AutosellPhoto *photo = self->photos->pdata[self->position];
  const char *key = autosell_photo_get_key (photo);
  Page *page = find_page (self, key);
  GdkTexture *texture = page != NULL ? page->texture : NULL;
  gboolean is_same = g_strcmp0 (self->shown_key, key) == 0;
  int width, height;

  autosell_photo_info_get_shown_size (autosell_photo_get_info (photo), &width, &height);
  if (texture == NULL)
    /* A tile of the photo's own shape shows all of it. */
    texture =
      autosell_thumbnail_cache_lookup_framed (autosell_thumbnail_cache_get (self->store), key,
                                              &(AutosellPhotoFrame){ width, height, AUTOSELL_PHOTO_FIT_COVER }, FALSE);
  autosell_photo_view_set_texture (self->view, texture, width, height, is_same);
  gtk_widget_set_visible (GTK_WIDGET (self->trouble), page != NULL && page->has_failed && texture == NULL);
  g_free (self->shown_key);
  self->shown_key = g_strdup (key);
}

static void
show_position (AutosellPhotoViewer *self)
{
  guint n = self->photos->len;
  /* Translators: of photos, “3 of 12” */
  g_autofree char *text = g_strdup_printf (_("%u of %u"), self->position + 1, n);
  g_autofree char *label = g_strdup_printf (_("Photo %u of %u"), self->position + 1, n);

  adw_window_title_set_subtitle (self->title, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "viewer.previous", self->position > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "viewer.next", self->position + 1 < n);
}

static void
go_to (AutosellPhotoViewer *self, guint position)
{
  self->position = MIN (position, self->photos->len - 1);
  load_near (self);
  show_page (self);
  show_position (self);
}

static void
zoomed_cb (AutosellPhotoViewer *self)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "viewer.zoom-out", !autosell_photo_view_is_fit (self->view));
}

/* ---- Following the stock ---- */

static void
listed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(AutosellPhotoViewer) self = user_data;
  g_autoptr(GPtrArray) photos = autosell_store_list_photos_finish (AUTOSELL_STORE (object), result, NULL);
  g_autofree char *id = NULL;
  guint position;

  if (photos == NULL || self->store == NULL)
    return;
  if (photos->len == 0)
    {
      gtk_window_close (GTK_WINDOW (self));
      return;
    }
  id = g_strdup (autosell_photo_get_id (self->photos->pdata[self->position]));
  position = self->position;
  g_ptr_array_unref (self->photos);
  self->photos = g_steal_pointer (&photos);
  for (guint i = 0; i < self->photos->len; i++)
    if (g_strcmp0 (autosell_photo_get_id (self->photos->pdata[i]), id) == 0)
      position = i;
  go_to (self, position);
}

static void
store_changed_cb (AutosellPhotoViewer *self, GArray *keys)
{
  gboolean is_ours = keys == NULL;

  for (guint i = 0; !is_ours && i < keys->len; i++)
    is_ours = g_array_index (keys, gint64, i) == self->vehicle_key;
  if (!is_ours || self->vehicle_key == 0)
    return;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  autosell_store_list_photos_async (self->store, self->vehicle_key, FALSE, self->cancellable, listed_cb,
                                    g_object_ref (self));
}

/* ---- Actions ---- */

static void
turn_page_cb (GtkWidget *widget, const char *name, GVariant *parameter G_GNUC_UNUSED)
{
  AutosellPhotoViewer *self = AUTOSELL_PHOTO_VIEWER (widget);

  if (g_str_equal (name, "viewer.first"))
    go_to (self, 0);
  else if (g_str_equal (name, "viewer.last"))
    go_to (self, self->photos->len - 1);
  else if (g_str_equal (name, "viewer.next") && self->position + 1 < self->photos->len)
    go_to (self, self->position + 1);
  else if (g_str_equal (name, "viewer.previous") && self->position > 0)
    go_to (self, self->position - 1);
}

static void
zoom_cb (GtkWidget *widget, const char *name, GVariant *parameter G_GNUC_UNUSED)
{
  AutosellPhotoViewer *self = AUTOSELL_PHOTO_VIEWER (widget);

  if (g_str_equal (name, "viewer.zoom-in"))
    autosell_photo_view_zoom_by (self->view, ZOOM_STEP);
  else if (g_str_equal (name, "viewer.zoom-out"))
    autosell_photo_view_zoom_by (self->view, 1 / ZOOM_STEP);
  else if (g_str_equal (name, "viewer.zoom-fit"))
    autosell_photo_view_zoom_fit (self->view);
  else
    autosell_photo_view_zoom_actual (self->view);
}

static void
fullscreen_cb (GtkWidget *widget, const char *name G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  GtkWindow *window = GTK_WINDOW (widget);

  if (gtk_window_is_fullscreen (window))
    gtk_window_unfullscreen (window);
  else
    gtk_window_fullscreen (window);
}

/* Esc leaves the full screen first. */
static void
leave_cb (GtkWidget *widget, const char *name G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  GtkWindow *window = GTK_WINDOW (widget);

  if (gtk_window_is_fullscreen (window))
    gtk_window_unfullscreen (window);
  else
    gtk_window_close (window);
}

static void
fullscreened_cb (AutosellPhotoViewer *self)
{
  gtk_revealer_set_reveal_child (self->header_revealer, !gtk_window_is_fullscreen (GTK_WINDOW (self)));
}

static void
motion_cb (GtkEventControllerMotion *motion G_GNUC_UNUSED, double x G_GNUC_UNUSED, double y, AutosellPhotoViewer *self)
{
  if (gtk_window_is_fullscreen (GTK_WINDOW (self)))
    gtk_revealer_set_reveal_child (self->header_revealer, y < HEADER_EDGE_PX);
}

/* ---- The object ---- */

static void
autosell_photo_viewer_dispose (GObject *object)
{
  AutosellPhotoViewer *self = AUTOSELL_PHOTO_VIEWER (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->pages != NULL)
    g_ptr_array_set_size (self->pages, 0);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (autosell_photo_viewer_parent_class)->dispose (object);
}

static void
autosell_photo_viewer_finalize (GObject *object)
{
  AutosellPhotoViewer *self = AUTOSELL_PHOTO_VIEWER (object);

  g_clear_pointer (&self->pages, g_ptr_array_unref);
  g_clear_pointer (&self->photos, g_ptr_array_unref);
  g_free (self->shown_key);
  G_OBJECT_CLASS (autosell_photo_viewer_parent_class)->finalize (object);
}

typedef struct
{
  const char *name;
  GtkWidgetActionActivateFunc activate;
  const char *keys;
} ViewerAction;

static const ViewerAction actions[] = {
  { "viewer.next", turn_page_cb, "Right|KP_Right|Page_Down|space" },
  { "viewer.previous", turn_page_cb, "Left|KP_Left|Page_Up|BackSpace" },
  { "viewer.first", turn_page_cb, "Home|KP_Home" },
  { "viewer.last", turn_page_cb, "End|KP_End" },
  { "viewer.zoom-in", zoom_cb, "plus|KP_Add|equal|<Control>plus" },
  { "viewer.zoom-out", zoom_cb, "minus|KP_Subtract|<Control>minus" },
  { "viewer.zoom-fit", zoom_cb, "0|KP_0|<Control>0" },
  { "viewer.zoom-actual", zoom_cb, "1|KP_1" },
  { "viewer.fullscreen", fullscreen_cb, "F11|f" },
  { "viewer.leave", leave_cb, "Escape" },
  { "window.close", NULL, "<Control>w" },
};

/* Not as bindings of the class: those of a window, for which arrows move the focus, would go first. */
static void
add_keys (AutosellPhotoViewer *self)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (controller),
      gtk_shortcut_new (gtk_shortcut_trigger_parse_string (actions[i].keys), gtk_named_action_new (actions[i].name)));
  gtk_widget_add_controller (GTK_WIDGET (self), controller);
}

static void
autosell_photo_viewer_class_init (AutosellPhotoViewerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = autosell_photo_viewer_dispose;
  G_OBJECT_CLASS (klass)->finalize = autosell_photo_viewer_finalize;
  g_type_ensure (AUTOSELL_TYPE_PHOTO_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, "/com/autosell/Manager/ui/autosell-photo-viewer.ui");
  gtk_widget_class_bind_template_child (widget_class, AutosellPhotoViewer, title);
  gtk_widget_class_bind_template_child (widget_class, AutosellPhotoViewer, header);
  gtk_widget_class_bind_template_child (widget_class, AutosellPhotoViewer, header_revealer);
  gtk_widget_class_bind_template_child (widget_class, AutosellPhotoViewer, view);
  gtk_widget_class_bind_template_child (widget_class, AutosellPhotoViewer, trouble);
  gtk_widget_class_bind_template_child (widget_class, AutosellPhotoViewer, zoom_in_button);
  gtk_widget_class_bind_template_child (widget_class, AutosellPhotoViewer, zoom_out_button);
  gtk_widget_class_bind_template_callback (widget_class, zoomed_cb);
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    if (actions[i].activate != NULL)
      gtk_widget_class_install_action (widget_class, actions[i].name, NULL, actions[i].activate);
}

static void
narrow_cb (GtkWindow *window, gboolean is_narrow)
{
  AutosellPhotoViewer *self = AUTOSELL_PHOTO_VIEWER (window);

  gtk_widget_set_visible (self->zoom_in_button, !is_narrow);
  gtk_widget_set_visible (self->zoom_out_button, !is_narrow);
}

static void
autosell_photo_viewer_init (AutosellPhotoViewer *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();

  self->pages = g_ptr_array_new_with_free_func (page_free);
  gtk_widget_init_template (GTK_WIDGET (self));
  add_keys (self);
  gtk_window_set_icon_name (GTK_WINDOW (self), APP_ID);
  adw_status_page_set_title (self->trouble, _("The file of this photo is missing or cannot be read"));
  g_signal_connect (motion, "motion", G_CALLBACK (motion_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  g_signal_connect (self, "notify::fullscreened", G_CALLBACK (fullscreened_cb), NULL);
  autosell_compat_fit_header (GTK_WINDOW (self), self->header, 480, narrow_cb);
}

void
autosell_photo_viewer_present (GtkWindow *parent, AutosellStore *store, gint64 vehicle_key, const char *title,
                               GPtrArray *photos, const char *id)
{
  AutosellPhotoViewer *self;
  guint position = 0;

  g_return_if_fail (AUTOSELL_IS_STORE (store) && photos != NULL && photos->len > 0);

  self = g_object_new (AUTOSELL_TYPE_PHOTO_VIEWER, NULL);
  self->store = g_object_ref (store);
  self->vehicle_key = vehicle_key;
  self->photos = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < photos->len; i++)
    {
      g_ptr_array_add (self->photos, g_object_ref (photos->pdata[i]));
      if (g_strcmp0 (autosell_photo_get_id (photos->pdata[i]), id) == 0)
        position = i;
    }
  adw_window_title_set_title (self->title, title != NULL ? title : _("Photos"));
  gtk_window_set_title (GTK_WINDOW (self), title != NULL ? title : _("Photos"));
  g_signal_connect_object (store, "changed", G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  go_to (self, position);
  autosell_compat_present_dialog (GTK_WINDOW (self), parent);
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}
