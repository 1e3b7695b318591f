/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-endpoints.h"
#include "autosell-graph-types.h"
#include "autosell-graph-usage.h"
#include "autosell-http.h"

G_BEGIN_DECLS

/* Facebook's Graph API, as a dealership uses it: typed calls without policy. When to call, what to do about an answer
 * and what is kept of it is src/sync's and the store's.
 *
 *   graph-error     AUTOSELL_GRAPH_ERROR: what a caller does differently, and a sentence for people
 *   graph-types     posts, counters, Pages, tokens: what is taken and given
 *   graph-usage     what the usage headers allow yet, and until when not
 *   graph           this: the calls
 *   graph-sign-in   a person in the browser, or a pasted token, to the Pages with their tokens
 *   graph-vault     tokens and the app's secret in the keyring
 *
 * Calls are asynchronous on the main context of the thread that made the object. Reads are tried once more after a cut
 * or a passing fault, and so are uploads of photos and deletions; other writes never: where
 * autosell_graph_error_may_have_applied() says so, the caller looks for what it wrote before it writes again. An answer
 * is judged by its body: one with “error” is a failure whatever its status, and one that is no JSON a passing fault.
 * Limits are never waited for and never asked against here.
 *
 * Each call takes the access it is made with; it is copied. */
#define AUTOSELL_TYPE_GRAPH (autosell_graph_get_type ())
G_DECLARE_FINAL_TYPE (AutosellGraph, autosell_graph, AUTOSELL, GRAPH, GObject)

#define AUTOSELL_GRAPH_DEFAULT_VERSION "v25.0"
/* Of the services of AutosellHttp's health. */
#define AUTOSELL_GRAPH_SERVICE "facebook"

#define AUTOSELL_GRAPH_MAX_PHOTOS 10
#define AUTOSELL_GRAPH_MAX_COUNTERS 50

AutosellGraph *autosell_graph_new (AutosellHttp *http, AutosellEndpoints *endpoints);
AutosellHttp *autosell_graph_get_http (AutosellGraph *self);
AutosellEndpoints *autosell_graph_get_endpoints (AutosellGraph *self);
/* @version: "v25.0" */
void autosell_graph_set_version (AutosellGraph *self, const char *version);
const char *autosell_graph_get_version (AutosellGraph *self);

/* What the answers said of quotas so far; for this process. Returns: (transfer none) */
AutosellGraphUsage *autosell_graph_get_usage (AutosellGraph *self);
/* Seconds by which Facebook's clock is ahead of this PC's, of the last answer; 0 before it. A post's time is in
 * Facebook's. */
gint64 autosell_graph_get_clock_skew_s (AutosellGraph *self);

/* Of each attempt; 0: what fits the call, 3 minutes for a photo and 1 for the others. */
void autosell_graph_set_timeout (AutosellGraph *self, guint timeout_ms);

/* ---- Publishing: the Page's token ---- */

/* A photo that is not visible yet; it vanishes after some 24 hours where no post uses it. Where the answer was lost it
 * is uploaded once more, and may be again.
 * @jpeg: at most 10 MB; 3.9 MB and 2048 pixels are safe
 * @is_temporary: for a post that is to be scheduled
 * @alt_text: (nullable): for people who do not see it
 * Fails with _PHOTO, _BLOCKED, _PERMISSION … */
void autosell_graph_upload_photo_async (AutosellGraph *self, const AutosellGraphAccess *access, const char *page_id,
                                        GBytes *jpeg, gboolean is_temporary, const char *alt_text,
                                        GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* Returns: (transfer full): the photo's id */
char *autosell_graph_upload_photo_finish (AutosellGraph *self, GAsyncResult *result, GError **error);

/* @photo_ids: (nullable): in the order in which they are shown, at most AUTOSELL_GRAPH_MAX_PHOTOS
 * @scheduled_s: 0: now; else UTC, 10 minutes to some 28 days ahead, and the photos were uploaded as temporary
 * Once only: see autosell_graph_error_may_have_applied(). Fails with _DUPLICATE, _SCHEDULE, _BLOCKED … */
void autosell_graph_create_post_async (AutosellGraph *self, const AutosellGraphAccess *access, const char *page_id,
                                       const char *message, const char *const *photo_ids, gint64 scheduled_s,
                                       GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* Returns: (transfer full): the post's id */
char *autosell_graph_create_post_finish (AutosellGraph *self, GAsyncResult *result, GError **error);

/* The Page's posts, the newest first as a rule; a new one may be missing for some seconds.
 * @since_s: 0: all; Facebook takes it for AUTOSELL_GRAPH_PUBLISHED alone
 * @max_posts: pages are followed until so many, at most 1000 */
void autosell_graph_list_posts_async (AutosellGraph *self, const AutosellGraphAccess *access, const char *page_id,
                                      AutosellGraphList list, gint64 since_s, guint max_posts,
                                      GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* @is_complete: (out) (optional): FALSE where there are more
 * Returns: (transfer full) (element-type AutosellGraphPost) */
GPtrArray *autosell_graph_list_posts_finish (AutosellGraph *self, GAsyncResult *result, gboolean *is_complete,
                                             GError **error);

/* Fails with _GONE. */
void autosell_graph_read_post_async (AutosellGraph *self, const AutosellGraphAccess *access, const char *post_id,
                                     GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* Returns: (transfer full) */
AutosellGraphPost *autosell_graph_read_post_finish (AutosellGraph *self, GAsyncResult *result, GError **error);

/* Of a post that this app made. Twice is as once, but it is not repeated here: read it back. Fails with _GONE. */
void autosell_graph_edit_post_async (AutosellGraph *self, const AutosellGraphAccess *access, const char *post_id,
                                     const AutosellGraphEdit *edit, GCancellable *cancellable,
                                     GAsyncReadyCallback callback, gpointer user_data);
gboolean autosell_graph_edit_post_finish (AutosellGraph *self, GAsyncResult *result, GError **error);

/* A post, a photo or a comment. What is gone already is success. */
void autosell_graph_delete_object_async (AutosellGraph *self, const AutosellGraphAccess *access, const char *id,
                                         GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* @was_gone: (out) (optional): it was not there any more, or not to be seen */
gboolean autosell_graph_delete_object_finish (AutosellGraph *self, GAsyncResult *result, gboolean *was_gone,
                                              GError **error);

/* As the Page. Once only. */
void autosell_graph_comment_async (AutosellGraph *self, const AutosellGraphAccess *access, const char *post_id,
                                   const char *message, GCancellable *cancellable, GAsyncReadyCallback callback,
                                   gpointer user_data);
/* Returns: (transfer full): the comment's id */
char *autosell_graph_comment_finish (AutosellGraph *self, GAsyncResult *result, GError **error);

/* ---- Figures: the Page's token ---- */

/* @post_ids: at most AUTOSELL_GRAPH_MAX_COUNTERS, of one Page; one call as a rule. Where reactions and comments are
 * refused, shares alone are read, and @is_partial tells; posts that are gone are asked apart. */
void autosell_graph_read_counters_async (AutosellGraph *self, const AutosellGraphAccess *access,
                                         const char *const *post_ids, gboolean is_partial, GCancellable *cancellable,
                                         GAsyncReadyCallback callback, gpointer user_data);
/* @is_partial: (out) (optional): the account lacks pages_read_user_content: pass TRUE the next time, until it signs in
 * again Returns: (transfer full) (element-type AutosellGraphCounters): one for each id, in their order */
GPtrArray *autosell_graph_read_counters_finish (AutosellGraph *self, GAsyncResult *result, gboolean *is_partial,
                                                GError **error);

/* @object_id: a post or a Page; @metrics: NULL-terminated; @period: "lifetime" of posts, "day" of Pages
 * Names that Facebook does not know any more do not spoil the others: they are asked one by one, and told as dead. */
void autosell_graph_read_insights_async (AutosellGraph *self, const AutosellGraphAccess *access, const char *object_id,
                                         const char *const *metrics, const char *period, GCancellable *cancellable,
                                         GAsyncReadyCallback callback, gpointer user_data);
/* Fails with _TOO_SMALL, _PERMISSION …
 * Returns: (transfer full) (element-type AutosellGraphMetric): one for each name, in their order */
GPtrArray *autosell_graph_read_insights_finish (AutosellGraph *self, GAsyncResult *result, GError **error);

/* ---- Accounts: the person's token ---- */

void autosell_graph_me_async (AutosellGraph *self, const AutosellGraphAccess *access, GCancellable *cancellable,
                              GAsyncReadyCallback callback, gpointer user_data);
/* Returns: (transfer full) */
AutosellGraphIdentity *autosell_graph_me_finish (AutosellGraph *self, GAsyncResult *result, GError **error);

void autosell_graph_list_pages_async (AutosellGraph *self, const AutosellGraphAccess *access, GCancellable *cancellable,
                                      GAsyncReadyCallback callback, gpointer user_data);
/* Returns: (transfer full) (element-type AutosellGraphPage): none where the person chose none */
GPtrArray *autosell_graph_list_pages_finish (AutosellGraph *self, GAsyncResult *result, GError **error);

/* @access: what is looked at; with the app's id and secret the app asks, else the token itself */
void autosell_graph_debug_token_async (AutosellGraph *self, const AutosellGraphAccess *access,
                                       GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* Returns: (transfer full) */
AutosellGraphTokenInfo *autosell_graph_debug_token_finish (AutosellGraph *self, GAsyncResult *result, GError **error);

void autosell_graph_permissions_async (AutosellGraph *self, const AutosellGraphAccess *access,
                                       GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* Returns: (transfer full) */
AutosellGraphPermissions *autosell_graph_permissions_finish (AutosellGraph *self, GAsyncResult *result, GError **error);

/* Ends all that the person gave to the app, on every PC. @user_id: "me" or the person's. A token that is dead is
 * success. */
void autosell_graph_revoke_async (AutosellGraph *self, const AutosellGraphAccess *access, const char *user_id,
                                  GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean autosell_graph_revoke_finish (AutosellGraph *self, GAsyncResult *result, GError **error);

/* @code: of the dialog, once; @redirect_uri: the dialog's own. Fails with _CODE, _SETUP. */
void autosell_graph_exchange_code_async (AutosellGraph *self, const char *app_id, const char *app_secret,
                                         const char *redirect_uri, const char *code, GCancellable *cancellable,
                                         GAsyncReadyCallback callback, gpointer user_data);
/* Of a person, for some 60 days. */
void autosell_graph_exchange_long_async (AutosellGraph *self, const char *app_id, const char *app_secret,
                                         const char *token, GCancellable *cancellable, GAsyncReadyCallback callback,
                                         gpointer user_data);
/* Of both. Returns: (transfer full) */
AutosellGraphToken *autosell_graph_exchange_finish (AutosellGraph *self, GAsyncResult *result, GError **error);

G_END_DECLS
