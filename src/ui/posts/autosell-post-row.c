/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-post-row.h"

#include "autosell-compat.h"
#include "autosell-format.h"
#include "autosell-graph-error.h"

#include <glib/gi18n.h>

struct _AutosellPostRow
{
  AdwActionRow parent_instance;
  AutosellStore *store; /* owned */
  AutosellPost *post;   /* owned, nullable: of a post */
  gint64 page, at_s;    /* of a slot */
};

G_DEFINE_FINAL_TYPE (AutosellPostRow, autosell_post_row, ADW_TYPE_ACTION_ROW)

static void
autosell_post_row_dispose (GObject *object)
{
  AutosellPostRow *self = AUTOSELL_POST_ROW (object);

  g_clear_object (&self->store);
  g_clear_pointer (&self->post, autosell_post_free);
  G_OBJECT_CLASS (autosell_post_row_parent_class)->dispose (object);
}

static GtkWindow *
get_window (AutosellPostRow *self)
{
  return GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
}

/* ---- What can be done ---- */

static void
written_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(AutosellPostRow) self = user_data;
  g_autoptr(GError) error = NULL;

  /* What came of it is shown by the page, which is told of all that changes */
  if (!autosell_store_write_post_finish (AUTOSELL_STORE (object), result, &error))
    adw_action_row_set_subtitle (ADW_ACTION_ROW (self), error->message);
}

static void
change (AutosellPostRow *self, AutosellPostChangeMask mask, const char *what)
{
  autosell_store_change_post_async (self->store, self->post, mask, what, written_cb, g_object_ref (self));
}

static void
remove_answered_cb (gboolean is_sure, gpointer user_data)
{
  g_autoptr(AutosellPostRow) self = user_data;

  if (!is_sure || self->post == NULL)
    return;
  self->post->want = AUTOSELL_POST_WANT_REMOVED;
  change (self, AUTOSELL_POST_CHANGE_WANT, "remove");
}

static void
remove_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AutosellPostRow *self = AUTOSELL_POST_ROW (widget);
  gboolean stands = autosell_post_state_stands (self->post->state);

  autosell_compat_ask (get_window (self), stands ? _("Take this post off its Page?") : _("Cancel this post?"),
                       stands ? _("Its reactions and comments are lost. The car can be posted again.")
                              : _("Nothing was published yet. The car can be posted again."),
                       stands ? _("_Take off") : _("_Cancel the Post"), stands, remove_answered_cb,
                       g_object_ref (self));
}

static void
retry_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AutosellPostRow *self = AUTOSELL_POST_ROW (widget);

  /* Its slot may be long past */
  self->post->at_s = 0;
  change (self, AUTOSELL_POST_CHANGE_RETRY | AUTOSELL_POST_CHANGE_AT, "retry");
}

static void
open_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AutosellPostRow *self = AUTOSELL_POST_ROW (widget);

  if (self->post->permalink != NULL)
    gtk_show_uri (get_window (self), self->post->permalink, GDK_CURRENT_TIME);
}

static void
skip_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AutosellPostRow *self = AUTOSELL_POST_ROW (widget);

  autosell_store_set_wish_async (self->store, self->page, self->at_s, g_str_equal (name, "post.skip") ? 0 : -1,
                                 written_cb, g_object_ref (self));
}

static void
add_button (AutosellPostRow *self, const char *icon, const char *label, const char *action)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_widget_set_tooltip_text (button, label);
  autosell_compat_set_name (button, label);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), button);
}

/* ---- What it says ---- */

static const char *
get_icon (const AutosellPost *post)
{
  if (post->state == AUTOSELL_POST_FAILED || post->held != NULL)
    return "dialog-warning-symbolic";
  if (post->want == AUTOSELL_POST_WANT_REMOVED || !autosell_post_state_stands (post->state))
    return post->state == AUTOSELL_POST_WAITING || post->state == AUTOSELL_POST_UPLOADING
             ? "document-open-recent-symbolic"
             : "user-trash-symbolic";
  return post->state == AUTOSELL_POST_OUT ? "emblem-ok-symbolic" : "document-open-recent-symbolic";
}

/* “Autos del Norte · Published · 23/11/2026 09:00”, and what is wrong below. Returns: (transfer full) */
static char *
dup_subtitle (const AutosellPost *post)
{
  gint64 at_s = post->removed_s != 0 ? post->removed_s : post->out_s != 0 ? post->out_s : post->at_s;
  g_autofree char *when = at_s != 0 ? autosell_format_instant (at_s * G_USEC_PER_SEC) : NULL;
  const char *state =
    post->is_hidden && post->state == AUTOSELL_POST_OUT ? _("Hidden") : autosell_post_state_to_label (post->state);
  g_autofree char *figures = autosell_post_figures_dup_text (&post->figures);
  g_autofree char *wrong = autosell_graph_fact_dup_sentence (post->error_text);
  GString *text = g_string_new (post->page_name);

  g_string_append_printf (text, " · %s", state);
  if (when != NULL)
    g_string_append_printf (text, " · %s", when);
  if (figures != NULL)
    g_string_append_printf (text, "\n%s", figures);
  if (wrong != NULL)
    g_string_append_printf (text, "\n%s", wrong);
  if (post->held != NULL)
    g_string_append_printf (text, "\n%s %s", _("It does not go for now."), post->held);
  return g_string_free (text, FALSE);
}

GtkWidget *
autosell_post_row_new (AutosellStore *store, const AutosellPost *post)
{
  AutosellPostRow *self = g_object_new (AUTOSELL_TYPE_POST_ROW, "use-markup", FALSE, NULL);
  g_autofree char *subtitle = dup_subtitle (post);
  g_autofree char *title = g_strdup_printf ("%s · %s", post->title, post->reference);

  self->store = g_object_ref (store);
  self->post = autosell_post_copy (post);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), subtitle);
  adw_action_row_add_prefix (ADW_ACTION_ROW (self), gtk_image_new_from_icon_name (get_icon (post)));
  if (post->state == AUTOSELL_POST_FAILED)
    add_button (self, "view-refresh-symbolic", _("Try again"), "post.retry");
  if (post->permalink != NULL && post->state == AUTOSELL_POST_OUT)
    add_button (self, "web-browser-symbolic", _("Open on Facebook"), "post.open");
  if (!autosell_post_state_is_final (post->state) && post->want != AUTOSELL_POST_WANT_REMOVED)
    add_button (self, "user-trash-symbolic",
                autosell_post_state_stands (post->state) ? _("Take off the Page") : _("Cancel the post"),
                "post.remove");
  return GTK_WIDGET (self);
}

static const char *
get_slot_text (AutosellSlotState state)
{
  switch (state)
    {
    case AUTOSELL_SLOT_PLANNED:
      return _("by the rule");
    case AUTOSELL_SLOT_PINNED:
      return _("chosen");
    case AUTOSELL_SLOT_SKIPPED:
      return _("skipped");
    case AUTOSELL_SLOT_TAKEN:
      return _("waits");
    case AUTOSELL_SLOT_FULL:
      return _("the day is full");
    case AUTOSELL_SLOT_CLOSE:
      return _("too close to another post");
    case AUTOSELL_SLOT_HELD:
      return _("does not go: it lacks something");
    case AUTOSELL_SLOT_EMPTY:
    default:
      return _("no car is due, from here on: available, ready and rested");
    }
}

GtkWidget *
autosell_post_row_new_for_slot (AutosellStore *store, const AutosellPostSlotRow *slot)
{
  AutosellPostRow *self = g_object_new (AUTOSELL_TYPE_POST_ROW, "use-markup", FALSE, NULL);
  g_autofree char *when = autosell_format_instant (slot->slot.at_s * G_USEC_PER_SEC);
  g_autofree char *title = slot->title != NULL ? g_strdup_printf ("%s · %s", when, slot->title) : g_strdup (when);
  g_autofree char *subtitle = g_strdup_printf ("%s · %s", slot->page_name, get_slot_text (slot->slot.state));

  self->store = g_object_ref (store);
  self->page = slot->page;
  self->at_s = slot->slot.at_s;
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), subtitle);
  adw_action_row_add_prefix (ADW_ACTION_ROW (self), gtk_image_new_from_icon_name ("x-office-calendar-symbolic"));
  if (slot->slot.state == AUTOSELL_SLOT_SKIPPED)
    add_button (self, "edit-undo-symbolic", _("Do not skip it"), "post.unskip");
  else if (slot->slot.state == AUTOSELL_SLOT_PLANNED || slot->slot.state == AUTOSELL_SLOT_EMPTY)
    add_button (self, "media-skip-forward-symbolic", _("Skip this slot"), "post.skip");
  return GTK_WIDGET (self);
}

static void
autosell_post_row_class_init (AutosellPostRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = autosell_post_row_dispose;
  gtk_widget_class_install_action (widget_class, "post.open", NULL, open_cb);
  gtk_widget_class_install_action (widget_class, "post.remove", NULL, remove_cb);
  gtk_widget_class_install_action (widget_class, "post.retry", NULL, retry_cb);
  gtk_widget_class_install_action (widget_class, "post.skip", NULL, skip_cb);
  gtk_widget_class_install_action (widget_class, "post.unskip", NULL, skip_cb);
}

static void
autosell_post_row_init (AutosellPostRow *self)
{
}
