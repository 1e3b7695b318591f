/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "facebook-fixture.h"

/* The Graph client against a fake Facebook, over real sockets. */

/* ---- The life of a post ---- */

static GBytes *
make_jpeg (guint n)
{
  static const guint8 head[] = { 0xff, 0xd8, 0xff, 0xe0, 0, 16, 'J', 'F', 'I', 'F', 0, 1, 1, 0, 0, 1, 0, 1, 0, 0 };
  guint8 *bytes = g_malloc (5000);

  memcpy (bytes, head, sizeof head);
  for (guint i = sizeof head; i < 4998; i++)
    bytes[i] = i * n;
  bytes[4998] = 0xff;
  bytes[4999] = 0xd9;
  return g_bytes_new_take (bytes, 5000);
}

static char *
upload (FacebookFixture *fixture, guint n, gboolean is_temporary, GError **error)
{
  g_autoptr(GBytes) jpeg = make_jpeg (n);

  facebook_fixture_next (fixture);
  autosell_graph_upload_photo_async (fixture->graph, fixture->access, NORTE, jpeg, is_temporary, "Frente, año 2020",
                                     NULL, facebook_fixture_take_cb, fixture);
  return autosell_graph_upload_photo_finish (fixture->graph, facebook_fixture_wait (fixture), error);
}

static char *
create (FacebookFixture *fixture, const char *const *photos, gint64 scheduled_s, GError **error)
{
  g_autofree char *text = g_strdup_printf ("Nissan Versa %u\nRef. A-%04u", fixture->n_written, fixture->n_written);

  fixture->n_written++;
  facebook_fixture_next (fixture);
  autosell_graph_create_post_async (fixture->graph, fixture->access, NORTE, text, photos, scheduled_s, NULL,
                                    facebook_fixture_take_cb, fixture);
  return autosell_graph_create_post_finish (fixture->graph, facebook_fixture_wait (fixture), error);
}

static AutosellGraphPost *
read_post (FacebookFixture *fixture, const char *id, GError **error)
{
  facebook_fixture_next (fixture);
  autosell_graph_read_post_async (fixture->graph, fixture->access, id, NULL, facebook_fixture_take_cb, fixture);
  return autosell_graph_read_post_finish (fixture->graph, facebook_fixture_wait (fixture), error);
}

static GPtrArray *
list_posts (FacebookFixture *fixture, AutosellGraphList which, GError **error)
{
  facebook_fixture_next (fixture);
  autosell_graph_list_posts_async (fixture->graph, fixture->access, NORTE, which, 0, 500, NULL,
                                   facebook_fixture_take_cb, fixture);
  return autosell_graph_list_posts_finish (fixture->graph, facebook_fixture_wait (fixture), NULL, error);
}

static gboolean
edit (FacebookFixture *fixture, const char *id, AutosellGraphEdit edit, GError **error)
{
  facebook_fixture_next (fixture);
  autosell_graph_edit_post_async (fixture->graph, fixture->access, id, &edit, NULL, facebook_fixture_take_cb, fixture);
  return autosell_graph_edit_post_finish (fixture->graph, facebook_fixture_wait (fixture), error);
}

static gboolean delete (FacebookFixture *fixture, const char *id, gboolean *was_gone, GError **error)
{
  facebook_fixture_next (fixture);
  autosell_graph_delete_object_async (fixture->graph, fixture->access, id, NULL, facebook_fixture_take_cb, fixture);
  return autosell_graph_delete_object_finish (fixture->graph, facebook_fixture_wait (fixture), was_gone, error);
}

static char *
comment (FacebookFixture *fixture, const char *id, GError **error)
{
  facebook_fixture_next (fixture);
  autosell_graph_comment_async (fixture->graph, fixture->access, id, "¡Vendido!", NULL, facebook_fixture_take_cb,
                                fixture);
  return autosell_graph_comment_finish (fixture->graph, facebook_fixture_wait (fixture), error);
}

static void
test_life_of_a_post (FacebookFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) photos = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GPtrArray) published = NULL;
  g_autoptr(AutosellGraphPost) post = NULL, edited = NULL;
  g_autofree char *id = NULL, *comment_id = NULL;
  gboolean was_gone = TRUE;
  gint64 now_s = g_get_real_time () / G_USEC_PER_SEC;

  for (guint i = 0; i < 3; i++)
    {
      g_ptr_array_add (photos, upload (fixture, i + 1, FALSE, &error));
      g_assert_no_error (error);
    }
  g_ptr_array_add (photos, NULL);
  id = create (fixture, (const char *const *) photos->pdata, 0, &error);
  g_assert_no_error (error);
  post = read_post (fixture, id, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (post->message, ==, "Nissan Versa 0\nRef. A-0000");
  g_assert_cmpint (post->n_photos, ==, 3);
  g_assert_true (post->is_published);
  g_assert_cmpint (ABS (post->created_s - now_s), <, 100);
  published = list_posts (fixture, AUTOSELL_GRAPH_PUBLISHED, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (published->len, ==, 1);
  g_assert_cmpstr (((AutosellGraphPost *) published->pdata[0])->id, ==, id);

  g_assert_true (
    edit (fixture, id,
          (AutosellGraphEdit){ AUTOSELL_GRAPH_EDIT_MESSAGE | AUTOSELL_GRAPH_EDIT_HIDDEN, "VENDIDO", TRUE, 0 }, &error));
  g_assert_no_error (error);
  edited = read_post (fixture, id, &error);
  g_assert_cmpstr (edited->message, ==, "VENDIDO");
  g_assert_true (edited->is_hidden);
  comment_id = comment (fixture, id, &error);
  g_assert_no_error (error);
  g_assert_true (delete (fixture, comment_id, NULL, &error));
  g_assert_true (delete (fixture, id, &was_gone, &error));
  g_assert_no_error (error);
  g_assert_false (was_gone);
  g_assert_true (delete (fixture, id, &was_gone, &error));
  g_assert_true (was_gone);
  g_assert_null (read_post (fixture, id, &error));
  g_assert_error (error, AUTOSELL_GRAPH_ERROR, AUTOSELL_GRAPH_ERROR_GONE);
}

/* A post of ten photos is eleven calls, all but the last over connections that are kept; how long that takes through a
 * link of 50 ms is told, as it depends on the machine. */
static void
test_ten_photos (FacebookFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) photos = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(AutosellGraphPost) post = NULL;
  g_autofree char *id = NULL;
  guint n_before = fake_cloud_count (fixture->cloud, "graph/v25.0");
  gint64 began_us;

  g_free (fake_cloud_control (fixture->cloud, "faults", "{\"path\":\"graph/*\",\"times\":-1,\"delay_ms\":50}"));
  began_us = g_get_monotonic_time ();
  for (guint i = 0; i < AUTOSELL_GRAPH_MAX_PHOTOS; i++)
    {
      g_ptr_array_add (photos, upload (fixture, i + 1, FALSE, &error));
      g_assert_no_error (error);
    }
  g_ptr_array_add (photos, NULL);
  id = create (fixture, (const char *const *) photos->pdata, 0, &error);
  g_assert_no_error (error);
  g_test_message ("%.2f s with 50 ms a call", (g_get_monotonic_time () - began_us) / 1e6);
  g_assert_cmpuint (fake_cloud_count (fixture->cloud, "graph/v25.0"), ==, n_before + AUTOSELL_GRAPH_MAX_PHOTOS + 1);
  post = read_post (fixture, id, &error);
  g_assert_no_error (error);
  g_assert_cmpint (post->n_photos, ==, AUTOSELL_GRAPH_MAX_PHOTOS);
}

static void
test_scheduled (FacebookFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GError) error = NULL;
  gint64 now_s = g_get_real_time () / G_USEC_PER_SEC;
  g_autofree char *photo = upload (fixture, 1, TRUE, &error);
  const char *const photos[] = { photo, NULL };
  g_autofree char *id = create (fixture, photos, now_s + 3600, &error);
  g_autoptr(GPtrArray) waiting = NULL, none = NULL;
  g_autoptr(AutosellGraphPost) moved = NULL, out = NULL;

  g_assert_no_error (error);
  waiting = list_posts (fixture, AUTOSELL_GRAPH_SCHEDULED, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (waiting->len, ==, 1);
  g_assert_cmpint (((AutosellGraphPost *) waiting->pdata[0])->scheduled_s, ==, now_s + 3600);
  g_assert_false (((AutosellGraphPost *) waiting->pdata[0])->is_published);
  g_assert_true (
    edit (fixture, id, (AutosellGraphEdit){ AUTOSELL_GRAPH_EDIT_SCHEDULED, NULL, FALSE, now_s + 7200 }, &error));
  g_assert_no_error (error);
  moved = read_post (fixture, id, &error);
  g_assert_cmpint (moved->scheduled_s, ==, now_s + 7200);
  g_assert_true (edit (fixture, id, (AutosellGraphEdit){ AUTOSELL_GRAPH_EDIT_PUBLISH_NOW, NULL, FALSE, 0 }, &error));
  g_assert_no_error (error);
  out = read_post (fixture, id, &error);
  g_assert_true (out->is_published);
  g_assert_cmpint (out->n_photos, ==, 1);
  none = list_posts (fixture, AUTOSELL_GRAPH_SCHEDULED, &error);
  g_assert_cmpuint (none->len, ==, 0);
  /* A time that Facebook does not take. */
  g_assert_null (create (fixture, NULL, now_s + 60, &error));
  g_assert_error (error, AUTOSELL_GRAPH_ERROR, AUTOSELL_GRAPH_ERROR_SCHEDULE);
}

static void
test_refusals (FacebookFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *id = create (fixture, NULL, 0, &error);
  g_autoptr(GBytes) nonsense = g_bytes_new_static ("GIF89 it is not", 15);
  gint64 now_s = g_get_real_time () / G_USEC_PER_SEC;

  /* The same text again. */
  fixture->n_written--;
  g_assert_null (create (fixture, NULL, 0, &error));
  g_assert_error (error, AUTOSELL_GRAPH_ERROR, AUTOSELL_GRAPH_ERROR_DUPLICATE);
  g_clear_error (&error);
  facebook_fixture_next (fixture);
  autosell_graph_upload_photo_async (fixture->graph, fixture->access, NORTE, nonsense, FALSE, NULL, NULL,
                                     facebook_fixture_take_cb, fixture);
  g_assert_null (autosell_graph_upload_photo_finish (fixture->graph, facebook_fixture_wait (fixture), &error));
  g_assert_error (error, AUTOSELL_GRAPH_ERROR, AUTOSELL_GRAPH_ERROR_PHOTO);
  g_clear_error (&error);
  /* A limit, with its minutes; and what the headers said of it is known. */
  g_free (
    fake_cloud_control (fixture->cloud, "facebook", "{\"limits\":{\"page\":\"" NORTE "\",\"block_minutes\":30}}"));
  g_assert_null (read_post (fixture, id, &error));
  g_assert_error (error, AUTOSELL_GRAPH_ERROR, AUTOSELL_GRAPH_ERROR_PAGE_LIMIT);
  g_assert_cmpuint (autosell_graph_error_get_wait_s (error), >=, 30 * 66);
  g_assert_cmpint (autosell_graph_usage_get_may (autosell_graph_get_usage (fixture->graph), APP, NORTE, now_s, NULL),
                   ==, AUTOSELL_GRAPH_MAY_NOTHING);
  g_assert_cmpint (autosell_graph_usage_get_may (autosell_graph_get_usage (fixture->graph), APP, VISTA, now_s, NULL),
                   ==, AUTOSELL_GRAPH_MAY_ALL);
}

static GPtrArray *
count (FacebookFixture *fixture, const char *const *ids, gboolean *is_partial, GError **error)
{
  facebook_fixture_next (fixture);
  autosell_graph_read_counters_async (fixture->graph, fixture->access, ids, FALSE, NULL, facebook_fixture_take_cb,
                                      fixture);
  return autosell_graph_read_counters_finish (fixture->graph, facebook_fixture_wait (fixture), is_partial, error);
}

/* Fifty posts in one call; a few that are gone cost a few more. */
static void
test_counters (FacebookFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) ids = NULL;
  g_autoptr(GPtrArray) counters = NULL, with_gone = NULL, poor = NULL;
  g_autofree char *act = NULL, *scopes = NULL;
  const AutosellGraphCounters *one;
  gboolean is_partial = TRUE;
  guint n_before;

  for (guint i = 0; i < 50; i++)
    {
      g_autofree char *id = create (fixture, NULL, 0, &error);

      g_assert_no_error (error);
      g_strv_builder_add (builder, id);
    }
  ids = g_strv_builder_end (builder);
  act = g_strdup_printf ("{\"act\":{\"do\":\"like\",\"post\":\"%s\"}}", ids[7]);
  g_free (fake_cloud_control (fixture->cloud, "facebook", act));
  n_before = fake_cloud_count (fixture->cloud, "graph/v25.0");
  counters = count (fixture, (const char *const *) ids, &is_partial, &error);
  g_assert_no_error (error);
  g_assert_false (is_partial);
  g_assert_cmpuint (fake_cloud_count (fixture->cloud, "graph/v25.0"), ==, n_before + 1);
  one = counters->pdata[7];
  g_assert_cmpint (one->reactions, >=, 1);
  g_assert_cmpint (one->comments, ==, 0);
  g_assert_cmpint (one->shares, ==, 0);
  one = counters->pdata[8];
  g_assert_cmpint (one->reactions, ==, 0);

  g_assert_true (delete (fixture, ids[3], NULL, &error));
  g_assert_true (delete (fixture, ids[44], NULL, &error));
  n_before = fake_cloud_count (fixture->cloud, "graph/v25.0");
  with_gone = count (fixture, (const char *const *) ids, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < 50; i++)
    g_assert_true (((AutosellGraphCounters *) with_gone->pdata[i])->is_gone == (i == 3 || i == 44));
  g_assert_cmpuint (fake_cloud_count (fixture->cloud, "graph/v25.0"), <=, n_before + 3);

  scopes = facebook_fixture_give_token (
    fixture, "{\"person\":\"" LAURA "\",\"app\":\"" APP "\",\"page\":\"" NORTE "\",\"long\":true,"
             "\"scopes\":[\"pages_read_engagement\",\"pages_manage_posts\",\"pages_show_list\"]}");
  poor = count (fixture, (const char *const *) ids, &is_partial, &error);
  g_assert_no_error (error);
  g_assert_true (is_partial);
  one = poor->pdata[7];
  g_assert_cmpint (one->reactions, ==, -1);
  g_assert_cmpint (one->shares, ==, 0);
}

static void
test_insights (FacebookFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  const char *const names[] = { "post_media_view", "post_total_media_view_unique", "post_clicks", NULL };
  g_autoptr(GError) error = NULL;
  g_autofree char *id = create (fixture, NULL, 0, &error);
  g_autoptr(GPtrArray) metrics = NULL;

  g_free (fake_cloud_control (fixture->cloud, "facebook", "{\"quirks\":{\"dead_metrics\":\"post_media_view\"}}"));
  facebook_fixture_next (fixture);
  autosell_graph_read_insights_async (fixture->graph, fixture->access, id, names, "lifetime", NULL,
                                      facebook_fixture_take_cb, fixture);
  metrics = autosell_graph_read_insights_finish (fixture->graph, facebook_fixture_wait (fixture), &error);
  g_assert_no_error (error);
  g_assert_true (((AutosellGraphMetric *) metrics->pdata[0])->is_dead);
  g_assert_cmpint (((AutosellGraphMetric *) metrics->pdata[0])->value, ==, -1);
  g_assert_false (((AutosellGraphMetric *) metrics->pdata[1])->is_dead);
  g_assert_cmpint (((AutosellGraphMetric *) metrics->pdata[2])->value, >=, 0);
}

static void
test_pages_of_lists (FacebookFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) posts = NULL;

  for (guint i = 0; i < 7; i++)
    g_free (create (fixture, NULL, 0, &error));
  g_free (fake_cloud_control (fixture->cloud, "facebook", "{\"quirks\":{\"page_size\":2,\"empty_pages\":2}}"));
  posts = list_posts (fixture, AUTOSELL_GRAPH_PUBLISHED, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (posts->len, ==, 7);
}

/* ---- Every fault at every call ---- */

typedef enum
{
  UPLOAD,
  CREATE,
  SCHEDULE,
  READ,
  LIST,
  EDIT,
  DELETE,
  COMMENT,
  COUNT,
  INSIGHTS,
  ME,
  PAGES,
  PERMISSIONS,
  DEBUG_TOKEN,
  LONG_TOKEN,
  N_CALLS,
} Which;

static const struct
{
  const char *method;
  const char *path; /* as faults know it */
  gboolean is_once; /* twice is one too many */
} calls[N_CALLS] = {
  [UPLOAD] = { "POST", "graph/v25.0/*/photos", FALSE },
  [CREATE] = { "POST", "graph/v25.0/*/feed", TRUE },
  [SCHEDULE] = { "POST", "graph/v25.0/*/feed", TRUE },
  [READ] = { "GET", "graph/v25.0/*", FALSE },
  [LIST] = { "GET", "graph/v25.0/*/published_posts", FALSE },
  [EDIT] = { "POST", "graph/v25.0/*", TRUE },
  [DELETE] = { "DELETE", "graph/v25.0/*", FALSE },
  [COMMENT] = { "POST", "graph/v25.0/*/comments", TRUE },
  [COUNT] = { "GET", "graph/v25.0*", FALSE },
  [INSIGHTS] = { "GET", "graph/v25.0/*/insights", FALSE },
  [ME] = { "GET", "graph/v25.0/me", FALSE },
  [PAGES] = { "GET", "graph/v25.0/me/accounts", FALSE },
  [PERMISSIONS] = { "GET", "graph/v25.0/me/permissions", FALSE },
  [DEBUG_TOKEN] = { "GET", "graph/v25.0/debug_token", FALSE },
  [LONG_TOKEN] = { "GET", "graph/v25.0/oauth/access_token", FALSE },
};

/* What happens, and what a write may be said to have done. */
static const struct
{
  const char *rule;
  gboolean is_applied; /* it took effect all the same */
  int code;            /* -1: it goes well */
} faults[] = {
  { "\"cut\":\"reading\"", FALSE, AUTOSELL_GRAPH_ERROR_TRANSIENT },
  { "\"cut\":\"before\"", FALSE, AUTOSELL_GRAPH_ERROR_TRANSIENT },
  { "\"cut\":\"before\",\"after\":true", TRUE, AUTOSELL_GRAPH_ERROR_TRANSIENT },
  { "\"cut\":\"headers\",\"after\":true", TRUE, AUTOSELL_GRAPH_ERROR_TRANSIENT },
  { "\"cut\":\"body\",\"after\":true", TRUE, AUTOSELL_GRAPH_ERROR_TRANSIENT },
  { "\"status\":500", FALSE, AUTOSELL_GRAPH_ERROR_TRANSIENT },
  { "\"status\":503,\"after\":true", TRUE, AUTOSELL_GRAPH_ERROR_TRANSIENT },
  { "\"status\":502,\"html\":true,\"after\":true", TRUE, AUTOSELL_GRAPH_ERROR_TRANSIENT },
  { "\"status\":200,\"html\":true", FALSE, AUTOSELL_GRAPH_ERROR_TRANSIENT },
  { "\"status\":200,\"empty\":true,\"after\":true", TRUE, AUTOSELL_GRAPH_ERROR_TRANSIENT },
  { "\"truncate\":true,\"after\":true", TRUE, AUTOSELL_GRAPH_ERROR_TRANSIENT },
  { "\"location\":\"BASE/graph/v25.0/elsewhere\"", FALSE, AUTOSELL_GRAPH_ERROR_TRANSIENT },
  { "\"error\":{\"code\":2},\"after\":true", TRUE, AUTOSELL_GRAPH_ERROR_TRANSIENT },
  { "\"status\":200,\"error\":{\"code\":190,\"subcode\":463}", FALSE, AUTOSELL_GRAPH_ERROR_TOKEN },
  { "\"error\":{\"code\":368,\"subcode\":1390008}", FALSE, AUTOSELL_GRAPH_ERROR_BLOCKED },
  { "\"error\":{\"code\":4}", FALSE, AUTOSELL_GRAPH_ERROR_APP_LIMIT },
  { "\"error\":{\"code\":200}", FALSE, AUTOSELL_GRAPH_ERROR_PERMISSION },
  { "\"content_type\":\"text/plain\",\"after\":true", TRUE, -1 },
  { "\"drip_ms\":20,\"after\":true", TRUE, -1 },
  { "\"drip_ms\":2000,\"after\":true", TRUE, AUTOSELL_GRAPH_ERROR_TRANSIENT },
  { "\"huge_bytes\":9000000,\"after\":true", TRUE, AUTOSELL_GRAPH_ERROR_UNEXPECTED },
};

static guint
count_records (FacebookFixture *fixture, Which which)
{
  g_autoptr(JsonNode) root = fake_cloud_ask (fixture->cloud, "facebook", NULL);
  const char *kind = which == UPLOAD ? "photos" : which == COMMENT ? "comments" : "posts";

  return json_object_get_size (json_object_get_object_member (json_node_get_object (root), kind));
}

/* The call, with whatever it needs already there. Returns: whether it went well */
static gboolean
call (FacebookFixture *fixture, Which which, const char *post_id, const AutosellGraphAccess *person, GError **error)
{
  const char *const ids[] = { post_id, NULL };
  const char *const names[] = { "post_clicks", NULL };
  g_autoptr(GPtrArray) list = NULL;
  g_autofree char *id = NULL;

  facebook_fixture_next (fixture);
  switch (which)
    {
    case UPLOAD:
      return (id = upload (fixture, 3, FALSE, error)) != NULL;
    case CREATE:
      return (id = create (fixture, NULL, 0, error)) != NULL;
    case SCHEDULE:
      return (id = create (fixture, NULL, g_get_real_time () / G_USEC_PER_SEC + 86400, error)) != NULL;
    case READ:
      {
        g_autoptr(AutosellGraphPost) post = read_post (fixture, post_id, error);

        return post != NULL;
      }
    case LIST:
      return (list = list_posts (fixture, AUTOSELL_GRAPH_PUBLISHED, error)) != NULL;
    case EDIT:
      return edit (fixture, post_id, (AutosellGraphEdit){ AUTOSELL_GRAPH_EDIT_MESSAGE, "VENDIDO", FALSE, 0 }, error);
    case DELETE:
      return delete (fixture, post_id, NULL, error);
    case COMMENT:
      return (id = comment (fixture, post_id, error)) != NULL;
    case COUNT:
      return (list = count (fixture, ids, NULL, error)) != NULL;
    case INSIGHTS:
      autosell_graph_read_insights_async (fixture->graph, fixture->access, post_id, names, "lifetime", NULL,
                                          facebook_fixture_take_cb, fixture);
      return (list = autosell_graph_read_insights_finish (fixture->graph, facebook_fixture_wait (fixture), error))
             != NULL;
    case ME:
      {
        g_autoptr(AutosellGraphIdentity) me = NULL;

        autosell_graph_me_async (fixture->graph, person, NULL, facebook_fixture_take_cb, fixture);
        return (me = autosell_graph_me_finish (fixture->graph, facebook_fixture_wait (fixture), error)) != NULL;
      }
    case PAGES:
      autosell_graph_list_pages_async (fixture->graph, person, NULL, facebook_fixture_take_cb, fixture);
      return (list = autosell_graph_list_pages_finish (fixture->graph, facebook_fixture_wait (fixture), error)) != NULL;
    case PERMISSIONS:
      {
        g_autoptr(AutosellGraphPermissions) permissions = NULL;

        autosell_graph_permissions_async (fixture->graph, person, NULL, facebook_fixture_take_cb, fixture);
        return (permissions =
                  autosell_graph_permissions_finish (fixture->graph, facebook_fixture_wait (fixture), error))
               != NULL;
      }
    case DEBUG_TOKEN:
      {
        g_autoptr(AutosellGraphTokenInfo) info = NULL;

        autosell_graph_debug_token_async (fixture->graph, person, NULL, facebook_fixture_take_cb, fixture);
        return (info = autosell_graph_debug_token_finish (fixture->graph, facebook_fixture_wait (fixture), error))
               != NULL;
      }
    case LONG_TOKEN:
      {
        g_autoptr(AutosellGraphToken) token = NULL;

        autosell_graph_exchange_long_async (fixture->graph, APP, SECRET, person->token, NULL, facebook_fixture_take_cb,
                                            fixture);
        return (token = autosell_graph_exchange_finish (fixture->graph, facebook_fixture_wait (fixture), error))
               != NULL;
      }
    default:
      g_assert_not_reached ();
    }
}

/* Once: what is not repeatable is seen once at most by Facebook, whatever happens, and where it stands without an
 * answer the error says that it may. It happens as often as it is tried, so that what is repeatable fails, too. */
static void
check_fault (FacebookFixture *fixture, Which which, guint f, const AutosellGraphAccess *person)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *post_id = create (fixture, NULL, 0, &error);
  g_autoptr(GString) rule = g_string_new (NULL);
  gboolean is_fine;
  guint n_records, n_new;

  g_assert_no_error (error);
  g_string_append_printf (rule, "{\"method\":\"%s\",\"path\":\"%s\",\"times\":-1,%s}", calls[which].method,
                          calls[which].path, faults[f].rule);
  g_string_replace (rule, "BASE", fixture->cloud->base, 0);
  n_records = count_records (fixture, which);
  g_free (fake_cloud_control (fixture->cloud, "faults", rule->str));
  is_fine = call (fixture, which, post_id, person, &error);
  fake_cloud_forget (fixture->cloud, "faults");
  n_new = count_records (fixture, which) - n_records;
  g_test_message ("%s at call %d: %s", faults[f].rule, which, is_fine ? "fine" : autosell_graph_error_get_nick (error));
  if (faults[f].code < 0)
    {
      g_assert_no_error (error);
      g_assert_true (is_fine);
      return;
    }
  /* What was deleted in spite of all is gone the second time: that is success. */
  if (which == DELETE && faults[f].is_applied && is_fine)
    return;
  g_assert_false (is_fine);
  if (!g_error_matches (error, AUTOSELL_GRAPH_ERROR, faults[f].code))
    g_error ("%s at call %d: %s, %s", faults[f].rule, which, autosell_graph_error_get_nick (error), error->message);
  if (calls[which].is_once && faults[f].is_applied)
    g_assert_true (autosell_graph_error_may_have_applied (error));
  if (which == CREATE || which == SCHEDULE || which == COMMENT)
    g_assert_cmpuint (n_new, ==, faults[f].is_applied ? 1 : 0);
  if (calls[which].is_once && !autosell_graph_error_may_have_applied (error))
    g_assert_false (faults[f].is_applied);
}

static void
test_faults (FacebookFixture *fixture, gconstpointer data)
{
  Which which = GPOINTER_TO_UINT (data);
  g_autofree char *token =
    facebook_fixture_give_token (fixture, "{\"person\":\"" LAURA "\",\"app\":\"" APP "\",\"long\":false}");
  g_autoptr(AutosellGraphAccess) person = autosell_graph_access_new (token, APP, SECRET);

  autosell_graph_set_timeout (fixture->graph, 1500);
  for (guint f = 0; f < G_N_ELEMENTS (faults); f++)
    /* To time out takes its time: one of each kind. */
    if (strstr (faults[f].rule, "2000") == NULL || which == UPLOAD || which == CREATE || which == COUNT)
      check_fault (fixture, which, f, person);
  /* A token follows nobody elsewhere. */
  g_assert_cmpuint (fake_cloud_count (fixture->cloud, "\"path\":\"graph/v25.0/elsewhere"), ==, 0);
}

#define TEST(path, function) \
  g_test_add ("/facebook/" path, FacebookFixture, NULL, facebook_fixture_set_up, function, facebook_fixture_tear_down)

int
main (int argc, char *argv[])
{
  static const char *const names[N_CALLS] = { "upload", "create", "schedule",    "read",        "list",
                                              "edit",   "delete", "comment",     "count",       "insights",
                                              "me",     "pages",  "permissions", "debug-token", "long-token" };

  g_test_init (&argc, &argv, NULL);
  facebook_fixture_begin ();
  TEST ("life-of-a-post", test_life_of_a_post);
  TEST ("ten-photos", test_ten_photos);
  TEST ("scheduled", test_scheduled);
  TEST ("refusals", test_refusals);
  TEST ("counters", test_counters);
  TEST ("insights", test_insights);
  TEST ("pages-of-lists", test_pages_of_lists);
  for (guint i = 0; i < N_CALLS; i++)
    {
      g_autofree char *path = g_strconcat ("/facebook/faults/", names[i], NULL);

      g_test_add (path, FacebookFixture, GUINT_TO_POINTER (i), facebook_fixture_set_up, test_faults,
                  facebook_fixture_tear_down);
    }
  return g_test_run ();
}
