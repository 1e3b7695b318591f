/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-safety-copy.h"

#include <glib/gstdio.h>

#include "autosell-backup-private.h"

struct _AutosellSafetyCopy
{
  char *data_dir;            /* owned */
  char *path;                /* owned: what it will be called */
  char *partial;             /* owned: what it is called until it is verified */
  AutosellConnection *state; /* owned, nullable: reads the state before the change until it is copied */
  GThread *thread;           /* owned, nullable: while it copies */
  GError *error;             /* owned, nullable: of the thread; read after it is joined */
  gboolean is_committed;
  gboolean is_settled;
};

static gpointer
copy_thread (gpointer data)
{
  AutosellSafetyCopy *self = data;

  autosell_backup_copy (self->state, self->partial, &self->error);
  g_clear_pointer (&self->state, autosell_connection_close);
  return NULL;
}

static void
join (AutosellSafetyCopy *self)
{
  if (self->thread != NULL)
    g_thread_join (g_steal_pointer (&self->thread));
}

/* The writer holds the lock, so what was committed last is what the change starts from. The first read is what takes
 * hold. */
static AutosellConnection *
open_state (const char *path, GError **error)
{
  g_autoptr(AutosellConnection) state = autosell_connection_open (path, SQLITE_OPEN_READWRITE, error);
  sqlite3_stmt *stmt;

  if (state == NULL || !autosell_connection_exec (state, "BEGIN", error))
    return NULL;
  stmt = autosell_connection_prepare (state, "SELECT count(*) FROM sqlite_schema", error);
  if (stmt == NULL || !autosell_statement_next (stmt, error))
    return NULL;
  sqlite3_reset (stmt);
  return g_steal_pointer (&state);
}

gboolean
autosell_safety_copy_begin (AutosellConnection *connection, const char *data_dir, AutosellSafetyCopy **copy,
                            GError **error)
{
  g_autoptr(AutosellSafetyCopy) self = g_new0 (AutosellSafetyCopy, 1);
  g_autoptr(GError) local_error = NULL;

  *copy = NULL;
  self->data_dir = g_strdup (data_dir);
  self->path = autosell_backup_due (connection, data_dir, "bulk", &local_error);
  if (!autosell_pass_error (g_steal_pointer (&local_error), error))
    return FALSE;
  if (self->path == NULL)
    return TRUE;
  self->partial = autosell_backup_partial_name (self->path);
  self->state = open_state (connection->path, error);
  if (self->state == NULL)
    return FALSE;
  self->thread = g_thread_new ("store-copy", copy_thread, self);
  *copy = g_steal_pointer (&self);
  return TRUE;
}

gboolean
autosell_safety_copy_wait (AutosellSafetyCopy *self, GError **error)
{
  join (self);
  if (self->error == NULL)
    return TRUE;
  g_propagate_prefixed_error (error, g_steal_pointer (&self->error), "Backing up: ");
  return FALSE;
}

void
autosell_safety_copy_set_committed (AutosellSafetyCopy *self)
{
  self->is_committed = TRUE;
}

static gboolean
settle (AutosellSafetyCopy *self, GError **error)
{
  self->is_settled = TRUE;
  if (autosell_backup_settle (self->data_dir, self->partial, self->path, error))
    return TRUE;
  g_unlink (self->partial);
  return FALSE;
}

gpointer
autosell_safety_copy_settle_job (AutosellConnection *connection, gpointer copy, GCancellable *cancellable,
                                 GError **error)
{
  return GINT_TO_POINTER (settle (copy, error));
}

void
autosell_safety_copy_free (AutosellSafetyCopy *self)
{
  g_autoptr(GError) error = NULL;

  if (self == NULL)
    return;
  join (self);
  if (self->is_committed && !self->is_settled && !settle (self, &error))
    g_warning ("The backup before a change: %s", error->message);
  else if (!self->is_committed && self->partial != NULL)
    g_unlink (self->partial);
  g_clear_pointer (&self->state, autosell_connection_close);
  g_clear_error (&self->error);
  g_free (self->data_dir);
  g_free (self->path);
  g_free (self->partial);
  g_free (self);
}
