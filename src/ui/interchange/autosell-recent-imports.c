/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-recent-imports.h"

#include <glib/gi18n.h>

#define KEY "recent-imports"
#define MAX_FILES 6

static void
save_without (GFile *file, gboolean first)
{
  g_autoptr(GSettings) settings = g_settings_new (APP_ID);
  g_autofree char *uri = g_file_get_uri (file);
  g_auto(GStrv) known = g_settings_get_strv (settings, KEY);
  g_autoptr(GPtrArray) uris = g_ptr_array_new ();

  if (first)
    g_ptr_array_add (uris, uri);
  for (guint i = 0; known[i] != NULL && uris->len < MAX_FILES; i++)
    if (!g_str_equal (known[i], uri))
      g_ptr_array_add (uris, known[i]);
  g_ptr_array_add (uris, NULL);
  if (!g_strv_equal ((const char *const *) uris->pdata, (const char *const *) known))
    g_settings_set_strv (settings, KEY, (const char *const *) uris->pdata);
}

void
autosell_recent_imports_add (GFile *file)
{
  g_return_if_fail (G_IS_FILE (file));

  save_without (file, TRUE);
}

void
autosell_recent_imports_remove (GFile *file)
{
  g_return_if_fail (G_IS_FILE (file));

  save_without (file, FALSE);
}

char **
autosell_recent_imports_dup_uris (void)
{
  g_autoptr(GSettings) settings = g_settings_new (APP_ID);

  return g_settings_get_strv (settings, KEY);
}

char *
autosell_recent_imports_dup_name (const char *uri, char **folder)
{
  g_autoptr(GFile) file = g_file_new_for_uri (uri);
  g_autoptr(GFile) parent = g_file_get_parent (file);
  g_autofree char *name = g_file_get_basename (file);

  if (folder != NULL)
    {
      gboolean is_portal = g_str_has_prefix (uri, "file:///run/");
      g_autofree char *place = parent != NULL && !is_portal ? g_file_get_parse_name (parent) : NULL;
      const char *home = g_get_home_dir ();

      if (place != NULL && g_str_has_prefix (place, home) && place[strlen (home)] == '/')
        *folder = g_strconcat ("~", place + strlen (home), NULL);
      else
        *folder = g_steal_pointer (&place);
    }
  return name != NULL ? g_filename_display_name (name) : g_strdup (uri);
}

/* ---- Menu ---- */

/* An underline in a file's name is no mnemonic. */
static char *
dup_label (const char *uri)
{
  g_autofree char *name = autosell_recent_imports_dup_name (uri, NULL);
  g_auto(GStrv) parts = g_strsplit (name, "_", -1);

  return g_strjoinv ("__", parts);
}

static void
fill (GMenu *section)
{
  g_auto(GStrv) uris = autosell_recent_imports_dup_uris ();
  g_autoptr(GMenu) menu = g_menu_new ();

  g_menu_remove_all (section);
  for (guint i = 0; uris[i] != NULL; i++)
    {
      g_autofree char *label = dup_label (uris[i]);
      g_autoptr(GMenuItem) item = g_menu_item_new (label, NULL);

      g_menu_item_set_action_and_target (item, "win.import-again", "s", uris[i]);
      g_menu_append_item (menu, item);
    }
  if (uris[0] != NULL)
    g_menu_append_submenu (section, _("Import again"), G_MENU_MODEL (menu));
}

void
autosell_recent_imports_fill_menu (GMenu *section)
{
  GSettings *settings = g_settings_new (APP_ID);

  g_object_set_data_full (G_OBJECT (section), KEY, settings, g_object_unref);
  g_signal_connect_object (settings, "changed::" KEY, G_CALLBACK (fill), section, G_CONNECT_SWAPPED);
  fill (section);
}
