/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-cli-print.h"

#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#define GAP_COLUMNS 2
#define SHRUNK_MIN_COLUMNS 6

typedef struct
{
  char *title; /* owned */
  AutosellCliColumnFlags flags;
  int width;  /* as printed */
  int widest; /* that of its widest cell */
  gboolean is_hidden;
} Column;

struct _AutosellCliTable
{
  GPtrArray *columns; /* owned, of Column */
  GPtrArray *cells;   /* owned, of char *, escaped; row by row */
};

gboolean
autosell_cli_is_unsafe (gunichar c)
{
  return c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0x061c || c == 0x200e || c == 0x200f
         || (c >= 0x2028 && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
}

char *
autosell_cli_escape (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  GString *escaped = g_string_sized_new (strlen (valid) + 8);

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == '\n')
        g_string_append (escaped, "\\n");
      else if (c == '\t')
        g_string_append (escaped, "\\t");
      else if (!autosell_cli_is_unsafe (c))
        g_string_append_len (escaped, p, g_utf8_next_char (p) - p);
      else
        g_string_append_printf (escaped, c < 0x100 ? "\\x%02x" : "\\u%04x", c);
    }
  return g_string_free (escaped, FALSE);
}

/* In a locale of another character set the text is converted. ASCII ("C", as cron and ssh have it) gets UTF-8 all the
 * same: what is piped away must not become question marks. */
static void
write_text (FILE *out, const char *text)
{
  const char *charset;
  g_autofree char *converted = NULL;

  if (!g_get_charset (&charset) && strcmp (charset, "ANSI_X3.4-1968") != 0 && strcmp (charset, "US-ASCII") != 0)
    converted = g_convert_with_fallback (text, -1, charset, "UTF-8", NULL, NULL, NULL, NULL);
  fputs (converted != NULL ? converted : text, out);
}

static void
write_line (FILE *out, const char *text)
{
  g_autofree char *escaped = autosell_cli_escape (text);

  write_text (out, escaped);
  fputc ('\n', out);
}

void
autosell_cli_line (const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  write_line (stdout, text);
}

void
autosell_cli_message (const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  autosell_cli_progress ("");
  fflush (stdout); /* or the terminal would show the reason before what came first */
  write_line (stderr, text);
}

void
autosell_cli_text (const char *text)
{
  g_auto(GStrv) lines = g_strsplit (text, "\n", -1);
  guint n = g_strv_length (lines);

  for (guint i = 0; i < n && !(i + 1 == n && *lines[i] == '\0'); i++)
    write_line (stdout, lines[i]);
}

void
autosell_cli_progress (const char *text)
{
  static gboolean is_shown;
  g_autofree char *escaped = NULL;

  if ((*text == '\0' && !is_shown) || !isatty (STDERR_FILENO))
    return;
  escaped = autosell_cli_escape (text);
  fputs ("\r\033[K", stderr);
  write_text (stderr, escaped);
  fflush (stderr);
  is_shown = *text != '\0';
}

int
autosell_cli_terminal_width (void)
{
  struct winsize size;

  if (!isatty (STDOUT_FILENO))
    return 0;
  if (ioctl (STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
    return size.ws_col;
  return 80;
}

static int
text_width (const char *text)
{
  int width = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (!g_unichar_iszerowidth (c))
        width += g_unichar_iswide (c) ? 2 : 1;
    }
  return width;
}

static void
append_cell (GString *line, const char *text, int width, gboolean to_the_right)
{
  int needed = text_width (text);
  int used = 0;

  if (needed <= width)
    {
      g_string_append_printf (line, "%*s", to_the_right ? width - needed : 0, "");
      g_string_append (line, text);
      g_string_append_printf (line, "%*s", to_the_right ? 0 : width - needed, "");
      return;
    }
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      int step = g_unichar_iszerowidth (c) ? 0 : g_unichar_iswide (c) ? 2 : 1;

      if (used + step > width - 1)
        break;
      g_string_append_len (line, p, g_utf8_next_char (p) - p);
      used += step;
    }
  g_string_append (line, "…");
  g_string_append_printf (line, "%*s", width - used - 1, "");
}

static void
column_free (gpointer data)
{
  Column *column = data;

  g_free (column->title);
  g_free (column);
}

AutosellCliTable *
autosell_cli_table_new (void)
{
  AutosellCliTable *self = g_new0 (AutosellCliTable, 1);

  self->columns = g_ptr_array_new_with_free_func (column_free);
  self->cells = g_ptr_array_new_with_free_func (g_free);
  return self;
}

void
autosell_cli_table_free (AutosellCliTable *self)
{
  g_ptr_array_unref (self->columns);
  g_ptr_array_unref (self->cells);
  g_free (self);
}

void
autosell_cli_table_add_column (AutosellCliTable *self, const char *title, AutosellCliColumnFlags flags)
{
  Column *column = g_new0 (Column, 1);

  column->title = g_strdup (title);
  column->flags = flags;
  column->width = text_width (title);
  g_ptr_array_add (self->columns, column);
}

void
autosell_cli_table_add (AutosellCliTable *self, const char *text)
{
  Column *column = g_ptr_array_index (self->columns, self->cells->len % self->columns->len);
  char *escaped = autosell_cli_escape (text != NULL ? text : "");

  column->width = MAX (column->width, text_width (escaped));
  g_ptr_array_add (self->cells, escaped);
}

void
autosell_cli_table_take (AutosellCliTable *self, char *text)
{
  autosell_cli_table_add (self, text);
  g_free (text);
}

static int
total_width (AutosellCliTable *self)
{
  int width = -GAP_COLUMNS;

  for (guint i = 0; i < self->columns->len; i++)
    {
      Column *column = g_ptr_array_index (self->columns, i);

      if (!column->is_hidden)
        width += column->width + GAP_COLUMNS;
    }
  return width;
}

/* The widest column with @flag that can still shrink, or NULL. */
static Column *
find_shrinkable (AutosellCliTable *self, AutosellCliColumnFlags flag)
{
  Column *widest = NULL;

  for (guint i = 0; i < self->columns->len; i++)
    {
      Column *column = g_ptr_array_index (self->columns, i);

      if (!column->is_hidden && (column->flags & flag) && column->width > SHRUNK_MIN_COLUMNS
          && (widest == NULL || column->width > widest->width))
        widest = column;
    }
  return widest;
}

static gboolean
hide_one (AutosellCliTable *self)
{
  for (guint i = self->columns->len; i > 0; i--)
    {
      Column *column = g_ptr_array_index (self->columns, i - 1);

      if (!column->is_hidden && (column->flags & AUTOSELL_CLI_COLUMN_MINOR))
        {
          column->is_hidden = TRUE;
          return TRUE;
        }
    }
  return FALSE;
}

static void
fit_columns (AutosellCliTable *self, int available)
{
  Column *column;

  while (total_width (self) > available && (column = find_shrinkable (self, AUTOSELL_CLI_COLUMN_SHRINK)) != NULL)
    column->width--;
  while (total_width (self) > available && hide_one (self))
    continue;
  while (total_width (self) > available && (column = find_shrinkable (self, AUTOSELL_CLI_COLUMN_LAST)) != NULL)
    column->width--;
  for (guint i = 0; i < self->columns->len; i++) /* what a hidden column left over */
    {
      column = g_ptr_array_index (self->columns, i);
      if (!column->is_hidden)
        column->width += CLAMP (available - total_width (self), 0, column->widest - column->width);
    }
}

/* @cells: as many as columns; NULL prints the titles */
static void
print_row (AutosellCliTable *self, gpointer *cells)
{
  g_autoptr(GString) line = g_string_new (NULL);

  for (guint i = 0; i < self->columns->len; i++)
    {
      Column *column = g_ptr_array_index (self->columns, i);

      if (column->is_hidden)
        continue;
      if (line->len > 0)
        g_string_append_printf (line, "%*s", GAP_COLUMNS, "");
      append_cell (line, cells != NULL ? cells[i] : column->title, column->width,
                   (column->flags & AUTOSELL_CLI_COLUMN_RIGHT) != 0);
    }
  while (line->len > 0 && line->str[line->len - 1] == ' ')
    g_string_truncate (line, line->len - 1);
  write_line (stdout, line->str);
}

void
autosell_cli_table_print (AutosellCliTable *self)
{
  int available = autosell_cli_terminal_width ();

  for (guint i = 0; i < self->columns->len; i++)
    {
      Column *column = g_ptr_array_index (self->columns, i);

      column->widest = column->width;
    }
  if (available > 0)
    fit_columns (self, available);
  print_row (self, NULL);
  for (guint i = 0; i + self->columns->len <= self->cells->len; i += self->columns->len)
    print_row (self, self->cells->pdata + i);
}
