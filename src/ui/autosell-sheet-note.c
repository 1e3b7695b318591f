/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-sheet-note.h"

#include <glib/gi18n.h>

#include "autosell-format.h"
#include "autosell-sync-words.h"

struct _AutosellSheetNote
{
  AutosellSyncNote parent_instance;
  AutosellSyncManager *manager; /* owned, nullable before it is set */
  guint age_source;             /* while it is in sight and grows older */
};

G_DEFINE_FINAL_TYPE (AutosellSheetNote, autosell_sheet_note, AUTOSELL_TYPE_SYNC_NOTE)

/* The icon of a state, beside words that say the same. */
static const char *
get_icon_name (AutosellSheetNote *self)
{
  switch (autosell_sync_manager_get_state (self->manager))
    {
    case AUTOSELL_SYNC_PAUSED:
      return "media-playback-pause-symbolic";
    case AUTOSELL_SYNC_SIGNED_OUT:
    case AUTOSELL_SYNC_FAILED:
    case AUTOSELL_SYNC_ASKS:
      return "dialog-warning-symbolic";
    case AUTOSELL_SYNC_OFFLINE:
      return "network-offline-symbolic";
    case AUTOSELL_SYNC_NOT_LINKED:
    case AUTOSELL_SYNC_STARTING:
    case AUTOSELL_SYNC_RUNNING:
    case AUTOSELL_SYNC_DONE:
    default:
      return autosell_sync_manager_get_n_conflicts (self->manager) > 0 ? "dialog-warning-symbolic"
                                                                       : "emblem-synchronizing-symbolic";
    }
}

/* Returns: (transfer full) (nullable) */
static char *
dup_undecided (AutosellSheetNote *self)
{
  guint n =
    autosell_sync_manager_get_n_conflicts (self->manager) + autosell_sync_manager_get_n_vanished (self->manager);
  g_autofree char *count = autosell_format_integer (n);

  return n > 0 ? g_strdup_printf (ngettext ("%s thing to decide…", "%s things to decide…", n), count) : NULL;
}

static void show (AutosellSheetNote *self);

static gboolean
older_cb (gpointer data)
{
  AutosellSheetNote *self = data;

  self->age_source = 0;
  show (self);
  return G_SOURCE_REMOVE;
}

static void
show (AutosellSheetNote *self)
{
  gint64 now = g_get_real_time ();
  AutosellSyncState state = autosell_sync_manager_get_state (self->manager);
  g_autofree char *headline = autosell_sync_dup_headline (self->manager, now);
  g_autofree char *explanation = autosell_sync_dup_explanation (self->manager, now);
  g_autofree char *undecided = dup_undecided (self);
  AutosellSyncNoteState shown = {
    .headline = headline,
    .icon_name = get_icon_name (self),
    .title = autosell_sync_manager_get_title (self->manager),
    .explanation = explanation,
    .undecided = undecided,
    .is_paused = state == AUTOSELL_SYNC_PAUSED,
    .is_signed_out = state == AUTOSELL_SYNC_SIGNED_OUT,
    .is_running = state == AUTOSELL_SYNC_RUNNING,
    .asks = autosell_sync_asks_for_rows (self->manager),
  };
  guint age;

  g_clear_handle_id (&self->age_source, g_source_remove);
  autosell_sync_note_show (AUTOSELL_SYNC_NOTE (self), &shown);
  age = headline != NULL ? autosell_sync_get_headline_age (self->manager, now) : 0;
  if (age > 0 && gtk_widget_get_mapped (GTK_WIDGET (self)))
    self->age_source = g_timeout_add_seconds (age, older_cb, self);
}

static void
autosell_sheet_note_run (AutosellSyncNote *note)
{
  autosell_sync_manager_run_now (AUTOSELL_SHEET_NOTE (note)->manager, FALSE);
}

static void
autosell_sheet_note_allow (AutosellSyncNote *note)
{
  autosell_sync_manager_run_now (AUTOSELL_SHEET_NOTE (note)->manager, TRUE);
}

static void
autosell_sheet_note_pause (AutosellSyncNote *note)
{
  AutosellSyncManager *manager = AUTOSELL_SHEET_NOTE (note)->manager;

  autosell_sync_manager_set_paused (manager, autosell_sync_manager_get_state (manager) != AUTOSELL_SYNC_PAUSED);
}

static char *
autosell_sheet_note_dup_uri (AutosellSyncNote *note)
{
  const char *spreadsheet = autosell_sync_manager_get_spreadsheet (AUTOSELL_SHEET_NOTE (note)->manager);

  return spreadsheet != NULL ? g_strdup_printf ("https://docs.google.com/spreadsheets/d/%s/edit", spreadsheet) : NULL;
}

static void
autosell_sheet_note_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (autosell_sheet_note_parent_class)->map (widget);
  show (AUTOSELL_SHEET_NOTE (widget));
}

static void
autosell_sheet_note_unmap (GtkWidget *widget)
{
  g_clear_handle_id (&AUTOSELL_SHEET_NOTE (widget)->age_source, g_source_remove);
  GTK_WIDGET_CLASS (autosell_sheet_note_parent_class)->unmap (widget);
}

static void
autosell_sheet_note_dispose (GObject *object)
{
  AutosellSheetNote *self = AUTOSELL_SHEET_NOTE (object);

  g_clear_handle_id (&self->age_source, g_source_remove);
  g_clear_object (&self->manager);
  G_OBJECT_CLASS (autosell_sheet_note_parent_class)->dispose (object);
}

static void
autosell_sheet_note_class_init (AutosellSheetNoteClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  AutosellSyncNoteClass *note_class = AUTOSELL_SYNC_NOTE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = autosell_sheet_note_dispose;
  widget_class->map = autosell_sheet_note_map;
  widget_class->unmap = autosell_sheet_note_unmap;
  note_class->run = autosell_sheet_note_run;
  note_class->allow = autosell_sheet_note_allow;
  note_class->pause = autosell_sheet_note_pause;
  note_class->dup_uri = autosell_sheet_note_dup_uri;
}

static void
autosell_sheet_note_init (AutosellSheetNote *self)
{
  autosell_sync_note_set_words (AUTOSELL_SYNC_NOTE (self), _("_Go on without those rows"), _("Synchronise _now"),
                                _("_Open the sheet"));
}

void
autosell_sheet_note_set_manager (AutosellSheetNote *self, AutosellSyncManager *manager)
{
  g_return_if_fail (AUTOSELL_IS_SHEET_NOTE (self) && self->manager == NULL);

  self->manager = g_object_ref (manager);
  g_signal_connect_object (manager, "changed", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  show (self);
}
