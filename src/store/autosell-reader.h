/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-query.h"
#include "autosell-sql.h"
#include "autosell-store.h"

G_BEGIN_DECLS

/* Questions to the stock. Private to the store; any lane that reads. */

/* With extras and problems. NOT_FOUND. Returns: (transfer full) */
AutosellVehicle *autosell_reader_get (AutosellConnection *connection, gint64 key, GError **error);

/* The cars of @keys with extras and problems; those that are gone are left out.
 * Returns: (transfer full) (element-type AutosellVehicle) */
GPtrArray *autosell_reader_get_many (AutosellConnection *connection, const gint64 *keys, guint n_keys, GError **error);

AutosellVehicle *autosell_reader_find (AutosellConnection *connection, const char *id_or_stock_number, gboolean in_bin,
                                       GError **error);
gboolean autosell_reader_foreach (AutosellConnection *connection, AutosellQuery *query, const AutosellSort *sort,
                                  gint64 limit, gboolean with_problems, AutosellVehicleFunc func, gpointer user_data,
                                  GError **error);
AutosellStats *autosell_reader_get_stats (AutosellConnection *connection, GError **error);
/* Returns: (transfer full) NULL-terminated */
/* Live cars of the same NIV but @except_key, three at most. Returns: (transfer full) (element-type AutosellVehicle) */
GPtrArray *autosell_reader_find_niv (AutosellConnection *connection, const char *niv, gint64 except_key,
                                     GError **error);
char **autosell_reader_get_values (AutosellConnection *connection, AutosellField field, GError **error);

/* Returns: (transfer full) (element-type AutosellCount) */
GPtrArray *autosell_reader_count_values (AutosellConnection *connection, AutosellQuery *query, AutosellField field,
                                         GError **error);

/* Fields (1 << field) and names of extras that any car of the stock has. */
guint64 autosell_reader_get_used_fields (AutosellConnection *connection);
char **autosell_reader_get_extra_names (AutosellConnection *connection);

/* Everything that changed after change @since. keys is NULL where that is too much to name, or the stock was
 * restored. */
typedef struct
{
  gint64 last_change;
  gint64 epoch;
  GArray *keys;         /* owned, nullable (element-type gint64) */
  GHashTable *settings; /* owned: utf8 → utf8 */
  char *sheet_stamp;    /* owned, nullable: another after a synchronisation, a decision, a new link */
  char *posts_stamp;    /* owned, nullable: another after a step of a post, a new account, another plan */
} AutosellNews;

AutosellNews *autosell_reader_get_news (AutosellConnection *connection, gint64 since, gint64 epoch, GError **error);
void autosell_news_free (AutosellNews *news);

G_END_DECLS
