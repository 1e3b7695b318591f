/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "autosell-trace.h"

#define N_THREADS 8
#define N_LINES 2000

static gpointer
write_lines (gpointer data)
{
  for (int i = 0; i < N_LINES; i++)
    autosell_trace (AUTOSELL_TRACE_LIST_PAINTED, GPOINTER_TO_INT (data) * N_LINES + i);

  return NULL;
}

/* Each line is whole and there once, whoever writes beside it. */
static void
test_threads (void)
{
  g_autofree char *folder = g_dir_make_tmp ("autosell-trace-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "trace.jsonl", NULL);
  g_autofree char *contents = NULL;
  g_autofree gboolean *seen = g_new0 (gboolean, N_THREADS * N_LINES);
  g_auto(GStrv) lines = NULL;
  GThread *threads[N_THREADS];
  gint64 before = g_get_monotonic_time (), after;

  g_assert_false (autosell_trace_is_on ());
  autosell_trace (AUTOSELL_TRACE_START, 0); /* off: nothing happens */
  g_assert_true (g_file_set_contents (path, "kept\n", -1, NULL));
  g_setenv ("AUTOSELL_TRACE", path, TRUE);
  autosell_trace_init ();
  g_assert_true (autosell_trace_is_on ());
  g_setenv ("AUTOSELL_TRACE", "/elsewhere", TRUE);
  autosell_trace_init (); /* once only */

  for (int i = 0; i < N_THREADS; i++)
    threads[i] = g_thread_new (NULL, write_lines, GINT_TO_POINTER (i));
  for (int i = 0; i < N_THREADS; i++)
    g_thread_join (threads[i]);
  after = g_get_monotonic_time ();

  g_assert_true (g_file_get_contents (path, &contents, NULL, NULL));
  lines = g_strsplit (contents, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, N_THREADS * N_LINES + 2);
  g_assert_cmpstr (lines[0], ==, "kept");
  for (int i = 1; i <= N_THREADS * N_LINES; i++)
    {
      gint64 us, cpu_us;
      int pid, value, end = 0;

      g_assert_cmpint (sscanf (lines[i],
                               "{\"us\":%" G_GINT64_FORMAT ",\"cpu_us\":%" G_GINT64_FORMAT
                               ",\"pid\":%d,\"event\":\"list-painted\",\"value\":%d}%n",
                               &us, &cpu_us, &pid, &value, &end),
                       ==, 4);
      g_assert_cmpint (end, ==, strlen (lines[i]));
      g_assert_cmpint (us, >=, before);
      g_assert_cmpint (us, <=, after);
      g_assert_cmpint (cpu_us, >=, 0);
      g_assert_cmpint (cpu_us, <=, g_get_monotonic_time () - before); /* these threads began with the test */
      g_assert_cmpint (pid, ==, getpid ());
      g_assert_false (seen[value]);
      seen[value] = TRUE;
    }

  g_unlink (path);
  g_rmdir (folder);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_unsetenv ("AUTOSELL_TRACE");
  g_test_add_func ("/trace/threads", test_threads);
  return g_test_run ();
}
