/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-ledger-store.h"

G_BEGIN_DECLS

/* Where the lot's list is kept besides this PC: the lot's own sheet is the first, a server for groups of lots may be
 * the next. Who asks it knows rows and what is to be done to them, and nothing of how they get there. All functions are
 * asynchronous on the caller's main context, one at a time. */
#define AUTOSELL_TYPE_REMOTE (autosell_remote_get_type ())
G_DECLARE_INTERFACE (AutosellRemote, autosell_remote, AUTOSELL, REMOTE, GObject)

/* All rows at one moment. Not changed once it is read: a merge on another thread looks at it. */
typedef struct
{
  AutosellLedgerGrid *grid;     /* owned */
  AutosellLedgerLayout *layout; /* owned, nullable: there is no header */
  GPtrArray *notes;             /* owned, nullable (element-type utf8): texts that PCs left there for one another, and
                                 * what else stands where they do; NULL where none can be left */
  char *version;                /* owned, nullable: what a later look is compared with */
  gpointer data;                /* the remote's own, nullable */
  GDestroyNotify data_free;
} AutosellRemoteRows;

void autosell_remote_rows_free (AutosellRemoteRows *rows);

struct _AutosellRemoteInterface
{
  GTypeInterface parent;

  void (*look_async) (AutosellRemote *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                      gpointer user_data);
  char *(*look_finish) (AutosellRemote *self, GAsyncResult *result, GError **error);
  void (*read_async) (AutosellRemote *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                      gpointer user_data);
  AutosellRemoteRows *(*read_finish) (AutosellRemote *self, GAsyncResult *result, GError **error);
  void (*apply_async) (AutosellRemote *self, AutosellRemoteRows *rows, AutosellLedgerWork *work,
                       GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
  gboolean (*apply_finish) (AutosellRemote *self, GAsyncResult *result, GError **error);
  /* nullable: where no notes can be left */
  void (*tell_async) (AutosellRemote *self, AutosellRemoteRows *rows, GPtrArray *notes, GCancellable *cancellable,
                      GAsyncReadyCallback callback, gpointer user_data);
  gboolean (*tell_finish) (AutosellRemote *self, GAsyncResult *result, GError **error);
};

/* The cheap look: a version that differs says “read”; one that is the same proves nothing. Returns: (transfer full) */
void autosell_remote_look_async (AutosellRemote *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                                 gpointer user_data);
char *autosell_remote_look_finish (AutosellRemote *self, GAsyncResult *result, GError **error);

/* Returns: (transfer full) */
void autosell_remote_read_async (AutosellRemote *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                                 gpointer user_data);
AutosellRemoteRows *autosell_remote_read_finish (AutosellRemote *self, GAsyncResult *result, GError **error);

/* Does what is PENDING in @work to the rows that are as they were read, and to no others; each becomes DONE, REFUSED
 * where it certainly was not done, or UNKNOWN. What an earlier process left behind while it wrote (work->state->n_sent)
 * is tidied up, also where nothing is PENDING. FALSE with @error where not all were tried: those that were not are
 * REFUSED then.
 * @rows and @work stay as they are until the callback. */
void autosell_remote_apply_async (AutosellRemote *self, AutosellRemoteRows *rows, AutosellLedgerWork *work,
                                  GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean autosell_remote_apply_finish (AutosellRemote *self, GAsyncResult *result, GError **error);

/* Leaves @notes there, beside those that are there: whoever comes reads them. After an error nobody knows whether they
 * are there, unless it says so. @rows: with notes; @notes: (element-type GString), kept as they are until the
 * callback */
void autosell_remote_tell_async (AutosellRemote *self, AutosellRemoteRows *rows, GPtrArray *notes,
                                 GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean autosell_remote_tell_finish (AutosellRemote *self, GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AutosellRemoteRows, autosell_remote_rows_free)

G_END_DECLS
