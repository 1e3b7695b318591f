/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-trace.h"

#include <errno.h>
#include <fcntl.h>
#include <time.h>
#include <unistd.h>

/* -1 while off. Written once, by autosell_trace_init(). */
static int trace_fd = -1;

void
autosell_trace_init (void)
{
  static gsize once = 0;

  if (g_once_init_enter (&once))
    {
      const char *path = g_getenv ("AUTOSELL_TRACE");

      if (path != NULL && *path != '\0')
        {
          int fd = open (path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);

          if (fd >= 0)
            g_atomic_int_set (&trace_fd, fd);
          else
            g_message ("No trace: %s: %s", path, g_strerror (errno));
        }
      g_once_init_leave (&once, 1);
    }
}

gboolean
autosell_trace_is_on (void)
{
  return g_atomic_int_get (&trace_fd) >= 0;
}

gint64
autosell_trace_get_processor_time (void)
{
  struct timespec spent = { 0 };

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &spent);
  return (gint64) spent.tv_sec * G_USEC_PER_SEC + spent.tv_nsec / 1000;
}

void
autosell_trace (const char *event, gint64 value)
{
  int fd = g_atomic_int_get (&trace_fd);
  char line[256];
  int length;
  gssize written;

  if (G_LIKELY (fd < 0))
    return;

  length = g_snprintf (line, sizeof line,
                       "{\"us\":%" G_GINT64_FORMAT ",\"cpu_us\":%" G_GINT64_FORMAT
                       ",\"pid\":%d,\"event\":\"%s\",\"value\":%" G_GINT64_FORMAT "}\n",
                       g_get_monotonic_time (), autosell_trace_get_processor_time (), (int) getpid (), event, value);
  if (length < 0 || (gsize) length >= sizeof line)
    return; /* half a line would spoil the file */

  /* One write of an O_APPEND file: lines of several threads and processes do not mix. A full disk loses lines. */
  do
    written = write (fd, line, length);
  while (written < 0 && errno == EINTR);
}
