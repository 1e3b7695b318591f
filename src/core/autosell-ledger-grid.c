/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-ledger.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "autosell-value-number.h"

/* Longer texts are many and all different; shorter ones repeat ("Disponible"). */
#define INTERN_BYTES 24

struct _AutosellLedgerGrid
{
  guint n_rows;
  guint n_columns;
  AutosellLedgerCell *cells; /* owned, row by row */
  GStringChunk *texts;       /* owned */
};

static const AutosellLedgerCell blank_cell = { .kind = AUTOSELL_LEDGER_BLANK };

AutosellLedgerGrid *
autosell_ledger_grid_new (guint n_rows, guint n_columns)
{
  AutosellLedgerGrid *self = g_new0 (AutosellLedgerGrid, 1);

  self->n_rows = n_rows;
  self->n_columns = n_columns;
  self->cells = g_new0 (AutosellLedgerCell, (gsize) n_rows * n_columns);
  self->texts = g_string_chunk_new (4096);
  return self;
}

void
autosell_ledger_grid_free (AutosellLedgerGrid *self)
{
  g_free (self->cells);
  g_string_chunk_free (self->texts);
  g_free (self);
}

guint
autosell_ledger_grid_get_n_rows (AutosellLedgerGrid *self)
{
  return self->n_rows;
}

guint
autosell_ledger_grid_get_n_columns (AutosellLedgerGrid *self)
{
  return self->n_columns;
}

void
autosell_ledger_grid_set (AutosellLedgerGrid *self, guint row, guint column, const AutosellLedgerCell *cell)
{
  AutosellLedgerCell *to;

  if (row >= self->n_rows || column >= self->n_columns)
    return;
  to = &self->cells[(gsize) row * self->n_columns + column];
  *to = *cell;
  if (cell->kind == AUTOSELL_LEDGER_TEXT && (cell->text == NULL || *cell->text == '\0'))
    *to = (AutosellLedgerCell){ .kind = AUTOSELL_LEDGER_BLANK,
                                .is_read_only = cell->is_read_only,
                                .is_formula = cell->is_formula };
  else if (cell->text != NULL)
    to->text = strlen (cell->text) <= INTERN_BYTES ? g_string_chunk_insert_const (self->texts, cell->text)
                                                   : g_string_chunk_insert (self->texts, cell->text);
}

void
autosell_ledger_grid_set_read_only (AutosellLedgerGrid *self, guint row, guint column, gboolean is_formula)
{
  AutosellLedgerCell *cell;

  if (row >= self->n_rows || column >= self->n_columns)
    return;
  cell = &self->cells[(gsize) row * self->n_columns + column];
  cell->is_read_only = TRUE;
  cell->is_formula = cell->is_formula || is_formula;
}

const AutosellLedgerCell *
autosell_ledger_grid_get (AutosellLedgerGrid *self, guint row, guint column)
{
  if (row >= self->n_rows || column >= self->n_columns)
    return &blank_cell;
  return &self->cells[(gsize) row * self->n_columns + column];
}

/* ---- Cells ---- */

gboolean
autosell_ledger_cell_equal (const AutosellLedgerCell *a, const AutosellLedgerCell *b)
{
  if (a->kind != b->kind)
    return FALSE;
  switch (a->kind)
    {
    case AUTOSELL_LEDGER_NUMBER:
    case AUTOSELL_LEDGER_BOOLEAN:
      return a->number == b->number;
    case AUTOSELL_LEDGER_TEXT:
    case AUTOSELL_LEDGER_ERROR:
      return strcmp (a->text, b->text) == 0;
    case AUTOSELL_LEDGER_BLANK:
    default:
      return TRUE;
    }
}

/* The shortest text that is read back as the number. */
static void
write_number (double number, char text[G_ASCII_DTOSTR_BUF_SIZE])
{
  if (number == floor (number) && fabs (number) < 1e15)
    {
      g_snprintf (text, G_ASCII_DTOSTR_BUF_SIZE, "%" G_GINT64_FORMAT, (gint64) number);
      return;
    }
  g_ascii_formatd (text, G_ASCII_DTOSTR_BUF_SIZE, "%.15g", number);
  if (g_ascii_strtod (text, NULL) != number)
    g_ascii_dtostr (text, G_ASCII_DTOSTR_BUF_SIZE, number);
}

/* "3/25/2026" of a sheet that writes the month first, as text that is read day first; NULL where it is no such date. */
static char *
swap_month (const char *text)
{
  guint month;
  guint day;
  int end = 0;

  if (sscanf (text, " %2u%*1[/-.]%2u%n", &month, &day, &end) != 2 || end == 0 || text[end] == '\0'
      || strchr ("/-.", text[end]) == NULL || strlen (text) > 32)
    return NULL;
  return g_strdup_printf ("%u/%u%s", day, month, text + end);
}

void
autosell_ledger_cell_to_value (const AutosellLedgerCell *cell, AutosellField field, gboolean month_first,
                               AutosellValue *value)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];
  g_autofree char *swapped = NULL;

  switch (cell->kind)
    {
    case AUTOSELL_LEDGER_TEXT:
      if (month_first && autosell_field_get_info (field)->kind == AUTOSELL_KIND_DATE)
        swapped = swap_month (cell->text);
      autosell_value_parse (value, field, swapped != NULL ? swapped : cell->text);
      if (swapped != NULL && value->state == AUTOSELL_VALUE_RAW)
        autosell_value_set_raw (value, cell->text);
      break;

    case AUTOSELL_LEDGER_NUMBER:
      write_number (cell->number, number);
      autosell_value_set_from_number (value, field, cell->number, number, FALSE);
      break;

    case AUTOSELL_LEDGER_BOOLEAN:
      autosell_value_parse (value, field, cell->number != 0 ? "TRUE" : "FALSE");
      break;

    case AUTOSELL_LEDGER_BLANK:
    case AUTOSELL_LEDGER_ERROR:
    default:
      autosell_value_clear (value);
      break;
    }
}

/* ---- A row as one text: “MASK” then for each cell that is not blank “\x1eNAME=KINDTEXT” ---- */

#define SEPARATOR '\x1e'
static const char kind_letters[] = "-snbe";

static void
append_cell (GString *content, AutosellField field, const AutosellLedgerCell *cell)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append_c (content, SEPARATOR);
  g_string_append (content, autosell_field_get_info (field)->name);
  g_string_append_c (content, '=');
  g_string_append_c (content, kind_letters[cell->kind]);
  if (cell->kind == AUTOSELL_LEDGER_TEXT || cell->kind == AUTOSELL_LEDGER_ERROR)
    {
      gsize start = content->len;

      g_string_append (content, cell->text);
      /* Nobody types it; a hostile cell must not look like two. */
      for (gsize i = start; i < content->len; i++)
        if (content->str[i] == SEPARATOR)
          content->str[i] = '?';
    }
  else
    {
      write_number (cell->number, number);
      g_string_append (content, number);
    }
}

void
autosell_ledger_content_append (GString *content, guint64 fields, const AutosellLedgerCell *const *cells)
{
  static const char hex[] = "0123456789abcdef";

  for (int shift = 60; shift >= 0; shift -= 4)
    if (fields >> shift != 0)
      g_string_append_c (content, hex[fields >> shift & 15]);
  for (int field = 0; field < AUTOSELL_N_FIELDS; field++)
    if ((fields & G_GUINT64_CONSTANT (1) << field) && cells[field]->kind != AUTOSELL_LEDGER_BLANK)
      append_cell (content, field, cells[field]);
}

static gboolean
find_name (const char *name, gsize length, int *field)
{
  /* Written in this order. */
  for (; *field < AUTOSELL_N_FIELDS; (*field)++)
    {
      const char *other = autosell_field_get_info (*field)->name;

      if (strncmp (other, name, length) == 0 && other[length] == '\0')
        return TRUE;
    }
  return FALSE;
}

/* One “NAME=KINDTEXT”, which ends before @end. */
static gboolean
read_cell (const char *start, const char *end, int *field, AutosellLedgerCell *cells, GStringChunk *chunk)
{
  const char *equals = memchr (start, '=', end - start);
  const char *letter;
  AutosellLedgerCell *cell;

  if (equals == NULL || equals + 1 >= end || !find_name (start, equals - start, field)
      || (letter = strchr (kind_letters, equals[1])) == NULL)
    return FALSE;

  cell = &cells[*field];
  cell->kind = letter - kind_letters;
  if (cell->kind == AUTOSELL_LEDGER_TEXT || cell->kind == AUTOSELL_LEDGER_ERROR)
    cell->text = g_string_chunk_insert_len (chunk, equals + 2, end - equals - 2);
  else
    cell->number = g_ascii_strtod (equals + 2, NULL);
  return TRUE;
}

gboolean
autosell_ledger_content_read (const char *content, guint64 *fields, AutosellLedgerCell *cells, GStringChunk *chunk)
{
  char *end;
  int field = 0;

  memset (cells, 0, sizeof *cells * AUTOSELL_N_FIELDS);
  *fields = g_ascii_strtoull (content, &end, 16);
  while (*end == SEPARATOR)
    {
      const char *start = end + 1;
      const char *next = strchr (start, SEPARATOR);

      end = next != NULL ? (char *) next : (char *) start + strlen (start);
      if (!read_cell (start, end, &field, cells, chunk))
        return FALSE;
    }
  return *end == '\0';
}
