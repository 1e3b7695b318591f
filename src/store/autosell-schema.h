/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-sql.h"

G_BEGIN_DECLS

/* "ASMg": tells our files from other SQLite databases. */
#define AUTOSELL_APPLICATION_ID 0x41534d67
/* PRAGMA user_version of what this program writes. */
#define AUTOSELL_SCHEMA_VERSION 11

/* Looks at an opened file without changing it. *version: 0 for an empty file. DAMAGED for what is no store, NEWER. */
gboolean autosell_schema_examine (AutosellConnection *connection, int *version, GError **error);

/* Brings the file from @version to AUTOSELL_SCHEMA_VERSION, each step in a transaction of its own. */
gboolean autosell_schema_migrate (AutosellConnection *connection, int version, GError **error);

G_END_DECLS
