/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-backup-private.h"

G_BEGIN_DECLS

/* Takes rows out of every backup of @data_dir that has what is asked for: each is replaced by a whole and verified copy
 * without them. @has, @wipe: SQL with the same text parameters; in a backup from before there were such tables there is
 * nothing to take. FALSE with @error where one could not be written: what was done of the others stays done. */
gboolean autosell_backup_wipe (const char *data_dir, const char *has, const char *const *wipe, const char *one,
                               const char *two, GError **error);

G_END_DECLS
