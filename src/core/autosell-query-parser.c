/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-query-private.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "autosell-problem.h"
#include "autosell-text.h"

/* Reads from left to right without going back. The first fault ends it: its message and place are all that a person
 * needs. */
typedef struct
{
  const char *text;
  const char *at;
  AutosellQuery *query; /* unowned; being filled */

  char *message; /* owned, nullable: set by the first fault */
  AutosellQueryErrorCode code;
  const char *fault_start;
  const char *fault_end;
} Parser;

/* One of the values after a colon, its quotes taken off. */
typedef struct
{
  char *text; /* owned */
  const char *start;
  const char *end;
} Part;

static void
part_free (Part *part)
{
  g_free (part->text);
  g_free (part);
}

/* Takes @message. Returns: FALSE, for the caller to pass on */
static gboolean
fail (Parser *self, AutosellQueryErrorCode code, const char *start, const char *end, char *message)
{
  g_assert (self->message == NULL);
  self->code = code;
  self->fault_start = start;
  self->fault_end = end;
  self->message = message;
  return FALSE;
}

static gboolean
is_word_in (const char *word, const char *const *list)
{
  return g_strv_contains (list, word);
}

/* ---- Characters, quotes, values ---- */

static gboolean
is_space (const char *at)
{
  return g_unichar_isspace (g_utf8_get_char (at));
}

static void
skip_spaces (Parser *self)
{
  while (*self->at != '\0' && is_space (self->at))
    self->at = g_utf8_next_char (self->at);
}

/* Phones and word processors write the curly ones. */
static gboolean
opens_quote (const char *at)
{
  return *at == '"' || g_str_has_prefix (at, "“") || g_str_has_prefix (at, "«");
}

static gboolean
closes_quote (const char *at, gboolean is_straight)
{
  return *at == '"' || (!is_straight && (g_str_has_prefix (at, "”") || g_str_has_prefix (at, "»")));
}

/* Stands on an opening quote; ends behind the closing one. */
static gboolean
read_quoted (Parser *self, GString *out)
{
  const char *start = self->at;
  gboolean is_straight = *start == '"';

  self->at = g_utf8_next_char (self->at);
  for (; *self->at != '\0'; self->at = g_utf8_next_char (self->at))
    {
      if (is_straight && self->at[0] == '"' && self->at[1] == '"')
        self->at++;
      else if (closes_quote (self->at, is_straight))
        {
          self->at = g_utf8_next_char (self->at);
          return TRUE;
        }
      g_string_append_unichar (out, g_utf8_get_char (self->at));
    }
  return fail (self, AUTOSELL_QUERY_ERROR_UNCLOSED_QUOTE, start, self->at,
               g_strdup (_("A quote is opened here and never closed.")));
}

/* A comma between digits belongs to "1,200,000": one to three digits before the first, exactly three behind each. */
static gboolean
comma_groups (const char *part_start, const char *comma)
{
  const char *before = comma;
  gsize n_before, n_after = strspn (comma + 1, "0123456789");

  while (before > part_start && g_ascii_isdigit (before[-1]))
    before--;
  n_before = comma - before;
  if (before > part_start && before[-1] == ',')
    return n_before == 3 && n_after == 3;
  return n_before >= 1 && n_before <= 3 && n_after == 3;
}

/* Elsewhere a quote is a character: 19" is a size of wheel. */
static gboolean
quote_may_open (const char *part_start, const char *at)
{
  const char *before = at > part_start ? g_utf8_find_prev_char (part_start, at) : NULL;

  return before == NULL || strchr ("=<>", *before) != NULL || g_str_has_prefix (before, "≥") ||
         g_str_has_prefix (before, "≤") || (at - part_start >= 2 && at[-1] == '.' && at[-2] == '.');
}

/* Returns: (transfer full) (nullable): NULL after a fault */
static Part *
read_part (Parser *self, gboolean has_grouped_numbers)
{
  g_autoptr(GString) text = g_string_new (NULL);
  const char *start = self->at;
  Part *part;

  while (*self->at != '\0' && !is_space (self->at))
    {
      if (*self->at == ',' && !(has_grouped_numbers && comma_groups (start, self->at)))
        break;
      if (opens_quote (self->at) && quote_may_open (start, self->at))
        {
          if (!read_quoted (self, text))
            return NULL;
          continue;
        }
      g_string_append_unichar (text, g_utf8_get_char (self->at));
      self->at = g_utf8_next_char (self->at);
    }
  part = g_new (Part, 1);
  part->text = g_string_free (g_steal_pointer (&text), FALSE);
  part->start = start;
  part->end = self->at;
  return part;
}

/* What is between the colon and the next blank, parted at commas. Returns: (transfer full) (nullable) */
static GPtrArray *
read_parts (Parser *self, const char *term_start, const char *name, gboolean has_grouped_numbers)
{
  g_autoptr(GPtrArray) parts = g_ptr_array_new_with_free_func ((GDestroyNotify) part_free);

  for (;;)
    {
      Part *part = read_part (self, has_grouped_numbers);

      if (part == NULL)
        return NULL;
      g_ptr_array_add (parts, part);
      if (part->start == part->end)
        {
          /* Translators: %s is the name of a field, as typed into the search */
          fail (self, AUTOSELL_QUERY_ERROR_EMPTY_VALUE, parts->len > 1 ? part->start - 1 : term_start, self->at,
                parts->len > 1 || *self->at == ','
                    ? g_strdup_printf (_("A value is missing next to a comma in “%s:”."), name)
                    : g_strdup_printf (_("What “%s:” looks for is missing; it follows the colon without a blank."),
                                       name));
          return NULL;
        }
      if (parts->len > AUTOSELL_QUERY_MAX_TERMS)
        {
          fail (self, AUTOSELL_QUERY_ERROR_TOO_LONG, term_start, self->at,
                g_strdup_printf (_("“%s:” has too many values."), name));
          return NULL;
        }
      if (*self->at != ',')
        return g_steal_pointer (&parts);
      self->at++;
    }
}

static void
keep_typed (AutosellTerm *term, GPtrArray *parts)
{
  term->typed = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < parts->len; i++)
    g_ptr_array_add (term->typed, g_strdup (((const Part *) g_ptr_array_index (parts, i))->text));
}

/* ---- Terms ---- */

static gboolean
fail_part (Parser *self, const Part *part, char *message)
{
  return fail (self, AUTOSELL_QUERY_ERROR_BAD_VALUE, part->start, part->end, message);
}

static gboolean
set_texts (Parser *self, AutosellTerm *term, const char *name, GPtrArray *parts)
{
  term->texts = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < parts->len; i++)
    {
      const Part *part = g_ptr_array_index (parts, i);
      g_autofree char *trimmed = autosell_text_trim (part->text);
      g_autofree char *folded = trimmed != NULL ? autosell_text_fold (trimmed) : NULL;
      g_autofree char *text = folded != NULL ? autosell_text_trim (folded) : NULL;

      if (text == NULL)
        return fail (
            self, AUTOSELL_QUERY_ERROR_EMPTY_VALUE, part->start, part->end,
            g_strdup_printf (_("There is nothing between the quotes; for cars without it write “no:%s”."), name));
      if (i > 0 && *part->start == '=')
        return fail_part (self, part, g_strdup_printf (_("“=” stands once, right after the colon: “%s:=…,…”."), name));
      g_ptr_array_add (term->texts, g_steal_pointer (&text));
    }
  return TRUE;
}

static gboolean
set_ranges (Parser *self, AutosellTerm *term, AutosellMeasure measure, const char *name, GPtrArray *parts)
{
  term->ranges = g_array_sized_new (FALSE, TRUE, sizeof (AutosellRange), parts->len);
  g_array_set_clear_func (term->ranges, (GDestroyNotify) autosell_range_clear);
  for (guint i = 0; i < parts->len; i++)
    {
      const Part *part = g_ptr_array_index (parts, i);
      AutosellRange range;
      char *message = NULL;

      if (!autosell_query_read_range (measure, name, part->text, &range, &message))
        return fail_part (self, part, message);
      g_array_append_val (term->ranges, range);
    }
  return TRUE;
}

static const char *
read_choice (AutosellField field, const char *text)
{
  AutosellStatus status;
  AutosellAcquisition acquisition;

  if (field == AUTOSELL_FIELD_STATUS)
    return autosell_status_parse (text, &status) ? autosell_status_to_nick (status) : NULL;
  return autosell_acquisition_parse (text, &acquisition) ? autosell_acquisition_to_nick (acquisition) : NULL;
}

static char *
complain_choice (AutosellField field, const char *text)
{
  g_autoptr(GString) labels = g_string_new (NULL);
  int n = field == AUTOSELL_FIELD_STATUS ? (int) AUTOSELL_N_STATUSES : (int) AUTOSELL_N_ACQUISITIONS;

  for (int i = 1; i < n; i++)
    g_string_append_printf (labels, "%s“%s”", i > 1 ? ", " : "",
                            field == AUTOSELL_FIELD_STATUS ? autosell_status_to_label (i)
                                                           : autosell_acquisition_to_label (i));
  /* Translators: first what was typed, then all words that can be typed, each in quotes, with commas between them */
  return field == AUTOSELL_FIELD_STATUS
             ? g_strdup_printf (_("“%s” is not a status; there are %s."), text, labels->str)
             : g_strdup_printf (_("“%s” is no way to acquire a car; there are %s."), text, labels->str);
}

static gboolean
is_none (const char *text)
{
  static const char *const words[] = { "none",    "no",   "blank", "empty",       "unknown", "no status",   "ninguno",
                                       "ninguna", "nada", "sin",   "sin estatus", "vacio",   "desconocido", NULL };
  g_autofree char *folded = autosell_text_fold_words (text);

  return is_word_in (folded, words);
}

static gboolean
set_choices (Parser *self, AutosellTerm *term, GPtrArray *parts)
{
  term->texts = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < parts->len; i++)
    {
      const Part *part = g_ptr_array_index (parts, i);
      const char *nick = read_choice (term->field, part->text);

      if (nick != NULL)
        g_ptr_array_add (term->texts, g_strdup (nick));
      else if (is_none (part->text))
        term->or_blank = TRUE;
      else
        return fail_part (self, part, complain_choice (term->field, part->text));
    }
  if (term->texts->len == 0)
    {
      term->kind = AUTOSELL_TERM_BLANK;
      term->or_blank = FALSE;
      g_clear_pointer (&term->texts, g_ptr_array_unref);
    }
  return TRUE;
}

static gboolean
set_problems (Parser *self, AutosellTerm *term, GPtrArray *parts)
{
  for (guint i = 0; i < parts->len; i++)
    {
      const Part *part = g_ptr_array_index (parts, i);
      guint mask = autosell_problem_mask_parse (part->text);

      if (mask == 0 && parts->len == 1 && is_none (part->text))
        {
          mask = (1u << AUTOSELL_N_PROBLEMS) - 1;
          term->is_negated = !term->is_negated;
        }
      if (mask == 0)
        return fail_part (self, part,
                          g_strdup_printf (_("“%s” is no kind of problem; write “any”, “price”, “status”, “km”, "
                                              "“date”, “spelling”, “twin” or “niv”."),
                                           part->text));
      term->problem_mask |= mask;
    }
  return TRUE;
}

/* ---- Names ---- */

static gboolean
fail_unknown_field (Parser *self, const char *name, const char *start, const char *end)
{
  g_autofree char *suggestion = autosell_query_suggest_name (name);

  return fail (self, AUTOSELL_QUERY_ERROR_UNKNOWN_FIELD, start, end,
               suggestion != NULL
                   ? g_strdup_printf (_("There is no field “%s”; did you mean “%s”?"), name, suggestion)
                   : g_strdup_printf (_("There is no field “%s”; to search for it as text, put it in quotes."), name));
}

/* Length of the name that a colon follows here, or 0 where these are words. */
static gsize
measure_name (const char *start)
{
  const char *at = start;

  if (!g_unichar_isalpha (g_utf8_get_char (at)))
    return 0;
  while (*at != '\0' && (strchr ("_-.", *at) != NULL || g_unichar_isalnum (g_utf8_get_char (at)) ||
                         g_unichar_ismark (g_utf8_get_char (at))))
    at = g_utf8_next_char (at);
  return *at == ':' && !g_str_has_prefix (at, "://") ? at - start : 0;
}

/* ---- One term ---- */

/* Takes @term. */
static gboolean
add_term (Parser *self, AutosellTerm *term, const char *start)
{
  term->start = g_utf8_pointer_to_offset (self->text, start);
  term->end = g_utf8_pointer_to_offset (self->text, self->at);
  g_ptr_array_add (self->query->terms, term);
  if (self->query->terms->len > AUTOSELL_QUERY_MAX_TERMS)
    return fail (self, AUTOSELL_QUERY_ERROR_TOO_LONG, start, self->at, g_strdup (_("The search has too many terms.")));
  return TRUE;
}

static gboolean
parse_words (Parser *self, const char *start, gboolean is_negated)
{
  g_autoptr(GString) raw = g_string_new (NULL);
  g_autofree char *folded = NULL;
  AutosellTerm *term;

  if (opens_quote (self->at))
    {
      if (!read_quoted (self, raw))
        return FALSE;
    }
  else
    {
      const char *from = self->at;

      while (*self->at != '\0' && !is_space (self->at))
        self->at = g_utf8_next_char (self->at);
      g_string_append_len (raw, from, self->at - from);
    }
  folded = autosell_text_fold_words (raw->str);
  if (*folded == '\0')
    return TRUE;

  term = autosell_term_new (AUTOSELL_TERM_WORDS);
  term->is_negated = is_negated;
  term->texts = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (term->texts, g_steal_pointer (&folded));
  return add_term (self, term, start);
}

static gboolean
set_field_values (Parser *self, AutosellTerm *term, const char *name, GPtrArray *parts)
{
  switch (autosell_field_get_info (term->field)->kind)
    {
    case AUTOSELL_KIND_TEXT:
    case AUTOSELL_KIND_LONG_TEXT:
    case AUTOSELL_KIND_LIST:
      term->kind = AUTOSELL_TERM_TEXT;
      return set_texts (self, term, name, parts);
    case AUTOSELL_KIND_INTEGER:
      term->kind = AUTOSELL_TERM_RANGE;
      return set_ranges (self, term, AUTOSELL_MEASURE_INTEGER, name, parts);
    case AUTOSELL_KIND_MONEY:
      term->kind = AUTOSELL_TERM_RANGE;
      return set_ranges (self, term, AUTOSELL_MEASURE_MONEY, name, parts);
    case AUTOSELL_KIND_DATE:
      term->kind = AUTOSELL_TERM_DATE;
      return set_ranges (self, term, AUTOSELL_MEASURE_DATE, name, parts);
    case AUTOSELL_KIND_STATUS:
    case AUTOSELL_KIND_ACQUISITION:
      term->kind = AUTOSELL_TERM_CHOICE;
      return set_choices (self, term, parts);
    }
  g_assert_not_reached ();
}

static gboolean
parse_field (Parser *self, const char *start, const char *name, AutosellField field, gboolean is_negated)
{
  g_autoptr(AutosellTerm) term = autosell_term_new (AUTOSELL_TERM_TEXT);
  g_autoptr(GPtrArray) parts = NULL;
  AutosellKind kind = autosell_field_get_info (field)->kind;
  gboolean is_text = kind == AUTOSELL_KIND_TEXT || kind == AUTOSELL_KIND_LONG_TEXT || kind == AUTOSELL_KIND_LIST;

  term->is_negated = is_negated;
  term->field = field;
  if (is_text)
    {
      term->is_exact = *self->at == '=' || field == AUTOSELL_FIELD_GROUP || field == AUTOSELL_FIELD_STOCK_NUMBER;
      self->at += *self->at == '=' ? 1 : 0;
    }
  parts = read_parts (self, start, name, kind == AUTOSELL_KIND_MONEY || field == AUTOSELL_FIELD_KM);
  if (parts == NULL)
    return FALSE;
  keep_typed (term, parts);
  return set_field_values (self, term, name, parts) && add_term (self, g_steal_pointer (&term), start);
}

/* "no:price", "has:niv"; also "no:problems", which reads as well as "no:price". */
static gboolean
set_blank (Parser *self, AutosellTerm *term, const char *name, GPtrArray *parts, gboolean is_with)
{
  const Part *part = g_ptr_array_index (parts, 0);

  if (parts->len > 1)
    return fail (self, AUTOSELL_QUERY_ERROR_BAD_VALUE, part->start, self->at,
                 g_strdup_printf (_("“%s:” takes one field; write it once for each."), name));
  if (is_with)
    term->is_negated = !term->is_negated;
  if (autosell_query_find_special (part->text) == AUTOSELL_SPECIAL_PROBLEM)
    {
      term->kind = AUTOSELL_TERM_PROBLEM;
      term->is_negated = !term->is_negated;
      term->problem_mask = (1u << AUTOSELL_N_PROBLEMS) - 1;
      return TRUE;
    }
  return autosell_field_find (part->text, &term->field) ||
         fail_unknown_field (self, part->text, part->start, part->end);
}

/* "is:deleted" chooses the bin; "is:sold" is short for "status:sold". *is_bin: no term is made */
static gboolean
set_is (Parser *self, AutosellTerm *term, const char *name, GPtrArray *parts, gboolean *is_bin)
{
  static const char *const bins[] = { "deleted",   "bin",        "trash",   "papelera", "basura",
                                      "eliminado", "eliminados", "borrado", "borrados", NULL };
  const Part *part = g_ptr_array_index (parts, 0);
  g_autofree char *folded = autosell_text_fold_words (part->text);

  *is_bin = parts->len == 1 && is_word_in (folded, bins);
  if (*is_bin)
    {
      /* The opposite of the bin is the stock, which is shown anyway. */
      self->query->is_deleted |= !term->is_negated;
      return TRUE;
    }
  if (read_choice (AUTOSELL_FIELD_STATUS, part->text) == NULL)
    return fail_part (
        self, part,
        g_strdup_printf (_("“%s:” knows “deleted” and the names of a status, but not “%s”."), name, part->text));
  term->kind = AUTOSELL_TERM_CHOICE;
  term->field = AUTOSELL_FIELD_STATUS;
  return set_choices (self, term, parts);
}

static gboolean
parse_special (Parser *self, const char *start, const char *name, AutosellSpecial special, gboolean is_negated)
{
  g_autoptr(AutosellTerm) term = autosell_term_new (AUTOSELL_TERM_BLANK);
  g_autoptr(GPtrArray) parts = read_parts (self, start, name, FALSE);
  gboolean is_bin = FALSE, is_good = FALSE;

  if (parts == NULL)
    return FALSE;
  keep_typed (term, parts);
  term->is_negated = is_negated;
  switch (special)
    {
    case AUTOSELL_SPECIAL_DAYS:
      term->kind = AUTOSELL_TERM_DAYS;
      is_good = set_ranges (self, term, AUTOSELL_MEASURE_INTEGER, name, parts);
      break;
    case AUTOSELL_SPECIAL_PROBLEM:
      term->kind = AUTOSELL_TERM_PROBLEM;
      is_good = set_problems (self, term, parts);
      break;
    case AUTOSELL_SPECIAL_IS:
      is_good = set_is (self, term, name, parts, &is_bin);
      break;
    case AUTOSELL_SPECIAL_WITHOUT:
    case AUTOSELL_SPECIAL_WITH:
      is_good = set_blank (self, term, name, parts, special == AUTOSELL_SPECIAL_WITH);
      break;
    case AUTOSELL_SPECIAL_NONE:
      g_assert_not_reached ();
    }
  return is_good && (is_bin || add_term (self, g_steal_pointer (&term), start));
}

static gboolean
parse_term (Parser *self)
{
  const char *start = self->at;
  gboolean is_negated = *self->at == '-';
  g_autofree char *name = NULL;
  gsize name_length;
  AutosellSpecial special;
  AutosellField field;

  self->at += is_negated ? 1 : 0;
  name_length = *self->at != '\0' ? measure_name (self->at) : 0;
  if (name_length == 0)
    return *self->at == '\0' || is_space (self->at) || parse_words (self, start, is_negated);

  name = g_strndup (self->at, name_length);
  self->at += name_length + 1;
  if ((special = autosell_query_find_special (name)) != AUTOSELL_SPECIAL_NONE)
    return parse_special (self, start, name, special, is_negated);
  if (autosell_field_find (name, &field))
    return parse_field (self, start, name, field, is_negated);
  return fail_unknown_field (self, name, self->at - name_length - 1, self->at - 1);
}

static AutosellQuery *
query_new (void)
{
  AutosellQuery *query = g_new0 (AutosellQuery, 1);

  g_atomic_ref_count_init (&query->ref_count);
  query->terms = g_ptr_array_new_with_free_func ((GDestroyNotify) autosell_term_free);
  return query;
}

/* Behind a term at fault, the values of a field that does not exist included. */
static void
skip_fault (Parser *self)
{
  g_clear_pointer (&self->message, g_free);
  if (self->at < self->fault_end)
    self->at = self->fault_end;
  if (*self->at != '\0' && !is_space (self->at))
    {
      g_autoptr(GPtrArray) parts = read_parts (self, self->at, "", FALSE);

      g_clear_pointer (&self->message, g_free);
    }
  while (*self->at != '\0' && !is_space (self->at))
    self->at = g_utf8_next_char (self->at);
}

static AutosellPiece
scan_piece (Parser *self)
{
  AutosellPiece piece = { g_utf8_pointer_to_offset (self->text, self->at), 0, NULL, FALSE, FALSE };
  AutosellQuery *query = self->query;
  guint n_terms = query->terms->len;
  gboolean was_deleted = query->is_deleted;

  query->is_deleted = FALSE;
  piece.is_fault = !parse_term (self);
  if (piece.is_fault)
    skip_fault (self);
  else if (query->terms->len > n_terms)
    piece.term = g_ptr_array_index (query->terms, n_terms);
  piece.is_bin = query->is_deleted;
  query->is_deleted |= was_deleted;
  piece.end = g_utf8_pointer_to_offset (self->text, self->at);
  return piece;
}

GArray *
autosell_query_scan (const char *text, AutosellQuery **query)
{
  GArray *pieces = g_array_new (FALSE, FALSE, sizeof (AutosellPiece));
  Parser parser = { text, text, query_new (), NULL, 0, NULL, NULL };

  *query = parser.query;
  if (strlen (text) > AUTOSELL_QUERY_MAX_BYTES || !g_utf8_validate (text, -1, NULL))
    return pieces;
  for (skip_spaces (&parser); *parser.at != '\0' && pieces->len < AUTOSELL_QUERY_MAX_BYTES; skip_spaces (&parser))
    {
      AutosellPiece piece = scan_piece (&parser);

      g_array_append_val (pieces, piece);
    }
  return pieces;
}

static gboolean
parse_all (Parser *self)
{
  if (strlen (self->text) > AUTOSELL_QUERY_MAX_BYTES)
    return fail (self, AUTOSELL_QUERY_ERROR_TOO_LONG, self->text, self->text, g_strdup (_("The search is too long.")));
  if (!g_utf8_validate (self->text, -1, NULL))
    return fail (self, AUTOSELL_QUERY_ERROR_BAD_VALUE, self->text, self->text,
                 g_strdup (_("The search holds characters that are not text.")));
  for (skip_spaces (self); *self->at != '\0'; skip_spaces (self))
    if (!parse_term (self))
      return FALSE;
  return TRUE;
}

AutosellQuery *
autosell_query_parse (const char *text, guint *error_start, guint *error_end, GError **error)
{
  g_autoptr(AutosellQuery) query = query_new ();
  Parser parser = { text != NULL ? text : "", text != NULL ? text : "", query, NULL, 0, NULL, NULL };

  if (parse_all (&parser))
    return g_steal_pointer (&query);

  if (error_start != NULL)
    *error_start = g_utf8_pointer_to_offset (parser.text, parser.fault_start);
  if (error_end != NULL)
    *error_end = g_utf8_pointer_to_offset (parser.text, parser.fault_end);
  g_set_error_literal (error, AUTOSELL_QUERY_ERROR, parser.code, parser.message);
  g_free (parser.message);
  return NULL;
}
