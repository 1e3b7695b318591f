/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-photo-order.h"

#include <string.h>

#define MAX_DEPTH 12

typedef struct
{
  GPtrArray *entries;        /* unowned */
  GCancellable *cancellable; /* unowned, nullable */
} Listing;

static void
entry_free (AutosellPhotoEntry *self)
{
  g_object_unref (self->file);
  g_free (self->name);
  g_free (self->sort_key);
  g_free (self);
}

static gboolean
is_photo_name (const char *name)
{
  const char *const *extensions = autosell_photo_format_list_extensions ();
  const char *dot = strrchr (name, '.');
  g_autofree char *extension = dot != NULL ? g_ascii_strdown (dot + 1, -1) : NULL;

  return extension != NULL && g_strv_contains (extensions, extension);
}

static void
add_entry (Listing *self, GFile *file, const char *prefix, const char *name)
{
  AutosellPhotoEntry *entry = g_new0 (AutosellPhotoEntry, 1);
  g_autofree char *key = g_utf8_collate_key_for_filename (name, -1);

  entry->file = g_object_ref (file);
  entry->name = g_strdup (name);
  entry->sort_key = g_strconcat (prefix, key, NULL);
  entry->taken_at = AUTOSELL_PHOTO_TIME_UNKNOWN;
  g_ptr_array_add (self->entries, entry);
}

static void
list_folder (Listing *self, GFile *folder, const char *prefix, int depth)
{
  g_autoptr(GFileEnumerator) children = NULL;

  if (depth > MAX_DEPTH)
    return;
  children = g_file_enumerate_children (folder,
                                        G_FILE_ATTRIBUTE_STANDARD_NAME "," G_FILE_ATTRIBUTE_STANDARD_DISPLAY_NAME
                                                                       "," G_FILE_ATTRIBUTE_STANDARD_TYPE
                                                                       "," G_FILE_ATTRIBUTE_STANDARD_IS_HIDDEN,
                                        G_FILE_QUERY_INFO_NOFOLLOW_SYMLINKS, self->cancellable, NULL);
  while (children != NULL && self->entries->len < AUTOSELL_PHOTO_MAX_ENTRIES)
    {
      GFileInfo *info;
      GFile *child;
      const char *name;
      g_autofree char *key = NULL, *inner = NULL;

      if (!g_file_enumerator_iterate (children, &info, &child, self->cancellable, NULL) || info == NULL)
        break;
      if (g_file_info_get_is_hidden (info))
        continue;
      name = g_file_info_get_display_name (info);
      if (g_file_info_get_file_type (info) != G_FILE_TYPE_DIRECTORY)
        {
          if (is_photo_name (name))
            add_entry (self, child, prefix, name);
          continue;
        }
      key = g_utf8_collate_key_for_filename (name, -1);
      inner = g_strconcat (prefix, key, "\x01", NULL);
      list_folder (self, child, inner, depth + 1);
    }
}

static int
compare_keys (gconstpointer a, gconstpointer b)
{
  const AutosellPhotoEntry *x = *(AutosellPhotoEntry *const *) a, *y = *(AutosellPhotoEntry *const *) b;

  return strcmp (x->sort_key, y->sort_key);
}

/* What has no time comes last, by name. */
static int
compare_times (gconstpointer a, gconstpointer b)
{
  const AutosellPhotoEntry *x = *(AutosellPhotoEntry *const *) a, *y = *(AutosellPhotoEntry *const *) b;
  gboolean x_known = x->taken_at != AUTOSELL_PHOTO_TIME_UNKNOWN, y_known = y->taken_at != AUTOSELL_PHOTO_TIME_UNKNOWN;

  if (x_known != y_known)
    return x_known ? -1 : 1;
  if (x->taken_at != y->taken_at)
    return x->taken_at < y->taken_at ? -1 : 1;

  return strcmp (x->sort_key, y->sort_key);
}

/* “IMG_0012.JPG” → “img_#.jpg”. (transfer full) */
static char *
make_series (const char *name)
{
  GString *series = g_string_new (NULL);

  for (const char *at = name; *at != '\0'; at++)
    {
      if (!g_ascii_isdigit (*at))
        g_string_append_c (series, g_ascii_tolower (*at));
      else if (series->len == 0 || series->str[series->len - 1] != '#')
        g_string_append_c (series, '#');
    }

  return g_string_free (series, FALSE);
}

gboolean
autosell_photo_names_tell_order (const char *const *names, guint n_names)
{
  g_autoptr(GHashTable) counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GHashTableIter iter;
  gpointer series, count;
  guint n_telling = 0;

  if (n_names < 2)
    return TRUE;
  for (guint i = 0; i < n_names; i++)
    {
      char *key = make_series (names[i]);
      guint n = GPOINTER_TO_UINT (g_hash_table_lookup (counts, key));

      g_hash_table_replace (counts, key, GUINT_TO_POINTER (n + 1));
    }
  g_hash_table_iter_init (&iter, counts);
  while (g_hash_table_iter_next (&iter, &series, &count))
    if (GPOINTER_TO_UINT (count) > 1 && strchr (series, '#') != NULL)
      n_telling += GPOINTER_TO_UINT (count);

  return n_telling * 2 >= n_names;
}

static gboolean
entries_tell_order (GPtrArray *entries)
{
  g_autofree const char **names = g_new0 (const char *, MAX (entries->len, 1));

  for (guint i = 0; i < entries->len; i++)
    names[i] = ((AutosellPhotoEntry *) g_ptr_array_index (entries, i))->name;

  return autosell_photo_names_tell_order (names, entries->len);
}

static void
read_times (GPtrArray *entries, GCancellable *cancellable)
{
  for (guint i = 0; i < entries->len && !g_cancellable_is_cancelled (cancellable); i++)
    {
      AutosellPhotoEntry *entry = g_ptr_array_index (entries, i);
      AutosellPhotoProbe probe;

      if (autosell_photo_probe_file (entry->file, &probe, NULL, cancellable, NULL))
        entry->taken_at = probe.taken_at;
    }
}

GPtrArray *
autosell_photo_list_files (GPtrArray *files, GCancellable *cancellable)
{
  GPtrArray *entries = g_ptr_array_new_with_free_func ((GDestroyNotify) entry_free);
  Listing self = { entries, cancellable };

  for (guint i = 0; i < files->len && !g_cancellable_is_cancelled (cancellable); i++)
    {
      GFile *file = g_ptr_array_index (files, i);
      /* With GVfs to ask for it would be to fetch it */
      g_autoptr(GFileInfo) info =
        autosell_photo_file_is_on_web (file)
          ? NULL
          : g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_DISPLAY_NAME "," G_FILE_ATTRIBUTE_STANDARD_TYPE,
                               G_FILE_QUERY_INFO_NONE, cancellable, NULL);
      g_autofree char *base = g_file_get_basename (file);
      g_autofree char *valid = g_utf8_make_valid (base != NULL ? base : "", -1);
      const char *name = info != NULL ? g_file_info_get_display_name (info) : valid;

      if (info != NULL && g_file_info_get_file_type (info) == G_FILE_TYPE_DIRECTORY)
        {
          g_autofree char *key = g_utf8_collate_key_for_filename (name, -1);
          g_autofree char *prefix = g_strconcat (key, "\x01", NULL);

          list_folder (&self, file, prefix, 1);
        }
      else
        add_entry (&self, file, "", name); /* what is not there is refused by its name, like all else */
    }

  g_ptr_array_sort (entries, compare_keys);
  if (!entries_tell_order (entries))
    {
      read_times (entries, cancellable);
      g_ptr_array_sort (entries, compare_times);
    }

  return entries;
}
