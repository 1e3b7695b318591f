/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-google.h"
#include "store-fixture.h"

/* The accounts that are kept, without a network. */

#define ACCOUNTS \
  "[{\"id\":\"1\",\"email\":\"ventas@example.com\",\"scopes\":[],\"signed_in\":1}," \
  "{\"id\":\"2\",\"email\":\"gerencia@example.com\",\"scopes\":[],\"signed_in\":1}]"

static void
count_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GError) error = NULL;

  g_assert_true (autosell_google_load_finish (AUTOSELL_GOOGLE (object), result, &error));
  g_assert_no_error (error);
  (*(int *) user_data)++;
}

/* The sheet, Drive and the preferences each ask for it when the window opens. */
static void
test_loaded_by_several_at_once (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellEndpoints) endpoints = autosell_endpoints_load (NULL, &error);
  g_autoptr(AutosellHttp) http = autosell_http_new ();
  g_autoptr(AutosellKeyring) keyring = autosell_keyring_new_in_memory ();
  g_autoptr(AutosellGoogle) google = NULL;
  int n_loaded = 0;

  g_assert_no_error (error);
  autosell_store_set_setting (fixture->store, AUTOSELL_SETTING_GOOGLE_ACCOUNTS, ACCOUNTS);
  google = autosell_google_new (fixture->store, http, endpoints, keyring);
  for (int i = 0; i < 3; i++)
    autosell_google_load_async (google, NULL, count_cb, &n_loaded);
  while (n_loaded < 3)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (google)), ==, 2);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add ("/google-accounts/loaded-by-several-at-once", Fixture, NULL, set_up, test_loaded_by_several_at_once,
              tear_down);
  return g_test_run ();
}
