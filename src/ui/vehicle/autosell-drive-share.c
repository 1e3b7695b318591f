/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-drive-share.h"

#include "autosell-application.h"
#include "autosell-compat.h"
#include "autosell-drive-sharing.h"
#include "autosell-toaster.h"

#include <glib/gi18n.h>

typedef struct
{
  GtkWidget *widget;    /* owned */
  AutosellStore *store; /* owned */
  AutosellDrive *drive; /* owned, nullable: nobody is signed in */
  char *folder;         /* owned, nullable before it is found */
  GPtrArray *files;     /* owned, nullable before it is found: the car's photos in Drive */
  gboolean is_stop;
} Sharing;

static void
sharing_free (Sharing *sharing)
{
  g_object_unref (sharing->widget);
  g_object_unref (sharing->store);
  g_clear_object (&sharing->drive);
  g_free (sharing->folder);
  g_clear_pointer (&sharing->files, g_ptr_array_unref);
  g_free (sharing);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Sharing, sharing_free)

/* ---- Telling ---- */

/* (nullable): closed meanwhile */
static GtkWindow *
get_window (const Sharing *sharing)
{
  GtkRoot *root = gtk_widget_get_root (sharing->widget);

  return GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL;
}

static void
tell (const Sharing *sharing, const char *sentence)
{
  GtkWidget *overlay = gtk_widget_get_ancestor (sharing->widget, ADW_TYPE_TOAST_OVERLAY);
  g_autofree char *title = g_markup_escape_text (sentence, -1);

  if (overlay != NULL)
    autosell_toaster_show (ADW_TOAST_OVERLAY (overlay), adw_toast_new (title));
}

static void
tell_failure (const Sharing *sharing, const char *sentence)
{
  GtkWidget *dialog;

  if (get_window (sharing) == NULL)
    return;
  dialog = autosell_compat_message_dialog_new (
    get_window (sharing), sharing->is_stop ? _("The Photos Are Still Shared") : _("There Is No Link Yet"), sentence);
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _("_Close"));
  autosell_compat_present_dialog (GTK_WINDOW (dialog), get_window (sharing));
}

static void
tell_error (const Sharing *sharing, const GError *error)
{
  g_autofree char *sentence = autosell_drive_dup_error (error);

  tell_failure (sharing, sentence);
}

/* ---- Each photo by itself ---- */

static void
each_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(Sharing) sharing = user_data;
  g_autoptr(GError) error = NULL;
  g_auto(GStrv) links = autosell_drive_sharing_set_each_finish (AUTOSELL_DRIVE (source), result, &error);
  g_autofree char *text = links != NULL ? g_strjoinv ("\n", links) : NULL;
  g_autofree char *done = NULL;

  if (links == NULL)
    tell_error (sharing, error);
  else if (sharing->is_stop)
    tell (sharing, _("The links show the photos to nobody any more"));
  else if (get_window (sharing) != NULL)
    {
      gdk_clipboard_set_text (gtk_widget_get_clipboard (sharing->widget), text);
      done = g_strdup_printf (
        ngettext ("Copied the link to %u photo", "Copied the links to %u photos", g_strv_length (links)),
        g_strv_length (links));
      tell (sharing, done);
    }
}

/* @sharing: (transfer full) */
static void
set_each (Sharing *sharing)
{
  g_autoptr(GStrvBuilder) files = g_strv_builder_new ();
  g_auto(GStrv) ids = NULL;

  for (guint i = 0; i < sharing->files->len; i++)
    g_strv_builder_add (files, g_ptr_array_index (sharing->files, i));
  ids = g_strv_builder_end (files);
  autosell_drive_sharing_set_each_async (sharing->drive, sharing->folder, (const char *const *) ids, !sharing->is_stop,
                                         NULL, each_cb, sharing);
}

static void
each_answered_cb (gboolean is_sure, gpointer user_data)
{
  if (is_sure)
    set_each (user_data);
  else
    sharing_free (user_data);
}

/* @sharing: (transfer full) */
static void
ask_each (Sharing *sharing)
{
  guint n = sharing->files->len;
  g_autofree char *text = NULL;

  if (get_window (sharing) == NULL || n == 0)
    {
      sharing_free (sharing);
      return;
    }
  text = g_strdup_printf (
    ngettext ("People put other files into this car’s folder, so the folder itself is not shared. You can share "
              "the %u photo by itself: the customer gets a link to it, and sees nothing else.",
              "People put other files into this car’s folder, so the folder itself is not shared. You can share "
              "the %u photos one by one: the customer gets a link to each, and sees nothing else.",
              n),
    n);
  autosell_compat_ask (get_window (sharing), _("Share Each Photo by Itself?"), text, _("_Share and Copy Links"), FALSE,
                       each_answered_cb, sharing);
}

/* ---- Doing it ---- */

static void
set_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(Sharing) sharing = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellDriveItem) item = autosell_drive_sharing_set_finish (AUTOSELL_DRIVE (source), result, &error);

  if (item == NULL && autosell_drive_sharing_wants_each (error))
    ask_each (g_steal_pointer (&sharing));
  else if (item == NULL)
    tell_error (sharing, error);
  else if (sharing->is_stop)
    tell (sharing, _("The link shows the photos to nobody any more"));
  else if (item->link == NULL)
    tell_failure (sharing, _("Google gave no link. Try again in a moment."));
  else if (get_window (sharing) != NULL)
    {
      gdk_clipboard_set_text (gtk_widget_get_clipboard (sharing->widget), item->link);
      tell (sharing, _("Copied the link. Whoever has it sees the photos."));
    }
}

static void
set (Sharing *sharing)
{
  autosell_drive_sharing_set_async (sharing->drive, sharing->folder, !sharing->is_stop, NULL, set_cb, sharing);
}

static void
answered_cb (gboolean is_sure, gpointer user_data)
{
  if (is_sure)
    set (user_data);
  else
    sharing_free (user_data);
}

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(Sharing) sharing = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellDriveItem) item = autosell_drive_item_finish (AUTOSELL_DRIVE (source), result, &error);
  GtkWindow *window = get_window (sharing);

  if (item == NULL)
    tell_error (sharing, error);
  else if (autosell_drive_sharing_is_each (item))
    set_each (g_steal_pointer (&sharing));
  else if (autosell_drive_sharing_is_on (item))
    set (g_steal_pointer (&sharing));
  else if (sharing->is_stop)
    tell (sharing, _("The photos of this car are not shared"));
  else if (window != NULL)
    autosell_compat_ask (
      window, _("Share the Photos of This Car?"),
      _("Anybody who has the link sees them, and those that are added later, until you stop sharing."),
      _("_Share and Copy Link"), FALSE, answered_cb, g_steal_pointer (&sharing));
}

static void
car_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(Sharing) sharing = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellDriveCar) car = autosell_store_get_drive_car_finish (AUTOSELL_STORE (source), result, &error);
  AutosellDrive *drive;

  if (car == NULL)
    {
      tell_error (sharing, error);
      return;
    }
  if (car->folder == NULL || g_hash_table_size (car->there) == 0)
    {
      tell (sharing, _("The photos of this car are not in Drive yet"));
      return;
    }
  sharing->folder = g_strdup (car->folder);
  sharing->files = g_ptr_array_ref (car->files);
  drive = sharing->drive;
  autosell_drive_get_async (drive, car->folder, NULL, looked_cb, g_steal_pointer (&sharing));
}

/* (nullable) */
static AutosellDriveManager *
get_manager (void)
{
  GApplication *application = g_application_get_default ();

  return AUTOSELL_IS_APPLICATION (application) ? autosell_application_get_drive (AUTOSELL_APPLICATION (application))
                                               : NULL;
}

static void
begin (GtkWidget *widget, AutosellStore *store, gint64 vehicle_key, gboolean is_stop)
{
  g_autoptr(Sharing) sharing = g_new0 (Sharing, 1);

  sharing->widget = g_object_ref (widget);
  sharing->store = g_object_ref (store);
  sharing->is_stop = is_stop;
  sharing->drive = get_manager () != NULL ? autosell_drive_manager_dup_drive (get_manager ()) : NULL;
  if (sharing->drive == NULL)
    tell (sharing, _("Nobody is signed in for Drive on this PC"));
  else
    autosell_store_get_drive_car_async (store, vehicle_key, NULL, car_cb, g_steal_pointer (&sharing));
}

gboolean
autosell_drive_share_is_possible (void)
{
  const AutosellDriveOutlook *outlook =
    get_manager () != NULL ? autosell_drive_manager_get_outlook (get_manager ()) : NULL;

  return outlook != NULL && outlook->link != NULL;
}

void
autosell_drive_share_copy (GtkWidget *widget, AutosellStore *store, gint64 vehicle_key)
{
  begin (widget, store, vehicle_key, FALSE);
}

void
autosell_drive_share_stop (GtkWidget *widget, AutosellStore *store, gint64 vehicle_key)
{
  begin (widget, store, vehicle_key, TRUE);
}
