/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>
#include <locale.h>

#include "autosell-application.h"
#include "autosell-trace.h"

int
main (int argc, char *argv[])
{
  const char *locale_dir = g_getenv ("AUTOSELL_LOCALEDIR");
  g_autoptr(AutosellApplication) application = NULL;

  autosell_trace_init ();
  autosell_trace (AUTOSELL_TRACE_START, 0);

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, locale_dir != NULL ? locale_dir : LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  g_set_application_name (_("Autosell Manager"));
  application = autosell_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
