/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-table-private.h"

#include <math.h>
#include <string.h>
#include <glib/gi18n-lib.h>

#include "autosell-text-decoder.h"

/* RFC 4180, and what people's programs make of it. Where that is broken, characters are kept rather than dropped: a
 * quote inside an unquoted cell is a quote, and text behind a closing quote belongs to the cell. */

typedef enum
{
  STATE_CELL_START,
  STATE_PLAIN,
  STATE_QUOTED,
  STATE_QUOTE_IN_QUOTED, /* the end of the cell, or half of "" */
} State;

typedef struct
{
  AutosellTable *table; /* unowned */
  State state;
  char delimiter;
  gboolean ends_plain[256]; /* what a run of plain characters stops at */
  gboolean after_cr;        /* a LF now belongs to the line end before it */
  guint line;               /* from 1 */
  guint quote_line;         /* where the open quote is */
  guint column;
  GString *cell; /* owned; the part of the cell that is in no block any more, or was unquoted */
} Parser;

/* ---- Which delimiter ---- */

#define SNIFF_MAX_ROWS 200
#define SNIFF_MAX_COUNT 1024

static const char delimiters[] = { ',', ';', '\t' };

typedef struct
{
  guint counts[G_N_ELEMENTS (delimiters)][SNIFF_MAX_ROWS]; /* of each delimiter in each row */
  guint n_rows;
} Sniff;

static int
delimiter_index (char c)
{
  for (guint i = 0; i < G_N_ELEMENTS (delimiters); i++)
    if (delimiters[i] == c)
      return i;
  return -1;
}

/* Counts outside of quotes. The row that the block cuts off counts only when it is all there is. */
static void
sniff_count (Sniff *sniff, const char *text, gsize length)
{
  gboolean in_quotes = FALSE;
  gboolean at_start = TRUE;
  gboolean has_text = FALSE;

  for (gsize i = 0; i < length && sniff->n_rows < SNIFF_MAX_ROWS; i++)
    {
      int d = in_quotes ? -1 : delimiter_index (text[i]);

      if (text[i] == '"' && (in_quotes || at_start))
        in_quotes = !in_quotes;
      else if (d >= 0)
        sniff->counts[d][sniff->n_rows] += sniff->counts[d][sniff->n_rows] < SNIFF_MAX_COUNT;
      else if (!in_quotes && (text[i] == '\n' || text[i] == '\r'))
        {
          sniff->n_rows += has_text;
          has_text = FALSE;
        }
      /* "" inside quotes closes and opens again. */
      at_start = d >= 0 || text[i] == '\n' || text[i] == '\r' || (text[i] == '"' && !in_quotes);
      has_text |= text[i] != '\n' && text[i] != '\r';
    }
  if (sniff->n_rows == 0 && has_text)
    sniff->n_rows = 1;
}

/* The more columns, and the more rows that have just as many of them, the better. */
static double
sniff_score (const Sniff *sniff, guint delimiter)
{
  guint tally[SNIFF_MAX_COUNT + 1] = { 0 };
  guint best = 0;

  for (guint i = 0; i < sniff->n_rows; i++)
    {
      guint count = sniff->counts[delimiter][i];

      if (count > 0 && (++tally[count] > tally[best] || best == 0))
        best = count;
    }
  return best > 0 ? (double) tally[best] / sniff->n_rows * log2 (1 + best) : 0;
}

static char
sniff_delimiter (const char *text, gsize length)
{
  g_autofree Sniff *sniff = g_new0 (Sniff, 1);
  guint best = 0;
  double best_score = 0;

  sniff_count (sniff, text, length);
  for (guint i = 0; i < G_N_ELEMENTS (delimiters); i++)
    {
      double score = sniff_score (sniff, i);

      if (score > best_score)
        {
          best = i;
          best_score = score;
        }
    }
  return delimiters[best];
}

/* Excel's first line "sep=;", quoted or not. Returns its length without the line end, 0 where there is none. */
static gsize
find_sep_line (const char *text, gsize length, char *delimiter)
{
  gsize quote = length > 0 && text[0] == '"' ? 1 : 0;
  gsize n = 5 + 2 * quote;
  char c;

  if (length < n || g_ascii_strncasecmp (text + quote, "sep=", 4) != 0)
    return 0;
  c = text[quote + 4];
  if (c == '\r' || c == '\n' || c == '"' || (guchar) c >= 0x80 || (quote && text[n - 1] != '"')
      || (length > n && text[n] != '\r' && text[n] != '\n'))
    return 0;

  *delimiter = c;
  return n;
}

/* ---- Reading ---- */

static gboolean
end_cell (Parser *self, const char *text, gsize length, GError **error)
{
  if (self->cell->len > 0)
    {
      g_string_append_len (self->cell, text, length);
      text = self->cell->str;
      length = self->cell->len;
    }
  if (!autosell_table_add_cell (self->table, self->column, AUTOSELL_CELL_TEXT, text, length, 0, error))
    return FALSE;

  g_string_truncate (self->cell, 0);
  self->column++;
  self->state = STATE_CELL_START;
  return TRUE;
}

/* @c: a character of ends_plain outside of quotes */
static gboolean
end_cell_at (Parser *self, char c, const char *text, gsize length, GError **error)
{
  if (!end_cell (self, text, length, error))
    return FALSE;
  if (c == self->delimiter)
    return TRUE;

  self->line++;
  self->after_cr = c == '\r';
  self->column = 0;
  return autosell_table_begin_row (self->table, self->line, error);
}

static gboolean
keep (Parser *self, const char *text, gsize length, GError **error)
{
  g_string_append_len (self->cell, text, length);
  if (self->cell->len <= AUTOSELL_TABLE_MAX_CELL_BYTES)
    return TRUE;

  if (self->state == STATE_QUOTED)
    g_set_error (error, AUTOSELL_INTERCHANGE_ERROR, AUTOSELL_INTERCHANGE_ERROR_TOO_LARGE,
                 _("The quotation mark opened on line %u is not closed within %d bytes."), self->quote_line,
                 AUTOSELL_TABLE_MAX_CELL_BYTES);
  else
    g_set_error (error, AUTOSELL_INTERCHANGE_ERROR, AUTOSELL_INTERCHANGE_ERROR_TOO_LARGE,
                 _("A cell on line %u is longer than %d bytes."), self->line, AUTOSELL_TABLE_MAX_CELL_BYTES);
  return FALSE;
}

/* Line ends in a quoted cell stay as they are; they only have to be counted. */
static void
count_lines (Parser *self, const char *text, gsize length)
{
  for (gsize i = 0; i < length; i++)
    {
      self->line += text[i] == '\r' || (text[i] == '\n' && !self->after_cr);
      self->after_cr = text[i] == '\r';
    }
}

static gboolean
parse_plain (Parser *self, const char *text, gsize length, gsize *i, GError **error)
{
  gsize start = *i;
  gsize end = start;

  while (end < length && !self->ends_plain[(guchar) text[end]])
    end++;
  if (end == length)
    {
      *i = end;
      self->state = STATE_PLAIN;
      return keep (self, text + start, end - start, error);
    }
  *i = end + 1;
  return end_cell_at (self, text[end], text + start, end - start, error);
}

static gboolean
parse_quoted (Parser *self, const char *text, gsize length, gsize *i, GError **error)
{
  const char *quote = memchr (text + *i, '"', length - *i);
  gsize end = quote != NULL ? (gsize) (quote - text) : length;
  gsize start = *i;

  count_lines (self, text + start, end - start);
  if (!keep (self, text + start, end - start, error))
    return FALSE;
  if (quote != NULL)
    {
      self->state = STATE_QUOTE_IN_QUOTED;
      self->after_cr = FALSE;
      end++;
    }
  *i = end;
  return TRUE;
}

static gboolean
parse_cell_start (Parser *self, const char *text, gsize length, gsize *i, GError **error)
{
  if (text[*i] != '"')
    return parse_plain (self, text, length, i, error);

  self->state = STATE_QUOTED;
  self->quote_line = self->line;
  (*i)++;
  return TRUE;
}

static gboolean
parse_after_quote (Parser *self, const char *text, gsize length, gsize *i, GError **error)
{
  if (text[*i] != '"')
    return parse_plain (self, text, length, i, error);

  self->state = STATE_QUOTED;
  return keep (self, text + (*i)++, 1, error);
}

static gboolean
parse_block (Parser *self, const char *text, gsize length, GError **error)
{
  gboolean ok = TRUE;
  gsize i = 0;

  while (ok && i < length)
    {
      if (self->state != STATE_QUOTED && self->after_cr)
        {
          self->after_cr = FALSE;
          if (text[i] == '\n')
            {
              i++;
              continue;
            }
        }
      switch (self->state)
        {
        case STATE_CELL_START:
          ok = parse_cell_start (self, text, length, &i, error);
          break;
        case STATE_PLAIN:
          ok = parse_plain (self, text, length, &i, error);
          break;
        case STATE_QUOTED:
          ok = parse_quoted (self, text, length, &i, error);
          break;
        case STATE_QUOTE_IN_QUOTED:
          ok = parse_after_quote (self, text, length, &i, error);
          break;
        }
    }
  return ok;
}

static gboolean
parse_end (Parser *self, GError **error)
{
  if (self->state == STATE_QUOTED)
    {
      g_set_error (error, AUTOSELL_INTERCHANGE_ERROR, AUTOSELL_INTERCHANGE_ERROR_NOT_A_TABLE,
                   _("The quotation mark opened on line %u is never closed."), self->quote_line);
      return FALSE;
    }
  return end_cell (self, "", 0, error);
}

static void
parser_begin (Parser *self, const char *text, gsize length, gsize *n_skipped)
{
  char delimiter;

  *n_skipped = find_sep_line (text, length, &delimiter);
  self->delimiter = *n_skipped > 0 ? delimiter : sniff_delimiter (text, length);
  self->ends_plain[(guchar) self->delimiter] = TRUE;
  self->ends_plain['\r'] = TRUE;
  self->ends_plain['\n'] = TRUE;
  self->line = 1;
}

static gboolean
read_table (Parser *self, AutosellTextDecoder *decoder, const AutosellReadContext *context, GError **error)
{
  const char *text;
  gsize length;
  gsize n_skipped;

  if (!autosell_text_decoder_read (decoder, &text, &length, context->cancellable, error))
    return FALSE;
  parser_begin (self, text, length, &n_skipped);
  if (!autosell_table_begin_row (self->table, self->line, error)
      || !parse_block (self, text + n_skipped, length - n_skipped, error))
    return FALSE;

  while (length > 0)
    {
      autosell_read_context_report (context, autosell_text_decoder_get_position (decoder));
      if (!autosell_text_decoder_read (decoder, &text, &length, context->cancellable, error)
          || !parse_block (self, text, length, error))
        return FALSE;
    }
  return parse_end (self, error);
}

AutosellTable *
autosell_csv_read (GInputStream *stream, const AutosellReadContext *context, GError **error)
{
  g_autoptr(AutosellTextDecoder) decoder = NULL;
  g_autoptr(AutosellTable) table = NULL;
  g_autofree Parser *parser = g_new0 (Parser, 1);
  gboolean ok;

  if (!(decoder = autosell_text_decoder_new (stream, context->cancellable, error)))
    return NULL;

  table = autosell_table_new (autosell_text_decoder_get_encoding (decoder), TRUE);
  parser->table = table;
  parser->cell = g_string_new (NULL);
  ok = read_table (parser, decoder, context, error);
  g_string_free (parser->cell, TRUE);
  if (!ok)
    return NULL;

  autosell_table_end (table);
  return g_steal_pointer (&table);
}
