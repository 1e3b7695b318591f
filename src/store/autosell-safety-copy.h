/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-sql.h"

G_BEGIN_DECLS

/* The backup before a bulk change, made while the change is written. A backup of 10,000 cars takes as long as changing
 * 1,000 of them, most of it to verify the copy and to sync it; who clicked would wait for both.
 *
 * What is promised stays: no bulk change is committed before a copy of the state right before it is on the disk's file
 * system whole. begin() takes hold of that state from within the change's own transaction, by a connection that reads
 * what was committed last, and a thread copies it; wait(), before the commit, is for its last page, and fails where
 * there is no room. Verifying, syncing and naming it follow on the care lane: settle_job(). Were the power lost in
 * between, the copy would be no backup, but the stock itself has both states: the change, and the events that undo it.
 *
 * Private to the store. */
typedef struct _AutosellSafetyCopy AutosellSafetyCopy;

/* On the write lane, within its transaction, before the first change. @copy: (out) (nullable): NULL where no backup is
 * due. */
gboolean autosell_safety_copy_begin (AutosellConnection *connection, const char *data_dir, AutosellSafetyCopy **copy,
                                     GError **error);
gboolean autosell_safety_copy_wait (AutosellSafetyCopy *self, GError **error);
/* The change is committed: from now on a free() without settle_job() settles it. */
void autosell_safety_copy_set_committed (AutosellSafetyCopy *self);
/* A job of the care lane; @copy: AutosellSafetyCopy. DAMAGED where the stock that was copied is not sound. */
gpointer autosell_safety_copy_settle_job (AutosellConnection *connection, gpointer copy, GCancellable *cancellable,
                                          GError **error);
void autosell_safety_copy_free (AutosellSafetyCopy *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AutosellSafetyCopy, autosell_safety_copy_free)

G_END_DECLS
