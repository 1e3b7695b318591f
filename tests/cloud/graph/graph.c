/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "graph.h"

gboolean
graph_handle (Call *call)
{
  JsonObject *answer, *error;

  if (g_strcmp0 (call->path[0], "graph") != 0)
    return FALSE;
  answer = json_object_new ();
  error = json_object_new ();
  json_object_set_string_member (error, "message", "An access token is required to request this resource.");
  json_object_set_string_member (error, "type", "OAuthException");
  json_object_set_int_member (error, "code", 104);
  json_object_set_string_member (error, "fbtrace_id", "A0");
  json_object_set_object_member (answer, "error", error);
  call_answer_object (call, answer);
  call->status = 400;
  return TRUE;
}
