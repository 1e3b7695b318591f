/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-database.h"
#include "autosell-post-store.h"

G_BEGIN_DECLS

/* Runs a job that gives something on the write lane; ::posts-changed follows. */
gboolean autosell_post_write (AutosellStore *self, AutosellJobFunc func, gpointer data, GError **error);

G_END_DECLS
