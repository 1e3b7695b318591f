/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "autosell-endpoints.h"
#include "autosell-http.h"
#include "autosell-oauth.h"

G_BEGIN_DECLS

/* A fake cloud of its own for a test: the real process, on a free port, spoken to over real sockets. */
typedef struct
{
  GSubprocess *process;
  char *folder;
  char *base;
  AutosellEndpoints *endpoints;
  AutosellHttp *http;
  AutosellOAuthClient *client;
} FakeCloud;

/* @scenario: (nullable): JSON */
FakeCloud *fake_cloud_start (const char *scenario);
void fake_cloud_stop (FakeCloud *cloud);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FakeCloud, fake_cloud_stop)

/* POSTs @json to /control/WHAT. Returns: (transfer full) (nullable): its "id" */
char *fake_cloud_control (FakeCloud *cloud, const char *what, const char *json);
/* The whole answer of POST, or (@json NULL) of GET, /control/WHAT. Returns: (transfer full) */
JsonNode *fake_cloud_ask (FakeCloud *cloud, const char *what, const char *json);
/* DELETEs /control/WHAT: "faults", "facebook/violations" */
void fake_cloud_forget (FakeCloud *cloud, const char *what);
/* Lines of the journal so far. Returns: (transfer full) */
char *fake_cloud_read_journal (FakeCloud *cloud);
/* How many requests the journal has whose path holds @path. */
guint fake_cloud_count (FakeCloud *cloud, const char *path);

/* Signs in as a person would in the browser. @picked: (nullable): what is chosen in the picker */
AutosellOAuthTokens *fake_cloud_sign_in (FakeCloud *cloud, const char *const *scopes, const char *picked);

/* A scripted browser: the AutosellOAuthOpenBrowser that plays a person. */
typedef struct
{
  FakeCloud *cloud;
  const char *answer;     /* "allow", "deny"; NULL: never comes back */
  const char *picked;     /* (nullable) */
  const char *only_scope; /* (nullable): what stays ticked */
  char *url;              /* owned: what was opened */
  char *redirect;         /* owned: where the page sent the browser */
  char *page;             /* owned: what the program showed there */
  gboolean is_tampered;   /* comes back with another state */
  gboolean comes_late;    /* what it does before it follows the redirect is the test's to do */
} Browser;

gboolean browser_open (const char *url, gpointer browser, GError **error);
/* Follows the redirect of a browser that comes late. */
void browser_follow (Browser *browser);
void browser_clear (Browser *browser);

/* What Facebook's dialog does when a person answers it. @permissions, @pages: those that stay ticked; @permissions
 * NULL: the person says no. Returns: (transfer full) (nullable): where the browser is sent; NULL where the dialog shows
 * an error */
char *fake_cloud_decide (FakeCloud *cloud, const char *dialog_url, const char *person, const char *const *permissions,
                         const char *const *pages);
/* Opens @url as a browser. Returns: (transfer full) */
char *fake_cloud_browse (const char *url);

/* Sends raw bytes to a port of this PC and reads until it closes. Returns: (transfer full) */
char *talk (guint16 port, const char *bytes, gsize length);

/* For _async() calls: waits for the result. */
void take_result_cb (GObject *object, GAsyncResult *result, gpointer user_data);
GAsyncResult *wait_for (GAsyncResult **result);

G_END_DECLS
