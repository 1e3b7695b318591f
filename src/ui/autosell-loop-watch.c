/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-loop-watch.h"

#include "autosell-trace.h"

#define LIMIT_US 8000

typedef struct
{
  GSource source;
  gint64 woken_us; /* when the loop last came back from waiting; 0 before */
  gint64 woken_cpu_us;
} LoopWatch;

/* The loop calls prepare() before it waits and check() after; between check() and the next prepare() it does what is
 * due. */
static gboolean
loop_watch_prepare (GSource *source, int *timeout)
{
  LoopWatch *watch = (LoopWatch *) source;
  gint64 busy_us = watch->woken_us != 0 ? g_get_monotonic_time () - watch->woken_us : 0;

  if (busy_us > LIMIT_US)
    {
      autosell_trace (AUTOSELL_TRACE_STALL, busy_us);
      autosell_trace (AUTOSELL_TRACE_STALL_WORK, autosell_trace_get_processor_time () - watch->woken_cpu_us);
    }
  *timeout = -1;
  return FALSE;
}

static gboolean
loop_watch_check (GSource *source)
{
  ((LoopWatch *) source)->woken_us = g_get_monotonic_time ();
  ((LoopWatch *) source)->woken_cpu_us = autosell_trace_get_processor_time ();
  return FALSE;
}

void
autosell_loop_watch_start (void)
{
  static GSourceFuncs functions = { loop_watch_prepare, loop_watch_check, NULL, NULL, NULL, NULL };
  g_autoptr(GSource) source = NULL;

  if (!autosell_trace_is_on ())
    return;
  source = g_source_new (&functions, sizeof (LoopWatch));
  g_source_set_static_name (source, "autosell-loop-watch");
  /* Before all others: once one is ready, those of lower priority are not asked any more. */
  g_source_set_priority (source, G_MININT);
  g_source_attach (source, NULL);
}
