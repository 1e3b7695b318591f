/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-graph-call-private.h"

#include <string.h>

/* Counters and insights: what is told in part is taken in part. */

#define COUNTER_FIELDS \
  "id,permalink_url,shares,reactions.limit(0).summary(total_count),comments.limit(0).filter(stream).summary(total_" \
  "count)"
#define PARTIAL_FIELDS "id,shares"

/* ---- Counters ---- */

typedef struct
{
  AutosellGraphAccess *access; /* owned */
  GPtrArray *counters;         /* owned, in the order of the ids */
  GHashTable *by_id;           /* owned; id → AutosellGraphCounters, unowned */
  GQueue batches;              /* of GPtrArray of ids, unowned ones of the counters */
  GPtrArray *asked;            /* owned, nullable: the batch on its way */
  gboolean is_partial;
} Counting;

static void
counting_free (gpointer data)
{
  Counting *self = data;

  autosell_graph_access_free (self->access);
  g_clear_pointer (&self->by_id, g_hash_table_unref);
  g_clear_pointer (&self->counters, g_ptr_array_unref);
  g_clear_pointer (&self->asked, g_ptr_array_unref);
  g_queue_clear_full (&self->batches, (GDestroyNotify) g_ptr_array_unref);
  g_free (self);
}

static void count_next (GTask *task);

static gint64
read_total (JsonObject *object, const char *name)
{
  JsonObject *summary = autosell_json_object (autosell_json_object (object, name), "summary");

  return MAX (autosell_json_number (summary, "total_count", -1), -1);
}

/* What was told of one post. */
static void
take_counters (AutosellGraphCounters *counters, JsonObject *object, gboolean is_partial)
{
  counters->permalink = g_strdup (autosell_json_string (object, "permalink_url"));
  /* Absent where there are none. */
  counters->shares = MAX (autosell_json_number (autosell_json_object (object, "shares"), "count", 0), 0);
  if (is_partial)
    return;
  counters->reactions = read_total (object, "reactions");
  counters->comments = read_total (object, "comments");
}

/* The object itself is what is wanted: it is read on the main thread, where the counters are. */
static gpointer
read_object (JsonObject *root, AutosellGraphCall *call G_GNUC_UNUSED, GError **error G_GNUC_UNUSED)
{
  return json_object_ref (root);
}

static void
push (Counting *self, GPtrArray *ids)
{
  g_queue_push_tail (&self->batches, ids);
}

static GPtrArray *
slice (GPtrArray *ids, guint first, guint end)
{
  GPtrArray *part = g_ptr_array_new ();

  for (guint i = first; i < end; i++)
    g_ptr_array_add (part, g_ptr_array_index (ids, i));
  return part;
}

/* Whether @text names @id, and not a longer one that it is part of. */
static gboolean
names (const char *text, const char *id)
{
  gsize length = strlen (id);

  for (const char *found = strstr (text, id); found != NULL; found = strstr (found + 1, id))
    if ((found == text || !(g_ascii_isdigit (found[-1]) || found[-1] == '_'))
        && !(g_ascii_isdigit (found[length]) || found[length] == '_'))
      return TRUE;
  return FALSE;
}

/* One that is gone fails all: those that the message names are taken out; where it names none, halves are asked
 * apart. */
static void
ask_without_gone (Counting *self, const GError *error)
{
  g_autoptr(GPtrArray) asked = g_steal_pointer (&self->asked);
  GPtrArray *others = g_ptr_array_new ();

  for (guint i = 0; i < asked->len; i++)
    {
      const char *id = g_ptr_array_index (asked, i);

      if (asked->len == 1 || names (error->message, id))
        ((AutosellGraphCounters *) g_hash_table_lookup (self->by_id, id))->is_gone = TRUE;
      else
        g_ptr_array_add (others, (gpointer) id);
    }
  if (others->len == asked->len)
    {
      push (self, slice (asked, 0, asked->len / 2));
      push (self, slice (asked, asked->len / 2, asked->len));
      g_ptr_array_unref (others);
    }
  else if (others->len > 0)
    push (self, others);
  else
    g_ptr_array_unref (others);
}

static void
take_answer (Counting *self, JsonObject *root)
{
  g_autoptr(GPtrArray) asked = g_steal_pointer (&self->asked);

  for (guint i = 0; i < asked->len; i++)
    {
      const char *id = g_ptr_array_index (asked, i);
      JsonObject *object = autosell_json_object (root, id);

      if (object != NULL)
        take_counters (g_hash_table_lookup (self->by_id, id), object, self->is_partial);
      else if (asked->len > 1)
        push (self, slice (asked, i, i + 1)); /* left out without a word: asked alone, it says why */
    }
}

static void
counted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(GTask) task = data;
  Counting *self = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  JsonObject *root = autosell_graph_call_send_finish (AUTOSELL_GRAPH (source), result, &error);

  if (root != NULL)
    {
      take_answer (self, root);
      json_object_unref (root);
    }
  else if (g_error_matches (error, AUTOSELL_GRAPH_ERROR, AUTOSELL_GRAPH_ERROR_PERMISSION) && !self->is_partial)
    {
      self->is_partial = TRUE;
      push (self, g_steal_pointer (&self->asked));
    }
  else if (g_error_matches (error, AUTOSELL_GRAPH_ERROR, AUTOSELL_GRAPH_ERROR_GONE))
    ask_without_gone (self, error);
  else
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  count_next (g_steal_pointer (&task));
}

/* Takes @task. */
static void
count_next (GTask *task)
{
  AutosellGraph *self = g_task_get_source_object (task);
  Counting *counting = g_task_get_task_data (task);
  g_autofree char *ids = NULL;
  g_autofree char *page_id = NULL;
  AutosellGraphCall *call;

  counting->asked = g_queue_pop_head (&counting->batches);
  if (counting->asked == NULL)
    {
      g_task_return_pointer (task, g_ptr_array_ref (counting->counters), (GDestroyNotify) g_ptr_array_unref);
      g_object_unref (task);
      return;
    }
  g_ptr_array_add (counting->asked, NULL);
  ids = g_strjoinv (",", (char **) counting->asked->pdata);
  g_ptr_array_set_size (counting->asked, counting->asked->len - 1);
  page_id = autosell_graph_dup_page_id (g_ptr_array_index (counting->asked, 0));
  call = autosell_graph_call_new (self, counting->access, AUTOSELL_HTTP_SAFE, "GET", "", page_id);
  autosell_graph_call_add (call, "ids", ids);
  autosell_graph_call_add (call, "fields", counting->is_partial ? PARTIAL_FIELDS : COUNTER_FIELDS);
  autosell_graph_call_send_async (call, read_object, (GDestroyNotify) json_object_unref, g_task_get_cancellable (task),
                                  counted_cb, task);
}

void
autosell_graph_read_counters_async (AutosellGraph *self, const AutosellGraphAccess *access, const char *const *post_ids,
                                    gboolean is_partial, GCancellable *cancellable, GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Counting *counting = g_new0 (Counting, 1);
  GPtrArray *ids = g_ptr_array_new ();

  g_return_if_fail (g_strv_length ((char **) post_ids) <= AUTOSELL_GRAPH_MAX_COUNTERS);

  g_task_set_source_tag (task, autosell_graph_read_counters_async);
  g_task_set_task_data (task, counting, counting_free);
  g_queue_init (&counting->batches);
  counting->access = autosell_graph_access_copy (access);
  counting->is_partial = is_partial;
  counting->counters = g_ptr_array_new_with_free_func ((GDestroyNotify) autosell_graph_counters_free);
  counting->by_id = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; post_ids[i] != NULL; i++)
    {
      AutosellGraphCounters *counters = g_new0 (AutosellGraphCounters, 1);

      counters->post_id = g_strdup (post_ids[i]);
      counters->reactions = counters->comments = counters->shares = -1;
      g_ptr_array_add (counting->counters, counters);
      g_ptr_array_add (ids, counters->post_id);
      g_hash_table_insert (counting->by_id, counters->post_id, counters);
    }
  if (ids->len > 0)
    push (counting, ids);
  else
    g_ptr_array_unref (ids);
  count_next (task);
}

GPtrArray *
autosell_graph_read_counters_finish (AutosellGraph *self, GAsyncResult *result, gboolean *is_partial, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  if (is_partial != NULL)
    *is_partial = ((Counting *) g_task_get_task_data (G_TASK (result)))->is_partial;
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* ---- Insights ---- */

typedef struct
{
  AutosellGraphAccess *access; /* owned */
  char *object_id;             /* owned */
  char *period;                /* owned */
  GPtrArray *metrics;          /* owned, in the order of the names */
  guint next;                  /* of those that are asked one by one */
  gboolean is_one_by_one;
} Looking;

static void
looking_free (gpointer data)
{
  Looking *self = data;

  autosell_graph_access_free (self->access);
  g_free (self->object_id);
  g_free (self->period);
  g_clear_pointer (&self->metrics, g_ptr_array_unref);
  g_free (self);
}

static void look_next (GTask *task);

/* {"like": 3, "love": 1}, and their sum. */
static void
take_parts (AutosellGraphMetric *metric, JsonObject *parts)
{
  g_autoptr(GList) kinds = json_object_get_members (parts);

  g_clear_pointer (&metric->parts, g_hash_table_unref);
  metric->parts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  metric->value = 0;
  for (GList *kind = kinds; kind != NULL; kind = kind->next)
    {
      gint64 *count = g_new (gint64, 1);

      *count = MAX (autosell_json_number (parts, kind->data, 0), 0);
      metric->value += *count;
      g_hash_table_insert (metric->parts, g_strdup (kind->data), count);
    }
}

static void
take_value (AutosellGraphMetric *metric, JsonObject *value)
{
  JsonObject *parts = autosell_json_object (value, "value");

  metric->end_s = autosell_graph_read_time (value, "end_time");
  if (parts != NULL)
    take_parts (metric, parts);
  else if (autosell_json_array (value, "value") != NULL)
    metric->value = 0; /* by type, and of none any: [] */
  else
    metric->value = MAX (autosell_json_number (value, "value", -1), -1);
}

/* The latest of its values counts. */
static void
take_metrics (Looking *self, JsonObject *root)
{
  JsonArray *array = autosell_json_array (root, "data");

  for (guint i = 0; i < autosell_json_length (array); i++)
    {
      JsonObject *object = autosell_json_element (array, i);
      const char *name = autosell_json_string (object, "name"), *period = autosell_json_string (object, "period");
      JsonArray *values = autosell_json_array (object, "values");

      for (guint j = 0; name != NULL && autosell_json_length (values) > 0 && j < self->metrics->len; j++)
        {
          AutosellGraphMetric *metric = g_ptr_array_index (self->metrics, j);

          if (g_str_equal (metric->name, name) && (period == NULL || g_str_equal (period, self->period)))
            take_value (metric, autosell_json_element (values, autosell_json_length (values) - 1));
        }
    }
}

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(GTask) task = data;
  Looking *self = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  JsonObject *root = autosell_graph_call_send_finish (AUTOSELL_GRAPH (source), result, &error);
  gboolean is_metric = g_error_matches (error, AUTOSELL_GRAPH_ERROR, AUTOSELL_GRAPH_ERROR_METRIC);

  if (root == NULL && !is_metric)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  if (root != NULL)
    {
      take_metrics (self, root);
      json_object_unref (root);
    }
  if (is_metric && (self->is_one_by_one || self->metrics->len == 1))
    ((AutosellGraphMetric *) g_ptr_array_index (self->metrics, self->next))->is_dead = TRUE;
  if (self->is_one_by_one)
    self->next++;
  else if (is_metric && self->metrics->len > 1)
    self->is_one_by_one = TRUE;
  else
    self->next = self->metrics->len;
  look_next (g_steal_pointer (&task));
}

static char *
dup_names (const Looking *self)
{
  GString *names = g_string_new (NULL);

  for (guint i = self->next; i < (self->is_one_by_one ? self->next + 1 : self->metrics->len); i++)
    g_string_append_printf (names, "%s%s", names->len > 0 ? "," : "",
                            ((AutosellGraphMetric *) g_ptr_array_index (self->metrics, i))->name);
  return g_string_free (names, FALSE);
}

/* Takes @task. */
static void
look_next (GTask *task)
{
  AutosellGraph *self = g_task_get_source_object (task);
  Looking *looking = g_task_get_task_data (task);
  g_autofree char *path = autosell_graph_make_path ("%s/insights", looking->object_id);
  g_autofree char *page_id = autosell_graph_dup_page_id (looking->object_id);
  g_autofree char *names = NULL;
  AutosellGraphCall *call;

  if (looking->next >= looking->metrics->len)
    {
      g_task_return_pointer (task, g_ptr_array_ref (looking->metrics), (GDestroyNotify) g_ptr_array_unref);
      g_object_unref (task);
      return;
    }
  names = dup_names (looking);
  call = autosell_graph_call_new (self, looking->access, AUTOSELL_HTTP_SAFE, "GET", path, page_id);
  autosell_graph_call_add (call, "metric", names);
  autosell_graph_call_add (call, "period", looking->period);
  autosell_graph_call_send_async (call, read_object, (GDestroyNotify) json_object_unref, g_task_get_cancellable (task),
                                  looked_cb, task);
}

void
autosell_graph_read_insights_async (AutosellGraph *self, const AutosellGraphAccess *access, const char *object_id,
                                    const char *const *metrics, const char *period, GCancellable *cancellable,
                                    GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Looking *looking = g_new0 (Looking, 1);

  g_task_set_source_tag (task, autosell_graph_read_insights_async);
  g_task_set_task_data (task, looking, looking_free);
  looking->access = autosell_graph_access_copy (access);
  looking->object_id = g_strdup (object_id);
  looking->period = g_strdup (period);
  looking->metrics = g_ptr_array_new_with_free_func ((GDestroyNotify) autosell_graph_metric_free);
  for (guint i = 0; metrics[i] != NULL; i++)
    {
      AutosellGraphMetric *metric = g_new0 (AutosellGraphMetric, 1);

      metric->name = g_strdup (metrics[i]);
      metric->period = g_strdup (period);
      metric->value = -1;
      g_ptr_array_add (looking->metrics, metric);
    }
  look_next (task);
}

GPtrArray *
autosell_graph_read_insights_finish (AutosellGraph *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
