/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wall.h"

#include <string.h>

static void
show_photo (Call *call, const char *id)
{
  Record *photo = graph_find (call->cloud->graph, KIND_PHOTOS, id);
  g_autoptr (GBytes) bytes = photo != NULL ? graph_read_photo (call->cloud->graph, id) : NULL;

  if (bytes == NULL)
    return;
  call_answer_text (call, 200, rec_text (photo, "type"), "");
  g_bytes_unref (call->bytes);
  call->bytes = g_steal_pointer (&bytes);
}

gboolean
wall_handle (Call *call)
{
  guint n = g_strv_length (call->path);

  if (n == 0 || !g_str_equal (call->path[0], "pages"))
    return FALSE;
  graph_settle (call->cloud->graph);
  if (n == 3 && g_str_equal (call->path[1], "photo"))
    show_photo (call, call->path[2]);
  return TRUE;
}
