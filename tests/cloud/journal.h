/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "call.h"

G_BEGIN_DECLS

/* STATE/journal.jsonl: every request as one line of JSON. Tokens, codes, verifiers and client secrets are left out, so
 * that the file can be searched for secrets which the program leaked elsewhere. */
typedef struct _Journal Journal;

Journal *journal_new (const char *state_dir, GError **error);
void journal_free (Journal *journal);
/* @fault: (nullable): what went wrong on purpose */
void journal_write (Journal *journal, Call *call, const char *fault, gsize answer_bytes);

G_END_DECLS
