/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-incoming.h"

#include "autosell-import-assistant.h"
#include "autosell-photo-probe.h"
#include "autosell-photo-reader.h"
#include "autosell-photo-zone.h"
#include "autosell-window.h"

#include <glib/gi18n.h>

typedef enum
{
  HELD_UNKNOWN, /* not known yet */
  HELD_PICTURES,
  HELD_FILES, /* among which there are other files */
} Held;

struct _AutosellIncoming
{
  GObject parent_instance;
  GtkWindow *window;         /* unowned, nullable once it is gone */
  AutosellStore *store;      /* owned, nullable */
  GCancellable *cancellable; /* owned */
  GQueue unknown;            /* of GFile, owned: it is not known yet what they are; the first is being asked about */
  GQueue waiting;            /* of GFile, owned: spreadsheets, as far as can be told from outside */
  GListStore *pictures;      /* owned, of GFile: photos, and folders of them */
  GtkWidget *cover;          /* unowned, nullable: over the window while files are held over it */
  GtkWidget *content;        /* unowned, nullable: what is dropped on */
  GtkWidget *zone;           /* weak, nullable: the part of it that pictures are held over and takes them */
  GdkDrop *drop;             /* owned, nullable: what is held over the window */
  Held held;                 /* what that is */
  double x;                  /* where */
  double y;
};

G_DEFINE_FINAL_TYPE (AutosellIncoming, autosell_incoming, G_TYPE_OBJECT)

/* ---- One after another ---- */

static AutosellImportAssistant *
find_assistant (AutosellIncoming *self)
{
  GListModel *toplevels = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (toplevels); i++)
    {
      g_autoptr(GtkWindow) toplevel = g_list_model_get_item (toplevels, i);

      if (AUTOSELL_IS_IMPORT_ASSISTANT (toplevel) && gtk_window_get_transient_for (toplevel) == self->window)
        return AUTOSELL_IMPORT_ASSISTANT (toplevel);
    }
  return NULL;
}

static void go_on (AutosellIncoming *self);

static gboolean
go_on_cb (gpointer data)
{
  go_on (data);
  return G_SOURCE_REMOVE;
}

/* Not within its own end. */
static void
assistant_gone_cb (AutosellIncoming *self)
{
  g_idle_add_full (G_PRIORITY_DEFAULT, go_on_cb, g_object_ref (self), g_object_unref);
}

static void
watch (AutosellIncoming *self, AutosellImportAssistant *assistant)
{
  g_signal_handlers_disconnect_by_func (assistant, assistant_gone_cb, self);
  g_signal_connect_object (assistant, "destroy", G_CALLBACK (assistant_gone_cb), self, G_CONNECT_SWAPPED);
}

/* No car is meant by them yet: they are put in piles. */
static void
give_pictures (AutosellIncoming *self)
{
  g_autoptr(GListStore) pictures = NULL;

  if (g_list_model_get_n_items (G_LIST_MODEL (self->pictures)) == 0)
    return;
  pictures = g_steal_pointer (&self->pictures);
  self->pictures = g_list_store_new (G_TYPE_FILE);
  autosell_window_put_on_table (AUTOSELL_WINDOW (self->window), G_LIST_MODEL (pictures), NULL, NULL);
}

static void
go_on (AutosellIncoming *self)
{
  AutosellImportAssistant *assistant;
  g_autoptr(GFile) file = NULL;

  if (self->window == NULL || self->store == NULL || self->unknown.length > 0)
    return;
  assistant = find_assistant (self);
  if (!g_queue_is_empty (&self->waiting) && (assistant == NULL || autosell_import_assistant_wants_file (assistant)))
    {
      file = g_queue_pop_head (&self->waiting);
      if (assistant != NULL)
        autosell_import_assistant_set_file (assistant, file);
      else
        assistant = autosell_import_assistant_present (self->window, self->store, file);
    }
  if (assistant != NULL)
    {
      autosell_import_assistant_set_n_waiting (assistant, self->waiting.length);
      if (self->waiting.length > 0)
        watch (self, assistant);
    }
  give_pictures (self);
}

/* ---- What a file is ---- */

static gboolean
is_pictures (GFileInfo *info)
{
  const char *type = g_file_info_get_content_type (info);

  return g_file_info_get_file_type (info) == G_FILE_TYPE_DIRECTORY
         || (type != NULL && g_content_type_is_a (type, "image/*"));
}

static void ask_next (AutosellIncoming *self);

static void
info_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(AutosellIncoming) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GFileInfo) info = g_file_query_info_finish (G_FILE (object), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  /* What is missing or unreadable, and what only calls itself a spreadsheet, the assistant says with what to do. */
  if (info != NULL && is_pictures (info))
    g_list_store_append (self->pictures, object);
  else
    g_queue_push_tail (&self->waiting, g_object_ref (object));
  g_object_unref (g_queue_pop_head (&self->unknown));
  ask_next (self);
}

static void
ask_next (AutosellIncoming *self)
{
  if (g_queue_is_empty (&self->unknown))
    go_on (self);
  else
    g_file_query_info_async (
      g_queue_peek_head (&self->unknown), G_FILE_ATTRIBUTE_STANDARD_TYPE "," G_FILE_ATTRIBUTE_STANDARD_CONTENT_TYPE,
      G_FILE_QUERY_INFO_NONE, G_PRIORITY_DEFAULT, self->cancellable, info_cb, g_object_ref (self));
}

void
autosell_incoming_add (AutosellIncoming *self, GFile *file)
{
  g_return_if_fail (AUTOSELL_IS_INCOMING (self) && G_IS_FILE (file));

  g_queue_push_tail (&self->unknown, g_object_ref (file));
  if (self->unknown.length == 1)
    ask_next (self);
}

void
autosell_incoming_set_store (AutosellIncoming *self, AutosellStore *store)
{
  g_return_if_fail (AUTOSELL_IS_INCOMING (self));

  g_set_object (&self->store, store);
  go_on (self);
}

/* ---- Drops ---- */

static void
show_cover (AutosellIncoming *self, gboolean is_shown)
{
  if (self->cover != NULL)
    gtk_widget_set_visible (self->cover, is_shown);
}

static gboolean
is_picture_name (GFile *file)
{
  g_autofree char *name = g_file_get_basename (file);
  const char *const *extensions = autosell_photo_format_list_extensions ();
  const char *dot = name != NULL ? strrchr (name, '.') : NULL;

  for (guint i = 0; dot != NULL && extensions[i] != NULL; i++)
    if (g_ascii_strcasecmp (dot + 1, extensions[i]) == 0)
      return TRUE;
  return FALSE;
}

/* By its name, since what is held is not to be read: a folder has no dot, and a folder of pictures is what one
 * drops. */
static gboolean
may_be_pictures (GFile *file)
{
  g_autofree char *name = g_file_get_basename (file);

  return is_picture_name (file) || autosell_photo_file_is_on_web (file) || (name != NULL && strchr (name, '.') == NULL);
}

static void
set_zone (AutosellIncoming *self, GtkWidget *zone)
{
  if (self->zone == zone)
    return;
  if (self->zone != NULL)
    autosell_photo_zone_leave (self->zone);
  g_set_weak_pointer (&self->zone, zone);
}

static void
show_held (AutosellIncoming *self)
{
  GtkWidget *zone = NULL;

  if (self->held == HELD_PICTURES && self->content != NULL && self->store != NULL)
    {
      GtkWidget *picked = gtk_widget_pick (self->content, self->x, self->y, GTK_PICK_DEFAULT);

      zone = picked != NULL ? autosell_photo_zone_hover (picked, self->content, self->x, self->y) : NULL;
    }
  set_zone (self, zone);
  show_cover (self, zone == NULL && self->held != HELD_UNKNOWN);
}

static void
forget_held (AutosellIncoming *self)
{
  set_zone (self, NULL);
  g_clear_object (&self->drop);
  show_cover (self, FALSE);
}

static void
held_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(AutosellIncoming) self = user_data;
  const GValue *value = gdk_drop_read_value_finish (GDK_DROP (object), result, NULL);

  if (self->drop != GDK_DROP (object))
    return;
  self->held = HELD_PICTURES;
  for (GSList *item = value != NULL ? g_value_get_boxed (value) : NULL; item != NULL; item = item->next)
    if (!may_be_pictures (item->data))
      self->held = HELD_FILES;
  show_held (self);
}

static gboolean
accept_cb (GtkDropTargetAsync *target, GdkDrop *drop, AutosellIncoming *self)
{
  /* What is dragged within the program is for those who know it. */
  return gdk_drop_get_drag (drop) == NULL && autosell_photo_reader_accepts (gdk_drop_get_formats (drop));
}

static GdkDragAction
enter_cb (GtkDropTargetAsync *target, GdkDrop *drop, double x, double y, AutosellIncoming *self)
{
  g_autoptr(GdkContentFormats) formats =
    gdk_content_formats_union_deserialize_gtypes (gdk_content_formats_ref (gdk_drop_get_formats (drop)));

  g_set_object (&self->drop, drop);
  self->x = x;
  self->y = y;
  self->held = HELD_UNKNOWN;
  if (gdk_content_formats_contain_gtype (formats, GDK_TYPE_FILE_LIST))
    gdk_drop_read_value_async (drop, GDK_TYPE_FILE_LIST, G_PRIORITY_DEFAULT, self->cancellable, held_cb,
                               g_object_ref (self));
  else
    self->held = HELD_PICTURES;
  show_held (self);
  return GDK_ACTION_COPY;
}

static GdkDragAction
motion_cb (GtkDropTargetAsync *target, GdkDrop *drop, double x, double y, AutosellIncoming *self)
{
  self->x = x;
  self->y = y;
  show_held (self);
  return GDK_ACTION_COPY;
}

static void
leave_cb (GtkDropTargetAsync *target, GdkDrop *drop, AutosellIncoming *self)
{
  forget_held (self);
}

typedef struct
{
  AutosellIncoming *self; /* owned */
  GtkWidget *zone;        /* owned, nullable */
  double x;
  double y;
} Dropped;

/* Pictures and folders go one way, what may be a spreadsheet the other. */
static void
dropped_cb (GListModel *files, GBytes *bytes, const char *name, const GError *error, gpointer user_data)
{
  Dropped *dropped = user_data;
  AutosellIncoming *self = dropped->self;
  g_autoptr(GListStore) pictures = g_list_store_new (G_TYPE_FILE);

  for (guint i = 0; files != NULL && i < g_list_model_get_n_items (files); i++)
    {
      g_autoptr(GFile) file = g_list_model_get_item (files, i);

      if (may_be_pictures (file))
        g_list_store_append (pictures, file);
      else
        autosell_incoming_add (self, file);
    }
  if (self->window == NULL || self->store == NULL)
    ;
  else if (bytes != NULL || g_list_model_get_n_items (G_LIST_MODEL (pictures)) > 0)
    {
      GListModel *model = bytes == NULL ? G_LIST_MODEL (pictures) : NULL;

      if (dropped->zone != NULL && gtk_widget_get_root (dropped->zone) != NULL)
        autosell_photo_zone_drop (dropped->zone, self->content, dropped->x, dropped->y, model, bytes, name);
      else
        autosell_window_take_photos (AUTOSELL_WINDOW (self->window), model, bytes, name);
    }
  g_object_unref (dropped->self);
  g_clear_object (&dropped->zone);
  g_free (dropped);
}

static gboolean
drop_cb (GtkDropTargetAsync *target, GdkDrop *drop, double x, double y, AutosellIncoming *self)
{
  Dropped *dropped = g_new (Dropped, 1);

  *dropped = (Dropped){ g_object_ref (self), self->zone != NULL ? g_object_ref (self->zone) : NULL, x, y };
  forget_held (self);
  autosell_photo_reader_read_drop (drop, dropped_cb, dropped);
  return TRUE;
}

static GtkWidget *
cover_new (void)
{
  GtkWidget *cover = adw_status_page_new ();

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (cover), "document-open-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (cover), _("Drop to Import"));
  adw_status_page_set_description (
    ADW_STATUS_PAGE (cover), _("A CSV or Excel file: you see what would change before anything is written. Or photos "
                               "of cars."));
  gtk_widget_add_css_class (cover, "drop-cover");
  gtk_widget_set_can_target (cover, FALSE);
  gtk_widget_set_visible (cover, FALSE);
  return cover;
}

void
autosell_incoming_take_drops (AutosellIncoming *self, AdwToastOverlay *toasts)
{
  GtkDropTargetAsync *target = gtk_drop_target_async_new (autosell_photo_reader_get_formats (), GDK_ACTION_COPY);
  g_autoptr(GtkWidget) content = g_object_ref (adw_toast_overlay_get_child (toasts));
  GtkWidget *overlay = gtk_overlay_new ();

  self->cover = cover_new ();
  gtk_widget_add_css_class (overlay, "takes-drops");
  adw_toast_overlay_set_child (toasts, NULL);
  gtk_overlay_set_child (GTK_OVERLAY (overlay), content);
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), self->cover);
  adw_toast_overlay_set_child (toasts, overlay);
  self->content = content;
  g_signal_connect_object (target, "accept", G_CALLBACK (accept_cb), self, 0);
  g_signal_connect_object (target, "drag-enter", G_CALLBACK (enter_cb), self, 0);
  g_signal_connect_object (target, "drag-motion", G_CALLBACK (motion_cb), self, 0);
  g_signal_connect_object (target, "drag-leave", G_CALLBACK (leave_cb), self, 0);
  g_signal_connect_object (target, "drop", G_CALLBACK (drop_cb), self, 0);
  /* Before the search entry, which would take the file's name as a text. */
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (target), GTK_PHASE_CAPTURE);
  gtk_widget_add_controller (overlay, GTK_EVENT_CONTROLLER (target));
}

/* ---- Class ---- */

static void
window_gone_cb (AutosellIncoming *self)
{
  self->window = NULL;
  self->cover = NULL;
  self->content = NULL;
  g_clear_weak_pointer (&self->zone);
  g_clear_object (&self->drop);
  g_cancellable_cancel (self->cancellable);
}

static void
autosell_incoming_finalize (GObject *object)
{
  AutosellIncoming *self = AUTOSELL_INCOMING (object);

  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  g_clear_object (&self->store);
  g_clear_object (&self->drop);
  g_clear_weak_pointer (&self->zone);
  g_queue_clear_full (&self->unknown, g_object_unref);
  g_queue_clear_full (&self->waiting, g_object_unref);
  g_object_unref (self->pictures);
  G_OBJECT_CLASS (autosell_incoming_parent_class)->finalize (object);
}

static void
autosell_incoming_class_init (AutosellIncomingClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = autosell_incoming_finalize;
}

static void
autosell_incoming_init (AutosellIncoming *self)
{
  self->cancellable = g_cancellable_new ();
  self->pictures = g_list_store_new (G_TYPE_FILE);
  g_queue_init (&self->unknown);
  g_queue_init (&self->waiting);
}

AutosellIncoming *
autosell_incoming_new (GtkWindow *window)
{
  AutosellIncoming *self = g_object_new (AUTOSELL_TYPE_INCOMING, NULL);

  self->window = window;
  g_signal_connect_object (window, "destroy", G_CALLBACK (window_gone_cb), self, G_CONNECT_SWAPPED);
  return self;
}
