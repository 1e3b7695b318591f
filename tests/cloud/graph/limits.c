/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ask.h"

#include <string.h>

#define HOUR_S (60 * 60)

/* (nullable): the Page whose quota a call takes from: that of its token, or the one it reads with a person's token. */
static Record *
get_page (Ask *ask)
{
  return ask->page != NULL || ask->node == NULL ? ask->page
                                                : graph_find (ask->graph, KIND_PAGES, rec_text (ask->node, "id"));
}

static gboolean
has_own_token (Ask *ask)
{
  const char *kind = rec_text (ask->token, "kind");

  return g_strcmp0 (kind, "PAGE") == 0 || g_strcmp0 (kind, "SYSTEM") == 0;
}

static char *
make_key (Ask *ask)
{
  Record *page = get_page (ask);

  return g_strconcat (page != NULL ? "page " : "app ", rec_text (page != NULL ? page : ask->app, "id"), NULL);
}

static JsonObject *
get_usage (Ask *ask)
{
  g_autofree char *key = make_key (ask);
  JsonObject *usage = ask->graph->usage;

  if (!json_object_has_member (usage, key))
    json_object_set_object_member (usage, key, json_object_new ());
  return json_object_get_object_member (usage, key);
}

static gint64
get_quota (Ask *ask)
{
  gint64 quota = quirk_int (ask->graph, get_page (ask) != NULL ? "page_calls" : "app_calls");

  return quota != 0 ? quota : 20000;
}

/* The window begins anew when it is over: an hour for apps, a day for Pages. */
static void
count (Ask *ask, JsonObject *usage)
{
  gint64 now_s = graph_now_s (ask->graph), length_s = get_page (ask) != NULL ? 24 * HOUR_S : HOUR_S;

  if (now_s - rec_int (usage, "window_s") >= length_s)
    {
      rec_set_int (usage, "window_s", now_s);
      rec_set_int (usage, "calls", 0);
    }
  rec_set_int (usage, "calls", rec_int (usage, "calls") + 1);
  rec_set_int (usage, "all_calls", rec_int (usage, "all_calls") + 1);
}

/* A percentage that a test has set stays, and rises by one with each call. */
static gint64
get_percent (Ask *ask, JsonObject *usage)
{
  if (json_object_has_member (usage, "percent"))
    return rec_int (usage, "percent");
  return rec_int (usage, "calls") * 100 / get_quota (ask);
}

static gboolean
refuse (Ask *ask)
{
  if (get_page (ask) == NULL)
    return ask_fail (ask, 4, 0, "(#4) Application request limit reached");
  if (!has_own_token (ask))
    return ask_fail (ask, 32, 0, "(#32) Page request limit reached");
  return ask_fail (
    ask, 80001, 0,
    "(#80001) There have been too many calls to this Page account. Wait a bit and try again. For more info, "
    "please refer to https://developers.facebook.com/docs/graph-api/overview/rate-limiting.");
}

/* A catalog has limits of its own: one for batches, one for all else. */
static gboolean
check_catalog (Ask *ask)
{
  const char *catalog =
    ask->node != NULL ? rec_text (
      ask->node, graph_find (ask->graph, KIND_CATALOGS, rec_text (ask->node, "id")) != NULL ? "id" : "catalog")
                      : NULL;
  g_autofree char *key = g_strconcat ("catalog ", catalog != NULL ? catalog : "", NULL);
  JsonObject *usage =
    json_object_has_member (ask->graph->usage, key) ? json_object_get_object_member (ask->graph->usage, key) : NULL;

  if (usage == NULL || rec_int (usage, "blocked_until_s") <= graph_now_s (ask->graph))
    return TRUE;
  if (g_strcmp0 (ask->path[1], "items_batch") == 0)
    return ask_fail (
      ask, 80014, 0,
      "(#80014) There have been too many calls for the batch uploads to this catalog account. Wait a bit and try "
      "again.");
  return ask_fail (ask, 80009, 0,
                   "(#80009) There have been too many calls to this Catalog account. Wait a bit and try again.");
}

gboolean
limits_take (Ask *ask)
{
  JsonObject *usage = get_usage (ask);
  gint64 now_s = graph_now_s (ask->graph), blocked_until_s = rec_int (usage, "blocked_until_s");

  count (ask, usage);
  if (blocked_until_s > now_s)
    {
      rec_set_int (usage, "calls_while_blocked", rec_int (usage, "calls_while_blocked") + 1);
      rec_set_int (usage, "blocked_until_s", blocked_until_s + 60 * quirk_int (ask->graph, "block_extension_minutes"));
      return refuse (ask);
    }
  if (blocked_until_s != 0)
    {
      /* It is over */
      rec_set_int (usage, "blocked_until_s", 0);
      rec_set_int (usage, "calls", 1);
      json_object_remove_member (usage, "percent");
    }
  if (get_percent (ask, usage) >= 100)
    {
      rec_set_int (usage, "blocked_until_s", now_s + 60 * quirk_int (ask->graph, "block_minutes"));
      return refuse (ask);
    }
  if (json_object_has_member (usage, "percent"))
    rec_set_int (usage, "percent", rec_int (usage, "percent") + 1);
  return check_catalog (ask);
}

/* ---- Headers ---- */

static gint64
get_minutes_left (Ask *ask, JsonObject *usage)
{
  gint64 left_s = rec_int (usage, "blocked_until_s") - graph_now_s (ask->graph);

  return left_s > 0 ? (left_s + 59) / 60 : 0;
}

void
limits_add_headers (Ask *ask, SoupMessageHeaders *headers)
{
  const char *mode = quirk_text (ask->graph, "usage_headers");
  g_autofree char *value = NULL;
  Record *page = get_page (ask);
  JsonObject *usage;
  gint64 percent;

  if (ask->app == NULL || ask->token == NULL || g_str_equal (mode, "missing")
      || (g_str_equal (mode, "sometimes") && ask->graph->cloud->n_calls % 3 == 0))
    return;
  usage = get_usage (ask);
  percent = rec_int (usage, "blocked_until_s") > graph_now_s (ask->graph) ? MAX (100, get_percent (ask, usage))
                                                                          : get_percent (ask, usage);
  if (page != NULL && has_own_token (ask))
    value = g_strdup_printf ("{\"%s\":[{\"type\":\"pages\",\"call_count\":%" G_GINT64_FORMAT
                             ",\"total_cputime\":%" G_GINT64_FORMAT ",\"total_time\":%" G_GINT64_FORMAT
                             ",\"estimated_time_to_regain_access\":%" G_GINT64_FORMAT "}]}",
                             rec_text (page, "id"), percent, percent / 4, percent / 3, get_minutes_left (ask, usage));
  else
    value = g_strdup_printf ("{\"call_count\":%" G_GINT64_FORMAT ",\"total_time\":%" G_GINT64_FORMAT
                             ",\"total_cputime\":%" G_GINT64_FORMAT "}",
                             percent, percent / 3, percent / 4);
  if (g_str_equal (mode, "malformed"))
    value[strlen (value) / 2] = '\0';
  soup_message_headers_replace (headers,
                                page == NULL          ? "X-App-Usage"
                                : has_own_token (ask) ? "X-Business-Use-Case-Usage"
                                                      : "X-Page-Usage",
                                value);
}
