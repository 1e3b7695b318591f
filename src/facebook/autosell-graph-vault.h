/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-graph-sign-in.h"
#include "autosell-keyring.h"

G_BEGIN_DECLS

/* Secrets of Facebook at rest, in the person's keyring and nowhere else: the app's secret (kind "facebook-app") and the
 * tokens of persons and Pages (kind "facebook-token"). An account is (app, person, Page): one person brings several
 * Pages, and the same Page may come through several persons. @app_id, @user_id: (nullable): of tokens that were pasted
 * and of which it is not known.
 *
 * As the keyring's own calls these never fail but by being cancelled. */

/* @secret: (nullable): NULL forgets it */
void autosell_graph_vault_set_app_async (AutosellKeyring *keyring, const char *app_id, const char *secret,
                                         GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean autosell_graph_vault_set_app_finish (GAsyncResult *result, GError **error);
void autosell_graph_vault_get_app_async (AutosellKeyring *keyring, const char *app_id, GCancellable *cancellable,
                                         GAsyncReadyCallback callback, gpointer user_data);
/* Returns: (transfer full) (nullable): NULL without an error where there is none; autosell_secret_free() */
char *autosell_graph_vault_get_app_finish (GAsyncResult *result, GError **error);

/* All tokens of @connection: the person's and each Page's; not the app's secret. */
void autosell_graph_vault_keep_async (AutosellKeyring *keyring, const AutosellGraphConnection *connection,
                                      GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean autosell_graph_vault_keep_finish (GAsyncResult *result, GError **error);

/* What a call needs. @page_id: (nullable): NULL for the person's own token; @uses_secret: as the connection said */
void autosell_graph_vault_get_access_async (AutosellKeyring *keyring, const char *app_id, const char *user_id,
                                            const char *page_id, gboolean uses_secret, GCancellable *cancellable,
                                            GAsyncReadyCallback callback, gpointer user_data);
/* Returns: (transfer full) (nullable): NULL without an error where the token is not there: the account connects
 * again */
AutosellGraphAccess *autosell_graph_vault_get_access_finish (GAsyncResult *result, GError **error);

/* One token. @page_id: (nullable): NULL for the person's own */
void autosell_graph_vault_forget_async (AutosellKeyring *keyring, const char *app_id, const char *user_id,
                                        const char *page_id, GCancellable *cancellable, GAsyncReadyCallback callback,
                                        gpointer user_data);
gboolean autosell_graph_vault_forget_finish (GAsyncResult *result, GError **error);

G_END_DECLS
