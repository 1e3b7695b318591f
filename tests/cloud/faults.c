/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "faults.h"

#include <string.h>

#include "graph/graph.h"

struct _Faults
{
  GPtrArray *rules; /* (element-type Fault) */
};

static void
fault_free (Fault *fault)
{
  g_free (fault->text);
  g_free (fault->method);
  g_clear_pointer (&fault->path, g_pattern_spec_free);
  g_free (fault->reason);
  g_clear_pointer (&fault->act, json_object_unref);
  g_clear_pointer (&fault->error, json_object_unref);
  g_free (fault->location);
  g_free (fault->content_type);
  g_free (fault);
}

Faults *
faults_new (void)
{
  Faults *faults = g_new0 (Faults, 1);

  faults->rules = g_ptr_array_new_with_free_func ((GDestroyNotify) fault_free);
  return faults;
}

void
faults_free (Faults *faults)
{
  g_ptr_array_unref (faults->rules);
  g_free (faults);
}

/* They stay in memory: an answer that is delayed still asks its rule. */
void
faults_clear (Faults *faults)
{
  for (guint i = 0; i < faults->rules->len; i++)
    ((Fault *) g_ptr_array_index (faults->rules, i))->times = 0;
}

static gboolean
read_cut (const char *name, FaultCut *cut)
{
  static const char *const names[] = { "", "before", "headers", "body", "reading" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (name, names[i]))
      {
        *cut = i;
        return TRUE;
      }
  return FALSE;
}

gboolean
faults_add (Faults *faults, JsonObject *rule, GError **error)
{
  static const char *const members[] = { "method",       "path",       "skip",    "times", "delay_ms", "status",
                                         "reason",       "html",       "empty",   "after", "cut",      "expire",
                                         "revoke",       "act",        "keep",    "error", "location", "truncate",
                                         "content_type", "huge_bytes", "drip_ms", NULL };
  g_autoptr(GList) names = json_object_get_members (rule);
  g_autoptr(JsonNode) node = json_node_init_object (json_node_alloc (), rule);
  const char *path = json_object_get_string_member_with_default (rule, "path", NULL);
  Fault *fault;
  FaultCut cut;

  for (GList *link = names; link != NULL; link = link->next)
    if (!g_strv_contains (members, link->data))
      {
        g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "A fault has no member “%s”", (char *) link->data);
        return FALSE;
      }
  if (!read_cut (json_object_get_string_member_with_default (rule, "cut", ""), &cut))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                   "A connection is cut before, headers, body or reading");
      return FALSE;
    }
  fault = g_new0 (Fault, 1);
  fault->text = json_to_string (node, FALSE);
  fault->method = g_strdup (json_object_get_string_member_with_default (rule, "method", NULL));
  fault->path = path != NULL ? g_pattern_spec_new (path) : NULL;
  fault->skip = json_object_get_int_member_with_default (rule, "skip", 0);
  fault->times = json_object_get_int_member_with_default (rule, "times", 1);
  fault->keep = json_object_get_int_member_with_default (rule, "keep", -1);
  fault->delay_ms = json_object_get_int_member_with_default (rule, "delay_ms", 0);
  fault->status = json_object_get_int_member_with_default (rule, "status", 0);
  fault->reason = g_strdup (json_object_get_string_member_with_default (rule, "reason", NULL));
  fault->is_html = json_object_get_boolean_member_with_default (rule, "html", FALSE);
  fault->is_empty = json_object_get_boolean_member_with_default (rule, "empty", FALSE);
  fault->is_after = json_object_get_boolean_member_with_default (rule, "after", FALSE);
  fault->expires = json_object_get_boolean_member_with_default (rule, "expire", FALSE);
  fault->revokes = json_object_get_boolean_member_with_default (rule, "revoke", FALSE);
  fault->cut = cut;
  fault->location = g_strdup (json_object_get_string_member_with_default (rule, "location", NULL));
  fault->content_type = g_strdup (json_object_get_string_member_with_default (rule, "content_type", NULL));
  fault->is_truncated = json_object_get_boolean_member_with_default (rule, "truncate", FALSE);
  fault->huge_bytes = json_object_get_int_member_with_default (rule, "huge_bytes", 0);
  fault->drip_ms = json_object_get_int_member_with_default (rule, "drip_ms", 0);
  if (json_object_has_member (rule, "error"))
    fault->error = json_object_ref (json_object_get_object_member (rule, "error"));
  if (json_object_has_member (rule, "act"))
    fault->act = json_object_ref (json_object_get_object_member (rule, "act"));
  g_ptr_array_add (faults->rules, fault);
  return TRUE;
}

typedef enum
{
  TAKE_ANY,
  TAKE_ERRORS,
  TAKE_READING,
} Take;

static gboolean
is_wanted (const Fault *fault, Take take)
{
  switch (take)
    {
    case TAKE_ERRORS:
      return fault->error != NULL && fault->cut == FAULT_CUT_NONE;
    case TAKE_READING:
      return fault->cut == FAULT_CUT_READING;
    default:
      return fault->cut != FAULT_CUT_READING;
    }
}

static const Fault *
take_rule (Faults *faults, const char *method, const char *path, Take take)
{
  for (guint i = 0; i < faults->rules->len; i++)
    {
      Fault *fault = g_ptr_array_index (faults->rules, i);

      if (fault->times == 0 || !is_wanted (fault, take)
          || (fault->method != NULL && !g_str_equal (fault->method, method))
          || (fault->path != NULL && !g_pattern_spec_match_string (fault->path, path)))
        continue;
      if (fault->skip > 0)
        {
          fault->skip--;
          continue;
        }
      if (fault->times > 0)
        fault->times--;
      return fault;
    }
  return NULL;
}

const Fault *
faults_take (Faults *faults, Call *call)
{
  g_autofree char *path = g_strjoinv ("/", call->path);

  return take_rule (faults, call->method, path, TAKE_ANY);
}

const Fault *
faults_take_error (Faults *faults, const char *method, const char *path)
{
  return take_rule (faults, method, path, TAKE_ERRORS);
}

gboolean
faults_take_reading (Faults *faults, const char *method, const char *path)
{
  return take_rule (faults, method, path, TAKE_READING) != NULL;
}

/* The token address has a form of its own. A subtype stands for the error that has it. */
static void
answer_token_error (const Fault *fault, Call *call)
{
  JsonObject *answer = json_object_new ();
  gboolean is_rapt = g_strcmp0 (fault->reason, "invalid_rapt") == 0;

  json_object_set_string_member (answer, "error", is_rapt ? "invalid_grant" : fault->reason);
  json_object_set_string_member (answer, "error_description",
                                 is_rapt ? "reauth related error (invalid_rapt)" : "Bad Request");
  if (is_rapt)
    json_object_set_string_member (answer, "error_subtype", "invalid_rapt");
  call_answer_object (call, answer);
  call->status = fault->status;
}

/* The words that go with a number, in the forms of section 2.9 and 3.5 of what is known of the services. */
static void
answer_error (const Fault *fault, Call *call)
{
  gboolean is_drive = call->service == CALL_SERVICE_DRIVE;

  switch (fault->status)
    {
    case 401:
      call_fail (call, 401, "UNAUTHENTICATED", is_drive ? "authError" : "ACCESS_TOKEN_EXPIRED",
                 "Request had invalid authentication credentials.");
      break;
    case 403:
      call_fail (call, 403, "PERMISSION_DENIED", fault->reason, "The caller does not have permission");
      break;
    case 404:
      call_not_found (call, "FILE");
      break;
    case 429:
      call_fail (call, 429, "RESOURCE_EXHAUSTED", is_drive ? "rateLimitExceeded" : "RATE_LIMIT_EXCEEDED",
                 "Quota exceeded for quota metric 'Write requests' and limit 'Write requests per minute per user'");
      break;
    case 503:
      call_fail (call, 503, "UNAVAILABLE", is_drive ? "backendError" : NULL, "The service is currently unavailable.");
      break;
    default:
      call_fail (call, fault->status, "INTERNAL", is_drive ? "internalError" : fault->reason,
                 "Internal error encountered.");
      break;
    }
}

void
fault_answer (const Fault *fault, Call *call)
{
  if (fault->content_type != NULL)
    {
      g_free (call->content_type);
      call->content_type = g_strdup (fault->content_type);
    }
  if (fault->status == 0 && fault->error == NULL && fault->location == NULL)
    return;
  g_clear_pointer (&call->answer, json_node_unref);
  g_clear_pointer (&call->bytes, g_bytes_unref);
  if (fault->location != NULL)
    {
      soup_message_headers_replace (soup_server_message_get_response_headers (call->message), "Location",
                                    fault->location);
      call_answer_text (call, fault->status != 0 ? fault->status : 302, "text/html; charset=UTF-8", "");
    }
  else if (call->service == CALL_SERVICE_GRAPH && !fault->is_html && !fault->is_empty)
    graph_answer_error (call, fault->status, fault->error);
  else if (fault->is_html)
    call_answer_text (
      call, fault->status, "text/html; charset=UTF-8",
      "<!DOCTYPE html><html lang=en><title>Error</title><p><b>That’s an error.</b> Please try again later.");
  else if (fault->is_empty)
    call_answer_text (call, fault->status, "text/html", "");
  else if (fault->reason != NULL && g_strcmp0 (call->path[0], "token") == 0)
    answer_token_error (fault, call);
  else
    answer_error (fault, call);
}

GBytes *
fault_shape_body (const Fault *fault, GBytes *body)
{
  gsize length;
  const char *data = g_bytes_get_data (body, &length);
  GByteArray *shaped;

  if (fault->is_truncated)
    return g_bytes_new (data, length / 2);
  if (fault->huge_bytes == 0)
    return g_bytes_ref (body);
  shaped = g_byte_array_sized_new (length + fault->huge_bytes);
  g_byte_array_append (shaped, (const guint8 *) data, length);
  g_byte_array_set_size (shaped, length + fault->huge_bytes);
  memset (shaped->data + length, ' ', fault->huge_bytes);
  return g_byte_array_free_to_bytes (shaped);
}
