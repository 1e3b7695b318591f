/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib-unix.h>
#include <glib/gstdio.h>
#include <locale.h>
#include <stdio.h>

#include "cloud.h"
#include "control.h"

/* autosell-fake-cloud [--port N] [--state DIR] [--scenario FILE] [--endpoints FILE] */

static gboolean
quit_cb (gpointer loop)
{
  g_main_loop_quit (loop);
  return G_SOURCE_CONTINUE;
}

static gboolean
play (Cloud *cloud, const char *path, GError **error)
{
  g_autoptr(JsonParser) parser = json_parser_new ();

  if (!json_parser_load_from_file (parser, path, error))
    return FALSE;
  if (json_parser_get_root (parser) == NULL || !JSON_NODE_HOLDS_OBJECT (json_parser_get_root (parser)))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "%s: a scenario is an object", path);
      return FALSE;
    }
  return control_apply_scenario (cloud, json_node_get_object (json_parser_get_root (parser)), error);
}

/* What tells the program where the services are: every address, so that none is the real one. */
static gboolean
write_endpoints (Cloud *cloud, const char *path, GError **error)
{
  g_autofree char *text = g_strdup_printf ("{\n"
                                           "  \"authorization\": \"%1$s/o/oauth2/v2/auth\",\n"
                                           "  \"token\": \"%1$s/token\",\n"
                                           "  \"revoke\": \"%1$s/revoke\",\n"
                                           "  \"userinfo\": \"%1$s/v1/userinfo\",\n"
                                           "  \"sheets\": \"%1$s/v4/\",\n"
                                           "  \"drive\": \"%1$s/drive/v3/\",\n"
                                           "  \"drive_upload\": \"%1$s/upload/drive/v3/\",\n"
                                           "  \"graph\": \"%1$s/graph/\",\n"
                                           "  \"facebook_login\": \"%1$s/facebook/\"\n"
                                           "}\n",
                                           cloud->base);

  return g_file_set_contents (path, text, -1, error);
}

int
main (int argc, char *argv[])
{
  int port = 0;
  g_autofree char *state_dir = NULL, *scenario = NULL, *endpoints = NULL;
  const GOptionEntry entries[] = {
    { "port", 0, 0, G_OPTION_ARG_INT, &port, "Port to listen on; 0 for a free one", "N" },
    { "state", 0, 0, G_OPTION_ARG_FILENAME, &state_dir, "Folder for the state and journal.jsonl", "DIR" },
    { "scenario", 0, 0, G_OPTION_ARG_FILENAME, &scenario, "People, sheets and faults to begin with", "FILE" },
    { "endpoints", 0, 0, G_OPTION_ARG_FILENAME, &endpoints, "Write the addresses for the program's --endpoints",
      "FILE" },
    { NULL },
  };
  g_autoptr(GOptionContext) context = g_option_context_new (NULL);
  g_autoptr(GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr(GError) error = NULL;
  g_autoptr(Cloud) cloud = NULL;

  setlocale (LC_ALL, "");
  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    {
      g_printerr ("autosell-fake-cloud: %s\n", error->message);
      return 2;
    }
  if (state_dir == NULL)
    state_dir = g_dir_make_tmp ("autosell-fake-cloud-XXXXXX", &error);
  if (state_dir == NULL || g_mkdir_with_parents (state_dir, 0700) != 0
      || (cloud = cloud_new (state_dir, port, &error)) == NULL || (scenario != NULL && !play (cloud, scenario, &error))
      || (endpoints != NULL && !write_endpoints (cloud, endpoints, &error)))
    {
      g_printerr ("autosell-fake-cloud: %s\n", error != NULL ? error->message : "the state folder cannot be made");
      return 1;
    }
  g_print ("%s\n", cloud->base);
  fflush (stdout);
  g_unix_signal_add (SIGTERM, quit_cb, loop);
  g_unix_signal_add (SIGINT, quit_cb, loop);
  g_main_loop_run (loop);
  return 0;
}
