/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-saved-filters.h"

#include <string.h>

#include "autosell-text.h"

void
autosell_saved_filter_free (AutosellSavedFilter *filter)
{
  g_free (filter->name);
  g_free (filter->text);
  g_free (filter);
}

/* On one line, since lines and tabs part them. Returns: (transfer full) (nullable): NULL for blank */
static char *
dup_line (const char *text)
{
  g_autofree char *line = g_strdelimit (g_strdup (text), "\n\r\t", ' ');

  return autosell_text_trim (line);
}

static AutosellSavedFilter *
filter_new (const char *name, const char *text)
{
  g_autofree char *line = dup_line (name);
  AutosellSavedFilter *filter;

  if (line == NULL)
    return NULL;
  filter = g_new (AutosellSavedFilter, 1);
  filter->name = g_steal_pointer (&line);
  filter->text = dup_line (text);
  if (filter->text == NULL)
    filter->text = g_strdup ("");
  return filter;
}

GPtrArray *
autosell_saved_filters_read (const char *data)
{
  GPtrArray *filters = g_ptr_array_new_with_free_func ((GDestroyNotify) autosell_saved_filter_free);
  g_auto(GStrv) lines = data != NULL && g_utf8_validate (data, -1, NULL) ? g_strsplit (data, "\n", -1) : NULL;

  for (guint i = 0; lines != NULL && lines[i] != NULL; i++)
    {
      char *tab = strchr (lines[i], '\t');

      if (tab == NULL)
        continue;
      *tab = '\0';
      autosell_saved_filters_put (filters, G_MAXUINT, lines[i], tab + 1);
    }
  return filters;
}

char *
autosell_saved_filters_write (GPtrArray *filters)
{
  GString *data;

  if (filters->len == 0)
    return NULL;
  data = g_string_new (NULL);
  for (guint i = 0; i < filters->len; i++)
    {
      const AutosellSavedFilter *filter = g_ptr_array_index (filters, i);

      g_string_append_printf (data, "%s\t%s\n", filter->name, filter->text);
    }
  return g_string_free (data, FALSE);
}

static gboolean
names_equal (const char *a, const char *b)
{
  g_autofree char *x = autosell_text_fold (a), *y = autosell_text_fold (b);
  g_autofree char *p = autosell_text_trim (x), *q = autosell_text_trim (y);

  return g_strcmp0 (p, q) == 0;
}

AutosellSavedFilter *
autosell_saved_filters_find (GPtrArray *filters, const char *name, guint *index)
{
  for (guint i = 0; i < filters->len; i++)
    {
      AutosellSavedFilter *filter = g_ptr_array_index (filters, i);

      if (!names_equal (filter->name, name))
        continue;
      if (index != NULL)
        *index = i;
      return filter;
    }
  return NULL;
}

gboolean
autosell_saved_filters_put (GPtrArray *filters, guint index, const char *name, const char *text)
{
  g_autoptr(AutosellSavedFilter) filter = filter_new (name, text);
  AutosellSavedFilter *known = filter != NULL ? autosell_saved_filters_find (filters, filter->name, NULL) : NULL;

  if (filter == NULL)
    return FALSE;
  if (known != NULL)
    {
      g_free (known->text);
      known->text = g_steal_pointer (&filter->text);
      return TRUE;
    }
  g_ptr_array_insert (filters, index < filters->len ? (int) index : -1, g_steal_pointer (&filter));
  return TRUE;
}

gboolean
autosell_saved_filters_rename (GPtrArray *filters, const char *name, const char *new_name)
{
  g_autofree char *line = dup_line (new_name);
  AutosellSavedFilter *filter = autosell_saved_filters_find (filters, name, NULL);
  AutosellSavedFilter *other = line != NULL ? autosell_saved_filters_find (filters, line, NULL) : NULL;

  if (filter == NULL || line == NULL || (other != NULL && other != filter))
    return FALSE;
  g_free (filter->name);
  filter->name = g_steal_pointer (&line);
  return TRUE;
}

gboolean
autosell_saved_filters_remove (GPtrArray *filters, const char *name)
{
  guint index;

  if (autosell_saved_filters_find (filters, name, &index) == NULL)
    return FALSE;
  g_ptr_array_remove_index (filters, index);
  return TRUE;
}
