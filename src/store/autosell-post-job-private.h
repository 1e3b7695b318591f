/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-database.h"
#include "autosell-post-plan.h"

G_BEGIN_DECLS

/* What a job that makes or changes posts is told of the lot. */
typedef struct
{
  char *who;
  char *dealership, *phone, *address, *hours;
  char *when_sold, *when_reserved;
  AutosellPostNeed need;
  int n_wanted;
  char *when_price; /* nullable: ask */
  gint64 days_ahead;
  gint64 now_s;
  AutosellPostOrder order;
  char *text;   /* owned: order.text */
  GStrv photos; /* owned: order.photos */
  gint64 from_s, until_s;
} AutosellPostJob;

/* @order: (nullable): copied */
AutosellPostJob *autosell_post_job_new (AutosellStore *store, const AutosellPostOrder *order);
void autosell_post_job_free (gpointer job);

/* (nullable) */
const AutosellPage *autosell_page_board_find (const AutosellPageBoard *board, gint64 id);
/* What its order asks for; nothing is written. Returns: (transfer full): NULL with @error */
AutosellPost *autosell_post_sql_compose (AutosellConnection *connection, const AutosellPostJob *job,
                                         const AutosellPageBoard *board, GError **error);
/* Posts that nobody has seen yet get the price that their car has now, and those that are out what the lot wants
 * without being asked. @n_changed: (out) */
gboolean autosell_post_sql_follow_prices (AutosellConnection *connection, const AutosellPostJob *job,
                                          const AutosellPageBoard *board, guint *n_changed, GError **error);

G_END_DECLS
