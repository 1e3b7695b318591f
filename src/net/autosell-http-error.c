/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-http-private.h"

#include <string.h>

#include "autosell-json.h"
#include "autosell-redact.h"

#define MAX_REASON_BYTES 100

static gboolean
is_behind_portal (void)
{
  return g_network_monitor_get_connectivity (g_network_monitor_get_default ()) == G_NETWORK_CONNECTIVITY_PORTAL;
}

/* ---- The connection ---- */

static const char *
certificate_reason (GTlsCertificateFlags flags)
{
  static const struct
  {
    GTlsCertificateFlags flag;
    const char *reason;
  } names[] = {
    { G_TLS_CERTIFICATE_EXPIRED, "expired" },           { G_TLS_CERTIFICATE_NOT_ACTIVATED, "not-activated" },
    { G_TLS_CERTIFICATE_BAD_IDENTITY, "bad-identity" }, { G_TLS_CERTIFICATE_REVOKED, "revoked" },
    { G_TLS_CERTIFICATE_INSECURE, "insecure" },         { G_TLS_CERTIFICATE_UNKNOWN_CA, "unknown-ca" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (flags & names[i].flag)
      return names[i].reason;
  return "certificate";
}

static gboolean
is_unreachable (const GError *cause)
{
  if (cause->domain == G_RESOLVER_ERROR)
    return TRUE;
  if (cause->domain != G_IO_ERROR)
    return FALSE;
  switch (cause->code)
    {
    case G_IO_ERROR_CONNECTION_REFUSED:
    case G_IO_ERROR_HOST_UNREACHABLE:
    case G_IO_ERROR_NETWORK_UNREACHABLE:
    case G_IO_ERROR_HOST_NOT_FOUND:
    case G_IO_ERROR_PROXY_FAILED:
    case G_IO_ERROR_PROXY_AUTH_FAILED:
    case G_IO_ERROR_PROXY_NEED_AUTH:
    case G_IO_ERROR_PROXY_NOT_ALLOWED:
      return TRUE;
    default:
      return FALSE;
    }
}

void
autosell_http_set_transport_error (GError **error, const AutosellHttpRequest *request, const GError *cause,
                                   SoupMessage *message, gboolean was_sent, gboolean is_timed_out)
{
  gboolean may_have_applied = was_sent && request->repeat != AUTOSELL_HTTP_SAFE;
  g_autofree char *text = autosell_redact (cause->message);

  if (is_timed_out || g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    autosell_net_set_error (error, AUTOSELL_NET_ERROR_TIMED_OUT, 0, NULL, may_have_applied, "%s: no answer in time",
                            request->service);
  else if (g_error_matches (cause, G_TLS_ERROR, G_TLS_ERROR_BAD_CERTIFICATE))
    autosell_net_set_error (error,
                            is_behind_portal () ? AUTOSELL_NET_ERROR_CAPTIVE_PORTAL : AUTOSELL_NET_ERROR_CERTIFICATE, 0,
                            certificate_reason (soup_message_get_tls_peer_certificate_errors (message)), FALSE,
                            "%s: %s", request->service, text);
  else if (!was_sent && is_behind_portal ())
    autosell_net_set_error (error, AUTOSELL_NET_ERROR_CAPTIVE_PORTAL, 0, NULL, FALSE, "%s: %s", request->service, text);
  else if (!was_sent && is_unreachable (cause))
    autosell_net_set_error (error, AUTOSELL_NET_ERROR_OFFLINE, 0, NULL, FALSE, "%s: %s", request->service, text);
  else
    autosell_net_set_error (error, AUTOSELL_NET_ERROR_CUT, 0, NULL, may_have_applied, "%s: %s", request->service, text);
}

/* ---- JSON ---- */

/* (nullable): NULL for what is no JSON */
static JsonNode *
parse (GBytes *bytes)
{
  gsize size = 0;
  const char *text = g_bytes_get_data (bytes, &size);

  return autosell_json_parse (text, size);
}

/* ---- What the services say of their errors ---- */

/* (nullable): a member that is text and has the form of a word */
static const char *
get_word (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);
  const char *text;

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
    return NULL;
  text = json_node_get_string (node);
  return *text != '\0' && strlen (text) < MAX_REASON_BYTES
             && strspn (text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                              "0123456789_-.")
                  == strlen (text)
           ? text
           : NULL;
}

/* The first "reason" of a list of objects. */
static const char *
get_listed_reason (JsonObject *object, const char *list)
{
  JsonNode *node = json_object_get_member (object, list);
  JsonArray *array = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);
      const char *reason =
        JSON_NODE_HOLDS_OBJECT (element) ? get_word (json_node_get_object (element), "reason") : NULL;

      if (reason != NULL)
        return reason;
    }
  return NULL;
}

/* {"error": {"status": …, "details": [{"reason": …}], "errors": [{"reason": …}]}} of the interfaces,
 * {"error": "invalid_grant", "error_subtype": …} of the token address. */
static char *
dup_reason (JsonNode *root)
{
  JsonObject *object = root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;
  JsonNode *error = object != NULL ? json_object_get_member (object, "error") : NULL;
  const char *reason;

  if (error == NULL)
    return NULL;
  if (!JSON_NODE_HOLDS_OBJECT (error))
    {
      const char *word = get_word (object, "error");
      const char *subtype = get_word (object, "error_subtype");

      /* An error that is known goes before its subtype: callers look for it. */
      return word != NULL && subtype != NULL ? g_strdup_printf ("%s %s", word, subtype) : g_strdup (word);
    }
  object = json_node_get_object (error);
  if ((reason = get_listed_reason (object, "details")) == NULL
      && (reason = get_listed_reason (object, "errors")) == NULL)
    reason = get_word (object, "status");
  return g_strdup (reason);
}

static gboolean
is_rate_limit (const char *reason)
{
  static const char *const reasons[] = { "userRateLimitExceeded", "rateLimitExceeded",  "sharingRateLimitExceeded",
                                         "RATE_LIMIT_EXCEEDED",   "RESOURCE_EXHAUSTED", NULL };

  return reason != NULL && g_strv_contains (reasons, reason);
}

static AutosellNetErrorCode
code_of_status (guint status, const char *reason)
{
  switch (status)
    {
    case 401:
      return AUTOSELL_NET_ERROR_UNAUTHORIZED;
    case 403:
      return is_rate_limit (reason) ? AUTOSELL_NET_ERROR_QUOTA : AUTOSELL_NET_ERROR_FORBIDDEN;
    case 404:
    case 410:
      return AUTOSELL_NET_ERROR_NOT_FOUND;
    case 409:
    case 412:
      return AUTOSELL_NET_ERROR_CONFLICT;
    case 408:
      return AUTOSELL_NET_ERROR_TIMED_OUT;
    case 429:
      return AUTOSELL_NET_ERROR_QUOTA;
    case 511:
      return AUTOSELL_NET_ERROR_CAPTIVE_PORTAL;
    default:
      if (status >= 500)
        return AUTOSELL_NET_ERROR_SERVER;
      /* These services do not send anybody elsewhere: what does stands in between. */
      if (status >= 300 && status < 400)
        return AUTOSELL_NET_ERROR_CAPTIVE_PORTAL;
      return status >= 400 ? AUTOSELL_NET_ERROR_INVALID : AUTOSELL_NET_ERROR_UNEXPECTED;
    }
}

static gboolean
is_html (SoupMessageHeaders *headers)
{
  const char *type = soup_message_headers_get_content_type (headers, NULL);

  return type != NULL && g_ascii_strcasecmp (type, "text/html") == 0;
}

gboolean
autosell_http_check_status (const AutosellHttpRequest *request, guint status, SoupMessageHeaders *headers,
                            GBytes *bytes, GError **error)
{
  g_autoptr(JsonNode) root = NULL;
  g_autofree char *reason = NULL;

  if (status == request->accepted_status || (status >= 200 && status < 300 && !(is_html (headers) && !request->is_raw)))
    return TRUE;
  if (status >= 200 && status < 300)
    {
      autosell_net_set_error (
        error, is_behind_portal () ? AUTOSELL_NET_ERROR_CAPTIVE_PORTAL : AUTOSELL_NET_ERROR_NOT_JSON, status, NULL,
        request->repeat != AUTOSELL_HTTP_SAFE, "%s: a page instead of an answer", request->service);
      return FALSE;
    }
  if (!is_html (headers))
    root = parse (bytes);
  reason = dup_reason (root);
  autosell_net_set_error (error, code_of_status (status, reason), status, reason,
                          status >= 500 && status != 511 && request->repeat != AUTOSELL_HTTP_SAFE, "%s: status %u%s%s",
                          request->service, status, reason != NULL ? ", " : "", reason != NULL ? reason : "");
  return FALSE;
}

gboolean
autosell_http_read_body (const AutosellHttpRequest *request, AutosellHttpAnswer *answer, GError **error)
{
  g_autoptr(JsonNode) root = NULL;

  if (request->judge == NULL && (request->is_raw || request->reader == NULL))
    return TRUE;
  root = parse (answer->bytes);
  if (request->judge != NULL)
    {
      if (!request->judge (answer, root, request->reader_data, &answer->is_worth_another, error))
        return FALSE;
    }
  else if (root == NULL && (g_bytes_get_size (answer->bytes) > 0 || answer->status != 204))
    {
      autosell_net_set_error (error, AUTOSELL_NET_ERROR_NOT_JSON, answer->status, NULL,
                              request->repeat != AUTOSELL_HTTP_SAFE, "%s: the answer is no JSON", request->service);
      return FALSE;
    }
  if (request->reader == NULL)
    return TRUE;
  answer->result = request->reader (root, request->reader_data, error);
  answer->destroy_result = request->destroy_result;
  return answer->result != NULL;
}

/* ---- Again? ---- */

gboolean
autosell_http_is_worth_another (const AutosellHttpRequest *request, const GError *error)
{
  if (error->domain != AUTOSELL_NET_ERROR || !autosell_net_error_is_transient (error))
    return FALSE;
  /* Nothing changes within seconds: whoever asks is told, and asks again when the network is back. */
  if (error->code == AUTOSELL_NET_ERROR_OFFLINE || error->code == AUTOSELL_NET_ERROR_CAPTIVE_PORTAL)
    return FALSE;
  return request->repeat != AUTOSELL_HTTP_ONCE || !autosell_net_error_may_have_applied (error);
}
