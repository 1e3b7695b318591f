/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-editor-private.h"

#include "autosell-compat.h"
#include "autosell-deal-dialog.h"
#include "autosell-editor-changes.h"
#include "autosell-editor-spare.h"
#include "autosell-error-dialog.h"
#include "autosell-readiness-label.h"
#include "autosell-text-scale.h"
#include "autosell-toaster.h"
#include "autosell-trace.h"
#include "autosell-window.h"

#include <glib/gi18n.h>

#define NAME_WIDTH 560 /* of ordinary text; narrower, the name of the car stands above the page */

/* The fields are not to be pushed out of sight by forty photos. */
#define GALLERY_LINES 2

G_DEFINE_FINAL_TYPE (AutosellEditor, autosell_editor, ADW_TYPE_WINDOW)

/* ---- showing ---- */

static gboolean
is_deleted (AutosellEditor *self)
{
  return self->draft != NULL && autosell_vehicle_get_deleted (autosell_draft_get_base (self->draft)) != 0;
}

static void
show_banner (AutosellEditor *self)
{
  guint n = self->draft != NULL ? autosell_draft_get_n_conflicts (self->draft) : 0;
  g_autofree char *text = NULL;
  const char *button = NULL;

  if (self->is_gone)
    text = g_strdup (_("This car is no longer in the stock. What is entered here can be copied as a new car."));
  else if (is_deleted (self))
    {
      text = g_strdup (_("This car is in the bin."));
      button = _("Restore");
    }
  else if (n > 0)
    {
      text = g_strdup_printf (ngettext ("This car was changed elsewhere meanwhile. Choose a value for %u field.",
                                        "This car was changed elsewhere meanwhile. Choose a value for %u fields.", n),
                              n);
      button = _("Show");
    }
  if (text != NULL)
    gtk_label_set_text (self->banner_label, text);
  gtk_widget_set_visible (GTK_WIDGET (self->banner_button), button != NULL);
  if (button != NULL)
    gtk_button_set_label (self->banner_button, button);
  gtk_revealer_set_reveal_child (self->banner, text != NULL);
}

gboolean
autosell_editor_is_dirty (AutosellEditor *self)
{
  return self->draft != NULL
         && (autosell_draft_is_dirty (self->draft) || autosell_gallery_get_n_staged (self->gallery) > 0);
}

static void
show_title (AutosellEditor *self)
{
  gboolean is_dirty = autosell_editor_is_dirty (self);
  g_autofree char *title = NULL;
  const char *state = "";

  if (self->draft != NULL)
    title = autosell_vehicle_dup_title (autosell_draft_get_vehicle (self->draft));
  if (title == NULL || *title == '\0')
    {
      g_free (title);
      title = g_strdup (self->key == 0 ? _("New Car") : _("Car"));
    }
  if (self->sent != NULL)
    state = _("Saving…");
  else if (is_dirty)
    state = _("Not saved yet");
  else if (self->key != 0 && self->draft != NULL)
    state = _("Everything is saved");
  adw_window_title_set_title (self->title, title);
  gtk_label_set_text (self->name_label, title);
  autosell_gallery_set_title (self->gallery, title);
  adw_window_title_set_subtitle (self->title, state);
  gtk_window_set_title (GTK_WINDOW (self), title);
}

gboolean
autosell_editor_find_neighbour (AutosellEditor *self, int step, gint64 *key)
{
  guint position = self->position;
  gboolean is_listed;

  if (self->list == NULL || self->key == 0)
    return FALSE;
  is_listed = autosell_vehicle_list_find (self->list, self->key, &position);
  /* a car that left the list: what was below it stands in its place now */
  if (!is_listed && step > 0)
    step = 0;
  if (step < 0 && position == 0)
    return FALSE;
  *key = autosell_vehicle_list_get_key (self->list, position + step);
  return *key != 0;
}

static void
update_actions (AutosellEditor *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean is_there = self->draft != NULL && self->key != 0 && !self->is_gone;
  gboolean is_dirty = self->draft != NULL && autosell_draft_is_dirty (self->draft);
  AutosellStatus status;
  gint64 other;

  gtk_widget_action_set_enabled (widget, "editor.save",
                                 autosell_editor_is_dirty (self) && !self->is_gone && self->sent == NULL);
  gtk_widget_action_set_enabled (widget, "editor.revert", is_dirty);
  gtk_widget_action_set_enabled (widget, "editor.copy", self->draft != NULL);
  gtk_widget_action_set_enabled (widget, "editor.history", is_there);
  gtk_widget_action_set_enabled (widget, "editor.marketplace", is_there);
  gtk_widget_action_set_enabled (widget, "editor.delete", is_there && !is_deleted (self));
  gtk_widget_action_set_enabled (widget, "editor.sell", is_there && !is_deleted (self));
  gtk_widget_action_set_enabled (widget, "editor.reserve", is_there && !is_deleted (self));
  gtk_widget_action_set_enabled (widget, "editor.print-sheet", is_there && !is_deleted (self));
  /* In the stock, not in what is being entered. */
  status =
    self->draft != NULL ? autosell_vehicle_get_status (autosell_draft_get_base (self->draft)) : AUTOSELL_STATUS_UNKNOWN;
  gtk_widget_action_set_enabled (widget, "editor.make-available",
                                 is_there && !is_deleted (self) && status != AUTOSELL_STATUS_AVAILABLE);
  gtk_widget_action_set_enabled (widget, "editor.print-receipt",
                                 is_there && !is_deleted (self) && status == AUTOSELL_STATUS_RESERVED);
  gtk_widget_action_set_enabled (widget, "editor.previous", autosell_editor_find_neighbour (self, -1, &other));
  gtk_widget_action_set_enabled (widget, "editor.next", autosell_editor_find_neighbour (self, 1, &other));
}

void
autosell_editor_show_state (AutosellEditor *self)
{
  show_title (self);
  show_banner (self);
  /* A new car lacks everything: it need not be told so. */
  autosell_readiness_label_show (self->readiness, self->draft != NULL && self->key != 0 && !self->is_gone
                                                    ? autosell_draft_get_vehicle (self->draft)
                                                    : NULL);
  update_actions (self);
}

static void
form_edited_cb (AutosellEditor *self)
{
  autosell_editor_show_state (self);
}

static void
staged_changed_cb (AutosellEditor *self)
{
  autosell_editor_show_state (self);
}

static void
form_open_car_cb (AutosellEditor *self, gint64 key)
{
  GtkWindow *parent = self->main_window != NULL ? self->main_window : GTK_WINDOW (self);

  autosell_editor_present (parent, self->store, self->list, key, 0);
}

void
autosell_editor_set_draft (AutosellEditor *self, AutosellDraft *draft)
{
  autosell_editor_form_set_draft (self->form, draft);
  g_clear_pointer (&self->draft, autosell_draft_free);
  self->draft = draft;
  self->is_painting = draft != NULL;
  autosell_editor_show_state (self);
}

void
autosell_editor_add_toast (AutosellEditor *self, const char *text)
{
  AdwToast *toast = adw_toast_new (text);

  adw_toast_set_timeout (toast, 3);
  autosell_toaster_show (self->toasts, toast);
}

void
autosell_editor_show_toast (AutosellEditor *self, AdwToast *toast)
{
  g_return_if_fail (AUTOSELL_IS_EDITOR (self));

  autosell_toaster_show (self->toasts, toast);
}

/* ---- coming ---- */

/* A car is read within a few milliseconds: a window that waits for it is painted once instead of twice. */
#define PATIENCE_MS 80

static gboolean
present_cb (gpointer user_data)
{
  AutosellEditor *self = user_data;

  self->present_source = 0;
  gtk_window_present (GTK_WINDOW (self));
  return G_SOURCE_REMOVE;
}

static void
present_soon (AutosellEditor *self)
{
  if (self->draft != NULL)
    gtk_window_present (GTK_WINDOW (self));
  else
    self->present_source = g_timeout_add (PATIENCE_MS, present_cb, self);
}

static void
present_now (AutosellEditor *self)
{
  if (self->present_source == 0)
    return;
  g_clear_handle_id (&self->present_source, g_source_remove);
  gtk_window_present (GTK_WINDOW (self));
}

/* ---- loading and following the stock ---- */

void
autosell_editor_follow (AutosellEditor *self, AutosellVehicle *vehicle)
{
  if (self->draft == NULL)
    {
      autosell_editor_set_draft (self, autosell_draft_new (vehicle));
      if (self->has_wanted)
        autosell_editor_form_focus_field (self->form, self->wanted);
      else
        autosell_editor_form_focus_first (self->form);
      self->has_wanted = FALSE;
      return;
    }
  autosell_draft_rebase (self->draft, vehicle);
  autosell_editor_form_refresh (self->form);
  autosell_editor_show_state (self);
}

static void
loaded_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(AutosellEditor) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellVehicle) vehicle = autosell_store_get_vehicle_finish (AUTOSELL_STORE (object), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self->is_gone = g_error_matches (error, AUTOSELL_STORE_ERROR, AUTOSELL_STORE_ERROR_NOT_FOUND);
  if (vehicle != NULL)
    autosell_editor_follow (self, vehicle);
  present_now (self);
  if (vehicle != NULL)
    return;
  if (self->is_gone)
    autosell_editor_show_state (self);
  else
    autosell_error_dialog_present (GTK_WINDOW (self), _("The car could not be read."), error);
}

void
autosell_editor_load (AutosellEditor *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  autosell_store_get_vehicle_async (self->store, self->key, self->cancellable, loaded_cb, g_object_ref (self));
}

static void
store_changed_cb (AutosellEditor *self, GArray *keys)
{
  gboolean is_ours = keys == NULL;

  for (guint i = 0; !is_ours && i < keys->len; i++)
    is_ours = g_array_index (keys, gint64, i) == self->key;
  if (self->key == 0 || !is_ours)
    return;
  /* our own commit would look like somebody else's until it has been confirmed */
  if (self->sent != NULL)
    self->is_stale = TRUE;
  else
    autosell_editor_load (self);
}

static void
list_changed_cb (AutosellEditor *self)
{
  guint position;

  if (autosell_vehicle_list_find (self->list, self->key, &position))
    self->position = position;
  update_actions (self);
}

static void
model_loaded_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(AutosellEditor) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellVehicle) vehicle = autosell_store_get_vehicle_finish (AUTOSELL_STORE (object), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (vehicle == NULL)
    autosell_error_dialog_present (GTK_WINDOW (self), _("The car to copy could not be read."), error);
  autosell_editor_set_draft (self, vehicle != NULL ? autosell_draft_new_like (vehicle) : autosell_draft_new (NULL));
  autosell_editor_form_focus_first (self->form);
  present_now (self);
}

void
autosell_editor_open_car (AutosellEditor *self, gint64 key, gint64 copy_of)
{
  GtkAdjustment *scroll = gtk_scrolled_window_get_vadjustment (self->scroller);

  self->key = key;
  self->is_gone = FALSE;
  autosell_trace (AUTOSELL_TRACE_EDITOR_ASKED, key);
  autosell_editor_set_draft (self, NULL);
  gtk_adjustment_set_value (scroll, 0);
  autosell_gallery_open (self->gallery, key);
  if (key != 0)
    {
      if (self->list != NULL)
        list_changed_cb (self);
      autosell_editor_load (self);
      return;
    }
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  if (copy_of != 0)
    autosell_store_get_vehicle_async (self->store, copy_of, self->cancellable, model_loaded_cb, g_object_ref (self));
  else
    {
      autosell_editor_set_draft (self, autosell_draft_new (NULL));
      autosell_editor_form_focus_first (self->form);
    }
}

/* ---- leaving ---- */

/* The title of the photos with one line of them: what is above the fields at least. */
#define ABOVE_FORM_PX 150

void
autosell_editor_fold (AutosellEditor *self)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self->form));
  int height = gtk_widget_get_height (GTK_WIDGET (self->scroller));

  if (self->unfold_tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->unfold_tick);
  self->unfold_tick = 0;
  /* never shown so far */
  if (width == 0 || height == 0)
    gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  autosell_editor_form_fold (self->form, width, height - ABOVE_FORM_PX);
}

/* What belongs to this car and this person's wish goes; the window with its 400 widgets can stay. */
static void
forget_car (AutosellEditor *self)
{
  g_clear_handle_id (&self->present_source, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  autosell_editor_set_draft (self, NULL);
  g_signal_handlers_disconnect_by_data (self->store, self);
  if (self->list != NULL)
    g_signal_handlers_disconnect_by_data (self->list, self);
  autosell_editor_form_set_store (self->form, NULL);
  autosell_gallery_set_store (self->gallery, NULL);
  g_clear_weak_pointer (&self->main_window);
  g_clear_object (&self->list);
  g_clear_object (&self->store);
  self->key = 0;
  self->position = 0;
  self->after = AUTOSELL_EDITOR_STAY;
  self->is_stale = FALSE;
  self->is_gone = FALSE;
  self->is_closing = FALSE;
}

/* Returns: FALSE where something is still going on in it */
static gboolean
become_spare (AutosellEditor *self)
{
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (self));

  if (application == NULL || self->n_waiting > 0 || !autosell_toaster_is_empty (self->toasts)
      || !autosell_editor_spare_keep (application, self))
    return FALSE;
  forget_car (self);
  autosell_editor_fold (self);
  gtk_window_set_application (GTK_WINDOW (self), NULL); /* it may end with its last window, and this one with it */
  return TRUE;
}

static gboolean
autosell_editor_close_request (GtkWindow *window)
{
  AutosellEditor *self = AUTOSELL_EDITOR (window);

  if (!self->is_closing)
    {
      autosell_editor_leave (self, AUTOSELL_EDITOR_CLOSE);
      return TRUE;
    }
  return become_spare (self) || GTK_WINDOW_CLASS (autosell_editor_parent_class)->close_request (window);
}

static void
banner_clicked_cb (AutosellEditor *self)
{
  if (is_deleted (self))
    autosell_editor_restore (self);
  else
    autosell_editor_form_focus_conflict (self->form);
}

/* ---- object ---- */

static void
autosell_editor_dispose (GObject *object)
{
  AutosellEditor *self = AUTOSELL_EDITOR (object);

  g_clear_handle_id (&self->present_source, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->form != NULL)
    autosell_editor_form_set_draft (self->form, NULL);
  g_clear_weak_pointer (&self->main_window);
  g_clear_object (&self->list);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (autosell_editor_parent_class)->dispose (object);
}

static void
autosell_editor_finalize (GObject *object)
{
  AutosellEditor *self = AUTOSELL_EDITOR (object);

  g_clear_pointer (&self->draft, autosell_draft_free);
  g_clear_object (&self->sent);
  G_OBJECT_CLASS (autosell_editor_parent_class)->finalize (object);
}

/* One in each frame: keys come between. */
static gboolean
unfold_cb (GtkWidget *widget, GdkFrameClock *clock G_GNUC_UNUSED, gpointer user_data G_GNUC_UNUSED)
{
  AutosellEditor *self = AUTOSELL_EDITOR (widget);

  if (autosell_editor_form_unfold_more (self->form))
    return G_SOURCE_CONTINUE;
  self->unfold_tick = 0;
  return G_SOURCE_REMOVE;
}

/* Its frame clock goes with its surface: asked for anew each time it gets one. */
static void
after_paint_cb (GdkFrameClock *clock G_GNUC_UNUSED, AutosellEditor *self)
{
  if (self->draft == NULL || !self->is_painting)
    return;
  self->is_painting = FALSE;
  autosell_trace (AUTOSELL_TRACE_EDITOR_PAINTED, self->key);
  if (self->unfold_tick == 0)
    self->unfold_tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), unfold_cb, NULL, NULL);
}

/* The buttons of the header bar leave a car's name no room in a narrow window. */
static void
layout_cb (GdkSurface *surface G_GNUC_UNUSED, int width, int height G_GNUC_UNUSED, AutosellEditor *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->name_label), autosell_text_scale_down (width) < NAME_WIDTH);
}

static void
autosell_editor_realize (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (autosell_editor_parent_class)->realize (widget);
  g_signal_connect_object (gtk_native_get_surface (GTK_NATIVE (widget)), "layout", G_CALLBACK (layout_cb), widget, 0);
  g_signal_connect_object (gtk_widget_get_frame_clock (widget), "after-paint", G_CALLBACK (after_paint_cb), widget, 0);
}

static void
autosell_editor_class_init (AutosellEditorClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = autosell_editor_dispose;
  object_class->finalize = autosell_editor_finalize;
  widget_class->realize = autosell_editor_realize;
  GTK_WINDOW_CLASS (klass)->close_request = autosell_editor_close_request;

  g_type_ensure (AUTOSELL_TYPE_EDITOR_FORM);
  g_type_ensure (AUTOSELL_TYPE_GALLERY);
  gtk_widget_class_set_template_from_resource (widget_class, "/com/autosell/Manager/ui/autosell-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, AutosellEditor, header);
  gtk_widget_class_bind_template_child (widget_class, AutosellEditor, title);
  gtk_widget_class_bind_template_child (widget_class, AutosellEditor, name_label);
  gtk_widget_class_bind_template_child (widget_class, AutosellEditor, banner);
  gtk_widget_class_bind_template_child (widget_class, AutosellEditor, banner_label);
  gtk_widget_class_bind_template_child (widget_class, AutosellEditor, banner_button);
  gtk_widget_class_bind_template_child (widget_class, AutosellEditor, toasts);
  gtk_widget_class_bind_template_child (widget_class, AutosellEditor, scroller);
  gtk_widget_class_bind_template_child (widget_class, AutosellEditor, gallery);
  gtk_widget_class_bind_template_child (widget_class, AutosellEditor, photos_box);
  gtk_widget_class_bind_template_child (widget_class, AutosellEditor, form);
  gtk_widget_class_bind_template_callback (widget_class, banner_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, form_edited_cb);
  gtk_widget_class_bind_template_callback (widget_class, form_open_car_cb);
  gtk_widget_class_bind_template_callback (widget_class, staged_changed_cb);
  autosell_editor_install_actions (widget_class);
}

static void
autosell_editor_init (AutosellEditor *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_window_set_icon_name (GTK_WINDOW (self), APP_ID);
  autosell_compat_fit_header (GTK_WINDOW (self), self->header, 480, NULL);
  self->readiness = GTK_LABEL (autosell_readiness_label_new ());
  gtk_box_append (self->photos_box, GTK_WIDGET (self->readiness));
  autosell_gallery_set_max_lines (self->gallery, GALLERY_LINES);
  autosell_gallery_take_drops (self->gallery, GTK_WIDGET (self->toasts));
}

static AutosellEditor *
find_open_editor (GtkApplication *application, AutosellStore *store, gint64 key)
{
  GList *windows = application != NULL ? gtk_application_get_windows (application) : NULL;

  for (GList *link = windows; link != NULL && key != 0; link = link->next)
    if (AUTOSELL_IS_EDITOR (link->data) && AUTOSELL_EDITOR (link->data)->store == store
        && AUTOSELL_EDITOR (link->data)->key == key)
      return link->data;
  return NULL;
}

void
autosell_editor_present (GtkWindow *parent, AutosellStore *store, AutosellVehicleList *list, gint64 key, gint64 copy_of)
{
  GtkApplication *application = parent != NULL ? gtk_window_get_application (parent) : NULL;
  AutosellEditor *self;

  g_return_if_fail (AUTOSELL_IS_STORE (store));

  autosell_trace (AUTOSELL_TRACE_EDITOR_ASKED, key);
  self = find_open_editor (application, store, key);
  if (self != NULL)
    {
      gtk_window_present (GTK_WINDOW (self));
      return;
    }
  /* Not transient: it can stand beside the list, and closing the list must not take what is being entered with it. */
  self = application != NULL ? autosell_editor_spare_take (application) : NULL;
  if (self == NULL)
    self = g_object_new (AUTOSELL_TYPE_EDITOR, NULL);
  gtk_window_set_application (GTK_WINDOW (self), application);
  self->store = g_object_ref (store);
  g_set_weak_pointer (&self->main_window,
                      parent != NULL ? (GtkWindow *) autosell_window_find (GTK_WIDGET (parent)) : NULL);
  g_set_object (&self->list, list);
  autosell_editor_form_set_store (self->form, store);
  autosell_gallery_set_store (self->gallery, store);
  g_signal_connect_object (store, "changed", G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  if (list != NULL)
    g_signal_connect_object (list, "items-changed", G_CALLBACK (list_changed_cb), self, G_CONNECT_SWAPPED);
  autosell_editor_open_car (self, key, copy_of);
  present_soon (self);
}

void
autosell_editor_present_field (GtkWindow *parent, AutosellStore *store, gint64 key, AutosellField field)
{
  GtkApplication *application = parent != NULL ? gtk_window_get_application (parent) : NULL;
  AutosellEditor *self;

  autosell_editor_present (parent, store, NULL, key, 0);
  self = find_open_editor (application, store, key);
  if (self == NULL)
    return;
  if (self->draft != NULL)
    {
      autosell_editor_form_focus_field (self->form, field);
      return;
    }
  self->has_wanted = TRUE;
  self->wanted = field;
}

void
autosell_editor_prepare (GtkApplication *application)
{
  autosell_editor_spare_prepare (application);
}
