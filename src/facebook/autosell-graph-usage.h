/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What may still be called, and until when not. Facebook tells with each answer, if it likes, how much of a quota is
 * used: X-App-Usage of the app, X-Page-Usage and X-Business-Use-Case-Usage of a Page. Calling on while blocked prolongs
 * the block.
 *
 * The rule: from 75 % half of the reads may go, from 90 % writes alone, and from 100 %, or after a refusal, nothing
 * until the time that was told and a tenth more, or for 60 minutes. A figure that is older than the window of an hour
 * counts no more.
 *
 * Pure: times come from the caller, UTC in seconds. Of one thread. */
typedef struct _AutosellGraphUsage AutosellGraphUsage;

AutosellGraphUsage *autosell_graph_usage_new (void);
void autosell_graph_usage_free (AutosellGraphUsage *self);

/* Of an answer. @app_id, @page_id, and each header: (nullable); what cannot be read is as if it were not there. */
void autosell_graph_usage_note (AutosellGraphUsage *self, const char *app_id, const char *page_id,
                                const char *app_usage, const char *page_usage, const char *business_usage,
                                gint64 now_s);
/* Of a call that failed: limits stop what they are of. @error: of any domain; @app_id, @page_id: (nullable) */
void autosell_graph_usage_note_error (AutosellGraphUsage *self, const char *app_id, const char *page_id,
                                      const GError *error, gint64 now_s);

typedef enum
{
  AUTOSELL_GRAPH_MAY_ALL,
  AUTOSELL_GRAPH_MAY_HALF,    /* of the reads, and all writes */
  AUTOSELL_GRAPH_MAY_WRITE,   /* writes only */
  AUTOSELL_GRAPH_MAY_NOTHING, /* until the time that is told */
} AutosellGraphMay;

/* @app_id, @page_id: (nullable); @until_s: (out) (optional): when to ask again, 0 for AUTOSELL_GRAPH_MAY_ALL */
AutosellGraphMay autosell_graph_usage_get_may (AutosellGraphUsage *self, const char *app_id, const char *page_id,
                                               gint64 now_s, gint64 *until_s);
/* The most used of the quotas that a call for this Page counts against, in percent; 0 where nothing was told. */
guint autosell_graph_usage_get_percent (AutosellGraphUsage *self, const char *app_id, const char *page_id,
                                        gint64 now_s);
/* Keeps over a restart what must not be asked again: as the time in AUTOSELL_GRAPH_MAY_NOTHING was. */
void autosell_graph_usage_block (AutosellGraphUsage *self, const char *app_id, const char *page_id, gint64 until_s);

/* The first waits after a passing fault of a read: 2 s, 8 s, 30 s, 2 min with up to a quarter more.
 * @attempt: from 0; @random: of 32 bits */
guint autosell_graph_delay_ms (guint attempt, guint32 random);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AutosellGraphUsage, autosell_graph_usage_free)

G_END_DECLS
