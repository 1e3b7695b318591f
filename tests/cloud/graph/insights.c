/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "insights.h"

#include <math.h>
#include <string.h>

#include "methods.h"

#define DAY_S (24 * 60 * 60)
/* Meta's day begins at midnight in California, roughly. */
#define DAY_BEGIN_S (8 * 60 * 60)
#define MAX_SPAN_S (90 * DAY_S)

/* ---- Counts ---- */

static guint
hash (const char *text, gint64 number)
{
  return (g_str_hash (text) ^ (guint) (number * 2654435761u)) % 1000003;
}

/* Visitors come fast at first and then ever fewer; a post has @most of them in the end. */
static gint64
grow (Graph *graph, Record *post, const char *name, gint64 most)
{
  gint64 age_s = graph_now_s (graph) - rec_int (post, "created_s");
  double share = 0.5 + hash (rec_text (post, "id"), most) % 1000 / 1000.0;

  if (!quirk_flag (graph, "lively") || !rec_flag (post, "published") || age_s <= 0)
    return 0;
  return most * share * (1 - exp (-age_s / (1.5 * DAY_S)));
}

gint64
insights_count (Graph *graph, Record *post, const char *name)
{
  gint64 most = g_str_equal (name, "views") ? 420 : g_str_equal (name, "clicks") ? 38 : 3;

  return rec_int (post, name) + grow (graph, post, name, most);
}

gint64
insights_count_reactions (Graph *graph, Record *post, const char *kind)
{
  JsonObject *reactions =
    json_object_has_member (post, "reactions") ? json_object_get_object_member (post, "reactions") : NULL;
  g_autoptr(GList) kinds = reactions != NULL ? json_object_get_members (reactions) : NULL;
  gint64 n = kind == NULL || g_str_equal (kind, "LIKE") ? grow (graph, post, "LIKE", 24) : 0;

  for (GList *link = kinds; link != NULL; link = link->next)
    if (kind == NULL || g_str_equal (kind, link->data))
      n += rec_int (reactions, link->data);
  return n;
}

/* ---- Metrics ---- */

typedef struct
{
  const char *name;
  gboolean is_of_page;
  gboolean is_by_type;
  const char *counts; /* "views", "clicks", "=LIKE" for a reaction, "reactions" for all */
} Metric;

static const Metric metrics[] = {
  { "post_media_view", FALSE, FALSE, "views" },
  { "post_total_media_view_unique", FALSE, FALSE, "reach" },
  { "post_clicks", FALSE, FALSE, "clicks" },
  { "post_clicks_by_type", FALSE, TRUE, "clicks" },
  { "post_reactions_by_type_total", FALSE, TRUE, "reactions" },
  { "post_reactions_like_total", FALSE, FALSE, "=LIKE" },
  { "post_reactions_love_total", FALSE, FALSE, "=LOVE" },
  { "post_reactions_wow_total", FALSE, FALSE, "=WOW" },
  { "post_reactions_haha_total", FALSE, FALSE, "=HAHA" },
  { "post_reactions_sorry_total", FALSE, FALSE, "=SAD" },
  { "post_reactions_anger_total", FALSE, FALSE, "=ANGRY" },
  { "post_activity_by_action_type", FALSE, TRUE, "activity" },
  { "post_activity_by_action_type_unique", FALSE, TRUE, "activity" },
  { "post_video_views", FALSE, FALSE, "" },
  { "page_media_view", TRUE, FALSE, NULL },
  { "page_total_media_view_unique", TRUE, FALSE, NULL },
  { "page_post_engagements", TRUE, FALSE, NULL },
  { "page_views_total", TRUE, FALSE, NULL },
  { "page_total_actions", TRUE, FALSE, NULL },
  { "page_follows", TRUE, FALSE, NULL },
  { "page_daily_follows", TRUE, FALSE, NULL },
  { "page_daily_follows_unique", TRUE, FALSE, NULL },
  { "page_daily_unfollows_unique", TRUE, FALSE, NULL },
  { "page_lifetime_engaged_followers_unique", TRUE, FALSE, NULL },
  { "page_fan_adds_by_paid_non_paid_unique", TRUE, TRUE, NULL },
};

static gint64
get_day (gint64 time_s)
{
  return (time_s - DAY_BEGIN_S) / DAY_S;
}

/* (nullable): one bad name fails the call */
static const Metric *
find_metric (Ask *ask, const char *name, gboolean is_of_page)
{
  g_auto(GStrv) dead = g_strsplit (quirk_text (ask->graph, "dead_metrics"), ",", -1);

  for (guint i = 0; i < G_N_ELEMENTS (metrics); i++)
    if (metrics[i].is_of_page == is_of_page && g_str_equal (metrics[i].name, name)
        && !g_strv_contains ((const char *const *) dead, name))
      return &metrics[i];
  ask_fail (ask, 100, 0, "(#100) The value must be a valid insights metric");
  return NULL;
}

static void
add_reactions (Graph *graph, Record *post, JsonObject *to)
{
  static const char *const kinds[][2] = { { "LIKE", "like" }, { "LOVE", "love" }, { "WOW", "wow" },
                                          { "HAHA", "haha" }, { "SAD", "sorry" }, { "ANGRY", "anger" } };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (insights_count_reactions (graph, post, kinds[i][0]) > 0)
      json_object_set_int_member (to, kinds[i][1], insights_count_reactions (graph, post, kinds[i][0]));
}

static void
add_if_any (JsonObject *to, const char *name, gint64 n)
{
  if (n > 0)
    json_object_set_int_member (to, name, n);
}

/* An object; where it is empty, a list, as Meta's PHP has it. */
static JsonNode *
make_by_type (Graph *graph, Record *post, const char *counts)
{
  JsonObject *object = json_object_new ();
  JsonNode *node;

  if (g_str_equal (counts, "reactions"))
    add_reactions (graph, post, object);
  else if (g_str_equal (counts, "clicks"))
    add_if_any (object, "photo view", insights_count (graph, post, "clicks"));
  else
    {
      add_if_any (object, "like", insights_count_reactions (graph, post, NULL));
      add_if_any (object, "share", insights_count (graph, post, "shares"));
    }
  if (json_object_get_size (object) > 0)
    {
      node = json_node_new (JSON_NODE_OBJECT);
      json_node_take_object (node, object);
      return node;
    }
  json_object_unref (object);
  node = json_node_new (JSON_NODE_ARRAY);
  json_node_take_array (node, json_array_new ());
  return node;
}

static JsonNode *
measure_post (Graph *graph, Record *post, const Metric *metric)
{
  gint64 n = 0;

  if (metric->is_by_type)
    return make_by_type (graph, post, metric->counts);
  if (*metric->counts == '=')
    n = insights_count_reactions (graph, post, metric->counts + 1);
  else if (g_str_equal (metric->counts, "reach"))
    n = insights_count (graph, post, "views") * 7 / 10;
  else if (*metric->counts != '\0')
    n = insights_count (graph, post, metric->counts);
  return json_node_init_int (json_node_alloc (), n);
}

/* What is told changes with Meta's day and not before: the first call of a day measures all. */
static JsonObject *
get_measures (Graph *graph, Record *post)
{
  gint64 day = get_day (graph_now_s (graph));
  JsonObject *measures;

  if (json_object_has_member (post, "measures") && rec_int (post, "measured_day") == day)
    return json_object_get_object_member (post, "measures");
  measures = json_object_new ();
  for (guint i = 0; i < G_N_ELEMENTS (metrics); i++)
    if (!metrics[i].is_of_page)
      json_object_set_member (measures, metrics[i].name, measure_post (graph, post, &metrics[i]));
  json_object_set_object_member (post, "measures", measures);
  rec_set_int (post, "measured_day", day);
  graph_touch (graph);
  return measures;
}

/* ---- Answers ---- */

static JsonArray *
make_page_values (Ask *ask, const Metric *metric, gint64 since_s, gint64 until_s)
{
  JsonArray *values = json_array_new ();

  for (gint64 day = get_day (since_s); day < get_day (until_s); day++)
    {
      JsonObject *value = json_object_new ();
      g_autofree char *end = graph_format_time ((day + 1) * DAY_S + DAY_BEGIN_S);

      if (metric->is_by_type)
        json_object_set_array_member (value, "value", json_array_new ());
      else
        json_object_set_int_member (value, "value",
                                    hash (metric->name, day + g_str_hash (rec_text (ask->node, "id"))) % 90);
      json_object_set_string_member (value, "end_time", end);
      json_array_add_object_element (values, value);
    }
  return values;
}

static JsonArray *
make_post_values (Ask *ask, const Metric *metric)
{
  JsonArray *values = json_array_new ();
  JsonObject *value = json_object_new ();

  json_object_set_member (value, "value",
                          json_node_copy (json_object_get_member (get_measures (ask->graph, ask->node), metric->name)));
  json_array_add_object_element (values, value);
  return values;
}

static JsonObject *
make_row (Ask *ask, const Metric *metric, const char *period, gint64 since_s, gint64 until_s)
{
  JsonObject *row = json_object_new ();
  g_autofree char *id = g_strdup_printf ("%s/insights/%s/%s", rec_text (ask->node, "id"), metric->name, period);

  json_object_set_string_member (row, "id", id);
  json_object_set_string_member (row, "name", metric->name);
  json_object_set_string_member (row, "period", period);
  json_object_set_array_member (row, "values",
                                metric->is_of_page ? make_page_values (ask, metric, since_s, until_s)
                                                   : make_post_values (ask, metric));
  json_object_set_string_member (row, "title", metric->name);
  json_object_set_string_member (row, "description", metric->name);
  return row;
}

static gboolean
check_span (Ask *ask, gint64 since_s, gint64 until_s)
{
  if (until_s < since_s)
    return ask_fail (ask, 100, 0, "(#100) since is later than until");
  return until_s - since_s <= MAX_SPAN_S
         || ask_fail (ask, 100, 0, "(#100) There cannot be more than 90 days (7776000 s) between since and until");
}

/* Both ways lead on for ever, as they do there. */
static void
add_paging (Ask *ask, JsonObject *answer, gint64 since_s, gint64 until_s)
{
  JsonObject *paging = json_object_new ();
  const char *names[] = { "previous", "next" };

  for (guint i = 0; i < 2; i++)
    {
      gint64 shift_s = (i == 0 ? -1 : 1) * (until_s - since_s);
      g_autofree char *url = g_strdup_printf (
        "%s/graph/%s/%s/insights?access_token=%s&metric=%s&since=%" G_GINT64_FORMAT "&until=%" G_GINT64_FORMAT,
        ask->graph->cloud->base, ask->version, rec_text (ask->node, "id"), ask->token_text, ask_get (ask, "metric"),
        since_s + shift_s, until_s + shift_s);

      json_object_set_string_member (paging, names[i], url);
    }
  json_object_set_object_member (answer, "paging", paging);
}

static gboolean
add_rows (Ask *ask, JsonArray *data, gboolean is_of_page, gint64 since_s, gint64 until_s)
{
  const char *period = ask_get (ask, "period") != NULL ? ask_get (ask, "period") : is_of_page ? "day" : "lifetime";
  g_auto(GStrv) names = g_strsplit (ask_get (ask, "metric"), ",", -1);

  for (char **name = names; *name != NULL; name++)
    {
      const Metric *metric = find_metric (ask, *name, is_of_page);

      if (metric == NULL)
        return FALSE;
      /* Of a period that a metric does not have, nothing comes */
      if (g_str_equal (period, is_of_page ? "day" : "lifetime"))
        json_array_add_object_element (data, make_row (ask, metric, period, since_s, until_s));
    }
  return TRUE;
}

void
insights_get (Ask *ask)
{
  gboolean is_of_page = ask->node == ask->page;
  gint64 until_s = ask_get_int (ask, "until", graph_now_s (ask->graph)),
         since_s = ask_get_int (ask, "since", until_s - 2 * DAY_S);
  g_autoptr(JsonObject) answer = json_object_new ();
  JsonArray *data = json_array_new ();

  json_object_set_array_member (answer, "data", data);
  if (ask_get (ask, "metric") == NULL || *ask_get (ask, "metric") == '\0')
    {
      ask_fail (
        ask, 3001, 1504028,
        "(#3001) No metric was specified to be fetched. Please specify one or more metrics to be fetched and try "
        "again.");
      return;
    }
  if (ask_get (ask, "breakdown") != NULL)
    {
      ask_violate (ask, "The fake knows no breakdowns");
      ask_fail (ask, 100, 0, "(#100) Invalid breakdown");
      return;
    }
  if (!check_span (ask, since_s, until_s) || !add_rows (ask, data, is_of_page, since_s, until_s))
    return;
  if (rec_int (ask->page, "likes") < quirk_int (ask->graph, "insights_min_likes"))
    {
      if (quirk_flag (ask->graph, "insights_small_error"))
        {
          ask_fail (ask, 2874008, 0, "(#2874008) Insights are not available for Pages with so few likes");
          return;
        }
      json_object_set_array_member (answer, "data", json_array_new ());
    }
  else if (json_array_get_length (data) > 0)
    add_paging (ask, answer, since_s, until_s);
  ask_answer (ask, g_steal_pointer (&answer));
}
