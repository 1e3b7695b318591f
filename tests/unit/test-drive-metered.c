/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-drive-manager.h"
#include "store-fixture.h"

/* Photos wait on a connection that is paid by volume, and go on by themselves on another. Nothing here leaves the
 * machine. */

#define ACCOUNTS "[{\"id\":\"1\",\"email\":\"ventas@example.com\",\"scopes\":[],\"signed_in\":1}]"
/* Nobody listens there. */
#define NOWHERE \
  "{\"token\": \"http://127.0.0.1:9/token\", \"drive\": \"http://127.0.0.1:9/drive/v3/\", " \
  "\"drive_upload\": \"http://127.0.0.1:9/upload/drive/v3/\"}"

/* ---- A connection that is as the test wants it ---- */

static gboolean is_metered;

#define TEST_TYPE_MONITOR (test_monitor_get_type ())
G_DECLARE_FINAL_TYPE (TestMonitor, test_monitor, TEST, MONITOR, GObject)

struct _TestMonitor
{
  GObject parent_instance;
};

enum
{
  PROP_AVAILABLE = 1,
  PROP_METERED,
  PROP_CONNECTIVITY,
};

static gboolean
test_monitor_init_now (GInitable *initable G_GNUC_UNUSED, GCancellable *cancellable G_GNUC_UNUSED,
                       GError **error G_GNUC_UNUSED)
{
  return TRUE;
}

static void
test_monitor_initable (GInitableIface *iface)
{
  iface->init = test_monitor_init_now;
}

static void
test_monitor_monitor (GNetworkMonitorInterface *iface G_GNUC_UNUSED)
{
}

G_DEFINE_FINAL_TYPE_WITH_CODE (TestMonitor, test_monitor, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_INITABLE, test_monitor_initable)
                                 G_IMPLEMENT_INTERFACE (G_TYPE_NETWORK_MONITOR, test_monitor_monitor))

static void
test_monitor_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_AVAILABLE:
      g_value_set_boolean (value, TRUE);
      break;
    case PROP_METERED:
      g_value_set_boolean (value, is_metered);
      break;
    case PROP_CONNECTIVITY:
      g_value_set_enum (value, G_NETWORK_CONNECTIVITY_FULL);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
test_monitor_class_init (TestMonitorClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = test_monitor_get_property;
  g_object_class_override_property (object_class, PROP_AVAILABLE, "network-available");
  g_object_class_override_property (object_class, PROP_METERED, "network-metered");
  g_object_class_override_property (object_class, PROP_CONNECTIVITY, "connectivity");
}

static void
test_monitor_init (TestMonitor *self G_GNUC_UNUSED)
{
}

static void
use_test_monitor (void)
{
  /* What may be added is known once any of it was asked for. */
  g_vfs_get_default ();
  g_assert_nonnull (
    g_io_extension_point_implement (G_NETWORK_MONITOR_EXTENSION_POINT_NAME, TEST_TYPE_MONITOR, "test", G_MAXINT));
  g_assert_true (TEST_IS_MONITOR (g_network_monitor_get_default ()));
}

/* ---- The manager ---- */

static void
stored_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_assert_true (autosell_keyring_store_finish (AUTOSELL_KEYRING (object), result, NULL));
  *(gboolean *) user_data = TRUE;
}

static AutosellDriveManager *
start_manager (Fixture *fixture)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellEndpoints) endpoints = autosell_endpoints_parse (NOWHERE, &error);
  g_autoptr(AutosellHttp) http = autosell_http_new ();
  g_autoptr(AutosellKeyring) keyring = autosell_keyring_new_in_memory ();
  g_autoptr(AutosellDriveLink) link = autosell_drive_link_new ();
  g_autoptr(AutosellGoogle) google = NULL;
  AutosellDriveManager *manager;
  gboolean is_stored = FALSE;

  g_assert_no_error (error);
  autosell_keyring_store_async (keyring, "google-account", "1", "test", "refresh", NULL, stored_cb, &is_stored);
  while (!is_stored)
    g_main_context_iteration (NULL, TRUE);
  autosell_store_set_setting (fixture->store, AUTOSELL_SETTING_GOOGLE_ACCOUNTS, ACCOUNTS);
  link->account = g_strdup ("1");
  link->root = g_strdup ("root");
  link->name = g_strdup ("Autosell");
  g_assert_true (autosell_store_set_drive_sync (fixture->store, link, &error));
  google = autosell_google_new (fixture->store, http, endpoints, keyring);
  manager = autosell_drive_manager_new (fixture->store, google);
  autosell_drive_manager_start (manager);
  return manager;
}

static void
wait_for_metered (AutosellDriveManager *manager, gboolean is_wanted)
{
  while ((autosell_drive_manager_get_state (manager) == AUTOSELL_DRIVE_METERED) != is_wanted
         || autosell_drive_manager_get_state (manager) == AUTOSELL_DRIVE_STARTING)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_waits (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AutosellDriveManager) manager = NULL;
  g_autofree char *headline = NULL;

  is_metered = TRUE;
  g_assert_false (autosell_drive_may_use_network (fixture->store));
  manager = start_manager (fixture);
  wait_for_metered (manager, TRUE);
  headline = autosell_drive_manager_dup_headline (manager);
  g_assert_nonnull (strstr (headline, "paid by volume"));
  /* Another connection: it goes on by itself, and finds nobody there. */
  is_metered = FALSE;
  g_signal_emit_by_name (g_network_monitor_get_default (), "network-changed", TRUE);
  wait_for_metered (manager, FALSE);
  autosell_drive_manager_stop (manager);
}

/* In the middle of sending, too: a phone is where the cable was. */
static void
test_stops_on_the_way (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AutosellDriveManager) manager = NULL;

  is_metered = FALSE;
  manager = start_manager (fixture);
  while (autosell_drive_manager_get_state (manager) != AUTOSELL_DRIVE_RUNNING)
    g_main_context_iteration (NULL, TRUE);
  is_metered = TRUE;
  g_signal_emit_by_name (g_network_monitor_get_default (), "network-changed", TRUE);
  wait_for_metered (manager, TRUE);
  autosell_drive_manager_stop (manager);
}

static void
test_allowed (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AutosellDriveManager) manager = NULL;

  is_metered = TRUE;
  autosell_store_set_setting (fixture->store, AUTOSELL_SETTING_DRIVE_METERED, "yes");
  g_assert_true (autosell_drive_may_use_network (fixture->store));
  manager = start_manager (fixture);
  wait_for_metered (manager, FALSE);
  /* Where it was forbidden again it waits, but for a person who asks. */
  autosell_store_set_setting (fixture->store, AUTOSELL_SETTING_DRIVE_METERED, NULL);
  g_signal_emit_by_name (g_network_monitor_get_default (), "network-changed", TRUE);
  wait_for_metered (manager, TRUE);
  autosell_drive_manager_run_now (manager, FALSE);
  wait_for_metered (manager, FALSE);
  autosell_drive_manager_stop (manager);
}

int
main (int argc, char *argv[])
{
  g_setenv ("GIO_USE_PROXY_RESOLVER", "dummy", TRUE);
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  use_test_monitor ();
  g_test_add ("/drive-metered/waits", Fixture, NULL, set_up, test_waits, tear_down);
  g_test_add ("/drive-metered/stops-on-the-way", Fixture, NULL, set_up, test_stops_on_the_way, tear_down);
  g_test_add ("/drive-metered/allowed", Fixture, NULL, set_up, test_allowed, tear_down);
  return g_test_run ();
}
