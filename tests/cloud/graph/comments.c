/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "methods.h"

#include <string.h>

/* As the Page. */
void
comments_add (Ask *ask)
{
  Graph *graph = ask->graph;
  const char *message = ask_get (ask, "message"), *post = rec_text (ask->node, "id");
  g_autofree char *number = NULL, *id = NULL;
  Record *comment;

  if (ask_get (ask, "attachment_url") != NULL || ask_get (ask, "attachment_id") != NULL)
    {
      ask_violate (ask, "The fake knows no attachments of comments");
      ask_fail (ask, 100, 0, "Invalid parameter");
      return;
    }
  if (message == NULL || *message == '\0')
    {
      ask_fail (ask, 100, 0, "(#100) Missing message or attachment");
      return;
    }
  if (!rec_flag (ask->node, "published"))
    {
      ask_not_found (ask, post);
      return;
    }
  number = graph_make_id (graph);
  id = g_strdup_printf ("%s_%s", strchr (post, '_') + 1, number);
  comment = graph_add (graph, KIND_COMMENTS, id, json_object_new ());
  rec_set_text (comment, "id", id);
  rec_set_text (comment, "post", post);
  rec_set_text (comment, "page", rec_text (ask->page, "id"));
  rec_set_text (comment, "by", rec_text (ask->page, "id"));
  rec_set_text (comment, "name", rec_text (ask->page, "name"));
  rec_set_text (comment, "message", message);
  rec_set_int (comment, "created_s", graph_now_s (graph));
  ask_answer_id (ask, id);
}

void
comments_list (Ask *ask)
{
  g_autoptr(GPtrArray) all = graph_list (ask->graph, KIND_COMMENTS);
  g_autoptr(GPtrArray) own = g_ptr_array_new ();

  for (guint i = 0; i < all->len; i++)
    {
      Record *comment = g_ptr_array_index (all, i);

      if (g_strcmp0 (rec_text (comment, "post"), rec_text (ask->node, "id")) == 0 && !rec_flag (comment, "deleted"))
        g_ptr_array_add (own, comment);
    }
  lists_answer (ask, KIND_COMMENTS, own);
}

/* A Page may delete what visitors wrote, too. */
void
comments_delete (Ask *ask)
{
  rec_set_flag (ask->node, "deleted", TRUE);
  graph_touch (ask->graph);
  ask_succeed (ask);
}
