/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-figures-poller.h"
#include "autosell-graph-sign-in.h"
#include "autosell-publisher.h"

G_BEGIN_DECLS

/* Facebook, as this dealership uses it: its own Meta app, the accounts that are connected, and what publishes with
 * them.
 *
 *   set_app_async()          id and secret of the app, once
 *   begin_async()            a sign-in of it: open its address in the browser, then
 *     wait_async()             LOOPBACK: until the browser comes back
 *     paste_async()            PASTE: with the address on which it ended
 *   connect_token_async()    a token that somebody made at Facebook, without a browser
 *   disconnect_async()       all of an account goes, there and here
 *
 * Secrets stand in the keyring; accounts and Pages are rows of the store, whose ::posts-changed tells of them. Main
 * thread. */
#define AUTOSELL_TYPE_FACEBOOK (autosell_facebook_get_type ())
G_DECLARE_FINAL_TYPE (AutosellFacebook, autosell_facebook, AUTOSELL, FACEBOOK, GObject)

/* The Meta app of the dealership: a setting of the store. */
#define AUTOSELL_SETTING_FACEBOOK_APP "facebook.app-id"

AutosellFacebook *autosell_facebook_new (AutosellStore *store, AutosellHttp *http, AutosellEndpoints *endpoints,
                                         AutosellKeyring *keyring);

/* Returns: (transfer none) */
AutosellGraph *autosell_facebook_get_graph (AutosellFacebook *self);
AutosellKeyring *autosell_facebook_get_keyring (AutosellFacebook *self);
/* Made when it is first asked for; whoever wants it to run by itself starts it. Returns: (transfer none) */
AutosellPublisher *autosell_facebook_get_publisher (AutosellFacebook *self);
/* The same for reactions, comments … Returns: (transfer none) */
AutosellFiguresPoller *autosell_facebook_get_figures (AutosellFacebook *self);

/* Returns: (transfer full) (nullable) */
char *autosell_facebook_dup_app_id (AutosellFacebook *self);

/* @id, @secret: as they were copied. Fails with G_IO_ERROR_INVALID_ARGUMENT and a translated sentence as its message
 * where one of them is no such thing */
void autosell_facebook_set_app_async (AutosellFacebook *self, const char *id, const char *secret,
                                      GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean autosell_facebook_set_app_finish (AutosellFacebook *self, GAsyncResult *result, GError **error);

/* Fails with G_IO_ERROR_NOT_FOUND and a translated sentence where no app was set, or its secret is not in this
 * keyring. */
void autosell_facebook_begin_async (AutosellFacebook *self, AutosellGraphSignInHow how, gboolean asks_again,
                                    GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* Returns: (transfer full) */
AutosellGraphSignIn *autosell_facebook_begin_finish (AutosellFacebook *self, GAsyncResult *result, GError **error);

/* As the functions of the sign-in, and what they bring is kept. */
void autosell_facebook_wait_async (AutosellFacebook *self, AutosellGraphSignIn *sign_in, guint timeout_s,
                                   GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
void autosell_facebook_paste_async (AutosellFacebook *self, AutosellGraphSignIn *sign_in, const char *address,
                                    GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
void autosell_facebook_connect_token_async (AutosellFacebook *self, const char *token, GCancellable *cancellable,
                                            GAsyncReadyCallback callback, gpointer user_data);
/* Of these three. Fails as they do; G_IO_ERROR_INVALID_ARGUMENT with a translated sentence where a token brings no
 * Page. autosell_graph_connection_dup_problem() tells what is missing all the same. Returns: (transfer full) */
AutosellGraphConnection *autosell_facebook_connect_finish (AutosellFacebook *self, GAsyncResult *result,
                                                           GError **error);

/* Ends the permission at Facebook, forgets all tokens of @account, and wipes its rows. Where Facebook is not reached it
 * is wiped here all the same. @account: copied. AUTOSELL_STORE_ERROR_NOT_FOUND */
void autosell_facebook_disconnect_async (AutosellFacebook *self, const AutosellAccount *account,
                                         GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* @was_revoked: (out) (optional): TRUE where Facebook was told, or there was nothing to be told */
gboolean autosell_facebook_disconnect_finish (AutosellFacebook *self, GAsyncResult *result, gboolean *was_revoked,
                                              GError **error);

G_END_DECLS
