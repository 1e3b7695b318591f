/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-save-file.h"

#include "autosell-compat.h"

#include <glib/gi18n.h>

#define TOAST_SECONDS 8

typedef struct
{
  GWeakRef window;
  GFile *file;  /* owned, nullable before it is chosen */
  char *ending; /* owned */
  AutosellSaveFunc func;
} Saving;

static void
saving_clear (gpointer data)
{
  Saving *saving = data;

  g_weak_ref_clear (&saving->window);
  g_clear_object (&saving->file);
  g_free (saving->ending);
}

static void
saving_unref (gpointer data)
{
  g_rc_box_release_full (data, saving_clear);
}

static void
finish (Saving *saving)
{
  g_autoptr(GtkWindow) window = g_weak_ref_get (&saving->window);

  if (window != NULL)
    saving->func (window, saving->file);
}

/* The question may go with the window, unanswered, so it is the window's. */
static void
replace_answered_cb (gboolean confirmed, gpointer user_data)
{
  if (confirmed)
    finish (user_data);
}

static void
ask_to_replace (Saving *saving)
{
  g_autoptr(GtkWindow) window = g_weak_ref_get (&saving->window);
  g_autofree char *name = g_file_get_basename (saving->file);
  g_autofree char *display = g_filename_display_name (name);
  g_autofree char *heading = g_strdup_printf (_("Replace “%s”?"), display);

  if (window == NULL)
    return;
  g_object_set_data_full (G_OBJECT (window), "autosell-saving", g_rc_box_acquire (saving), saving_unref);
  autosell_compat_ask (window, heading, _("There is a file of that name already."), _("_Replace"), TRUE,
                       replace_answered_cb, saving);
}

/* FALSE where the ending was there. */
static gboolean
add_ending (Saving *saving)
{
  g_autofree char *name = g_file_get_basename (saving->file);
  g_autofree char *folded = g_utf8_casefold (name, -1);
  g_autofree char *full_name = NULL;
  g_autoptr(GFile) folder = NULL;

  if (g_str_has_suffix (folded, saving->ending))
    return FALSE;
  folder = g_file_get_parent (saving->file);
  full_name = g_strconcat (name, saving->ending, NULL);
  g_object_unref (saving->file);
  saving->file = g_file_get_child (folder, full_name);
  return TRUE;
}

static void
chosen_cb (GFile *file, gpointer user_data)
{
  Saving *saving = user_data;

  if (file != NULL)
    {
      g_set_object (&saving->file, file);
      if (add_ending (saving) && g_file_query_exists (saving->file, NULL))
        ask_to_replace (saving);
      else
        finish (saving);
    }
  saving_unref (saving);
}

void
autosell_save_file (GtkWindow *window, const char *title, const char *stem, const char *ending, AutosellSaveFunc func)
{
  Saving *saving = g_rc_box_new0 (Saving);
  g_autofree char *name = g_strconcat (stem, ending, NULL);

  g_weak_ref_init (&saving->window, window);
  saving->ending = g_strdup (ending);
  saving->func = func;
  autosell_compat_save_file (window, title, name, NULL, chosen_cb, saving);
}

static void
open_clicked_cb (AdwToast *toast, gpointer user_data)
{
  g_autofree char *uri = g_file_get_uri (user_data);

  gtk_show_uri (NULL, uri, GDK_CURRENT_TIME);
}

static void
file_free (gpointer data, GClosure *closure)
{
  g_object_unref (data);
}

AdwToast *
autosell_save_file_toast (const char *sentence, GFile *file)
{
  g_autofree char *title = g_markup_escape_text (sentence, -1);
  AdwToast *toast = adw_toast_new (title);

  adw_toast_set_button_label (toast, _("Open"));
  adw_toast_set_timeout (toast, TOAST_SECONDS);
  g_signal_connect_data (toast, "button-clicked", G_CALLBACK (open_clicked_cb), g_object_ref (file), file_free, 0);
  return toast;
}
