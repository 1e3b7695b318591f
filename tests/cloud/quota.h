/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "call.h"

G_BEGIN_DECLS

/* Reads and writes of Sheets are counted apart, by person and minute; calls that failed count, a batch is one. */
typedef struct _Quota Quota;

Quota *quota_new (void);
void quota_free (Quota *quota);
/* FALSE: the call has been refused with 429. */
gboolean quota_take (Quota *quota, Call *call, gboolean writes);
/* Each 0 for no limit; 60 at the start. */
void quota_set_limits (Quota *quota, guint reads_a_minute, guint writes_a_minute);
/* The most that any person used in one minute. */
guint quota_get_peak (Quota *quota, gboolean writes);

G_END_DECLS
