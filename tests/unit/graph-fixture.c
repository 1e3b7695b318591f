/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "graph-fixture.h"

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

void
graph_fixture_set_up (GraphFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AutosellEndpoints) endpoints = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;

  fixture->server = canned_server_new ();
  text = g_strdup_printf ("{\"graph\":\"%s\",\"facebook_login\":\"%s\"}", canned_server_get_base (fixture->server),
                          canned_server_get_base (fixture->server));
  endpoints = autosell_endpoints_parse (text, &error);
  g_assert_no_error (error);
  fixture->http = autosell_http_new ();
  autosell_http_set_clock (fixture->http, &clock_without_waits);
  fixture->graph = autosell_graph_new (fixture->http, endpoints);
  fixture->access = autosell_graph_access_new ("TOKEN", "9000", "s3cret");
}

void
graph_fixture_tear_down (GraphFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_clear_object (&fixture->result);
  autosell_graph_access_free (fixture->access);
  g_assert_finalize_object (fixture->graph);
  g_assert_finalize_object (fixture->http);
  canned_server_free (fixture->server);
}

void
graph_fixture_take_cb (GObject *object G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  ((GraphFixture *) user_data)->result = g_object_ref (result);
}

GAsyncResult *
graph_fixture_wait (GraphFixture *fixture)
{
  while (fixture->result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return fixture->result;
}

void
graph_fixture_next (GraphFixture *fixture)
{
  g_clear_object (&fixture->result);
}

void
graph_fixture_assert_line (GraphFixture *fixture, guint index, const char *expected)
{
  g_autofree char *line = canned_server_dup_line (fixture->server, index);

  g_assert_cmpstr (line, ==, expected);
}

char *
graph_fixture_create_post (GraphFixture *fixture, const char *message, const char *const *photos, gint64 scheduled_s,
                           GError **error)
{
  graph_fixture_next (fixture);
  autosell_graph_create_post_async (fixture->graph, fixture->access, "1029", message, photos, scheduled_s, NULL,
                                    graph_fixture_take_cb, fixture);
  return autosell_graph_create_post_finish (fixture->graph, graph_fixture_wait (fixture), error);
}
