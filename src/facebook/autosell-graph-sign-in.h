/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-graph.h"

G_BEGIN_DECLS

/* From a person in the browser, or from a token that was pasted, to the Pages with their tokens. The Meta app is the
 * dealership's own: its id and secret are entered once.
 *
 *   sign_in = autosell_graph_sign_in_new (graph, app_id, app_secret, how, asks_again, &error);
 *   open autosell_graph_sign_in_get_url (sign_in) in the system's browser;
 *   LOOPBACK: autosell_graph_sign_in_wait_async() until the browser comes back to this PC, which Meta allows while the
 *             app is in development;
 *   PASTE:    the browser ends on a page of Facebook's that says “Success”; the person copies its address from the
 *             browser, and autosell_graph_sign_in_paste_async() takes it. For apps that are live; the address has to be
 *             among the app's “Valid OAuth Redirect URIs”.
 *
 * What comes of it is a connection: kept by autosell_graph_vault_keep_async(), and as rows of accounts by whoever has a
 * store. */
#define AUTOSELL_TYPE_GRAPH_SIGN_IN (autosell_graph_sign_in_get_type ())
G_DECLARE_FINAL_TYPE (AutosellGraphSignIn, autosell_graph_sign_in, AUTOSELL, GRAPH_SIGN_IN, GObject)

typedef enum
{
  AUTOSELL_GRAPH_SIGN_IN_LOOPBACK,
  AUTOSELL_GRAPH_SIGN_IN_PASTE,
} AutosellGraphSignInHow;

/* What is asked for, the needed ones first; NULL at the end. */
extern const char *const autosell_graph_permissions_asked[];
/* How many of them nothing goes without. */
#define AUTOSELL_GRAPH_N_NEEDED_PERMISSIONS 3

/* ---- What comes of it ---- */

typedef struct
{
  char *app_id;                  /* (nullable): of a token that was pasted and whose app is not known */
  gboolean uses_secret;          /* the app's secret belongs to these tokens: calls prove it */
  AutosellGraphIdentity *person; /* (nullable): NULL for a Page's token that was pasted */
  AutosellGraphToken *token;     /* (nullable): the person's, for some 60 days; NULL as above */
  GPtrArray *pages;              /* (element-type AutosellGraphPage): with their tokens; may be empty */
  GStrv granted;                 /* (nullable): NULL where nobody tells */
  GStrv missing;                 /* of what was asked for; empty where nobody tells */
  gint64 data_access_expires_s;  /* 0: not told */
} AutosellGraphConnection;

void autosell_graph_connection_free (AutosellGraphConnection *self);
/* Where it cannot publish, or not everything: one translated sentence with what is missing by its name and what to do.
 * Returns: (transfer full) (nullable): NULL where nothing is missing */
char *autosell_graph_connection_dup_problem (const AutosellGraphConnection *self);
/* Whether posts can go to @page at all. */
gboolean autosell_graph_connection_may_publish (const AutosellGraphConnection *self, const AutosellGraphPage *page);

/* ---- In the browser ---- */

/* @asks_again: for permissions that were declined before
 * LOOPBACK listens at once. Fails with a G_IO_ERROR. */
AutosellGraphSignIn *autosell_graph_sign_in_new (AutosellGraph *graph, const char *app_id, const char *app_secret,
                                                 AutosellGraphSignInHow how, gboolean asks_again, GError **error);
/* To be opened in the browser; no secret in it. */
const char *autosell_graph_sign_in_get_url (AutosellGraphSignIn *self);
/* To which the browser comes back: what belongs among the app's “Valid OAuth Redirect URIs” for PASTE. */
const char *autosell_graph_sign_in_get_redirect_uri (AutosellGraphSignIn *self);

/* Once. @timeout_s: for the person; 0: 5 minutes Fails with AUTOSELL_GRAPH_ERROR: _DENIED, _NO_ANSWER, _SETUP, _CODE
 * and those of a call; G_IO_ERROR_CANCELLED closes the port. */
void autosell_graph_sign_in_wait_async (AutosellGraphSignIn *self, guint timeout_s, GCancellable *cancellable,
                                        GAsyncReadyCallback callback, gpointer user_data);
/* @address: as it was pasted. _PASTED where it is no such address, and _CODE where it is of another sign-in; it may be
 * tried again after _PASTED. */
void autosell_graph_sign_in_paste_async (AutosellGraphSignIn *self, const char *address, GCancellable *cancellable,
                                         GAsyncReadyCallback callback, gpointer user_data);
/* Of both. Returns: (transfer full) */
AutosellGraphConnection *autosell_graph_sign_in_finish (AutosellGraphSignIn *self, GAsyncResult *result,
                                                        GError **error);

/* ---- With a token ---- */

/* A system user's or a Page's token, as it was pasted; a person's, too. @app_id, @app_secret: (nullable): where the
 * token is of another app they are left out of it. Fails with _PASTED, _TOKEN … */
void autosell_graph_connect_token_async (AutosellGraph *graph, const char *token, const char *app_id,
                                         const char *app_secret, GCancellable *cancellable,
                                         GAsyncReadyCallback callback, gpointer user_data);
/* Returns: (transfer full) */
AutosellGraphConnection *autosell_graph_connect_token_finish (AutosellGraph *graph, GAsyncResult *result,
                                                              GError **error);

/* Whether @id has the form of an app's id, and @secret of its secret, to tell a person of a slip. */
gboolean autosell_graph_is_app_id (const char *id);
gboolean autosell_graph_is_app_secret (const char *secret);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AutosellGraphConnection, autosell_graph_connection_free)

G_END_DECLS
