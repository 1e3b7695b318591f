/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-sync-turn.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#define LOCK_NAME "sync.lock"
#define PUBLISHING_LOCK_NAME "publish.lock"
#define DRIVE_LOCK_NAME "drive.lock"
#define FIGURES_LOCK_NAME "figures.lock"
#define SETTING_PIN_KEY "sheet.pin-key"
#define SETTING_PIN_MACHINE "sheet.pin-machine"

struct _AutosellSyncTurn
{
  int fd;
};

static AutosellSyncTurn *
take (AutosellStore *store, const char *name, GError **error)
{
  g_autofree char *path = g_build_filename (autosell_store_get_data_dir (store), name, NULL);
  int fd = open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  AutosellSyncTurn *turn;

  if (fd < 0)
    {
      g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (errno), "%s: %s", path, g_strerror (errno));
      return NULL;
    }
  if (flock (fd, LOCK_EX | LOCK_NB) != 0)
    {
      close (fd);
      g_set_error_literal (error, AUTOSELL_STORE_ERROR, AUTOSELL_STORE_ERROR_BUSY,
                           "Another synchronisation is under way");
      return NULL;
    }
  turn = g_new (AutosellSyncTurn, 1);
  turn->fd = fd;
  return turn;
}

AutosellSyncTurn *
autosell_sync_turn_take (AutosellStore *store, GError **error)
{
  return take (store, LOCK_NAME, error);
}

AutosellSyncTurn *
autosell_sync_turn_take_publishing (AutosellStore *store, GError **error)
{
  return take (store, PUBLISHING_LOCK_NAME, error);
}

AutosellSyncTurn *
autosell_sync_turn_take_drive (AutosellStore *store, GError **error)
{
  return take (store, DRIVE_LOCK_NAME, error);
}

AutosellSyncTurn *
autosell_sync_turn_take_figures (AutosellStore *store, GError **error)
{
  return take (store, FIGURES_LOCK_NAME, error);
}

void
autosell_sync_turn_end (AutosellSyncTurn *turn)
{
  close (turn->fd);
  g_free (turn);
}

/* Of this PC, and of nothing else; empty where it has none. Returns: (transfer full) */
static char *
dup_machine (void)
{
  g_autofree char *id = NULL;
  g_autofree char *salted = NULL;

  if (!g_file_get_contents ("/etc/machine-id", &id, NULL, NULL)
      && !g_file_get_contents ("/var/lib/dbus/machine-id", &id, NULL, NULL))
    return g_strdup ("");
  /* The id itself is not to be told to others */
  salted = g_strconcat ("autosell-manager ", g_strstrip (id), NULL);
  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, salted, -1);
}

char *
autosell_sync_dup_pin_key_on (AutosellStore *store, const char *machine)
{
  g_autofree char *key = autosell_store_get_setting (store, SETTING_PIN_KEY);
  g_autofree char *known = autosell_store_get_setting (store, SETTING_PIN_MACHINE);
  gboolean is_here = *machine == '\0' || g_strcmp0 (known, machine) == 0;

  if (!is_here)
    autosell_store_set_setting (store, SETTING_PIN_MACHINE, machine);
  /* A folder that was copied to another PC: both would take themselves for the one that posts */
  if (key != NULL && *key != '\0' && (is_here || known == NULL))
    return g_steal_pointer (&key);
  g_free (key);
  key = g_strdup_printf ("asm-%08x", g_random_int ());
  autosell_store_set_setting (store, SETTING_PIN_KEY, key);
  return g_steal_pointer (&key);
}

char *
autosell_sync_dup_pin_key (AutosellStore *store)
{
  g_autofree char *machine = dup_machine ();

  return autosell_sync_dup_pin_key_on (store, machine);
}
