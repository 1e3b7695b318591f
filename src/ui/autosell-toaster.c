/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-toaster.h"

#include "autosell-text-scale.h"

/* Until libadwaita 1.3, a toast that is dismissed before it has quite come is freed when it has gone, and its coming,
 * where that takes longer or ends in the same frame, then writes to it. It takes longer where another toast is just
 * going. So here a toast is dismissed only when it has come, and comes only when none is going. That it has come is
 * known from an animation of our own, as long as its; that it has gone, from its being freed: the overlay has the only
 * reference. */
#define COMING_MS 300
/* In pixels of ordinary text: the buttons and margins, what a bold letter takes, and from when on nothing is too
 * long */
#define BUTTONS_PX 200
#define CHARACTER_PX 9
#define LEAST_CHARS 12
#define LEAST_LARGE_CHARS 7
#define LARGE_TEXT 1.5
#define WIDEST_PX 700

typedef struct
{
  AdwToastOverlay *overlay; /* unowned: owns this */
  AdwToast *current;        /* unowned, nullable: coming, there, or going */
  AdwAnimation *coming;     /* owned, nullable: NULL when it has come */
  AdwToast *waiting;        /* owned, nullable */
  guint show_source;
} Toaster;

static void current_gone_cb (gpointer data, GObject *toast);

static void
nothing_cb (double value, gpointer user_data)
{
}

/* Not even by the person. */
static void
set_can_click (Toaster *self, gboolean can_click)
{
  GtkWidget *newest = gtk_widget_get_last_child (GTK_WIDGET (self->overlay));

  if (newest != NULL && newest != adw_toast_overlay_get_child (self->overlay))
    gtk_widget_set_can_target (newest, can_click);
}

static void
has_come_cb (Toaster *self)
{
  g_clear_object (&self->coming);
  set_can_click (self, TRUE);
  if (self->waiting != NULL && self->current != NULL)
    adw_toast_dismiss (self->current);
}

static void
show_waiting (Toaster *self)
{
  self->current = g_steal_pointer (&self->waiting);
  g_object_weak_ref (G_OBJECT (self->current), current_gone_cb, self);
  self->coming = adw_timed_animation_new (GTK_WIDGET (self->overlay), 0, 1, COMING_MS,
                                          adw_callback_animation_target_new (nothing_cb, NULL, NULL));
  g_signal_connect_swapped (self->coming, "done", G_CALLBACK (has_come_cb), self);
  adw_toast_overlay_add_toast (self->overlay, self->current);
  set_can_click (self, FALSE);
  adw_animation_play (self->coming);
}

/* A toast's own label ends in “…” where the window is narrow, and the name of the car is all that it says. The overlay
 * gives a toast the height of its natural width, so that has to be one for which there is room beside the buttons. */
static void
let_wrap (AdwToastOverlay *overlay, AdwToast *toast)
{
  int room = autosell_text_scale_down (gtk_widget_get_width (GTK_WIDGET (overlay))) - BUTTONS_PX;
  gboolean is_large = autosell_text_scale_get () > LARGE_TEXT;
  GtkWidget *label;

  if (adw_toast_get_custom_title (toast) != NULL || room > WIDEST_PX)
    return;
  label = gtk_label_new (adw_toast_get_title (toast));
  gtk_label_set_use_markup (GTK_LABEL (label), TRUE); /* as in the toast's own */
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_max_width_chars (GTK_LABEL (label),
                                 MAX (room / CHARACTER_PX, is_large ? LEAST_LARGE_CHARS : LEAST_CHARS));
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, is_large ? "caption-heading" : "heading");
  adw_toast_set_custom_title (toast, label);
}

static gboolean
show_cb (gpointer user_data)
{
  Toaster *self = user_data;

  self->show_source = 0;
  if (self->current == NULL && self->waiting != NULL)
    show_waiting (self);
  return G_SOURCE_REMOVE;
}

/* From within the overlay: what waits is shown when that is through. */
static void
current_gone_cb (gpointer data, GObject *toast)
{
  Toaster *self = data;

  self->current = NULL;
  if (self->waiting != NULL && self->show_source == 0)
    self->show_source = g_idle_add (show_cb, self);
}

static void
toaster_free (Toaster *self)
{
  if (self->current != NULL)
    g_object_weak_unref (G_OBJECT (self->current), current_gone_cb, self);
  if (self->coming != NULL)
    g_signal_handlers_disconnect_by_data (self->coming, self);
  g_clear_object (&self->coming);
  g_clear_handle_id (&self->show_source, g_source_remove);
  g_clear_object (&self->waiting);
  g_free (self);
}

static Toaster *
get_toaster (AdwToastOverlay *overlay)
{
  Toaster *self = g_object_get_data (G_OBJECT (overlay), "autosell-toaster");

  if (self == NULL)
    {
      self = g_new0 (Toaster, 1);
      self->overlay = overlay;
      g_object_set_data_full (G_OBJECT (overlay), "autosell-toaster", self, (GDestroyNotify) toaster_free);
    }
  return self;
}

void
autosell_toaster_show (AdwToastOverlay *overlay, AdwToast *toast)
{
  Toaster *self;

  g_return_if_fail (ADW_IS_TOAST_OVERLAY (overlay) && ADW_IS_TOAST (toast));

  self = get_toaster (overlay);
  g_clear_object (&self->waiting);
  let_wrap (overlay, toast);
  self->waiting = toast;
  if (self->current == NULL && self->show_source == 0)
    show_waiting (self);
  else if (self->current != NULL && self->coming == NULL)
    adw_toast_dismiss (self->current);
}

gboolean
autosell_toaster_is_empty (AdwToastOverlay *overlay)
{
  Toaster *self;

  g_return_val_if_fail (ADW_IS_TOAST_OVERLAY (overlay), TRUE);

  self = g_object_get_data (G_OBJECT (overlay), "autosell-toaster");
  return self == NULL || (self->current == NULL && self->waiting == NULL);
}
