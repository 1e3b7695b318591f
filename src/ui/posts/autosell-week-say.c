/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-week-say.h"

#include "autosell-application.h"
#include "autosell-compat.h"
#include "autosell-window.h"

#include <glib/gi18n.h>

/* A toast that takes it back. */
static void
undone_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(GError) error = NULL;

  if (!autosell_store_undo_week_finish (AUTOSELL_STORE (source), result, &error))
    g_warning ("Posts: %s", error->message);
}

typedef struct
{
  AutosellStore *store;   /* owned */
  AutosellWeekUndo *undo; /* owned, nullable: it was used */
} Undoing;

static void
undoing_free (gpointer data, GClosure *closure G_GNUC_UNUSED)
{
  Undoing *self = data;

  g_object_unref (self->store);
  g_clear_pointer (&self->undo, autosell_week_undo_free);
  g_free (self);
}

static void
undo_clicked_cb (AdwToast *toast, Undoing *undoing)
{
  if (undoing->undo != NULL)
    autosell_store_undo_week_async (undoing->store, g_steal_pointer (&undoing->undo), undone_cb, NULL);
}

typedef struct
{
  GtkWidget *view; /* owned: where it was said */
  char *sentence;  /* owned: what was done */
} Acting;

static void
acted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Acting *acting = data;
  g_autoptr(GtkWidget) self = acting->view;
  g_autofree char *sentence = acting->sentence;
  g_autoptr(GError) error = NULL;
  AutosellWeekUndo *undo = autosell_store_act_on_week_finish (AUTOSELL_STORE (source), result, &error);
  GtkRoot *window = gtk_widget_get_root (self);
  const char *words = undo != NULL ? sentence
                      : g_error_matches (error, AUTOSELL_STORE_ERROR, AUTOSELL_STORE_ERROR_CONFLICT)
                        ? _("It is being published already, or goes out in a moment")
                      : g_error_matches (error, AUTOSELL_STORE_ERROR, AUTOSELL_STORE_ERROR_NOT_FOUND)
                        ? _("Nothing goes out then")
                        : error->message;
  g_autofree char *markup = g_markup_escape_text (words, -1);
  AdwToast *toast = adw_toast_new (markup);

  g_free (acting);
  if (undo != NULL)
    {
      Undoing *undoing = g_new (Undoing, 1);

      undoing->store = g_object_ref (AUTOSELL_STORE (source));
      undoing->undo = undo;
      adw_toast_set_button_label (toast, _("_Undo"));
      g_signal_connect_data (toast, "button-clicked", G_CALLBACK (undo_clicked_cb), undoing, undoing_free, 0);
    }
  if (AUTOSELL_IS_WINDOW (window))
    autosell_window_add_toast (AUTOSELL_WINDOW (window), toast);
  else
    g_object_unref (g_object_ref_sink (toast));
}

void
autosell_week_say (GtkWidget *self, AutosellStore *store, const AutosellWeekAct *what, char *sentence)
{
  Acting *acting = g_new (Acting, 1);

  acting->view = g_object_ref (self);
  acting->sentence = sentence;
  autosell_store_act_on_week_async (store, what, acted_cb, acting);
}

/* ---- Another PC ---- */

static void
taken_over_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(GtkWindow) window = data;
  g_autoptr(GError) error = NULL;
  gboolean done = autosell_publisher_take_over_finish (AUTOSELL_PUBLISHER (source), result, &error);

  if (!done)
    g_debug ("Taking over: %s", error->message);
  if (AUTOSELL_IS_WINDOW (window))
    autosell_window_add_toast (AUTOSELL_WINDOW (window),
                               adw_toast_new (done ? _("This PC posts there in some minutes")
                                                   : _("The shared sheet is not reached: nothing was changed")));
}

typedef struct
{
  GtkWindow *window;  /* owned: the button itself goes whenever the week is shown anew, under the question too */
  AutosellPage *page; /* owned */
} TakingOver;

static void
take_over_answered_cb (gboolean is_sure, gpointer data)
{
  TakingOver *taking = data;
  GtkApplication *app = gtk_window_get_application (taking->window);
  AutosellFacebook *facebook =
    app != NULL ? autosell_application_get_facebook (AUTOSELL_APPLICATION (app), NULL) : NULL;
  AutosellPublisher *publisher = facebook != NULL ? autosell_facebook_get_publisher (facebook) : NULL;

  if (is_sure && publisher != NULL)
    autosell_publisher_take_over_async (publisher, taking->page, autosell_publisher_get_now_s (publisher), NULL,
                                        taken_over_cb, g_object_ref (taking->window));
  g_object_unref (taking->window);
  autosell_page_free (taking->page);
  g_free (taking);
}

static void
take_over_cb (GtkWidget *button)
{
  const AutosellPage *page = g_object_get_data (G_OBJECT (button), "page");
  TakingOver *taking = g_new (TakingOver, 1);

  taking->window = g_object_ref (GTK_WINDOW (gtk_widget_get_root (button)));
  taking->page = autosell_page_copy (page);
  autosell_compat_ask (
    taking->window, _("Post from this PC?"),
    _("The other PC stops with this Page, and this one begins some minutes later, with what the other one has "
      "made. What Facebook keeps already goes out as it is."),
    _("_Post From Here"), FALSE, take_over_answered_cb, taking);
}

GtkWidget *
autosell_week_create_take_over (const AutosellPage *page)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (_("_Post From Here…"));

  g_object_set_data_full (G_OBJECT (button), "page", autosell_page_copy (page), (GDestroyNotify) autosell_page_free);
  g_signal_connect (button, "clicked", G_CALLBACK (take_over_cb), NULL);
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  return button;
}
