/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "facebook-fixture.h"

#include <string.h>

static GString *log_text;

static GLogWriterOutput
write_log (GLogLevelFlags level, const GLogField *fields, gsize n_fields, gpointer data G_GNUC_UNUSED)
{
  for (gsize i = 0; i < n_fields; i++)
    if (g_str_equal (fields[i].key, "MESSAGE"))
      g_string_append_printf (log_text, "%s\n", (const char *) fields[i].value);
  if (level & (G_LOG_LEVEL_ERROR | G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_WARNING))
    return g_log_writer_standard_streams (level, fields, n_fields, data);
  return G_LOG_WRITER_HANDLED;
}

void
facebook_fixture_begin (void)
{
  log_text = g_string_new (NULL);
  g_log_set_writer_func (write_log, NULL, NULL);
}

static gint64
now_us (gpointer data G_GNUC_UNUSED)
{
  return g_get_real_time ();
}

static guint32
no_random (gpointer data G_GNUC_UNUSED)
{
  return 0;
}

static guint
no_wait (gpointer data G_GNUC_UNUSED, guint ms G_GNUC_UNUSED)
{
  return 0;
}

static const AutosellHttpClock clock_without_waits = { now_us, no_random, no_wait, NULL };

char *
facebook_fixture_give_token (FacebookFixture *fixture, const char *json)
{
  g_autoptr(JsonNode) answer = fake_cloud_ask (fixture->cloud, "facebook/token", json);

  return g_strdup (json_object_get_string_member (json_node_get_object (answer), "access_token"));
}

void
facebook_fixture_set_up (FacebookFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *token = NULL;

  g_string_truncate (log_text, 0);
  fixture->cloud = fake_cloud_start (NULL);
  autosell_http_set_clock (fixture->cloud->http, &clock_without_waits);
  fixture->graph = autosell_graph_new (fixture->cloud->http, fixture->cloud->endpoints);
  autosell_http_set_budget (fixture->cloud->http, AUTOSELL_GRAPH_SERVICE, 600, 600);
  token = facebook_fixture_give_token (fixture, "{\"person\":\"" LAURA "\",\"app\":\"" APP "\",\"page\":\"" NORTE
                                                "\",\"long\":true}");
  fixture->access = autosell_graph_access_new (token, APP, SECRET);
  g_free (fake_cloud_control (fixture->cloud, "facebook", "{\"quirks\":{\"list_lag_s\":0,\"burst_posts\":0}}"));
}

void
facebook_assert_not_logged (const char *secret)
{
  if (strstr (log_text->str, secret) != NULL)
    g_error ("A secret is in the log: %s", strstr (log_text->str, secret));
}

/* Tokens, codes and secrets of everybody, as the fake knows them. */
static void
assert_log_is_clean (FacebookFixture *fixture)
{
  g_autoptr(JsonNode) root = fake_cloud_ask (fixture->cloud, "facebook", NULL);
  JsonObject *object = json_node_get_object (root);
  static const char *const kinds[] = { "tokens", "codes" };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      JsonObject *records = json_object_get_object_member (object, kinds[i]);
      g_autoptr(GList) texts = json_object_get_members (records);

      /* The app's own token is kept under its id, which is no secret. */
      for (GList *text = texts; text != NULL; text = text->next)
        if (!g_str_equal (text->data, APP) && !g_str_equal (text->data, LIVE_APP)
            && !g_str_equal (text->data, PROOF_APP))
          facebook_assert_not_logged (text->data);
    }
  facebook_assert_not_logged (SECRET);
  facebook_assert_not_logged (LIVE_SECRET);
}

void
facebook_fixture_tear_down (FacebookFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(JsonNode) root = fake_cloud_ask (fixture->cloud, "facebook/violations", NULL);
  JsonArray *violations = json_object_get_array_member (json_node_get_object (root), "violations");

  if (json_array_get_length (violations) > 0)
    g_error ("Meta has no such thing: %s", json_to_string (root, TRUE));
  assert_log_is_clean (fixture);
  g_clear_object (&fixture->result);
  autosell_graph_access_free (fixture->access);
  g_assert_finalize_object (fixture->graph);
  fake_cloud_stop (fixture->cloud);
}

void
facebook_fixture_take_cb (GObject *object G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  ((FacebookFixture *) user_data)->result = g_object_ref (result);
}

GAsyncResult *
facebook_fixture_wait (FacebookFixture *fixture)
{
  while (fixture->result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return fixture->result;
}

void
facebook_fixture_next (FacebookFixture *fixture)
{
  g_clear_object (&fixture->result);
}
