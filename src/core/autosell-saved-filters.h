/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Filters that a person keeps under a name, as one text: a line each, name and search text parted by a tab. It belongs
 * to the stock (a setting of the store), so that every window has the same and a backup has them too. */
typedef struct
{
  char *name; /* owned, never blank, one line */
  char *text; /* owned: a search text */
} AutosellSavedFilter;

void autosell_saved_filter_free (AutosellSavedFilter *filter);

/* Lines that hold no filter are left out. @data: (nullable).
 * Returns: (transfer full) (element-type AutosellSavedFilter) */
GPtrArray *autosell_saved_filters_read (const char *data);
/* Returns: (transfer full) (nullable): NULL for none */
char *autosell_saved_filters_write (GPtrArray *filters);

/* Names are the same where case, accents and blanks alone differ. (nullable) @index: (out) (optional) */
AutosellSavedFilter *autosell_saved_filters_find (GPtrArray *filters, const char *name, guint *index);
/* Adds it at @index (behind the last for more), or changes the text of the one with that name. FALSE where the name is
 * blank. */
gboolean autosell_saved_filters_put (GPtrArray *filters, guint index, const char *name, const char *text);
/* FALSE where there is no @name, @new_name is blank, or another has it. */
gboolean autosell_saved_filters_rename (GPtrArray *filters, const char *name, const char *new_name);
gboolean autosell_saved_filters_remove (GPtrArray *filters, const char *name);

#define AUTOSELL_SETTING_SAVED_FILTERS "filters.saved"

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AutosellSavedFilter, autosell_saved_filter_free)

G_END_DECLS
