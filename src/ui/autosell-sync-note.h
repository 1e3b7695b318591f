/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* How things stand with a service, in one line at the foot of the sidebar; a press explains, with what can be done
 * about it. What is said and done is the subclasses': the sheet's and Drive's. Signs in by win.google, and leads to
 * what is undecided by win.sheet-activity. */
#define AUTOSELL_TYPE_SYNC_NOTE (autosell_sync_note_get_type ())
G_DECLARE_DERIVABLE_TYPE (AutosellSyncNote, autosell_sync_note, AUTOSELL, SYNC_NOTE, AdwBin)

struct _AutosellSyncNoteClass
{
  AdwBinClass parent_class;
  /* What the buttons of these names do. */
  void (*allow) (AutosellSyncNote *self);
  void (*run) (AutosellSyncNote *self);
  void (*pause) (AutosellSyncNote *self);
  /* Returns: (transfer full) (nullable): the address that the browser opens */
  char *(*dup_uri) (AutosellSyncNote *self);
};

typedef struct
{
  const char *headline; /* (nullable): NULL hides the note */
  const char *icon_name;
  const char *title;
  const char *explanation;
  const char *undecided; /* (nullable) */
  gboolean is_paused;
  gboolean is_signed_out;
  gboolean is_running;
  gboolean asks; /* for leave, which “allow” gives */
} AutosellSyncNoteState;

/* With mnemonics. */
void autosell_sync_note_set_words (AutosellSyncNote *self, const char *allow, const char *run, const char *open);
void autosell_sync_note_show (AutosellSyncNote *self, const AutosellSyncNoteState *state);

G_END_DECLS
