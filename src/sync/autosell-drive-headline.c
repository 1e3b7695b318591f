/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-drive-manager-private.h"

#include <glib/gi18n-lib.h>

#include "autosell-format.h"

/* How things stand with Drive, in words: a sentence, and the same for a sidebar. */

static guint
count_left (guint n, guint n_done)
{
  return n > n_done ? n - n_done : 0;
}

static char *
dup_running (AutosellDriveManager *self)
{
  guint left = count_left (self->outlook->n_to_send, self->n_sent);

  if (left > 0)
    return g_strdup_printf (ngettext ("%u photo goes to Drive…", "%u photos go to Drive…", left), left);
  left = count_left (self->outlook->n_to_fetch, self->n_fetched);
  if (left > 0)
    return g_strdup_printf (ngettext ("%u photo comes from Drive…", "%u photos come from Drive…", left), left);
  return g_strdup (_("Photos and Drive are compared…"));
}

static char *
dup_trouble (AutosellDriveManager *self)
{
  char *text = NULL;

  if (self->error != NULL)
    return autosell_drive_dup_error (self->error);
  if (self->report != NULL)
    text = autosell_drive_dup_trouble (self->report, self->outlook->link);
  return text != NULL ? text : g_strdup (_("Photos and Drive are compared…"));
}

static char *
dup_agreed (AutosellDriveManager *self)
{
  guint n = self->outlook->n_there, n_waiting = self->outlook->n_to_send;
  g_autofree char *refused = NULL;

  refused = autosell_drive_dup_refused (self->outlook);
  if (refused != NULL)
    return g_steal_pointer (&refused);
  if (n_waiting > 0)
    return g_strdup_printf (ngettext ("%u photo waits to go to Drive.", "%u photos wait to go to Drive.", n_waiting),
                            n_waiting);
  return g_strdup_printf (ngettext ("%u photo is in Drive.", "All %u photos are in Drive.", n), n);
}

char *
autosell_drive_manager_dup_headline (AutosellDriveManager *self)
{
  if (self->outlook == NULL || self->outlook->link == NULL)
    return NULL;
  switch (self->state)
    {
    case AUTOSELL_DRIVE_PAUSED:
      return g_strdup (_("Paused: new photos wait on this PC."));
    case AUTOSELL_DRIVE_SIGNED_OUT:
      return g_strdup (_("The account is signed out. Sign in again, and photos go on."));
    case AUTOSELL_DRIVE_METERED:
      return g_strdup (_("Photos wait, because this connection is paid by volume."));
    case AUTOSELL_DRIVE_RUNNING:
      return dup_running (self);
    case AUTOSELL_DRIVE_OFFLINE:
    case AUTOSELL_DRIVE_TROUBLE:
    case AUTOSELL_DRIVE_ASKS:
      return dup_trouble (self);
    case AUTOSELL_DRIVE_AGREED:
      return dup_agreed (self);
    case AUTOSELL_DRIVE_NOT_LINKED:
    case AUTOSELL_DRIVE_STARTING:
    default:
      return g_strdup (_("Photos and Drive are compared…"));
    }
}

/* ---- In a few words ---- */

static char *
dup_waiting (AutosellDriveManager *self)
{
  guint n = self->outlook->n_to_send;
  g_autofree char *count = autosell_format_integer (n);

  return n > 0 ? g_strdup_printf (ngettext ("%s photo waits for Drive", "%s photos wait for Drive", n), count) : NULL;
}

static char *
dup_short_agreed (AutosellDriveManager *self)
{
  guint n = self->outlook->n_there;
  g_autofree char *count = autosell_format_integer (n);
  char *waiting = dup_waiting (self);

  if (waiting != NULL)
    return waiting;
  return n > 0 ? g_strdup_printf (ngettext ("%s photo in Drive", "%s photos in Drive", n), count)
               : g_strdup (_("No photos in Drive yet"));
}

static char *
dup_short_offline (AutosellDriveManager *self)
{
  g_autofree char *waiting = dup_waiting (self);

  /* Translators: %s is “3 photos wait for Drive” */
  return waiting != NULL ? g_strdup_printf (_("%s · no internet"), waiting) : g_strdup (_("Drive: no internet"));
}

static const char *
get_short_trouble (AutosellDriveManager *self)
{
  if (self->error == NULL && self->report != NULL && self->report->root_state != AUTOSELL_DRIVE_ROOT_FINE)
    return _("Drive: the folder is missing");
  if (self->error == NULL && self->report != NULL && self->report->is_full)
    return _("Drive is full");
  return _("Drive: something is in the way");
}

char *
autosell_drive_manager_dup_title (AutosellDriveManager *self)
{
  if (self->outlook == NULL || self->outlook->link == NULL)
    return NULL;
  switch (self->state)
    {
    case AUTOSELL_DRIVE_PAUSED:
      return g_strdup (_("Drive is paused"));
    case AUTOSELL_DRIVE_SIGNED_OUT:
      return g_strdup (_("Drive: sign in again"));
    case AUTOSELL_DRIVE_METERED:
      return g_strdup (_("Drive: waits for another connection"));
    case AUTOSELL_DRIVE_OFFLINE:
      return dup_short_offline (self);
    case AUTOSELL_DRIVE_TROUBLE:
      return g_strdup (get_short_trouble (self));
    case AUTOSELL_DRIVE_ASKS:
      return g_strdup (_("Drive: many photos were removed"));
    case AUTOSELL_DRIVE_AGREED:
      return dup_short_agreed (self);
    case AUTOSELL_DRIVE_RUNNING:
    case AUTOSELL_DRIVE_NOT_LINKED:
    case AUTOSELL_DRIVE_STARTING:
    default:
      return dup_running (self);
    }
}
