/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-graph-error-private.h"

#include <string.h>

#include "autosell-json.h"
#include "autosell-net-error.h"
#include "autosell-redact.h"

#define MINUTE_S 60
#define HOUR_S (60 * MINUTE_S)
/* Of what a person is shown. */
#define MAX_TEXT_BYTES 1000

typedef struct
{
  guint status;
  int code;
  int subcode;
  char *trace_id; /* owned, nullable, as those below */
  char *user_title;
  char *user_message;
  const char *permission; /* static, nullable */
  guint wait_s;
  gboolean may_have_applied;
  AutosellGraphTokenState token_state;
} AutosellGraphErrorPrivate;

static void
autosell_graph_error_private_init (AutosellGraphErrorPrivate *priv G_GNUC_UNUSED)
{
}

static void
autosell_graph_error_private_copy (const AutosellGraphErrorPrivate *source, AutosellGraphErrorPrivate *copy)
{
  *copy = *source;
  copy->trace_id = g_strdup (source->trace_id);
  copy->user_title = g_strdup (source->user_title);
  copy->user_message = g_strdup (source->user_message);
}

static void
autosell_graph_error_private_clear (AutosellGraphErrorPrivate *priv)
{
  g_free (priv->trace_id);
  g_free (priv->user_title);
  g_free (priv->user_message);
}

G_DEFINE_EXTENDED_ERROR (AutosellGraphError, autosell_graph_error)

/* ---- What each code means ---- */

/* The first row that fits counts. */
static const struct
{
  int first, last;   /* of the code */
  int subcode;       /* 0: any */
  const char *words; /* (nullable): the message has them, in small letters */
  AutosellGraphErrorCode meaning;
  guint wait_s; /* where Facebook tells none */
} rules[] = {
  { 1, 1, 2853006, NULL, AUTOSELL_GRAPH_ERROR_PERMISSION, 0 },
  { 1, 1, 0, "client secret", AUTOSELL_GRAPH_ERROR_SETUP, 0 },
  { 1, 1, 0, "client_secret", AUTOSELL_GRAPH_ERROR_SETUP, 0 },
  { 1, 2, 0, NULL, AUTOSELL_GRAPH_ERROR_TRANSIENT, 0 },
  { 3, 3, 0, NULL, AUTOSELL_GRAPH_ERROR_PERMISSION, 0 },
  { 4, 4, 0, NULL, AUTOSELL_GRAPH_ERROR_APP_LIMIT, 15 * MINUTE_S },
  { 10, 10, 0, NULL, AUTOSELL_GRAPH_ERROR_PERMISSION, 0 },
  { 17, 17, 0, NULL, AUTOSELL_GRAPH_ERROR_USER_LIMIT, HOUR_S },
  { 32, 32, 0, NULL, AUTOSELL_GRAPH_ERROR_PAGE_LIMIT, HOUR_S },
  { 100, 100, 33, NULL, AUTOSELL_GRAPH_ERROR_GONE, 0 },
  { 100, 100, 1366046, NULL, AUTOSELL_GRAPH_ERROR_PHOTO, 0 },
  { 100, 100, 0, "scheduled publish time", AUTOSELL_GRAPH_ERROR_SCHEDULE, 0 },
  { 100, 100, 0, "valid insights metric", AUTOSELL_GRAPH_ERROR_METRIC, 0 },
  { 100, 100, 0, "appsecret_proof", AUTOSELL_GRAPH_ERROR_SETUP, 0 },
  { 100, 100, 0, "client_secret", AUTOSELL_GRAPH_ERROR_SETUP, 0 },
  { 100, 100, 36007, NULL, AUTOSELL_GRAPH_ERROR_CODE, 0 },
  { 100, 100, 36008, NULL, AUTOSELL_GRAPH_ERROR_CODE, 0 },
  { 100, 100, 36009, NULL, AUTOSELL_GRAPH_ERROR_CODE, 0 },
  { 100, 100, 0, "authorization code", AUTOSELL_GRAPH_ERROR_CODE, 0 },
  { 100, 100, 0, "verification code", AUTOSELL_GRAPH_ERROR_CODE, 0 },
  { 101, 101, 0, NULL, AUTOSELL_GRAPH_ERROR_SETUP, 0 },
  { 102, 104, 0, "appsecret_proof", AUTOSELL_GRAPH_ERROR_SETUP, 0 },
  { 102, 102, 0, NULL, AUTOSELL_GRAPH_ERROR_TOKEN, 0 },
  { 104, 104, 0, NULL, AUTOSELL_GRAPH_ERROR_TOKEN, 0 },
  { 190, 190, 2069032, NULL, AUTOSELL_GRAPH_ERROR_OUR_BUG, 0 },
  { 190, 190, 0, NULL, AUTOSELL_GRAPH_ERROR_TOKEN, 0 },
  { 191, 191, 0, NULL, AUTOSELL_GRAPH_ERROR_SETUP, 0 },
  { 200, 200, 2069030, NULL, AUTOSELL_GRAPH_ERROR_OUR_BUG, 0 },
  { 200, 200, 2069031, NULL, AUTOSELL_GRAPH_ERROR_OUR_BUG, 0 },
  { 200, 200, 2069033, NULL, AUTOSELL_GRAPH_ERROR_OUR_BUG, 0 },
  { 200, 299, 0, NULL, AUTOSELL_GRAPH_ERROR_PERMISSION, 0 },
  { 324, 324, 0, NULL, AUTOSELL_GRAPH_ERROR_PHOTO, 0 },
  { 341, 341, 0, NULL, AUTOSELL_GRAPH_ERROR_CUSTOM_LIMIT, 15 * MINUTE_S },
  { 368, 368, 1404082, NULL, AUTOSELL_GRAPH_ERROR_DUPLICATE, 0 },
  { 368, 368, 0, NULL, AUTOSELL_GRAPH_ERROR_BLOCKED, 24 * HOUR_S },
  { 506, 506, 0, NULL, AUTOSELL_GRAPH_ERROR_DUPLICATE, 0 },
  { 613, 613, 0, NULL, AUTOSELL_GRAPH_ERROR_CUSTOM_LIMIT, 15 * MINUTE_S },
  { 803, 803, 0, NULL, AUTOSELL_GRAPH_ERROR_GONE, 0 },
  { 1500, 1500, 0, NULL, AUTOSELL_GRAPH_ERROR_LINK, 0 },
  { 3001, 3001, 0, NULL, AUTOSELL_GRAPH_ERROR_METRIC, 0 },
  { 80000, 80014, 0, NULL, AUTOSELL_GRAPH_ERROR_PAGE_LIMIT, HOUR_S },
  { 1363047, 1363047, 0, NULL, AUTOSELL_GRAPH_ERROR_TRANSIENT, 0 },
  { 1609005, 1609005, 0, NULL, AUTOSELL_GRAPH_ERROR_LINK, 0 },
  { 1609008, 1609008, 0, NULL, AUTOSELL_GRAPH_ERROR_LINK, 0 },
  { 1609010, 1609010, 0, NULL, AUTOSELL_GRAPH_ERROR_TRANSIENT, 0 },
  { 2061006, 2061006, 0, NULL, AUTOSELL_GRAPH_ERROR_LINK, 0 },
  { 2874008, 2874008, 0, NULL, AUTOSELL_GRAPH_ERROR_TOO_SMALL, 0 },
};

static const struct
{
  int subcode;
  AutosellGraphTokenState state;
} token_states[] = {
  { 459, AUTOSELL_GRAPH_TOKEN_CHECKPOINT },
  { 464, AUTOSELL_GRAPH_TOKEN_CONFIRM },
  { 492, AUTOSELL_GRAPH_TOKEN_ROLE_LOST },
};

/* Where a message names several, the first of these is what is missing as a rule: most need pages_read_engagement
 * beside. */
static const char *const permissions[] = {
  "pages_manage_posts", "pages_manage_engagement", "pages_read_user_content", "read_insights",
  "pages_show_list",    "business_management",     "catalog_management",      "pages_read_engagement",
};

/* Returns: (nullable) */
static const char *
find_permission (const char *message)
{
  for (guint i = 0; i < G_N_ELEMENTS (permissions); i++)
    if (strstr (message, permissions[i]) != NULL)
      return permissions[i];
  return NULL;
}

static AutosellGraphTokenState
find_token_state (int subcode)
{
  for (guint i = 0; i < G_N_ELEMENTS (token_states); i++)
    if (token_states[i].subcode == subcode)
      return token_states[i].state;
  return AUTOSELL_GRAPH_TOKEN_RECONNECT;
}

/* -1: none fits */
static int
find_rule (int code, int subcode, const char *message)
{
  g_autofree char *small = g_ascii_strdown (message, -1);

  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    if (code >= rules[i].first && code <= rules[i].last && (rules[i].subcode == 0 || rules[i].subcode == subcode)
        && (rules[i].words == NULL || strstr (small, rules[i].words) != NULL))
      return i;
  return -1;
}

/* ---- Making them ---- */

/* Takes @message. Returns: (transfer full) */
static GError *
new_error (AutosellGraphErrorCode code, char *message)
{
  g_autofree char *text = message;

  return g_error_new_literal (AUTOSELL_GRAPH_ERROR, code, text);
}

static char *
dup_text (JsonObject *object, const char *name)
{
  const char *text = autosell_json_string (object, name);
  g_autofree char *redacted = NULL;

  if (text == NULL || *text == '\0')
    return NULL;
  redacted = autosell_redact (text);
  if (strlen (redacted) > MAX_TEXT_BYTES)
    {
      char *end = g_utf8_find_prev_char (redacted, redacted + MAX_TEXT_BYTES);

      *end = '\0';
    }
  return g_strdup (redacted);
}

static AutosellGraphErrorCode
judge (const AutosellGraphCallFacts *facts, JsonObject *object, int rule)
{
  if (rule >= 0 && rules[rule].meaning != AUTOSELL_GRAPH_ERROR_TRANSIENT)
    return rules[rule].meaning;
  if (rule >= 0 || facts->status >= 500 || autosell_json_bool (object, "is_transient"))
    return AUTOSELL_GRAPH_ERROR_TRANSIENT;
  return facts->status == 429 ? AUTOSELL_GRAPH_ERROR_CUSTOM_LIMIT : AUTOSELL_GRAPH_ERROR_INVALID;
}

/* What was told, and a tenth more; else the rule's own. */
static guint
find_wait_s (const AutosellGraphCallFacts *facts, AutosellGraphErrorCode code, int rule)
{
  switch (code)
    {
    case AUTOSELL_GRAPH_ERROR_APP_LIMIT:
    case AUTOSELL_GRAPH_ERROR_USER_LIMIT:
    case AUTOSELL_GRAPH_ERROR_PAGE_LIMIT:
    case AUTOSELL_GRAPH_ERROR_CUSTOM_LIMIT:
      if (facts->regain_minutes > 0)
        return MIN (facts->regain_minutes, 7 * 24 * 60) * 66;
      return rule >= 0 ? rules[rule].wait_s : 15 * MINUTE_S;
    default:
      return rule >= 0 ? rules[rule].wait_s : 0;
    }
}

void
autosell_graph_set_error_of_answer (GError **error, const AutosellGraphCallFacts *facts, JsonObject *object)
{
  g_autofree char *message = dup_text (object, "message");
  int code = CLAMP (autosell_json_int (object, "code", 0), 0, G_MAXINT);
  int subcode = CLAMP (autosell_json_int (object, "error_subcode", 0), 0, G_MAXINT);
  int rule = find_rule (code, subcode, message != NULL ? message : "");
  AutosellGraphErrorCode meaning = judge (facts, object, rule);
  AutosellGraphErrorPrivate *priv;

  if (error == NULL)
    return;
  *error = new_error (meaning, g_strdup_printf ("status %u, code %d/%d: %s", facts->status, code, subcode,
                                                message != NULL ? message : "no message"));
  priv = autosell_graph_error_get_private (*error);
  priv->status = facts->status;
  priv->code = code;
  priv->subcode = subcode;
  priv->trace_id = dup_text (object, "fbtrace_id");
  priv->user_title = dup_text (object, "error_user_title");
  priv->user_message = dup_text (object, "error_user_msg");
  priv->wait_s = find_wait_s (facts, meaning, rule);
  priv->may_have_applied = facts->is_write && meaning == AUTOSELL_GRAPH_ERROR_TRANSIENT;
  if (meaning == AUTOSELL_GRAPH_ERROR_PERMISSION && message != NULL)
    priv->permission = find_permission (message);
  if (meaning == AUTOSELL_GRAPH_ERROR_TOKEN)
    priv->token_state = find_token_state (code == 190 ? subcode : 0);
}

void
autosell_graph_set_error_of_garbage (GError **error, const AutosellGraphCallFacts *facts)
{
  gboolean is_limit = facts->status == 429;
  AutosellGraphErrorPrivate *priv;

  if (error == NULL)
    return;
  *error = new_error (is_limit ? AUTOSELL_GRAPH_ERROR_CUSTOM_LIMIT : AUTOSELL_GRAPH_ERROR_TRANSIENT,
                      g_strdup_printf ("status %u: the answer is no JSON object", facts->status));
  priv = autosell_graph_error_get_private (*error);
  priv->status = facts->status;
  priv->wait_s = is_limit ? find_wait_s (facts, AUTOSELL_GRAPH_ERROR_CUSTOM_LIMIT, -1) : 0;
  priv->may_have_applied = facts->is_write && !is_limit;
}

void
autosell_graph_set_unexpected (GError **error, gboolean is_write, const char *what)
{
  if (error == NULL)
    return;
  *error = new_error (AUTOSELL_GRAPH_ERROR_UNEXPECTED, g_strdup_printf ("the answer has no %s", what));
  autosell_graph_error_get_private (*error)->may_have_applied = is_write;
}

static AutosellGraphErrorCode
code_of_net (const GError *cause)
{
  switch ((AutosellNetErrorCode) cause->code)
    {
    case AUTOSELL_NET_ERROR_OFFLINE:
      return AUTOSELL_GRAPH_ERROR_OFFLINE;
    case AUTOSELL_NET_ERROR_CERTIFICATE:
    case AUTOSELL_NET_ERROR_CAPTIVE_PORTAL:
    case AUTOSELL_NET_ERROR_REFUSED:
      return AUTOSELL_GRAPH_ERROR_NETWORK;
    case AUTOSELL_NET_ERROR_NO_ANSWER:
      return AUTOSELL_GRAPH_ERROR_NO_ANSWER;
    case AUTOSELL_NET_ERROR_TOO_LARGE:
    case AUTOSELL_NET_ERROR_UNEXPECTED:
      return AUTOSELL_GRAPH_ERROR_UNEXPECTED;
    default:
      return AUTOSELL_GRAPH_ERROR_TRANSIENT;
    }
}

GError *
autosell_graph_error_of_net (const GError *cause)
{
  GError *error;
  AutosellGraphErrorPrivate *priv;

  if (cause->domain != AUTOSELL_NET_ERROR)
    return g_error_copy (cause);
  error = new_error (code_of_net (cause), g_strdup (cause->message));
  priv = autosell_graph_error_get_private (error);
  priv->status = autosell_net_error_get_status (cause);
  priv->may_have_applied = autosell_net_error_may_have_applied (cause);
  return error;
}

void
autosell_graph_set_error (GError **error, AutosellGraphErrorCode code, const char *format, ...)
{
  va_list arguments;

  if (error == NULL)
    return;
  va_start (arguments, format);
  *error = g_error_new_valist (AUTOSELL_GRAPH_ERROR, code, format, arguments);
  va_end (arguments);
}

/* ---- Asking them ---- */

static const AutosellGraphErrorPrivate *
get_private (const GError *error)
{
  static const AutosellGraphErrorPrivate none;

  return error->domain == AUTOSELL_GRAPH_ERROR ? autosell_graph_error_get_private (error) : &none;
}

guint
autosell_graph_error_get_status (const GError *error)
{
  return get_private (error)->status;
}

int
autosell_graph_error_get_code (const GError *error)
{
  return get_private (error)->code;
}

int
autosell_graph_error_get_subcode (const GError *error)
{
  return get_private (error)->subcode;
}

const char *
autosell_graph_error_get_trace_id (const GError *error)
{
  return get_private (error)->trace_id;
}

const char *
autosell_graph_error_get_user_title (const GError *error)
{
  return get_private (error)->user_title;
}

const char *
autosell_graph_error_get_user_message (const GError *error)
{
  return get_private (error)->user_message;
}

gboolean
autosell_graph_error_may_have_applied (const GError *error)
{
  /* Nobody knows how far a call was that was given up. */
  return get_private (error)->may_have_applied || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

gboolean
autosell_graph_error_is_transient (const GError *error)
{
  return error->domain == AUTOSELL_GRAPH_ERROR
         && (error->code == AUTOSELL_GRAPH_ERROR_OFFLINE || error->code == AUTOSELL_GRAPH_ERROR_TRANSIENT
             || error->code == AUTOSELL_GRAPH_ERROR_APP_LIMIT || error->code == AUTOSELL_GRAPH_ERROR_USER_LIMIT
             || error->code == AUTOSELL_GRAPH_ERROR_PAGE_LIMIT || error->code == AUTOSELL_GRAPH_ERROR_CUSTOM_LIMIT);
}

guint
autosell_graph_error_get_wait_s (const GError *error)
{
  return get_private (error)->wait_s;
}

const char *
autosell_graph_error_get_permission (const GError *error)
{
  return get_private (error)->permission;
}

AutosellGraphTokenState
autosell_graph_error_get_token_state (const GError *error)
{
  return get_private (error)->token_state;
}
