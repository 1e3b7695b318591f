/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Where the services are. The real ones, unless a file says otherwise, as it does for the fake cloud of the tests:
 *
 *   { "authorization": "http://127.0.0.1:8080/o/oauth2/v2/auth", "token": …, "sheets": "http://127.0.0.1:8080/v4/" }
 *
 * A file that names an address which is neither loopback nor https is refused as a whole, as is a member that is not
 * known. Members that are missing stay the real ones. Immutable. */
typedef enum
{
  AUTOSELL_ENDPOINT_AUTHORIZATION, /* opened in the browser */
  AUTOSELL_ENDPOINT_TOKEN,
  AUTOSELL_ENDPOINT_REVOKE,
  AUTOSELL_ENDPOINT_USERINFO,
  AUTOSELL_ENDPOINT_SHEETS, /* ends with a slash, as those below */
  AUTOSELL_ENDPOINT_DRIVE,
  AUTOSELL_ENDPOINT_DRIVE_UPLOAD,
  AUTOSELL_ENDPOINT_GRAPH,          /* + "v25.0/me/accounts" */
  AUTOSELL_ENDPOINT_FACEBOOK_LOGIN, /* + "v25.0/dialog/oauth", opened in the browser; + "connect/login_success.html" */
  AUTOSELL_N_ENDPOINTS,
} AutosellEndpoint;

typedef struct _AutosellEndpoints AutosellEndpoints;

/* The file that AUTOSELL_ENDPOINTS names, else the real ones. @path: (nullable): instead of the variable's.
 * Fails with AUTOSELL_NET_ERROR_REFUSED or _INVALID, or a GFileError. */
AutosellEndpoints *autosell_endpoints_load (const char *path, GError **error);
/* As the text of such a file. */
AutosellEndpoints *autosell_endpoints_parse (const char *text, GError **error);
AutosellEndpoints *autosell_endpoints_new_real (void);
AutosellEndpoints *autosell_endpoints_ref (AutosellEndpoints *self);
void autosell_endpoints_unref (AutosellEndpoints *self);

const char *autosell_endpoints_get (const AutosellEndpoints *self, AutosellEndpoint endpoint);
/* TRUE where any is not the real one: the interface says so. */
gboolean autosell_endpoints_are_fake (const AutosellEndpoints *self);

/* TRUE for https, and for http to 127.0.0.0/8, ::1 or localhost. */
gboolean autosell_endpoints_is_safe (const char *url);
gboolean autosell_endpoints_is_loopback (const char *url);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AutosellEndpoints, autosell_endpoints_unref)

G_END_DECLS
