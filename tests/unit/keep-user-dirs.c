/* SPDX-License-Identifier: GPL-3.0-or-later */
/* For builds with the address sanitizer only. G_TEST_OPTION_ISOLATE_DIRS gives each test case folders of its own, and
 * GLib leaks the old names on purpose (g_set_user_dirs()). To tell that leak from ours by its stack needs the slow
 * unwinder, since Debian's GLib has no frame pointers, and that makes the tests twenty times slower. So the names are
 * kept reachable instead: the linker sends the functions that add test cases through here (-Wl,--wrap), and each case
 * begins with a look at the folders that are current. */
#include <glib.h>

void __real_g_test_add_data_func_full (const char *path, gpointer data, GTestDataFunc func, GDestroyNotify notify);
void __real_g_test_add_vtable (const char *path, gsize size, gconstpointer data, GTestFixtureFunc setup,
                               GTestFixtureFunc test, GTestFixtureFunc teardown);
void __wrap_g_test_add_func (const char *path, GTestFunc func);
void __wrap_g_test_add_data_func (const char *path, gconstpointer data, GTestDataFunc func);
void __wrap_g_test_add_data_func_full (const char *path, gpointer data, GTestDataFunc func, GDestroyNotify notify);
void __wrap_g_test_add_vtable (const char *path, gsize size, gconstpointer data, GTestFixtureFunc setup,
                               GTestFixtureFunc test, GTestFixtureFunc teardown);

typedef struct
{
  GTestFunc func;
  GTestDataFunc data_func;
  gpointer data;         /* owned if notify */
  GDestroyNotify notify; /* nullable */
} Case;

static GPtrArray *kept;     /* owned; of names that GLib leaks */
static GPtrArray *fixtures; /* owned; of GTestFixtureFunc set-ups by path of the case, in pairs */

static void
keep_user_dirs (void)
{
  if (kept == NULL)
    kept = g_ptr_array_new ();
  g_ptr_array_add (kept, (gpointer) g_get_home_dir ());
  g_ptr_array_add (kept, (gpointer) g_get_user_cache_dir ());
  g_ptr_array_add (kept, (gpointer) g_get_user_config_dir ());
  g_ptr_array_add (kept, (gpointer) g_get_user_data_dir ());
  g_ptr_array_add (kept, (gpointer) g_get_user_state_dir ());
  g_ptr_array_add (kept, (gpointer) g_get_user_runtime_dir ());
  g_ptr_array_add (kept, (gpointer) g_get_system_config_dirs ());
  g_ptr_array_add (kept, (gpointer) g_get_system_data_dirs ());
}

static void
run_case (gconstpointer data)
{
  const Case *self = data;

  keep_user_dirs ();
  if (self->func != NULL)
    self->func ();
  else
    self->data_func (self->data);
}

static void
free_case (gpointer data)
{
  Case *self = data;

  if (self->notify != NULL)
    self->notify (self->data);
  g_free (self);
}

static void
add_case (const char *path, GTestFunc func, GTestDataFunc data_func, gpointer data, GDestroyNotify notify)
{
  Case *self = g_new (Case, 1);

  *self = (Case){ func, data_func, data, notify };
  __real_g_test_add_data_func_full (path, self, run_case, free_case);
}

void
__wrap_g_test_add_func (const char *path, GTestFunc func)
{
  add_case (path, func, NULL, NULL, NULL);
}

void
__wrap_g_test_add_data_func (const char *path, gconstpointer data, GTestDataFunc func)
{
  add_case (path, NULL, func, (gpointer) data, NULL);
}

void
__wrap_g_test_add_data_func_full (const char *path, gpointer data, GTestDataFunc func, GDestroyNotify notify)
{
  add_case (path, NULL, func, data, notify);
}

static void
set_up_fixture (gpointer fixture, gconstpointer data)
{
  const char *path = g_test_get_path ();

  keep_user_dirs ();
  for (guint i = 0; i < fixtures->len; i += 2)
    if (g_str_equal (g_ptr_array_index (fixtures, i), path))
      {
        GTestFixtureFunc setup = (GTestFixtureFunc) g_ptr_array_index (fixtures, i + 1);

        if (setup != NULL)
          setup (fixture, data);
        return;
      }
}

void
__wrap_g_test_add_vtable (const char *path, gsize size, gconstpointer data, GTestFixtureFunc setup,
                          GTestFixtureFunc test, GTestFixtureFunc teardown)
{
  if (fixtures == NULL)
    fixtures = g_ptr_array_new ();
  g_ptr_array_add (fixtures, g_strdup (path));
  g_ptr_array_add (fixtures, (gpointer) setup);
  __real_g_test_add_vtable (path, size, data, set_up_fixture, test, teardown);
}
