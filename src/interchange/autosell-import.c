/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-import.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "autosell-header.h"
#include "autosell-text.h"
#include "autosell-value-number.h"

typedef struct
{
  AutosellColumn meaning;
  gboolean is_chosen; /* by a person, rather than guessed */
  char *heading;      /* owned */
  char *extra_name;   /* owned */
} Column;

struct _AutosellImport
{
  GObject parent_instance;
  AutosellTable *table; /* owned */
  guint header_row;
  GArray *columns; /* owned, of Column */
  GArray *rows;    /* owned, of guint: rows of the table below the header that hold something */
};

G_DEFINE_FINAL_TYPE (AutosellImport, autosell_import, G_TYPE_OBJECT)

static void
clear_column (gpointer data)
{
  Column *column = data;

  g_free (column->heading);
  g_free (column->extra_name);
}

static void
autosell_import_finalize (GObject *object)
{
  AutosellImport *self = AUTOSELL_IMPORT (object);

  g_clear_object (&self->table);
  g_array_unref (self->columns);
  g_array_unref (self->rows);
  G_OBJECT_CLASS (autosell_import_parent_class)->finalize (object);
}

static void
autosell_import_class_init (AutosellImportClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = autosell_import_finalize;
}

static void
autosell_import_init (AutosellImport *self)
{
  self->columns = g_array_new (FALSE, TRUE, sizeof (Column));
  g_array_set_clear_func (self->columns, clear_column);
  self->rows = g_array_new (FALSE, FALSE, sizeof (guint));
}

static Column *
get_column (AutosellImport *self, guint column)
{
  return &g_array_index (self->columns, Column, column);
}

/* ---- Guessing ---- */

static gboolean
row_is_blank (AutosellTable *table, guint row)
{
  for (guint column = 0; column < autosell_table_get_n_columns (table); column++)
    {
      const char *text = autosell_table_get_cell (table, row, column)->text;
      g_autofree char *trimmed = NULL;

      if (*text == '\0')
        continue;
      if (g_ascii_isgraph (*text))
        return FALSE;
      if ((trimmed = autosell_text_trim (text)) != NULL)
        return FALSE;
    }
  return TRUE;
}

static void
find_rows (AutosellImport *self)
{
  g_array_set_size (self->rows, 0);
  for (guint row = self->header_row + 1; row < autosell_table_get_n_rows (self->table); row++)
    if (!row_is_blank (self->table, row))
      g_array_append_val (self->rows, row);
}

/* The column that has @field, or the id where @use is that; -1 for none. */
static int
find_holder (AutosellImport *self, AutosellColumn meaning)
{
  for (guint i = 0; i < self->columns->len; i++)
    {
      const AutosellColumn *other = &get_column (self, i)->meaning;

      if (other->use == meaning.use
          && (meaning.use == AUTOSELL_COLUMN_ID
              || (meaning.use == AUTOSELL_COLUMN_FIELD && other->field == meaning.field)))
        return i;
    }
  return -1;
}

/* What the heading alone says; the first column to say so gets it. */
static AutosellColumn
guess_by_heading (AutosellImport *self, guint column)
{
  AutosellColumn guess = { .use = AUTOSELL_COLUMN_EXTRA };
  const char *heading = get_column (self, column)->heading;

  if (*heading == '\0')
    {
      if (autosell_header_column_is_empty (self->table, self->header_row, column))
        guess.use = AUTOSELL_COLUMN_IGNORED;
      return guess;
    }
  if (g_str_has_prefix (heading, AUTOSELL_EXTRA_HEADING_PREFIX))
    return guess;

  if (autosell_heading_is_told (heading))
    guess.use = AUTOSELL_COLUMN_IGNORED;
  else if (autosell_heading_is_id (heading) && autosell_header_column_has_ids (self->table, self->header_row, column))
    guess.use = AUTOSELL_COLUMN_ID;
  else if (autosell_field_find (heading, &guess.field))
    guess.use = AUTOSELL_COLUMN_FIELD;
  if (find_holder (self, guess) >= 0)
    guess.use = AUTOSELL_COLUMN_EXTRA;
  return guess;
}

/* The first column that holds anything, where it has no name and counts. */
static void
guess_counter (AutosellImport *self)
{
  const AutosellColumn counter = { AUTOSELL_COLUMN_FIELD, AUTOSELL_FIELD_STOCK_NUMBER };

  for (guint i = 0; i < self->columns->len; i++)
    {
      Column *column = get_column (self, i);

      if (column->meaning.use == AUTOSELL_COLUMN_IGNORED)
        continue;
      if (*column->heading == '\0' && find_holder (self, counter) < 0
          && autosell_header_column_counts (self->table, self->header_row, i))
        column->meaning = counter;
      return;
    }
}

static char *
dup_extra_name (const Column *column, guint index)
{
  const char *name = column->heading;
  g_autofree char *letters = NULL;

  if (g_str_has_prefix (name, AUTOSELL_EXTRA_HEADING_PREFIX))
    name += strlen (AUTOSELL_EXTRA_HEADING_PREFIX);
  if (*name != '\0')
    return g_strdup (name);

  /* Kept with the car, so the same in every language: a file imported by window and command line is one file. */
  letters = autosell_heading_dup_letters (index);
  return g_strdup_printf ("Col. %s", letters);
}

static void
name_extra (Column *column, guint index, GHashTable *taken)
{
  g_autofree char *name = dup_extra_name (column, index);

  column->extra_name = g_strdup (name);
  for (guint n = 2; g_hash_table_contains (taken, column->extra_name); n++)
    {
      g_free (column->extra_name);
      column->extra_name = g_strdup_printf ("%s (%u)", name, n);
    }
  g_hash_table_add (taken, column->extra_name);
}

/* A name that our export marked is exactly that; the others give way. */
static void
name_extras (AutosellImport *self)
{
  g_autoptr(GHashTable) taken = g_hash_table_new (g_str_hash, g_str_equal);

  for (int is_marked = TRUE; is_marked >= FALSE; is_marked--)
    for (guint i = 0; i < self->columns->len; i++)
      {
        Column *column = get_column (self, i);

        if (g_str_has_prefix (column->heading, AUTOSELL_EXTRA_HEADING_PREFIX) == is_marked)
          name_extra (column, i, taken);
      }
}

static void
guess (AutosellImport *self, guint header_row)
{
  self->header_row = header_row;
  g_array_set_size (self->columns, 0);
  g_array_set_size (self->columns, autosell_table_get_n_columns (self->table));
  for (guint i = 0; i < self->columns->len; i++)
    {
      Column *column = get_column (self, i);

      column->heading = autosell_header_dup_heading (self->table, header_row, i);
      column->meaning = guess_by_heading (self, i);
    }
  guess_counter (self);
  name_extras (self);
  find_rows (self);
}

AutosellImport *
autosell_import_new_with_header_row (AutosellTable *table, guint row)
{
  AutosellImport *self;

  g_return_val_if_fail (AUTOSELL_IS_TABLE (table), NULL);

  self = g_object_new (AUTOSELL_TYPE_IMPORT, NULL);
  self->table = g_object_ref (table);
  guess (self, row);
  return self;
}

/* Each is read from the beginning of the file. */
#define MAX_SHEETS_TRIED 20

AutosellTable *
autosell_import_read_table (GFile *file, const char *sheet, AutosellProgressFunc progress, gpointer progress_data,
                            GCancellable *cancellable, GError **error)
{
  g_autoptr(AutosellTable) first = autosell_table_read (file, sheet, progress, progress_data, cancellable, error);
  const char *const *names;
  guint row;

  if (first == NULL || sheet != NULL || autosell_header_find_row (first, &row))
    return g_steal_pointer (&first);

  names = autosell_table_get_sheet_names (first);
  for (guint i = 0; names != NULL && names[i] != NULL && i < MAX_SHEETS_TRIED; i++)
    {
      g_autoptr(AutosellTable) other = NULL;

      if (g_strcmp0 (names[i], autosell_table_get_sheet_name (first)) == 0)
        continue;
      other = autosell_table_read (file, names[i], NULL, NULL, cancellable, NULL);
      if (other != NULL && autosell_header_find_row (other, &row))
        return g_steal_pointer (&other);
    }
  return g_steal_pointer (&first);
}

AutosellImport *
autosell_import_new (AutosellTable *table, GError **error)
{
  guint row;

  g_return_val_if_fail (AUTOSELL_IS_TABLE (table), NULL);

  if (!autosell_header_find_row (table, &row))
    {
      g_set_error (error, AUTOSELL_INTERCHANGE_ERROR, AUTOSELL_INTERCHANGE_ERROR_NO_HEADER,
                   _("No row among the first %d has headings such as “Brand”, “Model” or “Price”."),
                   AUTOSELL_HEADING_SEARCH_ROWS);
      return NULL;
    }
  return autosell_import_new_with_header_row (table, row);
}

AutosellTable *
autosell_import_get_table (AutosellImport *self)
{
  g_return_val_if_fail (AUTOSELL_IS_IMPORT (self), NULL);
  return self->table;
}

guint
autosell_import_get_header_row (AutosellImport *self)
{
  g_return_val_if_fail (AUTOSELL_IS_IMPORT (self), 0);
  return self->header_row;
}

void
autosell_import_set_header_row (AutosellImport *self, guint row)
{
  g_return_if_fail (AUTOSELL_IS_IMPORT (self));
  guess (self, row);
}

guint
autosell_import_get_n_columns (AutosellImport *self)
{
  g_return_val_if_fail (AUTOSELL_IS_IMPORT (self), 0);
  return self->columns->len;
}

const char *
autosell_import_get_heading (AutosellImport *self, guint column)
{
  g_return_val_if_fail (AUTOSELL_IS_IMPORT (self) && column < self->columns->len, "");
  return get_column (self, column)->heading;
}

const char *
autosell_import_get_extra_name (AutosellImport *self, guint column)
{
  g_return_val_if_fail (AUTOSELL_IS_IMPORT (self) && column < self->columns->len, "");
  return get_column (self, column)->extra_name;
}

AutosellColumn
autosell_import_get_column (AutosellImport *self, guint column)
{
  g_return_val_if_fail (AUTOSELL_IS_IMPORT (self) && column < self->columns->len, (AutosellColumn){ 0 });
  return get_column (self, column)->meaning;
}

/* ---- A person's choice ---- */

static void
choose (AutosellImport *self, guint column, AutosellColumn meaning)
{
  get_column (self, column)->meaning = meaning;
  get_column (self, column)->is_chosen = TRUE;
}

static void
set_taken_error (AutosellImport *self, int holder, AutosellColumn meaning, GError **error)
{
  const char *label =
    meaning.use == AUTOSELL_COLUMN_ID ? autosell_import_get_id_label () : autosell_field_get_label (meaning.field);

  g_set_error (error, AUTOSELL_INTERCHANGE_ERROR, AUTOSELL_INTERCHANGE_ERROR_BAD_MAPPING,
               /* Translators: a field such as “Price”, then the name of a column */
               _("“%s” is column “%s” already."), label, get_column (self, holder)->extra_name);
}

gboolean
autosell_import_set_column (AutosellImport *self, guint column, AutosellColumn meaning, GError **error)
{
  int holder;

  g_return_val_if_fail (AUTOSELL_IS_IMPORT (self) && column < self->columns->len, FALSE);

  holder = find_holder (self, meaning);
  if (holder >= 0 && (guint) holder != column)
    {
      set_taken_error (self, holder, meaning, error);
      return FALSE;
    }
  choose (self, column, meaning);
  return TRUE;
}

/* "c", "column c", "columna c" for one without heading. */
static int
find_unnamed_column (AutosellImport *self, const char *folded)
{
  const char *blank = strrchr (folded, ' ');
  const char *word = blank != NULL ? blank + 1 : folded;

  for (guint i = 0; i < self->columns->len; i++)
    {
      g_autofree char *letters = autosell_heading_dup_letters (i);

      if (*get_column (self, i)->heading == '\0' && g_ascii_strcasecmp (letters, word) == 0)
        return i;
    }
  return -1;
}

static int
find_column (AutosellImport *self, const char *heading)
{
  g_autofree char *folded = autosell_text_fold_words (heading);

  for (guint i = 0; i < self->columns->len; i++)
    if (g_str_equal (get_column (self, i)->extra_name, heading))
      return i;

  for (guint i = 0; *folded != '\0' && i < self->columns->len; i++)
    {
      g_autofree char *other = autosell_text_fold_words (get_column (self, i)->extra_name);

      if (g_str_equal (other, folded))
        return i;
    }
  return find_unnamed_column (self, folded);
}

static gboolean
parse_target (const char *target, AutosellColumn *meaning)
{
  g_autofree char *folded = autosell_text_fold_words (target);

  if (g_str_equal (folded, "id"))
    meaning->use = AUTOSELL_COLUMN_ID;
  else if (g_str_equal (folded, "extra"))
    meaning->use = AUTOSELL_COLUMN_EXTRA;
  else if (g_str_equal (folded, "ignore"))
    meaning->use = AUTOSELL_COLUMN_IGNORED;
  else if (autosell_field_find (target, &meaning->field))
    meaning->use = AUTOSELL_COLUMN_FIELD;
  else
    return FALSE;

  return TRUE;
}

gboolean
autosell_import_map (AutosellImport *self, const char *heading, const char *target, GError **error)
{
  AutosellColumn meaning = { 0 };
  int column;
  int holder;

  g_return_val_if_fail (AUTOSELL_IS_IMPORT (self) && heading != NULL && target != NULL, FALSE);

  column = find_column (self, heading);
  if (column < 0)
    {
      g_set_error (error, AUTOSELL_INTERCHANGE_ERROR, AUTOSELL_INTERCHANGE_ERROR_BAD_MAPPING,
                   _("The file has no column “%s”."), heading);
      return FALSE;
    }
  if (!parse_target (target, &meaning))
    {
      g_set_error (error, AUTOSELL_INTERCHANGE_ERROR, AUTOSELL_INTERCHANGE_ERROR_BAD_MAPPING,
                   _("There is no field “%s”."), target);
      return FALSE;
    }

  holder = find_holder (self, meaning);
  if (holder >= 0 && holder != column)
    {
      if (get_column (self, holder)->is_chosen)
        {
          set_taken_error (self, holder, meaning, error);
          return FALSE;
        }
      get_column (self, holder)->meaning.use = AUTOSELL_COLUMN_EXTRA;
    }
  choose (self, column, meaning);
  return TRUE;
}

/* ---- The remembered mapping: "HEADING<TAB>USE" lines, headings escaped as C strings ---- */

char *
autosell_import_dup_mapping_key (AutosellImport *self)
{
  g_autoptr(GString) headings = g_string_new (NULL);

  g_return_val_if_fail (AUTOSELL_IS_IMPORT (self), NULL);

  for (guint i = 0; i < self->columns->len; i++)
    {
      g_autofree char *folded = autosell_text_fold_words (get_column (self, i)->heading);

      g_string_append (headings, folded);
      g_string_append_c (headings, '\n');
    }
  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, headings->str, headings->len);
}

static const char *
meaning_to_string (AutosellColumn meaning)
{
  switch (meaning.use)
    {
    case AUTOSELL_COLUMN_ID:
      return "id";
    case AUTOSELL_COLUMN_FIELD:
      return autosell_field_get_info (meaning.field)->name;
    case AUTOSELL_COLUMN_EXTRA:
      return "extra";
    case AUTOSELL_COLUMN_IGNORED:
    default:
      return "ignore";
    }
}

char *
autosell_import_dup_mapping (AutosellImport *self)
{
  GString *mapping = g_string_new (NULL);

  g_return_val_if_fail (AUTOSELL_IS_IMPORT (self), NULL);

  for (guint i = 0; i < self->columns->len; i++)
    {
      g_autofree char *escaped = g_strescape (get_column (self, i)->extra_name, NULL);

      g_string_append_printf (mapping, "%s\t%s\n", escaped, meaning_to_string (get_column (self, i)->meaning));
    }
  return g_string_free (mapping, FALSE);
}

void
autosell_import_restore_mapping (AutosellImport *self, const char *mapping)
{
  g_auto(GStrv) lines = NULL;
  g_autofree gboolean *is_done = NULL;

  g_return_if_fail (AUTOSELL_IS_IMPORT (self) && mapping != NULL);

  lines = g_strsplit (mapping, "\n", -1);
  is_done = g_new0 (gboolean, self->columns->len + 1);
  for (char **line = lines; *line != NULL; line++)
    {
      g_auto(GStrv) parts = g_strsplit (*line, "\t", 2);
      g_autofree char *heading = parts[0] != NULL ? g_strcompress (parts[0]) : NULL;
      AutosellColumn meaning = { 0 };
      int column = heading != NULL ? find_column (self, heading) : -1;
      int holder;

      if (column < 0 || parts[1] == NULL || !parse_target (parts[1], &meaning))
        continue;
      holder = find_holder (self, meaning);
      if (holder >= 0 && holder != column)
        {
          if (is_done[holder])
            continue;
          get_column (self, holder)->meaning.use = AUTOSELL_COLUMN_EXTRA;
        }
      choose (self, column, meaning);
      is_done[column] = TRUE;
    }
}

/* ---- Rows ---- */

guint
autosell_import_get_n_rows (AutosellImport *self)
{
  g_return_val_if_fail (AUTOSELL_IS_IMPORT (self), 0);
  return self->rows->len;
}

guint
autosell_import_get_row_number (AutosellImport *self, guint row)
{
  g_return_val_if_fail (AUTOSELL_IS_IMPORT (self) && row < self->rows->len, 0);
  return autosell_table_get_row_number (self->table, g_array_index (self->rows, guint, row));
}

static void
read_field (AutosellImport *self, AutosellVehicle *vehicle, AutosellField field, const AutosellCell *cell,
            const char *text)
{
  g_auto(AutosellValue) value = AUTOSELL_VALUE_INIT;

  if (cell->type != AUTOSELL_CELL_NUMBER)
    {
      autosell_vehicle_parse (vehicle, field, text);
      return;
    }
  autosell_value_set_from_number (&value, field, cell->number, cell->text, autosell_table_is_1904 (self->table));
  autosell_vehicle_set_value (vehicle, field, &value);
}

/* White space alone says nothing; else the text stays as it was found. */
static void
read_extra (AutosellVehicle *vehicle, const char *name, const char *text)
{
  g_autofree char *trimmed = g_ascii_isgraph (*text) ? NULL : autosell_text_trim (text);

  if (trimmed != NULL || g_ascii_isgraph (*text))
    autosell_vehicle_set_extra (vehicle, name, text);
}

static void
read_id (AutosellVehicle *vehicle, const char *name, const char *text)
{
  g_autofree char *trimmed = autosell_text_trim (text);
  g_autofree char *id = trimmed != NULL && g_uuid_string_is_valid (trimmed) ? g_ascii_strdown (trimmed, -1) : NULL;

  if (id != NULL)
    autosell_vehicle_set_id (vehicle, id);
  else
    read_extra (vehicle, name, text);
}

AutosellVehicle *
autosell_import_dup_vehicle (AutosellImport *self, guint row)
{
  AutosellVehicle *vehicle;
  gboolean is_csv;
  guint table_row;

  g_return_val_if_fail (AUTOSELL_IS_IMPORT (self) && row < self->rows->len, NULL);

  vehicle = autosell_vehicle_new ();
  is_csv = autosell_table_is_csv (self->table);
  table_row = g_array_index (self->rows, guint, row);
  for (guint i = 0; i < self->columns->len; i++)
    {
      const Column *column = get_column (self, i);
      const AutosellCell *cell = autosell_table_get_cell (self->table, table_row, i);
      const char *text = is_csv ? autosell_header_skip_apostrophe (cell->text) : cell->text;

      if (cell->type == AUTOSELL_CELL_EMPTY)
        continue;
      switch (column->meaning.use)
        {
        case AUTOSELL_COLUMN_ID:
          read_id (vehicle, column->extra_name, text);
          break;
        case AUTOSELL_COLUMN_FIELD:
          read_field (self, vehicle, column->meaning.field, cell, text);
          break;
        case AUTOSELL_COLUMN_EXTRA:
          read_extra (vehicle, column->extra_name, text);
          break;
        case AUTOSELL_COLUMN_IGNORED:
        default:
          break;
        }
    }
  return vehicle;
}
