/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>

#include "autosell-data-dir.h"
#include "autosell-store-error.h"
#include "autosell-store.h"

/* Each test has a home of its own (ISOLATE_DIRS). Returns: (transfer full): a folder in it, made */
static char *
make_folder (const char *name)
{
  char *path = g_build_filename (g_get_user_cache_dir (), name, NULL);

  g_assert_cmpint (g_mkdir_with_parents (path, 0700), ==, 0);
  return path;
}

static void
make_file (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr(GError) error = NULL;

  g_file_set_contents (path, "x", 1, &error);
  g_assert_no_error (error);
}

static char *
choose (const char *refused, const char *chosen)
{
  g_autoptr(GError) error = NULL;
  char *used = autosell_data_dir_choose (refused, chosen, &error);

  g_assert_no_error (error);
  return used;
}

static void
assert_stands_in (const char *used, const char *refused)
{
  g_autofree char *found = autosell_data_dir_dup_chosen (refused);

  g_assert_cmpstr (found, ==, used);
}

static void
test_nothing_chosen (void)
{
  g_autofree char *usual = autosell_data_dir_dup_usual ();

  g_unsetenv ("AUTOSELL_DATA_DIR");
  assert_stands_in ("/some/where", "/some/where");
  {
    g_autofree char *found = autosell_store_default_data_dir ();

    g_assert_cmpstr (found, ==, usual);
  }
}

static void
test_chosen (void)
{
  g_autofree char *empty = make_folder ("ñandú=[1] vacía");
  g_autofree char *used = choose ("/refused", empty);
  g_autofree char *found = NULL;

  g_assert_cmpstr (used, ==, empty);
  assert_stands_in (empty, "/refused");
  assert_stands_in (empty, "/refused/../refused/");
  assert_stands_in ("/another", "/another");

  g_setenv ("AUTOSELL_DATA_DIR", "/refused", TRUE);
  found = autosell_store_default_data_dir ();
  g_assert_cmpstr (found, ==, empty);
  g_unsetenv ("AUTOSELL_DATA_DIR");
}

/* Somebody's documents get no database between them; where a stock is already, that is the one. */
static void
test_chosen_full (void)
{
  g_autofree char *documents = make_folder ("documents");
  g_autofree char *within = g_build_filename (documents, "autosell-manager", NULL);
  g_autofree char *stock = make_folder ("stock");
  g_autofree char *used = NULL;
  g_autofree char *used_stock = NULL;

  make_file (documents, "letter.odt");
  used = choose ("/refused", documents);
  g_assert_cmpstr (used, ==, within);
  g_assert_true (g_file_test (within, G_FILE_TEST_IS_DIR));

  make_file (stock, AUTOSELL_DATABASE_NAME);
  used_stock = choose ("/refused", stock);
  g_assert_cmpstr (used_stock, ==, stock);
}

/* The disk of the first choice may be a share one day. */
static void
test_chosen_again (void)
{
  g_autofree char *first = make_folder ("first");
  g_autofree char *second = make_folder ("second");
  g_autofree char *used = choose ("/refused", first);
  g_autofree char *used_again = choose (first, second);

  assert_stands_in (second, "/refused");
  g_assert_cmpstr (used, !=, used_again);
}

static void
test_chosen_share (void)
{
  g_autofree char *share = make_folder ("share");
  g_autofree char *real = realpath (share, NULL);
  g_autofree char *mounts = g_build_filename (g_get_user_cache_dir (), "mountinfo", NULL);
  g_autofree char *table =
    g_strdup_printf ("1 0 8:1 / / rw - ext4 /dev/sda1 rw\n2 1 0:9 / %s rw - nfs4 server:/ rw\n", real);
  g_autofree char *used = NULL;
  g_autoptr(GError) error = NULL;

  g_file_set_contents (mounts, table, -1, &error);
  g_assert_no_error (error);
  g_setenv ("AUTOSELL_MOUNTINFO", mounts, TRUE);
  used = autosell_data_dir_choose ("/refused", share, &error);
  g_unsetenv ("AUTOSELL_MOUNTINFO");
  g_assert_error (error, AUTOSELL_STORE_ERROR, AUTOSELL_STORE_ERROR_NETWORK_FOLDER);
  g_assert_null (used);
  assert_stands_in ("/refused", "/refused");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/data-dir/nothing-chosen", test_nothing_chosen);
  g_test_add_func ("/data-dir/chosen", test_chosen);
  g_test_add_func ("/data-dir/chosen-full", test_chosen_full);
  g_test_add_func ("/data-dir/chosen-again", test_chosen_again);
  g_test_add_func ("/data-dir/chosen-share", test_chosen_share);
  return g_test_run ();
}
