/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-drive-note.h"

#include <glib/gi18n.h>

struct _AutosellDriveNote
{
  AutosellSyncNote parent_instance;
  AutosellDriveManager *manager; /* owned, nullable before it is set */
};

G_DEFINE_FINAL_TYPE (AutosellDriveNote, autosell_drive_note, AUTOSELL_TYPE_SYNC_NOTE)

/* The icon of a state, beside words that say the same. */
static const char *
get_icon_name (AutosellDriveState state)
{
  switch (state)
    {
    case AUTOSELL_DRIVE_PAUSED:
    case AUTOSELL_DRIVE_METERED:
      return "media-playback-pause-symbolic";
    case AUTOSELL_DRIVE_SIGNED_OUT:
    case AUTOSELL_DRIVE_TROUBLE:
    case AUTOSELL_DRIVE_ASKS:
      return "dialog-warning-symbolic";
    case AUTOSELL_DRIVE_OFFLINE:
      return "network-offline-symbolic";
    case AUTOSELL_DRIVE_NOT_LINKED:
    case AUTOSELL_DRIVE_STARTING:
    case AUTOSELL_DRIVE_RUNNING:
    case AUTOSELL_DRIVE_AGREED:
    default:
      return "folder-pictures-symbolic";
    }
}

static void
show (AutosellDriveNote *self)
{
  AutosellDriveState state = autosell_drive_manager_get_state (self->manager);
  g_autofree char *title = autosell_drive_manager_dup_title (self->manager);
  g_autofree char *explanation = autosell_drive_manager_dup_headline (self->manager);
  AutosellSyncNoteState shown = {
    .headline = title,
    .icon_name = get_icon_name (state),
    .title = _("Photos in Drive"),
    .explanation = explanation,
    .is_paused = state == AUTOSELL_DRIVE_PAUSED,
    .is_signed_out = state == AUTOSELL_DRIVE_SIGNED_OUT,
    .is_running = state == AUTOSELL_DRIVE_RUNNING,
    .asks = state == AUTOSELL_DRIVE_ASKS,
  };

  autosell_sync_note_show (AUTOSELL_SYNC_NOTE (self), &shown);
}

static void
autosell_drive_note_run (AutosellSyncNote *note)
{
  autosell_drive_manager_run_now (AUTOSELL_DRIVE_NOTE (note)->manager, FALSE);
}

static void
autosell_drive_note_allow (AutosellSyncNote *note)
{
  autosell_drive_manager_run_now (AUTOSELL_DRIVE_NOTE (note)->manager, TRUE);
}

static void
autosell_drive_note_pause (AutosellSyncNote *note)
{
  AutosellDriveManager *manager = AUTOSELL_DRIVE_NOTE (note)->manager;

  autosell_drive_manager_set_paused (manager, !autosell_drive_manager_get_outlook (manager)->link->is_paused);
}

static char *
autosell_drive_note_dup_uri (AutosellSyncNote *note)
{
  const AutosellDriveOutlook *outlook = autosell_drive_manager_get_outlook (AUTOSELL_DRIVE_NOTE (note)->manager);

  return g_strconcat ("https://drive.google.com/drive/folders/", outlook->link->root, NULL);
}

static void
autosell_drive_note_dispose (GObject *object)
{
  g_clear_object (&AUTOSELL_DRIVE_NOTE (object)->manager);
  G_OBJECT_CLASS (autosell_drive_note_parent_class)->dispose (object);
}

static void
autosell_drive_note_class_init (AutosellDriveNoteClass *klass)
{
  AutosellSyncNoteClass *note_class = AUTOSELL_SYNC_NOTE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = autosell_drive_note_dispose;
  note_class->run = autosell_drive_note_run;
  note_class->allow = autosell_drive_note_allow;
  note_class->pause = autosell_drive_note_pause;
  note_class->dup_uri = autosell_drive_note_dup_uri;
}

static void
autosell_drive_note_init (AutosellDriveNote *self)
{
  autosell_sync_note_set_words (AUTOSELL_SYNC_NOTE (self), _("_Move to Bin"), _("_Compare Now"), _("_Open in Drive"));
}

void
autosell_drive_note_set_manager (AutosellDriveNote *self, AutosellDriveManager *manager)
{
  g_return_if_fail (AUTOSELL_IS_DRIVE_NOTE (self) && self->manager == NULL);

  self->manager = g_object_ref (manager);
  g_signal_connect_object (manager, "changed", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  show (self);
}
