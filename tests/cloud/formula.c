/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formula.h"

#include <string.h>

#define MAX_DEPTH 32

typedef struct
{
  Book *book;
  Tab *tab;
  const char *c;
  const char *error; /* (nullable): #REF! … */
} Formula;

static guint depth; /* one thread */

static void parse_sum (Formula *self, Value *result);

static void
skip_blanks (Formula *self)
{
  while (*self->c == ' ')
    self->c++;
}

static gboolean
take (Formula *self, char sign)
{
  skip_blanks (self);
  if (*self->c != sign)
    return FALSE;
  self->c++;
  return TRUE;
}

static void
fail (Formula *self, const char *error)
{
  if (self->error == NULL)
    self->error = error;
}

static double
to_number (Formula *self, const Value *value)
{
  if (value->kind == VALUE_TEXT)
    fail (self, "#VALUE!");
  if (value->kind == VALUE_ERROR)
    fail (self, "#REF!");
  return value->number;
}

static void
read_cell (Formula *self, Tab *tab, gint64 row, gint64 column, Value *result)
{
  const Cell *cell = tab_get_cell (tab, row, column);

  if (depth >= MAX_DEPTH)
    fail (self, "#REF!");
  else
    book_evaluate (self->book, tab, cell, result);
}

static char *
take_word (Formula *self)
{
  const char *start;
  gboolean is_quoted;

  skip_blanks (self);
  start = self->c;
  is_quoted = *start == '\'';
  if (is_quoted)
    {
      const char *end = strchr (start + 1, '\'');

      self->c = end != NULL ? end + 1 : start + strlen (start);
    }
  while (*self->c != '\0' && strchr ("+-*/&(), ;", *self->c) == NULL)
    self->c++;
  return g_strndup (start, self->c - start);
}

static void
fold_range (Formula *self, const char *function, const char *word, double *sum, guint *n)
{
  g_auto(A1Range) range = { 0 };
  Tab *tab = self->tab;

  if (!a1_parse (word, &range) || range.is_bare)
    {
      fail (self, "#NAME?");
      return;
    }
  if (range.title != NULL)
    tab = book_find_title (self->book, range.title);
  if (tab == NULL)
    {
      fail (self, "#REF!");
      return;
    }
  for (gint64 row = range.start_row; row < MIN (range.end_row, tab->rows->len); row++)
    for (gint64 column = range.start_column; column < MIN (range.end_column, tab->columns->len); column++)
      {
        g_auto(Value) value = { 0 };

        read_cell (self, tab, row, column, &value);
        if (value.kind == VALUE_NUMBER)
          *sum += value.number;
        if (value.kind == VALUE_NUMBER || (g_str_equal (function, "COUNTA") && value.kind != VALUE_EMPTY))
          (*n)++;
      }
}

static void
call_function (Formula *self, const char *name, Value *result)
{
  double sum = 0;
  guint n = 0;

  if (!g_str_equal (name, "SUM") && !g_str_equal (name, "COUNT") && !g_str_equal (name, "COUNTA"))
    {
      fail (self, "#NAME?");
      return;
    }
  do
    {
      g_autofree char *word = take_word (self);

      fold_range (self, name, word, &sum, &n);
    }
  while (take (self, ',') || take (self, ';'));
  if (!take (self, ')'))
    fail (self, "#ERROR!");
  value_set_number (result, g_str_equal (name, "SUM") ? sum : n);
}

static void
parse_word (Formula *self, Value *result)
{
  g_autofree char *word = take_word (self);
  g_auto(A1Range) range = { 0 };
  char *end;
  double number = g_ascii_strtod (word, &end);

  if (*word != '\0' && *end == '\0')
    value_set_number (result, number);
  else if (take (self, '('))
    {
      g_autofree char *name = g_ascii_strup (word, -1);

      call_function (self, name, result);
    }
  else if (*word == '\0' || !a1_parse (word, &range) || range.is_bare)
    fail (self, *word == '\0' ? "#ERROR!" : "#NAME?");
  else
    {
      Tab *tab = range.title != NULL ? book_find_title (self->book, range.title) : self->tab;

      if (tab == NULL || range.start_row >= tab->rows->len || range.start_column >= tab->columns->len)
        fail (self, "#REF!");
      else
        read_cell (self, tab, range.start_row, range.start_column, result);
    }
}

static void
parse_factor (Formula *self, Value *result)
{
  skip_blanks (self);
  if (take (self, '('))
    {
      parse_sum (self, result);
      if (!take (self, ')'))
        fail (self, "#ERROR!");
    }
  else if (take (self, '-'))
    {
      g_auto(Value) value = { 0 };

      parse_factor (self, &value);
      value_set_number (result, -to_number (self, &value));
    }
  else if (*self->c == '"')
    {
      const char *end = strchr (self->c + 1, '"');

      if (end == NULL)
        {
          fail (self, "#ERROR!");
          return;
        }
      value_clear (result);
      result->kind = VALUE_TEXT;
      result->text = g_strndup (self->c + 1, end - self->c - 1);
      self->c = end + 1;
    }
  else
    parse_word (self, result);
}

static void
parse_product (Formula *self, Value *result)
{
  parse_factor (self, result);
  while (self->error == NULL)
    {
      gboolean multiplies = take (self, '*');
      g_auto(Value) other = { 0 };
      double left, right;

      if (!multiplies && !take (self, '/'))
        return;
      parse_factor (self, &other);
      left = to_number (self, result);
      right = to_number (self, &other);
      if (!multiplies && right == 0)
        fail (self, "#DIV/0!");
      value_set_number (result, multiplies ? left * right : right != 0 ? left / right : 0);
    }
}

static void
concatenate (Value *result, const Value *other)
{
  g_autofree char *left = value_format (result, NULL, "en_US");
  g_autofree char *right = value_format (other, NULL, "en_US");

  value_clear (result);
  result->kind = VALUE_TEXT;
  result->text = g_strconcat (left, right, NULL);
}

static void
parse_sum (Formula *self, Value *result)
{
  parse_product (self, result);
  while (self->error == NULL)
    {
      g_auto(Value) other = { 0 };
      char sign = take (self, '+') ? '+' : take (self, '-') ? '-' : take (self, '&') ? '&' : '\0';

      if (sign == '\0')
        return;
      parse_product (self, &other);
      if (sign == '&')
        concatenate (result, &other);
      else
        value_set_number (result, to_number (self, result) + (sign == '+' ? 1 : -1) * to_number (self, &other));
    }
}

void
formula_evaluate (Book *book, Tab *tab, const char *formula, Value *result)
{
  Formula self = { book, tab, formula + 1, NULL };

  depth++;
  parse_sum (&self, result);
  skip_blanks (&self);
  if (*self.c != '\0')
    fail (&self, "#ERROR!");
  depth--;
  if (self.error != NULL)
    {
      value_clear (result);
      result->kind = VALUE_ERROR;
      result->text = g_strdup (self.error);
    }
}
