/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-sql.h"
#include "autosell-store-private.h"
#include "store-fixture.h"

/* Settings that are set while news of the same store are on their way. */

/* Holds the write lock as another program would. */
static AutosellConnection *
lock (Fixture *fixture)
{
  g_autofree char *path = g_build_filename (fixture->data_dir, "autosell.db", NULL);
  g_autoptr(GError) error = NULL;
  AutosellConnection *connection = autosell_connection_open (path, SQLITE_OPEN_READWRITE, &error);

  g_assert_no_error (error);
  g_assert_true (autosell_connection_begin (connection, &error));
  g_assert_no_error (error);
  return connection;
}

static void
unlock (AutosellConnection *connection)
{
  autosell_connection_rollback (connection);
  autosell_connection_close (connection);
}

static void
count_cb (AutosellStore *store, const char *name, gpointer n)
{
  ++*(int *) n;
}

static gpointer
nothing_job (AutosellConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  return GINT_TO_POINTER (TRUE);
}

static void
done_cb (GObject *object, GAsyncResult *result, gpointer is_done)
{
  autosell_store_run_finish (AUTOSELL_STORE (object), result, NULL);
  *(gboolean *) is_done = TRUE;
}

/* Until everything that was asked of @lane before is answered. */
static void
finish_lane (AutosellStore *store, AutosellLane lane)
{
  gboolean is_done = FALSE;

  autosell_store_run (store, lane, nothing_job, NULL, NULL, NULL, NULL, done_cb, &is_done);
  while (!is_done)
    g_main_context_iteration (NULL, TRUE);
}

static void
assert_setting (AutosellStore *store, const char *value)
{
  g_autofree char *now = autosell_store_get_setting (store, "test.name");

  g_assert_cmpstr (now, ==, value);
}

static void
test_old_news_take_nothing_back (Fixture *fixture, gconstpointer data)
{
  AutosellConnection *other = lock (fixture);
  int n = 0;

  g_signal_connect (fixture->store, "setting-changed", G_CALLBACK (count_cb), &n);
  autosell_store_set_setting (fixture->store, "test.name", "1");
  autosell_store_look_for_news (fixture->store);
  finish_lane (fixture->store, AUTOSELL_LANE_READ);
  assert_setting (fixture->store, "1");
  g_assert_cmpint (n, ==, 1);
  autosell_store_set_setting (fixture->store, "test.name", NULL);
  unlock (other);
  finish_lane (fixture->store, AUTOSELL_LANE_WRITE);
  close_store (fixture);
  open_store (fixture);
  assert_setting (fixture->store, NULL);
}

/* They were read before, and are told of after it was set. */
static void
test_late_news_take_nothing_back (Fixture *fixture, gconstpointer data)
{
  g_autoptr(GError) error = NULL;

  autosell_store_look_for_news (fixture->store);
  autosell_database_call (autosell_store_get_database (fixture->store), AUTOSELL_LANE_READ, nothing_job, NULL, NULL,
                          &error);
  g_assert_no_error (error);
  autosell_store_set_setting (fixture->store, "test.name", "1");
  finish_lane (fixture->store, AUTOSELL_LANE_READ);
  assert_setting (fixture->store, "1");
  finish_lane (fixture->store, AUTOSELL_LANE_WRITE);
  assert_setting (fixture->store, "1");
}

/* What another program set meanwhile is told of all the same. */
static void
test_settings_of_others_come (Fixture *fixture, gconstpointer data)
{
  AutosellConnection *other = lock (fixture);
  g_autoptr(GError) error = NULL;

  autosell_connection_exec (other, "INSERT INTO setting (name, value) VALUES ('test.name', 'theirs')", &error);
  g_assert_no_error (error);
  autosell_store_set_setting (fixture->store, "test.mine", "mine");
  autosell_store_look_for_news (fixture->store);
  finish_lane (fixture->store, AUTOSELL_LANE_READ);
  autosell_connection_exec (other, "COMMIT", &error);
  g_assert_no_error (error);
  autosell_connection_close (other);
  for (;;)
    {
      g_autofree char *theirs = autosell_store_get_setting (fixture->store, "test.name");

      if (g_strcmp0 (theirs, "theirs") == 0)
        break;
      g_main_context_iteration (NULL, TRUE);
    }
}

#define ADD(name, function) g_test_add ("/store-settings/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("old-news", test_old_news_take_nothing_back);
  ADD ("late-news", test_late_news_take_nothing_back);
  ADD ("of-others", test_settings_of_others_come);
  return g_test_run ();
}
