/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-ledger.h"

#include <string.h>

#include "autosell-heading.h"
#include "autosell-parse.h"
#include "autosell-status.h"
#include "autosell-text.h"

/* Serial of 1970-01-01 in a sheet whose day 0 is 1899-12-30. */
#define SERIAL_OF_1970 25569
/* More digits than this are a number that a cell would round. */
#define MAX_DIGITS 15

static void
column_free (gpointer data)
{
  AutosellLedgerColumn *column = data;

  g_free (column->heading);
  g_strfreev (column->options);
  g_clear_pointer (&column->spellings, g_hash_table_unref);
  g_free (column);
}

void
autosell_ledger_layout_free (AutosellLedgerLayout *self)
{
  g_clear_pointer (&self->annex, autosell_ledger_annex_free);
  g_ptr_array_unref (self->columns);
  g_free (self);
}

static const char *
get_text (gpointer table, guint row, guint column)
{
  const AutosellLedgerCell *cell = autosell_ledger_grid_get (table, row, column);

  return cell->kind == AUTOSELL_LEDGER_TEXT ? cell->text : "";
}

static char *
dup_heading (gpointer table, guint row, guint column)
{
  char *heading = autosell_text_trim (get_text (table, row, column));

  return heading != NULL ? heading : g_strdup ("");
}

/* A number's digits, for the column that counts. */
static const char *
get_count_text (gpointer table, guint row, guint column)
{
  static __thread char digits[32];
  const AutosellLedgerCell *cell = autosell_ledger_grid_get (table, row, column);

  if (cell->kind != AUTOSELL_LEDGER_NUMBER)
    return get_text (table, row, column);
  g_snprintf (digits, sizeof digits, "%.10g", cell->number);
  return digits;
}

static AutosellLedgerColumn *
get_column (AutosellLedgerLayout *self, guint column)
{
  return g_ptr_array_index (self->columns, column);
}

static gboolean
is_allowed (AutosellField field, gboolean with_private)
{
  return with_private || !autosell_field_get_info (field)->is_private;
}

static void
use_for_field (AutosellLedgerLayout *self, guint column, AutosellField field, gboolean with_private)
{
  if (!is_allowed (field, with_private) || self->by_field[field] >= 0
      || get_column (self, column)->use != AUTOSELL_LEDGER_USE_IGNORED)
    return;
  get_column (self, column)->use = AUTOSELL_LEDGER_USE_FIELD;
  get_column (self, column)->field = field;
  self->by_field[field] = column;
  self->fields |= G_GUINT64_CONSTANT (1) << field;
}

static void
use_for_id (AutosellLedgerLayout *self, guint column)
{
  if (self->id_column >= 0)
    return;
  get_column (self, column)->use = AUTOSELL_LEDGER_USE_ID;
  self->id_column = column;
}

/* The first column that has any cell, where it has no name and counts. -1 for none */
static int
find_counter (AutosellLedgerLayout *self, AutosellLedgerGrid *grid)
{
  guint n_rows = autosell_ledger_grid_get_n_rows (grid);

  for (guint column = 0; column < self->columns->len; column++)
    for (guint row = self->header_row; row < n_rows; row++)
      if (autosell_ledger_grid_get (grid, row, column)->kind != AUTOSELL_LEDGER_BLANK)
        return *get_column (self, column)->heading == '\0'
                   && autosell_heading_column_counts (get_count_text, grid, self->header_row + 1, n_rows, column)
                 ? (int) column
                 : -1;
  return -1;
}

/* A heading of ids, of which the column below holds some, or nothing yet. */
static gboolean
holds_ids (AutosellLedgerGrid *grid, guint header_row, guint column)
{
  gboolean is_empty = TRUE;

  for (guint row = header_row + 1; row < autosell_ledger_grid_get_n_rows (grid); row++)
    {
      const AutosellLedgerCell *cell = autosell_ledger_grid_get (grid, row, column);

      if (cell->kind == AUTOSELL_LEDGER_TEXT && g_uuid_string_is_valid (cell->text))
        return TRUE;
      is_empty = is_empty && cell->kind == AUTOSELL_LEDGER_BLANK;
    }
  return is_empty;
}

static void
find_id_column (AutosellLedgerLayout *self, AutosellLedgerGrid *grid)
{
  for (guint i = 0; i < self->columns->len; i++)
    if (autosell_heading_is_id (get_column (self, i)->heading) && holds_ids (grid, self->header_row, i))
      use_for_id (self, i);
}

static void
guess (AutosellLedgerLayout *self, AutosellLedgerGrid *grid, gboolean with_private)
{
  int counter;

  for (guint i = 0; i < self->columns->len; i++)
    {
      AutosellField field;

      if (*get_column (self, i)->heading != '\0' && autosell_field_find (get_column (self, i)->heading, &field))
        use_for_field (self, i, field, with_private);
    }
  counter = find_counter (self, grid);
  if (counter >= 0)
    use_for_field (self, counter, AUTOSELL_FIELD_STOCK_NUMBER, with_private);
}

static int
find_heading (AutosellLedgerLayout *self, AutosellLedgerGrid *grid, const char *heading)
{
  g_autofree char *folded = autosell_text_fold_words (heading);

  if (*folded == '\0')
    return find_counter (self, grid);
  for (guint i = 0; i < self->columns->len; i++)
    {
      g_autofree char *other = autosell_text_fold_words (get_column (self, i)->heading);

      if (get_column (self, i)->use == AUTOSELL_LEDGER_USE_IGNORED && g_str_equal (other, folded))
        return i;
    }
  return -1;
}

static void
follow (AutosellLedgerLayout *self, AutosellLedgerGrid *grid, const char *mapping, gboolean with_private)
{
  g_auto(GStrv) lines = g_strsplit (mapping, "\n", -1);

  for (char **line = lines; *line != NULL; line++)
    {
      g_auto(GStrv) parts = g_strsplit (*line, "\t", 2);
      g_autofree char *heading = parts[0] != NULL ? g_strcompress (parts[0]) : NULL;
      AutosellField field;
      int column;

      if (heading == NULL || parts[1] == NULL || !autosell_field_find (parts[1], &field))
        continue;
      column = find_heading (self, grid, heading);
      if (column >= 0)
        use_for_field (self, column, field, with_private);
      else if (is_allowed (field, with_private))
        self->missing |= G_GUINT64_CONSTANT (1) << field;
    }
}

char *
autosell_ledger_layout_dup_mapping (AutosellLedgerLayout *self)
{
  GString *mapping = g_string_new (NULL);

  for (guint i = 0; i < self->columns->len; i++)
    {
      const AutosellLedgerColumn *column = get_column (self, i);
      g_autofree char *escaped = NULL;

      if (column->use != AUTOSELL_LEDGER_USE_FIELD)
        continue;
      escaped = g_strescape (column->heading, NULL);
      g_string_append_printf (mapping, "%s\t%s\n", escaped, autosell_field_get_info (column->field)->name);
    }
  return g_string_free (mapping, FALSE);
}

/* ---- How a column writes ---- */

static gboolean
is_word_of_choice (AutosellField field)
{
  AutosellKind kind = autosell_field_get_info (field)->kind;

  return kind == AUTOSELL_KIND_STATUS || kind == AUTOSELL_KIND_ACQUISITION;
}

/* The spelling that the column uses most for each meaning. */
static void
learn_spellings (AutosellLedgerLayout *self, AutosellLedgerGrid *grid, guint index)
{
  AutosellLedgerColumn *column = get_column (self, index);
  g_autoptr(GHashTable) counts = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(GHashTable) best = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GHashTableIter iter;
  gpointer text;
  gpointer count;

  for (guint row = self->header_row + 1; row < autosell_ledger_grid_get_n_rows (grid); row++)
    {
      const AutosellLedgerCell *cell = autosell_ledger_grid_get (grid, row, index);

      if (cell->kind == AUTOSELL_LEDGER_TEXT)
        g_hash_table_insert (counts, (gpointer) cell->text,
                             GUINT_TO_POINTER (GPOINTER_TO_UINT (g_hash_table_lookup (counts, cell->text)) + 1));
    }

  column->spellings = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_hash_table_iter_init (&iter, counts);
  while (g_hash_table_iter_next (&iter, &text, &count))
    {
      g_auto(AutosellValue) value = AUTOSELL_VALUE_INIT;
      guint most;
      const char *other;

      autosell_value_parse (&value, column->field, text);
      if (value.state != AUTOSELL_VALUE_KNOWN)
        continue;
      most = GPOINTER_TO_UINT (g_hash_table_lookup (best, value.text));
      other = g_hash_table_lookup (column->spellings, value.text);
      /* Of equals the first in order, so that every PC writes the same. */
      if (GPOINTER_TO_UINT (count) < most
          || (GPOINTER_TO_UINT (count) == most && other != NULL && strcmp (other, text) < 0))
        continue;
      g_hash_table_insert (best, g_strdup (value.text), count);
      g_hash_table_insert (column->spellings, g_strdup (value.text), autosell_text_trim (text));
    }
}

static void
learn (AutosellLedgerLayout *self, AutosellLedgerGrid *grid)
{
  for (guint i = 0; i < self->columns->len; i++)
    {
      AutosellLedgerColumn *column = get_column (self, i);

      if (column->use != AUTOSELL_LEDGER_USE_FIELD)
        continue;
      for (guint row = self->header_row + 1; row < autosell_ledger_grid_get_n_rows (grid) && !column->holds_numbers;
           row++)
        column->holds_numbers = autosell_ledger_grid_get (grid, row, i)->kind == AUTOSELL_LEDGER_NUMBER;
      if (is_word_of_choice (column->field))
        learn_spellings (self, grid, i);
    }
}

void
autosell_ledger_layout_set_options (AutosellLedgerLayout *self, guint column, const char *const *options)
{
  g_return_if_fail (column < self->columns->len);

  g_strfreev (get_column (self, column)->options);
  get_column (self, column)->options = g_strdupv ((char **) options);
}

void
autosell_ledger_layout_set_is_date (AutosellLedgerLayout *self, guint index)
{
  AutosellLedgerColumn *column;

  g_return_if_fail (index < self->columns->len);

  column = get_column (self, index);
  if (column->use == AUTOSELL_LEDGER_USE_FIELD && autosell_field_get_info (column->field)->kind == AUTOSELL_KIND_DATE)
    column->holds_numbers = TRUE;
}

/* The rest of the world that a lot may have to do with writes the day first. */
static gboolean
writes_month_first (const char *locale)
{
  return locale != NULL && (g_str_has_suffix (locale, "_US") || g_str_equal (locale, "en"));
}

static void
add_column (AutosellLedgerLayout *self, const char *heading)
{
  AutosellLedgerColumn *column = g_new0 (AutosellLedgerColumn, 1);

  column->heading = g_strdup (heading);
  g_ptr_array_add (self->columns, column);
}

void
autosell_ledger_layout_add_id_column (AutosellLedgerLayout *self, const char *heading)
{
  g_return_if_fail (self->id_column < 0);

  add_column (self, heading);
  use_for_id (self, self->columns->len - 1);
}

/* @grid: (nullable) without columns */
static AutosellLedgerLayout *
make_layout (AutosellLedgerGrid *grid, guint header_row, guint n_columns)
{
  AutosellLedgerLayout *self = g_new0 (AutosellLedgerLayout, 1);

  self->columns = g_ptr_array_new_with_free_func (column_free);
  self->header_row = header_row;
  self->id_column = -1;
  for (int i = 0; i < AUTOSELL_N_FIELDS; i++)
    self->by_field[i] = -1;
  for (guint i = 0; i < n_columns; i++)
    {
      g_autofree char *heading = dup_heading (grid, header_row, i);

      add_column (self, heading);
    }
  return self;
}

/* The table is the program's own: its heading is enough where there is no id yet, as below notes alone. */
static void
find_own_id_column (AutosellLedgerLayout *self, AutosellLedgerGrid *grid)
{
  find_id_column (self, grid);
  for (guint i = 0; i < self->columns->len && self->id_column < 0; i++)
    if (autosell_heading_is_id (get_column (self, i)->heading))
      use_for_id (self, i);
}

AutosellLedgerLayout *
autosell_ledger_layout_new_annex (AutosellLedgerGrid *grid, guint64 fields)
{
  guint n_columns = grid != NULL ? autosell_ledger_grid_get_n_columns (grid) : 0;
  g_autoptr(AutosellLedgerLayout) self = make_layout (grid, 0, n_columns);

  if (n_columns > 0)
    find_own_id_column (self, grid);
  else
    autosell_ledger_layout_add_id_column (self, "id");
  if (self->id_column < 0)
    return NULL;
  for (int field = 0; field < AUTOSELL_N_FIELDS; field++)
    {
      const char *name = autosell_field_get_info (field)->name;
      guint column = 0;

      if ((fields & G_GUINT64_CONSTANT (1) << field) == 0)
        continue;
      while (column < n_columns && !g_str_equal (get_column (self, column)->heading, name))
        column++;
      if (column == n_columns)
        {
          column = self->columns->len;
          add_column (self, name);
        }
      use_for_field (self, column, field, TRUE);
    }
  return g_steal_pointer (&self);
}

/* The headings of a mapping, folded. Returns: (transfer full) */
static GHashTable *
list_headings (const char *mapping)
{
  GHashTable *headings = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_auto(GStrv) lines = g_strsplit (mapping, "\n", -1);

  for (char **line = lines; *line != NULL; line++)
    {
      g_auto(GStrv) parts = g_strsplit (*line, "\t", 2);
      g_autofree char *heading = parts[0] != NULL ? g_strcompress (parts[0]) : NULL;
      g_autofree char *folded = heading != NULL ? autosell_text_fold_words (heading) : NULL;

      if (folded != NULL && *folded != '\0')
        g_hash_table_add (headings, g_steal_pointer (&folded));
    }
  return headings;
}

static guint
count_headings (AutosellLedgerGrid *grid, guint row, GHashTable *headings)
{
  g_autoptr(GHashTable) found = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint column = 0; column < autosell_ledger_grid_get_n_columns (grid); column++)
    {
      const char *text = get_text (grid, row, column);
      g_autofree char *folded = *text != '\0' ? autosell_text_fold_words (text) : NULL;

      if (folded != NULL && g_hash_table_contains (headings, folded))
        g_hash_table_add (found, g_steal_pointer (&folded));
    }
  return g_hash_table_size (found);
}

/* The row that has most of the mapping's headings, two at least where there are two: the lot's own words need not be
 * those that are known, and where they are, a row of them may be some other list's. The first of equals. */
static gboolean
find_mapped_row (AutosellLedgerGrid *grid, const char *mapping, guint *row)
{
  g_autoptr(GHashTable) headings = list_headings (mapping);
  guint n_rows = MIN (autosell_ledger_grid_get_n_rows (grid), AUTOSELL_HEADING_SEARCH_ROWS);
  guint needed = MIN (g_hash_table_size (headings), 2);
  guint best = 0;

  for (guint i = 0; i < n_rows; i++)
    {
      guint n = count_headings (grid, i, headings);

      if (n > best && n >= needed)
        {
          best = n;
          *row = i;
        }
    }
  return best > 0;
}

AutosellLedgerLayout *
autosell_ledger_layout_new (AutosellLedgerGrid *grid, const char *mapping, const char *locale, gboolean with_private)
{
  guint row;

  g_return_val_if_fail (grid != NULL, NULL);

  if ((mapping != NULL && find_mapped_row (grid, mapping, &row))
      || autosell_heading_find_row (dup_heading, grid, autosell_ledger_grid_get_n_rows (grid),
                                    autosell_ledger_grid_get_n_columns (grid), &row))
    return autosell_ledger_layout_new_at (grid, row, mapping, locale, with_private);
  return NULL;
}

AutosellLedgerLayout *
autosell_ledger_layout_new_at (AutosellLedgerGrid *grid, guint header_row, const char *mapping, const char *locale,
                               gboolean with_private)
{
  AutosellLedgerLayout *self;

  g_return_val_if_fail (grid != NULL && header_row < autosell_ledger_grid_get_n_rows (grid), NULL);

  self = make_layout (grid, header_row, autosell_ledger_grid_get_n_columns (grid));
  self->month_first = writes_month_first (locale);
  find_id_column (self, grid);
  if (mapping != NULL)
    follow (self, grid, mapping, with_private);
  else
    guess (self, grid, with_private);
  learn (self, grid);
  return self;
}

/* ---- Cells that say a value ---- */

static void
set_text (AutosellLedgerCell *cell, GStringChunk *chunk, const char *text)
{
  cell->kind = AUTOSELL_LEDGER_TEXT;
  cell->text = g_string_chunk_insert (chunk, text);
}

static void
set_number (AutosellLedgerCell *cell, double number)
{
  cell->kind = AUTOSELL_LEDGER_NUMBER;
  cell->number = number;
}

/* Digits that a number keeps as they are: "15", but neither "007" nor a telephone. */
static gboolean
is_plain_count (const char *text)
{
  return strlen (text) <= MAX_DIGITS && strspn (text, "0123456789") == strlen (text)
         && (*text != '0' || text[1] == '\0');
}

static void
set_date (AutosellLedgerLayout *self, const AutosellLedgerColumn *column, const char *iso, AutosellLedgerCell *cell,
          GStringChunk *chunk)
{
  int year = atoi (iso);
  int month = atoi (iso + 5);
  int day = atoi (iso + 8);
  char text[40];

  if (column->holds_numbers)
    {
      set_number (cell, SERIAL_OF_1970 + autosell_date_days_between ("1970-01-01", iso));
      return;
    }
  g_snprintf (text, sizeof text, "%02d/%02d/%04d", self->month_first ? month : day, self->month_first ? day : month,
              year);
  set_text (cell, chunk, text);
}

static void
set_word (const AutosellLedgerColumn *column, const AutosellValue *value, AutosellLedgerCell *cell, GStringChunk *chunk)
{
  const char *spelling = column->spellings != NULL ? g_hash_table_lookup (column->spellings, value->text) : NULL;
  g_autofree char *display = spelling == NULL ? autosell_value_to_display (value, column->field) : NULL;

  set_text (cell, chunk, spelling != NULL ? spelling : display);
}

static void
set_known (AutosellLedgerLayout *self, const AutosellLedgerColumn *column, const AutosellValue *value,
           AutosellLedgerCell *cell, GStringChunk *chunk)
{
  g_autofree char *text = NULL;

  switch (autosell_field_get_info (column->field)->kind)
    {
    case AUTOSELL_KIND_INTEGER:
      set_number (cell, value->number);
      break;
    case AUTOSELL_KIND_MONEY:
      set_number (cell, value->number / 100.0);
      break;
    case AUTOSELL_KIND_DATE:
      set_date (self, column, value->text, cell, chunk);
      break;
    case AUTOSELL_KIND_STATUS:
    case AUTOSELL_KIND_ACQUISITION:
      set_word (column, value, cell, chunk);
      break;
    case AUTOSELL_KIND_TEXT:
    case AUTOSELL_KIND_LONG_TEXT:
    case AUTOSELL_KIND_LIST:
    default:
      text = autosell_value_to_string (value, column->field);
      if (column->holds_numbers && is_plain_count (text))
        set_number (cell, g_ascii_strtod (text, NULL));
      else
        set_text (cell, chunk, text);
      break;
    }
}

/* Of a dropdown, what means the same; case and accents make no difference to a text. */
static gboolean
choose_option (AutosellLedgerLayout *self, const AutosellLedgerColumn *column, const AutosellValue *value,
               AutosellLedgerCell *cell, GStringChunk *chunk)
{
  g_autofree char *folded = value->text != NULL ? autosell_text_fold_words (value->text) : NULL;

  for (char **option = column->options; *option != NULL; option++)
    {
      const AutosellLedgerCell offered = { .kind = AUTOSELL_LEDGER_TEXT, .text = *option };
      g_auto(AutosellValue) meaning = AUTOSELL_VALUE_INIT;
      g_autofree char *other = autosell_text_fold_words (*option);

      autosell_ledger_cell_to_value (&offered, column->field, self->month_first, &meaning);
      if (!autosell_value_equal (&meaning, value)
          && (is_word_of_choice (column->field) || g_strcmp0 (folded, other) != 0))
        continue;
      set_text (cell, chunk, *option);
      return TRUE;
    }
  return FALSE;
}

AutosellLedgerFit
autosell_ledger_layout_make_cell (AutosellLedgerLayout *self, guint index, const AutosellValue *value,
                                  GStringChunk *chunk, AutosellLedgerCell *cell)
{
  const AutosellLedgerColumn *column = get_column (self, index);
  g_auto(AutosellValue) back = AUTOSELL_VALUE_INIT;

  *cell = (AutosellLedgerCell){ .kind = AUTOSELL_LEDGER_BLANK };
  if (value->state == AUTOSELL_VALUE_UNKNOWN)
    return AUTOSELL_LEDGER_WRITABLE;
  if (column->options != NULL)
    return choose_option (self, column, value, cell, chunk) ? AUTOSELL_LEDGER_WRITABLE : AUTOSELL_LEDGER_NOT_OFFERED;
  if (value->state == AUTOSELL_VALUE_RAW)
    set_text (cell, chunk, value->text);
  else
    set_known (self, column, value, cell, chunk);

  autosell_ledger_cell_to_value (cell, column->field, self->month_first, &back);
  return autosell_value_equal (&back, value) ? AUTOSELL_LEDGER_WRITABLE : AUTOSELL_LEDGER_UNFIT;
}
