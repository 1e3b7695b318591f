/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-endpoints.h"

#include <json-glib/json-glib.h>

#include "autosell-net-error.h"

#define MAX_FILE_BYTES 65536

static const struct
{
  const char *name;
  const char *real;
} known[AUTOSELL_N_ENDPOINTS] = {
  [AUTOSELL_ENDPOINT_AUTHORIZATION] = { "authorization", "https://accounts.google.com/o/oauth2/v2/auth" },
  [AUTOSELL_ENDPOINT_TOKEN] = { "token", "https://oauth2.googleapis.com/token" },
  [AUTOSELL_ENDPOINT_REVOKE] = { "revoke", "https://oauth2.googleapis.com/revoke" },
  [AUTOSELL_ENDPOINT_USERINFO] = { "userinfo", "https://openidconnect.googleapis.com/v1/userinfo" },
  [AUTOSELL_ENDPOINT_SHEETS] = { "sheets", "https://sheets.googleapis.com/v4/" },
  [AUTOSELL_ENDPOINT_DRIVE] = { "drive", "https://www.googleapis.com/drive/v3/" },
  [AUTOSELL_ENDPOINT_DRIVE_UPLOAD] = { "drive_upload", "https://www.googleapis.com/upload/drive/v3/" },
  [AUTOSELL_ENDPOINT_GRAPH] = { "graph", "https://graph.facebook.com/" },
  [AUTOSELL_ENDPOINT_FACEBOOK_LOGIN] = { "facebook_login", "https://www.facebook.com/" },
};

struct _AutosellEndpoints
{
  gatomicrefcount ref_count;
  gboolean is_fake;
  char *urls[AUTOSELL_N_ENDPOINTS]; /* owned; NULL: the real one */
};

/* ---- Which addresses are safe ---- */

static gboolean
is_loopback_host (const char *host)
{
  g_autoptr(GInetAddress) address = NULL;

  if (host == NULL)
    return FALSE;
  if (g_ascii_strcasecmp (host, "localhost") == 0)
    return TRUE;
  address = g_inet_address_new_from_string (host);
  return address != NULL && g_inet_address_get_is_loopback (address);
}

static GUri *
parse_url (const char *url)
{
  g_autoptr(GUri) uri = g_uri_parse (url, G_URI_FLAGS_NONE, NULL);

  /* A name before the @ makes an address look like another. */
  if (uri == NULL || g_uri_get_host (uri) == NULL || *g_uri_get_host (uri) == '\0' || g_uri_get_userinfo (uri) != NULL)
    return NULL;
  return g_steal_pointer (&uri);
}

gboolean
autosell_endpoints_is_loopback (const char *url)
{
  g_autoptr(GUri) uri = parse_url (url);

  return uri != NULL && is_loopback_host (g_uri_get_host (uri));
}

gboolean
autosell_endpoints_is_safe (const char *url)
{
  g_autoptr(GUri) uri = parse_url (url);

  if (uri == NULL)
    return FALSE;
  return g_str_equal (g_uri_get_scheme (uri), "https")
         || (g_str_equal (g_uri_get_scheme (uri), "http") && is_loopback_host (g_uri_get_host (uri)));
}

/* ---- Reading them ---- */

AutosellEndpoints *
autosell_endpoints_new_real (void)
{
  AutosellEndpoints *self = g_new0 (AutosellEndpoints, 1);

  g_atomic_ref_count_init (&self->ref_count);
  return self;
}

AutosellEndpoints *
autosell_endpoints_ref (AutosellEndpoints *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
autosell_endpoints_unref (AutosellEndpoints *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  for (guint i = 0; i < AUTOSELL_N_ENDPOINTS; i++)
    g_free (self->urls[i]);
  g_free (self);
}

static int
find_name (const char *name)
{
  for (guint i = 0; i < AUTOSELL_N_ENDPOINTS; i++)
    if (g_str_equal (name, known[i].name))
      return i;
  return -1;
}

static gboolean
read_member (AutosellEndpoints *self, const char *name, JsonNode *node, GError **error)
{
  int endpoint = find_name (name);
  const char *url;

  if (endpoint < 0 || json_node_get_value_type (node) != G_TYPE_STRING)
    {
      autosell_net_set_error (error, AUTOSELL_NET_ERROR_INVALID, 0, NULL, FALSE,
                              "endpoints: “%s” is no service's name, or has no address", name);
      return FALSE;
    }
  url = json_node_get_string (node);
  if (!autosell_endpoints_is_safe (url))
    {
      autosell_net_set_error (error, AUTOSELL_NET_ERROR_REFUSED, 0, NULL, FALSE,
                              "endpoints: “%s” is neither https nor on this PC", name);
      return FALSE;
    }
  if (endpoint >= AUTOSELL_ENDPOINT_SHEETS && !g_str_has_suffix (url, "/"))
    {
      autosell_net_set_error (error, AUTOSELL_NET_ERROR_INVALID, 0, NULL, FALSE, "endpoints: “%s” ends with a slash",
                              name);
      return FALSE;
    }
  g_free (self->urls[endpoint]);
  self->urls[endpoint] = g_strdup (url);
  self->is_fake |= !g_str_equal (url, known[endpoint].real);
  return TRUE;
}

AutosellEndpoints *
autosell_endpoints_parse (const char *text, GError **error)
{
  g_autoptr(JsonParser) parser = json_parser_new_immutable ();
  g_autoptr(AutosellEndpoints) self = autosell_endpoints_new_real ();
  g_autoptr(GError) local_error = NULL;
  JsonNode *root;
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  if (!json_parser_load_from_data (parser, text, -1, &local_error) || (root = json_parser_get_root (parser)) == NULL
      || !JSON_NODE_HOLDS_OBJECT (root))
    {
      autosell_net_set_error (error, AUTOSELL_NET_ERROR_INVALID, 0, NULL, FALSE, "endpoints: not an object of JSON");
      return NULL;
    }
  json_object_iter_init (&iter, json_node_get_object (root));
  while (json_object_iter_next (&iter, &name, &node))
    if (!read_member (self, name, node, error))
      return NULL;
  return g_steal_pointer (&self);
}

AutosellEndpoints *
autosell_endpoints_load (const char *path, GError **error)
{
  g_autofree char *text = NULL;
  gsize length = 0;

  if (path == NULL)
    path = g_getenv ("AUTOSELL_ENDPOINTS");
  if (path == NULL || *path == '\0')
    return autosell_endpoints_new_real ();
  if (!g_file_get_contents (path, &text, &length, error))
    return NULL;
  if (length > MAX_FILE_BYTES)
    {
      autosell_net_set_error (error, AUTOSELL_NET_ERROR_INVALID, 0, NULL, FALSE, "endpoints: the file is too large");
      return NULL;
    }
  return autosell_endpoints_parse (text, error);
}

const char *
autosell_endpoints_get (const AutosellEndpoints *self, AutosellEndpoint endpoint)
{
  g_return_val_if_fail (endpoint < AUTOSELL_N_ENDPOINTS, NULL);

  return self->urls[endpoint] != NULL ? self->urls[endpoint] : known[endpoint].real;
}

gboolean
autosell_endpoints_are_fake (const AutosellEndpoints *self)
{
  return self->is_fake;
}
